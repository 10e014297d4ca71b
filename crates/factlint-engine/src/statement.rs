//! Statements: everything that was read in a document, whether or not a rule asks for it.
//!
//! `factlint facts` lists them. They are no claims: nobody judges them.

mod parts;
mod subject;

pub use parts::Parts;

use std::cell::OnceCell;
use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use crate::claim::Speaker;
use crate::reading::{Measured, Reading, Sentence};
use crate::rule::subject::KindId;
use factlint_language::figure::{Figure, Hedge, Measure};
use factlint_language::span::{Position, ProseSpan, Span};
use factlint_language::syntax::Value;
use factlint_language::title::Manner;
use factlint_language::word;
use factlint_language::words::{Class, Opening};

/// What kind of thing was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A number with its unit.
    Figure,
    /// A date.
    Date,
    /// An office given to a person.
    Title,
    /// Words in quotation marks.
    Quotation,
    /// A name.
    Name,
}

impl Kind {
    /// Every kind, with the word for it.
    pub const ALL: [(Kind, &'static str); 5] = [
        (Kind::Figure, "figure"),
        (Kind::Date, "date"),
        (Kind::Title, "title"),
        (Kind::Quotation, "quotation"),
        (Kind::Name, "name"),
    ];
}

/// A number, or the two ends of a range.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Number {
    /// One number.
    One(Plain),
    /// From the first to the second.
    Range([Plain; 2]),
}

/// A number that JSON shows without a decimal point where it is whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plain(pub f64);

impl Serialize for Plain {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// Above this not every whole number is a float.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if self.0.fract() == 0.0 && self.0.abs() < EXACT {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Content {
    /// A figure.
    Figure {
        /// As written, magnitude applied.
        value: Number,
        /// What honest writers could have meant, in the unit as written; null at an open end.
        interval: [Option<Plain>; 2],
        /// Singular American English name of the unit, or the noun that is counted.
        unit: Option<String>,
        /// What it is told per, in the singular, where that is no part of the unit: "minute" for counted
        /// things, "share" of "63 cents per share".
        per: Option<String>,
        /// What is measured.
        dimension: String,
        /// The hedge, in one word or two.
        hedge: Option<&'static str>,
    },
    /// A date.
    Date {
        /// The first day that may be meant; null where that hangs on a date that is not known.
        from: Option<Date>,
        /// The last day.
        until: Option<Date>,
        /// The time of day that stands with it.
        time: Option<String>,
    },
    /// A title.
    Title {
        /// The office, in lower case.
        title: String,
        /// The person.
        person: String,
        /// current, former or other ("then-", "acting", "-elect").
        stance: &'static str,
    },
    /// A quotation or a name has nothing but its words.
    Plain {},
}

/// Something that was read, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// What kind of thing.
    pub kind: Kind,
    /// Bytes in the text.
    pub span: Span,
    /// Line and column of the first byte.
    pub start: Position,
    /// Line and column one past the last.
    pub end: Position,
    /// The words, hedge included.
    pub words: Arc<str>,
    /// The same as readers see them: no markup stands inside.
    pub seen: Arc<str>,
    /// Where it stands in the prose.
    pub place: ProseSpan,
    /// The prose of its sentence, which all that was read in it share.
    pub sentence: Arc<str>,
    /// Where the sentence begins in the prose.
    pub sentence_start: u32,
    /// Whom or what it is about, as far as the words tell.
    pub subject: Option<Arc<str>>,
    /// Who says it, where that is not the document itself.
    pub speaker: Option<String>,
    /// What it says.
    pub content: Content,
}

impl Statement {
    /// Whether it is about somebody, or said by them: "Lee" is "Mayor Ann Lee".
    pub fn is_about(&self, about: &str) -> bool {
        let about = about.to_lowercase();
        let names = [self.subject.as_deref(), self.speaker.as_deref()];
        names.into_iter().flatten().any(|name| {
            let name = name.to_lowercase();
            let holds = |long: &str, short: &str| {
                let short: Vec<&str> = short.split_whitespace().collect();
                let long: Vec<&str> = long.split_whitespace().collect();
                !short.is_empty() && long.windows(short.len()).any(|words| words == short)
            };
            // A surname stands for whoever has it.
            holds(&name, &about)
                || (!name.contains(' ')
                    && about.split_whitespace().next_back() == Some(name.as_str()))
        })
    }

