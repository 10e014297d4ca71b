//! Messages out of order, without sense, taken back; and how a connection ends.

use factlint::lsp::Ending;
use serde_json::{Value, json};

use crate::editor::Editor;
use crate::support::Desk;

#[test]
fn nothing_is_answered_before_the_server_is_initialized_nor_after_it_is_shut_down() {
    let mut editor = Editor::unacquainted(Desk::divided());
    assert_eq!(editor.ask("textDocument/hover", json!({})), Err(-32002));
    assert_eq!(editor.ask("shutdown", Value::Null), Err(-32002));
    editor.tell("textDocument/didOpen", json!({}));
    editor.send_answer(17);
    assert_eq!(editor.ask("initialize", json!({ "capabilities": 7 })), Err(-32602));
    let answer = editor.ask("initialize", json!({ "capabilities": {} })).expect("a second try");
    assert_eq!(answer["capabilities"]["positionEncoding"], "utf-16");
    assert_eq!(answer["serverInfo"]["name"], "factlint");
    assert_eq!(editor.ask("initialize", json!({ "capabilities": {} })), Err(-32600));
    assert_eq!(editor.ask("shutdown", Value::Null), Ok(Value::Null));
    assert_eq!(editor.ask("textDocument/hover", json!({})), Err(-32600));
    editor.tell("exit", Value::Null);
    assert_eq!(editor.end(), Ending::Clean);
}

#[test]
fn a_connection_ends_as_it_ends() {
    assert_eq!(Editor::at(Desk::divided()).leave(), Ending::Clean);
    assert_eq!(Editor::at(Desk::divided()).hang_up(), Ending::Abrupt);
    let mut editor = Editor::at(Desk::divided());
    editor.tell("exit", Value::Null);
    assert_eq!(editor.end(), Ending::Abrupt);
}

#[test]
fn what_makes_no_sense_harms_nothing() {
    let mut editor = Editor::at(Desk::divided());
    let there = editor.uri("wire/b.txt");
    let nowhere =
        json!({ "uri": "untitled:Untitled-1", "version": -3, "languageId": "", "text": "🚀" });
    let far = json!({ "line": 4_000_000_000_u32, "character": 4_000_000_000_u32 });
    let params = [
        Value::Null,
        json!([]),
        json!(17),
        json!({}),
        json!({ "textDocument": null }),
        json!({ "textDocument": { "uri": 5 } }),
        json!({ "textDocument": nowhere, "position": far, "contentChanges": [{ "text": "x" }] }),
        json!({ "textDocument": { "uri": there, "version": 2 }, "position": far, "range": { "start": far, "end": far },
            "contentChanges": [{ "range": { "start": far, "end": { "line": 0, "character": 0 } }, "text": "\u{0}" }],
            "context": { "diagnostics": [], "includeDeclaration": true } }),
        json!({ "changes": [{ "uri": "file:///nowhere/at/all", "type": 9 }, { "uri": "http://x", "type": 1 }] }),
        json!({ "event": { "added": [{ "uri": "file:///nowhere", "name": "" }], "removed": [] } }),
        json!({ "settings": { "factlint": { "unread": [], "asOf": 7 } } }),
    ];
    let methods = [
        "textDocument/didOpen",
        "textDocument/didChange",
        "textDocument/didSave",
        "textDocument/didClose",
        "textDocument/hover",
        "textDocument/definition",
        "textDocument/references",
        "textDocument/completion",
        "textDocument/codeAction",
        "textDocument/codeLens",
        "textDocument/diagnostic",
        "workspace/diagnostic",
        "workspace/didChangeWatchedFiles",
        "workspace/didChangeWorkspaceFolders",
        "workspace/didChangeConfiguration",
        "$/cancelRequest",
        "$/setTrace",
        "initialized",
    ];
    for method in methods {
        for one in &params {
            editor.tell(method, one.clone());
            let answer = editor.ask(method, one.clone());
            assert_ne!(answer, Err(-32603), "{method} {one}");
        }
    }
    editor.open("wire/b.txt");
    assert_eq!(editor.marks("wire/b.txt"), ["error[kestrel-range] 1,400 km"]);
}

#[test]
fn a_request_that_is_taken_back_in_time_is_not_carried_out() {
    let mut editor = Editor::at(Desk::divided());
    editor.open("wire/b.txt");
    editor.settle();
    let params = json!({ "textDocument": { "uri": editor.uri("wire/b.txt") } });
    // The server is still busy with the first when the others arrive, or has answered them before: both are right.
    let first = editor.send_request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let second = editor.send_request("textDocument/diagnostic", params);
    editor.tell("$/cancelRequest", json!({ "id": 0 }));
    let id = serde_json::to_value(&second).expect("an id");
    editor.tell("$/cancelRequest", json!({ "id": id }));
    assert!(editor.answer_to(&first).is_ok());
    assert!(matches!(editor.answer_to(&second), Ok(_) | Err(-32800)));
}

fn framed(body: &Value) -> String {
    let body = body.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len())
}

/// The messages that the command writes, once it has read a stream to its end.
fn spoken(desk: &Desk, stream: &str) -> (Vec<Value>, i32) {
    let run = desk.command().arguments(&["lsp", "--stdio"]).input(stream).run();
    let mut rest = run.text();
    let mut messages = Vec::new();
    while let Some((head, body)) = rest.split_once("\r\n\r\n") {
        let length: usize = head.trim_start_matches("Content-Length: ").parse().expect("a length");
        messages.push(serde_json::from_str(&body[..length]).expect("JSON"));
        rest = &body[length..];
    }
    (messages, run.code)
}

#[test]
fn the_command_speaks_on_its_standard_streams() {
    let desk = Desk::divided();
    let uri = format!("file://{}", desk.path("").canonicalize().expect("a folder").display());
    let call = |id: i32, method: &str, params: Value| {
        framed(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }))
    };
    let tell = |method: &str, params: Value| {
        framed(&json!({ "jsonrpc": "2.0", "method": method, "params": params }))
    };
    let folders = json!([{ "uri": uri, "name": "desk" }]);
    let stream = [
        call(1, "initialize", json!({ "capabilities": {}, "workspaceFolders": folders })),
        tell("initialized", json!({})),
        // What is no message is passed over.
        framed(&json!("?")),
        "Content-Length: 7\r\n\r\n{\"id\": ".to_owned(),
        "nonsense\r\n".to_owned(),
        call(2, "workspace/diagnostic", json!({ "previousResultIds": [] })),
        call(3, "shutdown", Value::Null),
        tell("exit", Value::Null),
    ];
    let (messages, code) = spoken(&desk, &stream.concat());
    assert_eq!(code, 0);
    let answers: Vec<&Value> = messages.iter().filter(|one| one.get("id").is_some()).collect();
    let ids: Vec<&Value> = answers.iter().map(|one| &one["id"]).collect();
    assert_eq!(ids, [1, 2, 3]);
    assert_eq!(answers[1]["result"]["items"].as_array().map(Vec::len), Some(2));
    let complaints = messages.iter().filter(|one| one["method"] == "window/logMessage");
    assert_eq!(complaints.count(), 3, "{messages:?}");
    // Cut off at any place, it ends.
    let whole = stream.concat();
    for cut in [0, 5, 40, whole.len() / 2, whole.len() - 3] {
        let (_, code) = spoken(&desk, &whole[..cut]);
        assert_eq!(code, 1, "cut at {cut}");
    }
}
