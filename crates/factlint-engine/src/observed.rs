//! What observing one document comes to: a record that outlives the document's text.

use std::sync::Arc;

use factlint_document::stet::{Reach, StetOrder};
use factlint_document::{Document, Record};
use factlint_language::span::Span;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::claim::{Claim, PackedClaims, RuleTable};
use crate::finding::{Label, Origin};
use crate::unread::Unread;

/// What a document says under the rules that it wakes. It depends on the document, the rules and the
/// vocabulary alone: no override, stet or baseline leaves a trace in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Observed {
    /// The document.
    pub document: Arc<Record>,
    /// By rule, and for each rule by place.
    pub claims: Vec<Claim>,
    /// What rules looked at and did not read, where somebody asks.
    pub unread: Vec<Unread>,
    /// What the document itself lets stand or switches off.
    pub stets: Vec<StetNote>,
}

impl Observed {
    /// The same document with other claims.
    #[must_use]
    pub fn with_claims(&self, claims: Vec<Claim>) -> Self {
        let (document, stets) = (Arc::clone(&self.document), self.stets.clone());
        Self { document, claims, unread: Vec::new(), stets }
    }

    /// The same with its claims as bytes, for these rules.
    pub fn packed(&self, rules: &dyn RuleTable) -> PackedObserved {
        PackedObserved {
            document: Arc::clone(&self.document),
            claims: PackedClaims::new(&self.document, &self.claims, rules),
            unread: self.unread.clone(),
            stets: self.stets.clone(),
        }
    }
}

/// What a document says, with its claims as bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct PackedObserved {
    /// The document.
    pub document: Arc<Record>,
    /// By rule, and for each rule by place.
    pub claims: PackedClaims,
    /// What rules looked at and did not read, where somebody asks.
    pub unread: Vec<Unread>,
    /// What the document itself lets stand or switches off.
    pub stets: Vec<StetNote>,
}

/// A comment of a document that lets something stand, or its front matter that switches rules off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StetNote {
    /// The comment itself.
    pub place: Label,
    /// The stretch of text that it speaks of.
    pub scope: Span,
    /// Whether it lets findings stand, or switches rules off.
    pub reach: Reach,
    /// The rules, and why; or what is wrong with it.
    pub order: Result<StetOrder, String>,
}

impl StetNote {
    /// The notes of a document that speak to factlint, in order.
    pub fn of(document: &Document) -> Vec<StetNote> {
        let record = document.record();
        let note = |comment: &factlint_document::stet::StetComment| StetNote {
            place: Label {
                origin: Origin::Document,
                path: record.path.clone(),
                span: comment.place,
                start: document.position(comment.place.start),
                end: document.position(comment.place.end),
                text: comment.place.of(document.text()).into(),
                seen: None,
                message: SmolStr::default(),
                evidence: false,
                on_disk: record.utf8,
            },
            scope: comment.scope,
            reach: comment.reach,
            order: comment.order.clone(),
        };
        document.stets().iter().map(note).collect()
    }

    /// Whether it is front matter that switches a rule off.
    pub fn switches_off(&self, rule: &str) -> bool {
        self.reach == Reach::Document
            && self.order.as_ref().is_ok_and(|order| order.rules.iter().any(|one| one == rule))
    }
}
