//! `factlint suggest`: rules for what a corpus disagrees on, each with what it finds and with an example that shows it
//! again.

mod json;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::arguments::{Common, SuggestArguments, SuggestFormat};
use super::check::progress_bar;
use super::facts::finish;
use super::session::{self, Session};
use super::table::counted;
use super::unfinished::Unfinished;
use super::{Exit, Failure, nothing};
use crate::corpus::{Corpus, DocumentError, Entry, Selection, display_path};
use crate::files;
use crate::run::Run;
use factlint_engine::engine::Engine;
use factlint_engine::example;
use factlint_engine::finding::{Finding, Label, Origin};
use factlint_engine::rule::source::SourceFile;
use factlint_engine::suggest::{self, Draft, ExampleText, Gleaned, Reach, Stories};
use factlint_language::word;
use factlint_report::pretty::{self, Style};
use factlint_report::{Sources, visible};

/// Where accepted rules go if nobody says it.
const SUGGESTED: &str = "rules/suggested.toml";

/// Where rejections are remembered if nobody says it.
const REJECTED: &str = "factlint.rejected";

/// Findings of a rule that are shown one by one.
const SHOWN: usize = 2;

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

/// The file that rules are added to.
struct Target {
    path: PathBuf,
    shown: String,
    /// What stands there.
    text: String,
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

fn target(
    session: &Session,
    corpus: &Corpus,
    options: &SuggestArguments,
) -> Result<Target, Failure> {
    let path = match &options.write {
        Some(path) => session.here.join(path),
        None => session.config.root.join(SUGGESTED),
    };
    let shown = display_path(&path, &session.here);
    if corpus.entry(&display_path(&path, corpus.root())).is_some() {
        return Err(Failure(format!(
            "--write {shown}: this file is a document of the corpus; name a rule file, such as {SUGGESTED}"
        )));
    }
    if path.extension().is_none_or(|ending| ending != "toml") {
        return Err(Failure(format!("--write {shown}: a rule file ends in .toml")));
    }
    let text = if path.exists() && (options.write.is_some() || options.interactive) {
        files::read_text(&path, files::LARGEST_RULES)
            .map_err(|why| Failure(format!("--write {shown}: {why}")))?
    } else {
        String::new()
    };
    if toml::de::DeTable::parse(&text).is_err() {
        return Err(Failure(format!("--write {shown}: mend what is not valid TOML there first")));
    }
    Ok(Target { path, shown, text })
}

impl Target {
    /// The file with more rules.
    fn file(&self, more: &str) -> SourceFile {
        SourceFile::new(Origin::Rule, self.shown.clone(), self.joined(more))
    }

    fn joined(&self, more: &str) -> String {
        match (self.text.trim_end(), more) {
            ("", more) => more.to_owned(),
            (kept, "") => format!("{kept}\n"),
            (kept, more) => format!("{kept}\n\n{more}"),
        }
    }

    /// The text of the file with the rules that were accepted; those that compare everything have the examples of all.
    fn with(&self, accepted: &[(String, Option<String>)], all: &[Suggestion<'_>]) -> String {
        let mut toml = String::new();
        let ids: BTreeSet<&str> = accepted.iter().map(|(id, _)| id.as_str()).collect();
        let drafts = all.iter().map(|one| one.draft);
        toml.push_str(&suggest::subjects_of(
            drafts.filter(|draft| ids.contains(draft.id.as_str())),
        ));
        for (id, edited) in accepted {
            if let Some(edited) = edited {
                toml.push_str(edited);
                toml.push('\n');
                continue;
            }
            let of_it: Vec<&Suggestion<'_>> =
                all.iter().filter(|one| one.draft.id == *id).collect();
            if let Some(first) = of_it.first() {
                let examples: Vec<Vec<ExampleText>> =
                    of_it.iter().take(3).map(|one| one.example.clone()).collect();
                toml.push_str(&first.draft.rule(&examples));
                toml.push('\n');
            }
        }
        self.joined(toml.trim_end())
    }

    fn write(&self, text: &str) -> Result<(), Failure> {
        let failure =
            |error: io::Error| Failure(format!("{} cannot be written: {error}", self.shown));
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder).map_err(failure)?;
        }
        let file = Unfinished::beside(&self.path).map_err(failure)?;
        let mut out = file.file();
        out.write_all(text.trim_end().as_bytes()).map_err(failure)?;
        out.write_all(b"\n").map_err(failure)?;
        file.take_place_of(&self.path).map_err(failure)
    }
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

/// Suggestions as people read them.
struct Shown<'s> {
    session: &'s Session,
    common: &'s Common,
    target: &'s Target,
}

