//! What is kept of one document: who and what it names, and how it speaks of them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::engine::DocumentReading;
use crate::reading::{Reading, Sentence};
use crate::statement::{Content, Kind, Wanted};
use factlint_language::capitals::Capitals;
use factlint_language::figure::{Figure, Measure};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Syntax, Tag, Tree, Value};
use factlint_language::word::{self, without_possessive};
use factlint_language::words::Class;

/// What one document shows that rules could be about.
#[derive(Clone, Debug, Default)]
pub struct Gleaned {
    /// Its path.
    pub path: String,
    /// Its date.
    pub date: Option<Date>,
    /// Names, with how often each stands there.
    pub(super) names: BTreeMap<String, u32>,
    pub(super) titles: BTreeSet<Titled>,
    pub(super) measures: BTreeSet<Measured>,
    pub(super) events: BTreeSet<Event>,
    pub(super) pairs: Vec<Pair>,
    /// The nouns that stand behind a name: "missile" of "Tomahawk missiles".
    pub(super) kinds: BTreeSet<(String, String)>,
}

/// An office that somebody is given.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Titled {
    pub person: String,
    pub office: String,
    pub is_former: bool,
}

/// A figure of something, with the word for what it measures.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Measured {
    /// The thing by name.
    pub name: Option<String>,
    /// The noun for the thing, in the singular.
    pub noun: Option<String>,
    /// "range", "cost", "long".
    pub cue: String,
    /// What is measured; of counted things, nothing.
    pub dimension: Option<String>,
    /// The unit, or the noun that is counted.
    pub unit: String,
}

/// A day of something that happened.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Event {
    pub name: String,
    pub verb: String,
}

/// Two who have something together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// "ceasefire"
    pub cue: String,
    pub sides: [String; 2],
    /// How the words of the sentence begin that tell something.
    pub context: BTreeSet<String>,
}

impl Gleaned {
    /// What a document shows.
    pub fn of(document: &DocumentReading<'_>) -> Self {
        let record = document.document().record();
        let mut gleaned =
            Self { path: record.path.to_string(), date: record.date, ..Self::default() };
        let wanted = Wanted { kinds: &|kind| kind == Kind::Title, subjects: false, bearers: true };
        for title in document.statements(wanted) {
            if let Content::Title { title, person, stance } = title.content
                && stance != "other"
            {
                let person = word::one_line(&person);
                gleaned.titles.insert(Titled {
                    person,
                    office: title,
                    is_former: stance == "former",
                });
            }
        }
        let reading = document.visible();
        for sentence in reading.sentences() {
            if reading.capitals(sentence) == Capitals::Sentence {
                gleaned.read(reading, sentence);
            }
        }
        gleaned
    }

    fn read(&mut self, reading: &Reading<'_>, sentence: Sentence) {
        let prose = reading.prose();
        let names = reading.names(sentence);
        for name in &names {
            *self.names.entry(word::one_line(name.of(prose))).or_default() += 1;
        }
        let figures = reading.figures(sentence);
        let dates = reading.dates(sentence);
        let may_pair = !names.is_empty();
        if figures.is_empty() && (dates.is_empty() || names.is_empty()) {
            if may_pair {
                self.pair(reading, sentence);
            }
            return;
        }
        let scene = Scene { reading, syntax: reading.syntax(sentence), names: &names };
        for figure in figures {
            self.measures.extend(scene.measured(figure));
        }
        for date in dates {
            self.events.extend(scene.event(date.span));
        }
        for name in &names {
            self.kinds.extend(scene.kind(*name));
        }
        if may_pair {
            self.pair(reading, sentence);
        }
    }