    /// Where it stands in its sentence, in bytes. A quotation may run over the end.
    pub fn within(&self) -> std::ops::Range<usize> {
        let length = self.sentence.len();
        let at = |offset: u32| (offset.saturating_sub(self.sentence_start) as usize).min(length);
        at(self.place.start)..at(self.place.end)
    }
}

/// Most words in an office.
const LONGEST_OFFICE: usize = 3;

/// What is wanted of a document.
#[derive(Clone, Copy)]
pub struct Wanted<'w> {
    /// Which kinds.
    pub kinds: &'w (dyn Fn(Kind) -> bool + Sync),
    /// Whether it is told whose figures and dates are, and who says what: that takes the analysis of their sentences.
    pub subjects: bool,
    /// Whether an office is told that is given to somebody who does not stand right beside it: that takes the analysis, too.
    pub bearers: bool,
}

impl fmt::Debug for Wanted<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds: Vec<Kind> =
            Kind::ALL.iter().map(|(kind, _)| *kind).filter(|kind| (self.kinds)(*kind)).collect();
        out.debug_struct("Wanted")
            .field("kinds", &kinds)
            .field("subjects", &self.subjects)
            .field("bearers", &self.bearers)
            .finish()
    }
}

/// Everything that was read in a document, by position.
pub fn statements(reading: &Reading<'_>, wanted: Wanted<'_>) -> Vec<Statement> {
    let mut found = Vec::new();
    let kinds = if wanted.subjects { kinds_named(reading) } else { Vec::new() };
    let (tells_subjects, tells_bearers) = (wanted.subjects, wanted.bearers);
    let wanted = wanted.kinds;
    for sentence in reading.sentences() {
        let first = found.len();
        let scene =
            Scene { reading, sentence, kinds: &kinds, tells_subjects, text: OnceCell::new() };
        if wanted(Kind::Figure) {
            found.extend(reading.figures(sentence).iter().map(|figure| scene.figure(figure)));
        }
        if wanted(Kind::Date) {
            found.extend(scene.dates());
        }
        if wanted(Kind::Title) {
            found.extend(scene.titles(tells_bearers));
        }
        if wanted(Kind::Name) {
            found.extend(scene.named());
        }
        // Few at a time, so that all are nearly in order when they are sorted.
        found[first..].sort_by_key(|one| (one.span, one.kind));
    }
    if wanted(Kind::Quotation) {
        found.extend(quotations(reading, tells_subjects));
    }
    found.sort_by_key(|one| (one.span, one.kind));
    found
}

/// The kinds of subjects that the document names.
fn kinds_named(reading: &Reading<'_>) -> Vec<KindId> {
    let subjects = &reading.vocabulary().subjects;
    let mut kinds: Vec<KindId> = reading
        .mentions()
        .iter()
        .flat_map(|mention| subjects.of_phrase(mention.phrase))
        .map(|&subject| subjects.get(subject).kind)
        .collect();
    kinds.sort();
    kinds.dedup();
    kinds
}

/// A sentence that is read.
struct Scene<'r, 'd> {
    reading: &'r Reading<'d>,
    sentence: Sentence,
    kinds: &'r [KindId],
    /// Whether it is told whose figures and dates are, and who says what.
    tells_subjects: bool,
    /// The words of the sentence, once somebody asks.
    text: OnceCell<Arc<str>>,
}

impl Scene<'_, '_> {
    fn statement(&self, kind: Kind, span: ProseSpan, content: Content) -> Statement {
        let document = self.reading.document();
        let (place, _) = document.locate(span);
        // An attribution reaches the figures of its sentence; of the rest, what is quoted.
        let reached = self.tells_subjects
            && (kind == Kind::Figure || self.reading.is_speech(self.sentence, span));
        let said = reached.then(|| self.reading.speaker(self.sentence, span));
        let speaker = match said.unwrap_or(Speaker::Paper) {
            Speaker::Paper => None,
            Speaker::Named(name) => Some(name.into()),
            Speaker::Unnamed => Some("unnamed".to_owned()),
        };
        let (start, end) = document.positions(place);
        let words: Arc<str> = place.of(document.text()).into();
        let seen = span.of(document.prose());
        Statement {
            kind,
            span: place,
            start,
            end,
            // Most words stand without markup.
            seen: if *words == *seen { Arc::clone(&words) } else { seen.into() },
            words,
            place: span,
            sentence: self.text(),
            sentence_start: self.sentence.span.start,
            subject: None,
            speaker,
            content,
        }
    }

