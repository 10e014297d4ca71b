//! Front matter: what stands above a document's text in YAML between `---`, in TOML between `+++`, or as a
//! JSON object. Its title and its summary are read like the text; it tells the document's date; and its
//! `factlint` table may switch rules off.

use jsonc_parser::ast::Value as Json;
use saphyr_parser::{Event, Parser};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::composer::Composer;
use super::date::{DateSource, Dated, KEYS, parse};
use super::stet::{Reach, StetComment, StetOrder};
use crate::Role;
use factlint_language::span::Span;
use factlint_language::word;

/// Keys whose value is the document's headline.
const TITLES: &[&str] = &["headline", "title"];

/// Keys whose value tells what the document says.
const SUMMARIES: &[&str] =
    &["dek", "description", "excerpt", "standfirst", "subtitle", "summary", "teaser"];

/// What speaks to factlint.
const TABLE: &str = "factlint";

/// The front matter of a document.
#[derive(Debug)]
pub(super) struct FrontMatter {
    /// Where the text begins.
    pub end: usize,
    entries: Vec<Entry>,
    broken: Option<Mistake>,
}

/// Why front matter cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where in the text it stops being readable.
    pub at: usize,
    /// What is wrong there.
    pub why: String,
    /// The front matter, without its marks.
    within: Span,
}

/// A value with the keys that lead to it.
#[derive(Debug)]
struct Entry {
    path: Vec<String>,
    value: String,
    /// What it says besides: the items of a list, a number, a flag.
    said: Vec<String>,
    /// The value, or its last key where it is no text.
    place: Span,
}

/// Adds what front matter says and orders, if a text has some. Tells where the text itself begins, behind a
/// byte order mark, and the date that the front matter gives it.
pub(super) fn open(text: &str, composer: &mut Composer) -> (usize, Option<Dated>) {
    let Some(matter) = read(text) else {
        return (if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }, None);
    };
    matter.add_prose(text, composer);
    composer.orders(matter.orders(text));
    (matter.end, matter.date())
}

/// The front matter at the start of a text.
pub(super) fn read(text: &str) -> Option<FrontMatter> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let rest = &text[start..];
    if rest.starts_with('{') {
        return read_json(text, start);
    }
    let mark = ["---", "+++"].into_iter().find(|mark| {
        rest.strip_prefix(mark)
            .and_then(|rest| rest.lines().next())
            .is_some_and(|line| line.trim().is_empty())
    })?;
    let inner = start + rest.find('\n')? + 1;
    let mut at = inner;
    for line in text[inner..].split_inclusive('\n') {
        let is_end = line.trim_end() == mark || (mark == "---" && line.trim_end() == "...");
        if is_end {
            let within = Span::new(inner, at);
            let end = at + line.len();
            let read = if mark == "---" { yaml(text, within) } else { toml(text, within) };
            return Some(match read {
                Ok(entries) => FrontMatter { end, entries, broken: None },
                Err((at, why)) => {
                    // What has no end is missed at the mark, and missing before it.
                    let last = inner + within.of(text).trim_end().len();
                    FrontMatter::broken(end, Mistake { at: at.min(last), why, within })
                }
            });
        }
        at += line.len();
    }
    None
}

/// Why the front matter of a text cannot be read, if it has some that cannot.
pub(super) fn mistake(text: &str) -> Option<Mistake> {
    read(text)?.broken
}

impl FrontMatter {
    /// One of which nothing can be read; the text begins behind it all the same.
    fn broken(end: usize, mistake: Mistake) -> Self {
        Self { end, entries: Vec::new(), broken: Some(mistake) }
    }

