//! A run over a store: documents that are reported are settled as always, and of all groups only those that hold one of
//! their claims. What the others add to the summary is kept with the documents.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use factlint_engine::claim::PackedClaims;
use factlint_engine::engine::Engine;
use factlint_engine::observed::PackedObserved;
use factlint_engine::policy::{Documents, Policy, Settled};
use rayon::prelude::*;

use super::database::{Contested, PackedGroup, Row, Store, StoreError, claims_in, unpacked};
use super::refresh::Refreshed;
use super::{Sums, count};
use crate::corpus::{Corpus, Entry};
use crate::exchange::KeyedClaim;
use crate::exchange::judge::settle;
use crate::run::{Gathered, Outcome, Run, Seen};

/// Claims that are judged together in parallel.
const BATCH: usize = 20_000;

/// Documents that are taken out of the store at a time.
const DOCUMENTS: usize = 1_024;

/// What the documents of a corpus come to, as [`Run::outcome`] would tell it. `everything` says that all documents and
/// groups are wanted, whatever is reported.
///
/// # Errors
/// Where the store cannot be read, or stands on something else by now.
pub fn outcome(
    store: &mut Store,
    run: &Run<'_>,
    refreshed: &Refreshed,
    everything: bool,
) -> Result<Outcome, StoreError> {
    store.begin_reading()?;
    let counted = CachedRun { store, run, refreshed, everything }.outcome();
    store.end_reading()?;
    let (outcome, settled) = counted?;
    if !settled.is_empty() && store.can_write {
        // Whoever comes next judges them again.
        let _ = store.settle(refreshed.basis, &settled);
    }
    Ok(outcome)
}

struct CachedRun<'a> {
    store: &'a Store,
    run: &'a Run<'a>,
    refreshed: &'a Refreshed,
    everything: bool,
}

/// What is judged together.
type Group = Vec<KeyedClaim>;

