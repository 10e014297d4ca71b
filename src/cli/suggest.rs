//! `factlint suggest`: rules for what a corpus disagrees on, each with what it finds and with an example that shows it
//! again.

mod dialogue;
mod json;
mod rejections;
mod target;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use rayon::prelude::*;

use super::arguments::{Common, SuggestArguments, SuggestFormat};
use super::check::progress_bar;
use super::facts::finish;
use super::session::{self, Session};
use super::table::counted;
use super::{Exit, Failure, nothing};
use crate::corpus::{Corpus, DocumentError, Entry, Selection};
use crate::run::Run;
use factlint_engine::engine::Engine;
use factlint_engine::example;
use factlint_engine::finding::{Finding, Label, Origin};
use factlint_engine::suggest::{self, Draft, ExampleText, Gleaned, Reach, Stories};
use factlint_language::word;
use factlint_report::visible;

use dialogue::Shown;
use rejections::Rejections;
use target::{Target, target};

/// Where accepted rules go if nobody says it.
const SUGGESTED: &str = "rules/suggested.toml";

/// A rule that is worth having.
struct Suggestion<'d> {
    draft: &'d Draft,
    /// What it is remembered by once it is rejected.
    anchor: String,
    /// How sure it is: the surest are shown first.
    certainty: u8,
    findings: Vec<Finding>,
    /// Proven to show again what was found.
    example: Vec<ExampleText>,
}

pub(super) fn run(common: &Common, options: &SuggestArguments) -> Result<Exit, Failure> {
    let session = Session::load(common)?;
    let selection =
        Selection { paths: options.paths.clone(), as_of: options.as_of, ..Selection::default() };
    let corpus = Corpus::list(&session.config, &selection, &session.here);
    let mut errors = corpus.errors.clone();
    errors.extend(nothing::of_selection(&session, &selection, &corpus, true));
    let target = target(&session, &corpus, options)?;
    let (known, _) = session.engine_with(common, target.file(""));
    let gleaned = glean(common, &session, &corpus, &mut errors);
    let drafts = suggest::drafts(&gleaned, known.rules());
    let stories = Stories::of(&gleaned);
    drop(gleaned);
    let rejections = Rejections::load(&session, options)?;
    let (mut found, crowded) = find(common, &session, &corpus, options, &target, &drafts);
    let entries: Entries<'_> =
        corpus.entries.iter().map(|entry| (corpus.display_path(entry), entry)).collect();
    // Forms and series say nearly the same of other things, and of other days.
    let all = found.len();
    found.retain(|one| {
        let may_change = one.findings.first().is_some_and(may_change);
        !may_change || tells_one_story(&entries, &stories, one)
    });
    let withheld = all - found.len();
    found.retain(|one| !rejections.hold(&one.anchor));
    let mut found = prove(common, &session, &corpus, &entries, &target, found, options.limit);
    found.withheld = withheld;
    found.crowded = crowded;
    let sources = Shown { session: &session, common, target: &target };
    let accepted = if options.interactive {
        sources.ask(&found.suggestions, rejections)?
    } else {
        match options.format {
            SuggestFormat::Text => sources.show(&found, options.write.is_some())?,
            SuggestFormat::Json => {
                let written = json::written(&found);
                session::print(&written.map_err(|error| Failure(error.to_string()))?)?;
            }
        }
        let rule = |one: &Suggestion<'_>| (one.draft.id.clone(), None);
        found.suggestions.iter().map(rule).collect()
    };
    if (options.write.is_some() || options.interactive) && !accepted.is_empty() {
        let rules = target.with(&accepted, &found.suggestions);
        target.write(&rules)?;
        if !common.quiet {
            let _ = writeln!(
                io::stderr(),
                "wrote {} to {}",
                counted(accepted.len(), "rule"),
                visible(&target.shown)
            );
        }
    }
    finish(common, &session, errors)
}

/// What every document shows.
fn glean(
    common: &Common,
    session: &Session,
    corpus: &Corpus,
    errors: &mut Vec<DocumentError>,
) -> Vec<Gleaned> {
    let bar = progress_bar(common, corpus.entries.len());
    let read: Vec<Result<Gleaned, DocumentError>> = corpus
        .entries
        .par_iter()
        .map(|entry| {
            let document = corpus.open(entry)?;
            let gleaned = Gleaned::of(&session.engine.read(&document));
            if let Some(bar) = &bar {
                bar.inc(1);
            }
            Ok(gleaned)
        })
        .collect();
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    let mut gleaned = Vec::with_capacity(read.len());
    for one in read {
        match one {
            Ok(one) => gleaned.push(one),
            Err(error) => errors.push(error),
        }
    }
    gleaned
}

