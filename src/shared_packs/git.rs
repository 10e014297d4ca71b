//! Packs from a git repository. Only `factlint packs add` and `update` come here; the program `git` fetches.

use std::ffi::OsStr;
use std::io::Cursor;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::Contents;

/// The files of a repository, or of a folder in it, at a revision, and the commit that the revision is.
///
/// # Errors
/// Where there is no git, no such repository, revision or folder; in words that follow the source's name.
pub fn fetch(
    here: &Path,
    url: &str,
    revision: Option<&str>,
    folder: Option<&str>,
) -> Result<(Contents, String), String> {
    let place = tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
    let target = place.path().as_os_str();
    let flags = ["clone", "--quiet", "--no-checkout", "--"].map(OsStr::new);
    ask(here, &[&flags[..], &[OsStr::new(url), target]].concat())?;
    let git = |arguments: &[&str]| {
        ask(place.path(), &arguments.iter().map(OsStr::new).collect::<Vec<_>>())
    };
    let wanted = revision.unwrap_or("HEAD");
    let parse = |name: &str| {
        let commit = format!("{name}^{{commit}}");
        git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])
    };
    let found = parse(&format!("origin/{wanted}")).or_else(|_| parse(wanted));
    let found = found.map_err(|_| format!("has no revision `{wanted}`"))?;
    let commit = String::from_utf8_lossy(&found.stdout).trim().to_owned();
    let tree = match folder {
        Some(folder) => format!("{commit}:{folder}"),
        None => commit.clone(),
    };
    let archive = git(&["archive", "--format=zip", &tree])
        .map_err(|_| format!("has no folder `{}` there", folder.unwrap_or_default()))?;
    Ok((Contents::of_zip(Cursor::new(archive.stdout))?, commit))
}

/// Runs git, which asks nobody for a password and runs nothing that a repository brings.
fn ask(here: &Path, arguments: &[&OsStr]) -> Result<Output, String> {
    let output = Command::new("git")
        .args(["-c", "core.hooksPath=/dev/null", "-c", "protocol.ext.allow=never"])
        .args(arguments)
        .current_dir(here)
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("needs git, which does not start: {error}"))?;
    if output.status.success() {
        return Ok(output);
    }
    let told = String::from_utf8_lossy(&output.stderr);
    let last = told.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("git failed");
    Err(format!("cannot be fetched: {}", last.trim()))
}
