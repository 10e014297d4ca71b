//! What looks like a figure and is none: years and dates, clock times, versions, section numbers,
//! model names, scores, list items.

use super::super::cursor;
use super::super::noun;
use super::super::number::{Form, Number, Word, word_of};

/// Whether the token around a number in digits is an identifier, a version, a path or a time.
/// `start` is where the number, or its currency or sign, starts.
pub(super) fn is_part_of_token(text: &str, start: usize, end: usize, has_unit: bool) -> bool {
    // '62
    let short_year = matches!(cursor::before(text, start), Some('\'' | '’' | '‘'))
        && text.as_bytes()[start..end].len() == 2;
    if short_year && !has_unit {
        return true;
    }
    let before_is_joined = match cursor::before(text, start) {
        Some(c) if c.is_alphanumeric() => true,
        Some(
            '_' | '#' | '@' | '=' | '\\' | '§' | '^' | ':' | '/' | '.' | ',' | '+' | '&' | '*'
            | '№',
        ) => true,
        Some(c @ ('-' | '–' | '‑' | '−')) => cursor::before(text, start - c.len_utf8())
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | '.')),
        _ => false,
    };
    if before_is_joined {
        return true;
    }
    if has_unit {
        return false;
    }
    let next = cursor::after(text, end);
    let second = || text.get(end..).and_then(|r| r.chars().nth(1));
    match next {
        Some(c) if c.is_alphanumeric() => true,
        Some('_' | '=' | '\\' | '@') => true,
        // 14(b)
        Some('(') => {
            second().is_some_and(|c| c.is_ascii_lowercase())
                && text[end..].chars().nth(2) == Some(')')
        }
        Some('-') if ["-strong", "-odd"].iter().any(|s| text[end..].starts_with(s)) => false,
        Some('/' | '.' | ':' | ',' | '-' | '‑' | '–' | '\'' | '’') => {
            second().is_some_and(char::is_alphanumeric)
        }
        _ => false,
    }
}

/// Whether a bare or counting number is a year, part of a date or a clock time.
pub(super) fn is_date_or_time(
    text: &str,
    start: usize,
    number: &Number,
    counts: bool,
    hedged: bool,
) -> bool {
    let end = number.end;
    let next_at = cursor::gap(text, end).unwrap_or(end);
    let next = cursor::word(text, next_at);
    if matches!(next, "am" | "pm" | "a" | "p" | "AM" | "PM") && is_meridiem(text, next_at) {
        return true;
    }
    if matches!(
        next,
        "GMT"
            | "UTC"
            | "EST"
            | "EDT"
            | "CET"
            | "CEST"
            | "BST"
            | "PST"
            | "PDT"
            | "ET"
            | "PT"
            | "CT"
            | "o"
            | "AD"
            | "BC"
            | "BCE"
            | "CE"
            | "st"
            | "nd"
            | "rd"
            | "th"
    ) {
        return true;
    }
    let day = number.is_whole()
        && (1.0..=31.0).contains(&number.numeral.value)
        && number.form == Form::Digits;
    if day && is_month(next) {
        return true;
    }
    let before = previous_word(text, start);
    if is_month(before) && (day || number.could_be_year()) {
        return true;
    }
    if day && is_second_day(text, start) {
        return true;
    }
    // "half past five"
    if before == "past" && number.numeral.value <= 12.0 && !counts {
        return true;
    }
    if !number.could_be_year() {
        return false;
    }
    let round = number.numeral.value % 100.0 == 0.0 || number.numeral.value < 1800.0;
    let mut buffer = [0; 16];
    let dated = matches!(
        cursor::lower(before, &mut buffer),
        b"in"
            | b"since"
            | b"by"
            | b"until"
            | b"till"
            | b"from"
            | b"during"
            | b"before"
            | b"after"
            | b"the"
            | b"of"
            | b"early"
            | b"late"
            | b"mid"
            | b"for"
            | b"through"
            | b"year"
            | b"years"
            | b"to"
            | b"and"
            | b"fiscal"
            | b"spring"
            | b"summer"
            | b"autumn"
            | b"fall"
            | b"winter"
            | b"season"
            | b"its"
            | b"his"
            | b"their"
            | b"this"
            | b"that"
            | b"a"
    );
    !((hedged || counts) && round && (hedged || !dated))
}

/// Whether the number at `start` is the second day of "July 4 and 5".
fn is_second_day(text: &str, start: usize) -> bool {
    let Some(joint) = cursor::word_before(text, start) else { return false };
    if !matches!(joint, "and" | "or" | "to" | "through") {
        return false;
    }
    let Some(end) = cursor::gap_before(text, cursor::offset(text, joint)) else { return false };
    let digits =
        text.as_bytes()[..end].iter().rev().take(3).take_while(|b| b.is_ascii_digit()).count();
    (1..=2).contains(&digits) && is_month(previous_word(text, end - digits))
}

