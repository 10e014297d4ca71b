//! Where the words of a YAML scalar stand in its file: indentation, folded lines and escapes are no part of them.

use std::ops::Range;

use saphyr_parser::ScalarStyle;

use factlint_language::span::{OffsetMap, ProseBuilder, Span};

/// The way from what a scalar says back to the file; `place` is where the parser saw it.
pub(super) fn map(text: &str, words: &str, place: Range<usize>, style: ScalarStyle) -> OffsetMap {
    let mut at = begin(text, &place, style);
    let is_quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
    let end = place.end.max(at) - usize::from(is_quoted && place.end > at + 1);
    let mut builder = ProseBuilder::new();
    // The run of words that stand in the file as they are.
    let mut same: Option<(usize, usize)> = None;
    let flush = |same: &mut Option<(usize, usize)>, builder: &mut ProseBuilder, until: usize| {
        if let Some((from, word)) = same.take() {
            builder.push(&words[word..until], Span::new(from, from + (until - word)));
        }
    };
    for (index, sign) in words.char_indices() {
        let source = &text[at..end];
        // Indentation, and breaks that were folded away.
        let spaces = source.bytes().take_while(u8::is_ascii_whitespace).count();
        if spaces > 0 && !sign.is_whitespace() {
            flush(&mut same, &mut builder, index);
            at += spaces;
        }
        // A break that is escaped is none.
        if style == ScalarStyle::DoubleQuoted
            && (text[at..end].starts_with("\\\n") || text[at..end].starts_with("\\\r"))
        {
            flush(&mut same, &mut builder, index);
            at += escape(&text[at..end]);
        }
        let source = &text[at..end];
        let is_doubled = style == ScalarStyle::SingleQuoted && source.starts_with("''");
        let is_escaped = style == ScalarStyle::DoubleQuoted && source.starts_with('\\');
        if source.starts_with(sign) && !is_doubled && !is_escaped {
            same.get_or_insert((at, index));
            at += sign.len_utf8();
            continue;
        }
        flush(&mut same, &mut builder, index);
        let own = &words[index..index + sign.len_utf8()];
        let taken = if is_doubled {
            2
        } else if is_escaped {
            escape(source)
        } else if sign.is_whitespace() {
            spaces
        } else {
            // Not to be told: the rest stands for all that is left.
            push_other(&mut builder, &words[index..], at, end);
            return builder.finish().1;
        };
        push_other(&mut builder, own, at, at + taken);
        at += taken;
    }
    flush(&mut same, &mut builder, words.len());
    builder.finish().1
}

/// Words that stand for other bytes of the text; ranges of one length are taken for the same bytes.
fn push_other(builder: &mut ProseBuilder, words: &str, from: usize, to: usize) {
    let to = if to - from == words.len() { from } else { to };
    builder.push(words, Span::new(from, to));
}

/// Where the words of a scalar begin: behind a quotation mark, or below the sign of a block.
fn begin(text: &str, place: &Range<usize>, style: ScalarStyle) -> usize {
    let source = &text[place.clone()];
    match style {
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted
            if source.starts_with(['\'', '"']) =>
        {
            place.start + 1
        }
        ScalarStyle::Literal | ScalarStyle::Folded if source.starts_with(['|', '>']) => {
            source.find('\n').map_or(place.end, |at| place.start + at + 1)
        }
        _ => place.start,
    }
}

/// How long the escape at the start of a text is, an escaped break with the white space behind it.
fn escape(source: &str) -> usize {
    let kind = source[1..].chars().next();
    let length = match kind {
        Some('x') => 4,
        Some('u') => 6,
        Some('U') => 10,
        Some('\n' | '\r') => 1 + source[1..].bytes().take_while(u8::is_ascii_whitespace).count(),
        Some(other) => 1 + other.len_utf8(),
        None => 1,
    };
    let mut length = length.min(source.len());
    while !source.is_char_boundary(length) {
        length -= 1;
    }
    length
}
