//! What is seen of a value and of each word that may hold it: numbers made of the tree, of words and of their classes,
//! in integers alone. Whoever changes them learns the weights again.

use super::super::atoms::mix;
use super::super::group::Signs;
use super::super::label::{Relation, Tag};
use super::super::{Syntax, Tree};
use super::Value;
use crate::span::ProseSpan;
use crate::word::is_apostrophe;
use crate::words::Class;
use std::ops::Range;

/// What may hold a value, and what is seen of it.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The word; none where nothing holds the value.
    pub word: Option<usize>,
    /// Numbers that stand for what is seen of it.
    pub features: Vec<u32>,
}

/// Classes of words that tell what may be learnt of one from the others. Their order is learnt: new ones come last.
const CLASSES: &[Class] = &[
    Class::MeasureNouns,
    Class::DimensionNouns,
    Class::ExtremeNouns,
    Class::PartitiveNouns,
    Class::AdverbialNouns,
    Class::TimeNouns,
    Class::CalendarUnits,
    Class::MoneyNouns,
    Class::AgeNoun,
    Class::DirectionWords,
    Class::PartsOfMonths,
    Class::PartWords,
    Class::PredicateLemma,
    Class::Labels,
    Class::Persons,
    Class::PersonalPronoun,
    Class::PersonalPossessive,
    Class::OwnerPronoun,
    Class::SeveralPronoun,
    Class::TalkPronouns,
    Class::IndefinitePronouns,
    Class::GenericSubjects,
    Class::EmptySubjects,
    Class::PointingDeterminers,
    Class::DefiniteDeterminers,
    Class::WholeDeterminers,
    Class::EachDeterminers,
    Class::EachWords,
    Class::AnyDeterminers,
    Class::ManyWords,
    Class::MultipleWords,
    Class::Magnitudes,
    Class::Ordinals,
    Class::FractionWord,
    Class::SpeakerDays,
    Class::Nowadays,
    Class::WayAdverbs,
    Class::PlaceAdverbs,
    Class::SideWords,
    Class::LevelChanges,
    Class::MeasureVerbs,
    Class::AmountingVerbs,
    Class::LastingVerbs,
    Class::TakingVerbs,
    Class::LeavingVerbs,
    Class::ExceedingVerbs,
    Class::RangingVerbs,
    Class::PuttingVerbs,
    Class::QuotingVerbs,
    Class::ReportingVerbs,
    Class::ControlVerbs,
    Class::PerfectAuxiliaries,
    Class::GivenTo,
    Class::ComparedParticiples,
    Class::PartPrepositions,
    Class::OwningPrepositions,
    Class::HavingPrepositions,
    Class::LastingPrepositions,
    Class::ReceiverPrepositions,
    Class::FrontingPrepositions,
    Class::AgePrepositions,
    Class::RangingPrepositions,
    Class::DividingPrepositions,
    Class::BoundingPrepositions,
    Class::PlacingPrepositions,
    Class::WholePrepositions,
    Class::VersionPrepositions,
    Class::RolePrepositions,
    Class::DatingPrepositions,
    Class::ChangingPrepositions,
    Class::AmountingPrepositions,
    Class::TimeOpeners,
];

/// What is seen of a word by itself, in whatever tree: asked for once a sentence.
#[derive(Clone, Debug)]
pub(in super::super) struct Seen {
    lemma: u32,
    tag: u32,
    /// By number in [`CLASSES`], from 1.
    classes: Vec<u32>,
    is_verb: bool,
    is_preposition: bool,
}

/// What stands for no word.
const NONE: u32 = u32::MAX;

/// Stands for a word.
pub(super) fn letters(text: &str) -> u32 {
    text.bytes().fold(mix(7, 1), |hash, byte| mix(hash.rotate_left(5), u32::from(byte)))
}

impl Seen {
    /// All words of a sentence.
    pub(in super::super) fn all(syntax: &Syntax<'_>) -> Vec<Self> {
        (0..syntax.words.len()).map(|word| Self::of(syntax, word)).collect()
    }

