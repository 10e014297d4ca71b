//! Pairs: "a ceasefire between X and Y", "the X-Y deal", "X and Y signed the deal".

use std::ops::Range;

use crate::rule::phrase::PhraseId;
use factlint_language::span::ProseSpan;
use factlint_language::word::{self, is_capitalised, is_hyphen, without_possessive};
use factlint_language::words::Class;

/// One side of a pair, as the text has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// The party that the rule knows under this name.
    pub known: Option<PhraseId>,
    /// Where its name stands.
    pub span: ProseSpan,
}

/// Two names that have something together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// As they stand in the text.
    pub sides: [Named; 2],
    /// Whether the text takes for granted what they have ("the recent truce between X and Y"), so that no
    /// "will" and no "not" of the sentence unsays it.
    pub is_presupposed: bool,
    /// The words for what they have.
    pub cue: ProseSpan,
}

/// A sentence, as far as pairs need it.
pub(super) struct Sentence<'a> {
    pub prose: &'a str,
    pub words: Vec<(Range<usize>, &'a str)>,
    /// What parties have together: the cues, or the subject.
    pub cues: Vec<ProseSpan>,
    /// Names of parties that the rule knows, in order.
    pub parties: Vec<(ProseSpan, PhraseId)>,
    /// The texts of those names, for compounds.
    pub names: &'a [(PhraseId, String)],
}

/// The pairs of a sentence that have something of the rule's together.
pub(super) fn pairs(sentence: &Sentence<'_>) -> Vec<Pair> {
    let mut found = Vec::new();
    for (at, (_, word)) in sentence.words.iter().enumerate() {
        if word.eq_ignore_ascii_case("between") {
            found.extend(sentence.between(at));
        } else if word.eq_ignore_ascii_case("and") {
            found.extend(sentence.agreeing(at));
        } else if word.eq_ignore_ascii_case("with") {
            found.extend(sentence.partner(at));
        } else if word.eq_ignore_ascii_case("of") && sentence.is_behind_cue(at) {
            // "The merger of X and Y"
            found.extend(sentence.between(at));
        }
        found.extend(sentence.compound(at));
    }
    found
}

