//! What differs between two passages, as far as it is of a known kind: a figure, a day or month, a name, a direction,
//! the words of a quotation. Whatever else differs proves nothing.

use std::ops::Range;

use super::story::spelling::are_derived;
use super::story::stem;
use super::value::is_purpose;
use crate::check::alignment::{Difference, stretch};
use crate::check::figures;
use crate::check::title::edit_distance;
use crate::conflict::Code;
use factlint_language::figure::{self, Figure, Hedge};
use factlint_language::interval::Interval;
use factlint_language::name::folded;
use factlint_language::noun;
use factlint_language::span::ProseSpan;
use factlint_language::unit::Units;
use factlint_language::utterance::Spoken;
use factlint_language::word;
use factlint_language::words::{Class, Words};

/// Words between marks; with fewer they are a term.
const FEWEST_SAID: usize = 3;

/// A passage with what is read of it.
pub(super) struct Passage<'c> {
    pub text: &'c str,
    pub words: Vec<Spoken>,
    figures: Vec<Figure>,
    /// Whether all of it stands between quotation marks.
    is_speech: bool,
}

/// Two places that differ.
pub(super) struct Slot {
    pub code: Code,
    /// Bytes of the one passage and of the other.
    pub places: [Range<usize>; 2],
}

/// What a difference comes to.
pub(super) enum Judged {
    /// The passages contradict each other.
    Slot(Slot),
    /// It is none: another spelling of the same, a rounding, a word of grammar.
    Same,
    /// Nobody knows: the passages may speak of different things.
    Other,
}

impl<'c> Passage<'c> {
    pub fn of(text: &'c str, words: Vec<Spoken>, is_speech: bool) -> Self {
        let figures = figure::figures(text, ProseSpan::new(0, text.len()), Units::builtin());
        Self { text, words, figures, is_speech }
    }

    fn words_of(&self, range: &Range<usize>) -> &[Spoken] {
        self.words.get(range.clone()).unwrap_or_default()
    }

