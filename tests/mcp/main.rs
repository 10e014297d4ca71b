//! `factlint mcp` as a program meets it: the binary, lines of JSON on its standard streams.

#![allow(clippy::expect_used, clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout};

use serde_json::{Value, json};
use support::{Desk, KESTREL};

/// What the rule about its range holds, and one about its mass.
const MORE: &str = r#"expect = "900 km"
source = "Navy fact file"

[[rule]]
id    = "kestrel-mass"
check = "quantity"
about = "kestrel"
near  = ["weighs"]
unit  = "kg"
"#;

/// A newsroom with one article.
fn newsroom() -> Desk {
    let article = "---\ndate: 2026-05-04\n---\n\nThe Kestrel weighs 1,200 kg. Ann Lee praised the Kestrel on 3 May 2026.\n";
    Desk::empty()
        .file("factlint.toml", "packs = []\n")
        .file("rules/missiles.toml", [KESTREL, MORE].concat())
        .file("news/first.md", article)
}

/// A program that asks.
struct Client {
    server: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    asked: u64,
}

impl Client {
    fn start(desk: &Desk) -> Self {
        // Standard input stays open.
        let mut server = desk.command().arguments(&["mcp"]).input("").spawn();
        let input = server.stdin.take();
        let output = BufReader::new(server.stdout.take().unwrap());
        Self { server, input, output, asked: 0 }
    }

    fn connected(desk: &Desk) -> Self {
        let mut client = Self::start(desk);
        let about = client.ask(
            "initialize",
            json!({
                "protocolVersion": "2025-06-18",
                "capabilities": {},
                "clientInfo": { "name": "test", "version": "1" },
            }),
        );
        assert_eq!(about["result"]["serverInfo"]["name"], "factlint", "{about}");
        client.tell(json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }));
        client
    }

    fn tell(&mut self, message: Value) {
        let input = self.input.as_mut().unwrap();
        writeln!(input, "{message}").unwrap();
        input.flush().unwrap();
    }

    /// Asks, and waits for the answer.
    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.tell(json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let mut line = String::new();
            assert_ne!(self.output.read_line(&mut line).unwrap(), 0, "the server has left");
            let message: Value = serde_json::from_str(&line).unwrap();
            if message["id"] == json!(id) {
                return message;
            }
        }
    }

    /// Uses a tool: what it answers, as data.
    fn use_tool(&mut self, name: &str, arguments: Value) -> Value {
        let answer = self.ask("tools/call", json!({ "name": name, "arguments": arguments }));
        let result = &answer["result"];
        assert_ne!(result["isError"], json!(true), "{answer}");
        result["structuredContent"].clone()
    }

    /// Uses a tool that cannot do what it is asked for: what it says.
    fn refused(&mut self, name: &str, arguments: Value) -> String {
        let answer = self.ask("tools/call", json!({ "name": name, "arguments": arguments }));
        assert_eq!(answer["result"]["isError"], json!(true), "{answer}");
        answer["result"]["content"][0]["text"].as_str().unwrap().to_owned()
    }

    /// Closes the standard input: the exit code.
    fn leave(mut self) -> Option<i32> {
        self.input = None;
        self.server.wait().unwrap().code()
    }
}

#[test]
fn the_tools_say_what_they_take() {
    let desk = newsroom();
    let mut client = Client::connected(&desk);
    let listed = client.ask("tools/list", json!({}));
    let tools = listed["result"]["tools"].as_array().unwrap();
    let mut names: Vec<&str> = tools.iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["check_text", "explain", "look_up", "what_sources_say"]);
    for tool in tools {
        assert_eq!(tool["annotations"]["readOnlyHint"], json!(true), "{tool}");
        let required = tool["inputSchema"]["required"].as_array().unwrap();
        assert_eq!(required.len(), 1, "{tool}");
    }
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn a_draft_is_held_against_the_corpus_and_the_facts() {
    let desk = newsroom();
    let mut client = Client::connected(&desk);
    let draft = "The Kestrel weighs 1,500 kg. It has a range of 1,400 km.";
    let checked = client.use_tool("check_text", json!({ "text": draft }));
    assert_eq!((&checked["errors"], &checked["claims"]), (&json!(2), &json!(2)), "{checked}");
    let findings = checked["findings"].as_array().unwrap();
    assert_eq!(findings[0]["rule"], "kestrel-mass");
    assert_eq!(findings[1]["rule"], "kestrel-range");
    assert_eq!(findings[1]["text"], "1,400 km");
    let other = &findings[0]["related"][0];
    let sides = [&findings[0]["path"], &other["path"]];
    assert!(
        sides.contains(&&json!("draft.md")) && sides.contains(&&json!("news/first.md")),
        "{checked}"
    );
    // Nothing of it stays.
    let again = client.use_tool(
        "check_text",
        json!({ "text": "The Kestrel weighs 1,200 kg.", "path": "other.md" }),
    );
    assert_eq!(again["findings"], json!([]), "{again}");
    assert!(!desk.path("draft.md").exists());
}

