//! Documents: bytes become text, text becomes *prose* (the words without their markup) in blocks, and a map leads
//! from every place in the prose back to the text. Formats differ only here. No rules, no files.
//!
//! ```
//! use factlint_document::{Document, Role};
//! use factlint_language::span::ProseSpan;
//!
//! let text = "---\ndate: 2025-10-17\n---\n# The bridge\n\nIt is **1,240** metres long.\n";
//! let document = Document::new("bridge.md", text);
//! assert_eq!(document.record().date.map(|date| date.to_string()).as_deref(), Some("2025-10-17"));
//!
//! let [headline, paragraph] = document.blocks() else { panic!() };
//! assert_eq!(headline.role, Role::Headline);
//! assert_eq!(paragraph.span.of(document.prose()), "It is 1,240 metres long.");
//!
//! let at = document.prose().find("1,240").unwrap();
//! let (place, is_exact) = document.locate(ProseSpan::new(at, at + 5));
//! assert!(is_exact);
//! assert_eq!(place.of(document.text()), "1,240");
//! assert_eq!(document.position(place.start).line, 6);
//! ```
//!
//! [`Document::new`] takes text and [`Document::from_bytes`] bytes in whatever encoding; both go by the ending of
//! the path ([`Format::KNOWN`]). A reader of a format of one's own makes [`Contents`] for [`Document::from_contents`].

mod asciidoc;
mod assembly;
mod composer;
mod data;
pub mod date;
mod date_line;
mod docx;
pub mod encoding;
mod fields;
mod front_matter;
mod html;
mod latex;
mod lines;
mod mail_header;
mod markdown;
pub mod moment;
mod notebook;
mod open_document;
mod passage;
mod plain;
mod record;
mod role;
mod rst;
mod separated_values;
pub mod stet;
mod subtitles;
mod superscript;
mod template;
#[cfg(test)]
mod trial;
#[cfg(feature = "typst")]
mod typst;
pub mod xml;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use factlint_language::span::{LineIndex, OffsetMap, Position, ProseSpan, Span};
pub use front_matter::Mistake as FrontMatterMistake;
pub use record::{Record, Said, is_said};
pub use role::{Role, Roles};

use date::{DateSource, Dated, Dateline};
use encoding::{DecodeError, Decoded};
use stet::{Reach, StetComment};

/// A stretch of prose that belongs together: a paragraph, a headline, a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its prose.
    pub span: ProseSpan,
    /// The part it plays.
    pub role: Role,
    /// Its place in a list, where it is an item or a part of one.
    pub list: Option<ListPlace>,
    /// Its place in a table, where it is a cell or a part of one.
    pub cell: Option<CellPlace>,
    /// The level of a headline: 0 for the title in front matter, 1 for one in the text, more for sections in it.
    pub level: u8,
    /// Whether the markup sets all of it in bold.
    pub is_bold: bool,
}

impl Block {
    /// A block that lies in no list and in no table.
    pub fn new(span: ProseSpan, role: Role) -> Self {
        Self { span, role, list: None, cell: None, level: 1, is_bold: false }
    }
}

/// Where a cell stands in the innermost table around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellPlace {
    /// Which table of the document, from 0.
    pub table: u32,
    /// Its row, from 1.
    pub row: u32,
    /// Its first column, from 0.
    pub column: u16,
    /// How many columns it reaches over.
    pub width: u16,
    /// Whether the markup says that it heads a row or a column.
    pub is_head: bool,
}

impl CellPlace {
    /// The columns that it reaches over.
    pub fn columns(&self) -> std::ops::Range<u16> {
        self.column..self.column.saturating_add(self.width)
    }
}

