//! The tick sheet as a page: the text of a draft with every statement underlined in the colour of its verdict, and
//! beside it what its sources say.
//!
//! All of it is HTML before any script runs. The script steps through the statements, and keeps what a checker ticks;
//! it makes no markup out of text.

mod html;

use std::collections::BTreeMap;
use std::io;

use super::visible_text::VisibleText;
use crate::facts::{Facts, TextBlock, told};
use crate::sheet::{shown, summary};
use factlint_document::Role;
use factlint_engine::finding::fingerprint;
use factlint_engine::sheet::Verdict;
use factlint_engine::statement::{Kind, Statement};

pub(super) const STYLE: &str = concat!(include_str!("../page.css"), include_str!("sheet.css"));
pub(super) const SCRIPT: &str = concat!(include_str!("../common.js"), include_str!("sheet.js"));

/// More bytes of a sentence than this are not shown.
const LONGEST_SENTENCE: usize = 600;

/// Everything that the templates show.
struct View {
    headline: String,
    /// "61 statements: 40 agree, 3 differ, 18 stand alone"
    standfirst: String,
    /// Tells this sheet from others, for what a browser keeps.
    id: String,
    drafts: Vec<Draft>,
    statements: Vec<Card>,
    /// How many have each verdict.
    verdicts: Vec<(Mark, usize)>,
}

/// A document whose statements are ticked.
struct Draft {
    path: VisibleText,
    passages: Vec<Passage>,
}

/// A block of its text.
struct Passage {
    role: Role,
    pieces: Vec<Piece>,
}

/// Words, or a statement with what stands in it.
enum Piece {
    Words(VisibleText),
    /// By its number.
    Statement(usize, Vec<Piece>),
}

/// A statement that is not read to its end.
struct Open {
    number: usize,
    end: u32,
    inside: Vec<Piece>,
}

/// What is said of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Differs,
    OnlyHere,
    Agrees,
    Checked,
    /// There are no sources.
    Read,
}

impl Mark {
    fn of(verdict: Option<&Verdict>) -> Self {
        match verdict {
            Some(Verdict::Agrees { .. }) => Self::Agrees,
            Some(Verdict::Differs { .. }) => Self::Differs,
            Some(Verdict::Checked { .. }) => Self::Checked,
            Some(Verdict::OnlyHere) => Self::OnlyHere,
            None => Self::Read,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Differs => "differs",
            Self::OnlyHere => "alone",
            Self::Agrees => "agrees",
            Self::Checked => "checked",
            Self::Read => "read",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Differs => "differs",
            Self::OnlyHere => "only here",
            Self::Agrees => "agrees",
            Self::Checked => "checked",
            Self::Read => "read",
        }
    }
}

/// A statement with what is said of it.
struct Card {
    mark: Mark,
    kind: &'static str,
    /// The same from run to run, as long as the sentence and the words are.
    anchor: String,
    words: VisibleText,
    /// How it was read, whom it is about, who says it.
    read: Vec<VisibleText>,
    at: VisibleText,
    why: Option<VisibleText>,
    ground: Option<VisibleText>,
    places: Vec<Place>,
}

/// A place in a source.
struct Place {
    at: VisibleText,
    /// The sentence around the words, with them in the middle.
    sentence: [VisibleText; 3],
}

/// Writes the page.
///
/// # Errors
/// Where the output cannot be written.
pub fn write(out: &mut dyn io::Write, documents: &[Facts]) -> io::Result<()> {
    out.write_all(html::page(&view(documents)).into_string().as_bytes())
}

fn view(documents: &[Facts]) -> View {
    let mut statements = Vec::new();
    let mut drafts = Vec::new();
    let mut repeats: BTreeMap<String, usize> = BTreeMap::new();
    let mut verdicts: BTreeMap<Mark, usize> = BTreeMap::new();
    for facts in documents {
        let first = statements.len();
        for (one, verdict) in facts.rows() {
            let mut anchor = fingerprint(kind(one.kind), &[&one.sentence, &one.seen]).to_string();
            let nth = repeats.entry(anchor.clone()).or_default();
            *nth += 1;
            if *nth > 1 {
                anchor.push_str(&format!("-{nth}"));
            }
            let card = Card::new(facts, one, verdict, anchor);
            *verdicts.entry(card.mark).or_default() += 1;
            statements.push(card);
        }
        drafts
            .push(Draft { path: VisibleText::new(&facts.path), passages: passages(facts, first) });
    }
    let paths: Vec<&str> = documents.iter().map(|facts| facts.path.as_str()).collect();
    let anchors: Vec<&str> = statements.iter().map(|card| card.anchor.as_str()).collect();
    let headline = match paths.as_slice() {
        [one] => format!("Tick sheet of {}", crate::visible(one)),
        several => format!("Tick sheet of {} documents", several.len()),
    };
    View {
        headline,
        standfirst: summary(documents),
        id: fingerprint("sheet", &[paths, anchors].concat()).to_string(),
        drafts,
        statements,
        verdicts: verdicts.into_iter().collect(),
    }
}

