//! The day that a document gives itself, and where it says so.

use jiff::civil::Date;

use super::Block;
use crate::Role;
use factlint_language::date::{self, Written};
use factlint_language::span::ProseSpan;
use factlint_language::word;
use factlint_language::words::Class;

/// A document's date and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The date on which its claims are judged.
    pub date: Date,
    /// What tells it.
    pub source: DateSource,
}

/// What tells a document's date, the surest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateSource {
    /// A key of the front matter.
    FrontMatter(String),
    /// A meta element of HTML.
    Meta,
    /// `datePublished` in JSON-LD.
    JsonLd,
    /// A `<time>` element.
    Time,
    /// The core properties of a .docx file.
    Properties,
    /// An attribute of the document's header.
    Header(String),
    /// An element of XML, or an attribute of one.
    Element(String),
    /// "KYIV, Oct. 17 (Reuters)".
    Dateline,
    /// A line above the text that is a date alone.
    Line,
    /// The file's name.
    FileName,
    /// `[[document]]` in `factlint.toml`.
    Config,
    /// `--as-of`.
    AsOf,
    /// Whoever made the document in memory.
    Given,
}

impl std::fmt::Display for DateSource {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::FrontMatter(key) => write!(out, "front matter, `{key}`"),
            Self::Meta => out.write_str("meta element"),
            Self::JsonLd => out.write_str("JSON-LD"),
            Self::Time => out.write_str("time element"),
            Self::Properties => out.write_str("document properties"),
            Self::Header(key) => write!(out, "header, `{key}`"),
            Self::Element(path) => write!(out, "element `{path}`"),
            Self::Dateline => out.write_str("dateline"),
            Self::Line => out.write_str("line of its own"),
            Self::FileName => out.write_str("file name"),
            Self::Config => out.write_str("factlint.toml"),
            Self::AsOf => out.write_str("--as-of"),
            Self::Given => out.write_str("whoever made it"),
        }
    }
}

/// Keys of front matter and document headers that tell the date, the surest first.
pub(super) const KEYS: &[&str] = &[
    "date", "published", "publishdate", "publish_date", "published_at", "publishedat", "pubdate",
    "datepublished", "publication_date", "publicationdate", "created", "created_at", "revdate",
    "lastmod", "last_modified", "last_modified_at", "last_updated", "lastupdated", "modified",
    "updated", "updated_at",
];

/// A day as front matter, meta elements and headers write it: ISO 8601 with or without a time, or a date
/// in words.
pub(super) fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Some(day) = without_hyphens(text) {
        return date::parse_date(&day);
    }
    let day = text.get(..10).filter(|_| {
        // A day of the month has two digits: what follows must be a time.
        !text[10..].starts_with(|c: char| c.is_ascii_digit())
    });
    let iso = day.and_then(|day| day.replace('/', "-").parse::<Date>().ok());
    iso.or_else(|| {
        let compact = text.get(..8).filter(|_| text.len() == 8 || text[8..].starts_with('T'))?;
        let digits = compact.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| compact.parse().ok()).flatten()
    })
    .or_else(|| date::parse_date(text))
}

/// The day that a whole text is, with nothing but a time behind it.
pub(super) fn whole(text: &str) -> Option<Date> {
    let text = text.trim();
    date::parse_date(without_hyphens(text).as_deref().unwrap_or(text))
}

/// "05-Jul-2025" without its hyphens.
fn without_hyphens(text: &str) -> Option<String> {
    let mut parts = text.split('-');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let is_number = |text: &str, digits: std::ops::RangeInclusive<usize>| {
        digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_day = is_number(day, 1..=2)
        && month.len() >= 3
        && month.bytes().all(|byte| byte.is_ascii_alphabetic())
        && is_number(year, 4..=4)
        && parts.next().is_none();
    is_day.then(|| format!("{day} {month} {year}"))
}

/// The day in a file's name: "2025-10-17-missiles.md", "20251017_missiles.txt".
pub fn in_file_name(path: &str) -> Option<Date> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    let bytes = name.as_bytes();
    (0..bytes.len())
        .filter(|&at| at == 0 || !is_digit(&bytes[at - 1]))
        .find_map(|at| {
            let rest = &name[name.is_char_boundary(at).then_some(at)?..];
            let digits = rest.bytes().take_while(|byte| byte.is_ascii_digit()).count();
            match digits {
                8 => rest[..8].parse().ok(),
                4 => {
                    let day = rest.get(..10)?;
                    let mark = day.as_bytes()[4];
                    let alike = matches!(mark, b'-' | b'_' | b'.') && day.as_bytes()[7] == mark;
                    let ends = !rest.as_bytes().get(10).is_some_and(u8::is_ascii_digit);
                    (alike && ends).then(|| day.replace(['_', '.'], "-").parse().ok()).flatten()
                }
                _ => None,
            }
        })
        .filter(|date: &Date| (1600..=2200).contains(&date.year()))
}

