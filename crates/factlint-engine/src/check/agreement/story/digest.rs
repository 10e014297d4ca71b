//! What a document shows of what it tells: kept in its claim, so that a judge need not read it again for each other
//! document.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{MOST_PLACES, is_rare, stem};
use crate::check::agreement::fact::{Fact, aliases, facts};
use crate::check::agreement::passage;
use crate::reading::{Reading, Sentence};
use factlint_document::Role;
use factlint_language::capitals::Capitals;
use factlint_language::name::{self, plain};
use factlint_language::utterance::{self, Spoken};
use factlint_language::word::{self, without_possessive};
use factlint_language::words::{Class, Words};

/// Facts of a document; what comes behind so many is detail.
const MOST_FACTS: usize = 150;

/// A document's names and words.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Digest {
    /// What each part of the claim is, from the third.
    pub kinds: String,
    /// Who says each quotation, in lower case; empty where that is not known.
    pub speakers: Vec<String>,
    /// Words that not every document has, as any keyboard writes them, sorted.
    pub vocabulary: Vec<String>,
    /// Words of names.
    pub forms: BTreeMap<String, Form>,
    /// Names of several words, by their words.
    pub names: BTreeMap<String, Place>,
    /// Names of hosts.
    pub hosts: BTreeMap<String, Place>,
    /// What it tells with a figure, a day or an hour.
    pub facts: Vec<Fact>,
    /// Names and the nouns that stand for them, by their stems.
    pub aliases: BTreeSet<(String, String)>,
}

/// Some words of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    /// Which sentence of the document it is.
    pub sentence: usize,
    /// Bytes of it.
    pub bytes: Range<usize>,
}

/// A word of names, in one spelling.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Form {
    /// Where it stands, best in a name of several words; then some of the other places.
    pub places: Vec<Place>,
    /// Bytes of the word before it in that name, if there is one.
    pub given_place: Option<Range<usize>>,
    /// Words before it in names, and behind it.
    pub given: BTreeSet<String>,
    pub following: BTreeSet<String>,
    /// The stems of words that stand beside it and are no names.
    pub beside: BTreeSet<String>,
}

/// Sentences at the front of a document that say who is who: "the ferry Brunhilde".
const OPENING: usize = 3;

/// A document while its digest is made.
#[derive(Default)]
pub(super) struct Digesting {
    digest: Digest,
    /// Words in small letters.
    small: BTreeSet<String>,
    vocabulary: BTreeSet<String>,
    /// Stems of rare words, with how much each is spoken of.
    pub rare: BTreeMap<String, usize>,
}

impl Digesting {
    /// Reads the words of a sentence.
    pub fn read(
        &mut self,
        reading: &Reading<'_>,
        sentence: Sentence,
        index: usize,
        is_plain: bool,
    ) {
        let text = sentence.span.of(reading.prose());
        let spoken = utterance::words(text);
        for word in spoken.iter().filter(|word| passage::is_telling(word)) {
            let is_name = word::is_capitalised(&text[word.range.clone()]);
            if is_rare(&word.normal) {
                // Names say more of what is told.
                *self.rare.entry(stem(&word.normal)).or_default() += 1 + usize::from(is_name);
            }
        }
        for (_, word) in word::words(text) {
            let plain = plain(without_possessive(word));
            if plain.len() > 3 && !word::is(&plain, Class::CommonWord) {
                if !word::is_capitalised(word) {
                    self.small.insert(plain.clone());
                }
                self.vocabulary.insert(plain);
            }
        }
        if !is_plain {
            return;
        }
        if reading.capitals(sentence) == Capitals::Sentence {
            let start = sentence.span.start as usize;
            for name in reading.names(sentence) {
                let name = name.range();
                self.read_name(text, &spoken, index, name.start - start..name.end - start);
            }
            self.read_long_names(text, &spoken, index);
        }
        self.read_hosts(text, index);
        // Facts of undated documents are held against nothing.
        if reading.role(sentence) != Role::Headline && reading.document().record().date.is_some() {
            let told = facts(reading, sentence, index);
            // Only the analysis of a sentence tells these: it is asked where it is known, and of the first sentences, which
            // say who is who.
            if !told.is_empty() || index < OPENING {
                self.digest.aliases.extend(aliases(reading, sentence));
            }
            if self.digest.facts.len() < MOST_FACTS {
                self.digest.facts.extend(told);
            }
        }
    }

    /// The digest of all that was read.
    pub fn finish(mut self, kinds: String, speakers: Vec<String>) -> Digest {
        let small = &self.small;
        // A word that stands in small letters, too, is no name alone.
        self.digest.forms.retain(|word, _| !small.contains(word) && !is_of_every_day(word));
        Digest { kinds, speakers, vocabulary: self.vocabulary.into_iter().collect(), ..self.digest }
    }

    /// Reads the words of a name.
    fn read_name(&mut self, text: &str, spoken: &[Spoken], sentence: usize, name: Range<usize>) {
        let words: Vec<Range<usize>> = word::words(&text[name.clone()])
            .map(|(offset, word)| {
                let start = name.start + offset;
                start..start + without_possessive(word).len()
            })
            .collect();
        for (at, bytes) in words.iter().enumerate() {
            let written = &text[bytes.clone()];
            // "R-Maine"
            let is_tied = written.chars().nth(1).is_some_and(word::is_hyphen);
            let is_word = !is_tied
                && written.chars().all(|c| c.is_alphabetic() || word::is_hyphen(c))
                && word::is_capitalised(written)
                && written.chars().any(char::is_lowercase);
            if !is_word {
                continue;
            }
            let is_large = |range: &Range<usize>| word::is_capitalised(&text[range.clone()]);
            let given = at.checked_sub(1).map(|before| words[before].clone()).filter(is_large);
            let following = words.get(at + 1).cloned().filter(is_large);
            let form = self.digest.forms.entry(plain(written)).or_default();
            let place = Place { sentence, bytes: bytes.clone() };
            if form.given_place.is_none() && given.is_some() {
                form.places.insert(0, place);
                form.given_place.clone_from(&given);
            } else {
                form.places.push(place);
            }
            form.places.truncate(MOST_PLACES);
            form.given.extend(given.map(|given| plain(&text[given])));
            form.following.extend(following.map(|next| plain(&text[next])));
            form.beside.extend(beside(text, spoken, &name));
        }
    }

