//! Where the phrases of rules stand in a document: names as they are written, and cues.

use super::Reading;
use super::Sentence;
use super::lexicon::Hit;
use crate::rule::phrase::{Cue, PhraseId};
use factlint_language::span::ProseSpan;
use factlint_language::word;
use factlint_language::words::Class;
use regex::Regex;

impl Reading<'_> {
    /// The places where one phrase stands.
    pub fn hits_of(&self, phrase: PhraseId) -> impl Iterator<Item = Hit> + '_ {
        let order = self.hits_by_phrase();
        let first = order.partition_point(|&index| self.hits[index as usize].phrase < phrase);
        order[first..]
            .iter()
            .map(|&index| self.hits[index as usize])
            .take_while(move |hit| hit.phrase == phrase)
    }

    /// In how many places one phrase stands.
    pub fn hit_count(&self, phrase: PhraseId) -> usize {
        let order = self.hits_by_phrase();
        let at = |phrase| order.partition_point(|&index| self.hits[index as usize].phrase < phrase);
        at(PhraseId(phrase.0 + 1)) - at(phrase)
    }

    /// Hits that lie wholly in a range.
    pub fn hits_in(&self, within: ProseSpan) -> impl Iterator<Item = &Hit> {
        let first = self.hits.partition_point(|hit| hit.start < within.start);
        self.hits[first..]
            .iter()
            .take_while(move |hit| hit.start < within.end)
            .filter(move |hit| hit.end <= within.end)
    }

    /// Whether one of the cues stands in the range.
    pub fn any_in(&self, cues: &[Cue], within: ProseSpan) -> bool {
        !cues.is_empty()
            && (self.hits_in(within).any(|hit| self.is_cue(hit) && is_among(hit.phrase, cues))
                || patterns(cues).any(|regex| regex.is_match(within.of(self.prose()))))
    }

    /// Where the cues stand in the range.
    pub fn cues_in(&self, cues: &[Cue], within: ProseSpan) -> Vec<ProseSpan> {
        let mut found: Vec<ProseSpan> = self
            .hits_in(within)
            .filter(|hit| self.is_cue(hit) && is_among(hit.phrase, cues))
            .map(|hit| ProseSpan { start: hit.start, end: hit.end })
            .collect();
        for regex in patterns(cues) {
            found.extend(regex.find_iter(within.of(self.prose())).map(|hit| {
                ProseSpan::new(
                    within.start as usize + hit.start(),
                    within.start as usize + hit.end(),
                )
            }));
        }
        found
    }

    /// Whether one of the phrases of a sentence overlaps the range.
    pub fn any_over(&self, cues: &[Cue], sentence: Sentence, span: ProseSpan) -> bool {
        !cues.is_empty() && self.cues_in(cues, sentence.span).iter().any(|cue| cue.overlaps(span))
    }

    /// Whether a phrase of a rule is a cue where it stands: not behind the hyphen of a longer word ("long-range"), but
    /// behind that of a number ("a 12-platform station", "the 900-metre-long pier").
    pub fn is_cue(&self, hit: &Hit) -> bool {
        !hit.tied_before || self.is_tied_to_number(hit.start)
    }

    /// Whether a word is a part of a word with hyphens that begins with a number.
    pub fn is_tied_to_number(&self, start: u32) -> bool {
        let before = &self.prose()[..start as usize];
        if !before.ends_with(word::is_hyphen) {
            return false;
        }
        let is_inside = |c: char| word::is_word(c) || word::is_hyphen(c) || matches!(c, '.' | ',');
        let compound = before.trim_end_matches(is_inside).len();
        let first = before[compound..].split(word::is_hyphen).next().unwrap_or_default();
        first.starts_with(|c: char| c.is_ascii_digit())
            || [Class::DigitWords, Class::TeenWords, Class::TenWords]
                .iter()
                .any(|class| word::is(first, *class))
    }

    /// A longer word with a hyphen that ends in one of the cues, which is no cue: "long-range".
    pub fn longer_than_cue(&self, cues: &[Cue], within: ProseSpan) -> Option<ProseSpan> {
        let hit =
            self.hits_in(within).find(|hit| !self.is_cue(hit) && is_among(hit.phrase, cues))?;
        let start = self.prose()[within.start as usize..hit.start as usize]
            .rfind(char::is_whitespace)
            .map_or(within.start, |gap| within.start + gap as u32 + 1);
        Some(ProseSpan { start, end: hit.end })
    }

    /// Indices into the hits, by phrase and position.
    pub(super) fn hits_by_phrase(&self) -> &[u32] {
        self.by_phrase.get_or_init(|| {
            let mut order: Vec<u32> = (0..self.hits.len() as u32).collect();
            order.sort_by_key(|&index| (self.hits[index as usize].phrase, index));
            order
        })
    }
}

fn is_among(phrase: PhraseId, cues: &[Cue]) -> bool {
    cues.iter().any(|cue| matches!(cue, Cue::Phrase(known) if *known == phrase))
}

fn patterns(cues: &[Cue]) -> impl Iterator<Item = &Regex> {
    cues.iter().filter_map(|cue| match cue {
        Cue::Pattern(pattern) => pattern.regex(),
        Cue::Phrase(_) => None,
    })
}
