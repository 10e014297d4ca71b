//! Rules that are shared: files that extend others, packs from folders, archives and git, and what pins them.

#![allow(clippy::expect_used, clippy::unwrap_used)]

mod support;

use std::io::Write as _;
use std::process::Command;

use support::{Desk, place};

/// A rule about how often a missile has flown, with its fact.
fn range(id: &str, km: u32) -> String {
    format!(
        "[[rule]]\nid = \"{id}\"\ncheck = \"quantity\"\nabout = [\"Kestrel\"]\nnear = [\"range\"]\nunit = \"km\"\n\
         expect = \"{km} km\"\nsource = \"maker\"\n\n[[rule.example]]\nbad = \"The Kestrel has a range of 70 km.\"\n"
    )
}

const MANIFEST: &str = "name = \"acme-arms\"\nversion = \"1.0.0\"\nlicense = \"CC0-1.0\"\n";

fn with_pack(desk: Desk, folder: &str, rules: &str) -> Desk {
    desk.file(format!("{folder}/pack.toml"), MANIFEST)
        .file(format!("{folder}/rules/arms.toml"), rules)
}

/// A corpus in `desk/` with one document, beside a pack in `packs/acme`.
fn beside_a_pack() -> Desk {
    let desk = Desk::empty()
        .file("desk/factlint.toml", "packs = [\"acme-arms\"]\n")
        .file("desk/a.txt", "The Kestrel has a range of 700 km.\n");
    with_pack(desk, "packs/acme", &range("kestrel-range", 900))
}

// extends

#[test]
fn rules_of_the_house_hold_at_the_desk() {
    let desk = Desk::empty()
        .file("house/factlint.toml", "packs = []\nunread = \"warning\"\n")
        .file("house/rules/arms.toml", range("kestrel-range", 900))
        .file("desk/factlint.toml", "extends = [\"../house/factlint.toml\"]\n")
        .file("desk/a.txt", "The Kestrel has a range of 700 km.\n");
    desk.run(&["-C", "desk", "check", "--format", "concise"])
        .exits(1)
        .says("a.txt:1:28: error[kestrel-range]");
    let rules = desk.run(&["-C", "desk", "explain", "kestrel-range"]);
    rules.exits(0).says("../house/rules/arms.toml:2");
    // The desk knows better.
    desk.write("desk/rules/own.toml", range("kestrel-range", 700));
    desk.run(&["-C", "desk", "check"]).exits(0);
}

#[test]
fn settings_merge_in_the_documented_order() {
    let desk = Desk::empty()
        .file(
            "factlint.toml",
            "packs = []\nunread = \"note\"\n\n[corpus]\ninclude = [\"**/*.txt\"]\nexclude = [\"**/old/**\"]\n\
             most-claims = 50\n\n[[document]]\npath = \"**\"\ndate = 2020-01-01\n\n[[override]]\npath = \"**\"\n\
             rules = [\"kestrel-range\"]\nseverity = \"note\"\n",
        )
        .file("rules/a.toml", range("kestrel-range", 900))
        .file("team/factlint.toml", "extends = [\"../factlint.toml\"]\npacks = [\"places\"]\n")
        .file("team/rules/b.toml", range("kestrel-range", 800))
        .file(
            "team/desk/factlint.toml",
            "extends = [\"../factlint.toml\"]\n\n[corpus]\nexclude = [\"drafts/**\"]\nmost-findings = 9\n\n\
             [[document]]\npath = \"a.txt\"\ndate = 2025-01-01\n\n[[override]]\npath = \"a.txt\"\nseverity = \"error\"\n",
        )
        .file("team/desk/a.txt", "The Kestrel has a range of 700 km.\n")
        .file("team/desk/b.txt", "The Kestrel has a range of 700 km.\n")
        .file("team/desk/old/c.txt", "The Kestrel has a range of 70 km.\n")
        .file("team/desk/drafts/d.txt", "The Kestrel has a range of 70 km.\n");
    let run = desk.run(&["-C", "team/desk", "check", "--format", "json"]);
    let findings: Vec<String> = run
        .findings()
        .iter()
        .map(|one| format!("{} {}", place(one), one["severity"].as_str().unwrap_or_default()))
        .collect();
    assert_eq!(
        findings,
        ["a.txt:1:28 kestrel-range 700 km error", "b.txt:1:28 kestrel-range 700 km note",]
    );
    assert!(run.text().contains("800 km"), "the team's rule replaces the house's");
    desk.run(&["-C", "team/desk", "facts", "--documents"]).says("2025-01-01").says("2020-01-01");
    let told = desk.run(&["-C", "team/desk", "explain", "--config"]);
    told.exits(0)
        .says("  ../../factlint.toml\n  ../factlint.toml\n  factlint.toml\n")
        .says("places           comes with factlint  (../factlint.toml:2)")
        .says("../rules/b.toml  (1 rule)")
        .says("include  **/*.txt  (../../factlint.toml:5)")
        .says("exclude  **/old/**  (../../factlint.toml:6)")
        .says("exclude  drafts/**  (factlint.toml:4)")
        .says("** kestrel-range: note  (../../factlint.toml:")
        .says("a.txt all rules: error  (factlint.toml:")
        .says("unread         note")
        .says("most-claims    50")
        .says("most-findings  9");
    told.never_says("../../rules/a.toml");
    // `--config FILE` is what it was.
    desk.run(&["explain", "kestrel-range", "--config", "team/factlint.toml"]).exits(0);
}

