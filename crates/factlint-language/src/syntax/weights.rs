//! The weights that the tagger and the parser decide by: read from `data/syntax.weights` before the
//! first sentence is analysed, and refused whole where anything in the file is not known.
//!
//! The file is a line of text, then lines that name what it holds, then the tables, a byte a weight:
//!
//! ```text
//! factlint syntax 1
//! tags CC CD DT ...
//! relations root subj ...
//! bound 20
//! check 0123abcd
//! tagger 48000 39
//! steps 1000000 3
//! arcs 30000 37
//!
//! ```

use super::label::{Relation, Tag};
use super::parser::STEPS;
use std::fmt;
use std::sync::LazyLock;

static EMBEDDED: &[u8] = include_bytes!("../../data/syntax.weights");

static WEIGHTS: LazyLock<Option<Weights<'static>>> =
    // A test holds the embedded file to its check sum; here that would read all of it at every start, of which a few
    // sentences need little. Without it no sentence has a tree.
    LazyLock::new(|| Weights::unchecked(EMBEDDED).ok().map(|(weights, _)| weights));

/// Why weights are refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WeightsError {
    /// The first line is another one.
    Version,
    /// A line is missing, or is not the one that must stand there.
    Line(&'static str),
    /// The tags, relations or steps are others.
    Labels(&'static str),
    /// There are more or fewer weights than the lines say.
    Size,
    /// The weights are not those that were written.
    Check,
}

impl fmt::Display for WeightsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version => write!(f, "not weights of this version"),
            Self::Line(name) => write!(f, "no line `{name}` where it must stand"),
            Self::Labels(name) => write!(f, "the {name} are others than those of the program"),
            Self::Size => write!(f, "more or fewer weights than the file says"),
            Self::Check => write!(f, "the weights do not fit their check sum"),
        }
    }
}

impl std::error::Error for WeightsError {}

/// A row of weights for each feature.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    rows: u32,
    columns: usize,
    bytes: &'a [u8],
}

impl<'a> Table<'a> {
    /// So many rows of so many columns, a byte each.
    pub(super) fn new(rows: u32, columns: usize, bytes: &'a [u8]) -> Self {
        Self { rows, columns, bytes }
    }

    /// The sums of the weights of some features, a sum a column.
    pub fn sums<const N: usize>(&self, features: &[u32]) -> [i32; N] {
        /// So many bytes add up to less than two bytes hold: half as many additions as in four.
        const FEW: usize = 256;
        /// What makes a weight a number without a sign.
        const BIAS: u8 = 0x80;
        let mut sums = [0i32; N];
        for features in features.chunks(FEW) {
            let mut biased = [0u16; N];
            let mut count = 0;
            for feature in features {
                let row = (u64::from(*feature) * u64::from(self.rows)) >> 32;
                let start = row as usize * self.columns;
                let Some(weights) = self.bytes.get(start..).and_then(<[u8]>::first_chunk::<N>)
                else {
                    continue;
                };
                count += 1;
                for (sum, weight) in biased.iter_mut().zip(weights) {
                    *sum += u16::from(weight ^ BIAS);
                }
            }
            for (sum, biased) in sums.iter_mut().zip(biased) {
                *sum += i32::from(biased) - count * i32::from(BIAS);
            }
        }
        sums
    }
}

/// All weights.
#[derive(Clone, Copy, Debug)]
pub struct Weights<'a> {
    /// Features of a word by tags.
    pub tagger: Table<'a>,
    /// Features of a state by steps.
    pub steps: Table<'a>,
    /// Features of an arc by relations.
    pub arcs: Table<'a>,
    /// A step that is better than the next best by less than this is unsure.
    pub bound: i32,
}

impl Weights<'static> {
    /// Those that come with factlint.
    pub fn embedded() -> Option<&'static Self> {
        WEIGHTS.as_ref()
    }
}

/// The first line of the file.
const VERSION: &str = "factlint syntax 1";

