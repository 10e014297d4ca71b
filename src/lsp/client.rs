//! What a client can do, and what it is told that the server can.

use std::path::PathBuf;

use gen_lsp_types::{
    CodeActionKind, CodeActionOptions, CodeLensOptions, CompletionOptions, DiagnosticOptions,
    InitializeParams, Save, SaveOptions, ServerCapabilities, TextDocumentSyncKind,
    TextDocumentSyncOptions, WorkspaceFolders, WorkspaceFoldersServerCapabilities,
    WorkspaceOptions,
};
use serde::Deserialize;
use serde_json::Value;

use super::text::Encoding;
use super::uri;
use crate::workspace::Options;
use factlint_engine::unread::Class;

/// What a client can do.
#[derive(Clone, Copy, Debug, Default)]
pub struct Client {
    pub encoding: Encoding,
    /// Asks for diagnostics itself, also when it is told that there are others. Whoever asks only when its own text
    /// changes is told: what is typed elsewhere counts, too.
    pub pulls: bool,
    pub refreshes_lenses: bool,
    /// Shows the other places of a diagnostic.
    pub relates: bool,
    pub shows_progress: bool,
    /// Tells of files that change, once it is asked to.
    pub watches: bool,
    /// Also of files outside of the folders that it has opened.
    pub watches_elsewhere: bool,
    /// Takes edits of several documents, with their versions.
    pub versioned_edits: bool,
    /// Lets an edit create a file.
    pub creates_files: bool,
}

/// What a client sets.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Settings {
    /// `false`, "unclear" or "all".
    unread: Value,
    /// The date of documents without one.
    as_of: Option<String>,
}

impl Client {
    pub fn new(parameters: &InitializeParams) -> Self {
        let capabilities = &parameters.capabilities;
        let general = capabilities.general.as_ref();
        let offered =
            general.and_then(|general| general.position_encodings.clone()).unwrap_or_default();
        let documents = capabilities.text_document.as_ref();
        let workspace = capabilities.workspace.as_ref();
        let edits = workspace.and_then(|one| one.workspace_edit.as_ref());
        let operations =
            edits.and_then(|edits| edits.resource_operations.clone()).unwrap_or_default();
        let published = documents.and_then(|one| one.publish_diagnostics.as_ref());
        let pulled = documents.and_then(|one| one.diagnostic.as_ref());
        // Publishing tells of related places as often as pulling does.
        let relates = published.and_then(|one| one.diagnostics_capabilities.related_information);
        let relates_pulled =
            pulled.and_then(|one| one.diagnostics_capabilities.related_information);
        let refreshes = workspace.and_then(|one| one.diagnostics.as_ref()?.refresh_support);
        let refreshes = refreshes.unwrap_or(false);
        Self {
            encoding: Encoding::negotiated(&offered),
            pulls: pulled.is_some() && refreshes,
            refreshes_lenses: workspace
                .and_then(|one| one.code_lens.as_ref()?.refresh_support)
                .unwrap_or(false),
            relates: relates_pulled.or(relates).unwrap_or(false),
            shows_progress: capabilities
                .window
                .as_ref()
                .and_then(|window| window.work_done_progress)
                .unwrap_or(false),
            watches: workspace
                .and_then(|one| one.did_change_watched_files.as_ref()?.dynamic_registration)
                .unwrap_or(false),
            watches_elsewhere: workspace
                .and_then(|one| one.did_change_watched_files.as_ref()?.relative_pattern_support)
                .unwrap_or(false),
            versioned_edits: edits.and_then(|edits| edits.document_changes).unwrap_or(false),
            creates_files: operations.contains(&gen_lsp_types::ResourceOperationKind::Create),
        }
    }
}

/// What a client sets: when it starts, or later below `factlint`.
pub fn options(settings: &Value) -> Options {
    let settings = settings.get("factlint").unwrap_or(settings);
    let settings: Settings = serde_json::from_value(settings.clone()).unwrap_or_default();
    let unread = match settings.unread.as_str() {
        Some("all") => Some(Class::Withheld),
        Some("unclear") => Some(Class::Unclear),
        _ => settings.unread.as_bool().unwrap_or(false).then_some(Class::Unclear),
    };
    let as_of = settings.as_of.and_then(|date| factlint_language::date::parse_date(&date));
    Options { unread, as_of }
}

/// The folders that a client has opened.
pub fn folders(parameters: &InitializeParams) -> Vec<PathBuf> {
    match &parameters.workspace_folders_initialize_params.workspace_folders {
        Some(WorkspaceFolders::WorkspaceFolderList(folders)) => {
            folders.iter().filter_map(|folder| uri::path(&folder.uri)).collect()
        }
        _ => {
            // Older clients name one folder.
            #[allow(deprecated)]
            let root = parameters.root_uri.as_ref();
            root.and_then(uri::path).into_iter().collect()
        }
    }
}

/// The kind of the action that applies all safe fixes of a document.
pub const FIX_ALL: &str = "source.fixAll.factlint";

/// What the server can do for a client.
pub fn capabilities(client: &Client) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(client.encoding.kind()),
        text_document_sync: Some(
            TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::Incremental),
                save: Some(Save::SaveOptions(SaveOptions { include_text: Some(false) })),
                ..TextDocumentSyncOptions::default()
            }
            .into(),
        ),
        hover_provider: Some(true.into()),
        definition_provider: Some(true.into()),
        references_provider: Some(true.into()),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(["\"", "[", "=", " "].map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        code_action_provider: Some(
            CodeActionOptions {
                code_action_kinds: Some(vec![
                    CodeActionKind::QuickFix,
                    CodeActionKind::Refactor,
                    CodeActionKind::from(FIX_ALL.to_owned()),
                ]),
                ..CodeActionOptions::default()
            }
            .into(),
        ),
        code_lens_provider: Some(CodeLensOptions::default()),
        diagnostic_provider: client.pulls.then(|| {
            DiagnosticOptions {
                identifier: Some("factlint".to_owned()),
                inter_file_dependencies: true,
                workspace_diagnostics: true,
                ..DiagnosticOptions::default()
            }
            .into()
        }),
        workspace: Some(WorkspaceOptions {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(true.into()),
            }),
            ..WorkspaceOptions::default()
        }),
        ..ServerCapabilities::default()
    }
}
