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
    /// Whose it is: rules of a higher layer replace those of a lower one with the same id.
    pub layer: Layer,
    /// The shared pack that it is part of.
    pub pack: Option<Arc<PackPlace>>,
    /// The files of facts that come with it, of a shipped pack: their paths from its folder, and their texts.
    facts: &'static [(&'static str, &'static str)],
    /// Whether it holds facts that rules read, and no rules.
    is_facts: bool,
    lines: LineIndex,
}

/// Whose a file of rules is, the most general first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// A pack, shipped or shared.
    Pack,
    /// What a `factlint.toml` brings that others extend, counted from the most general one.
    Extended(u16),
    /// The corpus itself.
    Own,
}

/// A shared pack: what its files belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackPlace {
    /// Its name.
    pub name: String,
    /// Its folder as reported: no file of facts that its rules name lies outside.
    pub folder: String,
}

impl SourceFile {
    /// A file with this text; a byte order mark is left out of it.
    pub fn new(origin: Origin, path: impl Into<Arc<str>>, text: String) -> Self {
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        let lines = LineIndex::new(&text);
        let layer = if origin == Origin::Pack { Layer::Pack } else { Layer::Own };
        let path = path.into();
        let is_facts = origin == Origin::Fact;
        Self { origin, path, text, layer, pack: None, facts: &[], is_facts, lines }
    }

    /// The same file, of another layer.
    #[must_use]
    pub fn of_layer(self, layer: Layer) -> Self {
        Self { layer, ..self }
    }

    /// The same file, as part of a shared pack.
    #[must_use]
    pub fn of_pack(self, pack: &Arc<PackPlace>) -> Self {
        Self { layer: Layer::Pack, pack: Some(Arc::clone(pack)), ..self }
    }

    /// The same file, with the files of facts that come with it.
    #[must_use]
    pub fn with_facts(self, facts: &'static [(&'static str, &'static str)]) -> Self {
        Self { facts, ..self }
    }

    /// A file of facts that comes with this one, of a shipped pack.
    ///
    /// # Errors
    /// Where there is none of that path, in words that follow it.
    pub fn shipped_facts(&self, path: &str) -> Result<Self, String> {
        match self.facts.iter().find(|(known, _)| *known == path) {
            Some((_, text)) => {
                let shown = path.trim_start_matches("../");
                let file = Self::new(Origin::Pack, shown, (*text).to_owned());
                Ok(Self { is_facts: true, ..file })
            }
            None => Err("is not part of the pack".to_owned()),
        }
    }

    /// Whether it is there for its rules, and not for facts that rules read.
    pub fn holds_rules(&self) -> bool {
        !self.is_facts && matches!(self.origin, Origin::Rule | Origin::Pack)
    }

    /// What messages call the pack that it is part of, if it is part of one.
    pub fn pack_name(&self) -> Option<&str> {
        match (&self.pack, self.origin) {
            (Some(pack), _) => Some(&pack.name),
            (None, Origin::Pack) => Some(self.path.strip_suffix(".toml").unwrap_or(&self.path)),
            _ => None,
        }
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
