//! The one way in which files are read: regular files of a bounded size, and none that a link leads to
//! outside of what somebody named.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The largest document, in bytes.
pub const LARGEST_DOCUMENT: u64 = 100_000_000;

/// The largest file of rules or facts and the largest `factlint.toml`, in bytes.
pub const LARGEST_RULES: u64 = 16_000_000;

/// The largest baseline, in bytes: a line of it is a finding.
pub const LARGEST_BASELINE: u64 = 500_000_000;

/// Opens a regular file of at most `most` bytes. Pipes and devices are not even opened: that alone can
/// wait for ever.
///
/// # Errors
/// Where it is no regular file, is too large or cannot be opened.
pub fn open(path: &Path, most: u64) -> io::Result<File> {
    is_readable(&fs::metadata(path)?, most)?;
    let file = File::open(path)?;
    // Another file may lie there by now.
    is_readable(&file.metadata()?, most)?;
    Ok(file)
}

/// Opens a file that was a regular one when its folder was listed, without asking again: in a corpus of many small
/// files each question costs as much as the reading. Should a pipe lie there by now, nobody waits for it.
///
/// # Errors
/// Where it cannot be opened.
pub fn open_listed(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK);
    options.open(path)
}

/// Reads a regular file of at most `most` bytes.
///
/// # Errors
/// As [`open`], and where reading fails.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    read_from(open(path, most)?, most)
}

/// Reads a stream of at most `most` bytes to its end.
///
/// # Errors
/// Where it has more, or reading fails.
pub fn read_from(stream: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(too_large(most)) } else { Ok(bytes) }
}

/// Reads a text as [`read`] does.
///
/// # Errors
/// As [`read`], in words, and where it is not UTF-8.
pub fn read_text(path: &Path, most: u64) -> Result<String, String> {
    let bytes = read(path, most).map_err(|error| error.to_string())?;
    String::from_utf8(bytes)
        .map_err(|error| format!("is not UTF-8 (byte {})", error.utf8_error().valid_up_to()))
}

/// What is said of a file that is larger than it may be.
pub fn too_large(most: u64) -> io::Error {
    let message = format!("is larger than {} MB, which is the most that is read", most / 1_000_000);
    io::Error::new(io::ErrorKind::FileTooLarge, message)
}

fn is_readable(facts: &fs::Metadata, most: u64) -> io::Result<()> {
    if facts.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "is a folder"));
    }
    if !facts.is_file() {
        let message = "is neither a file nor a folder";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    if facts.len() > most { Err(too_large(most)) } else { Ok(()) }
}

/// The folder that a place is, or lies in.
pub fn folder_of(place: &Path) -> Option<PathBuf> {
    if place.is_dir() { Some(place.to_owned()) } else { place.parent().map(Path::to_owned) }
}

/// The folders in which files may lie that nobody named on the command line.
#[derive(Clone, Debug, Default)]
pub struct Bounds {
    /// Without links.
    folders: Vec<PathBuf>,
}

impl Bounds {
    /// These folders, and the git work trees around them.
    pub fn new(folders: impl IntoIterator<Item = PathBuf>) -> Self {
        let whole = |folder: PathBuf| {
            let folder = folder.canonicalize().ok()?;
            let tree = folder.ancestors().find(|above| above.join(".git").exists());
            Some(tree.map_or_else(|| folder.clone(), Path::to_owned))
        };
        Self { folders: folders.into_iter().filter_map(whole).collect() }
    }

    /// Whether a file or folder lies in these folders when all links are followed. What does not exist does.
    pub fn hold(&self, path: &Path) -> bool {
        let Ok(place) = path.canonicalize() else { return true };
        self.folders.iter().any(|folder| place.starts_with(folder))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn only_regular_files_of_a_bounded_size_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        fs::write(&file, "12345").unwrap();
        assert_eq!(read(&file, 5).unwrap(), b"12345");
        assert!(read(&file, 4).unwrap_err().to_string().starts_with("is larger than"));
        assert_eq!(read(folder.path(), 4).unwrap_err().to_string(), "is a folder");
        assert!(read_from(io::repeat(b'x'), 1_000).is_err());
        #[cfg(unix)]
        assert!(
            read(Path::new("/dev/zero"), 4).unwrap_err().to_string().contains("neither a file")
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_do_not_lead_out() {
        let (inside, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(outside.path().join("secret"), "").unwrap();
        fs::write(inside.path().join("a"), "").unwrap();
        std::os::unix::fs::symlink(outside.path(), inside.path().join("out")).unwrap();
        std::os::unix::fs::symlink("a", inside.path().join("b")).unwrap();
        let bounds = Bounds::new([inside.path().to_owned()]);
        for (name, held) in [("a", true), ("b", true), ("out", false), ("out/secret", false)] {
            assert_eq!(bounds.hold(&inside.path().join(name)), held, "{name}");
        }
        assert!(!bounds.hold(outside.path()));
    }
}
