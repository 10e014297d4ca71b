//! Which other measure a figure tells than the one that the cue names: one of several sorts, what is done besides or by the
//! time so many have passed.

use super::Told;
use crate::rule::phrase::Cue;
use factlint_language::syntax::{Relation, Signs, Tag};
use factlint_language::word;
use factlint_language::words::Class;

impl Told<'_, '_> {
    /// The word before the cue that makes it one of several sorts: "a late fee", "a child ticket", "quarterly revenue", "the starting
    /// dose", "the milk tank".
    pub(super) fn sort_of_cue(&self) -> Option<usize> {
        self.sort_of(self.cue).or_else(|| self.let_in_elsewhere()).or_else(|| {
            // "The average parcel weighs", "in our store the average object is"
            let thing = self.subject().filter(|at| Some(*at) != self.cue && self.is_cue(*at))?;
            self.below(thing, Relation::Modifier).find(|at| self.is(*at, Class::AveragingWords))
        })
    }

    fn sort_of(&self, cue: Option<usize>) -> Option<usize> {
        let cue = cue.filter(|cue| self.syntax.tag(*cue).is_noun())?;
        let is_vessel = self.is_lemma(cue, Class::Vessels);
        let sorts = if self.is_lemma(cue, Class::TicketNouns) {
            Some(Class::TicketSorts)
        } else if self.is_lemma(cue, Class::FlowNouns)
            && !self.is_lemma(cue, Class::AvailabilityNouns)
        {
            Some(Class::PeriodAdjectives)
        } else if self.is_lemma(cue, Class::DoseNouns) {
            Some(Class::DoseSorts)
        } else {
            None
        };
        let is_sort = |at: &usize| {
            let relation = self.tree.relation(*at);
            // "The storage tank": the one that there is.
            let is_main = is_vessel && self.is(*at, Class::MainContents);
            let restricts = matches!(relation, Relation::Modifier | Relation::Compound)
                && self.is(*at, Class::RestrictingWords);
            let holds = is_vessel
                && !self.counted
                && relation == Relation::Compound
                && self.syntax.tag(cue) == Tag::Noun
                && self.syntax.tag(*at) == Tag::Noun;
            // "Ticket income", not "group income"
            let is_source = self.is_money()
                && self.is_lemma(cue, Class::FlowNouns)
                && matches!(relation, Relation::Modifier | Relation::Compound)
                && (self.syntax.tag(*at) == Tag::Noun
                    || *at == 0 && relation == Relation::Compound)
                && !self.is_lemma(*at, Class::Organisation)
                && !self.is_lemma(*at, Class::FirmEndings)
                && !self.is_lemma(*at, Class::FlowNouns)
                && !self.is(*at, Class::LabelWord)
                && !self.is(*at, Class::LabelAdjective);
            let is_known_sort = sorts.is_some_and(|sorts| self.is(*at, sorts));
            !is_main && (restricts || (holds || is_source) && !self.is_own(*at))
                || is_known_sort && !self.is_mention(*at)
        };
        self.tree
            .dependents(cue)
            .find(|at| *at < cue && !self.is_cue(*at) && is_sort(at))
            .or_else(|| self.sort_besides(cue))
            .or_else(|| self.named_sort(cue))
            .or_else(|| self.sort_by_source(cue))
            .or_else(|| self.on_average(cue))
    }

    /// "Admission to the concert at the museum".
    fn let_in_elsewhere(&self) -> Option<usize> {
        // "Admission to the concert costs"
        let subject = self.subject().filter(|subject| self.is_own(*subject));
        let ticket = [self.cue, subject]
            .into_iter()
            .flatten()
            .find(|noun| self.is_lemma(*noun, Class::TicketNouns))?;
        self.governed(ticket, Class::UpToWords).find(|place| {
            self.syntax.tag(*place) == Tag::Noun
                && self.is_the(*place)
                && !self.is_own(*place)
                && self.governed(*place, Class::LinkingPrepositions).any(|at| self.is_mention(at))
        })
    }

    /// "The average depth of the lake", where its depth is asked for.
    fn on_average(&self, cue: usize) -> Option<usize> {
        self.below(cue, Relation::Modifier).find(|at| {
            *at < cue
                && self.is_extent()
                && self.is_lemma(cue, Class::DimensionNouns)
                && self.is(*at, Class::AveragingWords)
                && !self.is_own(*at)
        })
    }

    /// "Also levies a sewage charge": another one than that of which is spoken.
    fn sort_besides(&self, cue: usize) -> Option<usize> {
        let verb = self.verb.filter(|verb| self.tree.head(cue) == Some(*verb))?;
        self.below(verb, Relation::Adverb).find(|at| self.is(*at, Class::BesidesWords))?;
        [Relation::Compound, Relation::Modifier]
            .into_iter()
            .flat_map(|relation| self.below(cue, relation))
            .find(|at| *at < cue && !self.is_own(*at))
    }

