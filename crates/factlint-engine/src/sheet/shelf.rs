//! All sources of a draft, and which of their sentences are about what a sentence of the draft is about: those that
//! share rare words with it, found by an inverted index.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::agree::{self, Sides};
use super::source::{Source, hashed, telling};
use super::{Place, Verdict};
use crate::check::beside::{self, Quoted};
use crate::engine::Engine;
use crate::statement::{Content, Kind, Statement};
use factlint_language::span::ProseSpan;
use factlint_language::utterance;

/// Sources, with an index of their words.
#[derive(Debug)]
pub struct Shelf<'e> {
    engine: &'e Engine,
    sources: Vec<Source>,
    /// The source of each sentence, and its index there.
    sentences: Vec<(u32, u32)>,
    /// Each word with each sentence that has it, sorted.
    words: Vec<(u64, u32)>,
    /// Of each sentence, the squared weights of its words.
    norms: Vec<u64>,
}

/// A sentence of a source that is about what a sentence of the draft is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub source: usize,
    pub sentence: usize,
    /// How alike both are, in percent: the cosine of their words, each weighted by its rarity.
    pub likeness: u64,
}

/// A sentence of the draft, with what is like it.
struct Scene<'s> {
    text: &'s str,
    statements: Vec<&'s Statement>,
    candidates: Vec<Candidate>,
}

/// Sources that are named for one statement; more add nothing that a checker would look up.
const MOST_PLACES: usize = 5;

impl<'e> Shelf<'e> {
    /// A shelf of sources.
    pub fn new(engine: &'e Engine, mut sources: Vec<Source>) -> Self {
        sources.sort_by(|one, other| one.path.cmp(&other.path));
        let mut sentences = Vec::new();
        let mut words = Vec::new();
        for (at, source) in sources.iter().enumerate() {
            for (index, passage) in source.sentences.iter().enumerate() {
                words.extend(passage.words.iter().map(|word| (*word, sentences.len() as u32)));
                sentences.push((at as u32, index as u32));
            }
        }
        words.sort_unstable();
        let mut shelf = Self { engine, sources, norms: vec![0; sentences.len()], sentences, words };
        let mut norms = std::mem::take(&mut shelf.norms);
        for group in shelf.words.chunk_by(|one, other| one.0 == other.0) {
            let weight = shelf.weight(group.len());
            for (_, sentence) in group {
                norms[*sentence as usize] += weight * weight;
            }
        }
        shelf.norms = norms;
        shelf
    }

    /// The sources, by path.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The sentences that have a word.
    fn postings(&self, word: u64) -> &[(u64, u32)] {
        let first = self.words.partition_point(|one| one.0 < word);
        let count = self.words[first..].partition_point(|one| one.0 == word);
        &self.words[first..first + count]
    }

    /// How much a word tells that so many sentences have: quarter bits of its rarity.
    fn weight(&self, having: usize) -> u64 {
        /// As if so many sentences about other things stood beside those of the sources, of which there may be few.
        const OTHERS: u128 = 500;
        let all = self.sentences.len() as u128 + OTHERS;
        let quarters = |count: u128| u64::from(count.max(1).pow(4).ilog2());
        quarters(all.min(1 << 30)).saturating_sub(quarters(having as u128))
    }

