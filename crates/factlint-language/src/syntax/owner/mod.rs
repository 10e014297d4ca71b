//! Whose is a value? The way from the value and the word that tells what is measured to the thing that
//! has it: through "of" and "'s", from the object of a verb to its subject, from a phrase or a clause
//! to the noun that it modifies. It ends at the first thing: what is behind that has the thing, not the
//! value.

mod noun;
mod possessor;
mod predicate;
mod share;
mod verb;
mod work;

use super::label::{Relation, Tag};
use super::{Answer, Syntax, View};
use crate::span::ProseSpan;
use crate::words::Class;

/// What a value belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The word for it: a noun, a name or a pronoun.
    pub word: usize,
    /// Which of the names it is, itself, beside it or coordinated with it; none where it is something
    /// else.
    pub names: Vec<usize>,
    /// Which of the names belong to the word for it: "the Wagtail boat", "the boat of the Wagtail".
    pub within: Vec<usize>,
    /// The words by which it was found, from the value on.
    pub path: Vec<usize>,
}

impl Syntax<'_> {
    /// What a value belongs to; none where nothing is found.
    ///
    /// `cue` is the word or phrase that tells what is measured, if there is one; `names` are those
    /// that could be the owner, wherever they stand in the sentence. An owner that is none of them is
    /// for the reader to judge: a pronoun or a noun that stands for a subject asks what was named
    /// before; anything else is another thing.
    pub fn owner(
        &self,
        value: ProseSpan,
        cue: Option<ProseSpan>,
        names: &[ProseSpan],
    ) -> Answer<Option<Owner>> {
        self.ask(None, |view| view.owner(value, cue, names), is_same_owner)
    }

    /// Of which thing words tell that are no measure: a date, a state. "The bridge opened in 1932" tells of the bridge,
    /// and so does "the king opened the bridge in 1932"; where both subject and object are names, of neither.
    pub fn told_of(&self, words: ProseSpan, names: &[ProseSpan]) -> Answer<Option<Owner>> {
        self.ask(None, |view| view.told_of(words, names), is_same_owner)
    }

    /// Whether what a name stands for may have a value in its sentence: it is a part of no other name and the owner of
    /// nothing but what `cues` name, and stands behind no preposition but those before owners.
    pub fn may_own(&self, name: ProseSpan, cues: &[ProseSpan]) -> bool {
        let Some(view) = self.best() else { return false };
        let Some(head) = view.head_in(name) else { return false };
        let Some(above) = view.tree.head(head) else { return true };
        match view.tree.relation(head) {
            Relation::Compound | Relation::Possessor | Relation::Modifier => {
                let is_cue = |word: usize| {
                    cues.iter().any(|cue| self.words_in(*cue).contains(&word))
                        || self.is(word, Class::MeasureNouns)
                };
                is_cue(above) || matches!(self.tag(above), Tag::Figure | Tag::Number)
            }
            Relation::PrepositionObject => [
                Class::OwningPrepositions,
                Class::PlacingPrepositions,
                Class::GivingPrepositions,
                Class::FrontingPrepositions,
            ]
            .iter()
            .any(|class| self.is(above, *class)),
            _ => true,
        }
    }

    /// Whether a name is the word for its phrase, so that what stands behind it in apposition tells of it: not "the queue
    /// before the tunnel, 3 km long,".
    pub fn heads_phrase(&self, name: ProseSpan) -> bool {
        let Some(view) = self.best() else { return false };
        let Some(head) = view.head_in(name) else { return false };
        let Some(above) = view.tree.head(head) else { return true };
        match view.tree.relation(head) {
            Relation::Compound | Relation::Possessor | Relation::Modifier => false,
            Relation::PrepositionObject => {
                !view.tree.head(above).is_some_and(|top| self.tag(top).is_noun())
            }
            _ => true,
        }
    }

    /// The noun that stands by what a name stands for, of which the name only tells where it is: "the **club** next to the Wagtail", "the
    /// **shop** beside the Wagtail".
    pub fn stands_by(&self, name: ProseSpan) -> Option<usize> {
        let view = self.best()?;
        let tree = view.tree;
        let name = view.head_in(name)?;
        let by = tree.head(name).filter(|_| tree.relation(name) == Relation::PrepositionObject)?;
        let first = match self.is(by, Class::NearPrepositions) {
            true => by,
            false => by.checked_sub(1).filter(|close| {
                self.is(*close, Class::CloseWords) && self.is(by, Class::ReceiverPrepositions)
            })?,
        };
        let is_tied = |thing: &usize| first != by || tree.head(by) == Some(*thing);
        first.checked_sub(1).filter(|thing| self.tag(*thing).is_noun() && is_tied(thing))
    }

    /// Which of the names a pronoun before them all stands for: the object of its sentence where the pronoun belongs to
    /// the subject ("its height makes the tower"), the subject where it stands in a clause in front ("although it is
    /// low, the tower").
    pub fn told_ahead(&self, pronoun: usize, names: &[ProseSpan]) -> Answer<Option<usize>> {
        self.ask(None, |view| view.told_ahead(pronoun, names), PartialEq::eq)
    }

    /// The noun of another thing that has a value, between the value and the cue that could announce it.
    pub fn borne_by(&self, value: ProseSpan, cue: ProseSpan) -> Answer<Option<usize>> {
        self.ask(None, |view| view.borne_by(value, cue), PartialEq::eq)
    }

    /// The words from a value to a name, where the name owns the value.
    pub fn owner_path(
        &self,
        value: ProseSpan,
        name: ProseSpan,
        cue: Option<ProseSpan>,
    ) -> Answer<Option<Vec<usize>>> {
        let Answer { value, rival } = self.owner(value, cue, &[name]);
        let path = |owner: Option<Owner>| {
            owner.filter(|owner| !owner.names.is_empty()).map(|owner| owner.path)
        };
        let (value, rival) = (path(value), rival.map(path));
        Answer { rival: rival.filter(|rival| rival.is_some() != value.is_some()), value }
    }
}

