//! `factlint.toml`: what a corpus is, which rules it is held against, what may stand.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

use globset::{Glob, GlobBuilder, GlobMatcher, GlobSet, GlobSetBuilder};
use jiff::civil::Date;

use super::formats::Formats;
use super::path::normalised;
use super::path_date::PathDate;
use super::vocabularies;
use factlint_document::xml::Vocabulary;
use factlint_engine::finding::{Origin, Problem, Severity};
use factlint_engine::policy::{Override, Policy, Stet};
use factlint_engine::rule::conditions::read_fields;
use factlint_engine::rule::problems::Problems;
use factlint_engine::rule::source::SourceFile;
use factlint_engine::rule::table::{Placed, Table, closest};
use factlint_engine::ruleset::RuleSet;

use crate::packs::{self, Pack};

/// The file's name.
pub const FILE_NAME: &str = "factlint.toml";

/// How much something may matter; `off` not at all.
const SEVERITIES: &[(&str, Option<Severity>)] = &[
    ("off", None),
    ("error", Some(Severity::Error)),
    ("warning", Some(Severity::Warning)),
    ("note", Some(Severity::Note)),
];

/// A string of the file, with its place.
pub type Place = Placed<String>;

/// The configuration of a corpus.
#[derive(Debug, Default)]
pub struct Config {
    /// The file; none where the corpus has none.
    pub file: Option<SourceFile>,
    /// The directory that its paths are relative to.
    pub root: PathBuf,
    /// Files and folders of rules; none where the file says nothing.
    pub rules: Option<Vec<Placed<String>>>,
    /// Packs; none where the file says nothing.
    pub packs: Option<Vec<Placed<String>>>,
    /// Other files of this kind whose settings hold here, too.
    pub extends: Vec<Placed<String>>,
    /// What they say, the most general first; each but its stets.
    pub bases: Vec<Config>,
    /// How files are read whose names end so.
    pub formats: Formats,
    /// What the elements of XML mean.
    pub vocabularies: Vec<Vocabulary>,
    /// The roots that `[xml.ROOT]` names, with their places.
    pub xml_roots: Vec<Placed<String>>,
    /// Which files are documents; none means every file of a known format.
    pub include: Option<GlobSet>,
    /// Which files are none.
    pub exclude: GlobSet,
    /// How much may come of one document.
    pub budget: Budget,
    /// What it says of that itself.
    pub(super) own_budget: (Option<usize>, Option<usize>),
    /// Facts about documents.
    pub documents: DocumentFacts,
    /// Other severities for some paths; the last that matches wins.
    pub overrides: Vec<PlacedOverride>,
    /// Findings that may stand.
    pub stets: Vec<PlacedStet>,
    /// How much unclear statements matter that were not read; none where they are only counted.
    pub unread: Option<Severity>,
    /// Its patterns of paths, in the order of the file.
    pub patterns: Vec<PlacedPattern>,
    /// Whether the file is not valid TOML: then nothing of it holds, and nobody knows what it would have said.
    pub is_broken: bool,
}

/// How much may come of one document before it is given up as one that nobody meant to be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Claims under all rules.
    pub claims: usize,
    /// Findings that point at it first.
    pub findings: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { claims: 1_000_000, findings: 100_000 }
    }
}

/// A pattern of paths that should match something.
#[derive(Clone, Debug)]
pub struct PlacedPattern {
    /// What it says.
    pub glob: Glob,
    /// What it is for.
    pub of: PatternOf,
    /// Where it stands in the file.
    pub place: Range<usize>,
}

/// What a pattern of paths is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternOf {
    /// `include`: files that are documents.
    Include,
    /// `exclude`: files that are none.
    Exclude,
    /// `[[document]]`: documents of which something is said.
    Document,
    /// `[[override]]`: documents for which another severity holds.
    Override,
}

impl PatternOf {
    /// What the table or key is called.
    pub fn what(self) -> &'static str {
        match self {
            Self::Include => "`include`",
            Self::Exclude => "`exclude`",
            Self::Document => "`[[document]]`",
            Self::Override => "`[[override]]`",
        }
    }
}

