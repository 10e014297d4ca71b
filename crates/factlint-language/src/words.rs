//! The words that readers know, from `data/*.toml`: one table from words and phrases to the classes
//! that they are of.
//!
//! A file holds a section for each class:
//!
//! ```toml
//! [function-words]
//! for = "words that are no part of a noun phrase after a number"
//! words = ["a", "an", "don't"]
//!
//! [weekdays]
//! for = "the days of the week, from 1 for Monday"
//! values = { monday = 1, tuesday = 2 }
//! ```
//!
//! An entry in lower case stands for any capitals; one with capitals for just those. An entry of
//! several tokens ("don't", "in excess of", "a.m") is a phrase: [`Tokens`] finds phrases as it
//! lexes. Straight apostrophes and plain hyphens in an entry stand for every such sign. The
//! sections and the variants of [`Class`] are the same; a new class is one line there and one
//! section here.

mod class;
mod opening;
mod section;
mod short;
mod table;

use super::token::{Gap, Kind, Lexer, Tokens};
use super::word::{is_apostrophe, is_hyphen};
pub use class::Class;
pub(crate) use class::Classes;
pub use opening::Opening;
use opening::Openings;
use rustc_hash::FxHashMap;
use section::Section;
pub use section::{Fault, WordsError};
pub(super) use short::{ShortWord, Start};
use std::sync::LazyLock;
use table::Table;

/// Names with the files that they are of.
macro_rules! files {
    ($($name:literal,)*) => {
        &[$(($name, include_str!(concat!("../data/", $name))),)*]
    };
}

/// The files of the word table.
const FILES: &[(&str, &str)] = files![
    "acronyms.toml", "agreement.toml", "assertion.toml", "checks.toml", "clause.toml",
    "common.toml", "context.toml", "dates.toml", "elapsed.toml", "events.toml", "figures.toml",
    "hedges.toml", "labels.toml", "lexemes.toml", "mention.toml", "money.toml", "names.toml",
    "nouns.toml", "ownership.toml", "parties.toml", "percentage.toml", "quantity.toml",
    "quotes.toml", "rates.toml", "sentences.toml", "speaker.toml", "states.toml",
    "statistics.toml", "suggest.toml", "syntax.toml", "tally.toml", "titles.toml", "total.toml",
    "wholes.toml",
];

/// What the word table knows of a word: its classes and values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SenseId(u16);

impl SenseId {
    /// That of a word in no class.
    pub const NONE: Self = Self(0);
}

/// A word, a word with these capitals, or a phrase of the table: what is asked of every word of a text, in so few bytes
/// that all of them are near a processor.
#[derive(Clone, Copy, Debug, Default)]
struct Sense {
    /// The same word in lower case.
    lower: u16,
    /// The node of phrases that start with the word; 0 for none.
    node: u16,
    /// Whether more is known of the word with some capitals.
    has_cased: bool,
    /// What may be read from it on.
    openings: Openings,
}

/// What else is known of a sense.
#[derive(Clone, Debug, Default)]
struct Known {
    classes: Classes,
    /// By class, for those whose words carry values.
    values: Vec<(Class, f64)>,
}

/// Where a phrase is after some of its tokens.
#[derive(Clone, Debug, Default)]
struct Node {
    /// The phrases that are complete here: in lower case, and with particular capitals.
    ends: Vec<(SenseId, Option<Box<str>>)>,
}

/// A table of words and phrases. [`Words::embedded`] is the one that comes with factlint.
#[derive(Clone, Debug)]
pub struct Words {
    /// 0 is the sense of a word in no class.
    senses: Vec<Sense>,
    /// By sense.
    known: Vec<Known>,
    /// Words in lower case.
    lower: Table,
    /// Words with capitals, as they are written.
    cased: FxHashMap<Box<str>, SenseId>,
    /// Entries of several tokens as they are written: for whoever has a word and no tokens.
    whole: FxHashMap<Box<str>, SenseId>,
    /// 0 is no node.
    nodes: Vec<Node>,
    /// Which steps may lead on from each of the nodes: of most words that stand behind the first one of a phrase, this
    /// tells that none goes on with them.
    leads: Vec<Leads>,
    /// From a node by the next token, attached or not.
    edges: FxHashMap<(u16, Step, bool), u16>,
    /// The most tokens that a phrase has.
    longest: usize,
    /// The entries of each class as they are written, by the class's number.
    entries: Vec<Vec<String>>,
}

