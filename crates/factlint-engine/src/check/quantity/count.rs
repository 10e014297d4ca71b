//! Counts whose noun stands in front of the number: "the number of beds at the infirmary is 590", "Beds: 590".

use std::borrow::Cow;

use super::{Quantity, Wanted, rate};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use factlint_language::figure::{self, Figure, Measure};
use factlint_language::inflect::plurals;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Signs, Tag, Word};
use factlint_language::unit::{UnitId, Units};
use factlint_language::word;
use factlint_language::words::Class;

/// So many words stand between "number of" and its noun at most: "the number of acute hospital beds".
const MOST_BEFORE_NOUN: usize = 3;

impl Quantity {
    /// The figures of a sentence, the bare numbers among them with the noun that stands in front of them where the
    /// rule counts it.
    pub(super) fn figures_in<'r>(
        &self,
        rule: &Rule,
        reading: &'r Reading<'_>,
        sentence: Sentence,
    ) -> Cow<'r, [Figure]> {
        let figures = reading.figures(sentence);
        if self.is_of_rates(&reading.vocabulary().units)
            && let Some(figures) = rate::with_rates_apart(reading, sentence, figures, |time| {
                self.is_per(time, reading)
            })
        {
            return Cow::Owned(figures);
        }
        let Wanted::Nouns(nouns) = &self.wanted else { return Cow::Borrowed(figures) };
        // "A population of 5,800" is taken for people, whatever the rule calls them.
        let is_implied = |figure: &Figure| {
            matches!(&figure.measure, Measure::Counted(noun) if !nouns.contains(noun))
                && !figure.span.of(reading.prose()).contains(char::is_alphabetic)
        };
        let is_bare = |figure: &Figure| {
            (figure.measure == Measure::Bare || is_implied(figure)) && !figure.elliptical
        };
        if self.rate.is_some() || !figures.iter().any(is_bare) {
            return Cow::Borrowed(figures);
        }
        let fits = |figure: &Figure, noun: &str| {
            let counted = counted(reading, figure, noun);
            counted.is_some_and(|figure| match &figure.measure {
                Measure::Counted(of) => nouns.contains(of),
                _ => false,
            })
        };
        let count = |figure: &Figure| {
            if !is_bare(figure) {
                return None;
            }
            let noun = noun_before(reading, sentence, figure.hedged)
                .filter(|noun| fits(figure, noun))
                // "Her crew numbers 141": where the rule counts people, the crew has so many.
                .or_else(|| {
                    noun_of_verb(reading, sentence, figure.span).filter(|noun| fits(figure, noun))
                })
                .or_else(|| noun_in_all(rule, reading, sentence, figure.hedged))
                .map(str::to_owned)
                .or_else(|| self.noun_gapped(reading, sentence, figure.hedged))
                .or_else(|| {
                    let is_told = || {
                        fills(reading, sentence, figure.span)
                            || is_cued(rule, reading, sentence, figure.span)
                    };
                    let noun = nouns.first().filter(|_| is_told())?;
                    plurals(noun).into_iter().last()
                })?;
            let counted = counted(reading, figure, &noun)?;
            let Measure::Counted(of) = &counted.measure else { return None };
            nouns.contains(of).then_some(counted)
        };
        let figures = figures.iter().map(|figure| count(figure).unwrap_or_else(|| figure.clone()));
        Cow::Owned(figures.collect())
    }

    /// What a bare number right behind a name counts, where a statement before has said it: "Lisk employs 12,000 people, Corrado 8,400".
    fn noun_gapped(
        &self,
        reading: &Reading<'_>,
        sentence: Sentence,
        number: ProseSpan,
    ) -> Option<String> {
        let (_, start) = reading.gapped_before(sentence, number, self.kind)?;
        let Wanted::Nouns(nouns) = &self.wanted else { return None };
        let before = reading.figures(sentence).iter().rev().filter(|one| one.span.end <= start);
        let counted = before.into_iter().find(|one| one.measure != Measure::Bare)?;
        match &counted.measure {
            Measure::Counted(of) if nouns.contains(of) => plurals(of).into_iter().last(),
            _ => None,
        }
    }

    /// Whether the rule asks for so much per just this time: an hour's output is no day's, where the stuff is named between.
    fn is_per(&self, time: UnitId, reading: &Reading<'_>) -> bool {
        let units = &reading.vocabulary().units;
        let of_unit = match self.wanted {
            Wanted::Unit { id, .. } => {
                units.numerator(id).is_some_and(|over| units.rate(over, time) == Some(id))
            }
            _ => false,
        };
        of_unit || self.rate == Some(time)
    }

    /// Whether a figure is one of those that are told per a time elsewhere.
    pub(super) fn is_apart(
        &self,
        reading: &Reading<'_>,
        sentence: Sentence,
        figure: &Figure,
    ) -> bool {
        self.is_of_rates(&reading.vocabulary().units) && !reading.figures(sentence).contains(figure)
    }

    /// Whether the rule asks for so much per a time.
    pub(super) fn is_of_rates(&self, units: &Units) -> bool {
        let is_rate = match self.wanted {
            Wanted::Unit { id, .. } => units.numerator(id).is_some(),
            _ => false,
        };
        is_rate || self.rate.is_some()
    }
}

