//! A document that contradicts itself: its title and its text, its summary and what is told at length, a caption and the
//! text, prose and a table, one section and another.

mod frame;
mod moves;
mod spelling;
mod statement;
mod told_alike;
mod totals;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use smol_str::format_smolstr;

use self::frame::Document;
use self::spelling::Names;
use self::statement::{Place, Statement, Surroundings, statement};
use super::fact::{Fact, aliases, facts};
use super::value::{Kind, root, roots, slots};
use super::{DATE, DIRECTION, FIGURE};
use crate::check::{self, Verdict, wording};
use crate::claim::{Claim, Part, Value};
use crate::conflict::{Code, Conflict, Side};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use factlint_document::Role;
use factlint_language::span::ProseSpan;
use factlint_language::word;
use factlint_language::words::Class;

/// What the keys of these claims begin with.
pub(super) const KEY: &str = "within ";

/// Statements of a document; one with more is a book or a list of data.
const MOST: usize = 250;

/// The claim of all that a document states, for a judge who holds it against itself; none where that is too much.
///
/// Its first part has the statements, the others their values.
pub(super) fn claim(rule: &Rule, reading: &Reading<'_>) -> Option<Claim> {
    let outline = Outlining::new(reading);
    let mut parts: Vec<Part> = Vec::new();
    let mut statements: Vec<Statement> = Vec::new();
    let mut facts_told: Vec<(usize, Fact)> = Vec::new();
    let mut names = BTreeSet::new();
    let mut spelled = Names::default();
    let mut moves = Vec::new();
    let mut first = None;
    for sentence in reading.sentences() {
        let Some(place) = statement::place_of(reading, sentence) else { continue };
        if !check::sentence_admits(rule, reading, sentence)
            || check::is_withheld(rule, reading, sentence, sentence.span)
        {
            continue;
        }
        first = first.or(Some(sentence));
        if place != Place::Cell {
            spelled.read(reading, sentence);
        }
        let found = slots(reading, sentence);
        if found.is_empty() {
            continue;
        }
        if place != Place::Cell {
            moves::read(reading, sentence, &found, &mut moves);
        }
        names.extend(aliases(reading, sentence));
        let Some(around) = outline.around(reading, sentence, place) else { continue };
        let is_told = matches!(around.place, Place::Text | Place::Summary | Place::Caption);
        let mut told = match is_told {
            true => facts(reading, sentence, 0),
            false => Vec::new(),
        };
        for slot in found {
            if statements.len() >= MOST {
                return None;
            }
            let text = slot.span.of(reading.prose());
            let part = check::part(reading, slot.span, Value::Text { text: text.into() });
            parts.push(part);
            statements.push(statement(reading, sentence, &slot, &around, parts.len()));
            let start = sentence.span.start as usize;
            let is_here = |fact: &Fact| {
                start + fact.bytes.start == slot.span.start as usize
                    && start + fact.bytes.end == slot.span.end as usize
            };
            if let Some(at) = told.iter().position(is_here) {
                facts_told.push((statements.len() - 1, told.swap_remove(at)));
            }
        }
    }
    let first = first?;
    let mut as_parts = |(places, why): ([ProseSpan; 2], String)| {
        let pair = places.map(|place| {
            let text = place.of(reading.prose());
            parts.push(check::part(reading, place, Value::Text { text: text.into() }));
            parts.len()
        });
        (pair, why)
    };
    let spellings = spelled.twins().into_iter().map(&mut as_parts).collect();
    let moves = moves::contradictions(&moves).into_iter().map(&mut as_parts).collect();
    let digest = Digest {
        moves,
        spellings,
        title: outline.title,
        statements,
        facts: facts_told,
        aliases: names,
    };
    // Of most documents nothing would be compared, and nothing need be kept.
    if digest.spellings.is_empty()
        && digest.moves.is_empty()
        && digest.contradictions().is_empty()
        && totals::wrong(&digest.statements).is_empty()
    {
        return None;
    }
    let digest = serde_json::to_string(&digest).ok()?;
    let opening = ProseSpan::new(first.span.start as usize, first.span.start as usize);
    parts.insert(0, check::part(reading, opening, Value::Text { text: digest.into() }));
    let mut claim =
        check::claim(rule, reading, first, opening, String::new(), String::new(), parts);
    let scope = claim.keys.concat();
    let path = &claim.document.path;
    let key = xxhash_rust::xxh3::xxh3_64(path.as_bytes());
    claim.keys = std::iter::once(format_smolstr!("{KEY}{key:016x}{scope}")).collect();
    Some(claim)
}

