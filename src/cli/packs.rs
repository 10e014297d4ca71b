//! `factlint packs`: takes shared packs, renews them, lists them, and tries them before they are published.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::arguments::{Common, PacksCommand};
use super::new_pack;
use super::session::{self, Session};
use super::table::{counted, write_table};
use super::{Exit, Failure};
use crate::corpus::chosen_packs::{self, Missing, vendored};
use crate::corpus::display_path;
use crate::packs::PACKS;
use crate::shared_packs::{
    Fetched, LOCK_NAME, Lock, Locked, MANIFEST_NAME, Refused, SharedPack, Source, VENDORED,
};
use factlint_engine::engine::Engine;
use factlint_engine::example;
use factlint_engine::finding::Problem;
use factlint_engine::rule::source::SourceFile;
use factlint_report::pretty::{self, Style};
use factlint_report::{Sources, visible};

pub(super) fn run(common: &Common, command: &PacksCommand) -> Result<Exit, Failure> {
    if let PacksCommand::New { name } = command {
        return new_pack::run(common, name);
    }
    let desk = Desk::open(common)?;
    match command {
        PacksCommand::New { .. } => Ok(Exit::Clean),
        PacksCommand::Add { source } => desk.add(source),
        PacksCommand::Update { names } => desk.update(names),
        PacksCommand::List => desk.list(),
        PacksCommand::Check { folders } if folders.is_empty() => desk.check_taken(),
        PacksCommand::Check { folders } => desk.check_folders(folders),
    }
}

/// The corpus whose packs they are.
struct Desk {
    session: Session,
    style: Style,
    quiet: bool,
}

impl Desk {
    fn open(common: &Common) -> Result<Self, Failure> {
        let style = common.style(io::stderr().is_terminal());
        Ok(Self { session: Session::load(common)?, style, quiet: common.quiet })
    }

    fn shown(&self, path: &Path) -> String {
        display_path(path, &self.session.here)
    }

    /// The folder of `factlint.toml`.
    fn root(&self) -> Result<&Path, Failure> {
        if self.session.config.file.is_none() {
            let is_pack = self.session.here.join(MANIFEST_NAME).is_file();
            return Err(Failure(
                if is_pack {
                    "this folder is a pack, and no factlint.toml names any: `factlint packs check .` tries this one"
                } else {
                    "packs lie beside a factlint.toml, and there is none: `factlint init` writes one"
                }
                .to_owned(),
            ));
        }
        Ok(&self.session.config.root)
    }

    fn lock(&self) -> Result<Lock, Failure> {
        let root = self.root()?;
        Lock::of_folder(root, &self.shown(&root.join(LOCK_NAME))).map_err(|wrong| {
            let (file, problems) = *wrong;
            self.tell(&file, &problems);
            Failure(format!("{} cannot be used", file.path))
        })
    }

    /// Shows mistakes in a file of a pack.
    fn tell(&self, file: &SourceFile, problems: &[Problem]) {
        let mut sources = Sources::new(|_| None, [file], None);
        let mut out = Vec::new();
        for problem in problems {
            let _ = pretty::write_problem(&mut out, problem, &mut sources, self.style);
        }
        let _ = io::stderr().lock().write_all(&out);
    }

    fn say(&self, line: &str) -> Result<(), Failure> {
        if self.quiet { Ok(()) } else { session::print(format!("{line}\n").as_bytes()) }
    }

    /// Fetches a pack and looks at it.
    fn fetch(&self, source: &str) -> Result<(SharedPack, Option<String>), Failure> {
        let place = Source::parse(source).map_err(|why| named(source, &why))?;
        let Fetched { contents, revision } =
            place.fetch(self.root()?).map_err(|why| named(source, &why))?;
        let pack = SharedPack::of(contents, Path::new(source), &visible(source));
        let pack = pack.map_err(|refused| match refused {
            Refused::Unreadable(why) => named(source, &why),
            Refused::Wrong(file, problems) => {
                self.tell(&file, &problems);
                named(source, "is no pack that can be used")
            }
        })?;
        let (rules, problems) = pack.rules();
        if !problems.is_empty() {
            let mut sources = Sources::new(|_| None, [&pack.file], Some(&rules));
            let mut out = Vec::new();
            for problem in &problems {
                pretty::write_problem(&mut out, problem, &mut sources, self.style)?;
            }
            let _ = io::stderr().lock().write_all(&out);
            return Err(named(source, "has rules with mistakes"));
        }
        Ok((pack, revision))
    }

