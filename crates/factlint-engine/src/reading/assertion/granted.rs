//! What stays so whatever a word denies, supposes or asks: what is told of a thing that there is, where it lies, what a front says.

use super::{Told, is_contracted};
use factlint_language::span::ProseSpan;
use factlint_language::word;
use factlint_language::words::Class;

impl Told<'_> {
    /// Whether they only tell more of a thing that there is, whatever is said of it: "nobody may climb the 39-metre-high
    /// tower", "is the 39-metre-high tower safe?"
    pub fn are_presupposed(&self) -> bool {
        self.span.of(self.prose).contains(word::is_hyphen)
            && (self.analysis)().is_presupposed(self.span)
            || self.are_attribute()
    }

    /// Whether they tell aside what a named thing is that the sentence speaks of: "do not build on the abandoned Wagtail".
    fn are_attribute(&self) -> bool {
        let next = self.names.partition_point(|name| name.span.start < self.span.end);
        let is_before =
            self.names.get(next).is_some_and(|name| name.span.start <= self.span.end + 1);
        is_before && (self.analysis)().is_attribute_of_name(self.span)
    }

    /// Whether they stand before a noun as what there is, whatever a word denies of it: "hardly anyone keeps to the 20 mph limit".
    pub(super) fn are_granted(&self, found: &str) -> bool {
        let denies = word::is(found, Class::NegatingWords) || is_contracted(found);
        denies && (self.analysis)().is_taken_for_granted(self.span, &self.names_here())
    }

    /// Whether a word for what is not so tells where something is: "along the 380-km river lie eleven towns".
    pub(super) fn is_lying_place(&self, at: ProseSpan, found: &str) -> bool {
        let syntax = (self.analysis)();
        word::is(found, Class::LocatingVerbs)
            && syntax.word_at(at.start).is_some_and(|word| syntax.tag(word).is_verb())
    }

    /// Whether their clause is a phrase in front that has no verb, which what is denied behind it leaves true.
    pub(super) fn is_front_without_verb(&self, clause: ProseSpan) -> bool {
        let syntax = (self.analysis)();
        // "At 19 kg the bike is not heavy"
        let in_phrase = || {
            let tree = syntax.trees().first()?;
            let figure = syntax.head_in(self.span)?;
            let front = tree.upwards(figure).take_while(|at| !syntax.tag(*at).is_verb()).last()?;
            let word = syntax.words().get(front)?;
            let opens = word::is(syntax.text(front), Class::AbsolutePreposition);
            Some(opens && word.span.start == self.sentence.start)
        };
        if in_phrase().unwrap_or(false) {
            return true;
        }
        clause.start == self.sentence.start
            && self.prose[clause.end as usize..].trim_start().starts_with(',')
            && !syntax.words_in(clause).any(|at| syntax.tag(at).is_verb())
    }
}