/// Where a block stands in the innermost list around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListPlace {
    /// Which list of the document, from 0.
    pub list: u32,
    /// 1 for a list that lies in no other.
    pub depth: u8,
    /// Which item of its list it belongs to, from 0.
    pub index: u16,
    /// How many items the list has.
    pub length: u16,
}

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Paragraphs of words, with or without hard line breaks.
    Plain,
    /// CommonMark with tables, footnotes and front matter.
    Markdown,
    /// HTML as it is found.
    Html,
    /// Word's WordprocessingML, one paragraph a line.
    Docx,
    /// reStructuredText with the directives of docutils and Sphinx.
    Rst,
    /// AsciiDoc as Asciidoctor reads it.
    AsciiDoc,
    /// A Jupyter notebook: its Markdown cells, and its code as code.
    Notebook,
    /// Subtitles, SubRip's or WebVTT.
    Subtitles,
    /// The text of an OpenDocument package, one paragraph a line.
    Odt,
    /// XML of the trade: JATS, DITA, NITF, NewsML-G2, DocBook, or as a vocabulary of one's own says.
    Xml,
    /// JSON or YAML, as texts: descriptions and labelled values below their keys.
    Data,
    /// A description of an interface (OpenAPI, AsyncAPI) in JSON or YAML, or a part of one.
    OpenApi,
    /// LaTeX.
    Latex,
    /// Typst; what reads it is behind the feature `typst`.
    Typst,
}

impl Format {
    /// File name endings, without the dot, that a corpus takes in by default.
    pub const KNOWN: &'static [(&'static str, Format)] = &[
        ("txt", Format::Plain),
        ("text", Format::Plain),
        ("md", Format::Markdown),
        ("markdown", Format::Markdown),
        ("mdx", Format::Markdown),
        ("html", Format::Html),
        ("htm", Format::Html),
        ("xhtml", Format::Html),
        ("docx", Format::Docx),
        ("rst", Format::Rst),
        ("rest", Format::Rst),
        ("adoc", Format::AsciiDoc),
        ("asciidoc", Format::AsciiDoc),
        ("ipynb", Format::Notebook),
        ("srt", Format::Subtitles),
        ("vtt", Format::Subtitles),
        ("odt", Format::Odt),
        ("dita", Format::Xml),
        ("nitf", Format::Xml),
        ("tex", Format::Latex),
        #[cfg(feature = "typst")]
        ("typ", Format::Typst),
    ];

    /// Endings of files that are no documents by default, and how they are read where they are made some.
    pub const NAMED: &'static [(&'static str, Format)] = &[
        ("xml", Format::Xml),
        ("json", Format::Data),
        ("yaml", Format::Data),
        ("yml", Format::Data),
        ("typ", Format::Typst),
    ];

    /// The format that a file's name tells, if it is a known one.
    pub fn of(path: &Path) -> Option<Format> {
        Self::among(Self::KNOWN, path)
    }

    /// How a file of this name is read: as plain text where its name tells nothing.
    pub fn for_path(path: &Path) -> Format {
        Self::of(path).or_else(|| Self::among(Self::NAMED, path)).unwrap_or(Self::Plain)
    }

    fn among(endings: &[(&str, Format)], path: &Path) -> Option<Format> {
        let ending = path.extension()?.to_str()?;
        endings
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(ending))
            .map(|&(_, format)| format)
    }

    /// What people call the formats; the first name of one is its own.
    pub const NAMES: &'static [(&'static str, Format)] = &[
        ("plain", Format::Plain),
        ("text", Format::Plain),
        ("markdown", Format::Markdown),
        ("html", Format::Html),
        ("docx", Format::Docx),
        ("restructuredtext", Format::Rst),
        ("rst", Format::Rst),
        ("asciidoc", Format::AsciiDoc),
        ("notebook", Format::Notebook),
        ("subtitles", Format::Subtitles),
        ("odt", Format::Odt),
        ("xml", Format::Xml),
        ("dita", Format::Xml),
        ("docbook", Format::Xml),
        ("jats", Format::Xml),
        ("newsml", Format::Xml),
        ("nitf", Format::Xml),
        ("data", Format::Data),
        ("json", Format::Data),
        ("openapi", Format::OpenApi),
        ("yaml", Format::Data),
        ("latex", Format::Latex),
        ("typst", Format::Typst),
    ];

    /// The format's name.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, format)| *format == self).map_or("plain", |(name, _)| *name)
    }

    /// The format that somebody calls so.
    pub fn by_name(name: &str) -> Option<Format> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, format)| *format)
    }

    /// Whether its files are packages, which are no text before they are unpacked.
    pub fn is_package(self) -> bool {
        matches!(self, Self::Docx | Self::Odt)
    }

    /// Whether letters of a text may stand behind entities or be parted by what nobody sees, so that only its
    /// prose tells which words it holds.
    pub fn may_hide_words(self, text: &str) -> bool {
        /// Entities that stand for no letter and no quotation mark.
        const HARMLESS: &[&str] =
            &["amp;", "copy;", "gt;", "hellip;", "lt;", "mdash;", "middot;", "nbsp;", "ndash;"];
        composer::has_invisible(text)
            || (self == Self::Rst && joins_words(text))
            || (self == Self::AsciiDoc && asciidoc::may_part_words(text))
            || (self == Self::Notebook && text.contains("\\u"))
            || (matches!(self, Self::Data | Self::OpenApi) && text.contains('\\'))
            || (matches!(self, Self::Latex | Self::Typst) && text.contains(['\\', '~', '{', '#']))
            || (!matches!(self, Self::Plain | Self::Rst)
                && memchr::memmem::find_iter(text.as_bytes(), "&").any(|at| {
                    let rest = &text[at + 1..];
                    rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '#')
                        && !HARMLESS.iter().any(|entity| rest.starts_with(entity))
                }))
    }

    /// Why the front matter of a text in this format cannot be read, if it has some that cannot: then neither its
    /// date nor what it switches off is known.
    pub fn front_matter_mistake(self, text: &str) -> Option<FrontMatterMistake> {
        let may_have = matches!(self, Self::Markdown | Self::Rst | Self::AsciiDoc);
        if may_have { front_matter::mistake(text) } else { None }
    }

    /// Whether a text in this format has no words: nothing of it can be read.
    pub fn is_wordless(self, text: &str) -> bool {
        // Nearly every text has words that are seen at once.
        let is_word = |line: &str| line.trim_start().starts_with(char::is_alphabetic);
        let has_words = match self {
            Self::Plain => text.contains(char::is_alphanumeric),
            Self::Markdown | Self::Rst | Self::AsciiDoc => text.lines().any(is_word),
            _ => false,
        };
        !has_words && Contents::read(text, self).blocks.is_empty()
    }

    /// Whether texts in this format hold words in a notation of their own, so that what is written in place of some
    /// would have to be put into it first.
    pub fn encodes_words(self) -> bool {
        self == Self::Notebook
    }

    /// Whether a text in this format is its own prose.
    pub fn is_prose(self, text: &str) -> bool {
        self == Self::Plain && !composer::has_invisible(text) && !template::may_stand_in(text)
    }
}

