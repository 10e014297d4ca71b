//! Whose a figure is instead: of another name, of who owns the subject, of what it has, of what is in it besides.

use super::Told;
use crate::check::bystander;
use factlint_language::syntax::{Relation, Signs, Tag};
use factlint_language::word;
use factlint_language::words::Class;

impl Told<'_, '_> {
    /// The name of something else that has the figure: "Portnahall, the only village of Hjelm, is home to 800 people", "while the
    /// hall is being repaired, the Corn Exchange next door has a budget of £12 million".
    pub(super) fn of_another_name(&self) -> Option<usize> {
        let own = bystander::Own {
            is_name: &|word| self.reading.is_mention(word.start as usize),
            is_cue: &|word| self.is_cue_at(word),
        };
        let name = bystander::told_instead(self.reading, self.sentence, self.whole, &own)?;
        self.syntax.word_at(name.start)
    }

    /// What only was or did something where the subject is: "queues on the road stretched for 1.5 miles", "ninety pupils at the
    /// school were off".
    pub(super) fn of_what_was_there(&self) -> Option<usize> {
        let is_subject = self.tree.relation(self.figure).is_subject();
        let verb = self.verb?;
        let who = match is_subject && self.counted && !self.are_all() {
            true => self.figure,
            false => self.subject().filter(|who| !self.is_own(*who) && *who != self.figure)?,
        };
        let was = self.syntax.tag(verb) == Tag::Past && !self.has(verb, Relation::Auxiliary);
        let is_more = [Class::WorkNouns, Class::EventNouns, Class::StockNouns]
            .into_iter()
            .any(|class| self.is_lemma(who, class));
        let places: Vec<usize> = self.governed(who, Class::SettingPrepositions).collect();
        let is_there = |name: usize| places.iter().any(|place| self.tree.is_under(name, *place));
        let mut names =
            (0..self.len()).filter(|at| self.is_mention(*at) && self.tree.is_under(*at, verb));
        let is_told = names.next().is_some_and(is_there) && names.all(is_there);
        (was && is_told && !is_more && self.syntax.tag(who).is_noun()).then_some(who)
    }

    /// "The warm-up track beside the velodrome is 140 m round".
    pub(super) fn beside_ours(&self) -> Option<usize> {
        let thing = self.subject().or(self.cue).filter(|at| self.syntax.tag(*at).is_noun())?;
        let is_by = |at: &usize| {
            let name = self.span(*at).filter(|_| self.is_mention(*at));
            name.is_some_and(|name| self.syntax.stands_by(name) == Some(thing))
        };
        let ours = (0..self.len()).find(is_by)?;
        let mut names = (0..self.len()).filter(|at| self.is_mention(*at));
        let is_only = names.all(|at| at == ours || at == thing || self.tree.is_under(at, ours));
        (is_only && thing != self.figure).then_some(ours)
    }

    /// "Together, the farm and its neighbours have a capacity of 240 MW": what others have with the subject.
    pub(super) fn of_several(&self) -> Option<usize> {
        let who = self.subject().filter(|who| self.is_mention(*who))?;
        let is_other =
            |at: &usize| !self.is_mention(*at) || self.has(*at, Relation::NumberModifier);
        let joined = self.below(who, Relation::Conjunct).find(is_other)?;
        let is_and = std::iter::once(who)
            .chain([joined])
            .flat_map(|at| self.below(at, Relation::Conjunction))
            .any(|at| self.syntax.text(at).eq_ignore_ascii_case("and"));
        let says = |class: Class| (0..self.len()).any(|at| self.is(at, class));
        let adds_up =
            self.counted || self.is_money() || word::is(self.dimension, Class::SummedDimensions);
        let is_each = says(Class::EachDeterminers) || says(Class::BothWord);
        (is_and && !is_each && (adds_up || says(Class::AllTogether))).then_some(joined)
    }

    /// "The first season of the series has 8 episodes": one of several that it has.
    pub(super) fn one_of_a_series(&self) -> Option<usize> {
        let one = self.subject().filter(|one| {
            self.syntax.tag(*one) == Tag::Noun && self.counted && !self.is_own(*one)
        })?;
        let of_ours = self.governed(one, Class::PartPrepositions).any(|at| self.is_mention(at));
        let is_series = self.is_lemma(one, Class::SeriesNouns);
        let mut ordinals = self.below(one, Relation::Modifier).filter(|at| *at < one);
        (of_ours && is_series && ordinals.next().is_some()).then_some(one)
    }

