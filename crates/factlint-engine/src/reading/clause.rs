//! Clauses: the stretches of a sentence between commas, semicolons, dashes, brackets and the
//! conjunctions that set one statement against another.

use factlint_language::span::ProseSpan;
use factlint_language::word;
use factlint_language::words::Class;

/// A stretch of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Its prose, marks at its ends left out.
    pub span: ProseSpan,
    /// Whether it stands in brackets.
    pub bracketed: bool,
}

/// The clauses of a sentence, by position. A clause in brackets lies inside the clause that it
/// interrupts: "the 1,000-mile (1,600-kilometer) missiles" is one clause with another in it.
///
/// Marks inside `names` end nothing: "Washington, D.C." is one name.
pub fn clauses(prose: &str, sentence: ProseSpan, names: &[ProseSpan]) -> Vec<Clause> {
    let in_name = |at: usize| {
        let offset = sentence.start + at as u32;
        let index = names.partition_point(|name| name.end <= offset);
        names.get(index).is_some_and(|name| name.start <= offset)
    };
    let text = sentence.of(prose);
    let mut found = Vec::new();
    // Where the open clauses began: the outermost first, one more for each open bracket.
    let mut open = vec![0];
    let mut close = |from: usize, to: usize, bracketed: bool| {
        let words = text[from..to].trim();
        if !words.is_empty() {
            let lead = text[from..to].len() - text[from..to].trim_start().len();
            let first = sentence.start as usize + from + lead;
            found.push(Clause { span: ProseSpan::new(first, first + words.len()), bracketed });
        }
    };
    let mut before = ' ';
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let after = characters.peek().map_or(' ', |&(_, next)| next);
        let next = at + character.len_utf8();
        let depth = open.len() - 1;
        // Where the clause ends and where the next one begins, if it ends here.
        let boundary = match character {
            _ if in_name(at) => None,
            '(' | '[' if depth < DEEPEST => {
                open.push(next);
                None
            }
            ')' | ']' if depth > 0 => {
                close(open[depth], at, true);
                open.pop();
                None
            }
            ':' if after.is_ascii_digit() => None,
            ';' | ':' | '—' => Some(next),
            '–' | '-' if before.is_whitespace() && (after.is_whitespace() || after == '-') => {
                Some(next)
            }
            ',' if !(before.is_ascii_digit() && after.is_ascii_digit()) => Some(next),
            _ if word::is_word(character) && !word::is_word(before) && !word::is_hyphen(before) => {
                let end =
                    text[at..].find(|c| !word::is_word(c)).map_or(text.len(), |length| at + length);
                let compound = text[end..].chars().next().is_some_and(word::is_hyphen);
                (at > open[depth] && !compound && is_divider(text, at, end)).then_some(at)
            }
            _ => None,
        };
        if let Some(start) = boundary {
            close(open[depth], at, depth > 0);
            open[depth] = start;
        }
        before = character;
    }
    for (depth, &start) in open.iter().enumerate() {
        close(start, text.len(), depth > 0);
    }
    found.sort_by_key(|clause| (clause.span.start, std::cmp::Reverse(clause.span.end)));
    found
}

/// The innermost clause that holds an offset.
pub fn innermost(clauses: &[Clause], offset: u32) -> Option<Clause> {
    clauses
        .iter()
        .filter(|clause| clause.span.start <= offset && offset < clause.span.end)
        .min_by_key(|clause| clause.span.len())
        .copied()
}

/// The clause that a bracketed one interrupts or follows; the clause itself if it is not in brackets.
pub fn outer(clauses: &[Clause], clause: Clause) -> Clause {
    if !clause.bracketed {
        return clause;
    }
    clauses
        .iter()
        .rev()
        .find(|other| !other.bracketed && other.span.start <= clause.span.start)
        .copied()
        .unwrap_or(clause)
}

/// Brackets nested deeper than this are read as other marks.
const DEEPEST: usize = 16;

/// "than" after "more" or "less" belongs to a hedge, not to a comparison.
fn is_divider(text: &str, start: usize, end: usize) -> bool {
    word::is(&text[start..end], Class::ClauseDivider)
        && !(text[start..end].eq_ignore_ascii_case("than")
            && word::words_before(&text[..start])
                .next()
                .is_some_and(|(_, before)| word::is(before, Class::BeforeThan)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        clauses(text, ProseSpan::new(0, text.len()), &[])
            .iter()
            .map(|clause| clause.span.of(text))
            .collect()
    }

    #[test]
    fn commas_brackets_and_contrasts_part_clauses() {
        assert_eq!(
            split(
                "The Swift, a glider with a range of 1,600 km (990 miles), beats the Crow; it flies while others rest."
            ),
            [
                "The Swift",
                "a glider with a range of 1,600 km (990 miles)",
                "990 miles",
                "beats the Crow",
                "it flies",
                "while others rest."
            ]
        );
    }

    #[test]
    fn a_bracket_interrupts_a_clause() {
        let text = "He wants the 90-mile (145-kilometer) range gliders, they say";
        assert_eq!(
            split(text),
            ["He wants the 90-mile (145-kilometer) range gliders", "145-kilometer", "they say"]
        );
        assert_eq!(split("a (b"), ["a (b", "b"]);
    }

    #[test]
    fn hedges_and_compounds_stay_whole() {
        assert_eq!(
            split("It flies more than 5 km in a well-known way"),
            ["It flies more than 5 km in a well-known way"]
        );
        assert_eq!(
            split("It flies 5 km compared with 3 km"),
            ["It flies 5 km", "compared with 3 km"]
        );
    }
}
