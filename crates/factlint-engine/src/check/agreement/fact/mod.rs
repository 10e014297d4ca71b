//! Facts as a document tells them, by the structure of its sentences: a value with the verb and the nouns that it depends
//! on, who does it, to whom, when, and who says so. For a judge who holds documents of one story against each other, or a
//! document against itself.

pub mod same;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::slot::Passage;
use super::value::{Kind, Slot, Stated, root, roots, slots};
use crate::claim::Speaker;
use crate::reading::{Reading, Sentence};
use factlint_document::Role;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Stance, Syntax, Tag, Tree};
use factlint_language::utterance;
use factlint_language::word;
use factlint_language::words::{Class, Words};

/// A value and what it is told of.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Fact {
    /// Which sentence it is, and bytes of it.
    pub sentence_at: usize,
    pub bytes: std::ops::Range<usize>,
    pub stated: Stated,
    /// The verb on which it depends, by its lemma; empty where that tells nothing by itself: "has".
    pub verb: String,
    /// Whether the verb says that something grows or shrinks, which goes on.
    pub is_change: bool,
    /// Who does it, and to whom it is done.
    pub doer: Option<Party>,
    pub done: Option<Party>,
    /// The nouns and adjectives between the verb and the value: "dividend", "long".
    pub nouns: BTreeSet<String>,
    /// The preposition on which the value depends.
    pub preposition: String,
    /// Which days it leaves, where it is a day; none where two prepositions stand before it: "on or before".
    pub bound: Option<Bound>,
    /// What narrows the noun of the value and those over it: "gold" of "gold coins".
    pub modifiers: BTreeSet<String>,
    /// Words that make it a fact of something else or of another time.
    pub limits: BTreeSet<String>,
    /// Years, months, weekdays and words for times beside it.
    pub times: BTreeSet<String>,
    /// How it is told: to come, possible, expected.
    pub stance: BTreeSet<String>,
    /// Whether it is told as past or as to come.
    pub tense: Tense,
    /// Who says so, by the words of the name.
    pub reporter: BTreeSet<String>,
    /// The telling words of its sentence.
    pub sentence: BTreeSet<String>,
}

/// What a preposition makes of a day: "before 9 May".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bound {
    /// Which days are left: those before it (-2), it as well (-1), those from it on (1), those after it (2).
    pub leaves: i8,
    /// Where the preposition begins, in bytes of the sentence.
    pub start: usize,
}

/// When something is, seen from the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tense {
    Past,
    Future,
    /// Neither, or nobody knows.
    Open,
}

/// Who or what does something or has something done to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// The noun, by its stem.
    pub head: String,
    /// The words of a name.
    pub names: BTreeSet<String>,
    /// What narrows the noun, and what stands behind it: "at Stowe".
    pub modifiers: BTreeSet<String>,
    pub behind: BTreeSet<String>,
    /// Whether only a pronoun or such a word stands for it, and whether a noun without a name does.
    pub is_open: bool,
    pub is_common: bool,
    /// Whether an indefinite article introduces it.
    pub is_new: bool,
    /// Whether it is the body for which whoever is named speaks: "we", of a director.
    pub is_body: bool,
}

impl Fact {
    /// The same with names as another document spells them.
    pub fn respelled(&self, spellings: &BTreeMap<String, String>) -> Self {
        let mut fact = self.clone();
        let parties = [&mut fact.doer, &mut fact.done].into_iter().flatten();
        let names = parties.flat_map(|party| [&mut party.names, &mut party.modifiers]);
        for words in names.chain([&mut fact.reporter, &mut fact.modifiers, &mut fact.sentence]) {
            *words = std::mem::take(words)
                .into_iter()
                .map(|word| spellings.get(&word).cloned().unwrap_or(word))
                .collect();
        }
        fact
    }
}

