//! What the head of a column, or the label of a line, says of the values that stand with it.

use super::{Reading, Sentence};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::Tag;
use factlint_language::word;
use factlint_language::words::Class;

impl Reading<'_> {
    /// Whether a head says no more than that values stand there: "Quota", "How much", "What we guarantee". A name, people, a
    /// time or a sort makes them those of something else: "Pro plan", "Children", "Last month".
    pub fn only_names_values(&self, head: Sentence) -> bool {
        let text = head.span.of(self.prose());
        let unit = text.find(['(', '[']).filter(|open| self.is_unit(&text[open + 1..]));
        let end = unit.unwrap_or(text.len()) as u32;
        let label = ProseSpan { start: head.span.start, end: head.span.start + end };
        self.is_plain_head(label) || self.is_head_question(head.narrowed(label))
    }

    /// Whether a head tells by a word of its own that values stand there: "Price", "What you pay", not "Basic".
    pub fn tells_of_values(&self, head: Sentence) -> bool {
        let mut words = self.words_in(head.span);
        let is_open = words.any(|(_, found)| {
            word::is(found, Class::ValueHead) || word::is(found, Class::HeadQuestion)
        });
        is_open && self.only_names_values(head)
    }

    /// Whether what stands in the brackets of a head is the unit of its values.
    fn is_unit(&self, bracket: &str) -> bool {
        let inside = bracket.trim_end().trim_end_matches([')', ']', ':']);
        let unit = inside.strip_prefix("in ").unwrap_or(inside).trim();
        self.vocabulary().units.by_name(unit).is_some()
    }

    /// Whether a head is a noun for values, "Guaranteed amount".
    fn is_plain_head(&self, label: ProseSpan) -> bool {
        let mut words = self.words_in(label);
        let names = |found: &str| {
            word::is(found, Class::ValueHead)
                || word::is(found, Class::LabelWord)
                || word::is(found, Class::LabelAdjective)
                || word::is(found, Class::MeasureFunctionWord)
        };
        // "Guaranteed", "Group": of what?
        let ends = self.words_in(label).last().is_some_and(|(_, last)| {
            word::is(last, Class::ValueHead) || word::is(last, Class::LabelWord)
        });
        ends && words.all(|(_, found)| names(found) && !word::is(found, Class::OtherTimeLabel))
    }

    /// Whether a head asks for its values, and names nothing else: "How much you get", not "What members pay".
    fn is_head_question(&self, head: Sentence) -> bool {
        /// "What we guarantee you in writing"
        const MOST: usize = 6;
        let mut words = self.words_in(head.span);
        let asks = words.next().is_some_and(|(_, first)| word::is(first, Class::HeadQuestion));
        let syntax = self.syntax(head);
        let is_small = |at: usize| {
            let (tag, found) = (syntax.tag(at), syntax.text(at));
            word::is(found, Class::ValueHead)
                || word::is(found, Class::QuestionLabelWord)
                || !(tag.is_noun()
                    || matches!(tag, Tag::Past | Tag::Participle | Tag::Figure)
                    || word::is(found, Class::OtherTimeLabel)
                    || found.starts_with(|sign: char| sign.is_ascii_digit()))
        };
        asks && words.nth(MOST).is_none() && syntax.words_in(head.span).all(is_small)
    }

    /// The only year in a label: "Turnover 2024".
    pub fn year_in(&self, label: ProseSpan) -> Option<i16> {
        let mut years = self.words_in(label).filter_map(|(_, found)| year_of(found));
        years.next().filter(|_| years.next().is_none())
    }

    /// The year that a head gives, and nothing else: "2024", "FY 2024", "2024 (€m)".
    pub fn year_of_head(&self, head: Sentence) -> Option<i16> {
        let text = head.span.of(self.prose());
        let text = text.split(['(', '[']).next().unwrap_or(text).trim();
        let mut year = None;
        for (_, found) in word::words(text) {
            match year_of(found) {
                Some(number) if year.is_none() => year = Some(number),
                _ if word::is(found, Class::YearHead) => {}
                _ => return None,
            }
        }
        year
    }
}

/// The year that a word may be.
fn year_of(found: &str) -> Option<i16> {
    let is_year = found.len() == 4 && (found.starts_with("19") || found.starts_with("20"));
    found.parse().ok().filter(|_| is_year)
}
