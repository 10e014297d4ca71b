//! The outline: which heading, term, caption or line above a list each block stands under.

use super::{Reading, Sentence};
use factlint_document::{Block, Role};
use factlint_language::span::ProseSpan;

/// What each block stands under.
#[derive(Debug)]
pub(super) struct Outline {
    /// For each block, the block that it stands under; none for what stands under nothing.
    parents: Vec<Option<u32>>,
    /// For each block, where those end that stand under it, through others as well: they follow it.
    ends: Vec<u32>,
}

/// A list item around the cursor.
struct Item {
    index: u16,
    /// Its first block: the term of a description list, or what all that lies in the item stands under.
    first: u32,
}

impl Outline {
    pub fn new(blocks: &[Block], prose: &str) -> Self {
        let mut parents = vec![None; blocks.len()];
        // Headlines around the cursor, outermost first.
        let mut headlines: Vec<(u8, u32)> = Vec::new();
        let mut items: Vec<Item> = Vec::new();
        // A line that ends with a colon, or a caption, until something else stands below it.
        let mut above: Option<u32> = None;
        let mut table: Option<(u32, Option<u32>)> = None;
        for (index, block) in blocks.iter().enumerate() {
            let section = headlines.last().map(|(_, index)| *index);
            let here = index as u32;
            if let Some(cell) = block.cell {
                let around = items.last().map(|item| item.first);
                let known = table.filter(|(number, _)| *number == cell.table);
                let (_, parent) =
                    *table.insert(known.unwrap_or((cell.table, above.or(around).or(section))));
                parents[index] = parent;
                above = None;
                continue;
            }
            if block.role == Role::Headline {
                headlines.retain(|(level, _)| *level < block.level);
                parents[index] = headlines.last().map(|(_, index)| *index);
                headlines.push((block.level, here));
                items.clear();
                above = None;
                continue;
            }
            if let Some(place) = block.list {
                let depth = usize::from(place.depth);
                items.truncate(depth);
                let is_same = items.len() == depth
                    && items.last().is_some_and(|item| item.index == place.index);
                if is_same {
                    parents[index] = items.last().map(|item| item.first);
                } else {
                    if items.len() == depth {
                        items.pop();
                    }
                    parents[index] = items.last().map(|item| item.first).or(above).or(section);
                    items.push(Item { index: place.index, first: here });
                }
                continue;
            }
            items.clear();
            parents[index] = section;
            let text = block.span.of(prose).trim_end();
            let leads = text.ends_with(':') || block.role == Role::Caption;
            above = leads.then_some(here);
        }
        let mut ends: Vec<u32> = (1..=parents.len() as u32).collect();
        for (index, parent) in parents.iter().enumerate().rev() {
            if let Some(parent) = parent {
                let parent = *parent as usize;
                ends[parent] = ends[parent].max(ends[index]);
            }
        }
        Self { parents, ends }
    }
}

impl Reading<'_> {
    fn outline(&self) -> &Outline {
        self.outline.get_or_init(|| Outline::new(self.document.blocks(), self.prose()))
    }

    /// The blocks that a sentence stands under, the nearest first: the first sentence of each.
    pub fn standing_under(&self, sentence: Sentence) -> impl Iterator<Item = Sentence> + '_ {
        let mut at = sentence.block;
        std::iter::from_fn(move || {
            at = self.outline().parents[at as usize]?;
            Some(at)
        })
        .filter(|block| self.reads(*block))
        .filter_map(|block| {
            let first = self.block(block as usize).sentences.first()?;
            Some(Sentence { block, index: 0, span: first.span })
        })
    }

    /// The sentences that stand under the block of a sentence, through others as well, in blocks that pass.
    pub fn all_under<'r>(
        &'r self,
        sentence: Sentence,
        passes: impl Fn(ProseSpan) -> bool + 'r,
    ) -> impl Iterator<Item = Sentence> + 'r {
        let end = self.outline().ends[sentence.block as usize];
        (sentence.block + 1..end)
            .filter(|block| self.reads(*block))
            .filter(move |block| passes(self.document.blocks()[*block as usize].span))
            .flat_map(|block| {
                self.block(block as usize).sentences.iter().enumerate().map(move |(index, one)| {
                    Sentence { block, index: index as u32, span: one.span }
                })
            })
    }

    /// The sentences of the blocks that stand right under that of a sentence.
    pub fn below(&self, sentence: Sentence) -> Vec<Sentence> {
        /// A heading that is a label has no more blocks below it that it labels.
        const MOST: usize = 8;
        let outline = self.outline();
        let blocks = (sentence.block + 1)..outline.parents.len() as u32;
        blocks
            .take(MOST)
            .take_while(|block| outline.parents[*block as usize] == Some(sentence.block))
            .filter(|block| self.reads(*block))
            .flat_map(|block| {
                self.block(block as usize).sentences.iter().enumerate().map(move |(index, one)| {
                    Sentence { block, index: index as u32, span: one.span }
                })
            })
            .collect()
    }

    /// The sentences before one in its block, the nearest first.
    pub fn before_in_block(&self, sentence: Sentence) -> impl Iterator<Item = Sentence> + '_ {
        let sentences = &self.block(sentence.block as usize).sentences;
        (0..sentence.index).rev().map(move |index| Sentence {
            block: sentence.block,
            index,
            span: sentences[index as usize].span,
        })
    }

    /// The sentence behind one in its block.
    pub fn next_in_block(&self, sentence: Sentence) -> Option<Sentence> {
        let index = sentence.index + 1;
        let next = self.block(sentence.block as usize).sentences.get(index as usize)?;
        Some(Sentence { block: sentence.block, index, span: next.span })
    }

    /// Whether the block of a sentence is a headline.
    pub fn is_headline(&self, sentence: Sentence) -> bool {
        self.role(sentence) == Role::Headline
    }

    /// The words of a line that end right before a place: behind the last break or bar of the sentence.
    pub fn line_before(&self, sentence: Sentence, at: u32) -> ProseSpan {
        let lead = ProseSpan { start: sentence.span.start, end: at.max(sentence.span.start) };
        let text = lead.of(self.prose());
        let start = text
            .rfind(['\n', ';', '|', '•', '·'])
            .map_or(0, |mark| mark + text[mark..].chars().next().map_or(1, char::len_utf8));
        ProseSpan { start: lead.start + start as u32, end: lead.end }
    }
}