    fn add(&self, source: &str) -> Result<Exit, Failure> {
        let root = self.root()?;
        let mut lock = self.lock()?;
        // Paths are those of the command line, and are kept as those of `factlint.toml`.
        let source = match Source::parse(source).map_err(|why| named(source, &why))? {
            Source::Git { .. } => source.to_owned(),
            Source::Archive(path) | Source::Folder(path) => {
                display_path(&self.session.here.join(path), root)
            }
        };
        let (pack, revision) = self.fetch(&source)?;
        let name = pack.manifest.name.clone();
        if let Some(known) = lock.packs.get(&name)
            && known.source != source
        {
            return Err(Failure(format!(
                "there is a pack `{name}` from {} already: remove it from {LOCK_NAME} and {VENDORED} first",
                visible(&known.source)
            )));
        }
        self.take(root, &mut lock, &pack, &source, revision)?;
        let rules = counted(pack.rules().0.rules.len(), "rule");
        self.say(&format!(
            "{name} {}: {rules}, {}, now in {}",
            visible(&pack.manifest.version),
            visible(&pack.manifest.license),
            self.shown(&vendored(root, &name))
        ))?;
        if !self.is_on(&name) {
            self.say(&format!("add \"{name}\" to `packs` in factlint.toml to switch it on"))?;
        }
        Ok(Exit::Clean)
    }

    /// Writes a pack beside `factlint.toml` and pins it.
    fn take(
        &self,
        root: &Path,
        lock: &mut Lock,
        pack: &SharedPack,
        source: &str,
        revision: Option<String>,
    ) -> Result<(), Failure> {
        let name = &pack.manifest.name;
        let home = root.join(VENDORED);
        let failed =
            |error: io::Error| Failure(format!("{} cannot be written: {error}", self.shown(&home)));
        std::fs::create_dir_all(&home).map_err(failed)?;
        let (place, new) = (home.join(name), home.join(format!("{name}.new")));
        // Nothing is written or removed where a link leads.
        let links = [&root.join(".factlint"), &home, &place, &new];
        if let Some(link) = links.into_iter().find(|path| path.is_symlink()) {
            return Err(Failure(format!("{} is a link: packs lie in a folder", self.shown(link))));
        }
        if new.exists() {
            std::fs::remove_dir_all(&new).map_err(failed)?;
        }
        pack.contents.write_to(&new).map_err(failed)?;
        if place.exists() {
            std::fs::remove_dir_all(&place).map_err(failed)?;
        }
        std::fs::rename(&new, &place).map_err(failed)?;
        let locked = Locked {
            version: pack.manifest.version.clone(),
            source: source.to_owned(),
            revision,
            hash: pack.contents.hash(),
        };
        lock.packs.insert(name.clone(), locked);
        lock.write(root).map_err(|error| Failure(format!("{LOCK_NAME} cannot be written: {error}")))
    }

    fn update(&self, names: &[String]) -> Result<Exit, Failure> {
        let root = self.root()?;
        let mut lock = self.lock()?;
        if let Some(unknown) = names.iter().find(|name| !lock.packs.contains_key(*name)) {
            return Err(Failure(format!(
                "no pack `{}` was taken: `factlint packs list` lists them",
                visible(unknown)
            )));
        }
        let wanted: Vec<(String, Locked)> = lock
            .packs
            .iter()
            .filter(|(name, _)| names.is_empty() || names.contains(name))
            .map(|(name, locked)| (name.clone(), locked.clone()))
            .collect();
        if wanted.is_empty() {
            self.say("no packs were taken")?;
        }
        for (name, known) in wanted {
            let (pack, revision) = self.fetch(&known.source)?;
            if pack.manifest.name != name {
                return Err(named(
                    &known.source,
                    &format!("is now called `{}`, not `{name}`", pack.manifest.name),
                ));
            }
            let old = match self.taken(&name) {
                Ok(pack) => rules_of(&pack),
                Err(_) => BTreeMap::new(),
            };
            let was_whole = self.taken(&name).is_ok_and(|pack| pack.contents.hash() == known.hash);
            if was_whole && pack.contents.hash() == known.hash && revision == known.revision {
                self.say(&format!("{name} {}: as it was", visible(&known.version)))?;
                continue;
            }
            self.take(root, &mut lock, &pack, &known.source, revision)?;
            let versions = if known.version == pack.manifest.version {
                known.version.clone()
            } else {
                format!("{} -> {}", known.version, pack.manifest.version)
            };
            self.say(&format!("{name} {}", visible(&versions)))?;
            for line in changes(&old, &rules_of(&pack)) {
                self.say(&format!("  {}", visible(&line)))?;
            }
        }
        Ok(Exit::Clean)
    }

