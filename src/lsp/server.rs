//! The loop: takes messages in their order, keeps the state, and asks the features for answers.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use gen_lsp_types::{
    Diagnostic, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams, DocumentDiagnosticParams, FullDocumentDiagnosticReport,
    InitializeParams, InitializeResult, PublishDiagnosticsParams, ServerInfo,
    WorkspaceDiagnosticParams,
};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::client::{self, Client};
use super::setup::Setup;
use super::state::{Open, State};
use super::text::Text;
use super::workspace::Workspace;
use super::{actions, completion, diagnostics, hover, lens, navigation, uri};
use factlint_document::Format;

/// Rules that are typed are put to work once nothing has been typed for so long.
const QUIET: Duration = Duration::from_millis(300);

/// How a connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// As the protocol wants it: asked to shut down first.
    Clean,
    /// Without being asked, or the client is gone.
    Abrupt,
}

/// Where a client and the server stand with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Unacquainted,
    Working,
    ShutDown,
}

/// Why a request has no answer.
struct Refusal {
    code: ErrorCode,
    message: String,
}

type Answer = Result<Value, Refusal>;

/// Serves a client until it leaves.
pub fn serve(connection: &Connection) -> Ending {
    let mut server = Server {
        connection,
        phase: Phase::Unacquainted,
        state: State::default(),
        queue: VecDeque::new(),
        stale: BTreeSet::new(),
        changed: BTreeSet::new(),
        typed_rules: BTreeMap::new(),
        shown: BTreeMap::new(),
        asked: 0,
    };
    loop {
        let Some(message) = server.next_message() else { return Ending::Abrupt };
        let is_exit = matches!(&message, Message::Notification(one) if one.method == "exit");
        if is_exit {
            return if server.phase == Phase::ShutDown { Ending::Clean } else { Ending::Abrupt };
        }
        // A bug that a message brings to light costs that message.
        let request = match &message {
            Message::Request(request) => Some(request.id.clone()),
            _ => None,
        };
        let handled = catch_unwind(AssertUnwindSafe(|| server.handle(message)));
        if let (Err(_), Some(id)) = (handled, request) {
            let message = "this is a bug in factlint, please report it".to_owned();
            server.send(Response::new_err(id, ErrorCode::InternalError as i32, message));
        }
    }
}

struct Server<'c> {
    connection: &'c Connection,
    phase: Phase,
    state: State,
    /// Messages that have arrived.
    queue: VecDeque<Message>,
    /// Documents that have changed since they were last read: the folder of the workspace, and the path there.
    stale: BTreeSet<(PathBuf, String)>,
    /// Files about which there may be something else to say, and of which the client has not been told.
    changed: BTreeSet<PathBuf>,
    /// Workspaces whose rules have been typed, with when to put them to work.
    typed_rules: BTreeMap<PathBuf, (Instant, Option<Setup>)>,
    /// What the client was last told of files: a hash of their diagnostics.
    shown: BTreeMap<PathBuf, u64>,
    /// How many requests the server has made.
    asked: i32,
}