/// The facts of a sentence.
pub fn facts(reading: &Reading<'_>, sentence: Sentence, index: usize) -> Vec<Fact> {
    let slots = slots(reading, sentence);
    if slots.is_empty() {
        return Vec::new();
    }
    let text = sentence.span.of(reading.prose());
    // A count that goes on is no fact that another document could have wrong.
    let is_running = Passage::of(text, utterance::words(text), false).is_running();
    // "6 potatoes, peeled": a line of a list that does not end as a sentence does only names something.
    let ends = text.trim_end().ends_with(|c: char| !c.is_alphanumeric());
    if reading.role(sentence) == Role::ListItem && !ends {
        return Vec::new();
    }
    let syntax = reading.syntax(sentence);
    let Some(tree) = syntax.trees().first() else { return Vec::new() };
    let sentence_words = roots(text);
    let asking = Asking { reading, sentence, syntax, tree };
    slots
        .iter()
        .filter(|slot| {
            // "52.4 percent of the vote" is no part of the percents.
            let is_share = matches!(&slot.stated.kind, Kind::Measure(what) if what == "ratio");
            (!slot.stated.is_part || is_share) && slot.stated.kind != Kind::Direction
        })
        .filter(|slot| !is_running || !matches!(slot.stated.kind, Kind::Count | Kind::Number))
        .filter_map(|slot| asking.fact(slot, index, &sentence_words))
        .collect()
}

/// Names and the nouns that stand for them: "the ferry Brunhilde".
pub fn aliases(reading: &Reading<'_>, sentence: Sentence) -> Vec<(String, String)> {
    let syntax = reading.syntax(sentence);
    let Some(tree) = syntax.trees().first() else { return Vec::new() };
    let is_name = |word: usize| matches!(syntax.tag(word), Tag::Name | Tag::Names);
    let is_noun = |word: usize| matches!(syntax.tag(word), Tag::Noun | Tag::Nouns);
    let words = 0..syntax.words().len();
    let joined = words.filter_map(|word| {
        let head = tree.head(word)?;
        let joins = match tree.relation(word) {
            Relation::Apposition => true,
            // "the ferry Brunhilde", and not "the Brunhilde fire"
            Relation::Compound => is_noun(word) && is_name(head),
            _ => false,
        };
        let (name, noun) = if is_name(head) { (head, word) } else { (word, head) };
        (joins && is_name(name) && is_noun(noun))
            .then(|| (root(&syntax.text(name).to_lowercase()), root(&syntax.lemma(noun))))
    });
    joined.chain(bodies(reading, sentence)).collect()
}

/// What stands before the words of a body for which somebody speaks, beside the words of the one who does.
const BODY: char = '^';

/// People and the bodies for which they speak: "Ann Lee, the director of the Orvik Trust", "Orlec's chief executive, Tom
/// Veld".
fn bodies(reading: &Reading<'_>, sentence: Sentence) -> Vec<(String, String)> {
    /// Words between two names that still tie them.
    const MOST: usize = 8;
    let prose = reading.prose();
    let names = reading.names(sentence);
    let mut found = Vec::new();
    for pair in names.windows(2) {
        let [one, other] = pair else { continue };
        let Some(gap) = prose.get(one.end as usize..other.start as usize) else { continue };
        let words = utterance::words(gap);
        let ties = words.iter().any(|word| word::is(&word.normal, Class::BodyOffice));
        if !ties || words.len() > MOST || gap.contains(['.', ';', '"', '“', '”']) {
            continue;
        }
        // Which of two names is the person's, whoever asks knows.
        let [mine, theirs] = [one, other].map(|name| roots(name.of(prose)));
        for (people, bodies) in [(&mine, &theirs), (&theirs, &mine)] {
            let pairs = people.iter().flat_map(|person| {
                bodies.iter().map(move |body| (person.clone(), format!("{BODY}{body}")))
            });
            found.extend(pairs);
        }
    }
    found
}

/// A sentence that is asked what its values are told of.
struct Asking<'r, 'a> {
    reading: &'r Reading<'a>,
    sentence: Sentence,
    syntax: &'r Syntax<'a>,
    tree: &'r Tree,
}

