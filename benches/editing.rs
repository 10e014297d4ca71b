//! A draft of 10,000 words is typed in, beside a corpus of 1,000 articles: how long the server takes to be ready, and
//! from each keystroke to its diagnostics.
//!
//! `cargo bench --bench editing --features lsp`; `DRAFT=draft.md` before it keeps the draft, to try others with it.

#![allow(missing_docs, clippy::expect_used, clippy::print_stdout)]

mod generated;

use std::time::{Duration, Instant};

use factlint::lsp::serve;
use generated::Dice;
use lsp_server::{Connection, Message, Notification, Request, RequestId};
use serde_json::{Value, json};

const ARTICLES: usize = 1_000;
const WORDS: usize = 10_000;
const KEYSTROKES: usize = 10_000;
const RULES: usize = 200;

/// What is typed, a character at a time: figures, names, and what is neither.
const TYPED: &str =
    " The range was 1,400 km. Nobody asked. It is 1,000 miles (1,600 km) to Zwolle, on Friday.";

fn main() {
    // `cargo test --benches` only wants it to compile.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut dice = Dice::new(7);
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
        std::fs::write(path, text).expect("files can be written");
    };
    write("factlint.toml", "");
    write("rules/rules.toml", &generated::rules(RULES));
    for index in 0..ARTICLES {
        write(&format!("news/{index:04}.txt"), &generated::article(index as u64, 5_000, 3));
    }
    let mut draft = String::new();
    while draft.split_whitespace().count() < WORDS {
        draft.push_str(&generated::article(dice.below(1 << 20) as u64, 5_000, 1));
        draft.push_str("\n\n");
    }
    let uri = format!("file://{}/draft.md", folder.path().display());
    write("draft.md", &draft);
    if let Ok(kept) = std::env::var("DRAFT") {
        std::fs::write(kept, &draft).expect("the draft can be kept");
    }

    let (server, client) = Connection::memory();
    let server = std::thread::Builder::new()
        .stack_size(16 << 20)
        .spawn(move || serve(&server))
        .expect("a thread");
    let mut editor = Editor { client, next: 0 };
    let begun = Instant::now();
    let folders = json!([{ "uri": format!("file://{}", folder.path().display()), "name": "news" }]);
    editor.ask("initialize", json!({ "capabilities": {}, "workspaceFolders": folders }));
    editor.tell("initialized", json!({}));
    editor.ask("nothing", Value::Null);
    println!("ready after {:?}: {ARTICLES} articles, {RULES} rules", begun.elapsed());

    let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": draft });
    let begun = Instant::now();
    editor.tell("textDocument/didOpen", json!({ "textDocument": document }));
    let found = editor.diagnostics_of(&uri);
    println!(
        "draft opened after {:?}: {WORDS} words, {} bytes, {found} findings",
        begun.elapsed(),
        draft.len()
    );

    let mut times: Vec<Duration> = Vec::new();
    let mut processor_times: Vec<Duration> = Vec::new();
    let mut memory: Vec<usize> = Vec::new();
    let lines = draft.lines().count();
    let mut at = (0, 0);
    for (index, character) in TYPED.chars().cycle().take(KEYSTROKES).enumerate() {
        if index % TYPED.len() == 0 {
            // Another paragraph.
            at = (dice.below(lines), 0);
        }
        if index % (KEYSTROKES / 5) == 0 {
            memory.extend(resident());
        }
        let place = json!({ "line": at.0, "character": at.1 });
        at.1 += 1;
        let change =
            json!({ "range": { "start": place, "end": place }, "text": character.to_string() });
        let document = json!({ "uri": uri, "version": index + 2 });
        let (begun, worked) = (Instant::now(), processor_time());
        editor.tell(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": [change] }),
        );
        // Asked for, since nothing is published where nothing has changed.
        editor.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
        times.push(begun.elapsed());
        let worked =
            worked.zip(processor_time()).map(|(before, after)| after.saturating_sub(before));
        processor_times.extend(worked);
    }
    print_percentiles("keystrokes to their diagnostics", times);
    if !processor_times.is_empty() {
        print_percentiles("the same, time of processors in the server", processor_times);
    }
    memory.extend(resident());
    println!("memory, MiB, from the first keystroke to the last: {memory:?}");
    editor.ask("shutdown", Value::Null);
    editor.tell("exit", Value::Null);
    server.join().expect("it ends");
}

fn print_percentiles(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let percentile = |share: usize| times[(times.len() - 1) * share / 100];
    println!(
        "{} {what}: median {:?}, 95 % {:?}, 99 % {:?}, longest {:?}",
        times.len(),
        percentile(50),
        percentile(95),
        percentile(99),
        percentile(100)
    );
}

/// For how long processors have worked for the server, where the system tells: on a busy machine, most of the time
/// that passes is others'. The editor's part, which is on the thread that asks, is left out: it waits busily.
fn processor_time() -> Option<Duration> {
    let own = std::fs::read_link("/proc/thread-self").ok()?;
    let mut nanoseconds = 0;
    for thread in std::fs::read_dir("/proc/self/task").ok()? {
        let thread = thread.ok()?;
        if own.file_name() == Some(&thread.file_name()) {
            continue;
        }
        let told = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        nanoseconds += told.split_whitespace().next()?.parse::<u64>().ok()?;
    }
    Some(Duration::from_nanos(nanoseconds))
}

/// What the process holds in memory, in MiB, where the system tells.
fn resident() -> Option<usize> {
    let facts = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = facts.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok().map(|kilobytes: usize| kilobytes / 1024)
}

struct Editor {
    client: Connection,
    next: i32,
}

impl Editor {
    fn tell(&self, method: &str, params: Value) {
        let message = Notification { method: method.to_owned(), params };
        self.client.sender.send(message.into()).expect("the server listens");
    }

    /// Asks, and waits for the answer.
    fn ask(&mut self, method: &str, params: Value) {
        self.next += 1;
        let id = RequestId::from(self.next);
        let message = Request { id: id.clone(), method: method.to_owned(), params };
        self.client.sender.send(message.into()).expect("the server listens");
        while !matches!(self.client.receiver.recv(), Ok(Message::Response(answer)) if answer.id == id)
        {
        }
    }

    /// Waits until diagnostics of a document are published, and counts them.
    fn diagnostics_of(&self, uri: &str) -> usize {
        loop {
            if let Ok(Message::Notification(one)) = self.client.receiver.recv()
                && one.params["uri"] == uri
            {
                return one.params["diagnostics"].as_array().map_or(0, Vec::len);
            }
        }
    }
}
