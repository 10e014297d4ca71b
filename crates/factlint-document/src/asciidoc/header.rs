//! The document header: its title, its authors, its revision and its attributes.

use super::Reader;
use crate::Role;
use crate::date::parse;
use crate::lines::Line;

/// The name and the value of a line that sets an attribute: `:name: value`, `:!name:`.
pub(super) fn attribute(words: &str) -> Option<(&str, &str)> {
    const LONGEST: usize = 100;
    let rest = words.strip_prefix(':')?;
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_!@".contains(byte);
    let length = rest.bytes().take(LONGEST).take_while(|byte| is_name(byte)).count();
    let value = rest[length..].strip_prefix(':').filter(|_| length > 0)?;
    (value.is_empty() || value.starts_with([' ', '\t'])).then(|| (&rest[..length], value.trim()))
}

/// The day in a revision line: "v1.0, 2025-10-17: in short", "October 17, 2025".
fn revision_date(line: &str) -> Option<&str> {
    let without_remark = line.split(": ").next().unwrap_or(line).trim_end_matches(':');
    let behind_number = without_remark.split_once(',').map(|(_, date)| date.trim());
    [Some(without_remark), behind_number].into_iter().flatten().find(|date| parse(date).is_some())
}

impl Reader<'_> {
    /// Reads a line that sets an attribute, and the lines on which its value goes on.
    pub(super) fn set_attribute(&mut self, lines: &[Line], at: usize) -> usize {
        let line = lines[at];
        if self.in_header
            && let Some((name, value)) = attribute(line.words(self.text))
        {
            if name == "description" {
                let start = line.span().len() - value.len();
                self.line_as(Role::Summary, line.from(self.text, start));
            }
            self.dates.push((name.to_owned(), value.to_owned()));
        }
        let mut end = at;
        while lines[end].words(self.text).ends_with(" \\") && end + 1 < lines.len() {
            end += 1;
        }
        end + 1
    }

    /// Passes over the authors and the revision below the title of the document, and takes its date.
    pub(super) fn lines_below_title(&mut self, lines: &[Line], from: usize) -> usize {
        let mut at = from;
        let mut told = 0;
        while let Some(line) = lines.get(at).filter(|line| !line.is_blank()) {
            let words = line.words(self.text);
            if words.starts_with("//")
                || attribute(words).is_some()
                || super::block::is_condition(words)
            {
                break;
            }
            let is_author = told == 0 && is_author_line(words);
            let is_revision = told == 1
                && (revision_date(words).is_some()
                    || words
                        .strip_prefix('v')
                        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())));
            if !is_author && !is_revision {
                break;
            }
            if is_revision && let Some(date) = revision_date(words) {
                self.dates.push(("revdate".to_owned(), date.to_owned()));
            }
            told += 1;
            at += 1;
        }
        at
    }
}

/// Whether a line names authors: up to three names each, perhaps with an address.
fn is_author_line(words: &str) -> bool {
    words.split("; ").all(|author| {
        let name = author.split('<').next().unwrap_or_default().trim();
        let count = name.split_whitespace().count();
        (1..=4).contains(&count)
            && (author.contains('@')
                || name.split_whitespace().all(|part| {
                    part.starts_with(char::is_alphabetic)
                        && part.chars().all(|c| c.is_alphabetic() || "-'’._".contains(c))
                }))
    })
}