/// Whether a number is a year by the word before it: "in 1990".
pub(super) fn is_dated_year(text: &str, start: usize, number: &Number) -> bool {
    let before = previous_word(text, start);
    number.could_be_year()
        && (is_month(before)
            || matches!(
                before,
                "in" | "In"
                    | "since"
                    | "Since"
                    | "of"
                    | "during"
                    | "by"
                    | "By"
                    | "until"
                    | "after"
                    | "before"
            ))
}

/// Whether the words before `start` speak of a price, so that pounds are money.
pub(super) fn is_price(text: &str, start: usize) -> bool {
    let mut at = start;
    for _ in 0..4 {
        let Some(word) = cursor::word_before(text, at) else { return false };
        let mut buffer = [0; 16];
        if matches!(
            cursor::lower(word, &mut buffer),
            b"cost"
                | b"costs"
                | b"costing"
                | b"price"
                | b"prices"
                | b"priced"
                | b"paid"
                | b"pay"
                | b"pays"
                | b"paying"
                | b"worth"
                | b"spend"
                | b"spent"
                | b"spending"
                | b"charge"
                | b"charged"
                | b"fine"
                | b"fined"
                | b"fee"
                | b"fees"
                | b"salary"
                | b"earn"
                | b"earns"
                | b"earned"
                | b"raised"
                | b"profit"
                | b"profits"
                | b"sold"
                | b"bought"
                | b"bill"
                | b"debt"
                | b"owed"
        ) {
            return true;
        }
        at = cursor::offset(text, word);
    }
    false
}

/// "a.m.", "pm" at `at`.
fn is_meridiem(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let after = if rest.starts_with("am")
        || rest.starts_with("pm")
        || rest.starts_with("AM")
        || rest.starts_with("PM")
    {
        2
    } else if rest.get(1..).is_some_and(|r| r.starts_with(".m") || r.starts_with(" . m")) {
        3
    } else {
        return false;
    };
    !cursor::after(text, at + after).is_some_and(char::is_alphanumeric)
}

/// The word before `start`, looking past a full stop ("Sept. 28", "No. 10") and a comma.
fn previous_word(text: &str, start: usize) -> &str {
    let Some(end) = cursor::gap_before(text, start) else { return "" };
    let stop = usize::from(text[..end].ends_with('.'));
    let spaced = if stop == 1 { cursor::gap_before(text, end - 1).unwrap_or(end - 1) } else { end };
    cursor::word_ending(text, spaced)
}

pub(super) fn is_month(word: &str) -> bool {
    if !word.starts_with(char::is_uppercase)
        && matches!(word, "may" | "march" | "mar" | "dec" | "sep" | "jan")
    {
        return false;
    }
    let mut buffer = [0; 16];
    matches!(
        cursor::lower(word, &mut buffer),
        b"january"
            | b"february"
            | b"march"
            | b"april"
            | b"may"
            | b"june"
            | b"july"
            | b"august"
            | b"september"
            | b"october"
            | b"november"
            | b"december"
            | b"jan"
            | b"feb"
            | b"mar"
            | b"apr"
            | b"jun"
            | b"jul"
            | b"aug"
            | b"sep"
            | b"sept"
            | b"oct"
            | b"nov"
            | b"dec"
    )
}

