//! The files that rules are written in.

use std::ops::Range;
use std::sync::Arc;

use smol_str::SmolStr;

use crate::finding::{Label, Origin, Problem};
use factlint_language::span::{LineIndex, Span};

/// A rule file or `factlint.toml`, with what is needed to point into it.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// What kind of file it is.
    pub origin: Origin,
    /// Its path as reported.
    pub path: Arc<str>,
    /// Its text.
    pub text: String,
    lines: LineIndex,
}

impl SourceFile {
    /// A file with this text; a byte order mark is left out of it.
    pub fn new(origin: Origin, path: impl Into<Arc<str>>, text: String) -> Self {
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        let lines = LineIndex::new(&text);
        Self { origin, path: path.into(), text, lines }
    }

    /// A label at a byte range of the file.
    pub fn label(&self, range: Range<usize>, message: impl Into<SmolStr>) -> Label {
        let mut start = range.start.min(self.text.len());
        let mut end = range.end.clamp(start, self.text.len());
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        let span = Span::new(start, end);
        Label {
            origin: self.origin,
            path: self.path.clone(),
            span,
            start: self.lines.position(&self.text, span.start),
            end: self.lines.position(&self.text, span.end),
            text: span.of(&self.text).into(),
            seen: None,
            message: message.into(),
            evidence: false,
            on_disk: true,
        }
    }

    /// A problem at a byte range of the file.
    pub fn problem(
        &self,
        range: Range<usize>,
        message: impl Into<String>,
        label: impl Into<SmolStr>,
    ) -> Problem {
        Problem {
            message: message.into(),
            primary: self.label(range, label),
            related: Vec::new(),
            notes: Vec::new(),
        }
    }
}
