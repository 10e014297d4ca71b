//! Check kinds: what rules can ask, one file each.
//!
//! A kind observes claims in a document and judges groups of them. To add one: a file here that
//! defines a [`Kind`], a line in [`KINDS`], a page in `docs/`, a file of cases in `fixtures/`;
//! `CONTRIBUTING.md` goes through all of it. `rules`, `explain` and the loading of rule files derive
//! from the registry.

mod acronym;
mod agreement;
mod alignment;
mod calendar;
mod characters;
mod context;
mod conversion;
mod date;
mod dead;
mod elapsed;
mod figures;
mod name;
mod near_miss;
mod overlooked;
mod parties;
mod percentage;
pub mod poll;
mod quantity;
mod quote;
mod require;
mod rivals;
mod scene;
mod states;
mod statistics;
mod sweep;
mod table;
mod tally;
mod telling;
mod term;
mod title;
mod total;
mod value;
mod variants;
mod wording;

/// The kind that `CONTRIBUTING.md` builds.
#[cfg(test)]
#[path = "../../tutorial/src/check/once.rs"]
mod once;

pub(crate) use agreement::beside;
pub use dead::{is_read_as, report_cancelled};
pub use near_miss::{Sightings, sightings, unread};
pub(crate) use title::edit_distance;
pub use wording::{PLACEHOLDERS, unknown_placeholder};

use std::cell::RefCell;
use std::sync::Arc;

use overlooked::Seen;
use poll::Polling;
use rustc_hash::FxHashMap;
use smol_str::{SmolStr, format_smolstr};

use crate::claim::{Claim, Part, ReadBy, Speaker, Value};
use crate::conflict::{Code, Conflict, Side};
use crate::finding::{Edit, Fix, Label, Safety, Severity, fingerprint};
use crate::reading::{Reading, Sentence};
use crate::rule::fact_file::{FactFiles, OutsideFact};
use crate::rule::key::Key;
use crate::rule::phrase::{Cue, Inflection, Pattern, PhraseId, Phrases};
use crate::rule::subject::{SubjectId, Subjects};
use crate::rule::table::{Placed, Table};
use crate::rule::{Question, Quotes, Rule, Scope};
use crate::unread::Reason;
use factlint_document::Role;
use factlint_language::address;
use factlint_language::capitals::Capitals;
use factlint_language::figure::Figure;
use factlint_language::span::{Position, ProseSpan, Span};
use factlint_language::unit::{UnitId, Units};
use factlint_language::word;

/// Every kind of check, by name.
pub const KINDS: &[&Kind] = &[
    &acronym::KIND,
    &agreement::KIND,
    &calendar::KIND,
    &characters::KIND,
    &conversion::KIND,
    &date::KIND,
    &elapsed::KIND,
    &name::KIND,
    #[cfg(test)]
    &once::KIND,
    &parties::KIND,
    &percentage::KIND,
    &quantity::KIND,
    &quote::KIND,
    &require::KIND,
    &states::KIND,
    &statistics::KIND,
    &tally::KIND,
    &term::KIND,
    &title::KIND,
    &total::KIND,
    &value::KIND,
    &variants::KIND,
];

/// The kind with this name.
pub fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().copied().find(|kind| kind.name == name)
}

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
struct UnitRead {
    /// A hint, where it looks like a slip of the pen.
    slip: Option<String>,
    /// The figure that seven of it are.
    figure: Option<Figure>,
}

