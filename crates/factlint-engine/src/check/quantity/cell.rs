//! Figures in tables: the unit stands in the cell, or in a head.

use super::count::is_yearlike;
use super::{Per, Quantity, Wanted};
use crate::check::table::{Cell, cells};
use crate::check::{self, Decider, Miss, Refusal, context, figures};
use crate::claim::{Claim, Days, Part, Value};
use crate::reading::{Reading, Sentence};
use crate::rule::{Period, Rule};
use crate::unread::Reason;
use factlint_language::figure::{self, Figure};
use factlint_language::inflect::plurals;
use factlint_language::span::ProseSpan;
use factlint_language::word;
use factlint_language::words::Class;
use jiff::civil::date;

impl Quantity {
    /// The figures of the cells whose heads name the subject.
    pub(super) fn read_tables(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        mut each: impl FnMut(Sentence, Result<Claim, Miss>),
    ) {
        for cell in cells(rule, reading) {
            let sentence = cell.sentence;
            let year = self.year_of(reading, &cell);
            let heads = cell.heads.column.iter().chain(&cell.heads.perhaps).rev();
            let heads = heads.chain(&cell.heads.row).copied();
            let above = context::cue_above(rule, reading, sentence);
            let heads: Vec<Sentence> = heads.chain(above).collect();
            let read = match self.parts_of(rule, reading, sentence, &heads) {
                Some(Ok(parts)) => cell.told.and(year).and_then(|year| {
                    if let Some(refusal) = check::refusal(rule, reading, sentence, sentence.span) {
                        return Err(refusal);
                    }
                    let at = sentence.span;
                    let (subject, key) = (self.subject.clone(), String::new());
                    let mut claim = check::claim(rule, reading, sentence, at, subject, key, parts);
                    self.complete_key(&mut claim, year);
                    if let Some(year) = year.filter(|_| self.has_periods()) {
                        claim.days = vec![whole_year(year)];
                    }
                    Ok(claim)
                }),
                Some(Err(refusal)) => cell.told.and(year).and(Err(refusal)),
                None => continue,
            };
            let missed = |refusal| Miss::refused(sentence, sentence.span, refusal);
            each(sentence, read.map_err(missed));
        }
    }

    /// The year of what a cell tells, where the rule asks for one. Of columns for years, one that knows periods of its fact takes
    /// all; else the newest is what holds, if it is as new as the document.
    fn year_of(&self, reading: &Reading<'_>, cell: &Cell) -> Result<Option<i16>, Refusal> {
        let dated = cell.heads.iter().find(|head| !reading.dates(*head).is_empty());
        let dated = dated.or(cell.year);
        let Some(head) = dated else {
            let near = || reading.year_near(cell.sentence, cell.sentence.span);
            return Ok((self.per == Some(Per::Year)).then(near).flatten());
        };
        if self.per == Some(Per::Year) {
            return Ok(reading.year_near(head, head.span));
        }
        let year = reading.year_of_head(head).filter(|_| !self.facts.is_empty());
        match year {
            Some(year) if self.has_periods() => Ok(Some(year)),
            Some(year) if reading.is_newest_year(head, year) => Ok(None),
            // Figures that changed do not contradict each other.
            _ => Err((Reason::DayUnclear, Decider::Word(head.span))),
        }
    }

    /// Whether the facts of the rule hold for a time each.
    fn has_periods(&self) -> bool {
        self.facts.iter().any(|fact| fact.period != Period::default())
    }

