//! Which names only stand beside what a sentence speaks of: what that is like, unlike, not to be confused with.

use super::{Reading, Sentence};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Signs, Tag};
use factlint_language::word;
use factlint_language::words::Class;

impl Reading<'_> {
    /// Whether a name is only set beside another thing: "like the Wagtail", "younger than the Wagtail", "(not to be confused with the
    /// Wagtail)", "the Heron, not the Wagtail". What the sentence goes on to tell is not told of it.
    pub(super) fn is_set_beside(&self, sentence: Sentence, name: ProseSpan) -> bool {
        self.is_in_brackets(sentence, name) || self.is_compared(sentence, name)
    }

    fn is_compared(&self, sentence: Sentence, name: ProseSpan) -> bool {
        let syntax = self.syntax(sentence);
        let told = || {
            let tree = syntax.trees().first()?;
            let name = syntax.head_in(name)?;
            // "The Heron, not the Wagtail,", where "not" may hang on either.
            let is_denied = tree.relation(name) == Relation::Apposition
                && [Some(name), tree.head(name)].into_iter().flatten().any(|at| {
                    let mut negations = tree.dependents_as(at, Relation::Negation);
                    negations.any(|not| not < name && tree.head(name).is_some_and(|one| one < not))
                });
            // "It is the Heron that carries 90 passengers, not the Wagtail"
            let first = (0..name).rev().find(|at| syntax.tag(*at) != Tag::Determiner);
            let is_denied = is_denied
                || first.is_some_and(|not| {
                    word::is(syntax.text(not), Class::Negation)
                        && syntax.words().get(not).is_some_and(|not| not.before.has(Signs::COMMA))
                });
            let governed = || {
                let preposition = tree
                    .head(name)
                    .filter(|_| tree.relation(name) == Relation::PrepositionObject)?;
                // "Not to be confused with"
                let is_told_apart = tree.head(preposition).is_some_and(|verb| {
                    syntax.tag(verb) == Tag::Participle
                        && word::is(&syntax.lemma(verb), Class::TellingApart)
                });
                // "Lies eleven miles north of the Wagtail"
                let is_away = word::is(syntax.text(preposition), Class::PartPrepositions)
                    && tree
                        .head(preposition)
                        .is_some_and(|at| word::is(syntax.text(at), Class::DirectionWords));
                Some(
                    word::is(syntax.text(preposition), Class::ComparingPrepositions)
                        || is_away
                        || is_told_apart,
                )
            };
            Some(is_denied || governed().unwrap_or(false))
        };
        told().unwrap_or(false)
    }

    /// Whether brackets that open in the sentence, not far before it, hold a name.
    fn is_in_brackets(&self, sentence: Sentence, name: ProseSpan) -> bool {
        /// So many bytes may stand in brackets before the name.
        const MOST: usize = 200;
        let lead =
            ProseSpan { start: sentence.span.start, end: name.start.max(sentence.span.start) };
        let lead = lead.of(self.prose()).as_bytes();
        let mut closed = 0u32;
        for sign in lead.iter().rev().take(MOST) {
            match sign {
                b')' => closed += 1,
                b'(' if closed == 0 => return true,
                b'(' => closed -= 1,
                _ => {}
            }
        }
        false
    }
}