    /// "The DNS timeout", not "the WLTP range": a name that is none of the subject's tells one of several.
    fn named_sort(&self, cue: usize) -> Option<usize> {
        self.below(cue, Relation::Compound).find(|at| {
            (1..cue).contains(at)
                && self.syntax.tag(*at) == Tag::Name
                && !self.is(*at, Class::MeasuringStandards)
                && self.syntax.text(*at).starts_with(char::is_uppercase)
                && !self.is_own(*at)
                && !self.tree.dependents(*at).any(|part| self.is_mention(part))
        })
    }

    /// "Income from legacies", not "income from all sources".
    fn sort_by_source(&self, cue: usize) -> Option<usize> {
        self.governed(cue, Class::SourcePrepositions).find(|source| {
            self.is_lemma(cue, Class::FlowNouns)
                && self.tree.head(*source) == Some(cue + 1)
                && !self.has_own(*source)
                && matches!(self.syntax.tag(*source), Tag::Noun | Tag::Nouns)
                && !self.tree.dependents(*source).any(|at| self.is(at, Class::EveryWords))
        })
    }

    /// "Runners who enter the race raised £410,000", not "pay £62": what else is told of those of whom the cue tells.
    pub(super) fn beside_cue(&self) -> Option<usize> {
        let verb = self.verb?;
        let subject = self.subject().filter(|at| !self.is_own(*at) && *at != self.figure)?;
        let tells_cue = |at: usize| self.cue.is_some_and(|cue| self.tree.is_under(cue, at));
        let is_beside = self
            .below(subject, Relation::RelativeClause)
            .any(|at| tells_cue(at) && !self.tree.is_under(self.figure, at));
        let tells_of_cue = self.is_lemma(verb, Class::EnjoyingVerbs)
            || self.is(verb, Class::MeasureVerbs)
            || self.syntax.lemma(verb) == "be";
        (is_beside && !tells_of_cue).then_some(verb)
    }

    /// What it takes to do something with the subject or with what the cue names: "the game cost $300,000 to develop", "it takes two
    /// hours to charge the battery".
    pub(super) fn cost_of_doing(&self) -> Option<usize> {
        self.price_of_making().or_else(|| self.time_of_doing())
    }

    /// "It takes two hours to charge the battery", not "to complete the crossing"; "charging the battery takes two hours", "the battery
    /// takes two hours to charge".
    fn time_of_doing(&self) -> Option<usize> {
        let (cue, takes) = (self.cue?, self.verb.filter(|_| self.is_time())?);
        let does = |at: usize| {
            let is_whole = self.is_lemma(at, Class::EndingVerbs)
                || self.is_lemma(at, Class::CompletingVerbs)
                || self.is_cue(at);
            !is_whole && self.is_lemma(takes, Class::TakingVerbs)
        };
        let by_gerund =
            self.tree.dependents(takes).filter(|at| self.tree.relation(*at).is_subject()).find(
                |at| {
                    self.syntax.tag(*at) == Tag::Gerund && self.tree.is_under(cue, *at) && does(*at)
                },
            );
        let by_itself = || {
            let is_cue = self.subject().is_some_and(|who| who == cue || self.is_cue(who));
            self.below(takes, Relation::OpenComplement).find(|at| {
                let mut to = self.below(*at, Relation::Auxiliary);
                is_cue
                    && *at > self.figure
                    && to.any(|to| self.syntax.tag(to) == Tag::To)
                    && !self.has(*at, Relation::Object)
                    && does(*at)
            })
        };
        if let Some(doing) = by_gerund.or_else(by_itself) {
            return Some(doing);
        }
        let doing = self.tree.head(cue).filter(|verb| {
            self.tree.relation(cue) == Relation::Object
                && self.tree.is_under(*verb, takes)
                && *verb != takes
                && *verb > self.figure
        })?;
        let is_to = self.below(doing, Relation::Auxiliary).any(|to| self.syntax.tag(to) == Tag::To);
        let is_whole = self.is_lemma(doing, Class::EndingVerbs)
            || self.is_lemma(doing, Class::CompletingVerbs)
            || self.is_cue(doing);
        (is_to && !is_whole).then_some(doing)
    }

