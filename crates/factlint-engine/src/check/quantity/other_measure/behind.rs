//! What stands right behind a figure and says what it measures: "5.5 m long", "450 km away", "3 kg more".

use super::{Around, Word, exceeds, refused};
use crate::check::Refusal;
use crate::rule::phrase::Cue;
use crate::unread::Reason;
use factlint_language::figure::Measure;
use factlint_language::inflect;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::Relation;
use factlint_language::word;
use factlint_language::words::Class;

impl Around<'_, '_> {
    /// "5.5 m long", "450 km away".
    pub(super) fn another_measure(&self) -> Option<Refusal> {
        let (span, found) = self.next_word()?;
        // "450 km from the coast", not "20 GB from the web"
        let is_from = word::is(found, Class::SourcePrepositions);
        let is_other = word::is(found, Class::OtherMeasure)
            && (!is_from || self.is_distance())
            && !self.is_size(found)
            && !self.is_cue(span)
            // "6,700 runners from 40 countries": what is counted has no other measure.
            && !self.is_counted()
            && !self.is_told_by_cue()
            && !self.spans(found)
            && !self.is_reached(found)
            && !self.rises(found);
        (is_other || self.is_place_of_thing(found))
            .then(|| refused(Reason::OtherCue, span))
            .flatten()
    }

    /// "620 metres in length"; not "up to 300 bytes in length" with the cue "up to": the bound is what the rule asks for.
    pub(super) fn in_another_measure(&self) -> Option<Refusal> {
        let (first, found) = self.next_word()?;
        if !found.eq_ignore_ascii_case("in") || self.is_cue(self.at.whole) {
            return None;
        }
        let (span, next) = self.words_behind(first.end).next()?;
        let is_other =
            word::is(next, Class::OtherMeasure) && !self.is_size(next) && !self.is_cue(span);
        is_other.then(|| refused(Reason::OtherCue, span)).flatten()
    }

    /// "3 kg more", "£2m over budget"; not "an excess of £250 under Marlcover Home".
    pub(super) fn more_or_less(&self) -> Option<Refusal> {
        let (span, found) = self.next_word()?;
        let is_under_subject = || {
            let prose = self.prose();
            let rest = prose[span.end as usize..].trim_start();
            self.at.reading.is_mention(prose.len() - rest.len())
        };
        // "$58 billion under management" is how it is kept.
        let is_kept = || {
            let next = self.words_behind(span.end).next();
            found.eq_ignore_ascii_case("under")
                && next.is_some_and(|(_, kept)| inflect::is_deverbal(kept))
        };
        let differs = word::is(found, Class::DifferenceWord) && !self.is_cue(span)
            || word::is(found, Class::BesideBudget)
                && self.is_money()
                && !is_under_subject()
                && !is_kept();
        if differs {
            return refused(Reason::PartOrChange, span);
        }
        let syntax = self.at.reading.syntax(self.at.sentence);
        let more = syntax.words().get(exceeds(syntax, self.at.whole)?)?.span;
        refused(Reason::PartOrChange, more)
    }

    /// Whether the figure tells how far away something is, in length or in time.
    fn is_distance(&self) -> bool {
        let Measure::Unit(id) = self.at.figure.measure else { return false };
        let dimension = &*self.at.reading.vocabulary().units.get(id).dimension;
        dimension == "length" || dimension == "time" && !self.is_lasted()
    }

    /// Whether a time is that for which something goes on: "lasts 12 years from", "valid for 30 days from", not "is ten minutes from the
    /// station".
    fn is_lasted(&self) -> bool {
        let syntax = self.syntax();
        let told = || {
            let (tree, figure) = (self.tree()?, self.figure()?);
            let above = tree.head(figure)?;
            Some(match tree.relation(figure) {
                Relation::PrepositionObject => true,
                Relation::Object | Relation::NounAdverb => {
                    syntax.tag(above).is_verb() && !self.is_lemma(above, Class::LocatingVerbs)
                }
                _ => false,
            })
        };
        told().unwrap_or(false)
    }

