//! Which cue a figure answers to: of its clause, or one that announces it from elsewhere in the sentence.

use crate::check::rivals::Rivals;
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

/// What a figure stands among in its sentence.
pub(super) struct Among<'a> {
    /// The figures that the rule compares, with it.
    pub(super) others: &'a [ProseSpan],
    /// Where it is one of a series: whose the others are.
    pub(super) rivals: Option<&'a Rivals>,
}

/// Whether a figure has a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Binding {
    /// The rule asks for no cue.
    Free,
    /// This one.
    Cue(ProseSpan),
    /// The figure tells something else.
    Elsewhere,
}

impl Binding {
    pub(super) fn span(self) -> Option<ProseSpan> {
        match self {
            Self::Cue(span) => Some(span),
            _ => None,
        }
    }
}

/// Whether a figure is what a cue announces: the nearest figure of its clause, or the first one after
/// a clause that has none.
pub(super) fn answers(
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
    others: &[ProseSpan],
    cue: ProseSpan,
) -> bool {
    // Of "a 900-metre-long pier" the figure alone is announced.
    if reading.is_tied_to_number(cue.start) {
        let gap = ProseSpan { start: whole.end, end: cue.start.max(whole.end) };
        return whole.start <= cue.start && !gap.of(reading.prose()).contains(char::is_whitespace);
    }
    let clause = reading.clause_at(sentence, whole.start);
    let here = reading.outer_clause_at(sentence, whole.start);
    let mut others = others.iter().filter(|other| **other != whole);
    if clause.contains(cue) || here.contains(cue) {
        let nearest = distance(whole, cue);
        return others.all(|other| !here.contains(*other) || distance(*other, cue) >= nearest);
    }
    let other_clause = reading.outer_clause_at(sentence, cue.start);
    if is_announced(reading, sentence, whole, cue)
        && others.clone().all(|other| !other_clause.contains(*other))
    {
        return true;
    }
    // "At 900 miles, the petrel has a greater range": what opens a sentence tells of the clause behind.
    let opens_clause = reading
        .words_in(here)
        .next()
        .is_some_and(|(_, found)| word::is(found, Class::ClauseConjunction));
    let fronted = (here.start == sentence.span.start || opens_clause)
        && here.end < cue.start
        && reading
            .words_in(ProseSpan { start: here.start, end: whole.start.max(here.start) })
            // "After 60 days, the service empties the bin"
            .all(|(_, found)| {
                // "And at $640 million, its market value is remarkable"
                word::is(found, Class::AbsolutePreposition)
                    || opens_clause && word::is(found, Class::ClauseConjunction)
                    || (word::is(found, Class::AfterPrepositions)
                        // "For 180 days, the archive stores whatever it is sent"
                        || word::is(found, Class::GivingPrepositions))
                        && goes_on_now(reading, sentence, whole)
            })
        && is_whole_of(reading, sentence, whole, here.end);
    if fronted && here.start < whole.start {
        let behind = reading
            .words_in(ProseSpan { start: here.end, end: sentence.span.end })
            .next()
            .map(|(range, _)| reading.outer_clause_at(sentence, range.start as u32));
        return behind == Some(other_clause) && others.all(|other| !other_clause.contains(*other));
    }
    // "Across 50 hectares, the farm grows hops"
    if here.start == sentence.span.start
        && here.end < cue.start
        && others.clone().all(|other| !other_clause.contains(*other))
        && is_place_of_deed(reading, sentence, whole, cue)
    {
        return true;
    }
    if cue.end <= whole.start && is_said_to_be(reading, sentence, whole, cue) {
        return others.all(|other| !clause.contains(*other));
    }
    if cue.end <= whole.start && is_told_of_measure(reading, sentence, whole, cue) {
        return others.all(|other| !clause.contains(*other));
    }
    let opener = reading.words_in(clause).next();
    cue.end <= whole.start
        && others.all(|other| {
            !other_clause.contains(*other) && (other.start < cue.end || other.start >= whole.end)
        })
        && opener.is_some_and(|(range, found)| {
            // "The full cost of the tunnel, €310 million"
            whole.range().contains(&range.start)
                || word::is(found, Class::CarryingOn)
                // "The runway, all 1,700 metres of it,"
                || word::is(found, Class::WholeWords) && range.end + 1 == whole.range().start
        })
}

