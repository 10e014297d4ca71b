//! Which words a document may hold, in about a byte a word: a Bloom filter. It may take a word for one of the
//! document's that is not (one time in fifty), never the other way round.

use factlint_engine::ruleset::anchors::Form;

/// Bits for each word.
const BITS: usize = 8;

/// Bits that each word sets.
const PROBES: u64 = 5;

/// The filter of some words. Sorts them.
pub(super) fn filter(words: &mut Vec<u64>) -> Vec<u8> {
    words.sort_unstable();
    words.dedup();
    let mut bytes = vec![0u8; (words.len() * BITS).div_ceil(8).max(1)];
    let bits = bytes.len() as u64 * 8;
    for &word in words.iter() {
        for place in places(word, bits) {
            bytes[place / 8] |= 1 << (place % 8);
        }
    }
    bytes
}

/// Whether a document may hold one of these forms; where markup may part its words, the first word decides.
pub(super) fn may_hold(filter: &[u8], has_prose: bool, forms: &[Form]) -> bool {
    let bits = filter.len() as u64 * 8;
    let holds = |word: &u64| places(*word, bits).all(|at| filter[at / 8] & (1 << (at % 8)) != 0);
    let most = if has_prose { usize::MAX } else { 1 };
    bits == 0 || forms.iter().any(|form| form.iter().take(most).all(holds))
}

fn places(word: u64, bits: u64) -> impl Iterator<Item = usize> {
    let mixed = (word ^ (word >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let (first, step) = (mixed >> 32, (mixed & 0xffff_ffff) | 1);
    (0..PROBES).map(move |probe| {
        let spread = first.wrapping_add(probe.wrapping_mul(step)) & 0xffff_ffff;
        ((spread * (bits & 0xffff_ffff)) >> 32) as usize
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_and_few_others_are() {
        let word = |number: u64| number.wrapping_mul(0xd6e8_feb8_6659_fd93);
        let mut words: Vec<u64> = (0..400).map(word).collect();
        let filter = filter(&mut words);
        assert!(filter.len() <= 400);
        assert!((0..400).all(|number| may_hold(&filter, true, &[vec![word(number)]])));
        let wrong =
            (400..10_400).filter(|number| may_hold(&filter, true, &[vec![word(*number)]])).count();
        assert!(wrong < 400, "{wrong} of 10,000");
        assert!(!may_hold(&filter, true, &[]));
    }
}
