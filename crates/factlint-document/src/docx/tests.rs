use std::io::Write;

use zip::write::SimpleFileOptions;

use super::*;
use crate::trial;

/// A package of parts.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(xml.as_bytes()).expect("written");
    }
    writer.finish().expect("a package").into_inner()
}

fn document(body: &str) -> Vec<u8> {
    let xml = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    package(&[("word/document.xml", &xml)])
}

fn blocks(bytes: &[u8]) -> Vec<(String, Role)> {
    trial::blocks(read(bytes).expect("a document").1)
}

#[test]
fn tables_may_nest_as_deep_as_they_like() {
    const DEEP: usize = 100_000;
    let paragraph = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    let (begin, end) = ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>");
    let whole = format!(
        "{}{}{}{}",
        begin.repeat(DEEP),
        paragraph("deep"),
        end.repeat(DEEP),
        paragraph("after")
    );
    let never_ended = format!("{}{}", begin.repeat(DEEP), paragraph("deep"));
    let stored = |body: &str| {
        // What packs so well is refused: it is stored as it is.
        let xml = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        writer.start_file("word/document.xml", options).expect("a part");
        writer.write_all(xml.as_bytes()).expect("written");
        writer.finish().expect("a package").into_inner()
    };
    let words =
        |bytes: &[u8]| blocks(bytes).into_iter().map(|(words, _)| words).collect::<Vec<_>>();
    assert_eq!(words(&stored(&whole)), ["deep", "after"]);
    let why = read(&stored(&never_ended)).expect_err("elements that never end");
    assert!(why.contains("has a broken word/document.xml"), "{why}");
}

#[test]
fn paragraphs_are_lines() {
    let styles = "<w:styles xmlns:w='w'><w:style w:styleId='berschrift1'><w:name w:val='heading 1'/></w:style>\
        <w:style w:styleId='Zitat'><w:name w:val='Quote'/></w:style></w:styles>";
    let body = "<w:document xmlns:w='w'><w:body><w:p><w:pPr><w:pStyle w:val='berschrift1'/></w:pPr>\
        <w:r><w:t>Bridge &amp; tunnel</w:t></w:r></w:p><w:p/>\
        <w:p><w:r><w:rPr><w:b/></w:rPr><w:t>1,</w:t></w:r><w:r><w:t>420</w:t></w:r>\
        <w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t xml:space='preserve'> km&#x21;</w:t></w:r></w:p>\
        <w:p><w:pPr><w:pStyle w:val='Zitat'/></w:pPr><w:r><w:t>said so</w:t></w:r></w:p></w:body></w:document>";
    let notes = "<w:footnotes xmlns:w='w'><w:footnote w:type='separator'><w:p><w:r><w:t>--</w:t></w:r></w:p></w:footnote>\
        <w:footnote w:id='2'><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let core = "<cp:coreProperties xmlns:cp='c' xmlns:dcterms='d'><dcterms:created>2025-10-17T08:00:00Z</dcterms:created>\
        <dcterms:modified>2025-11-01T08:00:00Z</dcterms:modified></cp:coreProperties>";
    let bytes = package(&[
        ("word/document.xml", body),
        ("word/styles.xml", styles),
        ("word/footnotes.xml", notes),
        ("docProps/core.xml", core),
    ]);
    let expected = [
        ("Bridge & tunnel", Role::Headline),
        ("1,420 km!", Role::Paragraph),
        ("said so", Role::Quotation),
        ("A note.", Role::Paragraph),
    ];
    assert_eq!(blocks(&bytes), expected.map(|(words, role)| (words.to_owned(), role)));
    let (text, contents) = read(&bytes).expect("a document");
    assert_eq!(text, "Bridge & tunnel\n\n1,420 km!\nsaid so\nA note.\n");
    assert_eq!(
        contents.map.exact(contents.blocks[1].span).map(|span| span.of(&text)),
        Some("1,420 km!")
    );
    assert_eq!(contents.date.map(|dated| dated.date.to_string()).as_deref(), Some("2025-10-17"));
}

#[test]
fn tracked_changes_are_read_as_accepted() {
    let body = "<w:p><w:r><w:t>It is </w:t></w:r><w:del><w:r><w:delText>5</w:delText></w:r></w:del>\
        <w:ins><w:r><w:t>6</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom>\
        <w:r><w:instrText>PAGE 7</w:instrText></w:r><w:r><w:t xml:space='preserve'> km</w:t></w:r></w:p>";
    assert_eq!(blocks(&document(body)), [("It is 6 km".to_owned(), Role::Paragraph)]);
}

