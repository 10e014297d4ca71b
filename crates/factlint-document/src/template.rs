//! Tags of templates, whatever the format around them: `{{ name }}`, `{% if %}`, `{# note #}`, `<% code %>`, `<? code ?>`,
//! `[% name %]`, `${name}`, the comments of MDX, `{/* note */}`, the shortcodes of site generators, `{{< figure >}}` and
//! `[gallery ids="1"]`, and elements that the format does not know, `<Card name="x">`. They are no prose; what they leave behind
//! is one sign, so that the words on their sides stay apart.

use super::{Block, Contents, Role};
use factlint_language::span::{ProseBuilder, ProseSpan, Span};

/// How tags begin and end.
const MARKS: &[(&str, &str)] = &[
    ("{{", "}}"),
    ("{%", "%}"),
    ("{#", "#}"),
    ("{/*", "*/}"),
    ("<%", "%>"),
    ("<?", "?>"),
    ("[%", "%]"),
    ("${", "}"),
];

/// No tag is longer, in bytes.
const LONGEST: usize = 2_000;

/// What stands for a tag: the character that Unicode has for an object in a line of text.
const OBJECT: &str = "\u{fffc}";

/// Whether a text may hold tags.
pub(super) fn may_stand_in(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr3_iter(b'{', b'<', b'[', bytes).any(|at| match (bytes[at], bytes.get(at + 1)) {
        (b'{', next) => {
            matches!(next, Some(b'{' | b'%' | b'#' | b'/')) || (at > 0 && bytes[at - 1] == b'$')
        }
        (b'<', Some(b'?')) | (_, Some(b'%')) => true,
        _ => has_attribute(&bytes[at + 1..]),
    })
}

