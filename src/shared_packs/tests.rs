//! What a pack may be made of, and what its lock file says.

#![allow(clippy::unwrap_used)]

use std::io::{Cursor, Write};

use super::*;

const MANIFEST: &str = "name = \"acme\"\nversion = \"1.0.0\"\nlicense = \"CC0-1.0\"\n";
const RULE: &str = "[[rule]]\nid = \"a\"\ncheck = \"term\"\nnever = [\"gonna\"]\n";

fn zipped(files: &[(&str, &str)]) -> Result<Contents, String> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(*name, options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    Contents::of_zip(writer.finish().unwrap())
}

/// What is wrong with the pack that some files are.
fn refused(files: &[(&str, &str)]) -> String {
    match SharedPack::of(zipped(files).unwrap(), Path::new("p"), "p") {
        Ok(_) => String::new(),
        Err(Refused::Unreadable(why)) => why,
        Err(Refused::Wrong(_, problems)) => {
            let told =
                problems.iter().map(|one| format!("{}: {}", one.message, one.primary.message));
            told.collect::<Vec<_>>().join("; ")
        }
    }
}

#[test]
fn an_archive_of_a_repository_is_its_folder() {
    let plain = zipped(&[("pack.toml", MANIFEST), ("rules/a.toml", RULE)]).unwrap();
    let outer = zipped(&[("x-1/pack.toml", MANIFEST), ("x-1/rules/a.toml", RULE)]).unwrap();
    assert_eq!(plain, outer);
    let pack = SharedPack::of(plain, Path::new("p"), "p").unwrap();
    assert_eq!(pack.rules().0.rules.len(), 1);
    assert_eq!(pack.manifest.rule_files, ["rules/a.toml"]);
}

#[test]
fn archives_that_climb_out_are_refused() {
    for name in ["../a.toml", "/etc/a.toml", "x/../../a.toml"] {
        let told = zipped(&[("pack.toml", MANIFEST), (name, RULE)]);
        // The reader of archives takes some of these for paths inside.
        if let Ok(contents) = told {
            assert!(contents.paths().all(|path| !path.contains("..") && !path.starts_with('/')));
        }
    }
    assert!(
        zipped(&[("a\\..\\..\\b.toml", RULE)])
            .map_or(true, |one| { one.paths().all(|path| !path.contains("..")) })
    );
    assert!(Contents::of_zip(Cursor::new(b"PK\x03\x04 and no more")).is_err());
    assert!(zipped(&[("a.toml", RULE), ("A.toml", RULE)]).unwrap_err().contains("twice"));
}

#[test]
fn archives_that_unpack_without_end_are_refused() {
    let long = "x".repeat(17_000_000);
    assert!(zipped(&[("pack.toml", &long)]).unwrap_err().contains("larger than"));
}

#[test]
fn mistakes_in_a_manifest_are_told() {
    let with = |manifest: &str| refused(&[("pack.toml", manifest), ("rules/a.toml", RULE)]);
    assert_eq!(with(MANIFEST), "");
    assert!(with("name = \"acme\"\nversion = \"1\"\n").contains("license"));
    assert!(with(&MANIFEST.replace("acme", "Acme Inc")).contains("cannot be the name"));
    assert!(with(&MANIFEST.replace("acme", "places")).contains("ships with factlint"));
    assert!(with(&MANIFEST.replace("1.0.0", "newest")).contains("no version"));
    assert!(with(&format!("{MANIFEST}rules = [\"../x\"]")).contains("no rule file at"));
    assert!(with(&format!("{MANIFEST}licence = \"x\"")).contains("did you mean `license`?"));
    assert!(with("name = ").contains("not valid TOML"));
    assert!(refused(&[("pack.toml", MANIFEST)]).contains("has no rules"));
    assert!(refused(&[("rules/a.toml", RULE)]).contains("holds no pack.toml"));
}

#[test]
fn line_ends_do_not_change_the_hash() {
    let unix = zipped(&[("pack.toml", MANIFEST), ("a", "1\n2\n")]).unwrap();
    let windows = zipped(&[("pack.toml", MANIFEST), ("a", "1\r\n2\r\n")]).unwrap();
    let other = zipped(&[("pack.toml", MANIFEST), ("a", "1\n3\n")]).unwrap();
    assert_eq!(unix.hash(), windows.hash());
    assert_ne!(unix.hash(), other.hash());
    assert_eq!(unix.hash().len(), "sha256:".len() + 64);
}

#[test]
fn a_lock_file_is_read_as_it_was_written() {
    let locked = Locked {
        version: "1.0.0".to_owned(),
        source: "odd \"name\"\\\u{7f}\n.zip".to_owned(),
        revision: Some("abc".to_owned()),
        hash: "sha256:0".to_owned(),
    };
    let lock = Lock { packs: [("acme".to_owned(), locked)].into() };
    let file = SourceFile::new(Origin::Config, LOCK_NAME.to_owned(), lock.text());
    let (again, problems) = Lock::read(&file);
    assert_eq!((again, problems.len()), (lock, 0));
    let twice = format!("{0}\n{0}", "[[pack]]\nname='a'\nversion='1'\nsource='b'\nhash='c'\n");
    let file = SourceFile::new(Origin::Config, LOCK_NAME.to_owned(), twice);
    assert!(Lock::read(&file).1[0].message.contains("twice"));
}

#[test]
fn sources_are_told_apart() {
    let git = |url: &str, revision: Option<&str>, folder: Option<&str>| Source::Git {
        url: url.to_owned(),
        revision: revision.map(str::to_owned),
        folder: folder.map(str::to_owned),
    };
    for (text, source) in [
        ("git+https://host/a.git", git("https://host/a.git", None, None)),
        ("git+https://host/a@v1.2", git("https://host/a", Some("v1.2"), None)),
        ("git+git@host:a/b.git", git("git@host:a/b.git", None, None)),
        (
            "git+git@host:a/b.git@main#packs/x",
            git("git@host:a/b.git", Some("main"), Some("packs/x")),
        ),
        ("git+../house", git("../house", None, None)),
        ("../house.zip", Source::Archive("../house.zip".to_owned())),
        ("../house", Source::Folder("../house".to_owned())),
    ] {
        assert_eq!(Source::parse(text).unwrap(), source, "{text}");
    }
    for text in ["https://host/a.zip", "git+", "git+--upload-pack=x", "git+https://h/a#../b"] {
        assert!(Source::parse(text).is_err(), "{text}");
    }
}
