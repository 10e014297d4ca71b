//! What binds a figure: to whom it belongs, who gives it, and whether it is given as true. One answer for a figure, a
//! cue and a kind of subjects, worked out once for all rules that ask.

use std::rc::Rc;

use super::{Measured, Reading, Referent, Sentence};
use crate::claim::{Days, Speaker};
use crate::rule::phrase::PhraseId;
use crate::rule::subject::KindId;
use crate::unread::Reason;

/// What a sentence says of one of its figures, apart from its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The name of the subject that it belongs to, or why it belongs to none.
    pub owner: Result<PhraseId, Reason>,
    /// Who gives it.
    pub speaker: Speaker,
    /// Whether it is stated as true.
    pub is_asserted: bool,
    /// The days on which it is judged.
    pub days: Vec<Days>,
}

impl Reading<'_> {
    /// What binds a figure, for subjects of a kind.
    pub fn bound(&self, sentence: Sentence, measured: Measured, kind: KindId) -> Rc<Bound> {
        if let Some(known) = self.bound.borrow().get(&(measured, kind)) {
            return Rc::clone(known);
        }
        let owner = match self.referent_of(sentence, measured, kind) {
            Referent::Name(name) => Ok(name),
            Referent::Unknown => Err(Reason::OwnerUnclear),
        };
        let bound = Rc::new(Bound {
            owner,
            speaker: self.speaker(sentence, measured.figure),
            is_asserted: self.is_asserted(sentence, measured.figure),
            days: self.days(sentence),
        });
        self.bound.borrow_mut().insert((measured, kind), Rc::clone(&bound));
        bound
    }
}
