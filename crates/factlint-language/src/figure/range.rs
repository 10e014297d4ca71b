//! Two numbers that belong together: ranges, changes and enumerations.

use super::super::hedge;
use super::super::measure::{self, Found};
use super::super::number::{Form, Number};
use super::quantity::Quantity;
use super::reader::Reader;
use super::{Figure, Numeral, context};
use crate::words::Class;

/// How two numbers make a range.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Joint {
    Hyphen,
    Spaced,
    To,
    And,
    Or,
}

/// What stands before the first number of a range.
#[derive(Clone, Copy, PartialEq)]
enum Opener {
    None,
    Between,
    From,
    Change,
}

/// Two numbers with a joint between them.
struct Pair {
    /// The first as it was read.
    first: Quantity,
    /// The first with what it takes over from the second.
    low: Quantity,
    high: Quantity,
    joint: Joint,
    opener: Opener,
    /// Whether the magnitude of the second is that of both.
    inherits: bool,
    /// Whether neither a unit nor a noun follows.
    bare: bool,
    /// Whether the range is what a change led to: "from 80 to 95-100".
    behind_change: bool,
}

impl Pair {
    fn is_ascending(&self) -> bool {
        self.low.numeral.value < self.high.numeral.value
    }

    /// Whether the joint can make one range of the two.
    fn joins(&self) -> bool {
        let (low, high) = (&self.low, &self.high);
        match self.joint {
            Joint::And => {
                self.opener == Opener::Between
                    || (self.opener == Opener::From && high.unit().is_some())
            }
            Joint::Or => {
                let step = high.numeral.value - low.numeral.value;
                let adjacent = step <= 1.0 + low.numeral.value.abs() * 0.5;
                adjacent && !self.bare && (low.unit().is_none() || low.unit() == high.unit())
            }
            Joint::To => self.opener != Opener::Change,
            Joint::Hyphen | Joint::Spaced => true,
        }
    }

    /// "won 2 – 1", "lost 1 – 2"
    fn is_spaced_score(&self) -> bool {
        let short = |quantity: &Quantity| quantity.number.digits < 3;
        self.bare
            && self.joint == Joint::Spaced
            && short(&self.low)
            && short(&self.high)
            && matches!(self.opener, Opener::None | Opener::Change)
    }

    /// Whether what looks like a range is of years, a score or a subtraction.
    fn is_no_quantity(&self, hedged: bool) -> bool {
        let (low, high) = (&self.low, &self.high);
        let years = low.number.could_be_year()
            && (self.bare || high.number.could_be_year())
            && high.unit().is_none();
        let opened = matches!(self.opener, Opener::Between | Opener::From);
        let decimal = low.number.numeral.decimals > 0 && high.number.numeral.decimals > 0;
        let plain = self.bare && !hedged;
        let score = plain
            && self.joint == Joint::Hyphen
            && !opened
            && !decimal
            && high.number.scale == 1.0
            && !self.behind_change;
        let small = plain && self.is_spaced_score();
        years || score || small
    }
}

