//! What Python asks of factlint. The module `factlint` gives it its shape: here are strings and bytes, and the lock of the
//! interpreter is released wherever factlint works.

mod project;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use factlint::exchange::large::{self, Agreements, Pass, Polls};
use factlint::exchange::{self, Judge};
use factlint::finding::Problem;
use factlint::policy::Splits;
use factlint::report::{self, Format, Notification, Report, Sources, json, pretty};
use factlint::run;
use factlint::unread::Class;
use project::{Options, Project, Text};
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::PyIterator;
use serde_json::json;

/// A row: its key, its rule, its line.
type RowTuple = (String, String, String);

fn value_error(why: impl std::fmt::Display) -> PyErr {
    PyValueError::new_err(why.to_string())
}

fn options(as_of: Option<&str>, unread: Option<&str>) -> PyResult<Options> {
    let unread = match unread {
        None => None,
        Some("unclear") => Some(Class::Unclear),
        Some("all") => Some(Class::Withheld),
        Some(other) => {
            return Err(value_error(format!("unread is \"unclear\" or \"all\", not {other:?}")));
        }
    };
    let as_of = as_of.map(project::parse_date).transpose().map_err(value_error)?;
    Ok(Options { as_of, unread })
}

/// What is wrong with rules, as JSON.
fn told(problems: &[Problem]) -> String {
    let all: Vec<serde_json::Value> = problems
        .iter()
        .map(|problem| {
            let place = &problem.primary;
            json!({
                "message": problem.message,
                "path": &*place.path,
                "line": place.start.line,
                "column": place.start.column,
                "text": place.text.as_str(),
                "label": place.message.as_str(),
                "notes": problem.notes,
            })
        })
        .collect();
    json!(all).to_string()
}

/// Rules with what editors have decided. Immutable; any number of threads may share it.
#[pyclass(frozen, module = "factlint._native")]
struct Rules(Arc<Project>);

#[pymethods]
impl Rules {
    /// The rules of a folder with a `factlint.toml`, and what is wrong with them, as JSON.
    #[staticmethod]
    #[pyo3(signature = (root, as_of=None, unread=None))]
    fn load(
        py: Python<'_>,
        root: PathBuf,
        as_of: Option<&str>,
        unread: Option<&str>,
    ) -> PyResult<(Self, String)> {
        let options = options(as_of, unread)?;
        let (project, problems) = py.detach(|| Project::load(&root, options));
        Ok((Self(Arc::new(project)), told(&problems)))
    }

    /// Rules in TOML with packs that ship, and what is wrong with them, as JSON.
    #[staticmethod]
    #[pyo3(signature = (text, path, packs, as_of=None, unread=None))]
    fn from_toml(
        py: Python<'_>,
        text: String,
        path: String,
        packs: Vec<String>,
        as_of: Option<&str>,
        unread: Option<&str>,
    ) -> PyResult<(Self, String)> {
        let options = options(as_of, unread)?;
        let read = py.detach(|| Project::from_toml(text, path, &packs, options));
        let (project, problems) = read.map_err(value_error)?;
        Ok((Self(Arc::new(project)), told(&problems)))
    }

    /// The ids of the rules, in the order in which they are loaded.
    fn ids(&self) -> Vec<String> {
        self.0.engine.rules().rules.iter().map(|loaded| loaded.rule.id.to_string()).collect()
    }

    /// The files that they were read from.
    fn files(&self) -> Vec<PathBuf> {
        self.0.files.clone()
    }

    /// What texts say, as rows.
    fn observe(&self, py: Python<'_>, texts: Vec<Text>, settle: bool) -> PyResult<Vec<RowTuple>> {
        let rows = py.detach(|| self.0.observe(texts, settle)).map_err(value_error)?;
        Ok(rows.into_iter().map(|row| (row.key, row.rule, row.line)).collect())
    }

    /// What texts come to.
    fn check(&self, py: Python<'_>, texts: Vec<Text>) -> PyResult<Outcome> {
        let outcome = py.detach(|| self.0.check_texts(texts)).map_err(value_error)?;
        Ok(self.outcome(outcome))
    }

    /// What the corpus of the folder comes to.
    fn check_corpus(&self, py: Python<'_>) -> PyResult<Outcome> {
        let Some(root) = &self.0.root else {
            return Err(value_error("rules that are a text have no corpus: give texts"));
        };
        Ok(self.outcome(py.detach(|| self.0.check_corpus(root))))
    }

