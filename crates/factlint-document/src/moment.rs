//! The order of what is published on one day: by the time that a document states, or by the number of its version.

use std::cmp::Ordering;

use factlint_language::date::{self, Written};
use factlint_language::span::ProseSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::date::{DateSource, KEYS, parse};
use super::{Block, Format, fields, mail_header};

/// When in its day a document was published, as far as it says.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct Moment {
    /// The time of day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<Clock>,
    /// Which version of a story it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<Version>,
}

/// A time of day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Clock {
    /// The zone, as it is written; "UTC" where its distance from that is known, and the time is that of UTC.
    pub zone: String,
    /// Seconds since the day began; in UTC, it may have begun elsewhere.
    pub seconds: i32,
}

/// A version of a story.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Version {
    /// What tells the story.
    pub of: String,
    /// Its numbers, the first counting most.
    pub number: Vec<u32>,
}

impl Moment {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.time.is_none() && self.version.is_none()
    }

    /// Which of two of one day is the earlier: by their times where both tell one in the same zone, else by their
    /// versions of one story.
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        let by_time = match (&self.time, &other.time) {
            (Some(one), Some(other)) if one.zone == other.zone => {
                Some(one.seconds.cmp(&other.seconds)).filter(|order| order.is_ne())
            }
            _ => None,
        };
        by_time.or_else(|| match (&self.version, &other.version) {
            (Some(one), Some(other)) if one.of == other.of => {
                Some(one.number.cmp(&other.number)).filter(|order| order.is_ne())
            }
            _ => None,
        })
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self { time: Some(Clock { zone, seconds }), .. } => {
                let minutes = seconds.div_euclid(60);
                let (hour, minute) =
                    (minutes.div_euclid(60).rem_euclid(24), minutes.rem_euclid(60));
                write!(out, "{hour:02}:{minute:02}")?;
                if zone.is_empty() { Ok(()) } else { write!(out, " {zone}") }
            }
            Self { version: Some(Version { number, .. }), .. } => {
                let numbers: Vec<String> = number.iter().map(ToString::to_string).collect();
                write!(out, "version {}", numbers.join("."))
            }
            _ => Ok(()),
        }
    }
}

/// Fields that tell a time without a day.
const TIMES: &[&str] = &["time", "embargo", "embargoed", "embargoed_until", "release_time"];

/// Fields that tell which version of a story a document is.
const VERSIONS: &[&str] = &["version", "revision", "edition", "update", "take"];

/// Fields that tell the story.
const STORIES: &[&str] = &["story", "slug", "guid", "id"];

