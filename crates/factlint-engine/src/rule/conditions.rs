//! `path` and `where`: the documents that a rule reads.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::table::{Placed, Table};
use factlint_document::{Document, is_said};

/// The documents that a rule reads.
#[derive(Clone, Debug)]
pub struct Conditions {
    /// Patterns of paths, one of which must match.
    paths: Option<GlobSet>,
    /// Fields that must have one of these values.
    fields: Vec<(String, Vec<String>)>,
}

impl Conditions {
    /// Reads the keys of a rule; none where it has none of them. What is wrong is reported.
    pub fn read(table: &mut Table<'_>) -> Option<Self> {
        let paths = table.strings("path").map(|globs| read_paths(table, &globs));
        let fields = read_fields(table);
        (paths.is_some() || !fields.is_empty()).then_some(Self { paths, fields })
    }

    /// Why the rule does not read a document, if it does not.
    pub fn refusal(&self, document: &Document) -> Option<String> {
        let path = &document.record().path;
        if self.paths.as_ref().is_some_and(|paths| !paths.is_match(&**path)) {
            return Some(format!("no pattern of its `path` matches `{path}`"));
        }
        let said = |key: &str| {
            let said: Vec<&str> = document.field(key).map(str::trim).collect();
            if said.is_empty() {
                "no such field".to_owned()
            } else {
                format!("`{}`", said.join("`, `"))
            }
        };
        let refused = self.fields.iter().find(|(key, values)| !has_one(document, key, values))?;
        let (key, values) = refused;
        Some(format!(
            "its `where` asks for `{key}` to be `{}`, and the document has {}",
            values.join("` or `"),
            said(key)
        ))
    }

    /// Whether the rule reads a document. Capitals of values do not matter.
    pub fn admit(&self, document: &Document) -> bool {
        let is_there =
            self.paths.as_ref().is_none_or(|paths| paths.is_match(&*document.record().path));
        is_there && self.fields.iter().all(|(key, values)| has_one(document, key, values))
    }
}

fn has_one(document: &Document, key: &str, values: &[String]) -> bool {
    let mut said = document.field(key);
    said.any(|said| values.iter().any(|value| is_said(key, value, said)))
}

/// `where` of a table: the fields that it asks for, each with the values of which a document must have one.
pub fn read_fields(table: &mut Table<'_>) -> Vec<(String, Vec<String>)> {
    let Some(mut said) = table.table("where") else { return Vec::new() };
    let fields = said.take_named_strings();
    if fields.is_empty() {
        said.problem(
            said.span(),
            format!("{} asks for nothing", said.what()),
            "for example: where = { status = \"Final\" }",
        );
    }
    let texts =
        |list: Vec<Placed<String>>| list.into_iter().map(Placed::into_inner).collect::<Vec<_>>();
    fields.into_iter().map(|(key, values)| (key.into_inner(), texts(values))).collect()
}

fn read_paths(table: &Table<'_>, globs: &[Placed<String>]) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for text in globs {
        if let Some(name) = placeholder(text.get_ref()) {
            table.problem_with_note(
                text.span(),
                format!("`path` of {} has a `{{{name}}}` that nothing fills in", table.what()),
                "needs `each`",
                format!("each = \"versions.toml\" makes a rule for every row, with its `{name}`"),
            );
            continue;
        }
        match GlobBuilder::new(text.get_ref()).literal_separator(true).build() {
            Ok(glob) => {
                set.add(glob);
            }
            Err(error) => table.problem_with_note(
                text.span(),
                format!("{} has a path pattern that cannot be used", table.what()),
                error.kind().to_string(),
                "`*` is any name, `**` any folders: \"docs/v2/**\"",
            ),
        }
    }
    set.build().unwrap_or_default()
}

/// A word alone in braces, which no pattern needs.
fn placeholder(pattern: &str) -> Option<&str> {
    let mut rest = pattern;
    while let Some(at) = rest.find('{') {
        let inner = &rest[at + 1..];
        let end = inner.find('}')?;
        let word = &inner[..end];
        if !word.is_empty()
            && word.chars().all(|sign| sign.is_alphanumeric() || "-_".contains(sign))
        {
            return Some(word);
        }
        rest = &inner[end..];
    }
    None
}
