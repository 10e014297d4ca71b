//! Whether a figure is told of the whole of the subject: what is asked of the analysis of its sentence, question after question.
//! Each file has the questions of one sort, named by what they ask.

mod narrowed;
mod occasion;
mod other_cue;
mod other_thing;
mod past;
mod people;
mod place;
mod scene;
mod setting;
mod share;
mod some;
mod stock;
mod time;
mod variant;
mod wish;

use super::Quantity;
use super::observe::Standing;
use crate::check::{Decider, Refusal};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::unread::Reason;
use factlint_language::figure::{Figure, Measure};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Signs, Syntax, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;

/// What the unit of a figure measures; nothing where it has none.
fn dimension_of<'r>(reading: &'r Reading<'_>, figure: &Figure) -> &'r str {
    match figure.measure {
        Measure::Unit(id) => reading.vocabulary().units.get(id).dimension.as_str(),
        _ => "",
    }
}

/// A question, with why a figure is refused where it has an answer.
enum Question<'r, 'd> {
    /// The answer is the word that tells.
    Word(Reason, fn(&Told<'r, 'd>) -> Option<usize>),
    /// The answer is the words that tell.
    Words(Reason, fn(&Told<'r, 'd>) -> Option<ProseSpan>),
    /// What it asks has several answers, each with a reason of its own.
    Several(fn(&Told<'r, 'd>) -> Result<(), Refusal>),
}

/// Refused with the word by which a figure is told of something else than the whole of the subject, as it is now.
pub(super) fn is_told(
    quantity: &Quantity,
    at: &Standing<'_, '_>,
    cue: Option<ProseSpan>,
) -> Result<(), Refusal> {
    Told::of(quantity, at, cue).map_or(Ok(()), |told| told.ask())
}

/// A figure in its sentence, as what is asked of the analysis needs it: the figure, its verb and its cue in the tree, and which
/// words are the rule's own.
struct Told<'r, 'd> {
    rule: &'r Rule,
    reading: &'r Reading<'d>,
    sentence: Sentence,
    syntax: &'r Syntax<'d>,
    tree: &'r Tree,
    value: &'r Figure,
    /// Where the figure stands, with its hedge and its conversions.
    whole: ProseSpan,
    /// The word for the figure, or for what it counts.
    figure: usize,
    counted: bool,
    /// Whether it is so much per something.
    is_rate: bool,
    /// What its unit measures; nothing where it has none.
    dimension: &'r str,
    /// The verb on which it hangs.
    verb: Option<usize>,
    cue: Option<usize>,
    /// Whether the rule asks for so much per something.
    of_rates: bool,
    /// Whether the rule tells figures of one year from those of another.
    by_day: bool,
}

impl<'r, 'd> Told<'r, 'd> {
    /// None where the sentence has no tree.
    fn of(quantity: &Quantity, at: &Standing<'r, 'd>, cue: Option<ProseSpan>) -> Option<Self> {
        let Standing { rule, reading, sentence, figure: value, whole } = *at;
        let syntax = reading.syntax(sentence);
        let tree = syntax.trees().first()?;
        let figure = syntax.head_in(whole)?;
        let dimension = dimension_of(reading, value);
        Some(Self {
            rule,
            reading,
            sentence,
            syntax,
            tree,
            value,
            whole,
            figure,
            counted: matches!(value.measure, Measure::Counted(_)),
            is_rate: value.per.is_some() || value.each.is_some() || dimension == "flow",
            dimension,
            verb: tree.upwards(figure).find(|at| syntax.tag(*at).is_verb()),
            cue: cue.and_then(|cue| syntax.head_in(cue)),
            of_rates: quantity.rate.is_some(),
            by_day: quantity.is_by_day(),
        })
    }

