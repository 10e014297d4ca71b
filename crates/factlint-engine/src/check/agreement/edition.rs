//! Editions: documents that tell the same of another release, month or year. Each tells its own state in the words of the
//! one before, so that nothing in which they differ is a contradiction.

use std::collections::{BTreeMap, BTreeSet};

use super::story::is_rare;
use super::within;
use crate::claim::{Claim, Part, Value};
use crate::reading::Reading;
use factlint_document::Role;
use factlint_language::figure::{self, Measure};
use factlint_language::span::ProseSpan;
use factlint_language::unit::Units;
use factlint_language::word;
use factlint_language::words::Class;
use jiff::civil::Date;

/// What a document says at its top that a judge must know of every claim: its title, and whether it sets an earlier report
/// right.
pub(super) struct Masthead<'c> {
    pub corrects: bool,
    /// The years that the document names.
    years: &'c str,
    title: &'c str,
    /// The names that it has most, each with how often: "orvik:12".
    names: &'c str,
}

/// What a masthead begins with.
const CORRECTS: char = '!';
const PLAIN: char = '=';

impl<'c> Masthead<'c> {
    /// The text of the masthead of a document.
    pub fn read(reading: &Reading<'_>) -> String {
        let mark = if super::sets_right(reading) { CORRECTS } else { PLAIN };
        let title = title(reading).unwrap_or_default();
        let title: Vec<&str> = title.split_whitespace().collect();
        let years: BTreeSet<&str> = years_in(reading.prose()).collect();
        let years: Vec<&str> = years.into_iter().collect();
        format!("{mark}{}\t{}\t{}", years.join(" "), title.join(" "), names(reading))
    }

    /// Adds it to a claim, as a last part.
    pub fn add(masthead: &str, claim: &mut Claim) {
        let first = claim.parts.first().cloned();
        claim.parts.extend(
            first.map(|first| Part { value: Value::Text { text: masthead.into() }, ..first }),
        );
    }

    /// The one of a claim.
    pub fn of(claim: &'c Claim) -> Self {
        let text = claim.parts.last().map_or("", |part| part.text());
        let told = text.strip_prefix([CORRECTS, PLAIN]).unwrap_or_default();
        let (years, told) = told.split_once('\t').unwrap_or_default();
        let (title, names) = told.split_once('\t').unwrap_or_default();
        Self { corrects: text.starts_with(CORRECTS), years, title, names }
    }
}

/// The title of a document.
fn title<'a>(reading: &Reading<'a>) -> Option<&'a str> {
    /// Sentences at the top.
    const TOP: usize = 3;
    let mut top = reading.sentences().take(TOP);
    let first = reading.sentences().next().filter(|first| within::is_line(reading, *first));
    let title = top.find(|sentence| reading.role(*sentence) == Role::Headline).or(first)?;
    Some(title.span.of(reading.prose()))
}

/// The names that a document has several times, the most frequent first.
fn names(reading: &Reading<'_>) -> String {
    /// Names that are kept, and how often each stands there at least.
    const MOST: usize = 12;
    const LEAST: usize = 2;
    let path = &reading.document().record().path;
    let called: BTreeSet<String> = words(path).into_iter().collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for sentence in reading.sentences() {
        for (_, written) in word::words(sentence.span.of(reading.prose())) {
            let is_name = word::is_capitalised(written);
            let parts = written.split(|c: char| !c.is_alphanumeric());
            for part in parts.filter(|part| part.len() > 2) {
                let name = part.to_lowercase();
                if (is_name || called.contains(&name)) && is_rare(&name) {
                    *counts.entry(name).or_default() += 1;
                }
            }
        }
    }
    let mut counts: Vec<(usize, String)> = counts
        .into_iter()
        .filter(|(_, count)| *count >= LEAST)
        .map(|(name, count)| (count, name))
        .collect();
    counts.sort_by(|(one, name), (other, second)| (other, name).cmp(&(one, second)));
    counts.truncate(MOST);
    counts.iter().map(|(count, name)| format!("{name}:{count}")).collect::<Vec<_>>().join(" ")
}

