//! A line of JSON that is put together from its pieces: most of a line of many is names of fields, and text in which
//! nothing is escaped.

use std::io;

use serde::Serialize;

/// Adds a value.
pub(super) fn add(line: &mut Vec<u8>, value: &impl Serialize) -> io::Result<()> {
    Ok(serde_json::to_writer(line, value)?)
}

/// Adds a text.
pub(super) fn add_text(line: &mut Vec<u8>, text: &str) -> io::Result<()> {
    /// So many bytes a processor looks at together.
    const TOGETHER: usize = 32;
    let is_plain = |byte: &u8| *byte >= b' ' && *byte != b'"' && *byte != b'\\';
    let are_plain = |bytes: &[u8]| bytes.iter().fold(true, |all, byte| all & is_plain(byte));
    if !text.as_bytes().chunks(TOGETHER).all(are_plain) {
        return add(line, &text);
    }
    line.reserve(text.len() + 2);
    line.push(b'"');
    line.extend_from_slice(text.as_bytes());
    line.push(b'"');
    Ok(())
}

/// Adds a text, or that there is none.
pub(super) fn add_text_or_null(line: &mut Vec<u8>, text: Option<&str>) -> io::Result<()> {
    match text {
        Some(text) => add_text(line, text),
        None => add(line, &()),
    }
}

/// Adds the fields of an object to the object that the line is.
pub(super) fn add_fields(line: &mut Vec<u8>, object: &impl Serialize) -> io::Result<()> {
    let joint = line.len();
    add(line, object)?;
    line.pop();
    line[joint] = b',';
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_json() {
        for text in ["", "plain", "“a” é", "a \"b\" \\ c\n\t\u{1}\u{7f}", &"long ".repeat(40)]
        {
            let mut line = Vec::new();
            add_text(&mut line, text).ok();
            assert_eq!(Some(line), serde_json::to_vec(text).ok(), "{text:?}");
        }
    }
}
