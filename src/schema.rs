//! JSON Schema (draft 7) for rule files and `factlint.toml`, by which editors complete and validate them.
//!
//! A schema knows keys, types and words; `factlint` itself knows more and tells it at its place.

use serde_json::{Map, Value, json};

use crate::packs::PACKS;
use factlint_document::Format;
use factlint_engine::check::{About, KINDS, Kind};
use factlint_engine::rule::key::{Key, SHARED, SUBJECT, Shape, UNIT};

const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// The schema of rule files.
pub fn rules() -> Value {
    let mut definitions = Map::new();
    for key in SHARED.iter().filter(|key| key.name != "check") {
        definitions
            .insert(key.name.to_owned(), described(of_rule(key.shape), shared_meaning(key.name)));
    }
    for kind in KINDS {
        definitions.insert(format!("rule-{}", kind.name), of_kind(kind));
    }
    let kinds: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
    let by_kind: Vec<Value> = kinds
        .iter()
        .map(|name| {
            json!({
                "if": { "properties": { "check": { "const": name } }, "required": ["check"] },
                "then": { "$ref": format!("#/definitions/rule-{name}") },
            })
        })
        .collect();
    json!({
        "$schema": DRAFT,
        "title": "factlint rules",
        "description": "What must hold in documents. See docs/rules.md.",
        "type": "object",
        "additionalProperties": false,
        "definitions": definitions,
        "properties": {
            "rule": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["id", "check"],
                    "properties": {
                        "id": { "$ref": "#/definitions/id" },
                        "check": {
                            "description": "The kind of check: what must hold.",
                            "enum": kinds,
                        },
                    },
                    "allOf": by_kind,
                },
            },
            "subject": {
                "description": "What claims are about: a product, a person, a place.",
                "type": "object",
                "additionalProperties": table(SUBJECT, &[]),
            },
            "unit": { "type": "array", "items": table(UNIT, &["name", "dimension", "factor"]) },
        },
    })
}

/// The schema of `factlint.toml`.
pub fn config() -> Value {
    let packs: Vec<&str> = PACKS.iter().map(|pack| pack.name).collect();
    // Others may have been taken, so that the names are only offered.
    let pack = json!({ "anyOf": [{ "enum": packs }, { "type": "string", "minLength": 1 }] });
    let formats: Vec<&str> = Format::NAMES.iter().map(|(name, _)| *name).collect();
    let parts = factlint_document::xml::Part::ALL.iter().map(|(name, _)| *name);
    let xml_keys: Vec<&str> = parts.chain(std::iter::once("date")).collect();
    let texts = || shape(Shape::Texts);
    let severity = json!({ "enum": ["off", "error", "warning", "note"] });
    let list = |items: Value| json!({ "type": "array", "items": items });
    let entry = |required: &[&str], properties: Value| {
        list(json!({
            "type": "object",
            "additionalProperties": false,
            "required": required,
            "properties": properties,
        }))
    };
    json!({
        "$schema": DRAFT,
        "title": "factlint.toml",
        "description": "A corpus and the rules that it is checked by. See docs/configuration.md.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "rules": described(texts(), "Rule files or folders beside this file."),
            "extends": described(texts(), "Other files of this kind whose settings hold here, too."),
            "packs": {
                "description": "Packs of rules: those that come with factlint, those that `factlint packs add` took, \
                                and folders.",
                "anyOf": [pack, list(pack.clone())],
            },
            "format": {
                "description": "How files are read whose names end so.",
                "type": "object",
                "additionalProperties": { "enum": formats },
            },
            "xml": {
                "description": "What the elements of XML mean, by the name of the root.",
                "type": "object",
                "additionalProperties": {
                    "type": "object",
                    "propertyNames": { "enum": xml_keys },
                    "additionalProperties": texts(),
                },
            },
            "unread": described(severity.clone(), "How much unclear statements matter that were not read."),
            "corpus": {
                "description": "Which files are documents.",
                "type": "object",
                "additionalProperties": false,
                "properties": {
                    "include": texts(),
                    "exclude": texts(),
                    "most-claims": described(shape(Shape::Number), "Claims of one document; more are an error."),
                    "most-findings": described(shape(Shape::Number), "Findings of one document; more are an error."),
                },
            },
            "document": entry(&["path"], json!({
                "path": shape(Shape::Text),
                "date": described(shape(Shape::Date), "The date of the documents."),
                "date-from": described(shape(Shape::Text), "How a path tells the date: \"path:%Y/%m%d\"."),
                "trust": described(shape(Shape::Number), "Weight of their claims; 1 for others."),
            })),
            "override": entry(&["severity"], json!({
                "path": texts(),
                "where": described(
                    json!({ "type": "object", "additionalProperties": texts() }),
                    "Fields that a document must have: { lang = \"en\", section = \"opinion\" }.",
                ),
                "rules": described(texts(), "Ids of rules; all without it."),
                "severity": severity,
            })),
            "stet": entry(&["rule", "reason"], json!({
                "rule": described(shape(Shape::Text), "The rule whose finding may stand."),
                "path": shape(Shape::Text),
                "text": described(shape(Shape::Text), "The words that may stand."),
                "reason": described(shape(Shape::Text), "Why."),
                "by": described(shape(Shape::Text), "Who says so."),
                "until": described(shape(Shape::Date), "The last day."),
            })),
        },
    })
}

