"""The hooks of .pre-commit-hooks.yaml, run by the real pre-commit in repositories of their own."""

import json

import pytest
from conftest import FAST_BUILD, KESTREL, run, tool

SHORT = "The Kestrel missile has a range of 900 km.\n"
LONG = "The Kestrel missile has a range of 1,400 km.\n"


@pytest.fixture(scope="session")
def env(tmp_path_factory, git_env, target_dir):
    """The environment of all runs: hooks are installed once."""
    return {
        **git_env,
        **FAST_BUILD,
        "CARGO_TARGET_DIR": str(target_dir),
        "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit")),
        "PRE_COMMIT_COLOR": "never",
    }


class Newsroom:
    """A repository with articles, in which the hooks are installed."""

    def __init__(self, folder, env):
        self.folder, self.env = folder, env

    def write(self, path, text):
        path = self.folder / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def git(self, *arguments, exits=(0,)):
        return run("git", *arguments, cwd=self.folder, env=self.env, exits=exits)

    def pre_commit(self, *arguments, exits=(0,)):
        return run(tool("pre-commit"), *arguments, cwd=self.folder, env=self.env, exits=exits)

    def commit(self, *arguments, exits=(0,)):
        """A real `git commit`, with the hook that pre-commit installed."""
        return self.git("commit", "--message", "edition", *arguments, exits=exits)

    def head(self):
        return self.git("rev-parse", "HEAD").strip()


@pytest.fixture
def newsroom(tmp_path, env, published):
    def make(*hooks):
        repository, commit = published
        room = Newsroom(tmp_path / "newsroom", env)
        room.write("factlint.toml", 'packs = []\n[corpus]\nexclude = ["archive/**"]\n')
        room.write("rules/facts.toml", KESTREL)
        room.write("articles/a.txt", SHORT)
        config = {"repos": [{"repo": str(repository), "rev": commit, "hooks": list(hooks)}]}
        room.write(".pre-commit-config.yaml", json.dumps(config))
        room.git("init", "--quiet")
        room.git("add", "--all")
        room.git("commit", "--quiet", "--message", "first edition")
        room.pre_commit("install")
        return room

    return make


FACTLINT = {"id": "factlint"}


def test_the_manifest_is_valid(published):
    repository, _ = published
    run(tool("pre-commit"), "validate-manifest", ".pre-commit-hooks.yaml", cwd=repository)


def test_a_contradiction_with_an_article_outside_the_commit_stops_it(newsroom):
    room = newsroom(FACTLINT)
    before = room.head()
    room.write("drafts/new.md", LONG)
    room.git("add", "drafts")
    said = room.commit(exits=(1,))
    assert room.head() == before
    assert "error[kestrel-range]" in said
    assert "drafts/new.md:1:36" in said and "1,400 km" in said
    assert "articles/a.txt:1:36" in said and "900 km" in said
    # Mended, but not staged: the commit would still hold the mistake.
    room.write("drafts/new.md", SHORT)
    room.commit(exits=(1,))
    room.git("add", "drafts")
    room.commit()
    assert room.head() != before


def test_a_contradiction_with_an_untracked_article_stops_it(newsroom):
    room = newsroom(FACTLINT)
    room.git("rm", "--quiet", "articles/a.txt")
    room.commit("--no-verify")
    room.write("articles/today.txt", SHORT)
    room.write("drafts/new.md", LONG)
    room.git("add", "drafts")
    said = room.commit(exits=(1,))
    assert "drafts/new.md" in said and "articles/today.txt" in said
    room.write("articles/today.txt", LONG)
    room.commit()


def test_what_is_not_staged_of_a_tracked_article_does_not_count(newsroom):
    room = newsroom(FACTLINT)
    # pre-commit puts changes aside that are not staged: the article is the one of the commit.
    room.write("articles/a.txt", LONG)
    room.write("drafts/new.md", SHORT)
    room.git("add", "drafts")
    room.commit()
    assert (room.folder / "articles/a.txt").read_text() == LONG


