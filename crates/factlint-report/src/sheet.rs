//! What sources say of a draft's statements: beside each in the tick sheet, as Markdown, as CSV, as JSON.

use std::io;

use anstyle::{AnsiColor, Style as Ansi};
use serde::Serialize;

use super::excerpt::{shortened, visible};
use super::facts::{Facts, Row, sections};
use super::json::{PlaceSpan, place_span};
use super::pretty::Style;
use factlint_engine::sheet::{Count, Place, Verdict};
use factlint_engine::statement::Kind;
use factlint_language::word;

/// A verdict in a line of JSON.
#[derive(Serialize)]
pub(super) struct JsonVerdict<'a> {
    verdict: &'a str,
    places: Vec<JsonPlace<'a>>,
    why: Option<&'a str>,
    rule: Option<&'a str>,
    source: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonPlace<'a> {
    path: &'a str,
    span: PlaceSpan,
    text: &'a str,
    sentence: &'a str,
}

/// A verdict with all that it rests on.
struct Told<'v> {
    places: &'v [Place],
    why: Option<&'v str>,
    rule: Option<&'v str>,
    source: Option<&'v str>,
}

impl<'v> Told<'v> {
    fn of(verdict: &'v Verdict) -> Self {
        let nothing = Self { places: &[], why: None, rule: None, source: None };
        match verdict {
            Verdict::Agrees { places } => Self { places, ..nothing },
            Verdict::Differs { places, why, rule } => {
                Self { places, why: Some(why), rule: rule.as_deref(), ..nothing }
            }
            Verdict::Checked { rule, source } => {
                Self { rule: Some(rule), source: source.as_deref(), ..nothing }
            }
            Verdict::OnlyHere => nothing,
        }
    }
}

/// A verdict as JSON shows it.
pub(super) fn json(verdict: &Verdict) -> JsonVerdict<'_> {
    let told = Told::of(verdict);
    JsonVerdict {
        verdict: verdict.name(),
        places: told.places.iter().map(json_place).collect(),
        why: told.why,
        rule: told.rule,
        source: told.source,
    }
}

fn json_place(place: &Place) -> JsonPlace<'_> {
    JsonPlace {
        path: &place.path,
        span: place_span(place.span, place.start, place.end, place.on_disk),
        text: &place.seen,
        sentence: &place.sentence,
    }
}

/// What stands in the box of a statement.
pub(super) fn tick(verdict: Option<&Verdict>) -> char {
    match verdict {
        Some(Verdict::Agrees { .. } | Verdict::Checked { .. }) => 'x',
        Some(Verdict::Differs { .. }) => '!',
        Some(Verdict::OnlyHere) | None => ' ',
    }
}

/// "sources/a.txt:3:8"
pub(super) fn shown(place: &Place) -> String {
    format!("{}:{}:{}", visible(&place.path), place.start.line, place.start.column)
}

/// Writes what stands below a statement in the sheet.
pub(super) fn write_verdict(
    out: &mut dyn io::Write,
    verdict: &Verdict,
    style: Style,
) -> io::Result<()> {
    let colour = match verdict {
        Verdict::Agrees { .. } | Verdict::Checked { .. } => AnsiColor::Green,
        Verdict::Differs { .. } => AnsiColor::Red,
        Verdict::OnlyHere => AnsiColor::Yellow,
    };
    let name = match style {
        Style::Plain => verdict.name().to_owned(),
        Style::Colour => {
            let colour = Ansi::new().fg_color(Some(colour.into()));
            format!("{colour}{}{colour:#}", verdict.name())
        }
    };
    let rest = sentence(verdict);
    if rest.is_empty() {
        writeln!(out, "      {name}")?;
    } else {
        writeln!(out, "      {name}: {rest}")?;
    }
    if let Verdict::Differs { places, .. } = verdict {
        for place in places.iter().filter(|place| !place.sentence.is_empty()) {
            writeln!(out, "        {}  {}", shown(place), shortened(&place.sentence))?;
        }
    }
    Ok(())
}

/// What a verdict rests on, on one line; empty where on nothing.
fn sentence(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Agrees { places } => {
            let places: Vec<String> = places
                .iter()
                .map(|place| format!("{} `{}`", shown(place), shortened(&place.seen)))
                .collect();
            places.join(", ")
        }
        Verdict::Differs { why, rule, places } => {
            let by = rule.as_deref().map(|rule| format!(" [{}]", visible(rule)));
            let at: Vec<String> = places.iter().map(shown).collect();
            let at = if at.is_empty() { String::new() } else { format!(", {}", at.join(", ")) };
            format!("{}{}{at}", visible(why), by.unwrap_or_default())
        }
        Verdict::Checked { rule, source } => match source {
            Some(source) => format!("{}, {}", visible(rule), visible(source)),
            None => visible(rule),
        },
        Verdict::OnlyHere => String::new(),
    }
}

