//! Which two statements of one document tell the same thing, as far as anybody can be sure.

use std::collections::BTreeSet;

use super::statement::{Place, Statement};
use crate::check::agreement::value::Kind;
use factlint_language::word;
use factlint_language::words::{Class, Words};

/// Percent of the words of a title or summary that the other side must have.
const SHARE: usize = 66;

/// Words that two items of a list share where they are paragraphs with numbers.
const MANY: usize = 5;

/// The statements of a document.
pub(super) struct Document<'s> {
    pub title: &'s BTreeSet<String>,
    pub statements: &'s [Statement],
}

impl<'s> Document<'s> {
    /// The pairs that contradict each other, and why each was compared.
    pub fn contradictions(&self) -> Vec<([&'s Statement; 2], String)> {
        let mut found: Vec<([&Statement; 2], String)> = Vec::new();
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        for (at, one) in self.statements.iter().enumerate() {
            for other in &self.statements[at + 1..] {
                if one.block == other.block
                    || one.is_total != other.is_total
                    || !are_comparable(one, other)
                    || agree(one, other)
                    || one.stated.is_part
                    || other.stated.is_part
                    || seen.contains(&one.part)
                    || seen.contains(&other.part)
                {
                    continue;
                }
                if self.are_sorts(one, other) || are_since_versions(one, other) {
                    continue;
                }
                let why = self
                    .same_words(one, other)
                    .or_else(|| self.summed_up(one, other))
                    .or_else(|| self.summed_up(other, one))
                    .or_else(|| self.referred_to(one, other))
                    .or_else(|| self.in_table(one, other))
                    .or_else(|| self.in_table(other, one));
                if let Some(why) = why
                    && !self.add_up(one, other)
                {
                    seen.extend([one.part, other.part]);
                    found.push(([one, other], why));
                }
            }
        }
        found
    }

    /// Whether one counts only a sort of what the other counts: "64 ships", "23 cargo ships".
    fn are_sorts(&self, one: &Statement, other: &Statement) -> bool {
        let is_narrowed = |one: &Statement, other: &Statement| {
            one.inside
                .iter()
                .any(|word| !other.sentence.contains(word) && !self.title.contains(word))
        };
        let is_title = [one, other].iter().any(|one| one.place == Place::Title);
        !is_title && (is_narrowed(one, other) || is_narrowed(other, one))
    }

    /// Whether a word that both have has another one before it in one of them, which tells it apart: "the choir", "the
    /// children's choir".
    fn is_told_apart_by_one(&self, one: &Statement, other: &Statement) -> bool {
        one.modifiers.iter().any(|(word, before)| {
            one.near.contains(word)
                && other.near.contains(word)
                && !other.modifiers.contains_key(word)
                && !other.sentence.contains(before)
                && !self.title.contains(before)
        })
    }

    /// Whether a statement of the document says that one of two is a part of the other, or a third one goes between.
    pub fn add_up(&self, one: &Statement, other: &Statement) -> bool {
        let apart = (one.stated.value - other.stated.value).abs();
        let is_apart = |third: &Statement| {
            third.part != one.part
                && third.part != other.part
                && measures_alike(third, one)
                && (third.stated.value - apart).abs() <= apart * 1e-6
        };
        one.stated.kind.is_measured() && self.statements.iter().any(is_apart)
    }

    /// The statements that tell as much as another does, elsewhere.
    pub fn again<'a>(&'a self, statement: &'a Statement) -> impl Iterator<Item = &'a Statement> {
        self.statements.iter().filter(move |other| {
            other.part != statement.part
                && (measures_alike(other, statement) || other.stated.kind == Kind::Number)
                && match statement.stated.kind {
                    Kind::Direction => {
                        other.stated.value == statement.stated.value
                            && other.anchor == statement.anchor
                    }
                    _ => {
                        agree(other, statement) || other.stated.written == statement.stated.written
                    }
                }
        })
    }

    /// Whether the sentences of two statements differ in another value of one kind as well: two things told in one form.
    pub fn differ_throughout(&self, one: &Statement, other: &Statement) -> bool {
        /// Words by which two statements of one sentence see it otherwise.
        const MOST: usize = 4;
        let beside = |statement: &Statement| -> Vec<&Statement> {
            let is_beside = |third: &&Statement| {
                third.part != statement.part
                    && third.block == statement.block
                    && third.sentence.symmetric_difference(&statement.sentence).count() <= MOST
            };
            self.statements.iter().filter(is_beside).collect()
        };
        let theirs = beside(other);
        beside(one).iter().any(|mine| {
            mine.stated.kind.is_measured()
                && theirs.iter().any(|third| measures_alike(mine, third))
                && theirs.iter().all(|third| !measures_alike(mine, third) || !agree(mine, third))
        })
    }

    /// Two statements in the same words, of which one may say more.
    fn same_words(&self, one: &Statement, other: &Statement) -> Option<String> {
        /// Words that only one has.
        const MOST: usize = 4;
        let is_text =
            |one: &Statement| matches!(one.place, Place::Text | Place::Summary | Place::Caption);
        // Items of a list tell of different things.
        let are_items =
            one.is_item && other.is_item && one.words.intersection(&other.words).count() < MANY;
        // Each caption is that of its own picture or listing.
        let are_captions = [one, other].iter().all(|one| one.place == Place::Caption);
        if !is_text(one)
            || !is_text(other)
            || are_captions
            || are_items
            || (one.is_pointing && other.is_pointing)
            || (one.is_labelled && other.is_labelled)
            || one.is_setting
            || other.is_setting
            || !are_alike_in_scope(one, other)
            || self.differ_throughout(one, other)
        {
            return None;
        }
        let shared: BTreeSet<&String> = one.words.intersection(&other.words).collect();
        let [mine, theirs] =
            [(one, other), (other, one)].map(|(one, other)| self.extra(one, other));
        let (extra, teller) = if mine.is_empty() { (&theirs, other) } else { (&mine, one) };
        let is_equal = mine.is_empty() && theirs.is_empty();
        let are_main = one.is_main && other.is_main;
        let least = if is_equal && one.stated.kind.is_measured() && are_main { 2 } else { 3 };
        // "Weight: 2.8 kg"; "the tent weighs 2.4 kg".
        let labels = |one: &Statement| one.words.iter().all(|word| word.starts_with('@'));
        let is_label = shared.len() == 1 && (labels(one) || labels(other)) && are_main;
        // Of clauses inside of sentences, the sentences must be alike.
        let sentences = one.sentence.intersection(&other.sentence).count();
        let shorter = one.sentence.len().min(other.sentence.len());
        if !are_main && sentences * 100 < shorter * SHARE {
            return None;
        }
        if !(mine.is_empty() || theirs.is_empty())
            || extra.len() > MOST
            || (shared.len() < least && !is_label)
            || teller.behind.iter().any(|word| extra.contains(&word))
            || !self.stand_under_alike(one, other, &shared)
            || self.are_told_apart(one, other)
            || self.is_told_apart_by_one(one, other)
            || self.is_told_apart_by_one(other, one)
        {
            return None;
        }
        let is_third = |third: &Statement| {
            measures_alike(third, one)
                && shared.iter().all(|word| third.words.contains(*word))
                && !agree(third, one)
                && !agree(third, other)
        };
        let is_form = self.statements.iter().any(is_third);
        let both_again = self.again(one).next().is_some() && self.again(other).next().is_some();
        (!is_form && !both_again)
            .then(|| format!("both statements have the same words: {}", listed(&shared)))
    }

    /// A title or summary that says what the text says otherwise.
    fn summed_up(&self, short: &Statement, long: &Statement) -> Option<String> {
        let is_title = short.place == Place::Title;
        let may_be = matches!(
            (short.place, long.place),
            (Place::Title | Place::Caption, Place::Summary | Place::Text)
                | (Place::Summary, Place::Text)
        );
        if !may_be || self.again(short).next().is_some() || self.are_told_apart(short, long) {
            return None;
        }
        // "37.5% of sales" is no "3.8% boost".
        let is_change = |one: &Statement, other: &Statement| {
            one.is_share && !other.right.is_empty() && !one.sentence.contains(&other.right)
        };
        if is_change(short, long) || is_change(long, short) {
            return None;
        }
        // "A 64-year-old man", "37-year-old Ida Moor": each is the age of whoever stands behind it.
        if short.stated.kind == Kind::Age && short.next != long.next {
            return None;
        }
        // A headline leaves off what is behind the point: "$42 million" of $42,759,000.
        let left_off = long.stated.value - short.stated.value;
        if is_title && left_off > 0.0 && left_off < short.stated.high - short.stated.low {
            return None;
        }
        // What a title says of a rise or a vote, the first paragraph says again; what comes later may be of another day.
        let is_direction = short.stated.kind == Kind::Direction;
        if is_title && is_direction && (long.place != Place::Summary || !long.opening.is_empty()) {
            return None;
        }
        let is_in_scope = short.limits == long.limits || (is_title && long.limits.is_empty());
        let is_time =
            |mark: &&String| mark.strip_prefix('#').is_none_or(|number| number.len() == 4);
        let mut times = short.marks.iter().filter(is_time);
        if !is_in_scope || !times.all(|mark| long.marks.contains(mark)) {
            return None;
        }
        let is_scope = |word: &String| {
            !word::is(word, Class::Opening)
                && !short.sentence.contains(word)
                && !short.marks.contains(word)
        };
        if !is_title && long.opening.iter().any(is_scope) {
            return None;
        }
        if !is_title
            && (self.is_told_apart_by_one(short, long) || self.is_told_apart_by_one(long, short))
        {
            return None;
        }
        // "Three held over theft" does not count what was stolen.
        if is_title && short.stated.kind == Kind::Number && !long.sentence.contains(&short.next) {
            return None;
        }
        let words: Vec<&String> = short.words.iter().filter(|word| !short.implies(word)).collect();
        let is_known = |word: &&&String| {
            long.sentence.contains(**word)
                || (is_title && long.paragraph.contains(**word))
                || (!is_title && self.title.contains(**word))
        };
        let known = words.iter().filter(is_known).count();
        let near: BTreeSet<&String> = short.near.intersection(&long.near).collect();
        let is_direction = short.stated.kind == Kind::Direction && short.anchor == long.anchor;
        let share = if is_direction { 50 } else { SHARE };
        let is_whole = is_title && short.stated.kind == Kind::Count && known == words.len();
        let least_near = match short.stated.kind {
            Kind::Count if is_whole => 0,
            Kind::Weekday | Kind::Day | Kind::Month | Kind::Hour => 3,
            Kind::Year => {
                if short.anchor == long.anchor {
                    2
                } else {
                    99
                }
            }
            _ => 1,
        };
        // "Economy in decline" has no subject that a rise in it could not share.
        let fewest = if is_title && short.stated.kind == Kind::Direction { 3 } else { 2 };
        if known < fewest || known * 100 < words.len() * share || near.len() < least_near {
            return None;
        }
        // The one statement of the text that it can mean.
        let score = |one: &Statement| {
            short.near.intersection(&one.near).count() * 2
                + short.words.intersection(&one.words).count()
        };
        let is_rival = |one: &&Statement| {
            one.part != long.part
                && one.part != short.part
                && one.place != Place::Title
                && are_comparable(short, one)
                && !agree(one, long)
                && score(one) >= score(long)
        };
        // What another short statement says as well is not this one's.
        let is_anothers = |one: &&Statement| {
            one.part != short.part
                && one.place == short.place
                && measures_alike(one, long)
                && agree(one, long)
        };
        let of = if is_title { "the title" } else { "the summary" };
        (!self.statements.iter().any(|one| is_rival(&one) || is_anothers(&one))).then(|| {
            format!(
                "the text has {known} of {} of {of}; near both stands {}",
                crate::check::wording::counted(words.len(), "telling word"),
                listed(&near)
            )
        })
    }

    /// "Six men were arrested"; "the five men who were arrested".
    fn referred_to(&self, first: &Statement, second: &Statement) -> Option<String> {
        let is_text =
            |one: &Statement| matches!(one.place, Place::Text | Place::Summary | Place::Caption);
        if !second.is_definite
            || first.is_definite
            || !is_text(first)
            || !is_text(second)
            || first.limits_beside != second.limits_beside
            || self.are_told_apart(first, second)
        {
            return None;
        }
        let near: BTreeSet<&String> = first.near.intersection(&second.near).collect();
        let is_same = match first.stated.kind {
            Kind::Count => first.place == Place::Summary && !near.is_empty(),
            Kind::Age => !near.is_empty(),
            Kind::Weekday | Kind::Day => {
                // "On the night of May 3" names nothing of which there is one.
                let is_time = word::is(&first.anchor, Class::TimeWord);
                first.anchor == second.anchor && near.contains(&first.anchor) && !is_time
            }
            _ => false,
        };
        let others = |one: &&Statement| {
            measures_alike(one, first)
                && (first.stated.kind != Kind::Weekday || one.anchor == first.anchor)
                && !agree(one, first)
                && !agree(one, second)
        };
        let is_told_again = self.again(second).next().is_some();
        (is_same && !is_told_again && !self.statements.iter().any(|one| others(&one))).then(|| {
            format!("the second speaks of the first as known: near both stands {}", listed(&near))
        })
    }

    /// What the text says of what a table has in a cell.
    fn in_table(&self, prose: &Statement, cell: &Statement) -> Option<String> {
        if prose.place == Place::Cell || prose.place == Place::Title || cell.place != Place::Cell {
            return None;
        }
        let is_number = |word: &&String| word.starts_with('#');
        let names: BTreeSet<&String> =
            cell.paragraph.iter().filter(|word| !is_number(word)).collect();
        // "It defaults to 4": what it is stands before.
        let is_label = |word: &String| word::is(word, Class::LabelWord);
        let words = match prose.words.iter().all(is_label) {
            true => &prose.paragraph,
            false => &prose.sentence,
        };
        let is_told = |word: &&String| {
            words.contains(*word)
                || prose.stated.counted == **word
                || self.title.contains(*word)
                || prose.implies(word)
        };
        let is_known = |word: &String| {
            cell.paragraph.contains(word) || self.title.contains(word) || is_label(word)
        };
        if names.is_empty()
            || !names.iter().all(is_told)
            || !names.iter().any(|word| {
                words.contains(*word) || prose.stated.counted == **word || prose.implies(word)
            })
            || !prose.behind.iter().all(is_known)
            || !prose.opening.iter().all(|word| is_known(word) || prose.marks.contains(word))
            || !prose.limits.iter().all(is_known)
            || !(cell.headings.is_subset(&prose.headings)
                || (cell.is_under_plain_heading && prose.is_under_plain_heading))
        {
            return None;
        }
        let years = |one: &Statement| -> BTreeSet<String> {
            let all = if one.place == Place::Cell { &one.paragraph } else { &one.marks };
            all.iter().filter(|word| is_number(word)).cloned().collect()
        };
        let row: Vec<&Statement> = self
            .statements
            .iter()
            .filter(|one| {
                one.place == Place::Cell
                    && one
                        .paragraph
                        .iter()
                        .filter(|word| !is_number(word))
                        .eq(names.iter().copied())
            })
            .collect();
        // Of columns for years, prose that names none speaks of the last; any other number tells which row it is.
        let is_year = |number: &String| {
            let digits = number.trim_start_matches('#');
            digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
        };
        let last = row.iter().filter_map(|one| years(one).pop_last()).max();
        let wanted = years(prose);
        let is_of_time = if wanted.is_empty() {
            years(cell).is_empty()
                || (years(cell).len() == 1
                    && years(cell).iter().all(is_year)
                    && years(cell).last() == last.as_ref())
        } else {
            wanted == years(cell)
        };
        let is_told_again =
            row.iter().any(|one| agree(one, prose) || one.stated.written == prose.stated.written)
                || self.again(cell).any(|one| one.place != Place::Cell);
        let is_converted = cell.stated.kind == Kind::Number
            && are_converted(prose.stated.written, cell.stated.written);
        let rivals = row.iter().filter(|one| years(one) == years(cell)).count();
        if !is_of_time || is_told_again || is_converted || rivals > 1 {
            return None;
        }
        Some(format!("the text names what heads the cell: {}", listed(&names)))
    }

    /// What one statement has and the other has not, beside what the whole document is about.
    fn extra<'a>(&self, one: &'a Statement, other: &Statement) -> BTreeSet<&'a String> {
        let is_known = |word: &&String| {
            other.words.contains(*word)
                || self.title.contains(*word)
                || (one.stated.kind.is_measured() && word.starts_with('@'))
                || word::is(word, Class::LabelWord)
        };
        one.words.iter().filter(|word| !is_known(word)).collect()
    }

    /// Whether the headings over two statements name nothing that tells them apart.
    pub fn stand_under_alike(
        &self,
        one: &Statement,
        other: &Statement,
        shared: &BTreeSet<&String>,
    ) -> bool {
        let is_shared = |word: &String| shared.contains(word) || self.title.contains(word);
        let is_plain = |one: &Statement, other: &Statement| {
            one.is_under_plain_heading
                || one.headings.iter().all(|word| other.headings.contains(word) || is_shared(word))
        };
        is_plain(one, other) && is_plain(other, one)
    }

    /// Whether a word that both have has another one before it, or a name of both goes on in another way.
    fn are_told_apart(&self, one: &Statement, other: &Statement) -> bool {
        let is_modified = one.modifiers.iter().any(|(word, before)| {
            one.words.contains(word)
                && other.words.contains(word)
                && other.modifiers.get(word).is_some_and(|second| {
                    second != before
                        && !other.sentence.contains(before)
                        && !one.sentence.contains(second)
                        && !self.title.contains(before)
                        && !self.title.contains(second)
                })
        });
        let goes_on = |one: &Statement, other: &Statement| {
            one.names.iter().any(|name| {
                let known: Vec<bool> =
                    name.iter().map(|word| other.sentence.contains(word)).collect();
                known.iter().position(|known| *known).is_some_and(|first| {
                    name[first..]
                        .iter()
                        .any(|word| !other.sentence.contains(word) && !self.title.contains(word))
                })
            })
        };
        is_modified || goes_on(one, other) || goes_on(other, one)
    }
}

