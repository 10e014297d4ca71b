//! Reading TOML tables key by key, so that every mistake is reported at its place, all at once.
//!
//! `serde` stops at the first mistake and loses places under `tag` and `flatten`; here each key is
//! asked for by name and type, and what nobody asked for is an unknown key.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use smol_str::SmolStr;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::fact_file::{NoColumn, OutsideFact, Row};
use super::key;
use super::phrase::Pattern;
use super::problems::Problems;
use super::source::SourceFile;
use crate::sequence;
use factlint_language::date;
use factlint_language::span::ProseSpan;

/// A value and where it stands in its file.
pub type Placed<T> = Spanned<T>;

/// A TOML table that is being read.
#[derive(Debug)]
pub struct Table<'f> {
    file: &'f SourceFile,
    problems: &'f Problems,
    /// How messages call it: "rule `tomahawk-range`".
    what: String,
    span: Range<usize>,
    entries: BTreeMap<String, (Range<usize>, Spanned<DeValue<'f>>)>,
    known: Vec<&'static str>,
    /// Whether keys that nobody asks for are somebody else's.
    is_shared: bool,
    /// Whether the file is not valid TOML, so that keys may be missing that are written there.
    is_broken: bool,
    /// Keys that stand there for others, and have been told.
    told: RefCell<Vec<String>>,
    /// By key: facts that stand in the row which the table is filled from.
    from_row: BTreeMap<String, OutsideFact>,
}

impl<'f> Table<'f> {
    /// The whole file; syntax errors become problems, and what could be read is still there.
    pub fn parse(file: &'f SourceFile, problems: &'f Problems, what: &str) -> Self {
        let (table, errors) = DeTable::parse_recoverable(&file.text);
        let is_broken = !errors.is_empty();
        for error in errors {
            let range = error.span().unwrap_or(0..0);
            problems.push(file.problem(
                range,
                format!("{} is not valid TOML", file.path),
                error.message(),
            ));
        }
        let span = table.span();
        let whole = Self::new(file, problems, what, span, table.into_inner());
        Self { is_broken, ..whole }
    }

    fn new(
        file: &'f SourceFile,
        problems: &'f Problems,
        what: &str,
        span: Range<usize>,
        table: DeTable<'f>,
    ) -> Self {
        let entries = table
            .into_iter()
            .map(|(key, value)| {
                let place = key.span();
                (key.into_inner().into_owned(), (place, value))
            })
            .collect();
        Self::holding(file, problems, what, span, entries)
    }