/// Whether a backslash stands in or behind a word: with white space behind it, it joins words.
fn joins_words(text: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'\\', bytes).any(|at| at > 0 && is_word(bytes[at - 1]))
}

/// What a reader makes of a text.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// The prose, where it differs from the text.
    pub prose: Option<String>,
    /// The way back to the text.
    pub map: OffsetMap,
    /// The blocks, in order, not overlapping.
    pub blocks: Vec<Block>,
    /// Words inside the prose that are set as code, in order.
    pub code: Vec<ProseSpan>,
    /// What comments let stand, and what front matter switches off, in order.
    pub stets: Vec<StetComment>,
    /// The date that its markup gives it.
    pub date: Option<Dated>,
}

impl Contents {
    /// Reads a text in its format.
    pub fn read(text: &str, format: Format) -> Self {
        let contents = match format {
            Format::Plain => plain::read(text),
            Format::Markdown => markdown::read(text),
            Format::Html => html::read(text),
            // Their text has no markup left.
            Format::Docx | Format::Odt => plain::read(text),
            Format::Notebook => notebook::read(text),
            Format::Subtitles => subtitles::read(text),
            Format::Rst => rst::read(text),
            Format::AsciiDoc => asciidoc::read(text),
            Format::Xml => xml::read(text, &[]),
            Format::Data => data::read(text, false),
            Format::OpenApi => data::read(text, true),
            Format::Latex => latex::read(text),
            #[cfg(feature = "typst")]
            Format::Typst => typst::read(text),
            #[cfg(not(feature = "typst"))]
            Format::Typst => plain::read(text),
        };
        contents.dated_by_header(text, format).without_tags(text)
    }

