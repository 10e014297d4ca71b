//! Arguments of commands: groups in braces and options in brackets.

use std::ops::Range;

use super::{LONGEST, Open, Reader};

impl<'t> Reader<'t> {
    /// White space but for a blank line.
    pub(super) fn skip_blanks(&mut self) {
        let rest = self.rest();
        let length = rest.bytes().take_while(u8::is_ascii_whitespace).count();
        if rest[..length].bytes().filter(|byte| *byte == b'\n').count() < 2 {
            self.at += length;
        }
    }

    /// Where the group that begins at a place ends: behind its last brace.
    pub(super) fn group(&self, start: usize) -> Option<usize> {
        self.balanced(start, b'{', b'}')
    }

    pub(super) fn bracket(&self, start: usize) -> Option<usize> {
        self.balanced(start, b'[', b']')
    }

    pub(super) fn balanced(&self, start: usize, open: u8, close: u8) -> Option<usize> {
        /// So far it is looked in any case.
        const NEAR: usize = 100;
        let bytes = self.text.as_bytes();
        let reach = LONGEST.min(self.patience.get().max(NEAR));
        let last = self.end.min(start + reach);
        if bytes.get(start) != Some(&open) || start >= last {
            return None;
        }
        let found = closing(&bytes[..last], start, open, close);
        if found.is_none() {
            self.patience.set(self.patience.get().saturating_sub(last - start));
        }
        found
    }

    /// The inside of the argument that follows, which is passed over.
    pub(super) fn argument(&mut self) -> Option<Range<usize>> {
        self.skip_options();
        let end = self.group(self.at)?;
        let inside = self.at + 1..end - 1;
        self.at = end;
        Some(inside)
    }

    pub(super) fn skip_options(&mut self) {
        let from = self.at;
        self.skip_blanks();
        let mut found = false;
        while let Some(end) = self.bracket(self.at) {
            self.at = end;
            found = true;
        }
        if !found && !self.rest().starts_with('{') {
            self.at = from;
        }
    }

    pub(super) fn skip_arguments(&mut self) {
        loop {
            let from = self.at;
            let rest = self.rest();
            let end = match rest.as_bytes().first() {
                Some(b'{') => self.group(from),
                Some(b'[') => self.bracket(from),
                Some(b'(') => self.balanced(from, b'(', b')'),
                _ => None,
            };
            match end {
                Some(end) => self.at = end,
                None => return,
            }
        }
    }

    /// Begins what the argument that follows is.
    pub(super) fn push_argument(&mut self, open: Open<'t>) {
        self.skip_options();
        if self.rest().starts_with('{') {
            self.push(open, 1);
        }
    }
}

/// Where what opens at a place closes, behind its last sign.
fn closing(bytes: &[u8], start: usize, open: u8, close: u8) -> Option<usize> {
    let (mut depth, mut braces, mut at) = (0usize, 0usize, start);
    while at < bytes.len() {
        let byte = bytes[at];
        at += 1;
        match byte {
            b'\\' => at += 1,
            b'%' => at += memchr::memchr(b'\n', &bytes[at..])?,
            _ if byte == open && braces == 0 => depth += 1,
            _ if byte == close && braces == 0 => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            // What stands in braces ends no bracket.
            b'{' => braces += 1,
            b'}' if braces == 0 => return None,
            b'}' => braces -= 1,
            _ => {}
        }
    }
    None
}
