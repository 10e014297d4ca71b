use proptest::prelude::*;

use super::*;
use crate::trial;
use factlint_language::span::ProseSpan;

fn blocks(text: &str) -> Vec<(String, Role)> {
    trial::blocks(read(text))
}

fn words(text: &str) -> Vec<String> {
    blocks(text).into_iter().map(|(words, _)| words).collect()
}

#[track_caller]
fn reads(text: &str, expected: &[(&str, Role)]) {
    let expected: Vec<(String, Role)> =
        expected.iter().map(|(words, role)| ((*words).to_owned(), *role)).collect();
    assert_eq!(blocks(text), expected, "{text}");
}

#[test]
fn headers_titles_and_paragraphs() {
    reads(
        "\u{feff}= The *Swift* plan\r\nAnn Lee <ann@x.y>\r\nv1.0, 2025-10-17: first\r\n:toc:\r\n:long: a \\\r\n  b\r\n:description: In short.\r\n\r\n[.lead]\r\nA lead.\r\n\r\n== Part ==\r\nOne +\r\ntwo.\r\n\r\nUnder\r\n-----\r\n'''\r\nThree.",
        &[
            ("The Swift plan", Role::Headline),
            ("In short.", Role::Summary),
            ("A lead.", Role::Summary),
            ("Part", Role::Headline),
            ("One\ntwo.", Role::Paragraph),
            ("Under", Role::Headline),
            ("Three.", Role::Paragraph),
        ],
    );
    reads("", &[]);
    reads("\u{feff}\r\n\t\n", &[]);
    reads("= T\n\nText =\n", &[("T", Role::Headline), ("Text =", Role::Paragraph)]);
}

#[test]
fn lists_are_items() {
    let item = Role::ListItem;
    reads(
        "* one\n  goes on\n** deep\n* [x] two\n+\nMore.\n+\n----\n5 km\n----\n\n. first\n. second\n\nLength:: 1,240 m\nWidth::\n  20 m\n\n<1> Here.\n\nText.\n- no item\n",
        &[
            ("one\ngoes on", item),
            ("deep", item),
            ("two", item),
            ("More.", item),
            ("5 km", Role::Code),
            ("first", item),
            ("second", item),
            ("Length", item),
            ("1,240 m", item),
            ("Width", item),
            ("20 m", item),
            ("Here.", item),
            ("Text.\n- no item", Role::Paragraph),
        ],
    );
    let contents = read("* a\n* b\n** c\n* d\n\n[square]\n* e\n");
    let places = trial::list_places(&contents);
    assert_eq!(places, [(1, 0, 3), (1, 1, 3), (2, 0, 1), (1, 2, 3), (1, 0, 1)]);
}

#[test]
fn delimited_blocks() {
    reads(
        ".A title\n----\n1 km\n\n* 2 km\n----\n....\n3 km\n....\n```js\n4 km\n```\n____\nSo be it.\n____\n[quote, Ann Lee]\nShe said.\n\n====\nAn example.\n\n* item\n====\n****\nAside.\n****\n++++\n<b>5 km</b>\n++++\n////\nhidden\n////\n[source,java]\n--\n6 km\n--\n--\nOpen.\n--\n[verse]\n____\nA\n  b\n____\n\n 7 km\n\nEnd.",
        &[
            ("A title", Role::Caption),
            ("1 km\n\n* 2 km", Role::Code),
            ("3 km", Role::Code),
            ("4 km", Role::Code),
            ("So be it.", Role::Quotation),
            ("She said.", Role::Quotation),
            ("An example.", Role::Paragraph),
            ("item", Role::ListItem),
            ("Aside.", Role::Paragraph),
            ("hidden", Role::Comment),
            ("6 km", Role::Code),
            ("Open.", Role::Paragraph),
            ("A\nb", Role::Quotation),
            ("7 km", Role::Code),
            ("End.", Role::Paragraph),
        ],
    );
    reads(
        "ifdef::x[The bridge is 9 km]\nlong.\n\nifndef::y,z[* one]\n\nifdef::x[ ]\nifdef::x[]\nifdef::[\n",
        &[
            ("The bridge is 9 km\nlong.", Role::Paragraph),
            ("one", Role::ListItem),
            ("ifdef::[", Role::Paragraph),
        ],
    );
    reads(
        "NOTE: Mind the\ngap.\n\n[TIP]\n====\nTry.\n====\n\n\"So.\"\n-- Ann Lee\n\n> quoted\n> on\n\n[abstract]\nShort.\n\nifdef::x[]\nRead.\nendif::[]\ninclude::a.adoc[]\n\nimage::a.png[5 km]\n\n// a remark\nText\n// inside\nmore.\n",
        &[
            ("Mind the\ngap.", Role::Paragraph),
            ("Try.", Role::Paragraph),
            ("\"So.\"\n-- Ann Lee", Role::Quotation),
            ("quoted\non", Role::Quotation),
            ("Short.", Role::Summary),
            ("Read.", Role::Paragraph),
            ("a remark", Role::Comment),
            ("Text\nmore.", Role::Paragraph),
        ],
    );
}

