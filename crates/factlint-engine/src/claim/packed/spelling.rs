//! Texts in less than half of their bytes: words that English has again and again are a byte or two, words that a document
//! has again and again are two. Each text is read by itself, so that the claims of one group can be unpacked alone.

use std::sync::LazyLock;

use factlint_language::word;
use factlint_language::words::Class;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::bytes::{Reader, Writer};

/// What bytes mean beside ASCII, which stands for itself: letters in words that are not known, digits, most signs.
mod code {
    /// The next word begins with a capital.
    pub const CAPITAL: u8 = 0;
    /// Before the next word is a space where none is expected, or none where one is.
    pub const FLIP: u8 = 1;
    pub const CAPITAL_AND_FLIP: u8 = 2;
    /// A count, and as many bytes as they are.
    pub const BYTES: u8 = 3;
    /// The first of the signs.
    pub const SIGN: u8 = 0x0e;
    /// The first word of one byte.
    pub const ONE: u8 = 0x80;
    /// The first byte of words of two.
    pub const TWO: u8 = 0xe0;
}

/// Signs of one byte that are not ASCII.
const SIGNS: [char; 17] =
    ['’', '‘', '“', '”', '–', '—', '…', '£', '€', '°', '\u{a0}', 'é', 'ü', 'ö', 'ä', 'á', 'í'];

/// Phrases of one byte: what is noted of a document is written with these again and again.
const PHRASES: [(u8, &str); 8] = [
    (0x04, "{\"sentence\":"),
    (0x05, ",\"bytes\":{\"start\":"),
    (0x06, ",\"end\":"),
    (0x07, "\",\""),
    (0x08, "{\"places\":["),
    (0x0b, "],\"given_place\":null,\"given\":["),
    (0x0c, "],\"following\":["),
    (0x1f, "],\"beside\":["),
];

/// Words of one byte, and all that have a number.
const FREQUENT: usize = (code::TWO - code::ONE) as usize;
const MOST: usize = FREQUENT + (1 << 8) * (u8::MAX - code::TWO + 1) as usize;

/// A document's own words have at least so many letters, and stand in it at least so often.
const SHORTEST_OWN: usize = 4;
const SELDOM: u32 = 2;

/// Letters of a known word with which an unknown one begins: "nation" in "nations".
const SHORTEST_BEGINNING: usize = 3;

/// Of a document's own words, those between two that are found by their place are gone through.
const STEP: usize = 8;

/// The words of the word table, grammar first: "the", "of", "which". They are the same for all texts, and only ever kept in
/// memory: another table may have other ones.
struct Known {
    words: Vec<&'static str>,
    numbers: FxHashMap<&'static str, u16>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let is_letter = |byte: u8| byte.is_ascii_lowercase();
    let words_of = |class: Class| {
        let entries = word::entries(class).iter();
        let pieces =
            entries.flat_map(move |entry| entry.split(move |c: char| !c.is_alphanumeric()));
        pieces.filter(move |piece| !piece.is_empty() && piece.bytes().all(is_letter))
    };
    // The shortest words of grammar are the most frequent ones.
    let mut frequent: Vec<&str> = words_of(Class::GrammarWord).collect();
    frequent.sort_by_key(|word| (word.len(), *word));
    let mut known = Known { words: Vec::new(), numbers: FxHashMap::default() };
    for word in frequent.into_iter().chain(Class::ALL.iter().copied().flat_map(words_of)) {
        let next = known.words.len();
        if next == MOST {
            break;
        }
        if *known.numbers.entry(word).or_insert(next as u16) == next as u16 {
            known.words.push(word);
        }
    }
    known
});

/// Whether a space stands before a word, as a rule, that comes behind this.
fn is_parted(before: Option<char>) -> bool {
    !matches!(
        before,
        None | Some(' ' | '\t' | '\n' | '(' | '[' | '"' | '-' | '/' | '“' | '‘' | '—' | '–')
    )
}

