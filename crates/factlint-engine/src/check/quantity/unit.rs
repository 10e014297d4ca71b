//! What `unit` of a rule asks for. It is read as the figures of documents are, so that a unit in which no
//! document could give a figure is told, and never makes a rule that finds nothing.

use super::Wanted;
use crate::check::{Draft, UnitRead, figures, wording};
use crate::finding::Label;
use crate::rule::phrase::Cue;
use crate::rule::table::{Placed, Table};
use crate::sequence;
use factlint_language::figure::{self, Figure, Measure};
use factlint_language::noun;
use factlint_language::span::ProseSpan;
use factlint_language::unit::{UnitId, Units};
use factlint_language::word;
use factlint_language::words::Class;

/// What `unit` takes, for notes.
const TAKES: &str = "`unit` is a unit (\"km\", \"percent\", \"dollar\"), the singular noun that is counted \
                     (\"patient\"), or either per a unit (\"request per minute\")";

/// What reads numbers of nothing, for notes.
pub(super) const BARE: &str = "add `unit`, for example unit = \"km\" or unit = \"patient\"; bare numbers, such as ports \
                               and versions, are read by check = \"value\"";

/// What a rule's `unit` means, per what unit it is told (minute of "request per minute"), and for one of
/// what things (share of "cent per share").
pub(super) fn wanted(
    unit: Option<&[Placed<String>]>,
    table: &Table<'_>,
    draft: &Draft<'_>,
) -> (Wanted, Option<UnitId>, Option<Box<str>>) {
    let units = draft.units;
    let Some(listed @ [first, rest @ ..]) = unit else { return (Wanted::Any, None, None) };
    if let Some(id) = units.by_name(first.get_ref()) {
        for other in rest {
            let same =
                units.by_name(other.get_ref()).is_some_and(|other| units.commensurable(id, other));
            if !same {
                mixed(other, first, table);
            }
        }
        let dimension = figures::measure(&Measure::Unit(id), units).1;
        return (Wanted::Unit { id, dimension }, None, None);
    }
    // What is no unit is a counted noun, unless it looks like a slip of the pen.
    let mut nouns = Vec::new();
    let mut wanted: Option<(Wanted, Option<UnitId>, Option<Box<str>>)> = None;
    for one in listed {
        let text = &spelled(one.get_ref());
        // "7 number" would be read, and stands nowhere.
        if word::is(text, Class::NumberItself) {
            let message = format!("`unit` of {} is the number itself: `{text}`", table.what());
            table.problem_with_note(one.span(), message, "what is counted or measured?", BARE);
            continue;
        }
        let read = draft.units_read.get(text, || UnitRead {
            slip: did_you_mean_unit(text, units).or_else(|| slip_under(text, units)),
            figure: as_read(text, units),
        });
        if let Some(hint) = read.slip {
            let message = format!("{} has an unknown unit `{text}`", table.what());
            table.problem_with_note(one.span(), message, hint, TAKES);
            continue;
        }
        let Some(figure) = read.figure else {
            table.problem_with_note(
                one.span(),
                format!("{} has an unknown unit `{text}`", table.what()),
                "no figure of a document is read in it",
                TAKES,
            );
            continue;
        };
        let meant = match &figure.measure {
            Measure::Unit(id) => {
                let dimension = figures::measure(&figure.measure, units).1;
                Wanted::Unit { id: *id, dimension }
            }
            Measure::Counted(noun) => {
                if let Some(adjectives) = adjectives(text) {
                    table.problem_with_note(
                        one.span(),
                        format!("{} can never match: it counts `{text}`", table.what()),
                        "things are counted by their last word alone",
                        format!("write unit = \"{noun}\", and near = [\"{adjectives}\"] where that matters"),
                    );
                    continue;
                }
                if let Some(known) = slip_of_own_word(noun, table, draft) {
                    let message = format!("{} has an unknown unit `{text}`", table.what());
                    let hint = format!("did you mean `{known}`, as elsewhere in the rule?");
                    table.problem_with_note(one.span(), message, hint, TAKES);
                    continue;
                }
                nouns.push(noun.clone());
                Wanted::Nouns(Vec::new())
            }
            Measure::Bare => continue,
        };
        let each = figure.each.map(|each| each.name);
        match &wanted {
            None => wanted = Some((meant, figure.per, each)),
            Some((known, per, things))
                if *known != meant || *per != figure.per || *things != each =>
            {
                mixed(one, first, table);
            }
            Some(_) => {}
        }
    }
    match wanted {
        Some((Wanted::Nouns(_), per, each)) => (Wanted::Nouns(nouns), per, each),
        Some(other) => other,
        None => (Wanted::Any, None, None),
    }
}

