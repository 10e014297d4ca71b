"""The extension for Visual Studio Code: its tests, its package, and the schemas in it."""

import json
import os
import shutil
import zipfile

import pytest
from conftest import ROOT, run, tool


@pytest.fixture(scope="module")
def extension(tmp_path_factory):
    """A copy with what it is built of, so that the checkout stays clean."""
    folder = tmp_path_factory.mktemp("vscode") / "extension"
    left = shutil.ignore_patterns("node_modules", "dist", "*.vsix")
    shutil.copytree(ROOT / "editors" / "vscode", folder, ignore=left)
    npm("ci", "--no-audit", "--no-fund", cwd=folder)
    return folder


def npm(*arguments, cwd, env=None):
    # npm starts the node that lies beside it.
    path = os.pathsep.join([os.path.dirname(tool("npm")), os.environ.get("PATH", "")])
    return run(tool("npm"), *arguments, cwd=cwd, env={"PATH": path, **(env or {})})


def test_its_tests_pass_with_the_program(full, extension):
    said = npm("test", cwd=extension, env={"FACTLINT": str(full)})
    assert "fail 0" in said, said
    assert "skipped 0" in said, said


def test_the_package_holds_all_that_it_needs(extension):
    npm("run", "package", cwd=extension)
    with zipfile.ZipFile(extension / "factlint.vsix") as package:
        names = set(package.namelist())
        manifest = json.loads(package.read("extension/package.json"))
        main = os.path.normpath(os.path.join("extension", manifest["main"]))
        assert main in names
        schemas = manifest["contributes"]["tomlValidation"]
        for schema in schemas:
            assert os.path.normpath(os.path.join("extension", schema["url"])) in names
        # Whatever is not needed to run stays at home.
        assert not [name for name in names if "node_modules" in name or "/test/" in name]


@pytest.mark.parametrize("what", ["rules", "config"])
def test_its_schemas_are_those_of_the_program(full, what):
    shipped = (ROOT / "editors" / "vscode" / "schemas" / f"{what}.json").read_text()
    told = run(full, "schema", what, cwd=ROOT)
    assert json.loads(shipped) == json.loads(told), f"factlint schema {what} > editors/vscode/schemas/{what}.json"
