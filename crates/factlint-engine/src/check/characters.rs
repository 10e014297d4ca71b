//! `characters`: signs that deceive the eye: invisible ones, those that turn the direction of what is read, and
//! letters of another alphabet that look like the ones around them.

use std::collections::BTreeMap;

use unicode_script::{Script, UnicodeScript};

use super::{About, Check, Draft, Kind, Marks, Trigger, Verdict, wording};
use crate::claim::{Claim, Part, Value};
use crate::conflict::{Code, Conflict, Side};
use crate::reading::{Reading, Sentence};
use crate::rule::key::{Key, Shape};
use crate::rule::subject::Subjects;
use crate::rule::table::Table;
use crate::rule::{Question, Quotes, Rule, Scope};
use factlint_language::span::ProseSpan;

const DIRECTION: Code = Code::new(
    "characters/direction",
    "a sign that nobody sees turns the direction of what is read",
);
const INVISIBLE: Code =
    Code::new("characters/invisible", "a sign that nobody sees stands in a word");
const LOOK_ALIKE: Code = Code::new(
    "characters/look-alike",
    "a letter of another alphabet looks like one of the alphabet around it",
);

/// The registry's entry.
pub const KIND: Kind = Kind {
    name: "characters",
    summary: "no invisible signs, turned directions or letters that only look like those around them (`of`)",
    page: include_str!("../../docs/characters.md"),
    keys: &[Key::new("of", Shape::Choices(&["direction", "invisible", "look-alikes"]))],
    codes: &[DIRECTION, INVISIBLE, LOOK_ALIKE],
    about: About::None,
    scope: Scope::Document,
    quotes: Quotes::Include,
    asks: Question::OF_WORDS,
    read,
};

/// A way to deceive the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Deceit {
    Direction,
    Invisible,
    LookAlike,
}

impl Deceit {
    fn code(self) -> Code {
        match self {
            Self::Direction => DIRECTION,
            Self::Invisible => INVISIBLE,
            Self::LookAlike => LOOK_ALIKE,
        }
    }

    /// What is to be said of a word as it is written.
    fn told(self, written: &str) -> String {
        let seen = wording::one_line(&written.replace(is_unseen, ""));
        let stands = if seen.is_empty() { String::new() } else { format!("in `{seen}` ") };
        match self {
            Self::Direction => {
                let sign = turned_by(written).unwrap_or_default();
                format!(
                    "{stands}stands {}, which turns the direction of what is read",
                    number(sign)
                )
            }
            Self::Invisible => match hidden_in(written) {
                Some(sign) => format!("{stands}stands {}, which nobody sees", number(sign)),
                None => format!("{stands}stands a soft hyphen, which nobody sees"),
            },
            Self::LookAlike => {
                let (sign, latin) = look_alike(written).unwrap_or_default();
                let alphabet = sign.script().full_name();
                format!(
                    "{stands}stands the {alphabet} letter {}, which looks like `{latin}`",
                    number(sign)
                )
            }
        }
    }
}

/// Signs that force a direction upon letters, whatever theirs is: no text needs them.
const OVERRIDES: &[char] = &['\u{202d}', '\u{202e}'];

/// Signs that text in both directions may need.
const DIRECTIONS: &[char] = &[
    '\u{61c}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{2066}', '\u{2067}',
    '\u{2068}', '\u{2069}',
];

/// Signs that nobody sees. Between letters of some alphabets a few of them are spelling.
const UNSEEN: &[char] = &[
    '\u{34f}', '\u{180e}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{2061}', '\u{2062}',
    '\u{2063}', '\u{2064}', '\u{feff}',
];

/// Where a word may be hyphenated: nobody's deceit, but nobody's name either.
const SOFT_HYPHEN: char = '\u{ad}';

#[derive(Debug)]
struct Characters {
    of: Vec<Deceit>,
}

fn read(table: &mut Table<'_>, _draft: &mut Draft<'_>) -> Option<Box<dyn Check>> {
    const ALL: &[(&str, Deceit)] = &[
        ("direction", Deceit::Direction),
        ("invisible", Deceit::Invisible),
        ("look-alikes", Deceit::LookAlike),
    ];
    let problems = table.problem_count();
    let of = table.choices("of", ALL);
    let of = of.unwrap_or_else(|| ALL.iter().map(|(_, deceit)| *deceit).collect());
    (table.problem_count() == problems).then(|| Box::new(Characters { of }) as Box<dyn Check>)
}

/// Whether a text holds anything that could deceive. Most texts have nothing but ASCII, dashes and quotation marks.
fn may_deceive(text: &str) -> bool {
    !text.is_ascii()
        && text.chars().any(|sign| !sign.is_ascii() && (is_unseen(sign) || is_foreign(sign)))
}

fn is_unseen(sign: char) -> bool {
    sign == SOFT_HYPHEN
        || UNSEEN.contains(&sign)
        || DIRECTIONS.contains(&sign)
        || OVERRIDES.contains(&sign)
}