/// How a word is written: as it is known, or with a capital.
fn shape_of(word: &str) -> Option<bool> {
    let rest = word.get(1..)?;
    let is_small = rest.bytes().all(|byte| byte.is_ascii_lowercase());
    is_small.then(|| word.starts_with(|first: char| first.is_ascii_uppercase()))
}

fn in_small_letters(word: &str) -> SmolStr {
    word.chars().map(|c| c.to_ascii_lowercase()).collect()
}

/// Texts as they are written.
#[derive(Default)]
pub(super) struct Speller {
    /// The numbers of words that stand in the document again and again, and in no table.
    own: FxHashMap<SmolStr, u16>,
}

impl Speller {
    /// Writes a document's own words, which stand before its texts. These are most of what will be spelled.
    pub fn new<'t>(texts: impl Iterator<Item = &'t str>, to: &mut Writer) -> Self {
        let known = &*KNOWN;
        let mut counts: FxHashMap<SmolStr, u32> = FxHashMap::default();
        let mut own: Vec<SmolStr> = Vec::new();
        let is_other = |c: char| !c.is_ascii_alphabetic();
        for word in texts.flat_map(|text| text.split(is_other)) {
            if word.len() < SHORTEST_OWN || shape_of(word).is_none() {
                continue;
            }
            let word = in_small_letters(word);
            if known.numbers.contains_key(word.as_str()) {
                continue;
            }
            let count = counts.entry(word.clone()).or_default();
            *count += 1;
            if *count == SELDOM {
                own.push(word);
            }
        }
        own.retain(|word| word.len() <= usize::from(u8::MAX));
        own.truncate(MOST - known.words.len());
        to.length(own.len());
        let mut words = Writer::default();
        let mut places = Writer::default();
        for (index, word) in own.iter().enumerate() {
            if index % STEP == 0 {
                places.bytes.extend_from_slice(&(words.bytes.len() as u32).to_le_bytes()[..3]);
            }
            words.byte(word.len() as u8);
            words.bytes.extend_from_slice(word.as_bytes());
        }
        to.bytes.extend_from_slice(&places.bytes);
        to.bytes.extend_from_slice(&words.bytes);
        let numbers = (known.words.len()..).map(|number| number as u16);
        Self { own: own.into_iter().zip(numbers).collect() }
    }

    fn number_of(&self, word: &str) -> Option<usize> {
        let number = KNOWN.numbers.get(word).or_else(|| self.own.get(word));
        number.map(|number| usize::from(*number))
    }

    /// The longest word with a number that a word begins with, and its length.
    fn beginning(&self, word: &str) -> Option<(usize, usize)> {
        if let Some(number) = self.number_of(word) {
            return Some((number, word.len()));
        }
        let lengths = (SHORTEST_BEGINNING..word.len()).rev();
        lengths.into_iter().find_map(|length| Some((self.number_of(&word[..length])?, length)))
    }

    /// Writes a text in fewer bytes.
    pub fn spell(&self, text: &str, to: &mut Vec<u8>) {
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            let behind_space = &text[at + first.len_utf8()..];
            let is_letter = |c: char| c.is_ascii_alphabetic();
            let has_space = first == ' ' && behind_space.starts_with(is_letter);
            if !has_space && !is_letter(first) {
                at += self.sign(&text[at..], first, to);
                continue;
            }
            let start = at + usize::from(has_space);
            let word = &text[start..];
            let word = &word[..word.find(|c| !is_letter(c)).unwrap_or(word.len())];
            let before = text[..at].chars().next_back();
            let written = self.word(word, has_space, has_space != is_parted(before), to);
            let from = if written == 0 { at } else { start + written };
            at = start + word.len();
            to.extend_from_slice(&text.as_bytes()[from..at]);
        }
    }

    /// Writes a word or its beginning with a number, and returns how many letters these are.
    fn word(&self, word: &str, has_space: bool, is_flipped: bool, to: &mut Vec<u8>) -> usize {
        let Some(is_capital) = shape_of(word) else { return 0 };
        let small = if is_capital { in_small_letters(word) } else { SmolStr::default() };
        let small = if is_capital { small.as_str() } else { word };
        let Some((number, length)) = self.beginning(small) else { return 0 };
        let bytes = if number < FREQUENT { 1 } else { 2 };
        let has_mark = is_capital || is_flipped;
        if usize::from(has_mark) + bytes >= usize::from(has_space) + length {
            return 0;
        }
        match (is_capital, is_flipped) {
            (true, true) => to.push(code::CAPITAL_AND_FLIP),
            (true, false) => to.push(code::CAPITAL),
            (false, true) => to.push(code::FLIP),
            (false, false) => {}
        }
        match number.checked_sub(FREQUENT) {
            None => to.push(code::ONE + number as u8),
            Some(rest) => to.extend([code::TWO + (rest >> 8) as u8, rest as u8]),
        }
        length
    }

    /// Writes what is no word, and returns how many bytes of the text that is.
    fn sign(&self, text: &str, first: char, to: &mut Vec<u8>) -> usize {
        if matches!(first, '{' | ',' | '"' | ']')
            && let Some((code, phrase)) = PHRASES.iter().find(|(_, one)| text.starts_with(one))
        {
            to.push(*code);
            return phrase.len();
        }
        if let Some(nth) = SIGNS.iter().position(|sign| *sign == first) {
            to.push(code::SIGN + nth as u8);
            return first.len_utf8();
        }
        if stands_for_itself(first) {
            to.push(first as u8);
            return 1;
        }
        let is_odd = |c: &char| !stands_for_itself(*c);
        let mut length = 0;
        for c in text.chars().take_while(is_odd) {
            if length + c.len_utf8() > usize::from(u8::MAX) {
                break;
            }
            length += c.len_utf8();
        }
        to.extend([code::BYTES, length as u8]);
        to.extend_from_slice(&text.as_bytes()[..length]);
        length
    }
}

