//! The claims of a document as bytes: a fraction of what they take as values. They are kept so from the moment in which
//! a document has been observed, and those of one group are unpacked when it is judged.
//!
//! The texts stand first, each once, then the claims: rule, keys, what is told of the whole, parts. What belongs to the
//! run or to the document, such as the names of rules and the document's record, stands in none of them.

mod bytes;
mod spelling;
#[cfg(test)]
mod tests;
mod texts;
mod values;

use std::sync::Arc;

use factlint_document::{Record, Role};
use smol_str::{SmolStr, format_smolstr};

use self::bytes::{Reader, Writer};
use self::texts::{TextReader, TextWriter};
use self::values::{ValueReader, ValueWriter, days_from, days_to};
use super::keys::{DIGITS, KeptKeys, number_of, text_of};
use super::{Claim, Days, Keys, Part, ReadBy, Speaker, context_of};

/// The rules of a run: claims name theirs by its number.
pub trait RuleTable {
    /// The number of the rule with this id.
    fn number_of(&self, rule: &str) -> Option<u32>;
    /// The id of the rule with this number, and what claims under it are read by.
    fn rule(&self, number: u32) -> Option<(&Arc<str>, ReadBy)>;
}

/// The claims of one document as bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackedClaims {
    bytes: Box<[u8]>,
    /// Where each claim begins, in their order.
    offsets: Box<[u32]>,
}

/// What brings a claim into its groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The number of its rule; none if the rules of the run do not have it.
    pub rule: Option<u32>,
    /// Its keys.
    pub keys: Keys,
}

/// Bits of the byte behind the keys.
mod bit {
    pub const NAMED: u8 = 1;
    pub const UNNAMED: u8 = 2;
    pub const QUOTED: u8 = 4;
    pub const REPORTED: u8 = 8;
    pub const SUBJECT: u8 = 16;
    /// Read by something else than the rules of the run.
    pub const READ_BY: u8 = 32;
    /// Other days than the document's.
    pub const DAYS: u8 = 64;
    /// Another block than a paragraph.
    pub const ROLE: u8 = 128;
}

/// How keys are written, in the lowest bits of their count.
mod list {
    pub const ONE: u64 = 0;
    pub const NUMBERS: u64 = 1;
    pub const TEXTS: u64 = 2;
    /// Numbers with the same before and the same behind each.
    pub const MARKED: u64 = 3;
}

impl PackedClaims {
    /// Packs the claims of a document.
    pub fn new(document: &Record, claims: &[Claim], rules: &dyn RuleTable) -> Self {
        if claims.is_empty() {
            return Self::default();
        }
        let mut texts = TextWriter::new(claims.iter().flat_map(|claim| &claim.parts));
        let mut packing = Packing { document, rules, to: Writer::default() };
        let mut ends = Vec::with_capacity(claims.len());
        for claim in claims {
            ends.push(packing.to.bytes.len());
            packing.claim(claim, &mut texts);
        }
        let mut bytes = texts.out.bytes;
        let offsets =
            ends.into_iter().map(|end| u32::try_from(bytes.len() + end).unwrap_or(u32::MAX));
        let offsets = offsets.collect();
        bytes.reserve_exact(packing.to.bytes.len());
        bytes.extend_from_slice(&packing.to.bytes);
        Self { bytes: bytes.into(), offsets }
    }

    /// How many claims they are.
    pub fn len(&self) -> usize {
        self.offsets.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.offsets.is_empty()
    }

    /// What they take in memory beside the value itself, for who measures.
    pub fn heap_size(&self) -> usize {
        self.bytes.len() + size_of_val(&*self.offsets)
    }

    /// The claim at an index.
    pub fn get(
        &self,
        index: usize,
        document: &Arc<Record>,
        rules: &dyn RuleTable,
    ) -> Option<Claim> {
        let from = self.reader(index)?;
        Unpacking { document, rules, texts: TextReader::at(&self.bytes)?, from }.claim()
    }

