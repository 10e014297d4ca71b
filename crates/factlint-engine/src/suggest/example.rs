//! Of a document, what shows again what was found in it.

use crate::reading::Reading;
use factlint_language::span::Span;

/// How much of a document an example takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// The sentences of what was found.
    Sentence,
    /// Also the last sentence before that names the subject: "the missile" stands for it.
    Naming,
    /// Their blocks, up to the words.
    Block,
    /// All of a short document: what it tells says that it tells the same story as another.
    Document,
}

impl Reach {
    /// The least first.
    pub const ALL: [Reach; 4] = [Reach::Sentence, Reach::Naming, Reach::Block, Reach::Document];
}

/// Longer examples are none.
const LONGEST: usize = 1_500;

/// The prose around some words of a document, on one line. None where there is none, or where it is too long.
pub fn example_text(
    reading: &Reading<'_>,
    words: &[Span],
    names: &[String],
    reach: Reach,
) -> Option<String> {
    let document = reading.document();
    let prose = reading.prose();
    let mut pieces: Vec<&str> = Vec::new();
    let mut naming = None;
    let mut block: Vec<(u32, &str)> = Vec::new();
    for sentence in reading.sentences() {
        let (place, _) = document.locate(sentence.span);
        let text = sentence.span.of(prose);
        if reach == Reach::Document {
            pieces.push(text);
            continue;
        }
        let block_of = reading.block_of(sentence);
        if block.first().is_some_and(|(first, _)| *first != block_of) {
            block.clear();
        }
        block.push((block_of, text));
        let is_named = names.iter().any(|name| text.contains(name.as_str()));
        if words.iter().any(|span| place.start < span.end && span.start < place.end) {
            let naming = naming.take().filter(|_| !is_named);
            match reach {
                Reach::Sentence | Reach::Document => {}
                Reach::Naming => pieces.extend(naming),
                Reach::Block => {
                    pieces.extend(naming);
                    pieces.extend(block[..block.len() - 1].iter().map(|(_, text)| *text));
                }
            }
            pieces.push(text);
            block.clear();
        } else if pieces.is_empty() && is_named {
            naming = Some(text);
        }
    }
    let mut text = String::new();
    let mut last = "";
    for piece in pieces {
        if piece == last {
            continue;
        }
        last = piece;
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&super::plain(piece));
    }
    (!text.is_empty() && text.len() <= LONGEST).then_some(text)
}