/// What a document states, and the words of its title.
#[derive(Serialize, Deserialize)]
struct Digest {
    title: BTreeSet<String>,
    statements: Vec<Statement>,
    /// Which parts spell one name in two ways, and why they are one.
    spellings: Vec<([usize; 2], String)>,
    /// Which parts tell of one share that it went to two prices, and whose.
    moves: Vec<([usize; 2], String)>,
    /// Which statement each fact is.
    facts: Vec<(usize, Fact)>,
    aliases: BTreeSet<(String, String)>,
}

impl Digest {
    fn document(&self) -> Document<'_> {
        Document { title: &self.title, statements: &self.statements }
    }

    /// The pairs of statements that contradict each other, and why each was compared; each value once.
    fn contradictions(&self) -> Vec<([&Statement; 2], String)> {
        let mut found = self.document().contradictions();
        let mut seen: BTreeSet<usize> =
            found.iter().flat_map(|(pair, _)| pair.map(|one| one.part)).collect();
        for (pair, why) in told_alike::contradictions(self) {
            if pair.iter().all(|one| !seen.contains(&one.part)) {
                seen.extend(pair.map(|one| one.part));
                found.push((pair, why));
            }
        }
        found
    }
}

/// What stands over the sentences of a document.
struct Outlining {
    /// The block of the title, and its words.
    title_block: Option<u32>,
    title: BTreeSet<String>,
    /// The block of the first paragraph.
    opening_block: Option<u32>,
}

impl Outlining {
    fn new(reading: &Reading<'_>) -> Self {
        let mut found = Self { title_block: None, title: BTreeSet::new(), opening_block: None };
        for sentence in reading.sentences() {
            let (role, block) = (reading.role(sentence), reading.block_of(sentence));
            let is_title = matches!(role, Role::Headline)
                || (found.title_block.is_none() && is_line(reading, sentence));
            match role {
                _ if found.title_block.is_none() && found.opening_block.is_none() && is_title => {
                    found.title_block = Some(block);
                    found.title = roots(sentence.span.of(reading.prose()));
                }
                Role::Headline if Some(block) != found.title_block => break,
                Role::Paragraph if Some(block) != found.title_block => {
                    found.opening_block = Some(block);
                    break;
                }
                _ => {}
            }
        }
        found
    }

    /// What stands around a sentence; none where what stands over it says that it is told of something else.
    fn around(
        &self,
        reading: &Reading<'_>,
        sentence: Sentence,
        place: Place,
    ) -> Option<Surroundings> {
        let block = reading.block_of(sentence);
        let mut place = match place {
            Place::Text if Some(block) == self.title_block => Place::Title,
            Place::Text if reading.role(sentence) == Role::Headline => return None,
            Place::Text if Some(block) == self.opening_block => Place::Summary,
            place => place,
        };
        let mut headings = BTreeSet::new();
        let mut is_plain = true;
        if reading.unsaid_above(sentence).is_some() {
            return None;
        }
        let above = reading.standing_under(sentence).chain(reading.line_above(sentence));
        for line in above {
            if Some(reading.block_of(line)) == self.title_block {
                continue;
            }
            let text = line.span.of(reading.prose());
            if text.bytes().any(|byte| byte.is_ascii_digit()) {
                is_plain = false;
            }
            let plain = |word: &str| {
                word::is(word, Class::PlainHeading)
                    || word::is(word, Class::LabelWord)
                    || word::is(word, Class::GrammarWord)
            };
            let lower = text.to_lowercase();
            if place == Place::Text
                && word::entries(Class::SummaryHeading)
                    .iter()
                    .any(|entry| lower.trim().trim_end_matches(':') == *entry)
            {
                place = Place::Summary;
            }
            is_plain &= word::words(&lower).all(|(_, word)| plain(word));
            headings.extend(roots(text));
            let numbers = word::words(text)
                .filter(|(_, word)| word.starts_with(|c: char| c.is_ascii_digit()));
            headings.extend(numbers.map(|(_, number)| format!("#{number}")));
        }
        let mut paragraph = BTreeSet::new();
        if place == Place::Cell {
            let heads = reading.heads(sentence)?;
            for head in heads.sure() {
                paragraph.extend(head_words(head.span.of(reading.prose())));
            }
        } else {
            let here = reading.before_in_block(sentence).last().unwrap_or(sentence);
            let mut next = Some(here);
            while let Some(one) = next {
                paragraph.extend(roots(one.span.of(reading.prose())));
                next = reading.next_in_block(one);
            }
        }
        Some(Surroundings { place, headings, is_under_plain_heading: is_plain, paragraph })
    }
}

