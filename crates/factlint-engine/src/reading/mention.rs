//! Mentions: where subjects are named, and which subject a noun stands for.
//!
//! What a noun refers to ("the missiles") is a pure function of the list of mentions: each is resolved
//! once, in order, from those before it.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::lexicon::Hit;
use super::{Reading, Sentence};
use crate::rule::phrase::PhraseId;
use crate::rule::subject::{KindId, SubjectId};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word::{self, is_capitalised};
use factlint_language::words::Class;

/// A name of a subject or a noun of a kind, as it stands in the prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where.
    pub span: ProseSpan,
    /// Which name or noun.
    pub phrase: PhraseId,
}

/// Whom a mention refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Referent {
    /// The subjects that have this name.
    Name(PhraseId),
    /// Somebody or something that the rules do not know.
    Unknown,
}

/// A mention, read for one kind of subject.
#[derive(Clone, Copy, Debug)]
pub struct Referral {
    /// Where it stands.
    pub span: ProseSpan,
    /// Whom it refers to.
    pub referent: Referent,
    /// Whether later nouns and pronouns may refer back to it: a name, or a stranger with a noun.
    pub introduces: bool,
}

/// How many words before a noun are searched for its article.
const ARTICLE_REACH: usize = 9;

impl Reading<'_> {
    /// Every name of a subject and every noun of a kind, by position; the longest where several
    /// overlap, names before nouns.
    pub fn mentions(&self) -> &[Mention] {
        self.mentions.get_or_init(|| {
            let subjects = &self.vocabulary.subjects;
            let is_name = |hit: &Hit| !subjects.of_phrase(hit.phrase).is_empty();
            let mut candidates: Vec<Hit> = self
                .hits
                .iter()
                .filter(|hit| !hit.tied_before && !hit.tied_after)
                .filter(|hit| is_name(hit) || !subjects.kinds_of_noun(hit.phrase).is_empty())
                .copied()
                .collect();
            candidates.sort_by_key(|hit| {
                (hit.start, std::cmp::Reverse(hit.end), !is_name(hit), hit.phrase)
            });
            let mut found: Vec<Mention> = Vec::new();
            for hit in candidates {
                let span = ProseSpan { start: hit.start, end: hit.end };
                match found.last_mut() {
                    Some(last) if span.start < last.span.end => {
                        // "The Orpheum Theatre", of which the rules have "the Orpheum" and "Orpheum Theatre".
                        let (one, other) =
                            (subjects.of_phrase(last.phrase), subjects.of_phrase(hit.phrase));
                        let same = one.iter().any(|subject| other.contains(subject));
                        if same && last.span.end < span.end {
                            *last = Mention { span: last.span.hull(span), phrase: hit.phrase };
                        }
                    }
                    _ => found.push(Mention { span, phrase: hit.phrase }),
                }
            }
            found
        })
    }

    /// Where some names stand that the rules give to subjects, in order.
    pub fn mentions_of(&self, names: &[PhraseId]) -> Vec<ProseSpan> {
        let by_phrase = self.mentions_by_phrase.get_or_init(|| {
            let mut by_phrase: FxHashMap<PhraseId, Vec<u32>> = FxHashMap::default();
            for (index, mention) in self.mentions().iter().enumerate() {
                by_phrase.entry(mention.phrase).or_default().push(index as u32);
            }
            by_phrase
        });
        let listed = names.iter().filter_map(|name| by_phrase.get(name)).flatten();
        let mut found: Vec<ProseSpan> =
            listed.map(|index| self.mentions()[*index as usize].span).collect();
        found.sort();
        found.dedup();
        found
    }

    /// Where a noun of a kind stands for one of some subjects: "the club".
    pub fn nouns_for(&self, subjects: &[SubjectId], kind: KindId) -> Vec<ProseSpan> {
        let known = &self.vocabulary.subjects;
        let is_noun = |span: ProseSpan| {
            let at = self.mentions().partition_point(|one| one.span.start < span.start);
            self.mentions().get(at).is_some_and(|one| known.of_phrase(one.phrase).is_empty())
        };
        let referrals = self.referrals(kind);
        let ours = referrals.iter().filter(|one| self.is_one_of(one.referent, subjects));
        ours.map(|one| one.span).filter(|span| is_noun(*span)).collect()
    }

    /// Whether a sentence has a noun of a kind that stands for nothing that was named before: "the ground".
    pub fn has_loose_noun(&self, sentence: Sentence, kind: KindId) -> bool {
        let here = self.referrals_in(sentence, kind);
        !here.is_empty() && here.iter().all(|one| one.referent == Referent::Unknown)
    }

    /// Where "it" or "they" opens a sentence, or its main clause, and stands for one of some subjects of a kind: the last that was named, with
    /// no other name behind it, known or unknown, but those of some values. Sentences that are not asked about are passed
    /// over.
    pub fn pronouns_for(
        &self,
        subjects: &[SubjectId],
        kind: KindId,
        is_asked: impl Fn(Sentence, ProseSpan) -> bool,
        values: impl Fn(Sentence) -> Vec<ProseSpan>,
    ) -> Vec<ProseSpan> {
        let referrals = self.referrals(kind);
        let mut found = Vec::new();
        for &sentence in &*self.sentences_about(subjects, kind) {
            let Some((range, opener)) = self.words_in(sentence.span).next() else { continue };
            let opens = word::is(opener, Class::SubjectPronoun);
            let first = ProseSpan::new(range.start, range.end);
            let Some(pronoun) =
                Some(first).filter(|_| opens).or_else(|| self.behind_front(sentence))
            else {
                continue;
            };
            if !is_asked(sentence, pronoun) || !(opens || self.is_main_subject(sentence, pronoun)) {
                continue;
            }
            let before = referrals.partition_point(|one| one.span.start < sentence.span.start);
            let names_none = referrals[before..]
                .iter()
                .take_while(|next| next.span.start < sentence.span.end)
                .all(|next| {
                    self.is_said_of_pronoun(sentence, pronoun, next.span)
                        && self.brings_in_nothing(sentence)
                });
            let Some(last) = before.checked_sub(1).and_then(|at| referrals.get(at)) else {
                continue;
            };
            let is_only = |within: Sentence| {
                let here = self.referrals_in(within, kind);
                here.iter().all(|one| {
                    one.referent == Referent::Unknown || self.is_one_of(one.referent, subjects)
                })
            };
            if !self.sentence_at(last.span.start).is_some_and(is_only) {
                continue;
            }
            let first = self.mentions().partition_point(|one| one.span.start < last.span.end);
            let behind = self.mentions().get(first..).unwrap_or_default();
            let mut behind =
                behind.iter().take_while(|one| one.span.start < sentence.span.start).peekable();
            let subjects_of = |one: &Mention| self.vocabulary().subjects.of_phrase(one.phrase);
            // "The unit stands behind the main building. It has been shut"
            let is_alone = behind.peek().is_none()
                || self.sentence_at(last.span.start).is_some_and(|before| {
                    self.is_main_subject(before, last.span)
                        && behind.all(|one| {
                            before.span.contains(one.span) && subjects_of(one).is_empty()
                        })
                });
            if names_none
                && is_alone
                && self.is_one_of(self.focus_before(sentence, &referrals), subjects)
                && !self
                    .has_stranger_beside(sentence, &self.with_agents(sentence, values(sentence)))
            {
                found.push(pronoun);
            }
        }
        found
    }

    /// Whether a noun is what a pronoun is said to be, and nothing else of its sort: "it is a school for boys".
    fn is_said_of_pronoun(&self, sentence: Sentence, pronoun: ProseSpan, noun: ProseSpan) -> bool {
        let syntax = self.syntax(sentence);
        let told = || {
            let tree = syntax.trees().first()?;
            let (who, noun) = (syntax.head_in(pronoun)?, syntax.head_in(noun)?);
            let is_said =
                tree.relation(noun) == Relation::Attribute && tree.head(noun) == tree.head(who);
            Some(tree.relation(who) == Relation::Subject && is_said)
        };
        told().unwrap_or(false)
    }

    /// Whether the sentence before one names nobody that no rule knows and nothing new, of which could be told what it is: "the school
    /// faces Marl Lodge", "has a rival".
    fn brings_in_nothing(&self, sentence: Sentence) -> bool {
        let before = self.sentence_before(sentence);
        before.is_some_and(|before| {
            let opener = self.words_in(before.span).next().map(|(first, _)| first.start);
            let is_known = |at: usize| {
                let known = self.mentions();
                let next = known.partition_point(|one| one.span.end as usize <= at);
                known.get(next).is_some_and(|one| one.span.start as usize <= at)
            };
            !self.words_in(before.span).any(|(at, found)| {
                word::is(found, Class::IndefiniteArticle)
                    || is_capitalised(found)
                        && Some(at.start) != opener
                        && !is_known(at.start)
                        && !word::is(found, Class::NoStranger)
            })
        })
    }

    /// Some spans of a sentence with those that say by whom or where something is done: "it has been run by the Vidal family" can mean
    /// nobody but what is run.
    fn with_agents(&self, sentence: Sentence, mut spans: Vec<ProseSpan>) -> Vec<ProseSpan> {
        let syntax = self.syntax(sentence);
        let Some(tree) = syntax.trees().first() else { return spans };
        let words = syntax.words();
        for by in (0..words.len()).filter(|word| tree.relation(*word) == Relation::Agent) {
            let object = tree.dependents_as(by, Relation::PrepositionObject).last();
            spans.extend(object.map(|object| words[by].span.hull(words[object].span)));
        }
        // "It gets under way on 2 August at the Odeon": where it does so.
        let is_at = |at: &usize| word::is(syntax.text(*at), Class::PlacingPrepositions);
        for at in (0..words.len()).filter(is_at) {
            let is_of_verb = tree.head(at).is_some_and(|verb| syntax.tag(verb).is_verb());
            let place = tree.dependents_as(at, Relation::PrepositionObject).last();
            let place = place.filter(|place| is_of_verb && *place > at);
            spans.extend(place.map(|place| words[at].span.hull(words[place].span)));
        }
        spans.sort();
        spans
    }

    /// "It" behind the comma that ends what a sentence opens with, or behind a word for now: "as of its last release, it runs", "today
    /// it runs".
    fn behind_front(&self, sentence: Sentence) -> Option<ProseSpan> {
        let mut words = self.words_in(sentence.span);
        let (_, mut last) = words.next()?;
        let mut is_now = true;
        let (range, _) = words.find(|(range, found)| {
            is_now &= word::is(last, Class::Nowadays);
            last = found;
            word::is(found, Class::SubjectPronoun)
                && !word::is(found, Class::SubjectPossessive)
                && (is_now || self.prose()[..range.start].trim_end().ends_with(','))
        })?;
        Some(ProseSpan::new(range.start, range.end))
    }

    /// Whether a word is the subject of its sentence's main verb.
    pub(super) fn is_main_subject(&self, sentence: Sentence, subject: ProseSpan) -> bool {
        let syntax = self.syntax(sentence);
        let Some(tree) = syntax.trees().first() else { return false };
        let Some(at) = syntax.head_in(subject) else { return false };
        tree.relation(at).is_subject()
            && tree.head(at).is_some_and(|verb| tree.head(verb).is_none())
    }

    /// Whether a sentence holds a name that no rule knows and that is no part of some spans, which are in order.
    fn has_stranger_beside(&self, sentence: Sentence, spans: &[ProseSpan]) -> bool {
        let mut start = sentence.span.start;
        let between = spans.iter().map(|one| (one.start, one.end));
        between.chain([(sentence.span.end, sentence.span.end)]).any(|(end, next)| {
            let gap = ProseSpan { start, end };
            start = start.max(next);
            gap.start < gap.end && self.has_stranger(sentence, gap)
        })
    }

    /// Whether a pronoun stands for a thing itself, or for the owner of what one of some cues names: "it", "its version".
    pub fn is_thing_or_owns<C: Iterator<Item = ProseSpan>>(
        &self,
        sentence: Sentence,
        pronoun: ProseSpan,
        cues: impl Fn() -> C,
    ) -> bool {
        if !word::is(pronoun.of(self.prose()), Class::SubjectPossessive) {
            return true;
        }
        let syntax = self.syntax(sentence);
        let Some(tree) = syntax.trees().first() else { return false };
        let owned = syntax.head_in(pronoun).and_then(|at| tree.head(at));
        // "Its current version stands at", "its phone number": the cue may tell the thing from its like.
        owned.is_some_and(|owned| {
            let is_label = word::is(&syntax.lemma(owned), Class::LabelWord);
            cues().any(|cue| {
                syntax.head_in(cue).is_some_and(|cue| {
                    cue == owned
                        || (tree.head(cue) == Some(owned)
                            && (tree.relation(cue) == Relation::Modifier
                                || is_label && tree.relation(cue) == Relation::Compound))
                })
            })
        })
    }

    fn is_one_of(&self, referent: Referent, subjects: &[SubjectId]) -> bool {
        match referent {
            Referent::Name(name) => self
                .vocabulary
                .subjects
                .of_phrase(name)
                .iter()
                .any(|subject| subjects.contains(subject)),
            Referent::Unknown => false,
        }
    }

    /// The mentions that matter to a kind, each with its referent.
    pub(super) fn referrals(&self, kind: KindId) -> Rc<Vec<Referral>> {
        if let Some(known) = self.referrals.borrow().get(&kind) {
            return Rc::clone(known);
        }
        let subjects = &self.vocabulary.subjects;
        let mut found: Vec<Referral> = Vec::new();
        // What a definite noun stands for: whatever was last named or introduced.
        let mut focus = Referent::Unknown;
        // And what it was before that.
        let mut earlier = Referent::Unknown;
        for (index, mention) in self.mentions().iter().enumerate() {
            let named = subjects.of_phrase(mention.phrase);
            if named.iter().any(|&subject| subjects.get(subject).kind == kind) {
                earlier = focus;
                focus = Referent::Name(mention.phrase);
                found.push(Referral { span: mention.span, referent: focus, introduces: true });
            } else if named.is_empty() && subjects.kinds_of_noun(mention.phrase).contains(&kind) {
                // "Unlike the Wagtail, the ferry carries": what a name is only set beside is something else.
                let is_compared = |last: &&Referral| {
                    last.introduces && self.is_compared_with(last.span, mention.span)
                };
                let meant = match found.last().filter(is_compared) {
                    Some(last) if earlier == last.referent => Referent::Unknown,
                    Some(_) => earlier,
                    None => focus,
                };
                let (mut referent, introduces) = self.refer(mention.span, found.last(), meant);
                let is_named = |one: &&Mention| {
                    let named = subjects.of_phrase(one.phrase);
                    named.iter().any(|&subject| subjects.get(subject).kind == kind)
                };
                let is_behind = |next: ProseSpan| {
                    self.is_named_behind(mention.span, next)
                        || self.sentence_at(next.start).is_some_and(|sentence| {
                            self.is_its_name(sentence, mention.span, next.start)
                        })
                };
                if let Some(next) = self.mentions().get(index + 1).filter(is_named)
                    && is_behind(next.span)
                {
                    referent = Referent::Name(next.phrase);
                }
                if introduces {
                    focus = referent;
                }
                found.push(Referral { span: mention.span, referent, introduces });
            }
        }
        let found = Rc::new(found);
        self.referrals.borrow_mut().insert(kind, Rc::clone(&found));
        found
    }

    /// Whom a noun refers to, given the mention before it and what is in focus; and whether it brings
    /// in somebody new.
    fn refer(
        &self,
        noun: ProseSpan,
        before: Option<&Referral>,
        focus: Referent,
    ) -> (Referent, bool) {
        let prose = self.prose();
        let Some(sentence) = self.sentence_at(noun.start) else {
            return (Referent::Unknown, false);
        };
        if self.has_a_strange_name(sentence, noun) {
            return (Referent::Unknown, true);
        }
        let lead = &prose[sentence.span.start as usize..noun.start as usize];
        // "ATACMS missiles": the name right before the noun.
        if let Some(last) = before
            && last.span.end >= sentence.span.start
            && prose[last.span.end as usize..noun.start as usize]
                .split(|c: char| c.is_whitespace())
                .all(|word| word.is_empty() || is_modifier(word))
            && !prose[last.span.end as usize..noun.start as usize].contains(',')
        {
            return (last.referent, false);
        }
        if let Some(last) = before.filter(|last| self.are_said_to_be(sentence, noun, last.span)) {
            return (last.referent, false);
        }
        for (index, (offset, found)) in word::words_before(lead).take(ARTICLE_REACH).enumerate() {
            let gap = &lead[offset + found.len()..];
            if index == 0 && gap.contains([',', ';', ':', '—', '.']) {
                break;
            }
            let starts_sentence = offset == 0;
            if word::is(found, Class::Definite) {
                let is_apart = index > 0 && self.is_ranked(sentence, noun);
                return (if is_apart { Referent::Unknown } else { focus }, false);
            }
            if word::is(found, Class::Indefinite) {
                return (self.apposed(sentence.span.start as usize + offset, before), false);
            }
            if is_capitalised(found) && !starts_sentence && !is_modifier(found) {
                // "The Wagtail is an Italian orchestra"
                if index == 0 && self.is_said_of_subject(sentence, noun, found) {
                    continue;
                }
                // "Storm Shadow missiles", "Russian missiles": a stranger, unless it is only part
                // of what comes before the noun ("the Moscow-bound missiles").
                let adjacent =
                    index == 0 || word::words(gap).all(|(_, between)| is_modifier(between));
                return (Referent::Unknown, adjacent);
            }
            if word::is(found, Class::ArticleStop) {
                break;
            }
        }
        (Referent::Unknown, false)
    }

    /// Whether a name in front of a sentence says only what its subject is like or unlike.
    fn is_compared_with(&self, name: ProseSpan, subject: ProseSpan) -> bool {
        self.sentence_at(name.start).is_some_and(|sentence| {
            sentence.span.contains(subject)
                && self.is_set_beside(sentence, name)
                && self.is_main_subject(sentence, subject)
        })
    }

    /// Whether a noun is told apart from one like it by how the two compare: "the older ferry".
    fn is_ranked(&self, sentence: Sentence, noun: ProseSpan) -> bool {
        let syntax = self.syntax(sentence);
        (0..syntax.words_in(noun).start)
            .rev()
            .take_while(|at| syntax.tag(*at) != Tag::Determiner)
            .any(|at| syntax.tag(at) == Tag::Comparative)
    }

    /// Whether a name that no rule knows stands right behind a noun as the name of what it speaks of: "the older liner Marinda".
    fn has_a_strange_name(&self, sentence: Sentence, noun: ProseSpan) -> bool {
        let behind = ProseSpan { start: noun.end, end: sentence.span.end.max(noun.end) };
        let mut words = self.words_in(behind);
        let Some((range, found)) = words.next() else { return false };
        let is_strange = |range: &std::ops::Range<usize>, found: &str| {
            is_capitalised(found)
                && found.chars().any(char::is_lowercase)
                && !word::is(found, Class::NoStranger)
                && !self.is_mention(range.start)
        };
        // "The town of Marl", "the Bank of Marl"
        if found.eq_ignore_ascii_case("of")
            && self.prose().get(noun.end as usize..range.start) == Some(" ")
        {
            let noun = noun.of(self.prose());
            let is_named = is_capitalised(noun) || word::is(noun, Class::NamedByOf);
            return is_named
                && words.next().is_some_and(|(range, found)| is_strange(&range, found));
        }
        is_strange(&range, found) && self.is_its_name(sentence, noun, range.start as u32)
    }

    /// Whether what stands right behind a noun is its name: "the liner Marinda", not "the liner Marinda Lines bought".
    fn is_its_name(&self, sentence: Sentence, noun: ProseSpan, name: u32) -> bool {
        if self.prose().get(noun.end as usize..name as usize) != Some(" ") {
            return false;
        }
        let syntax = self.syntax(sentence);
        let told = || {
            let tree = syntax.trees().first()?;
            let (at, name) = (syntax.head_in(noun)?, syntax.word_at(name)?);
            let is_apposed = tree.head(name) == Some(at) || tree.head(at) == Some(name);
            // "The older liner Marinda is moored", where each is taken for a subject of its own.
            let above = tree.head(name);
            let are_subjects = tree.relation(at).is_subject()
                && tree.relation(name).is_subject()
                && (above == tree.head(at) || above.and_then(|at| tree.head(at)) == tree.head(at));
            let is_tied = is_apposed || are_subjects;
            Some(is_tied && matches!(syntax.tag(name), Tag::Name | Tag::Names))
        };
        told().unwrap_or(false)
    }

    /// Whether a plural without an article is what a name is said to be: "the Wagtail, wireless headphones with", "the Wagtail are
    /// headphones with".
    fn are_said_to_be(&self, sentence: Sentence, noun: ProseSpan, name: ProseSpan) -> bool {
        let syntax = self.syntax(sentence);
        let told = || {
            let tree = syntax.trees().first()?;
            let (at, name) = (syntax.head_in(noun)?, syntax.head_in(name)?);
            let verb = tree.head(at)?;
            let is_bare = [Relation::Determiner, Relation::NumberModifier, Relation::Possessor]
                .into_iter()
                .all(|relation| tree.dependents_as(at, relation).next().is_none());
            let is_said = match tree.relation(at) {
                Relation::Apposition => verb == name,
                Relation::Attribute => {
                    tree.relation(name).is_subject() && tree.head(name) == Some(verb)
                }
                _ => false,
            };
            Some(syntax.tag(at) == Tag::Nouns && is_bare && is_said && name < at)
        };
        name.start >= sentence.span.start && told().unwrap_or(false)
    }

    /// Whether a noun with an adjective like "Italian" before it is what something is said to be: "is a CO₂ freezer" where a name
    /// stands for what is.
    fn is_said_of_subject(&self, sentence: Sentence, noun: ProseSpan, adjective: &str) -> bool {
        let syntax = self.syntax(sentence);
        let told = || {
            let tree = syntax.trees().first()?;
            let at = syntax.head_in(noun)?;
            let before = syntax.words_in(noun).start.checked_sub(1)?;
            let is_sort = syntax.tag(before) == Tag::Adjective && syntax.text(before) == adjective;
            let is_of_name = || {
                let verb = tree.head(at)?;
                let subject = tree.dependents_as(verb, Relation::Subject).next()?;
                let subject = syntax.words().get(subject)?.span;
                Some(tree.head(before) == Some(at) && self.is_mention(subject.start as usize))
            };
            let is_said = tree.relation(at) == Relation::Attribute;
            Some(is_said && (is_sort || is_of_name() == Some(true)))
        };
        told().unwrap_or(false)
    }

    /// "The new missile, the Tomahawk, has ...": a name between commas right behind a noun; "the wind farm at Sandrigg".
    fn is_named_behind(&self, noun: ProseSpan, name: ProseSpan) -> bool {
        let prose = self.prose();
        let Some(between) = prose.get(noun.end as usize..name.start as usize) else { return false };
        let before = word::words_before(&prose[..noun.start as usize]).next();
        let is_the = before.is_some_and(|(_, found)| word::is(found, Class::Definite));
        if is_the && word::is(between.trim(), Class::NamingPreposition) {
            return true;
        }
        // "A ferry called the Nordlys", "the ferry, known as Nordlys,"
        let mut words = word::words(between).map(|(_, found)| found).peekable();
        if words.next_if(|found| word::is(found, Class::CalledWords)).is_some() {
            let _ = words.next_if(|found| word::is(found, Class::KnownAs));
            return words.all(|found| word::is(found, Class::Definite));
        }
        let behind = prose[name.end as usize..].trim_start();
        let is_closed =
            behind.is_empty() || behind.starts_with([',', ';', '.', ':', ')', '–', '—']);
        let opens = between.trim_start();
        let article = opens.trim_start_matches([',', '(', '–', '—']).trim();
        is_closed
            && opens.starts_with([',', '(', '–', '—'])
            && (article.is_empty() || word::is(article, Class::Definite))
    }

    /// "The Tomahawk, a missile with ...": an indefinite noun right behind a name and a comma.
    fn apposed(&self, article: usize, before: Option<&Referral>) -> Referent {
        match before {
            Some(last)
                if last.span.end as usize <= article
                    && article - last.span.end as usize <= 8
                    && matches!(
                        self.prose()[last.span.end as usize..article].trim(),
                        "," | "—" | "–" | "(" | ", is" | "is"
                    ) =>
            {
                last.referent
            }
            _ => Referent::Unknown,
        }
    }
}

/// Words that may stand between a name or an article and its noun without naming anything.
fn is_modifier(found: &str) -> bool {
    found.contains(word::is_hyphen) || word::is(found, Class::MentionModifier)
}
