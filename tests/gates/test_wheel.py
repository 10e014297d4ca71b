"""The wheel and the source distribution: built, installed into a fresh environment, and run."""

import base64
import csv
import hashlib
import io
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from email import message_from_string

import pytest
from conftest import FAST_BUILD, ROOT, run, tool


@pytest.fixture(scope="module")
def version():
    manifest = (ROOT / "Cargo.toml").read_text()
    return re.search(r'^version = "(.+)"$', manifest, re.MULTILINE).group(1)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel as it ships, but for the profile: `dist` builds long, and nothing here hangs on it."""
    out = tmp_path_factory.mktemp("wheel")
    run(tool("maturin"), "build", "--release", "--interpreter", sys.executable, "--out", out, cwd=ROOT)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def sdist(tmp_path_factory):
    out = tmp_path_factory.mktemp("sdist")
    run(tool("maturin"), "sdist", "--out", out, cwd=ROOT)
    (built,) = out.glob("*.tar.gz")
    return built


def fresh_environment(folder):
    """A virtual environment with nothing but pip; the folder of its programs."""
    venv.create(folder, with_pip=True)
    return folder / ("Scripts" if sys.platform == "win32" else "bin")


def check_newsroom(program, version, folder):
    """Runs the README's main job with an installed factlint, far away from the sources."""
    # No Rust, and no other factlint.
    env = {"PATH": "/usr/bin:/bin", "NO_COLOR": "1"}
    said = subprocess.run([program, "--version"], capture_output=True, text=True, cwd=folder, env=env)
    assert (said.returncode, said.stdout) == (0, f"factlint {version}\n")
    newsroom = ROOT / "fixtures" / "newsroom"
    done = subprocess.run([program, "-C", newsroom, "check"], capture_output=True, text=True,
                          cwd=folder, env=env)
    assert done.returncode == 1, done.stderr
    assert "error[tomahawk-range]: `2,500 kilometers`" in done.stdout
    assert re.search(r"^5 documents\b.*: 6 errors, 1 warning", done.stdout, re.MULTILINE), done.stdout


def test_the_wheel_runs_in_a_fresh_environment(wheel, version, tmp_path):
    programs = fresh_environment(tmp_path / "env")
    run(programs / "pip", "install", "--no-index", "--no-deps", wheel, cwd=tmp_path)
    check_newsroom(programs / "factlint", version, tmp_path)
    run(programs / "pip", "check", cwd=tmp_path)
    listed = run(programs / "pip", "show", "--files", "factlint", cwd=tmp_path)
    assert "bin/factlint" in listed or "Scripts\\factlint.exe" in listed
    run(programs / "pip", "uninstall", "--yes", "factlint", cwd=tmp_path)
    assert not (programs / "factlint").exists()


def test_the_wheel_tells_what_it_is(wheel, version):
    # Any Python 3 will do: nothing in it is for one version.
    assert re.fullmatch(rf"factlint-{re.escape(version)}-py3-none-\w+\.whl", wheel.name)
    with zipfile.ZipFile(wheel) as archive:
        info = f"factlint-{version}.dist-info"
        names = set(archive.namelist())
        about = message_from_string(archive.read(f"{info}/METADATA").decode())
        records = list(csv.reader(io.StringIO(archive.read(f"{info}/RECORD").decode())))
        contents = {name: archive.read(name) for name in names}
    assert (about["Name"], about["Version"]) == ("factlint", version)
    assert about["License-Expression"] == "MIT OR Apache-2.0"
    assert about["Summary"].startswith("A linter for facts")
    assert about["Description-Content-Type"].startswith("text/markdown")
    assert about.get_payload().startswith("# factlint\n")
    assert "Programming Language :: Rust" in about.get_all("Classifier")
    assert {name.rsplit("/", 1)[1] for name in names if "/licenses/" in name} == {
        "LICENSE-APACHE",
        "LICENSE-MIT",
    }
    assert any(name.startswith(f"factlint-{version}.data/scripts/factlint") for name in names)
    # Every file is recorded, with its hash and size; the record itself without.
    assert {path for path, _, _ in records} == names
    for path, hashed, size in records:
        if path == f"{info}/RECORD":
            assert (hashed, size) == ("", "")
            continue
        digest = hashlib.sha256(contents[path]).digest()
        encoded = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        assert (hashed, size) == (f"sha256={encoded}", str(len(contents[path]))), path


def test_the_source_distribution_builds(sdist, version, tmp_path, target_dir):
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {"Cargo.lock", "Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "PKG-INFO", "README.md",
            "crates/factlint-engine/docs/quantity.md", "pyproject.toml", "rules/copy-desk.toml"} <= names
    assert not [name for name in names if name.startswith((".ci", "fixtures", "target"))]
    programs = fresh_environment(tmp_path / "env")
    env = {**FAST_BUILD, "CARGO_TARGET_DIR": str(target_dir)}
    run(programs / "pip", "install", "--no-deps", sdist, cwd=tmp_path, env=env)
    check_newsroom(programs / "factlint", version, tmp_path)


def test_versions_agree(version):
    """Python's packages take their version from Cargo.toml, and say the same of the package."""
    project = (ROOT / "pyproject.toml").read_text()
    manifest = (ROOT / "Cargo.toml").read_text()
    assert 'dynamic = ["version"]' in project
    for key in ("description", "license"):
        one, other = (re.search(rf'^{key} = "(.+)"$', text, re.MULTILINE).group(1)
                      for text in (project, manifest))
        assert one == other, key