fn kind(kind: Kind) -> &'static str {
    Kind::ALL.iter().find(|(one, _)| *one == kind).map_or("", |(_, name)| name)
}

impl Card {
    fn new(facts: &Facts, one: &Statement, verdict: Option<&Verdict>, anchor: String) -> Self {
        let mut read = Vec::new();
        if one.kind != Kind::Name
            && let Some(subject) = &one.subject
        {
            read.push(VisibleText::new(subject));
        }
        read.extend(told(&one.content).map(|told| VisibleText::new(&told)));
        read.extend(one.speaker.as_deref().map(|speaker| match speaker {
            "unnamed" => VisibleText::new("attributed"),
            name => VisibleText::new(&format!("{name} says")),
        }));
        let (places, why, ground) = match verdict {
            Some(Verdict::Agrees { places }) => (places.as_slice(), None, None),
            Some(Verdict::Differs { places, why, rule }) => (
                places.as_slice(),
                Some(VisibleText::new(why)),
                rule.as_deref().map(VisibleText::new),
            ),
            Some(Verdict::Checked { rule, source }) => {
                let source = source.as_deref().map(|source| format!(": {source}"));
                let ground = format!("{rule}{}", source.unwrap_or_default());
                (&[][..], None, Some(VisibleText::new(&ground)))
            }
            Some(Verdict::OnlyHere) | None => (&[][..], None, None),
        };
        Self {
            mark: Mark::of(verdict),
            kind: kind(one.kind),
            anchor,
            words: VisibleText::shortened(&one.seen, LONGEST_SENTENCE),
            read,
            at: VisibleText::new(&format!(
                "{}:{}:{}",
                facts.path, one.start.line, one.start.column
            )),
            why,
            ground,
            places: places.iter().map(Place::new).collect(),
        }
    }
}

impl Place {
    fn new(place: &factlint_engine::sheet::Place) -> Self {
        let at = VisibleText::new(&shown(place));
        let found = place.sentence.find(&*place.seen);
        let sentence = match found.filter(|_| place.sentence.len() <= LONGEST_SENTENCE) {
            Some(start) => {
                let end = start + place.seen.len();
                [&place.sentence[..start], &place.seen, &place.sentence[end..]]
            }
            None => ["", &place.seen, ""],
        };
        Self { at, sentence: sentence.map(VisibleText::new) }
    }
}

/// The blocks of a draft; its statements are numbered from `first`.
fn passages(facts: &Facts, first: usize) -> Vec<Passage> {
    // Outer ones first: a figure stands inside a quotation.
    let mut order: Vec<usize> = (0..facts.statements.len()).collect();
    order.sort_by_key(|&index| {
        let place = facts.statements[index].place;
        (place.start, std::cmp::Reverse(place.end))
    });
    let mut next = order.into_iter().peekable();
    let mut passages = Vec::new();
    for block in &facts.blocks {
        let (start, end) = (block.span.start, block.span.start + block.text.len() as u32);
        let mut composed = Composed { block, at: start, pieces: Vec::new(), open: Vec::new() };
        while let Some(index) = next.next_if(|&index| facts.statements[index].place.start < end) {
            let place = facts.statements[index].place;
            let until = place.end.min(end);
            if place.start < start || until <= place.start {
                continue;
            }
            while composed.open.last().is_some_and(|open| open.end <= place.start) {
                composed.close();
            }
            // What overlaps and lies in nothing is in the list alone.
            if composed.open.last().is_none_or(|open| until <= open.end) {
                composed.words_until(place.start);
                let (number, inside) = (first + index, Vec::new());
                composed.open.push(Open { number, end: until, inside });
            }
        }
        while !composed.open.is_empty() {
            composed.close();
        }
        composed.words_until(end);
        let pieces = composed.pieces;
        passages.push(Passage { role: block.role, pieces });
    }
    passages
}

/// A block as far as it is composed.
struct Composed<'f> {
    block: &'f TextBlock,
    /// How far its prose is taken.
    at: u32,
    pieces: Vec<Piece>,
    /// From the outermost on.
    open: Vec<Open>,
}

impl Composed<'_> {
    fn push(&mut self, piece: Piece) {
        match self.open.last_mut() {
            Some(open) => open.inside.push(piece),
            None => self.pieces.push(piece),
        }
    }

    fn words_until(&mut self, end: u32) {
        let start = self.block.span.start;
        let range = (self.at - start) as usize..(end.max(self.at) - start) as usize;
        if let Some(words) = self.block.text.get(range).filter(|words| !words.is_empty()) {
            self.push(Piece::Words(VisibleText::new(words)));
        }
        self.at = end.max(self.at);
    }

    /// Ends the innermost statement.
    fn close(&mut self) {
        if let Some(end) = self.open.last().map(|open| open.end) {
            self.words_until(end);
        }
        if let Some(open) = self.open.pop() {
            self.push(Piece::Statement(open.number, open.inside));
        }
    }
}
