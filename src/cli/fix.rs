//! `factlint fix`: writes what findings leave no doubt about.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use similar::Algorithm;
use similar::udiff::unified_diff;

use super::arguments::{Common, FixArguments};
use super::session::{self, Session};
use super::unfinished::Unfinished;
use super::{Exit, Failure, nothing};
use crate::corpus::{Corpus, Selection};
use crate::files;
use crate::run::Run;
use factlint_engine::finding::{Edit, Finding, Safety};
use factlint_report::pretty::Style;
use factlint_report::visible;

/// Lines around a change in a diff.
const CONTEXT: usize = 3;

pub(super) fn run(common: &Common, options: &FixArguments) -> Result<Exit, Failure> {
    let session = Session::load(common)?;
    let selection =
        Selection { paths: options.paths.clone(), as_of: options.as_of, ..Selection::default() };
    let corpus = Corpus::list(&session.config, &selection, &session.here);
    let policy = session.config.policy(options.as_of).reporting(&corpus);
    let mut outcome = Run::new(&corpus, &session.engine, &policy).outcome();
    outcome.errors.extend(nothing::of_selection(&session, &selection, &corpus, true));
    let wanted = |finding: &&Finding| {
        finding.fix.as_ref().is_some_and(|fix| options.r#unsafe || fix.safety == Safety::Safe)
    };
    let mut files: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    for fix in outcome.findings.iter().filter(wanted).filter_map(|finding| finding.fix.as_ref()) {
        for edit in &fix.edits {
            files.entry(&edit.path).or_default().push(edit);
        }
    }
    let mut out = Vec::new();
    let mut tally = Tally::default();
    // Not every name can be opened as it is shown.
    let mut locations = BTreeMap::new();
    for entry in &corpus.entries {
        if let Some((&path, _)) = files.get_key_value(corpus.display_path(entry).as_str()) {
            locations.insert(path, corpus.location(entry));
        }
    }
    for (path, edits) in files {
        let Some(location) = locations.get(path) else {
            tally.errors.push(format!("{path} is left as it is: it is no document on the disk"));
            continue;
        };
        match changed(location, edits) {
            Ok(change) => {
                tally.left += change.left;
                if change.made == 0 {
                    continue;
                }
                if options.diff {
                    write_diff(&mut out, path, &change, common)?;
                } else if let Err(error) = replace(location, &corpus, &change) {
                    tally.errors.push(format!("{path} is left as it is: {error}"));
                    continue;
                }
                tally.made += change.made;
                tally.documents += 1;
            }
            Err(reason) => tally.errors.push(format!("{path} is left as it is: {reason}")),
        }
    }
    session::print(&out)?;
    session.print_problems(common, false)?;
    let style = common.style(io::stderr().is_terminal());
    let unreadable = outcome.errors.iter().filter(|error| error.reported);
    for error in &outcome.errors {
        session::say_error(style, &format!("{} {}", error.path, error.message));
    }
    for error in &tally.errors {
        session::say_error(style, error);
    }
    let kept = outcome.findings.iter().filter(|finding| !wanted(finding));
    let risky = kept.clone().filter(|finding| finding.fix.is_some()).count();
    if !common.quiet {
        let line = tally.line(options.diff, kept.count() - risky, risky);
        let _ = writeln!(io::stderr(), "{line}");
    }
    Ok(if unreadable.count() > 0 || !session.is_whole() || !tally.errors.is_empty() {
        Exit::Failed
    } else if options.diff && tally.made > 0 {
        Exit::Findings
    } else {
        Exit::Clean
    })
}

/// What a run came to.
#[derive(Default)]
struct Tally {
    made: usize,
    documents: usize,
    /// Edits that overlap others: the next run makes them.
    left: usize,
    errors: Vec<String>,
}

impl Tally {
    /// "3 places fixed in 2 documents; 1 finding has no fix, 2 only with --unsafe".
    fn line(&self, diff: bool, without: usize, risky: usize) -> String {
        let counted = |count: usize, noun: &str| match count {
            1 => format!("1 {noun}"),
            many => format!("{many} {noun}s"),
        };
        let verb = if diff { "would be fixed" } else { "fixed" };
        let mut line = match self.made {
            0 => "nothing to fix".to_owned(),
            made => {
                let documents = counted(self.documents, "document");
                format!("{} {verb} in {documents}", counted(made, "place"))
            }
        };
        if self.left > 0 {
            line.push_str(&format!("; {} overlap others and wait for the next run", self.left));
        }
        if without > 0 {
            let has = if without == 1 { "has" } else { "have" };
            line.push_str(&format!("; {} {has} no fix", counted(without, "finding")));
        }
        if risky > 0 {
            line.push_str(&format!("; {} only with --unsafe", counted(risky, "finding")));
        }
        line
    }
}

/// A document before and after its edits.
struct Change {
    before: String,
    after: String,
    made: usize,
    left: usize,
}

/// The text of a document with its edits made.
///
/// # Errors
/// Why the document is left alone, in a few words.
fn changed(path: &Path, mut edits: Vec<&Edit>) -> Result<Change, String> {
    let bytes = files::read(path, files::LARGEST_DOCUMENT).map_err(|error| error.to_string())?;
    let before = String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    edits.dedup_by(|one, other| one.span == other.span && one.replacement == other.replacement);
    let mut after = String::with_capacity(before.len());
    let (mut at, mut made, mut left) = (0, 0, 0);
    for edit in edits {
        let range = edit.span.range();
        if range.start < at {
            left += 1;
            continue;
        }
        if before.get(range.clone()) != Some(edit.replaced.as_str()) {
            return Err("it has changed since it was read".to_owned());
        }
        after.push_str(&before[at..range.start]);
        after.push_str(&edit.replacement);
        at = range.end;
        made += 1;
    }
    after.push_str(&before[at..]);
    Ok(Change { before, after, made, left })
}

/// Puts a new text in the place of an old one, at once and with the same permissions and owner; a link
/// stays a link to the file that is replaced.
///
/// # Errors
/// Why the file is left as it is, in a few words.
fn replace(path: &Path, corpus: &Corpus, change: &Change) -> Result<(), String> {
    let wrong = |error: io::Error| format!("it cannot be written: {error}");
    let target = path.canonicalize().map_err(wrong)?;
    let root = corpus.root().canonicalize().map_err(wrong)?;
    if path.is_symlink() && !target.starts_with(&root) {
        return Err("it is a link that leads outside of the corpus".to_owned());
    }
    let facts = fs::metadata(&target).map_err(wrong)?;
    if facts.permissions().readonly() {
        return Err("it is read-only".to_owned());
    }
    if has_other_names(&facts) {
        return Err("it has other names (hard links), which would keep the old text".to_owned());
    }
    let mut written = Unfinished::beside(&target).map_err(wrong)?;
    written.write_all(change.after.as_bytes()).map_err(wrong)?;
    keep_owner(written.file(), &facts)?;
    written.file().set_permissions(facts.permissions()).map_err(wrong)?;
    written.file().sync_all().map_err(wrong)?;
    // Whoever saved it meanwhile has the last word.
    if files::read(&target, files::LARGEST_DOCUMENT).map_err(wrong)? != change.before.as_bytes() {
        return Err("it has changed since it was read".to_owned());
    }
    written.take_place_of(&target).map_err(wrong)
}

#[cfg(unix)]
fn has_other_names(facts: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(facts) > 1
}

#[cfg(not(unix))]
fn has_other_names(_: &fs::Metadata) -> bool {
    false
}

/// Gives a new file the owner and the group of an old one.
#[cfg(unix)]
fn keep_owner(file: &File, old: &fs::Metadata) -> Result<(), String> {
    use std::os::unix::fs::MetadataExt;
    let new = file.metadata().map_err(|error| error.to_string())?;
    if (new.uid(), new.gid()) == (old.uid(), old.gid()) {
        return Ok(());
    }
    std::os::unix::fs::fchown(file, Some(old.uid()), Some(old.gid()))
        .map_err(|_| "it belongs to somebody else, whose it would no longer be".to_owned())
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &fs::Metadata) -> Result<(), String> {
    Ok(())
}

/// A path in the header of a diff: as it is, or in quotation marks as git writes one that a reader could
/// take for something else.
fn quoted(path: &str) -> String {
    let acts = |character: char| {
        matches!(character, '"' | '\\')
            || visible(character.encode_utf8(&mut [0; 4])) != character.to_string()
    };
    if !path.contains(|character: char| acts(character) || character.is_control()) {
        return path.to_owned();
    }
    let mut text = String::from("\"");
    for character in path.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            '\r' => text.push_str("\\r"),
            _ if acts(character) || character.is_control() => {
                let mut bytes = [0; 4];
                for byte in character.encode_utf8(&mut bytes).bytes() {
                    text.push_str(&format!("\\{byte:03o}"));
                }
            }
            _ => text.push(character),
        }
    }
    text.push('"');
    text
}

