//! Mark lines under the words of a block: what must be found there, and how it is written.
//!
//! ```text
//! The Skua flies far. Its range is 900 km.
//!                                  ^^^^^^ error[skua-range] `900 km` for Skua (range) is not 600 km
//! ```

use unicode_width::UnicodeWidthStr;

use super::parse::{Block, Complaint, Place};

/// How serious a finding is, as reports name it.
pub const SEVERITIES: [&str; 3] = ["error", "warning", "note"];

/// What is marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Marked {
    /// A finding of this severity.
    Finding(String),
    /// Another side of a finding.
    Side,
}

/// Line and column, from 1; columns are counted in characters.
pub type Position = (usize, usize);

/// What must be found, or be labelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub marked: Marked,
    pub rule: String,
    /// `error[range #2]`: tells the findings of one rule apart, so that sides can name theirs.
    pub numbers: Vec<u32>,
    pub path: String,
    pub line: usize,
    pub column: Option<usize>,
    /// One past the last character.
    pub end: Option<Position>,
    pub words: Option<String>,
    /// What the message must hold.
    pub message: String,
    pub place: Place,
}

/// A block's text without its mark lines.
#[derive(Debug, Default)]
pub struct Parted {
    pub lines: Vec<String>,
    /// Where each line of the text stands.
    pub places: Vec<Place>,
    pub marks: Vec<Mark>,
    pub complaints: Vec<Complaint>,
}

/// Parts the mark lines of a block from its text.
pub fn part(block: &Block, path: &str) -> Parted {
    let is_verbatim = block.attributes.iter().any(|(key, _)| key == "verbatim");
    let mut parted = Parted::default();
    // Marks that run on to a later line, with the sign they are drawn with.
    let mut open: Vec<(char, usize)> = Vec::new();
    for (at, line) in block.lines.iter().enumerate() {
        let place = block.place.below(at + 1);
        let Some(drawn) = drawn(line).filter(|_| !is_verbatim) else {
            parted.lines.push(line.clone());
            parted.places.push(place);
            continue;
        };
        let Some(text) = parted.lines.last() else {
            parted.complaints.push(place.complaint("a mark stands under a line of text"));
            continue;
        };
        let length = text.chars().count();
        if drawn.end > length + 1 {
            parted.complaints.push(place.complaint(format!(
                "the mark ends at column {}, but the line above has {length} characters",
                drawn.end - 1
            )));
            continue;
        }
        let under = parted.lines.len();
        if drawn.is_continuation {
            let sign = drawn.sign;
            let Some(first) = open.iter().position(|&(own, _)| sign == '…' || own == sign) else {
                parted.complaints.push(place.complaint("no mark above runs on to this line"));
                continue;
            };
            let (_, mark) = open.remove(first);
            parted.marks[mark].end = Some((under, drawn.end));
            continue;
        }
        match told(drawn.rest) {
            Ok((marked, rule, numbers, message)) => {
                if drawn.runs_on {
                    open.push((drawn.sign, parted.marks.len()));
                }
                if (drawn.sign == '-') != (marked == Marked::Side) {
                    parted.complaints.push(
                        place.complaint("`^^^` marks a finding, and `---` another side of one"),
                    );
                }
                parted.marks.push(Mark {
                    marked,
                    rule,
                    numbers,
                    path: path.to_owned(),
                    line: under,
                    column: Some(drawn.start),
                    end: (!drawn.runs_on).then_some((under, drawn.end)),
                    words: None,
                    message,
                    place,
                });
            }
            Err(why) => parted.complaints.push(place.complaint(why)),
        }
    }
    for (_, mark) in open {
        let place = parted.marks[mark].place.clone();
        parted.complaints.push(place.complaint("this mark runs on, but `…^^^` never ends it"));
    }
    parted
}

/// A line that is a mark: where it is drawn, and what stands behind.
struct Drawn<'l> {
    sign: char,
    start: usize,
    end: usize,
    runs_on: bool,
    is_continuation: bool,
    rest: &'l str,
}

/// None for a line of text. A line that begins with hyphens is a mark only if it says `side[`.
fn drawn(line: &str) -> Option<Drawn<'_>> {
    let rest = line.trim_start_matches(' ');
    let start = line.len() - rest.len() + 1;
    let signs = rest.chars().take_while(|sign| "^-…".contains(*sign)).count();
    let run: String = rest.chars().take(signs).collect();
    let rest = rest.get(run.len()..).unwrap_or_default().trim();
    let end = start + signs;
    let is_of = |sign: char| run.trim_matches('…').chars().all(|own| own == sign);
    match run.chars().next()? {
        '…' if rest.is_empty() && (is_of('^') || is_of('-')) => Some(Drawn {
            sign: run.chars().nth(1).unwrap_or('…'),
            start,
            end,
            runs_on: false,
            is_continuation: true,
            rest,
        }),
        sign @ ('^' | '-') if is_of(sign) && (sign == '^' || rest.starts_with("side[")) => {
            let runs_on = run.ends_with('…');
            let end = if runs_on { start } else { end };
            Some(Drawn { sign, start, end, runs_on, is_continuation: false, rest })
        }
        _ => None,
    }
}