impl CachedRun<'_> {
    fn outcome(&self) -> Result<(Outcome, Vec<Contested>), StoreError> {
        let Self { store, run, refreshed, .. } = *self;
        if !store.has_number(refreshed.basis)? {
            return Err(StoreError::Busy);
        }
        let mut totals = store.totals()?;
        let mut heard = store.heard()?;
        for row in refreshed.replaced.values() {
            totals.add(row.sums, -1);
            heard.add(&store.heard_in(row.id)?, -1);
        }
        let mut uses: BTreeSet<usize> = BTreeSet::new();
        let kept = store.uses()?.into_iter();
        uses.extend(kept.filter(|(id, _)| !self.is_replaced(*id)).map(|(_, stet)| stet));
        for fresh in &refreshed.fresh {
            totals.add(fresh.parted.sums, 1);
            heard.add(&fresh.parted.heard, 1);
            uses.extend(&fresh.parted.uses);
        }
        let mut gathered = Gathered::default();
        gathered.errors.extend(refreshed.errors.iter().cloned());
        let mut keys: BTreeSet<i64> = BTreeSet::new();
        let reported = self.gather(&mut gathered, &mut keys)?;
        let (mut contested, touched) = self.contested()?;
        keys.extend(touched);
        self.judge(keys, &mut gathered, &mut contested)?;
        for one in contested.values() {
            totals.stetted += one.stetted;
            uses.extend(&one.uses);
        }
        // Of statements that were not read.
        totals.stetted += reported.stetted;
        let mut stets = Documents::new();
        for observed in std::mem::take(&mut gathered.shared) {
            if !observed.stets.is_empty() {
                let observed = PackedObserved { claims: PackedClaims::default(), ..observed };
                stets.put(run.engine, run.policy, observed);
            }
        }
        gathered.settled.use_config_stets(uses);
        gathered.hear(heard.rules(run.engine));
        let mut outcome = run.finish(gathered, &stets);
        let summary = &mut outcome.summary;
        let number = |sum: i64| usize::try_from(sum).unwrap_or_default();
        summary.documents = number(totals.documents);
        summary.only_compared = number(totals.documents - reported.documents);
        summary.undated = number(totals.undated);
        summary.claims = number(totals.claims);
        summary.not_judged = number(totals.not_judged);
        summary.stetted = number(totals.stetted);
        let settled = contested.into_values().filter(|one| one.is_settled && one.turn >= 0);
        Ok((outcome, settled.collect()))
    }

    fn is_replaced(&self, id: i64) -> bool {
        self.refreshed.replaced.contains_key(&id)
    }

    /// Settles the documents that are reported, and adds the groups that they have claims in. Returns how many they are,
    /// and how much a stet lets stand in them of what is no group.
    fn gather(
        &self,
        gathered: &mut Gathered,
        keys: &mut BTreeSet<i64>,
    ) -> Result<Sums, StoreError> {
        let Self { store, run, refreshed, everything } = *self;
        let corpus: &Corpus = run.corpus;
        let mut sums = Sums::default();
        let mut local = 0;
        let fresh: BTreeMap<&Entry, usize> =
            refreshed.fresh.iter().enumerate().map(|(at, fresh)| (&fresh.entry, at)).collect();
        let wanted = corpus.entries.iter().filter(|entry| entry.reported || everything);
        let mut stored: Vec<(&Entry, Row)> = Vec::new();
        let settle_stored = |stored: &mut Vec<(&Entry, Row)>,
                             gathered: &mut Gathered,
                             keys: &mut BTreeSet<i64>|
         -> Result<(), StoreError> {
            let mut packed = Vec::with_capacity(stored.len());
            for (entry, row) in stored.drain(..) {
                let Some(seen) = store.seen(row.id)? else { continue };
                if entry.reported && !everything {
                    keys.extend(store.keys(row.id)?);
                }
                packed.push((entry, seen));
            }
            let settled = packed
                .into_par_iter()
                .map(|(entry, seen)| {
                    let mut gathered = Gathered::default();
                    settle_document(run, entry, unpacked(&seen)?, &mut gathered);
                    Ok::<Gathered, StoreError>(gathered)
                })
                .try_reduce(Gathered::default, |one, other| Ok(one.merge(other)))?;
            *gathered = std::mem::take(gathered).merge(settled);
            Ok(())
        };
        for entry in wanted {
            if let Some(&at) = fresh.get(entry) {
                let parted = &refreshed.fresh[at].parted;
                if entry.reported {
                    sums.documents += 1;
                    keys.extend(parted.said.iter().map(|said| said.key));
                }
                local += parted.sums.stetted;
                settle_document(run, entry, parted.seen.clone(), gathered);
                continue;
            }
            // What could not be read is told as an error.
            let row = store.row(&entry.path)?.filter(|row| !row.is_stale);
            let Some(row) = row.filter(|row| !self.is_replaced(row.id)) else { continue };
            sums.documents += i64::from(entry.reported);
            local += row.sums.stetted;
            stored.push((entry, row));
            if stored.len() == DOCUMENTS {
                settle_stored(&mut stored, gathered, keys)?;
            }
        }
        settle_stored(&mut stored, gathered, keys)?;
        sums.stetted = count(gathered.settled.stetted) - local;
        Ok(sums)
    }

    /// The groups that a stet speaks of, and those of them that must be judged again.
    fn contested(&self) -> Result<(BTreeMap<i64, Contested>, Vec<i64>), StoreError> {
        let Self { store, refreshed, .. } = *self;
        let known = store.contested()?.into_iter().map(|one| (one.key, one));
        let mut contested: BTreeMap<i64, Contested> = known.collect();
        for said in refreshed.fresh.iter().flat_map(|fresh| &fresh.parted.said) {
            if said.is_contested || contested.contains_key(&said.key) {
                let one = contested.entry(said.key).or_insert_with(|| unsaved(said.key));
                (one.is_settled, one.turn) = (false, -1);
            }
        }
        if !contested.is_empty() {
            for id in refreshed.replaced.keys() {
                for key in store.keys(*id)? {
                    if let Some(one) = contested.get_mut(&key) {
                        (one.is_settled, one.turn) = (false, -1);
                    }
                }
            }
        }
        let open = contested.values().filter(|one| !one.is_settled).map(|one| one.key).collect();
        for one in contested.values_mut().filter(|one| one.is_settled) {
            // There is nothing new to write down.
            one.turn = -1;
        }
        Ok((contested, open))
    }

    /// Judges the groups that are wanted.
    fn judge(
        &self,
        keys: BTreeSet<i64>,
        gathered: &mut Gathered,
        contested: &mut BTreeMap<i64, Contested>,
    ) -> Result<(), StoreError> {
        let Self { store, run, refreshed, everything } = *self;
        let mut fresh: BTreeMap<i64, Vec<KeyedClaim>> = BTreeMap::new();
        for said in refreshed.fresh.iter().flat_map(|fresh| &fresh.parted.said) {
            if everything || keys.contains(&said.key) {
                fresh.entry(said.key).or_default().extend(said.claims.iter().cloned());
            }
        }
        let mut batch = Batch { run, waiting: Vec::new(), claims: 0 };
        let kept = |group: PackedGroup| -> Vec<Vec<u8>> {
            let kept = group.into_iter().filter(|(id, _)| !self.is_replaced(*id));
            kept.map(|(_, said)| said).collect()
        };
        if everything {
            store.each_group(|key, group| {
                batch.add(key, kept(group), fresh.remove(&key).unwrap_or_default());
                batch.judge_if_full(gathered, contested)
            })?;
            for (key, claims) in std::mem::take(&mut fresh) {
                batch.add(key, Vec::new(), claims);
                batch.judge_if_full(gathered, contested)?;
            }
        } else {
            for key in keys {
                let group = kept(store.group(key)?);
                batch.add(key, group, fresh.remove(&key).unwrap_or_default());
                batch.judge_if_full(gathered, contested)?;
            }
        }
        batch.judge(gathered, contested)
    }
}

