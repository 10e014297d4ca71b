//! Units that are told per several others, or with negative powers: "m s−1", "W/(m·K)", "J kg⁻¹ K⁻¹".

use super::Found;
use crate::token::Tokens;
use crate::unit::{UnitId, Units};

/// More units than these stand under no other.
const MOST: usize = 3;

/// The unit that `found` is a part of, where the table has that.
pub(super) fn rate(tokens: &Tokens<'_>, units: &Units, found: Found) -> Option<Found> {
    let mut under = Vec::new();
    let end = if tokens.attached_sign(found.end, '/') {
        in_brackets(tokens, units, found.end, &mut under)?
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

/// Whether letters with a negative power go on what ends at `at`, whatever they are: the "d−1" of "mg kg−1 d−1".
pub(super) fn goes_on_inverse(tokens: &Tokens<'_>, at: usize) -> bool {
    let dot = matches!(tokens.after_sign(at), Some('·' | '⋅'));
    let start = if dot { tokens.attached(at + 1) } else { tokens.spaced(at) };
    start.filter(|start| tokens.is_letters(*start)).is_some_and(|start| {
        let sign = start + 1 + usize::from(tokens.attached_sign(start + 1, '^'));
        matches!(tokens.after_sign(sign), Some('⁻' | '-' | '−'))
            && tokens.attached(sign + 1).is_some_and(|power| {
                matches!(tokens.text(power), "1" | "2" | "3" | "¹" | "²" | "³")
            })
    })
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
    let unit = units.by_symbol(word).or_else(named).filter(|_| tokens.is_letters(start))?;
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
