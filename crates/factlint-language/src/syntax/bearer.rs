//! Of whom an office is said to be held now, wherever the name stands: "Ann Smith is the director of the museum", "as
//! director, Smith opens the fair", "Smith, co-founder and director of the museum,".

use super::group::Signs;
use super::label::{Relation, Tag};
use super::{Answer, Syntax, View};
use crate::span::ProseSpan;
use crate::words::Class;
use std::ops::Range;

impl Syntax<'_> {
    /// The name or pronoun of the one who holds an office now, as the sentence has it: a word, on which the others of
    /// the name depend. None where it only names the office, or tells of the past, or supposes.
    pub fn bearer_of(&self, office: ProseSpan) -> Answer<Option<usize>> {
        let bearer = |view: View<'_>| {
            let words = self.words_in(office);
            let office = view.head_in(office)?;
            let held_now = || {
                view.holder_by_apposition(office)
                    .or_else(|| view.holder_by_predicate(office))
                    .or_else(|| view.holder_by_role(office))
            };
            let holder = if view.is_over(office, &words) { None } else { held_now() };
            holder.or_else(|| view.holder_by_possession(office)).map(|who| view.end_of_name(who))
        };
        // A reading that sees no bearer does not contradict one that does.
        self.ask(None, bearer, |one, other| other.is_none() || one == other)
    }

    /// The name of the one who is said to have been in an office, and the verb that says so: "Smith was director in 2018". None
    /// where it names nobody, tells of now, or supposes.
    pub fn bearer_then(&self, office: ProseSpan) -> Answer<Option<(usize, usize)>> {
        let bearer = |view: View<'_>| {
            let office = view.conjunct_head(view.head_in(office)?);
            let verb = view.tree.head(office)?;
            let says_so = view.tree.relation(office) == Relation::Attribute
                && self.tag(verb) == Tag::Past
                && self.is_lemma(verb, Class::PredicateLemma)
                && view.tree.dependents(verb).all(|below| {
                    !matches!(
                        view.tree.relation(below),
                        Relation::Auxiliary | Relation::PassiveAuxiliary | Relation::Negation
                    )
                });
            let who =
                view.subject_of(verb).0.filter(|_| says_so && view.stance(office).is_plain())?;
            Some((view.end_of_name(who), verb))
        };
        self.ask(None, bearer, PartialEq::eq)
    }

    /// A pronoun by which a sentence refers to whoever holds an office, of whom it is: "the director thanked us for supporting his
    /// team".
    pub fn pronoun_of_holder(&self, office: ProseSpan) -> Option<usize> {
        let view = self.best()?;
        let subject = view.head_in(office)?;
        let verb = view.tree.head(subject)?;
        let is_whose = view.tree.relation(subject) == Relation::Subject
            && view.tree.head(verb).is_none()
            && view.tree.dependents_as(subject, Relation::Conjunct).next().is_none()
            && view.is_the(subject);
        let mut pronouns = (subject..self.words.len()).filter(|at| {
            view.tree.relation(*at) == Relation::Possessor
                && self.is(*at, Class::PersonalPossessive)
                && view.tree.is_under(*at, verb)
        });
        let first = pronouns.next().filter(|_| is_whose)?;
        // Whom else it could mean: "praised the soloist and his violin".
        let is_another = |at: usize| {
            self.tag(at) == Tag::Noun
                && !view.tree.is_under(at, subject)
                && matches!(
                    view.tree.relation(at),
                    Relation::Object | Relation::Dative | Relation::PrepositionObject
                )
        };
        if (verb..first).any(is_another) {
            return None;
        }
        // "Her" and "his" are two people's.
        let text = |at: usize| self.text(at).to_lowercase();
        pronouns.all(|at| text(at) == text(first)).then_some(first)
    }

    /// The words with capitals that end with a word, whatever their parts of speech: as a name, where it is known that
    /// they are one.
    pub fn called_at(&self, word: usize) -> Option<ProseSpan> {
        if let Some(name) = self.name_ending_at(word) {
            return Some(name);
        }
        let fits = |word: usize| {
            self.text(word).starts_with(char::is_uppercase)
                && !self.is(word, Class::CapitalisedNoName)
                && !self.tag(word).is_pronoun()
                && self.tag(word) != Tag::Determiner
        };
        if word == 0 || !fits(word) {
            return None;
        }
        let mut first = word;
        while first > 0 && self.words[first].before == Signs::default() && fits(first - 1) {
            first -= 1;
        }
        Some(ProseSpan { start: self.words[first].span.start, end: self.words[word].span.end })
    }

    /// The name of whom or what the main statement is, whichever of its words a reading takes for the subject.
    pub fn main_name(&self) -> Answer<Option<ProseSpan>> {
        let name = |view: View<'_>| {
            let top = (0..self.words.len()).find(|word| view.tree.head(*word).is_none())?;
            let subject =
                view.tree.dependents(top).find(|word| view.tree.relation(*word).is_subject())?;
            self.name_ending_at(view.end_of_name(subject))
        };
        self.ask(None, name, PartialEq::eq)
    }

    /// Whether a word stands under a verb that tells what is now, rather than what was or what was done once: "under"
    /// of "the institute, under director Smith, employs", not of "the law passed under director Smith".
    pub fn is_told_as_present(&self, word: usize) -> Answer<bool> {
        self.ask(false, |view| view.is_now(view.clause_of(word).verb), PartialEq::eq)
    }

    /// Whether a word is what a preposition governs: "Acme" of "works at Acme".
    pub fn is_governed(&self, word: usize) -> bool {
        self.best().is_some_and(|view| view.tree.relation(word) == Relation::PrepositionObject)
    }

    /// Whether somebody stands before the one named behind a preposition, as before a judge.
    pub fn is_audience(&self, preposition: usize) -> Answer<bool> {
        let audience = |view: View<'_>| {
            let verb = view.tree.head(preposition);
            verb.is_some_and(|verb| self.is_lemma(verb, Class::AppearingVerb))
        };
        self.ask(false, audience, PartialEq::eq)
    }
}

