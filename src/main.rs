//! The `factlint` command: arguments to library to exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(factlint::cli::run(std::env::args_os()).code())
}