    /// Reads XML whose elements mean what these vocabularies say, before what is known of them anyway.
    pub fn of_xml(text: &str, own: &[xml::Vocabulary]) -> Self {
        xml::read(text, own).without_tags(text)
    }

    /// The same with the date of a header as mail has it, where nothing else in the text tells one.
    #[must_use]
    fn dated_by_header(mut self, text: &str, format: Format) -> Self {
        if self.date.is_none() && may_have_mail_header(format) {
            self.date = mail_header::date(text);
        }
        self
    }

    /// The same without the tags of templates, which are no prose; the text that they stand in is given.
    #[must_use]
    fn without_tags(self, text: &str) -> Self {
        if template::may_stand_in(self.prose.as_deref().unwrap_or(text)) {
            template::remove(self, text)
        } else {
            self
        }
    }

    /// The date that a text gives itself; the format is the one that it was read in.
    pub fn stated(&self, text: &str, format: Format) -> StatedDate {
        if let Some(date) = &self.date {
            return StatedDate { markup: Some(date.clone()), ..StatedDate::default() };
        }
        let prose = self.prose.as_deref().unwrap_or(text);
        let dateline = date::dateline(prose, &self.blocks);
        let line = match dateline {
            Some(Dateline::Day(_)) => None,
            _ => date_line::of(prose, &self.blocks, format),
        };
        StatedDate { markup: None, dateline, line }
    }
}

/// Whether a text of this format may begin with a header as mail has it.
fn may_have_mail_header(format: Format) -> bool {
    matches!(format, Format::Plain | Format::Markdown | Format::Rst)
}

/// What a text says of its own date.
#[derive(Clone, Debug, Default)]
pub struct StatedDate {
    markup: Option<Dated>,
    dateline: Option<Dateline>,
    line: Option<Date>,
}

impl StatedDate {
    /// What a text says of its date, without reading more of it than that takes.
    pub fn of(text: &str, format: Format) -> Self {
        /// No dateline stands further in the text, in bytes.
        const HEAD: usize = 4096;
        let start = match format {
            Format::Html if html::may_tell_date(text) => {
                return Contents::read(text, format).stated(text, format);
            }
            Format::Markdown | Format::Rst | Format::AsciiDoc => match front_matter::read(text) {
                Some(matter) if matter.date().is_some() => {
                    return Self { markup: matter.date(), ..Self::default() };
                }
                matter => matter.map_or(0, |matter| matter.end),
            },
            Format::Xml | Format::Data | Format::OpenApi | Format::Latex | Format::Typst => {
                return Contents::read(text, format).stated(text, format);
            }
            // Neither tells a date.
            Format::Notebook | Format::Subtitles => return Self::default(),
            Format::Html | Format::Plain | Format::Docx | Format::Odt => 0,
        };
        let mut end = text.len().min(start + HEAD);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let head = &text[start..end];
        // reStructuredText, which has headers of its own, is read below in any case.
        if start == 0
            && matches!(format, Format::Plain | Format::Markdown)
            && let Some(dated) = mail_header::date(head)
        {
            return Self { markup: Some(dated), ..Self::default() };
        }
        if matches!(format, Format::Plain | Format::Markdown)
            && !date::may_begin_with_dateline(head)
            && !date_line::may_stand_in(head)
        {
            return Self::default();
        }
        Contents::read(head, format).stated(head, format)
    }

    /// Whether it tells the date without help: a yearless dateline needs another date.
    pub fn is_enough(&self) -> bool {
        self.markup.is_some()
            || self.line.is_some()
            || matches!(self.dateline, Some(Dateline::Day(_)))
    }

