//! Rule sets: TOML files and packs become rules, ready to run, with diagnostics of their own.

pub mod anchors;
mod declared;
mod each;
mod read;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use factlint_document::Roles;
use rustc_hash::FxHashMap;

use crate::check::{Check, Trigger};
use crate::claim::{ReadBy, RuleTable};
use crate::finding::{Origin, Problem};
use crate::reading::lexicon::{Hit, Lexicon, Wake};
use crate::rule::fact_file::{FactFiles, ReadText};
use crate::rule::phrase::PhraseId;
use crate::rule::problems::Problems;
use crate::rule::source::SourceFile;
use crate::rule::{Rule, Vocabulary};

/// A rule with its kind at work.
#[derive(Debug)]
pub struct LoadedRule {
    /// What all kinds share.
    pub rule: Rule,
    /// What only this kind knows.
    pub check: Box<dyn Check>,
}

/// What is written in rule files and not loaded, because of mistakes that are told.
#[derive(Debug, Default)]
pub struct LeftOut {
    /// The ids of rules.
    pub rules: BTreeSet<String>,
    /// By the id of a rule with `each`: the rows that hold no fact, and make no rule.
    pub rows: BTreeMap<String, Vec<String>>,
    /// Whether whole files are left out, with whatever they hold.
    pub files: bool,
}

/// The rules that are loaded together.
#[derive(Debug)]
pub struct RuleSet {
    /// Names, cues, subjects and units of all files.
    pub vocabulary: Vocabulary,
    /// The rules, in the order of their files and places.
    pub rules: Vec<LoadedRule>,
    /// The one pass that finds all phrases.
    pub lexicon: Lexicon,
    /// The files, for excerpts.
    pub files: Vec<SourceFile>,
    /// What is written in them and not loaded.
    pub left_out: LeftOut,
    /// By phrase: the rules that it wakes.
    woken_by: Vec<Vec<u32>>,
    /// The phrases that wake any.
    wake: Wake,
    /// Rules that wake without a phrase.
    others: Vec<(Trigger, u32)>,
    /// By the id of a rule with `each`: the indices of its rows' rules.
    rows_of: BTreeMap<Arc<str>, Vec<u32>>,
    /// By id: the index of the rule.
    by_id: FxHashMap<Arc<str>, u32>,
    /// What rules read that look at more than readers are told, each once.
    wider: Vec<Roles>,
    /// Hash of the vocabulary.
    vocabulary_hash: u64,
}

impl RuleTable for RuleSet {
    fn number_of(&self, rule: &str) -> Option<u32> {
        self.index_of(rule)
    }

    fn rule(&self, number: u32) -> Option<(&Arc<str>, ReadBy)> {
        let loaded = self.rules.get(number as usize)?;
        Some((&loaded.rule.id, self.read_by(loaded)))
    }
}

impl RuleSet {
    /// Reads rule files; what cannot be used is left out and told. Files of lower layers come first: a
    /// rule replaces the one of a lower layer with the same id, and a subject adds its names to it.
    /// Rules that name files of facts cannot be used; see [`RuleSet::read_with_facts`].
    pub fn read(files: Vec<SourceFile>) -> (Self, Vec<Problem>) {
        Self::read_with_facts(files, &|_| Err("files of facts are not read here".to_owned()))
    }

    /// Like [`RuleSet::read`]; `read` gives the texts of the files of facts that rules name.
    pub fn read_with_facts(mut files: Vec<SourceFile>, read: ReadText<'_>) -> (Self, Vec<Problem>) {
        let problems = Problems::default();
        let facts = FactFiles::new(read);
        let (vocabulary, rules, left_out) = read::read(&files, &facts, &problems);
        files.extend(facts.into_sources());
        let lexicon = Lexicon::new(&vocabulary.phrases);
        let mut woken_by = vec![Vec::new(); vocabulary.phrases.len()];
        let mut others = Vec::new();
        for (index, loaded) in rules.iter().enumerate() {
            let mut wake = |phrases: &[PhraseId]| {
                for phrase in phrases {
                    let woken: &mut Vec<u32> = &mut woken_by[phrase.0 as usize];
                    if woken.last() != Some(&(index as u32)) {
                        woken.push(index as u32);
                    }
                }
            };
            match loaded.check.trigger(&loaded.rule, &vocabulary.subjects) {
                Trigger::Phrases(phrases) => wake(&phrases),
                trigger => {
                    if let Trigger::Patterns { phrases, .. } = &trigger {
                        wake(phrases);
                    }
                    others.push((trigger, index as u32));
                }
            }
        }
        let by_id = rules.iter().enumerate();
        let by_id = by_id.map(|(index, loaded)| (Arc::clone(&loaded.rule.id), index as u32));
        let mut wider: Vec<Roles> = rules
            .iter()
            .map(|loaded| loaded.rule.within)
            .filter(|roles| !roles.is_within(Roles::READERS_SEE))
            .collect();
        wider.sort();
        wider.dedup();
        let mut rows_of: BTreeMap<Arc<str>, Vec<u32>> = BTreeMap::new();
        for (index, loaded) in rules.iter().enumerate() {
            if let Some(template) = &loaded.rule.row_of {
                rows_of.entry(Arc::clone(template)).or_default().push(index as u32);
            }
        }
        let ruleset = Self {
            rows_of,
            by_id: by_id.collect(),
            wake: lexicon.wake(|phrase| !woken_by[phrase.0 as usize].is_empty()),
            wider,
            vocabulary_hash: vocabulary.hash(),
            vocabulary,
            rules,
            lexicon,
            files,
            left_out,
            woken_by,
            others,
        };
        (ruleset, problems.into_vec())
    }

