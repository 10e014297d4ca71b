//! What is set as code inside a paragraph: by the name of a character style, or by a font whose letters are all as
//! wide.

use quick_xml::events::BytesStart;

use super::attribute;

/// Names of character styles for code, as Word, LibreOffice and pandoc give them, in lower case and without the
/// " char" of those that belong to a style of paragraphs.
const STYLES: &[&str] = &[
    "code", "code in text", "code inline", "html code", "html keyboard", "html preformatted",
    "html sample", "html typewriter", "html variable", "inline code", "inline source code",
    "monospace", "program code", "source code", "source text", "teletype", "typewriter",
    "user entry", "verbatim",
];

/// Words in the names of fonts whose letters are all as wide, in lower case.
const FONTS: &[&str] = &[
    "code", "consolas", "console", "courier", "hack", "inconsolata", "menlo", "monaco", "mono",
    "monospace", "monospaced", "typewriter",
];

/// Whether a character style of this name is for code.
pub(super) fn is_style(name: &str) -> bool {
    let name = name.to_lowercase();
    STYLES.contains(&name.strip_suffix(" char").unwrap_or(&name))
}

/// Whether the fonts of a run are all as wide, as far as they tell.
pub(super) fn is_font(fonts: &BytesStart<'_>) -> Option<bool> {
    let name = attribute(fonts, "ascii").or_else(|| attribute(fonts, "hAnsi"))?.to_lowercase();
    let mut words = name.split(|sign: char| !sign.is_alphanumeric());
    Some(words.any(|word| FONTS.contains(&word)))
}