    /// All questions in their order: the first that has an answer refuses the figure.
    fn ask(&self) -> Result<(), Refusal> {
        use Question::{Several, Word, Words};
        use Reason::{NotAsserted, OtherCue, OtherThing, PartOrChange};
        let questions: &[Question<'r, 'd>] = &[
            Words(NotAsserted, Told::held_then),
            Word(NotAsserted, Told::was_then),
            Words(PartOrChange, Told::on_one_day),
            Word(OtherCue, Told::sort_of_cue),
            Word(PartOrChange, Told::opening_time),
            Word(PartOrChange, Told::in_section),
            Word(OtherCue, Told::cost_of_doing),
            Word(PartOrChange, Told::kept_of_newcomers),
            Word(PartOrChange, Told::told_of_some),
            Word(OtherCue, Told::beside_cue),
            Word(PartOrChange, Told::occasion),
            Word(PartOrChange, Told::setting),
            Word(NotAsserted, Told::wished),
            Word(NotAsserted, Told::reached_once),
            Word(NotAsserted, Told::done_once),
            Word(PartOrChange, Told::trial),
            Word(OtherCue, Told::passed_by),
            Word(OtherCue, Told::done_besides),
            Word(OtherCue, Told::put_up),
            Word(OtherCue, Told::cue_in_clause),
            Word(OtherCue, Told::time_of_cue),
            Word(OtherThing, Told::of_another_name),
            Word(OtherThing, Told::of_what_was_there),
            Word(OtherThing, Told::beside_ours),
            Word(OtherThing, Told::of_several),
            Word(OtherThing, Told::of_family),
            Word(OtherThing, Told::of_part_in_clause),
            Word(OtherThing, Told::of_thing_with_it),
            Word(PartOrChange, Told::another_matter),
            Word(NotAsserted, Told::may_be_raised),
            Word(NotAsserted, Told::may_become),
            Word(PartOrChange, Told::in_version),
            Word(PartOrChange, Told::of_one_sort),
            Word(PartOrChange, Told::with_surroundings),
            Word(OtherCue, Told::paid_for_besides),
            Word(PartOrChange, Told::paid_by_some),
            Word(PartOrChange, Told::given_by_amount),
            Word(PartOrChange, Told::on_tier_behind),
            Word(PartOrChange, Told::share_in_cue),
            Word(PartOrChange, Told::of_each),
            Word(PartOrChange, Told::of_own_cue),
            Word(PartOrChange, Told::for_a_period),
            Word(PartOrChange, Told::on_behalf),
            Word(PartOrChange, Told::of_what_is_cued),
            Word(PartOrChange, Told::of_its_sort),
            Word(PartOrChange, Told::in_one_of_many),
            Word(PartOrChange, Told::measured_there),
            Word(PartOrChange, Told::off_another),
            Word(PartOrChange, Told::for_some),
            Word(PartOrChange, Told::in_own_state),
            Word(PartOrChange, Told::at_some_hours),
            Word(PartOrChange, Told::after_a_dose),
            Word(PartOrChange, Told::one_of_a_series),
            Word(PartOrChange, Told::on_some_days),
            Word(PartOrChange, Told::in_part),
            Word(PartOrChange, Told::on_one_side),
            Word(PartOrChange, Told::in_one_trade),
            Word(PartOrChange, Told::in_named_place),
            Word(PartOrChange, Told::when_put_so),
            Word(PartOrChange, Told::within),
            Word(PartOrChange, Told::of_segment),
            Word(PartOrChange, Told::alone),
            Word(PartOrChange, Told::with_more),
            Word(PartOrChange, Told::for_a_time),
            Word(PartOrChange, Told::at_a_moment),
            Word(NotAsserted, Told::still_to_come),
            Word(NotAsserted, Told::too_much),
            Word(NotAsserted, Told::would_be_other),
            Word(OtherThing, Told::of_stand_in),
            Word(OtherThing, Told::of_owner),
            Word(OtherThing, Told::of_what_it_has),
            Word(OtherThing, Told::besides),
            Word(OtherCue, Told::taken_of_cue),
            Word(OtherCue, Told::deadline),
            Word(OtherCue, Told::fined),
            Word(NotAsserted, Told::not_in_force),
            Word(PartOrChange, Told::at_one_site),
            Word(PartOrChange, Told::in_one_of_places),
            Word(PartOrChange, Told::picked_by_origin),
            Word(PartOrChange, Told::for_the_first),
            Word(PartOrChange, Told::not_grown),
            Word(PartOrChange, Told::more_than_before),
            Word(OtherThing, Told::taken_from),
            Word(PartOrChange, Told::of_sort_made),
            Word(PartOrChange, Told::of_sort_counted),
            Word(OtherCue, Told::sort_of_ticket),
            Word(PartOrChange, Told::done_by_some),
            Word(OtherCue, Told::kept_for_itself),
            Word(PartOrChange, Told::piece_acted_on),
            Word(OtherCue, Told::on_top_of_cue),
            Word(OtherThing, Told::of_whose),
            Word(NotAsserted, Told::of_none),
            Word(PartOrChange, Told::charged_to_some),
            Word(NotAsserted, Told::may_be_as_little),
            Word(PartOrChange, Told::paid_to_some),
            Word(OtherThing, Told::of_several_together),
            Word(PartOrChange, Told::before_it_is_done),
            Word(OtherCue, Told::least_of_several),
            Word(PartOrChange, Told::scene),
            Word(PartOrChange, Told::when_things_are_put),
            Word(PartOrChange, Told::with_aboard),
            Word(PartOrChange, Told::for_a_part),
            Word(NotAsserted, Told::so_far),
            Word(NotAsserted, Told::done_with_it),
            Several(Told::some_of_all),
            Several(Told::once_of_all),
        ];
        for question in questions {
            match question {
                Word(reason, asked) => {
                    asked(self).map_or(Ok(()), |word| self.refused(*reason, word))?;
                }
                Words(reason, asked) => {
                    asked(self).map_or(Ok(()), |words| Err((*reason, Decider::Word(words))))?;
                }
                Several(asked) => asked(self)?,
            }
        }
        Ok(())
    }

