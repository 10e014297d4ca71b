//! Whether a length of time is told to go on up to now, by the analysis of the sentence: "has been run by volunteers for two
//! years", "for two years, players have met at the hall", "on loan for two years, the picture hangs".

use crate::claim::FigureValue;
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use factlint_language::figure::{self, Figure};
use factlint_language::interval::Interval;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Syntax, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;

/// A length of time in its sentence, with what it may be told of.
struct Lasting<'r> {
    syntax: &'r Syntax<'r>,
    tree: &'r Tree,
    /// The word for the length of time.
    time: usize,
    /// The heads of the rule's subject.
    names: Vec<usize>,
    /// For each list of `near`, the heads of its cues.
    cues: Vec<Vec<usize>>,
}

/// Lengths of time that stand without a number: "for a decade", "for over a century", "for the past decade".
pub(super) fn spans_of_one(reading: &Reading<'_>, sentence: Sentence) -> Vec<Figure> {
    if !reading.tokens(sentence).holds(Class::LongSpans) {
        return Vec::new();
    }
    let prose = reading.prose();
    let words: Vec<(std::ops::Range<usize>, &str)> = reading.words_in(sentence.span).collect();
    let is =
        |at: usize, class: Class| words.get(at).is_some_and(|(_, found)| word::is(found, class));
    let joined = |from: usize, to: usize| {
        (from..to).all(|at| {
            prose
                .get(words[at].0.end..words[at + 1].0.start)
                .is_some_and(|gap| gap.trim().is_empty())
        })
    };
    let one = |unit: usize| {
        let opens = |at: usize| is(at, Class::IndefiniteArticle);
        let before = unit.checked_sub(1)?;
        let is_past = is(before, Class::PastSpan)
            && before.checked_sub(1).is_some_and(|at| is(at, Class::DefiniteSpan));
        let first = if is_past { before - 1 } else { Some(before).filter(|at| opens(*at))? };
        if !is(unit, Class::LongSpans) || !joined(first, unit) {
            return None;
        }
        // "Over a decade", "more than a decade"
        // "£12 a year" is no length of time.
        let is_told = |start: usize| {
            start
                .checked_sub(1)
                .is_none_or(|before| is(before, Class::SpanGoesOn) || is(before, Class::BeForms))
                || is(unit + 1, Class::NotElapsedAfter)
        };
        let hedges = first.saturating_sub(2)..first;
        let starts = hedges.chain([first]).filter(|start| joined(*start, unit));
        starts.filter(|start| is_told(*start)).find_map(|start| {
            let hedge = prose.get(words[start].0.start..words[first].0.start)?;
            let text = format!("{hedge}1 {}", words[unit].1.to_lowercase());
            let whole = ProseSpan::new(0, text.len());
            let mut read = figure::figures(&text, whole, &reading.vocabulary().units);
            let figure = read.pop().filter(|figure| read.is_empty() && figure.hedged.start == 0)?;
            let span = ProseSpan::new(words[first].0.start, words[unit].0.end);
            let hedged = ProseSpan::new(words[start].0.start, words[unit].0.end);
            Some(Figure { span, hedged, ..figure })
        })
    };
    (0..words.len()).filter_map(one).collect()
}

/// "A decade" is no five years, though a decade is the nearest number of decades to them.
pub(super) fn narrow(value: &mut FigureValue) {
    /// Of the length, down and up.
    const SHORT: f64 = 0.8;
    const LONG: f64 = 1.3;
    value.step = LONG - 1.0;
    value.interval = Interval::closed(SHORT, LONG).scaled(value.factor, 0.0);
}

/// Whether a length of time is that of a state which a verb in the perfect, or a phrase in front, tells of the subject
/// with a cue of each list.
pub(super) fn lasts(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    figure: &Figure,
    mentions: &[ProseSpan],
) -> bool {
    if rule.near.is_empty() || figure.attributive {
        return false;
    }
    let syntax = reading.syntax(sentence);
    let Some(tree) = syntax.trees().first() else { return false };
    let Some(time) = syntax.head_in(figure.span) else { return false };
    let head = |span: &ProseSpan| syntax.head_in(*span);
    let lasting = Lasting {
        syntax,
        tree,
        time,
        names: mentions.iter().filter_map(head).collect(),
        cues: rule
            .near
            .iter()
            .map(|cues| reading.cues_in(cues, sentence.span).iter().filter_map(head).collect())
            .collect(),
    };
    lasting.by_verb() || lasting.in_front()
}

