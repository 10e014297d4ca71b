//! The formats of documents: by which endings and names they are known, and what they may hide.

use std::path::Path;

use crate::{Contents, FrontMatterMistake, asciidoc, composer, front_matter, template};

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
    /// The markup of MediaWiki, of which templates are left out.
    MediaWiki,
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
        ("mediawiki", Format::MediaWiki),
        ("wikitext", Format::MediaWiki),
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
        ("mediawiki", Format::MediaWiki),
        ("wikitext", Format::MediaWiki),
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
            || (self == Self::MediaWiki && text.contains("''"))
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