    /// The pack that was taken, whatever the lock says of it.
    fn taken(&self, name: &str) -> Result<SharedPack, String> {
        let folder = vendored(&self.session.config.root, name);
        let shown = self.shown(&folder);
        match chosen_packs::in_folder(&folder, &|path| self.shown(path)) {
            Ok(pack) => Ok(pack),
            Err(Missing::Told(why)) => Err(why),
            Err(Missing::Wrong(files, problems)) => {
                for file in &files {
                    self.tell(file, &problems);
                }
                Err(format!("{shown} is no pack that can be used"))
            }
        }
    }

    fn is_on(&self, name: &str) -> bool {
        let config = &self.session.config;
        let all = config.bases.iter().chain(std::iter::once(config));
        let named = all.flat_map(|one| one.packs.iter().flatten());
        named.into_iter().any(|wanted| wanted.get_ref() == name)
    }

    fn list(&self) -> Result<Exit, Failure> {
        let on = |name: &str| {
            let on = self.session.packs.packs.iter().any(|pack| pack.name() == name);
            if on { "on" } else { "" }.to_owned()
        };
        let mut rows: Vec<Vec<String>> = PACKS
            .iter()
            .map(|pack| {
                let (version, from) = (env!("CARGO_PKG_VERSION"), "factlint");
                vec![pack.name.to_owned(), version.to_owned(), on(pack.name), from.to_owned()]
            })
            .collect();
        let lock = if self.session.config.file.is_some() { self.lock()? } else { Lock::default() };
        for (name, locked) in &lock.packs {
            let commit =
                locked.revision.as_deref().map(|commit| commit.get(..12).unwrap_or(commit));
            let from = match commit {
                Some(commit) => format!("{}, {commit}", locked.source),
                None => locked.source.clone(),
            };
            let state = match self.taken(name) {
                Ok(pack) if pack.contents.hash() == locked.hash => on(name),
                Ok(_) => "changed".to_owned(),
                Err(_) => "missing".to_owned(),
            };
            rows.push(vec![visible(name), visible(&locked.version), state, visible(&from)]);
        }
        for pack in self.session.packs.shared() {
            let manifest = &pack.manifest;
            if !lock.packs.contains_key(&manifest.name) {
                let from = pack.file.path.trim_end_matches("/pack.toml");
                let (name, version) = (visible(&manifest.name), visible(&manifest.version));
                rows.push(vec![name, version, "on".to_owned(), visible(from)]);
            }
        }
        let mut out = Vec::new();
        write_table(&mut out, &["pack", "version", "", "from"], &rows)?;
        session::print(&out)?;
        Ok(Exit::Clean)
    }

    /// Holds what lies in the folder of packs against the lock file.
    fn check_taken(&self) -> Result<Exit, Failure> {
        let lock = self.lock()?;
        let mut exit = Exit::Clean;
        for (name, locked) in &lock.packs {
            let told = match self.taken(name) {
                Ok(pack) if pack.contents.hash() == locked.hash => "is what was taken".to_owned(),
                Ok(_) => {
                    exit = exit.max(Exit::Findings);
                    format!(
                        "is not what {LOCK_NAME} pins: `factlint packs update {name}` takes it again"
                    )
                }
                Err(why) => {
                    exit = exit.max(Exit::Findings);
                    format!("cannot be read: {}", visible(&why))
                }
            };
            self.say(&format!("{} {}: {told}", visible(name), visible(&locked.version)))?;
        }
        if lock.packs.is_empty() {
            self.say("no packs were taken")?;
        }
        Ok(exit)
    }

