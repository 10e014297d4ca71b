//! Cardinal numbers word by word: "three million, two hundred thousand and five".

use super::super::super::figure::Numeral;
use super::super::word::{Word, plural_magnitude, word_of};
use super::super::{Form, Number, Reading, fraction, magnitude, mixed, scaled, whole};
use super::{and_fraction, of_a_magnitude};
use crate::token::Tokens;
use crate::word::is_hyphen;

/// More words than this are no number, so that "one one one ..." takes linear time.
const MOST_WORDS: usize = 24;

/// What joins a number word to the one before it.
#[derive(Clone, Copy, PartialEq)]
enum Join {
    Gap,
    Hyphen,
    And,
}

/// The magnitude at the very end of a cardinal, and what it multiplies.
#[derive(Clone, Copy)]
struct Last {
    group: f64,
    scale: f64,
}

/// A cardinal number that is read word by word.
struct Cardinal {
    /// What complete magnitudes amount to.
    total: f64,
    /// What stands after the last magnitude.
    group: f64,
    /// The smallest place that the group has filled: 1000 for none, 100, 10 or 1.
    place: f64,
    /// The last magnitude.
    scale: f64,
    last: Option<Last>,
    /// Whether it is exact: dozens are.
    exact: bool,
}

impl Cardinal {
    /// Adds a word; false where it cannot go on here.
    fn push(&mut self, word: Word, join: Join) -> bool {
        let fits = match word {
            Word::Digit(digit) => self.push_digit(digit),
            Word::Teen(teen) => self.push_below(teen, 100.0, 1.0),
            Word::Ten(ten) => self.push_below(ten, 100.0, 10.0),
            Word::Hundred => self.push_hundred(join),
            Word::Scale(scale) => return self.push_scale(scale, join),
            Word::Dozen | Word::Half | Word::Part(_) | Word::Parts(_) => false,
        };
        if fits {
            self.last = None;
        }
        fits
    }

    fn push_digit(&mut self, digit: u8) -> bool {
        // "twenty zero" and "one hundred zero" are no numbers.
        let zero = digit == 0 && (self.place == 10.0 || self.place == 100.0);
        !zero && self.push_below(digit, 10.0, 1.0)
    }

    /// Adds a value to the group, where the group has filled no place below `above`.
    fn push_below(&mut self, value: u8, above: f64, place: f64) -> bool {
        let free = self.place >= above;
        if free {
            self.group += f64::from(value);
            self.place = place;
        }
        free
    }

    fn push_hundred(&mut self, join: Join) -> bool {
        let fits = self.group > 0.0 && self.group < 100.0 && join != Join::And;
        if fits {
            self.group *= 100.0;
            self.place = 100.0;
        }
        fits
    }

    fn push_scale(&mut self, scale: f64, join: Join) -> bool {
        if self.group > 0.0 && scale < self.scale && join != Join::And {
            self.total += self.group * scale;
            self.last = Some(Last { group: self.group, scale });
            self.scale = scale;
            self.group = 0.0;
            self.place = 1000.0;
            return true;
        }
        // "three lakh crore", "a thousand million"
        let again = self.place > 100.0 && self.group == 0.0 && join == Join::Gap;
        match &mut self.last {
            Some(last) if again && last.scale * 1e15 > scale && last.scale <= scale => {
                self.total *= scale;
                last.scale *= scale;
                true
            }
            _ => false,
        }
    }

    fn value(&self) -> f64 {
        self.total + self.group
    }

    /// The magnitude at the end, where nothing stands before what it multiplies.
    fn only_magnitude(&self) -> Option<Last> {
        self.last.filter(|last| self.total == last.group * last.scale)
    }

    fn numeral(&self) -> Numeral {
        let mut numeral = match self.only_magnitude() {
            Some(last) => scaled(whole(last.group), last.scale),
            None => whole(self.value()),
        };
        if self.exact {
            (numeral.step, numeral.loose_step) = (0.0, 0.0);
        }
        numeral
    }
}

/// What the words of a cardinal come to.
enum Words {
    /// A cardinal that ends here, after so many words.
    Cardinal { end: usize, words: usize },
    /// The whole reading: a fraction, or nothing.
    Whole(Reading),
}

