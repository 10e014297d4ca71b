//! Cards: a finding as the page lays it out, both sides next to each other.

use super::passage::{Passage, passage};
use super::visible_text::VisibleText;
use crate::Sources;
use factlint_engine::finding::{Finding, Label, Origin, Safety, Severity};

/// More sides than this are folded away, still on the page.
const UNFOLDED: usize = 6;

/// Messages and notes longer than this are shown by their two ends, in characters.
const LONGEST_MESSAGE: usize = 600;

/// What factlint says, by turns its own words and, at odd places, words that it quotes.
pub(super) type Turns = Vec<VisibleText>;

/// What a side is to the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Where the finding points first.
    First,
    /// Another place with the same words.
    Same,
    /// Another side of the contradiction.
    Other,
    /// A document that agrees with the fact.
    Witness,
    /// The fact itself, in a rule or a file of facts.
    Fact,
}

/// Where words stand, and what is to be seen there.
#[derive(Debug)]
pub(super) struct Place {
    /// `path:line:column`, to be copied into an editor.
    pub at: VisibleText,
    pub says: Turns,
}

/// One passage of one file.
#[derive(Debug)]
pub(super) struct Side {
    pub part: Part,
    pub passage: Passage,
    pub places: Vec<Place>,
}

/// A replacement that settles a finding.
#[derive(Debug)]
pub(super) struct Mend {
    pub at: VisibleText,
    pub replaced: VisibleText,
    pub replacement: VisibleText,
}

/// One finding.
#[derive(Debug)]
pub(super) struct Card {
    /// Its fragment on the page: the fingerprint, with a number where several share it.
    pub id: String,
    pub severity: Severity,
    pub rule: VisibleText,
    pub check: VisibleText,
    pub headline: Turns,
    /// Whether the message is a check's own and begins with its own words, so that it may begin with a capital.
    pub is_sentence: bool,
    pub sides: Vec<Side>,
    /// Sides that are folded away.
    pub folded: Vec<Side>,
    /// The arithmetic, what was counted.
    pub notes: Vec<Turns>,
    pub source: Option<VisibleText>,
    pub declared: Option<VisibleText>,
    pub mends: Vec<Mend>,
    pub is_safe: bool,
    /// The document that it points at first.
    pub home: VisibleText,
    /// All documents with a side, each once, in order.
    pub documents: Vec<VisibleText>,
}

impl Card {
    pub(super) fn new(finding: &Finding, id: String, sources: &mut Sources<'_>) -> Self {
        let mut sides = sides(finding, sources);
        // What decides stays in sight.
        let folds = |side: &Side| !matches!(side.part, Part::First | Part::Fact);
        let mut folded = Vec::new();
        while sides.len() > UNFOLDED
            && let Some(last) = sides.iter().rposition(folds)
        {
            folded.insert(0, sides.remove(last));
        }
        let mut card = Self {
            id,
            severity: finding.severity,
            rule: VisibleText::new(&finding.rule),
            check: VisibleText::new(&finding.check),
            headline: turns(&finding.message),
            is_sentence: !finding.message.starts_with('`')
                && sources.rule(&finding.rule).is_some_and(|loaded| loaded.rule.message.is_none()),
            sides,
            folded,
            notes: Vec::new(),
            source: None,
            declared: None,
            mends: Vec::new(),
            is_safe: false,
            home: VisibleText::new(&finding.primary.path),
            documents: Vec::new(),
        };
        for note in &finding.notes {
            if let Some(source) = note.strip_prefix("source: ") {
                card.source = Some(VisibleText::shortened(source, LONGEST_MESSAGE));
            } else if let Some(place) = note.strip_prefix("rule: ") {
                card.declared = Some(VisibleText::shortened(place, LONGEST_MESSAGE));
            } else {
                card.notes.push(turns(note));
            }
        }
        if let Some(fix) = &finding.fix {
            card.is_safe = fix.safety == Safety::Safe;
            card.mends = fix
                .edits
                .iter()
                .map(|edit| Mend {
                    at: place_name(Origin::Document, &edit.path, edit.start),
                    replaced: VisibleText::shortened(&edit.replaced, LONGEST_MESSAGE),
                    replacement: VisibleText::shortened(&edit.replacement, LONGEST_MESSAGE),
                })
                .collect();
        }
        card.documents = documents(finding);
        card
    }

