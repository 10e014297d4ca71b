//! Whether a figure is told of the subject at large, or only of an occasion, of what is done besides, or of a time after the
//! one that the cue names. Asked of the analysis of the sentence.

use super::stock;
use crate::check::{Decider, Refusal};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::unread::Reason;
use factlint_language::date::Written;
use factlint_language::figure::{Figure, Measure};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Signs, Syntax, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;

/// A figure in its sentence.
struct Told<'r, 'd> {
    syntax: &'r Syntax<'d>,
    tree: &'r Tree,
    reading: &'r Reading<'d>,
    rule: &'r Rule,
    sentence: Sentence,
    /// The word for the figure, or for what it counts.
    figure: usize,
    counted: bool,
    /// Whether it is so much per something.
    is_rate: bool,
}

/// "Carries 35 cars on a quiet day", "sends a mail after 2 retries", "trains stop at two platforms", "charges at a power of
/// 150 kW", "keeps for three weeks once mature": refused with the word that tells it apart.
pub(super) fn is_at_large(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    figure: &Figure,
    whole: ProseSpan,
    cue: Option<ProseSpan>,
) -> Result<(), Refusal> {
    let syntax = reading.syntax(sentence);
    let Some(tree) = syntax.trees().first() else { return Ok(()) };
    let Some(at) = syntax.head_in(whole) else { return Ok(()) };
    let told = Told {
        syntax,
        tree,
        reading,
        rule,
        sentence,
        figure: at,
        counted: matches!(figure.measure, Measure::Counted(_)),
        is_rate: figure.per.is_some() || figure.each.is_some(),
    };
    let cue = cue.and_then(|cue| syntax.head_in(cue));
    let refused = |reason: Reason, at: usize| {
        let word = syntax.words().get(at).map(|word| word.span);
        Err((reason, word.map_or(Decider::Nothing, Decider::Word)))
    };
    let occasion = told.occasion().or_else(|| told.occasion_in_front()).or_else(|| told.at_times());
    // "The 40 turbines of the farm can be heard on a still night": all of them are there always.
    let are_all = told.counted && stock::is_whole(syntax, tree, at);
    if let Some(occasion) = occasion.filter(|_| !are_all) {
        return refused(Reason::PartOrChange, occasion);
    }
    if let Some(doer) = told.done_once(cue) {
        return refused(Reason::NotAsserted, doer);
    }
    if let Some(trial) = told.trial() {
        return refused(Reason::PartOrChange, trial);
    }
    if let Some(verb) = told.passed_by() {
        return refused(Reason::OtherCue, verb);
    }
    let Some(cue) = cue else { return Ok(()) };
    if let Some(verb) = told.done_besides(cue).or_else(|| told.put_up(cue)) {
        return refused(Reason::OtherCue, verb);
    }
    if let Some(clause) = told.cue_in_clause(cue) {
        return refused(Reason::OtherCue, clause);
    }
    if let Some(content) = told.content_of(cue) {
        return refused(Reason::OtherCue, content);
    }
    match told.time_of(cue) {
        Some(opener) => refused(Reason::OtherCue, opener),
        None => Ok(()),
    }
}

/// The day on which alone a cue was so: "held 31 billion litres on Monday".
pub(super) fn on_one_day(
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
    cue: Option<ProseSpan>,
) -> Option<ProseSpan> {
    let clause = reading.outer_clause_at(sentence, whole.start);
    let day = reading.dates(sentence).iter().find(|date| {
        clause.contains(date.span)
            && matches!(date.written, Written::Day(_) | Written::Weekday { .. })
    })?;
    let syntax = reading.syntax(sentence);
    let (tree, verb) = (syntax.trees().first()?, syntax.head_in(cue?)?);
    let is_done = syntax.tag(verb) == Tag::Past
        && syntax.head_in(whole).is_some_and(|figure| tree.head(figure) == Some(verb));
    is_done.then_some(day.span)
}

