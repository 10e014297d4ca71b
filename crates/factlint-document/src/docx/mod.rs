//! .docx: the parts of a WordprocessingML package (ECMA-376, part 1) become a text with one paragraph a
//! line, and its contents. Spans count bytes of that text, lines its paragraphs.

mod body;
mod code;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::Contents;
use super::date::{DateSource, Dated, parse};
use crate::Role;
use body::Body;

/// No package is read whose parts unpack to more than this together, in bytes: a book has a few million.
const LARGEST: u64 = 64 << 20;

/// How many times larger than packed a large part may be: markup of Word packs to a tenth, to a fiftieth
/// where it is dull.
const MOST_PACKED: u64 = 200;

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
    let mut package = Package::open(bytes, "docx")?;
    let root = package.relations("")?;
    let main = root.first("officeDocument", "word/document.xml");
    let parts = package.relations(&main)?;
    let styles = package
        .part(&parts.first("styles", "word/styles.xml"))?
        .map(|xml| read_styles(&xml))
        .transpose()?
        .unwrap_or_default();
    let Some(document) = package.part(&main)? else {
        return Err(format!("is no .docx file: it has no {main}"));
    };
    let mut body = Body::new(&styles);
    body.read(&document).map_err(|why| format!("has a broken {main}: {why}"))?;
    drop(document);
    for (kind, usual, role) in [
        ("header", "", Role::Boilerplate),
        ("footer", "", Role::Boilerplate),
        ("footnotes", "word/footnotes.xml", Role::Paragraph),
        ("endnotes", "word/endnotes.xml", Role::Paragraph),
        ("comments", "word/comments.xml", Role::Comment),
    ] {
        for name in parts.all(kind, usual) {
            if let Some(xml) = package.part(&name)? {
                body.read_notes(&xml, role).map_err(|why| format!("has a broken {name}: {why}"))?;
            }
        }
    }
    let (text, mut contents) = body.finish();
    let properties = root.first("core-properties", "docProps/core.xml");
    contents.date =
        package.part(&properties)?.and_then(|xml| read_date(&xml, "created", "modified"));
    Ok((text, contents))
}

/// A package, and how much of it may still be unpacked.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

impl<'b> Package<'b> {
    /// Opens a package; `ending` is that of its format.
    ///
    /// # Errors
    /// Where it is none.
    pub fn open(bytes: &'b [u8], ending: &str) -> Result<Self, String> {
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| format!("is no .{ending} file: {error}"))?;
        Ok(Self { archive, left: LARGEST })
    }

    /// The text of a part; none where the package has none of this name.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, String> {
        /// Small parts may be as dull as they like, in bytes.
        const SMALL: u64 = 1 << 20;
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let broken = |why: &dyn std::fmt::Display| format!("has a broken {name}: {why}");
        let file = self.archive.by_index(index).map_err(|error| broken(&error))?;
        let too_large = || format!("unpacks to more than {} MB in {name}", LARGEST >> 20);
        if file.size() > self.left {
            return Err(too_large());
        }
        // What a package says of its sizes may be a lie.
        let most_packed = file.compressed_size().saturating_mul(MOST_PACKED).max(SMALL);
        let most = self.left.min(most_packed);
        let mut bytes = Vec::new();
        file.take(most + 1).read_to_end(&mut bytes).map_err(|error| broken(&error))?;
        let length = bytes.len() as u64;
        if length > self.left {
            return Err(too_large());
        }
        if length > most {
            return Err(format!("unpacks to more than {MOST_PACKED} times its size in {name}"));
        }
        self.left -= length;
        let text = String::from_utf8(bytes).map_err(|_| broken(&"it is not UTF-8"))?;
        Ok(Some(text))
    }

    /// What a part is related to; the package itself has no name.
    fn relations(&mut self, of: &str) -> Result<Relations, String> {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let name = format!("{folder}/_rels/{file}.rels");
        let name = name.trim_start_matches('/');
        let Some(xml) = self.part(name)? else { return Ok(Relations(None)) };
        let mut reader = events(&xml);
        let mut found = Vec::new();
        loop {
            let event =
                reader.read_event().map_err(|error| format!("has a broken {name}: {error}"))?;
            match event {
                Event::Start(element) | Event::Empty(element)
                    if element.local_name().into_inner() == "Relationship" =>
                {
                    let is_outside =
                        attribute(&element, "TargetMode").is_some_and(|mode| mode == "External");
                    let kind = attribute(&element, "Type");
                    let target = attribute(&element, "Target");
                    if let (Some(kind), Some(target), false) = (kind, target, is_outside) {
                        // Both editions of the standard end alike.
                        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                        found.push((kind, place(folder, &target)));
                    }
                }
                Event::Eof => return Ok(Relations(Some(found))),
                _ => {}
            }
        }
    }
}

/// The name of a part that a part in this folder calls so.
fn place(folder: &str, target: &str) -> String {
    let (from, target) = match target.strip_prefix('/') {
        Some(whole) => ("", whole),
        None => (folder, target),
    };
    let mut pieces: Vec<&str> = Vec::new();
    for piece in from.split('/').chain(target.split('/')) {
        match piece {
            "" | "." => {}
            ".." => {
                pieces.pop();
            }
            name => pieces.push(name),
        }
    }
    pieces.join("/")
}

