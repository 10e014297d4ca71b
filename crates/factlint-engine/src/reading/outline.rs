//! The outline: which heading, term, caption or line above a list each block stands under.

use super::{Reading, Sentence};
use factlint_document::{Block, Role};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::Tag;
use factlint_language::word::{self, is_capitalised};
use factlint_language::words::Class;

/// What each block stands under.
#[derive(Debug)]
pub(super) struct Outline {
    /// For each block, the block that it stands under; none for what stands under nothing.
    parents: Vec<Option<u32>>,
    /// For each block, where those end that stand under it, through others as well: they follow it.
    ends: Vec<u32>,
    /// For each block, the short line in its section above it that may be a heading, though no markup says so.
    lines: Vec<Option<u32>>,
}

/// The level of a line set in bold, which heads what follows until the next heading.
const BOLD_LINE: u8 = u8::MAX;

/// A list item around the cursor.
struct Item {
    list: u32,
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
        let mut lines = vec![None; blocks.len()];
        // Whether the caption above may be that of the table above it.
        let mut is_anyones = false;
        // The last short line of the section.
        let mut line: Option<u32> = None;
        for (index, block) in blocks.iter().enumerate() {
            let section = headlines.last().map(|(_, index)| *index);
            let here = index as u32;
            if let Some(cell) = block.cell {
                match block.list {
                    Some(place) => items.truncate(usize::from(place.depth)),
                    None => items.clear(),
                }
                let around = items.last().map(|item| item.first);
                let known = table.filter(|(number, _)| *number == cell.table);
                let over = above.or(around).or(section).filter(|_| !is_anyones);
                let (_, parent) = *table.insert(known.unwrap_or((cell.table, over)));
                parents[index] = parent;
                lines[index] = line.filter(|_| around.is_none() && parent.is_some());
                above = None;
                is_anyones = false;
                continue;
            }
            let is_line = is_line(block, block.span.of(prose));
            let heads = block.role == Role::Headline || (is_line && block.is_bold);
            if heads {
                let level = if block.role == Role::Headline { block.level } else { BOLD_LINE };
                headlines.retain(|(known, _)| *known < level);
                parents[index] = headlines.last().map(|(_, index)| *index);
                headlines.push((level, here));
                items.clear();
                above = None;
                line = None;
                continue;
            }
            lines[index] = line;
            // A caption may stand below its table as well.
            if block.role == Role::Caption || is_numbered_title(block.span.of(prose)) {
                let known = index.checked_sub(1).and_then(|before| blocks[before].cell);
                let heads_next = blocks.get(index + 1).is_some_and(|next| next.cell.is_some());
                let is_of_table = |at: &usize| {
                    blocks[*at]
                        .cell
                        .is_some_and(|cell| Some(cell.table) == known.map(|it| it.table))
                };
                // Between two tables, it is that of the one below where the one above has its own.
                is_anyones = false;
                for cell in (0..index).rev().take_while(is_of_table) {
                    if parents[cell] == section {
                        is_anyones = heads_next;
                        parents[cell] = if heads_next { None } else { Some(here) };
                    }
                }
            }
            if let Some(place) = block.list {
                let depth = usize::from(place.depth);
                items.truncate(depth);
                let is_same = items.len() == depth
                    && items
                        .last()
                        .is_some_and(|item| (item.list, item.index) == (place.list, place.index));
                if is_same {
                    parents[index] = items.last().map(|item| item.first);
                } else {
                    if items.len() == depth {
                        items.pop();
                    }
                    parents[index] = items.last().map(|item| item.first).or(above).or(section);
                    items.push(Item { list: place.list, index: place.index, first: here });
                }
                continue;
            }
            items.clear();
            parents[index] = section;
            let text = block.span.of(prose).trim_end();
            let leads =
                text.ends_with(':') || block.role == Role::Caption || is_numbered_title(text);
            above = leads.then_some(here);
            if is_line {
                line = Some(here);
            }
        }
        let mut ends: Vec<u32> = (1..=parents.len() as u32).collect();
        for (index, parent) in parents.iter().enumerate().rev() {
            if let Some(parent) = parent {
                let parent = *parent as usize;
                ends[parent] = ends[parent].max(ends[index]);
            }
            if let Some(line) = lines[index] {
                let line = line as usize;
                ends[line] = ends[line].max(ends[index]);
            }
        }
        Self { parents, ends, lines }
    }
}

