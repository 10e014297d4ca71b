//! `states`: states that exclude each other do not both hold; with an order, they follow each other.

mod expected;
mod laid_out;
mod predicate;
mod when;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use expected::Fact;

use super::bystander;
use super::overlooked::{Seen, seen_in};
use super::rivals::Rivals;
use super::table::add_unclaimed;
use super::telling::{Telling, telling};
use super::{
    About, Check, Decider, Draft, Kind, Miss, StandIn, Trigger, Verdict, Yardstick, wording,
};
use crate::claim::{Claim, Days, Part, Speaker, Value};
use crate::conflict::{Code, Conflict, Side};
use crate::reading::{Reading, Sentence};
use crate::rule::key::{Key, SHARED, Shape};
use crate::rule::phrase::{Cue, Inflection, plain};
use crate::rule::subject::Subjects;
use crate::rule::table::Table;
use crate::rule::{Question, Quotes, Rule, Scope};
use crate::unread::Reason;
use factlint_language::date::{DateMention, Written};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::Relation;
use factlint_language::word;
use factlint_language::words::Class;

const EXCLUSIVE: Code = Code::new("states/exclusive", "two states that exclude each other");
const ORDER: Code = Code::new("states/order", "a later document goes back to an earlier state");

/// The registry's entry.
pub const KIND: Kind = Kind {
    name: "states",
    summary: "of states that exclude each other (`[rule.states]`) one holds: `expect`, or the same everywhere, or the next in `order`",
    page: include_str!("../../docs/states.md"),
    keys: &[
        Key::new("states", Shape::NamedTexts),
        Key::new("expect", Shape::Text),
        Key::new("expect-from", Shape::Source),
        Key::new("order", Shape::Texts),
        Key::new("speakers", Shape::Choice(&["apart", "together"])),
    ],
    codes: &[expected::FACT, EXCLUSIVE, ORDER],
    about: About::Required,
    scope: Scope::Corpus,
    quotes: Quotes::Skip,
    asks: Question::OF_STATEMENTS,
    read,
};

/// One state, with what tells it.
#[derive(Debug)]
struct State {
    name: String,
    cues: Vec<Cue>,
    /// Its place in `order`.
    rank: Option<usize>,
}

#[derive(Debug)]
struct States {
    states: Vec<State>,
    /// What tells any of them.
    cues: Vec<Cue>,
    /// The one that holds.
    expect: Option<Fact>,
    /// Whether what different speakers say is compared.
    together: bool,
    /// "bridge".
    topic: String,
}

fn read(table: &mut Table<'_>, draft: &mut Draft<'_>) -> Option<Box<dyn Check>> {
    let problems = table.problem_count();
    let order = table.strings("order").unwrap_or_default();
    let together = table
        .choice("speakers", &[("apart", false), ("together", true)])
        .is_some_and(|choice| choice.into_inner());
    let Some(mut listed) = table.table("states") else {
        if table.problem_count() == problems {
            table.missing(
                "states",
                "[rule.states] with approved = [\"approved\"] and more below it",
            );
        }
        return None;
    };
    let mut states: Vec<State> = Vec::new();
    let mut told_by: BTreeMap<String, String> = BTreeMap::new();
    for (name, phrases) in listed.take_named_strings() {
        if is_key(name.get_ref()) {
            listed.problem_with_note(
                name.span(),
                format!("`{}` cannot be the name of a state", name.get_ref()),
                "this is a key of rules",
                "a key that stands below `[rule.states]` belongs to that table: write it above",
            );
            continue;
        }
        for phrase in &phrases {
            let text = phrase.get_ref();
            if let Some(other) = told_by.get(&told(text)).filter(|other| *other != name.get_ref()) {
                listed.problem(
                    phrase.span(),
                    format!("`{text}` tells two states: `{other}` and `{}`", name.get_ref()),
                    "no text could tell which",
                );
            }
            told_by.insert(told(text), name.get_ref().clone());
        }
        let cues = super::read_cues(&listed, &phrases, draft.phrases, Inflection::Cue);
        let rank = order.iter().position(|state| state.get_ref() == name.get_ref());
        states.push(State { name: name.into_inner(), cues, rank });
    }
    if states.len() < 2 && table.problem_count() == problems {
        table.problem(
            listed.span(),
            format!("{} has fewer than two states", table.what()),
            "one state contradicts nothing",
        );
    }
    for state in &order {
        if !states.iter().any(|known| known.name == *state.get_ref()) {
            table.problem(
                state.span(),
                format!("`order` of {} has an unknown state `{}`", table.what(), state.get_ref()),
                "is not in `[rule.states]`",
            );
        }
    }
    for state in &states {
        if state.name.trim().is_empty() {
            table.problem(
                listed.span(),
                format!("{} has a state without a name", table.what()),
                "give it a name",
            );
        }
    }
    let mut distinct: BTreeSet<&str> = BTreeSet::new();
    for state in &order {
        if !distinct.insert(state.get_ref()) {
            table.problem(
                state.span(),
                format!("`order` of {} names a state twice", table.what()),
                "comes once",
            );
        }
    }
    if let [only] = order.as_slice() {
        table.problem(
            only.span(),
            format!("`order` of {} has one state", table.what()),
            "two states or more follow each other",
        );
    }
    let is_known = states.len() > 1 && table.problem_count() == problems;
    let expect = match is_known {
        true => expected::read_fact(table, draft, &states, !order.is_empty()),
        false => None,
    };
    let topic = draft.topic();
    (table.problem_count() == problems).then(|| {
        let cues = states.iter().flat_map(|state| state.cues.iter().cloned()).collect();
        Box::new(States { states, cues, expect, together, topic }) as Box<dyn Check>
    })
}

