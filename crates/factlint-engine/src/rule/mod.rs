//! Rules as data: what to look for, what must hold, and who says so. No check kind is known here.

pub mod conditions;
pub mod fact_file;
pub mod key;
pub mod phrase;
pub mod problems;
pub mod source;
pub mod subject;
pub mod table;

use std::borrow::Cow;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use crate::finding::{Label, Origin, Severity};
use factlint_document::{Format, Roles};
use factlint_language::unit::Units;
use factlint_language::words::Words;
use phrase::Cue;
use subject::SubjectId;

/// What a label gives, as far as its words mean something else beside one or the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    /// A measure of a thing: a length, a mass, a power.
    Measure,
    /// How many there are of something.
    Count,
    /// What something costs, earns or pays, or how much comes in a time.
    Money,
    /// When something happened, or happens.
    Date,
    /// A version, a port, a code.
    Text,
}

/// How far apart claims may stand and still be compared.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Within one sentence.
    Sentence,
    /// Within one block.
    Paragraph,
    /// Within one document.
    Document,
    /// Across all documents.
    Corpus,
}

impl Scope {
    /// The word that rule files use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Paragraph => "paragraph",
            Self::Document => "document",
            Self::Corpus => "corpus",
        }
    }
}

/// Whether quoted speech counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quotes {
    /// Quoted speech makes no claims.
    Skip,
    /// Quoted speech counts like other text.
    Include,
    /// Only quoted speech counts.
    Only,
}

impl Quotes {
    /// Whether words that are quoted speech, or are not, count.
    pub fn admit(self, quoted: bool) -> bool {
        match self {
            Self::Skip => !quoted,
            Self::Include => true,
            Self::Only => quoted,
        }
    }
}

/// What is asked of words before they make a claim, beside `near`, `unless-near` and `in`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Does `except` leave them out?
    Except,
    /// Does `quotes` leave them out?
    Quotes,
    /// Do they stand in a correction, which repeats what was wrong?
    Correction,
    /// Are they stated as true of now?
    Asserted,
}

impl Question {
    /// For kinds that look at words, whatever the sentence does with them.
    pub const OF_WORDS: &'static [Question] = &[Self::Except, Self::Quotes];
    /// For kinds that compare what is stated.
    /// For kinds that hold what is said against a record, in whatever mood.
    pub const OF_RECORDS: &'static [Question] = &[Self::Except, Self::Quotes, Self::Correction];
    /// For kinds that compare what is stated.
    pub const OF_STATEMENTS: &'static [Question] =
        &[Self::Except, Self::Quotes, Self::Correction, Self::Asserted];
}

/// What an example shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The rule reports something in it.
    Bad,
    /// The rule says nothing about it.
    Good,
}

/// A text with the verdict that its author expects.
#[derive(Clone, Debug)]
pub struct Example {
    /// What should come out.
    pub verdict: Verdict,
    /// The documents; most examples are one.
    pub documents: Vec<ExampleDocument>,
    /// Where it stands in the rule file.
    pub place: Label,
}

/// A document of an example.
#[derive(Clone, Debug)]
pub struct ExampleDocument {
    /// Its text.
    pub text: String,
    /// Its date, where it does not state one itself.
    pub on: Option<Date>,
    /// How it is read.
    pub format: Format,
}

/// What a rule set talks about: its phrases, its subjects, and the units it knows.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// Names, cues, nouns and forms.
    pub phrases: phrase::Phrases,
    /// Subjects with their kinds.
    pub subjects: subject::Subjects,
    /// Built-in units and those that rule files add.
    pub units: Cow<'static, Units>,
    /// English words and phrases by class.
    pub words: Cow<'static, Words>,
}

impl Vocabulary {
    /// Counts up when the same words are read differently: what was read by an older version is read again.
    pub const READING_VERSION: u8 = 10;

    /// A hash of all that decides how a text is read.
    pub fn hash(&self) -> u64 {
        let mut recipe = vec![Self::READING_VERSION];
        let mut add = |text: &str, mark: u8| {
            recipe.extend_from_slice(text.as_bytes());
            recipe.push(mark);
        };
        for (_, phrase) in self.phrases.iter() {
            add(&phrase.text, 0xF8 + phrase.inflection as u8);
        }
        for (_, subject) in self.subjects.iter() {
            for name in &subject.names {
                add(&self.phrases.get(*name).text, 0xFC);
            }
            add(&subject.kind.0.to_string(), 0xFD);
        }
        for (noun, kinds) in self.subjects.nouns() {
            let kinds: Vec<String> = kinds.iter().map(|kind| kind.0.to_string()).collect();
            add(&self.phrases.get(noun).text, 0xFE);
            add(&kinds.join(" "), 0xFE);
        }
        if let Cow::Owned(units) = &self.units {
            for (_, unit) in units.iter() {
                add(&format!("{} {} {}", unit.name, unit.factor, unit.offset), 0xFF);
            }
        }
        xxhash_rust::xxh3::xxh3_64(&recipe)
    }
}

