//! The command line: one file per command.

mod arguments;
mod baseline;
mod changed;
mod check;
mod coverage;
mod explain;
mod facts;
mod fix;
mod import;
#[cfg(feature = "store")]
mod index;
mod init;
mod judge;
mod line;
mod new;
mod new_pack;
mod nothing;
mod observe;
mod output;
mod overlaps;
mod packs;
mod profile;
#[cfg(feature = "store")]
mod recall;
mod rules;
mod schema;
mod session;
mod settings;
mod sheet;
#[cfg(feature = "store")]
mod stored;
mod suggest;
mod table;
mod test;
mod unfinished;
mod watch;

use std::ffi::OsString;
use std::io::{self, IsTerminal};

use clap::CommandFactory;

#[cfg(feature = "mcp")]
use arguments::Common;
use arguments::{Arguments, CheckArguments, Command, parse};

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Nothing at or above `--fail-on`.
    Clean,
    /// Findings.
    Findings,
    /// factlint could not do what was asked.
    Failed,
}

impl Exit {
    /// The exit code of the process.
    pub fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Failed => 2,
        }
    }
}

/// Why a command could not be carried out, in one line: bad usage, or a file that cannot be read or
/// written.
#[derive(Debug)]
struct Failure(String);

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self(error.to_string())
    }
}

/// Runs the command that the arguments ask for.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments = match parse(arguments.into_iter().collect()) {
        Ok(arguments) => arguments,
        Err(error) => {
            let usage = error.use_stderr();
            let _ = error.print();
            return if usage { Exit::Failed } else { Exit::Clean };
        }
    };
    let common = &arguments.common;
    /// More threads than this help nobody.
    const MOST: usize = 256;
    /// Of a thread, in bytes: more than any text needs, the same on every system.
    const STACK: usize = 16 << 20;
    let asked = std::env::var("RAYON_NUM_THREADS").ok().and_then(|jobs| jobs.parse().ok());
    // None lets rayon choose.
    let jobs = common.jobs.or(asked).unwrap_or(0).min(MOST);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(STACK).build_global();
    debug_assert!(pool.is_ok());
    let result = match arguments.command.unwrap_or(Command::Check(CheckArguments::default())) {
        Command::Check(options) if options.watch => watch::run(common, &options),
        Command::Check(options) => check::run(common, &options),
        Command::Fix(options) => fix::run(common, &options),
        Command::Facts(options) => facts::run(common, &options),
        Command::Suggest(options) => suggest::run(common, &options),
        Command::Test { only, coverage, format, allow_empty } => {
            test::run(common, &only, &coverage, format, allow_empty)
        }
        Command::Rules(options) => rules::run(common, &options),
        Command::Explain { what, place, as_of, tree } => {
            explain::run(common, &what, place.as_deref(), as_of, tree)
        }
        Command::Packs { command } => packs::run(common, &command),
        Command::New { kind } => new::run(&kind),
        Command::Import(options) => import::run(common, &options),
        Command::Init { force } => init::run(common, force),
        #[cfg(feature = "lsp")]
        Command::Lsp { .. } => lsp(),
        #[cfg(not(feature = "lsp"))]
        Command::Lsp { .. } => Err(not_built("server for editors", "lsp")),
        Command::Observe(options) => observe::run(common, &options),
        Command::Judge(options) => judge::run(common, &options),
        #[cfg(feature = "store")]
        Command::Index(options) => index::run(common, &options),
        #[cfg(feature = "store")]
        Command::Recall(options) => recall::run(common, &options),
        #[cfg(not(feature = "store"))]
        Command::Index(_) | Command::Recall(_) => Err(not_built("store", "store")),
        #[cfg(feature = "mcp")]
        Command::Mcp => mcp(common),
        #[cfg(not(feature = "mcp"))]
        Command::Mcp => Err(not_built("server for programs", "mcp")),
        Command::Schema { of } => schema::run(of),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "factlint", &mut script);
            session::print(&script).map(|()| Exit::Clean)
        }
    };
    match result {
        Ok(exit) => exit,
        Err(Failure(message)) => {
            session::say_error(common.style(io::stderr().is_terminal()), &message);
            Exit::Failed
        }
    }
}

/// Serves an editor until it leaves.
#[cfg(feature = "lsp")]
fn lsp() -> Result<Exit, Failure> {
    match crate::lsp::run()? {
        crate::lsp::Ending::Clean => Ok(Exit::Clean),
        // The protocol wants another exit code than 0.
        crate::lsp::Ending::Abrupt => Ok(Exit::Findings),
    }
}

/// Serves a program until it leaves, with the corpus of the nearest `factlint.toml`.
#[cfg(feature = "mcp")]
fn mcp(common: &Common) -> Result<Exit, Failure> {
    let here = session::working_directory(common)?;
    let config = crate::corpus::config::Config::find(&here);
    let root = config.as_deref().and_then(std::path::Path::parent).unwrap_or(&here).to_owned();
    crate::mcp::run(root)?;
    Ok(Exit::Clean)
}

/// Says that this build has no such part, and how to get one that has.
#[cfg(not(all(feature = "lsp", feature = "mcp", feature = "store")))]
fn not_built(part: &str, feature: &str) -> Failure {
    Failure(format!(
        "this factlint was built without its {part}: build it with `--features {feature}`, or take a wheel"
    ))
}
