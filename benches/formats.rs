//! What each format costs: bytes to prose and blocks, and the whole work on a document that wakes the shipped
//! packs. The same words in every format; megabytes are those of the file, for .docx those of its text.

#![allow(missing_docs)]

mod generated;

use std::io::{Cursor, Write};
use std::sync::Arc;

use divan::Bencher;
use divan::counter::BytesCount;
use factlint::document::Record;
use factlint::document::encoding::decode;
use factlint::document::{Document, Format};
use factlint::engine::{Detail, Engine};
use factlint::packs::Pack;
use factlint::ruleset::RuleSet;

fn main() {
    divan::main();
}

const FORMATS: [&str; 4] = ["plain", "markdown", "html", "docx"];

/// Articles of about 4 KB, as files of a format.
fn files(format: &str) -> (Format, Vec<Vec<u8>>) {
    let texts = (0..200).map(|seed| generated::article(seed, 4_000, 1));
    match format {
        "plain" => (Format::Plain, texts.map(String::into_bytes).collect()),
        "markdown" => (Format::Markdown, texts.map(|text| markdown(&text).into_bytes()).collect()),
        "html" => (Format::Html, texts.map(|text| html(&text).into_bytes()).collect()),
        _ => (Format::Docx, texts.map(|text| docx(&text)).collect()),
    }
}

/// Every so many words are marked up.
const MARKED: usize = 12;

fn marked_up(text: &str, mark: impl Fn(usize, &str) -> String) -> String {
    let words = text.split(' ').enumerate();
    words.map(|(at, word)| mark(at, word)).collect::<Vec<_>>().join(" ")
}

fn markdown(text: &str) -> String {
    let body = marked_up(text, |at, word| match at % (3 * MARKED) {
        0 => format!("**{word}**"),
        MARKED => format!("[{word}](https://example.org/{at})"),
        _ => word.to_owned(),
    });
    format!("---\ntitle: An article\ndate: 2025-10-17\n---\n# An article\n\n{body}\n")
}

fn html(text: &str) -> String {
    let body = marked_up(text, |at, word| match at % (3 * MARKED) {
        0 => format!("<b>{word}</b>"),
        MARKED => format!("<a href=\"https://example.org/{at}\">{word}</a>"),
        24 => format!("{word}&nbsp;"),
        _ => word.to_owned(),
    });
    let body = body.replace("\n\n", "</p>\n<p>");
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>An article</title>\
         <meta property=\"article:published_time\" content=\"2025-10-17\"></head><body><nav><a href=\"/\">Home</a>\
         </nav><article><h1>An article</h1><p>{body}</p></article><footer>Imprint</footer></body></html>"
    )
}

fn docx(text: &str) -> Vec<u8> {
    let runs = marked_up(text, |at, word| {
        let word = word.replace('&', "&amp;").replace('<', "&lt;");
        if at % MARKED == 0 { format!("</w:t></w:r><w:r><w:t>{word}") } else { word }
    });
    let body = runs.replace("\n\n", "</w:t></w:r></w:p><w:p><w:r><w:t>");
    let xml = format!(
        "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>{body}</w:t></w:r></w:p></w:body></w:document>"
    );
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let written = writer
        .start_file("word/document.xml", options)
        .and_then(|()| Ok(writer.write_all(xml.as_bytes())?))
        .and_then(|()| writer.finish());
    written.map(Cursor::into_inner).unwrap_or_default()
}

fn document(bytes: &[u8], format: Format) -> Option<Document> {
    let mut decoded = decode(bytes, format).ok()?;
    let contents = decoded.take_contents(format);
    let record = Record {
        path: Arc::default(),
        date: None,
        trust: 1.0,
        hash: 0,
        utf8: decoded.utf8,
        said: Default::default(),
    };
    Some(Document::from_contents(Arc::new(record), decoded.text.into_owned(), contents))
}

fn size(files: &[Vec<u8>], format: Format) -> BytesCount {
    let of_file = |bytes: &Vec<u8>| match format {
        Format::Docx => document(bytes, format).map_or(0, |document| document.text().len()),
        _ => bytes.len(),
    };
    BytesCount::new(files.iter().map(of_file).sum::<usize>())
}

#[divan::bench(args = FORMATS)]
fn read(bencher: Bencher<'_, '_>, format: &str) {
    let (format, files) = files(format);
    bencher.counter(size(&files, format)).bench(|| {
        let blocks = files.iter().filter_map(|bytes| document(bytes, format));
        blocks.map(|document| document.blocks().len()).sum::<usize>()
    });
}

#[divan::bench(args = FORMATS)]
fn read_and_observe(bencher: Bencher<'_, '_>, format: &str) {
    let packs = ["copy-desk", "leaders", "places"].into_iter().filter_map(Pack::find);
    let engine = Engine::new(RuleSet::read(packs.map(Pack::file).collect()).0);
    let (format, files) = files(format);
    bencher.counter(size(&files, format)).bench(|| {
        let mut claims = Vec::new();
        for document in files.iter().filter_map(|bytes| document(bytes, format)) {
            claims.extend(engine.read(&document).observe(Detail::Claims).claims);
        }
        claims.len()
    });
}
