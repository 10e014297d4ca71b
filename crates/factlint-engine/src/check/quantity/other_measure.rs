//! Figures that measure something else than what a cue names, by the words around them: "5.5 m long", "450 km away", "half the
//! length". Each file has the questions of one sort.

mod before;
mod behind;
mod change;
mod part;

use super::observe::Standing;
use super::percent_change;
use crate::check::{Decider, Refusal};
use crate::reading::{Reading, Sentence};
use crate::unread::Reason;
use factlint_language::figure::{Figure, Measure};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Syntax, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;

/// "5.5 m long", "450 km away", "a length of 5.5 m": the figure itself says that it measures something that is no cue of the rule;
/// or, by "most of" and "by 5.5 m", that it is a part or a change. With the word that tells it.
pub(super) fn measures_something_else(at: Standing<'_, '_>) -> Option<Refusal> {
    Around::of(at).ask()
}

/// Why a figure only tells what another has taken the place of: "raised from €65 to €85", "is no longer €65 but €85".
pub(super) fn replaced(at: Standing<'_, '_>) -> Option<Refusal> {
    let around = Around::of(at);
    around.former().or_else(|| around.denied())
}

/// The figure that is denied where another takes its place: "is not €65 but €85".
pub(super) fn denied_before<'r>(at: Standing<'r, '_>) -> Option<&'r Figure> {
    Around::of(at).denied_before()
}

/// Whether a figure is a difference: "weighs 3 kg more".
pub(super) fn is_difference(reading: &Reading<'_>, sentence: Sentence, whole: ProseSpan) -> bool {
    let behind = ProseSpan { start: whole.end, end: sentence.span.end.max(whole.end) };
    let is_said = reading.words_in(behind).next().is_some_and(|(range, found)| {
        let gap = ProseSpan { start: whole.end, end: range.start as u32 };
        word::is(found, Class::DifferenceWord) && gap.of(reading.prose()).trim().is_empty()
    });
    is_said || exceeds(reading.syntax(sentence), whole).is_some()
}

/// The comparative of which a figure tells by how much: "is 40 metres greater than that of the other lake".
fn exceeds(syntax: &Syntax<'_>, whole: ProseSpan) -> Option<usize> {
    let tree = syntax.trees().first()?;
    let figure = syntax.head_in(whole)?;
    let is_more = |at: usize| matches!(syntax.tag(at), Tag::Comparative | Tag::ComparativeAdverb);
    // "39 seats greater than", where the seats are taken for what is said.
    let mut next = syntax.words_in(whole).end;
    // "2 litres per cycle more than"
    if next + 2 < syntax.words().len() && word::is(syntax.text(next), Class::Per) {
        next += 2;
    }
    if next + 1 < syntax.words().len() && is_more(next) && syntax.lemma(next + 1) == "than" {
        return Some(next);
    }
    tree.head(figure).filter(|more| {
        *more > figure
            && is_more(*more)
            && matches!(tree.relation(figure), Relation::NounAdverb | Relation::Modifier)
    })
}

/// Where a word stands, and the word.
type Word<'d> = (ProseSpan, &'d str);

/// A figure with the words around it in its sentence. The sentence is analysed only where a question needs its tree.
struct Around<'r, 'd> {
    at: Standing<'r, 'd>,
    /// The sentence behind the figure.
    behind: ProseSpan,
}

impl<'r, 'd> Around<'r, 'd> {
    fn of(at: Standing<'r, 'd>) -> Self {
        let end = at.sentence.span.end.max(at.whole.end);
        Self { at, behind: ProseSpan { start: at.whole.end, end } }
    }

    /// The first question that has an answer.
    fn ask(&self) -> Option<Refusal> {
        let questions: [fn(&Self) -> Option<Refusal>; 13] = [
            Self::part_of_measure,
            Self::part_of_amount,
            Self::fraction_of_apposed,
            Self::stretch,
            Self::another_measure,
            Self::more_or_less,
            Self::piece_of_cue,
            Self::in_another_measure,
            Self::comes_or_goes,
            Self::other_one,
            Self::changed_by,
            Self::how_far_away,
            Self::of_another_noun,
        ];
        questions.into_iter().find_map(|asked| asked(self))
    }

