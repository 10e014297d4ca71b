//! Jupyter notebooks (nbformat 4): the Markdown of their cells, with its places in the file, and their code.

use jsonc_parser::ast::{StringLit, Value as Json};

use super::assembly::Assembly;
use super::{Contents, markdown, plain};
use crate::Role;
use factlint_language::span::{OffsetMap, ProseBuilder, Span};

/// Reads the cells of a notebook. What is no notebook is read as plain text.
pub(super) fn read(text: &str) -> Contents {
    let Some(cells) = cells(text) else { return plain::read(text) };
    let mut whole = Assembly::default();
    for cell in cells {
        if cell.is_code {
            whole.block(Role::Code, 1, &cell.text, &cell.map);
        } else {
            whole.embed(markdown::read(&cell.text), &cell.text, &cell.map);
        }
        whole.end_part(cell.end);
    }
    whole.finish()
}

/// What a cell holds: its own text, and where that stands in the file.
struct Cell {
    is_code: bool,
    text: String,
    map: OffsetMap,
    end: usize,
}

fn cells(text: &str) -> Option<Vec<Cell>> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let parsed =
        jsonc_parser::parse_to_ast(&text[start..], &Default::default(), &Default::default())
            .ok()?;
    let Json::Object(notebook) = parsed.value? else { return None };
    let cells = notebook.get_array("cells")?;
    let read = |cell: &Json<'_>| {
        let Json::Object(cell) = cell else { return None };
        let is_code = match cell.get_string("cell_type")?.value.as_ref() {
            "markdown" => false,
            "code" => true,
            _ => return None,
        };
        let mut builder = ProseBuilder::new();
        let mut end = start;
        let mut add = |literal: &StringLit<'_>| {
            let place = start + literal.range.start..start + literal.range.end;
            end = place.end;
            unescape(text, place, &mut builder);
        };
        match &cell.get("source")?.value {
            Json::StringLit(literal) => add(literal),
            Json::Array(lines) => {
                for line in &lines.elements {
                    if let Json::StringLit(literal) = line {
                        add(literal);
                    }
                }
            }
            _ => return None,
        }
        let (text, map) = builder.finish();
        Some(Cell { is_code, text, map, end })
    };
    Some(cells.elements.iter().filter_map(read).collect())
}

/// Adds what a string of JSON stands for; `place` has its quotation marks.
pub(super) fn unescape(text: &str, place: std::ops::Range<usize>, builder: &mut ProseBuilder) {
    let Some(inner) = text.get(place.start + 1..place.end.saturating_sub(1)) else { return };
    let base = place.start + 1;
    let mut at = 0;
    while at < inner.len() {
        let rest = &inner[at..];
        let plain = rest.find('\\').unwrap_or(rest.len());
        builder.push(&rest[..plain], Span::new(base + at, base + at + plain));
        at += plain;
        if at < inner.len() {
            let (character, length) = escape(&inner[at..]);
            let from = Span::new(base + at, base + at + length);
            builder.push(character.encode_utf8(&mut [0; 4]), from);
            at += length;
        }
    }
}

