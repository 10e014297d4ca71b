//! Policy from texts to findings: what editors decided, what a claim is held against, and what the last line counts.

#![allow(clippy::expect_used)]

use std::sync::Arc;

use factlint_document::{Document, Format};
use factlint_engine::Engine;
use factlint_engine::engine::Detail;
use factlint_engine::finding::{Finding, Label, Origin, Severity};
use factlint_engine::policy::{Claims, Override, Policy, Reporting, Settled, Standing, Stet};
use factlint_engine::unread::Class;
use globset::Glob;
use jiff::civil::{Date, date};

const BRIDGE: &str = r#"
    [subject.halden]
    names = ["Halden Bridge"]

    [[rule]]
    id = "length"
    check = "quantity"
    about = "halden"
    near = ["length"]
    unit = "m"
"#;

const NAME: &str = r#"
    [[rule]]
    id = "kyiv"
    check = "name"
    use = "Kyiv"
    never = ["Kiev"]
"#;

fn engine(rules: &str) -> Engine {
    Engine::from_toml(rules).expect("no mistake in the rules")
}

fn claims(engine: &Engine, policy: &Policy<'_>, documents: &[Document]) -> Claims {
    let mut claims = Claims::new();
    for document in documents {
        let observed = engine.read(document).observe(Detail::Statements);
        claims.replace(engine, policy, Arc::new(observed));
    }
    claims
}

fn settled(rules: &str, policy: &Policy<'_>, documents: &[Document]) -> Settled {
    let engine = engine(rules);
    policy.settle_all(&engine, &claims(&engine, policy, documents))
}

fn long(path: &str, metres: &str) -> Document {
    Document::new(path, format!("The Halden Bridge has a length of {metres} metres."))
}

fn markdown(path: &str, text: &str) -> Document {
    Document::in_format(path.to_owned(), text.to_owned(), Format::Markdown, None)
}

fn on(document: Document, day: Date) -> Document {
    document.dated(day)
}

fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.code.as_str()).collect()
}

fn paths(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| &*finding.primary.path).collect()
}

fn stet(rule: &str, path: Option<&str>, text: Option<&str>, until: Option<Date>) -> Stet {
    let start = factlint_language::span::Position { line: 1, column: 1 };
    Stet {
        rule: rule.to_owned(),
        path: path.map(|path| Glob::new(path).expect("a pattern").compile_matcher()),
        text: text.map(str::to_owned),
        reason: "as printed".to_owned(),
        by: None,
        until,
        place: Label {
            origin: Origin::Rule,
            path: "factlint.toml".into(),
            span: factlint_language::span::Span { start: 0, end: 1 },
            start,
            end: start,
            text: "[".into(),
            seen: None,
            message: "".into(),
            evidence: false,
            on_disk: true,
        },
    }
}

fn with_stets(stets: Vec<Stet>) -> Policy<'static> {
    Policy::new(Vec::new(), stets, Some(date(2025, 7, 1)))
}

fn off(path: &str) -> Override {
    Override {
        paths: vec![Glob::new(path).expect("a pattern")],
        fields: Vec::new(),
        rules: Vec::new(),
        severity: None,
    }
}

/// Only some documents are reported, of these perhaps only some lines.
#[derive(Debug)]
struct Only {
    paths: &'static [&'static str],
    lines: Option<std::ops::RangeInclusive<u32>>,
}

impl Reporting for Only {
    fn reports(&self, label: &Label) -> bool {
        self.paths.contains(&&*label.path)
            && self.lines.as_ref().is_none_or(|lines| lines.contains(&label.start.line))
    }

    fn reports_lines(&self) -> bool {
        self.lines.is_some()
    }

    fn display_path(&self, path: &str) -> String {
        path.to_owned()
    }
}

// Overrides and front matter.

#[test]
fn a_rule_that_is_off_in_a_path_makes_no_witness_of_it() {
    let policy = Policy::new(vec![off("a.txt")], Vec::new(), None);
    let engine = engine(BRIDGE);
    let claims = claims(&engine, &policy, &[long("a.txt", "1,240"), long("b.txt", "1,420")]);
    assert_eq!(claims.admitted(), 1);
    assert!(policy.settle_all(&engine, &claims).findings.is_empty());
}

