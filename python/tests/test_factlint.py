"""The module from Python: what it finds is what the command finds."""

import datetime
import doctest
import pickle
import threading
import time

import pytest
from conftest import texts_of

import factlint


@pytest.fixture(scope="module")
def rules(corpus):
    return factlint.Rules(corpus)


def test_the_examples_of_the_documentation():
    failed, tried = doctest.testmod(factlint)
    assert tried > 2 and failed == 0


def test_what_is_found_is_what_the_command_finds(corpus, command, rules):
    for format in ("json", "jsonl", "concise", "sarif", "pretty"):
        told = command(corpus, "check", "--format", format)
        assert factlint.check(rules=rules).to(format) == told, format
    told = command(corpus, "check", "--format", "json")
    texts = texts_of(corpus)
    assert factlint.check(texts, rules).to("json") == told
    assert factlint.judge(sorted(factlint.observe(texts, rules)), rules).to("json") == told
    assert factlint.judge(sorted(factlint.observe(texts, rules, settle=True)), rules).to("json") == told
    lines = command(corpus, "observe").splitlines()
    assert sorted(row.line for row in factlint.observe(texts, rules)) == sorted(lines)
    assert factlint.judge(sorted(lines), rules).to("json") == told


def test_a_finding_has_its_places(rules, corpus):
    report = factlint.check(texts_of(corpus), rules)
    assert len(report) == len(report.findings) > 100
    finding = next(one for one in report if one.rule == "kestrel-range")
    assert finding.severity == "error" and finding.check == "quantity"
    text = (corpus / finding.path).read_bytes()
    assert text[finding.span.start.offset : finding.span.end.offset].decode() == finding.text
    assert finding.related and all(label.text for label in finding.related)
    assert str(finding).startswith(f"{finding.path}:{finding.span.start.line}:")
    fixed = next(one for one in report if one.rule == "zwolle")
    assert fixed.fix is not None and fixed.fix.edits[0].replacement == "Zwolle"
    assert report.summary.documents == 120 and report.summary.undated == 11
    assert report.errors == []


def test_dates_and_formats_of_texts():
    rules = factlint.Rules.from_toml(
        """
        [[rule]]
        id = "kestrel-mass"
        check = "quantity"
        about = ["Kestrel"]
        near = ["weighs"]
        unit = "kg"
        expect = "900 kg"
        from = 2026-01-01
        """
    )
    text = "<p>The Kestrel <b>weighs</b> 950 kg.</p>"
    for date in (datetime.date(2026, 5, 1), datetime.datetime(2026, 5, 1, 12), "2026-05-01"):
        assert len(factlint.check([{"path": "a", "text": text, "date": date, "format": "html"}], rules)) == 1
    assert len(factlint.check([("a", text, "2025-05-01", "html")], rules)) == 0
    assert factlint.check([("a.html", text)], rules).summary.not_judged == 1
    dated = factlint.Rules.from_toml(pickle.loads(pickle.dumps(rules))._source.text, as_of="2026-06-01")
    assert len(factlint.check([("a.html", text)], dated)) == 1


def test_packs_that_ship_come_by_their_names():
    rules = factlint.Rules.from_toml("", packs=["copy-desk", "leaders"])
    text = ("a.txt", "Former President Donald Trump rode 250 miles (600 kilometers) to the coast.", "2025-10-12")
    assert {"conversion", "us-president"} <= {one.rule for one in factlint.check([text], rules)}


def test_rules_with_mistakes_are_told_at_their_words(tmp_path):
    with pytest.raises(factlint.RuleError) as told:
        factlint.Rules.from_toml('[[rule]]\nid = "a"\ncheck = "quantty"\n', path="house.toml")
    problem = told.value.problems[0]
    assert (problem.path, problem.line, problem.text) == ("house.toml", 3, '"quantty"')
    assert "quantity" in str(told.value)
    assert pickle.loads(pickle.dumps(told.value)).problems == told.value.problems
    (tmp_path / "factlint.toml").write_text("[corpus]\ninclud = []\n")
    with pytest.raises(factlint.RuleError, match=r"factlint.toml:2:1: .*include"):
        factlint.Rules(tmp_path)


def test_what_cannot_be_done_is_told(tmp_path, rules, corpus):
    with pytest.raises(FileNotFoundError, match="factlint.toml"):
        factlint.Rules(tmp_path)
    with pytest.raises(ValueError, match="no pack `leader`"):
        factlint.Rules.from_toml("", packs=["leader"])
    with pytest.raises(ValueError, match="two texts of this path"):
        factlint.check([("a.md", "x"), ("a.md", "y")], rules)
    with pytest.raises(ValueError, match="no format `pdf`"):
        list(factlint.observe([("a.md", "x", None, "pdf")], rules))
    with pytest.raises(ValueError, match="no date of the calendar"):
        factlint.check([("a.md", "x", "2026-02-30")], rules)
    rows = sorted(factlint.observe(texts_of(corpus), rules))
    with pytest.raises(ValueError, match="judged before"):
        factlint.judge([*rows, next(row for row in rows if row.rule)], rules)
    with pytest.raises(ValueError, match="judge with the rules that observed"):
        factlint.judge(rows, factlint.Rules.from_toml("", packs=["copy-desk"]))
    with pytest.raises(ValueError, match='no format "html"'):
        factlint.check([], rules).to("html")


def test_rules_travel_with_their_files(corpus, rules, tmp_path):
    base = tmp_path / "shared"
    (tmp_path / "desk" / "rules").mkdir(parents=True)
    base.mkdir()
    (base / "factlint.toml").write_text('rules = ["all.toml"]\n')
    (base / "all.toml").write_text('[[rule]]\nid = "a"\ncheck = "term"\nnever = ["whilst"]\nuse = "while"\n')
    (tmp_path / "desk" / "factlint.toml").write_text('extends = ["../shared/factlint.toml"]\n')
    (tmp_path / "desk" / "rules" / "b.toml").write_text(
        '[[rule]]\nid = "b"\ncheck = "value"\nabout = ["Kestrel"]\nnear = ["version"]\n'
        "capture = '/(\\d+\\.\\d+)/'\nexpect-from = \"facts.json#version\"\n"
    )
    (tmp_path / "desk" / "rules" / "facts.json").write_text('{"version": "2.1"}')
    here = factlint.Rules(tmp_path / "desk")
    packed = pickle.dumps(here)
    for folder in (base, tmp_path / "desk"):
        folder.rename(folder.with_name(folder.name + "-gone"))
    there = pickle.loads(pickle.dumps(pickle.loads(packed)))
    assert there.ids == here.ids
    texts = [("a.txt", "The Kestrel, whilst new, needs version 2.0.")]
    told = factlint.check(texts, there).to("json")
    assert told == factlint.check(texts, here).to("json") and len(factlint.check(texts, there)) == 2
    # What was observed there may be judged here.
    rows = sorted(factlint.observe(texts_of(corpus), pickle.loads(pickle.dumps(rules)), settle=True))
    assert factlint.judge(rows, rules).to("json") == factlint.check(rules=rules).to("json")


def test_other_threads_run_meanwhile(corpus, rules):
    texts = [(f"{copy}/{path}", text) for copy in range(10) for path, text in texts_of(corpus)]
    turns, done = 0, threading.Event()

    def work():
        factlint.check(texts, rules)
        done.set()

    worker = threading.Thread(target=work)
    worker.start()
    while not done.is_set():
        time.sleep(0.001)
        turns += 1
    worker.join()
    assert turns > 5


def test_the_notebook_runs(notebook):
    notebook(lambda tags: "spark" not in tags)
