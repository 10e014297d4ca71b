//! Writes an archive for measurements of the store: `cargo run --release --example archive -- FOLDER DOCUMENTS [RULES]`.
//!
//! FOLDER gets documents of 4 KB, a thousand a folder, each with a figure that one of the rules asks for and a date of its
//! own; the rules, `factlint.toml`, and `draft.md`, which contradicts what one document in RULES says.

#[path = "../benches/generated.rs"]
mod generated;

use std::fs;
use std::path::PathBuf;

use generated::Dice;

/// Bytes of a document, about.
const BYTES: usize = 3_800;

/// Documents that lie in one folder.
const IN_FOLDER: usize = 1_000;

const PLACES: &[&str] = &["Harwick", "Oslo", "Lima", "Quito", "Turin", "Ghent", "Malmo", "Leeds"];
const PEOPLE: &[&str] = &["Anna Lund", "Ben Okafor", "Carla Voss", "David Nemeth", "Eva Roux"];
const SENTENCES: &[&str] = &[
    "The council met again on Tuesday and put the matter off.",
    "Residents said that the road had been closed for repairs since the spring.",
    "A spokesman for the utility declined to comment on the plans.",
    "The opposition asked for an inquiry, which the mayor refused.",
    "Two other towns in the county have taken the same decision.",
    "Rain is expected at the weekend, and the river is high.",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, documents, rest @ ..] = arguments.as_slice() else {
        return Err("usage: archive FOLDER DOCUMENTS [RULES]".into());
    };
    let (folder, documents): (PathBuf, usize) = (folder.into(), documents.parse()?);
    let rules: usize = rest.first().map_or(Ok(200), |rules| rules.parse())?.max(1);
    fs::create_dir_all(folder.join("rules"))?;
    fs::write(folder.join("factlint.toml"), "[corpus]\nexclude = [\"rules/**\"]\n")?;
    let text: String = (0..rules).map(rule).collect();
    fs::write(folder.join("rules/bridges.toml"), text)?;
    let draft = 17 % rules;
    fs::write(
        folder.join("draft.md"),
        format!("The Halden {draft} Bridge has a length of 2000 m.\n"),
    )?;
    let mut dice = Dice::new(7);
    for number in 0..documents {
        let place = folder.join(format!("{:04}", number / IN_FOLDER));
        if number % IN_FOLDER == 0 {
            fs::create_dir_all(&place)?;
        }
        let text = document(&mut dice, number % rules);
        fs::write(place.join(format!("{number:07}.md")), text)?;
    }
    Ok(())
}

fn rule(number: usize) -> String {
    format!(
        "[subject.b{number}]\nnames = [\"Halden {number} Bridge\"]\nkind = \"bridge\"\n\n[[rule]]\n\
         id = \"length-{number}\"\ncheck = \"quantity\"\nabout = \"b{number}\"\nnear = [\"length\"]\n\
         unit = \"m\"\n\n"
    )
}

fn document(dice: &mut Dice, bridge: usize) -> String {
    let (month, day) = (1 + dice.below(12), 1 + dice.below(28));
    let mut text = format!("---\ndate: 2025-{month:02}-{day:02}\n---\n\n");
    // One in thirty says something else.
    let length = bridge + if dice.below(30) == 0 { 1_500 } else { 1_000 };
    let (speaker, place) = (PEOPLE[dice.below(PEOPLE.len())], PLACES[dice.below(PLACES.len())]);
    text.push_str(&format!(
        "The Halden {bridge} Bridge has a length of {length} m. {speaker} spoke in {place}.\n"
    ));
    while text.len() < BYTES {
        text.push('\n');
        for _ in 0..5 {
            text.push_str(SENTENCES[dice.below(SENTENCES.len())]);
            text.push(' ');
        }
        text.push('\n');
    }
    text
}
