//! `factlint.toml`: what a corpus is, which rules it is held against, what may stand.

use std::path::{Path, PathBuf};

use globset::{Glob, GlobBuilder, GlobMatcher, GlobSet, GlobSetBuilder};
use jiff::civil::Date;

use factlint_engine::finding::{Label, Origin, Problem, Severity};
use factlint_engine::rule::source::SourceFile;
use factlint_engine::rule::table::{Placed, Problems, Table};

/// The file's name.
pub const FILE_NAME: &str = "factlint.toml";

/// The configuration of a corpus.
#[derive(Debug, Default)]
pub struct Config {
    /// The file; none where the corpus has none.
    pub file: Option<SourceFile>,
    /// The directory that its paths are relative to.
    pub root: PathBuf,
    /// Files and folders of rules; none where the file says nothing.
    pub rules: Option<Vec<Placed<String>>>,
    /// Shipped packs; none where the file says nothing.
    pub packs: Option<Vec<Placed<String>>>,
    /// Which files are documents; none means every file of a known format.
    pub include: Option<GlobSet>,
    /// Which files are none.
    pub exclude: GlobSet,
    /// Facts about documents; the first that matches wins.
    pub documents: Vec<DocumentFact>,
    /// Other severities for some paths; the last that matches wins.
    pub overrides: Vec<Override>,
    /// Findings that may stand.
    pub stets: Vec<Stet>,
}

/// `[[document]]`: what documents do not say about themselves.
#[derive(Clone, Debug)]
pub struct DocumentFact {
    /// Which documents.
    pub path: GlobMatcher,
    /// Their date.
    pub date: Option<Date>,
    /// Weight of their claims when the corpus is split.
    pub trust: Option<f64>,
}

/// `[[override]]`: another severity for rules in some paths.
#[derive(Clone, Debug)]
pub struct Override {
    /// Which documents.
    pub path: GlobSet,
    /// Which rules; empty means all.
    pub rules: Vec<Placed<String>>,
    /// The severity; none switches the rules off.
    pub severity: Option<Severity>,
}

/// `[[stet]]`: let it stand.
#[derive(Clone, Debug)]
pub struct Stet {
    /// The rule whose finding may stand.
    pub rule: Placed<String>,
    /// In which documents; none means all.
    pub path: Option<GlobMatcher>,
    /// On which words; none means any.
    pub text: Option<String>,
    /// Why.
    pub reason: String,
    /// Who says so.
    pub by: Option<String>,
    /// Up to which day.
    pub until: Option<Date>,
    /// Where it stands.
    pub place: Label,
}

impl Config {
    /// The nearest `factlint.toml` upward from a directory.
    pub fn find(from: &Path) -> Option<PathBuf> {
        from.ancestors()
            .map(|folder| folder.join(FILE_NAME))
            .find(|path| path.symlink_metadata().is_ok())
    }

    /// A corpus without a `factlint.toml`.
    pub fn none(root: PathBuf) -> Self {
        Self { root, ..Self::default() }
    }

    /// Reads the text of a `factlint.toml` that lies in `root`; what is wrong is left out and told.
    pub fn read(text: String, shown: String, root: PathBuf) -> (Self, Vec<Problem>) {
        let file = SourceFile::new(Origin::Config, shown, text);
        let problems = Problems::default();
        let mut config = Self { root, ..Self::default() };
        let mut table = Table::parse(&file, &problems, "factlint.toml");
        config.rules = strings_or_none(&mut table, "rules");
        config.packs = strings_or_none(&mut table, "packs");
        if let Some(mut corpus) = table.table("corpus") {
            config.include = corpus.strings("include").map(|globs| glob_set(&corpus, &globs));
            config.exclude = corpus
                .strings("exclude")
                .map(|globs| glob_set(&corpus, &globs))
                .unwrap_or_default();
            corpus.finish();
        }
        for mut entry in table.tables("document") {
            entry.rename("a document".to_owned());
            config.documents.extend(read_document(&mut entry));
            entry.finish();
        }
        for mut entry in table.tables("override") {
            entry.rename("an override".to_owned());
            config.overrides.extend(read_override(&mut entry));
            entry.finish();
        }
        for mut entry in table.tables("stet") {
            entry.rename("a stet".to_owned());
            config.stets.extend(read_stet(&mut entry));
            entry.finish();
        }
        table.finish();
        let problems = problems.into_vec();
        config.file = Some(file);
        (config, problems)
    }
}

