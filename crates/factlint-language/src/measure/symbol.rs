//! Symbols of units, and what settles those that could be something else.

use super::super::number::{Form, Number};
use super::super::unit::{UnitId, Units};
use super::compound::inverse_behind;
use super::may_be_in_noun_phrase;
use crate::token::{Gap, Kind, Tokens};
use crate::words::Class;

/// Longest symbol, in bytes.
const LONGEST: usize = 16;
/// The symbols that hold a space have a short first part, in bytes: "fl oz", "mm Hg".
const LONGEST_FIRST_PART: usize = 3;

/// The symbol at `start`, whole or as "x/y".
pub(super) fn symbol(
    tokens: &Tokens<'_>,
    units: &Units,
    start: usize,
    number: &Number,
    attached: bool,
) -> Option<(UnitId, usize)> {
    if matches!(tokens.kind(start), Kind::Digits | Kind::End) {
        return None;
    }
    let mut found = None;
    let mut end = start + 1;
    loop {
        let symbol = tokens.slice(start..end);
        if symbol.len() > LONGEST {
            break;
        }
        if !goes_on_inside(tokens, end)
            && let Some(unit) = units.by_symbol(symbol)
        {
            found = Some((unit, end));
        }
        let spaced = !tokens.is_attached(end);
        if spaced && (symbol.len() > LONGEST_FIRST_PART || tokens.between(end) != " ")
            || !may_be_in_symbol(tokens, end)
        {
            break;
        }
        end += 1;
    }
    let clock = attached.then(|| part_of_clock(tokens, units, start, number)).flatten();
    let (unit, end) = clock.or(found)?;
    let candidate = Candidate { tokens, units, unit, start, end, number, attached };
    (clock.is_some() || candidate.is_unit()).then_some((unit, end))
}

/// The hours and minutes of "1m30s", "1h30m" and "1h30m10s", whose letter stands at `start`, right
/// behind its number.
fn part_of_clock(
    tokens: &Tokens<'_>,
    units: &Units,
    start: usize,
    number: &Number,
) -> Option<(UnitId, usize)> {
    let end = start + 1;
    let next = || {
        let letter = tokens.attached(tokens.attached(end).filter(|i| tokens.is_digits(*i))? + 1)?;
        Some(tokens.word(letter)).filter(|word| !word.is_empty())
    };
    let previous = || {
        let letter = number.start.checked_sub(1).filter(|_| tokens.is_attached(number.start))?;
        let digits = letter.checked_sub(1)?;
        (tokens.is_attached(letter) && tokens.is_digits(digits)).then(|| tokens.word(letter))
    };
    // "1m 12s"
    let seconds_behind = || {
        let digits = tokens.spaced(end).filter(|i| (1..=2).contains(&tokens.digits(*i).len()))?;
        Some(tokens.word(tokens.attached(digits + 1)?))
    };
    let unit = match tokens.word(start) {
        "h" if matches!(next(), Some("m" | "min")) => "hour",
        "m" if next() == Some("s") || matches!(previous(), Some("h")) => "minute",
        "m" if number.numeral.value < 60.0 && seconds_behind() == Some("s") => "minute",
        _ => return None,
    };
    units.by_name(unit).map(|unit| (unit, end))
}

/// Whether letters, digits or raised ones go on at `end` what stands before it.
fn goes_on_inside(tokens: &Tokens<'_>, end: usize) -> bool {
    tokens.after(end).is_some_and(|next| {
        next == '^'
            || next.is_alphanumeric()
                && tokens.last_character(end - 1).is_some_and(char::is_alphanumeric)
    })
}

/// Whether the token at `i` may be the second or a later one of a symbol.
fn may_be_in_symbol(tokens: &Tokens<'_>, i: usize) -> bool {
    match tokens.kind(i) {
        Kind::Letters | Kind::Digits => true,
        Kind::Sign(sign) => sign.is_alphanumeric() || "°º/^·⋅%‰$€£¥₹¢.-′″％℃℉".contains(sign),
        Kind::End => false,
    }
}

