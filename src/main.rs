//! The `factlint` command: arguments to library to exit code.

use std::process::ExitCode;
use std::thread;

/// Of the thread that does the work, in bytes: how deep a text may nest depends on no system's limits.
const STACK: usize = 32 << 20;

fn main() -> ExitCode {
    let run = || factlint::cli::run(std::env::args_os()).code();
    match thread::Builder::new().stack_size(STACK).spawn(run) {
        // Who panics has said why.
        Ok(work) => ExitCode::from(work.join().unwrap_or(2)),
        Err(_) => ExitCode::from(run()),
    }
}