/// What all kinds of rules share.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Unique among the rules that are loaded together.
    pub id: Arc<str>,
    /// The id of the rule with `each` that it was made of for one row.
    pub row_of: Option<Arc<str>>,
    /// Name of its check kind.
    pub kind: &'static str,
    /// What it is about.
    pub about: Vec<SubjectId>,
    /// Cues in the same sentence: one of each list.
    pub near: Vec<Vec<Cue>>,
    /// Words in the same sentence that make the rule keep silent.
    pub unless_near: Vec<Cue>,
    /// How far apart claims may stand and still be compared.
    pub scope: Scope,
    /// How much its findings matter.
    pub severity: Severity,
    /// How much statements matter that are about it and unclear; outer none where the rule does not say, inner none
    /// where they are only counted.
    pub unread: Option<Option<Severity>>,
    /// Who says so.
    pub source: Option<String>,
    /// When the source was last looked at.
    pub checked: Option<Date>,
    /// After which day its findings are only warnings.
    pub review_by: Option<Date>,
    /// The document dates that it judges.
    pub period: Period,
    /// Phrases in which the words mean something else.
    pub except: Vec<Cue>,
    /// Whether quoted speech counts.
    pub quotes: Quotes,
    /// What its kind asks of words before they make a claim.
    pub asks: &'static [Question],
    /// The blocks that it reads.
    pub within: Roles,
    /// The documents that it reads; none where it reads all.
    pub conditions: Option<Arc<conditions::Conditions>>,
    /// Whether what it compares are defaults, which examples and further instances do not contradict.
    pub is_default: bool,
    /// What the values are that it compares.
    pub gives: Gives,
    /// The author's wording of its findings, with `{placeholders}`.
    pub message: Option<String>,
    /// Texts with the verdict to expect.
    pub examples: Vec<Example>,
    /// Its `[[rule]]` header, or its id where there is one.
    pub place: Label,
    /// What all its findings say below: its source, and its place. Made once and shared.
    pub notes: RuleNotes,
    /// Hash of what its table says (see [`table::Table::digest`]) and of its fact.
    pub hash: u64,
}

/// What all findings of a rule say below.
#[derive(Clone, Debug)]
pub struct RuleNotes {
    /// "source: U.S. Navy fact file (checked 2025-10-17)".
    pub source: Option<Arc<str>>,
    /// "rule: rules/house.toml, line 9".
    pub place: Arc<str>,
}

impl RuleNotes {
    /// The notes of a rule that stands at a place and has a source.
    pub fn new(at: &Label, source: Option<&str>, checked: Option<Date>) -> Self {
        let source = source.map(|source| match checked {
            Some(checked) => format!("source: {source} (checked {checked})").into(),
            None => format!("source: {source}").into(),
        });
        let file = if at.origin == Origin::Pack { "shipped pack " } else { "" };
        let place = format!("rule: {file}{}, line {}", at.path, at.start.line).into();
        Self { source, place }
    }
}

impl Rule {
    /// What overrides and stets may call it.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [Some(&*self.id), self.row_of.as_deref()].into_iter().flatten()
    }

    /// Whether overrides and stets that speak of `name` mean this rule: by its id, or as one of the rows.
    pub fn is_called(&self, name: &str) -> bool {
        *self.id == *name || self.row_of.as_deref() == Some(name)
    }

    /// Whether the rule judges documents of this date. Undated ones are judged only by rules
    /// without a period.
    pub fn covers(&self, date: Option<Date>) -> bool {
        date.map_or(!self.has_period(), |date| self.period.touches(date, date))
    }

    /// Whether the rule is limited to a period, so that it needs a document's date.
    pub fn has_period(&self) -> bool {
        self.period != Period::default()
    }
}

/// A stretch of time in which a fact holds; both ends included, no end means open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
}

impl Period {
    /// The keys `from` and `until` of a table.
    pub fn read(table: &mut table::Table<'_>) -> Self {
        let from = table.date("from");
        let until = table.date("until");
        if let (Some(from), Some(until)) = (&from, &until)
            && from.get_ref() > until.get_ref()
        {
            table.problem(
                until.span(),
                format!("{} can never match", table.what()),
                format!("ends before it begins ({})", from.get_ref()),
            );
        }
        let date = table::Placed::into_inner;
        Self { from: from.map(date), until: until.map(date) }
    }

    /// Whether the period holds a day of the stretch from `first` to `last`.
    pub fn touches(self, first: Date, last: Date) -> bool {
        self.from.is_none_or(|from| from <= last) && self.until.is_none_or(|until| first <= until)
    }

    /// Whether the period is over before `first`.
    pub fn ended_before(self, first: Date) -> bool {
        self.until.is_some_and(|until| until < first)
    }
}
