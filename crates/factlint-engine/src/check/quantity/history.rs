//! Whether a figure tells only of what was so at another time: a verb in the past of what goes on for a while, under a clause or a
//! phrase that sets it in the past. What was done then may still be so ("was built in 1932 with a length of 900 m"). Asked of
//! the analysis of the sentence.

use crate::reading::{Reading, Sentence};
use factlint_language::date::DateMention;
use factlint_language::figure::{Figure, Measure};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Signs, Syntax, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;
use std::ops::Range;

/// So many years back, things were otherwise.
const BACK: i16 = 3;
/// What is before that is more likely a number.
const FIRST: i16 = 1000;
/// A text without a date is taken to be of our time: no clock is asked.
const UNDATED: i16 = 2021;

/// A figure at its verb, in a sentence.
struct Told<'r, 'd> {
    reading: &'r Reading<'d>,
    sentence: Sentence,
    syntax: &'r Syntax<'d>,
    tree: &'r Tree,
    /// The word for the figure, or for what it counts.
    figure: usize,
    counted: bool,
    /// Whether it measures how far a thing reaches, which it keeps from its first day on.
    is_extent: bool,
    verb: usize,
}

/// "When it opened in 1958, the school had 640 pupils", "admission was £3 before the wing was built", "the fleet still consisted
/// of seven aircraft", "under the old recipe, the bar had 10 g", "was first estimated at £5 million": the word that sets it in the
/// past.
pub(super) fn was_then(
    reading: &Reading<'_>,
    sentence: Sentence,
    figure: &Figure,
    whole: ProseSpan,
) -> Option<ProseSpan> {
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let at = syntax.head_in(whole)?;
    let mut verb = tree.upwards(at).find(|at| syntax.tag(*at).is_verb())?;
    // "Was 5 euros before the wing was built", where the figure is taken for how long before.
    let opens = |word: usize| word::is(syntax.text(word), Class::PastTimeOpeners);
    if verb > at && (at + 1..verb).any(opens) {
        verb = (0..at).rfind(|at| syntax.tag(*at).is_verb())?;
    }
    let is_extent = match figure.measure {
        Measure::Unit(id) => reading.vocabulary().units.get(id).dimension == "length",
        _ => false,
    };
    let counted = matches!(figure.measure, Measure::Counted(_));
    let told = Told { reading, sentence, syntax, tree, figure: at, counted, is_extent, verb };
    let word = told
        .first_estimate()
        .or_else(|| told.first_number())
        .or_else(|| told.state_then())
        .or_else(|| told.had_been())?;
    syntax.words().get(word).map(|word| word.span)
}

impl Told<'_, '_> {
    fn is(&self, at: usize, class: Class) -> bool {
        word::is(self.syntax.text(at), class)
    }

    fn is_lemma(&self, at: usize, class: Class) -> bool {
        word::is(&self.syntax.lemma(at), class)
    }

    fn is_mention(&self, at: usize) -> bool {
        let word = self.syntax.words().get(at);
        word.is_some_and(|word| self.reading.is_mention(word.span.start as usize))
    }

    fn has(&self, at: usize, relation: Relation) -> bool {
        self.tree.dependents_as(at, relation).next().is_some()
    }

    /// Whether a comma or a sharper sign stands before a word.
    fn is_parted(&self, at: usize) -> bool {
        let signs = Signs::COMMA.and(Signs::DASH).and(Signs::COLON);
        self.syntax.words().get(at).is_some_and(|word| word.before.has(signs))
    }

    /// "Was first estimated at £5 million", "a report of 2019 put the cost at £5 million".
    fn first_estimate(&self) -> Option<usize> {
        let was = match self.syntax.tag(self.verb) {
            Tag::Past => true,
            Tag::Participle => self
                .tree
                .dependents_as(self.verb, Relation::PassiveAuxiliary)
                .any(|at| self.syntax.tag(at) == Tag::Past),
            _ => false,
        };
        let estimates = self.is_lemma(self.verb, Class::PuttingVerbs)
            || self.is_lemma(self.verb, Class::ForetellingVerbs);
        if !was || !estimates {
            return None;
        }
        let first = || {
            self.tree
                .dependents_as(self.verb, Relation::Adverb)
                .chain(self.verb.checked_sub(1))
                .find(|at| self.is(*at, Class::FirstAdverbs))
        };
        first().or_else(|| self.old_date(0..self.syntax.words().len()))
    }