    /// What was paid to make a thing, by a rule that asks for its price: "the game cost $300,000 to develop", "developing the game
    /// cost $300,000". Where the rule asks for a cost alone, it may be the one that is meant.
    fn price_of_making(&self) -> Option<usize> {
        let phrases = &self.reading.vocabulary().phrases;
        let mut cues = self.rule.near.iter().flatten().filter_map(Cue::phrase);
        let asks_for_price = cues.any(|cue| word::is(&phrases.get(cue).text, Class::PriceCues));
        let makes = |at: &usize| self.is_lemma(*at, Class::ProducingVerbs) && !self.is_cue(*at);
        let mut above = self.tree.upwards(self.figure);
        let verb = above.find(|at| self.is(*at, Class::MeasureVerbs));
        let verb = verb.filter(|_| asks_for_price)?;
        let is_purpose = |at: &usize| {
            *at > self.figure
                && self.below(*at, Relation::Auxiliary).any(|to| self.syntax.tag(to) == Tag::To)
        };
        let behind = self
            .tree
            .dependents(verb)
            .chain(self.tree.dependents(self.figure))
            .filter(is_purpose)
            .find(makes);
        behind.or_else(|| Some(0).filter(|at| self.syntax.tag(*at) == Tag::Gerund && makes(at)))
    }

    /// The verb of what is done once so many have passed, or where only some of them are: "sends a mail after 2 retries",
    /// but not "gives up after 2 retries"; "trains stop at two platforms".
    pub(super) fn passed_by(&self) -> Option<usize> {
        if !self.counted || self.is_rate {
            return None;
        }
        let things = self.figure;
        if self.is_determined() || !self.syntax.tag(things).is_noun() {
            return None;
        }
        let is_other = |verb: usize| {
            // "Bats were found near six turbines"
            let of_verb = |relation| self.below(verb, relation).next();
            let was = |at: usize| self.syntax.tag(at) == Tag::Past;
            let happened = of_verb(Relation::PassiveAuxiliary).is_some_and(was);
            let who = of_verb(Relation::Subject)
                .or_else(|| of_verb(Relation::PassiveSubject).filter(|_| happened));
            who.is_some_and(|who| !self.is_own(who))
                // "Reports put the capacity at 1,900 passengers"
                && !self.is_lemma(verb, Class::PuttingVerbs)
        };
        // "Express trains use three platforms"
        let user = self.tree.head(things).filter(|verb| {
            self.tree.relation(things) == Relation::Object
                && self.is_lemma(*verb, Class::UsingVerbs)
                && !self.is_cue(*verb)
        });
        if let Some(verb) = user.filter(|verb| is_other(*verb)) {
            return Some(verb);
        }
        // "After 2 retries the job sends a mail", where a tree may hang the verb on the retries.
        let hung = || {
            let preposition = self.tree.head(things)?;
            let verb = self.below(things, Relation::RelativeClause).next()?;
            let opens = preposition == 0 && self.tree.head(preposition).is_none();
            opens.then_some((preposition, verb))
        };
        let (preposition, verb) = self.governor().or_else(hung)?;
        if !self.syntax.tag(verb).is_verb() || self.is_cue(verb) {
            return None;
        }
        // "Guests can choose from 58 rooms"
        let may =
            self.below(verb, Relation::Auxiliary).any(|at| self.is(at, Class::AllowingAuxiliaries));
        // "Membership stands at 45,000"
        if may || self.is(verb, Class::StandingVerbs) {
            return None;
        }
        let text = self.syntax.text(preposition);
        if word::is(text, Class::AfterPrepositions) {
            let ends = self.is_lemma(verb, Class::EndingVerbs);
            return (!ends).then_some(verb);
        }
        (word::is(text, Class::HaltingPrepositions) && is_other(verb)).then_some(verb)
    }

    /// The verb of what the subject does besides its work: "charges at a power of 150 kW".
    pub(super) fn done_besides(&self) -> Option<usize> {
        let cue = self.cue?;
        let (_, verb) = self.governor_of_measure(cue)?;
        let is_besides = self.is_lemma(verb, Class::SideVerbs);
        (is_besides && !self.is_cue(verb)).then_some(verb)
    }

    /// The verb by which a height is that of where the subject is: "hangs 150 cm high", "fell from a height of 70 cm".
    pub(super) fn put_up(&self) -> Option<usize> {
        let cue = self.cue?;
        let tells_how = || {
            let is_so = matches!(self.syntax.tag(cue), Tag::Adjective | Tag::Adverb);
            let is_told = self.tree.head(self.figure) == Some(cue);
            self.tree.head(cue).filter(|_| is_so && is_told)
        };
        // "With a wingspan of 31 m it fits", "perched at an altitude of 2,640 m"
        let is_place = self.is_lemma(cue, Class::PlaceMeasures);
        let hung = self.governor_of_measure(cue).filter(|(preposition, _)| {
            !is_place && !self.is(*preposition, Class::HavingPrepositions)
        });
        let verb = hung.map(|(_, verb)| verb).or_else(tells_how)?;
        let puts = self.is_lemma(verb, Class::MountingVerbs);
        // "Landing beyond the hill's size of 134 m"
        let is_own = self.below(cue, Relation::Possessor).any(|at| self.is_mention(at));
        (puts && !is_own && !self.is_cue(verb)).then_some(verb)
    }

