//! Lists of parts with their whole, in one sentence.

use std::collections::BTreeSet;

use crate::check::scene::{Scene, has_word};
use crate::check::{figures, wording};
use factlint_language::figure::{Hedge, Measure};
use factlint_language::noun;
use factlint_language::word;
use factlint_language::words::Class;

/// A whole and its parts, by their places among the figures of a sentence.
pub(super) struct Sum {
    pub whole: usize,
    pub parts: Vec<usize>,
    /// Whether the whole is one hundred percent and the first figure only what remains.
    pub rest: bool,
}

/// A list of more parts than this is a table in disguise.
const MOST_PARTS: usize = 40;

/// How a list is set off.
#[derive(Clone, Copy, PartialEq)]
enum Frame {
    Bracket,
    Colon,
    Comma,
    Dash,
}

impl Scene<'_> {
    /// Every whole of the sentence with its parts.
    pub(super) fn sums(&self) -> Vec<Sum> {
        let mut found = Vec::new();
        for index in 0..self.figures.len() {
            found.extend(
                self.list_behind(index)
                    .or_else(|| self.exclusive_parts(index))
                    .or_else(|| self.parts_with_rest(index))
                    .or_else(|| self.amounts_of_which(index))
                    .or_else(|| self.list_before(index))
                    .or_else(|| self.bracket_before(index)),
            );
        }
        found.extend(self.remainder());
        found
    }

    /// "25 medals (10 gold, 8 silver and 7 bronze)", with a colon or dashes.
    fn list_behind(&self, whole: usize) -> Option<Sum> {
        let first = whole + 1;
        self.figures.get(first + 1)?;
        let gap = self.between(whole, first).trim_end();
        let (frame, words) = if let Some(words) = gap.strip_suffix('(') {
            (Frame::Bracket, words)
        } else if let Some(words) = gap.strip_suffix(':') {
            (Frame::Colon, words)
        } else if let Some(words) = gap.strip_suffix(',') {
            (Frame::Comma, words)
        } else if let Some(words) = before_whole_verb(gap) {
            (Frame::Colon, words)
        } else {
            let words =
                ["—", "–", " --", " -"].into_iter().find_map(|dash| gap.strip_suffix(dash))?;
            (Frame::Dash, words)
        };
        let quiet = word::words(words).count() <= 5
            && !words.contains([',', ';', ':', '(', ')', '—', '–'])
            && !word::words(words).any(|(_, found)| {
                word::is(found, Class::IncompleteList) && !word::is(found, Class::BeforeList)
                    || word::is(found, Class::PartsWholeFromList)
            });
        if !quiet || !self.may_be_whole(whole) {
            return None;
        }
        let (parts, tail) = self.items(first);
        let closed = match frame {
            Frame::Bracket => tail.trim_start().starts_with(')'),
            // "Twelve people, seven men and five women, sit": nothing is added behind the comma.
            Frame::Comma if tail.starts_with(',') => {
                let goes_on = word::words(tail).next().map(|(_, found)| found);
                goes_on.is_some_and(|found| {
                    !found.starts_with(|c: char| c.is_ascii_digit())
                        && !word::is(found, Class::NumberWord)
                        && !word::is(found, Class::IncompleteList)
                        && !matches!(found, "and" | "or" | "as")
                })
            }
            Frame::Colon | Frame::Comma => matches!(tail.trim(), "" | "." | ")" | "!" | "?"),
            Frame::Dash => {
                let tail = tail.trim_start();
                matches!(tail.trim_end(), "" | ".")
                    || ["—", "–", "--", "- "].iter().any(|dash| tail.starts_with(dash))
            }
        };
        let last = parts.len().checked_sub(2).map(|at| self.between(parts[at], parts[at + 1]));
        let whole_list = last.and_then(separator) == Some(true);
        (closed
            && whole_list
            && self.may_sum_to(whole, &parts, self.is_total_of_kinds(whole, &parts, frame))
            && self.is_partition(whole, &parts, frame))
        .then_some(Sum { whole, parts, rest: false })
    }

    /// "90 ships: 40 tankers, 30 freighters and 20 ferries", "A total of 153 ships (71 tankers, 60 freighters and 22 ferries)": what is
    /// told to be the total of things of several kinds, each of which is named once.
    fn is_total_of_kinds(&self, whole: usize, parts: &[usize], frame: Frame) -> bool {
        let named: BTreeSet<&str> =
            parts.iter().filter_map(|&part| self.counted_noun(part)).collect();
        let announced = word::entries(Class::TotalAnnouncer).iter().any(|total| {
            wording::one_line(self.before(whole)).to_lowercase().ends_with(total.as_str())
        });
        // "The fleet has 90 ships: 40 tankers, 30 freighters and 20 ferries"
        let general =
            self.counted_noun(whole).is_some_and(|noun| word::is(noun, Class::GeneralNoun));
        (frame == Frame::Bracket && announced || frame == Frame::Colon && general)
            && parts.len() > 2
            && named.len() == parts.len()
            && self.counted_noun(whole).is_some()
    }

    /// Whether a list can be all parts of the whole: prices, bare numbers in brackets and two attributes that
    /// leave something over ("40 members (20 women and 15 under 30)") are something else.
    fn is_partition(&self, whole: usize, parts: &[usize], frame: Frame) -> bool {
        if frame == Frame::Comma {
            // "Twelve people died, seven men and five women": so many of each, and nobody is both.
            let nouns: BTreeSet<&str> =
                parts.iter().filter_map(|&part| self.counted_noun(part)).collect();
            let is_part = |noun: &str| word::is(noun, Class::PartsOfPeople);
            let is_sex = |noun: &str| word::is(noun, Class::PeopleBySex);
            // "Fifteen children, nine boys and six girls"
            let by_sex = nouns.iter().all(|noun| is_sex(noun));
            return nouns.len() == parts.len()
                && nouns.iter().all(|noun| is_part(noun))
                && self.is_person(whole)
                && !self
                    .counted_noun(whole)
                    .is_some_and(|noun| is_part(noun) && (is_sex(noun) || !by_sex));
        }
        if frame != Frame::Bracket {
            return true;
        }
        let figure = &self.figures[whole];
        if figure.measure == Measure::Bare {
            return false;
        }
        if self.is_money(whole) && parts.len() < 3 {
            return false;
        }
        let sum: f64 = parts.iter().map(|&part| self.figures[part].low.value).sum();
        let less = sum < figure.low.value;
        !(less && parts.len() == 2) || parts.iter().all(|&part| self.is_person(part))
    }

    /// "10 men and 15 women, a total of 25 people", "10 goals and 15 goals, 25 goals in all".
    fn list_before(&self, whole: usize) -> Option<Sum> {
        if whole < 2 || !self.may_be_whole(whole) {
            return None;
        }
        let gap = wording::one_line(self.between(whole - 1, whole));
        let gap = gap.as_str();
        let announced = word::entries(Class::TotalAnnouncer).iter().find_map(|sum| {
            let words = gap.strip_suffix(sum.as_str())?.trim_end();
            Some(words.strip_suffix("for").unwrap_or(words).trim_end())
        });
        let words = match announced {
            Some(words) => words,
            None => {
                let rest = wording::one_line(self.behind(whole));
                let all = word::entries(Class::TotalCloser)
                    .iter()
                    .any(|all| rest.starts_with(all.as_str()));
                let words = gap.strip_suffix("or").unwrap_or(gap).trim_end();
                if !all {
                    return None;
                }
                words
            }
        };
        // "12 golds and 9 silvers for a total of 21 medals" needs no mark.
        let joined = announced.is_some() && gap.split_whitespace().next_back() == Some("of") && {
            let before = gap.strip_suffix("a total of").unwrap_or_default().trim_end();
            before == "for" || before.ends_with(" for")
        };
        // "Eight trucks and five vans, 13 vehicles in all"
        let of_kinds = joined
            || announced.is_none()
                && self.counted_noun(whole).is_some_and(|noun| word::is(noun, Class::GeneralNoun));
        let words = match words.strip_suffix([',', '—', '–', ':', ';', '-']) {
            Some(words) => words,
            None if joined => words,
            None => return None,
        };
        if !is_item_tail(words) {
            return None;
        }
        let mut parts = vec![whole - 1];
        while let Some(&first) = parts.first()
            && first > 0
            && parts.len() < MOST_PARTS
            && let Some(and) = separator(self.between(first - 1, first))
            && (and != (parts.len() > 1))
        {
            parts.insert(0, first - 1);
        }
        // Something stands before the first part that is no part: "30 in 50 games and 10 in 12".
        let alike = |&part: &usize| {
            self.dimension(part) == self.dimension(whole)
                || self.is_person(part) && self.is_person(whole)
                || of_kinds
                    && self.counted_noun(part).is_some()
                    && self.counted_noun(whole).is_some()
        };
        let fits =
            parts.len() > 1 && parts.iter().all(alike) && self.may_sum_to(whole, &parts, of_kinds);
        let lead = word::words_before(self.before(parts[0])).next().map(|(_, found)| found);
        let free = lead.is_none_or(|word| !word::is(word, Class::AddedLead));
        (fits && free).then_some(Sum { whole, parts, rest: false })
    }

    /// "Together the grants ($120, $75 and $40) come to $235".
    fn bracket_before(&self, whole: usize) -> Option<Sum> {
        if whole < 2 || !self.between(whole - 1, whole).trim_start().starts_with(')') {
            return None;
        }
        let gap = wording::one_line(self.between(whole - 1, whole));
        let verb = gap.trim().strip_prefix(')')?.trim();
        if !word::entries(Class::TotalVerb).iter().any(|makes| makes == verb) {
            return None;
        }
        let first = (0..whole - 1).rev().find(|&at| self.before(at).trim_end().ends_with('('))?;
        let (parts, tail) = self.items(first);
        let is_list = parts.last() == Some(&(whole - 1)) && tail.trim_start().starts_with(')');
        let fits = is_list
            && self.may_be_whole(whole)
            && parts.len() > 1
            && separator(self.between(whole - 2, whole - 1)) == Some(true)
            && self.may_sum_to(whole, &parts, false);
        fits.then_some(Sum { whole, parts, rest: false })
    }

    /// "60% said yes, 25% said no and the remaining 15% had no opinion".
    fn remainder(&self) -> Option<Sum> {
        let rest = (0..self.figures.len()).find(|&index| {
            if !self.is_in(index, "percent") {
                return false;
            }
            let before = wording::one_line(self.before(index));
            ["the remaining", "the other", ", other", ", others"]
                .iter()
                .any(|rest| before.trim_end().ends_with(rest))
        })?;
        let parts: Vec<usize> = (0..rest).collect();
        let sentence = self.sentence.of(self.prose);
        let overlaps =
            word::words(sentence).any(|(_, found)| word::is(found, Class::OverlappingParts));
        let plain = parts.len() > 1
            && parts
                .iter()
                .all(|&part| self.is_in(part, "percent") && self.figures[part].high.is_none())
            && self.figures[rest].high.is_none();
        let sum: f64 =
            parts.iter().chain([&rest]).map(|&index| self.figures[index].low.value).sum();
        // Far from a hundred, something else is meant.
        (plain && !overlaps && (85.0..115.0).contains(&sum)).then_some(Sum {
            whole: rest,
            parts,
            rest: true,
        })
    }

    /// The parts of a list that begins with a figure, and what stands behind the last.
    fn items(&self, first: usize) -> (Vec<usize>, &str) {
        let mut parts = vec![first];
        let mut ended = false;
        while let Some(&last) = parts.last()
            && last + 1 < self.figures.len()
            && !ended
            && parts.len() < MOST_PARTS
            && let Some(and) = separator(self.between(last, last + 1))
        {
            parts.push(last + 1);
            ended = and;
        }
        let last = parts.last().copied().unwrap_or(first);
        let rest = self.behind(last);
        let words = item_tail(rest);
        (parts, if is_item_tail(words) { &rest[words.len()..] } else { "…" })
    }

    fn counted_noun(&self, index: usize) -> Option<&str> {
        match &self.figures[index].measure {
            Measure::Counted(noun) => Some(noun.as_str()),
            _ => None,
        }
    }

    fn is_person(&self, index: usize) -> bool {
        matches!(&self.figures[index].measure, Measure::Counted(noun) if noun::is_person(noun))
    }

    fn is_money(&self, index: usize) -> bool {
        matches!(
            self.figures[index].measure,
            Measure::Unit(unit) if self.units.get(unit).dimension.starts_with("money")
        )
    }

    /// Whether a figure can be a whole: a count or a measure, one value, not half of something.
    pub(super) fn may_be_whole(&self, index: usize) -> bool {
        let figure = &self.figures[index];
        let is_money = self.is_money(index);
        // Lengths, powers and the like are given once for each way of measuring: nothing adds up.
        let addable = match &figure.measure {
            Measure::Unit(unit) => {
                let dimension = self.units.get(*unit).dimension.as_str();
                is_money || matches!(dimension, "area" | "mass" | "volume" | "data" | "energy")
            }
            Measure::Counted(noun) => noun != "time" && noun != "point",
            Measure::Bare => true,
        };
        let bounded = matches!(
            figure.hedge,
            Some(Hedge::MoreThan | Hedge::AtLeast | Hedge::LessThan | Hedge::AtMost)
        );
        let borrowed = figure.elliptical || self.behind(index).trim_start().starts_with("of ");
        let net = word::words_before(self.before(index))
            .take(2)
            .any(|(_, found)| word::is(found, Class::NoSum));
        // "Admission is $30 ($20 for members and $15 for children)"
        let priced = is_money
            && word::words_before(self.before(index))
                .take(5)
                .any(|(_, found)| word::is(found, Class::PriceWord));
        addable
            && !priced
            && !bounded
            && figure.high.is_none()
            && figure.per.is_none()
            && figure.each.is_none()
            && figure.low.value > 1.0
            && !net
            && !borrowed
            && !self.is_of_a_part(index)
    }

    /// "12 of her 25 matches", "some of the 25": only a part of it is spoken of.
    fn is_of_a_part(&self, index: usize) -> bool {
        let mut words = word::words_before(self.before(index)).map(|(_, found)| found).take(5);
        let Some(of) = words.position(|word| word == "of").filter(|&at| at <= 3) else {
            return false;
        };
        let before: Vec<&str> = word::words_before(self.before(index))
            .map(|(_, found)| found)
            .skip(of + 1)
            .take(4)
            .collect();
        let quantified = before.first().is_some_and(|word| {
            word::is(word, Class::Quantifier) || word.starts_with(|c: char| c.is_ascii_digit())
        });
        let counted = index > 0 && {
            let gap = self.between(index - 1, index);
            word::words(gap).count() <= 4 && has_word(gap, "of") && !has_word(gap, "total")
        };
        quantified || counted
    }

    /// Whether parts are of the whole's kind and could be all of it.
    pub(super) fn is_sum_of(&self, whole: usize, parts: &[usize]) -> bool {
        self.may_sum_to(whole, parts, false)
    }

    /// The same; `of_kinds` where the whole is named as the total of things of several kinds.
    fn may_sum_to(&self, whole: usize, parts: &[usize], of_kinds: bool) -> bool {
        let own = self.dimension(whole);
        let singular = |index: usize| self.counted_noun(index);
        let bare =
            parts.iter().filter(|&&part| self.figures[part].measure == Measure::Bare).count();
        let alike = |&part: &usize| {
            let figure = &self.figures[part];
            figure.high.is_none()
                && !figure.elliptical
                && (self.dimension(part) == own
                    || of_kinds
                    || figure.measure == Measure::Bare
                    || singular(part)
                        .is_some_and(|noun| noun == "other" || 2 * bare >= parts.len())
                    || self.is_person(part) && self.is_person(whole)
                    || self.figures[whole].measure == Measure::Bare && singular(part).is_some())
        };
        let value = |index: usize| figures::value_of(&self.figures[index], self.prose, self.units);
        let base = |index: usize| {
            let value = value(index);
            value.low * value.factor
        };
        let total = base(whole);
        let sum: f64 = parts.iter().map(|&part| base(part)).sum();
        // "three hospitals: 20 in one, 10 in the second and 5 in the third"
        let tally = (self.figures[whole].low.value - parts.len() as f64).abs() < 0.5;
        let nouns: Vec<&str> = parts.iter().filter_map(|&part| singular(part)).collect();
        let of_kinds =
            of_kinds || self.are_kinds_of(whole, parts) || self.are_members_of_bodies(whole, parts);
        let alike = |&part: &usize| of_kinds && self.figures[part].high.is_none() || alike(&part);
        let mixed = self.figures[whole].measure == Measure::Bare
            && nouns.windows(2).any(|pair| pair[0] != pair[1])
            && !parts.iter().all(|&part| self.is_person(part));
        parts.iter().all(alike)
            && !mixed
            && !tally
            && sum > 0.0
            && (0.8..=1.25).contains(&(sum / total))
            && !self.overlaps(whole, parts)
    }

    /// Whether parts are counted by the kinds that a whole falls into: matches that were won, drawn and lost, the voices
    /// of a choir. Each is named once.
    fn are_kinds_of(&self, whole: usize, parts: &[usize]) -> bool {
        const KINDS: [(Class, Class); 2] =
            [(Class::Contest, Class::ContestOutcome), (Class::Singer, Class::SingingVoice)];
        let Some(noun) = self.counted_noun(whole) else { return false };
        let named: BTreeSet<&str> =
            parts.iter().filter_map(|&part| self.counted_noun(part)).collect();
        named.len() == parts.len()
            && KINDS.iter().any(|(of, kind)| {
                word::is(noun, *of) && named.iter().all(|part| word::is(part, *kind))
            })
    }

    /// Whether each part is one of another day or month: "151 on Friday, 122 on Saturday and 113 on
    /// Sunday".
    fn are_days_apart(&self, whole: usize, parts: &[usize]) -> bool {
        let mut days = BTreeSet::new();
        // "$12,400 in May and $9,300 in June, for a total of $21,700": but a total "this year" is another.
        let is_timeless = if whole < parts[0] {
            !tells_time(self.between(whole, parts[0]))
        } else {
            word::words(item_tail(self.behind(whole))).next().is_none()
        };
        is_timeless
            && parts.iter().enumerate().all(|(at, &part)| {
                let words = match parts.get(at + 1) {
                    Some(&next) => self.between(part, next),
                    None => item_tail(self.behind(part)),
                };
                let mut times = word::words(words)
                    .map(|(_, found)| found)
                    .filter(|found| word::is_capitalised(found) && tells_time(found));
                times.next().is_some_and(|time| days.insert(time)) && times.next().is_none()
            })
    }

    /// "31 members (14 Liberals, 9 Greens and 6 independents)": people by the bodies that they belong to, each named once and
    /// with a capital, but for those who belong to none.
    fn are_members_of_bodies(&self, whole: usize, parts: &[usize]) -> bool {
        // "20 Labour" counts nothing, as far as the figure tells.
        let body = |part: usize| {
            let words = match self.figures[part].measure {
                Measure::Counted(_) => self.figures[part].span.of(self.prose),
                _ => self.behind(part).split([',', ')']).next().unwrap_or_default(),
            };
            word::words(words).last().map(|(_, found)| found)
        };
        let bodies: Vec<&str> = parts.iter().filter_map(|&part| body(part)).collect();
        let named: BTreeSet<&str> = bodies.iter().copied().collect();
        let capitalised = bodies.iter().filter(|body| word::is_capitalised(body)).count();
        let is_fit =
            |body: &&str| word::is_capitalised(body) || word::is(body, Class::OutsideBodies);
        self.counted_noun(whole).is_some_and(|noun| word::is(noun, Class::SeatedPeople))
            && named.len() == parts.len()
            && capitalised > 1
            && bodies.iter().all(is_fit)
    }

    /// Whether words in or around a list say that its items overlap or are not all.
    fn overlaps(&self, whole: usize, parts: &[usize]) -> bool {
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return true };
        let (from, to) = (whole.min(*first), whole.max(*last));
        let tail = item_tail(self.behind(to));
        let gaps = (from..to).map(|index| self.between(index, index + 1)).chain([tail]);
        let gaps: Vec<&str> = gaps.collect();
        let timed = gaps.iter().any(|gap| tells_time(gap)) && !self.are_days_apart(whole, parts);
        // "12 crew and 15 passengers (17 men and 10 women)"
        let joined = whole > 0 && separator(self.between(whole - 1, whole)) == Some(true);
        timed
            || joined
            || gaps
                .iter()
                .flat_map(|gap| word::words(gap))
                .any(|(_, found)| word::is(found, Class::OverlappingItems))
            || word::words(self.behind(to))
                .take(3)
                .any(|(_, found)| word::is(found, Class::EachBehindList))
    }
}