/// What the escape at the start of a text stands for, and how long it is.
fn escape(text: &str) -> (char, usize) {
    let unit = |at: usize| text.get(at..at + 4).and_then(|hex| u32::from_str_radix(hex, 16).ok());
    let mut signs = text.chars();
    let (_, kind) = (signs.next(), signs.next());
    match kind {
        Some('n') => ('\n', 2),
        Some('t') => ('\t', 2),
        Some('r') => ('\r', 2),
        Some('b' | 'f') => (' ', 2),
        Some('u') => match (unit(2), text.get(6..8), unit(8)) {
            (Some(high @ 0xd800..0xdc00), Some("\\u"), Some(low @ 0xdc00..0xe000)) => {
                let code = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), 12)
            }
            (Some(code), ..) => (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), 6),
            _ => ('u', 2),
        },
        Some(other) => (other, 1 + other.len_utf8()),
        None => (' ', text.len().max(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial;
    use factlint_language::span::ProseSpan;
    use proptest::prelude::*;

    fn notebook(cells: &[(&str, &str)]) -> String {
        let cell = |(kind, source): &(&str, &str)| {
            format!("{{\"cell_type\": \"{kind}\", \"metadata\": {{}}, \"source\": {source}}}")
        };
        let cells: Vec<String> = cells.iter().map(cell).collect();
        format!("{{\"cells\": [{}], \"nbformat\": 4}}", cells.join(",\n"))
    }

    #[test]
    fn markdown_cells_are_read_with_their_places() {
        let text = notebook(&[
            (
                "markdown",
                r##"["# The \"Swift\" plan\n", "\n", "A **1,000**-mile caf\u00e9\n", "road"]"##,
            ),
            ("code", r#"["x = 5  # km\n", "y"]"#),
            ("raw", r#""no prose""#),
            ("markdown", r#""| a | b |\n|---|---|\n| c | d |\n""#),
            ("markdown", r#""| e |\n|---|\n| f |""#),
        ]);
        let contents = read(&text);
        trial::assert_sound(&text, &contents);
        let tables: Vec<u32> =
            contents.blocks.iter().filter_map(|block| Some(block.cell?.table)).collect();
        assert_eq!(tables, [0, 0, 0, 0, 1, 1]);
        let prose = contents.prose.clone().unwrap_or_default();
        let place = |words: &str| {
            let at = prose.find(words).unwrap_or_default();
            contents.map.hull(ProseSpan::new(at, at + words.len())).of(&text).to_owned()
        };
        assert_eq!(place("1,000-mile"), "1,000**-mile");
        assert_eq!(place("café"), "caf\\u00e9");
        assert_eq!(place("\"Swift\""), "\\\"Swift\\\"");
        let blocks = trial::blocks(contents);
        assert_eq!(blocks[0], ("The \"Swift\" plan".to_owned(), Role::Headline));
        assert_eq!(blocks[1], ("A 1,000-mile café\nroad".to_owned(), Role::Paragraph));
        assert_eq!(blocks[2], ("x = 5  # km\ny".to_owned(), Role::Code));
        assert_eq!(blocks[3].1, Role::TableCell);
    }

    #[test]
    fn comments_speak_of_their_cell() {
        let text = notebook(&[("markdown", r#""<!-- factlint: stet a: so -->\n\n5 \"km\".""#)]);
        let stets = read(&text).stets;
        assert_eq!(stets[0].scope.of(&text).trim_end_matches('"'), "5 \\\"km\\\".");
    }

    #[test]
    fn hostile_notebooks_are_read() {
        for text in [
            "",
            "{",
            "{}",
            "[]",
            "{\"cells\": 3}",
            "{\"cells\": [3, {}, {\"cell_type\": 3}]}",
            "\u{feff}{\"cells\": []}",
        ] {
            trial::assert_sound(text, &read(text));
        }
        for source in [
            r#""\ud800""#, r#""\ud800\u0041 \u12""#, r#""\ud83d\ude00 \/ \b\f\r""#,
            r#"[1, "a", null]"#,
        ] {
            let text = notebook(&[("markdown", source)]);
            trial::assert_sound(&text, &read(&text));
        }
        let deep = format!("{{\"cells\": {}", "[".repeat(100_000));
        trial::assert_sound(&deep, &read(&deep));
    }

    proptest! {
        #[test]
        fn every_notebook_is_sound(sources in prop::collection::vec("[a-z*_`#|\\n \"\\\\é<>&;\\-]{0,40}", 0..4)) {
            let quoted: Vec<String> =
                sources.iter().map(|source| serde_json::Value::from(source.as_str()).to_string()).collect();
            let cells: Vec<(&str, &str)> =
                quoted.iter().map(|source| ("markdown", source.as_str())).collect();
            let text = notebook(&cells);
            trial::assert_sound(&text, &read(&text));
        }

        #[test]
        fn every_text_is_sound(text in "[{}\\[\\]:,\"\\\\a-z0-9 ]{0,60}") {
            trial::assert_sound(&text, &read(&text));
        }
    }
}
