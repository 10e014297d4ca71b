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
fn titles_and_paragraphs() {
    reads(
        "=======\n Title \n=======\n\nSub\n~~~\nOne\ntwo.\n\n----------\n\nThree.\n",
        &[
            ("Title", Role::Headline),
            ("Sub", Role::Headline),
            ("One\ntwo.", Role::Paragraph),
            ("Three.", Role::Paragraph),
        ],
    );
    reads(
        "\u{feff}Brücke öffnet\r\n=============\r\n\r\nText\r\n",
        &[("Brücke öffnet", Role::Headline), ("Text", Role::Paragraph)],
    );
    // Too short for an underline.
    reads("A longer line\n--\n", &[("A longer line\n--", Role::Paragraph)]);
    reads("", &[]);
    reads("\u{feff}\r\n\t\n", &[]);
}

#[test]
fn lists_are_items() {
    let item = Role::ListItem;
    reads(
        "- one\n- two\n  goes on\n\n  Second.\n\n  * deep\n\n1. first\n#. auto\n\nterm\n   Is this.\n\n:Length: 1,240 m\n\n-a FILE, --all  Output.\n",
        &[
            ("one", item),
            ("two\ngoes on", item),
            ("Second.", item),
            ("deep", item),
            ("first", item),
            ("auto", item),
            ("term", item),
            ("Is this.", item),
            ("Length: 1,240 m", item),
            ("-a FILE, --all", item),
            ("Output.", item),
        ],
    );
    reads("A. Einstein was\ngreat.\n", &[("A. Einstein was\ngreat.", Role::Paragraph)]);
    let contents = read("- a\n- b\n\n  * c\n\n- d\n\n1. e\n");
    let places = trial::list_places(&contents);
    assert_eq!(places, [(1, 0, 3), (1, 1, 3), (2, 0, 1), (1, 2, 3), (1, 0, 1)]);
}

#[test]
fn literal_blocks_are_code() {
    reads(
        "See::\n\n    5 km\n\n    6 km\n\nText ::\n\n  7 km\n\n::\n\n > 8 km\n\nQuoted::\n\n> 9 km\n\nend.\n\n>>> 1 + 1\n2\n\n.. code-block:: python\n   :linenos:\n\n   10 km\n\nend",
        &[
            ("See:", Role::Paragraph),
            ("5 km\n\n6 km", Role::Code),
            ("Text", Role::Paragraph),
            ("7 km", Role::Code),
            ("> 8 km", Role::Code),
            ("Quoted:", Role::Paragraph),
            ("> 9 km", Role::Code),
            ("end.", Role::Paragraph),
            (">>> 1 + 1\n2", Role::Code),
            ("10 km", Role::Code),
            ("end", Role::Paragraph),
        ],
    );
}

#[test]
fn quotations_and_indented_lists() {
    reads(
        "She said:\n\n   We build.\n\n   -- Ann Lee\n\nSo:\n\n   - one\n   - two\n\nLast.\n",
        &[
            ("She said:", Role::Paragraph),
            ("We build.", Role::Quotation),
            ("-- Ann Lee", Role::Quotation),
            ("So:", Role::Paragraph),
            ("one", Role::ListItem),
            ("two", Role::ListItem),
            ("Last.", Role::Paragraph),
        ],
    );
    reads("| One\n|   two\n|\n| three\n", &[("One\ntwo\n\nthree", Role::Paragraph)]);
}

#[test]
fn directives_hold_what_they_hold() {
    reads(
        ".. note:: Mind the\n   gap.\n\n   More.\n\n.. topic:: Aside\n\n   Text.\n\n.. figure:: a.png\n   :alt: 5 km\n\n   A road.\n\n.. image:: b.png\n   :alt: 6 km\n\n.. toctree::\n   :maxdepth: 2\n\n   one\n   two\n\n.. versionadded:: 3.2\n   Reads it.\n\n.. epigraph::\n\n   So be it.\n\n.. function:: open(path)\n              open(file)\n\n   Opens it.\n\nEnd.\n",
        &[
            ("Mind the\ngap.", Role::Paragraph),
            ("More.", Role::Paragraph),
            ("Aside", Role::Headline),
            ("Text.", Role::Paragraph),
            ("A road.", Role::Caption),
            ("Reads it.", Role::Paragraph),
            ("So be it.", Role::Quotation),
            ("open(path)\nopen(file)", Role::Code),
            ("Opens it.", Role::Paragraph),
            ("End.", Role::Paragraph),
        ],
    );
}

