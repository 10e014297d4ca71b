//! What a heading is about: whether what stands below it is told of the name in it, or of something that the name only tells from
//! its like.
//!
//! One question answers for all: what does the name hang on? On nothing, on an aspect of it ("Requirements of the Skylark"), on what
//! somebody does with it ("How to store the Skylark"), or behind a mark on what sort of text or thing it is ("Ship of the week:
//! Skylark"): it is told of. On another thing ("Hotels at the Skylark"), apart from it ("Near the Skylark") or on an end of it
//! ("Replacing the Skylark"): it is not.

use super::{Reading, Sentence};
use factlint_language::inflect;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::Tag;
use factlint_language::word::{self, is_capitalised};
use factlint_language::words::Class;

/// What stands between the parts of a heading.
const MARKS: [&str; 5] = [":", "–", "—", "|", " - "];

/// Which words are known to say nothing that would be another thing: the cues of a rule, the nouns for its subject.
pub type Own<'o> = &'o dyn Fn(ProseSpan, &str) -> bool;

/// A word of a heading.
struct HeadingWord<'r> {
    at: ProseSpan,
    text: &'r str,
    lemma: String,
    tag: Tag,
}

impl HeadingWord<'_> {
    fn is(&self, class: Class) -> bool {
        word::is(self.text, class)
    }

    fn is_any<const N: usize>(&self, classes: [Class; N]) -> bool {
        classes.into_iter().any(|class| self.is(class))
    }

    fn is_gerund(&self) -> bool {
        self.text.ends_with("ing")
            && self.text.len() > "thing".len()
            && matches!(self.tag, Tag::Gerund | Tag::Noun | Tag::Name | Tag::Verb)
    }

    /// Whether it sets what is told below apart from the thing as it is now.
    fn is_apart(&self) -> bool {
        self.is_any([
            Class::ClauseDivider,
            Class::NegatingWords,
            Class::OtherTimeLabel,
            Class::WithdrawnHeading,
            Class::OtherOne,
        ])
    }
}

