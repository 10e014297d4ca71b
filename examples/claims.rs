//! Measures how much memory claims take: `claims FOLDER...` reads the documents there with all packs, and prints what
//! the claims of each rule weigh, and which field of them how much. Reckoned, not asked of the allocator: the same on every machine.

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

    /// What a claim takes, by field.
    fn weigh_claim(&mut self, claim: &Claim) -> Fields {
        let mut fields = Fields::default();
        let mut add =
            |field: &'static str, bytes: usize| *fields.0.entry(field).or_default() += bytes;
        add("claim itself", size_of::<Claim>());
        add("subject", self.weigh(&claim.subject));
        if let Speaker::Named(name) = &claim.speaker {
            add("speaker", self.weigh(name));
        }
        add("days", size_of_val(&*claim.days));
        add("keys", claim.keys.heap_size());
        for part in &claim.parts {
            add("parts themselves", size_of::<Part>());
            add("words", self.weigh(&part.words));
            add("words as seen", part.seen.as_ref().map_or(0, |seen| self.weigh(seen)));
            add("values", self.weigh_value(&part.value));
        }
        fields
    }
}

/// Bytes by field.
#[derive(Default)]
struct Fields(BTreeMap<&'static str, usize>);

impl Fields {
    fn add(&mut self, other: &Self) {
        for (field, bytes) in &other.0 {
            *self.0.entry(field).or_default() += bytes;
        }
    }

    fn total(&self) -> usize {
        self.0.values().sum()
    }
}

/// The claims of a rule: how many, and what they take.
type ByRule = BTreeMap<String, (usize, Fields)>;

fn main() -> Result<(), Box<dyn Error>> {
    let (rules, problems) = RuleSet::read(PACKS.iter().map(|pack| pack.file()).collect());
    if !problems.is_empty() {
        return Err(format!("{problems:?}").into());
    }
    let engine = Engine::new(rules);
    let mut by_rule = ByRule::new();
    for folder in std::env::args().skip(1) {
        add(Path::new(&folder), &engine, &mut by_rule)?;
    }
    let (mut all, mut fields) = (0, Fields::default());
    let told = |name: &str, count: usize, bytes: usize| {
        println!("{name:<24} {count:>8} claims {:>6} bytes each", bytes / count.max(1));
    };
    for (rule, (count, of_rule)) in &by_rule {
        told(rule, *count, of_rule.total());
        all += count;
        fields.add(of_rule);
    }
    told("all", all, fields.total());
    println!("\nof which");
    for (field, bytes) in &fields.0 {
        println!("{field:<24} {:>22} bytes each", bytes / all.max(1));
    }
    Ok(())
}

/// Adds what the claims of a file weigh, or of all files in a folder.
fn add(path: &Path, engine: &Engine, by_rule: &mut ByRule) -> Result<(), Box<dyn Error>> {
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
        let (count, fields) = by_rule.entry(claim.rule.to_string()).or_default();
        *count += 1;
        fields.add(&texts.weigh_claim(claim));
    }
    Ok(())
}
