//! Where a cursor stands in a TOML file, as far as the lines around it tell: the file may be broken while it is typed.

use factlint_language::span::Span;

use super::text::Text;

/// What a cursor stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TomlPlace {
    /// The names of the table's header: `["rule", "example"]` below `[[rule.example]]`; none above all headers.
    pub table: Vec<String>,
    /// The line of the header, counted from 0; none above all headers.
    pub header: Option<usize>,
    /// The line behind the last of the table.
    pub end: usize,
    /// Whether the cursor stands on the header itself.
    pub on_header: bool,
    /// The key that the cursor stands on or whose value it stands in.
    pub key: Option<String>,
    /// The key inside of an inline table, where it stands in one.
    pub inner: Option<String>,
    /// Whether it stands in an inline table.
    pub is_inline: bool,
    /// Whether it stands behind the `=`.
    pub in_value: bool,
    /// The words between the quotation marks around it, or those of the bare word that it touches.
    pub word: Span,
    /// Whether there are quotation marks around it.
    pub is_quoted: bool,
}

impl TomlPlace {
    /// What stands at an offset.
    pub fn at(text: &Text, offset: usize) -> Self {
        let line = text.line_of(offset);
        let (words, is_quoted) = word(text, line, offset);
        let mut place = Self {
            table: Vec::new(),
            header: None,
            end: text.lines(),
            on_header: false,
            key: None,
            inner: None,
            is_inline: false,
            in_value: false,
            word: words,
            is_quoted,
        };
        let header = (0..=line).rev().find_map(|at| Some((at, header(text.line(at))?)));
        if let Some((at, names)) = header {
            place.on_header = at == line;
            place.header = Some(at);
            place.table = names;
        }
        if let Some(next) = (line + 1..text.lines()).find(|at| header_names(text, *at)) {
            place.end = next;
        }
        if place.on_header {
            return place;
        }
        // The line on which the entry begins.
        let first = place.header.map_or(0, |at| at + 1);
        let start = (first..=line).rev().find(|at| key(text.line(*at)).is_some());
        let Some(start) = start else { return place };
        let begin = text.line_start(start);
        let before = &text.content()[begin..offset.max(begin)];
        let state = Scan::of(before);
        if start == line && !state.has_value {
            place.key = key(text.line(start)).map(str::to_owned);
            return place;
        }
        if start < line && state.depth == 0 {
            // The entry is over: a new one begins here.
            return place;
        }
        place.key = key(text.line(start)).map(str::to_owned);
        place.in_value = true;
        if let Some(inside) = state.inline {
            place.is_inline = true;
            place.in_value = false;
            if let Some((name, _)) = inside.rsplit(',').next().and_then(|part| part.split_once('='))
            {
                place.inner = Some(name.trim().to_owned());
                place.in_value = true;
            }
        }
        place
    }

    /// The words that the cursor stands on.
    pub fn words<'t>(&self, text: &'t Text) -> &'t str {
        self.word.of(text.content())
    }

    /// The value of a key of the table, where it stands between quotation marks on the key's line.
    pub fn value<'t>(&self, text: &'t Text, wanted: &str) -> Option<&'t str> {
        let first = self.header.map_or(0, |at| at + 1);
        let mut lines = (first..self.end).map(|at| text.line(at));
        let line = lines.find(|line| key(line) == Some(wanted))?;
        let value = line.split_once('=')?.1.trim_start();
        let mark = value.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
        value[1..].split(mark).next()
    }

    /// The keys that the table has.
    pub fn keys<'t>(&self, text: &'t Text) -> Vec<&'t str> {
        let first = self.header.map_or(0, |at| at + 1);
        (first..self.end).filter_map(|at| key(text.line(at))).collect()
    }
}

fn header_names(text: &Text, line: usize) -> bool {
    header(text.line(line)).is_some()
}

/// The names of a header: `[[rule]]`, `[subject.tomahawk]`.
fn header(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    let inside = line.strip_prefix("[[").or_else(|| line.strip_prefix('['))?;
    let inside = inside.split(']').next()?;
    let is_name = |character: char| character.is_alphanumeric() || "-_. \"'".contains(character);
    // A list of lists begins with a bracket too.
    let first = inside.trim_start().chars().next()?;
    let is_header = (first.is_alphabetic() || first == '_') && inside.chars().all(is_name);
    let name = |part: &str| part.trim().trim_matches(['"', '\'']).to_owned();
    is_header.then(|| inside.split('.').map(name).collect())
}

/// The key that a line begins with.
fn key(line: &str) -> Option<&str> {
    let (name, _) = line.split_once('=')?;
    let name = name.trim();
    let is_key = |character: char| character.is_alphanumeric() || "-_".contains(character);
    (!name.is_empty() && name.chars().all(is_key)).then_some(name)
}

/// What an entry comes to up to the cursor.
struct Scan<'t> {
    has_value: bool,
    /// Brackets and braces that are open.
    depth: usize,
    /// What stands in the innermost inline table, if one is open.
    inline: Option<&'t str>,
}

