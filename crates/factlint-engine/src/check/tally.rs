//! `tally`: a list has as many items as it was announced to have.

mod below;

use std::sync::LazyLock;

use regex::Regex;

use super::{About, Check, Draft, Kind, Marks, Trigger, Verdict, figures, is_foreign, wording};
use crate::claim::{Claim, FigureValue, Part, Value};
use crate::conflict::{Code, Conflict, Side};
use crate::reading::{Reading, Sentence};
use crate::rule::subject::Subjects;
use crate::rule::table::Table;
use crate::rule::{Question, Quotes, Rule, Scope};
use factlint_document::Role;
use factlint_language::figure::{Figure, Measure};
use factlint_language::noun;
use factlint_language::span::ProseSpan;
use factlint_language::word::{self, is_capitalised};
use factlint_language::words::Class;

const COUNT: Code = Code::new("tally/count", "a list has not as many items as it announces");

/// The registry's entry.
pub const KIND: Kind = Kind {
    name: "tally",
    summary: "\"three key factors: price, quality and speed\": as many as announced",
    page: include_str!("../../docs/tally.md"),
    keys: &[],
    codes: &[COUNT],
    about: About::None,
    scope: Scope::Document,
    quotes: Quotes::Include,
    asks: Question::OF_WORDS,
    read,
};

/// The fewest and the most items that are announced in earnest.
const NUMBERS: std::ops::RangeInclusive<f64> = 2.0..=20.0;

/// Most words in an item of a list inside a sentence.
const LONGEST_ITEM: usize = 6;

/// Most words between the counted noun and the list.
const LONGEST_GAP: usize = 5;

/// Where a list may begin: a colon or a long dash that no digit follows at once.
fn marks(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    let hyphens = memchr::memmem::find_iter(bytes, b" - ")
        .chain(memchr::memmem::find_iter(bytes, b" -- "))
        .map(|at| at + 1);
    let marks = memchr::memchr3_iter(b':', b'(', 0xE2, bytes).filter(move |&at| {
        let next = |offset: usize| bytes.get(at + offset).copied().unwrap_or(b'\n');
        if bytes[at] == b'(' {
            at > 0 && bytes[at - 1].is_ascii_whitespace() && next(1).is_ascii_alphabetic()
        } else if bytes[at] == b':' {
            // In raw HTML the end of the paragraph follows.
            next(1).is_ascii_whitespace() || next(1) == b'<'
        } else {
            next(1) == 0x80 && matches!(next(2), 0x93 | 0x94)
        }
    });
    marks.chain(hyphens)
}

/// How a heading or a statement begins that may announce a list below it: plain words, which one pass finds quickly.
static OPENERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(" has | have |There are |Two |Three |Four |Five |Six |Seven |Eight |Nine |Ten ").ok()
});

/// Whether a list may stand in a text: behind a mark, or below a heading or a statement.
fn may_announce(text: &str) -> bool {
    marks(text).next().is_some() || OPENERS.iter().any(|regex| regex.is_match(text))
}

#[derive(Debug)]
struct Tally;

fn read(_table: &mut Table<'_>, _draft: &mut Draft<'_>) -> Option<Box<dyn Check>> {
    Some(Box::new(Tally))
}

impl Check for Tally {
    fn trigger(&self, _rule: &Rule, _subjects: &Subjects) -> Trigger {
        Trigger::Marks(Marks { kind: KIND.name, any: may_announce })
    }

    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        let places = marks(reading.prose()).chain(below::openers(reading));
        for sentence in super::sentences_at(reading, places) {
            if reading.role(sentence) == Role::TableCell
                || !super::sentence_admits(rule, reading, sentence)
                || is_foreign(sentence.span.of(reading.prose()))
            {
                continue;
            }
            let found = list_in(reading, sentence).or_else(|| below::list(reading, sentence));
            let Some(list) = found else { continue };
            let figure = &reading.figures(sentence)[list.announced];
            if super::is_withheld(rule, reading, sentence, figure.span) {
                continue;
            }
            let units = &reading.vocabulary().units;
            let value = figures::value_of(figure, reading.prose(), units);
            let parts = vec![
                super::part(reading, figure.span, Value::Figure(value.into())),
                super::part(reading, list.span, Value::List { items: list.items }),
            ];
            let key = figure.span.start.to_string();
            let whole = figure.span;
            claims.push(super::claim(rule, reading, sentence, whole, String::new(), key, parts));
        }
    }

    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        for claim in group {
            if let [announced, list] = claim.parts.as_slice()
                && let (Some(number), Value::List { items }) = (announced.figure(), &list.value)
                && number.low != f64::from(*items)
            {
                let miscount = Miscount { claim, announced, number, list, items: *items };
                verdict.conflicts.push(miscount.into_conflict(rule));
            }
        }
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        Some("lists as long as announced".to_owned())
    }
}

