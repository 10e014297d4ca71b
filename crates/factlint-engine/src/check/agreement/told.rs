//! Figures told again in other words: a document beside its summary, a report beside a shorter one. No run of words is
//! shared, so the words of the whole shorter document say whether both tell one thing, and the words right beside two
//! figures whether these do.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use smol_str::format_smolstr;

use super::slot::Passage;
use super::story::{is_rare, stem};
use super::value::is_purpose;
use super::{Agreement, Slot, edition, passage};
use crate::check::alignment::{first_shared, keys_of_runs, shared_key};
use crate::check::{self, Verdict, wording};
use crate::claim::{Claim, Part, Value};
use crate::conflict::{Conflict, Side};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use factlint_document::Role;
use factlint_language::figure::{Figure, Measure};
use factlint_language::span::ProseSpan;
use factlint_language::unit::Units;
use factlint_language::utterance::{self, Spoken};
use factlint_language::word;
use factlint_language::words::{Class, Words};

/// What the keys of these claims begin with.
pub(super) const KEY: &str = "told ";

/// Words on either side of a figure that are beside it.
const BESIDE: usize = 8;
const NEAREST: usize = 4;

/// Different telling words of a document that is short enough to be a summary, and of one that can be summed up: a book has
/// all words.
const MOST_OF_SUMMARY: usize = 200;
const MOST_WORDS: usize = 700;
const FEWEST_WORDS: usize = 8;

/// Figures of a document; with more it is a table.
const MOST_NUMBERS: usize = 200;

/// Keys of a document.
const MOST_KEYS: usize = 128;

/// With more words, a document about other things has many of them by chance.
const FEW_WORDS: usize = 45;

/// Percent of the telling words of the shorter document that stand in the longer one.
const SHARE: usize = 35;

/// Hours, days and months of a summary that are wrong; with more of them it tells of another meeting.
const MOST_TIMES: usize = 2;

/// Figures of a summary that the document has nowhere; with more of them it is another filling of a form.
const MOST_MISSING: usize = 4;

/// Percent of the words of its names that do.
const SHARE_OF_NAMES: usize = 75;

/// The same for its words that not every document has.
const SHARE_OF_RARE: usize = 60;

/// The same for documents that are about as long as each other: a form that is filled in again has many words of the first.
const SHARE_OF_EQUALS: usize = 80;

/// The same for documents that name nobody, and for hours, days and months: what happens has several of them.
const SHARE_FOR_TIMES: usize = 60;

/// A number, a month or a weekday of a document.
struct Number {
    /// Where it stands among the words.
    at: usize,
    span: ProseSpan,
    kind: String,
    value: f64,
    /// What it leaves open, where it is a figure.
    low: f64,
    high: f64,
    hedge: String,
    /// Words for times in its sentence: "quarter".
    times: String,
}

/// What is no figure of its own, but may be the same number: part of a name, an end of a range.
const NAME: &str = "name";

/// What says that something went up or down, was approved or rejected; with which pair of words it is.
const WAY: &str = "way ";

/// What counts things, or has no unit.
const COUNT: &str = "count";