/// A token of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Step {
    /// The word in lower case, or digits.
    Word(u16),
    Sign(char),
}

/// A set of steps that may hold more than was put there.
#[derive(Clone, Copy, Debug, Default)]
struct Leads(u64);

impl Leads {
    fn bit(step: Step) -> u64 {
        let number = match step {
            Step::Word(word) => u32::from(word),
            Step::Sign(sign) => u32::from(sign),
        };
        1 << (number % u64::BITS)
    }

    fn may_have(self, step: Step) -> bool {
        self.0 & Self::bit(step) != 0
    }

    fn add(&mut self, step: Step) {
        self.0 |= Self::bit(step);
    }
}

static EMBEDDED: LazyLock<Words> = LazyLock::new(|| {
    // The build script has read them: one that cannot be read is never compiled.
    Words::parse(FILES).unwrap_or_default()
});

impl Default for Words {
    fn default() -> Self {
        Self {
            senses: vec![Sense::default()],
            known: vec![Known::default()],
            lower: Table::default(),
            cased: FxHashMap::default(),
            whole: FxHashMap::default(),
            nodes: vec![Node::default()],
            leads: vec![Leads::default()],
            edges: FxHashMap::default(),
            longest: 1,
            entries: vec![Vec::new(); Class::ALL.len()],
        }
    }
}

