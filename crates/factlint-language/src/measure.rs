//! The unit around a number: a currency before it, a unit name or symbol after it.

mod symbol;

use self::symbol::symbol;
use super::cursor;
use super::number::{Form, Number};
use super::unit::{UnitId, Units};

/// Most words in the name of a unit.
const MOST_WORDS: usize = 4;

/// A unit that was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    /// The unit.
    pub unit: UnitId,
    /// One past its last byte.
    pub end: usize,
    /// Whether a hyphen joins it to the number: "1,000-mile".
    pub attributive: bool,
}

/// The currency whose symbol or code ends where the number starts: its start and unit.
pub(super) fn currency_before(
    text: &str,
    units: &Units,
    start: usize,
    floor: usize,
) -> Option<(usize, UnitId)> {
    let end = cursor::gap_before(text, start).unwrap_or(start);
    let last = cursor::before(text, end)?;
    let money = |from: usize| {
        let unit = units.by_symbol(text.get(from..end)?)?;
        (from >= floor && units.get(unit).dimension == "money").then_some((from, unit))
    };
    if !last.is_alphanumeric() && last != '.' {
        let sign = end - last.len_utf8();
        let letters = cursor::word_ending(text, sign);
        let prefixed = sign - letters.len();
        let code = (!letters.is_empty() && letters.len() <= 4).then(|| money(prefixed)).flatten();
        return code
            .or_else(|| spaced_code(text, units, sign, last, floor))
            .or_else(|| money(sign));
    }
    // "EUR 5", "Rs500", "Rs. 500"
    let stop = usize::from(last == '.');
    let letters = cursor::word_ending(text, end - stop);
    let from = end - stop - letters.len();
    let code = letters.len() >= 3 && letters.bytes().all(|b| b.is_ascii_uppercase())
        || letters == "Rs"
        || letters == "Rp";
    let free = !cursor::before(text, from).is_some_and(|c| c.is_alphanumeric() || c == '-');
    // Codes that are also names of meetings and words stand before large amounts only.
    let ambiguous = matches!(letters, "COP" | "TRY" | "MAD" | "PEN" | "RON" | "NIS");
    let large = text[start..].bytes().take(4).filter(u8::is_ascii_digit).count() > 2;
    (code && free && (large || !ambiguous)).then(|| money(from)).flatten()
}

/// "HK $ 5", "c $ 5": a country's letters, a gap, and the sign which starts at `sign`.
fn spaced_code(
    text: &str,
    units: &Units,
    sign: usize,
    mark: char,
    floor: usize,
) -> Option<(usize, UnitId)> {
    let letters = cursor::word_before(text, sign)?;
    let capitals = letters.bytes().all(|b| b.is_ascii_uppercase())
        && letters.len() <= 3
        && !matches!(letters, "A" | "S");
    let start = cursor::offset(text, letters);
    if start < floor || !(capitals || matches!(letters, "c" | "hk" | "nz")) {
        return None;
    }
    let unit = units.by_symbol(&format!("{}{mark}", letters.to_ascii_uppercase()))?;
    Some((start, unit))
}

/// The unit that follows a number.
pub(super) fn after(text: &str, units: &Units, number: &Number) -> Option<Found> {
    let found = first_unit(text, units, number)?;
    let whole = rate(text, units, found);
    // "5 W/min" is no figure of watts.
    let unknown = whole == found
        && text[found.end..].starts_with('/')
        && units.get(found.unit).dimension != "money";
    (!(unknown && cursor::letters(text, found.end + 1) > found.end + 1)).then_some(whole)
}

/// `found`, or the unit of it per another: "km/h", "dollars a barrel".
pub(super) fn rate(text: &str, units: &Units, found: Found) -> Found {
    per(text, units, found).unwrap_or(found)
}

/// The scale and currency of "30 MUSD", "120 MEUR", which start at `start`.
pub(super) fn scaled_code(text: &str, units: &Units, start: usize) -> Option<(f64, UnitId, usize)> {
    let word = cursor::word(text, start);
    let (scale, code) = (word.get(..1)?, word.get(1..)?);
    let scale = match scale {
        "k" | "K" => 1e3,
        "M" => 1e6,
        "B" => 1e9,
        _ => return None,
    };
    let unit = (code.len() == 3).then(|| units.by_symbol(code)).flatten()?;
    (units.get(unit).dimension == "money").then_some((scale, unit, start + word.len()))
}

