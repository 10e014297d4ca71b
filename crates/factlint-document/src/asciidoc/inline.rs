//! Inline markup: what is cut out of the words of a passage. Quotes, macros and passthroughs may nest and
//! cross, so each kind is looked for by itself, in the order of the AsciiDoc language documentation, on a copy
//! of the bytes in which what an earlier kind has taken no longer shows.

use std::ops::Range;

use crate::composer::Composer;
use crate::passage::Passage;
use crate::superscript::{Superscript, superscript};

/// What is taken of a passage that is being read.
pub(super) struct Marks<'p> {
    pub words: &'p str,
    /// The bytes of the words, with [`TAKEN`] where markup was and [`WORD`] where nothing is markup.
    pub bytes: Vec<u8>,
    pub cuts: Vec<Cut>,
    /// Words that are set as code.
    pub code: Vec<Range<usize>>,
}

/// Stands for a byte of markup.
pub(super) const TAKEN: u8 = 1;

/// Stands for a byte of a word.
pub(super) const WORD: u8 = b'x';

/// Words that are no prose.
#[derive(Debug)]
pub(super) struct Cut {
    pub range: Range<usize>,
    /// What is told instead.
    pub with: Instead,
}

#[derive(Debug)]
pub(super) enum Instead {
    Nothing,
    Words(String),
    /// The raised words between the marks, as what they are.
    Superscript,
}

impl Marks<'_> {
    /// Cuts words out; nothing in them is markup any more.
    pub fn cut(&mut self, range: Range<usize>) {
        self.replace(range, Instead::Nothing);
    }

    pub fn replace(&mut self, range: Range<usize>, with: Instead) {
        self.bytes[range.clone()].fill(TAKEN);
        self.cuts.push(Cut { range, with });
    }

    /// Nothing in words is markup.
    pub fn is_opaque(&mut self, range: Range<usize>) {
        self.bytes[range].fill(WORD);
    }
}

/// Whether markup or an entity in a text may stand inside a word.
pub(crate) fn may_part_words(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_word = |byte: Option<&u8>| {
        byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())
    };
    let doubled = ["**", "__", "##", "``", "++"].iter().any(|mark| {
        memchr::memmem::find_iter(bytes, mark.as_bytes()).any(|at| {
            is_word(at.checked_sub(1).and_then(|before| bytes.get(before)))
                || is_word(bytes.get(at + 2))
        })
    });
    doubled
        || ["{empty}", "{zwsp}", "{wj}", "{shy}", "pass:"]
            .iter()
            .any(|name| memchr::memmem::find(bytes, name.as_bytes()).is_some())
        || memchr::memchr2_iter(b'^', b'~', bytes)
            .any(|at| is_word(at.checked_sub(1).and_then(|before| bytes.get(before))))
}

/// Adds the words of a passage to the prose, without its markup.
pub(super) fn read(passage: &Passage, composer: &mut Composer) {
    let words = passage.words();
    let is_markup = |byte: u8| b"*_`#^~+[<(&{\\:".contains(&byte);
    if !words.bytes().any(is_markup) {
        passage.tell(0..words.len(), composer);
        return;
    }
    let mut marks =
        Marks { words, bytes: words.as_bytes().to_vec(), cuts: Vec::new(), code: Vec::new() };
    super::macros::take(&mut marks);
    if words.bytes().any(|byte| b"*_`#^~".contains(&byte)) {
        take_quotes(&mut marks);
    }
    let is_bold = is_all_bold(words);
    if is_bold {
        composer.begin_bold();
    }
    tell(marks, passage, composer);
    if is_bold {
        composer.end_bold();
    }
}

/// Whether one pair of marks sets all words in bold.
fn is_all_bold(words: &str) -> bool {
    let words = words.trim();
    let inner = words.strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    let inner = inner.or_else(|| words.strip_prefix('*').and_then(|rest| rest.strip_suffix('*')));
    inner.is_some_and(|inner| {
        !inner.is_empty() && !inner.contains('*') && !inner.starts_with(char::is_whitespace)
    })
}