    /// Its keys, with points between those that lie in one another, and values. What lies in `params` or `extra`,
    /// where sites put what they add, is there without them, too.
    pub fn fields(&self) -> impl Iterator<Item = (String, String)> + '_ {
        self.entries.iter().flat_map(|entry| {
            let own = (entry.said.is_empty()).then_some(&entry.value);
            let values = own.into_iter().chain(&entry.said);
            values.flat_map(move |value| {
                let whole = (entry.path.join("."), value.clone());
                let inner = match entry.path.as_slice() {
                    [outer, inner] if matches!(outer.as_str(), "extra" | "params") => {
                        Some((inner.clone(), value.clone()))
                    }
                    _ => None,
                };
                std::iter::once(whole).chain(inner)
            })
        })
    }

    /// The value of the first of some keys, in their order.
    fn first(&self, keys: &[&'static str]) -> Option<(&'static str, &Entry)> {
        keys.iter().find_map(|key| {
            let entry = self.entries.iter().find(|entry| match entry.path.as_slice() {
                [only] => only.eq_ignore_ascii_case(key),
                // `[params]` and `extra:` hold what a site adds.
                [outer, inner] => {
                    matches!(outer.as_str(), "extra" | "params") && inner.eq_ignore_ascii_case(key)
                }
                _ => false,
            })?;
            Some((*key, entry))
        })
    }

    /// The date that it gives the document.
    pub fn date(&self) -> Option<Dated> {
        KEYS.iter().find_map(|key| {
            let (key, entry) = self.first(std::slice::from_ref(key))?;
            let date = parse(&entry.value)?;
            Some(Dated { date, source: DateSource::FrontMatter(key.to_owned()) })
        })
    }

    /// Adds its title and its summary.
    pub fn add_prose(&self, text: &str, composer: &mut Composer) {
        let mut found: Vec<(Role, &Entry)> = [(Role::Headline, TITLES), (Role::Summary, SUMMARIES)]
            .into_iter()
            .filter_map(|(role, keys)| Some((role, self.first(keys)?.1)))
            .collect();
        found.sort_by_key(|(_, entry)| entry.place.start);
        for (role, entry) in found {
            let raw = entry.place.of(text);
            let from = match raw.find(entry.value.as_str()) {
                // Between its quotation marks.
                Some(at) if raw.len() <= entry.value.len() + 2 => {
                    let start = entry.place.start as usize + at;
                    Span::new(start, start + entry.value.len())
                }
                _ => entry.place,
            };
            if role == Role::Headline {
                composer.enter_headline(0);
                composer.words(&entry.value, from);
                composer.leave();
            } else {
                composer.block(role, &entry.value, from);
            }
        }
    }

    /// What its `factlint` table orders.
    pub fn orders(&self, text: &str) -> Vec<StetComment> {
        let scope = Span::new(0, text.len());
        let order =
            |place: Span, order| StetComment { place, scope, reach: Reach::Document, order };
        if let Some(Mistake { within: place, why, .. }) = &self.broken {
            let speaks = place
                .of(text)
                .lines()
                .any(|line| line.trim_start_matches(['[', '"', ' ']).starts_with(TABLE));
            let wrong = || order(*place, Err(format!("it cannot be read: {why}")));
            return speaks.then(wrong).into_iter().collect();
        }
        let is_ours = |entry: &&Entry| entry.path.first().is_some_and(|key| key == TABLE);
        let told = self.entries.iter().filter(is_ours);
        told.map(|entry| {
            let read = match &entry.path[1..] {
                [off, rule] if off == "off" => {
                    let reason = word::one_line(&entry.value);
                    if reason.is_empty() {
                        Err(format!("`{rule}` has no reason; {FORM}"))
                    } else {
                        Ok(StetOrder { rules: vec![rule.clone()], reason })
                    }
                }
                [] => Err(format!("`{TABLE}` is no table; {FORM}")),
                [off, ..] if off == "off" => Err(format!("`off` is no table of rules; {FORM}")),
                [key, ..] => Err(format!("unknown key `{key}`; {FORM}")),
            };
            order(entry.place, read)
        })
        .collect()
    }
}

const FORM: &str = "write `off: { RULE: reason }`";

/// What is wrong, and where in the text.
type Unreadable = (usize, String);

