//! Facts in TOML.

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::{Parsed, SourceFile, Value, bare};

pub(super) fn parse(source: &SourceFile) -> Parsed {
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
            DeValue::String(bare(&source.text[span.clone()]).into())
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
