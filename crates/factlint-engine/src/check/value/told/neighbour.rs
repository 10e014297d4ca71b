//! What stands beside the subject of a rule and has the value: a name that the value is told of, another noun that a cue
//! speaks of, a service besides the main one.

use super::Told;
use crate::check::gate::names_a_time;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

impl Told<'_, '_> {
    fn count(&self) -> usize {
        self.syntax.words().len()
    }

    /// What stands between a word and the next one.
    fn sign_behind(&self, at: usize) -> &str {
        let (Some(this), Some(next)) = (self.span_of(at), self.span_of(at + 1)) else { return "" };
        ProseSpan { start: this.end, end: next.start.max(this.end) }.of(self.reading.prose()).trim()
    }

    /// The word by which the subject is what the sentence does not speak of: "goes to the zoo, not to the museum".
    pub(super) fn set_aside(&self) -> Option<ProseSpan> {
        let syntax = self.syntax;
        let denial_of = |mention: usize| {
            let before = (0..mention).rev().find(|at| {
                !matches!(syntax.tag(*at), Tag::Determiner | Tag::Preposition | Tag::To)
                    || word::is(syntax.text(*at), Class::SetAside)
            })?;
            let is_denial = word::is(syntax.text(before), Class::Negation)
                || word::is(syntax.text(before), Class::SetAside);
            (is_denial && before > 0).then(|| self.span_of(before)).flatten()
        };
        let mut mentions = (0..self.count()).filter(|at| self.is_mention(*at)).map(denial_of);
        let first = mentions.next()??;
        mentions.all(|denial| denial.is_some()).then_some(first)
    }

    /// The name that no rule knows of which a value is told that stands before its noun: "face Division One leaders Esk Town".
    pub(super) fn name_behind(&self) -> Option<ProseSpan> {
        let tree = self.tree;
        let is_part = |relation: Relation| {
            matches!(relation, Relation::Compound | Relation::Modifier | Relation::NumberModifier)
        };
        let mut noun = self.value;
        while let Some(head) = tree.head(noun).filter(|head| *head > noun) {
            // A sentence that goes on in a small letter behind its end is two.
            let is_parted =
                (noun..head).any(|at| self.sign_behind(at).contains(['.', '!', '?', ';']));
            if !is_part(tree.relation(noun)) || is_parted {
                break;
            }
            noun = head;
        }
        let is_near = |at: &usize| {
            *at == noun
                || tree.head(*at) == Some(noun)
                    && (is_part(tree.relation(*at)) || tree.relation(*at) == Relation::Apposition)
        };
        // The nouns right behind it, whatever the analysis makes of so many.
        let last = self.syntax.words_in(self.span).end;
        let is_next =
            |at: &usize| self.sign_behind(*at - 1).is_empty() && self.syntax.tag(*at).is_noun();
        let run = || (last..self.count()).take_while(is_next);
        let parts = || (0..self.count()).filter(is_near).filter(|_| noun >= last).chain(run());
        // "Division One side Esk City", where rules know what a side is
        let is_sort = |at: usize| {
            !word::is_capitalised(self.syntax.text(at))
                && parts().any(|other| other > at && self.is_name(other))
        };
        if parts().any(|at| self.is_mention(at) && !is_sort(at)) {
            return None;
        }
        let dates = self.reading.dates(self.sentence);
        let spans = parts().filter(|at| *at >= last && self.is_name(*at));
        let mut spans = spans.filter_map(|at| self.span_of(at));
        spans.find(|span| {
            !self.is_known(*span) && !dates.iter().any(|date| date.span.overlaps(*span))
        })
    }

    /// The name that no rule knows of which a relative clause gives the value: "above Norby, who play in Division Three".
    pub(super) fn name_of_clause(&self) -> Option<ProseSpan> {
        let tree = self.tree;
        let clause =
            tree.upwards(self.value).find(|at| tree.relation(*at) == Relation::RelativeClause)?;
        let told = tree.head(clause)?;
        // "Orrin Media, a publisher whose ticker is ORD"
        let name = match tree.relation(told) {
            Relation::Apposition => tree.head(told)?,
            _ => told,
        };
        let is_stranger = self.is_name(name)
            && !self.is_mention(name)
            && !(0..self.count()).any(|at| self.is_mention(at) && tree.is_under(at, clause));
        self.span_of(name).filter(|span| is_stranger && !self.is_known(*span))
    }