/// The years that a text names.
fn years_in(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != ',');
    words.map(|word| word.trim_matches(['.', ','])).filter(|word| word.len() == 4 && is_year(word))
}

/// The year in which a document tells what it tells: that of its date; of an undated one, the last that its path or its
/// text names, beside what is held against another document.
fn year_of(claim: &Claim, but: &str) -> Option<i16> {
    if let Some(date) = claim.document.date {
        return Some(date.year());
    }
    let in_path = |text: &str| -> Option<i16> {
        let parts = text.split(|c: char| !c.is_ascii_digit());
        parts
            .filter(|part| part.len() == 4 && is_year(part))
            .filter_map(|part| part.parse().ok())
            .max()
    };
    let told = Masthead::of(claim).years.split(' ').filter(|year| !but.contains(year));
    let told = told.filter_map(|year| year.parse().ok()).max();
    in_path(&claim.document.path).or(told)
}

/// Whether an undated document tells of a year that another, which it might sum up, does not name.
pub(super) fn is_of_later_year(short: &Claim, long: &Claim) -> bool {
    let has_date = short.document.date.is_some() && long.document.date.is_some();
    let year = year_of(short, "");
    let names = |claim: &Claim, year: i16| {
        let year = year.to_string();
        Masthead::of(claim).years.split(' ').any(|one| one == year)
            || claim.document.path.contains(&year)
            || claim.document.date.is_some_and(|date| date.year().to_string() == year)
    };
    !has_date && year_of(long, "").is_some() && year.is_some_and(|year| !names(long, year))
}

/// Whether two documents, one of which has no date at least, are of two years: the later may have new figures, as one
/// of another date may.
pub(super) fn are_of_two_years([one, other]: [&Claim; 2], fillings: [&str; 2]) -> bool {
    let has_date = |claim: &Claim| claim.document.date.is_some();
    let years = [year_of(one, fillings[0]), year_of(other, fillings[1])];
    !(has_date(one) && has_date(other))
        && matches!(years, [Some(mine), Some(theirs)] if mine != theirs)
}

/// Whether two documents tell of two things in the same words: editions of a page, pages of one manual, or a page and the
/// record of how it was changed.
pub(super) fn tell_of_two(one: &Claim, other: &Claim) -> bool {
    are_editions(one, other)
        || are_siblings(one, other)
        || are_of_two_issues([&one.document.path, &other.document.path])
        || speak_of_two(one, other)
        || is_record(one)
        || is_record(other)
}

/// Whether two documents speak of two things: each is called by a name, or has one again and again, that the other has
/// hardly or not at all, as two that fill in one form do.
fn speak_of_two(one: &Claim, other: &Claim) -> bool {
    let topics = [one, other].map(Topics::of);
    topics[0].are_none_of(&topics[1]) && topics[1].are_none_of(&topics[0])
}

/// What a document speaks of, as its masthead has it.
struct Topics<'c> {
    /// Names that stand in it several times, and how often.
    names: Vec<(&'c str, usize)>,
    /// The words of its path and title.
    called: Vec<String>,
    /// Whether it has a date: such documents tell of one day in other names.
    is_dated: bool,
}

impl<'c> Topics<'c> {
    fn of(claim: &'c Claim) -> Self {
        let masthead = Masthead::of(claim);
        let names = masthead.names.split(' ').filter_map(|name| {
            let (name, count) = name.split_once(':')?;
            Some((name, count.parse().ok()?))
        });
        let called = words(&claim.document.path).into_iter().chain(words(masthead.title));
        let is_dated = claim.document.date.is_some();
        Self { names: names.collect(), called: called.collect(), is_dated }
    }

