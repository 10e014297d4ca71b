//! `factlint test`: do the examples of the rules come out as their authors say?

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use super::arguments::{Common, CoverageFormat};
use super::coverage::{self, Examples};
use super::session::{self, Session};
use super::{Exit, Failure};
use crate::corpus::display_path;
use factlint_document::encoding;
use factlint_engine::example::{self, Mismatch};
use factlint_engine::rule::Verdict;
use factlint_engine::rule::table::closest;
use factlint_engine::ruleset::LoadedRule;
use factlint_report::pretty;
use factlint_report::visible;

pub(super) fn run(
    common: &Common,
    only: &[String],
    coverage: &[PathBuf],
    format: CoverageFormat,
    allow_empty: bool,
) -> Result<Exit, Failure> {
    let mut common = common.clone();
    // Rule files may be named like rules.
    let here = session::working_directory(&common)?;
    let (files, ids): (Vec<&String>, Vec<&String>) =
        only.iter().partition(|one| here.join(one).exists());
    common.rules.extend(files.iter().map(Into::into));
    let named: Vec<String> =
        files.iter().map(|file| display_path(&here.join(file), &here)).collect();
    let session = Session::load(&common)?;
    if session.engine.rules().rules.is_empty() && session.is_whole() {
        return Err(Failure(
            "no rules are loaded: name rule files, or packs with --packs".to_owned(),
        ));
    }
    let known: Vec<&str> =
        session.engine.rules().rules.iter().map(|loaded| &*loaded.rule.id).collect();
    let rules = session.engine.rules();
    if let Some(unknown) = ids.iter().find(|id| !rules.knows(id)) {
        let hint = closest(unknown, &known).map(|close| format!("; did you mean `{close}`?"));
        return Err(Failure(format!(
            "there is no rule or rule file `{unknown}`{}",
            hint.unwrap_or_default()
        )));
    }
    let style = common.style(io::stdout().is_terminal());
    let mut out = Vec::new();
    let mut sources = session.sources();
    let (mut run, mut failed, mut without) = (0, 0, 0);
    let mut chosen: Vec<&LoadedRule> = Vec::new();
    for loaded in &session.engine.rules().rules {
        let wanted = only.is_empty()
            || ids.iter().any(|id| loaded.rule.is_called(id))
            || named.iter().any(|name| {
                let path = &loaded.rule.place.path;
                **path == **name
                    || path.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with('/'))
            });
        if !wanted {
            continue;
        }
        chosen.push(loaded);
        without += usize::from(loaded.rule.examples.is_empty());
        run += loaded.rule.examples.len();
        for mismatch in example::run(&session.engine, loaded) {
            failed += 1;
            report(&mut out, &loaded.rule.id, &mismatch, &mut sources, style)?;
            if mismatch.example.verdict == Verdict::Bad
                && let Some(why) = example::why_silent(&session.engine, loaded, mismatch.example)
            {
                writeln!(out, "  {}", visible(&why))?;
            }
        }
    }
    if run == 0 && coverage.is_empty() && !allow_empty && session.is_whole() {
        return Err(Failure(
            "no rule has an example to run: add [[rule.example]] with `bad` or `good`; --allow-empty lets it pass"
                .to_owned(),
        ));
    }
    let is_json = format == CoverageFormat::Json;
    if !common.quiet && !is_json {
        let plural = if run == 1 { "example" } else { "examples" };
        write!(out, "{run} {plural}, {failed} failed")?;
        if without > 0 {
            let rules = if without == 1 { "rule" } else { "rules" };
            write!(out, "; {without} {rules} without examples")?;
        }
        writeln!(out)?;
    }
    let mut is_whole = session.is_whole();
    if !coverage.is_empty() {
        if is_json {
            // Whoever reads the object still sees which examples failed.
            let _ = io::stderr().lock().write_all(&out);
            out.clear();
        }
        let asked = coverage::Asked { paths: coverage, rules: &chosen, format, allow_empty };
        let examples = Examples { run, failed };
        is_whole &= coverage::write(&mut out, &common, &session, &asked, examples)?;
    }
    session::print(&out)?;
    session.print_problems(&common, false)?;
    Ok(if !is_whole {
        Exit::Failed
    } else if failed > 0 {
        Exit::Findings
    } else {
        Exit::Clean
    })
}

/// A missing finding, or a finding where there should be none, as it came out.
fn report(
    out: &mut dyn Write,
    rule: &str,
    mismatch: &Mismatch<'_>,
    sources: &mut factlint_report::Sources<'_>,
    style: pretty::Style,
) -> io::Result<()> {
    let rule = visible(rule);
    let place = &mismatch.example.place;
    let at = format!("{}:{}:{}", visible(&place.path), place.start.line, place.start.column);
    let text: Vec<String> =
        mismatch.example.documents.iter().map(|one| visible(&one.text)).collect();
    match mismatch.example.verdict {
        Verdict::Bad => {
            writeln!(out, "{at}: `{rule}` finds nothing in its bad example: {}", text.join(" / "))?
        }
        Verdict::Good => writeln!(
            out,
            "{at}: `{rule}` finds something in its good example: {}",
            text.join(" / ")
        )?,
    }
    for (index, one) in mismatch.example.documents.iter().enumerate() {
        if let Ok(decoded) = encoding::decode(one.text.as_bytes(), one.format) {
            sources.add(example::path(index), decoded);
        }
    }
    for finding in &mismatch.findings {
        pretty::write_finding(out, finding, sources, style)?;
    }
    Ok(())
}
