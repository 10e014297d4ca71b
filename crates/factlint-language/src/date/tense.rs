//! Where the verb beside a date puts it.

use crate::token::{Kind, Tokens};
use crate::words::Class;

use super::Direction;
use super::lexeme::is_after;

/// Where the verb beside a date puts it: in the past, if a past tense stands right before it ("said
/// on Friday that it will ..."), right behind it ("Police on Sunday arrested ..."), or anywhere
/// behind it where it opens the sentence ("On Friday, the president said ..."), unless something
/// that looks ahead comes first. Anything else tells nothing.
pub(super) fn tense(tokens: &Tokens<'_>, start: usize, end: usize) -> Direction {
    /// Farthest that a verb stands before its date, in tokens.
    const REACH: usize = 4;
    let mut before = start;
    for step in 0..REACH {
        before = tokens.near_before(before);
        if is_stop(tokens, before) {
            if step <= 1 {
                return tense_of_clause(tokens, end);
            }
            break;
        }
        if tokens.is(before, Class::Ahead) {
            return Direction::Unstated;
        }
        // "will be held on Monday"
        let passive = is_after(tokens, before, Class::PassiveAuxiliaries);
        let near = step < 2 || tokens.is(before, Class::PastTenses);
        if is_past(tokens, before) && near && !passive {
            return Direction::Past;
        }
    }
    let verb = tokens.near(end);
    // "talks on Sunday hosted by him" may lie ahead.
    let participle = tokens.is(tokens.near(verb + 1), Class::AfterParticiples);
    if is_past(tokens, verb) && !participle { Direction::Past } else { Direction::Unstated }
}

/// The tense of the clause that a date opens.
fn tense_of_clause(tokens: &Tokens<'_>, end: usize) -> Direction {
    /// Farthest that a verb stands behind its date, in tokens.
    const REACH: usize = 12;
    let mut at = end;
    for _ in 0..REACH {
        let i = tokens.near(at);
        if is_stop(tokens, i) || tokens.is(i, Class::Ahead) {
            break;
        }
        if is_past(tokens, i) {
            return Direction::Past;
        }
        at = i + 1;
    }
    Direction::Unstated
}

/// Whether a sentence or clause ends here.
fn is_stop(tokens: &Tokens<'_>, i: usize) -> bool {
    matches!(tokens.kind(i), Kind::End | Kind::Sign('.' | ';' | ':' | '?' | '!' | '"' | '“' | '”'))
}

/// Whether the word at `i` is a verb in the past tense.
fn is_past(tokens: &Tokens<'_>, i: usize) -> bool {
    let word = tokens.word(i);
    let regular = word.len() > 4 && word.ends_with("ed");
    tokens.is(i, Class::PastTenses)
        || regular && !tokens.is(i, Class::NotPastTenses) && !tokens.is(i, Class::Ahead)
}
