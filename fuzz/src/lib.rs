//! What must hold of every document, whatever its bytes.

#[path = "../../tests/support/sound.rs"]
mod sound;

use std::sync::{Arc, LazyLock};

use factlint::document::Record;
use factlint::document::encoding::decode;
use factlint::document::{Document, Format};
use factlint::engine::{Detail, Engine};
use factlint::statement::Wanted;

/// Rules that look at figures, names, titles, dates and tables.
static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    Engine::from_toml(include_str!("../rules.toml")).expect("no mistake in the rules")
});

/// What every document is compared with.
static OTHER: &str = r#"---
date: 2026-02-03
---

# The Halden Bridge opened on 6 June 2024

The Halden Bridge, 1,240 metres (4,068 feet) long, opened on Thursday, June 6, 2024. It has been open for a year.
Mayor Ann Lee said: "The bridge is long and it is ours." The SLA is old. The service-level agreement (SLA) dates from 2010.

Of the 191 firms asked, 43 (29%) wrote an email to Kiev. Twelve people, seven men and four women, came. Three towns
signed: Halden, Orvik. The deal between Halden and Norway holds, t(28) = 2.20, p = .036. A forecast is dry.

| item | length | cost |
| --- | ---: | ---: |
| Halden Bridge, version 3 | 1,420 m | $3 million |
| total | 1,420 m | $4 million |
"#;

/// Reads bytes in a format: what is no text is refused; every block of a text lies in order on whole
/// characters and leads back to the text; every claim, statement and finding quotes what stands at its place.
pub fn read(bytes: &[u8], format: Format) {
    let Ok(mut decoded) = decode(bytes, format) else { return };
    let contents = decoded.take_contents(format);
    let text = decoded.text.into_owned();
    let record = Record {
        path: "a".into(),
        date: None,
        trust: 1.0,
        hash: 0,
        utf8: decoded.utf8,
        said: Default::default(),
    };
    let document = Document::from_contents(Arc::new(record), text.clone(), contents);
    sound::assert_sound(&document, "the document");
    // What formats do wrong shows above; the rest takes a hundred times as long.
    if !bytes.len().is_multiple_of(8) {
        return;
    }
    let reading = ENGINE.read(&document);
    let claims = reading.observe(Detail::Unread).claims;
    for part in claims.iter().flat_map(|claim| &claim.parts) {
        assert_eq!(&text[part.span.range()], part.words);
    }
    let all = Wanted { kinds: &|_| true, subjects: true, bearers: true };
    for statement in reading.statements(all) {
        assert_eq!(&text[statement.span.range()], &*statement.words);
    }
    drop(reading);
    compare(&ENGINE, document, &text);
}

/// Checks a document beside another one: findings quote what stands at their places.
fn compare(engine: &Engine, document: Document, text: &str) {
    for finding in engine.check(&[document, Document::new("other.md", OTHER)]) {
        let related = finding.related.iter().map(Arc::as_ref);
        let labels = std::iter::once(&finding.primary).chain(related);
        for label in labels.filter(|label| &*label.path == "a") {
            assert_eq!(&text[label.span.range()], &*label.text);
        }
    }
}

/// Reads bytes as a file of rules: what is wrong with them is told at places of theirs, and rules that can be used read
/// a document.
pub fn rules(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text); // it is no part of the file
    match Engine::from_toml(text) {
        Ok(engine) => compare(&engine, Document::new("a", OTHER), OTHER),
        Err(problems) => {
            for problem in problems {
                assert!(text.get(problem.primary.span.range()).is_some(), "{problem:?}");
            }
        }
    }
}