impl Asking<'_, '_> {
    fn fact(&self, slot: &Slot, index: usize, sentence: &BTreeSet<String>) -> Option<Fact> {
        /// A phrase between a value and its verb has no more words over each other.
        const DEEPEST: usize = 7;
        let (syntax, tree) = (self.syntax, self.tree);
        let own = syntax.words_in(slot.span);
        let head = syntax.head_in(slot.span)?;
        // "The 400m title": it only names something.
        let names_noun = matches!(slot.stated.kind, Kind::Measure(_))
            && matches!(
                tree.relation(head),
                Relation::Compound | Relation::Modifier | Relation::NumberModifier
            )
            && tree.head(head).is_some_and(|above| above > head && syntax.tag(above).is_noun());
        if names_noun {
            return None;
        }
        let mut nouns = BTreeSet::new();
        let mut modifiers = self.modifiers(head, &own);
        // "Planted 30 million trees that provide fuel": what is told of all of them.
        if slot.stated.kind == Kind::Count && tree.relation(head) == Relation::Object {
            for clause in tree.dependents_as(head, Relation::RelativeClause) {
                modifiers.remove(&self.root_of(clause));
            }
        }
        let mut preposition = String::new();
        let mut verb = None;
        let mut way = vec![head];
        for (depth, above) in tree.upwards(head).enumerate().skip(1) {
            if depth > DEEPEST {
                return None;
            }
            let tag = syntax.tag(above);
            if tag.is_verb() {
                verb = Some(above);
                way.push(above);
                break;
            }
            way.push(above);
            if own.contains(&above) {
                continue;
            }
            if tree.relation(above) == Relation::Preposition
                && preposition.is_empty()
                && nouns.is_empty()
            {
                preposition = syntax.text(above).to_lowercase();
            } else if self.is_core(above) {
                nouns.insert(self.root_of(above));
                modifiers.extend(self.modifiers(above, &way_range(&way)));
            }
        }
        // "$41 a share"
        let text = self.sentence.span.of(self.reading.prose());
        let start = self.sentence.span.start as usize;
        let behind = &text[slot.span.end as usize - start..];
        let mut next = behind.split_whitespace();
        let rate = next
            .next()
            .filter(|word| word::is(word, Class::RateWord) && stated_is_measured(slot))
            .and_then(|_| next.next())
            .map(|thing| root(&thing.to_lowercase().replace(|c: char| !word::is_word(c), "")));
        if let Some(rate) = &rate {
            nouns.remove(rate);
            modifiers.remove(rate);
        }
        let mut stated = slot.stated.clone();
        let labels = |tag: Tag| tag.is_noun();
        // "magnitude 5.8": what it is a number of.
        if stated.kind == Kind::Number && !stated.counted.is_empty() {
            let label = own.start.checked_sub(1)?;
            if !labels(syntax.tag(label)) {
                return None;
            }
            nouns.remove(&stated.counted);
            modifiers.remove(&stated.counted);
        }
        let stance = syntax.polarity_and_mood(head).value;
        // "Preheat the oven to 200°C": an order tells what to do, not what is.
        if stance.order.is_some() {
            return None;
        }
        let mut stances = named(&stance);
        let (mut doer, mut done): (Option<Party>, Option<Party>) = (None, None);
        let mut lemma = String::new();
        let mut is_change = false;
        if let Some(verb) = verb {
            let is_passive = self.is_passive(verb);
            // "for taking bribes": whoever did it stands elsewhere.
            let is_bare = tree.relation(verb) == Relation::PrepositionClause;
            let subject = syntax.subject_of(verb).value;
            let subject = subject.filter(|subject| !is_bare && !way.contains(subject));
            let object = tree
                .dependents(verb)
                .find(|below| matches!(tree.relation(*below), Relation::Object | Relation::Dative));
            let object =
                object.filter(|object| !way.contains(object) && syntax.tag(*object) != Tag::Figure);
            let agent = tree
                .dependents_as(verb, Relation::Agent)
                .find_map(|by| tree.dependents_as(by, Relation::PrepositionObject).next())
                .filter(|agent| !way.contains(agent));
            let party = |word: usize| self.party(word);
            (doer, done) = match is_passive {
                true => (agent.map(party), subject.map(party)),
                false => (subject.map(party), object.map(party)),
            };
            lemma = deed(&syntax.lemma(verb).to_lowercase());
            is_change = Words::embedded()
                .value_of(&syntax.text(verb).to_lowercase(), Class::Contrary)
                .is_some();
            if word::is(&lemma, Class::LightVerb) {
                lemma.clear();
            }
            stances.extend(self.embedding(verb));
        }
        // "the camp, with 480 children": it has them.
        let holder =
            way.iter().copied().find(|word| !own.contains(word) && syntax.tag(*word).is_noun());
        if let Some(holder) = holder
            && word::is(&preposition, Class::HavingPrepositions)
        {
            (doer, done) = (Some(self.party(holder)), None);
            lemma.clear();
            preposition.clear();
            nouns.clear();
            modifiers = self.modifiers(head, &own);
        }
        // "Rusk, 58, was"; "Rusk, a 58-year-old builder"
        let is_plain_age = stated.kind == Kind::Measure("time".to_owned())
            && slot.span.of(self.reading.prose()).bytes().all(|byte| byte.is_ascii_digit());
        if stated.kind == Kind::Age || is_plain_age {
            let holder = holder.or_else(|| syntax.clause_of(head).value?.subject)?;
            let person =
                tree.upwards(holder).find(|above| tree.relation(*above) != Relation::Apposition);
            let person = self.party(person.unwrap_or(holder));
            (doer, done) = (Some(Party { modifiers: BTreeSet::new(), ..person }), None);
            lemma.clear();
            preposition.clear();
            nouns = BTreeSet::from(["@9".to_owned()]);
            modifiers.clear();
            stated.kind = Kind::Age;
        }
        // "Said that it would": he said "it will".
        let is_reported = syntax.reporter_of(head).value.is_some();
        let is_would = stance
            .possibility
            .is_some_and(|word| word::is(&syntax.text(word).to_lowercase(), Class::ReportedFuture));
        if is_reported && is_would {
            stances.remove(MAY);
        }
        let tense = match (stance.past, stance.future.is_some() || (is_reported && is_would)) {
            (_, true) => Tense::Future,
            (true, false) => Tense::Past,
            (false, false) => Tense::Open,
        };
        let reporter = syntax.reporter_of(head).value.and_then(|report| report.who);
        let reporter = reporter.map(|who| self.party(who)).filter(|party| !party.is_open);
        let reporter = reporter.map_or_else(BTreeSet::new, |party| match party.names.is_empty() {
            true => BTreeSet::from([party.head]),
            false => party.names,
        });
        // "Malm said Saturday that": the day says nothing.
        let is_day = |name: &String| !word::is(name, Class::Weekdays);
        let reporter: BTreeSet<String> = reporter.into_iter().filter(is_day).collect();

        if word::is(&lemma, Class::PlainReport) || word::is(&lemma, Class::ReportingVerbs) {
            return None;
        }
        let is_had =
            holder.is_some() && verb.is_some() && preposition.is_empty() && lemma.is_empty();
        let top = if is_had && way.contains(&holder.unwrap_or(head)) {
            head
        } else {
            verb.unwrap_or(head)
        };
        let clause = self.clause_words(top, slot.span);
        let bytes = slot.span.start as usize - start..slot.span.end as usize - start;

        // What goes on behind a comma tells something else.
        let comma = behind.find([',', ';']).map_or(u32::MAX, |at| slot.span.end + at as u32);
        let is_joint = |word: &usize| {
            let goes_on = syntax.tag(*word + 1);
            *word >= own.end
                && syntax.tag(*word) == Tag::Conjunction
                && (goes_on.is_verb() || goes_on.is_pronoun() || goes_on == Tag::Determiner)
        };
        let joint = (own.end..syntax.words().len()).find(is_joint);
        let joint = joint.map_or(u32::MAX, |word| syntax.words()[word].span.start);
        let end = comma.min(joint);
        let is_before = |word: &&usize| syntax.words()[**word].span.start < end;
        // "early on Tuesday"
        let is_of_time = |word: &&usize| {
            word::is(&syntax.text(**word).to_lowercase(), Class::PartOfTime)
                && (1..3).any(|next| self.time(**word + next).is_some())
        };
        let texts = || {
            let words = clause.iter().filter(is_before).filter(|word| !is_of_time(word));
            words.map(|word| syntax.text(*word).to_lowercase())
        };
        Some(Fact {
            sentence_at: index,
            bytes,
            stated,
            verb: lemma,
            is_change,
            doer,
            done,
            bound: self.bound(slot),
            nouns,
            preposition,
            modifiers,
            limits: texts()
                .filter(|text| {
                    word::is(text, Class::LimitingWord) || word::is(text, Class::Negation)
                })
                .chain(rate.clone())
                .collect(),
            times: clause.iter().filter(is_before).filter_map(|word| self.time(*word)).collect(),
            stance: stances,
            tense,
            reporter,
            sentence: sentence.clone(),
        })
    }

