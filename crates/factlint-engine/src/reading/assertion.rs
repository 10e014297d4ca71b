//! Is it asserted? Negations, conditions, plans, questions and denials say nothing about the world; nor do examples,
//! instructions, corrections and what was before. What bounds a value is said, even by a negation: "cannot run more
//! than 110 pods".

mod asked;
mod condition;
mod granted;
mod otherwise;
mod past;
mod taken_back;

use super::clause::{self, Clause};
use super::mention::Mention;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Syntax, Tag};
use factlint_language::token::Tokens;
use factlint_language::word;
use factlint_language::words::Class;

/// Words in their sentence.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub prose: &'a str,
    /// Those of the sentence.
    pub tokens: &'a Tokens<'a>,
    pub sentence: ProseSpan,
    pub clauses: &'a [Clause],
    /// Names of subjects, whose words say nothing: "the Starter plan".
    pub names: &'a [Mention],
    /// What a rule measures, whose words say nothing either: "a power demand of 18 MW".
    pub measures: &'a [ProseSpan],
    /// Them, with what hedges them.
    pub span: ProseSpan,
    /// The analysis of the sentence, which is made once it is asked for.
    pub analysis: &'a dyn Fn() -> &'a Syntax<'a>,
}

/// A bound that a negation turns round: "no more than" said with other words between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turned {
    /// "cannot run more than 110 pods".
    AtMost,
    /// "must not be shorter than 8 characters".
    AtLeast,
}

impl<'a> Told<'a> {
    /// The word by which they are not stated as true, if there is one: in their own clause, or a condition or denial
    /// that governs it.
    pub fn unsaid_by(&self) -> Option<ProseSpan> {
        self.unsaid_by_word().filter(|_| !(self.analysis)().is_count_of_owner(self.span))
    }

