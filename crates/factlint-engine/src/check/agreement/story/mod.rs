//! What documents tell of one story, in words of their own: names, quotations, figures. No run of words need be shared;
//! that both tell one story is what the rare words say that both have.

mod account;
mod digest;
mod facts;
mod named;
mod quoted;
pub(super) mod spelling;

use std::cell::OnceCell;
use std::collections::BTreeSet;

use smol_str::format_smolstr;

use self::account::Account;
use self::digest::Digesting;
use super::slot::Passage;
use super::{Agreement, edition, pair, passage};
use crate::check::alignment::{first_shared, keys_of_runs, shared_key};
use crate::check::{self, Verdict, wording};
use crate::claim::{Claim, Part, Speaker, Value};
use crate::conflict::{Code, Conflict, Side};
use crate::reading::Reading;
use crate::rule::Rule;
use factlint_document::Role;
use factlint_language::noun;
use factlint_language::span::ProseSpan;
use factlint_language::utterance;
use factlint_language::word;
use factlint_language::words::Class;

/// What the keys of these claims begin with.
pub(super) const KEY: &str = "story ";

/// Sentences of a document; a longer one is a book, which tells many stories.
const MOST_SENTENCES: usize = 400;

/// Rare words of a document; one that has more tells of everything.
const MOST_RARE: usize = 450;

/// With more rare words, two documents have many of them by chance.
const MANY_RARE: usize = 250;

/// Rare words that a document speaks of most: two documents of one story share two of them. Each two are a key.
const TOPICS: usize = 14;

/// Rare words that two documents of one story share, at least.
const FEWEST_SHARED: usize = 6;

/// Percent: the cosine of the sets of rare words; and of two that have many.
const LIKENESS: usize = 10;
const LIKENESS_OF_LONG: usize = 20;

/// Where one document is much longer than the other: words shared, and percent of those of the shorter.
const MANY_SHARED: usize = 12;
const SHARE_OF_SHORTER: usize = 15;

/// A word without what grammar adds to it.
pub(super) fn stem(word: &str) -> String {
    /// Letters that must be left.
    const LEAST: usize = 4;
    let singular = noun::singular_of(word.split('\'').next().unwrap_or(word));
    let ending = ["ing", "ed"].into_iter().find_map(|ending| singular.strip_suffix(ending));
    match ending.filter(|stem| stem.len() >= LEAST) {
        Some(stem) => stem.to_owned(),
        None => singular,
    }
}

/// The claim of what a document tells, for a judge who asks which others tell the same story; none where it is too long.
///
/// Its first part has the rare words, its second a digest; the others are sentences and quotations.
pub(super) fn claim(rule: &Rule, reading: &Reading<'_>) -> Option<Claim> {
    let mut digesting = Digesting::default();
    let mut parts: Vec<Part> = Vec::new();
    let mut kinds = String::new();
    let mut first = None;
    for sentence in reading.sentences() {
        let role = reading.role(sentence);
        let is_told =
            !matches!(role, Role::TableCell | Role::Code | Role::Boilerplate | Role::Comment);
        if !is_told
            || !check::sentence_admits(rule, reading, sentence)
            || check::is_withheld(rule, reading, sentence, sentence.span)
        {
            continue;
        }
        if parts.len() >= MOST_SENTENCES {
            return None;
        }
        first = first.or(Some(sentence));
        let text = sentence.span.of(reading.prose());
        let part = check::part(reading, sentence.span, Value::Text { text: text.into() });
        // Of a sentence with markup, no words can be shown by themselves.
        digesting.read(reading, sentence, parts.len(), part.seen.is_none());
        parts.push(part);
        kinds.push(if role == Role::Headline { account::HEADLINE } else { account::SENTENCE });
    }
    let first = first?;
    let mut speakers = Vec::new();
    for (sentence, span) in reading.speech() {
        if matches!(reading.role(sentence), Role::TableCell | Role::Code)
            || !check::sentence_admits(rule, reading, sentence)
            || check::is_withheld(rule, reading, sentence, span)
        {
            continue;
        }
        let text = span.of(reading.prose());
        parts.push(check::part(reading, span, Value::Text { text: text.into() }));
        kinds.push(account::QUOTATION);
        speakers.push(match reading.speaker(sentence, span) {
            Speaker::Named(name) => name.to_string(),
            Speaker::Paper | Speaker::Unnamed => String::new(),
        });
    }
    let rare = std::mem::take(&mut digesting.rare);
    if rare.len() > MOST_RARE {
        return None;
    }
    let known = rare.keys().map(String::as_str).collect::<Vec<_>>().join(" ");
    let digest = serde_json::to_string(&digesting.finish(kinds, speakers)).ok()?;
    let opening = ProseSpan::new(first.span.start as usize, first.span.start as usize);
    let part = |text: String| check::part(reading, opening, Value::Text { text: text.into() });
    parts.splice(0..0, [part(known), part(digest)]);
    let mut topics: Vec<(usize, &str)> =
        rare.iter().map(|(word, count)| (*count, word.as_str())).collect();
    topics.sort_by(|(one, word), (other, second)| (other, word).cmp(&(one, second)));
    topics.truncate(TOPICS);
    topics.sort_by_key(|(_, word)| *word);
    let pairs = topics.iter().enumerate().flat_map(|(at, (_, one))| {
        topics[at + 1..].iter().map(move |(_, other)| format!("{one} {other}"))
    });
    let keys = keys_of_runs(pairs, TOPICS * TOPICS);
    let mut claim =
        check::claim(rule, reading, first, opening, String::new(), String::new(), parts);
    let scope = claim.keys.concat();
    claim.keys = keys.into_iter().map(|key| format_smolstr!("{KEY}{key}{scope}")).collect();
    (!claim.keys.is_empty()).then_some(claim)
}

