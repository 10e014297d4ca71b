//! What a number with nothing but words around it is: what it counts, whose age it tells, or no
//! figure at all.

use super::super::hedge;
use super::super::noun;
use super::super::number::{Form, word_of};
use super::super::unit::UnitId;
use super::calendar::{self, Place};
use super::quantity::Quantity;
use super::reader::{Counted, Reader};
use super::{Measure, context, label};
use crate::token::{Capitals, Gap};
use crate::words::Class;

impl Reader<'_> {
    /// The noun that a quantity without a unit counts.
    pub(super) fn counted(&self, quantity: &Quantity) -> Option<Counted> {
        let end = quantity.number.end;
        if quantity.unit().is_some() {
            None
        } else if self.tokens.attached_sign(end, '-') {
            self.counted_after_hyphen(quantity)
        } else if !quantity.number.is_whole() {
            self.counted_in_parts(quantity)
        } else {
            // "4,500+ students"
            let plus = self.tokens.attached_sign(end, '+');
            let end = end + usize::from(plus && self.tokens.spaced(end + 1).is_some());
            let one = quantity.number.numeral.value == 1.0;
            // "killed 12 people and injured 30 others"
            let others = self
                .tokens
                .spaced(end)
                .is_some_and(|next| self.tokens.says(next, "others") && self.people.is_some());
            if others {
                return None;
            }
            if let Some((end, noun)) = noun::counted(self.tokens, end, one) {
                return Some(Counted { end, noun, hyphen: false });
            }
            let several = quantity.number.numeral.value > 1.0;
            let (end, noun) = noun::counted_before_noun(self.tokens, end).filter(|_| several)?;
            Some(Counted { end, noun, hyphen: true })
        }
    }

    /// "0.5 points", "seven and a half lengths": no adjective stands between.
    fn counted_in_parts(&self, quantity: &Quantity) -> Option<Counted> {
        let tokens = self.tokens;
        let several = quantity.numeral.decimals > 0 || quantity.numeral.value > 1.0;
        let at = tokens.spaced(quantity.number.end).filter(|_| several)?;
        // "6.5 times the norm"
        if quantity.numeral.decimals > 0 && tokens.says(at, "times") {
            let product = tokens.spaced(at + 1).is_some_and(|next| tokens.is_digits(next));
            let noun = || Counted { end: at + 1, noun: "time".to_owned(), hyphen: false };
            return (!product).then(noun);
        }
        let counts = noun::is_plural(tokens, at)
            && !label::is_label(tokens, quantity.start, &quantity.number, false);
        counts.then(|| Counted { end: at + 1, noun: noun::singular(tokens, at), hyphen: false })
    }

    /// "two-man"
    fn counted_after_hyphen(&self, quantity: &Quantity) -> Option<Counted> {
        let tokens = self.tokens;
        let at = tokens.attached(quantity.number.end + 1)?;
        let noun = tokens.word(at);
        let is_noun = noun.len() > 2
            && noun.bytes().all(|b| b.is_ascii_lowercase())
            && (!noun.ends_with("ed") || tokens.is(at, Class::NounsInEd))
            && !tokens.is(at, Class::NotCountedAfterHyphen)
            && !tokens.is(at, Class::FunctionWords)
            && word_of(tokens, at).is_none()
            && !tokens.after(at + 1).is_some_and(char::is_alphanumeric)
            // "3-hexylthiophene-2,5-diyl"
            && !(tokens.attached_sign(at + 1, '-') && tokens.is_digits(at + 2));
        let several = quantity.number.numeral.value > 1.0;
        (is_noun && several).then(|| Counted { end: at + 1, noun: noun.to_owned(), hyphen: true })
    }

    /// Whether what was read is a year, a label, an identifier or a pronoun.
    pub(super) fn is_no_figure(
        &self,
        quantity: &Quantity,
        counts: bool,
        hedged: bool,
        range: bool,
    ) -> bool {
        let tokens = self.tokens;
        let Quantity { start, ref number, .. } = *quantity;
        let measured = quantity.unit().is_some();
        let rated = !measured && !counts && self.per_time(number).is_some();
        // "ran at 11 per 1,000"
        let told_per = tokens.spaced(quantity.end).is_some_and(|per| tokens.says(per, "per"));
        // "the top three", "the bottom 10"
        let ranked = !(measured || counts || range)
            && tokens.previous_is_lower(start, Class::EndsOfARanking)
            && !tokens.spaced(quantity.end).is_some_and(|next| tokens.says(next, "of"));
        ranked
            || context::is_part_of_token(tokens, start, quantity.end, measured || counts || rated)
            || self.is_no_number(quantity)
            || if measured {
                self.is_no_measure(quantity, hedged)
            } else {
                let place = Place { tokens, start, number, counts, hedged };
                !(rated || told_per) && place.is_date_or_time()
                    || number.form == Form::Digits && label::is_citation(tokens, start, number.end)
                    || !hedged && context::is_adverbial_half(tokens, number.start, number.end)
                    || !range && !hedged && label::is_label(tokens, start, number, counts)
                    || self.is_pronoun_or_odds(quantity, counts, hedged)
            }
    }

    /// Whether the number itself is part of a name, an address, a contraction or a price.
    fn is_no_number(&self, quantity: &Quantity) -> bool {
        let tokens = self.tokens;
        let Quantity { start, ref number, .. } = *quantity;
        match number.form {
            Form::Digits => label::is_address(tokens, start, number) || self.is_group(quantity),
            Form::Words => {
                matches!(tokens.before(start), Some('\'' | '’'))
                    || self.is_part_of_name(start)
                    || self.is_dozen_priced(quantity)
            }
            Form::Fraction => label::is_tie_break(tokens, start, number.end),
            Form::Mixed => false,
        }
    }

    /// Whether a number with a unit is a place on the globe, a label, a clock time or an idiom.
    fn is_no_measure(&self, quantity: &Quantity, hedged: bool) -> bool {
        let tokens = self.tokens;
        let Quantity { start, ref number, end, .. } = *quantity;
        if label::is_coordinate(tokens, start, end) {
            return true;
        }
        // "One day he left" tells no duration.
        let one_day = !hedged
            && end == start + 2
            && tokens.says_any_case(start, "one")
            && tokens.says_any_case(start + 1, "day");
        if one_day && !tokens.previous_is(start, Class::FunctionWords) {
            return true;
        }
        if quantity.currency.is_some() {
            return false;
        }
        // "$90 per 12-month period"
        let period = quantity.unit.is_some_and(|found| {
            found.attributive && self.units.get(found.unit).dimension == "time"
        });
        if period && tokens.previous_word(start).eq_ignore_ascii_case("per") {
            return true;
        }
        // "the show 60 Minutes", "the rapper 50 Cent"
        if tokens.is_capitalised(number.end)
            && tokens.word(number.end).len() > 2
            && tokens.previous_is(start, Class::NamedWorks)
        {
            return true;
        }
        // "Runway 25L", "Route 9W", "Fig. 4b"
        let letter = end == number.end + 1 && tokens.word(number.end).len() == 1;
        let named = tokens.is_attached(number.end) || label::is_behind_a_catalogue(tokens, start);
        if letter && named && label::is_label(tokens, start, number, false) {
            return true;
        }
        // "in 1990 s", "at 2000 hours", "constant 1990 dollars"; but "at 1800 rpm"
        let marked = quantity.unit.is_some_and(|found| self.is_money(found.unit))
            || tokens.is_lower(end - 1, Class::ClockUnit);
        number.could_be_year() && marked && tokens.previous_is_lower(start, Class::BeforeMarkedYear)
    }

    /// "one of them", "zero", "one in five"
    fn is_pronoun_or_odds(&self, quantity: &Quantity, counts: bool, hedged: bool) -> bool {
        let tokens = self.tokens;
        let Quantity { start, ref number, .. } = *quantity;
        let words = number.form == Form::Words;
        let one_or_none = matches!(number.numeral.value, 0.0 | 1.0) && number.numeral.decimals == 0;
        if words && !counts && one_or_none && !hedged {
            return start == number.start;
        }
        let one = words && number.numeral.value == 1.0;
        one && context::is_pronoun(tokens, start, number.end)
            || !counts && number.form != Form::Fraction && context::is_odds(tokens, number)
            || context::closes_odds(tokens, start, number)
    }

    /// Whether a dozen is what a price is for: "$3.15 a dozen".
    fn is_dozen_priced(&self, quantity: &Quantity) -> bool {
        let (tokens, start) = (self.tokens, quantity.start);
        let Some(earlier) = &self.earlier else { return false };
        let Measure::Unit(unit) = earlier.measure else { return false };
        quantity.end == start + 2
            && tokens.says_any_case(start, "a")
            && tokens.says_any_case(start + 1, "dozen")
            && self.is_money(unit)
            && tokens.spaced(earlier.end) == Some(start)
    }

    /// Whether a number is part of the name of a group of states: "the Group of 20".
    fn is_group(&self, quantity: &Quantity) -> bool {
        let tokens = self.tokens;
        let of = tokens.previous(quantity.start).filter(|of| tokens.says(*of, "of"));
        of.is_some_and(|of| tokens.previous_word(of) == "Group")
            && !tokens.spaced(quantity.end).is_some_and(|next| noun::is_plural(tokens, next))
    }

    /// Whether a number word is part of a name: "the Six Nations", "the Group of Seven".
    fn is_part_of_name(&self, start: usize) -> bool {
        let tokens = self.tokens;
        let before = |i: usize| {
            // "the Six Nations", "a 19-13 Six Nations loss"; "BBC Two", "Air Force One"
            tokens.is_small(i)
                || tokens.is_capitalised(i)
                    && (i > 0 || tokens.word(i).bytes().all(|b| b.is_ascii_uppercase()))
                    && !tokens.says_any_case(i, "the")
        };
        let digits = start > 0 && tokens.is_digits(start - 1) && tokens.spaced(start).is_some();
        let name = tokens.spaced(start + 1).is_some_and(|next| tokens.is_capitalised(next));
        let acronym = tokens.previous(start).is_some_and(|i| {
            tokens.word(i).len() > 2 && tokens.word(i).bytes().all(|b| b.is_ascii_uppercase())
        });
        let shouted = tokens.word(start).bytes().all(|b| b.is_ascii_uppercase());
        tokens.is_capitalised(start)
            && (digits && name || tokens.previous(start).is_some_and(before))
            && (acronym && !shouted || self.is_running_text())
    }

    /// Whether the sentence has words in lower case other than small ones, as a headline in title
    /// case has not.
    fn is_running_text(&self) -> bool {
        /// So many words tell.
        const REACH: usize = 40;
        let tokens = self.tokens;
        (0..tokens.len())
            .filter(|i| !tokens.is_attached(*i))
            .take(REACH)
            .filter(|i| {
                !tokens.is_attached(i + 1)
                    && tokens.word(*i).len() > 4
                    && tokens.get(*i).capitals == Capitals::None
            })
            .nth(1)
            .is_some()
    }

    /// "aged 45", "Smith, 45, said": years.
    pub(super) fn age(&self, quantity: &Quantity) -> Option<UnitId> {
        let could_be_age =
            quantity.number.is_whole() && (1.0..=115.0).contains(&quantity.numeral.value);
        let is_age = could_be_age
            && (self.tokens.previous_is(quantity.start, Class::AgeWords)
                || self.is_told_age(quantity)
                || self.is_age_of_many(quantity)
                || self.is_apposed_age(quantity));
        is_age.then(|| self.units.by_name("year")).flatten()
    }

    /// "Smith, 45, said"
    fn is_apposed_age(&self, quantity: &Quantity) -> bool {
        let tokens = self.tokens;
        let Some(comma) = quantity.start.checked_sub(1) else { return false };
        // "a boy, five, was lost"
        let spelled = quantity.number.form == Form::Words
            && comma > 0
            && noun::is_person(tokens.word(comma - 1))
            && tokens.previous_is(comma - 1, Class::BeforeOnePerson);
        let apposed = (quantity.number.form == Form::Digits || spelled)
            && tokens.gap(quantity.start) != Gap::Wide
            && tokens.attached_sign(comma, ',')
            && tokens.attached_sign(quantity.end, ',');
        let name = tokens.initials_before(comma);
        let is_name = name < comma
            && (tokens.is_capitalised(name)
                || spelled
                || name + 1 == comma && tokens.is_lower(name, Class::Relatives))
            && !calendar::is_month(tokens, name);
        apposed
            && is_name
            && tokens.spaced(quantity.end + 1).is_some_and(|next| tokens.is_small(next))
    }

    /// "the average age of the players is 24", "a life expectancy of 73"
    fn is_age_of_many(&self, quantity: &Quantity) -> bool {
        /// So many tokens back.
        const REACH: usize = 10;
        let tokens = self.tokens;
        let start = hedge::before(tokens, quantity.start).map_or(quantity.start, |(from, _)| from);
        let Some(verb) = tokens.previous(start) else { return false };
        let told = tokens.is_lower(verb, Class::StatesACount) || tokens.says(verb, "of");
        told && (verb.saturating_sub(REACH)..verb)
            .rev()
            .take_while(|i| tokens.is_letters(*i) && !tokens.is_lower(*i, Class::StatesACount))
            .any(|i| tokens.phrase(i, Class::AgesOfMany).is_some())
    }

    /// "died at 88", "he was 24.": an age without a word for it.
    fn is_told_age(&self, quantity: &Quantity) -> bool {
        let (tokens, start) = (self.tokens, quantity.start);
        // "when she was six"
        let who =
            tokens.previous(start).filter(|_| tokens.previous_is_lower(start, Class::AgeVerbs));
        let told = who.and_then(|verb| {
            let who =
                tokens.previous(verb).filter(|_| tokens.previous_is(verb, Class::WhoHasAnAge))?;
            Some(tokens.previous_is(who, Class::BeforeAnAgeTold))
        });
        if told == Some(true)
            && (self.ends_statement(quantity.end) || self.is_before_small_word(quantity.end))
        {
            return true;
        }
        if quantity.number.form != Form::Digits {
            return false;
        }
        let Some(before) = tokens.previous(start) else { return false };
        let word = tokens.previous_word(start);
        if word == "of" && matches!(tokens.previous_word(before), "age" | "ages") {
            // "over the age of 21"
            return true;
        }
        if matches!(word, "under" | "over") {
            // "children under 15"
            let who = tokens.previous_word(before);
            return noun::looks_plural(who) && noun::is_person(&noun::singular_of(who));
        }
        if quantity.numeral.value < 10.0 {
            return false;
        }
        if word == "of" {
            // "a woman of 62"
            let person = tokens.previous(before).filter(|who| tokens.previous(*who).is_some());
            let person = person.filter(|who| noun::is_person(tokens.word(*who)));
            let one = person.is_some_and(|who| tokens.previous_is(who, Class::BeforeOnePerson));
            return one || person.is_some() && self.ends_statement(quantity.end);
        }
        // "The twins turned 13 on Friday", "Rosa, now 29, teaches"
        if word == "turned" && self.is_before_small_word(quantity.end) {
            return true;
        }
        let comma_before = before > 0 && tokens.sign(before - 1) == Some(',');
        if word == "now" && comma_before {
            return tokens.attached_sign(quantity.end, ',');
        }
        if word == "At" && tokens.attached_sign(quantity.end, ',') {
            // "At 63, she retired"
            let next = tokens.spaced(quantity.end + 1);
            return next.is_some_and(|next| matches!(tokens.word(next), "he" | "she"));
        }
        // "He will be 35 by the end of the year."
        if word == "be" && matches!(tokens.previous_word(before), "will" | "would") {
            let who = tokens.previous(before).map_or("", |will| tokens.previous_word(will));
            return matches!(who, "he" | "she" | "He" | "She")
                && self.is_before_small_word(quantity.end);
        }
        if word == "at" {
            // A few words back: "who died on Monday at 88", "left school at 14".
            return context::words_back(tokens, before, 5)
                .any(|word| word.len() == 1 && tokens.is_lower(word.start, Class::AgeEvents));
        }
        tokens.previous_is_lower(start, Class::AgeVerbs)
            && tokens.previous_is(before, Class::WhoHasAnAge)
            && (self.ends_statement(quantity.end)
                || tokens.spaced(quantity.end).is_some_and(|next| {
                    let verb = tokens.spaced(next + 1);
                    tokens.says(next, "and") && verb.is_some_and(|verb| tokens.is_small(verb))
                })
                || tokens.previous_word(start) == "turned"
                    && tokens.spaced(quantity.end).is_some_and(|next| tokens.is_small(next)))
    }

    /// Whether nothing that could be counted goes on at `end`: a small word, a verb, a sign or the end.
    fn is_before_small_word(&self, end: usize) -> bool {
        let tokens = self.tokens;
        match tokens.spaced(end) {
            Some(next) => {
                tokens.is_small(next) && !noun::is_plural(tokens, next) || tokens.says(next, "is")
            }
            None => !tokens.after(end).is_some_and(|c| c.is_alphanumeric() || "-–/%:".contains(c)),
        }
    }

    /// Whether neither a word nor another number goes on at `end`; "when" may.
    fn ends_statement(&self, end: usize) -> bool {
        let tokens = self.tokens;
        let goes_on = tokens.between(end).starts_with(' ')
            || matches!(tokens.after_sign(end), Some('-' | '–' | '/' | ':'));
        !goes_on || tokens.spaced(end).is_some_and(|next| tokens.says(next, "when"))
    }
}
