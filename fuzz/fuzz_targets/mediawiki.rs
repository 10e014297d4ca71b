#![no_main]

use factlint::document::Format;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| factlint_fuzz::read(bytes, Format::MediaWiki));