/// A slip in the unit of time or place that something is told per: "requests per minutte".
fn slip_under(text: &str, units: &Units) -> Option<String> {
    let under = text.rsplit_once(" per ").or_else(|| text.rsplit_once('/'))?.1.trim();
    let is_read = units.by_name(under).is_some() || word::is_known(&noun::singular_of(under));
    if is_read { None } else { did_you_mean_unit(under, units) }
}

/// What makes it doubtful that a document gives a figure in a unit, with its place: things are counted that nobody
/// may have heard of, or "pound" may have been meant as money. None where it is what everybody would write.
pub(super) fn doubt(
    unit: &[Placed<String>],
    wanted: &Wanted,
    each: Option<&str>,
    table: &Table<'_>,
    draft: &Draft<'_>,
) -> Option<Label> {
    let [first, ..] = unit else { return None };
    let label = |message: String| Some(table.file().label(first.span(), message));
    let is_strange =
        |noun: &&str| noun.bytes().all(|byte| byte.is_ascii_lowercase()) && !word::is_known(noun);
    let nouns: &[String] = match wanted {
        Wanted::Nouns(nouns) => nouns,
        _ => &[],
    };
    let counted = nouns.first().map(|noun| &**noun);
    let all_are_strange = nouns.iter().all(|noun| is_strange(&&**noun));
    let strange = counted.filter(|_| all_are_strange).or(each.filter(is_strange));
    if let Some(strange) = strange {
        return label(format!("`{strange}` is neither a unit nor a word that factlint knows"));
    }
    let Wanted::Unit { id, .. } = wanted else { return None };
    let (units, unit) = (draft.units, draft.units.get(*id));
    if unit.currency.is_some() {
        return None;
    }
    let is_money = |name: &&str| {
        let rest = name.strip_prefix(&*unit.name);
        rest.is_some_and(|rest| rest.starts_with(' '))
            && units.by_name(name).is_some_and(|other| units.get(other).currency.is_some())
    };
    let money = units.names_unsorted().filter(is_money).min()?;
    label(format!("measures {}; money is `{money}`", unit.dimension))
}

fn mixed(other: &Placed<String>, first: &Placed<String>, table: &Table<'_>) {
    table.problem(
        other.span(),
        format!("`unit` of {} mixes things that do not compare", table.what()),
        format!("not a unit of the same dimension as `{}`", first.get_ref()),
    );
}

