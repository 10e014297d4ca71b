//! Addresses: URLs, e-mail addresses, handles and file names, which are no prose.

use super::span::ProseSpan;
use super::token::Tokens;
use super::words::Words;
use std::ops::Range;

/// Whether the words are part of a URL, an e-mail address, a handle or a file name.
pub fn holds(prose: &str, span: ProseSpan) -> bool {
    let near = near(prose, span);
    if is_plain(prose, near, span) {
        return false;
    }
    let tokens = Tokens::new(prose, near, Words::embedded());
    let end = tokens.at((span.end as usize).saturating_sub(1)) + 1;
    holds_tokens(&tokens, tokens.at(span.start as usize)..end)
}

/// Whether a range of tokens is part of a URL, an e-mail address, a handle or a file name: of all
/// that is attached to it, brackets and marks around it left out.
pub fn holds_tokens(tokens: &Tokens<'_>, words: Range<usize>) -> bool {
    let mut start = words.start;
    while tokens.is_attached(start) && !is_edge(tokens, start - 1) {
        start -= 1;
    }
    let mut end = words.end;
    while tokens.is_attached(end) && !is_edge(tokens, end) {
        end += 1;
    }
    while end > start && matches!(tokens.sign(end - 1), Some('.' | '!' | '?' | ':' | '’' | '\''))
    {
        end -= 1;
    }
    let has = |sign: char| (start..end).any(|i| tokens.sign(i) == Some(sign));
    let has_scheme = || {
        (start..end).any(|i| {
            tokens.sign(i) == Some(':')
                && tokens.attached_sign(i + 1, '/')
                && tokens.attached_sign(i + 2, '/')
        })
    };
    // "Kiev.ua"
    let has_extension = || {
        words.end + 1 < end
            && tokens.attached_sign(words.end, '.')
            && tokens.after(words.end + 1).is_some_and(|c| c.is_ascii_lowercase())
    };
    has('@')
        || has('_')
        || (has('/') && (has('.') || has_scheme()))
        || tokens.sign(start) == Some('#')
        || (tokens.says(start, "www") && tokens.attached_sign(start + 1, '.'))
        || has_extension()
}

/// Whether what is attached to the words holds nothing that addresses are told by: so it is with nearly all
/// words, which need not be lexed.
fn is_plain(prose: &str, near: ProseSpan, span: ProseSpan) -> bool {
    let bytes = prose.as_bytes();
    // Beyond ASCII no byte says whether white space begins, so that more may be looked at than is attached.
    let is_attached = |byte: &&u8| !byte.is_ascii_whitespace();
    let before =
        bytes[near.start as usize..span.start as usize].iter().rev().take_while(is_attached);
    let after = bytes[span.end as usize..near.end as usize].iter().take_while(is_attached).count();
    let after = &bytes[span.end as usize..span.end as usize + after];
    let ended = after.iter().rposition(|byte| !b".:!?".contains(byte)).map_or(0, |last| last + 1);
    let is_mark = |byte: &u8| matches!(byte, b'@' | b'_' | b'/' | b'#' | b'.');
    !before.chain(span.of(prose).as_bytes()).chain(&after[..ended]).any(is_mark)
}

/// Whether the sign at `i` parts an address from what stands around it.
fn is_edge(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.sign(i).is_some_and(|sign| "<>()[]{}\"“”,;".contains(sign))
}

/// The surroundings of the words that may belong to one address: longer ones are cut.
fn near(prose: &str, span: ProseSpan) -> ProseSpan {
    const REACH: usize = 200;
    let mut start = (span.start as usize).saturating_sub(REACH);
    let mut end = (span.end as usize + REACH).min(prose.len());
    while !prose.is_char_boundary(start) {
        start -= 1;
    }
    while !prose.is_char_boundary(end) {
        end += 1;
    }
    ProseSpan::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text(before in "\\PC{0,20}", after in "\\PC{0,20}") {
            let text = format!("{before}Kiev{after}");
            holds(&text, ProseSpan::new(before.len(), before.len() + 4));
        }
    }

    #[test]
    fn addresses_are_no_prose() {
        let in_address = |text: &str| {
            let at = text.find("Kiev").unwrap_or_default();
            holds(text, ProseSpan::new(at, at + 4))
        };
        assert!(in_address("see https://x.org/Kiev-map now"));
        assert!(in_address("write to Kiev@x.org"));
        assert!(in_address("at Kiev.ua today"));
        assert!(in_address("#Kiev"));
        assert!(!in_address("in Kiev. Then"));
        assert!(!in_address("(Kiev)"));
        assert!(!in_address("Kiev’s"));
    }
}
