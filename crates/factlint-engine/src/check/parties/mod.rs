//! `parties`: the two sides of a deal, a war or a meeting are the right ones.

mod pair;
mod partner;

use std::collections::{BTreeMap, BTreeSet};

use super::{About, Check, Draft, Kind, Miss, Trigger, Verdict, wording};
use crate::claim::{Claim, Part, Value};
use crate::conflict::{Code, Conflict, Evidence, Side};
use crate::finding::Label;
use crate::reading::{Reading, Sentence};
use crate::rule::key::{Key, Shape};
use crate::rule::phrase::{Inflection, PhraseId};
use crate::rule::subject::Subjects;
use crate::rule::table::{Placed, Table, did_you_mean};
use crate::rule::{Question, Quotes, Rule, Scope};
use crate::unread::Reason;
use factlint_language::span::ProseSpan;
use pair::{Named, Pair};

const FACT: Code = Code::new("parties/fact", "a deal is between other parties than the rule says");
const DISAGREEMENT: Code = Code::new("parties/disagreement", "one deal has different parties");

/// The registry's entry.
pub const KIND: Kind = Kind {
    name: "parties",
    summary: "the two sides of a deal, a war or a meeting are the right ones (`between`)",
    page: include_str!("../../../docs/parties.md"),
    keys: &[Key::new("between", Shape::Texts), Key::new("never", Shape::Texts)],
    codes: &[FACT, DISAGREEMENT],
    about: About::Optional,
    scope: Scope::Corpus,
    quotes: Quotes::Include,
    asks: Question::OF_RECORDS,
    read,
};

/// A party under all its names.
#[derive(Debug)]
struct Party {
    names: Vec<PhraseId>,
    /// As findings call it.
    shown: String,
}

#[derive(Debug)]
struct Parties {
    between: Vec<Party>,
    never: Vec<Party>,
    /// The texts of all names, for compounds.
    names: Vec<(PhraseId, String)>,
    place: Option<Label>,
}

fn read(table: &mut Table<'_>, draft: &mut Draft<'_>) -> Option<Box<dyn Check>> {
    let problems = table.problem_count();
    let listed = table.strings("between").unwrap_or_default();
    let place = listed
        .first()
        .map(|first| table.file().label(first.span(), "the parties that this rule holds"));
    let between = read_parties(table, draft, &listed);
    let excluded = table.strings("never").unwrap_or_default();
    let never = read_parties(table, draft, &excluded);
    if listed.len() == 1 {
        table.problem(
            listed[0].span(),
            format!("`between` of {} has one party", table.what()),
            "two parties or more make a pair",
        );
    }
    if let (Some(first), true) = (excluded.first(), listed.is_empty()) {
        table.problem(
            first.span(),
            format!("{} has `never` without `between`", table.what()),
            "a pair is recognised by a party of `between`",
        );
    }
    if draft.near.is_empty() && draft.about.is_empty() && table.problem_count() == problems {
        table.missing("near", "near = [\"ceasefire\", \"deal\"]");
    }
    let names = between
        .iter()
        .chain(&never)
        .flat_map(|party| &party.names)
        .map(|&name| (name, draft.phrases.get(name).text.clone()))
        .collect();
    let twice = |party: &&Party| between.iter().any(|one| one.shown == party.shown);
    if let Some(party) = never.iter().find(twice) {
        table.problem(
            excluded.first().map_or(table.span(), |first| first.span()),
            format!("`{}` of {} is in `between` and in `never`", party.shown, table.what()),
            "one or the other",
        );
    }
    let distinct: BTreeSet<&str> = between.iter().map(|party| party.shown.as_str()).collect();
    if distinct.len() < between.len() {
        table.problem(
            listed.first().map_or(table.span(), |first| first.span()),
            format!("`between` of {} names one party twice", table.what()),
            "two different ones make a pair",
        );
    }
    (table.problem_count() == problems)
        .then(|| Box::new(Parties { between, never, names, place }) as Box<dyn Check>)
}