/// Writes a unified diff: byte for byte where a program reads it, with nothing that acts on a terminal
/// where one shows it.
fn write_diff(out: &mut dyn Write, path: &str, change: &Change, common: &Common) -> io::Result<()> {
    let (old, new) = (quoted(&format!("a/{path}")), quoted(&format!("b/{path}")));
    let (before, after) = (change.before.as_str(), change.after.as_str());
    let text = unified_diff(Algorithm::Myers, before, after, CONTEXT, Some((&old, &new)));
    let is_terminal = io::stdout().is_terminal();
    if !is_terminal && common.style(false) == Style::Plain {
        return out.write_all(text.as_bytes());
    }
    let coloured = common.style(is_terminal) == Style::Colour;
    for line in text.lines() {
        let colour = match line.as_bytes().first() {
            Some(b'+') if coloured => "\u{1b}[32m",
            Some(b'-') if coloured => "\u{1b}[31m",
            _ => "",
        };
        let end = if colour.is_empty() { "" } else { "\u{1b}[0m" };
        writeln!(out, "{colour}{}{end}", visible(line))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_headers_are_quoted_as_git_does() {
        for (path, written) in [
            ("a/plain name.txt", "a/plain name.txt"),
            ("a/caf\u{e9}.txt", "a/caf\u{e9}.txt"),
            ("a/x\n::error file=x::y.txt", "\"a/x\\n::error file=x::y.txt\""),
            ("a/\"q\".txt", "\"a/\\\"q\\\".txt\""),
            ("a/b\\c", "\"a/b\\\\c\""),
            ("a/\u{1b}[31m\t\r", "\"a/\\033[31m\\t\\r\""),
            ("a/\u{202e}txt", "\"a/\\342\\200\\256txt\""),
            ("a/\u{7f}", "\"a/\\177\""),
        ] {
            assert_eq!(quoted(path), written);
        }
    }
}