#[test]
fn later_overrides_win() {
    let as_note = Override { severity: Some(Severity::Note), ..off("*.txt") };
    let documents = || [long("a.txt", "1,240"), long("b.txt", "1,420")];
    let note_last = Policy::new(vec![off("b.txt"), as_note.clone()], Vec::new(), None);
    assert_eq!(settled(BRIDGE, &note_last, &documents()).findings[0].severity, Severity::Note);
    let off_last = Policy::new(vec![as_note, off("b.txt")], Vec::new(), None);
    assert!(settled(BRIDGE, &off_last, &documents()).findings.is_empty());
}

#[test]
fn an_override_by_fields_holds_where_a_document_says_so() {
    let found = |desk: &str| {
        let fields = vec![("desk".to_owned(), vec!["opinion".to_owned(), "letters".to_owned()])];
        let here = Override { paths: Vec::new(), fields, rules: Vec::new(), severity: None };
        let policy = Policy::new(vec![here], Vec::new(), None);
        let text = format!("---\n{desk}\n---\nTrains to Kiev were late.\n");
        let document = markdown("a.md", &text).keeping(["desk"]);
        settled(NAME, &policy, &[document]).findings.len()
    };
    assert_eq!(found("desk: opinion"), 0);
    assert_eq!(found("desk: letters"), 0);
    assert_eq!(found("desk: news"), 1);
    assert_eq!(found("section: opinion"), 1);
}

#[test]
fn an_override_speaks_of_the_rules_that_it_lists() {
    let of_another = Override { rules: vec!["kyiv".to_owned()], ..off("**") };
    let policy = Policy::new(vec![of_another], Vec::new(), None);
    let documents =
        [long("a.txt", "1,240"), long("b.txt", "1,420"), Document::new("c.txt", "Kiev.")];
    let found = settled(&format!("{BRIDGE}{NAME}"), &policy, &documents).findings;
    assert_eq!(codes(&found), ["quantity/disagreement"]);
}

#[test]
fn front_matter_takes_a_document_out_of_the_witnesses_and_is_no_stet() {
    let text = "---\nfactlint:\n  off:\n    length: quotes an old map\n---\nThe Halden Bridge has a length of 1,420 metres.\n";
    let settled =
        settled(BRIDGE, &Policy::default(), &[markdown("a.md", text), long("b.txt", "1,240")]);
    assert!(settled.findings.is_empty());
    assert_eq!(settled.stetted, 0);
}

// Periods and dates.

#[test]
fn a_rule_with_a_period_counts_undated_claims_and_passes_over_those_of_other_days() {
    let rules = format!("{BRIDGE}    from = 2025-01-01\n    until = 2025-12-31\n");
    let judged = |one: Document, other: Document| {
        let settled = settled(&rules, &Policy::default(), &[one, other]);
        (settled.findings.len(), settled.not_judged)
    };
    let at = |path: &str, metres: &str, day| on(long(path, metres), day);
    let inside = || at("a.txt", "1,240", date(2025, 6, 1));
    assert_eq!(judged(inside(), at("b.txt", "1,420", date(2025, 6, 2))), (1, 0));
    assert_eq!(judged(inside(), long("b.txt", "1,420")), (0, 1));
    assert_eq!(judged(inside(), at("b.txt", "1,420", date(2026, 1, 1))), (0, 0));
    // Both ends are in it.
    assert_eq!(judged(inside(), at("b.txt", "1,420", date(2025, 1, 1))), (1, 0));
    assert_eq!(judged(inside(), at("b.txt", "1,420", date(2025, 12, 31))), (1, 0));
}

#[test]
fn what_needs_a_date_is_counted_where_there_is_none() {
    let rules = r#"
        [[rule]]
        id = "age"
        check = "elapsed"
        about = ["Ann Lee"]
        born = 1970-03-01
    "#;
    let aged = Document::new("a.txt", "Ann Lee, 40, runs the ferry.");
    let settled = settled(rules, &Policy::default(), &[aged]);
    assert_eq!((settled.findings.len(), settled.not_judged), (0, 1));
}