def test_what_is_no_document_of_the_corpus_is_passed_over(newsroom):
    room = newsroom(FACTLINT)
    room.write("archive/old.txt", LONG)
    room.write("tool.py", f"# {LONG}")
    room.write(".hidden/notes.md", LONG)
    room.git("add", "--all")
    room.commit()
    room.write("factlint.toml", 'packs = []\n[corpus]\ninclude = ["articles/**"]\n')
    room.write("README.md", LONG)
    room.git("add", "--all")
    room.commit()
    room.git("rm", "--quiet", "archive/old.txt")
    room.git("mv", "README.md", "READ ME.md")
    room.commit()
    # A link is no document.
    (room.folder / "articles/link.txt").symlink_to("../READ ME.md")
    room.git("add", "--all")
    room.commit()


@pytest.mark.parametrize("name", ["-draft.md", "a draft.md", "a'b\"c.md", "a\nb.md", "Ää.MD", "$(x).md"])
def test_odd_names_are_checked(newsroom, name):
    room = newsroom(FACTLINT)
    room.write(f"drafts/{name}", LONG)
    room.git("add", "--all")
    assert "error[kestrel-range]" in room.commit(exits=(1,))


def test_batches_change_nothing(newsroom, factlint):
    # Long names and many files, so that pre-commit cannot pass them all at once.
    room = newsroom({**FACTLINT, "args": ["--format", "jsonl"]})
    folder = "wire/" + "a-long-name-of-a-folder/" * 8
    for number in range(700):
        text = LONG if number % 100 == 0 else SHORT if number % 7 == 0 else "The harbour was calm.\n"
        room.write(f"{folder}{number:03}.txt", f"Report {number}.\n\n{text}")
    room.git("add", "--all")

    def findings(said):
        lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
        return {(one["rule"], one["fingerprint"]) for one in lines}

    alone = run(factlint, "check", "--format", "jsonl", cwd=room.folder, exits=(1,))
    batched = room.commit(exits=(1,))
    assert len(findings(alone)) > 0
    assert findings(batched) == findings(alone)
    # It was more than one batch: each ends with a line of its own.
    config = room.folder / ".pre-commit-config.yaml"
    config.write_text(config.read_text().replace("jsonl", "concise"))
    room.git("add", "--all")
    said = room.commit(exits=(1,))
    assert said.count("701 documents") > 1, said[-2000:]


def test_a_rule_that_makes_an_old_article_wrong_stops_the_commit(newsroom):
    room = newsroom(FACTLINT, {"id": "factlint-all"}, {"id": "factlint-test"})
    rule = KESTREL + 'expect = "1,400 km"\n'
    room.write("rules/facts.toml", rule)
    room.git("add", "--all")
    said = room.commit(exits=(1,))
    assert "articles/a.txt:1:36" in said and "rules/facts.toml" in said
    # Without a document in the commit, only the hook for everything has something to do.
    assert "(no files to check)Skipped" in said
    room.write("articles/a.txt", LONG)
    room.git("add", "--all")
    room.commit()
    room.write("rules/facts.toml", rule + f'[[rule.example]]\nbad = "{LONG.strip()}"\n')
    room.git("add", "--all")
    assert "factlint-test" in room.commit(exits=(1,))


def test_a_broken_rule_stops_the_commit(newsroom):
    room = newsroom(FACTLINT)
    room.write("rules/facts.toml", KESTREL.replace("quantity", "quantty"))
    room.write("drafts/new.md", "The harbour was calm.\n")
    room.git("add", "--all")
    said = room.commit(exits=(1,))
    assert "rules/facts.toml" in said and "did you mean `quantity`" in said


def test_a_corpus_in_a_folder_is_named_by_its_configuration(newsroom):
    room = newsroom({**FACTLINT, "args": ["--config", "news/factlint.toml"]})
    room.write("news/factlint.toml", 'packs = []\nrules = ["../rules"]\n')
    room.write("news/a.txt", SHORT)
    room.write("README.md", LONG)
    room.git("add", "--all")
    room.commit()
    room.write("news/b.txt", LONG)
    room.git("add", "--all")
    said = room.commit(exits=(1,))
    assert "news/b.txt" in said and "news/a.txt" in said and "README.md" not in said


def test_it_installs_with_language_rust_too(newsroom):
    room = newsroom({**FACTLINT, "language": "rust"})
    room.write("drafts/new.md", LONG)
    room.git("add", "--all")
    assert "error[kestrel-range]" in room.commit(exits=(1,))


def test_the_hook_leaves_the_repository_as_it_was(newsroom):
    room = newsroom(FACTLINT)
    room.write("drafts/new.md", SHORT)
    room.git("add", "--all")
    room.commit()
    assert room.git("status", "--porcelain", "--ignored") == ""