/// Each entry is the id of a subject, or a name in place.
fn read_parties(
    table: &Table<'_>,
    draft: &mut Draft<'_>,
    entries: &[Placed<String>],
) -> Vec<Party> {
    let mut parties = Vec::new();
    for entry in entries {
        let text = entry.get_ref();
        if let Some(subject) = draft.subjects.find(text) {
            let names = draft.subjects.get(subject).names.clone();
            let shown = names.first().map(|&name| draft.phrases.get(name).text.clone());
            parties.push(Party { names, shown: shown.unwrap_or_default() });
        } else if !text.chars().any(char::is_uppercase) && draft.subjects.is_incomplete {
            // It may be declared in the file that cannot be read.
            table.problems().pass_over();
        } else if !text.chars().any(char::is_uppercase) {
            let ids: Vec<&str> = draft.subjects.ids().collect();
            table.problem_with_note(
                entry.span(),
                format!("{} has an unknown party `{text}`", table.what()),
                did_you_mean(text, &ids).unwrap_or_else(|| "unknown subject".to_owned()),
                "declare it with [subject.NAME], or write the name with its capitals",
            );
        } else if super::is_findable(table, entry) {
            let names = vec![draft.phrases.intern(text, Inflection::Name)];
            parties.push(Party { names, shown: text.clone() });
        }
    }
    parties
}

impl Check for Parties {
    fn trigger(&self, rule: &Rule, subjects: &Subjects) -> Trigger {
        if !rule.about.is_empty() {
            return Trigger::Phrases(super::subject_phrases(rule, subjects));
        }
        Trigger::of_cues(Vec::new(), rule.near.first().map_or(&[], Vec::as_slice))
    }

    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        if rule.about.is_empty() {
            for sentence in cued(rule, reading) {
                if super::sentence_admits(rule, reading, sentence) {
                    self.claims(rule, reading, sentence, &[], claims);
                }
            }
        } else {
            super::for_each_naming(rule, reading, |sentence, mentions| {
                self.claims(rule, reading, sentence, mentions, claims);
            });
        }
    }

    fn misses(&self, rule: &Rule, reading: &Reading<'_>, misses: &mut Vec<Miss>) {
        if rule.about.is_empty() {
            for sentence in cued(rule, reading) {
                if super::has_cues(rule, reading, sentence) {
                    self.missed(rule, reading, sentence, &[], misses);
                }
            }
        } else {
            super::for_each_cued(rule, reading, |sentence, mentions| {
                self.missed(rule, reading, sentence, mentions, misses);
            });
        }
    }

    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        if self.between.is_empty() {
            self.compare(rule, group, verdict);
            return;
        }
        let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
        for claim in group {
            let Some(wrong) = claim.parts.iter().find(|part| self.is_wrong(part.text())) else {
                continue;
            };
            if seen.insert((&claim.document.path, wrong.text())) {
                verdict.conflicts.push(self.wrong(rule, claim, wrong));
            }
        }
    }

    fn judges_each_document(&self) -> bool {
        !self.between.is_empty()
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        let shown =
            |parties: &[Party]| parties.iter().map(|party| party.shown.clone()).collect::<Vec<_>>();
        if self.between.is_empty() {
            return None;
        }
        let right = wording::list(&shown(&self.between));
        Some(if self.never.is_empty() {
            right
        } else {
            format!("{right}, never {}", shown(&self.never).join(", "))
        })
    }
}

/// The sentences that hold a cue of the rule's first list.
fn cued(rule: &Rule, reading: &Reading<'_>) -> Vec<Sentence> {
    let whole = ProseSpan::new(0, reading.prose().len());
    let places = rule.near.first().map(|cues| reading.cues_in(cues, whole)).unwrap_or_default();
    super::sentences_at(reading, places.iter().map(|span| span.start as usize))
}