#[test]
fn states_of_undated_documents_that_others_contradict_are_counted() {
    let rules = r#"
        [[rule]]
        id = "open"
        check = "states"
        about = ["Halden Bridge"]
        [rule.states]
        open = ["open"]
        closed = ["closed"]
    "#;
    let open = || Document::new("a.txt", "The Halden Bridge is open.");
    let closed = || Document::new("b.txt", "The Halden Bridge is closed.");
    let not_judged =
        |documents: &[Document]| settled(rules, &Policy::default(), documents).not_judged;
    assert_eq!(not_judged(&[open(), closed()]), 2);
    assert_eq!(not_judged(&[open(), on(closed(), date(2025, 6, 1))]), 1);
    assert_eq!(not_judged(&[open(), Document::new("b.txt", "The Halden Bridge is open.")]), 0);
    assert_eq!(not_judged(&[open()]), 0);
}

#[test]
fn findings_of_a_rule_that_is_due_for_review_are_warnings_from_the_next_day_on() {
    let rules = format!("{BRIDGE}    expect = \"1,240 m\"\n    review-by = 2025-06-01\n");
    let severity = |day| {
        let found =
            settled(&rules, &Policy::default(), &[on(long("a.txt", "1,420"), day)]).findings;
        found[0].severity
    };
    assert_eq!(severity(date(2025, 6, 1)), Severity::Error);
    assert_eq!(severity(date(2025, 6, 2)), Severity::Warning);
}

// Stets.

#[test]
fn stets_speak_of_their_rule_path_words_and_days() {
    let wrong = || [Document::new("a.txt", "Kiev."), Document::new("b.txt", "Kiev's trams.")];
    let left = |one: Stet| paths_of(&settled(NAME, &with_stets(vec![one]), &wrong()));
    fn paths_of(settled: &Settled) -> Vec<String> {
        let left = settled.findings.iter().filter(|one| one.code == "name/form");
        left.map(|one| one.primary.path.to_string()).collect()
    }
    assert_eq!(left(stet("kyiv", None, None, None)), Vec::<String>::new());
    assert_eq!(left(stet("kyiv", Some("a.txt"), None, None)), ["b.txt"]);
    assert_eq!(left(stet("kyiv", None, Some("Kiev's"), None)), Vec::<String>::new());
    assert_eq!(left(stet("kyiv", None, Some("Kiev trams"), None)), Vec::<String>::new());
    assert_eq!(left(stet("kyiv", None, Some("Odessa"), None)), ["a.txt", "b.txt"]);
    assert_eq!(left(stet("kyiv", None, Some("Kie"), None)), ["a.txt", "b.txt"]);
    assert_eq!(left(stet("length", Some("a.txt"), None, None)), ["a.txt", "b.txt"]);
    assert_eq!(left(stet("kyiv", None, None, Some(date(2025, 6, 30)))), ["a.txt", "b.txt"]);
    assert_eq!(left(stet("kyiv", None, None, Some(date(2025, 7, 1)))), Vec::<String>::new());
}

#[test]
fn a_stet_for_a_part_of_a_number_lets_nothing_stand() {
    let rules = format!("{BRIDGE}    expect = \"9 m\"\n");
    let found = |text: &str| {
        let policy = with_stets(vec![stet("length", None, Some(text), None)]);
        codes_of(&settled(&rules, &policy, &[long("a.txt", "2,500.5")]))
    };
    fn codes_of(settled: &Settled) -> Vec<String> {
        settled.findings.iter().map(|one| one.code.to_string()).collect()
    }
    for part in ["500.5 metres", "2,500", "500"] {
        assert_eq!(found(part), ["quantity/fact", "stet/unused"], "{part}");
    }
    assert_eq!(found("2,500.5 metres"), Vec::<String>::new());
    assert_eq!(found("2,500.5"), Vec::<String>::new());
}

#[test]
fn stets_that_let_nothing_stand_are_told_and_those_for_rules_of_others_are_not() {
    let told = |one: Stet, is_partial: bool| {
        let policy = with_stets(vec![one]).partial(is_partial);
        let found = settled(NAME, &policy, &[Document::new("a.txt", "Kyiv.")]).findings;
        codes(&found).iter().map(|code| (*code).to_owned()).collect::<Vec<String>>()
    };
    assert_eq!(told(stet("kyiv", None, None, None), false), ["stet/unused"]);
    assert_eq!(told(stet("kyiv", None, None, Some(date(2025, 6, 30))), false), ["stet/expired"]);
    assert_eq!(told(stet("nobody", None, None, None), false), Vec::<String>::new());
    let note = "<!-- factlint: stet nobody: as printed -->\n\nKyiv.\n";
    let codes_of = |is_partial| {
        let policy = Policy::default().partial(is_partial);
        let found = settled(NAME, &policy, &[markdown("a.md", note)]).findings;
        codes(&found).iter().map(|code| (*code).to_owned()).collect::<Vec<String>>()
    };
    assert_eq!(codes_of(false), ["stet/unknown-rule"]);
    assert_eq!(codes_of(true), Vec::<String>::new());
}