    /// All of them, in the order in which they were packed.
    pub fn iter<'p>(
        &'p self,
        document: &'p Arc<Record>,
        rules: &'p dyn RuleTable,
    ) -> impl Iterator<Item = Claim> + 'p {
        (0..self.len()).filter_map(move |index| self.get(index, document, rules))
    }

    /// The number of the rule of the claim at an index; none if the rules of the run do not have it.
    pub fn rule(&self, index: usize) -> Option<u32> {
        rule_from(&mut self.reader(index)?)?
    }

    /// What brings the claim at an index into its groups.
    pub fn heading(&self, index: usize) -> Option<Heading> {
        let texts = TextReader::at(&self.bytes)?;
        let mut from = self.reader(index)?;
        let rule = rule_from(&mut from)?;
        if rule.is_none() {
            texts.text(&mut from)?;
        }
        Some(Heading { rule, keys: keys_from(&mut from, texts)? })
    }

    fn reader(&self, index: usize) -> Option<Reader<'_>> {
        Reader::at(&self.bytes, *self.offsets.get(index)? as usize)
    }
}

/// Claims that are written.
struct Packing<'r> {
    document: &'r Record,
    rules: &'r dyn RuleTable,
    to: Writer,
}

impl Packing<'_> {
    fn claim<'c>(&mut self, claim: &'c Claim, texts: &mut TextWriter<'c>) {
        let Self { document, rules, to } = self;
        let number = rules.number_of(&claim.rule);
        match number {
            Some(number) => to.number(u64::from(number) + 1),
            None => {
                to.number(0);
                texts.text(to, &claim.rule);
            }
        }
        keys_to(to, &claim.keys, texts);
        let known = number.and_then(|number| rules.rule(number)).map(|(_, read_by)| read_by);
        let has_own_days = days_of(document) != claim.days;
        let mut bits = match &claim.speaker {
            Speaker::Paper => 0,
            Speaker::Named(_) => bit::NAMED,
            Speaker::Unnamed => bit::UNNAMED,
        };
        let mut set = |bit: u8, is_set: bool| bits |= if is_set { bit } else { 0 };
        set(bit::QUOTED, claim.is_quoted);
        set(bit::REPORTED, claim.reported_by.is_some());
        set(bit::SUBJECT, !claim.subject.is_empty());
        set(bit::READ_BY, known != Some(claim.read_by));
        set(bit::DAYS, has_own_days);
        set(bit::ROLE, claim.role != Role::default());
        to.byte(bits);
        let speaker = if let Speaker::Named(name) = &claim.speaker { Some(name) } else { None };
        let subject = Some(&claim.subject).filter(|subject| !subject.is_empty());
        for text in [speaker, claim.reported_by.as_ref(), subject].into_iter().flatten() {
            texts.text(to, text);
        }
        if bits & bit::READ_BY != 0 {
            to.hash(claim.read_by.rule);
            to.hash(claim.read_by.vocabulary);
        }
        if has_own_days {
            to.length(claim.days.len());
            claim.days.iter().for_each(|days| days_to(to, *days));
        }
        if bits & bit::ROLE != 0 {
            let index = Role::ALL.iter().position(|(role, _)| *role == claim.role);
            to.length(index.unwrap_or_default());
        }
        // Nearly all passages are the sentence that they stand in.
        let is_sentence =
            claim.parts.first().is_some_and(|part| context_of(part.seen()) == claim.context);
        to.length(claim.parts.len() << 1 | usize::from(is_sentence));
        if !is_sentence {
            to.hash(claim.context);
        }
        to.number(claim.nth.into());
        for part in &claim.parts {
            texts.place(to, part);
            ValueWriter { to, texts }.value(part);
        }
    }
}

/// The days of most claims of a document.
fn days_of(document: &Record) -> Vec<Days> {
    document.date.map(Days::day).into_iter().collect()
}

fn keys_to<'c>(to: &mut Writer, keys: &'c Keys, texts: &mut TextWriter<'c>) {
    let count = |kind: u64| (keys.len() as u64) << 2 | kind;
    match keys.kept() {
        KeptKeys::One(key) => {
            to.number(count(list::ONE));
            texts.text(to, key);
        }
        KeptKeys::Numbers(numbers) => {
            to.number(count(list::NUMBERS));
            numbers.iter().for_each(|number| to.hash(*number));
        }
        KeptKeys::Texts(keys) => match marked(keys) {
            Some(Marked { before, behind, numbers }) => {
                to.number(count(list::MARKED));
                texts.text(to, before);
                texts.text(to, behind);
                numbers.iter().for_each(|number| to.hash(*number));
            }
            None => {
                to.number(count(list::TEXTS));
                keys.iter().for_each(|key| texts.text(to, key));
            }
        },
    }
}

/// Keys that differ in a number only.
struct Marked<'k> {
    before: &'k str,
    behind: &'k str,
    numbers: Vec<u64>,
}

