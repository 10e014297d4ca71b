//! Which files the client is asked to tell of: documents, rules and facts of the corpora that are loaded.

use std::collections::BTreeSet;
use std::path::Path;

use factlint_document::Format;
use serde_json::{Value, json};

use super::Server;
use crate::fact_tables;
use crate::lsp::uri;
use crate::shared_packs::LOCK_NAME;
use crate::workspace::Workspace;

/// By this name the client is asked, and told that it was asked for the last time.
const REGISTRATION: &str = "factlint-files";

/// The protocol's number for files that are gone. A folder is told of as one.
const GONE: u8 = 4;

impl Server<'_> {
    /// Asks the client to tell of files that change, if others matter than before.
    pub(super) fn watch(&mut self) {
        if !self.state.client.watches {
            return;
        }
        let watchers = self.watchers();
        if watchers == self.watched {
            return;
        }
        let method = "workspace/didChangeWatchedFiles";
        if !self.watched.is_empty() {
            // The protocol spells it so.
            let before = json!({ "unregisterations": [{ "id": REGISTRATION, "method": method }] });
            self.ask("client/unregisterCapability", before);
        }
        let options = json!({ "watchers": watchers });
        let registration =
            json!({ "id": REGISTRATION, "method": method, "registerOptions": options });
        self.ask("client/registerCapability", json!({ "registrations": [registration] }));
        self.watched = watchers;
    }

    fn watchers(&self) -> Vec<Value> {
        let mut endings: BTreeSet<String> =
            Format::KNOWN.iter().map(|(ending, _)| (*ending).to_owned()).collect();
        endings.insert("toml".to_owned());
        let mut names = BTreeSet::from([LOCK_NAME.to_owned()]);
        let mut outside: BTreeSet<(String, String)> = BTreeSet::new();
        for workspace in &self.state.workspaces {
            let formats = workspace.setup.config.formats.endings();
            endings.extend(formats.iter().map(|(ending, _)| ending.clone()));
            for file in made_of(workspace) {
                let Some(name) = file.file_name().and_then(|name| name.to_str()) else { continue };
                let folders = &self.state.folders;
                if folders.iter().any(|folder| file.starts_with(folder)) {
                    names.insert(name.to_owned());
                } else if let Some(folder) = file.parent().and_then(uri::of) {
                    outside.insert((folder.0, name.to_owned()));
                }
            }
        }
        let endings: Vec<String> = endings.into_iter().filter(|ending| is_plain(ending)).collect();
        let mut watchers =
            vec![json!({ "globPattern": format!("**/*.{{{}}}", endings.join(",")) })];
        let names = names.into_iter().filter(|name| is_plain(name));
        watchers.extend(names.map(|name| json!({ "globPattern": format!("**/{name}") })));
        watchers.push(json!({ "globPattern": "**/*", "kind": GONE }));
        if self.state.client.watches_elsewhere {
            let outside = outside.into_iter().filter(|(_, name)| is_plain(name));
            let pattern =
                |(folder, name)| json!({ "globPattern": { "baseUri": folder, "pattern": name } });
            watchers.extend(outside.map(pattern));
        }
        watchers
    }
}

/// The files of a workspace whose endings need not tell that they matter: facts, and what waits beside databases; and
/// those that may lie anywhere: what `factlint.toml` extends, and rules that it names.
fn made_of(workspace: &Workspace) -> BTreeSet<std::path::PathBuf> {
    let setup = &workspace.setup;
    let of_facts = setup.facts().flat_map(|fact| [fact.to_owned(), fact_tables::waiting(fact)]);
    let elsewhere = setup.made().filter(|file| !file.starts_with(&workspace.root));
    of_facts.chain(elsewhere.map(Path::to_owned)).collect()
}

/// Whether a name means itself in a pattern.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.contains(['*', '?', '[', ']', '{', '}', ',', '/', '\\'])
}
