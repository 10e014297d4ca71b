//! Whose figure or date is it, where no rule asks: the noun or name that the analysis of its sentence gives it to.

use crate::reading::{Reading, Sentence};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Signs, Syntax, Tag, Value, ValueKind};
use factlint_language::word;
use factlint_language::words::Class;

/// The words for what a value belongs to; none where the sentence gives it to nothing that is named.
pub(super) fn of_value(
    reading: &Reading<'_>,
    sentence: Sentence,
    value: ProseSpan,
    known: Value,
) -> Option<ProseSpan> {
    let kind = known.kind;
    if let Some(variable) = equated(reading.prose(), sentence, value) {
        return Some(variable);
    }
    let syntax = reading.syntax(sentence);
    let holder = syntax.holder(value, known).value;
    let is_timed = matches!(kind, ValueKind::Duration | ValueKind::Date);
    if holder.map_or(!is_timed, |word| word == 0)
        && let Some(listed) = led_in(reading, sentence)
    {
        return Some(listed);
    }
    // "this", "those", whatever they stand for
    let is_bare = |word: usize| {
        let tag = syntax.tag(word);
        (tag.is_pronoun() || tag == Tag::Determiner) && Pronoun::of(syntax, word).is_none()
    };
    let Some(holder) = holder.filter(|word| !is_bare(*word)) else {
        if syntax.is_said_to_be(value, kind) {
            return spoken_of(reading, sentence);
        }
        return syntax.stands_alone(value, kind).then(|| {
            told_before(reading, sentence, value, kind)
                .or_else(|| several_before(reading, sentence, kind))
        })?;
    };
    if let Some(pronoun) = Pronoun::of(syntax, holder) {
        let named = pronoun.named(reading, sentence, holder);
        return named
            .or_else(|| Some(phrase(reading, sentence, owned_by(syntax, holder)?, value.end)));
    }
    // "z =" of a line of code, "td><td" of a table of a page
    if syntax.text(holder).contains(['=', '<', '>']) {
        return None;
    }
    Some(phrase(reading, sentence, holder, value.end))
}

/// What a pronoun has of which nobody knows what it stands for: "its **turnover** is $3 billion".
fn owned_by(syntax: &Syntax<'_>, pronoun: usize) -> Option<usize> {
    let tree = syntax.trees().first()?;
    let owned = tree.head(pronoun).filter(|_| tree.relation(pronoun) == Relation::Possessor)?;
    syntax.tag(owned).is_noun().then_some(owned)
}

/// What a share that stands alone is of: several that a figure before it counts or is a share of, in its sentence or in
/// the one before. "They asked 400 **nurses**. Nearly half had left."
fn told_before(
    reading: &Reading<'_>,
    sentence: Sentence,
    value: ProseSpan,
    kind: ValueKind,
) -> Option<ProseSpan> {
    let near = reading.before_in_text(sentence).take(1);
    let is_part = kind == ValueKind::Share || is_fraction(value.of(reading.prose()));
    let is_sum = |syntax: &Syntax<'_>, place: ProseSpan| {
        let first = syntax.words_in(place).next();
        first.is_some_and(|word| syntax.tag(word) == Tag::Figure)
    };
    std::iter::once(sentence).chain(near).find_map(|sentence| {
        let syntax = reading.syntax(sentence);
        let mut figures = reading.figures(sentence).iter().rev();
        figures.find_map(|figure| {
            let place = figure.span;
            if place.end > value.start {
                return None;
            }
            let known = Value::of(figure, &reading.vocabulary().units);
            // "30 percent of use is at work, and 70 percent is not"
            let is_share = known.kind == ValueKind::Share || is_fraction(place.of(reading.prose()));
            let whole_kind = if is_share { ValueKind::Share } else { known.kind };
            let whole = match whole_kind {
                // "a third of the members came"
                ValueKind::Share => syntax.holder(place, known).value,
                ValueKind::Count => syntax.head_in(place),
                // "a cut of $16 billion. Three-quarters would go to"
                ValueKind::Measure if is_part => {
                    is_sum(syntax, place).then(|| syntax.holder(place, known).value)?
                }
                _ => None,
            };
            let whole = whole.filter(|word| match syntax.tag(*word) {
                _ if whole_kind == ValueKind::Measure => syntax.tag(*word).is_noun(),
                Tag::Nouns | Tag::Names => !is_beside(syntax, *word),
                Tag::Noun => whole_kind == ValueKind::Share && is_whole_of(syntax, *word, place),
                _ => false,
            })?;
            Some(phrase(reading, sentence, whole, place.start))
        })
    })
}