/// The noun that says what a number behind it counts: right before its colon, or behind "number of" in its clause.
fn noun_before<'r>(
    reading: &'r Reading<'_>,
    sentence: Sentence,
    number: ProseSpan,
) -> Option<&'r str> {
    let prose = reading.prose();
    let lead = ProseSpan { start: sentence.span.start, end: number.start.max(sentence.span.start) };
    let text = lead.of(prose);
    let label = text.trim_end();
    if let Some(label) = label.strip_suffix([':', '=', '|', '–', '—']) {
        let label = before_mention(reading, sentence, label);
        return word::words_before(label).next().map(|(_, noun)| noun);
    }
    let clause = reading.outer_clause_at(sentence, number.start);
    let lead = ProseSpan { start: clause.start, end: number.start.max(clause.start) };
    let words: Vec<&str> = reading.words_in(lead).map(|(_, found)| found).collect();
    let opener = words.windows(2).rposition(|pair| {
        word::is(pair[0], Class::CountOpener) && pair[1].eq_ignore_ascii_case("of")
    })?;
    words[opener + 2..]
        .iter()
        .take(MOST_BEFORE_NOUN)
        .take_while(|found| {
            !word::is(found, Class::ObliquePreposition) && !word::is(found, Class::PlanBeVerb)
        })
        .last()
        .copied()
}

/// A label without the name behind its noun: "Sheep" of "Sheep at the farm:".
fn before_mention<'r>(reading: &Reading<'_>, sentence: Sentence, label: &'r str) -> &'r str {
    let origin = sentence.span.start as usize;
    let mut words = word::words_before(label).peekable();
    let is_mention = |offset: usize| reading.is_mention(origin + offset);
    if !words.peek().is_some_and(|(offset, _)| is_mention(*offset)) {
        return label;
    }
    let mut rest = words
        .skip_while(|(offset, _)| is_mention(*offset))
        .skip_while(|(_, found)| word::is(found, Class::Article));
    match rest.next() {
        Some((offset, found))
            if word::is(found, Class::LinkingPrepositions)
                || word::is(found, Class::OwningPrepositions) =>
        {
            label[..offset].trim_end()
        }
        _ => label,
    }
}

/// The noun of which a verb tells how many there are: "the players of the band number 57".
fn noun_of_verb<'r>(
    reading: &'r Reading<'_>,
    sentence: Sentence,
    number: ProseSpan,
) -> Option<&'r str> {
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let verb = syntax.head_in(number).and_then(|number| tree.head(number))?;
    let counts = syntax.tag(verb).is_verb() && word::is(syntax.text(verb), Class::CountingVerbs);
    let subject = tree.dependents(verb).find(|at| tree.relation(*at).is_subject())?;
    counts.then(|| syntax.text(subject))
}

