//! Who says it: the attribution of a quotation or of a sentence.

use crate::claim::Speaker;
use factlint_language::quotation::Quotation;
use factlint_language::span::ProseSpan;
use factlint_language::word::{self, is_capitalised};
use factlint_language::words::Class;

/// How a sentence attributes what it says, or what it quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attribution {
    /// To somebody named, with the capitalised words that name him: "Ann Smith".
    Name(String),
    /// To "he", "she" or "they".
    Pronoun,
    /// To people the text does not name ("officials said").
    Unnamed,
}

impl Attribution {
    /// The speaker, as claims keep him.
    pub fn speaker(&self) -> Speaker {
        match self {
            Self::Name(name) => named(name),
            Self::Pronoun | Self::Unnamed => Speaker::Unnamed,
        }
    }
}

/// Who is named as the one who says what a sentence says; none if nobody is.
///
/// With `quotations`, the words inside them are left out: the question is who says what is quoted.
/// Without, only "according to X" and a verb of saying attribute ("the jet has a range of 900 km, Smith
/// said").
pub fn attribution(
    prose: &str,
    sentence: ProseSpan,
    quotations: &[Quotation],
) -> Option<Attribution> {
    let text = sentence.of(prose);
    let first = quotations.partition_point(|quotation| quotation.span.end <= sentence.start);
    let outside = |offset: usize| {
        let at = sentence.start + offset as u32;
        let behind = quotations[first..].partition_point(|quotation| quotation.span.start <= at);
        behind == 0 || at >= quotations[first + behind - 1].span.end
    };
    let words: Vec<(usize, &str)> =
        word::words(text).filter(|&(offset, _)| outside(offset)).collect();
    let mut weaker = None;
    for (index, &(_, found)) in words.iter().enumerate() {
        if found.eq_ignore_ascii_case("according")
            && words.get(index + 1).is_some_and(|&(_, next)| next.eq_ignore_ascii_case("to"))
        {
            let name = name_after(text, &words[index + 2..]);
            return Some(name.map_or(Attribution::Unnamed, Attribution::Name));
        }
        // "its reported range": a participle, not a verb.
        let participle = index > 0 && word::is(words[index - 1].1, Class::BeforeParticiple);
        // "puts the range at 900 km", not "puts the capital within reach".
        let reach = word::is(found, Class::PlacingVerb)
            && (!words[index..].iter().any(|(_, later)| *later == "at")
                || (index > 0 && word::is(words[index - 1].1, Class::ThingPronoun)));
        if !word::is(found, Class::SayingVerb) || participle || reach {
            continue;
        }
        // "(R-Texas)" and "(AFP)" between a name and its verb are no part of the name.
        let before: Vec<(usize, &str)> = words[..index]
            .iter()
            .copied()
            .filter(|&(at, _)| !word::opens_bracket(&text[..at]))
            .chain([words[index]])
            .collect();
        let apposed = before.len() > 1 && {
            let (at, last) = before[before.len() - 2];
            text[at + last.len()..words[index].0].trim_end().ends_with(',')
        };
        let apposition = if apposed { name_before_apposition(text, &before) } else { None };
        let name = apposition.or_else(|| name_before(text, &before[..before.len() - 1]));
        if let Some(name) = name.or_else(|| {
            // "said Smith" stands behind a quotation or a comma, never "said Monday"; whom somebody told it
            // does not say it.
            let addressed = found.eq_ignore_ascii_case("told");
            if addressed { None } else { name_after(text, &words[index + 1..]) }
        }) {
            return Some(Attribution::Name(name));
        }
        let mut near = words[..index]
            .iter()
            .rev()
            .skip_while(|(_, found)| word::is(found, Class::BeforeSayingVerb))
            .take(1)
            .chain(words.get(index + 1));
        let pronoun = near.any(|(_, word)| word::is(word, Class::PersonPronoun));
        if pronoun || weaker.is_none() {
            weaker = Some(if pronoun { Attribution::Pronoun } else { Attribution::Unnamed });
        }
    }
    weaker
}

