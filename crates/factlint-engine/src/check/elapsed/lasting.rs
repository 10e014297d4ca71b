//! Whether a length of time is told to go on up to now, by the analysis of the sentence: "has been run by volunteers for two
//! years", "for two years, players have met at the hall", "on loan for two years, the picture hangs".

mod now;

use std::ops::Range;

use super::since::Length;
use crate::claim::FigureValue;
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::rule::phrase::Cue;
use factlint_language::figure::{self, Figure};
use factlint_language::interval::Interval;
use factlint_language::noun;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Answer, ClauseKind, Relation, Syntax, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;

/// A length of time in its sentence, with what it may be told of.
struct Lasting<'r, 'd> {
    rule: &'r Rule,
    reading: &'r Reading<'d>,
    syntax: &'r Syntax<'d>,
    tree: &'r Tree,
    /// The word for the length of time.
    time: usize,
    /// The heads of the rule's subject.
    names: Vec<usize>,
    /// For each list of `near`, the heads of its cues.
    cues: Vec<Vec<usize>>,
    /// The words of each cue.
    phrases: Vec<Range<usize>>,
    /// The words of dates.
    dates: Vec<Range<usize>>,
}

/// Lengths of time that stand without a number: "for a decade", "for over a century", "for the past decade".
pub(super) fn spans_of_one(reading: &Reading<'_>, sentence: Sentence) -> Vec<Figure> {
    if !reading.tokens(sentence).holds(Class::LongSpans) {
        return Vec::new();
    }
    let prose = reading.prose();
    let words: Vec<(Range<usize>, &str)> = reading.words_in(sentence.span).collect();
    let is =
        |at: usize, class: Class| words.get(at).is_some_and(|(_, found)| word::is(found, class));
    let joined = |from: usize, to: usize| {
        (from..to).all(|at| {
            prose
                .get(words[at].0.end..words[at + 1].0.start)
                .is_some_and(|gap| gap.trim().is_empty())
        })
    };
    /// "A little over".
    const MOST_OF_HEDGE: usize = 3;
    let one = |unit: usize| {
        let opens = |at: usize| is(at, Class::IndefiniteArticle);
        let before = unit.checked_sub(1)?;
        let is_past = is(before, Class::PastSpan)
            && before.checked_sub(1).is_some_and(|at| is(at, Class::DefiniteSpan));
        let first = if is_past { before - 1 } else { Some(before).filter(|at| opens(*at))? };
        if !is(unit, Class::LongSpans) || !joined(first, unit) {
            return None;
        }
        // "Over a decade", "more than a decade"
        // "£12 a year" is no length of time.
        let is_told = |start: usize| {
            start
                .checked_sub(1)
                .is_none_or(|before| is(before, Class::SpanGoesOn) || is(before, Class::BeForms))
                || is(unit + 1, Class::NotElapsedAfter)
        };
        let hedges = first.saturating_sub(MOST_OF_HEDGE)..first;
        let starts = hedges.chain([first]).filter(|start| joined(*start, unit));
        starts.filter(|start| is_told(*start)).find_map(|start| {
            let hedge = prose.get(words[start].0.start..words[first].0.start)?;
            let text = format!("{hedge}1 {}", words[unit].1.to_lowercase());
            let whole = ProseSpan::new(0, text.len());
            let mut read = figure::figures(&text, whole, &reading.vocabulary().units);
            let figure = read.pop().filter(|figure| read.is_empty() && figure.hedged.start == 0)?;
            let span = ProseSpan::new(words[first].0.start, words[unit].0.end);
            let hedged = ProseSpan::new(words[start].0.start, words[unit].0.end);
            Some(Figure { span, hedged, ..figure })
        })
    };
    (0..words.len()).filter_map(one).collect()
}

/// "A decade" is no five years, though a decade is the nearest number of decades to them.
pub(super) fn narrow(value: &mut FigureValue) {
    /// Of the length, down and up.
    const SHORT: f64 = 0.8;
    const LONG: f64 = 1.3;
    value.step = LONG - 1.0;
    value.interval = Interval::closed(SHORT, LONG).scaled(value.factor, 0.0);
}

