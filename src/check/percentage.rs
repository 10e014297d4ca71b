//! `percentage`: a percentage that is given with its two figures is the one that they make.

use std::sync::LazyLock;

use regex::Regex;

use super::scene::{Scene, has_word, last_words};
use super::{About, Check, Draft, Kind, Marks, Trigger, Verdict, figures, wording};
use crate::claim::{Claim, FigureValue, Part, Proportion, Role, Speaker, Value};
use crate::finding::{Finding, Safety};
use crate::language::figure::{Figure, Measure};
use crate::language::interval::Interval;
use crate::language::word::{self, is_one_of};
use crate::reading::{Reading, Sentence};
use crate::rule::subject::Subjects;
use crate::rule::table::Table;
use crate::rule::{Quotes, Rule, Scope};

/// The registry's entry.
pub const KIND: Kind = Kind {
    name: "percentage",
    summary: "\"from 40 to 50, up 25%\", \"18 of 20 (90%)\": the percentage is the one that the figures make",
    page: include_str!("../../docs/checks/percentage.md"),
    about: About::None,
    scope: Scope::Document,
    quotes: Quotes::Include,
    read,
};

/// Words that announce a share, besides the percent sign.
static WORDS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new("percent|per cent|pct|doubled|tripled|halved").ok());

fn marks(text: &str) -> impl Iterator<Item = usize> + '_ {
    let words =
        WORDS.iter().flat_map(move |regex| regex.find_iter(text).map(|found| found.start()));
    memchr::memchr_iter(b'%', text.as_bytes()).chain(words)
}

#[derive(Debug)]
struct Percentage;

fn read(_table: &mut Table<'_>, _draft: &mut Draft<'_>) -> Option<Box<dyn Check>> {
    Some(Box::new(Percentage))
}

impl Check for Percentage {
    fn trigger(&self, _rule: &Rule, _subjects: &Subjects) -> Trigger {
        Trigger::Marks(Marks { kind: KIND.name, any: |text| marks(text).next().is_some() })
    }

    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        for sentence in super::sentences_at(reading, marks(reading.prose())) {
            if matches!(reading.role(sentence), Role::TableCell | Role::Code)
                || !may_relate(sentence.span.of(reading.prose()))
                || !super::sentence_admits(rule, reading, sentence)
            {
                continue;
            }
            let scene = Scene::new(reading, sentence);
            for relation in scene.relations() {
                claims.extend(claim(rule, reading, sentence, &scene, &relation));
            }
        }
    }

    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        for claim in group {
            let mut base = claim.parts.iter().filter_map(|part| Some((part, part.figure()?)));
            let (Some(from), Some(to)) = (base.next(), base.next()) else { continue };
            for part in &claim.parts {
                if let Value::Percentage { figure, of } = &part.value {
                    let sum = Sum { claim, from, to, part, share: figure, of: *of };
                    if let Some(made) = sum.contradiction() {
                        verdict.findings.push(sum.into_finding(rule, made));
                    }
                }
            }
        }
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        Some("percentages that their figures make".to_owned())
    }
}

/// Whether a sentence can hold a percentage with both its figures: a quick look.
fn may_relate(sentence: &str) -> bool {
    word::words(sentence).any(|(_, found)| matches!(found, "from" | "From" | "of" | "to"))
}

/// How three figures of a sentence belong together, by their places among its figures. A range that
/// is rather a change ("from 40 to 50") gives both figures.
struct Relation {
    from: End,
    to: End,
    share: usize,
    of: Proportion,
}

/// A figure, or one end of a range.
#[derive(Clone, Copy, PartialEq)]
enum End {
    Whole(usize),
    Low(usize),
    High(usize),
}

