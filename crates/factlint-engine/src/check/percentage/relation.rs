//! How a percentage and two figures of a sentence belong together.

use crate::check::scene::{Scene, has_word, last_words};
use crate::claim::Proportion;
use factlint_language::figure::{Figure, Measure};
use factlint_language::word;
use factlint_language::words::Class;

/// How three figures of a sentence belong together, by their places among its figures. A range that
/// is rather a change ("from 40 to 50") gives both figures.
pub(super) struct Relation {
    pub from: End,
    pub to: End,
    pub share: usize,
    pub of: Proportion,
}

/// A figure, or one end of a range.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum End {
    Whole(usize),
    Low(usize),
    High(usize),
}

impl Scene<'_> {
    /// Every percentage of the sentence that stands with its two figures.
    pub(super) fn relations(&self) -> Vec<Relation> {
        let mut found = Vec::new();
        for index in 0..self.figures.len() {
            found.extend(
                self.change_at(index)
                    .or_else(|| self.change_behind(index))
                    .or_else(|| self.share_at(index))
                    .or_else(|| self.share_of_whole_in_front(index)),
            );
        }
        found
    }

    pub(super) fn is_share(&self, index: usize) -> bool {
        match self.figures[index].measure {
            Measure::Unit(unit) => {
                let unit = self.units.get(unit);
                unit.name == "percent" || unit.name == "percentage point" || unit.name == "fold"
            }
            _ => false,
        }
    }

    /// Whether two figures measure the same thing, or one of them tells no measure.
    pub(super) fn are_alike(&self, one: usize, other: usize) -> bool {
        one == other
            || self.dimension(one) == self.dimension(other)
            || self.figures[one].measure == Measure::Bare
            || self.figures[other].measure == Measure::Bare
    }

    /// A change with its two values, which starts at a figure.
    fn change_at(&self, first: usize) -> Option<Relation> {
        if self.is_share(first) && !self.is_value(first) {
            self.share_first(first)
                .or_else(|| self.compared(first).and_then(|_| self.values_first(first)))
        } else {
            self.values_first(first)
        }
    }

    /// Whether a percentage is itself what changed: the "4%" of "from 4% to 5%".
    fn is_value(&self, index: usize) -> bool {
        let figure = &self.figures[index];
        let lead = last_words(self.before(index), 1);
        figure.high.is_some() && figure.hedged.of(self.prose).starts_with("from")
            || lead.first().is_some_and(|word| matches!(*word, "from" | "to"))
    }

    /// "rose 25% from 40 to 50", "rose 25% to 50 from 40", "doubled from 40 to 80".
    fn share_first(&self, share: usize) -> Option<Relation> {
        let of = self.direction_before(share)?;
        // "doubled in ten years, from 40 to 80"
        let timed = share + 1;
        let lasts = self.figures.get(timed + 1).is_some()
            && self.dimension(timed) == "time"
            && self.dimension(timed + 1) != "time"
            && is_quiet(self.between(share, timed))
            && self.between(share, timed).contains(char::is_alphabetic);
        let (last, next) = if lasts { (timed, timed + 1) } else { (share, share + 1) };
        let gap = self.figures.get(next).map(|_| self.between(last, next))?;
        if let Some((from, to)) = self.as_change(next, gap) {
            return self.relation(from, to, share, of);
        }
        let after = next + 1;
        self.figures.get(after)?;
        let (one, other) = (End::Whole(next), End::Whole(after));
        let second = self.between(next, after);
        let ends = |gap: &str, word: &str| ends_in(gap, word);
        if ends(gap, "from") && ends(second, "to") {
            return self.relation(one, other, share, of);
        }
        let compared = self.compared(next).is_some();
        if ends(gap, "to") && (ends(second, "from") || compared) && !has_word(gap, "from") {
            return self.relation(other, one, share, of);
        }
        None
    }

    /// "from 40 to 50, up 25%", "to 50 from 40, a rise of 25%".
    fn values_first(&self, first: usize) -> Option<Relation> {
        let lead = self.before(first);
        let (from, to, last) = match (self.as_change(first, lead), self.compared(first)) {
            (Some((from, to)), _) => (from, to, first),
            (None, Some((from, to))) => (from, to, first + 1),
            (None, None) => {
                let second = first + 1;
                self.figures.get(second)?;
                let gap = self.between(first, second);
                let word = *last_words(lead, 1).first()?;
                let (one, other) = (End::Whole(first), End::Whole(second));
                if word.eq_ignore_ascii_case("from") && ends_in(gap, "to") {
                    (one, other, second)
                } else if word == "to" && ends_in(gap, "from") {
                    (other, one, second)
                } else {
                    let (from, to) = self.of_two_years(first)?;
                    (from, to, second)
                }
            }
        };
        // "compared with 60% four years ago, a fall of 10%"
        let timed = self.figures.get(last + 2).is_some()
            && self.dimension(last + 1) == "time"
            && is_quiet(self.between(last, last + 1));
        let (last, share) = if timed { (last + 1, last + 2) } else { (last, last + 1) };
        if share >= self.figures.len() || !self.is_share(share) {
            return None;
        }
        let of = self.announced(share, self.between(last, share), lead)?;
        self.relation(from, to, share, of)
    }

    /// The two values of a range that is a change: "from 40 to 50". `gap` stands before it.
    fn as_change(&self, index: usize, gap: &str) -> Option<(End, End)> {
        let figure = self.figures.get(index)?;
        figure.high?;
        let words = self.prose.get(figure.hedged.start as usize..figure.number.start as usize)?;
        let from = words.trim_start().to_lowercase().starts_with("from") || ends_in(gap, "from");
        let falls = figure.low.value <= figure.high?.value;
        // A falling range has been turned round by the reader.
        let turned = falls && self.is_written_downwards(figure);
        let (low, high) = (End::Low(index), End::High(index));
        let quiet = is_quiet(gap.trim_end().trim_end_matches("from"));
        (from && quiet).then_some(if turned { (high, low) } else { (low, high) })
    }

    /// Whether the first number of a range is the higher one: "from 50 to 40".
    fn is_written_downwards(&self, figure: &Figure) -> bool {
        let words = figure.number.of(self.prose);
        let first: String =
            words.chars().take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.')).collect();
        let value = first.replace(',', "").trim_end_matches('.').parse::<f64>();
        let scale =
            |low: f64| value.as_ref().is_ok_and(|value| (value - low).abs() <= 1e-9 * low.abs());
        !first.is_empty()
            && !scale(figure.low.value)
            && figure.high.is_some_and(|high| scale(high.value))
    }

    /// How a percentage goes on a change: ", up 25%", ", an increase of 25%", "(25%)", ", or 25%".
    fn announced(&self, share: usize, gap: &str, lead: &str) -> Option<Proportion> {
        let gap = gap.trim();
        let words: Vec<&str> = word::words(gap).map(|(_, found)| found).collect();
        let mark = gap.find([',', '(', '—', '–', ';', ':']).or_else(|| gap.find("- "));
        let tail_start = mark
            .and_then(|at| gap[at..].chars().next().map(|mark| at + mark.len_utf8()))
            .unwrap_or(0);
        if !is_quiet(&gap[..mark.unwrap_or(0)]) {
            return None;
        }
        let tail: Vec<&str> =
            word::words(&gap[tail_start.min(gap.len())..]).map(|(_, found)| found).collect();
        let rest: Vec<&str> =
            word::words(self.behind(share)).map(|(_, found)| found).take(3).collect();
        // "from 40 to 50, up 20% from last year", "up 5% in real terms": of something else.
        if is_qualified(self.behind(share)) {
            return None;
        }
        let plain =
            |words: &[&str]| words.iter().all(|word| word::is(word, Class::PercentageFiller));
        match tail.as_slice() {
            [before @ .., "up" | "higher"] if plain(before) => Some(Proportion::Rise),
            [before @ .., "down" | "lower"] if plain(before) => Some(Proportion::Fall),
            [before @ .., noun, "of"] if plain(before) => noun_of_change(noun),
            // "a 25% rise"
            [before @ .., joint]
                if word::is(joint, Class::BeforePercentage) && plain(before) && mark.is_some() =>
            {
                rest.iter()
                    .take(2)
                    .find_map(|word| noun_of_change(word))
                    .or_else(|| matches!(tail.last(), Some(&"or")).then(|| verb_of_change(lead))?)
            }
            [] if mark.is_some() || words.is_empty() => {
                let noun = rest.first().and_then(|word| noun_of_change(word));
                noun.or_else(|| (gap.ends_with('(')).then(|| verb_of_change(lead))?)
            }
            _ => None,
        }
    }

    /// The direction that the words before a percentage tell: "rose 25%", "rose by 25%", "a rise of
    /// 25%"; for "doubled" its own.
    fn direction_before(&self, share: usize) -> Option<Proportion> {
        if self.is_in(share, "fold") {
            return Some(Proportion::Multiple);
        }
        let words = last_words(self.before(share), 5);
        let mut back = words.iter();
        let mut word = *back.next()?;
        if word == "by" {
            // "cut its workforce by 40%"
            return back.find_map(|word| verb_of(word).or_else(|| noun_of_change(word)));
        }
        if word::is(word, Class::BeforeChange) {
            word = back.next()?;
        }
        match word {
            "up" => Some(Proportion::Rise),
            "down" => Some(Proportion::Fall),
            word => verb_of(word).or_else(|| noun_of_change(word)),
        }
    }

    pub(super) fn relation(
        &self,
        from: End,
        to: End,
        share: usize,
        of: Proportion,
    ) -> Option<Relation> {
        let index = |end: End| match end {
            End::Whole(index) | End::Low(index) | End::High(index) => index,
        };
        let whole = |end: End| match end {
            End::Whole(index) => self.figures[index].high.is_none(),
            _ => true,
        };
        let (one, other) = (index(from), index(to));
        // "The lira lost 1.8% to 5.74 per dollar": the other way round it is a rise.
        let rate = [one, other].iter().any(|&index| {
            let rest = self.behind(index).trim_start();
            let goes_on = |c: char| word::is_word(c) || word::is_hyphen(c);
            word::entries(Class::RateOpener)
                .iter()
                .filter_map(|words| rest.strip_prefix(words.as_str()))
                .any(|behind| !behind.starts_with(goes_on))
        });
        let fits = !rate
            && whole(from)
            && whole(to)
            && self.figures[share].high.is_none()
            && one != share
            && other != share
            && self.are_alike(one, other);
        fits.then_some(Relation { from, to, share, of })
    }
}