#[test]
fn files_that_extend_in_a_circle_or_are_missing_are_told_at_their_place() {
    let desk = Desk::empty()
        .file("a/factlint.toml", "extends = [\"../b/factlint.toml\"]\n")
        .file("b/factlint.toml", "packs = []\nextends = \"../a/factlint.toml\"\n")
        .file("a/x.txt", "x\n");
    desk.run(&["-C", "a", "check"])
        .exits(2)
        .warns("../b/factlint.toml:2:11")
        .warns("extends itself");
    desk.write("a/factlint.toml", "extends = [\"../c/factlint.toml\"]\n");
    desk.run(&["-C", "a", "check"]).exits(2).warns("factlint.toml:1:12").warns("cannot be read");
    desk.write("a/factlint.toml", "extends = [\"../b/factlint.toml\"]\n");
    desk.write("b/factlint.toml", "packs = [\"copy-desc\"]\n\n[corpsu]\n");
    desk.run(&["-C", "a", "check"])
        .exits(2)
        .warns("../b/factlint.toml:1:10")
        .warns("did you mean `copy-desk`?")
        .warns("did you mean `corpus`?");
    // Two ways to one house are no circle.
    desk.write("b/factlint.toml", "packs = [\"places\"]\n");
    desk.write("c/factlint.toml", "extends = \"../b/factlint.toml\"\n");
    desk.write("a/factlint.toml", "extends = [\"../b/factlint.toml\", \"../c/factlint.toml\"]\n");
    desk.run(&["-C", "a", "check"]).exits(0);
    desk.write("b/factlint.toml", "packs = [\n");
    desk.run(&["-C", "a", "check"]).exits(2).warns("../b/factlint.toml is not valid TOML");
}

#[test]
fn stets_of_a_house_are_its_own() {
    let stet = "packs = []\n[[stet]]\nrule = \"kestrel-range\"\nreason = \"as ever\"\n";
    let desk = Desk::empty()
        .file("house/factlint.toml", stet)
        .file("house/rules/arms.toml", range("kestrel-range", 900))
        .file("desk/factlint.toml", "extends = [\"../house/factlint.toml\"]\n")
        .file("desk/a.txt", "The Kestrel has a range of 700 km.\n");
    desk.run(&["-C", "desk", "check"]).exits(1).never_says("stet");
}

// packs

