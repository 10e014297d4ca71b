//! The name that a title is given to.

use super::LONGEST_NAME;
use crate::token::{Gap, Tokens};
use crate::word::is_hyphen;
use crate::words::Class;
use std::ops::Range;

/// "Trump, the former president": at most so many words stand in a name before its title.
const LONGEST_NAME_BEFORE: usize = 5;

/// A run of capitalised words that begins at `start`, without a possessive ending.
pub(super) fn name_at(tokens: &Tokens<'_>, start: usize) -> Option<Range<usize>> {
    if !tokens.is_word(start) {
        return None;
    }
    let start = behind_address(tokens, start);
    let (mut end, mut count) = (start, 0);
    // Where a particle starts that nothing of the name follows yet.
    let mut particle = None;
    for word in tokens.words_from(start) {
        if count > 0 && !goes_on(tokens, start..end, word.start) {
            break;
        }
        if count == LONGEST_NAME {
            return None;
        }
        let bare = tokens.without_possessive(word.clone());
        let is_name =
            is_name_word(tokens, &word) && !tokens.word_is(bare.clone(), Class::CapitalisedNoName);
        if is_name {
            end = bare.end;
            count += 1;
            particle = None;
            if bare != word {
                break;
            }
        } else if count > 0 && tokens.word_is(word.clone(), Class::NameParticle) {
            particle = Some(word.start);
            end = word.end;
        } else {
            break;
        }
    }
    (count > 0).then(|| start..particle.unwrap_or(end))
}

/// Where a name begins behind the words by which its bearer is addressed: "Prof. Dr. Ann Lee".
fn behind_address(tokens: &Tokens<'_>, start: usize) -> usize {
    /// Nobody is addressed by more words.
    const MOST: usize = 4;
    let behind_one = |start: &usize| {
        let mut words = tokens.words_from(*start);
        let word = words.next().filter(|word| tokens.word_is(word.clone(), Class::AddressWords))?;
        let next = words.next()?;
        let is_dotted = next.start == word.end + 1 && tokens.sign(word.end) == Some('.');
        let is_close = tokens.gap(next.start) != Gap::Wide && (next.start == word.end || is_dotted);
        (is_close && tokens.is_capitalised(next.start)).then_some(next.start)
    };
    std::iter::successors(Some(start), behind_one).take(MOST + 1).last().unwrap_or(start)
}

/// Whether the word at `next` may belong to the name so far: nothing but a gap stands between, or
/// the full stop of an initial.
fn goes_on(tokens: &Tokens<'_>, so_far: Range<usize>, next: usize) -> bool {
    let spaced = tokens.gap(next) != Gap::Wide;
    if next == so_far.end {
        return spaced;
    }
    let dotted = next == so_far.end + 1 && tokens.sign(so_far.end) == Some('.');
    spaced
        && dotted
        && (is_initial(tokens, so_far.end - 1)
            || so_far.clone().any(|i| tokens.sign(i) == Some('.')))
}

/// Whether the token at `i` is one character, and a word's only one.
fn is_initial(tokens: &Tokens<'_>, i: usize) -> bool {
    let mut characters = tokens.text(i).chars();
    characters.next().is_some()
        && characters.next().is_none()
        && !(tokens.is_attached(i) && tokens.is_word(i - 1))
}

/// Capitalised, perhaps behind an article that is written with it: "el-Sissi".
fn is_name_word(tokens: &Tokens<'_>, word: &Range<usize>) -> bool {
    if tokens.is_capitalised(word.start) {
        return true;
    }
    let hyphen = word.clone().find(|&i| tokens.sign(i).is_some_and(is_hyphen));
    hyphen.is_some_and(|hyphen| {
        tokens.is_capitalised(hyphen + 1) && tokens.word_is(word.start..hyphen, Class::NameParticle)
    })
}

/// "Trump, the former president": the name that ends at the comma before the title's words, which
/// start at `first`.
pub(super) fn name_before(tokens: &Tokens<'_>, first: usize) -> Option<Range<usize>> {
    let mut comma = first.checked_sub(1)?;
    if let Some(word) = tokens.words_before(first).next()
        && word.end == first
        && tokens.word_is(word.clone(), Class::TitleDeterminer)
    {
        comma = word.start.checked_sub(1)?;
    } else {
        // "Lee, Tarnholm Energy's chief executive,"
        let mut owner = None;
        for word in tokens.words_before(first) {
            let next: usize = owner.unwrap_or(first);
            let bare = tokens.without_possessive(word.clone());
            let fits = word.end == next && tokens.is_capitalised(word.start);
            if !fits || (bare != word) != owner.is_none() {
                break;
            }
            owner = Some(word.start);
        }
        // "Lee, the museum's director,": a common noun has its article.
        let noun = tokens.words_before(first).next().filter(|word| {
            owner.is_none()
                && word.end == first
                && tokens.without_possessive(word.clone()) != *word
                && tokens.words_before(word.start).next().is_some_and(|article| {
                    article.end == word.start && tokens.word_is(article, Class::TitleDeterminer)
                })
        });
        if let Some(owner) = owner.or(noun.map(|noun| noun.start)) {
            // "Lee, the Tarn Museum's director,"
            let article = tokens.words_before(owner).next().filter(|word| {
                word.end == owner && tokens.word_is(word.clone(), Class::TitleDeterminer)
            });
            comma = article.map_or(owner, |article| article.start).checked_sub(1)?;
        }
    }
    if !matches!(tokens.sign(comma), Some(',' | '(' | '—')) {
        return None;
    }
    name_ending(tokens, comma)
}

/// The capitalised words that end right before the token at `comma`.
pub(super) fn name_ending(tokens: &Tokens<'_>, comma: usize) -> Option<Range<usize>> {
    let (mut start, mut count) = (comma, 0);
    for word in tokens.words_before(comma) {
        let joined = if count == 0 {
            word.end == comma
        } else {
            (word.end..start).all(|i| tokens.sign(i) == Some('.'))
        };
        if !joined
            || !tokens.is_capitalised(word.start)
            || tokens.word_is(word.clone(), Class::CapitalisedNoName)
        {
            break;
        }
        start = word.start;
        count += 1;
    }
    (1..=LONGEST_NAME_BEFORE).contains(&count).then_some(start..comma)
}
