//! Which two facts are one, whatever their values.

use std::collections::BTreeSet;

use super::{BODY, Fact, Party, Tense};
use crate::check::agreement::value::Kind;
use factlint_language::word;
use factlint_language::words::Class;

/// Days between two reports, within which what does not go on is told alike.
const FEW_DAYS: i32 = 3;

/// Whether two bounds of one day leave other days: "before 9 May", "by 9 May".
pub fn are_bounded_apart(one: &Fact, other: &Fact) -> bool {
    let (Some(mine), Some(theirs)) = (one.bound, other.bound) else { return false };
    one.stated.value == other.stated.value && mine.leaves != theirs.leaves
}

/// Whether two values may be one, as far as two writers round as they like.
pub fn agree(one: &Fact, other: &Fact) -> bool {
    if are_bounded_apart(one, other) {
        return false;
    }
    let (mine, theirs) = (&one.stated, &other.stated);
    let overlap = mine.low.max(theirs.low) <= mine.high.min(theirs.high);
    let is_loose = mine.hedge != theirs.hedge || mine.is_range || theirs.is_range;
    let is_beyond = mine.exceeds_range(theirs) || theirs.exceeds_range(mine);
    mine.agrees(theirs) && !is_beyond || overlap && is_loose && !is_beyond
}

/// What stands with two facts, as a note tells it.
pub fn listed(words: &[String]) -> String {
    let is_word = |word: &&String| !word.starts_with(['=', '~', '@']);
    let words: Vec<String> = words.iter().filter(is_word).map(|word| format!("`{word}`")).collect();
    match words.is_empty() {
        true => "one verb and one subject".to_owned(),
        false => words.join(", "),
    }
}

/// The documents that tell two facts.
pub struct Tellers<'a> {
    /// Names and the nouns that stand for them, by document.
    pub aliases: [&'a BTreeSet<(String, String)>; 2],
    /// Days between them.
    pub apart: i32,
}

/// What two parties come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Met {
    /// One of them is not named.
    Open,
    Same,
    Other,
}