impl<'a> Weights<'a> {
    /// Reads a file of weights.
    ///
    /// # Errors
    ///
    /// Where the file is of another version, names other labels, or does not hold what it says.
    pub fn read(file: &'a [u8]) -> Result<Self, WeightsError> {
        let (weights, check) = Self::unchecked(file)?;
        let tables = [weights.tagger, weights.steps, weights.arcs];
        let length: usize = tables.iter().map(|table| table.bytes.len()).sum();
        let bytes = file.len().checked_sub(length).and_then(|start| file.get(start..));
        if bytes.map(check_sum) == Some(check) { Ok(weights) } else { Err(WeightsError::Check) }
    }

    /// Weights and the sum that their bytes should have.
    fn unchecked(file: &'a [u8]) -> Result<(Self, u32), WeightsError> {
        let mut rest = file;
        if line(&mut rest) != Some(VERSION) {
            return Err(WeightsError::Version);
        }
        let tags = field(&mut rest, "tags")?;
        if !tags.split(' ').eq(Tag::ALL.iter().map(|tag| tag.name())) {
            return Err(WeightsError::Labels("tags"));
        }
        let relations = field(&mut rest, "relations")?;
        if !relations.split(' ').eq(Relation::ALL.iter().map(|relation| relation.name())) {
            return Err(WeightsError::Labels("relations"));
        }
        let bound = field(&mut rest, "bound")?;
        let bound = bound.parse().map_err(|_| WeightsError::Line("bound"))?;
        let check = field(&mut rest, "check")?;
        let check = u32::from_str_radix(check, 16).map_err(|_| WeightsError::Line("check"))?;
        let tagger = size(&mut rest, "tagger", Tag::ALL.len())?;
        let steps = size(&mut rest, "steps", STEPS.len())?;
        let arcs = size(&mut rest, "arcs", Relation::ALL.len())?;
        if line(&mut rest) != Some("") {
            return Err(WeightsError::Line(""));
        }
        let mut table = |(rows, columns): (u32, usize)| {
            let length = (rows as usize).checked_mul(columns).ok_or(WeightsError::Size)?;
            let (bytes, behind) = rest.split_at_checked(length).ok_or(WeightsError::Size)?;
            rest = behind;
            Ok(Table { rows, columns, bytes })
        };
        let found =
            Self { tagger: table(tagger)?, steps: table(steps)?, arcs: table(arcs)?, bound };
        if rest.is_empty() { Ok((found, check)) } else { Err(WeightsError::Size) }
    }

    /// A file of weights, as [`Weights::read`] reads it. Each table is given with its number of rows.
    pub fn write(
        tagger: (u32, &[i8]),
        steps: (u32, &[i8]),
        arcs: (u32, &[i8]),
        bound: i32,
    ) -> Vec<u8> {
        let names = |names: Vec<&str>| names.join(" ");
        let mut bytes = Vec::new();
        for (_, weights) in [tagger, steps, arcs] {
            bytes.extend(weights.iter().map(|weight| weight.cast_unsigned()));
        }
        let mut file = format!(
            "{VERSION}\ntags {}\nrelations {}\nbound {bound}\ncheck {:08x}\ntagger {} {}\nsteps {} {}\narcs {} {}\n\n",
            names(Tag::ALL.iter().map(|tag| tag.name()).collect()),
            names(Relation::ALL.iter().map(|relation| relation.name()).collect()),
            check_sum(&bytes),
            tagger.0,
            Tag::ALL.len(),
            steps.0,
            STEPS.len(),
            arcs.0,
            Relation::ALL.len(),
        )
        .into_bytes();
        file.extend(bytes);
        file
    }
}

/// The next line.
pub(super) fn line<'a>(rest: &mut &'a [u8]) -> Option<&'a str> {
    let end = rest.iter().take(4096).position(|byte| *byte == b'\n')?;
    let (found, behind) = rest.split_at_checked(end)?;
    *rest = behind.get(1..)?;
    std::str::from_utf8(found).ok()
}

