//! What can be written next in a rule file or in `factlint.toml`: keys, kinds, subjects, units, packs, ids.

use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionParams, MarkupContent, MarkupKind, TextEdit,
};
use serde_json::Value;

use super::state::State;
use super::text::Text;
use super::toml_place::TomlPlace;
use super::uri;
use crate::corpus::config::FILE_NAME;
use crate::packs::PACKS;
use crate::schema;
use crate::workspace::Workspace;
use factlint_engine::check::{self, KINDS};
use factlint_engine::rule::key::{Key, SHARED, SUBJECT, Shape, UNIT};

/// What can be written.
#[derive(Clone, Debug)]
pub struct Choice {
    pub word: String,
    /// What it means, in Markdown.
    pub meaning: String,
}

/// Whether a file is `factlint.toml` or holds rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TomlFile {
    Config,
    Rules,
}

/// What can be written at a cursor.
pub fn answer(state: &State, asked: &CompletionParams) -> Vec<CompletionItem> {
    let at = &asked.text_document_position_params;
    let Some(file) = uri::path(&at.text_document.uri) else { return Vec::new() };
    let Some(open) = state.open.get(&file) else { return Vec::new() };
    let Some(workspace) = state.concerned(&file).find(|one| one.setup.is_made_of(&file)) else {
        return Vec::new();
    };
    let of =
        if file == workspace.root.join(FILE_NAME) { TomlFile::Config } else { TomlFile::Rules };
    let offset = open.text.offset(at.position, state.encoding());
    let place = TomlPlace::at(&open.text, offset);
    let (choices, kind) = if place.in_value {
        (values(workspace, of, &place, &open.text), CompletionItemKind::EnumMember)
    } else if place.on_header {
        (headers(of), CompletionItemKind::Module)
    } else {
        let mut keys = keys(of, &place, &open.text);
        let present = place.keys(&open.text);
        let current = place.words(&open.text);
        keys.retain(|key| {
            place.is_inline || key.word == current || !present.contains(&key.word.as_str())
        });
        (keys, CompletionItemKind::Property)
    };
    let range = open.text.range(place.word, state.encoding());
    choices
        .into_iter()
        .map(|choice| {
            let new_text = match kind {
                CompletionItemKind::Property if place.key.is_none() || place.is_inline => {
                    format!("{} = ", choice.word)
                }
                CompletionItemKind::EnumMember
                    if !place.is_quoted && needs_quotes(&choice.word) =>
                {
                    format!("\"{}\"", choice.word)
                }
                _ => choice.word.clone(),
            };
            CompletionItem {
                label: choice.word,
                kind: Some(kind),
                documentation: (!choice.meaning.is_empty()).then(|| {
                    MarkupContent { kind: MarkupKind::Markdown, value: choice.meaning }.into()
                }),
                text_edit: Some(TextEdit { range, new_text }.into()),
                ..CompletionItem::default()
            }
        })
        .collect()
}

fn needs_quotes(word: &str) -> bool {
    !matches!(word, "true" | "false")
}

fn plain(words: impl IntoIterator<Item = impl Into<String>>) -> Vec<Choice> {
    words.into_iter().map(|word| Choice { word: word.into(), meaning: String::new() }).collect()
}

/// Tables that a file may have.
fn headers(of: TomlFile) -> Vec<Choice> {
    match of {
        TomlFile::Config => plain(["corpus", "document", "override", "stet"]),
        TomlFile::Rules => plain(["rule", "rule.example", "rule.states", "subject", "unit"]),
    }
}

/// The keys that may stand at a place, with what they mean.
pub fn keys(of: TomlFile, place: &TomlPlace, text: &Text) -> Vec<Choice> {
    if of == TomlFile::Config {
        return config_keys(place);
    }
    let table: Vec<&str> = place.table.iter().map(String::as_str).collect();
    let kind = place.value(text, "check").and_then(check::kind);
    let of_rule = || SHARED.iter().chain(kind.iter().flat_map(|kind| kind.keys));
    if place.is_inline {
        let key = place.key.as_deref().unwrap_or_default();
        let shape = of_rule().find(|one| one.name == key).map(|key| key.shape);
        return match shape {
            Some(Shape::Tables(keys) | Shape::FactOr(_, keys)) => named(keys),
            _ => Vec::new(),
        };
    }
    match table.as_slice() {
        ["rule"] => {
            let rows = kind.map(|kind| kind.key_table()).unwrap_or_default();
            let meaning = |key: &Key| {
                let row = rows.iter().find(|[name, _, _]| name == key.name);
                match row {
                    Some([_, value, default]) if !default.is_empty() => {
                        format!("{value}\n\nDefault: {default}")
                    }
                    Some([_, value, _]) => value.clone(),
                    None if key.name == "check" => "The kind of check: what must hold.".to_owned(),
                    None => schema::shared_meaning(key.name).to_owned(),
                }
            };
            of_rule()
                .map(|key| Choice { word: key.name.to_owned(), meaning: meaning(key) })
                .collect()
        }
        ["rule", "example"] => {
            let example = SHARED.iter().find(|key| key.name == "example").map(|key| key.shape);
            match example {
                Some(Shape::Tables(keys)) => named(keys),
                _ => Vec::new(),
            }
        }
        ["subject", _] => named(SUBJECT),
        ["unit"] => named(UNIT),
        _ => Vec::new(),
    }
}

