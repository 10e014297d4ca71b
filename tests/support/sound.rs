//! What must hold of every document, whatever its bytes.

use factlint::document::Document;

/// Holds that the blocks of a document lie in order on whole characters and lead back to its text, and that
/// its comments lie in it.
#[track_caller]
pub fn assert_sound(document: &Document, shown: &str) {
    let text = document.text();
    let mut end = 0;
    for block in document.blocks() {
        assert!(end <= block.span.start && block.span.start < block.span.end, "{shown}");
        end = block.span.end;
        let Some(words) = document.prose().get(block.span.range()) else {
            panic!("{shown}: a block cuts a character");
        };
        let (place, exact) = document.locate(block.span);
        let Some(found) = text.get(place.range()) else {
            panic!("{shown}: a place cuts a character");
        };
        assert!(!exact || found == words, "{shown}: {found:?} is not {words:?}");
    }
    for stet in document.stets() {
        let whole =
            text.get(stet.place.range()).is_some() && text.get(stet.scope.range()).is_some();
        assert!(whole, "{shown}: a comment cuts a character");
    }
}
