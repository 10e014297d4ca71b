//! The loop of the server for editors: whatever comes, in any order, it goes on until it is told to leave.
//!
//! Each line of the input is a message: its first byte picks the method, the rest are the parameters as JSON, or else
//! words that are typed.

#![no_main]

use factlint::lsp::serve;
use libfuzzer_sys::fuzz_target;
use lsp_server::{Connection, Message, Notification, Request, RequestId};
use serde_json::{Value, json};

const METHODS: &[&str] = &[
    "textDocument/didOpen",
    "textDocument/didChange",
    "textDocument/didSave",
    "textDocument/didClose",
    "textDocument/hover",
    "textDocument/codeAction",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/completion",
    "textDocument/codeLens",
    "textDocument/diagnostic",
    "workspace/diagnostic",
    "workspace/didChangeWatchedFiles",
    "workspace/didChangeWorkspaceFolders",
    "workspace/didChangeConfiguration",
    "workspace/executeCommand",
    "$/cancelRequest",
    "initialize",
    "initialized",
    "nothing/known",
];

/// A draft that lies nowhere, so that no file is read.
const DRAFT: &str = "file:///nowhere/draft.md";

fuzz_target!(|data: &[u8]| {
    let (server, client) = Connection::memory();
    let running = std::thread::Builder::new()
        .stack_size(16 << 20)
        .spawn(move || serve(&server))
        .expect("a thread starts");
    let mut next = 0;
    let mut send = |method: &str, params: Value| {
        next += 1;
        let is_notification = method.starts_with("textDocument/did")
            || method.starts_with("workspace/did")
            || matches!(method, "$/cancelRequest" | "initialized" | "exit");
        let message = if is_notification {
            Message::Notification(Notification::new(method.to_owned(), params))
        } else {
            Message::Request(Request::new(RequestId::from(next), method.to_owned(), params))
        };
        // A server that has left before it was told to shows when its thread is joined.
        let _ = client.sender.send(message);
    };
    send("initialize", json!({ "capabilities": {}, "rootUri": null }));
    send("initialized", json!({}));
    for line in data.split(|&byte| byte == b'\n').take(64) {
        let Some((&pick, rest)) = line.split_first() else { continue };
        let method = METHODS[usize::from(pick) % METHODS.len()];
        let params = serde_json::from_slice(rest).unwrap_or_else(|_| typed(pick, rest));
        send(method, params);
    }
    send("shutdown", Value::Null);
    send("exit", Value::Null);
    drop(send);
    drop(client);
    running.join().expect("the server ends without a panic");
});

/// Parameters that most methods understand, with the words where there is room for some.
fn typed(pick: u8, words: &[u8]) -> Value {
    let text = String::from_utf8_lossy(words).into_owned();
    let position = json!({ "line": pick % 4, "character": pick });
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": position });
    json!({
        "textDocument": { "uri": DRAFT, "languageId": "markdown", "version": pick, "text": text },
        "contentChanges": [{ "range": range, "text": text }],
        "position": position,
        "range": range,
        "context": { "diagnostics": [], "includeDeclaration": true },
        "previousResultIds": [],
        "changes": [],
        "event": { "added": [], "removed": [] },
        "settings": null,
        "command": text,
        "id": pick,
        "capabilities": {},
    })
}
