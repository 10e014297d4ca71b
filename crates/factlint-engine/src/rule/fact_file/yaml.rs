//! Facts in YAML: with anchors and merged keys, in one document or several.

use std::collections::BTreeMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle};
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::{Parsed, SourceFile, Twice, Value, bare};

/// A file that is nested deeper than this holds no facts for people.
const DEEPEST: usize = 64;

/// So many values may stand for others, all told: aliases of aliases grow without bounds.
const MOST_ALIASED: usize = 100_000;

/// The documents of a file; several make a list.
pub(super) fn parse(source: &SourceFile) -> Parsed {
    let text = source.text.as_str();
    // The parser counts characters.
    let offsets: Option<Vec<usize>> = (!text.is_ascii())
        .then(|| text.char_indices().map(|(at, _)| at).chain([text.len()]).collect());
    let offset = |index: usize| match &offsets {
        Some(offsets) => offsets.get(index).copied().unwrap_or(text.len()),
        None => index.min(text.len()),
    };
    let invalid = |range: Range<usize>, label: String| {
        let message = format!("{} cannot be read as YAML", source.path);
        Box::new(source.problem(range, message, label))
    };
    let mut builder = Builder::default();
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| {
            let at = offset(error.marker().index());
            invalid(at..at, error.info().to_owned())
        })?;
        let (start, end) = (offset(span.start.index()), offset(span.end.index()));
        let start = start.min(end);
        let end = start + text[start..end].trim_end().len();
        builder.take(event, start..end).map_err(|label| invalid(start..end, label))?;
    }
    let Builder { mut documents, twice, .. } = builder;
    let root = if documents.len() == 1 {
        documents.remove(0)
    } else {
        let mut list = DeArray::new();
        documents.into_iter().for_each(|document| list.push(document));
        Spanned::new(0..text.len(), DeValue::Array(list))
    };
    Ok((root.clone(), root, twice))
}

/// What has been read so far.
#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    documents: Vec<Value>,
    /// What anchors name, by their number; none for what is null.
    anchors: BTreeMap<usize, (Option<Value>, usize)>,
    /// How many values were kept for anchors and put in for aliases.
    aliased: usize,
    twice: Vec<Twice>,
}

/// A list or a mapping whose end has not been read yet.
struct Open {
    start: usize,
    anchor: usize,
    holds: Holds,
    /// How many values are in it.
    values: usize,
}

enum Holds {
    List(DeArray<'static>),
    Mapping {
        entries: DeTable<'static>,
        /// The key that waits for its value; an inner none if it is no text, and its value is left out.
        key: Option<Option<Spanned<String>>>,
        /// Mappings behind `<<`, whose keys come in where there are no others.
        merged: Vec<Value>,
        seen: BTreeMap<String, Range<usize>>,
        doubles: Vec<(String, Range<usize>, Range<usize>)>,
    },
}

impl Builder {
    /// Takes the next event. An error is why the file is not read.
    fn take(&mut self, event: Event<'_>, place: Range<usize>) -> Result<(), String> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let value = scalar(&text, style, place.clone());
                self.end_value(value, place, anchor, 1)
            }
            Event::Alias(anchor) => {
                let Some((value, values)) = self.anchors.get(&anchor) else {
                    return Err("stands for something that it is itself a part of".to_owned());
                };
                let (value, values) = (value.clone(), *values);
                let place = value.as_ref().map_or(place, Spanned::span);
                self.count(values)?;
                self.end_value(value, place, 0, values)
            }
            Event::SequenceStart(anchor, _) => {
                self.open(place.start, anchor, Holds::List(DeArray::new()))
            }
            Event::MappingStart(anchor, _) => {
                let holds = Holds::Mapping {
                    entries: DeTable::new(),
                    key: None,
                    merged: Vec::new(),
                    seen: BTreeMap::new(),
                    doubles: Vec::new(),
                };
                self.open(place.start, anchor, holds)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(place.end),
            _ => Ok(()),
        }
    }

