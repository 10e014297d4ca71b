//! A line above each rule: how often it fires here, and how many statements it did not read.

use gen_lsp_types::{CodeLens, CodeLensParams, Command};

use super::state::State;
use super::uri;

/// The lenses of a rule file.
pub fn answer(state: &State, asked: &CodeLensParams) -> Vec<CodeLens> {
    let Some(file) = uri::path(&asked.text_document.uri) else { return Vec::new() };
    let mut lenses = Vec::new();
    for workspace in state.concerned(&file).filter(|one| one.setup.is_made_of(&file)) {
        let counts = workspace.counts();
        for loaded in &workspace.engine().rules().rules {
            let place = &loaded.rule.place;
            if workspace.file_of(place.origin, &place.path).as_ref() != Some(&file) {
                continue;
            }
            let Some(location) = state.place(workspace, place) else { continue };
            let (found, unread) = counts.get(&*loaded.rule.id).copied().unwrap_or_default();
            let title = format!("fires {}{}", times(found), aside(unread));
            let command = Command { title, command: String::new(), ..Command::default() };
            lenses.push(CodeLens { range: location.range, command: Some(command), data: None });
        }
    }
    lenses.sort_by_key(|lens| lens.range.start);
    lenses
}

fn times(count: usize) -> String {
    match count {
        0 => "nowhere here".to_owned(),
        1 => "once here".to_owned(),
        _ => format!("{count} times here"),
    }
}

fn aside(unread: usize) -> String {
    match unread {
        0 => String::new(),
        1 => ", 1 statement unread".to_owned(),
        _ => format!(", {unread} statements unread"),
    }
}
