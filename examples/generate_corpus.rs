//! Writes a generated corpus for whole-process measurements:
//! `cargo run --release --example generate_corpus -- DIR FILES BYTES RULES [ENDING]`.
//!
//! DIR gets `news/00000.txt` and on, `rules.toml`, and `patterns.txt` with the same phrases for other
//! search tools.

#[path = "../benches/generated.rs"]
mod generated;

use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [directory, files, bytes, rules, rest @ ..] = arguments.as_slice() else {
        return Err("usage: generate_corpus DIR FILES BYTES RULES [ENDING]".into());
    };
    let ending = rest.first().map_or("txt", String::as_str);
    let directory = PathBuf::from(directory);
    let (files, bytes, rules): (u64, usize, usize) =
        (files.parse()?, bytes.parse()?, rules.parse()?);
    for file in 0..files {
        let folder = directory.join("news").join(format!("{:03}", file / 500));
        if file % 500 == 0 {
            std::fs::create_dir_all(&folder)?;
        }
        std::fs::write(
            folder.join(format!("{file:06}.{ending}")),
            generated::article(file, bytes, 10),
        )?;
    }
    std::fs::write(directory.join("rules.toml"), generated::rules(rules))?;
    std::fs::write(directory.join("patterns.txt"), generated::phrases(rules).join("\n") + "\n")?;
    Ok(())
}
