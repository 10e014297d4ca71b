//! Statements that were not read: counted, and told where somebody asks or a gate is set.

use std::collections::BTreeSet;
use std::sync::Arc;

use factlint_document::Record;
use factlint_language::span::Span;
use smol_str::SmolStr;

use super::Policy;
use super::documents::Admission;
use super::settle::Settled;
use super::stets::NoteIndex;
use crate::engine::Engine;
use crate::finding::{Details, Finding, Label, Origin, Severity, fingerprint};
use crate::observed::{Observed, StetNote};
use crate::ruleset::LoadedRule;
use crate::unread::{Class, Unread};
use factlint_language::word;

/// What becomes of statements that were not read. Unclear ones are always counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Unreads {
    /// How much unclear ones matter, where a rule does not say: they are findings then.
    pub severity: Option<Severity>,
    /// Those of this class and of all that worry more are told, as notes.
    pub told: Option<Class>,
}

impl Policy<'_> {
    /// The statements of a document that were not read: how many places of unclear ones there are, and the findings
    /// about those that are told.
    pub fn settle_unread(&self, engine: &Engine, observed: &Observed) -> Settled {
        self.settle_unread_of(engine, &observed.document, &observed.unread, &observed.stets)
    }

    /// The same, by the document's record.
    pub(super) fn settle_unread_of(
        &self,
        engine: &Engine,
        record: &Record,
        unread: &[Unread],
        stets: &[StetNote],
    ) -> Settled {
        let mut settled = Settled::default();
        if unread.iter().all(|unread| !unread.is_statement) {
            return settled;
        }
        let document = self.for_record(record, stets);
        let notes = NoteIndex::new(stets);
        let mut places: BTreeSet<Span> = BTreeSet::new();
        for unread in unread.iter().filter(|unread| unread.is_statement) {
            let Some(index) = engine.rules().index_of(&unread.rule) else { continue };
            let loaded = &engine.rules().rules[index as usize];
            let label = label(record, unread);
            let is_off = document.admits(&loaded.rule) == Admission::Refused;
            if is_off || !self.reporting.reports(&label) {
                continue;
            }
            let standing = self.standing_by(Some(&notes), &loaded.rule, &label);
            if !standing.is_empty() {
                settled.used.extend(standing);
                settled.stetted += 1;
                continue;
            }
            if unread.reason.class() == Class::Unclear {
                places.insert(unread.span);
            }
            if let Some(severity) = self.severity_of_unread(loaded, unread) {
                settled.findings.push(finding(loaded, unread, label, severity));
            }
        }
        settled.unread = places.len();
        settled
    }

    /// How much a statement that was not read matters; none where it is only counted.
    fn severity_of_unread(&self, loaded: &LoadedRule, unread: &Unread) -> Option<Severity> {
        let class = unread.reason.class();
        let gate = loaded.rule.unread.unwrap_or(self.unread.severity);
        let gate = gate.filter(|_| class == Class::Unclear);
        gate.or((Some(class) <= self.unread.told).then_some(Severity::Note))
    }
}

fn label(record: &Record, unread: &Unread) -> Label {
    Label {
        origin: Origin::Document,
        path: record.path.clone(),
        span: unread.span,
        start: unread.start,
        end: unread.end,
        text: unread.words.as_str().into(),
        seen: None,
        message: SmolStr::new_static("not read"),
        evidence: false,
        on_disk: record.utf8,
    }
}

fn finding(loaded: &LoadedRule, unread: &Unread, label: Label, severity: Severity) -> Finding {
    let rule = &loaded.rule;
    let words = word::one_line(&unread.words);
    let context = format!("{:016x}", unread.context);
    Finding::from(Details {
        rule: Arc::clone(&rule.id),
        check: SmolStr::new_static(rule.kind),
        code: SmolStr::new_static(unread.reason.code().name),
        severity,
        places: 1,
        message: format!("`{words}` was not read: {}", unread.told()),
        fingerprint: fingerprint(&rule.id, &["unread", &unread.words, &context]),
        primary: label,
        related: Vec::new(),
        notes: vec![Arc::clone(&rule.notes.place)],
        fix: None,
    })
}