/// A list of strings in which an empty list means none at all.
fn strings_or_none(table: &mut Table<'_>, key: &'static str) -> Option<Vec<Placed<String>>> {
    if table.is_empty_list(key) { Some(Vec::new()) } else { table.strings(key) }
}

fn read_document(entry: &mut Table<'_>) -> Option<DocumentFact> {
    let path = read_glob(entry, "path", "path = \"wire/2025-10-*.txt\"");
    let date = entry.date("date").map(Placed::into_inner);
    let trust = entry.number("trust");
    if let Some(trust) = &trust
        && !(*trust.get_ref() > 0.0 && trust.get_ref().is_finite())
    {
        entry.problem(
            trust.span(),
            "`trust` of a document must be a positive number",
            "has no weight",
        );
    }
    Some(DocumentFact { path: path?, date, trust: trust.map(Placed::into_inner) })
}

fn read_override(entry: &mut Table<'_>) -> Option<Override> {
    if entry.place_of("path").is_none() {
        entry.missing("path", "path = \"opinion/**\"");
    }
    let paths = entry.strings("path");
    let rules = entry.strings("rules").unwrap_or_default();
    if entry.place_of("severity").is_none() {
        entry.missing("severity", "severity = \"off\"");
    }
    let severity = entry.choice(
        "severity",
        &[
            ("off", None),
            ("error", Some(Severity::Error)),
            ("warning", Some(Severity::Warning)),
            ("note", Some(Severity::Note)),
        ],
    );
    let path = glob_set(entry, &paths?);
    Some(Override { path, rules, severity: severity?.into_inner() })
}

fn read_stet(entry: &mut Table<'_>) -> Option<Stet> {
    let rule = entry.required_string("rule", "rule = \"tomahawk-range\"");
    let path = entry.place_of("path").map(|_| read_glob(entry, "path", ""));
    let text = entry.string("text").map(Placed::into_inner);
    let reason = entry
        .required_string("reason", "reason = \"speaks of the nuclear variant\"")
        .map(Placed::into_inner);
    let by = entry.string("by").map(Placed::into_inner);
    let until = entry.date("until").map(Placed::into_inner);
    let place = entry.file().label(entry.span(), "this stet");
    // A stet whose path cannot be used must not become one for all paths.
    let path = match path {
        Some(path) => Some(path?),
        None => None,
    };
    Some(Stet { rule: rule?, path, text, reason: reason?, by, until, place })
}

fn read_glob(entry: &mut Table<'_>, key: &'static str, example: &str) -> Option<GlobMatcher> {
    let text = entry.required_string(key, example)?;
    match glob(text.get_ref()) {
        Ok(glob) => Some(glob.compile_matcher()),
        Err(error) => {
            bad_glob(entry, &text, &error);
            None
        }
    }
}

fn glob_set(entry: &Table<'_>, globs: &[Placed<String>]) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for text in globs {
        match glob(text.get_ref()) {
            Ok(glob) => {
                set.add(glob);
            }
            Err(error) => bad_glob(entry, text, &error),
        }
    }
    set.build().unwrap_or_default()
}

/// `*` stays within one name, as in `.gitignore`.
fn glob(text: &str) -> Result<Glob, globset::Error> {
    GlobBuilder::new(text).literal_separator(true).build()
}

fn bad_glob(entry: &Table<'_>, text: &Placed<String>, error: &globset::Error) {
    entry.problem_with_note(
        text.span(),
        format!("{} has a path pattern that cannot be used", entry.what()),
        error.kind().to_string(),
        "`*` is any name, `**` any folders: \"wire/**/*.txt\"",
    );
}
