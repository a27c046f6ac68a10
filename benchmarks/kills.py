"""Kill every writing command (SIGKILL) many times, and report what was left afterwards.

`python benchmarks/kills.py [TIMES] [SEED]`, 500 times each by default; the tests do it 50 times.
`python benchmarks/kills.py --git [TIMES] [SEED]` does it in git, with every process that the
command has started, git included, as a power cut does.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "lost"))

from lost_accidents import kill
from lost_commands import COMMANDS, herd_of
from lost_cuts import COMMITTING, cut
from lost_git import ME, herd_in_git


def main(times: int, seed: str) -> int:
    os.environ["SKOLEMILJO_TODAY"] = "2026-11-23"
    wrong = 0
    print(f"{times} kills each, seed {seed}\n")
    print("| command | killed | ended first | old | new | left temporary files | wrong | s |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as scratch:
        herd = herd_of(Path(scratch))
        for command in COMMANDS:
            begun = time.monotonic()
            found = kill(herd, command, times, random.Random(f"{seed} {command.name}"))
            took = time.monotonic() - begun
            figures = (found.killed, found.finished, found.old, found.new, found.dirty)
            row = " | ".join(str(one) for one in (*figures, len(found.wrong), f"{took:.0f}"))
            print(f"| `{command.name}` | {row} |", flush=True)
            for one in found.wrong[:5]:
                print(f"  {one}", file=sys.stderr)
            wrong += len(found.wrong)
        herd.end()
    return 1 if wrong else 0


def cuts(times: int, seed: str) -> int:
    """Cut the power during every command in git."""
    wrong = 0
    print(f"{times} power cuts each, seed {seed}\n")
    print("| command | killed | ended first | left something | wrong | s |")
    print("|---|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        os.environ.update(HOME=scratch, SKOLEMILJO_TODAY="2026-11-23")
        (home / ".gitconfig").write_text(ME)
        for name in ("mal", "flokk"):
            (home / name).mkdir()
        herd = herd_in_git(home / "flokk", home / "mal")
        for command in COMMITTING:
            begun = time.monotonic()
            found = cut(herd, command, times, random.Random(f"{seed} {command.name}"))
            figures = (found.killed, found.finished, found.left_something, len(found.wrong))
            row = " | ".join(map(str, (*figures, f"{time.monotonic() - begun:.0f}")))
            print(f"| `{command.name}` | {row} |", flush=True)
            for one in found.wrong[:5]:
                print(f"  {one}", file=sys.stderr)
            wrong += len(found.wrong)
        herd.end()
    return 1 if wrong else 0


if __name__ == "__main__":
    given = [one for one in sys.argv[1:] if one != "--git"]
    words = [*given, *("500", "20261123")[len(given) :]]
    run = cuts if "--git" in sys.argv else main
    sys.exit(run(int(words[0]), words[1]))