/// A cardinal from its first number word at `at`. `start` is where its article starts;
/// `multiplier` is what the article counts, or 0.
pub(super) fn read(tokens: &Tokens<'_>, start: usize, at: usize, multiplier: f64) -> Reading {
    let mut cardinal = Cardinal {
        total: 0.0,
        group: multiplier,
        place: 1000.0,
        scale: f64::INFINITY,
        last: None,
        exact: false,
    };
    let (end, words) = match read_words(tokens, start, at, &mut cardinal) {
        Words::Cardinal { end, words } => (end, words),
        Words::Whole(reading) => return reading,
    };
    if is_ordinal(tokens, end, &cardinal) {
        return Reading::Nothing(skip_words(tokens, end));
    }
    // "a dozen and a half" is 18.
    if cardinal.exact
        && let Some((end, part)) = and_fraction(tokens, end)
    {
        let value = cardinal.value() + 12.0 * part.value;
        let numeral = Numeral { value, step: 0.0, loose_step: 0.0, decimals: 0 };
        return Reading::Number(Number {
            scale: 12.0,
            ..Number::new(start, end, numeral, Form::Fraction)
        });
    }
    if words == 0 && !cardinal.exact {
        return Reading::Nothing(at + 1);
    }
    if let Some((numeral, after)) = decimals(tokens, end, cardinal.value()) {
        return Reading::Number(with_magnitude(tokens, start, after, numeral, Form::Words));
    }
    if let Some((after, part)) = and_fraction(tokens, end) {
        return with_fraction(tokens, start, after, &cardinal, part);
    }
    let number = Number::new(start, end, cardinal.numeral(), Form::Words);
    // "five mln"
    if cardinal.last.is_none()
        && !cardinal.exact
        && let Some((end, scale)) = magnitude::read(tokens, end, false)
    {
        return Reading::Number(Number { end, ..number.scaled(scale) });
    }
    let scale = cardinal.last.map_or(1.0, |last| last.scale);
    Reading::Number(Number { scale, ..number })
}

/// Reads number words into the cardinal as long as they go on it.
fn read_words(tokens: &Tokens<'_>, start: usize, at: usize, cardinal: &mut Cardinal) -> Words {
    let (mut end, mut next, mut join, mut words) = (at, at, Join::Gap, 0);
    while let Some(word) = word_of(tokens, next).or_else(|| plural_magnitude(tokens, next)) {
        let after = next + 1;
        match word {
            Word::Dozen if cardinal.value() > 0.0 && words <= 4 => {
                cardinal.group = cardinal.value() * 12.0;
                (cardinal.total, cardinal.exact) = (0.0, true);
                return Words::Cardinal { end: after, words };
            }
            Word::Parts(denominator) | Word::Part(denominator)
                if words > 0 && is_fraction(tokens, word, join, cardinal, after) =>
            {
                let numeral = fraction(cardinal.value(), f64::from(denominator));
                let number = with_magnitude(tokens, start, after, numeral, Form::Fraction);
                return Words::Whole(Reading::Number(number));
            }
            Word::Half if words == 1 && cardinal.value() == 1.0 => {
                let numeral = fraction(1.0, 2.0);
                let number = with_magnitude(tokens, start, after, numeral, Form::Fraction);
                return Words::Whole(Reading::Number(number));
            }
            _ => {}
        }
        if !cardinal.push(word, join) {
            // "nineteen eighty-four" and "one two three" are no quantities.
            let small = matches!(word, Word::Digit(_) | Word::Teen(_) | Word::Ten(_));
            if small && join != Join::And {
                return Words::Whole(Reading::Nothing(skip_words(tokens, after)));
            }
            break;
        }
        end = after;
        words += 1;
        if words > MOST_WORDS {
            return Words::Whole(Reading::Nothing(end));
        }
        if and_fraction(tokens, end).is_some() {
            break;
        }
        match joined(tokens, end, cardinal) {
            Some((at, how)) => (next, join) = (at, how),
            None => break,
        }
    }
    Words::Cardinal { end, words }
}

/// "a million and a half" is 1.5 million, "two and a half" is 2.5, "a billion and a half million"
/// is 1,000.5 million.
fn with_fraction(
    tokens: &Tokens<'_>,
    start: usize,
    end: usize,
    cardinal: &Cardinal,
    part: Numeral,
) -> Reading {
    if let (Some(last), Some((end, scale))) = (cardinal.last, magnitude::read(tokens, end, false)) {
        let numeral = mixed(cardinal.value(), scaled(part, scale));
        let number = Number { scale, ..Number::new(start, end, numeral, Form::Fraction) };
        let smaller = scale < last.scale;
        return if smaller { Reading::Number(number) } else { Reading::Nothing(end) };
    }
    let numeral = match cardinal.only_magnitude() {
        Some(last) => scaled(mixed(last.group, part), last.scale),
        None => mixed(cardinal.value(), part),
    };
    Reading::Number(with_magnitude(tokens, start, end, numeral, Form::Fraction))
}

/// Whether an ordinal goes on: "twenty-first", "one hundred and third".
fn is_ordinal(tokens: &Tokens<'_>, end: usize, cardinal: &Cardinal) -> bool {
    if cardinal.place == 1.0 || cardinal.value() == 0.0 {
        return false;
    }
    let next =
        if tokens.attached_sign(end, '-') { tokens.attached(end + 1) } else { tokens.spaced(end) };
    let Some(mut at) = next else { return false };
    if tokens.says(at, "and") {
        at = tokens.near(at + 1);
    }
    matches!(tokens.word(at), "first" | "second")
        || matches!(word_of(tokens, at), Some(Word::Part(_)))
}

