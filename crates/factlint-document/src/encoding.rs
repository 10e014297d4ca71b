//! Bytes to text.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use factlint_language::span::{LineIndex, Position};

use super::{Contents, Format, StatedDate, data, docx, open_document, xml};

/// A text and whether its bytes are those on disk.
#[derive(Debug)]
pub struct Decoded<'b> {
    /// The text.
    pub text: Cow<'b, str>,
    /// Whether the file is UTF-8.
    pub utf8: bool,
    /// The name of the encoding.
    pub encoding: &'static str,
    /// What the text holds, where the file tells more than its text.
    pub contents: Option<Contents>,
}

impl<'b> Decoded<'b> {
    /// A text that is UTF-8 already.
    pub fn utf8(text: Cow<'b, str>) -> Self {
        Self { text, utf8: true, encoding: UTF_8.name(), contents: None }
    }

    /// What the text holds.
    pub fn take_contents(&mut self, format: Format) -> Contents {
        self.contents.take().unwrap_or_else(|| Contents::read(&self.text, format))
    }

    /// What the text says of its own date.
    pub fn stated_date(&self, format: Format) -> StatedDate {
        match &self.contents {
            Some(contents) => contents.stated(&self.text, format),
            None => StatedDate::of(&self.text, format),
        }
    }
}

/// Why bytes are no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// A NUL byte at this offset.
    Binary(usize),
    /// A character that stands in no text, at this offset.
    Control(usize),
    /// UTF-8 but for the byte at this offset.
    NotUtf8(usize),
    /// Not in the encoding that it says it is in, or looks like.
    Malformed(&'static str),
    /// No document of its format, and why.
    Broken(String),
    /// Longer than spans can tell (4 GiB).
    TooLong,
}

impl std::fmt::Display for DecodeError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Binary(offset) => {
                write!(
                    out,
                    "looks like a binary file (NUL at byte {offset}); exclude it in factlint.toml"
                )
            }
            Self::Control(offset) => write!(
                out,
                "looks like a binary file (control character at byte {offset}); exclude it in factlint.toml"
            ),
            Self::NotUtf8(offset) => {
                write!(out, "is not UTF-8 (byte {offset}); save it as UTF-8 again")
            }
            Self::Malformed(encoding) => {
                write!(out, "cannot be decoded as {encoding}; convert it to UTF-8")
            }
            Self::Broken(why) => out.write_str(why),
            Self::TooLong => write!(out, "is longer than 4 GiB"),
        }
    }
}

/// Decodes a file: UTF-8 with or without byte order mark stays as it is, UTF-16 with one is converted. What
/// is neither is converted from the encoding that HTML declares, or else from the one that it looks like.
///
/// # Errors
/// Where the bytes are no text, or not in the encoding that they are said to be in.
pub fn decode(bytes: &[u8], format: Format) -> Result<Decoded<'_>, DecodeError> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(DecodeError::TooLong);
    }
    if format.is_package() {
        let read = if format == Format::Docx { docx::read } else { open_document::read };
        let (text, contents) = read(bytes).map_err(DecodeError::Broken)?;
        return Ok(Decoded {
            contents: Some(contents.without_tags(&text)),
            text: Cow::Owned(text),
            utf8: false,
            encoding: UTF_8.name(),
        });
    }
    let decoded = decode_text(bytes, format)?;
    if format == Format::Typst && cfg!(not(feature = "typst")) {
        return Err(DecodeError::Broken(
            "is Typst, which this factlint was built without: build it with --features typst"
                .to_owned(),
        ));
    }
    let mistake = match format {
        Format::Xml => xml::mistake(&decoded.text),
        Format::Data | Format::OpenApi => data::mistake(&decoded.text),
        _ => None,
    };
    match mistake {
        Some((at, why)) => Err(DecodeError::Broken(misread(&decoded.text, at, format, &why))),
        None => Ok(decoded),
    }
}

/// That a text is none of its format, and where.
fn misread(text: &str, at: usize, format: Format, why: &str) -> String {
    let Position { line, column } = LineIndex::new(text).position(text, at as u32);
    let what = if format == Format::Xml { "well-formed XML" } else { "JSON or YAML" };
    format!("is no {what} at {line}:{column}: {why}")
}

