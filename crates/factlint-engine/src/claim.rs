//! Claims: what a document says about a subject, before anyone judges it.
//!
//! A claim is self-contained: after a document has been observed, its text may be dropped.

mod keys;
mod packed;

use std::cmp::Ordering;
use std::sync::Arc;

pub use keys::Keys;
pub use packed::{Heading, PackedClaims, RuleTable};

use factlint_document::{Record, Role};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::finding::{Label, Origin};
use factlint_language::interval::Interval;
use factlint_language::span::{Position, Span};

/// Who says it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Speaker {
    /// The document itself.
    Paper,
    /// Someone the text names, in lower case: a surname or a subject's id.
    Named(SmolStr),
    /// Someone the text does not name ("officials said").
    Unnamed,
}

/// One stretch of words that carries a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Bytes in the text; may hold markup.
    pub span: Span,
    /// Line and column of the first byte.
    pub start: Position,
    /// Line and column one past the last byte.
    pub end: Position,
    /// The bytes of the text at `span`.
    pub words: SmolStr,
    /// What readers see of them, where that differs: markup may stand inside.
    pub seen: Option<SmolStr>,
    /// Whether the words can be replaced: no markup lies inside, and they are no code.
    pub replaceable: bool,
    /// What the words mean.
    pub value: Value,
}

impl Part {
    /// The figure that it gives, if it gives one.
    pub fn figure(&self) -> Option<&FigureValue> {
        match &self.value {
            Value::Figure(value) => Some(value),
            _ => None,
        }
    }

    /// Its words as readers see them.
    pub fn seen(&self) -> &str {
        self.seen.as_deref().unwrap_or(&self.words)
    }

    /// A label on its words.
    pub fn label(&self, document: &Record, message: impl Into<SmolStr>) -> Label {
        Label {
            origin: Origin::Document,
            path: document.path.clone(),
            span: self.span,
            start: self.start,
            end: self.end,
            text: self.words.clone(),
            seen: self.seen.as_deref().map(Box::from),
            message: message.into(),
            evidence: false,
            on_disk: document.utf8,
        }
    }

    /// The text by which it is compared; empty where its value is no text.
    pub fn text(&self) -> &str {
        match &self.value {
            Value::Text { text } => text,
            Value::Measured(measured) => &measured.text,
            _ => "",
        }
    }
}

/// What a part of a claim says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Value {
    /// A figure.
    Figure(Box<FigureValue>),
    /// A percentage or a multiple that two figures before it make.
    Percentage {
        /// The percentage, percentage points or multiple.
        figure: Box<FigureValue>,
        /// What it is said to be.
        of: Proportion,
    },
    /// A list with so many items.
    List {
        /// How many.
        items: u32,
    },
    /// The days that a date may mean.
    Period(Days),
    /// A date that hangs on the document's, which is not known.
    Undated,
    /// An age in full years.
    Age {
        /// How many.
        years: u8,
    },
    /// Words that a rule does not want.
    Term {
        /// The groups of the expression that found them.
        captures: Box<[String]>,
        /// What should stand instead, where the rule says so.
        replacement: Option<SmolStr>,
    },
    /// Words that call for others in their scope.
    Required {
        /// Whether those stand there.
        met: bool,
    },
    /// A value that is compared letter by letter.
    Text {
        /// The value, white space folded.
        text: SmolStr,
    },
    /// A value that is compared by how much it is, where the other side has a unit, too.
    Measured(Box<MeasuredValue>),
    /// An office given to a person.
    Title(Box<TitleValue>),
    /// A day as written, which the calendar may not have.
    Day(DayValue),
    /// A statistic.
    Reported(Box<Reported>),
    /// The weekday written with a day.
    Weekday {
        /// Days after Monday: 4 for Friday.
        after_monday: i8,
    },
    /// One of the forms that a rule knows, by its place in the rule.
    Form {
        /// Index of the form in the rule.
        form: usize,
        /// The form as the rule spells it, inflected like the words, where one is preferred.
        replacement: Option<SmolStr>,
    },
}

/// An amount as a claim keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeasuredValue {
    /// The value as it is written, white space folded.
    pub text: SmolStr,
    /// What it measures.
    pub dimension: SmolStr,
    /// How much it is in the base unit, for every unit that its own may mean.
    pub amount: Interval,
}

/// A number of a scientific report, as far as it is written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reported {
    /// What it tells.
    pub statistic: Statistic,
    /// How it stands to the true value.
    pub relation: Relation,
    /// The number.
    pub value: Rounded,
    /// Degrees of freedom of a test, those of the effect before those of the error.
    pub degrees: Vec<Rounded>,
    /// How a p-value was made.
    pub tails: Tails,
}