fn tell(marks: Marks<'_>, passage: &Passage, composer: &mut Composer) {
    let Marks { words, mut cuts, mut code, .. } = marks;
    cuts.sort_by_key(|cut| (cut.range.start, cut.range.end));
    code.sort_by_key(|code| (code.start, code.end));
    let mut code = code.into_iter().peekable();
    // Where the open code ends in the passage, and where it began in the prose.
    let mut open: Option<(usize, usize)> = None;
    let mut at = 0;
    let mut cuts = cuts.into_iter().peekable();
    loop {
        let next_cut = cuts.peek().map_or(words.len(), |cut| cut.range.start.max(at));
        let next_code = match open {
            Some((end, _)) => end.max(at),
            None => code.peek().map_or(words.len(), |code| code.start.max(at)),
        };
        let next = next_cut.min(next_code);
        passage.tell(at..next, composer);
        at = next;
        if next == next_code && (open.is_some() || code.peek().is_some()) {
            match open.take() {
                Some((_, start)) => composer.code_since(start),
                None => open = code.next().map(|code| (code.end, composer.prose_end())),
            }
            continue;
        }
        let Some(Cut { range, with }) = cuts.next() else { return };
        if range.start < at {
            // What it replaces is gone.
            at = at.max(range.end);
            continue;
        }
        match with {
            Instead::Nothing => {}
            Instead::Words(instead) => composer.words(&instead, passage.span(range.clone())),
            Instead::Superscript => {
                let inner = range.start + 1..range.end - 1;
                let raised = &words[inner.clone()];
                match Superscript::of(raised, composer.open_words()) {
                    Superscript::Power => {
                        composer.words(&superscript(raised), passage.span(range.clone()));
                    }
                    Superscript::Note => {}
                    Superscript::Part => passage.tell(inner, composer),
                }
            }
        }
        at = at.max(range.end);
    }
}

/// Quotes of one kind.
struct Quote {
    mark: &'static [u8],
    is_code: bool,
}

const QUOTES: &[Quote] = &[
    Quote { mark: b"**", is_code: false },
    Quote { mark: b"*", is_code: false },
    Quote { mark: b"``", is_code: true },
    Quote { mark: b"`", is_code: true },
    Quote { mark: b"__", is_code: false },
    Quote { mark: b"_", is_code: false },
    Quote { mark: b"##", is_code: false },
    Quote { mark: b"#", is_code: false },
];

fn take_quotes(marks: &mut Marks<'_>) {
    if memchr::memchr(b'`', &marks.bytes).is_some() {
        take_curved(marks);
    }
    for quote in QUOTES {
        if memchr::memchr(quote.mark[0], &marks.bytes).is_none() {
            continue;
        }
        if quote.mark.len() == 2 {
            take_unconstrained(marks, quote);
        } else {
            take_constrained(marks, quote);
        }
    }
    take_raised(marks, b'^');
    take_raised(marks, b'~');
}

fn is_word_at(words: &str, at: usize) -> bool {
    words[at..].chars().next().is_some_and(|next| next.is_alphanumeric() || next == '_')
}

fn is_word_before(words: &str, at: usize) -> bool {
    words[..at].chars().next_back().is_some_and(|last| last.is_alphanumeric() || last == '_')
}

fn is_space_at(words: &str, at: usize) -> bool {
    words[at..].chars().next().is_none_or(char::is_whitespace)
}

fn is_space_before(words: &str, at: usize) -> bool {
    words[..at].chars().next_back().is_none_or(char::is_whitespace)
}

/// Curved quotation marks and apostrophes: "`so`", '`so`', it`'s.
fn take_curved(marks: &mut Marks<'_>) {
    for (mark, open, close) in [(b'"', "“", "”"), (b'\'', "‘", "’")] {
        let (opener, closer) = ([mark, b'`'], [b'`', mark]);
        let mut from = 0;
        while let Some(start) = find(&marks.bytes, &opener, from) {
            from = start + 1;
            if is_word_before(marks.words, start) || is_space_at(marks.words, start + 2) {
                continue;
            }
            let Some(end) = find(&marks.bytes, &closer, start + 3) else { break };
            if !is_space_before(marks.words, end) {
                marks.replace(start..start + 2, Instead::Words(open.to_owned()));
                marks.replace(end..end + 2, Instead::Words(close.to_owned()));
            }
            from = end + 2;
        }
    }
    let mut from = 0;
    while let Some(at) = find(&marks.bytes, b"`'", from) {
        if is_word_before(marks.words, at) {
            marks.replace(at..at + 2, Instead::Words("’".to_owned()));
        }
        from = at + 2;
    }
}