/// What stands behind the name of the next line.
pub(super) fn field<'a>(rest: &mut &'a [u8], name: &'static str) -> Result<&'a str, WeightsError> {
    line(rest)
        .and_then(|line| line.strip_prefix(name))
        .and_then(|line| line.strip_prefix(' '))
        .ok_or(WeightsError::Line(name))
}

/// The rows and columns of a table.
fn size(
    rest: &mut &[u8],
    name: &'static str,
    columns: usize,
) -> Result<(u32, usize), WeightsError> {
    let (rows, found) = field(rest, name)?.split_once(' ').ok_or(WeightsError::Line(name))?;
    let rows = rows.parse().map_err(|_| WeightsError::Line(name))?;
    if found.parse() == Ok(columns) { Ok((rows, columns)) } else { Err(WeightsError::Labels(name)) }
}

/// Tells a weights file with a changed byte from the one that was written.
pub(super) fn check_sum(bytes: &[u8]) -> u32 {
    let mut sum = bytes.len() as u64;
    let (chunks, rest) = bytes.as_chunks::<8>();
    for chunk in chunks {
        sum =
            (sum ^ u64::from_le_bytes(*chunk)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    }
    for byte in rest {
        sum = (sum ^ u64::from(*byte)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    }
    (sum ^ (sum >> 32)) as u32
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that fails tells where")]

    use super::*;

    fn small() -> Vec<u8> {
        Weights::write((1, &[1; 39]), (2, &[-1, 2, 3, 4, 5, 6]), (1, &[0; 37]), 20)
    }

    #[test]
    fn the_embedded_weights_are_read() {
        assert!(Weights::embedded().is_some());
        assert!(Weights::read(EMBEDDED).is_ok());
        assert!(EMBEDDED.len() <= 6_000_000, "{} bytes", EMBEDDED.len());
    }

    #[test]
    fn what_is_written_is_read() {
        let file = small();
        let weights = Weights::read(&file).unwrap();
        assert_eq!(weights.steps.sums::<3>(&[0, u32::MAX]), [3, 7, 9]);
        assert_eq!(weights.tagger.sums::<39>(&[7, 8, 9])[38], 3);
        assert_eq!(weights.steps.sums::<3>(&[0; 1000]), [-1000, 2000, 3000]);
    }

    #[test]
    fn what_is_not_known_is_refused() {
        let good = small();
        let text = |from: &str, to: &str| {
            let at = good.windows(from.len()).position(|part| part == from.as_bytes()).unwrap();
            let mut file = good[..at].to_vec();
            file.extend(to.as_bytes());
            file.extend(&good[at + from.len()..]);
            Weights::read(&file).map(|_| ()).unwrap_err()
        };
        assert_eq!(text("syntax 1", "syntax 2"), WeightsError::Version);
        assert_eq!(text("tags CC", "tags CCC"), WeightsError::Labels("tags"));
        assert_eq!(text("relations root", "relations top"), WeightsError::Labels("relations"));
        assert_eq!(text("bound 20", "bound few"), WeightsError::Line("bound"));
        assert_eq!(text("check ", "chuck "), WeightsError::Line("check"));
        assert_eq!(text("steps 2 3", "steps 2 4"), WeightsError::Labels("steps"));
        assert_eq!(text("steps 2 3", "steps 3 3"), WeightsError::Size);
        assert_eq!(text("tagger 1 ", "tagger -1 "), WeightsError::Line("tagger"));
        for cut in 0..good.len() {
            assert!(Weights::read(&good[..cut]).is_err(), "{cut}");
        }
        let mut longer = good.clone();
        longer.push(0);
        assert!(Weights::read(&longer).is_err());
        let mut changed = good;
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(Weights::read(&changed).map(|_| ()).unwrap_err(), WeightsError::Check);
    }
}
