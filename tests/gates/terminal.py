"""A terminal without a screen: a program in it is shown keys, and what it draws can be read."""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time

import pyte

# A busy machine is slow, which is no mistake of the program.
PATIENCE = 60


class Terminal:
    """A program at work in a terminal."""

    def __init__(self, command, cwd, env=None, columns=120, lines=32):
        self.screen = pyte.Screen(columns, lines)
        self.stream = pyte.ByteStream(self.screen)
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.chdir(cwd)
            os.environ.update({"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **(env or {})})
            os.execvp(command[0], [str(word) for word in command])
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def read(self, seconds):
        """Draws what arrives within a while. Whether anything did."""
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            said = os.read(self.master, 65536)
        except OSError:
            return False
        self.stream.feed(said)
        return bool(said)

    def text(self):
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait(self, shows, patience=PATIENCE):
        """Waits until the screen shows some words, or until something else holds of its text."""
        holds = shows if callable(shows) else lambda text: shows in text
        until = time.monotonic() + patience
        while not holds(self.text()):
            assert time.monotonic() < until, f"{shows} is not on the screen:\n{self.text()}"
            self.read(0.1)
        return self.text()

    def settle(self, quiet=0.3):
        """Waits until nothing is drawn any longer."""
        until = time.monotonic() + PATIENCE
        while self.read(quiet) and time.monotonic() < until:
            pass

    def keys(self, *keys):
        """Presses keys, each once what those before it have drawn is there."""
        for key in keys:
            os.write(self.master, key.encode())
            self.settle(0.15)

    def end(self):
        """Waits until the program has ended, or ends it."""
        until = time.monotonic() + 10
        while time.monotonic() < until:
            self.read(0.05)
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                os.close(self.master)
                return
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.master)
        raise AssertionError(f"the program goes on:\n{self.text()}")
