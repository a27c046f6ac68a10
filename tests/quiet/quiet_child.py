"""A command in a process of its own, in pipes or on a pseudo-terminal, and all that it does."""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
NAMED = {"os.mkdir", "os.rename", "os.link", "os.symlink", "os.remove"}


@dataclass(frozen=True)
class Said:
    """What a command said, how it ended, the paths it wrote to, and what it started."""

    code: int
    out: str
    err: str
    paths: tuple[str, ...]
    started: tuple[str, ...]

    @property
    def all(self) -> str:
        return self.out + self.err


def run(
    words: Sequence[str],
    cwd: Path,
    *,
    env: Mapping[str, str] | None = None,
    stdin: str = "",
    screen: bool = False,
    first: Callable[[], object] = lambda: None,
) -> Said:
    """Run a command; on a `screen`, `stdin` is typed, without an echo, and then the end of it."""
    report = tempfile.TemporaryFile()  # noqa: SIM115 - closed below
    begin = _on_a_screen if screen else _in_pipes
    out, err, status = begin(lambda: _child(words, cwd, env or {}, first, report), stdin)
    report.seek(0)
    told = json.loads(report.read() or "{}")
    report.close()
    code = os.waitstatus_to_exitcode(status)
    return Said(code, out, err, tuple(told.get("paths", ())), tuple(told.get("started", ())))


def _child(words, cwd, env, first, report) -> None:
    gc.freeze()  # a child that leaves the common pages alone is quicker
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        raw = open(number, f"{mode}b", closefd=False)  # noqa: SIM115 - for good
        setattr(sys, name, io.TextIOWrapper(raw, encoding="utf-8", line_buffering=mode == "w"))
    os.chdir(cwd)
    os.environ.update(env)
    paths, started = [], []
    sys.addaudithook(lambda event, args: _note(event, args, paths, started))
    code = 99
    try:
        from skolemiljo_cli.cli.framework.app import run as program

        first()
        code = program(list(words))
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 98
    except BaseException:  # as Python itself would tell it
        import traceback

        traceback.print_exc()
    finally:
        sys.setprofile(None)
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        report.write(json.dumps({"paths": paths, "started": started}).encode())
        report.flush()
        os._exit(code)


def _note(event, args, paths: list[str], started: list[str]) -> None:
    if event == "open" and isinstance(args[2], int) and args[2] & WRITES:
        paths.append(str(args[0]))
    elif event in NAMED:
        paths.extend(str(one) for one in args if isinstance(one, str | bytes | os.PathLike))
    elif event == "subprocess.Popen":
        started.append("\0".join(map(str, args[1])))


def _in_pipes(child, stdin: str) -> tuple[str, str, int]:
    given, out, err = (tempfile.TemporaryFile() for _ in range(3))  # noqa: SIM115 - closed below
    given.write(stdin.encode())
    given.flush()
    given.seek(0)
    pid = os.fork()
    if pid == 0:
        for number, stream in enumerate((given, out, err)):
            os.dup2(stream.fileno(), number)
        child()
    _, status = os.waitpid(pid, 0)
    said = []
    for stream in (given, out, err):
        stream.seek(0)
        said.append(stream.read().decode("utf-8", "replace"))
        stream.close()
    return said[1], said[2], status


def _on_a_screen(child, typed: str) -> tuple[str, str, int]:
    import fcntl
    import pty
    import termios

    ours, theirs = pty.openpty()
    mode = termios.tcgetattr(theirs)
    mode[3] &= ~termios.ECHO
    termios.tcsetattr(theirs, termios.TCSANOW, mode)
    pid = os.fork()
    if pid == 0:
        os.setsid()
        fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)
        for number in range(3):
            os.dup2(theirs, number)
        child()
    os.close(theirs)
    os.write(ours, (typed + "\x04" * 4).encode())
    said = b""
    while True:
        try:
            more = os.read(ours, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not more:
            break
        said += more
    _, status = os.waitpid(pid, 0)
    os.close(ours)
    return said.decode("utf-8", "replace").replace("\r\n", "\n"), "", status