    /// What batches of lines come to, whose keys come together.
    fn judge(&self, py: Python<'_>, batches: &Bound<'_, PyIterator>) -> PyResult<Outcome> {
        let judge = self.judged(py, batches)?;
        let most = self.0.config.budget.findings;
        Ok(self.outcome(py.detach(|| judge.finish(most))))
    }

    /// The same as a row, for who judges others.
    fn judge_part(&self, py: Python<'_>, batches: &Bound<'_, PyIterator>) -> PyResult<RowTuple> {
        let judge = self.judged(py, batches)?;
        row(py.detach(|| exchange::row_of_partial(judge.partial())))
    }

    /// How groups of a rule that are too large to be held can be judged: `by-document`, `by-poll` or `never`.
    fn splits(&self, rule: &str) -> PyResult<&'static str> {
        match large::splits(&self.0.engine, rule) {
            Some(Splits::ByDocument) => Ok("by-document"),
            Some(Splits::ByPoll) => Ok("by-poll"),
            Some(Splits::Never) => Ok("never"),
            None => Err(value_error(format!("there is no rule `{rule}`"))),
        }
    }

    /// What documents say in large groups, as JSON.
    fn poll(&self, py: Python<'_>, batches: &Bound<'_, PyIterator>) -> PyResult<String> {
        let mut pass = Pass::polling(&self.0.engine, &self.0.policy);
        each_batch(py, batches, |line| pass.take(line))?;
        py.detach(|| serde_json::to_string(&pass.polls())).map_err(value_error)
    }

    /// The documents that agree on what polls came to, as JSON.
    fn gather(
        &self,
        py: Python<'_>,
        closed: &str,
        batches: &Bound<'_, PyIterator>,
    ) -> PyResult<String> {
        let closed: Agreements = serde_json::from_str(closed).map_err(value_error)?;
        let mut pass = Pass::gathering(&self.0.engine, &self.0.policy, closed);
        each_batch(py, batches, |line| pass.take(line))?;
        py.detach(|| serde_json::to_string(&pass.agreements())).map_err(value_error)
    }

    /// What documents come to in large groups, as a row.
    fn judge_large(
        &self,
        py: Python<'_>,
        gathered: &str,
        batches: &Bound<'_, PyIterator>,
    ) -> PyResult<RowTuple> {
        let gathered: Agreements = serde_json::from_str(gathered).map_err(value_error)?;
        let project = &self.0;
        let mut pass = Pass::judging(&project.engine, &project.policy, gathered, project.basis);
        each_batch(py, batches, |line| pass.take(line))?;
        row(py.detach(|| exchange::row_of_partial(pass.partial())))
    }
}

impl Rules {
    fn outcome(&self, outcome: run::Outcome) -> Outcome {
        Outcome { outcome, project: Arc::clone(&self.0) }
    }

    fn judged(&self, py: Python<'_>, batches: &Bound<'_, PyIterator>) -> PyResult<Judge<'_>> {
        let project = &self.0;
        let mut judge = Judge::new(&project.engine, &project.policy, project.basis);
        each_batch(py, batches, |line| judge.take(line))?;
        Ok(judge)
    }
}

fn row(row: std::io::Result<exchange::Row>) -> PyResult<RowTuple> {
    let row = row.map_err(value_error)?;
    Ok((row.key, row.rule, row.line))
}

/// Takes lists of lines from an iterator, without the lock while they are worked on.
fn each_batch(
    py: Python<'_>,
    batches: &Bound<'_, PyIterator>,
    mut take: impl FnMut(&str) -> Result<(), String> + Send,
) -> PyResult<()> {
    for batch in batches {
        let lines: Vec<PyBackedStr> = batch?.extract()?;
        py.detach(|| lines.iter().try_for_each(|line| take(line))).map_err(value_error)?;
    }
    Ok(())
}

/// What polls of parts come to together: what most documents share, as JSON, and the keys that have to be judged whole.
#[pyfunction]
fn close_polls(py: Python<'_>, polls: Vec<PyBackedStr>) -> PyResult<(String, Vec<String>)> {
    py.detach(|| {
        let mut all = Polls::default();
        for one in &polls {
            all.merge(serde_json::from_str(one).map_err(value_error)?);
        }
        let closed = serde_json::to_string(&all.closed()).map_err(value_error)?;
        Ok((closed, all.stetted().map(str::to_owned).collect()))
    })
}

