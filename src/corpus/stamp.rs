//! Whether a file has changed since it was looked at.

use std::path::Path;
use std::time::SystemTime;

/// What tells that a file has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    length: u64,
    modified: SystemTime,
}

impl Stamp {
    /// The stamp of a file, if it can be asked.
    pub fn of(path: &Path) -> Option<Self> {
        let facts = std::fs::metadata(path).ok()?;
        Some(Self { length: facts.len(), modified: facts.modified().ok()? })
    }

    /// What tells that a file has changed, as a number, with the time of its last change. Tools can set the time back;
    /// where the system tells which file it is and when anything about it was changed, that counts too.
    pub fn number_of(path: &Path) -> Option<(u64, SystemTime)> {
        let facts = std::fs::metadata(path).ok()?;
        let modified = facts.modified().ok()?;
        #[cfg(unix)]
        let [file, changed, fraction] = {
            use std::os::unix::fs::MetadataExt;
            [facts.ino(), facts.ctime().cast_unsigned(), facts.ctime_nsec().cast_unsigned()]
        };
        #[cfg(not(unix))]
        let [file, changed, fraction] = [0; 3];
        let since = modified.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let nanoseconds = u64::from(since.subsec_nanos());
        let told = [facts.len(), since.as_secs(), nanoseconds, file, changed, fraction];
        let bytes = told.map(u64::to_le_bytes);
        Some((xxhash_rust::xxh3::xxh3_64(bytes.as_flattened()), modified))
    }
}