#[test]
fn a_stet_on_a_place_without_a_finding_is_unused() {
    let rules = r#"
        [[rule]]
        id = "one-spelling"
        check = "name"
        of = ["Ouleda", "Uleda"]
    "#;
    let policy = with_stets(vec![stet("one-spelling", None, None, None)]);
    let settled = settled(rules, &policy, &[Document::new("a.txt", "Ouleda is quiet.")]);
    assert_eq!(codes(&settled.findings), ["stet/unused"]);
}

#[test]
fn every_conflict_that_stands_is_counted() {
    let rules = format!("{BRIDGE}    expect = \"1,240 m\"\n");
    let policy = with_stets(vec![stet("length", None, None, None)]);
    let documents = [long("a.txt", "1,420"), long("b.txt", "1,500"), long("c.txt", "1,240")];
    assert_eq!(settled(&rules, &policy, &documents).stetted, 2);
    let names = [Document::new("a.txt", "Kiev."), Document::new("b.txt", "Kiev.")];
    let policy = with_stets(vec![stet("kyiv", None, None, None)]);
    assert_eq!(settled(NAME, &policy, &names).stetted, 2);
}

#[test]
fn what_stands_and_was_not_shown_is_no_outlier_when_the_others_are_judged_again() {
    // Thirteen against thirteen: the last of those that a finding no longer lists may stand, too.
    let document = |value: &str, nth: usize| long(&format!("{value}-{nth:02}.txt"), value);
    let documents: Vec<Document> = ["1,240", "1,420"]
        .iter()
        .flat_map(|value| (1..=13).map(|nth| document(value, nth)))
        .collect();
    let stets = ["1,240-01.txt", "1,240-13.txt"];
    let stets = stets.map(|path| stet("length", Some(path), None, None)).to_vec();
    let without = settled(BRIDGE, &Policy::default(), &documents);
    assert!(paths(&without.findings).iter().all(|path| path.starts_with("1,420")));
    let settled = settled(BRIDGE, &with_stets(stets), &documents);
    let expected: Vec<String> = (2..=12).map(|nth| format!("1,240-{nth:02}.txt")).collect();
    assert_eq!(paths(&settled.findings), expected);
}

#[test]
fn a_stet_may_give_the_words_as_written_or_as_seen() {
    for (text, stands) in [("Ki**ev**", true), ("Kiev", true), ("Ki**e**v", false)] {
        let policy = with_stets(vec![stet("kyiv", None, Some(text), None)]);
        let document = markdown("a.md", "Trains to Ki**ev** were late.\n");
        let found = codes(&settled(NAME, &policy, &[document]).findings).contains(&"name/form");
        assert_eq!(!found, stands, "{text}");
    }
}

#[test]
fn what_stands_is_no_witness_and_no_outlier() {
    // Without b and c, two against one, nobody stands out but d, which may not stand.
    let policy = with_stets(vec![stet("length", Some("b.txt"), None, None)]);
    let documents = [long("a.txt", "1,240"), long("b.txt", "1,420"), long("c.txt", "1,240")];
    let settled = settled(BRIDGE, &policy, &documents);
    assert_eq!((settled.findings.len(), settled.stetted), (0, 1));
}

#[test]
fn a_note_holds_for_the_block_behind_it_alone() {
    let text = "<!-- factlint: stet kyiv: as printed -->\n\nKiev one.\n\nKiev two.\n";
    let found = settled(NAME, &Policy::default(), &[markdown("a.md", text)]).findings;
    let lines: Vec<u32> = found.iter().map(|finding| finding.primary.start.line).collect();
    assert_eq!(lines, [5]);
    // A wide scope before a narrow one still reaches over what lies behind the narrow one.
    let nested = "<!-- factlint: stet kyiv: all of the list -->\n\n- Odesa\n- Kiev one\n\n  <!-- factlint: stet kyiv: this one -->\n\n  Kiev two\n\n- Kiev three\n";
    let left = settled(NAME, &Policy::default(), &[markdown("a.md", nested)]).findings;
    assert!(codes(&left).iter().all(|code| *code != "name/form"), "{left:?}");
}

