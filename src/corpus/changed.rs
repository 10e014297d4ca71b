//! What a branch touched: the documents, or lines of documents, that differ from a revision. All that
//! factlint knows of git is here; it asks the program `git`.

mod patch;

use factlint_language::word;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Lines of a document, counted from 1.
pub type Lines = RangeInclusive<u32>;

/// What the work tree holds that the merge base of a revision and HEAD does not: changes that are
/// committed, staged, unstaged, and files that are not tracked yet. Files that git ignores never count.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// The folder of the repository, without links.
    top: PathBuf,
    /// By path within the repository. A submodule, or a repository within, counts as a whole folder.
    touched: BTreeMap<PathBuf, Touched>,
}

/// How much of a file, or of a folder, counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touched {
    /// All of it.
    Whole,
    /// These lines, in order; none where text was only taken away.
    Lines(Vec<Lines>),
}

/// Why git could not tell what has changed, in words that follow the name of the option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangesError(pub String);

impl Changes {
    /// Asks git, in the folder `here`, what has changed since the merge base of `revision` and HEAD;
    /// with `by_line`, in which lines.
    ///
    /// # Errors
    /// Where there is no git, no repository, no such revision, or no commit in common.
    pub fn since(revision: &OsStr, here: &Path, by_line: bool) -> Result<Self, ChangesError> {
        let top = Git { folder: here }.top()?;
        let git = Git { folder: &top };
        let base = git.merge_base(revision)?;
        let mut touched = BTreeMap::new();
        if by_line {
            let patch = git.diff(&["--patch", "--unified=0", "--find-renames"], &base)?;
            let parts = patch::read(&patch).ok_or_else(|| {
                ChangesError("the diff that git printed cannot be read".to_owned())
            })?;
            touched.extend(parts.into_iter().map(|(name, part)| (path_of(name), part)));
        } else {
            let names = git.diff(&["--name-only", "--no-renames", "-z"], &base)?;
            touched.extend(listed(&names).map(|name| (name, Touched::Whole)));
        }
        let untracked = git.ask(&["ls-files", "--others", "--exclude-standard", "-z"])?;
        touched.extend(listed(&untracked).map(|name| (name, Touched::Whole)));
        Ok(Self { top, touched })
    }

    /// How much of a file counts; none where it is as it was, or outside the repository.
    pub fn of(&self, file: &Path) -> Option<&Touched> {
        let inside = file.strip_prefix(&self.top).ok()?;
        // A folder counts only where git looks at it from outside: as a submodule.
        inside.ancestors().find_map(|path| self.touched.get(path))
    }
}

/// Names between NUL bytes.
fn listed(names: &[u8]) -> impl Iterator<Item = PathBuf> + '_ {
    let names = names.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    names.map(|name| path_of(name.strip_suffix(b"/").unwrap_or(name).to_vec()))
}

/// A path as git writes it.
fn path_of(name: Vec<u8>) -> PathBuf {
    #[cfg(unix)]
    let name: OsString = std::os::unix::ffi::OsStringExt::from_vec(name);
    #[cfg(not(unix))]
    let name = OsString::from(String::from_utf8_lossy(&name).into_owned());
    PathBuf::from(name)
}

/// Variables that lead git to another repository or index than that of the folder, as hooks have them,
/// or change how it writes a diff.
const MISLEADING: &[&str] = &[
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIFF_OPTS",
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_WORK_TREE",
];

/// The program, asked in a folder.
#[derive(Clone, Copy)]
struct Git<'a> {
    folder: &'a Path,
}