    fn holding(
        file: &'f SourceFile,
        problems: &'f Problems,
        what: &str,
        span: Range<usize>,
        entries: BTreeMap<String, (Range<usize>, Spanned<DeValue<'f>>)>,
    ) -> Self {
        Self {
            file,
            problems,
            what: what.to_owned(),
            span,
            entries,
            known: Vec::new(),
            is_shared: false,
            is_broken: false,
            told: RefCell::default(),
            from_row: BTreeMap::new(),
        }
    }

    /// This table with what a row has for its placeholders. What stands under one of `facts` and is nothing but a
    /// placeholder is a fact in the row's file.
    ///
    /// # Errors
    /// Where a placeholder names a column that the row lacks, and whether it is a fact's.
    pub fn filled_from(&self, row: &Row, facts: &[&str]) -> Result<Self, (NoColumn, bool)> {
        let mut entries = BTreeMap::new();
        let mut from_row = BTreeMap::new();
        for (key, (place, value)) in &self.entries {
            if facts.contains(&key.as_str())
                && let Some(fact) = row.fact(value)
            {
                from_row.insert(key.clone(), fact.map_err(|lost| (lost, true))?);
                continue;
            }
            let filled = row.filled(key, value).map_err(|lost| (lost, false))?;
            entries.insert(key.clone(), (place.clone(), filled));
        }
        let filled =
            Self::holding(self.file, self.problems, &self.what, self.span.clone(), entries);
        Ok(Self { from_row, known: self.known.clone(), ..filled })
    }

    /// The fact under a key, where it stands in the row that the table is filled from.
    pub fn fact_from_row(&mut self, key: &'static str) -> Option<OutsideFact> {
        let fact = self.from_row.remove(key)?;
        self.known.push(key);
        Some(fact)
    }

    /// Adds the key of a row to the id of its rule: "plan-seats/free".
    pub fn suffix_id(&mut self, row: &str) {
        if let Some((_, value)) = self.entries.get_mut("id")
            && let Some(id) = value.get_ref().as_str()
        {
            let id = format!("{id}/{row}");
            *value = Spanned::new(value.span(), DeValue::String(id.into()));
        }
    }

    /// Makes a list of the one string that a key holds.
    pub fn listed(&mut self, key: &str) {
        if let Some((_, value)) = self.entries.get_mut(key)
            && value.get_ref().is_str()
        {
            let span = value.span();
            let mut list = DeArray::new();
            list.push(value.clone());
            *value = Spanned::new(span, DeValue::Array(list));
        }
    }

    /// A table that reads like this one and holds one value of another file, which may hold more than anybody
    /// asks for.
    pub fn with_value<'t>(
        &'t self,
        file: &'t SourceFile,
        key: &str,
        value: Spanned<DeValue<'t>>,
    ) -> Table<'t> {
        let span = value.span();
        let entries = BTreeMap::from([(key.to_owned(), (span.clone(), value))]);
        let table = Table::holding(file, self.problems, &self.what, span, entries);
        Table { is_shared: true, ..table }
    }

    /// A table inside this one.
    fn inside(&self, what: &str, span: Range<usize>, table: DeTable<'f>) -> Self {
        let mut inside = Self::new(self.file, self.problems, what, span, table);
        inside.is_shared = self.is_shared;
        inside
    }

    /// The problems of the file, for what is read on behalf of this table.
    pub fn problems(&self) -> &'f Problems {
        self.problems
    }

    /// Where the table stands: its header, or an inline table with its braces.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Whether the file is not valid TOML.
    pub fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// Whether there is nothing in it that nobody has asked for.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// A hash of what the table says: its keys and values, whatever their order, layout and place in the file.
    pub fn digest(&self) -> u64 {
        let mut text = String::new();
        for (key, (_, value)) in &self.entries {
            text.push_str(key);
            write_value(&mut text, value.get_ref());
        }
        xxhash_rust::xxh3::xxh3_64(text.as_bytes())
    }

    /// The file.
    pub fn file(&self) -> &'f SourceFile {
        self.file
    }

    /// How messages call the table.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// Gives the table a better name for messages.
    pub fn rename(&mut self, what: String) {
        self.what = what;
    }

    /// Reports a problem at a place of the file.
    pub fn problem(
        &self,
        range: Range<usize>,
        message: impl Into<String>,
        label: impl Into<SmolStr>,
    ) {
        self.problems.push(self.file.problem(range, message, label));
    }

    /// Reports a problem with a note.
    pub fn problem_with_note(
        &self,
        range: Range<usize>,
        message: impl Into<String>,
        label: impl Into<SmolStr>,
        note: impl Into<String>,
    ) {
        let mut problem = self.file.problem(range, message, label);
        problem.notes.push(note.into());
        self.problems.push(problem);
    }

    /// Reports that a key must be there.
    pub fn missing(&self, key: &str, example: &str) {
        if let Some((guess, (place, _))) =
            self.entries.iter().find(|(guess, _)| key::meant_keys(guess).contains(&key))
        {
            self.told.borrow_mut().push(guess.clone());
            self.problem_with_note(
                place.clone(),
                format!("{} has no key `{guess}`", self.what),
                format!("write `{key}`"),
                format!("for example: {example}"),
            );
            return;
        }
        self.problem_with_note(
            self.span(),
            format!("{} has no `{key}`", self.what),
            format!("`{key}` is missing here"),
            format!("for example: {example}"),
        );
    }

    /// Reports a key that stands there and belongs elsewhere: `label` says where.
    pub fn misplaced(&self, key: &str, label: &str) {
        let Some(place) = self.place_of(key) else { return };
        self.told.borrow_mut().push(key.to_owned());
        self.problem(place, format!("{} has no key `{key}`", self.what), label);
    }

    /// Problems so far, in all tables of the file.
    pub fn problem_count(&self) -> usize {
        self.problems.count()
    }

    /// Where a key stands that has not been taken yet.
    pub fn place_of(&self, key: &str) -> Option<Range<usize>> {
        self.entries.get(key).map(|(place, _)| place.clone())
    }

    /// The string that a key holds, without taking it.
    pub fn text_of(&self, key: &str) -> Option<&str> {
        self.entries.get(key).and_then(|(_, value)| value.get_ref().as_str())
    }

    /// The strings that a key holds, one or a list, without taking them.
    pub fn texts_of(&self, key: &str) -> Vec<&str> {
        let Some((_, value)) = self.entries.get(key) else { return Vec::new() };
        match value.get_ref() {
            DeValue::Array(items) => {
                items.iter().filter_map(|item| item.get_ref().as_str()).collect()
            }
            other => other.as_str().into_iter().collect(),
        }
    }

    fn take(&mut self, key: &'static str) -> Option<Spanned<DeValue<'f>>> {
        self.known.push(key);
        self.entries.remove(key).map(|(_, value)| value)
    }

    fn wrong_type(&self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str) {
        let mut problem = self.file.problem(
            value.span(),
            format!("`{key}` of {} must be {wanted}", self.what),
            format!("this is {}", article(value.get_ref().type_str())),
        );
        problem.notes.extend(instead(key, value.get_ref(), wanted));
        self.problems.push(problem);
    }

    /// A string.
    pub fn string(&mut self, key: &'static str) -> Option<Placed<String>> {
        let value = self.take(key)?;
        self.as_string(key, &value)
    }

    /// A string that must be there; `example` shows how.
    pub fn required_string(&mut self, key: &'static str, example: &str) -> Option<Placed<String>> {
        if self.place_of(key).is_none() {
            self.missing(key, example);
        }
        self.string(key)
    }

    fn as_string(&self, key: &str, value: &Spanned<DeValue<'f>>) -> Option<Placed<String>> {
        match value.get_ref().as_str() {
            Some(text) if text.trim().is_empty() => {
                self.problem(
                    value.span(),
                    format!("`{key}` of {} is empty", self.what),
                    "nothing here",
                );
                None
            }
            Some(text) => Some(Spanned::new(value.span(), text.to_owned())),
            None => {
                self.wrong_type(key, value, "a string");
                None
            }
        }
    }

    /// One string or a list of strings.
    pub fn strings(&mut self, key: &'static str) -> Option<Vec<Placed<String>>> {
        let value = self.take(key)?;
        if value.get_ref().is_str() {
            return self.as_string(key, &value).map(|one| vec![one]);
        }
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type(key, &value, "a string or a list of strings");
            return None;
        };
        if list.is_empty() {
            self.problem(
                value.span(),
                format!("`{key}` of {} is empty", self.what),
                "nothing here",
            );
        }
        Some(list.iter().filter_map(|item| self.as_string(key, item)).collect())
    }

    /// One string or a list of strings that must be there; `example` shows how.
    pub fn required_strings(
        &mut self,
        key: &'static str,
        example: &str,
    ) -> Option<Vec<Placed<String>>> {
        if self.place_of(key).is_none() {
            self.missing(key, example);
        }
        self.strings(key)
    }

    /// A string, a list of strings, or a list of such lists.
    pub fn string_lists(&mut self, key: &'static str) -> Option<Vec<Vec<Placed<String>>>> {
        self.known.push(key);
        let value = self.entries.get(key).map(|(_, value)| value)?;
        let nested = value
            .get_ref()
            .as_array()
            .is_some_and(|list| list.iter().any(|item| item.get_ref().is_array()));
        if !nested {
            return self.strings(key).map(|list| vec![list]);
        }
        let value = self.take(key)?;
        let lists = value.get_ref().as_array()?;
        let mut found = Vec::new();
        for item in lists.iter() {
            match item.get_ref().as_array() {
                Some(list) => {
                    if list.is_empty() {
                        let message = format!("`{key}` of {} holds an empty list", self.what);
                        self.problem(item.span(), message, "can never be met");
                    }
                    found.push(list.iter().filter_map(|text| self.as_string(key, text)).collect());
                }
                None => self.wrong_type(key, item, "a list of strings here, as its neighbours are"),
            }
        }
        Some(found)
    }

    /// Whether the key holds a list without entries; it then counts as read.
    pub fn is_empty_list(&mut self, key: &'static str) -> bool {
        let empty = self.entries.get(key).is_some_and(|(_, value)| {
            value.get_ref().as_array().is_some_and(|list| list.is_empty())
        });
        if empty {
            self.take(key);
        }
        empty
    }

    /// Whether the key holds a list of lists or of strings rather than one string.
    pub fn is_list(&self, key: &str) -> bool {
        self.entries.get(key).is_some_and(|(_, value)| value.get_ref().is_array())
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, key: &'static str) -> Option<Placed<bool>> {
        let value = self.take(key)?;
        let Some(flag) = value.get_ref().as_bool() else {
            self.wrong_type(key, &value, "true or false");
            return None;
        };
        Some(Spanned::new(value.span(), flag))
    }

    /// A number, whole or not.
    pub fn number(&mut self, key: &'static str) -> Option<Placed<f64>> {
        let value = self.take(key)?;
        let Some(number) = as_number(value.get_ref()) else {
            self.wrong_type(key, &value, "a number");
            return None;
        };
        Some(Spanned::new(value.span(), number))
    }

    /// The regular expression that a text between slashes is: none if it begins with no slash; nothing in it if
    /// the expression cannot be used, which is reported.
    pub fn pattern(&self, text: &Placed<String>) -> Option<Option<Arc<Pattern>>> {
        let opened = text.get_ref().strip_prefix('/')?;
        let Some(expression) = opened.strip_suffix('/') else {
            self.problem_with_note(
                text.span(),
                format!("{} has a regular expression that does not end", self.what()),
                "must end with a slash, too",
                "flags stand inside: '/(?i)range/'; an expression without capitals ignores case anyway",
            );
            return Some(None);
        };
        Some(match Pattern::new(expression) {
            Ok(pattern) => Some(Arc::new(pattern)),
            Err(error) => {
                self.report_pattern(text, expression, &error.message, error.at);
                None
            }
        })
    }

    /// The expression that a key holds which takes nothing else: with or without slashes around it. What cannot be
    /// used is reported.
    pub fn expression(&self, text: &Placed<String>) -> Option<Arc<Pattern>> {
        if let Some(pattern) = self.pattern(text) {
            return pattern;
        }
        let expression = text.get_ref();
        match Pattern::new(expression) {
            Ok(pattern) => Some(Arc::new(pattern)),
            Err(error) => {
                self.report_pattern(text, expression, &error.message, error.at);
                None
            }
        }
    }

    /// Points at the place inside an expression where that place can be told: in a literal string.
    fn report_pattern(
        &self,
        text: &Placed<String>,
        expression: &str,
        message: &str,
        at: Range<usize>,
    ) {
        let span = text.span();
        let literal =
            self.file().text[span.clone()].find(expression).map(|offset| span.start + offset);
        let range =
            literal.map_or(span, |start| start + at.start..start + at.end.max(at.start + 1));
        self.problem_with_note(
            range,
            format!("{} has a regular expression that cannot be used", self.what()),
            message,
            "write expressions in single quotation marks, so that backslashes stay: '/\\d+ km/'",
        );
    }

    /// A date: a TOML date or a string that holds one.
    pub fn date(&mut self, key: &'static str) -> Option<Placed<Date>> {
        let value = self.take(key)?;
        match as_date(value.get_ref()) {
            Some(date) => Some(Spanned::new(value.span(), date)),
            None => {
                let meant = value.get_ref().as_str().and_then(written_day);
                let note = match meant {
                    Some(day) => format!("write {key} = {day}"),
                    None => "write year-month-day without quotation marks: 2025-10-17".to_owned(),
                };
                self.problem_with_note(
                    value.span(),
                    format!("`{key}` of {} must be a date", self.what),
                    if meant.is_some() {
                        "not written as a date"
                    } else {
                        "not a date of the calendar"
                    },
                    note,
                );
                None
            }
        }
    }

    /// A TOML date or a string, as text.
    pub fn date_or_text(&mut self, key: &'static str) -> Option<Placed<String>> {
        let value = self.take(key)?;
        if let Some(date) = as_date(value.get_ref()) {
            return Some(Spanned::new(value.span(), date.to_string()));
        }
        if !value.get_ref().is_str() {
            self.wrong_type(key, &value, "a date such as 2025-11-07, or a string");
            return None;
        }
        self.as_string(key, &value)
    }

    /// A string or a bare number, as text.
    pub fn text_or_number(&mut self, key: &'static str) -> Option<Placed<String>> {
        let value = self.take(key)?;
        if let Some(number) = as_number(value.get_ref()) {
            return Some(Spanned::new(value.span(), number.to_string()));
        }
        if !value.get_ref().is_str() {
            self.wrong_type(key, &value, "a string such as \"1,600 km\"");
            return None;
        }
        self.as_string(key, &value)
    }

    /// One of a few words.
    pub fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&str, T)],
    ) -> Option<Placed<T>> {
        let text = self.string(key)?;
        self.chosen(key, &text, choices).map(|choice| Spanned::new(text.span(), choice))
    }

    /// One of these words, or a list of them.
    pub fn choices<T: Copy>(&mut self, key: &'static str, choices: &[(&str, T)]) -> Option<Vec<T>> {
        let texts = self.strings(key)?;
        Some(texts.iter().filter_map(|text| self.chosen(key, text, choices)).collect())
    }

    fn chosen<T: Copy>(
        &self,
        key: &'static str,
        text: &Placed<String>,
        choices: &[(&str, T)],
    ) -> Option<T> {
        if let Some((_, choice)) = choices.iter().find(|(word, _)| *word == text.get_ref()) {
            return Some(*choice);
        }
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let all = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        let hint = match key::meant_word(text.get_ref(), &words) {
            Some(meant) => format!("write `{meant}`"),
            None => {
                did_you_mean(text.get_ref(), &words).unwrap_or_else(|| "unknown word".to_owned())
            }
        };
        self.problem_with_note(
            text.span(),
            format!("`{key}` of {} cannot be `{}`", self.what, text.get_ref()),
            hint,
            format!("one of {all}"),
        );
        None
    }

    /// A list of tables: `[[key]]` or `key = [{ ... }]`. A single table counts as a list of one.
    pub fn tables(&mut self, key: &'static str) -> Vec<Table<'f>> {
        let Some(value) = self.take(key) else { return Vec::new() };
        let span = value.span();
        let what = format!("`{key}` of {}", self.what);
        match value.into_inner() {
            DeValue::Array(list) => list
                .into_iter()
                .filter_map(|item| {
                    let span = item.span();
                    match item.into_inner() {
                        DeValue::Table(table) => Some(self.inside(&what, span, table)),
                        other => {
                            self.wrong_type(key, &Spanned::new(span, other), "a list of tables");
                            None
                        }
                    }
                })
                .collect(),
            DeValue::Table(table) => vec![self.inside(&what, span, table)],
            other => {
                self.wrong_type(key, &Spanned::new(span, other), "a list of tables");
                Vec::new()
            }
        }
    }

    /// Whether the key holds tables rather than a plain value.
    pub fn holds_tables(&self, key: &str) -> bool {
        self.entries.get(key).is_some_and(|(_, value)| match value.get_ref() {
            DeValue::Table(_) => true,
            DeValue::Array(list) => list.iter().any(|item| item.get_ref().is_table()),
            _ => false,
        })
    }

    /// A table.
    pub fn table(&mut self, key: &'static str) -> Option<Table<'f>> {
        let value = self.take(key)?;
        let span = value.span();
        let what = format!("`{key}` of {}", self.what);
        match value.into_inner() {
            DeValue::Table(table) => Some(self.inside(&what, span, table)),
            other => {
                self.wrong_type(key, &Spanned::new(span, other), "a table");
                None
            }
        }
    }

    /// All entries that are tables, with their keys: for tables whose keys are free names.
    pub fn into_named_tables(mut self) -> Vec<(Placed<String>, Table<'f>)> {
        let mut found = Vec::new();
        for (key, (place, value)) in std::mem::take(&mut self.entries) {
            let span = value.span();
            match value.into_inner() {
                DeValue::Table(table) => {
                    let what = format!("{} `{key}`", self.what);
                    let table = self.inside(&what, span, table);
                    found.push((Spanned::new(place, key), table));
                }
                other => self.wrong_type(&key, &Spanned::new(span, other), "a table"),
            }
        }
        found
    }

    /// Every entry, each one string or a list of strings: for tables whose keys are free names.
    pub fn take_named_strings(&mut self) -> Vec<(Placed<String>, Vec<Placed<String>>)> {
        let mut found = Vec::new();
        for (key, (place, value)) in std::mem::take(&mut self.entries) {
            let texts = match value.get_ref().as_array() {
                Some(list) => {
                    if list.is_empty() {
                        let message = format!("`{key}` of {} is empty", self.what);
                        self.problem(value.span(), message, "nothing here");
                    }
                    list.iter().filter_map(|item| self.as_string(&key, item)).collect()
                }
                None if value.get_ref().is_str() => {
                    self.as_string(&key, &value).into_iter().collect()
                }
                None => {
                    self.wrong_type(&key, &value, "a string or a list of strings");
                    Vec::new()
                }
            };
            found.push((Spanned::new(place, key), texts));
        }
        found
    }

    /// Reports every key that nobody asked for.
    pub fn finish(self) {
        if self.is_shared {
            return;
        }
        let told = self.told.take();
        for (key, (place, _)) in &self.entries {
            if told.contains(key) {
                continue;
            }
            let meant = key::meant_keys(key).iter().find(|meant| self.known.contains(meant));
            let hint = match meant {
                Some(meant) => format!("write `{meant}`"),
                None => did_you_mean(key, &self.known).unwrap_or_else(|| "unknown key".to_owned()),
            };
            let mut problem =
                self.file.problem(place.clone(), format!("{} has no key `{key}`", self.what), hint);
            let mut known = self.known.clone();
            known.sort_unstable();
            known.dedup();
            problem.notes.push(format!("known keys: {}", known.join(", ")));
            self.problems.push(problem);
        }
    }
}

/// What to write where a value is of another type than wanted, if that can be told.
fn instead(key: &str, value: &DeValue<'_>, wanted: &str) -> Option<String> {
    let text = value.as_str();
    let bare = text.map(str::trim).filter(|text| match wanted {
        "a number" => text.parse::<f64>().is_ok(),
        "true or false" => matches!(*text, "true" | "false"),
        _ => false,
    });
    if let Some(bare) = bare {
        return Some(format!("write it without quotation marks: {key} = {bare}"));
    }
    if !wanted.starts_with("a string") {
        return None;
    }
    match value {
        DeValue::Array(items) => match items.iter().map(Spanned::get_ref).collect::<Vec<_>>()[..] {
            [DeValue::String(only)] => Some(format!("write {key} = {only:?}")),
            _ => Some(format!("write one of them: {key} = \"...\"")),
        },
        DeValue::Integer(number) => Some(format!("write {key} = \"{number}\"")),
        DeValue::Float(number) => Some(format!("write {key} = \"{number}\"")),
        DeValue::Boolean(flag) => Some(format!("write {key} = \"{flag}\"")),
        DeValue::Datetime(date) => Some(format!("write {key} = \"{date}\"")),
        DeValue::String(_) | DeValue::Table(_) => None,
    }
}

fn as_number(value: &DeValue<'_>) -> Option<f64> {
    if let Some(integer) = value.as_integer() {
        return i64::from_str_radix(&integer.as_str().replace('_', ""), integer.radix())
            .ok()
            .map(|whole| whole as f64);
    }
    value.as_float().and_then(|float| float.as_str().replace('_', "").parse().ok())
}

fn as_date(value: &DeValue<'_>) -> Option<Date> {
    if let Some(text) = value.as_str() {
        return text.trim().parse().ok();
    }
    let date = value.as_datetime()?.date?;
    Date::new(i16::try_from(date.year).ok()?, date.month as i8, date.day as i8).ok()
}

/// The one day that words such as "October 17, 2025" name.
fn written_day(text: &str) -> Option<Date> {
    let text = text.trim();
    let found = date::dates(text, ProseSpan::new(0, text.len()));
    let [only] = found.as_slice() else { return None };
    let period = only.period(None).filter(|_| only.span.len() == text.len())?;
    (period.first == period.last).then_some(period.first)
}

fn article(noun: &str) -> String {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
        format!("an {noun}")
    } else {
        format!("a {noun}")
    }
}

