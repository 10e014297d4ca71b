//! Which passages are compared: those that share a rare run of words.

use crate::check::alignment::keys_of_runs;
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

/// The keys of a passage: of three words in a row of which two tell something. Numbers count as alike, so that a passage
/// with another figure has the same keys. They depend on the passage alone. None where it is too short to be compared.
pub(super) fn keys(words: &[Spoken]) -> Option<Vec<String>> {
    if words.iter().filter(|word| is_telling(word)).count() < SHORTEST {
        return None;
    }
    let is_wanted = |run: &&[Spoken]| run.iter().filter(|word| is_telling(word)).count() >= 2;
    let runs = words.windows(RUN).filter(is_wanted).map(|run| {
        let normal = |word: &Spoken| match word.normal.starts_with('#') {
            true => "#".to_owned(),
            false => word.normal.clone(),
        };
        run.iter().map(normal).collect::<Vec<_>>().join(" ")
    });
    let keys = keys_of_runs(runs, KEYS);
    (!keys.is_empty()).then_some(keys)
}
