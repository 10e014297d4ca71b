//! The forms of English words: plurals and singulars of nouns, the usual endings of verbs.
//!
//! What no rule gives stands in `data/irregular.toml`.

use super::words::{Class, Words};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Irregular forms, as the file holds them.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Irregular<'a> {
    /// Singular by plural.
    #[serde(borrow)]
    plurals: FxHashMap<Cow<'a, str>, Cow<'a, str>>,
    /// Base by any other form.
    #[serde(borrow)]
    verbs: FxHashMap<Cow<'a, str>, Cow<'a, str>>,
}

static IRREGULAR: LazyLock<Irregular<'static>> = LazyLock::new(|| {
    // The embedded file is held by a test; without it every word is regular.
    toml::from_str(include_str!("../data/irregular.toml")).unwrap_or_default()
});

/// By the base of a verb, its forms that no rule gives, in the order of the alphabet.
static IRREGULAR_FORMS: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> =
    LazyLock::new(|| {
        let mut forms: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        for (form, base) in &IRREGULAR.verbs {
            forms.entry(base).or_default().push(form);
        }
        forms.values_mut().for_each(|forms| forms.sort_unstable());
        forms
    });

/// The singular of a noun whose plural no rule gives, in any capitals.
pub(super) fn irregular_singular(plural: &str) -> Option<&'static str> {
    if let Some(singular) = IRREGULAR.plurals.get(plural) {
        return Some(singular);
    }
    let has_capital = plural.bytes().any(|b| b.is_ascii_uppercase());
    let lower = has_capital.then(|| plural.to_ascii_lowercase())?;
    IRREGULAR.plurals.get(lower.as_str()).map(AsRef::as_ref)
}

/// The base of a form of a verb that no rule gives, in lower case: "fly" for "flew".
pub(super) fn irregular_verb(form: &str) -> Option<&'static str> {
    IRREGULAR.verbs.get(form).map(AsRef::as_ref)
}

/// The base of a verb by what stands before "-ed" or "-ing": "plan" for "plann", "measure" for
/// "measur", "carry" for "carri".
pub(super) fn base_of(stem: &str) -> String {
    if let Some(stem) = stem.strip_suffix('i') {
        return format!("{stem}y");
    }
    let letters: Vec<char> = stem.chars().rev().take(3).collect();
    // "requir", "quot": "qu" is one sound.
    let letters = match letters[..] {
        [last, vowel, 'u'] if stem.trim_end_matches([last, vowel]).ends_with("qu") => {
            vec![last, vowel, 'q']
        }
        _ => letters,
    };
    match letters[..] {
        // "agre", "guarante"
        ['e', before, _] if before != 'e' => format!("{stem}e"),
        [last, before, ..] if last == before && !"lsz".contains(last) && !is_vowel(last) => {
            stem.get(..stem.len() - last.len_utf8()).unwrap_or(stem).to_owned()
        }
        // "involv", "produc", "rais", "chang", "charg": no word ends so.
        ['v' | 'c' | 'u' | 'z', ..]
        | ['s', 'i' | 'u' | 'a' | 'o', ..]
        | ['g', 'n', 'a' | 'e']
        | ['g', 'r' | 'd', ..] => format!("{stem}e"),
        // "entitl", "handl", "enabl", but "hurl", "crawl"
        ['l', before, ..] if "bcdfgkpstz".contains(before) => format!("{stem}e"),
        // "open", "enter", "travel", "reason", "visit", but "declin"
        ['n' | 'r' | 'l', 'e', _] | ['n' | 'r', 'o', _] | ['t', 'i', _] => stem.to_owned(),
        // One vowel before one consonant, long by a silent "e": "measur", "creat".
        [last, vowel, before] if !"wxy".contains(last) && !is_vowel(last) => {
            let silent = is_vowel(vowel) && !is_vowel(before);
            if silent { format!("{stem}e") } else { stem.to_owned() }
        }
        _ => stem.to_owned(),
    }
}