    /// Bytes from the first to the last of some words.
    fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        match (self.words.get(range.start), self.words.get(range.end.wrapping_sub(1))) {
            (Some(first), Some(last)) if !range.is_empty() => first.range.start..last.range.end,
            _ => 0..0,
        }
    }

    /// Whether it tells of a count that goes on: a later report may rightly have another one.
    pub fn is_running(&self) -> bool {
        let lower = self.text.to_lowercase();
        let has = |entry: &String| match entry.contains(' ') {
            true => lower.contains(entry.as_str()),
            false => self.words.iter().any(|word| word.normal == *entry),
        };
        word::entries(Class::RunningCount).iter().any(has)
            || self.figures.iter().any(|figure| matches!(figure.hedge, Some(Hedge::AtLeast)))
    }

    /// Whether a word of place points to another part of the document: nothing stands behind it that it measures ("the
    /// terms below are", but "below the bar").
    fn points_elsewhere(&self, range: &Range<usize>) -> bool {
        self.words_of(range).iter().all(|word| word::is(&word.normal, Class::PlaceInText))
            && self.words.get(range.end).is_none_or(|next| {
                word::is(&next.normal, Class::GrammarWord)
                    && !word::is(&next.normal, Class::TitleDeterminer)
            })
    }

    /// Whether some bytes are an hour or a minute: "9:00".
    pub fn is_hour(&self, bytes: &Range<usize>) -> bool {
        let (before, after) = (&self.text[..bytes.start], &self.text[bytes.end..]);
        let is_digit = |c: char| c.is_ascii_digit();
        after.strip_prefix(':').is_some_and(|rest| rest.starts_with(is_digit))
            || before.strip_suffix(':').is_some_and(|rest| rest.ends_with(is_digit))
    }

    /// Whether a word tells at which hour something holds: a number, a part of a day.
    pub fn is_time_of_day(&self, word: &Spoken) -> bool {
        word.normal.starts_with('#') || word::is(&word.normal, Class::PartsOfDays)
    }

    /// Whether it opens as an example does: "For example, if the limit is 120".
    pub fn is_example(&self) -> bool {
        /// Words within which an example is announced.
        const OPENING: usize = 3;
        let end = self.words.get(OPENING).map_or(self.text.len(), |word| word.range.start);
        let opening = self.text[..end].to_lowercase();
        word::entries(Class::Example).iter().any(|entry| opening.contains(entry.as_str()))
    }

    /// Whether some bytes are part of a stamp, which tells when something was written to the second: "16:20:58".
    fn is_stamp(&self, bytes: &Range<usize>) -> bool {
        let is_part = |c: char| c.is_ascii_digit() || c == ':';
        let before = &self.text[..bytes.start];
        let after = &self.text[bytes.end..];
        let start = before.trim_end_matches(is_part).len();
        let end = bytes.end + (after.len() - after.trim_start_matches(is_part).len());
        self.text[start..end].matches(':').count() > 1
    }

    fn number_at(&self, bytes: &Range<usize>) -> Option<Number> {
        let word = self.words.iter().find(|word| word.range == *bytes)?;
        // "Listing 7-2", "P-51", "v1.2": a part of a name.
        let ties = |c: char| word::is_word(c) || word::is_hyphen(c);
        let (before, after) = (&self.text[..bytes.start], &self.text[bytes.end..]);
        if before.ends_with(ties)
            || before.ends_with(['#', '/'])
            || after.starts_with(ties)
            || self.is_numbered(bytes.start)
            || self.is_stamp(bytes)
        {
            return None;
        }
        let value: f64 = word.normal.strip_prefix('#')?.parse().ok()?;
        let figure = self.figures.iter().find(|figure| {
            let number = figure.number.range();
            number.start <= bytes.start && bytes.end <= number.end
        });
        Some(match figure {
            Some(figure) => Number {
                value,
                step: figures::value_of(figure, self.text, Units::builtin()).step,
                hedge: figure.hedge,
                interval: Some(figure.interval),
                bytes: figure.span.range(),
            },
            None => Number { value, step: 0.0, hedge: None, interval: None, bytes: bytes.clone() },
        })
    }

    /// Whether the number that begins there numbers a thing: "Example 2", "version 1.4".
    fn is_numbered(&self, at: usize) -> bool {
        let index = self.words.partition_point(|word| word.range.start < at);
        let before = index.checked_sub(1).and_then(|before| self.words.get(before));
        before.is_some_and(|word| {
            word::is(&word.normal, Class::Labels)
                && self.text[word.range.end..at].trim_matches([' ', '.', '#']).is_empty()
        })
    }

    /// Whether the name of a month stands right beside a word.
    fn stands_by_month(&self, bytes: &Range<usize>) -> bool {
        let at = self.words.partition_point(|word| word.range.start < bytes.start);
        let beside = [at.wrapping_sub(1), at + 1];
        let beside = beside.into_iter().filter_map(|at| self.words.get(at));
        beside.into_iter().any(|word| word::is(&word.normal, Class::Months))
    }

    /// Whether some bytes stand between quotation marks, which may open in a sentence before.
    fn is_quoted(&self, at: usize) -> bool {
        if self.is_speech {
            return true;
        }
        let before = &self.text[..at];
        let count = |mark: char| before.matches(mark).count();
        let is_open = count('“') > count('”') || count('"') % 2 == 1;
        // A term between marks is called so, not said: many developers use "uber" jars.
        is_open && {
            let start = before.rfind(['“', '"']).unwrap_or_default();
            let inner = self.text[start..].trim_start_matches(['“', '"']);
            let inner = &inner[..inner.find(['”', '"']).unwrap_or(inner.len())];
            word::words(inner).nth(FEWEST_SAID - 1).is_some()
        }
    }

    fn is_capitalised(&self, range: &Range<usize>) -> bool {
        // The first word of a sentence has a capital of no meaning.
        let is_name = |word: &Spoken| {
            let text = &self.text[word.range.clone()];
            word::is_capitalised(text)
                && text.chars().all(|c| c.is_alphabetic() || word::is_apostrophe(c))
                && text.chars().any(char::is_lowercase)
        };
        range.start > 0 && self.words_of(range).iter().all(is_name)
    }
}

