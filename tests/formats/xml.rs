//! JUnit and Checkstyle XML.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::{NAMES, acts, broken, findings, hostile, moved, newsroom, report, settled};
use crate::support::Desk;

#[derive(Debug, Default, PartialEq)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Element>,
    text: String,
}

impl Element {
    fn of(start: &BytesStart<'_>) -> Self {
        let attribute = |attribute: quick_xml::events::attributes::Attribute<'_>| {
            let value = attribute.normalized_value(XmlVersion::Explicit1_0).expect("a value");
            (attribute.key.as_ref().to_owned(), value.into_owned())
        };
        let attributes = start.attributes().map(|one| attribute(one.expect("well-formed")));
        Self {
            name: start.name().as_ref().to_owned(),
            attributes: attributes.collect(),
            ..Self::default()
        }
    }

    fn all<'e>(&'e self, name: &str) -> Vec<&'e Element> {
        let mut found: Vec<&Element> =
            self.children.iter().flat_map(|child| child.all(name)).collect();
        if self.name == name {
            found.insert(0, self);
        }
        found
    }

    fn number(&self, attribute: &str) -> usize {
        self.attributes[attribute].parse().expect("a number")
    }
}

/// Reads a document; panics where it is not well-formed.
fn parse(text: &str) -> Element {
    // What XML 1.0 calls a character.
    let is_character = |one: char| matches!(one, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(text.chars().all(is_character), "{text:?}");
    let mut reader = Reader::from_str(text);
    let mut open = vec![Element::default()];
    loop {
        let event = reader.read_event().expect("well-formed");
        let inner = open.last_mut().expect("an element");
        match event {
            Event::Start(start) => open.push(Element::of(&start)),
            Event::Empty(start) => inner.children.push(Element::of(&start)),
            Event::End(_) => {
                let done = open.pop().expect("an element");
                open.last_mut().expect("a parent").children.push(done);
            }
            Event::Text(text) => inner.text.push_str(&text.xml_content(XmlVersion::Explicit1_0)),
            Event::GeneralRef(name) => match name.resolve_char_ref().expect("a character") {
                Some(character) => inner.text.push(character),
                None => inner.text.push_str(match &*name.into_inner() {
                    "lt" => "<",
                    "gt" => ">",
                    "amp" => "&",
                    "quot" => "\"",
                    "apos" => "'",
                    other => panic!("&{other};"),
                }),
            },
            Event::Decl(_) | Event::Comment(_) => {}
            Event::Eof => break,
            other => panic!("{other:?}"),
        }
    }
    let document = open.pop().expect("a document");
    assert!(open.is_empty(), "elements are left open");
    let [root] = document.children.try_into().expect("one root");
    root
}

/// What a schema says of an element: its attributes (true where required) and children.
type Grammar = BTreeMap<String, (BTreeMap<String, bool>, BTreeSet<String>)>;

/// The part of XML Schema that Jenkins' schema of JUnit files uses: which attributes and children an
/// element may and must have.
fn grammar() -> Grammar {
    let schema = parse(include_str!("../schemas/junit-10.xsd"));
    let elements = schema.children.iter().filter(|one| one.name == "xs:element");
    elements
        .map(|element| {
            let attribute = |one: &&Element| {
                let required = one.attributes.get("use").is_some_and(|value| value == "required");
                (one.attributes["name"].clone(), required)
            };
            let attributes = element.all("xs:attribute").iter().map(attribute).collect();
            let children = element.all("xs:element");
            let children = children.iter().filter_map(|one| one.attributes.get("ref").cloned());
            (element.attributes["name"].clone(), (attributes, children.collect()))
        })
        .collect()
}

fn assert_fits(element: &Element, grammar: &Grammar) {
    let (attributes, children) = &grammar[&element.name];
    for name in element.attributes.keys() {
        assert!(attributes.contains_key(name), "{} has no `{name}`", element.name);
    }
    for (name, required) in attributes {
        assert!(!required || element.attributes.contains_key(name), "{}: {name}", element.name);
    }
    for child in &element.children {
        assert!(children.contains(&child.name), "{} in {}", child.name, element.name);
        assert_fits(child, grammar);
    }
}

/// Text as the XML formats show it.
fn shown(text: &str) -> String {
    let text = text.replace(['\n', '\r', '\t'], " ");
    text.chars()
        .map(|one| match one {
            '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + one as u32).unwrap().to_string(),
            '\u{7f}' => "␡".to_owned(),
            '\u{9b}' | '\u{202e}' | '\u{fffe}' => format!("<U+{:04X}>", one as u32),
            other => other.to_string(),
        })
        .collect()
}

#[test]
fn junit_fits_the_schema_and_its_counts() {
    let grammar = grammar();
    assert!(grammar["testcase"].0["name"] && !grammar["testcase"].0["time"]);
    for run in [
        newsroom("junit"),
        report(&hostile(), "junit"),
        report(&broken(), "junit"),
        report(&moved(), "junit"),
        report(&Desk::united(), "junit"),
    ] {
        let suites = parse(run.text());
        assert_eq!(suites.name, "testsuites");
        assert_fits(&suites, &grammar);
        let cases = suites.all("testcase");
        assert!(!cases.is_empty(), "a file without tests is an error to Jenkins");
        assert_eq!(suites.number("tests"), cases.len());
        assert_eq!(suites.number("failures"), suites.all("failure").len());
        assert_eq!(suites.number("errors"), suites.all("error").len());
        for suite in suites.all("testsuite") {
            assert_eq!(suite.number("tests"), suite.all("testcase").len());
            assert_eq!(suite.number("failures"), suite.all("failure").len());
            assert_eq!(suite.number("errors"), suite.all("error").len());
        }
        let name = |case: &&Element| {
            (case.attributes["classname"].clone(), case.attributes["name"].clone())
        };
        let names: BTreeSet<_> = cases.iter().map(name).collect();
        assert_eq!(names.len(), cases.len(), "GitLab drops tests that share a name");
        assert!(!run.text().contains(acts), "{}", run.text());
    }
}

#[test]
fn a_failed_test_is_a_finding_and_a_passed_one_a_rule() {
    assert_eq!(
        report(&Desk::divided(), "junit").text(),
        r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="factlint" tests="1" failures="1" errors="0">
  <testsuite name="kestrel-range" tests="1" failures="1" errors="0" skipped="0">
    <testcase classname="factlint.kestrel-range" name="wire/b.txt: figures for Kestrel (range) differ: `1,400 km` and `900 km`">
      <failure type="error" message="figures for Kestrel (range) differ: `1,400 km` and `900 km`">figures for Kestrel (range) differ: `1,400 km` and `900 km`
wire/b.txt:3:36: 1,400 km here
wire/a.txt:1:36: 900 km here
`1,400 km` allows 1,350 to 1,450 km; `900 km` allows 895 to 905 km
rule: rules/facts.toml, line 7</failure>
    </testcase>
  </testsuite>
</testsuites>
"#
    );
    assert_eq!(
        report(&Desk::united(), "junit").text(),
        r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="factlint" tests="1" failures="0" errors="0">
  <testsuite name="kestrel-range" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="factlint.kestrel-range" name="texts agree with each other"/>
  </testsuite>
</testsuites>
"#
    );
}

#[test]
fn junit_keeps_every_word() {
    let desk = hostile();
    let suites = parse(report(&desk, "junit").text());
    let mut findings = findings(&desk);
    findings.sort_by_key(|finding| finding["rule"].as_str().map(str::to_owned));
    let cases = suites.all("testcase");
    assert_eq!(cases.len(), findings.len());
    for (case, finding) in cases.iter().zip(&findings) {
        let text = |key: &str| finding[key].as_str().expect("text");
        let message = shown(text("message"));
        assert_eq!(case.attributes["name"], format!("{}: {message}", shown(text("path"))));
        let [failure] = case.children.as_slice() else { panic!("{case:?}") };
        assert_eq!(failure.attributes["message"], message);
        assert_eq!(failure.attributes["type"], text("severity"));
        let notes = finding["notes"].as_array().expect("notes");
        for note in notes.iter().filter_map(|note| note.as_str()) {
            assert!(failure.text.contains(&shown(note)), "{note}: {}", failure.text);
        }
    }
}

#[test]
fn names_of_tests_stay_when_lines_move() {
    let names = |text: &str| -> BTreeSet<String> {
        parse(text).all("testcase").iter().map(|case| case.attributes["name"].clone()).collect()
    };
    let (before, after) = (report(&settled(), "junit"), report(&moved(), "junit"));
    let failed = |name: &&String| name.contains("Swolle");
    let (before, after) = (names(before.text()), names(after.text()));
    assert_eq!(before.iter().filter(failed).count(), 2);
    assert!(before.iter().filter(failed).all(|name| after.contains(name)));
}

#[test]
fn what_went_wrong_is_an_error_of_junit() {
    let suites = parse(report(&broken(), "junit").text());
    let errors = suites.all("error");
    let kinds: Vec<&str> = errors.iter().map(|error| &*error.attributes["type"]).collect();
    assert_eq!(kinds, ["document", "rules"]);
    assert!(errors[0].attributes["message"].starts_with("bad:utf,8%.txt is not UTF-8"));
    assert_eq!(errors[1].text, "rules/broken.toml:3:9");
}

#[test]
fn checkstyle_keeps_every_word() {
    let desk = hostile();
    let root = parse(report(&desk, "checkstyle").text());
    let mut told = Vec::new();
    for file in &root.children {
        assert_eq!(file.name, "file");
        for error in &file.children {
            let get = |key: &str| error.attributes[key].clone();
            assert_eq!((error.name.as_str(), error.attributes.len()), ("error", 5));
            let place = format!("{}:{}:{}", file.attributes["name"], get("line"), get("column"));
            told.push((place, get("severity"), get("source"), get("message")));
        }
    }
    let findings = findings(&desk);
    assert_eq!(told.len(), findings.len());
    for ((place, severity, source, message), finding) in told.iter().zip(&findings) {
        let text = |key: &str| finding[key].as_str().expect("text");
        let start = &finding["span"]["start"];
        let path = shown(text("path"));
        assert_eq!(*place, format!("{path}:{}:{}", start["line"], start["column"]));
        assert_eq!(severity, text("severity"));
        assert_eq!(*source, format!("factlint.{}", text("rule")));
        assert!(message.starts_with(&shown(text("message"))), "{message}");
    }
    let files: BTreeSet<String> = NAMES.iter().map(|name| shown(name)).collect();
    let named = root.children.iter().map(|file| file.attributes["name"].clone());
    assert!(files.is_subset(&named.collect()));
}

#[test]
fn checkstyle_is_what_consumers_know() {
    assert_eq!(
        report(&Desk::divided(), "checkstyle").text(),
        r#"<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="4.3">
  <file name="wire/b.txt">
    <error line="3" column="36" severity="error" message="figures for Kestrel (range) differ: `1,400 km` and `900 km` (1,400 km here; wire/a.txt:1:36: 900 km here)" source="factlint.kestrel-range"/>
  </file>
</checkstyle>
"#
    );
    assert_eq!(
        report(&Desk::united(), "checkstyle").text(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\"/>\n"
    );
    let errors = parse(newsroom("checkstyle").text());
    assert_eq!(errors.all("error").len(), 7);
    let broken = parse(report(&broken(), "checkstyle").text());
    let sources = broken.all("error").into_iter().map(|error| &*error.attributes["source"]);
    assert_eq!(sources.filter(|source| *source == "factlint").count(), 2);
}