    fn open(&mut self, start: usize, anchor: usize, holds: Holds) -> Result<(), String> {
        if self.open.len() == DEEPEST {
            return Err(format!("nested more than {DEEPEST} deep"));
        }
        self.open.push(Open { start, anchor, holds, values: 1 });
        Ok(())
    }

    fn count(&mut self, values: usize) -> Result<(), String> {
        self.aliased = self.aliased.saturating_add(values);
        if self.aliased > MOST_ALIASED {
            return Err(format!("aliases stand for more than {MOST_ALIASED} values"));
        }
        Ok(())
    }

    fn close(&mut self, end: usize) -> Result<(), String> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let place = open.start..end.max(open.start);
        let value = match open.holds {
            Holds::List(items) => DeValue::Array(items),
            Holds::Mapping { mut entries, merged, doubles, .. } => {
                for (key, first, again) in doubles {
                    self.twice.push(Twice { within: place.clone(), key, first, again });
                }
                for value in merged {
                    merge(&mut entries, value);
                }
                DeValue::Table(entries)
            }
        };
        self.end_value(Some(Spanned::new(place.clone(), value)), place, open.anchor, open.values)
    }

    /// Puts a value where it belongs: into the innermost list or mapping, as a key or behind one.
    fn end_value(
        &mut self,
        value: Option<Value>,
        place: Range<usize>,
        anchor: usize,
        values: usize,
    ) -> Result<(), String> {
        if anchor != 0 {
            self.count(values)?;
            self.anchors.insert(anchor, (value.clone(), values));
        }
        let Some(open) = self.open.last_mut() else {
            self.documents.extend(value);
            return Ok(());
        };
        open.values = open.values.saturating_add(values);
        match &mut open.holds {
            Holds::List(items) => value.into_iter().for_each(|value| items.push(value)),
            Holds::Mapping { entries, key, merged, seen, doubles } => match key.take() {
                None => *key = Some(value.and_then(|value| key_text(&value, &place))),
                Some(None) => {}
                Some(Some(name)) if name.get_ref() == "<<" => merged.extend(value),
                Some(Some(name)) => {
                    let whole = name.span().start..place.end.max(name.span().end);
                    if let Some(first) = seen.insert(name.get_ref().clone(), whole.clone()) {
                        doubles.push((name.get_ref().clone(), first, whole));
                    }
                    if let Some(value) = value {
                        let span = name.span();
                        entries.insert(Spanned::new(span, name.into_inner().into()), value);
                    }
                }
            },
        }
        Ok(())
    }
}

/// The words of a key: a text, a number or a flag.
fn key_text(value: &Value, place: &Range<usize>) -> Option<Spanned<String>> {
    match value.get_ref() {
        DeValue::String(text) => Some(Spanned::new(place.clone(), text.to_string())),
        DeValue::Boolean(flag) => Some(Spanned::new(place.clone(), flag.to_string())),
        _ => None,
    }
}

/// Adds the keys of a mapping, or of each in a list of them, that are not there.
fn merge(entries: &mut DeTable<'static>, value: Value) {
    match value.into_inner() {
        DeValue::Table(more) => {
            for (key, value) in more {
                if !entries.contains_key(&key) {
                    entries.insert(key, value);
                }
            }
        }
        DeValue::Array(tables) => tables.into_iter().for_each(|table| merge(entries, table)),
        _ => {}
    }
}

/// What a scalar says; none for null. Numbers and days stay text, as they are written.
fn scalar(text: &str, style: ScalarStyle, place: Range<usize>) -> Option<Value> {
    let value = match (style, text) {
        (ScalarStyle::Plain, "" | "~" | "null" | "Null" | "NULL") => return None,
        (ScalarStyle::Plain, "true" | "True" | "TRUE") => DeValue::Boolean(true),
        (ScalarStyle::Plain, "false" | "False" | "FALSE") => DeValue::Boolean(false),
        (ScalarStyle::Plain, _) => DeValue::String(bare(text).into()),
        _ => DeValue::String(text.to_owned().into()),
    };
    Some(Spanned::new(place, value))
}
