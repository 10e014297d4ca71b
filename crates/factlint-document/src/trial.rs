//! What the tests of all readers ask of the contents that a reader makes.

// A test may look at the clock.
#![allow(clippy::disallowed_types)]

use std::time::{Duration, Instant};

use super::{Block, Contents};
use crate::Role;
use factlint_language::span::ProseSpan;

/// The words of the blocks, and the parts that they play.
pub(super) fn blocks(contents: Contents) -> Vec<(String, Role)> {
    let prose = contents.prose.unwrap_or_default();
    contents.blocks.iter().map(|block| (block.span.of(&prose).to_owned(), block.role)).collect()
}

/// The same, of contents that are sound.
#[track_caller]
pub(super) fn told(text: &str, contents: Contents) -> Vec<(String, Role)> {
    assert_sound(text, &contents);
    blocks(contents)
}

/// The words alone, of contents that are sound.
#[track_caller]
pub(super) fn words(text: &str, contents: Contents) -> Vec<String> {
    told(text, contents).into_iter().map(|(words, _)| words).collect()
}

/// What [`told`] is expected to give.
pub(super) fn expected(blocks: &[(&str, Role)]) -> Vec<(String, Role)> {
    blocks.iter().map(|(words, role)| ((*words).to_owned(), *role)).collect()
}

/// Depth, index and length of the list of each block that lies in one.
pub(super) fn list_places(contents: &Contents) -> Vec<(u8, u16, u16)> {
    let lists = contents.blocks.iter().filter_map(|block| block.list);
    lists.map(|place| (place.depth, place.index, place.length)).collect()
}

/// Holds that the blocks lie in order on whole characters, that every character leads back to the text, and
/// that what is said to be exact is.
pub(super) fn assert_sound(text: &str, contents: &Contents) {
    let prose = contents.prose.as_deref().unwrap_or(text);
    let mut end = 0;
    for Block { span, .. } in &contents.blocks {
        assert!(span.start >= end && span.start < span.end, "{text:?}");
        end = span.end;
        assert!(prose.get(span.range()).is_some(), "{text:?}");
        for (at, character) in span.of(prose).char_indices() {
            let at = span.start as usize + at;
            let one = ProseSpan::new(at, at + character.len_utf8());
            assert!(text.get(contents.map.hull(one).range()).is_some(), "{text:?}");
            if let Some(exact) = contents.map.exact(one) {
                assert_eq!(exact.of(text), one.of(prose), "{text:?}");
            }
        }
        let hull = contents.map.hull(*span);
        assert!(hull.start <= hull.end && text.get(hull.range()).is_some(), "{text:?}");
        if let Some(exact) = contents.map.exact(*span) {
            assert_eq!(exact.of(text), span.of(prose), "{text:?}");
        }
    }
    for code in &contents.code {
        assert!(prose.get(code.range()).is_some(), "{text:?}");
    }
    for stet in &contents.stets {
        assert!(text.get(stet.scope.range()).is_some() && text.get(stet.place.range()).is_some());
    }
}

/// Texts that repeat a pattern, each long enough that time beyond proportion would be felt.
pub(super) fn repeated(patterns: &[&str]) -> Vec<String> {
    const LENGTH: usize = if cfg!(debug_assertions) { 300_000 } else { 10_000_000 };
    patterns.iter().map(|pattern| pattern.repeat(LENGTH / pattern.len())).collect()
}

/// Holds that every text is read, and that none takes long.
pub(super) fn assert_read_in_time(read: fn(&str) -> Contents, texts: &[String]) {
    let limit = Duration::from_secs(20);
    for text in texts {
        let began = Instant::now();
        let contents = read(text);
        let took = began.elapsed();
        let start: String = text.chars().take(20).collect();
        assert!(took < limit, "{start:?} took {took:?}");
        assert!(contents.prose.is_some());
    }
}
