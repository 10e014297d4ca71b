//! A corpus and rules made from nothing but a seed, for benchmarks: news-like prose with names, cues
//! and figures in it.

#![allow(dead_code, missing_docs)]

/// A small linear congruential generator: the same numbers on every machine.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// A generator that starts from `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0xd1b5_4a32_d192_ed03)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

const SYLLABLES: &[&str] = &[
    "ba", "dor", "ke", "lin", "mar", "no", "pri", "ros", "sel", "ta", "ul", "ven", "wi", "xan",
    "yo", "zem", "fal", "gur", "hel", "jin",
];
const OPENINGS: &[&str] = &[
    "The council said",
    "Officials confirmed on Friday that",
    "According to the report,",
    "Residents recalled how",
    "The ministry announced that",
    "In a statement, the company said",
    "Analysts noted that",
    "On Monday,",
];
const MIDDLES: &[&str] = &[
    "the project had been delayed again by the weather and a shortage of materials",
    "the talks would continue after the holidays, despite earlier doubts",
    "the new line will connect both towns before the end of the decade",
    "prices had risen faster than wages since the spring",
    "the agreement leaves most of the open questions to a later meeting",
    "the school would reopen once the repairs are finished",
    "nobody had been told about the change of plans",
    "the committee voted in favor of the proposal after a long debate",
];
const ENDINGS: &[&str] = &[
    "and the mayor welcomed the decision.",
    "while critics called it a missed chance.",
    "but the details remain unclear.",
    "as the two sides had hoped.",
    "which surprised most observers.",
    "and more than a thousand people signed the petition.",
    "for the first time in years.",
];
const MEASURES: &[&str] =
    &["range", "length", "budget", "height", "payload", "draft", "span", "reach"];

/// The invented name with this number: one capitalised word.
pub fn name(number: usize) -> String {
    let mut rest = number + 20;
    let mut word = String::new();
    while rest > 0 {
        word.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}

/// An invented cue: a lower-case word that hardly any text holds.
fn cue(number: usize) -> String {
    format!("{}ness", name(number * 7 + 3).to_lowercase())
}

/// The phrases that `count` rules look for, as they stand in a text.
pub fn phrases(count: usize) -> Vec<String> {
    (0..count)
        .flat_map(|rule| {
            [
                name(rule),
                format!("{} Station", name(rule)),
                MEASURES[rule % MEASURES.len()].to_owned(),
                cue(rule),
            ]
        })
        .collect()
}

/// A rule file with `count` rules, each with a subject of two names and two cues.
pub fn rules(count: usize) -> String {
    let mut text = String::new();
    for rule in 0..count {
        let (name, cue, measure) = (name(rule), cue(rule), MEASURES[rule % MEASURES.len()]);
        text.push_str(&format!(
            "[subject.s{rule}]\nnames = [\"{name}\", \"{name} Station\"]\nkind = \"station\"\n\n\
             [[rule]]\nid = \"rule-{rule}\"\ncheck = \"quantity\"\nabout = \"s{rule}\"\n\
             near = [\"{measure}\", \"{cue}\"]\nunit = \"km\"\nsource = \"made up\"\n\n"
        ));
    }
    text
}

/// An article of about `size` bytes. One in `every` names a subject of the first 20 rules and gives a
/// figure for it.
pub fn article(seed: u64, size: usize, every: usize) -> String {
    let mut dice = Dice::new(seed);
    let mut text = format!("{} {}\n\n", dice.pick(OPENINGS), dice.pick(ENDINGS));
    let mentions = dice.below(every) == 0;
    let mut sentences = 0;
    while text.len() < size {
        if mentions && sentences == 2 {
            let number = dice.below(20);
            let (name, measure) = (name(number), MEASURES[number % MEASURES.len()]);
            text.push_str(&format!(
                "The {name} has a {measure} of {} km. ",
                if dice.below(50) == 0 { 200 } else { 100 }
            ));
        }
        text.push_str(&format!(
            "{} {}, {}",
            dice.pick(OPENINGS),
            dice.pick(MIDDLES),
            dice.pick(ENDINGS)
        ));
        sentences += 1;
        text.push_str(if sentences % 3 == 0 { "\n\n" } else { " " });
    }
    text
}