/// Whether a length of time is that of a state which a verb in the perfect, or a phrase in front, tells of the subject
/// with a cue of each list.
pub(super) fn lasts(length: &Length<'_, '_>) -> bool {
    Lasting::of(length).is_some_and(|lasting| {
        lasting.by_verb()
            || lasting.in_front()
            || lasting.through_time()
            || lasting.is_told_of_now()
    })
}

/// Whether a length of time is told of a part of the subject, or of somebody who left it: "the bar of the ferry has been in
/// service", "the captain retired after thirty years of service".
pub(super) fn is_of_another(length: &Length<'_, '_>) -> bool {
    Lasting::of(length).is_some_and(|lasting| lasting.is_of_another())
}

impl<'r, 'd> Lasting<'r, 'd> {
    fn of(length: &Length<'r, 'd>) -> Option<Self> {
        let Length { rule, reading, sentence, figure, mentions } = *length;
        if rule.near.is_empty() || figure.attributive {
            return None;
        }
        let syntax = reading.syntax(sentence);
        let head = |span: &ProseSpan| syntax.head_in(*span);
        Some(Self {
            rule,
            reading,
            syntax,
            tree: syntax.trees().first()?,
            time: syntax.head_in(figure.span)?,
            names: mentions.iter().filter_map(head).collect(),
            cues: rule
                .near
                .iter()
                .map(|cues| reading.cues_in(cues, sentence.span).iter().filter_map(head).collect())
                .collect(),
            phrases: rule
                .near
                .iter()
                .flat_map(|cues| reading.cues_in(cues, sentence.span))
                .map(|cue| syntax.words_in(cue))
                .collect(),
            dates: reading.dates(sentence).iter().map(|date| syntax.words_in(date.span)).collect(),
        })
    }
}

impl Lasting<'_, '_> {
    /// The word of which the length of time tells how long it has gone on: what "for" hangs on.
    fn state(&self) -> Option<usize> {
        let preposition = self.tree.head(self.time)?;
        let goes_on = self.tree.relation(self.time) == Relation::PrepositionObject
            && word::is(self.syntax.text(preposition), Class::SpanGoesOn);
        self.tree.head(preposition).filter(|_| goes_on)
    }

    /// "Has been run by volunteers for two years"
    fn by_verb(&self) -> bool {
        let Some(state) = self.state() else { return false };
        let answer = self.syntax.clause_of(state);
        let relative = answer.value.clone().filter(|clause| clause.kind == ClauseKind::Relative);
        let Some(clause) = answer.sure().flatten().or(relative) else { return false };
        let verb = clause.verb;
        // "Has been closed for repairs for two years": on the way to the verb stand no other things.
        let is_on_way = self.syntax.way_up(state, verb).iter().all(|at| {
            *at == verb
                || self.is_cue(*at)
                || matches!(self.tree.relation(*at), Relation::Preposition)
                || self.is_placed(*at)
                || self.is_doing(*at)
                || self.is_done_again(*at)
        });
        let is_perfect = self.answer_for(verb, self.syntax.is_going_on(verb)) == Some(true);
        is_on_way && is_perfect && self.is_cued_under(verb) && self.is_told_of_us(verb)
    }

    /// What is answered of a verb, where that is sure or its clause only tells more of a noun: what follows such a clause leaves it as it
    /// is.
    fn answer_for<T: Clone>(&self, verb: usize, answer: Answer<T>) -> Option<T> {
        match self.tree.relation(verb) {
            Relation::RelativeClause => Some(answer.value),
            _ => answer.sure(),
        }
    }

    /// Whether a word is what is done all the time, on which a tree may hang the length of time: "has been helping small firms for two
    /// years".
    fn is_done_again(&self, word: usize) -> bool {
        self.tree.relation(word) == Relation::Object
            && self.syntax.tag(word) == Tag::Nouns
            && self.tree.dependents_as(word, Relation::Determiner).next().is_none()
    }

    /// Whether a word names a place of what its clause tells, or of what its cue is, on which a tree may hang the length of time: "has
    /// run between the two towns for two years", "has been editor of the paper for two years".
    fn is_placed(&self, word: usize) -> bool {
        self.tree.relation(word) == Relation::PrepositionObject
            && self.tree.head(word).is_some_and(|preposition| {
                let text = self.syntax.text(preposition);
                let is_of_cue = || self.tree.head(preposition).is_some_and(|of| self.is_cue(of));
                word::is(text, Class::WherePrepositions)
                    || word::is(text, Class::PartPrepositions) && is_of_cue()
            })
    }

