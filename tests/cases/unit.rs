//! The unit tests of the runner of cases: `main.rs` is without the harness that would find them.

#![allow(clippy::expect_used, dead_code, missing_docs)]

mod bless;
mod case;
mod compare;
mod marks;
mod outcome;
mod parse;
mod run;

use factlint::finding;

mod of_parsing {
    use crate::parse::case_file;

    #[test]
    fn headings_and_blocks_are_found_with_their_lines() {
        let file = case_file(
            "x.md",
            "# x\n\n```toml\n[[rule]]\n```\n\n## wrapped lines\n\nProse.\n\n````md path=b.md verbatim\n```\n## no heading\n```\n````\n",
        );
        assert!(file.complaints.is_empty(), "{:?}", file.complaints);
        assert_eq!(file.head[0].lines, ["[[rule]]"]);
        let section = &file.sections[0];
        assert_eq!((section.slug().as_str(), section.place.line), ("wrapped_lines", 7));
        assert_eq!(section.blocks[0].lines, ["```", "## no heading", "```"]);
        assert_eq!(section.blocks[0].attributes[0], ("path".to_owned(), "b.md".to_owned()));
        assert_eq!(section.blocks[0].attributes[1], ("verbatim".to_owned(), String::new()));
    }

    #[test]
    fn names_that_collide_and_open_blocks_are_complaints() {
        let file = case_file("x.md", "## one two\n## One, two!\n```txt\nText.\n");
        let told: Vec<String> = file.complaints.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "x.md:2: `one_two` is also the name of the section in line 1",
                "x.md:3: this block is never closed"
            ]
        );
    }

    #[test]
    fn a_tag_marks_a_new_section() {
        let file = case_file("x.md", "## held twice <!-- new -->\n");
        assert!(file.sections[0].is_new);
        assert_eq!(file.sections[0].heading, "held twice");
    }
}

mod of_marks {
    use crate::marks::{Marked, drawing, listed, part};
    use crate::parse::{Block, Place};

    fn block(text: &str) -> Block {
        Block {
            language: "txt".to_owned(),
            attributes: Vec::new(),
            lines: text.lines().map(str::to_owned).collect(),
            place: Place { file: "x.md".to_owned(), line: 10 },
        }
    }

