//! On what occasion a figure holds, or with what added: on a quiet day, in a test, with the lights on, on request.

use super::Told;
use factlint_language::syntax::{Relation, Signs, Tag};
use factlint_language::words::Class;

impl Told<'_, '_> {
    /// What is so only then: the word that tells when.
    pub(super) fn occasion(&self) -> Option<usize> {
        // "The 40 turbines of the farm can be heard on a still night": all of them are there always.
        if self.counted && self.are_all() {
            return None;
        }
        self.sets_apart()
            .or_else(|| self.sets_apart_in_front())
            .or_else(|| self.on_the_day_of())
            .or_else(|| self.at_times())
    }

    /// What sets a day apart on which a verb is so: "carries 35 cars on a quiet day", but not "on any day", "in a normal
    /// year".
    fn sets_apart(&self) -> Option<usize> {
        if self.is_rate {
            return None;
        }
        self.beside_in_time()
            .filter(|time| self.is_lemma(*time, Class::OccasionNouns))
            // "On its first night"
            .filter(|time| !self.has(*time, Relation::Possessor))
            .filter(|time| {
                let mut determiners = self.below(*time, Relation::Determiner);
                determiners.all(|at| self.is(at, Class::IndefiniteArticle))
            })
            .find_map(|time| {
                self.tree.dependents(time).find(|at| {
                    *at < time
                        && matches!(
                            self.tree.relation(*at),
                            Relation::Modifier | Relation::Compound
                        )
                        && matches!(self.syntax.tag(*at), Tag::Adjective | Tag::Noun)
                        && !self.is(*at, Class::OrdinaryAdjectives)
                })
            })
    }

    /// The same in front of the sentence, where a tree may take the day for a subject: "on a foggy morning it carries 4
    /// vans".
    fn sets_apart_in_front(&self) -> Option<usize> {
        /// "a", "cold and wet" before the noun.
        const MOST: usize = 5;
        let opens = self.opens_with(Class::OccasionPrepositions);
        let time = (1..MOST)
            .find(|at| self.is_lemma(*at, Class::OccasionNouns))
            .filter(|time| opens && !self.is_rate && *time < self.figure)?;
        let first = if self.is(1, Class::IndefiniteArticle) { 2 } else { 1 };
        let sets_apart = |at: usize| {
            matches!(self.syntax.tag(at), Tag::Adjective | Tag::Noun)
                && !self.is(at, Class::OrdinaryAdjectives)
                && self.syntax.words().get(at).is_some_and(|word| word.before == Signs::default())
        };
        let is_plain = (first..time).all(sets_apart) && first < time;
        // "In flat season" is no day of many.
        let is_one_of_many = first == 2 || self.syntax.tag(time) == Tag::Nouns;
        (is_plain && is_one_of_many).then_some(first)
    }

    /// "On the night of the storm it answered 40,000 requests per minute".
    fn on_the_day_of(&self) -> Option<usize> {
        let opens = self.opens_with(Class::OccasionPrepositions);
        let time = self.object(0).filter(|time| opens && *time < self.figure)?;
        let is_event = |event: usize| {
            self.has(event, Relation::Determiner)
                && self.syntax.tag(event) == Tag::Noun
                && !self.is_lemma(event, Class::TimeNouns)
                && !self.has_own(event)
        };
        let mut events = self.governed(time, Class::PartPrepositions);
        (self.is_lemma(time, Class::OccasionNouns) && events.any(is_event)).then_some(time)
    }

    /// What is so only at times, in front or behind: "in standby it uses 2 W".
    fn at_times(&self) -> Option<usize> {
        // "Incubate for 45 minutes on ice": whoever does it does it so.
        if self.is_ordered() {
            return None;
        }
        // "In standby Wagtail has", where the preposition may hang on the name.
        let article = usize::from(self.is(1, Class::Article));
        let front = Some(1 + article)
            .filter(|_| self.opens_with(Class::OccasionPrepositions))
            .filter(|at| *at < self.figure);
        self.beside_in_time().chain(front).find(|time| {
            self.is_lemma(*time, Class::CircumstanceNouns)
                && !self.is_own(*time)
                // "In all weathers"
                && !self
                    .tree
                    .dependents(*time)
                    .any(|at| self.is_cue(at) || self.is(at, Class::EveryWords))
        })
    }

    /// Whether the verb is an order to whoever reads: "add the buffer and incubate".
    fn is_ordered(&self) -> bool {
        let Some(verb) = self.verb else { return false };
        let first = std::iter::once(verb)
            .chain(self.tree.upwards(verb))
            .take_while(|at| self.syntax.tag(*at).is_verb())
            .last();
        first.is_some() && first == self.syntax.order() && !self.has(verb, Relation::Subject)
    }

