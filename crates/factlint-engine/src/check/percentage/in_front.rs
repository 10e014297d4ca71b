//! A change that is told behind the value which it has led to: "$52 million, up 30% from $40 million", "$52 million,
//! compared with $40 million a year ago, an increase of 30%".

use super::relation::{End, Relation, ends_in, is_qualified, is_quiet, noun_of_change};
use crate::check::scene::Scene;
use crate::claim::Proportion;
use factlint_language::figure::Measure;
use factlint_language::word;
use factlint_language::words::Class;

impl Scene<'_> {
    /// "Revenue was $52 million, up 30% from $40 million a year earlier", "62%, down six percentage points from 68%".
    pub(super) fn change_behind(&self, value: usize) -> Option<Relation> {
        let (share, from) = (value + 1, value + 2);
        self.figures.get(from)?;
        let gap = self.between(value, share).trim_end();
        let of = change_told_by(gap)?;
        // Of two percentages the change is one of points, or it is not plain which of the two is meant.
        let in_percent = self.is_in(value, "percent");
        let fits = self.is_in(share, if in_percent { "percentage point" } else { "percent" })
            && in_percent == self.is_in(from, "percent")
            && self.figures[value].high.is_none()
            && self.figures[from].high.is_none()
            && (self.dimension(value) == self.dimension(from)
                || self.figures[from].measure == Measure::Bare && !self.is_like_a_year(from))
            && ends_in(self.between(share, from), "from")
            && !is_qualified(self.behind(from));
        fits.then(|| self.relation(End::Whole(from), End::Whole(value), share, of)).flatten()
    }

    /// "$52 million, compared with $40 million a year ago": the second is what the first was before.
    pub(super) fn compared(&self, value: usize) -> Option<(End, End)> {
        let before = value + 1;
        self.figures.get(before)?;
        let gap = self.between(value, before).trim_end();
        let words = word::entries(Class::ComparedWith)
            .iter()
            .find_map(|joint| gap.strip_suffix(joint.as_str()))?
            .trim_end();
        let fits = is_quiet(words.strip_suffix(',').unwrap_or(words))
            && self.dimension(value) == self.dimension(before)
            && self.figures[value].measure != Measure::Bare;
        fits.then_some((End::Whole(before), End::Whole(value)))
    }

    /// "312,000 books in 2022 and 359,000 in 2023": what it was in one year and in another.
    pub(super) fn of_two_years(&self, first: usize) -> Option<(End, End)> {
        let second = first + 1;
        self.figures.get(second)?;
        let gap = self.between(first, second).trim_end();
        let gap = gap.strip_suffix("and").or_else(|| gap.strip_suffix("to"))?.trim_end();
        let earlier = year_behind_in(gap.strip_suffix(',').unwrap_or(gap))?;
        let rest = self.behind(second);
        let end = rest.find([',', ';', '(', '—', '–']).unwrap_or(rest.len());
        let later = year_behind_in(rest[..end].trim_end())?;
        let whole = |index: usize| self.figures[index].high.is_none();
        let fits = whole(first)
            && whole(second)
            && !self.is_like_a_year(first)
            && (self.dimension(first) == self.dimension(second)
                || self.figures[second].measure == Measure::Bare);
        let (one, other) = (End::Whole(first), End::Whole(second));
        fits.then_some(if earlier < later { (one, other) } else { (other, one) })
            .filter(|_| earlier != later)
    }

    /// Whether a figure has no unit and four digits, as years have.
    fn is_like_a_year(&self, index: usize) -> bool {
        let figure = &self.figures[index];
        let written = figure.number.of(self.prose);
        written.len() == 4 && written.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// The year of words that end in one, with at most a noun before it: "books in 2022".
fn year_behind_in(words: &str) -> Option<u16> {
    const LONGEST: usize = 4;
    let mut back = word::words_before(words).map(|(_, found)| found);
    let year = back.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let quiet = word::words(words).count() <= LONGEST && !words.contains([',', ';', ':', '(', ')']);
    (back.next() == Some("in") && quiet).then_some(year)
}

/// The direction that the words between a value and a percentage tell: ", up", "was down", ", a rise of".
fn change_told_by(gap: &str) -> Option<Proportion> {
    let (at, last) = word::words_before(gap).next()?;
    if gap[at + last.len()..].contains(|c: char| !c.is_whitespace()) {
        return None;
    }
    let (of, lead) = match last {
        "up" => (Proportion::Rise, &gap[..at]),
        "down" => (Proportion::Fall, &gap[..at]),
        "of" => {
            let (at, noun) = word::words_before(gap).nth(1)?;
            let lead = gap[..at].trim_end();
            let lead = lead.strip_suffix("an").or_else(|| lead.strip_suffix("a"))?;
            (noun_of_change(noun)?, lead)
        }
        _ => return None,
    };
    let lead = lead.trim_end();
    let mark = lead.strip_suffix([',', '—', '–']);
    let verb = || {
        let (at, last) = word::words_before(lead).next()?;
        let is_last = at + last.len() == lead.len();
        (is_last && word::is(last, Class::BeVerb)).then_some(&lead[..at])
    };
    let lead = mark.or_else(verb)?.trim();
    // "$1.20 a share, up", "$52 million in the third quarter, up"
    let rate = word::entries(Class::RateArticle).iter().find_map(|per| {
        let rest = lead.strip_prefix(per.as_str())?.strip_prefix(' ')?;
        Some(rest.find(char::is_whitespace).map_or("", |end| &rest[end..]))
    });
    is_quiet(rate.unwrap_or(lead)).then_some(of)
}
