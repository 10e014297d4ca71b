//! Facts that a team keeps in files of its own: TOML, JSON, YAML, CSV, or any text. A rule names one with
//! `expect-from = "limits.toml#free.rpm"` or `expect-from = { "limits.rs" = '/RPM: u32 = (\d+)/' }`.

mod each;
mod json;
mod rows;
mod text;
mod toml;
mod yaml;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use ::toml::Spanned;
use ::toml::de::DeValue;

use super::problems::Problems;
use super::source::SourceFile;
use super::table::{Placed, Table, did_you_mean};
use crate::finding::{Origin, Problem};

pub use each::{NoColumn, Row, Rows};

/// A value of a fact file, with its place.
type Value = Spanned<DeValue<'static>>;

/// Reads the text of a file, given its path as reports show it; an error is why it cannot be read. Of a workbook or a
/// database the path has a `#` and the name of a sheet or table behind it, and the text is its rows as CSV.
pub type ReadText<'r> = &'r dyn Fn(&Path) -> Result<String, String>;

/// The fact files of a rule set, each read when a rule first names it.
pub struct FactFiles<'r> {
    read: ReadText<'r>,
    /// By path; none where the file cannot be used, which was reported.
    files: RefCell<BTreeMap<Known, Option<Rc<FactFile>>>>,
    /// Texts that expressions look into, by path; none where one cannot be read, which was reported.
    texts: RefCell<BTreeMap<Known, Option<Rc<SourceFile>>>>,
    /// Files that cannot be used, for excerpts of what is wrong with them.
    broken: RefCell<Vec<SourceFile>>,
}

impl std::fmt::Debug for FactFiles<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("FactFiles").finish_non_exhaustive()
    }
}

/// A file that a rule has named: whether a shipped pack brings it, and its path.
type Known = (bool, PathBuf);

/// A file of facts.
#[derive(Debug)]
struct FactFile {
    source: Rc<SourceFile>,
    /// What a path leads into.
    root: Value,
    /// What stands for the whole file: the rows of a CSV file.
    whole: Value,
    /// Keys that stand in one place twice, each with another value perhaps.
    twice: Vec<Twice>,
    /// Whether it is rows, each under its key.
    has_rows: bool,
}

impl FactFile {
    /// The key that is given twice on the way to a value or inside it: nobody could tell which counts.
    fn ambiguous(&self, way: &[Range<usize>], path: &[String], value: &Value) -> Option<&Twice> {
        let holds = matches!(value.get_ref(), DeValue::Table(_) | DeValue::Array(_));
        let span = value.span();
        self.twice.iter().find(|twice| {
            let passed = way.contains(&twice.within) && path.contains(&twice.key);
            let inside = twice.within.start < span.end && span.start < twice.within.end;
            passed || (holds && inside)
        })
    }
}

/// A key that is given twice.
#[derive(Debug)]
struct Twice {
    /// The object, or the whole of a CSV file.
    within: Range<usize>,
    key: String,
    first: Range<usize>,
    again: Range<usize>,
}

/// A fact that stands outside the rule file.
#[derive(Debug)]
pub struct OutsideFact {
    source: Rc<SourceFile>,
    value: Value,
}

impl OutsideFact {
    /// The fact as the value of a key, so that it is read like one in the rule. Other keys beside it are the
    /// file's own affair.
    pub fn as_table<'t>(&'t self, rule: &'t Table<'_>, key: &str) -> Table<'t> {
        rule.with_value(&self.source, key, self.value.clone())
    }
}

impl<'r> FactFiles<'r> {
    /// No file yet.
    pub fn new(read: ReadText<'r>) -> Self {
        Self {
            read,
            files: RefCell::default(),
            texts: RefCell::default(),
            broken: RefCell::default(),
        }
    }

    /// The files that were read, for excerpts.
    pub fn into_sources(self) -> Vec<SourceFile> {
        let files = self.files.into_inner().into_values().flatten();
        let mut sources: BTreeMap<(bool, Arc<str>), SourceFile> = BTreeMap::new();
        for source in files.map(|file| Rc::clone(&file.source)).chain(
            // A file may be read in both ways.
            self.texts.into_inner().into_values().flatten(),
        ) {
            let key = (source.origin == Origin::Pack, Arc::clone(&source.path));
            sources.entry(key).or_insert_with(|| (*source).clone());
        }
        sources.into_values().chain(self.broken.into_inner()).collect()
    }

