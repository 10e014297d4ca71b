//! Where the rules of a corpus come from: the files that `factlint.toml` names, the facts that rules name, and all that
//! lies on the disk of it, so that whoever stays notices a change.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use factlint_engine::finding::{Origin, Problem};
use factlint_engine::rule::source::{Layer, SourceFile};
use factlint_engine::ruleset::RuleSet;

use super::chosen_packs::Chosen;
use super::config::{Config, FILE_NAME};
use super::{Stamp, normalised};
use crate::fact_tables;
use crate::files::{Bounds, folder_of};
use crate::rule_files::{self, FileError, Reader};
use crate::shared_packs::LOCK_NAME;

/// The rule files that were found, with what is wrong about the others.
#[derive(Debug, Default)]
pub struct RuleFiles {
    /// Those that can be read.
    pub files: Vec<SourceFile>,
    /// Those that a key of `factlint.toml` names and that cannot be read.
    pub problems: Vec<Problem>,
    /// Those that lie where rules lie, and cannot be read.
    pub unreadable: Vec<FileError>,
}

impl RuleFiles {
    /// Those that a configuration names, after those that the files that it extends name.
    pub fn of(config: &Config, reader: &Reader<'_>) -> Self {
        let mut found = Self::default();
        for (index, base) in config.bases.iter().enumerate() {
            let layer = Layer::Extended(u16::try_from(index).unwrap_or(u16::MAX));
            found.add_named_by(base, layer, reader);
        }
        found.add_named_by(config, Layer::Own, reader);
        found
    }

    fn add_named_by(&mut self, config: &Config, layer: Layer, reader: &Reader<'_>) {
        let Some(file) = &config.file else { return };
        for said in config.rules.iter().flatten() {
            let place = normalised(&config.root.join(said.get_ref()));
            for error in self.add(&place, false, layer, reader) {
                let error = format!("{}: {}", (reader.name)(&error.path), error.message);
                self.problems.push(file.problem(said.span(), "a rule file cannot be read", error));
            }
        }
        let default = config.root.join(DEFAULT_FOLDER);
        if config.rules.is_none() && may_hold_rules(&default) {
            let errors = self.add(&default, false, layer, reader);
            self.unreadable.extend(errors);
        }
    }

    /// Adds those at a path, but for those that are there; `is_named` says whether somebody named it on the command
    /// line. Returns what cannot be read.
    pub fn add(
        &mut self,
        path: &Path,
        is_named: bool,
        layer: Layer,
        reader: &Reader<'_>,
    ) -> Vec<FileError> {
        let (found, errors) = rule_files::files_at(path, is_named, reader);
        for file in found {
            if self.files.iter().all(|known| known.path != file.path) {
                self.files.push(file.of_layer(layer));
            }
        }
        errors
    }
}

/// Where the rules of a corpus lie if nothing is said.
pub const DEFAULT_FOLDER: &str = "rules";

/// Folders of rules are not looked through below so many others.
const DEEPEST: usize = 16;

/// The files and folders of rules that a configuration names, and those that the files that it extends name; or where
/// they lie by default.
pub fn rule_places(config: &Config) -> impl Iterator<Item = PathBuf> {
    config.bases.iter().chain(std::iter::once(config)).flat_map(Config::rule_places)
}

/// Whether a folder holds rules, or files that are meant to be: others may be somebody else's.
pub fn may_hold_rules(folder: &Path) -> bool {
    folder.is_dir() && (rule_files::holds_rules(folder) || !rule_files::alike(folder).is_empty())
}

/// Where files may lie that links and rules lead to: in the corpus and in its repository, beside the rules that its
/// `factlint.toml`, or a file that it extends, names elsewhere, and in `others`.
pub fn bounds(config: &Config, others: impl IntoIterator<Item = PathBuf>) -> Bounds {
    let elsewhere = config.rules_elsewhere().into_iter().filter_map(|place| folder_of(&place));
    Bounds::new(std::iter::once(config.root.clone()).chain(elsewhere).chain(others))
}

/// The rules that some files make, and the files of facts that they name, whether these can be read or not. `here` is the
/// folder that shown paths start from.
pub fn rules_of(
    files: Vec<SourceFile>,
    packs: &Chosen,
    here: &Path,
    reader: &Reader<'_>,
) -> (RuleSet, Vec<Problem>, BTreeSet<PathBuf>) {
    let named = RefCell::new(BTreeSet::new());
    let (ruleset, problems) = RuleSet::read_with_facts(files, &|path| {
        let (file, _) = fact_tables::parts(&normalised(&here.join(path)));
        named.borrow_mut().insert(file);
        packs.read_facts(here, reader.bounds, path, reader.read)
    });
    (ruleset, problems, named.into_inner())
}

/// What the rules of a corpus are made of on the disk, as it was when they were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    stamps: BTreeMap<PathBuf, Option<Stamp>>,
}

impl Made {
    /// `factlint.toml` and what it extends, the rule files and those beside them, packs, and files of facts. `here` is
    /// the folder that shown paths start from.
    pub fn of(
        config: &Config,
        packs: &Chosen,
        rules: &RuleSet,
        facts: &BTreeSet<PathBuf>,
        here: &Path,
    ) -> Self {
        let files = rules.files.iter().chain(config.files()).chain(packs.files());
        let of_rules = files.filter(|file| matches!(file.origin, Origin::Rule | Origin::Config));
        let mut paths: BTreeSet<PathBuf> =
            of_rules.map(|file| normalised(&here.join(&*file.path))).collect();
        // A new rule file lies beside the others, or where others would.
        let beside = paths.iter().filter_map(|path| path.parent().map(Path::to_owned));
        let beside: BTreeSet<(PathBuf, usize)> = beside.map(|folder| (folder, 1)).collect();
        let places: Vec<PathBuf> = rule_places(config).collect();
        for (folder, depth) in
            beside.into_iter().chain(places.iter().cloned().map(|place| (place, DEEPEST)))
        {
            let walk = walkdir::WalkDir::new(folder).max_depth(depth).into_iter();
            let found = walk.filter_map(Result::ok).map(walkdir::DirEntry::into_path);
            paths.extend(found.filter(|path| path.extension().is_some_and(|end| end == "toml")));
        }
        paths.extend(places);
        paths.extend(packs.shared().flat_map(|pack| pack.paths()));
        paths.extend([config.root.join(FILE_NAME), config.root.join(LOCK_NAME)]);
        for fact in facts {
            paths.insert(fact.clone());
            paths.insert(fact_tables::waiting(fact));
        }
        let stamps = paths.into_iter().map(|path| {
            let stamp = Stamp::of(&path);
            (path, stamp)
        });
        Self { stamps: stamps.collect() }
    }

    /// The files, and where some would lie if they were there.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.stamps.keys().map(PathBuf::as_path)
    }
}
