//! Whatever changes in a corpus shows without its being listed: names in folders, texts in files, and what decides what
//! is listed.

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use crate::support::{Desk, KESTREL};
use crate::{Dice, age, read, rusqlite_of, says_the_same, store};

/// Lets a folder, all that it holds and what lies above it in the desk look as if written long ago: then it is believed.
fn age_all(desk: &Desk) {
    let long_ago = SystemTime::now() - Duration::from_secs(600);
    let mut folders = vec![desk.path("")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.is_symlink() {
                age(&path);
            }
        }
        File::open(&folder).unwrap().set_modified(long_ago).unwrap();
    }
}

fn said(kilometres: usize) -> String {
    format!("The Kestrel has a range of {kilometres} km.\n")
}

/// Three folders of which the journal knows all.
fn archive() -> Desk {
    let desk = Desk::with_rule(KESTREL)
        .file("draft.md", said(2_000))
        .file("a.md", said(900))
        .file("old/b.md", said(900))
        .file("old/deep/c.md", said(900))
        .file("new/d.md", said(900));
    age_all(&desk);
    read(&desk);
    // What has just been made is looked at once more.
    age_all(&desk);
    for _ in 0..2 {
        same(&desk, "as it was indexed");
    }
    desk
}

fn same(desk: &Desk, what: &str) -> String {
    says_the_same(desk, &["draft.md", "--format", "json"], what).text().to_owned()
}

/// How many folders of the journal are believed, and how many it has.
fn believed(desk: &Desk) -> (i64, i64) {
    let database = rusqlite_of(&store(desk));
    let count = |text: &str| database.query_row(text, [], |row| row.get::<_, i64>(0)).unwrap();
    (count("SELECT count(*) FROM folders WHERE stamp <> 0"), count("SELECT count(*) FROM folders"))
}

#[test]
fn a_draft_is_checked_without_listing_what_looks_as_it_did() {
    let desk = archive();
    // With the folder of the rules.
    assert_eq!(believed(&desk), (5, 5));
    // A name that the journal has lost is missed: nothing but the journal was asked.
    let database = rusqlite_of(&store(&desk));
    let lost = "UPDATE folders SET names = x'', stamps = x'' WHERE path = 'old/deep'";
    assert_eq!(database.execute(lost, []).unwrap(), 1);
    drop(database);
    fs::write(desk.path("old/deep/c.md"), said(904)).unwrap();
    let cached = |desk: &Desk| desk.json(&["draft.md", "--cached"]).text().to_owned();
    assert!(!cached(&desk).contains("904"));
    // Whoever looks at the folder, or indexes, finds it again.
    read(&desk);
    same(&desk, "found again");
    assert!(cached(&desk).contains("904"));
}

#[test]
#[cfg(unix)]
fn every_way_to_change_a_corpus_shows() {
    let desk = archive();
    let step = |what: &str, change: &dyn Fn(&Desk)| {
        let before = same(&desk, what);
        change(&desk);
        let after = same(&desk, what);
        assert_ne!(before, after, "{what}: it changes what is said");
        age_all(&desk);
        assert_eq!(same(&desk, what), after, "{what}, later");
        assert_eq!(same(&desk, what), after, "{what}, later still");
    };
    step("written in place", &|desk| fs::write(desk.path("old/b.md"), said(901)).unwrap());
    step("as long, and set back in time", &|desk| {
        fs::write(desk.path("old/b.md"), said(902)).unwrap();
        age(&desk.path("old/b.md"));
    });
    step("replaced", &|desk| {
        fs::write(desk.path("old/x"), said(903)).unwrap();
        fs::rename(desk.path("old/x"), desk.path("old/b.md")).unwrap();
    });
    step("renamed", &|desk| fs::rename(desk.path("old/b.md"), desk.path("new/b.md")).unwrap());
    step("renamed back", &|desk| fs::rename(desk.path("new/b.md"), desk.path("old/b.md")).unwrap());
    step("added", &|desk| desk.write("new/e.md", said(904)));
    step("removed", &|desk| fs::remove_file(desk.path("new/e.md")).unwrap());
    step("added in the folder of factlint.toml", &|desk| desk.write("z.md", said(905)));
    step("a folder added", &|desk| desk.write("more/deep/f.md", said(906)));
    step("a folder removed", &|desk| fs::remove_dir_all(desk.path("more")).unwrap());
    step("a folder renamed", &|desk| fs::rename(desk.path("new"), desk.path("newer")).unwrap());
    step("renamed back", &|desk| fs::rename(desk.path("newer"), desk.path("new")).unwrap());
    step("a link in place of a folder", &|desk| {
        fs::rename(desk.path("old/deep"), desk.path(".hidden")).unwrap();
        std::os::unix::fs::symlink(desk.path(".hidden"), desk.path("old/deep")).unwrap();
    });
    step("the folder is back", &|desk| {
        fs::remove_file(desk.path("old/deep")).unwrap();
        fs::rename(desk.path(".hidden"), desk.path("old/deep")).unwrap();
    });
    step("ignored", &|desk| desk.write("old/.ignore", "c.md\n"));
    step("ignored otherwise, in place", &|desk| {
        fs::write(desk.path("old/.ignore"), "b.md\n").unwrap();
    });
    step("not ignored any longer", &|desk| fs::remove_file(desk.path("old/.ignore")).unwrap());
    // Without a repository, a .gitignore says nothing.
    desk.write(".gitignore", "z.md\n");
    same(&desk, "no repository");
    step("a repository", &|desk| fs::create_dir(desk.path(".git")).unwrap());
    step("the configuration", &|desk| {
        desk.write("factlint.toml", "packs = []\n[corpus]\nexclude = [\"new/**\"]\n");
    });
    step("a rule", &|desk| desk.write("rules/facts.toml", KESTREL.replace("\"km\"", "\"miles\"")));
}