/// What tells a phrase of a state from others: of those that differ in capitals only, one ignores case, or a
/// text all in capitals could be either. Expressions are as they are written.
fn told(phrase: &str) -> String {
    if phrase.starts_with('/') { phrase.to_owned() } else { plain(phrase).to_lowercase() }
}

fn is_key(name: &str) -> bool {
    SHARED.iter().chain(KIND.keys).any(|key| key.name == name)
}

impl Check for States {
    fn trigger(&self, rule: &Rule, subjects: &Subjects) -> Trigger {
        Trigger::Phrases(super::subject_phrases(rule, subjects))
    }

    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        super::for_each_telling(rule, reading, self.stand_in(), |sentence, mentions| {
            claims
                .extend(self.read_sentence(rule, reading, sentence, mentions).and_then(Result::ok));
        });
        add_unclaimed(claims, reading, |each| self.read_tables(rule, reading, each));
        add_unclaimed(claims, reading, |each| self.read_listed(rule, reading, each));
    }

    fn misses(&self, rule: &Rule, reading: &Reading<'_>, misses: &mut Vec<Miss>) {
        super::for_each_told(rule, reading, self.stand_in(), |sentence, mentions| {
            misses.extend(
                self.read_sentence(rule, reading, sentence, mentions).and_then(Result::err),
            );
        });
        self.read_tables(rule, reading, |_, read| misses.extend(read.err()));
        self.read_listed(rule, reading, |_, read| misses.extend(read.err()));
    }

    fn values_in(&self, _: &Rule, reading: &Reading<'_>, sentences: &[Sentence]) -> Vec<Seen> {
        seen_in(sentences, |sentence| {
            self.told(reading, sentence).into_iter().map(|(span, _)| span).collect()
        })
    }

    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        if let Some(fact) = &self.expect {
            return self.hold_against(rule, fact, group, verdict);
        }
        let mut told: Vec<&Claim> = group.to_vec();
        told.sort_by_key(|claim| claim.days.first().map(|days| days.first));
        verdict.undated += undated(group);
        let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
        for (index, claim) in told.iter().enumerate() {
            let earlier = &told[..index];
            let other = earlier.iter().find(|other| self.contradict(other, claim));
            if let Some(other) = other
                && seen.insert((&claim.document.path, state_of(claim)))
            {
                verdict.conflicts.push(self.conflict(rule, claim, other));
            }
        }
    }

    fn judges_each_document(&self) -> bool {
        self.expect.is_some()
    }

    fn yardstick(&self, _rule: &Rule, claim: &Claim) -> Yardstick {
        if self.expect.is_none() {
            Yardstick::Others
        } else if self.is_held_against(claim) {
            Yardstick::Fact
        } else {
            Yardstick::Nothing
        }
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        if let Some(fact) = &self.expect {
            return Some(fact.state().to_owned());
        }
        let mut ranked: Vec<(usize, &str)> = self
            .states
            .iter()
            .filter_map(|state| Some((state.rank?, state.name.as_str())))
            .collect();
        ranked.sort_unstable();
        let names: Vec<&str> = self.states.iter().map(|state| state.name.as_str()).collect();
        let order: Vec<&str> = ranked.into_iter().map(|(_, name)| name).collect();
        Some(if order.is_empty() {
            format!("one of {}", names.join(", "))
        } else {
            format!("one of {}; in order: {}", names.join(", "), order.join(", "))
        })
    }
}