fn yaml(text: &str, within: Span) -> Result<Vec<Entry>, Unreadable> {
    let source = within.of(text);
    let base = within.start as usize;
    // The parser counts characters.
    let offsets: Option<Vec<usize>> = (!source.is_ascii())
        .then(|| source.char_indices().map(|(at, _)| at).chain([source.len()]).collect());
    let offset = |index: usize| match &offsets {
        Some(offsets) => offsets.get(index).copied().unwrap_or(source.len()),
        None => index.min(source.len()),
    };
    let mut entries = Vec::new();
    let mut open: Vec<Node> = Vec::new();
    let mut parser = Parser::new_from_str(source);
    while let Some(event) = parser.next_event() {
        let (event, span) = event
            .map_err(|error| (base + offset(error.marker().index()), error.info().to_owned()))?;
        let place = || {
            let (start, end) = (offset(span.start.index()), offset(span.end.index()));
            let end = start + source[start..end.max(start)].trim_end().len();
            Span::new(base + start, base + end)
        };
        match event {
            Event::Scalar(value, ..) => match open.last_mut() {
                Some(Node::Mapping { key: key @ None, place: known }) => {
                    *key = Some(value.into_owned());
                    *known = place();
                }
                Some(_) => {
                    entries.extend(entry(&open, value.into_owned(), place()));
                    end_value(&mut open);
                }
                None => {}
            },
            Event::Alias(_) => end_value(&mut open),
            Event::SequenceStart(..) => open.push(Node::Sequence),
            Event::MappingStart(..) => {
                open.push(Node::Mapping { key: None, place: Span::new(base, base) });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                open.pop();
                end_value(&mut open);
            }
            _ => {}
        }
    }
    Ok(entries)
}

/// A mapping or a sequence of YAML whose end has not been read yet.
enum Node {
    Mapping { key: Option<String>, place: Span },
    Sequence,
}

/// The entry of a value; a key that is no text has none.
fn entry(open: &[Node], value: String, place: Span) -> Option<Entry> {
    let mut path = Vec::new();
    for node in open {
        match node {
            Node::Mapping { key, .. } => path.push(key.clone()?),
            // A list without a key is nobody's.
            Node::Sequence if path.is_empty() => return None,
            // The items of a list are no values of ours, but its key must be heard.
            Node::Sequence => {
                // What lies in a list that has no key, has none either.
                if path.is_empty() {
                    return None;
                }
                let place = open.iter().rev().find_map(|node| match node {
                    Node::Mapping { place, .. } => Some(*place),
                    Node::Sequence => None,
                })?;
                return Some(Entry { path, value: String::new(), said: vec![value], place });
            }
        }
    }
    (!path.is_empty()).then_some(Entry { path, value, said: Vec::new(), place })
}

/// Makes the innermost mapping wait for its next key.
fn end_value(open: &mut [Node]) {
    if let Some(Node::Mapping { key, .. }) = open.last_mut() {
        *key = None;
    }
}

fn toml(text: &str, within: Span) -> Result<Vec<Entry>, Unreadable> {
    let source = within.of(text);
    let base = within.start as usize;
    let table = DeTable::parse(source).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        (base + at, error.message().to_owned())
    })?;
    let mut entries = Vec::new();
    add_table(table.get_ref(), &mut Vec::new(), base, source, &mut entries);
    Ok(entries)
}

fn add_table(
    table: &DeTable<'_>,
    path: &mut Vec<String>,
    base: usize,
    source: &str,
    entries: &mut Vec<Entry>,
) {
    let place =
        |spanned: std::ops::Range<usize>| Span::new(base + spanned.start, base + spanned.end);
    let mut sorted: Vec<_> = table.iter().collect();
    sorted.sort_by_key(|(key, _)| key.span().start);
    for (key, value) in sorted {
        path.push(key.get_ref().to_string());
        let value: &Spanned<DeValue<'_>> = value;
        let told = match value.get_ref() {
            DeValue::Table(inner) => {
                add_table(inner, path, base, source, entries);
                path.pop();
                continue;
            }
            DeValue::String(text) => (text.to_string(), place(value.span())),
            DeValue::Datetime(_) => (source[value.span()].to_owned(), place(value.span())),
            _ => (String::new(), place(key.span())),
        };
        let said = match value.get_ref() {
            DeValue::Array(items) => {
                items.iter().filter_map(|item| item.get_ref().as_str().map(str::to_owned)).collect()
            }
            DeValue::String(_) | DeValue::Datetime(_) => Vec::new(),
            _ => vec![source[value.span()].to_owned()],
        };
        entries.push(Entry { path: path.clone(), value: told.0, said, place: told.1 });
        path.pop();
    }
}

