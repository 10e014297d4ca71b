//! The analysis of a sentence: parts of speech, who depends on whom, and the questions that readers
//! ask of that.
//!
//! [`Syntax::of`] groups tokens to words (a figure with its unit is one word), tags them and ties them
//! to a tree, greedily, by weights that were learnt from text (`data/syntax.weights`; how, tells
//! `training/README.md`). Everything is counted in integers: the same sentence has the same tree on
//! every machine. Where a step of the parser was near to a tie, what would have come of the other step
//! is kept as a rival reading.
//!
//! Readers never see labels. They ask ([`Syntax::owner`], [`Syntax::subject_of`], ...), and get an
//! [`Answer`]: sure where all readings say the same, and with the rival otherwise.
//!
//! ```
//! use factlint_language::figure::figures_of;
//! use factlint_language::span::ProseSpan;
//! use factlint_language::syntax::Syntax;
//! use factlint_language::token::Tokens;
//! use factlint_language::unit::Units;
//! use factlint_language::words::Words;
//!
//! let prose = "The Wagtail has a draught of 3.4 metres.";
//! let place = |words: &str| {
//!     let start = prose.find(words).unwrap();
//!     ProseSpan::new(start, start + words.len())
//! };
//! let tokens = Tokens::new(prose, ProseSpan::new(0, prose.len()), Words::embedded());
//! let syntax = Syntax::of(&tokens, &figures_of(&tokens, Units::builtin()));
//! let owner = syntax.owner(place("3.4 metres"), Some(place("draught")), &[place("Wagtail")]);
//! assert!(owner.is_sure());
//! assert_eq!(owner.value.unwrap().names, [0]);
//! ```

mod addressed;
mod atoms;
mod bearer;
mod clause;
mod ended;
mod given;
mod granted;
mod group;
mod holder;
mod label;
mod lemma;
mod owner;
mod parser;
mod quoting;
mod reach;
mod repair;
mod report;
mod stance;
mod tagger;
mod theme;
mod tree;
mod weights;

pub use clause::{Clause, ClauseKind};
pub use group::{Signs, Word, WordKind};
pub use holder::{Value, ValueKind};
pub use label::{Relation, Tag};
pub use owner::Owner;
pub use report::Report;
pub use stance::Stance;
pub use tree::{Tree, TreeError};
pub use weights::{Weights, WeightsError};

/// What the program that learns the weights needs of the analysis, and nobody else.
#[doc(hidden)]
pub mod learning {
    pub use super::atoms::Atoms;
    pub use super::group::words;
    pub use super::holder::{
        AgainstNothing, Candidate, HolderWeights, candidates as holder_candidates,
    };
    pub use super::parser::{
        ARC_FEATURES, FEATURES, NONE, STEPS, Sentence, State, Step, arc_features, features,
        sign_counts, verb_counts,
    };
    pub use super::tagger::{Hints, START, features as tag_features, fixed};
}

use crate::figure::Figure;
use crate::span::ProseSpan;
use crate::token::Tokens;
use crate::word::{self, is_apostrophe};
use crate::words::{Class, Words};
use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

/// A sentence of more words than this has no tree.
const LONGEST: usize = 1000;

/// What a question is answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer<T> {
    /// What the best reading of the sentence says.
    pub value: T,
    /// What another reading says that came near to being the best, where that is something else.
    pub rival: Option<T>,
}

impl<T> Answer<T> {
    /// Whether no other reading says something else.
    pub fn is_sure(&self) -> bool {
        self.rival.is_none()
    }

    /// The answer, where it is sure.
    pub fn sure(self) -> Option<T> {
        self.rival.is_none().then_some(self.value)
    }
}

/// The analysis of a sentence.
#[derive(Clone, Debug)]
pub struct Syntax<'a> {
    prose: Cow<'a, str>,
    table: &'a Words,
    words: Vec<Word>,
    /// Behind the last word.
    end: Signs,
    tags: Vec<Tag>,
    /// The best reading first; none where the sentence has no tree.
    trees: Vec<Tree>,
    /// What is seen of each word where it is asked who holds a value.
    seen: OnceLock<Vec<holder::Seen>>,
}

/// One reading of a sentence with its words: what questions are answered from.
#[derive(Clone, Copy)]
struct View<'s> {
    syntax: &'s Syntax<'s>,
    tree: &'s Tree,
}