#[test]
fn what_lies_above_the_corpus_decides_too() {
    let desk = Desk::empty()
        .file("news/factlint.toml", "packs = []\n")
        .file("news/rules/facts.toml", KESTREL)
        .file("news/draft.md", said(2_000))
        .file("news/a.md", said(900));
    let run = |arguments: &[&str]| {
        let mut command = desk.command();
        command = command.arguments(&["-C", "news"]).arguments(arguments);
        command.run().text().to_owned()
    };
    let same = |what: &str| {
        let arguments = ["check", "draft.md", "--format", "json"];
        let (plain, cached) = (run(&arguments), run(&[&arguments[..], &["--cached"]].concat()));
        assert_eq!(plain, cached, "{what}");
        plain
    };
    age_all(&desk);
    run(&["index"]);
    age_all(&desk);
    let before = same("at first");
    desk.write(".ignore", "a.md\n");
    assert_ne!(same("ignored above"), before);
    age_all(&desk);
    same("ignored above, later");
    fs::write(desk.path(".ignore"), "b.md\n").unwrap();
    assert_eq!(same("in place"), before);
}

#[test]
#[cfg(unix)]
fn a_report_never_replaces_a_document_that_was_not_listed() {
    let desk = archive();
    for name in ["old/b.md", "a.md"] {
        let run =
            desk.run(&["check", "--cached", "draft.md", "--format", "json", "--output", name]);
        run.exits(2).warns("is a document");
    }
    std::os::unix::fs::symlink(desk.path("old/b.md"), desk.path("out")).unwrap();
    let arguments = ["check", "--cached", "draft.md", "--format", "json", "--output", "out"];
    desk.run(&arguments).exits(2).warns("is a document");
    assert_eq!(desk.read("old/b.md"), said(900));
}

#[test]
fn what_is_named_is_found_however_it_is_named() {
    let desk = archive();
    let absolute = desk.path("old").display().to_string();
    for arguments in [
        &["old"][..],
        &["./old/../old/deep"],
        &["."],
        &["old/b.md", "new"],
        &[absolute.as_str()],
        &["draft.md", "--against", "old"],
        &["draft.md", "--within-corpus"],
        &["old", "a.md", "rules/facts.toml", "--within-corpus"],
        &["nowhere.md"],
        &["draft.md", "--statistics"],
    ] {
        let arguments = [arguments, &["--allow-empty"]].concat();
        says_the_same(&desk, &arguments, &format!("{arguments:?}"));
    }
}

const NAMES: &[&str] =
    &["a.md", "b.md", "old/a.md", "old/deep/a.md", "old/deep/b.txt", "new/a.md", "new/x/y/a.md"];

#[test]
fn the_journal_never_shows_over_random_changes() {
    for seed in 1..=4 {
        let mut dice = Dice(0x2545_f491_4f6c_dd1d ^ (seed << 21));
        let desk = Desk::with_rule(KESTREL).file("draft.md", said(2_000));
        desk.write(".git/HEAD", "");
        age_all(&desk);
        let mut history = String::new();
        for step in 0..9 {
            for _ in 0..=dice.roll(2) {
                let name = dice.one(NAMES);
                let path = desk.path(name);
                let act = dice.roll(8);
                history.push_str(&format!("\n{step} {act} {name}"));
                match act {
                    0 => drop(fs::remove_file(path)),
                    1 if name.contains('/') => drop(fs::remove_dir_all(path.parent().unwrap())),
                    2 => desk.write(
                        format!("{}/.gitignore", name.rsplit_once('/').map_or(".", |one| one.0)),
                        dice.one(&["a.md\n", "*.txt\n", "/old/deep/\n", "x/\n", "\n"]),
                    ),
                    3 => drop(fs::rename(&path, desk.path("b.md"))),
                    4 => drop(desk.run(&["index"])),
                    _ => desk.write(name, said(900 + dice.roll(4) * 100)),
                }
            }
            if dice.roll(3) > 0 {
                age_all(&desk);
            }
            let what = format!("seed {seed}, step {step}:{history}");
            same(&desk, &what);
            if dice.roll(3) == 0 {
                says_the_same(&desk, &["--format", "json"], &what);
            }
        }
    }
}
