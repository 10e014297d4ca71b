//! The day of a press release or a letter: a date that is alone on one of the lines above the text. "March 14, 2025",
//! "Published: Friday, March 14, 2025", "OSLO, 14 March 2025 | FOR IMMEDIATE RELEASE".
//!
//! Nothing says what such a line is there for, so it counts only where it cannot be of anything else: no other line
//! tells another day, nothing around it goes on with it ("for the year ended", "Where: the town hall" are lines beside
//! other dates), and it is no title.

use jiff::civil::Date;

use super::date::whole;
use super::{Block, Format};
use crate::Role;
use factlint_language::word;
use factlint_language::words::Class;

/// How many lines above the text are looked at.
const MOST_LINES: usize = 24;

/// A longer line, in bytes, is no date with what may stand beside one.
const LONGEST: usize = 100;

/// The day that a line above the text tells.
pub(super) fn of(prose: &str, blocks: &[Block], format: Format) -> Option<Date> {
    if !may_have_one(format) {
        return None;
    }
    let lines = lines_above(prose, blocks, format);
    let days: Vec<(Sureness, Date)> =
        (0..lines.len()).filter_map(|at| day_at(&lines, at)).collect();
    let surest = days.iter().map(|(sureness, _)| *sureness).min()?;
    let mut days = days.iter().filter(|(sureness, _)| *sureness == surest).map(|(_, day)| *day);
    let day = days.next()?;
    days.all(|other| other == day).then_some(day)
}

/// Whether one of the first lines of a text may be a date: it is short and has the four digits of a year. Most texts
/// have none, and this is much cheaper than looking for one.
pub(super) fn may_stand_in(text: &str) -> bool {
    // Blank lines count too.
    text.lines().take(2 * MOST_LINES).any(|line| may_be_one(line.trim()))
}

fn may_be_one(line: &str) -> bool {
    let has_year = |line: &[u8]| line.windows(4).any(|four| four.iter().all(u8::is_ascii_digit));
    (8..=LONGEST).contains(&line.len()) && has_year(line.as_bytes())
}

/// Texts of articles, whose first lines are read by people. Others have keys.
fn may_have_one(format: Format) -> bool {
    match format {
        Format::Plain
        | Format::Markdown
        | Format::Html
        | Format::Docx
        | Format::Odt
        | Format::Rst
        | Format::AsciiDoc
        | Format::MediaWiki => true,
        Format::Notebook
        | Format::Subtitles
        | Format::Xml
        | Format::Data
        | Format::OpenApi
        | Format::Latex
        | Format::Typst => false,
    }
}

/// A line above the text.
#[derive(Clone, Copy)]
struct Line<'t> {
    words: &'t str,
    /// Whether it may be the date: no item, no cell, and no title that the markup makes one.
    is_free: bool,
}

/// The lines in front of the first paragraph of running text.
fn lines_above<'t>(prose: &'t str, blocks: &[Block], format: Format) -> Vec<Line<'t>> {
    /// A paragraph of so many bytes is the text itself, and a sentence of fewer.
    const TEXT: usize = 240;
    const SENTENCE: usize = 100;
    // There, a headline is only guessed from its being the first line.
    let has_no_marks = matches!(format, Format::Plain | Format::Docx | Format::Odt);
    let mut lines = Vec::new();
    for block in blocks.iter().take(MOST_LINES) {
        let words = block.span.of(prose).trim();
        let is_sentence = words.len() > SENTENCE && words.ends_with(['.', '!', '?', '”', '"']);
        if words.len() > TEXT || is_sentence {
            break;
        }
        let is_free = block.list.is_none()
            && block.cell.is_none()
            && match block.role {
                Role::Paragraph | Role::Summary => true,
                Role::Headline => has_no_marks,
                _ => false,
            };
        let of_block = words.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.extend(of_block.map(|words| Line { words, is_free }));
    }
    lines.truncate(MOST_LINES);
    lines
}

/// How sure it is that a line tells the document's day, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sureness {
    /// A word says so: "Published", "For immediate release".
    Published,
    /// A date alone.
    Alone,
    /// The day of its last change: "Updated".
    Changed,
}