/// The claim of all figures of a document, for a judge who has its words beside each; none where there is nothing to tell.
pub(super) fn claim(rule: &Rule, reading: &Reading<'_>) -> Option<Claim> {
    let mut words: Vec<Option<String>> = Vec::new();
    let mut numbers: Vec<Number> = Vec::new();
    let mut names: BTreeSet<String> = BTreeSet::new();
    let mut first = None;
    for sentence in reading.sentences() {
        let is_told = !matches!(
            reading.role(sentence),
            Role::TableCell | Role::Code | Role::Boilerplate | Role::Comment
        );
        if is_told
            && check::sentence_admits(rule, reading, sentence)
            && !check::is_withheld(rule, reading, sentence, sentence.span)
        {
            first = first.or(Some(sentence));
            read(reading, sentence, &mut words, &mut numbers);
            for name in reading.names(sentence) {
                let spoken = utterance::words(name.of(reading.prose()));
                names.extend(spoken.iter().filter(is_named).map(|word| stem(&word.normal)));
            }
        }
    }
    let known: BTreeSet<&str> = words.iter().flatten().map(String::as_str).collect();
    let fits = (FEWEST_WORDS..=MOST_WORDS).contains(&known.len());
    if numbers.is_empty() || numbers.len() > MOST_NUMBERS || !fits {
        return None;
    }
    let first = first?;
    let [known, names] = [
        known.into_iter().collect::<Vec<_>>().join(" "),
        names.into_iter().collect::<Vec<_>>().join(" "),
    ];
    let all = format!("{known}\t{names}");
    let opening = ProseSpan::new(first.span.start as usize, first.span.start as usize);
    let mut parts = vec![check::part(reading, opening, Value::Text { text: all.into() })];
    let mut runs = BTreeSet::new();
    for number in &numbers {
        let around = |reach: usize| -> BTreeSet<&str> {
            let (from, to) = (number.at.saturating_sub(reach), number.at + reach + 1);
            let around = words.get(from..to.min(words.len())).unwrap_or_default();
            around.iter().flatten().map(String::as_str).collect()
        };
        let (beside, nearest) = (around(BESIDE), around(NEAREST));
        if number.kind != NAME {
            runs.extend(beside.iter().map(|word| format!("{} {word}", number.kind)));
        }
        // What is counted: the first words that tell something behind the number.
        let after = words.get(number.at + 1..(number.at + 5).min(words.len())).unwrap_or_default();
        let counted: Vec<&str> = after.iter().flatten().take(2).map(String::as_str).collect();
        let joined = |words: BTreeSet<&str>| words.into_iter().collect::<Vec<_>>().join(" ");
        let (beside, nearest) = (joined(beside), joined(nearest));
        let Number { kind, value, low, high, hedge, times, .. } = number;
        let counted = counted.join(" ");
        let text = format!(
            "{kind}\t{value}\t{low}\t{high}\t{hedge}\t{counted}\t{beside}\t{nearest}\t{times}"
        );
        parts.push(check::part(reading, number.span, Value::Text { text: text.into() }));
    }
    let keys = keys_of_runs(runs.into_iter(), MOST_KEYS);
    let mut claim =
        check::claim(rule, reading, first, opening, String::new(), String::new(), parts);
    let scope = claim.keys.concat();
    claim.keys = keys.into_iter().map(|key| format_smolstr!("{KEY}{key}{scope}")).collect();
    (!claim.keys.is_empty()).then_some(claim)
}

/// Whether a word of a name is its own, and no number or day; nor does a number stand in it: "the code FERRY20".
fn is_named(word: &&Spoken) -> bool {
    let is_day =
        [Class::Months, Class::Weekdays].iter().any(|class| word::is(&word.normal, *class));
    let has_digit = word.normal.bytes().any(|byte| byte.is_ascii_digit());
    passage::is_telling(word) && !is_day && !has_digit
}

/// Reads the words of a sentence: those that tell something, by their stems, and its numbers.
fn read(
    reading: &Reading<'_>,
    sentence: Sentence,
    words: &mut Vec<Option<String>>,
    numbers: &mut Vec<Number>,
) {
    let text = sentence.span.of(reading.prose());
    let start = sentence.span.start as usize;
    let figures = reading.figures(sentence);
    let spoken = utterance::words(text);
    let known = numbers.len();
    // "3 Privacy" numbers what stands under it.
    let is_heading = reading.role(sentence) == Role::Headline;
    let denies = spoken.iter().any(|word| word::is(&word.normal, Class::Negation));
    for (index, word) in spoken.iter().enumerate() {
        let at = words.len();
        let span = ProseSpan::new(start + word.range.start, start + word.range.end);
        let place = &text[word.range.clone()];
        let named = |class| {
            word::is_capitalised(place).then(|| Words::embedded().value_of(&word.normal, class))?
        };
        let days = [("name of month", Class::Months), ("weekday", Class::Weekdays)];
        let day = days.into_iter().find_map(|(kind, class)| Some((kind, named(class)?)));
        if let Some((kind, value)) = day {
            numbers.push(Number::plain(at, span, kind, value));
            words.push(None);
        } else if let Some(value) = number_of(&word.normal) {
            let bare = kind_of_bare(text, &spoken, index);
            let figure = figures
                .iter()
                .find(|figure| figure.number.start <= span.start && span.end <= figure.number.end);
            let is_known =
                |figure: &Figure| numbers.last().is_some_and(|last| last.span == figure.span);
            match figure {
                Some(figure) if is_known(figure) => continue,
                _ if is_heading && index == 0 => numbers.push(Number::plain(at, span, NAME, value)),
                Some(figure) if [COUNT, NAME].contains(&bare) => {
                    numbers.extend(Number::of_figure(at, figure));
                }
                None if bare == COUNT => numbers.push(Number::plain(at, span, NAME, value)),
                _ => numbers.push(Number::plain(at, span, bare, value)),
            }
            words.push(None);
        } else {
            let way = Words::embedded().value_of(&word.normal, Class::Contrary);
            if let Some(way) = way.filter(|_| index > 0 && !denies && !is_purpose(&spoken, index)) {
                let kind = format!("{WAY}{}", way.abs());
                numbers.push(Number::plain(at, span, &kind, way.signum()));
            }
            words.push(passage::is_telling(word).then(|| stem(&word.normal)));
        }
    }
    let times: BTreeSet<&str> = spoken
        .iter()
        .map(|word| word.normal.as_str())
        .filter(|word| word::is(word, Class::TimeWord))
        .collect();
    let times = times.into_iter().collect::<Vec<_>>().join(" ");
    for number in numbers.iter_mut().skip(known) {
        number.times.clone_from(&times);
    }
    // A count that goes on is no figure that a shorter report could have wrong.
    if Passage::of(text, spoken, false).is_running() {
        for number in numbers.iter_mut().skip(known).filter(|number| number.kind == COUNT) {
            NAME.clone_into(&mut number.kind);
        }
    }
}

