//! The groups of all claims of a corpus, as they are judged.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::documents::Documents;
use crate::claim::{Claim, Keys};
use crate::engine::Engine;

/// Keys that are sorted at a time. Of more, the claims are gone through several times, so that there is never a table of
/// all keys.
const AT_A_TIME: usize = 2_000_000;

/// The groups of some documents' claims. Of groups with the same claims, which come to the same, there is one.
#[derive(Debug)]
pub struct Groups {
    /// For each place of a document, the number of its first claim: claims are numbered through.
    first: Vec<u32>,
    /// Claims that have a key which no other has.
    alone: Vec<u32>,
    /// The claims of the larger groups, one group behind the other.
    members: Vec<u32>,
    /// Where each of those begins, and how many claims it has.
    larger: Vec<(usize, u32)>,
}

impl Groups {
    /// Sorts the claims of some documents.
    pub fn new(documents: &Documents) -> Self {
        Self::sorted(documents, AT_A_TIME)
    }

    fn sorted(documents: &Documents, at_a_time: usize) -> Self {
        let (mut first, mut keys, mut claims) = (Vec::new(), 0, 0);
        for place in 0..documents.places() {
            // More than four billion claims fit into no memory.
            first.push(claims as u32);
            if let Some(held) = documents.at(place as u32) {
                claims += held.observed.claims.len();
                keys += held.keys;
            }
        }
        let (alone, members, larger) = (Vec::new(), Vec::new(), Vec::new());
        let mut groups = Self { first, alone, members, larger };
        let mut is_alone = vec![0u64; claims.div_ceil(64)];
        let passes = keys.div_ceil(at_a_time).max(1) as u64;
        let mut entries: Vec<u64> = Vec::new();
        for pass in 0..passes {
            entries.clear();
            for (place, first) in groups.first.iter().enumerate() {
                let Some(held) = documents.at(place as u32) else { continue };
                for (index, rule, keys) in held.judged() {
                    let hashes = keys.hashes().map(|hash| hash_of(rule, hash));
                    let hashes = hashes.filter(|hash| u64::from(*hash) % passes == pass);
                    entries.extend(hashes.map(|hash| entry(hash, first + index)));
                }
            }
            entries.sort_unstable();
            entries.dedup();
            for run in entries.chunk_by(|one, other| one >> 32 == other >> 32) {
                match run {
                    [one] => groups.note_alone(&mut is_alone, *one as u32),
                    several => groups.part(documents, several, &mut is_alone),
                }
            }
        }
        let Self { members, larger, .. } = &mut groups;
        let claims_of = |(start, count): &(usize, u32)| &members[*start..*start + *count as usize];
        larger.sort_by(|one, other| claims_of(one).cmp(claims_of(other)));
        larger.dedup_by(|one, other| claims_of(one) == claims_of(other));
        groups
    }

    /// Notes that a claim has a key which no other has.
    fn note_alone(&mut self, is_alone: &mut [u64], claim: u32) {
        let (word, bit) = (claim as usize / 64, 1 << (claim % 64));
        if let Some(word) = is_alone.get_mut(word)
            && *word & bit == 0
        {
            *word |= bit;
            self.alone.push(claim);
        }
    }

    /// Claims with the same hash of a key: one group nearly always.
    fn part(&mut self, documents: &Documents, run: &[u64], is_alone: &mut [u64]) {
        let mut by_key: BTreeMap<(u32, SmolStr), Vec<u32>> = BTreeMap::new();
        for one in run {
            let (hash, claim) = ((one >> 32) as u32, *one as u32);
            let Some((rule, keys)) = self.heading(documents, claim) else { continue };
            let hashes = keys.hashes().map(|hash| hash_of(rule, hash));
            for (key, _) in keys.iter().zip(hashes).filter(|(_, other)| *other == hash) {
                let claims = by_key.entry((rule, key)).or_default();
                if claims.last() != Some(&claim) {
                    claims.push(claim);
                }
            }
        }
        for claims in by_key.into_values() {
            match *claims {
                [one] => self.note_alone(is_alone, one),
                _ => {
                    self.larger.push((self.members.len(), claims.len() as u32));
                    self.members.extend(claims);
                }
            }
        }
    }

    fn heading(&self, documents: &Documents, claim: u32) -> Option<(u32, Keys)> {
        let (place, index) = self.place(claim)?;
        let heading = documents.at(place)?.observed.claims.heading(index as usize)?;
        Some((heading.rule?, heading.keys))
    }

