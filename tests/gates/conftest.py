"""What the gates' tests share: tools, the binary under test, repositories to try things in.

    python3 -m venv /tmp/gates && /tmp/gates/bin/pip install -r tests/gates/requirements.txt
    /tmp/gates/bin/pytest tests/gates

They need the network (PyPI and crates.io), git and Rust. A test whose tool is missing is skipped,
unless FACTLINT_REQUIRE_GATES is set: then it fails. FACTLINT names the binary under test, by default
the release build, or else the debug build; FACTLINT_FULL one with all features, by default the debug
build.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# How packages are built where only the way they are put together is tested: as fast as may be.
FAST_BUILD = {
    "CARGO_INCREMENTAL": "0",
    "CARGO_PROFILE_RELEASE_CODEGEN_UNITS": "16",
    "CARGO_PROFILE_RELEASE_LTO": "off",
    # For all crates: the profile says otherwise of some.
    "RUSTFLAGS": "-Copt-level=0",
}

KESTREL = """\
[subject.kestrel]
names = ["Kestrel"]
kind  = "missile"
nouns = ["missile"]

[[rule]]
id    = "kestrel-range"
check = "quantity"
about = "kestrel"
near  = ["range"]
unit  = "km"
"""


def missing(reason):
    """Skips the test for want of something, or fails it where nothing may be wanting."""
    if os.environ.get("FACTLINT_REQUIRE_GATES"):
        pytest.fail(reason)
    pytest.skip(reason)


def tool(name):
    """The path of a program, first of this Python's environment."""
    beside = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    found = shutil.which(name, path=beside)
    if not found:
        missing(f"there is no {name}: pip install -r tests/gates/requirements.txt")
    return found


def run(*command, cwd, env=None, exits=(0,)):
    """Runs a command to its end and returns what it printed on both streams."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=900,
    )
    said = done.stdout.decode(errors="replace")
    assert done.returncode in exits, f"{command} ended with {done.returncode}:\n{said}"
    return said


def binary():
    """The command under test."""
    named = os.environ.get("FACTLINT")
    builds = [ROOT / "target" / build / "factlint" for build in ("release", "debug")]
    candidates = [Path(named)] if named else builds
    found = next((build for build in candidates if build.is_file()), None)
    if found is None:
        pytest.fail("no factlint to test: build it, or name it in $FACTLINT")
    return found.resolve()


@pytest.fixture(scope="session")
def factlint():
    """The binary under test."""
    return binary()


def binary_of_all_features():
    """The path of a binary with all features: `cargo build --features full`."""
    return str(Path(os.environ.get("FACTLINT_FULL", ROOT / "target" / "debug" / "factlint")).resolve())


@pytest.fixture(scope="session")
def full():
    """A binary with all features."""
    named = Path(binary_of_all_features())
    if not named.is_file():
        pytest.fail("build a factlint with all features, or name it in $FACTLINT_FULL")
    return named


@pytest.fixture
def newsroom(tmp_path):
    """A copy of the newsroom of the README, to work in."""
    return Path(shutil.copytree(ROOT / "fixtures" / "newsroom", tmp_path / "newsroom"))


def findings(full, folder):
    """The rules that fire in a folder."""
    command = [full, "-C", folder, "check", "--format", "json"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
    assert done.returncode in (0, 1), done.stderr
    return {finding["rule"] for finding in json.loads(done.stdout)["findings"]}


@pytest.fixture(scope="session")
def target_dir(tmp_path_factory):
    """Where packages are built in a hurry, so that they share what is built of the dependencies."""
    base = os.environ.get("CARGO_TARGET_DIR")
    return (Path(base).resolve() if base else ROOT / "target") / "gates"


@pytest.fixture(scope="session")
def git_env(tmp_path_factory):
    """Settings of git that are the same on every machine."""
    tool("git")
    config = tmp_path_factory.mktemp("git") / "config"
    config.write_text(
        "[user]\nname = Ada Lindqvist\nemail = ada@example.org\n[init]\ndefaultBranch = main\n"
        "[safe]\ndirectory = *\n"
    )
    return {"GIT_CONFIG_GLOBAL": str(config), "GIT_CONFIG_NOSYSTEM": "1"}


@pytest.fixture(scope="session")
def published(tmp_path_factory, git_env):
    """The sources of this checkout as a repository with one commit: its folder and the commit."""
    folder = tmp_path_factory.mktemp("published") / "factlint"
    folder.mkdir()
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard",
                 cwd=ROOT, env=git_env)
    for name in filter(None, listed.split("\0")):
        # The cases of the other tests are many, and no part of what is installed.
        if not (ROOT / name).is_file() or name.startswith("fixtures/"):
            continue
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "-qm", "sources"]):
        run("git", *command, cwd=folder, env=git_env)
    return folder, run("git", "rev-parse", "HEAD", cwd=folder, env=git_env).strip()
