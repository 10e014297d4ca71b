//! Keys: what a table of a rule file may hold, for schemas that editors complete by.

/// A key of a table and what it takes. Reading checks more than a schema can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What it takes.
    pub shape: Shape,
}

impl Key {
    /// A key that takes something of this shape.
    pub const fn new(name: &'static str, shape: Shape) -> Self {
        Self { name, shape }
    }
}

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A string.
    Text,
    /// A string or a list of strings.
    Texts,
    /// A string, a list of strings, or a list of such lists.
    TextLists,
    /// `true` or `false`.
    Flag,
    /// A string, or `true` beside a list of documents.
    TextOrFlag,
    /// A number.
    Number,
    /// A string or a bare number: "1,600 km", 1600.
    Figure,
    /// A date.
    Date,
    /// A date or a string.
    DateOrText,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// One of these words, or a list of them.
    Choices(&'static [&'static str]),
    /// A table, or a list of tables, with these keys.
    Tables(&'static [Key]),
    /// A bare value of the first shape, or a list of tables with these keys.
    FactOr(&'static Shape, &'static [Key]),
    /// A table whose keys are free names, each with a string or a list of strings.
    NamedTexts,
    /// Where a fact stands: a string, or a table of a file and an expression.
    Source,
    /// A table whose keys are free names, or a list of names.
    NamedTextsOrTexts,
}

/// The parts that blocks play; a test holds them to [`Role::ALL`](factlint_document::Role::ALL).
const ROLES: &[&str] = &[
    "headline", "summary", "paragraph", "list-item", "table-cell", "caption", "quotation", "code",
    "boilerplate", "comment",
];

/// The keys that rules of every kind may have.
pub const SHARED: &[Key] = &[
    Key::new("about", Shape::Texts),
    Key::new("check", Shape::Text),
    Key::new("checked", Shape::Date),
    Key::new("default", Shape::Flag),
    Key::new("each", Shape::Text),
    Key::new("example", Shape::Tables(EXAMPLE)),
    Key::new("except", Shape::Texts),
    Key::new("from", Shape::Date),
    Key::new("id", Shape::Text),
    Key::new("in", Shape::Choices(ROLES)),
    Key::new("message", Shape::Text),
    Key::new("near", Shape::TextLists),
    Key::new("path", Shape::Texts),
    Key::new("quotes", Shape::Choice(&["skip", "include", "only"])),
    Key::new("review-by", Shape::Date),
    Key::new("scope", Shape::Choice(&["sentence", "paragraph", "document", "corpus"])),
    Key::new("severity", Shape::Choice(&["error", "warning", "note"])),
    Key::new("source", Shape::Text),
    Key::new("unless-near", Shape::Texts),
    Key::new("unread", Shape::Choice(&["off", "error", "warning", "note"])),
    Key::new("until", Shape::Date),
    Key::new("where", Shape::NamedTexts),
];

/// `[[rule.example]]`.
pub(crate) const EXAMPLE: &[Key] = &[
    Key::new("bad", Shape::TextOrFlag),
    Key::new("format", Shape::Choice(FORMATS)),
    Key::new("good", Shape::TextOrFlag),
    Key::new("on", Shape::Date),
    Key::new("docs", Shape::Tables(EXAMPLE_DOCUMENT)),
];

const EXAMPLE_DOCUMENT: &[Key] = &[
    Key::new("format", Shape::Choice(FORMATS)),
    Key::new("on", Shape::Date),
    Key::new("text", Shape::Text),
];

/// How the text of an example is read.
const FORMATS: &[&str] = &["plain", "markdown", "html", "rst", "asciidoc"];

/// `[subject.NAME]`.
pub const SUBJECT: &[Key] = &[
    Key::new("names", Shape::Texts),
    Key::new("kind", Shape::Text),
    Key::new("nouns", Shape::Texts),
];

/// `[[unit]]`.
pub const UNIT: &[Key] = &[
    Key::new("name", Shape::Text),
    Key::new("plural", Shape::Text),
    Key::new("other", Shape::Texts),
    Key::new("symbols", Shape::Texts),
    Key::new("dimension", Shape::Text),
    Key::new("factor", Shape::Number),
    Key::new("offset", Shape::Number),
    Key::new("source", Shape::Text),
];