/// Whether a letter is of an alphabet whose letters are taken for Latin ones.
fn is_foreign(sign: char) -> bool {
    !sign.is_ascii() && matches!(sign.script(), Script::Cyrillic | Script::Greek | Script::Armenian)
}

/// A place with something that deceives.
struct Found {
    deceit: Deceit,
    sentence: Sentence,
    span: ProseSpan,
}

impl Check for Characters {
    fn trigger(&self, _rule: &Rule, _subjects: &Subjects) -> Trigger {
        Trigger::Written(Marks { kind: KIND.name, any: may_deceive })
    }

    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        let mut found = Vec::new();
        for sentence in reading.sentences() {
            let text = sentence.span.of(reading.prose());
            let place = reading.document().locate(sentence.span).0;
            let written = place.of(reading.document().text());
            // Nearly every sentence has nothing of the kind.
            if may_deceive(written) || may_deceive(text) {
                self.look_at(reading, sentence, &mut found);
            }
        }
        found.retain(|one| {
            self.of.contains(&one.deceit)
                && super::sentence_admits(rule, reading, one.sentence)
                && !super::is_withheld(rule, reading, one.sentence, one.span)
        });
        // One claim for each word that is written so.
        let mut words: BTreeMap<(Deceit, &str), Vec<&Found>> = BTreeMap::new();
        for one in &found {
            let written = reading.document().locate(one.span).0.of(reading.document().text());
            words.entry((one.deceit, written)).or_default().push(one);
        }
        for ((deceit, written), places) in words {
            let Some(first) = places.first() else { continue };
            let text = deceit.told(written);
            let parts: Vec<Part> = places
                .iter()
                .map(|one| {
                    super::part(reading, one.span, Value::Text { text: text.as_str().into() })
                })
                .collect();
            let (sentence, span) = (first.sentence, first.span);
            let key = text.clone();
            claims.push(super::claim(rule, reading, sentence, span, String::new(), key, parts));
        }
    }

    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        verdict.conflicts.extend(group.iter().filter_map(|claim| deceives(rule, claim)));
    }

    fn parts_are_places(&self) -> bool {
        true
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        None
    }
}

impl Characters {
    fn look_at(&self, reading: &Reading<'_>, sentence: Sentence, found: &mut Vec<Found>) {
        let start = sentence.span.start as usize;
        let text = sentence.span.of(reading.prose());
        let goes_left = text.chars().any(is_of_the_left);
        for word in words(text) {
            let span = ProseSpan::new(start + word.start, start + word.end);
            let (place, _) = reading.document().locate(span);
            let written = place.of(reading.document().text());
            let mut add = |deceit| found.push(Found { deceit, sentence, span });
            if turned_by(written).is_some_and(|sign| OVERRIDES.contains(&sign) || !goes_left) {
                add(Deceit::Direction);
            }
            if hidden_in(written).is_some() {
                add(Deceit::Invisible);
            }
            if look_alike(&text[word]).is_some() {
                add(Deceit::LookAlike);
            }
        }
        // Where a subject's name may be broken, whoever looks for it does not find it.
        for (_, subject) in reading.vocabulary().subjects.iter() {
            for hit in subject.names.iter().flat_map(|name| reading.hits_of(*name)) {
                let span = ProseSpan { start: hit.start, end: hit.end };
                let (place, _) = reading.document().locate(span);
                if span.start >= sentence.span.start
                    && span.end <= sentence.span.end
                    && place.of(reading.document().text()).contains(SOFT_HYPHEN)
                {
                    found.push(Found { deceit: Deceit::Invisible, sentence, span });
                }
            }
        }
    }
}

/// A sign as its number is written: "U+202E".
fn number(sign: char) -> String {
    format!("U+{:04X}", u32::from(sign))
}

/// The words of a text, with the signs inside and beside them that nobody sees.
fn words(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let is_of_word = |sign: char| {
        sign.is_alphanumeric() || is_unseen(sign) || sign.script() == Script::Inherited
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_of_word)?;
        let length = text[start..].find(|sign| !is_of_word(sign));
        at = length.map_or(text.len(), |length| start + length);
        Some(start..at)
    })
}

/// The first sign of a word that turns the direction of what is read, those that force one before others.
fn turned_by(written: &str) -> Option<char> {
    let first = |signs: &[char]| written.chars().find(|sign| signs.contains(sign));
    first(OVERRIDES).or_else(|| first(DIRECTIONS))
}

/// Whether a letter is of an alphabet that is read from right to left.
fn is_of_the_left(sign: char) -> bool {
    !sign.is_ascii()
        && matches!(
            sign.script(),
            Script::Arabic | Script::Hebrew | Script::Nko | Script::Syriac | Script::Thaana
        )
}

