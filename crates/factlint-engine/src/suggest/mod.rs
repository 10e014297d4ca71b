//! Suggestions: rules for what a corpus disagrees on, where no rule asks yet.
//!
//! Documents are gleaned one by one ([`Gleaned::of`]), and rules drafted from all that was gleaned ([`drafts`]): a pure
//! function, which only says what is worth asking. Whether the corpus disagrees is for the engine to say, as ever: a
//! draft is a suggestion if its rule finds something, and if its example does so too.

mod event;
mod example;
mod glean;
mod measure;
mod party;
mod spelling;
mod story;
mod title;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use jiff::civil::Date;

use crate::ruleset::RuleSet;
pub use example::{Reach, example_text};
pub use glean::Gleaned;
pub use story::Stories;

/// No more rules of one sort are drafted; those that most documents speak of come first.
const MOST: usize = 200;

/// A subject that a draft declares.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// Its id in `[subject.ID]`.
    pub id: String,
    /// As it is called.
    pub names: Vec<String>,
    /// The noun for it and its like: "missile".
    pub noun: String,
}

/// A document that shows what a rule catches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleText {
    /// Prose, on one line.
    pub text: String,
    /// The document's date.
    pub on: Option<Date>,
}

/// A rule that may be worth having.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The rule's id.
    pub id: String,
    /// Its kind of check.
    pub check: &'static str,
    /// How sure it is that what it finds is a mistake: the surest first.
    pub certainty: u8,
    /// What it is told by across runs, whatever its id: kind, names and cue.
    pub anchor: String,
    /// What the corpus says, for a comment above the rule.
    pub why: String,
    /// Subjects that it needs; drafts may share them.
    pub subjects: Vec<Subject>,
    /// Its own keys, with their values as TOML.
    keys: Vec<(&'static str, String)>,
}

impl Draft {
    /// The names of whom or what it is about, as far as an example may have to name it.
    pub fn names(&self) -> &[String] {
        self.subjects.first().map_or(&[], |subject| &subject.names)
    }

    /// Whether it compares whatever its kind compares, so that each finding stands for itself.
    pub fn is_of_all(&self) -> bool {
        self.keys.is_empty()
    }

    /// The rule as TOML, without its subjects.
    pub fn rule(&self, examples: &[Vec<ExampleText>]) -> String {
        let mut toml = String::new();
        for line in self.why.lines() {
            let _ = writeln!(toml, "# {}", plain(line));
        }
        let width = self.keys.iter().map(|(key, _)| key.len()).max().unwrap_or(0).max(5);
        let _ = writeln!(toml, "[[rule]]");
        let all = [("id", quoted(&self.id)), ("check", quoted(self.check))];
        for (key, value) in all.iter().chain(&self.keys) {
            let _ = writeln!(toml, "{key:<width$} = {value}");
        }
        for documents in examples {
            let _ = writeln!(toml, "\n[[rule.example]]");
            match documents.as_slice() {
                [one] => {
                    let _ = writeln!(toml, "bad = {}", quoted(&one.text));
                    if let Some(on) = one.on {
                        let _ = writeln!(toml, "on  = {on}");
                    }
                }
                several => {
                    let _ = writeln!(toml, "bad  = true\ndocs = [");
                    for one in several {
                        let on = one.on.map(|on| format!(", on = {on}")).unwrap_or_default();
                        let _ = writeln!(toml, "  {{ text = {}{on} }},", quoted(&one.text));
                    }
                    let _ = writeln!(toml, "]");
                }
            }
        }
        toml
    }
}

/// Subjects as TOML, each once.
pub fn subjects_of<'d>(drafts: impl Iterator<Item = &'d Draft>) -> String {
    let subjects: BTreeSet<&Subject> = drafts.flat_map(|draft| &draft.subjects).collect();
    let mut toml = String::new();
    for subject in subjects {
        let _ = writeln!(
            toml,
            "[subject.{}]\nnames = {}\nkind  = {}\nnouns = {}\n",
            subject.id,
            list(&subject.names),
            quoted(&subject.noun),
            list(std::slice::from_ref(&subject.noun)),
        );
    }
    toml
}