/// The number that a word is: "#26", "26th".
fn number_of(word: &str) -> Option<f64> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let is_ordinal = word::is(&word[digits.len()..], Class::OrdinalEndings);
    let number = word.strip_prefix('#').or_else(|| is_ordinal.then_some(digits))?;
    number.parse().ok()
}

/// What a number is that is no figure: an hour, a minute, a day of a month, a part of a name.
fn kind_of_bare(text: &str, words: &[Spoken], index: usize) -> &'static str {
    let word = &words[index];
    let (before, after) = (&text[..word.range.start], &text[word.range.end..]);
    let is_month = |at: Option<usize>| {
        at.and_then(|at| words.get(at)).is_some_and(|word| word::is(&word.normal, Class::Months))
    };
    let digit_after = |text: &str| text.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    if after.starts_with(':') && digit_after(after) {
        "hour"
    } else if before.ends_with(':') && before.trim_end_matches(':').ends_with(char::is_numeric) {
        "minute"
    } else if (is_month(index.checked_sub(1)) || is_month(Some(index + 1)))
        && number_of(&word.normal).is_some_and(|day| (1.0..32.0).contains(&day))
    {
        "day of month"
    } else if !word.normal.starts_with('#')
        || before.ends_with(|c: char| word::is_word(c) || "-#/.".contains(c))
        || after.starts_with(word::is_word)
    {
        NAME
    } else {
        COUNT
    }
}

impl Number {
    fn plain(at: usize, span: ProseSpan, kind: &str, value: f64) -> Self {
        let (kind, hedge, times) = (kind.to_owned(), String::new(), String::new());
        Self { at, span, kind, value, low: value, high: value, hedge, times }
    }

    /// A figure; of a range both ends, which are compared with nothing.
    fn of_figure(at: usize, figure: &Figure) -> Vec<Self> {
        if let Some(high) = figure.high {
            let end = |value| Self::plain(at, figure.span, NAME, value);
            return vec![end(figure.low.value), end(high.value)];
        }
        // "2024", "1.63": a year or a version, of which a document may name many.
        let is_year = (1800.0..2200.0).contains(&figure.low.value) && figure.low.step <= 1.0;
        let kind = match &figure.measure {
            Measure::Bare if is_year || figure.low.decimals > 0 => NAME.to_owned(),
            Measure::Unit(id) => {
                let name = &Units::builtin().get(*id).name;
                name.split(" per ").next().unwrap_or(name).to_owned()
            }
            Measure::Counted(_) | Measure::Bare => COUNT.to_owned(),
        };
        let (low, high) = (figure.interval.low, figure.interval.high);
        let hedge = figure.hedge.map(|hedge| format!("{hedge:?}")).unwrap_or_default();
        let (value, times) = (figure.low.value, String::new());
        vec![Self { at, span: figure.span, kind, value, low, high, hedge, times }]
    }
}

/// A number of a document as a judge has it.
#[derive(Clone)]
struct Told<'c> {
    part: &'c Part,
    kind: &'c str,
    value: f64,
    low: f64,
    high: f64,
    hedge: &'c str,
    counted: BTreeSet<&'c str>,
    beside: BTreeSet<&'c str>,
    nearest: BTreeSet<&'c str>,
    times: BTreeSet<&'c str>,
}

