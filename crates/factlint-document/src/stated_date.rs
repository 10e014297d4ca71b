//! What a text says of its own date, and which of all that is said of a document's date counts.

use jiff::civil::Date;

use crate::date::{self, DateSource, Dated, Dateline};
use crate::{Contents, Format, date_line, front_matter, html, mail_header};

/// Whether a text of this format may begin with a header as mail has it.
pub(super) fn may_have_mail_header(format: Format) -> bool {
    matches!(format, Format::Plain | Format::Markdown | Format::Rst)
}

/// What a text says of its own date.
#[derive(Clone, Debug, Default)]
pub struct StatedDate {
    pub(super) markup: Option<Dated>,
    pub(super) dateline: Option<Dateline>,
    pub(super) line: Option<Date>,
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
            Format::MediaWiki
            | Format::Xml
            | Format::Data
            | Format::OpenApi
            | Format::Latex
            | Format::Typst => {
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
