//! `quote`: quoted words are the words that were said, or the same wherever they are quoted.

mod between;

use jiff::civil::Date;

use super::alignment::{Comparison, altered, compare, described, keys_of_runs, stretch};
use super::{
    About, Check, Decider, Draft, Kind, Marks, Miss, Refusal, Trigger, Verdict, figures, wording,
};
use crate::claim::{Claim, Speaker, Value};
use crate::conflict::{Code, Conflict, Evidence, Side};
use crate::finding::Label;
use crate::reading::{QuotedBy, Reading, Sentence};
use crate::rule::key::{Key, Shape};
use crate::rule::subject::Subjects;
use crate::rule::table::{Placed, Table};
use crate::rule::{Question, Quotes, Rule, Scope};
use crate::unread::Reason;
use factlint_document::Role;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::Relation;
use factlint_language::utterance::{self, Spoken};
use factlint_language::word;
use factlint_language::words::Class;

const TEXT: Code = Code::new("quote/text", "quoted words are not those that were said");

/// The registry's entry.
pub const KIND: Kind = Kind {
    name: "quote",
    summary: "quoted words are those that were said (`text`), or the same wherever they are quoted",
    page: include_str!("../../../docs/quote.md"),
    keys: &[
        Key::new("text", Shape::Texts),
        Key::new("speaker", Shape::Texts),
        Key::new("said", Shape::Date),
        Key::new("window", Shape::Figure),
    ],
    codes: &[TEXT, between::DISAGREEMENT, between::SPEAKER],
    about: About::None,
    scope: Scope::Corpus,
    quotes: Quotes::Only,
    asks: &[Question::Except, Question::Correction],
    read,
};

/// Fewer words are a fragment that proves nothing.
const SHORTEST: usize = 4;

/// Where the speaker is not named, so many words make a quotation of the text.
const SHORTEST_UNNAMED: usize = 5;

/// Where the speaker is not named, two words with so many letters must agree with the text.
const LONG_WORD: usize = 4;

/// Fewer words are not compared between documents.
const SHORTEST_SHARED: usize = 6;

/// Share of a quotation's words that must stand in the text, in order.
const SHARE_OF_TEXT: f64 = 0.6;

/// Share of the shorter quotation's words that must stand in the longer one.
const SHARE_OF_UTTERANCE: f64 = 0.8;

/// Documents further apart quote another utterance, where a rule does not say.
const WINDOW: i32 = 7;

/// What was said, as the rule has it.
#[derive(Debug)]
struct Said {
    text: String,
    words: Vec<Spoken>,
    place: Label,
}

#[derive(Debug)]
struct Quote {
    said: Vec<Said>,
    /// Last names of the speaker, in lower case, and how findings call him.
    speaker: Option<(Vec<String>, String)>,
    day: Option<Date>,
    window: i32,
}

fn read(table: &mut Table<'_>, draft: &mut Draft<'_>) -> Option<Box<dyn Check>> {
    let problems = table.problem_count();
    let said: Vec<Said> = table
        .strings("text")
        .unwrap_or_default()
        .into_iter()
        .map(|text| {
            let words = utterance::words(text.get_ref());
            if words.len() < SHORTEST {
                table.problem(
                    text.span(),
                    format!("`text` of {} is too short", table.what()),
                    format!("quotations of fewer than {SHORTEST} words are not compared"),
                );
            }
            let place = table.file().label(text.span(), "what was said");
            Said { text: text.into_inner(), words, place }
        })
        .collect();
    let listed = table.is_list("speaker");
    let speaker = table.strings("speaker").and_then(|names| {
        if listed {
            return speaker_of(names.into_iter().map(Placed::into_inner).collect());
        }
        let id = names.into_iter().next()?;
        let Some(subject) = draft.subjects.find(id.get_ref()) else {
            let in_place = draft.subjects.name_in_place(table, &id, "speaker");
            return in_place.then(|| speaker_of(vec![id.into_inner()])).flatten();
        };
        let names = draft.subjects.get(subject).names.iter();
        speaker_of(names.map(|&name| draft.phrases.get(name).text.clone()).collect())
    });
    let day = table.date("said").map(Placed::into_inner);
    let place = table.place_of("window");
    let window = figures::read_window(table, draft.units);
    if let (Some(place), false) = (&place, said.is_empty()) {
        table.problem(
            place.clone(),
            format!("{} has both `text` and `window`", table.what()),
            "a text is held against every document",
        );
    }
    if let (Some(place), Some(..0)) = (place, window) {
        table.problem(
            place,
            format!("`window` of {} is before it begins", table.what()),
            "must not be negative",
        );
    }
    if let (true, Some(day)) = (said.is_empty(), day) {
        table.problem(
            table.span(),
            format!("{} has `said` and no `text`", table.what()),
            format!("what was said on {day}?"),
        );
    }
    (table.problem_count() == problems).then(|| {
        let window = window.unwrap_or(WINDOW);
        Box::new(Quote { said, speaker, day, window }) as Box<dyn Check>
    })
}