/// Whether few documents have a word, of those about other things.
pub(super) fn is_rare(word: &str) -> bool {
    word.chars().all(char::is_alphabetic)
        && !word::is(word, Class::CommonWord)
        && !word::is(&noun::singular_of(word), Class::CommonWord)
}

/// Compares the documents of one story. A pair that shares several keys is judged under the first.
pub(super) fn compare_all(
    agreement: &Agreement,
    rule: &Rule,
    group: &[&Claim],
    verdict: &mut Verdict,
) {
    /// More documents than this that speak of two things do not tell one story of them.
    const MOST: usize = 60;
    if group.len() > MOST {
        verdict.is_crowded = true;
        return;
    }
    let Some(key) = shared_key(group) else { return };
    let rare: Vec<OnceCell<BTreeSet<&str>>> = vec![OnceCell::new(); group.len()];
    let accounts: Vec<OnceCell<Option<Account<'_>>>> =
        group.iter().map(|_| OnceCell::new()).collect();
    let mut seen = BTreeSet::new();
    for (first, one) in group.iter().enumerate() {
        for (second, other) in group.iter().enumerate().skip(first + 1) {
            if first_shared(&one.keys, &other.keys).as_ref() != Some(&key)
                || !agreement.may_tell_one_story(one, other)
            {
                continue;
            }
            let words = |at: usize| rare[at].get_or_init(|| rare_words(group[at]));
            let Some(mut story) = Story::of(words(first), words(second)) else { continue };
            let account = |at: usize| accounts[at].get_or_init(|| Account::of(group[at])).as_ref();
            let (Some(one), Some(other)) = (account(first), account(second)) else { continue };
            let pair = [one, other];
            story.shown.retain(|word| pair.iter().all(|account| account.has(word)));
            let mut found = Vec::new();
            found.extend(spelling::compare(rule, &story, pair));
            found.extend(named::compare(rule, &story, pair));
            found.extend(quoted::compare(rule, &story, pair));
            found.extend(facts::compare(rule, &story, pair));
            for conflict in found {
                // One disagreement with several documents is told once, and one that stands in near copies by those.
                let label = &conflict.sides[0].label;
                if !seen.contains(&(label.path.clone(), label.span, conflict.code))
                    && !are_near_copies(agreement, pair, &conflict)
                {
                    let sides = conflict.sides.iter();
                    seen.extend(
                        sides.map(|side| (side.label.path.clone(), side.label.span, conflict.code)),
                    );
                    verdict.conflicts.push(conflict);
                }
            }
        }
    }
}