/// Whether the part after a cardinal makes it a fraction: "two-thirds", "one third", "three
/// quarters of"; but not "the first three quarters" or "the twenty-third".
fn is_fraction(
    tokens: &Tokens<'_>,
    part: Word,
    join: Join,
    cardinal: &Cardinal,
    end: usize,
) -> bool {
    if join == Join::And {
        return false;
    }
    let value = cardinal.value();
    match part {
        // "three-quarter million"
        Word::Part(parts) if join == Join::Hyphen && value > 1.0 => {
            value < f64::from(parts) && magnitude::read(tokens, end, false).is_some()
        }
        Word::Part(_) => value == 1.0,
        Word::Parts(4) => {
            // "two quarters of the year" are half of one.
            let of = || tokens.spaced(end).is_some_and(|at| tokens.says(at, "of"));
            value < 4.0
                && (join == Join::Hyphen
                    || value == 3.0 && of()
                    || tokens.spaced(end).is_none()
                    || magnitude::read(tokens, end, false).is_some())
        }
        Word::Parts(_) => value > 1.0,
        _ => false,
    }
}

/// A fraction or decimal that is complete but for a magnitude: "two and a half million".
fn with_magnitude(
    tokens: &Tokens<'_>,
    start: usize,
    end: usize,
    numeral: Numeral,
    form: Form,
) -> Number {
    let of_a = || (form == Form::Fraction).then(|| of_a_magnitude(tokens, end)).flatten();
    let magnitude = magnitude::read(tokens, end, false).or_else(of_a);
    let (end, scale) = magnitude.unwrap_or((end, 1.0));
    Number::new(start, end, numeral, form).scaled(scale)
}

/// Where the word that goes on a cardinal starts, and how it is joined.
fn joined(tokens: &Tokens<'_>, end: usize, cardinal: &Cardinal) -> Option<(usize, Join)> {
    match tokens.after_sign(end) {
        Some(sign) if is_hyphen(sign) => {
            return tokens.attached(end + 1).map(|at| (at, Join::Hyphen));
        }
        // "three million, two hundred"
        Some(',') if cardinal.last.is_some() => {
            let at = tokens.spaced(end + 1)?;
            let word = word_of(tokens, at)?;
            let goes_on = matches!(word, Word::Digit(_) | Word::Teen(_) | Word::Ten(_))
                && has_magnitude(tokens, at);
            return goes_on.then_some((at, Join::Gap));
        }
        _ => {}
    }
    let at = tokens.spaced(end)?;
    if !(tokens.says_any_case(at, "and") || tokens.sign(at) == Some('&')) {
        return Some((at, Join::Gap));
    }
    // "and" goes on only after a hundred or a magnitude, with something smaller.
    if !(cardinal.last.is_some() || cardinal.place == 100.0) {
        return None;
    }
    let at = tokens.spaced(at + 1)?;
    matches!(word_of(tokens, at)?, Word::Digit(1..) | Word::Teen(_) | Word::Ten(_))
        .then_some((at, Join::And))
}

/// Whether the number word at `at` is followed by "hundred" or "thousand".
fn has_magnitude(tokens: &Tokens<'_>, at: usize) -> bool {
    let next = tokens.spaced(at + 1).and_then(|next| word_of(tokens, next));
    next.is_some_and(|word| matches!(word, Word::Hundred | Word::Scale(_)))
}

/// " point five" after a cardinal.
fn decimals(tokens: &Tokens<'_>, end: usize, whole: f64) -> Option<(Numeral, usize)> {
    let point = tokens.spaced(end).filter(|point| tokens.says_any_case(*point, "point"))?;
    let mut end = point + 1;
    let mut places = 0_u8;
    let mut value = 0.0;
    while let Some(at) = tokens.spaced(end) {
        match word_of(tokens, at) {
            Some(Word::Digit(digit)) if places < 9 => {
                value = value * 10.0 + f64::from(digit);
                places += 1;
            }
            Some(Word::Teen(teen)) if places == 0 => {
                value = f64::from(teen);
                places = 2;
                end = at + 1;
                break;
            }
            _ => break,
        }
        end = at + 1;
    }
    let power = 10_f64.powi(i32::from(places));
    let step = 1.0 / power;
    let value = (whole * power + value) / power;
    (places > 0).then_some((Numeral { value, step, loose_step: step, decimals: places }, end))
}

/// The end of a run of number words from `end` on.
fn skip_words(tokens: &Tokens<'_>, end: usize) -> usize {
    let mut end = end;
    loop {
        let next = if tokens.attached_sign(end, '-') {
            tokens.attached(end + 1)
        } else {
            tokens.spaced(end)
        };
        let Some(at) = next.filter(|at| word_of(tokens, *at).is_some()) else { return end };
        end = at + 1;
    }
}
