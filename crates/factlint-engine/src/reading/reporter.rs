//! Who is reported to say what stands in the document's own words: "the owners say", "according to Ann Lee".

use super::speaker::{self, Attribution};
use super::{Reading, Sentence};
use crate::claim::Speaker;
use factlint_document::Role;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Report, Syntax, Tag};
use factlint_language::word::{self, is_capitalised};
use factlint_language::words::Class;
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// Words in their sentence, of which it was asked who says them.
pub(super) type Asked = (Sentence, ProseSpan);

/// Somebody who is reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reporter {
    pub speaker: Speaker,
    /// The words by which the text calls them, where it does.
    pub words: Option<SmolStr>,
}

impl Reporter {
    fn of(attribution: &Attribution) -> Self {
        let words = match attribution {
            Attribution::Name(name) => Some(name.into()),
            Attribution::Pronoun | Attribution::Unnamed => None,
        };
        Self { speaker: attribution.speaker(), words }
    }
}

impl<'a> Reading<'a> {
    /// Who is reported to say some words that stand in no quotation marks; none where the document says them itself.
    pub(super) fn reporter(&self, sentence: Sentence, span: ProseSpan) -> Option<Reporter> {
        // Each claim asks who says it, and by which words.
        if let Some((_, reporter)) =
            self.last_reporter.borrow().as_ref().filter(|(asked, _)| *asked == (sentence, span))
        {
            return reporter.clone();
        }
        let found = self.find_reporter(sentence, span);
        self.last_reporter.replace(Some(((sentence, span), found.clone())));
        found
    }

    fn find_reporter(&self, sentence: Sentence, span: ProseSpan) -> Option<Reporter> {
        if let Some(reporter) = self.reporter_in_headline(sentence, span) {
            return Some(reporter);
        }
        let by_words = || self.attribution(sentence, false).as_ref().map(Reporter::of);
        let syntax = self.syntax(sentence);
        let Some(word) = syntax.head_in(span) else { return by_words() };
        match syntax.reporter_of(word).sure() {
            None => by_words(),
            Some(None) => None,
            Some(Some(report)) => Some(self.reported(syntax, &report)),
        }
    }

    /// The words by which the text calls whoever is reported to say some words.
    pub fn reported_by(&self, sentence: Sentence, span: ProseSpan) -> Option<SmolStr> {
        if self.is_speech(sentence, span) {
            return None;
        }
        self.reporter(sentence, span)?.words
    }

    /// Whether what is reported is so by the words that report it: somebody confirms it, a notice tells it, or those who wrote the
    /// text are sorry to say it.
    pub fn is_vouched_for(&self, sentence: Sentence, span: ProseSpan) -> bool {
        if self.is_speech(sentence, span) {
            return false;
        }
        let syntax = self.syntax(sentence);
        let report = syntax.head_in(span).and_then(|at| syntax.reporter_of(at).value);
        report.is_some_and(|report| {
            word::is(&syntax.lemma(report.verb), Class::ConfirmingVerbs)
                || report.who.is_some_and(|who| {
                    let is_notice = syntax.tag(who).is_noun()
                        && word::is(&syntax.lemma(who), Class::NoticeNouns);
                    is_notice
                        || word::is(syntax.text(who), Class::Narrators)
                            && syntax
                                .trees()
                                .first()
                                .is_some_and(|tree| tree.relation(who) == Relation::Subject)
                            && word::is(&syntax.lemma(report.verb), Class::HearingVerbs)
                })
        })
    }

    fn reported(&self, syntax: &Syntax<'_>, report: &Report) -> Reporter {
        let unnamed = Reporter { speaker: Speaker::Unnamed, words: None };
        let Some(who) = report.who else { return unnamed };
        if syntax.tag(who).is_pronoun() || syntax.tag(who).is_relative() {
            return unnamed;
        }
        if let Some(name) = syntax.name_ending_at(who) {
            let name = word::one_line(name.of(self.prose()));
            return Reporter { speaker: speaker::named(&name), words: Some(name.into()) };
        }
        let words = syntax.calling(who).map(|span| {
            let words = word::one_line(span.of(self.prose()));
            let first = syntax.word_at(span.start).unwrap_or_default();
            match first == 0 && !matches!(syntax.tag(0), Tag::Name | Tag::Names) {
                true => uncapitalised(&words),
                false => words.into(),
            }
        });
        Reporter { words, ..unnamed }
    }

    /// "Ministry: bridge is 900 m long".
    fn reporter_in_headline(&self, sentence: Sentence, span: ProseSpan) -> Option<Reporter> {
        /// No headline calls anybody by more.
        const LONGEST: usize = 4;
        if self.role(sentence) != Role::Headline {
            return None;
        }
        let prose = self.prose();
        let before = sentence.span.of(prose).split_once(": ").map(|(before, _)| before)?;
        let end = sentence.span.start + before.len() as u32;
        if end > span.start || word::words(before).count() > LONGEST {
            return None;
        }
        let label = ProseSpan { start: sentence.span.start, end };
        let syntax = self.syntax(sentence);
        let nouns = syntax.words_in(label).all(|at| {
            syntax.tag(at).is_noun() || matches!(syntax.tag(at), Tag::Determiner | Tag::Adjective)
        });
        // Of whom the headline tells is no reporter: "Skua: a range of 900 km".
        let told = self.mentions().iter().any(|name| name.span.overlaps(label));
        if !nouns || told || !self.is_reporter(syntax, label) {
            return None;
        }
        let words = word::one_line(before);
        let last = words.rsplit(' ').next().unwrap_or_default();
        let common = word::is(&last.to_lowercase(), Class::ReporterNouns);
        let speaker = if common { Speaker::Unnamed } else { speaker::named(&words) };
        Some(Reporter { speaker, words: Some(words.into()) })
    }

    /// Whether a label calls somebody who says things: by a noun for such, or by a name that the text has elsewhere with a
    /// verb of saying behind it.
    fn is_reporter(&self, syntax: &Syntax<'_>, label: ProseSpan) -> bool {
        let last = syntax.words_in(label).end.saturating_sub(1);
        let text = syntax.text(last);
        if word::is(&text.to_lowercase(), Class::ReporterNouns) {
            return true;
        }
        self.sayers().contains(text)
    }

    /// The words right before a verb of saying outside of headlines.
    fn sayers(&self) -> &BTreeSet<&'a str> {
        self.sayers.get_or_init(|| {
            let mut found = BTreeSet::new();
            for sentence in self.sentences().filter(|one| self.role(*one) != Role::Headline) {
                let tokens = self.tokens(sentence);
                let says = (1..tokens.len()).filter(|at| tokens.is(*at, Class::SayingVerb));
                found.extend(says.map(|at| tokens.word(at - 1)));
                // "Jane Roe": the second is a last name.
                let names = (1..tokens.len()).filter(|at| {
                    is_capitalised(tokens.word(*at)) && is_capitalised(tokens.word(at - 1))
                });
                found.extend(names.map(|at| tokens.word(at)));
            }
            found
        })
    }
}

fn uncapitalised(words: &str) -> SmolStr {
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(SmolStr::default, |first| first.to_lowercase().chain(letters).collect())
}
