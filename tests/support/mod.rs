//! A desk to work at: a folder of its own with documents and rules, and the command run on it.

// Each file in tests/ is a program of its own and uses a part of this.
#![allow(dead_code)]

use std::ffi::{OsStr, OsString};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// No run in the tests takes longer than this, in a debug build on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// All packs that ship with factlint.
pub const PACKS: &str = "copy-desk,leaders,missiles,people,places";

/// A rule without a fact: documents need only agree.
pub const KESTREL: &str = r#"[subject.kestrel]
names = ["Kestrel"]
kind  = "missile"
nouns = ["missile"]

[[rule]]
id    = "kestrel-range"
check = "quantity"
about = "kestrel"
near  = ["range"]
unit  = "km"
"#;

/// A rule about one word.
pub const ZWOLLE: &str = r#"[[rule]]
id    = "zwolle"
check = "name"
use   = "Zwolle"
never = ["Swolle"]
"#;

/// What a run came to.
pub struct Run {
    pub code: i32,
    pub stdout: Vec<u8>,
    pub stderr: String,
    pub took: Duration,
}

impl Run {
    /// Standard output as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.stdout).expect("output is UTF-8")
    }

    /// Standard output as one JSON object.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.stdout)
            .unwrap_or_else(|error| panic!("{error} in {}\n{}", self.text(), self.stderr))
    }

    /// The findings of a JSON report.
    pub fn findings(&self) -> Vec<Value> {
        self.json()["findings"].as_array().expect("a list of findings").clone()
    }

    /// Every finding of a JSON report as `path:line:column rule words`.
    pub fn places(&self) -> Vec<String> {
        self.findings().iter().map(place).collect()
    }

    /// Asserts the exit code, and shows what was said if it is another.
    #[track_caller]
    pub fn exits(&self, code: i32) -> &Self {
        assert_eq!(
            self.code,
            code,
            "exit code\nstandard output:\n{}\nstandard error:\n{}",
            String::from_utf8_lossy(&self.stdout),
            self.stderr
        );
        self
    }

    /// Asserts that standard output holds some words.
    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        let text = String::from_utf8_lossy(&self.stdout);
        assert!(text.contains(words), "`{words}` is not in:\n{text}\n{}", self.stderr);
        self
    }

    /// Asserts that standard error holds some words.
    #[track_caller]
    pub fn warns(&self, words: &str) -> &Self {
        assert!(
            self.stderr.contains(words),
            "`{words}` is not in standard error:\n{}",
            self.stderr
        );
        self
    }

    /// Asserts that neither stream holds some words.
    #[track_caller]
    pub fn never_says(&self, words: &str) -> &Self {
        let text = String::from_utf8_lossy(&self.stdout);
        assert!(!text.contains(words), "`{words}` is in:\n{text}");
        assert!(!self.stderr.contains(words), "`{words}` is in standard error:\n{}", self.stderr);
        self
    }
}

/// A finding as `path:line:column rule words`.
pub fn place(finding: &Value) -> String {
    let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let start = &finding["span"]["start"];
    format!(
        "{}:{}:{} {} {}",
        text("path"),
        start["line"],
        start["column"],
        text("rule"),
        text("text")
    )
}