    /// "a ceasefire brokered between X and Y", "the X-Y deal".
    fn pair(&mut self, reading: &Reading<'_>, sentence: Sentence) {
        let words: Vec<&str> = reading.words_in(sentence.span).map(|(_, word)| word).collect();
        let is_shared = |word: &str| word::is(word, Class::SharedNoun);
        if !words.iter().any(|word| is_shared(word)) {
            return;
        }
        /// Words between what two have and "between".
        const REACH: usize = 8;
        let named = |from: usize| {
            let mut end = from;
            while end < words.len() && end - from < 3 && word::is_capitalised(words[end]) {
                end += 1;
            }
            (end > from).then(|| (words[from..end].join(" "), end))
        };
        let clean = |name: &str| without_possessive(name).to_owned();
        let context = || words.iter().filter_map(|word| stem(word)).collect();
        for at in 0..words.len() {
            if words[at].eq_ignore_ascii_case("between")
                && let Some((one, next)) = named(at + 1)
                && words.get(next) == Some(&"and")
                && let Some((other, _)) = named(next + 1)
                && let Some(cue) =
                    words[at.saturating_sub(REACH)..at].iter().rev().find(|word| is_shared(word))
            {
                let sides = [clean(&one), clean(&other)];
                self.pairs.push(Pair { cue: cue.to_lowercase(), sides, context: context() });
            }
            let Some((one, other)) = words[at].split_once(['-', '–']) else { continue };
            let behind = words[at + 1..].iter().take(2).find(|word| is_shared(word));
            if let Some(cue) = behind
                && word::is_capitalised(one)
                && word::is_capitalised(other)
            {
                let sides = [clean(one), clean(other)];
                self.pairs.push(Pair { cue: cue.to_lowercase(), sides, context: context() });
            }
        }
    }
}

/// How a word begins that tells something; none of words of grammar.
fn stem(word: &str) -> Option<String> {
    /// Letters that "brokered" and "brokering" share.
    const STEM: usize = 6;
    let word = without_possessive(word).to_lowercase();
    let tells = word.chars().count() > 3 && !word::is(&word, Class::GrammarWord);
    tells.then(|| word.chars().take(STEM).collect())
}

/// A sentence that holds a figure or a date.
struct Scene<'r, 'd> {
    reading: &'r Reading<'d>,
    syntax: &'r Syntax<'d>,
    names: &'r [ProseSpan],
}

impl Scene<'_, '_> {
    fn tree(&self) -> Option<&Tree> {
        self.syntax.trees().first()
    }

    fn is_thing(&self, word: usize) -> bool {
        matches!(self.syntax.tag(word), Tag::Noun | Tag::Nouns)
    }

    fn measured(&self, figure: &Figure) -> Option<Measured> {
        let units = &self.reading.vocabulary().units;
        let (dimension, unit) = match &figure.measure {
            Measure::Unit(id) => {
                let unit = units.get(*id);
                // How long something took or lasts is told of too many things at once.
                if unit.dimension == "time" {
                    return None;
                }
                (Some(unit.dimension.clone()), unit.name.clone())
            }
            Measure::Counted(noun) => (None, noun.clone()),
            Measure::Bare => return None,
        };
        let cue = self.cue(figure)?;
        let holder = self.syntax.holder(figure.span, Value::of(figure, units)).sure()??;
        let (name, noun) = self.thing(holder)?;
        if noun.as_deref() == Some(cue.as_str()) && name.is_none() {
            return None;
        }
        Some(Measured { name, noun, cue, dimension, unit })
    }

