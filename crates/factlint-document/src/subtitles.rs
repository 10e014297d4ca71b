//! Subtitles, SubRip's and WebVTT: what is said, without numbers, times and tags. A sentence goes on over cues.

use super::composer::Composer;
use super::{Contents, stet};
use crate::Role;
use factlint_language::span::Span;

/// How long a silence parts what is said before from what follows, in milliseconds.
const SILENCE: u64 = 3_000;

/// A paragraph is not made longer than this at the end of a sentence, in bytes.
const LONGEST: usize = 700;

/// Blocks of WebVTT that nobody hears.
const UNHEARD: &[&str] = &["STYLE", "REGION", "WEBVTT"];

/// Entities of WebVTT, and what they stand for.
const ENTITIES: &[(&str, &str)] = &[
    ("&amp;", "&"),
    ("&gt;", ">"),
    ("&lrm;", ""),
    ("&lt;", "<"),
    ("&nbsp;", "\u{a0}"),
    ("&rlm;", ""),
];

/// Reads what is said.
pub(super) fn read(text: &str) -> Contents {
    let mut reader = Reader { text, composer: Composer::default(), ended: 0, is_new: true };
    let mut block: Vec<Span> = Vec::new();
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    for line in text[at..].split_inclusive('\n') {
        let words = line.trim_end_matches(['\n', '\r']);
        if words.trim().is_empty() {
            reader.block(&block);
            block.clear();
        } else {
            block.push(Span::new(at, at + words.len()));
        }
        at += line.len();
    }
    reader.block(&block);
    reader.composer.leave();
    reader.composer.finish()
}

struct Reader<'t> {
    text: &'t str,
    composer: Composer,
    /// When the last cue ended, in milliseconds.
    ended: u64,
    /// Whether no cue has been read.
    is_new: bool,
}

impl Reader<'_> {
    /// Reads lines between blank ones.
    fn block(&mut self, lines: &[Span]) {
        let Some(first) = lines.first() else { return };
        let head = first.of(self.text).trim();
        let times = lines.iter().take(2).position(|line| times(line.of(self.text)).is_some());
        let Some(position) = times else {
            let whole = Span { start: first.start, end: lines[lines.len() - 1].end };
            if head == "NOTE" || head.starts_with("NOTE ") {
                self.note(whole);
            } else if !UNHEARD.iter().any(|name| head.starts_with(name)) {
                // A cue with a blank line inside.
                self.words(lines);
            }
            return;
        };
        let (begins, ends) = times_at(self.text, lines[position]);
        let words = &lines[position + 1..];
        let start = words.first().map_or("", |line| line.of(self.text)).trim_start();
        let turns = start.starts_with(['-', '\u{2013}', '>']) || start.starts_with("<v");
        let said = self.composer.open_words().trim_end();
        let is_over = said.ends_with(['.', '?', '!', '"', '\u{201d}', ']', ')', '\u{266a}']);
        let pause = begins.saturating_sub(self.ended) >= SILENCE;
        if self.is_new || turns || (is_over && (pause || said.len() > LONGEST)) {
            if !self.is_new {
                self.composer.leave();
            }
            self.composer.enter(Role::Paragraph);
            self.is_new = false;
        }
        self.ended = ends;
        self.words(words);
    }

    /// A comment, which may let the next cue stand.
    fn note(&mut self, whole: Span) {
        let words = whole.of(self.text);
        if let Some(order) = stet::parse_inside(words.trim_start_matches("NOTE").trim()) {
            self.composer.stet_next(whole, order);
        }
    }

    fn words(&mut self, lines: &[Span]) {
        if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
            let told = self.composer.begin_scope(first.start as usize);
            self.composer.end_scope(&told, last.end as usize);
        }
        for line in lines {
            if self.composer.has_words() {
                let at = line.start;
                self.composer.words("\n", Span { start: at, end: at });
            }
            self.line(*line);
        }
    }

    /// Adds a line without its tags.
    fn line(&mut self, line: Span) {
        let words = line.of(self.text);
        let mut at = words.len() - words.trim_start_matches(['-', '\u{2013}', '>', ' ']).len();
        while at < words.len() {
            let rest = &words[at..];
            let place = |from: usize, to: usize| Span {
                start: line.start + from as u32,
                end: line.start + to as u32,
            };
            let mark = rest.find(['<', '{', '&']).unwrap_or(rest.len());
            self.composer.words(&rest[..mark], place(at, at + mark));
            at += mark;
            let rest = &words[at..];
            let Some(sign) = rest.chars().next() else { break };
            let length = match sign {
                '<' => tag(rest),
                '{' if rest.starts_with("{\\") => rest.find('}').map(|end| end + 1),
                _ => None,
            };
            if let Some(length) = length {
                at += length;
                continue;
            }
            match ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity)) {
                Some((entity, meant)) => {
                    self.composer.replaced(meant, place(at, at + entity.len()));
                    at += entity.len();
                }
                None => {
                    self.composer.words(&rest[..sign.len_utf8()], place(at, at + sign.len_utf8()));
                    at += sign.len_utf8();
                }
            }
        }
    }
}