impl<'c> Told<'c> {
    fn of(part: &'c Part) -> Option<Self> {
        let mut fields = part.text().split('\t');
        let mut next = || fields.next();
        let words = |text: &'c str| text.split(' ').filter(|word| !word.is_empty()).collect();
        let kind = next()?;
        let [value, low, high] = [next()?, next()?, next()?].map(|text| text.parse::<f64>().ok());
        Some(Self {
            part,
            kind,
            value: value?,
            low: low?,
            high: high?,
            hedge: next()?,
            counted: words(next()?),
            beside: words(next()?),
            nearest: words(next()?),
            times: words(next()?),
        })
    }

    /// Whether both may be one number.
    fn agrees(&self, other: &Self) -> bool {
        let overlaps = self.low <= other.high && other.low <= self.high;
        // What differs is no rounding of one to fewer digits.
        let width = (self.high - self.low).max(other.high - other.low);
        let is_rounded = self.hedge.is_empty()
            && other.hedge.is_empty()
            && (self.value - other.value).abs() * 2.0 < width;
        let is_bare = [self, other].iter().any(|told| [COUNT, NAME].contains(&told.kind));
        (self.value == other.value && (is_bare || self.kind == other.kind))
            || (self.kind == other.kind && (is_rounded || (self.hedge != other.hedge && overlaps)))
    }

    /// Whether both measure or count the same.
    fn measures_with(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.kind != NAME
            // "The increase in requests", "the decrease in errors": what stands behind says of what.
            && (!(self.kind == COUNT || self.is_way()) || !self.counted.is_disjoint(&other.counted))
            && self
                .beside
                .intersection(&other.beside)
                .filter(|word| !self.kind.contains(**word))
                .count()
                >= self.least_beside(other)
            && (!self.is_way() || self.nearest.intersection(&other.nearest).count() > 1)
    }

    /// How many words must stand beside both: many things are counted and have shares, few have a price.
    fn least_beside(&self, other: &Self) -> usize {
        let is_named = || self.nearest.intersection(&other.nearest).any(|word| is_rare(word));
        match self.kind {
            _ if self.is_way() && !is_named() => 3,
            _ if self.is_way() => 2,
            COUNT | "percent" => 2,
            _ => 1,
        }
    }

    /// Whether it is no number, but says which way something went.
    fn is_way(&self) -> bool {
        self.kind.starts_with(WAY)
    }

    /// Whether it tells when something is: a day, an hour.
    fn is_time(&self) -> bool {
        ["name of month", "weekday", "day of month", "hour", "minute"].contains(&self.kind)
    }

    /// How much stands beside both; what stands nearer counts twice.
    fn shared(&self, other: &Self) -> usize {
        self.beside.intersection(&other.beside).count()
            + self.nearest.intersection(&other.nearest).count()
    }
}

/// The figures of a document, and its words.
#[derive(Clone)]
struct Document<'c> {
    claim: &'c Claim,
    words: BTreeSet<&'c str>,
    names: BTreeSet<&'c str>,
    told: Vec<Told<'c>>,
}

/// Compares the figures of documents that share a key. A pair that shares several is judged under the first.
pub(super) fn compare_all(
    agreement: &Agreement,
    rule: &Rule,
    group: &[&Claim],
    verdict: &mut Verdict,
) {
    /// More documents than this have such a figure only because it is common.
    const MOST: usize = 60;
    if group.len() > MOST {
        verdict.is_crowded = true;
        return;
    }
    let Some(key) = shared_key(group) else { return };
    let documents: Vec<OnceCell<Option<Document<'_>>>> = vec![OnceCell::new(); group.len()];
    let document = |at: usize| documents[at].get_or_init(|| Document::of(group[at])).as_ref();
    for (first, one) in group.iter().enumerate() {
        for (second, other) in group.iter().enumerate().skip(first + 1) {
            if agreement.may_be_summary(one, other)
                && first_shared(&one.keys, &other.keys).as_ref() == Some(&key)
                && let (Some(one), Some(other)) = (document(first), document(second))
            {
                let found = compare(rule, [one, other]);
                if found.is_empty() {
                    continue;
                }
                // A summary is that of the document which has most of its words.
                let short = [one, other].into_iter().min_by_key(|document| document.words.len());
                let pair = [first, second];
                let others = (0..group.len()).filter(|at| !pair.contains(at));
                let is_another = short.is_some_and(|short| {
                    let most = one.words.intersection(&other.words).count();
                    let mut others = others.filter_map(document);
                    others.any(|third| third.words.intersection(&short.words).count() > most)
                });
                if !is_another {
                    verdict.conflicts.extend(found);
                }
            }
        }
    }
}