    /// The word for what a figure measures: "range" of "a range of 900 km", "cost" of "costs $5".
    fn cue(&self, figure: &Figure) -> Option<String> {
        /// Steps up from a figure.
        const REACH: usize = 5;
        let (syntax, tree) = (self.syntax, self.tree()?);
        let mut at = syntax.head_in(figure.span)?;
        for _ in 0..REACH {
            let up = tree.head(at)?;
            match tree.relation(at) {
                Relation::Apposition | Relation::Conjunct => at = up,
                Relation::Modifier
                | Relation::Compound
                | Relation::NumberModifier
                | Relation::NounAdverb
                    if matches!(syntax.tag(up), Tag::Figure | Tag::Attributive) =>
                {
                    at = up;
                }
                Relation::Modifier | Relation::Compound | Relation::NumberModifier => {
                    // "1,600-kilometre range missiles"
                    let inner = (at + 1..up).find(|&word| {
                        self.is_thing(word) && tree.relation(word) == Relation::Compound
                    });
                    let noun = inner.or(Some(up).filter(|&up| self.is_thing(up)))?;
                    // "a 64-bit target" tells nothing of how much a target is.
                    return Some(syntax.lemma(noun))
                        .filter(|noun| word::is(noun, Class::DimensionNouns));
                }
                Relation::NounAdverb if syntax.tag(up) == Tag::Adjective => {
                    return Some(syntax.lemma(up));
                }
                Relation::PrepositionObject => {
                    let noun = tree.head(up).filter(|&noun| self.is_thing(noun))?;
                    return syntax.text(up).eq_ignore_ascii_case("of").then(|| syntax.lemma(noun));
                }
                Relation::Object | Relation::Attribute => {
                    let verb = syntax.lemma(up);
                    if word::is(&verb, Class::MeasureVerbs) {
                        return Some(verb);
                    }
                    // "its range is 900 km"
                    let subject = tree.dependents_as(up, Relation::Subject).next()?;
                    let is = tree.relation(at) == Relation::Attribute && self.is_thing(subject);
                    if is {
                        return Some(syntax.lemma(subject));
                    }
                    // "has 12 beds"
                    let counts = verb == "have" && matches!(figure.measure, Measure::Counted(_));
                    return counts.then(|| syntax.lemma(at));
                }
                _ => return None,
            }
        }
        None
    }

    /// A thing by its name and by the noun for it.
    fn thing(&self, word: usize) -> Option<(Option<String>, Option<String>)> {
        let place = self.syntax.words().get(word)?.span;
        let prose = self.reading.prose();
        let text = |span: &ProseSpan| word::one_line(span.of(prose));
        if let Some(name) = self.names.iter().find(|name| name.contains(place)) {
            return Some((Some(text(name)), None));
        }
        if !self.is_thing(word) {
            return None;
        }
        let before = self.names.iter().find(|name| {
            let gap = place.start.checked_sub(name.end);
            gap.is_some_and(|gap| gap > 0 && gap < 20)
                && self.words_between(name.end, place.start).all(|word| self.is_thing(word))
        });
        Some((before.map(text), Some(self.syntax.lemma(word))))
    }

    fn words_between(&self, from: u32, to: u32) -> impl Iterator<Item = usize> + '_ {
        self.syntax.words_in(ProseSpan { start: from, end: to }).filter(move |&word| {
            self.syntax
                .words()
                .get(word)
                .is_some_and(|word| word.span.start >= from && word.span.end <= to)
        })
    }

    /// "Tomahawk missiles", "Tomahawk cruise missiles".
    fn kind(&self, name: ProseSpan) -> Option<(String, String)> {
        let last = self.syntax.words_in(name).next_back()?;
        let tree = self.tree()?;
        let noun = tree.head(last).filter(|&noun| {
            noun > last
                && noun - last <= 2
                && tree.relation(last) == Relation::Compound
                && self.is_thing(noun)
                && (last + 1..noun).all(|word| self.is_thing(word))
        })?;
        Some((word::one_line(name.of(self.reading.prose())), self.syntax.lemma(noun)))
    }

    fn event(&self, date: ProseSpan) -> Option<Event> {
        let (syntax, tree) = (self.syntax, self.tree()?);
        let holder = syntax.holder(date, Value::DATE).sure()??;
        let (Some(name), _) = self.thing(holder)? else { return None };
        let at = syntax.head_in(date)?;
        let mut up = tree.head(at)?;
        if tree.relation(at) == Relation::PrepositionObject {
            up = tree.head(up)?;
        }
        let verb = syntax.lemma(up);
        let tells = syntax.tag(up).is_verb()
            && !word::is(&verb, Class::ReportingVerbs)
            && !word::is(syntax.text(up), Class::GrammarWord)
            && !word::is(&verb, Class::GrammarWord);
        tells.then_some(Event { name, verb })
    }
}