#[test]
fn notes_are_told_in_documents_that_are_reported() {
    let note = "<!-- factlint: stet kyiv: as printed -->\n\nKyiv.\n";
    let documents = [markdown("a.md", note), markdown("b.md", note)];
    let only = Only { paths: &["b.md"], lines: None };
    let policy = Policy::default().reporting(&only);
    assert_eq!(paths(&settled(NAME, &policy, &documents).findings), ["b.md"]);
}

// What is reported.

#[test]
fn a_reported_side_comes_first() {
    let only = Only { paths: &["b.txt"], lines: None };
    let policy = Policy::default().reporting(&only);
    let documents = [long("a.txt", "1,420"), long("b.txt", "1,240"), long("c.txt", "1,240")];
    let found = settled(BRIDGE, &policy, &documents).findings;
    assert_eq!(paths(&found), ["b.txt"]);
    assert!(&*found[0].notes[0] == "`1,420 metres` stands in a.txt, line 1", "{found:?}");
    let nobody = Only { paths: &["z.txt"], lines: None };
    let policy = Policy::default().reporting(&nobody);
    assert!(settled(BRIDGE, &policy, &documents).findings.is_empty());
}

#[test]
fn a_repeat_on_a_reported_line_is_shown_there() {
    let says = |metres: &str| format!("The Halden Bridge has a length of {metres} metres.");
    let twice = format!("{}\n\nNothing new.\n\n{}\n", says("1,420"), says("1,420"));
    let documents =
        || [Document::new("a.txt", twice.as_str()), long("b.txt", "1,240"), long("c.txt", "1,240")];
    let lines_of = |lines| {
        let only = Only { paths: &["a.txt"], lines: Some(lines) };
        let policy = Policy::default().reporting(&only);
        let found = settled(BRIDGE, &policy, &documents()).findings;
        found.iter().map(|one| one.primary.start.line).collect::<Vec<u32>>()
    };
    assert_eq!(lines_of(5..=5), [5]);
    assert_eq!(lines_of(1..=5), [1]);
    assert_eq!(lines_of(3..=3), Vec::<u32>::new());
    // What the other documents say is no repeat of it.
    let only = Only { paths: &["c.txt"], lines: Some(9..=9) };
    let policy = Policy::default().reporting(&only);
    assert!(settled(BRIDGE, &policy, &documents()).findings.is_empty());
}

#[test]
fn a_repeat_that_stands_is_not_shown() {
    let says = "The Halden Bridge has a length of 1,420 metres.";
    let text = format!("{says}\n\n<!-- factlint: stet length: as printed -->\n\n{says}\n");
    let documents = [markdown("a.md", &text), long("b.txt", "1,240"), long("c.txt", "1,240")];
    let only = Only { paths: &["a.md"], lines: Some(5..=5) };
    let policy = Policy::default().reporting(&only);
    let found = settled(BRIDGE, &policy, &documents).findings;
    assert!(codes(&found).iter().all(|code| !code.starts_with("quantity")), "{found:?}");
}

#[test]
fn the_fact_is_evidence_and_the_other_sides_are_not() {
    let rules = format!("{BRIDGE}    expect = \"1,240 m\"\n");
    let found =
        settled(&rules, &Policy::default(), &[long("a.txt", "1,420"), long("b.txt", "1,240")]);
    let related = &found.findings[0].related;
    let evidence: Vec<(&str, bool)> =
        related.iter().map(|label| (&*label.path, label.evidence)).collect();
    assert!(evidence.contains(&("rules.toml", true)), "{evidence:?}");
}

// Statements that were not read.

const UNCLEAR: &str =
    "The Halden Bridge has a length of 1,420. It does not have a length of 900 metres.";

fn unread(policy: &Policy<'_>, rules: &str, text: &str) -> (Vec<(String, Severity)>, usize) {
    let settled = settled(rules, policy, &[Document::new("a.txt", text)]);
    let findings = settled.findings.iter();
    (findings.map(|one| (one.code.to_string(), one.severity)).collect(), settled.unread)
}