    fn complaints(text: &str) -> Vec<String> {
        part(&block(text), "a.txt").complaints.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_mark_is_no_text_and_counts_characters() {
        let parted = part(
            &block("– Its range is 900 km.\n               ^^^^^^ error[range] is not\nEnd."),
            "a.txt",
        );
        assert_eq!(parted.lines, ["– Its range is 900 km.", "End."]);
        assert_eq!(parted.places[1].line, 13);
        let mark = &parted.marks[0];
        assert_eq!((mark.line, mark.column, mark.end), (1, Some(16), Some((1, 22))));
        assert_eq!(mark.marked, Marked::Finding("error".to_owned()));
        assert_eq!((mark.rule.as_str(), mark.message.as_str()), ("range", "is not"));
    }

    #[test]
    fn a_mark_may_run_over_lines() {
        let parted =
            part(&block("in the Old\n       ^^^… error[zwolle #2]\nSwolle inn\n…^^^^^"), "a.txt");
        assert_eq!(parted.complaints, []);
        assert_eq!((parted.marks[0].column, parted.marks[0].end), (Some(8), Some((2, 7))));
        assert_eq!(parted.marks[0].numbers, [2]);
    }

    #[test]
    fn hyphens_are_text_unless_they_say_side() {
        let parted =
            part(&block("---\ntitle: Kiev\n       ---- side[kyiv]\n---\n- side effects"), "a.md");
        assert_eq!(parted.lines, ["---", "title: Kiev", "---", "- side effects"]);
        assert_eq!(parted.marks[0].marked, Marked::Side);
    }

    #[test]
    fn bad_marks_are_complaints() {
        assert_eq!(complaints("^^^ error[a]"), ["x.md:11: a mark stands under a line of text"]);
        assert_eq!(
            complaints("Kiev\n^^^^^ error[a]"),
            ["x.md:12: the mark ends at column 5, but the line above has 4 characters"]
        );
        assert_eq!(
            complaints("Kiev\n^^^^ fatal[a]"),
            ["x.md:12: `fatal` is no severity: error, warning, note, or side"]
        );
        assert_eq!(
            complaints("Kiev\n^^… error[a]"),
            ["x.md:12: this mark runs on, but `…^^^` never ends it"]
        );
        assert!(complaints("Kiev\n^^^^")[0].contains("a mark says what is found"));
    }

    #[test]
    fn a_listed_finding_quotes_its_words() {
        let place = Place { file: "x.md".to_owned(), line: 3 };
        let mark = listed(r#"a.txt:3:17 note[r] "so \"called\"" message"#, place.clone());
        let mark = mark.expect("a mark");
        assert_eq!(mark.words.as_deref(), Some("so \"called\""));
        assert_eq!((mark.line, mark.column, mark.message.as_str()), (3, Some(17), "message"));
        assert!(listed("a.txt error[r]", place).is_err());
    }

    #[test]
    fn what_is_drawn_is_read_back() {
        let lines: Vec<String> = ["of 2,410", "  metres."].map(str::to_owned).to_vec();
        let drawn = drawing('^', (1, 4), (2, 9), &lines, "error[a] m").expect("a drawing");
        assert_eq!(drawn[0], (1, "   ^^^^^… error[a] m".to_owned()));
        assert_eq!(drawn[1], (2, "  …^^^^^".to_owned()));
        let text = format!("{}\n{}\n{}\n{}", lines[0], drawn[0].1, lines[1], drawn[1].1);
        let mark = &part(&block(&text), "a.txt").marks[0];
        assert_eq!((mark.line, mark.column, mark.end), (1, Some(4), Some((2, 9))));
        assert_eq!(drawing('^', (1, 1), (1, 2), &["\tx".to_owned()], ""), None);
    }
}

mod of_cases {
    use crate::case::{Case, case};
    use crate::parse::case_file;

    fn first(text: &str) -> Result<Case, Vec<String>> {
        let file = case_file("x.md", text);
        case(&file, &file.sections[0])
            .map_err(|complaints| complaints.iter().map(ToString::to_string).collect())
    }

    fn written(case: &Case, path: &str) -> String {
        let file = case.files.iter().find(|file| file.path == path).expect("a file");
        String::from_utf8(file.bytes()).expect("UTF-8")
    }

    #[test]
    fn blocks_become_files_with_dates() {
        let case = first(
            "```defaults\ndate = 2025-07-01\n```\n```toml\n[[rule]]\n```\n## s\n```txt\nOne.\n```\n\
             ```md date=none eol=crlf\nTwo.\n```\n```txt date=2025-07-02 path=x/y.txt\nThree.\n```\n",
        )
        .expect("a case");
        let paths: Vec<&str> = case.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["rules/rules.toml", "a.txt", "b.md", "x/y.txt", "factlint.toml"]);
        assert_eq!(written(&case, "b.md"), "Two.\r\n");
        assert_eq!(
            written(&case, "factlint.toml"),
            "packs = []\n\n[[document]]\npath = \"a.txt\"\ndate = 2025-07-01\n\
             \n[[document]]\npath = \"x/y.txt\"\ndate = 2025-07-02\n"
        );
    }

    #[test]
    fn rules_of_a_section_take_the_place_of_shared_ones() {
        let case = first(
            "```toml\n[[rule]]\nid = \"a\"\n```\n## s\n```toml\n[[rule]]\nid = \"b\"\n```\n```txt\nx\n```\n",
        );
        let case = case.expect("a case");
        assert_eq!(written(&case, "rules/rules.toml"), "[[rule]]\nid = \"b\"\n");
    }

    #[test]
    fn an_error_that_is_marked_tells_the_exit_code() {
        let exit = |text: &str| first(text).expect("a case").expected.exit_code();
        assert_eq!(exit("## s\n```txt\nKiev\n^^^^ error[k]\n```\n"), 1);
        assert_eq!(exit("## s\n```txt\nKiev\n^^^^ warning[k]\n```\n"), 0);
        assert_eq!(exit("## s\n```txt\nKiev\n```\n```stderr exit=2\nfoo\n```\n"), 2);
    }

    #[test]
    fn bad_blocks_are_complaints() {
        assert_eq!(
            first("## s\n```txt colour=red\nx\n```\n").expect_err("a complaint"),
            [
                "x.md:2: `colour` is no attribute of this block: path, date, eol, encoding, bom, verbatim"
            ]
        );
        assert_eq!(
            first("## s\n```txt\nKiev\n---- side[a]\n```\n").expect_err("a complaint"),
            ["x.md:4: no finding of `a` is marked that this could be a side of"]
        );
        assert!(first("## s\n").expect_err("a complaint")[0].contains("has a document"));
    }
}

mod of_comparing {
    use crate::case::case;
    use crate::compare::differences;
    use crate::outcome::{Finding, Label, Outcome};
    use crate::parse::case_file;