/// What the drafts find that no rule finds already, the surest first; and how many groups were too large to be compared.
fn find<'d>(
    common: &Common,
    session: &Session,
    corpus: &Corpus,
    options: &SuggestArguments,
    target: &Target,
    drafts: &'d [Draft],
) -> (Vec<Suggestion<'d>>, usize) {
    let mut toml = suggest::subjects_of(drafts.iter());
    for draft in drafts {
        toml.push_str(&draft.rule(&[]));
        toml.push('\n');
    }
    let (engine, _) = session.engine_with(common, target.file(&toml));
    let policy =
        session.config.policy(options.as_of).partial(common.chooses_rules()).reporting(corpus);
    let bar = progress_bar(common, corpus.entries.len());
    let progress = || {
        if let Some(bar) = &bar {
            bar.inc(1);
        }
    };
    let outcome = Run { progress: &progress, ..Run::new(corpus, &engine, &policy) }.outcome();
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    let by_id: BTreeMap<&str, &Draft> =
        drafts.iter().map(|draft| (draft.id.as_str(), draft)).collect();
    let mut known: Vec<Finding> = Vec::new();
    let mut new: BTreeMap<&str, Vec<Finding>> = BTreeMap::new();
    for finding in outcome.findings {
        match by_id.get(&*finding.rule) {
            Some(draft) => new.entry(&draft.id).or_default().push(finding),
            None => known.push(finding),
        }
    }
    let mut found = Vec::new();
    let mut told = Told::default();
    for finding in &known {
        told.add(finding);
    }
    for draft in drafts {
        let Some(mut findings) = new.remove(draft.id.as_str()) else { continue };
        findings.retain(|finding| {
            let is_new = !told.hold(finding);
            if is_new {
                told.add(finding);
            }
            is_new
        });
        if draft.is_of_all() {
            found.extend(findings.into_iter().map(|finding| Suggestion {
                anchor: format!("{} {}", draft.anchor, finding.fingerprint),
                certainty: certainty(draft, &finding),
                draft,
                findings: vec![finding],
                example: Vec::new(),
            }));
        } else if !findings.is_empty() {
            let (anchor, certainty) = (draft.anchor.clone(), draft.certainty);
            found.push(Suggestion { draft, anchor, certainty, findings, example: Vec::new() });
        }
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.certainty));
    (found, outcome.crowded)
}

/// How sure a finding of a rule is that compares everything: a figure or a day may rightly be another one at another
/// time, which a spelling or quoted words may not.
fn certainty(draft: &Draft, finding: &Finding) -> u8 {
    /// Less than for figures of one thing.
    const MAY_CHANGE: u8 = 70;
    if may_change(finding) { draft.certainty.min(MAY_CHANGE) } else { draft.certainty }
}

/// Whether nearly the same sentences differ in what is another one at another time.
fn may_change(finding: &Finding) -> bool {
    matches!(&*finding.code, "agreement/figure" | "agreement/date")
}

/// The documents by the paths that reports show.
type Entries<'c> = BTreeMap<String, &'c Entry>;

/// Whether the documents of a suggestion tell one story, and when.
fn tells_one_story(entries: &Entries<'_>, stories: &Stories, one: &Suggestion<'_>) -> bool {
    let mut paths = one.findings.iter().take(1).flat_map(sides).filter_map(|label| {
        let entry = entries.get(&*label.path)?;
        Some(entry.path.as_str())
    });
    let Some(first) = paths.next() else { return false };
    stories.is_dated(first)
        && paths.all(|other| stories.is_dated(other) && stories.are_one(first, other))
}

/// What was told already.
#[derive(Default)]
struct Told {
    places: BTreeMap<String, Vec<(u32, u32)>>,
    /// The words of the sides, whichever comes first.
    words: BTreeSet<Vec<String>>,
}

impl Told {
    fn add(&mut self, finding: &Finding) {
        for label in sides(finding) {
            let places = self.places.entry(label.path.to_string()).or_default();
            places.push((label.span.start, label.span.end));
        }
        self.words.insert(words(finding));
    }

