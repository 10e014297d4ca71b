//! Groups of a corpus that are too large to be unpacked at once: they are judged a document at a time, as
//! [`Splits`] says, with the findings of a group that is judged whole.

use super::Policy;
use super::documents::Documents;
use super::groups::Groups;
use super::observation::WideCamps;
use super::polled::Splits;
use super::settle::{Judged, Settled};
use crate::check::Verdict;
use crate::check::poll::{Poll, Polled, Polling};
use crate::claim::Claim;
use crate::engine::Engine;
use crate::ruleset::LoadedRule;

/// Groups of so many claims are judged whole: unpacked, they take some twenty megabytes.
pub(super) const MOST_AT_ONCE: usize = 20_000;

/// A group that is not unpacked, and how it is judged.
pub(super) struct Large<'g> {
    engine: &'g Engine,
    documents: &'g Documents,
    groups: &'g Groups,
    members: &'g [u32],
    loaded: &'g LoadedRule,
    splits: Splits,
}

impl<'g> Large<'g> {
    /// The group at an index, if it has more claims than may be unpacked at once, and need not be.
    pub(super) fn new(
        engine: &'g Engine,
        documents: &'g Documents,
        groups: &'g Groups,
        index: usize,
        most: usize,
    ) -> Option<Self> {
        let members = groups.members(index).filter(|members| members.len() > most)?;
        let rule = groups.rule(documents, members)?;
        let splits = Splits::of(engine, rule);
        let loaded = engine.rules().rules.get(rule as usize)?;
        (splits != Splits::Never).then_some(Self {
            engine,
            documents,
            groups,
            members,
            loaded,
            splits,
        })
    }

    /// Calls `each` with the claims of every document, as long as it says that it wants more.
    fn each_document(&self, mut each: impl FnMut(&[&Claim]) -> bool) -> bool {
        let documents = self.groups.by_document(self.members);
        documents.into_iter().all(|(place, members)| {
            let Some(held) = self.documents.at(place) else { return true };
            let claims = members.filter_map(|index| held.claim(self.engine, index));
            let claims: Vec<Claim> = claims.collect();
            let mut group: Vec<&Claim> = claims.iter().collect();
            group.sort_by(|one, other| one.order().cmp(&other.order()));
            each(&group)
        })
    }

    /// What the documents agree on, and who; nothing where each is judged by itself.
    fn polled(&self) -> Polled {
        let Some(polling) = self.loaded.check.polling().filter(|_| self.splits == Splits::ByPoll)
        else {
            return Polled::default();
        };
        let mut poll = Poll::default();
        self.each_document(|document| {
            polling.poll(document, &mut poll);
            true
        });
        let mut polled = poll.closed();
        self.each_document(|document| {
            polling.gather(document, &mut polled);
            true
        });
        polled
    }

    /// The claims of a document that agree, where findings list some only of all.
    fn agreeing<'c>(&self, document: &[&'c Claim], polled: &Polled) -> Vec<&'c Claim> {
        match self.loaded.check.polling().filter(|_| self.splits == Splits::ByPoll) {
            Some(polling) => polling.agreeing(document, polled),
            None => Vec::new(),
        }
    }

    /// Who is on which side, as far as that hangs on all documents, and how many claims are not judged since their
    /// document has no date.
    fn camps(&self, polled: &Polled) -> (WideCamps, usize) {
        let (mut camps, mut undated) = (WideCamps::default(), 0);
        let (mut agreeing, mut conflicts) = (0, 0);
        self.each_document(|document| {
            let verdict = self.verdict(document, polled);
            undated += verdict.undated;
            conflicts += verdict.conflicts.len();
            agreeing += self.agreeing(document, polled).len();
            camps.add(document, &verdict.conflicts);
            true
        });
        let listed = self.loaded.check.polling().map_or(usize::MAX, Polling::listed);
        camps.close(conflicts > 0 && agreeing > listed);
        if camps.have_other_side() {
            let (mut against, mut rest) = (0, 0);
            self.each_document(|document| {
                let Verdict { conflicts, .. } = self.verdict(document, polled);
                let judged = Judged { conflicts, ..Judged::default() };
                let here = camps.of(document, &judged, Vec::new);
                let is_outlying = |claim: &&Claim| here.is_outlying(claim);
                against += usize::from(document.iter().any(is_outlying));
                rest += usize::from(!document.iter().all(is_outlying));
                true
            });
            camps.weigh(against, rest);
        }
        (camps, undated)
    }

    /// Whether there were others for a document to be compared with.
    fn has_others(&self) -> bool {
        self.groups.by_document(self.members).nth(1).is_some()
    }

    /// What comes of one document.
    fn verdict(&self, document: &[&Claim], polled: &Polled) -> Verdict {
        let mut verdict = Verdict::default();
        match self.loaded.check.polling().filter(|_| self.splits == Splits::ByPoll) {
            Some(polling) => {
                polling.judge_polled(&self.loaded.rule, document, polled, &mut verdict);
            }
            None => self.loaded.check.judge(&self.loaded.rule, document, &mut verdict),
        }
        verdict
    }
}

