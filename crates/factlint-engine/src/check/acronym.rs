//! `acronym`: one expansion an acronym, given no later than the acronym is first used.

use std::collections::{BTreeMap, BTreeSet};

use super::cited::{is_in_a_cited_title, is_in_a_run_in_heading};
use super::{About, Check, Draft, Kind, Marks, Trigger, Verdict, wording};
use crate::claim::{Claim, Part, Value};
use crate::conflict::{Code, Conflict, Evidence, Side};
use crate::finding::Label;
use crate::reading::{Reading, Sentence};
use crate::rule::key::{Key, Shape};
use crate::rule::subject::Subjects;
use crate::rule::table::{Placed, Table};
use crate::rule::{Question, Quotes, Rule, Scope};
use factlint_document::Role;
use factlint_language::acronym::{self, Expansion};
use factlint_language::capitals::{self, Capitals};
use factlint_language::span::ProseSpan;
use factlint_language::word::{self, is_capitalised};
use factlint_language::words::Class;

const FACT: Code =
    Code::new("acronym/fact", "an acronym stands for something else than the rule knows");
const UNDEFINED: Code =
    Code::new("acronym/undefined", "an acronym is used before it is expanded, or never is");
const DISAGREEMENT: Code = Code::new("acronym/disagreement", "one acronym is expanded in two ways");

/// The registry's entry.
pub const KIND: Kind = Kind {
    name: "acronym",
    summary: "an acronym has one expansion (`known`), and stands behind it",
    page: include_str!("../../docs/acronym.md"),
    keys: &[Key::new("known", Shape::NamedTextsOrTexts), Key::new("define", Shape::Flag)],
    codes: &[FACT, UNDEFINED, DISAGREEMENT],
    about: About::None,
    scope: Scope::Document,
    quotes: Quotes::Include,
    asks: Question::OF_WORDS,
    read,
};

/// What an acronym is known to stand for.
#[derive(Debug)]
struct Known {
    expansions: Vec<String>,
    place: Label,
}

#[derive(Debug)]
struct Acronyms {
    known: BTreeMap<String, Known>,
    /// Whether every acronym is to be expanded.
    define: bool,
}

fn read(table: &mut Table<'_>, _draft: &mut Draft<'_>) -> Option<Box<dyn Check>> {
    let problems = table.problem_count();
    let mut known = BTreeMap::new();
    let place = table.place_of("known").unwrap_or_default();
    // A list names acronyms that readers know; what they stand for is left open.
    let listed = if table.holds_tables("known") {
        Vec::new()
    } else {
        table.strings("known").unwrap_or_default()
    };
    let is_list = !listed.is_empty();
    for acronym in listed {
        let place = check_acronym(table, &acronym);
        known.insert(acronym.into_inner(), Known { expansions: Vec::new(), place });
    }
    if let Some(mut listed) = table.table("known") {
        for (acronym, expansions) in listed.take_named_strings() {
            let place = check_acronym(&listed, &acronym);
            let expansions = expansions.into_iter().map(|text| text.into_inner()).collect();
            known.insert(acronym.into_inner(), Known { expansions, place });
        }
    }
    let define = table.boolean("define").is_some_and(|flag| flag.into_inner());
    if is_list && !define {
        table.problem_with_note(
            place,
            format!("`known` of {} lists acronyms without what they stand for", table.what()),
            "holds nothing against a text",
            "write known = { NATO = \"North Atlantic Treaty Organization\" }, or add define = true: then these need \
             not be defined",
        );
    }
    (table.problem_count() == problems)
        .then(|| Box::new(Acronyms { known, define }) as Box<dyn Check>)
}

/// Reports what is no acronym. The place of what is known about it.
fn check_acronym(table: &Table<'_>, acronym: &Placed<String>) -> Label {
    if !acronym::is_acronym(acronym.get_ref()) {
        table.problem(
            acronym.span(),
            format!("`{}` is no acronym", acronym.get_ref()),
            "must have two capitals at least and neither spaces nor points",
        );
    }
    table.file().label(acronym.span(), "the expansion that this rule holds")
}

/// An acronym in running text.
struct Use {
    sentence: Sentence,
    span: ProseSpan,
}

