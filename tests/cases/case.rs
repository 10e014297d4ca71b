//! What the blocks of a section mean: its files, and what must come of them.

use serde::Deserialize;

use super::marks::{self, Mark, Marked};
use super::parse::{Block, CaseFile, Complaint, Place, Section};

/// A section that can be run.
#[derive(Debug)]
pub struct Case {
    pub files: Vec<File>,
    /// Further arguments of `factlint check`.
    pub arguments: Vec<String>,
    pub expected: Expected,
    pub place: Place,
}

/// What must come of a case.
#[derive(Debug, Default)]
pub struct Expected {
    pub marks: Vec<Mark>,
    /// None: 1 if an error is marked, else 0.
    pub exit: Option<i32>,
    /// What standard error must say, and where that is written.
    pub stderr: Vec<(Place, String)>,
    /// The report for people, exactly.
    pub report: Option<(Place, String)>,
}

impl Expected {
    pub fn exit_code(&self) -> i32 {
        let is_error = |mark: &Mark| mark.marked == Marked::Finding("error".to_owned());
        self.exit.unwrap_or_else(|| i32::from(self.marks.iter().any(is_error)))
    }
}

/// One file of a case.
#[derive(Debug)]
pub struct File {
    pub path: String,
    pub lines: Vec<String>,
    /// Where each line stands in the Markdown; empty for what is not written there.
    pub places: Vec<Place>,
    pub is_crlf: bool,
    pub has_mark: bool,
    pub encoding: &'static encoding_rs::Encoding,
    pub is_verbatim: bool,
}

impl File {
    fn written(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            lines: text.lines().map(str::to_owned).collect(),
            places: Vec::new(),
            is_crlf: false,
            has_mark: false,
            encoding: encoding_rs::UTF_8,
            is_verbatim: false,
        }
    }

    /// The file as it goes to the disk.
    pub fn bytes(&self) -> Vec<u8> {
        let end = if self.is_crlf { "\r\n" } else { "\n" };
        let mut text = String::new();
        if self.has_mark {
            text.push('\u{feff}');
        }
        for line in &self.lines {
            text.push_str(line);
            text.push_str(end);
        }
        self.encoding.encode(&text).0.into_owned()
    }
}

/// A `defaults` block.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Defaults {
    /// Of documents that say no other.
    date: Option<toml::value::Datetime>,
}

/// Reads a section, with the blocks that its file shares.
pub fn case(file: &CaseFile, section: &Section) -> Result<Case, Vec<Complaint>> {
    let mut draft = Draft::default();
    for block in &file.head {
        draft.read(block);
    }
    // A file of the section takes the place of a shared one of the same path.
    let shared = std::mem::take(&mut draft.files);
    for block in &section.blocks {
        draft.read(block);
    }
    if draft.documents == 0 {
        let why = "a section has a document: ```txt, ```md, ```html, ```rst or ```adoc";
        draft.complaints.push(section.place.complaint(why));
    }
    let mut marks: Vec<Mark> = Vec::new();
    let mut files: Vec<File> = Vec::new();
    let own_paths: Vec<String> = draft.files.iter().map(|(own, _)| own.path.clone()).collect();
    let shared = shared.into_iter().filter(|(file, _)| !own_paths.contains(&file.path));
    for (file, own) in shared.chain(std::mem::take(&mut draft.files)) {
        if files.iter().any(|other| other.path == file.path) {
            let why = format!("two blocks are the file {}", file.path);
            draft.complaints.push(file.places.first().unwrap_or(&section.place).complaint(why));
        }
        marks.extend(own);
        files.push(file);
    }
    draft.configure(&mut files);
    marks.append(&mut draft.expected.marks);
    draft.expected.marks = marks;
    draft.check_sides();
    if !draft.complaints.is_empty() {
        return Err(draft.complaints);
    }
    let Draft { arguments, expected, .. } = draft;
    Ok(Case { files, arguments, expected, place: section.place.clone() })
}

#[derive(Default)]
struct Draft {
    files: Vec<(File, Vec<Mark>)>,
    arguments: Vec<String>,
    expected: Expected,
    defaults: Defaults,
    /// Paths with the date that each document's block states.
    dates: Vec<(String, String)>,
    documents: u8,
    complaints: Vec<Complaint>,
}

impl Draft {
    fn read(&mut self, block: &Block) {
        let text = || block.lines.join("\n");
        match block.language.as_str() {
            "args" => {
                self.read_exit(block);
                let words = block.lines.iter().flat_map(|line| line.split_whitespace());
                self.arguments.extend(words.map(str::to_owned));
            }
            "stderr" => {
                self.read_exit(block);
                for (at, line) in block.lines.iter().enumerate() {
                    self.expected.stderr.push((block.place.below(at + 1), line.clone()));
                }
            }
            "report" => {
                self.allow(block, &[]);
                self.expected.report = Some((block.place.clone(), text() + "\n"));
            }
            "findings" => {
                self.allow(block, &[]);
                for (at, line) in block.lines.iter().enumerate() {
                    match marks::listed(line, block.place.below(at + 1)) {
                        Ok(mark) => self.expected.marks.push(mark),
                        Err(complaint) => self.complaints.push(complaint),
                    }
                }
            }
            "defaults" => match toml::from_str(&text()) {
                Ok(defaults) => self.defaults = defaults,
                Err(error) => self.complaints.push(block.place.complaint(error.message())),
            },
            _ => self.read_file(block),
        }
    }

