//! A figure in its sentence, as what is asked of the analysis needs it: the figure, its verb and its cue in the tree, and which words
//! are the rule's own.

use crate::check::{Decider, Refusal};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::unread::Reason;
use factlint_language::figure::{Figure, Measure};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Syntax, Tree};
use factlint_language::word;
use factlint_language::words::Class;

/// A figure in its sentence.
pub(super) struct Told<'r, 'd> {
    pub rule: &'r Rule,
    pub reading: &'r Reading<'d>,
    pub sentence: Sentence,
    pub syntax: &'r Syntax<'d>,
    pub tree: &'r Tree,
    /// The word for the figure, or for what it counts.
    pub figure: usize,
    pub counted: bool,
    /// Whether it is so much per something.
    pub is_rate: bool,
    /// What its unit measures; nothing where it has none.
    dimension: &'r str,
    /// The verb on which it hangs.
    pub verb: Option<usize>,
    pub cue: Option<usize>,
}

impl<'r, 'd> Told<'r, 'd> {
    /// The figure that stands at `whole`; none where the sentence has no tree.
    pub fn of(
        rule: &'r Rule,
        reading: &'r Reading<'d>,
        sentence: Sentence,
        figure: &Figure,
        whole: ProseSpan,
        cue: Option<ProseSpan>,
    ) -> Option<Self> {
        let syntax = reading.syntax(sentence);
        let tree = syntax.trees().first()?;
        let at = syntax.head_in(whole)?;
        Some(Self {
            rule,
            reading,
            sentence,
            syntax,
            tree,
            figure: at,
            counted: matches!(figure.measure, Measure::Counted(_)),
            is_rate: figure.per.is_some() || figure.each.is_some(),
            dimension: match figure.measure {
                Measure::Unit(id) => reading.vocabulary().units.get(id).dimension.as_str(),
                _ => "",
            },
            verb: tree.upwards(at).find(|at| syntax.tag(*at).is_verb()),
            cue: cue.and_then(|cue| syntax.head_in(cue)),
        })
    }

    /// A refusal with the word that decided.
    pub fn refused(&self, reason: Reason, at: usize) -> Result<(), Refusal> {
        let word = self.syntax.words().get(at).map(|word| word.span);
        Err((reason, word.map_or(Decider::Nothing, Decider::Word)))
    }

    pub fn is_extent(&self) -> bool {
        self.dimension == "length"
    }

    pub fn is_time(&self) -> bool {
        self.dimension == "time"
    }

    pub fn is_money(&self) -> bool {
        self.dimension.starts_with("money")
    }

    pub fn is(&self, at: usize, class: Class) -> bool {
        word::is(self.syntax.text(at), class)
    }

    pub fn is_lemma(&self, at: usize, class: Class) -> bool {
        word::is(&self.syntax.lemma(at), class)
    }

    pub fn is_mention(&self, at: usize) -> bool {
        let word = self.syntax.words().get(at);
        word.is_some_and(|word| self.reading.is_mention(word.span.start as usize))
    }

    pub fn is_cue(&self, at: usize) -> bool {
        self.syntax.words().get(at).is_some_and(|word| {
            let cues = &self.rule.near;
            cues.iter().any(|cues| self.reading.any_over(cues, self.sentence, word.span))
        })
    }

    pub fn len(&self) -> usize {
        self.syntax.words().len()
    }
}