/// How long the tag at the start of some words is: `<i>`, `</c.red>`, `<v Ann Lee>`, `<00:01.000>`.
fn tag(words: &str) -> Option<usize> {
    let inner = &words[1..];
    let is_tag = inner.starts_with(|sign: char| sign.is_ascii_alphanumeric() || sign == '/');
    let end = inner.find('>').filter(|_| is_tag)?;
    (!inner[..end].contains('<')).then_some(end + 2)
}

/// When a cue begins and ends, in milliseconds: `00:00:01,000 --> 00:00:04,000 align:start`.
fn times(line: &str) -> Option<(u64, u64)> {
    let (begins, ends) = line.split_once("-->")?;
    Some((time(begins.trim())?, time(ends.split_whitespace().next()?)?))
}

fn times_at(text: &str, line: Span) -> (u64, u64) {
    times(line.of(text)).unwrap_or_default()
}

/// `01:02:03,456` or `02:03.456`.
fn time(text: &str) -> Option<u64> {
    let (clock, fraction) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let number = |digits: &str| {
        let is_number =
            (1..=4).contains(&digits.len()) && digits.bytes().all(|one| one.is_ascii_digit());
        if is_number { digits.parse::<u64>().ok() } else { None }
    };
    let mut seconds = 0;
    let mut pieces = 0;
    for piece in clock.split(':') {
        seconds = seconds * 60 + number(piece)?;
        pieces += 1;
    }
    (2..=3).contains(&pieces).then_some(())?;
    Some(seconds * 1_000 + number(fraction)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial;
    use proptest::prelude::*;

    fn said(text: &str) -> Vec<String> {
        let contents = read(text);
        trial::assert_sound(text, &contents);
        trial::blocks(contents).into_iter().map(|(words, _)| words).collect()
    }

    #[test]
    fn sentences_go_on_over_cues() {
        let text = "1\n00:00:01,000 --> 00:00:02,000\nThe <i>Kestrel</i> has a range\n\n2\n00:00:02,100 --> \
                    00:00:04,000\nof {\\an8}900\nkilometres.\n\n3\n00:00:09,000 --> 00:00:10,000\n- Really?\n";
        assert_eq!(said(text), ["The Kestrel has a range\nof 900\nkilometres.", "Really?"]);
        assert_eq!(said(&text.replace('\n', "\r\n")).len(), 2);
    }

    #[test]
    fn what_nobody_hears_is_not_read() {
        let text = "WEBVTT - 2025 edition\nKind: captions\n\nSTYLE\n::cue { width: 5km }\n\nNOTE 7 km\n\nintro\n00:01.000 \
                    --> 00:04.000 align:start\n<v Ann Lee>R&amp;D is <00:02.000><c.red>5&nbsp;km</c> away, 3 < 4\n";
        assert_eq!(said(text), ["R&D is 5\u{a0}km away, 3 < 4"]);
    }

    #[test]
    fn a_note_lets_the_next_cue_stand() {
        let text = "WEBVTT\n\nNOTE factlint: stet a: so\n\n00:01.000 --> 00:04.000\nSwolle\n";
        assert_eq!(read(text).stets[0].scope.of(text), "Swolle");
    }

    #[test]
    fn odd_files_are_read() {
        for text in [
            "", "\u{feff}", "-->", "1\n", "00:00 --> 99999:1\n\u{e9}<", "00:01.0 --> 00:02.0\n<i",
            "NOTE",
        ] {
            said(text);
        }
        let long = trial::repeated(&["<", "1\n00:01.000 --> 00:02.000\nA word.\n\n", "&", "{\\"]);
        trial::assert_read_in_time(read, &long);
    }

    proptest! {
        #[test]
        fn every_text_is_sound(text in "(WEBVTT\n\n)?([0-9]\n)?(00:0[0-9][.,]000 --> 00:0[0-9].000\n[a-z<>&;{}\\\\/é. \n-]{0,40}\n\n){0,4}") {
            trial::assert_sound(&text, &read(&text));
        }
    }
}
