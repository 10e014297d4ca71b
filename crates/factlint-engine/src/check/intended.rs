//! Whether something is only thought of, asked for, or on its way: what is not so yet, of any kind, which the gate asks. Asked of
//! the analysis of the sentence.

use crate::reading::{Reading, Sentence};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Syntax, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;

/// The word by which it is: "we are considering a limit of", "toyed with charging", "are working on support for", "a stretched version is
/// under study".
pub(super) fn told_by(
    reading: &Reading<'_>,
    sentence: Sentence,
    span: ProseSpan,
) -> Option<ProseSpan> {
    let syntax = reading.syntax(sentence);
    let aim = Aim { syntax, tree: syntax.trees().first()?, value: syntax.head_in(span)? };
    let word = aim.tree.upwards(aim.value).find_map(|at| {
        let found = aim.pondered(at).or_else(|| aim.on_its_way(at));
        found
            .or_else(|| aim.out_of_reach(at))
            .or_else(|| aim.planned(at))
            .or_else(|| aim.awaited(at))
            .or_else(|| aim.spoken_of(at))
            .or_else(|| aim.expected(at))
    })?;
    let found = syntax.words().get(word).map(|word| word.span);
    found.filter(|at| !at.overlaps(span))
}

struct Aim<'r, 'd> {
    syntax: &'r Syntax<'d>,
    tree: &'r Tree,
    value: usize,
}

impl Aim<'_, '_> {
    fn is(&self, at: usize, class: Class) -> bool {
        word::is(self.syntax.text(at), class)
    }

    fn is_lemma(&self, at: usize, class: Class) -> bool {
        word::is(&self.syntax.lemma(at), class)
    }

