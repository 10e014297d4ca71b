//! `factlint check --changed-since`: with the real git, in repositories of its own.

#![allow(clippy::expect_used, clippy::unwrap_used)]

mod support;

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use support::{Desk, Invocation, KESTREL, Run, ZWOLLE};

/// Settings that no test may take from the machine it runs on.
const ENVIRONMENT: &[(&str, &str)] = &[
    ("GIT_CONFIG_GLOBAL", "/dev/null"),
    ("GIT_CONFIG_NOSYSTEM", "1"),
    ("GIT_CONFIG_COUNT", "1"),
    ("GIT_CONFIG_KEY_0", "protocol.file.allow"),
    ("GIT_CONFIG_VALUE_0", "always"),
    ("GIT_AUTHOR_NAME", "Ada Lindqvist"),
    ("GIT_AUTHOR_EMAIL", "ada@example.org"),
    ("GIT_COMMITTER_NAME", "Ada Lindqvist"),
    ("GIT_COMMITTER_EMAIL", "ada@example.org"),
];

const SHORT: &str = "The Kestrel missile has a range of 900 km.\n";
const LONG: &str = "The Kestrel missile has a range of 1,400 km.\n";

fn git_in<A: AsRef<OsStr>>(folder: &Path, arguments: &[A]) -> String {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(folder)
        .envs(ENVIRONMENT.iter().copied())
        .output()
        .expect("git runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn git(desk: &Desk, arguments: &[&str]) -> String {
    git_in(&desk.path(""), arguments)
}

fn commit(desk: &Desk) {
    git(desk, &["add", "--all"]);
    git(desk, &["commit", "--quiet", "--allow-empty", "--message", "edition"]);
}

/// A repository on `main` that holds what the desk holds.
fn published(desk: Desk) -> Desk {
    git(&desk, &["init", "--quiet", "--initial-branch", "main"]);
    commit(&desk);
    desk
}

fn command(desk: &Desk, arguments: &[&str]) -> Invocation {
    let first = ["check", "--packs", "none", "--format", "json"];
    let command = desk.command().arguments(&first).arguments(arguments);
    ENVIRONMENT.iter().fold(command, |command, (name, value)| command.variable(name, value))
}

fn since(desk: &Desk, arguments: &[&str]) -> Run {
    command(desk, &[&["--rules", "rules", "--changed-since"], arguments].concat()).run()
}

/// The documents that findings point at, each once.
fn documents(run: &Run) -> Vec<String> {
    let mut paths: Vec<String> =
        run.findings().iter().map(|finding| finding["path"].as_str().unwrap().to_owned()).collect();
    paths.dedup();
    paths
}

/// The lines that findings point at.
fn lines(run: &Run) -> Vec<u64> {
    let line = |finding: &serde_json::Value| finding["span"]["start"]["line"].as_u64().unwrap();
    run.findings().iter().map(line).collect()
}

/// A desk where every document that says "Swolle" has a finding of its own.
fn with_words(paths: &[&str]) -> Desk {
    let desk = Desk::with_rule(ZWOLLE);
    for path in paths {
        desk.write(path, "The bridge of Swolle.\n");
    }
    desk
}

#[test]
fn what_a_branch_touched_is_reported() {
    let desk = published(with_words(&["a.txt", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt"]));
    git(&desk, &["checkout", "--quiet", "-b", "draft"]);
    desk.write("a.txt", "Committed in Swolle.\n");
    commit(&desk);
    // Changed and changed back, and changed on the other branch since: not this branch's doing.
    desk.write("d.txt", "Another day in Swolle.\n");
    commit(&desk);
    desk.write("d.txt", "The bridge of Swolle.\n");
    commit(&desk);
    git(&desk, &["checkout", "--quiet", "main"]);
    desk.write("e.txt", "Meanwhile in Swolle.\n");
    commit(&desk);
    git(&desk, &["checkout", "--quiet", "draft"]);
    desk.write("b.txt", "Staged in Swolle.\n");
    git(&desk, &["add", "b.txt"]);
    desk.write("c.txt", "Not yet staged in Swolle.\n");
    desk.write("new/g.txt", "Not yet tracked in Swolle.\n");

    let run = since(&desk, &["main"]);
    run.exits(1);
    assert_eq!(documents(&run), ["a.txt", "b.txt", "c.txt", "new/g.txt"]);
    assert_eq!(run.stderr, "");
    assert_eq!(run.json()["summary"]["documents"], 7, "all are compared with");
    // With paths, both must hold.
    assert_eq!(
        documents(&since(&desk, &["main", "c.txt", "e.txt", "new"])),
        ["c.txt", "new/g.txt"]
    );
    // Relative to HEAD, only what is not committed.
    assert_eq!(documents(&since(&desk, &["HEAD"])), ["b.txt", "c.txt", "new/g.txt"]);
}

#[test]
fn a_draft_is_compared_with_documents_that_have_not_changed() {
    let desk = published(
        Desk::with_rule(KESTREL).file("a.txt", SHORT).file("b.txt", "The harbour was calm.\n"),
    );
    desk.write("b.txt", LONG);
    for arguments in [&["main"][..], &["main", "--lines"]] {
        let run = since(&desk, arguments);
        run.exits(1);
        assert_eq!(run.places(), ["b.txt:1:36 kestrel-range 1,400 km"]);
        assert_eq!(run.findings()[0]["related"][0]["path"], "a.txt");
    }
    // Whichever side it is that changed leads.
    git(&desk, &["checkout", "--quiet", "b.txt"]);
    desk.write("b.txt", LONG);
    commit(&desk);
    desk.write("a.txt", format!("A first line.\n{SHORT}"));
    assert_eq!(since(&desk, &["HEAD"]).places(), ["a.txt:2:36 kestrel-range 900 km"]);
    // The line with the figure is as it was.
    since(&desk, &["HEAD", "--lines"]).exits(0);
}

#[test]
fn nothing_changed_is_said_and_no_finding() {
    let desk = published(with_words(&["a.txt"]));
    let run = since(&desk, &["main"]);
    run.exits(0).warns("no document has changed since main");
    assert!(run.findings().is_empty());
    let quiet = since(&desk, &["main", "--quiet"]);
    assert_eq!((quiet.code, quiet.stderr.as_str()), (0, ""));
    // What is no document does not count; what git ignores does not either.
    desk.write("notes.bin", "x");
    desk.write(".git/info/exclude", "private.txt\n");
    desk.write("private.txt", "In Swolle.\n");
    since(&desk, &["main"]).exits(0).warns("no document has changed since main");
    // A document that is gone is none.
    std::fs::remove_file(desk.path("a.txt")).unwrap();
    since(&desk, &["main"]).exits(0).warns("no document has changed since main");
    // A broken rule is told even so.
    desk.write("rules/broken.toml", "[[rule]\n");
    since(&desk, &["main"]).exits(2);
}

#[test]
fn lines_narrow_to_sides_on_changed_lines() {
    let before = "Old in Swolle.\n\nCalm.\n\nAgain in Swolle, as ever.\n\nThe end.\n";
    let desk = published(Desk::with_rule(ZWOLLE).file("a.txt", before));
    desk.write("a.txt", before.replace("Calm.", "Storm in Swolle."));
    // One finding tells of the document's three places; it stands at the one that is new.
    let whole = since(&desk, &["main"]);
    assert_eq!(lines(&whole), [1]);
    let narrow = since(&desk, &["main", "--lines"]);
    narrow.exits(1);
    assert_eq!(lines(&narrow), [3]);
    // Lines that moved are no new lines, nor is one that is gone.
    desk.write("a.txt", before.replace("Calm.", "Calm.\n\nCalm again."));
    since(&desk, &["main", "--lines"]).exits(0);
    desk.write("a.txt", before.replace("Calm.\n\n", ""));
    since(&desk, &["main", "--lines"]).exits(0);
    // A document that is new counts whole.
    desk.write("b.txt", before);
    assert_eq!(documents(&since(&desk, &["main", "--lines"])), ["b.txt"]);
}

#[test]
fn a_repeated_figure_is_shown_where_it_is_new() {
    let old = format!("{LONG}\nThe harbour was calm.\n");
    let desk = published(Desk::with_rule(KESTREL).file("a.txt", SHORT).file("b.txt", &old));
    desk.write("b.txt", format!("{old}\n{LONG}"));
    let run = since(&desk, &["main", "--lines"]);
    run.exits(1);
    assert_eq!(run.places(), ["b.txt:5:36 kestrel-range 1,400 km"]);
    // A repeat that is let stand does not come back.
    let stet = "<!-- factlint: stet kestrel-range: a test -->\n\n";
    let desk = published(Desk::with_rule(KESTREL).file("a.txt", SHORT).file("b.md", &old));
    desk.write("b.md", format!("{old}\n{stet}{LONG}"));
    since(&desk, &["main", "--lines"]).exits(0);
}

#[test]
fn a_renamed_document_counts_but_none_of_its_lines() {
    let text = format!("{}In Swolle.\n", "The harbour was calm.\n\n".repeat(20));
    let desk = published(Desk::with_rule(ZWOLLE).file("a.txt", &text));
    git(&desk, &["mv", "a.txt", "moved to.txt"]);
    assert_eq!(documents(&since(&desk, &["main"])), ["moved to.txt"]);
    since(&desk, &["main", "--lines"]).exits(0);
    desk.write("moved to.txt", format!("{text}\nOnce more in Swolle.\n"));
    assert_eq!(lines(&since(&desk, &["main", "--lines"])), [43]);
}

#[test]
fn what_git_takes_for_binary_counts_whole() {
    let utf16 = |text: &str| -> Vec<u8> {
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let desk = published(
        Desk::with_rule(ZWOLLE)
            .file("a.txt", utf16("In Swolle.\n"))
            .file("attributes.txt", "In Swolle.\n")
            .file(".gitattributes", "attributes.txt -diff\n"),
    );
    desk.write("a.txt", utf16("In Swolle.\nA second line.\n"));
    desk.write("attributes.txt", "In Swolle.\nA second line.\n");
    let run = since(&desk, &["main", "--lines"]);
    assert_eq!(documents(&run), ["a.txt", "attributes.txt"]);
}

#[test]
#[cfg(unix)]
fn odd_names_are_found() {
    use std::os::unix::ffi::OsStrExt;
    let names: &[&[u8]] = &[
        b"a b.txt",
        b"a\nb.txt",
        b"a\tb.txt",
        b"a\\b.txt",
        b"a\"b.txt",
        "ä.txt".as_bytes(),
        b"b\xff.txt",
        b"-x.txt",
        b"b/a.txt",
        b"a and b/a.txt",
    ];
    let desk = published(Desk::with_rule(ZWOLLE).file("calm.txt", "In Swolle.\n"));
    for name in names {
        desk.write(OsStr::from_bytes(name), "Calm.\n");
    }
    commit(&desk);
    for name in names {
        desk.write(OsStr::from_bytes(name), "Calm.\nIn Swolle.\n");
    }
    for arguments in [&["main"][..], &["main", "--lines"]] {
        let tracked = since(&desk, arguments);
        assert_eq!(tracked.findings().len(), names.len(), "{arguments:?}: {}", tracked.text());
        assert!(!documents(&tracked).contains(&"calm.txt".to_owned()));
    }
    git(&desk, &["rm", "--quiet", "--cached", "-r", "."]);
    git(&desk, &["add", "calm.txt"]);
    let untracked = since(&desk, &["main"]);
    assert_eq!(untracked.findings().len(), names.len(), "{}", untracked.text());
}

#[test]
fn no_configuration_of_git_misleads() {
    let before = "In Swolle.\nCalm.\n\nA quiet day.\n\nCalm.\n";
    let desk = published(Desk::with_rule(ZWOLLE).file("sub/ä ö.txt", before));
    desk.write("sub/ä ö.txt", before.replace("Calm.", "Rain."));
    let settings = [
        ("diff.noPrefix", "true"),
        ("diff.mnemonicPrefix", "true"),
        ("diff.srcPrefix", "x/"),
        ("diff.dstPrefix", "y/"),
        ("diff.relative", "true"),
        ("diff.interHunkContext", "9"),
        ("diff.context", "9"),
        ("diff.external", "false"),
        ("diff.wordRegex", "."),
        ("diff.colorMoved", "zebra"),
        ("diff.ignoreSubmodules", "all"),
        ("diff.submodule", "log"),
        ("color.ui", "always"),
        ("core.quotePath", "false"),
        ("core.pager", "false"),
        ("core.fsmonitor", "false"),
    ];
    for (name, value) in settings {
        git(&desk, &["config", name, value]);
    }
    let arguments = ["--rules", "../rules", "--changed-since", "main", "--lines"];
    let check = |arguments: &[&str]| {
        command(&desk, arguments)
            .inside("sub")
            .variable("GIT_DIFF_OPTS", "--unified=9")
            .variable("GIT_EXTERNAL_DIFF", "false")
            .run()
    };
    let run = check(&arguments);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "no line with the word has changed");
    assert_eq!(documents(&check(&arguments[..4])), ["ä ö.txt"]);
}

#[test]
fn a_hook_asks_the_repository_of_the_corpus() {
    let desk = published(with_words(&["news/a.txt", "news/b.txt"]));
    desk.write("news/a.txt", "Rain in Swolle.\n");
    // What git tells its hooks, relative to the folder in which they start.
    let run = command(&desk, &["-C", "news", "--rules", "../rules", "--changed-since", "HEAD"])
        .variable("GIT_DIR", ".git")
        .variable("GIT_INDEX_FILE", ".git/index")
        .variable("GIT_PREFIX", "")
        .run();
    run.exits(1);
    assert_eq!(run.places(), ["a.txt:1:9 zwolle Swolle"]);
}

#[test]
fn a_corpus_may_lie_below_or_above_the_repository() {
    let below = published(with_words(&["desk/news/a.txt", "desk/b.txt", "c.txt"]));
    below.write("desk/factlint.toml", "packs = []\nrules = [\"../rules\"]\n");
    commit(&below);
    for path in ["desk/news/a.txt", "c.txt"] {
        below.write(path, "Rain in Swolle.\n");
    }
    let run = command(&below, &["-C", "desk/news", "--changed-since", "HEAD"]).run();
    assert_eq!(documents(&run), ["a.txt"]);
    let run = command(&below, &["--config", "desk/factlint.toml", "--changed-since", "HEAD"]).run();
    assert_eq!(documents(&run), ["desk/news/a.txt"]);

    let above = with_words(&["wire/a.txt", "desk/b.txt", "desk/c.txt"]);
    git(&above, &["init", "--quiet", "--initial-branch", "main", "desk"]);
    let repository = above.path("desk");
    git_in(&repository, &["add", "--all"]);
    git_in(&repository, &["commit", "--quiet", "--message", "edition"]);
    above.write("desk/c.txt", "Rain in Swolle.\n");
    let run = command(&above, &["-C", "desk", "--changed-since", "main"]).run();
    assert_eq!(documents(&run), ["c.txt"]);
    assert_eq!(run.json()["summary"]["documents"], 3);
    let run = command(&above, &["--changed-since", "main"]).run();
    run.exits(2).warns("is not in a git repository");
}

#[test]
#[cfg(unix)]
fn links_lead_to_the_same_documents() {
    let desk = published(with_words(&["news/a.txt", "news/b.txt"]));
    desk.write("news/a.txt", "Rain in Swolle.\n");
    let elsewhere = Desk::empty();
    std::os::unix::fs::symlink(desk.path(""), elsewhere.path("link")).unwrap();
    for arguments in [&["-C", "link"][..], &["-C", "link", "news"], &["-C", "link", "news/a.txt"]] {
        let run = command(&elsewhere, &[arguments, &["--changed-since", "main"]].concat()).run();
        assert_eq!(documents(&run), ["news/a.txt"], "{arguments:?}");
    }
}

#[test]
fn a_submodule_that_moved_counts_whole() {
    let wire = published(Desk::empty().file("a.txt", "In Swolle.\n").file("b.txt", "In Swolle.\n"));
    let desk = published(with_words(&["c.txt"]));
    let source = wire.path("").to_string_lossy().into_owned();
    git(&desk, &["submodule", "--quiet", "add", &source, "wire"]);
    git(&desk, &["submodule", "--quiet", "add", &source, "other"]);
    commit(&desk);
    since(&desk, &["HEAD"]).exits(0);
    // As long as it is new to the branch, all of it is.
    assert_eq!(documents(&since(&desk, &["HEAD~1"])).len(), 4);
    desk.write("wire/a.txt", "Rain in Swolle.\n");
    for arguments in [&["HEAD"][..], &["HEAD", "--lines"]] {
        assert_eq!(documents(&since(&desk, arguments)), ["wire/a.txt", "wire/b.txt"]);
    }
    git_in(&desk.path("wire"), &["commit", "--quiet", "--all", "--message", "rain"]);
    for arguments in [&["HEAD"][..], &["HEAD", "--lines"]] {
        assert_eq!(documents(&since(&desk, arguments)), ["wire/a.txt", "wire/b.txt"]);
    }
    // Within the submodule, git sees what it holds.
    let run = command(&desk, &["-C", "wire", "--rules", "../rules", "--changed-since", "HEAD~1"]);
    assert_eq!(documents(&run.run()), ["a.txt"]);
}

#[test]
fn documents_in_conflict_count() {
    let desk = published(with_words(&["a.txt", "b.txt"]));
    git(&desk, &["checkout", "--quiet", "-b", "draft"]);
    desk.write("a.txt", "Rain in Swolle.\n");
    commit(&desk);
    git(&desk, &["checkout", "--quiet", "main"]);
    desk.write("a.txt", "Snow in Swolle.\n");
    commit(&desk);
    let merge = Command::new("git")
        .args(["merge", "--quiet", "draft"])
        .current_dir(desk.path(""))
        .envs(ENVIRONMENT.iter().copied())
        .output()
        .expect("git runs");
    assert!(!merge.status.success(), "there is a conflict");
    for arguments in [&["HEAD"][..], &["HEAD", "--lines"]] {
        assert_eq!(documents(&since(&desk, arguments)), ["a.txt"]);
    }
}

// What goes wrong

#[test]
fn outside_a_repository_is_told() {
    let desk = with_words(&["a.txt"]);
    let ceiling = desk.path("");
    let run = command(&desk, &["--changed-since", "main"])
        .variable("GIT_CEILING_DIRECTORIES", &ceiling.parent().unwrap().to_string_lossy())
        .run();
    run.exits(2).warns("--changed-since: ").warns("is not in a git repository");
    assert!(run.stdout.is_empty());
}

#[test]
fn an_unknown_revision_is_told() {
    let desk = published(with_words(&["a.txt"]));
    for revision in ["nowhere", "", "--help", "-1", "main..main", "HEAD:a.txt", "no\nsuch"] {
        let option = format!("--changed-since={revision}");
        let run = command(&desk, &[&option]).run();
        run.exits(2).warns("--changed-since: git knows no revision `").never_says("usage: git");
        assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    }
    git(&desk, &["tag", "edition-1"]);
    for revision in ["main", "HEAD", "edition-1", "HEAD^{tree}^{}", "@", ":/edition"] {
        let run = since(&desk, &[revision]);
        assert_eq!(run.code, if revision.contains("tree") { 2 } else { 0 }, "{}", run.stderr);
    }
}

#[test]
fn no_git_is_told() {
    let desk = published(with_words(&["a.txt"]));
    let run = command(&desk, &["--changed-since", "main"]).variable("PATH", "").run();
    run.exits(2).warns("--changed-since: the program git was not found");
}

#[test]
fn a_repository_that_git_refuses_is_told() {
    let desk = published(with_words(&["a.txt"]));
    let run = command(&desk, &["--changed-since", "main"])
        .variable("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
        .run();
    run.exits(2).warns("git failed: detected dubious ownership").warns("safe.directory");
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
}

#[test]
fn a_shallow_clone_is_told_how_to_get_its_history() {
    let source = published(with_words(&["a.txt"]));
    commit(&source);
    git(&source, &["checkout", "--quiet", "-b", "draft", "HEAD~1"]);
    source.write("a.txt", "Rain in Swolle.\n");
    commit(&source);
    let desk = Desk::empty();
    let url = format!("file://{}", source.path("").to_string_lossy());
    git(&desk, &["clone", "--quiet", "--depth", "1", "--branch", "draft", &url, "clone"]);
    let clone = desk.path("clone");
    let check =
        |revision: &str| command(&desk, &["-C", "clone", "--changed-since", revision]).run();
    check("origin/main")
        .exits(2)
        .warns("git knows no revision `origin/main`; this clone is shallow");
    git_in(&clone, &["fetch", "--quiet", "--depth", "1", "origin", "main:main"]);
    check("main")
        .exits(2)
        .warns("`main` and HEAD have no commit in common; this clone is shallow")
        .warns("fetch-depth: 0");
    git_in(&clone, &["fetch", "--quiet", "--unshallow", "origin"]);
    assert_eq!(documents(&check("main")), ["a.txt"]);
}

#[test]
fn branches_without_a_common_commit_are_told() {
    let desk = published(with_words(&["a.txt"]));
    git(&desk, &["checkout", "--quiet", "--orphan", "other"]);
    let run = since(&desk, &["main"]);
    run.exits(2).warns("--changed-since: git failed: ");
    desk.write("b.txt", "Of another history.\n");
    commit(&desk);
    let run = since(&desk, &["main"]);
    run.exits(2).warns("`main` and HEAD have no commit in common\n").never_says("shallow");
}

#[test]
fn a_baseline_of_everything_is_not_made_of_a_part() {
    let desk = published(with_words(&["a.txt", "b.txt"]));
    let all = ["--rules", "rules", "--baseline", "known.json"];
    command(&desk, &[&all[..], &["--update-baseline"]].concat()).run().exits(0);
    commit(&desk);
    desk.write("a.txt", "Calm.\n");
    let part = [&all[..], &["--changed-since", "HEAD"]].concat();
    let run = command(&desk, &part).run();
    run.exits(0).never_says("are gone");
    command(&desk, &[&part[..], &["--update-baseline"]].concat()).run().exits(2);
    command(&desk, &["--lines"]).run().exits(2).warns("--changed-since");
}
