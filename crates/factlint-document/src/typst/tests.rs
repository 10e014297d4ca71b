use super::*;
use crate::trial;
use proptest::prelude::*;

fn told(text: &str) -> Vec<(String, Role)> {
    trial::told(text, read(text))
}

fn words(text: &str) -> Vec<String> {
    trial::words(text, read(text))
}

#[test]
fn markup_is_prose() {
    let text = "= The *Halden* Bridge\n\nIt is *1,240*~m long --- and \\#1. See @map, `x = 5` and https://a.example.\n\n- one\n- \
                two\n  + inner\n\n/ Span: 320 m\n\n```py\ny = 3\n```\n";
    let expected = [
        ("The Halden Bridge", Role::Headline),
        (
            "It is 1,240\u{a0}m long — and #1. See \u{fffc}, x = 5 and https://a.example.",
            Role::Paragraph,
        ),
        ("one", Role::ListItem),
        ("two", Role::ListItem),
        ("inner", Role::ListItem),
        ("Span", Role::ListItem),
        ("320 m", Role::ListItem),
        ("y = 3", Role::Code),
    ];
    assert_eq!(told(text), trial::expected(&expected));
}

#[test]
fn code_gives_its_content() {
    let text = "#set document(title: [Bridges], date: datetime(year: 2025, month: 10, day: 17))\n#let span = [320 m]\n#let \
                f(x) = [no #x]\n#import \"a.typ\": b\nThe span is #span, said #emph[Lee]#footnote[In May.], #b\n\n#if x [Both] \
                else [sides.]\n";
    let contents = read(text);
    assert_eq!(contents.date.as_ref().map(|d| d.date.to_string()).as_deref(), Some("2025-10-17"));
    assert_eq!(
        words(text),
        ["Bridges", "The span is 320 m, said Lee, \u{fffc}", "In May.", "Both sides."]
    );
}

#[test]
fn tables_have_rows() {
    let text = "#figure(table(columns: 2, table.header([Plan], [Seats]), [Lime], [12], table.cell(colspan: 2)[All]), caption: \
                [Plans])\n";
    let contents = read(text);
    let cells: Vec<_> = contents
        .blocks
        .iter()
        .filter_map(|block| block.cell)
        .map(|cell| (cell.row, cell.column, cell.width, cell.is_head))
        .collect();
    assert_eq!(
        cells,
        [(1, 0, 1, true), (1, 1, 1, true), (2, 0, 1, false), (2, 1, 1, false), (3, 0, 2, false)]
    );
    assert_eq!(told(text).pop(), Some(("Plans".to_owned(), Role::Caption)));
}

#[test]
fn formulas_that_are_numbers_are_words() {
    assert_eq!(
        words("About $5 \"km\"$, $p <= .05$, $3 times 10^6$ and $x_1$."),
        ["About 5 km, p ≤ .05, 3 × 10⁶ and \u{fffc}."]
    );
}

#[test]
fn comments_let_blocks_stand() {
    let text = "// factlint: stet a: so\n\nSwolle is here.\n\nAnd here.\n";
    assert_eq!(read(text).stets[0].scope.of(text), "Swolle is here.");
}

#[test]
fn odd_files_are_read() {
    for text in [
        "", "\u{feff}= a", "#", "#(", "[", "$", "*", "`", "#let", "#f(", "#table(columns: 0, [a])",
        "/* \u{e9}",
    ] {
        told(text);
    }
    for pattern in ["[", "*_", "#[", "#(", "$a^", "= ", "- a\n", "#f(x: ", "#if a {", "#x => "] {
        let text = pattern.repeat(3_000);
        told(&text);
    }
}

proptest! {
    #[test]
    fn every_text_is_sound(text in "([a-z ]{1,5}|[*_`$#@~\\\\<>=/+-]|\\[|\\]|\\(|\\)|\\{|\\}|\"|\n|\n\n|é|#let a = |#table\\(|//|/\\*){0,24}") {
        trial::assert_sound(&text, &read(&text));
    }
}
