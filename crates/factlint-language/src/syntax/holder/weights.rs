//! The weights by which a holder is chosen: read from `data/holders.weights`, and refused whole where anything in the file
//! is not known.
//!
//! The file is a line of text, then lines that name what it holds, then a byte a weight:
//!
//! ```text
//! factlint holders 2
//! nothing 30
//! dates 0
//! bound 40
//! check 0123abcd
//! features 262144
//!
//! ```

use super::super::weights::{Table, WeightsError, check_sum, field, line};
use super::{Candidate, ValueKind};
use std::sync::LazyLock;

static EMBEDDED: &[u8] = include_bytes!("../../../data/holders.weights");

static WEIGHTS: LazyLock<Option<HolderWeights<'static>>> =
    LazyLock::new(|| HolderWeights::read(EMBEDDED).ok());

/// The first line of the file.
const VERSION: &str = "factlint holders 2";

/// How much what is seen of a word speaks for its holding a value.
#[derive(Clone, Copy, Debug)]
pub struct HolderWeights<'a> {
    features: Table<'a>,
    nothing: AgainstNothing,
    /// A candidate that is better than the next best by less than this is unsure.
    bound: i32,
}

/// What speaks against nothing: a word that is a little worse is told rather than none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AgainstNothing {
    /// Of figures.
    pub figures: i32,
    /// Of dates.
    pub dates: i32,
}

/// The best of some candidates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The best one.
    pub best: Option<usize>,
    /// The next best one; none where there is no other.
    pub second: Option<Option<usize>>,
    /// By how much the best is better.
    pub margin: i32,
    /// Whether that is so little that it is unsure.
    pub is_close: bool,
}

impl HolderWeights<'static> {
    /// Those that come with factlint.
    pub fn embedded() -> Option<&'static Self> {
        WEIGHTS.as_ref()
    }
}

impl<'a> HolderWeights<'a> {
    /// Reads a file of weights.
    ///
    /// # Errors
    ///
    /// Where the file is of another version, or does not hold what it says.
    pub fn read(file: &'a [u8]) -> Result<Self, WeightsError> {
        let mut rest = file;
        if line(&mut rest) != Some(VERSION) {
            return Err(WeightsError::Version);
        }
        let mut number = |name| {
            let found = field(&mut rest, name)?.to_owned();
            Ok::<_, WeightsError>((found, name))
        };
        let parsed = |(found, name): (String, &'static str)| {
            found.parse::<i32>().map_err(|_| WeightsError::Line(name))
        };
        let figures = parsed(number("nothing")?)?;
        let dates = parsed(number("dates")?)?;
        let nothing = AgainstNothing { figures, dates };
        let bound = parsed(number("bound")?)?;
        let (check, _) = number("check")?;
        let check = u32::from_str_radix(&check, 16).map_err(|_| WeightsError::Line("check"))?;
        let (rows, _) = number("features")?;
        let rows = rows.parse().map_err(|_| WeightsError::Line("features"))?;
        if line(&mut rest) != Some("") {
            return Err(WeightsError::Line(""));
        }
        if rest.len() as u64 != u64::from(rows) {
            return Err(WeightsError::Size);
        }
        if check_sum(rest) != check {
            return Err(WeightsError::Check);
        }
        Ok(Self { features: Table::new(rows, 1, rest), nothing, bound })
    }

    /// A file of weights, as [`HolderWeights::read`] reads it.
    pub fn write(weights: &[i8], nothing: AgainstNothing, bound: i32) -> Vec<u8> {
        let bytes: Vec<u8> = weights.iter().map(|weight| weight.cast_unsigned()).collect();
        let mut file = format!(
            "{VERSION}\nnothing {}\ndates {}\nbound {bound}\ncheck {:08x}\nfeatures {}\n\n",
            nothing.figures,
            nothing.dates,
            check_sum(&bytes),
            bytes.len(),
        )
        .into_bytes();
        file.extend(bytes);
        file
    }

    /// The best of some candidates; the first of those that are as good.
    pub fn choose(&self, candidates: &[Candidate], kind: ValueKind) -> Choice {
        let nothing = match kind {
            ValueKind::Date => self.nothing.dates,
            _ => self.nothing.figures,
        };
        let score = |one: &Candidate| {
            let [sum] = self.features.sums::<1>(&one.features);
            if one.word.is_none() { sum - nothing } else { sum }
        };
        let mut ranked: Vec<(i32, Option<usize>)> =
            candidates.iter().map(|one| (score(one), one.word)).collect();
        ranked.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        let Some((best, word)) = ranked.first().copied() else { return Choice::default() };
        let second = ranked.get(1).copied();
        let margin = second.map_or(i32::MAX, |(next, _)| best - next);
        let is_close = margin < self.bound;
        Choice { best: word, second: second.map(|(_, word)| word), margin, is_close }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that fails tells where")]

    use super::*;

    #[test]
    fn the_embedded_weights_are_read() {
        assert!(HolderWeights::read(EMBEDDED).is_ok());
        assert!(EMBEDDED.len() <= 300_000, "{} bytes", EMBEDDED.len());
    }

    #[test]
    fn what_is_written_is_read_and_nothing_else() {
        let file = HolderWeights::write(&[5, -5], AgainstNothing { figures: 1, dates: -2 }, 2);
        let weights = HolderWeights::read(&file).unwrap();
        let one = |word, features| Candidate { word, features };
        let choice = weights.choose(&[one(None, vec![0]), one(Some(3), vec![0])], ValueKind::Count);
        let second = Some(None);
        assert_eq!(choice, Choice { best: Some(3), second, margin: 1, is_close: true });
        let choice =
            weights.choose(&[one(None, vec![0]), one(Some(3), vec![u32::MAX])], ValueKind::Count);
        assert_eq!((choice.best, choice.is_close), (None, false));
        let choice = weights.choose(&[one(None, vec![0]), one(Some(3), vec![0])], ValueKind::Date);
        assert_eq!((choice.best, choice.margin), (None, 2));
        for cut in 0..file.len() {
            assert!(HolderWeights::read(&file[..cut]).is_err(), "{cut}");
        }
        let mut changed = file.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(HolderWeights::read(&changed).unwrap_err(), WeightsError::Check);
        let mut longer = file;
        longer.push(0);
        assert_eq!(HolderWeights::read(&longer).unwrap_err(), WeightsError::Size);
    }
}
