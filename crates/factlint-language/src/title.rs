//! Titles: what stands around the words of an office, and whom they are given to.
//!
//! "former U.S. President Donald Trump", "Trump, the former president,", "the president of Ukraine,
//! Volodymyr Zelensky,", "ex-", "then-", "-elect", "acting", "late".

use std::ops::Range;

use super::word::{self, is_capitalised, is_hyphen, is_one_of, without_possessive};
use crate::span::ProseSpan;

/// How a title is given to a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Manner {
    /// Held now: "President X", "the sitting president".
    #[default]
    Current,
    /// Held once: "former", "ex-".
    Former,
    /// Neither said to be held now nor to be over: "then-", "-elect", "acting", "late", "future".
    Other,
}

/// A title in use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TitleUse {
    /// From the first modifier to the end of the name.
    pub span: Range<usize>,
    /// How it is given.
    pub manner: Manner,
    /// Capitalised words that say which office: "U.S", "Harvard", or what follows "of"; as [`normal`]
    /// writes them.
    pub qualifier: Option<String>,
    /// The words make another office or none: "Vice President", "the president's aides".
    pub is_other_office: bool,
    /// The name that the title is given to, without a possessive ending.
    pub name: Option<Range<usize>>,
    /// The name as [`normal`] writes it.
    pub name_key: String,
    /// The word before the title and its modifiers, in lower case.
    pub lead: Option<String>,
    /// The word before that.
    pub before_lead: Option<String>,
    /// "for his willingness": a possessive pronoun that refers to whoever holds the office.
    pub pronoun: Option<Range<usize>>,
}

const FORMER: &[&str] = &["ex", "former", "one-time", "onetime", "past"];
const OTHER_MANNERS: &[&str] = &[
    "acting", "aspiring", "caretaker", "convicted", "deposed", "designate", "disgraced", "exiled",
    "first-term", "future", "honorary", "impeached", "imprisoned", "incoming", "interim", "jailed",
    "late", "ousted", "outgoing", "overthrown", "prospective", "self-declared", "self-proclaimed",
    "then", "then-former", "toppled", "would-be",
];
const STILL_CURRENT: &[&str] = &[
    "conservative", "current", "elected", "incumbent", "new", "newly", "re-elected", "serving",
    "sitting",
];
const OTHER_OFFICES: &[&str] = &[
    "assistant", "associate", "co", "deputy", "junior", "regional", "senior", "shadow", "under",
    "vice",
];
const DETERMINERS: &[&str] =
    &["a", "an", "her", "his", "its", "my", "our", "that", "the", "their", "this", "whose", "your"];
/// More capitalised words than this in a row are a heading, not a name.
const LONGEST_NAME: usize = 6;
/// What else may bear a title and a name.
const THINGS: &[&str] = &[
    "airport", "avenue", "boat", "carrier", "destroyer", "ferry", "frigate", "hotel", "ship",
    "square", "statue", "street", "submarine", "tanker", "vessel", "yacht",
];
/// What people are to the one who is named before it.
const AIDES: &[&str] = &[
    "administration", "adviser", "advisor", "aide", "ally", "appointee", "attorney", "cabinet",
    "campaign", "confidant", "critic", "donor", "era", "lawyer", "loyalist", "nominee", "official",
    "spokesman", "spokesperson", "spokeswoman", "staffer", "supporter",
];
/// Lower-case words after "president of the" that mean the country.
const STATES: &[&str] =
    &["country", "federation", "kingdom", "nation", "republic", "state", "union"];
/// Lower-case words inside names.
const PARTICLES: &[&str] = &[
    "al", "bin", "da", "de", "del", "den", "der", "di", "dos", "el", "ibn", "la", "van", "von",
    "zu",
];
/// Capitalised words that end a run of names without being part of it.
const NOT_NAMES: &[&str] = &[
    "after", "all", "also", "although", "and", "another", "any", "april", "as", "at", "august",
    "because", "before", "both", "but", "by", "december", "despite", "during", "even", "every",
    "february", "for", "friday", "from", "has", "he", "her", "here", "his", "how", "however", "i",
    "if", "in", "is", "it", "its", "january", "july", "june", "last", "like", "many", "march",
    "may", "meanwhile", "monday", "more", "most", "no", "not", "november", "now", "october", "of",
    "on", "once", "one", "only", "or", "our", "saturday", "says", "september", "she", "since",
    "some", "still", "such", "sunday", "that", "the", "then", "there", "these", "they", "this",
    "those", "though", "thursday", "to", "today", "tomorrow", "tuesday", "under", "unlike",
    "until", "we", "wednesday", "what", "when", "where", "whether", "which", "while", "who", "why",
    "will", "with", "yesterday", "yet", "you",
];