#[test]
fn comments_notes_and_targets() {
    reads(
        ".. A remark\n   goes on.\n\n..\n\nText.\n\n.. _here: https://x.y\n.. |km| replace:: kilometres\n.. [1] A note\n   goes on.\n\n__ https://x.y\n",
        &[
            ("A remark\ngoes on.", Role::Comment),
            ("Text.", Role::Paragraph),
            ("A note\ngoes on.", Role::Paragraph),
        ],
    );
}

#[test]
fn inline_markup_is_not_prose() {
    for (text, expected) in [
        ("A **1,000**-mile *road*, ``x = 1``.", "A 1,000-mile road, x = 1."),
        ("`The map <https://x.y/9>`_ and python_ or `more`__.", "The map and python or more."),
        ("See :ref:`the page <page>`, :doc:`intro`.", "See the page, intro."),
        ("1,600 km [1]_ and [#a]_ so [CIT2002]_.", "1,600 km and so."),
        ("1,600 kilo\\ meters, \\*not\\* so", "1,600 kilometers, *not* so"),
        ("12 km\\ :sup:`2` and 4\\ :sup:`th`", "12 km² and 4th"),
        ("under :pep:`8` and :rfc:`2822`", "under PEP 8 and RFC 2822"),
        (":class:`~a.b.C` :func:`!f` `x`:code:", "C f x"),
        ("2 * 3 * 4 and a*b*c, **kwargs, *args", "2 * 3 * 4 and a*b*c, **kwargs, *args"),
        ("snake_case __init__ _x a_ \"*\" '*' (*)", "snake_case __init__ _x a \"*\" '*' (*)"),
        ("https://x.y/a_b?c=*d* at |version|", "https://x.y/a_b?c=*d* at |version|"),
        ("an _`inline target` here", "an inline target here"),
        ("``a\\b`` ends \\", "a\\b ends"),
        ("*wraps\nover* lines", "wraps\nover lines"),
        ("`<https://x.y>`_", "https://x.y"),
        ("«*é*» – *ü*…", "«é» – ü…"),
    ] {
        assert_eq!(words(text), [expected], "{text}");
    }
    let contents = read("Use ``x = 1`` or :file:`a.py` now");
    let prose = contents.prose.unwrap_or_default();
    let code: Vec<&str> = contents.code.iter().map(|span| span.of(&prose)).collect();
    assert_eq!(code, ["x = 1", "a.py"]);
}

fn cells(text: &str) -> Vec<(String, u32, u16, bool)> {
    let contents = read(text);
    let prose = contents.prose.unwrap_or_default();
    contents
        .blocks
        .iter()
        .filter_map(|block| {
            let cell = block.cell?;
            Some((block.span.of(&prose).to_owned(), cell.row, cell.column, cell.is_head))
        })
        .collect()
}

#[track_caller]
fn has_cells(text: &str, expected: &[(&str, u32, u16, bool)]) {
    let expected: Vec<_> = expected
        .iter()
        .map(|(words, row, column, head)| ((*words).to_owned(), *row, *column, *head))
        .collect();
    assert_eq!(cells(text), expected, "{text}");
}

#[test]
fn grid_tables() {
    has_cells(
        "+-------+-------+------+\n| Name  | Range | Note |\n+=======+=======+======+\n| Osé   | 900   | a    |\n|       | km    |      |\n+-------+-------+ b    |\n| wide cell     |      |\n+---------------+------+\n",
        &[
            ("Name", 1, 0, true),
            ("Range", 1, 1, true),
            ("Note", 1, 2, true),
            ("Osé", 2, 0, false),
            ("900\nkm", 2, 1, false),
            ("a", 2, 2, false),
            ("b", 2, 2, false),
            ("wide cell", 3, 0, false),
        ],
    );
    reads(
        "+---+---+\n| a  | b |\n+---+---+\n\nx",
        &[("+---+---+\n| a  | b |\n+---+---+", Role::Code), ("x", Role::Paragraph)],
    );
    has_cells("- +---+\n  | a |\n  +---+\n", &[("a", 1, 0, false)]);
    has_cells("+---+---+\n", &[]);
}