/// Whether a word, of letters only, looks like the plural of a noun.
pub(super) fn looks_plural(words: &Words, word: &str) -> bool {
    if irregular_singular(word).is_some() {
        return true;
    }
    // "crewmen", but not "specimen".
    if word.len() > 5 && word.ends_with("men") && !words.is(word, Class::NeverPlural) {
        return true;
    }
    let bytes = word.as_bytes();
    let Some(stem) = bytes.strip_suffix(b"s") else { return false };
    if bytes.len() < 3 || !stem.last().is_some_and(u8::is_ascii_lowercase) {
        // "FBIs", "MPs", "PCs"; "vCPUs", "mRNAs"
        let capitals = stem.iter().rev().take_while(|byte| byte.is_ascii_uppercase()).count();
        return bytes.len() >= 3 && capitals >= stem.len().min(2) && capitals + 2 > stem.len();
    }
    let singular = ["ss", "us", "is"].iter().any(|ending| word.ends_with(ending));
    !singular && !words.is(word, Class::FunctionWords) && !words.is(word, Class::NeverPlural)
}

/// The singular of a plural noun: "missile" for "missiles", "party" for "parties".
pub(super) fn singular(plural: &str) -> String {
    if let Some(singular) = irregular_singular(plural) {
        return singular.to_owned();
    }
    let ends = |tail: &str| plural.ends_with(tail);
    let cut = |n: usize| plural.get(..plural.len() - n).unwrap_or(plural).to_owned();
    if ends("ies") && plural.len() > 4 {
        return cut(3) + "y";
    }
    // "viruses", but not "houses", "causes", "fuses" and "excuses".
    let of_virus = ends("uses")
        && plural.len() >= 5
        && !["ouses", "auses", "fuses", "cuses"].iter().any(|tail| ends(tail));
    if of_virus || ["sses", "ches", "shes", "xes", "zzes", "oes"].iter().any(|tail| ends(tail)) {
        return cut(2);
    }
    if ends("men") {
        return cut(2) + "an";
    }
    if ends("s") && !ends("ss") { cut(1) } else { plural.to_owned() }
}

/// Plural forms that a name may take; a proper noun in -y takes either.
pub fn plurals(word: &str) -> Vec<String> {
    let Some(last) = word.chars().last() else { return Vec::new() };
    // A model: V90s, but not "2024s".
    if last.is_ascii_digit() && word.starts_with(char::is_alphabetic) {
        return vec![format!("{word}s")];
    }
    if !last.is_alphabetic() {
        return Vec::new();
    }
    let capital = last.is_uppercase() && word.chars().count() > 1;
    if capital {
        // An acronym: NGOs.
        return vec![format!("{word}s")];
    }
    if ends_with_hiss(word) {
        return vec![format!("{word}es")];
    }
    let mut forms = vec![format!("{word}s")];
    if let Some(stem) = consonant_y(word) {
        forms.push(format!("{stem}ies"));
    }
    forms
}

/// The highest degree of an adjective of size: "tallest" for "tall"; none of another word.
pub fn superlative(word: &str) -> Option<String> {
    if !Words::embedded().is(word, Class::MeasureAdjectives) {
        return None;
    }
    if let Some(stem) = consonant_y(word) {
        return Some(format!("{stem}iest"));
    }
    if let Some(stem) = word.strip_suffix('e') {
        return Some(format!("{stem}est"));
    }
    let doubled = doubled_consonant(word);
    Some(doubled.map_or_else(|| format!("{word}est"), |letter| format!("{word}{letter}est")))
}

/// A word with the usual endings of nouns and verbs, and the forms of a verb that no rule gives ("took" of "take"),
/// itself left out. A word of one or two letters takes no endings, unless it is such a verb: "go".
pub fn forms(word: &str) -> Vec<String> {
    let irregular = IRREGULAR_FORMS.get(word).map_or(&[][..], Vec::as_slice);
    let mut forms = with_endings(word, !irregular.is_empty());
    forms.extend(irregular.iter().map(|form| (*form).to_owned()));
    // "threw" of "thrown", but not "beginning" of "began", which is a noun as well
    let base = irregular_verb(word).filter(|base| *base != "be" && !word.ends_with("ing"));
    let siblings = base.and_then(|base| IRREGULAR_FORMS.get(base)).into_iter().flatten();
    let others = siblings.filter(|form| **form != word && !form.ends_with("ing"));
    forms.extend(others.map(|form| (*form).to_owned()));
    forms
}