impl UnitsRead {
    fn get(&self, text: &str, read: impl FnOnce() -> UnitRead) -> UnitRead {
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
    fn subject(&self) -> String {
        self.about
            .first()
            .and_then(|&subject| self.subjects.get(subject).names.first())
            .map(|&name| self.phrases.get(name).text.clone())
            .unwrap_or_default()
    }

    /// The fact that `expect-from` names, which is read as if it stood under `key` of the rule. None without
    /// `expect-from`, or where it leads nowhere, which is reported.
    fn expect_from(&self, table: &mut Table<'_>, key: &'static str) -> Option<OutsideFact> {
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
    fn topic(&self) -> String {
        let subject = self.subject();
        match self.near.first().and_then(|cues| cues.first()) {
            Some(Cue::Phrase(cue)) => format!("{subject} ({})", self.phrases.get(*cue).text),
            _ => subject,
        }
    }
}

/// Where `expect-from` says that a fact stands.
enum FactSource<'f> {
    /// In a file, behind keys.
    Keys(Placed<String>),
    /// In a text, where an expression finds it.
    Expression(Table<'f>),
}

/// What wakes a rule in a document.
#[derive(Clone, Debug)]
pub enum Trigger {
    /// One of these phrases.
    Phrases(Vec<PhraseId>),
    /// A digit.
    Digits,
    /// What a kind looks for in the text itself.
    Marks(Marks),
    /// The same in the text as it is written, with what readers never see.
    Written(Marks),
    /// One of these phrases, or a match of one of the expressions.
    Patterns {
        /// Phrases, found by the one pass.
        phrases: Vec<PhraseId>,
        /// Expressions, each of which costs a pass of its own.
        patterns: Vec<Arc<Pattern>>,
    },
}

impl PartialEq for Trigger {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Digits, Self::Digits) => true,
            (Self::Marks(one), Self::Marks(another))
            | (Self::Written(one), Self::Written(another)) => one == another,
            // The others are each their rule's own.
            _ => false,
        }
    }
}

/// A quick look at a text that tells whether a kind may have something to say about it.
#[derive(Clone, Copy)]
pub struct Marks {
    /// The kind that looks.
    pub kind: &'static str,
    /// Whether the text holds a mark.
    pub any: fn(&str) -> bool,
}

impl PartialEq for Marks {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl Eq for Marks {}

impl std::fmt::Debug for Marks {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_tuple("Marks").field(&self.kind).finish()
    }
}

impl Trigger {
    /// One of these names, or of these cues.
    fn of_cues(mut phrases: Vec<PhraseId>, cues: &[Cue]) -> Self {
        let mut patterns = Vec::new();
        for cue in cues {
            match cue {
                Cue::Phrase(phrase) => phrases.push(*phrase),
                Cue::Pattern(pattern) => patterns.push(Arc::clone(pattern)),
            }
        }
        if patterns.is_empty() {
            Self::Phrases(phrases)
        } else {
            Self::Patterns { phrases, patterns }
        }
    }

    /// Whether a text without any phrase of a rule wakes the rule.
    pub fn is_pulled_by(&self, text: &str) -> bool {
        match self {
            Self::Phrases(_) => false,
            Self::Digits => text.bytes().any(|byte| byte.is_ascii_digit()),
            Self::Marks(marks) | Self::Written(marks) => (marks.any)(text),
            Self::Patterns { patterns, .. } => {
                patterns.iter().filter_map(|one| one.regex()).any(|regex| regex.is_match(text))
            }
        }
    }
}

/// A rule's kind at work.
pub trait Check: Send + Sync + std::fmt::Debug {
    /// What wakes the rule in a document.
    fn trigger(&self, rule: &Rule, subjects: &Subjects) -> Trigger;

