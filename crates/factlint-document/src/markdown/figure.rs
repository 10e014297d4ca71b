//! Pictures that are paragraphs of their own.

/// Whether a paragraph is one picture and nothing else, with words that tell of it: "![The bridge, 900 m long](b.jpg)".
pub(super) fn is_figure(paragraph: &str) -> bool {
    /// "Build status", "logo" are names.
    const LEAST: usize = 3;
    let words = paragraph.trim().strip_prefix("![").and_then(|rest| rest.strip_suffix(')'));
    let parts = words.and_then(|rest| rest.split_once("]("));
    parts.is_some_and(|(words, place)| {
        words.split_whitespace().nth(LEAST - 1).is_some() && !place.contains([']', '\n'])
    })
}
