//! Units that are told per several others, or with negative powers: "m s−1", "W/(m·K)", "J kg⁻¹ K⁻¹".

use super::{Found, symbol_under, under_slash};
use crate::number::word_of;
use crate::token::Tokens;
use crate::unit::{UnitId, Units};
use crate::words::Class;

/// More units than these stand under no other.
const MOST: usize = 3;

/// The unit that `found` is a part of, where the table has that.
pub(super) fn rate(tokens: &Tokens<'_>, units: &Units, found: Found) -> Option<Found> {
    let mut under = Vec::new();
    let end = if tokens.attached_sign(found.end, '/') {
        in_brackets(tokens, units, found.end, &mut under)
            .or_else(|| in_a_row(tokens, units, found.end, &mut under))?
    } else {
        let mut end = found.end;
        while let Some((unit, power, after)) = inverse_behind(tokens, units, end) {
            under.push((unit, power));
            end = after;
            if under.len() > MOST {
                return None;
            }
        }
        end
    };
    let unit = match under.as_slice() {
        [] => return None,
        [(unit, 1)] => units.rate(found.unit, *unit)?,
        _ => units.by_lower_name(&name(units, found.unit, &under))?,
    };
    Some(Found { unit, end, ..found })
}

/// "watt per meter kelvin", "meter per second squared", "kilogram per cubic meter"
fn name(units: &Units, over: UnitId, under: &[(UnitId, u32)]) -> String {
    let mut name = [&units.get(over).name, " per"].concat();
    for (unit, power) in under {
        let unit = units.get(*unit);
        let is_length = unit.dimension == "length";
        name.push_str(match power {
            2 if is_length => " square ",
            3 if is_length => " cubic ",
            _ => " ",
        });
        name.push_str(&unit.name);
        name.push_str(match power {
            2 if !is_length => " squared",
            3 if !is_length => " cubed",
            _ => "",
        });
    }
    name.make_ascii_lowercase();
    name
}

/// The units in the brackets behind a slash at `slash`: where those end.
fn in_brackets(
    tokens: &Tokens<'_>,
    units: &Units,
    slash: usize,
    under: &mut Vec<(UnitId, u32)>,
) -> Option<usize> {
    let mut at = slash + 2;
    if !tokens.attached_sign(slash + 1, '(') || !tokens.is_attached(at) {
        return None;
    }
    for _ in 0..MOST {
        let unit = units.by_symbol(tokens.word(at)).filter(|_| tokens.is_letters(at))?;
        let power = match tokens.after_sign(at + 1) {
            Some('²') => 2,
            Some('³') => 3,
            _ if tokens.is_attached(at + 1) && tokens.digits(at + 1) == "2" => 2,
            _ if tokens.is_attached(at + 1) && tokens.digits(at + 1) == "3" => 3,
            _ => 1,
        };
        at += 1 + usize::from(power > 1);
        under.push((unit, power));
        match tokens.sign(at)? {
            ')' => return Some(at + 1),
            '·' | '⋅' | '.' | '*' | '×' => at = tokens.near(at + 1),
            _ => return None,
        }
    }
    None
}

/// Two units or more, each behind a slash, of which the first is at `slash`, as in "J/g/K": where they end.
fn in_a_row(
    tokens: &Tokens<'_>,
    units: &Units,
    slash: usize,
    under: &mut Vec<(UnitId, u32)>,
) -> Option<usize> {
    under.clear();
    let mut end = slash;
    while under.len() < MOST && tokens.attached_sign(end, '/') {
        let (unit, after) = under_slash(tokens, units, end + 1)?;
        under.push((unit, 1));
        end = after;
    }
    (under.len() > 1).then_some(end)
}

/// What a unit that ends at `at` is told per by one negative power behind it: the kilogram of "mg kg−1", the square
/// meter of "W m−2".
pub(in super::super) fn told_per(
    tokens: &Tokens<'_>,
    units: &Units,
    at: usize,
) -> Option<(UnitId, usize)> {
    let (unit, power, end) = inverse_behind(tokens, units, at)?;
    let raised = |word: &str| units.by_lower_name(&[word, &units.get(unit).name].join(" "));
    let unit = match power {
        1 => unit,
        2 => raised("square")?,
        _ => raised("cubic")?,
    };
    Some((unit, end))
}