impl Told<'_, '_> {
    fn is_cue(&self, at: usize) -> bool {
        self.syntax.words().get(at).is_some_and(|word| {
            let cues = &self.rule.near;
            cues.iter().any(|cues| self.reading.any_over(cues, self.sentence, word.span))
        })
    }

    fn is_mention(&self, at: usize) -> bool {
        let word = self.syntax.words().get(at);
        word.is_some_and(|word| self.reading.is_mention(word.span.start as usize))
    }

    /// The preposition, before the figure or before the noun that the figure tells the size of, and what that hangs on.
    fn governor(&self) -> Option<(usize, usize)> {
        let is_object = self.tree.relation(self.figure) == Relation::PrepositionObject;
        let preposition = self.tree.head(self.figure).filter(|_| is_object)?;
        Some((preposition, self.tree.head(preposition)?))
    }

    /// The same, where the figure tells the size of a cue: "at a power of 150 kW".
    fn governor_of_measure(&self, cue: usize) -> Option<(usize, usize)> {
        let (of, measure) = self.governor()?;
        let is_measure = measure == cue || self.tree.head(cue) == Some(measure);
        let preposition = self.tree.head(measure).filter(|_| {
            is_measure
                && word::is(self.syntax.text(of), Class::PartPrepositions)
                && self.tree.relation(measure) == Relation::PrepositionObject
        })?;
        Some((preposition, self.tree.head(preposition)?))
    }