/// "three-quarters"
fn is_fraction(value: &str) -> bool {
    let last = value.rsplit([' ', '-']).next();
    last.is_some_and(|part| word::is(part, Class::FractionWord))
}

/// Those of whom the sentence before tells, where a number stands alone for some of them: "Many **veterans** study. Half a million
/// have obtained loans."
fn several_before(reading: &Reading<'_>, sentence: Sentence, kind: ValueKind) -> Option<ProseSpan> {
    let before = reading.before_in_text(sentence).next().filter(|_| kind == ValueKind::Measure)?;
    let syntax = reading.syntax(before);
    let told = first_subject(syntax).map(|told| counted_of(syntax, told).unwrap_or(told))?;
    match Pronoun::of(syntax, told) {
        Some(Pronoun::Several) => Pronoun::Several.named(reading, before, told),
        _ => matches!(syntax.tag(told), Tag::Nouns | Tag::Names)
            .then(|| phrase(reading, before, told, 0)),
    }
}

/// Of what a noun is only the number: "thousands of **veterans**".
fn counted_of(syntax: &Syntax<'_>, number: usize) -> Option<usize> {
    let tree = syntax.trees().first()?;
    let text = syntax.text(number).to_lowercase();
    let is_number = syntax.tag(number) == Tag::Number || word::is(&text, Class::Magnitudes);
    let mut of = tree.dependents_as(number, Relation::Preposition).filter(|_| is_number);
    of.find_map(|at| tree.dependents_as(at, Relation::PrepositionObject).next())
}

/// What the sentence before tells of, or one before that where it tells a measure only, which goes on where one says what there was:
/// "The **village** lies in a valley. By 1900 there were 300 houses."
fn spoken_of(reading: &Reading<'_>, sentence: Sentence) -> Option<ProseSpan> {
    let subject = |before: Sentence| {
        let syntax = reading.syntax(before);
        let tree = syntax.trees().first()?;
        let main = (0..syntax.words().len()).find(|word| tree.head(*word).is_none())?;
        tree.dependents(main).find(|word| tree.relation(*word).is_subject())
    };
    let is_measure = |before: Sentence, word: usize| {
        let text = reading.syntax(before).text(word);
        word::is(text, Class::MeasureNouns) || word::is(text, Class::DimensionNouns)
    };
    let mut told = reading.before_in_text(sentence).take(FURTHEST).map_while(|before| {
        // "In 1870, there was": that goes on too.
        let syntax = reading.syntax(before);
        let tree = syntax.trees().first()?;
        let is_there = (0..syntax.words().len()).any(|at| tree.relation(at) == Relation::Expletive);
        let found = subject(before).filter(|word| !is_measure(before, *word));
        let goes_on = is_there || subject(before).is_some();
        goes_on.then_some((before, found.filter(|_| !is_there)))
    });
    let (before, subject) = told.find_map(|(before, found)| Some((before, found?)))?;
    let syntax = reading.syntax(before);
    match Pronoun::of(syntax, subject) {
        Some(pronoun) => pronoun.named(reading, before, subject),
        None => syntax.tag(subject).is_noun().then(|| phrase(reading, before, subject, 0)),
    }
}

/// Of what an item tells that begins with its verb: "the **plan**:" before "- Provides 40 beds".
fn led_in(reading: &Reading<'_>, item: Sentence) -> Option<ProseSpan> {
    let syntax = reading.syntax(item);
    // "Invests $2 million" may be read like two nouns.
    let is_verb = match syntax.words().len() {
        0 | 1 => false,
        _ => match syntax.tag(0) {
            Tag::PresentThird => true,
            Tag::Nouns => matches!(syntax.tag(1), Tag::Figure | Tag::Number | Tag::Determiner),
            _ => false,
        },
    };
    if !is_verb {
        return None;
    }
    /// Items of a list are not looked over further back, nor is a lead read further.
    const MOST: usize = 64;
    let lead = if reading.is_item(item) {
        let mut lead = reading.standing_under(item).next()?;
        for _ in 0..MOST {
            let Some(next) = reading.next_in_block(lead) else { break };
            lead = next;
        }
        lead
    } else {
        // Plain text has its items in lines of their own.
        let is_mark =
            |sentence: Sentence| sentence.span.of(reading.prose()).starts_with(['*', '-', '•']);
        let first = Some(item).filter(|item| is_mark(*item));
        let before = |sentence: &Sentence| reading.before_in_text(*sentence).next();
        std::iter::successors(first, before).take(MOST).find(|before| !is_mark(*before))?
    };
    let syntax = reading.syntax(lead);
    let is_lead = lead.span.of(reading.prose()).trim_end().ends_with(':');
    let told = first_subject(syntax).or_else(|| last_alone(syntax))?;
    match Pronoun::of(syntax, told) {
        _ if !is_lead => None,
        Some(pronoun) => pronoun.named(reading, lead, told),
        None => syntax.tag(told).is_noun().then(|| phrase(reading, lead, told, 0)),
    }
}

