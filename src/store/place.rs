//! Where stores lie, and how many.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::database::{Result, StoreError};

/// Counts up when the tables or what lies in them change: another store is begun.
const FORMAT: u32 = 3;

/// More stores than this, of other versions and other choices of rules, are not kept.
const MOST_STORES: usize = 4;

/// What tells the stores of different versions, and of different choices of rules, apart.
pub(super) fn edition(choice: &str) -> u64 {
    let reading = factlint_engine::rule::Vocabulary::READING_VERSION;
    // Two builds of one version may read differently.
    let build = std::env::current_exe().and_then(fs::metadata).map_or(0, |facts| facts.len());
    let version = env!("CARGO_PKG_VERSION");
    xxhash_rust::xxh3::xxh3_64(format!("{FORMAT} {version} {reading} {build} {choice}").as_bytes())
}

/// Who hands somebody a folder must not have its files written elsewhere.
pub(super) fn refuse_links(paths: &[&Path]) -> Result<()> {
    let is_link = |path: &&&Path| fs::symlink_metadata(path).is_ok_and(|facts| facts.is_symlink());
    match paths.iter().find(is_link) {
        Some(path) => Err(StoreError::Unusable(format!("{} is a link", path.display()))),
        None => Ok(()),
    }
}

/// Makes the folder of the stores, which version control and backups pass over, and removes the oldest stores.
pub(super) fn prepare(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let tag = "Signature: 8a477f597d28d172789f06886806bc55\n# What factlint has read; it may be removed at any time.\n";
    for (name, text) in [(".gitignore", "*\n"), ("CACHEDIR.TAG", tag)] {
        let path = folder.join(name);
        if fs::symlink_metadata(&path).is_err() {
            fs::write(path, text)?;
        }
    }
    let mut stores: Vec<(std::time::SystemTime, PathBuf)> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("claims-") && name.ends_with(".sqlite") {
            stores.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    stores.sort();
    for (_, path) in stores.iter().take(stores.len().saturating_sub(MOST_STORES)) {
        for path in [path, &path.with_extension("sqlite-wal"), &path.with_extension("sqlite-shm")] {
            // Another process may be at it.
            let _ = fs::remove_file(path);
        }
    }
    Ok(())
}

/// A path as an address of SQLite.
pub(super) fn escaped(path: &Path) -> Result<String> {
    let text =
        path.to_str().ok_or_else(|| StoreError::Unusable("its path is no Unicode".to_owned()))?;
    Ok(text.replace('%', "%25").replace('?', "%3f").replace('#', "%23"))
}