/// Whether the number numbers something: "Section 5", "No. 10", "page 12", "Falcon 9", "(1)".
pub(super) fn is_label(text: &str, start: usize, number: &Number, counts: bool) -> bool {
    // "Python 3.8" is a version; larger decimals after a name are prices and indices.
    let version = number.form == Form::Digits
        && number.numeral.decimals == 1
        && number.numeral.value < 100.0
        && !counts;
    if !(number.is_whole() || version) || number.scale != 1.0 {
        return false;
    }
    if number.form == Form::Digits && is_list_item(text, start, number) {
        return true;
    }
    if is_spaced_model(text, start) {
        return true;
    }
    let word = previous_word(text, start);
    let mut buffer = [0; 16];
    let labels = matches!(
        cursor::lower(word, &mut buffer),
        b"section"
            | b"sections"
            | b"chapter"
            | b"chapters"
            | b"figure"
            | b"figures"
            | b"fig"
            | b"figs"
            | b"table"
            | b"tables"
            | b"no"
            | b"nos"
            | b"number"
            | b"numbers"
            | b"article"
            | b"articles"
            | b"part"
            | b"page"
            | b"pages"
            | b"pp"
            | b"volume"
            | b"vol"
            | b"appendix"
            | b"step"
            | b"phase"
            | b"type"
            | b"level"
            | b"grade"
            | b"category"
            | b"route"
            | b"highway"
            | b"flight"
            | b"channel"
            | b"room"
            | b"gate"
            | b"exit"
            | b"round"
            | b"week"
            | b"day"
            | b"stage"
            | b"lap"
            | b"line"
            | b"lines"
            | b"version"
            | b"issue"
            | b"question"
            | b"rule"
            | b"item"
            | b"port"
            | b"error"
            | b"code"
            | b"district"
            | b"ward"
            | b"precinct"
            | b"zone"
            | b"apartment"
            | b"suite"
            | b"unit"
            | b"engine"
            | b"track"
            | b"platform"
            | b"gigabit"
            | b"verse"
            | b"act"
            | b"scene"
            | b"title"
            | b"amendment"
            | b"resolution"
            | b"proposition"
            | b"psalm"
            | b"class"
            | b"division"
            | b"episode"
            | b"series"
            | b"model"
            | b"mark"
            | b"century"
            | b"listing"
            | b"example"
            | b"equation"
            | b"eq"
            | b"ch"
            | b"sec"
            | b"ref"
            | b"footnote"
            | b"note"
            | b"tier"
            | b"generation"
            | b"interstate"
    );
    if labels && (number.form == Form::Digits || !counts) {
        return true;
    }
    // A name directly before a number is most often part of it: Falcon 9, Windows 10, Boeing 737.
    let at = cursor::gap_before(text, start).unwrap_or(start);
    let after_stop = text[..at].ends_with('.');
    let name = word.contains(char::is_uppercase)
        && !after_stop
        && number.form == Form::Digits
        && !number.grouped;
    if !name || is_opening(text, word) || noun::is_function_word(word) {
        return false;
    }
    !counts || !is_given(text, word)
}