#[test]
fn a_pack_is_taken_pinned_and_used() {
    let desk = beside_a_pack();
    desk.run(&["-C", "desk", "check"])
        .exits(2)
        .warns("factlint.toml:1:10")
        .warns("there is no pack `acme-arms`");
    let run = desk.run(&["-C", "desk", "packs", "add", "../packs/acme"]);
    run.exits(0).says("acme-arms 1.0.0: 1 rule, CC0-1.0, now in .factlint/packs/acme-arms");
    let lock = desk.read("desk/factlint.lock");
    assert!(lock.contains("source = \"../packs/acme\"\nhash = \"sha256:"), "{lock}");
    desk.run(&["-C", "desk", "check", "--format", "concise"]).exits(1).says("kestrel-range");
    desk.run(&["-C", "desk", "test"]).exits(0).says("1 example, 0 failed");
    desk.run(&["-C", "desk", "packs", "check"]).exits(0).says("acme-arms 1.0.0: is what was taken");
    desk.run(&["-C", "desk", "packs", "list"])
        .exits(0)
        .says("acme-arms  1.0.0    on  ../packs/acme");
    desk.run(&["-C", "desk", "--packs", "acme-arms", "rules"]).exits(0).says("kestrel-range");
    // Offline ever after: the source may be gone.
    std::fs::remove_dir_all(desk.path("packs")).unwrap();
    desk.run(&["-C", "desk", "check"]).exits(1);
    desk.run(&["-C", "desk", "packs", "update"]).exits(2).warns("../packs/acme");
    // A rule of one's own replaces that of a pack.
    desk.write("desk/rules/own.toml", range("kestrel-range", 700));
    desk.run(&["-C", "desk", "check"]).exits(0);
}

#[test]
fn what_was_changed_after_it_was_taken_is_not_used() {
    let desk = beside_a_pack();
    desk.run(&["-C", "desk", "packs", "add", "../packs/acme"]).exits(0);
    desk.write("desk/.factlint/packs/acme-arms/rules/arms.toml", range("kestrel-range", 700));
    desk.run(&["-C", "desk", "check"])
        .exits(2)
        .warns("factlint.toml:1:10")
        .warns("is not what factlint.lock pins");
    desk.run(&["-C", "desk", "packs", "check"]).exits(1).says("is not what factlint.lock pins");
    desk.run(&["-C", "desk", "packs", "list"]).exits(0).says("changed");
    desk.run(&["-C", "desk", "packs", "update", "acme-arms"]).exits(0);
    desk.run(&["-C", "desk", "check"]).exits(1);
    desk.write("desk/factlint.lock", "[[pack]]\nname = \"acme-arms\"\n");
    desk.run(&["-C", "desk", "check"]).exits(2).warns("factlint.lock").warns("hash");
}

#[test]
fn an_update_shows_what_changed() {
    let desk = beside_a_pack();
    desk.run(&["-C", "desk", "packs", "add", "../packs/acme"]).exits(0);
    desk.run(&["-C", "desk", "packs", "update"]).exits(0).says("acme-arms 1.0.0: as it was");
    desk.write("packs/acme/pack.toml", MANIFEST.replace("1.0.0", "1.1.0"));
    desk.write(
        "packs/acme/rules/arms.toml",
        format!("{}\n{}", range("kestrel-range", 950), range("kestrel-reach", 900)),
    );
    let run = desk.run(&["-C", "desk", "packs", "update"]);
    run.exits(0)
        .says("acme-arms 1.0.0 -> 1.1.0")
        .says("~ kestrel-range: 900 km -> 950 km")
        .says("+ kestrel-reach: 900 km");
    assert!(desk.read("desk/factlint.lock").contains("version = \"1.1.0\""));
    desk.write("packs/acme/pack.toml", MANIFEST.replace("acme-arms", "other"));
    desk.run(&["-C", "desk", "packs", "update"]).exits(2).warns("is now called `other`");
    desk.run(&["-C", "desk", "packs", "update", "nobody"]).exits(2).warns("no pack `nobody`");
}

