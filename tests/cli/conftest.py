"""A conversation with the program on a terminal of its own, and the case it made."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

import skolemiljo_cli
from skolemiljo_cli.store.yaml import reader

HERE = Path(skolemiljo_cli.__file__).resolve().parents[1]
PATIENCE = 20  # seconds; an answer comes in a tenth of one
ENV = {"PYTHONPATH": str(HERE), "TERM": "xterm"}


class Conversation:
    """The program at work on a pseudo-terminal that does not echo; stdout goes elsewhere."""

    def __init__(self, *words: str, cwd: Path) -> None:
        import pty
        import termios

        self.ours, theirs = pty.openpty()
        mode = termios.tcgetattr(theirs)
        mode[3] &= ~termios.ECHO
        termios.tcsetattr(theirs, termios.TCSANOW, mode)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "skolemiljo_cli", *words],
            cwd=cwd, env={**os.environ, **ENV}, stdin=theirs, stderr=theirs, stdout=subprocess.PIPE,
        )  # fmt: skip
        os.close(theirs)
        self.said = ""
        self._read = 0

    def hear(self, what: str) -> str:
        """Read until the program says `what`, and return what it said before that."""
        while what not in self.said[self._read :]:
            more = self._more()
            assert more, f"«{what}» was not said: {self.said[self._read :]}"
        start = self._read
        self._read = self.said.index(what, start) + len(what)
        return self.said[start : self._read]

    def answer(self, *lines: str) -> None:
        """Type the lines."""
        os.write(self.ours, "".join(f"{line}\n" for line in lines).encode())

    def end(self) -> tuple[int, str, str]:
        """Let it finish, and return its exit code, stdout, and all it said on the terminal."""
        while self._more():
            pass
        out, _ = self.process.communicate(timeout=60)
        os.close(self.ours)
        return self.process.returncode, out.decode(), self.said

    def _more(self) -> str:
        ready, _, _ = select.select([self.ours], [], [], PATIENCE)
        assert ready, f"it waits for an answer: {self.said[-200:]}"
        try:
            more = os.read(self.ours, 4096).decode().replace("\r\n", "\n")
        except OSError:  # so Linux says that the other end is closed
            return ""
        self.said += more
        return more


@pytest.fixture
def talk(ledger):
    """Start a conversation in the ledger; none outlives its test."""
    begun = []

    def start(*words: str, cwd: Path = ledger) -> Conversation:
        begun.append(Conversation(*words, cwd=cwd))
        return begun[-1]

    yield start
    for one in begun:
        one.process.kill()
        one.process.wait()
        one.process.stdout.close()


@pytest.fixture
def made(ledger):
    """The only case of the ledger as plain values, without its id."""

    def read(root: Path = ledger) -> dict:
        (path,) = (root / "cases").glob("*/sak.yaml")
        values = reader.read(path.read_bytes())
        assert values.pop("id") == path.parent.name
        return values

    return read
