//! Who says what a sentence says.

use super::label::{Relation, Tag};
use super::{Answer, Syntax, View};
use crate::span::ProseSpan;
use crate::words::Class;

/// That somebody says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The word that tells so: "said", "according".
    pub verb: usize,
    /// Who says it; none where that is left open ("is said to have").
    pub who: Option<usize>,
}

impl Syntax<'_> {
    /// Who says what a word is a part of, by "X said that", "said X", "according to X"; none where the
    /// sentence says it itself.
    pub fn reporter_of(&self, word: usize) -> Answer<Option<Report>> {
        let same = |one: &Option<Report>, other: &Option<Report>| {
            one.as_ref().map(|report| report.who) == other.as_ref().map(|report| report.who)
        };
        self.ask(None, |view| view.reporter_of(word), same)
    }
}

impl Syntax<'_> {
    /// The words by which a noun calls somebody, with what modifies it: "the former owners" for "owners".
    pub fn calling(&self, noun: usize) -> Option<ProseSpan> {
        let view = self.best()?;
        let before = view.tree.dependents(noun).filter(|below| {
            *below < noun
                && matches!(
                    view.tree.relation(*below),
                    Relation::Determiner
                        | Relation::Possessor
                        | Relation::Compound
                        | Relation::Modifier
                        | Relation::NumberModifier
                )
        });
        let first = before.min().unwrap_or(noun);
        // "The dam's owners": the possessor brings its own words.
        let first =
            view.tree.dependents(first).filter(|below| *below < first).min().unwrap_or(first);
        let (first, last) = (self.words.get(first)?, self.words.get(noun)?);
        Some(ProseSpan { start: first.span.start, end: last.span.end })
    }
}

