//! Rules with what editors have decided, as all calls share them.

use std::path::{Path, PathBuf};

use factlint::Engine;
use factlint::corpus::config::Config;
use factlint::corpus::{Corpus, Entry, Selection};
use factlint::exchange::{self, Basis, Partial, Row};
use factlint::finding::{Origin, Problem};
use factlint::packs::{self, Pack};
use factlint::policy::Policy;
use factlint::profile::Profile;
use factlint::rule::source::SourceFile;
use factlint::ruleset::RuleSet;
use factlint::run::{Outcome, Run};
use factlint::unread::Class;
use factlint::workspace::setup::Setup;
use jiff::civil::Date;

/// A text: its path, itself, its date where it states none, and its format where the path does not tell it.
pub type Text = (String, String, Option<String>, Option<String>);

/// What a caller chooses beside the rules.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The date of documents that have none, and the day on which stets are held to be due.
    pub as_of: Option<Date>,
    /// Which statements that were not read are told.
    pub unread: Option<Class>,
}

/// Rules, configuration and decisions.
pub struct Project {
    /// Where the corpus lies; none where the rules are a text.
    pub root: Option<PathBuf>,
    pub config: Config,
    pub engine: Engine,
    pub policy: Policy<'static>,
    pub basis: Basis,
    pub options: Options,
    /// The files that all this was read from.
    pub files: Vec<PathBuf>,
}

impl Project {
    /// What the `factlint.toml` of a folder names, and what is wrong with it.
    pub fn load(root: &Path, options: Options) -> (Self, Vec<Problem>) {
        let setup = Setup::load(root, &|_| None);
        let files = setup.made().filter(|path| path.is_file()).map(Path::to_owned).collect();
        let Setup { config, engine, problems, .. } = setup;
        (Self::new(Some(root.to_owned()), config, engine, options, files), problems)
    }

    /// Rules in TOML, and packs that ship by their names.
    pub fn from_toml(
        text: String,
        path: String,
        packs: &[String],
        options: Options,
    ) -> Result<(Self, Vec<Problem>), String> {
        let mut files = Vec::new();
        for name in packs {
            let pack = Pack::find(name);
            let hint = || format!("there is no pack `{name}`: {}", packs::hint(name));
            files.push(pack.ok_or_else(hint)?.file());
        }
        if files.is_empty() || !text.trim().is_empty() {
            files.push(SourceFile::new(Origin::Rule, path, text));
        }
        let (rules, problems) = RuleSet::read(files);
        let config = Config::none(PathBuf::new());
        Ok((Self::new(None, config, Engine::new(rules), options, Vec::new()), problems))
    }

    fn new(
        root: Option<PathBuf>,
        config: Config,
        engine: Engine,
        options: Options,
        files: Vec<PathBuf>,
    ) -> Self {
        let policy = config.policy(options.as_of).telling_unread(options.unread);
        let basis = Basis::new(&engine, &policy, options.unread);
        Self { root, config, engine, policy, basis, options, files }
    }

    /// The texts as a corpus.
    fn corpus(&self, texts: Vec<Text>) -> Result<Corpus, String> {
        let mut corpus = Corpus::in_memory(&self.config, [], self.options.as_of);
        for (path, text, date, format) in texts {
            let wrong = |why: String| format!("{path}: {why}");
            let date = date.map(|date| parse_date(&date)).transpose().map_err(wrong)?;
            let told =
                exchange::told(&self.config, &path, date, format.as_deref()).map_err(wrong)?;
            if corpus.entry(&path).is_some() {
                return Err(format!("{path}: there are two texts of this path"));
            }
            corpus.overlay(&path, text.into_bytes());
            corpus.tell(&path, told);
        }
        Ok(corpus)
    }

    /// What some texts say, as lines. With `settles`, what no other document can change is settled at once.
    pub fn observe(&self, texts: Vec<Text>, settles: bool) -> Result<Vec<Row>, String> {
        use rayon::prelude::*;
        let corpus = self.corpus(texts)?;
        let run = Run::new(&corpus, &self.engine, &self.policy);
        let observe =
            |buffer: &mut Vec<u8>, entry: &Entry| -> Result<(Vec<Row>, Partial), String> {
                let mut partial = Partial::new(self.basis);
                let rows = match run.see(entry, buffer, &mut Profile::default()) {
                    Err(error) => exchange::row_of_error(&error).map(|row| vec![row]),
                    Ok(seen) if settles => {
                        exchange::rows_left(&self.engine, &self.policy, seen, &mut partial)
                    }
                    Ok(seen) => exchange::rows_of(&self.engine, &entry.path, &seen),
                };
                Ok((rows.map_err(|error| error.to_string())?, partial))
            };
        let observed: Vec<Result<(Vec<Row>, Partial), String>> =
            corpus.entries.par_iter().map_init(Vec::new, observe).collect();
        let (mut rows, mut settled) = (Vec::new(), Partial::new(self.basis));
        for one in observed {
            let (of_one, partial) = one?;
            rows.extend(of_one);
            settled.merge(partial)?;
        }
        if !settled.is_empty() {
            rows.push(exchange::row_of_partial(settled).map_err(|error| error.to_string())?);
        }
        Ok(rows)
    }

    /// What some texts come to, with no other documents beside them.
    pub fn check_texts(&self, texts: Vec<Text>) -> Result<Outcome, String> {
        let corpus = self.corpus(texts)?;
        Ok(Run::new(&corpus, &self.engine, &self.policy).outcome())
    }

    /// What the corpus on the disk comes to.
    pub fn check_corpus(&self, root: &Path) -> Outcome {
        let selection = Selection { as_of: self.options.as_of, ..Selection::default() };
        let corpus = Corpus::list(&self.config, &selection, root);
        let policy = self
            .config
            .policy(self.options.as_of)
            .reporting(&corpus)
            .telling_unread(self.options.unread);
        Run::new(&corpus, &self.engine, &policy).outcome()
    }
}

/// A date of the calendar, as year-month-day.
pub fn parse_date(text: &str) -> Result<Date, String> {
    factlint::language::date::parse_date(text)
        .ok_or_else(|| format!("`{text}` is no date of the calendar: write year-month-day"))
}
