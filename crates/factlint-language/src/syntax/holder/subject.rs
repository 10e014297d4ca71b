//! Who does what a verb tells.

use super::super::group::Signs;
use super::super::label::{Relation, Tag};
use super::Search;
use crate::words::Class;

impl Search<'_> {
    /// Who does what an infinitive tells: "requires the **team** to travel 500 miles".
    pub(super) fn controller(&self, verb: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let matrix = tree.head(verb)?;
        if tree.relation(verb) != Relation::OpenComplement
            || !syntax.is_lemma(matrix, Class::ControlVerbs)
        {
            return None;
        }
        let mut objects = tree.dependents(matrix).filter(|word| {
            matches!(tree.relation(*word), Relation::Object | Relation::Dative)
                && (matrix..verb).contains(word)
        });
        objects.find(|word| self.is_thing(*word))
    }

    /// The subject of a verb; of several, the one nearest before what hangs on it.
    pub(super) fn subject(&self, verb: usize, at: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        // "the skill of packing two punchlines": the skill has none.
        let gerund_of_noun = tree.relation(verb) == Relation::PrepositionClause
            && tree
                .head(verb)
                .and_then(|preposition| tree.head(preposition))
                .is_some_and(|noun| view.syntax.tag(noun).is_noun());
        if gerund_of_noun {
            return None;
        }
        let near = |word: &usize| {
            tree.relation(*word).is_subject() && !view.syntax.tag(*word).is_relative()
        };
        let helpers = tree.dependents(verb).filter(|word| {
            matches!(tree.relation(*word), Relation::Auxiliary | Relation::PassiveAuxiliary)
        });
        let before: Vec<usize> = helpers
            .chain([verb])
            .flat_map(|verb| tree.dependents(verb))
            .filter(|word| *word < at && near(word) && self.is_thing(*word))
            .collect();
        if let Some(last) = before.iter().max() {
            // "profits after taxes rose", read like two subjects of the verb
            let first = before.iter().min().filter(|first| {
                let mut marks = tree.dependents_as(verb, Relation::Marker);
                marks.any(|mark| (**first..*last).contains(&mark))
            });
            let named = first.unwrap_or(last);
            let own = self.own_subject(*named, verb).or_else(|| self.compounded(*named, verb));
            return Some(own.unwrap_or(*named));
        }
        // "exports before the crisis had risen", read like no part of the clause
        let apart = || {
            let mut nouns = tree.dependents_as(verb, Relation::Other);
            nouns.find(|noun| *noun < at && self.is_thing(*noun))
        };
        let subject = view.subject_of(verb).0.or_else(|| self.inverted(verb, at)).or_else(apart)?;
        let subject = self.related_before(verb).unwrap_or(subject);
        let is_aside = tree.relation(verb) == Relation::NounClause
            && tree.head(verb) == Some(subject)
            && view.syntax.words[verb].before.has(Signs::COMMA);
        let subject = if is_aside { self.top_of_places(subject) } else { subject };
        // "... was up 0.5 % at 1,003 and Honda declined": what was said before the "and" goes with that.
        let parted = (at..subject).any(|word| view.syntax.tag(word) == Tag::Conjunction)
            || self.is_parted(at, subject, &[';']);
        let earlier = || (0..at).rev().find(|word| near(word) && self.is_thing(*word));
        // "the belt broke, leaving 900 bags behind, the spokesman said"
        let is_said = |reporting: usize| {
            let is_told = view.syntax.is_lemma(reporting, Class::ReportingVerbs)
                || view.syntax.is_lemma(reporting, Class::QuotingVerbs);
            let mut way = tree.upwards(verb).take_while(|above| *above != reporting);
            is_told && way.any(|above| tree.relation(above) == Relation::Complement)
        };
        let is_reporter = at < subject && tree.head(subject).is_some_and(is_said);
        if is_reporter || self.is_empty(subject, verb) {
            return earlier().filter(|earlier| *earlier != subject);
        }
        if self.is_time(subject) {
            return self.before_time(subject);
        }
        Some(if parted { earlier().unwrap_or(subject) } else { subject })
    }

    /// Of what a relative clause tells of which a verb is read as no part: "**attacks**" of "must end the attacks which hurt and killed
    /// 90": "killed" does not go with "must".
    fn related_before(&self, verb: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let first = tree.head(verb).filter(|_| tree.relation(verb) == Relation::Conjunct)?;
        let is_infinite = syntax.tag(first) == Tag::Verb && syntax.tag(verb) == Tag::Past;
        let mut related = (first..verb).rev().filter(|at| {
            is_infinite
                && tree.relation(*at) == Relation::RelativeClause
                && tree.dependents(*at).any(|who| {
                    tree.relation(who) == Relation::Subject && syntax.tag(who).is_relative()
                })
        });
        related.next().and_then(|at| tree.head(at)).filter(|noun| self.is_thing(*noun))
    }

    /// What brought about the state of what is counted: "the **storm** left six people dead".
    pub(super) fn leaving(&self, state: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        // "the **visitors** had six players sent off"
        let mut helpers = tree.dependents_as(state, Relation::Auxiliary);
        let causing =
            helpers.find(|at| *at < self.own.start && syntax.is_lemma(*at, Class::LeavingVerbs));
        let causer = causing.and_then(|verb| tree.dependents_as(verb, Relation::Subject).next());
        if causer.is_some() {
            return causer;
        }
        let below = [Relation::Object, Relation::Complement, Relation::OpenComplement];
        let verb = tree.head(state).filter(|_| below.contains(&tree.relation(state)))?;
        // "recommend that $5 million be spent"
        let is_whole = || {
            tree.dependents(state).any(|at| {
                matches!(
                    tree.relation(at),
                    Relation::Auxiliary | Relation::PassiveAuxiliary | Relation::Marker
                )
            })
        };
        // "they hold 40 people captive", "want 40 people freed"
        let is_small = || {
            matches!(syntax.tag(state), Tag::Adjective | Tag::Noun | Tag::Participle | Tag::Gerund)
                && !is_whole()
                && verb < self.own.start
                && syntax.tag(verb).is_verb()
                && !syntax.is_lemma(verb, Class::ReportingVerbs)
                && !syntax.is_lemma(verb, Class::QuotingVerbs)
        };
        // "helped four million find jobs"
        let is_helped = || {
            verb < self.own.start
                && syntax.is_lemma(verb, Class::ControlVerbs)
                && !syntax.is_lemma(verb, Class::ReportingVerbs)
                && matches!(syntax.tag(state), Tag::Verb | Tag::Present)
                && !is_whole()
        };
        let brings = syntax.is_lemma(verb, Class::LeavingVerbs) || is_small() || is_helped();
        brings.then(|| self.subject(verb, state))?
    }

    /// The subject of a verb that is read like one more of what stands before it: "Old Orr had 90 houses and **New Orr** had 50".
    fn own_subject(&self, read: usize, verb: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let own = tree.dependents_as(read, Relation::Conjunct).find(|at| *at < verb)?;
        let first = (0..read).find(|at| tree.is_under(*at, read)).unwrap_or(read);
        let earlier = first.checked_sub(1).filter(|at| {
            syntax.tag(*at).is_verb() && tree.dependents_as(*at, Relation::Object).next().is_none()
        });
        earlier.map(|_| own)
    }

    /// Whether "it" only stands for what is told behind it: "**it** is good style to leave two lines", "**it** is plain that funds be".
    fn is_empty(&self, subject: usize, verb: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let Some(matrix) = tree.head(subject).filter(|_| syntax.is(subject, Class::EmptySubjects))
        else {
            return false;
        };
        let has = |relation: Relation| tree.dependents_as(matrix, relation).next().is_some();
        let is_infinitive = |at: usize| {
            tree.dependents_as(at, Relation::Auxiliary).any(|to| syntax.tag(to) == Tag::To)
        };
        let tells = tree.dependents(matrix).any(|at| match tree.relation(at) {
            Relation::Complement => has(Relation::Adjective) || has(Relation::Attribute),
            Relation::OpenComplement | Relation::AdverbClause => {
                is_infinitive(at)
                    && (has(Relation::Attribute) || syntax.is_lemma(matrix, Class::TakingVerbs))
            }
            _ => false,
        });
        tells && matrix != verb
    }

    /// What stands before a time of which a participle is read: "**costs** during the year estimated at $5 million".
    fn before_time(&self, time: usize) -> Option<usize> {
        let tree = self.view.tree;
        let when =
            tree.head(time).filter(|_| tree.relation(time) == Relation::PrepositionObject)?;
        let noun = when.checked_sub(1)?;
        (self.view.syntax.tag(noun).is_noun() && self.is_thing(noun)).then_some(noun)
    }

    /// The last noun of several of which one is read like a verb: "**rate**" of "the cache hit rate rose". A participle has no
    /// object.
    fn compounded(&self, read: usize, verb: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let inner = read + 1;
        let is_inner = tree.relation(inner) == Relation::NounClause
            && tree.head(inner) == Some(read)
            && matches!(syntax.tag(inner), Tag::Past | Tag::Participle);
        let mut objects = tree.dependents_as(inner, Relation::Object).filter(|_| is_inner);
        objects.find(|noun| *noun == inner + 1 && *noun < verb && self.is_thing(*noun))
    }

    /// What a clause tells of that has its subject behind: "also shown is a **list** of works, naming 300 items".
    fn inverted(&self, verb: usize, at: usize) -> Option<usize> {
        let tree = self.view.tree;
        let is_helper = |word: &usize| {
            matches!(tree.relation(*word), Relation::Auxiliary | Relation::PassiveAuxiliary)
        };
        tree.upwards(verb)
            .flat_map(|above| tree.dependents(above).filter(is_helper).chain([above]))
            .flat_map(|above| tree.dependents_as(above, Relation::Attribute))
            .find(|word| *word < at && self.is_thing(*word))
    }

    /// The noun of which those tell where it is that stand behind it: "the **museum** in a mill at Leeds".
    pub(super) fn top_of_places(&self, noun: usize) -> usize {
        let tree = self.view.tree;
        let mut top = noun;
        while let Some(above) = tree
            .head(top)
            .filter(|_| tree.relation(top) == Relation::PrepositionObject)
            .and_then(|preposition| tree.head(preposition))
            .filter(|above| *above < top && self.view.syntax.tag(*above).is_noun())
        {
            top = above;
        }
        top
    }
}