impl Words {
    /// The table that comes with factlint.
    pub fn embedded() -> &'static Words {
        &EMBEDDED
    }

    /// The table of the files given, each with its name.
    ///
    /// # Errors
    /// A [`WordsError`] where a file is no TOML of that shape or names a class that is none.
    pub fn parse(files: &[(&str, &str)]) -> Result<Words, WordsError> {
        let mut words = Self::default();
        for (name, file) in files {
            for section in Section::of_file(file).map_err(|error| error.of(name))? {
                let class = section.class;
                let valued =
                    section.values.into_iter().map(|(value, at, word)| (Some(value), at, word));
                let plain = section.words.into_iter().map(|((), at, word)| (None, at, word));
                for (value, at, word) in plain.chain(valued) {
                    words
                        .add(&word, class, value)
                        .map_err(|fault| WordsError::new(file, at, fault).of(name))?;
                    words.entries[class as usize].push(word.into_owned());
                }
            }
        }
        words.share_lower_senses();
        Ok(words)
    }

    /// Whether a word or phrase, as a text and without tokens, is of a class. Readers that have
    /// tokens ask those.
    pub fn is(&self, word: &str, class: Class) -> bool {
        self.has(self.of_text(word), class)
    }

    /// All classes of a word or phrase, as a text and without tokens.
    pub(crate) fn classes_of(&self, word: &str) -> Classes {
        self.known[usize::from(self.of_text(word).0)].classes
    }

    /// Whether a word or phrase, as a text and without tokens, is of any class at all.
    pub fn knows(&self, word: &str) -> bool {
        self.of_text(word) != SenseId::NONE
    }

    /// What a word or phrase, as a text and without tokens, stands for in a class with values.
    pub fn value_of(&self, word: &str, class: Class) -> Option<f64> {
        self.value(self.of_text(word), class)
    }

    /// The words and phrases of a class as they are written.
    pub fn entries(&self, class: Class) -> &[String] {
        &self.entries[class as usize]
    }

    fn of_text(&self, text: &str) -> SenseId {
        if text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            let has_capitals = text.bytes().any(|byte| byte.is_ascii_uppercase());
            return self.sense(text, has_capitals);
        }
        let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
        let has_capitals = text[..end].chars().any(char::is_uppercase);
        let sense = self.sense(&text[..end], has_capitals);
        if end == text.len() || !self.starts_phrase(sense) {
            return if end == text.len() { sense } else { SenseId::NONE };
        }
        let plain: String = text.chars().map(plain_sign).collect();
        let found = self.whole.get(plain.as_str());
        found
            .or_else(|| self.whole.get(plain.to_lowercase().as_str()))
            .copied()
            .unwrap_or(SenseId::NONE)
    }

    /// What is known of a word of letters.
    pub(super) fn sense(&self, word: &str, has_capitals: bool) -> SenseId {
        let lower = self.lower.get(word);
        if has_capitals { self.with_capitals(lower, || word) } else { lower }
    }

    /// What is known of a short word; `capitals` is the word as a text has it, where it has capitals.
    pub(super) fn sense_of<'t>(
        &self,
        short: ShortWord,
        capitals: Option<impl FnOnce() -> &'t str>,
    ) -> SenseId {
        let lower = self.lower.find(short);
        capitals.map_or(lower, |word| self.with_capitals(lower, word))
    }

    /// What is known of a word with these capitals.
    fn with_capitals<'t>(&self, lower: SenseId, word: impl FnOnce() -> &'t str) -> SenseId {
        let has_cased = self.senses[usize::from(lower.0)].has_cased;
        let cased = has_cased.then(|| self.cased.get(word())).flatten();
        cased.copied().unwrap_or(lower)
    }

    /// Whether a sense is of a class.
    pub(super) fn has(&self, sense: SenseId, class: Class) -> bool {
        self.known[usize::from(sense.0)].classes.has(class)
    }

    /// Whether a word or phrase of a sense may open something.
    pub(super) fn opens(&self, sense: SenseId, opening: Opening) -> bool {
        self.senses[usize::from(sense.0)].openings.has(opening)
    }

    /// The classes of some senses together.
    pub(super) fn classes(&self, senses: impl Iterator<Item = SenseId>) -> Classes {
        let mut all = Classes::of(&[]);
        for sense in senses.filter(|sense| *sense != SenseId::NONE) {
            all.merge(self.known[usize::from(sense.0)].classes);
        }
        all
    }

    /// What a sense stands for in a class whose words carry values.
    pub(super) fn value(&self, sense: SenseId, class: Class) -> Option<f64> {
        let values = &self.known[usize::from(sense.0)].values;
        values.iter().find(|(of, _)| *of == class).map(|(_, value)| *value)
    }

    /// What a sense stands for in every class whose words carry values.
    pub(super) fn values(&self, sense: SenseId) -> &[(Class, f64)] {
        &self.known[usize::from(sense.0)].values
    }

    /// Whether a phrase may start with the word.
    pub(super) fn starts_phrase(&self, sense: SenseId) -> bool {
        self.senses[usize::from(sense.0)].node != 0
    }

    /// The most tokens that a phrase has.
    pub(super) fn longest_phrase(&self) -> usize {
        self.longest
    }

    /// Calls `found` with the end and the sense of every phrase that starts at `start`, from the
    /// shortest to the longest.
    pub(super) fn phrases_at(
        &self,
        tokens: &Tokens<'_>,
        start: usize,
        mut found: impl FnMut(usize, SenseId),
    ) {
        let mut node = self.senses[usize::from(tokens.get(start).sense.0)].node;
        let mut at = start + 1;
        loop {
            for (sense, exactly) in &self.nodes[usize::from(node)].ends {
                let text = tokens.slice(start..at);
                if exactly.as_ref().is_none_or(|exactly| **exactly == *text) {
                    found(at, *sense);
                }
            }
            let token = tokens.get(at);
            if token.gap == Gap::Wide {
                return;
            }
            let step = match token.kind {
                Kind::Letters => Step::Word(self.senses[usize::from(token.sense.0)].lower),
                Kind::Digits => Step::Word(self.lower.get(tokens.text(at)).0),
                Kind::Sign(sign) => Step::Sign(plain_sign(sign)),
                Kind::End => return,
            };
            let attached = token.gap == Gap::None;
            if !self.leads[usize::from(node)].may_have(step) {
                return;
            }
            match self.edges.get(&(node, step, attached)) {
                Some(next) => node = *next,
                None => return,
            }
            at += 1;
        }
    }

    fn add(&mut self, entry: &str, class: Class, value: Option<f64>) -> Result<(), Fault> {
        let tokens: Vec<_> = Lexer::new(entry, 0).collect();
        let piece = |i: usize| &entry[tokens[i].start as usize..tokens[i].end as usize];
        let has_capitals = entry.chars().any(char::is_uppercase);
        let sense = match tokens.as_slice() {
            [one] if one.kind == Kind::Letters => {
                let lower = self.lower_word(piece(0))?;
                if has_capitals { self.cased_word(piece(0), lower)? } else { lower }
            }
            [first, ..] if first.kind == Kind::Letters => {
                let lower = self.lower_word(piece(0))?;
                let mut node = self.senses[usize::from(lower.0)].node;
                if node == 0 {
                    node = self.node()?;
                    self.senses[usize::from(lower.0)].node = node;
                }
                for (i, token) in tokens.iter().enumerate().skip(1) {
                    let step = match token.kind {
                        Kind::Sign(sign) => Step::Sign(plain_sign(sign)),
                        _ => Step::Word(self.lower_word(piece(i))?.0),
                    };
                    let attached = token.gap == Gap::None;
                    node = match self.edges.get(&(node, step, attached)) {
                        Some(next) => *next,
                        None => {
                            let next = self.node()?;
                            self.edges.insert((node, step, attached), next);
                            self.leads[usize::from(node)].add(step);
                            next
                        }
                    };
                }
                self.longest = self.longest.max(tokens.len());
                self.phrase(entry, node, has_capitals)?
            }
            _ => return Err(Fault::Entry { entry: entry.to_owned() }),
        };
        self.senses[usize::from(sense.0)].openings.merge(Openings::of(class));
        let known = &mut self.known[usize::from(sense.0)];
        known.classes.add(class);
        known.values.extend(value.map(|value| (class, value)));
        Ok(())
    }

    /// The sense of a phrase whose tokens lead to `node`.
    fn phrase(&mut self, entry: &str, node: u16, has_capitals: bool) -> Result<SenseId, Fault> {
        if let Some(known) = self.whole.get(entry) {
            return Ok(*known);
        }
        let sense = self.push(Sense::default())?;
        let exactly = has_capitals.then(|| entry.into());
        self.nodes[usize::from(node)].ends.push((sense, exactly));
        self.whole.insert(entry.into(), sense);
        Ok(sense)
    }

    fn lower_word(&mut self, word: &str) -> Result<SenseId, Fault> {
        let word = word.to_lowercase();
        let known = self.lower.get(&word);
        if known != SenseId::NONE {
            return Ok(known);
        }
        let sense = self.push(Sense::default())?;
        self.senses[usize::from(sense.0)].lower = sense.0;
        self.lower.insert(&word, sense);
        Ok(sense)
    }

    fn cased_word(&mut self, word: &str, lower: SenseId) -> Result<SenseId, Fault> {
        if let Some(known) = self.cased.get(word) {
            return Ok(*known);
        }
        let sense = self.push(Sense { lower: lower.0, ..Sense::default() })?;
        self.senses[usize::from(lower.0)].has_cased = true;
        self.cased.insert(word.into(), sense);
        Ok(sense)
    }

    fn push(&mut self, sense: Sense) -> Result<SenseId, Fault> {
        let id = u16::try_from(self.senses.len()).map_err(|_| Fault::TooMany)?;
        self.senses.push(sense);
        self.known.push(Known::default());
        Ok(SenseId(id))
    }

    fn node(&mut self) -> Result<u16, Fault> {
        let id = u16::try_from(self.nodes.len()).map_err(|_| Fault::TooMany)?;
        self.nodes.push(Node::default());
        self.leads.push(Leads::default());
        Ok(id)
    }

    /// Gives words with capitals what is known of them in any capitals.
    fn share_lower_senses(&mut self) {
        for sense in self.cased.values() {
            let lower = self.senses[usize::from(self.senses[usize::from(sense.0)].lower)];
            let Known { classes, values } = self.known[usize::from(lower.lower)].clone();
            let sense = usize::from(sense.0);
            self.senses[sense].openings.merge(lower.openings);
            self.senses[sense].node = lower.node;
            self.known[sense].classes.merge(classes);
            self.known[sense].values.extend(values);
        }
    }
}

/// The plain apostrophe or hyphen for all that are used as such.
fn plain_sign(sign: char) -> char {
    match sign {
        sign if is_apostrophe(sign) => '\'',
        sign if is_hyphen(sign) => '-',
        sign => sign,
    }
}

#[cfg(test)]
mod tests;