fn named(keys: &[Key]) -> Vec<Choice> {
    plain(keys.iter().map(|key| key.name))
}

/// The keys of a table of `factlint.toml`, by its schema.
fn config_keys(place: &TomlPlace) -> Vec<Choice> {
    let schema = schema::config();
    let Some(properties) = config_table(&schema, place) else { return Vec::new() };
    let is_table = |value: &Value| {
        value.get("properties").is_some() || value.pointer("/items/properties").is_some()
    };
    let properties = properties.as_object().into_iter().flatten();
    properties
        .filter(|(_, value)| !is_table(value))
        .map(|(key, value)| {
            let meaning = value.get("description").and_then(Value::as_str).unwrap_or_default();
            Choice { word: key.clone(), meaning: meaning.to_owned() }
        })
        .collect()
}

/// What the schema of `factlint.toml` says of the keys of a table.
fn config_table<'s>(schema: &'s Value, place: &TomlPlace) -> Option<&'s Value> {
    let properties = schema.get("properties")?;
    let Some(table) = place.table.first() else { return Some(properties) };
    let table = properties.get(table)?;
    table.get("properties").or_else(|| table.pointer("/items/properties"))
}

/// The words that a schema lists.
fn listed(schema: &Value) -> Vec<Choice> {
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return plain(words.iter().filter_map(Value::as_str));
    }
    let any = schema.get("anyOf").and_then(Value::as_array);
    any.into_iter().flatten().map(listed).find(|found| !found.is_empty()).unwrap_or_default()
}

/// The values that may stand at a place.
fn values(workspace: &Workspace, of: TomlFile, place: &TomlPlace, text: &Text) -> Vec<Choice> {
    let rules = workspace.engine().rules();
    let vocabulary = &rules.vocabulary;
    let table: Vec<&str> = place.table.iter().map(String::as_str).collect();
    let key = place.inner.as_deref().or(place.key.as_deref()).unwrap_or_default();
    if of == TomlFile::Config {
        return match (table.as_slice(), key) {
            (["stet"], "rule") | (["override"], "rules") => rules
                .rules
                .iter()
                .map(|loaded| Choice {
                    word: loaded.rule.id.to_string(),
                    meaning: loaded.check.fact(&loaded.rule).unwrap_or_default(),
                })
                .collect(),
            ([], "packs") => PACKS
                .iter()
                .map(|pack| Choice { word: pack.name.to_owned(), meaning: pack.summary.to_owned() })
                .collect(),
            _ => {
                let schema = schema::config();
                let found = config_table(&schema, place).and_then(|table| table.get(key));
                found.map(listed).unwrap_or_default()
            }
        };
    }
    match (table.as_slice(), key) {
        (["rule"], "check") => KINDS
            .iter()
            .map(|kind| Choice { word: kind.name.to_owned(), meaning: kind.summary.to_owned() })
            .collect(),
        (["rule"], "about" | "speaker") => plain(vocabulary.subjects.ids()),
        (["rule"], "unit" | "need" | "per") => {
            let mut names: Vec<&str> =
                vocabulary.units.iter().map(|(_, unit)| unit.name.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            plain(names)
        }
        _ => {
            let kind = place.value(text, "check").and_then(check::kind);
            let of_rule = SHARED.iter().chain(kind.iter().flat_map(|kind| kind.keys));
            let example = SHARED.iter().find(|key| key.name == "example").map(|key| key.shape);
            let shape = match (table.as_slice(), example) {
                (["rule", "example"], Some(Shape::Tables(keys))) => shape_of(keys, key),
                (["rule"], _) => of_rule.clone().find(|one| one.name == key).map(|one| one.shape),
                _ => None,
            };
            match shape {
                Some(Shape::Choice(words) | Shape::Choices(words)) => plain(words.iter().copied()),
                Some(Shape::Flag) => plain(["true", "false"]),
                _ => Vec::new(),
            }
        }
    }
}

fn shape_of(keys: &[Key], name: &str) -> Option<Shape> {
    keys.iter().find(|key| key.name == name).map(|key| key.shape)
}
