//! Lists and tables that stand below the words that announce them.

use super::{List, announces, announcing};
use crate::check::wording;
use crate::reading::{Reading, Sentence};
use factlint_document::{Block, Role};
use factlint_language::figure::{Figure, Measure};
use factlint_language::noun;
use factlint_language::span::ProseSpan;
use factlint_language::word;
use factlint_language::words::Class;

/// Where a list or a table begins below a block: a place at the end of that block.
pub(super) fn openers<'a>(reading: &'a Reading<'_>) -> impl Iterator<Item = usize> + 'a {
    reading.document().blocks().windows(2).filter_map(|pair| {
        let [above, first] = pair else { return None };
        let opens = first.list.is_some_and(|list| list.index == 0 && list.length > 1)
            && depth(first) == depth(above) + 1
            || first.cell.is_some() && above.cell.is_none();
        (opens && above.span.start < above.span.end).then(|| above.span.end as usize - 1)
    })
}

fn depth(block: &Block) -> u8 {
    block.list.map_or(0, |list| list.depth)
}

/// The items below a sentence that announces them at the end of its paragraph, or below a heading that does.
pub(super) fn list(reading: &Reading<'_>, sentence: Sentence) -> Option<List> {
    let blocks = reading.document().blocks();
    let index = reading.block_of(sentence) as usize;
    let own = blocks.get(index)?;
    let first = blocks.get(index + 1)?;
    if own.span.end != sentence.span.end {
        return None;
    }
    let text = sentence.span.of(reading.prose());
    let announced = if text.ends_with(':') {
        announcing(reading, sentence, sentence.span.end - 1)?
    } else if own.role == Role::Headline && own.span.start == sentence.span.start {
        heading(reading, sentence)?
    } else if text.ends_with('.') {
        statement(reading, sentence)?
    } else {
        return None;
    };
    let figure = &reading.figures(sentence)[announced];
    let Measure::Counted(noun) = &figure.measure else { return None };
    if noun::is_person(noun) || !is_of_the_list(reading, sentence, announced) {
        return None;
    }
    if first.cell.is_some() {
        return rows(reading, &blocks[index + 1..], noun).map(|(items, span)| List {
            announced,
            items,
            span,
        });
    }
    let list = first.list.filter(|list| list.index == 0 && list.depth == depth(own) + 1)?;
    let below = &blocks[index + 1..];
    // A list of one is a part of one that goes on elsewhere.
    if list.length < 2
        || goes_on(reading, below, list.depth)
        || !are_single(reading, below, list.depth, figure, noun)
    {
        return None;
    }
    Some(List { announced, items: u32::from(list.length), span: first.span })
}

/// "Two ways to install": a heading that begins with the number of abstract things.
fn heading(reading: &Reading<'_>, sentence: Sentence) -> Option<usize> {
    let figure = reading.figures(sentence).first()?;
    let Measure::Counted(noun) = &figure.measure else { return None };
    let fits = figure.span.start == sentence.span.start
        && reading.figures(sentence).len() == 1
        && word::is(noun, Class::AbstractNoun)
        && announcing(reading, sentence, sentence.span.end) == Some(0);
    fits.then_some(0)
}

/// "There are two modes.", with nothing behind the noun.
fn statement(reading: &Reading<'_>, sentence: Sentence) -> Option<usize> {
    let index = announcing(reading, sentence, sentence.span.end - 1)?;
    let figure = &reading.figures(sentence)[index];
    let prose = reading.prose();
    let lead = &prose[sentence.span.start as usize..figure.span.start as usize];
    let told = word::words(lead).map(|(_, found)| found).eq(["There", "are"])
        || has_abstract_things(lead, figure);
    let rest = &prose[figure.span.end as usize..sentence.span.end as usize];
    (told && rest.trim() == "." && announces(reading, sentence, figure)).then_some(index)
}

