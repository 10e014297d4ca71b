//! Who says what is quoted: by what stands beside the quotation marks, by whom "he" means, and by what a quotation
//! goes on from.

use super::{QuotedBy, Reading, Sentence};
use factlint_document::Role;
use factlint_language::figure;
use factlint_language::quotation::Quotation;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Answer, Report, Syntax, Tag};
use factlint_language::token::Tokens;
use factlint_language::word::{self, is_capitalised};
use factlint_language::words::Class;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// No pronoun reaches further back, in sentences.
const REACH: usize = 8;

/// What stands beside a quotation, or opens a sentence, as the one who says it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Voice {
    /// A name as the text has it, and whether it may be a person's.
    Name { words: String, personal: bool },
    /// "he", "she"
    Pronoun(Gender),
    /// "the farmer": somebody whom the text may have named.
    Role,
    /// "a spokesman", "they"
    Unnamed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gender {
    Male,
    Female,
}

/// What is known of a sentence once it is passed.
#[derive(Clone, Debug)]
struct Passed {
    sentence: Sentence,
    /// Who says its last quotation, if it has one.
    quoted: Option<QuotedBy>,
    /// Whether that quotation is never closed, or a part of a sentence only, so that the next paragraph may go on
    /// from it.
    open: bool,
}

impl Reading<'_> {
    /// Who says each quotation of the document, in order.
    pub(super) fn voices(&self) -> &BTreeMap<ProseSpan, QuotedBy> {
        self.voices.get_or_init(|| Pass::over(self))
    }

    /// The analysis of a stretch of a sentence.
    fn stretch(&self, span: ProseSpan) -> Option<Syntax<'_>> {
        word::words(span.of(self.prose())).next()?;
        let tokens = Tokens::new(self.prose(), span, &self.vocabulary.words);
        let figures = figure::figures_of(&tokens, &self.vocabulary.units);
        Some(Syntax::of(&tokens, &figures))
    }
}

/// The walk over a document.
struct Pass<'r, 'a> {
    reading: &'r Reading<'a>,
    found: BTreeMap<ProseSpan, QuotedBy>,
    passed: Vec<Passed>,
    /// "he" and "she", as far as they are known, by last name.
    genders: BTreeMap<String, Gender>,
    /// Words that stand behind a first name or "Mr" somewhere in the text, once somebody asks.
    last_names: Option<BTreeSet<String>>,
}

impl<'r, 'a> Pass<'r, 'a> {
    fn over(reading: &'r Reading<'a>) -> BTreeMap<ProseSpan, QuotedBy> {
        let mut pass = Self {
            reading,
            found: BTreeMap::new(),
            passed: Vec::new(),
            genders: BTreeMap::new(),
            last_names: None,
        };
        for sentence in reading.sentences() {
            pass.read(sentence);
        }
        pass.found
    }

    fn read(&mut self, sentence: Sentence) {
        let all = self.reading.quotations(sentence);
        let first = all.partition_point(|one| one.span.start < sentence.span.start);
        let last = all.partition_point(|one| one.span.start < sentence.span.end);
        let quotations = &all[first..last.max(first)];
        let mut quoted = None;
        for (index, quotation) in quotations.iter().enumerate() {
            if let Some(by) = self.quoted_by(sentence, quotations, index, quoted.as_ref()) {
                self.found.insert(quotation.span, by.clone());
                quoted = Some(by);
            }
        }
        let open = quotations.last().is_some_and(|one| {
            let partial = one.inner.of(self.reading.prose()).starts_with(char::is_lowercase);
            partial || one.span.end == one.inner.end
        });
        self.passed.push(Passed { sentence, quoted, open });
    }