/// A hint at the known word that was probably meant.
pub fn did_you_mean(word: &str, known: &[&str]) -> Option<String> {
    closest(word, known).map(|close| format!("did you mean `{close}`?"))
}

/// The known word that is most like this one, if one is close.
pub fn closest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    sequence::closest(word, known, 0.6)
}
/// Writes a value so that different values read differently.
fn write_value(text: &mut String, value: &DeValue<'_>) {
    match value {
        DeValue::String(string) => text.push_str(&format!("{string:?}")),
        DeValue::Integer(number) => text.push_str(&format!("i{number}")),
        DeValue::Float(number) => text.push_str(&format!("f{number}")),
        DeValue::Boolean(flag) => text.push_str(if *flag { "true" } else { "false" }),
        DeValue::Datetime(date) => text.push_str(&date.to_string()),
        DeValue::Array(items) => {
            text.push('[');
            for item in items.iter() {
                write_value(text, item.get_ref());
                text.push(',');
            }
            text.push(']');
        }
        DeValue::Table(table) => {
            let mut entries: Vec<_> = table.iter().collect();
            entries.sort_by(|one, other| one.0.get_ref().cmp(other.0.get_ref()));
            text.push('{');
            for (key, item) in entries {
                text.push_str(&format!("{:?}=", key.get_ref()));
                write_value(text, item.get_ref());
                text.push(',');
            }
            text.push('}');
        }
    }
}
