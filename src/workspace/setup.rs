//! `factlint.toml` and the rules of a folder, with what is typed and not saved yet.

use std::path::Path;

use crate::corpus::chosen_packs::Chosen;
use crate::corpus::config::{Config, FILE_NAME};
use crate::corpus::{display_path, normalised};
use crate::files::{self, Bounds, folder_of};
use crate::rule_files;
use crate::shared_packs::LOCK_NAME;
use factlint_engine::engine::Engine;
use factlint_engine::finding::{Origin, Problem};
use factlint_engine::rule::source::{Layer, SourceFile};
use factlint_engine::ruleset::RuleSet;

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
}

impl Setup {
    /// Loads what the `factlint.toml` of a folder names. Without one there, the packs that are on by default.
    pub fn load(root: &Path, unsaved: Unsaved<'_>) -> Self {
        let (config, mut problems) = read_config(root, unsaved);
        let mut packs = Chosen::of(&config, &|path| display_path(path, root));
        let mut sources: Vec<SourceFile> = packs.rule_files();
        problems.append(&mut packs.problems);
        let bounds = bounds(&config);
        sources.extend(read_rules(&config, &bounds, unsaved, &mut problems));
        let read = |path: &Path| read_text(path, unsaved);
        let (ruleset, wrong) =
            RuleSet::read_with_facts(sources, &|path| packs.read_facts(root, &bounds, path, &read));
        problems.extend(wrong);
        problems.extend(config.unknown_rules(&ruleset));
        Self { config, engine: Engine::new(ruleset), packs, problems }
    }

    /// Whether a file is `factlint.toml`, a rule file, or one of the facts that rules name; or whether it would be one
    /// if it were there.
    pub fn is_made_of(&self, path: &Path) -> bool {
        let root = &self.config.root;
        let shown = display_path(path, root);
        let known = self.engine.rules().files.iter().chain(self.config.files());
        let is_of_pack = self.packs.shared().any(|pack| pack.holds(path));
        let mut named = known.filter(|file| file.origin != Origin::Pack);
        let is_toml = path.extension().is_some_and(|ending| ending == "toml");
        named.any(|file| *file.path == *shown)
            || is_of_pack
            || path == root.join(LOCK_NAME)
            || path == root.join(FILE_NAME)
            || (is_toml && self.config.rule_places().iter().any(|place| path.starts_with(place)))
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
    unsaved(path).map_or_else(|| files::read_text(path, files::LARGEST_RULES), Ok)
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
            (config, problem.into_iter().collect())
        }
    }
}

/// Where files may lie that links and rules lead to: in the corpus, in its repository, and beside the rules that
/// `factlint.toml`, or a file that it extends, names elsewhere.
fn bounds(config: &Config) -> Bounds {
    let folders = config.rules_elsewhere().into_iter().filter_map(|place| folder_of(&place));
    Bounds::new(std::iter::once(config.root.clone()).chain(folders))
}

fn read_rules(
    config: &Config,
    bounds: &Bounds,
    unsaved: Unsaved<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<SourceFile> {
    let mut found = Vec::new();
    for (index, base) in config.bases.iter().enumerate() {
        let layer = Layer::Extended(u16::try_from(index).unwrap_or(u16::MAX));
        read_rules_of(base, &config.root, layer, bounds, unsaved, problems, &mut found);
    }
    read_rules_of(config, &config.root, Layer::Own, bounds, unsaved, problems, &mut found);
    found
}

/// Adds the rule files that one `factlint.toml` names; `root` is the folder that reports start from.
fn read_rules_of(
    config: &Config,
    root: &Path,
    layer: Layer,
    bounds: &Bounds,
    unsaved: Unsaved<'_>,
    problems: &mut Vec<Problem>,
    found: &mut Vec<SourceFile>,
) {
    let Some(file) = &config.file else { return };
    let name = |path: &Path| display_path(path, root);
    let mut named = config.rules.iter().flatten();
    for place in config.rule_places() {
        let said = named.next();
        // A folder that holds no rule may be somebody else's.
        if said.is_none() && !(place.is_dir() && rule_files::holds_rules(&place)) {
            continue;
        }
        let (sources, errors) = rule_files::files_at(&place, false, bounds, &name);
        for source in sources {
            if found.iter().any(|known| known.path == source.path) {
                continue;
            }
            let source = match unsaved(&normalised(&root.join(&*source.path))) {
                Some(text) => SourceFile::new(source.origin, source.path, text),
                None => source,
            };
            found.push(source.of_layer(layer));
        }
        for error in errors {
            let message = format!("{} {}", name(&error.path), error.message);
            problems.push(match said {
                Some(said) => file.problem(said.span(), "a rule file cannot be read", message),
                None => SourceFile::new(Origin::Rule, name(&error.path), String::new()).problem(
                    0..0,
                    "this rule file cannot be read",
                    error.message,
                ),
            });
        }
    }
}
