//! The packs that are on: those that ship, those that `factlint packs add` has taken, and folders.

use std::path::{Path, PathBuf};

use factlint_engine::finding::Problem;
use factlint_engine::rule::source::SourceFile;

use super::config::{Config, Place};
use super::path::normalised;
use crate::fact_tables;
use crate::files::Bounds;
use crate::packs::{self, Pack};
use crate::shared_packs::{LOCK_NAME, Lock, Refused, SharedPack, VENDORED};

/// A pack that is on.
#[derive(Debug)]
pub enum ChosenPack {
    /// It comes with factlint.
    Shipped(Pack),
    /// It was taken from somewhere, or is a folder.
    Shared(Box<SharedPack>),
}

impl ChosenPack {
    /// The word in `packs = [...]`.
    pub fn name(&self) -> &str {
        match self {
            Self::Shipped(pack) => pack.name,
            Self::Shared(pack) => &pack.manifest.name,
        }
    }
}

/// The packs that are on, and what else excerpts show.
#[derive(Debug, Default)]
pub struct Chosen {
    /// In the order in which they are named.
    pub packs: Vec<ChosenPack>,
    /// What is wrong with some.
    pub problems: Vec<Problem>,
    /// Files of packs that cannot be used, for excerpts of what is wrong with them.
    pub broken: Vec<SourceFile>,
}

/// Why there is no pack where one was looked for.
#[derive(Debug)]
pub enum Missing {
    /// In words that tell what to do.
    Told(String),
    /// The mistakes in its files.
    Wrong(Vec<SourceFile>, Vec<Problem>),
}

impl Chosen {
    /// The packs that a configuration names, with those of the files that it extends.
    pub fn of(config: &Config, name: &dyn Fn(&Path) -> String) -> Self {
        let mut chosen = Self::default();
        let all = || config.bases.iter().chain(std::iter::once(config));
        for one in all() {
            for wanted in one.packs.iter().flatten() {
                chosen.add_placed(one, wanted, name);
            }
        }
        if all().all(|one| one.packs.is_none()) {
            let default = packs::DEFAULT.iter().filter_map(|name| Pack::find(name));
            chosen.packs.extend(default.map(ChosenPack::Shipped));
        }
        chosen
    }

    fn add_placed(&mut self, config: &Config, wanted: &Place, name: &dyn Fn(&Path) -> String) {
        match find(wanted.get_ref(), &config.root, name) {
            Ok(pack) => self.push(pack),
            Err(Missing::Told(label)) => {
                let message = format!("there is no pack `{}`", wanted.get_ref());
                let file = config.file.as_ref();
                self.problems.extend(file.map(|file| file.problem(wanted.span(), message, label)));
            }
            Err(Missing::Wrong(files, problems)) => {
                self.broken.extend(files);
                self.problems.extend(problems);
            }
        }
    }

    /// Adds a pack, unless it is there.
    pub fn push(&mut self, pack: ChosenPack) {
        if self.packs.iter().all(|known| known.name() != pack.name()) {
            self.packs.push(pack);
        }
    }

    /// Their files of rules; what cannot be read among them becomes a problem.
    pub fn rule_files(&mut self) -> Vec<SourceFile> {
        let mut files = Vec::new();
        for pack in &self.packs {
            match pack {
                ChosenPack::Shipped(pack) => files.push(pack.file()),
                ChosenPack::Shared(pack) => {
                    let (own, wrong) = pack.rule_files();
                    files.extend(own);
                    self.problems.extend(wrong);
                }
            }
        }
        files
    }

    /// Those that are shared.
    pub fn shared(&self) -> impl Iterator<Item = &SharedPack> {
        self.packs.iter().filter_map(|pack| match pack {
            ChosenPack::Shared(pack) => Some(&**pack),
            ChosenPack::Shipped(_) => None,
        })
    }

