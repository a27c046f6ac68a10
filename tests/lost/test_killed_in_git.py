"""Commands that commit, killed at random moments: files and the repository are whole."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from lost_commands import SAID
from lost_git import NEXT, TARGET, all_sent, git, left_about

KILLS = int(os.environ.get("SKOLEMILJO_KILLS", "50"))
SEED = int(os.environ.get("SKOLEMILJO_SEED", "20261123"))


def states(in_git, words) -> tuple[set[bytes], float]:
    """Return what the file may be afterwards, and roughly how long the writing takes."""
    import time

    place = in_git.fresh("arkiv", "felles.git")
    before = (place / "arkiv" / TARGET).read_bytes()
    started = time.monotonic()
    told = in_git.do(place / "arkiv", words)
    assert told["codes"] == [0], told
    after = (place / "arkiv" / TARGET).read_bytes()
    in_git.drop(place)
    return {before, after}, time.monotonic() - started


@pytest.mark.parametrize(
    "words", [("log", "aaaa", "--tekst", "Nytt.", "--no-input"), ("undo",), ("sync",)],
    ids=lambda words: words[0],
)  # fmt: skip
def test_killed_while_it_records_nothing_is_lost_and_the_next_command_goes_on(words, in_git):
    rng = random.Random(f"{SEED} {words[0]}")
    allowed, seconds = states(in_git, words)
    logs = words[0] == "log"  # a new entry has another id each time
    killed = 0
    for number in range(KILLS):
        place = in_git.fresh("arkiv", "felles.git")
        here = place / "arkiv"
        order = {"commands": [list(words)], "cwd": str(here), "watch": True,
                 "kill_after": rng.uniform(0, seconds)}  # fmt: skip
        (told,) = in_git.orders(order)
        late = told["status"] != -9  # it had ended already: its speed depends on the load
        killed += not late
        seconds *= 0.9 if late else 1.05
        settled(here)
        text = (here / TARGET).read_bytes()
        assert text in allowed or (logs and SAID.encode() in text and b"Nytt." in text), SEED
        then = in_git.do(here, NEXT, ("sync",))
        assert then["codes"] == [0, 0], (SEED, then)
        assert left_about(here) == [], SEED
        assert git(here, "status", "--porcelain", "--", "cases") == "", SEED
        assert all_sent(here), SEED
        final = (here / TARGET).read_text("utf-8")
        assert "Det neste." in final
        assert "Fra den andre." in final
        if number % 10 == 0:
            git(here, "fsck", "--strict")
        in_git.drop(place)
    assert killed > KILLS // 4


def settled(here: Path) -> None:
    """Wait for a git process that runs on after its command was killed."""
    import time

    for _ in range(200):
        if not (here / ".git" / "index.lock").exists():
            return
        time.sleep(0.02)