/// The noun at the end of a sentence without a subject, where it stands alone: "in the second year, the **plan**:", not "follow
/// these steps:".
fn last_alone(syntax: &Syntax<'_>) -> Option<usize> {
    let last = syntax.words().len().checked_sub(1)?;
    let tree = syntax.trees().first()?;
    let first = (0..=last).find(|word| *word == last || tree.is_under(*word, last))?;
    let parted = first == 0 || syntax.words()[first].before.has(Signs::COMMA);
    parted.then_some(last)
}

/// Whether a noun only tells where, when or how something is: "in 20 towns", not "a survey of 400 nurses".
fn is_beside(syntax: &Syntax<'_>, noun: usize) -> bool {
    syntax.trees().first().is_some_and(|tree| {
        let preposition = tree.head(noun);
        tree.relation(noun) == Relation::PrepositionObject
            && !preposition.is_some_and(|at| word::is(syntax.text(at), Class::OwningPrepositions))
    })
}

/// Whether a noun stands right behind a share of it: "30 percent of use".
fn is_whole_of(syntax: &Syntax<'_>, whole: usize, share: ProseSpan) -> bool {
    syntax.trees().first().is_some_and(|tree| {
        let of = tree.head(whole).filter(|at| word::is(syntax.text(*at), Class::PartPrepositions));
        of.is_some_and(|of| tree.head(of) == syntax.head_in(share))
    })
}

/// What an equals sign before a value gives it to: "p3.x" of "prints p3.x = 5".
fn equated(prose: &str, sentence: Sentence, value: ProseSpan) -> Option<ProseSpan> {
    let before = prose.get(sentence.span.start as usize..value.start as usize)?;
    let left = before.trim_end().strip_suffix('=')?.trim_end();
    let is_part = |sign: char| sign.is_alphanumeric() || "_.-".contains(sign);
    let name = left.rsplit(|sign| !is_part(sign)).next().unwrap_or_default();
    let end = sentence.span.start as usize + left.len();
    name.starts_with(char::is_alphabetic).then(|| ProseSpan::new(end - name.len(), end))
}

/// The first subject of a sentence.
fn first_subject(syntax: &Syntax<'_>) -> Option<usize> {
    let tree = syntax.trees().first()?;
    (0..syntax.words().len()).find(|word| tree.relation(*word).is_subject())
}

/// How many sentences back what a pronoun stands for is looked for.
const FURTHEST: usize = 6;

/// What a pronoun may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pronoun {
    /// "it"
    Thing,
    /// "they"
    Several,
    /// "he", "she"
    Person,
}

impl Pronoun {
    fn of(syntax: &Syntax<'_>, word: usize) -> Option<Self> {
        let text = syntax.text(word);
        if word::is(text, Class::PersonalPronoun) || word::is(text, Class::PersonalPossessive) {
            Some(Self::Person)
        } else if word::is(text, Class::SeveralPronoun) {
            Some(Self::Several)
        } else if word::is(text, Class::OwnerPronoun) {
            Some(Self::Thing)
        } else {
            None
        }
    }

    /// The words for what it stands for in a sentence or, where that is told before, in one of those before it.
    fn named(self, reading: &Reading<'_>, sentence: Sentence, at: usize) -> Option<ProseSpan> {
        let syntax = reading.syntax(sentence);
        if let Some(earlier) = self.antecedent(syntax, at) {
            return Some(phrase(reading, sentence, earlier, 0));
        }
        if let Some((one, other)) = self.couple(syntax, at) {
            let Some(first) = Pronoun::of(syntax, one) else {
                return Some(phrase(reading, sentence, one, 0));
            };
            let named = first.named(reading, sentence, one);
            return Some(named.unwrap_or_else(|| phrase(reading, sentence, other, 0)));
        }
        for before in reading.before_in_text(sentence).take(FURTHEST) {
            let syntax = reading.syntax(before);
            // "He is the author. At the age of 40 he ...", "His subjects were": the same pronoun stands for the same.
            let goes_on = first_subject(syntax).is_some_and(|first| {
                let tree = syntax.trees().first();
                let owners = tree.map(|tree| tree.dependents_as(first, Relation::Possessor));
                let mut words = std::iter::once(first).chain(owners.into_iter().flatten());
                words.any(|word| Pronoun::of(syntax, word) == Some(self))
            });
            if !goes_on {
                match self.antecedent(syntax, syntax.words().len()) {
                    Some(topic) => return Some(phrase(reading, before, topic, 0)),
                    // Most sentences have a thing that "it" could stand for; a person is spoken of for longer.
                    None if self != Self::Person => return None,
                    None => {}
                }
            }
        }
        None
    }

