//! Which titles in a document are claims of a rule.

use super::{Title, Titles};
use crate::check::{self, Decider, Refusal};
use crate::claim::{Claim, Days, Identity, Stance, TitleValue, Value};
use crate::reading::lexicon::Hit;
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::unread::Reason;
use factlint_language::capitals::Capitals;
use factlint_language::date::DateMention;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::title::{self, Manner, TitleUse};
use factlint_language::word;
use factlint_language::words::Class;

impl Titles {
    /// Where words of an office stand; `None` for offices that the rule does not list. Longer
    /// titles win ("vice president" over "president").
    pub(super) fn anchors(&self, reading: &Reading<'_>) -> Vec<(Option<usize>, Hit)> {
        let mut found: Vec<(Option<usize>, Hit)> = Vec::new();
        for (index, title) in self.titles.iter().enumerate() {
            for &phrase in title.phrases.iter().chain(&title.plurals) {
                found.extend(reading.hits_of(phrase).map(|hit| (Some(index), hit)));
            }
        }
        for &phrase in &self.others {
            found.extend(reading.hits_of(phrase).map(|hit| (None, hit)));
        }
        let all: Vec<(u32, u32)> = found.iter().map(|(_, hit)| (hit.start, hit.end)).collect();
        found.retain(|(_, hit)| !self.begins_in_house(reading, hit, &all));
        found.sort_by_key(|(title, hit)| (hit.start, std::cmp::Reverse(hit.end), title.is_none()));
        found.dedup_by(|later, earlier| later.1.start < earlier.1.end);
        found
    }

    /// Whether the first words of an office are the last ones of the name of its house: "Dunlin Museum director", where
    /// "museum director" is an office of the rule as "director" is.
    fn begins_in_house(&self, reading: &Reading<'_>, office: &Hit, all: &[(u32, u32)]) -> bool {
        let mut houses = self.houses.iter().flat_map(|house| reading.hits_of(*house));
        houses.any(|house| {
            let is_rest = |&(start, end): &(u32, u32)| start >= house.end && end == office.end;
            house.start < office.start
                && (office.start + 1..office.end).contains(&house.end)
                && all.iter().any(is_rest)
        })
    }

    /// Whether an anchor is a title in the plural.
    pub(super) fn is_plural(&self, hit: &Hit) -> bool {
        self.titles.iter().any(|title| title.plurals.contains(&hit.phrase))
    }

