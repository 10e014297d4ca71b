//! What every command needs first: the configuration and the rules.

use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::Failure;
use super::arguments::Common;
use crate::corpus::chosen_packs::{self, Chosen, ChosenPack, Missing};
use crate::corpus::config::Config;
use crate::corpus::rule_sources::{self, Made, RuleFiles};
use crate::corpus::{display_path, normalised};
use crate::files::{self, Bounds, folder_of};
use crate::rule_files::{self, FileError, Reader, read_text};
use crate::shared_packs::{MANIFEST_NAME, SharedPack};
use factlint_engine::engine::Engine;
use factlint_engine::finding::Problem;
use factlint_engine::rule::source::{Layer, SourceFile};
use factlint_report::pretty::{self, Style};
use factlint_report::{Sources, visible};

/// Configuration and rules of a run.
pub(super) struct Session {
    /// The working directory, after `-C`.
    pub here: PathBuf,
    pub config: Config,
    pub engine: Engine,
    /// What is wrong with `factlint.toml` and the rule files.
    pub problems: Vec<Problem>,
    /// The packs that are on.
    pub packs: Chosen,
    /// Rule files that could not even be read; the others run all the same.
    pub unreadable: Vec<UnreadableFile>,
    /// The files of facts that rules name.
    facts: BTreeSet<PathBuf>,
}

/// A rule file that could not be read.
pub(super) struct UnreadableFile {
    pub path: String,
    pub message: String,
    /// Whether `--rules` named it.
    named: bool,
}

impl fmt::Display for UnreadableFile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let option = if self.named { "--rules " } else { "" };
        write!(out, "{option}{}: {}", self.path, self.message)
    }
}

impl Session {
    /// Loads what the options and the nearest `factlint.toml` name.
    pub fn load(common: &Common) -> Result<Self, Failure> {
        let here = working_directory(common)?;
        let (config, mut problems) = load_config(common, &here)?;
        let (mut files, mut unreadable) = (Vec::new(), Vec::new());
        let mut packs = Chosen::default();
        let bounds = bounds(common, &config, &here);
        let name = |path: &Path| display_path(path, &here);
        let reader = Reader { bounds: &bounds, name: &name, read: &read_text };
        // Rules that nobody may have asked for would only add to the one mistake.
        if !config.is_broken {
            packs = chosen_packs(common, &config, &here)?;
            let own = rule_files(common, &config, &here, &reader, &mut unreadable);
            for pack in packs_named(common, &here, &mut unreadable) {
                packs.push(ChosenPack::Shared(Box::new(pack)));
            }
            files.extend(packs.rule_files());
            files.extend(own.files);
            problems.extend(own.problems);
            problems.append(&mut packs.problems);
        }
        let (ruleset, wrong, facts) = rule_sources::rules_of(files, &packs, &here, &reader);
        problems.extend(wrong);
        if !common.chooses_rules() {
            problems.extend(config.unknown_rules(&ruleset));
        }
        let engine = Engine::new(ruleset);
        Ok(Self { here, config, engine, problems, packs, unreadable, facts })
    }

    /// What the rules are made of on the disk, as it is now.
    pub fn made(&self) -> Made {
        Made::of(&self.config, &self.packs, self.engine.rules(), &self.facts, &self.here)
    }

    /// An engine for these rules and those of a text that stands for the rule file of its path; rules in which
    /// there is a mistake are left out of it.
    pub fn engine_with(&self, common: &Common, more: SourceFile) -> (Engine, Vec<Problem>) {
        let others = self.engine.rules().files.iter().filter(|file| file.holds_rules());
        let mut files: Vec<SourceFile> =
            others.filter(|file| file.path != more.path).cloned().collect();
        files.push(more);
        let bounds = bounds(common, &self.config, &self.here);
        let name = |path: &Path| display_path(path, &self.here);
        let reader = Reader { bounds: &bounds, name: &name, read: &read_text };
        let (ruleset, problems, _) =
            rule_sources::rules_of(files, &self.packs, &self.here, &reader);
        (Engine::new(ruleset), problems)
    }

