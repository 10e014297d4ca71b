//! Stets: what editors let stand, in `factlint.toml` and in comments of documents.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Policy;
use crate::corpus::Corpus;
use crate::corpus::config::Stet;
use factlint_document::Document;
use factlint_document::stet::{self, Reach};
use factlint_engine::finding::{Finding, Label, Origin, Severity, fingerprint};
use factlint_engine::rule::Rule;
use factlint_engine::rule::table::did_you_mean;
use factlint_engine::ruleset::RuleSet;
use factlint_language::span::Span;
use factlint_language::word::is_word;

/// A comment of a document that lets something stand.
#[derive(Clone, Debug)]
pub struct Comment {
    /// The comment itself.
    pub place: Label,
    /// The stretch of text that it speaks of.
    scope: Span,
    /// Whether it lets findings stand, or switches rules off.
    pub reach: Reach,
    /// The rules, and why; or what is wrong with it.
    pub order: Result<(Vec<String>, String), String>,
}

/// The comments of documents, by path.
pub(super) type Comments = BTreeMap<String, Vec<Comment>>;

/// A stet: one of `factlint.toml` by its place there, or a rule of a comment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum StetId {
    Config(usize),
    Comment { path: String, index: usize, rule: String },
}

/// All stets that may speak of a finding.
#[derive(Clone, Copy)]
pub(super) struct Stets<'a> {
    pub policy: &'a Policy<'a>,
    pub comments: &'a Comments,
}

/// The comments of a document that speak to factlint.
pub(super) fn comments_of(document: &Document) -> Comments {
    let path = &document.record().path;
    let comments: Vec<Comment> = document
        .stets()
        .iter()
        .map(|comment| Comment {
            place: Label {
                origin: Origin::Document,
                path: path.clone(),
                span: comment.place,
                start: document.position(comment.place.start),
                end: document.position(comment.place.end),
                text: comment.place.of(document.text()).to_owned(),
                seen: None,
                message: String::new(),
                evidence: false,
                on_disk: document.record().utf8,
            },
            scope: comment.scope,
            reach: comment.reach,
            order: comment.order.clone().map(|order| (order.rules, order.reason)),
        })
        .collect();
    if comments.is_empty() { Comments::new() } else { Comments::from([(path.clone(), comments)]) }
}

/// Every comment of a corpus that speaks to factlint, in order, with its path as reports show it.
/// Documents that cannot be read have none.
pub fn comments_in(corpus: &Corpus) -> Vec<Comment> {
    let mut found = Vec::new();
    let mut buffer = Vec::new();
    for entry in &corpus.entries {
        let Ok(bytes) = corpus.read(entry, &mut buffer) else { continue };
        let Ok(decoded) = corpus.decode(entry, bytes) else { continue };
        if !stet::may_stand_in(&decoded.text) {
            continue;
        }
        let document = corpus.document(entry, bytes, decoded);
        for mut comment in comments_of(&document).into_values().flatten() {
            comment.place.path = corpus.shown(entry);
            found.push(comment);
        }
    }
    found
}