/// What a rule counts in the words of documents: "Requests per Minute" in small letters, "doses a day" with "per".
/// What has capitals inside its words is a symbol.
fn spelled(text: &str) -> String {
    // "dollars each", but "dollars each day"
    let last = text.split_whitespace().count().saturating_sub(1);
    let words = text.split_whitespace().enumerate().map(|(at, word)| {
        let rest = word.chars().next().map_or("", |first| &word[first.len_utf8()..]);
        let is_symbol = rest.is_empty() || rest.chars().any(|sign| !sign.is_lowercase());
        match word {
            _ if at < last && word::is(word, Class::Per) => "per".to_owned(),
            _ if is_symbol => word.to_owned(),
            _ => word.to_lowercase(),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The figure that seven of a unit or of a counted thing are, as documents may write it.
fn as_read(text: &str, units: &Units) -> Option<Figure> {
    let text = text.trim();
    // "per minute" and "requests per" lack what is counted, or what it is counted per.
    let first = text.split_whitespace().next()?;
    let is_open = word::is(first, Class::Per) || text.ends_with(" per");
    if is_open || text.starts_with('/') || text.ends_with('/') {
        return None;
    }
    let at = text.find(" per ").or_else(|| text.find('/')).unwrap_or(text.len());
    let (head, under) = text.split_at(at);
    // A letter before a number is no unit: "E7" is a name.
    let before = head.chars().all(|sign| !sign.is_alphabetic() || sign.is_uppercase());
    let written = [
        Some(format!("7 {text}")),
        Some(format!("7 {}{under}", wording::plural(head))),
        Some(format!("7{text}")),
        before.then(|| format!("{head}7{under}")),
    ];
    written.into_iter().flatten().find_map(|written| {
        let whole = ProseSpan::new(0, written.len());
        let found = figure::figures(&written, whole, units);
        let [figure] = found.as_slice() else { return None };
        let is_whole = figure.with_each(figure.span) == whole && figure.measure != Measure::Bare;
        is_whole.then(|| figure.clone())
    })
}

/// What stands before the counted noun.
fn adjectives(text: &str) -> Option<&str> {
    let head = text.split(" per ").next().unwrap_or(text).trim();
    head.rsplit_once(' ').map(|(adjectives, _)| adjectives)
}

/// The word of the rule's own cues and facts that a counted noun is a slip of: "requet" beside `near = ["requests"]`.
/// Any noun may be counted, so nothing else tells that this one stands nowhere.
fn slip_of_own_word(counted: &str, table: &Table<'_>, draft: &Draft<'_>) -> Option<String> {
    /// Fewest letters: shorter words are one letter away from others.
    const FEWEST: usize = 5;
    if counted.len() < FEWEST || !counted.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let cues = draft.near.iter().flatten().filter_map(|cue| match cue {
        Cue::Phrase(cue) => Some(draft.phrases.get(*cue).text.as_str()),
        Cue::Pattern(_) => None,
    });
    let own: Vec<String> = cues
        .chain(table.texts_of("expect"))
        .flat_map(|text| text.split(|sign: char| !sign.is_alphabetic()))
        .map(|word| noun::singular_of(&word.to_lowercase()))
        .collect();
    if own.iter().any(|word| word == counted) {
        return None;
    }
    // "traveller" beside "travelled" is no slip: it ends otherwise.
    let ends = |word: &str| (word.bytes().next(), word.bytes().next_back());
    let alike = own.iter().map(String::as_str);
    let alike: Vec<&str> =
        alike.filter(|word| word.len() >= FEWEST && ends(word) == ends(counted)).collect();
    sequence::closest(counted, &alike, 0.85).map(str::to_owned)
}

/// A unit that is one letter away; a counted noun seldom is.
fn did_you_mean_unit(text: &str, units: &Units) -> Option<String> {
    // "people per square mile" has no slip, though "mole per square mile" is a unit.
    if text.len() <= 3 || text.contains(" per ") || text.contains('/') {
        return None;
    }
    let close: Vec<&str> = units
        .names()
        .filter(|name| name.len() > 3 && name.len().abs_diff(text.len()) <= 1)
        .collect();
    sequence::closest(text, &close, 0.88).map(|name| format!("did you mean `{name}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read_as_documents_write_them() {
        let units = Units::builtin();
        let read = |text: &str| {
            as_read(&spelled(text), units).map(|figure| figures::measure_of(&figure, units).1)
        };
        for (text, dimension) in [
            ("patient", "number of patient"),
            ("patients", "number of patient"),
            ("country", "number of country"),
            ("request per minute", "number of request per minute"),
            ("requests per second", "number of request per second"),
            ("person", "number of person"),
            ("Requests per Minute", "number of request per minute"),
            ("doses a day", "number of dose per day"),
        ] {
            assert_eq!(read(text).as_deref(), Some(dimension), "{text}");
        }
        // Nobody knows all nouns.
        assert_eq!(
            read("zorkmids per fortnight").as_deref(),
            Some("number of zorkmid per fortnight")
        );
        for text in ["quickly!", "&", "km-ish%"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
