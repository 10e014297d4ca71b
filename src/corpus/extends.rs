//! `extends`: what other files of the kind of `factlint.toml` say, merged with what this one says.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use factlint_engine::finding::Problem;
use factlint_engine::rule::source::SourceFile;
use globset::GlobSetBuilder;

use super::config::{Budget, Config, PatternOf};
use super::path::normalised;

/// No house has more floors than this.
const DEEPEST: usize = 16;

/// Reads the text of a file, or says why it cannot be read.
pub type ReadConfig<'a> = &'a dyn Fn(&Path) -> Result<String, String>;

impl Config {
    /// Reads the files that this one extends, and those that they extend, and merges them: what can be listed adds up,
    /// what is one value is that of the nearest file that says it. `name` turns a path into the one that is shown.
    pub fn extend(
        &mut self,
        path: &Path,
        read: ReadConfig<'_>,
        name: &dyn Fn(&Path) -> String,
    ) -> Vec<Problem> {
        let mut reader = Reader {
            read,
            name,
            way: vec![normalised(path)],
            known: BTreeSet::new(),
            bases: Vec::new(),
            problems: Vec::new(),
        };
        let (file, root) = (self.file.clone(), self.root.clone());
        reader.read_bases(file.as_ref(), &root, &self.extends);
        let Reader { bases, problems, .. } = reader;
        self.is_broken |= bases.iter().any(|base| base.is_broken);
        self.merge(bases);
        problems
    }

    fn merge(&mut self, bases: Vec<Config>) {
        let nearest = || bases.iter().rev();
        if self.include.is_none() {
            self.include = nearest().find_map(|base| base.include.clone());
        }
        let mut exclude = GlobSetBuilder::new();
        for pattern in bases.iter().flat_map(|base| &base.patterns).chain(&self.patterns) {
            if pattern.of == PatternOf::Exclude {
                exclude.add(pattern.glob.clone());
            }
        }
        self.exclude = exclude.build().unwrap_or_default();
        self.unread = self.unread.or_else(|| nearest().find_map(|base| base.unread));
        let default = Budget::default();
        let claims = self.own_budget.0.or_else(|| nearest().find_map(|base| base.own_budget.0));
        let findings = self.own_budget.1.or_else(|| nearest().find_map(|base| base.own_budget.1));
        self.budget = Budget {
            claims: claims.unwrap_or(default.claims),
            findings: findings.unwrap_or(default.findings),
        };
        for base in nearest() {
            self.documents = self.documents.before(&base.documents);
            self.formats = self.formats.before(&base.formats);
            self.vocabularies.extend(base.vocabularies.iter().cloned());
        }
        self.bases = bases;
    }
}

struct Reader<'a> {
    read: ReadConfig<'a>,
    name: &'a dyn Fn(&Path) -> String,
    /// The files that led here, this one last.
    way: Vec<PathBuf>,
    /// Files that were read.
    known: BTreeSet<PathBuf>,
    bases: Vec<Config>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn read_bases(
        &mut self,
        file: Option<&SourceFile>,
        root: &Path,
        extends: &[super::config::Place],
    ) {
        let Some(file) = file else { return };
        for said in extends {
            let path = normalised(&root.join(said.get_ref()));
            if self.way.contains(&path) {
                let message = format!("{} extends itself", said.get_ref());
                self.problems.push(file.problem(said.span(), message, "leads back to this file"));
                continue;
            }
            if self.way.len() > DEEPEST {
                let message = format!("more than {DEEPEST} files extend each other");
                self.problems.push(file.problem(said.span(), message, "is one too many"));
                continue;
            }
            if !self.known.insert(path.clone()) {
                // Two that extend one house share its settings.
                continue;
            }
            let text = match (self.read)(&path) {
                Ok(text) => text,
                Err(why) => {
                    let shown = (self.name)(&path);
                    let mut problem =
                        file.problem(said.span(), "a file to extend cannot be read", why);
                    problem.notes.push(format!("looked for {shown}"));
                    self.problems.push(problem);
                    continue;
                }
            };
            let root = path.parent().unwrap_or(Path::new("")).to_owned();
            let (mut base, wrong) = Config::read(text, (self.name)(&path), root.clone());
            self.problems.extend(wrong);
            // They speak of findings in documents of that corpus.
            base.stets.clear();
            self.way.push(path);
            let (file, extends) = (base.file.clone(), std::mem::take(&mut base.extends));
            self.read_bases(file.as_ref(), &root, &extends);
            self.way.pop();
            self.bases.push(base);
        }
    }
}
