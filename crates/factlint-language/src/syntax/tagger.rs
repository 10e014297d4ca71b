//! Parts of speech: greedy, from left to right, by the sum of weights of what is seen around a word.

mod plural;

use super::atoms::{Atoms, mix};
use super::group::{Signs, Word, WordKind};
use super::label::Tag;
use super::lemma;
use super::weights::Weights;
use crate::figure::{Figure, Measure};
use crate::inflect;
use crate::span::ProseSpan;
use crate::token::Tokens;
use crate::word::is_apostrophe;
use crate::words::Class;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// How many features a word has for the tagger.
pub const FEATURES: usize = 26;

/// The features of the word at `i`, given the tags of the two before it
/// and how many verbs there are before it, two at most.
pub fn features(atoms: &[Atoms], i: usize, before: u8, second: u8, verbs: u32) -> [u32; FEATURES] {
    let none = Atoms::default();
    let at = |offset: isize| {
        let index = i as isize + offset;
        usize::try_from(index).ok().and_then(|index| atoms.get(index)).unwrap_or(&none)
    };
    let (here, last, next) = (at(0), at(-1), at(1));
    let (t1, t2) = (u32::from(before), u32::from(second));
    let mut found = [0; FEATURES];
    let mut n = 0;
    let mut add = |a: u32, b: u32| {
        found[n] = mix(mix(mix(n as u32 + 101, 7), a), b);
        n += 1;
    };
    add(here.form, 0);
    add(here.form, t1);
    add(here.form, here.shape);
    add(here.endings[0], here.shape);
    add(here.endings[1], here.shape);
    add(here.endings[2], t1);
    add(here.endings[2], here.shape);
    add(here.endings[3], 0);
    add(here.shape, t1);
    add(here.shape, here.before);
    add(t1, t2);
    add(t1, here.before);
    add(last.form, 0);
    add(last.form, t2);
    add(at(-2).form, 0);
    add(next.form, 0);
    add(next.form, here.form);
    add(last.form, here.form);
    add(next.endings[2], here.endings[2]);
    add(next.endings[1], t1);
    add(next.shape, next.before);
    add(at(2).form, 0);
    add(verbs, here.form);
    add(verbs, mix(here.endings[1], t1));
    add(verbs, mix(here.endings[2], next.form));
    add(mix(t1, t2), here.endings[1]);
    found
}

/// The tag before the first word.
pub const START: u8 = 50;

/// The tag of a word that is tagged by its kind.
pub fn fixed(kind: WordKind) -> Option<Tag> {
    match kind {
        WordKind::Plain => None,
        WordKind::Number => Some(Tag::Number),
        WordKind::Figure => Some(Tag::Figure),
        WordKind::Attributive => Some(Tag::Attributive),
        WordKind::Name => Some(Tag::Name),
        WordKind::Term => Some(Tag::Noun),
        WordKind::Terms => Some(Tag::Nouns),
    }
}