#[test]
fn unclear_statements_are_counted_and_told_where_somebody_asks() {
    let no_unit = |severity| ("unread/no-unit".to_owned(), severity);
    let denied = ("unread/not-asserted".to_owned(), Severity::Note);
    let counted = Policy::default();
    assert_eq!(unread(&counted, BRIDGE, UNCLEAR), (vec![], 1));
    let told = Policy::default().telling_unread(Some(Class::Unclear));
    assert_eq!(unread(&told, BRIDGE, UNCLEAR), (vec![no_unit(Severity::Note)], 1));
    let all = Policy::default().telling_unread(Some(Class::Withheld));
    assert_eq!(unread(&all, BRIDGE, UNCLEAR), (vec![no_unit(Severity::Note), denied], 1));
    let gate = Policy::default().minding_unread(Some(Severity::Warning));
    assert_eq!(unread(&gate, BRIDGE, UNCLEAR), (vec![no_unit(Severity::Warning)], 1));
    let own = format!("{BRIDGE}    unread = \"error\"\n");
    assert_eq!(unread(&gate, &own, UNCLEAR), (vec![no_unit(Severity::Error)], 1));
    let none = format!("{BRIDGE}    unread = \"off\"\n");
    assert_eq!(unread(&gate, &none, UNCLEAR), (vec![], 1));
}

#[test]
fn unread_statements_heed_overrides_stets_and_what_is_reported() {
    let gate = || Policy::new(vec![off("a.txt")], Vec::new(), None);
    assert_eq!(unread(&gate().minding_unread(Some(Severity::Error)), BRIDGE, UNCLEAR), (vec![], 0));
    let only = Only { paths: &["b.txt"], lines: None };
    let elsewhere = Policy::default().minding_unread(Some(Severity::Error)).reporting(&only);
    assert_eq!(unread(&elsewhere, BRIDGE, UNCLEAR), (vec![], 0));
    let standing = with_stets(vec![stet("length", None, Some("1,420"), None)]);
    let settled = settled(
        BRIDGE,
        &standing.minding_unread(Some(Severity::Error)),
        &[Document::new("a.txt", UNCLEAR)],
    );
    // The stet is used: nothing is told of it.
    assert_eq!((settled.findings.len(), settled.stetted, settled.unread), (0, 1, 0));
}

#[test]
fn sentences_that_state_nothing_are_never_told_as_unread() {
    let engine = engine(BRIDGE);
    let document = Document::new(
        "a.txt",
        "The Halden Bridge has a length of 1,420. The Halden Bridge is red.",
    );
    let observed = engine.read(&document).observe(Detail::Unread);
    assert_eq!(observed.unread.len(), 2);
    let policy = Policy::default().telling_unread(Some(Class::Elsewhere));
    assert_eq!(codes(&policy.settle_unread(&engine, &observed).findings), ["unread/no-unit"]);
}

/// How the documents stand beside each other, by path.
fn standings(rules: &str, policy: Policy<'_>, documents: &[Document]) -> Vec<(String, Standing)> {
    let engine = engine(rules);
    let policy = policy.keeping_observations(true);
    let claims = claims(&engine, &policy, documents);
    let settled = policy.settle_all(&engine, &claims);
    let observations = settled.observations(engine.rules(), |path| (path.to_owned(), true));
    observations.into_iter().map(|one| (one.path.to_string(), one.standing)).collect()
}

