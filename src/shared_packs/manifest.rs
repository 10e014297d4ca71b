//! `pack.toml`: what a pack says of itself.

use factlint_engine::rule::problems::Problems;
use factlint_engine::rule::source::SourceFile;
use factlint_engine::rule::table::{Placed, Table};

use super::Contents;
use crate::packs::Pack;

/// The file's name.
pub const MANIFEST_NAME: &str = "pack.toml";

/// What a pack says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The word in `packs = [...]`.
    pub name: String,
    /// Such as 1.2.0.
    pub version: String,
    /// How others may use it: an SPDX expression, or words.
    pub license: String,
    /// What it is about, in one line.
    pub summary: Option<String>,
    /// Its files of rules.
    pub rule_files: Vec<String>,
}

impl Manifest {
    /// Reads a `pack.toml` that lies among these files. What is wrong is reported.
    pub fn read(file: &SourceFile, contents: &Contents, problems: &Problems) -> Option<Self> {
        let mut table = Table::parse(file, problems, MANIFEST_NAME);
        if table.is_broken() {
            return None;
        }
        let name = table.required_string("name", "name = \"acme-products\"");
        if let Some(name) = &name {
            report_name(&table, name);
        }
        let version = table.required_string("version", "version = \"1.0.0\"");
        if let Some(version) = &version
            && !is_version(version.get_ref())
        {
            table.problem(
                version.span(),
                format!("`version` of {MANIFEST_NAME} is no version"),
                "write numbers with points between them: \"1.2.0\"",
            );
        }
        let license = table.required_string("license", "license = \"CC-BY-4.0\"");
        let summary = table.string("summary").map(Placed::into_inner);
        let named = table.strings("rules");
        let place = table.span();
        let mut rule_files = Vec::new();
        for path in named.iter().flatten() {
            let found = rule_files_at(contents, path.get_ref());
            if found.is_empty() {
                table.problem(
                    path.span(),
                    format!("the pack has no rule file at `{}`", path.get_ref()),
                    "a .toml file of the pack, or a folder that holds some",
                );
            }
            rule_files.extend(found);
        }
        if named.is_none() {
            rule_files = rule_files_at(contents, "rules");
            if rule_files.is_empty() {
                table.problem(
                    0..place.end.min(1),
                    "the pack has no rules",
                    "lay them into rules/, or name them: rules = [\"products.toml\"]",
                );
            }
        }
        rule_files.sort();
        rule_files.dedup();
        table.finish();
        Some(Self {
            name: name?.into_inner(),
            version: version?.into_inner(),
            license: license?.into_inner(),
            summary,
            rule_files,
        })
    }
}

fn report_name(table: &Table<'_>, name: &Placed<String>) {
    let text = name.get_ref();
    let is_plain = text.len() <= 64
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !is_plain {
        table.problem(
            name.span(),
            format!("`{text}` cannot be the name of a pack"),
            "lower-case letters, digits and hyphens: \"acme-products\"",
        );
    } else if Pack::find(text).is_some() || text == "none" {
        table.problem(
            name.span(),
            format!("`{text}` is the name of a pack that ships with factlint"),
            "choose another, for example with the name of its owner",
        );
    }
}

/// Numbers with points between them, and perhaps a word behind a hyphen: 1.2.0-beta.
fn is_version(text: &str) -> bool {
    let (numbers, word) = text.split_once('-').unwrap_or((text, "beta"));
    let is_number =
        |part: &str| (1..=9).contains(&part.len()) && part.bytes().all(|one| one.is_ascii_digit());
    numbers.split('.').count() <= 4
        && numbers.split('.').all(is_number)
        && !word.is_empty()
        && word.len() <= 32
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
}

/// The .toml files of a pack at a path: the file, or those below the folder.
fn rule_files_at(contents: &Contents, path: &str) -> Vec<String> {
    let path = path.trim_start_matches("./").trim_end_matches('/');
    let below = |known: &&str| {
        let rest = known.strip_prefix(path);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            && known.ends_with(".toml")
            && *known != MANIFEST_NAME
    };
    contents.paths().filter(below).map(str::to_owned).collect()
}