/// What a form in "-s" is of: "carry" of "carries"; none of a word that ends so by itself, "news".
pub fn base_of_third(word: &str) -> Option<String> {
    /// "runs"
    const SHORTEST: usize = 4;
    let is_form = word.len() >= SHORTEST
        && word.chars().all(char::is_lowercase)
        && looks_plural(Words::embedded(), word)
        && irregular_singular(word).is_none()
        && !Words::embedded().is(word, Class::OwnS);
    is_form.then(|| singular(word))
}

/// A word with the usual endings.
fn with_endings(word: &str, is_verb: bool) -> Vec<String> {
    let is_long = word.len() > 2 || (is_verb && word.ends_with('o'));
    if !is_long || !word.chars().all(|letter| letter.is_alphabetic()) {
        return Vec::new();
    }
    let mut forms = plurals(word);
    if let Some(stem) = consonant_y(word) {
        forms.push(format!("{stem}ied"));
        forms.push(format!("{word}ing"));
    } else if let Some(stem) = word.strip_suffix('e') {
        forms.push(format!("{stem}ed"));
        forms.push(format!("{stem}ing"));
    } else {
        forms.push(format!("{word}ed"));
        forms.push(format!("{word}ing"));
        if let Some(doubled) = doubled_consonant(word) {
            forms.push(format!("{word}{doubled}ed"));
            forms.push(format!("{word}{doubled}ing"));
        }
    }
    forms
}