#[test]
fn a_pack_comes_from_an_archive_or_a_revision() {
    let desk = Desk::empty()
        .file("factlint.toml", "packs = [\"acme-arms\"]\n")
        .file("a.txt", "The Kestrel has a range of 700 km.\n");
    let mut writer = zip::ZipWriter::new(std::fs::File::create(desk.path("acme.zip")).unwrap());
    for (name, text) in [
        ("acme-1/pack.toml", MANIFEST.to_owned()),
        ("acme-1/rules/arms.toml", range("kestrel-range", 900)),
    ] {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap();
    desk.run(&["packs", "add", "acme.zip"]).exits(0);
    desk.run(&["check"]).exits(1);
    desk.run(&["packs", "add", "https://host/acme.zip"]).exits(2).warns("neither a path nor a git");

    let repository = Desk::empty();
    let repository = with_pack(repository, "packs/arms", &range("kestrel-range", 900));
    let git = |arguments: &[&str]| {
        let done = Command::new("git")
            .args([
                "-c", "user.name=a", "-c", "user.email=a@b.example", "-c",
                "init.defaultBranch=main",
            ])
            .args(arguments)
            .current_dir(repository.path(""))
            .output();
        done.is_ok_and(|output| output.status.success())
    };
    assert!(git(&["init", "--quiet"]), "git is needed");
    assert!(git(&["add", "."]) && git(&["commit", "--quiet", "-m", "x"]) && git(&["tag", "v1"]));
    let desk = Desk::empty()
        .file("factlint.toml", "packs = [\"acme-arms\"]\n")
        .file("a.txt", "The Kestrel has a range of 700 km.\n");
    let source = format!("git+{}@v1#packs/arms", repository.path("").display());
    desk.run(&["packs", "add", &source]).exits(0).says("acme-arms 1.0.0");
    desk.run(&["check"]).exits(1);
    assert!(desk.read("factlint.lock").contains("revision = \""));
    // A tag stays where it is, whatever the branch does.
    repository.write("packs/arms/rules/arms.toml", range("kestrel-range", 700));
    assert!(git(&["commit", "--quiet", "-a", "-m", "y"]));
    desk.run(&["packs", "update"]).exits(0).says("as it was");
    let source = format!("git+{}@v2#packs/arms", repository.path("").display());
    desk.run(&["packs", "add", &source]).exits(2).warns("has no revision `v2`");
}

#[test]
fn a_pack_cannot_reach_outside_itself() {
    let fact = "[[rule]]\nid = \"a\"\ncheck = \"quantity\"\nabout = [\"Kestrel\"]\nnear = [\"range\"]\nunit = \"km\"\n";
    let desk = Desk::empty()
        .file("factlint.toml", "packs = [\"./acme\"]\n")
        .file("secret.toml", "range = \"900 km\"\n")
        .file("acme/facts.toml", "range = \"900 km\"\n")
        .file("a.txt", "The Kestrel has a range of 700 km.\n");
    let with = |line: &str| {
        desk.write("acme/pack.toml", MANIFEST);
        desk.write("acme/rules/a.toml", format!("{fact}{line}\n"));
    };
    with("expect-from = \"../facts.toml#range\"");
    desk.run(&["check"]).exits(1).says("acme/facts.toml");
    for line in [
        "expect-from = \"../../secret.toml#range\"",
        "expect-from = \"../../acme/../secret.toml#range\"",
        "expect-from = \"/etc/passwd.toml#range\"",
        "expect-from = { \"../../secret.toml\" = '/range = \"(\\d+ km)\"/' }",
        "each = \"../../secret.toml#range\"",
    ] {
        with(line);
        let run = desk.run(&["check"]);
        run.exits(2).warns("lies outside of the pack `acme-arms`").never_says("900");
        assert!(!run.stderr.contains("900"), "{line}");
    }
    with("");
    for rules in ["rules = [\"../rules\"]", "rules = [\"/etc\"]"] {
        desk.write("acme/pack.toml", format!("{MANIFEST}{rules}\n"));
        desk.run(&["check"]).exits(2).warns("acme/pack.toml:4:10").warns("no rule file at");
    }
    #[cfg(unix)]
    {
        with("expect-from = \"../link.toml#range\"");
        std::os::unix::fs::symlink("../secret.toml", desk.path("acme/link.toml")).unwrap();
        desk.run(&["check"]).exits(2).warns("holds link.toml, which is a link");
    }
}

#[test]
fn packs_are_not_written_where_a_link_leads() {
    #[cfg(unix)]
    {
        let desk = beside_a_pack();
        std::fs::create_dir(desk.path("elsewhere")).unwrap();
        std::os::unix::fs::symlink("../elsewhere", desk.path("desk/.factlint")).unwrap();
        desk.run(&["-C", "desk", "packs", "add", "../packs/acme"]).exits(2).warns("is a link");
    }
}

#[test]
fn packs_that_contradict_each_other_are_told() {
    let subject = |names: &str, kind: &str, key: &str| {
        format!("[subject.{key}]\nnames = [{names}]\nkind = \"{kind}\"\n\n{}", range("a", 900))
    };
    let desk = Desk::empty()
        .file("factlint.toml", "packs = [\"./one\", \"./two\"]\n")
        .file("a.txt", "x\n")
        .file("two/pack.toml", MANIFEST.replace("acme-arms", "two"));
    let desk = with_pack(desk, "one", &subject("\"Kestrel\", \"K-1\"", "missile", "kestrel"));
    let two = |text: String| {
        desk.write("two/rules/a.toml", text.replace("id = \"a\"", "id = \"b\""));
        desk.run(&["check"])
    };
    two(subject("\"Kestrel\", \"Falcon\"", "missile", "kestrel")).exits(0);
    two(subject("\"Kestrel\"", "bird", "kestrel"))
        .exits(2)
        .warns("the packs `acme-arms` and `two` mean different things by `kestrel`")
        .warns("one is a missile, the other a bird")
        .warns("two/rules/a.toml:1:10");
    two(subject("\"Merlin\"", "missile", "kestrel")).exits(2).warns("no name in common");
    two(subject("\"Falcon\", \"kestrel\"", "missile", "falcon"))
        .exits(2)
        .warns("both have a missile called `kestrel`, as `kestrel` and as `falcon`");
    two(subject("\"Kestrel\"", "bird", "bird")).exits(0);
    desk.write("two/rules/a.toml", range("a", 800));
    desk.run(&["check"]).exits(2).warns("two rules have the id `a`");
}

#[test]
fn a_pack_is_tried_before_it_is_published() {
    let desk = Desk::empty();
    let desk = with_pack(desk, "acme", &range("kestrel-range", 900));
    desk.run(&["packs", "check", "acme"])
        .exits(0)
        .says("acme-arms 1.0.0 (CC0-1.0): 1 rule, 1 example, ready to be shared");
    desk.run(&["test", "acme"]).exits(0).says("1 example, 0 failed");
    desk.write("acme/rules/arms.toml", range("kestrel-range", 70));
    desk.run(&["packs", "check", "acme"]).exits(1).says("comes out wrong");
    let bare = range("kestrel-range", 900).replace("source = \"maker\"\n", "");
    let bare = bare.split("\n[[rule.example]]").next().unwrap().to_owned();
    desk.write("acme/rules/arms.toml", bare);
    desk.run(&["packs", "check", "acme"])
        .exits(1)
        .says("acme/rules/arms.toml:2: `kestrel-range` has no example")
        .says("`kestrel-range` states a fact and no source")
        .says("2 things to mend");
    desk.write("acme/rules/arms.toml", "[[rule]]\nid = \"x\"\ncheck = \"nmae\"\n");
    desk.run(&["packs", "check", "acme"]).exits(2).warns("did you mean `name`?");
    desk.write("acme/pack.toml", "name = \"acme\"\n");
    desk.run(&["packs", "check", "acme"]).exits(2).warns("version");
    desk.run(&["packs", "check", "nowhere"]).exits(2).warns("nowhere");
    desk.run(&["packs", "add", "acme"]).exits(2).warns("there is none");
}

#[test]
fn endings_are_given_formats() {
    let desk = Desk::with_rule(support::ZWOLLE)
        .file(
            "factlint.toml",
            "packs = []\n[format]\n\"page\" = \"html\"\n\"md.in\" = \"markdown\"\n",
        )
        .file("a.page", "<p title='Swolle'>In Swo<b>lle</b>.</p>\n")
        .file("b.md.in", "`Swolle` and *Swolle*\n")
        .file("c.in", "Swolle\n");
    let run = desk.run(&["check", "--format", "json"]);
    assert_eq!(run.places(), ["a.page:1:22 zwolle Swo<b>lle", "b.md.in:1:15 zwolle Swolle"]);
    desk.run(&["check"]).exits(1).says("a.page:1:22");
    desk.write("factlint.toml", "[format]\n\"page\" = \"htlm\"\n\"a/b\" = \"html\"\n");
    desk.run(&["check"])
        .exits(2)
        .warns("factlint.toml:2:10")
        .warns("did you mean `html`?")
        .warns("is no ending of names");
}

// packs new

#[test]
fn a_new_pack_is_ready() {
    let desk = Desk::empty();
    desk.run(&["packs", "new", "acme-plans"]).exits(0).says("acme-plans: a pack with one rule");
    desk.run(&["packs", "check", "acme-plans"])
        .exits(0)
        .says("acme-plans 0.1.0 (CC-BY-4.0): 1 rule, 2 examples, ready to be shared");
    // As the pack's own CI runs it.
    assert!(desk.read("acme-plans/.github/workflows/check.yml").contains("factlint packs check ."));
    desk.run(&["-C", "acme-plans", "packs", "check", "."]).exits(0).says("ready to be shared");
    desk.run(&["-C", "acme-plans", "packs", "check"]).exits(2).warns("`factlint packs check .`");
    // It can be used at once, and what it states is held against texts.
    desk.write("factlint.toml", "packs = [\"./acme-plans\"]\n\n[corpus]\ninclude = [\"*.txt\"]\n");
    desk.write("a.txt", "The Lime Plan has 15 seats.\n");
    desk.run(&["check", "--format", "concise"]).exits(1).says("error[acme-plans-lime-seats]");
    desk.run(&["packs", "new", "acme-plans"]).exits(2).warns("is there already");
    desk.run(&["packs", "new", "Acme"]).exits(2).warns("cannot be the name of a pack");
    desk.run(&["packs", "new", "../acme"]).exits(2).warns("cannot be the name of a pack");
    desk.run(&["packs", "new", "leaders"]).exits(2).warns("ships with factlint");
}

// overrides by what documents say

#[test]
fn overrides_by_language_and_section() {
    let page = |head: &str| format!("{head}The Kestrel has a range of 700 km.\n");
    let desk = Desk::empty()
        .file(
            "factlint.toml",
            "packs = []\n\n[[override]]\nwhere = { lang = [\"de\", \"fr\"] }\nseverity = \"off\"\n\n[[override]]\npath = \
             \"opinion/**\"\nwhere = { section = \"Column\" }\nrules = [\"kestrel-range\"]\nseverity = \"note\"\n",
        )
        .file("rules/arms.toml", range("kestrel-range", 900))
        .file("a.md", page("---\nlang: de\n---\n"))
        .file("b.md", page("---\nlang: en\n---\n"))
        .file("c.html", page("<html lang=\"fr\"><body>"))
        .file("opinion/d.html", page("<head><meta property=\"article:section\" content=\"column\"></head>"))
        .file("opinion/e.md", page("---\nsection: News\n---\n"))
        .file("f.md", page("---\nsection: Column\n---\n"))
        .file("g.html", page("<html lang=\"de-AT\"><body>"))
        .file("h.html", page("<html lang=\"den\"><body>"));
    let run = desk.run(&["check", "--format", "concise"]);
    run.exits(1)
        .says("b.md:4:28: error[kestrel-range]")
        .says("opinion/d.html:1:")
        .says("note[kestrel-range]")
        .says("opinion/e.md:4:28: error")
        .says("f.md:4:28: error")
        .says("h.html:1:")
        .never_says("a.md:")
        .never_says("c.html:")
        .never_says("g.html:");
    desk.run(&["explain", "--config"])
        .says("  where lang = de or fr all rules: off  (factlint.toml:3)")
        .says("  opinion/** where section = Column kestrel-range: note  (factlint.toml:7)");
    desk.run(&["explain", "a.md:4"]).says("switched off here by `[[override]]`");
    desk.write("factlint.toml", "packs = []\n[[override]]\nwhere = {}\nseverity = \"off\"\n");
    desk.run(&["check", "b.md"]).exits(2).warns("asks for nothing");
}

#[test]
fn explain_tells_that_a_rule_leaves_a_document_out() {
    let rule = |condition: &str| {
        range("kestrel-range", 900).replace("source", &format!("{condition}\nsource"))
    };
    let desk = Desk::empty()
        .file("factlint.toml", "packs = []\n")
        .file("rules/arms.toml", rule("where = { status = [\"Final\", \"Active\"] }"))
        .file("a.md", "---\nstatus: Draft\n---\nThe Kestrel has a range of 700 km.\n")
        .file("b.md", "The Kestrel has a range of 700 km.\n");
    desk.run(&["explain", "kestrel-range", "a.md:4"]).exits(0).says(
        "kestrel-range (quantity): does not read this document: its `where` asks for `status` to be `Final` or `Active`, and \
         the document has `Draft`",
    );
    desk.run(&["explain", "kestrel-range", "b.md:1"]).says("and the document has no such field");
    desk.write("rules/arms.toml", rule("path = \"docs/**\""));
    desk.run(&["explain", "kestrel-range", "b.md:1"])
        .says("does not read this document: no pattern of its `path` matches `b.md`");
}