impl Server<'_> {
    /// The next message, once everything is told that those before it brought about. None if the client is gone.
    fn next_message(&mut self) -> Option<Message> {
        loop {
            if self.queue.is_empty() {
                let settled = catch_unwind(AssertUnwindSafe(|| self.settle()));
                if settled.is_err() {
                    self.stale.clear();
                }
                let due = self.typed_rules.values().map(|(due, _)| *due).min();
                match due {
                    None => self.queue.push_back(self.connection.receiver.recv().ok()?),
                    Some(due) => match self.connection.receiver.recv_deadline(due) {
                        Ok(message) => self.queue.push_back(message),
                        Err(error) if error.is_timeout() => {
                            self.adopt_rules(None);
                            continue;
                        }
                        Err(_) => return None,
                    },
                }
            }
            self.queue.extend(self.connection.receiver.try_iter());
            return self.queue.pop_front();
        }
    }

    fn handle(&mut self, message: Message) {
        match message {
            Message::Request(request) => {
                let id = request.id.clone();
                let answer = if self.takes_back(&id) {
                    Err(Refusal::new(ErrorCode::RequestCanceled, "canceled"))
                } else {
                    self.answer(request)
                };
                self.send(match answer {
                    Ok(value) => Response::new_ok(id, value),
                    Err(refusal) => Response::new_err(id, refusal.code as i32, refusal.message),
                });
            }
            Message::Notification(notification) => self.hear(notification),
            // Answers to what the server asked: nothing hangs on them.
            Message::Response(_) => {}
        }
    }

    /// Whether a message that has arrived already cancels a request.
    fn takes_back(&self, id: &RequestId) -> bool {
        let wanted = serde_json::to_value(id).unwrap_or_default();
        self.queue.iter().any(|message| match message {
            Message::Notification(one) => {
                one.method == "$/cancelRequest" && one.params.get("id") == Some(&wanted)
            }
            _ => false,
        })
    }

    fn answer(&mut self, request: Request) -> Answer {
        let Request { method, params, .. } = request;
        match (self.phase, method.as_str()) {
            (Phase::Unacquainted, "initialize") => return self.initialize(params),
            (Phase::Unacquainted, _) => {
                return Err(Refusal::new(
                    ErrorCode::ServerNotInitialized,
                    "say `initialize` first",
                ));
            }
            (Phase::ShutDown, _) | (_, "initialize") => {
                return Err(Refusal::new(ErrorCode::InvalidRequest, "out of order"));
            }
            (_, "shutdown") => {
                self.phase = Phase::ShutDown;
                return Ok(Value::Null);
            }
            _ => {}
        }
        // Whoever asks wants to know about what has been typed.
        self.refresh();
        let state = &self.state;
        match method.as_str() {
            "textDocument/hover" => reply(params, |asked| hover::answer(state, &asked)),
            "textDocument/definition" => {
                reply(params, |asked| navigation::definition(state, &asked))
            }
            "textDocument/references" => {
                reply(params, |asked| navigation::references(state, &asked))
            }
            "textDocument/completion" => reply(params, |asked| completion::answer(state, &asked)),
            "textDocument/codeAction" => reply(params, |asked| actions::answer(state, &asked)),
            "textDocument/codeLens" => reply(params, |asked| lens::answer(state, &asked)),
            "textDocument/diagnostic" => reply(params, |asked| self.pulled(&asked)),
            "workspace/diagnostic" => reply(params, |asked| self.pulled_all(&asked)),
            _ => Err(Refusal::new(ErrorCode::MethodNotFound, &format!("cannot `{method}`"))),
        }
    }

    fn initialize(&mut self, params: Value) -> Answer {
        let parameters: InitializeParams = read(params)?;
        self.state.client = Client::new(&parameters);
        self.state.folders = client::folders(&parameters);
        if let Some(settings) = &parameters.initialization_options {
            self.state.options = client::options(settings);
        }
        self.phase = Phase::Working;
        let result = InitializeResult {
            capabilities: client::capabilities(&self.state.client),
            server_info: Some(ServerInfo {
                name: "factlint".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        };
        write(result)
    }

    /// Notifications have no answers: one that makes no sense is passed over.
    fn hear(&mut self, notification: Notification) {
        if self.phase != Phase::Working {
            return;
        }
        let Notification { method, params } = notification;
        match method.as_str() {
            "initialized" => {
                self.register();
                for folder in self.state.folders.clone() {
                    self.load_folder(&folder);
                }
            }
            "textDocument/didOpen" => with(params, |said| self.open(said)),
            "textDocument/didChange" => with(params, |said| self.change(&said)),
            "textDocument/didClose" => with(params, |said| self.close(&said)),
            "textDocument/didSave" => with(params, |said| self.saved(&said)),
            "workspace/didChangeWatchedFiles" => with(params, |said| self.files_changed(&said)),
            "workspace/didChangeWorkspaceFolders" => {
                with(params, |said| self.folders_changed(&said));
            }
            "workspace/didChangeConfiguration" => {
                let settings = params.get("settings").cloned().unwrap_or_default();
                let options = client::options(&settings);
                let is_said = settings.get("factlint").is_some_and(Value::is_object);
                if is_said && format!("{options:?}") != format!("{:?}", self.state.options) {
                    self.state.options = options;
                    self.reload_all();
                }
            }
            _ => {}
        }
    }

    /// Asks the client to tell of files that change.
    fn register(&mut self) {
        if !self.state.client.watches {
            return;
        }
        let endings: Vec<&str> = Format::KNOWN.iter().map(|(ending, _)| *ending).collect();
        let documents = format!("**/*.{{{}}}", endings.join(","));
        let watchers = json!([
            { "globPattern": documents },
            { "globPattern": "**/*.{toml,json,csv,yaml,yml}" },
        ]);
        let registration = json!({
            "id": "factlint-files",
            "method": "workspace/didChangeWatchedFiles",
            "registerOptions": { "watchers": watchers },
        });
        self.ask("client/registerCapability", json!({ "registrations": [registration] }));
    }

    // Workspaces.

    /// Loads the workspace of a folder that the editor has opened: that of the nearest `factlint.toml`. Without one
    /// there is nothing to load before a document is opened.
    fn load_folder(&mut self, folder: &Path) {
        let config = crate::corpus::config::Config::find(folder);
        if let Some(root) = config.as_deref().and_then(Path::parent) {
            self.load(root);
        }
    }

    fn load(&mut self, root: &Path) {
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
    }

    fn reload_all(&mut self) {
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

    fn workspace_mut(&mut self, root: &Path) -> Option<&mut Workspace> {
        self.state.workspaces.iter_mut().find(|one| one.root == root)
    }

    // Documents.

    fn open(&mut self, said: DidOpenTextDocumentParams) {
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
            && (is_document || root.join(crate::corpus::config::FILE_NAME).is_file())
        {
            self.load(&root);
        }
        self.touch(&file);
        // The client knows nothing of it yet.
        self.shown.remove(&file);
        self.changed.insert(file);
    }

    fn change(&mut self, said: &DidChangeTextDocumentParams) {
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

    fn close(&mut self, said: &DidCloseTextDocumentParams) {
        let Some(file) = uri::path(&said.text_document.uri) else { return };
        if self.state.open.remove(&file).is_none() {
            return;
        }
        self.touch(&file);
    }

    fn saved(&mut self, said: &DidSaveTextDocumentParams) {
        let Some(file) = uri::path(&said.text_document.uri) else { return };
        self.adopt_rules(Some(&file));
        let is_config = file.file_name().is_some_and(|name| name == "factlint.toml");
        if is_config && let Some(folder) = file.parent() {
            // It may be new.
            self.load(folder);
        }
        if !self.state.client.watches {
            self.look_again(|_| true);
        }
    }

    /// The text of a file differs from what was read.
    fn touch(&mut self, file: &Path) {
        let text = self.state.open.get(file).map(|open| Arc::clone(&open.text));
        if text.is_none() {
            self.state.forget_texts();
        }
        for workspace in &mut self.state.workspaces {
            // What is opened as it was read is at work already.
            let is_at_work = !self.typed_rules.contains_key(&workspace.root)
                && workspace.setup.text_at(file) == text.as_ref().map(|text| text.content());
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

    fn files_changed(&mut self, said: &DidChangeWatchedFilesParams) {
        let files: BTreeSet<PathBuf> = said
            .changes
            .iter()
            .filter_map(|change| uri::path(&change.uri))
            .filter(|file| !self.state.open.contains_key(file))
            .collect();
        let mut configs = files.iter().filter(|file| {
            file.file_name().is_some_and(|name| name == crate::corpus::config::FILE_NAME)
        });
        let folders: Vec<PathBuf> =
            configs.by_ref().filter_map(|file| file.parent().map(Path::to_owned)).collect();
        for folder in folders {
            let is_inside = self.state.folders.iter().any(|one| folder.starts_with(one));
            if is_inside && folder.join(crate::corpus::config::FILE_NAME).is_file() {
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
        self.look_again(|root| files.iter().any(|file| file.starts_with(root)));
    }

    /// Looks at the files of some workspaces again.
    fn look_again(&mut self, wanted: impl Fn(&Path) -> bool) {
        self.state.forget_texts();
        let roots: Vec<PathBuf> =
            self.state.workspaces.iter().map(|one| one.root.clone()).collect();
        for root in roots.into_iter().filter(|root| wanted(root)) {
            let open: BTreeMap<PathBuf, Arc<Text>> = self.open_texts();
            let Some(workspace) = self.workspace_mut(&root) else { continue };
            let unsaved = |path: &Path| open.get(path).map(|text| text.content().to_owned());
            let paths = workspace.look_again(&unsaved);
            self.show(paths.into_iter().map(|path| root.join(path)));
        }
    }

    fn open_texts(&self) -> BTreeMap<PathBuf, Arc<Text>> {
        self.state.open.iter().map(|(path, open)| (path.clone(), Arc::clone(&open.text))).collect()
    }

    fn folders_changed(&mut self, said: &DidChangeWorkspaceFoldersParams) {
        let paths = |folders: &[gen_lsp_types::WorkspaceFolder]| -> Vec<PathBuf> {
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

    // What follows from what has changed.

    /// Reads what has changed and tells the client what that comes to.
    fn settle(&mut self) {
        self.refresh();
        self.read_typed_rules();
        let changed = std::mem::take(&mut self.changed);
        self.show(changed.into_iter());
    }

    /// Reads the documents that have changed, and judges what they touch.
    fn refresh(&mut self) {
        for (root, path) in std::mem::take(&mut self.stale) {
            let Some(workspace) = self.workspace_mut(&root) else { continue };
            let paths = workspace.refresh(&path);
            self.changed.extend(paths.into_iter().map(|path| root.join(path)));
        }
    }

    /// Tells what is wrong with rules as they are typed. They are put to work a little later: that reads the whole
    /// corpus again.
    fn read_typed_rules(&mut self) {
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
            let files: BTreeSet<PathBuf> = told
                .filter_map(|one| workspace.file_of(one.primary.origin, &one.primary.path))
                .collect();
            self.show(files.into_iter());
            if let Some((_, typed)) = self.typed_rules.get_mut(&root) {
                *typed = Some(setup);
            }
        }
    }

    /// Puts typed rules to work: those that are due, or those that a saved file belongs to.
    fn adopt_rules(&mut self, saved: Option<&Path>) {
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
            if self.state.client.refreshes_lenses {
                self.ask("workspace/codeLens/refresh", Value::Null);
            }
        }
    }

    /// Tells the client about everything in a workspace.
    fn show_workspace(&mut self, root: &Path) {
        let files = self.files_of_interest(root);
        let before: Vec<PathBuf> =
            self.shown.keys().filter(|file| file.starts_with(root)).cloned().collect();
        self.show(files.into_iter().chain(before));
    }

    /// The files of a workspace about which there is something to say, and those that are open.
    fn files_of_interest(&self, root: &Path) -> BTreeSet<PathBuf> {
        let Some(workspace) = self.state.workspaces.iter().find(|one| one.root == root) else {
            return BTreeSet::new();
        };
        let mut files: BTreeSet<PathBuf> =
            workspace.paths_with_findings().into_iter().map(|path| root.join(path)).collect();
        for problem in workspace.problems.iter().chain(&workspace.warnings) {
            files.extend(workspace.file_of(problem.primary.origin, &problem.primary.path));
        }
        files.extend(self.state.open.keys().filter(|file| file.starts_with(root)).cloned());
        files
    }

    /// Tells the client about files of which there is something else to say than before. A client that asks itself is
    /// told to ask again.
    fn show(&mut self, files: impl Iterator<Item = PathBuf>) {
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
        if is_news && self.state.client.pulls && self.state.client.refreshes_diagnostics {
            self.ask("workspace/diagnostic/refresh", Value::Null);
        }
    }

    // Diagnostics that the client asks for.

    fn report(&self, file: Option<&Path>, known: Option<&str>) -> Value {
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

    fn pulled(&self, asked: &DocumentDiagnosticParams) -> Value {
        let file = uri::path(&asked.text_document.uri);
        self.report(file.as_deref(), asked.previous_result_id.as_deref())
    }

    fn pulled_all(&self, asked: &WorkspaceDiagnosticParams) -> Value {
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

    // What the server says of itself.

    fn begin_progress(&mut self, title: &str) -> Option<String> {
        if !self.state.client.shows_progress {
            return None;
        }
        let token = format!("factlint-{}", self.asked);
        self.ask("window/workDoneProgress/create", json!({ "token": token }));
        let value = json!({ "kind": "begin", "title": title });
        self.tell("$/progress", json!({ "token": token, "value": value }));
        Some(token)
    }

    fn end_progress(&mut self, token: Option<String>, message: &str) {
        if let Some(token) = token {
            let value = json!({ "kind": "end", "message": message });
            self.tell("$/progress", json!({ "token": token, "value": value }));
        }
    }

    fn ask(&mut self, method: &str, params: Value) {
        self.asked += 1;
        let id = RequestId::from(self.asked);
        self.send(Request { id, method: method.to_owned(), params });
    }

    fn tell(&self, method: &str, params: impl Serialize) {
        let params = serde_json::to_value(params).unwrap_or_default();
        self.send(Notification { method: method.to_owned(), params });
    }

    fn send(&self, message: impl Into<Message>) {
        // A client that is gone is noticed when the next message is awaited.
        let _ = self.connection.sender.send(message.into());
    }
}

impl Refusal {
    fn new(code: ErrorCode, message: &str) -> Self {
        Self { code, message: message.to_owned() }
    }
}

fn read<P: DeserializeOwned>(params: Value) -> Result<P, Refusal> {
    serde_json::from_value(params)
        .map_err(|error| Refusal::new(ErrorCode::InvalidParams, &error.to_string()))
}

fn write(result: impl Serialize) -> Answer {
    serde_json::to_value(result)
        .map_err(|error| Refusal::new(ErrorCode::InternalError, &error.to_string()))
}

/// Answers a request by what was asked.
fn reply<P: DeserializeOwned, R: Serialize>(params: Value, feature: impl FnOnce(P) -> R) -> Answer {
    write(feature(read(params)?))
}

/// Does what a notification wants, if it makes sense.
fn with<P: DeserializeOwned>(params: Value, hear: impl FnOnce(P)) {
    if let Ok(said) = serde_json::from_value(params) {
        hear(said);
    }
}

fn hash(said: &[Diagnostic]) -> u64 {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(said).unwrap_or_default().hash(&mut hasher);
    hasher.finish()
}