    fn of(syntax: &Syntax<'_>, word: usize) -> Self {
        let (tag, lemma) = (syntax.tag(word), syntax.lemma(word));
        let text = syntax.text(word).trim_start_matches(is_apostrophe);
        let of = [syntax.table.classes_of(text), syntax.table.classes_of(&lemma)];
        let is = |class: &Class| of.iter().any(|classes| classes.has(*class));
        let classes = (1..).zip(CLASSES).filter(|(_, class)| is(class)).map(|(number, _)| number);
        Self {
            lemma: letters(&lemma),
            tag: u32::from(tag.number()),
            classes: classes.collect(),
            is_verb: tag.is_verb() || tag == Tag::Modal,
            is_preposition: matches!(tag, Tag::Preposition | Tag::To),
        }
    }
}

/// A sentence with a value in it.
struct Scene<'s> {
    seen: &'s [Seen],
    tree: &'s Tree,
    kind: u32,
    /// What is known of the value without the sentence.
    known: Value,
    /// The words of the value.
    own: Range<usize>,
    /// The word of the value on which its others depend.
    value: usize,
    /// From the value up to the top.
    above: Vec<usize>,
    /// By word, how far above the value it is.
    height: Vec<Option<usize>>,
    /// The verb under which the value stands.
    verb: Option<usize>,
    /// The preposition that governs the value.
    preposition: u32,
    /// By word, how many have signs before them, up to it.
    signs: Vec<usize>,
}

/// Collects numbers that stand for what is seen, told apart by what asks.
struct Features(Vec<u32>);

impl Features {
    /// `question` is a number of its own for each kind of thing that is seen.
    fn see(&mut self, question: u32, parts: &[u32]) {
        let seed = mix(0x5EED, question);
        self.0.push(parts.iter().fold(seed, |hash, part| mix(hash.rotate_left(5), *part)));
    }
}

/// What may hold a value: nothing first, then the nouns and pronouns in order. Nothing alone where there is no tree.
pub fn candidates(
    syntax: &Syntax<'_>,
    tree: &Tree,
    place: ProseSpan,
    value: Value,
) -> Vec<Candidate> {
    let Some(scene) = Scene::of(syntax, tree, place, value) else {
        return vec![Candidate { word: None, features: Vec::new() }];
    };
    let words: Vec<usize> =
        (0..syntax.words.len()).filter(|word| scene.may_hold(syntax, *word)).collect();
    let nothing = Candidate { word: None, features: scene.of_nothing(syntax) };
    let some = words
        .iter()
        .map(|word| Candidate { word: Some(*word), features: scene.of_word(*word, &words) });
    std::iter::once(nothing).chain(some).collect()
}

impl<'s> Scene<'s> {
    fn of(syntax: &'s Syntax<'_>, tree: &'s Tree, place: ProseSpan, value: Value) -> Option<Self> {
        let count = syntax.words.len();
        let own = syntax.words_in(place);
        let inside = |word: usize| tree.head(word).is_some_and(|head| own.contains(&head));
        let top = own.clone().rev().find(|word| !inside(*word)).filter(|word| *word < count)?;
        let seen = syntax.seen();
        let above: Vec<usize> = tree.upwards(top).collect();
        let mut height = vec![None; count];
        for (steps, word) in above.iter().enumerate() {
            height[*word].get_or_insert(steps);
        }
        let verb = above.iter().copied().skip(1).find(|word| seen[*word].is_verb);
        let governed = tree.relation(top) == Relation::PrepositionObject;
        let preposition = tree.head(top).filter(|_| governed).map_or(NONE, |head| seen[head].lemma);
        let (kind, known) = (value.kind as u32, value);
        let signs = syntax
            .words
            .iter()
            .scan(0, |all, word| {
                *all += usize::from(word.before != Signs::default());
                Some(*all)
            })
            .collect();
        Some(Self {
            seen,
            tree,
            kind,
            known,
            own,
            value: top,
            above,
            height,
            verb,
            preposition,
            signs,
        })
    }

