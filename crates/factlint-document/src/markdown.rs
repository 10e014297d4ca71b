//! Markdown: pulldown-cmark's events with their source ranges become prose, blocks and a map.

mod figure;
mod link;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use figure::is_figure;
use link::kept_elsewhere;

use super::composer::Composer;
use super::html::Element;
use super::superscript::{Superscript, superscript};
use super::{Contents, front_matter, html, plain, stet};
use crate::Role;
use factlint_language::span::Span;

/// Reads the prose out of Markdown: the title and summary of its front matter, its text, and the text of
/// HTML in it.
pub(super) fn read(text: &str) -> Contents {
    if is_too_deep(text) {
        return plain::read(text);
    }
    let mut reader = Reader::default();
    let (base, date) = front_matter::open(text, &mut reader.composer);
    reader.read(text, base..text.len());
    Contents { date, ..reader.composer.finish() }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// Whether a line opens so many quotations and lists in one another that reading it would take for ever:
/// every line that goes on from it is held against all of them.
fn is_too_deep(text: &str) -> bool {
    /// Deeper than people write.
    const DEEPEST: usize = 500;
    let is_mark = |byte: &&u8| b">-+* \t.)0123456789".contains(byte);
    text.lines().filter(|line| line.len() > DEEPEST).any(|line| {
        let length = line.as_bytes().iter().take_while(is_mark).count();
        let marks = &line.as_bytes()[..length];
        // The mark of a list is followed by white space: a long rule is none.
        let lists = marks
            .windows(2)
            .filter(|pair| b"-+*.)".contains(&pair[0]) && pair[1].is_ascii_whitespace());
        memchr::memchr_iter(b'>', marks).count() + lists.count() > DEEPEST
    })
}

/// What opens a note or a tab of Python-Markdown, whose content is indented, and the mark of a list in its place, as many
/// bytes long: CommonMark would take the content for code. Few write this mark themselves, so that no list goes on in it.
const INDENTING: &[(&str, &str)] =
    &[("!!! ", "+   "), ("??? ", "+   "), ("???+ ", "+ \u{200b}"), ("=== ", "+   ")];

/// Whether a list stands in the place of notes and tabs.
fn stands_for_notes(list: &str) -> bool {
    let list = list.trim_start();
    INDENTING.iter().any(|(mark, _)| list.starts_with(mark))
}

/// Where a line opens a note or a tab whose content is indented: where its mark begins, what to put in its place, and
/// where it ends.
fn indented_note<'l>(
    line: &str,
    mut below: impl Iterator<Item = &'l str>,
) -> Option<(usize, &'static str, usize)> {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let start = indent(line);
    let (mark, instead) = INDENTING.iter().find(|(mark, _)| line[start..].starts_with(mark))?;
    // Below a title in quotation marks, tabs; anything else would be an underline.
    if *mark == "=== " && !line[start + mark.len()..].starts_with('"') {
        return None;
    }
    let content = below.find(|line| !line.trim().is_empty())?;
    (indent(content) >= start + 4).then_some((start, instead, start + mark.len()))
}

/// The title in a line that opens a note, and whether it is the caption of a table: ":::{note} Title", ":::note[Title]",
/// "```{list-table} Title".
fn note_title(line: &str) -> Option<(Range<usize>, bool)> {
    let line = line.trim_end();
    let marked = line.trim_start();
    let rest = marked.trim_start_matches([':', '`', '~']).trim_start_matches(' ');
    let name_end = match rest.strip_prefix('{') {
        Some(_) => rest.find('}')? + 1,
        None => rest.find(|sign: char| !sign.is_alphanumeric() && sign != '-')?,
    };
    let (name, title) = rest.split_at(name_end);
    let name = name.trim_matches(['{', '}']);
    if !NOTES.contains(&name) {
        return None;
    }
    let mut start = line.len() - title.trim_start().len();
    let mut end = line.len();
    if line[start..].starts_with('[') {
        start += 1;
        end = start + line[start..].rfind(']')?;
    } else if line[start..].ends_with('}') {
        // "Title {#name}"
        end = start + line[start..].rfind('{')?;
    }
    let end = start + line[start..end].trim_end().len();
    let is_title = line[start..end].starts_with(|sign: char| !"{:#-+*>=".contains(sign));
    is_title.then_some((start..end, name.ends_with("table")))
}

