//! `factlint import`: open data becomes a file of facts, with its source and date, and the rule that reads it.

mod congress;
mod further_names;
mod package;
mod wikidata;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use toml::de::{DeTable, DeValue};

use super::arguments::{Common, ImportArguments};
use super::session::{self, say_warning, working_directory};
use super::table::counted;
use super::{Exit, Failure};
use crate::corpus::display_path;
use crate::files;
use factlint_engine::finding::Origin;
use factlint_engine::rule::fact_file;
use factlint_engine::rule::source::SourceFile;
use factlint_report::visible;

use further_names::FurtherNames;

/// A file of facts and the rule that reads it, in the making.
struct Imported {
    /// The text of the facts.
    facts: String,
    /// By key: what is told of each row.
    rows: BTreeMap<String, String>,
    /// The rule; `{facts}` stands for the path of the facts.
    rule: String,
    /// What was left out, in words.
    left_out: Vec<String>,
}

pub(super) fn run(common: &Common, options: &ImportArguments) -> Result<Exit, Failure> {
    let here = working_directory(common)?;
    let path = here.join(&options.input);
    let shown = display_path(&path, &here);
    let text = files::read_text(&path, files::LARGEST_RULES)
        .map_err(|why| Failure(format!("{} {}", visible(&shown), visible(&why))))?;
    let source = SourceFile::new(Origin::Fact, shown.clone(), text);
    let data = match fact_file::parse(&source) {
        Some(Ok(data)) => data,
        Some(Err(problem)) => {
            let at = &problem.primary;
            return Err(Failure(format!(
                "{}:{}:{}: {}: {}",
                visible(&at.path),
                at.start.line,
                at.start.column,
                visible(&problem.message),
                visible(&at.message)
            )));
        }
        None => {
            return Err(Failure(format!(
                "{} is no .csv, .tsv, .json or .yaml file of data",
                visible(&shown)
            )));
        }
    };
    let output = here.join(&options.output);
    let stem = output.file_stem().and_then(|stem| stem.to_str()).unwrap_or("facts").to_owned();
    let names = match &options.names {
        Some(names) => FurtherNames::read(&here.join(names), &here)?,
        None => FurtherNames::default(),
    };
    let import = Import {
        data: data.get_ref(),
        path: &path,
        name: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        stem: key_of(&stem),
        source: options.source.as_deref(),
        checked: options.checked.unwrap_or_else(session::today),
        since: options.since,
        by_office: options.by_office,
        offices: &options.office,
        said: said(options),
        names,
    };
    let mut imported =
        import.read().map_err(|why| Failure(format!("{} {why}", visible(&shown))))?;
    imported.left_out.extend(import.names.unused());
    if imported.rows.is_empty() {
        return Err(Failure(format!("{} holds nothing that makes a fact", visible(&shown))));
    }
    write(common, options, &here, &output, &stem, &imported)
}

/// The options that choose what is imported, as a command line has them.
fn said(options: &ImportArguments) -> String {
    let mut said = String::new();
    if options.by_office {
        said.push_str(" --by-office");
    }
    if let Some(since) = options.since {
        said.push_str(&format!(" --since {since}"));
    }
    for office in &options.office {
        said.push_str(&format!(" --office {}", quoted(office)));
    }
    if let Some(name) = options.names.as_ref().and_then(|names| names.file_name()) {
        said.push_str(&format!(" --names {}", name.to_string_lossy()));
    }
    if said.is_empty() { said } else { format!(" with{said}") }
}

/// Writes the facts, tells what changed, and writes the rule where there is none.
fn write(
    common: &Common,
    options: &ImportArguments,
    here: &Path,
    output: &Path,
    stem: &str,
    imported: &Imported,
) -> Result<Exit, Failure> {
    let shown = |path: &Path| visible(&display_path(path, here));
    let say = |line: &str| {
        if common.quiet { Ok(()) } else { session::print(format!("{line}\n").as_bytes()) }
    };
    let old = known_rows(output, &display_path(output, here)).map_err(|why| {
        Failure(format!("{} {why}: name another --output, or remove it", shown(output)))
    })?;
    save(output, &imported.facts).map_err(|why| Failure(format!("{} {why}", shown(output))))?;
    say(&format!("{}: {}", shown(output), counted(imported.rows.len(), "row")))?;
    if let Some(old) = old {
        let lines = changes(&old, &imported.rows);
        for line in &lines {
            say(&format!("  {}", visible(line)))?;
        }
        if lines.is_empty() {
            say("  as it was")?;
        }
    }
    let style = common.style(std::io::IsTerminal::is_terminal(&std::io::stderr()));
    for told in &imported.left_out {
        say_warning(style, told);
    }
    let rule = match &options.rule {
        Some(rule) => here.join(rule),
        None => here.join("rules").join(format!("{stem}.toml")),
    };
    if rule.exists() {
        say(&format!("{} reads them: it stays as it is", shown(&rule)))?;
    } else {
        let folder = rule.parent().unwrap_or(Path::new(""));
        let text = imported.rule.replace("{facts}", &display_path(output, folder));
        save(&rule, &text).map_err(|why| Failure(format!("{} {why}", shown(&rule))))?;
        say(&format!("{}: the rule that reads them; add examples to it", shown(&rule)))?;
    }
    Ok(Exit::Clean)
}