impl Scene<'_> {
    fn relations(&self) -> Vec<Relation> {
        let mut found = Vec::new();
        for index in 0..self.figures.len() {
            found.extend(self.change_at(index).or_else(|| self.share_at(index)));
        }
        found
    }

    fn is_share(&self, index: usize) -> bool {
        match self.figures[index].measure {
            Measure::Unit(unit) => {
                let unit = self.units.get(unit);
                unit.name == "percent" || unit.name == "percentage point" || unit.name == "fold"
            }
            _ => false,
        }
    }

    /// Whether two figures measure the same thing, or one of them tells no measure.
    fn are_alike(&self, one: usize, other: usize) -> bool {
        one == other
            || self.dimension(one) == self.dimension(other)
            || self.figures[one].measure == Measure::Bare
            || self.figures[other].measure == Measure::Bare
    }

    /// A change with its two values, which starts at a figure.
    fn change_at(&self, first: usize) -> Option<Relation> {
        if self.is_share(first) && !self.is_value(first) {
            self.share_first(first)
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
        let next = share + 1;
        let gap = self.figures.get(next).map(|_| self.between(share, next))?;
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
        if ends(gap, "to") && ends(second, "from") && !has_word(gap, "from") {
            return self.relation(other, one, share, of);
        }
        None
    }

    /// "from 40 to 50, up 25%", "to 50 from 40, a rise of 25%".
    fn values_first(&self, first: usize) -> Option<Relation> {
        let lead = self.before(first);
        let (from, to, last) = match self.as_change(first, lead) {
            Some((from, to)) => (from, to, first),
            None => {
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
                    return None;
                }
            }
        };
        let share = last + 1;
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
        let plain = |words: &[&str]| words.iter().all(|word| is_one_of(word, FILLERS));
        match tail.as_slice() {
            [before @ .., "up" | "higher"] if plain(before) => Some(Proportion::Rise),
            [before @ .., "down" | "lower"] if plain(before) => Some(Proportion::Fall),
            [before @ .., noun, "of"] if plain(before) => noun_of_change(noun),
            // "a 25% rise"
            [before @ .., "a" | "an" | "or" | "by"] if plain(before) && mark.is_some() => rest
                .iter()
                .take(2)
                .find_map(|word| noun_of_change(word))
                .or_else(|| matches!(tail.last(), Some(&"or")).then(|| verb_of_change(lead))?),
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
        if matches!(word, "by" | "a" | "an" | "of" | "another" | "further") {
            word = back.next()?;
        }
        match word {
            "up" => Some(Proportion::Rise),
            "down" => Some(Proportion::Fall),
            word => verb_of(word).or_else(|| noun_of_change(word)),
        }
    }

    /// "18 of 20 (90%)", "18 (90%) of 20", "90% (18 of 20)".
    fn share_at(&self, first: usize) -> Option<Relation> {
        let (second, third) = (first + 1, first + 2);
        self.figures.get(third)?;
        let (gap, next) = (self.between(first, second), self.between(second, third));
        let (part, whole, share, closed) = if self.is_share(third) {
            let joint = next.trim();
            let bracket = joint.ends_with('(') && is_noun_phrase(joint.trim_end_matches('('));
            let or = joint.strip_suffix("or").is_some_and(|words| {
                words.trim_end().strip_suffix(',').is_some_and(is_noun_phrase)
            });
            if !(is_of(gap) && (bracket || or)) {
                return None;
            }
            let rest = self.behind(third).trim_start();
            let closed = if bracket {
                rest.starts_with(')')
            } else {
                rest.is_empty() || rest.starts_with([',', '.', ';', '—', '–'])
            };
            (first, second, third, closed)
        } else if self.is_share(second) {
            let of = next.trim().strip_prefix(')').is_some_and(is_of);
            let noun = gap.trim().strip_suffix('(').is_some_and(is_noun_phrase);
            (first, third, second, noun && of)
        } else if self.is_share(first) {
            (
                second,
                third,
                first,
                gap.trim() == "("
                    && is_of(next)
                    && self.behind(third).trim_start().starts_with(')'),
            )
        } else {
            return None;
        };
        // "Of 50 calls, 12 of 20 (24%) were false": the share is one of what stands in front.
        let of_another = part > 0
            && last_words(self.before(part.min(whole) - usize::from(part.min(whole) > 0)), 1)
                .first()
                .is_some_and(|word| matches!(*word, "Of" | "Among" | "of" | "among"));
        let unit = |index: usize| matches!(self.figures[index].measure, Measure::Unit(_));
        let countable = |index: usize| {
            let figure = &self.figures[index];
            figure.high.is_none() && !self.is_share(index) && figure.low.value > 0.0
        };
        let fits = closed
            && !of_another
            && (unit(part) == unit(whole) || part.max(whole) < share)
            && self.is_in(share, "percent")
            && countable(part)
            && countable(whole)
            && self.figures[part].low.value <= self.figures[whole].low.value
            && self.figures[share].low.value <= 100.0
            && self.are_alike(part, whole);
        fits.then_some(Relation {
            from: End::Whole(whole),
            to: End::Whole(part),
            share,
            of: Proportion::Share,
        })
    }

    fn relation(&self, from: End, to: End, share: usize, of: Proportion) -> Option<Relation> {
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
            ["per ", "to the ", "against the ", "a dollar"]
                .iter()
                .any(|words| rest.starts_with(words))
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

/// A claim that three figures belong together.
fn claim(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    scene: &Scene<'_>,
    relation: &Relation,
) -> Option<Claim> {
    let figures = scene.figures;
    let value = |end: End| {
        let (index, side) = match end {
            End::Whole(index) => (index, None),
            End::Low(index) => (index, Some(figures[index].low)),
            End::High(index) => (index, figures[index].high),
        };
        let mut figure = figures[index].clone();
        if let Some(side) = side {
            figure.low = side;
            figure.high = None;
            figure.interval =
                Interval::half_open(side.value - side.step / 2.0, side.value + side.step / 2.0);
        }
        let figure = figures::addable(&figure);
        let read = figures::value_of(&figure, reading.prose(), scene.units);
        super::part(reading, figures[index].span, Value::Figure(read))
    };
    let share = &figures[relation.share];
    let whole = share.hedged;
    if super::is_excepted(rule, reading, sentence, whole)
        || !rule.quotes.admit(reading.is_speech(sentence, whole))
    {
        return None;
    }
    let percentage = Value::Percentage {
        figure: figures::value_of(share, reading.prose(), scene.units),
        of: relation.of,
    };
    let parts = vec![
        value(relation.from),
        value(relation.to),
        super::part(reading, share.span, percentage),
    ];
    let key = share.span.start.to_string();
    Some(super::claim(rule, reading, sentence, whole, String::new(), key, parts))
}

/// Words that may stand between the parts of a change: words of time, and small ones.
const FILLERS: &[&str] = &[
    "a", "about", "ago", "all", "almost", "an", "and", "april", "around", "as", "at", "august",
    "basis", "before", "by", "corresponding", "day", "decade", "december", "during", "earlier",
    "early", "end", "february", "financial", "first", "fiscal", "following", "for", "fourth",
    "friday", "half", "in", "january", "july", "june", "just", "last", "late", "latest", "march",
    "may", "minutes", "monday", "month", "months", "nearly", "next", "november", "october", "of",
    "on", "or", "over", "period", "previous", "prior", "quarter", "roughly", "same", "saturday",
    "season", "second", "september", "some", "spring", "start", "summer", "sunday", "that", "the",
    "then", "third", "this", "thursday", "time", "today", "tuesday", "two", "wednesday", "week",
    "winter", "within", "year", "year-on-year", "years", "yesterday",
];

/// Whether words tell nothing but a time.
fn is_quiet(words: &str) -> bool {
    words.len() <= 60
        && !words.contains([';', ':', '('])
        && word::words(words).all(|(_, found)| {
            is_one_of(found, FILLERS)
                || found.len() == 4 && found.bytes().all(|b| b.is_ascii_digit())
                || found.len() <= 2 && found.bytes().all(|b| b.is_ascii_digit())
        })
}

/// Words behind a percentage that give it another base or another measure.
const QUALIFIERS: &[&str] = &[
    "above", "adjusted", "after", "against", "annualised", "annualized", "before", "below",
    "comparable", "compared", "constant", "currency", "excluding", "from", "inflation",
    "like-for-like", "of", "on", "organic", "over", "premium", "real", "terms", "than", "versus",
];

/// Whether the words behind a percentage, up to the next mark, make it one of something else.
fn is_qualified(behind: &str) -> bool {
    let end = behind.find([',', ';', ')', '—', '–', '(']).unwrap_or(behind.len());
    let words: Vec<&str> = word::words(&behind[..end]).map(|(_, found)| found).take(7).collect();
    // "a rise of 25% on the year" is one on the first of the two values.
    let timed = words.first().is_some_and(|word| is_one_of(word, &["in", "on", "over"]))
        && words[1..].iter().all(|word| is_one_of(word, FILLERS) || is_year(word));
    !timed && words.iter().any(|word| is_one_of(word, QUALIFIERS))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether nothing but a time and then `word` stands between two figures. "Up from" and "down from" tell
/// another change.
fn ends_in(gap: &str, word: &str) -> bool {
    gap.trim_end().strip_suffix(word).is_some_and(|before| {
        // "69 cents a share from 55 cents"
        let rate = ["a", "an", "per"].into_iter().find_map(|per| {
            let rest = before.trim_start().strip_prefix(per)?.strip_prefix(' ')?;
            rest.find(char::is_whitespace).map(|end| &rest[end..])
        });
        let before = rate.unwrap_or(before);
        (before.is_empty() || before.ends_with(char::is_whitespace)) && is_quiet(before)
    })
}

/// "of", "of the", "out of all": what joins a part to its whole.
fn is_of(gap: &str) -> bool {
    let words: Vec<&str> = word::words(gap).map(|(_, found)| found).collect();
    let words = words.strip_prefix(&["out"]).unwrap_or(&words);
    let plain = !gap.contains([',', ';', '(', ')']);
    plain
        && match words {
            ["of"] => true,
            ["of", article] => {
                is_one_of(article, &["all", "her", "his", "its", "our", "the", "their"])
            }
            ["of", "the", possessive] => possessive.ends_with("'s") || possessive.ends_with("’s"),
            _ => false,
        }
}

/// Whether words are at most a short noun phrase: "members", "of the members".
fn is_noun_phrase(words: &str) -> bool {
    let count = word::words(words).count();
    count <= 3
        && words.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || c == '-')
        && !word::words(words).any(|(_, found)| {
            is_one_of(
                found,
                &["and", "but", "for", "from", "or", "to", "up", "was", "were", "with"],
            )
        })
}

/// Nouns of a change, by their direction.
fn noun_of_change(word: &str) -> Option<Proportion> {
    const RISES: &[&str] = &[
        "advance", "climb", "gain", "growth", "hike", "increase", "jump", "leap", "rise", "surge",
        "uplift", "upswing",
    ];
    const FALLS: &[&str] = &[
        "cut", "decline", "decrease", "dip", "drop", "fall", "loss", "plunge", "reduction",
        "slide", "slump",
    ];
    if is_one_of(word, RISES) {
        Some(Proportion::Rise)
    } else if is_one_of(word, FALLS) {
        Some(Proportion::Fall)
    } else {
        None
    }
}

/// Verbs of a change, by their direction.
fn verb_of(word: &str) -> Option<Proportion> {
    const RISES: &[&str] = &[
        "added", "advanced", "climbed", "expanded", "gained", "grew", "grown", "increased",
        "increases", "jumped", "leapt", "raised", "rise", "risen", "rises", "rose", "soared",
        "surged", "swelled",
    ];
    const FALLS: &[&str] = &[
        "cut", "declined", "decreased", "dipped", "dropped", "eased", "fall", "fallen", "falls",
        "fell", "lost", "lowered", "plunged", "reduced", "sank", "shrank", "shrunk", "slid",
        "slipped", "slumped", "tumbled",
    ];
    if is_one_of(word, RISES) {
        Some(Proportion::Rise)
    } else if is_one_of(word, FALLS) {
        Some(Proportion::Fall)
    } else {
        None
    }
}

/// The direction of the last verb of change in a text.
fn verb_of_change(text: &str) -> Option<Proportion> {
    last_words(text, 8).into_iter().find_map(verb_of)
}

/// A percentage with the two figures that make it.
struct Sum<'c> {
    claim: &'c Claim,
    from: (&'c Part, &'c FigureValue),
    to: (&'c Part, &'c FigureValue),
    part: &'c Part,
    share: &'c FigureValue,
    of: Proportion,
}

/// What the figures make instead.
struct Made {
    /// In percent, points or times.
    value: f64,
    /// Whether the percentage would be right as percentage points.
    points: bool,
}

impl Sum<'_> {
    /// What the figures make, if it cannot be what is written.
    fn contradiction(&self) -> Option<Made> {
        let (from, to) = (self.comparable(self.from.1), self.comparable(self.to.1));
        let (low, high) = (from.0, to.0);
        let in_points = self.share.unit.as_deref() == Some("percentage point");
        let percents = self.from.1.unit.as_deref() == Some("percent")
            && self.to.1.unit.as_deref() == Some("percent");
        let sign = if self.of == Proportion::Fall { -1.0 } else { 1.0 };
        if in_points {
            if !percents {
                return None;
            }
            let made = Interval::closed(to.1.low - from.1.high, to.1.high - from.1.low);
            let value = sign * (high - low);
            return self.unless_met(made.scaled(sign, 0.0), value);
        }
        if from.1.low <= 0.0 || to.1.low < 0.0 {
            return None;
        }
        let ratio = Interval::closed(to.1.low / from.1.high, to.1.high / from.1.low);
        let made = match self.of {
            Proportion::Multiple => return self.unless_met(ratio, high / low),
            Proportion::Share => ratio.scaled(100.0, 0.0),
            Proportion::Rise | Proportion::Fall => ratio.scaled(sign * 100.0, sign * -100.0),
        };
        let value = match self.of {
            Proportion::Share => 100.0 * high / low,
            _ => sign * 100.0 * (high / low - 1.0),
        };
        let points = percents && (sign * (high - low) - self.share.low).abs() < 1e-9;
        // "from 4% to 5%, up 1%": the difference is told as if it were the change, whatever the rounding.
        if points && value > 2.0 * self.share.low {
            return Some(Made { value, points });
        }
        self.unless_met(made, value)
    }

    fn unless_met(&self, made: Interval, value: f64) -> Option<Made> {
        if !(made.low.is_finite() && made.high.is_finite()) {
            return None;
        }
        self.written().is_disjoint(&made).then_some(Made { value, points: false })
    }

    /// The value of a figure and the values that its rounding leaves possible. Figures of one unit are
    /// compared as written, so that a bare one goes with any.
    fn comparable(&self, value: &FigureValue) -> (f64, Interval) {
        let same = self.from.1.dimension == self.to.1.dimension;
        if same {
            (value.low * value.factor + value.offset, value.interval)
        } else {
            (value.low, value.as_written)
        }
    }

    /// What the percentage leaves possible: its rounding, one more in the last place, and two and a half
    /// where it is round.
    fn written(&self) -> Interval {
        let share = self.share;
        if self.of == Proportion::Multiple {
            // "Nearly doubled" is said from about 1.7 on.
            let slack = if share.hedge.is_some() { 0.15 } else { 0.05 };
            return share.as_written.widened_relative(slack);
        }
        if share.unit.as_deref() == Some("percentage point") {
            return share.as_written;
        }
        let round = share.decimals == 0 && share.low >= 10.0 && share.low % 5.0 == 0.0;
        let slack = if round { 2.5 } else { 10f64.powi(-i32::from(share.decimals)) };
        // A fraction of a percent, "8-1/4", has no decimals.
        let slack = if share.low.fract() != 0.0 && share.decimals == 0 { 0.25 } else { slack };
        share.as_written.hull(Interval::closed(share.low - slack, share.low + slack))
    }

    fn into_finding(self, rule: &Rule, made: Made) -> Finding {
        let found = wording::one_line(&self.part.words);
        let (from, to) = (self.said(self.from), self.said(self.to));
        let unit = match self.share.unit.as_deref() {
            Some("percentage point") => " percentage points",
            Some("fold") => " times",
            _ => "%",
        };
        let amount = wording::brief(made.value.abs());
        let expect = format!("{amount}{unit}");
        let default = match self.of {
            Proportion::Share => format!("`{found}` is not the share that `{to}` is of `{from}`"),
            _ if made.points => format!("`{found}` is a change of percentage points"),
            Proportion::Multiple => format!("from `{from}` to `{to}` is not `{found}`"),
            _ => format!("`{found}` is not the change from `{from}` to `{to}`"),
        };
        let message = super::worded(rule, default, &[("found", &found), ("expect", &expect)]);
        let direction = match self.of {
            Proportion::Rise if made.value < 0.0 => "down ",
            Proportion::Fall if made.value < 0.0 => "up ",
            Proportion::Rise => "up ",
            Proportion::Fall => "down ",
            Proportion::Share | Proportion::Multiple => "",
        };
        let label = if made.points {
            let point = if self.share.low == 1.0 { "point" } else { "points" };
            let number = wording::brief(self.share.low);
            format!("{direction}{number} percentage {point}, or {amount}%")
        } else {
            format!("should be {direction}{expect}")
        };
        let primary = super::label_at(self.claim, self.part, label);
        let mut finding = super::finding(rule, self.claim, message, primary);
        let (first, second) =
            if self.of == Proportion::Share { ("the whole", "the part") } else { ("from", "to") };
        if self.from.0.span == self.to.0.span {
            finding.related.push(super::label_at(self.claim, self.from.0, "the change"));
        } else {
            finding.related.push(super::label_at(self.claim, self.from.0, first));
            finding.related.push(super::label_at(self.claim, self.to.0, second));
        }
        finding.notes.splice(0..0, self.arithmetic(&expect, direction));
        // Only "5%" and "5 percent" can be rewritten; "a 5-percent rise" needs more words changed.
        let number = ["%", " percent", " per cent"]
            .into_iter()
            .find_map(|unit| self.part.words.strip_suffix(unit));
        if made.points
            && let Some(number) =
                number.filter(|_| !self.share.attributive && self.claim.speaker == Speaker::Paper)
        {
            let point = if self.share.low == 1.0 { "point" } else { "points" };
            let right = format!("{} percentage {point}", number.trim_end());
            finding.fix = super::replacement(self.claim, self.part, right, Safety::Unsafe);
        }
        finding
    }

    /// "40" or "50 km": one end as it is written.
    fn said(&self, (part, value): (&Part, &FigureValue)) -> String {
        if self.from.0.span == self.to.0.span {
            wording::number(value.low)
        } else {
            wording::one_line(&part.words)
        }
    }

    fn arithmetic(&self, expect: &str, direction: &str) -> Vec<String> {
        let (from, to) = (self.said(self.from), self.said(self.to));
        let mut notes = vec![match self.of {
            Proportion::Share => format!("`{to}` of `{from}` is {expect}"),
            _ => format!("from {from} to {to} is {direction}{expect}"),
        }];
        // The slip that is made most often.
        let (low, high) = (self.comparable(self.from.1).0, self.comparable(self.to.1).0);
        let backwards = 100.0 * (high - low).abs() / high.max(f64::MIN_POSITIVE);
        if matches!(self.of, Proportion::Rise | Proportion::Fall)
            && self.share.unit.as_deref() == Some("percent")
            && (backwards - self.share.low).abs() < 0.5
        {
            notes.push(format!(
                "{}% is the change measured from the later figure",
                wording::brief(self.share.low)
            ));
        }
        notes
    }
}