/// A date as a dateline writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dateline {
    /// With its year.
    Day(Date),
    /// Without: the month and the day.
    Yearless(i8, i8),
}

impl Dateline {
    /// The day, where the year is the one that brings it nearest to another date of the document.
    pub fn near(self, other: Option<Date>) -> Option<Date> {
        match self {
            Self::Day(date) => Some(date),
            Self::Yearless(month, day) => {
                let other = other?;
                let distance = |date: &Date| (*date - other).get_days().unsigned_abs();
                (other.year() - 1..=other.year() + 1)
                    .filter_map(|year| Date::new(year, month, day).ok())
                    .min_by_key(distance)
            }
        }
    }
}

/// The dateline of a story: "KYIV, Oct. 17 (Reuters) - ", "WASHINGTON, October 17, 2025 —". It opens one of
/// the first blocks.
pub(super) fn dateline(prose: &str, blocks: &[Block]) -> Option<Dateline> {
    /// Headline, byline and place may stand before it.
    const FIRST: usize = 6;
    blocks
        .iter()
        .filter(|block| matches!(block.role, Role::Paragraph | Role::Summary | Role::Headline))
        .take(FIRST)
        .find_map(|block| dateline_of(block.span.of(prose)))
}

/// Whether one of the first lines of a text may begin with a dateline: a comma, a digit, and a dash behind it.
/// Most texts have none, and this is much cheaper than looking for one.
pub(super) fn may_begin_with_dateline(text: &str) -> bool {
    /// Blank lines count too.
    const FIRST: usize = 16;
    let mut rest = text.as_bytes();
    (0..FIRST).any(|_| {
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let line = &rest[..end];
        rest = &rest[(end + 1).min(rest.len())..];
        may_be_dateline(line)
    })
}

fn may_be_dateline(line: &[u8]) -> bool {
    let line = &line[..line.len().min(LONGEST)];
    memchr::memchr(b',', line).is_some_and(|comma| {
        let behind = &line[comma..];
        let digit = behind.iter().position(u8::is_ascii_digit);
        // The hyphen, and the byte that en and em dashes begin with.
        digit.is_some_and(|digit| memchr::memchr2(b'-', 0xe2, &behind[digit..]).is_some())
    })
}

/// No dateline is longer, in bytes.
const LONGEST: usize = 120;

