"""The GitHub Action: valid, safe from injection, and its steps run as a runner would run them."""

import json
import os
import re
import shutil
import stat
import subprocess

import pytest
import yaml
from conftest import FAST_BUILD, ROOT, missing, run, tool

ACTION = ROOT / "action.yml"

# A stand-in that tells what it was asked, one argument a line, and ends as it is told to.
STAND_IN = """\
#!/bin/bash
if [ "$1" = --version ]; then exit 0; fi
printf '%s\\0' "$@" > "$RUNNER_TEMP/asked"
pwd > "$RUNNER_TEMP/where"
while [ $# -gt 0 ]; do
  case "$1" in --output) printf '%s' "$SARIF" > "$2" ;; esac
  shift
done
echo "::error file=a.txt,line=1::found"
exit "$STATUS"
"""


@pytest.fixture(scope="module")
def action():
    return yaml.safe_load(ACTION.read_text())


class Runner:
    """Runs the steps of the composite action as GitHub's runner does; of other actions, it keeps what
    they are asked."""

    def __init__(self, action, folder):
        self.action = action
        self.workspace, self.temp = folder / "workspace", folder / "temp"
        self.workspace.mkdir()
        self.temp.mkdir()
        self.used = []
        self.log = ""
        self.env = {}
        self.sources = ROOT
        self.cache_hit = "true"

    def install(self, text):
        """Puts a program where the action keeps factlint."""
        program = self.temp / "factlint" / "bin" / "factlint"
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(text)
        program.chmod(program.stat().st_mode | stat.S_IXUSR)

    def expand(self, text):
        return re.sub(r"\$\{\{\s*(.+?)\s*\}\}", lambda found: self.look_up(found[1]), str(text))

    def look_up(self, name):
        places = {
            "github.workspace": str(self.workspace),
            "runner.temp": str(self.temp),
        }
        if name in places:
            return places[name]
        if name.startswith("inputs."):
            return self.inputs[name.removeprefix("inputs.")]
        step, output = re.fullmatch(r"steps\.(\w+)\.outputs\.([\w-]+)", name).groups()
        return self.outputs.get(step, {}).get(output, "")

    def holds(self, condition):
        def one(part):
            left, operator, right = re.fullmatch(r"(\S+) (==|!=) '(.*)'", part).groups()
            return (self.look_up(left) == right) == (operator == "==")

        return all(one(part) for part in condition.split(" && "))

    def run(self, **inputs):
        """Runs all steps; the exit code of the first that fails."""
        defaults = {name: about.get("default", "") for name, about in self.action["inputs"].items()}
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        assert given.keys() <= defaults.keys()
        self.inputs, self.outputs = {**defaults, **given}, {}
        for step in self.action["runs"]["steps"]:
            if not self.holds(step.get("if", "runner.temp != ''")):
                continue
            if "uses" in step:
                asked = {key: self.expand(value) for key, value in step["with"].items()}
                self.used.append((step["uses"].split("@")[0], asked))
                if step["uses"].startswith("actions/cache/restore@"):
                    self.outputs[step["id"]] = {"cache-hit": self.cache_hit}
                continue
            code = self.script(step)
            if code:
                return code
        return 0

    def script(self, step):
        assert step["shell"] == "bash"
        script, output = self.temp / "step.sh", self.temp / "output"
        script.write_text(step["run"])
        output.write_text("")
        env = {
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
            "GITHUB_ACTION_PATH": str(self.sources),
            "GITHUB_OUTPUT": str(output),
            "RUNNER_ARCH": "X64",
            "RUNNER_OS": "Linux",
            "RUNNER_TEMP": str(self.temp),
            **{key: self.expand(value) for key, value in step.get("env", {}).items()},
            **self.env,
        }
        # This is how the runner starts `shell: bash`.
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.workspace, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=900,
        )
        self.log += done.stdout.decode(errors="replace")
        lines = output.read_text().splitlines()
        told = dict(line.split("=", 1) for line in lines)
        self.outputs.setdefault(step.get("id", step["name"]), {}).update(told)
        return done.returncode

    def asked(self):
        return (self.temp / "asked").read_bytes().decode().split("\0")[:-1]

    def uploads(self):
        return [asked for name, asked in self.used if name == "github/codeql-action/upload-sarif"]


