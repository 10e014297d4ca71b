//! What is written for machines and stands in prose: URLs, e-mail addresses, handles, file names and paths,
//! options and settings of programs, addresses of networks, hashes. Nobody spells it as a style guide says.

use super::span::ProseSpan;
use super::token::Tokens;
use super::words::{Class, Words};
use std::ops::Range;

/// Whether the words are part of something that is written for machines.
pub fn holds(prose: &str, span: ProseSpan) -> bool {
    let near = near(prose, span);
    if is_plain(prose, near, span) {
        return false;
    }
    let tokens = Tokens::new(prose, near, Words::embedded());
    let end = tokens.at((span.end as usize).saturating_sub(1)) + 1;
    holds_tokens(&tokens, tokens.at(span.start as usize)..end)
}

/// Whether a range of tokens is part of something that is written for machines: of all that is attached to it,
/// brackets and marks around it left out.
pub fn holds_tokens(tokens: &Tokens<'_>, words: Range<usize>) -> bool {
    let mut start = words.start;
    while tokens.is_attached(start) && !is_edge(tokens, start - 1) {
        start -= 1;
    }
    let mut end = words.end;
    while tokens.is_attached(end) && !is_edge(tokens, end) {
        end += 1;
    }
    // `<user>`, `{user}`, `login()`, `list->next`.
    let follows = |sign| end == words.end && tokens.attached_sign(end, sign);
    let is_placeholder = start == words.start
        && [('<', '>'), ('{', '}')]
            .into_iter()
            .any(|(open, close)| tokens.before(start) == Some(open) && follows(close));
    let is_member = (tokens.before(words.start) == Some('>')
        && words.start > 1
        && tokens.sign(words.start - 2) == Some('-')
        && tokens.is_attached(words.start - 1))
        || (tokens.attached_sign(words.end, '-') && tokens.attached_sign(words.end + 1, '>'));
    let is_call = [('(', ')'), ('[', ']')]
        .iter()
        .any(|(open, close)| follows(*open) && tokens.attached_sign(end + 1, *close));
    let is_enclosed = is_enclosed(tokens, &words);
    // 'lumenview', as a value is written.
    let is_literal = tokens.before(words.start) == Some('\'')
        && tokens.attached_sign(words.end, '\'')
        && !tokens.before(words.start.saturating_sub(1)).is_some_and(char::is_alphanumeric)
        && !tokens.after(words.end + 1).is_some_and(char::is_alphanumeric)
        && tokens.slice(words.clone()).starts_with(|c: char| c.is_ascii_lowercase());
    while end > start && matches!(tokens.sign(end - 1), Some('.' | '!' | '?' | ':' | '’' | '\''))
    {
        end -= 1;
    }
    let has = |sign: char| (start..end).any(|i| tokens.sign(i) == Some(sign));
    let text = tokens.slice(start..end.max(words.end));
    let base = tokens.start(start);
    let run = Run {
        before: &text[..tokens.start(words.start) - base],
        words: tokens.slice(words.clone()),
        after: &text[tokens.end_before(words.end) - base..],
    };
    has('@')
        || has('_')
        || run.before.contains('#')
        || (tokens.says(start, "www") && tokens.attached_sign(start + 1, '.'))
        || is_placeholder
        || is_call
        || is_enclosed
        || is_literal
        || is_member
        || (tokens.is(start, Class::TimeZoneArea) && tokens.attached_sign(start + 1, '/'))
        || run.is_path(text)
        || run.is_file_name()
        || run.is_setting()
        || is_number_of_machines(text, run.words)
}

/// Whether signs around the words make them a name that something else stands for: `:tada:`, `&kiev;`, `%(name)s`.
fn is_enclosed(tokens: &Tokens<'_>, words: &Range<usize>) -> bool {
    let is_alone = |sign: Option<char>| !sign.is_some_and(char::is_alphanumeric);
    match tokens.before(words.start) {
        Some(':') => {
            tokens.attached_sign(words.end, ':')
                && is_alone(tokens.before(words.start - 1))
                && is_alone(tokens.after(words.end + 1))
        }
        Some('&') => tokens.attached_sign(words.end, ';'),
        Some('(') => {
            tokens.attached_sign(words.end, ')')
                && tokens.before(words.start - 1) == Some('%')
                && tokens.after(words.end + 1).is_some_and(|letter| letter.is_ascii_lowercase())
        }
        _ => false,
    }
}