    pub(super) fn claim(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        title: Option<usize>,
        found: &TitleUse,
    ) -> Option<Claim> {
        let is_over = found.manner == Manner::Former || has_ended(reading, sentence, found);
        if found.is_other_office || found.manner == Manner::Other && !is_over {
            return None;
        }
        let qualified = self.qualifies(reading, found);
        if qualified == Some(false) || (found.of_a_thing && !self.of.is_empty()) {
            return None;
        }
        let prose = reading.prose();
        let mut at = match (&found.pronoun, &found.name) {
            (Some(pronoun), None) => ProseSpan::new(pronoun.start, pronoun.end),
            _ => ProseSpan::new(found.span.start, found.span.end),
        };
        let (name, identity, in_full, pronoun) = match &found.name {
            Some(name) => {
                let capitals = reading.capitals(sentence);
                let mut words = &prose[name.clone()];
                let mut name_key = found.name_key.clone();
                // "PRESIDENT LEE OPENS THE FAIR": where every word has a capital, a name ends where a known one does.
                // "Chair: Ann Lee" is a label and its name.
                if capitals != Capitals::Sentence && !self.is_headed(reading, found) {
                    let known = self.known_at_front(words)?;
                    let end = (name.start + known.len()) as u32;
                    if end > at.start {
                        at.end = at.end.min(end);
                    }
                    words = known;
                    name_key = title::normal(known);
                }
                let identity = self.identify(reading, words, &name_key)?;
                let ours = match &identity {
                    Identity::Known(_) => true,
                    Identity::Resembles(_) => self.office_first && words.contains(' '),
                    Identity::Unknown => {
                        // Where only the structure of the sentence ties them, whose office it is must be told.
                        let is_told = if found.by_structure {
                            qualified == Some(true) && words.contains(' ')
                        } else {
                            self.of.is_empty() || qualified == Some(true)
                        };
                        self.office_first && self.only && !found.runs_on && is_told
                    }
                };
                if !ours {
                    return None;
                }
                // A name may run over the end of a line.
                let words = word::one_line(words);
                let in_full = name_key.contains(' ');
                (words, identity, in_full, None)
            }
            None => {
                let pronoun = found.pronoun.clone()?;
                let theirs = self.office_first
                    && (self.of.is_empty() || qualified == Some(true))
                    && self.persons.iter().any(|person| person.pronoun.is_some());
                if !theirs || found.manner != Manner::Current {
                    return None;
                }
                (String::new(), Identity::Unknown, false, Some(prose[pronoun].to_lowercase()))
            }
        };
        // "Who used to be mayor", "is no longer mayor": what ends the habit ends the office.
        let ends_it = |word: ProseSpan| {
            let ends = [Class::HabitEnded, Class::NoLongerWords, Class::NegatingWords];
            let ends = |word: &str| ends.iter().any(|class| word::is(word, *class));
            found.by_structure
                && found.manner == Manner::Former
                && word.of(prose).split_whitespace().any(ends)
        };
        if let Some((_, word)) = check::withheld(rule, reading, sentence, at)
            && !word.is_some_and(ends_it)
        {
            return None;
        }
        let stance = if is_over { Stance::Former } else { Stance::Current };
        let words = title.map_or_else(
            || prose[found.span.clone()].to_owned(),
            |title| self.titles[title].words.clone(),
        );
        let who = match &identity {
            Identity::Known(person) | Identity::Resembles(person) => person.clone(),
            Identity::Unknown => found.name_key.clone(),
        };
        let value = TitleValue {
            looks_back: (looks_back(found)
                && !is_present(reading, sentence, found)
                && !is_dated_with_act(reading, sentence, found))
                || speaks_of_past(reading, sentence)
                || is_inherited(reading, sentence, found)
                || (!self.only && self.office_first && !acts_now(prose, sentence, found)),
            is_of_then: found.is_of_then,
            title: words.clone(),
            stance,
            person: name,
            in_full,
            identity,
            pronoun,
        };
        let part = check::part(reading, at, Value::Title(value.into()));
        let key = format!("{who}|{words}");
        let mut claim = check::claim(rule, reading, sentence, at, who, key, vec![part]);
        if is_over && (found.by_structure || found.is_until) {
            // "Was mayor from 2019 to 2023": on the last of these days it was over, at the latest.
            claim.days.iter_mut().for_each(|days| days.first = days.last);
        } else if let Some(days) = days_above(reading, sentence) {
            claim.days = days;
        } else if let Some(days) = days_without_since(reading, sentence) {
            claim.days = days;
        } else if is_of_now(reading, sentence, at) {
            claim.days = Vec::new();
        }
        Some(claim)
    }

    /// Why a title that is given to somebody whom the rule knows makes no claim; none where it may make one, or where it
    /// is given to somebody else.
    pub(super) fn refusal(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        title: ProseSpan,
        found: &TitleUse,
    ) -> Option<Refusal> {
        let name = found.name.clone()?;
        let at = ProseSpan::new(found.span.start, found.span.end);
        let words = &reading.prose()[name];
        if !matches!(self.identify(reading, words, &found.name_key)?, Identity::Known(_)) {
            return None;
        }
        if found.is_other_office || self.qualifies(reading, found) == Some(false) {
            // "Lee, the leader of the council": a leader, but of what the rule does not say.
            let may_be_ours = !self.office_first && found.of_a_thing;
            let reason = if may_be_ours { Reason::OwnerUnclear } else { Reason::OtherThing };
            return Some((reason, Decider::Nothing));
        }
        if found.manner == Manner::Other {
            let lead = &reading.prose()[found.span.start..title.start as usize];
            let manner = word::words_before(lead).next().map(|(offset, word)| {
                let start = found.span.start + offset;
                Decider::Word(ProseSpan::new(start, start + word.len()))
            });
            return Some((Reason::NotAsserted, manner.unwrap_or(Decider::Nothing)));
        }
        check::refusal(rule, reading, sentence, at)
    }

    /// Why an office that a sentence names beside the rule's person is not given to anybody: another one, denied, over, or
    /// somebody else's.
    pub(super) fn left(
        &self,
        reading: &Reading<'_>,
        sentence: Sentence,
        office: ProseSpan,
    ) -> Refusal {
        let found = self.title_in(reading, sentence, office);
        let decider = |span: Option<ProseSpan>| span.map_or(Decider::Nothing, Decider::Word);
        let syntax = reading.syntax(sentence);
        let words = syntax.words();
        if found.is_other_office {
            let before = syntax.words_in(office).start.checked_sub(1);
            return (Reason::OtherThing, decider(before.map(|at| words[at].span)));
        }
        if let Some(refusal) = check::overlooked::unsaid(reading, sentence, office) {
            return refusal;
        }
        // "Was a senator", "ran for senator", not "met the senator"
        let said = syntax.head_in(office).filter(|at| {
            let relation = syntax.trees().first().map(|tree| tree.relation(*at));
            matches!(
                relation,
                Some(Relation::Attribute | Relation::OpenComplement | Relation::PrepositionObject)
            )
        });
        let clause = said.and_then(|at| syntax.clause_of(at).value);
        match clause.filter(|clause| syntax.tag(clause.verb) == Tag::Past) {
            Some(clause) => (Reason::NotAsserted, decider(Some(words[clause.verb].span))),
            None => (Reason::OtherThing, Decider::Nothing),
        }
    }

