"""What every test gets: an isolated home, a fixed day and zone, a ledger, and the command line."""

from __future__ import annotations

import gc
import io
import itertools
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from skolemiljo_cli.cli.framework.app import run

pytest_plugins = ["lanes"]

# Where the tests themselves run in the background, Ctrl-C is ignored, and every program that they
# start would ignore it too.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

TODAY = "2026-11-23"  # a Monday

gc.set_threshold(200_000, 50, 100)
"""Ten thousand collected tests live to the end: looking through them again and again was a tenth of
the processor time of the suite."""

settings.register_profile(
    "ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci")


@dataclass(frozen=True)
class Answer:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


Cli = Callable[..., Answer]


def pytest_collection_finish() -> None:
    gc.freeze()


def _isolate(patch: pytest.MonkeyPatch, home: Path) -> None:
    for name in list(os.environ):
        ours = name.startswith("SKOLEMILJO") and name != "SKOLEMILJO_UPDATE_SNAPSHOTS"
        if ours or name.startswith(("XDG_", "GIT_")):
            patch.delenv(name)
    # A program that a test starts finds its modules compiled, as at a user's, whatever the machine
    # says; and they are kept out of the checkout.
    patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    patch.setenv("PYTHONPYCACHEPREFIX", str(home.parent / "pycache"))
    patch.setenv("HOME", str(home))
    patch.setenv("USERPROFILE", str(home))
    patch.setenv("TZ", "Pacific/Kiritimati")
    patch.setenv("LC_ALL", "C")
    patch.setenv("NO_COLOR", "1")
    patch.setenv("COLUMNS", "100")
    patch.setenv("SKOLEMILJO_TODAY", TODAY)
    patch.chdir(home)  # never in the repository: it is a ledger itself


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """New homes, counted here: `mktemp` goes through all there are to number one more."""
    street = tmp_path_factory.mktemp("hjem")

    def build() -> Iterator[Path]:
        for number in itertools.count():
            home = street / f"hjem{number}"
            home.mkdir(mode=0o700)
            yield home

    return build()


@pytest.fixture(autouse=True)
def isolation(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing of the machine the tests run on reaches the program."""
    _isolate(monkeypatch, next(homes))
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture(scope="session")
def once(homes: Iterator[Path]) -> Callable[[], AbstractContextManager[pytest.MonkeyPatch]]:
    """As isolated as a test is, for what is made once and copied: `with once() as patch:`."""

    @contextmanager
    def apart() -> Iterator[pytest.MonkeyPatch]:
        before = os.umask(0o022)
        with pytest.MonkeyPatch.context() as patch:
            _isolate(patch, next(homes))
            yield patch
        os.umask(before)

    return apart


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Run a command in this process: `cli("deadlines", "--json", stdin="…")`."""

    def call(*args: str, stdin: str | bytes = "") -> Answer:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        capsys.readouterr()
        code = run(list(args))
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return call


@pytest.fixture
def on_screen(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let what is said from now on go to a screen, a plain one, and not to a pipe."""

    def begin() -> None:
        monkeypatch.setenv("TERM", "dumb")
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    return begin


@pytest.fixture(scope="session")
def new_ledger(tmp_path_factory: pytest.TempPathFactory, once) -> Path:
    """An empty ledger as `init` makes it: made once, and copied for each test."""
    root = tmp_path_factory.mktemp("mal") / "nytt"
    with once():
        assert run(["init", str(root), "--no-input", "--skole", "Eksempel skole"]) == 0
    return root


@pytest.fixture
def ledger(tmp_path: Path, new_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty ledger, and the folder one stands in."""
    root = shutil.copytree(new_ledger, tmp_path / "saksarkiv", copy_function=shutil.copy)
    os.umask(0o077)  # as every command leaves it; `isolation` puts it back
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def record() -> Callable[..., str]:
    """Record all of a folder in git, made a repository when it is none; answer the commit.

    `when` is a moment with a zone for both of git's times, `by` who does it.
    """

    def run(root: Path, when: str = "2026-11-23T10:00:00+0100", by: str = "Rita Rektorsen") -> str:
        person = {"NAME": by, "EMAIL": "rita@skole.example", "DATE": when}
        env = {**os.environ, **{f"GIT_AUTHOR_{key}": text for key, text in person.items()}}
        env |= {f"GIT_COMMITTER_{key}": text for key, text in person.items()}

        def git(*words: str) -> str:
            ran = subprocess.run(
                ["git", *words], cwd=root, env=env, check=True, capture_output=True, text=True
            )
            return ran.stdout.strip()

        if not (root / ".git").exists():
            git("init", "-q", "-b", "main")
            git("config", "core.autocrlf", "false")
        git("add", "-A")
        git("commit", "-q", "--allow-empty", "-m", "Ført")
        return git("rev-parse", "HEAD")

    return run


@pytest.fixture
def write_case(ledger: Path) -> Callable[..., Path]:
    """Write raw text as the `sak.yaml` of a case: what a person typed, faults and all."""

    def write(text: str | bytes, case_id: str = "2026-11-02-k3fq") -> Path:
        path = ledger / "cases" / case_id / "sak.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write