    /// The fact that `reference` of a rule names: a path from the rule file's folder, and behind `#` the keys
    /// that lead to the value, with points between them. `{about}` stands for the id of the rule's
    /// subject. What is wrong is reported.
    pub fn find(
        &self,
        table: &Table<'_>,
        problems: &Problems,
        reference: &Placed<String>,
        about: &str,
    ) -> Option<OutsideFact> {
        let (file, value) = self.walk(table, problems, ("expect-from", reference), about)?;
        Some(OutsideFact { source: Rc::clone(&file.source), value })
    }

    /// The rows that `each` of a rule names, in the order of their file. What is wrong is reported.
    pub fn rows(
        &self,
        table: &Table<'_>,
        problems: &Problems,
        reference: &Placed<String>,
    ) -> Option<Rows> {
        let (file, value) = self.walk(table, problems, ("each", reference), "")?;
        match Rows::of(Rc::clone(&file.source), value) {
            Ok(rows) => Some(rows),
            Err(label) => {
                table.problem_with_note(
                    reference.span(),
                    format!("`each` of {} leads to no rows", table.what()),
                    label,
                    "rows are a table of tables, a list of them, or the lines of a .csv file",
                );
                None
            }
        }
    }

    /// The fact that the group of an expression finds in a text. What is wrong is reported.
    pub fn find_by_expression(
        &self,
        table: &Table<'_>,
        problems: &Problems,
        name: &Placed<String>,
        expression: &Placed<String>,
    ) -> Option<OutsideFact> {
        let what = table.what();
        if !expression.get_ref().starts_with('/') {
            table.problem_with_note(
                expression.span(),
                format!("`expect-from` of {what} has no expression for {}", name.get_ref()),
                "must stand between slashes",
                format!(
                    "for example: '/MAX_SEATS: u32 = (\\d+)/'; keys of a file stand behind a #: expect-from = \
                     \"{}#{}\"",
                    name.get_ref(),
                    expression.get_ref()
                ),
            );
            return None;
        }
        let pattern = table.expression(expression)?;
        let regex = pattern.by_line()?;
        if regex.captures_len() != 2 {
            table.problem_with_note(
                expression.span(),
                format!("`expect-from` of {what} needs one group in its expression"),
                match regex.captures_len() {
                    1 => "there is none".to_owned(),
                    groups => format!("there are {}", groups - 1),
                },
                "put the value, and nothing else, into parentheses: '/MAX_SEATS: u32 = (\\d+)/'; others begin \
                 with (?:",
            );
            return None;
        }
        let place = self.place(table, problems, ("expect-from", name), name.get_ref())?;
        let key = (table.file().origin == Origin::Pack, place);
        let known = self.texts.borrow().get(&key).cloned();
        let source = match known {
            Some(source) => source?,
            None => {
                let place = &key.1;
                let source = match self.text(table.file(), place) {
                    Ok(source) => Some(Rc::new(source)),
                    Err(message) => {
                        report_unreadable(table, problems, ("expect-from", name), place, message);
                        None
                    }
                };
                self.texts.borrow_mut().insert(key, source.clone());
                source?
            }
        };
        match text::find(&source, &regex) {
            Ok(value) => Some(OutsideFact { source, value }),
            Err(lost) => {
                let message = format!("{} {} of {what} finds", source.path, lost.message);
                let mut problem = table.file().problem(expression.span(), message, lost.label);
                let at = |place: &Range<usize>| source.label(place.clone(), "found here");
                problem.related = lost.places.iter().map(at).collect();
                problem.notes.extend(lost.note);
                problems.push(problem);
                None
            }
        }
    }

