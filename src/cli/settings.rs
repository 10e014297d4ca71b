//! `factlint explain --config`: what is set, and which file says so.

use std::io::Write;

use super::arguments::Common;
use super::session::{self, Session};
use super::table::counted;
use super::{Exit, Failure};
use crate::corpus::chosen_packs::ChosenPack;
use crate::corpus::config::{Config, PatternOf};
use factlint_engine::finding::Severity;
use factlint_engine::rule::source::{Layer, SourceFile};
use factlint_report::visible;

/// What `factlint explain` is asked for.
pub(super) const WORD: &str = "config";

/// Prints every setting with the file and line that it comes from, in the order in which they are merged.
pub(super) fn run(common: &Common) -> Result<Exit, Failure> {
    let session = Session::load(common)?;
    let mut out = Vec::new();
    let config = &session.config;
    let all: Vec<&Config> = config.bases.iter().chain(std::iter::once(config)).collect();
    writeln!(
        out,
        "files, the nearest last; what can be listed adds up, one value is that of the nearest"
    )?;
    let mut is_any = false;
    for file in config.files() {
        is_any = true;
        writeln!(out, "  {}", visible(&file.path))?;
    }
    if !is_any {
        writeln!(out, "  none: no factlint.toml was found")?;
    }
    let from = |name: &str| {
        let named = all.iter().find_map(|one| {
            let mut packs = one.packs.iter().flatten();
            let place = packs.find(|wanted| names(wanted.get_ref(), name))?;
            Some(at(one.file.as_ref()?, place.span()))
        });
        match named {
            _ if common.packs.is_some() => "--packs".to_owned(),
            Some(at) => at,
            None => "default".to_owned(),
        }
    };
    writeln!(out, "\npacks; two of them must not contradict each other")?;
    for pack in &session.packs.packs {
        let told = match pack {
            ChosenPack::Shipped(_) => "comes with factlint".to_owned(),
            ChosenPack::Shared(pack) => {
                let folder = pack.file.path.trim_end_matches("/pack.toml").to_owned();
                format!("{} {}, {folder}", pack.manifest.version, pack.manifest.license)
            }
        };
        writeln!(
            out,
            "  {:<16} {}  ({})",
            visible(pack.name()),
            visible(&told),
            from(pack.name())
        )?;
    }
    writeln!(
        out,
        "\nrule files; a rule replaces one of the same id in a file above it, or in a pack"
    )?;
    let rules = session.engine.rules();
    for file in rules.files.iter().filter(|file| file.layer != Layer::Pack) {
        let own = rules
            .rules
            .iter()
            .filter(|one| one.rule.place.origin == file.origin && one.rule.place.path == file.path);
        let count = own.count();
        if count > 0 {
            writeln!(out, "  {}  ({})", visible(&file.path), counted(count, "rule"))?;
        }
    }
    writeln!(out, "\ndocuments")?;
    let including = all.iter().rev().find(|one| patterns(one, PatternOf::Include).next().is_some());
    match including {
        Some(one) => {
            for (pattern, place) in patterns(one, PatternOf::Include) {
                writeln!(out, "  include  {}  ({place})", visible(&pattern))?;
            }
        }
        None => writeln!(out, "  include  every file of a known format  (default)")?,
    }
    for (pattern, place) in all.iter().flat_map(|one| patterns(one, PatternOf::Exclude)) {
        writeln!(out, "  exclude  {}  ({place})", visible(&pattern))?;
    }
    for (ending, format) in config.formats.endings() {
        writeln!(out, "  format   .{} is {}", visible(ending), format.name())?;
    }
    for one in all.iter().rev() {
        for root in &one.xml_roots {
            let place = one.file.as_ref().map(|file| at(file, root.span()));
            let place = place.unwrap_or_default();
            let root = visible(root.get_ref());
            writeln!(out, "  xml      [xml.{root}]  ({place}); the first that says it counts")?;
        }
    }
    for (pattern, place) in all.iter().rev().flat_map(|one| patterns(one, PatternOf::Document)) {
        writeln!(
            out,
            "  document {}  ({place}); the first that matches counts",
            visible(&pattern)
        )?;
    }
    writeln!(out, "\noverrides; the last that matches counts")?;
    for one in &all {
        for placed in &one.overrides {
            let paths: Vec<&str> = placed.says.paths.iter().map(globset::Glob::glob).collect();
            let mut of = paths.join(", ");
            if !placed.says.fields.is_empty() {
                let fields = placed.says.fields.iter();
                let fields = fields.map(|(key, values)| format!("{key} = {}", values.join(" or ")));
                let fields: Vec<String> = fields.collect();
                let space = if of.is_empty() { "" } else { " " };
                of.push_str(&format!("{space}where {}", fields.join(", ")));
            }
            let rules = match placed.says.rules.as_slice() {
                [] => "all rules".to_owned(),
                some => some.join(", "),
            };
            let severity = placed.says.severity.map_or("off", Severity::as_str);
            let line = format!("{of} {rules}: {severity}");
            let place = one.file.as_ref().map(|file| at(file, placed.place.clone()));
            writeln!(out, "  {}  ({})", visible(&line), place.unwrap_or_default())?;
        }
    }
    writeln!(out, "\nvalues")?;
    let unread = config.unread.map_or("off", Severity::as_str);
    writeln!(out, "  unread         {unread}")?;
    writeln!(out, "  most-claims    {}", config.budget.claims)?;
    writeln!(out, "  most-findings  {}", config.budget.findings)?;
    let stets = config.stets.len();
    writeln!(out, "\n{}, of {} alone", counted(stets, "stet"), crate::corpus::config::FILE_NAME)?;
    session::print(&out)?;
    session.print_problems(common, false)?;
    Ok(if session.is_whole() { Exit::Clean } else { Exit::Failed })
}

/// Whether a word of `packs = [...]` names this pack: by its name, or by its folder.
fn names(wanted: &str, name: &str) -> bool {
    wanted == name || wanted.trim_end_matches('/').rsplit(['/', '\\']).next() == Some(name)
}

/// File and line.
fn at(file: &SourceFile, place: std::ops::Range<usize>) -> String {
    format!("{}:{}", visible(&file.path), file.label(place, "").start.line)
}

/// The patterns of one file with their places.
fn patterns(one: &Config, of: PatternOf) -> impl Iterator<Item = (String, String)> + '_ {
    one.patterns.iter().filter(move |pattern| pattern.of == of).map(|pattern| {
        let place = one.file.as_ref().map(|file| at(file, pattern.place.clone()));
        (pattern.glob.glob().to_owned(), place.unwrap_or_default())
    })
}