    /// Whether something that the document speaks of is nothing that another does.
    fn are_none_of(&self, other: &Self) -> bool {
        /// A name by which the document is not called stands in it so often, and half as often as the first.
        const OFTEN: usize = 5;
        let most = self.names.first().map_or(0, |(_, count)| *count);
        self.names.iter().any(|(name, count)| {
            let is_called = self.called.iter().any(|word| word == name);
            (is_called || (!self.is_dated && *count >= OFTEN && count * 2 >= most))
                && !other.names.iter().any(|(second, _)| second == name)
                && !other.called.iter().any(|word| word == name)
        })
    }
}

/// Whether two documents stand in the folders of two issues, chapters or parts: "issue-06/trade.md", "issue-08/ports.md".
fn are_of_two_issues(paths: [&str; 2]) -> bool {
    let number = |folder: &str| -> Option<(Vec<String>, String)> {
        let parts = words(folder);
        let mut parts: Vec<String> =
            parts.iter().flat_map(|word| letters_and_digits(word)).collect();
        let number = parts.pop().filter(|number| is_number(number))?;
        word::is(parts.last()?, Class::Labels).then_some((parts, number))
    };
    let Some([(one, _), (other, _)]) = parted(paths) else { return false };
    matches!([number(one), number(other)], [Some((first, mine)), Some((second, theirs))]
        if first == second && mine != theirs)
}

/// Days between two documents: between the days that their paths name, as those of minutes do, or else between their
/// dates; none where that is not known.
pub(super) fn days_apart(one: &Claim, other: &Claim) -> Option<i32> {
    let [first, second] = [one, other].map(|claim| day_in_path(&claim.document.path));
    let (first, second) = match (first, second) {
        (Some(first), Some(second)) => (first, second),
        _ => (one.document.date?, other.document.date?),
    };
    first.until(second).ok().map(|apart| apart.get_days().abs())
}

/// The day that a path names: "minutes/2024-05-14.md", "2024/05/14/fire.md", "20240514.txt".
fn day_in_path(path: &str) -> Option<Date> {
    let parts = path.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let parts: Vec<&str> = parts.collect();
    let date = |year: &str, month: &str, day: &str| {
        let is_year = year.len() == 4 && is_year(year);
        let fits = is_year && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len());
        fits.then(|| Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok())?
    };
    parts
        .windows(3)
        .filter_map(|parts| date(parts[0], parts[1], parts[2]))
        .chain(
            parts
                .iter()
                .filter(|part| part.len() == 8)
                .filter_map(|part| date(part.get(..4)?, part.get(4..6)?, part.get(6..)?)),
        )
        .last()
}

/// Whether a document records changes, by its name or its title: it tells of what was, and quotes it.
fn is_record(claim: &Claim) -> bool {
    let path = &claim.document.path;
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.rsplit_once('.').map_or(name, |(name, _)| name);
    [name, Masthead::of(claim).title].iter().any(|text| {
        let joined = words(text).concat();
        word::is(&joined, Class::RecordName)
    })
}

/// Whether two documents are editions of one page, by their paths or their titles, or stand in the folders of two versions.
pub(super) fn are_editions(one: &Claim, other: &Claim) -> bool {
    let [first, second] = [one, other].map(|claim| Issue::of_path(&claim.document.path));
    if first.is_another(&second) || stand_in_versions([&one.document.path, &other.document.path]) {
        return true;
    }
    let [first, second] = [one, other].map(|claim| Issue::of_title(Masthead::of(claim).title));
    // Reports of one day may name two months: then one of them is wrong.
    let is_one_day = one.document.date.is_some() && one.document.date == other.document.date;
    first.is_another(&second) && (!is_one_day || first.versions != second.versions)
}