impl Check for Acronyms {
    fn trigger(&self, _rule: &Rule, _subjects: &Subjects) -> Trigger {
        let any = if self.define { has_capitals } else { has_brackets };
        Trigger::Marks(Marks { kind: if self.define { "acronyms" } else { "expansions" }, any })
    }

    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        let mut expanded: BTreeMap<String, Vec<(Sentence, Expansion)>> = BTreeMap::new();
        let mut running: Vec<Sentence> = Vec::new();
        for sentence in reading.sentences() {
            let text = sentence.span.of(reading.prose());
            let role = reading.role(sentence);
            if !super::sentence_admits(rule, reading, sentence) {
                continue;
            }
            let expansions = if text.contains('(') {
                acronym::in_tokens(reading.tokens(sentence))
            } else {
                Vec::new()
            };
            for one in expansions {
                let fine = super::is_prose(rule, reading, one.acronym)
                    && !repeats_itself(reading.prose(), &one)
                    && !super::is_withheld(rule, reading, sentence, one.words);
                if fine {
                    let letters = one.acronym.of(reading.prose()).to_owned();
                    expanded.entry(letters).or_default().push((sentence, one));
                }
            }
            let counts = matches!(role, Role::Paragraph | Role::ListItem);
            if counts && reading.capitals(sentence) == Capitals::Sentence {
                running.push(sentence);
            }
        }
        let first_uses = self.first_uses(rule, reading, &running, &expanded);
        for (letters, places) in &expanded {
            for (sentence, one) in places {
                // "non-steroidal", "nonsteroidal"
                let words = acronym::normal(one.words.of(reading.prose())).replace(' ', "");
                let value = Value::Text { text: words.into() };
                let parts = vec![super::part(reading, one.words, value)];
                let (at, subject) = (one.words, letters.clone());
                claims.push(super::claim(
                    rule,
                    reading,
                    *sentence,
                    at,
                    subject,
                    letters.clone(),
                    parts,
                ));
            }
        }
        for (letters, one) in first_uses {
            // "Portland, OR", "at 5 PM": two letters are a code or a unit as often as not.
            let short = letters.chars().filter(char::is_ascii_uppercase).count() < 3;
            let known = self.known.contains_key(&letters) || short;
            let definition = expanded.get(&letters).and_then(|places| {
                places.iter().min_by_key(|(_, expansion)| expansion.acronym.start)
            });
            let late = match definition {
                // "**SIL generation**: the Swift Intermediate Language (SIL) is", "the DTM, or Digital Terrain Model
                // (DTM)": who reads the sentence has read what it stands for.
                Some((sentence, expansion)) => {
                    one.span.start < expansion.acronym.start.min(expansion.words.start)
                        && *sentence != one.sentence
                        && !expands_beside(reading, &one, expansion)
                }
                None => self.define && !acronym::is_roman(&letters),
            };
            // Last, since they look through the whole document.
            if known
                || !late
                || is_shouted(reading, &letters)
                || is_a_speaker(reading, &letters)
                || stands_behind_words(reading, &letters, one.span.start)
                || has_a_legend(reading, &letters)
            {
                continue;
            }
            let mut parts = vec![super::part(reading, one.span, Value::Required { met: false })];
            if let Some((_, expansion)) = definition {
                let value = Value::Required { met: true };
                parts.push(super::part(reading, expansion.words, value));
            }
            let key = format!("{letters} used");
            claims.push(super::claim(rule, reading, one.sentence, one.span, letters, key, parts));
        }
    }

    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        let Some(first) = group.first() else { return };
        if matches!(first.parts[0].value, Value::Required { .. }) {
            let mut documents = BTreeSet::new();
            for claim in group {
                if documents.insert(&claim.document.path) {
                    verdict.conflicts.push(self.undefined(rule, claim));
                }
            }
            return;
        }
        match self.known.get(first.subject.as_str()).filter(|known| !known.expansions.is_empty()) {
            Some(known) => self.against_known(rule, known, group, verdict),
            None => {
                // The first expansion in the order of the documents is what the others differ from.
                let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
                let words = text_of(first);
                for claim in group.iter().filter(|claim| text_of(claim) != words) {
                    // "Dan Moss (DM)" and "Dora Mill (DM)" sign minutes.
                    if is_initials(first) && is_initials(claim) {
                        continue;
                    }
                    if seen.insert((&claim.document.path, text_of(claim))) {
                        verdict.conflicts.push(two_expansions(rule, claim, first));
                    }
                }
            }
        }
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        let known: Vec<String> = self
            .known
            .iter()
            .filter(|(_, known)| !known.expansions.is_empty())
            .map(|(acronym, known)| format!("{acronym}: {}", known.expansions.join(" or ")))
            .collect();
        (!known.is_empty()).then(|| known.join("; "))
    }
}

