//! Identities by which code hosts follow findings from run to run.

use std::collections::BTreeMap;

use factlint_engine::finding::Finding;

/// The identities of a run: all distinct, 16 hexadecimal digits each.
///
/// A finding's own fingerprint knows neither path nor place, so two documents that hold the same
/// sentence share it. Its identity adds the document, and a number where one document holds the
/// sentence more than once. So a finding elsewhere, or lines that move, change no identity.
#[derive(Debug, Default)]
pub struct Identities<'a> {
    seen: BTreeMap<(&'a str, &'a str), u32>,
}

impl<'a> Identities<'a> {
    /// The identity of a finding.
    pub fn of(&mut self, finding: &'a Finding) -> String {
        self.next(&finding.fingerprint, &finding.primary.path)
    }

    /// The identity of what is told under this name about a file.
    pub fn next(&mut self, name: &'a str, path: &'a str) -> String {
        let nth = self.seen.entry((name, path)).or_default();
        *nth += 1;
        let recipe = format!("{name}\u{1f}{path}\u{1f}{nth}");
        format!("{:016x}", xxhash_rust::xxh3::xxh3_64(recipe.as_bytes()))
    }
}
