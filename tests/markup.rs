//! The seam where formats plug in: a small reader that strips tags, made of the public pieces, gives the
//! same claims as the bare text, and every span slices to what it says.

#![allow(clippy::expect_used)]

#[path = "support/sound.rs"]
mod sound;

use std::sync::Arc;

use factlint::claim::Claim;
use factlint::document::{Block, Contents, Document, Format};
use factlint::document::{Record, Role};
use factlint::engine::{Detail, Engine};
use factlint::span::{ProseBuilder, ProseSpan, Span};
use proptest::prelude::*;

const TEXT: &str = "The Halden Bridge has a length of about 1,420 metres (4,660 ft), Mayor Ann Lee said. \
                    Kiev & Halden agree: the 1,420-metre-long bridge stands.";

const RULES: &str = r#"
[subject.halden]
names = ["Halden Bridge"]
kind = "bridge"
nouns = ["bridge"]

[[rule]]
id = "length"
check = "quantity"
about = "halden"
near = ["length", "long"]
unit = "m"

[[rule]]
id = "converted"
check = "conversion"

[[rule]]
id = "mayor"
check = "title"
about = ["Ann Lee"]
held = [{ title = "Mayor", from = 2020-01-01 }]

[[rule]]
id = "kyiv"
check = "name"
use = "Kyiv"
never = ["Kiev"]
"#;

fn engine() -> Engine {
    Engine::from_toml(RULES).expect("no mistake in the rules")
}

fn record() -> Arc<Record> {
    Arc::new(Record {
        path: "a".into(),
        date: None,
        trust: 1.0,
        hash: 0,
        utf8: true,
        said: Default::default(),
    })
}

/// A reader of a format with tags and one entity: one block, everything in it prose.
fn strip_tags(text: &str) -> Contents {
    let mut builder = ProseBuilder::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let length = if rest.starts_with('<') {
            rest.find('>').map_or(rest.len(), |end| end + 1)
        } else if rest.starts_with("&amp;") {
            builder.push("&", Span::new(at, at + 5));
            5
        } else {
            let end = rest[1..].find(['<', '&']).map_or(rest.len(), |end| end + 1);
            builder.push(&rest[..end], Span::new(at, at + end));
            end
        };
        at += length;
    }
    let (prose, map) = builder.finish();
    let blocks = vec![Block::new(ProseSpan::new(0, prose.len()), Role::Paragraph)];
    Contents { prose: Some(prose), map, blocks, ..Contents::default() }
}

fn claims(engine: &Engine, document: &Document) -> Vec<Claim> {
    engine.read(document).observe(Detail::Claims).claims
}

/// What a claim says, apart from where.
fn meaning(claim: &Claim) -> String {
    let values: Vec<_> = claim.parts.iter().map(|part| &part.value).collect();
    format!(
        "{} {} {:?} {:?} {:?}",
        claim.rule,
        claim.subject,
        claim.speaker,
        claim.keys.len(),
        values
    )
}

fn without_tags(text: &str) -> String {
    let contents = strip_tags(text);
    contents.prose.unwrap_or_default()
}

#[test]
fn bare_text_makes_a_claim_for_every_rule() {
    let engine = engine();
    let document = Document::read(record(), TEXT.to_owned(), Format::Plain);
    let rules: std::collections::BTreeSet<String> =
        claims(&engine, &document).iter().map(|claim| claim.rule.to_string()).collect();
    assert_eq!(rules.len(), 4, "{rules:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn markup_changes_no_claim(tags in prop::collection::vec((any::<prop::sample::Index>(), "[a-z]{1,3}"), 0..12)) {
        let engine = engine();
        let plain = Document::read(record(), TEXT.to_owned(), Format::Plain);
        let expected: Vec<String> = claims(&engine, &plain).iter().map(meaning).collect();

        let escaped = TEXT.replace('&', "&amp;");
        let mut places: Vec<(usize, &str)> = tags
            .iter()
            .map(|(index, tag)| (index.index(TEXT.len() + 1), tag.as_str()))
            .map(|(at, tag)| (if at > TEXT.find('&').expect("an ampersand") { at + 4 } else { at }, tag))
            .collect();
        places.sort_unstable();
        let mut text = escaped;
        for (at, tag) in places.into_iter().rev() {
            text.insert_str(at, &format!("<{tag}>"));
        }
        let document = Document::from_contents(record(), text.clone(), strip_tags(&text));
        prop_assert_eq!(document.prose(), TEXT);
        let found = claims(&engine, &document);
        prop_assert_eq!(found.iter().map(meaning).collect::<Vec<_>>(), expected);
        for part in found.iter().flat_map(|claim| &claim.parts) {
            prop_assert_eq!(part.span.of(&text), part.words.as_str());
            prop_assert!(TEXT.contains(&without_tags(&part.words)), "{}", part.words);
            if part.replaceable {
                prop_assert!(TEXT.contains(&*part.words), "{}", part.words);
            }
        }
    }
}