    /// Which days the preposition leaves that stands right before a day, whatever the tree makes of it.
    fn bound(&self, slot: &Slot) -> Option<Bound> {
        let text = self.sentence.span.of(self.reading.prose());
        let end = (slot.span.start - self.sentence.span.start) as usize;
        let before = utterance::words(text.get(..end)?);
        let mut before = before.iter().rev();
        let preposition = before.next()?;
        let leaves = Words::embedded().value_of(&preposition.normal, Class::DayBound)? as i8;
        let is_paired = before.next().is_some_and(|word| word::is(&word.normal, Class::BoundPair));
        let bound = Bound { leaves, start: preposition.range.start };
        (slot.stated.kind == Kind::Day && !is_paired).then_some(bound)
    }

    /// Whether a word over a value tells what it is a value of.
    fn is_core(&self, word: usize) -> bool {
        let tag = self.syntax.tag(word);
        (tag.is_noun() || matches!(tag, Tag::Adjective | Tag::Adverb))
            && !word::is(&self.syntax.text(word).to_lowercase(), Class::HalfOfDay)
    }

    fn root_of(&self, word: usize) -> String {
        root(&self.syntax.lemma(word).to_lowercase())
    }

    /// What narrows a noun, but for articles, numbers, times and some words.
    fn modifiers(&self, noun: usize, without: &std::ops::Range<usize>) -> BTreeSet<String> {
        let (syntax, tree) = (self.syntax, self.tree);
        let mut found = self.attached(noun, without);
        for below in tree.dependents(noun).filter(|below| *below > noun) {
            match tree.relation(below) {
                Relation::Preposition => {
                    let objects = tree.dependents_as(below, Relation::PrepositionObject);
                    let things = objects.filter(|object| {
                        syntax.tag(*object).is_noun()
                            && !without.contains(object)
                            && self.time(*object).is_none()
                    });
                    found.extend(things.map(|object| self.root_of(object)));
                }
                Relation::RelativeClause | Relation::NounClause => {
                    found.insert(self.root_of(below));
                }
                _ => {}
            }
        }
        found
    }