fn stands_for_itself(c: char) -> bool {
    matches!(c, ' '..='\u{7f}' | '\t' | '\n' | '\r')
}

/// Texts as they are read.
#[derive(Clone, Copy, Default)]
pub(super) struct OwnWords<'b> {
    count: usize,
    places: &'b [u8],
    words: &'b [u8],
}

impl<'b> OwnWords<'b> {
    /// The own words of a document, which stand at the beginning.
    pub fn at(bytes: &'b [u8]) -> Option<Self> {
        let mut from = Reader::at(bytes, 0)?;
        let count = from.length()?;
        let places = from.take(count.div_ceil(STEP).checked_mul(3)?)?;
        Some(Self { count, places, words: from.rest() })
    }

    fn own(self, index: usize) -> Option<&'b str> {
        if index >= self.count {
            return None;
        }
        let place = self.places.get(index / STEP * 3..)?.get(..3)?;
        let mut words = Reader::at(
            self.words,
            place.iter().rev().fold(0, |all, byte| all << 8 | usize::from(*byte)),
        )?;
        for _ in 0..index % STEP {
            let length = words.byte()?;
            words.take(length.into())?;
        }
        let length = words.byte()?;
        str::from_utf8(words.take(length.into())?).ok()
    }

    fn word(self, number: usize) -> Option<&'b str> {
        let known = &KNOWN.words;
        match known.get(number) {
            Some(word) => Some(word),
            None => self.own(number - known.len()),
        }
    }

    /// The text that was spelled so; none if none was.
    pub fn read(self, bytes: &[u8]) -> Option<String> {
        let mut text = String::with_capacity(bytes.len() * 5 / 2);
        let mut from = Reader::at(bytes, 0)?;
        let (mut is_capital, mut is_flipped) = (false, false);
        while let Some(byte) = from.byte() {
            match byte {
                code::CAPITAL => is_capital = true,
                code::FLIP => is_flipped = true,
                code::CAPITAL_AND_FLIP => (is_capital, is_flipped) = (true, true),
                code::BYTES => {
                    let length = from.byte()?;
                    text.push_str(str::from_utf8(from.take(length.into())?).ok()?);
                }
                code::ONE.. => {
                    let number = match byte.checked_sub(code::TWO) {
                        None => usize::from(byte - code::ONE),
                        Some(high) => {
                            FREQUENT + (usize::from(high) << 8 | usize::from(from.byte()?))
                        }
                    };
                    let word = self.word(number)?;
                    if is_parted(text.chars().next_back()) != is_flipped {
                        text.push(' ');
                    }
                    let start = text.len();
                    text.push_str(word);
                    if is_capital {
                        text.get_mut(start..start + 1)?.make_ascii_uppercase();
                    }
                    (is_capital, is_flipped) = (false, false);
                }
                _ if stands_for_itself(byte.into()) => text.push(byte.into()),
                _ => match PHRASES.iter().find(|(code, _)| *code == byte) {
                    Some((_, phrase)) => text.push_str(phrase),
                    None => text.push(*SIGNS.get(usize::from(byte.checked_sub(code::SIGN)?))?),
                },
            }
        }
        Some(text)
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// How many bytes texts take together, once they are read back.
    fn spelled(texts: &[&str]) -> usize {
        let mut own = Writer::default();
        let speller = Speller::new(texts.iter().copied(), &mut own);
        let mut all = own.bytes.len();
        for text in texts {
            let mut bytes = Vec::new();
            speller.spell(text, &mut bytes);
            all += bytes.len();
            let words = OwnWords::at(&own.bytes).expect("words");
            assert_eq!(words.read(&bytes).as_deref(), Some(*text));
        }
        all
    }

    #[test]
    fn a_text_takes_less_than_half() {
        let texts = [
            "The council of the harbour town voted on Tuesday to close the bridge for three weeks.",
            "While the bridge is closed, a ferry will carry passengers across the harbour every hour.",
            "Members of the council said that the ferry, which is older than the bridge, would do.",
        ];
        let all: usize = texts.iter().map(|text| text.len()).sum();
        let spelled = spelled(&texts);
        assert!(spelled * 2 < all, "{spelled} of {all}");
    }

    #[test]
    fn own_words_are_told_apart_wherever_they_stand() {
        let words: Vec<String> = (b'a'..=b'z')
            .flat_map(|a| (b'a'..=b'z').map(move |b| (a, b)))
            .map(|(a, b)| format!("qz{}{}x", char::from(a), char::from(b)))
            .collect();
        let text = words.join(" ");
        let all = [text.as_str(), text.as_str(), "Qzabx (qzzzx) QZABX qzabxes"];
        assert!(spelled(&all) < text.len() * 2);
    }

    #[test]
    fn signs_and_spaces_stay_as_they_were() {
        let of_one_word = "| |the| the|  the|The|THE|tHe|the-the|the - the|\"the\" (the)|“the” the—the|the\nthe\n the|the\tthe|\
                           the’s the's";
        for text in of_one_word.split('|') {
            spelled(&[text]);
            spelled(&[text, text, "another bridge another bridge"]);
        }
        for text in [
            "über die Brücke",
            "日本語の文章",
            "\u{0}\u{1}\u{7f}\u{ff}",
            "{\"sentence\":3,\"bytes\":{\"start\":0,\"end\":5}},{\"places\":[\"the\",\"the\"],\"beside\":[]",
            "a1b2 the3the 4the",
            "I a",
            "naïve café",
            "the\u{a0}the",
        ] {
            spelled(&[text]);
            spelled(&[text, text, "another bridge another bridge"]);
        }
        spelled(&[&"\u{1}".repeat(1_000), &"x".repeat(1_000), &"の".repeat(200)]);
        spelled(&[&"x".repeat(1_000), &"x".repeat(1_000)]);
    }

    proptest! {
        #[test]
        fn any_text_is_read_as_it_was(texts in prop::collection::vec("(?s)(.{0,9}| ?[Tt]he| bridge|s|\")*", 0..6)) {
            spelled(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = OwnWords::at(&bytes).and_then(|words| words.read(&bytes));
        }
    }
}
