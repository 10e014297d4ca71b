//! Parts in commas whose words exclude each other: "The 48 delegates, 20 from the north, 15 from the south and 13
//! from the islands", "Of the 191 firms, 43 said never, 53 said sometimes and 95 said often".

use super::list::Sum;
use crate::check::scene::Scene;
use factlint_language::figure::Measure;
use factlint_language::word;
use factlint_language::words::Class;

impl Scene<'_> {
    /// A whole with bare parts behind it, each of which goes on with the same word.
    pub(super) fn exclusive_parts(&self, whole: usize) -> Option<Sum> {
        let first = whole + 1;
        self.figures.get(first + 1)?;
        let opener = word::words_before(self.before(whole)).next().map(|(_, found)| found)?;
        let definite = opener.eq_ignore_ascii_case("the") || opener.eq_ignore_ascii_case("all");
        let lead = self.before(whole).trim();
        let of_whole =
            lead.strip_prefix("Of ").is_some_and(|rest| rest.trim() == opener) || lead == "Of";
        let opens = lead == "The" || lead == "All" || of_whole;
        let gap = self.between(whole, first).trim();
        if !((definite || lead == "Of") && opens && gap == "," && self.may_be_whole(whole)) {
            return None;
        }
        let (parts, tail) = self.like_items(first);
        let closed = matches!(tail.trim_start().chars().next(), None | Some('.' | ',' | ';'));
        let listed = parts
            .len()
            .checked_sub(2)
            .is_some_and(|at| ends_in_and(self.between(parts[at], parts[at + 1])));
        let goes_on = |&part: &usize| word::words(self.behind(part)).next().map(|(_, found)| found);
        let shared = parts.first().and_then(goes_on);
        let alike = shared.is_some_and(|found| word::is(found, Class::ExclusivePart))
            && parts.iter().all(|part| goes_on(part) == shared);
        let bare = parts.iter().all(|&part| self.figures[part].measure == Measure::Bare);
        let sum: f64 = parts.iter().map(|&part| self.figures[part].low.value).sum();
        // "Of the 191 firms, 43 said never ..." need not tell of all; it cannot tell of more.
        let wrong_if_less = !of_whole;
        let fits = closed
            && listed
            && alike
            && bare
            && parts.len() > 2
            && (wrong_if_less || sum > self.figures[whole].low.value)
            && self.is_sum_of(whole, &parts);
        fits.then_some(Sum { whole, parts, rest: false })
    }

    /// "Of the 300 beds, 120 are in the north wing, 100 in the south wing and the remaining 80 in the annex": a whole
    /// with bare parts behind it, the last of which is told to be the rest.
    pub(super) fn parts_with_rest(&self, whole: usize) -> Option<Sum> {
        const LONGEST: usize = 8;
        /// Most words between what is counted and the comma before its parts.
        const SHORT: usize = 4;
        let lead = self.before(whole).trim();
        let opens = matches!(lead, "Of the" | "Of its" | "Of their" | "Of our" | "Of all");
        let parts: Vec<usize> = (whole + 1..self.figures.len()).collect();
        let &last = parts.last().filter(|_| opens && (2..=6).contains(&parts.len()))?;
        let rest = word::words_before(self.before(last))
            .next()
            .is_some_and(|(_, found)| word::is(found, Class::RestOfAWhole));
        let plain = |&part: &usize| {
            let figure = &self.figures[part];
            let gap = self.between(part - 1, part);
            figure.measure == Measure::Bare
                && figure.hedge.is_none()
                && figure.high.is_none()
                && figure.low.value.fract() == 0.0
                && word::words(gap).count() <= LONGEST
                && !gap.contains([';', '(', ')', '.'])
        };
        // "Of the 240 applications received, 112 were ...": a participle or a place, no clause.
        let opening = self.between(whole, parts[0]).trim().strip_suffix(',');
        let is_short = opening.is_some_and(|words| {
            word::words(words).count() <= SHORT
                && !words.contains([',', ';', ':', '(', ')'])
                && !word::words(words).any(|(_, found)| {
                    word::is(found, Class::IncompleteList)
                        || word::is(found, Class::OverlappingItems)
                        || word::is(found, Class::ItemClause)
                })
        });
        let fits = rest
            && is_short
            && self.may_be_whole(whole)
            && parts.iter().all(plain)
            && self.is_sum_of(whole, &parts);
        fits.then_some(Sum { whole, parts, rest: false })
    }

    /// "The field covers 93 acres, of which 41 acres are wheat, 32 acres barley and 27 acres fallow": parts that are more than
    /// their whole. They need not be all of it, so that less is no slip.
    pub(super) fn amounts_of_which(&self, whole: usize) -> Option<Sum> {
        let first = whole + 1;
        self.figures.get(first + 1)?;
        if self.between(whole, first).trim() != ", of which" || !self.may_be_whole(whole) {
            return None;
        }
        let (parts, tail) = self.like_items(first);
        let last = parts.len().checked_sub(2)?;
        let is_amount = |&index: &usize| matches!(self.figures[index].measure, Measure::Unit(_));
        let sum: f64 = parts.iter().map(|&part| self.figures[part].low.value).sum();
        let fits = ends_in_and(self.between(parts[last], parts[last + 1]))
            && matches!(tail.trim_start().chars().next(), None | Some('.' | ';'))
            && is_amount(&whole)
            && parts.iter().all(is_amount)
            && sum > self.figures[whole].low.value
            && self.is_sum_of(whole, &parts);
        fits.then_some(Sum { whole, parts, rest: false })
    }

    /// The figures of a list that begins with one, each with a few words behind it, and what follows the last.
    fn like_items(&self, first: usize) -> (Vec<usize>, &str) {
        const LONGEST: usize = 6;
        let mut parts = vec![first];
        let mut last = first;
        while last + 1 < self.figures.len() {
            let gap = self.between(last, last + 1).trim();
            let and = [", and", " and"].into_iter().find_map(|and| gap.strip_suffix(and));
            let words = and.or_else(|| gap.strip_suffix(','));
            if !words
                .is_some_and(|words| !words.contains(',') && word::words(words).count() <= LONGEST)
            {
                break;
            }
            last += 1;
            parts.push(last);
            if and.is_some() {
                break;
            }
        }
        let rest = self.behind(last);
        let end = rest.find([',', '.', ';', '(']).unwrap_or(rest.len());
        (parts, &rest[end..])
    }
}

/// Whether the words between two items say that the second is the last.
fn ends_in_and(gap: &str) -> bool {
    gap.trim_end().ends_with(" and")
}