impl Sentence<'_> {
    pub(super) fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |(_, word)| word)
    }

    /// What stands between two neighbouring words.
    pub(super) fn gap(&self, before: usize) -> &str {
        match (self.words.get(before), self.words.get(before + 1)) {
            (Some((one, _)), Some((other, _))) => &self.prose[one.end..other.start],
            _ => ".",
        }
    }

    /// Whether nothing but white space and emphasis stands between two neighbouring words.
    pub(super) fn flows(&self, before: usize) -> bool {
        self.gap(before).trim_start_matches(['\'', '’']).trim().is_empty()
    }

    fn span(&self, words: Range<usize>) -> ProseSpan {
        let (first, _) = &self.words[words.start];
        let (last, word) = &self.words[words.end - 1];
        ProseSpan::new(first.start, last.start + without_possessive(word).len())
    }

    /// Whether the word at `at` stands right behind a cue.
    fn is_behind_cue(&self, at: usize) -> bool {
        at.checked_sub(1)
            .is_some_and(|before| self.flows(before) && self.cue_ending_with(before).is_some())
    }

    /// The longest cue that ends with a word.
    pub(super) fn cue_ending_with(&self, word: usize) -> Option<ProseSpan> {
        let end = self.words.get(word)?.0.end;
        self.cues.iter().copied().find(|cue| cue.end as usize == end)
    }

    fn cue_in(&self, within: Range<usize>) -> Option<ProseSpan> {
        let (start, end) = (within.start as u32, within.end as u32);
        self.cues.iter().copied().find(|cue| start <= cue.start && cue.end <= end)
    }

    /// "The ceasefire brokered by Trump between Israel and Gaza".
    fn between(&self, at: usize) -> Option<Pair> {
        let between = &self.words[at].0;
        // Of cues that end alike, the longest: "data-processing agreement", not "agreement".
        let near = self.cues.iter().rev().find(|cue| cue.end as usize <= between.start)?;
        let cue = self.cues.iter().find(|cue| cue.end == near.end)?;
        let after_cue = self.words.partition_point(|(range, _)| range.start < cue.end as usize);
        let clear = (after_cue..at).all(|index| {
            let word = self.word(index);
            is_capitalised(word)
                || word.starts_with(|c: char| c.is_ascii_digit())
                || word.ends_with("ed")
                || word.ends_with("ly")
                || word::is(word, Class::BeforeBetween)
                || (index == after_cue && word::is(word, Class::AgreementNoun))
        });
        let stop = |text: &str| text.contains([';', ':', '(', ')', '.', '“', '”', '"', '?']);
        if !clear || stop(&self.prose[cue.end as usize..between.start]) {
            return None;
        }
        /// No side has more words.
        const REACH: usize = 9;
        // "Between Israel, Hamas and Egypt" has three sides.
        let and = (at + 2..(at + REACH).min(self.words.len()))
            .find(|&index| self.word(index) == "and" || !self.flows(index - 1))?;
        if self.word(and) != "and" || !self.flows(and - 1) || !self.flows(and) {
            return None;
        }
        let one = self.side(at + 1..and)?;
        let end = (and + 1..(and + REACH).min(self.words.len()))
            .find(|&index| !self.flows(index))
            .map_or((and + REACH).min(self.words.len()), |index| index + 1);
        let other = self.opening_side(and + 1..end)?;
        let cue_at = self.words.partition_point(|(range, _)| range.start < cue.start as usize);
        // "An earlier merger" is another one.
        if (cue_at.saturating_sub(2)..cue_at)
            .any(|index| word::is(self.word(index), Class::AnotherAgreement))
        {
            return None;
        }
        let told = (after_cue..at).any(|index| word::is(self.word(index), Class::BeVerb));
        let is_presupposed = !told && self.is_definite(cue_at);
        Some(Pair { sides: [one, other], is_presupposed, cue: *cue })
    }

    /// "The truce between Tessaly and whoever rules the north": a cue right before "between", and a party that the rule
    /// knows behind it, of which no pair is read.
    pub(super) fn unclear_sides(&self) -> Option<ProseSpan> {
        (1..self.words.len()).filter(|at| self.word(*at).eq_ignore_ascii_case("between")).find_map(
            |at| {
                let (before, between) = (&self.words[at - 1].0, &self.words[at].0);
                let is_cued = self.cues.iter().any(|cue| cue.end as usize == before.end);
                let known = self.parties.iter().map(|(span, _)| *span);
                let mut known = known.filter(|span| span.start as usize > between.start);
                let party = known.next().filter(|_| is_cued && self.flows(at - 1))?;
                Some(ProseSpan::new(between.start, party.range().end))
            },
        )
    }

    /// Whether the words before a noun make it one that is there: "the recent ceasefire".
    fn is_definite(&self, noun: usize) -> bool {
        /// Words between an article and its noun.
        const REACH: usize = 4;
        for index in (noun.saturating_sub(REACH)..noun).rev() {
            let word = self.word(index);
            if !self.flows(index) || word::is(word, Class::UnrealAgreement) {
                return false;
            }
            if word::is(word, Class::DefiniteAgreement) {
                return true;
            }
        }
        false
    }

    /// The name in a whole side: one that the rule knows, else the capitalised words at its end.
    pub(super) fn side(&self, words: Range<usize>) -> Option<Named> {
        let mut first = words.start;
        while first < words.end && !is_name(self.word(first)) {
            first += 1;
        }
        let within = self.span(words.clone());
        let last = words.end - 1;
        if let Some(&(span, phrase)) =
            self.parties.iter().rev().find(|(span, _)| within.contains(*span))
        {
            // "The Israeli army chief's brother" is no party; "Israel's government" is.
            let rest = self.words.partition_point(|(range, _)| range.start < span.end as usize);
            let fits =
                (rest..words.end).all(|index| word::is(self.word(index), Class::PartyModifier));
            return fits.then_some(Named { known: Some(phrase), span });
        }
        let all = first < words.end
            && (first..words.end)
                .all(|index| is_name(self.word(index)) || self.word(index) == "of");
        (all && is_name(self.word(last)))
            .then(|| Named { known: None, span: self.span(first..words.end) })
    }

    /// The name at the beginning of what follows "and".
    pub(super) fn opening_side(&self, words: Range<usize>) -> Option<Named> {
        let mut at = words.start;
        let mut names = 0;
        while at < words.end {
            let word = self.word(at);
            if is_name(word) {
                names += 1;
            } else if !word::is(word, Class::PartyModifier) && !word.contains(is_hyphen) {
                break;
            }
            at += 1;
        }
        if names == 0 || at == words.start {
            return None;
        }
        // "Israel and Hamas-run Gaza" and "Gaza-based Hamas" end with the name.
        let within = self.span(words.start..at);
        let known: Vec<&(ProseSpan, PhraseId)> =
            self.parties.iter().filter(|(span, _)| within.contains(*span)).collect();
        if let Some(&&(span, phrase)) = known.last() {
            // "Gaza militants" and "Gaza's rulers" are others than Gaza.
            let rest = self.words.partition_point(|(range, _)| range.start < span.end as usize);
            let owned = self.prose[span.end as usize..].starts_with(['\'', '’']);
            let fits = rest == at
                && !owned
                && (at == words.end || !word::is(self.word(at), Class::PartyGroup));
            return fits.then_some(Named { known: Some(phrase), span });
        }
        // A name that the rule does not know must end where the side does.
        let mut last = at;
        while last > words.start && !is_name(self.word(last - 1)) {
            last -= 1;
        }
        let mut first = last;
        while first > words.start && is_name(self.word(first - 1)) {
            first -= 1;
        }
        let ends = last == words.end || ends_side(self.word(last));
        (ends && last == at).then(|| Named { known: None, span: self.span(first..last) })
    }

    /// "The Israel-Gaza peace deal", "the Gaza–Israel truce".
    fn compound(&self, at: usize) -> Option<Pair> {
        let (_, word) = &self.words[at];
        let pieces: Vec<&str> = word.split(is_hyphen).collect();
        let piece = |text: &str| {
            let start = text.as_ptr() as usize - self.prose.as_ptr() as usize;
            let span = ProseSpan::new(start, start + without_possessive(text).len());
            let known = self.names.iter().find(|(_, name)| name == span.of(self.prose));
            is_name(text).then_some(Named { known: known.map(|(phrase, _)| *phrase), span })
        };
        let (sides, next) = match pieces.as_slice() {
            [one, other] => ([piece(one)?, piece(other)?], at + 1),
            [one] if matches!(self.gap(at), "–" | "-" | " – ") => {
                let (_, other) = self.words.get(at + 1)?;
                // A chain of dashes has more sides than two.
                let chained = at > 0 && matches!(self.gap(at - 1), "–" | "-");
                if chained || other.contains(is_hyphen) || matches!(self.gap(at + 1), "–" | "-") {
                    return None;
                }
                ([piece(one)?, piece(other)?], at + 2)
            }
            _ => return None,
        };
        // Up to two words before the cue, all in one stretch.
        let from = self.words.get(next)?.0.start;
        let last = (next..(next + 3).min(self.words.len()))
            .take_while(|&index| {
                self.flows(index - 1) && !word::is(self.word(index), Class::AfterParty)
            })
            .last()?;
        let cue = self.cue_in(from..self.words[last].0.end.max(from))?;
        let mut between = self
            .words
            .iter()
            .filter(|(range, _)| range.start >= from && range.end <= cue.start as usize);
        let clear = between.all(|(_, word)| {
            word.ends_with("ed") || word::is(word, Class::AgreementModifier) || is_capitalised(word)
        });
        // "The Israel-Gaza ceasefire line" is another thing, and so is an earlier one.
        let behind = self.words.partition_point(|(range, _)| range.start < cue.end as usize);
        let whole =
            behind >= self.words.len() || !self.flows(behind - 1) || ends_side(self.word(behind));
        let other = at > 0 && word::is(self.word(at - 1), Class::AnotherAgreement);
        let clear = clear && whole && !other;
        let is_presupposed = self.is_definite(at);
        clear.then_some(Pair { sides, is_presupposed, cue })
    }

    /// "Israel and Palestine agreed on a ceasefire".
    fn agreeing(&self, at: usize) -> Option<Pair> {
        if at == 0 || !self.flows(at - 1) || !self.flows(at) {
            return None;
        }
        let mut first = at;
        while first > 0 && is_name(self.word(first - 1)) && (first == at || self.flows(first - 1)) {
            first -= 1;
        }
        // "Cask Lines and the Dock Union".
        let begin = at + 1 + usize::from(self.word(at + 1) == "the" && self.flows(at + 1));
        let mut end = begin;
        while is_name(self.word(end)) && self.flows(end - 1) {
            end += 1;
        }
        if first == at || end == begin {
            return None;
        }
        // "From Israel and Gaza", "Egypt, Israel and Gaza".
        if first > 0 {
            let joined = word::is(self.word(first - 1), Class::JoinsParty);
            let gap = self.gap(first - 1);
            if joined || (gap.contains(',') && is_name(self.word(first - 1))) {
                return None;
            }
        }
        let mut verb = end;
        while word::is(self.word(verb), Class::BeforeAgreeingVerb) && self.flows(verb - 1) {
            verb += 1;
        }
        if !word::is(self.word(verb), Class::AgreeingVerb) || !self.flows(verb - 1) {
            return None;
        }
        let rest = self.words[verb].0.end;
        let reach = self.words.get(verb + 6).map_or(self.prose.len(), |(range, _)| range.end);
        let cue = self.cue_in(rest..reach)?;
        let object = &self.prose[rest..cue.start as usize];
        let direct = word::words(object).all(|(_, found)| {
            word::is(found, Class::BeforeAgreedObject)
                || found.contains(is_hyphen)
                || is_capitalised(found)
        });
        // "Signed the deal's annex" is another thing.
        let owned = self.prose[cue.end as usize..].starts_with(['\'', '’']);
        if object.contains([',', ';', '.', ':']) || owned || !direct {
            return None;
        }
        let side = |words: Range<usize>| {
            let span = self.span(words);
            let known =
                self.parties.iter().find(|(party, _)| *party == span || span.contains(*party));
            Named { known: known.map(|(_, phrase)| *phrase), span }
        };
        let sides = [side(first..at), side(begin..end)];
        Some(Pair { sides, is_presupposed: false, cue })
    }
}

/// Whether a word that follows a name is no part of what it names.
fn ends_side(word: &str) -> bool {
    word::is(word, Class::AfterParty)
        || word.ends_with("ing")
        || word.ends_with("ed")
        || (word.ends_with('s') && !word::is(word, Class::PartyGroup))
}

pub(super) fn is_name(word: &str) -> bool {
    is_capitalised(word) && !word::is(without_possessive(word), Class::NoParty)
}
