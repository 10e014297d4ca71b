//! The packs that ship with factlint: rule files like any other, embedded in the binary.

use factlint_engine::finding::Origin;
use factlint_engine::rule::source::SourceFile;
use factlint_engine::rule::table::closest;

/// A shipped pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pack {
    /// The word in `packs = [...]`.
    pub name: &'static str,
    /// What it is about, in one line.
    pub summary: &'static str,
    text: &'static str,
    /// The files of facts that its rules read: their paths from the rule file, and their texts.
    facts: &'static [(&'static str, &'static str)],
}

/// Every pack, by name.
pub const PACKS: &[Pack] = &[
    Pack {
        name: "agreement",
        summary: "copies of one passage do not drift apart: figures, days, names, directions, quoted words",
        text: include_str!("../rules/agreement.toml"),
        facts: &[],
    },
    Pack {
        name: "copy-desk",
        summary: "arithmetic that needs no rule of yours: conversions, weekdays, percentages, totals, lists",
        text: include_str!("../rules/copy-desk.toml"),
        facts: &[],
    },
    Pack {
        name: "leaders",
        summary: "who holds which office since when",
        text: include_str!("../rules/leaders.toml"),
        facts: &[
            ("../facts/us-congress.toml", include_str!("../facts/us-congress.toml")),
            ("../facts/us-executive.toml", include_str!("../facts/us-executive.toml")),
        ],
    },
    Pack {
        name: "missiles",
        summary: "ranges of missiles as their makers and users state them",
        text: include_str!("../rules/missiles.toml"),
        facts: &[],
    },
    Pack {
        name: "people",
        summary: "one spelling for names with several transliterations",
        text: include_str!("../rules/people.toml"),
        facts: &[],
    },
    Pack {
        name: "places",
        summary: "places that changed their English names",
        text: include_str!("../rules/places.toml"),
        facts: &[],
    },
    Pack {
        name: "quotes",
        summary: "what one person said reads the same in every document",
        text: include_str!("../rules/quotes.toml"),
        facts: &[],
    },
    Pack {
        name: "science",
        summary: "statistics of papers recomputed: p-values, means of whole numbers, confidence intervals",
        text: include_str!("../rules/science.toml"),
        facts: &[],
    },
    Pack {
        name: "style",
        summary: "one spelling for a name, one kind of quotation marks, one expansion for an acronym",
        text: include_str!("../rules/style.toml"),
        facts: &[],
    },
    Pack {
        name: "treaties",
        summary: "who made which ceasefire, treaty or accord with whom",
        text: include_str!("../rules/treaties.toml"),
        facts: &[],
    },
];

/// The packs that are on where `factlint.toml` says nothing.
pub const DEFAULT: &[&str] = &["copy-desk"];

/// What to try instead of a name that no pack has.
pub fn hint(name: &str) -> String {
    let names: Vec<&str> = PACKS.iter().map(|pack| pack.name).collect();
    match closest(name, &names) {
        Some(close) => format!("did you mean `{close}`?"),
        None => format!("packs: {}", names.join(", ")),
    }
}

impl Pack {
    /// The pack with this name.
    pub fn find(name: &str) -> Option<Pack> {
        PACKS.iter().copied().find(|pack| pack.name == name)
    }

    /// Its rule file.
    pub fn file(self) -> SourceFile {
        let file =
            SourceFile::new(Origin::Pack, format!("{}.toml", self.name), self.text.to_owned());
        file.with_facts(self.facts)
    }
}
