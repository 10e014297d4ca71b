"""What the tests share: a corpus whose documents contradict each other, and the command to compare with.

FACTLINT names the command, by default the debug build beside this folder.
"""

import ast
import contextlib
import io
import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

RULES = """\
[subject.kestrel]
names = ["Kestrel"]
kind  = "missile"
nouns = ["missile"]

[[rule]]
id        = "kestrel-range"
check     = "quantity"
about     = "kestrel"
near      = ["range"]
unit      = "km"
tolerance = "1%"

[[rule]]
id     = "kestrel-mass"
check  = "quantity"
about  = "kestrel"
near   = ["weighs"]
unit   = "kg"
expect = "1,000 kg"

[[rule]]
id      = "kestrel-version"
check   = "value"
about   = "kestrel"
near    = ["version"]
capture = '/(\\d+\\.\\d+)/'

[[rule]]
id    = "zwolle"
check = "name"
use   = "Zwolle"
never = ["Swolle"]
"""

CONFIG = """\
packs = ["copy-desk", "agreement"]

[[document]]
path  = "trusted/**"
trust = 3

[[stet]]
rule   = "kestrel-version"
path   = "news/007.md"
reason = "speaks of the old one"
"""


@pytest.fixture(scope="session")
def corpus(tmp_path_factory):
    """A folder with a `factlint.toml` and 120 documents."""
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "rules").mkdir()
    (folder / "rules" / "house.toml").write_text(RULES)
    (folder / "factlint.toml").write_text(CONFIG)
    ranges = ["900 km", "900 km", "905 km", "about 1,000 km", "1,400 km", "560 miles"]
    masses = ["1,000 kg", "1,000 kg", "2,400 pounds", "900 kg"]
    for index in range(120):
        place = folder / ("trusted" if index % 5 == 4 else "news") / f"{index:03}.md"
        place.parent.mkdir(exist_ok=True)
        day = "" if index % 11 == 3 else f"---\ndate: 2026-05-{index % 28 + 1:02}\n---\n\n"
        stet = "<!-- factlint: stet kestrel-mass: as it was said -->\n\n" if index % 40 == 6 else ""
        place.write_text(
            f"{day}{stet}The Kestrel has a range of {ranges[index * 7 % 6]}. "
            f"The Kestrel weighs {masses[index * 5 % 4]}. The Kestrel needs version 2.{index % 17 // 16}.\n\n"
            f"In {'Swolle' if index % 9 == 0 else 'Zwolle'} the bridge is 3 km (5 miles) long.\n"
        )
    return folder


@pytest.fixture(scope="session")
def command():
    """Runs `factlint` and returns what it printed."""
    program = Path(os.environ.get("FACTLINT", ROOT / "target" / "debug" / "factlint")).resolve()
    if not program.is_file():
        pytest.skip("there is no factlint to compare with: build it, or name it in $FACTLINT")

    def run(folder, *arguments):
        done = subprocess.run([program, "-C", folder, *arguments], capture_output=True, text=True, timeout=300)
        assert done.returncode in (0, 1), done.stderr
        return done.stdout

    return run


def texts_of(folder):
    """The documents of a folder as texts."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))
    return [(path, (folder / path).read_text()) for path in paths]


@pytest.fixture
def notebook():
    """Runs the cells of the notebook whose tags are wanted, and compares what they print with what it shows."""

    def run(wants):
        cells = json.loads((ROOT / "examples" / "python.ipynb").read_text())["cells"]
        space, ran = {}, 0
        for cell in cells:
            if cell["cell_type"] != "code" or not wants(cell["metadata"].get("tags", [])):
                continue
            ran += 1
            tree = ast.parse("".join(cell["source"]))
            last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(compile(tree, "a cell", "exec"), space)
                value = eval(compile(ast.Expression(last.value), "a cell", "eval"), space) if last else None
            shown = "".join(
                "".join(output.get("text") or output["data"]["text/plain"]) for output in cell["outputs"]
            )
            assert printed.getvalue() + ("" if value is None else repr(value)) == shown
        assert ran > 4

    return run