fn first_unit(text: &str, units: &Units, number: &Number) -> Option<Found> {
    let end = number.end;
    let rest = text.get(end..)?;
    if let Some(hyphen) = ["-", "‑", "‐"].into_iter().find(|h| rest.starts_with(h)) {
        let start = end + hyphen.len();
        let (unit, end) =
            name(text, units, start).or_else(|| symbol(text, units, start, number, false))?;
        return Some(Found { unit, end, attributive: true });
    }
    // "10-to-20-mile" is no unit of its own; brackets around a symbol are ("20 [kg]").
    let start = cursor::skip_gap(text, end);
    let attached = start == end;
    if let Some((unit, end)) = bracketed(text, units, start) {
        return Some(Found { unit, end, attributive: false });
    }
    if number.form == Form::Fraction
        && let Some((unit, end)) = part_of_one(text, units, start)
    {
        return Some(Found { unit, end, attributive: false });
    }
    let as_symbol = symbol(text, units, start, number, attached);
    let as_name = name(text, units, start).filter(|(_, end)| {
        !matches!(&text[start..*end], "mark" | "marks" | "Marks") || are_money(number)
    });
    let (unit, end) = match (as_symbol, as_name) {
        (Some(s), Some(n)) => {
            if n.1 >= s.1 {
                n
            } else {
                s
            }
        }
        (s, n) => n.or(s)?,
    };
    let attributive = singular_before_noun(text, units, unit, number, start, end);
    Some(Found { unit, end, attributive })
}

/// The unit of "half a mile", "two-thirds of an inch" after the fraction; `start` is past the gap.
fn part_of_one(text: &str, units: &Units, start: usize) -> Option<(UnitId, usize)> {
    let mut at = start;
    if cursor::word(text, at) == "of" {
        at = cursor::gap(text, at + 2)?;
    }
    let article = cursor::word(text, at);
    if !matches!(article, "a" | "an") {
        return None;
    }
    name(text, units, cursor::gap(text, at + article.len())?)
}

/// A symbol in brackets: "20 [kg]".
fn bracketed(text: &str, units: &Units, start: usize) -> Option<(UnitId, usize)> {
    let open = *text.as_bytes().get(start)?;
    let close = match open {
        b'(' => ')',
        b'[' => ']',
        b'{' => '}',
        b'<' => '>',
        _ => return None,
    };
    let end = cursor::letters(text, start + 1);
    let unit = units
        .by_symbol(&text[start + 1..end])
        .or_else(|| units.by_lower_name(&text[start + 1..end]))?;
    let symbol = units.get(unit).symbol.as_deref() == Some(&text[start + 1..end]);
    // "14(b)" is a paragraph.
    let plain = cursor::before(text, start).is_some_and(char::is_whitespace)
        && (end - start > 2 || matches!(&text[start + 1..end], "m" | "g" | "s"));
    (symbol && plain && cursor::after(text, end) == Some(close)).then_some((unit, end + 1))
}

/// Whether a singular unit name after a number above one stands before a noun: "a 5 mile walk".
fn singular_before_noun(
    text: &str,
    units: &Units,
    unit: UnitId,
    number: &Number,
    start: usize,
    end: usize,
) -> bool {
    let unit = units.get(unit);
    let word = text.get(start..end).unwrap_or_default();
    number.numeral.value > 1.0
        && unit.name != unit.plural
        && word.eq_ignore_ascii_case(&unit.name)
        && cursor::gap(text, end).is_some_and(|at| {
            let next = cursor::word(text, at);
            next.starts_with(|c: char| c.is_lowercase()) && !super::noun::is_function_word(next)
        })
}

