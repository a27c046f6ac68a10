"""Time `history` over a long history: `python benchmarks/history.py` (500 cases, 10,000 commits).

The history is made with `git fast-import`: every commit adds one entry to one case, as the program
does. Four commits tamper with a case, and must be the only findings.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from generate import case, entry_id, text
from run import tree_memory

from skolemiljo_cli.model.ids import ALPHABET

BEGUN = datetime(2025, 8, 18, 7, tzinfo=UTC)
PROGRAM = [sys.executable, "-m", "skolemiljo_cli"]


def entry(when: datetime, chance: random.Random) -> str:
    return f"""\
  - id: {entry_id("h", chance)}
    tid: {when:%Y-%m-%dT%H:%M}
    type: elevsamtale
    delplikt: undersoke
    av: a1
    med: [e1]
    om: [e1]
    tekst: |
{text(chance, 2, 6)}"""


def planted(whole: str, number: int, when: datetime, chance: random.Random) -> str:
    """Tamper with a case in one of four ways."""
    if number == 0:
        return whole.replace("{e1}", "{e1} og de andre", 1)
    if number == 1:
        head, _, last = whole.rpartition("  - id: h-")
        return head if last else whole
    if number == 2:
        return whole.replace("startet: 20", "startet: 19", 1)
    return whole + entry(when - timedelta(days=277), chance)


def stream(cases: int, commits: int) -> Iterator[str]:
    """Yield the history as `git fast-import` reads it."""
    chance = random.Random(1)
    texts: dict[str, str] = {}
    step = timedelta(days=400) / commits
    at_random = chance.sample(range(cases + commits // 10, commits), 4)
    odd = {number: kind for kind, number in enumerate(at_random)}
    for number in range(commits):
        when = BEGUN + step * number
        if number < cases:
            tail = "".join(chance.choices(ALPHABET, k=4))
            name = f"{when.date()}-{tail}"
            texts[name] = case(name, when.date() - timedelta(days=1), 1, chance).partition("logg:")[
                0
            ]
            texts[name] += "logg:\n" + entry(when, chance)
        else:
            name = chance.choice(list(texts))
            if number in odd:
                texts[name] = planted(texts[name], odd[number], when, chance)
            else:
                texts[name] += entry(when, chance)
        data = texts[name].encode()
        yield (
            f"commit refs/heads/main\n"
            f"committer Rita Rektorsen <rita@skole.example> {int(when.timestamp())} +0000\n"
            f"data 5\nendre\nM 100644 inline cases/{name}/sak.yaml\n"
            f"data {len(data)}\n{data.decode()}\n"
        )


def make(root: Path, cases: int, commits: int) -> None:
    git = ["git", "-C", str(root)]
    env = {**os.environ, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", "init", "-q", "-b", "main", str(root)], check=True, env=env)
    given = "".join(stream(cases, commits)).encode()
    subprocess.run([*git, "fast-import", "--quiet"], input=given, check=True, env=env)
    subprocess.run([*git, "reset", "-q", "--hard"], check=True, env=env)
    (root / "skolemiljo.yaml").write_text("skole: Eksempel skole\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=500)
    parser.add_argument("--commits", type=int, default=10_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make(root, given.cases, given.commits)
        one = sorted((root / "cases").iterdir())[0].name
        for words in (("--check", "--json"), (one,), ("--anchor", "c0ffee00c0de")):
            args = [*PROGRAM, "--ledger", str(root), "history", *words]
            begun = time.perf_counter()
            process = subprocess.Popen(args, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            peak = 0.0
            while "--check" in words and process.poll() is None:
                peak = max(peak, tree_memory(process.pid))
                time.sleep(0.2)
            said = process.communicate()[0]
            spent = time.perf_counter() - begun
            print(f"history {' '.join(words):40}{spent:8.2f} s {peak:6.0f} MB")
            if "--check" in words:
                for found in json.loads(said)["findings"]:
                    print(f"  {found['rule']}: {found['key']}")


if __name__ == "__main__":
    main()
