//! .odt: the text of an OpenDocument package (ISO/IEC 26300) becomes a text with one paragraph a line, and its
//! contents, as those of .docx do. Spans count bytes of that text, lines its paragraphs.

use std::collections::BTreeMap;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::Contents;
use super::composer::Composer;
use super::docx::{Package, attribute, events, read_date};
use crate::Role;
use factlint_language::span::Span;

/// Elements of which nothing is read: what was deleted, hidden or stands beside the text.
const SKIPPED: &[&str] = &[
    "annotation-end", "creator", "date", "desc", "event-listeners", "forms", "hidden-paragraph",
    "hidden-text", "note-citation", "number", "ruby-text", "scripts", "sequence-decls", "title",
    "tracked-changes", "user-field-decls", "variable-decls",
];

/// Lists and indices of what the text holds anyway.
const INDICES: &[&str] = &[
    "alphabetical-index", "bibliography", "illustration-index", "object-index", "table-index",
    "table-of-content", "user-index",
];

/// Styles that come with every program, and the parts that paragraphs of them play.
const STYLES: &[(&str, Role)] = &[
    ("Title", Role::Headline),
    ("Subtitle", Role::Summary),
    ("Quotations", Role::Quotation),
    ("Preformatted_20_Text", Role::Code),
    ("Caption", Role::Caption),
    ("Drawing", Role::Caption),
    ("Figure", Role::Caption),
    ("Illustration", Role::Caption),
    ("Table", Role::Caption),
    ("Text", Role::Caption),
    ("Header", Role::Boilerplate),
    ("Footer", Role::Boilerplate),
];

/// The text of a package, one paragraph a line, and its contents.
///
/// # Errors
/// Why it cannot be read, in words that follow the file's name.
pub(super) fn read(bytes: &[u8]) -> Result<(String, Contents), String> {
    let mut package = Package::open(bytes, "odt")?;
    let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err("is encrypted: save it without a password".to_owned());
    }
    let mut styles = Styles::default();
    if let Some(xml) = package.part("styles.xml")? {
        styles.read(&xml).map_err(|why| format!("has a broken styles.xml: {why}"))?;
    }
    let Some(content) = package.part("content.xml")? else {
        return Err("is no .odt file: it has no content.xml".to_owned());
    };
    let broken = |why| format!("has a broken content.xml: {why}");
    styles.read(&content).map_err(broken)?;
    let mut body = Body::new(&styles);
    body.read(&content).map_err(broken)?;
    let (text, mut contents) = body.finish();
    contents.date =
        package.part("meta.xml")?.and_then(|xml| read_date(&xml, "creation-date", "date"));
    Ok((text, contents))
}

/// What styles say, by their names.
#[derive(Default)]
struct Styles {
    /// The style that one is made from.
    parents: BTreeMap<String, String>,
    /// Those that hide words.
    hidden: BTreeMap<String, bool>,
}