/// Whether words tell a time: the items of a list that have one are no parts of one whole.
fn tells_time(words: &str) -> bool {
    word::words(words).any(|(_, found)| {
        // "may" is a verb.
        found == "May"
            || found.len() == 4 && found.bytes().all(|b| b.is_ascii_digit())
            || word::is(found, Class::ItemTime)
    })
}

/// What stands between two items, if nothing but the words of one item and one mark does; whether "and" is
/// among it, which makes the next item the last.
fn separator(gap: &str) -> Option<bool> {
    let trimmed = gap.trim_end();
    for (mark, last) in [
        (", and", true),
        ("; and", true),
        (" and", true),
        (" plus", true),
        (",", false),
        (";", false),
    ] {
        if let Some(words) = trimmed.strip_suffix(mark) {
            return is_item_tail(words).then_some(last);
        }
    }
    (trimmed == "and").then_some(true)
}

/// The words that go on with an item up to the next mark.
fn item_tail(rest: &str) -> &str {
    let end = rest
        .find(|c: char| {
            matches!(c, ',' | ';' | '(' | ')' | '.' | ':' | '—' | '–' | '!' | '?' | '"')
        })
        .unwrap_or(rest.len());
    let end = rest[..end].find(" -").unwrap_or(end);
    &rest[..end]
}

/// Whether words may stand behind the figure of an item: "in the north", "for roads".
fn is_item_tail(words: &str) -> bool {
    word::words(words).count() <= 6
        && !words.contains([',', ';', '(', ')', ':', '—', '–', '"', '“', '”'])
        && !word::words(words).filter(|(_, found)| *found != "May").any(|(_, found)| {
            word::is(found, Class::IncompleteList) && !word::is(found, Class::InsideItem)
                || word::is(found, Class::ItemClause)
                || matches!(found, "and" | "or")
        })
}

/// The words before what says that a whole is nothing but its parts: "is split into", "consists of".
fn before_whole_verb(gap: &str) -> Option<&str> {
    word::entries(Class::WholeVerb).iter().find_map(|verb| {
        let words = gap.strip_suffix(verb.as_str())?;
        (words.is_empty() || words.ends_with(char::is_whitespace)).then_some(words)
    })
}