    /// Whether a word may be a noun or stand for one, whatever it is taken for.
    fn may_hold(&self, syntax: &Syntax<'_>, word: usize) -> bool {
        let (tag, relation) = (syntax.tag(word), self.tree.relation(word));
        let is_noun = tag.is_noun()
            || tag.is_pronoun()
            || tag == Tag::Determiner && relation != Relation::Determiner;
        let stands_as_noun = (relation.is_subject()
            || matches!(
                relation,
                Relation::Object | Relation::PrepositionObject | Relation::Possessor
            ))
            && !matches!(tag, Tag::Figure | Tag::Attributive | Tag::Number);
        (is_noun || stands_as_noun) && !self.own.contains(&word)
    }

    fn relation(&self, word: usize) -> u32 {
        u32::from(self.tree.relation(word).number())
    }

    fn lemma(&self, word: Option<usize>) -> u32 {
        word.and_then(|word| self.seen.get(word)).map_or(NONE, |seen| seen.lemma)
    }

    /// What speaks for nothing: the value itself, and what stands around it.
    fn of_nothing(&self, syntax: &Syntax<'_>) -> Vec<u32> {
        let mut all = Features(Vec::new());
        let value = &self.seen[self.value];
        let (kind, relation, preposition) =
            (self.kind, self.relation(self.value), self.preposition);
        let next = self.seen.get(self.own.end);
        let before = self.own.start.checked_sub(1);
        all.see(100, &[kind]);
        all.see(101, &[kind, relation]);
        all.see(102, &[kind, relation, preposition]);
        all.see(103, &[value.lemma]);
        all.see(104, &[value.lemma, relation, preposition]);
        all.see(105, &[self.lemma(self.tree.head(self.value)), relation]);
        all.see(106, &[self.lemma(self.verb)]);
        all.see(107, &[self.lemma(self.verb), relation, preposition]);
        all.see(108, &[next.map_or(NONE, |next| next.lemma)]);
        all.see(109, &[self.lemma(before)]);
        all.see(110, &[self.lemma(before), kind]);
        all.see(111, &[next.map_or(NONE, |next| next.tag), kind]);
        all.see(112, &[u32::from(before.is_none())]);
        all.see(113, &[(self.seen.len() / 8).min(6) as u32]);
        for beside in self.tree.dependents(self.value).filter(|at| !self.own.contains(at)) {
            all.see(114, &[self.relation(beside), self.seen[beside].lemma]);
        }
        let governing = self
            .tree
            .head(self.value)
            .filter(|_| preposition != NONE)
            .and_then(|at| self.tree.head(at));
        if governing.is_some() {
            all.see(115, &[preposition, self.lemma(governing)]);
        }
        for class in self.verb.iter().flat_map(|verb| &self.seen[*verb].classes) {
            all.see(116, &[*class]);
            all.see(117, &[*class, relation, preposition]);
        }
        for class in &value.classes {
            all.see(118, &[*class, kind, relation]);
        }
        for class in self.tree.head(self.value).iter().flat_map(|head| &self.seen[*head].classes) {
            all.see(119, &[*class, kind, relation]);
        }
        let Value { dimension, unit, size, .. } = self.known;
        all.see(122, &[dimension]);
        all.see(123, &[dimension, relation]);
        all.see(124, &[dimension, relation, preposition]);
        all.see(125, &[dimension, self.lemma(self.tree.head(self.value)), relation]);
        all.see(126, &[unit, relation]);
        all.see(127, &[size, dimension]);
        all.see(128, &[size, relation]);
        let shape = shape(syntax.text(self.own.start));
        all.see(120, &[shape, kind]);
        all.see(121, &[shape, self.lemma(before)]);
        all.0
    }