impl Styles {
    fn read(&mut self, xml: &str) -> Result<(), String> {
        let mut reader = events(xml);
        let mut open = String::new();
        loop {
            match reader.read_event().map_err(|error| error.to_string())? {
                Event::Start(element) | Event::Empty(element) => {
                    match element.local_name().into_inner() {
                        "style" => {
                            open = attribute(&element, "name").unwrap_or_default();
                            if let Some(parent) = attribute(&element, "parent-style-name") {
                                self.parents.insert(open.clone(), parent);
                            }
                        }
                        "text-properties" => {
                            if let Some(display) = attribute(&element, "display") {
                                self.hidden.insert(open.clone(), display == "none");
                            }
                        }
                        // What follows is text.
                        "body" => return Ok(()),
                        _ => {}
                    }
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// A style with those that it is made from, the nearest first.
    fn line<'s>(&'s self, style: &'s str) -> impl Iterator<Item = &'s str> {
        /// No line is longer, but a circle may be.
        const LONGEST: usize = 32;
        let next = |one: &&'s str| self.parents.get(*one).map(String::as_str);
        std::iter::successors(Some(style), next).take(LONGEST)
    }

    fn role(&self, style: &str) -> Option<Role> {
        self.line(style)
            .find_map(|one| STYLES.iter().find(|(name, _)| *name == one).map(|(_, role)| *role))
    }

    fn hides(&self, style: &str) -> bool {
        self.line(style).find_map(|one| self.hidden.get(one)).copied().unwrap_or(false)
    }
}

#[derive(Default)]
struct Paragraph {
    words: String,
    role: Role,
    level: Option<u8>,
    is_hidden: bool,
}

/// What an element opened, so that its end closes it.
enum Opened {
    Nothing,
    Paragraph,
    Span { was_hidden: bool },
    List,
    Item,
    Table,
    Cell,
    Heads,
    Container,
}

/// The text and the contents of a package in the making.
struct Body<'s> {
    styles: &'s Styles,
    text: String,
    composer: Composer,
    /// The paragraphs around the cursor, innermost last: a note lies inside one.
    open: Vec<Paragraph>,
    opened: Vec<Opened>,
    heads: usize,
    /// The roles of containers that all paragraphs in them have.
    containers: Vec<Role>,
}

impl<'s> Body<'s> {
    fn new(styles: &'s Styles) -> Self {
        Self {
            styles,
            text: String::new(),
            composer: Composer::default(),
            open: Vec::new(),
            opened: Vec::new(),
            heads: 0,
            containers: Vec::new(),
        }
    }

    fn read(&mut self, xml: &str) -> Result<(), String> {
        let mut reader = events(xml);
        // How deep the cursor lies in an element of which nothing is read.
        let mut skipped = 0usize;
        let mut in_body = false;
        loop {
            let event = reader
                .read_event()
                .map_err(|error| format!("{error} (byte {})", reader.error_position()))?;
            match event {
                Event::Start(element) => {
                    let name = element.local_name().into_inner().to_owned();
                    in_body |= name == "body";
                    if skipped > 0 || !in_body || SKIPPED.contains(&name.as_str()) {
                        skipped += usize::from(in_body);
                        continue;
                    }
                    let opened = self.start(&name, &element);
                    self.opened.push(opened);
                }
                Event::Empty(element) if skipped == 0 && in_body => {
                    let name = element.local_name().into_inner().to_owned();
                    if !SKIPPED.contains(&name.as_str()) {
                        let opened = self.start(&name, &element);
                        self.end(opened);
                    }
                }
                Event::End(_) if skipped > 0 => skipped -= 1,
                Event::End(_) => {
                    if let Some(opened) = self.opened.pop() {
                        self.end(opened);
                    }
                }
                Event::Text(words) if skipped == 0 => self.add(&words.xml10_content()),
                Event::CData(words) if skipped == 0 => self.add(&words.xml10_content()),
                Event::GeneralRef(entity) if skipped == 0 => match entity.resolve_char_ref() {
                    Ok(Some(character)) => self.add(character.encode_utf8(&mut [0; 4])),
                    _ => {
                        let name = entity.xml10_content();
                        self.add(resolve_predefined_entity(&name).unwrap_or_default());
                    }
                },
                Event::Eof => {
                    while let Some(opened) = self.opened.pop() {
                        self.end(opened);
                    }
                    return Ok(());
                }
                _ => {}
            }
        }
    }

    fn start(&mut self, name: &str, element: &BytesStart<'_>) -> Opened {
        let style = || attribute(element, "style-name").unwrap_or_default();
        let count = |key: &str| attribute(element, key).and_then(|text| text.parse::<u16>().ok());
        match name {
            "p" | "h" => {
                let style = style();
                let role = self.containers.last().copied().or(self.styles.role(&style));
                let is_heading = name == "h" && self.containers.is_empty();
                let level = count("outline-level").and_then(|level| u8::try_from(level).ok());
                self.open.push(Paragraph {
                    words: String::new(),
                    role: if is_heading { Role::Headline } else { role.unwrap_or_default() },
                    level: level.filter(|_| is_heading),
                    is_hidden: self.styles.hides(&style),
                });
                Opened::Paragraph
            }
            "span" => {
                let hides = self.styles.hides(&style());
                let Some(paragraph) = self.open.last_mut() else { return Opened::Nothing };
                let was_hidden = paragraph.is_hidden;
                paragraph.is_hidden |= hides;
                Opened::Span { was_hidden }
            }
            "s" => {
                /// More say nothing.
                const MOST: u16 = 100;
                let spaces = " ".repeat(usize::from(count("c").unwrap_or(1).min(MOST)));
                self.add(&spaces);
                Opened::Nothing
            }
            "tab" | "line-break" => {
                self.add(" ");
                Opened::Nothing
            }
            "list" => {
                self.composer.begin_list();
                Opened::List
            }
            "list-item" | "list-header" => {
                self.composer.begin_item();
                Opened::Item
            }
            "table" => {
                self.composer.begin_table();
                Opened::Table
            }
            "table-header-rows" => {
                self.heads += 1;
                Opened::Heads
            }
            "table-row" => {
                self.composer.begin_row();
                Opened::Nothing
            }
            "table-cell" => {
                let columns = count("number-columns-spanned").unwrap_or(1);
                let rows = count("number-rows-spanned").unwrap_or(1);
                self.composer.begin_cell(self.heads > 0, columns, rows);
                Opened::Cell
            }
            "note-body" => self.container(Role::Paragraph),
            "annotation" => self.container(Role::Comment),
            index if INDICES.contains(&index) => self.container(Role::Boilerplate),
            _ => Opened::Nothing,
        }
    }

    fn container(&mut self, role: Role) -> Opened {
        self.containers.push(role);
        Opened::Container
    }

    fn end(&mut self, opened: Opened) {
        match opened {
            Opened::Nothing => {}
            Opened::Paragraph => self.end_paragraph(),
            Opened::Span { was_hidden } => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.is_hidden = was_hidden;
                }
            }
            Opened::List => self.composer.end_list(),
            Opened::Item => self.composer.leave(),
            Opened::Table => self.composer.end_table(),
            Opened::Cell => self.composer.end_cell(),
            Opened::Heads => self.heads = self.heads.saturating_sub(1),
            Opened::Container => {
                self.containers.pop();
            }
        }
    }

    fn add(&mut self, words: &str) {
        if let Some(paragraph) = self.open.last_mut()
            && !paragraph.is_hidden
        {
            // Whatever breaks a line would begin another paragraph.
            paragraph.words.push_str(&words.replace(['\n', '\r', '\t'], " "));
        }
    }

    fn end_paragraph(&mut self) {
        let Some(Paragraph { words, role, level, .. }) = self.open.pop() else { return };
        let start = self.text.len();
        self.text.push_str(&words);
        self.text.push('\n');
        if words.trim().is_empty() {
            return;
        }
        let from = Span::new(start, start + words.len());
        match (level, role) {
            (Some(level), _) => {
                self.composer.enter_headline(level.max(1));
                self.composer.words(&words, from);
                self.composer.leave();
            }
            // It plays the part of the item or the cell that it lies in.
            (None, Role::Paragraph) if self.containers.is_empty() => {
                self.composer.words(&words, from);
                self.composer.close();
            }
            _ => self.composer.block(role, &words, from),
        }
    }

    fn finish(self) -> (String, Contents) {
        (self.text, self.composer.finish())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;
    use crate::trial;
    use proptest::prelude::*;

    fn package(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn document(styles: &str, body: &str) -> Vec<u8> {
        let content = format!(
            "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body>\
             <office:text>{body}</office:text></office:body></office:document-content>"
        );
        package(&[("content.xml", &content)])
    }

    fn blocks(styles: &str, body: &str) -> Vec<(String, Role)> {
        let (text, contents) = read(&document(styles, body)).unwrap();
        trial::assert_sound(&text, &contents);
        trial::blocks(contents)
    }

    #[test]
    fn paragraphs_of_every_kind() {
        let styles = "<style:style style:name='P1' style:parent-style-name='Quotations'/><style:style \
                      style:name='T1'><style:text-properties text:display='none'/></style:style>";
        let body = "<text:tracked-changes><text:deletion><text:p>9 km</text:p></text:deletion></text:tracked-changes>\
                    <text:p text:style-name='Title'>The plan</text:p><text:h text:outline-level='2'>Range</text:h>\
                    <text:p>It is <text:span>1,000</text:span><text:s text:c='2'/>km R&amp;D<text:span \
                    text:style-name='T1'>9 km</text:span><text:note><text:note-citation>1</text:note-citation>\
                    <text:note-body><text:p>A note.</text:p></text:note-body></text:note>.</text:p>\
                    <text:p text:style-name='P1'>Said so</text:p><text:list><text:list-item><text:p>one</text:p>\
                    </text:list-item></text:list><table:table><table:table-header-rows><table:table-row>\
                    <table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>\
                    </table:table-header-rows><table:table-row><table:table-cell><text:p>b</text:p>\
                    </table:table-cell></table:table-row></table:table><text:table-of-content><text:index-body>\
                    <text:p>Range 1</text:p></text:index-body></text:table-of-content><office:annotation>\
                    <dc:creator>x</dc:creator><text:p>why?</text:p></office:annotation>";
        let expected = [
            ("The plan", Role::Headline),
            ("Range", Role::Headline),
            ("A note.", Role::Paragraph),
            ("It is 1,000  km R&D.", Role::Paragraph),
            ("Said so", Role::Quotation),
            ("one", Role::ListItem),
            ("a", Role::TableCell),
            ("b", Role::TableCell),
            ("Range 1", Role::Boilerplate),
            ("why?", Role::Comment),
        ];
        assert_eq!(blocks(styles, body), expected.map(|(words, role)| (words.to_owned(), role)));
        let (_, contents) = read(&document(styles, body)).unwrap();
        let heads: Vec<bool> =
            contents.blocks.iter().filter_map(|block| Some(block.cell?.is_head)).collect();
        assert_eq!(heads, [true, false]);
    }

    #[test]
    fn its_properties_date_it() {
        let meta = "<office:meta><dc:date>2025-07-06T08:00:00</dc:date><meta:creation-date>2025-07-05T10:00:00\
                    </meta:creation-date></office:meta>";
        let (_, contents) = read(&package(&[("content.xml", "<a/>"), ("meta.xml", meta)])).unwrap();
        assert_eq!(contents.date.unwrap().date.to_string(), "2025-07-05");
    }

    #[test]
    fn hostile_packages_are_refused() {
        let told = |parts: &[(&str, &str)]| read(&package(parts)).err().unwrap_or_default();
        assert!(read(b"PK").is_err_and(|why| why.contains("no .odt file")));
        assert!(told(&[("a", "b")]).contains("it has no content.xml"));
        assert!(told(&[("content.xml", "<a><b")]).contains("broken content.xml"));
        let bomb = "x".repeat(65 << 20);
        assert!(told(&[("content.xml", &bomb)]).contains("unpacks to more than"));
        let manifest = "<manifest:encryption-data/>";
        assert!(
            told(&[("content.xml", "x"), ("META-INF/manifest.xml", manifest)])
                .contains("encrypted")
        );
        let circle = "<style:style style:name='a' style:parent-style-name='b'/><style:style style:name='b' \
                      style:parent-style-name='a'/>";
        assert_eq!(blocks(circle, "<text:p text:style-name='a'>x</text:p>").len(), 1);
        let deep = "<text:list><text:list-item>".repeat(10_000);
        blocks(
            "",
            &format!("{deep}<text:p>x</text:p>{}", "</text:list-item></text:list>".repeat(10_000)),
        );
    }

    proptest! {
        #[test]
        fn every_body_is_sound(body in "(<text:(p|h|span|list|list-item)>|</text:(p|list)>|<table:(table|table-row|table-cell)>|<text:s text:c='9'/>|[a-zé &]{0,6}){0,12}") {
            if let Ok((text, contents)) = read(&document("", &body)) {
                trial::assert_sound(&text, &contents);
            }
        }
    }
}
