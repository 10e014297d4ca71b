//! Where reports go: `--format FORMAT --output FILE`, any number of times.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::builder::{EnumValueParser, ValueParser};
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Args, FromArgMatches, ValueEnum};

use super::Failure;
use super::arguments::{Common, ReportFormat};
use super::session::{self, Session};
use super::unfinished::Unfinished;
use crate::corpus::{Selection, display_path, normalised};
use factlint_document::{self, encoding};
use factlint_report::{self, Format, Report, Sources};

const FORMAT: &str = "format";
const OUTPUT: &str = "output";

/// One report: how it is written, and the file it goes to instead of standard output.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Destination {
    pub format: ReportFormat,
    pub output: Option<PathBuf>,
}

/// The reports that the command line asks for, in its order. At most one goes to standard output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Destinations(Vec<Destination>);

impl Default for Destinations {
    fn default() -> Self {
        Self(vec![Destination::default()])
    }
}

// By hand, because the order of two options matters: clap tells it by the indices of their values.
impl Args for Destinations {
    fn augment_args(command: clap::Command) -> clap::Command {
        let format = Arg::new(FORMAT)
            .long(FORMAT)
            .value_name("FORMAT")
            .action(ArgAction::Append)
            .display_order(1)
            .value_parser(EnumValueParser::<ReportFormat>::new())
            .help("How to report; several times, each with its --output [default: pretty]");
        let output = Arg::new(OUTPUT)
            .long(OUTPUT)
            .short('o')
            .value_name("FILE")
            .action(ArgAction::Append)
            .display_order(1)
            .value_parser(ValueParser::path_buf())
            .help("Write the report of the --format before it to FILE");
        command.arg(format).arg(output)
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Destinations {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let formats = placed(matches, FORMAT).into_iter();
        let outputs = placed(matches, OUTPUT).into_iter();
        let words = formats
            .map(|(at, format)| (at, Word::Format(format)))
            .chain(outputs.map(|(at, output)| (at, Word::Output(output))))
            .collect();
        pair(words)
            .map(Self)
            .map_err(|message| clap::Error::raw(ErrorKind::ArgumentConflict, message))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// One of the two options that make a pair.
enum Word {
    Format(ReportFormat),
    Output(PathBuf),
}

/// The values of an option with their places on the command line.
fn placed<T: Clone + Send + Sync + 'static>(matches: &ArgMatches, id: &str) -> Vec<(usize, T)> {
    let values = matches.get_many::<T>(id).into_iter().flatten().cloned();
    matches.indices_of(id).into_iter().flatten().zip(values).collect()
}

/// The pairs that words at their places make, or what is wrong with them.
fn pair(mut words: Vec<(usize, Word)>) -> Result<Vec<Destination>, String> {
    let formats = words.iter().filter(|(_, word)| matches!(word, Word::Format(_))).count();
    if formats <= 1 && words.len() - formats <= 1 {
        // One report: the order does not matter.
        let mut only = Destination::default();
        for (_, word) in words {
            match word {
                Word::Format(format) => only.format = format,
                Word::Output(output) => only.output = Some(output),
            }
        }
        return Ok(vec![only]);
    }
    words.sort_by_key(|(at, _)| *at);
    let mut pairs: Vec<Destination> = Vec::new();
    for (_, word) in words {
        let output = match word {
            Word::Format(format) => {
                pairs.push(Destination { format, output: None });
                continue;
            }
            Word::Output(output) => output,
        };
        let shown = output.display();
        match pairs.last_mut() {
            None => {
                return Err(format!(
                    "'--output {shown}' has no --format before it: where there are several, each output follows its format"
                ));
            }
            Some(Destination { format, output: Some(known) }) => {
                return Err(format!(
                    "'--output {shown}' has no --format of its own: '--format {}' goes to {}",
                    format.name(),
                    known.display()
                ));
            }
            Some(last) => last.output = Some(output),
        }
    }
    let printed: Vec<String> =
        pairs.iter().filter(|pair| pair.output.is_none()).map(|pair| pair.format.name()).collect();
    if let [one, other, ..] = printed.as_slice() {
        return Err(format!(
            "'--format {one}' and '--format {other}' would both go to standard output: write '--output FILE' after one of them"
        ));
    }
    Ok(pairs)
}

impl Destinations {
    /// The files that are written.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.0.iter().filter_map(|destination| destination.output.as_deref())
    }

    /// Whether whoever runs factlint reads this format: it goes to standard output, or is the only one.
    pub fn shows(&self, format: ReportFormat) -> bool {
        let printed = self.0.iter().find(|destination| destination.output.is_none());
        printed.or(self.0.first()).is_some_and(|shown| shown.format == format)
    }

    /// Whether one of the reports has this format.
    pub fn include(&self, format: ReportFormat) -> bool {
        self.0.iter().any(|destination| destination.format == format)
    }

    /// Refuses two reports for one file, by whatever name or link.
    pub fn refuse_same_file(&self, here: &Path) -> Result<(), Failure> {
        let mut targets: Vec<(PathBuf, &Path)> = Vec::new();
        for output in self.files() {
            let target = target(output, here);
            if let Some((_, other)) = targets.iter().find(|(known, _)| *known == target) {
                return Err(Failure(format!(
                    "'--output {}' and '--output {}' are the same file: give each report its own",
                    other.display(),
                    output.display()
                )));
            }
            targets.push((target, output));
        }
        Ok(())
    }

    /// Writes every report. One that cannot be written keeps no other from being so.
    pub fn write(
        &self,
        common: &Common,
        session: &Session,
        selection: &Selection,
        report: &Report<'_>,
    ) -> Result<(), Failure> {
        let mut sources = session.sources();
        for (path, bytes) in &selection.overlays {
            let format = session.config.formats.for_path(&path.to_string_lossy());
            if let Ok(decoded) = encoding::decode(bytes, format) {
                sources.add(display_path(&session.here.join(path), &session.here), decoded);
            }
        }
        let mut failure: Option<Failure> = None;
        for destination in &self.0 {
            if let Err(failed) = destination.write(common, session, report, &mut sources)
                && let Some(Failure(message)) = failure.replace(failed)
            {
                session::say_error(common.style(io::stderr().is_terminal()), &message);
            }
        }
        if let Some(failure) = failure {
            return Err(failure);
        }
        let told = self.0.iter().any(Destination::ends_with_summary);
        let elsewhere = self.files().next().is_some() || self.shows(ReportFormat::Concise);
        if !common.quiet && !told && elsewhere {
            let _ = writeln!(io::stderr(), "{}", report.last_line());
        }
        Ok(())
    }
}

impl Destination {
    /// Whether the last line of the run ends the report: people read it there.
    fn ends_with_summary(&self) -> bool {
        self.output.is_none() && matches!(self.format, ReportFormat::Pretty | ReportFormat::Github)
    }

