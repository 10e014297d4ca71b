//! What makes a rule that can never match, told when it is loaded.

use crate::rule::phrase::{Cue, Inflection, PhraseId, Phrases, plain};
use crate::rule::table::{Placed, Table};
use factlint_language::figure::{self, Measure};
use factlint_language::span::ProseSpan;
use factlint_language::unit::{UnitId, Units};

/// Whether every text that holds `cue` holds one of `others` at the same place, as far as that can be told.
fn is_covered(cue: &Cue, others: &[Cue], phrases: &Phrases) -> bool {
    others.iter().any(|other| match (cue, other) {
        (Cue::Pattern(one), Cue::Pattern(other)) => one.expression() == other.expression(),
        (Cue::Phrase(one), Cue::Phrase(other)) => is_within(*one, *other, phrases),
        _ => false,
    })
}

/// Whether each form of a phrase is one of another phrase.
fn is_within(one: PhraseId, other: PhraseId, phrases: &Phrases) -> bool {
    let (one, other) = (phrases.get(one).forms(), phrases.get(other).forms());
    one.iter().all(|form| {
        // A form without capitals stands in any case.
        other.iter().any(|known| known == form || *known == form.to_lowercase())
    })
}

/// Whether every text that holds one of some cues holds one of others. No cues at all are not covered.
pub(super) fn are_covered(cues: &[Cue], others: &[Cue], phrases: &Phrases) -> bool {
    !cues.is_empty() && cues.iter().all(|cue| is_covered(cue, others, phrases))
}

/// Reports cues of `near` that `unless-near` holds, too: no sentence could have one without the other.
pub fn report_cancelled(
    table: &Table<'_>,
    near: &[Vec<Cue>],
    unless_near: &[Cue],
    phrases: &Phrases,
    place: std::ops::Range<usize>,
) {
    if near.iter().any(|cues| are_covered(cues, unless_near, phrases)) {
        table.problem_with_note(
            place,
            format!("{} can never match", table.what()),
            "`unless-near` holds all of these, too",
            "take them out of `near` or out of `unless-near`",
        );
    }
}

/// Reports words that a rule looks for and that its `except` holds, too, all of them.
pub(super) fn report_excepted(
    table: &Table<'_>,
    sought: &[Cue],
    except: &[Cue],
    phrases: &Phrases,
    place: std::ops::Range<usize>,
) {
    if are_covered(sought, except, phrases) {
        table.problem_with_note(
            place,
            format!("{} can never match", table.what()),
            "`except` holds all of these, too",
            "`except` names longer phrases in which the words mean something else: \"Kiev cake\"",
        );
    }
}

/// Reports that what a rule forbids is also what it prefers: it would ask for what stands there already.
/// In other capitals it may stand there: the preferred form is let stand wherever it is found.
pub(super) fn report_preferred(table: &Table<'_>, preferred: &str, never: &[Placed<String>]) {
    let preferred = plain(preferred);
    for form in never {
        let text = plain(form.get_ref());
        if text == preferred {
            report_same(table, form.span());
        }
    }
}

/// Reports words of a rule that are forbidden and preferred.
pub(super) fn report_same(table: &Table<'_>, place: std::ops::Range<usize>) {
    let message = format!("{} prefers and forbids the same words", table.what());
    table.problem(place, message, "this is what `use` says");
}

/// Reports a group in the text that replaces a match where an expression has no such group: nothing would stand
/// there.
pub(super) fn report_groups(
    table: &Table<'_>,
    replacement: &Placed<String>,
    groups: &[Option<&str>],
) {
    for name in references(replacement.get_ref()) {
        let is_there = match name.parse::<usize>() {
            Ok(number) => number < groups.len(),
            Err(_) => groups.contains(&Some(name)),
        };
        if is_there {
            continue;
        }
        let digits = name.len() - name.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
        let number = &name[..digits];
        let note = if number.parse::<usize>().is_ok_and(|number| number < groups.len()) {
            format!(
                "letters behind a group belong to its name: write ${{{number}}}{}",
                &name[digits..]
            )
        } else {
            match groups.len().saturating_sub(1) {
                0 => "it has no group: put what is kept into parentheses, or write $$ for a dollar"
                    .to_owned(),
                1 => "it has one group, $1; write $$ for a dollar".to_owned(),
                count => format!("it has the groups $1 to ${count}; write $$ for a dollar"),
            }
        };
        table.problem_with_note(
            replacement.span(),
            format!("`use` of {} has `${name}`, and `pattern` has no such group", table.what()),
            "nothing would stand there",
            note,
        );
    }
}