/// Settles what concerns one document alone.
fn settle_document(run: &Run<'_>, entry: &Entry, mut seen: Seen, gathered: &mut Gathered) {
    if let Some(mistake) = &mut seen.mistake {
        // It may have been seen from another folder.
        mistake.place.path = run.corpus.display_path(entry).into();
    }
    run.gather_seen(entry, seen, gathered);
}

fn unsaved(key: i64) -> Contested {
    Contested { key, turn: -1, is_settled: false, stetted: 0, uses: Vec::new() }
}

/// Groups that wait until they are worth the threads.
struct Batch<'a> {
    run: &'a Run<'a>,
    waiting: Vec<(i64, Vec<Vec<u8>>, Vec<KeyedClaim>)>,
    claims: usize,
}

impl Batch<'_> {
    fn add(&mut self, key: i64, packed: Vec<Vec<u8>>, fresh: Vec<KeyedClaim>) {
        self.claims += packed.len() + fresh.len();
        self.waiting.push((key, packed, fresh));
    }

    fn judge_if_full(
        &mut self,
        gathered: &mut Gathered,
        contested: &mut BTreeMap<i64, Contested>,
    ) -> Result<(), StoreError> {
        if self.claims >= BATCH { self.judge(gathered, contested) } else { Ok(()) }
    }

    fn judge(
        &mut self,
        gathered: &mut Gathered,
        contested: &mut BTreeMap<i64, Contested>,
    ) -> Result<(), StoreError> {
        let Run { engine, policy, .. } = *self.run;
        self.claims = 0;
        let judged: Vec<(i64, Settled)> = std::mem::take(&mut self.waiting)
            .into_par_iter()
            .map(|(key, packed, mut group)| {
                let unpacked: Vec<Vec<KeyedClaim>> = packed
                    .par_iter()
                    .map(|said| claims_in(said))
                    .collect::<Result<_, StoreError>>()?;
                group.extend(unpacked.into_iter().flatten());
                Ok((key, settle_all(engine, policy, group)))
            })
            .collect::<Result<_, StoreError>>()?;
        for (key, settled) in judged {
            if let Some(one) = contested.get_mut(&key) {
                one.is_settled = true;
                (one.stetted, one.uses) = (count(settled.stetted), settled.config_stets());
            }
            gathered.settled.merge(settled);
        }
        Ok(())
    }
}

/// Settles the groups that share a number: hardly ever more than one.
fn settle_all(engine: &Engine, policy: &Policy<'_>, claims: Group) -> Settled {
    let mut groups: BTreeMap<(Arc<str>, String), Group> = BTreeMap::new();
    for claim in claims {
        let name = (Arc::clone(&claim.claim.rule), claim.group.clone());
        groups.entry(name).or_default().push(claim);
    }
    let mut settled = Settled::default();
    for group in groups.into_values() {
        settled.merge(settle(engine, policy, group).0);
    }
    settled
}
