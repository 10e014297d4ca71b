//! `factlint lsp`: findings while the draft is written, for editors that speak the Language Server Protocol.
//!
//! The only place that knows the protocol. One thread owns the `state`: it takes messages in their order
//! (`server`), keeps the claims of every document ([`workspace`](crate::workspace)), and reads a document again when it is typed in.
//! Features only look at the state: a file each.

mod actions;
mod client;
mod completion;
mod diagnostics;
mod draft;
mod hover;
mod lens;
mod navigation;
mod server;
mod state;
mod text;
mod toml_place;
mod transport;
mod uri;

pub use server::{Ending, serve};

/// Of the thread that reads documents, in bytes: more than any text needs.
const STACK: usize = 16 << 20;

/// Serves the client on standard input and output until it leaves.
///
/// # Errors
/// Where the thread cannot be started, or standard output cannot be written.
pub fn run() -> std::io::Result<Ending> {
    let (connection, writer) = transport::standard_streams();
    let server = std::thread::Builder::new().stack_size(STACK).spawn(move || serve(&connection))?;
    let ending = server.join().unwrap_or(Ending::Abrupt);
    // What was answered last is on its way.
    match writer.join() {
        Ok(written) => written.map(|()| ending),
        Err(_) => Ok(Ending::Abrupt),
    }
}