impl Stets<'_> {
    /// The stets that let a rule's finding about the words at a label stand.
    pub(super) fn standing(&self, rule: &Rule, label: &Label) -> Vec<StetId> {
        let mut found: Vec<StetId> = self
            .policy
            .stets
            .iter()
            .enumerate()
            .filter(|(at, stet)| {
                !self.policy.expired[*at]
                    && **stet.rule.get_ref() == *rule.id
                    && stands(stet, label)
            })
            .map(|(at, _)| StetId::Config(at))
            .collect();
        for (index, comment) in self.comments.get(&label.path).into_iter().flatten().enumerate() {
            if let Ok((rules, _)) = &comment.order
                && rules.iter().any(|known| **known == *rule.id)
                && comment.scope.overlaps(label.span)
            {
                let (path, rule) = (label.path.clone(), rule.id.to_string());
                found.push(StetId::Comment { path, index, rule });
            }
        }
        found
    }

    /// Findings about comments that are malformed, or let nothing stand.
    pub(super) fn comments_to_mend(
        &self,
        ruleset: &RuleSet,
        used: &BTreeSet<StetId>,
    ) -> Vec<Finding> {
        let mut found = Vec::new();
        for (path, comments) in self.comments {
            for (index, comment) in comments.iter().enumerate() {
                let (rules, reason) = match &comment.order {
                    Ok(order) => order,
                    Err(wrong) => {
                        let message = match comment.reach {
                            Reach::Block => format!("this comment lets nothing stand: {wrong}"),
                            Reach::Document => {
                                format!("this front matter switches nothing off: {wrong}")
                            }
                        };
                        found.push(notice(comment, Severity::Error, message, "is malformed"));
                        continue;
                    }
                };
                for rule in rules {
                    let id = StetId::Comment { path: path.clone(), index, rule: rule.clone() };
                    let is_known = ruleset.find(rule).is_some();
                    // A rule may be off in a document in which it would find nothing today.
                    let is_used =
                        used.contains(&id) || (is_known && comment.reach == Reach::Document);
                    if is_used || (!is_known && self.policy.is_partial) {
                        continue;
                    }
                    let (message, label) = if is_known {
                        let message = format!("this stet for `{rule}` lets nothing stand");
                        (message, "remove it, or put it before the block".to_owned())
                    } else {
                        let ids: Vec<&str> =
                            ruleset.rules.iter().map(|loaded| &*loaded.rule.id).collect();
                        let hint = did_you_mean(rule, &ids);
                        let label = hint.unwrap_or_else(|| "no such rule is loaded".to_owned());
                        (format!("this stet names an unknown rule `{rule}`"), label)
                    };
                    let mut finding = notice(comment, Severity::Warning, message, &label);
                    finding.notes.push(format!("its reason: {reason}"));
                    found.push(finding);
                }
            }
        }
        found
    }
}

/// A finding about a comment.
fn notice(comment: &Comment, severity: Severity, message: String, label: &str) -> Finding {
    let mut primary = comment.place.clone();
    primary.message = label.to_owned();
    Finding {
        rule: "stet".to_owned(),
        check: "stet".to_owned(),
        places: 1,
        severity,
        fingerprint: fingerprint("stet", &[&primary.text]),
        message,
        primary,
        related: Vec::new(),
        further: Arc::default(),
        notes: Vec::new(),
        fix: None,
    }
}

pub(super) fn is_side(label: &Label) -> bool {
    label.origin == Origin::Document && !label.evidence
}

/// Whether a stet speaks of the words at a label.
fn stands(stet: &Stet, label: &Label) -> bool {
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let path = stet.path.as_ref().is_none_or(|glob| glob.is_match(&label.path));
    path && stet.text.as_ref().is_none_or(|text| {
        let text = squeezed(text);
        [&label.text, label.seen()]
            .into_iter()
            .map(squeezed)
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

/// Stets that let nothing stand, and those that are over.
pub(super) fn idle(
    policy: &Policy<'_>,
    ruleset: &RuleSet,
    used: &BTreeSet<StetId>,
) -> Vec<Finding> {
    let idle = policy.stets.iter().enumerate().filter(|(at, stet)| {
        !used.contains(&StetId::Config(*at)) && ruleset.find(stet.rule.get_ref()).is_some()
    });
    idle.map(|(at, stet)| {
        let rule = stet.rule.get_ref();
        let message = if policy.expired[at] {
            let until = stet.until.map(|until| until.to_string()).unwrap_or_default();
            format!("the stet for `{rule}` ended on {until}")
        } else {
            format!("this stet for `{rule}` lets nothing stand")
        };
        let mut primary = stet.place.clone();
        primary.message = "remove it, or mend its `path` or `text`".to_owned();
        let words = [stet.text.as_deref().unwrap_or_default(), stet.reason.as_str()];
        Finding {
            rule: "stet".to_owned(),
            check: "stet".to_owned(),
            places: 1,
            severity: Severity::Warning,
            message,
            fingerprint: fingerprint(rule, &words),
            primary,
            related: Vec::new(),
            further: Arc::default(),
            notes: vec![format!("its reason: {}", stet.reason)],
            fix: None,
        }
    })
    .collect()
}
