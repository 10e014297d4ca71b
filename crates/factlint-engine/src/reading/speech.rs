//! Quoted speech, and who says it.

use super::speaker::{self, Attribution};
use super::{Reading, Sentence};
use crate::claim::Speaker;
use factlint_document::Role;
use factlint_language::quotation::Quotation;
use factlint_language::span::ProseSpan;
use factlint_language::word;
use factlint_language::words::Class;

/// Quoted speech has this many words or an attribution; fewer are scare quotes or titles.
const SPEECH_WORDS: usize = 3;

/// Who says a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuotedBy {
    /// Somebody named, as the text has it: "Ann Lee".
    Name(String),
    /// Somebody whom the text may have named: "the farmer said".
    Role,
    /// Somebody whom the text does not name: "a spokesman said".
    Somebody,
    /// The text does not say.
    Nobody,
}

impl Reading<'_> {
    /// Whether the words are quoted speech: three words or more in quotation marks, fewer with an
    /// attribution, or a block quotation.
    pub fn is_speech(&self, sentence: Sentence, span: ProseSpan) -> bool {
        if self.stands_quoted(sentence) {
            return true;
        }
        self.quotation_at(sentence, span).is_some_and(|quotation| {
            word::words(quotation.inner.of(self.prose())).nth(SPEECH_WORDS - 1).is_some()
                || self.attribution(sentence, true).is_some()
        })
    }

    /// Whether a sentence stands in a block that is set as a quotation: not in a note that only looks like one, "> **Note:** the relay
    /// keeps".
    fn stands_quoted(&self, sentence: Sentence) -> bool {
        if self.role(sentence) != Role::Quotation {
            return false;
        }
        let block = self.document.blocks()[sentence.block as usize].span;
        let first = self.words_in(block).next();
        !first.is_some_and(|(range, found)| {
            word::is(found, Class::CalloutLabels) && self.prose()[range.end..].starts_with(':')
        })
    }

    /// Every quotation that is speech, with the sentence in which it begins.
    pub fn speech(&self) -> Vec<(Sentence, ProseSpan)> {
        let mut found = Vec::new();
        for block in self.blocks_read() {
            for quotation in &self.block(block).quotations {
                if let Some(sentence) = self.sentence_at(quotation.inner.start)
                    && self.is_speech(sentence, quotation.inner)
                {
                    found.push((sentence, quotation.span));
                }
            }
        }
        found
    }

    /// Everything that stands between the quotation marks around some words.
    pub fn quoted_words(&self, sentence: Sentence, span: ProseSpan) -> Option<&str> {
        Some(self.quotation_at(sentence, span)?.inner.of(self.prose()))
    }

    /// Every pair of quotation marks, by position, outermost ones only.
    pub fn quotations_in_text(&self) -> impl Iterator<Item = Quotation> + '_ {
        self.blocks_read().flat_map(|block| self.block(block).quotations.iter().copied())
    }

    /// Who says the words: the paper, unless they are quoted or attributed in their sentence.
    pub fn speaker(&self, sentence: Sentence, span: ProseSpan) -> Speaker {
        let quotation = self
            .quotation_at(sentence, span)
            .map(|quotation| quotation.span)
            .filter(|_| self.is_speech(sentence, span));
        if quotation.is_some() && !self.stands_quoted(sentence) {
            return match self.quoted_by(sentence, span) {
                QuotedBy::Name(name) => speaker::named(&name),
                QuotedBy::Role | QuotedBy::Somebody | QuotedBy::Nobody => Speaker::Unnamed,
            };
        }
        if quotation.is_none() && !self.stands_quoted(sentence) {
            return self.reporter(sentence, span).map_or(Speaker::Paper, |found| found.speaker);
        }
        match self.attribution(sentence, quotation.is_some()) {
            Some(attribution) => attribution.speaker(),
            None if quotation.is_some() || self.stands_quoted(sentence) => Speaker::Unnamed,
            None => Speaker::Paper,
        }
    }

    /// Who says a quotation, or a block that is set as one, as the text has it: whoever is named beside it, or in
    /// what it goes on from, or "he" where one person is in focus.
    pub fn quoted_by(&self, sentence: Sentence, span: ProseSpan) -> QuotedBy {
        if self.stands_quoted(sentence) {
            return self.announced_by(sentence);
        }
        let quotation = self.quotation_at(sentence, span);
        let voice = quotation.and_then(|quotation| self.voices().get(&quotation.span));
        voice.cloned().unwrap_or(QuotedBy::Nobody)
    }

    /// Who says a block of quotation: who is named in it, or before it by "Lee said:".
    fn announced_by(&self, sentence: Sentence) -> QuotedBy {
        match self.attribution(sentence, true) {
            Some(Attribution::Name(name)) => return QuotedBy::Name(name.clone()),
            Some(Attribution::Unnamed) => return QuotedBy::Somebody,
            Some(Attribution::Pronoun) => return QuotedBy::Nobody,
            None => {}
        }
        let before = (0..sentence.block)
            .rev()
            .find(|block| self.reads(*block))
            .and_then(|block| self.last_sentence_of_block(block));
        let Some(before) = before else { return QuotedBy::Nobody };
        let announces = before.span.of(self.prose()).ends_with(':');
        match self.attribution(before, true) {
            Some(Attribution::Name(name)) if announces => QuotedBy::Name(name.clone()),
            _ => QuotedBy::Nobody,
        }
    }

    /// Who is named in a sentence as the one who says what it quotes, or the rest of it.
    pub(super) fn attribution(&self, sentence: Sentence, quoted: bool) -> &Option<Attribution> {
        self.sentence(sentence).attribution[usize::from(quoted)].get_or_init(|| {
            let tokens = self.tokens(sentence);
            let may_tell = |token| {
                tokens.is(token, Class::SayingVerb)
                    || tokens.is(token, Class::ReportingPrepositions)
            };
            if !(0..tokens.len()).any(may_tell) {
                return None;
            }
            let quotations = if quoted { self.quotations(sentence) } else { &[] };
            speaker::attribution(self.prose(), sentence.span, quotations)
        })
    }

    pub(super) fn quotation_at(&self, sentence: Sentence, span: ProseSpan) -> Option<&Quotation> {
        let quotations = self.quotations(sentence);
        let after = quotations.partition_point(|quotation| quotation.span.start <= span.start);
        after
            .checked_sub(1)
            .map(|at| &quotations[at])
            .filter(|quotation| quotation.span.contains(span))
    }

    pub(super) fn quotations(&self, sentence: Sentence) -> &[Quotation] {
        &self.block(sentence.block as usize).quotations
    }

    pub(super) fn last_sentence_of_block(&self, block: u32) -> Option<Sentence> {
        let sentences = &self.block(block as usize).sentences;
        let last = sentences.last()?;
        Some(Sentence { block, index: sentences.len() as u32 - 1, span: last.span })
    }

    pub(super) fn reads(&self, block: u32) -> bool {
        self.roles.contains(self.document.blocks()[block as usize].role)
    }
}