/// `[[document]]`: what documents do not say about themselves.
#[derive(Clone, Debug)]
pub struct DocumentFact {
    /// Which documents.
    pub path: Glob,
    /// Their date.
    pub date: Option<Date>,
    /// How their paths tell it.
    pub date_from: Option<PathDate>,
    /// Weight of their claims when the corpus is split.
    pub trust: Option<f64>,
}

/// All `[[document]]` tables; the first whose path matches wins.
#[derive(Clone, Debug, Default)]
pub struct DocumentFacts {
    facts: Vec<DocumentFact>,
    paths: GlobSet,
}

impl DocumentFacts {
    /// These, and others where none of these matches.
    #[must_use]
    pub fn before(&self, others: &Self) -> Self {
        Self::new(self.facts.iter().chain(&others.facts).cloned().collect())
    }

    /// Facts in the order of their tables.
    pub fn new(facts: Vec<DocumentFact>) -> Self {
        let mut paths = GlobSetBuilder::new();
        for fact in &facts {
            paths.add(fact.path.clone());
        }
        Self { paths: paths.build().unwrap_or_default(), facts }
    }

    /// What is said of the document at a path.
    pub fn of(&self, path: &str) -> Option<&DocumentFact> {
        if self.facts.is_empty() {
            return None;
        }
        let first = self.paths.matches(path).into_iter().min()?;
        self.facts.get(first)
    }
}

/// `[[override]]`, and where it names rules.
#[derive(Clone, Debug)]
pub struct PlacedOverride {
    /// What it says.
    pub says: Override,
    /// The rules that it names, with their places.
    pub rules: Vec<Placed<String>>,
    /// Where it stands.
    pub place: Range<usize>,
}

/// `[[stet]]`, and where it names its rule.
#[derive(Clone, Debug)]
pub struct PlacedStet {
    /// What it says.
    pub says: Stet,
    /// The rule, with its place.
    pub rule: Placed<String>,
}

impl Config {
    /// The nearest `factlint.toml` upward from a directory.
    pub fn find(from: &Path) -> Option<PathBuf> {
        from.ancestors()
            .map(|folder| folder.join(FILE_NAME))
            .find(|path| path.symlink_metadata().is_ok())
    }

    /// A file upward from a directory that is meant to be the configuration and is not called so.
    pub fn misnamed(from: &Path) -> Option<PathBuf> {
        const NAMES: &[&str] = &[
            "Factlint.toml", "FactLint.toml", "FACTLINT.toml", "factlint.TOML", "FACTLINT.TOML",
            ".factlint.toml", "factlint.tml", "factlint.yaml", "factlint.yml", "factlint.json",
        ];
        let places = from.ancestors().flat_map(|folder| NAMES.iter().map(|name| folder.join(name)));
        places.into_iter().find(|path| path.is_file())
    }

    /// The fields of documents that overrides ask for.
    pub fn asked_fields(&self) -> BTreeSet<String> {
        let overrides = self.bases.iter().flat_map(|base| &base.overrides).chain(&self.overrides);
        overrides.flat_map(|one| &one.says.fields).map(|(key, _)| key.clone()).collect()
    }

