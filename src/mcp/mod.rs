//! `factlint mcp`: programs that write texts ask, over the Model Context Protocol, what contradicts them.
//!
//! The only place that knows the protocol. `tools` are what can be asked, plain functions over a
//! [`Workspace`](crate::workspace::Workspace); `server` takes messages and hands them on, one at a time.

mod server;
mod tools;

use std::io;
use std::path::PathBuf;

/// Of the thread that reads documents, in bytes: more than any text needs.
const STACK: usize = 16 << 20;

/// Serves the client on standard input and output until it leaves, with the corpus of a folder.
///
/// # Errors
/// Where the thread cannot be started, or the client does not speak the protocol.
pub fn run(root: PathBuf) -> io::Result<()> {
    let server =
        std::thread::Builder::new().stack_size(STACK).spawn(move || server::serve(root))?;
    server.join().unwrap_or_else(|_| Err(io::Error::other("the server has ended before its time")))
}