impl<'a> Syntax<'a> {
    /// Analyses the tokens of a sentence, with the figures in it. It depends on nothing else. The
    /// weights are read when the first sentence is.
    pub fn of(tokens: &Tokens<'a>, figures: &[Figure]) -> Self {
        Self::with_names(tokens, figures, &[])
    }

    /// The same where some words are known to be names, in order: "Thunder Run stands beside a tower".
    pub fn with_names(tokens: &Tokens<'a>, figures: &[Figure], names: &[ProseSpan]) -> Self {
        let (words, end) = group::words(tokens, figures, names);
        let atoms: Vec<_> = words
            .iter()
            .enumerate()
            .map(|(i, word)| atoms::Atoms::of(tokens, word, i == 0))
            .collect();
        let weights = Weights::embedded().filter(|_| words.len() <= LONGEST);
        let (tags, trees) = match weights {
            Some(weights) => {
                let mut hints = tagger::Hints::of(tokens, &words, figures);
                let mut tags = weights.tags(&words, &atoms, &hints);
                // A clause in front may lack its verb, and the sentence another one.
                for _ in 0..2 {
                    if hints.find_verb(tokens, &words, end, &tags) {
                        tags = weights.tags(&words, &atoms, &hints);
                    }
                }
                // A verb that was found for want of another does not bind what the next tags are.
                let mut hints = tagger::Hints::of(tokens, &words, figures);
                if hints.find_plural(tokens, &words, &tags) {
                    tags = weights.tags(&words, &atoms, &hints);
                }
                if hints.find_ending(tokens, &words, &tags) {
                    tags = weights.tags(&words, &atoms, &hints);
                }
                spell_tags(&mut tags, &words, tokens.prose());
                let mut trees = parser::trees(weights, &atoms, &tags, end);
                repair::repair_all(&mut trees, &tags, &words, end, tokens);
                let is_time = |at: usize| {
                    let lemma = lemma::lemma(words[at].span.of(tokens.prose()), tags[at]);
                    tokens.table().is(&lemma, Class::TimeNouns)
                };
                let is_large = |at: usize| {
                    let whole = words[at].span.of(tokens.prose()).split('.').next();
                    let digits =
                        whole.map(|whole| whole.bytes().filter(u8::is_ascii_digit).count());
                    digits.unwrap_or_default() > repair::FEW_DIGITS
                };
                let is_between = |at: usize| {
                    let is = |at: usize, class: Class| {
                        tokens.table().is(words[at].span.of(tokens.prose()), class)
                    };
                    is(at - 1, Class::PartPrepositions) && is(at + 1, Class::JoiningConjunctions)
                };
                for tree in &mut trees {
                    repair::part_times(tree, &tags, is_time);
                    repair::part_counts(tree, &tags, is_large, is_between);
                    repair::part_last_time(tree, &tags, |at| {
                        is_time(at)
                            && tokens
                                .table()
                                .is(words[at - 1].span.of(tokens.prose()), Class::AfterOneNoun)
                    });
                }
                if let Some(tree) = trees.first() {
                    settle_tags(&mut tags, tree, &words, tokens.prose());
                }
                (tags, trees)
            }
            None => (vec![Tag::Other; words.len()], Vec::new()),
        };
        Self {
            prose: Cow::Borrowed(tokens.prose()),
            table: tokens.table(),
            words,
            end,
            tags,
            trees: trees.into_iter().map(Tree::from).collect(),
            seen: OnceLock::new(),
        }
    }

