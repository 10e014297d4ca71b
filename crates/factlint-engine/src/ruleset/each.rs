//! Rules with `each`: one is made for every row of a table that a team keeps.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::read::Reader;
use super::{LeftOut, LoadedRule};
use crate::check;
use crate::rule::fact_file::{NoColumn, Row, Rows};
use crate::rule::source::SourceFile;
use crate::rule::table::{Table, did_you_mean};

/// Keys whose facts may stand in a row.
const FACTS: &[&str] = &["expect", "held", "holders"];

impl Reader<'_> {
    /// The rules that a table with `each` makes. One mistake in it is told once, however many rows there are.
    pub(super) fn read_each(
        &mut self,
        file: &SourceFile,
        mut table: Table<'_>,
        left_out: &mut LeftOut,
    ) -> Vec<LoadedRule> {
        let template = table.text_of("id").unwrap_or_default().to_owned();
        table.rename(if template.is_empty() {
            "a rule".to_owned()
        } else {
            format!("rule `{template}`")
        });
        let Some(reference) = table.string("each") else { return Vec::new() };
        let Some(rows) = self.facts.rows(&table, self.problems, &reference) else {
            return Vec::new();
        };
        let takes_facts = table
            .text_of("check")
            .and_then(check::kind)
            .is_some_and(|kind| kind.keys.iter().any(|key| key.name == "expect-from"));
        let facts = if takes_facts { FACTS } else { &[] };
        let template_id: Arc<str> = Arc::from(template.as_str());
        let mut known = BTreeSet::new();
        let mut by_key: BTreeMap<&str, &Row> = BTreeMap::new();
        let mut rules = Vec::new();
        let mut without_fact = Vec::new();
        for row in &rows.rows {
            let told = self.problems.told();
            if let Some(first) = by_key.insert(&row.key, row) {
                self.report_twice(&rows, first, row);
                self.problems.tell_once(told, &mut known);
                continue;
            }
            let mut filled = match table.filled_from(row, facts) {
                Ok(filled) => filled,
                Err((lost, _)) if !rows.have(&lost.column) => {
                    report_unknown(&table, &rows, &lost);
                    return rules;
                }
                Err((_, true)) => {
                    without_fact.push(row.key.clone());
                    continue;
                }
                Err((lost, false)) => {
                    self.report_lacking(&table, row, &lost);
                    self.problems.tell_once(told, &mut known);
                    continue;
                }
            };
            if filled.text_of("id") == Some(template.as_str()) && !template.is_empty() {
                filled.suffix_id(&row.key);
            }
            let is_subject =
                filled.text_of("about").is_some_and(|about| self.subjects.find(about).is_some());
            if !is_subject {
                filled.listed("about");
            }
            let loaded = self.read_rule(file, filled);
            self.problems.tell_once(told, &mut known);
            if let Some(mut loaded) = loaded {
                loaded.rule.row_of = Some(Arc::clone(&template_id));
                rules.push(loaded);
            }
        }
        if !without_fact.is_empty() {
            left_out.rows.insert(template, without_fact);
        }
        rules
    }

    /// Two rows that are called the same.
    fn report_twice(&self, rows: &Rows, first: &Row, again: &Row) {
        let (source, place) = again.place();
        let message = format!("{} has two rows `{}`", rows.path(), again.key);
        let mut problem = source.problem(place, message, "and here");
        let (source, place) = first.place();
        problem.related.push(source.label(place, "given here"));
        problem.notes.push("each row makes a rule of its own: take one out".to_owned());
        self.problems.push(problem);
    }

    /// A row without a column that others have.
    fn report_lacking(&self, table: &Table<'_>, row: &Row, lost: &NoColumn) {
        let (source, place) = row.place();
        let message = format!("row `{}` of {} has no `{}`", row.key, source.path, lost.column);
        let mut problem = source.problem(place, message, format!("{} needs it", table.what()));
        problem.related.push(table.file().label(lost.place.clone(), "asked for here"));
        self.problems.push(problem);
    }
}

/// A column that no row has.
fn report_unknown(table: &Table<'_>, rows: &Rows, lost: &NoColumn) {
    let columns: Vec<&str> = rows.columns().into_iter().collect();
    table.problem_with_note(
        lost.place.clone(),
        format!(
            "no row of {} has the `{}` that {} asks for",
            rows.path(),
            lost.column,
            table.what()
        ),
        did_you_mean(&lost.column, &columns).unwrap_or_else(|| "is no column".to_owned()),
        format!("columns: {}", columns.join(", ")),
    );
}
