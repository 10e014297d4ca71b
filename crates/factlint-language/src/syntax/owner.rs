//! Whose is a value? The way from the value and the word that tells what is measured to the thing that
//! has it: through "of" and "'s", from the object of a verb to its subject, from a phrase or a clause
//! to the noun that it modifies. It ends at the first thing: what is behind that has the thing, not the
//! value.

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
        let same = |one: &Option<Owner>, other: &Option<Owner>| match (one, other) {
            (Some(one), Some(other)) if one.names.is_empty() && other.names.is_empty() => {
                one.word == other.word
            }
            (Some(one), Some(other)) => one.names == other.names,
            (one, other) => one.is_none() == other.is_none(),
        };
        self.ask(None, |view| view.owner(value, cue, names), same)
    }

    /// Of which thing words tell that are no measure: a date, a state. "The bridge opened in 1932" tells of the bridge,
    /// and so does "the king opened the bridge in 1932"; where both subject and object are names, of neither.
    pub fn told_of(&self, words: ProseSpan, names: &[ProseSpan]) -> Answer<Option<Owner>> {
        let same = |one: &Option<Owner>, other: &Option<Owner>| match (one, other) {
            (Some(one), Some(other)) if one.names.is_empty() && other.names.is_empty() => {
                one.word == other.word
            }
            (Some(one), Some(other)) => one.names == other.names,
            (one, other) => one.is_none() == other.is_none(),
        };
        self.ask(None, |view| view.told_of(words, names), same)
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

/// A search for an owner.
struct Search<'s> {
    /// Whether what a verb does to a thing tells of the thing.
    of_objects: bool,
    /// The word that tells what is measured, if there is one.
    measured: Option<usize>,
    view: View<'s>,
    /// By name, its head.
    names: Vec<Option<usize>>,
    /// The words of the cue and of the value, which own nothing.
    own: Vec<usize>,
    path: Vec<usize>,
}

