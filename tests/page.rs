//! The page: one HTML file that holds everything a report tells, and nothing that a document could make act.

#![allow(clippy::expect_used, clippy::unwrap_used)]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};
use support::{Desk, KESTREL, Run};

/// Elements that the page is made of.
const ELEMENTS: &[&str] = &[
    "a", "article", "aside", "bdi", "blockquote", "body", "button", "dd", "del", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "head", "header", "html", "input", "ins", "kbd", "label", "legend", "li", "main",
    "mark", "meta", "nav", "p", "q", "script", "section", "span", "style", "summary", "sup",
    "table", "tbody", "td", "th", "thead", "title", "tr", "ul",
];

/// Elements without an end tag.
const VOID: &[&str] = &["input", "meta"];

/// Attributes that the page uses: none of them loads, runs or styles anything.
const ATTRIBUTES: &[&str] = &[
    "accept", "aria-current", "aria-haspopup", "aria-hidden", "aria-label", "aria-labelledby",
    "aria-live", "autocomplete", "charset", "checked", "class", "content", "data-anchor",
    "data-documents", "data-facet", "data-home", "data-order", "data-reset", "data-rule",
    "data-severity", "data-sheet", "data-verdict", "dir", "hidden", "href", "http-equiv", "id",
    "lang", "method", "name", "placeholder", "role", "scope", "spellcheck", "tabindex", "title",
    "type", "value",
];

/// An element with what it holds.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    inside: Vec<Node>,
}

#[derive(Debug)]
enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    fn text(&self) -> String {
        let pieces = self.inside.iter().map(|node| match node {
            Node::Element(element) => element.text(),
            Node::Text(text) => text.clone(),
        });
        pieces.collect()
    }

    fn each<'e>(&'e self, found: &mut Vec<&'e Self>) {
        found.push(self);
        for node in &self.inside {
            if let Node::Element(element) = node {
                element.each(found);
            }
        }
    }

    /// Every element below that has a name and, unless it is empty, a class.
    fn all(&self, name: &str, class: &str) -> Vec<&Self> {
        let mut found = Vec::new();
        self.each(&mut found);
        found.retain(|element| element.name == name && (class.is_empty() || element.has(class)));
        found
    }

    fn has(&self, class: &str) -> bool {
        self.attribute("class").split(' ').any(|one| one == class)
    }

    fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }
}

/// The tree of a page. Every element must be closed in its turn: whoever reads the source sees what a
/// browser makes of it.
#[track_caller]
fn tree(html: &str) -> Element {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut open = vec![Element::default()];
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Token::StartTag(tag) => {
                let element = Element {
                    name: text(&tag.name),
                    attributes: tag
                        .attributes
                        .iter()
                        .map(|(name, value)| (text(name), text(value)))
                        .collect(),
                    inside: Vec::new(),
                };
                if VOID.contains(&element.name.as_str()) {
                    open.last_mut().unwrap().inside.push(Node::Element(element));
                } else {
                    open.push(element);
                }
            }
            Token::EndTag(tag) => {
                let element = open.pop().expect("an open element");
                assert_eq!(element.name, text(&tag.name), "elements are closed in their turn");
                open.last_mut().expect("a parent").inside.push(Node::Element(element));
            }
            Token::String(string) => {
                open.last_mut().unwrap().inside.push(Node::Text(text(&string)));
            }
            Token::Doctype(_) => {}
            other => panic!("the page holds {other:?}"),
        }
    }
    assert_eq!(open.len(), 1, "every element is closed");
    open.pop().unwrap()
}

