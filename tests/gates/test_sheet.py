"""The tick sheet in a browser: headless Chromium reads what `factlint facts --against --format html` writes."""

import json
import subprocess

import pytest
from conftest import binary
from test_page import PATIENCE, browser, expect, open_page, reload_until  # noqa: F401 (fixtures)

DRAFT = (
    "# The bridge of Halden\n\n"
    "The Halden Bridge opened on June 6, 2024, and is 1,250 metres long.\n\n"
    "The Orvik mill made 18.4 million euros last year.\n"
)
SOURCE = "The Halden Bridge, 1,250 metres long, was opened on 6 June 2024.\n"


@pytest.fixture
def sheet(tmp_path):
    """A draft beside one source."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "draft.md").write_text(DRAFT)
    (tmp_path / "sources" / "a.txt").write_text(SOURCE)
    command = [binary(), "-C", tmp_path, "facts", "draft.md", "--packs", "none", "--kind", "figure,date",
               "--against", "sources", "--format", "html"]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr
    page = tmp_path / "sheet.html"
    page.write_text(run.stdout, encoding="utf-8")
    return page


def current(page):
    return page.locator(".statement.current .words").text_content()


def test_keys_step_through_and_tick(sheet, open_page):  # noqa: F811
    page = open_page(sheet)
    expect(page.locator("#count")).to_have_text("0 of 4 ticked")
    page.keyboard.press("j")
    assert current(page) == "June 6, 2024"
    assert page.locator(".block mark.current").text_content() == "June 6, 2024"
    page.keyboard.press("Enter")
    assert current(page) == "1,250 metres"
    expect(page.locator("#count")).to_have_text("1 of 4 ticked")
    page.keyboard.press("k")
    assert current(page) == "June 6, 2024"
    page.keyboard.press("u")
    assert current(page) == "1,250 metres"
    page.locator(".block mark", has_text="18.4 million euros").click()
    assert current(page) == "18.4 million euros"
    page.keyboard.press("n")
    page.keyboard.type("ask the mill, then j k s")
    page.keyboard.press("Escape")
    assert current(page) == "18.4 million euros"


def test_ticks_are_saved_and_read_back(sheet, open_page, tmp_path):  # noqa: F811
    page = open_page(sheet)
    for key in ["j", "Enter", "n"]:
        page.keyboard.press(key)
    page.keyboard.type("</script> checked")
    page.keyboard.press("Enter")
    with page.expect_download(timeout=PATIENCE) as download:
        page.keyboard.press("s")
    saved = tmp_path / "ticks.json"
    download.value.save_as(saved)
    ticks = json.loads(saved.read_text())
    assert ticks["version"] == 1
    assert sorted(ticks["ticks"].values(), key=str) == [
        {"ticked": False, "note": "</script> checked"},
        {"ticked": True},
    ]
    # Another browser knows nothing of them until it is given the file.
    other = open_page(sheet)
    expect(other.locator("#count")).to_have_text("0 of 4 ticked")
    other.locator("#file").set_input_files(saved)
    expect(other.locator("#count")).to_contain_text("1 of 4 ticked")
    assert other.locator(".statement input[type=checkbox]").first.is_checked()
    assert other.locator(".note input").nth(1).input_value() == "</script> checked"


@pytest.mark.parametrize("text", ["", "[]", "{\"version\": 2}", "<b>", "{\"version\": 1, \"ticks\": {\"x\": 1}}"])
def test_other_files_change_nothing(sheet, open_page, tmp_path, text):  # noqa: F811
    page = open_page(sheet)
    other = tmp_path / "other.json"
    other.write_text(text)
    page.locator("#file").set_input_files(other)
    expect(page.locator("#count")).not_to_have_text("0 of 4 ticked")
    assert page.locator(".statement input[type=checkbox]:checked").count() == 0


def test_ticks_outlive_the_page(sheet, open_page):  # noqa: F811
    page = open_page(sheet)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_have_text("1 of 4 ticked")
    reload_until(page, lambda: page.locator("#count").text_content() == "1 of 4 ticked")


def test_verdicts_filter_the_list(sheet, open_page):  # noqa: F811
    page = open_page(sheet)
    page.locator("input[value=agrees]").uncheck()
    assert page.locator(".statement.agrees:visible").count() == 0
    assert page.locator(".statement.alone:visible").count() > 0


def test_the_sheet_reads_without_a_script(sheet, open_page):  # noqa: F811
    page = open_page(sheet, java_script_enabled=False)
    assert page.locator(".statement:visible").count() == 4
    assert page.locator(".js:visible").count() == 0


@pytest.mark.parametrize("width", [360, 800, 1360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_runs_out_of_a_window(sheet, open_page, width, scheme):  # noqa: F811
    page = open_page(sheet, viewport={"width": width, "height": 700}, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_paper_holds_all_of_it(sheet, open_page):  # noqa: F811
    page = open_page(sheet)
    page.locator("input[value=agrees]").uncheck()
    page.emulate_media(media="print")
    assert page.locator(".statement:visible").count() == 4
    assert page.locator(".tools:visible").count() == 0