/// The first folders that tell two paths apart, and what stands in these.
fn parted(paths: [&str; 2]) -> Option<[(&str, &str); 2]> {
    let shared = paths[0].split('/').zip(paths[1].split('/'));
    let shared: usize =
        shared.take_while(|(one, other)| one == other).map(|(one, _)| one.len() + 1).sum();
    let [one, other] = paths.map(|path| path.get(shared..)?.split_once('/'));
    Some([one?, other?])
}

/// Whether the first folders that tell two paths apart are those of two versions: "3.17/api/hosts.md",
/// "3.18/api/models.md".
fn stand_in_versions(paths: [&str; 2]) -> bool {
    let Some(folders) = parted(paths) else { return false };
    let [one, other] = folders.map(|(folder, _)| Issue::of_path(folder));
    [&one, &other].iter().all(|issue| !issue.versions.is_empty() && issue.times.is_empty())
        && one.is_another(&other)
}

/// Whether two documents are one page in two languages or of two countries: "en/stats.md", "sr/stats.md".
pub(super) fn are_translations(one: &Claim, other: &Claim) -> bool {
    stand_in_languages([&one.document.path, &other.document.path])
}

fn stand_in_languages(paths: [&str; 2]) -> bool {
    /// Letters of a language with a country or a script.
    const LONGEST: usize = 7;
    let is_language = |folder: &str| {
        let language = folder.split(['-', '_']).next().unwrap_or(folder);
        language.len() == 2
            && folder.len() <= LONGEST
            && folder.bytes().all(|byte| byte.is_ascii_alphabetic() || b"-_".contains(&byte))
    };
    parted(paths).is_some_and(|[(one, page), (other, second)]| {
        page == second && is_language(one) && is_language(other)
    })
}

/// Whether two documents are pages of one manual or one series that tell of two things in the same words: in their names
/// and in their titles, the same word is another one ("Update a table", "Delete a table"; "Summit 6", "Summit 8"), or
/// folders that are called alike have a page of one name ("branch-orvik/report.md", "branch-stowe/report.md"). Dated
/// documents tell one story in such words, unless they are numbered.
fn are_siblings(one: &Claim, other: &Claim) -> bool {
    let has_date = one.document.date.is_some() || other.document.date.is_some();
    let title = |claim: &Claim| words(Masthead::of(claim).title);
    let path = |claim: &Claim| {
        let path = &claim.document.path;
        words(path.rsplit('/').next().unwrap_or(path))
    };
    let (Some(in_title), Some(in_path)) =
        (swapped(&title(one), &title(other)), swapped(&path(one), &path(other)))
    else {
        return !has_date && stand_in_siblings([&one.document.path, &other.document.path]);
    };
    let is_numbered = in_path.iter().all(|word| is_number(word));
    (in_title == in_path && (!has_date || is_numbered))
        || (!has_date && stand_in_siblings([&one.document.path, &other.document.path]))
}