impl Agreement {
    fn may_be_summary(&self, one: &Claim, other: &Claim) -> bool {
        let slot = Slot { code: super::FIGURE, places: [0..0, 0..0] };
        self.may_tell_the_same(one, other, &slot) && !edition::tell_of_two(one, other)
    }
}

fn compare(rule: &Rule, [one, other]: [&Document<'_>; 2]) -> Vec<Conflict> {
    let (short, long) =
        if one.words.len() <= other.words.len() { (one, other) } else { (other, one) };
    if short.words.len() > MOST_OF_SUMMARY {
        return Vec::new();
    }
    let shared = short.words.intersection(&long.words).count();
    let share = |least: usize| shared * 100 >= short.words.len() * least;
    // Whom and what a summary names stands in the document; a story like it has other names.
    let is_known = |name: &&&str| long.words.contains(**name) || long.names.contains(**name);
    let known = short.names.iter().filter(is_known).count();
    // One that leaves little out has nearly all of its words and all of its names from the longer one.
    let is_cut = share(SHARE_OF_EQUALS) && !short.names.is_empty() && known == short.names.len();
    let is_shorter = short.words.len() * 3 <= long.words.len() * 2
        || (is_cut && short.words.len() * 5 <= long.words.len() * 4);
    let is_summary = is_shorter && short.words.len() <= FEW_WORDS;
    let least = if is_summary && !short.names.is_empty() {
        SHARE
    } else if is_shorter {
        SHARE_FOR_TIMES
    } else {
        SHARE_OF_EQUALS
    };
    if !share(least) || known * 100 < short.names.len() * SHARE_OF_NAMES {
        return Vec::new();
    }
    // Words that any document has say little of what both are about, and a summary tells of no later year.
    let rare = short.words.iter().filter(|word| is_rare(word));
    let (known_rare, rare) = rare.fold((0, 0), |(known, all), word| {
        (known + usize::from(long.words.contains(word)), all + 1)
    });
    let is_long = short.words.len() > FEW_WORDS;
    if known_rare * 100 < rare * SHARE_OF_RARE
        || (is_long && !share(SHARE_OF_EQUALS))
        || edition::is_of_later_year(short.claim, long.claim)
    {
        return Vec::new();
    }
    // Two pages of one form are about as long, and each names what it is about.
    let is_told = |name: &&str| short.words.contains(name) || short.names.contains(name);
    let all_agree = known == short.names.len() && long.names.iter().all(is_told);
    if !is_shorter && !all_agree {
        return Vec::new();
    }
    let mut differing: Vec<_> =
        short.told.iter().filter_map(|mine| Some((mine, differing(mine, short, long)?))).collect();
    let agrees = |mine: &Told<'_>| long.told.iter().any(|theirs| theirs.agrees(mine));
    // A form that is filled in again differs wherever it has a figure.
    let is_missing =
        |mine: &&Told<'_>| mine.kind != NAME && !mine.is_time() && !mine.is_way() && !agrees(mine);
    if short.told.iter().filter(is_missing).count() > MOST_MISSING {
        return Vec::new();
    }
    // Of two meetings told in the same words, no day and no hour agrees, or most do not.
    let times = differing.iter().filter(|(mine, _)| mine.is_time()).count();
    let none_agrees = !short.told.iter().any(|mine| mine.is_time() && agrees(mine));
    // Two reports that are as long, each of its own hour, may have two counts.
    if !is_shorter && short.told.iter().any(|mine| mine.is_time() && !agrees(mine)) {
        differing.retain(|(mine, _)| mine.is_time());
    }
    let is_another = times > MOST_TIMES || (times > 1 && none_agrees);
    if !is_summary || !share(SHARE_FOR_TIMES) || known_rare < rare || is_another {
        differing.retain(|(mine, _)| !mine.is_time());
    }
    // "Error 404", told in the page 404.md: what a page is about is another thing on another page.
    let is_titled = |told: &Told<'_>, claim: &Claim| {
        edition::is_in_path(claim, &wording::one_line(told.part.seen()))
    };
    differing
        .retain(|(mine, theirs)| !is_titled(mine, short.claim) && !is_titled(theirs, long.claim));
    let counts = (shared, short.words.len());
    // Of two that are as long, the one that is read later is shown first, as of two passages.
    let is_later = short.claim.document.path > long.claim.document.path;
    let shown = |(mine, theirs): (&Told<'_>, &Told<'_>)| match is_shorter || is_later {
        true => worded(rule, [short, long], [mine, theirs], counts),
        false => worded(rule, [long, short], [theirs, mine], counts),
    };
    differing.into_iter().map(shown).collect()
}