/// Whether a unit that ends at `at` stands alone, or all that is raised to negative powers behind it can be read: the
/// "kg−1 d−1" of "mg kg−1 d−1".
pub(super) fn is_told_inversely(tokens: &Tokens<'_>, units: &Units, at: usize) -> bool {
    let mut end = at;
    for _ in 0..MOST {
        match told_per(tokens, units, end) {
            Some((_, after)) => end = after,
            None => break,
        }
    }
    inverse_behind(tokens, units, end).is_none() && !goes_on_inverse(tokens, end)
}

/// Whether what stands behind the slash at `slash`, and behind further ones, can be read: units, and a noun for the
/// last of them: "mg/kg/day", "eV/atom".
pub(super) fn is_told_per_each(tokens: &Tokens<'_>, units: &Units, slash: usize) -> bool {
    let mut at = slash;
    for _ in 0..MOST {
        let Some((_, end)) = under_slash(tokens, units, at + 1) else { break };
        if !tokens.attached_sign(end, '/') {
            return true;
        }
        at = end;
    }
    noun_under(tokens, at).is_some()
}

/// The noun behind the slash at `slash`, one of which a figure is told for, and where it ends: "eV/atom".
pub(in super::super) fn noun_under(tokens: &Tokens<'_>, slash: usize) -> Option<(String, usize)> {
    let noun = tokens.attached(slash + 1).filter(|noun| tokens.is_letters(*noun))?;
    let end = noun + 1;
    let plain = tokens.is_small(noun)
        && tokens.word(noun).len() > 2
        && !tokens.is(noun, Class::FunctionWords)
        // "1 cm/half inch"
        && word_of(tokens, noun).is_none()
        && !(tokens.is_attached(end) && tokens.is_word(end));
    plain.then(|| (tokens.word(noun).to_owned(), end))
}

/// Whether letters with a negative power go on what ends at `at`, whatever they are: the "q−1" of "mg kg−1 q−1".
fn goes_on_inverse(tokens: &Tokens<'_>, at: usize) -> bool {
    let dot = matches!(tokens.after_sign(at), Some('·' | '⋅'));
    let start = if dot { tokens.attached(at + 1) } else { tokens.spaced(at) };
    let is_symbol = |i: usize| {
        let word = tokens.word(i);
        (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase())
    };
    let Some(start) = start.filter(|start| is_symbol(*start)) else { return false };
    let sign = start + 1 + usize::from(tokens.attached_sign(start + 1, '^'));
    let minus = matches!(tokens.after_sign(sign), Some('⁻' | '-' | '−'));
    let power = tokens.attached(sign + 1).map(|power| tokens.text(power));
    minus && matches!(power, Some("1" | "2" | "3" | "¹" | "²" | "³"))
}

/// The unit with a negative power that goes on one which ends at `at`, the power and the end: the
/// "s−1" of "m s−1", the "L⁻¹" of "mol·L⁻¹".
pub(super) fn inverse_behind(
    tokens: &Tokens<'_>,
    units: &Units,
    at: usize,
) -> Option<(UnitId, u32, usize)> {
    let dot = matches!(tokens.after_sign(at), Some('·' | '⋅'));
    let start = if dot { tokens.attached(at + 1)? } else { tokens.spaced(at)? };
    let word = tokens.word(start);
    let named = || units.by_lower_name(word).filter(|_| word.len() > 1);
    let unit =
        symbol_under(tokens, units, start).or_else(named).filter(|_| tokens.is_letters(start))?;
    let sign = start + 1 + usize::from(tokens.attached_sign(start + 1, '^'));
    let minus = matches!(tokens.after_sign(sign), Some('⁻' | '-' | '−'));
    let power = tokens.attached(sign + 1).filter(|_| minus)?;
    let power = match tokens.text(power) {
        "1" | "¹" => 1,
        "2" | "²" => 2,
        "3" | "³" => 3,
        _ => return None,
    };
    let goes_on = tokens.after(sign + 2).is_some_and(char::is_alphanumeric);
    (!goes_on).then_some((unit, power, sign + 2))
}