impl Tellers<'_> {
    /// What two facts have in common, if they are one; whatever their values.
    pub fn same(&self, one: &Fact, other: &Fact) -> Option<Vec<String>> {
        let kind = &one.stated.kind;
        let is_count = *kind == Kind::Count;
        if !one.stated.measures_alike(&other.stated)
            || !may_be_held(one, other, self.apart)
            || !are_of_one_scope(one, other)
            || !self.are_narrowed_alike(one, other)
        {
            return None;
        }
        let mut shared: Vec<String> = Vec::new();
        if one.verb == other.verb {
            shared.extend(Some(one.verb.clone()).filter(|verb| !verb.is_empty()));
        } else if one.nouns.is_empty() && !one.verb.is_empty() && !other.verb.is_empty() {
            return None;
        }
        let common: Vec<&String> = one.nouns.intersection(&other.nouns).collect();
        if common.is_empty() && !(one.nouns.is_empty() && other.nouns.is_empty()) {
            return None;
        }
        if one.nouns != other.nouns {
            return None;
        }
        shared.extend(common.into_iter().cloned());
        // Of one day and one verb, what is held may be named at length in one document: "the presidential elections".
        let is_bounded = are_bounded_apart(one, other);
        let [doers, dones] =
            [(&one.doer, &other.doer), (&one.done, &other.done)].map(|(mine, theirs)| {
                match self.met(mine.as_ref(), theirs.as_ref()) {
                    Met::Other if is_bounded && are_narrowed(mine.as_ref(), theirs.as_ref()) => {
                        Met::Same
                    }
                    Met::Same if is_bounded && !Self::go_on_alike([one, other], [mine, theirs]) => {
                        Met::Other
                    }
                    met => met,
                }
            });
        // "A fire injured nine people"; "a blaze injured eleven".
        let is_deed = is_count && !one.verb.is_empty() && one.verb == other.verb;
        if dones == Met::Other || (doers == Met::Other && !is_deed) {
            return None;
        }
        // "Prior to revision 39384", "published at 19:19": of what, nobody says.
        let is_of_somebody = doers == Met::Same || dones == Met::Same;
        if !is_of_somebody && !is_count && *kind != Kind::Age {
            return None;
        }
        let head = |party: &Option<Party>| {
            party.as_ref().map(|party| party.names.first().unwrap_or(&party.head).clone())
        };
        if doers == Met::Same {
            shared.extend(head(&one.doer));
        }
        if dones == Met::Same {
            shared.extend(head(&one.done));
        }
        if is_count || (*kind == Kind::Number && !one.stated.counted.is_empty()) {
            shared.push(one.stated.counted.clone());
        }
        // Two climbers have two ages.
        if *kind == Kind::Age
            && [&one.doer, &other.doer]
                .iter()
                .any(|party| party.as_ref().is_none_or(|party| party.is_common))
        {
            return None;
        }
        // "The turnout was 61 percent."
        let is_plain = one.verb.is_empty()
            && other.verb.is_empty()
            && doers == Met::Same
            && one.doer.as_ref().is_some_and(|party| party.names.is_empty())
            && matches!(kind, Kind::Measure(_));
        (shared.len() >= 2 || ((is_plain || is_bounded) && !shared.is_empty())).then_some(shared)
    }

    fn met(&self, one: Option<&Party>, other: Option<&Party>) -> Met {
        let (Some(one), Some(other)) = (one, other) else { return Met::Open };
        if one.is_open || other.is_open {
            return Met::Open;
        }
        if one.is_body || other.is_body {
            return self.met_body(one, other);
        }
        // "The branch at Stowe", "the branch at Wells".
        let goes_on = |one: &Party, other: &Party| !one.behind.is_subset(&other.behind);
        if goes_on(one, other) && goes_on(other, one) {
            return Met::Other;
        }
        // "The Line 4 station", "the Line 6 station"
        if one.numbers() != other.numbers() {
            return Met::Other;
        }
        if one.words() == other.words() {
            return Met::Same;
        }
        if !one.names.is_empty() && !other.names.is_empty() {
            return match one.names.is_disjoint(&other.names) {
                true => Met::Other,
                false => Met::Same,
            };
        }
        let is_called = |names: &BTreeSet<String>, noun: &String| {
            let mut aliases = self.aliases.iter().flat_map(|aliases| aliases.iter());
            aliases.any(|(name, alias)| names.contains(name) && alias == noun)
        };
        // "Her sister ship" is not the ship.
        let is_plain = |party: &Party| party.modifiers.is_empty();
        if (is_plain(other) && is_called(&one.names, &other.head))
            || (is_plain(one) && is_called(&other.names, &one.head))
        {
            return Met::Same;
        }
        if one.head != other.head || !one.names.is_empty() || !other.names.is_empty() {
            return Met::Other;
        }
        match one.modifiers == other.modifiers {
            true => Met::Same,
            false => Met::Other,
        }
    }

    /// Whether what stands behind either party's noun stands in the other sentence, too.
    fn go_on_alike(facts: [&Fact; 2], parties: [&Option<Party>; 2]) -> bool {
        let [one, other] = parties.map(|party| party.as_ref().map(|party| &party.behind));
        let is_known = |behind: Option<&BTreeSet<String>>, fact: &Fact| {
            behind.is_none_or(|behind| behind.iter().all(|word| fact.sentence.contains(word)))
        };
        is_known(one, facts[1]) && is_known(other, facts[0])
    }

    /// What two parties come to of which one is the body that somebody speaks for.
    fn met_body(&self, one: &Party, other: &Party) -> Met {
        if one.is_body == other.is_body {
            return match one.names.is_disjoint(&other.names) {
                true => Met::Other,
                false => Met::Same,
            };
        }
        let (body, named) = if one.is_body { (one, other) } else { (other, one) };
        let is_of = |speaker: &String, name: &String| {
            let mut aliases = self.aliases.iter().flat_map(|aliases| aliases.iter());
            aliases.any(|(person, body)| person == speaker && body.strip_prefix(BODY) == Some(name))
        };
        // "The trust" is the Orvik Trust for which she speaks.
        let heads = BTreeSet::from([named.head.clone()]);
        let names = if named.names.is_empty() { &heads } else { &named.names };
        let is_plain = !named.names.is_empty() || named.modifiers.is_empty();
        let all =
            is_plain && names.iter().all(|name| body.names.iter().any(|who| is_of(who, name)));
        if all { Met::Same } else { Met::Other }
    }

    /// Whether what narrows the one narrows the other, too.
    fn are_narrowed_alike(&self, one: &Fact, other: &Fact) -> bool {
        let extra = |one: &Fact, other: &Fact| {
            one.modifiers
                .iter()
                .any(|word| !other.modifiers.contains(word) && !other.sentence.contains(word))
        };
        !extra(one, other) && !extra(other, one)
    }
}

