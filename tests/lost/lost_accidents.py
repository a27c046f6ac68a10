"""Accidents during commands, and checks of what they leave."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lost_commands import A, C, Command, Herd, kept_texts, leftovers, problems

AT_ONCE = 4
NEXT = ("log", "aaaa", "--tekst", "Etterpå.")
IN_NEW = (("init", "--no-input"), ("new-case", "--elev", "E", "--beskrivelse", "B"))


@dataclass
class Tally:
    """The results of many accidents."""

    killed: int = 0
    finished: int = 0
    old: int = 0
    new: int = 0
    dirty: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class State:
    """The content of a ledger, as far as a command can change it."""

    cases: dict[str, bytes]
    documents: dict[str, bytes]

    @property
    def sizes(self) -> tuple:
        """Return the state without random parts: ids have equal lengths."""
        cases = sorted(len(data) for data in self.cases.values())
        return (tuple(cases), tuple((name, len(data)) for name, data in self.documents.items()))


def state(place: Path, command: Command) -> State:
    root = place / command.folder
    cases = {one.parent.name: one.read_bytes() for one in sorted(root.glob("cases/2*/sak.yaml"))}
    empty = [one for one in root.glob("cases/2*") if one.name not in cases]
    documents = {
        str(one.relative_to(place)): one.read_bytes()
        for one in sorted([*place.glob("**/m.md"), *place.glob("**/oversendelse-*/*")])
        if ".skriver-" not in str(one)
    }
    if command.name == "init":
        documents["skolemiljo.yaml"] = b"x" if (root / "skolemiljo.yaml").exists() else b""
    return State({**cases, **{one.name: b"" for one in empty}}, documents)


def reference(herd: Herd, command: Command) -> tuple[State, State, dict]:
    """Return the states before and after the command without accidents, and what it told:

    `steps`, its calls to the disk, and `wrote`, how many seconds it spent from the first of them.
    """
    place = herd.fresh(command.folder)
    before = state(place, command)
    told = herd.do(place / command.folder, command.words, watch=True, env=command.env)
    assert told["codes"] == [0], told["err"]
    after = state(place, command)
    assert leftovers(place) == []
    assert problems(place / command.folder) == []
    herd.drop(place)
    return before, after, told


def ways_on(command: Command, place: Path) -> Sequence[Sequence[str]]:
    """Return the commands to run after an accident; the last writes in the same place."""
    if command.name == "init":
        made = (place / command.folder / "skolemiljo.yaml").exists()
        return IN_NEW[1:] if made else IN_NEW
    return (command.words,) if command.name == "render -o elsewhere" else (NEXT,)


def judged(place: Path, command: Command, told: dict) -> list[str]:
    """Return what is wrong after an accident and the next command."""
    wrong = [f"{found} after the next command" for found in leftovers(place)]
    wrong += problems(place / command.folder)
    if any(told["codes"]) or told["status"] != 0:
        wrong.append(f"the next command: {told['codes']} {told['status']} {told['err']}")
    return wrong


def killed(herd: Herd, command: Command, waits: Sequence[float]) -> tuple[list[Path], list[dict]]:
    """Run the command in several ledgers at the same time; kill each after a delay."""
    places = [herd.fresh(command.folder) for _ in waits]
    orders = [
        {"commands": [command.words], "cwd": str(place / command.folder), "env": command.env,
         "watch": True, "kill_after": wait}
        for place, wait in zip(places, waits, strict=True)
    ]  # fmt: skip
    return places, herd.orders(*orders)


def kill(herd: Herd, command: Command, times: int, dice: random.Random) -> Tally:
    """Kill the command many times at random moments while it writes."""
    before, after, told = reference(herd, command)
    span = told["wrote"]
    tally = Tally()
    for done in range(0, times, AT_ONCE):
        waits = [dice.uniform(0, span) for _ in range(min(AT_ONCE, times - done))]
        places, told = killed(herd, command, waits)
        for place, one in zip(places, told, strict=True):
            tally.killed += one["status"] == -9
            tally.finished += one["status"] == 0
            span *= 1.05 if one["status"] == -9 else 0.9  # its speed depends on the load
            _count(tally, place, command, before, after)
            tally.wrong += problems(place / command.folder)
        nexts = herd.orders(
            *(
                {"commands": ways_on(command, place), "cwd": str(place / command.folder)}
                for place in places
            )
        )
        for place, one, wait in zip(places, nexts, waits, strict=True):
            found = judged(place, command, one)
            tally.wrong += [f"killed after {wait * 1000:.2f} ms: {what}" for what in found]
            herd.drop(place)
    return tally


def _count(tally: Tally, place: Path, command: Command, before: State, after: State) -> None:
    now = state(place, command)
    tally.dirty += bool([one for one in place.rglob("*") if one.name.startswith(".skriver-")])
    if now == before:
        tally.old += 1
    elif now.sizes == after.sizes:
        tally.new += 1
    else:
        tally.wrong.append(f"neither the old nor the new: {now.sizes}")


__all__ = ["A", "C", "Tally", "kept_texts", "kill", "reference", "state"]