/// Whether a cue, alone in front or as an apposition behind, tells what a figure is: "range: the car manages 480 km", "in area,
/// the lake comes to 120 square kilometres", "stretches for 17 km, a length matched by no other".
pub(super) fn is_announced(
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
    cue: ProseSpan,
) -> bool {
    let prose = reading.prose();
    let is_article = |(_, found): (_, &str)| word::is(found, Class::Article);
    if cue.end <= whole.start {
        let lead = ProseSpan { start: sentence.span.start, end: cue.start };
        let rest = prose[cue.end as usize..whole.start as usize].trim_start();
        // "Range: the car manages 480 km", "has a limit: you cannot send more than 45 requests"
        let is_label = rest.starts_with(':')
            && (reading.words_in(lead).all(is_article)
                || word::is(cue.of(prose), Class::LimitNoun));
        let mut words = reading.words_in(lead);
        let is_respect = rest.starts_with(',')
            && words.next().is_some_and(|(_, found)| found.eq_ignore_ascii_case("in"))
            && words.next().is_none();
        let is_first = !reading
            .figures(sentence)
            .iter()
            .any(|other| other.span.start >= cue.end && other.span.end <= whole.start);
        // "At its deepest point, the lake goes down to 145 metres"
        let front = reading.outer_clause_at(sentence, cue.start);
        let own = goes_on_now(reading, sentence, whole);
        let opens = |(range, found): (std::ops::Range<usize>, &str)| {
            word::is(found, Class::AbsolutePreposition)
                || own && word::is(found, Class::FrontingPrepositions)
                // "To enter the race, skippers pay £95"
                || own && is_purpose(reading, sentence, range.start, cue)
        };
        let is_front = front.start == sentence.span.start
            && front.end <= whole.start
            && prose[front.end as usize..].trim_start().starts_with(',')
            && reading.words_in(front).next().is_some_and(opens);
        return (is_label || is_respect || is_front) && is_first;
    }
    // "The river, at 214 kilometres, is the longest"
    let own = reading.outer_clause_at(sentence, whole.start);
    let lead = ProseSpan { start: own.start, end: whole.start.max(own.start) };
    let behind = ProseSpan { start: whole.end, end: own.end.max(whole.end) };
    let mut opener = reading.words_in(lead);
    let is_inserted = own.start > sentence.span.start
        && opener.next().is_some_and(|(_, found)| word::is(found, Class::AbsolutePreposition))
        && opener.next().is_none()
        && reading.words_in(behind).next().is_none()
        && prose[own.end as usize..].trim_start().starts_with(',')
        && reading.figures(sentence).len() == 1;
    if is_inserted {
        return true;
    }
    let gap = ProseSpan { start: whole.end, end: cue.start.max(whole.end) };
    if is_pointed_at(reading, sentence, whole, gap)
        || is_headed_by_figure(reading, sentence, whole, cue)
    {
        return true;
    }
    let mut words = reading.words_in(gap);
    // "For $9.99, which is what the app costs,", "for $10, which is a fair price"
    let mut told = reading.words_in(gap).map(|(_, found)| found);
    let is_explained = gap.of(prose).trim_start().starts_with(',')
        && reading.outer_clause_at(sentence, cue.start).start <= gap.end
        && told.next().is_some_and(|found| word::is(found, Class::RelativeOpener))
        && told.next().is_some_and(|found| word::is(found, Class::BeForms))
        && !gap.of(prose).trim_start()[1..].contains([',', ';']);
    if is_explained {
        return true;
    }
    gap.of(prose).trim_start().starts_with(',')
        && words.next().is_some_and(is_article)
        && words.next().is_none()
}

/// Whether nothing stands between a figure and a place but what it is so much of: "at 6.1 percent of output, the deficit".
fn is_whole_of(reading: &Reading<'_>, sentence: Sentence, whole: ProseSpan, end: u32) -> bool {
    let syntax = reading.syntax(sentence);
    let rest = ProseSpan { start: whole.end, end: end.max(whole.end) };
    let mut words = syntax.words_in(rest).peekable();
    // "At 1,900 metres long, the runway"
    let _ = words.next_if(|at| word::is(syntax.text(*at), Class::MainMeasures));
    words.next().is_none_or(|of| word::is(syntax.text(of), Class::PartPrepositions))
        && words.all(|at| {
            syntax.tag(at).is_noun() || matches!(syntax.tag(at), Tag::Determiner | Tag::Adjective)
        })
}

/// Whether a figure alone before a colon or a dash is told what it is by a noun alone: "**74 aircraft**: the fleet of the airline".
fn is_headed_by_figure(
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
    cue: ProseSpan,
) -> bool {
    let prose = reading.prose();
    let lead = ProseSpan { start: sentence.span.start, end: whole.start };
    let gap = ProseSpan { start: whole.end, end: cue.start.max(whole.end) };
    let text = gap.of(prose);
    let Some(mark) = text.find([':', '–', '—']) else { return false };
    let mark = gap.start + mark as u32;
    let syntax = reading.syntax(sentence);
    let rest = syntax.words_in(ProseSpan { start: mark, end: sentence.span.end.max(mark) });
    let is_part = |at: usize| !syntax.tag(at).is_verb();
    let before = syntax.words_in(ProseSpan { start: mark, end: cue.start.max(mark) });
    reading.words_in(lead).next().is_none()
        && is_whole_of(reading, sentence, whole, mark)
        && rest.clone().all(is_part)
        && before.into_iter().all(|at| {
            syntax.tag(at).is_noun()
                || matches!(
                    syntax.tag(at),
                    Tag::Determiner | Tag::Adjective | Tag::Superlative | Tag::Comparative
                )
        })
}