#[test]
fn lists_and_tables_tell_places() {
    let item = |level: u8, words: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr></w:pPr>\
             <w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    };
    let cell = |words: &str| format!("<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>");
    let body = format!(
        "{}{}{}<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr><w:tr>{}<w:tc><w:tcPr>\
         <w:gridSpan w:val='2'/></w:tcPr><w:p/></w:tc>{}</w:tr></w:tbl>",
        item(0, "a"),
        item(1, "b"),
        item(0, "c"),
        cell("d"),
        cell("e"),
        cell("f"),
        cell("g"),
    );
    let (_, contents) = read(&document(&body)).expect("a document");
    let places = trial::list_places(&contents);
    assert_eq!(places, [(1, 0, 2), (2, 0, 1), (1, 1, 2)]);
    let cells: Vec<_> = contents
        .blocks
        .iter()
        .filter_map(|block| block.cell)
        .map(|cell| (cell.row, cell.column, cell.is_head))
        .collect();
    assert_eq!(cells, [(1, 0, true), (1, 1, true), (2, 0, false), (2, 3, false)]);
}

#[test]
fn what_cannot_be_read_is_told() {
    let told = |bytes: &[u8]| read(bytes).expect_err("an error");
    assert!(told(b"").contains("is no .docx file"));
    assert!(told(b"PK\x03\x04 cut").contains("is no .docx file"));
    assert!(told(b"\xd0\xcf\x11\xe0\xa1\xb1").contains("encrypted"));
    assert!(told(&package(&[("a.txt", "a")])).contains("no word/document.xml"));
    assert!(told(&document("<w:p></w:q>")).contains("broken word/document.xml"));
    let whole = document("<w:p/>");
    for end in (0..whole.len()).step_by(7) {
        let _ = read(&whole[..end]);
    }
    let mut bytes = whole.clone();
    for at in (0..bytes.len()).step_by(3) {
        bytes[at] ^= 0x55;
        let _ = read(&bytes);
    }
}

#[test]
fn a_bomb_is_not_unpacked() {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", SimpleFileOptions::default()).expect("a part");
    let blanks = vec![b' '; 1 << 20];
    for _ in 0..80 {
        writer.write_all(&blanks).expect("written");
    }
    let bytes = writer.finish().expect("a package").into_inner();
    assert!(bytes.len() < 1 << 20);
    assert!(read(&bytes).expect_err("an error").contains("unpacks to more than 64 MB"));
}

#[test]
fn what_packs_too_well_is_not_unpacked() {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", SimpleFileOptions::default()).expect("a part");
    for _ in 0..4 {
        writer.write_all(&"word ".repeat(200_000).into_bytes()).expect("written");
    }
    let bytes = writer.finish().expect("a package").into_inner();
    assert!(read(&bytes).expect_err("an error").contains("200 times its size"));
}

#[test]
fn parts_share_one_budget() {
    let bytes = package(&[("a", "123456"), ("b", "123456")]);
    let mut package =
        Package { archive: ZipArchive::new(Cursor::new(&bytes[..])).expect("a package"), left: 10 };
    assert_eq!(package.part("a"), Ok(Some("123456".to_owned())));
    assert!(package.part("b").expect_err("an error").contains("unpacks to more than"));
}

#[test]
fn parts_are_found_by_relationship() {
    let words = |words: &str| {
        format!("<w:document xmlns:w='w'><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:document>")
    };
    let relation = |kind: &str, target: &str| {
        format!("<Relationship Type='http://x/relationships/{kind}' Target='{target}'/>")
    };
    let relations = |all: &[String]| format!("<Relationships>{}</Relationships>", all.concat());
    let root = relations(&[relation("officeDocument", "/story/main.xml")]);
    let of_main = relations(&[
        relation("header", "../parts/head.xml"),
        relation("footer", "foot.xml"),
        relation("footer", "foot.xml"),
        relation("endnotes", "/ends.xml"),
        relation("footnotes", "notes.xml"),
        relation("image", "picture.xml"),
    ]);
    let texts = ["main", "decoy", "head", "foot", "ends", "notes", "picture"].map(words);
    let [main, decoy, head, foot, ends, notes, picture] = &texts;
    let bytes = package(&[
        ("_rels/.rels", &root),
        ("story/_rels/main.xml.rels", &of_main),
        ("word/document.xml", decoy),
        ("word/footnotes.xml", decoy),
        ("story/main.xml", main),
        ("parts/head.xml", head),
        ("story/foot.xml", foot),
        ("ends.xml", ends),
        ("story/notes.xml", notes),
        ("story/picture.xml", picture),
    ]);
    let (text, _) = read(&bytes).expect("a document");
    assert_eq!(text, "main\nhead\nfoot\nnotes\nends\n");
}

