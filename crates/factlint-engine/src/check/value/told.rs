//! Whether a value of a sentence that names no rival is told of what the sentence names. Asked of the analysis of the
//! sentence.

mod bearer;
mod elsewhere;
mod neighbour;

use super::aside;
use super::matched::Match;
use crate::check::bystander;
use crate::check::rivals::kind_of;
use crate::check::{Decider, Refusal, mentions_of};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::rule::subject::KindId;
use crate::unread::Reason;
use factlint_language::figure::Measure;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Signs, Syntax, Tag, Tree};
use factlint_language::word::{self, is_capitalised};
use factlint_language::words::Class;

/// A value in its sentence.
struct Told<'r, 'd> {
    reading: &'r Reading<'d>,
    sentence: Sentence,
    kind: KindId,
    syntax: &'r Syntax<'d>,
    tree: &'r Tree,
    cues: &'r [ProseSpan],
    span: ProseSpan,
    /// The word for the value.
    value: usize,
    /// The nearest verb above it.
    verb: Option<usize>,
}

/// Who is not the rule's subject to whom something is sent by what a value stands with, where rules know of both: "forwards
/// everything to the broker on port 5671".
pub(super) fn receiver(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    value: ProseSpan,
) -> Option<ProseSpan> {
    let kind = kind_of(rule, reading)?;
    let syntax = reading.syntax(sentence);
    let (tree, at) = (syntax.trees().first()?, syntax.head_in(value)?);
    let verb = tree.upwards(at).find(|above| syntax.tag(*above).is_verb());
    let told =
        Told { reading, sentence, kind, syntax, tree, cues: &[], span: value, value: at, verb };
    let ours: Vec<usize> = mentions_of(rule, reading)
        .iter()
        .filter(|mention| sentence.span.contains(**mention))
        .filter_map(|mention| syntax.head_in(*mention))
        .collect();
    told.receiver(|who| ours.iter().any(|at| *at == who || tree.head(*at) == Some(who)))
}

/// Whether it is: not where the value is that of a name that no rule knows ("needs version 3.11 of Python"), or of what is
/// there no longer.
pub(super) fn is_told(
    reading: &Reading<'_>,
    sentence: Sentence,
    kind: KindId,
    found: Match,
    cues: &[ProseSpan],
) -> Result<(), Refusal> {
    let value = found.whole;
    let clause = reading.outer_clause_at(sentence, value.start);
    let behind = ProseSpan { start: value.end, end: sentence.span.end.max(value.end) };
    // "Version 5.0, withdrawn last year,"
    let mut words = reading.words_in(clause).chain(reading.words_in(behind).take(1));
    if let Some((range, _)) = words.find(|(_, found)| word::is(found, Class::Withdrawn)) {
        let word = ProseSpan::new(range.start, range.end);
        return Err((Reason::NotAsserted, Decider::Word(word)));
    }
    // "Plays in Division Three of the Vale League": what has a name of its own is nobody's version.
    let is_named = is_capitalised(found.value.of(reading.prose()));
    if !is_named && reading.is_of_stranger(sentence, value) {
        return Err((Reason::OtherThing, Decider::Nothing));
    }
    let syntax = reading.syntax(sentence);
    let (Some(tree), Some(at)) = (syntax.trees().first(), syntax.head_in(value)) else {
        return Ok(());
    };
    let verb = tree.upwards(at).find(|above| syntax.tag(*above).is_verb());
    let told = Told { reading, sentence, kind, syntax, tree, cues, span: value, value: at, verb };
    let names: Vec<ProseSpan> = (0..syntax.words().len())
        .filter(|at| told.is_mention(*at))
        .filter_map(|at| told.span_of(at))
        .collect();
    if syntax.is_told_behind(value, cues, &names) {
        return Ok(());
    }
    let unsaid = told.only_such().or_else(|| told.out_of_use()).or_else(|| told.at_first());
    if let Some(word) = unsaid.or_else(|| told.span_of(told.to_come()?)) {
        return Err((Reason::NotAsserted, Decider::Word(word)));
    }
    if let Some(other) = told.other_one() {
        return Err((Reason::OtherThing, Decider::Word(other)));
    }
    if let Some(former) = told.former_cue() {
        return Err((Reason::NotAsserted, Decider::Word(former)));
    }
    if let Some(denied) = told.denied_cue().or_else(|| told.noun_of_cue()) {
        return Err((Reason::OtherCue, Decider::Word(denied)));
    }
    if let Some(denied) = told.set_aside() {
        return Err((Reason::OtherThing, Decider::Word(denied)));
    }
    // "Tarn fever (code NR-2) is passed on by ticks": told of the name itself, whatever else the sentence does with it.
    if told.thing_beside().is_none() && aside::stands_beside(reading, sentence, kind, found) {
        return Ok(());
    }
    let owner = told
        .thing_beside()
        .or_else(|| told.thing_between())
        .or_else(|| told.things_counted(found))
        .or_else(|| told.stranger_before())
        .or_else(|| told.stranger_as_subject())
        .or_else(|| told.user())
        .or_else(|| told.of_its_users())
        .or_else(|| told.receiver(|at| told.is_mention(at)))
        .or_else(|| told.reached_on())
        .or_else(|| told.name_behind())
        .or_else(|| told.name_before())
        .or_else(|| told.name_of_clause())
        .or_else(|| told.part_of_ours())
        .or_else(|| told.side_service())
        .or_else(|| told.had_elsewhere())
        .or_else(|| told.other_bearer());
    if let Some(owner) = owner {
        return Err((Reason::OtherThing, Decider::Word(owner)));
    }
    match told.other_release().or_else(|| told.changed()).or_else(|| told.did_once()) {
        Some(word) => Err((Reason::NotAsserted, Decider::Word(word))),
        None => Ok(()),
    }
}