impl Lasting<'_> {
    /// The word of which the length of time tells how long it has gone on: what "for" hangs on.
    fn state(&self) -> Option<usize> {
        let preposition = self.tree.head(self.time)?;
        let goes_on = self.tree.relation(self.time) == Relation::PrepositionObject
            && word::is(self.syntax.text(preposition), Class::SpanGoesOn);
        self.tree.head(preposition).filter(|_| goes_on)
    }

    /// "Has been run by volunteers for two years"
    fn by_verb(&self) -> bool {
        let Some(state) = self.state() else { return false };
        let Some(clause) = self.syntax.clause_of(state).sure().flatten() else { return false };
        let verb = clause.verb;
        // "Has been closed for repairs for two years": on the way to the verb stand no other things.
        let is_on_way = self.syntax.way_up(state, verb).iter().all(|at| {
            *at == verb
                || self.is_cue(*at)
                || matches!(self.tree.relation(*at), Relation::Preposition)
        });
        let is_perfect = self.syntax.is_going_on(verb).sure() == Some(true);
        is_on_way && is_perfect && self.is_cued_under(verb) && self.is_told_of_us(verb)
    }

    /// "On loan for two years, the picture hangs": what stands in front tells of the subject of the sentence.
    fn in_front(&self) -> bool {
        let Some(state) = self.state().filter(|state| self.is_cue(*state)) else { return false };
        let opens = state == 0
            || state == 1 && self.syntax.tag(0) == Tag::Preposition && self.tree.head(1) == Some(0);
        let Some(root) = (0..self.syntax.words().len()).find(|at| self.tree.head(*at).is_none())
        else {
            return false;
        };
        let is_now = |at: usize| matches!(self.syntax.tag(at), Tag::Present | Tag::PresentThird);
        let tells_of_now = is_now(root)
            || self.tree.dependents(root).any(|at| {
                matches!(self.tree.relation(at), Relation::Auxiliary | Relation::PassiveAuxiliary)
                    && is_now(at)
            });
        let is_ours = || {
            let mut subjects =
                self.tree.dependents(root).filter(|at| self.tree.relation(*at).is_subject());
            // "Closed for two days in 2020, the kiln is busy": a day that is over stands between.
            let is_near = |subject: usize| {
                (self.time + 1..subject).all(|at| {
                    matches!(self.syntax.tag(at), Tag::Determiner | Tag::Adverb | Tag::Name)
                })
            };
            subjects.any(|subject| {
                subject > self.time && self.names.contains(&subject) && is_near(subject)
            })
        };
        opens && tells_of_now && self.cues.len() == 1 && is_ours()
    }

    fn is_cue(&self, word: usize) -> bool {
        self.cues.iter().flatten().any(|cue| *cue == word)
    }

    /// Whether a verb, or what depends on it before any other clause, holds a cue of each list.
    fn is_cued_under(&self, verb: usize) -> bool {
        self.cues.iter().all(|cues| cues.iter().any(|cue| self.is_in_clause(*cue, verb)))
    }

    /// Whether a word stands under a verb, and under no clause in between.
    fn is_in_clause(&self, word: usize, verb: usize) -> bool {
        self.tree.is_under(word, verb)
            && self.syntax.way_up(word, verb).iter().all(|at| {
                *at == verb
                    || !matches!(
                        self.tree.relation(*at),
                        Relation::RelativeClause
                            | Relation::NounClause
                            | Relation::AdverbClause
                            | Relation::Complement
                            | Relation::Parataxis
                            | Relation::Conjunct
                    )
            })
    }

    /// Whether a verb tells of the subject: it is what does or is so, what it is done to, the owner of what it is, or where
    /// that is done which a cue names.
    fn is_told_of_us(&self, verb: usize) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        let is_name = |at: usize| self.names.contains(&at);
        let Some(subject) = syntax.subject_of(verb).sure().flatten() else { return false };
        if is_name(subject) {
            return true;
        }
        if tree.dependents_as(verb, Relation::Object).any(is_name) {
            return true;
        }
        // "The band have played at the hall": the cue is what is done there, and to nothing.
        let is_active = !tree.dependents_as(verb, Relation::PassiveAuxiliary).any(|_| true);
        is_active
            && self.is_cue(verb)
            && tree.dependents_as(verb, Relation::Object).next().is_none()
            && tree
                .dependents_as(verb, Relation::Preposition)
                .filter(|at| word::is(syntax.text(*at), Class::PlacingPrepositions))
                .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
                .any(is_name)
    }
}