    fn write(
        &self,
        common: &Common,
        session: &Session,
        report: &Report<'_>,
        sources: &mut Sources<'_>,
    ) -> Result<(), Failure> {
        let cannot_write = |error: io::Error| match &self.output {
            Some(output) => {
                Failure(format!("--output {} cannot be written: {error}", output.display()))
            }
            None => Failure(format!("standard output cannot be written: {error}")),
        };
        let mut out = Target::open(self.output.as_deref(), &session.here).map_err(cannot_write)?;
        let is_terminal = self.output.is_none() && io::stdout().is_terminal();
        let style = common.style(is_terminal);
        let written =
            factlint_report::write(self.format.format(), &mut out, report, sources, style)
                .and_then(|()| match !common.quiet && self.ends_with_summary() {
                    true => writeln!(out, "{}", report.last_line()),
                    false => Ok(()),
                });
        if self.format == ReportFormat::Html && !common.quiet {
            self.tell_of_what_the_page_leaves_out(common, report);
        }
        match out.close(written) {
            // Whoever closed the pipe has read enough; the exit code still tells the verdict.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other.map_err(cannot_write),
        }
    }
}

impl Destination {
    /// A page has only so many cards.
    fn tell_of_what_the_page_leaves_out(&self, common: &Common, report: &Report<'_>) {
        let (found, most) = (report.findings.len(), factlint_report::page::MOST_CARDS);
        if found > most {
            let told = format!(
                "the page shows {most} of {found} findings, errors first: `--format json` has all of them"
            );
            session::say_warning(common.style(io::stderr().is_terminal()), &told);
        }
    }
}

impl ReportFormat {
    /// The word after `--format`.
    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    fn format(self) -> Format {
        match self {
            Self::Pretty => Format::Pretty,
            Self::Concise => Format::Concise,
            Self::Json => Format::Json,
            Self::Jsonl => Format::JsonLines,
            Self::Html => Format::Html,
            Self::Sarif => Format::Sarif,
            Self::Github => Format::Github,
            Self::Gitlab => Format::Gitlab,
            Self::Junit => Format::Junit,
            Self::Checkstyle => Format::Checkstyle,
            Self::Rdjson => Format::Rdjson,
            Self::Rdjsonl => Format::RdjsonLines,
        }
    }
}

/// The file that a path leads to, links followed as far as it exists.
fn target(output: &Path, here: &Path) -> PathBuf {
    let path = normalised(&here.join(output));
    if let Ok(target) = path.canonicalize() {
        return target;
    }
    let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
    match (folder, path.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => path,
    }
}

/// Where a report goes: a new file takes the place of an old one only when it is whole, so that no
/// link leads the report into another file. Pipes and devices are written to as they are.
enum Target {
    Stdout(io::BufWriter<io::StdoutLock<'static>>),
    Stream(io::BufWriter<File>),
    Replacement { file: io::BufWriter<Unfinished>, target: PathBuf },
}

impl Target {
    fn open(output: Option<&Path>, here: &Path) -> io::Result<Self> {
        let Some(output) = output else {
            return Ok(Self::Stdout(io::BufWriter::new(io::stdout().lock())));
        };
        let path = here.join(output);
        let target = path.canonicalize().unwrap_or(path);
        if target.exists() && !target.is_file() {
            let stream = File::options().write(true).open(&target)?;
            return Ok(Self::Stream(io::BufWriter::new(stream)));
        }
        let file = Unfinished::beside(&target)?;
        Ok(Self::Replacement { file: io::BufWriter::new(file), target })
    }

