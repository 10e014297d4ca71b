//! Findings and problems as editors show them.

use std::path::Path;

use gen_lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    Location, Range, Uri,
};
use serde_json::json;

use super::state::State;
use crate::corpus::config::FILE_NAME;
use crate::corpus::display_path;
use crate::workspace::{Workspace, is_unread};
use factlint_engine::finding::{Finding, Label, Origin, Problem, Severity};
use factlint_language::span::Span;
use factlint_language::word;

/// Who found it.
pub const SOURCE: &str = "factlint";

/// Everything that is to be said of a file, in order of its places.
pub fn of_file(state: &State, file: &Path) -> Vec<Diagnostic> {
    let mut all: Vec<Diagnostic> = Vec::new();
    for workspace in state.concerned(file) {
        let shown = display_path(file, &workspace.root);
        let scene = Scene { state, workspace };
        scene.add(Origin::Document, &shown, &mut all);
        for origin in [Origin::Rule, Origin::Config, Origin::Fact] {
            scene.add(origin, &shown, &mut all);
            scene.add_problems(origin, &shown, &mut all);
        }
    }
    all.sort_by_cached_key(order);
    // A file may lie in several workspaces that say the same of it.
    all.dedup();
    all
}

fn order(diagnostic: &Diagnostic) -> (u32, u32, u32, u32, String) {
    let Range { start, end } = diagnostic.range;
    let said = serde_json::to_string(&diagnostic.message).unwrap_or_default();
    (start.line, start.character, end.line, end.character, said)
}

struct Scene<'a> {
    state: &'a State,
    workspace: &'a Workspace,
}