    /// The document of a claim, and its index there.
    fn place(&self, claim: u32) -> Option<(u32, u32)> {
        // Of documents without a claim, the last one counts.
        let place = self.first.partition_point(|first| *first <= claim).checked_sub(1)?;
        Some((place as u32, claim - self.first[place]))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.alone.len() + self.larger.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The claims of a group by their numbers; none beyond the last.
    pub(super) fn members(&self, index: usize) -> Option<&[u32]> {
        match self.alone.get(index) {
            Some(one) => Some(std::slice::from_ref(one)),
            None => {
                let (start, count) = *self.larger.get(index - self.alone.len())?;
                self.members.get(start..start + count as usize)
            }
        }
    }

    /// The rule of a group.
    pub(super) fn rule(&self, documents: &Documents, members: &[u32]) -> Option<u32> {
        let (place, claim) = self.place(*members.first()?)?;
        documents.at(place)?.observed.claims.rule(claim as usize)
    }

    /// The documents of a group, each with the indices of its claims.
    pub(super) fn by_document<'m>(
        &'m self,
        members: &'m [u32],
    ) -> impl Iterator<Item = (u32, impl Iterator<Item = u32> + 'm)> + 'm {
        let place = |claim: &u32| self.place(*claim).map(|(place, _)| place);
        members.chunk_by(move |one, other| place(one) == place(other)).filter_map(|members| {
            let (place, _) = self.place(*members.first()?)?;
            let first = *self.first.get(place as usize)?;
            Some((place, members.iter().map(move |claim| claim - first)))
        })
    }

    /// The rule and the claims of a group; none beyond the last.
    pub(super) fn get(
        &self,
        engine: &Engine,
        documents: &Documents,
        index: usize,
    ) -> Option<(u32, Vec<Claim>)> {
        let members = self.members(index)?;
        let rule = self.rule(documents, members)?;
        let claims = members.iter().filter_map(|claim| {
            let (place, index) = self.place(*claim)?;
            documents.at(place)?.claim(engine, index)
        });
        Some((rule, claims.collect()))
    }
}

/// A hash of a rule and one of its keys. Different ones may share it.
pub(super) fn hash_of(rule: u32, key: u64) -> u32 {
    let mixed = (key ^ u64::from(rule).wrapping_mul(0xd6e8_feb8_6659_fd93))
        .wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as u32
}

/// What is sorted: the hash first.
fn entry(hash: u32, claim: u32) -> u64 {
    u64::from(hash) << 32 | u64::from(claim)
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use std::collections::BTreeSet;

    use factlint_document::Document;

    use super::*;
    use crate::engine::Detail;
    use crate::policy::Policy;

    const RULES: &str = r#"
        [[rule]]
        id = "same"
        check = "agreement"

        [[rule]]
        id = "length"
        check = "quantity"
        about = ["Halden Bridge"]
        near = ["length"]
    "#;

    fn documents(engine: &Engine) -> Documents {
        let mut documents = Documents::new();
        for nth in 0..40 {
            let text = format!(
                "The Halden Bridge has a length of {nth} metres. The harbour council of Halden voted \
                 on Tuesday to close the bridge for {nth} days while engineers look at its cables. \
                 Nothing else happened in town number {nth} while everybody waited for the ferry."
            );
            let document = Document::new(format!("{nth}.txt"), text);
            let observed = engine.read(&document).observe(Detail::Claims);
            documents.put(engine, &Policy::default(), observed.packed(engine.rules()));
        }
        let text =
            "The ferry company of Skagen bought eleven electric ships from a Norwegian yard.";
        let observed = engine.read(&Document::new("own.txt", text)).observe(Detail::Claims);
        documents.put(engine, &Policy::default(), observed.packed(engine.rules()));
        documents
    }

    /// Rule, and the documents and numbers of the claims.
    type Told = BTreeSet<(u32, BTreeSet<(String, u32)>)>;

    fn name(claim: &Claim) -> (String, u32) {
        (claim.document.path.to_string(), claim.nth)
    }

    #[test]
    fn groups_are_those_of_the_keys() {
        let engine = Engine::from_toml(RULES).expect("no mistake in the rules");
        let documents = documents(&engine);
        let mut by_key: BTreeMap<(u32, SmolStr), BTreeSet<(String, u32)>> = BTreeMap::new();
        for (number, rule) in engine.rules().rules.iter().enumerate() {
            for claim in documents.of_rule(&engine, &rule.rule.id) {
                for key in claim.keys.iter() {
                    by_key.entry((number as u32, key)).or_default().insert(name(&claim));
                }
            }
        }
        let expected: Told = by_key.into_iter().map(|((rule, _), claims)| (rule, claims)).collect();
        assert!(expected.iter().any(|(_, claims)| claims.len() == 40));
        assert!(expected.iter().any(|(_, claims)| claims.len() == 1));
        for at_a_time in [1, 7, usize::MAX] {
            let groups = Groups::sorted(&documents, at_a_time);
            let told: Vec<(u32, BTreeSet<(String, u32)>)> = (0..groups.len())
                .filter_map(|index| groups.get(&engine, &documents, index))
                .map(|(rule, claims)| (rule, claims.iter().map(name).collect()))
                .collect();
            assert_eq!(told.len(), groups.len());
            let distinct: Told = told.iter().cloned().collect();
            assert_eq!(distinct.len(), told.len(), "each once");
            assert_eq!(distinct, expected);
        }
    }

    #[test]
    fn keys_that_share_a_hash_are_told_apart() {
        let engine = Engine::from_toml(RULES).expect("no mistake in the rules");
        let documents = documents(&engine);
        let mut groups = Groups::sorted(&documents, usize::MAX);
        let (alone, larger) = (groups.alone.len(), groups.larger.len());
        let mut is_alone = vec![0; 1_024];
        groups.alone.clear();
        groups.larger.clear();
        groups.members.clear();
        // As if all claims had one key.
        let mut hashes = BTreeSet::new();
        for place in 0..documents.places() {
            let held = documents.at(place as u32).expect("a document");
            for (_, rule, keys) in held.judged() {
                hashes.extend(keys.hashes().map(|hash| hash_of(rule, hash)));
            }
        }
        for hash in hashes {
            let run: Vec<u64> =
                (0..documents.admitted()).map(|one| entry(hash, one as u32)).collect();
            groups.part(&documents, &run, &mut is_alone);
        }
        let distinct = |groups: &Groups| -> BTreeSet<Vec<u32>> {
            let claims = |(start, count): &(usize, u32)| {
                groups.members[*start..*start + *count as usize].to_vec()
            };
            groups.larger.iter().map(claims).collect()
        };
        assert_eq!((groups.alone.len(), distinct(&groups).len()), (alone, larger));
    }
}