impl Acronyms {
    /// The first use in running text of the acronyms that the document expands, or of all.
    fn first_uses(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        running: &[Sentence],
        expanded: &BTreeMap<String, Vec<(Sentence, Expansion)>>,
    ) -> BTreeMap<String, Use> {
        let mut found: BTreeMap<String, Use> = BTreeMap::new();
        if expanded.is_empty() && !self.define {
            return found;
        }
        for &sentence in running {
            for (range, text) in reading.words_in(sentence.span) {
                // "NATO-led" uses the acronym; "UTF-8" is another name.
                if text.contains(|c: char| c.is_ascii_digit()) && text.contains(word::is_hyphen) {
                    continue;
                }
                for piece in text.split(word::is_hyphen) {
                    let letters = acronym::without_plural(piece);
                    let wanted = expanded.contains_key(letters)
                        || (self.define && acronym::is_acronym(letters));
                    if !wanted || found.contains_key(letters) {
                        continue;
                    }
                    let at = range.start + (piece.as_ptr() as usize - text.as_ptr() as usize);
                    let span = ProseSpan::new(at, at + letters.len());
                    let fine = super::is_prose(rule, reading, span)
                        && is_plain_use(reading.prose(), sentence.span, span)
                        // “The FBI Story” is a title.
                        && reading
                            .quoted_words(sentence, span)
                            .is_none_or(|words| capitals::of(words) == Capitals::Sentence)
                        && !is_in_a_cited_title(reading, span)
                        && !is_in_a_run_in_heading(reading, span)
                        && !super::is_withheld(rule, reading, sentence, span);
                    if fine {
                        found.insert(letters.to_owned(), Use { sentence, span });
                    }
                }
            }
        }
        found
    }

    fn against_known(&self, rule: &Rule, known: &Known, group: &[&Claim], verdict: &mut Verdict) {
        let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
        for claim in group {
            let words = text_of(claim);
            let right =
                known.expansions.iter().any(|one| acronym::normal(one).replace(' ', "") == words);
            if right || !seen.insert((&claim.document.path, words)) {
                continue;
            }
            let part = &claim.parts[0];
            let found = wording::one_line(part.seen());
            let expect = known.expansions.join(" or ");
            let message = super::worded(
                rule,
                format!("`{}` stands for {expect}, not for `{found}`", claim.subject),
                &[("found", &found), ("expect", &expect), ("subject", &claim.subject)],
            );
            let primary = Side::new(claim, part, format!("should be {expect}"));
            let mut conflict = super::conflict(FACT, rule, claim, message, primary);
            conflict.evidence.push(Evidence::Place(known.place.clone().into()));
            verdict.conflicts.push(conflict);
        }
    }

    /// An acronym that stands before its expansion, or has none.
    fn undefined(&self, rule: &Rule, claim: &Claim) -> Conflict {
        let letters = &claim.subject;
        let (first, later) = (&claim.parts[0], claim.parts.get(1));
        let expect = later.map(|part| wording::one_line(part.seen())).unwrap_or_default();
        let default = match later {
            Some(_) => format!("`{letters}` is used before it is expanded"),
            None => format!("`{letters}` is never expanded in this document"),
        };
        let message = super::worded(
            rule,
            default,
            &[("found", letters), ("expect", &expect), ("subject", letters)],
        );
        let primary = Side::new(claim, first, "first used here");
        let mut conflict = super::conflict(UNDEFINED, rule, claim, message, primary);
        if let Some(part) = later {
            conflict.sides.push(Side::new(claim, part, "expanded only here"));
        }
        conflict
    }
}

/// Whether the words for an acronym have it, or its end, in them: "MLX01 (MLX01-901)", "Remote NDIS (RNDIS)". They spell it
/// out no further.
fn repeats_itself(prose: &str, one: &Expansion) -> bool {
    let letters = one.acronym.of(prose);
    word::words(one.words.of(prose)).any(|(_, found)| {
        found.starts_with(letters)
            || found.len() > 1
                && found.bytes().all(|letter| letter.is_ascii_uppercase())
                && letters.ends_with(found)
    })
}

/// Whether a legend tells what an acronym stands for: "CBR = crude birth rate".
fn has_a_legend(reading: &Reading<'_>, letters: &str) -> bool {
    let prose = reading.prose();
    memchr::memmem::find_iter(prose.as_bytes(), letters).any(|at| {
        !prose[..at].ends_with(word::is_word)
            && prose[at + letters.len()..].trim_start_matches(' ').starts_with('=')
    })
}