impl Weights<'_> {
    /// The tags of words.
    pub fn tags(&self, words: &[Word], atoms: &[Atoms], hints: &Hints) -> Vec<Tag> {
        let (mut before, mut second, mut verbs) = (START, START, 0);
        let mut found = Vec::with_capacity(words.len());
        for (i, word) in words.iter().enumerate() {
            let tag = fixed(word.kind).unwrap_or_else(|| {
                let sums: [i32; Tag::ALL.len()] =
                    self.tagger.sums(&features(atoms, i, before, second, verbs.min(2)));
                let best = (0..sums.len()).filter(|at| hints.allow(i, Tag::ALL[*at]));
                // Among equals the first comes first.
                let best = best.max_by_key(|at| (sums[*at], std::cmp::Reverse(*at)));
                best.map_or(Tag::Other, |at| Tag::ALL[at])
            });
            let tag = match hints.known.get(&i) {
                Some(Hint::Verb) if verbs == 0 && follows_many(&found) => Tag::Present,
                Some(Hint::Costs { from, tag: verb })
                    if found.last().is_some_and(|tag: &Tag| tag.is_noun())
                        && !found.iter().skip(*from).any(|tag| tag.is_verb())
                        // "The dam is old and cost 9 million euros"
                        || found.last() == Some(&Tag::Conjunction)
                            && found.iter().skip(*from).any(|tag| tag.is_verb()) =>
                {
                    *verb
                }
                Some(Hint::Participle) if tag.is_noun() || tag == Tag::Adjective => Tag::Participle,
                Some(Hint::Number) if tag.is_noun() || tag == Tag::Adjective => Tag::Number,
                Some(Hint::Order) if !tag.is_verb() || tag == Tag::Gerund => Tag::Verb,
                Some(Hint::Counted) if tag.is_verb() => Tag::Nouns,
                Some(Hint::Holding)
                    if tag.is_noun() && found.last().is_some_and(|tag| tag.is_noun()) =>
                {
                    Tag::Gerund
                }
                Some(Hint::Numbered) if tag.is_verb() => Tag::Noun,
                Some(Hint::Preposition) => Tag::Preposition,
                Some(Hint::OnlyVerb) if matches!(tag, Tag::Noun | Tag::Adjective) => Tag::Present,
                Some(Hint::OnlyVerb) => Tag::PresentThird,
                Some(Hint::OnlyPast) => Tag::Past,
                Some(Hint::BehindName) if tag == Tag::Nouns => Tag::PresentThird,
                Some(Hint::Possessive) => Tag::Possessive,
                Some(Hint::Determined)
                    if matches!(tag, Tag::Adverb | Tag::Verb | Tag::Present | Tag::Preposition) =>
                {
                    Tag::Noun
                }
                _ => tag,
            };
            verbs += u32::from(tag.is_verb());
            // Names were learnt word by word.
            let several = word.kind == WordKind::Name && word.tokens.len() > 1;
            (before, second) = (tag.number(), if several { tag.number() } else { before });
            found.push(tag);
        }
        found
    }
}

/// What is known of words before they are tagged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hint {
    /// A verb that tells how much, unless the sentence has one already: "its players number 57", "its reserves stand at
    /// 61 million".
    Verb,
    /// The order to reach somebody behind a clause in front, which looks like a noun: "if it is late, ring the helpline".
    Order,
    /// The noun that a number counts.
    Counted,
    /// A word in "-ing" right before counted things, no noun behind another: "a building housing 100 patients".
    Holding,
    /// A noun that a number behind it names one of, which "to" makes look like a verb: "binds to port 6810".
    Numbered,
    /// A word that is always a preposition, though it looks like a verb: "the path beside the canal".
    Preposition,
    /// The only word that can be the verb of the sentence.
    OnlyVerb,
    /// The same, in the past.
    OnlyPast,
    /// A word between a name that is known and a figure or a particle, which in the plural is a verb: "Thunder Run measures 56 m".
    BehindName,
    /// The apostrophe behind a name that is known: "Thunder Runs' tracks".
    Possessive,
    /// A word between an article and "with" or "of", which is a noun: "a bell with a weight of".
    Determined,
    /// A verb right before a measure, unless its clause, which begins at `from`, has one already: "the dam cost 9 million
    /// euros".
    Costs { from: usize, tag: Tag },
    /// The participle of an irregular verb, which at the front of a sentence or of brackets looks like a name: "Lit in 1878,",
    /// "(lit 1878)".
    Participle,
    /// A number in letters, which at the front of a sentence looks like a name: "Forty pupils".
    Number,
}

/// What is known of the words of a sentence by the figures in it.
#[derive(Debug, Default)]
pub struct Hints {
    known: BTreeMap<usize, Hint>,
    /// By word, which parts of speech its letters rule out.
    letters: Vec<Letters>,
}