    /// The rules that a text wakes, by index, given the text as it is written and the phrases found in it.
    pub fn woken(&self, text: &str, written: &str, hits: &[Hit]) -> Vec<u32> {
        let mut phrases: Vec<PhraseId> = hits.iter().map(|hit| hit.phrase).collect();
        phrases.sort_unstable();
        phrases.dedup();
        let mut woken: Vec<u32> = phrases
            .into_iter()
            .flat_map(|phrase| self.woken_by[phrase.0 as usize].iter().copied())
            .collect();
        let mut asked: Option<(&Trigger, bool)> = None;
        for (trigger, rule) in &self.others {
            let pulled = match asked {
                Some((known, pulled)) if known == trigger => pulled,
                _ if matches!(trigger, Trigger::Written(_)) => trigger.is_pulled_by(written),
                _ => trigger.is_pulled_by(text),
            };
            asked = Some((trigger, pulled));
            if pulled {
                woken.push(*rule);
            }
        }
        woken.sort_unstable();
        woken.dedup();
        woken
    }

    /// Whether a marked-up text may wake a rule once its markup is gone.
    pub fn may_wake(&self, text: &str) -> bool {
        // Markup may stand inside what an expression matches.
        let pulls = |trigger: &Trigger| {
            matches!(trigger, Trigger::Patterns { .. }) || trigger.is_pulled_by(text)
        };
        self.others.iter().any(|(trigger, _)| pulls(trigger))
            || self.lexicon.may_hold(text, &self.wake)
    }

    /// Whether a text that is its own prose wakes a rule.
    pub fn wakes_prose(&self, text: &str) -> bool {
        self.others.iter().any(|(trigger, _)| trigger.is_pulled_by(text))
            || self.lexicon.holds(text, &self.wake)
    }

    /// The rules of the rows of a rule with `each`; none for another id.
    pub fn rows_of(&self, id: &str) -> impl Iterator<Item = &LoadedRule> {
        let rows = self.rows_of.get(id).map_or(&[][..], Vec::as_slice);
        rows.iter().map(|&index| &self.rules[index as usize])
    }

    /// Whether a rule has this id, or one with `each`.
    pub fn knows(&self, id: &str) -> bool {
        self.find(id).is_some() || self.rows_of.contains_key(id)
    }

    /// The rule with this id.
    pub fn find(&self, id: &str) -> Option<&LoadedRule> {
        self.index_of(id).map(|index| &self.rules[index as usize])
    }

    /// The index in `rules` of the rule with this id.
    pub fn index_of(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    /// Whether the claims of the rule with this id are compared within their document only.
    pub fn is_local(&self, id: &str) -> bool {
        self.find(id).is_some_and(|loaded| loaded.check.is_local(&loaded.rule))
    }

    /// What rules read that look at more than readers are told, each once.
    pub fn wider_roles(&self) -> &[Roles] {
        &self.wider
    }

    /// What the claims of a rule are read by.
    pub fn read_by(&self, rule: &LoadedRule) -> ReadBy {
        ReadBy { rule: rule.rule.hash, vocabulary: self.vocabulary_hash }
    }

    /// The file of this path.
    pub fn file(&self, origin: Origin, path: &str) -> Option<&SourceFile> {
        self.files.iter().find(|file| file.origin == origin && *file.path == *path)
    }
}
