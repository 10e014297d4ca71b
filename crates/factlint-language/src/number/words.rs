//! Numbers in words: "eighteen", "one hundred and five", "half a million", "two-thirds".

use super::super::cursor;
use super::super::figure::Numeral;
use super::word::{Word, word_of};
use super::{Form, Number, Reading, fraction, mixed, scaled, whole};

/// More words than this are no number, so that "one one one ..." takes linear time.
const MOST_WORDS: usize = 24;

/// What joins a number word to the one before it.
#[derive(Clone, Copy, PartialEq)]
enum Join {
    Gap,
    Hyphen,
    And,
    Comma,
}

/// Reads the number that starts with the number word, or the article before one, at `start`.
pub(super) fn read(text: &str, start: usize) -> Reading {
    let first = cursor::word(text, start);
    let skip = Reading::Nothing(start + first.len().max(1));
    let Some(word) = word_of(first) else { return skip };
    let end = start + first.len();
    match word {
        Word::Digit(_) | Word::Teen(_) | Word::Ten(_) => cardinal(text, start, start, 0.0),
        // The article, or "couple of", before these is part of the number.
        Word::Hundred | Word::Scale(_) | Word::Dozen => match multiplier(text, start) {
            Some((start_of_all, multiplier)) => cardinal(text, start_of_all, start, multiplier),
            None => skip,
        },
        Word::Half => half(text, start, end).unwrap_or(skip),
        Word::Part(denominator) => part(text, start, end, denominator).unwrap_or(skip),
        Word::Parts(_) => skip,
    }
}

/// "a", "a couple of", before a magnitude at `start`: where it starts and what it counts. None
/// where nothing counts it ("several hundred", "the thousand", "one in a million").
fn multiplier(text: &str, start: usize) -> Option<(usize, f64)> {
    let before = cursor::word_before(text, start)?;
    let at = cursor::offset(text, before);
    let mut buffer = [0; 16];
    match cursor::lower(before, &mut buffer) {
        b"a" => {
            let earlier = cursor::word_before(text, at).unwrap_or_default();
            (!matches!(earlier, "in" | "per" | "many")).then_some((at, 1.0))
        }
        b"of" | b"couple" => {
            let couple = if before.len() == 2 { cursor::word_before(text, at)? } else { before };
            let at = cursor::offset(text, couple);
            let article = cursor::word_before(text, at)?;
            let is_couple =
                couple.eq_ignore_ascii_case("couple") && article.eq_ignore_ascii_case("a");
            is_couple.then(|| (cursor::offset(text, article), 2.0))
        }
        _ => None,
    }
}

/// "half a million", "half a dozen", "half a mile" (the mile is left to the caller), "half of".
fn half(text: &str, start: usize, end: usize) -> Option<Reading> {
    let earlier = cursor::word_before(text, start).unwrap_or_default();
    let article = matches!(earlier, "a" | "A").then(|| cursor::offset(text, earlier));
    let hyphen = text[end..].starts_with('-');
    let next = if hyphen { end + 1 } else { cursor::gap(text, end)? };
    let word = cursor::word(text, next);
    let part = fraction(1.0, 2.0);
    let (at, word) = if matches!(word, "a" | "an") && !hyphen {
        let at = cursor::gap(text, next + word.len())?;
        (at, cursor::word(text, at))
    } else {
        (next, word)
    };
    let number = |start, end, numeral, scale| {
        Reading::Number(Number {
            start,
            end,
            numeral,
            scale,
            form: Form::Fraction,
            digits: 0,
            grouped: false,
        })
    };
    match word_of(word) {
        Some(Word::Scale(scale)) => {
            Some(number(start, at + word.len(), scaled(part, scale), scale))
        }
        Some(Word::Dozen) => {
            let exact = Numeral { value: 6.0, step: 0.0, loose_step: 0.0, decimals: 0 };
            Some(number(start, at + word.len(), exact, 12.0))
        }
        Some(_) => None,
        None => Some(number(article.unwrap_or(start), end, part, 1.0)),
    }
}

