//! What a run did and what it withheld.

/// What was done and what was withheld.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Documents that were read.
    pub documents: usize,
    /// Those of them that are only compared with: nothing is reported on them.
    pub only_compared: usize,
    /// Documents without a date.
    pub undated: usize,
    /// Claims that were observed.
    pub claims: usize,
    /// Claims that needed a document date and had none.
    pub not_judged: usize,
    /// Findings that a stet lets stand.
    pub stetted: usize,
    /// Places of statements about a rule's subject that were not read since something is unclear.
    pub unread: usize,
    /// Rules that made a claim of a document later than the day by which somebody wanted to review them.
    pub due: usize,
    /// Findings that a baseline knows.
    pub known: usize,
}

impl Summary {
    /// Documents that were read and are reported on.
    pub fn reported(&self) -> usize {
        self.documents.saturating_sub(self.only_compared)
    }
}