/// Whether words tell nothing but a time.
pub(super) fn is_quiet(words: &str) -> bool {
    words.len() <= 60
        && !words.contains([';', ':', '('])
        && word::words(words).all(|(_, found)| {
            word::is(found, Class::PercentageFiller)
                || found.len() == 4 && found.bytes().all(|b| b.is_ascii_digit())
                || found.len() <= 2 && found.bytes().all(|b| b.is_ascii_digit())
        })
}

/// Whether the words behind a percentage, up to the next mark, make it one of something else.
pub(super) fn is_qualified(behind: &str) -> bool {
    let end = behind.find([',', ';', ')', '—', '–', '(']).unwrap_or(behind.len());
    let words: Vec<&str> = word::words(&behind[..end]).map(|(_, found)| found).take(7).collect();
    // "a rise of 25% on the year" is one on the first of the two values.
    let timed = words.first().is_some_and(|word| word::is(word, Class::TimePreposition))
        && words[1..].iter().all(|word| word::is(word, Class::PercentageFiller) || is_year(word));
    !timed && words.iter().any(|word| word::is(word, Class::PercentageQualifier))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether nothing but a time and then `word` stands between two figures. "Up from" and "down from" tell
/// another change.
pub(super) fn ends_in(gap: &str, word: &str) -> bool {
    gap.trim_end().strip_suffix(word).is_some_and(|before| {
        // "69 cents a share from 55 cents"
        let rate = word::entries(Class::RateArticle).iter().find_map(|per| {
            let rest = before.trim_start().strip_prefix(per.as_str())?.strip_prefix(' ')?;
            rest.find(char::is_whitespace).map(|end| &rest[end..])
        });
        let before = rate.unwrap_or(before);
        (before.is_empty() || before.ends_with(char::is_whitespace)) && is_quiet(before)
    })
}

/// Nouns of a change, by their direction.
pub(super) fn noun_of_change(word: &str) -> Option<Proportion> {
    direction(word, Class::RiseNoun, Class::FallNoun)
}

/// Verbs of a change, by their direction.
fn verb_of(word: &str) -> Option<Proportion> {
    direction(word, Class::RiseVerb, Class::FallVerb)
}

/// Which of two classes a word is of.
fn direction(word: &str, rises: Class, falls: Class) -> Option<Proportion> {
    if word::is(word, rises) {
        Some(Proportion::Rise)
    } else if word::is(word, falls) {
        Some(Proportion::Fall)
    } else {
        None
    }
}

/// The direction of the last verb of change in a text.
fn verb_of_change(text: &str) -> Option<Proportion> {
    last_words(text, 8).into_iter().find_map(verb_of)
}
