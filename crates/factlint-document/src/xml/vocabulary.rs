//! What the elements of an XML text mean, by the element at its root: tables of names, those that come with factlint
//! (`data/vocabularies.toml`) and one's own.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use toml::de::{DeTable, DeValue};

/// What an element is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A title of the document or of a section.
    Headline,
    /// What tells in a sentence or two what the document says.
    Summary,
    /// Running text.
    Paragraph,
    /// What stands below a picture or above a table.
    Caption,
    /// Somebody else's words.
    Quotation,
    /// Program text.
    Code,
    /// What readers do not read for itself.
    Boilerplate,
    /// A list.
    List,
    /// An entry of a list, or a term of one.
    ListItem,
    /// What is told of the term before it.
    Definition,
    /// A table.
    Table,
    /// Rows that head a table.
    Head,
    /// A row.
    Row,
    /// A cell.
    Cell,
    /// A cell that heads its row or column.
    HeadCell,
    /// Part of a sentence, set in bold.
    Bold,
    /// Part of a sentence, set as code.
    InlineCode,
    /// Part of a sentence.
    Inline,
    /// Nothing of it is read.
    Skip,
}

impl Part {
    /// Every part with the key that a vocabulary has for it.
    pub const ALL: &'static [(&'static str, Part)] = &[
        ("headline", Part::Headline),
        ("summary", Part::Summary),
        ("paragraph", Part::Paragraph),
        ("caption", Part::Caption),
        ("quotation", Part::Quotation),
        ("code", Part::Code),
        ("boilerplate", Part::Boilerplate),
        ("list", Part::List),
        ("list-item", Part::ListItem),
        ("definition", Part::Definition),
        ("table", Part::Table),
        ("head", Part::Head),
        ("row", Part::Row),
        ("cell", Part::Cell),
        ("head-cell", Part::HeadCell),
        ("bold", Part::Bold),
        ("inline-code", Part::InlineCode),
        ("inline", Part::Inline),
        ("skip", Part::Skip),
    ];

    /// The part that a key names.
    pub fn by_key(key: &str) -> Option<Part> {
        Self::ALL.iter().find(|(known, _)| *known == key).map(|(_, part)| *part)
    }

    /// Whether it is a part of a sentence.
    pub(super) fn is_inline(self) -> bool {
        matches!(self, Self::Bold | Self::InlineCode | Self::Inline)
    }
}

/// Where a vocabulary finds the day: an element, or an attribute of one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct DatePath {
    path: Vec<String>,
    attribute: Option<String>,
}

/// What elements mean below certain roots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    roots: Vec<String>,
    /// Words that tell texts of this vocabulary from others with the same root.
    marks: Vec<String>,
    /// By the name of an element: the names of those right around it, and what it is there.
    parts: BTreeMap<String, Vec<(Vec<String>, Part)>>,
    dates: Vec<DatePath>,
}

impl Vocabulary {
    /// A vocabulary of texts with this element at their root.
    pub fn of(root: &str) -> Self {
        Self { roots: vec![root.to_owned()], ..Self::default() }
    }

    /// Says what the elements at a path are, "fig/title".
    ///
    /// # Errors
    /// What is wrong with the path.
    pub fn add(&mut self, part: Part, path: &str) -> Result<(), String> {
        let mut names = names(path)?;
        if names.last().is_some_and(|name| name.starts_with('@')) {
            return Err("an attribute tells a `date` alone".to_owned());
        }
        let Some(last) = names.pop() else { return Err("names no element".to_owned()) };
        let known = self.parts.entry(last).or_default();
        known.push((names, part));
        // The longest path counts.
        known.sort_by_key(|(around, _)| std::cmp::Reverse(around.len()));
        Ok(())
    }

    /// Says where the day stands, behind those places that are surer: "pubdate", "created/@date".
    ///
    /// # Errors
    /// What is wrong with the path.
    pub fn add_date(&mut self, path: &str) -> Result<(), String> {
        let mut path = names(path)?;
        let attribute = path.pop_if(|last| last.starts_with('@'));
        let attribute = attribute.map(|name| name.trim_start_matches('@').to_owned());
        if path.is_empty() {
            return Err("names no element: write \"created/@date\"".to_owned());
        }
        self.dates.push(DatePath { path, attribute });
        Ok(())
    }

    fn is_of(&self, root: &str) -> bool {
        self.roots.iter().any(|known| known == root || known == "*")
    }
}

/// The names of a path.
fn names(path: &str) -> Result<Vec<String>, String> {
    /// Nobody needs to say more of what lies around.
    const MOST: usize = 8;
    let names: Vec<String> = path.split('/').map(str::to_owned).collect();
    let is_name = |(at, name): (usize, &String)| {
        let is_last = at + 1 == names.len();
        let plain = if is_last { name.strip_prefix('@').unwrap_or(name) } else { name.as_str() };
        !plain.is_empty()
            && plain.chars().all(|sign| sign.is_alphanumeric() || "-_.".contains(sign))
    };
    if names.len() > MOST || !names.iter().enumerate().all(is_name) {
        return Err("is no path: write \"title\" or \"fig/title\", without prefixes".to_owned());
    }
    Ok(names)
}