impl Parties {
    /// What a sentence says of two sides without making a claim.
    fn missed(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        mentions: &[ProseSpan],
        misses: &mut Vec<Miss>,
    ) {
        let read = self.sentence(rule, reading, sentence, mentions);
        let pairs = pair::pairs(&read);
        for pair in &pairs {
            let span = pair.sides[0].span.hull(pair.sides[1].span);
            // Pairs that share no party with the rule are of something else.
            if self.keys(&pair.sides.map(|side| self.name(reading, side))).is_none() {
                continue;
            }
            if let Some(withheld) = super::withheld(rule, reading, sentence, span) {
                misses.push(Miss::withheld(sentence, span, withheld));
            } else if !(pair.is_presupposed || reading.is_asserted(sentence, span)) {
                let word = reading.unsaid_by(sentence, span);
                misses.push(Miss::withheld(sentence, span, (Reason::NotAsserted, word)));
            }
        }
        if pairs.is_empty()
            && let Some(span) = read.unclear_sides()
        {
            misses.push(Miss::withheld(sentence, span, (Reason::SidesUnclear, None)));
        }
    }

    fn claims(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        mentions: &[ProseSpan],
        claims: &mut Vec<Claim>,
    ) {
        let read = self.sentence(rule, reading, sentence, mentions);
        for pair in pair::pairs(&read) {
            let span = pair.sides[0].span.hull(pair.sides[1].span);
            if super::is_withheld(rule, reading, sentence, span)
                || !(pair.is_presupposed || reading.is_asserted(sentence, span))
            {
                continue;
            }
            let names = pair.sides.map(|side| self.name(reading, side));
            let Some(keys) = self.keys(&names) else { continue };
            // "In 2012, a merger between ..." tells of another one.
            if self.between.is_empty() && !reading.dates(sentence).is_empty() {
                continue;
            }
            let parts = self.parts(reading, &pair, &names);
            // As the text calls it: "truce" where the rule says "ceasefire".
            let subject = wording::one_line(pair.cue.of(reading.prose()));
            let mut claim =
                super::claim(rule, reading, sentence, span, subject, keys[0].clone(), parts);
            // A pair is compared with others by either party.
            if let Some(other) = keys.get(1) {
                let first = claim.keys.concat();
                let second = first.replacen(&keys[0], other, 1);
                claim.keys = [first.into(), second.into()].into_iter().collect();
            }
            claims.push(claim);
        }
    }

