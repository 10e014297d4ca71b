//! The mistakes of rule files, as they come up: each is told once, and what only follows from one is not.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::finding::Problem;

/// The problems of a file, as they come up.
#[derive(Debug, Default)]
pub struct Problems {
    told: RefCell<Vec<Problem>>,
    /// How many only follow from what has been told: they count, so that nothing is made of what is wrong.
    passed_over: Cell<usize>,
}

impl Problems {
    /// Adds one.
    pub fn push(&self, problem: Problem) {
        self.told.borrow_mut().push(problem);
    }

    /// Counts one that only follows from another, which has been told.
    pub fn pass_over(&self) {
        self.passed_over.set(self.passed_over.get() + 1);
    }

    /// Takes those back, of the ones behind the first `told`, whose place is among those that are known: they are one
    /// mistake. The others' places become known.
    pub fn tell_once(&self, told: usize, known: &mut BTreeSet<(Arc<str>, u32, u32)>) {
        let mut problems = self.told.borrow_mut();
        let told = told.min(problems.len());
        let new = problems.split_off(told);
        for problem in new {
            let label = &problem.primary;
            if known.insert((Arc::clone(&label.path), label.span.start, label.span.end)) {
                problems.push(problem);
            } else {
                self.pass_over();
            }
        }
    }

    /// How many have been told.
    pub fn told(&self) -> usize {
        self.told.borrow().len()
    }

    /// How many there are, those that were passed over among them.
    pub fn count(&self) -> usize {
        self.told.borrow().len() + self.passed_over.get()
    }

    /// All of them, in the order in which they came up.
    pub fn into_vec(self) -> Vec<Problem> {
        self.told.into_inner()
    }
}