    /// What editors have decided; stets that ended before `on` are over.
    pub fn policy(&self, on: Option<Date>) -> Policy<'static> {
        let overrides = self.bases.iter().flat_map(|base| &base.overrides).chain(&self.overrides);
        let overrides = overrides.map(|one| one.says.clone()).collect();
        let stets = self.stets.iter().map(|one| one.says.clone()).collect();
        Policy::new(overrides, stets, on).minding_unread(self.unread)
    }

    /// Whether a file of this path is a document of the corpus.
    pub fn takes_in(&self, path: &str) -> bool {
        let is_included = match &self.include {
            Some(include) => include.is_match(path),
            None => self.formats.of(path).is_some(),
        };
        is_included && !self.exclude.is_match(path)
    }

    /// The files and folders of rules that it names, or where they lie by default.
    pub fn rule_places(&self) -> Vec<PathBuf> {
        match (&self.rules, &self.file) {
            (Some(paths), Some(_)) => {
                paths.iter().map(|path| normalised(&self.root.join(path.get_ref()))).collect()
            }
            (None, Some(_)) => vec![self.root.join("rules")],
            _ => Vec::new(),
        }
    }

    /// Those that it names outside of its folder, with what the files that it extends name and the folders of these.
    pub fn rules_elsewhere(&self) -> Vec<PathBuf> {
        let named = |of: &Self| -> Vec<PathBuf> {
            of.rules.iter().flatten().map(|path| of.root.join(path.get_ref())).collect()
        };
        let extended =
            self.bases.iter().flat_map(|base| named(base).into_iter().chain([base.root.clone()]));
        let all = named(self).into_iter().chain(extended).map(|place| normalised(&place));
        // A link in the corpus is no reason to follow it.
        let root = normalised(&self.root);
        all.filter(|place| !place.starts_with(&root)).collect()
    }

    /// Whether `exclude` leaves a path out.
    pub fn leaves_out(&self, path: &str) -> bool {
        self.exclude.is_match(path)
    }

    /// The files that it is made of: those that it extends, and its own.
    pub fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.bases.iter().filter_map(|base| base.file.as_ref()).chain(&self.file)
    }

    /// The shipped packs that are on, and names that no pack has, where no other packs can be had.
    pub fn chosen_packs(&self) -> (Vec<Pack>, Vec<Problem>) {
        let Some(wanted) = &self.packs else {
            let default = packs::DEFAULT.iter().filter_map(|name| Pack::find(name));
            return (default.collect(), Vec::new());
        };
        let (mut chosen, mut problems) = (Vec::new(), Vec::new());
        for name in wanted {
            match (Pack::find(name.get_ref()), &self.file) {
                (Some(pack), _) if !chosen.contains(&pack) => chosen.push(pack),
                (None, Some(file)) => problems.push(file.problem(
                    name.span(),
                    format!("there is no pack `{}`", name.get_ref()),
                    packs::hint(name.get_ref()),
                )),
                _ => {}
            }
        }
        (chosen, problems)
    }

    /// Rules that it speaks of and that are not there. Those of which an extended file speaks may be rules of others
    /// that extend it.
    pub fn unknown_rules(&self, ruleset: &RuleSet) -> Vec<Problem> {
        let Some(file) = &self.file else { return Vec::new() };
        let left_out = &ruleset.left_out;
        if left_out.files {
            // They may be there.
            return Vec::new();
        }
        let ids: Vec<&str> = ruleset.rules.iter().map(|loaded| &*loaded.rule.id).collect();
        let stets = self.stets.iter().map(|stet| &stet.rule);
        let named = self.overrides.iter().flat_map(|other| &other.rules).chain(stets);
        let unknown = named
            .filter(|id| !ruleset.knows(id.get_ref()) && !left_out.rules.contains(id.get_ref()));
        unknown
            .map(|id| {
                let label = match closest(id.get_ref(), &ids) {
                    Some(close) => format!("did you mean `{close}`?"),
                    None => "no rule that is loaded has this id".to_owned(),
                };
                file.problem(id.span(), format!("there is no rule `{}`", id.get_ref()), label)
            })
            .collect()
    }

    /// Patterns that match nothing: what they are for is not done, and whoever wrote them believes that it is.
    /// `unmatched` tells which, by their place in the list.
    pub fn dead_patterns(&self, unmatched: &[usize]) -> Vec<Problem> {
        let Some(file) = &self.file else { return Vec::new() };
        let dead = unmatched.iter().filter_map(|index| self.patterns.get(*index));
        dead.map(|pattern| {
            let text = pattern.glob.glob();
            let (what, matches) = match pattern.of {
                PatternOf::Exclude | PatternOf::Include => ("file", "no file of the corpus"),
                PatternOf::Document | PatternOf::Override => ("document", "no document"),
            };
            let message = format!("`{text}` of {} matches {matches}", pattern.of.what());
            let mut problem =
                file.problem(pattern.place.clone(), message, format!("names no {what}"));
            problem.notes.push(pattern_hint(text));
            problem
        })
        .collect()
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
        if table.is_broken() {
            // Whatever could be made of the rest would follow from the first mistake.
            let first = problems.into_vec().into_iter().min_by_key(|one| one.primary.span);
            config.file = Some(file.clone());
            config.is_broken = true;
            return (config, first.into_iter().collect());
        }
        config.rules = strings_or_none(&mut table, "rules");
        config.packs = strings_or_none(&mut table, "packs");
        config.extends = table.strings("extends").unwrap_or_default();
        if let Some(formats) = table.table("format") {
            config.formats = Formats::read(formats);
        }
        if let Some(xml) = table.table("xml") {
            (config.vocabularies, config.xml_roots) = vocabularies::read(xml);
        }
        config.unread = table.choice("unread", SEVERITIES).and_then(Placed::into_inner);
        if let Some(mut corpus) = table.table("corpus") {
            let patterns = &mut config.patterns;
            config.include = corpus
                .strings("include")
                .map(|globs| glob_set(&corpus, &globs, PatternOf::Include, patterns));
            config.exclude = corpus
                .strings("exclude")
                .map(|globs| glob_set(&corpus, &globs, PatternOf::Exclude, patterns))
                .unwrap_or_default();
            let Budget { claims, findings } = Budget::default();
            config.own_budget =
                (count(&mut corpus, "most-claims"), count(&mut corpus, "most-findings"));
            config.budget.claims = config.own_budget.0.unwrap_or(claims);
            config.budget.findings = config.own_budget.1.unwrap_or(findings);
            corpus.finish();
        }
        let mut documents = Vec::new();
        for mut entry in table.tables("document") {
            entry.rename("a document".to_owned());
            documents.extend(read_document(&mut entry, &mut config.patterns));
            entry.finish();
        }
        config.documents = DocumentFacts::new(documents);
        for mut entry in table.tables("override") {
            entry.rename("an override".to_owned());
            config.overrides.extend(read_override(&mut entry, &mut config.patterns));
            entry.finish();
        }
        for mut entry in table.tables("stet") {
            entry.rename("a stet".to_owned());
            config.stets.extend(read_stet(&mut entry));
            entry.finish();
        }
        for key in ["include", "exclude"] {
            table.misplaced(key, &format!("write it below [corpus]: {key} = [\"drafts/**\"]"));
        }
        for key in ["rule", "subject", "unit"] {
            if table.holds_tables(key) {
                table.misplaced(key, "belongs into a rule file: rules/house.toml");
            }
        }
        table.finish();
        config.patterns.sort_by_key(|pattern| pattern.place.start);
        let problems = problems.into_vec();
        config.file = Some(file);
        (config, problems)
    }
}

