//! Whether a figure tells only of what was so at another time: a verb in the past of what goes on for a while, under a clause or a
//! phrase that sets it in the past. What was done then may still be so ("was built in 1932 with a length of 900 m").

use super::Told;
use crate::check::quantity::percent_change;
use factlint_language::date::{DateMention, Written};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;
use std::ops::Range;

/// So many years back, things were otherwise.
const BACK: i16 = 3;
/// What is before that is more likely a number.
const FIRST: i16 = 1000;
/// A text without a date is taken to be of our time: no clock is asked.
const UNDATED: i16 = 2021;

impl Told<'_, '_> {
    /// "In 1540 the abbey had 60 monks": a year long before the document's at a verb that tells how things were. What was
    /// done then may still be so ("was built in 1932 with a length of 900 m").
    pub(super) fn held_then(&self) -> Option<ProseSpan> {
        /// So many years back, how things were is no longer how they are, whatever the verb.
        const LONG: i16 = 20;
        if self.by_day {
            return None;
        }
        let verb = self.syntax.clause_of(self.figure).sure().flatten()?.verb;
        let was = self.syntax.tag(verb) == Tag::Past
            && (self.is_lemma(verb, Class::PriceStates)
                || self.is_lemma(verb, Class::KeepingVerbs)
                || self.sold_then(verb))
            && !self.has(verb, Relation::Auxiliary);
        if !was {
            return None;
        }
        // "Last year the bike cost £1,990"
        let last = self.below(verb, Relation::NounAdverb).find(|time| {
            self.is_lemma(*time, Class::TimeNouns)
                && self.below(*time, Relation::Modifier).any(|at| self.is(at, Class::LastTime))
        });
        let is_state = self.is_lemma(verb, Class::PriceStates);
        if let Some(last) = last.filter(|_| is_state).and_then(|at| self.syntax.words().get(at)) {
            return Some(last.span);
        }
        // A text without a date is taken to be of our time: no clock is asked.
        let now = self.reading.document().record().date.map_or(UNDATED, |date| date.year());
        let is_then = |date: &&DateMention| {
            let hangs = self.syntax.head_in(date.span).is_some_and(|at| {
                self.tree.head(at).is_some_and(|preposition| {
                    self.syntax.text(preposition).eq_ignore_ascii_case("in")
                        && self.tree.head(preposition) == Some(verb)
                })
            });
            matches!(date.written, Written::Year(year) if year + LONG <= now) && hangs
        };
        self.reading.dates(self.sentence).iter().find(is_then).map(|date| date.span)
    }

    /// "In 1988 the paper sold 112,000 copies", not "the fire destroyed 40 houses".
    fn sold_then(&self, verb: usize) -> bool {
        self.counted
            && self.is_cue(verb)
            && self.tree.head(self.figure) == Some(verb)
            && self.tree.relation(self.figure) == Relation::Object
            && self.below(verb, Relation::Subject).any(|who| {
                let last = word::words(self.syntax.text(who)).last();
                self.is_mention(who) && !last.is_some_and(|(_, it)| word::is(it, Class::EventNouns))
            })
    }

    /// "When it opened in 1958, the school had 640 pupils", "admission was £3 before the wing was built", "the fleet still consisted
    /// of seven aircraft", "under the old recipe, the bar had 10 g", "was first estimated at £5 million": the word that sets it in the
    /// past.
    pub(super) fn was_then(&self) -> Option<usize> {
        let (figure, mut verb) = (self.figure, self.verb.filter(|_| !self.by_day)?);
        // "Was 5 euros before the wing was built", where the figure is taken for how long before.
        if verb > figure && (figure + 1..verb).any(|at| self.opens_clause(at)) {
            verb = (0..figure).rfind(|at| self.syntax.tag(*at).is_verb())?;
        }
        self.first_estimate(verb)
            .or_else(|| self.peaked(verb))
            .or_else(|| self.first_number(verb))
            .or_else(|| self.under_former(verb))
            .or_else(|| self.state_then(verb))
            .or_else(|| self.had_been(verb))
    }