    /// Whether a finding says no more: the words that matter most and another side, where there is one, were told;
    /// or one of them with the same words against each other.
    fn hold(&self, finding: &Finding) -> bool {
        let holds = |label: &Label| {
            self.places.get(&*label.path).is_some_and(|places| {
                places.iter().any(|(start, end)| *start < label.span.end && label.span.start < *end)
            })
        };
        let primary = holds(&finding.primary);
        let mut others = sides(finding).skip(1).peekable();
        let alone = others.peek().is_none();
        let other = others.any(holds);
        (primary && (alone || other))
            || ((primary || other) && self.words.contains(&words(finding)))
    }
}

/// The words of the sides of a finding, in their order in the alphabet.
fn words(finding: &Finding) -> Vec<String> {
    let words: BTreeSet<String> =
        sides(finding).map(|label| word::one_line(label.seen()).to_lowercase()).collect();
    words.into_iter().collect()
}

/// The sides of a finding that stand in documents.
fn sides(finding: &Finding) -> impl Iterator<Item = &Label> {
    finding.labels().filter(|label| label.origin == Origin::Document && !label.evidence)
}

/// Suggestions, and how many more there would be.
struct Found<'d> {
    suggestions: Vec<Suggestion<'d>>,
    more: usize,
    /// Near copies that differ in a figure or a day, of documents without a date or on other things.
    withheld: usize,
    /// Groups of too many passages or documents, which are not compared.
    crowded: usize,
}

/// Those whose example shows again what was found.
fn prove<'d>(
    common: &Common,
    session: &Session,
    corpus: &Corpus,
    entries: &Entries<'_>,
    target: &Target,
    mut found: Vec<Suggestion<'d>>,
    limit: usize,
) -> Found<'d> {
    /// Some do not show again what they find.
    const SPARE: usize = 2;
    let all = found.len();
    found.truncate(limit.saturating_mul(SPARE));
    let untried = all - found.len();
    for reach in Reach::ALL {
        let mut tried: Vec<(usize, Vec<ExampleText>)> = Vec::new();
        let mut toml = suggest::subjects_of(found.iter().map(|one| one.draft));
        let mut ids = BTreeSet::new();
        for (index, one) in found.iter().enumerate() {
            if !one.example.is_empty() {
                continue;
            }
            let example = examples(session, corpus, entries, one, reach);
            // One of each rule at a time.
            if !example.is_empty() && (one.draft.is_of_all() || ids.insert(&one.draft.id)) {
                tried.push((index, example));
            }
        }
        // The same rule may be tried with several examples: they are numbered.
        for (index, example) in &tried {
            let mut draft = found[*index].draft.clone();
            draft.id = format!("try-{index}");
            toml.push_str(&draft.rule(std::slice::from_ref(example)));
            toml.push('\n');
        }
        let (engine, _) = session.engine_with(common, target.file(&toml));
        for (index, example) in tried {
            if shows(&engine, &format!("try-{index}")) {
                found[index].example = example;
            }
        }
    }
    found.retain(|one| !one.example.is_empty());
    let more = untried + found.len().saturating_sub(limit);
    found.truncate(limit);
    Found { suggestions: found, more, withheld: 0, crowded: 0 }
}

/// Whether a rule has an example, and finds in it what it should.
fn shows(engine: &Engine, id: &str) -> bool {
    engine.rules().find(id).is_some_and(|loaded| {
        !loaded.rule.examples.is_empty() && example::run(engine, loaded).is_empty()
    })
}

/// The documents of the first finding, cut down to what shows it.
fn examples(
    session: &Session,
    corpus: &Corpus,
    entries: &Entries<'_>,
    one: &Suggestion<'_>,
    reach: Reach,
) -> Vec<ExampleText> {
    let Some(finding) = one.findings.first() else { return Vec::new() };
    let mut labels: Vec<&Label> = vec![&finding.primary];
    let other = sides(finding)
        .skip(1)
        .find(|label| label.seen() != finding.primary.seen())
        .or_else(|| sides(finding).nth(1));
    labels.extend(other);
    let mut by_path: Vec<(&str, Vec<factlint_language::span::Span>)> = Vec::new();
    for label in labels {
        match by_path.iter_mut().find(|(path, _)| **path == *label.path) {
            Some((_, spans)) => spans.push(label.span),
            None => by_path.push((&label.path, vec![label.span])),
        }
    }
    let mut texts = Vec::new();
    for (path, spans) in by_path {
        let Some(document) = entries.get(path).and_then(|entry| corpus.open(entry).ok()) else {
            return Vec::new();
        };
        let reading = session.engine.read(&document);
        let names = one.draft.names();
        let Some(text) = suggest::example_text(reading.visible(), &spans, names, reach) else {
            return Vec::new();
        };
        texts.push(ExampleText { text, on: document.record().date });
    }
    texts
}