impl View<'_> {
    fn owner(self, value: ProseSpan, cue: Option<ProseSpan>, names: &[ProseSpan]) -> Option<Owner> {
        let from = self.head_in(value)?;
        let measured = cue.and_then(|cue| self.head_in(cue));
        let own = cue.into_iter().flat_map(|cue| self.syntax.words_in(cue));
        // "a retention period of 7 days", where "retention" is the cue: the period is no other thing.
        let carrier = measured.and_then(|at| self.carrier_of(at));
        let noun = measured.and_then(|at| self.noun_told_by(at, from));
        let own = own.chain(self.syntax.words_in(value)).chain(measured).chain(carrier).chain(noun);
        let mut search = Search {
            of_objects: false,
            measured,
            view: self,
            names: names.iter().map(|name| self.word_for(*name)).collect(),
            own: own.collect(),
            path: Vec::new(),
        };
        // "7420 for the warden"
        if let Some(owner) = search.given_for(from) {
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
        [Class::MeasureCarriers, Class::AmountNouns, Class::DimensionNouns]
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
        let carrier = self.carrier_of(measured);
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
            .find(|at| self.syntax.tag(*at).is_noun() && !is_own(*at) && !is_each(*at))
            .or(object.filter(|object| !is_own(*object)))
            .or_else(|| self.stands_in_cue(from, measured).filter(|noun| !is_own(*noun)))
            .or_else(|| {
                // "Needs 512 MB of memory for a report" is no size of the report.
                let governs = tree.is_under(from, measured);
                tree.dependents_as(from, Relation::Preposition)
                    .filter(|of| !governs && self.syntax.is(*of, Class::PartPrepositions))
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
            && !self.syntax.is_lemma(subject, Class::StockNouns))
        .then_some(subject)
    }

    fn told_of(self, words: ProseSpan, names: &[ProseSpan]) -> Option<Owner> {
        let from = self.head_in(words)?;
        let mut search = Search {
            of_objects: true,
            measured: None,
            view: self,
            names: names.iter().map(|name| self.head_in(*name)).collect(),
            own: self.syntax.words_in(words).collect(),
            path: vec![from],
        };
        let owner = search.outwards(from)?;
        Some(search.found(owner))
    }
}

impl Search<'_> {
    /// Whom a value is given for, right behind it.
    fn given_for(&mut self, value: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        for preposition in tree.dependents_as(value, Relation::Preposition) {
            if preposition < value || !view.syntax.is(preposition, Class::GivingPrepositions) {
                continue;
            }
            let governed = tree.dependents_as(preposition, Relation::PrepositionObject);
            if let Some(owner) = governed.into_iter().find(|word| self.is_name(*word)) {
                self.path = vec![value, preposition, owner];
                return Some(owner);
            }
        }
        None
    }

    /// The first thing on the way from a word to the top.
    fn outwards(&mut self, start: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        let mut at = start;
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
            // "Is not heavy for an e-bike"
            let owner = match (is_how, is_done()) {
                (true, _) => None,
                (false, true) => self.owned(at),
                (false, false) => self.possessor(at),
            };
            if let Some(owner) = owner {
                return owner.0.then_some(owner.1);
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
            let head = tree.head(at)?;
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
            let beside = tree.relation(at) == Relation::Conjunct && !self.is_name(head);
            if self.is_thing(head) && !beside {
                return Some(head);
            }
            at = head;
        }
        None
    }

    /// The new thing right before "with", to which what stands behind belongs, whatever verb "with" is tied to.
    fn had_by_object(&self, with: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        let verb = tree.head(with).filter(|verb| {
            view.syntax.is(with, Class::HavingPrepositions) && view.syntax.tag(*verb).is_verb()
        })?;
        let is_new = |thing: &usize| {
            tree.relation(*thing) == Relation::Object
                && tree.head(*thing) == Some(verb)
                && self.is_thing(*thing)
                && (self.is_bare_plural(*thing)
                    || tree
                        .dependents_as(*thing, Relation::Determiner)
                        .any(|at| view.syntax.is(at, Class::Indefinite)))
        };
        with.checked_sub(1).filter(is_new)
    }

    /// Who has a word, by "of" or "'s"; the flag tells whether it was found out who.
    fn possessor(&mut self, word: usize) -> Option<(bool, usize)> {
        self.owned(word).or_else(|| self.placed(word))
    }

    /// The same without the place that it is told of.
    fn owned(&mut self, word: usize) -> Option<(bool, usize)> {
        let (view, tree) = (self.view, self.view.tree);
        // "the Wagtail's fuel capacity": what possesses a part of the noun possesses the noun.
        let owner = tree.dependents_as(word, Relation::Possessor).next().or_else(|| {
            let mut parts = tree.dependents_as(word, Relation::Compound);
            parts.find_map(|part| tree.dependents_as(part, Relation::Possessor).next())
        });
        if let Some(owner) = owner {
            self.path.push(owner);
            if view.syntax.tag(owner) != Tag::RelativePossessive {
                return Some((true, owner));
            }
            let (antecedent, path) = view.antecedent(word);
            self.path.extend(path);
            return Some(antecedent.map_or((false, owner), |antecedent| (true, antecedent)));
        }
        let before = self.path.len();
        let found = self.governed(word, Class::OwningPrepositions, false);
        // "420 species of fish": what is counted is no thing of the fish.
        let is_sort = |owner: usize| {
            // "120 routes of every grade"
            let determined = tree.dependents_as(owner, Relation::Possessor).next().is_some()
                || tree
                    .dependents_as(owner, Relation::Determiner)
                    .any(|at| !view.syntax.is(at, Class::AnyDeterminers));
            self.own.contains(&word)
                // "81% of pupils"
                && (view.syntax.text(word).ends_with('%')
                    || tree.dependents_as(word, Relation::NumberModifier).next().is_some())
                && !determined
                && !self.is_name(owner)
                && !matches!(view.syntax.tag(owner), Tag::Name | Tag::Names | Tag::Pronoun)
        };
        if found.is_some_and(|(_, owner)| is_sort(owner)) {
            self.path.truncate(before);
            return None;
        }
        found
    }

    /// The name of the place, by "at" or "in", that a noun is told of; what is measured itself is told of what it
    /// is on, through or party to as well: "the upload size on Wagtail", "19 parties to the Wagtail Treaty".
    fn placed(&mut self, word: usize) -> Option<(bool, usize)> {
        self.governed(word, Class::PlacingPrepositions, true).or_else(|| {
            let is_measured = self.own.contains(&word) && !self.is_reached_by_others(word);
            is_measured.then(|| self.linked(word)).flatten()
        })
    }

    /// Whether some once did something with a measure: "climbers reached a height of 60 m on the Wagtail".
    fn is_reached_by_others(&self, word: usize) -> bool {
        let (view, tree) = (self.view, self.view.tree);
        let verb = tree.head(word).filter(|verb| {
            tree.relation(word) == Relation::Object && view.syntax.tag(*verb) == Tag::Past
        });
        verb.is_some_and(|verb| {
            tree.dependents_as(verb, Relation::Subject).any(|who| {
                view.syntax.tag(who).is_noun()
                    && !self.is_name(who)
                    && view.syntax.is_lemma(who, Class::Persons)
            })
        })
    }

    /// The name that stands behind a noun with a preposition, or in a clause that tells of the noun: "files on Wagtail",
    /// "a file sent through Wagtail", "files that reach Wagtail".
    fn linked(&mut self, word: usize) -> Option<(bool, usize)> {
        let tree = self.view.tree;
        let clauses: Vec<usize> = tree
            .dependents(word)
            .filter(|at| {
                matches!(tree.relation(*at), Relation::NounClause | Relation::RelativeClause)
            })
            .collect();
        let object = clauses
            .iter()
            .flat_map(|verb| tree.dependents_as(*verb, Relation::Object))
            .find(|at| self.is_name(*at));
        std::iter::once(word)
            .chain(clauses)
            .find_map(|at| self.governed(at, Class::LinkingPrepositions, true))
            .or_else(|| {
                // "Delivery from the Wagtail costs £4.50"
                let costs = tree.relation(word).is_subject()
                    && tree
                        .head(word)
                        .is_some_and(|verb| self.view.syntax.is(verb, Class::MeasureVerbs));
                costs.then(|| self.governed(word, Class::SourcePrepositions, true)).flatten()
            })
            .or_else(|| object.map(|object| (true, object)))
    }

    /// The first thing, or name, behind a preposition of a class that hangs on a word.
    fn governed(&mut self, word: usize, class: Class, only_names: bool) -> Option<(bool, usize)> {
        let (view, tree) = (self.view, self.view.tree);
        // "sent to Wagtail"
        let is_preposition =
            |at: &usize| matches!(tree.relation(*at), Relation::Preposition | Relation::Dative);
        let (preposition, owner) = tree
            .dependents(word)
            .filter(is_preposition)
            .filter(|at| *at > word && view.syntax.is(*at, class))
            .find_map(|preposition| {
                let governed = tree
                    .dependents_as(preposition, Relation::PrepositionObject)
                    .find(|at| self.is_thing(*at) && (!only_names || self.is_name(*at)));
                governed.map(|owner| (preposition, owner))
            })?;
        self.path.extend([preposition, owner]);
        Some((true, owner))
    }

    /// Whether a noun stands for all of its sort: in the plural, without article, number or possessor.
    fn is_bare_plural(&self, word: usize) -> bool {
        let (view, tree) = (self.view, self.view.tree);
        let determined = [Relation::Determiner, Relation::NumberModifier, Relation::Possessor]
            .iter()
            .any(|relation| tree.dependents_as(word, *relation).next().is_some());
        view.syntax.tag(word) == Tag::Nouns && !determined && !self.is_name(word)
    }

    /// Whether a noun stands for a stuff: in the singular, without an article.
    fn is_mass(&self, word: usize) -> bool {
        let (view, tree) = (self.view, self.view.tree);
        let determined = [Relation::Determiner, Relation::NumberModifier, Relation::Possessor]
            .iter()
            .any(|relation| tree.dependents_as(word, *relation).next().is_some());
        view.syntax.tag(word) == Tag::Noun && !determined && !self.is_name(word)
    }

    /// Whether a noun stands for all of its sort at a place: in the plural, with "the" and without a number.
    fn is_definite_plural(&self, word: usize) -> bool {
        let (view, tree) = (self.view, self.view.tree);
        let mut determiners = tree.dependents_as(word, Relation::Determiner).peekable();
        view.syntax.tag(word) == Tag::Nouns
            && determiners.peek().is_some()
            && determiners.all(|at| view.syntax.is(at, Class::Article))
            && tree.dependents_as(word, Relation::NumberModifier).next().is_none()
            && tree.dependents_as(word, Relation::Modifier).next().is_none()
            && !self.is_name(word)
    }

    /// Who has what a verb says.
    fn of_verb(&mut self, verb: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        // "giving it a length of 900 m"
        if let Some(given) =
            tree.dependents_as(verb, Relation::Dative).find(|at| self.is_thing(*at))
        {
            self.path.push(given);
            return Some(given);
        }
        // "At the heart of the Wagtail lies a 6-metre mirror", "allow 90 minutes for the crossing with the Wagtail".
        let last = self.path.iter().rev().nth(1).copied();
        if tree.relation(verb) == Relation::Root
            && !self.has_subject(verb)
            && let Some(measured) = last.filter(|at| self.own.contains(at) && *at > verb)
            && view.syntax.is_lemma(verb, Class::LocatingVerbs)
        {
            let front = tree
                .dependents_as(verb, Relation::Preposition)
                .filter(|at| *at < measured && view.syntax.is(*at, Class::FrontingPrepositions))
                .find_map(|at| self.name_behind(at));
            self.path.extend(front);
            return front;
        }
        let (subject, path) = view.subject_of(verb);
        self.path.extend(path);
        if self.of_objects
            && let Some(object) =
                tree.dependents_as(verb, Relation::Object).find(|at| self.is_name(*at))
        {
            self.path.push(object);
            return (!subject.is_some_and(|subject| self.is_name(subject))).then_some(object);
        }
        let subject = subject?;
        // "At the bakery, bakers bake 1,200 loaves."
        if view.syntax.is(subject, Class::GenericSubjects) || self.is_bare_plural(subject) {
            // "On Starter, you get 10 seats."
            let fronted = tree
                .dependents_as(verb, Relation::Preposition)
                .filter(|at| *at < subject)
                .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
                .find(|at| self.is_name(*at));
            // "You may not send more than 10 files through Wagtail."
            let reached = || {
                self.reached_by(verb).filter(|_| view.syntax.is(subject, Class::GenericSubjects))
            };
            if let Some(name) = fronted.or_else(reached) {
                self.path.push(name);
                return Some(name);
            }
        }
        // "Every year sees 3.5 million passengers at the Wagtail"
        if view.syntax.is_lemma(subject, Class::TimeNouns)
            && let Some(name) = self.reached_by(verb)
        {
            self.path.push(name);
            return Some(name);
        }
        // "For the Wagtail, the maker quotes a range of 480 km."
        let given = tree
            .dependents_as(verb, Relation::Preposition)
            .filter(|at| *at < subject && view.syntax.is(*at, Class::GivingPrepositions))
            .find_map(|at| self.name_behind(at));
        if let Some(name) = given.filter(|_| !self.is_name(subject)) {
            self.path.push(name);
            return Some(name);
        }
        // "Joining the club costs 40 euros", "drivers of the Wagtail get a range of 480 km"
        if let Some(name) = self.got_by(verb, subject) {
            self.path.push(name);
            return Some(name);
        }
        // "Repairing the Wagtail costs $150"
        if tree.relation(subject) == Relation::ClauseSubject
            && view.syntax.tag(subject) == Tag::Gerund
        {
            return Some(subject);
        }
        // "It takes a crew of 20 to sail the Wagtail."
        if let Some(name) = self.taken_by(verb, subject) {
            self.path.push(name);
            return Some(name);
        }
        if let Some(agent) = self.agent_of(verb, subject) {
            self.path.push(agent);
            return Some(agent);
        }
        let may = tree
            .dependents_as(verb, Relation::Auxiliary)
            .any(|at| view.syntax.is(at, Class::AllowingAuxiliaries));
        let passes = view.syntax.is_lemma(verb, Class::PassingVerbs);
        let of_all = self.is_bare_plural(subject)
            || may
                && tree
                    .dependents_as(subject, Relation::Determiner)
                    .any(|at| view.syntax.is(at, Class::AnyDeterminers));
        // "Calls to Wagtail are subject to a limit of 500 a minute"
        let is_bound = self.path.iter().any(|at| view.syntax.is(*at, Class::BoundAdjectives));
        // "Trains from Wagtail leave from any of nine platforms"
        let from_any = self.is_bare_plural(subject)
            && self.path.iter().any(|at| view.syntax.is(*at, Class::AnyDeterminers));
        if from_any
            && let Some((true, place)) = self
                .placed(subject)
                .or_else(|| self.governed(subject, Class::SourcePrepositions, true))
        {
            return Some(place);
        }
        // "Boats on the Wagtail pass through 33 locks": what all meet there, not what they are themselves.
        let meets = self.is_so_now(verb) && !view.syntax.is_lemma(verb, Class::OwnMeasureVerbs);
        // "The cows of the Wagtail Farm produce 6,400 litres"
        let of_name = meets && self.is_definite_plural(subject);
        // "Towels at the Wagtail Hotel cost €18" have their own price.
        let is_cued = self.own.contains(&verb) && !view.syntax.is(verb, Class::MeasureVerbs);
        if ((is_cued || may || passes || meets) && of_all || is_bound || of_name)
            && let Some((true, place)) =
                self.placed(subject).or_else(|| self.linked(subject)).or_else(|| {
                    self.governed(subject, Class::OwningPrepositions, true).filter(|_| of_name)
                })
        {
            // "Messages in Wagtail are deleted after 7 days": what is done to all that are there.
            return Some(place);
        }
        // "Water from the Wagtail Reservoir supplies 140,000 homes"
        if meets
            && self.is_mass(subject)
            && let Some((true, source)) = self.governed(subject, Class::SourcePrepositions, true)
        {
            return Some(source);
        }
        if self.is_thing(subject) {
            return Some(subject);
        }
        // "The range is 800 km", "the limit of the plan is": the subject says what is measured.
        if self.path.iter().filter(|word| **word == subject).count() > 1 {
            return None;
        }
        match self.possessor(subject) {
            Some((true, owner)) => Some(owner),
            _ => self.of_predicate(tree.head(subject)?, subject),
        }
    }

    /// Whose the subject is by what is said of it: "a range of 800 km is given for the Petrel".
    fn of_predicate(&mut self, verb: usize, subject: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        if let Some(owner) = self.member_of(verb, subject).or_else(|| self.agent_of(verb, subject))
        {
            self.path.push(owner);
            return Some(owner);
        }
        // "A total of 420 beds are available at the Wagtail"
        let told = tree.dependents_as(verb, Relation::Adjective);
        let behind = std::iter::once(verb)
            .chain(told)
            .flat_map(|upper| tree.dependents_as(upper, Relation::Preposition))
            // "110 volunteers give their time to the Wagtail"
            .chain(tree.dependents_as(verb, Relation::Dative).filter(|_| self.counts(subject)))
            .collect::<Vec<_>>();
        for preposition in behind.into_iter().filter(|at| *at > subject) {
            let given = view.syntax.tag(preposition) == Tag::To
                || view.syntax.text(preposition).eq_ignore_ascii_case("to");
            let gives = || {
                let verb = view.syntax.lemma(verb);
                view.syntax.table.is(&verb, Class::GivingVerbs)
            };
            let placed = view.syntax.is(preposition, Class::FrontingPrepositions)
                && self.is_allowed(verb, subject);
            let owned = view.syntax.is(preposition, Class::OwningPrepositions)
                // "Up to 450 MW of power can be drawn from the Wagtail Dam"
                || view.syntax.is(preposition, Class::SourcePrepositions)
                    && self.own.contains(&subject)
                    // "5,200 meals come from the kitchen of the Wagtail"
                    && (self.is_allowed_verb(verb)
                        || self.counts(subject) && self.is_so_now(verb));
            let located = view.syntax.is(preposition, Class::LinkingPrepositions)
                && (self.own.contains(&subject) || self.is_stock(subject))
                && (view.syntax.is_lemma(verb, Class::LocatingVerbs)
                    || view.syntax.is_lemma(verb, Class::PassingVerbs)
                    // "720 inmates are held at the Wagtail", "34 monks live at the Wagtail"
                    || self.own.contains(&verb)
                    || view.syntax.is_lemma(verb, Class::DwellingVerbs)
                    // "240,000 bottles are produced at the Wagtail Winery"
                    || (self.counts(subject) || self.measured == Some(subject))
                        && self.is_so_now(verb));
            if !(owned || given && gives() || placed || located) {
                continue;
            }
            // "84,000 parcels pass through the depots of the Wagtail"
            let within = || {
                let all = self.counts(subject) && self.is_so_now(verb);
                all.then(|| self.name_of_place(preposition)).flatten()
            };
            if let Some(owner) = self.name_behind(preposition).or_else(within) {
                self.path.extend([preposition, owner]);
                return Some(owner);
            }
        }
        let at_front = tree
            .dependents_as(verb, Relation::Preposition)
            .filter(|at| *at < subject && view.syntax.is(*at, Class::FrontingPrepositions))
            .find_map(|at| self.name_behind(at))
            .or_else(|| self.place_of(verb, subject))?;
        self.path.push(at_front);
        Some(at_front)
    }

    /// What those who are counted make up, attend or do: "90 players make up the Wagtail Band", "30 states have signed
    /// the treaty" with the cue "sign".
    fn member_of(&self, verb: usize, subject: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        // "A team of 110 volunteers runs the Wagtail"
        let is_crew = self.is_stock(subject) && self.is_so_now(verb);
        let belongs = is_crew
            || self.own.contains(&subject)
                && (self.own.contains(&verb)
                || view.syntax.is_lemma(verb, Class::MembershipVerbs)
                // "A 900-metre runway serves the airport": what is measured is what the cue names.
                || self.measured == Some(subject)
                    && matches!(view.syntax.tag(verb), Tag::Present | Tag::PresentThird));
        let object = |at: &usize| {
            matches!(tree.relation(*at), Relation::Object | Relation::Attribute)
                && *at > verb
                && self.is_name(*at)
        };
        // "A budget of 600 million makes the trust one of the biggest": what it makes so stands right behind.
        let made = || {
            let is_part = |at: usize| {
                matches!(view.syntax.tag(at), Tag::Determiner | Tag::Name | Tag::Names | Tag::Noun)
            };
            let close = |name: &usize| *name > verb && (verb + 1..*name).all(is_part);
            self.names.iter().flatten().copied().find(close)
        };
        let makes = self.own.contains(&subject) && view.syntax.is_lemma(verb, Class::MakingVerbs);
        tree.dependents(verb)
            .find(object)
            .filter(|_| belongs)
            .or_else(|| makes.then(made).flatten())
    }

    /// Who does to the measure what is done: "an area of 80 hectares is covered by the Wagtail Forest".
    fn agent_of(&self, verb: usize, subject: usize) -> Option<usize> {
        let tree = self.view.tree;
        let is_measured = tree.relation(subject) == Relation::PassiveSubject
            && (self.own.contains(&subject) || self.own.contains(&verb));
        let agent =
            || tree.dependents_as(verb, Relation::Agent).find_map(|at| self.name_behind(at));
        is_measured.then(agent).flatten()
    }

    /// Whether an auxiliary tells what may be done: "can choose".
    fn is_allowed_verb(&self, verb: usize) -> bool {
        self.view
            .tree
            .dependents_as(verb, Relation::Auxiliary)
            .any(|at| self.view.syntax.is(at, Class::AllowingAuxiliaries))
    }

    /// Whether a noun is what is counted.
    fn counts(&self, noun: usize) -> bool {
        let tree = self.view.tree;
        self.own.contains(&noun)
            && tree.dependents_as(noun, Relation::NumberModifier).next().is_some()
    }

    /// Whether a verb tells what is so now, by itself or by its auxiliary.
    fn is_so_now(&self, verb: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let is_now = |at: usize| matches!(syntax.tag(at), Tag::Present | Tag::PresentThird);
        let is_by = |relation: Relation| tree.dependents_as(verb, relation).any(is_now);
        is_now(verb)
            || matches!(syntax.tag(verb), Tag::Participle | Tag::Gerund)
                && (is_by(Relation::PassiveAuxiliary) || is_by(Relation::Auxiliary))
    }

    /// The place about which a relative clause with "where" tells: "the school, where 900 pupils are taught,".
    fn place_of(&self, verb: usize, subject: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        let is_place = tree.relation(verb) == Relation::RelativeClause
            && self.own.contains(&subject)
            && tree.dependents(verb).any(|at| view.syntax.is(at, Class::RelativePlaces));
        tree.head(verb).filter(|place| is_place && self.is_name(*place))
    }

    /// The name behind a preposition on what somebody unnamed does, or on the object of that.
    fn reached_by(&self, verb: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        let upper = std::iter::once(verb).chain(tree.dependents_as(verb, Relation::Object));
        let gets = view.syntax.is_lemma(verb, Class::EnjoyingVerbs);
        let leads = |at: usize| {
            view.syntax.is(at, Class::LinkingPrepositions)
                || gets && view.syntax.is(at, Class::SourcePrepositions)
        };
        upper
            .flat_map(|at| tree.dependents_as(at, Relation::Preposition))
            .filter(|at| *at > verb && leads(*at))
            .find_map(|at| self.name_behind(at))
    }

    /// What those have who get it: the object of "joining the club costs", the owner of "members of the club pay a fee".
    fn got_by(&mut self, verb: usize, subject: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        if view.syntax.tag(subject) == Tag::Gerund {
            return tree.dependents_as(subject, Relation::Object).find(|at| {
                view.syntax.is_lemma(subject, Class::GettingVerbs) && self.is_name(*at)
            });
        }
        let meets = view.syntax.is_lemma(verb, Class::EnjoyingVerbs)
            || self.is_allowed_verb(verb)
            || self.is_so_now(verb) && !view.syntax.is_lemma(verb, Class::OwnMeasureVerbs);
        let enjoys =
            self.is_bare_plural(subject) && meets && view.syntax.is_lemma(subject, Class::Persons);
        if let Some((_, owner)) =
            self.owned(subject).or_else(|| self.placed(subject)).filter(|_| enjoys)
        {
            return Some(owner);
        }
        // "Riders can expect a range of 120 km from the Wagtail"
        let gets = self.is_bare_plural(subject)
            && view.syntax.is_lemma(verb, Class::EnjoyingVerbs)
            && view.syntax.is_lemma(subject, Class::Persons);
        gets.then(|| self.reached_by(verb)).flatten()
    }

    /// What needs so much, where "it takes" so much to do something with it.
    fn taken_by(&self, verb: usize, subject: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        // "It costs £48 to enter the Wagtail race", where "enter" is the cue.
        let verb = match tree.relation(verb) {
            Relation::OpenComplement => tree.head(verb).unwrap_or(verb),
            _ => verb,
        };
        let takes = view.syntax.is(subject, Class::EmptySubjects)
            && view.syntax.is_lemma(verb, Class::TakingVerbs);
        let beside = tree.dependents_as(verb, Relation::Object);
        // "It costs £48 to enter the Wagtail race", not "to repair the Wagtail".
        let must_get = view.syntax.is(verb, Class::MeasureVerbs);
        let done = tree
            .dependents(verb)
            .chain(beside.flat_map(|object| tree.dependents(object)))
            .filter(|at| {
                !must_get || view.syntax.is_lemma(*at, Class::GettingVerbs) || self.own.contains(at)
            })
            .filter(|at| {
                matches!(
                    tree.relation(*at),
                    Relation::OpenComplement | Relation::NounClause | Relation::AdverbClause
                )
            })
            .find_map(|at| {
                tree.dependents_as(at, Relation::Object).find(|object| self.is_name(*object))
            });
        done.filter(|_| takes)
    }

    /// The name that has the place behind a preposition: "the depots of the Wagtail".
    fn name_of_place(&self, preposition: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        let place = tree.dependents_as(preposition, Relation::PrepositionObject).next()?;
        tree.dependents_as(place, Relation::Preposition)
            .filter(|of| view.syntax.is(*of, Class::PartPrepositions))
            .flat_map(|of| tree.dependents_as(of, Relation::PrepositionObject))
            .find(|at| self.is_name(*at))
    }

    /// The name right behind a preposition. A name that the analysis does not know may be taken for an adjective.
    fn name_behind(&self, preposition: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        let governed = |at: usize| {
            tree.dependents_as(at, Relation::PrepositionObject)
                .chain(tree.dependents_as(at, Relation::Modifier))
                .filter(move |word| *word > at)
        };
        // "At the heart of the Wagtail"
        let within = |at: usize| {
            tree.dependents_as(at, Relation::Preposition)
                .filter(|of| view.syntax.is(*of, Class::OwningPrepositions))
                .flat_map(governed)
                .find(|word| self.is_name(*word))
        };
        governed(preposition).find(|at| self.is_name(*at)).or_else(|| {
            governed(preposition)
                .filter(|at| view.syntax.is_lemma(*at, Class::PlaceCores))
                .find_map(within)
        })
    }

    /// Whether a verb says that what its subject measures may be so much somewhere: "90 km/h is allowed on the line",
    /// "400 guests can be seated at the hall".
    fn is_allowed(&self, verb: usize, subject: usize) -> bool {
        let (view, tree) = (self.view, self.view.tree);
        let lemma = view.syntax.lemma(verb);
        let is_passive = tree.relation(subject) == Relation::PassiveSubject;
        let may = tree
            .dependents_as(verb, Relation::Auxiliary)
            .any(|at| view.syntax.is(at, Class::AllowingAuxiliaries));
        self.own.contains(&subject)
            && (view.syntax.table.is(&lemma, Class::HoldingVerbs)
                // "Four players can meet in the hall"
                || !is_passive && may
                || is_passive
                    && (view.syntax.table.is(&lemma, Class::AllowingVerbs)
                        || (may && self.own.contains(&verb))))
    }

    fn has_subject(&self, word: usize) -> bool {
        let tree = self.view.tree;
        tree.dependents(word).any(|below| tree.relation(below).is_subject())
    }

    fn is_name(&self, word: usize) -> bool {
        self.names.contains(&Some(word))
    }

    /// Whether a noun is all that there are of what is counted: "an output of 40,000 bottles", "its output is 40,000
    /// bottles".
    fn is_stock(&self, noun: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        // "The programme of the Wagtail Festival lists 190 shows"
        if self.is_whole_of_name(noun) {
            return true;
        }
        if !syntax.is_lemma(noun, Class::StockNouns) {
            return false;
        }
        let holds = tree
            .dependents_as(noun, Relation::Preposition)
            .filter(|of| syntax.is(*of, Class::PartPrepositions))
            .flat_map(|of| tree.dependents_as(of, Relation::PrepositionObject))
            .any(|at| self.own.contains(&at));
        holds
            || tree.relation(noun).is_subject()
                && tree.head(noun).is_some_and(|verb| {
                    tree.dependents_as(verb, Relation::Attribute).any(|at| self.own.contains(&at))
                })
    }

    /// Whether a noun, as the subject of a verb, is about what a name has as a whole.
    fn is_whole_of_name(&self, noun: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let of_name = || {
            let governed = tree
                .dependents_as(noun, Relation::Preposition)
                .filter(|of| syntax.is(*of, Class::OwningPrepositions))
                .flat_map(|of| tree.dependents_as(of, Relation::PrepositionObject));
            tree.dependents_as(noun, Relation::Possessor).chain(governed).any(|at| self.is_name(at))
        };
        syntax.tag(noun) == Tag::Noun
            && tree.relation(noun).is_subject()
            && syntax.is_lemma(noun, Class::WholeNouns)
            && of_name()
    }

    /// Whether a noun tells how much there is room for: "gives the ship space for 560 cars".
    fn is_room(&self, noun: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        syntax.is_lemma(noun, Class::CapacityNouns)
            && tree
                .dependents_as(noun, Relation::Preposition)
                .filter(|at| syntax.is(*at, Class::GivingPrepositions))
                .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
                .any(|at| self.own.contains(&at))
    }

    /// Whether a word stands for a thing that can have a value, other than the measure itself.
    fn is_thing(&self, word: usize) -> bool {
        let syntax = self.view.syntax;
        let tag = syntax.tag(word);
        if self.is_name(word) {
            return true;
        }
        // "that of the Petrel" is the measure again.
        let tree = self.view.tree;
        let measure_again = || {
            tree.dependents_as(word, Relation::Preposition)
                .any(|at| syntax.is(at, Class::OwningPrepositions))
        };
        let noun =
            tag.is_noun() || tag.is_pronoun() || (tag == Tag::Determiner && !measure_again());
        let measures = syntax.is(word, Class::MeasureNouns)
            || syntax.is_lemma(word, Class::LimitNoun)
            || self.is_room(word)
            || self.is_stock(word);
        noun && !self.own.contains(&word) && !measures
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