    /// Who says a quotation; none of words that are only shown.
    fn quoted_by(
        &mut self,
        sentence: Sentence,
        quotations: &[Quotation],
        index: usize,
        before: Option<&QuotedBy>,
    ) -> Option<QuotedBy> {
        let prose = self.reading.prose();
        let quotation = quotations[index];
        let start = match index.checked_sub(1) {
            Some(before) => quotations[before].span.end,
            None => sentence.span.start,
        };
        let next = quotations.get(index + 1).map_or(sentence.span.end, |next| next.span.start);
        let lead = ProseSpan { start: start.min(quotation.span.start), end: quotation.span.start };
        let tail = ProseSpan { start: quotation.span.end, end: next.max(quotation.span.end) };
        if is_shown(prose, quotation, lead, tail) {
            return None;
        }
        // Most speakers stand on the side that is looked at first: the other is not analysed.
        let reading = self.reading;
        let is_wordless = |span: ProseSpan| word::words(span.of(prose)).next().is_none();
        let analyses = [OnceCell::new(), OnceCell::new()];
        let behind = || analyses[0].get_or_init(|| reading.stretch(tail)).as_ref();
        let ahead = || analyses[1].get_or_init(|| reading.stretch(lead)).as_ref();
        let alone = index == 0 && is_wordless(lead);
        let closed = quotation.inner.of(prose).trim_end().ends_with(|c: char| !word::is_word(c))
            || tail.of(prose).starts_with([',', '—', '–', '-']);
        let comma = quotation.inner.of(prose).trim_end().ends_with(',');
        // Where the speaker is looked for first: behind "It rains,", before "it rains".
        let order: &[bool] = match (alone, closed) {
            (true, _) => &[true],
            (_, true) if comma || index > 0 => &[true, false],
            (_, true) => &[false, true],
            _ => &[false],
        };
        let mut voice = None;
        for &is_behind in order {
            if voice.is_some() {
                break;
            }
            voice = if is_behind {
                behind()
                    .and_then(|syntax| self.voice(syntax, syntax.speaker_behind_quotation(), true))
            } else {
                ahead().and_then(|syntax| {
                    self.voice(syntax, syntax.speaker_before_quotation(), index > 0)
                })
            };
        }
        if voice.is_none() && index > 0 {
            let whole = ProseSpan { start: sentence.span.start, end: quotation.span.start };
            voice = self
                .reading
                .stretch(whole)
                .and_then(|syntax| self.voice(&syntax, syntax.speaker_before_quotation(), false));
            if voice.is_none()
                && let Some(before) = before
            {
                return Some(before.clone());
            }
        }
        if voice.is_none() && !alone {
            let syntax = self.reading.syntax(sentence);
            let word = syntax.words_in(quotation.inner).start;
            let mut report = syntax.reporter_of(word);
            // Somebody whom the quotation quotes does not say it.
            let own = syntax.words_in(quotation.span);
            report.value = report.value.filter(|said| !own.contains(&said.verb));
            voice = self.voice(syntax, report, false);
        }
        Some(match voice {
            Some(voice @ Voice::Pronoun(_)) => self.settle(voice, ahead()),
            Some(voice) => self.settle(voice, None),
            None if alone && is_wordless(tail) => self.goes_on(sentence),
            None => QuotedBy::Nobody,
        })
    }

    /// Who is named by a word of an analysis as the one who says something.
    ///
    /// `inside` says that the first word has a capital only as a name.
    fn voice(
        &mut self,
        syntax: &Syntax<'_>,
        report: Answer<Option<Report>>,
        inside: bool,
    ) -> Option<Voice> {
        let prose = self.reading.prose();
        let who = report.sure().flatten()?.who?;
        let said = syntax.text(who).to_lowercase();
        match said.as_str() {
            "he" => return Some(Voice::Pronoun(Gender::Male)),
            "she" => return Some(Voice::Pronoun(Gender::Female)),
            "they" => return Some(Voice::Unnamed),
            _ if syntax.tag(who).is_pronoun() || syntax.tag(who).is_relative() => return None,
            _ => {}
        }
        if syntax.has_conjunct(who) {
            return Some(Voice::Unnamed);
        }
        // "Trump told": a known name at the front of a sentence.
        let inside = inside
            || (who == 0 && is_capitalised(syntax.text(0)) && self.last_names().contains(&said));
        let name = if inside { syntax.name_inside(who) } else { syntax.name_ending_at(who) };
        let Some(name) = name else {
            let common = said.chars().eq(syntax.text(who).chars());
            let role = syntax.tag(who) == Tag::Noun && syntax.is_definite(who);
            return match (common || syntax.tag(who).is_noun(), role) {
                (true, true) => Some(Voice::Role),
                (true, false) => Some(Voice::Unnamed),
                _ => None,
            };
        };
        let words = word::one_line(name.of(prose));
        let last = words.rsplit(' ').next().unwrap_or_default();
        // "The Tory MP admitted"
        if word::is(last, Class::OfficeAbbreviation) {
            return Some(Voice::Role);
        }
        let is_short_for = last.len() > 1 && last.chars().all(|c| c.is_uppercase() || c == '.');
        let personal = !syntax.has_article(name)
            && syntax.tag(who) != Tag::Names
            && !word::is(last, Class::Organisation)
            && !is_short_for;
        Some(Voice::Name { words, personal })
    }

