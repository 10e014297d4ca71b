//! Finds the places where a figure may start and reads the figure around each.

use super::super::measure;
use super::super::measure::Found;
use super::super::number::{Form, Number, word_of};
use super::super::unit::{UnitId, Units};
use super::super::{cursor, hedge, noun};
use super::ellipsis::Earlier;
use super::quantity::Quantity;
use super::{Figure, Measure, Numeral, calendar, context, label, multiple, value};
use crate::span::ProseSpan;

/// Bit `n` is set where a number word of `n` letters starts with that letter.
const WORD_LENGTHS: [u16; 26] = {
    let mut table = [0; 26];
    let words: [&[u8]; 79] = [
        b"zero", b"nought", b"one", b"two", b"three", b"four", b"five", b"six", b"seven", b"eight",
        b"nine", b"ten", b"eleven", b"twelve", b"thirteen", b"fourteen", b"fifteen", b"sixteen",
        b"seventeen", b"eighteen", b"nineteen", b"twenty", b"thirty", b"forty", b"fourty",
        b"fifty", b"sixty", b"seventy", b"eighty", b"ninety", b"hundred", b"thousand", b"million",
        b"billion", b"trillion", b"lakh", b"lac", b"crore", b"dozen", b"half", b"third",
        b"quarter", b"fourth", b"fifth", b"sixth", b"seventh", b"eighth", b"ninth", b"tenth",
        b"twelfth", b"sixteenth", b"twentieth", b"thirtieth", b"hundredth", b"thousandth",
        b"naught", b"one", b"two", b"halved", b"halving", b"twice", b"doubled", b"doubling",
        b"twofold", b"tripled", b"tripling", b"trebled", b"trebling", b"threefold", b"quadrupled",
        b"quadrupling", b"fourfold", b"quintupled", b"sevenfold", b"eightfold", b"tenfold",
        b"hundredfold", b"thousandfold", b"ninefold",
    ];
    let mut i = 0;
    while i < words.len() {
        table[(words[i][0] - b'a') as usize] |= 1 << words[i].len();
        i += 1;
    }
    table
};

pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    /// Offset of the text in the prose.
    base: usize,
    pub(super) units: &'a Units,
    /// The end of the last figure: nothing before it is read again.
    pub(super) floor: usize,
    /// The last figure.
    pub(super) earlier: Option<Earlier>,
    /// Where the last number that numbers something ends.
    labelled: Option<usize>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, base: usize, units: &'a Units) -> Self {
        Self { text, base, units, floor: 0, earlier: None, labelled: None }
    }

    /// Reads every figure.
    pub(super) fn read(mut self, mut each: impl FnMut(Figure)) {
        let bytes = self.text.as_bytes();
        let mut i = 0;
        while let Some(&b) = bytes.get(i) {
            match b {
                b'a'..=b'z' | b'A'..=b'Z' => {
                    let end = word_end(bytes, i);
                    let length = end - i;
                    let may = length < 16
                        && WORD_LENGTHS[usize::from((b | 0x20) - b'a')] & (1 << length) != 0;
                    if may && word_of(&self.text[i..end]).is_some() {
                        i = self.at(i, &mut each).max(end);
                    } else if may
                        && let Some(value) = multiple::read(self.text, i, &self.text[i..end])
                    {
                        self.emit_multiple(i, end, value, &mut each);
                        i = end;
                    } else if bytes.get(end).is_some_and(u8::is_ascii_digit) {
                        // "EUR500" holds a number, "LGA1156" does not.
                        let code = end - i <= 3
                            && measure::currency_before(self.text, self.units, end, self.floor)
                                .is_some();
                        i = if code { end } else { token_end(bytes, end) };
                    } else {
                        i = end;
                    }
                }
                b'0'..=b'9' => i = self.at(i, &mut each).max(i + 1),
                b'.' if bytes.get(i + 1).is_some_and(u8::is_ascii_digit) => {
                    i = self.at(i, &mut each).max(i + 1)
                }
                b':' if bytes[i..].starts_with(b"://") => i = blank(bytes, i),
                // The first bytes of ½, ¼, ¾ and of ⅓ and its kin.
                0xC2 if matches!(bytes.get(i + 1), Some(0xBC..=0xBE)) => {
                    i = self.at(i, &mut each).max(i + 2)
                }
                0xE2 if bytes.get(i + 1) == Some(&0x85) => i = self.at(i, &mut each).max(i + 3),
                0x80.. => i += cursor::after(self.text, i).map_or(1, char::len_utf8),
                _ => i += 1,
            }
        }
    }

    /// Hands out "doubled" and the like: a multiple of the other value, right to a tenth.
    fn emit_multiple(
        &mut self,
        start: usize,
        end: usize,
        value: f64,
        each: &mut impl FnMut(Figure),
    ) {
        if start < self.floor {
            return;
        }
        let Some(fold) = self.units.by_name("fold") else { return };
        let step = 0.2 * value;
        let numeral = Numeral { value, step, loose_step: step, decimals: 0 };
        let before = hedge::before(self.text, start).filter(|(from, _)| *from >= self.floor);
        let span = |from: usize, to: usize| ProseSpan::new(self.base + from, self.base + to);
        let hedge = before.map(|(_, hedge)| hedge);
        self.floor = end;
        each(Figure {
            span: span(start, end),
            hedged: span(before.map_or(start, |(from, _)| from), end),
            number: span(start, end),
            low: numeral,
            high: None,
            measure: Measure::Unit(fold),
            per: None,
            hedge,
            interval: if value < 1.0 {
                // "Nearly halved" is a little more than half: the hedge is of two times less.
                let inverse = Numeral { value: 1.0 / value, step: 0.2 / value, ..numeral };
                value::interval(&inverse, None, hedge, false).inverse()
            } else {
                value::interval(&numeral, None, hedge, false)
            },
            attributive: false,
            elliptical: false,
        });
    }

    /// Reads the figure whose number may start at `i`; returns where to go on.
    fn at(&mut self, i: usize, each: &mut impl FnMut(Figure)) -> usize {
        if let Some(whole) = self.unit_and_a_half(i) {
            self.emit(whole, None, whole.start, each);
            return whole.end;
        }
        match self.quantity(i) {
            Ok(first) => self.figure(first, each),
            Err(next) => next,
        }
    }

    /// Builds the figures that start with `first` and hands them out; returns where to go on.
    fn figure(&mut self, first: Quantity, each: &mut impl FnMut(Figure)) -> usize {
        if let Some(mut whole) = self.compound(&first) {
            // "10 km, 8 m and 6 cm" has three parts.
            if let Some(longer) = self.compound(&whole) {
                whole = longer;
            }
            self.emit(whole, None, first.start, each);
            return whole.end;
        }
        if first.unit().is_none()
            && calendar::is_dated_year(self.text, first.start, &first.number)
            && !self.text[first.end..].starts_with(['-', '–'])
        {
            return first.end;
        }
        if let Some((joint, second)) = self.second(&first) {
            return self.pair(first, joint, second, each);
        }
        self.emit(first, None, first.start, each);
        first.end
    }

    /// The noun that a quantity without a unit counts, and where it ends.
    pub(super) fn counted(&self, quantity: &Quantity) -> Option<(usize, String, bool)> {
        if quantity.unit().is_some() {
            return None;
        }
        let (text, end) = (self.text, quantity.number.end);
        if !quantity.number.is_whole() && !text[end..].starts_with('-') {
            // "0.5 points", "seven and a half lengths": no adjective stands between.
            let at = cursor::gap(text, end)
                .filter(|_| quantity.numeral.decimals > 0 || quantity.numeral.value > 1.0)?;
            let word = cursor::word(text, at);
            let numbers = label::is_label(text, quantity.start, &quantity.number, false);
            return (noun::looks_plural(word) && !numbers)
                .then(|| (at + word.len(), noun::singular(word), false));
        }
        if text[end..].starts_with('-') {
            let word = cursor::word(text, end + 1);
            let after = end + 1 + word.len();
            let noun = word.len() > 2
                && word.bytes().all(|b| b.is_ascii_lowercase())
                && !matches!(
                    word,
                    "way"
                        | "time"
                        | "fold"
                        | "something"
                        | "ish"
                        | "odd"
                        | "plus"
                        | "sided"
                        | "old"
                        | "day"
                        | "nil"
                        | "all"
                        | "strong"
                )
                && !noun::is_function_word(word)
                && word_of(word).is_none()
                && !word.ends_with("ed")
                && !cursor::after(text, after).is_some_and(char::is_alphanumeric);
            return (noun && quantity.number.numeral.value > 1.0)
                .then(|| (after, word.to_owned(), true));
        }
        let one = quantity.number.numeral.value == 1.0;
        let quantified = cursor::gap(text, end).filter(|_| !one);
        noun::counted(text, quantified.map_or(end, |_| end), one)
            .map(|(end, noun)| (end, noun, false))
    }

    /// Whether a counted noun is a unit of time. Business days and school years are others.
    fn is_time(&self, noun: &str, from: usize, to: usize) -> bool {
        let time =
            self.units.by_lower_name(noun).is_some_and(|u| self.units.get(u).dimension == "time");
        let modifier = self.text[from..to].trim_start().split(' ').next().unwrap_or_default();
        time && matches!(
            modifier,
            "full"
                | "whole"
                | "next"
                | "last"
                | "previous"
                | "past"
                | "more"
                | "long"
                | "further"
                | "additional"
                | "consecutive"
                | "straight"
                | "upcoming"
                | "extra"
                | "short"
                | "solid"
                | "other"
                | "entire"
        )
    }

    /// Hands out the figure of a quantity, unless it is no figure. `low` is the low end of a range.
    pub(super) fn emit(
        &mut self,
        quantity: Quantity,
        low: Option<Numeral>,
        outer: usize,
        each: &mut impl FnMut(Figure),
    ) {
        let text = self.text;
        let Quantity { start, number, numeral, .. } = quantity;
        if start < self.floor {
            return;
        }
        let counted = self.counted(&quantity);
        let before = hedge::before(text, start);
        let unit = quantity.unit();
        let counts = counted.is_some();
        if !counts && unit.is_none() && self.goes_on_a_label(&quantity) {
            self.labelled = Some(number.end);
            return;
        }
        if self.is_no_figure(&quantity, counts, before.is_some(), low.is_some()) {
            let labels = unit.is_none() && label::is_label(text, start, &number, counts);
            self.labelled = labels.then_some(number.end);
            return;
        }
        let mut attributive = quantity.unit.is_some_and(|u| u.attributive);
        let mut end = quantity.end;
        let mut per = None;
        let (mut elliptical, mut is_age) = (false, false);
        let measure = match (unit, counted) {
            (Some(unit), _) => Measure::Unit(unit),
            // "2 full years" and "the 3 next weeks" are times.
            (None, Some((after, noun, false))) if self.is_time(&noun, number.end, after) => {
                end = after;
                self.units.by_lower_name(&noun).map_or(Measure::Bare, Measure::Unit)
            }
            (None, Some((after, noun, hyphen))) => {
                end = after;
                attributive = hyphen;
                per = measure::denominator(text, self.units, after);
                if let Some((_, after)) = per {
                    end = after;
                }
                Measure::Counted(noun)
            }
            (None, None) => match self.age(&quantity) {
                Some(year) => {
                    is_age = true;
                    Measure::Unit(year)
                }
                None => {
                    let borrowed = if low.is_none() { self.borrowed(&quantity) } else { None };
                    elliptical = borrowed.is_some();
                    borrowed.unwrap_or(Measure::Bare)
                }
            },
        };
        let after = hedge::after(text, end)
            .or_else(|| hedge::after(text, number.end).filter(|_| end == number.end));
        let (hedge, hedged) = match (before, after) {
            (Some((from, hedge)), _) if from >= self.floor => (Some(hedge), (from.min(outer), end)),
            (_, Some((to, hedge))) => (Some(hedge), (outer, to)),
            _ => (None, (outer, end)),
        };
        let exact =
            matches!(measure, Measure::Counted(_)) && number.is_whole() && number.scale == 1.0;
        let (low, high) = match low {
            Some(low) => (low, Some(numeral)),
            None => (numeral, None),
        };
        let span =
            |from: usize, to: usize| ProseSpan::new(self.base + from, self.base + to.max(from));
        self.floor = end.max(hedged.1);
        self.earlier =
            Some(Earlier { measure: measure.clone(), start: hedged.0, end: self.floor, is_age });
        each(Figure {
            span: span(start, end),
            hedged: span(hedged.0, hedged.1),
            number: span(number.start, number.end),
            low,
            high,
            interval: value::interval(&low, high.as_ref(), hedge, exact),
            measure,
            per: per.map(|p| p.0),
            hedge,
            attributive,
            elliptical,
        });
    }

    /// "a year and a half" at its "half".
    fn unit_and_a_half(&self, i: usize) -> Option<Quantity> {
        let text = self.text;
        let word = cursor::word(text, i);
        let part = match word {
            "half" => 0.5,
            "quarter" => 0.25,
            _ => return None,
        };
        let article = cursor::word_before(text, i).filter(|w| *w == "a")?;
        let and =
            cursor::word_before(text, cursor::offset(text, article)).filter(|w| *w == "and")?;
        let name = cursor::word_before(text, cursor::offset(text, and))?;
        let unit = self.units.by_lower_name(name)?;
        let one = cursor::word_before(text, cursor::offset(text, name))
            .filter(|w| matches!(*w, "a" | "an" | "A" | "An" | "one" | "One"))?;
        let (start, end) = (cursor::offset(text, one), i + word.len());
        let numeral = Numeral { value: 1.0 + part, step: part, loose_step: part, decimals: 0 };
        let number = Number {
            start,
            end,
            numeral,
            scale: 1.0,
            form: Form::Fraction,
            digits: 0,
            grouped: false,
        };
        let unit = Some(Found { unit, end, attributive: false });
        (start >= self.floor).then_some(Quantity {
            start,
            number,
            numeral,
            currency: None,
            unit,
            part: None,
            end,
        })
    }

    /// Whether a bare number goes on a list of labels: the "503" of "HTTP 404 or 503".
    fn goes_on_a_label(&self, quantity: &Quantity) -> bool {
        let Some(end) = self.labelled else { return false };
        quantity.number.form == Form::Digits
            && self.text.get(end..quantity.start).is_some_and(|gap| {
                matches!(gap.trim(), "and" | "or" | "," | ", and" | ", or" | "&" | "/")
            })
    }

    /// Whether what was read is a year, a label, an identifier or a pronoun.
    fn is_no_figure(&self, quantity: &Quantity, counts: bool, hedged: bool, range: bool) -> bool {
        let text = self.text;
        let Quantity { start, ref number, .. } = *quantity;
        let measured = quantity.unit().is_some();
        if context::is_part_of_token(text, start, quantity.end, measured || counts) {
            return true;
        }
        if number.form == Form::Words
            && cursor::before(text, start).is_some_and(|c| matches!(c, '\'' | '’'))
        {
            return true;
        }
        if number.form == Form::Digits && label::is_address(text, start, number) {
            return true;
        }
        if number.form == Form::Words
            && (self.is_part_of_name(start) || self.is_dozen_priced(quantity))
        {
            return true;
        }
        if measured {
            if label::is_coordinate(text, start, quantity.end) {
                return true;
            }
            // "One day he left" tells no duration.
            let one_day = !hedged && text[start..quantity.end].eq_ignore_ascii_case("one day");
            if one_day && !cursor::word_before(text, start).is_some_and(noun::is_function_word) {
                return true;
            }
            // "Runway 25L", "Route 9W", "Fig. 4b"
            let letter = quantity.end == number.end + 1
                && text[number.end..].starts_with(char::is_alphabetic);
            if letter && quantity.currency.is_none() && label::is_label(text, start, number, false)
            {
                return true;
            }
            let clock = number.could_be_year()
                && cursor::word_before(text, start)
                    .is_some_and(|w| matches!(w, "at" | "in" | "constant"));
            return clock && quantity.currency.is_none();
        }
        if calendar::is_date_or_time(text, start, number, counts, hedged) {
            return true;
        }
        if number.form == Form::Digits && label::is_citation(text, start, number.end) {
            return true;
        }
        if !hedged && context::is_adverbial_half(text, number.start, number.end) {
            return true;
        }
        if !range && !hedged && label::is_label(text, start, number, counts) {
            return true;
        }
        let one_or_none = matches!(number.numeral.value, 0.0 | 1.0) && number.numeral.decimals == 0;
        if number.form == Form::Words && !counts && one_or_none && !hedged {
            return quantity.start == number.start;
        }
        (number.form == Form::Words
            && number.numeral.value == 1.0
            && context::is_pronoun(text, start, number.end))
            || (!counts && number.form != Form::Fraction && context::is_odds(text, number))
            || context::closes_odds(text, start, number)
    }

    /// "died at 88", "he was 24.": an age without a word for it.
    fn is_told_age(&self, quantity: &Quantity, before: &str) -> bool {
        let text = self.text;
        if quantity.number.form != Form::Digits || quantity.numeral.value < 10.0 {
            return false;
        }
        let at = cursor::offset(text, before);
        if before == "at" {
            // A few words back: "who died on Monday at 88", "left school at 14".
            let mut from = at;
            for _ in 0..5 {
                let Some(word) = cursor::word_before(text, from) else { return false };
                if matches!(word, "died" | "dies" | "dead" | "school" | "married" | "retired") {
                    return true;
                }
                from = cursor::offset(text, word);
            }
            return false;
        }
        let ends = !text[quantity.end..].starts_with([' ', '-', '–', '/', ':'])
            || cursor::gap(text, quantity.end)
                .is_some_and(|next| cursor::word(text, next) == "when");
        matches!(before, "was" | "is" | "turned" | "turns")
            && ends
            && cursor::word_before(text, at)
                .is_some_and(|w| matches!(w, "he" | "she" | "He" | "She"))
    }

    /// Whether a dozen is what a price is for: "$3.15 a dozen".
    fn is_dozen_priced(&self, quantity: &Quantity) -> bool {
        let Some(earlier) = &self.earlier else { return false };
        let Measure::Unit(unit) = earlier.measure else { return false };
        self.text[quantity.start..quantity.end].eq_ignore_ascii_case("a dozen")
            && self.units.get(unit).dimension == "money"
            && cursor::gap(self.text, earlier.end) == Some(quantity.start)
    }

    /// Whether a number word is part of a name: "the Six Nations", "the Group of Seven".
    fn is_part_of_name(&self, start: usize) -> bool {
        let text = self.text;
        text[start..].starts_with(|c: char| c.is_ascii_uppercase())
            && cursor::word_before(text, start)
                .is_some_and(|word| word.starts_with(char::is_lowercase))
            && is_running_text(text)
    }

    /// "aged 45", "Smith, 45, said": years.
    fn age(&self, quantity: &Quantity) -> Option<UnitId> {
        let text = self.text;
        let age = quantity.number.is_whole() && (1.0..=115.0).contains(&quantity.numeral.value);
        if !age {
            return None;
        }
        let before = cursor::word_before(text, quantity.start).unwrap_or_default();
        let aged = matches!(before, "aged" | "Aged" | "age" | "ages")
            || self.is_told_age(quantity, before);
        let gap = cursor::gap_before(text, quantity.start).unwrap_or(quantity.start);
        let apposition = quantity.number.form == Form::Digits
            && text[..gap].ends_with(',')
            && text[quantity.end..].starts_with(", ")
            && {
                let name = cursor::word_ending(text, gap - 1);
                let next = cursor::word(text, quantity.end + 2);
                (name.starts_with(char::is_uppercase) || noun::is_relative(name))
                    && !calendar::is_month(name)
                    && next.starts_with(char::is_lowercase)
            };
        (aged || apposition).then(|| self.units.by_name("year")).flatten()
    }
}

