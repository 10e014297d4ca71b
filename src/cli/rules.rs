//! `factlint rules`: what is loaded.

use std::io::Write;

use super::session::{self, Session};
use super::{Common, Exit, Failure};
use crate::finding::Origin;
use crate::report::visible;

/// Facts and sources are cut to this many characters.
const WIDEST: usize = 60;

pub(super) fn run(common: &Common) -> Result<Exit, Failure> {
    let session = Session::load(common)?;
    let mut out = Vec::new();
    let rows: Vec<[String; 5]> = session
        .ruleset
        .rules
        .iter()
        .map(|loaded| {
            let rule = &loaded.rule;
            let place = match rule.place.origin {
                Origin::Pack => format!("pack {}", rule.place.path),
                _ => format!("{}:{}", rule.place.path, rule.place.start.line),
            };
            [
                visible(&rule.id),
                rule.kind.to_owned(),
                rule.severity.as_str().to_owned(),
                cut(&loaded.check.fact(rule).unwrap_or_else(|| "agree with each other".to_owned())),
                cut(&rule
                    .source
                    .clone()
                    .map_or(place.clone(), |source| format!("{place}; {source}"))),
            ]
        })
        .collect();
    let header =
        ["rule", "check", "severity", "what must hold", "where, source"].map(str::to_owned);
    let widths: Vec<usize> = (0..5)
        .map(|column| {
            rows.iter()
                .chain([&header])
                .map(|row| unicode_width::UnicodeWidthStr::width(row[column].as_str()))
                .max()
                .unwrap_or(0)
        })
        .collect();
    for row in [&header].into_iter().chain(&rows) {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            let padding = width - unicode_width::UnicodeWidthStr::width(cell.as_str()) + 2;
            line.extend(std::iter::repeat_n(' ', padding));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    session::print(&out)?;
    session.print_problems(common, false)?;
    Ok(if session.is_whole() { Exit::Clean } else { Exit::Failed })
}

fn cut(text: &str) -> String {
    let text = visible(text);
    if text.chars().count() <= WIDEST {
        return text;
    }
    let mut short: String = text.chars().take(WIDEST - 1).collect();
    short.push('…');
    short
}