/// Whether a word ends as the degrees of adjectives do.
pub fn may_be_degree(word: &str) -> bool {
    let ends = |ending: &str| {
        let tail = word.len().checked_sub(ending.len()).and_then(|at| word.get(at..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(ending))
    };
    word.len() > "deer".len() && (ends("er") || ends("est"))
}

/// Whether a word is a degree of an adjective, in any capitals, whether English has it or not: "louder" and "loudest" of "loud".
pub fn is_degree(word: &str, adjective: &str) -> bool {
    if adjective.len() < 3 || !adjective.bytes().all(|letter| letter.is_ascii_lowercase()) {
        return false;
    }
    let word = word.as_bytes();
    let is_ending =
        |ending: &[u8]| [&b"er"[..], b"est"].iter().any(|one| ending.eq_ignore_ascii_case(one));
    let goes_on = |stem: &str, more: &str| {
        let (stem, more) = (stem.as_bytes(), more.as_bytes());
        let Some((found, ending)) = word.split_at_checked(stem.len() + more.len()) else {
            return false;
        };
        let (found, last) = found.split_at(stem.len());
        found.eq_ignore_ascii_case(stem) && last.eq_ignore_ascii_case(more) && is_ending(ending)
    };
    if let Some(stem) = consonant_y(adjective) {
        return goes_on(stem, "i");
    }
    if let Some(stem) = adjective.strip_suffix('e') {
        return goes_on(stem, "");
    }
    let doubled = doubled_consonant(adjective).map_or("", |_| &adjective[adjective.len() - 1..]);
    goes_on(adjective, doubled)
}

/// Whether a noun is made of the stem of a verb: "consumption" of "consume".
pub fn is_noun_of_verb(noun: &str, verb: &str) -> bool {
    /// Shorter stems begin other words as well: "cap" of "capital".
    const LEAST: usize = 4;
    let noun = noun.to_lowercase();
    let stem = verb.strip_suffix('e').unwrap_or(verb);
    stem.len() >= LEAST
        && noun
            .strip_prefix(stem)
            .is_some_and(|ending| Words::embedded().is(ending, Class::DeverbalEnding))
}

/// Whether a noun ends as those do that tell what is done: "installation", "storage". Many things do as well: "station".
pub fn is_deverbal(noun: &str) -> bool {
    /// "usage"
    const LEAST: usize = 5;
    let noun = noun.to_lowercase();
    noun.len() >= LEAST
        && (1..noun.len()).any(|at| {
            let ending = noun.get(at..).unwrap_or_default();
            ending.len() > "al".len() && Words::embedded().is(ending, Class::DeverbalEnding)
        })
}

fn is_vowel(letter: char) -> bool {
    "aeiou".contains(letter.to_ascii_lowercase())
}

fn ends_with_hiss(word: &str) -> bool {
    ["s", "x", "z", "ch", "sh"].iter().any(|ending| word.ends_with(ending))
}

fn consonant_y(word: &str) -> Option<&str> {
    let stem = word.strip_suffix('y')?;
    stem.chars().last().filter(|&letter| !is_vowel(letter)).map(|_| stem)
}

/// The letter that doubles before -ed and -ing: "plan", "transfer".
fn doubled_consonant(word: &str) -> Option<char> {
    let letters: Vec<char> = word.chars().rev().take(3).collect();
    match letters[..] {
        [last, vowel, first]
            if !is_vowel(last) && !"wxy".contains(last) && is_vowel(vowel) && !is_vowel(first) =>
        {
            Some(last)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_are_made_of_verbs() {
        for (noun, verb) in [
            ("Consumption", "consume"),
            ("storage", "store"),
            ("payment", "pays"),
            ("output", "out"),
        ] {
            assert_eq!(is_noun_of_verb(noun, verb), verb.ends_with('e'), "{noun}");
        }
    }

    #[test]
    fn irregular_nouns_are_read() {
        assert!(IRREGULAR.plurals.len() > 40);
        assert_eq!(irregular_singular("People"), Some("person"));
        assert_eq!(irregular_singular("missiles"), None);
    }

    #[test]
    fn verbs_take_the_forms_that_no_rule_gives() {
        let has = |word: &str, form: &str| forms(word).iter().any(|one| one == form);
        for (word, form) in [
            ("take", "took"),
            ("take", "taken"),
            ("come", "came"),
            ("begin", "began"),
            ("build", "built"),
            ("hold", "held"),
            ("go", "went"),
            ("go", "goes"),
            ("run", "ran"),
            ("run", "running"),
            ("thrown", "threw"),
            ("began", "begun"),
        ] {
            assert!(has(word, form), "{word}: {form}");
        }
        assert!(forms("be").iter().all(|form| form != "bes"));
        assert!(forms("of").is_empty());
    }

    #[test]
    fn adjectives_have_degrees() {
        for (word, degree) in [
            ("loud", "louder"),
            ("long", "longest"),
            ("big", "bigger"),
            ("heavy", "heaviest"),
            ("wide", "wider"),
        ] {
            assert!(is_degree(degree, word), "{word}: {degree}");
            assert!(is_degree(&degree.to_uppercase(), word), "{word}: {degree}");
        }
        for (adjective, other) in [
            ("loud", "loudly"),
            ("loud", "cloudier"),
            ("big", "biger"),
            ("heavy", "heavyer"),
            ("of", "offer"),
            ("rate limit", "rate limiter"),
            ("long", "long"),
        ] {
            assert!(!is_degree(other, adjective), "{adjective}: {other}");
        }
    }

    #[test]
    fn plurals_are_told() {
        let plural = |word| looks_plural(Words::embedded(), word);
        for word in ["missiles", "FBIs", "crewmen", "women", "stewards", "People", "viruses"] {
            assert!(plural(word), "{word}");
        }
        for word in ["glass", "virus", "towards", "specimen", "always", "is", "as", "s", "US", "AS"]
        {
            assert!(!plural(word), "{word}");
        }
    }

    #[test]
    fn singulars() {
        for (plural, expected) in [
            ("missiles", "missile"),
            ("parties", "party"),
            ("buses", "bus"),
            ("houses", "house"),
            ("losses", "loss"),
            ("watches", "watch"),
            ("women", "woman"),
            ("policemen", "policeman"),
            ("heroes", "hero"),
            ("cases", "case"),
            ("aircraft", "aircraft"),
            ("viruses", "virus"),
        ] {
            assert_eq!(singular(plural), expected);
        }
    }

    #[test]
    fn endings_follow_the_spelling() {
        assert_eq!(forms("carry"), ["carrys", "carries", "carried", "carrying"]);
        assert_eq!(forms("range"), ["ranges", "ranged", "ranging"]);
        assert_eq!(forms("plan"), ["plans", "planed", "planing", "planned", "planning"]);
        assert_eq!(forms("reach"), ["reaches", "reached", "reaching"]);
        assert!(forms("of").is_empty());
        assert_eq!(plurals("NGO"), ["NGOs"]);
    }
}