/// The noun of which a number behind a comma tells how many there are: "has rooms, 97 in all".
fn noun_in_all<'r>(
    rule: &Rule,
    reading: &'r Reading<'_>,
    sentence: Sentence,
    number: ProseSpan,
) -> Option<&'r str> {
    let syntax = reading.syntax(sentence);
    let words = syntax.words_in(number);
    let tree = syntax.trees().first()?;
    let behind = ProseSpan { start: number.end, end: sentence.span.end.max(number.end) };
    let found: Vec<&str> = reading.words_in(behind).take(2).map(|(_, found)| found).collect();
    let phrase = found.join(" ");
    let is_all = word::is(&phrase, Class::InAll)
        || found.first().is_some_and(|word| word::is(word, Class::InAll));
    let is_apart = syntax.words().get(words.start)?.before.has(Signs::COMMA);
    let noun = (0..words.start).rev().find(|at| {
        let span = syntax.words().get(*at).map(|word| word.span);
        syntax.tag(*at) == Tag::Nouns
            && tree.relation(*at) != Relation::Compound
            && span.is_some_and(|span| {
                rule.near.iter().any(|cues| reading.any_over(cues, sentence, span))
            })
    })?;
    (is_all && is_apart).then(|| syntax.text(noun))
}

/// Whether a bare number tells how many there is room for: "seats 28,400", "has room for 26,000".
fn fills(reading: &Reading<'_>, sentence: Sentence, number: ProseSpan) -> bool {
    let syntax = reading.syntax(sentence);
    let Some(tree) = syntax.trees().first() else { return false };
    let Some(at) = syntax.head_in(number) else { return false };
    let Some(above) = tree.head(at) else { return false };
    match tree.relation(at) {
        Relation::Object => {
            syntax.tag(above).is_verb() && word::is(&syntax.lemma(above), Class::CapacityVerbs)
        }
        Relation::PrepositionObject => {
            // "Has room for 26,000", where "for" may hang on the verb.
            let noun = above.checked_sub(1);
            noun.is_some_and(|noun| word::is(&syntax.lemma(noun), Class::CapacityNouns))
        }
        Relation::Attribute => tree
            .dependents(above)
            .filter(|word| tree.relation(*word).is_subject())
            .any(|noun| word::is(&syntax.lemma(noun), Class::CapacityNouns)),
        _ => false,
    }
}

/// Whether a cue of the rule tells what a bare number counts: a noun in the singular that is so much ("a circulation of
/// 31,000", "its staff is 240"), or a verb that has so many ("sells 31,000 a week").
fn is_cued(rule: &Rule, reading: &Reading<'_>, sentence: Sentence, number: ProseSpan) -> bool {
    let syntax = reading.syntax(sentence);
    let Some(tree) = syntax.trees().first() else { return false };
    let Some(at) = syntax.head_in(number) else { return false };
    let is_cue = |word: usize| {
        syntax.words().get(word).is_some_and(|word| {
            rule.near.iter().any(|cues| reading.any_over(cues, sentence, word.span))
        })
    };
    // "A student body of 14,200", where "student" is the cue.
    let carries = |noun: usize| {
        (word::is(&syntax.lemma(noun), Class::MeasureCarriers)
            || word::is(&syntax.lemma(noun), Class::CountedBodies))
            && tree.dependents(noun).any(|part| {
                matches!(tree.relation(part), Relation::Compound | Relation::Modifier)
                    && is_cue(part)
            })
    };
    // "Passenger numbers came to 5.1 million"
    let is_mass = |noun: usize| match syntax.tag(noun) {
        Tag::Noun => is_cue(noun) || carries(noun),
        Tag::Nouns => carries(noun),
        // "Enrolment at the school stands at 710"
        Tag::Adjective => is_cue(noun) && tree.relation(noun).is_subject(),
        _ => false,
    };
    if is_yearlike(number.of(reading.prose())) {
        return false;
    }
    // "Caps connections at 500", "connections to the queue are limited to 500"
    let is_limited = |verb: usize| {
        word::is(&syntax.lemma(verb), Class::LimitingVerbs)
            && tree.dependents(verb).any(|noun| {
                matches!(tree.relation(noun), Relation::Object | Relation::PassiveSubject)
                    && is_cue(noun)
            })
    };
    let of_subject = |verb: usize| tree.dependents_as(verb, Relation::Subject).any(&is_mass);
    // "Gives its population as 31,000", "enrolment is listed as 710"
    let is_given = |verb: usize| {
        syntax.tag(verb).is_verb()
            && tree.dependents(verb).any(|noun| {
                matches!(tree.relation(noun), Relation::Object | Relation::PassiveSubject)
                    && is_mass(noun)
            })
    };
    // "Her crew numbers 141", "a 120-strong crew"
    let is_strong = at + 2 < syntax.words().len()
        && word::is(syntax.text(at + 1), Class::StrongWord)
        && syntax.tag(at + 2).is_noun();
    if is_set_apart(reading, sentence, number, is_mass) {
        return true;
    }
    let Some(above) = tree.head(at) else { return false };
    if syntax.tag(above).is_verb() && word::is(syntax.text(above), Class::CountingVerbs) {
        return of_subject(above);
    }
    if is_strong {
        return is_mass(at + 2);
    }
    match tree.relation(at) {
        Relation::Object => {
            syntax.tag(above).is_verb()
                && (is_cue(above)
                    // "Enrolment has reached 710"
                    || of_subject(above) && word::is(&syntax.lemma(above), Class::ReachingVerbs))
        }
        // "The park seats 10,900, which is plenty"
        Relation::Attribute => of_subject(above) || syntax.tag(above).is_verb() && is_cue(above),
        Relation::PrepositionObject => {
            let governor = tree.head(above);
            governor.is_some_and(|noun| {
                word::is(syntax.text(above), Class::PartPrepositions) && is_mass(noun)
                    || word::is(syntax.text(above), Class::StandingPrepositions) && is_limited(noun)
                    || word::is(syntax.text(above), Class::StandingPrepositions) && of_subject(noun)
                    || word::is(syntax.text(above), Class::KnownAs) && is_given(noun)
            })
        }
        // "The paper, circulation 31,000, is"
        Relation::NumberModifier | Relation::Apposition => {
            let is_labelled = |word: &Word| word.before.has(Signs::COLON.and(Signs::DASH));
            above + 1 == at && is_mass(above) && !syntax.words().get(at).is_some_and(is_labelled)
        }
        _ => false,
    }
}

