"""Commands that record in git, killed at random moments: the old or the new, and git is whole."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from lost_commands import CASE, SAID, A, Herd, make_template

KILLS = int(os.environ.get("SKOLEMILJO_KILLS", "50"))
SEED = int(os.environ.get("SKOLEMILJO_SEED", "20261123"))
TARGET = f"{A}/sak.yaml"
NEXT = ("log", "aaaa", "--tekst", "Det neste.", "--no-input")


def git(place: Path, *words: str) -> str:
    ran = subprocess.run(["git", *words], cwd=place, capture_output=True, text=True, check=True)
    return ran.stdout


@pytest.fixture(scope="module")
def herd(tmp_path_factory):
    """A ledger in git with something to undo, and a shared place where another has been at work."""
    if os.name == "nt":
        pytest.skip("needs fork and SIGKILL")
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("hjem")
        patch.setenv("HOME", str(home))
        patch.setenv("SKOLEMILJO_TODAY", "2026-11-23")
        (home / ".gitconfig").write_text(
            "[user]\n\tname = Rita\n\temail = rita@skole.example\n[init]\n\tdefaultBranch = main\n"
        )
        scratch = tmp_path_factory.mktemp("flokk")
        template = make_template(tmp_path_factory.mktemp("mal"))
        prepare(template)
        herd = Herd(template, scratch)
        yield herd
        herd.end()


def prepare(template: Path) -> None:
    from skolemiljo_cli.cli.app import run

    here = template / "arkiv"
    config = here / "skolemiljo.yaml"
    config.write_text(config.read_text("utf-8").replace("commit: false", "commit: true"), "utf-8")
    git(here, "init", "-q")
    git(here, "add", ".")
    git(here, "commit", "-qm", "start")
    git(template, "init", "-q", "--bare", "felles.git")
    git(here, "remote", "add", "origin", "../felles.git")
    git(here, "push", "-q", "-u", "origin", "main")
    git(template, "clone", "-q", "felles.git", "andre")
    theirs = template / "andre" / TARGET
    theirs.write_text(CASE + "logg:\n  - {id: h-0aaa, tid: 2026-11-20, tekst: Fra den andre.}\n")
    git(template / "andre", "commit", "-qam", "for hånd")
    git(template / "andre", "push", "-q")
    shutil.rmtree(template / "andre")
    words = ["--ledger", str(here), "log", "aaaa", "--tekst", SAID, "--no-input", "--quiet"]
    assert run(words) == 0


def states(herd, words) -> tuple[set[bytes], float]:
    """What the file may be afterwards, and about how long the writing takes."""
    import time

    place = herd.fresh()
    before = (place / "arkiv" / TARGET).read_bytes()
    started = time.monotonic()
    told = herd.do(place / "arkiv", words)
    assert told["codes"] == [0], told
    after = (place / "arkiv" / TARGET).read_bytes()
    herd.drop(place)
    return {before, after}, time.monotonic() - started


def left_about(place: Path) -> list[str]:
    names = [one.name for one in place.rglob("*") if one.is_file()]
    return [
        one for one in names if one.startswith((".skriver-", "skolemiljo-index")) or one == "las"
    ]


@pytest.mark.parametrize(
    "words", [("log", "aaaa", "--tekst", "Nytt.", "--no-input"), ("undo",), ("sync",)],
    ids=lambda words: words[0],
)  # fmt: skip
def test_killed_while_it_records_nothing_is_lost_and_the_next_command_goes_on(words, herd):
    rng = random.Random(f"{SEED} {words[0]}")
    allowed, seconds = states(herd, words)
    logs = words[0] == "log"  # a new entry has another id each time
    killed = 0
    for number in range(KILLS):
        place = herd.fresh()
        here = place / "arkiv"
        order = {"commands": [list(words)], "cwd": str(here), "watch": True,
                 "kill_after": rng.uniform(0, seconds)}  # fmt: skip
        (told,) = herd.orders(order)
        late = told["status"] != -9  # it had ended: how quick it is depends on what else runs
        killed += not late
        seconds *= 0.9 if late else 1.05
        settled(here)
        text = (here / TARGET).read_bytes()
        assert text in allowed or (logs and SAID.encode() in text and b"Nytt." in text), SEED
        then = herd.do(here, NEXT, ("sync",))
        assert then["codes"] == [0, 0], (SEED, then)
        assert left_about(here) == [], SEED
        assert git(here, "status", "--porcelain", "--", "cases") == "", SEED
        assert git(here, "rev-parse", "HEAD") == git(here, "rev-parse", "origin/main")
        final = (here / TARGET).read_text("utf-8")
        assert "Det neste." in final
        assert "Fra den andre." in final
        if number % 10 == 0:
            git(here, "fsck", "--strict")
        herd.drop(place)
    assert killed > KILLS // 4


def settled(here: Path) -> None:
    """Wait for a git that outlived the command that started it: it ends by itself."""
    import time

    for _ in range(200):
        if not (here / ".git" / "index.lock").exists():
            return
        time.sleep(0.02)