    fn unsaid_by_word(&self) -> Option<ProseSpan> {
        let Self { prose, sentence, clauses, span, .. } = *self;
        if let Some(mark) = self.asked_by() {
            return Some(mark);
        }
        // Of a cell that holds a figure alone, nothing more need be asked.
        if self.words(sentence).all(|(at, _)| at.overlaps(span)) {
            return None;
        }
        // "The proposed 80-metre mill": a measure of what is not there yet.
        let lead = &prose[sentence.start as usize..span.start.max(sentence.start) as usize];
        let planned = word::words_before(lead).next().filter(|(at, found)| {
            found.ends_with("ed")
                && word::is(found, Class::BringingForth)
                && lead[at + found.len()..].trim().is_empty()
        });
        if let Some((at, found)) = planned {
            let start = sentence.start as usize + at;
            return Some(ProseSpan::new(start, start + found.len()));
        }
        let here = clause::innermost(clauses, span.start)?;
        // What stands in brackets shares the fate of what it explains.
        let clause = clause::outer(clauses, here).span;
        let turned = self.turned().is_some();
        let bounded = self.bound().is_some();
        let mut candidates = self
            .words(sentence)
            .filter(|_| self.may_be_unsaid())
            .filter(|(at, _)| !at.overlaps(span))
            .filter(|(at, found)| !is_short_for_number(prose, *at, found, sentence))
            .filter(|(at, _)| !self.is_in_name(*at) || self.plans_to(*at));
        let unsaid = candidates.find(|(at, found)| {
            let rest = &prose[at.end as usize..];
            let of_sentence = &prose[at.end as usize..sentence.end.max(at.end) as usize];
            // "Believe it or not"
            let is_choice =
                found.eq_ignore_ascii_case("not") && prose[..at.start as usize].ends_with(" or ");
            let negates = (word::is(found, Class::Negation) && !is_only(found, rest) && !is_choice)
                || is_contracted(found)
                || (found.eq_ignore_ascii_case("no")
                    && !is_bound(rest)
                    && !is_abbreviated(of_sentence));
            let refuses = turned && word::is(found, Class::FutureModals);
            let supposes = is_possibility(prose, at.start as usize, found)
                && !(bounded && (word::is(found, Class::Permission) || refuses))
                && !self.asks_for_default(*at, clause)
                && !self.is_so_already(*at, found)
                && !self.is_sort_of_noun(*at, found)
                && !(word::is(found, Class::Condition)
                    && self.is_free_of_condition(*at, clause, bounded));
            // "Once mature", not "once a day"
            let mut next = word::words(rest).map(|(_, next)| next);
            let is_often = next.next().is_some_and(|next| word::is(next, Class::Per))
                && next.next().is_some_and(|next| word::is(next, Class::TimeNouns));
            let binds = word::is(found, Class::BindingAdverb) && at.end <= span.start && !is_often;
            let plans = is_plan(prose, at.start as usize, found);
            if (negates && !turned) || supposes || binds || plans {
                if self.are_granted(found) {
                    return false;
                }
                // "Up to 190 metres deep, the lake never freezes"
                if negates && at.start >= self.span.end && self.is_front_without_verb(clause) {
                    return false;
                }
                let near = || clause.contains(*at) && self.reaches(*at, supposes);
                return self.reaches_in_tree(*at).unwrap_or_else(near);
            }
            let doubts = (word::is(found, Class::Supposing) && !self.is_noun(*at))
                || word::is(found, Class::Untrue)
                || (word::is(found, Class::NegatingWords)
                    && !turned
                    && !is_choice
                    && !is_only(found, rest)
                    && !is_abbreviated(of_sentence)
                    && !is_bound(rest))
                || ((word::is(found, Class::PlanBeVerb) || word::is(found, Class::Going))
                    && rest.starts_with(" to "))
                || (word::is(found, Class::Asking)
                    && (rest.starts_with(" for ") || self.is_asked_for(*at))
                    && !self.is_asked_by_ours(*at))
                || (word::is(found, Class::Dreaming) && rest.starts_with(" of "));
            // "A petition for a limit of 20 mph on the lane", whatever "for" is tied to.
            let asks = || {
                /// "for a new speed limit of"
                const MOST: usize = 6;
                let between = ProseSpan { start: at.end, end: span.start.max(at.end) };
                let syntax = (self.analysis)();
                word::is(found, Class::Asking)
                    && self.words(between).count() <= MOST
                    && !between.of(prose).contains([',', ';', ':'])
                    && !syntax.words_in(between).any(|at| syntax.tag(at).is_verb())
                    && at.end <= span.start
            };
            doubts
                && !self.is_lying_place(*at, found)
                && !self.are_granted(found)
                && self.reaches_in_tree(*at).unwrap_or_else(asks)
        });
        if let Some((at, _)) = unsaid {
            return Some(at);
        }
        let denies = self.tokens.holds(Class::Denial);
        // "Critics disputed that ..." reaches over a comma; a denial in the main clause governs the rest.
        let before = ProseSpan { start: sentence.start, end: clause.start.max(sentence.start) };
        // A relative clause stands for itself: neither a condition in front nor a denial reaches it.
        let opener = self.words(clause).next().map(|(_, found)| found).unwrap_or_default();
        let relative = word::is(opener, Class::RelativeOpener) && clause.start > sentence.start;
        let denied = self
            .words(sentence)
            .filter(|_| denies)
            .filter(|(at, found)| !at.overlaps(span) && word::is(found, Class::Denial))
            .filter(|(at, _)| {
                !self.refused_by(*at, clause) && (!self.is_noun(*at) || self.doubts_whether(*at))
            })
            .find(|(at, _)| {
                let near = || clause.contains(*at) || (before.contains(*at) && !relative);
                self.reaches_in_tree(*at).unwrap_or_else(near)
            });
        if let Some((at, _)) = denied {
            return Some(at);
        }
        let phrase = phrase_in(self.tokens, sentence, Class::NegatingPhrase).filter(|at| {
            let between = ProseSpan { start: at.end, end: span.start.max(at.end) };
            at.end <= span.start && !between.of(prose).contains([',', ';', ':', '—'])
        });
        if phrase.is_some() {
            return phrase;
        }
        // "Is far from running low", "is nowhere near 900 km"
        let far_from = phrase_in(self.tokens, sentence, Class::FarFrom).filter(|at| {
            let next = word::words(&prose[at.end as usize..]).next();
            let between = ProseSpan { start: at.end, end: span.start.max(at.end) };
            let is_next = at.end <= span.start
                && self.words(between).all(|(_, found)| word::is(found, Class::Article))
                && !between.of(prose).contains([',', ';', ':']);
            // "It is far from certain that the road is"
            let opens_that = || {
                let behind = ProseSpan { start: at.end, end: sentence.end };
                let that = self.words(behind).nth(1);
                that.is_some_and(|(that, found)| {
                    that.end <= span.start && word::is(found, Class::ThatWord)
                })
            };
            let is_own = at.end <= span.start + 1 && clause.contains(*at);
            let does = || next.is_some_and(|(_, verb)| verb.ends_with("ing"));
            is_own && (is_next || does()) || opens_that()
        });
        if far_from.is_some() {
            return far_from;
        }
        // "As long as the mast stands, it has": a phrase that opens the sentence, or stands in their clause.
        let phrase = phrase_in(self.tokens, sentence, Class::ConditionPhrase).filter(|at| {
            let opens = at.start == sentence.start && !relative;
            // "As long as it has its messages: retention is one week"
            let between = ProseSpan { start: at.end, end: span.start.max(at.end) };
            let is_parted = opens && is_parted(between.of(prose));
            !at.overlaps(span)
                && !is_parted
                && (opens || clause.contains(*at))
                && !self.is_only_wondered(*at)
                && !self.is_under_limit(*at)
                && !self.is_comparison(*at)
        });
        if phrase.is_some_and(|at| !self.asks_for_default(at, clause)) {
            return phrase;
        }
        // "In theory, it carries", not "on paper and in practice".
        let on_paper = phrase_in(self.tokens, sentence, Class::PaperPhrases).filter(|at| {
            let opens = at.start == sentence.start && !relative;
            !at.overlaps(span)
                && (opens || clause.contains(*at))
                && !prose[at.end as usize..].starts_with(" and ")
        });
        if on_paper.is_some() {
            return on_paper;
        }
        if let Some(opener) = self.inverted_condition() {
            return Some(opener);
        }
        let mut front = self.words(sentence);
        let (at, found) = front.next()?;
        // "Without its battery, it weighs 1 kg"
        let sets_aside = word::is(found, Class::FrontedCondition)
            && !at.overlaps(span)
            && !front.take(2).any(|(_, noun)| word::is(noun, Class::AssertingNouns));
        let between = ProseSpan { start: at.end, end: span.start.max(at.end) };
        if sets_aside && !relative && !is_parted(between.of(prose)) {
            return Some(at);
        }
        let binds = word::is(found, Class::Condition)
            && !self.is_free_of_condition(at, clause, bounded)
            && self.reaches_in_tree(at).filter(|_| self.marks_a_verb(at)).unwrap_or(!relative);
        if binds {
            return Some(at);
        }
        // "Refused to confirm that", "is due to have": no word of these is known to make it so.
        let syntax = (self.analysis)();
        let embedding = syntax.embedded_by(span).and_then(|word| syntax.words().get(word));
        embedding.map(|word| word.span).filter(|at| !at.overlaps(span) && !bounded)
    }