impl Git<'_> {
    fn run(self, arguments: &[&OsStr]) -> Result<Output, ChangesError> {
        let mut command = Command::new("git");
        // Whatever the repository configures, no program of its own is run to watch files.
        command.args(["-c", "core.fsmonitor=false", "-c", "core.quotePath=true"]);
        command.args(arguments).current_dir(self.folder);
        for name in MISLEADING {
            command.env_remove(name);
        }
        command.env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
        command.output().map_err(|error| {
            ChangesError(match error.kind() {
                io::ErrorKind::NotFound => "the program git was not found".to_owned(),
                _ => format!("git cannot be run: {error}"),
            })
        })
    }

    /// What git prints; an error where it fails.
    fn ask(self, arguments: &[&str]) -> Result<Vec<u8>, ChangesError> {
        let arguments: Vec<&OsStr> = arguments.iter().map(OsStr::new).collect();
        let output = self.run(&arguments)?;
        if output.status.success() { Ok(output.stdout) } else { Err(failure(&output)) }
    }

    /// The folder of the repository.
    fn top(self) -> Result<PathBuf, ChangesError> {
        let output = self.run(&["rev-parse", "--show-toplevel"].map(OsStr::new))?;
        if !output.status.success() {
            let told = String::from_utf8_lossy(&output.stderr);
            return Err(if told.contains("not a git repository") {
                ChangesError(format!("{} is not in a git repository", self.folder.display()))
            } else {
                failure(&output)
            });
        }
        let name = output.stdout.strip_suffix(b"\n").unwrap_or(&output.stdout);
        let top = path_of(name.to_vec());
        top.canonicalize()
            .map_err(|error| ChangesError(format!("{} cannot be read: {error}", top.display())))
    }

    /// The commit that a revision names; none where git knows none.
    fn commit(self, revision: &OsStr) -> Result<Option<String>, ChangesError> {
        // No revision begins so, and git would take it for an option.
        if matches!(revision.as_encoded_bytes().first(), None | Some(b'-')) {
            return Ok(None);
        }
        let mut name = revision.to_owned();
        // First the object, then its commit: `:/words` would take the rest for words.
        for step in ["", "^{commit}"] {
            name.push(step);
            let question = ["rev-parse", "--verify", "--quiet"].map(OsStr::new);
            let output = self.run(&[&question[..], &[&name]].concat())?;
            if !output.status.success() {
                return Ok(None);
            }
            name = OsString::from(String::from_utf8_lossy(&output.stdout).trim());
        }
        Ok(name.into_string().ok())
    }

    /// The last commit that `revision` and HEAD have in common.
    fn merge_base(self, revision: &OsStr) -> Result<String, ChangesError> {
        let shown = revision.to_string_lossy();
        let Some(commit) = self.commit(revision)? else {
            let hint = self.shallow_hint();
            return Err(ChangesError(format!("git knows no revision `{shown}`{hint}")));
        };
        let output = self.run(&["merge-base", &commit, "HEAD"].map(OsStr::new))?;
        match output.status.code() {
            Some(0) => Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned()),
            Some(1) => {
                let hint = self.shallow_hint();
                Err(ChangesError(format!("`{shown}` and HEAD have no commit in common{hint}")))
            }
            _ => Err(failure(&output)),
        }
    }

    /// What to do about a commit that a shallow clone has left out.
    fn shallow_hint(self) -> &'static str {
        match self.ask(&["rev-parse", "--is-shallow-repository"]) {
            Ok(answer) if answer.starts_with(b"true") => {
                "; this clone is shallow: fetch its history with `git fetch --unshallow`, or `fetch-depth: 0` in a GitHub workflow"
            }
            _ => "",
        }
    }

    /// The diff from a commit to the work tree, whatever the configuration makes of diffs.
    fn diff(self, how: &[&str], base: &str) -> Result<Vec<u8>, ChangesError> {
        const PLAIN: &[&str] = &[
            "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative",
            "--ignore-submodules=none", "--submodule=short", "--inter-hunk-context=0",
            "--src-prefix=a/", "--dst-prefix=b/",
        ];
        self.ask(&[&["diff"], PLAIN, how, &[base, "--"]].concat())
    }
}

/// What git said when it failed, in one line.
fn failure(output: &Output) -> ChangesError {
    let told = String::from_utf8_lossy(&output.stderr);
    let words = word::one_line(&told);
    let words = words.strip_prefix("fatal: ").unwrap_or(&words);
    ChangesError(if words.is_empty() {
        format!("git failed ({})", output.status)
    } else {
        format!("git failed: {words}")
    })
}
