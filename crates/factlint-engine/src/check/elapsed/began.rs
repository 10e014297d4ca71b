//! Lengths of time that are counted from a beginning: "five years have passed since the trial began", "in the ten years since
//! its founding", "it was two years ago that she took charge", "the trial was opened three years ago", "her four-year spell as
//! coach".

use super::since::Length;
use factlint_language::noun;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Syntax, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;

/// A length of time, with the rule's names and cues in its sentence.
struct Began<'r, 'd> {
    length: Length<'r, 'd>,
    syntax: &'r Syntax<'d>,
    tree: &'r Tree,
    /// The word for the length of time.
    time: usize,
}

/// Whether a length of time is told to have passed since what the cues of a rule say began for its subject.
pub(super) fn counts_from_beginning(length: &Length<'_, '_>) -> bool {
    Began::of(length).is_some_and(|began| {
        began.since_then() || began.is_cleft() || began.by_verb_of_beginning() || began.of_a_spell()
    })
}

/// Whether the verb of a cue tells of the subject what began so long ago, whatever else stands beside it: "two years ago, we replaced
/// the old stove by the new one".
pub(super) fn by_verb(length: &Length<'_, '_>) -> bool {
    Began::of(length).is_some_and(|began| began.by_verb_of_beginning())
}

/// Whether a time ago is that of what went on for a while only: "six years ago the line was closed for a month".
pub(super) fn is_of_a_while(length: &Length<'_, '_>) -> bool {
    let syntax = length.reading.syntax(length.sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let verb = syntax.clause_of(syntax.head_in(length.figure.span)?).value?.verb;
        let mut times = tree
            .dependents_as(verb, Relation::Preposition)
            .filter(|at| word::is(syntax.text(*at), Class::SpanGoesOn))
            .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject));
        Some(times.any(|time| {
            syntax.tag(time) == Tag::Figure || word::is(&syntax.lemma(time), Class::TimeNouns)
        }))
    };
    let mut behind = length.reading.words_in(length.behind()).map(|(_, found)| found);
    behind.next() == Some("ago") && told().unwrap_or(false)
}

/// Whether a time ago is that of something else which somebody did as what a cue names: "took part as conductor two years ago".
pub(super) fn is_only_in_role(length: &Length<'_, '_>) -> bool {
    let syntax = length.reading.syntax(length.sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let verb = syntax.clause_of(syntax.head_in(length.figure.span)?).value?.verb;
        let cues = length
            .rule
            .near
            .iter()
            .flat_map(|cues| length.reading.cues_in(cues, length.sentence.span));
        let cues: Vec<_> = cues.map(|cue| syntax.words_in(cue)).collect();
        let is_cue = |at: usize| cues.iter().any(|cue| cue.contains(&at));
        let is_name = |at: usize| {
            length.mentions.iter().any(|mention| syntax.words_in(*mention).contains(&at))
        };
        let does_something = tree
            .dependents_as(verb, Relation::Object)
            .any(|object| !is_cue(object) && !is_name(object));
        let mut openers = cues.iter().filter_map(|cue| cue.start.checked_sub(1));
        Some(
            does_something
                && openers.any(|as_| word::is(syntax.text(as_), Class::RolePrepositions)),
        )
    };
    told().unwrap_or(false)
}

impl<'r, 'd> Began<'r, 'd> {
    fn of(length: &Length<'r, 'd>) -> Option<Self> {
        let syntax = length.reading.syntax(length.sentence);
        let tree = syntax.trees().first().filter(|_| !length.rule.near.is_empty())?;
        Some(Self { length: *length, syntax, tree, time: syntax.head_in(length.figure.span)? })
    }
}

impl Began<'_, '_> {
    fn names_us(&self, within: ProseSpan) -> bool {
        self.length.mentions.iter().any(|mention| within.contains(*mention))
    }

    /// The words from a place on up to a comma, a bracket or the end.
    fn phrase_from(&self, start: u32) -> ProseSpan {
        let rest = ProseSpan { start, end: self.length.sentence.span.end };
        let text = rest.of(self.length.reading.prose());
        let end = text.find([',', ';', ':', '(', '—', '–']).unwrap_or(text.len());
        ProseSpan { start, end: start + end as u32 }
    }

