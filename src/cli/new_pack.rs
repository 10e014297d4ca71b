//! `factlint packs new NAME`: a folder to start a shared pack from, which `factlint packs check` finds ready.

use std::io;
use std::path::Path;

use super::arguments::Common;
use super::session::{self, Session};
use super::{Exit, Failure};
use crate::packs::Pack;
use crate::shared_packs::MANIFEST_NAME;
use factlint_report::visible;

/// Writes the folder; one that is there is left alone.
pub(super) fn run(common: &Common, name: &str) -> Result<Exit, Failure> {
    let is_plain = name.len() <= 64
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|one| one.is_ascii_lowercase() || one.is_ascii_digit() || one == b'-');
    if !is_plain {
        return Err(Failure(format!(
            "`{}` cannot be the name of a pack: lower-case letters, digits and hyphens, \"acme-products\"",
            visible(name)
        )));
    }
    if Pack::find(name).is_some() || name == "none" {
        return Err(Failure(format!(
            "`{name}` is the name of a pack that ships with factlint: choose another, for example with the name of its owner"
        )));
    }
    let session = Session::load(common)?;
    let folder = session.here.join(name);
    if folder.symlink_metadata().is_ok() {
        return Err(Failure(format!(
            "{name} is there already: a new pack has a folder of its own"
        )));
    }
    for (path, text) in files(name) {
        let place = folder.join(path);
        write(&place, &text)
            .map_err(|error| Failure(format!("{name}/{path} cannot be written: {error}")))?;
    }
    if !common.quiet {
        let told = format!(
            "{name}: a pack with one rule; `factlint packs check {name}` tries it, and {name}/README.md tells how to publish it\n"
        );
        session::print(told.as_bytes())?;
    }
    Ok(Exit::Clean)
}

fn write(place: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = place.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(place, text)
}

fn files(name: &str) -> [(&'static str, String); 5] {
    let manifest = format!(
        "name    = \"{name}\"\nversion = \"0.1.0\"\nlicense = \"CC-BY-4.0\"\nsummary = \"what the pack is about, in one line\"\n"
    );
    let rules = format!(
        "# A rule to start from. Ids and subjects begin with the pack's name: others load it beside theirs.\n\n\
         [subject.{name}-lime]\nnames = [\"Lime Plan\"]\nkind  = \"plan\"\n\n\
         [[rule]]\nid          = \"{name}-lime-seats\"\ncheck       = \"quantity\"\nabout       = \"{name}-lime\"\n\
         unit        = \"seat\"\nexpect-from = \"../facts/plans.yaml#lime.seats\"\nsource      = \"who says so, and where\"\n\
         # checked   = 2025-10-17     # when somebody last looked there\n\
         # review-by = 2026-10-17     # findings in later documents are only warnings\n\n\
         [[rule.example]]\nbad = \"The Lime Plan has 15 seats.\"\n[[rule.example]]\ngood = \"The Lime Plan has 12 seats.\"\n"
    );
    let readme = format!(
        "# {name}\n\nRules for [factlint]. To use them:\n\n```text\nfactlint packs add git+https://git.example.org/{name}@v0.1.0\n```\n\n\
         and add `\"{name}\"` to `packs` in factlint.toml.\n\n\
         ## Publishing\n\n1. `factlint packs check .` finds nothing to mend.\n2. `version` in pack.toml is raised: the last number for \
         facts that were brought up to date,\n   the middle one for new rules, the first where a rule went or its id changed.\n3. The commit \
         is tagged `v` and the version, and pushed.\n\n\
         Who took the pack gets it by `factlint packs update {name}`, which shows the rules that changed.\n\n[factlint]: \
         https://pypi.org/project/factlint/\n"
    );
    let check = "# The pack is tried on every change. Folders that begin with a point are no part of it.\non: [push, \
                 pull_request]\njobs:\n  check:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: \
                 pipx run factlint packs check .\n"
        .to_owned();
    [
        (MANIFEST_NAME, manifest),
        ("rules/plans.toml", rules),
        (
            "facts/plans.yaml",
            "# The facts of the rules: one file that somebody owns.\nlime:\n  seats: 12\n"
                .to_owned(),
        ),
        ("README.md", readme),
        (".github/workflows/check.yml", check),
    ]
}
