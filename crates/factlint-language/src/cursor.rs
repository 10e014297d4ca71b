//! Small steps over a text: gaps, words and what stands on either side of a place. Every step is
//! bounded, so that no text makes a reader walk far.

/// Longest word, in bytes, that a reader takes an interest in.
const LONGEST_WORD: usize = 40;
/// Widest gap, in bytes, inside one figure.
const WIDEST_GAP: usize = 6;

/// The end of the white space at `i`: spaces, tabs, no-break and thin spaces and at most one line
/// break. None where there is no white space, or too much of it.
pub(super) fn gap(text: &str, i: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut end = i;
    let mut breaks = 0;
    loop {
        end += match bytes.get(end) {
            Some(b' ' | b'\t' | b'\r') => 1,
            Some(b'\n') => {
                breaks += 1;
                1
            }
            Some(0xC2) if bytes.get(end + 1) == Some(&0xA0) => 2,
            Some(0xE2)
                if bytes.get(end + 1) == Some(&0x80)
                    && matches!(bytes.get(end + 2), Some(0x80..=0x8A | 0xAF)) =>
            {
                3
            }
            _ => break,
        };
        if end - i > WIDEST_GAP || breaks > 1 {
            return None;
        }
    }
    (end > i).then_some(end)
}

/// The end of the white space at `i`, or `i` itself.
pub(super) fn skip_gap(text: &str, i: usize) -> usize {
    gap(text, i).unwrap_or(i)
}

/// The start of the white space that ends at `i`. None where there is none, or too much of it.
pub(super) fn gap_before(text: &str, i: usize) -> Option<usize> {
    let mut start = i;
    let mut breaks = 0;
    while let Some(c) = before(text, start).filter(|c| c.is_whitespace()) {
        breaks += usize::from(c == '\n');
        start -= c.len_utf8();
        if i - start > WIDEST_GAP || breaks > 1 {
            return None;
        }
    }
    (start < i).then_some(start)
}

/// The character that ends at `i`.
pub(super) fn before(text: &str, i: usize) -> Option<char> {
    let last = *text.as_bytes().get(i.checked_sub(1)?)?;
    if last.is_ascii() {
        return Some(char::from(last));
    }
    text.get(..i)?.chars().next_back()
}

/// The character that starts at `i`.
pub(super) fn after(text: &str, i: usize) -> Option<char> {
    let first = *text.as_bytes().get(i)?;
    if first.is_ascii() {
        return Some(char::from(first));
    }
    text.get(i..)?.chars().next()
}

/// The end of the run of letters at `i`; `i` where there is none, and nothing of a run that is
/// too long to be a word.
pub(super) fn letters(text: &str, i: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = i;
    while let Some(&b) = bytes.get(end) {
        if b.is_ascii_alphabetic() {
            end += 1;
        } else if b >= 0x80 {
            match after(text, end) {
                Some(c) if c.is_alphabetic() && c != 'º' && c != 'ª' => end += c.len_utf8(),
                _ => break,
            }
        } else {
            break;
        }
        if end - i > LONGEST_WORD {
            return i;
        }
    }
    end
}

/// The word of letters at `i`; empty where there is none.
pub(super) fn word(text: &str, i: usize) -> &str {
    text.get(i..letters(text, i)).unwrap_or_default()
}

/// The word that ends at `i`: letters, and full stops and apostrophes between letters.
pub(super) fn word_ending(text: &str, i: usize) -> &str {
    let bytes = text.as_bytes();
    let mut start = i;
    while let Some(c) = before(text, start) {
        if c.is_ascii_alphabetic() {
            start -= 1;
            while start > 0 && bytes[start - 1].is_ascii_alphabetic() && i - start <= LONGEST_WORD {
                start -= 1;
            }
            if i - start > LONGEST_WORD {
                return "";
            }
            continue;
        }
        let inside = matches!(c, '.' | '\'' | '’')
            && start < i
            && before(text, start - c.len_utf8()).is_some_and(char::is_alphabetic);
        if !(c.is_alphabetic() || inside) {
            break;
        }
        start -= c.len_utf8();
        if i - start > LONGEST_WORD {
            return "";
        }
    }
    text.get(start..i).unwrap_or_default()
}

/// The word before `i`, with the white space between; none across punctuation.
pub(super) fn word_before(text: &str, i: usize) -> Option<&str> {
    let word = word_ending(text, gap_before(text, i)?);
    (!word.is_empty()).then_some(word)
}

/// Where `part`, a slice of `text`, starts in it.
pub(super) fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// `word` in lower case in `buffer`, if it is ASCII and fits.
pub(super) fn lower<'a>(word: &str, buffer: &'a mut [u8; 16]) -> &'a [u8] {
    let bytes = word.as_bytes();
    if bytes.len() > buffer.len() {
        return &[];
    }
    for (to, from) in buffer.iter_mut().zip(bytes) {
        *to = from.to_ascii_lowercase();
    }
    &buffer[..bytes.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps() {
        assert_eq!(gap("a b", 1), Some(2));
        assert_eq!(gap("a\u{a0}\u{202f}b", 1), Some(6));
        assert_eq!(gap("a \nb", 1), Some(3));
        assert_eq!(gap("a\n\nb", 1), None);
        assert_eq!(gap("ab", 1), None);
        assert_eq!(gap_before("a \nb", 3), Some(1));
        assert_eq!(gap_before("a\n\nb", 3), None);
    }

    #[test]
    fn words() {
        assert_eq!(word("naïve plan", 0), "naïve");
        assert_eq!(word_before("the U.S. 5", 9), None);
        assert_eq!(word_before("about 5", 6), Some("about"));
        assert_eq!(word_before("about, 5", 7), None);
        let text = "so about 5";
        assert_eq!(offset(text, word_before(text, 9).unwrap_or_default()), 3);
    }
}
