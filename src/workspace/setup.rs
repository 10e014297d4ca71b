//! `factlint.toml` and the rules of a folder, with what is typed and not saved yet.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::corpus::chosen_packs::Chosen;
use crate::corpus::config::{Config, FILE_NAME};
use crate::corpus::rule_sources::{self, Made, RuleFiles};
use crate::corpus::{display_path, normalised};
use crate::fact_tables;
use crate::files::Bounds;
use crate::rule_files::{self, Reader};
use crate::shared_packs::LOCK_NAME;
use factlint_engine::engine::Engine;
use factlint_engine::finding::{Origin, Problem};
use factlint_engine::rule::source::SourceFile;

/// A text that is open in the editor.
pub type Unsaved<'a> = &'a dyn Fn(&Path) -> Option<String>;

/// The configuration and the rules of a folder.
#[derive(Debug)]
pub struct Setup {
    /// `factlint.toml`.
    pub config: Config,
    /// The rules at work.
    pub engine: Engine,
    /// The packs that are on.
    pub packs: Chosen,
    /// What is wrong with them. What can be used is used all the same.
    pub problems: Vec<Problem>,
    /// The files of facts that rules name.
    facts: BTreeSet<PathBuf>,
    /// What all this was made of on the disk.
    made: Made,
}

impl Setup {
    /// Loads what the `factlint.toml` of a folder names. Without one there, the packs that are on by default.
    pub fn load(root: &Path, unsaved: Unsaved<'_>) -> Self {
        let (config, mut problems) = read_config(root, unsaved);
        let mut packs = Chosen::default();
        let mut files: Vec<SourceFile> = Vec::new();
        let bounds = rule_sources::bounds(&config, []);
        let name = |path: &Path| display_path(path, root);
        let read = |path: &Path| read_text(&normalised(path), unsaved);
        let reader = Reader { bounds: &bounds, name: &name, read: &read };
        // What a broken file would have named nobody knows.
        if !config.is_broken {
            packs = Chosen::of(&config, &name);
            files.extend(packs.rule_files());
            problems.append(&mut packs.problems);
            let own = RuleFiles::of(&config, &reader);
            files.extend(own.files);
            problems.extend(own.problems);
            let unreadable = own.unreadable.into_iter().map(|error| {
                let file = SourceFile::new(Origin::Rule, name(&error.path), String::new());
                file.problem(0..0, "this rule file cannot be read", error.message)
            });
            problems.extend(unreadable);
        }
        let (ruleset, wrong, facts) = rule_sources::rules_of(files, &packs, root, &reader);
        problems.extend(wrong);
        problems.extend(config.unknown_rules(&ruleset));
        let made = Made::of(&config, &packs, &ruleset, &facts, root);
        Self { config, engine: Engine::new(ruleset), packs, problems, facts, made }
    }

    /// Whether anything of it differs on the disk from what was read.
    pub fn has_changed(&self) -> bool {
        let root = &self.config.root;
        let now = Made::of(&self.config, &self.packs, self.engine.rules(), &self.facts, root);
        now != self.made
    }

    /// Whether a file is `factlint.toml`, a rule file, or one of the facts that rules name; or whether it would be one
    /// if it were there.
    pub fn is_made_of(&self, path: &Path) -> bool {
        let is_toml = path.extension().is_some_and(|ending| ending == "toml");
        self.text_at(path).is_some()
            || self.facts.iter().any(|fact| path == fact || path == fact_tables::waiting(fact))
            || path == self.config.root.join(FILE_NAME)
            || self.packs.shared().any(|pack| pack.holds(path))
            || path == self.config.root.join(LOCK_NAME)
            || (is_toml
                && rule_sources::rule_places(&self.config).any(|place| path.starts_with(place)))
    }

    /// The files of rules, packs and facts, and where some would lie if they were there.
    pub fn made(&self) -> impl Iterator<Item = &Path> {
        self.made.paths()
    }

    /// The files of facts that rules name, whether they can be read or not.
    pub fn facts(&self) -> impl Iterator<Item = &Path> {
        self.facts.iter().map(PathBuf::as_path)
    }

    /// The text of a file as it was read for what is at work; none where it is no part of it.
    pub fn text_at(&self, path: &Path) -> Option<&str> {
        let shown = display_path(path, &self.config.root);
        let configs = self.config.files().chain(self.packs.files());
        let mut known = self.engine.rules().files.iter().chain(configs);
        let found = known.find(|file| file.origin != Origin::Pack && *file.path == *shown);
        found.map(|file| file.text.as_str())
    }

    /// The text of a file of rules, facts or configuration.
    pub fn source(&self, origin: Origin, path: &str) -> Option<&SourceFile> {
        match origin {
            Origin::Config => {
                self.config.files().chain(self.packs.files()).find(|file| *file.path == *path)
            }
            _ => self.engine.rules().file(origin, path),
        }
    }
}

/// The text of a file of rules, facts or configuration, as it is typed or else as it lies on the disk.
fn read_text(path: &Path, unsaved: Unsaved<'_>) -> Result<String, String> {
    unsaved(path).map_or_else(|| rule_files::read_text(path), Ok)
}

fn read_config(root: &Path, unsaved: Unsaved<'_>) -> (Config, Vec<Problem>) {
    let path = root.join(FILE_NAME);
    if !path.is_file() {
        return (Config::none(root.to_owned()), Vec::new());
    }
    let text = read_text(&path, unsaved);
    let is_inside = Bounds::new([root.to_owned()]).hold(&path);
    let text = if is_inside { text } else { Err("is a link that leads outside".to_owned()) };
    match text {
        Ok(text) => {
            let (mut config, mut problems) =
                Config::read(text, FILE_NAME.to_owned(), root.to_owned());
            let read = |path: &Path| read_text(path, unsaved);
            problems.extend(config.extend(&path, &read, &|path| display_path(path, root)));
            (config, problems)
        }
        Err(why) => {
            let (mut config, _) =
                Config::read(String::new(), FILE_NAME.to_owned(), root.to_owned());
            let file = config.file.take();
            let problem =
                file.as_ref().map(|file| file.problem(0..0, "factlint.toml cannot be read", why));
            config.file = file;
            config.is_broken = true;
            (config, problem.into_iter().collect())
        }
    }
}