/// Whether what differs stands in passages that are nearly the same, which are held against each other as such.
fn are_near_copies(agreement: &Agreement, pair: [&Account<'_>; 2], conflict: &Conflict) -> bool {
    let [one, other] = pair.map(|account| {
        let place =
            conflict.sides.iter().find(|side| side.label.path == account.claim.document.path);
        place.map(|side| account.passages_at(side.label.span)).unwrap_or_default()
    });
    one.iter().any(|mine| {
        other.iter().any(|theirs| {
            let [mine, theirs] = [mine, theirs]
                .map(|(text, is_speech)| Passage::of(text, utterance::words(text), *is_speech));
            let keys = [&mine, &theirs].map(|passage| passage::keys(&passage.words));
            let [Some(keys), Some(others)] = keys else { return false };
            keys.iter().any(|key| others.contains(key))
                && pair::differing(agreement, &mine, &theirs).is_some()
        })
    })
}

/// The words of a document that few others have.
fn rare_words(claim: &Claim) -> BTreeSet<&str> {
    let words = claim.parts.first().map_or("", |part| part.text());
    words.split(' ').filter(|word| !word.is_empty()).collect()
}

impl Agreement {
    /// Whether two documents may tell one story, as far as their paths and dates tell.
    fn may_tell_one_story(&self, one: &Claim, other: &Claim) -> bool {
        if one.document.path == other.document.path
            || edition::are_editions(one, other)
            || edition::are_translations(one, other)
        {
            return false;
        }
        edition::days_apart(one, other).is_none_or(|apart| apart <= self.window)
    }
}

/// What says that two documents tell one story.
struct Story<'c> {
    /// How many rare words both have, by their stems.
    shared: usize,
    /// Those that stand so in both.
    shown: Vec<&'c str>,
}

impl<'c> Story<'c> {
    fn of(one: &BTreeSet<&'c str>, other: &BTreeSet<&'c str>) -> Option<Self> {
        let shared: Vec<&str> = one.intersection(other).copied().collect();
        let count = shared.len();
        let shorter = one.len().min(other.len());
        let least = if shorter > MANY_RARE { LIKENESS_OF_LONG } else { LIKENESS };
        let is_like = count * count * 10_000 >= least * least * one.len() * other.len();
        let is_part = shorter <= MANY_RARE
            && count >= MANY_SHARED
            && count * 100 >= shorter * SHARE_OF_SHORTER;
        (count >= FEWEST_SHARED && (is_like || is_part))
            .then_some(Self { shared: count, shown: shared })
    }

    /// Why two documents are held against each other.
    fn note(&self, also: &str) -> String {
        /// Words that are named.
        const SHOWN: usize = 4;
        let mut shown: Vec<&str> = self.shown.clone();
        shown.sort_by_key(|word| (std::cmp::Reverse(word.len()), *word));
        shown.truncate(SHOWN);
        let shown: Vec<String> = shown.iter().map(|word| format!("`{word}`")).collect();
        format!(
            "compared because both documents tell one story: they share {}, as {}{also}",
            wording::counted(self.shared, "rare word"),
            shown.join(", ")
        )
    }
}

/// Two places that contradict each other, as a finding shows them.
struct Told<'a, 'c> {
    code: Code,
    /// What is wrong, before the words of both sides.
    what: &'static str,
    sides: [(&'a Account<'c>, Part); 2],
    /// Where both documents say it again.
    again: Vec<(&'a Account<'c>, Part)>,
    note: String,
}

/// Places that are shown of a document that says it again and again.
const MOST_PLACES: usize = 4;

impl Told<'_, '_> {
    fn into_conflict(mut self, rule: &Rule) -> Conflict {
        // Of two, the one that is read later stands out.
        let path = |side: usize| &self.sides[side].0.claim.document.path;
        if path(0) < path(1) {
            self.sides.swap(0, 1);
        }
        let [(one, part), (other, witness)] = self.sides;
        let [found, elsewhere] = [&part, &witness].map(|part| wording::one_line(part.seen()));
        let message = check::worded(
            rule,
            format!("{}: `{found}` and `{elsewhere}`", self.what),
            &[("found", &found), ("expect", &elsewhere), ("subject", "")],
        );
        let primary = Side::new(one.claim, &part, format!("`{found}` here"));
        let mut conflict = check::conflict(self.code, rule, one.claim, message, primary);
        let side = Side::new(other.claim, &witness, format!("`{elsewhere}` here"));
        conflict.sides.push(side);
        for (account, part) in self.again {
            conflict.sides.push(Side::new(account.claim, &part, "again here"));
        }
        conflict.notes.insert(0, self.note.into());
        conflict
    }
}
