//! Whether a value is told of a time that is over: "the latest version was 2.8.4", "bus 44 used to stop there".

use super::aside;
use super::matched::Match;
use crate::check;
use crate::check::rivals::kind_of;
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Syntax, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;

/// The verb by which a value is told of a time that is over: one of the past between it and the subject, that brings about
/// nothing that lasts. What is told with the name itself is so whatever else happened: "Rovers, of Division Four, drew". What
/// somebody said was so is so to him.
pub(super) fn told_by(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    found: Match,
) -> Option<ProseSpan> {
    let kind = kind_of(rule, reading);
    if kind.is_some_and(|kind| aside::stands_beside(reading, sentence, kind, found)) {
        return None;
    }
    if !is_event(rule, reading, sentence)
        && let Some(done) = done_by_release(rule, reading, sentence, found)
    {
        return Some(done);
    }
    let kind = kind?;
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let value = syntax.head_in(found.whole)?;
    // "A League One side" is not the one that is named.
    let is_any = |at: usize| {
        tree.dependents_as(at, Relation::Determiner)
            .any(|at| word::is(syntax.text(at), Class::IndefiniteArticle))
    };
    let is_mention = |at: usize| {
        let word = syntax.words().get(at);
        word.is_some_and(|word| {
            reading.is_mention_of(sentence, word.span.start as usize, kind)
                && !word.span.overlaps(found.value)
                && !is_any(at)
        })
    };
    if let Some(first) = first_thought(syntax, tree, value) {
        return syntax.words().get(first).map(|word| word.span);
    }
    // "Lost to Division One leaders Harbour Rovers"
    let last = syntax.words_in(found.whole).end;
    let is_named_behind = |mention: usize| {
        /// "Division One promotion hopefuls"
        const MOST: usize = 2;
        (last..last + MOST + 1).contains(&mention)
            && (last..mention).all(|at| syntax.tag(at).is_noun())
    };
    let mut mentions = (0..syntax.words().len()).filter(|at| is_mention(*at));
    if mentions.any(|at| is_named_behind(at) || !verb_between(syntax, tree, value, at)) {
        return None;
    }
    let verb = past_verb(syntax, tree, value)?;
    let is_reported = |at: usize| syntax.reporter_of(at).value.is_some();
    let lasts = word::is(&syntax.lemma(verb), Class::LastingChange);
    if lasts || is_reported(value) || is_reported(verb) {
        return None;
    }
    let event = Event { rule, reading, sentence, syntax, tree, value, verb };
    let is_of_event = is_event(rule, reading, sentence) && event.has_value(is_mention);
    let word = if is_of_event { event.stage()? } else { verb };
    syntax.words().get(word).map(|word| word.span)
}

/// The word by which a value is what was thought before more was known: "was first thought to have", "early reports had put it at".
fn first_thought(syntax: &Syntax<'_>, tree: &Tree, value: usize) -> Option<usize> {
    let had = |at: usize| syntax.tag(at) == Tag::Past && syntax.lemma(at) == "have";
    tree.upwards(value).filter(|at| syntax.tag(*at).is_verb()).find_map(|verb| {
        let lemma = syntax.lemma(verb);
        let thinks = [Class::ConsideringVerbs, Class::PuttingVerbs, Class::ForetellingVerbs]
            .into_iter()
            .any(|class| word::is(&lemma, class));
        let first = tree
            .dependents_as(verb, Relation::Adverb)
            .chain(verb.checked_sub(1))
            .find(|at| word::is(syntax.text(*at), Class::FirstAdverbs));
        let before = || tree.dependents_as(verb, Relation::Auxiliary).find(|at| had(*at));
        first.or_else(before).filter(|_| thinks)
    })
}

/// Whether a sentence that asks nothing tells of a rule's subject that is an event by its names: "Tolm earthquake", "Hurricane Ida".
fn is_event(rule: &Rule, reading: &Reading<'_>, sentence: Sentence) -> bool {
    if sentence.span.of(reading.prose()).trim_end().ends_with('?') {
        return false;
    }
    let vocabulary = reading.vocabulary();
    let names = check::subject_phrases(rule, &vocabulary.subjects);
    names.iter().any(|name| {
        let name = &vocabulary.phrases.get(*name).text;
        let mut words = word::words(name).map(|(_, found)| found.to_lowercase());
        let (first, last) = (words.next(), words.last());
        let is_event = |found: &Option<String>| {
            found.as_ref().is_some_and(|found| word::is(found, Class::EventNouns))
        };
        last.is_some() && (is_event(&first) || is_event(&last))
    })
}

/// What is over once it has happened, as a quake or a vote, of which a verb of the past tells what is so for good.
struct Event<'r, 'd> {
    rule: &'r Rule,
    reading: &'r Reading<'d>,
    sentence: Sentence,
    syntax: &'r Syntax<'d>,
    tree: &'r Tree,
    value: usize,
    verb: usize,
}

