//! `agreement`: passages of two documents that tell the same thing in nearly the same words do not differ in a figure,
//! a date, a name, a direction or what is quoted. Needs no subject, no cue and no fact.

pub mod beside;
mod edition;
mod fact;
mod form;
mod pair;
mod passage;
mod slot;
mod story;
mod told;
mod value;
mod within;

use smol_str::format_smolstr;

use self::edition::Masthead;
use self::slot::Slot;
use super::{About, Check, Draft, Kind, Marks, Trigger, Verdict, figures};
use crate::claim::{Claim, Value};
use crate::conflict::Code;
use crate::reading::{Reading, Sentence};
use crate::rule::key::{Key, Shape};
use crate::rule::subject::Subjects;
use crate::rule::table::Table;
use crate::rule::{Question, Quotes, Rule, Scope};
use factlint_document::Role;
use factlint_language::span::ProseSpan;
use factlint_language::utterance;
use factlint_language::word;
use factlint_language::words::Class;

const FIGURE: Code =
    Code::new("agreement/figure", "two documents, or one, tell the same with another figure");
const DATE: Code =
    Code::new("agreement/date", "two documents, or one, tell the same of another day or month");
const SPELLING: Code =
    Code::new("agreement/spelling", "two documents, or one, spell one name differently");
const DIRECTION: Code = Code::new(
    "agreement/direction",
    "two documents, or one, tell opposite things in the same words",
);
const QUOTATION: Code =
    Code::new("agreement/quotation", "two documents quote the same words differently");

/// The registry's entry.
pub const KIND: Kind = Kind {
    name: "agreement",
    summary: "passages that tell the same thing in two documents do not differ in a figure, date, name or direction",
    page: include_str!("../../../docs/agreement.md"),
    keys: &[Key::new("similarity", Shape::Number), Key::new("window", Shape::Figure)],
    codes: &[FIGURE, DATE, SPELLING, DIRECTION, QUOTATION],
    about: About::None,
    scope: Scope::Corpus,
    quotes: Quotes::Include,
    asks: &[Question::Except, Question::Correction],
    read,
};

/// Documents further apart tell of other things, in days, where a rule does not say.
const WINDOW: i32 = 30;

/// Share of the words of the shorter passage that must stand in the longer one, where a rule does not say.
const SIMILARITY: f64 = 0.75;

/// Bytes beside a quotation in its sentence: with fewer, the sentence is as good a passage.
const ATTRIBUTION: usize = 10;

/// What opens a tag of a template: such a sentence is not yet the one that is read.
const TEMPLATE_TAGS: [&str; 2] = ["{{", "{%"];

#[derive(Debug)]
struct Agreement {
    similarity: f64,
    window: i32,
}

fn read(table: &mut Table<'_>, draft: &mut Draft<'_>) -> Option<Box<dyn Check>> {
    let problems = table.problem_count();
    let similarity = table.number("similarity");
    if let Some(similarity) = &similarity
        && !(0.5..=1.0).contains(similarity.get_ref())
    {
        table.problem(
            similarity.span(),
            format!("`similarity` of {} is out of range", table.what()),
            "must be from 0.5 to 1: below, passages share words by accident",
        );
    }
    let place = table.place_of("window");
    let window = figures::read_window(table, draft.units);
    if let (Some(place), Some(..0)) = (place, window) {
        table.problem(
            place,
            format!("`window` of {} is before it begins", table.what()),
            "must not be negative",
        );
    }
    (table.problem_count() == problems).then(|| {
        let similarity = similarity.map_or(SIMILARITY, |similarity| similarity.into_inner());
        Box::new(Agreement { similarity, window: window.unwrap_or(WINDOW) }) as Box<dyn Check>
    })
}

