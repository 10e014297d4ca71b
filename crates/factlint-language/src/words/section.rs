//! What a file of the word table holds. The build script reads the files with this, too: one that cannot be read
//! fails the build.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::class::Class;

/// Entries with the place of each in its file.
pub(crate) type Entries<'f, E> = Vec<(E, Range<usize>, Cow<'f, str>)>;

/// A section of a file: what it lists is borrowed from the file.
pub(crate) struct Section<'f> {
    pub class: Class,
    pub words: Entries<'f, ()>,
    pub values: Entries<'f, f64>,
}

impl<'f> Section<'f> {
    /// The sections of a file. Walked as the parser gives them, since reading the table is a part of every start.
    pub fn of_file(file: &'f str) -> Result<Vec<Section<'f>>, WordsError> {
        let fault = |at: Range<usize>, fault| WordsError::new(file, at, fault);
        let syntax = |at, message: &str| fault(at, Fault::Syntax { message: message.to_owned() });
        let table = DeTable::parse(file)
            .map_err(|error| syntax(error.span().unwrap_or_default(), error.message()))?;
        let mut sections = Vec::new();
        for (name, section) in table.into_inner() {
            let (place, name) = (name.span(), name.into_inner());
            let class = Class::of_section(&name)
                .ok_or_else(|| fault(place.clone(), Fault::Class { section: name.to_string() }))?;
            let DeValue::Table(keys) = section.into_inner() else {
                return Err(syntax(place, "a class must be a table"));
            };
            let mut read = Section { class, words: Vec::new(), values: Vec::new() };
            let mut purpose = Cow::Borrowed("");
            for (key, value) in keys {
                let at = value.span();
                match (&**key.get_ref(), value.into_inner()) {
                    ("for", DeValue::String(text)) => purpose = text,
                    ("words", DeValue::Array(words)) => {
                        for word in words {
                            let at = word.span();
                            let DeValue::String(word) = word.into_inner() else {
                                return Err(syntax(at, "words must be strings"));
                            };
                            read.words.push(((), at, word));
                        }
                    }
                    ("values", DeValue::Table(values)) => {
                        for (word, value) in values {
                            let at = value.span();
                            let number = match value.into_inner() {
                                DeValue::Integer(number) => number.to_string().parse().ok(),
                                DeValue::Float(number) => number.to_string().parse().ok(),
                                _ => None,
                            };
                            let number = number
                                .ok_or_else(|| syntax(at.clone(), "values must be numbers"))?;
                            read.values.push((number, at, word.into_inner()));
                        }
                    }
                    (other, _) => return Err(syntax(at, &format!("unexpected `{other}`"))),
                }
            }
            if purpose.trim().is_empty() {
                return Err(fault(place, Fault::Purpose { section: name.to_string() }));
            }
            let words = read.words.iter().map(|(_, at, word)| (at, word));
            let valued = read.values.iter().map(|(_, at, word)| (at, word));
            for (at, word) in words.chain(valued) {
                if !word.starts_with(char::is_alphabetic) {
                    return Err(fault(at.clone(), Fault::Entry { entry: word.to_string() }));
                }
            }
            sections.push(read);
        }
        Ok(sections)
    }
}

/// Why a file of words cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordsError {
    /// The file's name in `data/`; empty for a text that is none of these.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// What is wrong there.
    pub fault: Fault,
}

/// What is wrong with a file of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is not valid TOML, or a section has other keys.
    Syntax {
        /// What the parser says.
        message: String,
    },
    /// There is no such class.
    Class {
        /// The section.
        section: String,
    },
    /// A section does not say what it is for.
    Purpose {
        /// The section.
        section: String,
    },
    /// An entry does not start with a letter.
    Entry {
        /// The entry.
        entry: String,
    },
    /// There are more words than identifiers.
    TooMany,
}

impl WordsError {
    /// A fault at some bytes of a text.
    pub(crate) fn new(text: &str, at: Range<usize>, fault: Fault) -> Self {
        let before = text.bytes().take(at.start);
        let line = 1 + before.filter(|byte| *byte == b'\n').count();
        Self { file: String::new(), line, fault }
    }

    /// The same, of a file of this name.
    pub(crate) fn of(self, file: &str) -> Self {
        Self { file: file.to_owned(), ..self }
    }
}

impl fmt::Display for WordsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        match &self.fault {
            Fault::Syntax { message } => write!(f, "the words cannot be read: {message}"),
            Fault::Class { section } => write!(f, "`{section}` is no class of words"),
            Fault::Purpose { section } => write!(f, "`{section}` does not say what it is for"),
            Fault::Entry { entry } => write!(f, "`{entry}` does not start with a letter"),
            Fault::TooMany => write!(f, "there are too many words"),
        }
    }
}

impl std::error::Error for WordsError {}
