//! The pages in `docs/` keep what they promise: their examples run, and every kind has its page.

#![allow(clippy::expect_used, clippy::unwrap_used)]

#[path = "../examples/library.rs"]
#[allow(dead_code)]
mod library;
mod support;

use std::path::{Path, PathBuf};

use support::Desk;

fn pages(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut pages: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    pages.sort();
    pages
}

/// The fenced blocks of a page in one language.
fn blocks<'p>(page: &'p str, language: &str) -> Vec<&'p str> {
    let fence = format!("```{language}\n");
    page.split(fence.as_str()).skip(1).filter_map(|rest| rest.split("\n```").next()).collect()
}

/// The blocks of a page that are fenced by four backticks.
fn wide_blocks<'p>(page: &'p str, language: &str) -> Vec<&'p str> {
    let fence = format!("````{language}\n");
    page.split(fence.as_str()).skip(1).filter_map(|rest| rest.split("\n````").next()).collect()
}

/// `CONTRIBUTING.md` builds a kind; its files compile and run in the tests of the engine.
#[test]
fn the_tutorial_shows_the_files_that_are_tested() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(root.join(path)).expect("a file");
    let page = read("CONTRIBUTING.md");
    let tutorial = page.split("\n## Adding a check kind\n").nth(1).expect("the tutorial");
    let tutorial = tutorial.split("\n## Conventions\n").next().expect("its end");
    let step = |number: usize| {
        let from = tutorial.split(&format!("\n### {number}. ")).nth(1).expect("a step");
        from.split("\n### ").next().expect("its end")
    };
    let file = |path: &str| read(&format!("crates/factlint-engine/tutorial/{path}"));
    let source = blocks(step(1), "rust").join("\n\n") + "\n";
    assert_eq!(source, file("src/check/once.rs"));
    let registry = read("crates/factlint-engine/src/check/mod.rs");
    for line in blocks(step(2), "rust").join("\n").lines().filter(|line| !line.is_empty()) {
        assert!(registry.lines().any(|one| one == line), "the registry has no line `{line}`");
    }
    let page = wide_blocks(step(3), "markdown").concat() + "\n";
    assert_eq!(page, file("docs/once.md"));
    let cases = wide_blocks(step(4), "markdown").concat() + "\n";
    assert_eq!(cases, file("fixtures/once.md"));
}

#[test]
fn every_kind_has_its_page_and_its_lines_in_the_tables() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(root.join(path)).expect("a page");
    let (readme, rules) = (read("README.md"), read("docs/rules.md"));
    for kind in factlint::check::KINDS {
        let page = read(&format!("crates/factlint-engine/docs/{}.md", kind.name));
        assert_eq!(page, kind.page, "`factlint explain {}` prints its page", kind.name);
        let row = format!("| `{}` |", kind.name);
        assert!(readme.contains(&row), "README.md has no row for `{}`", kind.name);
        assert!(rules.contains(&row), "docs/rules.md has no row for `{}`", kind.name);
    }
}

/// The text of the comments at the top of a source, without their marks.
fn front_page(source: &str) -> String {
    let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
    lines.map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line))).collect()
}

#[test]
fn the_library_is_shown_as_it_works() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(root.join(path)).expect("a file");
    let mut printed = Vec::new();
    library::check(&mut printed).expect("findings are printed");
    let example = front_page(&read("examples/library.rs"));
    assert_eq!(blocks(&example, "text").concat() + "\n", String::from_utf8(printed).unwrap());
    // The README's example is the one on the front page of the library, which runs.
    let readme = read("README.md");
    let front = front_page(&read("src/lib.rs"));
    let shown = blocks(&readme, "rust").concat();
    assert!(front.contains(&format!("```\n{shown}\n```")), "README.md shows another example");
}

#[test]
fn the_codes_of_unread_statements_are_listed() {
    let page = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.md"),
    );
    let page = page.expect("a page");
    let listed: Vec<&str> = page.lines().filter(|line| line.starts_with("| `unread/")).collect();
    let rows: Vec<String> = factlint::unread::Reason::ALL
        .iter()
        .map(|reason| {
            let class = match reason.class() {
                factlint::unread::Class::Unclear => "unclear",
                factlint::unread::Class::Withheld => "withheld",
                factlint::unread::Class::Elsewhere => "elsewhere",
            };
            let code = reason.code();
            format!("| `{}` | {class} | {} |", code.name, code.meaning)
        })
        .collect();
    assert_eq!(listed, rows);
}

#[test]
fn the_codes_of_stets_are_listed() {
    let page = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.md"),
    );
    let page = page.expect("a page");
    let listed: Vec<&str> = page.lines().filter(|line| line.starts_with("| `stet/")).collect();
    let codes = factlint::policy::stets::CODES.iter();
    let codes: Vec<String> =
        codes.map(|code| format!("| `{}` | {} |", code.name, code.meaning)).collect();
    assert_eq!(listed, codes);
}

#[test]
fn links_between_the_pages_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let all = [pages("."), pages("docs"), pages("crates/factlint-engine/docs")].concat();
    for path in all {
        let page = std::fs::read_to_string(&path).expect("a page");
        for target in page.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = target.split('#').next().unwrap_or_default();
            if file.is_empty() || file.contains("://") || !file.ends_with(".md") {
                continue;
            }
            let there = path.parent().unwrap_or(root).join(file);
            assert!(there.is_file(), "{} links to {target}", path.display());
        }
    }
}

/// Every `text` block that begins with a command shows lines of what it prints, in their order.
#[test]
fn the_page_about_reports_shows_real_output() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/output.md")).expect("a page");
    let newsroom = root.join("fixtures/newsroom");
    let mut shown = 0;
    for block in blocks(&page, "text") {
        let (command, lines) = block.split_once('\n').expect("a command and its output");
        let arguments = command.strip_prefix("$ factlint ").expect("a command");
        let desk = Desk::empty();
        let sarif = desk.path("factlint.sarif").display().to_string();
        let arguments = arguments.replace("factlint.sarif", &sarif);
        let mut all = vec!["-C", newsroom.to_str().expect("UTF-8")];
        all.extend(arguments.split(' '));
        let run = desk.run(&all);
        let printed = format!("{}{}", run.text(), run.stderr);
        let mut rest = printed.lines();
        for line in lines.lines() {
            assert!(
                rest.any(|one| one == line),
                "`{command}` does not print:\n{line}\n\n{printed}"
            );
            shown += 1;
        }
    }
    assert!(shown >= 40, "{shown}");
}

/// The example of `docs/suggest.md`: documents as it shows them, and all that is printed.
#[test]
fn the_page_about_suggestions_shows_real_output() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/suggest.md")).expect("a page");
    let shown = blocks(&page, "text");
    let [documents, printed] = shown.as_slice() else { panic!("two blocks") };
    let desk = documents.lines().fold(Desk::empty(), |desk, line| {
        let (name, text) = line.split_once(": ").expect("a name and a text");
        desk.file(format!("articles/{name}"), format!("{text}\n"))
    });
    let (command, printed) = printed.split_once('\n').expect("a command and its output");
    let arguments: Vec<&str> = command.trim_start_matches("$ factlint ").split(' ').collect();
    let run = desk.run(&arguments);
    run.exits(0);
    assert_eq!(run.text().trim_end(), printed.trim_end());
}