    /// What hangs on the figure or its verb by a preposition of time or place: "on a quiet day", "in standby".
    fn beside_in_time(&self) -> impl Iterator<Item = usize> + '_ {
        let verb = self.tree.upwards(self.figure).find(|at| self.syntax.tag(*at).is_verb());
        [Some(self.figure), verb]
            .into_iter()
            .flatten()
            .flat_map(|upper| self.tree.dependents_as(upper, Relation::Preposition))
            .filter(|at| word::is(self.syntax.text(*at), Class::OccasionPrepositions))
            .flat_map(|at| self.tree.dependents_as(at, Relation::PrepositionObject))
    }

    /// What sets a day apart on which a verb is so: "carries 35 cars on a quiet day", but not "on any day", "in a normal
    /// year".
    fn occasion(&self) -> Option<usize> {
        if self.is_rate {
            return None;
        }
        self.beside_in_time()
            .filter(|time| word::is(&self.syntax.lemma(*time), Class::OccasionNouns))
            // "On its first night"
            .filter(|time| self.tree.dependents_as(*time, Relation::Possessor).next().is_none())
            .filter(|time| {
                let mut determiners = self.tree.dependents_as(*time, Relation::Determiner);
                determiners.all(|at| word::is(self.syntax.text(at), Class::IndefiniteArticle))
            })
            .find_map(|time| {
                self.tree.dependents(time).find(|at| {
                    *at < time
                        && matches!(
                            self.tree.relation(*at),
                            Relation::Modifier | Relation::Compound
                        )
                        && matches!(self.syntax.tag(*at), Tag::Adjective | Tag::Noun)
                        && !word::is(self.syntax.text(*at), Class::OrdinaryAdjectives)
                })
            })
    }

    /// The same in front of the sentence, where a tree may take the day for a subject: "on a foggy morning it carries 4
    /// vans".
    fn occasion_in_front(&self) -> Option<usize> {
        /// "a", "cold and wet" before the noun.
        const MOST: usize = 5;
        let opens = word::is(self.syntax.text(0), Class::OccasionPrepositions);
        let time = (1..MOST)
            .find(|at| word::is(&self.syntax.lemma(*at), Class::OccasionNouns))
            .filter(|time| opens && !self.is_rate && *time < self.figure)?;
        let first = if word::is(self.syntax.text(1), Class::IndefiniteArticle) { 2 } else { 1 };
        let sets_apart = |at: usize| {
            matches!(self.syntax.tag(at), Tag::Adjective | Tag::Noun)
                && !word::is(self.syntax.text(at), Class::OrdinaryAdjectives)
                && self.syntax.words().get(at).is_some_and(|word| word.before == Signs::default())
        };
        let is_plain = (first..time).all(sets_apart) && first < time;
        // "In flat season" is no day of many.
        let is_one_of_many = first == 2 || self.syntax.tag(time) == Tag::Nouns;
        (is_plain && is_one_of_many).then_some(first)
    }

    /// What is so only at times, in front or behind: "in standby it uses 2 W".
    fn at_times(&self) -> Option<usize> {
        // "In standby Wagtail has", where the preposition may hang on the name.
        let article = usize::from(word::is(self.syntax.text(1), Class::Article));
        let front = Some(1 + article)
            .filter(|_| word::is(self.syntax.text(0), Class::OccasionPrepositions))
            .filter(|at| *at < self.figure);
        self.beside_in_time().chain(front).find(|time| {
            word::is(&self.syntax.lemma(*time), Class::CircumstanceNouns)
                && !self.is_cue(*time)
                && !self.is_mention(*time)
                && !self.tree.dependents(*time).any(|at| self.is_cue(at))
        })
    }

    /// Who did something once, or whose it was: "she swam a length of 25 m at the pool", "her upload failed after 2 GB"; "at
    /// a dose of 200 mg it killed half of the mice".
    fn done_once(&self, cue: Option<usize>) -> Option<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let verb = tree.upwards(self.figure).find(|at| syntax.tag(*at).is_verb())?;
        if syntax.tag(verb) != Tag::Past || tree.relation(verb) == Relation::RelativeClause {
            return None;
        }
        let who = tree
            .dependents_as(verb, Relation::Subject)
            .find(|who| word::is(syntax.text(*who), Class::PersonPronouns));
        // "Our watch failed at a depth of 20 m"
        let ours = tree
            .dependents_as(verb, Relation::Subject)
            .flat_map(|who| tree.dependents_as(who, Relation::Possessor))
            .find(|own| word::is(syntax.text(*own), Class::OwnDeterminers));
        // "After 4 days the battery was empty"
        let after = self
            .governor()
            .map(|(preposition, _)| preposition)
            .filter(|at| word::is(syntax.text(*at), Class::AfterPrepositions) && !self.counted);
        let is_hers = |cue: usize| {
            let measures = word::is(&syntax.lemma(cue), Class::DimensionNouns);
            // "HMS Wagtail, her crew of 145 lined up on deck,"
            // Not "the winner of the cup gave his prize"
            let is_person = tree.dependents_as(verb, Relation::Subject).any(|who| {
                word::is(&syntax.lemma(who), Class::Persons)
                    || word::is(&syntax.lemma(who), Class::Contestants)
            });
            let is_named = |own: usize| !is_person && (0..own).any(|at| self.is_mention(at));
            tree.dependents_as(cue, Relation::Possessor).find(|own| {
                word::is(syntax.text(*own), Class::PersonPossessives)
                    && !measures
                    && !is_named(*own)
            })
        };
        // "At a dose of 200 mg"
        let at_one = |cue: usize| {
            let front = tree.head(cue)?;
            let is_one = tree
                .dependents_as(cue, Relation::Determiner)
                .any(|at| word::is(syntax.text(at), Class::IndefiniteArticle));
            let is_fronted = front == 0
                && word::is(syntax.text(front), Class::AbsolutePreposition)
                && tree.head(front) == Some(verb)
                && tree.dependents_as(verb, Relation::Object).next().is_some();
            let measures = word::is(&syntax.lemma(cue), Class::DimensionNouns);
            (is_one && is_fronted && !measures).then_some(verb)
        };
        who.or(ours).or(after).or_else(|| cue.and_then(is_hers)).or_else(|| cue.and_then(at_one))
    }

    /// The word that opens a clause in which only the cue stands: "confirm within 7 days that you want to delete it".
    fn cue_in_clause(&self, cue: usize) -> Option<usize> {
        let tree = self.tree;
        std::iter::once(cue)
            .chain(tree.upwards(cue))
            .take_while(|at| !tree.is_under(self.figure, *at))
            .filter(|at| tree.relation(*at) == Relation::Complement)
            .find_map(|at| tree.dependents_as(at, Relation::Marker).next())
    }

    /// What the writer tried: "in our test it cut 340 square metres".
    fn trial(&self) -> Option<usize> {
        (1..self.syntax.words().len()).find(|at| {
            // "In our test Wagtail had", where the test is taken for a part of the name.
            let is_own = |own: usize| word::is(self.syntax.text(own), Class::OwnDeterminers);
            word::is(&self.syntax.lemma(*at), Class::TrialNouns)
                && (is_own(*at - 1)
                    || self.tree.dependents(*at).any(|own| own < *at && is_own(own)))
                && !self.is_cue(*at)
                && !self.tells(*at)
        })
    }

    /// Whether a noun is about who found out: "our test bench showed", "according to our tests".
    fn tells(&self, noun: usize) -> bool {
        /// "to our own" before the noun.
        const LEAD: usize = 4;
        let (syntax, tree) = (self.syntax, self.tree);
        let top = tree.head(noun).filter(|_| tree.relation(noun) == Relation::Compound);
        let top = top.unwrap_or(noun);
        let own = tree.upwards(self.figure).find(|at| syntax.tag(*at).is_verb());
        let is_who = tree.relation(top).is_subject() && tree.head(top) != own;
        let mut lead = noun.saturating_sub(LEAD)..noun;
        let is_source = lead.any(|at| word::is(syntax.text(at), Class::ReportingPrepositions));
        is_who || is_source
    }

    /// The verb of what is done once so many have passed, or where only some of them are: "sends a mail after 2 retries",
    /// but not "gives up after 2 retries"; "trains stop at two platforms".
    fn passed_by(&self) -> Option<usize> {
        if !self.counted || self.is_rate {
            return None;
        }
        let things = self.figure;
        let determined = self.tree.dependents_as(things, Relation::Possessor).next().is_some()
            || self
                .tree
                .dependents_as(things, Relation::Determiner)
                .any(|at| !word::is(self.syntax.text(at), Class::Indefinite));
        if determined || !self.syntax.tag(things).is_noun() {
            return None;
        }
        let is_other = |verb: usize| {
            // "Bats were found near six turbines"
            let of_verb = |relation| self.tree.dependents_as(verb, relation).next();
            let was = |at: usize| self.syntax.tag(at) == Tag::Past;
            let happened = of_verb(Relation::PassiveAuxiliary).is_some_and(was);
            let who = of_verb(Relation::Subject)
                .or_else(|| of_verb(Relation::PassiveSubject).filter(|_| happened));
            who.is_some_and(|who| !self.is_mention(who) && !self.is_cue(who))
                // "Reports put the capacity at 1,900 passengers"
                && !word::is(&self.syntax.lemma(verb), Class::PuttingVerbs)
        };
        // "Express trains use three platforms"
        let user = self.tree.head(things).filter(|verb| {
            self.tree.relation(things) == Relation::Object
                && word::is(&self.syntax.lemma(*verb), Class::UsingVerbs)
                && !self.is_cue(*verb)
        });
        if let Some(verb) = user.filter(|verb| is_other(*verb)) {
            return Some(verb);
        }
        // "After 2 retries the job sends a mail", where a tree may hang the verb on the retries.
        let hung = || {
            let preposition = self.tree.head(things)?;
            let verb = self.tree.dependents_as(things, Relation::RelativeClause).next()?;
            let opens = preposition == 0 && self.tree.head(preposition).is_none();
            opens.then_some((preposition, verb))
        };
        let (preposition, verb) = self.governor().or_else(hung)?;
        if !self.syntax.tag(verb).is_verb() || self.is_cue(verb) {
            return None;
        }
        // "Guests can choose from 58 rooms"
        let may = self
            .tree
            .dependents_as(verb, Relation::Auxiliary)
            .any(|at| word::is(self.syntax.text(at), Class::AllowingAuxiliaries));
        // "Membership stands at 45,000"
        if may || word::is(self.syntax.text(verb), Class::StandingVerbs) {
            return None;
        }
        let text = self.syntax.text(preposition);
        if word::is(text, Class::AfterPrepositions) {
            let ends = word::is(&self.syntax.lemma(verb), Class::EndingVerbs);
            return (!ends).then_some(verb);
        }
        (word::is(text, Class::HaltingPrepositions) && is_other(verb)).then_some(verb)
    }

    /// The verb of what the subject does besides its work: "charges at a power of 150 kW".
    fn done_besides(&self, cue: usize) -> Option<usize> {
        let (_, verb) = self.governor_of_measure(cue)?;
        let is_besides = word::is(&self.syntax.lemma(verb), Class::SideVerbs);
        (is_besides && !self.is_cue(verb)).then_some(verb)
    }

    /// The verb by which a height is that of where the subject is: "hangs 150 cm high", "fell from a height of 70 cm".
    fn put_up(&self, cue: usize) -> Option<usize> {
        let (tree, syntax) = (self.tree, self.syntax);
        let tells_how = || {
            let is_so = matches!(syntax.tag(cue), Tag::Adjective | Tag::Adverb);
            let is_told = tree.head(self.figure) == Some(cue);
            tree.head(cue).filter(|_| is_so && is_told)
        };
        // "With a wingspan of 31 m it fits", "perched at an altitude of 2,640 m"
        let is_place = word::is(&syntax.lemma(cue), Class::PlaceMeasures);
        let hung = self.governor_of_measure(cue).filter(|(preposition, _)| {
            !is_place && !word::is(syntax.text(*preposition), Class::HavingPrepositions)
        });
        let verb = hung.map(|(_, verb)| verb).or_else(tells_how)?;
        let puts = word::is(&syntax.lemma(verb), Class::MountingVerbs);
        // "Landing beyond the hill's size of 134 m"
        let is_own = tree.dependents_as(cue, Relation::Possessor).any(|at| self.is_mention(at));
        (puts && !is_own && !self.is_cue(verb)).then_some(verb)
    }

    /// The word by which a vessel is one of several that the subject has: "the milk tank takes 0.5 litres".
    fn content_of(&self, cue: usize) -> Option<usize> {
        let (tree, syntax) = (self.tree, self.syntax);
        if self.counted
            || syntax.tag(cue) != Tag::Noun
            || !word::is(&syntax.lemma(cue), Class::Vessels)
        {
            return None;
        }
        tree.dependents(cue).find(|at| {
            *at < cue
                && tree.relation(*at) == Relation::Compound
                && syntax.tag(*at) == Tag::Noun
                && !word::is(syntax.text(*at), Class::MainContents)
                && !self.is_mention(*at)
                && !self.is_cue(*at)
        })
    }

    /// The word that opens a time of which the cue tells, behind the figure: "keeps for three weeks once mature".
    fn time_of(&self, cue: usize) -> Option<usize> {
        let opener = (self.figure + 1..cue)
            .rfind(|at| word::is(self.syntax.text(*at), Class::MomentOpeners))?;
        // "Once mature", "when it is mature", not "when the tower, which is high".
        let is_bare = (opener + 1..cue).all(|at| {
            let tag = self.syntax.tag(at);
            let signs =
                self.syntax.words().get(at).is_some_and(|word| word.before != Signs::default());
            let is_being = ["be", "have"].contains(&self.syntax.lemma(at).as_str());
            !signs && (tag.is_pronoun() || tag == Tag::Adverb || is_being)
        });
        is_bare.then_some(opener)
    }
}