    /// A sentence, as far as pairs need it.
    fn sentence<'a>(
        &'a self,
        rule: &Rule,
        reading: &'a Reading<'_>,
        sentence: Sentence,
        mentions: &[ProseSpan],
    ) -> pair::Sentence<'a> {
        let cues = if rule.near.is_empty() {
            mentions.to_vec()
        } else {
            let mut cues: Vec<ProseSpan> =
                rule.near.iter().flat_map(|cues| reading.cues_in(cues, sentence.span)).collect();
            cues.sort_unstable();
            cues
        };
        let mut parties: Vec<(ProseSpan, PhraseId)> = reading
            .hits_in(sentence.span)
            .filter(|hit| !hit.tied_before && !hit.tied_after)
            .filter(|hit| self.names.iter().any(|(name, _)| *name == hit.phrase))
            .map(|hit| (ProseSpan { start: hit.start, end: hit.end }, hit.phrase))
            .collect();
        parties.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        parties.dedup_by(|later, earlier| earlier.0.overlaps(later.0));
        pair::Sentence {
            prose: reading.prose(),
            words: reading.words_in(sentence.span).collect(),
            cues,
            parties,
            names: &self.names,
        }
    }

    /// What a side is compared by: the party that the rule knows, else the words.
    fn name(&self, reading: &Reading<'_>, side: Named) -> String {
        let known = side.known.and_then(|name| {
            self.between.iter().chain(&self.never).find(|party| party.names.contains(&name))
        });
        match known {
            Some(party) => party.shown.clone(),
            None => wording::one_line(side.span.of(reading.prose())),
        }
    }

    /// The keys under which a pair is judged; none if it makes no claim.
    fn keys(&self, names: &[String; 2]) -> Option<Vec<String>> {
        if names[0] == names[1] {
            return None;
        }
        if self.between.is_empty() {
            return Some(names.iter().map(|name| format!("with {name}")).collect());
        }
        names.iter().any(|name| self.is_right(name)).then(|| vec![String::new()])
    }

    fn parts(&self, reading: &Reading<'_>, pair: &Pair, names: &[String; 2]) -> Vec<Part> {
        let mut parts: Vec<Part> = pair
            .sides
            .iter()
            .zip(names)
            .map(|(side, name)| {
                super::part(reading, side.span, Value::Text { text: name.as_str().into() })
            })
            .collect();
        parts.sort_by_key(|part| part.span);
        parts
    }

    fn is_right(&self, name: &str) -> bool {
        self.between.iter().any(|party| party.shown == name)
    }

    fn is_wrong(&self, name: &str) -> bool {
        !self.is_right(name)
            && (self.never.is_empty() || self.never.iter().any(|party| party.shown == name))
    }

    fn wrong(&self, rule: &Rule, claim: &Claim, wrong: &Part) -> Conflict {
        let found = wording::one_line(wrong.seen());
        let with = claim.parts.iter().find(|part| self.is_right(part.text())).map(Part::text);
        let others: Vec<String> = self
            .between
            .iter()
            .filter(|party| Some(party.shown.as_str()) != with)
            .map(|party| party.shown.clone())
            .collect();
        let expect = wording::alternatives(&others).replace('`', "");
        let message = super::worded(
            rule,
            format!(
                "the other side of {}'s {} is {expect}, not `{found}`",
                with.unwrap_or_default(),
                claim.subject
            ),
            &[("found", &found), ("expect", &expect), ("subject", &claim.subject)],
        );
        let primary = Side::new(claim, wrong, format!("should be {expect}"));
        let mut conflict = super::conflict(FACT, rule, claim, message, primary);
        let place = self.place.clone().map(|place| Evidence::Place(place.into()));
        conflict.evidence.extend(place);
        conflict
    }

    /// Without a fact: pairs that share a party and differ in the other.
    fn compare(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        // The party that all of the group share stands in every claim.
        let Some(first) = group.first() else { return };
        let Some(shared) = first.parts.iter().map(Part::text).find(|name| {
            group.iter().all(|claim| claim.parts.iter().any(|part| part.text() == *name))
        }) else {
            return;
        };
        let others: Vec<(&Claim, &Part)> = group
            .iter()
            .filter_map(|&claim| {
                Some((claim, claim.parts.iter().find(|part| part.text() != shared)?))
            })
            .collect();
        let mut weights: BTreeMap<&str, f64> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        for (claim, part) in &others {
            if seen.insert((&*claim.document.path, part.text())) {
                *weights.entry(part.text()).or_default() += claim.document.trust;
            }
        }
        let Some(usual) = others
            .iter()
            .map(|(_, part)| part.text())
            // The first of those that weigh most.
            .rev()
            .max_by(|one, other| weights[one].total_cmp(&weights[other]))
        else {
            return;
        };
        let witness = others.iter().find(|(_, part)| part.text() == usual);
        let mut seen = BTreeSet::new();
        // "Bolt" and "Bolt Industries" are one party.
        let holds = |all: &str, some: &str| {
            some.split(' ').all(|word| all.split(' ').any(|other| other == word))
        };
        let differs = |part: &Part| {
            let name = part.text();
            !holds(usual, name) && !holds(name, usual)
        };
        for (claim, part) in others.iter().filter(|(_, part)| differs(part)) {
            if let Some((seen_at, other)) = witness
                && seen.insert((&*claim.document.path, part.text()))
            {
                verdict.conflicts.push(self.differing(
                    rule,
                    shared,
                    (claim, part),
                    (seen_at, other),
                ));
            }
        }
    }

    fn differing(
        &self,
        rule: &Rule,
        shared: &str,
        (claim, part): (&Claim, &Part),
        (witness, other): (&Claim, &Part),
    ) -> Conflict {
        let (found, expect) = (wording::one_line(part.seen()), wording::one_line(other.seen()));
        let message = super::worded(
            rule,
            format!("{shared}'s {} is with `{found}` and with `{expect}`", claim.subject),
            &[("found", &found), ("expect", &expect), ("subject", &claim.subject)],
        );
        let primary = Side::new(claim, part, format!("`{found}` here"));
        let mut conflict = super::conflict(DISAGREEMENT, rule, claim, message, primary);
        conflict.sides.push(Side::new(witness, other, format!("`{expect}` here")));
        conflict
    }
}