/// Whether a bare number stands apart by marks, behind a noun in the singular that is so much or alone before it: "the population of
/// Ostrel, 48,000, is", "has the largest capacity in the region: 42,500", "42,500 – the capacity of the hall".
fn is_set_apart(
    reading: &Reading<'_>,
    sentence: Sentence,
    number: ProseSpan,
    is_mass: impl Fn(usize) -> bool,
) -> bool {
    let syntax = reading.syntax(sentence);
    let words = syntax.words_in(number);
    let end = words.end;
    let is_marked = |at: usize| {
        syntax.words().get(at).is_none_or(|word| {
            word.before.has(Signs::COMMA)
                || word.before.has(Signs::COLON)
                || word.before.has(Signs::DASH)
        })
    };
    if !is_marked(end) {
        return false;
    }
    let is_part = |at: usize| {
        !syntax.tag(at).is_verb() && !matches!(syntax.tag(at), Tag::Figure | Tag::Number)
    };
    if words.start == 0 {
        return end < syntax.words().len()
            && (end..syntax.words().len())
                .find(|at| syntax.tag(*at).is_noun())
                .is_some_and(is_mass)
            && (end..syntax.words().len()).all(is_part);
    }
    let noun = (0..words.start).rev().find(|at| is_mass(*at));
    // "Passenger capacity: 980" is a label.
    let is_label =
        syntax.words().get(words.start).is_some_and(|word| !word.before.has(Signs::COMMA))
            && (0..words.start).all(|at| !syntax.tag(at).is_verb());
    is_marked(words.start)
        && !is_label
        && noun.is_some_and(|noun| (noun + 1..words.start).all(|at| is_part(at) && !is_marked(at)))
}

/// Whether a number could be a year.
pub(super) fn is_yearlike(number: &str) -> bool {
    number.len() == 4
        && (number.starts_with("1") || number.starts_with("20"))
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// A bare number as the count of a noun.
fn counted(reading: &Reading<'_>, number: &Figure, noun: &str) -> Option<Figure> {
    let words = number.hedged.hull(number.span).of(reading.prose());
    let text = format!("{words} {}", noun.to_lowercase());
    let whole = ProseSpan::new(0, text.len());
    let mut read = figure::figures(&text, whole, &reading.vocabulary().units);
    let figure = read.pop().filter(|_| read.is_empty())?;
    Some(Figure { span: number.span, hedged: number.hedged, ..figure })
}