/// The rest of a line that opens a note, its title as a heading, which ends with its line, in as many bytes: "###   Mind "
/// for `note "Mind"`.
fn title_of_note(rest: &str) -> Option<String> {
    const HEADING: &str = "###";
    let content = rest.trim_end();
    let sort = content.find('"').unwrap_or(content.len());
    let is_sort = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | ' ');
    if sort < HEADING.len() || !content[..sort].chars().all(is_sort) {
        return None;
    }
    let spaces = |count: usize| std::iter::repeat_n(' ', count);
    let mut heading = HEADING.to_owned();
    heading.extend(spaces(sort - HEADING.len()));
    let title = content[sort..].strip_prefix('"').unwrap_or_default();
    let title = title.strip_suffix('"').unwrap_or(title);
    if sort < content.len() {
        heading.push(' ');
        heading.push_str(title);
        heading.extend(spaces(content.len() - heading.len()));
    }
    heading.push_str(&rest[content.len()..]);
    Some(heading)
}

/// A text with spaces in place of the lines that open and close a note of MyST and of docs frameworks: ":::{note}", ":::".
/// CommonMark knows nothing of them, and would take what lies between for a term and its definition.
fn without_marks_of_notes(text: &str) -> Cow<'_, str> {
    const MARK: &str = ":::";
    let may_indent = INDENTING.iter().any(|(mark, _)| text.contains(mark));
    if !text.contains(MARK) && !may_indent {
        return Cow::Borrowed(text);
    }
    let mut without = String::with_capacity(text.len());
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let blocks = if may_indent { indented_note(line, lines.clone()) } else { None };
        if let Some((start, instead, end)) = blocks {
            without.push_str(&line[..start]);
            match title_of_note(&line[end..]) {
                // "???+ tip": the mark is a byte longer than others.
                Some(title) if line[start..].starts_with("???+") => {
                    without.push_str("+   #");
                    without.push_str(&title);
                }
                Some(title) => {
                    without.push_str(instead);
                    without.push_str(&title);
                }
                None => {
                    without.push_str(instead);
                    without.push_str(&line[end..]);
                }
            }
        } else if line.trim_start().starts_with(MARK) {
            let end = line.trim_end_matches(['\r', '\n']).len();
            let spaces = |count: usize| std::iter::repeat_n(' ', count);
            match note_title(line) {
                // A heading is the one block that ends with its line.
                Some((title, _)) => {
                    let start = line.len() - line.trim_start().len();
                    without.push_str(&line[..start]);
                    without.push_str("###");
                    without.extend(spaces(title.start - start - MARK.len()));
                    without.push_str(&line[title.clone()]);
                    without.extend(spaces(end - title.end));
                }
                None => without.extend(spaces(end)),
            }
            without.push_str(&line[end..]);
        } else {
            without.push_str(line);
        }
    }
    Cow::Owned(without)
}

#[derive(Default)]
struct Reader {
    composer: Composer,
    /// Depth of containers whose words are not prose.
    skipping: usize,
    /// Whether the paragraph around the cursor is a picture.
    is_figure: bool,
    /// Where the blocks around the cursor stand in the text, innermost last.
    open: Vec<Range<usize>>,
    /// The HTML between blocks that is being read.
    html: Option<Range<usize>>,
    /// Whether the paragraph is code of MDX, or a formula.
    is_in_module: bool,
    /// The words of a note that is set as a fence: MyST's "```{note}".
    note: Option<Range<usize>>,
    /// How many of them lie in one another.
    notes: usize,
    /// Whether the cursor lies in a block of code.
    is_code: bool,
    /// Whether the cursor lies in the head of a table.
    in_head: bool,
    /// The lists around the cursor, each with whether it stands for notes.
    lists: Vec<bool>,
    /// How many elements of HTML inside the block hold words that are not read.
    struck: usize,
    /// Whether words are raised by HTML inside the block.
    is_raised: bool,
    /// Where the prose began that an element of HTML sets as code.
    code_from: Option<usize>,
    /// Whether a `pre` is open that a block of HTML has begun: empty lines end the block, and not the element.
    is_preformatted: bool,
}