@pytest.fixture
def runner(action, tmp_path):
    made = Runner(action, tmp_path)
    made.install(STAND_IN)
    made.env = {"STATUS": "0", "SARIF": "{}"}
    return made


def test_it_is_valid(tmp_path):
    run(tool("check-jsonschema"), "--builtin-schema", "vendor.github-actions", ACTION, cwd=tmp_path)


def test_zizmor_finds_nothing(tmp_path):
    run(tool("zizmor"), "--offline", "--persona", "pedantic", "--no-progress", ACTION, cwd=tmp_path)


def test_shellcheck_finds_nothing(action, tmp_path):
    for step in action["runs"]["steps"]:
        if "run" in step:
            script = tmp_path / "step.sh"
            script.write_text(f"set -eo pipefail\n{step['run']}")
            run(tool("shellcheck"), "--shell=bash", script, cwd=tmp_path)


def test_scripts_hold_no_expressions(action):
    for step in action["runs"]["steps"]:
        assert "${{" not in step.get("run", ""), step["name"]
        if "uses" in step:
            assert re.search(r"@[0-9a-f]{40}$", step["uses"]), "actions are named by their commit"


def test_every_input_is_used_and_told(action):
    text = ACTION.read_text()
    page = (ROOT / "docs" / "gates.md").read_text()
    for name in action["inputs"]:
        assert f"inputs.{name} " in text, name
        assert f"| `{name}` |" in page, name
    for name in action["outputs"]:
        assert f"`{name}`" in page, name


def test_without_inputs_the_whole_corpus_is_checked(runner):
    assert runner.run() == 0
    sarif = str(runner.temp / "factlint.sarif")
    assert runner.asked() == ["check", "--format", "sarif", "--output", sarif, "--format", "github",
                              "--fail-on=error", "--"]
    (upload,) = runner.uploads()
    assert upload["sarif_file"] == sarif
    assert upload["category"] == "factlint"
    assert os.path.normpath(upload["checkout_path"]) == str(runner.workspace)


def test_inputs_become_arguments(runner):
    (runner.workspace / "site" / "out").mkdir(parents=True)
    assert runner.run(
        paths="drafts\r\n\n a b.md\n-x.md\n*\n", args="--strict  --as-of 2025-10-17\n-q",
        changed_since="origin/main", config="news/factlint.toml", fail_on="warning",
        working_directory="site", sarif_file="reports/facts.sarif",
    ) == 0
    asked = runner.asked()
    assert asked[7:] == ["--fail-on=warning", "--config=news/factlint.toml",
                         "--changed-since=origin/main", "--strict", "--as-of", "2025-10-17", "-q",
                         "--", "drafts", " a b.md", "-x.md", "*"]
    assert (runner.temp / "where").read_text().strip() == str(runner.workspace / "site")
    assert (runner.workspace / "site/reports/facts.sarif").read_text() == "{}"


@pytest.mark.parametrize("status", [1, 2])
def test_findings_are_uploaded_before_the_job_fails(runner, status):
    runner.env["STATUS"] = str(status)
    assert runner.run() == status
    assert len(runner.uploads()) == 1
    assert runner.outputs["check"]["exit-code"] == str(status)
    assert "::error file=a.txt,line=1::found" in runner.log


def test_an_upload_needs_a_report_and_the_wish(runner):
    assert runner.run(upload="false") == 0
    assert runner.uploads() == []
    # Bad usage writes no report, and an old one is none.
    (runner.temp / "factlint.sarif").write_text("old")
    runner.env.update(STATUS="2", SARIF="")
    assert runner.run() == 2
    assert runner.uploads() == []


def test_no_input_is_run_as_a_command(runner):
    mark = runner.workspace / "run-by-an-input"
    evil = f'$(touch {mark}) `touch {mark}` "; touch {mark}; " \'; touch {mark}; \' && touch {mark}'
    inputs = ["paths", "args", "changed_since", "config", "fail_on", "sarif_file", "category"]
    for name in inputs:
        runner.run(**{name: evil, "upload": "false"})
        assert not mark.exists(), name
    assert runner.run(working_directory=evil) != 0
    assert not mark.exists()
    # Nor can one add an output.
    runner.run(sarif_file="x\nexit-code=0", paths="y\nexit-code=0")
    assert list(runner.outputs["check"]) == ["exit-code", "sarif-file"]