/// The capitalised words that end right before a verb of saying.
fn name_before(text: &str, words: &[(usize, &str)]) -> Option<String> {
    let between = words
        .iter()
        .rev()
        .take_while(|(_, found)| word::is(found, Class::BeforeSayingVerb))
        .count();
    let words = &words[..words.len() - between];
    let (last, before) = words.split_last()?;
    if !names_someone(last.1) {
        return None;
    }
    let mut first = last.0;
    let mut before = before.iter().rev().peekable();
    while let Some(&(at, found)) = before.next() {
        let gap = &text[at + found.len()..first];
        let tight = gap == " " || gap == ". ";
        if tight && word::is(found, Class::InsideSpeaker) {
            // "The Bank of England" is a name; "a resident of Paris" names nobody.
            match before.peek() {
                Some(&&(_, head)) if found == "of" && names_someone(head) => continue,
                _ => return None,
            }
        }
        if !names_someone(found) || !tight {
            break;
        }
        first = at;
    }
    Some(word::one_line(&text[first..last.0 + last.1.len()]))
}

/// The name in "Ann Smith, the chief engineer, said"; `words` end with the verb.
fn name_before_apposition(text: &str, words: &[(usize, &str)]) -> Option<String> {
    /// No apposition has more words.
    const LONGEST: usize = 14;
    let comma_behind = |at: usize| {
        let (start, word) = words[at];
        words.get(at + 1).is_some_and(|&(next, _)| text[start + word.len()..next].trim() == ",")
    };
    let last = words.len().checked_sub(2)?;
    if !comma_behind(last) {
        return None;
    }
    let from = last.saturating_sub(LONGEST);
    let name = (from..last).rev().find(|&at| comma_behind(at))?;
    let apposed = words[name + 1].1;
    let fits = !is_capitalised(apposed) && !word::is(apposed, Class::NoApposition);
    name_before(text, &words[..=name]).filter(|_| fits)
}

/// The capitalised words that begin right after "said" or "according to".
fn name_after(text: &str, words: &[(usize, &str)]) -> Option<String> {
    /// Names have no more words, titles included.
    const LONGEST: usize = 5;
    let run: Vec<(usize, &str)> = words
        .iter()
        .copied()
        .skip_while(|(_, found)| word::is(found, Class::BeforeSpeaker))
        .take_while(|(_, found)| is_capitalised(found))
        .take(LONGEST)
        .collect();
    let (first, last) = (run.first()?, run.last()?);
    if !names_someone(last.1) {
        return None;
    }
    Some(word::one_line(text.get(first.0..last.0 + last.1.len())?))
}

/// Capitalised, and neither a day nor a pronoun at the beginning of a sentence.
fn names_someone(found: &str) -> bool {
    is_capitalised(found) && !word::is(found, Class::NoSpeaker)
}

/// Somebody named, as claims keep him.
pub(super) fn named(name: &str) -> Speaker {
    Speaker::Named(key(name.rsplit(' ').next().unwrap_or_default()).into())
}

fn key(name: &str) -> String {
    let letters = name.trim_matches(|c: char| !word::is_word(c));
    word::without_possessive(letters).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use factlint_language::quotation::quotations;

    fn speaker(text: &str, quoted: &str) -> Option<Speaker> {
        let whole = ProseSpan::new(0, text.len());
        let quotations = if quoted.is_empty() { Vec::new() } else { quotations(text, whole) };
        attribution(text, whole, &quotations).map(|found| found.speaker())
    }

    #[test]
    fn names_before_and_after_the_verb() {
        let smith = Some(Speaker::Named("smith".into()));
        assert_eq!(
            speaker("“It flies 900 km,” Smith told reporters.", "“It flies 900 km,”"),
            smith
        );
        assert_eq!(
            speaker("“It flies 900 km,” said Ann Smith, a pilot.", "“It flies 900 km,”"),
            smith
        );
        assert_eq!(speaker("According to Ann Smith, it flies 900 km.", ""), smith);
        assert_eq!(speaker("It flies 900 km, officials said.", ""), Some(Speaker::Unnamed));
        assert_eq!(speaker("It flies 900 km, he said on Friday.", ""), Some(Speaker::Unnamed));
        assert_eq!(speaker("The Swift flies 900 km.", ""), None);
        let said = |by: &str| speaker(&format!("“It flies 900 km,” {by}."), "“");
        assert_eq!(said("Sen. Ann Smith (R-Texas) said"), smith);
        assert_eq!(said("Ann Smith, the mayor of Leeds, said"), smith);
        assert_eq!(said("he told Reuters"), Some(Speaker::Unnamed));
        assert_eq!(said("a friend of Ann Smith said"), Some(Speaker::Unnamed));
        assert_eq!(said("the Bank of England said"), Some(Speaker::Named("england".into())));
        assert_eq!(
            speaker("It flies 900 km, Ann Smith, a retired pilot, said on Friday.", ""),
            smith
        );
    }
}