    /// Whether the tree hangs what opens a condition on a verb; where it does not, it has misread the condition: "if noise
    /// cancelling and GPS are switched on".
    fn marks_a_verb(&self, opener: ProseSpan) -> bool {
        let syntax = (self.analysis)();
        let told = || {
            let tree = syntax.trees().first()?;
            let head = tree.head(syntax.word_at(opener.start)?)?;
            let is_auxiliary =
                matches!(tree.relation(head), Relation::Auxiliary | Relation::PassiveAuxiliary);
            Some(!syntax.tag(head).is_noun() && !is_auxiliary)
        };
        told().unwrap_or(true)
    }

    /// Whether "will" tells what is so already, or for whoever reads: "will stay at 45 hours", "will set you back £34,500",
    /// "you will need 32 GB".
    fn is_so_already(&self, at: ProseSpan, found: &str) -> bool {
        if !word::is(found, Class::FutureModals) {
            return false;
        }
        let is_you = |found: &str| found.eq_ignore_ascii_case("you");
        let mut behind = word::words(&self.prose[at.end as usize..]).map(|(_, found)| found);
        let Some(verb) = behind.next() else { return false };
        let before = word::words_before(&self.prose[..at.start as usize]).next();
        word::is(verb, Class::StillVerbs)
            || word::is(verb, Class::ServingVerbs) && behind.next().is_some_and(is_you)
            || (word::is(verb, Class::RequiringVerbs) || word::is(verb, Class::ReaderVerbs))
                && before.is_some_and(|(_, found)| is_you(found))
    }

