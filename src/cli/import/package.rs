//! Frictionless data packages: a CSV resource with its schema becomes a table of facts, and a rule for each of its
//! columns of numbers.

use std::collections::BTreeMap;

use toml::de::{DeArray, DeTable, DeValue};

use super::{Import, Imported, beside, quoted, text_of};
use crate::files;
use factlint_engine::finding::Origin;
use factlint_engine::rule::fact_file;
use factlint_engine::rule::source::SourceFile;

impl Import<'_> {
    pub(super) fn package(&self, package: &DeTable<'_>) -> Result<Imported, String> {
        let resources = package.get("resources").and_then(|list| list.get_ref().as_array());
        let tables = resources.into_iter().flatten().filter_map(|one| one.get_ref().as_table());
        let mut left_out = Vec::new();
        let mut found = None;
        for resource in tables {
            let path = text_of(resource, "path").unwrap_or_default();
            let schema = resource.get("schema").and_then(|schema| schema.get_ref().as_table());
            match schema {
                Some(schema) if path.ends_with(".csv") && found.is_none() => {
                    found = Some((resource, path, schema));
                }
                _ => left_out.push(format!(
                    "the resource {path} is left out: one CSV file with a schema is read"
                )),
            }
        }
        let Some((resource, path, schema)) = found else {
            return Err("has no resource that is a CSV file with a schema".to_owned());
        };
        let is_inside = !path.starts_with('/')
            && !path.contains("://")
            && !path.contains(':')
            && path.split(['/', '\\']).all(|name| name != "..");
        if !is_inside {
            return Err(format!(
                "has the resource {path}, which lies outside of it: download it first"
            ));
        }
        let text = files::read_text(&beside(self.path, &path), files::LARGEST_RULES)
            .map_err(|why| format!("has the resource {path}, which {why}"))?;
        let file = SourceFile::new(Origin::Fact, path.clone(), text.clone());
        let data = match fact_file::parse(&file) {
            Some(Ok(data)) => data,
            _ => return Err(format!("has the resource {path}, which is no CSV file")),
        };
        let empty = DeArray::new();
        let list = data.get_ref().as_array().unwrap_or(&empty);
        let key =
            key_field(schema).or_else(|| text.lines().next()?.split(',').next().map(str::to_owned));
        let key = key.unwrap_or_default().trim_matches('"').to_owned();
        let rule = self.rules_of(package, resource, schema, &key)?;
        Ok(Imported {
            rows: rows_of(list.iter().map(|row| row.get_ref())),
            facts: text,
            rule,
            left_out,
        })
    }

    /// A rule for each field of numbers.
    fn rules_of(
        &self,
        package: &DeTable<'_>,
        resource: &DeTable<'_>,
        schema: &DeTable<'_>,
        key: &str,
    ) -> Result<String, String> {
        let source = self
            .source
            .map(str::to_owned)
            .or_else(|| source_of(resource))
            .or_else(|| source_of(package));
        let source = source
            .or_else(|| text_of(package, "title"))
            .or_else(|| text_of(package, "name"))
            .unwrap_or_else(|| self.name.clone());
        let mut text = String::new();
        for field in fields(schema) {
            let name = text_of(field, "name").unwrap_or_default();
            let kind = text_of(field, "type").unwrap_or_default();
            if name.is_empty()
                || name == key
                || !matches!(kind.as_str(), "integer" | "number" | "year")
            {
                continue;
            }
            let words = text_of(field, "title").unwrap_or_else(|| name.replace(['_', '-'], " "));
            text.push_str(&format!(
                "[[rule]]\nid      = {}\ncheck   = \"value\"\neach    = \"{{facts}}\"\nabout   = {}\nnear    = {}\n\
                 capture = '/(\\d[\\d.,]*)/'\nexpect  = {}\nsource  = {}\nchecked = {}\n\n",
                quoted(&format!("{}-{}", self.stem, super::key_of(&name))),
                quoted(&format!("{{{key}}}")),
                quoted(&words.to_lowercase()),
                quoted(&format!("{{{name}}}")),
                quoted(&source),
                self.checked
            ));
        }
        if text.is_empty() {
            return Err("has a schema without a field of numbers".to_owned());
        }
        Ok(format!("{}\n", text.trim_end()))
    }
}

/// What is told of the rows of a table, by the first of their fields.
pub(super) fn rows_of<'r>(
    rows: impl Iterator<Item = &'r DeValue<'static>>,
) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for row in rows.filter_map(|row| row.as_table()) {
        let mut cells: Vec<(usize, &str, String)> = row
            .iter()
            .filter_map(|(key, value)| {
                let text = value.get_ref().as_str()?.to_owned();
                Some((value.span().start, key.get_ref().as_ref(), text))
            })
            .collect();
        cells.sort();
        if let Some(((_, _, key), rest)) = cells.split_first() {
            let told: Vec<String> =
                rest.iter().map(|(_, key, text)| format!("{key} {text}")).collect();
            found.insert(key.clone(), told.join(", "));
        }
    }
    found
}

fn fields<'t>(schema: &'t DeTable<'_>) -> impl Iterator<Item = &'t DeTable<'t>> {
    let fields = schema.get("fields").and_then(|fields| fields.get_ref().as_array());
    fields.into_iter().flatten().filter_map(|field| field.get_ref().as_table())
}

/// The field that tells rows apart.
fn key_field(schema: &DeTable<'_>) -> Option<String> {
    match schema.get("primaryKey")?.get_ref() {
        DeValue::Array(items) => items.iter().next()?.get_ref().as_str().map(str::to_owned),
        other => other.as_str().map(str::to_owned),
    }
}

/// Who says so: the title, or else the address, of the first source.
fn source_of(of: &DeTable<'_>) -> Option<String> {
    let first = of.get("sources")?.get_ref().as_array()?.iter().next()?.get_ref().as_table()?;
    text_of(first, "title").or_else(|| text_of(first, "path"))
}
