//! What can be done about a finding: apply its fix, write what the other side says, let it stand; and a rule from what
//! a document says. All are edits, so that every editor can.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use gen_lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, CreateFile, Diagnostic, DocumentChange,
    OptionalVersionedTextDocumentIdentifier, Position, Range, TextDocumentEdit,
    TextDocumentIdentifier, TextEdit, WorkspaceEdit,
};
use serde_json::Value;

use super::client::FIX_ALL;
use super::diagnostics::{self, words};
use super::draft::{self, quoted};
use super::state::State;
use super::text::Text;
use super::uri;
use crate::corpus::config::FILE_NAME;
use crate::workspace::{Workspace, is_unread};
use factlint_document::Format;
use factlint_engine::finding::{Edit, Finding, Label, Origin, Safety};
use factlint_engine::rule::source::Layer;
use factlint_engine::statement::{Kind, Wanted};
use factlint_language::span::Span;

/// More other sides than these are not offered.
const MOST_SIDES: usize = 4;

/// What an editor fills in.
const REASON: &str = "why it may stand";

/// What can be done at a place.
pub fn answer(state: &State, asked: &CodeActionParams) -> Vec<CodeAction> {
    let Some(file) = uri::path(&asked.text_document.uri) else { return Vec::new() };
    let Some(open) = state.open.get(&file) else { return Vec::new() };
    let Some(workspace) = state.workspace_of(&file) else { return Vec::new() };
    let Some(path) = workspace.document_path(&file) else { return Vec::new() };
    let scene = Scene { state, workspace, path: &path, file: &file };
    let is_wanted = |kind: &str| {
        asked.context.only.as_ref().is_none_or(|only| {
            only.iter().any(|wanted| {
                let wanted = name_of(wanted);
                wanted.is_empty() || kind == wanted || kind.starts_with(&format!("{wanted}."))
            })
        })
    };
    let span = open.text.span(asked.range, state.encoding());
    let mut found = Vec::new();
    if is_wanted("quickfix") {
        let here = workspace.findings_at(Origin::Document, &path);
        for finding in here {
            if scene.labels(finding).any(|label| touches(label.span, span)) {
                found.extend(scene.about(finding, span));
            }
        }
    }
    if is_wanted("refactor") {
        found.extend(scene.rule_from(span));
    }
    // Only for whoever asks: it is not about this place.
    if asked.context.only.is_some() && is_wanted(FIX_ALL) {
        found.extend(scene.fix_all());
    }
    found
}

fn name_of(kind: &CodeActionKind) -> String {
    match serde_json::to_value(kind) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}

fn touches(one: Span, other: Span) -> bool {
    one.start <= other.end && other.start <= one.end
}

struct Scene<'a> {
    state: &'a State,
    workspace: &'a Workspace,
    /// The document, as the corpus calls it.
    path: &'a str,
    file: &'a Path,
}

/// Edits by file.
type Edits = BTreeMap<PathBuf, Vec<TextEdit>>;

