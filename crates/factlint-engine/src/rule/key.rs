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
    Key::new("example", Shape::Tables(EXAMPLE)),
    Key::new("except", Shape::Texts),
    Key::new("from", Shape::Date),
    Key::new("id", Shape::Text),
    Key::new("in", Shape::Choices(ROLES)),
    Key::new("message", Shape::Text),
    Key::new("near", Shape::TextLists),
    Key::new("quotes", Shape::Choice(&["skip", "include", "only"])),
    Key::new("review-by", Shape::Date),
    Key::new("scope", Shape::Choice(&["sentence", "paragraph", "document", "corpus"])),
    Key::new("severity", Shape::Choice(&["error", "warning", "note"])),
    Key::new("source", Shape::Text),
    Key::new("unless-near", Shape::Texts),
    Key::new("unread", Shape::Choice(&["off", "error", "warning", "note"])),
    Key::new("until", Shape::Date),
];

/// `[[rule.example]]`.
const EXAMPLE: &[Key] = &[
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
