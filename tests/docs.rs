//! The pages in `docs/` keep what they promise: their examples run, and every kind has its page.

#![allow(clippy::expect_used, clippy::unwrap_used)]

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

#[test]
fn the_examples_of_every_kind_run() {
    for path in pages("crates/factlint-engine/docs") {
        let page = std::fs::read_to_string(&path).expect("a page");
        let mut examples = 0;
        for block in blocks(&page, "toml").iter().filter(|block| block.contains("[[rule]]")) {
            let desk = Desk::empty().file("page.toml", block);
            let run = desk.run(&["--packs", "none", "--rules", "page.toml", "test"]);
            assert!(
                !run.text().contains("finds"),
                "{}: {}\n{}",
                path.display(),
                run.text(),
                run.stderr
            );
            examples += block.matches("[[rule.example]]").count();
        }
        assert!(examples >= 2, "{} has no example to run", path.display());
    }
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
