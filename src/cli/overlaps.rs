//! `factlint rules --overlaps`: where two rules compete for the same words, or could.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::profile::Profiled;
use super::session::Session;
use factlint_engine::finding::{Details, Finding, Label, Severity, fingerprint};
use factlint_engine::rule::Rule;
use factlint_engine::rule::phrase::{Cue, PhraseId};
use factlint_engine::rule::subject::{KindId, SubjectId};
use factlint_report::visible;

/// Everything in which rules meet, in the order of the rules; with a corpus also where they met in it.
pub(super) fn find(session: &Session, profiled: Option<&Profiled>) -> Vec<Finding> {
    let overlaps = Overlaps::new(session);
    let mut found = overlaps.without_kind();
    found.extend(overlaps.names_inside());
    found.extend(overlaps.cues_inside());
    if let Some(profiled) = profiled {
        found.extend(overlaps.read_twice(profiled));
        found.extend(overlaps.given_away(profiled));
    }
    found
}

struct Overlaps<'s> {
    session: &'s Session,
    /// The rules that have a cue.
    by_cue: BTreeMap<PhraseId, Vec<&'s Rule>>,
    /// The rules about a subject.
    by_subject: BTreeMap<SubjectId, Vec<&'s Rule>>,
}

impl<'s> Overlaps<'s> {
    fn new(session: &'s Session) -> Self {
        let mut by_cue: BTreeMap<PhraseId, Vec<&Rule>> = BTreeMap::new();
        let mut by_subject: BTreeMap<SubjectId, Vec<&Rule>> = BTreeMap::new();
        for loaded in &session.engine.rules().rules {
            let rule = &loaded.rule;
            for &subject in &rule.about {
                by_subject.entry(subject).or_default().push(rule);
            }
            if rule.about.is_empty() {
                continue;
            }
            for cue in cues(rule) {
                let rules = by_cue.entry(cue).or_default();
                if rules.last().is_none_or(|last| last.id != rule.id) {
                    rules.push(rule);
                }
            }
        }
        Self { session, by_cue, by_subject }
    }