    /// Whether a phrase says to which limit something is subject: "requests are subject to a limit of 500 a minute", "to a timeout
    /// of 3 seconds", not "subject to approval".
    fn is_under_limit(&self, phrase: ProseSpan) -> bool {
        /// "a", "daily rate" before the noun.
        const MOST: usize = 4;
        if phrase.end > self.span.start {
            return false;
        }
        let between = ProseSpan { start: phrase.end, end: self.span.start };
        let words: Vec<&str> = self.words(between).map(|(_, found)| found).collect();
        let is_limit = |found: &&str| word::is(found, Class::LimitNoun);
        // "Subject to a 60-second timeout", "subject to a 20 mph speed limit"
        let rest = ProseSpan { start: self.span.end, end: self.sentence.end.max(self.span.end) };
        let is_limited = words.len() == 1
            && (self.span.of(self.prose).contains(word::is_hyphen)
                || self.words(rest).take(2).any(|(_, found)| word::is(found, Class::LimitNoun)));
        // "A timeout of 3 seconds"
        let is_told = words.last().is_some_and(|found| word::is(found, Class::PartPrepositions));
        (is_limited || is_told || words.iter().any(is_limit))
            && words.len() <= MOST
            && words.first().is_some_and(|found| word::is(found, Class::IndefiniteArticle))
    }

    /// Whether a phrase compares with a thing, of which nothing is told behind it: "a lake as long as the valley", not "as
    /// long as the mast stands".
    fn is_comparison(&self, phrase: ProseSpan) -> bool {
        let mut words = self.words(phrase).map(|(_, found)| found);
        let (first, last) = (words.next(), words.last());
        // "Is twice as long as the other"
        let lead = ProseSpan { start: self.sentence.start, end: phrase.start };
        let times = word::words_before(lead.of(self.prose)).next();
        if times.is_some_and(|(_, found)| word::is(found, Class::FractionWord)) {
            return true;
        }
        let is_equal =
            |found: Option<&str>| found.is_some_and(|as_| as_.eq_ignore_ascii_case("as"));
        // "As long as 21 pools of 100 metres": what it is compared with has its own.
        let between = ProseSpan { start: phrase.end, end: self.span.start.max(phrase.end) };
        let is_told = phrase.start >= self.span.end || between.of(self.prose).contains([',', ':']);
        if !is_equal(first) || !is_equal(last) || !is_told {
            return false;
        }
        let here = clause::innermost(self.clauses, phrase.start);
        let end = here.map_or(self.sentence.end, |here| clause::outer(self.clauses, here).span.end);
        let syntax = (self.analysis)();
        let behind = ProseSpan { start: phrase.end, end: end.max(phrase.end) };
        let mut behind = syntax.words_in(behind).take_while(|at| !syntax.tag(*at).is_relative());
        behind.all(|at| !syntax.tag(at).is_verb() || syntax.tag(at) == Tag::Participle)
    }

