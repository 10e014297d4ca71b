//! The one pass: every name, cue and noun of all rules, found together.
//!
//! A text is a chain of words; nearly none of them begins a phrase. So the pass hashes each word
//! (its first eight bytes, letters folded, and its length), asks a bitmap of 32 KiB whether any
//! phrase begins like that, and looks closer only then. Its cost hardly depends on the number of
//! phrases. `benches/lexicon.rs` compares it with an Aho-Corasick automaton.
//!
//! Whether a text wakes any rule is asked of every text, and most names begin with a capital: that
//! question passes over words whose first byte begins none of the phrases in question ([`Wake`]).

use std::ops::{ControlFlow, Range};

use crate::rule::phrase::{PhraseId, Phrases};
use factlint_language::word::{is_hyphen, is_word};

/// A phrase that stands in the prose, on word boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// First byte in the prose.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Which phrase.
    pub phrase: PhraseId,
    /// Whether a hyphen ties it to a word before ("anti-Kiev").
    pub tied_before: bool,
    /// Whether a hyphen ties it to a word after ("Kiev-based").
    pub tied_after: bool,
}

/// One way in which a phrase may be written.
#[derive(Clone, Debug)]
struct Form {
    phrase: PhraseId,
    /// As the rule writes it, in lower case where it ignores case.
    text: Box<str>,
    /// All in capitals, where the rule writes some capitals.
    capitals: Option<Box<str>>,
    /// As it stands at the beginning of a sentence ("Chicken Kiev"), where that is another form.
    initial: Option<Box<str>>,
    /// Whether it is one only behind a hyphen: "pupil" of "pupils", in "the 900-pupil school".
    only_tied: bool,
}

/// First words that hash alike.
#[derive(Clone, Copy, Debug, Default)]
struct Bucket {
    hash: u64,
    first: u32,
    count: u32,
}

/// Some phrases of a lexicon, and the bytes that they begin with.
#[derive(Clone, Debug)]
pub struct Wake {
    begins: [bool; 256],
    /// By form, whether it is one of its phrase's.
    wanted: Vec<bool>,
}

const BITMAP_BITS: u32 = 18;

/// All forms of all phrases of a rule set.
#[derive(Clone, Debug)]
pub struct Lexicon {
    bitmap: Vec<u64>,
    /// Open addressing; a power of two, at least twice as many as there are hashes.
    buckets: Vec<Bucket>,
    /// Sorted by the hash of the first word, longest first.
    forms: Vec<Form>,
}

impl Lexicon {
    /// The lexicon of these phrases.
    pub fn new(phrases: &Phrases) -> Self {
        let mut forms: Vec<(u64, Form)> = Vec::new();
        for (phrase, words) in phrases.iter() {
            let plain = words.forms().into_iter().map(|text| (text, false));
            let tied = words.behind_number().map(|text| (text, true));
            for (text, only_tied) in plain.chain(tied) {
                let has_capitals = text.chars().any(char::is_uppercase);
                let capitals = has_capitals
                    .then(|| text.to_uppercase().into_boxed_str())
                    .filter(|all| **all != *text);
                let Some(start) = text.find(is_word) else { continue };
                if start > 0 {
                    // A phrase that begins with a mark ("'90s") is not found by its first word.
                    continue;
                }
                let word = &text[..first_word_len(&text)];
                let hash = hash_of(word);
                let text = if has_capitals { text } else { text.to_lowercase() };
                let mut letters = text.chars();
                let initial = letters
                    .next()
                    .filter(|first| has_capitals && first.is_lowercase())
                    .map(|first| {
                        first.to_uppercase().chain(letters).collect::<String>().into_boxed_str()
                    });
                let text = text.into_boxed_str();
                forms.push((hash, Form { phrase, text, capitals, initial, only_tied }));
            }
        }
        forms.sort_by(|(a, one), (b, other)| {
            (a, other.text.len(), &one.text, one.phrase).cmp(&(
                b,
                one.text.len(),
                &other.text,
                other.phrase,
            ))
        });
        let mut buckets = vec![Bucket::default(); (forms.len() * 2).next_power_of_two().max(2)];
        let mut bitmap = vec![0u64; 1 << (BITMAP_BITS - 6)];
        let mask = buckets.len() - 1;
        let mut index = 0;
        while index < forms.len() {
            let hash = forms[index].0;
            let count = forms[index..].iter().take_while(|(other, _)| *other == hash).count();
            let mut slot = hash as usize & mask;
            while buckets[slot].count > 0 {
                slot = (slot + 1) & mask;
            }
            buckets[slot] = Bucket { hash, first: index as u32, count: count as u32 };
            let bit = hash >> (64 - BITMAP_BITS);
            bitmap[(bit >> 6) as usize] |= 1 << (bit & 63);
            index += count;
        }
        Self { bitmap, buckets, forms: forms.into_iter().map(|(_, form)| form).collect() }
    }

