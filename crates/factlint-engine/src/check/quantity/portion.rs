//! Whether a figure is told of all that the subject is, or only for some people, on a part of it, for a part of a year, with
//! something added, or on request. Asked of the analysis of the sentence.

use super::told::Told;
use crate::check::Refusal;
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::unread::Reason;
use factlint_language::date::Written;
use factlint_language::figure::Figure;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Signs, Tag};
use factlint_language::word;
use factlint_language::words::Class;

/// "For children, admission is £2", "on the top floor of the car park", "with the charging case", "revenue in the first
/// quarter": refused with the word by which it is a part.
pub(super) fn is_all(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    figure: &Figure,
    whole: ProseSpan,
    cue: Option<ProseSpan>,
) -> Result<(), Refusal> {
    let Some(told) = Told::of(rule, reading, sentence, figure, whole, cue) else { return Ok(()) };
    if let Some(owner) = told.of_another_name() {
        return told.refused(Reason::OtherThing, owner);
    }
    if let Some(sort) = told.sort_of_cue() {
        return told.refused(Reason::OtherCue, sort);
    }
    if let Some(raised) = told.may_be_raised() {
        return told.refused(Reason::NotAsserted, raised);
    }
    let part = told
        .for_some()
        .or_else(|| told.done_to_some())
        .or_else(|| told.on_some_days())
        .or_else(|| told.in_part())
        .or_else(|| told.within())
        .or_else(|| told.of_segment())
        .or_else(|| told.alone())
        .or_else(|| told.with_more())
        .or_else(|| told.for_a_time());
    match part {
        Some(part) => told.refused(Reason::PartOrChange, part),
        None => Ok(()),
    }
}

impl Told<'_, '_> {
    fn is_parted(&self, at: usize) -> bool {
        self.syntax.words().get(at).is_some_and(|word| word.before.has(Signs::COMMA))
    }

    /// What a preposition governs.
    fn object(&self, preposition: usize) -> Option<usize> {
        self.tree.dependents_as(preposition, Relation::PrepositionObject).next()
    }