/// The day of a line.
fn day_at(lines: &[Line<'_>], at: usize) -> Option<(Sureness, Date)> {
    let line = lines[at];
    if !line.is_free || !may_be_one(line.words) {
        return None;
    }
    let (sureness, day) = day_in(line.words)?;
    if sureness != Sureness::Alone {
        return Some((sureness, day));
    }
    let before = at.checked_sub(1).map(|at| lines[at].words);
    let after = lines.get(at + 1).map(|line| line.words);
    for beside in [before, after].into_iter().flatten() {
        if let Some((sureness, "")) = label(beside) {
            return Some((sureness, day));
        }
    }
    let goes_on = |line: &str| {
        let last = line.rsplit(char::is_whitespace).next().unwrap_or(line);
        line.ends_with([':', ',', ';']) || word::is(last, Class::DateLineOpening)
    };
    let is_joined = before.is_some_and(goes_on)
        || after.is_some_and(|line| line.starts_with(|sign: char| sign.is_lowercase()));
    // "September 11, 2001", by an author, is what an essay is called.
    let is_title = before.is_none() && after.is_some_and(is_byline);
    (!is_joined && !is_title).then_some((sureness, day))
}

/// The one day in a line that has nothing beside it but what stands beside the date of a release.
fn day_in(line: &str) -> Option<(Sureness, Date)> {
    let mut found = None;
    let mut is_release = false;
    for piece in pieces(line) {
        match day_of(piece) {
            Some(_) if found.is_some() => return None,
            Some(day) => found = Some(day),
            None if matches!(label(piece), Some((Sureness::Published, ""))) => is_release = true,
            None if is_byline(piece) || is_place(piece) => {}
            None => return None,
        }
    }
    let (sureness, day) = found?;
    Some((if is_release { Sureness::Published } else { sureness }, day))
}

/// The parts of a line between bars, points and dashes.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    line.split(['|', '•', '·', '–', '—'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split("--"))
        .map(|part| part.trim_matches(|sign: char| sign.is_whitespace() || "()[]".contains(sign)))
        .filter(|part| !part.is_empty())
}

/// The day that a part of a line is, with a word that says what it is of, or behind a place or a name.
fn day_of(piece: &str) -> Option<(Sureness, Date)> {
    let piece = piece.strip_suffix('.').unwrap_or(piece);
    if piece.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if let Some(day) = whole(piece) {
        return Some((Sureness::Alone, day));
    }
    if let Some((sureness, rest)) = label(piece) {
        return Some((sureness, whole(rest)?));
    }
    let mut commas = piece.match_indices(',');
    let (place, day) = commas.find_map(|(comma, _)| {
        let day = whole(piece[comma + 1..].trim())?;
        Some((&piece[..comma], day))
    })?;
    (is_place(place) || is_byline(place)).then_some((Sureness::Alone, day))
}

/// What a word at the start of a line says of the date in it, and what follows.
fn label(line: &str) -> Option<(Sureness, &str)> {
    let of = |class: Class, sureness: Sureness| {
        let longest = word::entries(class).iter().filter_map(|entry| {
            let head = line.get(..entry.len())?;
            let rest = &line[entry.len()..];
            let ends = !rest.starts_with(word::is_word) && !rest.starts_with(word::is_hyphen);
            (head.eq_ignore_ascii_case(entry) && ends).then_some(rest)
        });
        let rest = longest.min_by_key(|rest| rest.len())?;
        let rest =
            rest.trim_start_matches(|sign: char| sign.is_whitespace() || ":,-–—".contains(sign));
        Some((sureness, rest.trim_end_matches('.')))
    };
    of(Class::PublicationLabel, Sureness::Published)
        .or_else(|| of(Class::RevisionLabel, Sureness::Changed))
}

/// "By Jane Doe".
fn is_byline(line: &str) -> bool {
    let mut words = line.split(char::is_whitespace);
    words.next().is_some_and(|word| word.eq_ignore_ascii_case("by")) && words.next().is_some()
}