impl Told<'_, '_> {
    fn span_of(&self, at: usize) -> Option<ProseSpan> {
        self.syntax.words().get(at).map(|word| word.span)
    }

    fn is_mention(&self, at: usize) -> bool {
        self.span_of(at).is_some_and(|span| self.is_ours(span))
    }

    /// Whether a place is that of a subject of the rule's kind, or of a noun for one: a plug-in is another thing than a
    /// program, though rules know of both.
    fn is_ours(&self, span: ProseSpan) -> bool {
        self.reading.is_mention_of(self.sentence, span.start as usize, self.kind)
    }

    fn is_known(&self, span: ProseSpan) -> bool {
        self.is_ours(span) || self.is_cue(span)
    }

    fn is_cue(&self, span: ProseSpan) -> bool {
        self.cues.iter().any(|cue| cue.overlaps(span))
    }

    /// The cue that stands nearest to the value.
    fn nearest_cue(&self) -> Option<usize> {
        let cue = self.cues.iter().min_by_key(|cue| cue.start.abs_diff(self.span.start))?;
        self.syntax.head_in(*cue)
    }

    /// Whether a word is a name: "Python", not "API" or what opens the sentence.
    fn is_name(&self, at: usize) -> bool {
        let text = self.syntax.text(at);
        matches!(self.syntax.tag(at), Tag::Name | Tag::Names)
            && is_capitalised(text)
            && text.chars().any(char::is_lowercase)
    }

    /// The verb and the subject of the clause that gives the value.
    fn clause(&self) -> Option<(usize, usize)> {
        let verb = self.syntax.clause_of(self.value).sure().flatten()?.verb;
        // "Anyone who saw it is asked to quote 118-4420": who is asked has no number.
        let are_people = |at: usize| {
            word::is(self.syntax.text(at), Class::GenericSubjects)
                || word::is(&self.syntax.lemma(at), Class::Persons)
        };
        let mut below = self.tree.dependents(verb);
        let subject = below.find(|at| match self.tree.relation(*at) {
            Relation::PassiveSubject => !are_people(*at),
            relation => relation.is_subject(),
        })?;
        Some((verb, subject))
    }