/// Some words with all that is attached to them.
struct Run<'a> {
    before: &'a str,
    words: &'a str,
    after: &'a str,
}

impl Run<'_> {
    /// Whether a sign stands around the words: one inside is what somebody looks for.
    fn has(&self, sign: char) -> bool {
        self.before.contains(sign) || self.after.contains(sign)
    }

    /// `https://x.org`, `/etc/hosts`, `docs/setup/`, `src/main.rs`, `C:\\Users`; not "Kyiv/Moscow" or "and/or".
    fn is_path(&self, text: &str) -> bool {
        if text.contains('/') && (text.contains('.') || text.contains("://")) {
            return true;
        }
        let is_small = |part: &str| !part.starts_with(char::is_uppercase);
        let between = [self.before, self.after];
        let slashes = between.iter().map(|side| side.matches('/').count()).sum::<usize>();
        self.has('\\')
            || (slashes > 0 && (text.starts_with(['/', '~']) || text.ends_with('/')))
            || (slashes > 1 && text.split('/').any(is_small))
    }

    /// `Kiev.ua`, `index.html`, `.github`: lower case behind a full stop that nothing parts from it.
    fn is_file_name(&self) -> bool {
        let is_lower = |c: char| c.is_ascii_lowercase();
        let extends = self.after.strip_prefix('.').is_some_and(|after| after.starts_with(is_lower));
        let is_extension = self.before.strip_suffix('.').is_some_and(|stem| {
            stem.is_empty() || stem.ends_with(|c: char| c.is_alphanumeric() || c == ']')
        });
        let starts = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        extends || (is_extension && self.words.starts_with(starts))
    }

    /// `--verbose`, `-name`, `zone=UTC`, `$HOME`, `%PATH%`, `std::io`.
    fn is_setting(&self) -> bool {
        let is_option = self.before.starts_with("--")
            || (self.before == "-" && self.words.starts_with(|c: char| c.is_ascii_lowercase()));
        is_option
            || self.has('=')
            || self.before.ends_with('$')
            || (self.before.ends_with('%') && self.after.starts_with('%'))
            || [self.before, self.after].iter().any(|side| side.contains("::"))
    }
}

/// Whether a run that holds more than the words is the address of a machine or a number in hexadecimal:
/// `52:85:1a:31:2a:3d`, `fe80::3d`, `0x3d`, `9f3d21c`, `3d2504e0-4f89-11d3-9a0c-0305e82c3301`.
fn is_number_of_machines(text: &str, words: &str) -> bool {
    if text.len() == words.len() {
        return false;
    }
    let is_hex = |part: &str| part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let has_digit = |part: &str| part.bytes().any(|byte| byte.is_ascii_digit());
    let parts =
        |sign: char, fits: &dyn Fn(&str) -> bool| text.contains(sign) && text.split(sign).all(fits);
    let count = |sign: char| text.matches(sign).count() + 1;
    let pairs = |part: &str| part.len() == 2 && is_hex(part);
    let fours = |part: &str| part.len() == 4 && is_hex(part);
    let uuid = || {
        let lengths: Vec<usize> = text.split('-').map(str::len).collect();
        lengths == [8, 4, 4, 4, 12] && parts('-', &is_hex)
    };
    let address = text.split_once('%').map_or(text, |(address, _)| address);
    let address = address.split_once('/').map_or(address, |(address, _)| address);
    let version_six = || {
        let groups = address.matches(':').count() + 1;
        groups > 2
            && (groups > 3 || address.contains("::"))
            && address.split(':').all(|part| part.len() <= 4 && is_hex(part))
    };
    let hash = |text: &str| {
        text.len() > 5
            && is_hex(text)
            && has_digit(text)
            && !text.bytes().all(|b| b.is_ascii_digit())
    };
    (parts(':', &pairs) && count(':') > 3)
        || version_six()
        || (parts('-', &pairs) && count('-') > 3)
        || (parts('.', &fours)
            && count('.') == 3
            && !text.bytes().all(|b| b == b'.' || b.is_ascii_digit()))
        || uuid()
        || text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")).is_some_and(is_hex)
        || text.strip_prefix("U+").is_some_and(is_hex)
        || hash(text)
}