/// A rule of one kind, with all keys that it may have.
fn of_kind(kind: &Kind) -> Value {
    let mut properties = Map::new();
    properties
        .insert("check".to_owned(), json!({ "const": kind.name, "description": kind.summary }));
    for key in SHARED.iter().filter(|key| key.name != "check") {
        if key.name == "about" && kind.about == About::None {
            continue;
        }
        let reference = format!("#/definitions/{}", key.name);
        properties.insert(key.name.to_owned(), json!({ "$ref": reference }));
    }
    let table = kind.key_table();
    for key in kind.keys {
        let row = table.iter().find(|[name, _, _]| name == key.name);
        let meaning = row.map(|[_, value, _]| value.as_str()).unwrap_or_default();
        properties.insert(key.name.to_owned(), described(of_rule(key.shape), meaning));
    }
    let mut required = vec!["id", "check"];
    if kind.about == About::Required {
        required.push("about");
    }
    for [name, _, default] in &table {
        if default == "required" && !required.contains(&name.as_str()) {
            required.push(name);
        }
    }
    json!({
        "type": "object",
        "description": kind.summary,
        "additionalProperties": false,
        "required": required,
        "properties": properties,
    })
}

/// What a key of a rule may be: where no text is wanted, the column of a row that has it, too ("{holders}").
fn of_rule(shape: Shape) -> Value {
    let value = self::shape(shape);
    match shape {
        Shape::Date | Shape::Number | Shape::Tables(_) => {
            json!({ "anyOf": [value, { "type": "string", "pattern": r"^\{[^{}]+\}$" }] })
        }
        _ => value,
    }
}

fn described(mut schema: Value, description: &str) -> Value {
    if let Some(schema) = schema.as_object_mut()
        && !description.is_empty()
    {
        schema.insert("description".to_owned(), description.into());
    }
    schema
}

fn table(keys: &[Key], required: &[&str]) -> Value {
    let properties: Map<String, Value> =
        keys.iter().map(|key| (key.name.to_owned(), shape(key.shape))).collect();
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": required,
        "properties": properties,
    })
}

fn shape(shape: Shape) -> Value {
    let text = || json!({ "type": "string", "minLength": 1 });
    let date = || json!({ "type": "string", "format": "date" });
    let list = |items: Value| json!({ "type": "array", "items": items });
    match shape {
        Shape::Text => text(),
        Shape::Texts => json!({ "anyOf": [text(), list(text())] }),
        Shape::TextLists => {
            json!({ "anyOf": [text(), list(text()), list(list(text()))] })
        }
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::TextOrFlag => json!({ "anyOf": [text(), { "const": true }] }),
        Shape::Number => json!({ "type": "number" }),
        Shape::Figure => json!({ "anyOf": [text(), { "type": "number" }] }),
        Shape::Date => date(),
        Shape::DateOrText => text(),
        Shape::Choice(words) => json!({ "enum": words }),
        Shape::Choices(words) => {
            let one = json!({ "enum": words });
            json!({ "anyOf": [one, { "type": "array", "items": one, "minItems": 1 }] })
        }
        Shape::Tables(keys) => {
            json!({ "anyOf": [table(keys, &[]), list(table(keys, &[]))] })
        }
        Shape::FactOr(bare, keys) => {
            let bare = self::shape(*bare);
            json!({ "anyOf": [bare, table(keys, &[]), list(table(keys, &[]))] })
        }
        Shape::NamedTextsOrTexts => {
            json!({ "anyOf": [self::shape(Shape::NamedTexts), self::shape(Shape::Texts)] })
        }
        Shape::Source => json!({
            "anyOf": [
                text(),
                {
                    "type": "object",
                    "additionalProperties": text(),
                    "minProperties": 1,
                    "maxProperties": 1,
                },
            ],
        }),
        Shape::NamedTexts => json!({
            "type": "object",
            "additionalProperties": self::shape(Shape::Texts),
        }),
    }
}

/// What a shared key means, in one line.
pub fn shared_meaning(key: &str) -> &'static str {
    match key {
        "about" => "A subject's id, a name, or a list of names.",
        "checked" => "The day on which the source was last looked at.",
        "default" => {
            "What it compares are defaults, which examples and further instances do not contradict."
        }
        "path" => "Patterns of the documents that it reads; all without it.",
        "where" => "Fields of the front matter that a document must have to be read.",
        "each" => {
            "A table of a file of yours: a rule for every row, with {key} and its columns filled in."
        }
        "example" => "Texts with the verdict to expect; `factlint test` runs them.",
        "except" => "Phrases in which the words mean something else.",
        "from" => "Judge only documents from this day on.",
        "id" => "Unique among the rules that are loaded together.",
        "in" => "The blocks that it reads; all but code, boilerplate and comments by default.",
        "message" => "Your wording of findings, with {found}, {expect}, {subject}.",
        "near" => "Cues in the same sentence: one of them, or one of each list.",
        "quotes" => "Whether quoted speech counts.",
        "review-by" => "After this day findings are only warnings.",
        "scope" => "How far apart claims are compared.",
        "severity" => "How much findings matter.",
        "source" => "Who says so; shown with findings.",
        "unless-near" => "Words in the same sentence that make the rule keep silent.",
        "unread" => {
            "How much unclear statements matter that were not read; counted only, without it."
        }
        "until" => "Judge only documents up to this day.",
        _ => "",
    }
}