/// The words of the head of a row or column that name something; numbers as they are.
fn head_words(text: &str) -> BTreeSet<String> {
    let spoken = factlint_language::utterance::words(text);
    let tells = |word: &&factlint_language::utterance::Spoken| {
        word.normal.starts_with('#')
            || (super::passage::is_telling(word) && !word::is(&word.normal, Class::LabelWord))
            || word::is(&word.normal, Class::Attribute)
            // "Other entities"
            || word::is(&word.normal, Class::LimitingWord)
    };
    let telling: BTreeSet<String> =
        spoken.iter().filter(tells).map(|word| root(&word.normal)).collect();
    let is_label = |word: &factlint_language::utterance::Spoken| {
        word::is(&word.normal, Class::LabelWord) || word::is(&word.normal, Class::GrammarWord)
    };
    // "hg", "R1": a short name tells which row it is, and no text that does not give it speaks of that.
    if telling.is_empty() && !spoken.iter().all(is_label) {
        return spoken.iter().map(|word| root(&word.normal)).collect();
    }
    telling
}

/// Whether a sentence is a line of its own without an end, as a title is that no markup marks.
pub(super) fn is_line(reading: &Reading<'_>, sentence: Sentence) -> bool {
    /// A title has no more words.
    const MOST: usize = 16;
    let text = sentence.span.of(reading.prose()).trim_end();
    reading.role(sentence) == Role::Paragraph
        && reading.fills_its_block(sentence)
        && !text.ends_with(['.', ':', ';', ','])
        && text.split_whitespace().nth(MOST).is_none()
}

/// Holds the statements of each document against each other.
pub(super) fn compare_all(rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
    for claim in group {
        let Some(digest) = claim.parts.first() else { continue };
        let Ok(digest) = serde_json::from_str::<Digest>(digest.text()) else { continue };
        // A price is told with its move.
        let is_moved = |part: usize| {
            digest.moves.iter().flat_map(|(pair, _)| pair).any(|moved| {
                let spans = [*moved, part].map(|at| claim.parts.get(at).map(|one| one.span));
                matches!(spans, [Some(whole), Some(span)] if whole.contains(span))
            })
        };
        for (pair, why) in digest.contradictions() {
            if pair.iter().all(|one| is_moved(one.part)) {
                continue;
            }
            verdict.conflicts.extend(worded(rule, claim, pair, &why));
        }
        for (pair, why) in &digest.spellings {
            verdict.conflicts.extend(spelling::worded(rule, claim, *pair, why));
        }
        for (pair, why) in &digest.moves {
            verdict.conflicts.extend(told_twice(rule, claim, FIGURE, *pair, why));
        }
        for (total, parts) in totals::wrong(&digest.statements) {
            verdict.conflicts.extend(totals::worded(rule, claim, total, &parts));
        }
    }
}

fn worded(
    rule: &Rule,
    claim: &Claim,
    [one, other]: [&Statement; 2],
    why: &str,
) -> Option<Conflict> {
    let (one, other) = if one.part > other.part { (one, other) } else { (other, one) };
    let code = match &one.stated.kind {
        kind if kind.is_time() => DATE,
        Kind::Direction => DIRECTION,
        _ => FIGURE,
    };
    told_twice(rule, claim, code, [one.part, other.part], why)
}

/// The finding of what a document tells in two ways, in two parts of a claim.
fn told_twice(
    rule: &Rule,
    claim: &Claim,
    code: Code,
    [one, other]: [usize; 2],
    why: &str,
) -> Option<Conflict> {
    let (part, witness) = (claim.parts.get(one.max(other))?, claim.parts.get(one.min(other))?);
    let [found, elsewhere] = [part, witness].map(|part| wording::one_line(part.seen()));
    let what = match code {
        DATE => "the document tells the same of different times",
        DIRECTION => "the document tells opposite things of the same",
        _ => "the document tells the same with different figures",
    };
    let message = check::worded(
        rule,
        format!("{what}: `{found}` and `{elsewhere}`"),
        &[("found", &found), ("expect", &elsewhere), ("subject", "")],
    );
    let primary = Side::new(claim, part, format!("`{found}` here"));
    let mut conflict = check::conflict(code, rule, claim, message, primary);
    conflict.sides.push(Side::new(claim, witness, format!("`{elsewhere}` here")));
    conflict.notes.insert(0, format!("compared because {why}").into());
    Some(conflict)
}
