//! Measures how much memory claims take: `claims FOLDER...` reads the documents there with all packs, and prints what
//! the claims of each rule weigh. Reckoned, not asked of the allocator: the same on every machine.

#![allow(clippy::print_stdout)]

use factlint::claim::{Claim, Part, Speaker, Value};
use factlint::packs::PACKS;
use factlint::ruleset::RuleSet;
use factlint::{Document, Engine};
use factlint_engine::claim::{FigureValue, MeasuredValue, Reported, TitleValue};
use factlint_engine::engine::Detail;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

/// What the texts of a document's claims take beside the claims. A text that several share counts once.
#[derive(Default)]
struct Texts(BTreeSet<(usize, usize)>);

impl Texts {
    /// A text that lies in place up to 23 bytes, else behind two counters.
    fn weigh(&mut self, text: &str) -> usize {
        let is_new = text.len() > 23 && self.0.insert((text.as_ptr() as usize, text.len()));
        if is_new { text.len() + 16 } else { 0 }
    }

    fn weigh_value(&mut self, value: &Value) -> usize {
        match value {
            Value::Figure(figure) | Value::Percentage { figure, .. } => {
                let texts = [&figure.unit, &figure.plural, &figure.hedge].into_iter().flatten();
                let texts: usize = texts.map(|text| self.weigh(text)).sum();
                size_of::<FigureValue>() + self.weigh(&figure.dimension) + texts
            }
            Value::Term { captures, .. } => {
                captures.iter().map(|text| size_of::<String>() + text.len()).sum()
            }
            Value::Text { text } => self.weigh(text),
            Value::Measured(measured) => {
                size_of::<MeasuredValue>()
                    + self.weigh(&measured.text)
                    + self.weigh(&measured.dimension)
            }
            Value::Title(title) => size_of::<TitleValue>() + title.title.len() + title.person.len(),
            Value::Reported(_) => size_of::<Reported>(),
            _ => 0,
        }
    }

    fn weigh_claim(&mut self, claim: &Claim) -> usize {
        let speaker = match &claim.speaker {
            Speaker::Named(name) => self.weigh(name),
            Speaker::Paper | Speaker::Unnamed => 0,
        };
        let keys = claim.keys.iter().map(|key| size_of_val(key) + self.weigh(key)).sum::<usize>();
        let parts = claim.parts.iter().map(|part| {
            let seen = part.seen.as_ref().map_or(0, |seen| seen.len());
            size_of::<Part>() + self.weigh(&part.words) + seen + self.weigh_value(&part.value)
        });
        let parts: usize = parts.sum();
        let subject = self.weigh(&claim.subject);
        size_of::<Claim>() + subject + speaker + size_of_val(&*claim.days) + keys + parts
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let (rules, problems) = RuleSet::read(PACKS.iter().map(|pack| pack.file()).collect());
    if !problems.is_empty() {
        return Err(format!("{problems:?}").into());
    }
    let engine = Engine::new(rules);
    let mut by_rule: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for folder in std::env::args().skip(1) {
        add(Path::new(&folder), &engine, &mut by_rule)?;
    }
    let (count, bytes) = by_rule.values().fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
    let told = |name: &str, count: usize, bytes: usize| {
        println!("{name:<24} {count:>8} claims {:>6} bytes each", bytes / count.max(1));
    };
    for (rule, (count, bytes)) in &by_rule {
        told(rule, *count, *bytes);
    }
    told("all", count, bytes);
    Ok(())
}

/// Adds what the claims of a file weigh, or of all files in a folder.
fn add(
    path: &Path,
    engine: &Engine,
    by_rule: &mut BTreeMap<String, (usize, usize)>,
) -> Result<(), Box<dyn Error>> {
    if path.is_dir() {
        for entry in std::fs::read_dir(path)? {
            add(&entry?.path(), engine, by_rule)?;
        }
        return Ok(());
    }
    let Ok(text) = std::fs::read_to_string(path) else { return Ok(()) };
    let document = Document::new(path.display().to_string(), text);
    let mut texts = Texts::default();
    let observed = engine.read(&document).observe(Detail::Claims);
    for claim in &observed.claims {
        let (count, bytes) = by_rule.entry(claim.rule.to_string()).or_default();
        *count += 1;
        *bytes += texts.weigh_claim(claim);
    }
    Ok(())
}