impl Reader {
    /// Reads a stretch of the text.
    fn read(&mut self, text: &str, within: Range<usize>) {
        let base = within.start;
        let part = without_marks_of_notes(&text[within]);
        let mut events =
            Parser::new_with_broken_link_callback(&part, options(), Some(kept_elsewhere))
                .into_offset_iter()
                .peekable();
        while let Some((mut event, mut range)) = events.next() {
            if let Event::Text(words) = &event
                && let Some((Event::Code(_), _)) = events.peek()
                && let Some(before) = without_role(words)
            {
                range.end -= words.len() - before.len();
                event = Event::Text(before.to_owned().into());
            }
            if !range.is_empty() || !matches!(event, Event::Text(_)) {
                self.take(text, event, base + range.start..base + range.end);
            }
        }
    }

    fn take(&mut self, text: &str, event: Event<'_>, range: Range<usize>) {
        let span = Span::new(range.start, range.end);
        match event {
            Event::Start(Tag::Paragraph)
                if is_module(&text[range.clone()]) || is_formula(&text[range.clone()]) =>
            {
                self.is_in_module = true;
                self.skipping += 1;
                self.start(&Tag::Paragraph, range);
            }
            Event::End(TagEnd::Paragraph) if self.is_in_module => {
                self.is_in_module = false;
                self.skipping = self.skipping.saturating_sub(1);
                self.end(text, TagEnd::Paragraph);
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info)))
                if self.notes < DEEPEST_NOTES && is_note(&info) =>
            {
                self.note = fenced(text, range.clone());
                match self.note {
                    Some(_) => self.skipping += 1,
                    None => self.start(&Tag::CodeBlock(CodeBlockKind::Fenced(info)), range),
                }
            }
            Event::End(TagEnd::CodeBlock) if self.note.is_some() => {
                self.skipping = self.skipping.saturating_sub(1);
                if let Some(inner) = self.note.take() {
                    self.notes += 1;
                    let line = text[range.clone()].lines().next().unwrap_or_default();
                    if let Some((title, is_caption)) = note_title(line) {
                        let role = if is_caption { Role::Caption } else { Role::Paragraph };
                        self.composer.enter(role);
                        self.read(text, range.start + title.start..range.start + title.end);
                        self.composer.leave();
                    }
                    self.composer.enter(Role::Paragraph);
                    self.read(text, inner);
                    self.notes -= 1;
                    self.composer.leave();
                }
            }
            Event::Start(Tag::Heading { .. })
                if text[range.clone()].trim_start().starts_with(":::")
                    || self.opens_note(&text[range.clone()]) =>
            {
                self.start(&Tag::BlockQuote(Some(BlockQuoteKind::Note)), range);
            }
            Event::Start(Tag::List(number)) => {
                let is_notes = stands_for_notes(&text[range.clone()]);
                self.lists.push(is_notes);
                match is_notes {
                    true => self.start(&Tag::BlockQuote(Some(BlockQuoteKind::Note)), range),
                    false => self.start(&Tag::List(number), range),
                }
            }
            Event::Start(Tag::Item) if self.lists.last() == Some(&true) => {
                self.start(&Tag::BlockQuote(Some(BlockQuoteKind::Note)), range);
            }
            Event::End(TagEnd::List(is_ordered)) => {
                let end = match self.lists.pop() {
                    Some(true) => TagEnd::BlockQuote(Some(BlockQuoteKind::Note)),
                    _ => TagEnd::List(is_ordered),
                };
                self.end(text, end);
            }
            Event::Start(tag) => {
                if matches!(tag, Tag::Paragraph) {
                    self.is_figure = is_figure(&text[range.clone()]);
                }
                self.start(&tag, range);
            }
            Event::End(tag) => self.end(text, tag),
            Event::InlineHtml(tag) if tag.starts_with("<!--") => {
                let scope = self.open.last().cloned().unwrap_or(range);
                if let Some(order) = stet::parse(&tag) {
                    self.composer.stet_here(span, Span::new(scope.start, scope.end), order);
                }
            }
            Event::Text(words) if self.reads() && self.is_preformatted => {
                self.composer.code(&words, span);
            }
            // An entity or an escape has other bytes than its source: it maps as a whole.
            Event::Text(words) if self.reads() => {
                // The marks of notes were taken out before anybody knew what is code.
                let own = &text[range];
                let is_own = self.is_code && own.len() == words.len();
                self.words(if is_own { own } else { &words }, span);
            }
            Event::Code(words) if self.reads() => {
                let inner = text[range.clone()]
                    .find(&*words)
                    .map_or(span, |at| Span::new(range.start + at, range.start + at + words.len()));
                self.composer.code(&words, inner);
            }
            Event::InlineHtml(tag) if self.is_preformatted && is_end_of_pre(&tag) => {
                self.is_preformatted = false;
            }
            Event::InlineHtml(tag) => match html::inline_tag(&tag) {
                Some((Element::Break, _)) if self.reads() => {
                    self.composer.replaced("\n", span);
                }
                Some((Element::Superscript, ends)) => self.is_raised = !ends,
                Some((Element::Code, false)) => self.code_from = Some(self.composer.prose_end()),
                Some((Element::Code, true)) => {
                    if let Some(start) = self.code_from.take() {
                        self.composer.code_since(start);
                    }
                }
                Some((Element::Skipped, ends)) => {
                    self.struck =
                        if ends { self.struck.saturating_sub(1) } else { self.struck + 1 };
                }
                _ => {}
            },
            Event::SoftBreak | Event::HardBreak if self.reads() => {
                if span.of(text) == "\n" {
                    self.composer.words("\n", span);
                } else {
                    self.composer.replaced("\n", span);
                }
            }
            Event::Html(_) => {
                let html = self.html.get_or_insert(range.clone());
                html.end = range.end;
            }
            _ => {}
        }
    }

    /// Whether a heading is the title of a note of Python-Markdown, which has no mark of a heading of its own.
    fn opens_note(&self, heading: &str) -> bool {
        let heading = heading.trim();
        self.lists.last() == Some(&true)
            && !heading.starts_with('#')
            && memchr::memchr(b'\n', heading.as_bytes()).is_none()
    }

    fn reads(&self) -> bool {
        self.skipping == 0 && self.struck == 0
    }

    /// Adds words; a raised number is an exponent or the mark of a note.
    fn words(&mut self, words: &str, span: Span) {
        let raised = self.is_raised.then(|| Superscript::of(words, self.composer.open_words()));
        match raised {
            Some(Superscript::Power) => self.composer.replaced(&superscript(words), span),
            Some(Superscript::Note) => {}
            Some(Superscript::Part) | None => self.composer.words(words, span),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        if !is_inline(&tag.to_end()) && !matches!(tag, Tag::HtmlBlock) {
            let told = self.composer.begin_scope(range.start);
            self.composer.end_scope(&told, range.end);
            self.open.push(range);
        }
        match tag {
            Tag::CodeBlock(_) => {
                self.is_code = true;
                self.composer.enter(Role::Code);
            }
            Tag::HtmlBlock => self.composer.close(),
            // The words of a picture that is a paragraph of its own are its caption.
            Tag::Image { .. } if self.is_figure => {}
            Tag::Image { .. } | Tag::Strikethrough => self.skipping += 1,
            Tag::Heading { level, .. } => self.composer.enter_headline(*level as u8),
            Tag::BlockQuote(None) => self.composer.enter(Role::Quotation),
            // "> [!NOTE]" is the document's own voice.
            Tag::BlockQuote(Some(_)) => self.composer.enter(Role::Paragraph),
            Tag::List(_) => self.composer.begin_list(),
            Tag::Item => self.composer.begin_item(),
            Tag::Table(_) => self.composer.begin_table(),
            Tag::TableHead => {
                self.in_head = true;
                self.composer.begin_row();
            }
            Tag::TableRow => self.composer.begin_row(),
            Tag::TableCell => self.composer.begin_cell(self.in_head, 1, 1),
            Tag::Paragraph => self.composer.close(),
            Tag::Strong => self.composer.begin_bold(),
            Tag::DefinitionList => self.composer.begin_list(),
            Tag::DefinitionListTitle => self.composer.begin_item(),
            Tag::DefinitionListDefinition => self.composer.go_on_with_item(),
            _ => {}
        }
    }

    fn end(&mut self, text: &str, tag: TagEnd) {
        if !is_inline(&tag) && tag != TagEnd::HtmlBlock {
            self.open.pop();
            // What a block does not close ends with it.
            self.struck = 0;
            self.is_raised = false;
            self.code_from = None;
        }
        self.is_code = false;
        match tag {
            TagEnd::HtmlBlock => {
                let Some(range) = self.html.take() else { return };
                let own = &text[range.clone()];
                let opened = own.to_ascii_lowercase().rfind("<pre");
                self.is_preformatted = match opened {
                    Some(at) => {
                        !holds_end_of_pre(&own[at..]) && holds_end_of_pre(&text[range.end..])
                    }
                    None => self.is_preformatted && !holds_end_of_pre(own),
                };
                // Between its lines stand the marks of the quotation.
                if !self.composer.is_quoted() {
                    let within = Span::new(range.start, range.end);
                    html::read_into(text, within, &mut self.composer);
                }
            }
            TagEnd::Image if self.is_figure => {}
            TagEnd::Image | TagEnd::Strikethrough => {
                self.skipping = self.skipping.saturating_sub(1);
            }
            TagEnd::CodeBlock | TagEnd::Heading(_) | TagEnd::BlockQuote(_) | TagEnd::Item => {
                self.composer.leave()
            }
            TagEnd::TableCell => self.composer.end_cell(),
            TagEnd::TableHead => self.in_head = false,
            TagEnd::Table => self.composer.end_table(),
            TagEnd::Paragraph => self.composer.close(),
            TagEnd::Strong => self.composer.end_bold(),
            TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition => self.composer.leave(),
            TagEnd::List(_) | TagEnd::DefinitionList => self.composer.end_list(),
            _ => {}
        }
    }
}