/// "The club has four rules.": something has so many abstract things, and no more is said of them.
fn has_abstract_things(lead: &str, figure: &Figure) -> bool {
    /// The words of a short subject.
    const LONGEST: usize = 6;
    let Measure::Counted(noun) = &figure.measure else { return false };
    let verb = word::words_before(lead).next().map(|(_, found)| found);
    word::is(noun, Class::AbstractNoun)
        && verb.is_some_and(|verb| word::is(verb, Class::HasAList))
        && word::words(lead).count() <= LONGEST
        && !lead.contains([',', ';', ':', '('])
}

/// Whether what is counted is what the list below holds, as far as the sentence tells: nothing else is counted
/// before it or done with it, and it is not only where, with what or among whom something else is.
fn is_of_the_list(reading: &Reading<'_>, sentence: Sentence, announced: usize) -> bool {
    /// How many words before what is counted the subject may end.
    const REACH: usize = 5;
    let prose = reading.prose();
    let figures = reading.figures(sentence);
    let figure = &figures[announced];
    let lead = &prose[sentence.span.start as usize..figure.hedged.start as usize];
    let gap = &prose[figure.span.end as usize..sentence.span.end as usize];
    let verb = word::words(gap)
        .next()
        .is_some_and(|(_, found)| !word::is(found, Class::BehindAnnouncedNoun));
    let Measure::Counted(noun) = &figure.measure else { return false };
    // "Five things that made my heart grow three sizes this day:"
    let rival =
        figures[..announced].iter().any(|other| matches!(other.measure, Measure::Counted(_)));
    // "words and terms in five languages:", "themes across our three sessions:"
    // "To switch between the two views:" is followed by steps.
    let aimed = word::words(lead).next().is_some_and(|(_, found)| found == "To")
        && word::words_before(lead).take(2).any(|(_, found)| word::is(found, Class::ObliqueToList));
    let oblique = !word::is(noun, Class::AbstractNoun)
        && word::words_before(lead).take(2).any(|(_, found)| word::is(found, Class::ObliqueToList))
        && word::words(lead)
            .any(|(_, found)| noun::looks_plural(found) && !word::is(found, Class::NoPlural));
    // "The main differences between the two examples are:" are what is listed, whatever is counted.
    let of_the_subject = word::words(gap).any(|(_, found)| word::is(found, Class::PluralCopula))
        && word::words_before(lead)
            .skip(1)
            .zip(word::words_before(lead))
            .take(REACH)
            .take_while(|(_, (_, behind))| !word::is(behind, Class::PluralCopula))
            .any(|((_, noun), (_, behind))| {
                word::is(behind, Class::ObliqueToList)
                    && noun::looks_plural(noun)
                    && !word::is(noun, Class::NoPlural)
            });
    !verb && !rival && !aimed && !oblique && !of_the_subject
}

/// Whether a paragraph parts a list in two: its items go on in the second, unless that is announced too.
fn goes_on(reading: &Reading<'_>, below: &[Block], depth: u8) -> bool {
    let behind: Vec<&Block> = below
        .iter()
        .skip_while(|block| block.list.is_some_and(|one| one.depth >= depth))
        .filter(|block| block.role != Role::Code && block.cell.is_none())
        .take_while(|block| block.role != Role::Headline)
        .take(4)
        .collect();
    let second = behind
        .iter()
        .position(|block| block.list.is_some_and(|other| other.depth == depth && other.index == 0));
    second.is_some_and(|at| {
        !behind[..at].iter().any(|block| {
            let words = block.span.of(reading.prose());
            words.contains(|c: char| c.is_ascii_digit())
                || word::words(words).any(|(_, found)| word::is(found, Class::NumberWord))
        })
    })
}