impl Shown<'_> {
    fn sources<'e>(&'e self, engine: &'e Engine) -> Sources<'e> {
        Sources::new(
            |path| files::read(&self.session.here.join(path), files::LARGEST_DOCUMENT).ok(),
            None,
            Some(engine.rules()),
        )
    }

    /// What was withheld, and what would show it.
    fn told(&self, found: &Found<'_>) -> String {
        let crowded = match found.crowded {
            0 => String::new(),
            several => format!(
                "; {} not compared, of too many documents that say nearly the same",
                counted(several, "group")
            ),
        };
        let copies = match found.withheld {
            0 => return crowded,
            1 => "1 near copy".to_owned(),
            several => format!("{several} near copies"),
        };
        format!(
            "{crowded}; {copies} withheld, of documents without a date or on other things: `factlint check --packs agreement` \
             shows them"
        )
    }

    /// Writes all of them.
    fn show(&self, found: &Found<'_>, is_written: bool) -> Result<(), Failure> {
        let mut out = Vec::new();
        let style = self.common.style(io::stdout().is_terminal());
        let mut sources = self.sources(&self.session.engine);
        for (index, one) in found.suggestions.iter().enumerate() {
            self.write(&mut out, index + 1, one, &mut sources, style)?;
        }
        let count = found.suggestions.len();
        let documents = counted(found.more, "more suggestion");
        if count == 0 {
            writeln!(
                out,
                "nothing to suggest: no two documents were found to disagree{}",
                self.told(found)
            )?;
        } else if !self.common.quiet {
            write!(out, "{}", counted(count, "suggestion"))?;
            if found.more > 0 {
                write!(out, "; up to {documents} with --limit {}", count + found.more)?;
            }
            if !is_written {
                write!(out, "; --write {SUGGESTED} adds the rules to a file")?;
            }
            writeln!(out, "{}", self.told(found))?;
        }
        session::print(&out)
    }

    fn write(
        &self,
        out: &mut dyn Write,
        number: usize,
        one: &Suggestion<'_>,
        sources: &mut Sources<'_>,
        style: Style,
    ) -> io::Result<()> {
        for finding in one.findings.iter().take(SHOWN) {
            let mut finding = finding.clone();
            // The rule stands below, in no file yet.
            finding.notes.retain(|note| !note.starts_with("rule: "));
            finding.related.retain(|label| label.origin != Origin::Rule);
            pretty::write_finding(out, &finding, sources, style)?;
        }
        if one.findings.len() > SHOWN {
            writeln!(out, "and {} more of this rule\n", one.findings.len() - SHOWN)?;
        }
        writeln!(out, "suggestion {number}, for {}:\n", visible(&self.target.shown))?;
        let mut toml = suggest::subjects_of(std::iter::once(one.draft));
        toml.push_str(&one.draft.rule(std::slice::from_ref(&one.example)));
        for line in toml.lines() {
            writeln!(out, "{}", visible(line))?;
        }
        writeln!(out)
    }

    /// Asks about one after the other: the ids of accepted rules, with what was made of them.
    fn ask(
        &self,
        all: &[Suggestion<'_>],
        mut rejections: Rejections,
    ) -> Result<Vec<(String, Option<String>)>, Failure> {
        let style = self.common.style(io::stdout().is_terminal());
        let mut sources = self.sources(&self.session.engine);
        let mut accepted: Vec<(String, Option<String>)> = Vec::new();
        let mut lines = io::stdin().lock().lines();
        for (index, one) in all.iter().enumerate() {
            let mut out = Vec::new();
            self.write(&mut out, index + 1, one, &mut sources, style)?;
            session::print(&out)?;
            loop {
                session::print(
                    format!(
                        "{} of {}: [a]ccept, [r]eject, [e]dit, [s]kip, [q]uit? ",
                        index + 1,
                        all.len()
                    )
                    .as_bytes(),
                )?;
                let Some(answer) = lines.next().transpose()? else {
                    session::print(b"\n")?;
                    return Ok(accepted);
                };
                match answer.trim().to_lowercase().as_str() {
                    "a" | "accept" | "y" | "yes" => {
                        // Of a rule that compares everything, one is enough.
                        if accepted.iter().all(|(id, _)| *id != one.draft.id) {
                            accepted.push((one.draft.id.clone(), None));
                        }
                    }
                    "r" | "reject" | "n" | "no" => rejections.add(&one.anchor)?,
                    "s" | "skip" | "" => {}
                    "q" | "quit" => return Ok(accepted),
                    "e" | "edit" => match self.edited(one, &mut lines)? {
                        Some(rule) => accepted.push((one.draft.id.clone(), Some(rule))),
                        None => continue,
                    },
                    _ => {
                        session::print(b"write a, r, e, s or q\n")?;
                        continue;
                    }
                }
                break;
            }
        }
        Ok(accepted)
    }

    /// A rule that somebody types anew; none where there is a mistake in it, which is told.
    fn edited(
        &self,
        one: &Suggestion<'_>,
        lines: &mut dyn Iterator<Item = io::Result<String>>,
    ) -> Result<Option<String>, Failure> {
        session::print(b"the rule as it should be; a line with a single . ends it\n")?;
        let mut rule = String::new();
        for line in lines {
            let line = line?;
            if line.trim() == "." {
                break;
            }
            rule.push_str(&line);
            rule.push('\n');
        }
        let subjects = suggest::subjects_of(std::iter::once(one.draft));
        let file = self.target.file(&format!("{subjects}{rule}"));
        let (engine, problems) = self.session.engine_with(self.common, file);
        let ours: Vec<_> =
            problems.iter().filter(|problem| *problem.primary.path == *self.target.shown).collect();
        if ours.is_empty() && !rule.trim().is_empty() {
            return Ok(Some(rule));
        }
        let mut out = Vec::new();
        let mut sources = self.sources(&engine);
        let style = self.common.style(io::stdout().is_terminal());
        for problem in ours {
            pretty::write_problem(&mut out, problem, &mut sources, style)?;
        }
        session::print(&out)?;
        Ok(None)
    }
}

