//! Bytes to text.

use std::borrow::Cow;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};

/// A text and whether its bytes are those on disk.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded<'b> {
    /// The text.
    pub text: Cow<'b, str>,
    /// Whether the file is UTF-8.
    pub utf8: bool,
}

/// Why bytes are no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// A NUL byte at this offset.
    Binary(usize),
    /// Neither UTF-8 nor marked as UTF-16; the first byte that does not fit.
    NotUtf8(usize),
    /// Marked as UTF-16, but malformed.
    MalformedUtf16,
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
            Self::NotUtf8(offset) => write!(
                out,
                "is not UTF-8 (byte {offset}) and carries no byte order mark; convert it to UTF-8"
            ),
            Self::MalformedUtf16 => write!(out, "is marked as UTF-16 but malformed"),
            Self::TooLong => write!(out, "is longer than 4 GiB"),
        }
    }
}

/// Decodes a file: UTF-8 with or without byte order mark stays as it is, UTF-16 with one is
/// converted, anything else is refused.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, DecodeError> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(DecodeError::TooLong);
    }
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, mark)) if encoding == UTF_16LE || encoding == UTF_16BE => {
            let text = encoding
                .decode_without_bom_handling_and_without_replacement(&bytes[mark..])
                .ok_or(DecodeError::MalformedUtf16)?;
            if let Some(offset) = text.find('\0') {
                return Err(DecodeError::Binary(offset));
            }
            Ok(Decoded { text, utf8: false })
        }
        other => {
            debug_assert!(other.is_none_or(|(encoding, _)| encoding == UTF_8));
            if let Some(offset) = memchr::memchr(0, bytes) {
                return Err(DecodeError::Binary(offset));
            }
            std::str::from_utf8(bytes)
                .map(|text| Decoded { text: Cow::Borrowed(text), utf8: true })
                .map_err(|error| DecodeError::NotUtf8(error.valid_up_to()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_with_a_mark_is_read_and_latin1_refused() {
        let wide: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("Kyïv".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(decode(&wide), Ok(Decoded { text: "Kyïv".into(), utf8: false }));
        assert_eq!(decode(b"caf\xe9"), Err(DecodeError::NotUtf8(3)));
        assert_eq!(decode(b"\x7fELF\0"), Err(DecodeError::Binary(4)));
        assert_eq!(decode(&[0xff, 0xfe, 0x00, 0xd8]), Err(DecodeError::MalformedUtf16));
    }
}