    /// The text of a file of facts that a rule names, relative to `root`: of its pack, or where `bounds` allow it; tables
    /// of workbooks and databases as text. `read` reads any other file.
    ///
    /// # Errors
    /// Why it cannot be read, in words that follow its name.
    pub fn read_facts(
        &self,
        root: &Path,
        bounds: &Bounds,
        path: &Path,
        read: &dyn Fn(&Path) -> Result<String, String>,
    ) -> Result<String, String> {
        if let Some(text) = self.fact(path) {
            return text;
        }
        let (path, table) = fact_tables::parts(&root.join(path));
        if !bounds.hold(&path) {
            return Err("lies outside of the corpus: keep it there, or beside the rules".to_owned());
        }
        match table {
            Some(table) => fact_tables::read(&path, &table),
            None => read(&path),
        }
    }

    /// The text of a fact that a rule of a shared pack names; none where a path belongs to none of them.
    fn fact(&self, shown: &Path) -> Option<Result<String, String>> {
        self.shared().find_map(|pack| pack.text_at(shown))
    }

    /// Files that configure packs, for excerpts.
    pub fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.shared().map(|pack| &pack.file).chain(&self.broken)
    }
}

/// The pack that `packs = [...]` of a `factlint.toml` in `root` calls so.
///
/// # Errors
/// Where there is none, or it is not what the lock file pins.
pub fn find(
    wanted: &str,
    root: &Path,
    name: &dyn Fn(&Path) -> String,
) -> Result<ChosenPack, Missing> {
    if let Some(pack) = Pack::find(wanted) {
        return Ok(ChosenPack::Shipped(pack));
    }
    if is_path(wanted) {
        let folder = normalised(&root.join(wanted));
        return in_folder(&folder, name).map(|pack| ChosenPack::Shared(Box::new(pack)));
    }
    let lock = Lock::of_folder(root, &name(&root.join(LOCK_NAME))).map_err(|wrong| {
        let (file, problems) = *wrong;
        Missing::Wrong(vec![file], problems)
    })?;
    let Some(locked) = lock.packs.get(wanted) else {
        return Err(Missing::Told(hint(wanted, root, &lock)));
    };
    let pack = in_folder(&vendored(root, wanted), name)?;
    if pack.manifest.name != wanted || pack.contents.hash() != locked.hash {
        return Err(Missing::Told(format!(
            "what lies in {VENDORED}/{wanted} is not what {LOCK_NAME} pins: `factlint packs update {wanted}`, or \
             bring back both"
        )));
    }
    Ok(ChosenPack::Shared(Box::new(pack)))
}

/// Whether a word of `packs = [...]` is the path of a folder.
pub fn is_path(wanted: &str) -> bool {
    wanted.contains(['/', '\\']) || wanted.starts_with('.')
}

/// The folder of a pack that was taken.
pub fn vendored(root: &Path, name: &str) -> PathBuf {
    root.join(VENDORED).join(name)
}

/// The pack that lies in a folder.
///
/// # Errors
/// Where it is none, or has mistakes.
pub fn in_folder(folder: &Path, name: &dyn Fn(&Path) -> String) -> Result<SharedPack, Missing> {
    let shown = name(folder);
    if !folder.is_dir() {
        return Err(Missing::Told(format!("there is no folder {shown}")));
    }
    SharedPack::in_folder(folder, &shown).map_err(|refused| match refused {
        Refused::Unreadable(why) => Missing::Told(format!("{shown} {why}")),
        Refused::Wrong(file, problems) => Missing::Wrong(vec![*file], problems),
    })
}

/// What to try instead of a name that no pack has.
fn hint(wanted: &str, root: &Path, lock: &Lock) -> String {
    let taken: Vec<&str> = lock.packs.keys().map(String::as_str).collect();
    if let Some(close) = factlint_engine::rule::table::closest(wanted, &taken) {
        return format!("did you mean `{close}`?");
    }
    if root.join(wanted).is_dir() {
        return format!("for the folder beside this file, write \"./{wanted}\"");
    }
    packs::hint(wanted)
}