    /// Whether one of its sides is the fact.
    pub(super) fn shows_fact(&self) -> bool {
        self.sides.iter().any(|side| side.part == Part::Fact)
    }
}

/// All documents in which a finding has a side, each once, in order.
pub(super) fn documents(finding: &Finding) -> Vec<VisibleText> {
    let in_question = finding.labels().filter(|label| {
        matches!(label.origin, Origin::Document | Origin::Config) && !label.evidence
    });
    let paths = in_question.chain([&finding.primary]);
    let mut documents: Vec<VisibleText> =
        paths.map(|label| VisibleText::new(&label.path)).collect();
    documents.sort();
    documents.dedup();
    documents
}

/// A message by turns: words of factlint, then words that stand in backticks. One piece where the
/// backticks do not pair.
fn turns(message: &str) -> Turns {
    let pieces: Vec<&str> = message.split('`').collect();
    if pieces.len().is_multiple_of(2) {
        return vec![VisibleText::shortened(message, LONGEST_MESSAGE)];
    }
    let most = LONGEST_MESSAGE / pieces.len().max(2);
    pieces.into_iter().map(|piece| VisibleText::shortened(piece, most.max(120))).collect()
}

fn place_name(origin: Origin, path: &str, start: factlint_language::span::Position) -> VisibleText {
    let pack = if origin == Origin::Pack { "pack " } else { "" };
    VisibleText::new(&format!("{pack}{path}:{}:{}", start.line, start.column))
}

/// The sides of a finding: the first one, the others in their order, then what supports the verdict.
/// Labels that lie in one sentence make one side.
fn sides(finding: &Finding, sources: &mut Sources<'_>) -> Vec<Side> {
    let mut files: Vec<Vec<&Label>> = Vec::new();
    for label in finding.labels() {
        let file = files
            .iter_mut()
            .find(|known| known[0].origin == label.origin && known[0].path == label.path);
        match file {
            Some(labels) => labels.push(label),
            None => files.push(vec![label]),
        }
    }
    let mut sides = Vec::new();
    for mut labels in files {
        labels.sort_by_key(|label| label.span);
        let mut rest = labels.as_slice();
        while !rest.is_empty() {
            let passage = passage(rest, sources);
            let (shown, after) = rest.split_at(passage.marked.clamp(1, rest.len()));
            let part =
                shown.iter().map(|label| part_of(finding, label)).min_by_key(|part| *part as u8);
            sides.push(Side {
                part: part.unwrap_or(Part::Other),
                passage,
                places: shown
                    .iter()
                    .map(|label| Place {
                        at: place_name(label.origin, &label.path, label.start),
                        says: turns(&label.message),
                    })
                    .collect(),
            });
            rest = after;
        }
    }
    sides.sort_by_key(|side| side.part as u8);
    sides
}

fn part_of(finding: &Finding, label: &Label) -> Part {
    match label.origin {
        Origin::Rule | Origin::Pack | Origin::Fact => Part::Fact,
        _ if std::ptr::eq(label, &finding.primary) => Part::First,
        _ if label.evidence => Part::Witness,
        _ if label.text == finding.primary.text => Part::Same,
        _ => Part::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_backticks_are_told_apart() {
        let texts = |message: &str| -> Vec<String> {
            turns(message).iter().map(|piece| piece.as_str().to_owned()).collect()
        };
        assert_eq!(texts("`a` is not `b`"), ["", "a", " is not ", "b", ""]);
        assert_eq!(texts("one ` alone"), ["one ` alone"]);
    }
}