/// A list of strings in which an empty list means none at all.
fn strings_or_none(table: &mut Table<'_>, key: &'static str) -> Option<Vec<Placed<String>>> {
    if table.is_empty_list(key) { Some(Vec::new()) } else { table.strings(key) }
}

/// A whole number from 1 on.
fn count(table: &mut Table<'_>, key: &'static str) -> Option<usize> {
    /// Whole numbers up to this are numbers of their own in a float.
    const LARGEST: f64 = 9e15;
    let number = table.number(key)?;
    let value = *number.get_ref();
    if value.fract() == 0.0 && (1.0..=LARGEST).contains(&value) {
        return Some(value as usize);
    }
    let message = format!("`{key}` must be a whole number from 1 on");
    table.problem(number.span(), message, "is no number of things");
    None
}

fn read_document(entry: &mut Table<'_>, patterns: &mut Vec<PlacedPattern>) -> Option<DocumentFact> {
    let path = entry.required_string("path", "path = \"wire/2025-10-*.txt\"");
    let path = path.and_then(|text| {
        let glob = read_pattern(entry, &text)?;
        let of = PatternOf::Document;
        patterns.push(PlacedPattern { glob: glob.clone(), of, place: text.span() });
        Some(glob)
    });
    let date = entry.date("date").map(Placed::into_inner);
    let date_from = entry.string("date-from").and_then(|pattern| read_path_date(entry, &pattern));
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
    Some(DocumentFact { path: path?, date, date_from, trust: trust.map(Placed::into_inner) })
}