    /// Where excerpts come from.
    pub fn sources(&self) -> Sources<'_> {
        Sources::new(
            |path| files::read(&self.here.join(path), files::LARGEST_DOCUMENT).ok(),
            self.config.files().chain(self.packs.files()),
            Some(self.engine.rules()),
        )
        .in_formats(|path| self.config.formats.for_path(path))
    }

    /// Whether everything that was asked for could be loaded.
    pub fn is_whole(&self) -> bool {
        self.problems.is_empty() && self.unreadable.is_empty()
    }

    /// Prints what is wrong with the rules to standard error.
    pub fn print_problems(&self, common: &Common, concise: bool) -> Result<(), Failure> {
        let style = common.style(io::stderr().is_terminal());
        let mut out = Vec::new();
        if concise {
            factlint_report::concise::write_problems(&mut out, &self.problems)?;
        } else {
            let mut sources = self.sources();
            for problem in &self.problems {
                pretty::write_problem(&mut out, problem, &mut sources, style)?;
            }
        }
        // Nobody may be listening; the exit code still tells.
        let _ = io::stderr().lock().write_all(&out);
        for file in &self.unreadable {
            say_error(style, &file.to_string());
        }
        Ok(())
    }

    /// Prints what in `factlint.toml` does nothing to standard error.
    pub fn print_warnings(
        &self,
        common: &Common,
        warnings: &[Problem],
        concise: bool,
    ) -> Result<(), Failure> {
        let style = common.style(io::stderr().is_terminal());
        let mut out = Vec::new();
        if concise {
            factlint_report::concise::write_warnings(&mut out, warnings)?;
        } else {
            let mut sources = self.sources();
            for warning in warnings {
                pretty::write_warning(&mut out, warning, &mut sources, style)?;
            }
        }
        // Nobody may be listening.
        let _ = io::stderr().lock().write_all(&out);
        Ok(())
    }
}

