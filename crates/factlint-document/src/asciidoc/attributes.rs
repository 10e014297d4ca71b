//! What stands in square brackets above a block, and on lines of its own: `[quote, Ann Lee]`, `[.lead]`,
//! `[%header,cols="1,2a"]`.

/// The attributes that the next block has.
#[derive(Clone, Debug, Default)]
pub(super) struct Attributes {
    /// The first positional one, such as `quote` or `source`, in lower case.
    pub style: String,
    /// Its roles, such as `lead`.
    pub roles: Vec<String>,
    pub has_header: bool,
    /// What stands in `cols`.
    pub columns: Option<String>,
    /// What parts the cells of a table.
    pub separator: Option<String>,
    /// `csv` or `dsv`.
    pub format: Option<String>,
}

/// Whether a line holds the attributes of a block.
pub(super) fn is_line(words: &str) -> bool {
    let Some(inner) = words.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
        return false;
    };
    let first = inner.chars().next();
    first.is_none_or(|first| first.is_alphanumeric() || "_,.#\"'%[{".contains(first))
        && (inner.ends_with(']') || !inner.starts_with('['))
}

impl Attributes {
    /// Adds what such a line says.
    pub fn add(&mut self, words: &str) {
        let inner = words.trim_start_matches('[').trim_end_matches(']');
        if words.starts_with("[[") {
            return;
        }
        for (index, part) in split(inner).enumerate() {
            match part.split_once('=') {
                Some((name, value)) if !name.trim().contains(['.', '#', '%', ' ']) => {
                    self.named(name.trim(), value.trim().trim_matches('"').trim_matches('\''));
                }
                _ if index == 0 => self.first(part.trim()),
                _ => {}
            }
        }
    }

    fn named(&mut self, name: &str, value: &str) {
        match name {
            "cols" => self.columns = Some(value.to_owned()),
            "options" | "opts" => {
                self.has_header |= value.split(',').any(|option| option.trim() == "header");
            }
            "role" => self.roles.extend(value.split_whitespace().map(str::to_owned)),
            "separator" => self.separator = Some(value.to_owned()),
            "format" => self.format = Some(value.to_owned()),
            "style" => self.style = value.to_lowercase(),
            _ => {}
        }
    }

    /// `style#id.role%option`
    fn first(&mut self, words: &str) {
        let mut rest = words;
        let mut mark = None;
        loop {
            let end = rest.find(['.', '#', '%']).unwrap_or(rest.len());
            let word = &rest[..end];
            match mark {
                None if !word.is_empty() => self.style = word.to_lowercase(),
                Some('.') if !word.is_empty() => self.roles.push(word.to_owned()),
                Some('%') => self.has_header |= word == "header",
                _ => {}
            }
            let Some(next) = rest[end..].chars().next() else { return };
            mark = Some(next);
            rest = &rest[end + 1..];
        }
    }

    /// Whether the block tells in short what the document says.
    pub fn is_summary(&self) -> bool {
        self.style == "abstract" || self.roles.iter().any(|role| role == "lead")
    }
}

/// The parts between commas that stand in no quotation marks.
fn split(inner: &str) -> impl Iterator<Item = &str> {
    let mut quoted = None;
    inner.split(move |c: char| {
        match quoted {
            Some(mark) if mark == c => quoted = None,
            None if c == '"' => quoted = Some(c),
            _ => {}
        }
        c == ',' && quoted.is_none()
    })
}
