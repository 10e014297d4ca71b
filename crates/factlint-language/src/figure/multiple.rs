//! Words that are multiples: "doubled", "halved", "threefold", "twice as many".

use crate::token::Tokens;
use crate::words::Class;

/// How many times the other value the word at `i` tells.
pub(super) fn read(tokens: &Tokens<'_>, i: usize) -> Option<f64> {
    let value = tokens.value(i, Class::Multiples)?;
    if tokens.after(i + 1).is_some_and(|c| c == '-' || c.is_alphanumeric()) {
        return None;
    }
    let next = tokens.spaced(i + 1);
    let tells = if tokens.says_any_case(i, "twice") {
        // "twice a week" and "he fell twice" tell how often.
        // "scored twice as United won" tells when.
        let when = |next: usize| {
            tokens.says(next, "as")
                && tokens.spaced(next + 1).is_some_and(|name| tokens.is_capitalised(name))
        };
        next.is_some_and(|next| tokens.is_lower(next, Class::TwiceComparing) && !when(next))
    } else {
        // "classes doubled up", "the doubling time"
        !next.is_some_and(|next| tokens.is_lower(next, Class::AfterNoMultiple))
    };
    tells.then_some(value)
}