    const RANGE: &str =
        "## s\n```txt\nIts range is 900 km.\n             ^^^^^^ error[range] is not\n```\n";

    fn label(line: usize, column: usize, words: &str) -> Label {
        Label {
            path: "a.txt".to_owned(),
            start: (line, column),
            end: (line, column + words.len()),
            words: words.to_owned(),
            message: String::new(),
        }
    }

    fn finding(rule: &str, message: &str, sides: Vec<Label>) -> Finding {
        Finding {
            rule: rule.to_owned(),
            severity: "error".to_owned(),
            message: message.to_owned(),
            at: label(1, 14, "900 km"),
            sides,
        }
    }

    fn told(text: &str, findings: Vec<Finding>) -> Vec<String> {
        let file = case_file("x.md", text);
        let case = case(&file, &file.sections[0]).expect("a case");
        let outcome = Outcome { findings, code: Some(1), ..Outcome::default() };
        differences(&case, &outcome).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_marked_and_found_is_no_difference() {
        assert!(told(RANGE, vec![finding("range", "`900 km` is not 600 km", vec![])]).is_empty());
    }

    #[test]
    fn what_is_missing_is_told_with_what_was_found() {
        assert_eq!(told(RANGE, vec![]), ["x.md:4: missing: error[range] is not"]);
        assert_eq!(
            told(RANGE, vec![finding("range", "differs", vec![])]),
            [
                "x.md:3: unexpected: a.txt:1:14 \"900 km\" error[range] differs",
                "x.md:4: missing: error[range] is not\n  found: a.txt:1:14 \"900 km\" error[range] differs",
            ]
        );
    }

    #[test]
    fn nothing_else_may_be_found() {
        let both = vec![finding("range", "is not", vec![]), finding("speed", "differs", vec![])];
        assert_eq!(
            told(RANGE, both),
            ["x.md:3: unexpected: a.txt:1:14 \"900 km\" error[speed] differs"]
        );
    }

    #[test]
    fn sides_that_are_marked_are_labelled() {
        let text = "## s\n```txt\nIts range is 900 km.\n             ^^^^^^ error[range #1]\nOr 600 km.\n   ------ side[range #1]\n```\n";
        let side = label(2, 4, "600 km");
        assert!(told(text, vec![finding("range", "", vec![side])]).is_empty());
        assert_eq!(
            told(text, vec![finding("range", "", vec![])]),
            ["x.md:6: missing: finding #1 does not label this side"]
        );
    }
}

mod of_blessing {
    use crate::{bless, parse};

    #[test]
    fn new_sections_get_marks_and_old_ones_keep_theirs() {
        let rules = "```toml\n[[rule]]\nid = \"kyiv\"\ncheck = \"name\"\nuse = \"Kyiv\"\nnever = [\"Kiev\"]\n```\n";
        let wrong = "## old\n\n```txt\nTo Kiev.\n^^ error[kyiv]\n```\n";
        let new = "\n## new <!-- new -->\n\n```txt\nTo Kiev,\n\tor to Kiev.\n```\n\n```txt\n\tKiev\n```\n";
        let text = format!("{rules}{wrong}{new}");
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.md");
        bless::bless(&path, &text, &parse::case_file("x.md", &text)).expect("marks are written");
        let blessed = std::fs::read_to_string(path).expect("a file of cases");
        let marked = "\n## new\n\n```txt\nTo Kiev,\n   ^^^^ error[kyiv] `Kiev` should be `Kyiv`\n";
        assert!(blessed.starts_with(&format!("{rules}{wrong}")), "{blessed}");
        assert!(blessed.contains(marked), "{blessed}");
        assert!(
            blessed.ends_with(
                "```\n\n```findings\nb.txt:1:2 error[kyiv] \"Kiev\" `Kiev` should be `Kyiv`\n```\n"
            ),
            "{blessed}"
        );
    }
}