    fn text(&self, phrase: PhraseId) -> &'s str {
        &self.session.engine.rules().vocabulary.phrases.get(phrase).text
    }

    /// The name by which a subject is shown.
    fn name(&self, subject: SubjectId) -> &'s str {
        let subjects = &self.session.engine.rules().vocabulary.subjects;
        let subject = subjects.get(subject);
        subject.names.first().map_or(subject.id.as_str(), |name| self.text(*name))
    }

    /// Where a subject is declared, else the first rule about it.
    fn place(&self, subject: SubjectId) -> Option<Label> {
        let subjects = &self.session.engine.rules().vocabulary.subjects;
        let rule = || self.by_subject.get(&subject)?.first().map(|rule| rule.place.clone());
        subjects.get(subject).place.clone().or_else(rule)
    }

    /// The phrases that stand inside another one.
    fn inside(&self, phrase: PhraseId) -> Vec<PhraseId> {
        let text = self.text(phrase);
        let hits = self.session.engine.rules().lexicon.scan(text);
        let shorter = |start: u32, end: u32| ((end - start) as usize) < text.len();
        let mut found: Vec<PhraseId> = hits
            .iter()
            .filter(|hit| hit.phrase != phrase && shorter(hit.start, hit.end))
            .map(|hit| hit.phrase)
            .collect();
        found.sort();
        found.dedup();
        found
    }

    /// Subjects without a kind beside subjects that have one, where rules share a cue: they do not compete.
    fn without_kind(&self) -> Vec<Finding> {
        let subjects = &self.session.engine.rules().vocabulary.subjects;
        let kind_of = |subject: SubjectId| subjects.get(subject).kind;
        let mut told: BTreeSet<SubjectId> = BTreeSet::new();
        let mut found = Vec::new();
        for (cue, rules) in &self.by_cue {
            let of = |wanted: fn(KindId) -> bool| {
                let about =
                    rules.iter().flat_map(|rule| rule.about.iter().map(|one| (*one, *rule)));
                about.filter(move |(subject, _)| wanted(kind_of(*subject)))
            };
            let Some((rival, rival_rule)) = of(|kind| kind != KindId(0)).next() else { continue };
            for (subject, rule) in of(|kind| kind == KindId(0)) {
                if rule.kind != rival_rule.kind || !told.insert(subject) {
                    continue;
                }
                let (name, other) = (self.name(subject), self.name(rival));
                let kind = subjects.kind_name(kind_of(rival));
                let message = format!(
                    "`{name}` has no `kind` and does not compete with `{other}` ({kind}) for what stands beside `{}`",
                    self.text(*cue)
                );
                let note = format!(
                    "write `kind = \"{kind}\"` in its [subject] table if it is one: a figure is then given to whichever is named nearer"
                );
                let first = self.place(subject).unwrap_or_else(|| rule.place.clone());
                let second = self.place(rival).unwrap_or_else(|| rival_rule.place.clone());
                found.push(overlap(
                    rule,
                    "overlap/no-kind",
                    message,
                    (first, "no kind here"),
                    (second, "of a kind here"),
                    vec![note],
                ));
            }
        }
        found
    }

    /// Names that are part of another subject's name.
    fn names_inside(&self) -> Vec<Finding> {
        let subjects = &self.session.engine.rules().vocabulary.subjects;
        let mut told: BTreeSet<(SubjectId, SubjectId)> = BTreeSet::new();
        let mut found = Vec::new();
        for (&subject, rules) in &self.by_subject {
            let Some(rule) = rules.first() else { continue };
            for &name in &subjects.get(subject).names {
                let others = self.inside(name);
                let others = others.iter().flat_map(|inner| {
                    subjects.of_phrase(*inner).iter().map(move |other| (*inner, *other))
                });
                for (inner, other) in others {
                    let Some(other_rule) = self.by_subject.get(&other).and_then(|all| all.first())
                    else {
                        continue;
                    };
                    if other == subject || !told.insert((other, subject)) {
                        continue;
                    }
                    let message = format!(
                        "`{}`, a name of `{}`, is part of `{}`, a name of `{}`",
                        self.text(inner),
                        subjects.get(other).id,
                        self.text(name),
                        subjects.get(subject).id
                    );
                    let note = format!(
                        "where `{}` stands, the longer name counts; what calls it `{}` for short is taken for the other",
                        self.text(name),
                        self.text(inner)
                    );
                    let first = self.place(other).unwrap_or_else(|| other_rule.place.clone());
                    let second = self.place(subject).unwrap_or_else(|| rule.place.clone());
                    found.push(overlap(
                        other_rule,
                        "overlap/name-inside",
                        message,
                        (first, "the shorter name"),
                        (second, "the longer name"),
                        vec![note],
                    ));
                }
            }
        }
        found
    }

    /// Cues that are part of a cue of another rule of the same kind about the same subject.
    fn cues_inside(&self) -> Vec<Finding> {
        let mut told = BTreeSet::new();
        let mut found = Vec::new();
        for (&cue, rules) in &self.by_cue {
            for inner in self.inside(cue) {
                let shorter = self.by_cue.get(&inner).into_iter().flatten();
                for (rule, other) in
                    shorter.flat_map(|one| rules.iter().map(move |rule| (one, rule)))
                {
                    let is_same = rule.id == other.id
                        || rule.kind != other.kind
                        || !rule.about.iter().any(|subject| other.about.contains(subject));
                    if is_same || !told.insert((rule.id.clone(), other.id.clone())) {
                        continue;
                    }
                    let (short, long) = (self.text(inner), self.text(cue));
                    let message = format!(
                        "`{short}`, a cue of `{}`, is part of `{long}`, a cue of `{}`: what stands beside `{long}` is read by both",
                        rule.id, other.id
                    );
                    let note = format!(
                        "write `unless-near = [\"{long}\"]` in the rule with the shorter cue"
                    );
                    found.push(overlap(
                        rule,
                        "overlap/cue-inside",
                        message,
                        (rule.place.clone(), "the shorter cue"),
                        (other.place.clone(), "the longer cue"),
                        vec![note],
                    ));
                }
            }
        }
        found
    }

    /// Words of the corpus that two rules of a kind about different subjects, or the same one, both claim.
    fn read_twice(&self, profiled: &Profiled) -> Vec<Finding> {
        let rules = self.session.engine.rules();
        let mut found = Vec::new();
        for ((one, other), (count, place)) in profiled.outcome.profile.claimed_twice() {
            let (Some(one), Some(other)) = (rules.find(&one), rules.find(&other)) else { continue };
            let (one, other) = (&one.rule, &other.rule);
            let alike = one.kind == other.kind && !one.about.is_empty() && !other.about.is_empty();
            if !alike {
                continue;
            }
            let message = format!("`{}` and `{}` both read {}", one.id, other.id, places(count));
            let path = profiled.display_path(&place.path);
            let note = format!("first in {}:{}", visible(&path), place.line);
            found.push(overlap(
                one,
                "overlap/read-twice",
                message,
                (one.place.clone(), "read here"),
                (other.place.clone(), "and here"),
                vec![note],
            ));
        }
        found
    }

    /// Figures of the corpus that a rule looked at and left to another subject.
    fn given_away(&self, profiled: &Profiled) -> Vec<Finding> {
        let vocabulary = &self.session.engine.rules().vocabulary;
        let mut by_name: BTreeMap<&str, SubjectId> = BTreeMap::new();
        for (id, subject) in vocabulary.subjects.iter() {
            for &name in &subject.names {
                by_name.entry(self.text(name)).or_insert(id);
            }
        }
        let mut found = Vec::new();
        for loaded in &self.session.engine.rules().rules {
            let rule = &loaded.rule;
            for (owner, (count, place)) in profiled.outcome.profile.of(&rule.id).others {
                let Some(&subject) = by_name.get(owner.as_str()) else { continue };
                let Some(second) = self.place(subject) else { continue };
                let readers = self.by_subject.get(&subject).into_iter().flatten();
                let reader = readers.map(|reader| &*reader.id).find(|id| **id != *rule.id);
                let message = format!(
                    "{} that `{}` looked at went to `{owner}`{}",
                    places(count),
                    rule.id,
                    reader.map(|id| format!(", which `{id}` is about")).unwrap_or_default()
                );
                let path = visible(&profiled.display_path(&place.path));
                let note = format!(
                    "first in {path}:{line}, see `factlint explain {} {path}:{line}`",
                    rule.id,
                    line = place.line
                );
                found.push(overlap(
                    rule,
                    "overlap/given-away",
                    message,
                    (rule.place.clone(), "looked at by this rule"),
                    (second, "given to this subject"),
                    vec![note],
                ));
            }
        }
        found
    }
}

fn places(count: usize) -> String {
    if count == 1 { "1 value".to_owned() } else { format!("{count} values") }
}

/// The phrases among a rule's cues.
fn cues(rule: &Rule) -> impl Iterator<Item = PhraseId> {
    rule.near.iter().flatten().filter_map(|cue| match cue {
        Cue::Phrase(phrase) => Some(*phrase),
        Cue::Pattern(_) => None,
    })
}

fn overlap(
    rule: &Rule,
    code: &str,
    message: String,
    (first, at_first): (Label, &str),
    (second, at_second): (Label, &str),
    notes: Vec<String>,
) -> Finding {
    let print = fingerprint(&rule.id, &[code, &first.text, &second.text]);
    Finding::from(Details {
        rule: Arc::clone(&rule.id),
        check: rule.kind.into(),
        code: code.into(),
        severity: Severity::Note,
        places: 1,
        message,
        primary: Label { message: at_first.into(), ..first },
        related: vec![Arc::new(Label { message: at_second.into(), ..second })],
        notes: notes.into_iter().map(Arc::from).collect(),
        fix: None,
        fingerprint: print,
    })
}