    /// A file that a rule of `rules` names: of its own pack, where it ships with one.
    fn text(&self, rules: &SourceFile, place: &Path) -> Result<SourceFile, String> {
        if rules.origin == Origin::Pack {
            return rules.shipped_facts(&shown(place));
        }
        (self.read)(place).map(|text| SourceFile::new(Origin::Fact, shown(place), text))
    }

    /// A path from the folder of a rule file. One that leads out of the pack that the rule is part of is reported.
    fn place(
        &self,
        table: &Table<'_>,
        problems: &Problems,
        at: (&str, &Placed<String>),
        name: &str,
    ) -> Option<PathBuf> {
        let folder = Path::new(&*table.file().path).parent().unwrap_or(Path::new(""));
        let place = plain(&folder.join(name));
        if let Some(pack) = &table.file().pack
            && !place.starts_with(plain(Path::new(&pack.folder)))
        {
            let why =
                format!("lies outside of the pack `{}`, which brings its own facts", pack.name);
            report_unreadable(table, problems, at, &place, why);
            return None;
        }
        Some(place)
    }

    /// The value that a reference leads to, and its file.
    fn walk(
        &self,
        table: &Table<'_>,
        problems: &Problems,
        (key, reference): (&str, &Placed<String>),
        about: &str,
    ) -> Option<(Rc<FactFile>, Value)> {
        let what = table.what();
        let report = |message: String, label: String, note: Option<String>| {
            let mut problem = table.file().problem(reference.span(), message, label);
            problem.notes.extend(note);
            problems.push(problem);
        };
        let (name, mut path) = match reference.get_ref().split_once('#') {
            Some((name, path)) => (name, keys(path, about)),
            None => (reference.get_ref().as_str(), Vec::new()),
        };
        let mut place = self.place(table, problems, (key, reference), name)?;
        if holds_tables(&place) {
            if path.is_empty() {
                report(
                    format!("`{key}` of {what} does not say which table of {name}"),
                    "holds several".to_owned(),
                    Some(format!(
                        "write the name of a sheet or table behind a #: \"{name}#Prices\""
                    )),
                );
                return None;
            }
            place.as_mut_os_string().push(format!("#{}", path.remove(0)));
        }
        let of_pack = table.file().origin == Origin::Pack;
        let known = self.files.borrow().get(&(of_pack, place.clone())).cloned();
        let file = match known {
            Some(file) => file?,
            None => {
                let file = match self.load(table.file(), &place, problems) {
                    Ok(file) => file.map(Rc::new),
                    Err(message) => {
                        report_unreadable(table, problems, (key, reference), &place, message);
                        None
                    }
                };
                self.files.borrow_mut().insert((of_pack, place), file.clone());
                file?
            }
        };
        let mut value = if path.is_empty() { &file.whole } else { &file.root };
        let has_rows = file.has_rows;
        let mut way = Vec::new();
        for key in &path {
            way.push(value.span());
            let next = match value.get_ref() {
                DeValue::Table(entries) => {
                    entries.iter().find(|(known, _)| known.get_ref() == key).map(|(_, value)| value)
                }
                DeValue::Array(items) => key.parse::<usize>().ok().and_then(|at| items.get(at)),
                _ => None,
            };
            let Some(next) = next else {
                let known: Vec<&str> = match value.get_ref() {
                    DeValue::Table(entries) => {
                        entries.keys().map(|known| known.get_ref().as_ref()).collect()
                    }
                    _ => Vec::new(),
                };
                let hint = did_you_mean(key, &known).unwrap_or_else(|| "is not there".to_owned());
                let note = match value.get_ref() {
                    DeValue::Table(_) => listed(&known),
                    DeValue::Array(items) => {
                        format!("this is a list: 0 to {}", items.len().saturating_sub(1))
                    }
                    _ => "this is a single value".to_owned(),
                };
                let path = &file.source.path;
                if let (true, DeValue::Array(items)) = (has_rows, value.get_ref()) {
                    // Rows that share their key are a list.
                    let line =
                        |row: &Value| file.source.label(row.span(), "").start.line.to_string();
                    let lines: Vec<String> = items.iter().take(3).map(line).collect();
                    report(
                        format!("{path} has {} rows for what {what} looks for", items.len()),
                        "which of them?".to_owned(),
                        Some(format!(
                            "they begin in lines {}; leave one, or say which by its number from 0",
                            lines.join(", ")
                        )),
                    );
                    return None;
                }
                report(format!("{path} has no `{key}` where {what} looks"), hint, Some(note));
                return None;
            };
            value = next;
        }
        if let Some(twice) = file.ambiguous(&way, &path, value) {
            let source = &file.source;
            let at = |range: &Range<usize>| source.label(range.clone(), "").start.line;
            let mut problem = table.file().problem(
                reference.span(),
                format!("{} gives `{}` twice where {what} looks", source.path, twice.key),
                "which of them?",
            );
            problem.related = vec![
                source.label(twice.first.clone(), "given here"),
                source.label(twice.again.clone(), "and here"),
            ];
            problem.notes.push(format!(
                "lines {} and {}; take one out",
                at(&twice.first),
                at(&twice.again)
            ));
            problems.push(problem);
            return None;
        }
        let value = value.clone();
        Some((file, value))
    }

