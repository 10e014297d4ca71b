//! Stets: what editors let stand, in `factlint.toml` and in comments of documents.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use factlint_document::stet::Reach;
use factlint_language::span::Span;
use factlint_language::word::{self, is_word};
use globset::{GlobSet, GlobSetBuilder};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::documents::Documents;
use super::{Policy, Stet};
use crate::conflict::Code;
use crate::finding::{Details, Finding, Label, Severity, fingerprint};
use crate::observed::StetNote;
use crate::rule::Rule;
use crate::rule::table::did_you_mean;
use crate::ruleset::RuleSet;

/// What is wrong with stets.
pub const CODES: &[Code] = &[UNUSED, EXPIRED, UNKNOWN_RULE, MALFORMED];

const UNUSED: Code = Code::new("stet/unused", "a stet lets nothing stand");
const EXPIRED: Code = Code::new("stet/expired", "a stet is over");
const UNKNOWN_RULE: Code = Code::new("stet/unknown-rule", "a stet names a rule that is not loaded");
const MALFORMED: Code =
    Code::new("stet/malformed", "a comment or front matter cannot be understood");

/// A stet: one of `factlint.toml` by its place there, or a rule of a note in a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum StetId {
    Config(usize),
    Note { path: Arc<str>, index: usize, rule: Arc<str> },
}

/// The stets of `factlint.toml`.
#[derive(Debug, Default)]
pub(super) struct Stets {
    all: Vec<Stet>,
    /// Stets that are over count for nothing.
    expired: Vec<bool>,
    /// The paths of those that name one, and for each the stet that it belongs to.
    paths: GlobSet,
    stet_of: Vec<usize>,
    /// By rule: those that hold everywhere.
    everywhere: BTreeMap<String, Vec<usize>>,
}

impl Stets {
    pub fn new(all: Vec<Stet>, on: Option<Date>) -> Self {
        let is_over = |stet: &Stet| stet.until.zip(on).is_some_and(|(until, on)| until < on);
        let expired: Vec<bool> = all.iter().map(is_over).collect();
        let mut everywhere: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let (mut paths, mut stet_of) = (GlobSetBuilder::new(), Vec::new());
        for (index, stet) in all.iter().enumerate().filter(|(index, _)| !expired[*index]) {
            match &stet.path {
                Some(path) => {
                    paths.add(path.glob().clone());
                    stet_of.push(index);
                }
                None => everywhere.entry(stet.rule.clone()).or_default().push(index),
            }
        }
        let paths = paths.build().unwrap_or_default();
        Self { all, expired, paths, stet_of, everywhere }
    }

    /// All that decides what they let stand.
    pub fn recipe(&self) -> String {
        let told = |(stet, is_over): (&Stet, &bool)| {
            let path = stet.path.as_ref().map(|path| path.glob().glob());
            format!("{:?}", (&stet.rule, path, &stet.text, is_over))
        };
        self.all.iter().zip(&self.expired).map(told).collect()
    }

    /// Whether one that is not over speaks of a rule.
    pub fn speak_of(&self, rule: &str) -> bool {
        let mut all = self.all.iter().zip(&self.expired);
        all.any(|(stet, is_over)| stet.rule == rule && !is_over)
    }

    /// The stets that speak of a rule's findings in a document, in order.
    fn of(&self, rule: &str, path: &str) -> Vec<usize> {
        let mut found = self.everywhere.get(rule).cloned().unwrap_or_default();
        if !self.stet_of.is_empty() {
            let here = self.paths.matches(path).into_iter().map(|place| self.stet_of[place]);
            found.extend(here.filter(|index| self.all[*index].rule == rule));
        }
        found.sort_unstable();
        found
    }
}

/// The notes of a document by rule and place.
#[derive(Debug, Default)]
pub(crate) struct NoteIndex {
    /// By rule: scopes in the order of their starts.
    by_rule: BTreeMap<String, Vec<NotedScope>>,
}

#[derive(Debug)]
struct NotedScope {
    scope: Span,
    /// The last end of this and all earlier scopes: where to stop looking back.
    reach: u32,
    /// Index of the note in its document.
    note: usize,
}