    /// The date of a document: what it says itself, else what its file's name says, else what is said of it. A date
    /// alone on a line is less sure than what is said of this document, and surer than what is said of all.
    pub fn resolve(self, path: &str, others: &[Option<Dated>]) -> Option<Dated> {
        let named =
            date::in_file_name(path).map(|date| Dated { date, source: DateSource::FileName });
        let line = self.line.map(|date| Dated { date, source: DateSource::Line });
        let (of_all, of_this): (Vec<&Dated>, Vec<&Dated>) =
            others.iter().flatten().partition(|other| other.source == DateSource::AsOf);
        let first = |said: &[&Dated]| said.first().map(|dated| (*dated).clone());
        let other = named.or_else(|| first(&of_this)).or(line).or_else(|| first(&of_all));
        self.markup
            .or_else(|| {
                let date = self.dateline?.near(other.as_ref().map(|other| other.date))?;
                Some(Dated { date, source: DateSource::Dateline })
            })
            .or(other)
    }
}

/// What a document was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// How it was read.
    pub format: Option<Format>,
    /// The name of its encoding, by the WHATWG's standard.
    pub encoding: &'static str,
    /// What tells its date.
    pub date: Option<DateSource>,
}

/// One file's text with what is known about it.
#[derive(Debug)]
pub struct Document {
    record: Arc<Record>,
    text: String,
    contents: Contents,
    provenance: Provenance,
    lines: OnceLock<LineIndex>,
    fields: OnceLock<Vec<(String, String)>>,
}