    /// Whether the figure tells the size of the thing that is the cue: "a mirror five metres wide", "the runway is 2,600 metres long",
    /// "the runway, 2,600 metres long,". Which size it is the rule leaves open, so it is the one by which such a thing is known.
    fn is_size(&self, measure: &str) -> bool {
        let is_round = |at: usize| self.is_lemma(at, Class::RoundThings);
        let is_known_by = |at: usize| {
            word::is(measure, Class::RoundMeasures) && is_round(at)
                || word::is(measure, Class::MainMeasures) && self.is_thing(at)
        };
        let fits = |at: usize| self.is_cue_at(at) && is_known_by(at);
        let told = || {
            let (syntax, tree) = (self.syntax(), self.tree()?);
            let figure = self.figure()?;
            // "A mirror five metres wide"
            let before = syntax.words_in(self.at.whole).start.checked_sub(1);
            if let Some(before) = before.filter(|at| syntax.tag(*at).is_noun()) {
                // "The runway of the Wagtail Airport, 2,600 metres long,"
                let way = std::iter::once(before).chain(tree.upwards(before));
                return Some(way.take_while(|at| !syntax.tag(*at).is_verb()).any(fits));
            }
            let verb = tree.upwards(figure).find(|at| syntax.tag(*at).is_verb())?;
            Some(tree.dependents(verb).any(|at| tree.relation(at).is_subject() && fits(at)))
        };
        let is_known = |class: Class| word::is(measure, class);
        (is_known(Class::RoundMeasures) || is_known(Class::MainMeasures)) && told().unwrap_or(false)
    }

    /// Whether a noun is a thing and no measure, in a rule none of whose cues names one: where "length" is a cue, too, "high" is none.
    fn is_thing(&self, at: usize) -> bool {
        let phrases = &self.at.reading.vocabulary().phrases;
        let mut cues = self.at.rule.near.iter().flatten().filter_map(Cue::phrase);
        let measures = |found: &str| {
            [Class::OtherMeasure, Class::DimensionNouns, Class::OwnMeasureVerbs]
                .into_iter()
                .any(|class| word::is(found, class))
        };
        let thing = self.syntax().lemma(at);
        // "Runway length" is no measure but that of the runway.
        let measures_more = |cue: &str| {
            word::words(cue).any(|(_, found)| measures(found))
                && !word::words(cue).any(|(_, found)| found == thing)
        };
        self.syntax().tag(at).is_noun()
            && !self.is_lemma(at, Class::MeasureCarriers)
            && !cues.any(|cue| measures_more(&phrases.get(cue).text))
    }

    /// Whether "above" or "below" tells where a thing that is the cue lies: "the runway lies 12 metres above the sea".
    fn is_place_of_thing(&self, found: &str) -> bool {
        let told = || {
            let (syntax, tree) = (self.syntax(), self.tree()?);
            let verb = tree.upwards(self.figure()?).find(|at| syntax.tag(*at).is_verb())?;
            Some(tree.dependents(verb).any(|at| {
                tree.relation(at).is_subject() && self.is_cue_at(at) && self.is_thing(at)
            }))
        };
        word::is(found, Class::BesideBudget) && self.is_distance() && told().unwrap_or(false)
    }

    /// Whether a cue governs the figure, by "of" or the like: "a length of 6 km underground", "a range of 120 km from the bike".
    fn is_told_by_cue(&self) -> bool {
        let told = || {
            let (syntax, tree) = (self.syntax(), self.tree()?);
            let of = self.figure()?.checked_sub(1)?;
            let noun = tree.head(of)?;
            let span = syntax.words().get(noun)?.span;
            Some(
                self.is(of, Class::PartPrepositions)
                    && syntax.tag(noun).is_noun()
                    && span.end <= self.at.whole.start
                    && self.is_cue(span),
            )
        };
        told().unwrap_or(false)
    }