    /// "The airline's rival, whose fleet is 88 aircraft,", "its neighbour pumps 3 million barrels".
    pub(super) fn of_stand_in(&self) -> Option<usize> {
        let subject = self.subject()?;
        let whose =
            self.below(subject, Relation::Possessor).any(|at| self.syntax.tag(at).is_relative());
        let who = match whose {
            true => self.verb.and_then(|verb| self.tree.head(verb))?,
            false => subject,
        };
        // "Its rival", "the airline's rival", "the rival of the airline"
        let is_ours = self.is_its(who)
            || self.below(who, Relation::Possessor).any(|at| self.is_mention(at))
            || self.governed(who, Class::PartPrepositions).any(|at| self.is_mention(at));
        let is_other = self.is_lemma(who, Class::StandIn) || self.is_lemma(who, Class::Neighbours);
        (is_ours && is_other && !self.is_own(who)).then_some(who)
    }

    /// "The chain that owns the hotel has 900 rooms", "the bus that replaces the train takes".
    pub(super) fn of_owner(&self) -> Option<usize> {
        let verb = self.verb?;
        let mentions: Vec<usize> = (0..self.len()).filter(|at| self.is_mention(*at)).collect();
        let has = (0..self.figure).rev().find(|at| {
            let names = self.is_lemma(*at, Class::NamingVerbs);
            let is_thing = self.tree.head(*at).is_some_and(|thing| {
                self.syntax.tag(thing) == Tag::Noun
                    && !self.is_lemma(thing, Class::Persons)
                    && !self.is_lemma(thing, Class::AccountNouns)
            });
            let acts =
                is_thing && self.below(*at, Relation::Object).any(|ours| self.is_mention(ours));
            (self.is_lemma(*at, Class::ControllingVerbs) || acts && !names)
                && self.tree.relation(*at) == Relation::RelativeClause
                && self.below(*at, Relation::Subject).any(|who| {
                    matches!(self.syntax.tag(who), Tag::RelativePronoun | Tag::RelativeDeterminer)
                })
        })?;
        let owner = self.tree.head(has)?;
        let is_subject = self.tree.relation(owner).is_subject()
            && self.tree.head(owner).is_some_and(|above| above == verb);
        // A name that hangs on the verb behind it is what the chain owns.
        let are_owned = mentions.iter().all(|at| *at > has && *at < verb);
        let is_plain = self.is_lemma(verb, Class::OwningVerb)
            || self.syntax.lemma(verb) == "have"
            || self.is_cue(verb);
        (is_subject && are_owned && is_plain && !mentions.is_empty() && !self.is_own(owner))
            .then_some(owner)
    }

    /// "£2m is what the lifts of the tower cost".
    pub(super) fn of_what_it_has(&self) -> Option<usize> {
        let be = self.verb.filter(|verb| self.syntax.lemma(*verb) == "be")?;
        let what = be + 1;
        let is_free =
            what < self.len() && self.syntax.tag(what) == Tag::RelativePronoun && self.figure < be;
        let thing = (what + 1..self.len())
            .take_while(|_| is_free)
            .find(|at| self.syntax.tag(*at).is_noun() || self.is_mention(*at))
            // "98 percent is what customers of the firm are promised"
            .filter(|at| {
                let people = [Class::Persons, Class::AccountNouns, Class::GroupPersons];
                !people.into_iter().any(|class| self.is_lemma(*at, class))
            })?;
        let of = thing + 1;
        let is_of = of < self.len() && self.is(of, Class::PartPrepositions);
        (is_of && !self.is_own(thing)).then_some(thing)
    }

    /// "Also contains 60 mg of lactose".
    pub(super) fn besides(&self) -> Option<usize> {
        let verb = self.verb.filter(|verb| self.is_cue(*verb) && !self.counted)?;
        let stuff = self
            .below(self.figure, Relation::Preposition)
            .filter(|of| *of > self.figure && self.is(*of, Class::PartPrepositions))
            .flat_map(|of| self.below(of, Relation::PrepositionObject))
            .find(|stuff| !self.has_own(*stuff))?;
        let also = self.below(verb, Relation::Adverb).any(|at| self.is(at, Class::BesidesWords));
        let in_addition = self.below(verb, Relation::Preposition).any(|at| {
            self.below(at, Relation::PrepositionObject)
                .any(|added| self.syntax.text(added).eq_ignore_ascii_case("addition"))
        });
        (also || in_addition).then_some(stuff)
    }