/// "Table 1: Skylark", "Figure 2. The span": a title as it stands above a table where no markup says so.
fn is_numbered_title(text: &str) -> bool {
    number_of_title(text).is_some()
}

/// How long the number of such a title is: "Table 1:".
fn number_of_title(text: &str) -> Option<usize> {
    /// A title has no more words.
    const MOST: usize = 16;
    let mut words = text.split_ascii_whitespace();
    words.next().filter(|word| word::is(word, Class::NumberedTitle))?;
    let number = words.next()?;
    let digits = number.trim_end_matches([':', '.', '-', '–']);
    let is_number = !digits.is_empty()
        && digits.len() < number.len()
        && digits.bytes().all(|it| it.is_ascii_digit());
    let end = number.as_ptr() as usize - text.as_ptr() as usize + number.len();
    (is_number && words.nth(MOST).is_none()).then_some(end)
}

/// Whether a paragraph is a short line without an end, as a heading is.
fn is_line(block: &Block, words: &str) -> bool {
    /// A heading that no markup marks has no more words.
    const MOST: usize = 8;
    let words = words.trim_end();
    block.role == Role::Paragraph
        && block.list.is_none()
        && !words.contains('\n')
        && !words.ends_with(['.', '!', ';', ',', ':', '”', '"'])
        && (block.is_bold || !words.ends_with('?'))
        && words.split_ascii_whitespace().nth(MOST).is_none()
        && (!words.bytes().any(|byte| byte.is_ascii_digit()) || numbers_belong_to_names(words))
}

