//! The rows of a table that a team keeps: one rule is made for each.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use ::toml::Spanned;
use ::toml::de::{DeArray, DeTable, DeValue};

use super::{OutsideFact, SourceFile, Value};

/// The rows that one rule is about.
#[derive(Debug)]
pub struct Rows {
    source: Rc<SourceFile>,
    /// In the order of the file.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug)]
pub struct Row {
    source: Rc<SourceFile>,
    /// What it is called: its key, or its first column.
    pub key: String,
    value: Value,
}

/// Why a placeholder gets nothing from a row.
#[derive(Debug, PartialEq, Eq)]
pub struct NoColumn {
    /// The column.
    pub column: String,
    /// Where the placeholder stands in the rule file.
    pub place: Range<usize>,
}

/// Columns that name a row of a list, the first that is there.
const NAMING: &[&str] = &["key", "id", "name"];

/// Placeholders of `message` that speak of a finding.
const OF_FINDINGS: &[&str] = &["found", "expect", "subject", "title"];

impl Rows {
    /// The rows of a value. An error is what it is instead.
    pub(super) fn of(source: Rc<SourceFile>, value: Value) -> Result<Self, &'static str> {
        let mut rows: Vec<Row> = match value.into_inner() {
            DeValue::Table(entries) => {
                let rows = entries.into_iter().map(|(key, value)| {
                    let source = Rc::clone(&source);
                    Row { source, key: key.into_inner().into_owned(), value }
                });
                rows.collect()
            }
            DeValue::Array(items) => {
                let has_lines = [".csv", ".tsv"].iter().any(|end| source.path.ends_with(end));
                let rows = items.into_iter().enumerate().map(|(at, value)| {
                    let key = key_of(&value, has_lines).unwrap_or_else(|| at.to_string());
                    Row { source: Rc::clone(&source), key, value }
                });
                rows.collect()
            }
            _ => return Err("this is a single value"),
        };
        if rows.is_empty() {
            return Err("it is empty");
        }
        rows.sort_by_key(|row| row.value.span().start);
        Ok(Self { source, rows })
    }

    /// The path of their file.
    pub fn path(&self) -> &str {
        &self.source.path
    }

    /// All columns that any row has.
    pub fn columns(&self) -> BTreeSet<&str> {
        let tables = self.rows.iter().filter_map(|row| row.value.get_ref().as_table());
        let mut columns: BTreeSet<&str> =
            tables.flat_map(|table| table.keys().map(|key| key.get_ref().as_ref())).collect();
        if self.rows.iter().any(|row| !row.value.get_ref().is_table()) {
            columns.insert("value");
        }
        columns.insert("key");
        columns
    }

    /// Whether any row has a column.
    pub fn have(&self, column: &str) -> bool {
        self.rows.iter().any(|row| row.column(column).is_some())
    }
}

/// What names a row of a list.
fn key_of(row: &Value, has_lines: bool) -> Option<String> {
    let text = |value: &Value| texts(value).and_then(|mut texts| texts.pop());
    let Some(columns) = row.get_ref().as_table() else { return text(row) };
    if has_lines {
        return columns.values().min_by_key(|cell| cell.span().start).and_then(text);
    }
    let named = |name: &&str| columns.iter().find(|(key, _)| key.get_ref() == name);
    NAMING.iter().find_map(named).and_then(|(_, value)| text(value))
}

/// The texts that a value is, one or a list; none for a table.
fn texts(value: &Value) -> Option<Vec<String>> {
    match value.get_ref() {
        DeValue::String(text) => Some(vec![text.to_string()]),
        DeValue::Boolean(flag) => Some(vec![flag.to_string()]),
        DeValue::Datetime(time) => Some(vec![time.to_string()]),
        DeValue::Array(items) => {
            let lists: Option<Vec<Vec<String>>> = items.iter().map(texts).collect();
            lists.map(|lists| lists.concat())
        }
        _ => None,
    }
}

