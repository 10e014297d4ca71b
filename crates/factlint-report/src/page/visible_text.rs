//! Words that are not factlint's own, safe to put on the page.

use maud::Render;

use crate::visible;

/// Text from a document, a rule or a path. The only kind of foreign text that the templates are given:
/// whatever acts on a reader's screen is made visible when it is made, markup is escaped when it is
/// rendered.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct VisibleText(String);

impl VisibleText {
    pub(super) fn new(text: &str) -> Self {
        Self(visible(text))
    }

    /// The text, shortened in its middle where it has more than `most` characters.
    pub(super) fn shortened(text: &str, most: usize) -> Self {
        if text.len() <= most || text.chars().count() <= most {
            return Self::new(text);
        }
        let half = most / 2;
        let head = text.char_indices().nth(half).map_or(text, |(at, _)| &text[..at]);
        let tail = text.char_indices().rev().nth(half).map_or(text, |(at, _)| &text[at..]);
        // Between words, if there is a gap near.
        let near = |kept: &&str| 3 * kept.len() > 2 * half;
        let head = head.rfind(' ').map(|at| &head[..at]).filter(near).unwrap_or(head);
        let tail = tail.find(' ').map(|at| &tail[at..]).filter(near).unwrap_or(tail);
        Self::new(&format!("{} … {}", head.trim_end(), tail.trim_start()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Render for VisibleText {
    fn render_to(&self, buffer: &mut String) {
        self.0.render_to(buffer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_foreign_acts_on_the_page() {
        let shown = VisibleText::new("</script><img src=x onerror=\"a\">&\u{1b}\u{202e}\u{2028}x");
        let html = shown.render().into_string();
        assert_eq!(
            html,
            "&lt;/script&gt;&lt;img src=x onerror=&quot;a&quot;&gt;&amp;\u{241b}&lt;U+202E&gt; x"
        );
    }

    #[test]
    fn long_words_are_shown_by_their_two_ends() {
        let shown = VisibleText::shortened(&"Grüße ".repeat(100), 40);
        assert!(shown.as_str().chars().count() <= 45, "{}", shown.as_str());
        assert!(shown.as_str().contains(" … "));
        assert_eq!(VisibleText::shortened("ééé", 3).as_str(), "ééé");
    }
}
