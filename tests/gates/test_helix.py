"""Helix in a terminal, with the lines that docs/editors.md gives for it: a draft of the newsroom shows both sides, has a fix
applied and a finding let stand, and the files on the disk are right.

HELIX names the program with what must stand before it; without it, `hx` or `helix` of the PATH is tried.
Without either, this is skipped, whatever else is asked for: not every system has a package of it.
"""

import os
import re
import shlex
import shutil

import pytest
from conftest import ROOT, findings
from terminal import Terminal

TAB = "\t"
ENTER = "\r"


def helix():
    named = os.environ.get("HELIX")
    if named:
        return shlex.split(named)
    found = shutil.which("hx") or shutil.which("helix")
    if not found:
        pytest.skip("there is no Helix")
    return [found]


def choose(terminal, title):
    """Does what an action promises whose title begins so."""
    terminal.keys(" ", "a")
    shown = terminal.wait(title)
    # The menu is the column in which the titles begin; its first line is chosen already.
    lines = shown.splitlines()
    row = next(at for at, line in enumerate(lines) if title in line)
    column = lines[row].index(title)
    first = row
    while re.match(r"(write|let it) ", lines[first - 1][column:]):
        first -= 1
    terminal.keys(*[TAB] * (row - first), ENTER)


def test_helix_mends_the_newsroom(full, newsroom, tmp_path):
    page = (ROOT / "docs" / "editors.md").read_text()
    languages = re.search(r"## Helix.*?```toml\n(.*?)```", page, re.S).group(1)
    config = tmp_path / "config" / "helix"
    config.mkdir(parents=True)
    (config / "languages.toml").write_text(languages.replace('"factlint"\nargs', f'"{full}"\nargs'))
    places = {"XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    terminal = Terminal([*helix(), "articles/courier.txt"], cwd=newsroom, env=places)
    # A warning and two errors.
    terminal.wait("● 1 ● 2")
    terminal.keys("/", "Kiev", ENTER)
    terminal.wait("`Kiev` should be `Kyiv`")
    choose(terminal, "write `Kyiv`")
    terminal.wait(lambda text: "`Kiev` should be" not in text)
    terminal.keys(":", "write", ENTER, ":", "open articles/dispatch.txt", ENTER)
    terminal.wait("Kremlin sounds alarm")
    terminal.keys("/", r"2\.5 million", ENTER)
    # Both sides.
    terminal.wait("observer.txt, line 11: `$1.3 million`")
    choose(terminal, "let it stand, in factlint.toml (tomahawk-price)")
    terminal.wait(lambda text: "tomahawk-price" not in text)
    terminal.keys(":", "write-all", ENTER, ":", "quit-all", ENTER)
    terminal.end()
    assert "Kyiv takes the opposite view" in (newsroom / "articles" / "courier.txt").read_text()
    assert 'rule = "tomahawk-price"' in (newsroom / "factlint.toml").read_text()
    assert not {"kyiv", "tomahawk-price"} & findings(full, newsroom)
