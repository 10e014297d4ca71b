//! Markdown: pulldown-cmark's events with their source ranges become prose, blocks and a map.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::stet::{self, StetComment};
use super::{Block, Contents, ListPlace};
use crate::claim::Role;
use crate::span::{ProseBuilder, ProseSpan, Span};

/// Reads the prose out of Markdown. Code and raw HTML are not prose; front matter is skipped.
pub(super) fn read(text: &str) -> Contents {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut reader = Reader::default();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.take(text, event, range);
    }
    reader.close();
    let (prose, map) = std::mem::take(&mut reader.builder).finish();
    let Reader { blocks, code, stets, .. } = reader;
    Contents { prose: Some(prose), map, blocks, code, stets }
}

#[derive(Default)]
struct Reader {
    builder: ProseBuilder,
    blocks: Vec<Block>,
    code: Vec<ProseSpan>,
    /// Prose offset at which the open block began.
    start: usize,
    /// Roles of the containers around the cursor, innermost last.
    roles: Vec<Role>,
    /// Depth of containers whose words are not prose.
    skipping: usize,
    /// The lists around the cursor, innermost last.
    lists: Vec<OpenList>,
    /// Where the blocks around the cursor stand in the text, innermost last.
    open: Vec<Range<usize>>,
    stets: Vec<StetComment>,
    /// How many stets at the end of the list wait for the block that they speak of.
    waiting: usize,
}

/// A list whose end has not been read yet.
struct OpenList {
    place: ListPlace,
    /// Items so far.
    items: u16,
    /// The first of the blocks that may lie in it.
    first: usize,
}

impl Reader {
    fn take(&mut self, text: &str, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                if matches!(tag, Tag::HtmlBlock) {
                    self.comments_of_block(text, range);
                } else if !is_inline(&tag.to_end()) {
                    self.begin_block(range);
                }
                self.open(&tag);
            }
            Event::End(tag) => {
                if !is_inline(&tag) && tag != TagEnd::HtmlBlock {
                    self.open.pop();
                }
                self.end(tag);
            }
            Event::InlineHtml(tag) if tag.starts_with("<!--") => {
                let scope = self.open.last().cloned().unwrap_or(range.clone());
                self.stets.extend(stet::parse(&tag).map(|order| StetComment {
                    place: Span::new(range.start, range.end),
                    scope: Span::new(scope.start, scope.end),
                    order,
                }));
            }
            // An entity or an escape has other bytes than its source: it maps as a whole.
            Event::Text(words) if self.skipping == 0 => {
                self.builder.push(&words, Span::new(range.start, range.end));
            }
            // Inline code is a name or a value set in another face: it is read, like emphasis.
            Event::Code(words) if self.skipping == 0 => {
                let inner = text[range.clone()]
                    .find(&*words)
                    .map_or(range.clone(), |at| range.start + at..range.start + at + words.len());
                let start = self.builder.len();
                self.builder.push(&words, Span::new(inner.start, inner.end));
                self.code.push(ProseSpan::new(start, self.builder.len()));
            }
            Event::InlineHtml(tag) if self.skipping == 0 && is_break(&tag) => {
                self.builder.push("\n", Span::new(range.start, range.end));
            }
            Event::SoftBreak | Event::HardBreak if self.skipping == 0 => {
                self.builder.push("\n", Span::new(range.start, range.end));
            }
            _ => {}
        }
    }

    /// Stets in HTML between blocks speak of the next block.
    fn comments_of_block(&mut self, text: &str, range: Range<usize>) {
        let html = &text[range.clone()];
        for (at, _) in html.match_indices("<!--") {
            let length = html[at..].find("-->").map_or(html.len() - at, |end| end + "-->".len());
            let start = range.start + at;
            if let Some(order) = stet::parse(&html[at..at + length]) {
                let place = Span::new(start, start + length);
                // Until a block follows, there is none.
                let scope = Span::new(text.len(), text.len());
                self.stets.push(StetComment { place, scope, order });
                self.waiting += 1;
            }
        }
    }

    fn begin_block(&mut self, range: Range<usize>) {
        let from = self.stets.len() - self.waiting;
        for stet in &mut self.stets[from..] {
            stet.scope = Span::new(range.start, range.end);
        }
        self.waiting = 0;
        self.open.push(range);
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => {
                self.close();
                self.skipping += 1;
            }
            Tag::Image { .. } => self.skipping += 1,
            Tag::Heading { .. } => self.container(Role::Headline),
            Tag::BlockQuote(_) => self.container(Role::Quotation),
            Tag::List(_) => {
                self.close();
                let depth = (self.lists.len() + 1).min(usize::from(u8::MAX)) as u8;
                let place = ListPlace { depth, index: 0, length: 0 };
                self.lists.push(OpenList { place, items: 0, first: self.blocks.len() });
            }
            Tag::Item => {
                self.container(Role::ListItem);
                if let Some(list) = self.lists.last_mut() {
                    list.place.index = list.items;
                    list.items = list.items.saturating_add(1);
                }
            }
            Tag::TableCell => self.container(Role::TableCell),
            Tag::Paragraph => self.close(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) | TagEnd::Image => {
                self.skipping = self.skipping.saturating_sub(1);
            }
            TagEnd::Heading(_) | TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::TableCell => {
                self.close();
                self.roles.pop();
            }
            TagEnd::Paragraph => self.close(),
            TagEnd::List(_) => self.end_list(),
            _ => {}
        }
    }

    /// Tells the blocks of the innermost list how long it is.
    fn end_list(&mut self) {
        self.close();
        let Some(list) = self.lists.pop() else { return };
        for block in &mut self.blocks[list.first..] {
            if let Some(place) = &mut block.list
                && place.depth == list.place.depth
            {
                place.length = list.items;
            }
        }
    }

    fn container(&mut self, role: Role) {
        self.close();
        self.roles.push(role);
    }

    /// Ends the open block, if it holds words, and parts it from the next.
    fn close(&mut self) {
        let prose = &self.builder.prose()[self.start..];
        let words = prose.trim();
        if !words.is_empty() {
            let start = self.start + (prose.len() - prose.trim_start().len());
            let quoted = self.roles.contains(&Role::Quotation);
            let role = if quoted {
                Role::Quotation
            } else {
                self.roles.last().copied().unwrap_or_default()
            };
            self.blocks.push(Block {
                span: ProseSpan::new(start, start + words.len()),
                role,
                list: self.lists.last().map(|list| list.place),
            });
        }
        if !self.builder.is_empty() {
            let at = self.builder.text_end();
            self.builder.push("\n", Span { start: at, end: at });
        }
        self.start = self.builder.len();
    }
}