    /// An analysis written by hand, for tests: a line a word, with its tag, the number of its head
    /// (from 1; 0 for none) and its relation. A line `or 12` begins a rival reading.
    ///
    /// # Errors
    ///
    /// Where a line is no such line, or the lines are no tree.
    pub fn from_text(text: &str) -> Result<Syntax<'static>, TreeError> {
        let written = tree::read(text)?;
        let mut prose = String::new();
        let mut words = Vec::new();
        for (i, (word, tag)) in written.words.iter().enumerate() {
            if i > 0 {
                prose.push(' ');
            }
            let start = prose.len();
            prose.push_str(word);
            let kind = match tag {
                Tag::Figure => WordKind::Figure,
                Tag::Attributive => WordKind::Attributive,
                _ => WordKind::Plain,
            };
            let span = ProseSpan::new(start, prose.len());
            let (tokens, before) = (i..i + 1, Signs::default());
            words.push(Word { tokens, span, kind, before, attached: false });
        }
        let tags = written.words.into_iter().map(|(_, tag)| tag).collect();
        Ok(Syntax {
            prose: Cow::Owned(prose),
            table: Words::embedded(),
            words,
            end: Signs::default(),
            tags,
            trees: written.trees.into_iter().map(Tree::from).collect(),
            seen: OnceLock::new(),
        })
    }

    /// The words of the sentence. Elsewhere, a word is meant by its number among them.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The readings of the sentence, the best one first; none for a sentence that is far too long.
    pub fn trees(&self) -> &[Tree] {
        &self.trees
    }

    /// The letters of a word; empty where there is no such word.
    pub fn text(&self, word: usize) -> &str {
        self.words.get(word).map_or("", |word| word.span.of(&self.prose))
    }

    /// The part of speech of a word.
    pub fn tag(&self, word: usize) -> Tag {
        self.tags.get(word).copied().unwrap_or(Tag::Other)
    }

    /// The form under which a dictionary has the word.
    pub fn lemma(&self, word: usize) -> String {
        lemma::lemma(&self.text(word).to_lowercase(), self.tag(word)).into_owned()
    }

    /// The word that holds an offset of the prose.
    pub fn word_at(&self, offset: u32) -> Option<usize> {
        let at = self.words.partition_point(|word| word.span.end <= offset);
        self.words.get(at).is_some_and(|word| word.span.start <= offset).then_some(at)
    }

    /// The words that share a byte with a span.
    pub fn words_in(&self, span: ProseSpan) -> std::ops::Range<usize> {
        let start = self.words.partition_point(|word| word.span.end <= span.start);
        let end = self.words.partition_point(|word| word.span.start < span.end);
        start..end.max(start)
    }

    /// The word of a span on which its others depend: "Bridge" of "Tay Bridge".
    pub fn head_in(&self, span: ProseSpan) -> Option<usize> {
        self.best()?.head_in(span)
    }

    /// Whether the letters of a word are of a class, in any capitals.
    fn is(&self, word: usize, class: Class) -> bool {
        let text = self.text(word).trim_start_matches(is_apostrophe);
        self.table.is(text, class)
    }

    /// Whether the form under which a dictionary has a word is of a class.
    fn is_lemma(&self, word: usize, class: Class) -> bool {
        self.table.is(&self.lemma(word), class)
    }

    fn seen(&self) -> &[holder::Seen] {
        self.seen.get_or_init(|| holder::Seen::all(self))
    }

    fn best(&self) -> Option<View<'_>> {
        let tree = self.trees.first()?;
        Some(View { syntax: self, tree })
    }

    /// What all readings say: `same` tells whether two say the same.
    fn ask<T>(
        &self,
        nothing: T,
        question: impl Fn(View<'_>) -> T,
        same: impl Fn(&T, &T) -> bool,
    ) -> Answer<T> {
        let mut answers = self.trees.iter().map(|tree| question(View { syntax: self, tree }));
        let Some(value) = answers.next() else { return Answer { value: nothing, rival: None } };
        let rival = answers.find(|other| !same(&value, other));
        Answer { value, rival }
    }

    /// Whether two nouns stand beside each other for one thing: "the Wagtail, a boat".
    pub fn apposed(&self, one: usize, other: usize) -> Answer<bool> {
        let tied = |view: View<'_>, upper, lower| {
            view.tree.head(lower) == Some(upper)
                && view.tree.relation(lower) == Relation::Apposition
        };
        self.ask(false, |view| tied(view, one, other) || tied(view, other, one), PartialEq::eq)
    }

    /// Whether two words are coordinated: "the Wagtail and the Bunting".
    pub fn coordinated(&self, one: usize, other: usize) -> Answer<bool> {
        self.ask(false, |view| view.conjunct_head(one) == view.conjunct_head(other), PartialEq::eq)
    }
}

impl View<'_> {
    fn head_in(&self, span: ProseSpan) -> Option<usize> {
        let words = self.syntax.words_in(span);
        if words.is_empty() { None } else { self.tree.head_among(words) }
    }

    /// The first of the words with which a word is coordinated.
    fn conjunct_head(&self, word: usize) -> usize {
        self.tree
            .upwards(word)
            .find(|above| self.tree.relation(*above) != Relation::Conjunct)
            .unwrap_or(word)
    }

    /// A word and those coordinated to it further on.
    fn with_conjuncts(&self, word: usize) -> Vec<usize> {
        let mut found = vec![word];
        let mut at = 0;
        while let Some(&next) = found.get(at) {
            found.extend(self.tree.dependents_as(next, Relation::Conjunct));
            at += 1;
        }
        found
    }
}

