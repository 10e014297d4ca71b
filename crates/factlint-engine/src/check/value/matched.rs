//! What an expression matches: the value, and the words around it that belong to it.

use crate::reading::Reading;
use factlint_language::span::ProseSpan;
use regex::Captures;

/// A value with the words of the expression around it: the 7 of "Android 7". Whose it is, and how it is told, is asked of
/// the whole.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match {
    pub value: ProseSpan,
    pub whole: ProseSpan,
}

impl Match {
    /// What the first group of an expression holds that holds anything.
    pub fn of(captures: &Captures<'_>) -> Option<Self> {
        let value = captures.iter().skip(1).flatten().find(|group| !group.is_empty())?;
        let whole = captures.get_match();
        let text = whole.as_str();
        let start = whole.start() + text.len() - text.trim_start().len();
        let end = whole.start() + text.trim_end().len();
        Some(Self {
            value: ProseSpan::new(value.start(), value.end()),
            whole: ProseSpan::new(start.min(value.start()), end.max(value.end())),
        })
    }

    /// The same in a text that begins further on.
    pub fn behind(self, start: u32) -> Self {
        let moved =
            |span: ProseSpan| ProseSpan { start: span.start + start, end: span.end + start };
        Self { value: moved(self.value), whole: moved(self.whole) }
    }

    /// The same in the text behind a lead, where the value lies in it.
    pub fn without(self, lead: u32) -> Option<Self> {
        let moved = |span: ProseSpan| ProseSpan {
            start: span.start.saturating_sub(lead),
            end: span.end.saturating_sub(lead),
        };
        (self.value.start >= lead)
            .then(|| Self { value: moved(self.value), whole: moved(self.whole) })
    }

    /// The same with no more around the value than its name: expressions that reach over half a sentence, or from the name
    /// of a subject on, say what stands beside it.
    pub fn narrowed(self, reading: &Reading<'_>) -> Self {
        /// "Bluetooth Low Energy 5.3"
        const MOST: usize = 3;
        let Self { value, whole } = self;
        let before = ProseSpan { start: whole.start, end: value.start };
        let behind = ProseSpan { start: value.end, end: whole.end };
        let is_name = |side: ProseSpan| {
            let mut words = reading.words_in(side);
            !words.any(|(range, _)| reading.is_mention(range.start))
                && reading.words_in(side).nth(MOST).is_none()
        };
        let start = if is_name(before) { whole.start } else { value.start };
        let end = if is_name(behind) { whole.end } else { value.end };
        Self { value, whole: ProseSpan { start, end } }
    }
}
