//! One line a finding: `path:line:column: severity[rule] message`.

use std::io;

use super::Report;
use super::excerpt::visible;
use factlint_engine::finding::Problem;

/// Writes the findings.
///
/// # Errors
/// Where the output cannot be written.
pub fn write(out: &mut dyn io::Write, report: &Report<'_>) -> io::Result<()> {
    for finding in report.findings {
        let at = &finding.primary;
        writeln!(
            out,
            "{}:{}:{}: {}[{}] {}",
            visible(&at.path),
            at.start.line,
            at.start.column,
            finding.severity.as_str(),
            visible(&finding.rule),
            visible(&finding.message)
        )?;
    }
    Ok(())
}

/// Writes what is wrong with rule files in the same form.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_problems(out: &mut dyn io::Write, problems: &[Problem]) -> io::Result<()> {
    write_as(out, "error", problems)
}

/// Writes one line for each thing in rule files and `factlint.toml` that does nothing.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_warnings(out: &mut dyn io::Write, problems: &[Problem]) -> io::Result<()> {
    write_as(out, "warning", problems)
}

fn write_as(out: &mut dyn io::Write, kind: &str, problems: &[Problem]) -> io::Result<()> {
    for problem in problems {
        let at = &problem.primary;
        writeln!(
            out,
            "{}:{}:{}: {kind} {} ({})",
            visible(&at.path),
            at.start.line,
            at.start.column,
            visible(&problem.message),
            visible(&at.message)
        )?;
    }
    Ok(())
}
