//! A percentage that stands with a part and the whole it is of: "18 of 20 (90%)", "18, or 90%, of the 20", "Of the 20
//! boats, 18 (90%)".

use super::relation::{End, Relation};
use crate::check::scene::{Scene, last_words};
use crate::claim::Proportion;
use factlint_language::figure::Measure;
use factlint_language::word;
use factlint_language::words::Class;

/// Where a part, its whole and the percentage stand among the figures.
struct Share {
    part: usize,
    whole: usize,
    share: usize,
}

impl Scene<'_> {
    /// "18 of 20 (90%)", "18 (90%) of 20", "90% (18 of 20)".
    pub(super) fn share_at(&self, first: usize) -> Option<Relation> {
        self.figures.get(first + 2)?;
        let Share { part, whole, share } = self
            .share_last(first)
            .or_else(|| self.share_between(first))
            .or_else(|| self.share_before_both(first))?;
        // "Of 50 calls, 12 of 20 (24%) were false": the share is one of what stands in front.
        let of_another = part > 0
            && last_words(self.before(part.min(whole) - usize::from(part.min(whole) > 0)), 1)
                .first()
                .is_some_and(|word| word::is(word, Class::ShareOpener));
        let unit = |index: usize| matches!(self.figures[index].measure, Measure::Unit(_));
        let countable = |index: usize| {
            let figure = &self.figures[index];
            figure.high.is_none() && !self.is_share(index) && figure.low.value > 0.0
        };
        let fits = !of_another
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

    /// "18 of 20 (90%)", "18 of 20, or 90%,", "18 of 20 boats – 90% –", "18 of 20 boats, a rate of 90%."
    fn share_last(&self, part: usize) -> Option<Share> {
        let (whole, share) = (part + 1, part + 2);
        if !(self.is_share(share) && is_of(self.between(part, whole))) {
            return None;
        }
        let joint = self.between(whole, share).trim();
        let rest = self.behind(share).trim_start();
        let fits = if joint.ends_with('(') {
            is_noun_phrase(joint.trim_end_matches('(')) && rest.starts_with(')')
        } else {
            (is_dashed(joint) || is_told_in_other_words(joint) || is_rated(joint))
                && ends_phrase(rest)
        };
        fits.then_some(Share { part, whole, share })
    }

    /// "18 (90%) of 20", "36, or 40%, of the 90 boats", "36 boats, 40% of the 90 there".
    fn share_between(&self, part: usize) -> Option<Share> {
        let (share, whole) = (part + 1, part + 2);
        if !self.is_share(share) || self.is_share(whole) {
            return None;
        }
        let (gap, next) = (self.between(part, share).trim(), self.between(share, whole).trim());
        let bracketed = gap.strip_suffix('(').is_some_and(is_noun_phrase)
            && next.strip_prefix(')').is_some_and(is_of);
        let apposed =
            (gap == "," || is_told_in_other_words(gap)) && is_of(next.trim_start_matches(','));
        (bracketed || apposed).then_some(Share { part, whole, share })
    }

    /// "90% (18 of 20)", "90% (n = 18) of 20 boats".
    fn share_before_both(&self, share: usize) -> Option<Share> {
        let (second, third) = (share + 1, share + 2);
        if !self.is_share(share) || self.is_share(second) || self.is_share(third) {
            return None;
        }
        let (gap, next) = (self.between(share, second).trim(), self.between(second, third).trim());
        let counted = gap.strip_prefix('(').and_then(|gap| gap.trim_end().strip_suffix('='));
        let counted = counted.is_some_and(|n| n.trim().eq_ignore_ascii_case("n"))
            && next.strip_prefix(')').is_some_and(is_of);
        let bracketed =
            gap == "(" && is_of(next) && self.behind(third).trim_start().starts_with(')');
        (bracketed || counted).then_some(Share { part: second, whole: third, share })
    }

    /// "Of the 191 firms asked, 43 (23%) never do", "Among 50 calls, 12 (24%) were false".
    pub(super) fn share_of_whole_in_front(&self, whole: usize) -> Option<Relation> {
        let (part, share) = (whole + 1, whole + 2);
        self.figures.get(share)?;
        let lead = last_words(self.before(whole), 2);
        let opener = match lead.as_slice() {
            [determiner, opener, ..] if word::is(determiner, Class::WholeDeterminer) => opener,
            [opener, ..] => opener,
            [] => return None,
        };
        // "a share of 191 firms, 43 (29%)": only what opens a clause tells the whole of what follows.
        let opens = word::is(&opener.to_lowercase(), Class::ShareOpener)
            && (opener.starts_with(char::is_uppercase)
                || self.before(whole).trim_end().rfind(*opener).is_some_and(|at| {
                    matches!(
                        self.before(whole)[..at].trim_end().chars().next_back(),
                        None | Some(',' | ';' | ':' | '—' | '–')
                    )
                }));
        let between = self.between(whole, part).trim();
        let clause = between.strip_suffix(',').is_some_and(is_noun_phrase);
        let joint = self.between(part, share).trim();
        let rest = self.behind(share).trim_start();
        let bracket = joint.strip_suffix('(').is_some_and(is_noun_phrase) && rest.starts_with(')');
        // "Of 191 firms, 43 – 23% – never do"
        let dashed =
            is_dashed(joint) && is_dashed(&rest[..rest.chars().next().map_or(0, char::len_utf8)]);
        // "48 reached the harbour – a finish rate of 75%"
        let rated = is_rated(joint) && ends_phrase(rest);
        let single = |index: usize| {
            let figure = &self.figures[index];
            figure.high.is_none()
                && figure.hedge.is_none()
                && figure.low.value > 0.0
                && matches!(figure.measure, Measure::Counted(_) | Measure::Bare)
        };
        let fits = opens
            && clause
            && (bracket || dashed || rated)
            && self.is_in(share, "percent")
            && self.figures[share].high.is_none()
            && self.figures[share].low.value <= 100.0
            && single(whole)
            && single(part)
            && self.figures[part].low.value <= self.figures[whole].low.value
            && (self.are_alike(part, whole) || self.figures[part].elliptical);
        fits.then_some(Relation {
            from: End::Whole(whole),
            to: End::Whole(part),
            share,
            of: Proportion::Share,
        })
    }
}