    /// "Started out in 1987 with eight employees".
    fn first_number(&self) -> Option<usize> {
        let with = self.tree.head(self.figure)?;
        let is_with = self.tree.relation(self.figure) == Relation::PrepositionObject
            && self.is(with, Class::HavingPrepositions)
            && self.tree.head(with) == Some(self.verb);
        let began = self.syntax.tag(self.verb) == Tag::Past
            && self.is_lemma(self.verb, Class::BeginningVerbs);
        (self.counted && is_with && began).then_some(self.verb)
    }

    /// The word by which what the verb tells was so for a while in the past.
    fn state_then(&self) -> Option<usize> {
        if !self.was() {
            return None;
        }
        let states =
            [Class::StateVerbs, Class::PriceStates, Class::WorkingVerbs, Class::EnduringVerbs];
        let is_state = states.into_iter().any(|class| self.is_lemma(self.verb, class))
            || self.has(self.verb, Relation::PassiveAuxiliary);
        let keeps = is_state || self.is_lemma(self.verb, Class::KeepingVerbs);
        if let Some(edition) = self.edition().filter(|_| keeps) {
            return Some(edition);
        }
        if !is_state {
            // "In 1995 the fair attracted 9,000 visitors", "in its first year": a time of which nothing else is told.
            return keeps.then(|| self.time_in_front()).flatten();
        }
        self.still()
            .or_else(|| self.earlier_measure())
            .or_else(|| self.time_in_front())
            .or_else(|| self.time_behind())
    }

    /// "Before the fire it had handled 2 million passengers": what was so before something else of the past.
    fn had_been(&self) -> Option<usize> {
        let had = |at: usize| self.syntax.tag(at) == Tag::Past && self.syntax.lemma(at) == "have";
        let is_before = self.syntax.tag(self.verb) == Tag::Participle
            && self.tree.dependents_as(self.verb, Relation::Auxiliary).any(had);
        (0..self.syntax.words().len())
            .filter(|_| is_before)
            .filter(|at| *at < self.verb || *at > self.figure)
            .find(|at| self.is(*at, Class::BeforeTime))
    }

    /// Whether the verb tells of the past, and of nothing that has lasted since or was done.
    fn was(&self) -> bool {
        let perfect = self.tree.dependents_as(self.verb, Relation::Auxiliary).next().is_some();
        let in_clause = self.tree.relation(self.verb) == Relation::RelativeClause;
        let is_past = match self.syntax.tag(self.verb) {
            Tag::Past => true,
            // "900 pupils were taught"
            Tag::Participle => {
                self.is_lemma(self.verb, Class::StockParticiples)
                    && self
                        .tree
                        .dependents_as(self.verb, Relation::PassiveAuxiliary)
                        .any(|at| self.syntax.tag(at) == Tag::Past)
            }
            _ => false,
        };
        is_past && !perfect && !in_clause
    }

    /// "Still weighed", "there were still".
    fn still(&self) -> Option<usize> {
        let mut near = self.verb.saturating_sub(1)..=self.verb + 1;
        near.find(|at| self.is(*at, Class::StillWord)).filter(|_| !self.is_recent(0..self.figure))
    }

    /// "The original budget was £5 million", not "the first ferry had".
    fn earlier_measure(&self) -> Option<usize> {
        self.tree
            .dependents_as(self.verb, Relation::Subject)
            .flat_map(|who| self.tree.dependents_as(who, Relation::Modifier))
            .find(|at| self.is(*at, Class::BygoneAdjective) && !self.is(*at, Class::FirstAdverbs))
    }

    /// "The first fair", "the 2019 model", "the model of 2022".
    fn edition(&self) -> Option<usize> {
        let words = 0..self.syntax.words().len();
        words.filter(|at| *at < self.verb && self.is_mention(*at)).find_map(|name| {
            let before = name.checked_sub(1)?;
            if self.is(before, Class::BygoneAdjective) {
                return Some(before);
            }
            let is_year = |at: usize| self.syntax.tag(at) == Tag::Number;
            if is_year(before)
                && !self.is_parted(name)
                && before.checked_sub(1).is_some_and(|at| self.is(at, Class::Article))
            {
                return self.old_date(before..name);
            }
            let year = name + 2;
            let of = self.is(name + 1, Class::PartPrepositions) && is_year(year);
            of.then(|| self.old_date(year..year + 1)).flatten()
        })
    }