/// Whether a state is told of one of the mentions.
fn is_told(
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: &[ProseSpan],
    states: &[ProseSpan],
    state: ProseSpan,
) -> bool {
    if predicate::is_of_place(reading, sentence, mentions, state)
        || predicate::is_of_what_is_there(reading, sentence, mentions, state)
        || predicate::is_of_all_such(reading, sentence, mentions, state)
        || predicate::is_of_its_use(reading, sentence, mentions, state)
    {
        return true;
    }
    // "The restaurant next to the spa is open"
    let stand_by_another = || {
        let syntax = reading.syntax(sentence);
        let is_ours = |at: usize| {
            let word = syntax.words().get(at);
            word.is_some_and(|word| mentions.iter().any(|one| one.overlaps(word.span)))
        };
        // The state is that of what stands there.
        let has_state = |thing: usize| {
            let tree = syntax.trees().first();
            let verb = tree
                .and_then(|tree| tree.head(thing).filter(|_| tree.relation(thing).is_subject()));
            let at = syntax.head_in(state);
            verb.zip(at).zip(tree).is_some_and(|((verb, at), tree)| tree.is_under(at, verb))
        };
        !mentions.is_empty()
            && mentions.iter().all(|mention| {
                syntax.stands_by(*mention).is_some_and(|at| !is_ours(at) && has_state(at))
            })
    };
    if stand_by_another()
        || bystander::is_told_instead(reading, sentence, state, mentions)
        || predicate::is_of_something_new(reading, sentence, mentions, state)
        || predicate::is_of_reader(reading, sentence, state)
    {
        return false;
    }
    let told = telling(reading, sentence, mentions, states, state);
    let is_part = || predicate::is_of_a_part(reading, sentence, mentions, state);
    told != Telling::Another
        && (told == Telling::Ours || !is_part())
        && mentions
            .iter()
            .any(|mention| is_in_state(reading, sentence, *mention, state, told == Telling::Ours))
}

/// Whether it is the thing named that is in a state: it does what the words tell, or it is done to it.
fn is_in_state(
    reading: &Reading<'_>,
    sentence: Sentence,
    mention: ProseSpan,
    state: ProseSpan,
    by_structure: bool,
) -> bool {
    let words = |span: ProseSpan| reading.words_in(span).map(|(_, word)| word).collect::<Vec<_>>();
    let before = words(ProseSpan { start: sentence.span.start, end: mention.start });
    // "Unlike most of the old halls, the hall is open": another phrase's word.
    let phrase = &reading.prose()[sentence.span.range().start..mention.range().start];
    let phrase = phrase
        .rfind([',', ';', ':'])
        .map_or(sentence.span.start, |mark| sentence.span.start + mark as u32 + 1);
    let beside = words(ProseSpan { start: phrase, end: mention.start });
    if beside.iter().rev().take(2).any(|word| word::is(word, Class::AnotherThing)) {
        return false;
    }
    if by_structure || mention.overlaps(state) {
        return true;
    }
    if mention.start < state.start {
        // "Shares in Halden Bank collapsed".
        let oblique = before.last().is_some_and(|word| word::is(word, Class::ObliquePreposition));
        return !oblique || before.len() == 1;
    }
    // "Rejected calls to paint the bridge", "rejected a toll on the bridge".
    let between = words(ProseSpan { start: state.end.min(mention.start), end: mention.start });
    // "Decided on the bridge", "gave the go-ahead for the bridge".
    let between = match between.split_first() {
        Some((first, rest)) if word::is(first, Class::ObliquePreposition) || *first == "for" => {
            rest
        }
        _ => &between,
    };
    !between.iter().any(|word| word::is(word, Class::ObliquePreposition) || *word == "for")
}

/// The words of a state's clause beside it, with their places.
fn words_around<'r>(
    reading: &Reading<'r>,
    sentence: Sentence,
    state: ProseSpan,
) -> Vec<(usize, &'r str)> {
    reading
        .words_in(reading.outer_clause_at(sentence, state.start))
        .filter(|(range, _)| range.end <= state.start as usize || range.start >= state.end as usize)
        .map(|(range, word)| (range.start, word))
        .collect()
}

