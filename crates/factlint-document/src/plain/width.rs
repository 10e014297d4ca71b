//! The width at which lines are wrapped, told from the lines themselves: a line that is wrapped ends where the next
//! word would not have fitted, and so most breaks of a text agree on a width. Lines that are paragraphs end anywhere.

use factlint_language::span::ProseSpan;

/// Nobody wraps at less, in characters: short lines are lists.
const NARROWEST: usize = 30;

/// Nobody wraps at more.
const WIDEST: usize = 400;

/// A line without the white space around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    pub words: &'t str,
    pub span: ProseSpan,
    /// White space before it, in bytes.
    pub indent: usize,
    /// With the white space before it, in characters.
    pub length: usize,
}

impl Line<'_> {
    /// The length of its first word, in characters.
    pub fn first_word(&self) -> usize {
        self.words.split_whitespace().next().map_or(0, |word| word.chars().count())
    }

    /// Whether a sentence may end with it.
    pub fn is_ended(&self) -> bool {
        self.words.ends_with(['.', '!', '?', ':', ';', '"', '”', '’', ')'])
    }

    /// Whether it begins as no sentence does.
    pub fn begins_small(&self) -> bool {
        self.words.starts_with(|first: char| first.is_lowercase() || first.is_ascii_digit())
    }

    /// Whether it begins with the mark of an item: `-`, `*`, `•`, `1.`, `(a)`.
    pub fn begins_item(&self) -> bool {
        let mark = self.words.split_whitespace().next().unwrap_or_default();
        let inner = mark.trim_start_matches('(').trim_end_matches(['.', ')']);
        let is_number = inner.len() < mark.len()
            && inner.len() < 4
            && (inner.bytes().all(|byte| byte.is_ascii_digit()) || inner.len() == 1);
        mark.len() < self.words.len()
            && (matches!(mark, "-" | "*" | "•" | "–" | "+") || (is_number && !inner.is_empty()))
    }

    /// Whether it could have been broken.
    fn has_gap(&self) -> bool {
        self.words.contains(char::is_whitespace)
    }
}

/// The width at which lines are wrapped, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Width(usize);

impl Width {
    /// The width of a text, by its runs of lines; none where its lines are no wrapped ones.
    pub fn of<'r, 't: 'r>(runs: impl Iterator<Item = &'r [Line<'t>]> + Clone) -> Option<Self> {
        /// Two breaks may agree by chance, one tells nothing.
        const FEWEST: usize = 2;
        let breaks: usize = runs.clone().map(|run| run.len().saturating_sub(1)).sum();
        if breaks < FEWEST {
            return None;
        }
        let mut tally = Tally::default();
        runs.for_each(|run| tally.add(run));
        tally.width(FEWEST)
    }

    /// The width of a run of lines that is long enough to tell by itself.
    pub fn of_run(run: &[Line<'_>]) -> Option<Self> {
        const FEWEST: usize = 3;
        if run.len() <= FEWEST {
            return None;
        }
        let mut tally = Tally::default();
        tally.add(run);
        tally.width(FEWEST)
    }

    /// Whether a line is as full as the next one's first word lets it be. One that cannot be broken may be longer.
    pub fn fills(self, line: &Line<'_>, next: &Line<'_>) -> bool {
        let fits = line.length <= self.0 || !line.has_gap();
        fits && line.length + 1 + next.first_word() > self.0
    }

    /// Half of it, in characters.
    pub fn half(self) -> usize {
        self.0 / 2
    }
}

/// What the lines of a text say about its width. The index of each list is a length in characters.
#[derive(Default)]
struct Tally {
    /// By how many the number of breaks that agree grows or falls there.
    agreeing: Vec<i32>,
    /// Breaks behind lines of this length.
    breaks: Vec<u32>,
    /// Lines of this length that could have been broken, of all that are not longer than the widest.
    lines: Vec<u32>,
    /// Those that are longer.
    longer: u32,
}

impl Tally {
    fn add(&mut self, run: &[Line<'_>]) {
        if self.lines.is_empty() {
            self.agreeing = vec![0; WIDEST + 2];
            self.breaks = vec![0; WIDEST + 2];
            self.lines = vec![0; WIDEST + 2];
        }
        for line in run.iter().filter(|line| line.has_gap()) {
            match self.lines.get_mut(line.length) {
                Some(count) => *count += 1,
                None => self.longer += 1,
            }
        }
        for pair in run.windows(2) {
            let (line, next) = (&pair[0], &pair[1]);
            if line.length > WIDEST {
                continue;
            }
            self.breaks[line.length] += 1;
            self.agreeing[line.length] += 1;
            let behind = (line.length + next.first_word() + 1).min(WIDEST + 1);
            self.agreeing[behind] -= 1;
        }
    }

    /// The width on which most breaks agree, if that many do and they are half of those behind lines that are not
    /// short, and hardly a line is longer.
    fn width(&self, fewest: usize) -> Option<Width> {
        let fewest = fewest as i64;
        let mut best: Option<(i64, Width)> = None;
        let total: u32 = self.lines.iter().sum::<u32>() + self.longer;
        let all_breaks: u32 = self.breaks.iter().sum();
        let (mut agree, mut within, mut short, mut halves) = (0_i64, 0_u32, 0_u32, 0);
        for width in 1..=WIDEST.min(self.lines.len().saturating_sub(1)) {
            agree += i64::from(self.agreeing[width]);
            within += self.lines[width];
            while halves < width / 2 {
                short += self.breaks[halves];
                halves += 1;
            }
            let longer = i64::from(total - within);
            let breaks = i64::from(all_breaks - short);
            let score = agree - longer;
            let holds =
                width >= NARROWEST && agree >= fewest && agree * 2 >= breaks && longer * 4 <= agree;
            if holds && best.is_none_or(|(known, _)| known < score) {
                best = Some((score, Width(width)));
            }
        }
        best.map(|(_, width)| width)
    }
}