fn speaker_of(names: Vec<String>) -> Option<(Vec<String>, String)> {
    let shown = names.first()?.clone();
    Some((names.iter().map(|name| last_name(name)).collect(), shown))
}

fn last_name(name: &str) -> String {
    let last = name.rsplit(' ').next().unwrap_or_default();
    word::without_possessive(last).to_lowercase()
}

impl Check for Quote {
    fn trigger(&self, _rule: &Rule, _subjects: &Subjects) -> Trigger {
        Trigger::Marks(Marks { kind: "quotations", any: has_quotations })
    }

    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        let date = reading.document().record().date;
        if self.day.is_some_and(|said| date.is_some_and(|date| date < said)) {
            return;
        }
        self.each_quotation(rule, reading, |read| claims.extend(read.ok()));
    }

    fn misses(&self, rule: &Rule, reading: &Reading<'_>, misses: &mut Vec<Miss>) {
        // Without a text, quotations are compared with each other, and no one of them is looked for: told are those of
        // somebody whom the text calls by an office or a part, "the mayor said", who could be anybody's name elsewhere.
        let is_told = |miss: &Miss| {
            !self.said.is_empty()
                || (miss.reason == Reason::SpeakerUnclear
                    && word::words(miss.span.of(reading.prose()))
                        .nth(between::SHORTEST_OF_ONE - 1)
                        .is_some()
                    && reading.quoted_by(miss.sentence, miss.span) == QuotedBy::Role)
        };
        self.each_quotation(rule, reading, |read| misses.extend(read.err().filter(is_told)));
    }

    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        if self.said.is_empty() {
            self.compare_all(rule, group, verdict);
        } else {
            let findings = group.iter().filter_map(|claim| self.against_text(rule, claim));
            verdict.conflicts.extend(findings);
        }
    }

    fn is_local(&self, _rule: &Rule) -> bool {
        !self.said.is_empty()
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        /// A longer utterance is only begun.
        const LONGEST: usize = 60;
        let first = self.said.first()?;
        let short: String = first.text.chars().take(LONGEST).collect();
        let dots = if short.len() < first.text.len() { "..." } else { "" };
        Some(format!("“{short}{dots}”"))
    }
}

/// The quotations that are speech, without their marks, and the blocks that are set as quotations.
fn quotations(reading: &Reading<'_>) -> Vec<(Sentence, ProseSpan)> {
    let mut found = Vec::new();
    let mut quoted_block = None;
    for sentence in reading.sentences() {
        if reading.role(sentence) != Role::Quotation {
            continue;
        }
        let block = reading.block_of(sentence);
        if quoted_block != Some(block) {
            quoted_block = Some(block);
            let span = reading.document().blocks()[block as usize].span;
            found.push((sentence, without_source(reading.prose(), span)));
        }
    }
    for quotation in reading.quotations_in_text() {
        if let Some(sentence) = reading.sentence_at(quotation.span.start)
            && reading.role(sentence) != Role::Quotation
        {
            found.push((sentence, quotation.inner));
        }
    }
    found.sort_by_key(|(_, span)| *span);
    found
}

/// A block quotation without "— Ann Lee" at its end.
fn without_source(prose: &str, span: ProseSpan) -> ProseSpan {
    let text = span.of(prose);
    match text.rfind(['—', '–']) {
        Some(at) if word::words(&text[at..]).count() <= 6 => {
            ProseSpan::new(span.start as usize, span.start as usize + at)
        }
        _ => span,
    }
}

/// The word by which a sentence says that it quotes a translation, or words that nobody said so.
fn disowned_by(reading: &Reading<'_>, sentence: Sentence) -> Option<ProseSpan> {
    let words: Vec<(std::ops::Range<usize>, &str)> = reading.words_in(sentence.span).collect();
    let disowns = |at: usize| {
        let found = words[at].1;
        let lower = found.to_lowercase();
        let before = at.checked_sub(1).map_or("", |at| words[at].1);
        word::entries(Class::DisowningStem).iter().any(|stem| lower.starts_with(stem.as_str()))
            || word::is(found, Class::DisowningWord)
            || (found.eq_ignore_ascii_case("said") && before.eq_ignore_ascii_case("never"))
            || (found.eq_ignore_ascii_case("true") && before.eq_ignore_ascii_case("not"))
            || (word::is(found, Class::Language) && word::is(before, Class::BeforeLanguage))
    };
    (0..words.len()).find(|at| disowns(*at)).map(|at| {
        let (range, _) = &words[at];
        ProseSpan::new(range.start, range.end)
    })
}