/// What a column holds.
enum Cell<'r> {
    Key(&'r str),
    Value(&'r Value),
}

impl Row {
    /// The file, and where the row stands in it.
    pub fn place(&self) -> (&SourceFile, Range<usize>) {
        (&self.source, self.value.span())
    }

    /// The value of a column; points lead into tables.
    fn column(&self, name: &str) -> Option<Cell<'_>> {
        let mut value = &self.value;
        let mut is_there = true;
        for key in name.split('.') {
            let found = value
                .get_ref()
                .as_table()
                .and_then(|table| table.iter().find(|(known, _)| known.get_ref() == key));
            match found {
                Some((_, found)) => value = found,
                None => is_there = false,
            }
        }
        match name {
            _ if is_there => Some(Cell::Value(value)),
            "key" | "name" => Some(Cell::Key(&self.key)),
            "value" if !self.value.get_ref().is_table() => Some(Cell::Value(&self.value)),
            _ => None,
        }
    }

    /// The fact that a text which is one placeholder stands for. An error names a column that the row lacks.
    pub fn fact(&self, template: &Spanned<DeValue<'_>>) -> Option<Result<OutsideFact, NoColumn>> {
        let column = only_placeholder(template.get_ref().as_str()?)?;
        let lacking = || NoColumn { column: column.to_owned(), place: template.span() };
        Some(match self.column(column) {
            Some(Cell::Value(value)) => {
                Ok(OutsideFact { source: Rc::clone(&self.source), value: value.clone() })
            }
            Some(Cell::Key(key)) => {
                let value = DeValue::String(key.to_owned().into());
                let value = Spanned::new(self.value.span(), value);
                Ok(OutsideFact { source: Rc::clone(&self.source), value })
            }
            None => Err(lacking()),
        })
    }

    /// A value of a rule with what the row has for its placeholders.
    ///
    /// # Errors
    /// Where a placeholder names a column that the row lacks.
    pub fn filled<'f>(
        &self,
        key: &str,
        template: &Spanned<DeValue<'f>>,
    ) -> Result<Spanned<DeValue<'f>>, NoColumn> {
        let span = template.span();
        let filled = match template.get_ref() {
            DeValue::String(text) => {
                let mut texts = self.texts(key, text, &span)?;
                match (texts.pop(), texts.is_empty()) {
                    (Some(text), true) => DeValue::String(text.into()),
                    (last, _) => {
                        let mut list = DeArray::new();
                        for text in texts.into_iter().chain(last) {
                            list.push(Spanned::new(span.clone(), DeValue::String(text.into())));
                        }
                        DeValue::Array(list)
                    }
                }
            }
            DeValue::Array(items) => {
                let mut list = DeArray::new();
                for item in items.iter() {
                    let item = self.filled(key, item)?;
                    let is_spread = item.get_ref().is_array()
                        && template.get_ref().as_array().is_some_and(|items| {
                            items
                                .iter()
                                .any(|one| one.span() == item.span() && one.get_ref().is_str())
                        });
                    match item.into_inner() {
                        DeValue::Array(more) if is_spread => {
                            more.into_iter().for_each(|one| list.push(one));
                        }
                        other => list.push(Spanned::new(span.clone(), other)),
                    }
                }
                DeValue::Array(list)
            }
            DeValue::Table(entries) => {
                let mut table = DeTable::new();
                for (name, value) in entries {
                    table.insert(name.clone(), self.filled(name.get_ref(), value)?);
                }
                DeValue::Table(table)
            }
            other => other.clone(),
        };
        Ok(Spanned::new(span, filled))
    }

    /// A text with its placeholders filled in; several where it is one placeholder of a list.
    fn texts(
        &self,
        key: &str,
        template: &str,
        place: &Range<usize>,
    ) -> Result<Vec<String>, NoColumn> {
        if !template.contains('{') {
            return Ok(vec![template.to_owned()]);
        }
        let lacking = |column: &str| NoColumn { column: column.to_owned(), place: place.clone() };
        let of_column = |column: &str| match self.column(column) {
            Some(Cell::Key(key)) => Ok(vec![key.to_owned()]),
            Some(Cell::Value(value)) => texts(value).ok_or_else(|| lacking(column)),
            None => Err(lacking(column)),
        };
        if key != "message"
            && let Some(column) = only_placeholder(template)
        {
            return of_column(column);
        }
        let is_expression = matches!(key, "capture" | "pattern")
            || (template.len() > 1 && template.starts_with('/') && template.ends_with('/'));
        let mut filled = String::new();
        let mut rest = template;
        while let Some(at) = rest.find('{') {
            let (before, from) = rest.split_at(at);
            filled.push_str(before);
            let is_class = is_expression
                && ["\\p", "\\P", "\\x", "\\u"].iter().any(|class| before.ends_with(class));
            match placeholder(from) {
                Some(column)
                    if !(is_class || (key == "message" && OF_FINDINGS.contains(&column))) =>
                {
                    let text: Cow<'_, str> = of_column(column)?.join(", ").into();
                    filled.push_str(&if is_expression {
                        regex::escape(&text).into()
                    } else {
                        text
                    });
                    rest = &from[column.len() + 2..];
                }
                _ => {
                    filled.push('{');
                    rest = &from[1..];
                }
            }
        }
        filled.push_str(rest);
        Ok(vec![filled])
    }
}

/// The column that a text begins with in braces: `{seats}`.
fn placeholder(text: &str) -> Option<&str> {
    let (column, _) = text.strip_prefix('{')?.split_once('}')?;
    let is_inside = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '-' | '.' | ' ');
    let is_column = column.starts_with(|sign: char| sign.is_alphabetic() || sign == '_');
    (is_column && column.chars().all(is_inside)).then_some(column)
}

/// The column of a text that is nothing but one placeholder.
fn only_placeholder(text: &str) -> Option<&str> {
    placeholder(text).filter(|column| column.len() + 2 == text.len())
}
