#![no_main]

use factlint::document::Format;

// The first byte chooses the format, so that declared encodings are tried too.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let [first, rest @ ..] = bytes {
        factlint_fuzz::read(rest, if first % 2 == 0 { Format::Plain } else { Format::Html });
    }
});