/// "a third of", "a quarter of": a part needs an article before it and "of" after it.
fn part(text: &str, start: usize, end: usize, denominator: u16) -> Option<Reading> {
    let article = cursor::word_before(text, start)
        .filter(|w| w.eq_ignore_ascii_case("a") || w.eq_ignore_ascii_case("an"));
    // "fell by a quarter."
    let by = article
        .and_then(|article| cursor::word_before(text, cursor::offset(text, article)))
        .is_some_and(|word| word == "by");
    let next = match cursor::gap(text, end) {
        Some(next) => next,
        None if by && !text[end..].starts_with(['-', '\'', '’']) => end,
        None => return None,
    };
    let word = cursor::word(text, next);
    let numeral = fraction(1.0, f64::from(denominator));
    // "quarter million" does without an article.
    if article.is_none() && !matches!(word_of(word), Some(Word::Scale(_)) if denominator == 4) {
        return None;
    }
    let start = article.map_or(start, |a| cursor::offset(text, a));
    let number = |end, numeral, scale| {
        Reading::Number(Number {
            start,
            end,
            numeral,
            scale,
            form: Form::Fraction,
            digits: 0,
            grouped: false,
        })
    };
    if word == "of" {
        // "a quarter of a million"
        let (end, scale) = of_a_magnitude(text, end).unwrap_or((end, 1.0));
        return Some(number(end, scaled(numeral, scale), scale));
    }
    match word_of(word) {
        Some(Word::Scale(scale)) => Some(number(next + word.len(), scaled(numeral, scale), scale)),
        _ if by && (word.is_empty() || super::super::noun::is_function_word(word)) => {
            Some(number(end, numeral, 1.0))
        }
        _ => (matches!(denominator, 3 | 4)
            && matches!(word, "mile" | "inch" | "pound" | "acre" | "ounce"))
        .then(|| number(end, numeral, 1.0)),
    }
}

/// " of a million" after a fraction that ends at `end`: the end and the factor.
fn of_a_magnitude(text: &str, end: usize) -> Option<(usize, f64)> {
    let mut at = end;
    for expected in ["of", "a"] {
        at = cursor::gap(text, at)?;
        if cursor::word(text, at) != expected {
            return None;
        }
        at += expected.len();
    }
    at = cursor::gap(text, at)?;
    match word_of(cursor::word(text, at))? {
        Word::Scale(scale) => Some((cursor::letters(text, at), scale)),
        _ => None,
    }
}

/// The state of a cardinal number that is read word by word.
struct Cardinal {
    total: f64,
    group: f64,
    /// The smallest place that the group has filled: 1000 for none, 100, 10 or 1.
    place: f64,
    /// The last magnitude.
    scale: f64,
    /// The magnitude at the very end, and the group before it.
    last: Option<(f64, f64)>,
    exact: bool,
}

impl Cardinal {
    /// Adds a word; false where it cannot go on here.
    fn push(&mut self, word: Word, join: Join) -> bool {
        let fresh = self.place > 100.0;
        match word {
            Word::Digit(d)
                if self.place > 1.0 && join != Join::Comma && !(self.place == 10.0 && d == 0) =>
            {
                if self.place == 100.0 && d == 0 {
                    return false;
                }
                self.add(f64::from(d), 1.0)
            }
            Word::Teen(t) if self.place >= 100.0 => self.add(f64::from(t), 1.0),
            Word::Ten(t) if self.place >= 100.0 => self.add(f64::from(t), 10.0),
            Word::Hundred
                if self.group > 0.0
                    && self.group < 100.0
                    && join != Join::And
                    && join != Join::Comma =>
            {
                self.group *= 100.0;
                self.place = 100.0;
            }
            Word::Scale(scale)
                if self.group > 0.0
                    && scale < self.scale
                    && join != Join::And
                    && join != Join::Comma =>
            {
                self.total += self.group * scale;
                self.last = Some((self.group, scale));
                self.scale = scale;
                self.group = 0.0;
                self.place = 1000.0;
                return true;
            }
            // "three lakh crore", "a thousand million"
            Word::Scale(scale)
                if fresh
                    && self.group == 0.0
                    && join == Join::Gap
                    && self.last.is_some_and(|l| l.1 * 1e15 > scale && l.1 <= scale) =>
            {
                self.total *= scale;
                self.last = self.last.map(|l| (l.0, l.1 * scale));
                return true;
            }
            _ => return false,
        }
        self.last = None;
        true
    }

