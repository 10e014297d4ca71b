//! What a kind of check is, and what it reads of a rule.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::{Check, dead};
use crate::conflict::Code;
use crate::rule::fact_file::{FactFiles, OutsideFact};
use crate::rule::key::Key;
use crate::rule::phrase::{Cue, Inflection, Phrases};
use crate::rule::subject::{SubjectId, Subjects};
use crate::rule::table::{Placed, Table};
use crate::rule::{Question, Quotes, Scope};
use factlint_language::figure::Figure;
use factlint_language::unit::Units;
use factlint_language::word;

/// What a rule says about its subject with `about`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// It must name one.
    Required,
    /// It may name one.
    Optional,
    /// It has none.
    None,
}

/// A kind of check: its documentation, its defaults and how its rules are read.
pub struct Kind {
    /// The word after `check =`.
    pub name: &'static str,
    /// What must hold, in one line.
    pub summary: &'static str,
    /// Its page in Markdown: what it reads, its keys, examples, what it stays silent on.
    pub page: &'static str,
    /// The keys that only it has.
    pub keys: &'static [Key],
    /// What its conflicts can be.
    pub codes: &'static [Code],
    /// Whether its rules name a subject.
    pub about: About,
    /// How far apart claims are compared, where a rule does not say.
    pub scope: Scope,
    /// Whether quoted speech counts, where a rule does not say.
    pub quotes: Quotes,
    /// What it asks of words before they make a claim.
    pub asks: &'static [Question],
    /// Reads the keys that only this kind has; problems are reported to the table. None if the rule
    /// cannot be used.
    pub read: fn(&mut Table<'_>, &mut Draft<'_>) -> Option<Box<dyn Check>>,
}

impl Kind {
    /// The rows of the table of keys of its page: the key, its value, its default, without markup.
    pub fn key_table(&self) -> Vec<[String; 3]> {
        let section = self.page.split("\n## Keys\n").nth(1).unwrap_or_default();
        let section = section.split("\n## ").next().unwrap_or_default();
        let rows = section.lines().filter(|line| line.starts_with("| `"));
        rows.map(|line| {
            // A bar inside code is no border: it has no spaces around it.
            let row = line.trim_start_matches("| ").trim_end_matches('|').trim_end();
            let mut cells =
                row.split(" | ").map(|cell| cell.trim().trim_end_matches(" |").replace('`', ""));
            std::array::from_fn(|_| cells.next().unwrap_or_default())
        })
        .collect()
    }
}

impl std::fmt::Debug for Kind {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Kind").field("name", &self.name).finish()
    }
}

/// What texts of `unit` are read as, each once: the rules of a table's rows all ask for the same.
#[derive(Debug, Default)]
pub struct UnitsRead(RefCell<FxHashMap<String, UnitRead>>);

/// What a text of `unit` that is no unit's name is read as.
#[derive(Clone, Debug)]
pub(super) struct UnitRead {
    /// A hint, where it looks like a slip of the pen.
    pub(super) slip: Option<String>,
    /// The figure that seven of it are.
    pub(super) figure: Option<Figure>,
}

impl UnitsRead {
    pub(super) fn get(&self, text: &str, read: impl FnOnce() -> UnitRead) -> UnitRead {
        let known = self.0.borrow().get(text).cloned();
        known.unwrap_or_else(|| {
            let read = read();
            self.0.borrow_mut().insert(text.to_owned(), read.clone());
            read
        })
    }
}

/// The rule that is being read, as far as its kind needs it.
#[derive(Debug)]
pub struct Draft<'a> {
    /// Where names and forms are kept.
    pub phrases: &'a mut Phrases,
    /// The subjects of all files.
    pub subjects: &'a mut Subjects,
    /// The units of all files.
    pub units: &'a Units,
    /// What texts of `unit` are read as.
    pub units_read: &'a UnitsRead,
    /// What the rule is about.
    pub about: &'a [SubjectId],
    /// Its cues.
    pub near: &'a [Vec<Cue>],
    /// Phrases in which the words mean something else.
    pub except: &'a [Cue],
    /// Facts that stand in files of their own.
    pub facts: &'a FactFiles<'a>,
    /// The scope where the rule does not give one; a kind may narrow it by the rule's own keys.
    pub default_scope: Scope,
}