    /// Reads and parses a file. An error is why it cannot be read; a mistake inside is reported at its place,
    /// and there is no file.
    fn load(
        &self,
        rules: &SourceFile,
        place: &Path,
        problems: &Problems,
    ) -> Result<Option<FactFile>, String> {
        let shown_path = shown(place);
        let (file, sheet) = shown_path.split_once('#').unwrap_or((&shown_path, ""));
        let ending = Path::new(file).extension().and_then(|ending| ending.to_str());
        let ending = if sheet.is_empty() { ending.unwrap_or_default() } else { "csv" };
        let parse = match ending {
            "toml" => toml::parse,
            "json" => json::parse,
            "yaml" | "yml" => yaml::parse,
            "csv" => rows::parse_commas,
            "tsv" => rows::parse_tabs,
            _ => {
                return Err(format!(
                    "is neither a .toml, .json, .yaml, .csv nor a .tsv file, a workbook nor a database; any other text \
                     needs an expression: \
                     {{ \"{}\" = '/MAX_SEATS: u32 = (\\d+)/' }}",
                    place.file_name().unwrap_or_default().to_string_lossy()
                ));
            }
        };
        let source = self.text(rules, place)?;
        Ok(match parse(&source) {
            Ok((root, whole, twice)) => {
                let has_rows = matches!(ending, "csv" | "tsv");
                Some(FactFile { source: Rc::new(source), root, whole, twice, has_rows })
            }
            Err(problem) => {
                problems.push(*problem);
                self.broken.borrow_mut().push(source);
                None
            }
        })
    }
}

/// Whether a file holds several tables, which are read as rows: a workbook or a database.
pub fn holds_tables(path: &Path) -> bool {
    const ENDINGS: &[&str] = &["db", "ods", "sqlite", "sqlite3", "xlsx"];
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ENDINGS.contains(&ending)
}

/// What a file of facts holds, by the ending of its path: tables, lists and texts with their places; the rows of a CSV
/// file are a list of tables. None for another ending.
pub fn parse(source: &SourceFile) -> Option<Result<Spanned<DeValue<'static>>, Box<Problem>>> {
    let ending = Path::new(&*source.path).extension().and_then(|ending| ending.to_str());
    let parse = match ending.unwrap_or_default() {
        "toml" => toml::parse,
        "json" => json::parse,
        "yaml" | "yml" => yaml::parse,
        "csv" => rows::parse_commas,
        "tsv" => rows::parse_tabs,
        _ => return None,
    };
    Some(parse(source).map(|(_, whole, _)| whole))
}

type Parsed = Result<(Value, Value, Vec<Twice>), Box<Problem>>;

fn report_unreadable(
    table: &Table<'_>,
    problems: &Problems,
    (key, reference): (&str, &Placed<String>),
    place: &Path,
    why: String,
) {
    let message = format!("`{key}` of {} cannot be read", table.what());
    let mut problem = table.file().problem(reference.span(), message, why);
    problem.notes.push(format!("looked for {}", place.display()));
    problems.push(problem);
}

