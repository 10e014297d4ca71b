//! Acronyms and initials, with or without points: "U.S.", "US", "J. D. Vance".

use super::words::Around;
use crate::check::names_a_time;
use crate::reading::Sentence;
use factlint_language::name::may_name;
use factlint_language::span::ProseSpan;
use factlint_language::word::{self, is_hyphen};
use factlint_language::words::Class;

/// An acronym or somebody's initials.
pub(super) struct Acronym {
    /// Without points.
    letters: String,
    pub span: ProseSpan,
    /// "J. D. Vance": single capitals, each with a point.
    spaced: bool,
    /// The word behind it, by its place.
    next: usize,
}

impl Acronym {
    pub fn read(prose: &str, around: &Around<'_, '_>, piece: &str) -> Option<Self> {
        let start = piece.as_ptr() as usize - prose.as_ptr() as usize;
        let span = ProseSpan::new(start, start + piece.len());
        let letters = initials(piece)?;
        let spaced = letters.len() == 1;
        let mut read = Self { letters, span, spaced, next: around.at + 1 };
        if spaced && !read.go_on(prose, around) {
            return None;
        }
        if read.letters.len() > 6 || word::is(&read.letters, Class::NoInitials) {
            return None;
        }
        let dotted = piece.contains('.') || spaced;
        if dotted && prose[read.span.end as usize..].starts_with('.') {
            read.span.end += 1;
        }
        Some(read)
    }

    /// Takes in the capitals with points that follow the first; whether there are any, and a point behind them.
    fn go_on(&mut self, prose: &str, around: &Around<'_, '_>) -> bool {
        while let Some(follower) = around.words.get(self.next)
            && follower.text.len() == 1
            && follower.capital
            && &prose[self.span.end as usize..follower.span.start as usize] == ". "
        {
            self.letters.push_str(follower.text);
            self.span.end = follower.span.end;
            self.next += 1;
        }
        // "D. Vance" behind "J." was read with it.
        let inside = around.before().is_some_and(|before| before.text.len() == 1);
        self.letters.len() > 1 && !inside && prose[self.span.end as usize..].starts_with('.')
    }

    /// "UK Athletics" and "US Highway 1" are spelled as they are spelled; "347 U.S. 483", "US 66", "US$5" and "US $5" are
    /// no countries.
    pub fn is_part_of_a_name(&self, prose: &str, sentence: Sentence) -> bool {
        let after = &prose[self.span.end as usize..sentence.span.end as usize];
        let follows = |test: fn(char) -> bool| {
            after.strip_prefix([' ', '\n', '\u{a0}']).is_some_and(|rest| rest.starts_with(test))
        };
        let whole = self.letters.len() > 2 || word::is(&self.letters, Class::CountryAcronym);
        (follows(char::is_uppercase) && whole)
            || follows(|c| c.is_ascii_digit())
            || prose[self.span.end as usize..].starts_with(['$', '€', '£', '/', '&'])
            || follows(|c| c == '$')
            // "US-412 West"
            || prose[self.span.end as usize..]
                .strip_prefix(is_hyphen)
                .is_some_and(|rest| {
                    // "US-ASCII" is the name of a standard.
                    let capitals = rest.bytes().take_while(u8::is_ascii_uppercase).count();
                    rest.starts_with(|c: char| c.is_ascii_digit()) || capitals > 2
                })
            || prose[..self.span.start as usize].ends_with(['/', '&', '$'])
            || self.is_joined_to_an_acronym(prose)
    }

    /// "T-Mobile US": a country at the end of a name of a company belongs to it.
    pub fn ends_a_name(&self, prose: &str, around: &Around<'_, '_>) -> bool {
        let touches = |before: &&super::words::Word<'_>| {
            prose[before.span.end as usize..self.span.start as usize].trim().is_empty()
        };
        word::is(&self.letters, Class::CountryAcronym)
            && around.before().filter(touches).is_some_and(|before| {
                // The first word of a sentence is a name where it has a capital inside.
                let names = before.text.chars().skip(1).any(char::is_uppercase);
                before.capital && (!before.opens || names) && !names_a_time(before.text)
            })
    }

    /// "DCAT-US" is the name of a standard; "EU-U.S." joins two parties.
    fn is_joined_to_an_acronym(&self, prose: &str) -> bool {
        let before = &prose[..self.span.start as usize];
        let joined =
            before.strip_suffix(is_hyphen).and_then(|lead| word::words_before(lead).next());
        joined.is_some_and(|(_, first)| {
            let letters = first.rsplit(is_hyphen).next().unwrap_or(first);
            letters.len() > 2 && letters.bytes().all(|letter| letter.is_ascii_uppercase())
        })
    }

    /// What its forms share: its letters, with the name behind initials that could be anybody's.
    pub fn key(&self, prose: &str, around: &Around<'_, '_>) -> Option<String> {
        let known = self.letters.len() > 2 && !self.spaced
            || word::is(&self.letters, Class::CountryAcronym);
        if known {
            return Some(self.letters.clone());
        }
        if self.letters == "DC" {
            let city = around.at.checked_sub(1).map(|at| around.words[at].text);
            return (city == Some("Washington")).then(|| self.letters.clone());
        }
        let name = around.words.get(self.next).filter(|next| {
            let gap = &prose[self.span.end as usize..next.span.start as usize];
            gap == " " && next.capital && may_name(next.text)
        })?;
        Some(format!("{} {}", self.letters, name.text))
    }
}

/// The letters of an acronym with or without points: two to six capitals, or one that has a point.
fn initials(piece: &str) -> Option<String> {
    let letters: String = piece.chars().filter(|&c| c != '.').collect();
    let capitals = !letters.is_empty() && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    let points = piece.len() - letters.len();
    (capitals && (points == 0 || points == letters.len() - 1)).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_have_points_everywhere_or_nowhere() {
        assert_eq!(initials("U.S").as_deref(), Some("US"));
        assert_eq!(initials("NATO").as_deref(), Some("NATO"));
        assert_eq!(initials("Ph.D"), None);
        assert_eq!(initials("US5"), None);
    }
}
