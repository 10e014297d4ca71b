//! How old the subject itself is said to be, where a cue names it: "the firm is 80 years old", "the 30-year-old firm", "looks back on
//! a history of 110 years", "the founding of the firm was 33 years ago".

use super::since::Length;
use factlint_language::syntax::{Relation, Syntax, Tree};
use factlint_language::word;
use factlint_language::words::Class;

/// A length of time, with the rule's names and cues in its sentence, as words of the tree.
struct Aged<'r, 'd> {
    syntax: &'r Syntax<'d>,
    tree: &'r Tree,
    /// The word for the length of time.
    time: usize,
    names: Vec<usize>,
    /// The cues of each list of the rule.
    cues: Vec<Vec<usize>>,
}

/// Whether a length of time tells how old the rule's subject is, by a word that is a cue.
pub(super) fn is_own_age(length: &Length<'_, '_>) -> bool {
    Aged::of(length)
        .is_some_and(|aged| aged.by_old() || aged.by_history() || aged.by_beginning(length))
}

impl<'r, 'd> Aged<'r, 'd> {
    fn of(length: &Length<'r, 'd>) -> Option<Self> {
        let syntax = length.reading.syntax(length.sentence);
        let tree = syntax.trees().first().filter(|_| !length.rule.near.is_empty())?;
        let words = |span| syntax.head_in(span);
        let names: Vec<usize> = length.mentions.iter().filter_map(|name| words(*name)).collect();
        let cues = length.rule.near.iter().map(|cues| {
            let found = length.reading.cues_in(cues, length.sentence.span);
            found.into_iter().filter_map(words).collect()
        });
        let cues = cues.collect();
        Some(Self { syntax, tree, time: words(length.figure.span)?, names, cues })
    }
}

impl Aged<'_, '_> {
    /// Whether each list of cues names a word.
    fn is_cue(&self, word: usize) -> bool {
        self.cues.iter().all(|cues| cues.contains(&word))
    }

    fn is_ours(&self, word: usize) -> bool {
        self.names.contains(&word)
    }

    /// Whether a verb tells of the subject what is so now.
    fn is_told_now(&self, verb: usize) -> bool {
        let who = self.syntax.subject_of(verb).value;
        who.is_some_and(|who| self.is_ours(who))
            && (self.syntax.is_told_as_present(verb).value
                || self.syntax.is_going_on(verb).sure() == Some(true))
    }

    /// "Is 80 years old", "the 30-year-old firm", "at 95 years old, the firm is"
    fn by_old(&self) -> bool {
        let old = self.time + 1;
        if !self.is_cue(old) || !self.syntax.text(old).eq_ignore_ascii_case("old") {
            return false;
        }
        let thing = self.tree.head(old).filter(|_| self.tree.relation(old) == Relation::Modifier);
        if thing.is_some_and(|thing| self.is_ours(thing)) {
            return true;
        }
        let verb = self.syntax.clause_of(old).value.map(|clause| clause.verb);
        verb.is_some_and(|verb| {
            word::is(&self.syntax.lemma(verb), Class::PredicateLemma) && self.is_told_now(verb)
        })
    }

    /// "A history of 110 years", "its 110-year history"
    fn by_history(&self) -> bool {
        let tree = self.tree;
        let above = match tree.relation(self.time) {
            Relation::PrepositionObject => {
                tree.head(self.time).and_then(|preposition| tree.head(preposition))
            }
            Relation::Compound | Relation::Modifier | Relation::NumberModifier => {
                tree.head(self.time)
            }
            _ => None,
        };
        let Some(history) = above.filter(|noun| {
            self.is_cue(*noun) && self.syntax.tag(*noun).is_noun() && !self.is_ours(*noun)
        }) else {
            return false;
        };
        let of = tree
            .dependents_as(history, Relation::Preposition)
            .flat_map(|of| tree.dependents_as(of, Relation::PrepositionObject));
        let owners: Vec<usize> = tree
            .dependents_as(history, Relation::Possessor)
            .chain(of)
            .filter(|owner| *owner != self.time)
            .collect();
        if owners.iter().any(|owner| self.is_ours(*owner)) {
            return true;
        }
        let is_own = owners
            .iter()
            .all(|owner| word::is(self.syntax.text(*owner), Class::PersonalPossessive));
        let verb = self.syntax.clause_of(history).value.map(|clause| clause.verb);
        is_own && verb.is_some_and(|verb| self.is_told_now(verb))
    }

    /// "The founding of the firm was 33 years ago"
    fn by_beginning(&self, length: &Length<'_, '_>) -> bool {
        let mut behind = length.reading.words_in(length.behind()).map(|(_, found)| found);
        let is_ago = behind.next() == Some("ago");
        let verb = self.syntax.clause_of(self.time).value.map(|clause| clause.verb);
        let beginning = verb
            .filter(|verb| is_ago && word::is(&self.syntax.lemma(*verb), Class::PredicateLemma))
            .and_then(|verb| {
                self.tree.dependents(verb).find(|at| self.tree.relation(*at).is_subject())
            });
        beginning.is_some_and(|noun| {
            self.is_cue(noun) && self.names.iter().any(|name| self.tree.is_under(*name, noun))
        })
    }
}
