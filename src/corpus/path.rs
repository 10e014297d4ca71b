//! Paths as people see them.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

/// The path relative to `here`, with `/`: below it, or by way of `..`. Bytes that are not UTF-8 are
/// shown as `\xFF`, so that two files are never shown alike.
pub fn display_path(path: &Path, here: &Path) -> String {
    let path = normalised(path);
    let here = normalised(here);
    let common =
        path.components().zip(here.components()).take_while(|(one, other)| one == other).count();
    if common == 0 {
        return shown(path.as_os_str());
    }
    let mut pieces: Vec<String> = here.components().skip(common).map(|_| "..".to_owned()).collect();
    pieces.extend(path.components().skip(common).map(|piece| shown(piece.as_os_str())));
    if pieces.is_empty() { ".".to_owned() } else { pieces.join("/") }
}

/// A name with the bytes that are not UTF-8 written out.
fn shown(name: &OsStr) -> String {
    let mut text = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            text.push_str(&format!("\\x{byte:02X}"));
        }
    }
    text
}

/// The path below a clean root, as it is shown, if that takes no thought: the usual case, without an
/// allocation.
pub(super) fn below<'p>(path: &'p Path, root: &Path) -> Option<&'p str> {
    let inside = path.to_str()?.strip_prefix(root.to_str()?)?.strip_prefix('/')?;
    let plain = !inside.split('/').any(|name| matches!(name, "" | "." | ".."));
    (plain && std::path::MAIN_SEPARATOR == '/').then_some(inside)
}

/// The path without `.` and `..`, links left alone.
pub fn normalised(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for piece in path.components() {
        match piece {
            Component::CurDir => {}
            Component::ParentDir if clean.parent().is_some() => {
                clean.pop();
            }
            other => clean.push(other),
        }
    }
    clean
}

/// What went wrong with a file, in words that follow its path.
pub(super) fn reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind::{
        FileTooLarge, InvalidInput, IsADirectory, NotFound, PermissionDenied,
    };
    match error.kind() {
        NotFound => "does not exist".to_owned(),
        PermissionDenied => "cannot be read: permission denied".to_owned(),
        FileTooLarge | InvalidInput if error.raw_os_error().is_none() => error.to_string(),
        IsADirectory => "is a folder".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}

/// Where a walk went wrong, and how.
pub(super) fn walk_error(error: &ignore::Error, folder: &Path) -> (PathBuf, String) {
    match error {
        ignore::Error::WithPath { path, err } => (path.clone(), walk_error(err, path).1),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            walk_error(err, folder)
        }
        ignore::Error::Io(error) => (folder.to_owned(), reason(error)),
        other => (folder.to_owned(), other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_from_here() {
        let here = Path::new("/desk/news");
        assert_eq!(display_path(Path::new("/desk/news/a/b.txt"), here), "a/b.txt");
        assert_eq!(display_path(Path::new("/desk/news/./a/../b.txt"), here), "b.txt");
        assert_eq!(display_path(Path::new("/desk/wire/b.txt"), here), "../wire/b.txt");
        assert_eq!(display_path(Path::new("/desk/news"), here), ".");
    }
}