/// Whether two pages of one name stand in two folders whose names share a word and differ in another.
fn stand_in_siblings(paths: [&str; 2]) -> bool {
    let [one, other] = paths.map(|path| path.split('/').collect::<Vec<_>>());
    let mut differing = one.iter().zip(&other).filter(|(mine, theirs)| mine != theirs);
    let Some((mine, theirs)) = differing.next().filter(|_| one.len() == other.len()) else {
        return false;
    };
    let (first, second) = (words(mine), words(theirs));
    differing.next().is_none()
        && one.last() == other.last()
        && first.iter().any(|word| second.contains(word))
        && first.iter().any(|word| !second.contains(word))
        && second.iter().any(|word| !first.contains(word))
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// The one word in which two runs of words differ.
fn swapped(one: &[String], other: &[String]) -> Option<[String; 2]> {
    let mut differing = one.iter().zip(other).filter(|(mine, theirs)| mine != theirs);
    let (mine, theirs) = differing.next().filter(|_| one.len() == other.len() && one.len() > 1)?;
    differing.next().is_none().then(|| [mine.clone(), theirs.clone()])
}

/// A path or a title without what tells an edition from the next.
#[derive(Debug, Default, PartialEq, Eq)]
struct Issue {
    /// The words that are left.
    series: Vec<String>,
    /// Months, years, quarters; versions and numbers of issues.
    times: Vec<String>,
    versions: Vec<String>,
}

impl Issue {
    /// Whether two are editions of one thing.
    fn is_another(&self, other: &Self) -> bool {
        let is_issue = |one: &Self| !one.times.is_empty() || !one.versions.is_empty();
        self.series == other.series
            && (is_issue(self) || is_issue(other))
            && (self.times != other.times || self.versions != other.versions)
            && (!self.series.is_empty() || (is_issue(self) && is_issue(other)))
    }

    fn of_path(path: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        for word in path.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            words.extend(apart(&word.to_lowercase()));
        }
        let mut issue = Self::default();
        let mut at = 0;
        while at < words.len() {
            let word = &words[at];
            let numbers = words[at..].iter().take_while(|word| is_number(word)).count();
            // "1.4", "2024-05-14", "3 May": a version or a date; one number alone tells articles apart as well as issues.
            let run = &words[at..at + numbers];
            let is_beside_month = at.checked_sub(1).is_some_and(|before| is_month(&words[before]))
                || words.get(at + numbers).is_some_and(|next| is_month(next));
            if numbers > 0 && (is_beside_month || run.iter().any(|word| is_year(word))) {
                issue.times.extend(run.iter().cloned());
            } else if numbers > 1 {
                issue.versions.extend(run.iter().cloned());
            } else if is_time(word) || is_day(word) {
                issue.times.push(word.clone());
            } else if numbers == 0 {
                issue.series.push(word.clone());
            }
            at += numbers.max(1);
        }
        issue
    }

    fn of_title(title: &str) -> Self {
        let figures = figure::figures(title, ProseSpan::new(0, title.len()), Units::builtin());
        let measures = |at: usize| {
            figures.iter().any(|figure| {
                let place = figure.span.range();
                // "4.58 million" is no version.
                let is_amount =
                    figure.measure != Measure::Bare || title[figure.number.range()].contains(' ');
                place.contains(&at) && is_amount
            })
        };
        let mut issue = Self::default();
        let mut before = String::new();
        let start = |word: &str| word.as_ptr() as usize - title.as_ptr() as usize;
        let trimmed = title
            .split_whitespace()
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '#'));
        for word in trimmed.filter(|word| !word.is_empty()) {
            let lower = word.to_lowercase();
            let has_digit = lower.bytes().any(|byte| byte.is_ascii_digit());
            let is_numbered = word::is(&before, Class::Labels) || lower.starts_with('#');
            let is_ordinal =
                word::is(&before, Class::Ordinals) && word::is(&lower, Class::TimeWord);
            if is_ordinal {
                issue.series.pop();
                issue.times.push(format!("{before} {lower}"));
            } else if is_time(&lower)
                || is_day(&lower)
                || (has_digit
                    && lower.split(['-', '/', '–']).all(|part| is_year(part) || is_number(part))
                    && lower.split(['-', '/', '–']).any(is_year))
                || (is_number(&lower) && is_time(&before))
            {
                issue.times.push(lower.clone());
            } else if (is_version(&lower) && !measures(start(word))) || (has_digit && is_numbered) {
                issue.versions.push(lower.clone());
            } else {
                // "pre-release", "prerelease"
                issue.series.push(lower.replace(word::is_hyphen, ""));
            }
            before = lower;
        }
        // The day before the month: "3 May".
        if !issue.times.is_empty() {
            let is_of_month = |word: &String| {
                word.parse::<u8>().is_ok_and(|day| (1..32).contains(&day))
                    && !figures.iter().any(|figure| {
                        figure.measure != Measure::Bare && title[figure.number.range()] == **word
                    })
            };
            issue.series.retain(|word| !is_of_month(word));
        }
        issue
    }
}

