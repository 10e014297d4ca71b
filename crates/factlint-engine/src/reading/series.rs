//! Series: statements of one form that follow each other, each with its own name and its own value: "the relay listens
//! on 7410 and the warden on 7420", "7410 for the relay, 7420 for the warden".

use std::collections::BTreeSet;

use super::mention::{Referent, Referral};
use super::{Reading, Sentence};
use crate::rule::phrase::PhraseId;
use crate::rule::subject::KindId;
use factlint_language::span::ProseSpan;
use factlint_language::word;
use factlint_language::words::Class;

/// One statement of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its words, up to the next one.
    pub span: ProseSpan,
    /// Whose value it tells.
    pub name: PhraseId,
    /// The value.
    pub value: ProseSpan,
    /// Whether it has no verb of its own, or the same again, so that it goes on from the statement before: "and the
    /// warden on 7420".
    pub goes_on: bool,
}

impl Member {
    /// Where the words stand that can tell what the value of a member is: in the member, or, where it goes on, from
    /// the one before that has a verb.
    pub fn cued_within(series: &[Self], value: ProseSpan) -> Option<ProseSpan> {
        let at = series.iter().position(|member| member.value == value)?;
        let first = series[..=at].iter().rposition(|member| !member.goes_on).unwrap_or(0);
        Some(ProseSpan { start: series[first].span.start, end: series[at].span.end })
    }
}

/// A name or a value, in the order of the sentence.
#[derive(Clone, Copy)]
enum Item {
    Name(PhraseId),
    Value,
}