/// The longest unit name at `start`, in any capitals.
fn name(text: &str, units: &Units, start: usize) -> Option<(UnitId, usize)> {
    let mut buffer = String::new();
    let mut found = None;
    let mut at = start;
    for i in 0..MOST_WORDS {
        let end = name_word(text, at);
        if end == at {
            break;
        }
        let word = &text[at..end];
        if i == 0 {
            let starts_a_name = word.eq_ignore_ascii_case("us") || word.eq_ignore_ascii_case("per");
            if super::noun::is_function_word(word) && !starts_a_name {
                return None;
            }
            // Most words after a number are no units: look before building a phrase.
            if word.is_ascii() && !units.may_start_name(word.split('.').next().unwrap_or_default())
            {
                return None;
            }
            if word.len() < 2 && !word.eq_ignore_ascii_case("U") {
                return None;
            }
        } else {
            buffer.push(' ');
        }
        buffer.extend(word.chars().flat_map(char::to_lowercase));
        let ends_word = !cursor::after(text, end).is_some_and(|c| c.is_alphanumeric() || c == '_');
        if ends_word && let Some(unit) = units.by_lower_name(&buffer) {
            found = Some((unit, end));
        }
        at = match cursor::after(text, end) {
            Some('-') => end + 1,
            _ => match cursor::gap(text, end) {
                Some(next) => next,
                None => break,
            },
        };
    }
    let (unit, end) = found?;
    is_unit_here(text, units, unit, start, end).then_some((unit, end))
}

/// Whether "marks" after a number are money: millions of them, or a rate with hundredths. The others are
/// those of schools and punctuation.
fn are_money(number: &Number) -> bool {
    number.scale >= 1e3 || number.numeral.decimals >= 2
}

/// The end of a word of a unit name: letters, or initials as in "U.S.".
fn name_word(text: &str, at: usize) -> usize {
    let end = cursor::letters(text, at);
    if end == at + 1 && text[end..].starts_with('.') {
        let second = cursor::letters(text, end + 1);
        if second == end + 2 && text[second..].starts_with('.') {
            return second + 1;
        }
    }
    end
}

/// Whether a word that is also another noun means the unit here.
fn is_unit_here(text: &str, units: &Units, unit: UnitId, start: usize, end: usize) -> bool {
    let word = &text[start..end];
    let capital = word.starts_with(|c: char| c.is_uppercase());
    let all_capitals = word.chars().all(|c| !c.is_lowercase());
    match units.get(unit).name.as_str() {
        // Cars, guns, whales and animals.
        "tesla" | "newton" | "gray" | "mole" | "rand" | "pascal" if capital && !all_capitals => {
            false
        }
        "stone" | "bar" | "gray" | "mole" | "candela" => {
            !cursor::gap(text, end).is_some_and(|at| {
                let next = cursor::word(text, at);
                !next.is_empty() && !super::noun::is_function_word(next)
            })
        }
        _ => true,
    }
}

/// "per hour", "an hour", "/h" after a unit.
fn per(text: &str, units: &Units, found: Found) -> Option<Found> {
    let (under, end) = denominator(text, units, found.end)?;
    let unit = units.rate(found.unit, under)?;
    Some(Found { unit, end, ..found })
}

/// The unit after "per", "a", "every" or a slash at `at`, and its end.
pub(super) fn denominator(text: &str, units: &Units, at: usize) -> Option<(UnitId, usize)> {
    let before = at;
    let rest = text.get(before..)?;
    let under = |start: usize| {
        name(text, units, start).or_else(|| {
            let end = cursor::letters(text, start);
            let plain = units.by_symbol(text.get(start..end)?)?;
            let longer =
                text.get(start..end + 2).and_then(|s| units.by_symbol(s).map(|u| (u, end + 2)));
            Some(longer.unwrap_or((plain, end)))
        })
    };
    let slash = rest.starts_with('/');
    if slash {
        return under(before + 1);
    }
    let at = if rest.starts_with('-') { before + 1 } else { cursor::gap(text, before)? };
    let word = cursor::word(text, at);
    if !matches!(word, "per" | "a" | "an" | "each" | "every") {
        return None;
    }
    let after = at + word.len();
    let next = if text[after..].starts_with('-') { after + 1 } else { cursor::gap(text, after)? };
    let (unit, end) = name(text, units, next)?;
    let singular = units.get(unit);
    // "a year" is a rate, "a year ago" and "two years" are not.
    let gone = cursor::gap(text, end).is_some_and(|at| {
        matches!(cursor::word(text, at), "ago" | "earlier" | "later" | "after" | "before")
    });
    let plural =
        text[next..end].eq_ignore_ascii_case(&singular.plural) && singular.plural != singular.name;
    (!(gone || plural)).then_some((unit, end))
}