fn marked(keys: &[SmolStr]) -> Option<Marked<'_>> {
    let first = keys.first()?;
    let number_at = |at: usize| first.get(at..at + DIGITS).and_then(number_of);
    let at = (0..first.len()).find(|at| number_at(*at).is_some())?;
    let (before, behind) = (&first[..at], &first[at + DIGITS..]);
    let number = |key: &SmolStr| number_of(key.strip_prefix(before)?.strip_suffix(behind)?);
    let numbers = keys.iter().map(number).collect::<Option<_>>()?;
    Some(Marked { before, behind, numbers })
}

/// The number of a rule; none within where its name follows.
fn rule_from(from: &mut Reader<'_>) -> Option<Option<u32>> {
    match from.number()?.checked_sub(1) {
        Some(number) => u32::try_from(number).ok().map(Some),
        None => Some(None),
    }
}

fn keys_from<'b>(from: &mut Reader<'b>, texts: TextReader<'b>) -> Option<Keys> {
    let (count, kind) = {
        let number = from.number()?;
        (number >> 2, number & 3)
    };
    let keys = match kind {
        list::ONE => Keys::from(SmolStr::from(texts.text(from)?)),
        list::NUMBERS => Keys::of_numbers((0..count).map(|_| from.hash()).collect::<Option<_>>()?),
        list::TEXTS => {
            (0..count).map(|_| texts.text(from).map(SmolStr::from)).collect::<Option<_>>()?
        }
        _ => {
            let (before, behind) = (texts.text(from)?, texts.text(from)?);
            let key = |number| format_smolstr!("{before}{}{behind}", text_of(number));
            (0..count).map(|_| from.hash().map(key)).collect::<Option<_>>()?
        }
    };
    Some(keys)
}

/// A claim that is read.
struct Unpacking<'u, 'b> {
    document: &'u Arc<Record>,
    rules: &'u dyn RuleTable,
    texts: TextReader<'b>,
    from: Reader<'b>,
}

impl Unpacking<'_, '_> {
    fn claim(mut self) -> Option<Claim> {
        let (rule, known) = match rule_from(&mut self.from)? {
            Some(number) => self.rules.rule(number).map(|(id, by)| (Arc::clone(id), Some(by)))?,
            None => (Arc::from(self.texts.text(&mut self.from)?), None),
        };
        let keys = keys_from(&mut self.from, self.texts)?;
        let bits = self.from.byte()?;
        let has = |bit: u8| bits & bit != 0;
        let speaker = match () {
            () if has(bit::NAMED) => Speaker::Named(self.text()?),
            () if has(bit::UNNAMED) => Speaker::Unnamed,
            () => Speaker::Paper,
        };
        let reported_by = if has(bit::REPORTED) { Some(self.text()?) } else { None };
        let subject = if has(bit::SUBJECT) { self.text()? } else { SmolStr::default() };
        let read_by = if has(bit::READ_BY) {
            ReadBy { rule: self.from.hash()?, vocabulary: self.from.hash()? }
        } else {
            known?
        };
        let days = if has(bit::DAYS) {
            let count = self.from.length()?;
            (0..count).map(|_| days_from(&mut self.from)).collect::<Option<_>>()?
        } else {
            days_of(self.document)
        };
        let role = if has(bit::ROLE) {
            Role::ALL.get(self.from.length()?).map(|(role, _)| *role)?
        } else {
            Role::default()
        };
        let count = self.from.length()?;
        let context = if count & 1 == 0 { Some(self.from.hash()?) } else { None };
        let nth = self.from.small()?;
        let parts: Vec<Part> = (0..count >> 1).map(|_| self.part()).collect::<Option<_>>()?;
        let context = match context {
            Some(context) => context,
            None => context_of(parts.first()?.seen()),
        };
        Some(Claim {
            rule,
            document: Arc::clone(self.document),
            subject,
            days,
            speaker,
            is_quoted: has(bit::QUOTED),
            reported_by,
            role,
            keys,
            context,
            nth,
            read_by,
            parts,
        })
    }

    fn part(&mut self) -> Option<Part> {
        let place = self.texts.place(&mut self.from)?;
        let value = ValueReader { from: &mut self.from, texts: self.texts }.value(&place)?;
        let texts::Place { span, start, end, words, seen, replaceable } = place;
        Some(Part { span, start, end, words, seen, replaceable, value })
    }

    fn text(&mut self) -> Option<SmolStr> {
        self.texts.text(&mut self.from).map(SmolStr::from)
    }
}