    /// "Was first estimated at £5 million", "a report of 2019 put the cost at £5 million".
    fn first_estimate(&self, verb: usize) -> Option<usize> {
        let was = match self.syntax.tag(verb) {
            Tag::Past => true,
            Tag::Participle => self
                .below(verb, Relation::PassiveAuxiliary)
                .any(|at| self.syntax.tag(at) == Tag::Past),
            _ => false,
        };
        let estimates = self.is_lemma(verb, Class::PuttingVerbs)
            || self.is_lemma(verb, Class::ForetellingVerbs);
        if !was {
            return None;
        }
        // "The first estimate put the cost at £5 million"
        let estimate = self
            .below(verb, Relation::Subject)
            .filter(|who| self.is_lemma(*who, Class::EstimateNouns))
            .flat_map(|who| self.tree.dependents(who))
            .find(|at| self.is(*at, Class::FirstAdverbs) || self.is(*at, Class::BygoneAdjective));
        if estimate.is_some() {
            return estimate;
        }
        let first = || {
            self.below(verb, Relation::Adverb)
                .chain(verb.checked_sub(1))
                .find(|at| self.is(*at, Class::FirstAdverbs))
        };
        if estimates {
            return first().or_else(|| self.old_date(0..self.len()));
        }
        // "Was originally fixed at £5 million"
        let is_at = self
            .governor()
            .is_some_and(|(at, above)| above == verb && self.is(at, Class::AbsolutePreposition));
        first().filter(|_| is_at)
    }

    /// "The output peaked at 4 million barrels".
    fn peaked(&self, verb: usize) -> Option<usize> {
        let was = self.syntax.tag(verb) == Tag::Past;
        let at = self
            .governor()
            .is_some_and(|(at, above)| above == verb && self.is(at, Class::PuttingPrepositions));
        (was && at && self.is_lemma(verb, Class::PeakingVerbs) && !self.is_cue(verb))
            .then_some(verb)
    }

    /// "Started out in 1987 with eight employees".
    fn first_number(&self, verb: usize) -> Option<usize> {
        // "Began with a fleet of 2 aircraft"
        let is_with = |at: &usize| self.is(*at, Class::HavingPrepositions);
        let way = || self.tree.upwards(self.figure).skip(1).take(3);
        let with = way().find(is_with)?;
        let is_with = way()
            .take_while(|at| *at != with)
            .all(|at| self.is_cue(at) || self.is(at, Class::PartPrepositions))
            && self.tree.head(with) == Some(verb);
        let began =
            self.syntax.tag(verb) == Tag::Past && self.is_lemma(verb, Class::BeginningVerbs);
        (self.counted && is_with && began).then_some(verb)
    }

    /// "With its old engines, it climbed to", "under the last owner, the fee was": what it had before, at a verb of the past.
    fn under_former(&self, verb: usize) -> Option<usize> {
        let was = self.syntax.tag(verb) == Tag::Past && !self.has(verb, Relation::Auxiliary);
        let had = self.object(0).filter(|had| was && self.is_fronted() && *had < self.figure)?;
        let is_had = self.is(0, Class::AddingWords) && self.has(had, Relation::Possessor);
        let is_ruled =
            self.is(0, Class::UnderPreposition) && self.is_lemma(had, Class::RulingNouns);
        let is_former = |at: &usize| {
            self.is(*at, Class::FormerAdjectives) || is_ruled && self.is(*at, Class::AnotherYear)
        };
        self.below(had, Relation::Modifier).filter(|_| is_had || is_ruled).find(is_former)
    }

    /// The word by which what the verb tells was so for a while in the past.
    fn state_then(&self, verb: usize) -> Option<usize> {
        if !self.was(verb) {
            return None;
        }
        let states =
            [Class::StateVerbs, Class::PriceStates, Class::WorkingVerbs, Class::EnduringVerbs];
        let is_state = states.into_iter().any(|class| self.is_lemma(verb, class))
            || self.has(verb, Relation::PassiveAuxiliary);
        // "In 1995, it pumped 2 million barrels a day"
        let varies = self.is_rate || percent_change::is_percent(self.reading, self.value);
        let keeps = is_state || varies || self.is_lemma(verb, Class::KeepingVerbs);
        if let Some(edition) = self.edition(verb).filter(|_| keeps) {
            return Some(edition);
        }
        if !is_state {
            // "In 1995 the fair attracted 9,000 visitors", "in its first year": a time of which nothing else is told.
            return keeps.then(|| self.time_in_front()).flatten();
        }
        self.still(verb)
            .or_else(|| self.earlier_measure(verb))
            .or_else(|| self.time_in_front())
            .or_else(|| self.for_a_while())
            .or_else(|| self.time_of_subject(verb))
            .or_else(|| self.time_behind(verb))
    }

