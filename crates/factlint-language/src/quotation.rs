//! Quotation marks in a block of prose.

use crate::span::ProseSpan;
use crate::word;

/// Words in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Marks included.
    pub span: ProseSpan,
    /// Without the marks.
    pub inner: ProseSpan,
}

/// Single quotation marks look like apostrophes: a pair further apart than this is none.
const LONGEST_SINGLE: usize = 400;

/// The bytes that quotation marks begin with.
const MAY_QUOTE: [bool; 256] = {
    let mut table = [false; 256];
    table[b'"' as usize] = true;
    table[b'\'' as usize] = true;
    table[0xC2] = true;
    table[0xE2] = true;
    table
};

/// The quotations of `prose[within]`, outermost only, by position. A double quotation mark that is
/// never closed quotes up to the end of the block, as in speech that goes on in the next paragraph.
pub fn quotations(prose: &str, within: ProseSpan) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut open: Option<(char, usize, usize)> = None;
    let mut single: Option<(char, usize, usize)> = None;
    let text = within.of(prose);
    let mut next = 0;
    while let Some(skipped) =
        text.as_bytes()[next..].iter().position(|&byte| MAY_QUOTE[usize::from(byte)])
    {
        let offset = next + skipped;
        let Some(character) = text[offset..].chars().next() else { break };
        next = offset + character.len_utf8();
        let before = text[..offset].chars().next_back().unwrap_or(' ');
        let at = within.start as usize + offset;
        let end = at + character.len_utf8();
        let after = text[next..].chars().next().unwrap_or(' ');
        let opens_here = !word::is_word(before) && !after.is_whitespace();
        match (open, character) {
            (None, '“' | '«' | '„') => open = Some((closing(character), at, end)),
            (None, '"') if opens_here => open = Some(('"', at, end)),
            (Some((close, start, inner)), _)
                if character == close || (close == '“' && character == '”') =>
            {
                found.push(quotation(start, inner, at, end));
                open = None;
                single = None;
            }
            (None, '‘') => single = Some(('’', at, end)),
            (None, '\'') if single.is_none() && opens_here && after.is_alphabetic() => {
                single = Some(('\'', at, end));
            }
            (None, '’' | '\'') => {
                if let Some((close, start, inner)) = single
                    && close == character
                    && !word::is_word(after)
                    && at > inner
                {
                    if at - start <= LONGEST_SINGLE {
                        found.push(quotation(start, inner, at, end));
                    }
                    single = None;
                }
            }
            _ => {}
        }
    }
    if let Some((_, start, inner)) = open {
        found.push(quotation(start, inner, within.end as usize, within.end as usize));
    }
    found.sort_by_key(|quotation| quotation.span.start);
    found.dedup_by(|later, earlier| earlier.span.overlaps(later.span));
    found
}

fn quotation(start: usize, inner: usize, inner_end: usize, end: usize) -> Quotation {
    Quotation {
        span: ProseSpan::new(start, end),
        inner: ProseSpan::new(inner, inner_end.max(inner)),
    }
}

fn closing(opening: char) -> char {
    match opening {
        '«' => '»',
        '„' => '“',
        _ => '”',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn quoted(prose: &str) -> Vec<&str> {
        quotations(prose, ProseSpan::new(0, prose.len()))
            .iter()
            .map(|quotation| quotation.inner.of(prose))
            .collect()
    }

    #[test]
    fn marks_of_all_styles() {
        assert_eq!(
            quoted("He said “we go” and \"we stay\"; «deplete» or „so“."),
            ["we go", "we stay", "deplete", "so"]
        );
        assert_eq!(
            quoted("Russia signals 'extreme concern' on Trump's allies' day"),
            ["extreme concern"]
        );
        assert_eq!(quoted("the motto ‘wait and see,’ they say"), ["wait and see,"]);
    }

    #[test]
    fn apostrophes_and_inches_are_no_quotations() {
        assert!(quoted("It's the '90s; the dog's bone, 6'2\" tall.").is_empty());
        assert_eq!(quoted("“We go on"), ["We go on"]);
    }

    proptest! {
        #[test]
        fn quotations_lie_in_order_inside_the_text(prose in "[a \"'“”‘’«».]{0,60}") {
            let mut last = 0;
            for quotation in quotations(&prose, ProseSpan::new(0, prose.len())) {
                prop_assert!(quotation.span.start >= last && quotation.span.contains(quotation.inner));
                last = quotation.span.end;
            }
        }
    }
}