/// What stands between two characters of HTML and changes no word.
const HTML_MARKUP: &[&str] = &[
    "<b>",
    "</b>",
    "<i class=\"a b\">",
    "</i>",
    "<a href='x?a=1&b=2'>",
    "</a>",
    "<span>",
    "</span>",
    "<wbr>",
    "&shy;",
    "\u{ad}",
    "<!-- a remark -->",
    "<sup><a href=\"#n1\">1</a></sup>",
    "<img src=a alt='5 km'>",
    "<script>\"9 km\"</script>",
    "</u>",
    "\u{200b}",
];

/// A character as HTML may write it.
fn html_character(character: char, how: u8) -> String {
    match (character, how % 4) {
        ('&', 0) => "&amp;".to_owned(),
        ('&', _) => "&#38;".to_owned(),
        (' ', 1) => "\n      ".to_owned(),
        (' ', 2) => "&nbsp;".to_owned(),
        (' ', 3) => " \r\n\t".to_owned(),
        (other, 1) => format!("&#{};", u32::from(other)),
        (other, 2) => format!("&#x{:X};", u32::from(other)),
        (other, _) => other.to_string(),
    }
}

/// What stands before a word of Markdown, and behind it.
const MARKDOWN_MARKUP: &[(&str, &str)] = &[
    ("**", "**"),
    ("*", "*"),
    ("[", "](https://example.org/a_(b))"),
    ("", "[^1]"),
    ("<b>", "</b>"),
    ("", "<!-- a remark -->"),
    ("![9 km](a.png)", ""),
    ("", "&shy;"),
];

/// The claims of a text in a format are those of the plain text, and every span slices to what it says.
fn says_the_same(engine: &Engine, text: &str, format: Format) -> Result<(), TestCaseError> {
    let plain = Document::read(record(), TEXT.to_owned(), Format::Plain);
    let expected: Vec<String> = claims(engine, &plain).iter().map(meaning).collect();
    let document = Document::read(record(), text.to_owned(), format);
    let found = claims(engine, &document);
    prop_assert_eq!(
        found.iter().map(meaning).collect::<Vec<_>>(),
        expected,
        "{:?}\n{:?}",
        text,
        document.prose()
    );
    for part in found.iter().flat_map(|claim| &claim.parts) {
        prop_assert_eq!(part.span.of(text), part.words.as_str());
        if part.replaceable {
            prop_assert!(document.prose().contains(&*part.words), "{}", part.words);
        }
    }
    for block in document.blocks() {
        prop_assert!(document.prose().get(block.span.range()).is_some());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn html_changes_no_claim(
        characters in prop::collection::vec(prop_oneof![20 => Just(0u8), 1 => 1u8..4], TEXT.chars().count()),
        markup in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..16),
    ) {
        let mut pieces: Vec<String> =
            TEXT.chars().zip(characters).map(|(one, how)| html_character(one, how)).collect();
        for (at, which) in markup {
            let piece = at.get_mut(&mut pieces);
            *piece = format!("{piece}{}", which.get(HTML_MARKUP));
        }
        let text = format!("<html><body><p class=a>{}</p></body>", pieces.concat());
        says_the_same(&engine(), &text, Format::Html)?;
    }

    #[test]
    fn markdown_changes_no_claim(
        markup in prop::collection::vec(prop_oneof![3 => Just(None), 1 => (0..MARKDOWN_MARKUP.len()).prop_map(Some)], TEXT.split(' ').count()),
        breaks in prop::collection::vec(prop_oneof![5 => Just(" "), 1 => Just("\n"), 1 => Just("\r\n   ")], TEXT.split(' ').count()),
    ) {
        let mut text = String::new();
        for ((word, how), space) in TEXT.split(' ').zip(markup).zip(breaks) {
            let escaped = word.replace('&', "&amp;");
            let (before, behind) = how.map_or(("", ""), |how| MARKDOWN_MARKUP[how]);
            // Emphasis ends behind the word, before its full stop and its bracket.
            let inner = escaped.trim_end_matches(['.', ',', ')']);
            let lead = if inner.starts_with('(') { 1 } else { 0 };
            text.push_str(&inner[..lead]);
            text.push_str(before);
            text.push_str(&inner[lead..]);
            text.push_str(behind);
            text.push_str(&escaped[inner.len()..]);
            text.push_str(space);
        }
        text.push_str("\n\n[^1]: A note.\n");
        says_the_same(&engine(), &text, Format::Markdown)?;
    }

    #[test]
    fn no_text_is_too_odd_to_read(text in "\\PC{0,60}(\r?\n\\PC{0,60}){0,6}", tags in "(<[/!]?[a-z]{0,4}[ =\"'>]?|&[a-z#;]{0,5}|[^<>]){0,40}") {
        for text in [text, tags] {
            for (_, format) in Format::KNOWN {
                let document = Document::read(record(), text.clone(), *format);
                sound::assert_sound(&document, &text);
            }
        }
    }
}