impl View<'_> {
    pub(super) fn is_name(&self, word: usize) -> bool {
        self.syntax.called_at(word).is_some()
    }

    /// The last word of the name that a word is in, whichever of its words the tree hangs it on.
    pub(super) fn end_of_name(&self, word: usize) -> usize {
        if !self.is_name(word) && word > 0 {
            return word;
        }
        self.name_from(word + 1)
            .filter(|last| {
                let next = self.syntax.words[word + 1].before;
                next == Signs::default() && *last > word
            })
            .unwrap_or(word)
    }

    fn holds(&self, word: usize) -> bool {
        self.is_name(word) || self.syntax.is(word, Class::PersonPronoun)
    }

    /// "Smith, a director", "the director, Smith", "director and founder Ann Smith"
    pub(super) fn holder_by_apposition(&self, office: usize) -> Option<usize> {
        let first = self.conjunct_head(office);
        // "Smith, founder and director of the museum, takes": a tree may tie the offices to the name as if they were others.
        let listed = self.tree.upwards(office).find(|above| {
            self.tree.relation(*above) == Relation::Conjunct
                && self.tree.head(*above).is_some_and(|head| self.is_name(head))
        });
        if let Some(listed) = listed.filter(|listed| !self.is_name(*listed)) {
            let name = self.tree.head(listed).filter(|name| *name < listed)?;
            let beside = self.end_of_name(name) + 1 == listed
                && self.syntax.words[listed].before == Signs::COMMA;
            return beside.then_some(name);
        }
        if !self.is_shared(first, office) {
            return None;
        }
        let head = self.tree.head(first);
        if self.tree.relation(first) == Relation::Apposition {
            let head = head?;
            // "Is Smith still director?"
            let asked = self.tree.head(head).is_some_and(|verb| {
                verb < head
                    && self.syntax.is_lemma(verb, Class::PredicateLemma)
                    && self.tree.dependents(verb).all(|below| below > verb)
            });
            // "Smith, 61, the director": a tree may hang it on the age.
            let aged = matches!(self.syntax.tag(head), Tag::Figure | Tag::Number)
                && self.syntax.words[head].before.has(Signs::COMMA.and(Signs::OPENING));
            let who = if aged { head.checked_sub(1)? } else { head };
            return Some(who).filter(|who| !asked && self.is_name(*who));
        }
        // "Smith - director of the museum - wants": a dash parts a name from what is said of it.
        let beside = self.tree.dependents_as(first, Relation::Compound).find(|name| {
            let next = self.syntax.words[name + 1].before;
            next.has(Signs::DASH.and(Signs::COMMA)) && self.is_name(*name)
        });
        if beside.is_some() {
            return beside;
        }
        // "The director, an admiral named Smith, sees"
        let named = self
            .tree
            .dependents_as(first, Relation::Apposition)
            .flat_map(|noun| self.tree.dependents_as(noun, Relation::NounClause))
            .filter(|verb| self.syntax.is_lemma(*verb, Class::NamingVerbs))
            .flat_map(|verb| self.tree.dependents(verb))
            .find(|name| *name > first && self.is_name(*name));
        if named.is_some() {
            return named;
        }
        // "The director since 2017, Ann Smith, sees"
        if first == office
            && let Some(name) = self.tree.dependents_as(office, Relation::Apposition).next()
            && self.is_name(name)
            && name > office
            && !self.tree.dependents_as(name, Relation::Conjunct).any(|_| true)
        {
            return Some(name);
        }
        // "director and founder Ann Smith": the name begins behind the last of the offices.
        let last = self.with_conjuncts(first).into_iter().max()?;
        let bare = !self.tree.dependents_as(first, Relation::Determiner).any(|_| true);
        // "CEO and founder Ann Smith", read like "the CEO and Ann Smith": the second office is a part of the name.
        let hidden = self.tree.dependents_as(last, Relation::Compound).find(|noun| {
            *noun > first
                && self.tree.dependents_as(first, Relation::Conjunction).any(|and| and + 1 == *noun)
                && self.syntax.tag(*noun) == Tag::Noun
                && !self.syntax.text(*noun).starts_with(char::is_uppercase)
        });
        if bare
            && first == office
            && hidden.is_some_and(|noun| self.name_from(noun + 1) == Some(last))
        {
            return Some(last);
        }
        // "King and General Marshall" are two names.
        if last == office || self.syntax.text(last).starts_with(char::is_uppercase) {
            return None;
        }
        let behind = self.name_from(last + 1)?;
        let joined = last > office && last < behind && self.tree.head(behind) == head;
        (bare && joined && self.syntax.words[last + 1].before == Signs::default()).then_some(behind)
    }

    /// Whether two coordinated nouns may be said of one person: neither stands for somebody else by a name or an
    /// article of its own.
    fn is_shared(&self, first: usize, office: usize) -> bool {
        first == office
            || (!self.is_name(first) && !self.syntax.tag(first).is_verb())
                && !self.tree.dependents_as(office, Relation::Determiner).any(|at| {
                    self.syntax.tag(at) == Tag::Determiner
                        && self.syntax.text(at).eq_ignore_ascii_case("the")
                })
    }

    /// The last word of the name that begins at a word.
    fn name_from(&self, start: usize) -> Option<usize> {
        let words = &self.syntax.words;
        if start >= words.len() || !self.is_name(start) {
            return None;
        }
        let mut last = start;
        while last + 1 < words.len()
            && words[last + 1].before == Signs::default()
            && self.is_name(last + 1)
        {
            last += 1;
        }
        Some(last)
    }

    /// "Smith is director", "Smith, who remains director", "the director is Smith", "Smith has been director since"
    fn holder_by_predicate(&self, office: usize) -> Option<usize> {
        let first = self.conjunct_head(office);
        // "Smith is a poet and the director": both are said of him.
        let of_one = self.tree.relation(first) == Relation::Attribute
            && !self.is_name(first)
            && self.tree.head(first).is_some_and(|verb| self.syntax.tag(verb) == Tag::PresentThird);
        if !of_one && !self.is_shared(first, office) {
            return None;
        }
        if matches!(self.tree.relation(first), Relation::Attribute | Relation::Adjective) {
            let verb = self.tree.head(first)?;
            return self.says_of(verb, first).then(|| self.subject_of(verb).0).flatten();
        }
        if first == office && self.tree.relation(office).is_subject() {
            let verb = self.tree.head(office)?;
            let name = self.tree.dependents(verb).find(|name| {
                *name > verb
                    && matches!(
                        self.tree.relation(*name),
                        // What a tree makes of a name that it does not know.
                        Relation::Attribute
                            | Relation::Adjective
                            | Relation::Complement
                            | Relation::OpenComplement
                    )
            })?;
            return (self.says_of(verb, office) && self.is_name(name)).then_some(name);
        }
        // "Smith is one of the directors"
        if self.tree.relation(first) == Relation::PrepositionObject {
            let of = self.tree.head(first)?;
            let one = self.tree.head(of)?;
            let verb = self.tree.head(one)?;
            let among = self.syntax.is(of, Class::PartPrepositions)
                && self.syntax.tag(one) == Tag::Number
                && self.tree.relation(one) == Relation::Attribute;
            return (among && self.says_of(verb, one)).then(|| self.subject_of(verb).0).flatten();
        }
        None
    }

    /// Whether a verb says of its subject what it is now.
    fn says_of(&self, verb: usize, what: usize) -> bool {
        if !self.syntax.is_lemma(verb, Class::PredicateLemma) || !self.is_plain(what) {
            return false;
        }
        // "has been director since 2012", not "has been director"
        let lasts = |word: usize| {
            self.tree.dependents_as(word, Relation::Preposition).any(|preposition| {
                self.syntax.is(preposition, Class::LastingPrepositions)
                    || self.syntax.is(preposition, Class::SinceWord)
            })
        };
        self.is_now(verb)
            && (self.syntax.tag(verb) != Tag::Participle || lasts(verb) || lasts(what))
    }

    /// "serves as director", "in her role as director, Smith opens", "as director, Smith opens"
    fn holder_by_role(&self, office: usize) -> Option<usize> {
        let first = self.conjunct_head(office);
        if !self.is_shared(first, office)
            || self.tree.relation(first) != Relation::PrepositionObject
            || !self.is_plain(first)
        {
            return None;
        }
        let preposition = self.tree.head(first)?;
        if !self.syntax.text(preposition).eq_ignore_ascii_case("as") {
            return None;
        }
        let above = self.tree.head(preposition)?;
        // "Her job as director takes Smith to Riga"
        if self.syntax.is_lemma(above, Class::PostNoun)
            && self.tree.relation(above) == Relation::Subject
            && self
                .tree
                .dependents_as(above, Relation::Possessor)
                .any(|owner| owner < above && self.syntax.is(owner, Class::PersonalPossessive))
        {
            let verb = self.clause_of(above).verb;
            let lasts = self.is_now(verb) && !self.syntax.is_lemma(verb, Class::LeavingVerb);
            let who = self.tree.dependents_as(verb, Relation::Object).find(|at| self.is_name(*at));
            if lasts && who.is_some() {
                return who;
            }
        }
        // "whose job as director takes her", "Smith's job as director takes her"
        if self.syntax.is_lemma(above, Class::PostNoun)
            && let Some(owner) = self.tree.dependents_as(above, Relation::Possessor).next()
            && !self.syntax.is(owner, Class::PersonPronoun)
        {
            let verb = self.clause_of(above).verb;
            let lasts = self.is_now(verb)
                && !self.syntax.is_lemma(verb, Class::LeavingVerb)
                && !self.syntax.is_lemma(verb, Class::PredicateLemma);
            let who = if self.syntax.tag(owner) == Tag::RelativePossessive {
                self.antecedent(owner).0
            } else {
                Some(owner)
            };
            if let Some(who) = who.filter(|who| lasts && self.is_name(*who)) {
                return Some(who);
            }
        }
        let is_term = self.syntax.is_lemma(above, Class::TermNoun)
            // "is in his fifth season as director", where the tree ties the preposition to the verb
            || (self.syntax.is_lemma(above, Class::PredicateLemma)
                && (above + 1..preposition).any(|word| self.syntax.is_lemma(word, Class::TermNoun)));
        let verb =
            if self.syntax.tag(above).is_noun() { self.clause_of(above).verb } else { above };
        if !self.is_now(verb) || self.syntax.is_lemma(verb, Class::LeavingVerb) {
            return None;
        }
        // "runs the firm as director", not "runs as director"
        let runs = self.syntax.is_lemma(verb, Class::RunningLemma)
            && self.tree.dependents_as(verb, Relation::Object).any(|_| true);
        let who = self.subject_of(verb).0.or_else(|| self.name_right_before(verb));
        let who = who.filter(|who| self.holds(*who))?;
        let fronted = preposition < who && preposition == 0;
        let serves =
            self.is_own_part(verb, preposition) || self.syntax.is_lemma(verb, Class::ServingLemma);
        (is_term || fronted || runs || serves).then_some(who)
    }

    /// Whether "as" tells what the subject of a verb is, not its object: "wears the armband as captain", not "praises
    /// Smith as captain".
    fn is_own_part(&self, verb: usize, preposition: usize) -> bool {
        let passive = self.tree.dependents_as(verb, Relation::PassiveAuxiliary).any(|_| true);
        let of_person = self.tree.dependents(verb).any(|below| {
            matches!(self.tree.relation(below), Relation::Object | Relation::Dative)
                && (self.is_name(below) || self.syntax.tag(below).is_pronoun())
        });
        let object = self.tree.dependents_as(verb, Relation::Object).any(|at| at < preposition);
        object && !passive && !of_person && !self.syntax.is_lemma(verb, Class::SeekingVerb)
    }

    /// The name that ends right before a verb, where the tree takes them for one: "Smith" of "Ann Smith acts as".
    fn name_right_before(&self, verb: usize) -> Option<usize> {
        let name = verb.checked_sub(1)?;
        let joined = self.syntax.words[verb].before == Signs::default();
        (joined && self.is_name(name)).then_some(name)
    }

    /// "Smith holds the office of director", "the office of director is held by Smith"
    fn holder_by_possession(&self, office: usize) -> Option<usize> {
        let of = self.tree.head(office)?;
        let noun = self.tree.head(of)?;
        let verb = self.tree.head(noun)?;
        let is_held = self.tree.relation(office) == Relation::PrepositionObject
            && self.syntax.text(of).eq_ignore_ascii_case("of")
            && self.syntax.is_lemma(noun, Class::PostNoun)
            && self.syntax.is_lemma(verb, Class::PostVerb)
            && self.is_now(verb)
            && self.is_plain(office);
        let who = match self.tree.relation(noun) {
            Relation::Object => is_held.then(|| self.subject_of(verb).0)??,
            Relation::PassiveSubject => is_held.then(|| self.agent(verb))??,
            _ => return None,
        };
        self.holds(who).then_some(who)
    }

    fn is_plain(&self, word: usize) -> bool {
        let stance = self.stance(word);
        let verb = self.clause_of(word).verb;
        // "is no longer director"
        let bygone = self.tree.dependents(verb).any(|below| self.is_bygone_adverb(below));
        stance.is_plain() && !stance.past && !bygone
    }

    /// Whether an adverb tells of a time that is over: "once", not "once a year".
    fn is_bygone_adverb(&self, word: usize) -> bool {
        let is_often = || {
            self.syntax.is(word + 1, Class::Per) && self.syntax.is_lemma(word + 2, Class::TimeNouns)
        };
        let has_two_more = word + 2 < self.syntax.words.len();
        self.syntax.is(word, Class::BygoneAdverb) && !(has_two_more && is_often())
    }

    /// Whether a verb tells what is now: "is", "has been", "is serving", not "was", "had been", "to be", "dismissed".
    pub(super) fn is_now(&self, verb: usize) -> bool {
        let is_present = |word: usize| {
            matches!(self.syntax.tag(word), Tag::PresentThird | Tag::Present)
                // A tag that takes a verb for a noun: "Smith acts as".
                || (self.syntax.tag(word) == Tag::Nouns && self.tree.relation(word) == Relation::Root)
        };
        let mut auxiliaries = self.tree.dependents(verb).filter(|below| {
            matches!(self.tree.relation(*below), Relation::Auxiliary | Relation::PassiveAuxiliary)
        });
        // "Continues to serve as director"
        let goes_on = || {
            let above = self.tree.head(verb);
            self.tree.relation(verb) == Relation::OpenComplement
                && above.is_some_and(|above| {
                    self.syntax.is(above, Class::ContinuingVerb) && is_present(above)
                })
        };
        match auxiliaries.next() {
            Some(first)
                if self.syntax.tag(verb) == Tag::Verb && self.syntax.tag(first) == Tag::To =>
            {
                goes_on()
            }
            Some(first) => is_present(first) && !self.syntax.tag(verb).eq(&Tag::Verb),
            None => is_present(verb),
        }
    }

    /// Whether words beside an office, and no words of it, say that it was held then: "director until May", "once
    /// director", "director in 1998", not "editor in chief".
    fn is_over(&self, office: usize, words: &Range<usize>) -> bool {
        let ended = |word: usize| {
            self.tree.dependents(word).filter(|below| !words.contains(below)).any(|below| {
                let bygone = self.is_bygone_adverb(below);
                let until = self.tree.relation(below) == Relation::Preposition
                    && self.syntax.is(below, Class::EndingPreposition);
                let dated = matches!(
                    self.tree.relation(below),
                    Relation::NumberModifier | Relation::Quantifier
                );
                bygone || until || dated
            })
        };
        // "Formerly prime minister", where the tree ties the adverb to "prime".
        let parts = self.tree.dependents(office).filter(|below| {
            matches!(self.tree.relation(*below), Relation::Modifier | Relation::Compound)
        });
        let part_ended =
            |part: usize| self.tree.dependents(part).any(|below| self.is_bygone_adverb(below));
        ended(office) || ended(self.conjunct_head(office)) || parts.into_iter().any(part_ended)
    }
}
