//! Is it asserted? Negations, conditions, plans, questions and denials say nothing about the world.

use super::clause::{self, Clause};
use factlint_language::span::ProseSpan;
use factlint_language::word;
use factlint_language::words::Class;

/// Whether the words at `span` are stated as true, by the words of their own clause and by a denial
/// that governs it.
pub fn is_asserted(prose: &str, sentence: ProseSpan, clauses: &[Clause], span: ProseSpan) -> bool {
    let text = sentence.of(prose);
    if text.trim_end_matches(|c: char| !word::is_word(c) && c != '?' && c != '!').ends_with('?') {
        return false;
    }
    let Some(clause) = clause::innermost(clauses, span.start) else { return true };
    // What stands in brackets shares the fate of what it explains.
    let clause = clause::outer(clauses, clause).span;
    let inside = |offset: usize, found: &str| {
        let start = clause.start as usize + offset;
        start < span.end as usize && start + found.len() > span.start as usize
    };
    let unsaid = word::words(clause.of(prose)).any(|(offset, found)| {
        let start = clause.start as usize + offset;
        let rest = &prose[start + found.len()..];
        !inside(offset, found)
            && ((word::is(found, Class::Negation) && !is_only(found, rest))
                || found.ends_with("n't")
                || found.ends_with("n’t")
                || is_possibility(prose, start, found)
                || is_plan(prose, start, found)
                || (found.eq_ignore_ascii_case("no") && !is_bound(rest)))
    });
    if unsaid {
        return false;
    }
    if word::words(clause.of(prose))
        .any(|(offset, found)| !inside(offset, found) && word::is(found, Class::Denial))
    {
        return false;
    }
    // A relative clause stands for itself: neither a condition in front nor a denial reaches it.
    let opener = word::words(clause.of(prose)).next().map(|(_, found)| found).unwrap_or_default();
    if word::is(opener, Class::RelativeOpener) && clause.start > sentence.start {
        return true;
    }
    let first = word::words(text).next().map(|(_, found)| found).unwrap_or_default();
    if word::is(first, Class::Condition) {
        return false;
    }
    // "Critics disputed that ..." reaches over a comma; a denial in the main clause governs the rest.
    let before = ProseSpan { start: sentence.start, end: clause.start.max(sentence.start) };
    !word::words(before.of(prose)).any(|(_, found)| word::is(found, Class::Denial))
}

/// "No fewer than 40" is a bound, not a negation; "no longer closed" is one.
fn is_bound(rest: &str) -> bool {
    let mut words = word::words(rest).map(|(_, word)| word);
    let Some(next) = words.next() else { return false };
    if next.eq_ignore_ascii_case("longer") {
        return words.next().is_some_and(|word| word.eq_ignore_ascii_case("than"));
    }
    word::is(next, Class::BoundComparative)
}

/// "Not only approved, but": no negation.
fn is_only(found: &str, rest: &str) -> bool {
    found.eq_ignore_ascii_case("not")
        && word::words(rest).next().is_some_and(|(_, next)| word::is(next, Class::OnlyWord))
}

/// "was to have a range", "failed to reach", "ruled out": a plan that is not said to have come true.
fn is_plan(prose: &str, start: usize, found: &str) -> bool {
    let mut next = word::words(&prose[start + found.len()..]).map(|(_, next)| next);
    if word::is_capitalised(found) {
        return false;
    }
    if word::is(found, Class::PlanBeVerb) {
        return next.next() == Some("to")
            && next.next().is_some_and(|verb| word::is(verb, Class::PlanVerb));
    }
    (word::is(found, Class::UnfulfilledVerb) && next.next() == Some("to"))
        || (word::is(found, Class::Ruled) && next.next() == Some("out"))
}

/// Capital "May" and "Will" are a month and a man.
fn is_possibility(prose: &str, start: usize, found: &str) -> bool {
    if !word::is(found, Class::Possibility) {
        return false;
    }
    let name = word::is_capitalised(found) && word::is(found, Class::PossibleName);
    let object = word::is(found, Class::PlanObject);
    if object {
        // A noun that plans something needs its verb or "to" after it: "its goal is", "plans to".
        return word::words(&prose[start + found.len()..])
            .next()
            .is_some_and(|(_, next)| word::is(next, Class::AfterPlanObject));
    }
    !name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::clause::clauses;

    fn asserted(sentence: &str, words: &str) -> bool {
        let whole = ProseSpan::new(0, sentence.len());
        let at = sentence.find(words).unwrap_or_default();
        is_asserted(
            sentence,
            whole,
            &clauses(sentence, whole, &[]),
            ProseSpan::new(at, at + words.len()),
        )
    }

    #[test]
    fn a_claim_is_unsaid_only_in_its_own_clause() {
        assert!(asserted(
            "The Swift, with a range of 900 km, would not reach the coast.",
            "900 km"
        ));
        assert!(asserted("The Swift has a range of 900 km (560 miles).", "560 miles"));
        assert!(asserted("It carries no fewer than 40 people.", "40 people"));
        assert!(asserted(
            "Makers denied that the Swift, which flies 900 km, is for sale.",
            "900 km"
        ));
        assert!(asserted("In May the Swift flew 900 km.", "900 km"));
        for unsaid in [
            "The Swift's range is not 900 km.",
            "The Swift could fly 900 km.",
            "Does the Swift fly 900 km?",
            "If approved the Swift flies 900 km.",
            "The Swift won't fly 900 km (560 miles).",
            "Makers denied that, in the end, the Swift flies 900 km.",
            "The plan is to fly 900 km.",
            "If the tank is enlarged, the Swift has a range of 900 km.",
            "The Swift was to have a range of 900 km.",
            "The claim that the Swift flies 900 km was rejected.",
        ] {
            assert!(!asserted(unsaid, "900 km"), "{unsaid}");
        }
    }
}