    /// What speaks for a word, of all that may hold the value.
    fn of_word(&self, word: usize, all_words: &[usize]) -> Vec<u32> {
        let mut all = Features(Vec::new());
        let (value, seen) = (&self.seen[self.value], &self.seen[word]);
        let (kind, relation) = (self.kind, self.relation(self.value));
        let (role, head) = (self.relation(word), self.tree.head(word));
        let side = u32::from(word < self.own.start);
        let way = self.way_to(word);
        let path = way.as_ref().map_or(NONE, |way| way.relations);
        all.see(0, &[]);
        all.see(1, &[path]);
        all.see(2, &[path, kind]);
        all.see(3, &[path, side, seen.tag]);
        let Value { dimension, unit, size, .. } = self.known;
        all.see(50, &[dimension, role, side]);
        all.see(51, &[dimension, path]);
        all.see(52, &[dimension, seen.lemma]);
        all.see(53, &[unit, seen.lemma]);
        all.see(54, &[dimension, u32::from(self.tree.head(self.value) == Some(word)), relation]);
        all.see(55, &[dimension, self.lemma(self.verb), role]);
        for class in &seen.classes {
            all.see(56, &[dimension, *class]);
        }
        all.see(57, &[size, role, dimension]);
        all.see(58, &[size, seen.lemma]);
        let far = distance(word.abs_diff(self.value));
        all.see(59, &[far, side]);
        all.see(60, &[far, side, dimension]);
        let determiner = self.tree.dependents_as(word, Relation::Determiner).next();
        all.see(61, &[self.lemma(determiner), role]);
        all.see(62, &[self.lemma(determiner), side, kind]);
        if let Some(way) = &way {
            self.see_way(&mut all, way, side);
            self.see_verb(&mut all, word);
        }
        let (first, last) = (word.min(self.value), word.max(self.value));
        let before = |word: usize| all_words.partition_point(|other| *other < word);
        let between = before(last).saturating_sub(before(first + 1)).min(5) as u32;
        let signs = (self.signs[last] - self.signs[first]).min(3) as u32;
        all.see(20, &[side, between]);
        all.see(21, &[side, between, kind]);
        all.see(22, &[side, signs, between.min(3)]);
        all.see(23, &[seen.lemma]);
        all.see(24, &[seen.tag, side]);
        all.see(25, &[role, side, kind]);
        all.see(26, &[seen.tag, role]);
        all.see(27, &[seen.lemma, side, role]);
        all.see(28, &[value.lemma, seen.lemma]);
        all.see(29, &[u32::from(self.tree.head(self.value) == Some(word)), kind, relation]);
        let touches = u32::from(word == self.own.end) | u32::from(word + 1 == self.own.start) << 1;
        all.see(30, &[touches, relation, kind]);
        all.see(31, &[self.parts_of(word)]);
        all.see(32, &[self.lemma(head), role]);
        for class in &seen.classes {
            all.see(33, &[*class]);
            all.see(34, &[*class, side, kind, role]);
            all.see(35, &[*class, path]);
        }
        for class in head.iter().flat_map(|head| &self.seen[*head].classes) {
            all.see(36, &[*class, role]);
            all.see(37, &[*class, role, kind]);
        }
        all.0
    }

    /// The way through the tree.
    fn see_way(&self, all: &mut Features, way: &Way, side: u32) {
        let meeting = &self.seen[way.meeting];
        let (up, down) = (way.up.len().min(6) as u32, way.down.len().min(5) as u32);
        let relation = |word: Option<&usize>| word.map_or(NONE, |word| self.relation(*word));
        all.see(4, &[way.words]);
        all.see(5, &[way.words, self.kind]);
        all.see(6, &[meeting.tag, way.relations]);
        all.see(7, &[meeting.lemma, relation(way.up.last()), relation(way.down.first())]);
        all.see(8, &[up, down]);
        all.see(9, &[up, down, self.kind]);
        let last_up = way.up.len().saturating_sub(2);
        let ends = fold(way.up[last_up..].iter().map(|at| self.relation(*at)));
        let starts = fold(way.down.iter().take(2).map(|at| self.relation(*at)));
        all.see(10, &[ends, starts]);
        all.see(11, &[fold(way.down.iter().map(|at| self.relation(*at))), side]);
        all.see(12, &[fold(way.up.iter().map(|at| self.relation(*at))), down]);
        let place = u32::from(way.up.is_empty()) | u32::from(way.down.is_empty()) << 1;
        all.see(13, &[place, side, self.kind]);
        all.see(14, &[place, self.seen[self.value].lemma]);
    }