    /// What stands before a noun and narrows it.
    fn attached(&self, noun: usize, without: &std::ops::Range<usize>) -> BTreeSet<String> {
        let (syntax, tree) = (self.syntax, self.tree);
        let is_attached = |below: &usize| {
            let relation = tree.relation(*below);
            let tag = syntax.tag(*below);
            matches!(relation, Relation::Modifier | Relation::Compound | Relation::Possessor)
                && *below < noun
                && !without.contains(below)
                && !matches!(tag, Tag::Figure | Tag::Attributive | Tag::Number)
                && !tag.is_pronoun()
                && self.time(*below).is_none()
        };
        tree.dependents(noun).filter(is_attached).map(|below| self.root_of(below)).collect()
    }

    fn party(&self, word: usize) -> Party {
        let (syntax, tree) = (self.syntax, self.tree);
        let tag = syntax.tag(word);
        let word = match tag.is_relative() {
            true => syntax.antecedent(word).value.unwrap_or(word),
            false => word,
        };
        let tag = syntax.tag(word);
        let place = syntax.words().get(word).map(|word| word.span);
        if word::is(&syntax.text(word).to_lowercase(), Class::BodyPronoun)
            && let Some(place) = place
            && let Speaker::Named(name) = self.reading.speaker(self.sentence, place)
        {
            return Party { names: roots(&name), is_body: true, ..Party::default() };
        }
        // "It cost 9 million": what the sentence before is about.
        if word::is(&syntax.text(word).to_lowercase(), Class::SubjectPronoun)
            && let Some(party) = self.spoken_of_before()
        {
            return party;
        }
        let name = place.and_then(|place| {
            self.reading.names(self.sentence).into_iter().find(|name| name.contains(place))
        });
        let mut names: BTreeSet<String> =
            name.map(|name| roots(name.of(self.reading.prose()))).unwrap_or_default();
        // "the ferry Brunhilde", "Rusk, a former mayor"
        let beside = tree
            .dependents_as(word, Relation::Apposition)
            .filter(|below| matches!(syntax.tag(*below), Tag::Name | Tag::Names));
        names.extend(beside.map(|below| self.root_of(below)));
        if names.is_empty() && matches!(tag, Tag::Name | Tag::Names) {
            names.insert(self.root_of(word));
        }
        let numbers = tree
            .dependents(word)
            .filter(|below| {
                matches!(syntax.tag(*below), Tag::Figure | Tag::Attributive | Tag::Number)
            })
            .map(|below| syntax.text(below).to_owned());
        let mut modifiers: BTreeSet<String> =
            self.attached(word, &(0..0)).difference(&names).cloned().chain(numbers).collect();
        // "Her sister ship", however it is read.
        let before = word.checked_sub(1).filter(|before| {
            matches!(syntax.tag(*before), Tag::Noun | Tag::Nouns | Tag::Adjective)
                && self.time(*before).is_none()
        });
        let before = before.map(|before| self.root_of(before));
        modifiers.extend(before.filter(|root| !names.contains(root)));
        let phrases = tree.dependents_as(word, Relation::Preposition).filter(|at| *at > word);
        let behind = phrases
            .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
            .filter(|object| syntax.tag(*object).is_noun() && self.time(*object).is_none())
            .flat_map(|object| {
                let mut words = self.attached(object, &(0..0));
                words.insert(self.root_of(object));
                words
            })
            .collect();
        Party {
            is_common: names.is_empty() && matches!(tag, Tag::Noun | Tag::Nouns),
            behind,
            head: thing(self.root_of(word)),
            is_open: !tag.is_noun() && names.is_empty() && !word::is_capitalised(syntax.text(word)),
            names,
            modifiers,
            is_new: tree.dependents(word).any(|below| {
                word::is(&syntax.text(below).to_lowercase(), Class::IndefiniteArticle)
            }),
            is_body: false,
        }
    }