/// The one figure of the longer document that should be one of the shorter and is not.
fn differing<'d, 'c>(
    mine: &Told<'_>,
    short: &Document<'_>,
    long: &'d Document<'c>,
) -> Option<&'d Told<'c>> {
    // A number that the longer document has somewhere was taken from there. Many things rise, each beside words of its own.
    let takes = |one: &Told<'_>, other: &Told<'_>, least: usize| {
        one.agrees(other) && (!one.is_way() || one.shared(other) * 3 >= least * 2)
    };
    let near = |one: &Told<'_>, others: &[Told<'_>]| {
        let shared = others.iter().filter(|other| one.measures_with(other));
        shared.map(|other| one.shared(other)).max().unwrap_or(0)
    };
    let least = near(mine, &long.told);
    if long.told.iter().any(|theirs| takes(theirs, mine, least)) {
        return None;
    }
    let is_taken = |theirs: &Told<'_>| {
        let least = near(theirs, &short.told);
        short.told.iter().any(|other| takes(other, theirs, least))
    };
    let candidates = long.told.iter().filter(|theirs| mine.measures_with(theirs));
    let mut candidates: Vec<&Told<'_>> = candidates.filter(|theirs| !is_taken(theirs)).collect();
    candidates.sort_by_key(|theirs| std::cmp::Reverse(mine.shared(theirs)));
    let best = *candidates.first()?;
    let score = mine.shared(best);
    // A year's and a quarter's are two figures.
    if !mine.times.is_empty() && !best.times.is_empty() && mine.times.is_disjoint(&best.times) {
        return None;
    }
    let is_rivalled =
        candidates.iter().any(|theirs| theirs.value != best.value && mine.shared(theirs) == score);
    // A figure of the shorter document that is nearer to it is the one to be held against it; of several that are told in
    // the same words, none is ("Size: 4,184,764 bytes", "Size: 4,866,763 bytes"). One that the longer document has is
    // accounted for: "$499 a month, reduced to $424.15" beside "$599 a month, reduced to $424.15".
    let is_there = |other: &Told<'_>| long.told.iter().any(|theirs| theirs.agrees(other));
    let is_anothers = short.told.iter().any(|other| {
        other.measures_with(best)
            && !is_there(other)
            && (other.shared(best) > score
                || (other.value != mine.value && other.shared(best) == score))
    });
    (score > 0 && !is_rivalled && !is_anothers).then_some(best)
}

impl<'c> Document<'c> {
    fn of(claim: &'c Claim) -> Option<Self> {
        let (words, told) = claim.parts.split_first()?;
        let (words, names) = words.text().split_once('\t')?;
        let set = |text: &'c str| text.split(' ').filter(|word| !word.is_empty()).collect();
        Some(Self {
            claim,
            words: set(words),
            names: set(names),
            told: told.iter().filter_map(Told::of).collect(),
        })
    }
}

fn worded(
    rule: &Rule,
    [here, there]: [&Document<'_>; 2],
    [mine, theirs]: [&Told<'_>; 2],
    (shared, all): (usize, usize),
) -> Conflict {
    let [found, elsewhere] = [mine, theirs].map(|told| wording::one_line(told.part.seen()));
    let (code, what) = if mine.is_time() {
        (super::DATE, "two documents tell the same of different times")
    } else if mine.is_way() {
        (super::DIRECTION, "two documents tell opposite things in the same words")
    } else {
        (super::FIGURE, "two documents tell the same with different figures")
    };
    let message = check::worded(
        rule,
        format!("{what}: `{found}` and `{elsewhere}`"),
        &[("found", &found), ("expect", &elsewhere), ("subject", "")],
    );
    let primary = Side::new(here.claim, mine.part, format!("`{found}` here"));
    let mut conflict = check::conflict(code, rule, here.claim, message, primary);
    conflict.sides.push(Side::new(there.claim, theirs.part, format!("`{elsewhere}` here")));
    let beside: Vec<String> =
        mine.beside.intersection(&theirs.beside).map(|word| format!("`{word}`")).collect();
    conflict.notes.insert(
        0,
        format!(
            "compared because {shared} of the {} of the shorter document stand in the longer one; beside \
             both figures stands {}",
            wording::counted(all, "telling word"),
            beside.join(", ")
        )
        .into(),
    );
    conflict
}
