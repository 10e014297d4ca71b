//! The engine: the only way from documents to claims, and from claims to conflicts.
//!
//! It knows no files, threads, clock or command line. Commands, editors, stores and other programs all go
//! through it, so that a text means the same to each of them.

use std::cell::OnceCell;
use std::sync::Arc;

use factlint_document::{Document, Format, Roles, stet};
use factlint_language::span::Span;

use crate::check::{self, Verdict, Yardstick};
use crate::claim::Claim;
use crate::finding::{Origin, Problem};
use crate::observed::{Observed, StetNote};
use crate::reading::Reading;
use crate::reading::lexicon::Hit;
use crate::rule::Rule;
use crate::rule::source::SourceFile;
use crate::ruleset::{LoadedRule, RuleSet};
use crate::statement::{self, Parts, Statement, Wanted};
use crate::unread::Unread;

/// How much of a document is observed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// Claims alone.
    #[default]
    Claims,
    /// Statements that were not read, too.
    Statements,
    /// Everything that was looked at and not read.
    Unread,
}

/// The rules at work. Immutable; any number of threads may share it.
#[derive(Debug)]
pub struct Engine {
    rules: RuleSet,
}

/// Is told of each rule while a document is observed: for profiles and progress.
pub trait Watch {
    /// A rule is about to observe the document.
    fn begins(&mut self, rule: &LoadedRule);
    /// It has observed it, through this reading, and claims this.
    fn ends(&mut self, rule: &LoadedRule, reading: &Reading<'_>, claims: &[Claim]);
    /// What it looked at and did not read, as far as that is observed.
    fn misses(&mut self, _rule: &LoadedRule, _claims: &[Claim], _unread: &[Unread]) {}
}

impl Engine {
    /// An engine for these rules.
    pub fn new(rules: RuleSet) -> Self {
        Self { rules }
    }

    /// An engine for the rules of a text in TOML. Rules that name files of facts need
    /// [`RuleSet::read_with_facts`].
    ///
    /// # Errors
    /// What is wrong with the rules, each with its place.
    pub fn from_toml(rules: &str) -> Result<Self, Vec<Problem>> {
        let file = SourceFile::new(Origin::Rule, "rules.toml".to_owned(), rules.to_owned());
        let (rules, problems) = RuleSet::read(vec![file]);
        if problems.is_empty() { Ok(Self::new(rules)) } else { Err(problems) }
    }

    /// Its rules.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// Whether a text may wake a rule or speak to factlint, as told from the raw text, before its markup is
    /// taken away. A text that wakes nothing costs this pass alone.
    pub fn wakes(&self, text: &str, format: Format) -> bool {
        if format.is_prose(text) {
            return self.rules.wakes_prose(text);
        }
        self.rules.may_wake(text) || format.may_hide_words(text) || stet::may_stand_in(text)
    }

    /// The reading of one document for all rules. Nothing is read before somebody asks.
    pub fn read<'d>(&'d self, document: &'d Document) -> DocumentReading<'d> {
        let mut reading = self.read_example(document);
        reading.woken.retain(|index| {
            let rule = &self.rules.rules[*index as usize].rule;
            rule.conditions.as_ref().is_none_or(|conditions| conditions.admit(document))
        });
        reading
    }

    /// The document in parts, for its statements: of a large one, no more than a part is held.
    pub fn parts<'d>(&'d self, document: &'d Document, wanted: Wanted<'_>) -> Parts<'d> {
        let hits = || self.rules.lexicon.scan(document.prose());
        Parts::new(document, &self.rules.vocabulary, wanted, hits)
    }

    /// The reading of an example, which lies in no folder and has no fields: rules read it whatever documents they
    /// ask for.
    pub fn read_example<'d>(&'d self, document: &'d Document) -> DocumentReading<'d> {
        let hits = self.rules.lexicon.scan(document.prose());
        let woken = self.rules.woken(document.prose(), document.text(), &hits);
        let wider = self.rules.wider_roles().iter().map(|roles| (*roles, OnceCell::new()));
        DocumentReading {
            engine: self,
            document,
            hits,
            woken,
            visible: OnceCell::new(),
            wider: wider.collect(),
        }
    }

    /// Judges the claims of one rule that share a key. Pure; claims may come in any order.
    pub fn judge(&self, rule: &LoadedRule, group: &[&Claim]) -> Verdict {
        let mut sorted = group.to_vec();
        sorted.sort_by(|one, other| one.order().cmp(&other.order()));
        let mut verdict = Verdict::default();
        rule.check.judge(&rule.rule, &sorted, &mut verdict);
        verdict
    }
}

/// The lazy reading of one document for all rules.
#[derive(Debug)]
pub struct DocumentReading<'d> {
    engine: &'d Engine,
    document: &'d Document,
    hits: Vec<Hit>,
    /// Indices of the rules that the document wakes.
    woken: Vec<u32>,
    /// Of what readers see.
    visible: OnceCell<Reading<'d>>,
    /// Of more: a few rules look at code, boilerplate or comments too.
    wider: Vec<(Roles, OnceCell<Reading<'d>>)>,
}