impl<'t> Scan<'t> {
    fn of(text: &'t str) -> Self {
        let mut open: Vec<(char, usize)> = Vec::new();
        let mut quoted: Option<char> = None;
        let mut has_value = false;
        let mut is_comment = false;
        let mut is_escaped = false;
        for (at, character) in text.char_indices() {
            match (quoted, character) {
                _ if is_escaped => is_escaped = false,
                (_, '\n') => {
                    quoted = None;
                    is_comment = false;
                }
                _ if is_comment => {}
                (Some('"'), '\\') => is_escaped = true,
                (Some(mark), _) if mark == character => quoted = None,
                (Some(_), _) => {}
                (None, '"' | '\'') => quoted = Some(character),
                (None, '#') => is_comment = true,
                (None, '=') => has_value = true,
                (None, '[' | '{') => open.push((character, at + 1)),
                (None, ']' | '}') => {
                    open.pop();
                }
                _ => {}
            }
        }
        let inline = open.last().filter(|(bracket, _)| *bracket == '{').map(|(_, at)| &text[*at..]);
        Self { has_value, depth: open.len(), inline }
    }
}

/// The words around an offset: between quotation marks, or those of a bare word.
fn word(text: &Text, line: usize, offset: usize) -> (Span, bool) {
    let (start, content) = (text.line_start(line), text.line(line));
    let at = offset.saturating_sub(start).min(content.len());
    let mut quoted: Option<(char, usize)> = None;
    for (index, character) in content.char_indices() {
        match quoted {
            None if matches!(character, '"' | '\'') && index < at => {
                quoted = Some((character, index + 1));
            }
            Some((mark, _)) if mark == character && index < at => quoted = None,
            Some((mark, from)) if mark == character => {
                return (Span::new(start + from, start + index), true);
            }
            _ => {}
        }
    }
    if let Some((_, from)) = quoted {
        // The closing mark is not typed yet.
        return (Span::new(start + from, start + at.max(from)), true);
    }
    let is_part = |character: char| character.is_alphanumeric() || "-_".contains(character);
    let before = content[..at].trim_end_matches(is_part).len();
    let after =
        content[at..].find(|character| !is_part(character)).map_or(content.len(), |end| at + end);
    (Span::new(start + before, start + after), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The place of `|` in a text.
    fn place(marked: &str) -> (TomlPlace, Text) {
        let offset = marked.find('|').unwrap_or_default();
        let text = Text::new(marked.replacen('|', "", 1));
        (TomlPlace::at(&text, offset), text)
    }

    #[test]
    fn keys_and_values_are_told_apart() {
        let rule = "[[rule]]\nid = \"a\"\n";
        for (marked, key, in_value, words) in [
            ("sev|", None, false, "sev"),
            ("|", None, false, ""),
            ("seve|rity = \"error\"", Some("severity"), false, "severity"),
            ("severity = \"er|ror\"", Some("severity"), true, "error"),
            ("severity = \"|", Some("severity"), true, ""),
            ("severity = |", Some("severity"), true, ""),
            ("about = [\"a\", \"b|\"]", Some("about"), true, "b"),
            ("about = [\n  \"a\",\n  \"to|m\",\n]", Some("about"), true, "tom"),
            ("about = [\n  \"a\",\n]\nun|", None, false, "un"),
            ("near = [[\"x\"], # [\n  [\"y|\"]]", Some("near"), true, "y"),
        ] {
            let (place, text) = place(&format!("{rule}{marked}"));
            assert_eq!(place.table, ["rule"], "{marked}");
            assert_eq!((place.key.as_deref(), place.in_value), (key, in_value), "{marked}");
            assert_eq!(place.words(&text), words, "{marked}");
        }
    }

    #[test]
    fn inline_tables_have_keys_of_their_own() {
        let (one, _) = place("[[rule]]\nheld = [{ title = \"President\", fr|");
        assert_eq!(
            (one.key.as_deref(), one.inner.as_deref(), one.in_value),
            (Some("held"), None, false)
        );
        let (one, _) = place("[[rule]]\nheld = [{ title = \"Pre|\", from = 2001-01-20 }]");
        assert_eq!(
            (one.is_inline, one.inner.as_deref(), one.in_value),
            (true, Some("title"), true)
        );
    }

    #[test]
    fn tables_end_where_the_next_begins() {
        let (one, text) =
            place("[[rule]]\ncheck = \"quantity\"\nun|\n[[rule]]\ncheck = \"name\"\n");
        assert_eq!((one.header, one.end), (Some(0), 3));
        assert_eq!(one.value(&text, "check"), Some("quantity"));
        assert_eq!(one.keys(&text), ["check"]);
        let (one, text) = place("[subject.\"tom|ahawk\"]\nnames = []\n");
        assert!(one.on_header);
        assert_eq!(one.table, ["subject", "tomahawk"]);
        assert_eq!(one.words(&text), "tomahawk");
    }
}
