//! Sentences with the trees that the teacher gave them.

use factlint_language::figure::figures_of;
use factlint_language::quotation::quotations;
use factlint_language::sentence;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::learning::{self, Atoms, NONE};
use factlint_language::syntax::{Relation, Signs, Tag, Word};
use factlint_language::token::Tokens;
use factlint_language::unit::Units;
use factlint_language::words::Words;
use std::error::Error;
use std::fs;

/// A sentence as the parser sees it, and what the teacher says of it.
pub struct Sentence {
    pub words: Vec<Word>,
    pub atoms: Vec<Atoms>,
    pub end: Signs,
    /// As the tagger that is learnt gives them.
    pub tags: Vec<u8>,
    /// As the teacher gives them.
    pub gold_tags: Vec<u8>,
    /// As the teacher gives them; the number of words for the root.
    pub heads: Vec<u16>,
    pub relations: Vec<u8>,
}

/// The sentences of a paragraph; all of it as one without `cut`.
pub fn sentences(paragraph: &str, cut: bool) -> Vec<&str> {
    let whole = ProseSpan::new(0, paragraph.len());
    if !cut {
        return vec![paragraph];
    }
    let found = sentence::sentences(paragraph, whole, &quotations(paragraph, whole));
    found.into_iter().map(|span| span.of(paragraph)).collect()
}

impl Sentence {
    /// A sentence without a tree.
    pub fn of(text: &str) -> Self {
        let tokens = Tokens::new(text, ProseSpan::new(0, text.len()), Words::embedded());
        let (words, end) = learning::words(&tokens, &figures_of(&tokens, Units::builtin()), &[]);
        let atoms: Vec<_> =
            words.iter().enumerate().map(|(i, word)| Atoms::of(&tokens, word, i == 0)).collect();
        let count = words.len();
        Self {
            words,
            atoms,
            end,
            tags: vec![0; count],
            gold_tags: vec![0; count],
            heads: vec![NONE; count],
            relations: vec![0; count],
        }
    }

    /// The number of words.
    pub fn count(&self) -> usize {
        self.words.len()
    }
}

/// The number of a tag of the teacher.
fn tag(name: &str) -> u8 {
    Tag::from_name(name).unwrap_or(Tag::Other).number()
}

/// The number of a relation of the teacher, which tells more of them apart.
fn relation(name: &str) -> u8 {
    let name = match name {
        "ROOT" => "root",
        "nsubj" => "subj",
        "nsubjpass" => "subjpass",
        "csubjpass" => "csubj",
        "dobj" => "obj",
        "oprd" => "attr",
        "nmod" => "amod",
        "predet" => "det",
        "preconj" => "cc",
        name => name,
    };
    Relation::from_name(name).unwrap_or(Relation::Other).number()
}

/// Reads what `annotate.py` wrote. A sentence whose words are others today is left out.
pub fn read(path: &str) -> Result<Vec<Sentence>, Box<dyn Error>> {
    let (mut found, mut left_out) = (Vec::new(), 0);
    for block in fs::read_to_string(path)?.split("\n\n") {
        let mut lines = block.lines();
        let Some(text) = lines.next().and_then(|line| line.strip_prefix("# ")) else { continue };
        let mut sentence = Sentence::of(text);
        let rows: Vec<Vec<&str>> = lines.map(|line| line.split('\t').collect()).collect();
        if rows.len() != sentence.count() {
            left_out += 1;
            continue;
        }
        for (i, row) in rows.iter().enumerate() {
            let [name, head, label] = row.as_slice() else {
                return Err(format!("{path}: no tag, head and relation: {row:?}").into());
            };
            let fixed = learning::fixed(sentence.words[i].kind).map(Tag::number);
            sentence.gold_tags[i] = fixed.unwrap_or_else(|| tag(name));
            let head: i32 = head.parse()?;
            sentence.heads[i] = u16::try_from(head).unwrap_or(sentence.count() as u16);
            sentence.relations[i] = relation(label);
        }
        lift(&mut sentence.heads);
        found.push(sentence);
    }
    eprintln!("{path}: {} sentences, {left_out} left out", found.len());
    Ok(found)
}

/// Lifts arcs that cross others, the shortest first, until none do: the parser makes no such.
fn lift(heads: &mut [u16]) {
    let count = heads.len();
    for _ in 0..count {
        let mut shortest: Option<(usize, usize)> = None;
        for dependent in 0..count {
            let head = usize::from(heads[dependent]);
            let (from, to) = (dependent.min(head), dependent.max(head));
            let crossed = (from + 1..to.min(count)).any(|between| {
                let mut at = between;
                let mut steps = 0;
                while at < count && at != head && steps < count {
                    at = usize::from(heads[at]);
                    steps += 1;
                }
                at != head
            });
            if crossed && shortest.is_none_or(|(_, length)| to - from < length) {
                shortest = Some((dependent, to - from));
            }
        }
        let Some((dependent, _)) = shortest else { return };
        let head = usize::from(heads[dependent]);
        let Some(above) = heads.get(head).copied() else { return };
        heads[dependent] = above;
    }
}