    /// "Before the fire it had handled 2 million passengers": what was so before something else of the past.
    fn had_been(&self, verb: usize) -> Option<usize> {
        let had = |at: usize| self.syntax.tag(at) == Tag::Past && self.syntax.lemma(at) == "have";
        let is_before = self.syntax.tag(verb) == Tag::Participle
            && self.below(verb, Relation::Auxiliary).any(had);
        // "Had carried 500 passengers": all whom it had until then.
        let is_sum = self.counted
            && self.is_cue(verb)
            && self.tree.relation(self.figure) == Relation::Object
            && self.tree.head(self.figure) == Some(verb);
        if is_before && is_sum {
            return Some(verb);
        }
        (0..self.len())
            .filter(|_| is_before)
            .filter(|at| *at < verb || *at > self.figure)
            .find(|at| self.is(*at, Class::BeforeTime))
    }

    /// Whether the verb tells of the past, and of nothing that has lasted since or was done.
    fn was(&self, verb: usize) -> bool {
        let perfect = self.has(verb, Relation::Auxiliary);
        let in_clause = self.tree.relation(verb) == Relation::RelativeClause;
        let is_past = match self.syntax.tag(verb) {
            Tag::Past => true,
            // "900 pupils were taught"
            Tag::Participle => {
                self.is_lemma(verb, Class::StockParticiples)
                    && self
                        .below(verb, Relation::PassiveAuxiliary)
                        .any(|at| self.syntax.tag(at) == Tag::Past)
            }
            _ => false,
        };
        is_past && !perfect && !in_clause
    }

    /// "Still weighed", "there were still".
    fn still(&self, verb: usize) -> Option<usize> {
        let mut near = verb.saturating_sub(1)..=verb + 1;
        near.find(|at| self.is(*at, Class::StillWord)).filter(|_| !self.is_recent(0..self.figure))
    }

    /// "The original budget was £5 million", not "the first ferry had".
    fn earlier_measure(&self, verb: usize) -> Option<usize> {
        self.below(verb, Relation::Subject)
            .flat_map(|who| self.below(who, Relation::Modifier))
            .find(|at| self.is(*at, Class::BygoneAdjective) && !self.is(*at, Class::FirstAdverbs))
    }

    /// "The first fair", "the 2019 model", "the model of 2022".
    fn edition(&self, verb: usize) -> Option<usize> {
        let words = 0..self.len();
        words.filter(|at| *at < verb && self.is_mention(*at)).find_map(|name| {
            let before = name.checked_sub(1)?;
            if self.is(before, Class::BygoneAdjective) {
                return Some(before);
            }
            let is_year = |at: usize| self.syntax.tag(at) == Tag::Number;
            if is_year(before)
                && !self.is_parted(name)
                && before.checked_sub(1).is_some_and(|at| self.is(at, Class::Article))
            {
                return self.old_date(before..name);
            }
            let year = name + 2;
            let of = self.is(name + 1, Class::PartPrepositions) && is_year(year);
            of.then(|| self.old_date(year..year + 1)).flatten()
        })
    }

    /// The words in front of the sentence, up to its comma or to the subject.
    fn time_in_front(&self) -> Option<usize> {
        let parted = (1..=self.figure).find(|at| self.is_parted(*at));
        let named = (0..=self.figure).find(|at| self.is_mention(*at)).unwrap_or(self.figure);
        // "Back when it opened"
        let first = usize::from(self.opens_clause(1) && !self.is_parted(1));
        let opens_clause = self.opens_clause(first) || !self.is(0, Class::TimePrepositions);
        let end = match parted {
            Some(comma) if opens_clause => comma,
            Some(comma) => comma.min(named),
            // "Before the merger the firm had"
            None if opens_clause
                && self.is(0, Class::BeforeTime)
                && (1..named).all(|at| !self.syntax.tag(at).is_verb()) =>
            {
                return Some(0).filter(|_| named > 1);
            }
            // "A hundred years ago 700 people lived"
            None if opens_clause => {
                (1..self.figure).find(|at| self.is(*at, Class::DistanceInTime))? + 1
            }
            None => named,
        };
        if let Some(found) = self.is_then(first..end) {
            return Some(found);
        }
        // "In 1880, before the fish left, 3,100 people lived": a second one behind the first.
        let next = parted.filter(|comma| self.opens_clause(*comma) && *comma < self.figure)?;
        let end = (next + 1..=self.figure).find(|at| self.is_parted(*at))?;
        self.is_then(next..end)
    }