    /// The figures that stand under the subject with a label: "Length: 1,420 m" below a heading.
    pub(super) fn read_standing(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        mut each: impl FnMut(Sentence, Result<Claim, Miss>),
    ) {
        let units = &reading.vocabulary().units;
        for mut standing in context::standing(rule, reading) {
            let sentence = standing.sentence;
            let figures = &*self.figures_in(rule, reading, sentence);
            let groups = figures::with_conversions(reading.prose(), figures, units);
            let whole = |group: &[usize]| {
                figures[group[0]].hedged.hull(figures[group[group.len() - 1]].span)
            };
            let spans: Vec<ProseSpan> = groups.iter().map(|group| whole(group)).collect();
            for (group, &span) in groups.iter().zip(&spans) {
                let figure = &figures[group[0]];
                let wanted = self.wants(figure, units);
                let is_bare = figure.measure == figure::Measure::Bare;
                // "Price per month: €12"
                let lacks_rate = figure.per.is_none() && figure.each.is_none();
                let may_be_rate = (self.is_of_rates(units) || self.each.is_some()) && lacks_rate;
                if !wanted && !is_bare && !may_be_rate {
                    continue;
                }
                let others: Vec<ProseSpan> =
                    spans.iter().copied().filter(|other| *other != span).collect();
                let line = reading.line_before(sentence, span.start);
                let end = line.start
                    + line.of(reading.prose()).trim_end_matches([':', ' ', '=', '|']).len() as u32;
                let own = sentence.narrowed(ProseSpan { start: line.start, end });
                let by_head = || {
                    let labels: Vec<Sentence> = standing.label.into_iter().chain([own]).collect();
                    self.with_unit_of_head(reading, span, &labels)
                };
                let of_head = if wanted { None } else { by_head() };
                standing.known = match of_head.is_some() {
                    true => rate_in(reading, own),
                    false if is_bare => self.nouns_in(reading, own),
                    false => Vec::new(),
                };
                let Some(told) = standing.read(rule, reading, span, &others) else { continue };
                let part = |index: &usize| {
                    self.part_of(reading, &figures[*index], reading.prose(), figures[*index].span)
                };
                let parts: Result<Vec<Part>, Refusal> = if wanted {
                    Ok(group.iter().map(part).collect())
                } else {
                    match of_head.or_else(|| self.counted(reading, span)) {
                        Some(part) => Ok(vec![part]),
                        None if !is_bare => continue,
                        // "Lanes: 4" is no length without a unit.
                        None => match &self.wanted {
                            Wanted::Unit { id, .. } => Err((Reason::NoUnit, Decider::Unit(*id))),
                            _ => continue,
                        },
                    }
                };
                let read = told.and(parts).map(|parts| {
                    let (subject, key) = (self.subject.clone(), String::new());
                    let mut claim =
                        check::claim(rule, reading, sentence, span, subject, key, parts);
                    // "Turnover 2024: €1.8 billion"
                    let labelled = reading.year_in(own.span).filter(|_| self.has_periods());
                    if let Some(year) = labelled {
                        claim.days = vec![whole_year(year)];
                    }
                    let year = labelled.or_else(|| reading.year_near(sentence, span));
                    self.complete_key(&mut claim, year);
                    claim
                });
                let missed = |refusal| Miss::refused(sentence, figure.span, refusal);
                each(sentence, read.map_err(missed));
            }
        }
    }

    /// The counts of a rule without `near` in lines under the subject: "Seats: 144", "- 144 seats". The noun that is counted is
    /// their label.
    pub(super) fn read_lines(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        mut each: impl FnMut(Sentence, Result<Claim, Miss>),
    ) {
        let Wanted::Nouns(nouns) = &self.wanted else { return };
        if !rule.near.is_empty() || self.rate.is_some() || self.each.is_some() {
            return;
        }
        let is_noun = |found: &str| {
            nouns.iter().any(|noun| {
                found.eq_ignore_ascii_case(noun)
                    || plurals(noun).iter().any(|plural| found.eq_ignore_ascii_case(plural))
            })
        };
        let holds_noun =
            |within: ProseSpan| reading.words_in(within).any(|(_, found)| is_noun(found));
        let units = &reading.vocabulary().units;
        for (line, told) in context::lines_under(rule, reading, holds_noun) {
            let read = |figure: &Figure| {
                let whole = figure.hedged.hull(figure.span);
                let wanted = self.wants(figure, units);
                let is_bare = figure.measure == figure::Measure::Bare && !figure.elliptical;
                let labelled = context::labelled(rule, reading, line, whole, is_noun)?;
                let part = match wanted {
                    true => Some(self.part_of(reading, figure, reading.prose(), figure.span)),
                    false => self.counted(reading, whole).filter(|_| is_bare),
                };
                part.map(|part| (whole, labelled.map(|()| part)))
            };
            let found: Vec<(ProseSpan, Result<Part, Refusal>)> =
                reading.figures(line).iter().filter_map(read).collect();
            let [(whole, part)] = found.as_slice() else { continue };
            let refused = || check::refusal(rule, reading, line, *whole).map_or(Ok(()), Err);
            let part = told.and(part.clone()).and_then(|part| refused().map(|()| part));
            let read = part.map(|part| {
                let (subject, key) = (self.subject.clone(), String::new());
                let mut claim = check::claim(rule, reading, line, *whole, subject, key, vec![part]);
                self.complete_key(&mut claim, reading.year_near(line, *whole));
                claim
            });
            each(line, read.map_err(|refusal| Miss::refused(line, *whole, refusal)));
        }
    }

