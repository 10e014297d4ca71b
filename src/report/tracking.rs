//! Identities by which code hosts follow findings from run to run.

use std::collections::BTreeMap;

use crate::finding::Finding;

/// One identity a finding, all distinct: 16 hexadecimal digits.
///
/// A finding's own fingerprint knows neither path nor place, so two documents that hold the same
/// sentence share it. Its identity adds the document, and a number where one document holds the
/// sentence more than once. So a finding elsewhere, or lines that move, change no identity.
pub fn identities(findings: &[Finding]) -> Vec<String> {
    let mut seen: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    findings
        .iter()
        .map(|finding| {
            let path = finding.primary.path.as_str();
            let nth = seen.entry((&finding.fingerprint, path)).or_default();
            *nth += 1;
            let recipe = format!("{}\u{1f}{path}\u{1f}{nth}", finding.fingerprint);
            format!("{:016x}", xxhash_rust::xxh3::xxh3_64(recipe.as_bytes()))
        })
        .collect()
}