fn find(bytes: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let found = match needle {
        [only] => memchr::memchr(*only, rest),
        _ => memchr::memmem::find(rest, needle),
    };
    found.map(|at| from + at)
}

/// Quotes that may stand inside a word.
fn take_unconstrained(marks: &mut Marks<'_>, quote: &Quote) {
    let mut from = 0;
    while let Some(start) = find(&marks.bytes, quote.mark, from) {
        let Some(end) = find(&marks.bytes, quote.mark, start + 3) else { return };
        take_quote(marks, quote, start, end);
        from = end + 2;
    }
}

/// Quotes that enclose words.
fn take_constrained(marks: &mut Marks<'_>, quote: &Quote) {
    let mark = quote.mark[0];
    let mut from = 0;
    while let Some(start) = find(&marks.bytes, quote.mark, from) {
        from = start + 1;
        let before = marks.words[..start].chars().next_back();
        let is_parted = before.is_none_or(|before| {
            !(before.is_alphanumeric()
                || (before == '_' && marks.bytes[start - 1] != TAKEN)
                || matches!(before, ';' | ':' | '}')
                || (mark == b'`' && matches!(before, '"' | '\'')))
        });
        if !is_parted || is_space_at(marks.words, start + 1) {
            continue;
        }
        let mut at = start + 2;
        let end = loop {
            let Some(end) = find(&marks.bytes, quote.mark, at) else { return };
            let is_curved =
                mark == b'`' && matches!(marks.words.as_bytes().get(end + 1), Some(b'"' | b'\''));
            let ends = !is_curved && !is_word_at(marks.words, end + 1);
            if ends && !is_space_before(marks.words, end) {
                break end;
            }
            at = end + 1;
        };
        take_quote(marks, quote, start, end);
        from = end + 1;
    }
}

fn take_quote(marks: &mut Marks<'_>, quote: &Quote, start: usize, end: usize) {
    let length = quote.mark.len();
    let inner = start + length..end;
    // `[.term]#words#`
    let attributes = attributes_before(marks.words, start);
    let is_struck = attributes.clone().is_some_and(|range| {
        let roles = &marks.words[range];
        roles.contains("line-through") || roles.contains("strike")
    });
    if let Some(range) = attributes {
        marks.cut(range);
    }
    marks.cut(start..start + length);
    marks.cut(end..end + length);
    if is_struck {
        marks.cut(inner.clone());
    }
    if quote.is_code {
        marks.code.push(inner);
    }
}

/// The attributes in square brackets right before a quote.
fn attributes_before(words: &str, at: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 100;
    let before = words[..at].strip_suffix(']')?;
    let mut least = before.len().saturating_sub(LONGEST);
    while !before.is_char_boundary(least) {
        least += 1;
    }
    let open = least + before[least..].rfind('[')?;
    let inner = &before[open + 1..];
    let fits = !inner.contains(']') && inner.starts_with(['.', '#', '%'])
        || inner.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte == b' ');
    (fits && !inner.is_empty()).then_some(open..at)
}

/// `^raised^` and `~lowered~` words.
fn take_raised(marks: &mut Marks<'_>, mark: u8) {
    let mut from = 0;
    while let Some(start) = find(&marks.bytes, &[mark], from) {
        let behind = &marks.bytes[start + 1..];
        let Some(length) =
            behind.iter().position(|byte| *byte == mark || byte.is_ascii_whitespace())
        else {
            return;
        };
        let end = start + 1 + length;
        from = end;
        if length > 0 && marks.bytes[end] == mark {
            let holds_markup = marks.bytes[start + 1..end].contains(&TAKEN);
            if mark == b'^' && !holds_markup {
                marks.replace(start..end + 1, Instead::Superscript);
            } else {
                marks.cut(start..start + 1);
                marks.cut(end..end + 1);
            }
            from = end + 1;
        }
    }
}
