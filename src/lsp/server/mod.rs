//! The loop: takes messages in their order, keeps the state, and asks the features for answers.

mod changes;
mod told;
mod watched;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use gen_lsp_types::{InitializeParams, InitializeResult, ServerInfo};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::client::{self, Client};
use super::state::State;
use super::{actions, completion, hover, lens, navigation};
use crate::workspace::setup::Setup;

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
        watched: Vec::new(),
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
    /// What the client was last asked to watch.
    watched: Vec<Value>,
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
                            let _ = catch_unwind(AssertUnwindSafe(|| self.adopt_rules(None)));
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
                for folder in self.state.folders.clone() {
                    self.load_folder(&folder);
                }
                self.watch();
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
                if is_said && options != self.state.options {
                    self.state.options = options;
                    self.reload_all();
                }
            }
            _ => {}
        }
    }

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