    /// A refusal with the word that decided.
    fn refused(&self, reason: Reason, at: usize) -> Result<(), Refusal> {
        Err((reason, self.span(at).map_or(Decider::Nothing, Decider::Word)))
    }

    fn span(&self, at: usize) -> Option<ProseSpan> {
        self.syntax.words().get(at).map(|word| word.span)
    }

    fn len(&self) -> usize {
        self.syntax.words().len()
    }
}

/// What the figure is.
impl Told<'_, '_> {
    fn is_extent(&self) -> bool {
        self.dimension == "length"
    }

    fn is_time(&self) -> bool {
        self.dimension == "time"
    }

    fn is_money(&self) -> bool {
        self.dimension.starts_with("money")
    }

    /// "Our forty beds", "the forty beds".
    fn is_determined(&self) -> bool {
        self.has(self.figure, Relation::Possessor)
            || self
                .below(self.figure, Relation::Determiner)
                .any(|at| !self.is(at, Class::Indefinite))
    }

    /// Whether counted things are all that there are: "all 640 beds were replaced", "the clinic's 640 beds".
    fn are_all(&self) -> bool {
        self.is_determined()
            // "All forty beds", where "all" hangs on the number.
            || self
                .below(self.figure, Relation::NumberModifier)
                .flat_map(|number| self.below(number, Relation::Quantifier))
                .any(|at| self.is(at, Class::WholeWords))
    }
}

/// What a word is.
impl Told<'_, '_> {
    fn is(&self, at: usize, class: Class) -> bool {
        word::is(self.syntax.text(at), class)
    }

    fn is_lemma(&self, at: usize, class: Class) -> bool {
        word::is(&self.syntax.lemma(at), class)
    }

    fn is_mention(&self, at: usize) -> bool {
        self.span(at).is_some_and(|word| self.reading.is_mention(word.start as usize))
    }

    fn is_cue(&self, at: usize) -> bool {
        self.span(at).is_some_and(|word| self.is_cue_at(word))
    }

    fn is_cue_at(&self, word: ProseSpan) -> bool {
        let cues = &self.rule.near;
        cues.iter().any(|cues| self.reading.any_over(cues, self.sentence, word))
    }

    /// Whether a word is one of the rule's own.
    fn is_own(&self, at: usize) -> bool {
        self.is_mention(at) || self.is_cue(at)
    }

    /// The word behind the first comma before the figure, where what stands in front ends.
    fn behind_first_comma(&self) -> Option<usize> {
        (1..self.figure).find(|at| self.is_behind_comma(*at))
    }

    /// Whether a comma stands before a word.
    fn is_behind_comma(&self, at: usize) -> bool {
        self.syntax.words().get(at).is_some_and(|word| word.before.has(Signs::COMMA))
    }

    /// Whether a comma or a sharper sign stands before a word.
    fn is_parted(&self, at: usize) -> bool {
        let signs = Signs::COMMA.and(Signs::DASH).and(Signs::COLON);
        self.syntax.words().get(at).is_some_and(|word| word.before.has(signs))
    }