/// Whether two readings find the same owner: the same word, whatever stands beside it, or the same names.
fn is_same_owner(one: &Option<Owner>, other: &Option<Owner>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => {
            one.names == other.names && !one.names.is_empty()
                || one.word == other.word && one.names.is_empty() == other.names.is_empty()
        }
        (one, other) => one.is_none() == other.is_none(),
    }
}

/// A search for an owner.
struct Search<'s> {
    /// Whether what a verb does to a thing tells of the thing.
    of_objects: bool,
    /// The word that tells what is measured, if there is one.
    measured: Option<usize>,
    view: View<'s>,
    /// Whether the value is so many percent.
    of_percent: bool,
    /// By name, its head.
    names: Vec<Option<usize>>,
    /// The words of the cue and of the value, which own nothing.
    own: Vec<usize>,
    /// The word for the value.
    value: usize,
    path: Vec<usize>,
}

impl View<'_> {
    fn owner(self, value: ProseSpan, cue: Option<ProseSpan>, names: &[ProseSpan]) -> Option<Owner> {
        let from = self.head_in(value)?;
        let measured = cue.and_then(|cue| self.head_in(cue));
        let own = cue.into_iter().flat_map(|cue| self.syntax.words_in(cue));
        // "a retention period of 7 days", where "retention" is the cue: the period is no other thing.
        let carrier = measured.and_then(|at| self.carrier_of(at));
        let noun = measured
            .and_then(|at| self.noun_told_by(at, from).or_else(|| self.noun_tied_to(at, from)));
        let own = own.chain(self.syntax.words_in(value)).chain(measured).chain(carrier).chain(noun);
        let mut search = Search {
            of_objects: false,
            measured,
            view: self,
            of_percent: self.is_percent(from),
            names: names.iter().map(|name| self.word_for(*name)).collect(),
            own: own.collect(),
            value: from,
            path: Vec::new(),
        };
        // "7420 for the warden"
        if let Some(owner) = search.given_for(from) {
            return Some(search.found(owner));
        }
        // "Took 49 percent of the votes": whose the share is, not whose the votes are.
        if self.is_share(from)
            && let Some(owner) = measured.and_then(|cue| search.of_share(from, cue))
        {
            return Some(search.found(owner));
        }
        // "take 40 mg of Wagtailin": so much of it.
        if let Some((true, owner)) = search.governed(from, Class::PartPrepositions, true) {
            return Some(search.found(owner));
        }
        // "Closes idle connections after 90 seconds", where "idle" is the cue: the time is none of the connections.
        let is_beside = |cue: &usize| {
            self.tree.relation(*cue) == Relation::Modifier
                && self.tree.head(*cue).is_some_and(|noun| {
                    self.tree.relation(noun) == Relation::Object
                        && self.syntax.tag(noun) == Tag::Nouns
                        && !self.tree.is_under(from, noun)
                        && !self.tree.is_under(noun, from)
                })
        };
        for start in measured.filter(|cue| !is_beside(cue)).into_iter().chain([from]) {
            search.path = vec![from, start];
            search.path.dedup();
            if let Some(owner) = search.outwards(start) {
                return Some(search.found(owner));
            }
        }
        None
    }

    /// The noun that carries a cue before it and says no more than the cue: "size" of "message size".
    fn carrier_of(self, cue: usize) -> Option<usize> {
        let noun = self.tree.head(cue).filter(|_| {
            matches!(self.tree.relation(cue), Relation::Compound | Relation::Modifier)
        })?;
        // "A power consumption of 9 MW", "the floor area"
        [Class::MeasureCarriers, Class::AmountNouns, Class::DimensionNouns, Class::ValueHead]
            .into_iter()
            .any(|class| self.syntax.is_lemma(noun, class))
            .then_some(noun)
    }

    /// The noun that an adjective as a cue tells of, which has no measure of its own where all of its sort are meant:
    /// "closes idle connections after 90 seconds", "keeps an idle connection open for 90 seconds".
    fn noun_told_by(self, cue: usize, value: usize) -> Option<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let noun = tree.head(cue).filter(|_| tree.relation(cue) == Relation::Modifier)?;
        let mut determiners = tree.dependents_as(noun, Relation::Determiner);
        let is_any = determiners.all(|at| syntax.is(at, Class::IndefiniteArticle))
            && (syntax.tag(noun) == Tag::Nouns
                || tree.dependents_as(noun, Relation::Determiner).next().is_some());
        let is_sort = syntax.tag(cue) == Tag::Adjective && !syntax.is(cue, Class::OtherMeasure);
        let is_own = tree.head(value) == Some(noun);
        let is_counted = tree.dependents_as(noun, Relation::NumberModifier).next().is_some();
        // "The client dropped an idle connection to Wagtail after 10 seconds" is what happened once.
        let verb = tree.upwards(noun).find(|at| syntax.tag(*at).is_verb());
        let goes_on = verb.is_none_or(|at| syntax.tag(at) != Tag::Past);
        (goes_on && is_sort && is_any && syntax.tag(noun).is_noun() && !is_own && !is_counted)
            .then_some(noun)
    }

    /// The noun that a value is tied to, where a cue that is a verb has it.
    fn noun_tied_to(self, cue: usize, value: usize) -> Option<usize> {
        self.noun_of_clause(cue, value).or_else(|| self.noun_kept(cue, value))
    }

    /// The several things to which a time was tied that tells how long they are kept: "stores deleted files for 14 days".
    fn noun_kept(self, cue: usize, value: usize) -> Option<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let preposition = tree.head(value).filter(|at| {
            syntax.tag(value) == Tag::Figure && syntax.is(*at, Class::GivingPrepositions)
        })?;
        let noun = tree.head(preposition)?;
        let is_kept = tree.relation(noun) == Relation::Object && tree.head(noun) == Some(cue);
        (is_kept && syntax.tag(noun) == Tag::Nouns).then_some(noun)
    }

    /// The noun that a value is told of and that a cue, a verb, tells more of: the price of "the price that the gym charges is £45". It
    /// says no more than the verb does.
    fn noun_of_clause(self, cue: usize, value: usize) -> Option<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let noun = tree.head(cue).filter(|_| tree.relation(cue) == Relation::RelativeClause)?;
        let verb = tree.head(noun).filter(|_| tree.relation(noun).is_subject())?;
        let is_told = tree.upwards(value).any(|at| at == verb)
            && !tree.is_under(value, noun)
            && tree.dependents_as(cue, Relation::Subject).any(|who| !syntax.tag(who).is_relative());
        let is_the =
            tree.dependents_as(noun, Relation::Determiner).any(|at| syntax.is(at, Class::Definite));
        (is_told && is_the && syntax.tag(noun).is_noun()).then_some(noun)
    }

    /// The word that stands for a name: its own, that of a piece of it, "a wheel of Wagtail Blue", or that of what is called
    /// so, "a boat called the Wagtail".
    fn word_for(self, name: ProseSpan) -> Option<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let head = self.head_in(name)?;
        if let Some(called) = self.called_by(head) {
            return Some(called);
        }
        let of = tree.head(head).filter(|of| {
            tree.relation(head) == Relation::PrepositionObject
                && syntax.is(*of, Class::PartPrepositions)
        });
        let portion = of
            .and_then(|of| tree.head(of))
            .filter(|at| syntax.tag(*at) == Tag::Noun && syntax.is_lemma(*at, Class::PortionNouns))
            // "The wheel of the Wagtail Mill" is a part of it.
            .filter(|at| {
                let mut determiners = tree.dependents_as(*at, Relation::Determiner);
                determiners.all(|word| syntax.is(word, Class::Indefinite))
            });
        Some(portion.unwrap_or(head))
    }

    /// The noun to which a participle gives a name: "boat" of "a boat called the Wagtail", "the boat, known as the Wagtail,".
    fn called_by(self, name: usize) -> Option<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let above = tree.head(name).filter(|above| *above < name)?;
        let verb = match tree.relation(name) {
            Relation::Attribute | Relation::Object | Relation::OpenComplement => above,
            Relation::PrepositionObject if syntax.is(above, Class::KnownAs) => tree.head(above)?,
            _ => return None,
        };
        let gives =
            syntax.tag(verb) == Tag::Participle && syntax.is_lemma(verb, Class::NamingVerbs);
        tree.head(verb).filter(|noun| {
            gives && tree.relation(verb) == Relation::NounClause && syntax.tag(*noun).is_noun()
        })
    }

    fn told_ahead(self, pronoun: usize, names: &[ProseSpan]) -> Option<usize> {
        let tree = self.tree;
        let name_at = |word: usize| {
            names
                .iter()
                .position(|name| self.head_in(*name) == Some(word))
                .filter(|_| word > pronoun)
        };
        let clause = self.clause_of(pronoun).verb;
        let above = tree.head(clause).filter(|_| tree.relation(clause) == Relation::AdverbClause);
        let is_possessor = tree.relation(pronoun) == Relation::Possessor;
        // "At its deepest point, Lake Wagtail measures 205 metres"
        let fronted = || {
            let phrase = tree.upwards(pronoun).take_while(|at| *at != clause).last()?;
            let subject = self.subject_of(clause).0.filter(|subject| phrase < *subject)?;
            let is_front = tree.relation(phrase) == Relation::Preposition && is_possessor;
            is_front.then(|| name_at(subject))?
        };
        if let Some(name) = fronted() {
            return Some(name);
        }
        if let Some(main) = above.filter(|main| *main > clause) {
            return self.subject_of(main).0.and_then(name_at);
        }
        if !is_possessor {
            return None;
        }
        // "Its depth makes Lake Wagtail unusual": what stands right behind the verb is what it is made so.
        let beside = |name: &ProseSpan| {
            let words = self.syntax.words_in(*name);
            (clause + 1..words.start).all(|at| tree.relation(at) == Relation::Determiner)
                && words.start > clause
        };
        let object = tree.dependents_as(clause, Relation::Object).next();
        object.and_then(name_at).or_else(|| names.iter().position(beside))
    }

    /// The noun of another thing that has a value, on the way from the value to where its sentence meets the cue:
    /// the concert of "the hall held a concert for 400 guests" with the cue "hold".
    fn borne_by(self, value: ProseSpan, cue: ProseSpan) -> Option<usize> {
        let tree = self.tree;
        let (from, measured) = (self.head_in(value)?, self.head_in(cue)?);
        let carrier = self.carrier_of(measured).or_else(|| self.noun_tied_to(measured, from));
        let is_own = |at: usize| {
            self.syntax.words_in(value).chain(self.syntax.words_in(cue)).any(|own| own == at)
                || Some(at) == carrier
                || self.syntax.is(at, Class::MeasureNouns)
                // "A battery with a capacity of 58 kWh", where "battery" is the cue.
                || self.syntax.is_lemma(at, Class::DimensionNouns)
                    && (tree.is_under(at, measured)
                        // "The tank has a capacity of 230 litres"
                        || tree.head(at).is_some_and(|verb| {
                            tree.relation(at) == Relation::Object
                                && tree.head(measured) == Some(verb)
                                && tree.relation(measured).is_subject()
                        }))
        };
        let is_any = |at: usize| self.is_done_to_any(at, |verb| verb == measured);
        // "Was £45 a head": what the value is told per does not have it.
        let is_each = |at: usize| {
            at > from && tree.head(from) == Some(at) && self.syntax.tag(from) == Tag::Figure
        };
        // "Held a concert for 400 guests", where "for" hangs on the verb.
        // Not "keeps messages for 14 days".
        let object = tree
            .head(from)
            .filter(|_| self.syntax.tag(from) != Tag::Figure)
            .filter(|at| self.syntax.is(*at, Class::GivingPrepositions))
            .filter(|at| tree.head(*at) == Some(measured) && self.syntax.tag(measured).is_verb())
            .and_then(|at| {
                let mut objects = tree.dependents_as(measured, Relation::Object);
                objects.find(|object| *object < at && self.syntax.tag(*object).is_noun())
            });
        tree.upwards(from)
            .take_while(|at| !tree.is_under(measured, *at))
            .find(|at| {
                self.syntax.tag(*at).is_noun() && !is_own(*at) && !is_each(*at) && !is_any(*at)
            })
            .or(object.filter(|object| !is_own(*object)))
            .or_else(|| self.stands_in_cue(from, measured).filter(|noun| !is_own(*noun)))
            .or_else(|| {
                // "Needs 512 MB of memory for a report" is no size of the report.
                let governs = tree.is_under(from, measured);
                tree.dependents_as(from, Relation::Preposition)
                    .filter(|of| !governs && self.syntax.is(*of, Class::PartPrepositions))
                    // "Gets 60 percent of its electricity from wind"
                    // Not "sells 60 percent of its bikes on the market".
                    .filter(|_| {
                        let governor = tree
                            .head(measured)
                            .filter(|_| tree.relation(measured) == Relation::PrepositionObject);
                        // "The figure for the deficit is 6 percent of output"
                        let is_told = |at: usize| {
                            tree.head(at).is_some_and(|noun| {
                                [Class::MeasureNouns, Class::MeasureCarriers, Class::ViewNouns]
                                    .into_iter()
                                    .any(|class| self.syntax.is_lemma(noun, class))
                            })
                        };
                        let leads = governor.is_none_or(|at| {
                            is_told(at)
                                || self.syntax.is(at, Class::SourcePrepositions)
                                || self.syntax.is(at, Class::HavingPrepositions)
                        });
                        !(self.is_share(from) && leads)
                    })
                    .flat_map(|of| tree.dependents_as(of, Relation::PrepositionObject))
                    // "Gives the Wagtail 26 hours of use"
                    .filter(|at| !self.syntax.is_lemma(*at, Class::AmountNouns))
                    .find(|at| self.syntax.tag(*at).is_noun() && !tree.is_under(measured, *at))
            })
    }

    /// The subject of a value's verb that only stands in or on what the cue names: the lake of "the lake in the crater is
    /// 120 m wide" with the cue "crater".
    fn stands_in_cue(self, value: usize, cue: usize) -> Option<usize> {
        let tree = self.tree;
        let verb = tree.upwards(value).find(|at| tree.is_under(cue, *at))?;
        let subject = tree
            .dependents(verb)
            .find(|at| tree.relation(*at).is_subject() && *at != cue && tree.is_under(cue, *at))?;
        let place = tree.upwards(cue).take_while(|at| *at != subject).last()?;
        // "Items in the trash are removed after 45 days"
        let is_all = self.syntax.tag(subject) == Tag::Nouns
            && [Relation::Determiner, Relation::NumberModifier]
                .into_iter()
                .all(|relation| tree.dependents_as(subject, relation).next().is_none());
        (self.syntax.tag(subject).is_noun()
            && !is_all
            && tree.relation(place) == Relation::Preposition
            && self.syntax.is(place, Class::LinkingPrepositions)
            && !self.syntax.is_lemma(subject, Class::DimensionNouns)
            && (!self.syntax.is_lemma(subject, Class::StockNouns)
                // "Turnout in the vote was 71 percent"
                || self.syntax.tag(value) == Tag::Figure))
            .then_some(subject)
    }

    fn told_of(self, words: ProseSpan, names: &[ProseSpan]) -> Option<Owner> {
        let from = self.head_in(words)?;
        let mut search = Search {
            of_objects: true,
            measured: None,
            view: self,
            of_percent: false,
            names: names.iter().map(|name| self.head_in(*name)).collect(),
            own: self.syntax.words_in(words).collect(),
            value: from,
            path: vec![from],
        };
        let owner = search.outwards(from)?;
        Some(search.found(owner))
    }
}

