//! What is said to be wrong right behind it, in the next sentence or clause.

use super::{Told, phrase_in};
use factlint_language::noun;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Signs, Syntax, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;

impl Told<'_> {
    /// The word by which their sentence opens with saying that what has just been told is wrong: "he was mistaken", "that turned out to
    /// be false", "the figure is not correct", "she had misread the label".
    pub fn taken_back(&self) -> Option<ProseSpan> {
        // "In fact, it does not."
        const FRONT: usize = 4;
        let mut front = self.words(self.sentence).map(|(_, found)| found).take(FRONT);
        let opens = front.any(|found| points_back(found) || word::is(found, Class::Definite));
        // Most sentences that open with "the" speak of no claim, and need no analysis.
        let speaks_of_claim = |found: &str| {
            points_back(found)
                || word::is(&noun::singular_of(&found.to_lowercase()), Class::ClaimNouns)
        };
        let may_be = opens && self.words(self.sentence).any(|(_, found)| speaks_of_claim(found));
        may_be.then(|| self.says_wrong(true))?
    }

    /// The phrase at their front by which their sentence sets right what somebody said: "in fact, it pays 3 percent".
    pub fn set_right(&self) -> Option<ProseSpan> {
        phrase_in(self.tokens, self.sentence, Class::FactOpeners)
            .filter(|at| at.start == self.sentence.start)
    }

    /// The same of a clause behind a comma or a semicolon: "he said that it has 900 seats; that was wrong".
    pub(super) fn taken_back_here(&self) -> Option<ProseSpan> {
        let mut words = self.words(self.sentence);
        words.any(|(_, found)| points_back(found)).then(|| self.says_wrong(false))?
    }

    /// The word by which their sentence calls wrong whoever or whatever says what they tell: "the claim of a guidebook that it opened
    /// in 1889 is wrong".
    pub fn called_wrong(&self) -> Option<ProseSpan> {
        let holds = |class| self.tokens.holds(class);
        if !holds(Class::MistakenWords) && !holds(Class::Untrue) {
            return None;
        }
        let syntax = (self.analysis)();
        let tree = syntax.trees().first()?;
        let own = syntax.words_in(self.span).next_back()?;
        let way: Vec<usize> = tree.upwards(own).collect();
        let told = way.windows(2).find_map(|step| {
            let [below, above] = step else { return None };
            let is_claim = tree.relation(*below).is_subject()
                && word::is(&syntax.lemma(*below), Class::ClaimNouns);
            is_claim.then(|| wrong_by(syntax, tree, *above))?
        })?;
        syntax.words().get(told).map(|word| word.span)
    }

    fn says_wrong(&self, opens: bool) -> Option<ProseSpan> {
        let syntax = (self.analysis)();
        let tree = syntax.trees().first()?;
        let marks = Signs::COMMA.and(Signs::DASH).and(Signs::COLON);
        let told = (0..syntax.words().len()).find_map(|subject| {
            let verb = tree.head(subject).filter(|_| tree.relation(subject).is_subject())?;
            let is_first = match opens {
                true => tree.relation(verb) == Relation::Root,
                // ", but he was mistaken"
                false => {
                    let but =
                        subject.checked_sub(1).filter(|at| syntax.tag(*at) == Tag::Conjunction);
                    syntax.words()[but.unwrap_or(subject)].before.has(marks) && subject > 0
                }
            };
            let is_claim = || {
                points_back(syntax.text(subject))
                    || opens
                        && word::is(&syntax.lemma(subject), Class::ClaimNouns)
                        && tree.dependents_as(subject, Relation::Preposition).next().is_none()
            };
            if !is_first || !is_claim() {
                return None;
            }
            // "It turned out that he was wrong", "it proved to be false"
            let below = tree.dependents(verb).filter(|at| goes_on(tree, *at));
            std::iter::once(verb).chain(below).find_map(|verb| wrong_by(syntax, tree, verb))
        })?;
        syntax.words().get(told).map(|word| word.span)
    }
}

/// Whether a word points back to what was told, or to who told it.
fn points_back(found: &str) -> bool {
    word::is(found, Class::BackPointers)
}

fn goes_on(tree: &Tree, at: usize) -> bool {
    matches!(tree.relation(at), Relation::OpenComplement | Relation::Complement)
}

/// The word by which a verb says that its subject is wrong.
fn wrong_by(syntax: &Syntax<'_>, tree: &Tree, verb: usize) -> Option<usize> {
    let is_lemma = |at: usize, class: Class| word::is(&syntax.lemma(at), class);
    let is_denied = tree.dependents_as(verb, Relation::Negation).next().is_some();
    // "He was mistaken", "she had misread the plate", "they are mixing it up", "he was joking"; not "it mixes sand and lime".
    let has = |relation: Relation| tree.dependents_as(verb, relation).next().is_some();
    let is_going_on = syntax.tag(verb) == Tag::Gerund;
    let errs = is_lemma(verb, Class::MisreadingVerbs)
        || is_lemma(verb, Class::MistakingVerbs)
            && (has(Relation::PassiveAuxiliary)
                || has(Relation::Particle)
                || is_going_on && !has(Relation::Object));
    if !is_denied && errs {
        return Some(verb);
    }
    // "It does not."
    let is_bare = || {
        tree.dependents(verb).all(|at| {
            tree.relation(at).is_subject()
                || matches!(
                    tree.relation(at),
                    Relation::Negation | Relation::Adverb | Relation::Preposition
                ) && (at < verb || tree.relation(at) == Relation::Negation)
        })
    };
    if is_denied && is_lemma(verb, Class::ShortAnswers) && is_bare() {
        return Some(verb);
    }
    let is_wrong = |at: usize| match is_denied {
        true => is_lemma(at, Class::RightWords),
        false => is_lemma(at, Class::MistakenWords) || is_lemma(at, Class::Untrue),
    };
    // "It was wrong to close the mill", "it is not true that the mill is closed" say nothing of what was told before.
    let tells_more = tree.dependents(verb).any(|at| at > verb && goes_on(tree, at));
    tree.dependents(verb)
        .filter(|at| {
            matches!(
                tree.relation(*at),
                Relation::Adjective | Relation::Attribute | Relation::Adverb
            )
        })
        .find(|at| is_wrong(*at) && !tree.dependents(*at).any(|below| goes_on(tree, below)))
        .filter(|_| !tells_more)
}