impl Event<'_, '_> {
    /// Whether the verb gives the value to the event: it is what the verb is about, and nothing else bears the value.
    fn has_value(&self, is_mention: impl Fn(usize) -> bool) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        let is_event = |at: usize| word::is(&syntax.lemma(at), Class::EventNouns);
        let is_cue = |at: usize| {
            syntax.words().get(at).is_some_and(|word| {
                let cues = &self.rule.near;
                cues.iter().any(|cues| self.reading.any_over(cues, self.sentence, word.span))
            })
        };
        let says_what = |at: usize| {
            tree.relation(at) == Relation::Attribute
                || tree.head(at).is_some_and(|joint| syntax.text(joint).eq_ignore_ascii_case("as"))
        };
        let bears_itself = tree
            .upwards(self.value)
            .skip(1)
            .take_while(|at| *at != self.verb)
            .filter(|at| syntax.tag(*at).is_noun())
            .all(|at| is_cue(at) || is_mention(at) || is_event(at) && says_what(at));
        let argument =
            |at: &usize| tree.relation(*at).is_subject() || tree.relation(*at) == Relation::Object;
        let holds = |at: usize| {
            (0..syntax.words().len()).any(|one| {
                is_mention(one)
                    && (one == at || tree.head(one) == Some(at) && !tree.relation(one).is_subject())
            })
        };
        let mut arguments = tree.dependents(self.verb).filter(argument).peekable();
        let is_relative =
            |at: usize| syntax.tag(at).is_relative() && tree.head(self.verb).is_some_and(holds);
        let is_it = |at: usize| word::is(syntax.text(at), Class::EmptySubjects);
        let value_is_told =
            arguments.peek().is_some_and(|at| is_cue(*at) && tree.is_under(self.value, *at));
        bears_itself
            && (value_is_told || arguments.any(|at| holds(at) || is_relative(at) || is_it(at)))
    }

    /// The word by which the value is what was so before another one: "was a category 1 storm before it reached".
    fn stage(&self) -> Option<usize> {
        let opens = |at: usize| self.tree.relation(at) == Relation::Marker;
        (0..self.syntax.words().len())
            .find(|at| opens(*at) && word::is(self.syntax.text(*at), Class::BeforeTime))
    }
}

/// What a release did or was once, which names it and does not tell that it is the one: "firmware 5.1.2 fixed a leak". Not where
/// the noun says that it is: "the latest firmware, 5.1.2, fixed a leak".
fn done_by_release(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    found: Match,
) -> Option<ProseSpan> {
    let text = found.value.of(reading.prose());
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    let is_release = text.as_bytes().first().is_some_and(u8::is_ascii_digit)
        && text.as_bytes().windows(2).any(|pair| pair[0] == b'.' && is_digit(&pair[1]));
    if !is_release {
        return None;
    }
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let value = syntax.head_in(found.whole)?;
    let is_part = |at: &usize| {
        let relation = tree.relation(*at);
        matches!(
            relation,
            Relation::Compound
                | Relation::Modifier
                | Relation::NumberModifier
                | Relation::Apposition
                | Relation::PrepositionObject
                | Relation::Preposition
        )
    };
    let noun = tree.upwards(value).find(|at| !is_part(at))?;
    let verb = tree.head(noun).filter(|_| tree.relation(noun).is_subject())?;
    let picks_out = |cue: ProseSpan| {
        syntax.words_in(cue).any(|at| {
            matches!(syntax.tag(at), Tag::Adjective | Tag::Superlative) && tree.is_under(at, noun)
        })
    };
    let cues = rule.near.iter().flat_map(|cues| reading.cues_in(cues, sentence.span));
    let has_object = tree.dependents_as(verb, Relation::Object).next().is_some();
    let lasts = word::is(&syntax.lemma(verb), Class::LastingChange) && !has_object;
    let is_told = cues.into_iter().any(picks_out) || lasts;
    (!is_told && past_verb(syntax, tree, noun) == Some(verb))
        .then(|| syntax.words().get(verb).map(|word| word.span))
        .flatten()
}

/// Whether a verb stands on the way between two words.
fn verb_between(syntax: &Syntax<'_>, tree: &Tree, one: usize, other: usize) -> bool {
    let above: Vec<usize> = tree.upwards(one).collect();
    let Some(joint) = tree.upwards(other).find(|at| above.contains(at)) else { return true };
    let way = |from: usize| tree.upwards(from).take_while(move |at| *at != joint);
    way(one).chain(way(other)).chain([joint]).any(|at| syntax.tag(at).is_verb())
}

/// The verb of the clause of a word, where it is told in the past: not "has been", "would be" or "being".
fn past_verb(syntax: &Syntax<'_>, tree: &Tree, word: usize) -> Option<usize> {
    for verb in tree.upwards(word).filter(|at| syntax.tag(*at).is_verb()) {
        let mut auxiliaries = tree.dependents(verb).filter(|at| {
            matches!(tree.relation(*at), Relation::Auxiliary | Relation::PassiveAuxiliary)
                && *at < verb
        });
        let tag = auxiliaries.next().map_or(syntax.tag(verb), |first| syntax.tag(first));
        match tag {
            Tag::Past => return Some(verb),
            // "Fennel 3, released in 2021, required", where a verb with a subject of its own is taken for a participle
            Tag::Participle if tree.dependents_as(verb, Relation::Subject).next().is_some() => {
                return Some(verb);
            }
            // "To stop at", "stuck in": the verb above has the tense.
            Tag::To | Tag::Participle | Tag::Verb => {}
            _ => return None,
        }
    }
    None
}