    /// Whether a word is the subject of the rule as the one by whom something is done, or the preposition before it.
    fn is_doing(&self, word: usize) -> bool {
        let is_agent = |at: usize| self.tree.relation(at) == Relation::Agent;
        is_agent(word) || self.names.contains(&word) && self.tree.head(word).is_some_and(is_agent)
    }

    /// "On loan for two years, the picture hangs": what stands in front tells of the subject of the sentence.
    fn in_front(&self) -> bool {
        let Some(state) = self.state().filter(|state| self.is_cue(*state)) else { return false };
        let opens = state == 0
            || state == 1 && self.syntax.tag(0) == Tag::Preposition && self.tree.head(1) == Some(0);
        opens && self.leads_to_now(self.time)
    }

    /// "After twenty years in service, the ferry is": a cue behind a length of time in front of what is so now.
    fn through_time(&self) -> bool {
        let Some(preposition) = self.tree.head(self.time) else { return false };
        let opens = (0..self.time).all(|at| {
            at == preposition
                || matches!(self.syntax.tag(at), Tag::Adverb | Tag::Adjective)
                || matches!(self.syntax.tag(at), Tag::Preposition if at > preposition)
        });
        let through = self.tree.relation(self.time) == Relation::PrepositionObject
            && word::is(self.syntax.text(preposition), Class::ThroughTime);
        if !opens || !through {
            return false;
        }
        self.cue_behind().is_some_and(|end| self.leads_to_now(end))
    }

    /// Where the cue ends that says right behind the length of time what it is a time of: "twenty years in service".
    fn cue_behind(&self) -> Option<usize> {
        let is_joined = |phrase: &&Range<usize>| {
            phrase.start > self.time
                && (self.time + 1..phrase.start).all(|at| {
                    matches!(
                        self.syntax.tag(at),
                        Tag::Preposition | Tag::Determiner | Tag::Adjective | Tag::Adverb
                    )
                })
        };
        let last = self.phrases.iter().filter(is_joined).map(|phrase| phrase.end - 1).max()?;
        // "On air", of which a tree may take the preposition for the head, and "organic farming"
        let modifies = matches!(self.tree.relation(last), Relation::Modifier | Relation::Compound);
        let noun = self.tree.head(last).filter(|noun| modifies && *noun == last + 1);
        let mut objects = self.tree.dependents_as(last, Relation::PrepositionObject);
        Some(noun.or_else(|| objects.find(|at| *at == last + 1)).unwrap_or(last))
    }

    /// Whether a verb tells of the subject what is so now, and its name stands right behind a word.
    fn leads_to_now(&self, last: usize) -> bool {
        // "After ten years in service, the lift is due for an overhaul, the architects write."
        let said = self
            .names
            .iter()
            .find(|name| **name > last && self.tree.relation(**name) == Relation::Subject);
        let root = said
            .and_then(|name| self.tree.head(*name))
            .filter(|verb| self.tree.relation(*verb) != Relation::RelativeClause)
            .or_else(|| (0..self.syntax.words().len()).find(|at| self.tree.head(*at).is_none()));
        let Some(root) = root else { return false };
        // "After two weeks out of service, the lift works again": it is over.
        let is_over =
            self.tree.dependents(root).any(|at| word::is(self.syntax.text(at), Class::AnotherTime));
        let is_ours = || {
            let mut subjects =
                self.tree.dependents(root).filter(|at| self.tree.relation(*at).is_subject());
            // "Closed for two days in 2020, the kiln is busy": a day that is over stands between.
            let is_near = |subject: usize| {
                (last + 1..subject).all(|at| {
                    let tag = self.syntax.tag(at);
                    !tag.is_verb()
                        && !matches!(tag, Tag::Figure | Tag::Number)
                        && !self.dates.iter().any(|date| date.contains(&at))
                })
            };
            subjects
                .any(|subject| subject > last && self.names.contains(&subject) && is_near(subject))
        };
        self.is_now(root) && !is_over && self.cues.len() == 1 && is_ours()
    }