    /// Who tells a sentence without quotation marks.
    fn teller(&mut self, sentence: Sentence) -> Option<Voice> {
        let syntax = self.reading.syntax(sentence);
        self.voice(syntax, syntax.teller(), false)
    }

    fn last_names(&mut self) -> &BTreeSet<String> {
        let prose = self.reading.prose();
        self.last_names.get_or_insert_with(|| last_names(prose))
    }

    /// Whom a voice means.
    fn settle(&mut self, voice: Voice, ahead: Option<&Syntax<'_>>) -> QuotedBy {
        match voice {
            Voice::Name { words, .. } => {
                self.note_gender(&words);
                QuotedBy::Name(words)
            }
            Voice::Role => QuotedBy::Role,
            Voice::Unnamed => QuotedBy::Somebody,
            Voice::Pronoun(gender) => {
                let here = ahead.and_then(|syntax| self.person_in(syntax, gender));
                let found = here.map_or_else(|| self.in_focus(gender), QuotedBy::Name);
                if let QuotedBy::Name(name) = &found {
                    self.genders.insert(last_name(name), gender);
                }
                found
            }
        }
    }

    /// Who said what came before, where a quotation that stands alone goes on from it.
    fn goes_on(&mut self, sentence: Sentence) -> QuotedBy {
        let Some(before) = self.passed.last().cloned() else { return QuotedBy::Nobody };
        let same = before.sentence.block == sentence.block;
        let role = |sentence| self.reading.role(sentence);
        if role(before.sentence) != role(sentence) || role(sentence) == Role::Headline {
            return QuotedBy::Nobody;
        }
        match before.quoted {
            Some(quoted) if same || before.open => quoted,
            Some(_) => QuotedBy::Nobody,
            None => match self.teller(before.sentence) {
                Some(voice) => self.settle(voice, None),
                None => QuotedBy::Nobody,
            },
        }
    }

    /// The person of whom a sentence is, where a pronoun can mean them.
    fn person_in(&mut self, syntax: &Syntax<'_>, gender: Gender) -> Option<String> {
        let subject = syntax.main_subject().sure().flatten()?;
        let report = Report { verb: subject, who: Some(subject) };
        match self.voice(syntax, Answer { value: Some(report), rival: None }, false)? {
            Voice::Name { words, personal } if personal => {
                self.can_be(&words, gender).then_some(words)
            }
            _ => None,
        }
    }

