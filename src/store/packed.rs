//! Values as few bytes: JSON, deflated with a dictionary of what every claim repeats, and a checksum in front.

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};
use serde::Serialize;
use serde::de::DeserializeOwned;
use xxhash_rust::xxh3::xxh3_64;

/// What nearly all values repeat: the ends of claims come last, since what lies near is told in fewer bits.
const DICTIONARY: &[u8] = br#"{"observed":{"document":{"path":"","date":null,"trust":1.0,"hash":1,"utf8":true},"claims":[],"unread":[{"rule":"","sentence":{"start":0,"end":1},"span":{"start":0,"end":1},"start":{"line":1,"column":1},"end":{"line":1,"column":1},"words":"","context":1,"reason":"owner-unclear","decided_by":"","is_statement":true}],"stets":[]},"is_undated":false,"mistake":null,"is_wordless":false}{"type":"text","text":"{"type":"form","form":0,"replacement":null}{"type":"title","title":"","stance":"current","person":"","in_full":true,"identity":{"known":"","looks_back":false,"pronoun":null}{"type":"period","first":"2025-01-01","last":"2025-12-31"}{"type":"day","year":2025,"month":1,"day":1,"is_yearless":true}"speaker":{"named":""},"is_quoted":true,"role":"heading"[{"group":"","is_first":true,"claim":{"rule":"","document":{"path":"","date":"2025-10-17","trust":1.0,"hash":1,"utf8":true},"subject":"","days":[{"first":"2025-01-01","last":"2025-01-01"}],"speaker":"paper","is_quoted":false,"role":"paragraph","keys":[""],"context":1,"nth":0,"read_by":{"rule":1,"vocabulary":1},"parts":[{"span":{"start":1,"end":1},"start":{"line":1,"column":1},"end":{"line":1,"column":1},"words":"","seen":null,"replaceable":true,"value":{"type":"figure","low":1.0,"high":null,"unit":"meter","plural":"meters","dimension":"length","hedge":null,"interval":{"low":1.0,"high":1.0,"low_closed":true,"high_closed":false},"as_written":{"low":1.0,"high":1.0,"low_closed":true,"high_closed":false},"loose":{"low":1.0,"high":1.0,"low_closed":true,"high_closed":true},"factor":1.0,"offset":0.0,"decimals":0,"step":1.0,"is_difference":false,"may_be_difference":false,"attributive":false}}]},"stets":[]}]"#;

/// More than this comes of no document.
const LARGEST: usize = 1 << 30;

/// Bytes in front: the checksum and the length of the JSON.
const FRONT: usize = 8;

/// Packs a value.
///
/// # Errors
/// Where it cannot be told as JSON, or is too large.
pub(super) fn pack(value: &impl Serialize) -> Result<Vec<u8>, String> {
    let told = serde_json::to_vec(value).map_err(|error| error.to_string())?;
    let length = u32::try_from(told.len()).map_err(|_| "is too large".to_owned())?;
    let mut deflate = Compress::new(Compression::fast(), false);
    deflate.set_dictionary(DICTIONARY).map_err(|error| error.to_string())?;
    let mut packed = Vec::with_capacity(FRONT + told.len() / 4 + 64);
    packed.extend_from_slice(&checksum(&told).to_le_bytes());
    packed.extend_from_slice(&length.to_le_bytes());
    loop {
        let done = deflate.total_in() as usize;
        let status = deflate
            .compress_vec(&told[done..], &mut packed, FlushCompress::Finish)
            .map_err(|error| error.to_string())?;
        if status == Status::StreamEnd {
            packed.shrink_to_fit();
            return Ok(packed);
        }
        packed.reserve(told.len() / 2 + 64);
    }
}

/// Unpacks a value; none where the bytes are not what was packed.
pub(super) fn unpack<T: DeserializeOwned>(packed: &[u8]) -> Option<T> {
    let (front, deflated) = packed.split_at_checked(FRONT)?;
    let sum = u32::from_le_bytes(front[..4].try_into().ok()?);
    let length = u32::from_le_bytes(front[4..].try_into().ok()?) as usize;
    // Nothing is deflated to less than a thousandth.
    if length > LARGEST || length / 1100 > deflated.len() {
        return None;
    }
    let mut inflate = Decompress::new(false);
    inflate.set_dictionary(DICTIONARY).ok()?;
    let mut told = Vec::with_capacity(length);
    let status = inflate.decompress_vec(deflated, &mut told, FlushDecompress::Finish).ok()?;
    let is_whole = status == Status::StreamEnd && told.len() == length && checksum(&told) == sum;
    if is_whole { serde_json::from_slice(&told).ok() } else { None }
}

fn checksum(bytes: &[u8]) -> u32 {
    xxh3_64(bytes) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        for text in ["", "a", &"\u{0}∞ claim ".repeat(40_000)] {
            let packed = pack(&text).unwrap_or_default();
            assert_eq!(unpack::<String>(&packed).as_deref(), Some(text));
        }
    }

    #[test]
    fn damage_is_seen() {
        let packed = pack(&["claim"; 32]).unwrap_or_default();
        assert!(unpack::<Vec<String>>(&packed).is_some());
        for at in 0..packed.len() {
            let mut damaged = packed.clone();
            damaged[at] ^= 0x20;
            assert!(
                unpack::<Vec<String>>(&damaged).is_none_or(|told| told == ["claim"; 32]),
                "{at}"
            );
            assert!(unpack::<Vec<String>>(&packed[..at]).is_none(), "{at}");
        }
    }
}