    /// Whether a verb tells what is so now, or what has come about: "is", "has found".
    fn is_now(&self, verb: usize) -> bool {
        let is_present =
            |at: usize| matches!(self.syntax.tag(at), Tag::Present | Tag::PresentThird);
        is_present(verb)
            || self.tree.dependents(verb).any(|at| {
                matches!(self.tree.relation(at), Relation::Auxiliary | Relation::PassiveAuxiliary)
                    && is_present(at)
            })
    }

    /// See [`is_of_another`].
    fn is_of_another(&self) -> bool {
        let syntax = self.syntax;
        let Some(clause) = syntax.clause_of(self.time).sure().flatten() else { return false };
        let verb = clause.verb;
        if self.cues.iter().any(|cues| cues.iter().all(|cue| self.is_somebody_else(*cue)))
            || self.is_cued_elsewhere()
            || self.is_done_to_its_own(verb)
            || self.is_only_told_apart(verb)
        {
            return true;
        }
        let Some(subject) = syntax.subject_of(verb).sure().flatten() else { return false };
        let cued = self.cues.iter().flatten().any(|cue| self.is_in_clause(*cue, subject));
        if self.names.contains(&subject) || cued || !syntax.tag(subject).is_noun() {
            return false;
        }
        let lemma = syntax.lemma(subject);
        // "The building of the bridge has lasted": what is done with a thing, or stands for it, is no part of it.
        // "The ticket offices of the line were closed", not "the trains of the line have been driverless"
        let is_narrowed = || {
            self.tree.dependents(subject).any(|at| {
                at < subject
                    && matches!(
                        self.tree.relation(at),
                        Relation::Compound | Relation::Modifier | Relation::NumberModifier
                    )
            })
        };
        let is_some = syntax.tag(subject) == Tag::Noun || is_narrowed() && !noun::is_person(&lemma);
        let is_part = is_some
            && !word::is(&lemma, Class::WorkNouns)
            && !word::is(&lemma, Class::Door)
            && !word::is(&lemma, Class::NamedByOf)
            && self.is_beside_us(subject)
            && !self.is_practised(verb);
        // "Bought its oven from a firm that has been in business for two years"
        let is_stranger = clause.kind == ClauseKind::Relative
            && syntax.tag(verb).is_verb()
            && !self.tree.head(verb).is_some_and(|noun| self.names.contains(&noun))
            && !self.is_said_of_us(subject);
        let leaves = word::is(&syntax.lemma(verb), Class::LeavingVerb) && !self.is_cue(verb);
        is_part || is_stranger || leaves
    }

    /// Whether the subject of the rule stands only in a clause that says of which thing a verb tells: "the relay that serves the probe has
    /// been in orbit for two years".
    fn is_only_told_apart(&self, verb: usize) -> bool {
        let is_apart = |thing: usize, name: usize| {
            let mut way = self.tree.upwards(name).take_while(|at| *at != thing);
            self.tree.is_under(name, thing)
                && way.any(|at| self.tree.relation(at) == Relation::RelativeClause)
        };
        self.tree.dependents(verb).filter(|at| self.tree.relation(*at).is_subject()).any(|thing| {
            self.syntax.tag(thing) == Tag::Noun
                && !self.names.is_empty()
                && self.names.iter().all(|name| is_apart(thing, *name))
        })
    }

    /// Whether a cue is done to one thing of the subject, which may be younger: "has operated its route to Oslo for two years".
    fn is_done_to_its_own(&self, verb: usize) -> bool {
        let is_its = |thing: usize| {
            let mut owners = self.tree.dependents_as(thing, Relation::Possessor);
            owners.any(|at| word::is(self.syntax.text(at), Class::OwnerPossessive))
        };
        let mut objects = self.tree.dependents_as(verb, Relation::Object);
        // "Has been baking its bread" tells what it does all the time.
        let is_only = self.cues.iter().flatten().all(|cue| *cue == verb);
        self.is_cue(verb)
            && is_only
            && self.syntax.tag(verb) != Tag::Gerund
            && objects.any(|thing| {
                self.syntax.tag(thing) == Tag::Noun && !self.is_cue(thing) && is_its(thing)
            })
    }