    /// "A dose", not "the dose".
    fn is_one(&self, at: usize) -> bool {
        self.below(at, Relation::Determiner).any(|at| self.is(at, Class::IndefiniteArticle))
    }

    /// "The dose", "this dose".
    fn is_the(&self, at: usize) -> bool {
        self.below(at, Relation::Determiner).any(|at| self.is(at, Class::Definite))
    }

    /// "Its dose".
    fn is_its(&self, at: usize) -> bool {
        let mut owners = self.below(at, Relation::Possessor);
        owners.any(|at| self.syntax.tag(at) == Tag::PossessivePronoun)
    }
}

/// What depends on a word, and on what it depends.
impl Told<'_, '_> {
    fn below(&self, at: usize, relation: Relation) -> impl Iterator<Item = usize> + '_ {
        self.tree.dependents_as(at, relation)
    }

    fn has(&self, at: usize, relation: Relation) -> bool {
        self.below(at, relation).next().is_some()
    }

    /// What a preposition governs.
    fn object(&self, preposition: usize) -> Option<usize> {
        self.below(preposition, Relation::PrepositionObject).next()
    }

    /// What hangs on a word by a preposition of a class.
    fn governed(&self, at: usize, class: Class) -> impl Iterator<Item = usize> + '_ {
        self.below(at, Relation::Preposition)
            .filter(move |preposition| self.is(*preposition, class))
            .flat_map(|preposition| self.below(preposition, Relation::PrepositionObject))
    }

    /// Whether a subject is named by a word, or below it.
    fn has_mention(&self, top: usize) -> bool {
        (0..self.len()).any(|at| self.is_mention(at) && self.tree.is_under(at, top))
    }

    /// Whether a word, or one below it, is one of the rule's own.
    fn has_own(&self, top: usize) -> bool {
        (0..self.len()).any(|at| self.tree.is_under(at, top) && self.is_own(at))
    }

    /// Whether the sentence opens with a word of a class that sets something of the figure.
    fn opens_with(&self, class: Class) -> bool {
        self.is(0, class) && self.is_fronted()
    }

    /// Whether the figure stands in the clause that the front of the sentence opens: not behind a colon, nor in a clause that only
    /// tells more of a noun, "on a foggy morning nobody sails: the ship carries 900 passengers".
    fn is_fronted(&self) -> bool {
        let is_parted = (1..=self.figure).any(|at| {
            self.syntax.words().get(at).is_some_and(|word| word.before.has(Signs::COLON))
        });
        let is_added = self
            .tree
            .upwards(self.figure)
            .any(|at| self.tree.relation(at) == Relation::RelativeClause);
        !is_parted && !is_added
    }

    /// Whether a word hangs on the figure or its verb.
    fn tells_more(&self, at: usize) -> bool {
        let above = self.tree.head(at);
        above.is_some() && (above == self.verb || above == Some(self.figure))
    }

    /// Whether a word hangs on the cue.
    fn tells_more_of_cue(&self, at: usize) -> bool {
        self.cue.is_some() && self.tree.head(at) == self.cue
    }

    /// The subject of the verb on which the figure hangs.
    fn subject(&self) -> Option<usize> {
        self.tree.dependents(self.verb?).find(|at| {
            matches!(self.tree.relation(*at), Relation::Subject | Relation::PassiveSubject)
        })
    }

    /// The preposition before the figure, and what that hangs on.
    fn governor(&self) -> Option<(usize, usize)> {
        let is_object = self.tree.relation(self.figure) == Relation::PrepositionObject;
        let preposition = self.tree.head(self.figure).filter(|_| is_object)?;
        Some((preposition, self.tree.head(preposition)?))
    }

    /// The prepositions of a class that open the sentence or tell more of the figure, its verb or its cue.
    fn prepositions(&self, class: Class) -> impl Iterator<Item = usize> + '_ {
        (0..self.len()).filter(move |at| {
            let opens = *at == 0 && *at < self.figure;
            // "60 requests per minute for clients"
            let of_rate = || {
                let above = self.tree.head(*at);
                self.is_rate
                    && *at > self.figure
                    && above.is_some_and(|above| self.tree.is_under(above, self.figure))
            };
            self.is(*at, class)
                && (opens || self.tells_more(*at) || self.tells_more_of_cue(*at) || of_rate())
        })
    }
}