    /// The words in front of the sentence, up to its comma or to the subject.
    fn time_in_front(&self) -> Option<usize> {
        let parted = (1..=self.figure).find(|at| self.is_parted(*at));
        let named = (0..=self.figure).find(|at| self.is_mention(*at)).unwrap_or(self.figure);
        // "Back when it opened"
        let first = usize::from(self.opens_clause(1) && !self.is_parted(1));
        let opens_clause = self.opens_clause(first) || !self.is(0, Class::TimePrepositions);
        let end = match parted {
            Some(comma) if opens_clause => comma,
            Some(comma) => comma.min(named),
            // "Before the merger the firm had"
            None if opens_clause
                && self.is(0, Class::BeforeTime)
                && (1..named).all(|at| !self.syntax.tag(at).is_verb()) =>
            {
                return Some(0).filter(|_| named > 1);
            }
            // "A hundred years ago 700 people lived"
            None if opens_clause => {
                (1..self.figure).find(|at| self.is(*at, Class::DistanceInTime))? + 1
            }
            None => named,
        };
        if let Some(found) = self.is_then(first..end) {
            return Some(found);
        }
        // "In 1880, before the fish left, 3,100 people lived": a second one behind the first.
        let next = parted.filter(|comma| self.opens_clause(*comma) && *comma < self.figure)?;
        let end = (next + 1..=self.figure).find(|at| self.is_parted(*at))?;
        self.is_then(next..end)
    }

    /// The same behind the figure: "when it was launched", "before the wing was built", "in 1999".
    fn time_behind(&self) -> Option<usize> {
        let end = self.syntax.words().len();
        let hangs = |at: usize| {
            let above = self.tree.head(at)?;
            if self.opens_clause(at) && self.tree.relation(above) == Relation::AdverbClause {
                return self.tree.head(above);
            }
            Some(above)
        };
        (self.figure + 1..end)
            .filter(|at| self.opens_clause(*at) || self.is(*at, Class::TimePrepositions))
            .filter(|at| {
                let above = hangs(*at);
                above == Some(self.verb) || above == Some(self.figure)
            })
            .find_map(|at| {
                let stop = (at + 1..end).find(|next| self.is_parted(*next)).unwrap_or(end);
                self.is_then(at..stop)
            })
    }

    fn opens_clause(&self, at: usize) -> bool {
        self.is(at, Class::PastTimeOpeners)
    }

