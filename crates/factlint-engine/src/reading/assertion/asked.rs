//! What is asked: a question, who is asked for something, and conditions that only wonder.

use super::Told;
use crate::reading::clause;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

impl Told<'_> {
    /// The mark of the question that they are a part of: not of one that follows behind a colon.
    pub(super) fn asked_by(&self) -> Option<ProseSpan> {
        let text = self.sentence.of(self.prose);
        let end = text.trim_end_matches(|c: char| !word::is_word(c) && c != '?' && c != '!');
        let mark = self.sentence.start + end.strip_suffix('?')?.len() as u32;
        let behind = ProseSpan { start: self.span.end.min(mark), end: mark };
        let other =
            behind.of(self.prose).contains([':', ';', '—', '–']) || self.is_news_to_reader();
        (!other).then_some(ProseSpan { start: mark, end: mark + 1 })
    }

    /// Whether the question that a mark ends asks just for them: "is the width of the avenue really 46 metres?", "does the mill employ
    /// 400 people?", not "does the £9 fee include lunch?"
    pub fn are_what_is_asked(&self, mark: ProseSpan) -> bool {
        let Some((_, opener)) = self.words(self.sentence).next() else { return false };
        let is_next = mark.start == self.span.end;
        // "Could a chip like it hold 40 billion transistors?", not "can you believe that it has"
        let could = || {
            let second = self.words(self.sentence).nth(1);
            let is_reader = second.is_some_and(|(_, who)| word::is(who, Class::ReaderPronoun));
            (self.analysis)().tag(0) == Tag::Modal && !is_reader
        };
        let does = || {
            word::is(opener, Class::AskingAuxiliaries)
                || word::is(&(self.analysis)().lemma(0), Class::AskingAuxiliaries)
                || could()
        };
        mark.of(self.prose) == "?"
            && (is_next && word::is(opener, Class::BeForms)
                || does() && self.are_in_predicate_of_question())
    }

    /// Whether they stand behind the verb of a question and in nothing definite, or the analysis has not found that verb.
    fn are_in_predicate_of_question(&self) -> bool {
        let syntax = (self.analysis)();
        let told = || {
            let tree = syntax.trees().first()?;
            // "Did the mill cost $640 million?", where "cost" is taken for a noun.
            let mut verbs = (1..syntax.words().len()).filter(|at| syntax.tag(*at).is_verb());
            if verbs.next().is_none() {
                return Some(true);
            }
            let verb = tree.head(0)?;
            let subject = tree.dependents(verb).find(|at| tree.relation(*at).is_subject())?;
            let value = syntax.head_in(self.span)?;
            let is_definite = tree.upwards(value).take_while(|at| *at != verb).any(|noun| {
                tree.dependents_as(noun, Relation::Determiner)
                    .any(|the| word::is(syntax.text(the), Class::Definite))
            });
            Some(tree.is_under(value, verb) && !tree.is_under(value, subject) && !is_definite)
        };
        told().unwrap_or(false)
    }

    /// Whether whoever reads is only asked whether it was known: "did you know that the hall has 900 seats?"
    pub(super) fn is_news_to_reader(&self) -> bool {
        let mut front = self.words(self.sentence).map(|(_, found)| found);
        let asks = front.next().is_some_and(|did| word::is(did, Class::AskingAuxiliaries))
            && front.next().is_some_and(|you| you.eq_ignore_ascii_case("you"))
            && front.next().is_some_and(|know| word::is(know, Class::FactiveWords));
        let next = front.next();
        asks && !next.is_some_and(|next| word::is(next, Class::OpenQuestions))
    }

    /// Whether a condition asks for nothing but who would like to know: "in case you are wondering, the limit is 5".
    pub(super) fn is_only_wondered(&self, phrase: ProseSpan) -> bool {
        let Some(here) = clause::innermost(self.clauses, phrase.start) else { return false };
        let syntax = (self.analysis)();
        let rest = ProseSpan { start: phrase.end, end: here.span.end.max(phrase.end) };
        !rest.overlaps(self.span)
            && syntax.words_in(rest).any(|at| {
                syntax.tag(at).is_verb() && word::is(&syntax.lemma(at), Class::AskingVerbs)
            })
    }

    /// Whether somebody is asked for them: "asked the hall for a deposit of £900".
    pub(super) fn is_asked_for(&self, verb: ProseSpan) -> bool {
        let syntax = (self.analysis)();
        let told = || {
            let tree = syntax.trees().first()?;
            let verb = syntax.word_at(verb.start)?;
            let value = syntax.head_in(self.span)?;
            let is_for = |at: usize| word::is(syntax.text(at), Class::GivingPrepositions);
            Some(
                tree.dependents_as(verb, Relation::Object).next().is_some()
                    && tree
                        .dependents_as(verb, Relation::Preposition)
                        .any(|at| is_for(at) && tree.is_under(value, at)),
            )
        };
        told().unwrap_or(false)
    }

    /// Whether what they are told of asks for them, now and of everybody: "the hall asks for a deposit of £900".
    pub(super) fn is_asked_by_ours(&self, verb: ProseSpan) -> bool {
        let syntax = (self.analysis)();
        let told = || {
            let tree = syntax.trees().first()?;
            let verb = syntax.word_at(verb.start)?;
            let who = tree.dependents_as(verb, Relation::Subject).next()?;
            let who = syntax.words().get(who)?.span;
            let is_now = matches!(syntax.tag(verb), Tag::Present | Tag::PresentThird)
                && tree.dependents_as(verb, Relation::Auxiliary).next().is_none();
            Some(is_now && syntax.lemma(verb) == "ask" && self.is_in_name(who))
        };
        told().unwrap_or(false)
    }
}
