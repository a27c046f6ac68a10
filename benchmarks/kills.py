"""Kill every writing command (SIGKILL) many times, and report what was left afterwards.

`python benchmarks/kills.py [TIMES] [SEED]`, 500 times each by default; the tests do it 50 times.
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


if __name__ == "__main__":
    words = [*sys.argv[1:], *("500", "20261123")[len(sys.argv) - 1 :]]
    sys.exit(main(int(words[0]), words[1]))