impl Reading<'_> {
    /// Whether a sentence is a heading below which something else is told of than a name in it. A question tells nothing.
    pub fn is_heading_apart(&self, line: Sentence, name: ProseSpan) -> bool {
        let is_noun = |at: ProseSpan, _: &str| self.is_mention(at.start as usize);
        let text = line.span.of(self.prose()).trim_end_matches([' ', '*', '_']);
        self.is_headline(line)
            && !text.ends_with('?')
            && !self.is_heading_about(line, name, &is_noun)
    }

    /// Whether a noun, with nothing that a verb tells of it, opens the text right below a heading that is a name and nothing else: "a
    /// quiet town with a population of 48,000" below "Ostrel".
    pub fn is_tagline(&self, sentence: Sentence, noun: usize) -> bool {
        let syntax = self.syntax(sentence);
        let Some(tree) = syntax.trees().first() else { return false };
        let opens = self
            .words_in(sentence.span)
            .next()
            .is_some_and(|(_, first)| word::is(first, Class::IndefiniteArticle));
        let is_alone = opens
            && tree.head(noun).is_none()
            && syntax.tag(noun).is_noun()
            && tree.head(0) == Some(noun)
            && (0..noun).all(|at| !syntax.tag(at).is_verb());
        let is_first = is_alone && self.before_in_block(sentence).next().is_none();
        let Some(heading) = self.standing_under(sentence).next().filter(|_| is_first) else {
            return false;
        };
        let words = self.words_in(heading.span);
        let between = ProseSpan { start: heading.span.end, end: sentence.span.start };
        self.is_headline(heading)
            && between.of(self.prose()).trim().is_empty()
            && words.into_iter().all(|(range, found)| {
                self.is_mention(range.start) || word::is(found, Class::Article)
            })
    }

    /// Whether a heading is about a name in it, as far as the words around the name tell.
    pub fn is_heading_about(&self, line: Sentence, name: ProseSpan, own: Own<'_>) -> bool {
        let behind = ProseSpan { start: name.end, end: line.span.end.max(name.end) };
        let words = self.heading_words(behind);
        // "Skylark hotels"
        let is_compound = words.first().is_some_and(|first| {
            let gap = &self.prose()[name.end as usize..first.at.start as usize];
            gap.trim().is_empty() && first.tag.is_noun() && !is_aspect(first, own)
        });
        !is_compound && self.leads_to_name(line, name, own) && self.is_whole_name(line, name, own)
    }

    /// Whether what stands before a name in a heading leads to it, and to nothing else.
    pub fn leads_to_name(&self, line: Sentence, name: ProseSpan, own: Own<'_>) -> bool {
        let before = ProseSpan { start: line.span.start, end: name.start };
        let words = self.heading_words(before);
        // The last mark ends what sort of text it is.
        let mark = (0..words.len()).rev().find(|at| {
            let end = words.get(at + 1).map_or(name.start, |next| next.at.start);
            let gap = &self.prose()[words[*at].at.end as usize..end as usize];
            MARKS.into_iter().any(|mark| gap.contains(mark))
        });
        // "Store listing, Skylark"
        let mark = mark.or_else(|| {
            let last =
                words.last().filter(|last| last.is_any([Class::HeadingWord, Class::BookNoun]))?;
            let gap = &self.prose()[last.at.end as usize..name.start as usize];
            (gap.trim() == ",").then_some(words.len() - 1)
        });
        let (label, lead) = words.split_at(mark.map_or(0, |at| at + 1));
        // "What the Skylark replaced"
        let behind = ProseSpan { start: name.end, end: line.span.end.max(name.end) };
        let ends = || self.heading_words(behind).iter().any(ends_it);
        (label.is_empty() || is_sort_of_text(label, own))
            && (lead.is_empty() || leads(lead, own) && !ends())
    }

    /// Whether a heading goes on to no part of what it names: "the Skylark's ferry", "Skylark: the kitchen".
    pub fn is_whole_name(&self, line: Sentence, name: ProseSpan, own: Own<'_>) -> bool {
        let behind = ProseSpan { start: name.end, end: line.span.end.max(name.end) };
        let rest = behind.of(self.prose());
        let words = self.heading_words(behind);
        let mut words = words.iter().filter(|word| !word.text.eq_ignore_ascii_case("s"));
        let Some(first) = words.next() else { return true };
        if rest.starts_with(word::is_apostrophe) {
            return is_aspect(first, own);
        }
        let gap = &self.prose()[name.end as usize..first.at.start as usize];
        let is_named = first.is(Class::Definite) && gap.contains([':', '–', '—']);
        !is_named || words.next().is_none_or(|noun| !noun.tag.is_noun() || is_aspect(noun, own))
    }

    /// The words of a part of a heading, without its number and the mark of a question.
    fn heading_words(&self, within: ProseSpan) -> Vec<HeadingWord<'_>> {
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let word = |range: std::ops::Range<usize>| {
            let at = ProseSpan::new(range.start, range.end);
            let text = at.of(self.prose());
            // The number of a heading may look like a sentence of its own.
            let read = self.sentence_at(at.start).and_then(|here| {
                let syntax = self.syntax(here);
                syntax.word_at(at.start).map(|at| (syntax.tag(at), syntax.lemma(at)))
            });
            let (tag, lemma) = read.unwrap_or((Tag::Other, text.to_lowercase()));
            HeadingWord { at, text, lemma, tag }
        };
        let mark = |(range, text): &(std::ops::Range<usize>, &str)| {
            word::is(text, Class::AnswerMark)
                && self.prose()[range.end..].starts_with([':', '.', ')'])
        };
        self.words_in(within)
            .skip_while(|one| is_number(one.1) || mark(one))
            .map(|(range, _)| word(range))
            .collect()
    }
}