/// The dateline that opens a paragraph.
fn dateline_of(paragraph: &str) -> Option<Dateline> {
    const DASHES: &[char] = &['-', '–', '—'];
    if !may_be_dateline(paragraph.as_bytes()) {
        return None;
    }
    let mut end = paragraph.len().min(LONGEST);
    while !paragraph.is_char_boundary(end) {
        end -= 1;
    }
    let head = &paragraph[..end];
    let found = date::dates(head, ProseSpan::new(0, head.len())).into_iter().next()?;
    let place = head[..found.span.start as usize].trim_end().trim_end_matches('(').trim_end();
    // "LONDON--(WIRE)--March 14, 2025--", "SAN DIEGO – March 14, 2025 –".
    let (place, leading) = match place.strip_suffix(',') {
        Some(place) => (place, None),
        None => {
            let dashed = place.strip_suffix(DASHES)?.trim_end_matches(DASHES).trim_end();
            let marked = dashed.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
            match marked {
                Some((place, _)) => {
                    (place.trim_end().trim_end_matches(DASHES).trim_end(), Some(true))
                }
                None => (dashed, Some(false)),
            }
        }
    };
    let is_place = place.split([' ', ',']).filter(|word| !word.is_empty()).all(|word| {
        word.starts_with(|c: char| c.is_uppercase()) || word::is(word, Class::InsideByline)
    });
    // The name of the place is set in capitals, or an agency follows in brackets.
    let shouts = place.split(',').next().is_some_and(|city| {
        city.chars().any(char::is_alphabetic) && !city.chars().any(char::is_lowercase)
    });
    let rest = head[found.span.end as usize..].trim_start();
    let rest = rest.strip_prefix(')').map_or(rest, str::trim_start);
    // "(Reuters) -", "/Newswire/ --", "--(PR.example)--".
    let mark_end = |rest: &str| -> Option<usize> {
        let inner = rest.trim_start_matches(DASHES);
        let close = if inner.starts_with('(') {
            ')'
        } else if inner.starts_with('/') && inner.len() == rest.len() {
            '/'
        } else {
            return None;
        };
        let length = inner[1..].find(close)?;
        (length > 0).then_some(rest.len() - inner.len() + 1 + length + close.len_utf8())
    };
    let agency = mark_end(rest);
    let behind = agency.map_or(rest, |end| rest[end..].trim_start());
    let is_marked = agency.is_some() || leading == Some(true);
    // Between dashes, a date without its year may be anything.
    let has_year = matches!(&found.written, Written::Day(day) if day.year.is_some());
    let is_dateline = is_place
        && !place.is_empty()
        && behind.starts_with(DASHES)
        && (is_marked || shouts)
        && (leading.is_none() || has_year);
    if !is_dateline {
        return None;
    }
    match found.written {
        Written::Day(day) => match day.year {
            Some(year) => Date::new(year, day.month, day.day).ok().map(Dateline::Day),
            None => Some(Dateline::Yearless(day.month, day.day)),
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_of_headers() {
        for text in [
            "2025-10-17",
            "2025-10-17T08:00:00Z",
            "2025-10-17 08:00:00 -0400",
            "2025/10/17",
            "20251017",
            "20251017T080000",
            "October 17, 2025",
            "17 October 2025",
            "Fri, 17 Oct 2025 08:00:00 GMT",
        ] {
            assert_eq!(parse(text), Some(date(2025, 10, 17)), "{text}");
        }
        for text in ["", "soon", "2025-13-17", "2025-10-170", "2025"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn dates_of_file_names() {
        for path in
            ["2025-10-17-missiles.md", "a/wire_2025_10_17.txt", "20251017T0900.txt", "é2025.10.17"]
        {
            assert_eq!(in_file_name(path), Some(date(2025, 10, 17)), "{path}");
        }
        for path in [
            "2025-10-17/missiles.md", "12025-10-17.md", "2025-10-177.md", "2025-10.md",
            "99999999.txt", "é",
        ] {
            assert_eq!(in_file_name(path), None, "{path}");
        }
    }

    #[test]
    fn datelines() {
        let october = Some(Dateline::Yearless(10, 17));
        assert_eq!(dateline_of("KYIV, Oct. 17 (Reuters) - Ukraine said"), october);
        assert_eq!(dateline_of("Kyiv, Oct 17 (AFP) – Ukraine said"), october);
        assert_eq!(dateline_of("NEW YORK, Oct 17 — Shares"), october);
        for text in ["A head\n\nKYIV, Oct. 17 (Reuters) - Ukraine", "Kyiv, Oct 17 (AFP) – Ukraine"]
        {
            assert!(may_begin_with_dateline(text), "{text}");
        }
        assert!(!may_begin_with_dateline("A head, and 17 more\n\nThe well-known town"));
        assert_eq!(
            dateline_of("WASHINGTON, D.C., October 17, 2025 -- The"),
            Some(Dateline::Day(date(2025, 10, 17)))
        );
        for text in [
            "GLEN COVE, NY, March 14, 2025 /22-9Wire/ -- Chair",
            "New York, NY, March 14, 2025 --(PR.example)-- Chair",
            "Oslo, Norway, March 14, 2025 (WIRE NEWS) -- Chair",
            "BRUSSELS, 14 March 2025 /Newswire/ – The board",
            "SEATTLE, March 14, 2025 (GLOBE WIRE) -- Acme",
            "LONDON--(BUSINESS NEWS)--March 14, 2025--Acme",
            "SAN DIEGO – March 14, 2025 – Acme",
            "SAN DIEGO - (March 14, 2025) - Acme",
            "SAN DIEGO, Mar. 14, 2025 – Acme",
        ] {
            let day = Some(Dateline::Day(date(2025, 3, 14)));
            assert_eq!(dateline_of(text), day, "{text}");
        }
        for text in [
            "San Diego – March 14, 2025 – was a day",
            "The board met on March 14, 2025 /Room 3/ -- and left",
            "GLEN COVE, NY, March 14, 2025 / Room 3",
            "WASHINGTON – March 14 – 16",
            "On Friday, Oct. 17 - a holiday - shops",
            "In Kyiv, Oct. 17 (a Friday) was",
            "Kyiv, Oct 17 – Ukraine",
            "KYIV (AP) — Ukraine",
            "The NATO summit, Oct. 17 - 19",
        ] {
            assert_eq!(dateline_of(text), None, "{text}");
        }
        assert_eq!(
            Dateline::Yearless(12, 31).near(Some(date(2026, 1, 2))),
            Some(date(2025, 12, 31))
        );
        assert_eq!(Dateline::Yearless(2, 29).near(Some(date(2023, 6, 1))), Some(date(2024, 2, 29)));
        assert_eq!(Dateline::Yearless(1, 1).near(None), None);
    }
}