/// Whether one party is the other with more words before its noun.
fn are_narrowed(one: Option<&Party>, other: Option<&Party>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    let is_subset =
        one.modifiers.is_subset(&other.modifiers) || other.modifiers.is_subset(&one.modifiers);
    one.head == other.head && one.names.is_empty() && other.names.is_empty() && is_subset
}

impl Party {
    /// The numbers in its name and before its noun.
    fn numbers(&self) -> BTreeSet<&String> {
        let has_digit = |word: &&String| word.bytes().any(|byte| byte.is_ascii_digit());
        self.names.iter().chain(&self.modifiers).filter(has_digit).collect()
    }

    /// All its words.
    fn words(&self) -> BTreeSet<&String> {
        self.names.iter().chain(&self.modifiers).chain(Some(&self.head)).collect()
    }
}

/// Whether two facts of reports so many days apart may be held against each other.
fn may_be_held(one: &Fact, other: &Fact, apart: i32) -> bool {
    let goes_on = matches!(one.stated.kind, Kind::Count | Kind::Weekday | Kind::Number)
        || one.is_change
        || other.is_change;
    apart == 0 || (apart <= FEW_DAYS && !goes_on)
}

/// Whether one tells what was planned and the other what came of it.
fn is_outcome(one: &Fact, other: &Fact) -> bool {
    one.tense == Tense::Past && other.tense == Tense::Future
}

/// Whether whoever says it speaks of the own body: what the paper says of that, the body told it.
fn is_own(fact: &Fact) -> bool {
    fact.doer.as_ref().is_some_and(|doer| doer.is_body)
}

/// Whether nothing says that one fact holds of another time, of a part, in another mood or by another's word.
fn are_of_one_scope(one: &Fact, other: &Fact) -> bool {
    let is_day = |word: &&String| !word::is(word, Class::Weekdays);
    let times = |fact: &'_ Fact| -> BTreeSet<String> {
        fact.times.iter().filter(is_day).cloned().collect()
    };
    let days = |fact: &'_ Fact| -> BTreeSet<String> {
        fact.times.iter().filter(|word| word::is(word, Class::Weekdays)).cloned().collect()
    };
    let (mine, theirs) = (days(one), days(other));
    let is_when = |preposition: &str| match preposition {
        plain if plain.is_empty() || word::is(plain, Class::WhenPreposition) => String::new(),
        other => other.to_owned(),
    };
    let preposition = match one.stated.kind.is_time() {
        true if are_bounded_apart(one, other) => true,
        true => is_when(&one.preposition) == is_when(&other.preposition),
        false => {
            let plain = |text: &str| if text == "by" { String::new() } else { text.to_owned() };
            plain(&one.preposition) == plain(&other.preposition)
        }
    };
    preposition
        && one.limits == other.limits
        && one.stance == other.stance
        && !is_outcome(one, other)
        && !is_outcome(other, one)
        && times(one) == times(other)
        && (mine.is_empty() || theirs.is_empty() || mine == theirs)
        && (one.reporter.is_empty()
            || other.reporter.is_empty()
            || is_own(one)
            || is_own(other)
            || !one.reporter.is_disjoint(&other.reporter))
}