/// Whether what stands before the mark in front of a name says what sort of text or thing it is: "FACTBOX", "Lab test", "Ship of the
/// week", "Seen this month"; not "Upstream".
fn is_sort_of_text(label: &[HeadingWord<'_>], own: Own<'_>) -> bool {
    let Some(last) = label.last() else { return true };
    let is_text =
        last.is_any([Class::HeadingWord, Class::LabelWord, Class::BookNoun, Class::ApproachWord])
            || own(last.at, last.text)
            || last.text.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_of_time = || label.len() > 1 && word::is(&last.lemma, Class::TimeNouns);
    let is_named = || label.len() == 1 && last.is(Class::NamingLabel);
    !label.iter().any(HeadingWord::is_apart) && (is_text || is_of_time() || is_named())
}

/// Whether the words before a name lead to it.
fn leads(words: &[HeadingWord<'_>], own: Own<'_>) -> bool {
    let is_small =
        |word: &HeadingWord<'_>| word.is(Class::Article) || word.is(Class::ReaderPossessive);
    let end = words.iter().rposition(|word| !is_small(word)).map_or(0, |at| at + 1);
    let words = &words[..end];
    let Some((last, lead)) = words.split_last() else { return true };
    if words.iter().any(|word| word.is_apart() || ends_it(word)) {
        return false;
    }
    // "How to store", "How do I return", "Store", "Storing"
    let is_asked = |word: &HeadingWord<'_>| {
        word.tag == Tag::To
            || word.is_any([Class::HeadQuestion, Class::QuestionLabelWord, Class::TalkPronouns])
    };
    let asked = words.iter().take_while(|word| is_asked(word)).count();
    let is_act = words.get(asked).is_some_and(|act| {
        (act.is(Class::ActivityHeading) || act.is_gerund() || act.tag == Tag::Verb)
            && !act.is(Class::WayWord)
    });
    if !is_act && words.iter().all(|word| is_aspect(word, own)) {
        return true;
    }
    if words.iter().any(|word| word.is(Class::SeparatingPrepositions)) {
        return false;
    }
    let is_tied = matches!(last.tag, Tag::Preposition | Tag::To | Tag::Particle | Tag::Adverb)
        || last.is(Class::FrontingPrepositions);
    // "With a fake Skylark"
    let is_open = is_tied || last.tag.is_verb() || last.is_gerund();
    match is_act {
        true => is_open && acts_on(&words[asked + 1..], last, is_tied, own),
        false if is_tied => lead.iter().all(|word| is_told_of(word, own)),
        false => asks(words, own),
    }
}

/// Whether what somebody does is done with the name that stands behind it, and not with another thing: "Giving notice at", not "Writing
/// a plugin for".
fn acts_on(
    objects: &[HeadingWord<'_>],
    last: &HeadingWord<'_>,
    is_tied: bool,
    own: Own<'_>,
) -> bool {
    let is_of = is_tied && last.is(Class::OwningPrepositions);
    let mut is_new = false;
    objects.iter().all(|word| {
        let is_small = is_aspect(word, own) && !word.is(Class::Audience);
        let is_thing = word.tag.is_noun() && !word.is_gerund() && !is_small;
        let is_another = is_thing && (is_capitalised(word.text) || is_new || is_of || !is_tied);
        // "Adding a new wing to"
        let goes_on = is_new && word.tag == Tag::Adjective;
        is_new = goes_on || word.is(Class::IndefiniteArticle) && last.is(Class::ToWord);
        !is_another
    })
}

/// Whether a question asks of the name and of nothing else: "What the Skylark costs", "Why you should visit".
fn asks(words: &[HeadingWord<'_>], own: Own<'_>) -> bool {
    /// "What you should know before you buy"
    const MOST: usize = 6;
    // "On which port does"
    let opens = words
        .iter()
        .find(|word| !word.is(Class::FrontingPrepositions))
        .is_some_and(|first| first.is(Class::HeadQuestion) || first.is(Class::HeadingWord));
    let has_doer = words.iter().any(|word| word.is(Class::TalkPronouns) || word.tag == Tag::To);
    let is_act = |word: &HeadingWord<'_>| word.tag.is_verb() && has_doer;
    opens
        && words.len() <= MOST
        && words.iter().enumerate().all(|(at, word)| {
            // "How large may a"
            let is_asked = at > 0
                && words[at - 1].tag == Tag::RelativeAdverb
                && words.get(at + 1).is_some_and(|next| next.is(Class::QuestionLabelWord));
            is_act(word)
                || is_asked
                || is_aspect(word, own)
                || word.is_any([Class::HeadQuestion, Class::TalkPronouns, Class::QuestionLabelWord])
                || word.is(Class::FrontingPrepositions)
                || matches!(word.tag, Tag::To | Tag::Adverb | Tag::Particle)
        })
}

/// Whether a word of what a name is told with is no other thing: an aspect of it, or what only describes one.
fn is_told_of(word: &HeadingWord<'_>, own: Own<'_>) -> bool {
    is_aspect(word, own)
        || word.is(Class::QuestionLabelWord)
        || !word.tag.is_noun()
            && !word.tag.is_finite()
            && !matches!(word.tag, Tag::Number | Tag::Figure | Tag::Comparative)
}

/// Whether a word ends a thing, or makes another like it: "replacing", "replaced", "migrate".
fn ends_it(word: &HeadingWord<'_>) -> bool {
    let stem = word.lemma.strip_suffix('e').unwrap_or(&word.lemma);
    word.is(Class::EndingActivity)
        || word.tag.is_verb() && word::is(&format!("{stem}ing"), Class::EndingActivity)
}

/// Whether a word names an aspect of a thing and no other thing: what is measured of it, a sort of text, a time, what is done with it.
fn is_aspect(word: &HeadingWord<'_>, own: Own<'_>) -> bool {
    own(word.at, word.text)
        || word.is_any([
            Class::LabelWord,
            Class::HeadingWord,
            Class::WayWord,
            Class::MeasureFunctionWord,
            Class::ApproachWord,
            Class::Audience,
            Class::ValueHead,
            Class::DimensionNouns,
        ])
        || word.is_any([
            Class::BookNoun,
            Class::TopicJoint,
            Class::Article,
            Class::ReaderPossessive,
        ])
        || word::is(&word.lemma, Class::TimeNouns)
        || word.is_gerund() && !word.is(Class::DeverbalThings)
        || inflect::is_deverbal(word.text) && !word.is(Class::DeverbalThings)
}