    /// The preposition before the noun of which the figure tells the size, and what that hangs on, where it is a cue: "at a power of 150 kW".
    fn governor_of_measure(&self, cue: usize) -> Option<(usize, usize)> {
        let (of, measure) = self.governor()?;
        let is_measure = measure == cue || self.tree.head(cue) == Some(measure);
        let preposition = self.tree.head(measure).filter(|_| {
            is_measure
                && self.is(of, Class::PartPrepositions)
                && self.tree.relation(measure) == Relation::PrepositionObject
        })?;
        Some((preposition, self.tree.head(preposition)?))
    }

    /// The word that opens a clause in which only the cue stands: "confirm within 7 days that you want to delete it".
    pub(super) fn cue_in_clause(&self) -> Option<usize> {
        let cue = self.cue?;
        // "Exports from the country, which produces oil, were"
        let other = self.subject().filter(|who| {
            self.syntax.tag(*who).is_noun()
                && !self.has_own_but_in_clause(*who)
                && !self.is_lemma(*who, Class::DimensionNouns)
                && !self.is_lemma(*who, Class::AmountNouns)
        });
        let in_clause = self.tree.upwards(cue).any(|at| {
            let is_aside = self.tree.dependents(at).any(|first| self.is_behind_comma(first));
            self.tree.relation(at) == Relation::RelativeClause
                && is_aside
                && other.is_some_and(|who| who != self.figure && self.tree.is_under(at, who))
        });
        if in_clause {
            return other;
        }
        std::iter::once(cue)
            .chain(self.tree.upwards(cue))
            .take_while(|at| !self.tree.is_under(self.figure, *at))
            .filter(|at| self.tree.relation(*at) == Relation::Complement)
            .find_map(|at| self.below(at, Relation::Marker).next())
    }

    /// Whether a noun, or what stands before it, is one of the rule's own.
    fn has_own_but_in_clause(&self, noun: usize) -> bool {
        std::iter::once(noun)
            .chain(self.tree.dependents(noun).filter(|at| *at < noun))
            .any(|at| self.is_own(at))
    }

    /// The word that opens a time of which the cue tells, behind the figure: "keeps for three weeks once mature".
    pub(super) fn time_of_cue(&self) -> Option<usize> {
        let cue = self.cue?;
        let opener = (self.figure + 1..cue).rfind(|at| self.is(*at, Class::MomentOpeners))?;
        // "Once mature", "when it is mature", not "when the tower, which is high".
        let is_bare = (opener + 1..cue).all(|at| {
            let tag = self.syntax.tag(at);
            let signs =
                self.syntax.words().get(at).is_some_and(|word| word.before != Signs::default());
            let is_being = ["be", "have"].contains(&self.syntax.lemma(at).as_str());
            !signs && (tag.is_pronoun() || tag == Tag::Adverb || is_being)
        });
        // "Takes up 64 MB once it is installed"
        let is_in_use =
            self.syntax.tag(cue) == Tag::Participle && self.is_lemma(cue, Class::InUseVerbs);
        (is_bare && !is_in_use).then_some(opener)
    }

    /// "The loss on sales was £3 million".
    pub(super) fn taken_of_cue(&self) -> Option<usize> {
        let cue = self.cue.filter(|_| self.is_money())?;
        let on = self.tree.head(cue).filter(|on| {
            self.tree.relation(cue) == Relation::PrepositionObject
                && self.tree.relation(*on) == Relation::Preposition
        })?;
        let taken = self.tree.head(on)?;
        (self.is_lemma(taken, Class::SharesTaken) && !self.is_own(taken)).then_some(taken)
    }

    /// "Passengers without a ticket are fined £60".
    pub(super) fn fined(&self) -> Option<usize> {
        self.verb.filter(|verb| {
            self.is_money() && self.is_lemma(*verb, Class::FiningVerbs) && !self.is_cue(*verb)
        })
    }

    /// "Register within 30 days and the warranty covers": until when somebody has to do something.
    pub(super) fn deadline(&self) -> Option<usize> {
        let within = self.tree.head(self.figure).filter(|at| {
            self.is_time()
                && self.tree.relation(self.figure) == Relation::PrepositionObject
                && self.is(*at, Class::InsidePrepositions)
        })?;
        let verb = self.tree.head(within).filter(|verb| {
            self.syntax.tag(*verb) == Tag::Verb && !self.has(*verb, Relation::Auxiliary)
        })?;
        let cue = self.cue?;
        let other = self.tree.upwards(cue).find(|at| self.syntax.tag(*at).is_verb())?;
        (other != verb && cue != verb && !self.has(verb, Relation::Subject)).then_some(within)
    }
}