impl<'d> DocumentReading<'d> {
    /// The document.
    pub fn document(&self) -> &'d Document {
        self.document
    }

    /// What readers see.
    pub fn visible(&self) -> &Reading<'d> {
        self.visible.get_or_init(|| self.of_roles(Roles::READERS_SEE))
    }

    /// The reading through which a rule looks at the document.
    pub fn for_rule(&self, rule: &LoadedRule) -> &Reading<'d> {
        let roles = rule.rule.within;
        match self.wider.iter().find(|(wider, _)| *wider == roles) {
            Some((_, reading)) => reading.get_or_init(|| self.of_roles(roles)),
            None => self.visible(),
        }
    }

    fn of_roles(&self, roles: Roles) -> Reading<'d> {
        Reading::of_roles(self.document, &self.engine.rules.vocabulary, self.hits.clone(), roles)
    }

    /// The rules that the document wakes.
    pub fn woken(&self) -> impl Iterator<Item = &'d LoadedRule> {
        let rules = &self.engine.rules.rules;
        self.woken.iter().map(move |index| &rules[*index as usize])
    }

    /// Everything that was read of what is wanted, by place, whether or not a rule asks for it.
    pub fn statements(&self, wanted: Wanted<'_>) -> Vec<Statement> {
        statement::statements(self.visible(), wanted)
    }

    /// Everything that the document claims under the rules that it wakes.
    pub fn observe(&self, detail: Detail) -> Observed {
        /// Nobody looks on.
        struct Unwatched;
        impl Watch for Unwatched {
            fn begins(&mut self, _rule: &LoadedRule) {}
            fn ends(&mut self, _rule: &LoadedRule, _reading: &Reading<'_>, _claims: &[Claim]) {}
        }
        self.observe_watched(detail, &mut Unwatched)
    }

    /// Like [`DocumentReading::observe`], while somebody looks on.
    pub fn observe_watched(&self, detail: Detail, watch: &mut dyn Watch) -> Observed {
        let mut observed = Observed {
            document: Arc::clone(self.document.record()),
            claims: Vec::new(),
            unread: Vec::new(),
            stets: StetNote::of(self.document),
        };
        for rule in self.woken() {
            watch.begins(rule);
            let claims = self.claims_of(rule);
            watch.ends(rule, self.for_rule(rule), &claims);
            if detail != Detail::Claims {
                let unread = self.unread_by(rule, &claims, detail);
                watch.misses(rule, &claims, &unread);
                observed.unread.extend(unread);
            }
            observed.claims.extend(claims);
        }
        observed
    }

    /// What the document claims under one rule, by place.
    pub fn claims_of(&self, rule: &LoadedRule) -> Vec<Claim> {
        let within = rule.rule.within;
        let mut claims = Vec::new();
        rule.check.observe(&rule.rule, self.for_rule(rule), &mut claims);
        claims.retain(|claim| within.contains(claim.role));
        claims.sort_by(|one, other| one.order().cmp(&other.order()));
        let read_by = self.engine.rules.read_by(rule);
        for (nth, claim) in claims.iter_mut().enumerate() {
            claim.nth = nth as u32;
            claim.read_by = read_by;
        }
        claims
    }

    /// Whether the document would claim something under a rule if the keys that all rules share were these.
    pub fn would_claim(&self, rule: &LoadedRule, keys: &Rule) -> bool {
        let mut claims = Vec::new();
        rule.check.observe(keys, self.for_rule(rule), &mut claims);
        claims.iter().any(|claim| keys.within.contains(claim.role))
    }

    /// What a rule looked at and did not read, where it makes these claims, each with the reason: what worries most
    /// first.
    pub fn unread_by(&self, rule: &LoadedRule, claims: &[Claim], detail: Detail) -> Vec<Unread> {
        // Disjoint, in order. What nothing is held against goes by unread all the same.
        let mut claimed: Vec<Span> = Vec::new();
        let is_judged =
            |claim: &&Claim| rule.check.yardstick(&rule.rule, claim) != Yardstick::Nothing;
        let mut spans: Vec<Span> = claims.iter().filter(is_judged).map(Claim::span).collect();
        spans.sort();
        for span in spans {
            match claimed.last_mut() {
                Some(last) if span.start < last.end => last.end = last.end.max(span.end),
                _ => claimed.push(span),
            }
        }
        let is_claimed = |span: Span| {
            let next = claimed.partition_point(|one| one.end <= span.start);
            claimed.get(next).is_some_and(|one| one.start < span.end)
        };
        let all = detail == Detail::Unread;
        check::unread(&rule.rule, &*rule.check, self.for_rule(rule), all, is_claimed)
    }
}