/// A list with the figure that announces it.
struct List {
    /// Index among the figures of the sentence.
    announced: usize,
    items: u32,
    /// The list, or its first item.
    span: ProseSpan,
}

/// Whether a figure announces a list: a small number of things, all of them.
fn announces(reading: &Reading<'_>, sentence: Sentence, figure: &Figure) -> bool {
    let Measure::Counted(noun) = &figure.measure else { return false };
    let lead = &reading.prose()[sentence.span.start as usize..figure.hedged.start as usize];
    let mut before = word::words_before(lead).map(|(_, found)| found);
    let part = before.next().is_some_and(|word| {
        word::is(word, Class::PartOfList) && !(word == "only" || word == "other")
    });
    // "Two of the three Baltic states": only some of them are listed; "any of the following four documents" has them all.
    let some = word::words_before(lead)
        .take_while(|(_, found)| *found != "following")
        .take(3)
        .any(|(_, found)| found == "of");
    // "borg 2 repo commands:": a name without a capital opens the item, and the number is of it.
    let opener = lead.trim();
    let of_a_name = figure.number.of(reading.prose()).starts_with(|c: char| c.is_ascii_digit())
        && opener.starts_with(char::is_lowercase)
        && word::words(opener).count() == 1
        && !opener.ends_with('s')
        && !word::is(opener, Class::GrammarWord);
    figure.hedge.is_none()
        && !of_a_name
        && !some
        && figure.high.is_none()
        && figure.per.is_none()
            && figure.each.is_none()
        && !figure.elliptical
        && !figure.attributive
        && NUMBERS.contains(&figure.low.value)
        && figure.low.value.fract() == 0.0
        // "WCAG 2.0 references" tells a version, "the 5 Whys" a name.
        && figure.low.decimals == 0
        && !ends_in_capital(reading, sentence, figure)
        && !word::is(noun, Class::UnlistedNoun)
        && !part
}

/// Whether the counted noun has a capital inside its sentence: it is a name, or a word of a title.
fn ends_in_capital(reading: &Reading<'_>, sentence: Sentence, figure: &Figure) -> bool {
    // A word of a heading may have one.
    reading.role(sentence) != Role::Headline
        && word::words(figure.span.of(reading.prose())).last().is_some_and(|(at, last)| {
            at > 0
                && is_capitalised(last)
                && last.chars().any(char::is_lowercase)
                && !last.chars().all(|c| c.is_uppercase() || c == 's')
        })
}

/// The last figure before a list, if it announces it: only a few words stand between, none of them another
/// plural that the list could be of.
fn announcing(reading: &Reading<'_>, sentence: Sentence, list: u32) -> Option<usize> {
    let figures = reading.figures(sentence);
    let index = figures.iter().rposition(|figure| figure.span.end <= list)?;
    let figure = &figures[index];
    let gap = reading.prose().get(figure.span.end as usize..list as usize)?;
    let quiet = word::words(gap).count() <= LONGEST_GAP
        && !gap.contains([',', ';', ':', '(', ')', '"', '“', '”', '–', '—'])
        && !word::words(gap).any(|(_, found)| {
            noun::looks_plural(found) && !word::is(found, Class::NoPlural)
                || word::is(found, Class::PartsNumberFromList)
        });
    (quiet && announces(reading, sentence, figure)).then_some(index)
}

