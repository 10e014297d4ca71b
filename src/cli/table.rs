//! Tables on the terminal.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use factlint_report::visible;

/// Facts and sources are cut to this many characters.
const WIDEST: usize = 60;

/// Writes rows in columns as wide as their widest cell.
pub(super) fn write_table(
    out: &mut dyn Write,
    header: &[&str],
    rows: &[Vec<String>],
) -> io::Result<()> {
    let header: Vec<String> = header.iter().map(|cell| (*cell).to_owned()).collect();
    let widths: Vec<usize> = (0..header.len())
        .map(|column| {
            let cells = rows.iter().chain([&header]).map(|row| row[column].as_str());
            cells.map(UnicodeWidthStr::width).max().unwrap_or(0)
        })
        .collect();
    for row in [&header].into_iter().chain(rows) {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            let padding = width - UnicodeWidthStr::width(cell.as_str()) + 2;
            line.extend(std::iter::repeat_n(' ', padding));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// Text from a file, on one line and not too long for a cell.
pub(super) fn cut(text: &str) -> String {
    let text = visible(text);
    if text.chars().count() <= WIDEST {
        return text;
    }
    let mut short: String = text.chars().take(WIDEST - 1).collect();
    short.push('…');
    short
}

/// "1 rule", "2 rules".
pub(super) fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