    /// Whether the country or organisation that the text names is the rule's; none if it names none.
    fn qualifies(&self, reading: &Reading<'_>, found: &TitleUse) -> Option<bool> {
        let Some(qualifier) = found.qualifier.as_ref() else {
            if self.is_headed(reading, found) {
                return Some(true);
            }
            // "The Mayor of Harrow, Ann Lee", where the office is written with its house.
            let words = title::normal(reading.prose().get(found.span.clone()).unwrap_or_default());
            let is_of = |office: &Title| {
                let office = title::normal(&office.words);
                words.contains(&office)
                    && office
                        .split_once(" of ")
                        .is_some_and(|(_, house)| self.of.iter().any(|of| of == house))
            };
            return self.titles.iter().any(is_of).then_some(true);
        };
        let adjective = |of: &String| title::is_adjective_of(qualifier, of);
        // "Of the Republic of Norvania"
        let of_realm = || {
            let (realm, place) = qualifier.split_once(" of ")?;
            word::is(realm, Class::RealmNoun).then(|| title::normal(place))
        };
        if self.of.contains(qualifier)
            || self.of.iter().any(adjective)
            || of_realm().is_some_and(|place| self.of.contains(&place))
        {
            return Some(true);
        }
        // "Club President X" holds another office; whose, only rules with `of` can tell.
        let organisation = title::names_organisation(qualifier)
            && !self.titles.iter().all(|title| title::is_of_organisations(&title.words));
        // "Club president Lee", of a rule about Lee: the club is where the office is one. "Club President Lee" is another title.
        let words = reading.prose().get(found.span.clone()).unwrap_or_default();
        let is_plain_word =
            word::words(words).nth(1).is_some_and(|(_, office)| !word::is_capitalised(office));
        let is_any = !self.office_first && !qualifier.contains(' ') && is_plain_word;
        let plain = self.of.is_empty() && (is_any || !organisation);
        if plain { None } else { Some(false) }
    }

    /// Whether a title is a line or a cell of what is told of one whose office it is: "Chair: Ann Lee" below a heading that names
    /// the house, a cell in its row.
    fn is_headed(&self, reading: &Reading<'_>, found: &TitleUse) -> bool {
        let Some(line) = reading.sentence_at(found.span.start as u32) else { return false };
        let lead = ProseSpan { start: line.span.start, end: found.span.start as u32 };
        let is_line = !lead.of(reading.prose()).contains(char::is_alphanumeric)
            && (reading.heads(line).is_some()
                || reading.is_item(line)
                    && reading.prose()[found.span.clone()].contains([':', '–', '—']));
        let row = || reading.heads(line).into_iter().flat_map(|heads| heads.row);
        is_line
            && (row().any(|head| self.names_house(reading, head))
                || reading.standing_under(line).next().is_some_and(|above| {
                    self.names_house(reading, above) && reading.dates(above).is_empty()
                }))
    }

    /// The name of somebody known with which words begin.
    fn known_at_front<'p>(&self, words: &'p str) -> Option<&'p str> {
        let ends = words.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
        let mut ends: Vec<usize> = ends.chain([words.len()]).collect();
        ends.reverse();
        ends.into_iter().map(|end| words[..end].trim_end()).find(|front| {
            let front = title::normal(front);
            self.persons.iter().any(|person| person.names.iter().any(|one| one.words == front))
        })
    }

    /// Who is meant by a name; none where it could be anybody.
    fn identify(&self, reading: &Reading<'_>, words: &str, name: &str) -> Option<Identity> {
        if words
            .split_whitespace()
            .any(|word| word::is(word.trim_end_matches('.'), Class::NameSuffix))
        {
            return Some(Identity::Unknown);
        }
        for person in &self.persons {
            for known in &person.names {
                if known.words == name {
                    let named_in_full = || {
                        person.names.iter().any(|full| {
                            !full.needs_full_name && reading.hits_of(full.phrase).next().is_some()
                        })
                    };
                    return (!known.needs_full_name || named_in_full())
                        .then(|| Identity::Known(person.display.clone()));
                }
            }
        }
        let close = self
            .persons
            .iter()
            .find(|person| person.names.iter().any(|known| resembles(name, &known.words)));
        Some(match close {
            Some(person) => Identity::Resembles(person.display.clone()),
            None => Identity::Unknown,
        })
    }
}