impl Reading<'_> {
    /// The statements of a sentence that tell one value each of one subject of a kind each; none where names and values
    /// stand in another order, or where a name stands for something of its subject ("the warden's owner").
    ///
    /// `values` are all those of one sort, in order; `cues` are the words that tell what is measured.
    pub fn series(
        &self,
        sentence: Sentence,
        kind: KindId,
        values: &[ProseSpan],
        cues: &[ProseSpan],
    ) -> Vec<Member> {
        if values.len() < 2 {
            return Vec::new();
        }
        let referrals = self.referrals_in(sentence, kind);
        let names: Vec<(ProseSpan, PhraseId)> =
            referrals.iter().filter_map(|one| Some((one.span, name_of(one)?))).collect();
        if names.len() != values.len() || names.len() != referrals.len() {
            return Vec::new();
        }
        let found = if self.is_respective(sentence) {
            self.respective(sentence, &names, values)
        } else {
            self.alternating(sentence, &names, values)
        };
        let syntax = self.syntax(sentence);
        let may_own = |(name, _): &(ProseSpan, PhraseId)| syntax.may_own(*name, cues);
        if found.is_empty() || !names.iter().all(may_own) { Vec::new() } else { found }
    }

    /// The mentions of a sentence that matter to a kind.
    pub(super) fn referrals_in(&self, sentence: Sentence, kind: KindId) -> Vec<Referral> {
        let referrals = self.referrals(kind);
        let first = referrals.partition_point(|one| one.span.start < sentence.span.start);
        let last = referrals.partition_point(|one| one.span.start < sentence.span.end);
        referrals[first..last.max(first)].to_vec()
    }

    /// The name right before a value, with where its statement begins, where the two make a statement without a verb: "...,
    /// the Tern Bridge 1,680 m", "..., the warden with one of 45 seconds".
    pub fn gapped_before(
        &self,
        sentence: Sentence,
        value: ProseSpan,
        kind: KindId,
    ) -> Option<(PhraseId, u32)> {
        /// "with one of" before the value.
        const LINK: usize = 3;
        let prose = self.prose();
        let here = self.referrals_in(sentence, kind);
        let last = here.iter().rfind(|one| one.span.end <= value.start)?;
        let name = name_of(last)?;
        let between = ProseSpan { start: last.span.end, end: value.start };
        let links = |found: &str| {
            word::is(found, Class::AbsolutePreposition)
                || word::is(found, Class::PartPrepositions)
                || word::is(found, Class::MeasuresAgain)
        };
        let is_plain = between.of(prose).chars().all(|c| c.is_whitespace() || word::is_word(c));
        let words: Vec<&str> = self.words_in(between).map(|(_, found)| found).collect();
        if !is_plain || words.len() > LINK || !words.iter().all(|found| links(found)) {
            return None;
        }
        let lead = &prose[sentence.span.start as usize..last.span.start as usize];
        let mut before =
            word::words_before(lead).skip_while(|(_, found)| word::is(found, Class::Article));
        let (at, joint) = before.next()?;
        let start = sentence.span.start + (at + joint.len()) as u32;
        let gap = &prose[start as usize..last.span.start as usize];
        let is_joined = gap.trim_start().starts_with([',', ';'])
            || word::is(joint, Class::ClauseConjunction)
            || word::is(joint, Class::ListJoints);
        let rest = prose[value.end as usize..sentence.span.end as usize].trim_start();
        let is_end = rest.is_empty() || rest.starts_with(['.', ',', ';']);
        (is_joined && is_end).then_some((name, start))
    }

    /// Whether a subject stands before a place in its sentence.
    pub fn is_named_before(
        &self,
        sentence: Sentence,
        place: u32,
        kind: KindId,
        is_it: impl Fn(PhraseId) -> bool,
    ) -> bool {
        let here = self.referrals_in(sentence, kind);
        here.iter().filter(|one| one.span.end <= place).filter_map(name_of).any(is_it)
    }

    fn is_respective(&self, sentence: Sentence) -> bool {
        self.words_in(sentence.span).any(|(_, found)| found.eq_ignore_ascii_case("respectively"))
    }

    /// "The relay and the warden listen on 7410 and 7420, respectively."
    fn respective(
        &self,
        sentence: Sentence,
        names: &[(ProseSpan, PhraseId)],
        values: &[ProseSpan],
    ) -> Vec<Member> {
        let in_order = names
            .last()
            .zip(values.first())
            .is_some_and(|((last, _), first)| last.end <= first.start);
        if !in_order {
            return Vec::new();
        }
        let member = |((_, name), value): (&(ProseSpan, PhraseId), &ProseSpan)| Member {
            span: sentence.span,
            name: *name,
            value: *value,
            goes_on: false,
        };
        names.iter().zip(values).map(member).collect()
    }

    fn alternating(
        &self,
        sentence: Sentence,
        names: &[(ProseSpan, PhraseId)],
        values: &[ProseSpan],
    ) -> Vec<Member> {
        let mut items: Vec<(ProseSpan, Item)> =
            names.iter().map(|(span, name)| (*span, Item::Name(*name))).collect();
        items.extend(values.iter().map(|span| (*span, Item::Value)));
        items.sort_by_key(|(span, _)| *span);
        let mut found = Vec::new();
        let mut start = sentence.span.start;
        let mut said = BTreeSet::new();
        for pair in items.chunks(2) {
            let (name, value) = match pair {
                [(_, Item::Name(name)), (value, Item::Value)]
                | [(value, Item::Value), (_, Item::Name(name))] => (*name, *value),
                _ => return Vec::new(),
            };
            let (first, last) = (pair[0].0, pair[1].0);
            if self.boundary(first.end, last.start).is_some() {
                return Vec::new();
            }
            let next = items.iter().map(|(span, _)| span.start).find(|next| *next >= last.end);
            let end = match next {
                None => sentence.span.end,
                Some(next) => match self.boundary(last.end, next) {
                    Some(end) => end,
                    None => return Vec::new(),
                },
            };
            let span = ProseSpan { start, end };
            let syntax = self.syntax(sentence);
            let verbs: BTreeSet<String> = syntax
                .words_in(span)
                .filter(|word| syntax.tag(*word).is_verb())
                .map(|word| syntax.lemma(word))
                .collect();
            let goes_on = !found.is_empty() && verbs.is_subset(&said);
            said = if goes_on { said } else { verbs };
            found.push(Member { span, name, value, goes_on });
            start = end;
        }
        found
    }

    /// Where one statement ends and another begins between two places.
    fn boundary(&self, from: u32, to: u32) -> Option<u32> {
        let gap = ProseSpan { start: from, end: to.max(from) };
        let mark = gap
            .of(self.prose())
            .find([',', ';', '(', ')', '[', ']', '—', '–'])
            .map(|at| from + at as u32);
        let conjunction = self.words_in(gap).find(|(_, found)| {
            word::is(found, Class::ClauseConjunction)
                || word::is(found, Class::ClauseDivider)
                || word::is(found, Class::ListJoints)
        });
        let conjunction = conjunction.map(|(range, _)| range.start as u32);
        mark.into_iter().chain(conjunction).min()
    }
}

fn name_of(referral: &Referral) -> Option<PhraseId> {
    match referral.referent {
        Referent::Name(name) => Some(name),
        Referent::Unknown => None,
    }
}
