//! `[xml.ROOT]` of `factlint.toml`: what the elements of XML mean below a root of that name.

use factlint_document::xml::{Part, Vocabulary};
use factlint_engine::rule::table::{Placed, Table, did_you_mean};

/// What tells the day.
const DATE: &str = "date";

/// Reads all such tables, and their roots with the places; what is wrong is reported.
pub fn read(table: Table<'_>) -> (Vec<Vocabulary>, Vec<Placed<String>>) {
    let (mut found, mut roots) = (Vec::new(), Vec::new());
    for (root, mut said) in table.into_named_tables() {
        said.rename(format!("[xml.{}]", root.get_ref()));
        let mut vocabulary = Vocabulary::of(root.get_ref());
        for (key, paths) in said.take_named_strings() {
            add(&mut vocabulary, &said, &key, &paths);
        }
        found.push(vocabulary);
        roots.push(root);
    }
    (found, roots)
}

fn add(
    vocabulary: &mut Vocabulary,
    table: &Table<'_>,
    key: &Placed<String>,
    paths: &[Placed<String>],
) {
    let part = Part::by_key(key.get_ref());
    if part.is_none() && key.get_ref() != DATE {
        let known: Vec<&str> =
            Part::ALL.iter().map(|(name, _)| *name).chain(std::iter::once(DATE)).collect();
        let hint = did_you_mean(key.get_ref(), &known);
        table.problem_with_note(
            key.span(),
            format!("{} has no key `{}`", table.what(), key.get_ref()),
            hint.unwrap_or_else(|| "names no part of a document".to_owned()),
            format!("known keys: {}", known.join(", ")),
        );
        return;
    }
    for path in paths {
        let added = match part {
            Some(part) => vocabulary.add(part, path.get_ref()),
            None => vocabulary.add_date(path.get_ref()),
        };
        if let Err(why) = added {
            let message = format!("`{}` of {} names no element", path.get_ref(), table.what());
            table.problem(path.span(), message, why);
        }
    }
}
