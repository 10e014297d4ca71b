//! Counts whose noun stands in front of the number: "the number of beds at the infirmary is 590", "Beds: 590".

use std::borrow::Cow;

use super::{Quantity, Wanted};
use crate::reading::{Reading, Sentence};
use factlint_language::figure::{self, Figure, Measure};
use factlint_language::inflect::plurals;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::Relation;
use factlint_language::word;
use factlint_language::words::Class;

/// So many words stand between "number of" and its noun at most: "the number of acute hospital beds".
const MOST_BEFORE_NOUN: usize = 3;

impl Quantity {
    /// The figures of a sentence, the bare numbers among them with the noun that stands in front of them where the
    /// rule counts it.
    pub(super) fn figures_in<'r>(
        &self,
        reading: &'r Reading<'_>,
        sentence: Sentence,
    ) -> Cow<'r, [Figure]> {
        let figures = reading.figures(sentence);
        let is_bare = |figure: &Figure| figure.measure == Measure::Bare && !figure.elliptical;
        let Wanted::Nouns(nouns) = &self.wanted else { return Cow::Borrowed(figures) };
        if self.rate.is_some() || !figures.iter().any(is_bare) {
            return Cow::Borrowed(figures);
        }
        let count = |figure: &Figure| {
            if !is_bare(figure) {
                return None;
            }
            let noun = noun_before(reading, sentence, figure.hedged)
                .or_else(|| noun_of_verb(reading, sentence, figure.span))
                .map(str::to_owned)
                .or_else(|| {
                    let noun = nouns.first().filter(|_| fills(reading, sentence, figure.span))?;
                    plurals(noun).into_iter().last()
                })?;
            let counted = counted(reading, figure, &noun)?;
            let Measure::Counted(of) = &counted.measure else { return None };
            nouns.contains(of).then_some(counted)
        };
        let figures = figures.iter().map(|figure| count(figure).unwrap_or_else(|| figure.clone()));
        Cow::Owned(figures.collect())
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

/// A bare number as the count of a noun.
fn counted(reading: &Reading<'_>, number: &Figure, noun: &str) -> Option<Figure> {
    let words = number.hedged.hull(number.span).of(reading.prose());
    let text = format!("{words} {}", noun.to_lowercase());
    let whole = ProseSpan::new(0, text.len());
    let mut read = figure::figures(&text, whole, &reading.vocabulary().units);
    let figure = read.pop().filter(|_| read.is_empty())?;
    Some(Figure { span: number.span, hedged: number.hedged, ..figure })
}