/// Whether a text has words in lower case other than small ones, as a headline in title case has not.
fn is_running_text(text: &str) -> bool {
    /// So much of a sentence tells.
    const REACH: usize = 240;
    text.split_whitespace()
        .take(REACH / 6)
        .filter(|word| word.len() > 4 && word.bytes().all(|b| b.is_ascii_lowercase()))
        .nth(1)
        .is_some()
}

/// The end of a word of ASCII letters.
fn word_end(bytes: &[u8], start: usize) -> usize {
    let mut end = start + 1;
    while bytes.get(end).is_some_and(u8::is_ascii_alphabetic) {
        end += 1;
    }
    end
}

/// The end of a token of letters, digits and what joins them.
pub(super) fn token_end(bytes: &[u8], start: usize) -> usize {
    let mut end = start;
    while let Some(&b) = bytes.get(end) {
        let joins = matches!(b, b'.' | b'-' | b'/' | b':' | b'_' | b',')
            && bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric);
        if !(b.is_ascii_alphanumeric() || joins) {
            break;
        }
        end += 1;
    }
    end
}

/// The next white space.
fn blank(bytes: &[u8], start: usize) -> usize {
    bytes[start..].iter().position(u8::is_ascii_whitespace).map_or(bytes.len(), |n| start + n)
}
