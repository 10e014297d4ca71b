//! Titles: what stands around the words of an office, and whom they are given to.
//!
//! "former U.S. President Donald Trump", "Trump, the former president,", "the president of Ukraine,
//! Volodymyr Zelensky,", "ex-", "then-", "-elect", "acting", "late".

mod after;
mod before;
mod house;
mod name;
mod several;

pub use several::shared;

use super::span::ProseSpan;
use super::token::Tokens;
use super::word::is_apostrophe;
use super::words::{Class, Words};
use std::ops::Range;

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
    /// The name stands right behind that of the country or organisation, of which it may be a part: "Mayor of Tolva Ann
    /// Lee".
    pub runs_on: bool,
    /// It is the office of something that has no capital: "director of the institute".
    pub of_a_thing: bool,
    /// The name that the title is given to, without a possessive ending.
    pub name: Option<Range<usize>>,
    /// Only the structure of the sentence says that the title is given to the name.
    pub by_structure: bool,
    /// Whether the words behind it say until when it was held: "Lee, mayor until 2018,".
    pub is_until: bool,
    /// Whether it is given for the days of the sentence alone: "was mayor in 2018".
    pub is_of_then: bool,
    /// The name as [`normal`] writes it.
    pub name_key: String,
    /// The word before the title and its modifiers, in lower case.
    pub lead: Option<String>,
    /// The word before that.
    pub before_lead: Option<String>,
    /// "for his willingness": a possessive pronoun that refers to whoever holds the office.
    pub pronoun: Option<Range<usize>>,
}

/// More capitalised words than this in a row are a heading, not a name.
const LONGEST_NAME: usize = 6;

/// Reads what stands around the title words at `title` in a sentence.
pub fn around(prose: &str, sentence: ProseSpan, title: ProseSpan) -> TitleUse {
    // A sentence that never ends is cut anywhere, even inside a title.
    in_tokens(&Tokens::new(prose, sentence.hull(title), Words::embedded()), title, &[])
}

/// Reads what stands around the title words at `title` in the tokens of its sentence, where some names are known to be
/// those of countries or organisations whose office it may be.
pub fn in_tokens(tokens: &Tokens<'_>, title: ProseSpan, houses: &[ProseSpan]) -> TitleUse {
    let first = tokens.at(title.start as usize);
    let end = tokens.at((title.end as usize).saturating_sub(1)) + 1;
    let mut reading = TitleReading {
        tokens,
        title: first..end.max(first),
        houses: house::as_tokens(tokens, houses),
        first,
        found: TitleUse { span: title.range(), ..TitleUse::default() },
    };
    reading.read_before();
    reading.read_after();
    let mut found = reading.found;
    found.qualifier = found.qualifier.as_deref().map(normal);
    if let Some(name) = &found.name {
        found.name_key = normal(&tokens.prose()[name.clone()]);
    }
    found
}

impl TitleUse {
    /// Gives the title to the name at a place of the prose, which only the structure of the sentence ties to it.
    pub fn give_to(&mut self, prose: &str, name: Range<usize>) {
        let Some(words) = prose.get(name.clone()) else { return };
        self.name_key = normal(words);
        self.name = Some(name);
        self.by_structure = true;
        // What stands before the title is then no more than the verb or the preposition that ties them.
        self.lead = None;
        self.before_lead = None;
    }
}

/// A title while it is read.
struct TitleReading<'t> {
    tokens: &'t Tokens<'t>,
    /// The words of the office.
    title: Range<usize>,
    /// Names of countries and organisations that are known to stand here.
    houses: Vec<Range<usize>>,
    /// The first of its modifiers and qualifiers; its own first word where it has none.
    first: usize,
    found: TitleUse,
}

impl TitleReading<'_> {
    /// Whether the last word before the token at `i` is a determiner.
    fn is_determined(&self, i: usize) -> bool {
        // "the Rovers' coach, Nora Tarn,"
        let of_several = i > 1
            && self.tokens.is_attached(i - 1)
            && self.tokens.sign(i - 1).is_some_and(is_apostrophe);
        of_several
            || self.tokens.words_before(i).next().is_some_and(|word| {
                // "Skerry's governor, Nora Tarn,"
                self.tokens.word_is(word.clone(), Class::TitleDeterminer)
                    || self.tokens.without_possessive(word.clone()) != word
            })
    }
}

/// A name for comparison: no dots, no initials, no words of address, one space, lower case.
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
    let is_address = |word: &&String| Words::embedded().is(word, Class::AddressWords);
    let addressed = words.iter().take_while(is_address).count().min(words.len().saturating_sub(1));
    let first = addressed.max(usize::from(words.len() > 2 && words[0] == "the"));
    let count = words.len();
    words
        .into_iter()
        .enumerate()
        .filter(|(index, word)| {
            *index >= first && (count < first + 3 || word.chars().count() > 1 || *index == first)
        })
        .map(|(_, word)| word)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether a qualifier is the adjective of a country, both as [`normal`] writes them: "norvanian" of "norvania".
pub fn is_adjective_of(qualifier: &str, country: &str) -> bool {
    /// Shorter stems are those of too many words.
    const SHORTEST: usize = 3;
    let stem = country.trim_end_matches(['a', 'e', 'i', 'o', 'u', 'y']);
    stem.len() >= SHORTEST
        && qualifier != country
        && qualifier.strip_prefix(stem).is_some_and(|ending| {
            ending.is_empty() || Words::embedded().is(ending, Class::AdjectiveEnding)
        })
}

/// Whether the words of an office are those of an organisation's by themselves: "chairwoman", "head coach", not "president", which a
/// country has and a chess club.
pub fn is_of_organisations(office: &str) -> bool {
    let last = office.rsplit(' ').next().unwrap_or(office).to_lowercase();
    // "Secretary of state", "member of parliament"
    !office.contains(" of ") && !Words::embedded().is(&last, Class::RealmOffice)
}

/// Whether a qualifier names an organisation rather than a country: "Club President". Used only where
/// a rule does not say whose office it means.
pub fn names_organisation(qualifier: &str) -> bool {
    let last = qualifier.rsplit(' ').next().unwrap_or(qualifier);
    Words::embedded().is(last, Class::Organisation)
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
        assert_eq!(normal("Prof. Dr. Ann Lee"), "ann lee");
        assert_eq!(normal("Mr"), "mr");
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
            let found = around(&prose, ProseSpan::new(0, prose.len()), title);
            prop_assert!(prose.get(found.span.clone()).is_some());
            prop_assert!(found.span.start <= before.len() && found.span.end >= title.end as usize);
            prop_assert!(found.name.is_none_or(|name| prose.get(name).is_some()));
        }
    }
}
