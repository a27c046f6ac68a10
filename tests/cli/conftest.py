"""A conversation with the program on a terminal of its own, and the case it made."""

from __future__ import annotations

import io
import os
import select
import signal
import sys
from pathlib import Path

import pytest
from minted import without_ids

from skolemiljo_cli.cli.framework.app import run
from skolemiljo_cli.store.yaml import reader

PATIENCE = 20  # seconds; an answer comes in a tenth of one


class Forked:
    """The program as a child of this process: it has everything imported, and begins at once.

    That a new interpreter asks and is interrupted is what `tests/contract/test_processes.py` sees.
    """

    def __init__(self, words: tuple[str, ...], cwd: Path, terminal: int) -> None:
        reading, writing = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                for number, end in enumerate((terminal, writing, terminal)):
                    os.dup2(end, number)
                self._be_it(words, cwd)
            finally:
                os._exit(99)
        os.close(writing)
        self.stdout = os.fdopen(reading, "rb")
        self.returncode: int | None = None

    def _be_it(self, words: tuple[str, ...], cwd: Path) -> None:
        for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
            raw = open(number, f"{mode}b", closefd=False)  # noqa: SIM115 - for good
            lines = name == "stderr"
            setattr(sys, name, io.TextIOWrapper(raw, encoding="utf-8", line_buffering=lines))
        os.chdir(cwd)
        os.environ["TERM"] = "xterm"
        code = run(list(words))
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            os.kill(self.pid, number)

    def wait(self) -> int:
        if self.returncode is None:
            _, status = os.waitpid(self.pid, 0)
            self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode


class Conversation:
    """The program at work on a pseudo-terminal that does not echo; stdout goes elsewhere."""

    def __init__(self, *words: str, cwd: Path) -> None:
        import pty
        import termios

        self.ours, theirs = pty.openpty()
        mode = termios.tcgetattr(theirs)
        mode[3] &= ~termios.ECHO
        termios.tcsetattr(theirs, termios.TCSANOW, mode)
        self.process = Forked(words, cwd, theirs)
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
        out = self.process.stdout.read()
        code = self.process.wait()
        os.close(self.ours)
        return code, out.decode(), self.said

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
        one.process.send_signal(signal.SIGKILL)
        one.process.wait()
        one.process.stdout.close()


@pytest.fixture
def made(ledger):
    """The only case of the ledger as plain values, without its id."""

    def read(root: Path = ledger) -> dict:
        (path,) = (root / "cases").glob("*/sak.yaml")
        values = reader.read(path.read_bytes())
        assert values.pop("id") == path.parent.name
        return without_ids(values)

    return read
