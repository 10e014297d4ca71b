//! When a figure holds, and for how long: on one day, in the first weeks, in a part of a year, before the subject is grown.

use super::Told;
use factlint_language::date::Written;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

impl Told<'_, '_> {
    /// The day on which alone a cue was so: "held 31 billion litres on Monday".
    pub(super) fn on_one_day(&self) -> Option<ProseSpan> {
        let verb = self.cue.filter(|_| !self.by_day)?;
        let clause = self.reading.outer_clause_at(self.sentence, self.whole.start);
        // "The council said on Monday that the bridge cost €640 million"
        let is_of_report = |date: ProseSpan| {
            let date = self.syntax.head_in(date)?;
            let said = self.tree.upwards(date).find(|at| self.syntax.tag(*at).is_verb())?;
            let opener = self.below(verb, Relation::Marker).next()?;
            Some(said != verb && date < opener && self.tree.is_under(verb, said))
        };
        let day = self.reading.dates(self.sentence).iter().find(|date| {
            clause.contains(date.span)
                && is_of_report(date.span) != Some(true)
                && matches!(date.written, Written::Day(_) | Written::Weekday { .. })
        })?;
        let is_done =
            self.syntax.tag(verb) == Tag::Past && self.tree.head(self.figure) == Some(verb);
        is_done.then_some(day.span)
    }

    /// The word by which a figure is that of the first days, or of what is done in a moment: "in its first week", "cut 340 square
    /// metres in an hour".
    pub(super) fn opening_time(&self) -> Option<usize> {
        if self.of_rates {
            return None;
        }
        let figure = self.figure;
        let above = self.tree.head(figure);
        // "Ran to 40 copies in an hour"
        let top = above
            .filter(|_| self.tree.relation(figure) == Relation::PrepositionObject)
            .and_then(|preposition| self.tree.head(preposition))
            .filter(|top| self.syntax.tag(*top).is_verb());
        std::iter::once(figure)
            .chain(above)
            .chain(top.or(self.verb))
            .flat_map(|upper| self.governed(upper, Class::SpanPreposition))
            .filter(|time| {
                self.is_lemma(*time, Class::TimeNouns) || self.is_lemma(*time, Class::OccasionNouns)
            })
            .find_map(|time| {
                let mut opening = self.below(time, Relation::Modifier);
                let is_moment = self.is_lemma(time, Class::Moments) && self.is_one(time);
                opening
                    .find(|at| self.is(*at, Class::OpeningAdjectives))
                    .or(is_moment.then_some(time))
            })
    }

    /// "After a single dose, it is 52% effective".
    pub(super) fn after_a_dose(&self) -> Option<usize> {
        let dose = self.object(0).filter(|_| self.opens_with(Class::AfterPrepositions))?;
        // Not "after two doses", which may be all.
        let is_one = self.syntax.tag(dose) == Tag::Noun && self.is_lemma(dose, Class::DoseNouns);
        (is_one && dose < self.figure && !self.is_own(dose)).then_some(dose)
    }

    /// "After five o'clock, admission is £3".
    pub(super) fn at_some_hours(&self) -> Option<usize> {
        let opens = self.opens_with(Class::AfterPrepositions)
            || self.opens_with(Class::BeforeTime)
            || self.opens_with(Class::RangeOpener);
        let end = self.behind_first_comma()?;
        (1..end).find(|at| opens && !self.counted && self.is_lemma(*at, Class::ClockNouns))
    }

    /// "On Sundays, admission is £3".
    pub(super) fn on_some_days(&self) -> Option<usize> {
        let opens = self.opens_with(Class::OccasionPrepositions)
            || self.opens_with(Class::NearPrepositions);
        let days = self.object(0).filter(|_| opens)?;
        let name = self.syntax.text(days);
        let is_weekday = word::is(name.trim_end_matches('s'), Class::TimeNouns)
            && name.starts_with(char::is_uppercase)
            || self.is_lemma(days, Class::FreeDays);
        let is_plural = name.ends_with('s');
        // "At Easter it charges £2"
        let is_feast = self.is(days, Class::Feasts);
        (is_weekday && is_plural && days < self.figure || is_feast).then_some(days)
    }