    /// The thing of which a sentence tells, where the subject is only what it is for or in: "the charger for the bus needs
    /// firmware 2.2", "the proxy in front of the bus".
    fn thing_beside(&self) -> Option<ProseSpan> {
        let (syntax, tree) = (self.syntax, self.tree);
        let sure = self.clause().map(|(_, subject)| subject);
        let subject = sure.filter(|subject| syntax.tag(*subject).is_noun());
        let subject = subject.or_else(|| self.loose_subject())?;
        // "Anyone who installs the server gets", "the whole of the server is under", not "the guest network of the router has"
        let is_plain = (0..subject).all(|at| {
            tree.head(at) != Some(subject)
                || tree.relation(at) != Relation::Compound
                || self.is_mention(at)
                || is_capitalised(syntax.text(at))
        });
        let is_all = is_plain && word::is(&syntax.lemma(subject), Class::WholeThings)
            || word::is(&syntax.lemma(subject), Class::WholeWords);
        if is_all || word::is(syntax.text(subject), Class::GenericSubjects) {
            return None;
        }
        let span = self.span_of(subject)?;
        let ours: Vec<usize> =
            (subject + 1..self.value).filter(|at| self.is_mention(*at)).collect();
        let leads_by = |relation: Relation| {
            ours.iter().any(|at| {
                let mut way = tree.upwards(*at).take_while(|at| *at != subject);
                tree.is_under(*at, subject) && way.any(|at| tree.relation(at) == relation)
            })
        };
        // "The car park nearest to the museum has"
        let lies_before_verb = || {
            let verb = self.verb.filter(|verb| *verb > subject)?;
            let ours = ours.iter().find(|at| **at < verb)?;
            let before = (subject + 1..*ours).rfind(|at| syntax.tag(*at) != Tag::Determiner)?;
            let between = ProseSpan { start: span.end, end: self.span_of(verb)?.start };
            let is_joined = !between.of(self.reading.prose()).contains([',', '(', '—', '–']);
            Some(is_joined && matches!(syntax.tag(before), Tag::Preposition | Tag::To))
        };
        // "The headphones that we plugged into the phone support"
        let is_told_apart = leads_by(Relation::RelativeClause);
        // "A study for the painting, number 12, is kept"
        let is_new = || {
            tree.dependents_as(subject, Relation::Determiner)
                .any(|at| word::is(syntax.text(at), Class::IndefiniteArticle))
        };
        let is_beside = is_told_apart
            || ((sure == Some(subject) || is_new())
                && (leads_by(Relation::Preposition) || lies_before_verb().unwrap_or(false)));
        let is_thing = syntax.tag(subject) == Tag::Noun
            || (is_told_apart && syntax.tag(subject) == Tag::Nouns);
        let last = ours.last().copied().unwrap_or(subject);
        // "Every account at the bank"
        let mut determiners = tree.dependents_as(subject, Relation::Determiner);
        let is_one = is_thing
            && (is_told_apart
                || determiners.any(|at| {
                    let found = syntax.text(at);
                    word::is(found, Class::Article) || word::is(found, Class::Definite)
                }))
            // "The version of the database is 4.2"
            && self.cues.iter().all(|cue| {
                syntax
                    .head_in(*cue)
                    .is_none_or(|cue| cue > last || !tree.is_under(cue, subject))
            });
        // "The manual of the server is under" tells of the manual.
        let says_what = self.verb.is_some_and(|verb| {
            let by = tree.upwards(self.value).find(|at| tree.head(*at) == Some(verb));
            let is_at = by.is_some_and(|by| tree.relation(by) == Relation::Preposition);
            syntax.lemma(verb) == "be" && !is_at
        });
        // "Passengers who book the ferry should give the code", "the quickest way to find the museum is to type the postcode"
        let has_none = word::is(&syntax.lemma(subject), Class::MannerNouns)
            || syntax.tag(subject) == Tag::Nouns
                && word::is(syntax.text(subject + 1), Class::WhoHolds)
                && self.verb.is_some_and(|verb| !word::is(&syntax.lemma(verb), Class::StateVerbs));
        (is_one && is_beside && !self.is_known(span) && !says_what && !has_none).then_some(span)
    }

