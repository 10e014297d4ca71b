"""Neovim, without a screen, with the lines that docs/editors.md gives for it: shows both sides, applies a fix, lets one
stand, and the files on the disk are right.

Any version will do; the lines for older ones work in newer ones too.
"""

import json
import re
import subprocess

from conftest import KESTREL, ROOT, tool

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


def test_neovim_shows_findings_and_mends_them(full, tmp_path):
    page = (ROOT / "docs" / "editors.md").read_text()
    settings = re.findall(r"```lua\n(.*?)```", page, re.S)[-1]
    settings = settings.replace('"factlint", "lsp"', f'"{full}", "lsp"')
    (tmp_path / "wire").mkdir()
    (tmp_path / "rules").mkdir()
    (tmp_path / "factlint.toml").write_text("packs = []\n")
    (tmp_path / "rules" / "facts.toml").write_text(KESTREL + ZWOLLE)
    (tmp_path / "wire" / "a.md").write_text("The Kestrel missile has a range of 900 km.\n")
    draft = tmp_path / "wire" / "b.md"
    draft.write_text("# News 🚀\n\nIn Swolle 🚀 the Kestrel missile has a range of 1,400 km.\n")
    (tmp_path / "init.lua").write_text("vim.cmd('filetype on')\n" + settings)
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
