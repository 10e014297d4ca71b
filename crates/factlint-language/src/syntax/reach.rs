//! How far a word reaches that says of a clause that it is not so, may be, is planned or is disputed.

mod apart;

use super::group::Signs;
use super::label::{Relation, Tag};
use super::{Syntax, View};
use crate::span::ProseSpan;
use crate::words::Class;

/// What a word that unsays takes with it.
struct Anchor {
    /// The word whose dependents it unsays.
    top: usize,
    /// Whether what the clause is about is unsaid with it.
    with_subject: bool,
    /// Whether a clause of its own that follows is unsaid too: "if it rains and the river rises".
    with_joined: bool,
}

impl Anchor {
    fn of(top: usize) -> Self {
        Self { top, with_subject: true, with_joined: false }
    }
}

impl Syntax<'_> {
    /// Whether what a word says of its clause (that it is not so, possible, planned, disputed, or so under a condition)
    /// is said of some words; none where readings differ, or there is no tree.
    pub fn reaches(&self, word: usize, words: ProseSpan) -> Option<bool> {
        if self.trees.is_empty() {
            return None;
        }
        let reaches = |view: View<'_>| view.reaches(word, view.head_in(words)?);
        self.ask(None, reaches, PartialEq::eq).sure().flatten()
    }

    /// The word under which some words stand as what is wished, refused, supposed or the like: one that is not known to
    /// make what depends on it so, as "said that", "knows that", "is able to" do.
    pub fn embedded_by(&self, words: ProseSpan) -> Option<usize> {
        let embedded = |view: View<'_>| view.embedded_by(view.head_in(words)?);
        // "Drop height: 1.5 m", where what opens a label is taken for a verb.
        let answer = self.ask(None, embedded, PartialEq::eq);
        let best = answer.value.filter(|word| *word > 0);
        answer.sure().flatten().or(best)
    }

    /// Whether a measure is what must not be gone beyond: "do not exceed a dose of 30 mg", not "did not exceed 40 mph".
    pub fn is_not_exceeded(&self, words: ProseSpan) -> bool {
        let exceeded = |view: View<'_>| {
            let (syntax, tree) = (view.syntax, view.tree);
            let verb = tree.upwards(view.head_in(words)?).find(|at| syntax.tag(*at).is_verb())?;
            let is_negated = tree.dependents(verb).any(|at| {
                tree.relation(at) == Relation::Negation || syntax.is(at, Class::BoundNegation)
            });
            let is_past =
                tree.dependents_as(verb, Relation::Auxiliary).any(|at| syntax.tag(at) == Tag::Past);
            let is_order = matches!(syntax.tag(verb), Tag::Verb | Tag::Present | Tag::Participle);
            (syntax.is_lemma(verb, Class::ExceedingVerbs) && is_negated && !is_past && is_order)
                .then_some(())
        };
        self.ask(None, exceeded, PartialEq::eq).sure().flatten().is_some()
    }

    /// The verb of the clause in which some words stand, where it tells what was so for a while: "had a range of", "was
    /// 900 m long"; none of an event, which is over and stays true.
    pub fn past_state(&self, words: ProseSpan) -> Option<usize> {
        let state = |view: View<'_>| {
            let at = view.head_in(words)?;
            let verb = view.clause_of(at).verb;
            let has_been = |below: usize| self.is(below, Class::PerfectAuxiliaries);
            let is_state = self.is_lemma(verb, Class::StateVerbs) && self.tag(verb) == Tag::Past;
            let perfect = view.tree.dependents_as(verb, Relation::Auxiliary).any(has_been);
            (is_state && !perfect).then_some(verb)
        };
        self.ask(None, state, PartialEq::eq).sure().flatten()
    }

    /// Whether a word, as a preposition or conjunction, tells when the clause of some words is so.
    pub fn dates_clause_of(&self, word: usize, words: ProseSpan) -> bool {
        let dates = |view: View<'_>| {
            let at = view.head_in(words)?;
            let clause = view.clause_of(at);
            let head = view.tree.head(word)?;
            let own = match view.tree.relation(word) {
                Relation::Marker => view.tree.head(head),
                _ => Some(head),
            };
            (own == Some(clause.verb) && !view.tree.is_under(at, word)).then_some(())
        };
        self.ask(None, dates, PartialEq::eq).sure().flatten().is_some()
    }

    /// Whether a word is an auxiliary of a verb: "had" of "had been planned".
    pub fn is_auxiliary_of(&self, word: usize, verb: usize) -> bool {
        self.best().is_some_and(|view| {
            view.tree.head(word) == Some(verb)
                && matches!(
                    view.tree.relation(word),
                    Relation::Auxiliary | Relation::PassiveAuxiliary
                )
        })
    }

    /// What modifies the noun of some words, of a class: "old" of "the old mill".
    pub fn modifier_of(&self, words: ProseSpan, class: Class) -> Option<usize> {
        let view = self.best()?;
        let noun = view.head_in(words)?;
        view.tree.dependents_as(noun, Relation::Modifier).find(|below| self.is(*below, class))
    }

    /// The verb that opens the sentence as an order to whoever reads it.
    pub fn order(&self) -> Option<usize> {
        let order = |view: View<'_>| {
            let first = (0..self.words.len()).find(|word| view.tree.head(*word).is_none())?;
            view.stance(first).order
        };
        self.ask(None, order, PartialEq::eq).sure().flatten()
    }
}