    /// The subject of the sentence before, in the same paragraph; none where that is a pronoun or unknown.
    fn spoken_of_before(&self) -> Option<Party> {
        let sentence = self.reading.before_in_block(self.sentence).next()?;
        let syntax = self.reading.syntax(sentence);
        let tree = syntax.trees().first()?;
        let verb = (0..syntax.words().len())
            .find(|word| tree.head(*word).is_none() && syntax.tag(*word).is_verb())?;
        let subject = syntax.subject_of(verb).value?;
        let is_named = syntax.tag(subject).is_noun() && tree.head(subject) == Some(verb);
        is_named.then(|| Asking { reading: self.reading, sentence, syntax, tree }.party(subject))
    }

    fn is_passive(&self, verb: usize) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        let has = tree.dependents(verb).any(|below| {
            matches!(tree.relation(below), Relation::PassiveAuxiliary | Relation::PassiveSubject)
        });
        has || (tree.relation(verb) == Relation::NounClause && syntax.tag(verb) == Tag::Participle)
    }

    /// The verbs over a verb that make it a plan, a wish, a claim.
    fn embedding(&self, verb: usize) -> Vec<String> {
        let (syntax, tree) = (self.syntax, self.tree);
        let mut found = Vec::new();
        for above in tree.upwards(verb) {
            let is_inside = matches!(
                tree.relation(above),
                Relation::Complement
                    | Relation::OpenComplement
                    | Relation::PrepositionClause
                    | Relation::Preposition
            );
            let Some(head) = tree.head(above).filter(|_| is_inside) else { break };
            let lemma = syntax.lemma(head).to_lowercase();
            if syntax.tag(head).is_verb() && word::is(&lemma, Class::OpenVerb) {
                found.push(lemma);
            }
        }
        found
    }

    /// The words of the clause of a verb, but not those of clauses below it that the value does not stand in.
    fn clause_words(&self, verb: usize, value: ProseSpan) -> Vec<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let own = syntax.words_in(value);
        let opens_clause = |at: usize| {
            matches!(
                tree.relation(at),
                Relation::RelativeClause
                    | Relation::Apposition
                    | Relation::Complement
                    | Relation::Parataxis
                    | Relation::AdverbClause
            ) || tree.relation(at) == Relation::Conjunct && syntax.tag(at).is_verb()
        };
        let is_inside = |word: usize| {
            tree.is_under(word, verb)
                && tree.upwards(word).take_while(|at| *at != verb).all(|at| !opens_clause(at))
        };
        (0..syntax.words().len()).filter(|word| !own.contains(word) && is_inside(*word)).collect()
    }

    /// A year, a month, a weekday, a word for a time.
    fn time(&self, at: usize) -> Option<String> {
        let text = self.syntax.text(at);
        let lower = text.to_lowercase();
        let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        let is_named = word::is_capitalised(text)
            && (word::is(&lower, Class::Months) || word::is(&lower, Class::Weekdays));
        let is_time =
            [Class::TimeWord, Class::HalfOfDay].iter().any(|class| word::is(&lower, *class));
        (is_year || is_named || is_time).then_some(lower)
    }
}