/// Whether an office is given until days that are over: "Lee, mayor until 2018,".
fn has_ended(reading: &Reading<'_>, sentence: Sentence, found: &TitleUse) -> bool {
    let Some(today) = reading.document().record().date else { return false };
    let dates = reading.dates(sentence);
    let is_past =
        |date: &DateMention| date.period(Some(today)).is_some_and(|days| days.last < today);
    found.is_until && !dates.is_empty() && dates.iter().all(is_past)
}

/// Whether the words before a title set the sentence in its holder's time: "under President X", "signed
/// by President X".
fn looks_back(found: &TitleUse) -> bool {
    let is = |word: &Option<String>, class: Class| {
        word.as_deref().is_some_and(|word| word::is(word, class))
    };
    let says = |word: &Option<String>, known: &str| word.as_deref() == Some(known);
    is(&found.lead, Class::LooksBackAtTitle)
        || (says(&found.lead, "by") && is(&found.before_lead, Class::ActOfOffice))
        || (says(&found.lead, "from") && is(&found.before_lead, Class::TakenFromHolder))
        || (says(&found.lead, "to") && is(&found.before_lead, Class::OfficeServant))
}

/// The days of which the heading of an item or a cell without days tells: "Vale Trust in 2019".
fn days_above(reading: &Reading<'_>, sentence: Sentence) -> Option<Vec<Days>> {
    let is_line = reading.is_item(sentence) || reading.heads(sentence).is_some();
    let above = reading.standing_under(sentence).next()?;
    let document = reading.document().record().date;
    let days = reading.dates(above).iter().filter_map(|date| date.period(document));
    let days: Vec<Days> = days.map(|days| Days { first: days.first, last: days.last }).collect();
    (is_line && reading.dates(sentence).is_empty() && !days.is_empty()).then_some(days)
}

/// The days of a sentence without those that tell since when something is so, which it still is: "director since 2012". None where
/// no date does.
fn days_without_since(reading: &Reading<'_>, sentence: Sentence) -> Option<Vec<Days>> {
    let document = reading.document().record().date;
    let is_begun = |date: &&DateMention| {
        let lead = &reading.prose()[sentence.span.start as usize..date.span.start as usize];
        let last = word::words_before(lead).next();
        last.is_some_and(|(_, last)| word::is(last, Class::SinceWord))
    };
    let (begun, others): (Vec<&DateMention>, Vec<&DateMention>) =
        reading.dates(sentence).iter().partition(is_begun);
    let days = others.iter().filter_map(|date| date.period(document));
    (!begun.is_empty())
        .then(|| days.map(|days| Days { first: days.first, last: days.last }).collect())
}

/// Whether what a sentence tells in the present of a title's holder is dated only by a time that lasts still: "the mayor is judging
/// the cakes this year".
fn is_of_now(reading: &Reading<'_>, sentence: Sentence, title: ProseSpan) -> bool {
    let Some(today) = reading.document().record().date else { return false };
    let dates = reading.dates(sentence);
    let lasts = dates.iter().all(|date| {
        date.period(Some(today))
            .is_some_and(|days| days.first <= today && today <= days.last && days.first < days.last)
    });
    let syntax = reading.syntax(sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let verb = tree.upwards(syntax.head_in(title)?).find(|at| syntax.tag(*at).is_verb())?;
        syntax.is_told_as_present(verb).sure()
    };
    !dates.is_empty() && lasts && told() == Some(true)
}

/// Whether what stands before a title tells of now all the same: "the institute, under director Smith, employs",
/// "argued before Judge Smith".
fn is_present(reading: &Reading<'_>, sentence: Sentence, found: &TitleUse) -> bool {
    let lead = found.lead.as_deref();
    if !matches!(lead, Some("under" | "before")) {
        return false;
    }
    let syntax = reading.syntax(sentence);
    let title = syntax.words_in(ProseSpan::new(found.span.start, found.span.end)).start;
    let Some(preposition) =
        (0..title).rev().find(|at| Some(syntax.text(*at).to_lowercase().as_str()) == lead)
    else {
        return false;
    };
    if lead == Some("under") {
        // "Under coach Smith, the Otters train twice a day", where the verb is taken for a noun.
        let has_no_verb = || (0..syntax.words().len()).all(|at| !is_told_by(syntax.tag(at)));
        syntax.is_told_as_present(preposition).sure().unwrap_or(false)
            || reading.dates(sentence).is_empty() && has_no_verb()
    } else {
        syntax.is_audience(preposition).sure().unwrap_or(false)
    }
}