    /// "For one week in May, it paid 5 percent".
    fn for_a_while(&self) -> Option<usize> {
        let opens = self.opens_with(Class::GivingPrepositions);
        let time = self.object(0).filter(|_| opens)?;
        let lasts = self.is_lemma(time, Class::TimeNouns) || self.syntax.tag(time) == Tag::Figure;
        // "For the year to June, revenue was"
        let is_the = self.is_the(time);
        (lasts && !is_the && time < self.figure && !self.is_own(time)).then_some(0)
    }

    /// The same right behind the subject: "its population in 1900 was".
    fn time_of_subject(&self, verb: usize) -> Option<usize> {
        let subject = self.subject().filter(|subject| *subject < verb)?;
        self.below(subject, Relation::Preposition)
            .filter(|at| *at > subject && *at < verb && self.is(*at, Class::TimePrepositions))
            .find_map(|at| self.is_then(at..verb))
    }

    /// The same behind the figure: "when it was launched", "before the wing was built", "in 1999".
    fn time_behind(&self, verb: usize) -> Option<usize> {
        let end = self.len();
        let hangs = |at: usize| {
            let above = self.tree.head(at)?;
            if self.opens_clause(at) && self.tree.relation(above) == Relation::AdverbClause {
                return self.tree.head(above);
            }
            Some(above)
        };
        (self.figure + 1..end)
            .filter(|at| self.opens_clause(*at) || self.is(*at, Class::TimePrepositions))
            .filter(|at| {
                let above = hangs(*at);
                // "Had 7 jobs running when it crashed"
                above == Some(verb) || above.is_some_and(|at| self.tree.is_under(at, self.figure))
            })
            .find_map(|at| {
                let stop = (at + 1..end).find(|next| self.is_parted(*next)).unwrap_or(end);
                self.is_then(at..stop)
            })
    }

    fn opens_clause(&self, at: usize) -> bool {
        self.is(at, Class::PastTimeOpeners)
    }