    /// Every phrase in the prose, by position. At one position longer forms come first.
    pub fn scan(&self, prose: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        if self.forms.is_empty() {
            return hits;
        }
        let _ = self.each_candidate(prose, |start, forms| {
            for form in forms {
                if form.only_tied && !tied_before(prose, start) {
                    continue;
                }
                if let Some(end) = form.ends_at(prose, start) {
                    hits.push(Hit {
                        start: start as u32,
                        end: end as u32,
                        phrase: form.phrase,
                        tied_before: tied_before(prose, start),
                        tied_after: tied_after(prose, end),
                    });
                }
            }
            ControlFlow::Continue(())
        });
        hits
    }

    /// Which texts hold one of the wanted phrases.
    pub fn wake(&self, wanted: impl Fn(PhraseId) -> bool) -> Wake {
        let mut wake = Wake { begins: [false; 256], wanted: Vec::with_capacity(self.forms.len()) };
        for form in &self.forms {
            let is_wanted = wanted(form.phrase);
            wake.wanted.push(is_wanted);
            if is_wanted {
                form.each_first_byte(|byte| wake.begins[usize::from(byte)] = true);
            }
        }
        if wake.wanted.contains(&true) {
            // Some letters have small forms that are written in fewer bytes: a text of them is looked at whole.
            wake.begins[0x80..].fill(true);
        }
        wake
    }

