//! `[format]` of `factlint.toml`: how files are read whose names end so.

use std::path::Path;

use factlint_document::Format;
use factlint_engine::rule::table::{Table, did_you_mean};

/// Endings and the formats that they stand for, before those that are known anyway.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Formats {
    /// Endings without the point in front, in lower case, the longest first.
    endings: Vec<(String, Format)>,
}

impl Formats {
    /// Reads `"inc.html" = "html"`; what is wrong is reported.
    pub fn read(mut table: Table<'_>) -> Self {
        let mut endings = Vec::new();
        for (ending, names) in table.take_named_strings() {
            let text = ending.get_ref().trim_start_matches("*.").trim_start_matches('.');
            if text.is_empty() || text.contains(['/', '\\', '*', '?', '[', '{']) {
                table.problem(
                    ending.span(),
                    format!("`{}` is no ending of names", ending.get_ref()),
                    "write what stands behind the point: \"inc\"",
                );
                continue;
            }
            let [name] = names.as_slice() else {
                if names.len() > 1 {
                    let message = format!("`{}` has more than one format", ending.get_ref());
                    table.problem(ending.span(), message, "which of them?");
                }
                continue;
            };
            match Format::by_name(name.get_ref()) {
                Some(format) => endings.push((text.to_lowercase(), format)),
                None => {
                    let known: Vec<&str> = Format::NAMES.iter().map(|(name, _)| *name).collect();
                    let hint = did_you_mean(name.get_ref(), &known);
                    table.problem_with_note(
                        name.span(),
                        format!("there is no format `{}`", name.get_ref()),
                        hint.unwrap_or_else(|| "is none".to_owned()),
                        format!("formats: {}", known.join(", ")),
                    );
                }
            }
        }
        Self::new(endings)
    }

    fn new(mut endings: Vec<(String, Format)>) -> Self {
        // Of endings that are as long, the first counts.
        endings.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
        Self { endings }
    }

    /// These, and others where none of these matches.
    #[must_use]
    pub fn before(&self, others: &Self) -> Self {
        let more = others
            .endings
            .iter()
            .filter(|(ending, _)| self.endings.iter().all(|(known, _)| known != ending));
        Self::new(self.endings.iter().chain(more).cloned().collect())
    }

    /// The endings, the longest first.
    pub fn endings(&self) -> &[(String, Format)] {
        &self.endings
    }

    /// The format of a file of this path, if its name tells one.
    pub fn of(&self, path: &str) -> Option<Format> {
        let is_so = |ending: &str| {
            let start = path.len().checked_sub(ending.len());
            let tail = start.and_then(|start| path.get(start..));
            tail.is_some_and(|tail| tail.eq_ignore_ascii_case(ending))
                && start.is_some_and(|start| path[..start].ends_with('.'))
        };
        let said = self.endings.iter().find(|(ending, _)| is_so(ending));
        said.map(|(_, format)| *format).or_else(|| Format::of(Path::new(path)))
    }

    /// How a file of this path is read: as plain text where its name tells nothing.
    pub fn for_path(&self, path: &str) -> Format {
        self.of(path).unwrap_or_else(|| Format::for_path(Path::new(path)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_ending_counts() {
        let formats = Formats::new(vec![
            ("inc".to_owned(), Format::Html),
            ("md.inc".to_owned(), Format::Markdown),
            ("txt".to_owned(), Format::Rst),
        ]);
        for (path, format) in [
            ("a.inc", Some(Format::Html)),
            ("docs/a.MD.inc", Some(Format::Markdown)),
            ("a.txt", Some(Format::Rst)),
            ("a.md", Some(Format::Markdown)),
            ("ainc", None),
            ("\u{e9}inc", None),
            ("inc", None),
        ] {
            assert_eq!(formats.of(path), format, "{path}");
        }
    }
}