/// Whether a tag lies inside a block.
fn is_inline(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// `<br>`, which parts words.
fn is_break(tag: &str) -> bool {
    tag.trim_start_matches('<').get(..2).is_some_and(|name| name.eq_ignore_ascii_case("br"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<(String, Role)> {
        let contents = read(text);
        let prose = contents.prose.unwrap_or_default();
        contents.blocks.iter().map(|block| (block.span.of(&prose).to_owned(), block.role)).collect()
    }

    #[test]
    fn markup_is_not_prose() {
        let text = "---\ntitle: x\n---\n# The *Swift* plan\n\nA **1,000**-mile &amp; more [road](https://x.y/9).\n\n```\n5 km\n```\n\n> said so\n\n| a | b |\n| - | - |\n| c | `d` |\n";
        let expected = [
            ("The Swift plan", Role::Headline),
            ("A 1,000-mile & more road.", Role::Paragraph),
            ("said so", Role::Quotation),
            ("a", Role::TableCell),
            ("b", Role::TableCell),
            ("c", Role::TableCell),
            ("d", Role::TableCell),
        ];
        assert_eq!(blocks(text), expected.map(|(words, role)| (words.to_owned(), role)));
    }

    #[test]
    fn stets_speak_of_the_next_block_or_their_own() {
        let text = "<!-- factlint: stet a: so -->\n\n- one\n- two\n\nText <!-- factlint: stet b: so --> and more.\n\n<!-- factlint: stet c: so -->\n";
        let scopes: Vec<&str> =
            read(text).stets.iter().map(|stet| stet.scope.of(text).trim()).collect();
        let inside = "Text <!-- factlint: stet b: so --> and more.";
        assert_eq!(scopes, ["- one\n- two", inside, ""]);
    }

    #[test]
    fn a_break_parts_words() {
        assert_eq!(blocks("in<br>Kyiv<br/>now")[0].0, "in\nKyiv\nnow");
    }

    #[test]
    fn prose_leads_back_to_the_text() {
        let text = "A **1,000**-mile &amp; road";
        let contents = read(text);
        let prose = contents.prose.unwrap_or_default();
        let at = prose.find("1,000-mile").unwrap_or_default();
        let hull = contents.map.hull(ProseSpan::new(at, at + "1,000-mile".len()));
        assert_eq!(hull.of(text), "1,000**-mile");
        assert_eq!(contents.map.exact(ProseSpan::new(at, at + "1,000-mile".len())), None);
        let at = prose.find("road").unwrap_or_default();
        assert_eq!(
            contents.map.exact(ProseSpan::new(at, at + 4)).map(|span| span.of(text)),
            Some("road")
        );
    }
}