    /// Whether a cue is a person of whom something else is told: "has been married to the editor", "has known the editor for two
    /// years", not "has held the office".
    fn is_somebody_else(&self, cue: usize) -> bool {
        let Some(above) = self.tree.head(cue) else { return false };
        let has_article = || self.has_article(cue);
        let lemma = self.syntax.lemma(cue);
        let is_person = noun::may_be_a_person(&lemma) || word::is(&lemma, Class::CalledHeOrShe);
        let is_met = match self.tree.relation(cue) {
            // "Has been sitting beside the captain"
            Relation::PrepositionObject => {
                word::is(self.syntax.text(above), Class::PartnerPrepositions)
                    || is_person && !word::is(self.syntax.text(above), Class::RolePrepositions)
            }
            Relation::Object => {
                has_article()
                    && self.names_persons()
                    && !self.is_cue(above)
                    && !word::is(&self.syntax.lemma(above), Class::OfficeHolding)
            }
            // "Has worked in the editor's office"
            Relation::Possessor => is_person,
            _ => false,
        };
        (noun::is_person(&lemma) || has_article())
            && is_met
            && !self.names.iter().any(|name| self.tree.is_under(*name, cue))
    }

    /// Whether a cue of the rule is what somebody is called: "editor", "chairwoman".
    fn names_persons(&self) -> bool {
        let phrases = &self.reading.vocabulary().phrases;
        let cues = self.rule.near.iter().flatten().filter_map(Cue::phrase);
        cues.into_iter().any(|cue| {
            let text = &phrases.get(cue).text;
            word::words(text).last().is_some_and(|(_, last)| noun::may_be_a_person(last))
        })
    }

    /// Whether no cue is told of with the length of time: each only says aside what the subject is, or stands in the clause of
    /// another noun: "Lee, the editor, has kept bees for two years", "the hall in which they sing was built two years ago".
    fn is_cued_elsewhere(&self) -> bool {
        let Some(clause) = self.syntax.clause_of(self.time).sure().flatten() else { return false };
        let is_aside = |cue: usize| {
            self.tree.is_under(cue, clause.verb)
                && self.syntax.way_up(cue, clause.verb).iter().any(|at| {
                    !self.tree.is_under(self.time, *at)
                        && match self.tree.relation(*at) {
                            // "Captain Lee has been praised"
                            Relation::Apposition | Relation::Compound | Relation::Modifier => {
                                self.tree.head(*at).is_some_and(|noun| self.names.contains(&noun))
                            }
                            Relation::RelativeClause => self.tree.head(*at).is_some_and(|noun| {
                                self.tree.relation(noun).is_subject() && !self.names.contains(&noun)
                            }),
                            _ => false,
                        }
                })
        };
        clause.kind == ClauseKind::Main
            && self.syntax.tag(clause.verb).is_verb()
            && self.cues.iter().any(|cues| cues.iter().all(|cue| is_aside(*cue)))
    }

    /// Whether a noun is what the subject is said to be, or stands beside its name: "Lee is a man who has led it for two years".
    fn is_said_of_us(&self, noun: usize) -> bool {
        let is_name = |at: usize| self.names.contains(&at);
        let of_verb = self
            .tree
            .head(noun)
            .filter(|_| self.tree.relation(noun) == Relation::Attribute)
            .and_then(|verb| self.syntax.subject_of(verb).sure().flatten());
        of_verb.is_some_and(is_name)
            || self.tree.head(noun).is_some_and(is_name)
            || self.names.iter().any(|name| self.tree.head(*name) == Some(noun))
    }

    /// Whether the subject of the rule says whose or where a noun is: "the vines of the estate", "the cows at the creamery".
    fn holds_us(&self, noun: usize) -> bool {
        let is_tied = |at: usize| {
            let text = self.syntax.text(at);
            match self.tree.relation(at) {
                Relation::Possessor | Relation::PrepositionObject => true,
                Relation::Preposition => {
                    word::is(text, Class::PartPrepositions)
                        || word::is(text, Class::PlacingPrepositions)
                }
                _ => false,
            }
        };
        self.names.iter().any(|name| {
            self.tree.is_under(*name, noun)
                && self.tree.upwards(*name).take_while(|above| *above != noun).all(is_tied)
        })
    }