impl NoteIndex {
    pub fn new(notes: &[StetNote]) -> Self {
        let mut by_rule: BTreeMap<String, Vec<NotedScope>> = BTreeMap::new();
        for (index, note) in notes.iter().enumerate() {
            for rule in note.order.iter().flat_map(|order| &order.rules) {
                let scope = NotedScope { scope: note.scope, reach: 0, note: index };
                by_rule.entry(rule.clone()).or_default().push(scope);
            }
        }
        for scopes in by_rule.values_mut() {
            scopes.sort_by_key(|one| (one.scope, one.note));
            let mut reach = 0;
            for one in scopes {
                reach = reach.max(one.scope.end);
                one.reach = reach;
            }
        }
        Self { by_rule }
    }

    /// Whether the document lets nothing stand.
    pub fn is_empty(&self) -> bool {
        self.by_rule.is_empty()
    }

    /// The notes that let a rule's finding at a place stand.
    fn over(&self, rule: &str, place: Span) -> impl Iterator<Item = usize> + '_ {
        let scopes = self.by_rule.get(rule).map_or(&[][..], Vec::as_slice);
        let beyond = scopes.partition_point(|one| one.scope.start < place.end.max(place.start + 1));
        scopes[..beyond]
            .iter()
            .rev()
            .take_while(move |one| one.reach > place.start)
            .filter(move |one| one.scope.overlaps(place))
            .map(|one| one.note)
    }
}

impl Policy<'_> {
    /// The stets that let a rule's finding about the words at a label stand.
    pub(super) fn standing(
        &self,
        documents: &Documents,
        rule: &Rule,
        label: &Label,
    ) -> Vec<StetId> {
        self.standing_by(documents.notes(&label.path), rule, label)
    }

    /// The same, by the notes of the document that the words stand in.
    pub(super) fn standing_by(
        &self,
        notes: Option<&NoteIndex>,
        rule: &Rule,
        label: &Label,
    ) -> Vec<StetId> {
        let listed = rule.names().flat_map(|name| self.stets.of(name, &label.path));
        let mut found: Vec<StetId> = listed
            .filter(|index| stands(&self.stets.all[*index], label))
            .map(StetId::Config)
            .collect();
        if let Some(notes) = notes {
            for name in rule.names() {
                found.extend(notes.over(name, label.span).map(|index| StetId::Note {
                    path: Arc::clone(&label.path),
                    index,
                    rule: name.into(),
                }));
            }
        }
        found
    }

    /// Findings about stets that let nothing stand, name unknown rules or cannot be understood: of
    /// `factlint.toml`, and of documents that are reported.
    pub(super) fn stets_to_mend(
        &self,
        ruleset: &RuleSet,
        documents: &Documents,
        used: &BTreeSet<StetId>,
    ) -> Vec<Finding> {
        let mut found = self.unused(ruleset, used);
        for document in documents.documents() {
            for (index, note) in document.stets.iter().enumerate() {
                let notes = self.note_to_mend(ruleset, &document.document.path, index, note, used);
                found.extend(notes.into_iter().filter(|one| self.reporting.reports(&one.primary)));
            }
        }
        found
    }

    /// Stets of `factlint.toml` that let nothing stand, and those that are over.
    fn unused(&self, ruleset: &RuleSet, used: &BTreeSet<StetId>) -> Vec<Finding> {
        let all = self.stets.all.iter().enumerate();
        let unused = all.filter(|(index, stet)| {
            !used.contains(&StetId::Config(*index)) && ruleset.find(&stet.rule).is_some()
        });
        unused
            .map(|(index, stet)| {
                let rule = &stet.rule;
                let (code, message) = if self.stets.expired[index] {
                    let until = stet.until.map(|until| until.to_string()).unwrap_or_default();
                    (EXPIRED, format!("the stet for `{rule}` ended on {until}"))
                } else {
                    (UNUSED, format!("this stet for `{rule}` lets nothing stand"))
                };
                let words = [stet.text.as_deref().unwrap_or_default(), stet.reason.as_str()];
                let label = "remove it, or mend its `path` or `text`";
                let mut finding = notice(&stet.place, code, Severity::Warning, message, label);
                finding.fingerprint = fingerprint(rule, &words);
                finding.notes.push(format!("its reason: {}", stet.reason).into());
                finding
            })
            .collect()
    }

    /// What is wrong with a note of a document.
    fn note_to_mend(
        &self,
        ruleset: &RuleSet,
        path: &str,
        index: usize,
        note: &StetNote,
        used: &BTreeSet<StetId>,
    ) -> Vec<Finding> {
        let order = match &note.order {
            Ok(order) => order,
            Err(wrong) => {
                let message = match note.reach {
                    Reach::Block => format!("this comment lets nothing stand: {wrong}"),
                    Reach::Document => format!("this front matter switches nothing off: {wrong}"),
                };
                let severity = Severity::Error;
                return vec![notice(&note.place, MALFORMED, severity, message, "is malformed")];
            }
        };
        let mut found = Vec::new();
        for rule in &order.rules {
            let id = StetId::Note { path: path.into(), index, rule: rule.as_str().into() };
            let is_known = ruleset.knows(rule);
            // A rule may be off in a document in which it would find nothing today.
            let is_used = used.contains(&id) || (is_known && note.reach == Reach::Document);
            if is_used || (!is_known && self.is_partial) {
                continue;
            }
            let (code, message, label) = if is_known {
                let message = format!("this stet for `{rule}` lets nothing stand");
                (UNUSED, message, "remove it, or put it before the block".to_owned())
            } else {
                let ids: Vec<&str> = ruleset.rules.iter().map(|loaded| &*loaded.rule.id).collect();
                let hint = did_you_mean(rule, &ids);
                let label = hint.unwrap_or_else(|| "no such rule is loaded".to_owned());
                (UNKNOWN_RULE, format!("this stet names an unknown rule `{rule}`"), label)
            };
            let mut finding = notice(&note.place, code, Severity::Warning, message, &label);
            finding.notes.push(format!("its reason: {}", order.reason).into());
            found.push(finding);
        }
        found
    }
}

