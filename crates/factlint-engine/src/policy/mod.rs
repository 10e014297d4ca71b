//! Policy: what editors have decided about rules and findings. It acts twice: before judging it admits claims,
//! and after judging it takes out what may stand and says how much the rest matters.

pub mod claims;
mod documents;
mod groups;
mod large;
mod observation;
mod polled;
mod settle;
pub mod stets;
mod unread;

use factlint_document::{Record, Said};
use globset::{GlobMatcher, GlobSet, GlobSetBuilder};
use jiff::civil::Date;

use crate::finding::{Label, Severity};
use crate::observed::{Observed, StetNote};
use crate::rule::Rule;
use crate::unread::Class;
pub use claims::{Claims, Key};
pub use documents::{Admission, Documents};
pub use groups::Groups;
pub use observation::{Observation, Standing};
pub use polled::Splits;
pub use settle::Settled;

/// Another severity for rules in some paths.
#[derive(Clone, Debug)]
pub struct Override {
    /// The patterns of its paths; none means all.
    pub paths: Vec<globset::Glob>,
    /// Fields that a document must have, with the values of which it must say one.
    pub fields: Vec<(String, Vec<String>)>,
    /// Ids of the rules; empty means all.
    pub rules: Vec<String>,
    /// The severity; none switches the rules off.
    pub severity: Option<Severity>,
}

/// Let it stand: what `factlint.toml` says of one finding.
#[derive(Clone, Debug)]
pub struct Stet {
    /// Id of the rule whose finding may stand.
    pub rule: String,
    /// In which documents; none means all.
    pub path: Option<GlobMatcher>,
    /// On which words; none means any.
    pub text: Option<String>,
    /// Why.
    pub reason: String,
    /// Who says so.
    pub by: Option<String>,
    /// Up to which day.
    pub until: Option<Date>,
    /// Where it stands.
    pub place: Label,
}

/// What is reported, and under which names.
pub trait Reporting: Sync {
    /// Whether findings with a side at this label are shown.
    fn reports(&self, label: &Label) -> bool;

    /// Whether only some lines of a document are reported.
    fn reports_lines(&self) -> bool {
        false
    }

    /// A document's path as reports show it.
    fn display_path(&self, path: &str) -> String;
}

/// Everything is reported, under its own path.
#[derive(Clone, Copy, Debug, Default)]
pub struct Everything;

impl Reporting for Everything {
    fn reports(&self, _label: &Label) -> bool {
        true
    }

    fn display_path(&self, path: &str) -> String {
        path.to_owned()
    }
}

/// What editors have decided.
pub struct Policy<'a> {
    overrides: Vec<Override>,
    /// The patterns of all overrides, and for each the override that it belongs to.
    patterns: GlobSet,
    pattern_of: Vec<usize>,
    stets: stets::Stets,
    /// Whether rules were chosen for this run only, so that stets may speak of others.
    is_partial: bool,
    reporting: &'a dyn Reporting,
    /// Whether what documents say is kept where nothing is wrong, too.
    keeps_observations: bool,
    unread: unread::Unreads,
}

impl std::fmt::Debug for Policy<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Policy")
            .field("overrides", &self.overrides)
            .field("stets", &self.stets)
            .finish_non_exhaustive()
    }
}

impl Default for Policy<'_> {
    fn default() -> Self {
        Self::new(Vec::new(), Vec::new(), None)
    }
}

impl<'a> Policy<'a> {
    /// A policy; stets that ended before `on` are over. Later overrides win over earlier ones.
    pub fn new(overrides: Vec<Override>, stets: Vec<Stet>, on: Option<Date>) -> Self {
        let mut patterns = GlobSetBuilder::new();
        let mut pattern_of = Vec::new();
        for (index, one) in overrides.iter().enumerate() {
            for path in &one.paths {
                patterns.add(path.clone());
                pattern_of.push(index);
            }
        }
        Self {
            overrides,
            patterns: patterns.build().unwrap_or_default(),
            pattern_of,
            stets: stets::Stets::new(stets, on),
            is_partial: false,
            reporting: &Everything,
            keeps_observations: false,
            unread: unread::Unreads::default(),
        }
    }

    /// The same where rules were chosen for this run only: stets for others are no mistakes.
    #[must_use]
    pub fn partial(mut self, is_partial: bool) -> Self {
        self.is_partial = is_partial;
        self
    }