    /// Whether a noun of doubt tells what is doubted: "has doubts that it has", not "has no doubt that", "in the dispute over".
    fn doubts_whether(&self, noun: ProseSpan) -> bool {
        let behind = ProseSpan { start: noun.end, end: self.sentence.end.max(noun.end) };
        let next = self.words(behind).next().is_some_and(|(_, found)| {
            word::is(found, Class::ThatWord) || word::is(found, Class::OpenQuestions)
        });
        // "There is no doubt that", "beyond doubt that"
        let syntax = (self.analysis)();
        let before = syntax.word_at(noun.start).and_then(|at| at.checked_sub(1));
        next && !before.is_some_and(|at| {
            word::is(syntax.text(at), Class::NegatingWords)
                || word::is(syntax.text(at), Class::Negation)
                || syntax.text(at).eq_ignore_ascii_case("no")
                // "Few doubt that"
                || matches!(syntax.tag(at), Tag::Preposition | Tag::Adjective)
        })
    }

    /// Whether a word is a noun here: "there is no doubt", "at the heart of a dispute".
    /// "The planning reference of the mill is": what is done there only says which sort of thing a noun behind it is.
    fn is_sort_of_noun(&self, at: ProseSpan, found: &str) -> bool {
        let syntax = (self.analysis)();
        let told = || {
            let tree = syntax.trees().first()?;
            let word = syntax.word_at(at.start)?;
            let noun = tree.head(word).filter(|noun| *noun > word)?;
            let is_part = matches!(tree.relation(word), Relation::Compound | Relation::Modifier);
            Some(is_part && syntax.tag(noun).is_noun())
        };
        found.ends_with("ing") && told().unwrap_or(false)
    }

    fn is_noun(&self, at: ProseSpan) -> bool {
        let syntax = (self.analysis)();
        syntax.words_in(at).any(|word| syntax.tag(word).is_noun())
    }

    /// Whether a word that unsays does so with them, by the analysis of the sentence; none where that is unsure.
    fn reaches_in_tree(&self, at: ProseSpan) -> Option<bool> {
        let syntax = (self.analysis)();
        let mut word = syntax.word_at(at.start)?;
        // "Isn't" is two words there: the second negates.
        let contracted = is_contracted(at.of(self.prose));
        if contracted && syntax.words().get(word)?.span.end < at.end {
            word += 1;
        }
        syntax.reaches(word, self.span)
    }

    /// Whether the sentence holds any word that negates, supposes or plans: most hold none.
    fn may_be_unsaid(&self) -> bool {
        const WORDS: [Class; 15] = [
            Class::Dreaming,
            Class::NoWords,
            Class::NegatingWords,
            Class::Going,
            Class::Asking,
            Class::PlanBeVerb,
            Class::Supposing,
            Class::Untrue,
            Class::ShortVerb,
            Class::Negation,
            Class::Possibility,
            Class::BindingAdverb,
            Class::PlanVerb,
            Class::UnfulfilledVerb,
            Class::Ruled,
        ];
        WORDS.iter().any(|class| self.tokens.holds(*class))
    }

    /// The word by which they tell what was before, or what an example or an instruction sets.
    pub fn elsewhere_by(&self) -> Option<ProseSpan> {
        self.elsewhere_though_given().or_else(|| self.instructed_by())
    }

    /// The same where no order to whoever reads unsays them: see [`Self::are_given_with`].
    pub fn elsewhere_though_given(&self) -> Option<ProseSpan> {
        self.past_by().or_else(|| self.bygone_state()).or_else(|| self.example_by())
    }

    /// Whether they stand with a definite noun, of which some places are told, as what is known of it: "you should quote the
    /// postcode YX14 7BT".
    pub fn are_given_with(&self, nouns: &[ProseSpan]) -> bool {
        !nouns.is_empty() && (self.analysis)().is_given_with(self.span, nouns, &self.names_here())
    }