    /// The verb of the value, and whether it is the word's as well.
    fn see_verb(&self, all: &mut Features, word: usize) {
        let Some(verb) = self.verb else { return };
        let role = self.relation(word);
        let (relation, preposition) = (self.relation(self.value), self.preposition);
        let own = self.tree.upwards(word).skip(1).find(|at| self.seen[*at].is_verb);
        let is_same = own == Some(verb);
        let same = u32::from(is_same);
        let lemma = self.seen[verb].lemma;
        all.see(40, &[same, role]);
        all.see(41, &[same, role, self.kind, relation, preposition]);
        all.see(42, &[lemma, same, role]);
        all.see(43, &[lemma, same, role, relation, preposition]);
        for class in &self.seen[verb].classes {
            all.see(44, &[*class, same, role]);
            all.see(45, &[*class, same, role, relation, preposition]);
        }
        if !is_same {
            return;
        }
        let mut objects = self.tree.dependents_as(verb, Relation::Object);
        let has_object = u32::from(objects.any(|at| at != self.value));
        all.see(46, &[has_object, role, relation, preposition]);
        let subject = self.tree.dependents(verb).find(|at| self.tree.relation(*at).is_subject());
        // A noun is one of many; which pronoun it is says something of the verb.
        let subject = match subject {
            Some(at) if Tag::ALL[self.seen[at].tag as usize].is_noun() => 0,
            subject => self.lemma(subject),
        };
        all.see(47, &[subject, role, relation]);
    }

    /// What tells more of a noun, as bits.
    fn parts_of(&self, word: usize) -> u32 {
        self.tree.dependents(word).fold(0, |bits, at| {
            bits | match self.tree.relation(at) {
                Relation::Possessor => 1,
                Relation::NumberModifier => 2,
                Relation::Determiner => 4,
                Relation::Compound => 8,
                Relation::RelativeClause => 16,
                Relation::NounClause => 32,
                _ => 0,
            }
        })
    }

    /// From the value up to where it meets the word's way to the top, and down to the word; none where they never meet.
    fn way_to(&self, word: usize) -> Option<Way> {
        let mut down: Vec<usize> = Vec::new();
        for at in self.tree.upwards(word) {
            let Some(height) = self.height[at] else {
                down.push(at);
                continue;
            };
            down.reverse();
            let up = self.above[..height].to_vec();
            let step = |at: &usize| self.relation(*at);
            let told = |at: &usize| {
                let seen = &self.seen[*at];
                mix(self.relation(*at), if seen.is_preposition { seen.lemma } else { 0 })
            };
            let relations =
                mix(fold(up.iter().map(step)), fold(down.iter().map(step)).rotate_left(7));
            let words = mix(fold(up.iter().map(told)), fold(down.iter().map(told)).rotate_left(7));
            return Some(Way { meeting: at, up, down, relations, words });
        }
        None
    }
}

/// A way through the tree from a value to a word.
struct Way {
    /// The word above, or at, both ends.
    meeting: usize,
    /// From the value to below the meeting.
    up: Vec<usize>,
    /// From below the meeting to the word.
    down: Vec<usize>,
    /// Stands for the relations on it.
    relations: u32,
    /// The same with its prepositions.
    words: u32,
}

fn fold(numbers: impl Iterator<Item = u32>) -> u32 {
    numbers.fold(mix(11, 3), |hash, number| mix(hash.rotate_left(5), number))
}

/// How far off a word is: the farther, the coarser.
fn distance(words: usize) -> u32 {
    match words {
        0..=6 => words as u32,
        7..=9 => 7,
        10..=14 => 8,
        15..=22 => 9,
        _ => 10,
    }
}

/// What a number looks like: "0.0" for "3.5", "000" for "1,932" without its comma.
fn shape(text: &str) -> u32 {
    /// Longer ones look alike.
    const MOST: usize = 6;
    fold(text.chars().take(MOST).map(|sign| match sign {
        '0'..='9' => 0,
        sign if sign.is_alphabetic() => 1,
        sign => u32::from(sign),
    }))
}