/// "B - 2", as transcripts and tokenised texts write a model.
fn is_spaced_model(text: &str, start: usize) -> bool {
    let Some(gap) = cursor::gap_before(text, start) else { return false };
    let Some(before) = text[..gap].strip_suffix('-') else { return false };
    let end = cursor::gap_before(text, before.len()).unwrap_or(before.len());
    let word = cursor::word_ending(text, end);
    (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether a lone "half" is an adverb: "we have half failed"; not "half of them", "half the town".
pub(super) fn is_adverbial_half(text: &str, start: usize, end: usize) -> bool {
    let words = &text[start..end];
    // "a century and a half"
    if words.eq_ignore_ascii_case("a half") {
        return cursor::word_before(text, start) == Some("and");
    }
    if !words.eq_ignore_ascii_case("half") {
        return false;
    }
    let before = cursor::word_before(text, start).unwrap_or_default();
    let mut buffer = [0; 16];
    if matches!(
        cursor::lower(before, &mut buffer),
        b"first"
            | b"second"
            | b"other"
            | b"latter"
            | b"last"
            | b"top"
            | b"bottom"
            | b"better"
            | b"upper"
            | b"lower"
            | b"northern"
            | b"southern"
            | b"eastern"
            | b"western"
            | b"this"
            | b"that"
            | b"each"
            | b"either"
    ) {
        return true;
    }
    let next = cursor::gap(text, end).map(|at| cursor::word(text, at)).unwrap_or_default();
    !matches!(
        next,
        "of" | "the"
            | "a"
            | "an"
            | "its"
            | "their"
            | "his"
            | "her"
            | "our"
            | "my"
            | "all"
            | "those"
            | "these"
            | "that"
            | "this"
    )
}

/// "1. ", "(1)", "[1]", "1)" at the start of a line.
fn is_list_item(text: &str, start: usize, number: &Number) -> bool {
    if number.digits > 3 || number.numeral.decimals > 0 {
        return false;
    }
    let (before, after) = (cursor::before(text, start), cursor::after(text, number.end));
    if matches!((before, after), (Some('(' | '['), Some(')' | ']'))) {
        return true;
    }
    let bracket = cursor::after(text, number.end + 1).is_some_and(|c| matches!(c, ')' | ']'));
    if matches!(before, Some('(' | '[')) && after == Some('.') && bracket {
        return true;
    }
    let at_start = before.is_none_or(|c| c == '\n');
    at_start
        && matches!(after, Some('.' | ')'))
        && cursor::after(text, number.end + 1).is_none_or(char::is_whitespace)
}

/// Whether a capitalised word is no name but the first word of the text or a common opening.
fn is_opening(text: &str, word: &str) -> bool {
    let start = cursor::offset(text, word);
    let mut buffer = [0; 16];
    let common = matches!(
        cursor::lower(word, &mut buffer),
        b"nearly"
            | b"almost"
            | b"roughly"
            | b"approximately"
            | b"another"
            | b"exactly"
            | b"police"
            | b"officials"
            | b"scores"
            | b"an"
            | b"estimated"
            | b"today"
            | b"yesterday"
            | b"currently"
            | b"combine"
            | b"add"
            | b"use"
            | b"give"
            | b"take"
            | b"send"
            | b"buy"
            | b"first"
            | b"last"
            | b"next"
            | b"previous"
            | b"nasdaq"
            | b"total"
            | b"maximum"
            | b"minimum"
    );
    common || (start == 0 && word.ends_with("ly"))
}

/// Whether someone is given the counted things: "gave Ukraine 18 missiles".
fn is_given(text: &str, word: &str) -> bool {
    let mut at = cursor::offset(text, word);
    // The name may have two more words: "gave the Ukrainian Army 18 missiles".
    for _ in 0..4 {
        let Some(before) = cursor::word_before(text, at) else { return false };
        let mut buffer = [0; 16];
        let lower = cursor::lower(before, &mut buffer);
        if matches!(
            lower,
            b"give"
                | b"gives"
                | b"gave"
                | b"given"
                | b"giving"
                | b"send"
                | b"sends"
                | b"sent"
                | b"sending"
                | b"sell"
                | b"sold"
                | b"selling"
                | b"offer"
                | b"offers"
                | b"offered"
                | b"offering"
                | b"supply"
                | b"supplied"
                | b"supplying"
                | b"hand"
                | b"handed"
                | b"cost"
                | b"costs"
                | b"costing"
                | b"lend"
                | b"lent"
                | b"loan"
                | b"loaned"
                | b"promise"
                | b"promised"
                | b"owe"
                | b"owes"
                | b"owed"
                | b"pay"
                | b"paid"
                | b"grant"
                | b"granted"
                | b"award"
                | b"awarded"
                | b"provide"
                | b"provided"
                | b"ship"
                | b"shipped"
                | b"buy"
                | b"bought"
                | b"deliver"
                | b"delivered"
        ) {
            return true;
        }
        if !(before.starts_with(char::is_uppercase) || lower == b"the") {
            return false;
        }
        at = cursor::offset(text, before);
    }
    false
}

/// "one of", "no one", "the one", "one another": "one" as a pronoun; "one in five" as odds.
pub(super) fn is_pronoun(text: &str, start: usize, end: usize) -> bool {
    let before = cursor::word_before(text, start).unwrap_or_default();
    let mut buffer = [0; 16];
    if matches!(
        cursor::lower(before, &mut buffer),
        b"no"
            | b"the"
            | b"this"
            | b"that"
            | b"which"
            | b"any"
            | b"some"
            | b"every"
            | b"each"
            | b"only"
            | b"another"
            | b"new"
            | b"day"
    ) {
        return true;
    }
    let next = cursor::gap(text, end).map(|at| cursor::word(text, at)).unwrap_or_default();
    matches!(
        next,
        "of" | "another" | "who" | "that" | "can" | "could" | "might" | "must" | "in" | "day"
    )
}

/// Whether the number is part of odds: "one in five", "3 in 10".
pub(super) fn is_odds(text: &str, number: &Number) -> bool {
    let Some(at) = cursor::gap(text, number.end) else { return false };
    if cursor::word(text, at) != "in" {
        return false;
    }
    let Some(next) = cursor::gap(text, at + 2) else { return false };
    let digits = text[next..].bytes().take(4).take_while(u8::is_ascii_digit).count();
    let of = match word_of(cursor::word(text, next)) {
        Some(Word::Digit(d)) => f64::from(d),
        Some(Word::Teen(t) | Word::Ten(t)) => f64::from(t),
        Some(_) => return true,
        None if (1..=3).contains(&digits) => text[next..next + digits].parse().unwrap_or(0.0),
        None => {
            return text[next..].starts_with("a ")
                && word_of(cursor::word(text, next + 2)).is_some();
        }
    };
    of > number.numeral.value
}

/// Whether `number` ends odds that a smaller number starts: the "five" of "one in five".
pub(super) fn closes_odds(text: &str, start: usize, number: &Number) -> bool {
    let Some(word) = cursor::word_before(text, start).filter(|w| *w == "in") else { return false };
    let Some(end) = cursor::gap_before(text, cursor::offset(text, word)) else { return false };
    let before = match word_of(cursor::word_ending(text, end)) {
        Some(Word::Digit(d)) => f64::from(d),
        Some(Word::Teen(t) | Word::Ten(t)) => f64::from(t),
        Some(_) => return false,
        None => {
            let digits = text.as_bytes()[..end]
                .iter()
                .rev()
                .take(4)
                .take_while(|b| b.is_ascii_digit())
                .count();
            let known = (1..=3).contains(&digits).then(|| text[end - digits..end].parse().ok());
            known.flatten().unwrap_or(f64::INFINITY)
        }
    };
    before < number.numeral.value
}