/// What a reported number tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Statistic {
    /// Student's t.
    T,
    /// Fisher's F.
    F,
    /// χ², and Cochran's Q, which is distributed like it.
    ChiSquare,
    /// Pearson's r.
    R,
    /// A standard normal z.
    Z,
    /// A p-value.
    P,
    /// The words "not significant" in the place of a p-value.
    NotSignificant,
    /// A mean of whole numbers.
    Mean,
    /// How many were observed: cases, persons.
    Size,
    /// How many whole numbers make one observation of a mean: the items of a scale.
    Items,
    /// The estimate of an interval that need not lie in the middle.
    Estimate,
    /// The estimate of an interval that lies in the middle.
    Middle,
    /// An end of a confidence interval.
    End,
    /// How many of a whole.
    Count,
    /// The percentage that they are.
    Percentage,
    /// The degrees of freedom of a test of two groups that differ.
    TwoGroups,
    /// Those of a test of pairs, or of one group.
    OneGroup,
    /// Those of a one-way analysis of variance.
    OneWay,
}

/// How a written number stands to the true one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// The same but for rounding.
    Equal,
    /// The true one is less.
    Below,
    /// The true one is more.
    Above,
}

/// A number with the unit of its last digit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rounded {
    /// As written.
    pub value: f64,
    /// 0.01 for two decimals.
    pub step: f64,
}

impl Rounded {
    /// The values that rounding leaves possible, with both ends: people round halves both ways.
    pub fn interval(self) -> Interval {
        Interval::closed(self.value - self.step / 2.0, self.value + self.step / 2.0)
    }
}

/// How many tails of a distribution make a p-value, and whether it may have been raised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tails {
    /// The result says that its test is one-tailed.
    pub one: bool,
    /// The document has one-tailed tests, and it is not said which.
    pub perhaps_one: bool,
    /// The document corrects p-values for many comparisons, which raises them.
    pub perhaps_raised: bool,
    /// The degrees of freedom may have been rounded to whole numbers.
    pub rounded_degrees: bool,
}

/// What a percentage is said to be of two figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proportion {
    /// How much the second is more than the first.
    Rise,
    /// How much the second is less than the first.
    Fall,
    /// How much of the first the second is.
    Share,
    /// How many times the first the second is.
    Multiple,
}

/// A day of a month as a claim keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayValue {
    /// The year that is written, or else the one that the document's date tells.
    pub year: Option<i16>,
    /// From 1 to 12.
    pub month: i8,
    /// From 1 to 31.
    pub day: i8,
    /// Whether no year is written.
    pub is_yearless: bool,
}

impl DayValue {
    /// The date, if the calendar has it; a leap year's where no year is known.
    pub fn date(&self) -> Option<Date> {
        /// Any leap year does.
        const LEAP_YEAR: i16 = 2000;
        Date::new(self.year.unwrap_or(LEAP_YEAR), self.month, self.day).ok()
    }
}

/// A figure as a claim keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FigureValue {
    /// The number, or the low end of a range, in the unit as written.
    pub low: f64,
    /// The high end of a range.
    pub high: Option<f64>,
    /// Singular name of the unit or of the counted noun; none for a bare number.
    pub unit: Option<SmolStr>,
    /// The plural of that name.
    pub plural: Option<SmolStr>,
    /// What kind of thing is measured; only figures of one dimension are compared.
    pub dimension: SmolStr,
    /// The hedge as written ("about", "more than").
    pub hedge: Option<SmolStr>,
    /// Possible true values in the base unit of the dimension.
    pub interval: Interval,
    /// Possible true values in the unit as written.
    pub as_written: Interval,
    /// The values left possible when every trailing zero may be rounding, in the base unit.
    pub loose: Interval,
    /// How many base units one unit as written is; 1 for counts and bare numbers.
    pub factor: f64,
    /// Added after the factor.
    pub offset: f64,
    /// Digits after the decimal point.
    pub decimals: u8,
    /// The unit of the last place that counts, in the unit as written.
    pub step: f64,
    /// Whether a temperature is read as a difference, which takes no offset.
    pub is_difference: bool,
    /// Whether a temperature may be a difference of temperatures.
    pub may_be_difference: bool,
    /// The figure stands before a noun ("1,000-mile").
    pub attributive: bool,
}

impl FigureValue {
    /// Reads a temperature as a difference of temperatures, which takes no offset.
    pub fn forget_offset(&mut self) {
        self.interval = self.interval.scaled(1.0, -self.offset);
        self.loose = self.loose.scaled(1.0, -self.offset);
        self.offset = 0.0;
        self.is_difference = true;
    }
}

/// How a title is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// As held on the document's date.
    Current,
    /// As held once and no longer ("former", "ex-").
    Former,
}