impl Search<'_> {
    /// The first thing on the way from a word to the top.
    fn outwards(&mut self, start: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        let mut at = start;
        let mut via_joint = false;
        for _ in 0..tree.heads.len() {
            // "The wreck lies in Lake Wagtail at a depth of 30 metres": who does it has it, not the place.
            let is_done = || {
                view.syntax.tag(at).is_verb()
                    && tree
                        .dependents_as(at, Relation::Subject)
                        .any(|who| self.is_thing(who) && !self.is_bare_plural(who))
            };
            // "Lies 12 m deep in Lake Wagtail" is no depth of the lake.
            let is_how = matches!(view.syntax.tag(at), Tag::Adjective | Tag::Adverb);
            let depth = self.path.len();
            // "Is not heavy for an e-bike"
            let owner = match (is_how, is_done()) {
                (true, _) => None,
                (false, true) => self.owned(at),
                (false, false) => self.possessor(at),
            };
            // "Needs two references, proof of income and a deposit": what is of the first of a list is not of the last.
            let is_of_list = |owner: usize| {
                via_joint
                    && owner < self.path.get(depth - 2).copied().unwrap_or_default()
                    && !self.is_name(owner)
                    && tree.relation(owner) == Relation::PrepositionObject
            };
            if owner.is_some_and(|(_, owner)| is_of_list(owner)) {
                self.path.truncate(depth);
            } else if let Some(owner) = owner {
                // "The cost of the repairs to the Wagtail Hall"
                let worked_on = self.worked_on(owner.1);
                return worked_on.or(owner.0.then_some(owner.1));
            }
            if let Some(name) = self.cleft(at) {
                self.path.push(name);
                return Some(name);
            }
            if view.syntax.tag(at).is_verb() || self.has_subject(at) {
                return self.of_verb(at);
            }
            // "Carries a telescope with a mass of 90 kg", where "with" was tied to the verb.
            if let Some(thing) = self.had_by_object(at) {
                self.path.push(thing);
                return Some(thing);
            }
            // "the Wagtail draught"
            let beside = [Relation::Compound, Relation::Modifier, Relation::NounAdverb];
            if let Some(name) = tree
                .dependents(at)
                .filter(|word| beside.contains(&tree.relation(*word)))
                .find(|word| self.is_name(*word))
            {
                self.path.push(name);
                return Some(name);
            }
            let Some(head) = tree.head(at) else {
                return Some(at).filter(|at| via_joint && self.is_thing(*at));
            };
            self.path.push(head);
            if tree.relation(at).is_subject() {
                // "The plan lets 8 users share it"
                let lets = tree.head(head).filter(|above| {
                    tree.relation(head) == Relation::Complement
                        && view.syntax.is_lemma(*above, Class::LettingVerbs)
                });
                return self
                    .of_predicate(head, at)
                    .or_else(|| lets.and_then(|above| self.of_verb(above)));
            }
            // "A length of 4 m and a range of 600 km": the length does not have the range.
            // A list may begin with what a tree takes for an apposition: "two references, proof of income and £540".
            let is_listed = tree.relation(at) == Relation::Conjunct
                || via_joint && tree.relation(at) == Relation::Apposition;
            let beside = is_listed && !self.is_name(head);
            via_joint = is_listed;
            if self.is_thing(head)
                && !beside
                && !view.is_done_to_any(head, |verb| self.own.contains(&verb))
            {
                return Some(head);
            }
            at = head;
        }
        None
    }

    /// What is told of the owner that was found.
    fn found(self, owner: usize) -> Owner {
        let (view, tree) = (self.view, self.view.tree);
        let mut group = view.with_conjuncts(owner);
        let beside: Vec<usize> = group
            .iter()
            .flat_map(|word| tree.dependents_as(*word, Relation::Apposition))
            .chain(
                (tree.relation(owner) == Relation::Apposition).then(|| tree.head(owner)).flatten(),
            )
            .collect();
        group.extend(beside);
        // "The Wagtail, home to 720 inmates,", where "home" is taken for an adverb.
        if tree.relation(owner) == Relation::Adverb
            && view.syntax.tag(owner).is_noun()
            && let Some(head) = tree.head(owner).filter(|head| self.is_name(*head))
        {
            group.push(head);
        }
        // "The Wagtail is a 12-seat boat": the boat is the Wagtail.
        if tree.relation(owner) == Relation::Attribute
            && let Some(subject) = tree.head(owner).and_then(|verb| view.subject_of(verb).0)
            && !group.contains(&subject)
        {
            if self.is_name(subject) && !matches!(view.syntax.tag(owner), Tag::Name | Tag::Names) {
                group.retain(|word| *word != owner);
            }
            group.push(subject);
        }
        let is_part = |head: usize| {
            let relation = tree.relation(head);
            let beside =
                matches!(relation, Relation::Compound | Relation::Possessor | Relation::Modifier)
                    && tree.head(head) == Some(owner);
            let governed = relation == Relation::PrepositionObject
                && tree.head(head).is_some_and(|preposition| {
                    tree.head(preposition) == Some(owner)
                        && view.syntax.is(preposition, Class::OwningPrepositions)
                });
            beside || governed
        };
        let which = |fits: &dyn Fn(usize) -> bool| {
            let fitting =
                |(i, head): (usize, &Option<usize>)| head.filter(|at| fits(*at)).map(|_| i);
            self.names.iter().enumerate().filter_map(fitting).collect::<Vec<_>>()
        };
        let names = which(&|head| group.contains(&head));
        let within = which(&is_part);
        Owner { word: owner, names, within, path: self.path }
    }
}
