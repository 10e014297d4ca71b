//! Reads the diff that `git diff --unified=0` prints.

use std::collections::BTreeMap;

use super::{Lines, Touched};

/// For every file that the diff leaves there, by its name in bytes, the lines that are new in it; all of
/// it where git shows no lines, as of binary files and submodules. None where this is no diff of git's.
pub(super) fn read(patch: &[u8]) -> Option<BTreeMap<Vec<u8>, Touched>> {
    let mut files: BTreeMap<Vec<u8>, Touched> = BTreeMap::new();
    let mut lines = patch.split(|byte| *byte == b'\n');
    let mut section = Section::default();
    while let Some(line) = lines.next() {
        if line.starts_with(b"diff --git ") {
            std::mem::take(&mut section).close(&mut files);
        } else if let Some(name) = line.strip_prefix(b"+++ ") {
            section.name = new_name(name)?;
        } else if let Some(name) = line.strip_prefix(b"rename to ") {
            section.name = Some(unquoted(name)?);
        } else if let Some(names) = line.strip_prefix(b"Binary files ") {
            // A file that is gone is no document any more; what it was called does not matter.
            section.is_whole = true;
            if section.name.is_none() {
                section.name = binary_name(names)?;
            }
        } else if line.starts_with(b"index ") || line.starts_with(b"new file mode ") {
            section.is_whole |= line.ends_with(b" 160000");
        } else if line.starts_with(b"@@ ") {
            let (old, new) = hunk(line)?;
            if new.count > 0 {
                section.lines.push(new.start..=new.start.checked_add(new.count - 1)?);
            }
            // Words of a document may look like a header: they are passed over by their number.
            let mut left = u64::from(old.count) + u64::from(new.count);
            while left > 0 {
                let line = lines.next()?;
                left -= u64::from(!line.starts_with(b"\\"));
            }
        }
    }
    section.close(&mut files);
    Some(files)
}

/// The part of a diff that speaks of one file.
#[derive(Default)]
struct Section {
    name: Option<Vec<u8>>,
    lines: Vec<Lines>,
    is_whole: bool,
}

impl Section {
    fn close(self, files: &mut BTreeMap<Vec<u8>, Touched>) {
        let Some(name) = self.name else { return };
        let touched = if self.is_whole { Touched::Whole } else { Touched::Lines(self.lines) };
        files.insert(name, touched);
    }
}

/// One side of a hunk.
struct Side {
    start: u32,
    count: u32,
}

/// The two sides of `@@ -12,3 +14 @@ words`.
fn hunk(line: &[u8]) -> Option<(Side, Side)> {
    let text = std::str::from_utf8(line.get(3..)?.split(|byte| *byte == b'@').next()?).ok()?;
    let mut sides = text.split_whitespace();
    let mut side = |sign: char| {
        let numbers = sides.next()?.strip_prefix(sign)?;
        let (start, count) = numbers.split_once(',').unwrap_or((numbers, "1"));
        Some(Side { start: start.parse().ok()?, count: count.parse().ok()? })
    };
    Some((side('-')?, side('+')?))
}

/// The name behind `+++ `; `Some(None)` where the file is gone.
fn new_name(written: &[u8]) -> Option<Option<Vec<u8>>> {
    // A tab ends a name that holds a blank.
    let written = written.strip_suffix(b"\t").unwrap_or(written);
    if written == b"/dev/null" {
        return Some(None);
    }
    Some(Some(unquoted(written)?.strip_prefix(b"b/")?.to_vec()))
}

/// The new name in `a/one and b/one differ`; `Some(None)` where the file is gone.
fn binary_name(written: &[u8]) -> Option<Option<Vec<u8>>> {
    let names = written.strip_suffix(b" differ")?;
    if names.ends_with(b" and /dev/null") {
        return Some(None);
    }
    // Both names are the same but for their prefix, so that the middle is known; only new files and
    // renamed ones differ, and of those `/dev/null` or `rename to` tells.
    if let Some(name) = names.strip_prefix(b"/dev/null and ") {
        return new_name(name);
    }
    let half = names.len().checked_sub(b" and ".len())? / 2;
    new_name(names.get(half + b" and ".len()..)?)
}

