//! Titles of pages, articles and issues that a text only names: their words are somebody else's.

use crate::reading::Reading;
use factlint_language::span::ProseSpan;
use factlint_language::word;

/// The text before and behind a place, as far as marks that open and close around it may stand: a line can be the whole document.
pub(super) fn beside(text: &str, place: std::ops::Range<usize>) -> (&str, &str) {
    const REACH: usize = 2_000;
    let is_whole = |at: &usize| text.is_char_boundary(*at);
    let start = (place.start.saturating_sub(REACH)..place.start).find(is_whole);
    let end = (place.end..=text.len().min(place.end.saturating_add(REACH))).rev().find(is_whole);
    let (start, end) = (start.unwrap_or(place.start), end.unwrap_or(place.end));
    (&text[start..place.start], &text[place.end..end])
}

/// Whether words stand in the title of something else: in a link that says more than a name ("[How Gitlab uses Git at
/// work](...)"), in one that leads to a heading of the same page, or before the number of an issue.
pub(super) fn is_in_a_cited_title(reading: &Reading<'_>, span: ProseSpan) -> bool {
    let document = reading.document();
    let (text, place) = (document.text(), document.locate(span).0);
    let (before, after) = beside(text, place.range());
    // A paragraph ends where a line is empty.
    let before = before.rfind("\n\n").map_or(before, |at| &before[at + 2..]);
    let after = after.find("\n\n").map_or(after, |at| &after[..at]);
    let words = &text[place.range()];
    let link = in_brackets(before, after).or_else(|| in_an_element(before, after));
    link.is_some_and(|link| link.is_title(words)) || is_before_an_issue(before, after)
}

/// The text of a link around some words.
struct Link<'t> {
    lead: &'t str,
    rest: &'t str,
    /// Whether it leads to a heading of the same page.
    is_inside: bool,
}

impl Link<'_> {
    /// Whether it is a title, as far as its words tell: there are several, and it begins as a title does. What links in passing ("[the
    /// API token](...)") is the text's own.
    fn is_title(&self, words: &str) -> bool {
        /// Fewer words are a name.
        const FEWEST: usize = 4;
        let count: usize =
            [self.lead, words, self.rest].into_iter().map(|part| word::words(part).count()).sum();
        let opening = [self.lead, words]
            .into_iter()
            .find_map(|part| part.chars().find(|character| character.is_alphanumeric()));
        self.is_inside || count >= FEWEST && opening.is_some_and(|first| !first.is_lowercase())
    }
}

/// "[text](address)", "[text][label]", "https://example.org[text]", "[https://example.org text]", "[[#heading|text]]"; the text may
/// have brackets of its own: "[[ANNOUNCE] Git 2.9](...)".
fn in_brackets<'t>(before: &'t str, after: &'t str) -> Option<Link<'t>> {
    /// Brackets stand in each other this deep at most.
    const DEEPEST: usize = 2;
    let (mut outer, mut behind) = (before, after);
    for _ in 0..DEEPEST {
        let open = enclosing(outer.char_indices().rev(), ']', '[')?;
        let close = enclosing(behind.char_indices(), '[', ']')?;
        let rest_end = after.len() - behind.len() + close;
        let around = Brackets {
            outside: &before[..open],
            lead: &before[open + 1..],
            rest: &after[..rest_end],
            behind: &after[rest_end + 1..],
        };
        if let Some(link) = around.link() {
            return Some(link);
        }
        (outer, behind) = (&before[..open], &after[rest_end + 1..]);
    }
    None
}

/// What stands in brackets around some words, and what stands outside of them.
struct Brackets<'t> {
    outside: &'t str,
    lead: &'t str,
    rest: &'t str,
    behind: &'t str,
}

impl<'t> Brackets<'t> {
    fn link(&self) -> Option<Link<'t>> {
        let (lead, rest) = (self.lead, self.rest);
        if let Some((heading, lead)) = lead.strip_prefix('#').and_then(|lead| lead.split_once('|'))
        {
            return (!heading.contains(char::is_whitespace)).then_some(Link {
                lead,
                rest,
                is_inside: true,
            });
        }
        if lead.starts_with("http") {
            let (_, lead) = lead.split_once(char::is_whitespace)?;
            return Some(Link { lead, rest, is_inside: false });
        }
        let address = self.outside.rsplit(char::is_whitespace).next().unwrap_or_default();
        let is_link = self.behind.starts_with(['(', '[']) || address.contains("://");
        is_link.then(|| Link { lead, rest, is_inside: self.behind.starts_with("(#") })
    }
}

/// The first sign that opens what is around a place, as one goes away from it; `nested` opens what is beside it.
fn enclosing(
    characters: impl Iterator<Item = (usize, char)>,
    nested: char,
    wanted: char,
) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, character) in characters {
        if character == nested {
            depth += 1;
        } else if character == wanted {
            if depth == 0 {
                return Some(at);
            }
            depth -= 1;
        }
    }
    None
}

/// "<a href=...>text</a>".
fn in_an_element<'t>(before: &'t str, after: &'t str) -> Option<Link<'t>> {
    let opens = |tag: &str| before.rfind(tag);
    let start = opens("<a ").or_else(|| opens("<A "))?;
    let tag = &before[start..];
    let end = tag.find('>')?;
    let close = after.find("</a").or_else(|| after.find("</A"))?;
    let (lead, rest) = (&tag[end + 1..], &after[..close]);
    let is_open = !lead.contains("</a") && !lead.contains("</A") && !rest.contains("<a ");
    let is_inside = tag[..end].contains("href=\"#") || tag[..end].contains("HREF=\"#");
    is_open.then_some(Link { lead, rest, is_inside })
}

/// "- Voting in new representatives [#152](...)": the title of an issue, in an item of its own.
fn is_before_an_issue(before: &str, after: &str) -> bool {
    let line = before.rfind('\n').map_or(before, |at| &before[at + 1..]);
    let rest = after.find('\n').map_or(after, |at| &after[..at]);
    let Some(at) = rest.find("[#") else { return false };
    let is_number = rest[at + 2..].starts_with(|sign: char| sign.is_ascii_digit());
    is_number
        && line.trim_start().starts_with(['-', '*', '+'])
        && !rest[..at].contains([',', ';', '?', '!'])
        && !rest[..at].contains(". ")
}

/// Whether words stand in bold at the head of a paragraph or an item, as its heading: "**Company Property.** Whoever leaves ...",
/// "- **Wallet adds API Tokens:** the new ...".
pub(super) fn is_in_a_run_in_heading(reading: &Reading<'_>, span: ProseSpan) -> bool {
    let document = reading.document();
    let (text, place) = (document.text(), document.locate(span).0);
    let (before, after) = beside(text, place.range());
    ["**", "__"].into_iter().any(|mark| {
        let (Some(open), Some(close)) = (before.rfind(mark), after.find(mark)) else {
            return false;
        };
        let line = before[..open].rfind('\n').map_or(&before[..open], |at| &before[at + 1..open]);
        // "- ", "3. ", "e) "
        let letters = line.chars().filter(|sign| sign.is_alphabetic()).count();
        let is_first = letters <= 1
            && line.chars().all(|sign| {
                sign.is_whitespace() || sign.is_alphanumeric() || "-*+•.)(>".contains(sign)
            });
        let inside = [&before[open..], &after[..close]];
        let ends = ['.', ':', '?', '!'];
        is_first
            && !inside.iter().any(|part| part.contains("\n\n"))
            && (after[..close].ends_with(ends) || after[close + mark.len()..].starts_with(ends))
    })
}