/// Reads what stands around the title words at `title` in a sentence.
pub fn around(prose: &str, sentence: ProseSpan, title: ProseSpan) -> TitleUse {
    let mut found = read_around(prose, sentence, title);
    found.qualifier = found.qualifier.as_deref().map(normal);
    if let Some(name) = &found.name {
        found.name_key = normal(&prose[name.clone()]);
    }
    found
}

fn read_around(prose: &str, sentence: ProseSpan, title: ProseSpan) -> TitleUse {
    // A sentence that never ends is cut anywhere, even inside a title.
    let sentence = sentence.hull(title);
    let mut found = TitleUse { span: title.range(), ..TitleUse::default() };
    read_before(prose, sentence, &mut found);
    let first = found.span.start;
    let mut rest = title.end as usize;
    let after = &prose[rest..sentence.end as usize];
    if after.starts_with(['\'', '’']) {
        found.is_other_office = true;
        return found;
    }
    if after.starts_with(is_hyphen) {
        let tied = word::words(after).next().map(|(offset, word)| (offset + word.len(), word));
        match tied {
            Some((end, word)) if is_one_of(word, &["designate", "elect", "in-waiting"]) => {
                found.manner = Manner::Other;
                rest += end;
            }
            _ => {
                found.is_other_office = true;
                return found;
            }
        }
    }
    if let Some((qualifier, end)) = of_phrase(&prose[rest..sentence.end as usize]) {
        found.qualifier = Some(qualifier);
        rest += end;
    }
    let after = &prose[rest..sentence.end as usize];
    if let Some(body) = after.strip_prefix(" of ")
        && !word::words(body)
            .find(|(_, word)| !is_one_of(word, DETERMINERS))
            .is_some_and(|(_, body)| is_one_of(body, STATES) || is_capitalised(body))
    {
        // "president of the chess club"
        found.is_other_office = true;
        return found;
    }
    let gap = after.len() - after.trim_start().len();
    let apposed = after.starts_with(", ")
        && (rest > title.end as usize || has_determiner(prose, sentence, first));
    let start = rest + if apposed { 2 } else { gap };
    if (gap > 0 || apposed)
        && let Some(name) = name_at(prose, start, sentence.end as usize)
    {
        let behind = &prose[name.end..sentence.end as usize];
        if apposed
            && !behind.is_empty()
            && !behind.starts_with([',', ';', '.', ')', '—', '!', '?', ':'])
        {
            // "the chancellor, Brandt's successor", "unlike the chancellor, Brandt swam": somebody else.
            return found;
        }
        let next = word::words(behind).next();
        let list = apposed
            && next.is_some_and(|(offset, next)| {
                &behind[..offset] == ", " && is_capitalised(next) && !is_one_of(next, NOT_NAMES)
            });
        if list {
            // "the chancellor, Brandt, Lund and a dog"
            return found;
        }
        if found.qualifier.is_none()
            && let Some((qualifier, _)) = of_phrase(behind)
        {
            // "Mayor Reed of Skerry"
            found.qualifier = Some(qualifier);
        }
        let aide = word::words(behind)
            .next()
            .is_some_and(|(offset, next)| behind[..offset] == *" " && is_one_of(next, AIDES));
        if aide {
            // "former President Trump lawyer Alina Habba"
            found.is_other_office = true;
            return found;
        }
        let thing = found.lead.as_deref().is_some_and(|lead| is_one_of(lead, THINGS));
        let named_thing = !apposed
            && rest == title.end as usize
            && first == title.start as usize
            && matches!(found.lead.as_deref(), Some("the"));
        if thing || named_thing {
            // "the frigate Chancellor Brandt", "on board the Chancellor Brandt".
            found.is_other_office = true;
            return found;
        }
        found.span.end = name.end;
        found.name = Some(name);
        return found;
    }
    if let Some(name) = name_before(prose, sentence, first)
        && ends_apposition(after)
    {
        found.span.start = name.start;
        found.name = Some(name);
        return found;
    }
    let mut words = word::words(after);
    if let (Some((_, "for")), Some((offset, pronoun))) = (words.next(), words.next())
        && is_one_of(pronoun, &["her", "his"])
    {
        found.pronoun = Some(rest + offset..rest + offset + pronoun.len());
    }
    found
}

