//! What must hold of every document, whatever its bytes.

#[path = "../../tests/support/sound.rs"]
mod sound;

use std::sync::{Arc, LazyLock};

use factlint::document::Record;
use factlint::document::encoding::decode;
use factlint::document::{Document, Format};
use factlint::engine::{Detail, Engine};

/// Rules that look at figures, names, titles, dates and tables.
static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    Engine::from_toml(include_str!("../rules.toml")).expect("no mistake in the rules")
});

/// Reads bytes in a format: what is no text is refused; every block of a text lies in order on whole
/// characters and leads back to the text; every claim quotes what stands at its place.
pub fn read(bytes: &[u8], format: Format) {
    let Ok(mut decoded) = decode(bytes, format) else { return };
    let contents = decoded.take_contents(format);
    let text = decoded.text.into_owned();
    let record = Record {
        path: "a".into(),
        date: None,
        trust: 1.0,
        hash: 0,
        utf8: decoded.utf8, said: Default::default()
    };
    let document = Document::from_contents(Arc::new(record), text.clone(), contents);
    sound::assert_sound(&document, "the document");
    let claims = ENGINE.read(&document).observe(Detail::Unread).claims;
    for part in claims.iter().flat_map(|claim| &claim.parts) {
        assert_eq!(&text[part.span.range()], part.words);
    }
}
