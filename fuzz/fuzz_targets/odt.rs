#![no_main]

use std::io::{Cursor, Write};

use factlint::document::Format;

// Hardly any change of a package leaves a package: what is no package becomes the text of one.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PK") {
        factlint_fuzz::read(bytes, Format::Odt);
        return;
    }
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let written = writer
        .start_file("content.xml", stored)
        .and_then(|()| Ok(writer.write_all(bytes)?))
        .and_then(|()| writer.finish());
    if let Ok(package) = written {
        factlint_fuzz::read(&package.into_inner(), Format::Odt);
    }
});