/// What the letters of a word tell of its part of speech.
#[derive(Clone, Copy, Debug, Default)]
struct Letters {
    /// It is none of the words of closed classes: no article, pronoun, preposition, modal or conjunction.
    is_open: bool,
    /// It has no form of an adverb.
    is_no_adverb: bool,
    /// It has a form that adverbs alone have: "wrongly", "recently".
    is_adverb: bool,
    /// It does not end in "s".
    is_no_third: bool,
    /// It does not end in "ing".
    is_no_gerund: bool,
}

impl Letters {
    fn of(tokens: &Tokens<'_>, word: &Word) -> Self {
        const ADVERBS: [&str; 6] = ["ly", "wise", "ward", "wards", "ways", "fold"];
        // Behind these no noun, verb or adjective ends in "ly", as "supply", "monthly" and "family" do.
        const SURELY: [&str; 12] = [
            "ngly", "edly", "ently", "antly", "ately", "ously", "ically", "ibly", "fully", "ively",
            "usly", "ually",
        ];
        let found = word.span.of(tokens.prose());
        if word.attached || !found.chars().any(char::is_alphabetic) {
            return Self::default();
        }
        // Most words have no capital.
        let lower = match found.chars().any(char::is_uppercase) {
            true => Cow::Owned(found.to_lowercase()),
            false => Cow::Borrowed(found),
        };
        let lower = lower.trim_matches(|c: char| !c.is_alphanumeric());
        Self {
            is_open: !tokens.table().is(lower, Class::ClosedWords),
            is_no_adverb: !ADVERBS.iter().any(|ending| lower.ends_with(ending))
                && !tokens.table().is(lower, Class::PlainAdverbs),
            is_adverb: found == lower && SURELY.iter().any(|ending| lower.ends_with(ending)),
            is_no_third: !lower.ends_with('s'),
            is_no_gerund: !lower.ends_with("ing") && !lower.ends_with("in"),
        }
    }

    fn rule_out(self, tag: Tag) -> bool {
        let is_closed = || {
            matches!(
                tag,
                Tag::Conjunction
                    | Tag::Determiner
                    | Tag::There
                    | Tag::Preposition
                    | Tag::Modal
                    | Tag::Predeterminer
                    | Tag::Possessive
                    | Tag::Pronoun
                    | Tag::PossessivePronoun
                    | Tag::Particle
                    | Tag::To
                    | Tag::RelativeDeterminer
                    | Tag::RelativePronoun
                    | Tag::RelativePossessive
                    | Tag::RelativeAdverb
            )
        };
        self.is_open && is_closed()
            || self.is_no_adverb && tag == Tag::Adverb
            || self.is_adverb && (tag.is_noun() || tag.is_verb() || tag == Tag::Adjective)
            || self.is_no_third && tag == Tag::PresentThird
            || self.is_no_gerund && tag == Tag::Gerund
    }
}

impl Hints {
    /// Whether the letters of a word let it be a part of speech.
    fn allow(&self, word: usize, tag: Tag) -> bool {
        !self.letters.get(word).is_some_and(|letters| letters.rule_out(tag))
    }