    /// The one figure that a cell gives, with its conversions; or why it gives none that can be compared. None where
    /// it holds no number.
    fn parts_of(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        cell: Sentence,
        heads: &[Sentence],
    ) -> Option<Result<Vec<Part>, Refusal>> {
        let units = &reading.vocabulary().units;
        let figures = reading.figures(cell);
        let groups = figures::with_conversions(reading.prose(), figures, units);
        let of_interest: Vec<&Vec<usize>> =
            groups.iter().filter(|group| self.wants(&figures[group[0]], units)).collect();
        match of_interest.as_slice() {
            [only] => {
                let part = |index: &usize| {
                    self.part_of(reading, &figures[*index], reading.prose(), figures[*index].span)
                };
                Some(Ok(only.iter().map(part).collect()))
            }
            [] => {
                let beside = reading.unit_beside(cell);
                let heads: Vec<Sentence> =
                    beside.into_iter().chain(heads.iter().copied()).collect();
                if let Some(part) = self.with_unit_of_head(reading, cell.span, &heads) {
                    return Some(Ok(vec![part]));
                }
                let is_bare =
                    matches!(figures, [figure] if figure.measure == figure::Measure::Bare);
                let id = match &self.wanted {
                    Wanted::Unit { id, .. } => id,
                    // "Population | 21,900"
                    Wanted::Nouns(_) if is_bare => {
                        let labelled = heads.iter().any(|head| {
                            let nouns = self.nouns_in(reading, *head);
                            context::is_cue_label(rule, reading, *head, &nouns)
                        });
                        let part = self.counted(reading, cell.span).filter(|_| labelled);
                        let missed = (Reason::NoUnit, Decider::Nothing);
                        return Some(part.map(|part| vec![part]).ok_or(missed));
                    }
                    _ => return None,
                };
                // A unit in the caption is that of all cells whose heads give none.
                let has_own = |head: &Sentence| head.span.of(reading.prose()).contains(['(', '[']);
                let title = reading.title_of_table(cell).filter(|_| !heads.iter().any(has_own));
                if let Some(part) =
                    title.and_then(|title| self.with_unit_of_head(reading, cell.span, &[title]))
                {
                    return Some(Ok(vec![part]));
                }
                is_bare.then_some(Err((Reason::NoUnit, Decider::Unit(*id))))
            }
            _ => Some(Err((Reason::Several, Decider::Nothing))),
        }
    }

    fn part_of(&self, reading: &Reading<'_>, figure: &Figure, text: &str, span: ProseSpan) -> Part {
        let mut value = figures::value_of(figure, text, &reading.vocabulary().units);
        self.adjust(figure, &mut value, &reading.vocabulary().units);
        check::part(reading, span, Value::Figure(value.into()))
    }

    /// A bare number with the unit that a head gives: "Range (km)", "Requests per minute".
    fn with_unit_of_head(
        &self,
        reading: &Reading<'_>,
        place: ProseSpan,
        heads: &[Sentence],
    ) -> Option<Part> {
        self.with_unit(reading, place, heads.iter().flat_map(|head| units_in(reading, *head)))
    }