    /// What hangs on the figure or its verb by a preposition of time or place: "on a quiet day", "in standby".
    fn beside_in_time(&self) -> impl Iterator<Item = usize> + '_ {
        [Some(self.figure), self.verb]
            .into_iter()
            .flatten()
            .flat_map(|upper| self.governed(upper, Class::OccasionPrepositions))
    }

    /// Who did something once, or whose it was: "she swam a length of 25 m at the pool", "her upload failed after 2 GB"; "at
    /// a dose of 200 mg it killed half of the mice".
    pub(super) fn done_once(&self) -> Option<usize> {
        let verb = self.verb?;
        if self.syntax.tag(verb) != Tag::Past
            || self.tree.relation(verb) == Relation::RelativeClause
        {
            return None;
        }
        let who =
            self.below(verb, Relation::Subject).find(|who| self.is(*who, Class::PersonPronouns));
        // "Our watch failed at a depth of 20 m"
        let ours = self
            .below(verb, Relation::Subject)
            .flat_map(|who| self.below(who, Relation::Possessor))
            .find(|own| self.is(*own, Class::OwnDeterminers));
        // "Our testers liked the 64 GB storage of the drive": so it is, whoever likes it.
        if who.or(ours).is_some() && self.is_of_the_cue() {
            return None;
        }
        // "After 4 days the battery was empty"
        let after = self
            .governor()
            .map(|(preposition, _)| preposition)
            .filter(|at| self.is(*at, Class::AfterPrepositions) && !self.counted);
        let is_hers = |cue: usize| {
            let measures = self.is_lemma(cue, Class::DimensionNouns);
            // "HMS Wagtail, her crew of 145 lined up on deck,"
            // Not "the winner of the cup gave his prize"
            let is_person = self.below(verb, Relation::Subject).any(|who| {
                self.is_lemma(who, Class::Persons) || self.is_lemma(who, Class::Contestants)
            });
            let is_named = |own: usize| !is_person && (0..own).any(|at| self.is_mention(at));
            self.below(cue, Relation::Possessor)
                .find(|own| self.is(*own, Class::PersonPossessives) && !measures && !is_named(*own))
        };
        // "At a dose of 200 mg"
        let at_one = |cue: usize| {
            let front = self.tree.head(cue)?;
            let is_fronted = front == 0
                && self.is(front, Class::AbsolutePreposition)
                && self.tree.head(front) == Some(verb)
                && self.has(verb, Relation::Object);
            let measures = self.is_lemma(cue, Class::DimensionNouns);
            (self.is_one(cue) && is_fronted && !measures).then_some(verb)
        };
        // "Divers found the car at a depth of 30 metres in the lake"
        let found_at = |cue: usize| {
            let at = self.tree.head(cue)?;
            let is_there = self.is(at, Class::PuttingPrepositions)
                && self.tree.head(at) == Some(verb)
                && self.is_one(cue)
                && self.tree.is_under(self.figure, cue);
            let mut whose = [Relation::Subject, Relation::PassiveSubject]
                .into_iter()
                .flat_map(|relation| self.below(verb, relation));
            let is_ours = whose.any(|who| self.has_own(who) || self.syntax.tag(who).is_pronoun());
            (is_there && !is_ours && self.is_extent()).then_some(verb)
        };
        who.or(ours)
            .or(after)
            .or_else(|| self.cue.and_then(found_at))
            .or_else(|| self.cue.and_then(is_hers))
            .or_else(|| self.cue.and_then(at_one))
    }

    /// What the writer tried, or what was tried: "in our test it cut 340 square metres", "on our winter lap the range fell to", "in
    /// stability trials it was stored at".
    pub(super) fn trial(&self) -> Option<usize> {
        self.ours_in_front()
            .or_else(|| self.tried_in_front())
            .or_else(|| self.our_trial())
            .or_else(|| self.where_tried())
            .or_else(|| self.tried_behind())
    }

    /// "Was stored at 40 °C in one trial"
    fn tried_behind(&self) -> Option<usize> {
        let verb = self.verb?;
        let was = |at: usize| self.syntax.tag(at) == Tag::Past;
        let is_past = was(verb) || self.below(verb, Relation::PassiveAuxiliary).any(was);
        self.governed(verb, Class::PlacingPrepositions).find(|trial| {
            let is_some = self.is_one(*trial)
                || self.has(*trial, Relation::NumberModifier)
                || self.syntax.tag(*trial) == Tag::Nouns;
            is_past
                && is_some
                && *trial > self.figure
                && self.is_lemma(*trial, Class::TrialNouns)
                && !self.has_own(*trial)
        })
    }

    /// "In the sandbox, it allows 60 requests".
    fn where_tried(&self) -> Option<usize> {
        let place = self.object(0).filter(|_| self.opens_with(Class::OccasionPrepositions))?;
        let is_trial = self.is_lemma(place, Class::TrialPlaces) && !self.is_own(place);
        (is_trial && place < self.figure).then_some(place)
    }

    /// "On our winter lap", "in our own account", not "in our view".
    fn ours_in_front(&self) -> Option<usize> {
        let verb = self.verb?;
        let is_own = self.syntax.text(2).eq_ignore_ascii_case("own");
        let is_ours =
            self.opens_with(Class::OccasionPrepositions) && self.is(1, Class::OwnDeterminers);
        let settles = || {
            (2..verb)
                .take_while(|at| !self.is_parted(*at))
                .any(|at| self.is_lemma(at, Class::SettlingNouns) && !is_own)
        };
        let was = self.syntax.tag(verb) == Tag::Past;
        (is_ours && verb > 2 && self.figure > verb && (is_own || was) && !settles()).then_some(1)
    }

    /// "In stability trials it was stored at 40 °C"
    fn tried_in_front(&self) -> Option<usize> {
        let verb = self.verb?;
        let was = self.syntax.tag(verb) == Tag::Past
            || self
                .below(verb, Relation::PassiveAuxiliary)
                .any(|at| self.syntax.tag(at) == Tag::Past);
        let trials = self.object(0).filter(|at| *at < verb)?;
        (was && self.opens_with(Class::OccasionPrepositions)
            && self.is_lemma(trials, Class::TrialNouns)
            && !self.has_own(trials)
            && !self.has(trials, Relation::Possessor))
        .then_some(trials)
    }

    fn our_trial(&self) -> Option<usize> {
        (1..self.len()).find(|at| {
            // "In our test Wagtail had", where the test is taken for a part of the name.
            let is_own = |own: usize| self.is(own, Class::OwnDeterminers);
            self.is_lemma(*at, Class::TrialNouns)
                && (is_own(*at - 1)
                    || self.tree.dependents(*at).any(|own| own < *at && is_own(own)))
                && !self.is_cue(*at)
                && !self.tells(*at)
                && !self.is_among_in_front(*at)
        })
    }

    /// Whether a noun is about who found out: "our test bench showed", "according to our tests".
    fn tells(&self, noun: usize) -> bool {
        /// "to our own" before the noun.
        const LEAD: usize = 4;
        let top = self.tree.head(noun).filter(|_| self.tree.relation(noun) == Relation::Compound);
        let top = top.unwrap_or(noun);
        let is_who = self.tree.relation(top).is_subject() && self.tree.head(top) != self.verb;
        let mut lead = noun.saturating_sub(LEAD)..noun;
        let is_source = lead.any(|at| self.is(at, Class::ReportingPrepositions));
        is_who || is_source
    }

    /// "With the charging case", "with the add-on", "740 W when the second supply is fitted".
    pub(super) fn with_more(&self) -> Option<usize> {
        const PHRASE: usize = 6;
        let switched = || {
            let when = (self.figure + 1..self.len()).find(|at| {
                self.is(*at, Class::Condition) || self.is(*at, Class::PastTimeOpeners)
            })?;
            let end =
                (when + 1..self.len()).find(|at| self.is_behind_comma(*at)).unwrap_or(self.len());
            // "Takes up 64 MB once it is installed": as it is meant to be.
            let is_in_use = |last: usize| {
                self.syntax.tag(when + 1).is_pronoun() && self.is_lemma(last, Class::InUseVerbs)
            };
            Some(end - 1).filter(|last| {
                *last > when + 1 && self.is(*last, Class::SwitchedStates) && !is_in_use(*last)
            })
        };
        if let Some(found) =
            switched().or_else(|| self.included_in_price()).or_else(|| self.on_a_tier())
        {
            return Some(found);
        }
        // "Pay $12 a month for extra storage"
        let for_more = self
            .prepositions(Class::GivingPrepositions)
            .filter(|at| *at > self.figure && self.is_money())
            .filter_map(|at| self.object(at).filter(|thing| !self.has_own(*thing)))
            .find_map(|thing| {
                self.tree.dependents(thing).find(|at| self.is(*at, Class::ComingWords))
            });
        if for_more.is_some() {
            return for_more;
        }
        (0..self.len())
            .filter(|at| self.is(*at, Class::AddingWords) && (*at == 0 || self.tells_more(*at)))
            .filter(|at| *at < self.figure && *at == 0 || *at > self.figure)
            .find_map(|at| {
                let end = self.len().min(at + 1 + PHRASE);
                (at + 1..end)
                    .take_while(|next| {
                        let tag = self.syntax.tag(*next);
                        !self.is_behind_comma(*next)
                            && !matches!(
                                tag,
                                Tag::Figure | Tag::Past | Tag::Present | Tag::PresentThird
                            )
                            && !self.is_mention(*next)
                    })
                    // Not "with two packing lines"
                    .filter(|next| self.syntax.tag(*next).is_noun() && !self.is_cue(*next))
                    .find(|next| self.is_lemma(*next, Class::AddedThings))
            })
    }

    /// "On balances above £1,000, it pays 5 percent", "on the first £1,000": the amount by which a part of what is paid for is told apart.
    fn on_a_tier(&self) -> Option<usize> {
        let end = self.behind_first_comma()?;
        let opens = self.opens_with(Class::OccasionPrepositions)
            || self.opens_with(Class::GivingPrepositions);
        let bounds = |at: &usize| {
            self.bounds_figure(*at)
                || self.is(*at, Class::OpeningAdjectives) && self.syntax.tag(at + 1) == Tag::Figure
        };
        (1..end.saturating_sub(1)).find(|at| opens && bounds(at))
    }

    /// Whether a word bounds a figure right behind it: "above £1,000".
    pub(super) fn bounds_figure(&self, at: usize) -> bool {
        self.is(at, Class::AgePrepositions) && self.syntax.tag(at + 1) == Tag::Figure
    }

    /// "Of the bakeries in our survey, the mill has": among which something is told of one.
    fn is_among_in_front(&self, word: usize) -> bool {
        self.is(0, Class::ShareOpener) && self.behind_first_comma().is_some_and(|end| word < end)
    }

    /// Whether the figure tells more of a cue that is definite, and of a subject that is named with it: "the 64 GB storage of the drive".
    fn is_of_the_cue(&self) -> bool {
        // "The €38 admission fee at the museum", where "admission" is the cue
        let is_first = |at: &usize| self.tree.relation(*at) == Relation::Compound;
        let noun = self.cue.filter(is_first).and_then(|cue| self.tree.head(cue)).or(self.cue);
        noun.is_some_and(|cue| {
            let is_the = self.is_the(cue);
            is_the && self.has_mention(cue) && self.tree.is_under(self.figure, cue)
        })
    }

    /// "With breakfast, admission is €38", "including insurance, the fee is": what is paid for besides; not what all pay, as a tax.
    fn included_in_price(&self) -> Option<usize> {
        let noun = if self.is(1, Class::IndefiniteArticle) { 2 } else { 1 };
        let end = (noun..self.figure).find(|at| self.is_behind_comma(*at))?;
        let opens = self.is_money() && self.is(0, Class::AddingWords) && self.is_fronted();
        let is_bare = matches!(self.syntax.tag(noun), Tag::Noun | Tag::Nouns)
            && !self.is_own(noun)
            && !self.is_lemma(noun, Class::PricedIn);
        // "With access to the pool", not "with help from the council"
        let is_all = end == noun + 1 || self.is(noun + 1, Class::UpToWords);
        (opens && is_bare && is_all).then_some(noun)
    }

    /// "Can be raised to 2,400 requests".
    pub(super) fn may_be_raised(&self) -> Option<usize> {
        let to = self
            .tree
            .head(self.figure)
            .filter(|_| self.tree.relation(self.figure) == Relation::PrepositionObject)?;
        let verb = self.verb.filter(|verb| self.is_lemma(*verb, Class::RaisingVerbs))?;
        let above = self.tree.head(verb);
        let may = std::iter::once(verb).chain(above).any(|verb| {
            self.below(verb, Relation::Auxiliary).any(|at| self.is(at, Class::AllowingAuxiliaries))
        });
        // "Lets you shorten it to 2 days"
        let may = may || above.is_some_and(|above| self.is_lemma(above, Class::LettingVerbs));
        (may && self.is(to, Class::UpToWords)).then_some(verb)
    }

    /// "The 20 mph limit does not apply in the lane".
    pub(super) fn not_in_force(&self) -> Option<usize> {
        let verb = self.verb.filter(|verb| self.is_lemma(*verb, Class::ApplyingVerbs))?;
        let is_told = self
            .tree
            .dependents(verb)
            .any(|at| self.tree.relation(at).is_subject() && self.tree.is_under(self.figure, at));
        self.below(verb, Relation::Negation).next().filter(|_| is_told)
    }
}