    fn add(&mut self, value: f64, place: f64) {
        self.group += value;
        self.place = place;
    }

    fn value(&self) -> f64 {
        self.total + self.group
    }

    fn numeral(&self) -> Numeral {
        let mut numeral = match self.last {
            Some((group, scale)) if self.total == group * scale => scaled(whole(group), scale),
            _ => whole(self.value()),
        };
        if self.exact {
            (numeral.step, numeral.loose_step) = (0.0, 0.0);
        }
        numeral
    }
}

/// A cardinal from its first number word at `at`. `start` is where its article starts;
/// `multiplier` is what the article counts, or 0.
fn cardinal(text: &str, start: usize, at: usize, multiplier: f64) -> Reading {
    let mut state = Cardinal {
        total: 0.0,
        group: multiplier,
        place: 1000.0,
        scale: f64::INFINITY,
        last: None,
        exact: false,
    };
    let mut end = at;
    let mut next = at;
    let mut join = Join::Gap;
    let mut words = 0;
    loop {
        let word = cursor::word(text, next);
        let Some(kind) = word_of(word).or_else(|| plural_scale(word)) else { break };
        let after = next + word.len();
        match kind {
            Word::Dozen if state.value() > 0.0 && words <= 4 => {
                state.group = state.value() * 12.0;
                (state.total, state.exact) = (0.0, true);
                end = after;
                break;
            }
            Word::Parts(denominator) | Word::Part(denominator)
                if words > 0 && fraction_of(text, kind, join, &state, after) =>
            {
                return number(
                    text,
                    start,
                    after,
                    fraction(state.value(), f64::from(denominator)),
                    Form::Fraction,
                );
            }
            Word::Half if words == 1 && state.value() == 1.0 => {
                return number(text, start, after, fraction(1.0, 2.0), Form::Fraction);
            }
            _ => {}
        }
        if !state.push(kind, join) {
            // "nineteen eighty-four" and "one two three" are no quantities.
            if matches!(kind, Word::Digit(_) | Word::Teen(_) | Word::Ten(_))
                && matches!(join, Join::Gap | Join::Hyphen)
            {
                return Reading::Nothing(skip_words(text, after));
            }
            break;
        }
        end = after;
        words += 1;
        if words > MOST_WORDS {
            return Reading::Nothing(end);
        }
        if and_fraction(text, end).is_some() {
            break;
        }
        match joined(text, end, &state) {
            Some((at, how)) => (next, join) = (at, how),
            None => break,
        }
    }
    if is_ordinal(text, end, &state) {
        return Reading::Nothing(skip_words(text, end));
    }
    if words == 0 && !state.exact {
        return Reading::Nothing(at + cursor::word(text, at).len().max(1));
    }
    if let Some((numeral, after)) = decimals(text, end, state.value()) {
        return number(text, start, after, numeral, Form::Words);
    }
    if let Some((after, part)) = and_fraction(text, end) {
        // "a million and a half" is 1.5 million, "two and a half" is 2.5, "a billion and a half
        // million" is 1,000.5 million
        if let (Some((_, last)), Some((after, scale))) =
            (state.last, super::magnitude::read(text, after, false))
        {
            let numeral = mixed(state.value(), scaled(part, scale));
            let known = Number {
                start,
                end: after,
                numeral,
                scale,
                form: Form::Fraction,
                digits: 0,
                grouped: false,
            };
            return if scale < last { Reading::Number(known) } else { Reading::Nothing(after) };
        }
        let numeral = match state.last {
            Some((group, scale)) if state.total == group * scale => {
                scaled(mixed(group, part), scale)
            }
            _ => mixed(state.value(), part),
        };
        return number(text, start, after, numeral, Form::Fraction);
    }
    // "five mln"
    if state.last.is_none()
        && !state.exact
        && let Some((after, scale)) = super::magnitude::read(text, end, false)
    {
        let numeral = scaled(state.numeral(), scale);
        return Reading::Number(Number {
            start,
            end: after,
            numeral,
            scale,
            form: Form::Words,
            digits: 0,
            grouped: false,
        });
    }
    let scale = state.last.map_or(1.0, |l| l.1);
    let numeral = state.numeral();
    Reading::Number(Number {
        start,
        end,
        numeral,
        scale,
        form: Form::Words,
        digits: 0,
        grouped: false,
    })
}

