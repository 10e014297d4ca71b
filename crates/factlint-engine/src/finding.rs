//! Findings: what factlint says, and where it points.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use smol_str::{SmolStr, format_smolstr};

use factlint_language::span::{Position, Span};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; never fails a run unless asked to.
    Note,
    /// Should be looked at.
    Warning,
    /// Must be settled before publishing.
    Error,
}

impl Severity {
    /// The word that rules, options and reports use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What kind of file a label points into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// A document of the corpus.
    Document,
    /// A rule file on disk.
    Rule,
    /// A rule file that is part of factlint.
    Pack,
    /// A file of facts that a rule names.
    Fact,
    /// `factlint.toml`.
    Config,
}

/// A place with the words that stand there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Kind of the file.
    pub origin: Origin,
    /// The file: a path relative to the corpus, or a pack's name; shared by the labels of a file.
    pub path: Arc<str>,
    /// Bytes in the text.
    pub span: Span,
    /// Line and column of the first byte.
    pub start: Position,
    /// Line and column one past the last byte.
    pub end: Position,
    /// Exactly the words at `span`.
    pub text: SmolStr,
    /// What readers see of them, where that differs: markup may stand inside.
    #[serde(default)]
    pub seen: Option<Box<str>>,
    /// What is to be seen here; may be empty.
    pub message: SmolStr,
    /// Supports the verdict, but is not in question itself: an article that agrees with the fact.
    #[serde(default)]
    pub evidence: bool,
    /// Whether the span also counts bytes of the file on disk: false for encodings other than UTF-8.
    pub on_disk: bool,
}

impl Label {
    /// Its words as readers see them.
    pub fn seen(&self) -> &str {
        self.seen.as_deref().unwrap_or(&self.text)
    }
}

/// Whether a fix may be applied without a second look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// Only one answer is right.
    Safe,
    /// A person should look.
    Unsafe,
}

/// One replacement of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The document.
    pub path: Arc<str>,
    /// Bytes to replace; no markup lies inside.
    pub span: Span,
    /// Line and column of the first byte.
    pub start: Position,
    /// Line and column one past the last byte.
    pub end: Position,
    /// What stands there.
    pub replaced: SmolStr,
    /// What to put there.
    pub replacement: SmolStr,
}

/// A way to settle a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// Whether it needs a second look.
    pub safety: Safety,
    /// What to replace: in order, without overlaps, and nothing by itself or by nothing.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix of the edits that change something and put something there; of those that overlap, the first. None
    /// where none is left.
    pub fn new(safety: Safety, mut edits: Vec<Edit>) -> Option<Self> {
        edits.retain(|edit| {
            !edit.replacement.trim().is_empty() && edit.replacement != edit.replaced
        });
        edits.sort_by(|one, other| (&one.path, one.span).cmp(&(&other.path, other.span)));
        edits.dedup_by(|later, earlier| {
            later.path == earlier.path && later.span.start < earlier.span.end
        });
        (!edits.is_empty()).then_some(Self { safety, edits })
    }
}

/// One diagnostic. There may be hundreds of thousands, in lists that grow and are put in order: each is a pointer to what
/// it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Finding(Box<Details>);

impl From<Details> for Finding {
    fn from(details: Details) -> Self {
        Self(Box::new(details))
    }
}

impl Deref for Finding {
    type Target = Details;

    fn deref(&self) -> &Details {
        &self.0
    }
}

impl DerefMut for Finding {
    fn deref_mut(&mut self) -> &mut Details {
        &mut self.0
    }
}

/// What a finding says. What many of them say is shared, short words are kept in place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// Id of the rule.
    pub rule: Arc<str>,
    /// The rule's kind.
    pub check: SmolStr,
    /// What kind of mistake it is: "title/ended", from the kind's list.
    pub code: SmolStr,
    /// How much it matters.
    pub severity: Severity,
    /// How many places of the document it tells of, the primary label's among them.
    #[serde(skip)]
    pub places: usize,
    /// One line that reads alone: lower-case start, no period, both sides quoted.
    pub message: String,
    /// The words that matter most.
    pub primary: Label,
    /// Other sides, and what supports the verdict; a fact is shared by all findings that it decides.
    pub related: Vec<Arc<Label>>,
    /// The arithmetic, the fact's source, what was counted; shared where many findings say the same.
    pub notes: Vec<Arc<str>>,
    /// A way to settle it.
    pub fix: Option<Box<Fix>>,
    /// Identity that survives edits elsewhere, see [`fingerprint`].
    pub fingerprint: SmolStr,
}

impl Details {
    /// Every label, the primary one first.
    pub fn labels(&self) -> impl Iterator<Item = &Label> {
        std::iter::once(&self.primary).chain(self.related.iter().map(|label| &**label))
    }

    /// The stable order of findings: path, position, rule, then whatever still tells them apart.
    pub fn order(&self) -> impl Ord + '_ {
        let first = &self.primary;
        (&first.path, first.span, &self.rule, &self.message, &self.fingerprint)
    }
}

/// Puts findings into their stable order.
pub fn put_in_order(findings: &mut [Finding]) {
    findings.sort_by(|one, other| one.order().cmp(&other.order()));
}

/// What is wrong with a rule file or with `factlint.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// One line that reads alone.
    pub message: String,
    /// The words that are wrong.
    pub primary: Label,
    /// Other places that matter.
    pub related: Vec<Label>,
    /// What to do about it.
    pub notes: Vec<String>,
}

/// The identity of a finding across runs: a hash of the rule and of the normalised words on its
/// outlying side. Line numbers, paths above the corpus and the order of sides leave no trace in it.
/// The recipe is frozen: baselines and code hosts keep these values.
pub fn fingerprint(rule: &str, words: &[&str]) -> SmolStr {
    let mut recipe = String::from(rule);
    for piece in words {
        recipe.push('\u{1f}');
        for (index, word) in piece.split_whitespace().enumerate() {
            if index > 0 {
                recipe.push(' ');
            }
            recipe.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    format_smolstr!("{:016x}", xxhash_rust::xxh3::xxh3_64(recipe.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_small() {
        // There may be hundreds of thousands of them: rare parts are boxed, short words lie in place.
        assert!(size_of::<Finding>() <= size_of::<usize>());
        assert!(size_of::<Details>() <= 320, "{}", size_of::<Details>());
        assert!(size_of::<Label>() <= 120, "{}", size_of::<Label>());
    }

    #[test]
    fn a_fingerprint_ignores_white_space_and_case() {
        let one = fingerprint("range", &["2,500  kilometers", "a\nb"]);
        assert_eq!(one, fingerprint("range", &["2,500 Kilometers", "a b"]));
        assert_ne!(one, fingerprint("range", &["2,500 kilometers a b"]));
        assert_eq!(one.len(), 16);
    }
}