    /// Those of a sentence.
    pub fn of(tokens: &Tokens<'_>, words: &[Word], figures: &[Figure]) -> Self {
        let mut found = BTreeMap::new();
        let is_mark =
            |word: &Word| word.attached && word.span.of(tokens.prose()).chars().all(is_apostrophe);
        for (at, triple) in words.windows(3).enumerate() {
            let joined = triple[1..].iter().all(|word| word.before == Signs::default());
            if joined
                && triple[0].kind == WordKind::Name
                && triple[1].kind == WordKind::Plain
                && !is_mark(&triple[1])
                && (matches!(triple[2].kind, WordKind::Figure | WordKind::Number)
                    // "Fennel times out after a minute"
                    || tokens.table().is(triple[2].span.of(tokens.prose()), Class::Particles)
                    // "Wagtail exports mainly timber", "the Wagtail links the islands"
                    || triple[2].span.of(tokens.prose()).ends_with("ly")
                    || tokens.table().is(triple[2].span.of(tokens.prose()), Class::Article))
            {
                found.insert(at + 1, Hint::BehindName);
            }
        }
        // "Thunder Runs' tracks", "the Potters' 275 members", where no quotation mark has opened
        let may_own = |word: &Word| {
            let start = words.first().map_or(word.span.start, |first| first.span.start);
            let before = ProseSpan { start, end: word.span.end }.of(tokens.prose());
            let opens = [" '", " ‘", "('", "(‘"].iter().any(|quote| before.contains(quote));
            word.kind == WordKind::Name || before.ends_with('s') && !opens
        };
        for (at, triple) in words.windows(3).enumerate() {
            let joined = triple[1..].iter().all(|word| word.before == Signs::default());
            let is =
                |word: &Word, class: Class| tokens.table().is(word.span.of(tokens.prose()), class);
            if joined
                && triple[1].kind == WordKind::Plain
                && is(&triple[0], Class::Article)
                && (is(&triple[2], Class::AttributiveOpener)
                    || is(&triple[2], Class::PartPrepositions))
            {
                found.insert(at + 1, Hint::Determined);
            }
            let goes_on = triple[2].before == Signs::default();
            if is_mark(&triple[1]) && goes_on && may_own(&triple[0]) {
                found.insert(at + 1, Hint::Possessive);
            }
        }
        for (at, pair) in words.windows(2).enumerate() {
            let opens = at == 0 || pair[0].before.has(Signs::OPENING);
            let form = pair[0].span.of(tokens.prose()).to_lowercase();
            // "Cut" may be anything.
            let is_participle = inflect::irregular_verb(&form).is_some_and(|base| base != form);
            let next = pair[1].span.of(tokens.prose());
            let is_dated = pair[1].kind == WordKind::Number
                || next.bytes().all(|byte| byte.is_ascii_digit())
                || tokens.table().is(next, Class::ParticiplePrepositions);
            if opens && pair[0].kind == WordKind::Plain && is_participle && is_dated {
                found.insert(at, Hint::Participle);
            }
        }
        let is_of =
            |word: &Word, class: Class| tokens.table().is(word.span.of(tokens.prose()), class);
        const FRONTS: [Class; 5] = [
            Class::ConditionOpeners,
            Class::TimeOpeners,
            Class::ReasonOpeners,
            Class::ReceiverPrepositions,
            Class::GivingPrepositions,
        ];
        let has_front =
            words.first().is_some_and(|first| FRONTS.iter().any(|it| is_of(first, *it)));
        for (at, pair) in words.windows(2).enumerate() {
            let opens = at == 0 || has_front && pair[0].before == Signs::COMMA;
            let is_whom = pair[1].kind == WordKind::Name
                || is_of(&pair[1], Class::Referring)
                || at > 0
                    && pair[1].span.of(tokens.prose()).starts_with(|c: char| c.is_ascii_digit());
            let is_order = opens && is_whom && pair[1].before == Signs::default();
            if is_order && is_of(&pair[0], Class::CallingVerbs) {
                found.insert(at, Hint::Order);
            }
        }
        // "Port 5671, on which Fennel listens, is"
        for (at, triple) in words.windows(3).enumerate() {
            let ends = words.get(at + 3).is_none_or(|next| next.before != Signs::default());
            let is_joined = triple[1..].iter().all(|word| word.before == Signs::default());
            if ends
                && is_joined
                && is_of(&triple[0], Class::RelativeOpener)
                && triple[1].kind == WordKind::Name
                && triple[2].kind == WordKind::Plain
            {
                found.insert(at + 2, Hint::BehindName);
            }
        }
        for (at, word) in words.iter().enumerate().filter(|(_, word)| word.kind == WordKind::Plain)
        {
            if is_of(word, Class::SurePrepositions) {
                found.insert(at, Hint::Preposition);
            }
            let is_number = |next: &Word| {
                next.kind == WordKind::Number
                    || next.span.of(tokens.prose()).starts_with(|c: char| c.is_ascii_digit())
            };
            let number = words
                .get(at + 1)
                .is_some_and(|next| is_number(next) && next.before == Signs::default());
            let behind_to =
                at.checked_sub(1).is_some_and(|to| is_of(&words[to], Class::ReceiverPrepositions));
            // "Firmware 5.1.2 had a bug"
            let is_opening = at == 0 && words.get(1).is_some_and(is_number);
            // "Opened to traffic in June"
            let is_never_done = behind_to && is_of(word, Class::NeverDone);
            if is_never_done
                || (number && behind_to || is_opening) && is_of(word, Class::NumberedNouns)
            {
                found.insert(at, Hint::Numbered);
            }
        }
        for figure in figures {
            let first = words.partition_point(|word| word.span.end <= figure.number.start);
            let end = words.partition_point(|word| word.span.start < figure.number.end);
            for (at, word) in words.iter().enumerate().take(end).skip(first) {
                if figure.number.contains(word.span) && word.kind == WordKind::Plain {
                    found.insert(at, Hint::Number);
                }
            }
            let is_noun = |word: &&Word| {
                matches!(figure.measure, Measure::Counted(_)) && word.span.end == figure.span.end
            };
            if words.get(end).filter(is_noun).is_some_and(|word| !word.attached) {
                found.insert(end, Hint::Counted);
            }
            let is = |at: usize, class: Class| {
                words
                    .get(at)
                    .is_some_and(|word| tokens.table().is(word.span.of(tokens.prose()), class))
            };
            let whole = words.partition_point(|word| word.span.end <= figure.hedged.start);
            let is_ing = |word: &Word| {
                let text = word.span.of(tokens.prose());
                word.kind == WordKind::Plain
                    && text.ends_with("ing")
                    && text.starts_with(char::is_lowercase)
            };
            if let Some(before) = whole.checked_sub(1)
                && matches!(figure.measure, Measure::Counted(_))
                && is_ing(&words[before])
                && words[before].before == Signs::default()
                && words.get(whole).is_some_and(|first| first.before == Signs::default())
            {
                found.insert(before, Hint::Holding);
            }
            let mut verb = whole;
            while verb.checked_sub(1).is_some_and(|at| is(at, Class::StandingPrepositions)) {
                verb -= 1;
            }
            let Some(at) = verb.checked_sub(1) else { continue };
            let class = if verb == whole { Class::CountingVerbs } else { Class::StandingVerbs };
            if is(at, class) {
                found.insert(at, Hint::Verb);
            }
            let measured = figure.measure != Measure::Bare && verb == whole;
            let lower = |word: &Word| {
                let text = word.span.of(tokens.prose());
                text.starts_with(char::is_lowercase).then(|| text.ends_with('s'))
            };
            if measured
                && is(at, Class::MeasureVerbs)
                && let Some(third) = words.get(at).and_then(lower)
            {
                // "That the dam cost", "says the dam cost".
                let opens =
                    |before: &usize| is(*before, Class::ThatWord) || is(*before, Class::SayingVerb);
                let from = (0..at).rev().find(opens);
                let tag = if third { Tag::PresentThird } else { Tag::Past };
                found.insert(at, Hint::Costs { from: from.map_or(0, |that| that + 1), tag });
            }
        }
        let letters = words.iter().map(|word| Letters::of(tokens, word)).collect();
        Self { known: found, letters }
    }

