"""A warmed process that forks one child for each command, and kills it or breaks its disk.

It reads one JSON order a line and answers each with one. A child is a real process with its own
number; everything is imported in its parent, so that it spends its time on the command.

What a command lets git start as a merge driver is a child of that kind too: `driver.py` stands
where the interpreter would, and asks for one. (tests/versions merges with real interpreters.)
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import skolemiljo_cli
from skolemiljo_cli.cli.framework.app import run

CALLS = ("open", "write", "fsync", "link", "replace", "rename", "mkdir", "unlink", "close")
OURS = ("skolemiljo_cli.", "pathlib")
GIT = "skolemiljo_cli.store.git."


class Watch:
    """Counts our own code's calls to the disk, and acts at one of them."""

    def __init__(self, started: int | None, fault: dict | None) -> None:
        self.started, self.fault, self.steps = started, fault, []
        self.began: float | None = None
        for name in CALLS:
            setattr(os, name, self.watched(name, getattr(os, name)))
        subprocess.run = self.watched("git", subprocess.run)

    def watched(self, name, real):
        def call(*args, **more):
            caller = sys._getframe(1).f_globals["__name__"]
            if not caller.startswith(GIT if name == "git" else OURS):
                return real(*args, **more)
            reads = name == "open" and not args[1] & os.O_CREAT
            self.steps.append("read" if reads else name)
            if not reads and name != "git":
                self.tell()
            return self.broken(name, real, *args, **more)

        return call

    def tell(self) -> None:
        """Note, and report, that writing has begun."""
        if self.began is None:
            self.began = time.monotonic()
        if self.started is not None:
            os.close(self.started)
            self.started = None

    def broken(self, name, real, *args, **more):
        fault = self.fault
        if fault is not None and name == "git" and self.is_due(fault):
            return self.failed_git(fault["kind"], real, *args, **more)
        if fault is None or not self.is_due(fault):
            return real(*args, **more)
        if fault["on"] and self.steps[-1] in ("read", "close", "unlink"):
            return real(*args, **more)  # on a full disk, reading and removing still work
        if fault["kind"] == "short":
            return (
                real(args[0], args[1][: max(1, len(args[1]) // 2)])
                if name == "write"
                else real(*args, **more)
            )
        if fault["kind"] == "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        if name == "write" and len(args[1]) > 1:
            real(args[0], args[1][: len(args[1]) // 2])
        if name == "close":
            real(*args)
        raise OSError(fault["errno"], "engelsk tekst")

    def is_due(self, fault: dict) -> bool:
        """Tell whether this call shall fail."""
        number = len(self.steps) - 1
        return number == fault["at"] or (number > fault["at"] and fault["on"])

    def failed_git(self, kind: str, real, words, **more):
        """Fail a git command: not started, refused, timed out, or done and then failed."""
        if kind == "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        if kind == "late":
            raise subprocess.TimeoutExpired(words, 5)
        if kind == "done":
            real(words, **more)
        elif not self.fault["on"] and kind != "no":
            raise OSError(self.fault["errno"], "engelsk tekst")
        return subprocess.CompletedProcess(words, 128, b"", b"fatal: engelsk tekst")


def child(order: dict, out, err, started: int | None) -> None:
    """Run the commands of an order and end the process."""
    os.dup2(out.fileno(), 1)
    os.dup2(err.fileno(), 2)
    sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), encoding="utf-8")
    sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), encoding="utf-8")
    sys.stdin = io.StringIO(order.get("stdin", ""))
    os.chdir(order["cwd"])
    os.environ.update(order.get("env", {}))
    watch = Watch(started, order.get("fault")) if order.get("watch") else None
    codes = []
    for words in order["commands"]:
        code = run(words)
        for _ in range(order.get("again", 0)):
            if code != 75:
                break
            code = run(words)
        codes.append(code)
    sys.stdout.flush()
    sys.stderr.flush()
    steps, began = (watch.steps, watch.began) if watch else ([], None)
    wrote = time.monotonic() - began if began is not None else 0.0
    Path(order["answer"]).write_text(json.dumps({"codes": codes, "steps": steps, "wrote": wrote}))
    os._exit(0)


def begin(order: dict) -> tuple[int, object, object, int | None]:
    out, err = (tempfile.TemporaryFile() for _ in range(2))  # noqa: SIM115 - closed in `end`
    ear, mouth = os.pipe() if order.get("kill_after") is not None else (None, None)
    pid = os.fork()
    if pid == 0:
        if ear is not None:
            os.close(ear)
        try:
            child(order, out, err, mouth)
        except BaseException:
            import traceback

            traceback.print_exc()
        os._exit(99)
    if mouth is not None:
        os.close(mouth)
    return pid, out, err, ear


def end(order: dict, begun: tuple[int, object, object, int | None]) -> dict:
    pid, out, err, ear = begun
    if ear is not None:
        os.read(ear, 1)  # returns when the child begins to write, or ends
        os.close(ear)
        time.sleep(order["kill_after"])
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    said = []
    for stream in (out, err):
        stream.seek(0)
        said.append(stream.read().decode("utf-8", "replace"))
        stream.close()
    told = {"codes": [], "steps": []}
    answer = Path(order["answer"])
    if answer.exists():
        told = json.loads(answer.read_text() or "{}") or told
        answer.unlink()
    return {"status": os.waitstatus_to_exitcode(status), "out": said[0], "err": said[1], **told}


def warm(root: str) -> None:
    """Import everything, and fill caches by running some commands."""
    for one in pkgutil.walk_packages(skolemiljo_cli.__path__, "skolemiljo_cli."):
        if not one.name.endswith("__main__"):
            importlib.import_module(one.name)
    os.chdir(root)
    sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
    for words in json.loads(sys.argv[2]):
        run(words)
    sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
    os.chdir("/")
    gc.freeze()  # a child that does not copy the shared memory pages is faster


def lend_drivers(program: Path) -> int:
    """Fork a process that forks a child for each merge driver asked for; answer its number."""
    text = Path(__file__).with_name("driver.py").read_text(encoding="utf-8")
    program.write_text(f"#!{sys.executable} -IS\n{text}", encoding="utf-8")
    program.chmod(0o700)
    door = socket.socket(socket.AF_UNIX)
    door.bind(f"{program}.sock")
    door.listen(16)
    herd = os.getpid()
    pid = os.fork()
    if pid:
        door.close()
        sys.executable = str(program)
        return pid
    door.settimeout(2)
    while os.getppid() == herd:
        with contextlib.suppress(TimeoutError):
            asked, _ = door.accept()
            if os.fork() == 0:
                be_driver(asked)
            asked.close()
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
    os._exit(0)


def be_driver(asked: socket.socket) -> None:
    """Be what git started: in its folder, with its variables, its words and its streams."""
    code = 99
    try:
        data, streams, _, _ = socket.recv_fds(asked, 1 << 20, 3)
        order = json.loads(data)
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        os.environ.clear()
        os.environ.update(order["env"])
        os.chdir(order["cwd"])
        code = run(order["words"])
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        asked.send(bytes([code]))
        os._exit(code)


def main() -> None:
    warm(sys.argv[1])
    lender = lend_drivers(Path(sys.argv[3]))
    print("klar", flush=True)  # noqa: T201
    for line in sys.stdin:
        orders = json.loads(line)
        begun = [begin(order) for order in orders]
        with ThreadPoolExecutor(len(orders)) as minders:  # reaped before the next child is forked
            told = list(minders.map(end, orders, begun))
        print(json.dumps(told), flush=True)  # noqa: T201
    os.kill(lender, signal.SIGKILL)
    os.waitpid(lender, 0)


if __name__ == "__main__":
    main()