impl View<'_> {
    fn embedded_by(&self, word: usize) -> Option<usize> {
        let syntax = self.syntax;
        let tree = self.tree;
        for at in tree.upwards(word) {
            let head = tree.head(at)?;
            let has = |relation: Relation| tree.dependents_as(at, relation).next().is_some();
            let own_subject = || tree.dependents(at).any(|one| tree.relation(one).is_subject());
            // "The bank, whose rate is 2 percent, has lost": a clause of a name tells of it.
            if matches!(syntax.tag(head), Tag::Name | Tag::Names)
                && tree.relation(at) == Relation::Complement
            {
                return None;
            }
            // "Are pressing the town to cut it to 600", where that is taken for what they press for.
            let is_pressed = || {
                tree.relation(at) == Relation::AdverbClause
                    && at > head
                    && syntax.is_lemma(head, Class::RequestingVerbs)
                    && tree.dependents_as(head, Relation::Object).next().is_some()
                    && tree
                        .dependents_as(at, Relation::Auxiliary)
                        .any(|to| syntax.tag(to) == Tag::To)
            };
            if is_pressed() {
                return Some(head);
            }
            match tree.relation(at) {
                // A statement of its own.
                Relation::RelativeClause
                | Relation::Apposition
                | Relation::Parataxis
                | Relation::AdverbClause => return None,
                Relation::Conjunct if own_subject() || self.is_finite(at) => return None,
                // "You can buy it: it is in stock", "it entered service in 2011 (its capacity is 480 seats)".
                Relation::Complement | Relation::OpenComplement
                    if at > head
                        && syntax.words[head + 1..=at]
                            .iter()
                            .any(|word| word.before.has(Signs::COLON.and(Signs::OPENING))) =>
                {
                    return None;
                }
                // "It has, said Smith" stands before its verb.
                Relation::Complement | Relation::OpenComplement
                    if at > head && self.heads_clause(at) | has(Relation::Auxiliary) =>
                {
                    let predicate = self.predicate_of(head);
                    // "Asked us to raise the limit to 600"
                    let is_asked = |predicate: usize| {
                        syntax.is_lemma(predicate, Class::RequestingVerbs)
                            && tree
                                .dependents_as(at, Relation::Auxiliary)
                                .any(|to| syntax.tag(to) == Tag::To)
                    };
                    // Nothing above unsays what somebody is glad of.
                    if predicate.is_some_and(|word| self.is_felt_about(word, at)) {
                        return None;
                    }
                    if let Some(predicate) =
                        predicate.filter(|word| is_asked(*word) || !self.makes_so(*word))
                    {
                        return Some(predicate);
                    }
                    // "Insists that it have": what is demanded.
                    if self.is_subjunctive(at) {
                        return Some(head);
                    }
                }
                Relation::NounClause if syntax.tag(head).is_noun() => {
                    let opened = tree.dependents(at).any(|one| {
                        one < at
                            && (syntax.tag(one) == Tag::To
                                || (tree.relation(one) == Relation::Marker
                                    && syntax.is(one, Class::ThatWord)))
                    });
                    // "Drop the claim that it has"
                    let is_dropped = tree.relation(head) == Relation::Object
                        && syntax.is(head, Class::ClaimNoun)
                        && tree
                            .head(head)
                            .is_some_and(|verb| syntax.is_lemma(verb, Class::EndedVerbs));
                    // "Reminds fans that it has"
                    let is_told =
                        matches!(tree.relation(head), Relation::Object | Relation::Dative)
                            && tree.head(head).is_some_and(|verb| self.makes_so(verb))
                            && tree.dependents(at).any(|one| tree.relation(one).is_subject());
                    if opened && !is_told && (is_dropped || !self.makes_so(head)) {
                        return Some(head);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// What a clause depends on: a verb, or what it says of its subject, "likely" of "is likely that".
    fn predicate_of(&self, head: usize) -> Option<usize> {
        if !self.syntax.is_lemma(head, Class::BeForms) {
            return Some(head);
        }
        self.tree.dependents(head).find(|below| {
            *below > head
                && matches!(self.tree.relation(*below), Relation::Adjective | Relation::Attribute)
        })
    }

    /// Whether what depends on a word as its clause is so.
    fn makes_so(&self, word: usize) -> bool {
        const CLASSES: [Class; 4] = [
            Class::VeridicalWords,
            Class::FactiveWords,
            Class::ReportingVerbs,
            Class::QuotingVerbs,
        ];
        let syntax = self.syntax;
        let lemma = syntax.lemma(word);
        let known = |lemma: &str| CLASSES.iter().any(|class| syntax.table.is(lemma, *class));
        // "An offer to replace", where the noun may be taken for a verb.
        let is_noun = syntax.tag(word).is_noun()
            || self.tree.dependents_as(word, Relation::Determiner).any(|the| the < word);
        if is_noun && syntax.is_lemma(word, Class::IntentNouns) {
            return false;
        }
        let enough = || self.tree.dependents(word).any(|below| syntax.is(below, Class::EnoughWord));
        known(&lemma)
            || syntax.is(word, Class::VeridicalWords)
            // A form in "-ed" may be of a verb in "-e".
            || known(&format!("{lemma}e"))
            || enough()
            || self.picks_out(word)
            || syntax.is_lemma(word, Class::Doubts)
            // What unsays by itself is asked of that.
            || syntax.is(word, Class::Denial)
    }

    /// Whether a word tells how somebody takes it that a clause is so, which leaves it so whatever is foretold or denied of that:
    /// "are furious that", "were relieved that", "will be glad to hear that". Whoever is sure, hopes or fears knows nothing.
    fn is_felt_about(&self, word: usize, clause: usize) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        let is_told = tree.dependents(clause).any(|at| tree.relation(at).is_subject())
            && tree.dependents(clause).all(|at| {
                !syntax.tag(at).is_relative()
                    && (tree.relation(at) != Relation::Marker || syntax.is(at, Class::ThatWord))
            });
        let has_that = tree.dependents_as(clause, Relation::Marker).next().is_some();
        let is_felt = |word: usize| {
            let is_participle = || {
                has_that
                    && matches!(syntax.tag(word), Tag::Participle | Tag::Past)
                    && tree.dependents_as(word, Relation::PassiveAuxiliary).next().is_some()
                    && tree.dependents(word).any(|who| {
                        tree.relation(who).is_subject() && !syntax.is(who, Class::EmptySubjects)
                    })
            };
            // "The museum is glad that", where the adjective is taken for a noun.
            let is_bare_noun = || {
                has_that
                    && syntax.tag(word) == Tag::Noun
                    && tree.relation(word) == Relation::Attribute
                    && tree.dependents_as(word, Relation::Determiner).next().is_none()
                    && tree.head(word).is_some_and(|be| {
                        tree.dependents_as(be, Relation::Subject)
                            .any(|who| who < word && !syntax.is(who, Class::EmptySubjects))
                    })
            };
            !syntax.is_lemma(word, Class::OpenAttitudes)
                && !syntax.is(word, Class::OpenAttitudes)
                && (syntax.tag(word) == Tag::Adjective || is_participle() || is_bare_noun())
        };
        // "Will be glad to hear that"
        let is_heard = || {
            let felt = tree.head(word).filter(|_| {
                tree.relation(word) == Relation::OpenComplement
                    && syntax.is_lemma(word, Class::HearingVerbs)
            });
            felt.is_some_and(is_felt)
        };
        is_told && (is_felt(word) || is_heard())
    }

    /// Whether a noun picks out what does something: "the only kite to have", "the first to reach", "one of few kites to
    /// fly".
    fn picks_out(&self, noun: usize) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        let among = tree
            .dependents_as(noun, Relation::Preposition)
            .flat_map(|of| tree.dependents_as(of, Relation::PrepositionObject));
        let picks =
            |at: usize| syntax.is(at, Class::PickingWords) || syntax.tag(at) == Tag::Superlative;
        // "The most generous accounts"
        let most = |at: usize| {
            let mut how = tree.dependents_as(at, Relation::Adverb);
            how.any(|how| picks(how) || syntax.tag(how) == Tag::SuperlativeAdverb)
        };
        std::iter::once(noun).chain(among).any(|at| {
            picks(at)
                || tree.dependents(at).any(|below| {
                    let relation = tree.relation(below);
                    let tells = matches!(
                        relation,
                        Relation::Modifier | Relation::Determiner | Relation::NumberModifier
                    );
                    below < at && tells && (picks(below) || most(below))
                })
        })
    }

    /// "That the kite have a range": a verb without an ending behind one thing.
    fn is_subjunctive(&self, verb: usize) -> bool {
        let syntax = self.syntax;
        let marked = self.tree.dependents(verb).any(|below| {
            self.tree.relation(below) == Relation::Marker && syntax.is(below, Class::ThatWord)
        });
        let bare = matches!(syntax.tag(verb), Tag::Verb | Tag::Present)
            && self.tree.dependents_as(verb, Relation::Auxiliary).next().is_none();
        let one = self.tree.dependents_as(verb, Relation::Subject).any(|who| {
            matches!(syntax.tag(who), Tag::Noun | Tag::Name)
                && self.tree.dependents_as(who, Relation::Conjunct).next().is_none()
        });
        marked && bare && one
    }

    fn reaches(&self, word: usize, other: usize) -> Option<bool> {
        let between = word.min(other) + 1..=word.max(other);
        let parted =
            self.syntax.words.get(between)?.iter().any(|word| word.before.has(Signs::COLON));
        if parted && (word > other || !self.syntax.is(word, Class::Denial)) {
            return Some(false);
        }
        // Two trees beside each other are none.
        let root = |word| self.tree.upwards(word).last();
        if root(word) != root(other) {
            return None;
        }
        let binds = |anchor| self.binds(word, anchor, other);
        Some(!self.is_lifted(word) && self.anchors(word).iter().any(binds))
    }

    /// "No doubt that", "nobody disputes that", "not false": a denial that is denied.
    fn is_lifted(&self, word: usize) -> bool {
        let syntax = self.syntax;
        let head = self.tree.head(word);
        if self.tree.relation(word) == Relation::Determiner {
            return head.is_some_and(|noun| syntax.is_lemma(noun, Class::Doubts));
        }
        if !syntax.is(word, Class::Denial) && !syntax.is(word, Class::Untrue) {
            return false;
        }
        let says = |at: usize| {
            self.tree.dependents(at).any(|below| {
                self.tree.relation(below) == Relation::Negation
                    || ((self.tree.relation(below).is_subject()
                        || self.tree.relation(below) == Relation::Adverb)
                        && (syntax.is(below, Class::NegatingWords)
                            || self.tree.dependents(below).any(|part| {
                                self.tree.relation(part) == Relation::Determiner
                                    && syntax.is(part, Class::NegatingWords)
                            })))
            })
        };
        let predicate =
            matches!(self.tree.relation(word), Relation::Adjective | Relation::Attribute);
        says(word) || (predicate && head.is_some_and(says))
    }

    fn anchors(&self, word: usize) -> Vec<Anchor> {
        let syntax = self.syntax;
        if let Some(anchors) = self.planned_by_be(word) {
            return anchors;
        }
        let Some(head) = self.tree.head(word) else { return vec![self.own(word)] };
        if syntax.is(word, Class::ConditionOpeners) || syntax.is(word, Class::Condition) {
            match self.tree.relation(word) {
                Relation::Marker | Relation::Adverb | Relation::Auxiliary
                    if self.tree.relation(head) == Relation::AdverbClause =>
                {
                    return self.condition(head, word);
                }
                Relation::AdverbClause => return self.condition(word, word),
                Relation::Marker => return vec![Anchor { with_joined: true, ..Anchor::of(head) }],
                _ => {}
            }
        }
        match self.tree.relation(word) {
            Relation::Negation
            | Relation::Auxiliary
            | Relation::PassiveAuxiliary
            | Relation::Adverb => vec![Anchor::of(head)],
            Relation::Modifier | Relation::Compound => {
                vec![Anchor { with_subject: false, ..Anchor::of(head) }]
            }
            Relation::Determiner => {
                let mut anchors = vec![Anchor { with_subject: false, ..Anchor::of(head) }];
                if self.tree.relation(head).is_subject() {
                    anchors.extend(self.tree.head(head).map(Anchor::of));
                }
                anchors
            }
            // "Neither a range nor", "nor does it have".
            Relation::Conjunction => {
                let later = |at: &usize| *at > word;
                let mut anchors: Vec<_> = self
                    .tree
                    .dependents_as(head, Relation::Conjunct)
                    .filter(later)
                    .map(Anchor::of)
                    .collect();
                if word < head {
                    anchors.push(Anchor { with_joined: true, ..Anchor::of(head) });
                    // "Neither the council nor the county approved it."
                    if self.tree.relation(head).is_subject() {
                        anchors.extend(self.tree.head(head).map(Anchor::of));
                    }
                }
                anchors
            }
            // "The goal is to", "is a myth", "is possible", "turned out to be wrong".
            Relation::Adjective | Relation::Attribute => {
                let mut anchors = vec![self.own(word)];
                for verb in self.tree.upwards(head) {
                    anchors.push(Anchor::of(verb));
                    let has_subject = self
                        .tree
                        .dependents(verb)
                        .any(|below| self.tree.relation(below).is_subject());
                    // "Reports that it has are false", read like "reports and are".
                    let hidden = matches!(
                        self.tree.relation(verb),
                        Relation::OpenComplement | Relation::Conjunct | Relation::RelativeClause
                    );
                    if has_subject || !hidden {
                        break;
                    }
                }
                anchors
            }
            relation if relation.is_subject() => {
                let negates = syntax.is(word, Class::NegatingWords);
                let is_be = syntax.is_lemma(head, Class::BeForms);
                let mut anchors = vec![self.own(word)];
                if negates || is_be {
                    anchors.push(Anchor::of(head));
                }
                anchors
            }
            _ => vec![self.own(word)],
        }
    }

    /// "Is to cost": what is to be.
    fn planned_by_be(&self, word: usize) -> Option<Vec<Anchor>> {
        if !self.syntax.is(word, Class::PlanBeVerb) {
            return None;
        }
        let planned = |verb: &usize| {
            let to = self.tree.dependents_as(*verb, Relation::Auxiliary).next();
            to == Some(word + 1) && self.syntax.tag(word + 1) == Tag::To
        };
        let verbs = self.tree.dependents_as(word, Relation::OpenComplement);
        Some(verbs.filter(planned).map(Anchor::of).collect())
    }

    /// A verb or noun that unsays what depends on it: not who does it, but what is done to.
    fn own(&self, word: usize) -> Anchor {
        let passive = self.tree.dependents_as(word, Relation::PassiveSubject).next().is_some();
        Anchor { with_subject: passive, ..Anchor::of(word) }
    }

    /// What stands under a condition: its own clause, and the one that depends on it.
    fn condition(&self, verb: usize, opener: usize) -> Vec<Anchor> {
        let mut anchors = vec![Anchor { with_joined: true, ..Anchor::of(verb) }];
        // "If you wonder, it is 900 m long", "whether you like it or not", "when it was opened, it had".
        let asks = self.syntax.is_lemma(verb, Class::AskingVerbs);
        let either = self.syntax.is(opener, Class::Alternatives);
        let over = self.syntax.is(opener, Class::TimeOpeners) && self.is_past(verb);
        if !asks && !either && !over {
            anchors.extend(self.tree.head(verb).map(Anchor::of));
        }
        anchors
    }

    /// Whether a word stands under an anchor, with no statement of its own in between.
    fn binds(&self, word: usize, anchor: &Anchor, other: usize) -> bool {
        let mut below = None;
        let mut at = other;
        for _ in 0..self.syntax.words.len() {
            if at == anchor.top {
                return true;
            }
            let Some(head) = self.tree.head(at) else { return false };
            if self.parts(word, anchor, below, at, head) {
                return false;
            }
            below = Some(at);
            at = head;
        }
        false
    }

    fn is_finite(&self, verb: usize) -> bool {
        matches!(self.syntax.tag(verb), Tag::PresentThird | Tag::Past)
    }

    /// Whether a noun is a name, or has "the", "this" or an owner.
    pub(super) fn is_known(&self, noun: usize) -> bool {
        let syntax = self.syntax;
        if matches!(syntax.tag(noun), Tag::Name | Tag::Names) {
            return true;
        }
        self.tree.dependents(noun).any(|below| match self.tree.relation(below) {
            Relation::Possessor => true,
            Relation::Determiner => {
                !syntax.is(below, Class::IndefiniteArticle)
                    && !syntax.is(below, Class::NegatingWords)
            }
            _ => false,
        })
    }
}