    /// The word by which some words tell of a time that is over.
    fn is_then(&self, words: Range<usize>) -> Option<usize> {
        let first = words.start;
        let mut behind = first + 1..words.end.max(first + 1);
        if behind.is_empty() || self.figure < words.end && self.figure > first {
            return None;
        }
        let finds = |class: Class| behind.clone().find(|at| self.is_lemma(*at, class));
        let was = |at: usize| self.syntax.tag(at) == Tag::Past;
        if self.opens_clause(first) {
            // "When it opened in 1936, the bridge was 700 m long": and so it is.
            let is_its_own = self.is_extent && finds(Class::ComingToBe).is_some();
            let until = self.is(first, Class::BeforeTime);
            // "Before the move to the new engine"
            let is_event = until
                && behind.clone().all(|at| !self.syntax.tag(at).is_verb())
                && self.tree.dependents_as(first, Relation::PrepositionObject).any(|at| {
                    self.has(at, Relation::Determiner) || self.has(at, Relation::Possessor)
                });
            let is_past = is_event || behind.clone().any(was);
            let is_over = until || !self.is_recent(words.clone());
            return (is_past && !is_its_own && is_over).then_some(first);
        }
        if self.is_recent(words.clone()) {
            return None;
        }
        let is_its_own = self.is_extent && finds(Class::ComingToBe).is_some();
        if let Some(date) = self.old_date(words.clone()).filter(|_| !is_its_own) {
            return Some(date);
        }
        // "Two years after it opened", "thousands of years ago"
        let counts = |at: &usize| {
            at.checked_sub(1).is_some_and(|time| {
                self.is_lemma(time, Class::TimeNouns) || self.syntax.tag(time) == Tag::Figure
            })
        };
        let later = behind.clone().filter(counts).find(|at| {
            self.is(*at, Class::DistanceInTime)
                || self.is(*at, Class::AfterPrepositions)
                    && behind.clone().any(|verb| verb > *at && was(verb))
        });
        if later.is_some() {
            return later;
        }
        if !self.is(first, Class::TimePrepositions) {
            return None;
        }
        // "In the 1970s", "in the nineteenth century"
        let is_decade = |at: &usize| {
            let text = self.syntax.text(*at);
            text.strip_suffix("0s").is_some_and(|rest| {
                rest.len() == 3
                    && rest.bytes().all(|byte| byte.is_ascii_digit())
                    && !rest.starts_with("202")
            })
        };
        if let Some(decade) = behind.clone().find(is_decade) {
            return Some(decade);
        }
        // "During the war", "at launch", "at the outset"
        if let Some(time) = finds(Class::BygoneTimes).filter(|_| !is_its_own) {
            return Some(time);
        }
        let last = behind.end - 1;
        // "In Victorian times"
        let is_era = self.is(first, Class::SpanPreposition)
            && self.is_lemma(last, Class::TimeItself)
            && self.syntax.tag(last) == Tag::Nouns
            && last > first + 1;
        if is_era {
            return Some(last);
        }
        if self.is(last, Class::OutsetNouns) {
            return Some(last);
        }
        // "At the time", "at the time of the merger", not "at the time of writing"
        let time = behind.clone().find(|at| {
            self.is(*at, Class::TimeItself)
                && (*at == last || self.is(*at + 1, Class::PartPrepositions))
                && self.syntax.tag(last) != Tag::Gerund
                && !self.is(last, Class::WritingNouns)
                && at.checked_sub(1).is_some_and(|the| self.is(the, Class::Article))
        });
        if time.is_some() {
            return time;
        }
        // "In its early days", "under the old terms"
        behind.find(|at| {
            self.is(*at, Class::BygoneAdjective) && {
                let noun = (*at + 1..words.end).rfind(|noun| self.syntax.tag(*noun).is_noun());
                noun.is_some_and(|noun| {
                    self.is_lemma(noun, Class::TimeNouns) || self.is_lemma(noun, Class::RegimeNouns)
                })
            }
        })
    }

    /// Whether some words tell of a time that is not long gone: "when inspectors came last month".
    fn is_recent(&self, mut words: Range<usize>) -> bool {
        let end = words.end;
        words.any(|at| {
            // "At the end of the last ice age", "in the last century"
            let of_old =
                (at + 1..end.min(at + 3)).any(|next| self.is_lemma(next, Class::BygoneTimes));
            self.is(at, Class::RecentTimes) && !of_old
        })
    }

    /// The first word of a date among some words that lies some years before the document's.
    fn old_date(&self, words: Range<usize>) -> Option<usize> {
        let of_document = self.reading.document().record().date;
        let now = of_document.map_or(UNDATED, |date| date.year());
        let is_old = |date: &&DateMention| {
            date.period(of_document).is_some_and(|days| days.last.year() + BACK <= now)
                && self.syntax.word_at(date.span.start).is_some_and(|at| words.contains(&at))
        };
        let date = self.reading.dates(self.sentence).iter().find(is_old);
        let date = date.and_then(|date| self.syntax.word_at(date.span.start));
        // "As late as 1998", "a report of 2019"
        let is_year = |at: &usize| {
            let text = self.syntax.text(*at);
            let is_told = at.checked_sub(1).is_some_and(|of| self.is(of, Class::TimePrepositions));
            let year = text.parse::<i16>().ok().filter(|_| text.len() == 4 && is_told);
            year.is_some_and(|year| (FIRST..=now - BACK).contains(&year))
        };
        // "In 2021/22"
        let is_school_year = |at: &usize| {
            let text = self.syntax.text(*at);
            let years = text.split_once(['/', '-', '–']);
            let is_told = at.checked_sub(1).is_some_and(|of| {
                self.is(of, Class::TimePrepositions) || self.is(of, Class::PeriodPrepositions)
            });
            years.is_some_and(|(first, second)| {
                let year = first.parse::<i16>().ok().filter(|_| first.len() == 4 && is_told);
                matches!(second.len(), 2 | 4)
                    && second.bytes().all(|byte| byte.is_ascii_digit())
                    && year.is_some_and(|year| (FIRST..=now - BACK).contains(&year))
            })
        };
        date.or_else(|| words.clone().find(is_year)).or_else(|| words.clone().find(is_school_year))
    }
}