/// A folder that is gone when the test is over.
pub struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    /// An empty folder.
    pub fn empty() -> Self {
        let folder = tempfile::Builder::new().prefix("desk").tempdir().expect("a temporary folder");
        Self { folder }
    }

    /// A corpus with no packs and one rule, which has no documents yet.
    pub fn with_rule(rule: &str) -> Self {
        Self::empty().file("factlint.toml", "packs = []\n").file("rules/facts.toml", rule)
    }

    /// Two documents that contradict each other, and a third that has nothing to say.
    pub fn divided() -> Self {
        Self::with_rule(KESTREL)
            .file("wire/a.txt", "The Kestrel missile has a range of 900 km.\n")
            .file("wire/b.txt", "Tests went on.\n\nThe Kestrel missile has a range of 1,400 km.\n")
            .file("wire/c.txt", "The harbour was calm.\n")
    }

    /// Two documents that agree.
    pub fn united() -> Self {
        Self::with_rule(KESTREL)
            .file("wire/a.txt", "The Kestrel missile has a range of 900 km.\n")
            .file("wire/b.txt", "The range of the Kestrel is 900 km.\n")
    }

    /// Writes a file, with the folders that lead to it.
    pub fn file(self, path: impl AsRef<Path>, contents: impl AsRef<[u8]>) -> Self {
        self.write(path, contents);
        self
    }

    /// Writes a file, with the folders that lead to it.
    pub fn write(&self, path: impl AsRef<Path>, contents: impl AsRef<[u8]>) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
        std::fs::write(path, contents).expect("files can be written");
    }

    /// The text of a file.
    pub fn read(&self, path: impl AsRef<Path>) -> String {
        std::fs::read_to_string(self.path(path)).expect("the file can be read")
    }

    /// Where a file lies.
    pub fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The command, to be run in the folder.
    pub fn command(&self) -> Invocation {
        Invocation {
            folder: self.folder.path().to_owned(),
            arguments: Vec::new(),
            variables: Vec::new(),
            input: None,
        }
    }

    /// Runs the command in the folder.
    pub fn run<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Run {
        self.command().arguments(arguments).run()
    }

    /// Runs `factlint check --format json` in the folder.
    pub fn json<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Run {
        self.command().arguments(&["check", "--format", "json"]).arguments(arguments).run()
    }

    /// Runs the command in a folder below.
    pub fn run_in<A: AsRef<OsStr>>(&self, below: &str, arguments: &[A]) -> Run {
        self.command().inside(below).arguments(arguments).run()
    }
}

/// The command with its arguments.
pub struct Invocation {
    folder: PathBuf,
    arguments: Vec<OsString>,
    variables: Vec<(String, String)>,
    input: Option<Vec<u8>>,
}

impl Invocation {
    pub fn arguments<A: AsRef<OsStr>>(mut self, arguments: &[A]) -> Self {
        self.arguments.extend(arguments.iter().map(|argument| argument.as_ref().to_owned()));
        self
    }

    /// Starts in a folder below.
    pub fn inside(mut self, below: &str) -> Self {
        self.folder.push(below);
        self
    }

    /// Sets a variable of the environment.
    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Gives it a text on standard input.
    pub fn input(mut self, text: impl AsRef<[u8]>) -> Self {
        self.input = Some(text.as_ref().to_owned());
        self
    }

    /// Starts it with all streams piped.
    pub fn spawn(&self) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_factlint"));
        command.current_dir(&self.folder).args(&self.arguments);
        command.env_remove("NO_COLOR").env_remove("RUST_BACKTRACE");
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.stdin(if self.input.is_some() { Stdio::piped() } else { Stdio::null() });
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("factlint starts")
    }

    /// Runs it to its end. Whatever it is given, it ends in time, with an exit code of its own.
    pub fn run(self) -> Run {
        let started = Instant::now();
        let mut child = self.spawn();
        let input = self.input.clone().zip(child.stdin.take());
        let writer = std::thread::spawn(move || {
            if let Some((text, mut stdin)) = input {
                // A run that fails early does not read all of it.
                let _ = stdin.write_all(&text);
            }
        });
        let stdout = drain(child.stdout.take().expect("a pipe"));
        let stderr = drain(child.stderr.take().expect("a pipe"));
        let status = wait(&mut child, &format!("{:?}", self.arguments));
        let took = started.elapsed();
        writer.join().expect("input is written");
        let stdout = stdout.join().expect("output is read");
        let stderr = String::from_utf8(stderr.join().expect("errors are read"))
            .expect("standard error is UTF-8");
        let code = status.code();
        assert!(
            matches!(code, Some(0..=2)) && is_sound(&stderr),
            "{:?} ended with {code:?}:\n{stderr}",
            self.arguments
        );
        Run { code: code.unwrap_or_default(), stdout, stderr, took }
    }
}

/// Whether no bug came to light.
pub fn is_sound(stderr: &str) -> bool {
    !stderr.contains("panicked") && !stderr.contains("bug in factlint")
}

/// Waits for a process to end; one that takes too long is ended.
pub fn wait(child: &mut Child, what: &str) -> std::process::ExitStatus {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("the process can be waited for") {
            return status;
        }
        if started.elapsed() > PATIENCE {
            let _ = child.kill();
            let _ = child.wait();
            panic!("{what} still ran after {} seconds", PATIENCE.as_secs());
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn drain(mut pipe: impl Read + Send + 'static) -> std::thread::JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.read_to_end(&mut bytes);
        bytes
    })
}
