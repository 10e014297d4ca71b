//! Two numbers that belong together: ranges, changes and enumerations.

use super::super::measure::{self, Found};
use super::super::number::Form;
use super::super::{cursor, hedge};
use super::quantity::Quantity;
use super::reader::{Reader, token_end};
use super::{Figure, Numeral, context};

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

impl Reader<'_> {
    /// The number that a range or an enumeration goes on with after `first`.
    pub(super) fn second(&self, first: &Quantity) -> Option<(Joint, Quantity)> {
        let text = self.text;
        let hanging =
            text[first.end..].starts_with('-') && cursor::gap(text, first.end + 1).is_some();
        let end = first.end + usize::from(hanging);
        let at = cursor::skip_gap(text, end);
        let spaced = at > end;
        let rest = &text[at..];
        if let Some(quote) = self.bid_and_offer(first) {
            return Some((Joint::Hyphen, quote));
        }
        let sign = ["-", "–", "—", "‑", "~", "−"].into_iter().find(|s| rest.starts_with(s));
        let (joint, next) = if let Some(sign) = sign {
            let next = at + sign.len();
            let gap = cursor::skip_gap(text, next);
            let joint = if spaced || sign == "~" { Joint::Spaced } else { Joint::Hyphen };
            // A dash between words is punctuation.
            if sign == "—" && spaced {
                return None;
            }
            (joint, gap)
        } else {
            if !spaced {
                // "10-to-20-mile"
                let rest = text[end..].strip_prefix("-to-")?;
                let next = cursor::offset(text, rest);
                return self.number_at(next).map(|q| (Joint::To, q));
            }
            let word = cursor::word(text, at);
            let joint = match word {
                "to" | "through" => Joint::To,
                "and" => Joint::And,
                "or" => Joint::Or,
                _ => return None,
            };
            (joint, cursor::gap(text, at + word.len())?)
        };
        let next = self.past_hedge(next);
        self.number_at(next).map(|q| (joint, q))
    }

    /// "144.50/60", "459.50/460": the offer after the bid, as dealers quote them.
    fn bid_and_offer(&self, bid: &Quantity) -> Option<Quantity> {
        let text = self.text;
        let decimals = usize::from(bid.numeral.decimals);
        if decimals == 0 || bid.end != bid.number.end || !text[bid.end..].starts_with('/') {
            return None;
        }
        let at = bid.end + 1;
        let digits = text[at..].bytes().take(7).take_while(u8::is_ascii_digit).count();
        let whole = text[at + digits..].starts_with('.');
        let mut offer = self.quantity(at).ok().filter(|q| q.start == at)?;
        if digits == 2 && !whole && decimals >= 2 {
            // The last two places of the bid are replaced.
            let scale = 10_f64.powi(bid.numeral.decimals.into());
            let places = (bid.numeral.value * scale).round();
            let low = places % 100.0;
            let high = offer.numeral.value + if offer.numeral.value < low { 100.0 } else { 0.0 };
            offer.numeral = Numeral { value: (places - low + high) / scale, ..bid.numeral };
        }
        let close = (1.0..1.05).contains(&(offer.numeral.value / bid.numeral.value));
        close.then_some(offer)
    }

    /// Past "about" or "~" before the second number of a range.
    fn past_hedge(&self, at: usize) -> usize {
        let word = cursor::word(self.text, at);
        if matches!(
            word,
            "about"
                | "around"
                | "roughly"
                | "approximately"
                | "nearly"
                | "almost"
                | "perhaps"
                | "even"
                | "some"
        ) {
            return cursor::skip_gap(self.text, at + word.len());
        }
        at + usize::from(self.text[at..].starts_with('~'))
    }

    /// Two numbers with a joint between them: a range, two figures of one unit, or none.
    pub(super) fn pair(
        &mut self,
        first: Quantity,
        joint: Joint,
        second: Quantity,
        each: &mut impl FnMut(Figure),
    ) -> usize {
        let text = self.text;
        let opener = self.opener(&first);
        let (mut low, mut high) = (first, second);
        // "$26 to $31 million": the magnitude belongs to both.
        let inherits = low.number.scale == 1.0
            && low.unit.is_none_or(|u| Some(u.unit) == high.unit())
            && matches!(high.number.form, Form::Mixed | Form::Words | Form::Fraction)
            && high.number.scale > 1.0
            && low.numeral.value.abs() < high.number.mantissa();
        if inherits && (joint != Joint::And || opener == Opener::Between) {
            low.number = low.number.scaled(high.number.scale);
            low.numeral =
                Numeral { value: low.numeral.value * high.number.scale, ..low.number.numeral };
        }
        let (mut a, b) = (low.unit(), high.unit());
        // "$26 to $31 a barrel": the rate belongs to both.
        if let (Some(from), Some(to)) = (a, b)
            && self.units.numerator(to) == Some(from)
        {
            a = b;
        }
        let same = match (a, b) {
            (Some(a), Some(b)) => self.units.commensurable(a, b),
            (Some(_), None) => low.currency.is_some() && low.unit.is_none(),
            _ => true,
        };
        if !same {
            self.emit(first, None, first.start, each);
            return first.end;
        }
        // In "3 km to 5000 m" the low end is read in the unit of the high one.
        if let (Some(from), Some(to)) = (a, b)
            && from != to
        {
            let ratio = self.units.get(from).factor / self.units.get(to).factor;
            let n = &mut low.numeral;
            (n.value, n.step, n.loose_step) =
                (n.value * ratio, n.step * ratio, n.loose_step * ratio);
        }
        if let (Some(money), None) = (a, b) {
            high.currency = a;
            let found = Found { unit: money, end: high.end, attributive: false };
            let rated = measure::rate(text, self.units, found);
            high.unit = (rated.unit != found.unit).then_some(rated);
            high.end = rated.end;
        }
        let counted = self.counted(&high);
        let bare = high.unit().is_none() && counted.is_none();
        let ascending = low.numeral.value < high.numeral.value;
        if joint == Joint::Hyphen && context::is_part_of_token(text, first.start, high.end, !bare) {
            return token_end(text.as_bytes(), high.end);
        }
        let adjacent = joint == Joint::Or
            && high.numeral.value - low.numeral.value <= 1.0 + low.numeral.value.abs() * 0.5;
        let joins = match joint {
            Joint::And => {
                opener == Opener::Between || (opener == Opener::From && high.unit().is_some())
            }
            Joint::Or => adjacent && !bare && (low.unit().is_none() || low.unit() == high.unit()),
            Joint::To => opener != Opener::Change,
            Joint::Hyphen | Joint::Spaced => true,
        };
        if joins && (ascending || high.numeral.value < 0.0 || low.numeral.value < 0.0) {
            let years = low.number.could_be_year()
                && (bare || high.number.could_be_year())
                && high.unit().is_none();
            let hedged = hedge::before(text, first.start).is_some();
            let opened = matches!(opener, Opener::Between | Opener::From);
            let decimal = low.number.numeral.decimals > 0 && high.number.numeral.decimals > 0;
            let score = bare && joint == Joint::Hyphen && !hedged && !opened && !decimal;
            let small = bare && joint == Joint::Spaced && !hedged && low.number.digits < 3;
            if years || score || small && opener == Opener::None {
                return high.end;
            }
            if !ascending {
                std::mem::swap(&mut low.numeral, &mut high.numeral);
            }
            let start = first.start;
            let mut figure = high;
            figure.start = start;
            figure.number.start = low.number.start;
            self.emit(figure, Some(low.numeral), self.opener_start(&first, opener), each);
            return figure.end;
        }
        if matches!(joint, Joint::Hyphen)
            || (joint == Joint::To && bare && opener == Opener::None && !ascending)
        {
            // A score, a season, a model, a date.
            return if high.unit().is_some() && joint != Joint::Hyphen {
                first.end
            } else {
                high.end
            };
        }
        if joint == Joint::To && opener == Opener::None && bare && ascending {
            return high.end;
        }
        // Two figures; the unit of the second is also that of the first: "45 and 50 mg".
        if first.unit().is_some() {
            low = first;
        } else if low.unit().is_none() && self.counted(&first).is_none() && high.currency.is_none()
        {
            if joint == Joint::To && inherits {
                low.end = low.number.end;
            }
            low.unit =
                high.unit.map(|u| Found { unit: u.unit, end: first.end, attributive: false });
        } else if joint != Joint::To {
            low = first;
        }
        self.emit(low, None, first.start, each);
        first.end
    }

    /// What opens a range: "between", "from", "rose from".
    fn opener(&self, first: &Quantity) -> Opener {
        let mut at = first.start;
        if let Some((from, _)) = hedge::before(self.text, at) {
            at = from;
        }
        let Some(word) = cursor::word_before(self.text, at) else { return Opener::None };
        if word.eq_ignore_ascii_case("between") {
            return Opener::Between;
        }
        if !word.eq_ignore_ascii_case("from") {
            // "rose $1.05 to $86.12", "fell by 3 to 20"
            let by = if word == "by" {
                cursor::word_before(self.text, cursor::offset(self.text, word))
            } else {
                None
            };
            return if is_change(by.unwrap_or(word)) || word == "lost" || word == "added" {
                Opener::Change
            } else {
                Opener::None
            };
        }
        let mut at = cursor::offset(self.text, word);
        for _ in 0..6 {
            let Some(word) = cursor::word_before(self.text, at) else { break };
            if is_change(word) {
                return Opener::Change;
            }
            at = cursor::offset(self.text, word);
        }
        Opener::From
    }

    fn opener_start(&self, first: &Quantity, opener: Opener) -> usize {
        if matches!(opener, Opener::Between | Opener::From)
            && let Some(word) = cursor::word_before(self.text, first.start)
        {
            return cursor::offset(self.text, word);
        }
        first.start
    }
}