fn stated_is_measured(slot: &Slot) -> bool {
    slot.stated.kind.is_measured()
}

/// The words from the first to the last of some.
fn way_range(way: &[usize]) -> std::ops::Range<usize> {
    let first = way.iter().copied().min().unwrap_or_default();
    let last = way.iter().copied().max().unwrap_or_default();
    first..last + 1
}

/// A noun, or the one of its group.
fn thing(root: String) -> String {
    match Words::embedded().value_of(&root, Class::SameThing) {
        Some(group) => format!("~{group}"),
        None => root,
    }
}

/// A verb, or the one of its group.
fn deed(lemma: &str) -> String {
    match Words::embedded().value_of(lemma, Class::SameDeed) {
        Some(group) => format!("={group}"),
        None => lemma.to_owned(),
    }
}

/// What a stance is called that leaves open whether something is so.
const MAY: &str = "may";

fn named(stance: &Stance) -> BTreeSet<String> {
    [
        (stance.negation, "not"),
        (stance.condition, "if"),
        (stance.depends_on, "if"),
        (stance.possibility, MAY),
        (stance.question, "?"),
        (stance.order, "!"),
    ]
    .into_iter()
    .filter(|(word, _)| word.is_some())
    .map(|(_, name)| name.to_owned())
    .collect()
}