    /// The sentences most like one with these words.
    fn candidates(&self, words: &[u64]) -> Vec<Candidate> {
        /// A word in more sentences than this finds none; it only counts.
        const COMMON: usize = 2_000;
        /// Words that must be shared.
        const FEWEST: u32 = 2;
        /// Percent; below, sentences share words by accident.
        const LEAST: u64 = 12;
        const MOST: usize = 40;
        let mut scores: BTreeMap<u32, (u64, u32)> = BTreeMap::new();
        let mut norm = 0;
        for word in words {
            let postings = self.postings(*word);
            let weight = self.weight(postings.len());
            norm += weight * weight;
            if postings.len() > COMMON {
                continue;
            }
            for (_, sentence) in postings {
                let score = scores.entry(*sentence).or_default();
                score.0 += weight * weight;
                score.1 += 1;
            }
        }
        let mut found: Vec<Candidate> = scores
            .into_iter()
            .filter(|(_, (_, shared))| *shared >= FEWEST)
            .map(|(sentence, (score, _))| {
                let (source, index) = self.sentences[sentence as usize];
                let norms = u128::from(norm) * u128::from(self.norms[sentence as usize]);
                let square = u128::from(score).pow(2) * 10_000 / norms.max(1);
                Candidate {
                    source: source as usize,
                    sentence: index as usize,
                    likeness: square.isqrt() as u64,
                }
            })
            .filter(|one| one.likeness >= LEAST)
            .collect();
        found.sort_by_key(|one| (u64::MAX - one.likeness, one.source, one.sentence));
        found.truncate(MOST);
        found
    }

    /// What the sources say of a draft's statements, which are those of one document in their order: a verdict each.
    pub fn verdicts(&self, date: Option<jiff::civil::Date>, all: &[Statement]) -> Vec<Verdict> {
        let mut scenes: BTreeMap<u32, Scene<'_>> = BTreeMap::new();
        for one in all {
            let scene = scenes.entry(one.sentence_start).or_insert_with(|| {
                let words = telling(&utterance::words(&one.sentence));
                let candidates = self.candidates(&words);
                Scene { text: &one.sentence, statements: Vec::new(), candidates }
            });
            scene.statements.push(one);
        }
        let contradicted: BTreeMap<u32, Vec<(std::ops::Range<usize>, Place, String)>> = scenes
            .iter()
            .map(|(start, scene)| (*start, self.contradictions(date, scene)))
            .collect();
        all.iter()
            .map(|one| {
                let Some(scene) = scenes.get(&one.sentence_start) else { return Verdict::OnlyHere };
                let within = one.within();
                let differing = contradicted.get(&one.sentence_start).into_iter().flatten();
                let mut differing =
                    differing.filter(|(place, ..)| tells(one, scene, place, &within)).peekable();
                if let Some((_, _, why)) = differing.peek() {
                    let why = why.clone();
                    let mut places: Vec<Place> =
                        differing.map(|(_, place, _)| place.clone()).collect();
                    places.dedup_by(|later, earlier| later.path == earlier.path);
                    places.truncate(MOST_PLACES);
                    return Verdict::Differs { places, why, rule: None };
                }
                self.agreement(one, scene)
            })
            .collect()
    }

    /// Where near copies of a sentence contradict it: bytes of the sentence, the place in the source, what differs.
    fn contradictions(
        &self,
        date: Option<jiff::civil::Date>,
        scene: &Scene<'_>,
    ) -> Vec<(std::ops::Range<usize>, Place, String)> {
        /// Percent; a near copy with a figure or a name changed is above.
        const LEAST: u64 = 40;
        /// Near copies that are looked at.
        const MOST: usize = 12;
        let near = scene.candidates.iter().take_while(|one| one.likeness >= LEAST).take(MOST);
        near.filter_map(|one| {
            let source = self.sources.get(one.source)?;
            let found = beside::contradiction(scene.text, source.text(one.sentence))?;
            let dates = (date, source.document().record().date);
            if found.may_change && matches!(dates, (Some(a), Some(b)) if a != b) {
                return None;
            }
            let [mine, theirs] = found.places;
            let start = source.sentences.get(one.sentence)?.span.start as usize;
            let span = ProseSpan::new(start + theirs.start, start + theirs.end);
            Some((mine, source.place(one.sentence, span), found.why))
        })
        .collect()
    }