    /// Whether one of the phrases stands in the prose. Ends with the first.
    pub fn holds(&self, prose: &str, wake: &Wake) -> bool {
        let found = self.each_start(prose, wake, |start, forms, wanted| {
            let mut wanted = forms.iter().zip(wanted).filter(|(_, wanted)| **wanted);
            if wanted.any(|(form, _)| form.ends_at(prose, start).is_some()) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        found.is_break()
    }

    /// Whether a text holds a word that one of the phrases begins with. Markup may part the words
    /// of a name, so a marked-up text without any of its first words need not be taken apart.
    pub fn may_hold(&self, text: &str, wake: &Wake) -> bool {
        let found = self.each_start(text, wake, |_, _, wanted| {
            if wanted.contains(&true) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        found.is_break()
    }

    /// Calls back for each word that begins like some phrases and whose first byte begins one that is wanted, with
    /// their forms and which of them are wanted, until it is told to stop.
    fn each_start(
        &self,
        prose: &str,
        wake: &Wake,
        mut candidate: impl FnMut(usize, &[Form], &[bool]) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let bytes = prose.as_bytes();
        let mut at = 0;
        while let Some(skipped) =
            bytes[at..].iter().position(|byte| wake.begins[usize::from(*byte)])
        {
            let start = at + skipped;
            if bytes[start].is_ascii() && CLASS[bytes[start] as usize] == MARK {
                at = start + 1;
                continue;
            }
            if !prose.is_char_boundary(start) || ends_with_word(prose, start) {
                at = start + 1;
                continue;
            }
            let ascii_end = ascii_word_end(bytes, start);
            let end =
                if is_other(bytes, ascii_end) { word_end(prose, ascii_end) } else { ascii_end };
            if end == start {
                // A quotation mark, a dash, a no-break space.
                at = start + 1;
                continue;
            }
            let hash = if end == ascii_end {
                hash_ascii(bytes, start, end)
            } else {
                hash_of(&prose[start..end])
            };
            if let Some(found) = self.look_up(hash) {
                candidate(start, &self.forms[found.clone()], &wake.wanted[found])?;
            }
            at = end;
        }
        ControlFlow::Continue(())
    }

    /// Calls back for each word that begins like some phrases, with their forms, until it is told to stop.
    fn each_candidate(
        &self,
        prose: &str,
        mut candidate: impl FnMut(usize, &[Form]) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        each_word(prose, |start, _, hash| match self.look_up(hash) {
            Some(found) => candidate(start, &self.forms[found]),
            None => ControlFlow::Continue(()),
        })
    }

    /// The forms whose first word has this hash.
    fn look_up(&self, hash: u64) -> Option<Range<usize>> {
        let bit = hash >> (64 - BITMAP_BITS);
        if self.bitmap[(bit >> 6) as usize] & (1 << (bit & 63)) == 0 {
            return None;
        }
        let mask = self.buckets.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let bucket = self.buckets[slot];
            if bucket.count == 0 {
                return None;
            }
            if bucket.hash == hash {
                return Some(bucket.first as usize..(bucket.first + bucket.count) as usize);
            }
            slot = (slot + 1) & mask;
        }
    }
}

/// Calls back for each word of a text with its place and its hash, until it is told to stop.
fn each_word(
    text: &str,
    mut word: impl FnMut(usize, usize, u64) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        at = match CLASS[bytes[at] as usize] {
            MARK => at + 1,
            WORD => {
                at = ascii_word_end(bytes, at);
                let end = if is_other(bytes, at) { word_end(text, at) } else { at };
                let hash = if end == at {
                    hash_ascii(bytes, start, end)
                } else {
                    hash_of(&text[start..end])
                };
                word(start, end, hash)?;
                end
            }
            _ => {
                let end = word_end(text, at);
                if end > at {
                    word(start, end, hash_of(&text[start..end]))?;
                    end
                } else {
                    // A quotation mark, a dash, a no-break space.
                    at + text[at..].chars().next().map_or(1, char::len_utf8)
                }
            }
        };
    }
    ControlFlow::Continue(())
}

/// Adds the hash of each word of a text, as the one pass sees it: a text that lacks one of the words of a phrase does not
/// hold the phrase.
pub fn hash_words(text: &str, hashes: &mut Vec<u64>) {
    let _ = each_word(text, |start, end, hash| {
        hashes.push(hash);
        let word = &text[start..end];
        if !word.is_ascii() {
            // Inside a phrase, letters are compared one by one: a sign may be a plain letter in lower case.
            let folded = word.to_lowercase();
            if folded.is_ascii() {
                hashes.push(hash_of(&folded));
            }
        }
        ControlFlow::Continue(())
    });
}

impl Form {
    /// Calls `found` with every byte that the form may begin with in a text.
    fn each_first_byte(&self, mut found: impl FnMut(u8)) {
        let written = [Some(&self.text), self.capitals.as_ref(), self.initial.as_ref()];
        for byte in written.into_iter().flatten().filter_map(|text| text.bytes().next()) {
            found(byte);
            if self.ignores_case() {
                found(byte.to_ascii_uppercase());
            }
        }
    }

    /// Whether any capitals do: the rule writes none.
    fn ignores_case(&self) -> bool {
        self.capitals.is_none() && !self.text.chars().any(char::is_uppercase)
    }

    /// Where the form ends, if it stands at `start` and ends with a word.
    fn ends_at(&self, prose: &str, start: usize) -> Option<usize> {
        let text = &prose[start..];
        let length = if self.ignores_case() {
            match_folded(text, &self.text)
        } else {
            [Some(&self.text), self.capitals.as_ref(), self.initial.as_ref()]
                .into_iter()
                .flatten()
                .find_map(|form| match_exact(text, form))
        }?;
        let after = text[length..].chars().next();
        let last = text[..length].chars().next_back();
        let cut = after.is_some_and(is_word) && last.is_some_and(is_word);
        let is_other = is_within_number(prose, start, start + length);
        (!cut && !is_other).then_some(start + length)
    }
}

/// Whether a longer number begins or ends what stands at a place: "Kestrel 4" of "Kestrel 4.1", "1.10" of "2.1.10".
fn is_within_number(prose: &str, start: usize, end: usize) -> bool {
    let bytes = prose.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let is_mark = |at: usize| matches!(bytes.get(at), Some(b'.' | b','));
    let before = start > 1 && is_digit(start) && is_mark(start - 1) && is_digit(start - 2);
    let after = end > 0 && is_digit(end - 1) && is_mark(end) && is_digit(end + 1);
    before || after
}

fn match_exact(text: &str, form: &str) -> Option<usize> {
    match_words(text, form, |found, wanted| found == wanted)
}

fn match_folded(text: &str, form: &str) -> Option<usize> {
    match_words(text, form, |found, wanted| {
        found == wanted
            || found.to_ascii_lowercase() == wanted
            || (!found.is_ascii() && found.to_lowercase().eq(std::iter::once(wanted)))
    })
}

/// Length of the text that matches the form: a space is any white space that holds at most one line
/// break, and typographic apostrophes and hyphens are the plain ones.
fn match_words(text: &str, form: &str, same: impl Fn(char, char) -> bool) -> Option<usize> {
    let mut rest = text.chars();
    for next in form.chars() {
        if next == ' ' {
            let space = white_space(rest.as_str())?;
            rest = rest.as_str()[space..].chars();
            continue;
        }
        let found = match rest.next()? {
            '’' => '\'',
            '‐' | '‑' => '-',
            other => other,
        };
        if !same(found, next) {
            return None;
        }
    }
    Some(text.len() - rest.as_str().len())
}

/// Length of the white space at the start of `text`: some, with at most one line break.
fn white_space(text: &str) -> Option<usize> {
    let length = text.find(|c: char| !c.is_whitespace()).unwrap_or(text.len());
    let breaks = memchr::memchr_iter(b'\n', &text.as_bytes()[..length]).count();
    (length > 0 && breaks <= 1).then_some(length)
}

fn tied_before(prose: &str, start: usize) -> bool {
    let mut before = prose[..start].chars().rev();
    before.next().is_some_and(is_hyphen) && before.next().is_some_and(is_word)
}

fn tied_after(prose: &str, end: usize) -> bool {
    let mut after = prose[end..].chars();
    after.next().is_some_and(is_hyphen) && after.next().is_some_and(is_word)
}

fn first_word_len(text: &str) -> usize {
    text.find(|c| !is_word(c)).unwrap_or(text.len())
}

const MARK: u8 = 0;
const WORD: u8 = 1;
const OTHER: u8 = 2;

/// What each byte is: part of an ASCII word, a mark, or the beginning of something else.
const CLASS: [u8; 256] = {
    let mut class = [MARK; 256];
    let mut byte = 0;
    while byte < 256 {
        if byte >= 0x80 {
            class[byte] = OTHER;
        } else if (byte as u8).is_ascii_alphanumeric() || byte as u8 == b'_' {
            class[byte] = WORD;
        }
        byte += 1;
    }
    class
};

fn is_other(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(|&byte| CLASS[byte as usize] == OTHER)
}

fn ascii_word_end(bytes: &[u8], start: usize) -> usize {
    start + bytes[start..].iter().take_while(|&&byte| CLASS[byte as usize] == WORD).count()
}

/// Whether a word character stands right before `at`.
fn ends_with_word(prose: &str, at: usize) -> bool {
    match prose.as_bytes()[..at].last() {
        Some(byte) if byte.is_ascii() => CLASS[usize::from(*byte)] == WORD,
        Some(_) => prose[..at].chars().next_back().is_some_and(is_word),
        None => false,
    }
}

/// Where the word that `start` lies in ends; `start` itself if no word character stands there.
fn word_end(prose: &str, start: usize) -> usize {
    prose[start..].find(|c| !is_word(c)).map_or(prose.len(), |length| start + length)
}

/// Hash of a word by its folded first eight bytes and its length.
fn hash_of(word: &str) -> u64 {
    if word.is_ascii() {
        hash_ascii(word.as_bytes(), 0, word.len())
    } else {
        let folded = word.to_lowercase();
        // The length of a folded word may differ from its own: it is left out on both sides.
        mix(load(folded.as_bytes(), 0, folded.len()), 0)
    }
}

fn hash_ascii(bytes: &[u8], start: usize, end: usize) -> u64 {
    mix(load(bytes, start, end), (end - start) as u64)
}

/// Up to eight bytes as a number, ASCII letters folded to lower case.
fn load(bytes: &[u8], start: usize, end: usize) -> u64 {
    const FOLD: u64 = 0x2020_2020_2020_2020;
    let length = end - start;
    match bytes.get(start..start + 8) {
        Some(&[a, b, c, d, e, f, g, h]) => {
            let word = u64::from_le_bytes([a, b, c, d, e, f, g, h]) | FOLD;
            if length >= 8 { word } else { word & ((1 << (length * 8)) - 1) }
        }
        _ => bytes[start..end]
            .iter()
            .take(8)
            .enumerate()
            .fold(0, |word, (index, &byte)| word | u64::from(byte | 0x20) << (index * 8)),
    }
}

fn mix(word: u64, length: u64) -> u64 {
    let mixed =
        (word ^ length.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    (mixed ^ (mixed >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::phrase::Inflection;
    use proptest::prelude::*;

    fn found(phrases: &[(&str, Inflection)], prose: &str) -> Vec<String> {
        let mut table = Phrases::default();
        for (text, inflection) in phrases {
            table.intern(text, *inflection);
        }
        let lexicon = Lexicon::new(&table);
        let hits = lexicon.scan(prose);
        let wake = lexicon.wake(|_| true);
        assert_eq!(lexicon.holds(prose, &wake), !hits.is_empty(), "{prose:?}");
        assert!(lexicon.may_hold(prose, &wake) || hits.is_empty(), "{prose:?}");
        hits.iter()
            .filter(|hit| !hit.tied_before && !hit.tied_after)
            .map(|hit| prose[hit.start as usize..hit.end as usize].to_owned())
            .collect()
    }

    #[test]
    fn whole_words_plurals_and_possessives() {
        let names = [("Tomahawk", Inflection::Name), ("Zelensky", Inflection::Name)];
        let prose = "Tomahawks, the Tomahawk's “Tomahawk” TOMAHAWK tomahawk Zelenskyy anti-Tomahawk Tomahawk-class Zelensky’s";
        assert_eq!(
            found(&names, prose),
            ["Tomahawks", "Tomahawk", "Tomahawk", "TOMAHAWK", "Zelensky"]
        );
    }

    #[test]
    fn lower_case_ignores_case_and_words_may_wrap() {
        let cues = [
            ("range", Inflection::Cue),
            ("chief of staff", Inflection::Name),
            ("é clair", Inflection::Exact),
        ];
        assert_eq!(
            found(&cues, "RANGE ranged; long-range Chief of\n  Staff, É clair chief of\n\nstaff"),
            ["RANGE", "ranged", "Chief of\n  Staff", "É clair"]
        );
    }

    #[test]
    fn the_first_word_of_a_sentence_takes_a_capital() {
        let names = [("chicken Kiev", Inflection::Name)];
        assert_eq!(
            found(&names, "Chicken Kiev or chicken Kiev, no CHICKEN Kiev"),
            ["Chicken Kiev", "chicken Kiev"]
        );
    }

    #[test]
    fn marks_inside_a_phrase_match() {
        let names = [
            ("U.S.", Inflection::Name),
            ("BGM-109", Inflection::Name),
            ("O'Brien", Inflection::Name),
        ];
        assert_eq!(
            found(&names, "the U.S. fired a BGM‑109; O’Brien"),
            ["U.S.", "BGM‑109", "O’Brien"]
        );
        assert!(found(&names, "BGM-109A U.S.A").is_empty() || found(&names, "U.S.A") != ["U.S.A"]);
    }

    proptest! {
        #[test]
        fn finds_what_a_plain_search_finds(prose in "[ab é'’“.,\\-]{0,60}") {
            // A space in a phrase takes any white space; the plain search does not.
            let prose = prose.split_inclusive(' ').filter(|piece| *piece != " ").collect::<String>();
            let names = ["a", "ab", "é", "bé a"];
            let table: Vec<(&str, Inflection)> = names.iter().map(|&name| (name, Inflection::Exact)).collect();
            let mut expected = Vec::new();
            for (start, _) in prose.char_indices() {
                for name in ["bé a", "ab", "é", "a"] {
                    let Some(rest) = prose[start..].strip_prefix(name) else { continue };
                    let before = prose[..start].chars().rev().collect::<Vec<_>>();
                    let after = rest.chars().collect::<Vec<_>>();
                    let tied = |side: &[char]| match side {
                        [first, ..] if is_word(*first) => true,
                        [first, second, ..] => is_hyphen(*first) && is_word(*second),
                        _ => false,
                    };
                    if !tied(&before) && !tied(&after) {
                        expected.push(name.to_owned());
                    }
                }
            }
            prop_assert_eq!(found(&table, &prose), expected);
        }

        #[test]
        fn never_panics(prose in "\\PC{0,80}") {
            found(&[("é", Inflection::Name), ("a b", Inflection::Cue)], &prose);
        }
    }
}