/// Rules that what was gleaned makes worth asking, the surest first. What rules of the same kind ask already of
/// everything is not drafted again.
pub fn drafts(documents: &[Gleaned], known: &RuleSet) -> Vec<Draft> {
    let mut all = Vec::new();
    all.extend(spelling::drafts(documents));
    all.extend(title::drafts(documents));
    all.extend(measure::drafts(documents));
    all.extend(party::drafts(documents));
    all.extend(event::drafts(documents));
    let asks = |check: &str| known.rules.iter().any(|one| one.rule.kind == check);
    if !asks("quote") {
        all.push(of_all("same-quotation", "quote", 88, "What one person said reads the same."));
    }
    if !asks("agreement") {
        let why = "Passages that tell the same in nearly the same words do not differ.";
        all.push(of_all("agreement", "agreement", 86, why));
    }
    all.sort_by(|one, other| {
        (std::cmp::Reverse(one.certainty), &one.anchor)
            .cmp(&(std::cmp::Reverse(other.certainty), &other.anchor))
    });
    let mut taken: BTreeSet<String> =
        known.rules.iter().map(|one| one.rule.id.to_string()).collect();
    let subjects = &known.vocabulary.subjects;
    for draft in &mut all {
        draft.id = untaken(&draft.id, |id| taken.contains(id));
        taken.insert(draft.id.clone());
        for subject in &mut draft.subjects {
            let id = untaken(&subject.id, |id| subjects.find(id).is_some());
            for (key, value) in &mut draft.keys {
                if *key == "about" && *value == quoted(&subject.id) {
                    *value = quoted(&id);
                }
            }
            subject.id = id;
        }
    }
    all
}

/// A rule that is about whatever its kind compares.
fn of_all(id: &str, check: &'static str, certainty: u8, why: &str) -> Draft {
    Draft {
        id: id.to_owned(),
        check,
        certainty,
        anchor: check.to_owned(),
        why: why.to_owned(),
        subjects: Vec::new(),
        keys: Vec::new(),
    }
}

/// An id like this one that nobody has.
fn untaken(id: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(id) {
        return id.to_owned();
    }
    (2..).map(|n| format!("{id}-{n}")).find(|id| !is_taken(id)).unwrap_or_default()
}

/// Words as an id: "Tomahawk range" is tomahawk-range.
fn slug(words: &str) -> String {
    let mut id = String::new();
    for piece in words.split(|c: char| !c.is_alphanumeric()).filter(|piece| !piece.is_empty()) {
        if !id.is_empty() {
            id.push('-');
        }
        id.extend(piece.chars().flat_map(char::to_lowercase).filter(char::is_ascii));
    }
    let id = id.trim_matches('-');
    if id.is_empty() { "suggested".to_owned() } else { id.to_owned() }
}

/// A text on one line, with nothing in it that acts.
fn plain(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.chars().filter(|&c| !c.is_control() && !turns_text(c)));
    }
    line
}

/// Whether a character changes the direction in which others are shown.
fn turns_text(character: char) -> bool {
    matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text as a string of TOML.
fn quoted(text: &str) -> String {
    let mut toml = String::from("\"");
    for character in plain(text).chars() {
        if matches!(character, '"' | '\\') {
            toml.push('\\');
        }
        toml.push(character);
    }
    toml.push('"');
    toml
}

fn list(texts: &[String]) -> String {
    let all: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", all.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_document_is_only_text_in_a_rule() {
        assert_eq!(quoted("a \"b\"\n[[rule]]\u{7} \\c"), r#""a \"b\" [[rule]] \\c""#);
        assert_eq!(slug("Tomahawk  (range)"), "tomahawk-range");
        assert_eq!(slug("日本"), "suggested");
    }
}