/// An office given to a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TitleValue {
    /// The title as the rule spells it.
    pub title: String,
    /// How it is given.
    pub stance: Stance,
    /// The person as the text names him.
    pub person: String,
    /// Whether the text gives more than a surname here.
    pub in_full: bool,
    /// What the rule knows of the person.
    pub identity: Identity,
    /// Whether the sentence looks back at the holder's time ("under", "signed by"), so that an office
    /// that is over is no mistake.
    pub looks_back: bool,
    /// Whether it is told of the days of its sentence alone, and not of the document's: "was mayor in 2018".
    pub is_of_then: bool,
    /// A pronoun that refers to the holder of the office ("his").
    pub pronoun: Option<String>,
}

/// Whom a rule takes a name to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Identity {
    /// The subject or holder that the rule lists under this name.
    Known(String),
    /// Not listed, but a letter or two away from this one.
    Resembles(String),
    /// Not listed.
    Unknown,
}

/// The days on which a claim is judged: both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Days {
    /// First possible day.
    pub first: Date,
    /// Last possible day.
    pub last: Date,
}

impl Days {
    /// Just this day.
    pub fn day(date: Date) -> Self {
        Self { first: date, last: date }
    }
}

/// One observation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Id of the rule that asked.
    pub rule: Arc<str>,
    /// The document.
    pub document: Arc<Record>,
    /// Whom or what it is about, as the rule calls it.
    pub subject: SmolStr,
    /// When it holds: from dates in the sentence, else the document's date; empty where unknown.
    pub days: Vec<Days>,
    /// Who says it.
    pub speaker: Speaker,
    /// Whether it stands in the speaker's own words, between quotation marks, and is not only reported.
    #[serde(default)]
    pub is_quoted: bool,
    /// The words by which the text calls whoever is reported to say it: "the former owners".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reported_by: Option<SmolStr>,
    /// The block it stands in.
    pub role: Role,
    /// Claims of one rule that share a key are judged together.
    pub keys: Keys,
    /// Hash of the normalised sentence.
    pub context: u64,
    /// Its number among the claims of its rule in its document, by place; see [`Claim::id`].
    pub nth: u32,
    /// By which rule and which vocabulary it was read.
    pub read_by: ReadBy,
    /// What it says, in order of the text; never empty.
    pub parts: Vec<Part>,
}

/// What a claim was read by: as long as both hashes stay, reading its document again comes to the same claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReadBy {
    /// Hash of the rule as its file has it.
    pub rule: u64,
    /// Hash of what all rules share, since they compete: names, kinds, nouns, cues, units, and the version of the
    /// reading.
    pub vocabulary: u64,
}

/// Which claim of a rule it is: stable within a run, whatever the order of documents and threads.
#[derive(Clone, Debug)]
pub struct ClaimId {
    /// The document.
    pub document: Arc<Record>,
    /// Its number among the claims of the rule in the document, by place.
    pub nth: u32,
}

impl ClaimId {
    fn key(&self) -> (&str, u32) {
        (&self.document.path, self.nth)
    }
}

impl PartialEq for ClaimId {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for ClaimId {}

impl PartialOrd for ClaimId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ClaimId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

/// The hash of a sentence's words, for a claim's identity.
pub(crate) fn context_of(sentence: &str) -> u64 {
    let mut normal = String::with_capacity(sentence.len());
    for word in sentence.split_whitespace() {
        if word.is_ascii() {
            normal.push_str(word);
            let start = normal.len() - word.len();
            normal[start..].make_ascii_lowercase();
        } else {
            normal.extend(word.chars().flat_map(char::to_lowercase));
        }
        normal.push(' ');
    }
    xxhash_rust::xxh3::xxh3_64(normal.as_bytes())
}

impl Claim {
    /// Which of its rule's claims it is.
    pub fn id(&self) -> ClaimId {
        ClaimId { document: Arc::clone(&self.document), nth: self.nth }
    }

    /// The order in which claims are judged, whatever order they were observed in.
    pub fn order(&self) -> impl Ord + '_ {
        (&self.document.path, self.parts.first().map(|part| part.span), &self.keys)
    }

    /// Which of two claims about one day is the earlier: their documents are of that day, and tell it.
    pub fn order_within(&self, day: Days, other: &Self) -> Option<Ordering> {
        let is_of = |claim: &Self| day.first == day.last && claim.document.date == Some(day.first);
        if !is_of(self) || !is_of(other) {
            return None;
        }
        self.document.said.moment.order(&other.document.said.moment)
    }

    /// From the first part's first byte to the last part's last.
    pub fn span(&self) -> Span {
        self.parts
            .iter()
            .map(|part| part.span)
            .reduce(Span::hull)
            .unwrap_or(Span { start: 0, end: 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_small() {
        // There may be a million in a document: rare values are boxed, short words lie in place.
        assert!(size_of::<Claim>() <= 240, "{}", size_of::<Claim>());
        assert!(size_of::<Part>() <= 120, "{}", size_of::<Part>());
    }
}