    /// "Lake Wagtail plunges to a depth of 90 metres", where all words were taken for nouns: a sentence that ends with a
    /// stop has a verb, and a plural right behind a name is it. The same where the only verbs are those of a clause that
    /// a pronoun opens at the end.
    pub fn find_verb(
        &mut self,
        tokens: &Tokens<'_>,
        words: &[Word],
        end: Signs,
        tags: &[Tag],
    ) -> bool {
        let plurals = plural::verbs(tokens, words, tags);
        if !plurals.is_empty() {
            self.known.extend(plurals.into_iter().map(|verb| (verb, Hint::OnlyVerb)));
            return true;
        }
        let is_finite = |tag: &Tag| {
            matches!(tag, Tag::Modal | Tag::Past | Tag::Present | Tag::PresentThird | Tag::Verb)
        };
        // "When you are throttled, the gateway answers": the verbs of a clause in front are its own.
        let front = match tags.first() {
            // "Once it has started, the gateway answers"
            Some(Tag::RelativeAdverb | Tag::Preposition) => {
                words.iter().position(|word| word.before.has(Signs::COMMA))
            }
            _ => None,
        };
        let start = front.filter(|at| tags[..*at].iter().any(is_finite)).unwrap_or(0);
        let relative = tags[start..].iter().position(|tag| tag.is_relative());
        let relative = relative.map_or(tags.len(), |at| start + at);
        // "Old Tom eats fish and weighs 2 tonnes": what a verb behind "and" goes on from is a verb.
        let joined = tags[start..]
            .windows(2)
            .position(|pair| pair[0] == Tag::Conjunction && pair[1] == Tag::PresentThird)
            .map_or(tags.len(), |at| start + at);
        let joined = joined.min(plural::end_of_first(words, tags).unwrap_or(tags.len()));
        let relative = relative.min(joined);
        let crowd = crowd(words, tags);
        let behind = &tags[relative..];
        let goes_on = words.get(relative + 1..).is_some_and(|rest| {
            rest.iter().any(|word| word.before.has(Signs::COMMA.and(Signs::DASH)))
        });
        // "Pupils at the school number 1,230", where "pupils" was taken for a verb.
        let first = usize::from(crowd.is_some() && tags.first() == Some(&Tag::PresentThird));
        // "Customers on the plan pay $12 a month, billed on the first": a participle behind the comma is no verb of theirs.
        let is_aside = |at: usize| {
            crowd.is_some_and(|verb| verb < at)
                && tags[at] == Tag::Past
                && words[at].before == Signs::COMMA
                && matches!(tags.get(at + 1), Some(Tag::Preposition | Tag::Adverb))
        };
        let has_verb =
            (start..relative).skip(first).any(|at| is_finite(&tags[at]) && !is_aside(at))
                || relative < joined
                    && !behind.is_empty()
                    && (goes_on || behind.iter().filter(|tag| is_finite(tag)).count() > 1);
        let is_joined =
            |at: usize| words.get(at).is_some_and(|word| word.before == Signs::default());
        // "Visitors to the tower face 180 steps": a noun has no number right behind it.
        let counts = |at: usize| {
            words.get(at + 1).is_some_and(|next| {
                (matches!(next.kind, WordKind::Number | WordKind::Figure)
                    || tags[at + 1] == Tag::Number)
                    && is_joined(at + 1)
            })
        };
        // "Fixes for the library end in May": a plural in front is what does it.
        let ends_plural = |at: usize| {
            tags.get(at + 1) == Some(&Tag::Preposition)
                && tags[..at].iter().position(|tag| tag.is_noun()).is_some_and(|first| {
                    let plural = first + usize::from(tags[first] == Tag::Noun);
                    tags[plural] == Tag::Nouns && tags[plural + 1] == Tag::Preposition
                })
        };
        // "The people who live on the island share one shop": the verb stands behind the clause.
        let verb = (start + 1..tags.len()).find(|at| {
            let known = words[*at - 1].kind == WordKind::Name;
            let is_verb = match tags[*at] {
                // "The bank rents 12 floors."
                Tag::Nouns if *at < relative && counts(*at) && tags[*at - 1] == Tag::Noun => {
                    return is_joined(*at);
                }
                // "The tunnel drips."
                Tag::Nouns if *at < relative => {
                    is_joined(*at + 1) || known && *at + 1 == words.len()
                }
                Tag::Noun => known && (counts(*at) || ends_plural(*at)),
                _ => false,
            };
            is_verb && matches!(tags[*at - 1], Tag::Name | Tag::Names) && is_joined(*at)
        });
        // "Some 900 members of the party voted by post", where "voted" was taken to tell which.
        let told = || {
            let follows = |at: &usize| {
                tags[*at] == Tag::Participle && tags[*at - 1].is_noun() && is_joined(*at)
            };
            (start + 1..relative).rev().find(follows).map(|at| (at, Hint::OnlyPast))
        };
        // "Dues for the guild are", where "dues" was taken for a verb.
        if tags.first() == Some(&Tag::PresentThird)
            && tags.get(1) == Some(&Tag::Preposition)
            && end.has(Signs::STOP)
            && behind_phrase(words, tags).is_some_and(|verb| is_finite(&tags[verb]))
        {
            self.known.insert(0, Hint::Counted);
            return true;
        }
        let verb = crowd.filter(|at| *at < relative).or(verb);
        let verb =
            verb.or_else(|| plural::behind_noun(tokens, words, tags).filter(|at| *at < relative));
        let past = || plural::past_behind_aside(words, tags).map(|at| (at, Hint::OnlyPast));
        let found = verb.map(|at| (at, Hint::OnlyVerb)).or_else(past).or_else(told);
        let Some((verb, hint)) = found.filter(|_| end.has(Signs::STOP) && !has_verb) else {
            return false;
        };
        self.known.insert(verb, hint);
        if first > 0 {
            self.known.insert(0, Hint::Counted);
        }
        true
    }
}

