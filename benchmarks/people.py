"""Merge pairs of histories with people in them by real git, both ways, and count what is wrong.

`python benchmarks/people.py [PAIRS] [SEED]`, 1,000 by default. Half of what adds and writes is done
by commands, the rest by hand; `tests/versions/people_histories.py` says what must hold.
"""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "versions"))

from people_histories import Histories, Side, same_people, wrong

from skolemiljo_cli.cli.framework.app import run
from skolemiljo_cli.store.yaml import reader

_BATCH = 25
_PERSON = "[user]\n\tname = Rita\n\temail = rita@skole.example\n[init]\n\tdefaultBranch = main\n"


class WithCommands(Histories):
    """Draws histories, and does half of what adds and writes by commands in a ledger of its own."""

    def __init__(self, seed: str, ledger: Path) -> None:
        super().__init__(seed)
        self.ledger = ledger

    def add(self, side: Side) -> None:
        if self.random.random() < 0.5:
            super().add(side)
            return
        role, letter = self.random.choice([("medelev", "e"), ("foresatt", "f"), ("laerer", "a")])
        key = next(k for n in range(1, 99) if (k := f"{letter}{n}") not in side.values["parter"])
        said = f"{role}={self.name_of_somebody()}" if self.random.random() < 0.6 else role
        self.people += 1
        side.who[key] = f"P{self.people}"
        self._log(side, key, "--part", said)

    def write(self, side: Side, key: str | None = None) -> None:
        key = key or self._key(side)
        if key is None or self.random.random() < 0.5:
            super().write(side, key)
        else:
            self._log(side, key)

    def _log(self, side: Side, key: str, *more: str) -> None:
        self.number += 1
        side.about[self.number] = side.who[key]
        case = side.values["id"]
        path = self.ledger / "cases" / case / "sak.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(side.text)
        words = ("log", case, "--no-input", "--type", "notat", "--av", "a1", "--om", key)
        quietly(self.ledger, *words, *more, "--tekst", f"T{self.number}T om {{{key}}}.")
        side.values = reader.read(path.read_bytes())


def quietly(folder: Path, *words: str) -> None:
    """Run a command that must go well."""
    os.chdir(folder)
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = run(list(words))
    if code:
        raise SystemExit(f"{words}: {code}\n{out.getvalue()}")


def git(folder: Path, *words: str, fine: bool = True) -> str:
    ran = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=fine)
    return ran.stdout + ran.stderr


def merged(place: Path, pairs: dict[str, tuple[Side, Side, Side]], *, turned: bool) -> str:
    """Commit the base and both sides, merge the second into the first; return what is said."""
    git(place.parent, "init", "-q", place.name)
    quietly(place, "init", "--no-input", "--skole", "Eksempel skole")
    for number, branch in enumerate(("base", "theirs", "ours")):
        if branch != "base":
            git(place, "switch", "-q", "-c", branch, "base")
        for case, (base, ours, theirs) in pairs.items():
            sides = {"base": base, "ours": theirs if turned else ours}
            side = sides.get(branch, ours if turned else theirs)
            path = place / "cases" / case / "sak.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(side.text)
        git(place, "add", "-A")
        git(place, "commit", "-q", "--allow-empty", "-m", f"{number}")
        if branch == "base":
            git(place, "branch", "base")
    return git(place, "merge", "--no-edit", "theirs", fine=False)


def faults_of(
    places: list[Path], said: list[str], case: str, pair: tuple[Side, Side, Side]
) -> tuple[list[str], bool, bool]:
    """Return what is wrong with a case that was merged both ways, if told, and if decided."""
    base, ours, theirs = pair
    here, there = ((place / "cases" / case / "sak.yaml").read_bytes() for place in places)
    told = ["\n".join(row for row in text.splitlines() if case in row) for text in said]
    found = [*wrong(base, ours, theirs, here, told[0]), *wrong(base, theirs, ours, there, told[1])]
    decided = not any("feil:" in text for text in told)
    if not same_people(here, there, decided=decided):
        found.append("not the same people both ways")
    return found, any(told), decided


def main(count: int, seed: str) -> int:
    """Merge the pairs in batches, and print what is found."""
    begun, faulty, told_of, undecided = time.monotonic(), 0, 0, 0
    os.environ["SKOLEMILJO_TODAY"] = "2026-12-10"
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        os.environ.update(HOME=scratch, GIT_CONFIG_NOSYSTEM="1")
        (home / ".gitconfig").write_text(_PERSON)
        (home / "hand").mkdir()
        quietly(home / "hand", "init", "--no-input", "--skole", "Eksempel skole")
        for start in range(0, count, _BATCH):
            stop = min(start + _BATCH, count)
            pairs = {}
            for number in range(start, stop):
                case = f"2026-11-22-{number:04d}"
                pairs[case] = WithCommands(f"{seed} {number}", home / "hand").pair(case)
            places = [home / f"{way}{start}" for way in ("here", "there")]
            said = [merged(place, pairs, turned=way == 1) for way, place in enumerate(places)]
            for case, pair in pairs.items():
                found, told, decided = faults_of(places, said, case, pair)
                faulty, told_of, undecided = (
                    faulty + bool(found), told_of + told, undecided + (not decided)
                )  # fmt: skip
                for fault in found[:3]:
                    print(f"{seed} {case}: {fault}", file=sys.stderr)
            seconds = time.monotonic() - begun
            print(f"{stop} pairs, {faulty} with faults, {seconds:.0f} s", flush=True)
    print(
        f"\n{count} pairs, merged both ways by git: {faulty} with a text about another person that "
        f"was not told,\na text lost, or other people the other way. {told_of} had something told, "
        f"{undecided} left something to decide."
    )
    return 1 if faulty else 0


if __name__ == "__main__":
    words = [*sys.argv[1:], *("1000", "20261130")[len(sys.argv) - 1 :]]
    sys.exit(main(int(words[0]), words[1]))