    /// Turns what the document says into claims. Knows no other document.
    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>);

    /// What the document says about the rule's subject, with a cue and a value of the wanted kind, and without making
    /// a claim. Kinds that look for their own words have nothing to tell: they have said all when they found none.
    fn misses(&self, _rule: &Rule, _reading: &Reading<'_>, _misses: &mut Vec<Miss>) {}

    /// The values of the wanted kind in some sentences, whosever they are: asked only for sentences about the rule's
    /// subject that make no claim and of which `misses` tells nothing.
    fn values_in(
        &self,
        _rule: &Rule,
        _reading: &Reading<'_>,
        _sentences: &[Sentence],
    ) -> Vec<Seen> {
        Vec::new()
    }

    /// Judges claims that share a key, sorted. Pure: no files, no clock, no favoured paths.
    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict);

    /// Whether claims of different documents are compared.
    fn is_local(&self, rule: &Rule) -> bool {
        rule.scope != Scope::Corpus
    }

    /// Whether no document's verdict depends on another's, though their claims may share a key: a group that is too
    /// large to be held is judged a document at a time.
    fn judges_each_document(&self) -> bool {
        false
    }

    /// How a group that is too large to be held is judged a document at a time where all have to be asked first; none
    /// where every claim has to be seen beside the others.
    fn polling(&self) -> Option<&dyn Polling> {
        None
    }

    /// Whether the parts of a claim are places of one thing, each of which may be let stand by itself, not
    /// sides of one statement.
    fn parts_are_places(&self) -> bool {
        false
    }

    /// The fact that the rule holds, in one line, for `rules` and `explain`.
    fn fact(&self, rule: &Rule) -> Option<String>;

    /// What makes it doubtful that a document ever says what the rule looks for: told where none does.
    fn doubt(&self) -> Option<&Label> {
        None
    }

    /// What a claim is held against.
    fn yardstick(&self, rule: &Rule, _claim: &Claim) -> Yardstick {
        if self.fact(rule).is_some() { Yardstick::Fact } else { Yardstick::Others }
    }
}

/// A statement that a check looked at and did not read.
#[derive(Clone, Copy, Debug)]
pub struct Miss {
    /// The sentence.
    pub sentence: Sentence,
    /// The figure or value.
    pub span: ProseSpan,
    /// Why it is no claim.
    pub reason: Reason,
    /// What decided.
    pub decided_by: Decider,
}

/// What decided that a statement is no claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decider {
    /// Nothing that could be named.
    Nothing,
    /// The word that unsays it.
    Word(ProseSpan),
    /// The name of another owner.
    Name(PhraseId),
    /// The unit that is wanted.
    Unit(UnitId),
}

impl Miss {
    /// A miss for a reason of [`withheld`].
    fn withheld(
        sentence: Sentence,
        span: ProseSpan,
        (reason, word): (Reason, Option<ProseSpan>),
    ) -> Self {
        let decided_by = word.map_or(Decider::Nothing, Decider::Word);
        Self { sentence, span, reason, decided_by }
    }
}

impl Miss {
    /// A miss for a reason that is known with what decided.
    fn refused(sentence: Sentence, span: ProseSpan, (reason, decided_by): Refusal) -> Self {
        Self { sentence, span, reason, decided_by }
    }
}

/// Why words make no claim, and what decided.
type Refusal = (Reason, Decider);

/// What a claim is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Yardstick {
    /// The rule itself: a fact, a spelling, the calendar.
    Fact,
    /// The other claims of its group.
    Others,
    /// Neither: somebody else's words, which need not be the fact.
    Nothing,
}

