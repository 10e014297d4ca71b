//! XML 1.0 from hostile text: what the XML formats share.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};

use super::excerpt::visible;

/// A writer of an indented document, its declaration written.
///
/// # Errors
/// Where the output cannot be written.
pub fn document<W: io::Write>(out: W) -> io::Result<Writer<W>> {
    let mut writer = Writer::new_with_indent(out, b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    Ok(writer)
}

/// The text on one line, without what XML 1.0 cannot hold: most control characters and the two
/// noncharacters of the basic plane. They are shown, not dropped.
pub fn line(text: &str) -> String {
    let text = visible(text);
    text.replace('\u{fffe}', "<U+FFFE>").replace('\u{ffff}', "<U+FFFF>")
}
