//! Whether a sentence that names the subject of a rule tells its value of something else, whose name no rule knows or that is only
//! compared with it: a question for every kind. Asked of the analysis of the sentence.

use crate::reading::{Reading, Sentence};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Syntax, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;

/// The words around a value that are the rule's own.
pub(super) struct Own<'a> {
    /// Whether a place is that of a name of the subject.
    pub is_name: &'a dyn Fn(ProseSpan) -> bool,
    pub is_cue: &'a dyn Fn(ProseSpan) -> bool,
}

/// The name of something else of which a value is told: "the Marinda, a sister of the Corrinda, has", "unlike Corrinda, the older
/// liner Marinda is", "while the court was out, Ann Orme was jailed"; or the word that compares it with the subject.
pub(super) fn told_instead(
    reading: &Reading<'_>,
    sentence: Sentence,
    value: ProseSpan,
    own: &Own<'_>,
) -> Option<ProseSpan> {
    let syntax = reading.syntax(sentence);
    let scene = Scene { syntax, tree: syntax.trees().first()?, own };
    let value = syntax.head_in(value)?;
    let found = scene
        .subject_instead(reading, value)
        .or_else(|| scene.apposed_instead(reading, value))
        .or_else(|| scene.compared_with(value))?;
    scene.span(found)
}

/// The same of a state, which has no cue but its own words.
pub(super) fn is_told_instead(
    reading: &Reading<'_>,
    sentence: Sentence,
    state: ProseSpan,
    mentions: &[ProseSpan],
) -> bool {
    let own = Own {
        is_name: &|word| mentions.iter().any(|mention| mention.overlaps(word)),
        is_cue: &|_| false,
    };
    told_instead(reading, sentence, state, &own).is_some()
}

struct Scene<'r, 'd> {
    syntax: &'r Syntax<'d>,
    tree: &'r Tree,
    own: &'r Own<'r>,
}

impl Scene<'_, '_> {
    fn span(&self, at: usize) -> Option<ProseSpan> {
        self.syntax.words().get(at).map(|word| word.span)
    }

    fn is_ours(&self, at: usize) -> bool {
        self.span(at).is_some_and(|span| (self.own.is_name)(span))
    }

    /// The name of something else as the subject of the clause that gives the value, where the subject of the rule stands in another
    /// clause, only tells what that something is to it, or is compared with it.
    fn subject_instead(&self, reading: &Reading<'_>, value: usize) -> Option<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let verb = syntax.clause_of(value).value?.verb;
        // "Sandwick, the only village of Teal Isle, is", where what opens the sentence is taken for anything.
        let opens = |at: &usize| {
            *at == 0
                && !syntax.tag(*at).is_pronoun()
                && tree.dependents_as(*at, Relation::Apposition).next().is_some()
        };
        let subject = tree
            .dependents(verb)
            .find(|at| tree.relation(*at).is_subject())
            .or_else(|| tree.dependents(verb).find(opens))?;
        // "The older liner Marinda is moored", where each is taken for a subject of its own.
        let auxiliaries = tree.dependents(verb).filter(|at| {
            matches!(tree.relation(*at), Relation::Auxiliary | Relation::PassiveAuxiliary)
        });
        let stranger = std::iter::once(subject)
            .chain(tree.dependents_as(subject, Relation::Subject))
            .chain(auxiliaries.flat_map(|at| tree.dependents_as(at, Relation::Subject)))
            .find(|at| self.is_stranger(reading, *at))?;
        let stands_there = |name: usize| {
            tree.is_under(name, verb)
                && syntax.clause_of(name).value.is_some_and(|clause| clause.verb == verb)
                && !self.is_beside(name, subject)
                && !self.is_compared(name)
        };
        let mut names = (0..syntax.words().len()).filter(|at| self.is_ours(*at)).peekable();
        (names.peek().is_some() && !names.any(stands_there)).then_some(stranger)
    }

