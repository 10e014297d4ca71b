//! A figure that is a part of what the cue names: "half the length", "400 m of its length", "a 400-metre stretch of the line".

use super::{Around, Word, refused};
use crate::check::quantity::percent_change;
use crate::check::{Decider, Refusal};
use crate::unread::Reason;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

impl Around<'_, '_> {
    /// "Half the length", "the first 500 metres of the length".
    pub(super) fn part_of_measure(&self) -> Option<Refusal> {
        let (reading, whole) = (self.at.reading, self.at.whole);
        let tokens = reading.tokens(self.at.sentence);
        if !tokens.holds(Class::PartWord) && !tokens.holds(Class::PartBeforeOf) {
            return None;
        }
        let clause = reading.outer_clause_at(self.at.sentence, whole.start);
        let words = reading.words_in(clause);
        let mut words = words.map(|(range, found)| (ProseSpan::new(range.start, range.end), found));
        let (part, _) = words.find(|word| {
            !word.0.overlaps(whole)
                && !self.is_taken_part(word.0)
                && self.speaks_of_part(*word, clause)
                && !self.is_part_of_another(word.0)
                && !self.is_part_of_whole(word.0)
                && !self.is_step_to_figure(word.0)
        })?;
        refused(Reason::PartOrChange, part)
    }

    /// Whether a word tells by how much something came to the figure: "cut by a quarter of a point to 3 percent".
    fn is_step_to_figure(&self, part: ProseSpan) -> bool {
        let is_to = self.word_before().is_some_and(|(_, to)| to.eq_ignore_ascii_case("to"));
        let mut before = self.words_before(part.start).map(|(_, found)| found);
        let by = before.find(|found| !word::is(found, Class::Article));
        part.end < self.at.whole.start
            && is_to
            && by.is_some_and(|by| by.eq_ignore_ascii_case("by"))
    }

    /// Whether a word speaks of a part: "half the length", "a third of the length", but not "the third quarter".
    fn speaks_of_part(&self, (span, found): Word<'_>, clause: ProseSpan) -> bool {
        let rest = ProseSpan { start: span.end, end: clause.end.max(span.end) };
        let mut next = self.at.reading.words_in(rest).map(|(_, next)| next);
        let is_of = next.next().is_some_and(|next| next.eq_ignore_ascii_case("of"));
        // "The part of any loss that you bear": what the cue itself means.
        let is_of_any =
            is_of && next.next().is_some_and(|any| word::is(any, Class::AnyDeterminers));
        // "At most"
        let is_bound = found.eq_ignore_ascii_case("most")
            && self
                .words_before(span.start)
                .next()
                .is_some_and(|(_, at)| at.eq_ignore_ascii_case("at"));
        word::is(found, Class::PartWord) && !is_of_any && !is_bound
            || word::is(found, Class::PartBeforeOf) && is_of
    }

    /// Whether "part" is what is taken: "5,600 workers are taking part in the strike".
    fn is_taken_part(&self, part: ProseSpan) -> bool {
        let taken = || {
            let (syntax, tree) = (self.syntax(), self.tree()?);
            let part = syntax.word_at(part.start)?;
            let verb = tree.head(part)?;
            let who = tree.dependents_as(verb, Relation::Subject).next()?;
            let is_taken = tree.relation(part) == Relation::Object && syntax.lemma(verb) == "take";
            Some(is_taken && tree.is_under(self.figure()?, who))
        };
        taken().unwrap_or(false)
    }

    /// Whether a word of a part tells of something else than the figure and its cue: neither stands in its phrase, "beats that of
    /// most rivals", "makes it the most feared weapon", "takes a quarter of an hour to walk".
    fn is_part_of_another(&self, part: ProseSpan) -> bool {
        let told = || {
            let (syntax, tree) = (self.syntax(), self.tree()?);
            let part = syntax.word_at(part.start)?;
            let figure = self.figure()?;
            let cues = (0..syntax.words().len()).filter(|at| self.is_cue_at(*at));
            let own: Vec<usize> = cues.chain([figure]).collect();
            let holds_own = |at: usize| own.iter().any(|own| tree.is_under(*own, at));
            let verb_of =
                |at: usize| tree.upwards(at).find(|up| *up != part && syntax.tag(*up).is_verb());
            // "The 750-bed hospital serves half a million people"
            if self.at.figure.attributive && (figure..part).any(|at| syntax.tag(at).is_finite()) {
                return Some(true);
            }
            // "Sails twice a day and carries 400 passengers": how often something else is done.
            let is_how_often = part + 2 < syntax.words().len()
                && self.is(part + 1, Class::Per)
                && self.is_lemma(part + 2, Class::TimeNouns);
            if is_how_often && verb_of(part) != verb_of(figure) {
                return Some(true);
            }
            // "Do not double the dose of 40 mg": what is done to it
            let is_done = matches!(syntax.tag(part), Tag::Verb | Tag::Gerund)
                && tree
                    .dependents_as(part, Relation::Object)
                    .any(|object| object != figure && tree.is_under(figure, object));
            if is_done {
                return Some(true);
            }
            // "Part of the charm of the lake is its depth of 90 metres"
            let of_other = tree
                .dependents_as(part, Relation::Preposition)
                .filter(|of| self.is(*of, Class::PartPrepositions))
                .flat_map(|of| tree.dependents_as(of, Relation::PrepositionObject))
                .any(|whole| {
                    matches!(syntax.tag(whole), Tag::Noun | Tag::Nouns)
                        && !holds_own(whole)
                        && !self.is_mention_at(whole)
                });
            if of_other && !holds_own(part) {
                return Some(true);
            }
            let way = tree.upwards(part);
            let phrase: Vec<usize> = way.take_while(|at| !syntax.tag(*at).is_verb()).collect();
            if phrase.iter().any(|at| holds_own(*at)) {
                return Some(false);
            }
            let top = *phrase.last()?;
            let verb = tree.head(top)?;
            // "Is empty most mornings and has a depth of 2 m"
            if !holds_own(verb) || own.iter().all(|own| verb_of(*own) != Some(verb)) {
                return Some(true);
            }
            let in_subject = tree
                .dependents(verb)
                .any(|who| tree.relation(who).is_subject() && tree.is_under(figure, who));
            Some(match tree.relation(top) {
                // "The 324-page novel has been reprinted twice": how often something is done with what has the figure.
                Relation::Adverb => {
                    top == part && !self.is_lemma(verb, Class::StateVerbs) && in_subject
                }
                // "Its range of 900 km makes it the most feared weapon", "the 900 members own half of the land"
                Relation::Object | Relation::OpenComplement | Relation::Complement => in_subject,
                // "The 740 members come from three quarters of the towns"
                Relation::Preposition => {
                    // "Cut it by a quarter of a point to 3 percent"
                    syntax.text(top).eq_ignore_ascii_case("by") && !tree.is_under(figure, top)
                        || phrase.len() > 1 && in_subject && !self.is_lemma(verb, Class::StateVerbs)
                }
                _ => false,
            })
        };
        told().unwrap_or(false)
    }

