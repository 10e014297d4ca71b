//! What follows from what has changed: documents are read again, rules put to work, and the client is told.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::Instant;

use gen_lsp_types::{
    Diagnostic, DocumentDiagnosticParams, FullDocumentDiagnosticReport, PublishDiagnosticsParams,
    WorkspaceDiagnosticParams,
};
use serde_json::{Value, json};

use super::Server;
use crate::lsp::diagnostics;
use crate::lsp::uri;
use crate::workspace::setup::Setup;

impl Server<'_> {
    /// Reads what has changed and tells the client what that comes to.
    pub(super) fn settle(&mut self) {
        self.refresh();
        self.read_typed_rules();
        let changed = std::mem::take(&mut self.changed);
        self.show(changed.into_iter());
    }

    /// Reads the documents that have changed, and judges what they touch.
    pub(super) fn refresh(&mut self) {
        for (root, path) in std::mem::take(&mut self.stale) {
            let Some(workspace) = self.workspace_mut(&root) else { continue };
            let paths = workspace.refresh(&path);
            self.changed.extend(paths.into_iter().map(|path| root.join(path)));
        }
    }

    /// Tells what is wrong with rules as they are typed. They are put to work a little later: that reads the whole
    /// corpus again.
    pub(super) fn read_typed_rules(&mut self) {
        let roots: Vec<PathBuf> = self
            .typed_rules
            .iter()
            .filter(|(_, (_, setup))| setup.is_none())
            .map(|(root, _)| root.clone())
            .collect();
        for root in roots {
            let state = &self.state;
            let setup = Setup::load(&root, &|path| state.unsaved(path));
            let problems = setup.problems.clone();
            let Some(workspace) = self.workspace_mut(&root) else {
                self.typed_rules.remove(&root);
                continue;
            };
            let before = std::mem::replace(&mut workspace.problems, problems);
            let told = before.iter().chain(&workspace.problems);
            let files: BTreeSet<PathBuf> =
                told.filter_map(|one| workspace.home_file(one)).collect();
            self.show(files.into_iter());
            if let Some((_, typed)) = self.typed_rules.get_mut(&root) {
                *typed = Some(setup);
            }
        }
    }

    /// Puts typed rules to work: those that are due, or those that a saved file belongs to.
    pub(super) fn adopt_rules(&mut self, saved: Option<&Path>) {
        let now = Instant::now();
        let is_saved = |root: &Path| {
            let workspace = self.state.workspaces.iter().find(|one| one.root == root);
            saved.is_some_and(|file| workspace.is_some_and(|one| one.setup.is_made_of(file)))
        };
        let roots: Vec<PathBuf> = self
            .typed_rules
            .iter()
            .filter(|(root, (due, _))| *due <= now || is_saved(root))
            .map(|(root, _)| root.clone())
            .collect();
        for root in roots {
            let Some((_, typed)) = self.typed_rules.remove(&root) else { continue };
            let open = self.open_texts();
            let unsaved = |path: &Path| open.get(path).map(|text| text.content().to_owned());
            let setup = typed.unwrap_or_else(|| Setup::load(&root, &unsaved));
            let Some(workspace) = self.workspace_mut(&root) else { continue };
            workspace.adopt(setup, &unsaved);
            self.state.forget_texts();
            self.show_workspace(&root);
            self.watch();
            if self.state.client.refreshes_lenses {
                self.ask("workspace/codeLens/refresh", Value::Null);
            }
        }
    }

    /// Tells the client about everything in a workspace.
    pub(super) fn show_workspace(&mut self, root: &Path) {
        let files = self.files_of_interest(root);
        let before: Vec<PathBuf> =
            self.shown.keys().filter(|file| file.starts_with(root)).cloned().collect();
        self.show(files.into_iter().chain(before));
    }

    /// The files of a workspace about which there is something to say, and those that are open.
    pub(super) fn files_of_interest(&self, root: &Path) -> BTreeSet<PathBuf> {
        let Some(workspace) = self.state.workspaces.iter().find(|one| one.root == root) else {
            return BTreeSet::new();
        };
        let mut files: BTreeSet<PathBuf> =
            workspace.paths_with_findings().into_iter().map(|path| root.join(path)).collect();
        for problem in workspace.problems.iter().chain(&workspace.warnings) {
            files.extend(workspace.home_file(problem));
        }
        files.extend(self.state.open.keys().filter(|file| file.starts_with(root)).cloned());
        files
    }

    /// Tells the client about files of which there is something else to say than before. A client that asks itself is
    /// told to ask again.
    pub(super) fn show(&mut self, files: impl Iterator<Item = PathBuf>) {
        let mut is_news = false;
        for file in files.collect::<BTreeSet<_>>() {
            let said = diagnostics::of_file(&self.state, &file);
            let hash = hash(&said);
            let before = self.shown.insert(file.clone(), hash);
            let is_open = self.state.open.contains_key(&file);
            if before == Some(hash) || (before.is_none() && said.is_empty() && !is_open) {
                continue;
            }
            // Whoever changes a document asks about it without being told.
            is_news |= before.is_some() || !is_open;
            if self.state.client.pulls {
                continue;
            }
            let Some(uri) = self.state.uri(&file) else { continue };
            let version = self.state.version(&file);
            self.tell(
                "textDocument/publishDiagnostics",
                PublishDiagnosticsParams { uri, version, diagnostics: said },
            );
        }
        if is_news && self.state.client.pulls {
            self.ask("workspace/diagnostic/refresh", Value::Null);
        }
    }

    pub(super) fn report(&self, file: Option<&Path>, known: Option<&str>) -> Value {
        let said = file.map(|file| diagnostics::of_file(&self.state, file)).unwrap_or_default();
        let id = format!("{:016x}", hash(&said));
        if known == Some(id.as_str()) {
            return json!({ "kind": "unchanged", "resultId": id });
        }
        let report = FullDocumentDiagnosticReport { result_id: Some(id), items: said };
        let mut report = serde_json::to_value(report).unwrap_or_default();
        report["kind"] = "full".into();
        report
    }

    pub(super) fn pulled(&self, asked: &DocumentDiagnosticParams) -> Value {
        let file = uri::path(&asked.text_document.uri);
        self.report(file.as_deref(), asked.previous_result_id.as_deref())
    }

    pub(super) fn pulled_all(&self, asked: &WorkspaceDiagnosticParams) -> Value {
        let known: BTreeMap<&str, &str> = asked
            .previous_result_ids
            .iter()
            .map(|one| (one.uri.0.as_str(), one.value.as_str()))
            .collect();
        let mut files: BTreeSet<PathBuf> =
            asked.previous_result_ids.iter().filter_map(|one| uri::path(&one.uri)).collect();
        for workspace in &self.state.workspaces {
            files.extend(self.files_of_interest(&workspace.root));
        }
        let items: Vec<Value> = files
            .iter()
            .filter_map(|file| {
                let uri = self.state.uri(file)?;
                let mut report = self.report(Some(file), known.get(uri.0.as_str()).copied());
                report["uri"] = uri.0.clone().into();
                report["version"] = self.state.version(file).into();
                Some(report)
            })
            .collect();
        json!({ "items": items })
    }
}

fn hash(said: &[Diagnostic]) -> u64 {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(said).unwrap_or_default().hash(&mut hasher);
    hasher.finish()
}
