//! The messages: which tools there are, and who answers them.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use rmcp::handler::server::router::tool::ToolRouter;
use rmcp::handler::server::wrapper::Parameters;
use rmcp::model::{CallToolResult, ContentBlock, Implementation, ServerCapabilities, ServerConfig};
use rmcp::transport::stdio;
use rmcp::{ServerHandler, serve_server, tool, tool_handler, tool_router};
use serde::Serialize;

use super::tools::{self, CheckText, Explain, LookUp, Refused, WhatSourcesSay};
use crate::workspace::{Options, Workspace};

/// What programs are told when they connect.
const INSTRUCTIONS: &str = "\
factlint compares texts with a corpus and with facts that editors have written down as rules. Before you hand a draft \
on, call check_text with it and mend what it reports: each finding has the words in question, the other side of the \
contradiction and the rule. No finding does not mean that everything is right: `unread` lists statements about known \
subjects that were not understood. look_up tells what the rules hold of a subject before you write about it, and \
what_sources_say what the documents state, with their dates. Nothing is written to any file.";

/// Answers one client.
#[derive(Clone)]
struct Server {
    workspace: Arc<Mutex<Workspace>>,
    tool_router: ToolRouter<Self>,
}

/// Serves the client on standard input and output until it leaves.
pub fn serve(root: PathBuf) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    let ended = runtime.block_on(async {
        let server = Server::new(root);
        let running = serve_server(server, stdio()).await.map_err(io::Error::other)?;
        running.waiting().await.map(drop).map_err(io::Error::other)
    });
    // Whoever waits for standard input in the background need not be waited for.
    runtime.shutdown_background();
    ended
}

#[tool_router]
impl Server {
    fn new(root: PathBuf) -> Self {
        let workspace = Workspace::load(root, Options::telling_unclear(), &|_| None);
        Self { workspace: Arc::new(Mutex::new(workspace)), tool_router: Self::tool_router() }
    }

    #[tool(
        description = "Check a draft against the corpus and its rules. Returns every contradiction that has a side \
                       in the draft, with both sides, and what was said of known subjects and not understood.",
        annotations(read_only_hint = true, open_world_hint = false)
    )]
    fn check_text(&self, Parameters(asked): Parameters<CheckText>) -> CallToolResult {
        answered(self.with_workspace(|workspace| tools::check_text(workspace, &asked)))
    }

    #[tool(
        description = "Look up what the rules hold of a subject: facts with their sources, who holds an office, how a \
                       name is spelled, and what documents of the corpus say under each rule.",
        annotations(read_only_hint = true, open_world_hint = false)
    )]
    fn look_up(&self, Parameters(asked): Parameters<LookUp>) -> CallToolResult {
        answered(self.with_workspace(|workspace| tools::look_up(workspace, &asked)))
    }

    #[tool(
        description = "List what documents of the corpus state about a name, whether or not a rule asks for it: \
                       figures, dates, titles and quotations with their sentences, newest document first.",
        annotations(read_only_hint = true, open_world_hint = false)
    )]
    fn what_sources_say(&self, Parameters(asked): Parameters<WhatSourcesSay>) -> CallToolResult {
        answered(self.with_workspace(|workspace| tools::what_sources_say(workspace, &asked)))
    }

    #[tool(
        description = "Explain the rule of a finding: its text, the fact that it holds, its source, and what its kind \
                       of check reads.",
        annotations(read_only_hint = true, open_world_hint = false)
    )]
    fn explain(&self, Parameters(asked): Parameters<Explain>) -> CallToolResult {
        answered(self.with_workspace(|workspace| tools::explain(workspace, &asked)))
    }
}

impl Server {
    /// Lets a tool work on the corpus as it is on the disk now.
    fn with_workspace<T>(&self, tool: impl FnOnce(&mut Workspace) -> T) -> T {
        // A tool that panicked has left claims that are read again here.
        let mut workspace = self.workspace.lock().unwrap_or_else(PoisonError::into_inner);
        workspace.look_again(&|_| None);
        tool(&mut workspace)
    }
}

#[tool_handler(router = self.tool_router)]
impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let mut about = ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_instructions(INSTRUCTIONS);
        about.server_info = Implementation::new("factlint", env!("CARGO_PKG_VERSION"));
        about
    }
}

/// An answer as the protocol has it: what cannot be done is for the program to read, too.
fn answered<T: Serialize>(answer: Result<T, Refused>) -> CallToolResult {
    let refused = |message: String| CallToolResult::error(vec![ContentBlock::text(message)]);
    match answer.map(serde_json::to_value) {
        Ok(Ok(value)) => CallToolResult::structured(value),
        Ok(Err(error)) => refused(error.to_string()),
        Err(Refused(message)) => refused(message),
    }
}