    /// The words in the sentence by which it corrects what was said before.
    pub fn corrected_by(&self) -> Option<ProseSpan> {
        phrase_in(self.tokens, self.sentence, Class::Misstatement)
            .or_else(|| self.taken_back_here())
    }

    /// Whether a word that could be a noun for a subject has "to" behind it: "the council plans to".
    fn plans_to(&self, at: ProseSpan) -> bool {
        let mut behind = word::words(&self.prose[at.end as usize..]).map(|(_, found)| found);
        word::is(at.of(self.prose), Class::PlanObject)
            && behind.next().is_some_and(|next| next.eq_ignore_ascii_case("to"))
    }

    fn is_in_name(&self, at: ProseSpan) -> bool {
        let next = self.names.partition_point(|name| name.span.end <= at.start);
        self.names.get(next).is_some_and(|name| name.span.start <= at.start)
            || self.measures.iter().any(|measure| measure.contains(at))
    }

    /// How a negation in their clause turns their bound round.
    pub fn turned(&self) -> Option<Turned> {
        let Some(bound) = self.bound() else {
            // "Do not exceed a dose of 30 mg"
            let exceeds = self.tokens.holds(Class::ExceedingVerbs)
                && (self.analysis)().is_not_exceeded(self.span);
            return exceeds.then_some(Turned::AtMost);
        };
        let turned = match bound {
            Class::HedgeMoreThan => Turned::AtMost,
            Class::HedgeLessThan => Turned::AtLeast,
            _ => return None,
        };
        let here = clause::innermost(self.clauses, self.span.start)?;
        let clause = clause::outer(self.clauses, here).span;
        let before = ProseSpan { start: clause.start, end: self.span.start.max(clause.start) };
        let mut negations = self.words(before).filter(|(at, found)| {
            let rest = &self.prose[at.end as usize..];
            (word::is(found, Class::BoundNegation) && !is_only(found, rest))
                || (is_contracted(found) && !word::is(found, Class::HypotheticalContraction))
        });
        // Two negations are somebody's riddle.
        if negations.next().is_some() {
            return negations.next().is_none().then_some(turned);
        }
        phrase_in(self.tokens, clause, Class::Refusal)
            .is_some_and(|at| self.refused_by(at, clause))
            .then_some(turned)
    }

    /// Whether a verb lets nothing in that is beyond their bound: "rejects files larger than 3 MB", "any file over 3 MB
    /// is rejected"; not where it disputes what somebody says.
    fn refused_by(&self, verb: ProseSpan, clause: ProseSpan) -> bool {
        let refuses = phrase_in(self.tokens, verb, Class::Refusal).is_some()
            && matches!(self.bound(), Some(Class::HedgeMoreThan | Class::HedgeLessThan));
        let next = word::words(&self.prose[verb.end as usize..]).next();
        let says = next.is_some_and(|(_, found)| found.eq_ignore_ascii_case("that"));
        refuses && !says && !self.words(clause).any(|(_, found)| word::is(found, Class::ClaimNoun))
    }

    /// What bounds them, at their beginning.
    fn bound(&self) -> Option<Class> {
        const BOUNDS: [Class; 4] =
            [Class::HedgeAtMost, Class::HedgeAtLeast, Class::HedgeMoreThan, Class::HedgeLessThan];
        BOUNDS.into_iter().find(|class| {
            phrase_in(self.tokens, self.span, *class).is_some_and(|at| at.start == self.span.start)
        })
    }

