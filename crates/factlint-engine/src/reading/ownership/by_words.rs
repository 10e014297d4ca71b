//! Whose a figure is as the words around it tell, where the analysis of the sentence is not sure: clauses, the order of names,
//! prepositions.

use std::rc::Rc;

use super::{Measured, PRONOUN_REACH};
use crate::reading::clause;
use crate::reading::mention::{Referent, Referral};
use crate::reading::{Reading, Sentence};
use crate::rule::subject::KindId;
use factlint_document::Role;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word::{self, is_capitalised};
use factlint_language::words::Class;

impl Reading<'_> {
    /// The same as the words around tell: clauses, the order of names, prepositions.
    pub(super) fn referent_by_words(
        &self,
        sentence: Sentence,
        measured: Measured,
        kind: KindId,
    ) -> Referent {
        let Measured { figure, cue, .. } = measured;
        let mut referrals = self.referrals(kind);
        // "Prize money for the Wagtail Prize": a noun of the cue stands for nothing.
        let is_in_cue = |one: &Referral| cue.is_some_and(|cue| cue.contains(one.span));
        if referrals.iter().any(is_in_cue) {
            Rc::make_mut(&mut referrals).retain(|one| !is_in_cue(one));
        }
        let clauses = self.clauses(sentence);
        let Some(here) = clause::innermost(clauses, figure.start) else { return Referent::Unknown };
        let clause = here.span;
        let among = |from: u32, to: u32| -> &[Referral] {
            let first = referrals.partition_point(|referral| referral.span.start < from);
            let last = referrals.partition_point(|referral| referral.span.start < to);
            &referrals[first..last.max(first)]
        };

        // Same clause, before the figure: what another figure already took is left out.
        let taken = self
            .figures(sentence)
            .iter()
            .map(|other| other.span.end)
            .filter(|&end| end <= figure.start && end > clause.start)
            .max();
        let mut before = among(clause.start, figure.start);
        if let Some(taken) = taken {
            let behind = among(taken, figure.start);
            if !behind.is_empty() {
                before = behind;
            }
        }
        if let Some(last) = before.last() {
            let between = ProseSpan { start: last.span.end, end: figure.start.max(last.span.end) };
            if self.has_stranger(sentence, between)
                || !self.may_own(sentence, last, between, measured)
            {
                return Referent::Unknown;
            }
            return self.only(before).unwrap_or(Referent::Unknown);
        }
        // Same clause, after it: "the 1,000-mile missiles", "900 km for the Tomahawk".
        let after = among(figure.end, clause.end);
        if !after.is_empty() {
            let lead = ProseSpan { start: clause.start, end: figure.start };
            let named_after = matches!(after[0].referent, Referent::Name(_));
            let close = ProseSpan { start: figure.end, end: after[0].span.start };
            let known = (named_after && !self.has_stranger(sentence, close))
                || !self.has_stranger(sentence, lead);
            if known && self.is_tied(close, cue) {
                return self.only(after).unwrap_or(Referent::Unknown);
            }
            return Referent::Unknown;
        }

        let earlier = among(sentence.span.start, clause.start);
        let lead = ProseSpan { start: clause.start, end: figure.start };
        if here.bracketed {
            // "the Tomahawk (1,600 km)": what stands right before the bracket.
            let Some(last) = earlier.last() else { return Referent::Unknown };
            let between = ProseSpan { start: last.span.end, end: clause.start };
            let crowded = self.has_stranger(sentence, between);
            return if crowded { Referent::Unknown } else { last.referent };
        }
        if self.has_stranger(sentence, lead) {
            return Referent::Unknown;
        }
        let opener = self
            .words_in(ProseSpan { start: clause.start, end: figure.end })
            .map(|(_, found)| found)
            .find(|found| !word::is(found, Class::ClauseConjunction))
            .unwrap_or_default();
        if word::is(opener, Class::Relative)
            && let Some(last) = earlier.last()
        {
            let between = ProseSpan { start: last.span.end, end: clause.start };
            let crowded = self.has_stranger(sentence, between);
            return if crowded { Referent::Unknown } else { last.referent };
        }
        // "At a height of 2,340 meters, Mount Sorrel ...": the name that opens the next clause.
        if word::is(opener, Class::AbsolutePreposition) && earlier.is_empty() {
            let later = among(clause.end, sentence.span.end);
            if let Some(first) = later.first() {
                let between = ProseSpan { start: clause.end, end: first.span.start };
                let adjacent =
                    self.words_in(between).all(|(_, found)| word::is(found, Class::Article));
                return if adjacent { first.referent } else { Referent::Unknown };
            }
        }
        let mut words = self.words_in(lead).map(|(range, found)| (range.start, found));
        let thing = words.any(|(_, found)| found.eq_ignore_ascii_case(opener))
            && word::is(opener, Class::OwnerDeterminer)
            && words.next().is_some_and(|(start, next)| {
                !word::is(next, Class::MeasureFunctionWord)
                    && !cue.is_some_and(|cue| cue.range().contains(&start))
            });
        if thing {
            // "Its drones have a range of 900 km": not the last-named itself.
            return Referent::Unknown;
        }
        let elliptical = word::is(opener, Class::OwnerPronoun)
            || word::is(opener, Class::OwnerVerb)
            || self.names_only_the_measure(lead, cue)
            || self.is_measure_alone(sentence, measured)
            || self.is_measure_noted(sentence, measured)
            || figure.start == clause.start;
        if !elliptical {
            return Referent::Unknown;
        }
        if !earlier.is_empty() {
            return self.only(earlier).unwrap_or(Referent::Unknown);
        }
        // What another item of a list or another row tells is no context.
        if matches!(self.role(sentence), Role::ListItem | Role::TableCell) {
            return Referent::Unknown;
        }
        // A name that no rule knows may be what the whole sentence is about: "it comes with 500 GB" has none.
        if self.names_stranger(sentence, measured, sentence.span.end) {
            return Referent::Unknown;
        }
        self.focus_before(sentence, &referrals)
    }

    /// Whether a figure behind a mention can be the mention's own: "the queue before the tunnel was 3 km
    /// long" is no length of the tunnel, "the length of the tunnel is 3 km" and "a queue before the
    /// tunnel, which is 3 km long" are.
    fn may_own(
        &self,
        sentence: Sentence,
        mention: &Referral,
        between: ProseSpan,
        measured: Measured,
    ) -> bool {
        let prose = self.prose();
        let is_cue = |start: usize| measured.cue.is_some_and(|cue| cue.range().contains(&start));
        let opener = self.words_in(between).map(|(range, found)| (range.start, found)).next();
        let possessive = prose[mention.span.end as usize..].starts_with(word::is_apostrophe);
        if possessive {
            // "the Tomahawk's predecessor" and "Tomahawks' price" are other things than its range.
            let mut behind =
                self.words_in(between).filter(|(_, found)| !found.eq_ignore_ascii_case("s"));
            return behind.next().is_none_or(|(range, found)| {
                is_cue(range.start)
                    || word::is(found, Class::MeasureFunctionWord)
                    || found.contains(word::is_hyphen)
            });
        }
        // "and its drones have a range": a thing of the mention, not itself.
        let mut words = self.words_in(between).peekable();
        while let Some((_, found)) = words.next() {
            let other = word::is(found, Class::OwnerPossessive)
                && words.peek().is_some_and(|(range, next)| {
                    !is_cue(range.start) && !word::is(next, Class::MeasureFunctionWord)
                });
            if other {
                return false;
            }
        }
        // "The antenna of the Wagtail weighs": a verb tells of the antenna.
        let tells_of = |start: usize| {
            let syntax = self.syntax(sentence);
            let is_verb = syntax.word_at(start as u32).is_some_and(|at| syntax.tag(at).is_verb());
            !is_verb || syntax.heads_phrase(mention.span)
        };
        let attached = opener.is_some_and(|(start, found)| {
            word::is(found, Class::Relative) || is_cue(start) && tells_of(start)
        });
        if attached {
            return true;
        }
        let origin = sentence.span.start as usize;
        let lead = &prose[origin..mention.span.start as usize];
        let mut before = word::words_before(lead).filter(|(offset, found)| {
            !word::is(found, Class::OwnerArticle)
                && !found.contains(word::is_hyphen)
                && !self.is_mention(origin + offset)
        });
        let Some((_, preposition)) = before.next() else { return true };
        let governed = preposition.eq_ignore_ascii_case("of")
            || (!measured.counted
                && (word::is(preposition, Class::PlacePreposition)
                    || word::is(preposition, Class::BesidePreposition)));
        !governed || before.next().is_some_and(|(offset, _)| is_cue(origin + offset))
    }

    /// Whether nothing but the measure, its articles and adjectives stands between a figure and the name
    /// behind it: "the 1,000-mile range missiles", "a range of 900 km for the Tomahawk".
    fn is_tied(&self, between: ProseSpan, cue: Option<ProseSpan>) -> bool {
        /// More words than this make another phrase.
        const MOST: usize = 5;
        let mut count = 0;
        self.words_in(between).all(|(range, found)| {
            count += 1;
            count <= MOST
                && (word::is(found, Class::OwnerArticle)
                    || word::is(found, Class::NameMeasureLink)
                    || found.contains(word::is_hyphen)
                    || found.starts_with(|c: char| c.is_ascii_digit())
                    || cue.is_some_and(|cue| cue.range().contains(&range.start)))
        })
    }

    /// Whether nothing but articles, common adjectives and the measure itself stands before the
    /// figure: "The maximum range is", "With a range of".
    fn names_only_the_measure(&self, lead: ProseSpan, cue: Option<ProseSpan>) -> bool {
        self.words_in(lead).all(|(range, found)| {
            word::is(found, Class::MeasureFunctionWord)
                || cue.is_some_and(|cue| {
                    cue.range().start <= range.start && range.end <= cue.range().end
                })
        })
    }

    /// Whether a sentence says of a measure alone how much it is: "the usual dose is 45 mg".
    fn is_measure_alone(&self, sentence: Sentence, measured: Measured) -> bool {
        let syntax = self.syntax(sentence);
        let Some(tree) = syntax.trees().first() else { return false };
        let Some(subject) = measured.cue.and_then(|cue| syntax.head_in(cue)) else { return false };
        let is_subject = tree.relation(subject).is_subject()
            && tree.head(subject).is_some_and(|verb| tree.head(verb).is_none());
        is_subject
            && tree.dependents(subject).all(|at| match tree.relation(at) {
                Relation::Determiner => true,
                Relation::Modifier => {
                    syntax.tag(at) != Tag::Name && !word::is(syntax.text(at), Class::OtherOne)
                }
                _ => false,
            })
    }

    /// Whether a sentence tells of a measure alone what somebody says it is: "the committee noted the output of 900 tonnes".
    pub(super) fn is_measure_noted(&self, sentence: Sentence, measured: Measured) -> bool {
        let syntax = self.syntax(sentence);
        let noted = || {
            let tree = syntax.trees().first()?;
            let cue = syntax.head_in(measured.cue?)?;
            let verb = tree.head(cue).filter(|_| tree.relation(cue) == Relation::Object)?;
            let is_the = tree.dependents_as(cue, Relation::Determiner).any(|at| {
                word::is(syntax.text(at), Class::Article)
                    && !word::is(syntax.text(at), Class::IndefiniteArticle)
            });
            let figure = syntax.head_in(measured.figure)?;
            Some(
                is_the
                    && tree.is_under(figure, cue)
                    && tree.dependents(cue).all(|at| tree.relation(at) != Relation::Possessor)
                    && word::is(&syntax.lemma(verb), Class::ReportingVerbs),
            )
        };
        noted().unwrap_or(false)
    }

    /// The one referent of some mentions; none if they differ.
    pub(super) fn only(&self, referrals: &[Referral]) -> Option<Referent> {
        let (first, rest) = referrals.split_first()?;
        rest.iter()
            .all(|other| self.is_same(first.referent, other.referent))
            .then_some(first.referent)
    }

    /// The subject in focus before a sentence, for a pronoun or nothing to refer to.
    pub(in crate::reading) fn focus_before(
        &self,
        sentence: Sentence,
        referrals: &[Referral],
    ) -> Referent {
        let index = referrals.partition_point(|referral| referral.span.start < sentence.span.start);
        let near = |referral: &&Referral| referral.span.end + PRONOUN_REACH >= sentence.span.start;
        let mut earlier = referrals[..index].iter().rev().take_while(near);
        let Some(mut last) = earlier.find(|referral| referral.introduces) else {
            return Referent::Unknown;
        };
        let named = self.sentence_at(last.span.start);
        // "The Wagtail, unlike the Heron, can be booked. It has"
        if let Some(named) = named.filter(|named| self.is_set_beside(*named, last.span))
            && let Some(main) =
                earlier.take_while(|one| one.span.start >= named.span.start).find(|one| {
                    one.introduces
                        && matches!(one.referent, Referent::Name(_))
                        && !self.is_set_beside(named, one.span)
                })
        {
            last = main;
        }
        // "Hotels near the Skylark" brings in no Skylark.
        if named.is_some_and(|named| {
            self.is_outdone(named, last) || self.is_heading_apart(named, last.span)
        }) {
            return Referent::Unknown;
        }
        let mut offset = last.span.end;
        // "The relay speaks TLS. Its timeout is": what a sentence is about comes before what its verb acts on.
        if let Some(there) = named.filter(|one| self.is_about(*one, last)) {
            offset = there.span.end;
        }
        // Another name in between may be what the pronoun means.
        while offset < sentence.span.start {
            let Some(between) = self.sentence_at(offset) else {
                offset += self.prose()[offset as usize..]
                    .chars()
                    .next()
                    .map_or(1, |c| c.len_utf8() as u32);
                continue;
            };
            let rest = ProseSpan { start: offset.max(between.span.start), end: between.span.end };
            if self.has_stranger(between, rest) && !self.are_strangers_people(between) {
                return Referent::Unknown;
            }
            offset = between.span.end;
        }
        last.referent
    }

    /// Whether something else does away with what a mention names or does better, and so goes on to be spoken of: "Marlgate has
    /// replaced Fennwick. It yields".
    fn is_outdone(&self, sentence: Sentence, mention: &Referral) -> bool {
        let syntax = self.syntax(sentence);
        let told = || {
            let tree = syntax.trees().first()?;
            let name = syntax.head_in(mention.span)?;
            let verb = tree.head(name)?;
            let by_what = match tree.relation(name) {
                Relation::Object => Relation::Subject,
                Relation::PassiveSubject => Relation::Agent,
                _ => return None,
            };
            let other = tree.dependents_as(verb, by_what).next()?;
            Some(
                word::is(&syntax.lemma(verb), Class::OutdoingVerbs)
                    && !syntax.tag(other).is_pronoun()
                    && tree.head(verb).is_none(),
            )
        };
        told().unwrap_or(false)
    }

    /// Whether a mention is the subject of the main verb of its sentence, and no other name stands beside it.
    fn is_about(&self, sentence: Sentence, mention: &Referral) -> bool {
        let syntax = self.syntax(sentence);
        let Some(tree) = syntax.trees().first() else { return false };
        let Some(name) = syntax.head_in(mention.span) else { return false };
        let main = tree.head(name).filter(|_| tree.relation(name).is_subject());
        let is_main = main.is_some_and(|verb| tree.head(verb).is_none());
        let is_alone = tree
            .dependents(name)
            .all(|at| !matches!(tree.relation(at), Relation::Conjunct | Relation::Apposition));
        is_main && is_alone && matches!(mention.referent, Referent::Name(_))
    }

    /// Whether a name that no rule knows stands in the range, other than after a preposition
    /// ("made by Raytheon").
    pub fn has_stranger(&self, sentence: Sentence, within: ProseSpan) -> bool {
        let mut words = self.words_in(within).peekable();
        let mut before: Option<&str> =
            word::words_before(&self.prose()[sentence.span.start as usize..within.start as usize])
                .next()
                .map(|(_, found)| found);
        while let Some((range, found)) = words.next() {
            let previous = before.replace(found);
            let is_nobody = word::is(found, Class::NoStranger) || word::is(found, Class::Assent);
            if !is_capitalised(found) || is_nobody {
                continue;
            }
            if self.is_mention(range.start) {
                continue;
            }
            let first_word = range.start == sentence.span.start as usize;
            if first_word
                && (word::is(found, Class::OwnerPronoun)
                    || word::is(found, Class::MeasureFunctionWord)
                    || word::is(found, Class::Relative)
                    || word::is(found, Class::CommonOpener)
                    || word::is(found, Class::GenericSubjects)
                    || word::is(found, Class::IndefinitePronouns)
                    || word::is(found, Class::Nowadays)
                    || found.ends_with("ly")
                    || (found.ends_with('s')
                        && words.peek().is_none_or(|(_, next)| {
                            // "Officials say" against "Taurus is older".
                            !is_capitalised(next) && !word::is(next, Class::OwnerAuxiliary)
                        })))
            {
                continue;
            }
            // "Rises at the foot of Mount Harrow"
            let is_place_of = || {
                let lead = &self.prose()[sentence.span.start as usize..range.start];
                let mut before = word::words_before(lead)
                    .map(|(_, found)| found)
                    .filter(|found| !word::is(found, Class::Article));
                before.next().is_some_and(|of| word::is(of, Class::PartPrepositions))
                    && before.next().is_some_and(|core| word::is(core, Class::PlaceCores))
                    && before.next().is_some_and(|at| word::is(at, Class::PlacePreposition))
            };
            if previous.is_some_and(|previous| word::is(previous, Class::PlacePreposition))
                || is_place_of()
            {
                // The rest of its name goes with it: "by Lockheed Martin".
                while words.next_if(|(_, next)| is_capitalised(next)).is_some() {}
                continue;
            }
            // What needs the analysis of the sentence comes last.
            // "Is an Italian orchestra", "is a CO₂ freezer", not "beats Italian drones".
            let is_sort = || {
                let syntax = self.syntax(sentence);
                let tree = syntax.trees().first()?;
                let at = syntax.word_at(range.start as u32)?;
                let noun = tree.head(at)?;
                let is_whole = syntax.words().get(at)?.span.len() == found.len();
                Some(
                    is_whole
                        && (syntax.tag(at) == Tag::Adjective
                            || tree.relation(at) == Relation::Compound)
                        && tree.relation(noun) == Relation::Attribute,
                )
            };
            if words.peek().is_some_and(|(_, next)| !is_capitalised(next))
                && is_sort() == Some(true)
            {
                continue;
            }
            // "Inside the Wagtail", "expect 11 hours from a Wagtail"
            let is_opener = || {
                let syntax = self.syntax(sentence);
                let at = syntax.word_at(range.start as u32)?;
                // "Seven decks and a bar", "do not hurry the wagtail"
                Some(
                    matches!(
                        syntax.tag(at),
                        Tag::Preposition | Tag::Verb | Tag::Number | Tag::Modal
                    ) || syntax.lemma(at) == "do",
                )
            };
            if first_word && is_opener() == Some(true) {
                continue;
            }
            return true;
        }
        false
    }
}