fn save(path: &Path, text: &str) -> Result<(), String> {
    let told = |error: std::io::Error| format!("cannot be written: {error}");
    if path.is_symlink() {
        return Err("is a link: name what it leads to".to_owned());
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(told)?;
    }
    std::fs::write(path, text).map_err(told)
}

/// What begins a file that was written here.
const MARK: &str = "# Written by `factlint import`";

/// The rows of a file of facts that was written before; none where there is none.
fn known_rows(path: &Path, shown: &str) -> Result<Option<BTreeMap<String, String>>, String> {
    if !path.exists() {
        return Ok(None);
    }
    let text = files::read_text(path, files::LARGEST_RULES)?;
    let is_csv = path.extension().is_some_and(|ending| ending == "csv");
    if !text.starts_with(MARK) && !is_csv {
        return Err("was not written by `factlint import`".to_owned());
    }
    let source = SourceFile::new(Origin::Fact, shown.to_owned(), text);
    let data = match fact_file::parse(&source) {
        Some(Ok(data)) => data,
        _ => return Err("cannot be read".to_owned()),
    };
    Ok(Some(match data.get_ref() {
        DeValue::Table(rows) => {
            let row = |(key, row): (
                &toml::Spanned<std::borrow::Cow<'_, str>>,
                &toml::Spanned<DeValue<'_>>,
            )| { (key.get_ref().to_string(), told(row.get_ref())) };
            rows.iter().map(row).collect()
        }
        DeValue::Array(rows) => package::rows_of(rows.iter().map(|row| row.get_ref())),
        _ => BTreeMap::new(),
    }))
}

/// What a row says, without the day on which it was looked at.
fn told(row: &DeValue<'_>) -> String {
    let DeValue::Table(row) = row else { return String::new() };
    let entries = ["holders", "held"].iter().filter_map(|key| row.get(*key)?.get_ref().as_array());
    let mut told = Vec::new();
    for entry in entries.flat_map(|entries| entries.iter()) {
        let DeValue::Table(entry) = entry.get_ref() else { continue };
        let text = |key: &str| match entry.get(key)?.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            DeValue::Datetime(day) => Some(day.to_string()),
            DeValue::Array(items) => items.iter().next()?.get_ref().as_str().map(str::to_owned),
            _ => None,
        };
        let name = text("name").or_else(|| text("title")).unwrap_or_default();
        let (from, until) = (text("from").unwrap_or_default(), text("until").unwrap_or_default());
        told.push(format!("{name} {from} to {until}"));
    }
    told.join(", ")
}

/// What changed from some rows to others, a line each.
fn changes(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Vec<String> {
    let mut lines = Vec::new();
    for (key, row) in new {
        match old.get(key) {
            None => lines.push(format!("+ {key}: {row}")),
            Some(before) if before == row => {}
            Some(before) => lines.push(format!("~ {key}: {before} -> {row}")),
        }
    }
    lines.extend(old.keys().filter(|key| !new.contains_key(*key)).map(|key| format!("- {key}")));
    lines
}

/// The data that is imported.
struct Import<'d> {
    data: &'d DeValue<'static>,
    path: &'d Path,
    /// The name of its file.
    name: String,
    /// The id of the rule.
    stem: String,
    /// Who says so, where the user says it.
    source: Option<&'d str>,
    checked: Date,
    /// What ended before it is left out.
    since: Option<Date>,
    /// Whether offices have holders, where the data tells what people were.
    by_office: bool,
    /// The only offices that are wanted; all, where none is.
    offices: &'d [String],
    /// The options that are not told by the facts, as they are to be given again.
    said: String,
    names: FurtherNames,
}

