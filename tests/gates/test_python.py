"""The Python package: built as a wheel, and tried by its own tests. Those of Spark run where PySpark and Java are
installed: `pip install pyspark pyarrow pandas`."""

import os
import re
import sys
import zipfile

import pytest
from conftest import ROOT, run, tool


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """The wheel as a debug build, unpacked. What was built of other crates for the tests is used again."""
    out = tmp_path_factory.mktemp("python")
    target = os.environ.get("CARGO_TARGET_DIR") or ROOT / "target"
    run(tool("maturin"), "build", "--manifest-path", "python/Cargo.toml", "--interpreter", sys.executable, "--out", out,
        cwd=ROOT, env={"CARGO_TARGET_DIR": str(target)})
    (wheel,) = out.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(out / "unpacked")
    return wheel.name, out / "unpacked"


def test_it_is_one_wheel_for_all_pythons(package):
    name, unpacked = package
    assert re.fullmatch(r"factlint_python-[0-9.]+-cp310-abi3-\w+\.whl", name)
    assert {"__init__.py", "_native.pyi", "py.typed", "spark.py"} <= {one.name for one in (unpacked / "factlint").iterdir()}


def test_its_own_tests_pass(package, factlint):
    _, unpacked = package
    env = {"PYTHONPATH": str(unpacked), "FACTLINT": str(factlint)}
    run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "python/tests", cwd=ROOT, env=env)


def test_versions_agree():
    """Both projects have one version, and the same profile for tests, so that they share what is built."""
    own, other = ((ROOT / name).read_text() for name in ("python/Cargo.toml", "Cargo.toml"))
    version = re.compile(r'^version = "(.+)"$', re.MULTILINE)
    assert version.search(own).group(1) == version.search(other).group(1)
    of_tests = re.compile(r"\[profile\.dev\]\n.*", re.DOTALL)
    assert of_tests.search(own).group(0) == of_tests.search(other).group(0)