/// The word by which a sentence says that somebody did not say what it quotes, where nobody else is said to say anything:
/// "did not say", "denied having said".
fn unsaid_by(reading: &Reading<'_>, sentence: Sentence, quoted: ProseSpan) -> Option<ProseSpan> {
    let is_unsaying = |found: &str| {
        word::is(found, Class::Negation) || found.ends_with("n't") || found.ends_with("n’t")
    };
    let around =
        || reading.words_in(sentence.span).filter(|(at, _)| at.end <= quoted.start as usize);
    if !around().any(|(_, found)| is_unsaying(found)) {
        return None;
    }
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let says = |at: &usize| {
        let lies_within = syntax.words().get(*at).is_some_and(|word| word.span.overlaps(quoted));
        !lies_within
            && syntax.tag(*at).is_verb()
            && word::is(&syntax.lemma(*at), Class::ReportingVerbs)
    };
    let mut verbs = (0..syntax.words().len()).filter(says);
    let verb = verbs.next().filter(|_| verbs.next().is_none())?;
    let denies =
        |at: &usize| word::is(syntax.text(*at), Class::Negation) && tree.head(verb) == Some(*at);
    let negation = tree
        .dependents(verb)
        .find(|at| tree.relation(*at) == Relation::Negation || is_unsaying(syntax.text(*at)))
        .or_else(|| (0..verb).find(denies))?;
    syntax.words().get(negation).map(|word| word.span)
}

impl Quote {
    /// Every quotation that may be of an utterance of the rule: its claim, or why it makes none.
    fn each_quotation(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        mut each: impl FnMut(Result<Claim, Miss>),
    ) {
        let shortest = if self.said.is_empty() { SHORTEST_SHARED } else { SHORTEST };
        // Quotations of one sentence share what is asked of it.
        let mut last: Option<(Sentence, bool, Option<ProseSpan>)> = None;
        for (sentence, span) in quotations(reading) {
            if word::words(span.of(reading.prose())).nth(shortest - 1).is_none() {
                continue;
            }
            let (admitted, disowned) = match last {
                Some((known, admitted, disowned)) if known == sentence => (admitted, disowned),
                _ => {
                    let admitted = super::sentence_admits(rule, reading, sentence);
                    (admitted, disowned_by(reading, sentence).filter(|_| admitted))
                }
            };
            last = Some((sentence, admitted, disowned));
            if !admitted || reading.document().is_code(span) {
                continue;
            }
            // Who says what cannot be an utterance of the rule is nobody's question.
            if !self.said.is_empty()
                && self.said_by(&utterance::words(span.of(reading.prose()))).is_none()
            {
                continue;
            }
            let disowned = disowned.or_else(|| unsaid_by(reading, sentence, span));
            let refusal = disowned.map(|word| (Reason::NotAsserted, Decider::Word(word)));
            let read = match refusal.or_else(|| super::refusal(rule, reading, sentence, span)) {
                Some(refusal) => Err(refusal),
                None => self.said_as(reading, sentence, span),
            };
            match read {
                Ok(name) => {
                    if let Some(claim) = self.claim(rule, reading, sentence, span, name) {
                        each(Ok(claim));
                    }
                }
                Err((reason, decided_by)) => each(Err(Miss { sentence, span, reason, decided_by })),
            }
        }
    }

    /// By whom a quotation is said, as far as the rule may mean them; none where nobody is named. Or why it is not of
    /// the rule.
    fn said_as(
        &self,
        reading: &Reading<'_>,
        sentence: Sentence,
        span: ProseSpan,
    ) -> Result<Option<String>, Refusal> {
        let refused = |reason| Err((reason, Decider::Nothing));
        let name = match reading.quoted_by(sentence, span) {
            QuotedBy::Name(name) => Some(name),
            QuotedBy::Nobody => None,
            // "The farmer said": perhaps the one whom the rule means, where the words are nearly those.
            QuotedBy::Role if self.is_nearly_said(reading, span) => None,
            // "A spokesman said": nobody whom a rule for a speaker means, nor anybody who is named elsewhere.
            QuotedBy::Role | QuotedBy::Somebody
                if self.speaker.is_some() || self.said.is_empty() =>
            {
                return refused(Reason::SpeakerUnclear);
            }
            QuotedBy::Role | QuotedBy::Somebody => None,
        };
        if let (Some((known, _)), Some(name)) = (&self.speaker, &name)
            && !known.contains(&last_name(name))
        {
            return refused(Reason::OtherThing);
        }
        // A joke of somebody else's plays on the words; his own are as much his words as others.
        if (self.speaker.is_none() || name.is_none())
            && word::words(sentence.span.of(reading.prose()))
                .any(|(_, found)| word::is(found, Class::JokingWord))
        {
            return refused(Reason::NotAsserted);
        }
        // Without a text, a rule for one speaker wants him named, and a block is often a mere remark.
        let block = reading.role(sentence) == Role::Quotation;
        if self.said.is_empty() && (self.speaker.is_some() || block) && name.is_none() {
            return refused(Reason::SpeakerUnclear);
        }
        Ok(name)
    }

