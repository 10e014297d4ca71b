//! Reads the tables that lie in the library, as the library will: without a word of them it would find nothing and
//! say nothing, so that a mistake in one must fail the build.

#![expect(clippy::disallowed_methods, reason = "a build script reads the sources")]

use std::path::Path;

#[allow(dead_code, reason = "the library asks more")]
#[path = "src/words/class.rs"]
mod class;
#[allow(dead_code, reason = "the library asks more")]
#[path = "src/words/section.rs"]
mod section;

use section::{Fault, Section, WordsError};
use toml::de::DeTable;

fn main() {
    for read in ["data", "src/units.toml", "src/words/class.rs", "src/words/section.rs"] {
        println!("cargo::rerun-if-changed={read}");
    }
    let mut files = vec![Path::new("src/units.toml").to_owned()];
    match std::fs::read_dir("data") {
        Ok(entries) => files.extend(entries.flatten().map(|entry| entry.path())),
        Err(error) => println!("cargo::error=data: {error}"),
    }
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "toml"))
    {
        if let Err(error) = check(file) {
            println!("cargo::error={error}");
        }
    }
}

fn check(file: &Path) -> Result<(), String> {
    let name = format!("crates/factlint-language/{}", file.display());
    let text = std::fs::read_to_string(file).map_err(|error| format!("{name}: {error}"))?;
    let at_its_place = |error: WordsError| error.of(&name).to_string();
    if file.ends_with("units.toml") || file.ends_with("irregular.toml") {
        // Tables of another shape, which the tests hold.
        DeTable::parse(&text).map_err(|error| {
            let fault = Fault::Syntax { message: error.message().to_owned() };
            at_its_place(WordsError::new(&text, error.span().unwrap_or_default(), fault))
        })?;
    } else {
        Section::of_file(&text).map_err(at_its_place)?;
    }
    Ok(())
}