#[test]
fn observations_tell_who_contradicts_whom() {
    use Standing::{Agrees, Alone, Contradicts, Stet};
    let of = |standings: Vec<(String, Standing)>| -> Vec<Standing> {
        standings.into_iter().map(|(_, standing)| standing).collect()
    };
    let all = || [long("a.txt", "1,240"), long("b.txt", "1,240"), long("c.txt", "1,420")];
    let three = all();
    // One against one, neither is called right; where most agree, they are.
    assert_eq!(of(standings(BRIDGE, Policy::default(), &three[1..])), [Contradicts, Contradicts]);
    assert_eq!(of(standings(BRIDGE, Policy::default(), &three)), [Agrees, Agrees, Contradicts]);
    assert_eq!(of(standings(BRIDGE, Policy::default(), &three[..1])), [Alone]);
    let stets = || with_stets(vec![stet("length", Some("c.txt"), None, None)]);
    assert_eq!(of(standings(BRIDGE, stets(), &three)), [Agrees, Agrees, Stet]);
    // Who repeats an outlier in a document contradicts, too.
    let twice = "The Halden Bridge has a length of 1,420 metres.\n\nThe Halden Bridge has a length of 1,420 metres.";
    let [first, second, third] = all();
    let repeated = [first, second, Document::new("c.txt", twice)];
    assert_eq!(
        of(standings(BRIDGE, Policy::default(), &repeated)),
        [Agrees, Agrees, Contradicts, Contradicts]
    );
    // Within one document, others are there to be compared with.
    let alone = Document::new("a.txt", twice);
    let local = format!("{BRIDGE}scope = \"document\"\n");
    assert_eq!(of(standings(&local, Policy::default(), &[alone])), [Agrees, Agrees]);
    // A fact that holds from a day on says nothing about a document without one.
    let dated = format!("{BRIDGE}expect = [{{ value = \"1,240 m\", from = 2020-01-01 }}]\n");
    assert_eq!(of(standings(&dated, Policy::default(), &three[2..])), [Alone]);
    let day = on(third, date(2025, 1, 1));
    assert_eq!(of(standings(&dated, Policy::default(), &[day])), [Contradicts]);
}

#[test]
fn what_makes_a_claim_is_not_unread() {
    let told = Policy::default().telling_unread(Some(Class::Withheld));
    let clear = "The Halden Bridge has a length of 1,420 metres.";
    assert_eq!(unread(&told, BRIDGE, clear), (vec![], 0));
}

// Documents come and go.

#[test]
fn a_document_that_is_replaced_leaves_nothing_behind() {
    let engine = engine(BRIDGE);
    let policy = Policy::default();
    let mut claims = claims(&engine, &policy, &[long("a.txt", "1,240"), long("b.txt", "1,420")]);
    assert_eq!(policy.settle_all(&engine, &claims).findings.len(), 1);
    let observe = |document: &Document| Arc::new(engine.read(document).observe(Detail::Claims));
    let touched = claims.replace(&engine, &policy, observe(&long("b.txt", "1,240")));
    assert_eq!(touched.len(), 1);
    assert!(policy.settle_all(&engine, &claims).findings.is_empty());
    // A text that says nothing any more touches the group that it leaves.
    let touched = claims.replace(&engine, &policy, observe(&Document::new("b.txt", "Nothing.")));
    assert_eq!((touched.len(), claims.admitted()), (1, 1));
    let left = claims.remove("a.txt");
    assert_eq!((left.len(), claims.keys().len(), claims.documents().count()), (1, 0, 1));
}

// The gate.

#[test]
fn each_list_of_cues_must_have_one_in_the_sentence() {
    let rules = r#"
        [[rule]]
        id = "opened"
        check = "date"
        about = ["Halden Bridge"]
        near = [["opened"], ["traffic"]]
        expect = 1932
    "#;
    let rules = rules.replace("expect = 1932", "expect = \"1932\"");
    let found = |text: &str| {
        settled(&rules, &Policy::default(), &[Document::new("a.txt", text)]).findings.len()
    };
    assert_eq!(found("The Halden Bridge opened to traffic in 1923."), 1);
    assert_eq!(found("The Halden Bridge opened in 1923."), 0);
}

#[test]
fn unless_near_leaves_a_sentence_out_in_every_kind_that_compares() {
    let kinds = [
        ("quantity", "unit = \"m\"\nexpect = \"1,240 m\"", "has a length of 1,420 metres"),
        (
            "value",
            "near = [\"port\"]\ncapture = '/(\\d{4})/'\nexpect = \"8080\"",
            "listens on port 9090",
        ),
        ("date", "near = [\"opened\"]\nexpect = \"1932\"", "opened in 1923"),
        ("elapsed", "near = [\"opened\"]\nsince = \"1932-05-01\"", "opened ten years ago"),
        (
            "parties",
            "near = [\"ceasefire\"]\nbetween = [\"Arda\", \"Besk\"]",
            "saw a ceasefire between Arda and Corl",
        ),
        ("states", "[rule.states]\nopen = \"is open\"\nshut = \"is shut\"", "is open; is shut"),
    ];
    for (kind, keys, said) in kinds {
        let rules = format!(
            "[[rule]]\nid = \"r\"\ncheck = \"{kind}\"\nabout = [\"Halden Bridge\"]\nunless-near = [\"drill\"]\n{keys}\n"
        );
        let found = |place: &str| {
            let sentences = said.split("; ");
            let text: String = sentences
                .map(|said| format!("In the {place}, the Halden Bridge {said}. "))
                .collect();
            let document = on(Document::new("a.txt", text), date(2025, 5, 2));
            settled(&rules, &Policy::default(), &[document]).findings.len()
        };
        assert_eq!(found("log"), 1, "{kind}");
        assert_eq!(found("drill"), 0, "{kind}");
    }
}