    /// Which sources say what a statement says.
    fn agreement(&self, one: &Statement, scene: &Scene<'_>) -> Verdict {
        let mut places = match one.kind {
            Kind::Quotation => match self.quotation(one) {
                Ok(places) => places,
                Err(verdict) => return verdict,
            },
            Kind::Name => self.name(one),
            Kind::Title => self.title(one),
            Kind::Figure | Kind::Date => self.value(one, scene),
        };
        // A place a source: the first is the most alike.
        let mut seen = std::collections::BTreeSet::new();
        places.retain(|place| seen.insert(place.path.clone()));
        places.truncate(MOST_PLACES);
        if places.is_empty() { Verdict::OnlyHere } else { Verdict::Agrees { places } }
    }

    /// Where sources have a figure or a date of the same thing.
    fn value(&self, one: &Statement, scene: &Scene<'_>) -> Vec<Place> {
        let mut found = Vec::new();
        for candidate in &scene.candidates {
            let Some(source) = self.sources.get(candidate.source) else { continue };
            let theirs = source.statements_in(self.engine, candidate.sentence);
            let sides = Sides {
                mine: &scene.statements,
                theirs,
                likeness: candidate.likeness,
                names_subject: self.names_subject(one, candidate),
            };
            if let Some(same) = agree::same_value(self.engine, one, &sides) {
                found.push(source.place(candidate.sentence, same.place));
            }
        }
        found
    }

    /// Whether a source names what a statement is about in a sentence or shortly before it; true where that is no name.
    fn names_subject(&self, one: &Statement, candidate: &Candidate) -> bool {
        /// Sentences before that may name it.
        const BEFORE: usize = 2;
        let Some(subject) = one.subject.as_deref() else { return true };
        let is_name = |word: &&str| word.starts_with(char::is_uppercase);
        let Some(last) = subject.split_whitespace().rfind(is_name) else { return true };
        let words = utterance::words(last);
        let Some(hash) = words.last().and_then(|word| hashed(&word.normal)) else { return true };
        let Some(source) = self.sources.get(candidate.source) else { return false };
        let first = candidate.sentence.saturating_sub(BEFORE);
        let around = source.sentences.get(first..=candidate.sentence).unwrap_or_default();
        around.iter().any(|passage| passage.words.binary_search(&hash).is_ok())
    }

    /// The sentences that have all of some words, in the order of the sources.
    fn having(&self, text: &str) -> Vec<(usize, usize)> {
        let words = telling(&utterance::words(text));
        let mut lists: Vec<&[(u64, u32)]> = words.iter().map(|word| self.postings(*word)).collect();
        lists.sort_by_key(|list| list.len());
        let Some((rarest, others)) = lists.split_first() else { return Vec::new() };
        rarest
            .iter()
            .map(|one| one.1)
            .filter(|at| {
                others.iter().all(|list| list.binary_search_by_key(at, |one| one.1).is_ok())
            })
            .filter_map(|at| self.sentences.get(at as usize))
            .map(|(source, sentence)| (*source as usize, *sentence as usize))
            .collect()
    }

    /// Where sources have a name, letter by letter.
    fn name(&self, one: &Statement) -> Vec<Place> {
        let wanted: Vec<String> = agree::exact_words(&one.seen);
        let mut found = Vec::new();
        for (at, sentence) in self.having(&one.seen) {
            if found.len() >= MOST_PLACES {
                break;
            }
            let Some(source) = self.sources.get(at) else { continue };
            if found.iter().any(|place: &Place| place.path == source.path) {
                continue;
            }
            if let Some(range) = agree::find_exact(source.text(sentence), &wanted) {
                let Some(passage) = source.sentences.get(sentence) else { continue };
                let start = passage.span.start as usize;
                let span = ProseSpan::new(start + range.start, start + range.end);
                found.push(source.place(sentence, span));
            }
        }
        found
    }