    /// Whether a preposition hangs the subject of the rule on a noun: "the console for the engine".
    fn is_beside_us(&self, noun: usize) -> bool {
        let is_behind = |name: &usize| {
            self.tree.head(*name).is_some_and(|preposition| {
                self.tree.relation(preposition) == Relation::Preposition
                    && self.tree.head(preposition) == Some(noun)
            })
        };
        self.holds_us(noun) || self.names.iter().any(is_behind)
    }

    fn has_article(&self, noun: usize) -> bool {
        let mut articles = self.tree.dependents_as(noun, Relation::Determiner);
        articles.any(|at| word::is(self.syntax.text(at), Class::Article))
    }

    /// Whether a verb tells what is done all the time, of which a cue says how: "organic farming has been practised", "have
    /// been grown organically".
    fn is_practised(&self, verb: usize) -> bool {
        word::is(&self.syntax.lemma(verb), Class::PractisedVerbs)
            && self.is_passive(verb)
            && !self.is_cue(verb)
    }

    fn is_passive(&self, verb: usize) -> bool {
        self.tree.dependents_as(verb, Relation::PassiveAuxiliary).any(|_| true)
    }

    fn is_cue(&self, word: usize) -> bool {
        self.cues.iter().flatten().any(|cue| *cue == word)
    }

    /// Whether a verb, or what depends on it before any other clause, holds a cue of each list.
    fn is_cued_under(&self, verb: usize) -> bool {
        self.cues.iter().all(|cues| cues.iter().any(|cue| self.is_in_clause(*cue, verb)))
    }

    /// Whether a word stands under a verb, and under no clause in between.
    fn is_in_clause(&self, word: usize, verb: usize) -> bool {
        self.tree.is_under(word, verb)
            && self.syntax.way_up(word, verb).iter().all(|at| {
                *at == verb
                    || !matches!(
                        self.tree.relation(*at),
                        Relation::RelativeClause
                            | Relation::NounClause
                            | Relation::AdverbClause
                            | Relation::Complement
                            | Relation::Parataxis
                            | Relation::Conjunct
                            | Relation::Apposition
                    )
            })
    }

    /// Whether a verb tells of the subject: it is what does or is so, what it is done to, the owner of what it is, or where
    /// that is done which a cue names.
    fn is_told_of_us(&self, verb: usize) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        let is_name = |at: usize| self.names.contains(&at);
        let subject = self.answer_for(verb, syntax.subject_of(verb)).flatten();
        let Some(subject) = subject else { return false };
        if is_name(subject) {
            return true;
        }
        if tree.dependents_as(verb, Relation::Object).any(is_name) {
            return true;
        }
        // "The workers at the mill have been on strike": its people, all of them.
        if syntax.tag(subject) == Tag::Nouns
            && noun::is_person(&syntax.lemma(subject))
            && self.holds_us(subject)
        {
            return true;
        }
        // "Tourists have been carried up the hill by the lift"
        let mut agents = tree
            .dependents_as(verb, Relation::Agent)
            .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject));
        if self.is_passive(verb) && agents.any(is_name) {
            return true;
        }
        // "Pickets have stood outside the gates of the mill": the cue is who is there.
        let stands_there = || {
            tree.dependents_as(verb, Relation::Preposition)
                .filter(|at| {
                    word::is(syntax.text(*at), Class::WherePrepositions)
                        || word::is(syntax.text(*at), Class::NearPrepositions)
                })
                .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
                .any(|place| is_name(place) || self.holds_us(place))
        };
        if self.is_cue(subject) && !self.is_cue(verb) && stands_there() {
            return true;
        }
        // "Organic cheese has been made at the creamery"
        let is_placed = || {
            tree.dependents_as(verb, Relation::Preposition)
                .filter(|at| word::is(syntax.text(*at), Class::PlacingPrepositions))
                .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
                .any(is_name)
        };
        if self.is_practised(verb) && is_placed() {
            return true;
        }
        // "Organic farming at the estate has been practised", "the vines of the estate have been grown organically"
        if self.is_practised(verb) && self.holds_us(subject) {
            return true;
        }
        // "The band have played at the hall", "children have been treated at the clinic": the cue is what is done there, and to
        // nothing.
        self.is_cue(verb)
            && tree.dependents_as(verb, Relation::Object).next().is_none()
            && is_placed()
    }
}