fn decode_text(bytes: &[u8], format: Format) -> Result<Decoded<'_>, DecodeError> {
    match Encoding::for_bom(bytes) {
        Some((encoding, mark)) if encoding == UTF_16LE || encoding == UTF_16BE => {
            return converted(&bytes[mark..], encoding);
        }
        other => debug_assert!(other.is_none_or(|(encoding, _)| encoding == UTF_8)),
    }
    if let Some(offset) = memchr::memchr(0, bytes) {
        return Err(DecodeError::Binary(offset));
    }
    let offset = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(Decoded::utf8(Cow::Borrowed(text))),
        Err(error) => error.valid_up_to(),
    };
    if is_damaged_utf8(bytes) {
        return Err(DecodeError::NotUtf8(offset));
    }
    let declared = match format {
        Format::Html => declared_in_html(bytes),
        Format::Xml => declared_in_xml(bytes),
        _ => None,
    };
    // A single-byte encoding can be had of any bytes.
    let is_control = |byte: &u8| byte.is_ascii_control() && !b"\t\n\x0c\r\x1b".contains(byte);
    if let Some(offset) = bytes.iter().position(is_control) {
        return Err(DecodeError::Control(offset));
    }
    let encoding = declared.unwrap_or_else(|| {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(None, Utf8Detection::Deny)
    });
    converted(bytes, encoding)
}

fn converted<'b>(bytes: &'b [u8], encoding: &'static Encoding) -> Result<Decoded<'b>, DecodeError> {
    let text = encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or(DecodeError::Malformed(encoding.name()))?;
    if let Some(offset) = text.find('\0') {
        return Err(DecodeError::Binary(offset));
    }
    if u32::try_from(text.len()).is_err() {
        return Err(DecodeError::TooLong);
    }
    Ok(Decoded { text, utf8: false, encoding: encoding.name(), contents: None })
}

/// Whether bytes are UTF-8 with a few that are not: more characters of several bytes are whole than
/// broken. Such bytes hardly ever come in a row in other encodings.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

/// The encoding that a page declares in its first kilobyte, as the HTML standard has it.
fn declared_in_html(bytes: &[u8]) -> Option<&'static Encoding> {
    const HEAD: usize = 1024;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let at = head.find("charset")? + "charset".len();
    let rest = head[at..].trim_start().strip_prefix('=')?.trim_start();
    let label = rest.trim_start_matches(['"', '\'']);
    let label = label.split(['"', '\'', ';', '>', ' ', '/']).next()?;
    // A page that is not UTF-8 cannot mean what it says.
    Encoding::for_label(label.as_bytes()).filter(|encoding| *encoding != UTF_8)
}

/// The encoding that the first line of an XML text declares.
fn declared_in_xml(bytes: &[u8]) -> Option<&'static Encoding> {
    const HEAD: usize = 200;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).into_owned();
    let declaration = head.strip_prefix("<?xml")?.split("?>").next()?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?;
    let label = value.trim().trim_start_matches(['"', '\'']).split(['"', '\'']).next()?;
    Encoding::for_label(label.as_bytes()).filter(|encoding| *encoding != UTF_8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8], format: Format) -> Result<String, DecodeError> {
        decode(bytes, format).map(|decoded| decoded.text.into_owned())
    }

    #[test]
    fn utf16_with_a_mark_is_read() {
        let wide: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("Kyïv".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(text(&wide, Format::Plain).as_deref(), Ok("Kyïv"));
        assert_eq!(
            text(&[0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00], Format::Plain),
            Err(DecodeError::Malformed("UTF-16LE"))
        );
        assert_eq!(text(b"\x7fELF\0", Format::Plain), Err(DecodeError::Binary(4)));
    }

    #[test]
    fn legacy_encodings_are_declared_or_looked_at() {
        let latin = b"Le caf\xe9 a co\xfbt\xe9 3 \x80 \xe0 Orl\xe9ans.";
        assert_eq!(text(latin, Format::Plain).as_deref(), Ok("Le café a coûté 3 € à Orléans."));
        let page = b"<meta charset='iso-8859-2'><p>\xa3\xf3d\xbc";
        assert_eq!(text(page, Format::Html).as_deref(), Ok("<meta charset='iso-8859-2'><p>Łódź"));
    }

    #[test]
    fn damaged_utf8_is_no_other_encoding() {
        let mut bytes = "“Kyïv” — a café".as_bytes().to_vec();
        bytes.push(0xff);
        let offset = bytes.len() - 1;
        assert_eq!(text(&bytes, Format::Plain), Err(DecodeError::NotUtf8(offset)));
    }
}
