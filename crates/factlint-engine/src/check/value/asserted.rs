//! Whether a value is stated that a word of its sentence seems to unsay: codes are what something answers once the case of
//! the cue has come, and numbers are given to whoever reads.

use super::matched::Match;
use super::{bygone, passing};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::unread::Reason;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Syntax, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;

/// A value in its sentence.
struct Said<'r, 'd> {
    reading: &'r Reading<'d>,
    sentence: Sentence,
    syntax: &'r Syntax<'d>,
    tree: &'r Tree,
    cues: Vec<ProseSpan>,
    whole: ProseSpan,
    /// The word for the value.
    value: usize,
    /// The nearest verb above it.
    verb: usize,
}

/// Why a value makes no claim, as `check::withheld` tells it, but for words that leave it true.
pub(super) fn withheld(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    found: Match,
) -> Option<(Reason, Option<ProseSpan>)> {
    let Some(refused) = crate::check::withheld(rule, reading, sentence, found.whole) else {
        if let Some(past) = bygone::told_by(rule, reading, sentence, found) {
            return Some((Reason::NotAsserted, Some(past)));
        }
        return passing::limits(rule, reading, sentence, found);
    };
    let (Reason::NotAsserted, Some(word)) = refused else { return Some(refused) };
    let leaves_true = sentence.span.contains(word)
        && Said::of(rule, reading, sentence, found.whole)
            .is_some_and(|said| said.is_left_true(word));
    (!leaves_true).then_some(refused)
}

impl<'r, 'd> Said<'r, 'd> {
    fn of(
        rule: &Rule,
        reading: &'r Reading<'d>,
        sentence: Sentence,
        whole: ProseSpan,
    ) -> Option<Self> {
        let syntax = reading.syntax(sentence);
        let tree = syntax.trees().first()?;
        let value = syntax.head_in(whole)?;
        let verb = tree.upwards(value).find(|at| syntax.tag(*at).is_verb())?;
        let cues: Vec<ProseSpan> =
            rule.near.iter().flat_map(|cues| reading.cues_in(cues, sentence.span)).collect();
        Some(Self { reading, sentence, syntax, tree, cues, whole, value, verb })
    }

    /// Whether a word that seems to unsay the value, and all others that could, leave it true.
    fn is_left_true(&self, by: ProseSpan) -> bool {
        let syntax = self.syntax;
        let text = self.sentence.span.of(self.reading.prose());
        let Some(by) = syntax.word_at(by.start).filter(|_| !text.trim_end().ends_with('?')) else {
            return false;
        };
        if self.is_bound_denied(by) {
            return true;
        }
        const KNOWN: [Class; 3] = [Class::CaseConjunction, Class::FutureModals, Class::Denial];
        let is_known = KNOWN.iter().any(|class| word::is(syntax.text(by), *class));
        let cases: Vec<usize> = (0..syntax.words().len())
            .filter(|at| word::is(syntax.text(*at), Class::CaseConjunction))
            .collect();
        let is_of_case = |at: usize| {
            cases.iter().any(|case| {
                self.clause_of_case(*case).is_some_and(|verb| at == verb || self.is_under(at, verb))
            })
        };
        // "When you want to see a nurse, ring 555-0142": what the case says of itself unsays nothing else.
        if !is_known && !self.is_request(by) && !is_of_case(by) {
            return false;
        }
        let is_harmless = |case: usize| {
            self.is_case_of_use(case)
                || !self.cues.is_empty()
                    && (self.is_case_of_cue(case) || self.is_case_of_reader(case))
        };
        cases.iter().all(|case| is_harmless(*case))
            && (0..syntax.words().len())
                .filter(|at| !cases.contains(at) && !is_of_case(*at))
                .all(|at| self.leaves_true(at, !cases.is_empty()))
    }