    /// What flows in a part of a year only: "revenue in the first quarter", "an uptime of 97% in October 2024", "on Sunday the
    /// output fell to 18 MW".
    pub(super) fn for_a_time(&self) -> Option<usize> {
        let cue = self.cue.filter(|cue| self.is_lemma(*cue, Class::FlowNouns))?;
        let in_time = |at: &usize| self.is(*at, Class::PeriodPrepositions);
        let part = (0..self.len()).filter(in_time).filter_map(|at| self.object(at)).find(|time| {
            let with = |relation: Relation| self.below(*time, relation).next();
            let is_any = with(Relation::Determiner).is_some_and(|at| {
                self.is(at, Class::EveryWords) || self.is(at, Class::IndefiniteArticle)
            });
            let is_told = with(Relation::Modifier)
                .or(with(Relation::NumberModifier))
                .or(with(Relation::Compound))
                .is_some();
            // "For the three months to June"
            let spans = self.syntax.tag(*time) == Tag::Figure
                && word::words(self.syntax.text(*time))
                    .any(|(_, found)| word::is(found, Class::PartsOfYear))
                && !self.is_year(*time);
            (spans || self.is_lemma(*time, Class::PartsOfYear) && is_told)
                && !is_any
                && !self.is_cue(*time)
        });
        if part.is_some() {
            return part;
        }
        let was = self.verb.is_some_and(|verb| self.syntax.tag(verb) == Tag::Past);
        // "Last month"
        let last = (1..self.len()).find(|time| {
            self.is(time - 1, Class::LastTime) && self.is_lemma(*time, Class::PartsOfYear)
        });
        if last.is_some() && was {
            return last;
        }
        let is_short = |written: &Written| {
            matches!(
                written,
                Written::Month { .. }
                    | Written::Quarter { .. }
                    | Written::Day(_)
                    | Written::Weekday { .. }
            )
        };
        // "In the year to March 2025", "reported on Tuesday" are of another time.
        let reports = self.verb.is_some_and(|verb| {
            self.is_lemma(verb, Class::ReportingVerbs)
                || self.is_lemma(verb, Class::PublishingVerbs)
        });
        // "On Sunday morning in light winds the output fell", where the winds are taken for a verb.
        let opens = self.opens_with(Class::OccasionPrepositions);
        let hangs = |at: usize| {
            let mut way = self.tree.upwards(at);
            let top =
                way.find(|at| self.syntax.tag(*at).is_verb() || self.is(*at, Class::UpToWords));
            let is_ours = top.is_some() && top == self.verb;
            is_ours
                || opens
                    && at == 1
                    && top.is_some_and(|top| {
                        self.tree.relation(top) == Relation::AdverbClause
                            && self.tree.head(top) == self.verb
                    })
        };
        // "She flew on Friday to Karvia, a kingdom with an output of 20 tonnes"
        let is_apposed = self
            .tree
            .upwards(self.figure)
            .take_while(|at| Some(*at) != self.verb)
            .any(|at| self.tree.relation(at) == Relation::Apposition);
        let date = self.reading.dates(self.sentence).iter().find(|date| {
            !is_apposed
                && is_short(&date.written)
                && self.syntax.head_in(date.span).is_some_and(hangs)
        });
        if let Some(date) = date.filter(|_| was && !reports) {
            return self.syntax.word_at(date.span.start);
        }
        // "Was generating 11 MW"
        self.verb.filter(|verb| {
            *verb == cue
                && self.syntax.tag(*verb) == Tag::Gerund
                && self.below(*verb, Relation::Auxiliary).any(|at| self.syntax.tag(at) == Tag::Past)
        })
    }