    fn text(&self) -> Arc<str> {
        let words = || Arc::from(self.sentence.span.of(self.reading.prose()));
        Arc::clone(self.text.get_or_init(words))
    }

    fn figure(&self, figure: &Figure) -> Statement {
        let units = &self.reading.vocabulary().units;
        let (unit, dimension) = match &figure.measure {
            Measure::Unit(id) => {
                let unit = units.get(*id);
                (Some(unit.name.clone()), unit.dimension.clone())
            }
            Measure::Counted(noun) => (Some(noun.clone()), "count".to_owned()),
            Measure::Bare => (None, "number".to_owned()),
        };
        let finite = |end: f64| end.is_finite().then_some(Plain(end));
        let content = Content::Figure {
            value: match figure.high {
                None => Number::One(Plain(figure.low.value)),
                Some(high) => Number::Range([Plain(figure.low.value), Plain(high.value)]),
            },
            interval: [finite(figure.interval.low), finite(figure.interval.high)],
            unit,
            per: figure.told_per(units),
            dimension,
            hedge: figure.hedge.map(hedge_name),
        };
        let words = figure.with_each(figure.hedged);
        let mut found = self.statement(Kind::Figure, words, content);
        if self.tells_subjects {
            let of_rules = self.owner(figure);
            let kind = Value::of(figure, units);
            found.subject = of_rules.or_else(|| self.subject_of(figure.span, kind)).map(Arc::from);
        }
        found
    }

    /// The subject of the rules that owns a figure; none where two kinds claim it.
    fn owner(&self, figure: &Figure) -> Option<String> {
        let reading = self.reading;
        let measured = Measured {
            figure: figure.span,
            cue: None,
            counted: matches!(figure.measure, Measure::Counted(_)),
        };
        let vocabulary = reading.vocabulary();
        let mut owners = self.kinds.iter().filter_map(|&kind| {
            let phrase = reading.owner(self.sentence, measured, kind).ok()?;
            let subject = *vocabulary.subjects.of_phrase(phrase).first()?;
            let name = *vocabulary.subjects.get(subject).names.first()?;
            Some(vocabulary.phrases.get(name).text.clone())
        });
        let owner = owners.next()?;
        owners.all(|other| other == owner).then_some(owner)
    }

    /// What a value belongs to, as the words of its sentence tell.
    fn subject_of(&self, value: ProseSpan, kind: Value) -> Option<String> {
        let (reading, sentence) = (self.reading, self.sentence);
        let subject = subject::of_value(reading, sentence, value, kind)?;
        Some(word::one_line(subject.of(reading.prose())))
    }

    fn dates(&self) -> Vec<Statement> {
        let reading = self.reading;
        let document = reading.document().record().date;
        let prose = reading.prose();
        reading
            .dates(self.sentence)
            .iter()
            .map(|date| {
                let period = date.period(document);
                let content = Content::Date {
                    from: period.map(|period| period.first),
                    until: period.map(|period| period.last),
                    time: date.time.map(|time| time.of(prose).to_owned()),
                };
                let mut one = self.statement(Kind::Date, date.span, content);
                if self.tells_subjects {
                    one.subject = self.subject_of(date.span, Value::DATE).map(Arc::from);
                }
                one
            })
            .collect()
    }