    /// The noun of which a clause tells where the analysis is not sure: the subject of the verb, the noun that a relative
    /// clause is about, or, where the verb is read as a noun, the noun above all.
    fn loose_subject(&self) -> Option<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let of_verb = |verb: usize| match tree.relation(verb) == Relation::RelativeClause {
            true => tree.head(verb),
            false => tree.dependents(verb).find(|at| tree.relation(*at).is_subject()),
        };
        let above_all = || tree.upwards(self.value).last();
        let subject = self.verb.and_then(of_verb).or_else(above_all)?;
        syntax.tag(subject).is_noun().then_some(subject)
    }

    /// The thing of which a cue tells, where the subject is only what that is for: "the latest version of the driver for
    /// the database".
    fn thing_between(&self) -> Option<ProseSpan> {
        let (syntax, tree) = (self.syntax, self.tree);
        let cue = self.nearest_cue()?;
        let noun = match syntax.tag(cue).is_noun() {
            true => cue,
            false => tree.head(cue).filter(|_| tree.relation(cue) == Relation::Modifier)?,
        };
        let ours = (0..syntax.words().len())
            .find(|at| self.is_mention(*at) && tree.is_under(*at, noun) && *at > noun)?;
        let thing = tree
            .upwards(ours)
            .take_while(|at| *at != noun)
            .find(|at| *at != ours && tree.relation(*at) == Relation::PrepositionObject)?;
        let is_for = tree
            .upwards(ours)
            .take_while(|at| *at != thing)
            .any(|at| tree.relation(at) == Relation::Preposition)
            || self.is_only_named_by(thing, ours);
        let is_thing = syntax.tag(thing).is_noun()
            && is_for
            && !self.is_mention(thing)
            && (syntax.tag(thing) == Tag::Noun || !word::is(&syntax.lemma(thing), Class::Persons));
        self.span_of(thing).filter(|span| is_thing && !self.is_cue(*span))
    }

    /// "The Lumenfold plug-in", not "the Lumenfold app".
    fn is_only_named_by(&self, thing: usize, name: usize) -> bool {
        let lemma = self.syntax.lemma(thing);
        self.tree.head(name) == Some(thing)
            && self.tree.relation(name) == Relation::Compound
            && name < thing
            && !is_capitalised(self.syntax.text(thing))
            && ![Class::WholeThings, Class::ReleaseNoun, Class::LabelWord]
                .into_iter()
                .any(|class| word::is(&lemma, class))
    }

    /// The things that a bare number counts, which is then no code: "a quota of 500 requests".
    fn things_counted(&self, found: Match) -> Option<ProseSpan> {
        let Match { value, whole } = found;
        let figures = self.reading.figures(self.sentence).iter();
        let mut counted = figures
            .filter(|figure| figure.span.start == value.start && figure.span.end > whole.end)
            // "Returns 429 errors"
            .filter(|figure| {
                matches!(&figure.measure, Measure::Counted(noun) if !word::is(noun, Class::CodeNoun))
            });
        let things = ProseSpan { start: whole.end, end: counted.next()?.span.end };
        let prose = self.reading.prose();
        let is_number = value.of(prose).bytes().all(|byte| byte.is_ascii_digit());
        let is_led = self.cues.iter().any(|cue| {
            cue.end <= value.start
                && ProseSpan { start: cue.end, end: value.start }.of(prose).trim().is_empty()
        });
        (is_number && whole.start == value.start && !is_led && !self.is_cue(things))
            .then_some(things)
    }

    /// The words right before a value by which it is one of many, or set aside: "an address such as 10.0.0.1", "instead of 555 0118".
    fn only_such(&self) -> Option<ProseSpan> {
        let before = ProseSpan { start: self.sentence.span.start, end: self.span.start };
        let text = before.of(self.reading.prose()).trim_end();
        // "Instead of on form H12"
        let on = |(_, found): &(usize, &str)| word::is(found, Class::LinkingPrepositions);
        let on = word::words_before(text).next().filter(on);
        let text = on.map_or(text, |(at, _)| text[..at].trim_end());
        // "On channel 11B, not channel 12C"
        let lead = self.sentence.span.start as usize;
        let is_label = |(at, found): &(usize, &str)| {
            let word = ProseSpan::new(lead + at, lead + at + found.len());
            self.is_cue(word) || word::is(found, Class::Article)
        };
        let before_cue = word::words_before(text).find(|word| !is_label(word));
        if let Some((at, found)) = before_cue
            && word::is(found, Class::NegatingWords)
            && text[..at].trim_end().ends_with([',', ';', '–', '—'])
        {
            return Some(ProseSpan::new(lead + at, lead + at + found.len()));
        }
        let found = [Class::SuchAs, Class::InsteadPhrases]
            .into_iter()
            .flat_map(word::entries)
            .find(|entry| text.ends_with(*entry))?;
        let end = before.start + text.len() as u32;
        Some(ProseSpan { start: end - found.len() as u32, end })
    }

    /// The word by which a cue names another one: "uses another number".
    fn other_one(&self) -> Option<ProseSpan> {
        let cue = self.nearest_cue()?;
        let other = self
            .tree
            .dependents(cue)
            .find(|at| *at < cue && word::is(self.syntax.text(*at), Class::OtherOne))?;
        self.span_of(other)
    }

    /// The word by which what a cue names is not that of now: "the old emergency number of the works".
    fn former_cue(&self) -> Option<ProseSpan> {
        let cue = self.nearest_cue().filter(|cue| self.syntax.tag(*cue).is_noun())?;
        // "The old emergency number", where "emergency" is the cue.
        let above = self.tree.head(cue).filter(|_| self.tree.relation(cue) == Relation::Compound);
        let mut words = std::iter::once(cue)
            .chain(above)
            .flat_map(|noun| self.tree.dependents_as(noun, Relation::Modifier));
        let former = words.find(|at| word::is(self.syntax.text(*at), Class::OtherTimeLabel))?;
        self.span_of(former).filter(|span| !self.is_known(*span))
    }

    /// The word by which the clause of a cue, which is not that of the value, is denied: "answers 404 and never looks at the
    /// quota".
    fn denied_cue(&self) -> Option<ProseSpan> {
        let (syntax, tree) = (self.syntax, self.tree);
        let cue = self.nearest_cue()?;
        // "For questions about bills, and not for emergencies"
        let above = tree.head(cue).filter(|_| tree.relation(cue) == Relation::PrepositionObject);
        let not = above.and_then(|for_| tree.dependents_as(for_, Relation::Negation).next());
        if let Some(not) = not.filter(|not| !tree.is_under(self.value, cue) && *not < cue) {
            return self.span_of(not);
        }
        let verb = tree.upwards(cue).find(|at| syntax.tag(*at).is_verb())?;
        if Some(verb) == self.verb || tree.is_under(self.value, verb) {
            return None;
        }
        // "Before you install the latest firmware, make sure that it runs at least 4.0"
        let before = tree
            .dependents_as(verb, Relation::Marker)
            .find(|at| word::is(syntax.text(*at), Class::BeforeTime))
            .filter(|_| tree.relation(verb) == Relation::AdverbClause);
        if let Some(before) = before {
            return self.span_of(before);
        }
        let denial = tree
            .dependents(verb)
            .find(|at| *at < cue && word::is(syntax.text(*at), Class::Negation))?;
        self.span_of(denial)
    }

    /// The name that no rule knows as the subject of the clause: "Zebra uses port 4000; the broker is newer".
    fn stranger_as_subject(&self) -> Option<ProseSpan> {
        let own = bystander::Own {
            is_name: &|word| self.is_ours(word),
            is_cue: &|word| self.is_cue(word),
        };
        bystander::told_instead(self.reading, self.sentence, self.span, &own)
            .or_else(|| self.bare_subject())
    }

    /// "Ostrich listens on", which reads like any noun where it opens the sentence.
    fn bare_subject(&self) -> Option<ProseSpan> {
        let (verb, subject) = self.clause()?;
        let span = self.span_of(subject)?;
        let named_here = (0..self.syntax.words().len()).any(|at| {
            self.is_mention(at) && self.tree.is_under(at, verb) && self.shares_clause(at, verb)
        });
        let opens_bare = subject == 0
            && self.syntax.tag(subject) == Tag::Noun
            && self.tree.dependents(subject).next().is_none();
        (opens_bare && !self.is_known(span) && !named_here).then_some(span)
    }

    /// Whether a word stands in the clause of a verb, and in none below it.
    fn shares_clause(&self, at: usize, verb: usize) -> bool {
        self.syntax.clause_of(at).value.is_some_and(|clause| clause.verb == verb)
    }

    /// The name that no rule knows right before a value or its cue, or the part that the cue tells of: "needs Python 3.11",
    /// "needs Python version 3.11", "the driver version is 31.0".
    fn stranger_before(&self) -> Option<ProseSpan> {
        let (syntax, tree, prose) = (self.syntax, self.tree, self.reading.prose());
        let before = syntax.words_in(self.span).start.checked_sub(1).filter(|before| *before > 0);
        let name = before.and_then(|at| self.span_of(at)).filter(|span| {
            let gap = ProseSpan { start: span.end, end: self.span.start.max(span.end) };
            let words = span.of(prose);
            gap.of(prose).trim().is_empty()
                // "macOS 13.4"
                && words.chars().any(char::is_uppercase)
                && words.chars().any(char::is_lowercase)
                && !self.is_known(*span)
                // "Basalt Server 4.2"
                && !before
                    .and_then(|at| self.span_of(at.checked_sub(1)?))
                    .is_some_and(|span| self.is_known(span))
        });
        name.filter(|_| before.is_some_and(|at| syntax.tag(at).is_noun())).or_else(|| {
            let cue = self.nearest_cue().filter(|cue| syntax.tag(*cue).is_noun())?;
            // "A 503 means that you have hit the rate limit": the cue names no value there.
            let own = tree.upwards(cue).find(|at| syntax.tag(*at).is_verb());
            if own.is_some_and(|verb| Some(verb) != self.verb && !tree.is_under(self.value, verb)) {
                return None;
            }
            let part = tree.dependents_as(cue, Relation::Compound).find(|part| *part + 1 == cue)?;
            let span = self.span_of(part)?;
            let is_part = syntax.text(part).chars().all(char::is_lowercase)
                && !word::is(&syntax.lemma(part), Class::WholeThings);
            // "The Basalt Server version"
            let is_of_ours = || {
                tree.dependents_as(cue, Relation::Compound)
                    .chain(tree.dependents_as(part, Relation::Compound))
                    .any(|at| self.is_mention(at))
            };
            let is_strange = part > 0 && self.is_name(part) && !is_of_ours();
            // "Under the Apache License 2.0", where all of it is the value
            let is_own = span.overlaps(self.span);
            ((is_part || is_strange) && !is_own && !self.is_known(span)).then_some(span)
        })
    }

    /// The word by which a value is that of what has ended, or is still to come: "support for API 1.9 has ended", "firmware
    /// 3.9 is due in May".
    fn other_release(&self) -> Option<ProseSpan> {
        let (syntax, tree, verb) = (self.syntax, self.tree, self.verb?);
        let of_subject = tree
            .dependents(verb)
            .any(|who| tree.relation(who).is_subject() && tree.is_under(self.value, who));
        // "The latest release, 5.0, drops support for": what is at the end is the object.
        let has_object = tree.dependents_as(verb, Relation::Object).next().is_some();
        let ends = word::is(&syntax.lemma(verb), Class::EndedVerbs)
            && ((of_subject && !has_object) || tree.relation(self.value) == Relation::Object);
        let due = tree
            .dependents_as(verb, Relation::Adjective)
            .find(|word| of_subject && word::is(syntax.text(*word), Class::DueAdjectives));
        self.span_of(due.or(ends.then_some(verb))?)
    }

    /// "The next version of Fennel, 5.0, will replace the current one": the word by which the release in front is one to come.
    fn to_come(&self) -> Option<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let is_next = |at: &usize| {
            let text = syntax.text(*at);
            word::is(text, Class::Edition) && word::is(text, Class::ComingModifier)
        };
        let release = tree
            .dependents(self.verb?)
            .filter(|at| tree.relation(*at).is_subject() && *at < self.value)
            .find(|at| word::is(&syntax.lemma(*at), Class::ReleaseNoun))?;
        let is_its = tree.is_under(self.value, release)
            || tree.relation(self.value).is_subject()
                && tree.head(self.value) == tree.head(release);
        tree.dependents_as(release, Relation::Modifier).filter(|_| is_its).find(is_next)
    }

    /// "Firmware 5.1.2 had a memory leak", "Fennel 4.1.3 fixed a leak": what one release did, whichever is the latest; not "the latest
    /// release, 5.0, dropped support".
    fn did_once(&self) -> Option<ProseSpan> {
        let (syntax, tree) = (self.syntax, self.tree);
        let is_release = self.span.of(self.reading.prose()).contains('.');
        // What opens a sentence may be taken for a verb.
        let told_before = (1..self.value).any(|at| syntax.tag(at).is_verb());
        let sets_apart = (0..self.value).any(|at| {
            syntax.tag(at) == Tag::Superlative || word::is(syntax.text(at), Class::WholeThings)
        });
        let verb = (self.value + 1..syntax.words().len())
            .take_while(|at| syntax.words()[*at].before == Signs::default())
            .find(|at| syntax.tag(*at).is_verb())?;
        let did = syntax.tag(verb) == Tag::Past
            && tree.dependents_as(verb, Relation::Object).next().is_some();
        (is_release && did && !told_before && !sets_apart).then(|| self.span_of(verb)).flatten()
    }

    /// "The old number, 555 0118, is no longer in use": the verb that denies it.
    fn out_of_use(&self) -> Option<ProseSpan> {
        let (syntax, tree, verb) = (self.syntax, self.tree, self.verb?);
        let mut below = tree.dependents(verb);
        let of_subject =
            below.any(|who| tree.relation(who).is_subject() && tree.is_under(self.value, who));
        // "No longer" denies by its adverb.
        let adverbs = tree.dependents_as(verb, Relation::Adverb).chain([verb]);
        let is_denied = adverbs
            .into_iter()
            .any(|at| tree.dependents_as(at, Relation::Negation).next().is_some());
        let mut states = tree
            .dependents_as(verb, Relation::Preposition)
            .filter(|at| *at > verb && word::is(syntax.text(*at), Class::StatePrepositions))
            .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject));
        let is_use = states.any(|state| word::is(&syntax.lemma(state), Class::UseNouns));
        // "The code FINCH50 is not genuine"
        // Not "is not valid on Sundays"
        let is_not = tree.dependents_as(verb, Relation::Negation).next().is_some()
            && tree.dependents_as(verb, Relation::Adjective).any(|at| {
                word::is(syntax.text(at), Class::GenuineWords)
                    && !(at + 1..syntax.words().len()).any(|behind| tree.is_under(behind, verb))
            });
        (of_subject && (is_denied && is_use || is_not)).then(|| self.span_of(verb)).flatten()
    }

    /// The word by which a value is the one of the first days: "was first registered as 188/23".
    fn at_first(&self) -> Option<ProseSpan> {
        let (syntax, tree, verb) = (self.syntax, self.tree, self.verb?);
        let was = tree
            .dependents_as(verb, Relation::PassiveAuxiliary)
            .any(|at| syntax.tag(at) == Tag::Past);
        let first =
            verb.checked_sub(1).filter(|at| word::is(syntax.text(*at), Class::FirstAdverbs))?;
        (was && syntax.tag(verb) == Tag::Participle).then(|| self.span_of(first)).flatten()
    }

    /// The verb by which a value is the one of before: "was changed from 8080 to 8443".
    fn changed(&self) -> Option<ProseSpan> {
        let (syntax, tree) = (self.syntax, self.tree);
        let from =
            tree.upwards(self.value).find(|at| tree.relation(*at) == Relation::Preposition)?;
        let verb = tree.head(from)?;
        // "Was relegated from Division One", not "is served from port 8443", "built from version 3"
        let has_left = || {
            let is_now = tree
                .dependents_as(verb, Relation::PassiveAuxiliary)
                .any(|be| matches!(syntax.tag(be), Tag::Present | Tag::PresentThird));
            let is_over = matches!(syntax.tag(verb), Tag::Past | Tag::Participle) && !is_now;
            is_over && !word::is(&syntax.lemma(verb), Class::ProducingVerbs)
        };
        let is_from = word::is(syntax.text(from), Class::LeavingPreposition)
            && (word::is(syntax.text(verb), Class::Changes) || has_left() || self.is_left_behind());
        is_from.then(|| self.span_of(verb)).flatten()
    }

    /// "From 5.1 to the latest version": what a cue tells of is the other end.
    fn is_left_behind(&self) -> bool {
        let syntax = self.syntax;
        let end = syntax.words_in(self.span).end;
        let goal = (end + 1..syntax.words().len()).find(|at| syntax.tag(*at) != Tag::Determiner);
        let is_cue = |at: usize| self.span_of(at).is_some_and(|span| self.is_cue(span));
        end < syntax.words().len()
            && word::is(syntax.text(end), Class::ReceiverPrepositions)
            && goal.is_some_and(is_cue)
    }

    /// What a value is used by, where that is no subject: "port 9090 is used by the metrics of the broker".
    fn user(&self) -> Option<ProseSpan> {
        let (syntax, tree, verb) = (self.syntax, self.tree, self.verb?);
        let is_done = tree
            .dependents_as(verb, Relation::PassiveSubject)
            .any(|who| tree.is_under(self.value, who));
        let user = tree
            .dependents_as(verb, Relation::Agent)
            .flat_map(|by| tree.dependents_as(by, Relation::PrepositionObject))
            .next()?;
        let is_other = is_done && syntax.tag(user).is_noun() && !self.is_mention(user);
        is_other.then(|| self.span_of(user)).flatten()
    }

    /// Who has the value that stands right behind the subject's name: "users of Notewell 4.6 should install the latest version".
    fn of_its_users(&self) -> Option<ProseSpan> {
        let (syntax, tree) = (self.syntax, self.tree);
        let name = tree.head(self.value).filter(|name| self.is_mention(*name))?;
        let of = tree.head(name).filter(|_| tree.relation(name) == Relation::PrepositionObject)?;
        let who = tree.head(of).filter(|who| *who < of)?;
        let are_people = syntax.tag(who) == Tag::Nouns
            && [Class::Persons, Class::AccountNouns]
                .into_iter()
                .any(|class| word::is(&syntax.lemma(who), class));
        are_people.then(|| self.span_of(who)).flatten()
    }

    /// The name of another that is reached on a value: "do not call the helpline; phone Payroll on 0800 555 0177".
    fn reached_on(&self) -> Option<ProseSpan> {
        let (syntax, tree) = (self.syntax, self.tree);
        let on = tree
            .head(self.value)
            .filter(|_| tree.relation(self.value) == Relation::PrepositionObject)?;
        let above = tree.head(on).filter(|_| tree.relation(on) == Relation::Preposition)?;
        // "Phone your bank on"
        let is_readers = |at: usize| {
            let mut owners = tree.dependents_as(at, Relation::Possessor);
            owners.any(|at| syntax.text(at).eq_ignore_ascii_case("your"))
                && !self.span_of(at).is_some_and(|span| self.is_cue(span))
        };
        let is_other = |at: &usize| {
            (matches!(syntax.tag(*at), Tag::Name | Tag::Names) || is_readers(*at))
                && *at < on
                && !self.is_mention(*at)
        };
        // "Ring Mrs Dunne", who may be taken for who rings.
        let is_reached = |at: &usize| match tree.relation(*at) {
            Relation::Object => true,
            relation => relation.is_subject() && *at > above,
        };
        let object = match syntax.tag(above) {
            Tag::Verb | Tag::Present => tree.dependents(above).find(is_reached),
            _ => Some(above),
        };
        object.filter(is_other).and_then(|at| self.span_of(at))
    }

    /// Who is not ours to whom something is sent by what a value stands with: "talks to the proxy on port 3128".
    fn receiver(&self, is_ours: impl Fn(usize) -> bool) -> Option<ProseSpan> {
        let (syntax, tree, verb) = (self.syntax, self.tree, self.verb?);
        // "Connects to a watch through Bluetooth 5.1", "to speak to a nurse, ring 555-0142"
        let is_named = is_capitalised(self.span.of(self.reading.prose()))
            && self.span.of(self.reading.prose()).contains(' ');
        let is_purpose = verb.checked_sub(1).is_some_and(|to| syntax.tag(to) == Tag::To) && {
            let between = ProseSpan { start: self.span_of(verb)?.end, end: self.span.start };
            between.start < between.end && between.of(self.reading.prose()).contains(',')
        };
        if is_named || is_purpose || !word::is(&syntax.lemma(verb), Class::SendingVerbs) {
            return None;
        }
        let to = |upper: usize| tree.dependents_as(upper, Relation::Preposition);
        let objects = tree.dependents_as(verb, Relation::Object);
        let mut receivers = std::iter::once(verb)
            .chain(objects)
            .flat_map(to)
            .filter(|to| *to < self.value)
            .filter(|to| word::is(syntax.text(*to), Class::ReceiverPrepositions))
            .flat_map(|to| tree.dependents_as(to, Relation::PrepositionObject));
        receivers.find(|who| !is_ours(*who)).and_then(|who| self.span_of(who))
    }
}
