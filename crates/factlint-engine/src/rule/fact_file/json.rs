//! Facts in JSON.

use std::collections::BTreeMap;
use std::ops::Range;

use jsonc_parser::ast::Value as Json;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::{Parsed, SourceFile, Twice, Value};

pub(super) fn parse(source: &SourceFile) -> Parsed {
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
