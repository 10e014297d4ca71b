//! Files that are being written: each lies beside the one whose place it takes once it is whole. Whatever ends the
//! run before that, an error or a signal, leaves neither a half file nor a stray one.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a signal has to take away. Whoever holds the lock makes a file, puts it in its place or takes it away, so
/// that a signal finds each either listed or gone.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn unfinished() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A new file that is to take the place of another one; dropped before that, it is gone.
#[derive(Debug)]
pub(super) struct Unfinished {
    file: File,
    path: PathBuf,
}

impl Unfinished {
    /// A file beside `target`.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn beside(target: &Path) -> io::Result<Self> {
        signals::watch();
        let mut name = OsString::from(".");
        name.push(target.file_name().unwrap_or_default());
        name.push(format!(".{}.tmp", std::process::id()));
        let path = target.with_file_name(name);
        let mut listed = unfinished();
        let file = File::options().write(true).create_new(true).open(&path)?;
        listed.insert(path.clone());
        Ok(Self { file, path })
    }

    /// The file itself.
    pub fn file(&self) -> &File {
        &self.file
    }

    /// Puts it in the place of `target`, at once.
    ///
    /// # Errors
    /// Where it cannot be moved there; it is gone then.
    pub fn take_place_of(self, target: &Path) -> io::Result<()> {
        let mut listed = unfinished();
        let done = fs::rename(&self.path, target);
        if done.is_ok() {
            listed.remove(&self.path);
        }
        // Dropping it takes the lock again.
        drop(listed);
        done
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let mut listed = unfinished();
        if listed.remove(&self.path) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

impl Write for Unfinished {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(unix)]
mod signals {
    use std::sync::Once;
    use std::thread;

    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    /// Waits for the signals that end a run: what is unfinished goes, then they do what they always do.
    pub fn watch() {
        static WATCH: Once = Once::new();
        WATCH.call_once(|| {
            // Where signals cannot be watched they leave a stray file behind, and nothing worse.
            let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
            let wait = move || {
                for signal in signals.forever() {
                    let listed = super::unfinished();
                    for path in &*listed {
                        let _ = std::fs::remove_file(path);
                    }
                    // With the lock: nothing is put in its place any more.
                    let _ = emulate_default_handler(signal);
                }
            };
            let _ = thread::Builder::new().name("signals".to_owned()).spawn(wait);
        });
    }
}

#[cfg(not(unix))]
mod signals {
    /// Nothing ends a run so softly that something could be done about it.
    pub fn watch() {}
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unfinished_is_gone_and_what_is_whole_takes_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.txt");
        let names = || fs::read_dir(folder.path()).unwrap().count();
        fs::write(&target, "old").unwrap();
        let mut half = Unfinished::beside(&target).unwrap();
        half.write_all(b"ha").unwrap();
        assert_eq!(names(), 2);
        drop(half);
        assert_eq!((names(), fs::read_to_string(&target).unwrap()), (1, "old".to_owned()));
        let mut whole = Unfinished::beside(&target).unwrap();
        whole.write_all(b"new").unwrap();
        whole.take_place_of(&target).unwrap();
        assert_eq!((names(), fs::read_to_string(&target).unwrap()), (1, "new".to_owned()));
        assert!(
            Unfinished::beside(&target).unwrap().take_place_of(&folder.path().join("b/c")).is_err()
        );
        assert_eq!(names(), 1);
    }
}