/// Whether each item is one of the things that are counted: none counts things itself ("Two separate
/// departments"), speaks of several of them ("the enrolment APIs") or opens with two things.
fn are_single(
    reading: &Reading<'_>,
    below: &[Block],
    depth: u8,
    figure: &Figure,
    noun: &str,
) -> bool {
    /// The label of an item is this long at most, in words.
    const LABEL: usize = 12;
    let plural = wording::plural(noun);
    let number = word::words(figure.number.of(reading.prose())).next().map(|(_, found)| found);
    let mut last = None;
    below
        .iter()
        .enumerate()
        .take_while(|(_, block)| block.list.is_some_and(|one| one.depth >= depth))
        .filter(|(_, block)| {
            let opens = block.list.filter(|one| one.depth == depth).map(|one| one.index);
            let is_first = opens.is_some() && opens != last;
            last = opens.or(last);
            is_first
        })
        .all(|(at, block)| {
            let words = block.span.of(reading.prose());
            let label = &words[..words.find([':', '–', '—', '.']).unwrap_or(words.len())];
            let mut first = word::words(label);
            let counts = first
                .next()
                .is_some_and(|(_, found)| number.is_some_and(|n| found.eq_ignore_ascii_case(n)));
            let several = word::words(label)
                .take(LABEL)
                .any(|(_, found)| found.eq_ignore_ascii_case(&plural));
            let joined = opens_with_codes(reading, block.span);
            // "4x Courier": the item is several of them; "12/17: own prefix", "3 of 17": so many of them.
            let multiplied = words
                .trim_start()
                .trim_start_matches(|sign: char| sign.is_ascii_digit())
                .trim_start()
                .starts_with(['x', '×', '/'])
                && words.trim_start().starts_with(|sign: char| sign.is_ascii_digit());
            // "For examples, see:" has items of its own, even where they stand as deep as it does.
            let next = below.get(at + 1).and_then(|next| next.list);
            let opens =
                words.trim_end().ends_with(':') && next.is_some_and(|next| next.depth == depth);
            // "(runs the body)": what is said in passing is none of the things.
            let in_passing = words.trim_start().starts_with('(') && words.trim_end().ends_with(')');
            !counts && !several && !joined && !multiplied && !opens && !in_passing
        })
}

/// Whether an item opens with two pieces of code: "`peek`, `peek_from` let you look".
fn opens_with_codes(reading: &Reading<'_>, item: ProseSpan) -> bool {
    /// So many bytes hold the two, at most.
    const REACH: usize = 200;
    let document = reading.document();
    let text = item.of(reading.prose());
    let is_code = |at: usize, character: char| {
        let from = item.start as usize + at;
        document.is_code(ProseSpan::new(from, from + character.len_utf8()))
    };
    let mut characters = text
        .char_indices()
        .take_while(|(at, _)| *at < REACH)
        .map(|(at, character)| (at, is_code(at, character)))
        .skip_while(|(at, is_code)| *at == 0 && !is_code)
        .peekable();
    if !characters.peek().is_some_and(|(_, is_code)| *is_code) {
        return false;
    }
    let Some((end, _)) = characters.find(|(_, is_code)| !is_code) else { return false };
    let Some((next, _)) = characters.find(|(_, is_code)| *is_code) else { return false };
    let gap =
        text[end..next].trim_matches(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | ','));
    gap.split_whitespace().all(|found| word::is(found, Class::ListJoint))
}

/// The rows of a table whose first column is headed by the counted noun, and the words of that head.
fn rows(reading: &Reading<'_>, below: &[Block], noun: &str) -> Option<(u32, ProseSpan)> {
    let table = below.first()?.cell?.table;
    let cells = below
        .iter()
        .map_while(|block| block.cell.map(|cell| (block, cell)))
        .take_while(|(_, cell)| cell.table == table);
    let mut head = None;
    let (mut count, mut last) = (0_u32, 0);
    for (block, cell) in cells {
        if cell.is_head && cell.column == 0 && head.is_none() {
            head = Some(block.span);
        } else if !cell.is_head && cell.row != last {
            count += 1;
            last = cell.row;
        }
    }
    let head = head?;
    let named = noun::singular_of(&head.of(reading.prose()).trim().to_lowercase()) == noun;
    (named && count > 1).then_some((count, head))
}
