//! From words to what decides about them: from a finding to its rule, from `about` to its subject, and from a subject
//! to where documents name it.

use std::path::Path;

use gen_lsp_types::{DefinitionParams, Location, ReferenceParams, TextDocumentPositionParams};
use rayon::prelude::*;

use super::diagnostics::rule_place;
use super::state::State;
use super::toml_place::TomlPlace;
use super::uri;
use crate::workspace::Workspace;
use factlint_engine::finding::Origin;
use factlint_engine::rule::subject::SubjectId;
use factlint_language::span::Span;

/// What a cursor stands on.
pub struct Cursor<'a> {
    pub workspace: &'a Workspace,
    /// The document, as its corpus calls it; none for a file of rules.
    pub document: Option<String>,
    pub offset: usize,
}

impl<'a> Cursor<'a> {
    pub fn new(state: &'a State, at: &TextDocumentPositionParams) -> Option<Self> {
        let file = uri::path(&at.text_document.uri)?;
        let open = state.open.get(&file)?;
        let offset = open.text.offset(at.position, state.encoding());
        let of_rules = state.concerned(&file).find(|one| one.setup.is_made_of(&file));
        let workspace = of_rules.or_else(|| state.workspace_of(&file))?;
        let document = if of_rules.is_some() { None } else { workspace.document_path(&file) };
        Some(Self { workspace, document, offset })
    }

    /// Whether some bytes are those that the cursor stands on.
    pub fn touches(&self, span: Span) -> bool {
        (span.start as usize..=span.end as usize).contains(&self.offset)
    }
}

/// Where the rules are written that speak of some words, or where a subject is declared.
pub fn definition(state: &State, asked: &DefinitionParams) -> Vec<Location> {
    let at = &asked.text_document_position_params;
    let Some(cursor) = Cursor::new(state, at) else { return Vec::new() };
    let workspace = cursor.workspace;
    let Some(path) = &cursor.document else {
        let Some(file) = uri::path(&at.text_document.uri) else { return Vec::new() };
        return of_toml(state, workspace, &file, cursor.offset);
    };
    let mut rules: Vec<String> = Vec::new();
    for finding in workspace.findings_at(Origin::Document, path) {
        let mut labels = finding.labels().filter(|label| *label.path == **path);
        if labels.any(|label| cursor.touches(label.span)) {
            rules.push(finding.rule.to_string());
        }
    }
    if let Some(document) = workspace.open(path) {
        let reading = workspace.engine().read(&document);
        for rule in reading.woken() {
            let claims = reading.claims_of(rule);
            if claims.iter().flat_map(|claim| &claim.parts).any(|part| cursor.touches(part.span)) {
                rules.push(rule.rule.id.to_string());
            }
        }
    }
    rules.sort();
    rules.dedup();
    rules.iter().filter_map(|rule| rule_place(state, workspace, rule)).collect()
}

/// What a word of a rule file or of `factlint.toml` names.
fn of_toml(state: &State, workspace: &Workspace, file: &Path, offset: usize) -> Vec<Location> {
    let Some(open) = state.open.get(file) else { return Vec::new() };
    let place = TomlPlace::at(&open.text, offset);
    let words = place.words(&open.text);
    let table: Vec<&str> = place.table.iter().map(String::as_str).collect();
    let found = match (table.as_slice(), place.key.as_deref()) {
        (["stet"], Some("rule")) | (["override"], Some("rules")) => {
            rule_place(state, workspace, words)
        }
        _ => subject_at(workspace, &place, words).and_then(|subject| {
            let subjects = &workspace.engine().rules().vocabulary.subjects;
            state.place(workspace, subjects.get(subject).place.as_ref()?)
        }),
    };
    found.into_iter().collect()
}

/// The subject that a place in a rule file names: its header, one of its names, or a rule that is about it.
pub fn subject_at(workspace: &Workspace, place: &TomlPlace, words: &str) -> Option<SubjectId> {
    let subjects = &workspace.engine().rules().vocabulary.subjects;
    let table: Vec<&str> = place.table.iter().map(String::as_str).collect();
    match (table.as_slice(), place.key.as_deref()) {
        (["subject", id], _) => subjects.find(id),
        (["rule"], Some("about" | "speaker")) => subjects
            .find(words)
            .or_else(|| subjects.iter().find(|(_, one)| one.id == words).map(|(id, _)| id)),
        _ => None,
    }
}

/// Where documents name the subject that a cursor stands on.
pub fn references(state: &State, asked: &ReferenceParams) -> Vec<Location> {
    let at = &asked.text_document_position_params;
    let Some(cursor) = Cursor::new(state, at) else { return Vec::new() };
    let workspace = cursor.workspace;
    let subject = match &cursor.document {
        Some(path) => named_at(workspace, path, cursor.offset),
        None => uri::path(&at.text_document.uri).and_then(|file| {
            let text = &state.open.get(&file)?.text;
            let place = TomlPlace::at(text, cursor.offset);
            subject_at(workspace, &place, place.words(text))
        }),
    };
    let Some(subject) = subject else { return Vec::new() };
    let mentions: Vec<(String, Vec<Span>)> = workspace
        .corpus
        .entries
        .par_iter()
        .map(|entry| (entry.path.clone(), mentions(workspace, &entry.path, subject)))
        .filter(|(_, spans)| !spans.is_empty())
        .collect();
    let mut found: Vec<Location> = Vec::new();
    if asked.context.include_declaration {
        let subjects = &workspace.engine().rules().vocabulary.subjects;
        let declared = subjects.get(subject).place.as_ref();
        found.extend(declared.and_then(|label| state.place(workspace, label)));
    }
    for (path, spans) in mentions {
        let here = (Origin::Document, path.as_str());
        found.extend(spans.into_iter().filter_map(|span| state.location(workspace, here, span)));
    }
    found
}

/// The subject that a document names at an offset.
fn named_at(workspace: &Workspace, path: &str, offset: usize) -> Option<SubjectId> {
    let document = workspace.open(path)?;
    let reading = workspace.engine().read(&document);
    let told = reading.visible();
    let mention = told.mentions().iter().find(|mention| {
        let (span, _) = document.locate(mention.span);
        (span.start as usize..=span.end as usize).contains(&offset)
    })?;
    let subjects = &workspace.engine().rules().vocabulary.subjects;
    subjects.of_phrase(mention.phrase).first().copied()
}

/// Where a document names a subject.
fn mentions(workspace: &Workspace, path: &str, subject: SubjectId) -> Vec<Span> {
    let Some(document) = workspace.open(path) else { return Vec::new() };
    let reading = workspace.engine().read(&document);
    let subjects = &workspace.engine().rules().vocabulary.subjects;
    let is_named = |phrase| subjects.of_phrase(phrase).contains(&subject);
    let told = reading.visible().mentions().iter().filter(|mention| is_named(mention.phrase));
    told.map(|mention| document.locate(mention.span).0).collect()
}