/// A place, or another name, without a word of a date in it: "OSLO", "Sand Point, NY".
fn is_place(words: &str) -> bool {
    const MOST_WORDS: usize = 4;
    let words = || words.split([' ', ',']).filter(|word| !word.is_empty());
    let of_date = [Class::Weekdays, Class::WeekdayAbbreviations, Class::Months];
    (1..=MOST_WORDS).contains(&words().count())
        && words().all(|word| {
            (word::is_capitalised(word) || word::is(word, Class::InsideByline))
                && !word.bytes().any(|byte| byte.is_ascii_digit())
                && !of_date.iter().any(|class| word::is(word.trim_end_matches('.'), *class))
                && !word::is(word, Class::OtherDateLabel)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Contents;
    use jiff::civil::date;

    fn told(text: &str, format: Format) -> Option<Date> {
        let contents = Contents::read(text, format);
        of(contents.prose.as_deref().unwrap_or(text), &contents.blocks, format)
    }

    const BODY: &str = "The board of the harbour has chosen a new warden, who will begin in the summer, as it said \
                        in the town hall. Nobody voted against it.";

    #[test]
    fn dates_alone_on_a_line() {
        for line in [
            "March 14, 2025",
            "MARCH 14, 2025",
            "14 March 2025",
            "Friday, March 14, 2025",
            "Friday, 14 March 2025",
            "14th March 2025",
            "March 14th, 2025",
            "Mar. 14, 2025",
            "2025-03-14",
            "(March 14, 2025)",
            "March 14, 2025.",
            "Published: March 14, 2025",
            "Published on March 14, 2025",
            "Posted March 14, 2025 at 10:05 a.m.",
            "Date: 14 March 2025",
            "News release, March 14, 2025",
            "FOR IMMEDIATE RELEASE: March 14, 2025",
            "FOR IMMEDIATE RELEASE – March 14, 2025",
            "March 14, 2025 | FOR IMMEDIATE RELEASE",
            "By Jane Doe | March 14, 2025",
            "By Jane Doe, March 14, 2025",
            "Sand Point, NY, March 14, 2025",
            "OSLO – 14 March 2025",
            "Last updated: March 14, 2025",
        ] {
            let text = format!("Harbour chooses a warden\n\n{line}\n\n{BODY}\n");
            assert!(may_stand_in(&text), "{line}");
            for format in [Format::Plain, Format::Markdown, Format::Rst] {
                assert_eq!(told(&text, format), Some(date(2025, 3, 14)), "{line}, {format:?}");
            }
        }
        for text in [
            "FOR IMMEDIATE RELEASE\nMarch 14, 2025\n\nHarbour chooses a warden",
            "March 14, 2025\n\nFOR IMMEDIATE RELEASE\n\nHarbour chooses a warden",
            "March 14, 2025\n\nHarbour chooses a warden",
            "NEWS RELEASE\n\nContact: Jane Doe, 555-0123\n\nHarbour chooses a warden\n\nMarch 14, 2025",
            "Harbour chooses a warden\n\nPublished:\nMarch 14, 2025",
            "Harbour Day\n\nApril 2, 2025\n\nPublished March 14, 2025",
            "A warden\n\nUpdated March 15, 2025\n\nPublished March 14, 2025",
            "March 14, 2025\n\nDear members,",
        ] {
            let text = format!("{text}\n\n{BODY}\n");
            assert_eq!(told(&text, Format::Plain), Some(date(2025, 3, 14)), "{text}");
        }
        let page = format!("<h1>A warden</h1><p class=x><b>March 14, 2025</b></p><p>{BODY}</p>");
        assert_eq!(told(&page, Format::Html), Some(date(2025, 3, 14)));
        let page = format!("# A warden\n\n**March 14, 2025**\n\n{BODY}\n");
        assert_eq!(told(&page, Format::Markdown), Some(date(2025, 3, 14)));
    }

    #[test]
    fn dates_of_something_else() {
        for head in [
            "Harbour Day\n\nWhen:\n\nMarch 14, 2025",
            "Harbour Day\n\nWhen: March 14, 2025",
            "Deadline: March 14, 2025",
            "Deadline – March 14, 2025",
            "A report\n\nFor the year ended\n\nMarch 14, 2025",
            "A plan\n\nas of\nMarch 14, 2025",
            "A plan\n\nEffective March 14, 2025",
            "A plan\n\nEffective Friday, March 14, 2025",
            "A fair\n\nMarch 14, 2025 – March 16, 2025",
            "A fair\n\n14–16 March 2025",
            "A fair\n\nMonday 10 – Friday 14 March 2025",
            "A log\n\nMarch 14, 2025\n\nThe crane came.\n\nMarch 16, 2025\n\nIt left.",
            "March 14, 2025\n\nBy Jane Doe",
            "The log\n\nMarch 14",
            "The log\n\nMarch 2025",
            "The log\n\nThursday, March 14, 2025",
            "The log\n\nFebruary 30, 2025",
            "The log\n\n20250314",
            "The harbour was\n\nMarch 14, 2025\n\nwithout a warden",
        ] {
            let text = format!("{head}\n\n{BODY}\n");
            assert_eq!(told(&text, Format::Plain), None, "{head}");
        }
        for text in [
            format!("# March 14, 2025\n\n{BODY}\n"),
            format!("# The log\n\n## March 14, 2025\n\n{BODY}\n"),
            format!("# The log\n\n- March 14, 2025\n\n{BODY}\n"),
            format!("# The log\n\n{BODY}\n\nMarch 14, 2025\n"),
        ] {
            assert_eq!(told(&text, Format::Markdown), None, "{text}");
        }
    }
}