/// What a difference between two passages comes to.
pub(super) fn judged(one: &Passage<'_>, other: &Passage<'_>, found: &Difference) -> Judged {
    let (mine, theirs) = (one.words_of(&found.quoted), other.words_of(&found.said));
    let places = [one.bytes(&found.quoted), other.bytes(&found.said)];
    if mine.is_empty() || theirs.is_empty() {
        return added(one, other, found);
    }
    if are_contracted(mine, theirs) || are_joined(mine, theirs) {
        return Judged::Same;
    }
    if let ([mine], [theirs]) = (mine, theirs)
        && mine.normal.starts_with('#')
        && theirs.normal.starts_with('#')
    {
        return numbers_judged(one, other, &places);
    }
    let slot = |code: Code| Judged::Slot(Slot { code, places: places.clone() });
    if let ([mine], [theirs]) = (mine, theirs) {
        for class in [Class::Months, Class::Weekdays] {
            let value = |word: &Spoken| Words::embedded().value_of(&word.normal, class);
            if let (Some(a), Some(b)) = (value(mine), value(theirs)) {
                return if a == b { Judged::Same } else { slot(super::DATE) };
            }
        }
        let direction = |word: &Spoken| Words::embedded().value_of(&word.normal, Class::Opposite);
        let is_purpose = is_purpose(&one.words, found.quoted.start)
            && is_purpose(&other.words, found.said.start);
        if let (Some(a), Some(b)) = (direction(mine), direction(theirs))
            && a == -b
            && !is_purpose
            && !(one.points_elsewhere(&found.quoted) && other.points_elsewhere(&found.said))
        {
            return slot(super::DIRECTION);
        }
        let one_name = one.is_capitalised(&found.quoted) && other.is_capitalised(&found.said);
        if one_name && is_variant(&mine.normal, &theirs.normal) {
            return slot(super::SPELLING);
        }
    }
    let all = |class: Class| mine.iter().chain(theirs).all(|word| word::is(&word.normal, class));
    let quoted = [one.is_quoted(places[0].start), other.is_quoted(places[1].start)];
    // Where only one side quotes, the other may retell: one word took the place of another, or nobody knows.
    let is_swapped = |words: &[Spoken]| matches!(words, [word] if super::passage::is_telling(word));
    let is_sure = quoted == [true, true] || (is_swapped(mine) && is_swapped(theirs));
    // "We wanted to" of a report is "we want to" of the speaker.
    if let ([mine], [theirs]) = (mine, theirs)
        && quoted[0] != quoted[1]
        && stem(&mine.normal) == stem(&theirs.normal)
    {
        return Judged::Same;
    }
    // Another name in the same words may be another's saying, and descriptions of identifiers are none.
    let is_name = |word: &Spoken, text: &str| {
        text[word.range.clone()].chars().any(|c| c.is_uppercase() || c.is_numeric())
    };
    // What a program reads is no speech: "max_boats", `class="quay"`.
    let is_machine_text =
        [one.text, other.text].iter().any(|text| text.contains('_') || text.contains("=\""));
    if quoted.contains(&true)
        && (is_machine_text
            || mine.iter().any(|word| is_name(word, one.text))
            || theirs.iter().any(|word| is_name(word, other.text)))
    {
        return Judged::Other;
    }
    if quoted.contains(&true) && !all(Class::ReportedWord) {
        return if is_sure { slot(super::QUOTATION) } else { Judged::Other };
    }
    // "9:00" and "14:15": each report tells of its own hour.
    if one.text[places[0].clone()].contains(':') {
        return Judged::Other;
    }
    let is_grammar = |word: &Spoken| !super::passage::is_telling(word);
    if mine.iter().chain(theirs).all(is_grammar) { Judged::Same } else { Judged::Other }
}

/// Whether some words are others with a hyphen or a gap between them: "playing-field", "playing field".
pub(super) fn are_joined(mine: &[Spoken], theirs: &[Spoken]) -> bool {
    let letters = |words: &[Spoken]| -> String {
        let letters = words.iter().flat_map(|word| word.normal.chars());
        letters.filter(|c| !word::is_hyphen(*c)).collect()
    };
    let has_letter = mine.iter().any(|word| word.normal.chars().any(char::is_alphabetic));
    has_letter && letters(mine) == letters(theirs)
}

/// Whether some words are others drawn together: "we've" is "we have", "don't" is "do not".
pub(super) fn are_contracted(mine: &[Spoken], theirs: &[Spoken]) -> bool {
    let one_way = |short: &[Spoken], long: &[Spoken]| {
        let [word] = short else { return false };
        let Some((head, tail)) = word.normal.split_once('\'') else { return false };
        let head = if tail == "t" { head.strip_suffix('n').unwrap_or(head) } else { head };
        // What stands before it may have been left aside: "we'll" for "will".
        let is_end = matches!(long, [word] if word.normal.ends_with(tail)
            && word::is(&word.normal, Class::ReportedWord));
        let joined: String = long.iter().map(|word| word.normal.as_str()).collect();
        let rest = joined.strip_prefix(head).unwrap_or_default();
        !head.is_empty()
            && (is_end
                || word::is(rest, Class::ReportedWord)
                || (tail == "t" && word::is(rest, Class::Negation)))
    };
    one_way(mine, theirs) || one_way(theirs, mine)
}