    /// The prepositions that open the sentence or tell more of the figure, its verb or its cue, of a class.
    fn prepositions(&self, class: Class) -> impl Iterator<Item = usize> + '_ {
        (0..self.len()).filter(move |at| {
            let Some(above) = self.tree.head(*at) else {
                return self.is(*at, class) && *at == 0 && *at < self.figure;
            };
            let opens = *at == 0 && *at < self.figure;
            let tells_more =
                self.verb == Some(above) || self.cue == Some(above) || above == self.figure;
            // "60 requests per minute for clients"
            let of_rate =
                self.is_rate && *at > self.figure && self.tree.is_under(above, self.figure);
            self.is(*at, class) && (opens || tells_more || of_rate)
        })
    }

    /// Whether a word, or one below it, is one of the rule's own.
    fn is_own(&self, top: usize) -> bool {
        (0..self.len())
            .filter(|at| self.tree.is_under(*at, top))
            .any(|at| self.is_mention(at) || self.is_cue(at))
    }

    /// People of whom something else holds: "for children under twelve, admission is", "£2 for under-16s", "in patients with
    /// kidney failure"; not "for adults", "for most patients".
    fn for_some(&self) -> Option<usize> {
        let is_aged = |at: usize| {
            let text = self.syntax.text(at);
            ["under-", "over-"].iter().any(|age| {
                text.strip_prefix(age).is_some_and(|age| {
                    age.starts_with(|c: char| c.is_ascii_digit()) || age.ends_with('s')
                })
            })
        };
        self.prepositions(Class::PeoplePrepositions).find_map(|at| {
            // "1,300 places for students": for whom all of them are.
            if self.counted
                && !self.is_rate
                && self.tree.head(at) == Some(self.figure)
                && at > self.figure
            {
                return None;
            }
            // "In" before a place is said of people in front alone.
            let is_in = self.is(at, Class::SpanPreposition);
            if is_in && at > self.figure {
                return None;
            }
            // "For the over-60s"
            let next = if self.is(at + 1, Class::Article) { at + 2 } else { at + 1 };
            // "For paying customers", where the customers are taken for what is paid.
            let people = self.object(at).or_else(|| {
                let doing = self.tree.dependents_as(at, Relation::PrepositionClause).next()?;
                self.tree
                    .dependents_as(doing, Relation::Object)
                    .next()
                    .filter(|people| *people == doing + 1 && self.are_people(*people))
            });
            if next < self.len() && (is_aged(next) || self.is(next, Class::AgePrepositions)) {
                return Some(next);
            }
            let people = people?;
            if self.is_own(people) {
                return None;
            }
            let every = |class: Class| {
                self.tree.dependents(people).any(|below| below < people && self.is(below, class))
            };
            if every(Class::EveryWords) {
                return None;
            }
            if self.is_lemma(people, Class::PeopleApart) {
                return Some(people);
            }
            if !self.are_people(people) {
                return None;
            }
            if people > at + 1 && self.syntax.tag(people - 1) == Tag::Gerund {
                return Some(people - 1);
            }
            self.tree.dependents(people).find(|below| match self.tree.relation(*below) {
                Relation::Modifier | Relation::Compound => {
                    *below < people && !self.is(*below, Class::OrdinaryPeople)
                }
                Relation::Preposition => *below > people && *below < self.len(),
                Relation::RelativeClause | Relation::NounClause => true,
                _ => false,
            })
        })
    }

    fn are_people(&self, at: usize) -> bool {
        self.syntax.tag(at) == Tag::Nouns
            && (self.is_lemma(at, Class::Persons) || self.is_lemma(at, Class::AccountNouns))
    }

    /// "Students are charged £3 for admission".
    fn done_to_some(&self) -> Option<usize> {
        // "Pensioners and students pay £3"
        let pays = self.is_lemma(self.verb?, Class::PayingVerbs);
        let people = self.tree.dependents(self.verb?).find(|at| match self.tree.relation(*at) {
            Relation::PassiveSubject => true,
            Relation::Subject => pays,
            _ => false,
        })?;
        (!self.counted
            && self.syntax.tag(people) == Tag::Nouns
            && self.is_lemma(people, Class::PeopleApart)
            && !self.is_own(people))
        .then_some(people)
    }

    /// "On Sundays, admission is £3".
    fn on_some_days(&self) -> Option<usize> {
        let days = self.object(0).filter(|_| self.is(0, Class::OccasionPrepositions))?;
        let name = self.syntax.text(days);
        let is_weekday = word::is(name.trim_end_matches('s'), Class::TimeNouns)
            && name.starts_with(char::is_uppercase)
            || self.is_lemma(days, Class::FreeDays);
        let is_plural = name.ends_with('s');
        (is_weekday && is_plural && days < self.figure).then_some(days)
    }

    /// "On the ground floor of the car park, 24 spaces", "within the province the river flows for 120 km".
    fn in_part(&self) -> Option<usize> {
        let opens =
            self.is(0, Class::OccasionPrepositions) || self.is(0, Class::InsidePrepositions);
        let place = self.object(0).filter(|_| opens && self.figure > 0)?;
        let every = self.tree.dependents(place).any(|below| self.is(below, Class::EveryWords));
        if every || self.is_cue(place) || self.is_mention(place) {
            return None;
        }
        let is_storey = self.syntax.tag(place) == Tag::Noun
            && self.is_lemma(place, Class::StoreyNouns)
            && self.tree.dependents_as(place, Relation::NumberModifier).all(|at| at > place);
        let is_region = self.is_extent()
            && self.is_lemma(place, Class::RegionNouns)
            && self.verb.is_some_and(|verb| self.is_lemma(verb, Class::ExtendingVerbs));
        // "On its upper and lower deck", "at ground level, it is full: its 300 spaces are taken"
        let are_several = self
            .tree
            .dependents_as(place, Relation::Modifier)
            .any(|at| self.tree.dependents_as(at, Relation::Conjunct).next().is_some());
        let goes_on = (place + 1..=self.figure).any(|at| {
            self.syntax.words().get(at).is_some_and(|word| word.before.has(Signs::COLON))
        });
        // "On the free plan"
        let is_plan = self.syntax.tag(place) == Tag::Noun
            && self.is_lemma(place, Class::PlanNouns)
            && !self.is_own(place)
            && [Relation::Modifier, Relation::Compound]
                .into_iter()
                .any(|relation| self.tree.dependents_as(place, relation).next().is_some());
        (is_storey && !are_several && !goes_on || is_region || is_plan).then_some(place)
    }

    /// "Flows for 70 km within the province", "within Marl".
    fn within(&self) -> Option<usize> {
        let extends = self.verb.is_some_and(|verb| self.is_lemma(verb, Class::ExtendingVerbs));
        (0..self.len())
            .filter(|at| self.is_extent() && extends && self.is(*at, Class::InsidePrepositions))
            .filter(|at| *at == 0 || *at > self.figure)
            .filter_map(|at| self.object(at))
            .find(|place| {
                !self.is_mention(*place)
                    && (self.is_lemma(*place, Class::RegionNouns)
                        || matches!(self.syntax.tag(*place), Tag::Name | Tag::Names))
            })
    }

    /// "A stretch of the line, 3 km between Colliery Lane and Foss, is closed".
    fn of_segment(&self) -> Option<usize> {
        (0..self.figure).filter(|at| self.is_lemma(*at, Class::SegmentNouns)).find(|at| {
            let of = at + 1;
            let behind = of..self.figure;
            self.is_extent()
                && self.is(of, Class::PartPrepositions)
                && self.is_parted(self.figure)
                && behind.clone().any(|at| self.is_mention(at))
                && behind.clone().all(|at| !self.syntax.tag(at).is_verb())
        })
    }

    /// "On its opening night alone", "in Sweden alone": not "the ticket alone".
    fn alone(&self) -> Option<usize> {
        const PHRASE: usize = 6;
        (2..self.len()).filter(|at| self.is(*at, Class::AloneWord)).find(|at| {
            let last = at - 1;
            let is_named = self.syntax.tag(last).is_noun() || self.syntax.tag(last) == Tag::Number;
            let opener = (at.saturating_sub(PHRASE)..last)
                .rfind(|word| self.is(*word, Class::OccasionPrepositions));
            is_named
                && opener.is_some_and(|opener| {
                    (opener..last + 1).all(|word| {
                        !self.is_mention(word)
                            && !self.is_cue(word)
                            && (word == opener || !self.is_parted(word))
                    })
                })
        })
    }

    /// "Together with its case", "with the charging case", "with the add-on", "with the lights on".
    fn with_more(&self) -> Option<usize> {
        const PHRASE: usize = 6;
        let comma = (1..=self.figure).find(|at| self.is_parted(*at));
        // Not "combined with good sound, a battery life of 12 hours makes it a good buy".
        let joined = self.is(0, Class::JoiningWords)
            && self.verb.is_some_and(|verb| verb < self.figure)
            && comma
                .is_some_and(|comma| (1..comma).any(|at| self.is(at, Class::HavingPrepositions)));
        if joined {
            return Some(0);
        }
        // "With noise control on, it lasts"
        let switched = comma.map(|comma| comma - 1).filter(|last| {
            self.is(0, Class::HavingPrepositions)
                && *last > 1
                && self.is(*last, Class::SwitchedStates)
        });
        // "740 W when the second supply is fitted"
        let switched = switched.or_else(|| {
            let when = (self.figure + 1..self.len()).find(|at| {
                self.is(*at, Class::Condition) || self.is(*at, Class::PastTimeOpeners)
            })?;
            let end = (when + 1..self.len()).find(|at| self.is_parted(*at)).unwrap_or(self.len());
            Some(end - 1).filter(|last| *last > when + 1 && self.is(*last, Class::SwitchedStates))
        });
        if switched.is_some() {
            return switched;
        }
        let tells_more = |at: usize| {
            let above = self.tree.head(at);
            at == 0 || above.is_some() && (above == self.verb || above == Some(self.figure))
        };
        (0..self.len())
            .filter(|at| self.is(*at, Class::AddingWords) && tells_more(*at))
            .filter(|at| *at < self.figure && *at == 0 || *at > self.figure)
            .find_map(|at| {
                let end = self.len().min(at + 1 + PHRASE);
                (at + 1..end)
                    .take_while(|next| {
                        let tag = self.syntax.tag(*next);
                        !self.is_parted(*next)
                            && !matches!(
                                tag,
                                Tag::Figure | Tag::Past | Tag::Present | Tag::PresentThird
                            )
                            && !self.is_mention(*next)
                    })
                    .find(|next| self.is_lemma(*next, Class::AddedThings) && !self.is_cue(*next))
            })
    }

    /// What flows in a part of a year only: "revenue in the first quarter", "an uptime of 97% in October 2024", "on Sunday the
    /// output fell to 18 MW".
    fn for_a_time(&self) -> Option<usize> {
        let cue = self.cue.filter(|cue| self.is_lemma(*cue, Class::FlowNouns))?;
        let in_time = |at: &usize| self.is(*at, Class::PeriodPrepositions);
        let part = (0..self.len()).filter(in_time).filter_map(|at| self.object(at)).find(|time| {
            let with = |relation: Relation| self.tree.dependents_as(*time, relation).next();
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
        let opens = self.is(0, Class::OccasionPrepositions);
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
        let date = self.reading.dates(self.sentence).iter().find(|date| {
            is_short(&date.written) && self.syntax.head_in(date.span).is_some_and(hangs)
        });
        if let Some(date) = date.filter(|_| was && !reports) {
            return self.syntax.word_at(date.span.start);
        }
        // "Was generating 11 MW"
        self.verb.filter(|verb| {
            *verb == cue
                && self.syntax.tag(*verb) == Tag::Gerund
                && self
                    .tree
                    .dependents_as(*verb, Relation::Auxiliary)
                    .any(|at| self.syntax.tag(at) == Tag::Past)
        })
    }

    /// Whether a length of time is a year after all: "for the twelve months to June".
    fn is_year(&self, time: usize) -> bool {
        const MONTHS: u32 = 12;
        let figures = self.reading.figures(self.sentence);
        let word = self.syntax.words().get(time).map(|word| word.span);
        figures.iter().any(|figure| {
            word.is_some_and(|word| word.overlaps(figure.span))
                && figure.interval.contains(f64::from(MONTHS))
        })
    }

    /// A word before the cue that makes it one of several: "a child ticket", "quarterly revenue", "the starting dose".
    fn sort_of_cue(&self) -> Option<usize> {
        let cue = self.cue.filter(|cue| self.syntax.tag(*cue).is_noun())?;
        let class = if self.is_lemma(cue, Class::TicketNouns) {
            Class::TicketSorts
        } else if self.is_lemma(cue, Class::FlowNouns)
            && !self.is_lemma(cue, Class::AvailabilityNouns)
        {
            Class::PeriodAdjectives
        } else if self.is_lemma(cue, Class::DoseNouns) {
            Class::DoseSorts
        } else {
            return None;
        };
        self.tree.dependents(cue).find(|at| {
            *at < cue && self.is(*at, class) && !self.is_cue(*at) && !self.is_mention(*at)
        })
    }

    /// "Can be raised to 2,400 requests".
    fn may_be_raised(&self) -> Option<usize> {
        let to = self
            .tree
            .head(self.figure)
            .filter(|_| self.tree.relation(self.figure) == Relation::PrepositionObject)?;
        let verb = self.verb.filter(|verb| self.is_lemma(*verb, Class::RaisingVerbs))?;
        let above = self.tree.head(verb);
        let may = std::iter::once(verb).chain(above).any(|verb| {
            self.tree
                .dependents_as(verb, Relation::Auxiliary)
                .any(|at| self.is(at, Class::AllowingAuxiliaries))
        });
        (may && self.is(to, Class::UpToWords)).then_some(verb)
    }

    /// The name of something else that has the figure: "Portnahall, the only village of Hjelm, is home to 800 people", "while the
    /// hall is being repaired, the Corn Exchange next door has a budget of £12 million".
    fn of_another_name(&self) -> Option<usize> {
        let is_name = |at: usize| {
            let text = self.syntax.text(at);
            let is_capital = text.starts_with(char::is_uppercase) && !self.is_mention(at);
            let tag = self.syntax.tag(at);
            is_capital && (at == 0 || tag.is_noun())
        };
        let mentions: Vec<usize> = (0..self.len()).filter(|at| self.is_mention(*at)).collect();
        // A name, what it is to the subject between commas, and a verb.
        let apposed = || {
            let open = (1..self.figure).find(|at| self.is_parted(*at))?;
            let close = (open + 1..self.figure).find(|at| self.is_parted(*at))?;
            let is_article = self.is(open, Class::Article);
            let is_beside = mentions.iter().all(|at| (open + 1..close).contains(at));
            let of = mentions.first()?.checked_sub(1)?;
            let of = if self.is(of, Class::Article) { of.checked_sub(1)? } else { of };
            let is_of =
                self.is(of, Class::PartPrepositions) || self.is(of, Class::LinkingPrepositions);
            let tells = self.syntax.tag(close).is_verb() && self.syntax.tag(close) != Tag::Gerund;
            let is_named = (0..open).all(|at| is_name(at) || self.is(at, Class::Article));
            (is_article && is_beside && is_of && tells && is_named).then_some(open - 1)
        };
        // Its own subject, behind a clause that names ours.
        let beside = || {
            let verb = self.verb.filter(|verb| {
                self.is_lemma(*verb, Class::StateVerbs) && self.syntax.tag(*verb).is_verb()
            })?;
            let subjects: Vec<usize> = self
                .tree
                .dependents(verb)
                .filter(|at| self.tree.relation(*at).is_subject())
                .collect();
            // "The Corn Exchange next door has", where the door is taken for the subject.
            let named = subjects
                .iter()
                .flat_map(|at| self.tree.dependents_as(*at, Relation::Subject).chain([*at]))
                .find(|at| is_name(*at) && *at > 0)?;
            let are_before =
                mentions.iter().all(|at| *at < named && !self.tree.is_under(*at, named));
            let is_ours = subjects.iter().any(|at| self.is_mention(*at) || self.is_cue(*at));
            let parted = (mentions.last()? + 1..=named).any(|at| self.is_parted(at));
            (are_before && parted && !is_ours && !mentions.is_empty()).then_some(named)
        };
        apposed().or_else(beside)
    }
}