/// Whether what is attached to the words holds nothing but letters and the marks of prose: so it is with nearly
/// all words, which need not be lexed.
fn is_plain(prose: &str, near: ProseSpan, span: ProseSpan) -> bool {
    let bytes = prose.as_bytes();
    // Beyond ASCII no byte says whether white space begins, so that more may be looked at than is attached.
    let is_attached = |byte: &&u8| !byte.is_ascii_whitespace();
    let before = &bytes[near.start as usize..span.start as usize];
    let after = bytes[span.end as usize..near.end as usize].iter().take_while(is_attached).count();
    let after = &bytes[span.end as usize..span.end as usize + after];
    let ended = after.iter().rposition(|byte| !b".:!?".contains(byte)).map_or(0, |last| last + 1);
    let before = || before.iter().rev().take_while(is_attached);
    let words = span.of(prose).as_bytes();
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
    let is_word = words.iter().all(|byte| is_letter(byte) || byte.is_ascii_whitespace())
        && before().all(|byte| is_letter(byte) || b"([\",;".contains(byte))
        && after[..ended].iter().all(|byte| is_letter(byte) || b")]\",;-'!?".contains(byte));
    // A figure to which nothing is attached: "1,600 km", "$2.5 million".
    let in_figure = |byte: &u8| byte.is_ascii_alphanumeric() || b" \n,.%$".contains(byte);
    let is_figure = || {
        words.iter().all(|byte| in_figure(byte) || !byte.is_ascii())
            && before().all(|byte| b"([\",;".contains(byte))
            && after[..ended].iter().all(|byte| b")]\",;!?".contains(byte))
    };
    is_word || is_figure()
}

/// Whether the sign at `i` parts an address from what stands around it.
fn is_edge(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.sign(i).is_some_and(|sign| "<>()[]{}\"“”,;—…|`".contains(sign))
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

    fn in_address(text: &str, words: &str) -> bool {
        let at = text.find(words).unwrap_or_default();
        holds(text, ProseSpan::new(at, at + words.len()))
    }

    #[test]
    fn addresses_are_no_prose() {
        for text in [
            "see https://x.org/Kiev-map now",
            "write to Kiev@x.org",
            "at Kiev.ua today",
            "#Kiev",
            "set it to Europe/Kiev",
            "in src/Kiev/main",
            "open /maps/Kiev",
            "the folder Kiev/",
            r"in C:\Kiev\maps",
            "set CITY=Kiev first",
            "call Kiev() first",
            "the type city::Kiev",
            "replace <Kiev> by a name",
            "replace {Kiev} by a name",
            "a $Kiev and",
            ":Kiev: is a picture",
            "write &Kiev; there",
            "with %(Kiev)s in it",
            "of Kiev[] and",
            "city->Kiev",
            "Kiev->map",
            "City#Kiev",
        ] {
            assert!(in_address(text, "Kiev"), "{text}");
        }
        for text in [
            "in Kiev. Then", "(Kiev)", "Kiev’s", "between Kiev/Minsk", "for Kiev/Minsk/Riga",
            "in Kiev: a map", "the city--Kiev--is", "the city—Kiev—is", "a map (Kiev)",
            "they said.Kiev is", "100% Kiev", "\"Kiev\"", "two cities: Kiev: a map",
            "of Kiev[1] and", "Minsk & Kiev; then", "by 3 %(Kiev)", "(see:Kiev)",
        ] {
            assert!(!in_address(text, "Kiev"), "{text}");
        }
    }

    #[test]
    fn files_and_options_are_no_prose() {
        for text in [
            "open index.html now", "as .html files", "(archive.tar.html)", "with --html, then",
            "with -html", "with --format=html", "format=html", "the html_path", "in ./html/index",
            "in a/html/b", "for %html% too", "node->html",
        ] {
            assert!(in_address(text, "html"), "{text}");
        }
        for text in [
            "valid html today", "html/css", "read html, then", "html.", "x - html", "“html”",
            "the pages' html",
        ] {
            assert!(!in_address(text, "html"), "{text}");
        }
    }

    #[test]
    fn numbers_of_machines_are_no_prose() {
        for text in [
            "52:85:1a:31:2a:3d",
            "52-85-1a-31-2a-3d",
            "fe80::3d",
            "2001:db8:0:1:1:1:1:3d",
            "2001:db8::3d/64",
            "0a1f.3d44.5566",
            "0x3d",
            "ab3d12",
            "3d2504e0-4f89-11d3-9a0c-0305e82c3301",
            "#3d3d3d",
        ] {
            assert!(in_address(text, "3d"), "{text}");
        }
        for text in ["a 3d model", "in 3d: a model", "2d/3d models", "3d-printed", "1:3d", "3d."] {
            assert!(!in_address(text, "3d"), "{text}");
        }
    }
}
