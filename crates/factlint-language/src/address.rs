//! Addresses: URLs, e-mail addresses, handles and file names, which are no prose.

use crate::span::ProseSpan;

/// Whether the words are part of a URL, an e-mail address, a handle or a file name.
pub fn holds(prose: &str, span: ProseSpan) -> bool {
    let edge = |c: char| c.is_whitespace() || "<>()[]{}\"“”,;".contains(c);
    let window = near(prose, span);
    let start = prose[window.start..span.start as usize].rfind(edge).map_or(window.start, |at| {
        let at = window.start + at;
        at + prose[at..].chars().next().map_or(1, char::len_utf8)
    });
    let end = prose[span.end as usize..window.end]
        .find(edge)
        .map_or(window.end, |at| span.end as usize + at);
    let token = prose[start..end].trim_end_matches(['.', '!', '?', ':', '’', '\'']);
    let after = prose.get(span.end as usize..start + token.len()).unwrap_or_default();
    token.contains("://")
        || token.contains('@')
        || token.starts_with('#')
        || token.starts_with("www.")
        || (token.contains('/') && token.contains('.'))
        || (after.starts_with('.') && after[1..].starts_with(|c: char| c.is_ascii_lowercase()))
        || token.contains('_')
}

/// The surroundings of the words that may belong to one address: longer ones are cut.
fn near(prose: &str, span: ProseSpan) -> std::ops::Range<usize> {
    const REACH: usize = 200;
    let mut start = (span.start as usize).saturating_sub(REACH);
    let mut end = (span.end as usize + REACH).min(prose.len());
    while !prose.is_char_boundary(start) {
        start -= 1;
    }
    while !prose.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

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