impl Statement {
    /// Whether a word for an attribute only says again what the unit says: "a power of 9 W".
    fn implies(&self, word: &str) -> bool {
        let value = |word: &str| Words::embedded().value_of(word, Class::Attribute);
        let Kind::Measure(dimension) = &self.stated.kind else { return false };
        let attribute = dimension.split(' ').next().unwrap_or_default();
        word.starts_with('@') && value(attribute).is_some_and(|value| word == format!("@{value}"))
    }
}

/// Whether two statements measure or count the same kind of thing.
fn measures_alike(one: &Statement, other: &Statement) -> bool {
    one.stated.measures_alike(&other.stated)
}

/// Whether two statements may be held against each other.
fn are_comparable(one: &Statement, other: &Statement) -> bool {
    let is_bare =
        |one: &Statement, place: Place| one.place == place && one.stated.kind == Kind::Number;
    if one.stated.is_range || other.stated.is_range {
        return false;
    }
    measures_alike(one, other)
        // A title counts without a noun: "Nine killed".
        || (is_bare(one, Place::Title) && other.stated.kind == Kind::Count)
        || (is_bare(other, Place::Title) && one.stated.kind == Kind::Count)
        || (is_bare(one, Place::Cell) != is_bare(other, Place::Cell)
            && one.stated.kind.is_measured()
            && other.stated.kind.is_measured())
}