/// What a value of JSON says that is no text: the items of a list, a number, a flag.
fn said(value: &Json<'_>) -> Vec<String> {
    match value {
        Json::Array(items) => items
            .elements
            .iter()
            .flat_map(|item| match item {
                Json::StringLit(text) => vec![text.value.to_string()],
                _ => Vec::new(),
            })
            .collect(),
        Json::NumberLit(number) => vec![number.value.to_owned()],
        Json::BooleanLit(flag) => vec![flag.value.to_string()],
        _ => Vec::new(),
    }
}

/// A JSON object at the start of a text, as Hugo has it.
fn read_json(text: &str, start: usize) -> Option<FrontMatter> {
    let mut values =
        serde_json::Deserializer::from_str(&text[start..]).into_iter::<serde::de::IgnoredAny>();
    if values.next()?.is_err() {
        return broken_json(text, start);
    }
    let end = start + values.byte_offset();
    // What follows on the same line belongs to the text: then this was no front matter.
    let rest = &text[end..];
    let line = rest.split_inclusive('\n').next().unwrap_or_default();
    if !line.trim().is_empty() {
        return None;
    }
    let within = Span::new(start, end);
    let parsed =
        jsonc_parser::parse_to_ast(within.of(text), &Default::default(), &Default::default());
    let mut entries = Vec::new();
    if let Some(Json::Object(object)) = parsed.ok()?.value.as_ref() {
        add_object(object, &mut Vec::new(), start, &mut entries);
    }
    Some(FrontMatter { end: end + line.len(), entries, broken: None })
}

/// What is meant to be an object of front matter and is none: it begins with a line `{`, its next line is a key,
/// and a line `}` ends it.
fn broken_json(text: &str, start: usize) -> Option<FrontMatter> {
    let inner = text[start..].strip_prefix('{')?;
    let mut lines = inner.split_inclusive('\n');
    let mut at = start + 1 + lines.next().filter(|line| line.trim().is_empty())?.len();
    if !lines.clone().next()?.trim_start().starts_with('"') {
        return None;
    }
    let end = lines.find_map(|line| {
        at += line.len();
        (line.trim_end() == "}").then_some(at)
    })?;
    let within = Span::new(start, end);
    let error = serde_json::from_str::<serde::de::IgnoredAny>(within.of(text).trim_end()).err()?;
    let lines_before = error.line().saturating_sub(1);
    let line = within.of(text).split_inclusive('\n').take(lines_before).map(str::len);
    let why = error.to_string();
    // Its place is told already.
    let why = why.split(" at line ").next().unwrap_or_default().to_owned();
    let at = start + line.sum::<usize>();
    Some(FrontMatter::broken(end, Mistake { at, why, within }))
}