fn is_end_of_pre(tag: &str) -> bool {
    tag.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("</pre"))
}

fn holds_end_of_pre(text: &str) -> bool {
    text.match_indices("</").any(|(at, _)| is_end_of_pre(&text[at..]))
}

/// Notes lie no deeper in one another.
const DEEPEST_NOTES: usize = 8;

/// Directives of MyST and of docs frameworks whose words are the document's own.
const NOTES: &[&str] = &[
    "admonition", "attention", "card", "caution", "danger", "deprecated", "details", "dropdown",
    "error", "grid-item-card", "hint", "important", "info", "list-table", "note", "seealso",
    "sidebar", "success", "tab-item", "table", "tip", "topic", "versionadded", "versionchanged",
    "warning",
];

/// Whether the words behind a fence make a note of it: "{note}", "{admonition} Title".
fn is_note(info: &str) -> bool {
    let name = info.trim().strip_prefix('{').and_then(|rest| rest.split_once('}'));
    name.is_some_and(|(name, _)| NOTES.contains(&name))
}

/// The words in a fence that begins a line, without its options; none where marks of lists and quotations may stand
/// between its lines.
fn fenced(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let is_line = range.start == 0 || text[..range.start].ends_with('\n');
    let whole = text[range.clone()].trim_end();
    let mark = whole.chars().next().filter(|mark| is_line && matches!(mark, '`' | '~' | ':'))?;
    let mut start = range.start + whole.find('\n')? + 1;
    let last = whole.rfind('\n').map_or(0, |at| at + 1);
    let is_closed =
        whole[last..].trim().chars().all(|sign| sign == mark) && range.start + last >= start;
    let end = if is_closed { range.start + last } else { range.start + whole.len() };
    while let Some(line) = text[start..end].split_inclusive('\n').next() {
        let is_option = line.starts_with(':') && line[1..].contains(':') && !line.starts_with("::");
        if !is_option {
            break;
        }
        start += line.len();
    }
    Some(start..end)
}

