//! What changes: folders, texts that are opened, typed in and closed, files that somebody else writes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use gen_lsp_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    WorkspaceFolder,
};

use super::{QUIET, Server};
use crate::corpus::config::{Config, FILE_NAME};
use crate::lsp::state::Open;
use crate::lsp::text::Text;
use crate::lsp::uri;
use crate::workspace::Workspace;
use factlint_document::Format;

impl Server<'_> {
    /// Loads the workspace of a folder that the editor has opened: that of the nearest `factlint.toml`. Without one
    /// there is nothing to load before a document is opened.
    pub(super) fn load_folder(&mut self, folder: &Path) {
        let config = Config::find(folder);
        if let Some(root) = config.as_deref().and_then(Path::parent) {
            self.load(root);
        }
    }

    pub(super) fn load(&mut self, root: &Path) {
        if self.state.workspaces.iter().any(|one| one.root == root) {
            return;
        }
        let name = root.file_name().map(|name| name.to_string_lossy().into_owned());
        let token = self.begin_progress(&format!("reading {}", name.unwrap_or_default()));
        let state = &self.state;
        let unsaved = |path: &Path| state.unsaved(path);
        let workspace = Workspace::load(root.to_owned(), state.options, &unsaved);
        let told = format!("{} documents", workspace.corpus.entries.len());
        self.state.workspaces.push(workspace);
        self.state.workspaces.sort_by(|one, other| one.root.cmp(&other.root));
        self.state.forget_texts();
        let open: Vec<PathBuf> = self.state.open.keys().cloned().collect();
        for file in open.iter().filter(|file| file.starts_with(root)) {
            self.touch(file);
        }
        self.end_progress(token, &told);
        self.show_workspace(root);
        self.watch();
    }

    pub(super) fn reload_all(&mut self) {
        let roots: Vec<PathBuf> =
            self.state.workspaces.iter().map(|one| one.root.clone()).collect();
        self.state.workspaces.clear();
        for root in roots {
            self.load(&root);
        }
        for (file, _) in self.shown.clone() {
            self.show(std::iter::once(file));
        }
    }

    pub(super) fn workspace_mut(&mut self, root: &Path) -> Option<&mut Workspace> {
        self.state.workspaces.iter_mut().find(|one| one.root == root)
    }

    pub(super) fn open(&mut self, said: DidOpenTextDocumentParams) {
        let document = said.text_document;
        let Some(file) = uri::path(&document.uri) else { return };
        let open = Open {
            uri: document.uri,
            version: document.version,
            text: Arc::new(Text::new(document.text)),
        };
        self.state.open.insert(file.clone(), open);
        // Folders are loaded once the client is ready; a file may lie outside of them.
        let is_document = Format::of(&file).is_some();
        if let Some(root) = self.state.root_of(&file)
            && (is_document || root.join(FILE_NAME).is_file())
        {
            self.load(&root);
        }
        self.touch(&file);
        // The client knows nothing of it yet.
        self.shown.remove(&file);
        self.changed.insert(file);
    }

    pub(super) fn change(&mut self, said: &DidChangeTextDocumentParams) {
        let encoding = self.state.encoding();
        let document = &said.text_document;
        let Some(file) = uri::path(&document.text_document_identifier.uri) else { return };
        let Some(open) = self.state.open.get_mut(&file) else { return };
        open.version = document.version;
        let text = Arc::make_mut(&mut open.text);
        for change in &said.content_changes {
            text.apply(change, encoding);
        }
        self.touch(&file);
    }

    pub(super) fn close(&mut self, said: &DidCloseTextDocumentParams) {
        let Some(file) = uri::path(&said.text_document.uri) else { return };
        if self.state.open.remove(&file).is_none() {
            return;
        }
        self.touch(&file);
    }

    pub(super) fn saved(&mut self, said: &DidSaveTextDocumentParams) {
        let Some(file) = uri::path(&said.text_document.uri) else { return };
        let watches = self.state.client.watches;
        if !watches {
            self.look_at_rules();
        }
        self.adopt_rules(Some(&file));
        let is_config = file.file_name().is_some_and(|name| name == FILE_NAME);
        if is_config && let Some(folder) = file.parent() {
            // It may be new.
            self.load(folder);
        }
        if !watches {
            self.look_again(|_| true);
        }
    }

    /// Has the rules put to work that differ on the disk from those at work.
    fn look_at_rules(&mut self) {
        let changed = self.state.workspaces.iter().filter(|one| one.setup.has_changed());
        let roots: Vec<PathBuf> = changed.map(|one| one.root.clone()).collect();
        for root in roots {
            self.typed_rules.insert(root, (Instant::now(), None));
        }
    }

    /// The text of a file differs from what was read.
    pub(super) fn touch(&mut self, file: &Path) {
        let text = self.state.open.get(file).map(|open| Arc::clone(&open.text));
        if text.is_none() {
            self.state.forget_texts();
        }
        for workspace in &mut self.state.workspaces {
            // What is opened as it was read is at work already.
            let is_at_work = !self.typed_rules.contains_key(&workspace.root)
                && workspace.is_at_work(file, text.as_ref().map(|text| text.content()));
            if !is_at_work && workspace.setup.is_made_of(file) {
                let due = Instant::now() + QUIET;
                self.typed_rules.insert(workspace.root.clone(), (due, None));
            }
            let Some(path) = workspace.document_path(file) else { continue };
            match &text {
                Some(text) => workspace.overlay(&path, text.content()),
                None => workspace.uncover(&path),
            }
            self.stale.insert((workspace.root.clone(), path));
        }
    }

    pub(super) fn files_changed(&mut self, said: &DidChangeWatchedFilesParams) {
        let files: BTreeSet<PathBuf> = said
            .changes
            .iter()
            .filter_map(|change| uri::path(&change.uri))
            .filter(|file| !self.state.open.contains_key(file))
            .collect();
        let mut configs =
            files.iter().filter(|file| file.file_name().is_some_and(|name| name == FILE_NAME));
        let folders: Vec<PathBuf> =
            configs.by_ref().filter_map(|file| file.parent().map(Path::to_owned)).collect();
        for folder in folders {
            let is_inside = self.state.folders.iter().any(|one| folder.starts_with(one));
            if is_inside && folder.join(FILE_NAME).is_file() {
                self.load(&folder);
            }
        }
        for file in &files {
            let now = Instant::now();
            for workspace in &self.state.workspaces {
                if workspace.setup.is_made_of(file) {
                    self.typed_rules.insert(workspace.root.clone(), (now, None));
                }
            }
        }
        self.adopt_rules(None);
        self.look_again(|workspace| files.iter().any(|file| workspace.concerns(file)));
    }

    /// Looks at the files of some workspaces again.
    pub(super) fn look_again(&mut self, is_wanted: impl Fn(&Workspace) -> bool) {
        let wanted = self.state.workspaces.iter().filter(|one| is_wanted(one));
        let roots: Vec<PathBuf> = wanted.map(|one| one.root.clone()).collect();
        self.state.forget_texts();
        for root in roots {
            let open: BTreeMap<PathBuf, Arc<Text>> = self.open_texts();
            let Some(workspace) = self.workspace_mut(&root) else { continue };
            let unsaved = |path: &Path| open.get(path).map(|text| text.content().to_owned());
            let paths = workspace.look_again(&unsaved);
            self.show(paths.into_iter().map(|path| root.join(path)));
        }
    }

    pub(super) fn open_texts(&self) -> BTreeMap<PathBuf, Arc<Text>> {
        self.state.open.iter().map(|(path, open)| (path.clone(), Arc::clone(&open.text))).collect()
    }

    pub(super) fn folders_changed(&mut self, said: &DidChangeWorkspaceFoldersParams) {
        let paths = |folders: &[WorkspaceFolder]| -> Vec<PathBuf> {
            folders.iter().filter_map(|folder| uri::path(&folder.uri)).collect()
        };
        let (removed, added) = (paths(&said.event.removed), paths(&said.event.added));
        self.state.folders.retain(|folder| !removed.contains(folder));
        for folder in added {
            if !self.state.folders.contains(&folder) {
                self.state.folders.push(folder.clone());
            }
            self.load_folder(&folder);
        }
        let state = &self.state;
        let is_wanted = |root: &Path| {
            let below = |folder: &PathBuf| root.starts_with(folder) || folder.starts_with(root);
            state.folders.iter().any(below) || state.open.keys().any(|file| file.starts_with(root))
        };
        let gone: Vec<PathBuf> = state
            .workspaces
            .iter()
            .map(|one| one.root.clone())
            .filter(|root| !is_wanted(root))
            .collect();
        self.state.workspaces.retain(|one| !gone.contains(&one.root));
        let files: Vec<PathBuf> = self.shown.keys().cloned().collect();
        self.show(files.into_iter().filter(|file| gone.iter().any(|root| file.starts_with(root))));
    }
}