#[test]
fn inline_markup_is_not_prose() {
    for (text, expected) in [
        ("A *1,000*-mile _road_, `x = 1`, #mark#.", "A 1,000-mile road, x = 1, mark."),
        ("1,**000** kilo__me__ters and `*_both_*`", "1,000 kilometers and both"),
        ("See https://x.y/a_b_c[the *map*^], link:a[b,role=x].", "See the map, b."),
        ("xref:a.adoc#b[The page] <<c,the part>> <<d>>", "The page the part d"),
        ("1,600 kmfootnote:[By _road_ [1].], so", "1,600 km, so"),
        ("12 km^2^, 4^th^, CO~2~, words^3^", "12 km², 4th, CO2, words"),
        ("\"`So`\" and '`so`' it`'s", "“So” and ‘so’ it’s"),
        ("R&amp;D {nbsp}{empty}&#8217; {name} &x", "R&D \u{a0}’ {name} &x"),
        ("+a *b*+ ++c _d_++ +++e+++ pass:[*f*] `+*g*+`", "a *b* c _d_ e *f* *g*"),
        ("\\*not* \\{name} \\https://x.y", "*not* {name} https://x.y"),
        (
            "2 * 3 * 4, snake_case_name, a#b#c, C:\\new",
            "2 * 3 * 4, snake_case_name, a#b#c, C:\\new",
        ),
        (
            "{url-docs}/x[The *manual*] javadoc:a.B[format=c] x:y[1] {a}",
            "The manual a.B x:y[1] {a}",
        ),
        ("((term)) (((a,b)))here [[id]]there image:x[5 km]", "term here there"),
        ("kbd:[Ctrl+C] btn:[OK] menu:File[Save]", "Ctrl+C OK File Save"),
        ("[.term]#one# and [.line-through]#two# (C) -- so...", "one and  (C) -- so..."),
        ("https://x.y/*a*_b_. Next", "https://x.y/*a*_b_. Next"),
        ("*wraps\nover* lines", "wraps\nover lines"),
        ("«*é*» – _ü_…", "«é» – ü…"),
        ("**", "**"),
    ] {
        assert_eq!(words(text), [expected], "{text}");
    }
    let contents = read("Use `x = 1` or ``y``s now");
    let prose = contents.prose.unwrap_or_default();
    let code: Vec<&str> = contents.code.iter().map(|span| span.of(&prose)).collect();
    assert_eq!(code, ["x = 1", "y"]);
}