    /// The words of a range with their places.
    fn words(&self, within: ProseSpan) -> impl Iterator<Item = (ProseSpan, &'a str)> + use<'a> {
        let start = within.start as usize;
        word::words(within.of(self.prose)).map(move |(offset, found)| {
            (ProseSpan::new(start + offset, start + offset + found.len()), found)
        })
    }

    /// "for example", "Suppose".
    fn example_by(&self) -> Option<ProseSpan> {
        if let Some(at) = phrase_in(self.tokens, self.sentence, Class::Example) {
            return Some(at);
        }
        let before = ProseSpan { start: self.sentence.start, end: self.span.start };
        let abbreviations = match self.tokens.holds(Class::ExampleAbbreviation) {
            true => word::entries(Class::ExampleAbbreviation),
            false => &[],
        };
        for abbreviation in abbreviations {
            if let Some(at) = before.of(self.prose).find(abbreviation.as_str()) {
                let start = before.start as usize + at;
                return Some(ProseSpan::new(start, start + abbreviation.len()));
            }
        }
        if self.tokens.holds(Class::ExampleVerb) {
            let syntax = (self.analysis)();
            let order = syntax.order().and_then(|order| syntax.words().get(order));
            // "Say hello to the ship, our ferry with"
            let does = || {
                let tree = syntax.trees().first()?;
                let (order, value) = (syntax.order()?, syntax.head_in(self.span)?);
                Some(tree.dependents(order).any(|at| {
                    !tree.is_under(value, at)
                        && matches!(tree.relation(at), Relation::Object | Relation::Other)
                        && at > order
                }))
            };
            let supposes = order.filter(|word| {
                word::is(word.span.of(self.prose), Class::ExampleVerb) && does() != Some(true)
            });
            if let Some(word) = supposes.filter(|word| word.span.end <= self.span.start) {
                return Some(word.span);
            }
        }
        None
    }
}

/// The first word or phrase of a class in a range; no part of a compound.
pub(super) fn phrase_in(tokens: &Tokens<'_>, within: ProseSpan, class: Class) -> Option<ProseSpan> {
    if !tokens.holds(class) {
        return None;
    }
    let first = tokens.at(within.start as usize);
    let is_joint = |sign: Option<char>| sign.is_some_and(word::is_hyphen);
    (first..tokens.len())
        .take_while(|at| tokens.start(*at) < within.end as usize)
        .filter_map(|at| Some(at..tokens.phrase(at, class)?))
        .find(|found| !is_joint(tokens.before(found.start)) && !is_joint(tokens.after(found.end)))
        .map(|found| tokens.span(found))
        .filter(|found| within.contains(*found))
}

/// "isn't", "can’t".
fn is_contracted(found: &str) -> bool {
    found.ends_with("n't") || found.ends_with("n’t")
}

/// "No fewer than 40" is a bound, not a negation; "no longer closed" is one.
fn is_bound(rest: &str) -> bool {
    let mut words = word::words(rest).map(|(_, word)| word);
    let Some(next) = words.next() else { return false };
    if next.eq_ignore_ascii_case("longer") {
        return words.next().is_some_and(|word| word.eq_ignore_ascii_case("than"));
    }
    word::is(next, Class::BoundComparative)
}

/// Whether a colon or a semicolon parts what stands between two words: not that of "17:30".
fn is_parted(between: &str) -> bool {
    between.contains(';')
        || between
            .match_indices(':')
            .any(|(at, _)| between[at + 1..].chars().next().is_none_or(char::is_whitespace))
}

/// "Cat. no. PA-27": a number follows the stop.
fn is_abbreviated(rest: &str) -> bool {
    let next = rest.strip_prefix('.').map(str::trim_start).unwrap_or_default();
    next.split_whitespace().next().is_some_and(|next| next.contains(|c: char| c.is_ascii_digit()))
}

/// "Not only approved, but": no negation.
fn is_only(found: &str, rest: &str) -> bool {
    found.eq_ignore_ascii_case("not")
        && word::words(rest).next().is_some_and(|(_, next)| word::is(next, Class::OnlyWord))
}

/// "was to have a range", "failed to reach", "ruled out": a plan that is not said to have come true.
fn is_plan(prose: &str, start: usize, found: &str) -> bool {
    let mut next = word::words(&prose[start + found.len()..]).map(|(_, next)| next);
    if word::is_capitalised(found) {
        return false;
    }
    if word::is(found, Class::PlanBeVerb) {
        return next.next() == Some("to")
            && next.next().is_some_and(|verb| word::is(verb, Class::PlanVerb));
    }
    let before = || word::words_before(&prose[..start]).next();
    match next.next() {
        // "Came close to a range of" is none.
        Some("to") if found == "close" => {
            before().is_some_and(|(_, verb)| word::is(verb, Class::ShortVerb))
        }
        Some("to") => word::is(found, Class::UnfulfilledVerb),
        Some("out") => word::is(found, Class::Ruled),
        // "Fell short of".
        Some("of") if found == "short" => {
            before().is_some_and(|(_, verb)| word::is(verb, Class::ShortVerb))
        }
        _ => false,
    }
}

/// "Accession no. 1937.14", where a sentence does not end.
fn is_short_for_number(prose: &str, at: ProseSpan, found: &str, sentence: ProseSpan) -> bool {
    word::is(found, Class::NumberAbbreviation)
        && prose[at.end as usize..].starts_with('.')
        && at.end + 1 < sentence.end
}

/// Capital "May" and "Will" are a month and a man.
fn is_possibility(prose: &str, start: usize, found: &str) -> bool {
    if !word::is(found, Class::Possibility) {
        return false;
    }
    let name = word::is_capitalised(found) && word::is(found, Class::PossibleName);
    let object = word::is(found, Class::PlanObject);
    if object {
        // A noun that plans something needs its verb or "to" after it: "its goal is", "plans to".
        return word::words(&prose[start + found.len()..])
            .next()
            .is_some_and(|(_, next)| word::is(next, Class::AfterPlanObject));
    }
    !name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::clause::clauses;
    use factlint_language::figure::figures_of;
    use factlint_language::unit::Units;
    use factlint_language::words::Words;
    use std::cell::OnceCell;

    fn asserted(sentence: &str, words: &str) -> bool {
        let whole = ProseSpan::new(0, sentence.len());
        let at = sentence.find(words).unwrap_or_default();
        let clauses = clauses(sentence, whole, &[]);
        let span = ProseSpan::new(at, at + words.len());
        let tokens = Tokens::new(sentence, whole, Words::embedded());
        let figures = figures_of(&tokens, Units::builtin());
        let syntax = OnceCell::new();
        let told = Told {
            prose: sentence,
            tokens: &tokens,
            sentence: whole,
            clauses: &clauses,
            names: &[],
            measures: &[],
            span,
            analysis: &|| syntax.get_or_init(|| Syntax::of(&tokens, &figures)),
        };
        told.unsaid_by().or_else(|| told.elsewhere_by()).is_none()
    }

    #[test]
    fn a_claim_is_unsaid_only_in_its_own_clause() {
        assert!(asserted(
            "The Swift, with a range of 900 km, would not reach the coast.",
            "900 km"
        ));
        assert!(asserted("The Swift has a range of 900 km (560 miles).", "560 miles"));
        assert!(asserted("It carries no fewer than 40 people.", "40 people"));
        assert!(asserted(
            "Makers denied that the Swift, which flies 900 km, is for sale.",
            "900 km"
        ));
        assert!(asserted("In May the Swift flew 900 km.", "900 km"));
        for unsaid in [
            "The Swift's range is not 900 km.",
            "The Swift could fly 900 km.",
            "Does the Swift fly 900 km?",
            "If approved the Swift flies 900 km.",
            "The Swift won't fly 900 km (560 miles).",
            "Makers denied that, in the end, the Swift flies 900 km.",
            "The plan is to fly 900 km.",
            "If the tank is enlarged, the Swift has a range of 900 km.",
            "The Swift was to have a range of 900 km.",
            "The claim that the Swift flies 900 km was rejected.",
        ] {
            assert!(!asserted(unsaid, "900 km"), "{unsaid}");
        }
    }
}