    /// The two whom one verb before a word ties: "**she** married **Ann Lee**, and they had".
    fn couple(self, syntax: &Syntax<'_>, before: usize) -> Option<(usize, usize)> {
        let tree = syntax.trees().first()?;
        let is_person = |word: usize| {
            syntax.tag(word) == Tag::Name || Pronoun::of(syntax, word) == Some(Self::Person)
        };
        let below = |verb: usize, relation: Relation| {
            tree.dependents_as(verb, relation).find(|word| *word < before)
        };
        let of_verb = |verb: usize| {
            let one = below(verb, Relation::Subject).filter(|word| is_person(*word))?;
            let other = below(verb, Relation::Object)?;
            (syntax.tag(other) == Tag::Name).then_some((one, other))
        };
        (self == Self::Several).then(|| (0..before).rev().find_map(of_verb))?
    }

    /// The last subject of a verb before a word that it may stand for; of a sentence, its first one.
    fn antecedent(self, syntax: &Syntax<'_>, before: usize) -> Option<usize> {
        let tree = syntax.trees().first()?;
        let fits = |word: usize| match (self, syntax.tag(word)) {
            (Self::Thing, tag) => matches!(tag, Tag::Noun | Tag::Name),
            (Self::Several, tag) => {
                matches!(tag, Tag::Nouns | Tag::Names)
                    || tree.dependents_as(word, Relation::Conjunct).next().is_some()
            }
            (Self::Person, Tag::Noun) => word::is(&syntax.lemma(word), Class::Persons),
            (Self::Person, tag) => tag == Tag::Name,
        };
        let is_subject = |word: &usize| tree.relation(*word).is_subject() && fits(*word);
        // "between the **kingdom** and its colonies"
        let owned = Some(before).filter(|word| {
            *word < syntax.words().len() && tree.relation(*word) == Relation::Possessor
        });
        let joined = owned
            .and_then(|word| tree.head(word))
            .filter(|owned| tree.relation(*owned) == Relation::Conjunct)
            .and_then(|owned| tree.head(owned))
            .filter(|first| *first < before && fits(*first));
        if joined.is_some() {
            return joined;
        }
        if before == syntax.words().len() {
            return (0..before).find(is_subject);
        }
        // "we have reduced the burden, bringing it down", "we remind the members of their share"
        // "have taken advantage of it": it is no advantage, but "remind the members of their share".
        let above = |word: usize| tree.upwards(word).find(|at| syntax.tag(*at).is_verb());
        let has = tree.relation(before) == Relation::Possessor;
        let is_object = |word: &usize| {
            tree.relation(*word) == Relation::Object
                && fits(*word)
                && (has || above(*word) != above(before))
        };
        (0..before).rev().find(is_subject).or_else(|| (0..before).rev().find(is_object))
    }
}

/// The name that a word stands in, or a noun with what stands before it, without articles and numbers and what stands
/// before `from`.
fn phrase(reading: &Reading<'_>, sentence: Sentence, word: usize, from: u32) -> ProseSpan {
    let syntax = reading.syntax(sentence);
    let Some(place) = syntax.words().get(word).map(|word| word.span) else {
        return ProseSpan::new(0, 0);
    };
    let names = reading.names(sentence);
    if let Some(name) = names.into_iter().find(|name| name.contains(place)) {
        return name;
    }
    let mut first = word;
    while let Some(before) = first.checked_sub(1) {
        let Some(tree) = syntax.trees().first() else { break };
        // "per hour; output was"
        let apart = syntax.words()[before + 1].before.has(Signs::COMMA.and(Signs::COLON));
        let joins = matches!(tree.relation(before), Relation::Compound | Relation::Modifier)
            && !apart
            && !matches!(syntax.tag(before), Tag::Figure | Tag::Attributive | Tag::Number)
            && tree.is_under(before, word)
            && syntax
                .words()
                .get(before)
                .is_some_and(|word| word.span.start >= from || place.end < from);
        if !joins {
            break;
        }
        first = before;
    }
    let start = syntax.words().get(first).map_or(place.start, |word| word.span.start);
    ProseSpan { start, end: place.end }
}