    /// A bare number behind a label that is a cue, as the count of what the rule counts: "Population: 21,900". What could
    /// be a year is none.
    fn counted(&self, reading: &Reading<'_>, place: ProseSpan) -> Option<Part> {
        let Wanted::Nouns(nouns) = &self.wanted else { return None };
        let is_count = self.rate.is_none() && !is_yearlike(place.of(reading.prose()).trim());
        let noun = nouns.first().filter(|_| is_count)?;
        self.with_unit(reading, place, plurals(noun).into_iter().rev().take(1))
    }

    /// The words of a label that are nouns which the rule counts: "passenger" of "Passenger capacity".
    fn nouns_in(&self, reading: &Reading<'_>, label: Sentence) -> Vec<ProseSpan> {
        let Wanted::Nouns(nouns) = &self.wanted else { return Vec::new() };
        let is_noun = |found: &str| {
            let is_form = |form: &str| found.eq_ignore_ascii_case(form);
            nouns.iter().any(|noun| is_form(noun) || plurals(noun).iter().any(|one| is_form(one)))
        };
        let words = reading.words_in(label.span).filter(|(_, found)| is_noun(found));
        words.map(|(range, _)| ProseSpan::new(range.start, range.end)).collect()
    }

    /// A bare number with the first of some units that makes it a figure of the rule.
    fn with_unit(
        &self,
        reading: &Reading<'_>,
        place: ProseSpan,
        mut units: impl Iterator<Item = String>,
    ) -> Option<Part> {
        let number = place.of(reading.prose());
        let found = units.find_map(|unit| {
            let text = format!("{number} {unit}");
            let whole = ProseSpan::new(0, text.len());
            let figures = figure::figures(&text, whole, &reading.vocabulary().units);
            let [figure] = figures.as_slice() else { return None };
            let is_whole = figure.with_each(figure.hedged.hull(figure.span)) == whole;
            (is_whole && self.wants(figure, &reading.vocabulary().units))
                .then(|| (figure.clone(), text))
        });
        let (figure, text) = found?;
        let end = (place.start + figure.span.end).min(place.end);
        let span = ProseSpan { start: place.start + figure.span.start, end };
        let mut part = self.part_of(reading, &figure, &text, span);
        // A fact would bring its unit along.
        part.replaceable = false;
        part.seen = Some(text.into());
        Some(part)
    }
}

/// The days of a year.
fn whole_year(year: i16) -> Days {
    Days { first: date(year, 1, 1), last: date(year, 12, 31) }
}

/// What a label tells its figures per: "per month" of "Price per month".
fn rate_in(reading: &Reading<'_>, label: Sentence) -> Vec<ProseSpan> {
    let per = reading.words_in(label.span).find(|(_, found)| word::is(found, Class::RateHead));
    per.map(|(range, _)| ProseSpan { start: range.start as u32, end: label.span.end })
        .into_iter()
        .collect()
}

/// What a head may give as a unit: what stands in its brackets, else behind its comma or "in", else all of it.
fn units_in(reading: &Reading<'_>, head: Sentence) -> Vec<String> {
    let text = reading.without_number(head).of(reading.prose()).trim();
    if let Some((_, rest)) = text.split_once(['(', '['])
        && let Some((inside, _)) = rest.split_once([')', ']'])
    {
        // "(in km)", "(all values in km)".
        let inside = inside.trim();
        let last = inside.rsplit_once(" in ").map(|(_, unit)| unit);
        let whole = inside.trim_start_matches("in ");
        return [Some(whole), last].into_iter().flatten().map(str::to_owned).collect();
    }
    let behind = [", ", " in "].into_iter().filter_map(|mark| text.rsplit_once(mark));
    let mut units: Vec<String> = behind.map(|(_, unit)| unit.trim().to_owned()).collect();
    // "Price per month", above a price
    let per = word::words(text).find(|(_, found)| word::is(found, Class::RateHead));
    units.extend(per.map(|(at, _)| text[at..].to_owned()));
    let mut characters = text.chars();
    if let Some(first) = characters.next() {
        // "Requests per minute": a head begins with a capital.
        units.push(first.to_lowercase().chain(characters).collect());
    }
    units
}