/// The groups that a replacement names, as expressions read them: `$1`, `$name`, `${name}`; `$$` is a dollar.
fn references(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('$') {
            rest = after;
        } else if let Some((name, after)) =
            rest.strip_prefix('{').and_then(|inner| inner.split_once('}'))
        {
            found.push(name);
            rest = after;
        } else {
            let end = rest.find(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '_'));
            let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
            if !name.is_empty() {
                found.push(name);
            }
            rest = after;
        }
    }
    found
}

/// Whether a phrase is a regular expression that lacks its slashes: it has a class behind a backslash, as `\d+` and
/// `\b`, or any sign repeated, as `.*` and `.+`. The path `C:\data` is none.
pub fn is_expression(phrase: &str) -> bool {
    let class = |after: &str| {
        let mut signs = after.chars();
        signs.next().is_some_and(|sign| "dwsbDWSB".contains(sign))
            && signs.next().is_none_or(|next| !next.is_alphanumeric())
    };
    phrase.match_indices('\\').any(|(at, _)| class(&phrase[at + 1..]))
        || [".*", ".+", "(?:"].iter().any(|signs| phrase.contains(signs))
}

/// Whether a figure is read in a unit by this name or symbol, wherever documents may put it.
pub fn is_read_as(words: &str, unit: UnitId, units: &Units) -> bool {
    let written =
        [format!("7 {words}"), format!("1 {words}"), format!("7{words}"), format!("{words}7")];
    written.iter().any(|text| {
        let whole = ProseSpan::new(0, text.len());
        let found = figure::figures(text, whole, units);
        matches!(found.as_slice(), [one] if one.span == whole && one.measure == Measure::Unit(unit))
    })
}

/// The phrase as a cue, to compare it with others.
pub(super) fn name_cues(phrases: &mut Phrases, names: &[Placed<String>]) -> Vec<Cue> {
    names.iter().map(|name| Cue::Phrase(phrases.intern(name.get_ref(), Inflection::Name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_found_as_expressions_read_them() {
        assert_eq!(references("$1 and ${two}s, $$3, $4x $"), ["1", "two", "4x"]);
        assert_eq!(references("${open"), Vec::<&str>::new());
    }

    #[test]
    fn expressions_are_told_from_phrases() {
        for text in [r"rang\w+", r"\bport\b", r"block \d{2}", "port.*open", "a.+b", "(?:a|b)"] {
            assert!(is_expression(text), "{text}");
        }
        for text in [
            "range", r"C:\data", r"C:\Windows", "U.S.", "node.js", "AC/DC", "C++", "3 * 4",
            "Yahoo!",
        ] {
            assert!(!is_expression(text), "{text}");
        }
    }

    #[test]
    fn forms_without_capitals_cover_those_with() {
        let mut phrases = Phrases::default();
        let mut cue = |text: &str| Cue::Phrase(phrases.intern(text, Inflection::Cue));
        let (range, capital, reach) = (cue("range"), cue("Range"), cue("reach"));
        let covers = |cues: &[&Cue], others: &[&Cue]| {
            let own = |list: &[&Cue]| list.iter().copied().cloned().collect::<Vec<_>>();
            are_covered(&own(cues), &own(others), &phrases)
        };
        assert!(covers(&[&range], &[&reach, &range]));
        assert!(covers(&[&capital], &[&range]));
        assert!(!covers(&[&range], &[&capital]));
        assert!(!covers(&[&range, &reach], &[&range]));
        assert!(!covers(&[], &[&range]));
    }
}
