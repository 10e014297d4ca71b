//! What stands before a figure and says what it measures: "rose by 500 km", "fired at a range of 400 miles", "a battery of 58 kWh".

use super::{Around, Word, refused};
use crate::check::Refusal;
use crate::unread::Reason;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

impl<'d> Around<'_, 'd> {
    /// "Rose by 500 km": a difference, not a value; "crewed by 160 sailors" tells who.
    pub(super) fn changed_by(&self) -> Option<Refusal> {
        let (by, _) = self.word_before().filter(|(_, by)| by.eq_ignore_ascii_case("by"))?;
        let is_difference = !self.are_agents() && !self.is_change_asked_for();
        is_difference.then(|| refused(Reason::PartOrChange, by)).flatten()
    }

    /// The noun of "a noun of 60 players", and the words before it. Not of "consists of 60 players", "is made up of 60 players": all
    /// that there are.
    fn noun_of(&self) -> Option<(Word<'d>, impl Iterator<Item = Word<'d>>)> {
        let mut before = self.words_before(self.at.whole.start);
        let (_, of) = before.next()?;
        if of != "of" || self.is_governed_by_verb() {
            return None;
        }
        Some((before.next()?, before))
    }

    /// "Fired at a range of 400 miles": how far away, not how far it can, as "able to hit targets at a range of 400 miles" tells.
    pub(super) fn how_far_away(&self) -> Option<Refusal> {
        let ((span, noun), before) = self.noun_of()?;
        let mut before = before.skip_while(|(_, found)| word::is(found, Class::Article));
        let is_away = word::is(noun, Class::DistanceNoun)
            && before.next().is_some_and(|(_, at)| word::is(at, Class::DistancePreposition))
            && self.has_happened();
        is_away.then(|| refused(Reason::OtherCue, span)).flatten()
    }

    /// Whether the verb of the figure tells what came to pass, once.
    fn has_happened(&self) -> bool {
        let told = || {
            let (syntax, tree) = (self.syntax(), self.tree()?);
            let verb = tree.upwards(self.figure()?).find(|at| syntax.tag(*at).is_verb())?;
            let is_past = |at: usize| syntax.tag(at) == Tag::Past;
            let auxiliaries: Vec<usize> = [Relation::Auxiliary, Relation::PassiveAuxiliary]
                .into_iter()
                .flat_map(|relation| tree.dependents_as(verb, relation))
                .collect();
            // "A missile fired at a range of"
            let is_bare = syntax.tag(verb) == Tag::Participle && auxiliaries.is_empty();
            Some(is_past(verb) || is_bare || auxiliaries.into_iter().any(is_past))
        };
        told().unwrap_or(true)
    }

    /// "A floor area of 2.6 square metres", "a power consumption of 9 MW", where neither is asked for.
    pub(super) fn of_another_noun(&self) -> Option<Refusal> {
        let ((span, noun), _) = self.noun_of()?;
        let is = |class: Class| word::is(noun, class);
        let is_whole_cue = || self.is_cue(self.at.whole);
        let is_asked_for = self.at.rule.near.is_empty()
            // "A council tax rise of 3 percent"
            || is(Class::ChangeNouns) && self.is_change_asked_for()
            // "Portcullis with one of 45 seconds"
            || is(Class::MeasuresAgain)
            || self.is_done_by_cue(span)
            || self.is_said_of_mention(span)
            // "A limit of 10 seats", where "seats" is the cue; "a limit of 750 MB on uploads", where "uploads" is.
            || is(Class::LimitNoun) && (is_whole_cue() || self.limits_cue())
            || self.carries_cue(span, noun)
            || self.measures_cue(span)
            // "A stock of 400 bottles", where "bottles" is the cue.
            || is(Class::StockNouns) && is_whole_cue()
            // "Trains leave from any of nine platforms"
            || is(Class::AnyDeterminers)
            // "Lyngby, a town of 12,000 people"
            || self.at.reading.is_mention(span.start as usize)
            || self.is_cue(span)
            || is(Class::ExtremeNoun);
        (!is_asked_for).then(|| refused(Reason::OtherCue, span)).flatten()
    }

    /// "A retention period of 7 days", where "retention" is the cue; "a file size limit of 4 GB", where "file" is.
    fn carries_cue(&self, span: ProseSpan, noun: &str) -> bool {
        let carriers = [
            Class::MeasureCarriers,
            Class::CountedBodies,
            Class::DimensionNouns,
            Class::AmountNouns,
            // "An uptime guarantee of 99.5%"
            Class::ValueHead,
        ];
        let mut before = self.words_before(span.start);
        let is_next_cue = |next: Option<Word<'_>>| next.is_some_and(|(span, _)| self.is_cue(span));
        carriers.iter().any(|class| word::is(noun, *class))
            && before.next().is_some_and(|(span, found)| {
                self.is_cue(span)
                    || word::is(found, Class::MeasureCarriers) && is_next_cue(before.next())
            })
    }

    /// Whether a noun is any of what is done by a cue that is a verb: the files of "upload files of up to 20 GB", of "files of up to
    /// 20 GB can be uploaded".
    fn is_done_by_cue(&self, noun: ProseSpan) -> bool {
        let told = || {
            let (syntax, tree) = (self.syntax(), self.tree()?);
            let noun = syntax.word_at(noun.start)?;
            let verb = tree.head(noun)?;
            let relation = tree.relation(noun);
            let is_done_to = matches!(relation, Relation::Object | Relation::PassiveSubject);
            let is_any = syntax.tag(noun) == Tag::Nouns
                && tree
                    .dependents(noun)
                    .all(|at| at > noun || tree.relation(at) == Relation::Modifier);
            // "Can be uploaded", "are uploaded", not "were uploaded"
            let is_passive = relation == Relation::PassiveSubject
                && !tree
                    .dependents_as(verb, Relation::PassiveAuxiliary)
                    .any(|be| syntax.tag(be) == Tag::Past);
            let goes_on = is_passive
                || matches!(syntax.tag(verb), Tag::Verb | Tag::Present | Tag::PresentThird);
            Some(is_done_to && is_any && goes_on && self.is_cue_at(verb))
        };
        told().unwrap_or(false)
    }

    /// Whether a noun tells how much of a cue there is: "capacity" of "a battery with a capacity of 58 kWh", where "battery" is the
    /// cue.
    fn measures_cue(&self, noun: ProseSpan) -> bool {
        let told = || {
            let (syntax, tree) = (self.syntax(), self.tree()?);
            let noun = syntax.word_at(noun.start)?;
            let above = tree.head(noun)?;
            let measures = self.is_lemma(noun, Class::DimensionNouns);
            let is_object = tree.relation(noun) == Relation::Object;
            // "Drains an area of 4,900 square kilometres"
            let is_done = is_object && self.is_cue_at(above);
            let is_had = self.is(above, Class::HavingPrepositions)
                && tree.head(above).is_some_and(|owner| self.is_cue_at(owner));
            // "The tank has a capacity of 230 litres"
            let is_capacity = measures || self.is_lemma(noun, Class::CapacityNouns);
            let has = self.is(above, Class::OwningVerb) || syntax.lemma(above) == "have";
            let mut subjects = tree.dependents_as(above, Relation::Subject);
            let is_own = is_capacity
                && has
                && is_object
                && subjects.next().is_some_and(|who| self.is_cue_at(who));
            Some(measures && (is_done || is_had) || is_own)
        };
        told().unwrap_or(false)
    }

    /// "Crewed by 160 sailors", where the verb is the cue.
    fn are_agents(&self) -> bool {
        let told = || {
            let (syntax, tree) = (self.syntax(), self.tree()?);
            let by =
                tree.head(self.figure()?).filter(|at| tree.relation(*at) == Relation::Agent)?;
            let verb = tree.head(by)?;
            // "The school, attended by 900 pupils, is"
            let is_of_mention = || {
                let noun = tree.head(verb).and_then(|noun| syntax.words().get(noun));
                matches!(tree.relation(verb), Relation::NounClause | Relation::AdverbClause)
                    && self.is_lemma(verb, Class::MembershipVerbs)
                    && noun.is_some_and(|noun| self.at.reading.is_mention(noun.span.start as usize))
            };
            // "The trust is run by 320 volunteers", where volunteers are what the cue asks for.
            let goes_on = || {
                let mut auxiliaries = tree.dependents_as(verb, Relation::PassiveAuxiliary);
                self.is_lemma(verb, Class::PassingVerbs)
                    || auxiliaries.any(|be| {
                        matches!(syntax.tag(be), Tag::Present | Tag::PresentThird | Tag::Verb)
                    })
            };
            let is_done = self.is_cue_at(verb)
                || self.is_cue(self.at.whole) && (goes_on() || is_of_mention());
            Some(self.counts_in_whole() && is_done)
        };
        told().unwrap_or(false)
    }

    /// Whether the preposition before the figure hangs on a verb.
    fn is_governed_by_verb(&self) -> bool {
        let told = || {
            let (syntax, tree) = (self.syntax(), self.tree()?);
            let things = self.figure()?;
            let above = tree.head(things)?;
            // "Is made up of 60 players", where "of" is taken for a part of the number.
            let is_made =
                tree.relation(things) == Relation::Object && syntax.lemma(above) == "make";
            let is_of_verb = || {
                let verb =
                    tree.head(above).filter(|_| tree.relation(above) == Relation::Preposition);
                verb.is_some_and(|verb| {
                    syntax.tag(verb).is_verb() || syntax.tag(verb) == Tag::Particle
                })
            };
            Some(is_made || is_of_verb())
        };
        told().unwrap_or(false)
    }
}
