//! Which sentences may speak of which subject: an index, so that a rule looks at the sentences of its own subject
//! and not at those of a thousand others of the same kind.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::ownership::PRONOUN_REACH;
use super::{Reading, Referent, Sentence};
use crate::rule::phrase::PhraseId;
use crate::rule::subject::{KindId, SubjectId};

/// The sentences that may speak of each subject, in order.
pub(super) type Sentences = FxHashMap<SubjectId, Rc<[Sentence]>>;

impl Reading<'_> {
    /// The sentences in which something may belong to one of some subjects of a kind: those that name it or hold a
    /// noun that stands for it, and those behind them to which it stays in focus. The answer of
    /// [`Reading::owner`] is never a subject to which its sentence is not listed here.
    pub fn sentences_about(&self, subjects: &[SubjectId], kind: KindId) -> Rc<[Sentence]> {
        let all = self.sentences_by_subject(kind);
        let none = || Rc::from([]);
        match subjects {
            [] => none(),
            [only] => all.get(only).map_or_else(none, Rc::clone),
            several => {
                let listed = several.iter().filter_map(|subject| all.get(subject));
                let mut found: Vec<Sentence> = listed.flat_map(|one| one.iter().copied()).collect();
                found.sort();
                found.dedup();
                found.into()
            }
        }
    }

    fn sentences_by_subject(&self, kind: KindId) -> Rc<Sentences> {
        if let Some(known) = self.about.borrow().get(&kind) {
            return Rc::clone(known);
        }
        let subjects = &self.vocabulary.subjects;
        let mut found: FxHashMap<SubjectId, Vec<Sentence>> = FxHashMap::default();
        let mut list = |name: PhraseId, sentence: Sentence| {
            for subject in subjects.of_phrase(name) {
                found.entry(*subject).or_default().push(sentence);
            }
        };
        let referrals = self.referrals(kind);
        for (index, referral) in referrals.iter().enumerate() {
            let Referent::Name(name) = referral.referent else { continue };
            let Some(own) = self.sentence_at(referral.span.start) else { continue };
            list(name, own);
            if !referral.introduces {
                continue;
            }
            let reach = referral.span.end.saturating_add(PRONOUN_REACH);
            // It stays in focus until the sentence behind the one in which something else is introduced; what stands beside it does
            // not put it out: "the Wagtail, unlike the Heron, can be booked. It has".
            let mut later =
                referrals[index + 1..].iter().take_while(|next| next.span.start <= reach);
            let next = later.find(|next| {
                next.introduces
                    && !(own.span.range().contains(&(next.span.start as usize))
                        && self.is_set_beside(own, next.span))
            });
            let last = next.map_or(u32::MAX, |next| next.span.start);
            for sentence in self.sentences_after(own) {
                if sentence.span.start > last || sentence.span.start > reach {
                    break;
                }
                list(name, sentence);
            }
        }
        let found: Sentences = found
            .into_iter()
            .map(|(subject, mut sentences)| {
                sentences.sort();
                sentences.dedup();
                (subject, sentences.into())
            })
            .collect();
        let found = Rc::new(found);
        self.about.borrow_mut().insert(kind, Rc::clone(&found));
        found
    }

    /// The sentences that are read behind one, in order.
    fn sentences_after(&self, sentence: Sentence) -> impl Iterator<Item = Sentence> + '_ {
        let blocks = sentence.block..self.document.blocks().len() as u32;
        blocks.filter(|block| self.reads(*block)).flat_map(move |block| {
            let first = if block == sentence.block { sentence.index as usize + 1 } else { 0 };
            self.block(block as usize)
                .sentences
                .iter()
                .enumerate()
                .skip(first)
                .map(move |(index, one)| Sentence { block, index: index as u32, span: one.span })
        })
    }
}
