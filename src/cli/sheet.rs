//! `factlint facts DRAFT --against SOURCES`: every statement of a draft with what its sources and the facts of the rules
//! say of it.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::sync::Arc;

use rayon::prelude::*;

use super::arguments::{Common, FactsArguments, FactsFormat};
use super::facts::{blocks, finish, is_about, write};
use super::session::{self, Session};
use super::{Exit, Failure, nothing};
use crate::corpus::{Corpus, DocumentError, Selection};
use factlint_document::Document;
use factlint_engine::claims::Claims;
use factlint_engine::engine::Detail;
use factlint_engine::finding::{Finding, Origin};
use factlint_engine::observed::Observed;
use factlint_engine::policy::{Policy, Reporting};
use factlint_engine::sheet::{Shelf, Source, Verdict};
use factlint_engine::statement::{Kind, Statement, Wanted};
use factlint_language::span::Span;
use factlint_report::facts::Facts;
use factlint_report::sheet::summary;

/// A draft: its path in the corpus, as reports show it, and the document.
struct Draft {
    path: String,
    shown: String,
    document: Document,
    claims: Arc<Observed>,
}

pub(super) fn against(
    common: &Common,
    options: &FactsArguments,
    session: &Session,
    corpus: &Corpus,
    wanted: Wanted<'_>,
    mut errors: Vec<DocumentError>,
) -> Result<Exit, Failure> {
    let engine = &session.engine;
    let selection =
        Selection { paths: options.against.clone(), as_of: options.as_of, ..Selection::default() };
    let listed = Corpus::list(&session.config, &selection, &session.here);
    // What the list of drafts has told is not told again.
    errors.extend(listed.errors.iter().filter(|error| error.reported).cloned());
    errors.extend(nothing::of_selection(session, &selection, &listed, true));
    let mut drafts = Vec::new();
    for entry in corpus.entries.iter().filter(|entry| entry.reported) {
        match corpus.open(entry) {
            Ok(document) => {
                let claims = Arc::new(engine.read(&document).observe(Detail::Claims));
                let (path, shown) = (entry.path.clone(), corpus.display_path(entry));
                drafts.push(Draft { path, shown, document, claims });
            }
            Err(error) => errors.push(error),
        }
    }
    let is_draft: BTreeSet<&str> = drafts.iter().map(|draft| draft.path.as_str()).collect();
    let entries: Vec<_> = listed.entries.iter().filter(|entry| entry.reported).collect();
    let read: Vec<Result<(Source, Observed), DocumentError>> = entries
        .par_iter()
        // Nothing is its own source.
        .filter(|entry| !is_draft.contains(entry.path.as_str()))
        .map(|entry| {
            let document = listed.open(entry)?;
            let observed = engine.read(&document).observe(Detail::Claims);
            Ok((Source::read(engine, document, listed.display_path(entry)), observed))
        })
        .collect();
    let policy =
        session.config.policy(options.as_of).partial(common.chooses_rules()).reporting(corpus);
    let mut claims = Claims::new();
    let mut sources = Vec::new();
    for one in read {
        match one {
            Ok((source, observed)) => {
                sources.push(source);
                claims.replace(engine, &policy, Arc::new(observed));
            }
            Err(error) => errors.push(error),
        }
    }
    let shelf = Shelf::new(engine, sources);
    let mut touched = BTreeSet::new();
    for draft in &drafts {
        touched.extend(claims.replace(engine, &policy, Arc::clone(&draft.claims)));
    }
    let keys: Vec<_> = touched.into_iter().collect();
    let mut findings = policy.settle(engine, &claims, &keys).findings;
    findings.sort_by(|one, other| one.order().cmp(&other.order()));
    let sheet: Vec<Facts> = drafts
        .par_iter()
        .map(|draft| {
            let mut statements = engine.read(&draft.document).statements(wanted);
            name_once(&mut statements);
            let verdicts = shelf.verdicts(draft.document.record().date, &statements);
            let judged = statements.into_iter().zip(verdicts).map(|(one, verdict)| {
                let ruled = ruled(session, &policy, corpus, draft, &findings, &one);
                (one, ruled.unwrap_or(verdict))
            });
            let (statements, verdicts) =
                judged.filter(|(one, _)| is_about(one, options.about.as_deref())).unzip();
            let on_disk = draft.document.record().utf8;
            let blocks = blocks(options, &draft.document);
            Facts { path: draft.shown.clone(), on_disk, statements, verdicts, blocks }
        })
        .collect();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut written = write(&mut out, common, options.format, &sheet);
    if options.format == FactsFormat::Sheet {
        let gap = if sheet.iter().all(|one| one.statements.is_empty()) { "" } else { "\n" };
        written = written.and_then(|()| writeln!(out, "{gap}{}", summary(&sheet)));
    }
    session::is_closed(written.and_then(|()| out.flush()))?;
    let is_table =
        matches!(options.format, FactsFormat::Csv | FactsFormat::Html | FactsFormat::Jsonl);
    if is_table && !common.quiet {
        // Nobody may be listening.
        let _ = writeln!(io::stderr(), "{}", summary(&sheet));
    }
    finish(common, session, errors)
}

/// A name stands in a sheet once, where it first stands in the draft.
fn name_once(statements: &mut Vec<Statement>) {
    let mut seen = BTreeSet::new();
    statements.retain(|one| one.kind != Kind::Name || seen.insert(one.seen.clone()));
}

/// What the rules say of a statement: that something contradicts it, or that it is the fact.
fn ruled(
    session: &Session,
    policy: &Policy<'_>,
    corpus: &Corpus,
    draft: &Draft,
    findings: &[Finding],
    one: &Statement,
) -> Option<Verdict> {
    let meets = |span: Span| span.start < one.span.end && one.span.start < span.end;
    let contradicts = |finding: &&Finding| {
        finding.labels().any(|label| {
            label.origin == Origin::Document
                && *label.path == *draft.path
                && !label.evidence
                && meets(label.span)
        })
    };
    if let Some(finding) = findings.iter().find(contradicts) {
        let mut verdict = Verdict::found(finding, one);
        if let Verdict::Differs { places, .. } = &mut verdict {
            for place in places {
                place.path = Reporting::display_path(corpus, &place.path);
            }
        }
        return Some(verdict);
    }
    let rules = session.engine.rules();
    draft.claims.claims.iter().find_map(|claim| {
        let loaded = rules.find(&claim.rule)?;
        let (rule, check) = (&loaded.rule, &loaded.check);
        let holds = check.fact(rule).is_some()
            && rule.covers(draft.document.record().date)
            && policy.severity(rule, draft.document.record()).is_some()
            && claim.parts.iter().any(|part| meets(part.span));
        holds.then(|| Verdict::checked(rule))
    })
}