/// A path as reports show it.
fn shown(place: &Path) -> String {
    place.to_string_lossy().replace('\\', "/")
}

/// A scalar without the signs that only part its digits: "33_554_432".
fn bare(text: &str) -> String {
    let is_number = text.starts_with(|sign: char| sign.is_ascii_digit() || "+-".contains(sign))
        && text.bytes().all(|sign| sign.is_ascii_digit() || b"+-._eE".contains(&sign));
    if is_number { text.replace('_', "") } else { text.to_owned() }
}

/// A few keys, for a note.
fn listed(keys: &[&str]) -> String {
    /// More are only counted.
    const MOST: usize = 12;
    let shown = keys.iter().take(MOST).copied().collect::<Vec<_>>().join(", ");
    let more = keys.len().saturating_sub(MOST);
    if more > 0 {
        format!("keys there: {shown} and {more} more")
    } else {
        format!("keys there: {shown}")
    }
}

/// The keys of a path: parted by points, in quotation marks where they hold some.
fn keys(path: &str, about: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut quoted = false;
    for character in path.chars() {
        match character {
            '"' => quoted = !quoted,
            '.' if !quoted => found.push(String::new()),
            other => found.last_mut().into_iter().for_each(|key| key.push(other)),
        }
    }
    found.retain(|key| !key.is_empty());
    found.iter().map(|key| key.replace("{about}", about)).collect()
}