impl View<'_> {
    fn reporter_of(&self, word: usize) -> Option<Report> {
        for above in self.tree.upwards(word) {
            let beside = self.according(above).or_else(|| self.as_told(above));
            if let Some(report) = beside.or_else(|| self.in_view(above)) {
                return Some(report);
            }
            let Some(head) = self.tree.head(above) else { continue };
            if self.puts_at(above, head) {
                return Some(Report { verb: head, who: self.subject_of(head).0 });
            }
            if !self.is_reporting(head) || self.addresses_reader(head) {
                continue;
            }
            match self.tree.relation(above) {
                Relation::Complement | Relation::Parataxis => {
                    let who = self.subject_of(head).0.or_else(|| self.behind(above, head));
                    // "The connector is recommended; for tables, write your own" ends with an order.
                    let is_order = self.syntax.tag(head) == Tag::Verb
                        && above < head
                        && self.tree.dependents_as(head, Relation::Auxiliary).next().is_none();
                    if is_order && self.subject_below(head).is_none() {
                        continue;
                    }
                    return Some(Report { verb: head, who });
                }
                // "is said to have a range of"
                Relation::OpenComplement => {
                    let passive = |below: usize| {
                        self.tree.relation(below) == Relation::PassiveAuxiliary
                            || self.tree.relation(below) == Relation::PassiveSubject
                    };
                    if self.tree.dependents(head).any(passive) {
                        return Some(Report { verb: head, who: self.agent(head) });
                    }
                }
                _ => {}
            }
        }
        // "It has a range of 800 km, Smith said": the saying put in.
        let top = self.tree.upwards(word).last()?;
        let said = self.tree.dependents(top).find(|below| {
            let relation = self.tree.relation(*below);
            // "The bridge, the owners said, is": put in before the verb.
            let put_in = relation == Relation::Parataxis || relation.is_subject();
            (put_in || (relation == Relation::Complement && *below > top))
                && self.is_reporting(*below)
                && self.subject_below(*below).is_some()
                && !self.tree.is_under(word, *below)
                && !self.tree.dependents_as(*below, Relation::Object).any(|_| true)
        })?;
        Some(Report { verb: said, who: self.subject_of(said).0 })
    }

    /// "It has, says its maker": who says it, behind a verb that stands behind what is said.
    fn behind(&self, said: usize, verb: usize) -> Option<usize> {
        let after = |at: &usize| said < verb && *at > verb && self.syntax.tag(*at).is_noun();
        self.tree.dependents_as(verb, Relation::Object).find(after)
    }

    /// "Claims a range of", "puts the range at", "estimates the cost at": somebody says how much it is.
    fn puts_at(&self, above: usize, verb: usize) -> bool {
        let relation = self.tree.relation(above);
        let object =
            relation == Relation::Object && self.syntax.is_lemma(verb, Class::ClaimingVerbs);
        let at = relation == Relation::Preposition
            && self.syntax.is(above, Class::PuttingPrepositions)
            && self.syntax.is_lemma(verb, Class::PuttingVerbs);
        (object || at) && self.tree.dependents_as(verb, Relation::Subject).next().is_some()
    }

    /// "As the owners put it", "as reported by the owners" beside a verb.
    fn as_told(&self, word: usize) -> Option<Report> {
        let subject = self.subject_below(word).into_iter();
        let clauses = subject
            .flat_map(|subject| self.tree.dependents_as(subject, Relation::AdverbClause))
            .chain(self.tree.dependents_as(word, Relation::AdverbClause));
        let told = clauses.into_iter().find(|verb| {
            let opened = self
                .tree
                .dependents(*verb)
                .any(|below| below < *verb && self.syntax.is(below, Class::TellingOpeners));
            let goes_on = self.tree.dependents(*verb).any(|below| {
                matches!(self.tree.relation(below), Relation::Complement | Relation::OpenComplement)
            });
            opened && self.is_reporting(*verb) && !goes_on
        })?;
        Some(Report { verb: told, who: self.agent(told).or_else(|| self.subject_below(told)) })
    }

    /// The subject that a verb has itself.
    fn subject_below(&self, verb: usize) -> Option<usize> {
        self.tree.dependents(verb).find(|below| self.tree.relation(*below).is_subject())
    }

    /// "In the view of the navy", "in her words" beside a verb.
    fn in_view(&self, word: usize) -> Option<Report> {
        let views = self.tree.dependents_as(word, Relation::Preposition).find_map(|at| {
            let noun = self.tree.dependents_as(at, Relation::PrepositionObject).next()?;
            let is_view = self.syntax.is(noun, Class::ViewNouns)
                && self.syntax.is(at, Class::ViewPrepositions);
            is_view.then_some(noun)
        })?;
        let of = |noun: usize| {
            let at = self
                .tree
                .dependents_as(noun, Relation::Preposition)
                .find(|at| self.syntax.is(*at, Class::PartPrepositions))?;
            self.tree.dependents_as(at, Relation::PrepositionObject).next()
        };
        let owner = self.tree.dependents_as(views, Relation::Possessor).next();
        Some(Report { verb: views, who: Some(owner.or_else(|| of(views))?) })
    }

    /// Whether a verb only turns to those who read it: "please note that", "visitors should note that", "guests are told
    /// that".
    fn addresses_reader(&self, verb: usize) -> bool {
        let as_ = |relation: Relation| self.tree.dependents_as(verb, relation);
        if self.syntax.is_lemma(verb, Class::NotingVerbs) {
            let asked = as_(Relation::Auxiliary).any(|at| self.syntax.is(at, Class::AskingModals));
            return asked
                || self.syntax.tag(verb) == Tag::Verb && self.subject_below(verb).is_none();
        }
        let told = as_(Relation::PassiveAuxiliary)
            .any(|at| matches!(self.syntax.tag(at), Tag::Present | Tag::PresentThird));
        let who = as_(Relation::PassiveSubject).next();
        self.syntax.is_lemma(verb, Class::InformingVerbs)
            && told
            && as_(Relation::Agent).next().is_none()
            && as_(Relation::Auxiliary).next().is_none()
            && who.is_some_and(|who| !self.syntax.tag(who).is_pronoun())
    }

    pub(super) fn is_reporting(&self, word: usize) -> bool {
        self.syntax.tag(word).is_verb()
            && self.syntax.table.is(&self.syntax.lemma(word), Class::ReportingVerbs)
    }

    /// "According to X" beside a word.
    fn according(&self, word: usize) -> Option<Report> {
        let verb = self.tree.dependents(word).find(|below| {
            self.syntax.is(*below, Class::ReportingPrepositions)
                    // "Per the manual," no "60 a minute per user".
                    || (*below == 0 && self.syntax.is(0, Class::FrontedReporters))
        })?;
        let to = self.tree.dependents(verb).find(|below| {
            matches!(
                self.tree.relation(*below),
                Relation::Preposition | Relation::PrepositionObject
            ) || self.syntax.tag(*below) == Tag::To
        })?;
        let who = if self.tree.relation(to) == Relation::PrepositionObject {
            Some(to)
        } else {
            self.tree.dependents_as(to, Relation::PrepositionObject).next()
        };
        Some(Report { verb, who })
    }

    pub(super) fn agent(&self, verb: usize) -> Option<usize> {
        let by = self.tree.dependents_as(verb, Relation::Agent).next()?;
        self.tree.dependents_as(by, Relation::PrepositionObject).next()
    }
}