    fn prose(&self) -> &'d str {
        self.at.reading.prose()
    }

    /// The words before an offset in the sentence, the nearest first.
    fn words_before(&self, end: u32) -> impl Iterator<Item = Word<'d>> {
        let start = self.at.sentence.span.start;
        let lead = ProseSpan { start, end: end.max(start) };
        word::words_before(lead.of(self.prose())).map(move |(offset, found)| {
            let start = start as usize + offset;
            (ProseSpan::new(start, start + found.len()), found)
        })
    }

    /// The word before the figure.
    fn word_before(&self) -> Option<Word<'d>> {
        self.words_before(self.at.whole.start).next()
    }

    /// The words behind an offset in the sentence.
    fn words_behind(&self, start: u32) -> impl Iterator<Item = Word<'d>> {
        let rest = ProseSpan { start, end: self.behind.end.max(start) };
        let words = self.at.reading.words_in(rest);
        words.map(|(range, found)| (ProseSpan::new(range.start, range.end), found))
    }

    /// The word right behind the figure, with nothing but a bracket that closes between them.
    fn next_word(&self) -> Option<Word<'d>> {
        let (span, found) = self.words_behind(self.behind.start).next()?;
        let gap = ProseSpan { start: self.at.whole.end, end: span.start };
        let is_joined = gap.of(self.prose()).chars().all(|c| c.is_whitespace() || c == ')');
        is_joined.then_some((span, found))
    }

    /// Whether words are a cue of the rule: of "a top speed of 160 km/h", "speed" is a part of one.
    fn is_cue(&self, span: ProseSpan) -> bool {
        let Standing { rule, reading, sentence, .. } = self.at;
        rule.near.iter().any(|cues| reading.any_over(cues, sentence, span))
    }

    fn is_counted(&self) -> bool {
        matches!(self.at.figure.measure, Measure::Counted(_))
    }

    fn is_money(&self) -> bool {
        let Measure::Unit(id) = self.at.figure.measure else { return false };
        self.at.reading.vocabulary().units.get(id).dimension.starts_with("money")
    }

    fn is_percent(&self) -> bool {
        percent_change::is_percent(self.at.reading, self.at.figure)
    }

    /// Whether the rule asks by how many percent something has changed, and the figure tells it.
    fn is_change_asked_for(&self) -> bool {
        let Standing { rule, reading, sentence, figure, whole } = self.at;
        percent_change::is_asked_for(rule, reading, sentence, figure, whole)
    }
}

/// The analysis of the sentence, and what a word of it is.
impl<'r, 'd> Around<'r, 'd> {
    fn syntax(&self) -> &'r Syntax<'d> {
        self.at.reading.syntax(self.at.sentence)
    }

    fn tree(&self) -> Option<&'r Tree> {
        self.syntax().trees().first()
    }

    /// The word for the figure, or for what it counts.
    fn figure(&self) -> Option<usize> {
        self.syntax().head_in(self.at.whole)
    }

    fn is(&self, at: usize, class: Class) -> bool {
        word::is(self.syntax().text(at), class)
    }

    fn is_lemma(&self, at: usize, class: Class) -> bool {
        word::is(&self.syntax().lemma(at), class)
    }

    fn is_mention_at(&self, at: usize) -> bool {
        let words = self.syntax().words();
        words.get(at).is_some_and(|word| self.at.reading.is_mention(word.span.start as usize))
    }

    fn is_cue_at(&self, at: usize) -> bool {
        self.syntax().words().get(at).is_some_and(|word| self.is_cue(word.span))
    }
}

/// A refusal with the word that decided.
fn refused(reason: Reason, word: ProseSpan) -> Option<Refusal> {
    Some((reason, Decider::Word(word)))
}