impl Hints {
    /// "The marine prawns stop feeding", where "prawns" was taken for a verb: right behind a noun alone and right before a
    /// verb with its tense stands none.
    pub fn find_plural(&mut self, tokens: &Tokens<'_>, words: &[Word], tags: &[Tag]) -> bool {
        let joined = |at: usize| words[at].before == Signs::default();
        let is_part = |at: usize| {
            (tags[at].is_noun() || matches!(tags[at], Tag::Adjective | Tag::Attributive))
                && matches!(words[at].kind, WordKind::Plain | WordKind::Attributive)
        };
        let plural = (1..tags.len().saturating_sub(1)).find(|&at| {
            let text = words[at].span.of(tokens.prose());
            let fits = tags[at] == Tag::PresentThird
                && words[at].kind == WordKind::Plain
                && matches!(tags[at + 1], Tag::Present | Tag::Modal | Tag::Past | Tag::Verb)
                && matches!(tags[at - 1], Tag::Noun | Tag::Nouns | Tag::Adjective)
                // "the pump helps reduce noise"
                && !tokens.table().is(
                    &lemma::lemma(&text.to_lowercase(), Tag::PresentThird),
                    Class::ControlVerbs,
                )
                && joined(at)
                && joined(at + 1)
                && !tokens.table().is(text, Class::SayingVerb)
                // Neither "is" nor "has" nor "does".
                && text.len() > 4;
            let first = (0..at).rev().take_while(|part| is_part(*part)).last();
            let Some(first) = first.filter(|_| fits) else { return false };
            let opener = first.checked_sub(1).filter(|before| {
                joined(first) && matches!(tags[*before], Tag::Determiner | Tag::PossessivePronoun)
            });
            let first = opener.unwrap_or(first);
            let begins = first == 0 || !joined(first) || tags[first - 1] == Tag::Conjunction;
            begins && (first + 1..at).all(joined)
        });
        let plural = plural.or_else(|| plural::noun(tokens, words, tags));
        self.known.extend(plural.map(|plural| (plural, Hint::Counted)));
        plural.is_some()
    }