/// The documents of all parts that agree, as JSON.
#[pyfunction]
fn merge_gathered(py: Python<'_>, closed: &str, parts: Vec<PyBackedStr>) -> PyResult<String> {
    py.detach(|| {
        let mut all: Agreements = serde_json::from_str(closed).map_err(value_error)?;
        for one in &parts {
            all.merge(serde_json::from_str(one).map_err(value_error)?);
        }
        serde_json::to_string(&all).map_err(value_error)
    })
}

/// What some texts came to.
#[pyclass(frozen, module = "factlint._native")]
struct Outcome {
    outcome: run::Outcome,
    project: Arc<Project>,
}

#[pymethods]
impl Outcome {
    /// The findings, each as JSON.
    fn findings(&self, py: Python<'_>) -> Vec<String> {
        py.detach(|| self.outcome.findings.iter().map(|one| json::value(one).to_string()).collect())
    }

    /// Documents that could not be read: paths and reasons.
    fn errors(&self) -> Vec<(String, String)> {
        let errors = self.outcome.errors.iter();
        errors.map(|error| (error.path.clone(), error.message.clone())).collect()
    }

    /// What was done and what was withheld, as JSON.
    fn summary(&self) -> String {
        let summary = &self.outcome.summary;
        json!({
            "documents": summary.documents,
            "undated": summary.undated,
            "claims": summary.claims,
            "not_judged": summary.not_judged,
            "stetted": summary.stetted,
            "unread": summary.unread,
        })
        .to_string()
    }

    /// The report in a format of the command, but for pages.
    fn report(&self, py: Python<'_>, format: &str) -> PyResult<String> {
        let format = match format {
            "pretty" => Format::Pretty,
            "concise" => Format::Concise,
            "json" => Format::Json,
            "jsonl" => Format::JsonLines,
            "sarif" => Format::Sarif,
            "github" => Format::Github,
            "gitlab" => Format::Gitlab,
            "junit" => Format::Junit,
            "checkstyle" => Format::Checkstyle,
            "rdjson" => Format::Rdjson,
            "rdjsonl" => Format::RdjsonLines,
            other => {
                return Err(value_error(format!(
                    "there is no format {other:?}; formats: pretty, concise, json, jsonl, sarif, github, gitlab, \
                     junit, checkstyle, rdjson, rdjsonl"
                )));
            }
        };
        let written = py.detach(|| self.write(format)).map_err(PyOSError::new_err)?;
        String::from_utf8(written).map_err(value_error)
    }
}

impl Outcome {
    fn write(&self, format: Format) -> Result<Vec<u8>, String> {
        let project = &self.project;
        let errors = self.outcome.errors.iter();
        let notifications: Vec<Notification> = errors
            .map(|error| Notification::document(&error.path, &error.message, error.reported))
            .collect();
        let report = Report {
            findings: &self.outcome.findings,
            summary: self.outcome.summary,
            observations: &self.outcome.observations,
            ruleset: project.engine.rules(),
            notifications: &notifications,
        };
        let read = |path: &str| {
            let place: PathBuf = project.root.as_deref()?.join(Path::new(path));
            factlint::files::read(&place, factlint::files::LARGEST_DOCUMENT).ok()
        };
        let config = &project.config;
        let mut sources = Sources::new(read, config.files(), Some(project.engine.rules()))
            .in_formats(|path| config.formats.for_path(path));
        let mut out = Vec::new();
        report::write(format, &mut out, &report, &mut sources, pretty::Style::Plain)
            .map_err(|error| error.to_string())?;
        // As the command ends them.
        if matches!(format, Format::Pretty | Format::Github) {
            out.extend_from_slice(report.last_line().as_bytes());
            out.push(b'\n');
        }
        Ok(out)
    }
}

/// factlint, as `factlint/__init__.py` calls it.
#[pymodule]
mod _native {
    #[pymodule_export]
    use super::{Outcome, Rules, close_polls, merge_gathered};

    /// The version of the lines that are written and read.
    #[pymodule_export]
    const LINES_VERSION: u32 = factlint::exchange::VERSION;
}