/// Puts right what the tree tells of the parts of speech: "the cars reach a speed of", where the verb was taken for an
/// infinitive, and "breakfast costs", where the subject was taken for an adjective.
fn settle_tags(tags: &mut [Tag], tree: &tree::Arcs, words: &[Word], prose: &str) {
    for at in 0..tags.len() {
        let has = |relation: Relation| tree.dependents_as(at, relation).next().is_some();
        let is_finite = tags[at] == Tag::Verb
            && tree.relation(at) == Relation::Root
            && tree.dependents_as(at, Relation::Subject).any(|who| who < at && tags[who].is_noun())
            && !has(Relation::Auxiliary);
        if is_finite {
            tags[at] = Tag::Present;
        }
        // "The hubs now run firmware 5.3": what has a subject and no auxiliary is no participle.
        let is_active = tags[at] == Tag::Participle
            && tree.relation(at) == Relation::Root
            && tree.dependents_as(at, Relation::Subject).any(|who| who < at)
            && !has(Relation::Auxiliary)
            && !has(Relation::PassiveAuxiliary);
        let text = words[at].span.of(prose);
        if is_active {
            let is_base = lemma::lemma(text, Tag::Participle) == text;
            tags[at] = if is_base { Tag::Present } else { Tag::Past };
        }
        // "The Wagtail, a toll crossing with": what stands beside a name is no verb.
        if tags[at] == Tag::Gerund && tree.relation(at) == Relation::Apposition {
            tags[at] = Tag::Noun;
        }
        let is_thing = at == 0
            && tags[at] == Tag::Adjective
            && tree.relation(at).is_subject()
            && !has(Relation::Determiner);
        // "The executable exits": an article stands before a noun.
        let is_named = tags[at] == Tag::Adjective
            && matches!(tree.relation(at), Relation::Subject | Relation::PassiveSubject)
            && has(Relation::Determiner)
            && !has(Relation::Adverb);
        if is_thing || is_named {
            tags[at] = Tag::Noun;
        }
    }
}

/// "Delivery from the shop", read like a verb in -ing: what has no such ending is a noun; and what a verb is in the past alone
/// is no present.
fn spell_tags(tags: &mut [Tag], words: &[Word], prose: &str) {
    for (tag, word) in tags.iter_mut().zip(words) {
        let text = word.span.of(prose);
        // "She swam a length of 25 m"
        let is_past = *tag == Tag::Present
            && !text.ends_with('s')
            && crate::inflect::irregular_verb(text)
                .is_some_and(|base| base != "be" && base != text);
        if is_past {
            *tag = Tag::Past;
        }
        // "Both expose a port": no past tense looks so.
        let is_base = *tag == Tag::Past
            && !text.ends_with(['d', 't'])
            && text.starts_with(char::is_lowercase)
            && crate::inflect::irregular_verb(text).is_none();
        if is_base {
            *tag = Tag::Present;
        }
        if *tag == Tag::Gerund && text.ends_with(['y', 'n', 't', 'e', 's']) {
            *tag = if text.ends_with('s') { Tag::Nouns } else { Tag::Noun };
        }
    }
}

/// The tree as a table: number, word, lemma, tag, head, relation; then what other readings have
/// otherwise.
impl fmt::Display for Syntax<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(best) = self.trees.first() else { return writeln!(f, "no tree") };
        let number = |head: Option<usize>| head.map_or(0, |head| head + 1);
        let width = (0..self.words.len()).map(|i| self.text(i).chars().count()).max().unwrap_or(0);
        for i in 0..self.words.len() {
            let (tag, relation) = (self.tag(i).name(), best.relation(i).name());
            let word = word::one_line(self.text(i));
            write!(f, "{:>3} {word:<width$}  {tag:<4} ", i + 1)?;
            writeln!(f, "{:>3} {relation:<10} {}", number(best.head(i)), self.lemma(i))?;
        }
        for tree in self.trees.iter().skip(1) {
            let others: Vec<String> = (0..self.words.len())
                .filter(|&i| tree.head(i) != best.head(i) || tree.relation(i) != best.relation(i))
                .map(|i| {
                    let relation = tree.relation(i).name();
                    format!("{} -> {} {relation}", i + 1, number(tree.head(i)))
                })
                .collect();
            if !others.is_empty() {
                writeln!(f, "or, {} behind: {}", tree.behind, others.join(", "))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
