//! Words that are multiples: "doubled", "halved", "threefold", "twice as many".

use super::super::cursor;

/// How many times the other value a word tells, where it tells that at `start`.
pub(super) fn read(text: &str, start: usize, word: &str) -> Option<f64> {
    let value = of_word(word)?;
    let end = start + word.len();
    if cursor::after(text, end).is_some_and(|c| c == '-' || c.is_alphanumeric()) {
        return None;
    }
    let next = cursor::gap(text, end).map(|at| cursor::word(text, at)).unwrap_or_default();
    if word.eq_ignore_ascii_case("twice") {
        // "twice a week" and "he fell twice" tell how often.
        let compares = matches!(
            next,
            "as" | "the" | "its" | "that" | "their" | "his" | "her" | "what" | "those"
        );
        return compares.then_some(value);
    }
    // "classes doubled up", "the doubling time"
    let other =
        matches!(next, "up" | "over" | "back" | "down" | "time" | "times" | "room" | "rooms");
    (!other).then_some(value)
}

fn of_word(word: &str) -> Option<f64> {
    let mut buffer = [0; 16];
    Some(match cursor::lower(word, &mut buffer) {
        b"halved" | b"halving" => 0.5,
        b"twice" | b"doubled" | b"doubling" | b"twofold" => 2.0,
        b"tripled" | b"tripling" | b"trebled" | b"trebling" | b"threefold" => 3.0,
        b"quadrupled" | b"quadrupling" | b"fourfold" => 4.0,
        b"quintupled" | b"fivefold" => 5.0,
        b"sixfold" => 6.0,
        b"sevenfold" => 7.0,
        b"eightfold" => 8.0,
        b"ninefold" => 9.0,
        b"tenfold" => 10.0,
        b"hundredfold" => 100.0,
        b"thousandfold" => 1000.0,
        _ => return None,
    })
}