impl Scene<'_> {
    /// The sides of a finding in the document.
    fn labels<'f>(&self, finding: &'f Finding) -> impl Iterator<Item = &'f Label> {
        let path = self.path.to_owned();
        let labels = finding.labels().filter(|label| !label.evidence);
        labels.filter(move |label| label.origin == Origin::Document && *label.path == *path)
    }

    /// What can be done about a finding, the likeliest first.
    fn about(&self, finding: &Finding, span: Span) -> Vec<CodeAction> {
        let mut found = Vec::new();
        found.extend(self.fix(finding));
        if !is_unread(finding) && *finding.rule != *"stet" {
            found.extend(self.sides(finding, span));
        }
        if *finding.rule != *"stet" {
            found.extend(self.stet_here(finding, span));
            found.extend(self.stet_in_config(finding, span));
        }
        let is_same = |one: &Diagnostic| {
            let known = one.data.as_ref().and_then(|data| data.get("fingerprint"));
            known.and_then(Value::as_str) == Some(finding.fingerprint.as_str())
        };
        let mended: Vec<Diagnostic> = diagnostics::of_file(self.state, self.file);
        let mended: Vec<Diagnostic> = mended.into_iter().filter(is_same).collect();
        for action in &mut found {
            action.diagnostics = Some(mended.clone());
        }
        found
    }

    /// The fix that a finding has.
    fn fix(&self, finding: &Finding) -> Option<CodeAction> {
        let fix = finding.fix.as_ref()?;
        let first = fix.edits.first()?;
        let more = match fix.edits.len() - 1 {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let is_safe = fix.safety == Safety::Safe;
        let unsure = if is_safe { "" } else { " (look twice)" };
        let title = format!("write `{}` for `{}`{more}{unsure}", first.replacement, first.replaced);
        let mut edits = Edits::new();
        for edit in &fix.edits {
            self.add(&mut edits, edit)?;
        }
        let mut action = self.action(title, CodeActionKind::QuickFix, edits, None);
        action.is_preferred = Some(is_safe);
        Some(action)
    }

    /// All safe fixes of the document, as `factlint fix` would write them.
    fn fix_all(&self) -> Option<CodeAction> {
        let mut edits = Edits::new();
        let mut taken: BTreeSet<(u32, u32)> = BTreeSet::new();
        for finding in self.workspace.findings_at(Origin::Document, self.path) {
            let Some(fix) = finding.fix.as_ref().filter(|fix| fix.safety == Safety::Safe) else {
                continue;
            };
            let is_free = |edit: &Edit| {
                taken.iter().all(|(start, end)| edit.span.end <= *start || *end <= edit.span.start)
            };
            let is_own = fix.edits.iter().all(|edit| *edit.path == *self.path && is_free(edit));
            if !is_own {
                continue;
            }
            for edit in &fix.edits {
                taken.insert((edit.span.start, edit.span.end));
                self.add(&mut edits, edit)?;
            }
        }
        if edits.is_empty() {
            return None;
        }
        let title = "apply all safe fixes".to_owned();
        Some(self.action(title, CodeActionKind::from(FIX_ALL.to_owned()), edits, None))
    }

    /// Adds an edit, if its words still stand where they stood.
    fn add(&self, edits: &mut Edits, edit: &Edit) -> Option<()> {
        let text = self.state.text(self.workspace, Origin::Document, &edit.path)?;
        if edit.span.of(text.content()) != edit.replaced {
            return None;
        }
        let file = self.workspace.file_of(Origin::Document, &edit.path)?;
        let range = text.range(edit.span, self.state.encoding());
        let edit = TextEdit { range, new_text: edit.replacement.to_string() };
        edits.entry(file).or_default().push(edit);
        Some(())
    }

    /// What other sides say, written over what this one says.
    fn sides(&self, finding: &Finding, span: Span) -> Vec<CodeAction> {
        // Where markup stands between the words it is not clear what would go.
        let own = self.labels(finding).find(|label| touches(label.span, span));
        let Some(own) = own.filter(|label| label.seen.is_none()) else { return Vec::new() };
        let Some(text) = self.state.text(self.workspace, Origin::Document, self.path) else {
            return Vec::new();
        };
        if own.span.of(text.content()) != own.text {
            return Vec::new();
        }
        let mut offered: BTreeSet<String> = BTreeSet::from([words(own)]);
        let mut found = Vec::new();
        let others = finding.labels().filter(|label| label.origin == Origin::Document);
        for other in others.filter(|label| label.span != own.span || label.path != own.path) {
            let instead = words(other);
            if !is_like(&own.text, &instead) || !offered.insert(instead.clone()) {
                continue;
            }
            let range = text.range(own.span, self.state.encoding());
            let edit = TextEdit { range, new_text: instead.clone() };
            let edits = Edits::from([(self.file.to_owned(), vec![edit])]);
            let place = format!("{}, line {}", other.path, other.start.line);
            let title = format!("write `{instead}`, as in {place}");
            found.push(self.action(title, CodeActionKind::QuickFix, edits, None));
            if found.len() == MOST_SIDES {
                break;
            }
        }
        found
    }

    /// A comment before the block that lets the finding stand.
    fn stet_here(&self, finding: &Finding, span: Span) -> Option<CodeAction> {
        let label = self.labels(finding).find(|label| touches(label.span, span))?;
        let text = self.state.text(self.workspace, Origin::Document, self.path)?;
        let format = self.workspace.format(self.path);
        let comment = self.comment(format, &text, &finding.rule)?;
        let document = self.workspace.open(self.path)?;
        // The block that holds the words.
        let block = document
            .blocks()
            .iter()
            .map(|block| document.locate(block.span).0)
            .filter(|block| block.contains(label.span))
            .max_by_key(|block| block.start)?;
        let line = match format {
            // A paragraph of subtitles runs over several cues.
            Format::Subtitles => cue_start(&text, text.line_of(label.span.start as usize)),
            _ => text.line_of(block.start as usize),
        };
        let end = if text.content().contains("\r\n") { "\r\n" } else { "\n" };
        let gap = match format {
            Format::Rst | Format::Markdown | Format::Subtitles => format!("{end}{end}"),
            _ => end.to_owned(),
        };
        // What stands before the block on its line, as a mark of a list, stays with it.
        let start = text.line_start(line);
        let new_text = format!("{comment}{gap}");
        if !self.would_stand(&text.content()[..start], &new_text, &text.content()[start..], finding)
        {
            return None;
        }
        let position = text.position(start, self.state.encoding());
        let edit = TextEdit { range: Range { start: position, end: position }, new_text };
        let edits = Edits::from([(self.file.to_owned(), vec![edit])]);
        let title = format!("let it stand, by a comment here ({})", finding.rule);
        Some(self.action(title, CodeActionKind::QuickFix, edits, None))
    }

    /// A comment that lets findings of a rule stand; none where there are no comments.
    fn comment(&self, format: Format, text: &Text, rule: &str) -> Option<String> {
        let order = format!("factlint: stet {rule}: {REASON}");
        match format {
            // In MDX, a comment of HTML is a mistake.
            Format::Markdown if self.path.to_lowercase().ends_with(".mdx") => None,
            Format::Markdown | Format::Html | Format::Xml | Format::MediaWiki => {
                Some(format!("<!-- {order} -->"))
            }
            Format::Rst => Some(format!(".. {order}")),
            Format::AsciiDoc | Format::Typst => Some(format!("// {order}")),
            Format::Latex => Some(format!("% {order}")),
            // SubRip has none.
            Format::Subtitles if text.content().starts_with("WEBVTT") => {
                Some(format!("NOTE {order}"))
            }
            Format::Plain
            | Format::Docx
            | Format::Odt
            | Format::Notebook
            | Format::Subtitles
            | Format::Data
            | Format::OpenApi => None,
        }
    }

    /// Whether a comment would speak of the words of a finding: within lists and tables a line before is none.
    fn would_stand(&self, before: &str, comment: &str, after: &str, finding: &Finding) -> bool {
        let text = format!("{before}{comment}{after}");
        let (from, shift) = (before.len() as u32, comment.len() as u32);
        let Some(document) = self.workspace.document(self.path, &text) else { return false };
        let moved = |span: Span| {
            let by = |at: u32| if at >= from { at + shift } else { at };
            Span { start: by(span.start), end: by(span.end) }
        };
        document.stets().iter().any(|stet| {
            let is_its = stet
                .order
                .as_ref()
                .is_ok_and(|order| order.rules.iter().any(|rule| **rule == *finding.rule));
            is_its && self.labels(finding).any(|label| stet.scope.overlaps(moved(label.span)))
        })
    }

    /// A `[[stet]]` in `factlint.toml`.
    fn stet_in_config(&self, finding: &Finding, span: Span) -> Option<CodeAction> {
        let label = self.labels(finding).find(|label| touches(label.span, span))?;
        let file = self.workspace.setup.config.file.as_ref()?;
        let table = format!(
            "\n[[stet]]\nrule = {}\npath = {}\ntext = {}\nreason = {}\n",
            quoted(&finding.rule),
            quoted(&literal_glob(self.path)),
            quoted(&words(label)),
            quoted(REASON),
        );
        let edits = self.append(Origin::Config, &file.path, &table)?;
        let title = format!("let it stand, in {FILE_NAME} ({})", finding.rule);
        Some(self.action(title, CodeActionKind::QuickFix, edits, None))
    }

    /// An edit that adds lines to the end of a file.
    fn append(&self, origin: Origin, path: &str, added: &str) -> Option<Edits> {
        let text = self.state.text(self.workspace, origin, path)?;
        let file = self.workspace.file_of(origin, path)?;
        let content = text.content();
        let gap = if content.is_empty() || content.ends_with('\n') { "" } else { "\n" };
        let added = if content.is_empty() { added.trim_start() } else { added };
        let end = if content.contains("\r\n") { "\r\n" } else { "\n" };
        let new_text = format!("{gap}{added}").replace('\n', end);
        let position = text.position(content.len(), self.state.encoding());
        let edit = TextEdit { range: Range { start: position, end: position }, new_text };
        Some(Edits::from([(file, vec![edit])]))
    }

    /// A rule from what the document says at a place.
    fn rule_from(&self, span: Span) -> Option<CodeAction> {
        self.workspace.setup.config.file.as_ref()?;
        let document = self.workspace.open(self.path)?;
        let reading = self.workspace.engine().read(&document);
        let statements = reading.statements(Wanted {
            kinds: &|kind| matches!(kind, Kind::Figure | Kind::Name),
            subjects: true,
            bearers: true,
        });
        let here = statements.iter().filter(|one| touches(one.span, span));
        let statement = here.min_by_key(|one| (one.kind, one.span.len()))?;
        let is_taken = |id: &str| self.workspace.engine().rules().find(id).is_some();
        let (title, rule) = draft::rule(statement, &is_taken)?;
        let mut files = self.workspace.engine().rules().files.iter();
        let known = files.find(|file| file.origin == Origin::Rule && file.layer == Layer::Own);
        let (edits, created) = match known {
            Some(file) => (self.append(Origin::Rule, &file.path, &rule)?, None),
            None if self.state.client.creates_files
                && self.workspace.setup.config.rules.is_none() =>
            {
                let file = self.workspace.root.join("rules").join("house.toml");
                let start = Range { start: Position::default(), end: Position::default() };
                let edit = TextEdit { range: start, new_text: rule.trim_start().to_owned() };
                (Edits::from([(file.clone(), vec![edit])]), Some(file))
            }
            None => return None,
        };
        Some(self.action(title, CodeActionKind::Refactor, edits, created))
    }

    fn action(
        &self,
        title: String,
        kind: CodeActionKind,
        edits: Edits,
        created: Option<PathBuf>,
    ) -> CodeAction {
        let edit = self.workspace_edit(edits, created);
        CodeAction { title, kind: Some(kind), edit: Some(edit), ..CodeAction::default() }
    }

    fn workspace_edit(&self, edits: Edits, created: Option<PathBuf>) -> WorkspaceEdit {
        let by_uri = edits
            .into_iter()
            .filter_map(|(file, edits)| Some((self.state.uri(&file)?, file, edits)));
        if !self.state.client.versioned_edits {
            let changes = by_uri.map(|(uri, _, edits)| (uri, edits)).collect();
            return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
        }
        let mut changes: Vec<DocumentChange> = Vec::new();
        if let Some(uri) = created.as_deref().and_then(|file| self.state.uri(file)) {
            changes.push(DocumentChange::CreateFile(CreateFile::new(uri, None, None)));
        }
        for (uri, file, edits) in by_uri {
            let text_document = OptionalVersionedTextDocumentIdentifier {
                version: self.state.version(&file),
                text_document_identifier: TextDocumentIdentifier { uri },
            };
            let edits = edits.into_iter().map(Into::into).collect();
            changes
                .push(DocumentChange::TextDocumentEdit(TextDocumentEdit { text_document, edits }));
        }
        WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
    }
}

/// The line that begins the cue of subtitles around a line: the one behind an empty line.
fn cue_start(text: &Text, line: usize) -> usize {
    let before = (0..line).rev().find(|at| text.line(*at).trim().is_empty());
    before.map_or(0, |empty| empty + 1)
}

/// Whether some words can stand for others: figures for figures, words for words.
fn is_like(one: &str, other: &str) -> bool {
    let has_digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    has_digit(one) == has_digit(other) && !one.contains('\n')
}

/// A pattern that matches this path alone.
fn literal_glob(path: &str) -> String {
    globset::escape(path)
}
