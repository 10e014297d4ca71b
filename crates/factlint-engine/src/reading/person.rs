//! Persons: whom "he" or "she" stands for, and whether a sentence speaks of nobody else.

use super::{Reading, Sentence};
use factlint_language::noun;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

impl Reading<'_> {
    /// Whether all names in a sentence that no rule knows are those of people, by what is told of them: "Ines Moll is the head baker",
    /// "the chair thanked Ines Moll". No measure of a thing is theirs.
    pub(super) fn are_strangers_people(&self, sentence: Sentence) -> bool {
        let syntax = self.syntax(sentence);
        let Some(tree) = syntax.trees().first() else { return false };
        let is_name = |at: &usize| {
            matches!(syntax.tag(*at), Tag::Name | Tag::Names)
                && !syntax.words()[*at].span.of(self.prose()).chars().all(char::is_uppercase)
                && !self.is_mention(syntax.words()[*at].span.start as usize)
        };
        let head = |at: usize| match tree.relation(at) {
            Relation::Compound => tree.head(at).unwrap_or(at),
            _ => at,
        };
        let is_person = |name: usize| {
            // A given name stands before the other one.
            // "Ines Moll", where the first is taken for any noun.
            let mut parts = tree.dependents_as(name, Relation::Compound);
            let is_full = parts.any(|at| word::is_capitalised(syntax.text(at)));
            let by_role = |noun: usize| noun::may_be_a_person(&syntax.lemma(noun));
            let apposed = tree.dependents_as(name, Relation::Apposition).any(by_role);
            let verb = tree.head(name);
            let acts = verb.is_some_and(|verb| {
                let told = tree.relation(name);
                let is_role = tree.dependents_as(verb, Relation::Attribute).any(by_role);
                let lemma = syntax.lemma(verb);
                let is_personal = word::is(&lemma, Class::PersonalVerbs);
                let reports = word::is(&lemma, Class::ReportingVerbs);
                told.is_subject() && (is_role || is_personal || reports)
                    || matches!(told, Relation::Object | Relation::Dative) && is_personal
            });
            is_full && (apposed || acts)
        };
        let mut names = (0..syntax.words().len()).filter(is_name).map(head).peekable();
        names.peek().is_some() && names.all(is_person)
    }

    /// Where "he" or "she" is the subject of a sentence and stands for a person of whom alone the sentence before speaks, or of
    /// whom such a pronoun speaks there: "Ann Lee lives in Ull. She is married. For ten years, she has".
    pub fn persons_for(
        &self,
        named: &[ProseSpan],
        is_asked: impl Fn(Sentence) -> bool,
    ) -> Vec<ProseSpan> {
        /// So many sentences one after the other are told of somebody without the name.
        const MOST_IN_A_ROW: usize = 4;
        let mut found = Vec::new();
        for mention in named {
            let pronouns = std::iter::successors(self.person_behind(*mention), |(_, before)| {
                self.person_behind(*before)
            });
            let asked = pronouns.take(MOST_IN_A_ROW).filter(|(sentence, _)| is_asked(*sentence));
            found.extend(asked.map(|(_, pronoun)| pronoun));
        }
        found.sort();
        found.dedup();
        found
    }

    /// The pronoun in the sentence behind one that speaks of a person alone.
    fn person_behind(&self, person: ProseSpan) -> Option<(Sentence, ProseSpan)> {
        let before = self.sentence_at(person.start)?;
        let next = self.next_in_block(before)?;
        let pronoun = self.person_pronoun(next)?;
        self.speaks_of_alone(before, person).then_some((next, pronoun))
    }

    /// "He" or "she" at the front of a sentence, or behind a front that names nobody: "for ten years, she has".
    fn person_pronoun(&self, sentence: Sentence) -> Option<ProseSpan> {
        let is_pronoun = |found: &str| word::is(found, Class::PersonalPronoun);
        let (range, opener) = self.words_in(sentence.span).next()?;
        if is_pronoun(opener) {
            return Some(ProseSpan::new(range.start, range.end));
        }
        let syntax = self.syntax(sentence);
        let words = syntax.words();
        let at = (0..words.len()).find(|at| is_pronoun(syntax.text(*at)))?;
        let is_named = |at: usize| {
            matches!(syntax.tag(at), Tag::Name | Tag::Names)
                && !self.is_of_a_day(sentence, words[at].span)
        };
        let pronoun = words[at].span;
        let fronts = self.prose()[..pronoun.start as usize].trim_end().ends_with(',');
        (fronts && !(0..at).any(is_named) && self.is_main_subject(sentence, pronoun))
            .then_some(pronoun)
    }

    /// Whether a sentence has a name as its subject and speaks of no other person.
    pub fn speaks_of_alone(&self, sentence: Sentence, name: ProseSpan) -> bool {
        let syntax = self.syntax(sentence);
        let Some(tree) = syntax.trees().first() else { return false };
        let is_name = |at: usize| syntax.words()[at].span.overlaps(name);
        // "The editor, Ann Lee, lives in Ull"
        let role = syntax
            .head_in(name)
            .filter(|at| tree.relation(*at) == Relation::Apposition)
            .and_then(|at| tree.head(at));
        let is_another = |at: usize| {
            let is_said = matches!(tree.relation(at), Relation::Attribute | Relation::Apposition)
                || Some(at) == role
                || tree.head(at).is_some_and(|head| {
                    tree.relation(at) == Relation::Compound
                        && (tree.head(head).is_none() || is_name(head))
                });
            let found = syntax.text(at);
            let is_new = syntax.tag(at) == Tag::Noun
                && tree
                    .dependents_as(at, Relation::Determiner)
                    .any(|below| word::is(syntax.text(below), Class::IndefiniteArticle));
            // "Had a cat": what is new may be meant, if it can be called so.
            let is_person = noun::is_person(found)
                || word::is(found, Class::Relatives)
                || word::is(found, Class::CalledHeOrShe)
                || is_new && noun::may_be_a_person(found);
            !is_name(at) && !is_said && is_person
        };
        let mut strangers = self.names(sentence).into_iter().filter(|one| {
            !one.overlaps(name)
                && !self.is_of_a_day(sentence, *one)
                && !self.names_no_person(sentence, *one)
        });
        let is_subject = role.is_some_and(|role| {
            tree.relation(role).is_subject()
                && tree.head(role).is_some_and(|verb| tree.head(verb).is_none())
        });
        // "How did the trial of Ann Lee end? She was cleared."
        let is_asked = sentence.span.of(self.prose()).trim_end().ends_with('?');
        (is_asked || is_subject || self.is_spoken_of(sentence, name))
            && strangers.next().is_none()
            && !(0..syntax.words().len()).any(is_another)
    }

    /// Whether a name is the subject of its sentence, what that does something to, or whose the subject is: "Ann Lee lives in Ull", "the
    /// trial of Ann Lee ended", "the court cleared Ann Lee".
    fn is_spoken_of(&self, sentence: Sentence, name: ProseSpan) -> bool {
        let syntax = self.syntax(sentence);
        let told = || {
            let tree = syntax.trees().first()?;
            let mut at = syntax.head_in(name)?;
            while matches!(
                tree.relation(at),
                Relation::PrepositionObject | Relation::Preposition | Relation::Possessor
            ) {
                at = tree.head(at).filter(|above| !syntax.tag(*above).is_verb())?;
            }
            let is_told = tree.relation(at).is_subject() || tree.relation(at) == Relation::Object;
            Some(is_told && tree.head(at).is_some_and(|verb| tree.head(verb).is_none()))
        };
        told().unwrap_or(false)
    }

    /// Whether a name cannot be that of a person, by how it stands: "lives in Ull", "at Marl Lodge", "the Vestra Orchestra", "an
    /// Italian painter", "runs Tellier Mining".
    pub fn names_no_person(&self, sentence: Sentence, name: ProseSpan) -> bool {
        let syntax = self.syntax(sentence);
        let told = || {
            let tree = syntax.trees().first()?;
            let mut at = syntax.head_in(name)?;
            let whole = at;
            // "In Dakar and Lyon"
            while tree.relation(at) == Relation::Conjunct {
                at = tree.head(at)?;
            }
            let is_place = tree.relation(at) == Relation::PrepositionObject
                && tree.head(at).is_some_and(|preposition| {
                    let found = syntax.text(preposition);
                    // "Travelled to Dakar"
                    let goes = |verb| word::is(&syntax.lemma(verb), Class::TravellingVerbs);
                    word::is(found, Class::PlacePrepositions)
                        || word::is(found, Class::WayPrepositions)
                            && tree.head(preposition).is_some_and(goes)
                });
            // "Runs Tellier Mining"
            let is_led = matches!(tree.relation(at), Relation::Object | Relation::Attribute)
                && tree
                    .head(at)
                    .is_some_and(|verb| word::is(&syntax.lemma(verb), Class::LedByVerbs));
            let has_article = tree
                .dependents_as(whole, Relation::Determiner)
                .any(|below| word::is(syntax.text(below), Class::Article));
            let is_person = word::words(name.of(self.prose()))
                .any(|(_, found)| noun::is_person(&found.to_lowercase()));
            // "With Arden Town"
            let last = word::words(name.of(self.prose())).last().map_or("", |(_, last)| last);
            let is_of_place = word::is(&last.to_lowercase(), Class::NamedByOf);
            Some(
                syntax.tag(whole) == Tag::Adjective
                    || is_place
                    || is_led
                    || is_of_place
                    || has_article && !is_person,
            )
        };
        told().unwrap_or(false)
    }

    /// Whether a sentence names no other person than some mentions do, nor speaks of one: "the evening ended with an encore by Ann
    /// Lee", not "the judge praised a novel by Ann Lee", "Ann Lee's sister sang".
    pub fn speaks_of_no_other(&self, sentence: Sentence, mentions: &[ProseSpan]) -> bool {
        let syntax = self.syntax(sentence);
        let Some(tree) = syntax.trees().first() else { return false };
        let is_ours =
            |at: usize| mentions.iter().any(|mention| mention.overlaps(syntax.words()[at].span));
        // "The conductor Ann Lee", "Ann Lee, a judge,"
        let is_said = |at: usize| {
            let above = || tree.head(at).is_some_and(is_ours);
            let below = || {
                tree.dependents(at).any(|below| {
                    is_ours(below)
                        && matches!(
                            tree.relation(below),
                            Relation::Apposition | Relation::Compound | Relation::Subject
                        )
                })
            };
            above() && tree.relation(at) != Relation::Possessor || below()
        };
        let is_another = |at: usize| {
            let tag = syntax.tag(at);
            let is_person = match tag {
                Tag::Name | Tag::Names => !self.is_of_a_day(sentence, syntax.words()[at].span),
                Tag::Noun => {
                    let found = syntax.text(at);
                    noun::is_person(found)
                        || word::is(found, Class::Relatives)
                        || word::is(found, Class::CalledHeOrShe)
                }
                _ => tag.is_pronoun() && word::is(syntax.text(at), Class::PersonPronouns),
            };
            is_person && !is_ours(at) && !is_said(at)
        };
        !(0..syntax.words().len()).any(is_another)
    }

    fn is_of_a_day(&self, sentence: Sentence, words: ProseSpan) -> bool {
        self.dates(sentence).iter().any(|date| date.span.overlaps(words))
    }
}