/// Words that stand in one passage only.
fn added(one: &Passage<'_>, other: &Passage<'_>, found: &Difference) -> Judged {
    let (passage, range) =
        if found.quoted.is_empty() { (other, &found.said) } else { (one, &found.quoted) };
    let words = passage.words_of(range);
    if words.iter().any(|word| word::is(&word.normal, Class::Negation)) {
        // "Has not issued any", "issued no": both deny it.
        let denied = [one, other].map(|passage| {
            let denies = |word: &&Spoken| {
                word::is(&word.normal, Class::Negation) || word::is(&word.normal, Class::NoQuantity)
            };
            passage.words.iter().filter(denies).count()
        });
        if denied[0] == denied[1] {
            return Judged::Other;
        }
        // Of the passage without it, the word in its place is shown.
        let beside = |range: &Range<usize>| range.start.saturating_sub(1)..range.start.max(1);
        let whole =
            |range: &Range<usize>| if range.is_empty() { beside(range) } else { range.clone() };
        let places = [one.bytes(&whole(&found.quoted)), other.bytes(&whole(&found.said))];
        return match words {
            [_] => Judged::Slot(Slot { code: super::DIRECTION, places }),
            _ => Judged::Other,
        };
    }
    if words.iter().all(|word| !super::passage::is_telling(word) && !word.normal.starts_with('#')) {
        return Judged::Same;
    }
    Judged::Other
}

/// Two numbers in the same place, with the same words around them.
fn numbers_judged(one: &Passage<'_>, other: &Passage<'_>, places: &[Range<usize>; 2]) -> Judged {
    let numbers = [one.number_at(&places[0]), other.number_at(&places[1])];
    let [Some(mine), Some(theirs)] = numbers else { return Judged::Other };
    // "More than 300" and "more than 350" may both be true.
    if mine.hedge == theirs.hedge
        && matches!(
            mine.hedge,
            Some(Hedge::MoreThan | Hedge::AtLeast | Hedge::LessThan | Hedge::AtMost)
        )
    {
        return Judged::Other;
    }
    let agree = if mine.hedge == theirs.hedge {
        // Where all else is copied, so is the number: what differs is none of the rounding but of one to fewer digits.
        (mine.value - theirs.value).abs() * 2.0 < mine.step.max(theirs.step)
    } else {
        match (mine.interval, theirs.interval) {
            (Some(mine), Some(theirs)) => !mine.is_disjoint(&theirs),
            _ => return Judged::Other,
        }
    };
    if agree {
        return Judged::Same;
    }
    let is_date = one.stands_by_month(&places[0]) && other.stands_by_month(&places[1]);
    let code = if is_date { super::DATE } else { super::FIGURE };
    Judged::Slot(Slot { code, places: [mine.bytes, theirs.bytes] })
}

/// A number of a passage.
struct Number {
    value: f64,
    /// The unit of the last place that counts.
    step: f64,
    hedge: Option<Hedge>,
    /// What it leaves open, as written; none where it is no figure: an hour, a day of a month, a name's.
    interval: Option<Interval>,
    /// With its unit.
    bytes: Range<usize>,
}

/// Whether two words are spellings of one name: a letter or two apart, and not a plural or a people's name.
fn is_variant(one: &str, other: &str) -> bool {
    /// Shorter names are others as soon as a letter is.
    const SHORTEST: usize = 5;
    /// From here on two letters may differ.
    const LONG: usize = 7;
    let (one, other) = (folded(one), folded(other));
    let shorter = one.chars().count().min(other.chars().count());
    let same_start = one.chars().next() == other.chars().next();
    // "Criteria" are more than one criterion.
    let is_plural = noun::singular_of(&one) == noun::singular_of(&other);
    if one == other || shorter < SHORTEST || !same_start || are_derived(&one, &other) || is_plural {
        return false;
    }
    let most = if shorter >= LONG { 2 } else { 1 };
    edit_distance(&one, &other, most) <= most
}

/// The words of a slot as a finding shows them.
pub(super) fn shown(passage: &Passage<'_>, bytes: &Range<usize>) -> String {
    let first = passage.words.partition_point(|word| word.range.end <= bytes.start);
    let last = passage.words.partition_point(|word| word.range.start < bytes.end);
    let words = stretch(passage.text, &passage.words, &(first..last));
    let whole = &passage.text[bytes.clone()];
    // "£740,000": the sign is no part of the word.
    if words.is_empty() || whole.ends_with(&words) { whole.to_owned() } else { words }
}