    /// Whether a word speaks of a part of a measure that is told itself: "most of its circulation of 30,000 copies".
    fn is_part_of_whole(&self, part: ProseSpan) -> bool {
        let told = || {
            let (syntax, tree) = (self.syntax(), self.tree()?);
            let figure = self.figure()?;
            let of = tree
                .head(figure)
                .filter(|_| matches!(tree.relation(figure), Relation::PrepositionObject))?;
            let measure = tree.head(of).filter(|at| self.is_cue_at(*at))?;
            let is_known = tree.dependents(measure).any(|at| {
                tree.relation(at) == Relation::Possessor
                    || tree.relation(at) == Relation::Determiner && self.is(at, Class::Definite)
            });
            let outer = tree.head(measure).filter(|at| self.is(*at, Class::PartPrepositions))?;
            Some(
                self.is(of, Class::PartPrepositions)
                    && is_known
                    && tree.head(outer) == syntax.word_at(part.start),
            )
        };
        told().unwrap_or(false)
    }

    /// "Of which 4 percent".
    pub(super) fn part_of_amount(&self) -> Option<Refusal> {
        let at = self.at;
        percent_change::is_part_of_amount(at.rule, at.reading, at.sentence, at.figure, at.whole)
            .then_some((Reason::PartOrChange, Decider::Nothing))
    }

    /// The fraction before the noun to which the figure stands in apposition, or of which that is: "half the collection, 4,000 objects,
    /// is in store", "most of the length of the river, 150 km, is".
    pub(super) fn fraction_of_apposed(&self) -> Option<Refusal> {
        let tokens = self.at.reading.tokens(self.at.sentence);
        if !tokens.holds(Class::FractionWord) && !tokens.holds(Class::PartWord) {
            return None;
        }
        let (tree, figure) = (self.tree()?, self.figure()?);
        // An apposition may be taken for a word of a list.
        let is_beside = tree.relation(figure) == Relation::Apposition
            || tree.relation(figure) == Relation::Conjunct;
        let noun = tree.head(figure).filter(|noun| {
            is_beside && tree.dependents_as(*noun, Relation::Conjunction).next().is_none()
        })?;
        let is_verb = |at: &usize| self.syntax().tag(*at).is_verb();
        let of = |at: &usize| {
            *at < noun && (self.is(*at, Class::FractionWord) || self.is(*at, Class::PartWord))
        };
        let before =
            || tree.dependents(noun).find(|at| *at < noun && self.is(*at, Class::FractionWord));
        let fraction = tree.upwards(noun).take_while(|at| !is_verb(at)).find(of).or_else(before)?;
        refused(Reason::PartOrChange, self.syntax().words().get(fraction)?.span)
    }

    /// "A 400-metre stretch of the line" is no length of the line, even where "stretch" is a cue.
    pub(super) fn stretch(&self) -> Option<Refusal> {
        let (span, found) = self.next_word()?;
        let is_of = |(_, next): Word<'_>| next.eq_ignore_ascii_case("of");
        let is_part = word::is(found, Class::PartNoun)
            && self.words_behind(span.end).next().is_some_and(is_of);
        is_part.then(|| refused(Reason::PartOrChange, span)).flatten()
    }

    /// "400 m of its length" is a part of it, "400 km of range" is all.
    pub(super) fn piece_of_cue(&self) -> Option<Refusal> {
        let (span, found) = self.next_word()?;
        let is_determiner = |(_, next): &Word<'_>| word::is(next, Class::MeasureDeterminer);
        let mut next = self.words_behind(span.end);
        let is_of_cue = found.eq_ignore_ascii_case("of")
            && next.next().as_ref().is_some_and(is_determiner)
            && next.find(|word| !is_determiner(word)).is_some_and(|(span, _)| self.is_cue(span));
        // "Has 5 GB of storage", "contains 50 mg of the substance" by a cue tell all of it.
        let is_owned = || {
            self.word_before()
                .is_some_and(|(span, verb)| word::is(verb, Class::OwningVerb) || self.is_cue(span))
        };
        // "Took 49 percent of the votes": the share that the rule asks for.
        let is_piece = is_of_cue && !is_owned() && !self.is_percent();
        is_piece.then(|| refused(Reason::PartOrChange, span)).flatten()
    }
}