    /// Reads runs of capitalised words with small ones between them: "Action on Smoking and Health".
    fn read_long_names(&mut self, text: &str, words: &[Spoken], sentence: usize) {
        /// Words of a name that is long enough to be told by all but one of them.
        const SHORTEST: usize = 3;
        const LONGEST: usize = 9;
        /// Small words in a row inside a name.
        const SMALL: usize = 2;
        let is_large = |word: &Spoken| {
            let written = &text[word.range.clone()];
            let is_acronym = !written.chars().any(char::is_lowercase);
            word::is_capitalised(written)
                && !word.normal.starts_with('#')
                && (is_acronym || !word::is(&word.normal, Class::GrammarWord))
        };
        let is_small = |word: &Spoken| {
            [Class::NameParticle, Class::InsideName, Class::NameJoint]
                .into_iter()
                .any(|class| word::is(&word.normal, class))
        };
        let is_tied = |at: usize| {
            let gap = text.get(words[at - 1].range.end..words[at].range.start);
            gap.is_some_and(|gap| !gap.contains([',', ';', ':', '"', '“', '”', '(', ')']))
        };
        let mut at = 0;
        while at < words.len() {
            if !is_large(&words[at]) {
                at += 1;
                continue;
            }
            let (start, mut end, mut next) = (at, at + 1, at + 1);
            while next < words.len() && is_tied(next) && next - end <= SMALL {
                if is_large(&words[next]) {
                    end = next + 1;
                } else if !is_small(&words[next]) {
                    break;
                }
                next += 1;
            }
            at = end;
            let run = &words[start..end];
            let telling = run.iter().filter(|word| is_large(word)).count();
            if telling >= SHORTEST && run.len() <= LONGEST {
                let bytes = run[0].range.start..run[run.len() - 1].range.end;
                let joined = run.iter().map(|word| word.normal.as_str()).collect::<Vec<_>>();
                let place = Place { sentence, bytes };
                self.digest.names.entry(joined.join(" ")).or_insert(place);
            }
        }
    }

    /// Reads the hosts that a sentence names: "www.example.com".
    fn read_hosts(&mut self, text: &str, sentence: usize) {
        let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '.';
        let mut at = 0;
        while let Some(start) = text[at..].find(is_part).map(|start| at + start) {
            let end = text[start..].find(|c| !is_part(c)).map_or(text.len(), |end| start + end);
            at = end;
            let word = text[start..end].trim_end_matches('.');
            // "images/map.jpg": a file in a folder; "[name]-notes.md": a part of a name.
            let before = &text[..start];
            let is_file = before.ends_with('/') && !before.ends_with("//");
            if !word.contains('.') || is_file || word.starts_with('-') || is_file_name(word, before)
            {
                continue;
            }
            let host = word.to_lowercase();
            let host = host.strip_prefix("www.").unwrap_or(&host);
            let is_host = host.rsplit_once('.').is_some_and(|(name, ending)| {
                (2..=4).contains(&ending.len())
                    && ending.bytes().all(|byte| byte.is_ascii_lowercase())
                    && name.split('.').all(|label| label.chars().count() > 1)
            });
            if is_host {
                let place = Place { sentence, bytes: start..start + word.len() };
                self.digest.hosts.entry(host.to_owned()).or_insert(place);
            }
        }
    }
}

/// Whether some letters with a point in them are the name of a file, where nothing says that they are an address:
/// "harbour-notes.md".
fn is_file_name(word: &str, before: &str) -> bool {
    let is_address = before.ends_with(['/', '@']) || word.matches('.').count() > 1;
    let ending = word.rsplit_once('.').map_or("", |(_, ending)| ending);
    !is_address && word::is(&ending.to_lowercase(), Class::FileEnding)
}

/// Whether a word is no name by itself, whatever its capitals: "Eastern".
fn is_of_every_day(word: &str) -> bool {
    word::is(word, Class::CommonWord) || Words::embedded().value_of(word, Class::Opposite).is_some()
}

/// The stems of what stands beside some bytes and tells something, without names and numbers.
fn beside(text: &str, spoken: &[Spoken], place: &Range<usize>) -> BTreeSet<String> {
    /// Words on either side.
    const REACH: usize = 5;
    let first = spoken.partition_point(|word| word.range.end <= place.start);
    let last = spoken.partition_point(|word| word.range.start < place.end);
    let before = first.saturating_sub(REACH)..first;
    let after = last..(last + REACH).min(spoken.len());
    let around = before.chain(after).filter_map(|at| spoken.get(at));
    let tells = |word: &&Spoken| {
        let written = &text[word.range.clone()];
        let is_name =
            word::is_capitalised(written) && name::may_name(written) && !name::is_title(written);
        passage::is_telling(word) && !is_name
    };
    around.filter(tells).map(|word| stem(&word.normal)).collect()
}
