//! The file that suggested rules are added to: what stands there is kept.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;

use super::{SUGGESTED, Suggestion};
use crate::cli::Failure;
use crate::cli::arguments::SuggestArguments;
use crate::cli::session::Session;
use crate::cli::unfinished::Unfinished;
use crate::corpus::{Corpus, display_path};
use crate::files;
use factlint_engine::finding::Origin;
use factlint_engine::rule::source::SourceFile;
use factlint_engine::suggest::{self, ExampleText};

/// The file that rules are added to.
pub(super) struct Target {
    path: PathBuf,
    pub(super) shown: String,
    /// What stands there.
    text: String,
}

/// The file that `--write` or nobody names.
///
/// # Errors
/// Where rules cannot be added there.
pub(super) fn target(
    session: &Session,
    corpus: &Corpus,
    options: &SuggestArguments,
) -> Result<Target, Failure> {
    let path = match &options.write {
        Some(path) => session.here.join(path),
        None => session.config.root.join(SUGGESTED),
    };
    let shown = display_path(&path, &session.here);
    if corpus.entry(&display_path(&path, corpus.root())).is_some() {
        return Err(Failure(format!(
            "--write {shown}: this file is a document of the corpus; name a rule file, such as {SUGGESTED}"
        )));
    }
    if path.extension().is_none_or(|ending| ending != "toml") {
        return Err(Failure(format!("--write {shown}: a rule file ends in .toml")));
    }
    let text = if path.exists() && (options.write.is_some() || options.interactive) {
        files::read_text(&path, files::LARGEST_RULES)
            .map_err(|why| Failure(format!("--write {shown}: {why}")))?
    } else {
        String::new()
    };
    if toml::de::DeTable::parse(&text).is_err() {
        return Err(Failure(format!("--write {shown}: mend what is not valid TOML there first")));
    }
    Ok(Target { path, shown, text })
}

impl Target {
    /// The file with more rules.
    pub(super) fn file(&self, more: &str) -> SourceFile {
        SourceFile::new(Origin::Rule, self.shown.clone(), self.joined(more))
    }

    pub(super) fn joined(&self, more: &str) -> String {
        match (self.text.trim_end(), more) {
            ("", more) => more.to_owned(),
            (kept, "") => format!("{kept}\n"),
            (kept, more) => format!("{kept}\n\n{more}"),
        }
    }

    /// The text of the file with the rules that were accepted; those that compare everything have the examples of all.
    pub(super) fn with(
        &self,
        accepted: &[(String, Option<String>)],
        all: &[Suggestion<'_>],
    ) -> String {
        let mut toml = String::new();
        let ids: BTreeSet<&str> = accepted.iter().map(|(id, _)| id.as_str()).collect();
        let drafts = all.iter().map(|one| one.draft);
        toml.push_str(&suggest::subjects_of(
            drafts.filter(|draft| ids.contains(draft.id.as_str())),
        ));
        for (id, edited) in accepted {
            if let Some(edited) = edited {
                toml.push_str(edited);
                toml.push('\n');
                continue;
            }
            let of_it: Vec<&Suggestion<'_>> =
                all.iter().filter(|one| one.draft.id == *id).collect();
            if let Some(first) = of_it.first() {
                let examples: Vec<Vec<ExampleText>> =
                    of_it.iter().take(3).map(|one| one.example.clone()).collect();
                toml.push_str(&first.draft.rule(&examples));
                toml.push('\n');
            }
        }
        self.joined(toml.trim_end())
    }

    pub(super) fn write(&self, text: &str) -> Result<(), Failure> {
        let failure =
            |error: io::Error| Failure(format!("{} cannot be written: {error}", self.shown));
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder).map_err(failure)?;
        }
        let file = Unfinished::beside(&self.path).map_err(failure)?;
        let mut out = file.file();
        out.write_all(text.trim_end().as_bytes()).map_err(failure)?;
        out.write_all(b"\n").map_err(failure)?;
        file.take_place_of(&self.path).map_err(failure)
    }
}