/// Whether both may be one value.
fn agree(one: &Statement, other: &Statement) -> bool {
    one.stated.agrees(&other.stated)
}

/// Whether two sentences say in front of which of several things they tell.
pub(super) fn are_labelled_apart(one: &Statement, other: &Statement) -> bool {
    !one.label.is_empty() && !other.label.is_empty() && one.label != other.label
}

/// Whether what two calculations come to is that of other terms.
pub(super) fn are_calculated_apart(one: &Statement, other: &Statement) -> bool {
    let is_term = |mark: &String| mark.starts_with('=');
    one.marks.iter().chain(&other.marks).any(is_term) && one.marks != other.marks
}

/// Whether both name the version since which something is so: one thing came with the one, another with the other.
fn are_since_versions(one: &Statement, other: &Statement) -> bool {
    is_since_version(one) && is_since_version(other)
}

/// Whether a statement names the version since which something is so.
pub(super) fn is_since_version(one: &Statement) -> bool {
    matches!(one.stated.kind, Kind::Version | Kind::Number)
        && one.sentence.iter().any(|word| word::is(word, Class::VersionChange))
}

/// Whether nothing says that one statement holds of another time or part than the other.
fn are_alike_in_scope(one: &Statement, other: &Statement) -> bool {
    let opens = |one: &Statement, other: &Statement| {
        one.opening.iter().all(|word| other.sentence.contains(word) || other.marks.contains(word))
    };
    one.limits == other.limits
        && one.marks == other.marks
        && opens(one, other)
        && opens(other, one)
        && !are_labelled_apart(one, other)
}

/// Whether one number may be the other in another unit: 60 seconds and 1 minute.
fn are_converted(one: f64, other: f64) -> bool {
    const FACTORS: [f64; 8] = [60.0, 3600.0, 24.0, 7.0, 12.0, 1024.0, 1_048_576.0, 1.609];
    let (small, large) = if one < other { (one, other) } else { (other, one) };
    if small <= 0.0 {
        return true;
    }
    let ratio = large / small;
    let is_near = |factor: f64| (ratio / factor - 1.0).abs() < 0.05;
    FACTORS.into_iter().any(is_near) || (ratio.log10() - ratio.log10().round()).abs() < 1e-6
}

fn listed(words: &BTreeSet<&String>) -> String {
    /// Words that are named.
    const MOST: usize = 5;
    let plain = words.iter().filter(|word| !word.starts_with(['@', '#']));
    plain.take(MOST).map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