    /// "Five years have passed since the trial began", "in the ten years since its founding, the firm has".
    fn since_then(&self) -> bool {
        let behind = self.length.behind();
        let mut words = self.length.reading.words_in(behind).enumerate();
        let Some((at, (range, _))) =
            words.find(|(_, (_, found))| word::is(found, Class::SinceWord))
        else {
            return false;
        };
        let since = range.start as u32;
        let between = ProseSpan { start: behind.start, end: since };
        if between.of(self.length.reading.prose()).contains([',', ';', ':', '(']) {
            return false;
        }
        let verb = self.tree.head(self.time).filter(|_| self.tree.relation(self.time).is_subject());
        let passes = || {
            verb.is_some_and(|verb| {
                word::is(&self.syntax.lemma(verb), Class::PassingOfTime)
                    && self.syntax.is_going_on(verb).sure() == Some(true)
            })
        };
        if at > 0 && !passes() {
            return false;
        }
        let phrase = self.phrase_from(since);
        // "Since its founding, the firm has": the name behind the comma.
        let stands_for_us = || {
            let mut inside = self.length.reading.words_in(phrase);
            // "Since its founding", "since it was founded"
            let is_possessive = inside.any(|(_, found)| {
                word::is(found, Class::OwnerPossessive)
                    || word::is(found, Class::PersonalPossessive)
                    || word::is(found, Class::OwnerPronoun)
                    || word::is(found, Class::PersonalPronoun)
            });
            let next = self.length.mentions.iter().find(|mention| mention.start >= phrase.end);
            is_possessive
                && next.is_some_and(|mention| {
                    let between = ProseSpan { start: phrase.end, end: mention.start };
                    self.length
                        .reading
                        .words_in(between)
                        .all(|(_, found)| word::is(found, Class::Article))
                })
        };
        self.length.is_cued(phrase) && (self.names_us(phrase) || stands_for_us())
    }

    /// "It was two years ago that she took charge"
    fn is_cleft(&self) -> bool {
        let mut behind = self
            .length
            .reading
            .words_in(self.length.behind())
            .map(|(range, found)| (range.end, found));
        let ago = behind.next().is_some_and(|(_, found)| found == "ago");
        let Some((end, _)) =
            behind.next().filter(|(_, found)| ago && matches!(*found, "that" | "when"))
        else {
            return false;
        };
        let lead = ProseSpan {
            start: self.length.sentence.span.start,
            end: self.length.figure.hedged.start,
        };
        let mut lead = self.length.reading.words_in(lead).map(|(_, found)| found);
        let is_it = lead.next().is_some_and(|found| word::is(found, Class::EmptySubjects))
            && lead.next().is_some_and(|found| word::is(found, Class::BeForms));
        let phrase = self.phrase_from(end as u32);
        is_it && self.length.is_cued(phrase) && self.names_us(phrase)
    }

    /// "The trial was opened three years ago", "three years ago, the trial began": the cue is what began.
    fn by_verb_of_beginning(&self) -> bool {
        let is_ago = self
            .length
            .reading
            .words_in(self.length.behind())
            .next()
            .is_some_and(|(_, found)| found == "ago");
        let verb = self.syntax.clause_of(self.time).sure().flatten().map(|clause| clause.verb);
        // "Began hosting the show two years ago", where the time is taken for that of what was begun
        let begun = |verb: usize| {
            let above = self.tree.head(verb)?;
            (self.tree.relation(verb) == Relation::OpenComplement
                && word::is(&self.syntax.lemma(above), Class::BeginningVerb))
            .then_some(above)
        };
        let verb = verb.map(|verb| begun(verb).unwrap_or(verb));
        let Some(verb) = verb.filter(|_| is_ago) else { return false };
        // "Shut", which may be taken for the present
        if !matches!(self.syntax.tag(verb), Tag::Past | Tag::Participle | Tag::Present) {
            return false;
        }
        if self.is_what_began(verb) {
            return true;
        }
        let begins = word::is(&self.syntax.lemma(verb), Class::BeginningVerb);
        let Some(subject) = self.syntax.subject_of(verb).sure().flatten().filter(|_| begins) else {
            return false;
        };
        let is_under = |span: &ProseSpan| {
            self.syntax.head_in(*span).is_some_and(|at| self.tree.is_under(at, subject))
        };
        let cued = self.length.rule.near.iter().all(|cues| {
            let found = self.length.reading.cues_in(cues, self.length.sentence.span);
            found.iter().any(|cue| self.syntax.head_in(*cue) == Some(subject))
        });
        cued && self.length.mentions.iter().any(is_under)
    }