fn add_object(
    object: &jsonc_parser::ast::Object<'_>,
    path: &mut Vec<String>,
    base: usize,
    entries: &mut Vec<Entry>,
) {
    let place =
        |range: jsonc_parser::common::Range| Span::new(base + range.start, base + range.end);
    for property in &object.properties {
        path.push(property.name.as_str().to_owned());
        match &property.value {
            Json::Object(inner) => add_object(inner, path, base, entries),
            Json::StringLit(text) => entries.push(Entry {
                path: path.clone(),
                value: text.value.to_string(),
                said: Vec::new(),
                place: place(text.range),
            }),
            _ => entries.push(Entry {
                path: path.clone(),
                value: String::new(),
                said: said(&property.value),
                place: place(property.range),
            }),
        }
        path.pop();
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    /// Asks all that can be asked of the front matter of a text.
    fn ask(text: &str) {
        let Some(matter) = read(text) else { return };
        assert!(matter.entries.iter().all(|entry| !entry.path.is_empty()), "{text}");
        let orders = matter.orders(text);
        assert!(orders.iter().all(|order| order.place.end as usize <= text.len()), "{text}");
        let mut composer = Composer::default();
        matter.add_prose(text, &mut composer);
        composer.finish();
        let _ = (matter.date(), matter.fields().count());
    }

    proptest::proptest! {
        #[test]
        fn any_front_matter(
            inner in "(\n|\n  |- |a: |title: |é|\\[|\\]|\\{|\\}|, |\"|factlint|off|: |&a |\\*a|---|\\? |\\| |#|= |1|\\.){0,24}",
        ) {
            for mark in ["---", "+++"] {
                ask(&format!("{mark}\n{inner}\n{mark}\nText\n"));
            }
            ask(&format!("{{{inner}}}\nText\n"));
        }
    }

    #[test]
    fn a_list_is_no_table_of_fields() {
        for list in ["- a: b", "- a\n- b", "- - a: b", "-\n  factlint: off", "[{a: b}]", "a"] {
            let text = format!("---\n{list}\n---\nText\n");
            ask(&text);
            assert!(read(&text).is_none_or(|matter| matter.entries.is_empty()), "{text}");
        }
        let text = "---\npeople:\n  - name: Lee\n---\n";
        let read = read(text).expect("front matter");
        assert_eq!(read.entries[0].path, ["people"]);
    }

    #[test]
    fn three_notations_say_the_same() {
        for text in [
            "---\ntitle: \"Bridge opens\"\ndate: 2025-10-17\ntags: [a, b]\nfactlint:\n  off:\n    kyiv: quotes an old book\n---\nText\n",
            "+++\ntitle = \"Bridge opens\"\ndate = 2025-10-17\ntags = [\"a\"]\n[factlint.off]\nkyiv = \"quotes an old book\"\n+++\nText\n",
            "{\n  \"title\": \"Bridge opens\",\n  \"date\": \"2025-10-17T08:00:00Z\",\n  \"tags\": [\"a\"],\n  \"factlint\": {\"off\": {\"kyiv\": \"quotes an old book\"}}\n}\nText\n",
        ] {
            let matter = read(text).expect(text);
            assert_eq!(&text[matter.end..], "Text\n");
            let dated = matter.date().map(|dated| dated.date.to_string());
            assert_eq!(dated.as_deref(), Some("2025-10-17"));
            let orders = matter.orders(text);
            let order = StetOrder {
                rules: vec!["kyiv".to_owned()],
                reason: "quotes an old book".to_owned(),
            };
            assert_eq!(orders.iter().map(|one| one.order.clone()).collect::<Vec<_>>(), [Ok(order)]);
            let mut composer = Composer::default();
            matter.add_prose(text, &mut composer);
            let contents = composer.finish();
            let headline = contents.map.exact(contents.blocks[0].span).expect("verbatim");
            assert_eq!(headline.of(text), "Bridge opens");
        }
    }

    #[test]
    fn characters_are_no_bytes() {
        let text = "---\nauthor: Zoë Müller\ntitle: Brücke öffnet\n---\n";
        let matter = read(text).expect("front matter");
        let mut composer = Composer::default();
        matter.add_prose(text, &mut composer);
        let contents = composer.finish();
        assert_eq!(contents.map.hull(contents.blocks[0].span).of(text), "Brücke öffnet");
    }

    #[test]
    fn front_matter_without_keys_orders_nothing() {
        for text in ["---\njust words\n---\nText.\n", "---\n- a: b\n---\nText.\n"] {
            let orders = read(text).map(|matter| matter.orders(text)).unwrap_or_default();
            assert!(orders.is_empty(), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_meant_is_told() {
        for (text, told) in [
            ("---\nfactlint:\n  of:\n    kyiv: so\n---\n", "unknown key `of`"),
            ("---\nfactlint:\n  off:\n    kyiv:\n---\n", "`kyiv` has no reason"),
            ("---\nfactlint:\n  off: [kyiv]\n---\n", "`off` is no table of rules"),
            ("---\nfactlint: off\n---\n", "`factlint` is no table"),
            ("---\nfactlint:\n  off: { a: b\n---\n", "cannot be read"),
        ] {
            let orders = read(text).expect(text).orders(text);
            let wrong = orders[0].order.clone().expect_err(text);
            assert!(wrong.contains(told), "{text}: {wrong}");
        }
        assert!(read("---\ntitle: a\n").is_none());
        assert!(read("--- a\n---\n").is_none());
        assert!(read("{\"a\": 1} is JSON\n").is_none());
        assert!(read("---\na: [\n---\n").expect("broken").orders("---\na: [\n---\n").is_empty());
    }
}
