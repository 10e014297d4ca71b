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
mod format;
mod front_matter;
mod html;
mod latex;
mod lines;
mod mail_header;
mod markdown;
mod mediawiki;
pub mod moment;
mod notebook;
mod open_document;
mod passage;
mod plain;
mod record;
mod role;
mod rst;
mod separated_values;
mod stated_date;
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
pub use format::Format;
pub use front_matter::Mistake as FrontMatterMistake;
pub use record::{Record, Said, is_said};
pub use role::{Role, Roles};
pub use stated_date::StatedDate;
use stated_date::may_have_mail_header;

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
            Format::MediaWiki => mediawiki::read(text),
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
