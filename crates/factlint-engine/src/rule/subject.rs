//! Subjects: what claims are about.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::phrase::{Inflection, PhraseId, Phrases};
use super::table::{Placed, Table, closest};
use crate::finding::Label;

/// A subject of a rule set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubjectId(pub u32);

/// A kind of subjects, which compete with each other for a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindId(pub u32);

/// A missile, a person, a place, a product.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Its key in `[subject.KEY]`; for names given in place, the first name.
    pub id: String,
    /// Its names, the one to show first.
    pub names: Vec<PhraseId>,
    /// Its kind; subjects without one compete with each other.
    pub kind: KindId,
    /// Where it is defined; none for names in place.
    pub place: Option<Label>,
}

/// All subjects of a rule set.
#[derive(Clone, Debug)]
pub struct Subjects {
    subjects: Vec<Subject>,
    by_id: BTreeMap<String, SubjectId>,
    by_phrase: FxHashMap<PhraseId, Vec<SubjectId>>,
    kinds: BTreeMap<String, KindId>,
    /// Nouns that may stand for the last-named subject of a kind.
    nouns: FxHashMap<PhraseId, Vec<KindId>>,
    /// Whether some may be declared in a file that cannot be read.
    pub is_incomplete: bool,
}

impl Default for Subjects {
    fn default() -> Self {
        let kinds = BTreeMap::from([(String::new(), KindId(0))]);
        Self {
            subjects: Vec::new(),
            by_id: BTreeMap::new(),
            by_phrase: FxHashMap::default(),
            kinds,
            nouns: FxHashMap::default(),
            is_incomplete: false,
        }
    }
}

impl Subjects {
    /// Adds a declared subject; `kind` may be empty. One that is there already gets the further names.
    pub fn declare(
        &mut self,
        phrases: &mut Phrases,
        id: &str,
        names: &[String],
        kind: &str,
        nouns: &[String],
        place: Label,
    ) -> SubjectId {
        let next = KindId(self.kinds.len() as u32);
        let kind = *self.kinds.entry(kind.to_owned()).or_insert(next);
        for noun in nouns {
            let phrase = phrases.intern(noun, Inflection::Name);
            let kinds = self.nouns.entry(phrase).or_default();
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        let names: Vec<PhraseId> =
            names.iter().map(|name| phrases.intern(name, Inflection::Name)).collect();
        if let Some(known) = self.find(id) {
            self.extend(known, &names, kind);
            return known;
        }
        let subject = self.add(Subject { id: id.to_owned(), names, kind, place: Some(place) });
        self.by_id.insert(id.to_owned(), subject);
        subject
    }

    /// Adds names to a subject, and its kind where it had none.
    fn extend(&mut self, id: SubjectId, names: &[PhraseId], kind: KindId) {
        for &name in names {
            let owners = self.by_phrase.entry(name).or_default();
            if !owners.contains(&id) {
                owners.push(id);
                self.subjects[id.0 as usize].names.push(name);
            }
        }
        let subject = &mut self.subjects[id.0 as usize];
        if subject.kind == KindId(0) {
            subject.kind = kind;
        }
    }

    /// The subject that goes by these names: a declared one if it has them all, else a new one.
    pub fn named(&mut self, phrases: &mut Phrases, names: &[String]) -> SubjectId {
        let names: Vec<PhraseId> =
            names.iter().map(|name| phrases.intern(name, Inflection::Name)).collect();
        let known = names.first().and_then(|first| {
            self.of_phrase(*first)
                .iter()
                .copied()
                .find(|&subject| names.iter().all(|name| self.get(subject).names.contains(name)))
        });
        known.unwrap_or_else(|| {
            let id = names.first().map(|&name| phrases.get(name).text.clone()).unwrap_or_default();
            self.add(Subject { id, names, kind: KindId(0), place: None })
        })
    }

    fn add(&mut self, subject: Subject) -> SubjectId {
        let id = SubjectId(self.subjects.len() as u32);
        for &name in &subject.names {
            self.by_phrase.entry(name).or_default().push(id);
        }
        self.subjects.push(subject);
        id
    }

    /// The subject with this id.
    pub fn get(&self, id: SubjectId) -> &Subject {
        &self.subjects[id.0 as usize]
    }

    /// How rule files call a kind; empty for that of subjects without one.
    pub fn kind_name(&self, kind: KindId) -> &str {
        self.kinds.iter().find(|(_, known)| **known == kind).map_or("", |(name, _)| name)
    }

    /// The declared subject with this key.
    pub fn find(&self, id: &str) -> Option<SubjectId> {
        self.by_id.get(id).copied()
    }

    /// What a string that names no declared subject is: a name in place, such as "Jim Halvorsen", which has
    /// capitals and is like no key; or a mistake, which is reported.
    pub fn name_in_place(&self, table: &Table<'_>, text: &Placed<String>, key: &str) -> bool {
        let ids: Vec<&str> = self.ids().collect();
        let lower = text.get_ref().to_lowercase();
        let close = closest(&lower, &ids).or_else(|| closest(&lower.replace(' ', "-"), &ids));
        if close.is_none() && text.get_ref().chars().any(char::is_uppercase) {
            return true;
        }
        if self.is_incomplete {
            // It may be declared in the file that cannot be read.
            table.problems().pass_over();
            return false;
        }
        let message = match key {
            "about" => format!("{} is about an unknown subject `{}`", table.what(), text.get_ref()),
            _ => format!("`{key}` of {} is an unknown subject `{}`", table.what(), text.get_ref()),
        };
        let hint = match close {
            Some(close) => format!("did you mean `{close}`?"),
            None => "unknown subject".to_owned(),
        };
        let note = format!(
            "declare it with [subject.NAME], or give names in place: {key} = [{:?}]",
            text.get_ref()
        );
        table.problem_with_note(text.span(), message, hint, note);
        false
    }

    /// The keys of all declared subjects.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.by_id.keys().map(String::as_str)
    }

    /// The subjects that have this phrase as a name.
    pub fn of_phrase(&self, phrase: PhraseId) -> &[SubjectId] {
        self.by_phrase.get(&phrase).map_or(&[], Vec::as_slice)
    }

    /// The kinds that this phrase is a noun of.
    pub fn kinds_of_noun(&self, phrase: PhraseId) -> &[KindId] {
        self.nouns.get(&phrase).map_or(&[], Vec::as_slice)
    }

    /// The nouns that stand for subjects, with the kinds that they are nouns of, by phrase.
    pub fn nouns(&self) -> Vec<(PhraseId, &[KindId])> {
        let mut nouns: Vec<(PhraseId, &[KindId])> =
            self.nouns.iter().map(|(noun, kinds)| (*noun, kinds.as_slice())).collect();
        nouns.sort();
        nouns
    }

    /// The nouns that stand for subjects of a kind, in no order.
    pub fn nouns_of(&self, kind: KindId) -> impl Iterator<Item = PhraseId> + '_ {
        let of_kind = move |(_, kinds): &(&PhraseId, &Vec<KindId>)| kinds.contains(&kind);
        self.nouns.iter().filter(of_kind).map(|(noun, _)| *noun)
    }

    /// All subjects with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (SubjectId, &Subject)> {
        self.subjects.iter().enumerate().map(|(index, subject)| (SubjectId(index as u32), subject))
    }
}
