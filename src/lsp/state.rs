//! What the server knows: the texts that are open, and the corpora that they belong to. One thread owns it; whoever
//! answers a request only looks.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gen_lsp_types::{Location, Uri};

use super::client::Client;
use super::text::{Encoding, Text};
use super::uri;
use crate::corpus::config::Config;
use crate::workspace::{Options, Workspace};
use factlint_engine::finding::{Label, Origin};
use factlint_language::span::Span;

/// A text that is open in the editor.
#[derive(Debug)]
pub struct Open {
    /// The editor's name for it.
    pub uri: Uri,
    pub version: i32,
    pub text: Arc<Text>,
}

/// What the server knows.
#[derive(Debug, Default)]
pub struct State {
    pub client: Client,
    pub options: Options,
    /// The folders that the editor has opened.
    pub folders: Vec<PathBuf>,
    pub open: BTreeMap<PathBuf, Open>,
    pub workspaces: Vec<Workspace>,
    /// Texts of files that are not open, for the places of what is said about them.
    texts: RefCell<BTreeMap<PathBuf, Option<Arc<Text>>>>,
}

/// More texts than these are not kept.
const MOST_TEXTS: usize = 2_000;

impl State {
    /// The text of an open file.
    pub fn unsaved(&self, path: &Path) -> Option<String> {
        self.open.get(path).map(|open| open.text.content().to_owned())
    }

    /// The folder of the `factlint.toml` that speaks of a file. Without one: the folder that the editor has opened, or
    /// the file's own.
    pub fn root_of(&self, file: &Path) -> Option<PathBuf> {
        let folder = file.parent()?;
        if let Some(config) = Config::find(folder) {
            return config.parent().map(Path::to_owned);
        }
        let opened = self.folders.iter().filter(|one| file.starts_with(one));
        let nearest = opened.max_by_key(|one| one.components().count());
        Some(nearest.map_or_else(|| folder.to_owned(), Clone::clone))
    }

    /// The workspace that a file belongs to: the nearest.
    pub fn workspace_of(&self, file: &Path) -> Option<&Workspace> {
        self.around(file).max_by_key(|one| one.root.components().count())
    }

    /// The workspaces that a file lies in.
    pub fn around(&self, file: &Path) -> impl Iterator<Item = &Workspace> {
        self.workspaces.iter().filter(move |one| file.starts_with(&one.root))
    }

    /// The workspaces that a file has to do with: those that it lies in, and those whose rules it holds.
    pub fn concerned(&self, file: &Path) -> impl Iterator<Item = &Workspace> {
        let is_concerned =
            move |one: &&Workspace| file.starts_with(&one.root) || one.setup.is_made_of(file);
        self.workspaces.iter().filter(is_concerned)
    }

    /// The URI of a file, as the editor spells it where it has it open.
    pub fn uri(&self, file: &Path) -> Option<Uri> {
        match self.open.get(file) {
            Some(open) => Some(open.uri.clone()),
            None => uri::of(file),
        }
    }

    /// The version of a file that is open.
    pub fn version(&self, file: &Path) -> Option<i32> {
        self.open.get(file).map(|open| open.version)
    }

    /// What columns count.
    pub fn encoding(&self) -> Encoding {
        self.client.encoding
    }

    /// Forgets the texts of files that are not open: they may have changed.
    pub fn forget_texts(&mut self) {
        self.texts.get_mut().clear();
    }

    /// The text of a file that a workspace knows.
    pub fn text(&self, workspace: &Workspace, origin: Origin, path: &str) -> Option<Arc<Text>> {
        let file = workspace.file_of(origin, path)?;
        if let Some(open) = self.open.get(&file) {
            return Some(Arc::clone(&open.text));
        }
        let mut texts = self.texts.borrow_mut();
        if texts.len() >= MOST_TEXTS {
            texts.clear();
        }
        let text = texts
            .entry(file)
            .or_insert_with(|| workspace.text(origin, path).map(Text::of_file).map(Arc::new));
        text.clone()
    }

    /// The place of some bytes of a file that a workspace knows.
    pub fn location(
        &self,
        workspace: &Workspace,
        (origin, path): (Origin, &str),
        span: Span,
    ) -> Option<Location> {
        let file = workspace.file_of(origin, path)?;
        let text = self.text(workspace, origin, path)?;
        Some(Location { uri: self.uri(&file)?, range: text.range(span, self.encoding()) })
    }

    /// The place of a label.
    pub fn place(&self, workspace: &Workspace, label: &Label) -> Option<Location> {
        self.location(workspace, (label.origin, &label.path), label.span)
    }
}
