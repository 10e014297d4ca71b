//! Facts that a team keeps in files of its own: TOML, JSON or CSV. A rule names one with
//! `expect-from = "limits.toml#free.rpm"`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

use jsonc_parser::ast::Value as Json;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::source::SourceFile;
use super::table::{Placed, Problems, Table, did_you_mean};
use crate::finding::{Origin, Problem};

/// A value of a fact file, with its place.
type Value = Spanned<DeValue<'static>>;

/// Reads the text of a file, given its path as reports show it; an error is why it cannot be read.
pub type ReadText<'r> = &'r dyn Fn(&Path) -> Result<String, String>;

/// The fact files of a rule set, each read when a rule first names it.
pub struct FactFiles<'r> {
    read: ReadText<'r>,
    /// By path; none where the file cannot be used, which was reported.
    files: RefCell<BTreeMap<PathBuf, Option<Rc<FactFile>>>>,
    /// Files that cannot be used, for excerpts of what is wrong with them.
    broken: RefCell<Vec<SourceFile>>,
}

impl std::fmt::Debug for FactFiles<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("FactFiles").finish_non_exhaustive()
    }
}

/// A file of facts.
#[derive(Debug)]
struct FactFile {
    source: SourceFile,
    /// What a path leads into.
    root: Value,
    /// What stands for the whole file: the rows of a CSV file.
    whole: Value,
    /// Keys that stand in one place twice, each with another value perhaps.
    twice: Vec<Twice>,
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
    file: Rc<FactFile>,
    value: Value,
}

impl OutsideFact {
    /// The fact as the value of a key, so that it is read like one in the rule. Other keys beside it are the
    /// file's own affair.
    pub fn as_table<'t>(&'t self, rule: &'t Table<'_>, key: &str) -> Table<'t> {
        rule.with_value(&self.file.source, key, self.value.clone())
    }
}

impl<'r> FactFiles<'r> {
    /// No file yet.
    pub fn new(read: ReadText<'r>) -> Self {
        Self { read, files: RefCell::default(), broken: RefCell::default() }
    }