#[test]
fn a_draft_takes_the_place_of_the_document_at_its_path() {
    let desk = newsroom();
    let mut client = Client::connected(&desk);
    let asked = json!({ "text": "The Kestrel weighs 1,500 kg.", "path": "news/first.md" });
    assert_eq!(client.use_tool("check_text", asked)["findings"], json!([]));
    // The document itself counts again.
    let asked = json!({ "text": "The Kestrel weighs 1,500 kg.", "path": "news/second.md" });
    assert_eq!(client.use_tool("check_text", asked)["errors"], json!(1));
}

#[test]
fn what_was_not_understood_is_told() {
    let desk = newsroom();
    let mut client = Client::connected(&desk);
    let asked = json!({ "text": "The Kestrel has a range of 700." });
    let checked = client.use_tool("check_text", asked);
    assert_eq!(checked["findings"], json!([]), "{checked}");
    assert_eq!(checked["unread"][0]["rule"], "kestrel-range", "{checked}");
}

#[test]
fn facts_are_looked_up_with_their_sources_and_what_documents_say() {
    let desk = newsroom();
    let mut client = Client::connected(&desk);
    let found = client.use_tool("look_up", json!({ "name": "kestrel", "cue": "range" }));
    assert_eq!(found["rules"].as_array().unwrap().len(), 1, "{found}");
    assert_eq!(found["rules"][0]["holds"], "900 km", "{found}");
    assert_eq!(found["rules"][0]["source"], "Navy fact file");
    let found = client.use_tool("look_up", json!({ "name": "Kestrel", "cue": "weighs" }));
    let said = &found["rules"][0]["claims"][0];
    assert_eq!(said["words"], "1,200 kg", "{found}");
    assert_eq!((&said["path"], &said["date"]), (&json!("news/first.md"), &json!("2026-05-04")));
    let refused = client.refused("look_up", json!({ "name": "Kestrle" }));
    assert!(refused.contains("did you mean `Kestrel`?"), "{refused}");
}

#[test]
fn sources_tell_what_no_rule_asks_for() {
    let desk = newsroom();
    let mut client = Client::connected(&desk);
    let found = client.use_tool("what_sources_say", json!({ "name": "Kestrel" }));
    let stated = found["statements"].as_array().unwrap();
    assert!(stated.iter().any(|one| one["words"] == "1,200 kg"), "{found}");
    assert!(stated.iter().all(|one| one["path"] == "news/first.md"), "{found}");
    let none = client.use_tool("what_sources_say", json!({ "name": "Osprey" }));
    assert_eq!(none["in_all"], json!(0));
}

#[test]
fn rules_and_kinds_are_explained() {
    let desk = newsroom();
    let mut client = Client::connected(&desk);
    let told = client.use_tool("explain", json!({ "rule": "kestrel-range" }));
    assert!(told["rule"]["place"].as_str().unwrap().contains("rules/missiles.toml"), "{told}");
    assert!(client.use_tool("explain", json!({ "rule": "title" }))["rule"].is_null());
    let refused = client.refused("explain", json!({ "rule": "kestrel-rang" }));
    assert!(refused.contains("did you mean `kestrel-range`?"), "{refused}");
}

#[test]
fn files_that_change_are_read_again() {
    let desk = newsroom();
    let mut client = Client::connected(&desk);
    let asked = json!({ "text": "The Kestrel weighs 1,200 kg." });
    assert_eq!(client.use_tool("check_text", asked.clone())["errors"], json!(0));
    desk.write("news/second.md", "The Kestrel weighs 1,300 kg, longer.\n");
    assert_eq!(client.use_tool("check_text", asked)["errors"], json!(1));
}

#[test]
fn paths_that_lead_out_are_refused() {
    let desk = newsroom();
    let mut client = Client::connected(&desk);
    for path in ["../outside.md", "/etc/passwd", "", "news/../../x.md"] {
        let refused = client.refused("check_text", json!({ "text": "x", "path": path }));
        assert!(refused.contains("no path inside of the corpus"), "{path}: {refused}");
    }
}

#[test]
fn traffic_that_makes_no_sense_ends_nothing() {
    let desk = newsroom();
    let mut client = Client::connected(&desk);
    client.tell(json!({ "jsonrpc": "2.0", "id": 900, "method": "tools/call", "params": { "name": "nothing" } }));
    client.tell(json!({ "jsonrpc": "2.0", "id": 901, "method": "tools/call", "params": { "name": "check_text", "arguments": { "text": 7 } } }));
    client.tell(json!({ "jsonrpc": "2.0", "method": "notifications/unheard-of" }));
    let checked = client
        .use_tool("check_text", json!({ "text": "The Kestrel \u{202e}weighs 🚀 1,500 kg.\u{0}" }));
    assert!(checked["claims"].is_number(), "{checked}");
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn a_client_that_leaves_before_it_says_anything_is_no_bug() {
    let desk = newsroom();
    let client = Client::start(&desk);
    assert_eq!(client.leave(), Some(2));
}