    /// "The Lumora 9 Mini costs", "Veltrin Junior, the syrup, contains", "Greater Torvale has": what continues a name or stands in front
    /// of it, by which it is that of another one.
    pub(super) fn of_family(&self) -> Option<usize> {
        let is_joined = |at: usize| {
            self.syntax.words().get(at).is_some_and(|word| word.before == Signs::default())
        };
        // "Calder V2 Range Grows to 365 km"
        let is_heading = (1..self.figure)
            .filter(|at| self.syntax.tag(*at).is_verb())
            .any(|at| self.syntax.text(at).starts_with(char::is_uppercase));
        if is_heading || self.counted && self.cue.is_none() {
            return None;
        }
        let mut names = (0..self.figure).filter(|at| {
            self.is_mention(*at) && self.syntax.text(*at).starts_with(char::is_uppercase)
        });
        let first = names.next()?;
        let last = (first..self.figure).find(|at| !self.is_mention(at + 1))?;
        // "The V2 Sport", and the V2 itself besides: which has the figure is a question of whose it is.
        if names.any(|at| at > last) {
            return None;
        }
        let next = last + 1;
        let goes_on = next < self.figure
            && is_joined(next)
            && !self.is_own(next)
            && self.syntax.text(next).starts_with(char::is_uppercase)
            && (self.syntax.tag(next).is_noun() || self.syntax.tag(next) == Tag::Adjective)
            && self.names_another(next);
        let front = first.checked_sub(1).filter(|front| {
            self.is(*front, Class::RegionFronts)
                && self.syntax.text(*front).starts_with(char::is_uppercase)
                && is_joined(first)
        });
        goes_on.then_some(next).or(front)
    }

    /// Whether a word behind a name is what tells another one from it, and is the subject of the figure's verb or has it.
    fn names_another(&self, at: usize) -> bool {
        let is_sort = [Class::FirmEndings, Class::WholeThings, Class::AddedThings]
            .into_iter()
            .any(|class| self.is_lemma(at, class));
        // "The Wagtail Ferry", of kind "ferry"
        let subjects = &self.reading.vocabulary().subjects;
        let is_kind = self.rule.about.iter().any(|subject| {
            subjects
                .kind_name(subjects.get(*subject).kind)
                .eq_ignore_ascii_case(self.syntax.text(at))
        });
        // "The Gantry 18 Long Haul"
        let mut way = std::iter::once(at).chain(self.tree.upwards(at).take(1));
        let top = way.find(|at| self.tree.relation(*at).is_subject());
        let is_subject = top.is_some();
        let is_named =
            top.zip(at.checked_sub(1)).is_some_and(|(top, name)| self.tree.is_under(name, top));
        !is_sort && !is_kind && is_subject && is_named
    }

    /// "For its main span, which is 420 metres long": a part of which the clause with figure and cue tells.
    pub(super) fn of_part_in_clause(&self) -> Option<usize> {
        let cue = self.cue?;
        let clause = self
            .tree
            .upwards(self.figure)
            .find(|at| self.tree.relation(*at) == Relation::RelativeClause)?;
        let part = self.tree.head(clause)?;
        let is_part = self.syntax.tag(part).is_noun()
            && self.below(part, Relation::Possessor).next().is_some()
            && !matches!(self.tree.relation(part), Relation::Attribute | Relation::Apposition)
            && self.below(clause, Relation::Subject).any(|who| self.syntax.tag(who).is_relative());
        let is_own = self.has_own_besides(part, clause);
        (is_part && self.tree.is_under(cue, clause) && !is_own).then_some(part)
    }

    /// Whether a noun or what stands before it is one of the rule's own, but for whose it is.
    fn has_own_besides(&self, noun: usize, clause: usize) -> bool {
        self.is_own(noun)
            || self.tree.dependents(noun).any(|at| {
                at != clause
                    && at < noun
                    && self.tree.relation(at) != Relation::Possessor
                    && self.is_own(at)
            })
    }

    /// "Change to the main line with its gauge of 1,435 mm": whose "its" is, right behind another thing.
    pub(super) fn of_thing_with_it(&self) -> Option<usize> {
        let cue = self.cue?;
        let its = self
            .below(cue, Relation::Possessor)
            .find(|at| self.syntax.tag(*at) == Tag::PossessivePronoun)?;
        let with = self.tree.head(cue).filter(|with| {
            self.is(*with, Class::HavingPrepositions)
                && with + 1 == its
                && !self.is_behind_comma(*with)
        })?;
        let thing = self.tree.head(with).filter(|thing| thing + 1 == with)?;
        let is_other = self.syntax.tag(thing) == Tag::Noun
            && self.tree.relation(thing) == Relation::PrepositionObject
            && self.is_the(thing)
            && !self.is_cue(thing)
            && !(self.is_mention(thing) && self.syntax.text(thing).starts_with(char::is_uppercase));
        is_other.then_some(thing)
    }

    /// "Legal hold is another matter: a mailbox under hold is kept for 365 days".
    pub(super) fn another_matter(&self) -> Option<usize> {
        (1..self.figure).find(|at| {
            let is_other = self.is(at - 1, Class::OtherMatters);
            let opens = || {
                self.syntax.words().get(at + 1).is_some_and(|word| word.before.has(Signs::COLON))
            };
            is_other && self.is(*at, Class::MatterNouns) && opens()
        })
    }
}