/// The tree of a page, which is made of nothing but what the page is made of.
#[track_caller]
fn sound(html: &str) -> Element {
    let page = tree(html);
    let mut all = Vec::new();
    page.each(&mut all);
    for element in &all[1..] {
        assert!(
            ELEMENTS.contains(&element.name.as_str()),
            "<{}> is no element of it",
            element.name
        );
        for (name, value) in &element.attributes {
            assert!(ATTRIBUTES.contains(&name.as_str()), "{name}={value:?} of <{}>", element.name);
            assert!(!value.contains("://"), "{name}={value:?} loads something");
        }
        let target = element.attribute("href");
        assert!(target.is_empty() || target.starts_with('#'), "a link leads to {target}");
    }
    for name in ["script", "style"] {
        assert_eq!(page.all(name, "").len(), 1, "<{name}>");
    }
    let policy = page.all("meta", "")[1];
    assert_eq!(policy.attribute("http-equiv"), "Content-Security-Policy");
    assert!(policy.attribute("content").starts_with("default-src 'none'; "));
    assert!(!policy.attribute("content").contains("unsafe"));
    let acts = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert_eq!(html.chars().find(|&c| acts(c)), None, "a character that acts");
    let mut ids: Vec<&str> =
        all.iter().map(|one| one.attribute("id")).filter(|id| !id.is_empty()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "ids are unique");
    for element in all.iter().filter(|element| element.name == "a") {
        let target = &element.attribute("href")[1..];
        assert!(ids.binary_search(&target).is_ok(), "#{target} leads nowhere");
    }
    page
}

fn html(desk: &Desk, arguments: &[&str]) -> Run {
    desk.run(&[&["check", "--format", "html"], arguments].concat())
}

/// The grid as text: a line for each rule, with what each document says.
fn grid(page: &Element) -> Vec<String> {
    let tables = page.all("table", "");
    let rows = tables.iter().flat_map(|table| table.all("tr", "")).skip(1);
    rows.map(|row| {
        let mut line = row.all("span", "rule")[0].text();
        for cell in row.all("td", "") {
            line.push_str(" |");
            for said in cell.all("p", "said") {
                let link = if said.all("a", "").is_empty() { "" } else { "→" };
                write!(line, " {}{link}", said.text()).unwrap();
            }
        }
        line
    })
    .collect()
}

fn newsroom(arguments: &[&str]) -> (String, i32) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/newsroom");
    let mut command = Command::new(env!("CARGO_BIN_EXE_factlint"));
    let output = command.arg("-C").arg(folder).arg("check").args(arguments).output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code().unwrap())
}

