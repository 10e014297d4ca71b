"""The picture of the README: a session in Neovim, as its screen shows it, drawn as an SVG whose pictures follow each other.

    cargo build --features full
    python3 tests/gates/picture.py > docs/session.svg

The draft of the newsroom in fixtures/ is written anew, with the server and the lines of docs/editors.md. What Neovim draws is
read from its terminal; nothing is drawn by hand.
"""

import os
import shutil
import sys
import tempfile
from html import escape
from pathlib import Path

from conftest import ROOT, binary_of_all_features
from terminal import Terminal
from test_neovim import newer, settings

COLUMNS, LINES = 120, 19
WIDTH, HEIGHT = 7.8, 18
MARGIN = 14
SECONDS = 3.5
STILL = 2

# Dark on any page: the colours of a terminal.
GROUND, INK = "14161b", "e0e2ea"
NAMED = {
    "black": "07080d", "red": "ffc0b9", "green": "b3f6c0", "brown": "fce094", "blue": "a6dbff", "magenta": "ffcaff",
    "cyan": "8cf8f7", "white": "eef1f8",
}

LOOK = """
vim.o.termguicolors = true
vim.o.number = false
vim.o.signcolumn = "no"
vim.o.linebreak = true
vim.o.showmode = false
vim.o.ruler = false
vim.o.laststatus = 0
vim.o.shortmess = vim.o.shortmess .. "IFW"
vim.o.swapfile = false
vim.diagnostic.config({ virtual_lines = { current_line = true }, update_in_insert = true })
vim.keymap.set("n", "K", function() vim.lsp.buf.hover({ border = "rounded", max_width = 84 }) end)
"""

HEADLINE = "Kremlin sounds alarm over Tomahawk talk\n\n"
TITLE = "In Washington, Senator Ruth Calloway said the warnings should be taken seriously.\n\n"
PRICE = ("A Tomahawk costs", " roughly $2.5 million, which is part of the debate.")


def session(folder):
    """What the screen shows after each step of the session, as copies of its cells."""
    (folder / "articles" / "dispatch.txt").unlink()
    (folder / "init.lua").write_text(settings(0, binary_of_all_features()) + LOOK)
    command = [newer(), "-n", "-i", "NONE", "-u", "init.lua", "articles/dispatch.txt"]
    # State of others is no part of the picture.
    places = {name: str(folder / ".state") for name in ("XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    terminal = Terminal(command, cwd=folder, env=places, columns=COLUMNS, lines=LINES)
    terminal.settle(1)
    terminal.keys("i", HEADLINE, TITLE, "\x1b")
    terminal.keys("gg", "jj", "fS")
    terminal.wait("is no longer Senator on 2025-10-15")
    terminal.settle()
    yield cells(terminal.screen)
    terminal.keys("G", "A", PRICE[0])
    terminal.settle()
    yield cells(terminal.screen)
    terminal.keys(PRICE[1])
    terminal.wait("figures for Tomahawk (cost) differ")
    terminal.keys("\x1b", "F$")
    terminal.settle()
    yield cells(terminal.screen)
    terminal.keys("K")
    terminal.wait("Other documents say")
    terminal.settle()
    yield cells(terminal.screen)
    terminal.keys("\x1b", "l", "gra")
    terminal.wait("as in articles/observer.txt")
    terminal.settle()
    yield cells(terminal.screen)
    terminal.keys("1\r")
    terminal.wait(lambda text: "figures for Tomahawk" not in text and "roughly $1.3 million" in text)
    terminal.settle()
    yield cells(terminal.screen)
    terminal.keys(":qall!\r")
    terminal.end()


def cells(screen):
    """The cells of a screen, line by line."""
    return [[screen.buffer[row][column] for column in range(COLUMNS)] for row in range(LINES)]


def colour(name, otherwise):
    return otherwise if name == "default" else NAMED.get(name, name)


def style(cell):
    """Ink, ground, and whether it is bold or underlined."""
    ink, ground = colour(cell.fg, INK), colour(cell.bg, GROUND)
    if cell.reverse:
        ink, ground = ground, ink
    return ink, ground, cell.bold, cell.underscore


def drawn(lines):
    """One state of the screen: what stands there, in runs of one style."""
    out = []
    for row, line in enumerate(lines):
        at = 0
        while at < COLUMNS:
            end = at + 1
            while end < COLUMNS and style(line[end]) == style(line[at]):
                end += 1
            words = "".join(cell.data for cell in line[at:end])
            ink, ground, bold, underlined = style(line[at])
            x, y = MARGIN + at * WIDTH, MARGIN + row * HEIGHT
            if ground != GROUND:
                width = (end - at) * WIDTH
                out.append(f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{HEIGHT}" fill="#{ground}"/>')
            if words.strip() or underlined:
                # Blanks in front move the words, those behind are not there.
                lead = 0 if underlined else len(words) - len(words.lstrip())
                shown = words[lead:] if underlined else words.strip()
                x += lead * WIDTH
                kinds = (' font-weight="700"' if bold else "") + (' class="u"' if underlined else "")
                fill = f' fill="#{ink}"' if ink != INK else ""
                length = f' textLength="{len(shown) * WIDTH:.1f}"'
                out.append(f'<text x="{x:.1f}" y="{y + 13}"{fill}{kinds}{length}>{escape(shown, quote=False)}</text>')
            at = end
    return "".join(out)


def picture(states):
    """The states one after the other, for ever; where nothing shall move, the one that tells most."""
    width, height = COLUMNS * WIDTH + 2 * MARGIN, LINES * HEIGHT + 2 * MARGIN
    count = len(states)
    step = 100 / count
    rules = [
        "text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;white-space:pre}",
        # The terminal does not tell the colour of lines: that of what Neovim says beside them.
        f".u{{text-decoration:underline #{NAMED['red']}}}",
        f"g{{opacity:0;animation:s {count * SECONDS}s step-end infinite}}",
        f"@keyframes s{{0%{{opacity:1}}{step:.3f}%{{opacity:0}}}}",
        "@media (prefers-reduced-motion:reduce){g{animation:none}g.still{opacity:1}}",
    ]
    rules += [f"g:nth-of-type({nth + 1}){{animation-delay:{nth * SECONDS - count * SECONDS}s}}" for nth in range(count)]
    kinds = [' class="still"' if nth == STILL else "" for nth in range(count)]
    groups = "".join(f"<g{kind}>{drawn(state)}</g>\n" for kind, state in zip(kinds, states, strict=True))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" role="img" '
        'aria-label="A draft is typed in Neovim: a title that has ended and a price that another article gives otherwise are '
        'marked as they are typed, and the price of the other article is written with one action">'
        f"<style>{''.join(rules)}</style>"
        f'<rect width="100%" height="100%" rx="8" fill="#{GROUND}"/>\n<svg fill="#{INK}">{groups}</svg></svg>\n'
    )


def main():
    with tempfile.TemporaryDirectory() as folder:
        newsroom = Path(shutil.copytree(ROOT / "fixtures" / "newsroom", Path(folder) / "newsroom"))
        states = list(session(newsroom))
    if os.environ.get("PICTURE_AS_TEXT"):
        for state in states:
            print("\n".join("".join(cell.data for cell in line).rstrip() for line in state), "\n" + "=" * COLUMNS)
        return
    sys.stdout.write(picture(states))


if __name__ == "__main__":
    main()