#[track_caller]
fn has_cells(text: &str, expected: &[(&str, u32, u16, bool)]) {
    let contents = read(text);
    let prose = contents.prose.unwrap_or_default();
    let found: Vec<_> = contents
        .blocks
        .iter()
        .filter_map(|block| {
            let cell = block.cell?;
            Some((block.span.of(&prose), cell.row, cell.column, cell.is_head))
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn tables() {
    has_cells(
        "|===\n|Name |Range\n\n|A\n|900 km\nby road\n\n2+|both\n|===\n",
        &[
            ("Name", 1, 0, true),
            ("Range", 1, 1, true),
            ("A", 2, 0, false),
            ("900 km\nby road", 2, 1, false),
            ("both", 3, 0, false),
        ],
    );
    has_cells(
        "[%header,cols=\"1h,2*\"]\n|===\n| a | b | c\n.2+| d | e | f\\|g\n| h a|\n* i\n* j\n|===\n",
        &[
            ("a", 1, 0, true),
            ("b", 1, 1, true),
            ("c", 1, 2, true),
            ("d", 2, 0, true),
            ("e", 2, 1, false),
            ("f|g", 2, 2, false),
            ("h", 3, 1, false),
            ("i", 3, 2, false),
            ("j", 3, 2, false),
        ],
    );
    has_cells(
        "[cols=\"2\"]\n|===\n|a\n|b\n\n|c\n|d\n|===\n",
        &[("a", 1, 0, false), ("b", 1, 1, false), ("c", 2, 0, false), ("d", 2, 1, false)],
    );
    has_cells(
        ",===\na,\"b, c\"\n5 km,\n,===\n",
        &[("a", 1, 0, false), ("b, c", 1, 1, false), ("5 km", 2, 0, false)],
    );
    has_cells("|===\n3*|a |b\n|===\n", &[("a", 1, 0, false), ("b", 1, 3, false)]);
    has_cells("|===\n|a\na|\n!===\n!b\n!===\n|===", &[("a", 1, 0, false), ("b", 1, 0, false)]);
    reads(".Ranges\n|===\n|===\n", &[("Ranges", Role::Caption)]);
}

#[test]
fn headers_tell_the_date() {
    let date = |text: &str| read(text).date.map(|dated| dated.date.to_string());
    for text in [
        "= T\nAnn Lee\nv1.0, 2025-10-17\n",
        "= T\nAnn Lee\nOctober 17, 2025\n",
        "= T\nAnn Lee\n1.0, October 17, 2025: remark\n",
        "= T\n:revdate: 2025-10-17\n",
        ":page-date: 2025-10-17 08:00:00\n\n= T\n",
        "---\ndate: 2025-10-17\n---\n= T\n",
    ] {
        assert_eq!(date(text).as_deref(), Some("2025-10-17"), "{text}");
    }
    assert_eq!(date("= T\n\nText.\n\n:revdate: 2025-10-17\n"), None);
    assert_eq!(
        read("= T\nAnn Lee\nv2, 2025-10-17\n").date.map(|dated| dated.source),
        Some(DateSource::Header("revdate".to_owned()))
    );
}

#[test]
fn stets_speak_of_the_next_block_or_their_own() {
    let text = "// factlint: stet a: so\n\n* one\n* two\n// factlint: stet b: so\n* three\n\n// factlint: stet c: so\n.Title\n[source]\n----\nx\n----\n\nText\n// factlint: stet d: so\nmore.\n\n// factlint: stet e\n";
    let contents = read(text);
    let scopes: Vec<&str> = contents.stets.iter().map(|stet| stet.scope.of(text)).collect();
    assert!(scopes[0].starts_with("* one") && scopes[0].ends_with("* three"), "{}", scopes[0]);
    assert_eq!(scopes[1], "* three");
    assert_eq!(scopes[2], ".Title\n[source]\n----\nx\n----");
    assert_eq!(scopes[3], "Text\n// factlint: stet d: so\nmore.");
    assert_eq!(scopes[4], "");
    assert!(contents.stets[4].order.is_err());
}

#[test]
fn words_lead_back_to_the_text() {
    let text = "* A *1,000*-mile\r\n  road, 1,600{nbsp}km\n";
    let contents = read(text);
    let prose = contents.prose.clone().unwrap_or_default();
    let place = |words: &str| {
        let at = prose.find(words).expect(words);
        let span = ProseSpan::new(at, at + words.len());
        (contents.map.hull(span).of(text), contents.map.exact(span).is_some())
    };
    assert_eq!(place("1,000-mile"), ("1,000*-mile", false));
    assert_eq!(place("mile\nroad"), ("mile\r\n  road", false));
    assert_eq!(place("1,600\u{a0}km"), ("1,600{nbsp}km", false));
    assert_eq!(place("road, 1,600"), ("road, 1,600", true));
}

/// What holds for every reading.
fn is_sound(text: &str) {
    trial::assert_sound(text, &read(text));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_is_read(text in "[-a-zé .:*`_|+=\"'<>\\[\\](){}#^~&;1,/\\\\\t\r\n]{0,80}") {
        is_sound(&text);
    }

    #[test]
    fn any_markup_is_read(parts in prop::collection::vec(prop::sample::select(vec![
        "\n", "\n\n", "\n  ", "* ", "** ", ". ", "a:: ", "+\n", "----\n", "====\n", "____\n", "--\n", "|===\n",
        "|", "a|", "2+|", ".2+|", "3*|", "\\|", "!===\n", "!", ",===\n", "\"", ",", "word", "é", "*a*", "__b__",
        "`c`", "`+d+`", "+", "++", "+++", "https://x.y[", "link:a[", "]", "<<", ">>", "footnote:[", "((", "))",
        "[[", "]]", "^2^", "\"`", "`\"", "{nbsp}", "&amp;", "\\", "[.x]#y#", "[quote]\n", "[%header]\n", ".T\n",
        "= T\n", "== U\n", "// factlint: stet a: b\n", "// c\n", "////\n", "NOTE: ", "ifdef::a[]\n", "\r\n", "\t",
    ]), 0..30)) {
        is_sound(&parts.concat());
    }

    #[test]
    fn inline_markup_changes_no_word(pieces in prop::collection::vec(("[a-zé0-9,]{1,8}", 0..11usize), 1..12)) {
        let plain: Vec<&str> = pieces.iter().map(|(word, _)| word.as_str()).collect();
        let marked: Vec<String> = pieces
            .iter()
            .map(|(word, mark)| match mark {
                0 => format!("*{word}*"),
                1 => format!("**{word}**"),
                2 => format!("_{word}_"),
                3 => format!("`{word}`"),
                4 => format!("`+{word}+`"),
                5 => format!("https://x.y/z[{word}]"),
                6 => format!("xref:a#b[{word}]"),
                7 => format!("<<a,{word}>>"),
                8 => format!("*_{word}_*"),
                9 => format!("{word}footnote:[n]"),
                _ => word.clone(),
            })
            .collect();
        prop_assert_eq!(words(&format!("A {} b", marked.join(" "))), [format!("A {} b", plain.join(" "))]);
    }
}

#[test]
fn hostile_texts_take_time_in_proportion() {
    let mut texts = trial::repeated(&[
        "*a ", "**a ", "*", "`a ", "``a", "_a ", "#a ", "^a", "~a ", "^", "+a ", "++a ", "`+a ",
        "+", "[", "]", "[a](", "link:a[", "link:", "https://", "https://x[a", "<<a ", "<<a", ">>",
        "((a", "(((a", "))", "[[a", "[.a]#b ", "footnote:[", "pass:[a ", "&amp;", "&a", "{a",
        "{a}", "\\*", "\"`a ", "'`", "`'", "a:: ", "* ", "* a\n", "a::\n", "====\n", "----\n",
        "----\n\n", "|===\n", "|===\n\n", "|===\n1000*|a\n|===\n", ".1000+|", "--\n", "[quote]\n",
        ".a\n", "= a\n", "a\n--\n", "// a\n", "////\n", "+\n", "\n", " ", "\t", "a +\n",
        ":a: \\\n", "image::", "\u{ad}", "// factlint: stet a: b\n", "NOTE: ", "> ", "é*", "a\n|",
        "link:a[b=c,d ",
    ]);
    let deep: String = (1..1400).map(|depth| format!("{} a\n", "*".repeat(depth))).collect();
    texts.push(deep);
    let deep: String = (4..1400).map(|depth| format!("{}\n", "=".repeat(depth))).collect();
    texts.push(deep);
    let row = "|a ".repeat(100_000);
    texts.push(format!("|===\n{row}\n\n{row}\n{row}\n|===\n"));
    texts.push(format!("|===\n{}|===\n", "|a\n".repeat(100_000)));
    texts.push(format!("|===\n{}|===\n", ".1000+|a\n".repeat(100_000)));
    texts.push(format!("[cols=\"{}\"]\n|===\n{row}\n|===\n", "1,".repeat(100_000)));
    texts.push("|===\na|\n!===\na!\n".repeat(50_000));
    trial::assert_read_in_time(read, &texts);
}