/// A name for comparison: no dots, no initials, one space, lower case.
pub fn normal(name: &str) -> String {
    let words: Vec<String> = name
        .split_whitespace()
        .map(|word| {
            word.chars()
                .filter(|c| *c != '.')
                .map(|c| if c == '’' { '\'' } else { c })
                .flat_map(char::to_lowercase)
                .collect()
        })
        .collect();
    let first = usize::from(words.len() > 2 && words[0] == "the");
    let count = words.len();
    words
        .into_iter()
        .enumerate()
        .filter(|(index, word)| {
            *index >= first && (count < 3 || word.chars().count() > 1 || *index == 0)
        })
        .map(|(_, word)| word)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether a qualifier names an organisation rather than a country: "Club President". Used only where
/// a rule does not say whose office it means.
pub fn names_organisation(qualifier: &str) -> bool {
    let last = qualifier.rsplit(' ').next().unwrap_or(qualifier);
    is_one_of(last, ORGANISATIONS)
}

const ORGANISATIONS: &[&str] = &[
    "academy", "agency", "assembly", "association", "bank", "board", "center", "chamber", "church",
    "class", "club", "college", "commission", "committee", "company", "congress", "corporation",
    "council", "court", "department", "faculty", "federation", "foundation", "fund", "group",
    "guild", "house", "institute", "league", "parliament", "party", "school", "senate", "society",
    "student", "team", "trust", "union", "university",
];

/// Modifiers and qualifiers before the title.
fn read_before(prose: &str, sentence: ProseSpan, found: &mut TitleUse) {
    let origin = sentence.start as usize;
    let mut start = found.span.start;
    // "ex-President": the modifier is tied to the title itself.
    let lead = &prose[origin..start];
    if let Some(tied) = lead.strip_suffix(is_hyphen) {
        let from = tied
            .rfind(|c: char| !word::is_word(c))
            .map_or(0, |at| at + tied[at..].chars().next().map_or(1, char::len_utf8));
        if !apply_modifier(&tied[from..], found) {
            found.is_other_office = true;
        }
        start = origin + from;
        found.span.start = start;
    }
    let mut qualifier: Vec<&str> = Vec::with_capacity(LONGEST_NAME);
    let mut modified = found.manner != Manner::Current;
    loop {
        if qualifier.len() == LONGEST_NAME {
            break;
        }
        let lead = &prose[origin..start];
        let Some((offset, before)) = word::words_before(lead).next() else { break };
        let gap = &lead[offset + before.len()..];
        let dotted =
            before.contains('.') && gap.strip_prefix('.').is_some_and(|gap| gap.trim().is_empty());
        if !gap.trim().is_empty() && !dotted {
            break;
        }
        if is_one_of(before, OTHER_OFFICES) {
            found.is_other_office = true;
            break;
        }
        if apply_modifier(before, found) || is_one_of(before, STILL_CURRENT) {
            start = origin + offset;
            found.span.start = start;
            modified = true;
            continue;
        }
        // "then-U.S. President": a modifier tied to the qualifier.
        if let Some((modifier, rest)) = before.split_once(is_hyphen)
            && is_capitalised(rest)
            && apply_modifier(modifier, found)
        {
            qualifier.insert(0, rest);
            start = origin + offset;
            found.span.start = start;
            continue;
        }
        let particle = is_one_of(before, DETERMINERS);
        // "In Paris former President X": what stands before a modifier is no country of the office.
        let ends = particle || modified || before.ends_with("'s") || before.ends_with("’s");
        if ends || !is_capitalised(before) || is_one_of(before, NOT_NAMES) {
            found.lead = Some(before.to_lowercase());
            found.before_lead = word::words_before(&lead[..offset])
                .next()
                .map(|(_, earlier)| earlier.to_lowercase());
            break;
        }
        qualifier.insert(0, before);
        start = origin + offset;
        found.span.start = start;
    }
    if !qualifier.is_empty() {
        found.qualifier = Some(qualifier.join(" "));
    }
}

fn apply_modifier(word: &str, found: &mut TitleUse) -> bool {
    if is_one_of(word, FORMER) {
        if found.manner == Manner::Current {
            found.manner = Manner::Former;
        }
        true
    } else if is_one_of(word, OTHER_MANNERS) {
        found.manner = Manner::Other;
        true
    } else {
        false
    }
}

fn has_determiner(prose: &str, sentence: ProseSpan, before: usize) -> bool {
    word::words_before(&prose[sentence.start as usize..before])
        .next()
        .is_some_and(|(_, word)| is_one_of(word, DETERMINERS))
}

/// " of the United States": the words after "of" and where they end.
fn of_phrase(after: &str) -> Option<(String, usize)> {
    let rest = after.strip_prefix(" of ")?;
    let rest = rest.strip_prefix("the ").unwrap_or(rest);
    let start = after.len() - rest.len();
    let mut words = word::words(rest);
    let (first, name) = words.next()?;
    if first > 0 || !is_capitalised(name) {
        return None;
    }
    let mut end = name.len();
    for (offset, next) in words {
        if rest[end..offset].trim_start_matches('.') != " " || !is_capitalised(next) {
            break;
        }
        end = offset + next.len();
    }
    if rest[end..].starts_with('.') && rest[..end].contains('.') {
        end += 1;
    }
    Some((rest[..end].to_owned(), start + end))
}

/// A run of capitalised words that begins at `start`, without a possessive ending.
fn name_at(prose: &str, start: usize, limit: usize) -> Option<Range<usize>> {
    let text = prose.get(start..limit)?;
    let mut end = 0;
    let mut particle = false;
    let mut count = 0;
    for (offset, found) in word::words(text) {
        let gap = &text[end..offset];
        let initial =
            end > 0 && text[..end].chars().rev().take_while(|&c| word::is_word(c)).count() == 1;
        let joined = if count == 0 && !particle {
            gap.is_empty()
        } else {
            gap.chars().all(char::is_whitespace)
                || ((initial || text[..end].contains('.')) && gap.trim() == ".")
        };
        if !joined || gap.matches('\n').count() > 1 {
            break;
        }
        if count == LONGEST_NAME {
            return None;
        }
        let bare = without_possessive(found);
        if is_name_word(found) && !is_one_of(bare, NOT_NAMES) {
            end = offset + bare.len();
            count += 1;
            particle = false;
            if bare.len() < found.len() {
                break;
            }
        } else if is_one_of(found, PARTICLES) && count > 0 {
            particle = true;
            end = offset + found.len();
        } else {
            break;
        }
    }
    if particle {
        end = text[..end].trim_end().rfind(char::is_whitespace).unwrap_or(end);
    }
    (count > 0).then(|| start..start + end)
}

/// Capitalised, perhaps behind an article that is written with it: "el-Sissi".
fn is_name_word(found: &str) -> bool {
    is_capitalised(found)
        || found
            .split_once(is_hyphen)
            .is_some_and(|(article, name)| is_one_of(article, PARTICLES) && is_capitalised(name))
}

/// "Trump, the former president": the name that ends at the comma before the title's words.
fn name_before(prose: &str, sentence: ProseSpan, first: usize) -> Option<Range<usize>> {
    let origin = sentence.start as usize;
    let mut lead = prose[origin..first].trim_end();
    if let Some((offset, found)) = word::words_before(lead).next()
        && offset + found.len() == lead.len()
        && is_one_of(found, DETERMINERS)
    {
        lead = lead[..offset].trim_end();
    }
    let lead = lead.strip_suffix([',', '(', '—'])?.trim_end();
    let mut start = lead.len();
    let mut count = 0;
    for (offset, found) in word::words_before(lead) {
        let gap = &lead[offset + found.len()..start];
        let joined = gap.trim_matches('.').trim().is_empty() && (count > 0 || gap.is_empty());
        if !joined || !is_capitalised(found) || is_one_of(found, NOT_NAMES) {
            break;
        }
        start = offset;
        count += 1;
    }
    (count > 0 && count <= 5).then(|| origin + start..origin + lead.len())
}

/// Whether an apposition may end here, so that the title belongs to the name before it.
fn ends_apposition(after: &str) -> bool {
    after.starts_with([',', '.', ';', ')', '—', '!', '?', ':'])
        || after.is_empty()
        || word::words(after).next().is_some_and(|(_, next)| {
            is_one_of(next, &["and", "at", "but", "from", "since", "until", "who"])
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read<'p>(prose: &'p str, title: &str) -> (TitleUse, &'p str, &'p str) {
        let at = prose.find(title).unwrap_or_default();
        let found =
            around(prose, ProseSpan::new(0, prose.len()), ProseSpan::new(at, at + title.len()));
        let name = found.name.clone().map_or("", |name| &prose[name]);
        let span = &prose[found.span.clone()];
        (found, name, span)
    }

    #[test]
    fn names_are_compared_without_dots_and_initials() {
        assert_eq!(normal("Donald J. Trump"), "donald trump");
        assert_eq!(normal("J.D. Vance"), "jd vance");
        assert_eq!(normal("the United  States"), "united states");
        assert_eq!(normal("U.S."), "us");
    }

    #[test]
    fn titles_before_names() {
        let (found, name, span) =
            read("He met former U.S. President Donald Trump on Friday.", "President");
        assert_eq!(
            (found.manner, name, span),
            (Manner::Former, "Donald Trump", "former U.S. President Donald Trump")
        );
        assert_eq!(found.qualifier.as_deref(), Some("us"));
        let (found, name, _) = read("ex-President Donald J. Trump's aides", "President");
        assert_eq!((found.manner, name), (Manner::Former, "Donald J. Trump"));
        let (found, name, _) = read("then-President Obama", "President");
        assert_eq!((found.manner, name), (Manner::Other, "Obama"));
        let (found, _, _) = read("President-elect Joe Biden", "President");
        assert_eq!(found.manner, Manner::Other);
        let (found, name, _) =
            read("the president of Ukraine, Volodymyr Zelensky, said", "president");
        assert_eq!((found.qualifier.as_deref(), name), (Some("ukraine"), "Volodymyr Zelensky"));
        let (found, _, _) = read("Vice President J.D. Vance", "President");
        assert!(found.is_other_office);
        let (_, name, _) = read("Vice President J.D. Vance nodded", "Vice President");
        assert_eq!(name, "J.D. Vance");
        let (found, _, span) = read("On Saturday ex-President Trump called.", "President");
        assert_eq!((found.qualifier, span), (None, "ex-President Trump"));
    }

    #[test]
    fn titles_after_names() {
        let (found, name, span) = read("But Trump, the former president, won.", "president");
        assert_eq!(
            (found.manner, name, span),
            (Manner::Former, "Trump", "Trump, the former president")
        );
        let (_, name, _) = read("Yesterday, the president flew home.", "president");
        assert_eq!(name, "");
    }

    #[test]
    fn what_is_no_title_of_a_person() {
        let (found, _, _) = read("the president's aides met Trump", "president");
        assert!(found.is_other_office && found.name.is_none());
        let (found, _, _) = read("thanked the chief of staff for his help", "chief of staff");
        assert!(found.name.is_none() && found.pronoun.is_some());
    }

    proptest! {
        #[test]
        fn never_panics(before in "\\PC{0,30}", after in "\\PC{0,30}") {
            let prose = format!("{before}President{after}");
            let title = ProseSpan::new(before.len(), before.len() + "President".len());
            around(&prose, ProseSpan::new(0, prose.len()), title);
        }
    }
}