/// A finding about a stet.
fn notice(place: &Label, code: Code, severity: Severity, message: String, label: &str) -> Finding {
    let mut primary = place.clone();
    primary.message = label.into();
    Finding::from(Details {
        rule: "stet".into(),
        check: SmolStr::new_static("stet"),
        code: SmolStr::new_static(code.name),
        places: 1,
        severity,
        fingerprint: fingerprint("stet", &[&primary.text]),
        message,
        primary,
        related: Vec::new(),
        notes: Vec::new(),
        fix: None,
    })
}

/// Whether a stet of a label's document speaks of its words.
fn stands(stet: &Stet, label: &Label) -> bool {
    stet.text.as_ref().is_none_or(|text| {
        let text = word::one_line(text);
        [&label.text, label.seen()]
            .into_iter()
            .map(word::one_line)
            .any(|words| holds_words(&words, &text) || holds_words(&text, &words))
    })
}

/// Whether `words` stand in a text as words of their own: "500 km" does not stand in "2,500 km".
fn holds_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let mut before = text[..at].chars().rev();
        let mut after = text[at + words.len()..].chars();
        let part_of_number = |side: &mut dyn Iterator<Item = char>| match side.next() {
            Some(',' | '.') => side.next().is_some_and(|next| next.is_ascii_digit()),
            Some(next) => is_word(next),
            None => false,
        };
        !part_of_number(&mut before) && !part_of_number(&mut after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Origin;
    use factlint_document::stet::StetOrder;
    use factlint_language::span::Position;

    fn note(scope: (u32, u32), rule: &str) -> StetNote {
        let start = Position { line: 1, column: 1 };
        StetNote {
            place: Label {
                origin: Origin::Document,
                path: "a.md".into(),
                span: Span { start: 0, end: 0 },
                start,
                end: start,
                text: SmolStr::default(),
                seen: None,
                message: SmolStr::default(),
                evidence: false,
                on_disk: true,
            },
            scope: Span { start: scope.0, end: scope.1 },
            reach: Reach::Block,
            order: Ok(StetOrder { rules: vec![rule.to_owned()], reason: "so".to_owned() }),
        }
    }

    #[test]
    fn a_note_is_found_wherever_it_reaches_and_nowhere_else() {
        // One note over a list, two over items in it, and one for another rule.
        let notes =
            [note((0, 100), "a"), note((10, 20), "a"), note((40, 50), "a"), note((0, 100), "b")];
        let index = NoteIndex::new(&notes);
        let over = |start: u32, end: u32| -> Vec<usize> {
            let mut found: Vec<usize> = index.over("a", Span { start, end }).collect();
            found.sort_unstable();
            found
        };
        assert_eq!(over(12, 14), [0, 1]);
        assert_eq!(over(30, 35), [0]);
        assert_eq!(over(45, 60), [0, 2]);
        assert_eq!(over(60, 70), [0]);
        assert_eq!(over(100, 110), [0; 0]);
        assert_eq!(index.over("c", Span { start: 12, end: 14 }).count(), 0);
    }
}