    /// "Phones older than Android 9 cannot install it", "does not support versions older than": what is denied of all that is below a bound is so from the bound on.
    fn is_bound_denied(&self, by: usize) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        let told = || {
            let than =
                tree.upwards(self.value).find(|at| word::is(syntax.text(*at), Class::SetAside))?;
            let below = than.checked_sub(1)?;
            // "Supports nothing older than"
            let is_none = word::is(syntax.text(by), Class::NegatingWords);
            let denied = tree.head(by)?;
            let is_cue = |at: usize| {
                self.span_of(at).is_some_and(|span| self.cues.iter().any(|cue| cue.overlaps(span)))
            };
            Some(
                word::is(syntax.text(below), Class::LesserComparatives)
                    && (word::is(syntax.text(by), Class::BoundNegation)
                        || is_none && self.is_under(self.value, by))
                    && self.is_under(self.value, denied)
                    && is_cue(denied),
            )
        };
        told().unwrap_or(false)
    }

    /// Whether a word outside of what makes the case leaves the value true.
    fn leaves_true(&self, at: usize, has_case: bool) -> bool {
        let Some(span) = self.span_of(at) else { return true };
        let found = self.syntax.text(at);
        if span.overlaps(self.whole) || self.reading.is_mention(span.start as usize) {
            return true;
        }
        // "Patients who may have missed a visit should phone 555-0142"
        let mut way = self.tree.upwards(at);
        let aside = way.find(|at| self.tree.relation(*at) == Relation::RelativeClause);
        if aside.is_some_and(|clause| !self.is_under(self.value, clause)) {
            return true;
        }
        if word::is(found, Class::FutureModals) {
            return has_case && !found.ends_with("won");
        }
        if word::is(found, Class::Denial) {
            return self.is_answer(at);
        }
        if self.is_request(at) {
            return true;
        }
        if self.syntax.order() == Some(at) && word::is(found, Class::Instruction) {
            return false;
        }
        !(word::is(found, Class::NegatingWords)
            || word::is(found, Class::Negation)
            || word::is(found, Class::Possibility)
            || word::is(found, Class::Supposing)
            || word::is(found, Class::Untrue))
    }

    fn span_of(&self, at: usize) -> Option<ProseSpan> {
        self.syntax.words().get(at).map(|word| word.span)
    }

    fn is_under(&self, at: usize, above: usize) -> bool {
        self.tree.is_under(at, above)
    }

    /// The verb of the clause that a conjunction opens.
    fn clause_of_case(&self, conjunction: usize) -> Option<usize> {
        let verb = self.tree.upwards(conjunction).find(|at| self.syntax.tag(*at).is_verb())?;
        (verb != self.verb && !self.is_under(self.value, verb)).then_some(verb)
    }

    /// "If you send too many requests, the API returns 429": the case is that of the cue, and what is told is so
    /// whenever it comes.
    fn is_case_of_cue(&self, conjunction: usize) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        let Some(case) = self.clause_of_case(conjunction) else { return false };
        // "If you set the limit to zero"
        if word::is(&syntax.lemma(case), Class::Setting) {
            return false;
        }
        let tells = |verb: usize, tag: Tag| {
            syntax.tag(verb) == tag
                || tree.dependents(verb).any(|at| {
                    let relation = tree.relation(at);
                    matches!(relation, Relation::Auxiliary | Relation::PassiveAuxiliary)
                        && syntax.tag(at) == tag
                })
        };
        // "When a key has used up its quota, the gateway returns 503", where what it does is a cue, too
        let is_of_case = |cue: &ProseSpan| {
            syntax.head_in(*cue).is_some_and(|cue| cue == case || self.is_under(cue, case))
        };
        let is_answer = |cue: &ProseSpan| {
            let is_verb = syntax.head_in(*cue) == Some(self.verb);
            is_verb && word::is(&syntax.lemma(self.verb), Class::AnsweringVerbs)
        };
        let is_of_cue = self.cues.iter().any(is_of_case)
            && self
                .cues
                .iter()
                .all(|cue| is_of_case(cue) || is_answer(cue) || self.is_beside_value(*cue));
        let will = tree
            .dependents_as(self.verb, Relation::Auxiliary)
            .any(|at| word::is(syntax.text(at), Class::FutureModals));
        let is_now = will || tells(self.verb, Tag::Present) || tells(self.verb, Tag::PresentThird);
        is_of_cue && is_now && !tells(case, Tag::Past)
    }

    /// Whether a cue stands in the noun phrase of the value: "a 402 status".
    fn is_beside_value(&self, cue: ProseSpan) -> bool {
        let Some(cue) = self.syntax.head_in(cue) else { return false };
        let is_part = |at: usize| {
            matches!(
                self.tree.relation(at),
                Relation::Compound
                    | Relation::Modifier
                    | Relation::NumberModifier
                    | Relation::Apposition
            )
        };
        self.tree.head(self.value) == Some(cue) && is_part(self.value)
            || self.tree.head(cue) == Some(self.value) && is_part(cue)
    }

    /// "Once installed, the server answers on port 8443": the case is that it is in use, as ever.
    fn is_case_of_use(&self, conjunction: usize) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        let Some(case) = self.clause_of_case(conjunction) else { return false };
        let is_told = |at: usize| {
            matches!(tree.relation(at), Relation::Object | Relation::Negation)
                || tree.relation(at).is_subject()
                    && !word::is(syntax.text(at), Class::SubjectPronoun)
                    && !word::is(&syntax.lemma(at), Class::WholeThings)
                    && !self
                        .span_of(at)
                        .is_some_and(|at| self.reading.is_mention(at.start as usize))
        };
        word::is(&syntax.lemma(case), Class::StartingVerbs)
            && syntax.tag(case) != Tag::Past
            && !tree.dependents(case).any(is_told)
    }

    /// "If you have questions, call 555-0142": the case is that somebody asks, and the number is good in any.
    fn is_case_of_reader(&self, conjunction: usize) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        let is_reader = |at: usize| syntax.text(at).eq_ignore_ascii_case("you");
        // "..., dial 555-0142", where the order is read as something else.
        let prose = self.reading.prose();
        // "..., please just dial"
        let opens = |cue: &ProseSpan| {
            let mut lead = prose[self.sentence.span.range().start..cue.range().start].trim_end();
            while let Some((at, _)) = word::words_before(lead)
                .next()
                .filter(|(_, found)| word::is(found, Class::PleaWords))
            {
                lead = lead[..at].trim_end();
            }
            lead.ends_with(',')
        };
        let is_dialled = self.cues.iter().any(|cue| {
            let gap = ProseSpan { start: cue.end, end: self.whole.start.max(cue.end) };
            cue.end < self.whole.start && gap.of(prose).trim().is_empty() && opens(cue)
        });
        if is_dialled && conjunction + 1 < syntax.words().len() && is_reader(conjunction + 1) {
            return true;
        }
        let Some(case) = self.clause_of_case(conjunction) else { return false };
        let is_you = tree.dependents_as(case, Relation::Subject).any(is_reader);
        let Some(order) = syntax.order().and_then(|order| self.span_of(order)) else {
            return false;
        };
        is_you && self.cues.iter().any(|cue| cue.overlaps(order))
    }

    /// "Witnesses should ring 101, quoting 42/6", "anyone who saw it is asked to quote 42/6": whoever reads is to give the value,
    /// with a verb that is a cue, and it is good for all.
    fn is_request(&self, at: usize) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        let is_now = |at: usize| matches!(syntax.tag(at), Tag::Present | Tag::PresentThird);
        let asked = word::is(&syntax.lemma(at), Class::RequestVerbs)
            && tree.dependents_as(at, Relation::PassiveAuxiliary).any(is_now);
        let told = word::is(syntax.text(at), Class::RequestModals)
            && tree.relation(at) == Relation::Auxiliary
            && tree.head(at).is_some_and(|verb| {
                !tree
                    .dependents_as(verb, Relation::Auxiliary)
                    .any(|have| syntax.lemma(have) == "have")
            });
        let upper = if told { tree.head(at).unwrap_or(at) } else { at };
        let who = tree.dependents(upper).find(|who| tree.relation(*who).is_subject());
        let is_anybody = who.is_some_and(|who| {
            syntax.tag(who).is_pronoun()
                || syntax.tag(who) == Tag::Nouns
                || word::is(syntax.text(who), Class::GenericSubjects)
        });
        let gives = self.cues.iter().filter_map(|cue| syntax.head_in(*cue)).any(|cue| {
            cue < self.value
                && (tree.is_under(self.value, cue) || tree.head(cue) == tree.head(self.value))
                && tree.is_under(cue, upper)
        });
        (asked || told) && is_anybody && gives && self.is_under(self.value, upper)
    }

    /// "Calls are rejected with 429": what is rejected is no statement, and the code comes with the answer.
    fn is_answer(&self, denial: usize) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        word::is(syntax.text(denial), Class::Refusal)
            && tree.upwards(self.value).any(|at| {
                tree.relation(at) == Relation::Preposition
                    && at > denial
                    && word::is(syntax.text(at), Class::AnsweringPrepositions)
            })
            && !tree.dependents(denial).any(|at| {
                (tree.relation(at).is_subject() || tree.relation(at) == Relation::Object)
                    && at > denial
                    && word::is(&syntax.lemma(at), Class::ClaimNoun)
            })
    }
}
