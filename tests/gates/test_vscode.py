"""The extension for Visual Studio Code: its tests, its package, the schemas in it; and the editor itself with it, as
code-server serves it to headless Chromium.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
import zipfile

import pytest
from conftest import ROOT, findings, missing, run, tool


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


@pytest.fixture(scope="module")
def package(extension):
    """The package of the extension."""
    npm("run", "package", cwd=extension)
    return extension / "factlint.vsix"


def test_the_package_holds_all_that_it_needs(package):
    with zipfile.ZipFile(package) as package:
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


# Visual Studio Code as a server, of the npm registry.
CODE_SERVER = "4.139.1"

# Of the editor, all that asks, moves or phones.
SETTINGS = {
    "security.workspace.trust.enabled": False,
    "workbench.startupEditor": "none",
    "workbench.enableExperiments": False,
    "chat.disableAIFeatures": True,
    "telemetry.telemetryLevel": "off",
    "extensions.autoUpdate": False,
    "extensions.autoCheckUpdates": False,
    "update.mode": "none",
    "files.autoSave": "off",
}


@pytest.fixture(scope="module")
def code_server(target_dir):
    """The program. What others of its parts are built of natively, logs and watchdogs, it runs without."""
    # Half a minute to install, and as long to run: for those who change the extension.
    if not os.environ.get("FACTLINT_VSCODE"):
        pytest.skip("FACTLINT_VSCODE=1 tries VS Code itself")
    folder = target_dir.parent / f"gates-code-server-{CODE_SERVER}"
    program = folder / "node_modules" / ".bin" / "code-server"
    if not (folder / "whole").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "package.json").write_text('{ "name": "gates", "version": "1.0.0", "private": true }')
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund"]
        npm("install", *quiet, f"code-server@{CODE_SERVER}", cwd=folder)
        within = folder / "node_modules" / "code-server" / "lib" / "vscode"
        npm("install", *quiet, "--omit=dev", cwd=within)
        (folder / "whole").touch()
    return program


@pytest.fixture
def editor(code_server, package, full, newsroom, tmp_path):
    """The address of the editor with the extension, which has opened the newsroom."""
    data = tmp_path / "data"
    for whose in ("User", "Machine"):
        (data / whose).mkdir(parents=True)
        settings = SETTINGS | ({"factlint.path": str(full)} if whose == "Machine" else {})
        (data / whose / "settings.json").write_text(json.dumps(settings))
    path = os.pathsep.join([os.path.dirname(tool("npm")), os.environ.get("PATH", "")])
    env = {**os.environ, "PATH": path, "HOME": str(tmp_path)}
    common = [code_server, "--user-data-dir", data, "--extensions-dir", tmp_path / "extensions"]
    run(*common, "--install-extension", package, cwd=newsroom, env=env)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--auth", "none", "--bind-addr", f"127.0.0.1:{port}", "--disable-telemetry", "--disable-update-check"]
    said = (tmp_path / "server.log").open("wb")
    # What is started may start others: all end together.
    server = subprocess.Popen(
        [*common, *options], cwd=newsroom, env=env, stdout=said, stderr=said, start_new_session=True
    )
    try:
        address = f"http://127.0.0.1:{port}/"
        until = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(address, timeout=10).close()
                break
            except (urllib.error.URLError, OSError):
                assert time.monotonic() < until, (tmp_path / "server.log").read_text()
                time.sleep(0.1)
        yield f"{address}?folder={newsroom}"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=60)
        said.close()


def test_the_editor_mends_the_newsroom(full, editor, newsroom):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        missing("there is no Chromium")
    from playwright.sync_api import expect, sync_playwright
    from test_page import FLAGS

    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=chromium, args=FLAGS) as browser:
        page = browser.new_page(viewport={"width": 1400, "height": 1400})
        page.set_default_timeout(60_000)
        expect.set_options(timeout=60_000)
        page.goto(editor)
        keyboard = page.keyboard
        box = page.locator(".quick-input-widget input").first

        def pick(key, words, row):
            """Types into the box that a key opens, and takes the row that holds some words."""
            page.locator(".monaco-workbench").wait_for()
            keyboard.press(key)
            expect(box).to_be_visible()
            keyboard.type(words)
            page.locator(".quick-input-list .monaco-list-row", has_text=row).first.wait_for()
            keyboard.press("Enter")
            expect(box).to_be_hidden()

        def act(place, title):
            """Does what the action of a title does at a place."""
            pick("Control+G", place, "")
            keyboard.press("Control+.")
            page.locator(".action-widget .monaco-list-row", has_text=title).click()

        problems = page.locator(".markers-panel")
        page.locator(".explorer-folders-view .monaco-list-row", has_text="articles").wait_for()
        pick("Control+P", "courier.txt", "courier.txt")
        keyboard.press("Control+Shift+M")
        expect(problems).to_contain_text("`Kiev` should be `Kyiv`")
        page.locator(".view-lines").first.click()
        act("9:170", "write `Kyiv` for `Kiev`")
        expect(problems).not_to_contain_text("`Kiev` should be")
        keyboard.press("Control+S")
        pick("Control+P", "dispatch.txt", "dispatch.txt")
        # Both sides: the panel shows the other article's words below the finding.
        expect(problems).to_contain_text("`$1.3 million`: 1,300,000 dollars here")
        act("13:60", "let it stand, in factlint.toml (tomahawk-price)")
        expect(problems).not_to_contain_text("figures for Tomahawk (cost) differ")
        pick("F1", "File: Save All", "Save All")
        until = time.monotonic() + 60
        while {"kyiv", "tomahawk-price"} & findings(full, newsroom):
            assert time.monotonic() < until, findings(full, newsroom)
            time.sleep(0.2)
        pick("F1", "factlint: Check the Corpus", "Check the Corpus")
        expect(page.locator(".view-lines").last).to_contain_text("us-president")
    assert "Kyiv takes the opposite view" in (newsroom / "articles" / "courier.txt").read_text()
    assert 'rule = "tomahawk-price"' in (newsroom / "factlint.toml").read_text()