/// Suggestions that somebody did not want, a line each.
struct Rejections {
    path: PathBuf,
    anchors: BTreeSet<String>,
}

impl Rejections {
    fn load(session: &Session, options: &SuggestArguments) -> Result<Self, Failure> {
        let path = match &options.rejected {
            Some(path) => session.here.join(path),
            None => session.config.root.join(REJECTED),
        };
        let anchors = if path.exists() {
            let text = files::read_text(&path, files::LARGEST_RULES)
                .map_err(|why| Failure(format!("{}: {why}", shown(session, &path))))?;
            let lines = text.lines().map(str::trim);
            lines
                .filter(|line| !line.is_empty() && !line.starts_with('#'))
                .map(str::to_owned)
                .collect()
        } else {
            BTreeSet::new()
        };
        Ok(Self { path, anchors })
    }

    fn hold(&self, anchor: &str) -> bool {
        self.anchors.contains(&word::one_line(anchor))
    }

    /// Remembers one, at once.
    fn add(&mut self, anchor: &str) -> Result<(), Failure> {
        self.anchors.insert(word::one_line(anchor));
        let failure = |error: io::Error| {
            Failure(format!("{} cannot be written: {error}", self.path.display()))
        };
        let mut text = String::from("# Suggestions that `factlint suggest` does not make again.\n");
        for anchor in &self.anchors {
            text.push_str(anchor);
            text.push('\n');
        }
        let file = Unfinished::beside(&self.path).map_err(failure)?;
        let mut out = file.file();
        out.write_all(text.as_bytes()).map_err(failure)?;
        file.take_place_of(&self.path).map_err(failure)
    }
}

fn shown(session: &Session, path: &Path) -> String {
    display_path(path, &session.here)
}