    fn below(&self, at: usize, relation: Relation) -> impl Iterator<Item = usize> + '_ {
        self.tree.dependents_as(at, relation)
    }

    fn holds_value(&self, at: usize) -> bool {
        self.tree.is_under(self.value, at)
    }

    /// A verb of what somebody has not decided to do, or has not done yet.
    fn pondered(&self, verb: usize) -> Option<usize> {
        if !self.syntax.tag(verb).is_verb() || verb == self.value {
            return None;
        }
        // "Considered converting", "toyed with charging", not "considered the capacity of 900 passengers".
        let doing = |at: usize| self.syntax.tag(at) == Tag::Gerund && self.holds_value(at);
        let does = self.is_lemma(verb, Class::WeighingVerbs)
            && (self.tree.dependents(verb).any(doing)
                || self
                    .below(verb, Relation::Preposition)
                    .any(|at| self.tree.dependents(at).any(doing)));
        // "We are considering a limit of"
        let something = self.is_lemma(verb, Class::PonderingVerbs) && self.acts_on_new(verb);
        // "Customers who choose an excess of £500", not "the council chose a limit of"
        let chooses = self.is_lemma(verb, Class::ChoosingVerbs)
            && matches!(self.syntax.tag(verb), Tag::Present | Tag::PresentThird | Tag::Verb)
            && self.acts_on_new(verb);
        let works_on = self.syntax.tag(verb) == Tag::Gerund
            && self.is_lemma(verb, Class::StrivingVerbs)
            && self.below(verb, Relation::Auxiliary).any(|be| self.is(be, Class::BeForms))
            && self
                .below(verb, Relation::Preposition)
                .any(|on| self.is(on, Class::StrivingPrepositions) && self.holds_value(on));
        // "Is looking at ways to give it a capacity of 640"
        let seeks = self.is_lemma(verb, Class::LookingVerbs)
            && self
                .below(verb, Relation::Preposition)
                .flat_map(|at| self.below(at, Relation::PrepositionObject))
                .any(|way| self.is_lemma(way, Class::WayNouns) && self.holds_value(way));
        (does || something || chooses || works_on || seeks).then_some(verb)
    }

    /// Whether what a verb acts on is new and has the value: "a limit of 40".
    fn acts_on_new(&self, verb: usize) -> bool {
        // "Many choose the Wagtail, which carries 400 passengers"
        let is_name = |thing: usize| matches!(self.syntax.tag(thing), Tag::Name | Tag::Names);
        // "Has considered a fare of £3", where the fare is taken for what somebody is.
        let is_active = self.below(verb, Relation::PassiveAuxiliary).next().is_none();
        let taken = self.below(verb, Relation::Attribute).filter(|_| is_active);
        self.below(verb, Relation::Object).chain(taken).any(|thing| {
            thing != self.value
                && self.holds_value(thing)
                && !self.is_definite(thing)
                && !is_name(thing)
        })
    }

    /// The "be" that says something of a subject.
    fn be_of(&self, subject: usize) -> Option<usize> {
        self.tree.head(subject).filter(|be| {
            self.tree.relation(subject).is_subject() && self.is_lemma(*be, Class::BeForms)
        })
    }

    /// "A stretched version with 144 seats is under study", "version 5.4 is in testing", not "the limit of 40 is under review".
    fn on_its_way(&self, subject: usize) -> Option<usize> {
        let be = self.be_of(subject)?;
        let states = self
            .below(be, Relation::Preposition)
            .filter(|at| *at > be && self.is(*at, Class::StatePrepositions))
            .flat_map(|at| self.below(at, Relation::PrepositionObject));
        states
            .into_iter()
            .find(|state| self.is_lemma(*state, Class::TrialStates))
            .filter(|_| !self.is_definite(subject))
    }

    /// "A range of 900 km is out of reach".
    fn out_of_reach(&self, subject: usize) -> Option<usize> {
        let be = self.be_of(subject)?;
        let behind = |at: usize| {
            let own = self.below(at, Relation::PrepositionObject);
            let of = self.below(at, Relation::Preposition);
            own.chain(of.flat_map(|of| self.below(of, Relation::PrepositionObject)))
        };
        self.below(be, Relation::Preposition)
            .filter(|at| *at > be && self.is(*at, Class::BeyondPrepositions))
            .flat_map(behind)
            .find(|noun| self.is_lemma(*noun, Class::Unreached))
            .filter(|_| !self.is_definite(subject))
    }

    /// "Plans to increase the fee to $18 have been dropped", where "to" may hang on what became of the plans.
    fn planned(&self, verb: usize) -> Option<usize> {
        let subjects = self.tree.dependents(verb).filter(|at| self.tree.relation(*at).is_subject());
        subjects.filter(|_| self.syntax.tag(verb).is_verb()).find(|plan| {
            let does = |at: usize| {
                let mut to = self.below(at, Relation::Auxiliary);
                self.tree.relation(at) == Relation::NounClause
                    && to.any(|to| self.syntax.tag(to) == Tag::To)
            };
            *plan < self.value && self.is_wish(*plan) && self.tree.dependents(*plan).any(does)
        })
    }

    /// "There are calls to give the ferry a capacity of 900", "there is talk of raising the fee to £9": the noun for what is only wanted.
    fn spoken_of(&self, doing: usize) -> Option<usize> {
        let noun = self.tree.head(doing)?;
        let does = match self.tree.relation(doing) {
            // "Plans to give"
            Relation::NounClause | Relation::RelativeClause => {
                self.below(doing, Relation::Auxiliary).any(|to| self.syntax.tag(to) == Tag::To)
            }
            // "Talk of giving"
            Relation::PrepositionClause => self.syntax.tag(doing) == Tag::Gerund,
            _ => false,
        };
        let noun = match self.tree.relation(doing) {
            Relation::PrepositionClause => self.tree.head(noun)?,
            _ => noun,
        };
        (does && self.is_wish(noun) && self.syntax.tag(noun).is_noun() && noun < self.value)
            .then_some(noun)
    }

    /// "As soon as the school is open again, we will write", "when the car park is full, use": what a clause of time tells that is to come,
    /// or comes now and then, where the main clause tells what will be done or is to be done then.
    fn awaited(&self, verb: usize) -> Option<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let mut above = tree.upwards(verb).skip(1);
        let main = above
            .find(|at| syntax.tag(*at).is_verb())
            .filter(|_| tree.relation(verb) == Relation::AdverbClause)?;
        let opener = tree
            .dependents(verb)
            .find(|at| *at < verb && self.is(*at, Class::AwaitingOpeners))
            .or_else(|| self.as_soon_as(verb))?;
        let finite = self
            .below(verb, Relation::Auxiliary)
            .chain(self.below(verb, Relation::PassiveAuxiliary))
            .next()
            .unwrap_or(verb);
        let is_now = matches!(syntax.tag(finite), Tag::Present | Tag::PresentThird);
        let will = self.below(main, Relation::Auxiliary).any(|at| self.is(at, Class::FutureModals));
        (is_now && (will || syntax.order() == Some(main))).then_some(opener)
    }

    /// The first word of "as soon as" before a clause, whatever the tree hangs that on.
    fn as_soon_as(&self, verb: usize) -> Option<usize> {
        let found = (0..verb.saturating_sub(2)).rev().find(|at| {
            self.is(*at + 1, Class::SoonAdverbs)
                && self.syntax.text(*at).eq_ignore_ascii_case("as")
                && self.syntax.text(*at + 2).eq_ignore_ascii_case("as")
        })?;
        let between = found + 3..verb;
        let is_close = between
            .into_iter()
            .all(|at| !self.syntax.tag(at).is_verb() || self.tree.head(at) == Some(verb));
        is_close.then_some(found)
    }

    /// "Those who expect a depth of 74 metres will be surprised": what whoever it may be thinks, and nobody says.
    fn expected(&self, verb: usize) -> Option<usize> {
        let who = self.tree.head(verb).filter(|who| {
            self.tree.relation(verb) == Relation::RelativeClause
                && (self.syntax.tag(*who) == Tag::Determiner || self.syntax.tag(*who).is_pronoun())
        });
        (who.is_some() && self.is_lemma(verb, Class::PredictingVerbs)).then_some(verb)
    }

    /// Whether a noun is one for what is only wanted: a plan, a call, an offer.
    fn is_wish(&self, noun: usize) -> bool {
        self.is_lemma(noun, Class::IntentNouns)
            || self.is_lemma(noun, Class::WishNouns)
            || self.is(noun, Class::PlanObject)
    }

    fn is_definite(&self, noun: usize) -> bool {
        self.tree.dependents(noun).any(|at| match self.tree.relation(at) {
            Relation::Possessor => true,
            Relation::Determiner => self.is(at, Class::Definite),
            _ => false,
        })
    }
}