impl Draft<'_> {
    /// The first name of the rule's first subject; empty without one.
    pub(super) fn subject(&self) -> String {
        self.about
            .first()
            .and_then(|&subject| self.subjects.get(subject).names.first())
            .map(|&name| self.phrases.get(name).text.clone())
            .unwrap_or_default()
    }

    /// The fact that `expect-from` names, which is read as if it stood under `key` of the rule. None without
    /// `expect-from`, or where it leads nowhere, which is reported.
    pub(super) fn expect_from(
        &self,
        table: &mut Table<'_>,
        key: &'static str,
    ) -> Option<OutsideFact> {
        if let Some(fact) = table.fact_from_row(key) {
            return Some(fact);
        }
        let source = if table.holds_tables("expect-from") {
            FactSource::Expression(table.table("expect-from")?)
        } else {
            FactSource::Keys(table.string("expect-from")?)
        };
        if let Some(place) = table.place_of(key) {
            table.problem(
                place,
                format!("{} has both `{key}` and `expect-from`", table.what()),
                "one or the other",
            );
            return None;
        }
        match source {
            FactSource::Keys(reference) => {
                let about =
                    self.about.first().map_or("", |&subject| &self.subjects.get(subject).id);
                self.facts.find(table, table.problems(), &reference, about)
            }
            FactSource::Expression(mut files) => {
                let span = files.span();
                let named = files.take_named_strings();
                let [(name, expressions)] = named.as_slice() else {
                    table.problem_with_note(
                        span,
                        format!("`expect-from` of {} names {} files", table.what(), named.len()),
                        "a fact stands in one",
                        "for example: expect-from = { \"src/limits.rs\" = '/MAX_SEATS: u32 = (\\d+)/' }",
                    );
                    return None;
                };
                let [expression] = expressions.as_slice() else {
                    if expressions.len() > 1 {
                        table.problem(
                            expressions[1].span(),
                            format!("`expect-from` of {} has several expressions", table.what()),
                            "write one, with | between its parts",
                        );
                    }
                    return None;
                };
                self.facts.find_by_expression(table, table.problems(), name, expression)
            }
        }
    }

    /// How findings call what the rule is about: "Tomahawk (range)".
    pub(super) fn topic(&self) -> String {
        let subject = self.subject();
        match self.near.first().and_then(|cues| cues.first()) {
            Some(Cue::Phrase(cue)) => format!("{subject} ({})", self.phrases.get(*cue).text),
            _ => subject,
        }
    }
}

/// Where `expect-from` says that a fact stands.
pub(super) enum FactSource<'f> {
    /// In a file, behind keys.
    Keys(Placed<String>),
    /// In a text, where an expression finds it.
    Expression(Table<'f>),
}

/// Whether a phrase of a rule file can be found: it must begin with a letter or digit, since phrases are
/// found by their first word, and be no expression, whose signs no text holds. Reports it if not.
pub fn is_findable(table: &Table<'_>, text: &Placed<String>) -> bool {
    if dead::is_expression(text.get_ref()) {
        table.problem_with_note(
            text.span(),
            format!("{} has a phrase that can never match", table.what()),
            "this looks like a regular expression",
            format!(
                "expressions stand between slashes, where one is taken: '/{}/'",
                text.get_ref()
            ),
        );
        return false;
    }
    let fine = text.get_ref().trim().starts_with(word::is_word);
    if !fine {
        table.problem(
            text.span(),
            format!("{} has a phrase that can never match", table.what()),
            "must begin with a letter or a digit",
        );
    }
    fine
}

/// What a rule writes into texts, without the white space that nobody sees in the rule.
pub(super) fn trimmed(words: Option<Placed<String>>) -> Option<Placed<String>> {
    words.map(|words| Placed::new(words.span(), words.get_ref().trim().to_owned()))
}

/// Words of a rule file that may stand in a text: an expression between slashes, or a phrase. What cannot be
/// used is reported.
pub fn read_cues(
    table: &Table<'_>,
    texts: &[Placed<String>],
    phrases: &mut Phrases,
    inflection: Inflection,
) -> Vec<Cue> {
    let mut cues = Vec::new();
    for text in texts {
        if let Some(pattern) = table.pattern(text) {
            cues.extend(pattern.map(Cue::Pattern));
        } else if is_findable(table, text) {
            cues.push(Cue::Phrase(phrases.intern(text.get_ref(), inflection)));
        }
    }
    cues
}