    /// The name that no rule knows right before a value and its cue, which are told of it: "Kellan Field, code KLF", "Esk Town, of
    /// Division One", "Kellan Field, whose code is KLF". Not where the subject lies: "Larch Museum, Mill Street, tram 9".
    pub(super) fn name_before(&self) -> Option<ProseSpan> {
        /// "Whose official code is"
        const MOST: usize = 5;
        let syntax = self.syntax;
        let first = syntax.words_in(self.span).start;
        let is_link = |at: usize| {
            let found = syntax.text(at);
            let span = self.span_of(at);
            span.is_some_and(|span| self.is_cue(span))
                // "Kellan Field" is a name.
                || (word::is(found, Class::LabelWord) && !word::is_capitalised(found))
                || word::is(found, Class::PresentBeVerb)
                || syntax.tag(at) == Tag::RelativePossessive
                || (syntax.tag(at) == Tag::Preposition
                    && at > 0
                    && self.sign_behind(at - 1).ends_with([',', '(']))
        };
        let name = (0..first).rev().take(MOST + 1).find(|at| !is_link(*at))?;
        // Between them stands a mark, or what begins a clause about the name.
        let is_told = self.sign_behind(name).ends_with([',', '(', ':'])
            || syntax.tag(name + 1) == Tag::RelativePossessive;
        let is_stranger =
            |at: usize| self.is_name(at) && !self.is_mention(at) && !names_a_time(syntax.text(at));
        if !is_told || !is_stranger(name) {
            return None;
        }
        let start = (0..=name).rev().take_while(|at| is_stranger(*at)).last()?;
        let before = start.checked_sub(1)?;
        // "At 12 Quay Street, LK2 4QT"
        let is_number = |at: usize| matches!(syntax.tag(at), Tag::Number | Tag::Figure);
        let is_place = self.is_mention(before)
            || is_number(before)
            || word::is(syntax.text(before), Class::PlacingPrepositions)
                && before.checked_sub(1).is_some_and(|at| self.is_mention(at));
        self.span_of(name).filter(|span| !is_place && !self.is_known(*span))
    }

    /// The noun of which a cue that is an adjective tells, where that is neither the value nor anything of the subject's: "is
    /// tested with the latest Go", "the current plug-in needs".
    pub(super) fn noun_of_cue(&self) -> Option<ProseSpan> {
        let (syntax, tree) = (self.syntax, self.tree);
        let cue = self.nearest_cue()?;
        let is_adjective =
            matches!(syntax.tag(cue), Tag::Adjective | Tag::Comparative | Tag::Superlative);
        let noun = tree.head(cue).filter(|noun| {
            is_adjective
                && tree.relation(cue) == Relation::Modifier
                && *noun > cue
                && syntax.tag(*noun).is_noun()
        })?;
        let span = self.span_of(noun)?;
        let holds = |at: usize| at == noun || tree.is_under(at, noun);
        let says_what = tree.head(noun).is_some_and(|verb| {
            syntax.lemma(verb) == "be"
                && tree.is_under(self.value, verb)
                && tree.relation(noun).is_subject()
        });
        // "The latest release of Fern bundles": that of a name that no rule knows.
        let is_release = || {
            let is_strange = |at: usize| {
                holds(at)
                    && at > noun
                    && self.is_name(at)
                    && self.span_of(at).is_some_and(|at| !at.overlaps(self.span))
            };
            (word::is(syntax.text(noun), Class::ReleaseNoun)
                || word::is(&syntax.lemma(noun), Class::ReleaseNoun))
                && !(0..self.count()).any(is_strange)
        };
        let is_ours = span.overlaps(self.span)
            || is_release()
            || self.is_known(span)
            || holds(self.value)
            || (0..self.count()).any(|at| self.is_mention(at) && holds(at))
            || tree.is_under(noun, self.value)
            || says_what;
        (!is_ours).then_some(span)
    }

    /// The one part of the subject that has a value of its own: "the airline's cargo arm has the code CC".
    pub(super) fn part_of_ours(&self) -> Option<ProseSpan> {
        let (syntax, tree, verb) = (self.syntax, self.tree, self.verb?);
        let part = tree.dependents_as(verb, Relation::Subject).next()?;
        let span = self.span_of(part)?;
        let is_ours =
            tree.dependents_as(part, Relation::Possessor).any(|owner| self.is_mention(owner));
        let has = syntax.lemma(verb) == "have" && tree.is_under(self.value, verb);
        let is_part = syntax.tag(part) == Tag::Noun
            && !self.is_known(span)
            && !word::is(syntax.text(part), Class::LabelWord)
            && !word::is(syntax.text(part), Class::ReleaseNoun);
        (is_ours && has && is_part).then_some(span)
    }

    /// The service besides the main one that has the value: "exposes its metrics on port 9090", "the admin interface answers on
    /// port 9901".
    pub(super) fn side_service(&self) -> Option<ProseSpan> {
        let (syntax, tree) = (self.syntax, self.tree);
        let is_part =
            |relation: Relation| matches!(relation, Relation::Compound | Relation::Modifier);
        let above: Vec<usize> = tree.upwards(self.value).filter(|at| *at != self.value).collect();
        let is_side = |at: usize| {
            word::is(syntax.text(at), Class::SideService)
                || word::is(&syntax.lemma(at), Class::SideService)
        };
        // What has it: the subject or the object of a verb above, or the noun above where a verb is read as one.
        let has_value = |at: usize| {
            let noun = tree.upwards(at).find(|at| !is_part(tree.relation(*at)));
            noun.is_some_and(|noun| {
                let relation = tree.relation(noun);
                above.contains(&noun)
                    || (relation.is_subject() || relation == Relation::Object)
                        && tree.head(noun).is_some_and(|verb| Some(verb) == self.verb)
            }) || tree.upwards(at).any(|at| above.contains(&at) && syntax.tag(at).is_noun())
                && tree
                    .upwards(at)
                    .take_while(|at| !above.contains(at))
                    .all(|at| is_part(tree.relation(at)))
        };
        let found =
            (0..self.count()).find(|at| is_side(*at) && has_value(*at) && !self.is_mention(*at))?;
        self.span_of(found).filter(|span| !self.is_known(*span) && !span.overlaps(self.span))
    }
}
