//! Inputs that once failed, and others that are odd: each file below `tests/odd` is read in every format, and
//! what must hold of every document holds. A fuzzer found most of them.

#![allow(clippy::expect_used)]

#[path = "support/sound.rs"]
mod sound;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use factlint::document::Record;
use factlint::document::encoding::decode;
use factlint::document::{Document, Format};

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

#[test]
fn odd_inputs_are_read_or_refused() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/odd");
    let files = files(&folder);
    assert!(!files.is_empty());
    for path in files {
        let bytes = std::fs::read(&path).expect("a file");
        for (_, format) in Format::KNOWN {
            let Ok(mut decoded) = decode(&bytes, *format) else { continue };
            let contents = decoded.take_contents(*format);
            let text = decoded.text.into_owned();
            let record = Record {
                path: Arc::default(),
                date: None,
                trust: 1.0,
                hash: 0,
                utf8: decoded.utf8,
                said: Default::default(),
            };
            let document = Document::from_contents(Arc::new(record), text, contents);
            sound::assert_sound(&document, &path.display().to_string());
        }
    }
}
