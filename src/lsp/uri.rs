//! Paths and the URIs by which editors name them.

use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::corpus::normalised;

/// What a path may hold as it is.
const KEPT: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The path that a URI names; none where it names no file of this machine.
pub fn path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.0.strip_prefix("file://")?;
    let rest = rest.split(['#', '?']).next()?;
    let rest = rest.strip_prefix("localhost").unwrap_or(rest);
    let decoded = percent_decode_str(rest).decode_utf8().ok()?;
    let bytes = decoded.as_bytes();
    // "/c:/news" on Windows.
    let has_drive =
        bytes.len() > 2 && bytes[0] == b'/' && bytes[1].is_ascii_alphabetic() && bytes[2] == b':';
    let shown = if has_drive { &decoded[1..] } else { &*decoded };
    (has_drive || decoded.starts_with('/')).then(|| normalised(Path::new(shown)))
}

/// The URI of a path; none where the path is not UTF-8.
pub fn of(path: &Path) -> Option<Uri> {
    let shown = path.to_str()?.replace('\\', "/");
    let lead = if shown.starts_with('/') { "" } else { "/" };
    Some(Uri(format!("file://{lead}{}", utf8_percent_encode(&shown, KEPT))))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_uris_and_back() {
        for shown in ["/news/a.txt", "/news/Łódź 50% #1?.md", "/a/🚀.txt"] {
            let uri = of(Path::new(shown)).unwrap();
            assert!(uri.0.is_ascii(), "{uri:?}");
            assert_eq!(path(&uri).unwrap(), Path::new(shown));
        }
        assert_eq!(path(&Uri("file://localhost/a/b/../c".to_owned())).unwrap(), Path::new("/a/c"));
        assert_eq!(
            path(&Uri("file:///c%3A/news/a.txt".to_owned())).unwrap(),
            Path::new("c:/news/a.txt")
        );
    }

    #[test]
    fn what_is_no_file_has_no_path() {
        for uri in [
            "untitled:Untitled-1", "http://a/b", "file://", "file://server/share", "",
            "file:///%ff",
        ] {
            assert_eq!(path(&Uri(uri.to_owned())), None, "{uri}");
        }
    }
}