/// Kinds and names of the parts that a part is related to; none where it does not say.
struct Relations(Option<Vec<(String, String)>>);

impl Relations {
    /// The parts of a kind, each once; the usual one where nothing is said.
    fn all(&self, kind: &str, usual: &str) -> Vec<String> {
        let Some(known) = &self.0 else { return vec![usual.to_owned()] };
        let mut names: Vec<String> = Vec::new();
        let mut seen = BTreeSet::new();
        for (_, name) in known.iter().filter(|(one, _)| one == kind) {
            if seen.insert(name) {
                names.push(name.clone());
            }
        }
        names
    }

    /// The first part of a kind, or the usual one.
    fn first(&self, kind: &str, usual: &str) -> String {
        self.all(kind, usual).into_iter().next().unwrap_or_else(|| usual.to_owned())
    }
}

/// The events of an XML text.
pub(super) fn events(xml: &str) -> Reader<&[u8]> {
    let xml = xml.strip_prefix('\u{feff}').unwrap_or(xml);
    Reader::from_str(xml)
}

/// The value of an attribute, whatever the prefix of its name.
pub(super) fn attribute<'a>(element: &BytesStart<'a>, name: &str) -> Option<String> {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().into_inner() == name)
        .and_then(|attribute| attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok())
        .map(|value| value.into_owned())
}

/// What styles say, by their ids.
#[derive(Default)]
struct Styles(BTreeMap<String, Style>);

#[derive(Default)]
struct Style {
    role: Option<Role>,
    /// Whether it hides its words, if it says so.
    is_hidden: Option<bool>,
    /// Whether it sets words of a paragraph as code, if it says so.
    is_code: Option<bool>,
    /// Whether it is one of words, not of paragraphs.
    is_of_words: bool,
    /// The style that it builds on.
    base: Option<String>,
}

impl Styles {
    fn role(&self, id: &str) -> Option<Role> {
        self.0.get(id)?.role
    }

    /// Whether a style, or one that it builds on, hides its words.
    fn hides(&self, id: &str) -> bool {
        self.lineage(id).find_map(|style| style.is_hidden).unwrap_or(false)
    }

    /// Whether a style of words, or one that it builds on, sets them as code.
    fn sets_code(&self, id: &str) -> bool {
        let mut of_words = self.lineage(id).filter(|style| style.is_of_words);
        of_words.find_map(|style| style.is_code).unwrap_or(false)
    }

    /// A style, the one that it builds on, and so on.
    fn lineage(&self, id: &str) -> impl Iterator<Item = &Style> {
        /// More than anybody builds, and an end to those that build on themselves.
        const DEEPEST: usize = 32;
        let first = self.0.get(id);
        std::iter::successors(first, |style| self.0.get(style.base.as_ref()?)).take(DEEPEST)
    }
}

/// Whether a property that is on or off is on.
fn is_on(element: &BytesStart<'_>) -> bool {
    !attribute(element, "val").is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off"))
}

/// Reads styles; the roles come from their names, which are the same in all languages.
fn read_styles(xml: &str) -> Result<Styles, String> {
    let mut reader = events(xml);
    let mut styles = Styles::default();
    let mut open: Option<(String, Style)> = None;
    // Properties of a part of a table are not those of the style.
    let mut in_part = 0usize;
    loop {
        let event = reader
            .read_event()
            .map_err(|error| format!("has a broken word/styles.xml: {error}"))?;
        let name = match &event {
            Event::Start(element) | Event::Empty(element) => element.local_name().into_inner(),
            Event::End(element) => element.local_name().into_inner(),
            _ => "",
        };
        match &event {
            Event::Start(_) if name == "tblStylePr" => in_part += 1,
            Event::End(_) if name == "tblStylePr" => in_part = in_part.saturating_sub(1),
            Event::End(_) if name == "style" => styles.0.extend(open.take()),
            Event::Start(element) if name == "style" => {
                let id = attribute(element, "styleId");
                let is_of_words = attribute(element, "type").is_some_and(|one| one == "character");
                open = id.map(|id| (id, Style { is_of_words, ..Style::default() }));
            }
            Event::Start(element) | Event::Empty(element) if in_part == 0 => {
                let Some((_, style)) = &mut open else { continue };
                match name {
                    "name" => {
                        let name = attribute(element, "val").unwrap_or_default();
                        style.role = role_of(&name);
                        if code::is_style(&name) {
                            style.is_code = Some(true);
                        }
                    }
                    "rFonts" => style.is_code = style.is_code.or(code::is_font(element)),
                    "basedOn" => style.base = attribute(element, "val"),
                    "vanish" | "webHidden" => {
                        style.is_hidden = Some(is_on(element) || style.is_hidden == Some(true));
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

/// The day on which a document was created, else the day on which it was last changed, by the names of the elements that
/// tell both.
pub(super) fn read_date(xml: &str, creation: &str, change: &str) -> Option<Dated> {
    let mut reader = events(xml);
    let (mut created, mut modified) = (None, None);
    let mut inside = String::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) => inside = element.local_name().into_inner().to_owned(),
            Event::Text(text) => {
                let date = parse(&text.xml10_content());
                if inside == creation {
                    created = created.or(date);
                } else if inside == change {
                    modified = modified.or(date);
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