    /// The word by which some words tell of a time that is over.
    fn is_then(&self, words: Range<usize>) -> Option<usize> {
        let first = words.start;
        let mut behind = first + 1..words.end.max(first + 1);
        if behind.is_empty() || self.figure < words.end && self.figure > first {
            return None;
        }
        let finds = |class: Class| behind.clone().find(|at| self.is_lemma(*at, class));
        let was = |at: usize| self.syntax.tag(at) == Tag::Past;
        if self.opens_clause(first) {
            // "When it opened in 1936, the bridge was 700 m long": and so it is.
            let is_its_own = self.is_extent() && finds(Class::ComingToBe).is_some();
            let until = self.is(first, Class::BeforeTime);
            // "Before the move to the new engine"
            let is_event = until
                && behind.clone().all(|at| !self.syntax.tag(at).is_verb())
                && self.below(first, Relation::PrepositionObject).any(|at| {
                    self.has(at, Relation::Determiner) || self.has(at, Relation::Possessor)
                });
            let is_past = is_event || behind.clone().any(was);
            let is_over = until || !self.is_recent(words.clone());
            return (is_past && !is_its_own && is_over).then_some(first);
        }
        if self.is_recent(words.clone()) {
            return None;
        }
        let is_its_own = self.is_extent() && finds(Class::ComingToBe).is_some();
        if let Some(date) = self.old_date(words.clone()).filter(|_| !is_its_own) {
            return Some(date);
        }
        // "Two years after it opened", "thousands of years ago"
        let counts = |at: &usize| {
            at.checked_sub(1).is_some_and(|time| {
                self.is_lemma(time, Class::TimeNouns) || self.syntax.tag(time) == Tag::Figure
            })
        };
        let later = behind.clone().filter(counts).find(|at| {
            self.is(*at, Class::DistanceInTime)
                || self.is(*at, Class::AfterPrepositions)
                    && behind.clone().any(|verb| verb > *at && was(verb))
        });
        if later.is_some() {
            return later;
        }
        if !self.is(first, Class::TimePrepositions) {
            return None;
        }
        // "In the 1970s", "in the nineteenth century"
        let is_decade = |at: &usize| {
            let text = self.syntax.text(*at);
            text.strip_suffix("0s").is_some_and(|rest| {
                rest.len() == 3
                    && rest.bytes().all(|byte| byte.is_ascii_digit())
                    && !rest.starts_with("202")
            })
        };
        if let Some(decade) = behind.clone().find(is_decade) {
            return Some(decade);
        }
        // "During the war", "at launch", "at the outset"
        if let Some(time) = finds(Class::BygoneTimes).filter(|_| !is_its_own) {
            return Some(time);
        }
        let last = behind.end - 1;
        // "In Victorian times"
        let is_era = self.is(first, Class::SpanPreposition)
            && self.is_lemma(last, Class::TimeItself)
            && self.syntax.tag(last) == Tag::Nouns
            && last > first + 1;
        if is_era {
            return Some(last);
        }
        if self.is(last, Class::OutsetNouns) {
            return Some(last);
        }
        // "At the time", "at the time of the merger", not "at the time of writing"
        let time = behind.clone().find(|at| {
            self.is(*at, Class::TimeItself)
                && (*at == last || self.is(*at + 1, Class::PartPrepositions))
                && self.syntax.tag(last) != Tag::Gerund
                && !self.is(last, Class::WritingNouns)
                && at.checked_sub(1).is_some_and(|the| self.is(the, Class::Article))
        });
        if time.is_some() {
            return time;
        }
        // "In its early days", "under the old terms"
        behind.find(|at| {
            self.is(*at, Class::BygoneAdjective) && {
                let noun = (*at + 1..words.end).rfind(|noun| self.syntax.tag(*noun).is_noun());
                noun.is_some_and(|noun| {
                    self.is_lemma(noun, Class::TimeNouns) || self.is_lemma(noun, Class::RegimeNouns)
                })
            }
        })
    }

    /// Whether some words tell of a time that is not long gone: "when inspectors came last month".
    fn is_recent(&self, mut words: Range<usize>) -> bool {
        let end = words.end;
        words.any(|at| {
            // "At the end of the last ice age", "in the last century"
            let of_old =
                (at + 1..end.min(at + 3)).any(|next| self.is_lemma(next, Class::BygoneTimes));
            self.is(at, Class::RecentTimes) && !of_old
        })
    }

    /// The first word of a date among some words that lies some years before the document's.
    fn old_date(&self, words: Range<usize>) -> Option<usize> {
        let of_document = self.reading.document().record().date;
        let now = of_document.map_or(UNDATED, |date| date.year());
        let is_old = |date: &&DateMention| {
            date.period(of_document).is_some_and(|days| days.last.year() + BACK <= now)
                && self.syntax.word_at(date.span.start).is_some_and(|at| words.contains(&at))
        };
        let date = self.reading.dates(self.sentence).iter().find(is_old);
        let date = date.and_then(|date| self.syntax.word_at(date.span.start));
        // "As late as 1998", "a report of 2019"
        let is_year = |at: &usize| {
            let text = self.syntax.text(*at);
            let is_told = at.checked_sub(1).is_some_and(|of| self.is(of, Class::TimePrepositions));
            let year = text.parse::<i16>().ok().filter(|_| text.len() == 4 && is_told);
            year.is_some_and(|year| (FIRST..=now - BACK).contains(&year))
        };
        // "In 2021/22"
        let is_school_year = |at: &usize| {
            let text = self.syntax.text(*at);
            let years = text.split_once(['/', '-', '–']);
            let is_told = at.checked_sub(1).is_some_and(|of| {
                self.is(of, Class::TimePrepositions) || self.is(of, Class::PeriodPrepositions)
            });
            years.is_some_and(|(first, second)| {
                let year = first.parse::<i16>().ok().filter(|_| first.len() == 4 && is_told);
                matches!(second.len(), 2 | 4)
                    && second.bytes().all(|byte| byte.is_ascii_digit())
                    && year.is_some_and(|year| (FIRST..=now - BACK).contains(&year))
            })
        };
        date.or_else(|| words.clone().find(is_year)).or_else(|| words.clone().find(is_school_year))
    }
}
