use super::read;
use crate::Role::{Caption, Headline, ListItem, Paragraph, TableCell};
use crate::{Contents, Role};

fn prose(text: &str) -> Vec<(String, Role)> {
    let Contents { prose, blocks, .. } = read(text);
    let prose = prose.unwrap_or_default();
    blocks.iter().map(|block| (block.span.of(&prose).to_owned(), block.role)).collect()
}

fn is(text: &str, blocks: &[(&str, Role)]) {
    let expected: Vec<(String, Role)> =
        blocks.iter().map(|(words, role)| ((*words).to_owned(), *role)).collect();
    assert_eq!(prose(text), expected, "{text}");
}

#[test]
fn marks_and_what_is_hidden_are_no_prose() {
    is(
        "{{Infobox bridge\n| name = Halden\n| length = {{convert|5|km}}\n}}\nThe '''Halden Bridge''' is [[bridge|a bridge]] over the [[Lind (river)|Lind]].<ref>{{cite web|title=X}}</ref>\n",
        &[("The Halden Bridge is a bridge over the Lind.", Paragraph)],
    );
    is(
        "It has [[span]]s.<!-- none\n\nsaid -->\nThey are long.",
        &[("It has spans.\nThey are long.", Paragraph)],
    );
    is("A [https://example.org page] and [http://x.org].", &[("A page and .", Paragraph)]);
    is(
        "Up to {{convert|5|km}} long&nbsp;&ndash; ''so''.",
        &[("Up to \u{fffc} long\u{a0}– so.", Paragraph)],
    );
    is("[[Category:Bridges]] [[de:Halden]]\n", &[]);
    is("A<br />b <small>c</small> 5 < 6 '''''x'''''", &[("A b c 5 < 6 x", Paragraph)]);
    is("{{open and <ref>left", &[("{{open and left", Paragraph)]);
}

#[test]
fn lines_make_headings_lists_captions_and_tables() {
    is(
        "== History ==\n[[File:A bridge.jpg|thumb|200px|The [[Lind]] at noon]]\n* one\n* two\n** three\n# four\n\nEnd.",
        &[
            ("History", Headline),
            ("The Lind at noon", Caption),
            ("one", ListItem),
            ("two", ListItem),
            ("three", ListItem),
            ("four", ListItem),
            ("End.", Paragraph),
        ],
    );
    is(
        "{| class=\"wikitable\"\n|+ Spans\n! Name !! Length\n|-\n| style=\"x\" | [[Halden|H.]] || 5\n|-\n| Lind\n| 6\n|}\nBehind.",
        &[
            ("Spans", Caption),
            ("Name", TableCell),
            ("Length", TableCell),
            ("H.", TableCell),
            ("5", TableCell),
            ("Lind", TableCell),
            ("6", TableCell),
            ("Behind.", Paragraph),
        ],
    );
    let contents = read("{|\n| rowspan=\"2\" | a || b\n|-\n| c\n|}");
    let places: Vec<(u32, u16)> = contents
        .blocks
        .iter()
        .filter_map(|block| block.cell)
        .map(|cell| (cell.row, cell.column))
        .collect();
    assert_eq!(places, [(1, 0), (1, 1), (2, 1)]);
}

#[test]
fn words_have_their_places() {
    let text = "A <!-- x -->[[b|'''Halden''']] &amp; {{t}} c.";
    let contents = read(text);
    let prose = contents.prose.clone().unwrap_or_default();
    for word in ["Halden", "A ", "c."] {
        let at = prose.find(word).unwrap_or_default();
        let span = factlint_language::span::ProseSpan::new(at, at + word.len());
        let place = contents.map.exact(span).map(|span| span.of(text));
        assert_eq!(place, Some(word));
    }
}

#[test]
fn comments_order_for_the_block_that_follows() {
    let text = "A.\n\n<!-- factlint: stet a: so -->\nSwolle is here.\nAnd there.\n\nB.\n";
    let stets = read(text).stets;
    assert_eq!(stets[0].scope.of(text), "Swolle is here.\nAnd there.");
}