impl Check for Agreement {
    fn trigger(&self, _rule: &Rule, _subjects: &Subjects) -> Trigger {
        Trigger::Marks(Marks { kind: "passages", any: |text| !text.is_empty() })
    }

    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        if !is_english(reading) {
            return;
        }
        let first = claims.len();
        for sentence in reading.sentences() {
            if reading.role(sentence) == Role::TableCell
                || !super::sentence_admits(rule, reading, sentence)
                || super::is_withheld(rule, reading, sentence, sentence.span)
            {
                continue;
            }
            claims.extend(passage_claim(rule, reading, sentence, sentence.span));
        }
        // A quotation is a passage of its own: other documents quote it in other sentences, or in parts.
        for (sentence, span) in reading.speech() {
            let is_sentence =
                sentence.span.contains(span) && span.len() + ATTRIBUTION >= sentence.span.len();
            if reading.role(sentence) == Role::TableCell
                || is_sentence
                || !super::sentence_admits(rule, reading, sentence)
                || super::is_withheld(rule, reading, sentence, span)
            {
                continue;
            }
            claims.extend(passage_claim(rule, reading, sentence, span));
        }
        claims.extend(told::claim(rule, reading));
        claims.extend(story::claim(rule, reading));
        let masthead = Masthead::read(reading);
        for claim in &mut claims[first..] {
            Masthead::add(&masthead, claim);
        }
        claims.extend(within::claim(rule, reading));
    }

    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        let is_told = |claim: &&Claim| claim.keys.iter().any(|key| key.starts_with(told::KEY));
        if group.first().is_some_and(is_told) {
            return told::compare_all(self, rule, group, verdict);
        }
        let is_within = |claim: &&Claim| claim.keys.iter().any(|key| key.starts_with(within::KEY));
        if group.first().is_some_and(is_within) {
            return within::compare_all(rule, group, verdict);
        }
        let is_account = |claim: &&Claim| claim.keys.iter().any(|key| key.starts_with(story::KEY));
        if group.first().is_some_and(is_account) {
            return story::compare_all(self, rule, group, verdict);
        }
        pair::compare_all(self, rule, group, verdict);
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        None
    }
}

/// Whether a document is in English, as far as its small words tell; a translation has other words for all it tells.
fn is_english(reading: &Reading<'_>) -> bool {
    /// Words that are looked at, and those without which nobody knows.
    const LOOKED_AT: usize = 400;
    const FEWEST: usize = 60;
    /// Percent of the words of English prose that are words of grammar are some forty.
    const LEAST: usize = 15;
    let told = reading.sentences().filter(|sentence| reading.role(*sentence) == Role::Paragraph);
    let words = told.flat_map(|sentence| word::words(sentence.span.of(reading.prose())));
    let (mut all, mut small) = (0_usize, 0_usize);
    for (_, word) in words.take(LOOKED_AT) {
        all += 1;
        small += usize::from(word::is(&word.to_lowercase(), Class::GrammarWord));
    }
    all < FEWEST || small * 100 >= all * LEAST
}

/// Whether a document says at its top that it sets an earlier report right.
fn sets_right(reading: &Reading<'_>) -> bool {
    /// Sentences at the top.
    const TOP: usize = 2;
    let mut top =
        reading.sentences().take(TOP).map(|one| one.span.of(reading.prose()).to_lowercase());
    top.any(|text| {
        // "Bug fixes and more": a single word says so where it opens the line or what stands in brackets.
        let opens =
            |at: usize| text[..at].trim_end().is_empty() || text[..at].ends_with(['(', '[']);
        let opening: Vec<&str> =
            word::words(&text).filter(|(at, _)| opens(*at)).map(|(_, word)| word).collect();
        word::entries(Class::CorrectedReport).iter().any(|entry| match entry.contains(' ') {
            true => text.contains(entry.as_str()),
            false => opening.contains(&entry.as_str()),
        })
    })
}

/// The claim of a passage, under the keys of its words; none where it is too short to be compared.
fn passage_claim(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    span: ProseSpan,
) -> Option<Claim> {
    let text = span.of(reading.prose());
    let keys = passage::keys(&utterance::words(text))?;
    let (place, _) = reading.document().locate(sentence.span);
    let written = place.of(reading.document().text());
    if TEMPLATE_TAGS.iter().any(|tag| written.contains(tag)) {
        return None;
    }
    let parts = vec![super::part(reading, span, Value::Text { text: text.into() })];
    let mut claim =
        super::claim(rule, reading, sentence, span, String::new(), String::new(), parts);
    let scope = claim.keys.concat();
    claim.keys = keys.into_iter().map(|key| format_smolstr!("{key}{scope}")).collect();
    Some(claim)
}