    /// "Security updates for the release stop after", where "updates" was taken for the verb: behind the phrase of a name, what is a verb
    /// of ending and has a preposition behind it is that.
    pub fn find_ending(&mut self, tokens: &Tokens<'_>, words: &[Word], tags: &[Tag]) -> bool {
        let text = |at: usize| words[at].span.of(tokens.prose());
        let joined = |at: usize| words[at].before == Signs::default();
        let Some(plural) = (1..tags.len()).find(|at| tags[*at].is_verb()) else { return false };
        let name = (plural + 2..tags.len()).find(|at| tags[*at] != Tag::Determiner);
        let Some(name) = name else { return false };
        let (ending, next) = (name + 1, name + 2);
        let is_one = tags[plural] == Tag::PresentThird
            && words[plural].kind == WordKind::Plain
            && text(plural).len() > 4
            && tags[..plural].iter().all(|tag| matches!(tag, Tag::Noun | Tag::Adjective))
            && tags[plural + 1] == Tag::Preposition
            && words[name].kind == WordKind::Name
            && tags.get(next).is_some_and(|tag| matches!(tag, Tag::Preposition | Tag::To))
            && tags[ending] == Tag::Noun
            && tokens.table().is(text(ending), Class::EndingVerbs)
            && !tags[next..].iter().any(|tag| tag.is_finite())
            && (1..=next).all(joined);
        if is_one {
            self.known.insert(plural, Hint::Counted);
            self.known.insert(ending, Hint::OnlyVerb);
        }
        is_one
    }
}

