//! The grid: what each document says under each rule.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::visible_text::VisibleText;
use crate::Sources;
use factlint_engine::check;
use factlint_engine::finding::{Finding, Origin};
use factlint_engine::policy::{Observation, Standing};
use factlint_language::span::Span;

/// More rules than this make no table that anybody reads.
const MOST_RULES: usize = 200;

/// More documents than this make no table that anybody reads, nor one that opens at once.
const MOST_DOCUMENTS: usize = 100;

/// A cell tells no more different words than this.
const MOST_WORDS: usize = 4;

/// Words longer than this are shown by their two ends, in characters.
const LONGEST_WORDS: usize = 60;

/// Facts longer than this are shown by their two ends, in characters.
const LONGEST_FACT: usize = 90;

/// The same words of one document under one rule.
#[derive(Debug)]
pub(super) struct Line {
    pub words: VisibleText,
    pub standing: Standing,
    pub times: usize,
    /// Line of the first of them.
    pub at: u32,
    /// The finding that tells of them.
    pub finding: Option<String>,
}

/// What one document says under one rule; contradictions first.
#[derive(Debug, Default)]
pub(super) struct Cell {
    pub lines: Vec<Line>,
    /// Different words that are not told.
    pub left_out: usize,
}

impl Cell {
    /// How the cell is coloured: by the worst of its words; none where nothing is said.
    pub(super) fn standing(&self) -> Option<Standing> {
        self.lines.iter().map(|line| line.standing).max()
    }
}

/// What documents say under one rule.
#[derive(Debug)]
pub(super) struct Row {
    pub rule: VisibleText,
    /// What rules of its kind ask.
    pub summary: &'static str,
    /// The fact that the rule holds.
    pub fact: Option<VisibleText>,
    /// One cell for each document of the grid.
    pub cells: Vec<Cell>,
    /// How many documents contradict something, of how many that say anything, in the grid or not.
    pub contradicting: (usize, usize),
    /// The rule's first finding.
    pub finding: Option<String>,
}

/// Rules against documents.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub documents: Vec<VisibleText>,
    pub rows: Vec<Row>,
    /// Rules and documents with something to say that are left out.
    pub left_out: (usize, usize),
}

type Told<'r> = BTreeMap<&'r str, BTreeMap<&'r str, Vec<&'r Observation>>>;

impl Grid {
    /// The grid of all rules under which a reported document says something. Findings come with
    /// their fragments.
    pub(super) fn new(
        said: &[Observation],
        findings: &[(&Finding, String)],
        sources: &Sources<'_>,
    ) -> Self {
        let mut told: Told<'_> = BTreeMap::new();
        for observation in said {
            told.entry(&observation.rule)
                .or_default()
                .entry(&observation.path)
                .or_default()
                .push(observation);
        }
        told.retain(|_, documents| {
            documents.values().flatten().any(|observation| observation.reported)
        });
        let links = Links::new(findings);
        let rules = ranked(told.iter().map(|(rule, documents)| {
            let observations = || documents.values().flatten().copied();
            let size = (count(observations(), Standing::Agrees), documents.len());
            (*rule, (count(observations(), Standing::Contradicts), size))
        }));
        let kept: Vec<&str> = rules.iter().copied().take(MOST_RULES).collect();
        let mut documents: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (path, observations) in kept.iter().filter_map(|rule| told.get(rule)).flatten() {
            let (disputes, rules) = documents.entry(path).or_default();
            *disputes += count(observations.iter().copied(), Standing::Contradicts);
            *rules += 1;
        }
        let mut columns = ranked(documents.iter().map(|(path, rank)| (*path, *rank)));
        let left_out = (rules.len() - kept.len(), columns.len().saturating_sub(MOST_DOCUMENTS));
        columns.truncate(MOST_DOCUMENTS);
        columns.sort_unstable();
        let rows = kept
            .into_iter()
            .filter_map(|rule| Some((rule, told.get(rule)?)))
            .map(|(rule, documents)| {
                let cells: Vec<Cell> = columns
                    .iter()
                    .map(|path| {
                        documents.get(path).map(|all| cell(all, &links)).unwrap_or_default()
                    })
                    .collect();
                row(rule, documents, cells, &links, sources)
            })
            .collect();
        Self { documents: columns.into_iter().map(VisibleText::new).collect(), rows, left_out }
    }
}

