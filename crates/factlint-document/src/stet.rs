//! Stets in a document: the comment `factlint: stet RULE: reason` lets the block that follows stand.

use factlint_language::span::Span;
use factlint_language::word;
use serde::{Deserialize, Serialize};

/// How far an order in a document reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// A block: a comment lets findings in it stand.
    Block,
    /// The document: its front matter switches rules off.
    Document,
}

/// A comment, or an entry of front matter, that speaks to factlint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StetComment {
    /// The comment.
    pub place: Span,
    /// The text that it speaks of: the next block, or the one that it stands in.
    pub scope: Span,
    /// How far it reaches.
    pub reach: Reach,
    /// What it says, or what is wrong with it.
    pub order: Result<StetOrder, String>,
}

/// What a stet lets stand, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StetOrder {
    /// The rules whose findings may stand.
    pub rules: Vec<String>,
    /// Why.
    pub reason: String,
}

/// What an HTML comment says to factlint; none if it does not speak to it.
pub fn parse(comment: &str) -> Option<Result<StetOrder, String>> {
    let inside = comment.trim().strip_prefix("<!--")?;
    parse_inside(inside.strip_suffix("-->").unwrap_or(inside))
}

/// What the inside of a comment says to factlint, whatever marks the comment.
pub fn parse_inside(inside: &str) -> Option<Result<StetOrder, String>> {
    let inside = inside.trim();
    let name = inside.get(..NAME.len()).filter(|name| name.eq_ignore_ascii_case(NAME))?;
    let rest = inside[name.len()..].trim_start();
    match rest.strip_prefix(':') {
        Some(order) => Some(parse_order(order.trim())),
        // A remark about factlint is none to it.
        None => {
            let word = rest.split_whitespace().next().unwrap_or_default();
            let meant = word.eq_ignore_ascii_case("stet");
            meant.then(|| Err(format!("has no colon behind `{name}`; {FORM}")))
        }
    }
}

/// What such a comment begins with, in any capitals.
const NAME: &str = "factlint";

const FORM: &str = "write `factlint: stet RULE: reason`";

/// Whether a text may speak to factlint, in a comment or in its front matter.
pub fn may_stand_in(text: &str) -> bool {
    ["factlint", "Factlint", "FACTLINT"]
        .iter()
        .any(|name| memchr::memmem::find(text.as_bytes(), name.as_bytes()).is_some())
}

fn parse_order(order: &str) -> Result<StetOrder, String> {
    let word = order.split_whitespace().next().unwrap_or_default();
    if !word.eq_ignore_ascii_case("stet") {
        return Err(format!("unknown word `{word}`; {FORM}"));
    }
    let rest = &order[word.len()..];
    let Some((rules, reason)) = rest.split_once(':') else {
        return Err(format!("has no reason; {FORM}"));
    };
    let rules: Vec<String> = rules
        .split(',')
        .map(|rule| rule.trim().to_owned())
        .filter(|rule| !rule.is_empty())
        .collect();
    if rules.is_empty() {
        return Err(format!("names no rule; {FORM}"));
    }
    if let Some(odd) = rules.iter().find(|rule| rule.contains(char::is_whitespace)) {
        return Err(format!("`{odd}` is no rule; write several with commas between them"));
    }
    let reason = word::one_line(reason);
    if reason.is_empty() {
        return Err(format!("has no reason; {FORM}"));
    }
    Ok(StetOrder { rules, reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_that_speak_to_factlint() {
        let order = |rules: &[&str], reason: &str| {
            let rules = rules.iter().map(|rule| (*rule).to_owned()).collect();
            Some(Ok(StetOrder { rules, reason: reason.to_owned() }))
        };
        assert_eq!(parse("<!-- factlint: stet kyiv: old name -->"), order(&["kyiv"], "old name"));
        assert_eq!(
            parse("<!--factlint: stet a, b: it says: so\n here-->"),
            order(&["a", "b"], "it says: so here")
        );
        assert_eq!(parse("<!-- Factlint: Stet kyiv: old name -->"), order(&["kyiv"], "old name"));
        assert_eq!(parse("<!-- factlint finds these -->"), None);
        assert_eq!(parse("<!-- a remark -->"), None);
        assert_eq!(parse("<br>"), None);
    }

    #[test]
    fn malformed_ones_waive_nothing() {
        for (comment, told) in [
            ("<!-- factlint: stet kyiv -->", "no reason"),
            ("<!-- factlint: stet kyiv: -->", "no reason"),
            ("<!-- factlint: stet : because -->", "names no rule"),
            ("<!-- factlint: stett kyiv: so -->", "unknown word `stett`"),
            ("<!-- factlint: off -->", "unknown word `off`"),
            ("<!-- factlint: stet a b: so -->", "`a b` is no rule"),
            ("<!-- factlint: -->", "unknown word"),
            ("<!-- factlint stet kyiv: so -->", "no colon"),
        ] {
            let message = parse(comment).and_then(Result::err).unwrap_or_default();
            assert!(message.contains(told), "{comment}: {message}");
        }
    }
}