/// A path without `.` and with `..` taken back where possible.
fn plain(path: &Path) -> PathBuf {
    let mut found = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if found.file_name().is_some() => {
                found.pop();
            }
            other => found.push(other),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a reference leads to in a file, or the first problem.
    fn read(file: &str, text: &str, reference: &str) -> Result<String, String> {
        let rules = SourceFile::new(Origin::Rule, "rules/r.toml".to_owned(), String::new());
        let problems = Problems::default();
        let table = Table::parse(&rules, &problems, "a rule file");
        let wanted = Path::new("rules").join(file);
        let load = |path: &Path| {
            if path == wanted { Ok(text.to_owned()) } else { Err("is not there".to_owned()) }
        };
        let files = FactFiles::new(&load);
        let reference = Spanned::new(0..0, reference.to_owned());
        match files.find(&table, &problems, &reference, "free") {
            Some(fact) => match fact.value.get_ref() {
                DeValue::String(words) => {
                    assert!(text[fact.value.span()].replace('_', "").contains(&**words));
                    Ok(words.to_string())
                }
                other => Ok(other.type_str().to_owned()),
            },
            None => {
                let problem = problems.into_vec().remove(0);
                Err(format!("{}: {}", problem.message, problem.primary.message))
            }
        }
    }

    #[test]
    fn facts_of_three_formats() {
        let toml = "[free]\nrpm = 1_600\nnames = [\"a\", \"b\"]\n";
        assert_eq!(read("l.toml", toml, "l.toml#{about}.names.1").as_deref(), Ok("b"));
        let json = r#"{ "free": { "rpm": 60, "note": null } }"#;
        assert_eq!(read("l.json", json, "./l.json#free.rpm").as_deref(), Ok("60"));
        let csv = "plan,rpm,note\nfree,60,\n\"pro, plus\",600,x\nfree,70,\n";
        assert_eq!(read("l.csv", csv, "l.csv#\"pro, plus\".rpm").as_deref(), Ok("600"));
        assert_eq!(read("l.csv", csv, "l.csv#free").as_deref(), Ok("array"));
        assert_eq!(read("l.csv", csv, "l.csv").as_deref(), Ok("array"));
        assert_eq!(read("l.csv", csv, "l.csv#free.1.rpm").as_deref(), Ok("70"));
    }

    #[test]
    fn yaml_with_anchors_and_documents() {
        let yaml = "base: &base\n  rpm: 1_600   # per minute\n  \"burst\": \"\u{e9} 20\"\nfree:\n  <<: *base\n  \
                    names: [a, b]\npro: { rpm: ~, like: *base, on: true }\n";
        let one = |reference| read("l.yaml", yaml, reference);
        assert_eq!(one("l.yaml#base.rpm"), Ok("1600".to_owned()));
        assert_eq!(one("l.yaml#{about}.rpm"), Ok("1600".to_owned()));
        assert_eq!(one("l.yaml#free.burst"), Ok("\u{e9} 20".to_owned()));
        assert_eq!(one("l.yaml#free.names.1"), Ok("b".to_owned()));
        assert_eq!(one("l.yaml#pro.like.rpm"), Ok("1600".to_owned()));
        assert_eq!(one("l.yaml#pro.on"), Ok("boolean".to_owned()));
        assert!(one("l.yaml#pro.rpm").is_err_and(|told| told.contains("has no `rpm`")));
        let several = "---\nkind: a\nseats: 3\n---\n---\nkind: b\nseats: 4\n...\n";
        assert_eq!(read("l.yml", several, "l.yml#1.seats").as_deref(), Ok("4"));
        let told = read("l.yml", several, "l.yml#seats").err().unwrap_or_default();
        assert!(told.contains("has no `seats`"), "{told}");
        let told = read("l.yml", "a: 1\na: 2\n", "l.yml#a").err().unwrap_or_default();
        assert!(told.contains("gives `a` twice"), "{told}");
    }

    #[test]
    fn hostile_yaml_is_refused() {
        let told = |text: &str| read("l.yaml", text, "l.yaml#a").err().unwrap_or_default();
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let below = format!("*a{}, ", level - 1).repeat(10);
            bomb.push_str(&format!("a{level}: &a{level} [{}]\n", below.trim_end_matches(", ")));
        }
        assert!(told(&bomb).contains("aliases stand for more than"));
        assert!(told(&"[".repeat(5_000)).contains("cannot be read as YAML"));
        assert!(told(&"- ".repeat(5_000)).contains("nested"));
        assert!(told("a: &a [*a]\n").contains("a part of"));
        assert!(told("a: [1, 2\nb: 3\n").contains("YAML"));
        assert!(told("a: *nobody\n").contains("YAML"));
        assert!(told("").contains("is not there"));
        assert!(told("? [1, 2]\n: 3\n? {x: y}\n: 4\n").contains("is not there"));
    }

    #[test]
    fn what_is_wrong_is_told() {
        let told = |file, text, reference| read(file, text, reference).err().unwrap_or_default();
        assert!(
            told("l.toml", "[free]\nrpm = 1", "l.toml#fre.rpm").contains("did you mean `free`?")
        );
        assert!(told("l.toml", "free = ", "l.toml#free").contains("not valid TOML"));
        assert!(told("l.json", "{\"a\": }", "l.json#a").contains("not valid JSON"));
        assert!(told("l.csv", "a,b\n1\n", "l.csv#1.b").contains("1 fields"));
        assert!(told("l.toml", "", "m.toml#a").contains("is not there"));
        assert!(told("l.ini", "", "l.ini#a").contains("neither"));
    }

    #[test]
    fn what_is_given_twice_is_told_where_it_matters() {
        let told = |file, text, reference| read(file, text, reference).err().unwrap_or_default();
        let json =
            r#"{ "free": { "rpm": 60, "rpm": 70 }, "pro": { "rpm": 600 }, "old": 1, "old": 1 }"#;
        assert!(told("l.json", json, "l.json#free.rpm").contains("gives `rpm` twice"));
        assert!(told("l.json", json, "l.json#free").contains("gives `rpm` twice"));
        assert!(told("l.json", json, "l.json#old").contains("gives `old` twice"));
        assert_eq!(read("l.json", json, "l.json#pro.rpm").as_deref(), Ok("600"));
        let csv = "plan,rpm,rpm,note,,\nfree,60,70,x,,\npro,600,600,y,,\npro,700,700,z,,\n";
        assert!(told("l.csv", csv, "l.csv#free.rpm").contains("gives `rpm` twice"));
        assert!(told("l.csv", csv, "l.csv").contains("gives `rpm` twice"));
        assert_eq!(read("l.csv", csv, "l.csv#free.note").as_deref(), Ok("x"));
        assert!(told("l.csv", csv, "l.csv#pro.note").contains("2 rows"));
    }
}