/// What judging a group comes to.
#[derive(Debug, Default)]
pub struct Verdict {
    /// The conflicts, in any order.
    pub conflicts: Vec<Conflict>,
    /// Claims that could not be judged because their document has no date.
    pub undated: usize,
    /// Whether the group was too large to be compared.
    pub is_crowded: bool,
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
fn trimmed(words: Option<Placed<String>>) -> Option<Placed<String>> {
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

/// The sentences at some places of the prose, each once.
fn sentences_at(reading: &Reading<'_>, places: impl Iterator<Item = usize>) -> Vec<Sentence> {
    let mut found: Vec<Sentence> = places.filter_map(|at| reading.sentence_at(at as u32)).collect();
    found.sort();
    found.dedup();
    found
}

/// Where a document names what a rule is about, in order.
fn mentions_of(rule: &Rule, reading: &Reading<'_>) -> Vec<ProseSpan> {
    reading.mentions_of(&subject_phrases(rule, &reading.vocabulary().subjects))
}

/// Calls `each` with every sentence that names what a rule is about and that the rule admits, and with the
/// mentions that begin in it.
fn for_each_naming(
    rule: &Rule,
    reading: &Reading<'_>,
    mut each: impl FnMut(Sentence, &[ProseSpan]),
) {
    for_each_cued(rule, reading, |sentence, mentions| {
        if !reading.any_in(&rule.unless_near, sentence.span) {
            each(sentence, mentions);
        }
    });
}

/// What may stand for the subject of a rule where its name does not.
#[derive(Clone, Copy, Debug)]
enum StandIn<'c> {
    /// A noun of its kind, "the club", or "it" that opens a sentence.
    Pronoun,
    /// The same, where what a rule looks for are other words than those of `near`.
    PronounWith(&'c [Cue]),
}

/// The same with the sentences in which something stands for the subject, and where it does.
fn for_each_telling(
    rule: &Rule,
    reading: &Reading<'_>,
    by: StandIn<'_>,
    mut each: impl FnMut(Sentence, &[ProseSpan]),
) {
    for_each_told(rule, reading, by, |sentence, mentions| {
        if !reading.any_in(&rule.unless_near, sentence.span) {
            each(sentence, mentions);
        }
    });
}

/// The same with those that `unless-near` leaves out.
fn for_each_told(
    rule: &Rule,
    reading: &Reading<'_>,
    by: StandIn<'_>,
    each: impl FnMut(Sentence, &[ProseSpan]),
) {
    let mut mentions = mentions_of(rule, reading);
    if let Some(kind) = rivals::kind_of(rule, reading).filter(|_| !mentions.is_empty()) {
        let named = mentions.clone();
        mentions.extend(reading.nouns_for(&rule.about, kind));
        let looked_for: Vec<&[Cue]> = match by {
            StandIn::Pronoun => rule.near.iter().map(Vec::as_slice).collect(),
            StandIn::PronounWith(cues) => vec![cues],
        };
        if !looked_for.is_empty() {
            let is_cued = |sentence: Sentence, pronoun| {
                has_cues(rule, reading, sentence)
                    && looked_for.iter().all(|cues| reading.any_in(cues, sentence.span))
                    && (matches!(by, StandIn::Pronoun) || follows(reading, sentence, &named))
                    && reading.is_thing_or_owns(sentence, pronoun, || {
                        looked_for.iter().flat_map(|cues| reading.cues_in(cues, sentence.span))
                    })
            };
            mentions.extend(reading.pronouns_for(&rule.about, kind, is_cued));
        }
        mentions.sort();
        mentions.dedup();
    }
    for_each_cued_at(rule, reading, &mentions, each);
}

/// Whether the sentence before another one of its block holds one of some mentions.
fn follows(reading: &Reading<'_>, sentence: Sentence, mentions: &[ProseSpan]) -> bool {
    let before = sentence.span.start.checked_sub(2).and_then(|at| reading.sentence_at(at));
    before.is_some_and(|before| {
        let next = mentions.partition_point(|one| one.start < before.span.start);
        mentions.get(next).is_some_and(|one| one.start < before.span.end)
    })
}

/// Calls `each` with every sentence that has cues and one of some mentions of the subject.
fn for_each_cued(rule: &Rule, reading: &Reading<'_>, each: impl FnMut(Sentence, &[ProseSpan])) {
    for_each_cued_at(rule, reading, &mentions_of(rule, reading), each);
}

fn for_each_cued_at(
    rule: &Rule,
    reading: &Reading<'_>,
    mentions: &[ProseSpan],
    mut each: impl FnMut(Sentence, &[ProseSpan]),
) {
    let places = mentions.iter().map(|mention| mention.start as usize);
    for sentence in sentences_at(reading, places) {
        if has_cues(rule, reading, sentence) {
            let first = mentions.partition_point(|span| span.start < sentence.span.start);
            let last = mentions.partition_point(|span| span.start < sentence.span.end);
            each(sentence, &mentions[first..last.max(first)]);
        }
    }
}

/// What a claim with several parts tells of its repeats: "3 times in this document; also in lines 4 and 9".
fn repeats(parts: &[Part]) -> Option<Arc<str>> {
    let [first, _, ..] = parts else { return None };
    let mut note = format!("{} in this document", wording::times(parts.len()));
    let lines = parts.iter().map(|part| part.start.line);
    if let Some(others) = wording::other_lines(lines, first.start.line) {
        note.push_str(&format!("; also in {others}"));
    }
    Some(note.into())
}

/// A safe fix that replaces every part of a claim for which `words` has something better.
fn safe_fix(claim: &Claim, words: impl Fn(&Value) -> Option<&SmolStr>) -> Option<Box<Fix>> {
    let edits =
        claim.parts.iter().filter_map(|part| edit(claim, part, words(&part.value)?.clone()));
    Fix::new(Safety::Safe, edits.collect()).map(Box::new)
}

/// Whether a sentence has the cues that the rule's `near` asks for.
fn has_cues(rule: &Rule, reading: &Reading<'_>, sentence: Sentence) -> bool {
    rule.near.iter().all(|cues| reading.any_in(cues, sentence.span))
}

/// Whether a sentence has what the rule's `near` and `unless-near` ask for.
fn sentence_admits(rule: &Rule, reading: &Reading<'_>, sentence: Sentence) -> bool {
    has_cues(rule, reading, sentence) && !reading.any_in(&rule.unless_near, sentence.span)
}

/// The gate that all words pass before they make a claim: why they make none, as far as the rule's shared keys and
/// the questions of its kind tell, and the word of the text that decided, where one did. None where they may make one.
fn withheld(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    span: ProseSpan,
) -> Option<(Reason, Option<ProseSpan>)> {
    if rule.is_default
        && let Some(word) = reading.set_otherwise_by(sentence)
    {
        return Some((Reason::NotAsserted, Some(word)));
    }
    rule.asks.iter().find_map(|question| match question {
        Question::Except => {
            reading.any_over(&rule.except, sentence, span).then_some((Reason::Except, None))
        }
        Question::Quotes => (!rule.quotes.admit(reading.is_speech(sentence, span)))
            .then_some((Reason::Quotes, None)),
        Question::Correction => {
            reading.corrected_by(sentence).map(|word| (Reason::NotAsserted, Some(word)))
        }
        Question::Asserted => reading
            .unsaid_by(sentence, span)
            .or_else(|| reading.unsaid_above(sentence))
            .map(|word| (Reason::NotAsserted, Some(word))),
    })
}

/// The same as what is told of words that make no claim.
fn refusal(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    span: ProseSpan,
) -> Option<Refusal> {
    let (reason, word) = withheld(rule, reading, sentence, span)?;
    Some((reason, word.map_or(Decider::Nothing, Decider::Word)))
}

/// Whether words make no claim under a rule, see [`withheld`].
fn is_withheld(rule: &Rule, reading: &Reading<'_>, sentence: Sentence, span: ProseSpan) -> bool {
    withheld(rule, reading, sentence, span).is_some()
}

/// Whether words are prose, which a style guide rules, and nothing that is written for machines. Words that are set
/// as code are prose to a rule that looks into code.
fn is_prose(rule: &Rule, reading: &Reading<'_>, span: ProseSpan) -> bool {
    (rule.within.contains(Role::Code) || !reading.document().is_code(span))
        && !address::holds(reading.prose(), span)
}

/// What the capitals of words tell where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Capital {
    /// That they are a name.
    Chosen,
    /// That they open a sentence.
    Opening,
    /// That they stand in a headline in which every word has one.
    Title,
}

impl Capital {
    /// Whether words are the wanted ones, with capitals that only their place gives them.
    fn explains(self, words: &str, wanted: &str) -> bool {
        match self {
            Self::Chosen => false,
            Self::Opening => words != wanted && words == capitalised(wanted),
            Self::Title => {
                let gained = |(one, other): (char, char)| {
                    one == other || (one.is_uppercase() && one.to_lowercase().eq([other]))
                };
                let same_length = words.chars().count() == wanted.chars().count();
                words != wanted && same_length && words.chars().zip(wanted.chars()).all(gained)
            }
        }
    }