#[test]
fn simple_tables() {
    has_cells(
        "=====  =====\n  Both\n------------\nName   Range\n=====  =====\nOsé    900\n       km\nB      700 km more\n\nC      5\n=====  =====\n\nText",
        &[
            ("Both", 1, 0, true),
            ("Name", 2, 0, true),
            ("Range", 2, 1, true),
            ("Osé", 3, 0, false),
            ("900\nkm", 3, 1, false),
            ("B", 4, 0, false),
            ("700 km more", 4, 1, false),
            ("C", 5, 0, false),
            ("5", 5, 1, false),
        ],
    );
    reads("=== ===\nnever ends\n", &[("=== ===\nnever ends", Role::Paragraph)]);
}

#[test]
fn tables_of_lists_and_of_values() {
    has_cells(
        ".. list-table:: Ranges\n   :header-rows: 1\n   :stub-columns: 1\n\n   * - Name\n     - Range\n   * - A\n     - 900 km\n\n       more\n\nText\n",
        &[
            ("Name", 1, 0, true),
            ("Range", 1, 1, true),
            ("A", 2, 0, true),
            ("900 km", 2, 1, false),
            ("more", 2, 1, false),
        ],
    );
    has_cells(
        ".. csv-table:: Ranges\n   :header-rows: 1\n\n   Name, \"Range, km\"\n   A, 900\n   \"B\nTwo\", \"700\"\n   ,5\n",
        &[
            ("Name", 1, 0, true),
            ("Range, km", 1, 1, true),
            ("A", 2, 0, false),
            ("900", 2, 1, false),
            ("B", 3, 0, false),
        ],
    );
    assert_eq!(blocks(".. table:: Ranges\n\n   == ==\n   a  b\n   == ==\n")[0].1, Role::Caption);
}

#[test]
fn headers_tell_date_and_summary() {
    let date = |text: &str| read(text).date.map(|dated| (dated.date.to_string(), dated.source));
    let day = "2025-10-17".to_owned();
    for text in [
        "Title\n=====\n\n:Author: Ann Lee\n:Date: 2025-10-17\n\nText",
        ":date: October 17, 2025\n\nTitle\n=====\n",
        ".. a remark\n\n:Date: $Date: 2025/10/17 $\n",
        "---\ndate: 2025-10-17\n---\nText",
    ] {
        assert_eq!(date(text).map(|(date, _)| date), Some(day.clone()), "{text}");
    }
    assert_eq!(
        date(":Modified: 2025-11-01\n:Date: 2025-10-17\n"),
        Some((day, DateSource::Header("Date".to_owned())))
    );
    assert_eq!(date("Text.\n\n:Date: 2025-10-17\n"), None);
    reads(
        "T\n=\n\n:Author: Ann\n:Abstract: In\n    short.\n\n    More.\n:Status: ok\n\nText",
        &[
            ("T", Role::Headline),
            ("Author: Ann", Role::ListItem),
            ("In\nshort.", Role::Summary),
            ("More.", Role::Summary),
            ("Status: ok", Role::ListItem),
            ("Text", Role::Paragraph),
        ],
    );
}

#[test]
fn stets_speak_of_the_next_block() {
    let text = ".. factlint: stet a: so\n\n- one\n- two\n\nText.\n\n.. factlint: stet b, c:\n   old\n   name\n\n.. _here:\n\nTitle\n=====\n\nMore.\n\n.. factlint: stet d\n";
    let contents = read(text);
    let scopes: Vec<&str> = contents.stets.iter().map(|stet| stet.scope.of(text)).collect();
    assert_eq!(scopes, ["- one\n- two", "Title\n=====", ""]);
    let order = contents.stets[1].order.clone().expect("an order");
    assert_eq!((order.rules.join(" "), order.reason), ("b c".to_owned(), "old name".to_owned()));
    assert!(contents.stets[2].order.is_err());
}