/// Verbs and nouns of change: "rose from 40 to 50" is no range.
fn is_change(word: &str) -> bool {
    let mut buffer = [0; 16];
    matches!(
        cursor::lower(word, &mut buffer),
        b"rise"
            | b"rises"
            | b"rose"
            | b"risen"
            | b"rising"
            | b"fall"
            | b"falls"
            | b"fell"
            | b"fallen"
            | b"falling"
            | b"increase"
            | b"increases"
            | b"increased"
            | b"increasing"
            | b"decrease"
            | b"decreased"
            | b"decreasing"
            | b"grow"
            | b"grows"
            | b"grew"
            | b"grown"
            | b"growing"
            | b"drop"
            | b"drops"
            | b"dropped"
            | b"dropping"
            | b"decline"
            | b"declines"
            | b"declined"
            | b"declining"
            | b"climb"
            | b"climbs"
            | b"climbed"
            | b"climbing"
            | b"jump"
            | b"jumps"
            | b"jumped"
            | b"jumping"
            | b"raise"
            | b"raises"
            | b"raised"
            | b"raising"
            | b"cut"
            | b"cuts"
            | b"cutting"
            | b"lower"
            | b"lowered"
            | b"lowering"
            | b"reduce"
            | b"reduced"
            | b"reducing"
            | b"expand"
            | b"expanded"
            | b"expanding"
            | b"shrink"
            | b"shrank"
            | b"shrunk"
            | b"shrinking"
            | b"change"
            | b"changed"
            | b"move"
            | b"moved"
            | b"went"
            | b"goes"
            | b"go"
            | b"up"
            | b"down"
            | b"surge"
            | b"surged"
            | b"soar"
            | b"soared"
            | b"slip"
            | b"slipped"
            | b"slide"
            | b"slid"
            | b"plunge"
            | b"plunged"
            | b"tumble"
            | b"tumbled"
            | b"gain"
            | b"gained"
            | b"widen"
            | b"widened"
            | b"narrow"
            | b"narrowed"
            | b"extend"
            | b"extended"
            | b"upgraded"
            | b"revised"
            | b"shift"
            | b"shifted"
            | b"improve"
            | b"improved"
            | b"boost"
            | b"boosted"
            | b"double"
            | b"doubled"
            | b"tripled"
            | b"converted"
            | b"swelled"
            | b"dipped"
            | b"advanced"
    )
}