/// What a document says of its moment. `date` is its day, and what tells that.
pub(super) fn of(
    text: &str,
    prose: &str,
    blocks: &[Block],
    format: Format,
    path: &str,
    date: Option<(Date, &DateSource)>,
) -> Moment {
    let version = version_in_name(path);
    let mut end = text.len().min(HEAD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[..end];
    let may_tell_time = date.is_some() && has_clock(head);
    let may_tell_version = version.is_none() && has_version(head);
    if !may_tell_time && !may_tell_version {
        return Moment { time: None, version };
    }
    let known = fields::of(text, format);
    let field = |keys: &[&str]| {
        let is_one = |name: &str| keys.iter().any(|key| key.eq_ignore_ascii_case(name));
        known.iter().find(|(name, _)| is_one(name)).map(|(_, value)| value.as_str())
    };
    let time = date.filter(|_| may_tell_time).and_then(|(day, source)| {
        let dated = known.iter().filter(|(name, _)| KEYS.contains(&name.to_lowercase().as_str()));
        let of_day = dated.filter(|(_, value)| mail_header::day(value) == Some(day));
        of_day
            .map(|(_, value)| value.as_str())
            .chain(field(TIMES).filter(|value| parse(value).is_none_or(|said| said == day)))
            .find_map(clock)
            .or_else(|| clock_in_prose(prose, blocks, day, source))
    });
    let version = version.or_else(|| {
        let number = number(field(VERSIONS)?)?;
        Some(Version { of: field(STORIES)?.to_lowercase(), number })
    });
    Moment { time, version: version.or_else(|| version_in_headline(prose, blocks)) }
}

/// What tells a moment stands no further in a text, in bytes.
const HEAD: usize = 1_200;

fn has_clock(head: &str) -> bool {
    let bytes = head.as_bytes();
    memchr::memchr_iter(b':', bytes).any(|at| {
        at > 0
            && bytes[at - 1].is_ascii_digit()
            && bytes.get(at + 1..at + 3).is_some_and(|next| next.iter().all(u8::is_ascii_digit))
    }) || head.contains("a.m.")
        || head.contains("p.m.")
}

fn has_version(head: &str) -> bool {
    head.contains("UPDATE ")
        || VERSIONS.iter().any(|key| {
            let mut lines = head.lines().map(|line| line.trim_start_matches([' ', ':', '"']));
            lines.any(|line| line.get(..key.len()).is_some_and(|one| one.eq_ignore_ascii_case(key)))
        })
}

/// The first time of day in some words: "10:30", "9 a.m. ET", "2025-10-17T08:00:00+02:00".
fn clock(words: &str) -> Option<Clock> {
    let bytes = words.as_bytes();
    let digits = |at: usize| bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut at = 0;
    while at < bytes.len() {
        let length = digits(at);
        if length == 0 {
            at += 1;
            continue;
        }
        let behind = at + length;
        let hour: i32 = words[at..behind].parse().unwrap_or(99);
        let pair = |from: usize| {
            (bytes.get(from) == Some(&b':') && digits(from + 1) == 2)
                .then(|| words[from + 1..from + 3].parse::<i32>().ok())
                .flatten()
                .filter(|value| *value < 60)
        };
        at = behind;
        if length > 2 || hour > 24 {
            continue;
        }
        let (minute, second, mut end) = match pair(behind) {
            Some(minute) => match pair(behind + 3) {
                Some(second) => (Some(minute), second, behind + 6),
                None => (Some(minute), 0, behind + 3),
            },
            None => (None, 0, behind),
        };
        // Parts of a second.
        if minute.is_some() && bytes.get(end) == Some(&b'.') && digits(end + 1) > 0 {
            end += 1 + digits(end + 1);
        }
        let rest = words[end..].trim_start();
        let half = ["a.m.", "am", "p.m.", "pm"].iter().position(|half| {
            rest.get(..half.len()).is_some_and(|one| one.eq_ignore_ascii_case(half))
                && !rest[half.len()..].starts_with(char::is_alphanumeric)
        });
        if minute.is_none() && half.is_none() {
            continue;
        }
        let (hour, rest) = match half {
            Some(which) => {
                let length = if which % 2 == 0 { 4 } else { 2 };
                (hour % 12 + if which > 1 { 12 } else { 0 }, rest[length..].trim_start())
            }
            None => (hour, rest),
        };
        let local = (hour * 60 + minute.unwrap_or(0)) * 60 + second;
        let (zone, distance) = zone(rest);
        return Some(Clock { zone, seconds: local - distance });
    }
    None
}

/// The zone at the start of some words, and how far it is before UTC in seconds.
fn zone(words: &str) -> (String, i32) {
    let utc = || "UTC".to_owned();
    let name: String = words.chars().take_while(char::is_ascii_uppercase).collect();
    match name.as_str() {
        "Z" | "UTC" | "GMT" => return (utc(), 0),
        _ if (2..=4).contains(&name.len()) => return (name, 0),
        _ => {}
    }
    let sign = match words.as_bytes().first() {
        Some(b'+') => 1,
        Some(b'-') => -1,
        _ => return (String::new(), 0),
    };
    let digits: String = words[1..]
        .chars()
        .filter(|sign| *sign != ':')
        .take_while(char::is_ascii_digit)
        .take(4)
        .collect();
    match (digits.len(), digits.parse::<i32>()) {
        (4, Ok(value)) => (utc(), sign * (value / 100 * 60 + value % 100) * 60),
        (2, Ok(hours)) => (utc(), sign * hours * 3_600),
        _ => (String::new(), 0),
    }
}

/// A time in a line about an embargo, or in the dateline.
fn clock_in_prose(prose: &str, blocks: &[Block], day: Date, source: &DateSource) -> Option<Clock> {
    /// Lines about an embargo stand among the first, and are short.
    const FIRST: usize = 4;
    const LONGEST: usize = 200;
    let short = blocks.iter().take(FIRST).map(|block| block.span.of(prose));
    let embargo = short.filter(|words| words.len() <= LONGEST).find_map(|words| {
        let lower = words.to_lowercase();
        let is_one = ["embargo", "not for release", "for release at", "hold until"]
            .iter()
            .any(|mark| lower.contains(mark));
        // An embargo of another day tells nothing of this one.
        let is_other = || {
            let dates = date::dates(words, ProseSpan::new(0, words.len()));
            dates.iter().any(|one| match one.written {
                Written::Day(said) => (said.month, said.day) != (day.month(), day.day()),
                _ => false,
            })
        };
        if is_one && !is_other() { clock(words) } else { None }
    });
    embargo.or_else(|| {
        if *source != DateSource::Dateline {
            return None;
        }
        blocks.iter().take(FIRST).find_map(|block| {
            let words = block.span.of(prose);
            let mut end = words.len().min(LONGEST);
            while !words.is_char_boundary(end) {
                end -= 1;
            }
            let marks = [" - ", "--", "–", "—"];
            let dash = marks.iter().filter_map(|mark| words[..end].find(mark)).min()?;
            clock(&words[..dash])
        })
    })
}

/// "story-v2.txt" is the second version of "story.txt".
fn version_in_name(path: &str) -> Option<Version> {
    let (stem, ending) = path.rsplit_once('.')?;
    let at = stem.rfind(['v', 'V'])?;
    let mark = stem[..at].chars().next_back()?;
    if !matches!(mark, '-' | '_' | '.' | ' ') {
        return None;
    }
    let number = number(&stem[at + 1..])?;
    Some(Version { of: format!("{}.{ending}", &stem[..at - mark.len_utf8()]), number })
}

/// "UPDATE 2-Kestrel flies" is a version of "Kestrel flies".
fn version_in_headline(prose: &str, blocks: &[Block]) -> Option<Version> {
    let first = blocks.first()?.span.of(prose);
    let rest = first.strip_prefix("UPDATE ")?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = number(&rest[..digits])?;
    let title = rest[digits..].trim_start_matches(['-', ':', ' ', '–', '—']);
    (!title.is_empty()).then(|| Version { of: title.to_lowercase(), number })
}

/// "2", "1.3".
fn number(words: &str) -> Option<Vec<u32>> {
    let words = words.trim();
    let pieces: Option<Vec<u32>> = words.split('.').map(|piece| piece.parse().ok()).collect();
    pieces.filter(|pieces| pieces.len() <= 4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Document;
    use proptest::prelude::*;

    fn moment(path: &str, text: &str) -> Moment {
        Document::new(path, text).record().said.moment.clone()
    }

    fn time(text: &str) -> String {
        moment("a.md", text).to_string()
    }

    #[test]
    fn times_of_day() {
        for (text, shown) in [
            ("---\ndate: 2025-10-17T08:30:00Z\n---\nx", "08:30 UTC"),
            ("---\ndate: 2025-10-17 08:30:00 +0200\n---\nx", "06:30 UTC"),
            ("---\ndate: 2025-10-17\ntime: 9 p.m.\n---\nx", "21:00"),
            ("---\ndate: 2025-10-17\nembargo: 10:00 GMT\n---\nx", "10:00 UTC"),
            ("Date: Fri, 17 Oct 2025 08:00 ET\nFrom: a\n\nx", "08:00 ET"),
            ("From: a\nDate: Fri, 17 Oct 2025 08:30:00 +0200 (CEST)\n\nx", "06:30 UTC"),
            ("---\ndate: 2025-10-17\n---\nEMBARGOED UNTIL 10:00 GMT\n\nx", "10:00 UTC"),
            ("LONDON, Oct. 17, 2025, 9:30 a.m. /Wire/ -- It", "09:30"),
            ("---\ndate: 2025-10-17\n---\nIt began at 10:00.\n", ""),
            ("---\ndate: 2025-10-17\n---\nEmbargoed until October 18, 2025, 10:00\n\nx", ""),
            ("---\ndate: 2025-10-17\n---\nx", ""),
        ] {
            assert_eq!(time(text), shown, "{text}");
        }
    }

    #[test]
    fn versions_of_a_story() {
        let version = |path: &str, text: &str| {
            moment(path, text).version.map(|version| (version.of, version.number))
        };
        assert_eq!(version("a/fire-v2.txt", "x"), Some(("a/fire.txt".to_owned(), vec![2])));
        assert_eq!(
            version("a.md", "---\nversion: 1.3\nslug: Fire\n---\nx"),
            Some(("fire".to_owned(), vec![1, 3]))
        );
        assert_eq!(
            version("a.txt", "UPDATE 2-Fire in Orvik\n\nIt burns.\n"),
            Some(("fire in orvik".to_owned(), vec![2]))
        );
        for (path, text) in
            [("av2.txt", "x"), ("a-v.txt", "x"), ("a.md", "---\nversion: 2\n---\nx")]
        {
            assert_eq!(version(path, text), None, "{path}");
        }
    }

    #[test]
    fn what_can_be_ordered() {
        let of = |time: Option<(&str, i32)>, version: Option<(&str, u32)>| Moment {
            time: time.map(|(zone, seconds)| Clock { zone: zone.to_owned(), seconds }),
            version: version
                .map(|(of, number)| Version { of: of.to_owned(), number: vec![number] }),
        };
        let early = of(Some(("UTC", 10)), Some(("a", 9)));
        assert_eq!(early.order(&of(Some(("UTC", 20)), Some(("a", 1)))), Some(Ordering::Less));
        assert_eq!(early.order(&of(Some(("ET", 20)), Some(("a", 1)))), Some(Ordering::Greater));
        assert_eq!(early.order(&of(Some(("ET", 20)), Some(("b", 1)))), None);
        assert_eq!(early.order(&early), None);
    }

    proptest! {
        #[test]
        fn any_head_is_read(text in "([a-zé ]{1,5}|[0-9]{1,3}|:|\\.|a\\.m\\.|UPDATE |embargo|[+-]|version: |\n|---\n){0,20}", path in "[a-zv0-9._é/-]{0,12}") {
            let _ = moment(&path, &text);
        }
    }
}