    /// "Rising 62 metres from the bare granite", where "rise" is a cue.
    fn rises(&self, from: &str) -> bool {
        let is_rising = |span: ProseSpan| {
            let syntax = self.syntax();
            let verb = syntax.word_at(span.start);
            verb.is_some_and(|verb| self.is_lemma(verb, Class::RisingVerbs))
        };
        word::is(from, Class::SourcePrepositions)
            && self.word_before().is_some_and(|(span, _)| self.is_cue(span) && is_rising(span))
    }

    /// "The canal runs for 44 miles from the docks to the hills", "is 980 metres from bank to bank": from where to where.
    fn spans(&self, from: &str) -> bool {
        word::is(from, Class::SourcePrepositions)
            && self
                .words_behind(self.behind.start)
                .any(|(_, to)| word::is(to, Class::ReceiverPrepositions))
    }

    /// "Can hit targets 900 km away", where "hit" is a cue: how far it can.
    fn is_reached(&self, away: &str) -> bool {
        let told = || {
            let (syntax, tree) = (self.syntax(), self.tree()?);
            let verb = tree.upwards(self.figure()?).find(|at| syntax.tag(*at).is_verb())?;
            let mut by = tree.dependents_as(verb, Relation::Auxiliary);
            Some(self.is_cue_at(verb) && by.any(|at| self.is(at, Class::AllowingAuxiliaries)))
        };
        away.eq_ignore_ascii_case("away") && told().unwrap_or(false)
    }

    /// Whether what is limited stands right behind the limit: "a limit of 750 MB on uploads", "a cap of 5 MB for each file".
    pub(super) fn limits_cue(&self) -> bool {
        /// "on", and "each single" before the cue.
        const MOST: usize = 4;
        let mut words = self.words_behind(self.behind.start).take(MOST);
        let links = words.next().is_some_and(|(_, found)| {
            word::is(found, Class::LinkingPrepositions)
                || word::is(found, Class::GivingPrepositions)
        });
        links && words.any(|(span, _)| self.is_cue(span))
    }

    /// Whether the noun at a place is what a subject is said to be: "the band is an ensemble of 52 musicians", "the band, an ensemble
    /// of 52 musicians,", "an ensemble of 52 musicians, the band".
    pub(super) fn is_said_of_mention(&self, noun: ProseSpan) -> bool {
        let reading = self.at.reading;
        let in_tree = || {
            let (syntax, tree) = (self.syntax(), self.tree()?);
            let is_mention = |at: usize| {
                let word = syntax.words().get(at);
                word.is_some_and(|word| reading.is_mention(word.span.start as usize))
            };
            let noun = syntax.word_at(noun.start)?;
            let above = tree.head(noun)?;
            Some(match tree.relation(noun) {
                Relation::Attribute => {
                    syntax.lemma(above) == "be"
                        && tree
                            .dependents(above)
                            .any(|at| tree.relation(at).is_subject() && is_mention(at))
                }
                Relation::Apposition => is_mention(above),
                _ => false,
            })
        };
        let in_front = || {
            let lead = ProseSpan { start: self.at.sentence.span.start, end: noun.start };
            let mut words = reading.words_in(lead).map(|(_, found)| found);
            let is_new =
                words.next().is_some_and(|found| word::is(found, Class::IndefiniteArticle))
                    && words.next().is_none();
            let is_article = |(_, found): &Word<'_>| word::is(found, Class::Article);
            let mut next = self.words_behind(self.behind.start).skip_while(is_article);
            is_new
                && self.behind.of(self.prose()).trim_start().starts_with(',')
                && next.next().is_some_and(|(span, _)| reading.is_mention(span.start as usize))
        };
        in_tree().unwrap_or(false) || in_front()
    }
}