    /// The files that were read, for excerpts.
    pub fn into_sources(self) -> Vec<SourceFile> {
        let files = self.files.into_inner().into_values().flatten();
        files.map(|file| file.source.clone()).chain(self.broken.into_inner()).collect()
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
        let report = |message: String, label: String, note: Option<String>| {
            let mut problem = table.file().problem(reference.span(), message, label);
            problem.notes.extend(note);
            problems.push(problem);
        };
        let what = table.what();
        if table.file().origin == Origin::Pack {
            report(format!("{what} names a file"), "packs have none".to_owned(), None);
            return None;
        }
        let (name, path) = match reference.get_ref().split_once('#') {
            Some((name, path)) => (name, keys(path, about)),
            None => (reference.get_ref().as_str(), Vec::new()),
        };
        let folder = Path::new(&*table.file().path).parent().unwrap_or(Path::new(""));
        let place = plain(&folder.join(name));
        let known = self.files.borrow().get(&place).cloned();
        let file = match known {
            Some(file) => file?,
            None => {
                let file = match self.load(&place, problems) {
                    Ok(file) => file.map(Rc::new),
                    Err(message) => {
                        let note = format!("looked for {}", place.display());
                        report(
                            format!("`expect-from` of {what} cannot be read"),
                            message,
                            Some(note),
                        );
                        None
                    }
                };
                self.files.borrow_mut().insert(place, file.clone());
                file?
            }
        };
        let mut value = if path.is_empty() { &file.whole } else { &file.root };
        let is_csv = file.source.path.ends_with(".csv");
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
                if let (true, DeValue::Array(items)) = (is_csv, value.get_ref()) {
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
        Some(OutsideFact { file, value })
    }

    /// Reads and parses a file. An error is why it cannot be read; a mistake inside is reported at its place,
    /// and there is no file.
    fn load(&self, place: &Path, problems: &Problems) -> Result<Option<FactFile>, String> {
        let ending = place.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let parse = match ending {
            "toml" => parse_toml,
            "json" => parse_json,
            "csv" => parse_csv,
            _ => return Err("is neither a .toml, a .json nor a .csv file".to_owned()),
        };
        let text = (self.read)(place)?;
        let shown = place.to_string_lossy().replace('\\', "/");
        let source = SourceFile::new(Origin::Fact, shown, text);
        Ok(match parse(&source) {
            Ok((root, whole, twice)) => Some(FactFile { source, root, whole, twice }),
            Err(problem) => {
                problems.push(*problem);
                self.broken.borrow_mut().push(source);
                None
            }
        })
    }
}

type Parsed = Result<(Value, Value, Vec<Twice>), Box<Problem>>;

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

fn parse_toml(source: &SourceFile) -> Parsed {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    if let Some(error) = errors.first() {
        let range = error.span().unwrap_or(0..0);
        let message = format!("{} is not valid TOML", source.path);
        return Err(Box::new(source.problem(range, message, error.message())));
    }
    let span = table.span();
    let root = owned(source, &Spanned::new(span, DeValue::Table(table.into_inner())));
    // TOML itself refuses a key that is given twice.
    Ok((root.clone(), root, Vec::new()))
}

/// A TOML value that borrows nothing. Numbers become text, as they are written.
fn owned(source: &SourceFile, value: &Spanned<DeValue<'_>>) -> Value {
    let span = value.span();
    let converted = match value.get_ref() {
        DeValue::String(text) => DeValue::String(text.to_string().into()),
        DeValue::Integer(_) | DeValue::Float(_) => {
            DeValue::String(source.text[span.clone()].replace('_', "").into())
        }
        DeValue::Boolean(flag) => DeValue::Boolean(*flag),
        DeValue::Datetime(time) => DeValue::Datetime(*time),
        DeValue::Array(items) => {
            let mut list = DeArray::new();
            items.iter().for_each(|item| list.push(owned(source, item)));
            DeValue::Array(list)
        }
        DeValue::Table(entries) => {
            let mut table = DeTable::new();
            for (key, value) in entries {
                let key = Spanned::new(key.span(), key.get_ref().to_string().into());
                table.insert(key, owned(source, value));
            }
            DeValue::Table(table)
        }
    };
    Spanned::new(span, converted)
}

fn parse_json(source: &SourceFile) -> Parsed {
    let options = jsonc_parser::ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let invalid = |range: Range<usize>, label: String| {
        let message = format!("{} is not valid JSON", source.path);
        Box::new(source.problem(range, message, label))
    };
    match jsonc_parser::parse_to_ast(&source.text, &Default::default(), &options) {
        Ok(parsed) => {
            let value = parsed.value.ok_or_else(|| invalid(0..0, "is empty".to_owned()))?;
            let mut twice = Vec::new();
            let root = from_json(&value, &mut twice)
                .unwrap_or_else(|| Spanned::new(0..0, DeValue::Table(DeTable::new())));
            Ok((root.clone(), root, twice))
        }
        Err(error) => {
            let range = error.range();
            Err(invalid(range.start..range.end, error.kind().to_string().to_lowercase()))
        }
    }
}

/// A JSON value in TOML's terms; none for null.
fn from_json(value: &Json<'_>, twice: &mut Vec<Twice>) -> Option<Value> {
    let range = |range: jsonc_parser::common::Range| range.start..range.end;
    Some(match value {
        Json::StringLit(text) => {
            Spanned::new(range(text.range), DeValue::String(text.value.to_string().into()))
        }
        Json::NumberLit(number) => {
            Spanned::new(range(number.range), DeValue::String(number.value.to_owned().into()))
        }
        Json::BooleanLit(flag) => Spanned::new(range(flag.range), DeValue::Boolean(flag.value)),
        Json::NullKeyword(_) => return None,
        Json::Array(items) => {
            let mut list = DeArray::new();
            for item in &items.elements {
                from_json(item, twice).into_iter().for_each(|item| list.push(item));
            }
            Spanned::new(range(items.range), DeValue::Array(list))
        }
        Json::Object(object) => {
            let mut table = DeTable::new();
            let mut seen: BTreeMap<&str, Range<usize>> = BTreeMap::new();
            for entry in &object.properties {
                let place = range(entry.range);
                if let Some(first) = seen.insert(entry.name.as_str(), place.clone()) {
                    let key = entry.name.as_str().to_owned();
                    twice.push(Twice { within: range(object.range), key, first, again: place });
                }
                if let Some(value) = from_json(&entry.value, twice) {
                    let key = entry.name.as_str().to_owned();
                    table.insert(Spanned::new(range(entry.range), key.into()), value);
                }
            }
            Spanned::new(range(object.range), DeValue::Table(table))
        }
    })
}

/// The rows of a CSV file with a header: by the value of their first column, and as a list. Several rows
/// with one key are a list. Empty cells are left out.
fn parse_csv(source: &SourceFile) -> Parsed {
    let mut reader =
        csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(source.text.as_bytes());
    let invalid = |error: csv::Error| {
        let at = error.position().map_or(0, |position| position.byte() as usize);
        let label = match error.kind() {
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                format!("{len} fields, but the first row has {expected_len}")
            }
            _ => error.to_string(),
        };
        let end = source.text[at..].find('\n').map_or(source.text.len(), |length| at + length);
        let message = format!("{} is not valid CSV", source.path);
        Box::new(source.problem(at..end, message, label))
    };
    let headers = reader.headers().map_err(invalid)?.clone();
    let whole = 0..source.text.len();
    let mut twice = Vec::new();
    let mut columns: BTreeMap<&str, Range<usize>> = BTreeMap::new();
    let mut at = 0;
    for column in headers.iter().filter(|column| !column.is_empty()) {
        let start = source.text[at..].find(column).map_or(at, |offset| at + offset);
        at = (start + column.len()).min(source.text.len());
        if let Some(first) = columns.insert(column, start..at) {
            twice.push(Twice {
                within: whole.clone(),
                key: column.to_owned(),
                first,
                again: start..at,
            });
        }
    }
    let (mut by_key, mut rows) = (DeTable::new(), DeArray::new());
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(invalid)? {
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let end = (reader.position().byte() as usize).min(source.text.len());
        let end = start + source.text[start..end].trim_end().len();
        let mut cursor = start;
        let mut row = DeTable::new();
        for (column, cell) in headers.iter().zip(record.iter()) {
            if cell.is_empty() {
                continue;
            }
            // A cell with quotation marks inside is written in another way than it reads.
            let place = source
                .text
                .get(cursor..end)
                .and_then(|rest| rest.find(cell))
                .map_or(start..end, |at| cursor + at..cursor + at + cell.len());
            if place.end < end {
                cursor = place.end;
            }
            let value = Spanned::new(place, DeValue::String(cell.to_owned().into()));
            row.insert(Spanned::new(start..start, column.to_owned().into()), value);
        }
        let row = Spanned::new(start..end, DeValue::Table(row));
        rows.push(row.clone());
        let Some(key) = record.get(0).filter(|key| !key.is_empty()) else { continue };
        let key = Spanned::new(start..start, key.to_owned().into());
        let merged = match by_key.remove(&key) {
            None => row,
            Some(known) => {
                let span = known.span().start..end;
                let mut list = match known.into_inner() {
                    DeValue::Array(list) => list,
                    other => {
                        let mut list = DeArray::new();
                        list.push(Spanned::new(span.clone(), other));
                        list
                    }
                };
                list.push(row);
                Spanned::new(span, DeValue::Array(list))
            }
        };
        by_key.insert(key, merged);
    }
    Ok((
        Spanned::new(whole.clone(), DeValue::Table(by_key)),
        Spanned::new(whole, DeValue::Array(rows)),
        twice,
    ))
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
                    assert!(text[fact.value.span()].contains(&**words));
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
    fn what_is_wrong_is_told() {
        let told = |file, text, reference| read(file, text, reference).err().unwrap_or_default();
        assert!(
            told("l.toml", "[free]\nrpm = 1", "l.toml#fre.rpm").contains("did you mean `free`?")
        );
        assert!(told("l.toml", "free = ", "l.toml#free").contains("not valid TOML"));
        assert!(told("l.json", "{\"a\": }", "l.json#a").contains("not valid JSON"));
        assert!(told("l.csv", "a,b\n1\n", "l.csv#1.b").contains("1 fields"));
        assert!(told("l.toml", "", "m.toml#a").contains("is not there"));
        assert!(told("l.yaml", "", "l.yaml#a").contains("neither"));
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
