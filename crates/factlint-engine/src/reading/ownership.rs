//! Whose figure is it? What the analysis of the sentence is sure of, or the name behind which it is set between commas
//! or in brackets. Where a sentence names one subject only, the words around tell whether the figure is its own; where
//! it names several, what is not sure is nobody's.

use super::clause;
use super::mention::{Referent, Referral};
use super::{Reading, Sentence};
use crate::rule::phrase::PhraseId;
use crate::rule::subject::{KindId, SubjectId};
use crate::unread::Reason;
use factlint_document::Role;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Owner, Relation, Signs, Tag};
use factlint_language::word::{self, is_capitalised};
use factlint_language::words::Class;

/// How far back a pronoun may reach, in bytes.
pub(super) const PRONOUN_REACH: u32 = 1500;

/// So many bytes of hedge stand before a figure: "roughly".
const MOST_OF_HEDGE: usize = 16;

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
            && !is_capitalised(word.span.of(self.prose()))
            && !cues.iter().any(|cue| word.span.overlaps(*cue))
            && (possesses || !self.is_mention(word.span.start as usize))
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
        told.unwrap_or_else(|| match self.subjects_named(sentence, kind).as_slice() {
            [_, _, ..] => Referent::Unknown,
            // "Each class at the school has 28 pupils": what the analysis is sure of is no subject of any rule.
            _ if self.is_of_another_thing(sentence, measured, kind) => Referent::Unknown,
            _ => self.referent_by_words(sentence, measured, kind),
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
                Some(is_close && is_new(noun) && is_finite(name.end) && is_of_verb(name.end + 1))
            };
            by_participle().unwrap_or(false) || by_clause().unwrap_or(false)
        })
    }

    /// The subject to which a figure belongs as far as the analysis of the sentence is sure of it, else as it is set
    /// behind or before a name by its marks; unknown where the two contradict each other ("the tug passed the barge, 12
    /// metres long").
    fn owner_by_structure(
        &self,
        sentence: Sentence,
        measured: Measured,
        kind: KindId,
    ) -> Option<Referent> {
        let owner = self.owner_by_analysis(sentence, measured, kind);
        let apposed = self.apposed_to(sentence, measured, kind);
        match (owner, apposed) {
            (Some(owner), Some((other, true))) if !self.is_same(owner, other) => {
                Some(Referent::Unknown)
            }
            (owner, apposed) => owner
                .or(apposed.map(|(other, _)| other))
                .or_else(|| self.fronted_before(sentence, measured, kind))
                .or_else(|| self.compounded_before(sentence, measured, kind)),
        }
    }

    /// The subject to which a figure belongs as far as the analysis of the sentence is sure of it.
    fn owner_by_analysis(
        &self,
        sentence: Sentence,
        measured: Measured,
        kind: KindId,
    ) -> Option<Referent> {
        let mut here = self.referrals_in(sentence, kind);
        // "with a line speed of": a noun that is a part of the measure stands for no line.
        here.retain(|one| {
            matches!(one.referent, Referent::Name(_)) || !self.is_in_compound(sentence, one.span)
        });
        let names: Vec<ProseSpan> = here.iter().map(|one| one.span).collect();
        let owner = self.syntax(sentence).owner(measured.figure, measured.cue, &names).sure()??;
        if !self.is_sound(sentence, measured, &owner) {
            return None;
        }
        self.named_by(sentence, &owner, kind, &here)
    }

    /// Whether the best analysis of the sentence gives a figure to something that is no subject, nor stands for one.
    fn is_of_another_thing(&self, sentence: Sentence, measured: Measured, kind: KindId) -> bool {
        let here = self.referrals_in(sentence, kind);
        let names: Vec<ProseSpan> = here.iter().map(|one| one.span).collect();
        let syntax = self.syntax(sentence);
        let owner = syntax.owner(measured.figure, measured.cue, &names).value;
        let Some(tree) = syntax.trees().first() else { return false };
        let heads: Vec<usize> = names.iter().filter_map(|name| syntax.head_in(*name)).collect();
        let heads_of = |name: usize| names.get(name).and_then(|name| syntax.head_in(*name));
        // "The Wagtail boat" may be the Wagtail.
        let holds_name = |word: usize| {
            heads.iter().any(|head| {
                let mut way = tree.upwards(*head).take_while(|at| *at != word);
                tree.is_under(*head, word)
                    && way.all(|at| {
                        matches!(
                            tree.relation(at),
                            Relation::Compound | Relation::Modifier | Relation::Apposition
                        )
                    })
            })
        };
        // "The antenna of the Wagtail weighs 80 kg", "the Wagtail's tail": what is of a subject has its own measures, unless
        // the subject is only the name of it ("the town of Wagtail").
        let is_part = |owner: &Owner| {
            !owner.within.is_empty()
                && !word::is(&syntax.lemma(owner.word), Class::NamedByOf)
                && owner.within.iter().filter_map(|name| heads_of(*name)).any(|head| {
                    matches!(tree.relation(head), Relation::Possessor | Relation::PrepositionObject)
                })
        };
        // "The fire at the mill killed 12 people": what happens there is its own, what something there has is not.
        let stands_at_name = |word: usize| {
            tree.dependents_as(word, Relation::Preposition)
                .filter(|at| word::is(syntax.text(*at), Class::LinkingPrepositions))
                .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
                .any(|at| heads.contains(&at))
        };
        let has = |path: &[usize]| {
            path.iter().any(|at| {
                word::is(syntax.text(*at), Class::OwningVerb)
                    || word::is(&syntax.lemma(*at), Class::CapacityVerbs)
            })
        };
        let goes_on = |path: &[usize]| {
            // Not the gerund of "parking at the hotel costs".
            let is_verb =
                |at: &&usize| syntax.tag(**at).is_verb() && syntax.tag(**at) != Tag::Gerund;
            path.iter()
                .rfind(is_verb)
                .is_some_and(|at| matches!(syntax.tag(*at), Tag::Present | Tag::PresentThird))
        };
        // "Others know the peak by a height of 900 metres"
        let acts_on_name = |path: &[usize]| {
            path.iter().any(|at| {
                tree.dependents_as(*at, Relation::Object).any(|object| heads.contains(&object))
            })
        };
        owner.is_some_and(|owner| {
            let word = syntax.words().get(owner.word);
            owner.names.is_empty()
                && (owner.within.is_empty() || is_part(&owner))
                && !holds_name(owner.word)
                && (syntax.tag(owner.word) == Tag::Gerund || !acts_on_name(&owner.path))
                && (!stands_at_name(owner.word) || has(&owner.path) || goes_on(&owner.path))
                && self.is_sound(sentence, measured, &owner)
                // "Repairing the Wagtail costs $150"
                && (syntax.tag(owner.word).is_noun()
                    || syntax.tag(owner.word) == Tag::Gerund
                        && tree.relation(owner.word) == Relation::ClauseSubject)
                // "It is a busy site with 540 beds": the site is what "it" stands for.
                && !matches!(
                    tree.relation(owner.word),
                    Relation::Attribute | Relation::Apposition
                )
                // "A speed of 1 Gbps, for a price of £25"
                && !word::is(&syntax.lemma(owner.word), Class::DimensionNouns)
                // "A mill owned by the group employs 240 people", where rules know mills, too.
                && word.is_some_and(|word| {
                    !self.is_mention_of(sentence, word.span.start as usize, kind)
                })
        })
    }

    /// The subject that the word for an owner stands for: a name, or a pronoun where one subject is in focus.
    fn named_by(
        &self,
        sentence: Sentence,
        owner: &Owner,
        kind: KindId,
        here: &[Referral],
    ) -> Option<Referent> {
        let syntax = self.syntax(sentence);
        let named = |referent: &Referent| matches!(referent, Referent::Name(_));
        if !owner.names.is_empty() {
            let owners: Vec<Referral> =
                owner.names.iter().filter_map(|index| here.get(*index)).copied().collect();
            return self.only(&owners).filter(named);
        }
        if !syntax.tag(owner.word).is_pronoun() {
            return None;
        }
        let pronoun = syntax.words().get(owner.word)?.span;
        let earlier: Vec<Referral> =
            here.iter().filter(|one| one.span.end <= pronoun.start).copied().collect();
        if earlier.is_empty() {
            // "Its height makes the tower", "although it is low, the tower": the name behind, where nothing is in focus.
            let focus = self.focus_before(sentence, &self.referrals(kind));
            if focus == Referent::Unknown
                && !self.referrals(kind).iter().any(|one| one.span.end <= pronoun.start)
            {
                let names: Vec<ProseSpan> = here.iter().map(|one| one.span).collect();
                let ahead = syntax.told_ahead(owner.word, &names).sure().flatten()?;
                return Some(here.get(ahead)?.referent).filter(named);
            }
            return Some(focus).filter(named);
        }
        self.only(&earlier).filter(named)
    }

    /// Whether the way from a figure to its owner can be trusted: no bracket parts them, no verb on it has two
    /// subjects, and a measure behind the figure ("12 metres long") hangs on no noun right before it ("a crack"): it is
    /// the noun of the figure ("a 12-metre length"), or a verb or a preposition stands there.
    fn is_sound(&self, sentence: Sentence, measured: Measured, owner: &Owner) -> bool {
        let syntax = self.syntax(sentence);
        let prose = self.prose();
        let Some(word) = syntax.words().get(owner.word) else { return false };
        let (from, to) = if word.span.end <= measured.figure.start {
            (word.span.end, measured.figure.start)
        } else {
            (measured.figure.end, word.span.start.max(measured.figure.end))
        };
        let between = ProseSpan { start: from, end: to }.of(prose);
        if !is_balanced(between) {
            return false;
        }
        let Some(tree) = syntax.trees().first() else { return false };
        let subjects = |verb: usize| {
            tree.dependents(verb).filter(|below| tree.relation(*below).is_subject()).count()
        };
        if owner.path.iter().any(|word| subjects(*word) > 1) {
            return false;
        }
        let is_behind = measured.cue.is_some_and(|cue| cue.start >= measured.figure.end);
        // "Some 400 guests": the hedge is no noun.
        let figure = self.figures(sentence).iter().find(|one| one.span == measured.figure);
        let figure = figure.map_or(measured.figure, |one| one.hedged.hull(one.span));
        let before = syntax.words_in(figure).start.checked_sub(1);
        let Some(before) = before.filter(|_| is_behind) else { return true };
        let Some(last) = syntax.words().get(before) else { return true };
        let gap = ProseSpan { start: last.span.end, end: figure.start.max(last.span.end) };
        !gap.of(prose).trim().is_empty()
            || syntax.tag(before).is_verb()
            || syntax.tag(before) == Tag::Preposition
            // "A 480 km range"
            || tree.relation(before) == Relation::Determiner
                && tree.head(before).is_some_and(|noun| noun > before + 1)
            || syntax.tag(syntax.words_in(measured.figure).start) == Tag::Attributive
            || last.span.overlaps(word.span)
    }

    /// What stands right before the commas or brackets in which a figure is put: "the Wagtail, 12 metres long,", "the
    /// Wagtail (12 metres)", "the Wagtail, with a length of 12 metres"; and whether nothing else stands in them.
    fn apposed_to(
        &self,
        sentence: Sentence,
        measured: Measured,
        kind: KindId,
    ) -> Option<(Referent, bool)> {
        let here = self.referrals_in(sentence, kind);
        let clause = clause::innermost(self.clauses(sentence), measured.figure.start)?.span;
        let last = here.iter().rfind(|one| one.span.end <= measured.figure.start)?;
        if last.span.end > clause.start {
            return None;
        }
        let prose = self.prose();
        let between = ProseSpan { start: last.span.end, end: clause.start };
        if !matches!(between.of(prose).trim(), "," | "(" | "[" | "–" | "—") {
            return None;
        }
        let syntax = self.syntax(sentence);
        let (_, opener) = self.words_in(clause).next()?;
        let opens = |span: ProseSpan| {
            let lead = ProseSpan { start: clause.start, end: span.start.max(clause.start) };
            lead.len() <= MOST_OF_HEDGE
                && !syntax.words_in(lead).any(|word| syntax.tag(word).is_verb())
        };
        let is_alone = (opens(measured.figure)
            || measured.cue.is_some_and(|cue| cue.start == clause.start))
            && self.closes_behind(sentence, measured);
        let is_phrase =
            word::is(opener, Class::Relative) || word::is(opener, Class::AbsolutePreposition);
        // "the bridge, whose towers have a height": the phrase tells of something else.
        let names: Vec<ProseSpan> = here.iter().map(|one| one.span).collect();
        let owner = syntax.owner(measured.figure, measured.cue, &names).value;
        let of_another = owner.is_some_and(|owner| {
            let tag = syntax.tag(owner.word);
            owner.names.is_empty() && tag.is_noun()
        });
        ((is_phrase || is_alone) && !of_another && syntax.heads_phrase(last.span))
            .then_some((last.referent, is_alone && !is_phrase))
            .filter(|(referent, _)| matches!(referent, Referent::Name(_)))
    }

    /// The name right behind a word that a number and a hyphen begin: "the 900-metre-long Wagtail Tunnel".
    fn compounded_before(
        &self,
        sentence: Sentence,
        measured: Measured,
        kind: KindId,
    ) -> Option<Referent> {
        let cue = measured.cue.filter(|cue| self.is_tied_to_number(cue.start))?;
        let end = cue.end.max(measured.figure.end);
        let here = self.referrals_in(sentence, kind);
        let next = here.iter().find(|one| one.span.start >= end)?;
        let gap = ProseSpan { start: end, end: next.span.start };
        let syntax = self.syntax(sentence);
        let goes_on = |word: usize| syntax.tag(word).is_noun();
        let behind = syntax.words_in(next.span).end;
        let is_part = syntax.words().get(behind).is_some_and(|word| {
            let gap = ProseSpan { start: next.span.end, end: word.span.start.max(next.span.end) };
            gap.of(self.prose()).trim().is_empty() && goes_on(behind)
        });
        (gap.of(self.prose()).trim().is_empty() && !is_part)
            .then_some(next.referent)
            .filter(|referent| matches!(referent, Referent::Name(_)))
    }

    /// Whether a noun is only the first part of another one: "line" of "line speed".
    fn is_in_compound(&self, sentence: Sentence, noun: ProseSpan) -> bool {
        let syntax = self.syntax(sentence);
        let Some(tree) = syntax.trees().first() else { return false };
        let Some(head) = syntax.head_in(noun) else { return false };
        tree.relation(head) == Relation::Compound
    }

    /// The name right behind a figure that opens its sentence between nothing but its hedge and its measure: "Just over
    /// two miles long, the Wagtail Tunnel".
    fn fronted_before(
        &self,
        sentence: Sentence,
        measured: Measured,
        kind: KindId,
    ) -> Option<Referent> {
        let clause = clause::innermost(self.clauses(sentence), measured.figure.start)?.span;
        if clause.start != sentence.span.start {
            return None;
        }
        let figure = self.figures(sentence).iter().find(|one| one.span == measured.figure)?;
        let own = figure.hedged.hull(figure.span);
        let is_own =
            |at: ProseSpan| own.contains(at) || measured.cue.is_some_and(|cue| cue.contains(at));
        // "An ensemble of 52 musicians, the Wagtail Band"
        let mut lead = self.words_in(ProseSpan { start: clause.start, end: own.start });
        let is_said =
            lead.next().is_some_and(|(_, found)| word::is(found, Class::IndefiniteArticle))
                && lead.next().is_some()
                && lead.next().is_some_and(|(_, found)| word::is(found, Class::PartPrepositions))
                && lead.next().is_none()
                && clause.end == own.end;
        let is_fragment = is_said
            || self.words_in(clause).all(|(range, found)| {
                is_own(ProseSpan::new(range.start, range.end))
                    || word::is(found, Class::MeasureFunctionWord)
                    || word::is(found, Class::AbsolutePreposition)
                    || word::is(found, Class::FrontingCause)
            });
        let here = self.referrals_in(sentence, kind);
        let first = here.iter().find(|one| one.span.start >= clause.end)?;
        let between = ProseSpan { start: clause.end, end: first.span.start };
        let is_adjacent = between.of(self.prose()).trim_start().starts_with(',')
            && self.words_in(between).all(|(_, found)| word::is(found, Class::Article));
        (is_fragment && is_adjacent && self.syntax(sentence).heads_phrase(first.span))
            .then_some(first.referent)
            .filter(|referent| matches!(referent, Referent::Name(_)))
    }

    /// Whether nothing but one word stands behind a figure in its clause.
    fn closes_behind(&self, sentence: Sentence, measured: Measured) -> bool {
        let end = measured.cue.map_or(measured.figure.end, |cue| cue.end.max(measured.figure.end));
        let behind = ProseSpan { start: measured.figure.end, end };
        let rest = self.prose()[end as usize..sentence.span.end as usize].trim_start();
        let is_closed = rest.is_empty() || rest.starts_with([',', ')', ']', ';', '.', '–', '—']);
        is_closed && self.words_in(behind).nth(1).is_none()
    }

    /// The same as the words around tell: clauses, the order of names, prepositions.
    fn referent_by_words(&self, sentence: Sentence, measured: Measured, kind: KindId) -> Referent {
        let Measured { figure, cue, .. } = measured;
        let referrals = self.referrals(kind);
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
        // A name that no rule knows may be what the whole sentence is about.
        if self.has_stranger(sentence, sentence.span) {
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

    /// The subject in focus before a sentence, for a pronoun or nothing to refer to.
    pub(super) fn focus_before(&self, sentence: Sentence, referrals: &[Referral]) -> Referent {
        let index = referrals.partition_point(|referral| referral.span.start < sentence.span.start);
        let near = |referral: &&Referral| referral.span.end + PRONOUN_REACH >= sentence.span.start;
        let mut earlier = referrals[..index].iter().rev().take_while(near);
        let Some(last) = earlier.find(|referral| referral.introduces) else {
            return Referent::Unknown;
        };
        let mut offset = last.span.end;
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
            if self.has_stranger(between, rest) {
                return Referent::Unknown;
            }
            offset = between.span.end;
        }
        last.referent
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

    /// The one referent of some mentions; none if they differ.
    fn only(&self, referrals: &[Referral]) -> Option<Referent> {
        let (first, rest) = referrals.split_first()?;
        rest.iter()
            .all(|other| self.is_same(first.referent, other.referent))
            .then_some(first.referent)
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

    /// Whether a name that no rule knows stands in the range, other than after a preposition
    /// ("made by Raytheon").
    pub(super) fn has_stranger(&self, sentence: Sentence, within: ProseSpan) -> bool {
        let mut words = self.words_in(within).peekable();
        let mut before: Option<&str> =
            word::words_before(&self.prose()[sentence.span.start as usize..within.start as usize])
                .next()
                .map(|(_, found)| found);
        while let Some((range, found)) = words.next() {
            let previous = before.replace(found);
            if !is_capitalised(found) || word::is(found, Class::NoStranger) {
                continue;
            }
            let first_word = range.start == sentence.span.start as usize;
            if first_word
                && (word::is(found, Class::OwnerPronoun)
                    || word::is(found, Class::MeasureFunctionWord)
                    || word::is(found, Class::Relative)
                    || word::is(found, Class::CommonOpener)
                    || found.ends_with("ly")
                    || (found.ends_with('s')
                        && words.peek().is_none_or(|(_, next)| {
                            // "Officials say" against "Taurus is older".
                            !is_capitalised(next) && !word::is(next, Class::OwnerAuxiliary)
                        })))
            {
                continue;
            }
            if self.is_mention(range.start) {
                continue;
            }
            if previous.is_some_and(|previous| word::is(previous, Class::PlacePreposition)) {
                // The rest of its name goes with it: "by Lockheed Martin".
                while words.next_if(|(_, next)| is_capitalised(next)).is_some() {}
                continue;
            }
            return true;
        }
        false
    }
}

/// Whether every bracket that opens in some words closes in them.
fn is_balanced(words: &str) -> bool {
    let mut depth = 0u32;
    words.chars().all(|sign| {
        match sign {
            '(' | '[' => depth += 1,
            ')' | ']' if depth == 0 => return false,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        true
    }) && depth == 0
}
