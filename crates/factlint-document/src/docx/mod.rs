//! .docx: the parts of a WordprocessingML package (ECMA-376, part 1) become a text with one paragraph a
//! line, and its contents. Spans count bytes of that text, lines its paragraphs.

mod body;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::Contents;
use super::date::{DateSource, Dated, parse};
use crate::Role;
use body::Body;

/// No part is read that unpacks to more than this, in bytes: a book has a few million.
const LARGEST_PART: u64 = 64 << 20;

/// The text of a package, one paragraph a line, and its contents.
///
/// # Errors
/// Why it cannot be read, in words that follow the file's name.
pub(super) fn read(bytes: &[u8]) -> Result<(String, Contents), String> {
    /// What begins a file of the formats before .docx, and an encrypted .docx.
    const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0";
    if bytes.starts_with(COMPOUND_FILE) {
        return Err("is encrypted, or a .doc file: save it as .docx without a password".to_owned());
    }
    let mut package = ZipArchive::new(Cursor::new(bytes))
        .map_err(|error| format!("is no .docx file: {error}"))?;
    let styles = part(&mut package, "word/styles.xml")?
        .map(|xml| read_styles(&xml))
        .transpose()?
        .unwrap_or_default();
    let Some(document) = part(&mut package, "word/document.xml")? else {
        return Err("is no .docx file: it has no word/document.xml".to_owned());
    };
    let mut body = Body::new(&styles);
    body.read(&document).map_err(|why| format!("has a broken word/document.xml: {why}"))?;
    for (name, role) in [
        ("word/footnotes.xml", Role::Paragraph),
        ("word/endnotes.xml", Role::Paragraph),
        ("word/comments.xml", Role::Comment),
    ] {
        if let Some(xml) = part(&mut package, name)? {
            body.read_notes(&xml, role).map_err(|why| format!("has a broken {name}: {why}"))?;
        }
    }
    let (text, mut contents) = body.finish();
    contents.date = part(&mut package, "docProps/core.xml")?.and_then(|xml| read_date(&xml));
    Ok((text, contents))
}

/// The text of a part; none where the package has none of this name.
fn part(package: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, String> {
    let Some(index) = package.index_for_name(name) else { return Ok(None) };
    let broken = |why: &dyn std::fmt::Display| format!("has a broken {name}: {why}");
    let file = package.by_index(index).map_err(|error| broken(&error))?;
    let mut bytes = Vec::new();
    // What a package says of its sizes may be a lie.
    file.take(LARGEST_PART + 1).read_to_end(&mut bytes).map_err(|error| broken(&error))?;
    if bytes.len() as u64 > LARGEST_PART {
        return Err(format!("unpacks to more than {} MB in {name}", LARGEST_PART >> 20));
    }
    let text = String::from_utf8(bytes).map_err(|_| broken(&"it is not UTF-8"))?;
    Ok(Some(text))
}

/// The events of an XML text.
fn events(xml: &str) -> Reader<&[u8]> {
    let xml = xml.strip_prefix('\u{feff}').unwrap_or(xml);
    Reader::from_str(xml)
}

/// The value of an attribute, whatever the prefix of its name.
fn attribute<'a>(element: &BytesStart<'a>, name: &str) -> Option<String> {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().into_inner() == name)
        .and_then(|attribute| attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok())
        .map(|value| value.into_owned())
}

/// The roles of paragraphs by the ids of their styles.
type Styles = BTreeMap<String, Role>;

/// Reads the roles of styles from their names, which are the same in all languages.
fn read_styles(xml: &str) -> Result<Styles, String> {
    let mut reader = events(xml);
    let mut styles = Styles::new();
    let mut id = None;
    loop {
        let event = reader
            .read_event()
            .map_err(|error| format!("has a broken word/styles.xml: {error}"))?;
        match event {
            Event::Start(element) | Event::Empty(element) => {
                match element.local_name().into_inner() {
                    "style" => id = attribute(&element, "styleId"),
                    "name" => {
                        let role = attribute(&element, "val").and_then(|name| role_of(&name));
                        if let (Some(role), Some(id)) = (role, id.take()) {
                            styles.insert(id, role);
                        }
                    }
                    _ => {}
                }
            }
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}

/// The role of a paragraph by the name of its style.
fn role_of(style: &str) -> Option<Role> {
    let name = style.to_lowercase();
    Some(match name.as_str() {
        "title" => Role::Headline,
        "subtitle" => Role::Summary,
        "caption" => Role::Caption,
        "quote" | "intense quote" | "block text" => Role::Quotation,
        "html preformatted" | "plain text code" | "source code" | "code" => Role::Code,
        "header" | "footer" | "toc heading" => Role::Boilerplate,
        _ if name.starts_with("heading") => Role::Headline,
        _ if name.starts_with("toc ") => Role::Boilerplate,
        _ => return None,
    })
}

/// The day on which the document was created, else the day on which it was last changed.
fn read_date(xml: &str) -> Option<Dated> {
    let mut reader = events(xml);
    let (mut created, mut modified) = (None, None);
    let mut inside = String::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) => inside = element.local_name().into_inner().to_owned(),
            Event::Text(text) => {
                let date = parse(&text.xml10_content());
                match inside.as_str() {
                    "created" => created = created.or(date),
                    "modified" => modified = modified.or(date),
                    _ => {}
                }
            }
            Event::End(_) => inside.clear(),
            Event::Eof => break,
            _ => {}
        }
    }
    let date = created.or(modified)?;
    Some(Dated { date, source: DateSource::Properties })
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests;