    /// Whether words that stand for these begin with a capital too.
    fn is_asked(self, words: &str) -> bool {
        self != Self::Chosen && words.starts_with(char::is_uppercase)
    }
}

/// What the capital of words tells. A sentence may begin behind marks, behind a colon, or within a quotation.
fn capital(reading: &Reading<'_>, sentence: Sentence, span: ProseSpan) -> Capital {
    let before = reading.prose().get(sentence.span.start as usize..span.start as usize);
    let before = before.unwrap_or_default();
    let stem = before.trim_end_matches(|c: char| !word::is_word(c));
    let gap = &before[stem.len()..];
    let number = stem.bytes().all(|byte| byte.is_ascii_digit()) && gap.starts_with(['.', ')']);
    if stem.is_empty() || number || gap.contains([':', '“', '„', '"', '«', '•', '?', '!']) {
        Capital::Opening
    } else if reading.capitals(sentence) == Capitals::Title {
        Capital::Title
    } else {
        Capital::Chosen
    }
}

/// Words with their first letter as a capital.
fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The part of a claim at a range of prose.
fn part(reading: &Reading<'_>, span: ProseSpan, mut value: Value) -> Part {
    let document = reading.document();
    let (place, is_verbatim) = document.locate(span);
    let words = SmolStr::from(place.of(document.text()));
    // A passage may be long: its text is kept once.
    let seen = Some(span.of(document.prose()))
        .filter(|seen| !is_verbatim && *seen != place.of(document.text()))
        .map(SmolStr::from);
    if let Value::Text { text } = &mut value
        && let Some(same) =
            [Some(&words), seen.as_ref()].into_iter().flatten().find(|one| *one == text)
    {
        text.clone_from(same);
    }
    Part {
        span: place,
        start: document.position(place.start),
        end: document.position(place.end),
        words,
        seen,
        replaceable: is_verbatim && !is_code(reading, span) && !is_encoded(document),
        value,
    }
}

/// Whether words of a document stand in its file in a notation that is not theirs: nothing rewrites them.
fn is_encoded(document: &factlint_document::Document) -> bool {
    document.provenance().format.is_some_and(factlint_document::Format::encodes_words)
}

/// Whether words are code, or may be part of what is written for machines: nothing rewrites them.
fn is_code(reading: &Reading<'_>, span: ProseSpan) -> bool {
    let prose = reading.prose();
    let is_tied = |c: char| "/\\=@#$%_:<>-.".contains(c);
    let before = prose[..span.start as usize].ends_with(is_tied);
    let after = prose[span.end as usize..].starts_with(is_tied);
    let role = reading.block_at(span.start).map(|block| reading.document().blocks()[block].role);
    reading.document().is_code(span)
        || role == Some(Role::Code)
        || ((before || after) && address::holds(prose, span))
}

/// Some of the words of a part, given as bytes of them; the part itself where markup lies inside.
fn part_within(part: &Part, words: std::ops::Range<usize>) -> Part {
    let Some(inner) = part.words.get(words.clone()).filter(|_| part.seen.is_none()) else {
        return part.clone();
    };
    let at = |offset: usize| {
        let before = &part.words[..offset];
        match before.rfind('\n') {
            Some(newline) => Position {
                line: part.start.line + before.matches('\n').count() as u32,
                column: before[newline + 1..].chars().count() as u32 + 1,
            },
            None => Position {
                line: part.start.line,
                column: part.start.column + before.chars().count() as u32,
            },
        }
    };
    Part {
        span: Span {
            start: part.span.start + words.start as u32,
            end: part.span.start + words.end as u32,
        },
        start: at(words.start),
        end: at(words.end),
        words: inner.into(),
        seen: None,
        replaceable: part.replaceable,
        value: part.value.clone(),
    }
}

/// A claim made by the words at `at` of a sentence. The scope of the rule becomes part of its keys.
fn claim(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    at: ProseSpan,
    subject: impl Into<SmolStr>,
    key: impl Into<SmolStr>,
    mut parts: Vec<Part>,
) -> Claim {
    // A list that grew may have room for four, and most claims have one part.
    parts.shrink_to_fit();
    let document = Arc::clone(reading.document().record());
    let (key, path) = (key.into(), &document.path);
    let key = match rule.scope {
        Scope::Corpus => key,
        Scope::Document => format_smolstr!("{key}|{path}"),
        Scope::Paragraph => format_smolstr!("{key}|{path}|{}", reading.block_of(sentence)),
        Scope::Sentence => format_smolstr!("{key}|{path}|@{}", sentence.span.start),
    };
    Claim {
        rule: Arc::clone(&rule.id),
        document,
        subject: subject.into(),
        days: reading.days(sentence),
        speaker: reading.speaker(sentence, at),
        is_quoted: reading.is_speech(sentence, at),
        reported_by: reading.reported_by(sentence, at),
        role: reading.role(sentence),
        keys: key.into(),
        context: reading.context(sentence),
        nth: 0,
        read_by: ReadBy::default(),
        parts,
    }
}

/// A conflict of a rule about a claim. Its fingerprint is made of the claim's words and sentence.
fn conflict(code: Code, rule: &Rule, claim: &Claim, message: String, first: Side) -> Conflict {
    let mut notes = Vec::new();
    let mut severity = rule.severity;
    if let (Some(due), Some(date)) = (rule.review_by, claim.document.date)
        && date > due
    {
        severity = severity.min(Severity::Warning);
        let told =
            format!("this rule was due for review by {due}, before the document's date {date}");
        notes.push(told.into());
    }
    notes.extend(rule.notes.source.clone());
    notes.push(Arc::clone(&rule.notes.place));
    let context = format!("{:016x}", claim.context);
    Conflict {
        rule: Arc::clone(&rule.id),
        check: rule.kind,
        code,
        severity,
        message,
        fingerprint: fingerprint(&rule.id, &[&first.label.text, &context]),
        sides: vec![first],
        further: Arc::default(),
        evidence: Vec::new(),
        places: 1,
        notes,
        fix: None,
    }
}

/// A fix that replaces the words of one part; none where markup lies inside, and none that changes nothing.
fn replacement(
    claim: &Claim,
    part: &Part,
    replacement: impl Into<SmolStr>,
    safety: Safety,
) -> Option<Box<Fix>> {
    Fix::new(safety, edit(claim, part, replacement).into_iter().collect()).map(Box::new)
}

/// The replacement of the words of one part; none where markup lies inside.
fn edit(claim: &Claim, part: &Part, replacement: impl Into<SmolStr>) -> Option<Edit> {
    part.replaceable.then(|| Edit {
        path: Arc::clone(&claim.document.path),
        span: part.span,
        start: part.start,
        end: part.end,
        replaced: part.words.clone(),
        replacement: replacement.into(),
    })
}

/// The names of the subjects that a rule is about.
fn subject_phrases(rule: &Rule, subjects: &Subjects) -> Vec<PhraseId> {
    rule.about.iter().flat_map(|&subject| subjects.get(subject).names.iter().copied()).collect()
}

/// The rule's own wording where it has one, else the check's.
fn worded(rule: &Rule, default: String, placeholders: &[(&str, &str)]) -> String {
    match &rule.message {
        None => default,
        Some(template) => wording::fill(template, placeholders),
    }
}

/// A label of what a document reports, with whoever says it there.
fn as_reported(claim: &Claim, label: &mut String) {
    if claim.is_quoted || (claim.speaker == Speaker::Paper && claim.reported_by.is_none()) {
        return;
    }
    label.push_str(", as reported");
    if let Some(who) = &claim.reported_by {
        label.push_str(" by ");
        label.push_str(who);
    }
}

/// Who a claim's speaker is, as a part of a key: claims of people the text does not name are
/// compared with nothing.
fn speaker_key(claim_path: &str, position: u32, speaker: &Speaker) -> String {
    match speaker {
        Speaker::Paper => String::new(),
        Speaker::Named(name) => format!("says {name}"),
        Speaker::Unnamed => format!("unnamed {claim_path} {position}"),
    }
}