/// Whether an acronym is used in running text: not in brackets, not as a label ("WTO: ..."), not beside a
/// slash.
fn is_plain_use(prose: &str, sentence: ProseSpan, span: ProseSpan) -> bool {
    let before = &prose[sentence.start as usize..span.start as usize];
    let after = prose.get(span.end as usize..sentence.end as usize).unwrap_or_default();
    let label = after.trim_start_matches('s').trim_start().starts_with([':', '—', '–']);
    let source =
        word::words(before).next().is_some_and(|(_, first)| word::is(first, Class::CreditLine));
    !(word::opens_bracket(before)
        || ends_a_name(before)
        || label
        || source
        || after.starts_with('/')
        || before.ends_with('/'))
}

/// Whether what stands before an acronym in its sentence makes it the end of a name: "VoiceStream Wireless PCS", "Lambda-CDM".
fn ends_a_name(before: &str) -> bool {
    let lead = before.strip_suffix([' ', '-', '‑']).unwrap_or_default();
    let Some((at, last)) = word::words_before(lead).next() else { return false };
    let is_joined = before.ends_with(word::is_hyphen);
    at + last.len() == lead.len()
        && is_capitalised(last)
        && last.contains(char::is_lowercase)
        && (is_joined || word::words(&lead[..at]).next().is_some())
        && !word::is(&last.to_lowercase(), Class::GrammarWord)
        && !super::names_a_time(last)
}

/// Whether the sentence of an acronym has the words that it stands for, without brackets: "a Digital Surface Model or DSM",
/// "the DTM, which is the Digital Terrain Model".
fn expands_beside(reading: &Reading<'_>, one: &Use, expansion: &Expansion) -> bool {
    let sentence = one.sentence.span.of(reading.prose());
    let words = acronym::normal(expansion.words.of(reading.prose()));
    acronym::normal(sentence).contains(&words)
}

/// Whether an acronym stands in brackets of its own before a place: the words before it were not read as those that it stands
/// for, but were meant so.
fn stands_behind_words(reading: &Reading<'_>, letters: &str, place: u32) -> bool {
    let before = &reading.prose()[..place as usize];
    memchr::memmem::find_iter(before.as_bytes(), letters).any(|at| {
        let words = before[..at].strip_suffix('(').and_then(|lead| lead.strip_suffix(' '));
        before[at + letters.len()..].starts_with(')')
            && words.is_some_and(|lead| {
                word::words_before(lead).next().is_some_and(|(_, last)| is_capitalised(last))
            })
    })
}

/// Whether the letters are a word in capitals ("you must NOT"): one that the document has in lower case
/// too, or that many documents shout.
fn is_shouted(reading: &Reading<'_>, letters: &str) -> bool {
    let lower = letters.to_lowercase();
    word::is(letters, Class::Shouted)
        || reading.prose().match_indices(&lower).any(|(at, _)| {
            word::words(&reading.prose()[at..]).next().is_some_and(|(_, found)| {
                found == lower && !reading.prose()[..at].ends_with(word::is_word)
            })
        })
}

/// Whether letters are the initials of somebody who speaks: "SYG: I was about to ask the same", more than once.
fn is_a_speaker(reading: &Reading<'_>, letters: &str) -> bool {
    let speaks =
        |words: &str| words.strip_prefix(letters).is_some_and(|rest| rest.starts_with(':'));
    let blocks = reading.document().blocks().iter();
    blocks.filter(|block| speaks(block.span.of(reading.prose()))).nth(1).is_some()
}

/// Whether two capitals stand for a first name and a surname, as far as their capitals tell.
fn is_initials(claim: &Claim) -> bool {
    let words = claim.parts[0].seen();
    claim.subject.len() == 2
        && word::words(words).count() == 2
        && word::words(words).all(|(_, found)| is_capitalised(found))
}

fn text_of(claim: &Claim) -> &str {
    claim.parts[0].text()
}

fn two_expansions(rule: &Rule, claim: &Claim, first: &Claim) -> Conflict {
    let words = |part: &Part| wording::one_line(part.seen());
    let (found, expect) = (words(&claim.parts[0]), words(&first.parts[0]));
    let letters = &claim.subject;
    let message = super::worded(
        rule,
        format!("`{letters}` stands for `{found}` and for `{expect}`"),
        &[("found", &found), ("expect", &expect), ("subject", letters)],
    );
    let primary = Side::new(claim, &claim.parts[0], format!("`{letters}` here"));
    let mut conflict = super::conflict(DISAGREEMENT, rule, claim, message, primary);
    conflict.sides.push(Side::new(first, &first.parts[0], format!("`{letters}` here")));
    conflict
}

fn has_capitals(text: &str) -> bool {
    text.as_bytes().windows(2).any(|pair| pair.iter().all(u8::is_ascii_uppercase))
}

fn has_brackets(text: &str) -> bool {
    memchr::memchr(b'(', text.as_bytes()).is_some()
}