def test_the_key_changes_with_the_sources(runner, published, tmp_path):
    keys = []
    for change in (None, "README.md", "src/lib.rs", "rules/places.toml", "Cargo.lock"):
        runner.sources = tmp_path / "sources"
        shutil.copytree(published[0], runner.sources, dirs_exist_ok=True)
        if change:
            (runner.sources / change).write_text("changed")
        runner.run()
        keys.append(runner.outputs["version"]["key"])
    assert re.fullmatch(r"factlint-Linux-X64-any-[0-9a-f]{20}", keys[0])
    assert keys[0] == keys[1], "what is not built from does not matter"
    assert len(set(keys[1:])) == 4


def test_a_runner_without_rust_is_told(runner):
    shutil.rmtree(runner.temp / "factlint")
    programs = runner.temp / "programs"
    programs.mkdir()
    for name in ("bash", "find", "sort", "xargs", "sha256sum"):
        (programs / name).symlink_to(shutil.which(name))
    runner.env["PATH"] = str(programs)
    assert runner.run() == 2
    assert "::error title=factlint::" in runner.log and "there is no Rust" in runner.log


def test_it_is_built_from_its_own_sources_and_kept(runner, published, target_dir):
    tool("cargo")
    shutil.rmtree(runner.temp / "factlint")
    runner.sources, runner.cache_hit = published[0], ""
    runner.env = {**FAST_BUILD, "CARGO_TARGET_DIR": str(target_dir)}
    runner.run(upload="false", args="--help")
    saved = [asked for name, asked in runner.used if name == "actions/cache/save"]
    assert saved == [{"path": str(runner.temp / "factlint/bin"),
                      "key": runner.outputs["version"]["key"]}]
    said = run(runner.temp / "factlint/bin/factlint", "--version", cwd=runner.workspace)
    assert said.startswith("factlint ")


def test_a_binary_that_does_not_start_is_built_anew(runner):
    runner.install("#!/bin/bash\nexit 127\n")
    runner.env["PATH"] = os.environ["PATH"]
    # Building would take long: that it is tried is enough.
    shadow = runner.temp / "shadow"
    shadow.mkdir()
    cargo = shadow / "cargo"
    cargo.write_text("#!/bin/bash\necho \"cargo $*\"\nexit 101\n")
    cargo.chmod(0o755)
    runner.env["PATH"] = f"{shadow}:{os.environ['PATH']}"
    assert runner.run() == 101
    assert f"cargo install --locked --force --path {ROOT}" in runner.log


def test_the_newsroom_with_the_real_thing(runner, factlint):
    """The README's main job: annotations in the log, a report to upload, exit code 1."""
    told = run(factlint, "check", "--help", cwd=ROOT)
    if "sarif" not in told or "github" not in told:
        missing(f"{factlint} does not write SARIF yet")
    runner.install(f'#!/bin/bash\nexec "{factlint}" "$@"\n')
    shutil.copytree(ROOT / "fixtures" / "newsroom", runner.workspace, dirs_exist_ok=True)
    assert runner.run() == 1
    (upload,) = runner.uploads()
    with open(upload["sarif_file"]) as file:
        report = json.load(file)
    results = report["runs"][0]["results"]
    assert len(results) == 7
    uris = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results}
    told = json.loads(run(factlint, "check", "--format", "json", cwd=runner.workspace, exits=(1,)))
    assert uris == {finding["path"] for finding in told["findings"]}
    assert "articles/dispatch.txt" in uris
    annotations = re.findall(r"^::(error|warning) file=(\S+?),", runner.log, re.MULTILINE)
    assert len(annotations) == 7
    assert {path for _, path in annotations} == uris
    # Below a folder, paths are those of the repository in it.
    shutil.copytree(runner.workspace / "articles", runner.workspace / "desk" / "articles")
    shutil.copytree(runner.workspace / "rules", runner.workspace / "desk" / "rules")
    shutil.copy2(runner.workspace / "factlint.toml", runner.workspace / "desk")
    runner.log = ""
    assert runner.run(working_directory="desk", paths="articles/dispatch.txt") == 1
    annotated = re.findall(r"^::(?:error|warning) file=(\S+?),", runner.log, re.MULTILINE)
    assert set(annotated) == {"articles/dispatch.txt"}