/// Whether an ordinal goes on: "twenty-first", "one hundred and third".
fn is_ordinal(text: &str, end: usize, state: &Cardinal) -> bool {
    if state.place == 1.0 || state.value() == 0.0 {
        return false;
    }
    let hyphen = text[end..].starts_with('-');
    let Some(mut at) = (if hyphen { Some(end + 1) } else { cursor::gap(text, end) }) else {
        return false;
    };
    if cursor::word(text, at) == "and" {
        at = cursor::skip_gap(text, at + 3);
    }
    let word = cursor::word(text, at);
    matches!(word, "first" | "second") || matches!(word_of(word), Some(Word::Part(_)))
}

/// "millions" goes on a cardinal but starts none.
fn plural_scale(word: &str) -> Option<Word> {
    let singular = word.strip_suffix('s')?;
    word_of(singular).filter(|w| matches!(w, Word::Scale(_) | Word::Dozen))
}

/// Whether the part after a cardinal makes it a fraction: "two-thirds", "one third", "three
/// quarters of"; but not "the first three quarters" or "the twenty-third".
fn fraction_of(text: &str, kind: Word, join: Join, state: &Cardinal, after: usize) -> bool {
    let joined = matches!(join, Join::Gap | Join::Hyphen);
    let of = || cursor::gap(text, after).is_some_and(|at| cursor::word(text, at) == "of");
    match kind {
        Word::Part(_) => joined && state.value() == 1.0,
        Word::Parts(4) => {
            let ends = cursor::gap(text, after).is_none();
            let magnitude = super::magnitude::read(text, after, false).is_some();
            // "two quarters of the year" are half of one.
            let three = state.value() == 3.0;
            joined
                && state.value() < 4.0
                && (join == Join::Hyphen || three && of() || ends || magnitude)
        }
        Word::Parts(_) => joined && state.value() > 1.0,
        _ => false,
    }
}

/// A fraction or decimal that is complete but for a magnitude: "two and a half million".
fn number(text: &str, start: usize, end: usize, numeral: Numeral, form: Form) -> Reading {
    let of_a = || (form == Form::Fraction).then(|| of_a_magnitude(text, end)).flatten();
    let (end, scale) = super::magnitude::read(text, end, false).or_else(of_a).unwrap_or((end, 1.0));
    Reading::Number(Number {
        start,
        end,
        numeral: scaled(numeral, scale),
        scale,
        form,
        digits: 0,
        grouped: false,
    })
}