/// A name as git writes it: in quotation marks, with escapes, where it holds more than plain letters.
fn unquoted(written: &[u8]) -> Option<Vec<u8>> {
    let Some(inside) = written.strip_prefix(b"\"") else { return Some(written.to_vec()) };
    let mut bytes = inside.strip_suffix(b"\"")?.iter().copied();
    let mut name = Vec::with_capacity(inside.len());
    while let Some(byte) = bytes.next() {
        if byte != b'\\' {
            name.push(byte);
            continue;
        }
        name.push(match bytes.next()? {
            b'a' => 0x07,
            b'b' => 0x08,
            b't' => b'\t',
            b'n' => b'\n',
            b'v' => 0x0b,
            b'f' => 0x0c,
            b'r' => b'\r',
            plain @ (b'"' | b'\\') => plain,
            first @ b'0'..=b'3' => {
                let digit = |byte: u8| (b'0'..=b'7').contains(&byte).then(|| byte - b'0');
                let (second, third) = (digit(bytes.next()?)?, digit(bytes.next()?)?);
                (first - b'0') << 6 | second << 3 | third
            }
            _ => return None,
        });
    }
    Some(name)
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    fn lines(patch: &str) -> Vec<(String, Touched)> {
        read(patch.as_bytes())
            .expect("a diff")
            .into_iter()
            .map(|(name, touched)| (String::from_utf8(name).expect("UTF-8"), touched))
            .collect()
    }

    #[test]
    fn new_lines_are_read_from_the_hunks() {
        let patch = "diff --git a/a.txt b/a.txt\nindex 1..2 100644\n--- a/a.txt\n+++ b/a.txt\n\
                     @@ -2 +2,2 @@ words\n-old\n+new\n+newer\n@@ -9,2 +9,0 @@\n-gone\n-gone too\n\
                     @@ -20,0 +19 @@\n+last\n\\ No newline at end of file\n";
        assert_eq!(lines(patch), [("a.txt".to_owned(), Touched::Lines(vec![2..=3, 19..=19]))]);
    }

    #[test]
    fn words_that_look_like_a_header_are_words() {
        let patch = "diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n\
                     --- a/x\n-@@ -5 +5 @@\n+++ b/x\n+diff --git a/y b/y\n@@ -7 +7 @@\n-a\n+b\n";
        assert_eq!(lines(patch), [("a.md".to_owned(), Touched::Lines(vec![1..=2, 7..=7]))]);
    }

    #[test]
    fn names_are_unquoted() {
        let cases: &[(&str, &[u8])] = &[
            ("b/a.txt", b"a.txt"),
            ("b/a b.txt\t", b"a b.txt"),
            (r#""b/\303\244\n\t\"\\.txt""#, "ä\n\t\"\\.txt".as_bytes()),
            (r#""b/\377.txt""#, b"\xff.txt"),
        ];
        for (written, name) in cases {
            assert_eq!(new_name(written.as_bytes()), Some(Some(name.to_vec())), "{written}");
        }
        assert_eq!(new_name(b"/dev/null"), Some(None));
        for broken in [r#""b/\9.txt""#, r#""b/a.txt"#, r#""b/\"#, r#""b/\4"#] {
            assert_eq!(new_name(broken.as_bytes()), None, "{broken}");
        }
    }

    #[test]
    fn what_has_no_lines_counts_whole() {
        let patch = "diff --git a/a and b/a.txt b/a and b/a.txt\nindex 1..2 100644\n\
                     Binary files a/a and b/a.txt and b/a and b/a.txt differ\n\
                     diff --git a/new.txt b/new.txt\nnew file mode 100644\n\
                     Binary files /dev/null and b/new.txt differ\n\
                     diff --git a/gone.txt b/gone.txt\n\
                     Binary files a/gone.txt and /dev/null differ\n\
                     diff --git a/wire b/wire\nindex 1..2 160000\n--- a/wire\n+++ b/wire\n\
                     @@ -1 +1 @@\n-Subproject commit 1\n+Subproject commit 2\n\
                     diff --git a/wire2 b/wire2\nnew file mode 160000\nindex 0..2\n\
                     --- /dev/null\n+++ b/wire2\n@@ -0,0 +1 @@\n+Subproject commit 2\n\
                     diff --git a/old.md b/moved.md\nsimilarity index 100%\n\
                     rename from old.md\nrename to moved.md\n";
        let whole = |name: &str| (name.to_owned(), Touched::Whole);
        assert_eq!(
            lines(patch),
            [
                whole("a and b/a.txt"),
                ("moved.md".to_owned(), Touched::Lines(Vec::new())),
                whole("new.txt"),
                whole("wire"),
                whole("wire2"),
            ]
        );
    }

    #[test]
    fn a_patch_that_breaks_off_is_none() {
        assert!(read(b"diff --git a/a b/a\n+++ b/a\n@@ -1 +1 @@\n-a").is_none());
        assert!(read(b"diff --git a/a b/a\n+++ b/a\n@@ broken @@\n").is_none());
    }
}