/// Whether every number of a line is a part of a name, "Nova 4", "Bravo X900 Plus": it stands behind a capitalised word
/// and in front of none that begins otherwise, but for words of headings, and is no year.
fn numbers_belong_to_names(line: &str) -> bool {
    let has_digit = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    let words: Vec<&str> = line.split_ascii_whitespace().collect();
    words.iter().enumerate().filter(|(_, word)| has_digit(word)).all(|(at, word)| {
        let is_plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let is_year = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        let follows_name = match at.checked_sub(1) {
            Some(before) => is_capitalised(words[before]) && !has_digit(words[before]),
            None => is_capitalised(word),
        };
        // "Bravo X900 data sheet"
        let is_of_heading = |next: &str| {
            let next = next.trim_end_matches(':');
            word::is(next, Class::LabelWord) || word::is(next, Class::HeadingWord)
        };
        let ends_name =
            words.get(at + 1).is_none_or(|next| is_capitalised(next) || is_of_heading(next));
        is_plain && !is_year && follows_name && ends_name
    })
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
        .filter_map(|block| self.line_of(block))
    }

    /// What titles the table of a cell: a caption, or a line "Table 1: Range (km)".
    pub fn title_of_table(&self, cell: Sentence) -> Option<Sentence> {
        let parent = self.outline().parents[cell.block as usize]?;
        let block = self.document.blocks()[parent as usize];
        let is_title =
            block.role == Role::Caption || is_numbered_title(block.span.of(self.prose()));
        if is_title && self.reads(parent) { self.line_of(parent) } else { None }
    }

    /// A line without what numbers it: "Table 1:".
    pub fn without_number(&self, line: Sentence) -> ProseSpan {
        let text = line.span.of(self.prose());
        let start = number_of_title(text).unwrap_or(0) as u32;
        ProseSpan { start: line.span.start + start, end: line.span.end }
    }

    /// The first sentence of a block; all of a heading or a title, whose number may look like a sentence of its own.
    fn line_of(&self, block: u32) -> Option<Sentence> {
        let first = self.block(block as usize).sentences.first()?;
        let whole = self.document.blocks()[block as usize];
        let is_title =
            whole.role == Role::Headline || is_numbered_title(whole.span.of(self.prose()));
        let span = if is_title { whole.span } else { first.span };
        Some(Sentence { block, index: 0, span })
    }

    /// The short line above the block of a sentence, in its section, that may be a heading, though no markup says so.
    pub fn line_above(&self, sentence: Sentence) -> Option<Sentence> {
        let outline = self.outline();
        let line = outline.lines[sentence.block as usize]?;
        // What the block stands under in between is nearer.
        let is_nearest =
            outline.parents[sentence.block as usize].is_none_or(|parent| parent <= line);
        if is_nearest && self.reads(line) { self.line_of(line) } else { None }
    }

    /// The word of a heading above a list item or a cell that says that what stands under it is there no longer, or
    /// never was: "Removed options", "Examples".
    pub fn unsaid_above(&self, sentence: Sentence) -> Option<ProseSpan> {
        /// A longer heading tells a story.
        const MOST: usize = 4;
        let block = self.document.blocks()[sentence.block as usize];
        if block.list.is_none() && block.cell.is_none() {
            return None;
        }
        self.standing_under(sentence).find_map(|line| {
            let mut words = self.words_in(line.span);
            let (range, first) = words.next()?;
            let is_plain = words.next().is_none_or(|(_, next)| !is_capitalised(next));
            let is_short = self.words_in(line.span).nth(MOST).is_none();
            let role = self.document.blocks()[line.block as usize];
            let heads = role.role == Role::Headline || role.is_bold;
            // "To do:"
            let whole = line.span.of(self.prose()).trim().trim_end_matches(':');
            let is_withdrawn = word::is(first, Class::WithdrawnHeading)
                || word::is(whole, Class::WithdrawnHeading);
            (heads && (is_plain || whole.len() == first.len()) && is_short && is_withdrawn)
                .then(|| ProseSpan::new(range.start, range.end))
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

    /// What stands alone in the block behind a line that is no heading, if it begins with a figure: "Length" and "1,420 m" as
    /// pages set labels and values in boxes of their own.
    pub fn value_behind(&self, label: Sentence) -> Option<Sentence> {
        /// "about 1,420 m (4,660 ft) in all" is a value; more words tell something.
        const MOST: usize = 7;
        let outline = self.outline();
        let line = self.document.blocks()[label.block as usize];
        let next = label.block + 1;
        let block = self.document.blocks().get(next as usize)?;
        let is_plain = |block: &Block| block.role == Role::Paragraph && block.list.is_none();
        let text = block.span.of(self.prose()).trim_start();
        let begins = text.trim_start_matches(['~', '≈', '$', '€', '£', '¥']);
        let is_value = begins.starts_with(|sign: char| sign.is_ascii_digit())
            && text.split_whitespace().nth(MOST).is_none()
            && !text.ends_with(':');
        let is_pair = is_plain(block)
            && is_line(&line, line.span.of(self.prose()))
            && outline.parents[next as usize] == outline.parents[label.block as usize];
        (is_value && is_pair && self.reads(next)).then(|| self.line_of(next)).flatten()
    }

    /// The first sentence of the paragraph behind a line that stands beside it.
    pub fn opens_next_paragraph(&self, line: Sentence) -> Option<Sentence> {
        let outline = self.outline();
        let next = line.block + 1;
        let block = self.document.blocks().get(next as usize)?;
        let is_paragraph = block.role == Role::Paragraph && block.list.is_none();
        let is_beside = outline.parents[next as usize] == outline.parents[line.block as usize]
            || outline.parents[next as usize] == Some(line.block);
        (is_paragraph && is_beside && self.reads(next)).then(|| self.line_of(next)).flatten()
    }

    /// The first item of the list in which a sentence stands, where that is another one.
    pub fn first_of_list(&self, sentence: Sentence) -> Option<Sentence> {
        let blocks = self.document.blocks();
        let place = blocks[sentence.block as usize].list?;
        let is_same = |block: &u32| {
            blocks[*block as usize]
                .list
                .is_some_and(|other| (other.list, other.depth) == (place.list, place.depth))
        };
        let first = (0..sentence.block).rev().take_while(is_same).last()?;
        self.reads(first).then(|| self.line_of(first)).flatten()
    }

    /// The items behind the first of a list, where a sentence is that one.
    pub fn items_behind(&self, sentence: Sentence) -> impl Iterator<Item = Sentence> + '_ {
        let blocks = self.document.blocks();
        let is_first = blocks[sentence.block as usize].list.is_some_and(|place| place.index == 0);
        let place = blocks[sentence.block as usize].list.filter(|_| is_first);
        let behind = blocks.get(sentence.block as usize + 1..).unwrap_or_default();
        let items = behind.iter().zip(sentence.block + 1..).take_while(move |(block, _)| {
            place.is_some_and(|place| block.list.is_some_and(|other| other.list == place.list))
        });
        items.filter(|(_, block)| self.reads(*block)).filter_map(|(_, block)| self.line_of(block))
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

    /// The sentences before one in its block and in the paragraph right before that, the nearest first.
    pub fn before_in_text(&self, sentence: Sentence) -> impl Iterator<Item = Sentence> + '_ {
        let is_plain = |block: u32| {
            let block = self.document.blocks()[block as usize];
            block.role == Role::Paragraph && block.list.is_none()
        };
        let outline = self.outline();
        let parent = |block: u32| outline.parents[block as usize];
        let block = sentence.block;
        let before = block.checked_sub(1).filter(|before| {
            is_plain(block) && is_plain(*before) && parent(block) == parent(*before)
        });
        let before = before.filter(|before| self.reads(*before));
        let sentences = before.into_iter().flat_map(move |block| {
            let sentences = self.block(block as usize).sentences.iter().enumerate().rev();
            sentences.map(move |(index, one)| Sentence {
                block,
                index: index as u32,
                span: one.span,
            })
        });
        self.before_in_block(sentence).chain(sentences)
    }

    /// The sentence behind one in its block.
    pub fn next_in_block(&self, sentence: Sentence) -> Option<Sentence> {
        let index = sentence.index + 1;
        let next = self.block(sentence.block as usize).sentences.get(index as usize)?;
        Some(Sentence { block: sentence.block, index, span: next.span })
    }

    /// Whether a sentence begins with its verb: what it tells of stands above it.
    pub fn opens_with_verb(&self, sentence: Sentence) -> bool {
        let syntax = self.syntax(sentence);
        let count = syntax.words().len();
        // "Specifies the port": a noun has its article in front.
        let is_plural_before_article = || {
            syntax.tag(0) == Tag::Nouns
                && matches!(syntax.tag(1), Tag::Determiner | Tag::RelativeAdverb)
        };
        (count > 0 && syntax.tag(0).is_verb()) || (count > 1 && is_plural_before_article())
    }

    /// Whether the block of a sentence heads others: a headline, a line set in bold, a caption.
    pub fn heads_blocks(&self, sentence: Sentence) -> bool {
        let block = self.document.blocks()[sentence.block as usize];
        matches!(block.role, Role::Headline | Role::Caption)
            || (block.is_bold && is_line(&block, block.span.of(self.prose())))
    }

    /// Whether a sentence stands in an item of a list, or in its term.
    pub fn is_item(&self, sentence: Sentence) -> bool {
        self.document.blocks()[sentence.block as usize].list.is_some()
    }

    /// Whether the block of a sentence is a headline.
    pub fn is_headline(&self, sentence: Sentence) -> bool {
        self.role(sentence) == Role::Headline
    }

    /// The words of a line that end right before a place: behind the last break or bar of the sentence.
    pub fn line_before(&self, sentence: Sentence, at: u32) -> ProseSpan {
        const MARKS: [char; 5] = ['\n', ';', '|', '•', '·'];
        let lead = ProseSpan { start: sentence.span.start, end: at.max(sentence.span.start) };
        let text = lead.of(self.prose());
        // "Port | 5668": the label stands before the bar.
        let label = text.trim_end().strip_suffix('|').unwrap_or(text);
        let start = label
            .rfind(MARKS)
            .map_or(0, |mark| mark + text[mark..].chars().next().map_or(1, char::len_utf8));
        ProseSpan { start: lead.start + start as u32, end: lead.end }
    }
}