/// Whether a word tells of something else than a state and does not govern it: another verb, with what hangs on it, or a noun: "is in
/// beta and should not be used", "was closed because too few used it", "is open for the first time since".
fn is_of_another(reading: &Reading<'_>, sentence: Sentence, word: u32, state: ProseSpan) -> bool {
    let syntax = reading.syntax(sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let (word, state) = (syntax.word_at(word)?, syntax.head_in(state)?);
        let verb = syntax.clause_of(state).value?.verb;
        let above = match tree.relation(word) {
            Relation::Auxiliary
            | Relation::PassiveAuxiliary
            | Relation::Adverb
            | Relation::Modifier => tree.head(word)?,
            _ => word,
        };
        let tells = syntax.tag(above).is_verb() || syntax.tag(above).is_noun() && above != word;
        Some(tells && above != verb && !tree.is_under(state, above))
    };
    told().unwrap_or(false)
}

impl States {
    /// "It is closed": a pronoun where the sentence tells a state.
    fn stand_in(&self) -> StandIn<'_> {
        StandIn::PronounWith(&self.cues)
    }

    /// What a sentence tells of the subject's state: the claim, or why it makes none. None where it tells no state.
    fn read_sentence(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        mentions: &[ProseSpan],
    ) -> Option<Result<Claim, Miss>> {
        let told = self.told(reading, sentence);
        let &(first, _) = told.first()?;
        let miss = |span, (reason, decided_by)| Miss { sentence, span, reason, decided_by };
        // A day that hangs on a date which is not known could be any, unless it is that of another verb.
        let hangs = !reading.dates(sentence).is_empty() && reading.days(sentence).is_empty();
        let is_known = || {
            told.iter()
                .all(|(span, _)| when::is_undated(reading, sentence, *span, when::Surely::Not))
                || self.expect.is_some()
                    && (expected::is_told_of_now(reading, sentence)
                        || told
                            .iter()
                            .all(|(span, _)| expected::is_done_of_late(reading, sentence, *span)))
        };
        if hangs && !is_known() {
            return Some(Err(miss(first, (Reason::DayUnclear, Decider::Nothing))));
        }
        let spans: Vec<ProseSpan> = told.iter().map(|(span, _)| *span).collect();
        let mut ours = Vec::new();
        let mut elsewhere = None;
        // "The ferry museum is closed"
        let mentions = reading.without_parts_of_another(sentence, mentions, &spans);
        let mentions = predicate::without_unmeant(reading, sentence, &mentions);
        let mentions = mentions.as_slice();
        let rivals = Rivals::of(rule, reading, sentence, &spans, &spans);
        for &(span, state) in &told {
            let is_ours = match &rivals {
                Some(rivals) => rivals.tells(rule, reading, sentence, span).map(|_| ()),
                // "The tunnel under the pass is closed", "unlike the kettle, the pot is sold out".
                None if is_told(reading, sentence, mentions, &spans, span) => Ok(()),
                None => Err((Reason::OtherThing, Decider::Nothing)),
            };
            match is_ours {
                Ok(()) => ours.push((span, state)),
                Err(why) => elsewhere = elsewhere.or(Some((span, why))),
            }
        }
        // "Is no longer closed; it is open", "is not maintained any more but deprecated"
        if ours.iter().any(|(_, state)| *state != ours[0].1) {
            let is_said =
                |(span, _): &(ProseSpan, usize)| !predicate::is_denied(reading, sentence, *span);
            if ours.iter().any(is_said) {
                ours.retain(is_said);
            }
        }
        let Some(&(span, state)) = ours.first() else {
            return elsewhere.map(|(span, why)| Err(miss(span, why)));
        };
        if ours.iter().any(|(_, other)| *other != state) {
            return Some(Err(miss(span, (Reason::Several, Decider::Nothing))));
        }
        let name = &self.states[state].name;
        // "Is not open", of what a rule holds to be open
        let is_fact = self.expect.as_ref().is_some_and(|fact| fact.state() == name);
        Some(match self.withheld(rule, reading, sentence, span) {
            Some((Reason::NotAsserted, _))
                if is_fact && predicate::is_flatly_denied(reading, sentence, span) =>
            {
                Ok(self.claim(rule, reading, sentence, span, &expected::denied(name)))
            }
            Some(why) => Err(miss(span, why)),
            None => Ok(self.claim(rule, reading, sentence, span, name)),
        })
    }

    /// The phrases of states in a sentence, the longest where several overlap.
    fn told(&self, reading: &Reading<'_>, sentence: Sentence) -> Vec<(ProseSpan, usize)> {
        let mut hits: Vec<(ProseSpan, usize)> = Vec::new();
        for (index, state) in self.states.iter().enumerate() {
            let places = reading.cues_in(&state.cues, sentence.span);
            // "An open-air pool" is not open.
            let is_glued = |span: &ProseSpan| {
                reading.prose()[span.end as usize..].starts_with(word::is_hyphen)
            };
            hits.extend(places.into_iter().filter(|it| !is_glued(it)).map(|span| (span, index)));
        }
        hits.sort_by_key(|(span, state)| (std::cmp::Reverse(span.len()), span.start, *state));
        let mut kept: Vec<(ProseSpan, usize)> = Vec::new();
        for (span, state) in hits {
            if kept.iter().all(|(other, _)| !other.overlaps(span)) {
                kept.push((span, state));
            }
        }
        kept.sort_unstable();
        kept
    }

    /// Why a state makes no claim: it is what was before, a wish, or unsaid.
    fn withheld(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        span: ProseSpan,
    ) -> Option<(Reason, Decider)> {
        let around = words_around(reading, sentence, span);
        for (at, &(start, word)) in around.iter().enumerate() {
            let next = around.get(at + 1).map_or("", |(_, next)| next);
            let has = at > 0 && word::is(around[at - 1].1, Class::HaveVerb);
            // "To get it turned down" is a wish.
            // "Continues to be closed" is none.
            let aim = word == "to"
                && start < span.start as usize
                && word::is(next, Class::AimVerb)
                && !(at > 0 && word::is(around[at - 1].1, Class::ContinuingVerb))
                && !around.get(at + 2).is_some_and(|(_, that)| word::is(that, Class::ThatWord));
            // "For phones with version 9 or later"
            let is_bound = at > 0
                && word::is(around[at - 1].1, Class::TopicJoint)
                && word::is(word, Class::OpenBound);
            let is_earlier = word::is(word, Class::EarlierState)
                && !is_bound
                && !word::is(next, Class::OnceAgain)
                && !is_of_another(reading, sentence, start as u32, span);
            if is_earlier
                || (has && word == "since")
                || (next.is_empty() && word == "before")
                || aim
            {
                let word = ProseSpan::new(start, start + word.len());
                return Some((Reason::NotAsserted, Decider::Word(word)));
            }
        }
        if let Some(word) = predicate::only_partly(reading, sentence, span) {
            return Some((Reason::PartOrChange, Decider::Word(word)));
        }
        if let Some(word) = predicate::unsaid(reading, sentence, span)
            .filter(|_| !reading.syntax(sentence).is_attribute_of_name(span))
        {
            return Some((Reason::NotAsserted, Decider::Word(word)));
        }
        // What was once may well differ from what is held to be now.
        let before = self.expect.as_ref().and(expected::looking_back(reading, sentence, span));
        if before.is_some() {
            return before;
        }
        super::refusal(rule, reading, sentence, span)
    }

    fn claim(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        span: ProseSpan,
        state: &str,
    ) -> Claim {
        let clause = reading.outer_clause_at(sentence, span.start);
        let around = words_around(reading, sentence, span);
        let reported = around.iter().any(|(_, word)| word::is(word, Class::Hearsay));
        let speaker = match reading.speaker(sentence, span) {
            Speaker::Paper if reported => Speaker::Unnamed,
            Speaker::Unnamed | Speaker::Named(_) if reading.is_vouched_for(sentence, span) => {
                Speaker::Paper
            }
            speaker => speaker,
        };
        let record = reading.document().record();
        let key = if self.together {
            String::new()
        } else {
            super::speaker_key(&record.path, span.start, &speaker)
        };
        let value = Value::Text { text: state.into() };
        let parts = vec![super::part(reading, span, value)];
        let subject = self.topic.clone();
        let mut claim = super::claim(rule, reading, sentence, span, subject, key, parts);
        claim.speaker = speaker;
        let is_so_now =
            || self.expect.is_some() && expected::is_done_of_late(reading, sentence, span);
        // "Last year the fair was cancelled" is not told of now.
        let is_of_then = || {
            let dates = reading.dates(sentence);
            let relative = |date: &DateMention| matches!(date.written, Written::Relative { .. });
            self.expect.is_some() && !dates.is_empty() && dates.iter().all(relative)
        };
        if is_of_then() {
            let document = reading.document().record().date;
            let periods = reading.dates(sentence).iter().filter_map(|date| date.period(document));
            claim.days = periods.map(|days| Days { first: days.first, last: days.last }).collect();
        }
        if when::is_begun(reading, sentence, span) || is_so_now() {
            claim.days = reading.document().record().date.map(Days::day).into_iter().collect();
        } else if let Some(day) = when::told_day(reading, sentence, clause, span) {
            claim.days = vec![day];
        } else if when::is_undated(reading, sentence, span, when::Surely::Yes) {
            claim.days = reading.document().record().date.map(Days::day).into_iter().collect();
        }
        claim
    }

    fn rank(&self, claim: &Claim) -> Option<usize> {
        self.states.iter().find(|state| state.name == state_of(claim))?.rank
    }

    /// Whether two claims, the earlier first, cannot both be right.
    fn contradict(&self, earlier: &Claim, later: &Claim) -> bool {
        if state_of(earlier) == state_of(later) {
            return false;
        }
        let same_document = earlier.document.path == later.document.path;
        if same_document && earlier.days.is_empty() && later.days.is_empty() {
            return true;
        }
        let (Some(before), Some(after)) = (day_of(earlier), day_of(later)) else { return false };
        if before == after {
            // Versions of one day follow each other as days do.
            let falls_back = |one: &Claim, other: &Claim| match (self.rank(one), self.rank(other)) {
                (Some(one), Some(other)) => other < one,
                _ => false,
            };
            return match earlier.order_within(before, later) {
                Some(Ordering::Less) => falls_back(earlier, later),
                Some(_) => falls_back(later, earlier),
                None => true,
            };
        }
        match (self.rank(earlier), self.rank(later)) {
            (Some(one), Some(other)) => before < after && other < one,
            _ => false,
        }
    }

    fn conflict(&self, rule: &Rule, claim: &Claim, other: &Claim) -> Conflict {
        let (part, witness) = (&claim.parts[0], &other.parts[0]);
        let (state, former) = (state_of(claim), state_of(other));
        let (found, expect) = (wording::one_line(part.seen()), wording::one_line(witness.seen()));
        let topic = if self.topic.is_empty() { "one thing" } else { &self.topic };
        let day = |claim: &Claim| day_of(claim).map(|day| wording::date(day.first));
        let (code, default) = match (day(other), day(claim)) {
            (Some(before), Some(after)) if before != after => (
                ORDER,
                format!("{topic} is `{state}` on {after}, after it was `{former}` on {before}"),
            ),
            (Some(_), Some(_))
                if day_of(claim).is_some_and(|day| other.order_within(day, claim).is_some()) =>
            {
                let moment = |claim: &Claim| claim.document.said.moment.to_string();
                let (state, former, claim, other) =
                    match day_of(claim).and_then(|day| other.order_within(day, claim)) {
                        Some(Ordering::Greater) => (former, state, other, claim),
                        _ => (state, former, claim, other),
                    };
                let (after, before) = (moment(claim), moment(other));
                (
                    ORDER,
                    format!("{topic} is `{state}` at {after}, after it was `{former}` at {before}"),
                )
            }
            _ => (EXCLUSIVE, format!("{topic} is both `{former}` and `{state}`")),
        };
        let message = super::worded(
            rule,
            default,
            &[("found", &found), ("expect", &expect), ("subject", &self.topic)],
        );
        let label = |claim: &Claim, part: &Part, state: &str| {
            Side::new(claim, part, format!("`{state}` here"))
        };
        let mut conflict = super::conflict(code, rule, claim, message, label(claim, part, state));
        conflict.sides.push(label(other, witness, former));
        conflict
    }
}

fn state_of(claim: &Claim) -> &str {
    claim.parts[0].text()
}

/// How many claims are of no day, and would be compared with others of their group if they had one: within their
/// own document they are.
fn undated(group: &[&Claim]) -> usize {
    // Of each state two documents are enough to tell whether another one says it.
    let mut said: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for claim in group {
        let paths = said.entry(state_of(claim)).or_default();
        if paths.len() < 2 && !paths.contains(&&*claim.document.path) {
            paths.push(&claim.document.path);
        }
    }
    let is_alone = |claim: &Claim| {
        let others = said.iter().filter(|(state, _)| **state != state_of(claim));
        others.flat_map(|(_, paths)| paths).all(|path| **path == *claim.document.path)
    };
    group.iter().filter(|claim| claim.days.is_empty() && !is_alone(claim)).count()
}

/// The one day on which a claim holds; none where it may be one of several.
fn day_of(claim: &Claim) -> Option<Days> {
    match claim.days.as_slice() {
        [only] if only.first == only.last => Some(*only),
        _ => None,
    }
}