/// The word behind a preposition at the second place and the name that it governs.
fn behind_phrase(words: &[Word], tags: &[Tag]) -> Option<usize> {
    let joined = |at: usize| words.get(at).is_some_and(|word| word.before == Signs::default());
    let name = (2..tags.len()).find(|at| tags[*at] != Tag::Determiner)?;
    let is_close = words[name].kind == WordKind::Name && (1..=name + 1).all(joined);
    (is_close && name + 1 < tags.len()).then_some(name + 1)
}

/// The word right behind a plural at the front of a sentence that could be its verb: "boats on the canal pass through 33
/// locks", "some 14,200 students study at the university", "pupils at the school number 1,230".
fn crowd(words: &[Word], tags: &[Tag]) -> Option<usize> {
    let joined = |at: usize| words.get(at).is_some_and(|word| word.before == Signs::default());
    let is_many = |at: usize| tags[at] == Tag::Nouns || at == 0 && tags[at] == Tag::PresentThird;
    let opens = |at: &usize| {
        matches!(
            tags[*at],
            Tag::Number | Tag::Determiner | Tag::Adverb | Tag::Adjective | Tag::Preposition
        ) && (*at == 0 || joined(*at))
    };
    let many = (0..tags.len()).find(|at| !opens(at)).filter(|at| is_many(*at))?;
    let counted = many.checked_sub(1).is_some_and(|at| tags[at] == Tag::Number);
    let behind = many + 1;
    let is_to = tags.get(behind).is_some_and(|tag| matches!(tag, Tag::Preposition | Tag::To));
    let verb = if is_to {
        let name = (behind + 1..tags.len()).find(|at| tags[*at] != Tag::Determiner)?;
        (words[name].kind == WordKind::Name).then_some(name + 1)?
    } else {
        counted.then_some(behind)?
    };
    let may_be = matches!(tags.get(verb)?, Tag::Noun | Tag::Adjective)
        && words[verb].kind == WordKind::Plain
        && (many..=verb).all(|at| at == 0 || joined(at))
        && joined(verb + 1);
    may_be.then_some(verb)
}

/// Whether words end in a noun or a name, and nothing but a noun phrase stands before it: "the players of the band",
/// "the crew of the ship"; not the noun alone that "number" is tied to ("platform number 9").
fn follows_many(before: &[Tag]) -> bool {
    let is_phrase = before.iter().any(|tag| {
        matches!(tag, Tag::Nouns | Tag::Preposition | Tag::Possessive | Tag::Determiner)
    });
    is_phrase && before.last().is_some_and(|tag| tag.is_noun() || *tag == Tag::Adjective)
}

/// The number of the first of the highest sums.
pub(super) fn highest(sums: &[i32]) -> usize {
    let mut best = 0;
    let mut most = i32::MIN;
    for (i, sum) in sums.iter().enumerate() {
        if *sum > most {
            (best, most) = (i, *sum);
        }
    }
    best
}