    /// Offices that are given to somebody by name; with `far`, also to one who does not stand beside them.
    fn titles(&self, far: bool) -> Vec<Statement> {
        let prose = self.reading.prose();
        let tokens = self.reading.tokens(self.sentence);
        let mut begins = tokens.openings(Opening::Office);
        // "attorney-general" is no phrase of the word table.
        let hyphens = (1..tokens.len()).filter(|token| tokens.sign(*token) == Some('-'));
        let tied = hyphens.map(|hyphen| hyphen - 1);
        begins.extend(tied.filter(|token| begins_office(tokens.word(*token))));
        if begins.is_empty() {
            return Vec::new();
        }
        let mut begins: Vec<usize> = begins.iter().map(|token| tokens.start(*token)).collect();
        begins.sort_unstable();
        let words: Vec<(usize, &str)> = self
            .reading
            .words_in(self.sentence.span)
            .map(|(range, found)| (range.start, found))
            .collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            // Most words begin no office: look before building a phrase.
            let may_begin = begins.binary_search(&words[at].0).is_ok();
            let office = if may_begin { office_at(&words[at..]) } else { None };
            let Some((count, office)) = office else {
                at += 1;
                continue;
            };
            let (last, word) = words[at + count - 1];
            let span = ProseSpan::new(words[at].0, last + word.len());
            at += count;
            let title = if far {
                self.reading.title_at(self.sentence, span)
            } else {
                self.reading.title_beside(self.sentence, span)
            };
            let Some(person) = title.name.clone().filter(|_| !title.is_other_office) else {
                continue;
            };
            let content = Content::Title {
                title: office,
                person: prose[person.clone()].to_owned(),
                stance: match title.manner {
                    Manner::Current => "current",
                    Manner::Former => "former",
                    Manner::Other => "other",
                },
            };
            let whole = ProseSpan::new(title.span.start, title.span.end.max(person.end));
            let mut one = self.statement(Kind::Title, whole, content);
            one.subject = Some(prose[person].into());
            found.push(one);
        }
        found
    }

    fn named(&self) -> Vec<Statement> {
        let prose = self.reading.prose();
        self.reading
            .names(self.sentence)
            .into_iter()
            .map(|span| {
                let mut one = self.statement(Kind::Name, span, Content::Plain {});
                one.subject = Some(match word::is_one_line(span.of(prose)) {
                    true => Arc::clone(&one.seen),
                    false => word::one_line(span.of(prose)).into(),
                });
                one
            })
            .collect()
    }
}

/// Whether an office begins with a word, in any capitals.
fn begins_office(word: &str) -> bool {
    let mut folded = [0_u8; 16];
    let Some(folded) = folded.get_mut(..word.len()).filter(|folded| !folded.is_empty()) else {
        return false;
    };
    folded.copy_from_slice(word.as_bytes());
    folded.make_ascii_lowercase();
    let offices = word::entries(Class::ToldOffice);
    let at = offices.partition_point(|office| office.as_bytes() < &*folded);
    offices.get(at).is_some_and(|office| office.as_bytes().starts_with(folded))
}

/// The office that some words begin with, and how many of them it takes.
fn office_at(words: &[(usize, &str)]) -> Option<(usize, String)> {
    let first = word::without_possessive(words.first()?.1).split('-').next()?;
    if !begins_office(first) {
        return None;
    }
    let offices = word::entries(Class::ToldOffice);
    let lower = |word: &str| word::without_possessive(word).to_lowercase().replace('-', " ");
    (1..=LONGEST_OFFICE.min(words.len())).rev().find_map(|count| {
        let phrase: Vec<String> = words[..count].iter().map(|(_, word)| lower(word)).collect();
        let phrase = phrase.join(" ");
        offices.binary_search(&phrase).is_ok().then_some((count, phrase))
    })
}

/// Quoted speech, with its speaker where that is wanted.
fn quotations(reading: &Reading<'_>, tells_subjects: bool) -> Vec<Statement> {
    let mut found = Vec::new();
    for (sentence, span) in reading.speech() {
        let scene = Scene { reading, sentence, kinds: &[], tells_subjects, text: OnceCell::new() };
        let mut one = scene.statement(Kind::Quotation, span, Content::Plain {});
        one.subject = one.speaker.as_deref().filter(|who| *who != "unnamed").map(Arc::from);
        found.push(one);
    }
    found
}

/// How a hedge is called.
fn hedge_name(hedge: Hedge) -> &'static str {
    match hedge {
        Hedge::About => "about",
        Hedge::Nearly => "nearly",
        Hedge::JustUnder => "just under",
        Hedge::JustOver => "just over",
        Hedge::MoreThan => "more than",
        Hedge::AtLeast => "at least",
        Hedge::LessThan => "less than",
        Hedge::AtMost => "at most",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_of_several_words() {
        assert_eq!(office_at(&[(0, "prime"), (6, "minister"), (15, "of")]).map(|o| o.0), Some(2));
    }
}
