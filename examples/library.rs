//! factlint in a program: three texts, one rule, what is wrong with them.
//!
//! `cargo run --example library` prints
//!
//! ```text
//! error[quantity/disagreement]: figures for Halden Bridge (length) differ: `1,420 metres`, but `1,240 metres` in 2 documents
//!   c.html:1:38: `1,420 metres`, 1,420 m here
//!   a.txt:1:35: `1,240 metres`, 1,240 m here
//!   b.md:1:39: `4,070 feet`, 1,241 m here
//! ```

use std::error::Error;
use std::io::Write;

use factlint::{Document, Engine};

const RULES: &str = r#"
[[rule]]
id    = "bridge-length"
check = "quantity"
about = ["Halden Bridge"]
near  = ["length"]
unit  = "m"
"#;

fn main() -> Result<(), Box<dyn Error>> {
    check(&mut std::io::stdout())
}

/// Checks three texts and writes what is found.
pub fn check(out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    let engine = Engine::from_toml(RULES).map_err(|problems| format!("{problems:#?}"))?;
    let findings = engine.check(&[
        Document::new("a.txt", "The Halden Bridge has a length of 1,240 metres."),
        Document::new("b.md", "The **Halden Bridge** has a length of 4,070 feet."),
        Document::new("c.html", "<p>The Halden Bridge has a length of 1,420 metres.</p>"),
    ]);
    for finding in findings {
        writeln!(out, "{}[{}]: {}", finding.severity.as_str(), finding.code, finding.message)?;
        for side in finding.labels() {
            let (line, column) = (side.start.line, side.start.column);
            writeln!(out, "  {}:{line}:{column}: `{}`, {}", side.path, side.text, side.message)?;
        }
    }
    Ok(())
}