/// Whether a sentence opens with a figure, to which what stands behind points: "nearly £7 million: that is the cost of the roof",
/// "£7 million – that is what the roof costs".
fn is_pointed_at(
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
    gap: ProseSpan,
) -> bool {
    let prose = reading.prose();
    let lead = ProseSpan { start: sentence.span.start, end: whole.start };
    if reading.words_in(lead).next().is_some()
        || !gap.of(prose).trim_start().starts_with([':', '–', '—'])
    {
        return false;
    }
    let mut words = reading.words_in(gap).map(|(_, found)| found);
    let points = words.next().is_some_and(|found| word::is(found, Class::MeasuresAgain))
        && words.next().is_some_and(|found| word::is(found, Class::BeForms));
    let what = words.next();
    let is_what = what.is_some_and(|found| found.eq_ignore_ascii_case("what"));
    points
        && !gap.of(prose).contains([',', ';', '.'])
        && (is_what || what.is_none_or(|found| word::is(found, Class::Article)))
}

/// What stands before a sentence that tells of a measure by its figure alone, with the cue there: the question that it answers ("What
/// is the weight limit on the bridge? It is 3.5 tonnes.", "How many people does the mill employ? 260 people."), or the statement whose
/// measure "it" is ("The weight limit on the bridge is low. It is 3.5 tonnes.").
pub(super) fn asked_before(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
) -> Option<(Sentence, ProseSpan)> {
    let first = reading.figures(sentence).first()?;
    let lead = ProseSpan { start: sentence.span.start, end: first.hedged.start };
    let rest = ProseSpan { start: first.span.end, end: sentence.span.end.max(first.span.end) };
    let mut words = reading.words_in(lead).map(|(_, found)| found);
    let (subject, verb) = (words.next(), words.next());
    let is_alone = subject.is_none() && reading.words_in(rest).next().is_none();
    let points = subject.is_some_and(|found| {
        word::is(found, Class::EmptySubjects) || word::is(found, Class::MeasuresAgain)
    });
    let is_told = points
        && verb.is_some_and(|found| word::is(found, Class::BeForms))
        && words.next().is_none();
    let end = sentence.span.start.checked_sub(2).filter(|_| is_alone || is_told)?;
    let before = reading.sentence_at(end)?;
    let asks = before.span.of(reading.prose()).trim_end().ends_with('?');
    let cues = reading.cues_in(rule.near.first()?, before.span);
    let cue = *cues.first()?;
    let is_cued = rule.near.iter().all(|cues| !reading.cues_in(cues, before.span).is_empty());
    // "It" is what the sentence before is about.
    let is_measure = || {
        let syntax = reading.syntax(before);
        let tree = syntax.trees().first()?;
        let cue = syntax.head_in(cue)?;
        let above = tree.head(cue)?;
        let verb = match tree.relation(cue) {
            Relation::Subject => above,
            // "Many ask about the capacity of the hall. It is 900."
            Relation::PrepositionObject => tree.head(above).filter(|verb| {
                syntax.tag(*verb).is_verb() && word::is(&syntax.lemma(*verb), Class::AskingVerbs)
            })?,
            _ => return None,
        };
        let is_main = tree.head(verb).is_none() && syntax.tag(cue).is_noun();
        Some(is_main && reading.figures(before).is_empty())
    };
    (is_cued && (asks || is_told && is_measure() == Some(true))).then_some((before, cue))
}

/// Whether a figure is that of a measure which a word stands for again: "while that of the tern is 30 m".
pub(super) fn is_measured_again(
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
    cue: ProseSpan,
) -> bool {
    let own = reading.outer_clause_at(sentence, whole.start);
    let lead = ProseSpan { start: own.start, end: whole.start.max(own.start) };
    let words: Vec<&str> = reading.words_in(lead).map(|(_, found)| found).collect();
    let again = words.windows(2).position(|pair| {
        word::is(pair[0], Class::MeasuresAgain) && word::is(pair[1], Class::PartPrepositions)
    });
    let opens = again.is_some_and(|at| {
        words[..at].iter().all(|found| word::is(found, Class::ClauseConjunction))
    });
    // "Unlike the Osk, whose range is 300 km, the Korrin has one of 1,280 km"
    let has =
        |at: usize| at.checked_sub(1).is_some_and(|at| word::is(words[at], Class::OwningVerb));
    let stands_again = again.is_some_and(|at| at + 2 == words.len() && has(at));
    (opens || stands_again) && cue.end <= own.start
}

