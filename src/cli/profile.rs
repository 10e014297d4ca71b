//! What the rules do in the corpus at hand: how often they fire, what they cost, why they are silent.

use std::path::PathBuf;

use jiff::civil::Date;

use super::arguments::Common;
use super::check::progress_bar;
use super::session::Session;
use super::table::counted;
use crate::corpus::{Corpus, Selection};
use crate::profile::{NearMiss, Place};
use crate::run::{Outcome, Run};
use factlint_engine::ruleset::LoadedRule;
use factlint_report::visible;

/// A run of all rules over a corpus.
pub(super) struct Profiled {
    pub corpus: Corpus,
    pub outcome: Outcome,
}

/// Runs the rules over the corpus, or over some paths.
pub(super) fn of_corpus(common: &Common, session: &Session, paths: &[PathBuf]) -> Profiled {
    of_corpus_on(common, session, paths, None)
}

/// Runs the rules over the corpus, or over some paths; `as_of` is the date of documents that have none.
pub(super) fn of_corpus_on(
    common: &Common,
    session: &Session,
    paths: &[PathBuf],
    as_of: Option<Date>,
) -> Profiled {
    let selection = Selection { paths: paths.to_vec(), as_of, ..Selection::default() };
    let corpus = Corpus::list(&session.config, &selection, &session.here);
    let policy = session.config.policy(None).partial(common.chooses_rules()).reporting(&corpus);
    let bar = progress_bar(common, corpus.entries.len());
    let progress = || {
        if let Some(bar) = &bar {
            bar.inc(1);
        }
    };
    let run = Run::new(&corpus, &session.engine, &policy);
    let outcome = Run { progress: &progress, is_profiled: true, ..run }.outcome();
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    Profiled { corpus, outcome }
}

impl Profiled {
    /// A path of the corpus as reports show it.
    pub(super) fn display_path(&self, path: &str) -> String {
        self.corpus.entry(path).map_or(path.to_owned(), |entry| self.corpus.display_path(entry))
    }

    /// How many findings a rule has.
    pub(super) fn fired(&self, id: &str) -> usize {
        self.outcome.findings.iter().filter(|finding| *finding.rule == *id).count()
    }
}

/// How near a rule came to a claim, where it made none.
pub(super) fn why_silent(profiled: &Profiled, loaded: &LoadedRule) -> Option<String> {
    let profile = profiled.outcome.profile.of(&loaded.rule.id);
    if profile.claims > 0 {
        return None;
    }
    let rule = &loaded.rule;
    let place = match &profile.nearest {
        Some(NearMiss { place: Place { path, line }, told, .. }) => {
            let place = format!("{}:{line}", visible(&profiled.display_path(path)));
            let why = match profile.admitted {
                0 => String::new(),
                _ => format!("nearest: {}, ", visible(told)),
            };
            format!("; {why}see `factlint explain {} {place}`", rule.id)
        }
        None => String::new(),
    };
    let named = if rule.about.is_empty() { "cue seen" } else { "named" };
    Some(if profile.documents == 0 && rule.about.is_empty() {
        "nothing that it looks for stands in a document".to_owned()
    } else if profile.naming == 0 && !rule.about.is_empty() {
        "its subject is named nowhere".to_owned()
    } else if profile.naming == 0 {
        format!("read {}, found nothing to claim", counted(profile.documents, "document"))
    } else if profile.admitted == 0 && profile.under > 0 {
        format!(
            "{named} in {}, with a cue in {} that {} under it, none of which it reads{place}",
            counted(profile.naming, "sentence"),
            profile.under,
            if profile.under == 1 { "stands" } else { "stand" }
        )
    } else if profile.admitted == 0 && rule.unless_near.is_empty() {
        format!(
            "{named} in {}, a cue of `near` in none of them{place}",
            counted(profile.naming, "sentence")
        )
    } else if profile.admitted == 0 {
        format!(
            "{named} in {}, all left out by `near` or `unless-near`{place}",
            counted(profile.naming, "sentence")
        )
    } else {
        let with = if rule.near.is_empty() || rule.about.is_empty() {
            String::new()
        } else {
            format!(", with a cue in {}", profile.admitted)
        };
        format!(
            "{named} in {}{with}, but nothing was claimed{place}",
            counted(profile.naming, "sentence")
        )
    })
}