/// Whether what stands before a title opens the clause in which its holder does something, and the sentence tells when: "shares rose
/// on Monday after chief executive Smith promised", not "after President Smith", "after President Smith resigned".
fn is_dated_with_act(reading: &Reading<'_>, sentence: Sentence, found: &TitleUse) -> bool {
    let syntax = reading.syntax(sentence);
    let acts = || {
        let tree = syntax.trees().first()?;
        let who = syntax.head_in(ProseSpan::new(found.span.start, found.span.end))?;
        let verb = tree.head(who).filter(|_| tree.relation(who).is_subject())?;
        let opens = |at: usize| {
            found.lead.as_deref().is_some_and(|lead| syntax.text(at).eq_ignore_ascii_case(lead))
        };
        let is_over = word::is(&syntax.lemma(verb), Class::LeavingVerb);
        Some(!is_over && tree.dependents_as(verb, Relation::Marker).any(opens))
    };
    !reading.dates(sentence).is_empty() && acts() == Some(true)
}

/// Whether somebody has something from whoever is called by a title, whom they follow: "inherited the orchestra from conductor Smith".
fn is_inherited(reading: &Reading<'_>, sentence: Sentence, found: &TitleUse) -> bool {
    let syntax = reading.syntax(sentence);
    let title = syntax.words_in(ProseSpan::new(found.span.start, found.span.end)).start;
    let told = || {
        let tree = syntax.trees().first()?;
        let mut way = tree.upwards(title);
        way.find(|at| syntax.tag(*at).is_verb())
    };
    found.lead.as_deref() == Some("from")
        && told().is_some_and(|verb| word::is(&syntax.lemma(verb), Class::InheritingVerbs))
}

/// Whether a word may be the verb of a sentence, as far as its part of speech tells.
fn is_told_by(tag: Tag) -> bool {
    matches!(tag, Tag::Past | Tag::PresentThird | Tag::Modal | Tag::Participle)
}

/// "During the Obama administration, ...": whoever held office then is called so.
fn speaks_of_past(reading: &Reading<'_>, sentence: Sentence) -> bool {
    reading.words_in(sentence.span).any(|(_, found)| word::is(found, Class::TermOfOffice))
}

/// Whether the one who is called by an office does something newsworthy in it: "President X said".
/// Where a rule's list of holders is known to be incomplete (`only = false`), an office that is over is
/// told only then: "President X's library" and "a law of President X" are common courtesy.
fn acts_now(prose: &str, sentence: Sentence, found: &TitleUse) -> bool {
    let end = found.name.as_ref().map_or(found.span.end, |name| name.end);
    let after = prose.get(end..sentence.span.end as usize).unwrap_or_default();
    word::words(after).next().is_some_and(|(offset, next)| {
        matches!(after[..offset].trim(), "" | ",") && word::is(next, Class::NewsVerb)
    })
}

/// A name a letter or two from another: the same number of words, each as good as equal.
fn resembles(name: &str, known: &str) -> bool {
    /// Two names that share a word of so many letters differ by a letter of a shorter one, too.
    const SURE: usize = 5;
    let words = |name: &str| name.split(' ').count();
    if !name.contains(' ') || name.len().abs_diff(known.len()) > 3 || words(name) != words(known) {
        return false;
    }
    let mut total = 0;
    let pairs = || name.split(' ').zip(known.split(' '));
    let shares =
        words(name) == 2 && pairs().any(|(our, their)| our == their && our.chars().count() >= SURE);
    for (our, their) in pairs() {
        let allowed = match their.chars().count() {
            4 => usize::from(shares),
            0..=3 => 0,
            5..=7 => 1,
            _ => 2,
        };
        let distance = edit_distance(our, their, allowed);
        if distance > allowed {
            return false;
        }
        total += distance;
    }
    (1..=3).contains(&total)
}

/// Letters to add, drop or change; anything above `most` is only known to be more.
pub(crate) fn edit_distance(one: &str, other: &str, most: usize) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > most {
        return most + 1;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let substituted = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_resemble_each_other_by_a_letter_or_two() {
        assert!(resembles("julia svyrydenkova", "yulia svyrydenko"));
        assert!(resembles("emanuel macron", "emmanuel macron"));
        assert!(!resembles("kim jong il", "kim jong un"));
        assert!(!resembles("tony blair", "tony abbott"));
        assert!(!resembles("emmanuel macron", "emmanuel macron"));
    }
}