#[test]
fn hidden_words_are_not_read() {
    let styles = "<w:styles xmlns:w='w'>\
        <w:style w:type='paragraph' w:styleId='gone'><w:name w:val='Gone'/><w:rPr><w:vanish/></w:rPr></w:style>\
        <w:style w:type='character' w:styleId='base'><w:rPr><w:vanish w:val='1'/></w:rPr></w:style>\
        <w:style w:type='character' w:styleId='heir'><w:basedOn w:val='base'/></w:style>\
        <w:style w:type='character' w:styleId='back'><w:basedOn w:val='base'/><w:rPr><w:vanish w:val='0'/></w:rPr></w:style>\
        <w:style w:type='character' w:styleId='loop'><w:basedOn w:val='loop'/></w:style></w:styles>";
    let run = |properties: &str| {
        format!(
            "<w:p><w:r><w:t>a</w:t></w:r><w:r><w:rPr>{properties}</w:rPr><w:t>b</w:t></w:r></w:p>"
        )
    };
    let styled = |run: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val='gone'/></w:pPr><w:r>{run}<w:t>b</w:t></w:r></w:p>")
    };
    for (paragraph, text) in [
        (run("<w:vanish/>"), "a\n"),
        (run("<w:webHidden/>"), "a\n"),
        (run("<w:b/><w:vanish w:val='true'/>"), "a\n"),
        (run("<w:vanish w:val='on'></w:vanish>"), "a\n"),
        (run("<w:vanish w:val='false'/>"), "ab\n"),
        (run("<w:vanish w:val='0'/>"), "ab\n"),
        (run("<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>"), "ab\n"),
        (run("<w:rStyle w:val='heir'/>"), "a\n"),
        (run("<w:rStyle w:val='back'/>"), "ab\n"),
        (run("<w:rStyle w:val='loop'/>"), "ab\n"),
        (run("<w:rStyle w:val='heir'/><w:vanish w:val='0'/>"), "ab\n"),
        (styled(""), "\n"),
        (styled("<w:rPr><w:vanish w:val='0'/></w:rPr>"), "b\n"),
        (styled("<w:rPr><w:rStyle w:val='heir'/></w:rPr>"), "b\n"),
        (
            "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>b</w:t></w:r></w:p>"
                .to_owned(),
            "b\n",
        ),
    ] {
        let xml = format!("<w:document xmlns:w='w'>{paragraph}</w:document>");
        let bytes = package(&[("word/styles.xml", styles), ("word/document.xml", &xml)]);
        assert_eq!(read(&bytes).expect("a document").0, text, "{paragraph}");
    }
}

#[test]
fn deep_markup_is_read() {
    let deep = "<w:p><w:r>".repeat(50_000);
    assert!(
        read(&document(&format!("{deep}<w:t>x</w:t>{}", "</w:r></w:p>".repeat(50_000)))).is_ok()
    );
}

#[test]
fn code_is_told_by_styles_and_fonts() {
    let style = |id: &str, kind: &str, inside: &str| {
        format!("<w:style w:type='{kind}' w:styleId='{id}'>{inside}</w:style>")
    };
    let named = |name: &str| format!("<w:name w:val='{name}'/>");
    let styles = [
        style("VerbatimChar", "character", &named("Verbatim Char")),
        style("KeywordTok", "character", "<w:basedOn w:val='VerbatimChar'/>"),
        style("Quelltext", "character", &named("Source Text")),
        style("HTMLCode", "character", &named("HTML Code")),
        style("Typed", "character", "<w:rPr><w:rFonts w:ascii='Courier New'/></w:rPr>"),
        style("Strong", "character", &named("Strong")),
        style("Letter", "paragraph", "<w:rPr><w:rFonts w:ascii='Courier New'/></w:rPr>"),
    ];
    let styles = format!("<w:styles xmlns:w='w'>{}</w:styles>", styles.concat());
    let run = |set: &str, words: &str| {
        format!("<w:r><w:rPr>{set}</w:rPr><w:t xml:space='preserve'>{words}</w:t></w:r>")
    };
    let by_style = |id: &str| format!("<w:rStyle w:val='{id}'/>");
    let by_font = |name: &str| format!("<w:rFonts w:ascii='{name}' w:hAnsi='{name}'/>");
    let code_in = |set: &str| {
        let body = format!(
            "<w:p>{}{}{}{}</w:p>",
            run("", "Run "),
            run(set, "fox"),
            run(set, "ctl"),
            run("", " twice.")
        );
        let xml = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
        let bytes = package(&[("word/document.xml", &xml), ("word/styles.xml", &styles)]);
        let contents = read(&bytes).expect("a document").1;
        let prose = contents.prose.expect("prose");
        contents.code.iter().map(|span| span.of(&prose).to_owned()).collect::<Vec<_>>()
    };
    for id in ["VerbatimChar", "KeywordTok", "Quelltext", "HTMLCode", "Typed"] {
        assert_eq!(code_in(&by_style(id)), ["foxctl"], "{id}");
    }
    for font in ["Consolas", "Courier New", "DejaVu Sans Mono", "Cascadia Code", "Lucida Console"] {
        assert_eq!(code_in(&by_font(font)), ["foxctl"], "{font}");
    }
    for set in [by_style("Strong"), by_style("Letter"), by_font("Monotype Corsiva"), String::new()]
    {
        assert!(code_in(&set).is_empty(), "{set}");
    }
    // What says that it is set in another font is no code.
    assert!(code_in(&format!("{}{}", by_style("HTMLCode"), by_font("Calibri"))).is_empty());
    // A letter in the font of typewriters is a letter.
    let all = format!("<w:p>{}</w:p>", run(&by_font("Courier New"), "Dear Anna, come soon."));
    assert!(read(&document(&all)).expect("a document").1.code.is_empty());
}