impl Policy<'_> {
    /// Settles a group a document at a time, and tells whether that could be done: not where a stet speaks of one of its
    /// claims, where only some lines are reported, or where what is told of one document hangs on another.
    pub(super) fn settle_large(&self, group: &Large<'_>, settled: &mut Settled) -> bool {
        let rule = &group.loaded.rule;
        if self.reporting.reports_lines() || !self.can_be_parted(group) {
            return false;
        }
        let polled = group.polled();
        let (camps, undated) =
            if self.keeps_observations { group.camps(&polled) } else { Default::default() };
        let has_others = group.has_others();
        group.each_document(|document| {
            let Verdict { conflicts, undated: own, is_crowded } = group.verdict(document, &polled);
            settled.not_judged += own;
            settled.crowded += usize::from(is_crowded);
            let judged = Judged { conflicts, undated, ..Judged::default() };
            if self.keeps_observations {
                let observations = &mut settled.observations;
                let camps = camps.of(document, &judged, || group.agreeing(document, &polled));
                let beside = (&camps, has_others);
                let Large { documents, loaded, .. } = *group;
                self.note_standings(observations, documents, loaded, document, &judged, beside);
            }
            let found = judged.conflicts.into_iter();
            let found = found.filter_map(|one| self.reported(group.documents, rule, one));
            settled.findings.extend(found);
            true
        });
        true
    }

    /// Whether the documents of a group may be judged by themselves.
    fn can_be_parted(&self, group: &Large<'_>) -> bool {
        let rule = &group.loaded.rule;
        let has_fact = group.loaded.check.fact(rule).is_some();
        let may_stand = self.may_let_stand(rule);
        group.each_document(|document| {
            let notes = document.first().and_then(|one| group.documents.notes(&one.document.path));
            // What agrees may be what is reported: only a group that is judged whole knows all of it.
            document.iter().flat_map(|claim| claim.parts.iter().map(move |part| (claim, part))).all(
                |(claim, part)| {
                    let label = part.label(&claim.document, "");
                    (has_fact || self.reporting.reports(&label))
                        && (!may_stand && notes.is_none_or(|notes| notes.is_empty())
                            || self.standing_by(notes, rule, &label).is_empty())
                },
            )
        })
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use factlint_document::{Document, Format};
    use jiff::civil::date;

    use super::*;
    use crate::engine::Detail;
    use crate::finding::{Finding, Label};
    use crate::policy::{Observation, Reporting};

    const RULE: &str = r#"
        [[rule]]
        id = "length"
        check = "quantity"
        about = ["Halden Bridge"]
        near = ["length"]
    "#;

    /// Only some documents are reported.
    struct Only(&'static [&'static str]);

    impl Reporting for Only {
        fn reports(&self, label: &Label) -> bool {
            self.0.contains(&&*label.path)
        }

        fn display_path(&self, path: &str) -> String {
            path.to_owned()
        }
    }

    fn documents(engine: &Engine, policy: &Policy<'_>, texts: &[(String, String)]) -> Documents {
        let mut documents = Documents::new();
        for (nth, (path, text)) in texts.iter().enumerate() {
            let document = Document::new(path.clone(), text.clone());
            let document = if nth % 3 == 0 { document } else { document.dated(date(2025, 10, 17)) };
            let observed = engine.read(&document).observe(Detail::Claims);
            documents.put(engine, policy, observed.packed(engine.rules()));
        }
        documents
    }

    /// What is told where groups of more claims are judged a document at a time, and how many such groups there were.
    fn told(
        rules: &str,
        policy: &Policy<'_>,
        texts: &[(String, String)],
        most: usize,
    ) -> (Vec<Finding>, Vec<Observation>, [usize; 3], usize) {
        let engine = Engine::from_toml(rules).expect("no mistake in the rules");
        let documents = documents(&engine, policy, texts);
        let groups = Groups::new(&documents);
        let mut settled = Settled::default();
        let mut parted = 0;
        for index in 0..groups.len() {
            let large = Large::new(&engine, &documents, &groups, index, most);
            parted += usize::from(
                large.is_some_and(|one| policy.settle_large(&one, &mut Settled::default())),
            );
            policy.settle_parted(&engine, &documents, &groups, index, most, &mut settled);
        }
        let settled = policy.conclude(&engine, &documents, settled);
        let counts = [settled.not_judged, settled.crowded, settled.stetted];
        let findings = settled.findings.clone();
        let seen = settled.observations(engine.rules(), |path| (path.to_owned(), true));
        (findings, seen, counts, parted)
    }

    /// Documents that give these lengths, each in a sentence of its own.
    fn giving(lengths: &[&[u32]]) -> Vec<(String, String)> {
        let text = |lengths: &[u32]| {
            let sentence =
                |length: &u32| format!("The Halden Bridge has a length of {length} metres.");
            lengths.iter().map(sentence).collect::<Vec<_>>().join("\n\n")
        };
        let texts = lengths.iter().enumerate();
        texts.map(|(nth, lengths)| (format!("{nth:02}.txt"), text(lengths))).collect()
    }

    #[test]
    fn a_group_comes_to_the_same_a_document_at_a_time() {
        let (fact, dated) =
            ("expect = \"1,240 m\"", "expect = [{ value = \"1,240 m\", from = 2020-01-01 }]");
        let same = [1_240; 15];
        let many: Vec<&[u32]> =
            same.iter().map(std::slice::from_ref).chain([&[1_421, 1_421][..]]).collect();
        let corpora = [
            giving(&[&[1_240], &[1_240], &[1_421]]),
            giving(&[&[1_240], &[1_421]]),
            giving(&[&[1_240, 1_421, 1_600], &[1_421], &[1_700, 1_700], &[1_240]]),
            giving(&[
                &[1_001],
                &[1_102],
                &[1_203],
                &[1_304],
                &[1_405],
                &[1_506],
                &[1_607],
                &[1_708],
            ]),
            giving(&[&[1_240, 1_240], &[1_240], &[1_240]]),
            giving(&many),
            giving(&[
                &[1_421],
                &[1_421, 1_240],
                &[1_421],
                &[1_421],
                &[1_421],
                &[1_421],
                &[1_421],
                &[1_240],
                &[1_240],
            ]),
        ];
        let mut found = 0;
        for keys in ["", fact, dated] {
            for texts in &corpora {
                for keeps in [false, true] {
                    let policy = Policy::default().keeping_observations(keeps);
                    let rules = format!("{RULE}\n{keys}\n");
                    let whole = told(&rules, &policy, texts, usize::MAX);
                    let parted = told(&rules, &policy, texts, 1);
                    assert_eq!((whole.3, parted.3), (0, 1));
                    assert_eq!(parted.0, whole.0, "{keys} {texts:?}");
                    assert_eq!(parted.1, whole.1, "{keys} {texts:?}");
                    assert_eq!(parted.2, whole.2, "{keys} {texts:?}");
                    found += whole.0.len();
                }
            }
        }
        assert!(found > 50, "{found}");
    }

    #[test]
    fn a_group_is_judged_whole_where_its_documents_hang_together() {
        let texts = giving(&[&[1_240], &[1_240], &[1_421]]);
        // What agrees is what is reported: no document knows that by itself.
        let only = Only(&["00.txt"]);
        let policy = Policy::default().reporting(&only);
        let whole = told(RULE, &policy, &texts, usize::MAX);
        let parted = told(RULE, &policy, &texts, 1);
        assert_eq!((parted.0, parted.3), (whole.0, 0));
        // A stet speaks of a claim.
        let mut stetted = texts.clone();
        let comment = "<!-- factlint: stet length: they count the ramps -->\n\n";
        stetted[2] = ("02.md".into(), format!("{comment}{}", texts[2].1));
        let engine = Engine::from_toml(RULE).expect("no mistake in the rules");
        let policy = Policy::default();
        let mut documents = Documents::new();
        for (path, text) in stetted {
            let document = Document::in_format(path, text, Format::Markdown, None);
            let observed = engine.read(&document).observe(Detail::Claims);
            documents.put(&engine, &policy, observed.packed(engine.rules()));
        }
        let groups = Groups::new(&documents);
        let large = Large::new(&engine, &documents, &groups, 0, 1).expect("a large group");
        assert!(!policy.settle_large(&large, &mut Settled::default()));
        let mut settled = Settled::default();
        policy.settle_parted(&engine, &documents, &groups, 0, 1, &mut settled);
        assert_eq!((settled.findings.len(), settled.stetted), (0, 1));
        // Kinds that see every claim beside the others are never parted.
        let order = RULE.replace("about", "may = \"rise\"\nabout");
        let never = told(&order, &policy, &texts, 1);
        assert_eq!(never.3, 0);
    }
}