    /// The same, where only some documents are reported.
    #[must_use]
    pub fn reporting(mut self, reporting: &'a dyn Reporting) -> Self {
        self.reporting = reporting;
        self
    }

    /// The same, where unclear statements that were not read matter so much; they are only counted without.
    #[must_use]
    pub fn minding_unread(mut self, severity: Option<Severity>) -> Self {
        self.unread.severity = severity;
        self
    }

    /// The same, where statements that were not read are told: those of this class, and of all that worry more.
    #[must_use]
    pub fn telling_unread(mut self, class: Option<Class>) -> Self {
        self.unread.told = class;
        self
    }

    /// The same, where what documents say is kept too; see [`Settled::observations`].
    #[must_use]
    pub fn keeping_observations(mut self, keeps_observations: bool) -> Self {
        self.keeps_observations = keeps_observations;
        self
    }

    /// Whether what documents say is kept.
    pub fn keeps_observations(&self) -> bool {
        self.keeps_observations
    }

    /// The overrides that hold for a document, the last first.
    fn overrides_of(&self, path: &str, said: Option<&Said>) -> Vec<usize> {
        if self.overrides.is_empty() {
            return Vec::new();
        }
        let by_path =
            self.patterns.matches(path).into_iter().map(|pattern| self.pattern_of[pattern]);
        let everywhere = self
            .overrides
            .iter()
            .enumerate()
            .filter(|(_, one)| one.paths.is_empty())
            .map(|(at, _)| at);
        let mut found: Vec<usize> = by_path
            .chain(everywhere)
            .filter(|at| {
                let fields = &self.overrides[*at].fields;
                fields.is_empty() || said.is_some_and(|said| said.has_all(fields))
            })
            .collect();
        found.sort_unstable_by(|one, other| other.cmp(one));
        found.dedup();
        found
    }

    fn severity_by(&self, overrides: &[usize], rule: &Rule) -> Option<Severity> {
        overrides
            .iter()
            .map(|index| &self.overrides[*index])
            .find(|one| one.rules.is_empty() || one.rules.iter().any(|id| rule.is_called(id)))
            .map_or(Some(rule.severity), |one| one.severity)
    }

    /// How much a rule's findings matter in a document: as the rule says, or an override; none where it is off.
    pub fn severity(&self, rule: &Rule, document: &Record) -> Option<Severity> {
        self.severity_at(rule, &document.path, Some(&document.said))
    }

    fn severity_at(&self, rule: &Rule, path: &str, said: Option<&Said>) -> Option<Severity> {
        self.severity_by(&self.overrides_of(path, said), rule)
    }

    /// A hash of all that decides which claims are judged and which conflicts may stand.
    pub fn digest(&self) -> u64 {
        let recipe = format!("{:?}{}", self.overrides, self.stets.recipe());
        xxhash_rust::xxh3::xxh3_64(recipe.as_bytes())
    }

    /// Whether a stet of `factlint.toml` speaks of a rule.
    pub fn may_let_stand(&self, rule: &Rule) -> bool {
        rule.names().any(|name| self.stets.speak_of(name))
    }

    /// What it says of the rules in one document.
    pub fn for_document<'p>(&'p self, document: &'p Observed) -> DocumentPolicy<'p> {
        self.for_record(&document.document, &document.stets)
    }

    /// The same, by the document's record and what it lets stand.
    fn for_record<'p>(&'p self, document: &'p Record, stets: &'p [StetNote]) -> DocumentPolicy<'p> {
        let overrides = self.overrides_of(&document.path, Some(&document.said));
        DocumentPolicy { policy: self, document, stets, overrides }
    }
}

/// What a policy says of the rules in one document.
#[derive(Debug)]
pub struct DocumentPolicy<'p> {
    policy: &'p Policy<'p>,
    document: &'p Record,
    stets: &'p [StetNote],
    overrides: Vec<usize>,
}

impl DocumentPolicy<'_> {
    /// Whether a rule judges the document's claims.
    pub fn admits(&self, rule: &Rule) -> Admission {
        let date = self.document.date;
        let is_off = self.policy.severity_by(&self.overrides, rule).is_none()
            || self.stets.iter().any(|note| rule.names().any(|name| note.switches_off(name)));
        if is_off {
            Admission::Refused
        } else if date.is_none() && rule.has_period() {
            Admission::Undated
        } else if rule.covers(date) {
            Admission::Judged
        } else {
            Admission::Refused
        }
    }
}