/// `date-from = "path:%Y/%m%d"`.
fn read_path_date(entry: &Table<'_>, pattern: &Placed<String>) -> Option<PathDate> {
    let read = match pattern.get_ref().strip_prefix("path:") {
        Some(pattern) => PathDate::new(pattern),
        None => Err("must begin with `path:`".to_owned()),
    };
    read.map_err(|label| {
        entry.problem_with_note(
            pattern.span(),
            "`date-from` of a document tells no day",
            label,
            "for example: \"path:%Y/%m%d\" for 2025/0701/a.md; %Y is the year, %m the month, %b its name, %d the day",
        );
    })
    .ok()
}

fn read_override(
    entry: &mut Table<'_>,
    patterns: &mut Vec<PlacedPattern>,
) -> Option<PlacedOverride> {
    let asks_fields = entry.place_of("where").is_some();
    if entry.place_of("path").is_none() && !asks_fields {
        entry.missing("path", "path = \"opinion/**\"");
    }
    let paths = entry.strings("path");
    let fields = read_fields(entry);
    let rules = entry.strings("rules").unwrap_or_default();
    if entry.place_of("severity").is_none() {
        entry.missing("severity", "severity = \"off\"");
    }
    let severity = entry.choice("severity", SEVERITIES);
    let mut globs = Vec::new();
    // One whose pattern or fields cannot be used must not become one for all documents.
    let paths = if asks_fields { paths.unwrap_or_default() } else { paths? };
    let named = paths.len();
    for text in &paths {
        let Some(glob) = read_pattern(entry, text) else { continue };
        let of = PatternOf::Override;
        patterns.push(PlacedPattern { glob: glob.clone(), of, place: text.span() });
        globs.push(glob);
    }
    let ids = rules.iter().map(|id| id.get_ref().clone()).collect();
    if (globs.is_empty() && named > 0) || (fields.is_empty() && asks_fields) {
        return None;
    }
    let says = Override { paths: globs, fields, rules: ids, severity: severity?.into_inner() };
    Some(PlacedOverride { says, rules, place: entry.span() })
}

fn read_stet(entry: &mut Table<'_>) -> Option<PlacedStet> {
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
    let rule = rule?;
    let id = rule.get_ref().clone();
    let says = Stet { rule: id, path, text, reason: reason?, by, until, place };
    Some(PlacedStet { says, rule })
}

fn read_glob(entry: &mut Table<'_>, key: &'static str, example: &str) -> Option<GlobMatcher> {
    let text = entry.required_string(key, example)?;
    read_pattern(entry, &text).map(|glob| glob.compile_matcher())
}

/// What to write instead of a pattern that matches nothing.
fn pattern_hint(text: &str) -> String {
    if text.starts_with(['/', '.', '~']) || text.contains('\\') {
        "paths are relative to factlint.toml and have `/`: \"wire/**\"".to_owned()
    } else if let Some(folder) = text.strip_suffix('/') {
        format!("for all that lies in a folder, write \"{folder}/**\"")
    } else if !text.contains(['*', '?', '[', '{']) && !text.contains('.') {
        format!("for all that lies in a folder, write \"{text}/**\"")
    } else if !text.contains('/') {
        format!("`*` stays within a folder: \"**/{text}\" looks in all of them")
    } else {
        "mend it, or remove it".to_owned()
    }
}

/// A pattern of paths; one that cannot be used is reported.
fn read_pattern(entry: &Table<'_>, text: &Placed<String>) -> Option<Glob> {
    match glob(text.get_ref()) {
        Ok(glob) => Some(glob),
        Err(error) => {
            bad_glob(entry, text, &error);
            None
        }
    }
}

fn glob_set(
    entry: &Table<'_>,
    globs: &[Placed<String>],
    of: PatternOf,
    patterns: &mut Vec<PlacedPattern>,
) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for text in globs {
        let Some(glob) = read_pattern(entry, text) else { continue };
        patterns.push(PlacedPattern { glob: glob.clone(), of, place: text.span() });
        set.add(glob);
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
