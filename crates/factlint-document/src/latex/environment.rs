//! Environments: what lies between `\begin` and `\end`; lists and tables.

use super::commands::{Command, Environment, environment};
use super::{DEEPEST, LONGEST, Open, Reader};
use crate::Role;
use factlint_language::span::Span;

impl<'t> Reader<'t> {
    pub(super) fn begin_environment(&mut self, start: usize) {
        let Some(inside) = self.argument() else { return };
        let name = self.text[inside].trim();
        if name == "document" {
            self.open.clear();
            self.too_deep = 0;
            self.is_preamble = false;
            return;
        }
        let plain = name.trim_end_matches('*');
        let kind = environment(plain);
        if matches!(kind, Environment::Code | Environment::Skipped) {
            return self.whole_environment(start, name, kind);
        }
        if self.is_preamble {
            return;
        }
        self.end_block();
        match kind {
            Environment::Table => {
                let before = match plain {
                    "tabularx" | "tabulary" | "xltabular" => 2,
                    "tabular" if name.ends_with('*') => 2,
                    _ => 1,
                };
                for _ in 0..before {
                    let _ = self.argument();
                }
                self.skip_options();
            }
            Environment::Plain if plain == "frame" => self.skip_options(),
            _ => self.skip_arguments(),
        }
        let is_head = kind == Environment::Table && first_row_is_head(self.rest());
        if self.open.len() >= DEEPEST {
            return;
        }
        match kind {
            Environment::List => self.composer.begin_list(),
            Environment::Table => {
                self.composer.begin_table();
                self.composer.begin_row();
            }
            Environment::Quotation => self.composer.enter(Role::Quotation),
            Environment::Summary => self.composer.enter(Role::Summary),
            _ => {}
        }
        self.open.push(Open::Environment { name, kind, has_part: false, is_head });
        if plain == "frame" && self.rest().starts_with('{') {
            self.known(start, Command::Headline(3), name);
        }
    }

    /// An environment whose inside is not LaTeX as it is read here.
    pub(super) fn whole_environment(&mut self, start: usize, name: &'t str, kind: Environment) {
        if self.endless.contains(name) {
            return;
        }
        let close = format!("\\end{{{name}}}");
        let Some(length) = memchr::memmem::find(self.rest().as_bytes(), close.as_bytes()) else {
            self.endless.insert(name);
            return;
        };
        let end = self.at + length;
        let behind = end + close.len();
        if kind == Environment::Code && !self.is_silent() {
            self.skip_arguments();
            self.end_block();
            let from = self.at.min(end);
            let words = &self.text[from..end];
            self.composer.block(Role::Code, words, Span::new(from, end));
        } else if kind == Environment::Skipped && !self.is_silent() && self.composer.has_words() {
            self.at = behind;
            self.object(start);
        }
        self.at = behind;
    }

    pub(super) fn end_environment(&mut self) {
        let Some(inside) = self.argument() else { return };
        let name = self.text[inside].trim();
        if name == "document" {
            self.at = self.end;
            return;
        }
        let is_it = |open: &Open<'_>| matches!(open, Open::Environment { name: known, .. } if *known == name);
        let Some(at) = self.open.iter().rposition(is_it) else {
            return self.end_paragraph();
        };
        while self.open.len() > at {
            if let Some(open) = self.open.pop() {
                self.end(open);
            }
        }
        self.too_deep = 0;
    }

    /// The innermost environment, if it is a table: its place among what is open.
    pub(super) fn table(&self) -> Option<usize> {
        let at = self.open.iter().rposition(|open| matches!(open, Open::Environment { .. }))?;
        let is_table = matches!(self.open[at], Open::Environment { kind: Environment::Table, .. });
        is_table.then_some(at)
    }

    pub(super) fn begin_cell(&mut self, columns: u16, rows: u16) {
        if let Some(at) = self.table()
            && let Open::Environment { has_part, is_head, .. } = &mut self.open[at]
            && !std::mem::replace(has_part, true)
        {
            self.composer.begin_cell(*is_head, columns, rows);
        }
    }

    pub(super) fn next_cell(&mut self) {
        self.begin_cell(1, 1);
        self.end_cell();
    }

    pub(super) fn end_cell(&mut self) {
        let Some(at) = self.table() else { return };
        let has = match &mut self.open[at] {
            Open::Environment { has_part, .. } => std::mem::take(has_part),
            _ => false,
        };
        if has {
            self.end_block();
            self.composer.end_cell();
        }
    }

    pub(super) fn next_row(&mut self) {
        self.end_cell();
        if let Some(at) = self.table()
            && let Open::Environment { is_head, .. } = &mut self.open[at]
        {
            *is_head = false;
            self.composer.begin_row();
        }
    }

    pub(super) fn item(&mut self) {
        let within = self.open.iter().rposition(|open| matches!(open, Open::Environment { .. }));
        let Some(at) = within else { return };
        if !matches!(self.open[at], Open::Environment { kind: Environment::List, .. }) {
            return;
        }
        while self.open.len() > at + 1 {
            if let Some(open) = self.open.pop() {
                self.end(open);
            }
        }
        self.end_block();
        if let Some(Open::Environment { has_part, .. }) = self.open.get_mut(at)
            && std::mem::replace(has_part, true)
        {
            self.composer.leave();
        }
        self.composer.begin_item();
        self.skip_blanks();
        if self.rest().starts_with('[') && self.bracket(self.at).is_some() {
            self.push(Open::Term, 1);
        }
    }
}

/// Whether a rule parts the first row of a table from those below it, and not each from the next.
fn first_row_is_head(table: &str) -> bool {
    let mut end = table.len().min(LONGEST);
    while !table.is_char_boundary(end) {
        end -= 1;
    }
    let mut rows = table[..end].split("\\\\").skip(1).map(|row| row.trim_start());
    let (Some(second), third) = (rows.next(), rows.next()) else { return false };
    let rule = |row: &str| row.starts_with("\\hline") || row.starts_with("\\cline");
    if ["\\midrule", "\\cmidrule", "\\endhead", "\\endfirsthead"]
        .iter()
        .any(|mark| second.starts_with(mark))
    {
        return true;
    }
    let parts_all = third
        .is_some_and(|row| rule(row) && !row["\\hline".len()..].trim_start().starts_with("\\end"));
    rule(second) && !parts_all
}