/// Whether a paragraph is a formula that is set on lines of its own.
fn is_formula(paragraph: &str) -> bool {
    let paragraph = paragraph.trim();
    let is_between = |open: &str, close: &str| {
        paragraph.strip_prefix(open).is_some_and(|rest| rest.ends_with(close))
    };
    is_between("$$", "$$") || (is_between("\\begin{", "}") && paragraph.contains("\\end{"))
}

/// Words without the name of a role that stands right before code: "see {term}" before "`Kestrel`".
fn without_role(words: &str) -> Option<&str> {
    let (before, name) = words.strip_suffix('}')?.rsplit_once('{')?;
    let is_name = name.starts_with(|sign: char| sign.is_ascii_lowercase())
        && name.bytes().all(|sign| sign.is_ascii_alphanumeric() || b":_-".contains(&sign));
    is_name.then_some(before)
}

/// Whether a paragraph is what MDX imports and exports: no sentence begins so.
fn is_module(paragraph: &str) -> bool {
    let line = paragraph.lines().next().unwrap_or_default().trim_end();
    let is_quoted = |from: &str| {
        let from = from.trim_end_matches(';').trim_end();
        let mut signs = from.chars();
        matches!(
            (signs.next(), signs.next_back()),
            (Some('\''), Some('\'')) | (Some('"'), Some('"'))
        )
    };
    if let Some(what) = line.strip_prefix("import ") {
        let from = what.rsplit_once(" from ").map_or(what, |(_, from)| from);
        // The names may stand on lines of their own.
        return is_quoted(from) || (what.trim_end() == "{" && paragraph.contains("} from "));
    }
    line.strip_prefix("export ").is_some_and(|what| {
        let declares = ["const ", "let ", "var ", "function ", "async function ", "class "];
        let declaration = declares.iter().any(|word| what.starts_with(word));
        let is_code = what.contains(['=', '(', '{']);
        (declaration && is_code)
            || what.strip_prefix("default ").is_some_and(|rest| rest.contains(['(', '{', '=', ';']))
            || (what.starts_with(['{', '*']) && what.contains(" from "))
    })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial;
    use factlint_language::span::ProseSpan;

    fn blocks(text: &str) -> Vec<(String, Role)> {
        trial::blocks(read(text))
    }

    #[test]
    fn modules_of_mdx_are_no_prose() {
        for module in [
            "import Tabs from '@theme/Tabs';",
            "import { A, B } from \"../x\"",
            "import '../x.css'",
            "import {\n  A,\n  B,\n} from './x';",
            "export const seats = 12;",
            "export const meta = {\n  title: 'x'\n}",
            "export default function Page() { return 3 }",
            "export default ({ children }) => <div>{children}</div>",
            "export { A } from './a'",
        ] {
            let text = format!("{module}\n\nA relay has 12 ports.\n");
            let expected = [("A relay has 12 ports.".to_owned(), Role::Paragraph)];
            assert_eq!(blocks(&text), expected, "{module}");
        }
        for prose in [
            "import duties rose from 5 to 7 percent",
            "export controls = a burden",
            "import 12 crates from \u{201c}Oslo\u{201d}",
            "export default values with care",
        ] {
            assert_eq!(blocks(prose), [(prose.to_owned(), Role::Paragraph)], "{prose}");
        }
    }

    #[test]
    fn notes_of_myst_are_the_documents_own_words() {
        let text = "!!! note \"Mind\"\n    Of 12 ports.\n\n    Of 13 ports.\n\n=== \"Linux\"\n\n    Of 14 ports.\n\n    ```\n    x \
                    = 1\n    ```\n\n???+ tip\n    Of 10 ports.\n\n!!! wow\n\nCode:\n\n    y = 2\n";
        let expected = [
            ("Mind", Role::Paragraph),
            ("Of 12 ports.", Role::Paragraph),
            ("Of 13 ports.", Role::Paragraph),
            ("\"Linux\"", Role::Paragraph),
            ("Of 14 ports.", Role::Paragraph),
            ("x = 1", Role::Code),
            ("Of 10 ports.", Role::Paragraph),
            ("!!! wow", Role::Paragraph),
            ("Code:", Role::Paragraph),
            ("y = 2", Role::Code),
        ];
        let told = trial::blocks(read(text));
        trial::assert_sound(text, &read(text));
        assert_eq!(
            told.iter().map(|(words, role)| (words.as_str(), *role)).collect::<Vec<_>>(),
            expected
        );
        let text = "```{note} Mind\n:class: x\nA **relay** has 12 ports.\n\n- one\n```\n\n:::{tip}\nOf 7 km.\n:::\n\n\
                    ```{code-cell} python\nx\n```\n\n````{warning}\n```{note}\nIn.\n```\n````\n";
        let expected = [
            ("Mind", Role::Paragraph),
            ("A relay has 12 ports.", Role::Paragraph),
            ("one", Role::ListItem),
            ("Of 7 km.", Role::Paragraph),
            ("x", Role::Code),
            ("In.", Role::Paragraph),
        ];
        assert_eq!(blocks(text), expected.map(|(words, role)| (words.to_owned(), role)));
        let titled = ":::note Of **two**\nOf 7 km.\n:::\n\n:::tip[Of 8 km] \nOf 9 km.\n:::\n\n::::{admonition} Of `x` {#a}\nOf 10 \
                      km.\n::::\n\n:::{figure} a/b.png\n:::\n\n:::\n\n```{list-table} Of ports\n:header-rows: 1\n\n* - a\n  \
                      - b\n```\n\n- one\n\n  :::{note} Inside\n  Of 11 km.\n  :::\n";
        let expected = [
            ("Of two", Role::Paragraph),
            ("Of 7 km.", Role::Paragraph),
            ("Of 8 km", Role::Paragraph),
            ("Of 9 km.", Role::Paragraph),
            ("Of x", Role::Paragraph),
            ("Of 10 km.", Role::Paragraph),
            ("Of ports", Role::Caption),
            ("a", Role::ListItem),
            ("b", Role::ListItem),
            ("one", Role::ListItem),
            ("Inside", Role::Paragraph),
            ("Of 11 km.", Role::ListItem),
        ];
        trial::assert_sound(titled, &read(titled));
        assert_eq!(blocks(titled), expected.map(|(words, role)| (words.to_owned(), role)));
        let odd = "$$\n\\frac{1}{2}\n$$\n\nIt has {term}`relays` and {py:class}`a.B`, {x.y}`z`.\n\n{term}`Relay`\n\n\
                   \\begin{gather*}\na\n\\end{gather*}\n\nThe cost is $$5$$ now.\n";
        let expected = ["It has relays and a.B, {x.y}z.", "Relay", "The cost is $$5$$ now."];
        trial::assert_sound(odd, &read(odd));
        assert_eq!(blocks(odd), expected.map(|words| (words.to_owned(), Role::Paragraph)));
        let code = "```md\n:::note\nOf 7 km.\n:::\n```\n\n    !!! note\n        Of 7 km.\n";
        let expected = [":::note\nOf 7 km.\n:::", "!!! note\n    Of 7 km."]
            .map(|one| (one.to_owned(), Role::Code));
        assert_eq!(blocks(code), expected);
        for odd in [
            "```{note}",
            "```{note}\n",
            "> ```{note}\n> x\n> ```",
            "```{note}\n:a:\n```",
            "~~~{tip}\n\u{e9}",
            "```\na\n:::\nb\n```",
            "    a\n    !!! b\n        c\n",
            ":::note[\u{e9}\n",
            ":::note ]\n",
            ":::note }\n",
            ":::note {}\n",
            ":::{note\n",
            "```{note} \u{e9}",
            "> ```{note} x\n> y",
            ":::note #\n===\n",
        ] {
            trial::assert_sound(odd, &read(odd));
        }
        let deep: String =
            (3..60).rev().map(|length| format!("{}{{note}}\n", "`".repeat(length))).collect();
        trial::assert_sound(&deep, &read(&deep));
    }

    #[test]
    fn markup_is_not_prose() {
        let text = "---\ntitle: x\n---\n# The *Swift* plan\n\nA **1,000**-mile &amp; more [road](https://x.y/9).\n\n```\n5 km\n```\n\n> said so\n\n| a | b |\n| - | - |\n| c | `d` |\n";
        let expected = [
            ("x", Role::Headline),
            ("The Swift plan", Role::Headline),
            ("A 1,000-mile & more road.", Role::Paragraph),
            ("5 km", Role::Code),
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
    fn what_lies_too_deep_is_read_as_plain_text() {
        let deep = format!("{}x\n{}", "> ".repeat(100_000), "a\n".repeat(10_000));
        assert!(!read(&deep).blocks.is_empty());
        let lists = format!("{}x\n{}", "- ".repeat(100_000), "a\n".repeat(10_000));
        assert!(!read(&lists).blocks.is_empty());
        assert_eq!(
            blocks(&format!("{}x\n", "> ".repeat(400))),
            [("x".to_owned(), Role::Quotation)]
        );
        assert_eq!(
            blocks(&format!("a\n\n{}\n", "-".repeat(2_000))),
            [("a".to_owned(), Role::Paragraph)]
        );
    }

    #[test]
    fn html_inside_a_line_is_heard() {
        assert_eq!(
            blocks("from 0 to 2<sup>8</sup>, the 4<sup>th</sup>")[0].0,
            "from 0 to 2⁸, the 4th"
        );
        assert_eq!(blocks("1,600<sup>3</sup> km")[0].0, "1,600 km");
        assert_eq!(blocks("is <del>5</del><s>6</s> ~~7~~ 8 km")[0].0, "is   8 km");
        // What a line does not close is closed with its block.
        assert_eq!(blocks("a <del>b\n\nc <sup>d\n\n5").len(), 3);
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