/// The runs of digits of a word and what stands between them: "issue37".
fn letters_and_digits(word: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for character in word.chars() {
        let is_digit = character.is_ascii_digit();
        match parts.last_mut() {
            Some(part) if part.ends_with(|last: char| last.is_ascii_digit()) == is_digit => {
                part.push(character);
            }
            _ => parts.push(character.to_string()),
        }
    }
    parts
}

/// The parts of a word of a path that is put together of a date and other things: "22Sep2004", "v2", "2024q1".
fn apart(word: &str) -> Vec<String> {
    let parts = letters_and_digits(word);
    if let [v, number] = parts.as_slice()
        && v == "v"
    {
        // A page of a version names it with a letter before it: "v2" is a version by itself.
        return vec![number.clone(), "0".to_owned()];
    }
    if let [year, part, number] = parts.as_slice()
        && is_year(year)
        && is_time(&format!("{part}{number}"))
    {
        return vec![year.clone(), format!("{part}{number}")];
    }
    let is_dated = parts.windows(2).any(|pair| {
        pair.iter().any(|part| is_month(part)) && pair.iter().any(|part| is_number(part))
    });
    if is_dated { parts } else { vec![word.to_owned()] }
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_year(word: &str) -> bool {
    let word = word.strip_prefix("fy").unwrap_or(word);
    let is_date = word.len() == 8 && is_number(word);
    (word.len() == 4 || is_date)
        && is_number(word)
        && (word.starts_with("19") || word.starts_with("20"))
}

fn is_month(word: &str) -> bool {
    word::is(word, Class::Months)
}

/// "may", "2024", "q3", "fy2024"
fn is_time(word: &str) -> bool {
    let is_part = ["q", "h"].iter().any(|letter| {
        word.strip_prefix(letter)
            .is_some_and(|number| number.parse::<u8>().is_ok_and(|number| (1..5).contains(&number)))
    });
    is_month(word) || is_year(word) || is_part
}

fn is_day(word: &str) -> bool {
    word::is(word, Class::Weekdays)
}

/// "1.53.0", "v2", "1.8.7-p302"
fn is_version(word: &str) -> bool {
    let number = word.strip_prefix('v').unwrap_or(word);
    let starts = number.starts_with(|c: char| c.is_ascii_digit());
    let is_dotted = number.split('.').filter(|part| part.starts_with(|c: char| c.is_ascii_digit()));
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ".-_+".contains(c);
    starts
        && number.chars().all(is_plain)
        && (is_dotted.count() > 1 || (number.len() < word.len() && is_number(number)))
}

/// Whether a document is about what stands in the place: its path has it, as that of the page on version 3.4, or of the
/// survey of 2018.
pub(super) fn is_in_path(claim: &Claim, filling: &str) -> bool {
    let parts = |text: &str| -> Vec<String> {
        let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        let bare = |part: &str| part.trim_start_matches(['v', 'V']).to_owned();
        parts
            .map(|part| {
                let bare = bare(part);
                if is_number(&bare) { bare } else { part.to_lowercase() }
            })
            .collect()
    };
    let (path, filling) = (parts(&claim.document.path), parts(filling));
    !filling.is_empty() && path.windows(filling.len()).any(|window| window == filling)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_editions() {
        let are = |one: &str, other: &str| Issue::of_path(one).is_another(&Issue::of_path(other));
        assert!(are("notes-1.4.md", "notes-1.5.md"));
        assert!(are("v23.2/admission.md", "v24.1/admission.md"));
        assert!(are("v2/admission.md", "v3/admission.md"));
        assert!(are("press/22Sep2004Orvik396.txt", "press/4Oct2005Orvik276.txt"));
        assert!(are("press/22Sep2004Orvik396.txt", "press/20Sep2004Orvik408.txt"));
        assert!(are("goals-oct-update.md", "Goals-2025-April-Update.md"));
        assert!(are("spec.md", "spec_2_0.md"));
        assert!(are("report-2024q1.md", "report-2024q2.md"));
        assert!(are("2024-05-14-wrap.md", "2024-05-15-wrap.md"));
        assert!(!are("article1.txt", "article2.txt"));
        assert!(!are("story/s0.txt", "story/s1.txt"));
        assert!(!are("1.txt", "2.txt"));
        assert!(!are("fire.md", "flood.md"));
        assert!(!are("2024-05-14-fire.md", "2024-05-14-blaze.md"));
    }

    #[test]
    fn paths_of_two_things() {
        let versions = |one: &str, other: &str| stand_in_versions([one, other]);
        assert!(versions("lantern/3.17/api/quays.md", "lantern/3.18/api/boats.md"));
        assert!(!versions("2023/fire.md", "2024/blaze.md"));
        assert!(!versions("draft/fire.md", "final/fire.md"));
        let languages = |one: &str, other: &str| stand_in_languages([one, other]);
        assert!(languages("content/en/quays.md", "content/pt-br/quays.md"));
        assert!(!languages("content/en/quays.md", "content/sr/boats.md"));
        assert!(!languages("draft/fire.md", "final/fire.md"));
        let siblings = |one: &str, other: &str| stand_in_siblings([one, other]);
        assert!(siblings("branch-orvik/report.md", "branch-stowe/report.md"));
        assert!(!siblings("branch-orvik/report.md", "branch-stowe/minutes.md"));
        assert!(!siblings("draft/report.md", "final/report.md"));
        assert!(!siblings("branch/report.md", "branch-old/report.md"));
        let day = |path: &str| day_in_path(path).map(|day| day.to_string());
        assert_eq!(day("minutes/jsf-2005-05-25.md").as_deref(), Some("2005-05-25"));
        assert_eq!(day("2024/05/14/fire.md").as_deref(), Some("2024-05-14"));
        assert_eq!(day("notes-20240514.txt").as_deref(), Some("2024-05-14"));
        assert_eq!(day("2024-45-99.md"), None);
        assert_eq!(day("rfc-2024.md"), None);
    }

    #[test]
    fn titles_of_editions() {
        let are = |one: &str, other: &str| Issue::of_title(one).is_another(&Issue::of_title(other));
        for [one, other] in [
            ["Orvik 1.2 is out", "Orvik 1.3 is out"],
            ["1.53.0 pre-release testing", "1.47.0 pre-release testing"],
            ["Orvik 1.8.7-p302 released", "Orvik 1.9.1-p430 released"],
            ["April 2025 Director Update", "January 2025 Director Update"],
            ["April Design Meetings", "February Design Meetings"],
            ["Harbour report, third quarter", "Harbour report, second quarter"],
            ["Results for Q3 2024", "Results for Q2 2024"],
            ["Annual report 2023/24", "Annual report 2022/23"],
            ["Newsletter #12", "Newsletter #13"],
            ["Orvik handbook, chapter 2", "Orvik handbook, chapter 3"],
            ["Minutes of 3 May 2024", "Minutes of 17 June 2024"],
            ["May 3, 2024", "June 17, 2024"],
            ["Friday briefing", "Tuesday briefing"],
        ] {
            assert!(are(one, other), "{one} {other}");
        }
        for [one, other] in [
            ["Fire kills 9 in Orvik", "Fire kills 11 in Orvik"],
            ["Council grants 4.58 million for schools", "Council grants 1.5 million for schools"],
            ["Prices rise 3.4 percent", "Prices rise 3.6 percent"],
            ["Ferry sinks off Orvik", "Boat sinks off Orvik"],
            ["Orvik 1.2 is out", "Orvik 1.2 is out"],
            ["", ""],
        ] {
            assert!(!are(one, other), "{one} {other}");
        }
    }
}