    /// "From next year, the fee is £38", "rises to 6 percent next month", "starting in January 2031": what is not so yet.
    pub(super) fn still_to_come(&self) -> Option<usize> {
        // "Its 400 pupils come back next week": what they will do, so many they are.
        let is_told = !self.subject().is_some_and(|who| self.tree.is_under(self.figure, who));
        let is_ours = |at: usize| {
            // "Carries 400 passengers and sails again next week"
            let parts = |at: usize| {
                self.syntax.tag(at).is_verb() || self.syntax.tag(at) == Tag::Conjunction
            };
            if (self.figure + 1..at).any(parts) {
                return false;
            }
            let mut way = self.tree.upwards(at).skip(1);
            let top = way.find(|at| self.syntax.tag(*at).is_verb() || *at == self.figure);
            top.is_none() || top == self.verb || top == Some(self.figure)
        };
        // "Next year", not "over the next year".
        let next = (0..self.len().saturating_sub(1)).find(|at| {
            let is_told = at.checked_sub(1).is_none_or(|before| {
                !self.is(before, Class::Definite)
                    && self.syntax.tag(before) != Tag::PossessivePronoun
            });
            self.is(*at, Class::NextWord)
                && is_told
                && self.is_lemma(at + 1, Class::TimeNouns)
                && !self.is_own(at + 1)
                && is_ours(at + 1)
        });
        let begins = || {
            let now = self.reading.document().record().date?;
            let of_document = Some(now);
            let later = self.reading.dates(self.sentence).iter().find(|date| {
                let Some(at) = self.syntax.word_at(date.span.start) else { return false };
                // "As of", "starting in"
                let opens = (at.saturating_sub(2)..at).any(|at| self.is(at, Class::ForceOpeners));
                opens
                    && is_ours(at)
                    && date.period(of_document).is_some_and(|days| days.first > now)
            })?;
            self.syntax.word_at(later.span.start)
        };
        next.or_else(begins).filter(|_| is_told)
    }

    /// "Was carrying 312 passengers when its engine failed": what went on at a moment of the past.
    pub(super) fn at_a_moment(&self) -> Option<usize> {
        let verb = self.verb.filter(|verb| self.syntax.tag(*verb) == Tag::Gerund)?;
        let was = self.below(verb, Relation::Auxiliary).any(|at| self.syntax.tag(at) == Tag::Past);
        let behind = self.figure + 1..self.len();
        let moment = behind.into_iter().find(|at| self.is(*at, Class::MomentOpeners))?;
        was.then_some(moment)
    }

    /// Whether a length of time is a year after all: "for the twelve months to June".
    fn is_year(&self, time: usize) -> bool {
        const MONTHS: u32 = 12;
        let figures = self.reading.figures(self.sentence);
        let word = self.span(time);
        figures.iter().any(|figure| {
            word.is_some_and(|word| word.overlaps(figure.span))
                && figure.interval.contains(f64::from(MONTHS))
        })
    }

    /// "For the first three months, it costs €1 a month", "in its first draft it ran for", where a tree may take what follows for a
    /// part of the time.
    pub(super) fn for_the_first(&self) -> Option<usize> {
        let is_first = |at: &usize| {
            at.checked_sub(1).is_some_and(|the| {
                self.is(the, Class::Definite) || self.syntax.tag(the) == Tag::PossessivePronoun
            }) && self.is(*at, Class::OpeningAdjectives)
        };
        (2..self.len()).filter(is_first).find(|first| {
            let opener = first - 2;
            let time = first + 1;
            // "On its first day"
            let is_span = self.is(opener, Class::SpanOpeners)
                || opener == 0 && self.is(opener, Class::OccasionPrepositions);
            let is_draft = time < self.len() && self.is_lemma(time, Class::DraftNouns);
            let is_time = time < self.len()
                && (self.is_lemma(time, Class::TimeNouns)
                    || self.syntax.tag(time) == Tag::Figure
                        && word::words(self.syntax.text(time)).any(|(_, found)| {
                            word::is(found.trim_end_matches('s'), Class::TimeNouns)
                        }));
            let is_beside = opener == 0 && *first < self.figure || opener > self.figure;
            let is_told = is_draft || is_time && !self.is_time();
            is_span && is_told && is_beside && !self.is_cue(time) && !self.is_of_other_verb(opener)
        })
    }

    /// Whether a word stands outside the clause between commas in which the figure is told aside: "the union, which has 52,000 members,
    /// meets for the first time".
    fn is_of_other_verb(&self, at: usize) -> bool {
        let mut way = self.tree.upwards(self.figure);
        let aside = way.find(|at| {
            self.tree.relation(*at) == Relation::RelativeClause && self.syntax.tag(*at).is_verb()
        });
        aside.is_some_and(|verb| !self.tree.is_under(at, verb))
    }

    /// "A newborn otter weighs 0.2 kg".
    pub(super) fn not_grown(&self) -> Option<usize> {
        (0..self.figure)
            .filter(|at| self.is_mention(*at))
            .flat_map(|name| self.tree.dependents(name).chain(name.checked_sub(1)))
            .find(|at| self.is(*at, Class::YoungAdjectives))
    }
}
