//! Results of Wikidata queries: who held which office from when until when, as CSV, as JSON of the query service, or
//! as its simple JSON.

use std::collections::BTreeMap;

use jiff::civil::Date;
use toml::de::{DeTable, DeValue};

use crate::cli::table::counted;

use super::{Import, Imported, Row, day_of, key_of, period, quoted, quoted_list, text_of, told_of};

/// What the columns may be called, in the order of `Columns`.
const NAMES: &[&str] =
    &["holderLabel", "personLabel", "itemLabel", "humanLabel", "nameLabel", "name"];
const OFFICES: &[&str] = &["officeLabel", "positionLabel", "roleLabel", "office", "position"];
const STARTS: &[&str] = &["start", "startTime", "starttime", "start_time", "from", "begin"];
const ENDS: &[&str] = &["end", "endTime", "endtime", "end_time", "until", "to"];
const ALIASES: &[&str] = &[
    "aliases", "alias", "altLabel", "holderAltLabel", "personAltLabel", "itemAltLabel", "altNames",
];

impl Import<'_> {
    pub(super) fn wikidata(&self) -> Result<Imported, String> {
        let rows = self.query_rows();
        let columns: Vec<&str> =
            rows.first().map_or(Vec::new(), |row| row.keys().map(String::as_str).collect());
        let has = |names: &[&str]| {
            names.iter().any(|name| rows.iter().any(|row| row.contains_key(*name)))
        };
        if !has(NAMES) || !has(OFFICES) {
            return Err(format!(
                "has no column for a holder and an office: it needs holderLabel and officeLabel, and has {}",
                columns.join(", ")
            ));
        }
        let mut holders: BTreeMap<String, (String, Holders)> = BTreeMap::new();
        let mut unnamed = 0;
        for row in &rows {
            let find = |names: &[&str]| names.iter().find_map(|name| row.get(*name).cloned());
            let (Some(name), Some(office)) = (find(NAMES), find(OFFICES)) else {
                unnamed += 1;
                continue;
            };
            // Without a label, the service gives the number of the item.
            if is_item(&name) || is_item(&office) {
                unnamed += 1;
                continue;
            }
            let day = |names: &[&str]| find(names).and_then(|text| day_of(&text));
            let (from, until) = (day(STARTS), day(ENDS));
            let entry = holders.entry(key_of(&office)).or_insert((office, BTreeMap::new()));
            let holder = entry.1.entry((from, name.clone())).or_insert(Holder {
                names: vec![name],
                from,
                until,
            });
            // A row for each alias repeats the rest.
            holder.until = holder.until.max(until);
            for alias in find(ALIASES).iter().flat_map(|text| text.split(['|', ';'])) {
                let alias = alias.trim().to_owned();
                if !alias.is_empty() && !is_item(&alias) && !holder.names.contains(&alias) {
                    holder.names.push(alias);
                }
            }
        }
        for (_, holders) in holders.values_mut() {
            holders.retain(|_, holder| self.wants(holder.until));
            for holder in holders.values_mut() {
                self.names.add_to(&mut holder.names);
            }
        }
        holders.retain(|_, (office, holders)| self.wants_office(office) && !holders.is_empty());
        let rows = holders.into_iter().map(|(key, (office, holders))| {
            let entry = |one: &Holder| {
                format!("name = {}{}", quoted_list(&one.names), period(one.from, one.until))
            };
            let told = |one: &Holder| told_of(&one.names[0], one.from, one.until);
            let row = Row {
                what: ("office", quoted(&office)),
                list: "holders",
                entries: holders.values().map(entry).collect(),
                told: holders.values().map(told).collect(),
            };
            (key, row)
        });
        let rows: BTreeMap<String, Row> = rows.collect();
        let source = self.source.map_or_else(|| format!("Wikidata, {}", self.name), str::to_owned);
        let rule = format!(
            "[[rule]]\nid       = {}\ncheck    = \"title\"\neach     = \"{{facts}}\"\noffice   = \"{{office}}\"\n\
             holders  = \"{{holders}}\"\nonly     = false\nsource   = \"{{source}}\"\n\
             checked  = \"{{checked}}\"\n",
            quoted(&self.stem)
        );
        let left_out = (unnamed > 0).then(|| {
            let rows = counted(unnamed, "row");
            format!("{rows} without a label for the holder or the office: left out")
        });
        let mut left_out: Vec<String> = left_out.into_iter().collect();
        left_out.extend(self.missed_offices(rows.keys()));
        Ok(Imported {
            facts: self.file_of(&source, &rows),
            rows: rows.into_iter().map(|(key, row)| (key, row.told.join(", "))).collect(),
            rule,
            left_out,
        })
    }

    /// The rows, each a table of texts.
    fn query_rows(&self) -> Vec<BTreeMap<String, String>> {
        let items = match self.data {
            DeValue::Array(items) => Some(items),
            DeValue::Table(table) => table
                .get("results")
                .and_then(|results| results.get_ref().as_table())
                .and_then(|results| results.get("bindings"))
                .and_then(|bindings| bindings.get_ref().as_array()),
            _ => None,
        };
        let row = |item: &toml::Spanned<DeValue<'static>>| {
            let table: &DeTable<'_> = item.get_ref().as_table()?;
            let texts = table.iter().filter_map(|(key, value)| {
                let key = key.get_ref().to_string();
                let text = match value.get_ref() {
                    DeValue::Table(binding) => text_of(binding, "value"),
                    _ => text_of(table, &key),
                };
                Some((key, text?))
            });
            Some(texts.collect())
        };
        items.into_iter().flatten().filter_map(row).collect()
    }
}

/// The holders of an office, by the first day and the name.
type Holders = BTreeMap<(Option<Date>, String), Holder>;

struct Holder {
    names: Vec<String>,
    from: Option<Date>,
    until: Option<Date>,
}

/// Whether a text is the number of an item, or a node without a name.
fn is_item(text: &str) -> bool {
    let digits = text.strip_prefix('Q').or_else(|| text.strip_prefix('t'));
    text.starts_with("_:")
        || text.starts_with("http")
        || digits
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|one| one.is_ascii_digit()))
}
