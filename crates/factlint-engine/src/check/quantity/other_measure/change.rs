//! How much comes or goes, and which of several is measured: "the refit added 400 tonnes to the displacement", "a secondary mirror".

use super::{Around, refused};
use crate::check::quantity::observe::Standing;
use crate::check::quantity::percent_change;
use crate::check::{Decider, Refusal};
use crate::unread::Reason;
use factlint_language::figure::{Figure, Measure};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

const NO_WORD: Refusal = (Reason::PartOrChange, Decider::Nothing);

impl<'r> Around<'r, '_> {
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

    /// "Has been raised from €65 to €85": what a figure was before, with the word that tells it.
    pub(super) fn former(&self) -> Option<Refusal> {
        let (from, _) = self.word_before().filter(|(_, from)| from.eq_ignore_ascii_case("from"))?;
        let (to, found) = self.next_word()?;
        let is_next = |figure: &Figure| {
            let gap = ProseSpan { start: to.end, end: figure.hedged.start.max(to.end) };
            figure.hedged.start > to.end && gap.of(self.prose()).trim().is_empty()
        };
        let figures = self.at.reading.figures(self.at.sentence);
        if !found.eq_ignore_ascii_case("to") || !figures.iter().any(is_next) {
            return None;
        }
        let (syntax, tree) = (self.syntax(), self.tree()?);
        let verb = tree.upwards(self.figure()?).find(|at| syntax.tag(*at).is_verb())?;
        let has_changed = matches!(syntax.tag(verb), Tag::Past | Tag::Participle)
            && !tree
                .dependents_as(verb, Relation::Auxiliary)
                .any(|at| matches!(syntax.tag(at), Tag::Modal | Tag::To));
        let is_change = has_changed && self.is_lemma(verb, Class::LevelChanges);
        is_change.then(|| refused(Reason::NotAsserted, from)).flatten()
    }

    /// "Is not 1,480 but 1,840", "is no longer 1,480 but 1,840": what is denied where a figure behind "but" takes its place, with the
    /// word that denies it.
    pub(super) fn denied(&self) -> Option<Refusal> {
        let mut before = self.words_before(self.at.whole.start);
        let (span, last) = before.next()?;
        let is_not = last.eq_ignore_ascii_case("not");
        let mut is_no_longer = || {
            last.eq_ignore_ascii_case("longer")
                && before.next().is_some_and(|(_, no)| no.eq_ignore_ascii_case("no"))
        };
        if !is_not && !is_no_longer() {
            return None;
        }
        let figures = self.at.reading.figures(self.at.sentence);
        let replaces = figures.iter().any(|figure| {
            figure.hedged.start > self.at.whole.end && self.is_behind_but(figure.hedged.start)
        });
        replaces.then(|| refused(Reason::NotAsserted, span)).flatten()
    }

    fn is_behind_but(&self, start: u32) -> bool {
        self.words_before(start).next().is_some_and(|(_, but)| but.eq_ignore_ascii_case("but"))
    }

    /// The figure that is denied, where the figure behind "but" takes its place.
    pub(super) fn denied_before(&self) -> Option<&'r Figure> {
        if !self.is_behind_but(self.at.whole.start) {
            return None;
        }
        let denies = |figure: &&Figure| {
            let at = Standing { figure, whole: figure.hedged, ..self.at };
            figure.hedged.end < self.at.whole.start && Around::of(at).denied().is_some()
        };
        let figures = self.at.reading.figures(self.at.sentence).iter();
        figures.rev().find(denies)
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
        // "Gave it a further 2.1 km of shelves", "3 extra days of leave": how much comes to what there is.
        let before = self.word_before().filter(|(_, found)| word::is(found, Class::ComingWords));
        let mut inside = self
            .at
            .reading
            .words_in(self.at.whole)
            .map(|(range, found)| (ProseSpan::new(range.start, range.end), found));
        let within = || inside.find(|(_, found)| word::is(found, Class::ComingWords));
        if let Some((added, _)) = before.or_else(within) {
            return refused(Reason::PartOrChange, added);
        }
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
