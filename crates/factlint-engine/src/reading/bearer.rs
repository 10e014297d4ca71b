//! To whom the structure of a sentence gives an office, where no name stands beside it.

use super::{Reading, Sentence};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Syntax, Tag};
use factlint_language::title::{Manner, TitleUse};
use factlint_language::words::Class;
use std::ops::Range;

impl Reading<'_> {
    /// A title with the one who is said to hold it, by the analysis of its sentence.
    pub(super) fn with_bearer(
        &self,
        sentence: Sentence,
        office: ProseSpan,
        mut found: TitleUse,
    ) -> TitleUse {
        if found.name.is_some() || found.pronoun.is_some() || found.is_other_office {
            return found;
        }
        let syntax = self.syntax(sentence);
        let now = syntax.bearer_of(office).sure().flatten();
        let once = now.is_none().then(|| syntax.bearer_once(office).sure().flatten()).flatten();
        let then = || self.held_then(sentence, syntax, office);
        let Some(who) = now.or(once).or_else(then) else {
            found.pronoun = self.pronoun_of_holder(sentence, syntax, office);
            return found;
        };
        let name = match syntax.called_at(who) {
            Some(name) => Some(name),
            None if syntax.tag(who).is_pronoun() => self.told_before(sentence, syntax, who),
            None => None,
        };
        // "Mr. Speaker, Vice President Lee": who is called by another office beside it is somebody else.
        let is_office = |name: &ProseSpan| {
            name.of(self.prose()).split_whitespace().any(|word| {
                let word = word.to_lowercase();
                self.vocabulary.words.is(&word, Class::ToldOffice)
                    || self.vocabulary.words.is(&word, Class::CommonTitle)
            })
        };
        if let Some(name) = name.filter(|name| !is_office(name)) {
            found.give_to(self.prose(), name.range());
            found.is_of_then = now.is_none() && once.is_none();
            if once.is_some() {
                found.manner = Manner::Former;
            }
        }
        found
    }

    /// The pronoun that stands for whoever holds an office, in a sentence that speaks of nobody else.
    fn pronoun_of_holder(
        &self,
        sentence: Sentence,
        syntax: &Syntax<'_>,
        office: ProseSpan,
    ) -> Option<Range<usize>> {
        let pronoun = syntax.pronoun_of_holder(office)?;
        let tree = syntax.trees().first()?;
        let head = syntax.head_in(office)?;
        let words = syntax.words();
        // "The coach of the Otters" is one person.
        let own: Vec<ProseSpan> = (0..words.len())
            .filter(|at| tree.is_under(*at, head) || *at == pronoun)
            .map(|at| words[at].span)
            .collect();
        self.speaks_of_no_other(sentence, &own).then(|| words[pronoun].span.range())
    }

    /// Who is said to have been in an office on the days that the sentence names: "Lee was mayor in 2018", "in 2018, when Lee was
    /// mayor,".
    fn held_then(
        &self,
        sentence: Sentence,
        syntax: &Syntax<'_>,
        office: ProseSpan,
    ) -> Option<usize> {
        let (who, verb) = syntax.bearer_then(office).sure().flatten()?;
        let tree = syntax.trees().first()?;
        let is_aside = tree.relation(verb) == Relation::AdverbClause;
        let above = tree.head(verb).filter(|_| is_aside);
        let dates = self.dates(sentence);
        let is_told = |span: ProseSpan| {
            let of_date = syntax.head_in(span).and_then(|at| syntax.clause_of(at).value);
            of_date.is_some_and(|clause| clause.verb == verb || Some(clause.verb) == above)
        };
        (!dates.is_empty() && dates.iter().all(|date| is_told(date.span))).then_some(who)
    }

    /// Whom "he" or "she" means: at the front of a sentence, the one of whom the sentence before it in its block is.
    fn told_before(
        &self,
        sentence: Sentence,
        syntax: &Syntax<'_>,
        who: usize,
    ) -> Option<ProseSpan> {
        let pronoun = syntax.text(who).to_lowercase();
        if !self.vocabulary.words.is(&pronoun, Class::SinglePerson) {
            return None;
        }
        // "Ann Lee teaches nothing, but she is the dean": the only name before it, which opens the sentence.
        // "Today she is the dean" goes on from the sentence before.
        let is_front = |at: usize| {
            matches!(
                syntax.tag(at),
                Tag::Adverb | Tag::Determiner | Tag::Preposition | Tag::Adjective
            ) || self.vocabulary.words.is(&syntax.text(at).to_lowercase(), Class::Nowadays)
                || self.vocabulary.words.is(&syntax.lemma(at), Class::TimeNouns)
        };
        if who > 0 && !(0..who).all(is_front) {
            let opens = |name: &ProseSpan| syntax.words_in(*name).start == 0;
            let names = (0..who).filter(|word| {
                syntax.called_at(*word).is_some()
                    && (*word + 1 == who
                        || !syntax
                            .called_at(*word + 1)
                            .is_some_and(|next| syntax.words_in(next).contains(word)))
            });
            // "Ann Lee works at Acme, where she is the dean": Acme is nobody.
            let names: Vec<ProseSpan> = names
                .filter(|word| !syntax.is_governed(*word))
                .filter_map(|word| syntax.called_at(word))
                .collect();
            return match names.as_slice() {
                [only] if opens(only) => Some(*only),
                _ => None,
            };
        }
        let before = self.sentence_before(sentence)?;
        if before.block != sentence.block {
            return None;
        }
        let told = self.syntax(before);
        told.main_name().sure().flatten()
    }
}
