//! Whose figure is it? What the analysis of the sentence is sure of, or the name behind which it is set between commas
//! or in brackets. Where a sentence names one subject only, the words around tell whether the figure is its own; where
//! it names several, what is not sure is nobody's.

mod beside;
mod by_structure;
mod by_words;
mod contrast;
mod sole;

use super::mention::Referent;
use super::{Reading, Sentence};
use crate::rule::phrase::PhraseId;
use crate::rule::subject::{KindId, SubjectId};
use crate::unread::Reason;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Signs, Tag};
use factlint_language::word::{self, is_capitalised};
use factlint_language::words::Class;

/// How far back a pronoun may reach, in bytes.
pub(super) const PRONOUN_REACH: u32 = 1500;

/// A figure whose owner is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Measured {
    /// Its words.
    pub figure: ProseSpan,
    /// The word that told what is measured, if there is one.
    pub cue: Option<ProseSpan>,
    /// Whether it counts things: people die at a place, but nothing measures 900 meters at one.
    pub counted: bool,
}

impl Reading<'_> {
    /// The name of the subject of a kind to which a figure belongs, or why it belongs to none: worked out once for all
    /// rules that ask.
    pub fn owner(
        &self,
        sentence: Sentence,
        measured: Measured,
        kind: KindId,
    ) -> Result<PhraseId, Reason> {
        if let Some(known) = self.owners.borrow().get(&(measured, kind)) {
            return *known;
        }
        let owner = match self.referent_of(sentence, measured, kind) {
            Referent::Name(name) => Ok(name),
            // "The infirmary opened a 20-bed ward": what the word stands before has the beds.
            Referent::Unknown
                if measured.cue.is_some_and(|cue| self.is_tied_to_number(cue.start)) =>
            {
                Err(Reason::OtherThing)
            }
            Referent::Unknown => Err(Reason::OwnerUnclear),
        };
        self.owners.borrow_mut().insert((measured, kind), owner);
        owner
    }

    /// Whether a sentence names subjects of a kind other than some, which compete with them for its values.
    pub fn has_rivals(&self, sentence: Sentence, kind: KindId, about: &[SubjectId]) -> bool {
        let subjects = &self.vocabulary().subjects;
        self.referrals_in(sentence, kind).iter().any(|one| match one.referent {
            Referent::Name(name) => {
                !subjects.of_phrase(name).iter().any(|subject| about.contains(subject))
            }
            Referent::Unknown => false,
        })
    }

    /// Whether one of some subjects is among several of each of which words tell the same: "both the relay and the warden are down".
    pub fn is_told_of_each(
        &self,
        sentence: Sentence,
        words: ProseSpan,
        kind: KindId,
        about: &[SubjectId],
    ) -> bool {
        let syntax = self.syntax(sentence);
        let all = syntax.subjects_of(words);
        let is_one = |span: ProseSpan| syntax.head_in(span).is_some_and(|at| all.contains(&at));
        let subjects = &self.vocabulary().subjects;
        !all.is_empty()
            && self.referrals_in(sentence, kind).iter().any(|one| match one.referent {
                Referent::Name(name) => {
                    is_one(one.span)
                        && subjects.of_phrase(name).iter().any(|subject| about.contains(subject))
                }
                Referent::Unknown => false,
            })
    }

    /// The subjects of a kind that a sentence names, each by the first of its names there.
    pub fn subjects_named(&self, sentence: Sentence, kind: KindId) -> Vec<PhraseId> {
        let subjects = &self.vocabulary().subjects;
        let mut found: Vec<PhraseId> = Vec::new();
        for one in self.referrals_in(sentence, kind) {
            let Referent::Name(name) = one.referent else { continue };
            let is_known = found.iter().any(|known| {
                subjects.of_phrase(*known).iter().any(|one| subjects.of_phrase(name).contains(one))
            });
            if !is_known {
                found.push(name);
            }
        }
        found
    }

    /// The subject of a kind of which words tell that are no measure, a date or a state, as far as the analysis is sure
    /// of it, with the words by which it was found.
    pub fn told_of(
        &self,
        sentence: Sentence,
        words: ProseSpan,
        kind: KindId,
    ) -> Result<(PhraseId, Vec<ProseSpan>), Reason> {
        let here = self.referrals_in(sentence, kind);
        let names: Vec<ProseSpan> = here.iter().map(|one| one.span).collect();
        let syntax = self.syntax(sentence);
        let owner = syntax.told_of(words, &names).sure().flatten().ok_or(Reason::OwnerUnclear)?;
        let measured = Measured { figure: words, cue: None, counted: false };
        let referent = self
            .is_sound(sentence, measured, &owner)
            .then(|| self.named_by(sentence, &owner, kind, &here))
            .flatten();
        let way = owner.path.iter().filter_map(|word| Some(syntax.words().get(*word)?.span));
        match referent {
            Some(Referent::Name(name)) => Ok((name, way.collect())),
            _ => Err(Reason::OwnerUnclear),
        }
    }

    /// The subject of a kind to which a captured value belongs, as far as the analysis, or the brackets in which it
    /// stands, tell.
    pub fn owner_of_value(
        &self,
        sentence: Sentence,
        measured: Measured,
        kind: KindId,
    ) -> Result<PhraseId, Reason> {
        match self.owner_by_structure(sentence, measured, kind) {
            Some(Referent::Name(name)) => Ok(name),
            _ => Err(Reason::OwnerUnclear),
        }
    }

    /// Whether a captured value is that of a name which no rule knows: "version 3.11 of Python".
    pub fn is_of_stranger(&self, sentence: Sentence, value: ProseSpan) -> bool {
        let behind = ProseSpan { start: value.end, end: sentence.span.end.max(value.end) };
        let mut words = self
            .words_in(behind)
            .skip_while(|(range, _)| range.start <= value.range().end)
            .filter(|(_, found)| !word::is(found, Class::Article));
        let mut before = self.words_in(behind);
        let is_of = before.next().is_some_and(|(range, found)| {
            let gap = ProseSpan { start: value.end, end: range.start as u32 };
            found.eq_ignore_ascii_case("of") && gap.of(self.prose()).trim().is_empty()
        });
        let owner = words.find(|(_, found)| !found.eq_ignore_ascii_case("of"));
        is_of
            && owner.is_some_and(|(range, found)| {
                is_capitalised(found) && !self.is_mention(range.start)
            })
    }

    /// Whether a name only tells another thing from its like: "the Halden Bridge museum", "the club's supporters' trust".
    /// What a cue names, and what is called by a noun of a kind, is no other thing.
    pub fn is_part_of_another(
        &self,
        sentence: Sentence,
        mention: ProseSpan,
        cues: &[ProseSpan],
    ) -> bool {
        let syntax = self.syntax(sentence);
        let Some(tree) = syntax.trees().first() else { return false };
        let Some(name) = syntax.head_in(mention) else { return false };
        let Some(noun) = tree.head(name) else { return false };
        let Some(word) = syntax.words().get(noun) else { return false };
        // "The Argyle Clinic building" may be the clinic, "Argyle Clinic's sister clinic" is another.
        let possesses = tree.relation(name) == Relation::Possessor;
        (possesses || tree.relation(name) == Relation::Compound)
            && word.span.start >= mention.end
            && syntax.tag(noun).is_noun()
            && (!is_capitalised(word.span.of(self.prose()))
                || mention.of(self.prose()).contains(' ')
                    && word::is(&syntax.lemma(noun), Class::NamedAfterOthers))
            && !cues.iter().any(|cue| word.span.overlaps(*cue))
            && (possesses
                || !self.is_mention(word.span.start as usize)
                    && !word::is(&syntax.lemma(noun), Class::WholeThings))
    }

    /// The names of a sentence but those that only tell another thing from its like; see [`Self::is_part_of_another`].
    pub fn without_parts_of_another(
        &self,
        sentence: Sentence,
        mentions: &[ProseSpan],
        cues: &[ProseSpan],
    ) -> Vec<ProseSpan> {
        let is_whole = |one: &ProseSpan| !self.is_part_of_another(sentence, *one, cues);
        mentions.iter().copied().filter(is_whole).collect()
    }

    /// The subject of `kind` to which a figure belongs, by its name; unknown when that is unclear.
    pub(super) fn referent_of(
        &self,
        sentence: Sentence,
        measured: Measured,
        kind: KindId,
    ) -> Referent {
        // Which of several subjects it is, no distance tells; whether it is the only one named, the words around do.
        let told = self.owner_by_structure(sentence, measured, kind);
        if self.is_in_clause_of_another(sentence, measured, kind) {
            return Referent::Unknown;
        }
        // "The infirmary opened a 20-bed ward": the noun behind has the beds, whatever stands around.
        if let Some(cue) = measured.cue.filter(|cue| self.is_tied_to_number(cue.start)) {
            let end = cue.end.max(measured.figure.end);
            let here = self.referrals_in(sentence, kind);
            let next = here.iter().find(|one| one.span.start >= end);
            let bears_it = next.is_some_and(|next| {
                let gap = ProseSpan { start: end, end: next.span.start };
                gap.of(self.prose()).trim().is_empty()
                    && self.is_part_of_another(sentence, next.span, &[])
            });
            return told.filter(|_| !bears_it).unwrap_or(Referent::Unknown);
        }
        let sole =
            || self.sole_owner(sentence, measured, kind).map_or(Referent::Unknown, Referent::Name);
        told.unwrap_or_else(|| match self.subjects_named(sentence, kind).as_slice() {
            [_, _, ..] => Referent::Unknown,
            // "Each class at the school has 28 pupils": what the analysis is sure of is no subject of any rule.
            _ if self.is_of_another_thing(sentence, measured, kind) => sole(),
            _ => match self.referent_by_words(sentence, measured, kind) {
                Referent::Unknown => sole(),
                known => known,
            },
        })
    }

    /// Whether a name only tells which other thing has the figure: "a mill owned by the group employs 240 people", "the
    /// mill that the group owns employs 240 people". The tree is often wrong there; the parts of speech are not.
    fn is_in_clause_of_another(
        &self,
        sentence: Sentence,
        measured: Measured,
        kind: KindId,
    ) -> bool {
        let syntax = self.syntax(sentence);
        let Some(tree) = syntax.trees().first() else { return false };
        let words = syntax.words();
        let is_joined =
            |at: usize| words.get(at).is_some_and(|word| word.before == Signs::default());
        let is_finite = |at: usize| {
            is_joined(at) && matches!(syntax.tag(at), Tag::Past | Tag::Present | Tag::PresentThird)
        };
        let figure = syntax.words_in(measured.figure).start;
        // Nothing but one verb stands between the name and the figure.
        let is_of_verb = |verb: usize| {
            is_finite(verb)
                && verb < figure
                && (verb + 1..figure).all(|at| is_joined(at) && !syntax.tag(at).is_verb())
        };
        let is_new = |noun: usize| {
            // "The reserves that the council holds", where "reserves" is the cue.
            let is_known = words
                .get(noun)
                .is_some_and(|word| measured.cue.is_some_and(|cue| cue.overlaps(word.span)))
                || words.get(noun).is_some_and(|word| {
                    self.is_mention_of(sentence, word.span.start as usize, kind)
                });
            noun > 0 && syntax.tag(noun - 1) == Tag::Determiner && !is_known
        };
        self.referrals_in(sentence, kind).iter().any(|one| {
            let name = syntax.words_in(one.span);
            let Some(mut before) = name.start.checked_sub(1) else { return false };
            if syntax.tag(before) == Tag::Determiner && before > 0 {
                before -= 1;
            }
            let by_participle = || {
                let verb = before.checked_sub(1)?;
                let noun = verb.checked_sub(1)?;
                let is_done = matches!(syntax.tag(verb), Tag::Participle | Tag::Past)
                    && matches!(
                        tree.relation(before),
                        Relation::Preposition | Relation::Agent | Relation::Dative
                    );
                let is_close = (verb..=name.start).all(is_joined);
                Some(is_done && is_close && is_new(noun) && is_of_verb(name.end))
            };
            let by_clause = || {
                let is_relative = syntax.tag(before).is_relative();
                let noun = if is_relative { before.checked_sub(1)? } else { before };
                let is_close = (noun + 1..=name.start).all(is_joined);
                // "The price that the gym charges is", where "charges" is the cue
                let is_told = words
                    .get(name.end)
                    .is_some_and(|verb| measured.cue.is_some_and(|cue| cue.overlaps(verb.span)));
                Some(
                    is_close
                        && !is_told
                        && is_new(noun)
                        && is_finite(name.end)
                        && is_of_verb(name.end + 1),
                )
            };
            by_participle().unwrap_or(false) || by_clause().unwrap_or(false)
        })
    }

    /// Whether a name of a subject of a kind, or a noun for one, covers a place.
    pub fn is_mention_of(&self, sentence: Sentence, offset: usize, kind: KindId) -> bool {
        self.referrals_in(sentence, kind).iter().any(|one| one.span.range().contains(&offset))
    }

    /// Whether a name of a subject, or a noun of a kind, covers a place.
    pub fn is_mention(&self, offset: usize) -> bool {
        let mentions = self.mentions();
        let index = mentions.partition_point(|mention| mention.span.end as usize <= offset);
        mentions.get(index).is_some_and(|mention| mention.span.start as usize <= offset)
    }

    /// Whether two mentions are of one subject, by whichever of its names.
    fn is_same(&self, one: Referent, other: Referent) -> bool {
        let subjects = &self.vocabulary().subjects;
        match (one, other) {
            (Referent::Name(one), Referent::Name(other)) => subjects
                .of_phrase(one)
                .iter()
                .any(|subject| subjects.of_phrase(other).contains(subject)),
            (Referent::Unknown, Referent::Unknown) => true,
            _ => false,
        }
    }
}
