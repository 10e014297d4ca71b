//! Lists that are written while they are made: a report of very many findings holds one of them at a time.

use std::cell::Cell;

use serde::{Serialize, Serializer};

/// A list that is made as it is written, once.
pub struct Streamed<I>(Cell<Option<I>>);

impl<I: Iterator<Item: Serialize>> Streamed<I> {
    /// The list of what an iterator gives.
    pub fn new(items: I) -> Self {
        Self(Cell::new(Some(items)))
    }
}

impl<I: Iterator<Item: Serialize>> Serialize for Streamed<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.take().into_iter().flatten())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_streamed_list_is_written_as_a_list() {
        for length in [0_u32, 1, 3] {
            let list: Vec<u32> = (0..length).collect();
            let streamed = Streamed::new(list.iter().filter(|_| true));
            assert_eq!(
                serde_json::to_string_pretty(&streamed).unwrap(),
                serde_json::to_string_pretty(&list).unwrap()
            );
        }
    }
}