    /// Puts what was written in its place; nothing, if writing it went wrong.
    fn close(mut self, written: io::Result<()>) -> io::Result<()> {
        written.and_then(|()| self.flush())?;
        let Self::Replacement { file, target } = self else { return Ok(()) };
        file.into_inner().map_err(io::IntoInnerError::into_error)?.take_place_of(&target)
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::Stream(out) => out.write(bytes),
            Self::Replacement { file: out, .. } => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::Stream(out) => out.flush(),
            Self::Replacement { file: out, .. } => out.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(line: &str) -> Result<Vec<(ReportFormat, Option<String>)>, String> {
        let command = Destinations::augment_args(clap::Command::new("check"));
        let matches = command.try_get_matches_from(line.split(' ')).map_err(|e| e.to_string())?;
        let Destinations(list) =
            Destinations::from_arg_matches(&matches).map_err(|error| error.to_string())?;
        let shown = |output: PathBuf| output.display().to_string();
        Ok(list.into_iter().map(|one| (one.format, one.output.map(shown))).collect())
    }

    #[test]
    fn each_output_belongs_to_the_format_before_it() {
        let (pretty, json, jsonl) = (ReportFormat::Pretty, ReportFormat::Json, ReportFormat::Jsonl);
        let file = |name: &str| Some(name.to_owned());
        for (line, expected) in [
            ("check", vec![(pretty, None)]),
            ("check -o a", vec![(pretty, file("a"))]),
            ("check -o a --format json", vec![(json, file("a"))]),
            ("check --format json --output=a", vec![(json, file("a"))]),
            (
                "check --format json -o a --format=pretty --format jsonl -ob",
                vec![(json, file("a")), (pretty, None), (jsonl, file("b"))],
            ),
            ("check --format pretty --format json -o a", vec![(pretty, None), (json, file("a"))]),
        ] {
            assert_eq!(pairs(line), Ok(expected), "{line}");
        }
    }

    #[test]
    fn what_makes_no_pair_is_told() {
        for (line, told) in [
            ("check -o a -o b", "'--output a' has no --format before it"),
            (
                "check --format json -o a -o b",
                "'--output b' has no --format of its own: '--format json' goes to a",
            ),
            (
                "check -o a --format json --format jsonl -o b",
                "'--output a' has no --format before it",
            ),
            (
                "check --format json --format jsonl",
                "'--format json' and '--format jsonl' would both go to standard output",
            ),
        ] {
            let message = pairs(line).err().unwrap_or_default();
            assert!(message.contains(told), "{line}: {message}");
        }
    }
}
