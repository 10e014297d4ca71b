//! Markdown to sections: headings, fenced blocks and their attributes. What a block means is told in
//! `case.rs`.

use std::fmt;

/// A line of a file of cases.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// From the root of the repository, so that a terminal can jump there: `fixtures/title.md`.
    pub file: String,
    /// From 1.
    pub line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Complaint {
    pub place: Place,
    pub text: String,
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.text)
    }
}

impl Place {
    /// A complaint about this line.
    pub fn complaint(&self, text: impl Into<String>) -> Complaint {
        Complaint { place: self.clone(), text: text.into() }
    }

    /// The place `lines` below this one.
    pub fn below(&self, lines: usize) -> Self {
        Self { file: self.file.clone(), line: self.line + lines }
    }
}

/// A fenced block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The first word behind the fence: `txt`, `toml`, `args`.
    pub language: String,
    /// `path=b.txt` is `("path", "b.txt")`; a word alone has an empty value.
    pub attributes: Vec<(String, String)>,
    pub lines: Vec<String>,
    /// Where the block opens; its first line is one below.
    pub place: Place,
}

/// One behaviour: a `##` heading and what stands below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub heading: String,
    /// Tagged `<!-- new -->`: blessing writes its marks.
    pub is_new: bool,
    pub blocks: Vec<Block>,
    pub place: Place,
}

impl Section {
    /// The heading as the last part of the test's name: "wrapped lines" is `wrapped_lines`.
    pub fn slug(&self) -> String {
        let words: Vec<String> = self
            .heading
            .split(|sign: char| !sign.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        words.join("_")
    }
}

/// A file of cases.
#[derive(Debug, Default)]
pub struct CaseFile {
    /// Blocks above the first section, which all sections share.
    pub head: Vec<Block>,
    pub sections: Vec<Section>,
    pub complaints: Vec<Complaint>,
}

/// Reads the text of a file of cases.
pub fn case_file(name: &str, text: &str) -> CaseFile {
    let mut file = CaseFile::default();
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        let place = Place { file: name.to_owned(), line: at + 1 };
        if let Some((fence, info)) = opening(line) {
            let mut block = match block(info, place.clone()) {
                Ok(block) => block,
                Err(complaint) => {
                    file.complaints.push(complaint);
                    continue;
                }
            };
            let mut is_closed = false;
            for (_, line) in lines.by_ref() {
                is_closed =
                    opening(line).is_some_and(|(own, info)| own >= fence && info.is_empty());
                if is_closed {
                    break;
                }
                block.lines.push(line.to_owned());
            }
            if !is_closed {
                file.complaints.push(place.complaint("this block is never closed"));
            }
            match file.sections.last_mut() {
                Some(section) => section.blocks.push(block),
                None => file.head.push(block),
            }
        } else if let Some(heading) = line.strip_prefix("## ") {
            let (heading, is_new) = match heading.trim().strip_suffix("<!-- new -->") {
                Some(rest) => (rest.trim(), true),
                None => (heading.trim(), false),
            };
            let section =
                Section { heading: heading.to_owned(), is_new, blocks: Vec::new(), place };
            if section.slug().is_empty() {
                file.complaints.push(section.place.complaint("a heading needs a word"));
            }
            if let Some(other) = file.sections.iter().find(|other| other.slug() == section.slug()) {
                file.complaints.push(section.place.complaint(format!(
                    "`{}` is also the name of the section in line {}",
                    section.slug(),
                    other.place.line
                )));
            }
            file.sections.push(section);
        }
    }
    file
}

/// The length of the fence that a line opens or closes, and what stands behind it.
fn opening(line: &str) -> Option<(usize, &str)> {
    let rest = line.trim_start_matches('`');
    let fence = line.len() - rest.len();
    (fence >= 3 && !rest.contains('`')).then(|| (fence, rest.trim()))
}

fn block(info: &str, place: Place) -> Result<Block, Complaint> {
    let mut words = info.split_whitespace();
    let Some(language) = words.next() else {
        return Err(place.complaint("a block says what it holds: ```txt, ```toml, ```args"));
    };
    let attributes = words
        .map(|word| word.split_once('=').unwrap_or((word, "")))
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect();
    Ok(Block { language: language.to_owned(), attributes, lines: Vec::new(), place })
}