/// Names by their rank, the highest first, then by name.
fn ranked<'r, R: Ord>(names: impl Iterator<Item = (&'r str, R)>) -> Vec<&'r str> {
    let mut names: Vec<(Reverse<R>, &str)> =
        names.map(|(name, rank)| (Reverse(rank), name)).collect();
    names.sort();
    names.into_iter().map(|(_, name)| name).collect()
}

/// How many documents say something of this standing.
fn count<'r>(observations: impl Iterator<Item = &'r Observation>, standing: Standing) -> usize {
    observations
        .filter(|observation| observation.standing == standing)
        .map(|observation| &*observation.path)
        .collect::<BTreeSet<_>>()
        .len()
}

fn row(
    rule: &str,
    documents: &BTreeMap<&str, Vec<&Observation>>,
    cells: Vec<Cell>,
    links: &Links<'_>,
    sources: &Sources<'_>,
) -> Row {
    let loaded = sources.rule(rule);
    Row {
        rule: VisibleText::new(rule),
        summary: loaded
            .and_then(|loaded| check::kind(loaded.rule.kind))
            .map_or("", |kind| kind.summary),
        fact: loaded
            .and_then(|loaded| loaded.check.fact(&loaded.rule))
            .map(|fact| VisibleText::shortened(&fact, LONGEST_FACT)),
        contradicting: (
            count(documents.values().flatten().copied(), Standing::Contradicts),
            documents.len(),
        ),
        finding: links.first(rule).map(ToOwned::to_owned),
        cells,
    }
}

fn cell(observations: &[&Observation], links: &Links<'_>) -> Cell {
    let mut lines: BTreeMap<&str, Line> = BTreeMap::new();
    for observation in observations {
        let line = lines.entry(&observation.words).or_insert_with(|| Line {
            words: VisibleText::shortened(&observation.words, LONGEST_WORDS),
            standing: observation.standing,
            times: 0,
            at: observation.start.line,
            finding: None,
        });
        line.times += 1;
        line.standing = line.standing.max(observation.standing);
        line.at = line.at.min(observation.start.line);
        if line.finding.is_none() {
            line.finding = links.find(observation).map(ToOwned::to_owned);
        }
    }
    let mut lines: Vec<Line> = lines.into_values().collect();
    lines.sort_by_key(|line| (Reverse(line.standing), line.at));
    let left_out = lines.len().saturating_sub(MOST_WORDS);
    lines.truncate(MOST_WORDS);
    Cell { lines, left_out }
}

/// Which findings speak of which words.
struct Links<'r>(BTreeMap<(&'r str, &'r str), Vec<(Span, &'r str)>>);

impl<'r> Links<'r> {
    fn new(findings: &'r [(&'r Finding, String)]) -> Self {
        let mut links: BTreeMap<(&str, &str), Vec<(Span, &str)>> = BTreeMap::new();
        for (finding, id) in findings {
            let labels = finding.labels().filter(|label| label.origin == Origin::Document);
            for label in labels {
                let key = (&*finding.rule, &*label.path);
                links.entry(key).or_default().push((label.span, id));
            }
        }
        Self(links)
    }

    fn first(&self, rule: &str) -> Option<&'r str> {
        let mut all = self.0.range((rule, "")..).take_while(|((id, _), _)| *id == rule);
        all.next().and_then(|(_, places)| places.first()).map(|(_, id)| *id)
    }

    fn find(&self, observation: &Observation) -> Option<&'r str> {
        let all = self.0.get(&(&*observation.rule, &*observation.path))?;
        all.iter()
            .find(|(span, _)| observation.spans.iter().any(|said| said.overlaps(*span)))
            .map(|(_, id)| *id)
    }
}
