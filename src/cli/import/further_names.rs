//! Names that people are called by and that open data does not have: "Biden" beside "Joe Biden".

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use toml::de::DeValue;

use crate::cli::Failure;
use crate::corpus::display_path;
use crate::files;
use factlint_engine::finding::Origin;
use factlint_engine::rule::fact_file;
use factlint_engine::rule::source::SourceFile;
use factlint_report::visible;

/// Further names by one that the data has.
#[derive(Debug, Default)]
pub(super) struct FurtherNames {
    by_name: BTreeMap<String, Vec<String>>,
    used: RefCell<BTreeSet<String>>,
}

impl FurtherNames {
    /// A file whose keys are names, each with a further one or a list of them.
    pub(super) fn read(path: &Path, here: &Path) -> Result<Self, Failure> {
        let shown = display_path(path, here);
        let refuse = |why: &str| Failure(format!("{} {}", visible(&shown), visible(why)));
        let text = files::read_text(path, files::LARGEST_RULES).map_err(|why| refuse(&why))?;
        let source = SourceFile::new(Origin::Fact, shown.clone(), text);
        let data = match fact_file::parse(&source) {
            Some(Ok(data)) => data,
            Some(Err(problem)) => {
                let at = problem.primary.start;
                return Err(Failure(format!(
                    "{}:{}:{}: {}",
                    visible(&shown),
                    at.line,
                    at.column,
                    visible(&problem.message)
                )));
            }
            None => return Err(refuse("is no .toml, .yaml or .json file of names")),
        };
        let wanted =
            "needs a name and its further names in every line: \"Joe Biden\" = [\"Biden\"]";
        let DeValue::Table(rows) = data.get_ref() else { return Err(refuse(wanted)) };
        let mut by_name = BTreeMap::new();
        for (name, further) in rows {
            let further: Option<Vec<String>> = match further.get_ref() {
                DeValue::String(one) => Some(vec![one.to_string()]),
                DeValue::Array(several) => {
                    several.iter().map(|one| one.get_ref().as_str().map(str::to_owned)).collect()
                }
                _ => None,
            };
            let Some(further) = further else { return Err(refuse(wanted)) };
            by_name.insert(name.get_ref().to_string(), further);
        }
        Ok(Self { by_name, used: RefCell::default() })
    }

    /// Adds the further names of whoever has these.
    pub(super) fn add_to(&self, names: &mut Vec<String>) {
        for name in names.clone() {
            let Some(further) = self.by_name.get(&name) else { continue };
            self.used.borrow_mut().insert(name);
            for one in further {
                if !names.contains(one) {
                    names.push(one.clone());
                }
            }
        }
    }

    /// In words: the names that nobody has.
    pub(super) fn unused(&self) -> Vec<String> {
        let used = self.used.borrow();
        let unused = self.by_name.keys().filter(|name| !used.contains(*name));
        unused
            .map(|name| format!("nobody is called `{name}`, whose further names are left out"))
            .collect()
    }
}