/// A symbol after a number, which may be something else.
struct Candidate<'a> {
    tokens: &'a Tokens<'a>,
    units: &'a Units,
    unit: UnitId,
    start: usize,
    end: usize,
    number: &'a Number,
    /// Whether it stands right after the number.
    attached: bool,
}

impl Candidate<'_> {
    fn is_unit(&self) -> bool {
        let symbol = self.tokens.slice(self.start..self.end);
        !self.is_in_a_word(symbol) && self.is_meant(symbol)
    }

    /// Whether the symbol is part of a word, of initials or of a power.
    fn is_in_a_word(&self, symbol: &str) -> bool {
        let next = self.tokens.after_sign(self.end);
        let possessive = matches!(next, Some('\'' | '’')) && symbol.is_ascii();
        let letter_after_words =
            self.number.form == Form::Words && symbol.len() == 1 && symbol.is_ascii();
        // "2000 A.D." and "s-1"
        let initial =
            next == Some('.') && self.tokens.after(self.end + 1).is_some_and(char::is_alphabetic);
        possessive || (letter_after_words && symbol != "%") || initial || self.is_inverse()
    }

    /// Settles the symbols that could be something else.
    fn is_meant(&self, symbol: &str) -> bool {
        let number = self.number;
        let decimals = number.numeral.decimals;
        match symbol {
            "in" => self.is_inch(),
            "\"" => self.measures() || (self.attached && !self.is_quoted()),
            "”" => self.measures(),
            // "2022′s market rout"
            "′" => !(number.could_be_year() && self.tokens.is_attached(self.end)),
            "'" => self.attached && (self.measures() || self.is_second_side()),
            // 1990s, 747s, "the 20s"
            "s" => {
                decimals > 0 || !number.could_be_year() && (!self.attached || self.is_in_seconds())
            }
            "A" | "N" | "J" | "B" | "V" | "W" | "b" | "t" | "h" if !self.attached => {
                number.form != Form::Words && !self.is_before_a_name()
            }
            // "22pm GMT"
            "pm" | "am" => {
                let most = if self.attached { 24.0 } else { 12.0 };
                number.numeral.value > most || decimals == 1 || decimals > 2
            }
            // Form 10-K
            "K" if self.tokens.before(self.start) == Some('-') => false,
            // "T=300 K"
            "K" if self.tokens.before(number.start) == Some('=') => true,
            "K" => {
                // "700 K higher", "50 K min−1"
                let compared = self.next().is_some_and(|next| {
                    self.tokens.is_lower(next, Class::AfterDifference)
                        && !matches!(self.tokens.word(next), "more" | "less")
                });
                let told = compared || inverse_behind(self.tokens, self.units, self.end).is_some();
                decimals == 2 || !self.attached && (told || !self.is_before_a_noun())
            }
            "x" | "×" => {
                self.attached
                    && number.form == Form::Digits
                    && !self.tokens.attached_sign(self.end, '-')
            }
            "C" | "F" => {
                self.is_near(Class::TemperatureCues, &['°'])
                    || self.is_scale_reading()
                    || self.attached && self.is_beside_other_scale()
            }
            // "down 68 p at 1112 p"
            "p" if !self.attached => {
                let price = |class| self.tokens.previous_is_lower(number.start, class);
                self.is_pence() && (price(Class::BeforePence) || price(Class::AtAPrice))
            }
            "c" | "p" => {
                self.attached
                    && (self.is_near(Class::MoneyCues, &['$', '£'])
                        || self.is_price_of_one()
                        || symbol == "p" && self.is_pence())
            }
            // "Section 303b"
            "b" => false,
            // "300 PS" of an engine: it is money before a number only.
            "PS" => false,
            // "0.5 WAR"
            "WAR" => decimals > 0,
            "TRY" | "DM" | "NM" | "AU" | "PSI" => !self.attached,
            "$" | "£" | "€" | "¥" | "₹" => !self.tokens.is_digits(self.tokens.near(self.end)),
            "°" | "º" => true,
            _ => self.units.get(self.unit).dimension != "money" || symbol.len() > 1,
        }
    }

    /// The token after the symbol, past a gap.
    fn next(&self) -> Option<usize> {
        self.tokens.spaced(self.end)
    }

    fn is_before_a_name(&self) -> bool {
        self.next().is_some_and(|next| self.tokens.is_capitalised(next))
    }

    fn is_before_a_noun(&self) -> bool {
        self.next().is_some_and(|next| may_be_in_noun_phrase(self.tokens, next))
    }

    /// "85p a letter", "40c each"
    fn is_price_of_one(&self) -> bool {
        self.next().is_some_and(|next| self.tokens.is_lower(next, Class::Per))
    }

    /// "95p", "rose 5p": pence, unless they are lines of a picture or a name goes on: "720p video", "a 2p orbital".
    fn is_pence(&self) -> bool {
        /// Lines of pictures.
        const PICTURES: [f64; 9] =
            [144.0, 240.0, 360.0, 480.0, 540.0, 576.0, 720.0, 1080.0, 2160.0];
        let (tokens, number) = (self.tokens, self.number);
        let value = number.numeral.value;
        let changes = || tokens.previous_is_lower(number.start, Class::BeforePence);
        let ends = self
            .next()
            .is_none_or(|next| !tokens.is_letters(next) || tokens.is(next, Class::FunctionWords));
        number.form == Form::Digits
            && !PICTURES.contains(&value)
            && !matches!(tokens.before(number.start), Some('-' | '/' | '('))
            && !matches!(tokens.after_sign(self.end), Some('-' | '/'))
            && (changes() || ends && (value >= 10.0 || number.numeral.decimals > 0))
    }

    /// Whether a word that says what is measured follows: "9 in thick", "2 in x 4 in".
    fn measures(&self) -> bool {
        self.next().is_some_and(|next| {
            self.tokens.is_lower(next, Class::MeasuredDirections)
                || self.tokens.sign(next) == Some('×')
        })
    }

    /// Whether a whole number with an "s" right behind it is so many seconds: "a timeout of 30s",
    /// "1m30s", "within 90s"; not "the 30s", "747s".
    fn is_in_seconds(&self) -> bool {
        let (tokens, start) = (self.tokens, self.number.start);
        if self.number.form != Form::Digits {
            return false;
        }
        if start > 1 && tokens.is_attached(start) && matches!(tokens.word(start - 1), "m" | "min") {
            return tokens.is_digits(start - 2);
        }
        // "250ms, 2s"
        let other_time = (start.saturating_sub(4)..start)
            .chain(self.end..self.end + 5)
            .any(|i| matches!(tokens.word(i), "ms" | "us" | "µs" | "ns") && tokens.is_attached(i));
        if other_time {
            return true;
        }
        // "~5s"
        if matches!(tokens.before(start), Some('~' | '≈' | '<' | '>' | '≤' | '≥')) {
            return true;
        }
        // "in the 30s", "her 20s"; not "the 30s timeout"
        let decade = tokens
            .previous(start)
            .is_some_and(|before| tokens.is_lower(before, Class::BeforeTheWhole))
            && !self.next().is_some_and(|next| tokens.is_lower(next, Class::DurationNouns));
        !decade
            && (tokens.previous_is_lower(start, Class::BeforeDurations)
                || self.is_near(Class::DurationNouns, &[]))
    }

    /// The second side of "2' x 4'".
    fn is_second_side(&self) -> bool {
        matches!(self.tokens.previous_word(self.number.start), "x" | "by")
    }

    /// A temperature by its form: "128.5F", or after a word that tells of a scale: "reached 128F",
    /// "water of 4C".
    fn is_scale_reading(&self) -> bool {
        self.attached
            && !self.tokens.attached_sign(self.end, '/')
            && (self.number.numeral.decimals > 0
                || self.tokens.previous_is_lower(self.number.start, Class::Readings))
    }

    /// Whether the other scale stands beside a temperature: "2C (35.6F)".
    fn is_beside_other_scale(&self) -> bool {
        let tokens = self.tokens;
        let is_scale = |i: usize| {
            matches!(tokens.word(i), "C" | "F") && tokens.is_attached(i) && tokens.is_digits(i - 1)
        };
        let is_minus = |i: usize| matches!(tokens.sign(i), Some('-' | '−' | '–'));
        let open = tokens.near(self.end);
        let behind = || {
            let first = open + 1 + usize::from(is_minus(open + 1));
            let end = (first..first + 4).find(|i| tokens.is_letters(*i))?;
            Some(end).filter(|i| tokens.is_digits(first) && is_scale(*i))
        };
        let start = self.number.start;
        let signed = start - usize::from(start > 0 && is_minus(start - 1));
        let bracket = signed.checked_sub(1).filter(|i| tokens.sign(*i) == Some('('));
        tokens.sign(open) == Some('(') && behind().is_some()
            || bracket.is_some_and(|i| i > 1 && is_scale(i - 1))
    }

    /// Whether "in" after a number means inches: at the end of a clause or before what is measured.
    fn is_inch(&self) -> bool {
        if self.number.form == Form::Words || self.number.could_be_year() {
            return false;
        }
        if self.tokens.previous_is_lower(self.number.start, Class::Feet) {
            return true;
        }
        match self.tokens.after(self.end) {
            Some(')' | ';' | ',') => true,
            Some('.') => self.attached || !self.tokens.is_attached(self.end + 1),
            Some(_) => self.attached,
            None if self.next().is_some() => self.measures() || self.is_before_a_length(),
            None => self.attached || self.tokens.kind(self.end) == Kind::End,
        }
    }

    /// Whether a bracket with another length stands behind: "8.0 × 5.3 in (203 × 135 mm)", "30 in (76 cm)".
    fn is_before_a_length(&self) -> bool {
        /// So many tokens: the sides of a size with their points.
        const REACH: usize = 16;
        let (tokens, units) = (self.tokens, self.units);
        let open = self.next().filter(|open| tokens.sign(*open) == Some('('));
        let Some(first) = open.map(|open| open + 1) else { return false };
        let letters = (first..first + REACH)
            .take_while(|i| *i < tokens.len() && tokens.sign(*i) != Some(')'))
            .find(|i| tokens.is_letters(*i) && !matches!(tokens.word(*i), "x" | "by"));
        let unit = letters.and_then(|i| units.by_symbol(tokens.word(i)));
        tokens.is_digits(first) && unit.is_some_and(|unit| units.get(unit).dimension == "length")
    }

    /// Whether a word of a class, or one of the signs, stands near the symbol.
    fn is_near(&self, class: Class, signs: &[char]) -> bool {
        /// So many bytes away.
        const REACH: usize = 80;
        let at = self.tokens.start(self.start);
        let speaks = |i: &usize| {
            self.tokens.is(*i, class) || self.tokens.sign(*i).is_some_and(|s| signs.contains(&s))
        };
        let before = (0..self.start).rev().take_while(|i| at - self.tokens.start(*i) <= REACH);
        let after =
            (self.start..self.tokens.len()).take_while(|i| self.tokens.start(*i) - at <= REACH);
        before.chain(after).any(|i| speaks(&i))
    }

    /// Whether a straight quotation mark stands open before the number in its line, so that the next
    /// one closes it.
    fn is_quoted(&self) -> bool {
        /// So many bytes back.
        const REACH: usize = 300;
        let at = self.tokens.start(self.number.start);
        let marks = (0..self.number.start)
            .rev()
            .take_while(|i| {
                at - self.tokens.start(*i) <= REACH && self.tokens.gap(i + 1) != Gap::Line
            })
            .filter(|i| self.tokens.sign(*i) == Some('"'));
        marks.count() % 2 == 1
    }

    /// Whether a negative power follows the symbol: "s-1", "fb−1".
    fn is_inverse(&self) -> bool {
        let tokens = self.tokens;
        let at = self.end + usize::from(tokens.attached_sign(self.end, '^'));
        match tokens.after_sign(at) {
            Some('⁻') => true,
            Some('-' | '−') => {
                let power =
                    tokens.is_attached(at + 1) && matches!(tokens.digits(at + 1), "1" | "2" | "3");
                let goes_on = tokens.after(at + 2).is_some_and(char::is_alphanumeric)
                    || tokens.spaced(at + 2).is_some_and(|next| tokens.is_letters(next));
                power && !goes_on
            }
            _ => false,
        }
    }
}