impl Reader<'_> {
    /// The number that a range or an enumeration goes on with after `first`.
    pub(super) fn second(&self, first: &Quantity) -> Option<(Joint, Quantity)> {
        if let Some(offer) = self.bid_and_offer(first) {
            return Some((Joint::Hyphen, offer));
        }
        let (joint, next) = self.joint(first.end)?;
        let at = if self.tokens.says(next, "between") {
            self.tokens.near(next + 1)
        } else {
            self.past_hedge(next)
        };
        self.number_at(at).map(|second| (joint, second))
    }

    /// The joint after a number that ends at `end`, and where it ends.
    fn joint(&self, end: usize) -> Option<(Joint, usize)> {
        let tokens = self.tokens;
        // "10- to 20-mile"
        let hanging = tokens.attached_sign(end, '-') && tokens.spaced(end + 1).is_some();
        let end = end + usize::from(hanging);
        let at = tokens.near(end);
        let spaced = tokens.spaced(end).is_some();
        match tokens.sign(at) {
            // A dash between words is punctuation.
            Some('—') if spaced => return None,
            // "Stoxx 50 -1.3%": a sign
            Some('-' | '−') if spaced && self.is_signed_percentage(at) => return None,
            Some('~') => return Some((Joint::Spaced, tokens.near(at + 1))),
            // "10-to-20-mile"
            Some('-') if !spaced && self.is_hyphenated_to(at) => return Some((Joint::To, at + 3)),
            Some('-' | '–' | '—' | '‑' | '−') => {
                let joint = if spaced { Joint::Spaced } else { Joint::Hyphen };
                return Some((joint, tokens.near(at + 1)));
            }
            _ => {}
        }
        let joint = match tokens.word(tokens.spaced(end)?) {
            "to" | "through" => Joint::To,
            "and" => Joint::And,
            "or" => Joint::Or,
            _ => return None,
        };
        Some((joint, tokens.spaced(at + 1)?))
    }

    /// Whether the dash at `at` is the sign of a percentage with decimals right behind it.
    fn is_signed_percentage(&self, at: usize) -> bool {
        let tokens = self.tokens;
        tokens.is_attached(at + 1)
            && tokens.is_digits(at + 1)
            && tokens.attached_sign(at + 2, '.')
            && tokens.is_digits(at + 3)
            && tokens.attached_sign(at + 4, '%')
    }

    fn is_hyphenated_to(&self, hyphen: usize) -> bool {
        let tokens = self.tokens;
        tokens.is_attached(hyphen + 1)
            && tokens.says(hyphen + 1, "to")
            && tokens.attached_sign(hyphen + 2, '-')
            && tokens.is_attached(hyphen + 3)
    }

    /// "144.50/60", "459.50/460": the offer after the bid, as dealers quote them.
    fn bid_and_offer(&self, bid: &Quantity) -> Option<Quantity> {
        let tokens = self.tokens;
        let decimals = bid.numeral.decimals;
        if decimals == 0 || bid.end != bid.number.end || !tokens.attached_sign(bid.end, '/') {
            return None;
        }
        let at = tokens.attached(bid.end + 1)?;
        let mut offer = self.quantity(at).ok().filter(|q| q.start == at)?;
        let places = tokens.digits(at).len() == 2 && !tokens.attached_sign(at + 1, '.');
        if places && decimals >= 2 {
            // The last two places of the bid are replaced.
            let scale = 10_f64.powi(decimals.into());
            let places = (bid.numeral.value * scale).round();
            let low = places % 100.0;
            let high = offer.numeral.value + if offer.numeral.value < low { 100.0 } else { 0.0 };
            let value = (places - low + high) / scale;
            offer.numeral = Numeral { value, ..bid.numeral };
        }
        let close = (1.0..1.05).contains(&(offer.numeral.value / bid.numeral.value));
        close.then_some(offer)
    }

    /// Past "about" or "~" before the second number of a range.
    fn past_hedge(&self, at: usize) -> usize {
        if self.tokens.is_lower(at, Class::RangeHedges) {
            return self.tokens.near(at + 1);
        }
        at + usize::from(self.tokens.sign(at) == Some('~'))
    }

    /// Two numbers with a joint between them: a range, two figures of one unit, or none. Returns
    /// where to go on.
    pub(super) fn pair(
        &mut self,
        first: Quantity,
        joint: Joint,
        second: Quantity,
        each: &mut impl FnMut(Figure),
    ) -> usize {
        let Some(pair) = self.matched(first, joint, second) else {
            self.emit(first, None, first.start, each);
            return first.end;
        };
        let high_end = pair.high.end;
        if joint == Joint::Hyphen
            && context::is_part_of_token(self.tokens, first.start, high_end, !pair.bare)
        {
            return self.tokens.identifier_end(high_end);
        }
        let negative = pair.high.numeral.value < 0.0 || pair.low.numeral.value < 0.0;
        if pair.joins() && (pair.is_ascending() || negative) {
            let hedged = hedge::before(self.tokens, first.start).is_some();
            if !pair.is_no_quantity(hedged) {
                self.emit_range(pair, each);
            }
            return high_end;
        }
        let listed = joint == Joint::To && pair.bare && pair.opener == Opener::None;
        // "won 2 – 1"; "15 - 2" is a difference.
        let dash = matches!(self.tokens.sign(self.tokens.near(first.end)), Some('–'));
        let digits = pair.low.number.form == Form::Digits && pair.high.number.form == Form::Digits;
        // A score, a season, a model, a date.
        if joint == Joint::Hyphen || listed || dash && digits && pair.is_spaced_score() {
            return high_end;
        }
        // "43 – 29% of them – left": what stands behind the dash is told aside.
        let low = if joint == Joint::Spaced { pair.first } else { self.with_shared_unit(&pair) };
        self.emit(low, None, first.start, each);
        first.end
    }

    /// The two numbers, each with what it takes over from the other; None where they measure
    /// different things.
    fn matched(&self, first: Quantity, joint: Joint, second: Quantity) -> Option<Pair> {
        let between = self.tokens.previous_word(second.start) == "between";
        let opener = if between { Opener::Change } else { self.opener(&first) };
        let (mut low, mut high) = (first, second);
        // The second number is itself a range: "grew from 3 to 5-6 million" tells two figures, "from 3 to 5-6 million" one.
        if let Some(end) = self.end_of_range(&second) {
            let whole = opener != Opener::Change && matches!(joint, Joint::To | Joint::And);
            high = if whole { end } else { self.with_measure_of(second, &end) };
            high.start = second.start;
        }
        if joint == Joint::Hyphen && opener != Opener::None {
            high = self.with_measure_of_next(high);
        }
        // "$26 to $31 million": the magnitude belongs to both.
        let inherits = low.number.scale == 1.0
            && low.unit.is_none_or(|u| Some(u.unit) == high.unit())
            && matches!(high.number.form, Form::Mixed | Form::Words | Form::Fraction)
            && high.number.scale > 1.0
            && (low.numeral.value.abs() < high.number.mantissa()
                || opener == Opener::Change && self.is_behind_a_fall(&first));
        if inherits && (joint != Joint::And || opener == Opener::Between) {
            low.number = low.number.scaled(high.number.scale);
            let value = low.numeral.value * high.number.scale;
            low.numeral = Numeral { value, ..low.number.numeral };
        }
        let (mut a, b) = (low.unit(), high.unit());
        // "$26 to $31 a barrel": the rate belongs to both.
        if let (Some(from), Some(to)) = (a, b)
            && self.units.numerator(to) == Some(from)
        {
            a = b;
        }
        // "10° to 15°C": degrees of the same scale.
        if let (Some(from), Some(to)) = (a, b)
            && self.units.get(from).name == "degree"
            && self.units.get(to).dimension == "temperature"
        {
            a = b;
            low.unit = low.unit.map(|found| Found { unit: to, ..found });
        }
        let same = match (a, b) {
            (Some(a), Some(b)) => self.units.commensurable(a, b),
            (Some(_), None) => low.currency.is_some() && low.unit.is_none(),
            _ => true,
        };
        if !same {
            return None;
        }
        // In "3 km to 5000 m" the low end is read in the unit of the high one.
        if let (Some(from), Some(to)) = (a, b)
            && from != to
        {
            let ratio = self.units.get(from).factor / self.units.get(to).factor;
            low.numeral.value *= ratio;
            low.numeral.step *= ratio;
            low.numeral.loose_step *= ratio;
        }
        if let (Some(unit), None) = (a, b) {
            high.currency = a;
            let found = Found { unit, end: high.end, attributive: false };
            let rated = measure::rate(self.tokens, self.units, found);
            high.unit = (rated.unit != found.unit).then_some(rated);
            high.end = rated.end;
        }
        let bare = high.unit().is_none() && self.counted(&high).is_none();
        // "rose by 2 to 3 points"; but "fell by 3 to 20"
        let by = opener == Opener::Change
            && !bare
            && first.unit().is_none()
            && self.tokens.previous_word(first.start) == "by";
        // "goes 0 to 80 km/h" is no change from one to the other.
        let from_zero =
            opener == Opener::Change && !bare && first.numeral.value == 0.0 && joint == Joint::To;
        let opener = match opener {
            _ if by => Opener::None,
            _ if from_zero => Opener::From,
            opener => opener,
        };
        let tokens = self.tokens;
        let behind_change = tokens.previous(first.start).is_some_and(|to| {
            tokens.says(to, "to")
                && self.earlier.as_ref().is_some_and(|earlier| {
                    tokens.spaced(earlier.end) == Some(to)
                        && tokens.previous_word(earlier.start) == "from"
                })
        });
        Some(Pair { first, low, high, joint, opener, inherits, bare, behind_change })
    }

    /// The high end of the range that `low` opens without a measure of its own: the "35 billion dollars" of "33-35 billion
    /// dollars", the "8 million euros" of "between 7 and 8 million euros".
    fn end_of_range(&self, low: &Quantity) -> Option<Quantity> {
        if low.unit.is_some() || low.number.scale > 1.0 {
            return None;
        }
        let (joint, next) = self.joint(low.end)?;
        let between = || self.tokens.previous_word(low.start) == "between";
        if !(matches!(joint, Joint::Hyphen | Joint::Or) || joint == Joint::And && between()) {
            return None;
        }
        let high = self.number_at(next)?;
        let same_money = low.currency.is_none_or(|money| high.unit().is_none_or(|u| u == money));
        let ascends = low.numeral.value < high.number.mantissa() && same_money;
        let currency = high.currency.or(low.currency.filter(|_| high.unit.is_none()));
        ascends.then_some(Quantity { currency, ..high })
    }

    /// The high end of a range with what the number behind "to" tells of it: the "65" of "from 60-65 to 70 percent".
    fn with_measure_of_next(&self, high: Quantity) -> Quantity {
        let bare = high.unit().is_none() && high.number.scale == 1.0;
        let Some((Joint::To, next)) = self.joint(high.end).filter(|_| bare) else { return high };
        let next = self.number_at(self.past_hedge(next));
        let next = next.map(|next| self.end_of_range(&next).unwrap_or(next));
        match next.filter(|next| next.currency.is_none() && next.unit.is_some()) {
            Some(next) => self.with_measure_of(high, &next),
            None => high,
        }
    }

    /// A number with the magnitude and the unit of another.
    fn with_measure_of(&self, low: Quantity, high: &Quantity) -> Quantity {
        let scale = high.number.scale;
        let number = low.number.scaled(scale);
        let unit = high.unit().filter(|unit| low.currency != Some(*unit));
        let unit = unit.map(|unit| Found { unit, end: low.end, attributive: false });
        let numeral = Numeral { value: low.numeral.value * scale, ..number.numeral };
        let form = if scale > 1.0 { Form::Mixed } else { number.form };
        Quantity { number: Number { form, ..number }, numeral, unit, ..low }
    }

    fn emit_range(&mut self, pair: Pair, each: &mut impl FnMut(Figure)) {
        let Pair { first, mut low, mut high, .. } = pair;
        if low.numeral.value >= high.numeral.value {
            std::mem::swap(&mut low.numeral, &mut high.numeral);
        }
        let outer = match pair.opener {
            Opener::Between | Opener::From => {
                self.tokens.previous(first.start).unwrap_or(first.start)
            }
            Opener::None | Opener::Change => first.start,
        };
        high.start = first.start;
        high.number.start = low.number.start;
        self.emit(high, Some(low.numeral), outer, each);
    }

    /// The first of two figures; the unit of the second is also that of the first: "45 and 50 mg".
    fn with_shared_unit(&self, pair: &Pair) -> Quantity {
        let Pair { first, low, high, .. } = pair;
        if first.unit().is_some() {
            // "climbed from $24 to $33 million"
            let scaled = pair.joint == Joint::To && pair.opener == Opener::Change && pair.inherits;
            return if scaled { *low } else { *first };
        }
        let shares =
            low.unit().is_none() && self.counted(first).is_none() && high.currency.is_none();
        if !shares {
            return if pair.joint == Joint::To { *low } else { *first };
        }
        let mut low = *low;
        if pair.joint == Joint::To && pair.inherits {
            low.end = low.number.end;
        }
        low.unit =
            high.unit.map(|found| Found { unit: found.unit, end: first.end, attributive: false });
        low
    }

    /// Whether a verb of a fall stands before "from" and the number: "fell from 12 to 8 million".
    fn is_behind_a_fall(&self, first: &Quantity) -> bool {
        let tokens = self.tokens;
        let at = hedge::before(tokens, first.start).map_or(first.start, |(from, _)| from);
        tokens.previous(at).filter(|_| tokens.previous_word(at) == "from").is_some_and(|from| {
            context::words_back(tokens, from, 3).any(|word| tokens.word_is(word, Class::FallVerb))
        })
    }

    /// What opens a range: "between", "from", "rose from".
    fn opener(&self, first: &Quantity) -> Opener {
        let tokens = self.tokens;
        let at = hedge::before(tokens, first.start).map_or(first.start, |(from, _)| from);
        let Some(before) = tokens.previous(at) else { return Opener::None };
        let word = tokens.previous_word(at);
        if word.eq_ignore_ascii_case("between") {
            return Opener::Between;
        }
        if word.eq_ignore_ascii_case("from") {
            let mut earlier = context::words_back(tokens, before, 6);
            let changes = earlier.any(|word| tokens.word_is(word, Class::Changes));
            return if changes { Opener::Change } else { Opener::From };
        }
        // "rose $1.05 to $86.12", "fell by 3 to 20"
        let verb = if word == "by" && tokens.previous(before).is_some() { before } else { at };
        let changes = tokens.previous_is(verb, Class::Changes) || matches!(word, "lost" | "added");
        if changes { Opener::Change } else { Opener::None }
    }
}