/// Where the word that goes on a cardinal starts, and how it is joined.
fn joined(text: &str, end: usize, state: &Cardinal) -> Option<(usize, Join)> {
    let rest = &text[end..];
    if let Some(hyphen) = ["-", "‐", "‑"].into_iter().find(|h| rest.starts_with(h)) {
        return Some((end + hyphen.len(), Join::Hyphen));
    }
    // "three million, two hundred"
    if rest.starts_with(',') && state.last.is_some() {
        let at = cursor::gap(text, end + 1)?;
        let word = word_of(cursor::word(text, at))?;
        let goes_on = matches!(word, Word::Digit(_) | Word::Teen(_) | Word::Ten(_))
            && has_magnitude(text, at);
        return goes_on.then_some((at, Join::Gap));
    }
    let at = cursor::gap(text, end)?;
    let word = cursor::word(text, at);
    let and = word.eq_ignore_ascii_case("and") || text[at..].starts_with('&');
    if !and {
        return Some((at, Join::Gap));
    }
    // "and" goes on only after a hundred or a magnitude, with something smaller.
    if !(state.last.is_some() || state.place == 100.0) {
        return None;
    }
    let at = cursor::gap(text, at + word.len().max(1))?;
    matches!(word_of(cursor::word(text, at))?, Word::Digit(1..) | Word::Teen(_) | Word::Ten(_))
        .then_some((at, Join::And))
}

/// Whether the number word at `at` is followed by "hundred" or "thousand".
fn has_magnitude(text: &str, at: usize) -> bool {
    cursor::gap(text, cursor::letters(text, at))
        .and_then(|next| word_of(cursor::word(text, next)))
        .is_some_and(|w| matches!(w, Word::Hundred | Word::Scale(_)))
}

/// " and a half", " and three quarters" after a number that ends at `end`.
pub(super) fn and_fraction(text: &str, end: usize) -> Option<(usize, Numeral)> {
    let hyphen = text[end..].starts_with("-and-");
    let step = |at: usize| {
        if hyphen { text[at..].starts_with('-').then_some(at + 1) } else { cursor::gap(text, at) }
    };
    let at = step(end)?;
    if !cursor::word(text, at).eq_ignore_ascii_case("and") {
        return None;
    }
    let at = step(at + 3)?;
    let first = cursor::word(text, at);
    let numerator = match first {
        "a" | "an" => 1.0,
        _ => match word_of(first)? {
            Word::Digit(d) if d > 0 => f64::from(d),
            Word::Half => return Some((at + first.len(), fraction(1.0, 2.0))),
            _ => return None,
        },
    };
    let end = at + first.len();
    let at = if text[end..].starts_with('-') { end + 1 } else { cursor::gap(text, end)? };
    let word = cursor::word(text, at);
    let end = at + word.len();
    match word_of(word)? {
        Word::Half if numerator == 1.0 => Some((end, fraction(1.0, 2.0))),
        Word::Part(d) if numerator == 1.0 => Some((end, fraction(1.0, f64::from(d)))),
        Word::Parts(d) if numerator > 1.0 && numerator < f64::from(d) => {
            Some((end, fraction(numerator, f64::from(d))))
        }
        _ => None,
    }
}

/// " point five" after a cardinal.
fn decimals(text: &str, end: usize, whole: f64) -> Option<(Numeral, usize)> {
    let at = cursor::gap(text, end)?;
    if !cursor::word(text, at).eq_ignore_ascii_case("point") {
        return None;
    }
    let mut end = at + 5;
    let mut places = 0_u8;
    let mut value = 0.0;
    while let Some(at) = cursor::gap(text, end) {
        let word = cursor::word(text, at);
        match word_of(word) {
            Some(Word::Digit(d)) if places < 9 => {
                value = value * 10.0 + f64::from(d);
                places += 1;
            }
            Some(Word::Teen(t)) if places == 0 => {
                value = f64::from(t);
                places = 2;
                end = at + word.len();
                break;
            }
            _ => break,
        }
        end = at + word.len();
    }
    let step = 1.0 / 10_f64.powi(i32::from(places));
    let value = (whole * 10_f64.powi(i32::from(places)) + value) / 10_f64.powi(i32::from(places));
    (places > 0).then_some((Numeral { value, step, loose_step: step, decimals: places }, end))
}

/// The end of a run of number words from `end` on.
fn skip_words(text: &str, end: usize) -> usize {
    let mut end = end;
    loop {
        let at = if text[end..].starts_with('-') { end + 1 } else { cursor::skip_gap(text, end) };
        let word = cursor::word(text, at);
        if at == end || word_of(word).is_none() {
            return end;
        }
        end = at + word.len();
    }
}
