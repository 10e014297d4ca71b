//! Which passages are compared: those that share a rare run of words.

use factlint_language::utterance::Spoken;
use factlint_language::word;
use factlint_language::words::Class;

/// A passage of fewer words that tell something is compared with nothing.
const SHORTEST: usize = 5;

/// How many keys a passage has; of two passages of twenty words, two of which differ, nearly all pairs share one.
const KEYS: usize = 8;

/// Words in a row that a key is made of.
const RUN: usize = 3;

/// Whether a word tells something: no article, preposition or other word of grammar, and no number.
pub(super) fn is_telling(word: &Spoken) -> bool {
    !word.normal.starts_with('#')
        && word.normal.chars().count() > 2
        && !word::is(&word.normal, Class::GrammarWord)
}

/// The keys of a passage: the smallest hashes of three words in a row of which two tell something, after Broder, "On
/// the resemblance and containment of documents" (1997). Numbers count as alike, so that a passage with another figure
/// has the same keys. They depend on the passage alone. None where it is too short to be compared.
pub(super) fn keys(words: &[Spoken]) -> Option<Vec<String>> {
    if words.iter().filter(|word| is_telling(word)).count() < SHORTEST {
        return None;
    }
    let mut hashes: Vec<u64> = words
        .windows(RUN)
        .filter(|run| run.iter().filter(|word| is_telling(word)).count() >= 2)
        .map(|run| {
            let normal = |word: &Spoken| match word.normal.starts_with('#') {
                true => "#".to_owned(),
                false => word.normal.clone(),
            };
            let joined: Vec<String> = run.iter().map(normal).collect();
            xxhash_rust::xxh3::xxh3_64(joined.join(" ").as_bytes())
        })
        .collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(KEYS);
    (!hashes.is_empty()).then(|| hashes.into_iter().map(|hash| format!("{hash:016x}")).collect())
}