impl Scene<'_> {
    fn add(&self, origin: Origin, path: &str, all: &mut Vec<Diagnostic>) {
        for finding in self.workspace.findings_at(origin, path) {
            all.extend(self.finding(finding, origin, path));
        }
        if origin == Origin::Document
            && let Some(mistake) = self.workspace.mistake(path)
        {
            let place = self.state.place(self.workspace, &mistake.place);
            let range = place.map_or_else(Range::default, |place| place.range);
            all.push(plain(range, DiagnosticSeverity::Warning, mistake.message.clone()));
        }
    }

    /// A finding at its first words in a file.
    fn finding(&self, finding: &Finding, origin: Origin, path: &str) -> Option<Diagnostic> {
        let is_here =
            |label: &&Label| label.origin == origin && *label.path == *path && !label.evidence;
        let here = finding.labels().find(is_here)?;
        let range = self.state.place(self.workspace, here)?.range;
        let others = finding.labels().filter(|label| *label != here);
        let mut message = finding.message.clone();
        let mut related = Vec::new();
        for label in others {
            let told = format!("`{}`: {}", words(label), label.message);
            match self.state.place(self.workspace, label) {
                Some(location) if self.state.client.relates => {
                    related.push(DiagnosticRelatedInformation { location, message: told });
                }
                _ => {
                    let line = label.start.line;
                    message.push_str(&format!("\n{}, line {line}: {told}", label.path));
                }
            }
        }
        for note in &finding.notes {
            message.push('\n');
            message.push_str(note);
        }
        let severity = if is_unread(finding) && finding.severity == Severity::Note {
            DiagnosticSeverity::Hint
        } else {
            severity(finding.severity)
        };
        // A stet that lets nothing stand can go.
        let tags = (finding.code == "stet/unused").then(|| vec![DiagnosticTag::Unnecessary]);
        Some(Diagnostic {
            code: Some(finding.rule.to_string().into()),
            code_description: self.explanation(&finding.rule).map(|href| CodeDescription { href }),
            tags,
            related_information: (!related.is_empty()).then_some(related),
            data: Some(json!({ "code": finding.code, "fingerprint": finding.fingerprint })),
            ..plain(range, severity, message)
        })
    }

    /// Where a rule can be looked up.
    fn explanation(&self, rule: &str) -> Option<Uri> {
        let Location { uri, range } = rule_place(self.state, self.workspace, rule)?;
        Some(Uri(format!("{}#L{}", uri.0, range.start.line + 1)))
    }

    fn add_problems(&self, origin: Origin, path: &str, all: &mut Vec<Diagnostic>) {
        let problems = self.workspace.problems.iter().map(|one| (one, DiagnosticSeverity::Error));
        let warnings = self.workspace.warnings.iter().map(|one| (one, DiagnosticSeverity::Warning));
        for (problem, severity) in problems.chain(warnings) {
            match self.workspace.home(problem) {
                Some(home) if home.origin == origin && *home.path == *path => {
                    all.extend(self.problem(problem, home, severity));
                }
                // A row of a workbook is no place in an editor.
                None if origin == Origin::Config && path == FILE_NAME => {
                    all.push(self.told(problem, None, Range::default(), severity));
                }
                _ => {}
            }
        }
    }

    fn problem(
        &self,
        problem: &Problem,
        home: &Label,
        severity: DiagnosticSeverity,
    ) -> Option<Diagnostic> {
        let range = self.state.place(self.workspace, home)?.range;
        Some(self.told(problem, Some(home), range, severity))
    }

    /// A problem with its other places, which a client that does not show them reads in the message.
    fn told(
        &self,
        problem: &Problem,
        home: Option<&Label>,
        range: Range,
        severity: DiagnosticSeverity,
    ) -> Diagnostic {
        let mut message = problem.message.clone();
        let mut related = Vec::new();
        for label in std::iter::once(&problem.primary).chain(&problem.related) {
            let said = &label.message;
            if home.is_some_and(|home| home == label) {
                if !said.is_empty() {
                    message.push('\n');
                    message.push_str(said);
                }
                continue;
            }
            match self.state.place(self.workspace, label) {
                Some(location) if self.state.client.relates => {
                    let message = said.to_string();
                    related.push(DiagnosticRelatedInformation { location, message });
                }
                _ => message
                    .push_str(&format!("\n{}, line {}: {said}", label.path, label.start.line)),
            }
        }
        for note in &problem.notes {
            message.push('\n');
            message.push_str(note);
        }
        let related_information = (!related.is_empty()).then_some(related);
        Diagnostic { related_information, ..plain(range, severity, message) }
    }
}

/// Where a rule is written: a place in a file; for one of a pack that ships, where that pack is switched on.
pub fn rule_place(state: &State, workspace: &Workspace, rule: &str) -> Option<Location> {
    let place = &workspace.engine().rules().find(rule)?.rule.place;
    state.place(workspace, place).or_else(|| pack_place(state, workspace, pack_of(place)?))
}

/// The pack that a rule ships with.
pub fn pack_of(place: &Label) -> Option<&str> {
    let is_packs = place.origin == Origin::Pack;
    is_packs.then(|| place.path.strip_suffix(".toml").unwrap_or(&place.path))
}

/// Where `packs` of a `factlint.toml` names a pack.
fn pack_place(state: &State, workspace: &Workspace, name: &str) -> Option<Location> {
    let config = &workspace.setup.config;
    config.bases.iter().chain(std::iter::once(config)).find_map(|one| {
        let wanted = one.packs.iter().flatten().find(|wanted| wanted.get_ref() == name)?;
        let (file, span) = (one.file.as_ref()?, wanted.span());
        let span = Span::new(span.start, span.end);
        state.location(workspace, (Origin::Config, &file.path), span)
    })
}

fn plain(range: Range, severity: DiagnosticSeverity, message: String) -> Diagnostic {
    Diagnostic {
        range,
        severity: Some(severity),
        source: Some(SOURCE.to_owned()),
        message: message.into(),
        ..Diagnostic::default()
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Note => DiagnosticSeverity::Information,
    }
}

/// The words of a label on one line.
pub fn words(label: &Label) -> String {
    word::one_line(label.seen())
}
