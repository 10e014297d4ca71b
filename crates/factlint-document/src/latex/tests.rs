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
fn a_document() {
    let text = "\\documentclass[a4paper]{article}\n\\usepackage{siunitx}\n\\newcommand{\\kestrel}{the \
                Kestrel\\xspace}\n\\title{The \\emph{Halden} Bridge\\thanks{Paid.}}\n\\author{Ann Lee}\n\\date{17 October \
                2025}\nstray words\n\\begin{document}\n\\maketitle\n\\begin{abstract}\nIt is 1,240~m \
                long.\n\\end{abstract}\n\\section*{Length}\\label{sec:x}\nIt is \\textbf{1,240} % not 1,420\n  metres\\footnote{In \
                May, \\kestrel{} flew.} long---see Section~\\ref{sec:x} \\cite{lee}.\n\n\\begin{itemize}\n\\item one\n\\item[Span] \
                two\n\\end{itemize}\n\\end{document}\nno more\n";
    let expected = [
        ("The Halden Bridge", Role::Headline),
        ("It is 1,240\u{a0}m long.", Role::Summary),
        ("Length", Role::Headline),
        ("It is 1,240 metres long—see Section\u{a0}\u{fffc} .", Role::Paragraph),
        ("In May, the Kestrel flew.", Role::Paragraph),
        ("one", Role::ListItem),
        ("Span", Role::ListItem),
        ("two", Role::ListItem),
    ];
    assert_eq!(told(text), trial::expected(&expected));
    let contents = read(text);
    assert_eq!(
        contents.date.as_ref().map(|dated| dated.date.to_string()).as_deref(),
        Some("2025-10-17")
    );
    assert_eq!(trial::list_places(&contents), [(1, 0, 2), (1, 1, 2), (1, 1, 2)]);
}

#[test]
fn words_are_what_they_stand_for() {
    for (text, shown) in [
        (
            "Caf\\'e, na\\\"{\\i}ve, \\c{c}a, Stra\\ss e and \\v{C}apek",
            "Café, naïve, ça, Straße and Čapek",
        ),
        ("5\\% of \\$3 at R\\&D", "5% of $3 at R&D"),
        ("``Yes,'' she said -- in `May'", "“Yes,” she said – in ‘May'"),
        ("\\SI{5}{\\kilo\\metre} and \\qty{12}{\\percent}", "5 km and 12%"),
        ("\\SIrange{5}{7}{km} or \\num{1200}", "5 to 7 km or 1200"),
        ("$5$ km, $p < .05$, $x_1$ and $$y_2$$", "5 km, p < .05, \u{fffc} and \u{fffc}"),
        ("1\\,240 m", "1\u{202f}240 m"),
        ("\\href{https://a.b}{the page} \\textcolor{red}{is} \\unknown{red}", "the page is red"),
        ("A path\\indexdef{path!of} ends\\index{end}.", "A path ends."),
        ("\\strange{a}{b} is \\other now", "\u{fffc} is \u{fffc} now"),
        ("{\\small Small} \\verb|x_1| \\texttt{y}", "Small x_1 y"),
        ("a\\\\b", "a\nb"),
    ] {
        assert_eq!(words(text), [shown], "{text}");
    }
}

#[test]
fn tables_have_cells() {
    let text = "\\begin{table}[h]\\caption{Plans}\\begin{tabular}{lr}\\toprule Plan & Seats \\\\ \\midrule Lime & 12 \\\\ \
                \\multicolumn{2}{c}{All} \\\\[2pt] & 3 \\\\ \\bottomrule\\end{tabular}\\end{table}";
    assert_eq!(words(text), ["Plans", "Plan", "Seats", "Lime", "12", "All", "3"]);
    let contents = read(text);
    let cells: Vec<_> = contents
        .blocks
        .iter()
        .filter_map(|block| block.cell)
        .map(|cell| (cell.row, cell.column, cell.width, cell.is_head))
        .collect();
    let expected = [
        (1, 0, 1, true),
        (1, 1, 1, true),
        (2, 0, 1, false),
        (2, 1, 1, false),
        (3, 0, 2, false),
        (4, 1, 1, false),
    ];
    assert_eq!(cells, expected);
    let ruled = "\\begin{tabular}{|l|r|}\\hline a & b \\\\ \\hline c & d \\\\ \\hline e & f \\\\ \\hline\\end{tabular}";
    assert!(read(ruled).blocks.iter().all(|block| block.cell.is_some_and(|cell| !cell.is_head)));
}

#[test]
fn what_is_no_prose() {
    let text = "Before.\n\\begin{equation}\nx = 5\n\\end{equation}\n\\begin{verbatim}\n\\x = 3\n\\end{verbatim}\n\\begin{comment}\n7 \
                km\n\\end{comment}\n\\vspace{5cm}\n\\setlength{\\parindent}{3pt}\n% a remark\n\nAfter.\n";
    let told = told(text);
    let roles: Vec<Role> = told.iter().map(|(_, role)| *role).collect();
    assert_eq!(roles, [Role::Paragraph, Role::Code, Role::Comment, Role::Paragraph], "{told:?}");
    assert_eq!(told[1].0, "\\x = 3");
}

#[test]
fn comments_let_blocks_stand() {
    let text = "A.\n\n% factlint: stet a: so\nSwolle is here.\n\nB.\n";
    assert_eq!(read(text).stets[0].scope.of(text).trim(), "Swolle is here.");
    let inside = "A Swolle\n% factlint: stet a: so\nis here.\n\nB.\n";
    assert!(read(inside).stets[0].scope.of(inside).starts_with("A Swolle"));
}

#[test]
fn odd_files_are_read() {
    for text in [
        "", "\u{feff}a", "\\", "\\begin", "\\begin{", "\\begin{document}", "\\end{x}", "}", "{",
        "$", "\\(", "\\verb", "\\verb|", "\\c", "\\'", "\\'{\u{e9}", "%", "&", "\\item", "\\\\",
        "\\def\\a", "\\newcommand", "\\newcommand{\\a}[1]{b}\\a", "\\section{a\n\nb}c",
        "\\footnote{a\\footnote{b}}", "\\multicolumn{x}", "\\SI{5}", "\\caption{\u{e9}",
    ] {
        told(text);
    }
    let long = trial::repeated(&[
        "{", "}", "\\section{", "\\begin{a}", "\\end{a}", "\\begin{verbatim}",
        "\\begin{tabular}{l}", "$", "\\footnote{a", "\\footnote{a} ", "\\item ", "&", "\\\\",
        "\\verb|", "\\textbf{", "[", "\\x[", "\\newcommand{\\a}{", "a\n\n", "%\n",
        "\\begin{itemize}\\item[",
    ]);
    trial::assert_read_in_time(read, &long);
}

proptest! {
    #[test]
    fn every_text_is_sound(text in "(\\\\begin\\{document\\})?([a-zé ]{1,5}|\\\\(section|footnote|textbf|emph|texttt|caption|item|verb\\||SI|newcommand|unknown|c|ss)|\\\\(begin|end)\\{(itemize|tabular|quote|verbatim|equation|frame)\\}|[{}$&%~\\[\\]`'-]|\\\\\\\\|\n|\n\n){0,30}") {
        trial::assert_sound(&text, &read(&text));
    }
}