type Told = (Marked, String, Vec<u32>, String);

/// `error[skua-range #2] words of the message`.
fn told(text: &str) -> Result<Told, String> {
    const FORM: &str = "a mark says what is found: `^^^ error[rule] message`; \
                        a block whose text looks like a mark says `verbatim`";
    let end = text.find(|sign: char| !sign.is_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let marked = match word {
        "side" => Marked::Side,
        _ if SEVERITIES.contains(&word) => Marked::Finding(word.to_owned()),
        "" => return Err(FORM.to_owned()),
        _ => return Err(format!("`{word}` is no severity: error, warning, note, or side")),
    };
    let inside = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let Some((inside, message)) = inside else { return Err(FORM.to_owned()) };
    let mut parts = inside.split_whitespace();
    let Some(rule) = parts.next() else { return Err(FORM.to_owned()) };
    let numbers = parts
        .map(|part| part.strip_prefix('#').and_then(|number| number.parse().ok()))
        .collect::<Option<Vec<u32>>>()
        .ok_or_else(|| format!("`{inside}` is not of the form `rule #1`"))?;
    Ok((marked, rule.to_owned(), numbers, message.trim().to_owned()))
}

/// A line of a `findings` block: `a.txt:3:17 error[skua-range] "900 km" words of the message`.
pub fn listed(line: &str, place: Place) -> Result<Mark, Complaint> {
    const FORM: &str = "a finding is listed as `a.txt:3:17 error[rule] \"words\" message`";
    let refuse = || place.complaint(FORM);
    let (at, rest) = line.trim().split_once(' ').ok_or_else(refuse)?;
    let mut parts = at.split(':');
    let path = parts.next().unwrap_or_default().to_owned();
    let line = parts.next().and_then(|line| line.parse().ok()).ok_or_else(refuse)?;
    let column = match parts.next() {
        Some(column) => Some(column.parse().map_err(|_| refuse())?),
        None => None,
    };
    let (marked, rule, numbers, rest) = told(rest).map_err(|why| place.complaint(why))?;
    let (words, message) = match rest.strip_prefix('"') {
        Some(rest) => {
            let (words, message) = unquoted(rest).ok_or_else(refuse)?;
            (Some(words), message.trim().to_owned())
        }
        None => (None, rest),
    };
    Ok(Mark { marked, rule, numbers, path, line, column, end: None, words, message, place })
}

/// The words up to the closing quote, and what follows. `\"`, `\\` and `\n` are what they are in TOML.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let mut words = String::new();
    let mut signs = text.char_indices();
    while let Some((at, sign)) = signs.next() {
        match sign {
            '"' => return Some((words, text.get(at + 1..)?)),
            '\\' => match signs.next()?.1 {
                'n' => words.push('\n'),
                sign => words.push(sign),
            },
            _ => words.push(sign),
        }
    }
    None
}

/// The mark lines for something that was found, and the number of the line that each stands under;
/// nothing where the marks would not stand under the words, because of tabs or wide characters.
pub fn drawing(
    sign: char,
    start: Position,
    end: Position,
    lines: &[String],
    says: &str,
) -> Option<Vec<(usize, String)>> {
    let text_of = |line: usize| lines.get(line.checked_sub(1)?);
    let (first, last) = (text_of(start.0)?, text_of(end.0)?);
    let is_even = |line: &str| !line.contains('\t') && line.width() == line.chars().count();
    if start == end || !is_even(first) || !is_even(last) {
        return None;
    }
    let indent = " ".repeat(start.1 - 1);
    let run = |length: usize| sign.to_string().repeat(length);
    if start.0 == end.0 {
        return Some(vec![(start.0, format!("{indent}{} {says}", run(end.1 - start.1)))]);
    }
    let rest_of_line = first.chars().count().saturating_sub(start.1 - 1).max(1);
    let indent_of_last = last.chars().take_while(|sign| *sign == ' ').count();
    let length = (end.1 - 1).checked_sub(indent_of_last + 1)?;
    Some(vec![
        (start.0, format!("{indent}{}… {says}", run(rest_of_line))),
        (end.0, format!("{}…{}", " ".repeat(indent_of_last), run(length))),
    ])
}