    /// Whether a verb is what a cue names and is told of the subject, or says that the subject came to be what a cue names: "set up
    /// the trust", "became conductor", "took over as conductor", "was appointed editor".
    fn is_what_began(&self, verb: usize) -> bool {
        let Length { rule, reading, sentence, mentions, .. } = self.length;
        let (syntax, tree) = (self.syntax, self.tree);
        let names: Vec<usize> =
            mentions.iter().filter_map(|mention| syntax.head_in(*mention)).collect();
        // "Workers at the mill walked out": its people, all of them.
        let are_ours = |who: usize| {
            syntax.tag(who) == Tag::Nouns
                && noun::is_person(&syntax.lemma(who))
                && tree.dependents(who).all(|at| {
                    tree.relation(at) == Relation::Determiner
                        || names.iter().any(|name| tree.head(*name) == Some(at))
                })
                && tree.dependents_as(who, Relation::Preposition).next().is_some()
        };
        let is_name = |at: Option<usize>| at.is_some_and(|at| names.contains(&at) || are_ours(at));
        let is_theme = is_name(syntax.theme_of(verb).sure().flatten());
        let is_subject = is_name(syntax.subject_of(verb).sure().flatten());
        let is_started = word::is(&syntax.lemma(verb), Class::BeginningVerb);
        let had =
            tree.dependents_as(verb, Relation::Auxiliary).any(|at| syntax.lemma(at) == "have");
        let comes_to_be = |cue: usize| {
            let is_in_role = || {
                tree.head(cue).is_some_and(|preposition| {
                    tree.relation(cue) == Relation::PrepositionObject
                        && tree.head(preposition) == Some(verb)
                        && word::is(syntax.text(preposition), Class::RolePrepositions)
                })
            };
            let is_one = tree.head(cue) == Some(verb)
                && matches!(
                    tree.relation(cue),
                    Relation::Attribute | Relation::Object | Relation::OpenComplement
                );
            // "Took part as conductor" is no beginning.
            let mut objects = tree.dependents_as(verb, Relation::Object);
            (is_one || is_in_role())
                && !objects.any(|object| object != cue && !names.contains(&object))
        };
        let tells = |cue: usize| {
            cue == verb && is_theme || is_started && (is_subject || is_theme) && comes_to_be(cue)
        };
        !had && rule.near.iter().all(|cues| {
            let found = reading.cues_in(cues, sentence.span);
            found.into_iter().filter_map(|cue| syntax.head_in(cue)).any(tells)
        })
    }

    /// "Her four-year spell as coach is", "Lee's four years in charge have been": a time of somebody's that a cue names.
    fn of_a_spell(&self) -> bool {
        let modifies =
            matches!(self.tree.relation(self.time), Relation::Compound | Relation::Modifier);
        let noun = match self.length.figure.attributive || modifies {
            true => self
                .tree
                .head(self.time)
                .filter(|noun| word::is(&self.syntax.lemma(*noun), Class::SpellNoun)),
            false => Some(self.time),
        };
        let Some(noun) = noun else { return false };
        let Some(of_noun) = self.syntax.words().get(noun).map(|word| word.span) else {
            return false;
        };
        // A tree may take the possessor of a short name for another subject.
        let is_possessor = |mention: &ProseSpan| {
            let start = self.length.figure.hedged.start.max(mention.end);
            let between =
                ProseSpan { start: mention.end, end: start }.of(self.length.reading.prose());
            between.starts_with(word::is_apostrophe) && word::words(between).nth(1).is_none()
        };
        let is_ours = self.length.mentions.iter().any(|mention| {
            is_possessor(mention)
                || self.syntax.head_in(*mention).is_some_and(|owner| {
                    self.tree.relation(owner) == Relation::Possessor
                        && self.tree.head(owner) == Some(noun)
                })
        });
        let verb = self.tree.head(noun).filter(|_| self.tree.relation(noun).is_subject());
        let is_now = verb.is_some_and(|verb| {
            self.syntax.is_told_as_present(verb).value
                || self.syntax.is_going_on(verb).sure() == Some(true)
        });
        let Some(verb) = verb.filter(|_| is_ours && is_now) else { return false };
        let Some(end) = self.syntax.words().get(verb).map(|word| word.span.start) else {
            return false;
        };
        self.length.is_cued(ProseSpan { start: of_noun.end, end: end.max(of_noun.end) })
    }
}