/// "three key factors: price, quality and speed", "in two cities – Lyon and Nice – on Friday".
fn list_in(reading: &Reading<'_>, sentence: Sentence) -> Option<List> {
    let prose = reading.prose();
    let text = sentence.span.of(prose);
    marks(text).find_map(|at| {
        let mark = text[at..].chars().next()?;
        let before = text[..at].trim_end();
        let announced = announcing(reading, sentence, sentence.span.start + before.len() as u32)?;
        if is_behind_a_link(reading, sentence, announced, at) {
            return None;
        }
        let rest = text[at..].trim_start_matches(mark);
        let closing = match mark {
            '-' if text[at..].starts_with("--") => " -- ".to_owned(),
            '-' => " - ".to_owned(),
            '(' => ")".to_owned(),
            dash => dash.to_string(),
        };
        // "four languages (Welsh, Dutch and Greek)": the bracket opens right behind the noun, and closes.
        if mark == '(' {
            let figure = &reading.figures(sentence)[announced];
            let behind = figure.span.end as usize == sentence.span.start as usize + before.len();
            let first = word::words(rest).next().map(|(_, found)| found);
            // "19 tanks (Panzer III and IV)": kinds of so many.
            const MOST: f64 = 10.0;
            let whole = figure.low.value <= MOST
                && first.is_some_and(|found| {
                    !word::is(found, Class::IncompleteList) && !word::is(found, Class::NoItem)
                });
            if !(behind && whole && rest.contains(')')) {
                return None;
            }
        }
        let end = if mark == ':' { rest.len() } else { rest.find(&closing).unwrap_or(rest.len()) };
        let list = rest[..end].trim().trim_end_matches(['.', '!']).trim_end();
        let start = sentence.span.start as usize
            + (list.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        let span = ProseSpan::new(start, start + list.len());
        let figure = &reading.figures(sentence)[announced];
        let items = count_items(&plain_code(reading, list, span), mark != ':', figure)?;
        Some(List { announced, items, span })
    })
}

/// Whether a link ends between what is counted and a place of its sentence: "[5 reasons to learn Welsh](...) - Ann Lee and Bob
/// Ray" tells who has written the page of that title.
fn is_behind_a_link(reading: &Reading<'_>, sentence: Sentence, figure: usize, at: usize) -> bool {
    let document = reading.document();
    let from = document.locate(reading.figures(sentence)[figure].span).0.end as usize;
    let mark = sentence.span.start + at as u32;
    let to = document.locate(ProseSpan { start: mark, end: mark + 1 }).0.start as usize;
    let gap = document.text().get(from..to).unwrap_or_default();
    gap.contains(']') || gap.contains("</a>") || gap.contains("`_")
}

/// A list with a plain word for each piece of code, whose marks part no items.
fn plain_code(reading: &Reading<'_>, list: &str, span: ProseSpan) -> String {
    let document = reading.document();
    let mut plain = String::with_capacity(list.len());
    for (at, character) in list.char_indices() {
        let from = span.start as usize + at;
        if document.is_code(ProseSpan::new(from, from + character.len_utf8())) {
            plain.extend(std::iter::repeat_n(CODE, character.len_utf8()));
        } else {
            plain.push(character);
        }
    }
    plain
}

/// Stands for a character of code.
const CODE: char = 'x';

/// Whether two pieces of code stand side by side: a comma may be missing.
fn is_two_codes(item: &str) -> bool {
    let codes =
        word::words(item).filter(|(_, found)| found.len() > 1 && found.chars().all(|c| c == CODE));
    codes.count() > 1
}

/// How many items a list inside a sentence has; none where that is not clear.
fn count_items(list: &str, dashed: bool, announced: &Figure) -> Option<u32> {
    let odd = |c: char| {
        c.is_ascii_digit()
            || matches!(c, '"' | '“' | '”' | '(' | ')' | '[' | ']' | ':' | '?' | '/' | '&')
    };
    // "three styles—from plain to loud and shrill—": how far they reach.
    let is_reach =
        word::words(list).next().is_some_and(|(_, found)| word::is(found, Class::RangeOpener));
    if list.is_empty() || is_reach || list.contains(odd) || list.contains(['–', '—']) {
        return None;
    }
    if list.contains(';') {
        let items: Vec<&str> = list.split(';').map(str::trim).collect();
        // "four classes: Array, Func, View and Box; and a module": the list ends at the semicolon.
        let ends = items.len() == 2 && items[0].contains(',');
        let whole = items.len() > 1
            && !ends
            && items.iter().all(|item| {
                let words = word::words(item).count();
                (1..=2 * LONGEST_ITEM).contains(&words)
                    && !word::words(item).any(|(_, found)| word::is(found, Class::NoItem))
            })
            && items.last().is_some_and(|last| last.starts_with("and ") || last.starts_with("or "));
        return whole.then_some(items.len() as u32);
    }
    let chunks: Vec<&str> = list.split(',').map(str::trim).collect();
    let (last, others) = chunks.split_last()?;
    let joint =
        |text: &str| word::words(text).filter(|(_, found)| matches!(*found, "and" | "or")).count();
    if others.iter().any(|chunk| joint(chunk) > 0 || chunk.is_empty()) {
        return None;
    }
    let opened = ["and ", "or "].into_iter().find_map(|word| last.strip_prefix(word));
    let mut items: Vec<&str> = others.to_vec();
    match opened {
        // "a, b, and c"
        Some(item) if joint(item) == 0 && !others.is_empty() => items.push(item),
        Some(_) => return None,
        None => match joint(last) {
            0 if others.len() > 1 => items.push(last),
            1 => {
                let (at, and) =
                    word::words(last).find(|(_, found)| matches!(*found, "and" | "or"))?;
                items.push(last[..at].trim());
                items.push(last[at + and.len()..].trim());
            }
            _ => return None,
        },
    }
    let clauses =
        opened.is_some() && items.len() > 2 && items.iter().all(|item| is_thing_with_clause(item));
    let plain = items.iter().all(|item| {
        let item = if clauses { before_clause(item) } else { item };
        let words = word::words(item).count();
        (1..=LONGEST_ITEM).contains(&words)
            && !word::words(item).any(|(_, found)| {
                word::is(found, Class::NoItem) || word::is(found, Class::NumberWord)
            })
    });
    let Measure::Counted(noun) = &announced.measure else { return None };
    // "five dogs: labs, poodles and a mutt", "six engineers: mechanical, electrical and civil": kinds of them.
    let plural = |item: &&str| {
        !is_capitalised(item)
            && word::words(item).last().is_some_and(|(_, last)| noun::looks_plural(last))
    };
    let kinds = !word::is(noun, Class::AbstractNoun) && items.iter().any(plural)
        || noun::is_person(noun) && !items.iter().all(|item| is_capitalised(item));
    // "two drinks: beer, gin and tonic", "two firms: Smith, Jones and Brown": the last two may be one.
    // "three finalists – Ada Moll, Ben Tory, Cy Reed and Di Voss –": people with all of their names are one each.
    let are_people = noun::is_person(noun)
        && items.iter().all(|item| {
            word::words(item).count() > 1
                && word::words(item).all(|(_, found)| is_capitalised(found))
        });
    let paired = opened.is_none()
        && !are_people
        && !others.is_empty()
        && announced.low.value == (items.len() - 1) as f64
        && (word::is(last, Class::OneThingPair) || items.iter().all(|item| is_capitalised(item)));
    let kinds = kinds && !clauses;
    let beside = items.iter().any(|item| is_two_codes(item));
    if kinds || paired || beside {
        return None;
    }
    let names = items.iter().filter(|item| is_capitalised(item)).count();
    let count = items.len() as u32;
    let more = f64::from(count) > announced.low.value;
    // "Portland, Oregon, and Austin, Texas"; "Ann Lee, a nurse, and Bob Ray, a cook"; "two cubs –
    // playful, hungry and loud –"
    let apposed = more && names == items.len() && !are_people
        || names > 0 && names < items.len()
        || more
            && items.iter().skip(1).any(|item| begins_with_article(item))
            && !begins_with_article(items[0])
        || more && dashed && names == 0;
    (plain && !apposed && count > 1).then_some(count)
}

/// An item up to its relative clause: "a network that does not fail", "staff who stay".
fn before_clause(item: &str) -> &str {
    let clause = word::words(item).skip(1).find(|(_, found)| word::is(found, Class::ItemRelative));
    clause.map_or(item, |(at, _)| item[..at].trim_end())
}

/// Whether an item is a thing, told apart by a relative clause.
fn is_thing_with_clause(item: &str) -> bool {
    before_clause(item).len() < item.len()
}

fn begins_with_article(item: &str) -> bool {
    word::words(item).next().is_some_and(|(_, found)| word::is(found, Class::Article))
}

/// A list that is longer or shorter than announced.
struct Miscount<'c> {
    claim: &'c Claim,
    announced: &'c Part,
    number: &'c FigureValue,
    list: &'c Part,
    items: u32,
}

impl Miscount<'_> {
    fn into_conflict(self, rule: &Rule) -> Conflict {
        let found = wording::one_line(self.announced.seen());
        let items = self.items.to_string();
        let message = super::worded(
            rule,
            format!("`{found}` are announced, but {items} are listed"),
            &[("found", &found), ("expect", &items)],
        );
        let number = wording::number(self.number.low);
        let primary = Side::new(self.claim, self.announced, format!("{number} here"));
        let mut conflict = super::conflict(COUNT, rule, self.claim, message, primary);
        conflict.sides.push(Side::new(self.claim, self.list, format!("{items} items")));
        conflict
    }
}