/// Whether what follows a bracket is a name with an attribute: `gallery ids="1"`, `Card name={x}`.
fn has_attribute(rest: &[u8]) -> bool {
    /// Names are shorter, in bytes.
    const LONGEST_NAME: usize = 64;
    let name = |rest: &[u8]| {
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.:@".contains(byte);
        let length = rest.iter().take(LONGEST_NAME).take_while(|byte| is_name(byte)).count();
        (length > 0 && !rest[0].is_ascii_digit()).then_some(length)
    };
    let Some(length) = name(rest) else { return false };
    let space = rest[length..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let rest = &rest[length + space..];
    space > 0
        && name(rest).is_some_and(|length| {
            rest.get(length) == Some(&b'=')
                && matches!(rest.get(length + 1), Some(b'"' | b'\'' | b'{'))
        })
}

/// Names of tags that have their content from readers, as Liquid and Django call them.
const COMMENTS: &[&str] = &["comment"];

/// Names of tags and shortcodes whose content is code.
const CODES: &[&str] = &["highlight", "codeblock", "code-block", "code"];

/// What a reader made of a text, without tags. Those that are set as code are code, and so is what stands between two
/// tags that say so; what stands between those of a comment goes with them.
pub(super) fn remove(contents: Contents, text: &str) -> Contents {
    let prose = contents.prose.as_deref().unwrap_or(text);
    let tags: Vec<ProseSpan> = contents
        .blocks
        .iter()
        .filter(|block| block.role != Role::Code)
        .flat_map(|block| tags_in(prose, block, &contents.code))
        .collect();
    if tags.is_empty() {
        return contents;
    }
    let listings = pairs(prose, &tags, CODES);
    let tags = without_comments(prose, tags);
    let mut builder = ProseBuilder::new();
    let mut cuts: Vec<Cut> = Vec::with_capacity(tags.len());
    let mut at = 0;
    for tag in tags {
        builder.push_part(prose, &contents.map, ProseSpan { start: at, end: tag.start });
        let from = contents.map.hull(tag);
        // Ranges of one length are taken for the same bytes.
        let end = if from.len() == OBJECT.len() { from.start } else { from.end };
        cuts.push(Cut { tag, object: builder.len() as u32 });
        builder.push(OBJECT, Span { start: from.start, end });
        at = tag.end;
    }
    builder.push_part(prose, &contents.map, ProseSpan { start: at, end: prose.len() as u32 });
    let (rest, map) = builder.finish();
    let moved = |span: ProseSpan| ProseSpan {
        start: moved(&cuts, span.start),
        end: moved(&cuts, span.end),
    };
    let blocks = contents.blocks.iter().filter_map(|block| {
        let span = trimmed(&rest, moved(block.span))?;
        let next = listings.partition_point(|listing| listing.end < block.span.end);
        let is_code = listings.get(next).is_some_and(|listing| listing.start <= block.span.start);
        let role = if is_code { Role::Code } else { block.role };
        Some(Block { span, role, ..*block })
    });
    let blocks = blocks.collect();
    let code = contents.code.iter().map(|code| moved(*code));
    let code = code.filter(|code| !matches!(code.of(&rest), "" | OBJECT)).collect();
    Contents { blocks, code, map, prose: Some(rest), ..contents }
}

/// Tags in which each comment, with its content, is one.
fn without_comments(prose: &str, tags: Vec<ProseSpan>) -> Vec<ProseSpan> {
    let comments = pairs(prose, &tags, COMMENTS);
    if comments.is_empty() {
        return tags;
    }
    let mut comments = comments.into_iter().peekable();
    let mut rest: Vec<ProseSpan> = Vec::with_capacity(tags.len());
    for tag in tags {
        if comments.peek().is_some_and(|comment| comment.start <= tag.start) {
            rest.extend(comments.next());
        }
        if rest.last().is_none_or(|last| last.end <= tag.start) {
            rest.push(tag);
        }
    }
    rest
}

/// From each tag of one of these names to the one that closes it: `{% highlight go %}` to `{% endhighlight %}`,
/// `{{< highlight go >}}` to `{{< /highlight >}}`. They do not overlap.
fn pairs(prose: &str, tags: &[ProseSpan], names: &[&str]) -> Vec<ProseSpan> {
    let mut found = Vec::new();
    let mut open: Option<(&str, ProseSpan)> = None;
    for tag in tags {
        let name = name(tag.of(prose));
        if names.contains(&name) {
            open = Some((name, *tag));
        } else if let Some((opened, start)) = open
            && name.strip_prefix("end").or_else(|| name.strip_prefix('/')) == Some(opened)
        {
            found.push(start.hull(*tag));
            open = None;
        }
    }
    found
}

/// The name of a tag, with the slash of one that closes.
fn name(tag: &str) -> &str {
    let inner = tag.trim_start_matches(['{', '%', '<', '-', '~', ' ']);
    let (slash, rest) = match inner.strip_prefix('/') {
        Some(rest) => (1, rest.trim_start()),
        None => (0, inner),
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let length = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
    // White space behind the slash would stand in the name.
    if slash == 1 && rest.len() + 1 == inner.len() { &inner[..=length] } else { &rest[..length] }
}

/// A tag, and where its sign stands.
struct Cut {
    tag: ProseSpan,
    object: u32,
}

/// Where an offset has moved to.
fn moved(cuts: &[Cut], offset: u32) -> u32 {
    let behind = cuts.partition_point(|cut| cut.tag.end <= offset);
    let base = match behind.checked_sub(1).map(|last| &cuts[last]) {
        Some(cut) => cut.object + OBJECT.len() as u32 + (offset - cut.tag.end),
        None => offset,
    };
    // Inside a tag, its start.
    cuts.get(behind).filter(|cut| cut.tag.start < offset).map_or(base, |cut| cut.object)
}

/// A block without white space and signs of tags around it; none where nothing else is left.
fn trimmed(prose: &str, span: ProseSpan) -> Option<ProseSpan> {
    let words = span.of(prose);
    let is_empty = |c: char| c.is_whitespace() || OBJECT.starts_with(c);
    let inner = words.trim_matches(is_empty);
    let start = span.start as usize + (words.len() - words.trim_start_matches(is_empty).len());
    (!inner.is_empty()).then(|| ProseSpan::new(start, start + inner.len()))
}

/// The tags in a block, in order.
fn tags_in(prose: &str, block: &Block, code: &[ProseSpan]) -> Vec<ProseSpan> {
    let text = block.span.of(prose);
    let base = block.span.start as usize;
    let may_be_cut = block.role == Role::TableCell && text.contains("}}");
    if !(may_stand_in(text) || may_be_cut) {
        return Vec::new();
    }
    let is_code = |at: usize| {
        let at = (base + at) as u32;
        let first = code.partition_point(|code| code.end <= at);
        code.get(first).is_some_and(|code| code.start <= at)
    };
    let mut found = Vec::new();
    let mut at = 0;
    // A bar inside a tag parts cells.
    if block.role == Role::TableCell
        && let Some(close) = text.find("}}").filter(|close| !text[..*close].contains("{{"))
        && !is_code(close)
    {
        at = close + "}}".len();
        found.push(ProseSpan::new(base, base + at));
    }
    while let Some((start, close)) = next_tag(text, at) {
        if is_code(start) {
            at = start + 1;
            continue;
        }
        let mut last = text.len().min(start + LONGEST);
        while !text.is_char_boundary(last) {
            last -= 1;
        }
        let mut ends = text[start..last].match_indices(close).map(|(length, _)| start + length);
        let end = ends.find(|end| *end > start + 1 && !is_code(*end));
        match end {
            Some(end) => at = end + close.len(),
            None if block.role == Role::TableCell && close == "}}" => at = text.len(),
            None => {
                at = start + 1;
                continue;
            }
        }
        found.push(ProseSpan::new(base + start, base + at));
    }
    found
}

/// Where the next tag may begin, and how it ends.
fn next_tag(text: &str, from: usize) -> Option<(usize, &'static str)> {
    let bytes = text.as_bytes();
    let opens = |byte: u8| matches!(byte, b'{' | b'<' | b'$' | b'[');
    let places = bytes[from..].iter().enumerate().filter(|(_, byte)| opens(**byte));
    let mut places = places.map(|(at, _)| from + at);
    places.find_map(|at| {
        let rest = &bytes[at..];
        let mark = MARKS.iter().find(|(open, _)| rest.starts_with(open.as_bytes()));
        let close = match (mark, rest[0]) {
            (Some((_, close)), _) => *close,
            (None, b'<') if has_attribute(&rest[1..]) => ">",
            (None, b'[') if has_attribute(&rest[1..]) => "]",
            _ => return None,
        };
        Some((at, close))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Format, trial};

    fn words(text: &str, format: Format) -> Vec<String> {
        let blocks = trial::blocks(Contents::read(text, format));
        blocks.into_iter().map(|(words, _)| words).collect()
    }

    #[test]
    fn tags_are_no_prose_in_any_format() {
        let text = "Set {{ site.port | default(\"80\") }}, {% include \"a b.html\" x=1 %}, <%= port %> and ${PORT} now.";
        let rest = ["Set \u{fffc}, \u{fffc}, \u{fffc} and \u{fffc} now."];
        assert_eq!(words(text, Format::Markdown), rest);
        assert_eq!(words(text, Format::Html), rest);
        assert_eq!(words(text, Format::Rst), rest);
        let contents = Contents::read(text, Format::Plain);
        assert_eq!(contents.prose.as_deref(), Some(rest[0]));
    }

    #[test]
    fn blocks_of_tags_alone_are_none() {
        let text = "# {{ page.title }}\n\n{{< figure src=\"a.png\" >}}\n\n{% if x %}\nWords.\n{% endif %}\n";
        assert_eq!(words(text, Format::Markdown), ["Words."]);
    }

    #[test]
    fn a_tag_in_a_row_is_cut_by_its_bar() {
        let text = "| a | b | c |\n| - | - | - |\n| {{ x | upper }} | 5 km |\n";
        assert_eq!(words(text, Format::Markdown), ["a", "b", "c", "5 km"]);
    }

    #[test]
    fn what_tags_set_as_code_is_code() {
        for (open, close) in [
            ("{% highlight go %}", "{% endhighlight %}"),
            ("{%- highlight go linenos -%}", "{%- endhighlight -%}"),
            ("{{< highlight go \"linenos=table\" >}}", "{{< /highlight >}}"),
            ("{{% code %}}", "{{%/code%}}"),
            ("{% codeblock lang:go %}", "{% endcodeblock %}"),
        ] {
            let text = format!("One.\n\n{open}\n// Two.\n\nThree.\n{close}\n\nFour.\n");
            let blocks = trial::blocks(Contents::read(&text, Format::Markdown));
            let code: Vec<&str> = blocks
                .iter()
                .filter(|(_, role)| *role == Role::Code)
                .map(|(words, _)| words.as_str())
                .collect();
            assert_eq!(code, ["// Two.", "Three."], "{text}");
            assert_eq!(blocks.len(), 4, "{text}");
        }
        let open = "One.\n\n{% highlight go %}\nTwo.\n\nThree.\n";
        let blocks = trial::blocks(Contents::read(open, Format::Markdown));
        assert!(blocks.iter().all(|(_, role)| *role != Role::Code), "it is never closed");
    }

    #[test]
    fn comments_of_templates_are_no_prose() {
        for text in [
            "One {% comment %}two{% endcomment %} three.",
            "One {%- comment 'x' -%}two {{ x }}{%- endcomment -%} three.",
        ] {
            assert_eq!(words(text, Format::Markdown), ["One \u{fffc} three."]);
            assert_eq!(words(text, Format::Html), ["One \u{fffc} three."]);
        }
        let text = "One.\n\n{% comment %}\nTwo.\n\nThree.\n{% endcomment %}\n\nFour.\n";
        assert_eq!(words(text, Format::Markdown), ["One.", "Four."]);
        let text = "One {% comment %} two, {{ x }} three.";
        assert_eq!(words(text, Format::Markdown), ["One \u{fffc} two, \u{fffc} three."]);
    }

    #[test]
    fn tags_in_code_stay_there() {
        let text = "Write `{{ name }}`, or `{{` and `}}`.\n\n```\n{{ code }}\n```\n";
        let kept = ["Write {{ name }}, or {{ and }}.", "{{ code }}"];
        assert_eq!(words(text, Format::Markdown), kept);
    }

    proptest! {
        #[test]
        fn what_is_left_leads_to_its_text(
            text in "([a-z ]{1,6}|\\{% comment %\\}|\\{% endcomment %\\}|\\{% code %\\}|\\{% endcode %\\}|\\{\\{|\\}\\}|\\{%|%\\}|\\$\\{|<%|%>|`|\\*|&amp;|é|\n|\n\n|\\|){0,24}",
        ) {
            for format in [Format::Plain, Format::Markdown, Format::Html, Format::Rst, Format::AsciiDoc] {
                let contents = Contents::read(&text, format);
                let prose = contents.prose.as_deref().unwrap_or(&text);
                let mut end = 0;
                for block in &contents.blocks {
                    prop_assert!(end <= block.span.start && block.span.range().end <= prose.len());
                    end = block.span.end;
                    prop_assert!(prose.get(block.span.range()).is_some());
                    if let Some(exact) = contents.map.exact(block.span) {
                        prop_assert_eq!(exact.of(&text), block.span.of(prose));
                    }
                }
            }
        }
    }
}