    /// The last who spoke, or of whom the text told, for "he" or "she".
    fn in_focus(&mut self, gender: Gender) -> QuotedBy {
        let start = self.passed.len().saturating_sub(REACH);
        for at in (start..self.passed.len()).rev() {
            let passed = self.passed[at].clone();
            if self.reading.role(passed.sentence) == Role::Headline {
                return QuotedBy::Nobody;
            }
            match passed.quoted {
                Some(QuotedBy::Name(name)) if self.can_be(&name, gender) => {
                    return QuotedBy::Name(name);
                }
                Some(by @ (QuotedBy::Somebody | QuotedBy::Role)) => return by,
                _ => {}
            }
            let syntax = self.reading.syntax(passed.sentence);
            if passed.quoted.is_none() {
                let teller = syntax.teller();
                if !teller.is_sure() {
                    return QuotedBy::Nobody;
                }
                match self.voice(syntax, teller, false) {
                    Some(Voice::Name { words, personal }) if personal => {
                        if self.can_be(&words, gender) {
                            return QuotedBy::Name(words);
                        }
                        // Somebody spoke of whom nothing is known: it may be them.
                        let other = self.genders.get(&last_name(&words));
                        if other.is_none_or(|other| *other == gender) {
                            return QuotedBy::Nobody;
                        }
                    }
                    Some(Voice::Unnamed) => return QuotedBy::Somebody,
                    Some(Voice::Role) => return QuotedBy::Role,
                    _ => {}
                }
            }
            if let Some(name) = self.person_in(syntax, gender) {
                return QuotedBy::Name(name);
            }
        }
        QuotedBy::Nobody
    }

    /// Whether a name may be that of a man, or of a woman.
    fn can_be(&mut self, name: &str, gender: Gender) -> bool {
        self.note_gender(name);
        let key = last_name(name);
        if self.genders.get(&key).is_some_and(|known| *known != gender) {
            return false;
        }
        name.contains(' ') || self.last_names().contains(&key)
    }

    /// "Mr Lee", "Ms Lee"
    fn note_gender(&mut self, name: &str) {
        let first = name.split(' ').next().unwrap_or_default().trim_end_matches('.');
        let gender = match () {
            () if word::is(first, Class::HonorificOfMen) => Gender::Male,
            () if word::is(first, Class::HonorificOfWomen) => Gender::Female,
            () => return,
        };
        self.genders.insert(last_name(name), gender);
    }
}

fn last_name(name: &str) -> String {
    let last = name.rsplit(' ').next().unwrap_or_default();
    word::without_possessive(last).to_lowercase()
}

/// The words that stand behind a capitalised one.
fn last_names(prose: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut before: Option<(usize, &str)> = None;
    for (at, one) in word::words(prose) {
        if let Some((start, first)) = before
            && matches!(&prose[start + first.len()..at], " " | ". ")
            && is_capitalised(one)
            && is_capitalised(first)
            && !word::is(first, Class::CapitalisedNoName)
        {
            found.insert(word::without_possessive(one).to_lowercase());
        }
        before = Some((at, one));
    }
    found
}

/// Whether words in quotation marks are a title or a term that the sentence only uses: "the “Make Peace” campaign".
fn is_shown(prose: &str, quotation: Quotation, lead: ProseSpan, tail: ProseSpan) -> bool {
    let inner = quotation.inner.of(prose).trim();
    let ends = inner.ends_with(|c: char| !word::is_word(c));
    let lead = lead.of(prose).trim_end();
    let last = word::words(lead).last().map(|(_, last)| last).unwrap_or_default();
    // "Her book, “The Dam That Held”, is out": a comma behind a noun announces nothing.
    let apposed = lead.ends_with(',') && tail.of(prose).starts_with(',') && !ends;
    let announced = lead.ends_with([',', ':']) && (!apposed || word::is(last, Class::SayingVerb));
    let next = tail.of(prose).strip_prefix(' ').unwrap_or_default();
    let follows = next.starts_with(char::is_lowercase);
    let modifies = !ends
        && follows
        && word::words(next).next().is_some_and(|(_, next)| !word::is(next, Class::AfterQuoted))
        && (word::is(last, Class::TitleDeterminer)
            || word::without_possessive(last) != last
            || is_capitalised(last));
    // Every word of weight has a capital: a title.
    const SHORTEST_OF_WEIGHT: usize = 4;
    let weighty = || word::words(inner).filter(|(_, one)| one.len() >= SHORTEST_OF_WEIGHT);
    let is_title =
        weighty().nth(1).is_some() && weighty().all(|(_, one)| is_capitalised(one)) && !announced;
    modifies || is_title
}