/// Writes to standard output. Whoever closed the pipe has read enough: that is no error, and the exit
/// code still tells the verdict.
pub(super) fn print(text: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure(format!("standard output cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}

/// Today's date in UTC: only for those who ask what is due or over.
pub(super) fn today() -> jiff::civil::Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// Whether whoever reads the output has closed it: that is no error.
pub(super) fn is_closed(written: io::Result<()>) -> Result<bool, Failure> {
    match written {
        Ok(()) => Ok(false),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(true),
        Err(error) => Err(Failure(format!("standard output cannot be written: {error}"))),
    }
}

/// Prints an error about the run.
pub(super) fn say_error(style: Style, message: &str) {
    let message = visible(message);
    let _ = match style {
        Style::Plain => writeln!(io::stderr(), "error: {message}"),
        Style::Colour => writeln!(io::stderr(), "\u{1b}[1;91merror\u{1b}[0m: {message}"),
    };
}

/// Prints a warning about the run.
pub(super) fn say_warning(style: Style, message: &str) {
    let message = visible(message);
    let _ = match style {
        Style::Plain => writeln!(io::stderr(), "warning: {message}"),
        Style::Colour => writeln!(io::stderr(), "\u{1b}[1;93mwarning\u{1b}[0m: {message}"),
    };
}

/// The directory that paths are relative to.
pub(super) fn working_directory(common: &Common) -> Result<PathBuf, Failure> {
    let here = std::env::current_dir()?;
    let Some(directory) = &common.directory else { return Ok(here) };
    let there = normalised(&here.join(directory));
    if there.is_dir() {
        Ok(there)
    } else {
        Err(Failure(format!("-C {}: no such folder", directory.display())))
    }
}

fn load_config(common: &Common, here: &Path) -> Result<(Config, Vec<Problem>), Failure> {
    let path = match &common.config {
        Some(path) => Some(here.join(path)),
        None => Config::find(here),
    };
    let Some(path) = path else {
        if let Some(name) = Config::misnamed(here) {
            let name = name.display();
            return Err(Failure(format!("{name} is not read: its name must be factlint.toml")));
        }
        return Ok((Config::none(here.to_owned()), Vec::new()));
    };
    let name = display_path(&path, here);
    if path.exists() && !path.is_file() {
        return Err(Failure(format!("{name} is not a file")));
    }
    if common.config.is_none() && !Bounds::new(path.parent().map(Path::to_owned)).hold(&path) {
        return Err(Failure(format!(
            "{name} is a link that leads outside: name what it leads to with --config"
        )));
    }
    let bytes = files::read(&path, files::LARGEST_RULES)
        .map_err(|error| Failure(format!("{name} cannot be read: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        Failure(format!("{name} is not UTF-8 (byte {})", error.utf8_error().valid_up_to()))
    })?;
    let root = path.parent().unwrap_or(here).to_owned();
    let (mut config, mut problems) = Config::read(text, name, root);
    problems.extend(config.extend(&path, &read_text, &|path| display_path(path, here)));
    Ok((config, problems))
}

fn chosen_packs(common: &Common, config: &Config, here: &Path) -> Result<Chosen, Failure> {
    let name = |path: &Path| display_path(path, here);
    let Some(wanted) = &common.packs else { return Ok(Chosen::of(config, &name)) };
    let mut chosen = Chosen::default();
    for wanted in wanted.iter().filter(|name| !name.is_empty() && *name != "none") {
        // A path is one of the command line.
        let root = if chosen_packs::is_path(wanted) { here } else { &config.root };
        match chosen_packs::find(wanted, root, &name) {
            Ok(pack) => chosen.push(pack),
            Err(Missing::Told(hint)) => {
                return Err(Failure(format!("--packs: there is no pack `{wanted}`; {hint}")));
            }
            Err(Missing::Wrong(files, problems)) => {
                chosen.broken.extend(files);
                chosen.problems.extend(problems);
            }
        }
    }
    Ok(chosen)
}

/// The packs that `--rules` names: folders with a `pack.toml`.
fn packs_named(
    common: &Common,
    here: &Path,
    unreadable: &mut Vec<UnreadableFile>,
) -> Vec<SharedPack> {
    let name = |path: &Path| display_path(path, here);
    let mut found = Vec::new();
    for path in common.rules.iter().map(|path| here.join(path)).filter(|path| is_pack(path)) {
        match chosen_packs::in_folder(&path, &name) {
            Ok(pack) => found.push(pack),
            Err(missing) => {
                let message = match missing {
                    Missing::Told(why) => why,
                    Missing::Wrong(_, problems) => problems
                        .first()
                        .map(|first| format!("{}: {}", first.message, first.primary.message))
                        .unwrap_or_default(),
                };
                unreadable.push(UnreadableFile { path: name(&path), message, named: true });
            }
        }
    }
    found
}

/// Whether a folder is a pack.
fn is_pack(path: &Path) -> bool {
    path.join(MANIFEST_NAME).is_file()
}

/// Where files may lie that links and rules lead to: where those of the corpus may, and beside the rules that somebody
/// named.
fn bounds(common: &Common, config: &Config, here: &Path) -> Bounds {
    let named = common.rules.iter().map(|path| normalised(&here.join(path)));
    let named = named.filter_map(|place| folder_of(&place));
    rule_sources::bounds(config, named.chain([here.to_owned()]))
}

/// The rule files that the options or the configuration name.
fn rule_files(
    common: &Common,
    config: &Config,
    here: &Path,
    reader: &Reader<'_>,
    unreadable: &mut Vec<UnreadableFile>,
) -> RuleFiles {
    let unread = |error: FileError, named: bool| UnreadableFile {
        path: (reader.name)(&error.path),
        message: error.message,
        named,
    };
    if !common.rules.is_empty() {
        let mut found = RuleFiles::default();
        for path in common.rules.iter().map(|path| here.join(path)).filter(|path| !is_pack(path)) {
            let errors = found.add(&path, true, Layer::Own, reader);
            unreadable.extend(errors.into_iter().map(|error| unread(error, true)));
        }
        return found;
    }
    let mut found = RuleFiles::of(config, reader);
    let errors = std::mem::take(&mut found.unreadable);
    unreadable.extend(errors.into_iter().map(|error| unread(error, false)));
    let folder = config.root.join(rule_sources::DEFAULT_FOLDER);
    // Whoever says which packs are on has said which rules run.
    if config.file.is_none() && common.packs.is_none() && rule_files::are_of_factlint(&folder) {
        unreadable.push(UnreadableFile {
            path: "rules/".to_owned(),
            message: "not loaded without a factlint.toml: `factlint init` writes one, or name it with --rules rules"
                .to_owned(),
            named: false,
        });
    }
    found
}
