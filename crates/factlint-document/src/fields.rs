//! What a document says of itself in fields: front matter, a header as mail has it, the field list or the attributes
//! at the top, the language and the meta elements
//! of a page, the attributes of the root of XML, what stands at the top of data.

use crate::Format;
use crate::{data, front_matter, html, mail_header, xml};

/// The fields at the top of a text: keys and values, a key with several values several times.
pub(super) fn of(text: &str, format: Format) -> Vec<(String, String)> {
    let has_front_matter = matches!(format, Format::Markdown | Format::Rst | Format::AsciiDoc);
    let matter = if has_front_matter { front_matter::read(text) } else { None };
    if let Some(matter) = matter {
        return matter.fields().collect();
    }
    let own = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    match format {
        Format::Plain | Format::Markdown | Format::Rst => {
            let mail = mail_header::fields(text);
            if mail.is_empty() && format == Format::Rst {
                return marked_fields(text).map(own).collect();
            }
            mail.into_iter().map(own).collect()
        }
        Format::AsciiDoc => marked_fields(text).map(own).collect(),
        Format::Html => html::fields(text),
        Format::Xml => xml::fields(text),
        Format::Data | Format::OpenApi => data::fields(text),
        _ => Vec::new(),
    }
}

/// `:status: Final`, one a line, before the text begins: a title and blank lines may stand above.
fn marked_fields(text: &str) -> impl Iterator<Item = (&str, &str)> {
    /// Nobody's header is longer.
    const LONGEST: usize = 60;
    /// A title with the lines above and below it, and blank ones.
    const BEFORE: usize = 6;
    let read = |line: &str| -> Option<(usize, usize)> {
        let rest = line.strip_prefix(':')?;
        let end = rest.find(':').filter(|end| *end > 0)?;
        let name = &rest[..end];
        let value = &rest[end + 1..];
        let is_name = !name.contains(['`', '!']) && !name.starts_with(' ');
        (is_name && (value.is_empty() || value.starts_with(' '))).then_some((end + 1, end + 2))
    };
    let mut lines = text.lines().take(LONGEST).enumerate().peekable();
    while let Some((at, line)) = lines.peek() {
        if read(line).is_some() || *at >= BEFORE {
            break;
        }
        lines.next();
    }
    lines.map_while(move |(_, line)| {
        let (name, value) = read(line)?;
        Some((&line[1..name], line[value..].trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, format: Format) -> Vec<String> {
        of(text, format).iter().map(|(key, value)| format!("{key}={value}")).collect()
    }

    #[test]
    fn fields_of_every_kind() {
        let yaml = "---\nstatus: Final\ntags: [a, b]\nparams: {team: desk}\n---\nx\n";
        let expected = ["status=Final", "tags=a", "tags=b", "params.team=desk", "team=desk"];
        assert_eq!(told(yaml, Format::Markdown), expected);
        assert_eq!(told("PEP: 1\nStatus: Final\n\nx\n", Format::Rst), ["PEP=1", "Status=Final"]);
        let list = "=====\nTitle\n=====\n\n:Status: Final\n:Type: A b\n\nx :y: z\n";
        assert_eq!(told(list, Format::Rst), ["Status=Final", "Type=A b"]);
        let page = "<html lang=en><head><meta property=article:section content=Opinion></head><meta name=a content=b>";
        let expected = ["lang=en", "article:section=Opinion", "section=Opinion"];
        assert_eq!(told(page, Format::Html), expected);
        let adoc = "= Title\n:status: Final\n:toc:\n\nx\n";
        assert_eq!(told(adoc, Format::AsciiDoc), ["status=Final", "toc="]);
        for text in ["", ":", "::", ":a", "a\n\n\n\n\n\n\n\n:late: x\n", "\u{e9}: \u{e9}"] {
            assert_eq!(told(text, Format::AsciiDoc), Vec::<String>::new(), "{text}");
        }
    }
}