    /// The name of something else of which the value is said aside, where both are only what a verb does to or with that:
    /// "shares its fields with Marl Lodge, a girls' school".
    fn apposed_instead(&self, reading: &Reading<'_>, value: usize) -> Option<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let aside = std::iter::once(value)
            .chain(tree.upwards(value))
            .take_while(|at| !syntax.tag(*at).is_verb())
            .find(|at| tree.relation(*at) == Relation::Apposition)?;
        let name = tree.head(aside).filter(|name| self.is_stranger(reading, *name))?;
        // "A girls' school", where the article hangs on the girls
        let is_new = (name + 1..aside).any(|at| {
            tree.is_under(at, aside) && word::is(syntax.text(at), Class::IndefiniteArticle)
        });
        let is_done_with = |at: &usize| {
            matches!(
                tree.relation(*at),
                Relation::Object | Relation::Preposition | Relation::PrepositionObject
            ) && !self.is_ours(*at)
        };
        let mut way = tree.upwards(name);
        let verb = way.find(|at| !is_done_with(at))?;
        let is_theirs = |at: usize| tree.relation(at).is_subject() && self.is_ours(at);
        let is_told = is_new && syntax.tag(verb).is_verb();
        (is_told && tree.dependents(verb).any(is_theirs)).then_some(name)
    }

    /// "Dobrex is gentler than Brevanol: the dose is 15 mg", not "no drug is gentler than Brevanol, with its dose of 15 mg".
    fn compared_with(&self, value: usize) -> Option<usize> {
        // "A ferry other than the Solveig": one of the sort is none of the names.
        let is_new = |at: usize| {
            let mut determiners = self.tree.dependents_as(at, Relation::Determiner);
            determiners.any(|at| word::is(self.syntax.text(at), Class::IndefiniteArticle))
        };
        let words = 0..self.syntax.words().len();
        let mut names = words.filter(|at| self.is_ours(*at) && !is_new(*at));
        let first = names.next().filter(|name| self.is_compared(*name))?;
        let than = self.tree.head(first)?;
        let are_all = names.all(|name| self.is_compared(name));
        let is_denied = (0..than).any(|at| {
            word::is(self.syntax.text(at), Class::NegatingWords)
                || word::is(self.syntax.text(at), Class::SubjectPronoun)
        });
        (are_all && !is_denied && !self.tree.is_under(value, than)).then_some(than)
    }

    fn is_stranger(&self, reading: &Reading<'_>, at: usize) -> bool {
        let syntax = self.syntax;
        let text = syntax.text(at);
        let tag = syntax.tag(at);
        // What opens a sentence has a capital whatever it is.
        let is_name = (matches!(tag, Tag::Name | Tag::Names) || at == 0 && tag.is_verb())
            && word::is_capitalised(text)
            && text.chars().any(char::is_lowercase);
        let is_known = |span: ProseSpan| {
            (self.own.is_name)(span)
                || (self.own.is_cue)(span)
                || reading.is_mention(span.start as usize)
        };
        is_name && !self.span(at).is_some_and(is_known)
    }

    /// Whether a name only tells what a subject is to it: "a sister of the Corrinda", "at the Corrinda".
    fn is_beside(&self, name: usize, subject: usize) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        tree.is_under(name, subject)
            && std::iter::once(name)
                .chain(tree.upwards(name))
                .take_while(|at| *at != subject)
                .any(|at| tree.relation(at) == Relation::Apposition)
            && tree.head(name).is_some_and(|of| syntax.tag(of) == Tag::Preposition)
    }

    /// "Unlike Corrinda", "than the Corrinda".
    fn is_compared(&self, name: usize) -> bool {
        let above = self.tree.head(name).filter(|at| {
            self.tree.relation(name) == Relation::PrepositionObject
                && word::is(self.syntax.text(*at), Class::SetAside)
        });
        above.is_some()
    }
}