    /// Tries packs as those who take them will find them.
    fn check_folders(&self, folders: &[PathBuf]) -> Result<Exit, Failure> {
        let mut exit = Exit::Clean;
        for folder in folders {
            exit = exit.max(self.check_folder(&self.session.here.join(folder))?);
        }
        Ok(exit)
    }

    fn check_folder(&self, folder: &Path) -> Result<Exit, Failure> {
        let shown = self.shown(folder);
        let pack = match SharedPack::in_folder(folder, &shown) {
            Ok(pack) => pack,
            Err(Refused::Unreadable(why)) => return Err(named(&shown, &why)),
            Err(Refused::Wrong(file, problems)) => {
                self.tell(&file, &problems);
                return Ok(Exit::Failed);
            }
        };
        let (rules, problems) = pack.rules();
        let mut out = Vec::new();
        if !problems.is_empty() {
            let mut sources = Sources::new(|_| None, [&pack.file], Some(&rules));
            for problem in &problems {
                pretty::write_problem(&mut out, problem, &mut sources, self.style)?;
            }
            let _ = io::stderr().lock().write_all(&out);
            return Ok(Exit::Failed);
        }
        let engine = Engine::new(rules);
        let (mut examples, mut wanting) = (0, Vec::new());
        let mut seen = std::collections::BTreeSet::new();
        for loaded in &engine.rules().rules {
            let rule = &loaded.rule;
            let at = format!("{}:{}", visible(&rule.place.path), rule.place.start.line);
            let name = rule.row_of.as_deref().unwrap_or(&rule.id);
            examples += rule.examples.len();
            for mismatch in example::run(&engine, loaded) {
                let line = mismatch.example.place.start.line;
                wanting.push(format!(
                    "{}:{line}: an example of `{}` comes out wrong: `factlint test {shown}` tells more",
                    visible(&rule.place.path),
                    visible(&rule.id)
                ));
            }
            if !seen.insert(name.to_owned()) {
                continue;
            }
            if rule.examples.is_empty() {
                wanting.push(format!("{at}: `{}` has no example", visible(name)));
            }
            if rule.source.is_none() && loaded.check.fact(rule).is_some() {
                wanting.push(format!("{at}: `{}` states a fact and no source", visible(name)));
            }
        }
        for line in &wanting {
            session::print(format!("{line}\n").as_bytes())?;
        }
        let manifest = &pack.manifest;
        self.say(&format!(
            "{} {} ({}): {}, {}, {}",
            manifest.name,
            visible(&manifest.version),
            visible(&manifest.license),
            counted(seen.len(), "rule"),
            counted(examples, "example"),
            if wanting.is_empty() {
                "ready to be shared".to_owned()
            } else {
                format!("{} to mend", counted(wanting.len(), "thing"))
            }
        ))?;
        Ok(if wanting.is_empty() { Exit::Clean } else { Exit::Findings })
    }
}

fn named(source: &str, why: &str) -> Failure {
    Failure(format!("{} {}", visible(source), visible(why)))
}

/// The rules of a pack with what must hold by each.
fn rules_of(pack: &SharedPack) -> BTreeMap<String, (u64, String)> {
    let (rules, _) = pack.rules();
    let rule = |loaded: &factlint_engine::ruleset::LoadedRule| {
        let fact = loaded.check.fact(&loaded.rule).unwrap_or_default();
        (loaded.rule.id.to_string(), (loaded.rule.hash, fact))
    };
    rules.rules.iter().map(rule).collect()
}

/// What changed from some rules to others, a line each.
pub(super) fn changes(
    old: &BTreeMap<String, (u64, String)>,
    new: &BTreeMap<String, (u64, String)>,
) -> Vec<String> {
    let mut lines = Vec::new();
    for (id, (hash, fact)) in new {
        match old.get(id) {
            None if fact.is_empty() => lines.push(format!("+ {id}")),
            None => lines.push(format!("+ {id}: {fact}")),
            Some((known, _)) if known == hash => {}
            Some((_, before)) if before == fact => lines.push(format!("~ {id}")),
            Some((_, before)) => lines.push(format!("~ {id}: {before} -> {fact}")),
        }
    }
    lines.extend(old.keys().filter(|id| !new.contains_key(*id)).map(|id| format!("- {id}")));
    lines
}
