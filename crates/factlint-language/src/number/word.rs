//! The words that numbers are made of.

use super::super::cursor;

/// A word that numbers are made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) enum Word {
    /// zero to nine
    Digit(u8),
    /// ten to nineteen
    Teen(u8),
    /// twenty to ninety
    Ten(u8),
    /// hundred
    Hundred,
    /// thousand and above
    Scale(f64),
    /// dozen
    Dozen,
    /// half
    Half,
    /// The denominator of third, quarter, fifth, ...
    Part(u16),
    /// The denominator of thirds, quarters, ...
    Parts(u16),
}

/// The number word that `word` is, in any capitals.
pub(in super::super) fn word_of(word: &str) -> Option<Word> {
    let mut buffer = [0; 16];
    Some(match cursor::lower(word, &mut buffer) {
        b"zero" | b"nought" | b"naught" => Word::Digit(0),
        b"one" => Word::Digit(1),
        b"two" => Word::Digit(2),
        b"three" => Word::Digit(3),
        b"four" => Word::Digit(4),
        b"five" => Word::Digit(5),
        b"six" => Word::Digit(6),
        b"seven" => Word::Digit(7),
        b"eight" => Word::Digit(8),
        b"nine" => Word::Digit(9),
        b"ten" => Word::Teen(10),
        b"eleven" => Word::Teen(11),
        b"twelve" => Word::Teen(12),
        b"thirteen" => Word::Teen(13),
        b"fourteen" => Word::Teen(14),
        b"fifteen" => Word::Teen(15),
        b"sixteen" => Word::Teen(16),
        b"seventeen" => Word::Teen(17),
        b"eighteen" => Word::Teen(18),
        b"nineteen" => Word::Teen(19),
        b"twenty" => Word::Ten(20),
        b"thirty" => Word::Ten(30),
        b"forty" | b"fourty" => Word::Ten(40),
        b"fifty" => Word::Ten(50),
        b"sixty" => Word::Ten(60),
        b"seventy" => Word::Ten(70),
        b"eighty" => Word::Ten(80),
        b"ninety" => Word::Ten(90),
        b"hundred" => Word::Hundred,
        b"thousand" => Word::Scale(1e3),
        b"million" => Word::Scale(1e6),
        b"billion" => Word::Scale(1e9),
        b"trillion" => Word::Scale(1e12),
        b"lakh" | b"lac" => Word::Scale(1e5),
        b"crore" => Word::Scale(1e7),
        b"dozen" => Word::Dozen,
        b"half" => Word::Half,
        b"third" => Word::Part(3),
        b"quarter" | b"fourth" => Word::Part(4),
        b"fifth" => Word::Part(5),
        b"sixth" => Word::Part(6),
        b"seventh" => Word::Part(7),
        b"eighth" => Word::Part(8),
        b"ninth" => Word::Part(9),
        b"tenth" => Word::Part(10),
        b"twelfth" => Word::Part(12),
        b"sixteenth" => Word::Part(16),
        b"twentieth" => Word::Part(20),
        b"thirtieth" => Word::Part(30),
        b"hundredth" => Word::Part(100),
        b"thousandth" => Word::Part(1000),
        b"halves" => Word::Parts(2),
        b"thirds" => Word::Parts(3),
        b"quarters" | b"fourths" => Word::Parts(4),
        b"fifths" => Word::Parts(5),
        b"sixths" => Word::Parts(6),
        b"sevenths" => Word::Parts(7),
        b"eighths" => Word::Parts(8),
        b"ninths" => Word::Parts(9),
        b"tenths" => Word::Parts(10),
        b"twelfths" => Word::Parts(12),
        b"sixteenths" => Word::Parts(16),
        b"hundredths" => Word::Parts(100),
        b"thousandths" => Word::Parts(1000),
        _ => return None,
    })
}