/// Keys that are often written for others: what they are called here, the likeliest first.
pub(crate) const MEANT_KEYS: &[(&str, &[&str])] = &[
    ("avoid", &["never"]),
    ("avoids", &["never"]),
    ("ban", &["never"]),
    ("banned", &["never"]),
    ("cue", &["near"]),
    ("cues", &["near"]),
    ("context", &["near"]),
    ("correct", &["use"]),
    ("date", &["on", "expect"]),
    ("description", &["message"]),
    ("due", &["review-by"]),
    ("end", &["until"]),
    ("exception", &["except"]),
    ("exceptions", &["except"]),
    ("expected", &["expect"]),
    ("expires", &["review-by", "until"]),
    ("fact", &["expect"]),
    ("fail", &["bad"]),
    ("find", &["pattern", "never"]),
    ("forbid", &["never"]),
    ("forbidden", &["never"]),
    ("format", &["capture"]),
    ("ignore", &["except"]),
    ("ignored", &["except"]),
    ("instead", &["use"]),
    ("keyword", &["near"]),
    ("keywords", &["near"]),
    ("kind", &["check"]),
    ("level", &["severity"]),
    ("match", &["pattern", "capture", "near"]),
    ("msg", &["message"]),
    ("name", &["id", "names", "about"]),
    ("names", &["about", "of"]),
    ("not-near", &["unless-near"]),
    ("number", &["expect"]),
    ("pass", &["good"]),
    ("pattern", &["capture", "near"]),
    ("person", &["about", "speaker"]),
    ("prefer", &["use"]),
    ("preferred", &["use"]),
    ("regex", &["pattern", "capture", "near"]),
    ("regexp", &["pattern", "capture", "near"]),
    ("replace", &["use"]),
    ("replacement", &["use"]),
    ("replace-with", &["use"]),
    ("review", &["review-by"]),
    ("start", &["from"]),
    ("subject", &["about"]),
    ("subjects", &["about"]),
    ("text", &["bad"]),
    ("to", &["until"]),
    ("topic", &["about"]),
    ("trigger", &["near"]),
    ("type", &["check"]),
    ("unit", &["need"]),
    ("units", &["unit", "need"]),
    ("unless", &["unless-near", "except"]),
    ("valid-from", &["from"]),
    ("valid-until", &["until"]),
    ("value", &["expect"]),
    ("values", &["expect"]),
    ("with", &["use", "near"]),
    ("without", &["unless-near"]),
    ("word", &["never", "near"]),
    ("words", &["never", "near"]),
];

/// Words that are often written for those that a key takes.
const MEANT_WORDS: &[(&str, &str)] = &[
    ("all", "corpus"),
    ("block", "paragraph"),
    ("body", "paragraph"),
    ("critical", "error"),
    ("exclude", "skip"),
    ("fatal", "error"),
    ("file", "document"),
    ("global", "corpus"),
    ("heading", "headline"),
    ("hint", "note"),
    ("html5", "html"),
    ("ignore", "skip"),
    ("info", "note"),
    ("information", "note"),
    ("line", "sentence"),
    ("md", "markdown"),
    ("suggestion", "note"),
    ("text", "plain"),
    ("title", "headline"),
    ("txt", "plain"),
    ("warn", "warning"),
];

/// Words that are often written for a kind of check.
pub(crate) const MEANT_CHECKS: &[(&str, &str)] = &[
    ("abbreviation", "acronym"),
    ("age", "elapsed"),
    ("amount", "quantity"),
    ("figure", "quantity"),
    ("figures", "quantity"),
    ("measure", "quantity"),
    ("number", "quantity"),
    ("numbers", "quantity"),
    ("office", "title"),
    ("pattern", "term"),
    ("quotation", "quote"),
    ("range", "quantity"),
    ("regex", "term"),
    ("replace", "term"),
    ("spelling", "name"),
    ("state", "states"),
    ("status", "states"),
    ("substitution", "term"),
    ("sum", "total"),
    ("unit", "conversion"),
    ("version", "value"),
    ("weekday", "calendar"),
    ("word", "term"),
];

/// What a key that is not known is often written for.
pub(super) fn meant_keys(key: &str) -> &'static [&'static str] {
    let key = key.to_lowercase().replace('_', "-");
    MEANT_KEYS.iter().find(|(guess, _)| *guess == key).map_or(&[], |(_, meant)| meant)
}

/// Which of some words another is often written for.
pub(super) fn meant_word(word: &str, known: &[&str]) -> Option<&'static str> {
    let word = word.to_lowercase();
    let found = MEANT_WORDS.iter().find(|(guess, meant)| *guess == word && known.contains(meant));
    found.map(|(_, meant)| *meant)
}

/// The kind of check that a word is often written for.
pub fn meant_check(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    MEANT_CHECKS.iter().find(|(guess, _)| *guess == word).map(|(_, meant)| *meant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use factlint_document::Role;

    #[test]
    fn the_roles_are_those_of_blocks() {
        let roles: Vec<&str> = Role::ALL.iter().map(|(_, name)| *name).collect();
        assert_eq!(roles, ROLES);
    }
}
