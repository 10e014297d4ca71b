//! `factlint.lock`: which packs a corpus has taken, from where, and the hashes that pin them.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use factlint_engine::finding::{Origin, Problem};
use factlint_engine::rule::problems::Problems;
use factlint_engine::rule::source::SourceFile;
use factlint_engine::rule::table::{Placed, Table};

use crate::files;

/// The file's name, beside `factlint.toml`.
pub const LOCK_NAME: &str = "factlint.lock";

/// A pack that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// Its version then.
    pub version: String,
    /// Where `factlint packs add` was told to get it.
    pub source: String,
    /// The commit that it was, where it came from git.
    pub revision: Option<String>,
    /// The hash of its files.
    pub hash: String,
}

/// The packs that were taken, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// By name.
    pub packs: BTreeMap<String, Locked>,
}

impl Lock {
    /// Reads the lock file of a folder; an empty one where there is none. `shown` is what reports call it.
    ///
    /// # Errors
    /// Where it cannot be read, or has mistakes: the file, and what is wrong.
    pub fn of_folder(root: &Path, shown: &str) -> Result<Self, Box<(SourceFile, Vec<Problem>)>> {
        let path = root.join(LOCK_NAME);
        if path.symlink_metadata().is_err() {
            return Ok(Self::default());
        }
        let text = files::read_text(&path, files::LARGEST_RULES);
        let wrong = |text: String, why: Option<String>| {
            let file = SourceFile::new(Origin::Config, shown.to_owned(), text);
            let unread = why.map(|why| file.problem(0..0, format!("{shown} cannot be read"), why));
            (file, unread)
        };
        match text {
            Ok(text) => {
                let (file, _) = wrong(text, None);
                let (lock, problems) = Self::read(&file);
                if problems.is_empty() { Ok(lock) } else { Err(Box::new((file, problems))) }
            }
            Err(why) => {
                let (file, problem) = wrong(String::new(), Some(why));
                Err(Box::new((file, problem.into_iter().collect())))
            }
        }
    }

    /// Reads the text of a lock file.
    pub fn read(file: &SourceFile) -> (Self, Vec<Problem>) {
        let problems = Problems::default();
        let mut table = Table::parse(file, &problems, LOCK_NAME);
        let mut lock = Self::default();
        if table.is_broken() {
            return (lock, problems.into_vec());
        }
        if let Some(version) = table.number("version")
            && *version.get_ref() > 1.0
        {
            table.problem(
                version.span(),
                format!("{LOCK_NAME} was written by a newer factlint"),
                "this one knows version 1",
            );
        }
        for mut entry in table.tables("pack") {
            entry.rename("a pack".to_owned());
            let name = entry.required_string("name", "name = \"acme-products\"");
            let mut text = |key| entry.required_string(key, "").map(Placed::into_inner);
            let (version, source, hash) = (text("version"), text("source"), text("hash"));
            let revision = entry.string("revision").map(Placed::into_inner);
            if let (Some(name), Some(version), Some(source), Some(hash)) =
                (name, version, source, hash)
            {
                let locked = Locked { version, source, revision, hash };
                if lock.packs.insert(name.get_ref().clone(), locked).is_some() {
                    let message = format!("{LOCK_NAME} has the pack `{}` twice", name.get_ref());
                    entry.problem(name.span(), message, "which of them?");
                }
            }
            entry.finish();
        }
        table.finish();
        (lock, problems.into_vec())
    }

    /// Its text.
    pub fn text(&self) -> String {
        let mut text = "# Written by `factlint packs`. Keep it, and what lies in .factlint/packs, with factlint.toml.\n\
                        version = 1\n"
            .to_owned();
        for (name, pack) in &self.packs {
            let mut line = |key: &str, value: &str| {
                text.push_str(&format!("{key} = {}\n", quoted(value)));
            };
            line("\n[[pack]]\nname", name);
            line("version", &pack.version);
            line("source", &pack.source);
            if let Some(revision) = &pack.revision {
                line("revision", revision);
            }
            line("hash", &pack.hash);
        }
        text
    }

    /// Writes it into a folder.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write(&self, root: &Path) -> io::Result<()> {
        let (path, new) = (root.join(LOCK_NAME), root.join("factlint.lock.new"));
        std::fs::write(&new, self.text())?;
        std::fs::rename(&new, &path)
    }
}

/// A string of TOML: it has the escapes of JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}