#[test]
fn words_lead_back_to_the_text() {
    let text = "- A **1,000**-mile\n  road, 1,600 kilo\\ meters\r\n";
    let contents = read(text);
    let prose = contents.prose.clone().unwrap_or_default();
    let place = |words: &str| {
        let at = prose.find(words).expect(words);
        let span = ProseSpan::new(at, at + words.len());
        (contents.map.hull(span).of(text), contents.map.exact(span).is_some())
    };
    assert_eq!(place("1,000-mile"), ("1,000**-mile", false));
    assert_eq!(place("mile\nroad"), ("mile\n  road", false));
    assert_eq!(place("1,600 kilometers"), ("1,600 kilo\\ meters", false));
    assert_eq!(place("road, 1,600"), ("road, 1,600", true));
}

/// What holds for every reading.
fn is_sound(text: &str) {
    trial::assert_sound(text, &read(text));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_is_read(text in "[-a-zé .:*`_|+=\"'<>\\[\\]#()1,\\\\\t\r\n]{0,80}") {
        is_sound(&text);
    }

    #[test]
    fn any_markup_is_read(parts in prop::collection::vec(prop::sample::select(vec![
        "\n", "\n\n", "\n  ", "\n   ", "\n    ", "- ", "* ", "1. ", ":a: ", "-x  ", ".. note:: ", ".. ", "..\n",
        ".. [1] ", ".. _a: b", ".. code::", "::", "word", "é", "*a*", "``b``", "`c`_", ":ref:`d`",
        "+--+--+\n", "|  |  |\n", "+==+==+\n", "== ==", "-----", "====", "| ", ">>> ", "\\ ", "\t",
        ".. list-table::\n   :header-rows: 1\n\n", ".. csv-table::\n\n", "\"", ",", "[1]_", "\r\n",
        ".. factlint: stet a: b\n", "---\n",
    ]), 0..30)) {
        is_sound(&parts.concat());
    }

    #[test]
    fn inline_markup_changes_no_word(pieces in prop::collection::vec(("[a-zé0-9,]{1,8}", 0..8usize), 1..12)) {
        let plain: Vec<&str> = pieces.iter().map(|(word, _)| word.as_str()).collect();
        let marked: Vec<String> = pieces
            .iter()
            .map(|(word, mark)| match mark {
                0 => format!("*{word}*"),
                1 => format!("**{word}**"),
                2 => format!("``{word}``"),
                3 => format!("`{word}`"),
                4 => format!("`{word} <https://x.y>`_"),
                5 => format!(":ref:`{word} <x>`"),
                6 => format!("\\{word}"),
                _ => word.clone(),
            })
            .collect();
        prop_assert_eq!(words(&format!("A {} b", marked.join(" "))), [format!("A {} b", plain.join(" "))]);
    }
}

#[test]
fn hostile_texts_take_time_in_proportion() {
    let mut texts = trial::repeated(&[
        "*a ", "**a ", "``a ", "`a ", ":a:`b ", "`a <b ", "[1", "[a]_", "_`a ", "a_ ", "\\", "a_-",
        "|a ", "- ", "* - ", "1. ", ":a: ", ":a", ".. note:: ", ".. [1] ", "=", "= ", "-\n",
        "..\n", ".. a\n\n", "a::\n\n", "a\n b\n", "+-", "+-+\n", "|", "| a\n", "== ==\n\n",
        "== ==\na\n", "\n", " ", "\t", "-a, ", ".. csv-table::\n\n  \"", ">>> ", "(",
        ".. |a| image:: b\n", "a\n=\n", "__ ", "é", "\u{ad}", ".. factlint: stet a: b\n",
    ]);
    let deep: String = (0..1400).map(|depth| format!("{}- a\n\n", " ".repeat(depth))).collect();
    texts.push(deep);
    let deep: String =
        (0..1400).map(|depth| format!("{}.. note::\n\n", " ".repeat(depth))).collect();
    texts.push(deep);
    let wide = "+--".repeat(100_000);
    let row = "|a ".repeat(100_000);
    texts.push(format!("{wide}+\n{row}|\n{wide}+\n{row}|\n{wide}+\n"));
    let wide = "== ".repeat(100_000);
    let row = "a  ".repeat(100_000);
    texts.push(format!("{wide}\n{row}\n{row}\n{wide}\n"));
    texts.push(format!("{wide}\n{}{wide}\n", "a\n".repeat(100_000)));
    texts.push(format!(".. list-table::\n\n   * {}", "- a\n     ".repeat(100_000)));
    trial::assert_read_in_time(read, &texts);
}
