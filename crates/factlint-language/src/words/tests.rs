//! The embedded files are sound, and entries are found as they promise.

#![allow(clippy::unwrap_used, reason = "a test that fails tells where")]

use super::*;
use crate::span::ProseSpan;
use std::collections::BTreeSet;

fn sections() -> Vec<(String, Section<'static>)> {
    let sections = FILES.iter().flat_map(|(_, file)| Section::of_file(file).unwrap());
    sections.map(|section| (section.class.section().to_owned(), section)).collect()
}

#[test]
fn the_embedded_files_are_read() {
    let words = Words::parse(FILES).unwrap_or_else(|error| panic!("data/{error}"));
    assert!(words.senses.len() > 3_000, "{}", words.senses.len());
    assert_eq!(words.senses.len(), Words::embedded().senses.len());
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test reads the sources")]
fn every_file_of_words_is_embedded() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let names: BTreeSet<String> = names.map(|name| name.into_string().unwrap()).collect();
    let known = FILES.iter().map(|(name, _)| (*name).to_owned());
    let known: BTreeSet<String> = known
        .chain(["holders.weights", "irregular.toml", "syntax.weights"].map(str::to_owned))
        .collect();
    assert_eq!(names, known);
}

#[test]
fn every_class_has_its_section_and_every_section_its_class() {
    let names: Vec<String> = sections().into_iter().map(|(name, _)| name).collect();
    let unique: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(unique.len(), names.len(), "a section stands in two files");
    let classes: BTreeSet<&str> = Class::ALL.iter().map(|class| class.section()).collect();
    assert_eq!(unique, classes);
    for class in Class::ALL {
        assert_eq!(Class::of_section(class.section()), Some(*class));
    }
}

#[test]
fn sections_are_sorted_and_hold_words() {
    for (name, section) in sections() {
        assert!(
            section.words.is_sorted_by(|a, b| a.2 < b.2),
            "[{name}] is unsorted or holds a word twice: {:?}",
            section.words.windows(2).find(|pair| pair[0].2 >= pair[1].2)
        );
        assert!(section.words.is_empty() != section.values.is_empty(), "[{name}]");
    }
}

#[test]
fn every_entry_is_found_as_text_and_as_tokens() {
    let words = Words::embedded();
    for (name, section) in sections() {
        let class = Class::of_section(&name).unwrap();
        let valued = section.values.iter().map(|(value, _, word)| (word, Some(*value)));
        for (word, value) in section.words.iter().map(|(_, _, word)| (word, None)).chain(valued) {
            assert!(words.is(word, class), "{word} is not in [{name}]");
            assert_eq!(words.value_of(word, class), value, "{word} in [{name}]");
            let tokens = Tokens::new(word, ProseSpan::new(0, word.len()), words);
            assert_eq!(tokens.phrase(0, class), Some(tokens.len()), "{word} in [{name}]");
            assert_eq!(tokens.phrase_before(tokens.len(), class), Some(0), "{word} in [{name}]");
        }
    }
}

#[test]
fn every_class_is_asked_for() {
    #[expect(clippy::disallowed_methods, reason = "a test reads the sources")]
    fn read(folder: &std::path::Path, all: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, all);
            } else if path.extension().is_some_and(|e| e == "rs") {
                all.push_str(&std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut sources = String::new();
    read(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")), &mut sources);
    for class in Class::ALL {
        let name = format!("Class::{class:?}");
        let asked = sources
            .match_indices(&name)
            .any(|(at, _)| !sources[at + name.len()..].starts_with(|c: char| c.is_alphanumeric()));
        assert!(asked, "nobody asks for {name}");
    }
}

fn table() -> Words {
    let text = r#"
        [hedge-about]
        for = "a test"
        words = ["Ave", "F. Supp. 2d", "don't", "in excess of", "naïve", "notwithstandingly", "of"]
    "#;
    Words::parse(&[("a.toml", text)]).unwrap()
}

#[test]
fn capitals_of_an_entry_count() {
    let words = table();
    let is = |word| words.is(word, Class::HedgeAbout);
    assert!(is("of") && is("Of") && is("OF"));
    assert!(is("Ave") && !is("ave") && !is("AVE"));
    assert!(is("don't") && is("Don’t") && !is("dont"));
    assert!(is("NAÏVE") && is("Notwithstandingly"));
    assert!(is("F. Supp. 2d") && !is("f. supp. 2d"));
}

#[test]
fn phrases_take_one_gap_where_they_have_a_space() {
    let words = table();
    let phrase = |text: &str| {
        let tokens = Tokens::new(text, ProseSpan::new(0, text.len()), &words);
        tokens.phrase(0, Class::HedgeAbout).is_some()
    };
    assert!(phrase("In excess\nof"));
    assert!(!phrase("in excess\n\nof") && !phrase("in-excess of") && !phrase("in excess"));
    assert!(phrase("don’t") && !phrase("don 't"));
    assert!(phrase("F. Supp. 2d") && !phrase("F. SUPP. 2d"));
}

#[test]
fn what_is_wrong_is_told_with_its_file_and_line() {
    let told = |text: &str| Words::parse(&[("a.toml", text)]).unwrap_err().to_string();
    assert!(told("[a").starts_with("a.toml:1: the words cannot be read: "), "{}", told("[a"));
    let head = "[hedge-about]\nfor = 'a test'\n";
    for (text, expected) in [
        ("\n[a]\nfor = ''".to_owned(), "a.toml:2: `a` is no class of words"),
        (
            "[hedge-about]\nfor = ''".to_owned(),
            "a.toml:1: `hedge-about` does not say what it is for",
        ),
        (format!("{head}words = [\n\"a\",\n\"~\"]"), "a.toml:5: `~` does not start with a letter"),
        (
            format!("{head}words = [\n7]"),
            "a.toml:4: the words cannot be read: words must be strings",
        ),
        (
            format!("{head}values = {{ a = '7' }}"),
            "a.toml:3: the words cannot be read: values must be numbers",
        ),
        (format!("{head}word = []"), "a.toml:3: the words cannot be read: unexpected `word`"),
    ] {
        assert_eq!(told(&text), expected);
    }
}
