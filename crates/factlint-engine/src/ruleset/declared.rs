//! Which subjects are declared where: two declarations of one subject add up, or contradict each other.

use std::collections::BTreeMap;

use super::read::duplicate;
use crate::finding::{Label, Problem};
use crate::rule::problems::Problems;
use crate::rule::source::{Layer, SourceFile};
use crate::rule::table::{Placed, Table};

/// The subjects that have been declared.
#[derive(Debug, Default)]
pub(super) struct Declared {
    by_id: BTreeMap<String, Declaration>,
    /// By kind and name, without capitals: the subject of a pack that has it.
    names: BTreeMap<(String, String), (String, String, Label)>,
}

/// A subject as it was last declared.
#[derive(Debug)]
struct Declaration {
    layer: Layer,
    /// The pack that declares it.
    pack: Option<String>,
    kind: Option<String>,
    /// Without capitals.
    names: Vec<String>,
    place: Label,
}

impl Declared {
    /// Whether a declaration may stand beside those before it. A file adds names to the subject of a lower layer.
    /// Packs, which know nothing of each other, must mean the same by one key and by one name; two files of one
    /// layer must not declare the same subject. What contradicts another declaration is reported.
    pub(super) fn admit(
        &mut self,
        file: &SourceFile,
        id: &Placed<String>,
        declaration: &Table<'_>,
        problems: &Problems,
    ) -> bool {
        let (kind, names) = (declaration.text_of("kind"), declaration.texts_of("names"));
        let one = Declaration {
            layer: file.layer,
            pack: file.pack_name().map(str::to_owned),
            kind: kind.map(str::to_owned),
            names: names.iter().map(|name| name.to_lowercase()).collect(),
            place: file.label(id.span(), "declared again"),
        };
        if let Some(first) = self.by_id.get(id.get_ref())
            && let Some(problem) = first.contradicted_by(&one, id.get_ref())
        {
            problems.push(problem);
            return false;
        }
        if let Some(problem) = self.shared_name(&one, id.get_ref()) {
            problems.push(problem);
            return false;
        }
        self.by_id.insert(id.get_ref().clone(), one);
        true
    }

    /// A name that a subject of the same kind has in another pack: they would compete for every figure.
    fn shared_name(&mut self, one: &Declaration, id: &str) -> Option<Problem> {
        let (Some(pack), Some(kind)) = (&one.pack, &one.kind) else { return None };
        for name in &one.names {
            let key = (kind.clone(), name.clone());
            match self.names.get(&key) {
                Some((other, other_id, place)) if other != pack && other_id != id => {
                    let mut first = place.clone();
                    first.message = format!("in pack `{other}`").into();
                    let mut again = one.place.clone();
                    again.message = format!("in pack `{pack}`").into();
                    let message = format!(
                        "the packs `{other}` and `{pack}` both have a {kind} called `{name}`, as \
                         `{other_id}` and as `{id}`"
                    );
                    let mut problem = duplicate(again, first, message);
                    problem.notes.push(ONE_OR_THE_OTHER.to_owned());
                    return Some(problem);
                }
                Some(_) => {}
                None => {
                    self.names.insert(key, (pack.clone(), id.to_owned(), one.place.clone()));
                }
            }
        }
        None
    }
}

/// What to do where packs contradict each other.
const ONE_OR_THE_OTHER: &str = "take one of the packs out, or have one renamed by its owner";

impl Declaration {
    /// What is wrong with another declaration of the same subject.
    fn contradicted_by(&self, again: &Self, id: &str) -> Option<Problem> {
        let (mut first_place, mut again_place) = (self.place.clone(), again.place.clone());
        first_place.message = "first declared here".into();
        match (&self.pack, &again.pack) {
            (Some(first), Some(other)) if first != other => {
                let why = if self.kind.is_some() && again.kind.is_some() && self.kind != again.kind
                {
                    let kind = |one: &Self| one.kind.clone().unwrap_or_default();
                    format!("one is a {}, the other a {}", kind(self), kind(again))
                } else if !again.names.iter().any(|name| self.names.contains(name)) {
                    "they have no name in common".to_owned()
                } else {
                    return None;
                };
                first_place.message = format!("in pack `{first}`").into();
                again_place.message = format!("in pack `{other}`").into();
                let message = format!(
                    "the packs `{first}` and `{other}` mean different things by `{id}`: {why}"
                );
                let mut problem = duplicate(again_place, first_place, message);
                problem.notes.push(ONE_OR_THE_OTHER.to_owned());
                Some(problem)
            }
            _ if self.layer < again.layer => None,
            _ => Some(duplicate(
                again_place,
                first_place,
                format!("subject `{id}` is declared twice"),
            )),
        }
    }
}