    /// Where sources give a person the same office.
    fn title(&self, one: &Statement) -> Vec<Place> {
        /// Sentences that are looked at: a president stands everywhere.
        const MOST: usize = 200;
        let Content::Title { person, .. } = &one.content else { return Vec::new() };
        let surname = person.split_whitespace().next_back().unwrap_or_default();
        let mut found = Vec::new();
        for (at, sentence) in self.having(surname).into_iter().take(MOST) {
            let Some(source) = self.sources.get(at) else { continue };
            let theirs = source.statements_in(self.engine, sentence);
            if let Some(same) = theirs.iter().find(|other| agree::same_title(one, other)) {
                found.push(source.place(sentence, same.place));
            }
        }
        found
    }

    /// Where sources have the words of a quotation; or what they have in their place.
    fn quotation(&self, one: &Statement) -> Result<Vec<Place>, Verdict> {
        /// Sentences around the one that is most alike: a quotation may run over paragraphs.
        const AROUND: usize = 8;
        let quotation = agree::inside_marks(&one.seen);
        let words = utterance::words(quotation);
        let telling = telling(&words);
        let mut scores: BTreeMap<(u32, u32), u64> = BTreeMap::new();
        for word in &telling {
            let postings = self.postings(*word);
            let weight = self.weight(postings.len());
            for (_, sentence) in postings.iter().take(20_000) {
                *scores.entry(self.sentences[*sentence as usize]).or_default() += weight;
            }
        }
        // The best sentence of each source.
        let mut best: BTreeMap<u32, (u64, u32)> = BTreeMap::new();
        for ((source, sentence), score) in scores {
            let known = best.entry(source).or_default();
            if score > known.0 {
                *known = (score, sentence);
            }
        }
        let mut ranked: Vec<(u64, u32, u32)> =
            best.into_iter().map(|(source, (score, at))| (score, source, at)).collect();
        ranked.sort_by_key(|(score, source, _)| (u64::MAX - score, *source));
        let (mut same, mut altered) = (Vec::new(), Vec::new());
        let mut why = None;
        for (_, at, sentence) in ranked.into_iter().take(MOST_PLACES * 4) {
            let Some(source) = self.sources.get(at as usize) else { continue };
            let sentence = sentence as usize;
            let reach = AROUND.min(1 + words.len() / 4);
            let first = sentence.saturating_sub(reach);
            let last = (sentence + reach).min(source.sentences.len().saturating_sub(1));
            let (Some(from), Some(until)) =
                (source.sentences.get(first), source.sentences.get(last))
            else {
                continue;
            };
            let window = ProseSpan { start: from.span.start, end: until.span.end };
            let place = |range: std::ops::Range<usize>| {
                let start = window.start as usize;
                source.place(sentence, ProseSpan::new(start + range.start, start + range.end))
            };
            match beside::quoted(quotation, window.of(source.document.prose())) {
                Quoted::Word(range) if agree::is_enough(&words) => same.push(place(range)),
                Quoted::Altered(range, what) => {
                    why.get_or_insert(what);
                    altered.push(place(range));
                }
                Quoted::Word(_) | Quoted::Elsewhere => {}
            }
        }
        match why {
            // Where one has it word for word, another source shortened it.
            Some(why) if same.is_empty() => {
                altered.truncate(MOST_PLACES);
                Err(Verdict::Differs { places: altered, why, rule: None })
            }
            _ => Ok(same),
        }
    }
}

/// Whether a place that differs is what a statement states: the smallest one there.
fn tells(
    one: &Statement,
    scene: &Scene<'_>,
    place: &std::ops::Range<usize>,
    within: &std::ops::Range<usize>,
) -> bool {
    let overlaps =
        |range: &std::ops::Range<usize>| range.start < place.end && place.start < range.end;
    let smaller = scene.statements.iter().any(|other| {
        let range = other.within();
        range.len() < within.len() && overlaps(&range)
    });
    overlaps(within) && (!smaller || one.kind == Kind::Quotation)
}

/// A shelf may stand on several threads.
const _: fn() = || {
    fn shared<T: Sync + Send>() {}
    shared::<Shelf<'static>>();
    shared::<Arc<str>>();
};