/// Whether behind a colon or the like "it is" tells how much a measure is that the clause before is about: "the area of the marsh was
/// not in question: it is 870 hectares".
fn is_said_to_be(
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
    cue: ProseSpan,
) -> bool {
    let between = ProseSpan { start: cue.end, end: whole.start };
    let text = between.of(reading.prose());
    let Some(mark) = text.rfind([':', ';', '–', '—']) else { return false };
    let width = text[mark..].chars().next().map_or(1, char::len_utf8);
    let lead = ProseSpan { start: cue.end + (mark + width) as u32, end: whole.start };
    let mut words = reading.words_in(lead).map(|(_, found)| found);
    // "The answer is 7.4 percent"
    let subject = words.next().filter(|found| !found.eq_ignore_ascii_case("the"));
    let subject = subject.or_else(|| words.next());
    let is_told = subject.is_some_and(|found| {
        word::is(found, Class::EmptySubjects) || word::is(found, Class::AnswerNouns)
    }) && words.next().is_some_and(|found| word::is(found, Class::BeForms))
        && words.next().is_none();
    let syntax = reading.syntax(sentence);
    let is_subject = || {
        let tree = syntax.trees().first()?;
        let measure = syntax.head_in(cue)?;
        let verb = tree.head(measure)?;
        let is_before = syntax.words().get(verb)?.span.end <= lead.start;
        let is_spoken_of = tree.relation(measure) == Relation::PrepositionObject
            && word::is(syntax.text(verb), Class::TopicPrepositions);
        Some((tree.relation(measure) == Relation::Subject || is_spoken_of) && is_before)
    };
    is_told && is_subject().unwrap_or(false)
}

/// Whether a relative clause tells how much the measure before it is: "at the end of the retention period, which is 21 days".
fn is_told_of_measure(
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
    cue: ProseSpan,
) -> bool {
    let syntax = reading.syntax(sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let be = tree.upwards(syntax.head_in(whole)?).find(|at| syntax.tag(*at).is_verb())?;
        let noun = tree.head(be).filter(|_| tree.relation(be) == Relation::RelativeClause)?;
        let measure = syntax.head_in(cue)?;
        let is_named = measure == noun
            || tree.head(measure) == Some(noun)
                && matches!(tree.relation(measure), Relation::Compound | Relation::Modifier)
            // "The width of the hall, which is 15 m", where a tree may have the hall told of.
            || tree.is_under(noun, measure);
        // "Its battery, which lasts 28 hours"
        let is_own = measure == noun && syntax.words_in(cue).len() == 1;
        let tells = syntax.lemma(be) == "be" || is_own;
        Some(is_named && tells && syntax.tag(measure) == Tag::Noun)
    };
    told().unwrap_or(false)
}

/// Whether a sentence opens with "to" and a verb as the cue.
fn is_purpose(reading: &Reading<'_>, sentence: Sentence, start: usize, cue: ProseSpan) -> bool {
    let syntax = reading.syntax(sentence);
    let to = syntax.word_at(start as u32).filter(|at| syntax.tag(*at) == Tag::To);
    to.is_some_and(|to| syntax.words_in(cue).start == to + 1)
}

/// Whether a figure in front tells on or over how much a cue is done, or the cue to something: "across 50 hectares, the farm
/// grows hops", where "grow" or "hops" is the cue.
fn is_place_of_deed(
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
    cue: ProseSpan,
) -> bool {
    let syntax = reading.syntax(sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let figure = syntax.head_in(whole)?;
        let at =
            tree.head(figure).filter(|_| tree.relation(figure) == Relation::PrepositionObject)?;
        let verb = tree.head(at).filter(|verb| syntax.tag(*verb).is_verb())?;
        let deed = syntax.head_in(cue)?;
        let is_done = deed == verb
            || tree.relation(deed) == Relation::Object && tree.head(deed) == Some(verb);
        Some(at == 0 && word::is(syntax.text(at), Class::LinkingPrepositions) && is_done)
    };
    told().unwrap_or(false) && goes_on_now(reading, sentence, whole)
}

/// Whether the verb of a figure tells what is so now.
pub(super) fn goes_on_now(reading: &Reading<'_>, sentence: Sentence, whole: ProseSpan) -> bool {
    let syntax = reading.syntax(sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let verb = tree.upwards(syntax.head_in(whole)?).find(|at| syntax.tag(*at).is_verb())?;
        Some(matches!(syntax.tag(verb), Tag::Present | Tag::PresentThird))
    };
    told().unwrap_or(false)
}

/// Bytes between a figure and a cue.
pub(super) fn distance(figure: ProseSpan, cue: ProseSpan) -> u32 {
    if cue.end <= figure.start {
        figure.start - cue.end
    } else {
        cue.start.saturating_sub(figure.end)
    }
}
