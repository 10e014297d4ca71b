//! Figures whose measure stands at another figure: "to 50 km from 40", "12 of the 47 members".

use super::super::hedge;
use super::super::noun;
use super::super::number::Form;
use super::Measure;
use super::context;
use super::label::past_possessive;
use super::quantity::Quantity;
use super::reader::Reader;
use crate::token::{Gap, Kind};
use crate::words::Class;

/// A figure that was read, as far as a later one may take over its measure.
#[derive(Clone)]
pub(super) struct Earlier {
    /// Its measure.
    pub measure: Measure,
    /// Where it starts, hedge included.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Whether it is an age without a unit of its own.
    pub is_age: bool,
}

/// The comparison must follow within this many bytes.
const REACH: usize = 90;

impl Reader<'_> {
    /// The measure that a bare number takes over from a figure near it.
    pub(super) fn borrowed(&self, quantity: &Quantity) -> Option<Measure> {
        self.of_the_whole(quantity)
            .or_else(|| self.of_the_compared(quantity))
            .or_else(|| self.of_the_part(quantity))
            .or_else(|| self.of_people(quantity))
            .or_else(|| self.of_them(quantity))
            .or_else(|| self.of_the_next(quantity))
            .or_else(|| self.of_its_change(quantity))
            .or_else(|| self.of_the_like(quantity))
            .or_else(|| self.of_its_counterpart(quantity))
            .or_else(|| self.of_others(quantity))
            .or_else(|| self.of_another(quantity))
            .or_else(|| self.of_the_list(quantity))
            .or_else(|| self.of_the_sized(quantity))
    }

    /// "12 of the country's 47 prefectures": what the whole counts.
    fn of_the_whole(&self, quantity: &Quantity) -> Option<Measure> {
        if !quantity.number.is_whole() {
            return None;
        }
        let tokens = self.tokens;
        let mut at = tokens.spaced(quantity.end)?;
        if tokens.says(at, "out") {
            at = tokens.spaced(at + 1)?;
        }
        at = tokens.spaced(at + 1).filter(|_| tokens.says(at, "of"))?;
        // An article, a possessive and an adjective may stand between.
        for nth in 0..3 {
            if let Some(whole) = self.number_at(at) {
                let larger = whole.numeral.value >= quantity.numeral.value;
                if let Some(unit) = whole.unit().filter(|_| larger && nth > 0) {
                    return Some(Measure::Unit(unit));
                }
                let counted = self.counted(&whole).filter(|_| larger);
                return counted.map(|counted| Measure::Counted(counted.noun));
            }
            let end = past_possessive(tokens, at + 1);
            let article = tokens.is_lower(at, Class::BeforeTheWhole);
            // "two of Johnson's deputies"
            if end > at + 1
                && !article
                && quantity.number.form != Form::Fraction
                && let Some((_, noun)) = noun::counted(tokens, end, false)
            {
                return Some(Measure::Counted(noun));
            }
            // "three of its new ships"
            if article && let Some((_, noun)) = noun::counted(tokens, at + 1, false) {
                let fraction = quantity.number.form == Form::Fraction;
                return (!fraction).then_some(Measure::Counted(noun));
            }
            if !tokens.is_letters(at) || !(article || end > at + 1) {
                return None;
            }
            at = tokens.spaced(end)?;
        }
        None
    }

    /// "from 400 to 520 people": what the next number counts.
    fn of_the_next(&self, quantity: &Quantity) -> Option<Measure> {
        let tokens = self.tokens;
        let joint = tokens.spaced(quantity.end)?;
        let changes = tokens.says(joint, "to")
            && tokens.previous_word(quantity.start).eq_ignore_ascii_case("from");
        let next = tokens.spaced(joint + 1).filter(|_| changes)?;
        let next = self.number_at(next)?;
        // "from 3 to 5-6 wolves"
        let next = match tokens.after_sign(next.end) {
            Some('-' | '–') => self.number_at(next.end + 1).unwrap_or(next),
            _ => next,
        };
        let plain = quantity.number.scale == next.number.scale && quantity.number.is_whole();
        let counted = self.counted(&next).filter(|counted| plain && !counted.hyphen)?;
        Some(Measure::Counted(counted.noun))
    }

    /// "closed at 9,374.63, up 25.01 points": the measure of that by which it has changed.
    fn of_its_change(&self, quantity: &Quantity) -> Option<Measure> {
        let tokens = self.tokens;
        let comma = usize::from(tokens.attached_sign(quantity.end, ','));
        let up = tokens.spaced(quantity.end + comma)?;
        if !matches!(tokens.word(up), "up" | "down") {
            return None;
        }
        let change = self.number_at(tokens.spaced(up + 1)?)?;
        let counted = self.counted(&change)?;
        (counted.noun == "point" && !counted.hyphen).then_some(Measure::Counted(counted.noun))
    }

    /// "280 million shekels of the 1.5 billion": the measure of the part before it.
    fn of_the_part(&self, quantity: &Quantity) -> Option<Measure> {
        let tokens = self.tokens;
        let earlier = self.earlier.as_ref()?;
        let article = tokens.previous(quantity.start)?;
        let of = tokens.previous(article)?;
        let whole = tokens.is_lower(article, Class::BeforeTheWhole)
            && tokens.says(of, "of")
            && tokens.spaced(earlier.end) == Some(of);
        let money = matches!(earlier.measure, Measure::Unit(unit) if self.is_money(unit));
        (whole && money).then(|| earlier.measure.clone())
    }

    /// "68,400 people are out of work for a year, and 95,800 who ...": people, behind others.
    fn of_people(&self, quantity: &Quantity) -> Option<Measure> {
        let who = self.tokens.spaced(quantity.end).filter(|who| self.tokens.says(*who, "who"));
        let people = self.people.clone().filter(|_| who.is_some() && quantity.number.is_whole())?;
        Some(Measure::Counted(people))
    }

    /// "14 shops, nine of them in villages": what was counted right before.
    fn of_them(&self, quantity: &Quantity) -> Option<Measure> {
        let tokens = self.tokens;
        let earlier = self.earlier.as_ref()?;
        let of = tokens.spaced(quantity.end).filter(|of| tokens.says(*of, "of"))?;
        tokens.spaced(of + 1).filter(|them| tokens.is_lower(*them, Class::CountedBefore))?;
        let is_next = matches!(tokens.sign(earlier.end), Some(',' | ';' | '(' | '–' | '—'))
            && tokens.words_from(earlier.end).next().is_some_and(|word| {
                let start = hedge::before(tokens, quantity.start);
                word.start == start.map_or(quantity.start, |(from, _)| from)
            });
        let counted = matches!(earlier.measure, Measure::Counted(_));
        (counted && is_next && quantity.number.is_whole()).then(|| earlier.measure.clone())
    }

    /// "435 homes by open sale and 187 by tender", "84.75 cents, while the lowest is 74.07": the measure of the
    /// figure before it, of which the same is told.
    fn of_the_like(&self, quantity: &Quantity) -> Option<Measure> {
        let tokens = self.tokens;
        let earlier = self.earlier.as_ref()?;
        let start = hedge::before(tokens, quantity.start).map_or(quantity.start, |(from, _)| from);
        if earlier.measure == Measure::Bare || !self.is_one_clause(earlier.end, start) {
            return None;
        }
        let word = tokens.previous_word(start);
        let before = tokens.previous(start)?;
        let same_behind = || {
            let next = tokens.spaced(quantity.end)?;
            let told = tokens.spaced(earlier.end)?;
            let joined = matches!(word, "and" | "or" | "but");
            let small = tokens.is(next, Class::FunctionWords) && !tokens.says(next, "of");
            Some(joined && small && tokens.word(next) == tokens.word(told))
        };
        // "rose by 2 percent and exports by 5", "rose by 2 percent but exports fell by 5"
        let same_before = || {
            /// Most tokens from the one to the other: ", and", what changes, "by".
            const MOST: usize = 5;
            let by = |start: usize| tokens.previous_word(start) == "by";
            let near = start - earlier.end <= MOST;
            word == "by"
                && by(earlier.start)
                && matches!(earlier.measure, Measure::Unit(_))
                && (near || tokens.previous_is_lower(before, Class::Changes))
        };
        let most = |end: usize| {
            let mut words = context::words_back(tokens, end, 6);
            words.any(|word| tokens.word(word.start).ends_with("est"))
        };
        let of_extremes = || {
            tokens.is_lower(before, Class::StatesACount)
                && tokens.previous_word(before).ends_with("est")
                && most(earlier.start)
        };
        (same_behind() == Some(true) || same_before() || of_extremes())
            .then(|| earlier.measure.clone())
    }

    /// "30 full-time and 12 part-time staff": the noun behind a second number, where a compound tells the two apart.
    fn of_its_counterpart(&self, quantity: &Quantity) -> Option<Measure> {
        let tokens = self.tokens;
        let several = quantity.number.is_whole() && quantity.numeral.value > 1.0;
        // The end of "full-time" or "full-" at a word.
        let compound = |start: usize| {
            let hyphen = start + 1;
            let is_one = tokens.is_small(start) && tokens.attached_sign(hyphen, '-');
            let last = hyphen + 1;
            let whole = tokens.is_attached(last) && tokens.is_letters(last);
            is_one.then_some(if whole { last + 1 } else { last })
        };
        let and = tokens.spaced(compound(tokens.spaced(quantity.end).filter(|_| several)?)?)?;
        let joined = matches!(tokens.word(and), "and" | "or");
        let other = self.number_at(tokens.spaced(and + 1).filter(|_| joined)?)?;
        compound(tokens.spaced(other.end)?)?;
        let counted = self.counted(&other).filter(|counted| !counted.hyphen)?;
        Some(Measure::Counted(counted.noun))
    }

    /// "12 people were killed, and 30 more were hurt": what was counted before.
    fn of_others(&self, quantity: &Quantity) -> Option<Measure> {
        let tokens = self.tokens;
        let earlier = self.earlier.as_ref()?;
        tokens.spaced(quantity.end).filter(|more| tokens.is_lower(*more, Class::OthersOfThem))?;
        let counted = matches!(&earlier.measure, Measure::Counted(_));
        (counted && self.is_one_clause(earlier.end, quantity.start))
            .then(|| earlier.measure.clone())
    }

    /// "a day or two", "another pick or two": what there is one or two of.
    fn of_another(&self, quantity: &Quantity) -> Option<Measure> {
        let tokens = self.tokens;
        let or = tokens.previous(quantity.start).filter(|or| tokens.says(*or, "or"))?;
        let noun = tokens.previous(or)?;
        let one = tokens.previous(noun)?;
        let is_one = tokens.says_any_case(one, "another") || matches!(tokens.word(one), "a" | "an");
        let fits = is_one
            && tokens.is_small(noun)
            && quantity.number.form == Form::Words
            && quantity.numeral.value == 2.0;
        let word = tokens.word(noun);
        let measure = || match self.units.by_lower_name(word) {
            Some(unit) => Measure::Unit(unit),
            None => Measure::Counted(word.to_owned()),
        };
        fits.then(measure)
    }

    /// "10-, 20- and 30-mile", "four-, five- and six-cylinder": the measure at the end of the list.
    fn of_the_list(&self, quantity: &Quantity) -> Option<Measure> {
        /// Most numbers in a list.
        const MOST: usize = 6;
        let tokens = self.tokens;
        let mut end = quantity.end;
        for _ in 0..MOST {
            if !tokens.attached_sign(end, '-')
                || tokens.is_attached(end + 1) && tokens.sign(end + 1) != Some(',')
            {
                return None;
            }
            let comma = usize::from(tokens.attached_sign(end + 1, ','));
            let mut at = tokens.spaced(end + 1 + comma)?;
            if matches!(tokens.word(at), "and" | "or") {
                at = tokens.spaced(at + 1)?;
            }
            let next = self.number_at(at)?;
            if let Some(found) = next.unit {
                return found.attributive.then_some(Measure::Unit(found.unit));
            }
            if let Some(counted) = self.counted(&next) {
                return counted.hyphen.then_some(Measure::Counted(counted.noun));
            }
            end = next.end;
        }
        None
    }

    /// "two 90-minute sessions", "eight million 250 ml bottles": what has that size.
    fn of_the_sized(&self, quantity: &Quantity) -> Option<Measure> {
        let tokens = self.tokens;
        let several = quantity.number.is_whole() && quantity.numeral.value > 1.0;
        let at = tokens.spaced(quantity.end).filter(|_| several)?;
        let size = self.number_at(at).filter(|size| size.start == at)?;
        let end = size.unit.filter(|_| size.currency.is_none())?.end;
        let noun = tokens.spaced(end)?;
        (tokens.is_small(noun) && noun::is_plural(tokens, noun))
            .then(|| Measure::Counted(noun::singular(tokens, noun)))
    }

    /// "the number of pods is 110", "max pods per node: 110", "a population of 5,800"
    pub(super) fn announced(&self, quantity: &Quantity) -> Option<Measure> {
        let tokens = self.tokens;
        if !quantity.number.is_whole() {
            return None;
        }
        let start = hedge::before(tokens, quantity.start).map_or(quantity.start, |(from, _)| from);
        let mut end = tokens.spaced(start)?;
        if tokens.says_any_case(end.checked_sub(1)?, "of")
            || tokens.says_any_case(end - 1, "population")
        {
            let population = if tokens.says(end - 1, "of") {
                tokens.previous_word(end - 1)
            } else {
                tokens.word(end - 1)
            };
            return (population.eq_ignore_ascii_case("population"))
                .then(|| Measure::Counted("person".to_owned()));
        }
        if tokens.sign(end - 1) == Some(':') {
            end -= 1;
        } else {
            end = tokens.phrase_before(start, Class::StatesACount)?;
        }
        self.announcer(end)
    }

    /// What "the number of pods" or "max pods per node", which ends at `end`, counts.
    fn announcer(&self, end: usize) -> Option<Measure> {
        /// So many tokens back.
        const REACH: usize = 12;
        let tokens = self.tokens;
        for i in (self.floor..end).rev().take(REACH) {
            if !tokens.is_letters(i) {
                return None;
            }
            if tokens.says_any_case(i, "population") {
                return Some(Measure::Counted("person".to_owned()));
            }
            if let Some(after) = tokens.phrase(i, Class::AnnouncesACount) {
                let (_, noun) = noun::counted(tokens, after, false)?;
                return Some(Measure::Counted(noun));
            }
        }
        None
    }

    /// "up from 40", "compared with 40": the measure of the figure before it.
    fn of_the_compared(&self, quantity: &Quantity) -> Option<Measure> {
        let tokens = self.tokens;
        let earlier = self.earlier.as_ref()?;
        let start = hedge::before(tokens, quantity.start).map_or(quantity.start, |(from, _)| from);
        if !self.is_one_clause(earlier.end, start) {
            return None;
        }
        let joint = tokens.previous(start)?;
        if earlier.is_age && joint == earlier.end && tokens.says(joint, "and") {
            return Some(earlier.measure.clone());
        }
        let compared = tokens.previous_is_lower(start, Class::Comparing)
            || matches!(tokens.previous_word(start), "with" | "to")
                && tokens.previous_word(joint) == "compared"
            || self.is_reached(earlier, joint);
        // "from 208 pounds to 193"
        let led_to = tokens.says(joint, "to")
            && tokens.spaced(earlier.end) == Some(joint)
            && tokens.previous_word(earlier.start).eq_ignore_ascii_case("from");
        let compared = compared && !self.is_a_change(earlier);
        if !(compared || led_to) || earlier.measure == Measure::Bare {
            return None;
        }
        Some(earlier.measure.clone())
    }

    /// Whether a number behind "to" is what a change by the figure before it led to: "rose 64.06 points to 4,577.10".
    fn is_reached(&self, earlier: &Earlier, to: usize) -> bool {
        let tokens = self.tokens;
        tokens.says(to, "to")
            && tokens.spaced(earlier.end) == Some(to)
            && tokens.previous_is_lower(earlier.start, Class::Changes)
    }

    /// Whether no more than one clause lies from `end` to `start`.
    fn is_one_clause(&self, end: usize, start: usize) -> bool {
        let tokens = self.tokens;
        end <= start
            && tokens.start(start) - tokens.end_before(end) <= REACH
            && (end..start).all(|i| !matches!(tokens.kind(i), Kind::Sign('.' | ';' | ':')))
            && (end..=start).all(|i| tokens.gap(i) < Gap::Line)
    }

    /// "rose 5 percent from 40": what it rose by is of another kind than what it rose from.
    fn is_a_change(&self, earlier: &Earlier) -> bool {
        let Measure::Unit(unit) = earlier.measure else { return false };
        let relative = matches!(
            self.units.get(unit).dimension.as_str(),
            "ratio" | "percentage point" | "multiple" | "time"
        );
        relative && !self.tokens.previous_is_lower(earlier.start, Class::Levels)
    }
}
