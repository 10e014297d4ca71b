//! How much comes or goes, and which of several is measured: "the refit added 400 tonnes to the displacement", "a secondary mirror".

use super::Around;
use crate::check::quantity::percent_change;
use crate::check::{Decider, Refusal};
use crate::unread::Reason;
use factlint_language::figure::{Figure, Measure};
use factlint_language::syntax::Relation;
use factlint_language::words::Class;

const NO_WORD: Refusal = (Reason::PartOrChange, Decider::Nothing);

impl Around<'_, '_> {
    /// "The refit added 400 tonnes to the displacement": how much comes or goes, not how much there is. What is counted,
    /// [`super::super::whole`] tells, and of shares ("won 31 percent of the vote in the capital") as well.
    pub(super) fn comes_or_goes(&self) -> Option<Refusal> {
        let is_share = |figure: &Figure| percent_change::is_percent(self.at.reading, figure);
        if self.counts_in_whole() || self.figures_in_whole().any(is_share) {
            return None;
        }
        let things = self.figure()?;
        (self.changes_measure(things)? || self.changes(things)?).then_some(NO_WORD)
    }

    fn figures_in_whole(&self) -> impl Iterator<Item = &Figure> {
        let figures = self.at.reading.figures(self.at.sentence).iter();
        figures.filter(|figure| self.at.whole.contains(figure.span))
    }

    /// Whether the figure, or one that it converts, counts things.
    pub(super) fn counts_in_whole(&self) -> bool {
        self.figures_in_whole().any(|figure| matches!(figure.measure, Measure::Counted(_)))
    }

    /// "Grew by an area of 12 hectares", "lost an area of 12 hectares".
    fn changes_measure(&self, things: usize) -> Option<bool> {
        let (syntax, tree) = (self.syntax(), self.tree()?);
        let measure = tree
            .head(things)
            .filter(|of| self.is(*of, Class::PartPrepositions))
            .and_then(|of| tree.head(of))
            .filter(|at| self.is_cue_at(*at) && self.is_lemma(*at, Class::DimensionNouns));
        let Some((measure, above)) = measure.and_then(|at| Some((at, tree.head(at)?))) else {
            return Some(false);
        };
        // "Is known by a height of 900 m"
        let is_by = syntax.text(above).eq_ignore_ascii_case("by")
            && tree.head(above).is_some_and(|verb| !self.is_lemma(verb, Class::KnowingVerbs));
        let is_done = matches!(tree.relation(measure), Relation::Object | Relation::PassiveSubject);
        let goes = is_done && syntax.tag(above).is_verb() && self.is_change_of_stock(above);
        Some(is_by || goes)
    }

    /// "Adds 150 km of range", "its engine loses 8 hp at altitude"; not "needs 4 GB of memory".
    fn changes(&self, things: usize) -> Option<bool> {
        let (syntax, tree) = (self.syntax(), self.tree()?);
        let is_object =
            matches!(tree.relation(things), Relation::Object | Relation::PassiveSubject);
        let verb = tree.head(things).filter(|verb| is_object && syntax.tag(*verb).is_verb())?;
        let of_cue = || {
            [verb, things]
                .into_iter()
                .flat_map(|upper| tree.dependents_as(upper, Relation::Preposition))
                .filter(|at| *at > things)
                .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
                .any(|at| self.is_cue_at(at))
        };
        let is_lost = self.is_lemma(verb, Class::LosingVerbs) && !self.is_cue_at(verb);
        Some(is_lost || self.is_change_of_stock(verb) && of_cue())
    }

    fn is_change_of_stock(&self, verb: usize) -> bool {
        self.is_lemma(verb, Class::ChangeOfStock) && !self.is_lemma(verb, Class::RequiringVerbs)
    }

    /// "A secondary mirror of 0.9 m": a cue names another one than the one that the subject is known for.
    pub(super) fn other_one(&self) -> Option<Refusal> {
        if !self.at.reading.tokens(self.at.sentence).holds(Class::OtherOne) {
            return None;
        }
        let (syntax, tree) = (self.syntax(), self.tree()?);
        let tells_apart = |at: usize| {
            matches!(tree.relation(at), Relation::Modifier | Relation::Determiner)
                && self.is(at, Class::OtherOne)
                && tree.head(at).is_some_and(|head| self.is_cue_at(head))
        };
        (0..syntax.words().len()).any(tells_apart).then_some(NO_WORD)
    }
}
