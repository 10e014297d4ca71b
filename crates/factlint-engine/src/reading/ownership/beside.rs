//! Whose a figure is by what stands beside a name or a noun: brackets behind it, commas around it, a pronoun that it is said of.

use crate::reading::mention::{Referent, Referral};
use crate::reading::{Reading, Sentence};
use crate::rule::phrase::PhraseId;
use crate::rule::subject::KindId;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Owner, Relation};
use factlint_language::word;
use factlint_language::words::Class;

impl Reading<'_> {
    /// The pronoun that a noun is said of: "it" of "it is a lake".
    pub(super) fn pronoun_told_by(&self, sentence: Sentence, noun: usize) -> Option<usize> {
        let syntax = self.syntax(sentence);
        let tree = syntax.trees().first()?;
        let be = tree.head(noun).filter(|_| tree.relation(noun) == Relation::Attribute)?;
        let is_one = |at: &usize| {
            syntax
                .words()
                .get(*at)
                .is_some_and(|word| word::is(word.span.of(self.prose()), Class::PronounsOfOne))
        };
        tree.dependents_as(be, Relation::Subject).find(is_one)
    }

    /// The name between commas right before the verb of an owner that is a noun of its kind: "the company behind the carton,
    /// Wagtail, has sales of".
    pub(super) fn apposed_before_verb(
        &self,
        sentence: Sentence,
        owner: &Owner,
        here: &[Referral],
    ) -> Option<Referent> {
        let syntax = self.syntax(sentence);
        let tree = syntax.trees().first()?;
        let verb = tree.head(owner.word).filter(|_| tree.relation(owner.word).is_subject())?;
        let verb = syntax.words().get(verb)?.span;
        let start = syntax.words().get(owner.word)?.span.end;
        let last =
            here.iter().rfind(|one| one.span.start >= start && one.span.end <= verb.start)?;
        let prose = self.prose();
        let behind = prose[last.span.end as usize..verb.start as usize].trim();
        let is_apart = behind == "," && prose[..last.span.start as usize].trim_end().ends_with(',');
        (is_apart && matches!(last.referent, Referent::Name(_))).then_some(last.referent)
    }

    /// The name right before brackets that hold nothing but a cue and its figure: "compared the Wagtail (mass: 90 kg) with".
    pub fn labelled_in_brackets(
        &self,
        sentence: Sentence,
        whole: ProseSpan,
        cue: ProseSpan,
        kind: KindId,
    ) -> Option<PhraseId> {
        let prose = self.prose();
        let lead =
            ProseSpan { start: sentence.span.start, end: cue.start.max(sentence.span.start) };
        let opening = lead.of(prose).trim_end().strip_suffix(['(', '['])?;
        let rest = &prose[whole.end as usize..sentence.span.end.max(whole.end) as usize];
        let rest = rest.trim_start();
        // "(Deficit: 6.1 percent of output)"
        let share =
            rest.strip_prefix("of ").and_then(|of| of.find([')', ']']).map(|end| &of[..end]));
        let closes =
            rest.starts_with([')', ']']) || share.is_some_and(|of| !of.contains([',', ';', '(']));
        let between = ProseSpan { start: cue.end, end: whole.start.max(cue.end) };
        let is_label = matches!(between.of(prose).trim(), "" | ":" | "of" | "=");
        let end = sentence.span.start as usize + opening.trim_end().len();
        let here = self.referrals_in(sentence, kind);
        let name = here.iter().find(|one| one.span.end as usize == end)?;
        match name.referent {
            Referent::Name(name) if closes && is_label && cue.end <= whole.start => Some(name),
            _ => None,
        }
    }
}