impl Import<'_> {
    fn read(&self) -> Result<Imported, String> {
        let is_of_legislators = |data: &DeValue<'_>| {
            let items = data.as_array().into_iter().flatten();
            items.filter_map(|item| item.get_ref().as_table()).any(|one| one.contains_key("terms"))
        };
        if self.by_office && !is_of_legislators(self.data) {
            return Err("tells no terms of legislators, which --by-office is for".to_owned());
        }
        match self.data {
            DeValue::Table(table) if table.contains_key("resources") => self.package(table),
            DeValue::Table(table) if table.contains_key("results") => self.wikidata(),
            DeValue::Array(items) => {
                let first = items.iter().find_map(|item| item.get_ref().as_table());
                match first {
                    Some(first) if first.contains_key("terms") => self.congress(items),
                    Some(_) => self.wikidata(),
                    None => Err(UNKNOWN.to_owned()),
                }
            }
            _ => Err(UNKNOWN.to_owned()),
        }
    }

    /// Whether a time in office is wanted that ends so.
    fn wants(&self, until: Option<Date>) -> bool {
        self.since.is_none_or(|since| until.is_none_or(|until| until >= since))
    }

    /// Whether an office is wanted.
    fn wants_office(&self, office: &str) -> bool {
        self.offices.is_empty() || self.offices.iter().any(|one| key_of(one) == key_of(office))
    }

    /// In words: the offices that were asked for and that nobody holds, of those that are there.
    fn missed_offices<'r>(&self, rows: impl Iterator<Item = &'r String> + Clone) -> Vec<String> {
        let is_there = |office: &&String| rows.clone().any(|key| *key == key_of(office));
        let missed = self.offices.iter().filter(|office| !is_there(office));
        missed.map(|office| format!("there is no office `{office}`")).collect()
    }

    /// A file of facts with a table for each row.
    fn file_of(&self, source: &str, rows: &BTreeMap<String, Row>) -> String {
        let mut text = format!(
            "{MARK} from {}{}. Import again to renew it; what you change here is lost.\n",
            one_line(&self.name),
            one_line(&self.said)
        );
        for (key, row) in rows {
            text.push_str(&format!("\n[{}]\n{} = {}\n", quoted(key), row.what.0, row.what.1));
            text.push_str(&format!("source = {}\nchecked = {}\n", quoted(source), self.checked));
            text.push_str(&format!("{} = [\n", row.list));
            for entry in &row.entries {
                text.push_str(&format!("  {{ {entry} }},\n"));
            }
            text.push_str("]\n");
        }
        text
    }
}

const UNKNOWN: &str =
    "is neither a result of a Wikidata query, legislators of the United States, nor a data package";

/// A row of a file of facts.
struct Row {
    /// The key that tells what it is about, and its value in TOML.
    what: (&'static str, String),
    /// The key of its facts: `holders` or `held`.
    list: &'static str,
    /// The facts, without their braces.
    entries: Vec<String>,
    /// What is told of it.
    told: Vec<String>,
}

/// Keys and days of a period: `, from = 2015-10-21, until = 2023-10-25`.
fn period(from: Option<Date>, until: Option<Date>) -> String {
    let from = from.map(|day| format!(", from = {day}")).unwrap_or_default();
    let until = until.map(|day| format!(", until = {day}")).unwrap_or_default();
    format!("{from}{until}")
}

/// "Ann Lee 2015-10-21 to 2023-10-25".
fn told_of(name: &str, from: Option<Date>, until: Option<Date>) -> String {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    format!("{name} {} to {}", day(from), day(until))
}

/// A string of TOML: it has the escapes of JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

fn quoted_list(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    if let [only] = texts.as_slice() { only.clone() } else { format!("[{}]", texts.join(", ")) }
}

fn one_line(text: &str) -> String {
    text.split(char::is_control).collect::<Vec<_>>().join(" ")
}

/// Letters and digits with hyphens between them.
fn key_of(text: &str) -> String {
    let plain = |sign: char| if sign.is_alphanumeric() { sign } else { ' ' };
    let words: String = text.to_lowercase().chars().map(plain).collect();
    words.split_whitespace().collect::<Vec<_>>().join("-")
}

/// The day at the start of a text: "2017-01-20T00:00:00Z".
fn day_of(text: &str) -> Option<Date> {
    text.trim_start_matches('+').get(..10)?.parse().ok()
}

/// The text that a table has under a key; numbers and days are texts, too.
fn text_of(table: &DeTable<'_>, key: &str) -> Option<String> {
    match table.get(key)?.get_ref() {
        DeValue::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        DeValue::Datetime(day) => Some(day.to_string()),
        DeValue::Boolean(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// A path beside another.
fn beside(path: &Path, name: &str) -> PathBuf {
    path.parent().unwrap_or(Path::new("")).join(name)
}