    /// Whether nearly all words of a quotation are those of the text.
    fn is_nearly_said(&self, reading: &Reading<'_>, span: ProseSpan) -> bool {
        let words = utterance::words(span.of(reading.prose()));
        words.len() >= SHORTEST_SHARED
            && self
                .said
                .iter()
                .any(|said| compare(&words, &said.words, SHARE_OF_UTTERANCE).is_some())
    }

    fn claim(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        span: ProseSpan,
        name: Option<String>,
    ) -> Option<Claim> {
        let text = span.of(reading.prose());
        let words = utterance::words(text);
        let keys = if self.said.is_empty() {
            if words.len() < SHORTEST_SHARED {
                return None;
            }
            rare_words(&words)
        } else {
            let least = if name.is_some() { SHORTEST } else { SHORTEST_UNNAMED };
            if words.len() < least || self.said_by(&words).is_none() {
                return None;
            }
            vec![String::new()]
        };
        let first = keys.first()?.clone();
        let value = Value::Text { text: text.into() };
        let parts = vec![super::part(reading, span, value)];
        let subject = name.clone().unwrap_or_default();
        let mut claim = super::claim(rule, reading, sentence, span, subject, first.clone(), parts);
        if keys.len() > 1 {
            let whole = claim.keys.concat();
            claim.keys = keys.iter().map(|key| whole.replacen(&first, key, 1).into()).collect();
        }
        claim.speaker = match name {
            Some(name) => Speaker::Named(last_name(&name).into()),
            None => Speaker::Unnamed,
        };
        Some(claim)
    }

    /// The utterance that a quotation is of, and how it differs from it.
    fn said_by(&self, words: &[Spoken]) -> Option<(&Said, Comparison)> {
        self.said
            .iter()
            .filter_map(|said| Some((said, compare(words, &said.words, SHARE_OF_TEXT)?)))
            // The first of those that agree most.
            .rev()
            .max_by_key(|(_, found)| (std::cmp::Reverse(found.differences.len()), found.agreeing))
    }

    fn against_text(&self, rule: &Rule, claim: &Claim) -> Option<Conflict> {
        let part = &claim.parts[0];
        let text = part.text();
        let words = utterance::words(text);
        let (said, found) = self.said_by(&words)?;
        let telling = || {
            let long = words.iter().filter(|word| word.normal.chars().count() >= LONG_WORD);
            long.filter(|word| said.words.iter().any(|one| one.normal == word.normal)).count() >= 2
        };
        if found.differences.is_empty() || (claim.subject.is_empty() && !telling()) {
            return None;
        }
        let speaker = self.speaker.as_ref().map(|(_, shown)| shown.as_str());
        let told = described(&found.differences, (text, &words), (&said.text, &said.words));
        let expect = stretch(&said.text, &said.words, &found.said);
        let whose =
            speaker.map_or_else(|| "the words".to_owned(), |name| format!("{name}'s words"));
        let quoted = wording::one_line(text);
        let message = super::worded(
            rule,
            format!("{whose} are altered: {told}"),
            &[("found", &quoted), ("expect", &expect), ("subject", speaker.unwrap_or_default())],
        );
        let altered = altered(part, &words, &found.differences);
        let primary = Side::new(claim, &altered, told);
        let mut conflict = super::conflict(TEXT, rule, claim, message, primary);
        conflict.notes.insert(0, format!("said: “{expect}”").into());
        conflict.evidence.push(Evidence::Place(said.place.clone().into()));
        Some(conflict)
    }
}

/// Keys that nearly identical utterances share: of three words in a row.
fn rare_words(words: &[Spoken]) -> Vec<String> {
    /// How many; two utterances of ten words with one that differs nearly always share one of them.
    const KEYS: usize = 6;
    let runs = words.windows(3).map(|three| {
        let joined: Vec<&str> = three.iter().map(|word| word.normal.as_str()).collect();
        joined.join(" ")
    });
    keys_of_runs(runs, KEYS)
}

/// A block quotation has no marks in the prose: any text may hold one.
fn has_quotations(text: &str) -> bool {
    !text.is_empty()
}
