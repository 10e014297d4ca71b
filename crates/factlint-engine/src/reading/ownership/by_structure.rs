//! Whose a figure is by the analysis of the sentence, or by the marks around it: commas, brackets, a phrase in front.

use super::Measured;
use crate::reading::clause;
use crate::reading::mention::{Referent, Referral};
use crate::reading::{Reading, Sentence};
use crate::rule::subject::KindId;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Owner, Relation, Signs, Tag};
use factlint_language::word::{self};
use factlint_language::words::Class;

/// So many bytes of hedge stand before a figure: "roughly".
const MOST_OF_HEDGE: usize = 16;

impl Reading<'_> {
    /// The subject to which a figure belongs as far as the analysis of the sentence is sure of it, else as it is set
    /// behind or before a name by its marks; unknown where the two contradict each other ("the tug passed the barge, 12
    /// metres long").
    pub(super) fn owner_by_structure(
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
                .or_else(|| self.listed_before(sentence, measured, kind))
                .or_else(|| self.compounded_before(sentence, measured, kind))
                .or_else(|| self.related_before(sentence, measured, kind))
                .or_else(|| self.recurring_before(sentence, measured, kind)),
        }
    }

    /// The subject to which a figure belongs as far as the analysis of the sentence is sure of it.
    fn owner_by_analysis(
        &self,
        sentence: Sentence,
        measured: Measured,
        kind: KindId,
    ) -> Option<Referent> {
        let here = self.possible_owners(sentence, measured, kind);
        let names: Vec<ProseSpan> = here.iter().map(|one| one.span).collect();
        let cue = measured.cue.map(|cue| self.with_setting(sentence, cue));
        let answer = self.syntax(sentence).owner(measured.figure, cue, &names);
        // A reading that finds no owner contradicts none; but "some 30 anglers from abroad fish at the weir" are counted by
        // their verb, which is what a reading without an owner has missed.
        if answer.rival.is_some_and(|rival| rival.is_some() || measured.counted) {
            return None;
        }
        let owner = answer.value?;
        if !self.is_sound(sentence, measured, &owner) {
            return None;
        }
        self.named_by(sentence, &owner, kind, &here)
    }

    /// The names and nouns of a sentence that could have a figure.
    pub(super) fn possible_owners(
        &self,
        sentence: Sentence,
        measured: Measured,
        kind: KindId,
    ) -> Vec<Referral> {
        let mut here = self.referrals_in(sentence, kind);
        // "with a line speed of": a noun that is a part of the measure stands for no line.
        // Nor does one that is a word of the cue: "prize money for the Wagtail Prize".
        here.retain(|one| {
            matches!(one.referent, Referent::Name(_)) || !self.is_in_compound(sentence, one.span)
        });
        here.retain(|one| measured.cue.is_none_or(|cue| !cue.contains(one.span)));
        let all = here.clone();
        here.retain(|one| !self.only_tells_more(sentence, measured, one, &all));
        here
    }

    /// Whether a name only stands in a clause that tells more of another one, and not of the figure: "to reach the clinic, which
    /// shares a yard with the Wagtail Clinic, ring".
    fn only_tells_more(
        &self,
        sentence: Sentence,
        measured: Measured,
        name: &Referral,
        all: &[Referral],
    ) -> bool {
        let syntax = self.syntax(sentence);
        let told = || {
            let tree = syntax.trees().first()?;
            let figure = syntax.head_in(measured.figure)?;
            let mut way = tree.upwards(syntax.head_in(name.span)?);
            let clause = way.find(|at| tree.relation(*at) == Relation::RelativeClause)?;
            let told = syntax.words().get(tree.head(clause)?)?.span;
            let is_of_other = all.iter().any(|other| {
                other.span.overlaps(told) && !self.is_same(other.referent, name.referent)
            });
            Some(is_of_other && !tree.is_under(figure, clause))
        };
        told().unwrap_or(false)
    }

    /// A cue, or the noun behind it that says that it is the name of a setting: "the `page_size` parameter of the API".
    fn with_setting(&self, sentence: Sentence, cue: ProseSpan) -> ProseSpan {
        let rest = ProseSpan { start: cue.end, end: sentence.span.end.max(cue.end) };
        let next = self.words_in(rest).next().filter(|(range, found)| {
            let gap = &self.prose()[cue.range().end..range.start];
            word::is(found, Class::SettingNoun) && gap.trim_matches(['`', '*', '"', ' ']).is_empty()
        });
        next.map_or(cue, |(range, _)| ProseSpan::new(range.start, range.end))
    }

    /// Whether the best analysis of the sentence gives a figure to something that is no subject, nor stands for one, and
    /// no other that comes near gives it to one.
    pub(super) fn is_of_another_thing(
        &self,
        sentence: Sentence,
        measured: Measured,
        kind: KindId,
    ) -> bool {
        // Who notes a measure has it not.
        if self.is_measure_noted(sentence, measured) {
            return false;
        }
        let here = self.possible_owners(sentence, measured, kind);
        let names: Vec<ProseSpan> = here.iter().map(|one| one.span).collect();
        let syntax = self.syntax(sentence);
        let answer = syntax.owner(measured.figure, measured.cue, &names);
        // "Some 30 anglers from abroad fish at the weir": those that are counted have their own verb.
        let may_be_named = answer
            .rival
            .flatten()
            .is_some_and(|rival| !rival.names.is_empty() || syntax.tag(rival.word) == Tag::Pronoun);
        if may_be_named && !measured.counted {
            return false;
        }
        let owner = answer.value;
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
                // "It sets the maximum for nitrate at 30 mg"
                && !word::is(&syntax.lemma(owner.word), Class::MeasureNouns)
                // "A mill owned by the group employs 240 people", where rules know mills, too.
                && word.is_some_and(|word| {
                    !self.is_mention_of(sentence, word.span.start as usize, kind)
                })
        })
    }

    /// The subject that the word for an owner stands for: a name, or a pronoun where one subject is in focus.
    pub(super) fn named_by(
        &self,
        sentence: Sentence,
        owner: &Owner,
        kind: KindId,
        here: &[Referral],
    ) -> Option<Referent> {
        let syntax = self.syntax(sentence);
        let named = |referent: &Referent| matches!(referent, Referent::Name(_));
        if self.is_tagline(sentence, owner.word) {
            return Some(self.focus_before(sentence, &self.referrals(kind))).filter(named);
        }
        // "It is a lake with a depth of 84 m": what "it" is said to be is no other lake.
        let is_named =
            owner.names.iter().filter_map(|at| here.get(*at)).any(|one| named(&one.referent));
        if !is_named && let Some(it) = self.pronoun_told_by(sentence, owner.word) {
            let owner = Owner { word: it, names: Vec::new(), ..owner.clone() };
            return self.named_by(sentence, &owner, kind, here);
        }
        if !owner.names.is_empty() {
            let mut owners: Vec<Referral> =
                owner.names.iter().filter_map(|index| here.get(*index)).copied().collect();
            // "Operated by Wagtail, the country's only airline", "the largest hotel is the Wagtail with 90 rooms": what stands
            // beside the name is no other one.
            let is_beside = |one: &Referral| {
                let tree = syntax.trees().first()?;
                let at = syntax.head_in(one.span)?;
                let is_new = |at: usize| {
                    (0..at).any(|word| {
                        tree.is_under(word, at)
                            && word::is(syntax.text(word), Class::IndefiniteArticle)
                    })
                };
                // "Wagtail, port and city,"
                let first = match tree.relation(at) {
                    Relation::Conjunct => tree.head(at)?,
                    _ => at,
                };
                // "A hall with 900 seats, Wagtail Hall is"
                let is_apposed = tree.relation(first) == Relation::Apposition
                    && (tree.head(first) == Some(owner.word) || first == owner.word);
                let is_said = tree.relation(owner.word) == Relation::Attribute
                    && (tree.relation(at).is_subject() && tree.head(at) == tree.head(owner.word)
                        // "The Wagtail, built in 1974, is a 12-seat boat"
                        || at == owner.word && is_new(at));
                Some(is_apposed || is_said)
            };
            if owners.iter().any(|one| named(&one.referent)) {
                owners.retain(|one| named(&one.referent) || is_beside(one) != Some(true));
            }
            // "The Wagtail, not the Heron, carries"
            if self.only(&owners).is_none() {
                owners.retain(|one| !self.is_set_beside(sentence, one.span));
            }
            return self
                .only(&owners)
                .filter(named)
                .or_else(|| self.apposed_before_verb(sentence, owner, here));
        }
        if !syntax.tag(owner.word).is_pronoun() {
            return None;
        }
        let pronoun = syntax.words().get(owner.word)?.span;
        // "Of the four libraries that we tried, Wagtail is the fastest: its timeout is": several are no "it".
        let is_one = word::is(pronoun.of(self.prose()), Class::PronounsOfOne);
        let are_several = |one: &Referral| {
            is_one
                && one.referent == Referent::Unknown
                && syntax.head_in(one.span).is_some_and(|at| syntax.tag(at) == Tag::Nouns)
        };
        // "Fenwick Marsh became a reserve, and its area is": what the name is said to be is no other thing.
        let is_said = |one: &Referral| {
            let said = || {
                let tree = syntax.trees().first()?;
                let at = syntax.head_in(one.span)?;
                let verb = tree.head(at).filter(|_| tree.relation(at) == Relation::Attribute)?;
                let mut subjects =
                    tree.dependents(verb).filter(|at| tree.relation(*at).is_subject());
                let subject = syntax.words().get(subjects.next()?)?.span;
                Some(
                    here.iter().any(|other| named(&other.referent) && other.span.overlaps(subject)),
                )
            };
            one.referent == Referent::Unknown && said().unwrap_or(false)
        };
        let mut earlier: Vec<Referral> = here
            .iter()
            .filter(|one| one.span.end <= pronoun.start && !are_several(one) && !is_said(one))
            .copied()
            .collect();
        // "Like the Heron, the Wagtail is a ferry, but its capacity is": not that of the Heron.
        if self.only(&earlier).is_none() {
            earlier.retain(|one| !self.is_set_beside(sentence, one.span));
        }
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
    pub(super) fn is_sound(&self, sentence: Sentence, measured: Measured, owner: &Owner) -> bool {
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
            // "Last summer 88 percent of the pupils passed"
            || tree.relation(before) == Relation::NounAdverb
            // "Altogether 900 people are employed by the Wagtail Group"
            || tree.relation(before) == Relation::Adverb && before == 0
            // "Gives its staff 30 days of leave"
            || tree.relation(before) == Relation::Dative
            // "Gives all its staff 25 days of leave"
            || word::is(&syntax.lemma(before), Class::AllOfAHouse)
                && tree.dependents(before).all(|at| {
                    matches!(
                        syntax.tag(at),
                        Tag::Determiner | Tag::Predeterminer | Tag::PossessivePronoun
                    ) || word::is(syntax.text(at), Class::HouseAdjectives)
                })
            || tree.relation(before) == Relation::Determiner
                && (tree.head(before).is_some_and(|noun| noun > before + 1)
                    || word::is(syntax.text(before), Class::Article))
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
        // "The Wagtail hill (hill size 125 m)": a noun of what is measured stands for no hill.
        let is_cue = |span: ProseSpan| measured.cue.is_some_and(|cue| cue.overlaps(span));
        let last =
            here.iter().rfind(|one| one.span.end <= measured.figure.start && !is_cue(one.span))?;
        if last.span.end > clause.start || self.only_tells_more(sentence, measured, last, &here) {
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
        // "The Wagtail, not the Heron, carries 900 passengers": a verb tells of the subject, whatever stands right before it.
        let is_told = |cue: ProseSpan| {
            let mut words = syntax.words_in(cue);
            words.next().is_some_and(|at| {
                matches!(syntax.tag(at), Tag::Present | Tag::PresentThird | Tag::Past)
            })
        };
        let is_alone = (opens(measured.figure)
            || measured.cue.is_some_and(|cue| cue.start == clause.start && !is_told(cue)))
            && self.closes_behind(sentence, measured);
        let is_phrase =
            word::is(opener, Class::Relative) || word::is(opener, Class::AbsolutePreposition);
        // "the bridge, whose towers have a height": the phrase tells of something else.
        let names: Vec<ProseSpan> = here.iter().map(|one| one.span).collect();
        let answer = syntax.owner(measured.figure, measured.cue, &names);
        // "The Wagtail, with a capacity of 400 guests, stands for a generation": another reading has found the same.
        let is_seconded = answer.rival.flatten().is_some_and(|rival| {
            rival.names.iter().any(|name| names.get(*name) == Some(&last.span))
        });
        let of_another = answer.value.is_some_and(|owner| {
            let tag = syntax.tag(owner.word);
            owner.names.is_empty() && tag.is_noun() && !is_seconded
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

    /// The name right before "where", or before "whose" and a figure or a cue: "the mill, where 380 people work", "to the estate, whose 200
    /// houses have no garages", where a tree may have a noun further in front told of.
    fn related_before(
        &self,
        sentence: Sentence,
        measured: Measured,
        kind: KindId,
    ) -> Option<Referent> {
        let here = self.referrals_in(sentence, kind);
        let last = here.iter().rfind(|one| one.span.end <= measured.figure.start)?;
        let syntax = self.syntax(sentence);
        let joint = syntax.words_in(last.span).end;
        let word = syntax.words().get(joint)?;
        let gap = ProseSpan { start: last.span.end, end: word.span.start.max(last.span.end) };
        let is_next = matches!(gap.of(self.prose()).trim(), "" | ",");
        let next = syntax.words().get(joint + 1)?.span;
        let is_own = |span: ProseSpan| {
            measured.figure.overlaps(span) || measured.cue.is_some_and(|cue| cue.overlaps(span))
        };
        let tells = match syntax.tag(joint) {
            Tag::RelativePossessive => is_own(next),
            Tag::RelativeAdverb => word::is(syntax.text(joint), Class::PlaceAdverbs),
            _ => false,
        };
        // No other clause begins before the figure.
        let figure = syntax.words_in(measured.figure).start;
        let is_close = (joint + 1..figure)
            .all(|at| syntax.words().get(at).is_some_and(|word| word.before == Signs::default()));
        (is_next && tells && is_close)
            .then_some(last.referent)
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

    /// The name right behind a colon or a dash as what the sentence is about, before which only things that it has are listed: "seven
    /// decks, four engines, room for 1,600 passengers: the Wagtail is".
    fn listed_before(
        &self,
        sentence: Sentence,
        measured: Measured,
        kind: KindId,
    ) -> Option<Referent> {
        let syntax = self.syntax(sentence);
        let tree = syntax.trees().first()?;
        let words = syntax.words();
        let figure = syntax.head_in(measured.figure)?;
        let parts = Signs::COLON.and(Signs::DASH);
        let first = (figure + 1..words.len()).find(|at| words[*at].before.has(parts))?;
        let here = self.referrals_in(sentence, kind);
        let name = here.iter().find(|one| one.span.start >= words[first].span.start)?;
        let head = syntax.head_in(name.span)?;
        let is_close =
            (first..syntax.words_in(name.span).start).all(|at| syntax.tag(at) == Tag::Determiner);
        let is_about = tree.relation(head) == Relation::Subject;
        let is_list = (0..first).all(|at| {
            !syntax.tag(at).is_verb()
                && !syntax.tag(at).is_pronoun()
                && !matches!(syntax.tag(at), Tag::Name | Tag::Names)
        });
        // "Room for 1,600 passengers", not "four engines of 900 kW"
        let mut way = std::iter::once(figure).chain(tree.upwards(figure).filter(|at| *at < first));
        let is_item = |at: usize| {
            matches!(
                tree.relation(at),
                Relation::Conjunct
                    | Relation::Apposition
                    | Relation::Parataxis
                    | Relation::AdverbClause
                    | Relation::Root
            )
        };
        let is_own = |at: usize| {
            [Some(measured.figure), measured.cue]
                .into_iter()
                .flatten()
                .any(|own| own.overlaps(words[at].span))
                || word::is(&syntax.lemma(at), Class::CapacityNouns)
                || syntax.tag(at) == Tag::Preposition
        };
        let top = way.find(|at| is_item(*at) || !is_own(*at))?;
        (is_close && is_about && is_list && is_own(top))
            .then_some(name.referent)
            .filter(|referent| matches!(referent, Referent::Name(_)))
    }

    /// The name of what comes every so often, or of what it is a part of, right behind the time in front: "every 30 minutes a tram
    /// on the Wagtail Line sets off".
    fn recurring_before(
        &self,
        sentence: Sentence,
        measured: Measured,
        kind: KindId,
    ) -> Option<Referent> {
        /// "a fast tram on the" before the name.
        const MOST: usize = 5;
        let (_, every) = self.words_in(measured.cue?).next()?;
        if !word::is(every, Class::EachDeterminers) || measured.cue?.start != sentence.span.start {
            return None;
        }
        let here = self.referrals_in(sentence, kind);
        let name = here.iter().find(|one| one.span.start >= measured.figure.end)?;
        let between = ProseSpan { start: measured.figure.end, end: name.span.start };
        let mut words: Vec<&str> = self.words_in(between).map(|(_, found)| found).collect();
        while words.last().is_some_and(|found| word::is(found, Class::Article)) {
            words.pop();
        }
        let is_new = words.first().is_some_and(|found| word::is(found, Class::IndefiniteArticle));
        let leads = words.last().is_some_and(|found| {
            word::is(found, Class::OwningPrepositions)
                || word::is(found, Class::LinkingPrepositions)
        });
        // "Every 10 minutes a bus stops at": what the place has of others.
        let syntax = self.syntax(sentence);
        let is_phrase = !syntax.words_in(between).any(|at| {
            // "A gull lands on", where the verb is taken for a noun.
            matches!(
                syntax.tag(at),
                Tag::Present | Tag::PresentThird | Tag::Past | Tag::Verb | Tag::Nouns
            )
        });
        (is_new && leads && is_phrase && words.len() <= MOST)
            .then_some(name.referent)
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
