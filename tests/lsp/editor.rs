//! An editor with no screen: it opens, types and saves, keeps what the server publishes, and applies its edits.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::thread::JoinHandle;

use factlint::lsp::{Ending, serve};
use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};

use crate::support::{Desk, PATIENCE};

/// An editor at work on a desk.
pub struct Editor {
    pub desk: Desk,
    connection: Option<Connection>,
    server: Option<JoinHandle<Ending>>,
    next: i32,
    /// The text and the version of every open file.
    open: BTreeMap<String, (String, i32)>,
    /// What was last published about a file.
    published: BTreeMap<String, Vec<Value>>,
    /// What the server has asked for or told, but for diagnostics.
    pub told: Vec<(String, Value)>,
}

/// What most editors can: related places, versioned edits that may create files, progress.
pub fn able() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16", "utf-8"] },
        "textDocument": { "publishDiagnostics": { "relatedInformation": true } },
        "window": { "workDoneProgress": true },
        "workspace": {
            "didChangeWatchedFiles": { "dynamicRegistration": true },
            "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"] },
        },
    })
}

/// The same, asking for diagnostics itself.
pub fn pulling() -> Value {
    let mut capabilities = able();
    capabilities["textDocument"]["diagnostic"] = json!({ "relatedInformation": true });
    capabilities["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
    capabilities
}

impl Editor {
    /// An editor that has opened the folder of a desk.
    pub fn at(desk: Desk) -> Self {
        Self::with(desk, able(), Value::Null)
    }

    pub fn with(desk: Desk, capabilities: Value, settings: Value) -> Self {
        Self::in_folders(desk, &[""], capabilities, settings)
    }

    pub fn in_folders(desk: Desk, folders: &[&str], capabilities: Value, settings: Value) -> Self {
        let mut editor = Self::unacquainted(desk);
        let folders: Vec<Value> = folders
            .iter()
            .map(|folder| json!({ "uri": editor.uri(folder), "name": folder }))
            .collect();
        let parameters = json!({
            "processId": null,
            "rootUri": null,
            "capabilities": capabilities,
            "workspaceFolders": folders,
            "initializationOptions": settings,
        });
        editor.ask("initialize", parameters).expect("it can be initialized");
        editor.tell("initialized", json!({}));
        editor
    }

    /// An editor that has said nothing yet.
    pub fn unacquainted(desk: Desk) -> Self {
        let (server, connection) = Connection::memory();
        let server = std::thread::Builder::new()
            .stack_size(16 << 20)
            .spawn(move || serve(&server))
            .expect("a thread");
        Self {
            desk,
            connection: Some(connection),
            server: Some(server),
            next: 0,
            open: BTreeMap::new(),
            published: BTreeMap::new(),
            told: Vec::new(),
        }
    }

    pub fn file(&self, path: &str) -> PathBuf {
        let folder = self.desk.path("").canonicalize().expect("the folder is there");
        if path.is_empty() { folder } else { folder.join(path) }
    }

    pub fn uri(&self, path: &str) -> String {
        format!("file://{}", self.file(path).display()).trim_end_matches('/').to_owned()
    }

    fn send(&self, message: Message) {
        self.connection
            .as_ref()
            .expect("not ended")
            .sender
            .send(message)
            .expect("the server listens");
    }

    pub fn send_request(&mut self, method: &str, params: Value) -> RequestId {
        self.next += 1;
        let id = RequestId::from(self.next);
        self.send(Request { id: id.clone(), method: method.to_owned(), params }.into());
        id
    }

    pub fn tell(&self, method: &str, params: Value) {
        self.send(Notification { method: method.to_owned(), params }.into());
    }

    pub fn send_answer(&self, id: i32) {
        self.send(Response::new_ok(RequestId::from(id), Value::Null).into());
    }

    /// Asks, and waits for the answer; or for the code of the error.
    pub fn ask(&mut self, method: &str, params: Value) -> Result<Value, i32> {
        let id = self.send_request(method, params);
        self.answer_to(&id)
    }

    pub fn answer_to(&mut self, id: &RequestId) -> Result<Value, i32> {
        loop {
            let receiver = &self.connection.as_ref().expect("not ended").receiver;
            match receiver.recv_timeout(PATIENCE).expect("the server answers") {
                Message::Response(answer) if answer.id == *id => {
                    return answer.response_result.map_err(|error| error.code);
                }
                Message::Response(answer) => panic!("nobody asked for {answer:?}"),
                Message::Notification(one) if one.method == "textDocument/publishDiagnostics" => {
                    let uri = one.params["uri"].as_str().expect("a URI").to_owned();
                    let said = one.params["diagnostics"].as_array().expect("a list").clone();
                    self.published.insert(uri, said);
                }
                Message::Notification(one) => self.told.push((one.method, one.params)),
                Message::Request(one) => {
                    self.told.push((one.method, one.params));
                    self.send(Response::new_ok(one.id, Value::Null).into());
                }
            }
        }
    }

    /// Waits until the server has told everything.
    pub fn settle(&mut self) {
        // It tells what there is to tell when nothing else is to be done: before the second, unless answers of this
        // side to its own questions have arrived in between.
        const ROUNDS: usize = 5;
        for _ in 0..ROUNDS {
            assert_eq!(self.ask("factlint/nothing", Value::Null), Err(-32601));
        }
    }

    pub fn open(&mut self, path: &str) {
        let text = self.desk.read(path);
        self.open_as(path, &text);
    }

    /// Opens a file that has another text than on the disk, or is not there.
    pub fn open_as(&mut self, path: &str, text: &str) {
        let document =
            json!({ "uri": self.uri(path), "languageId": "plaintext", "version": 1, "text": text });
        self.open.insert(path.to_owned(), (text.to_owned(), 1));
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub fn close(&mut self, path: &str) {
        self.open.remove(path);
        let document = json!({ "uri": self.uri(path) });
        self.tell("textDocument/didClose", json!({ "textDocument": document }));
    }

    /// Saves what is open.
    pub fn save(&mut self, path: &str) {
        self.desk.write(path, &self.open[path].0);
        let document = json!({ "uri": self.uri(path) });
        self.tell("textDocument/didSave", json!({ "textDocument": document }));
    }

    pub fn text(&self, path: &str) -> &str {
        &self.open[path].0
    }

    /// Types over some bytes, as an incremental change with columns of UTF-16 units.
    pub fn type_over(&mut self, path: &str, range: std::ops::Range<usize>, text: &str) {
        self.type_counting(path, range, text, str::encode_utf16_len);
    }

    /// The same, with columns that are counted otherwise.
    pub fn type_counting(
        &mut self,
        path: &str,
        range: std::ops::Range<usize>,
        text: &str,
        units: fn(&str) -> usize,
    ) {
        let uri = self.uri(path);
        let (content, version) = self.open.get_mut(path).expect("it is open");
        let start = position(content, range.start, units);
        let end = position(content, range.end, units);
        content.replace_range(range, text);
        *version += 1;
        let change = json!({ "range": { "start": start, "end": end }, "text": text });
        let document = json!({ "uri": uri, "version": *version });
        self.tell(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": [change] }),
        );
    }

    /// Replaces some words by others.
    pub fn replace(&mut self, path: &str, words: &str, by: &str) {
        let start = self.text(path).find(words).unwrap_or_else(|| panic!("no `{words}`"));
        self.type_over(path, start..start + words.len(), by);
    }

    /// What was last published about a file, with messages first.
    pub fn published(&mut self, path: &str) -> Vec<Value> {
        self.settle();
        self.published.get(&self.uri(path)).cloned().unwrap_or_default()
    }

    /// The words under the diagnostics of an open file, with the rule and the severity.
    pub fn marks(&mut self, path: &str) -> Vec<String> {
        let said = self.published(path);
        said.iter().map(|one| self.mark(path, one)).collect()
    }

    pub fn mark(&self, path: &str, diagnostic: &Value) -> String {
        let text = match self.open.get(path) {
            Some((text, _)) => text.clone(),
            None => self.desk.read(path),
        };
        let severity = ["", "error", "warning", "information", "hint"];
        let severity = severity[diagnostic["severity"].as_u64().expect("a severity") as usize];
        let rule = diagnostic["code"].as_str().unwrap_or("-");
        format!("{severity}[{rule}] {}", words(&text, &diagnostic["range"]))
    }

    /// A position request about the first place of some words.
    pub fn about(&mut self, method: &str, path: &str, words: &str) -> Value {
        let text = self.text(path);
        let at = text.find(words).unwrap_or_else(|| panic!("no `{words}`"));
        self.about_offset(method, path, at + words.len() / 2)
    }

    pub fn about_offset(&mut self, method: &str, path: &str, mut offset: usize) -> Value {
        while !self.text(path).is_char_boundary(offset) {
            offset -= 1;
        }
        let position = position(self.text(path), offset, str::encode_utf16_len);
        let mut params = json!({
            "textDocument": { "uri": self.uri(path) },
            "position": position,
        });
        if method == "textDocument/references" {
            params["context"] = json!({ "includeDeclaration": true });
        }
        self.ask(method, params).expect("an answer")
    }

    /// The actions for some words, by title.
    pub fn actions(&mut self, path: &str, words: &str) -> Vec<Value> {
        let at = self.text(path).find(words).unwrap_or_else(|| panic!("no `{words}`"));
        let start = position(self.text(path), at, str::encode_utf16_len);
        let params = json!({
            "textDocument": { "uri": self.uri(path) },
            "range": { "start": start, "end": start },
            "context": { "diagnostics": [] },
        });
        let found = self.ask("textDocument/codeAction", params).expect("an answer");
        found.as_array().expect("a list").clone()
    }

    /// Does what an action wants: in open files by typing, in others on the disk.
    pub fn apply(&mut self, action: &Value) {
        let changes =
            action["edit"]["documentChanges"].as_array().expect("versioned edits").clone();
        for change in changes {
            if change["kind"] == "create" {
                let path = self.path_of(change["uri"].as_str().expect("a URI"));
                self.desk.write(path, "");
                continue;
            }
            let path = self.path_of(change["textDocument"]["uri"].as_str().expect("a URI"));
            let mut edits = change["edits"].as_array().expect("a list").clone();
            // From the end on, so that those before keep their places.
            edits.sort_by_key(|edit| {
                let start = &edit["range"]["start"];
                (start["line"].as_u64(), start["character"].as_u64())
            });
            for edit in edits.iter().rev() {
                let new = edit["newText"].as_str().expect("a text");
                if let Some((text, version)) = self.open.get(&path) {
                    assert_eq!(change["textDocument"]["version"], *version);
                    let range =
                        offset(text, &edit["range"]["start"])..offset(text, &edit["range"]["end"]);
                    let uri = self.uri(&path);
                    let (text, _) = self.open.get_mut(&path).expect("it is open");
                    let (start, end) = (
                        position(text, range.start, str::encode_utf16_len),
                        position(text, range.end, str::encode_utf16_len),
                    );
                    text.replace_range(range, new);
                    let change = json!({ "range": { "start": start, "end": end }, "text": new });
                    let version = self.open[&path].1;
                    self.tell(
                        "textDocument/didChange",
                        json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": [change] }),
                    );
                } else {
                    let mut text = self.desk.read(&path);
                    let range = offset(&text, &edit["range"]["start"])
                        ..offset(&text, &edit["range"]["end"]);
                    text.replace_range(range, new);
                    self.desk.write(&path, text);
                    self.file_changed(&path, 2);
                }
            }
        }
    }

    fn path_of(&self, uri: &str) -> String {
        let folder = format!("{}/", self.uri(""));
        uri.strip_prefix(&folder)
            .unwrap_or_else(|| panic!("{uri} is not below {folder}"))
            .to_owned()
    }

    /// Tells that a file was created (1), changed (2) or deleted (3) by somebody else.
    pub fn file_changed(&self, path: &str, kind: u8) {
        let change = json!({ "uri": self.uri(path), "type": kind });
        self.tell("workspace/didChangeWatchedFiles", json!({ "changes": [change] }));
    }

    /// Leaves, as the protocol wants it.
    pub fn leave(mut self) -> Ending {
        assert_eq!(self.ask("shutdown", Value::Null), Ok(Value::Null));
        self.tell("exit", Value::Null);
        self.end()
    }

    /// Goes away without a word.
    pub fn hang_up(mut self) -> Ending {
        self.end()
    }

    /// Waits for the end.
    pub fn end(&mut self) -> Ending {
        self.connection = None;
        self.server.take().expect("it runs").join().expect("the server never panics")
    }
}

trait Utf16 {
    fn encode_utf16_len(&self) -> usize;
}

impl Utf16 for str {
    fn encode_utf16_len(&self) -> usize {
        self.encode_utf16().count()
    }
}

/// The place of an offset; lines end with LF, or CR LF.
pub fn position(text: &str, offset: usize, units: fn(&str) -> usize) -> Value {
    let before = &text[..offset];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    json!({ "line": before.matches('\n').count(), "character": units(&before[start..]) })
}

/// The offset of a place, with columns of UTF-16 units.
pub fn offset(text: &str, position: &Value) -> usize {
    let line = position["line"].as_u64().expect("a line") as usize;
    let mut units = position["character"].as_u64().expect("a column") as usize;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    for (at, character) in text[start..].char_indices() {
        if units == 0 {
            return start + at;
        }
        units -= character.len_utf16();
    }
    text.len()
}

/// The words of a place.
pub fn words(text: &str, range: &Value) -> String {
    text[offset(text, &range["start"])..offset(text, &range["end"])].to_owned()
}