/// A sign that nobody sees between two letters or digits of alphabets that need none.
fn hidden_in(written: &str) -> Option<char> {
    let needs_none = |sign: &char| {
        sign.is_ascii_alphanumeric()
            || matches!(
                sign.script(),
                Script::Latin | Script::Greek | Script::Cyrillic | Script::Armenian
            )
    };
    let mut hidden = None;
    let mut before = None;
    for sign in written.chars() {
        if UNSEEN.contains(&sign) {
            hidden = before.filter(needs_none).and(hidden.or(Some(sign)));
            continue;
        }
        if hidden.is_some() && needs_none(&sign) {
            return hidden;
        }
        (hidden, before) = (None, Some(sign));
    }
    None
}

/// The first letter of a Latin word that is of another alphabet and looks like a Latin one, with that one. All
/// such letters of the word do: "NFκB" and "αvβ3" are spelled as they should be.
fn look_alike(word: &str) -> Option<(char, char)> {
    /// Fewer Latin letters make no word with a wrong letter, but a sign of science: "Kα", "Hο".
    const FEWEST: usize = 2;
    if !word.chars().any(is_foreign) {
        return None;
    }
    let latin = word.chars().filter(|sign| sign.script() == Script::Latin).count();
    let foreign = || word.chars().filter(|sign| is_foreign(*sign) && sign.is_alphabetic());
    let all = foreign().all(|sign| latin_like(sign).is_some());
    let first = foreign().next()?;
    (all && latin >= FEWEST).then_some((first, latin_like(first)?))
}

/// The Latin letter that looks like a letter of another alphabet. Small Greek letters have a meaning of their own
/// beside Latin ones, all but the one that nobody could tell from an `o`.
fn latin_like(sign: char) -> Option<char> {
    let is_sign_of_science =
        sign.script() == Script::Greek && sign.is_lowercase() && sign != '\u{3bf}';
    let mut buffer = [0; 4];
    let mut shape = unicode_security::skeleton(sign.encode_utf8(&mut buffer));
    let (first, rest) = (shape.next()?, shape.next());
    let latin = match (first, sign.is_uppercase()) {
        // The shape of both is a stroke.
        ('l', true) => 'I',
        (other, _) => other,
    };
    (rest.is_none() && latin.is_ascii_alphabetic() && !is_sign_of_science).then_some(latin)
}

/// A word that is not what it looks like.
fn deceives(rule: &Rule, claim: &Claim) -> Option<Conflict> {
    let part = claim.parts.first()?;
    let Value::Text { text } = &part.value else { return None };
    let written = part.words.as_str();
    let deceit = [Deceit::LookAlike, Deceit::Direction, Deceit::Invisible]
        .into_iter()
        .find(|deceit| deceit.told(written) == *text)?;
    let seen = wording::one_line(&written.replace(is_unseen, ""));
    let (label, expect) = match deceit {
        Deceit::LookAlike => {
            let latin = written
                .chars()
                .map(|sign| if is_foreign(sign) { latin_like(sign).unwrap_or(sign) } else { sign });
            let latin: String = latin.collect();
            (format!("write `{latin}` in Latin letters"), latin)
        }
        Deceit::Direction | Deceit::Invisible => ("take it out".to_owned(), seen.clone()),
    };
    let message = super::worded(
        rule,
        text.to_string(),
        &[("found", seen.as_str()), ("expect", expect.as_str())],
    );
    let side = Side::new(claim, part, label);
    let mut conflict = super::conflict(deceit.code(), rule, claim, message, side);
    conflict.places = claim.parts.len();
    conflict.notes.splice(0..0, super::repeats(&claim.parts));
    Some(conflict)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_look_like_latin_ones() {
        for (word, latin) in [
            ("Tomаhawk", 'a'),
            ("Тomahawk", 'T'),
            ("Κestrel", 'K'),
            ("hοuse", 'o'),
            ("Рaris", 'P'),
            ("ехample", 'e'),
            ("Іstanbul", 'I'),
            ("scоре", 'o'),
        ] {
            assert_eq!(look_alike(word).map(|(_, latin)| latin), Some(latin), "{word}");
        }
        for word in [
            "Москва", "Tomahawk", "café", "NFκB", "αvβ3", "kΩ", "μm", "Kα", "TNFα", "IFNγR", "Δt",
            "Łódź", "naïve", "Αθήνα", "Ω",
        ] {
            assert_eq!(look_alike(word), None, "{word}");
        }
    }

    #[test]
    fn signs_that_nobody_sees() {
        for word in ["Toma\u{200b}hawk", "1\u{2060}420", "a\u{200c}\u{200d}b", "Ма\u{feff}ма"] {
            assert!(hidden_in(word).is_some(), "{word:?}");
        }
        for word in
            ["می\u{200c}خواهم", "\u{200d}", "क\u{94d}\u{200d}ष", "Tomahawk\u{200b}", "To\u{ad}ma"]
        {
            assert!(hidden_in(word).is_none(), "{word:?}");
        }
        let text = "one tw\u{200d}o\u{202e} (three)";
        let found: Vec<&str> = words(text).map(|word| &text[word]).collect();
        assert_eq!(found, ["one", "tw\u{200d}o\u{202e}", "three"]);
    }
}