#[test]
fn the_page_holds_every_finding_with_both_sides() {
    let (page, code) = newsroom(&["--format", "html"]);
    assert_eq!(code, 1);
    let page = sound(&page);
    let (json, _) = newsroom(&["--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&json).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let cards = page.all("article", "finding");
    assert_eq!(cards.len(), findings.len());
    assert_eq!(page.all("h1", "")[0].text(), "6 errors and 1 warning in 5 documents");
    for finding in findings {
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        let id = format!("f-{}", text(&finding["fingerprint"]));
        let card = cards.iter().find(|card| card.attribute("id") == id).expect("a card");
        let message = card.all("h4", "")[0].text();
        assert_eq!(message, text(&finding["message"]).replace('`', ""));
        assert!(card.has(&text(&finding["severity"])));
        let told = card.text();
        let marks: Vec<String> = card.all("mark", "").iter().map(|mark| mark.text()).collect();
        let places: Vec<String> =
            card.all("bdi", "place").iter().map(|place| place.text()).collect();
        let related = finding["related"].as_array().unwrap();
        for label in std::iter::once(finding).chain(related) {
            assert!(marks.contains(&text(&label["text"])), "{marks:?} {label}");
            let start = &label["span"]["start"];
            let pack = if label["origin"] == "pack" { "pack " } else { "" };
            let place =
                format!("{pack}{}:{}:{}", text(&label["path"]), start["line"], start["column"]);
            assert!(places.contains(&place), "{places:?} {place}");
        }
        for note in finding["notes"].as_array().unwrap() {
            let note = text(note).replace('`', "");
            let note = note.trim_start_matches("source: ").trim_start_matches("rule: ");
            assert!(told.contains(note), "{note} is not in {told}");
        }
        if let Some(edits) = finding["fix"]["edits"].as_array() {
            let mended: Vec<String> = card.all("ins", "").iter().map(|ins| ins.text()).collect();
            let wanted: Vec<String> = edits.iter().map(|edit| text(&edit["replacement"])).collect();
            assert_eq!(mended, wanted);
        }
    }
}

#[test]
fn a_side_is_quoted_with_its_sentence() {
    let (page, _) = newsroom(&["--format", "html"]);
    let page = tree(&page);
    let quoted: Vec<String> = page.all("blockquote", "").iter().map(|quote| quote.text()).collect();
    let whole = "It has a single item: whether Ukraine will be sold the Tomahawk, a missile with a 1,000-mile (1,600-kilometer) range.";
    assert!(quoted.contains(&whole.to_owned()), "{quoted:#?}");
}

#[test]
fn a_side_with_markup_is_quoted_as_readers_see_it() {
    let desk = Desk::with_rule(KESTREL)
        .file("a.md", "---\ntitle: Kestrel\n---\nThe **Kestrel** missile has a [range](x) of 900&nbsp;km.\n")
        .file("b.html", "<nav>Home</nav><p>The Kestrel missile has a range of <b>1,400</b>\n   km in <i>all</i>.");
    let run = html(&desk, &[]);
    let page = sound(run.text());
    let quoted: Vec<String> = page.all("blockquote", "").iter().map(|side| side.text()).collect();
    assert!(
        quoted.contains(&"The Kestrel missile has a range of 900\u{a0}km.".to_owned()),
        "{quoted:?}"
    );
    assert!(
        quoted.contains(&"The Kestrel missile has a range of 1,400 km in all.".to_owned()),
        "{quoted:?}"
    );
}

#[test]
fn the_same_run_is_the_same_page() {
    let (one, _) = newsroom(&["--format", "html", "--jobs", "1"]);
    let (four, _) = newsroom(&["--format", "html", "--jobs", "4"]);
    assert_eq!(one, four);
}

/// What a hostile writer puts into a text, and into a file's name.
const HOSTILE: &str = "</script></style><img src=x onerror=\"canary=1\"> ]]> --> 'a' \"b\" &lt; & \
                       \u{1b}[31m\u{202e}\u{2066}\u{2028}\u{7}";

#[test]
fn hostile_text_makes_no_element_and_no_attribute() {
    let source = "source = '<b onclick=\"canary=1\">&'\n";
    let term =
        "[[rule]]\nid = \"image\"\ncheck = \"term\"\npattern = '/<img[^>]*>/'\nuse = '<i id=x>'\n";
    let desk = Desk::with_rule(&format!("{KESTREL}{source}\n{term}"))
        .file("wire/a.txt", "The Kestrel missile has a range of 900 km.\n")
        .file(
            "wire/<img src=x onerror='canary=1'>\"&\u{1b}[31m\u{202e}.txt",
            format!("So {HOSTILE} the Kestrel missile {HOSTILE} has a range of 1,400 km {HOSTILE} he said.\n"),
        );
    let run = html(&desk, &[]);
    run.exits(1);
    let page = sound(run.text());
    let text = page.text();
    for shown in [
        "</script></style><img src=x onerror=\"canary=1\"> ]]> --> 'a' \"b\" &lt; &",
        "␛[31m",
        "<U+202E>",
        "<U+2066>",
    ] {
        assert!(text.contains(shown), "{shown:?} is not told");
    }
    assert!(!page.all("article", "finding").is_empty());
    let marks: Vec<String> = page.all("mark", "").iter().map(|mark| mark.text()).collect();
    assert!(marks.contains(&"<img src=x onerror=\"canary=1\">".to_owned()), "{marks:?}");
    assert!(grid(&page).iter().any(|row| row.contains("<img src=x")), "{:?}", grid(&page));
}

#[test]
fn a_book_on_one_line_makes_a_short_page() {
    let line = format!(
        "{}The Kestrel missile has a range of 900 km. {}The Kestrel missile has a range of 1,400 km. {}",
        "Word by word. ".repeat(100_000),
        "And so on. ".repeat(80_000),
        "More ".repeat(100_000)
    );
    let desk = Desk::with_rule(KESTREL).file("wire/book.txt", line);
    let run = html(&desk, &[]);
    run.exits(1);
    assert!(run.stdout.len() < 150_000, "{} bytes", run.stdout.len());
    sound(run.text());
}

#[test]
fn a_run_without_findings_says_so() {
    let run = html(&Desk::united(), &[]);
    run.exits(0);
    let page = sound(run.text());
    assert_eq!(page.all("h1", "")[0].text(), "Nothing found in 2 documents");
    assert!(page.all("article", "finding").is_empty());
    assert_eq!(grid(&page), ["kestrel-range | agrees: 900 km | agrees: 900 km"]);
}

#[test]
fn many_sides_are_folded_and_none_is_lost() {
    let mut desk = Desk::with_rule(KESTREL);
    for index in 0..10 {
        desk =
            desk.file(format!("wire/{index}.txt"), "The Kestrel missile has a range of 900 km.\n");
    }
    let desk = desk.file("wire/x.txt", "The Kestrel missile has a range of 1,400 km.\n");
    let run = html(&desk, &[]);
    let page = sound(run.text());
    let folded = page.all("details", "more");
    assert_eq!(folded.len(), 1);
    assert_eq!(folded[0].all("figure", "").len(), 5);
    assert_eq!(page.all("figure", "").len(), 11);
}

#[test]
fn the_grid_colours_by_agreement() {
    let desk = Desk::with_rule(&format!(
        "{KESTREL}\n[subject.osprey]\nnames = [\"Osprey\"]\n\n[[rule]]\nid = \"osprey-range\"\ncheck = \"quantity\"\n\
         about = \"osprey\"\nnear = [\"range\"]\nexpect = \"300 km\"\n"
    ))
    .file("wire/a.txt", "The Kestrel missile has a range of 900 km.\n")
    .file("wire/b.txt", "The Kestrel missile has a range of 1,400 km.\n\nThe Osprey has a range of 300 km.\n")
    .file("wire/c.txt", "The Kestrel missile has a range of 900 km. The Kestrel has a range of 900 km.\n")
    .file("wire/d.txt", "The Osprey has a range of 500 km.\n\nThe Osprey, again, has a range of 500 km.\n")
    .file("wire/e.txt", "“The Osprey has a range of 700 km,” the minister said.\n")
    .file("wire/f.txt", "The harbour was calm.\n");
    let run = html(&desk, &[]);
    let page = sound(run.text());
    assert_eq!(
        grid(&page),
        [
            "kestrel-range | agrees: 900 km→ | contradicts: 1,400 km→ | agrees: 900 km ×2→ | |",
            // The record does not judge what a minister is quoted with.
            "osprey-range | | agrees: 300 km→ | | contradicts: 500 km ×2→ | stands alone: 700 km",
        ]
    );
    let heads: Vec<String> =
        page.all("thead", "")[0].all("bdi", "").iter().map(|head| head.text()).collect();
    assert_eq!(heads, ["wire/a.txt", "wire/b.txt", "wire/c.txt", "wire/d.txt", "wire/e.txt"]);
}

#[test]
fn one_against_one_neither_is_called_wrong() {
    let run = html(&Desk::divided(), &[]);
    let page = sound(run.text());
    assert_eq!(grid(&page), ["kestrel-range | contradicts: 900 km→ | contradicts: 1,400 km→"]);
}

#[test]
fn what_is_let_stand_is_told_as_such() {
    let desk = Desk::divided().file(
        "factlint.toml",
        "packs = []\n\n[[stet]]\nrule = \"kestrel-range\"\npath = \"wire/b.txt\"\ntext = \"1,400 km\"\nreason = \"another kind\"\n",
    );
    let run = html(&desk, &[]);
    run.exits(0);
    let page = sound(run.text());
    assert_eq!(grid(&page), ["kestrel-range | agrees: 900 km | let stand: 1,400 km"]);
}

#[test]
fn a_stet_that_lets_nothing_stand_is_a_finding_of_the_configuration() {
    let desk = Desk::united().file(
        "factlint.toml",
        "packs = []\n\n[[stet]]\nrule = \"kestrel-range\"\npath = \"wire/b.txt\"\ntext = \"1,400 km\"\nreason = \"another kind\"\n",
    );
    let run = html(&desk, &[]);
    let page = sound(run.text());
    let places: Vec<String> = page.all("bdi", "place").iter().map(|place| place.text()).collect();
    assert!(places[0].starts_with("factlint.toml:"), "{places:?}");
    let choices: Vec<String> = page.all("bdi", "name").iter().map(|name| name.text()).collect();
    assert!(choices.contains(&"factlint.toml".to_owned()), "{choices:?}");
}

#[test]
fn known_findings_leave_the_page_but_not_the_colours_of_the_grid() {
    let desk = Desk::divided();
    desk.run(&["check", "--baseline", "known.json", "--update-baseline"]);
    let run = html(&desk, &["--baseline", "known.json"]);
    run.exits(0);
    let page = sound(run.text());
    assert!(page.all("article", "").is_empty());
    assert_eq!(grid(&page), ["kestrel-range | contradicts: 900 km | contradicts: 1,400 km"]);
}

#[test]
fn paths_choose_the_rules_of_the_grid_and_leave_the_others_in_it() {
    let desk = Desk::with_rule(&format!("{KESTREL}\n{}", support::ZWOLLE))
        .file("draft.txt", "The Kestrel missile has a range of 900 km.\n")
        .file("wire/a.txt", "The Kestrel missile has a range of 900 km. In Swolle it rained.\n");
    let run = html(&desk, &["draft.txt"]);
    run.exits(0);
    assert_eq!(grid(&sound(run.text())), ["kestrel-range | agrees: 900 km | agrees: 900 km"]);
}

#[test]
fn a_grid_that_nobody_could_read_is_cut_and_says_so() {
    let mut rules = String::new();
    let mut text = String::new();
    for index in 0..220 {
        write!(rules, "[[rule]]\nid = \"port-{index}\"\ncheck = \"value\"\nabout = [\"Port{index}\"]\nnear = [\"is\"]\ncapture = '/(\\d+)\\.$/'\n\n").unwrap();
        writeln!(text, "Port{index} is 80{index}.\n").unwrap();
    }
    let mut desk = Desk::with_rule(&rules);
    for index in 0..210 {
        desk = desk.file(format!("wire/{index:03}.txt"), "Port3 is 803.\n");
    }
    let desk = desk.file("wire/all.txt", text);
    let run = html(&desk, &[]);
    let page = sound(run.text());
    assert_eq!(grid(&page).len(), 200);
    let left_out = &page.all("p", "left-out")[0].text();
    assert!(left_out.starts_with("Not shown: 20 rules and 111 documents"), "{left_out}");
}

#[test]
fn a_page_is_written_to_a_file() {
    let desk = Desk::divided();
    let run = html(&desk, &["--output", "page.html"]);
    run.exits(1).warns("3 documents (3 undated), 1 rule, 2 claims: 1 error");
    assert_eq!(run.stdout, b"");
    sound(&desk.read("page.html"));
}

#[test]
fn a_page_cannot_be_watched() {
    html(&Desk::divided(), &["--watch"]).exits(2).warns("leave one out");
}

/// The tick sheet of a draft beside its sources, as a page.
fn sheet(desk: &Desk) -> String {
    let run = desk
        .run(&["facts", "draft.md", "--packs", "none", "--against", "sources", "--format", "html"]);
    run.exits(0);
    run.text().to_owned()
}

#[test]
fn the_tick_sheet_is_the_text_with_every_statement_underlined() {
    let desk = Desk::empty()
        .file(
            "draft.md",
            "# The bridge of Halden\n\nThe Halden Bridge opened on **June 6, 2024**, and is 1,250 metres long. \
             The Orvik mill made 18.4 million euros last year.\n\n> \"It cost us 40 million euros,\" Ann Lee said.\n",
        )
        .file(
            "sources/a.txt",
            "The Halden Bridge, 1,250 metres long, was opened on 6 June 2024.\n",
        );
    let html = sheet(&desk);
    let page = sound(&html);
    assert_eq!(page.all("h1", "")[0].text(), "Tick sheet of draft.md");
    let draft = page.all("article", "draft")[0];
    assert_eq!(
        draft.all("h3", "")[0].text().trim_end_matches(char::is_numeric),
        "The bridge of Halden"
    );
    assert_eq!(draft.all("blockquote", "").len(), 1);
    let marked = |class: &str| -> Vec<String> {
        draft.all("mark", class).iter().map(|mark| mark.text()).collect()
    };
    assert!(marked("agrees").contains(&"June 6, 2024".to_owned()), "{:?}", marked("agrees"));
    assert!(marked("agrees").contains(&"1,250 metres".to_owned()), "{:?}", marked("agrees"));
    assert!(marked("alone").contains(&"18.4 million euros".to_owned()), "{:?}", marked("alone"));
    // Each is in the list, with a box that is not ticked, and with the words of its sources.
    let cards = page.all("article", "statement");
    let marks = draft.all("mark", "");
    assert_eq!(cards.len(), marks.len());
    for (index, mark) in marks.iter().enumerate() {
        let order: usize = mark.attribute("data-order").parse().unwrap();
        assert!(cards[order].text().contains(mark.attribute("title")), "{index}");
    }
    for card in &cards {
        let boxes = card.all("input", "");
        assert_eq!(boxes[0].attribute("type"), "checkbox");
        assert!(!boxes[0].attributes.contains_key("checked"), "a tick is a person's");
        if card.has("agrees") {
            assert!(card.text().contains("sources/a.txt:1:"), "{}", card.text());
        }
    }
    // The same from run to run, so that ticks find their statement again.
    assert_eq!(html, sheet(&desk));
}

#[test]
fn a_figure_inside_a_quotation_is_underlined_in_it() {
    let desk = Desk::empty()
        .file("draft.md", "\"We paid 40 million euros for the Halden Bridge,\" Ann Lee said.\n")
        .file("sources/a.txt", "Nothing of it stands here.\n");
    let page = sound(&sheet(&desk));
    let draft = page.all("article", "draft")[0];
    let outer: Vec<_> =
        draft.all("mark", "").into_iter().filter(|mark| mark.text().contains("We paid")).collect();
    assert_eq!(outer.len(), 1);
    let inner: Vec<String> = outer[0].all("mark", "")[1..].iter().map(|mark| mark.text()).collect();
    assert!(inner.contains(&"40 million euros".to_owned()), "{inner:?}");
}

#[test]
fn hostile_text_makes_no_element_in_the_tick_sheet() {
    let desk = Desk::empty()
        .file(
            "draft.md",
            format!(
                "The Kestrel missile {} has a range of 900 km, \"so {} it flies on,\" Ann Lee said.\n",
                HOSTILE.replace('<', "\\<"),
                HOSTILE.replace('<', "\\<")
            ),
        )
        .file(
            "sources/<img src=x onerror='canary=1'>\"&\u{1b}[31m\u{202e}.txt",
            format!("The Kestrel missile {HOSTILE} has a range of 900 km, \"so {HOSTILE} it flies on,\" Lee said.\n"),
        );
    let page = sound(&sheet(&desk));
    let text = page.text();
    assert!(text.contains("<img src=x onerror=\"canary=1\">"), "{text}");
    assert!(text.contains("␛[31m"), "{text}");
}