/// "61 statements: 40 agree, 3 differ, 18 stand alone"; what there is none of is left out.
pub fn summary(documents: &[Facts]) -> String {
    let mut count = Count::default();
    for verdict in documents.iter().flat_map(|facts| &facts.verdicts) {
        count.add(verdict);
    }
    let one = |number: usize, verb: &str| {
        let ending = if number == 1 { "s" } else { "" };
        (number > 0).then(|| format!("{number} {verb}{ending}"))
    };
    let checked = (count.checked > 0).then(|| {
        let is = if count.checked == 1 { "is" } else { "are" };
        format!("{} {is} checked against a fact", count.checked)
    });
    let alone = (count.alone > 0).then(|| {
        let stand = if count.alone == 1 { "stands" } else { "stand" };
        format!("{} {stand} alone", count.alone)
    });
    let parts: Vec<String> =
        [one(count.agree, "agree"), one(count.differ, "differ"), checked, alone]
            .into_iter()
            .flatten()
            .collect();
    let all = count.all();
    let statements = if all == 1 { "statement" } else { "statements" };
    if parts.is_empty() {
        format!("{all} {statements}")
    } else {
        format!("{all} {statements}: {}", parts.join(", "))
    }
}

/// Writes the sheet as a list of tasks in Markdown, by subject.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_markdown(out: &mut dyn io::Write, documents: &[Facts]) -> io::Result<()> {
    let (groups, others) = sections(documents);
    writeln!(out, "# Tick sheet")?;
    if documents.iter().any(|facts| !facts.verdicts.is_empty()) {
        writeln!(out, "\n{}", summary(documents))?;
    }
    let named = groups.iter().map(|(subject, rows)| (markdown(subject), rows));
    let rest = (!others.is_empty()).then(|| ("Without a subject".to_owned(), &others));
    for (subject, rows) in named.chain(rest) {
        writeln!(out, "\n## {subject}\n")?;
        for row in rows {
            write_task(out, row)?;
        }
    }
    Ok(())
}

fn write_task(out: &mut dyn io::Write, row: &Row<'_>) -> io::Result<()> {
    let one = row.statement;
    let (path, start) = (&row.facts.path, one.start);
    // A box is only ticked for good by a person, but for what is known to agree.
    let ticked = if tick(row.verdict) == 'x' { 'x' } else { ' ' };
    let place = markdown(&format!("{path}:{}:{}", start.line, start.column));
    write!(out, "- [{ticked}] **{}** ({place})", markdown(&word::one_line(&one.seen)))?;
    if let Some(verdict) = row.verdict {
        let rest = markdown(&sentence(verdict));
        let joint = if rest.is_empty() { "" } else { ": " };
        write!(out, " *{}*{joint}{rest}", verdict.name())?;
    }
    writeln!(out)?;
    if one.kind != Kind::Quotation {
        writeln!(out, "  {}", markdown(&word::one_line(&one.sentence)))?;
    }
    Ok(())
}

/// A text as Markdown shows it, whatever stands in it: no markup, no link, no tag.
fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in visible(text).chars() {
        if character.is_ascii_punctuation()
            && !matches!(character, ',' | ';' | '\'' | '"' | '/' | '.')
        {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// Writes one statement a row, under a row of heads.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_csv(out: &mut dyn io::Write, documents: &[Facts]) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record([
        "verdict", "kind", "text", "subject", "speaker", "path", "line", "column", "places", "why",
        "rule", "source", "sentence",
    ])?;
    for facts in documents {
        for (one, verdict) in facts.rows() {
            let told = verdict.map(Told::of);
            let places = told.as_ref().map_or(&[][..], |told| told.places);
            let places: Vec<String> =
                places.iter().map(|place| format!("{} {}", shown(place), place.seen)).collect();
            let told = |of: fn(&Told<'_>) -> Option<String>| {
                told.as_ref().and_then(of).unwrap_or_default()
            };
            let kind = Kind::ALL.iter().find(|(kind, _)| *kind == one.kind);
            table.write_record([
                verdict.map_or("", Verdict::name),
                kind.map_or("", |(_, name)| name),
                &cell(&one.seen),
                &cell(one.subject.as_deref().unwrap_or_default()),
                &cell(one.speaker.as_deref().unwrap_or_default()),
                &cell(&facts.path),
                &one.start.line.to_string(),
                &one.start.column.to_string(),
                &cell(&places.join("; ")),
                &cell(&told(|told| told.why.map(str::to_owned))),
                &cell(&told(|told| told.rule.map(str::to_owned))),
                &cell(&told(|told| told.source.map(str::to_owned))),
                &cell(&one.sentence),
            ])?;
        }
    }
    table.flush()
}

/// A cell: on one line, and no formula, whatever stands in the document.
fn cell(text: &str) -> String {
    let text = visible(&word::one_line(text));
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_no_markup_and_no_formula() {
        assert_eq!(markdown("a <b> [c](d) `e`"), r"a \<b\> \[c\]\(d\) \`e\`");
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("1,240\nmetres"), "1,240 metres");
    }
}