#[test]
fn a_scope_of_a_sentence_compares_nothing_beyond_it() {
    let rules = r#"
        [[rule]]
        id = "one-spelling"
        check = "name"
        of = ["Ouleda", "Uleda"]
        scope = "sentence"
    "#;
    let found = |text: &str| {
        settled(rules, &Policy::default(), &[Document::new("a.txt", text)]).findings.len()
    };
    assert_eq!(found("Ouleda is quiet. Uleda sleeps."), 0);
    assert_eq!(found("Ouleda is quiet and Uleda sleeps."), 1);
}

#[test]
fn fixes_leave_alone_what_is_not_written_as_prose() {
    let safe = |text: &str| {
        let found = settled(NAME, &Policy::default(), &[markdown("a.md", text)]).findings;
        found.iter().filter_map(|one| one.fix.as_ref()).map(|fix| fix.edits.len()).sum::<usize>()
    };
    assert_eq!(safe("Kiev and Kiev.\n"), 2);
    // Markup inside the words: what would be written is not clear.
    assert_eq!(safe("Ki**ev** and Kiev.\n"), 1);
    assert_eq!(safe("Ki&#101;v and Kiev.\n"), 1);
}

#[test]
fn figures_that_are_set_as_code_or_kept_in_another_notation_are_found_and_not_rewritten() {
    let rules = format!("{BRIDGE}    expect = \"1,240 m\"\n    fix = true\n");
    let fixes = |document: Document| {
        let found = settled(&rules, &Policy::default(), &[document]).findings;
        assert_eq!(found.len(), 1);
        found.iter().filter(|one| one.fix.is_some()).count()
    };
    assert_eq!(fixes(markdown("a.md", "The Halden Bridge has a length of 1,420 metres.")), 1);
    assert_eq!(fixes(markdown("a.md", "The Halden Bridge has a length of `1,420 metres`.")), 0);
    let cell = r#"{"cells":[{"cell_type":"markdown","metadata":{},"source":["The Halden Bridge has a length of 1,420 metres."]}],"metadata":{},"nbformat":4,"nbformat_minor":5}"#;
    let notebook =
        Document::in_format("a.ipynb".to_owned(), cell.to_owned(), Format::Notebook, None);
    assert_eq!(fixes(notebook), 0);
}

#[test]
fn a_capital_that_only_its_place_gives_is_no_other_spelling() {
    let rules = r#"
        [[rule]]
        id = "small"
        check = "name"
        use = "internet"
        never = ["Internet"]
    "#;
    let found = |text: &str| {
        settled(rules, &Policy::default(), &[Document::new("a.txt", text)]).findings.len()
    };
    for opens in [
        "Internet was down.",
        "It is so: Internet was down.",
        "She said “Internet was down”.",
        "2) Internet was down.",
    ] {
        assert_eq!(found(opens), 0, "{opens}");
    }
    for chosen in
        ["The Internet was down.", "It was (Internet) down.", "2 Internet houses stood there."]
    {
        assert_eq!(found(chosen), 1, "{chosen}");
    }
}

#[test]
fn words_that_markup_hides_wake_their_rule() {
    let engine = engine(NAME);
    assert!(engine.wakes("<p>Ki&#101;v</p>", Format::Html));
    assert!(engine.wakes("Ki&#101;v\n", Format::Markdown));
    assert!(!engine.wakes("Odesa", Format::Plain));
}

#[test]
fn only_what_is_asked_for_is_observed() {
    let engine = engine(BRIDGE);
    let document = Document::new(
        "a.txt",
        "The Halden Bridge has a length of 1,420. The Halden Bridge is red.",
    );
    let unread = |detail| engine.read(&document).observe(detail).unread.len();
    assert_eq!(unread(Detail::Claims), 0);
    assert_eq!(unread(Detail::Statements), 1);
    assert_eq!(unread(Detail::Unread), 2);
}