/// Whether nothing but the end of a clause follows.
fn ends_phrase(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with([',', '.', ';', '—', '–', ')'])
}

/// Whether words are at most a short noun phrase before a dash: "boats –".
fn is_dashed(joint: &str) -> bool {
    joint.strip_suffix(['–', '—']).is_some_and(|words| is_noun_phrase(words.trim_end()))
}

/// Whether words say behind a comma that the same is told in another way: "boats, or", ", that is".
fn is_told_in_other_words(joint: &str) -> bool {
    word::entries(Class::InOtherWords).iter().any(|other| {
        joint
            .strip_suffix(other.as_str())
            .is_some_and(|words| words.trim_end().strip_suffix(',').is_some_and(is_noun_phrase))
    })
}

/// Whether words end a clause and call what follows a share: "reached the harbour, a finish rate of".
fn is_rated(words: &str) -> bool {
    const LONGEST: usize = 6;
    let Some((clause, name)) = words.rsplit_once(['–', '—', ',', ';']) else { return false };
    let mut back = word::words_before(name).map(|(_, found)| found);
    back.next() == Some("of")
        && back.next().is_some_and(|noun| word::is(noun, Class::RateNoun))
        && back.last().is_some_and(|opener| word::is(opener, Class::Article))
        && word::words(clause).count() <= LONGEST
        && !clause.contains(['(', ')', ',', ';', ':', '–', '—'])
}

/// "of", "of the", "out of all": what joins a part to its whole.
fn is_of(gap: &str) -> bool {
    let words: Vec<&str> = word::words(gap).map(|(_, found)| found).collect();
    let words = words.strip_prefix(&["out"]).unwrap_or(&words);
    let plain = !gap.contains([',', ';', '(', ')']);
    plain
        && match words {
            ["of"] => true,
            ["of", article] => word::is(article, Class::WholeDeterminer),
            ["of", "the", possessive] => possessive.ends_with("'s") || possessive.ends_with("’s"),
            _ => false,
        }
}

/// Whether words are at most a short noun phrase: "members", "of the members".
fn is_noun_phrase(words: &str) -> bool {
    let count = word::words(words).count();
    count <= 3
        && words.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || c == '-')
        && !word::words(words).any(|(_, found)| word::is(found, Class::NoNounPhrase))
}