impl Document {
    /// A document in memory, read as its path's ending says. Its date is the one that the text states, else the one
    /// in its file's name; see [`Document::dated`].
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let path = path.into();
        let format = Format::for_path(Path::new(&path));
        Self::in_format(path, text.into(), format, None)
    }

    /// A document in memory, read in a format. `date` is its date where the text and the file's name tell none.
    pub fn in_format(path: String, text: String, format: Format, date: Option<Date>) -> Self {
        let given = date.map(|date| Dated { date, source: DateSource::Given });
        let hash = xxhash_rust::xxh3::xxh3_64(text.as_bytes());
        Self::from_decoded(path, hash, Decoded::utf8(text.into()), format, &[given])
    }

    /// A document of a file's bytes, in whatever encoding, read as its path's ending says. It is dated like that of
    /// [`Document::new`].
    ///
    /// # Errors
    /// Where the bytes are no text.
    pub fn from_bytes(path: impl Into<String>, bytes: &[u8]) -> Result<Self, DecodeError> {
        let path = path.into();
        let format = Format::for_path(Path::new(&path));
        let decoded = encoding::decode(bytes, format)?;
        let hash = xxhash_rust::xxh3::xxh3_64(bytes);
        Ok(Self::from_decoded(path, hash, decoded, format, &[]))
    }

    /// The document that some bytes decode to. `hash` is that of the bytes; `others` are dates that are said of it,
    /// the surest first, for where the text and the file's name tell none.
    pub fn from_decoded(
        path: String,
        hash: u64,
        mut decoded: Decoded<'_>,
        format: Format,
        others: &[Option<Dated>],
    ) -> Self {
        let contents = decoded.take_contents(format);
        let dated = contents.stated(&decoded.text, format).resolve(&path, others);
        let prose = contents.prose.as_deref().unwrap_or(&decoded.text);
        let day = dated.as_ref().map(|dated| (dated.date, &dated.source));
        let moment = moment::of(&decoded.text, prose, &contents.blocks, format, &path, day);
        let record = Record {
            path: path.into(),
            date: dated.as_ref().map(|dated| dated.date),
            trust: 1.0,
            hash,
            utf8: decoded.utf8,
            said: Said { moment, ..Said::default() },
        };
        let provenance = Provenance {
            format: Some(format),
            encoding: decoded.encoding,
            date: dated.map(|dated| dated.source),
        };
        Self::from_contents(Arc::new(record), decoded.text.into_owned(), contents)
            .with_provenance(provenance)
    }

    /// The same document, whose claims weigh more or less than 1 where documents are split.
    #[must_use]
    pub fn trusted(mut self, trust: f64) -> Self {
        Arc::make_mut(&mut self.record).trust = trust;
        self
    }

    /// The same document, whose record keeps what it says of itself under these keys.
    #[must_use]
    pub fn keeping<'k>(mut self, keys: impl IntoIterator<Item = &'k str>) -> Self {
        let mut kept = BTreeMap::new();
        for key in keys {
            let values: Vec<String> =
                self.field(key).map(|value| value.trim().to_owned()).collect();
            if !values.is_empty() {
                kept.insert(key.to_owned(), values);
            }
        }
        Arc::make_mut(&mut self.record).said.fields = kept;
        self
    }

    /// The same document with another date.
    #[must_use]
    pub fn dated(mut self, date: Date) -> Self {
        Arc::make_mut(&mut self.record).date = Some(date);
        self.provenance.date = Some(DateSource::Given);
        self
    }

    /// Reads `text` in its format.
    pub fn read(record: Arc<Record>, text: String, format: Format) -> Self {
        let contents = Contents::read(&text, format);
        Self::from_contents(record, text, contents)
    }

    /// A document from a reader of one's own.
    pub fn from_contents(record: Arc<Record>, text: String, contents: Contents) -> Self {
        Self {
            record,
            text,
            contents,
            provenance: Provenance::default(),
            lines: OnceLock::new(),
            fields: OnceLock::new(),
        }
    }

    /// Path, date, trust and hash.
    pub fn record(&self) -> &Arc<Record> {
        &self.record
    }

    /// The same document, with what is known of its making.
    #[must_use]
    pub fn with_provenance(mut self, provenance: Provenance) -> Self {
        self.provenance = provenance;
        self
    }

    /// What is known of its making.
    pub fn provenance(&self) -> &Provenance {
        &self.provenance
    }

    /// The text as UTF-8.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it says of itself under a key: in its front matter, in a header as mail has it, in the field list or the
    /// attributes at its top. Capitals of the key do not matter; one with several values has them all.
    pub fn field<'d>(&'d self, key: &'d str) -> impl Iterator<Item = &'d str> {
        let format = self.provenance.format.unwrap_or(Format::Plain);
        let fields = self.fields.get_or_init(|| fields::of(&self.text, format));
        let is_key = move |known: &str| known.eq_ignore_ascii_case(key);
        fields.iter().filter(move |(known, _)| is_key(known)).map(|(_, value)| value.as_str())
    }

    /// What recognisers read.
    pub fn prose(&self) -> &str {
        self.contents.prose.as_deref().unwrap_or(&self.text)
    }

    /// The blocks of the prose.
    pub fn blocks(&self) -> &[Block] {
        &self.contents.blocks
    }

    /// What comments of the document let stand, and what its front matter switches off.
    pub fn stets(&self) -> &[StetComment] {
        &self.contents.stets
    }

    /// Whether its front matter switches a rule off.
    pub fn switches_off(&self, rule: &str) -> bool {
        self.contents.stets.iter().filter(|stet| stet.reach == Reach::Document).any(|stet| {
            stet.order.as_ref().is_ok_and(|order| order.rules.iter().any(|known| known == rule))
        })
    }

    /// Whether the words are, or touch, words that are set as code inside the prose.
    pub fn is_code(&self, span: ProseSpan) -> bool {
        let first = self.contents.code.partition_point(|code| code.end <= span.start);
        self.contents.code.get(first).is_some_and(|code| code.start < span.end)
    }

    /// The text that a range of prose comes from, and whether it is the prose byte for byte.
    pub fn locate(&self, span: ProseSpan) -> (Span, bool) {
        match self.contents.map.exact(span) {
            Some(exact) => (exact, true),
            None => (self.contents.map.hull(span), false),
        }
    }

    /// Line and column of an offset in the text.
    pub fn position(&self, offset: u32) -> Position {
        self.lines.get_or_init(|| LineIndex::new(&self.text)).position(&self.text, offset)
    }

    /// Lines and columns of both ends of a span of the text.
    pub fn positions(&self, span: Span) -> (Position, Position) {
        self.lines.get_or_init(|| LineIndex::new(&self.text)).positions(&self.text, span)
    }
}