    fn read_file(&mut self, block: &Block) {
        self.allow(block, &["path", "date", "eol", "encoding", "bom", "verbatim"]);
        let value = |key| attribute(block, key);
        let ending = match block.language.as_str() {
            "text" => "txt",
            "markdown" => "md",
            other => other,
        };
        let is_document =
            ["txt", "md", "html", "rst", "adoc", "mediawiki", "dita", "tex"].contains(&ending);
        let path = match (value("path"), ending) {
            (Some(path), _) => path.to_owned(),
            (None, "toml") if holds_rules(block) => "rules/rules.toml".to_owned(),
            (None, "toml") => "factlint.toml".to_owned(),
            (None, _) if is_document => format!("{}.{ending}", char::from(b'a' + self.documents)),
            _ => {
                let why = format!("a block of `{}` says where it stands: path=…", block.language);
                self.complaints.push(block.place.complaint(why));
                return;
            }
        };
        if let Some(date) = value("date") {
            let is_date = date == "none" || date.parse::<toml::value::Datetime>().is_ok();
            if !is_date || !is_document {
                let why = format!("`{date}` is no date, or this is no document");
                self.complaints.push(block.place.complaint(why));
            }
        }
        if is_document {
            self.documents += 1;
            let default = self.defaults.date.as_ref().map(ToString::to_string);
            match value("date").map(str::to_owned).or(default) {
                Some(date) if date != "none" => self.dates.push((path.clone(), date)),
                _ => {}
            }
        }
        let mut parted = marks::part(block, &path);
        self.complaints.append(&mut parted.complaints);
        let file = File {
            path,
            lines: parted.lines,
            places: parted.places,
            is_crlf: self.one_of(block, "eol", &["lf", "crlf"]) == Some("crlf"),
            has_mark: value("bom").is_some(),
            encoding: self.encoding(block),
            is_verbatim: value("verbatim").is_some(),
        };
        self.files.push((file, parted.marks));
    }

    /// Writes factlint.toml, or adds the dates of the documents to the one that the section has.
    fn configure(&self, files: &mut Vec<File>) {
        let dates: String = self
            .dates
            .iter()
            .map(|(path, date)| format!("\n[[document]]\npath = \"{path}\"\ndate = {date}\n"))
            .collect();
        match files.iter_mut().find(|file| file.path == "factlint.toml") {
            Some(file) => file.lines.extend(dates.lines().map(str::to_owned)),
            None => files.push(File::written("factlint.toml", &format!("packs = []\n{dates}"))),
        }
    }

    /// A side names a finding that is marked.
    fn check_sides(&mut self) {
        let marks = &self.expected.marks;
        for side in marks.iter().filter(|mark| mark.marked == Marked::Side) {
            let of_rule = || {
                marks.iter().filter(|mark| mark.marked != Marked::Side && mark.rule == side.rule)
            };
            let is_known = of_rule().next().is_some()
                && side.numbers.iter().all(|n| of_rule().any(|mark| mark.numbers.contains(n)));
            if !is_known {
                let why =
                    format!("no finding of `{}` is marked that this could be a side of", side.rule);
                self.complaints.push(side.place.complaint(why));
            }
        }
    }

    fn read_exit(&mut self, block: &Block) {
        self.allow(block, &["exit"]);
        match attribute(block, "exit").map(str::parse) {
            Some(Ok(code)) => self.expected.exit = Some(code),
            Some(Err(_)) => self.complaints.push(block.place.complaint("`exit` is a number")),
            None => {}
        }
    }

    fn encoding(&mut self, block: &Block) -> &'static encoding_rs::Encoding {
        let Some(label) = attribute(block, "encoding") else { return encoding_rs::UTF_8 };
        encoding_rs::Encoding::for_label(label.as_bytes()).unwrap_or_else(|| {
            self.complaints.push(block.place.complaint(format!("`{label}` is no encoding")));
            encoding_rs::UTF_8
        })
    }

    fn one_of<'b>(&mut self, block: &'b Block, key: &str, known: &[&str]) -> Option<&'b str> {
        let value = attribute(block, key)?;
        if !known.contains(&value) {
            let why = format!("`{key}` is one of: {}", known.join(", "));
            self.complaints.push(block.place.complaint(why));
        }
        Some(value)
    }

    fn allow(&mut self, block: &Block, known: &[&str]) {
        for (key, _) in &block.attributes {
            if !known.contains(&key.as_str()) {
                let why = match known {
                    [] => format!("`{key}`: a `{}` block takes no attributes", block.language),
                    _ => format!("`{key}` is no attribute of this block: {}", known.join(", ")),
                };
                self.complaints.push(block.place.complaint(why));
            }
        }
    }
}

fn attribute<'b>(block: &'b Block, key: &str) -> Option<&'b str> {
    block.attributes.iter().find(|(own, _)| own == key).map(|(_, value)| value.as_str())
}

/// Whether a `toml` block is a rule file; else it is a factlint.toml.
fn holds_rules(block: &Block) -> bool {
    let tables = ["[[rule]]", "[subject.", "[[unit]]"];
    block.lines.iter().any(|line| tables.iter().any(|table| line.starts_with(table)))
}