/// The vocabularies that come with factlint.
fn built_in() -> &'static [Vocabulary] {
    static BUILT_IN: OnceLock<Vec<Vocabulary>> = OnceLock::new();
    BUILT_IN.get_or_init(|| read_all(include_str!("../../data/vocabularies.toml")))
}

/// Reads a file of vocabularies; what is no such thing is left out, and a test holds that nothing is.
fn read_all(text: &str) -> Vec<Vocabulary> {
    let Ok(tables) = DeTable::parse(text) else { return Vec::new() };
    let read = |table: &DeValue<'_>| {
        let DeValue::Table(table) = table else { return None };
        let mut vocabulary = Vocabulary::default();
        for (key, value) in table {
            let DeValue::Array(paths) = value.get_ref() else { return None };
            for path in paths {
                let DeValue::String(path) = path.get_ref() else { return None };
                match key.get_ref().as_ref() {
                    "root" => vocabulary.roots.push(path.to_string()),
                    "mark" => vocabulary.marks.push(path.to_string()),
                    "date" => vocabulary.add_date(path).ok()?,
                    key => vocabulary.add(Part::by_key(key)?, path).ok()?,
                }
            }
        }
        Some(vocabulary)
    };
    tables.get_ref().values().filter_map(|table| read(table.get_ref())).collect()
}

/// The vocabularies that hold for one text, the first of which counts.
pub(super) struct Vocabularies<'v>(Vec<&'v Vocabulary>);

impl<'v> Vocabularies<'v> {
    /// Those for a root: one's own, those that come with factlint, and where these know nothing, what names mean
    /// anywhere.
    pub fn of(root: &str, text: &str, own: &'v [Vocabulary]) -> Self {
        let mut found: Vec<&Vocabulary> = own.iter().filter(|one| one.is_of(root)).collect();
        let known = built_in().iter().filter(|one| one.roots.iter().any(|known| known == root));
        let mut known: Vec<&Vocabulary> = known.collect();
        if known.len() > 1 {
            known.sort_by_key(|one| !one.marks.iter().any(|mark| text.contains(mark.as_str())));
        }
        found.extend(known);
        if found.is_empty() {
            found.extend(built_in().iter().filter(|one| one.is_of(root)));
        }
        Self(found)
    }

    /// What an element is; `around` are the names of those around it, the innermost last.
    pub fn part(&self, name: &str, around: &[&str]) -> Option<Part> {
        self.0.iter().find_map(|one| {
            let known = one.parts.get(name)?;
            known.iter().find(|(path, _)| ends_with(around, path)).map(|(_, part)| *part)
        })
    }

    /// How sure the day is that an element tells, less being surer, and the attribute that it stands in.
    pub fn dates<'s>(
        &'s self,
        name: &'s str,
        around: &'s [&'s str],
    ) -> impl Iterator<Item = (usize, Option<&'s str>)> {
        let all = self.0.iter().flat_map(|one| &one.dates).enumerate();
        all.filter_map(move |(rank, date)| {
            let (last, path) = date.path.split_last()?;
            (last == name && ends_with(around, path)).then_some((rank, date.attribute.as_deref()))
        })
    }
}

fn ends_with(around: &[&str], path: &[String]) -> bool {
    around.len() >= path.len()
        && around[around.len() - path.len()..].iter().zip(path).all(|(one, other)| one == other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_with_it_is_read() {
        assert_eq!(built_in().len(), 6);
        for one in built_in() {
            assert!(!one.dates.is_empty() && one.parts.len() > 15, "{one:?}");
        }
    }

    #[test]
    fn the_longest_path_counts() {
        let found = Vocabularies::of("topic", "", &[]);
        assert_eq!(found.part("title", &["topic"]), Some(Part::Headline));
        assert_eq!(found.part("title", &["topic", "fig"]), Some(Part::Caption));
        assert_eq!(found.part("xyz", &["topic"]), None);
        let mut own = Vocabulary::of("topic");
        own.add(Part::Skip, "topic/title").unwrap_or_default();
        let own = [own];
        assert_eq!(Vocabularies::of("topic", "", &own).part("title", &["topic"]), Some(Part::Skip));
        assert_eq!(Vocabularies::of("story", "", &own).part("title", &[]), Some(Part::Headline));
    }

    #[test]
    fn paths_that_are_none() {
        for path in ["", "a//b", "a b", "@a/b", "ns:a", "a/", "/a"] {
            assert!(Vocabulary::default().add(Part::Code, path).is_err(), "{path}");
        }
        assert!(Vocabulary::default().add(Part::Code, "a/@b").is_err());
        assert!(Vocabulary::default().add_date("@b").is_err());
        assert!(Vocabulary::default().add_date("a.b/@c-d").is_ok());
    }
}
