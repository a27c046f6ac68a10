"""A power cut: a command is killed with every process it has started, git included."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from pathlib import Path

from lost_commands import COMMANDS, SAID, Command, Herd, problems
from lost_git import FINISH, NEXT, TARGET, all_sent, git, left_about

AT_ONCE = 2
SHARED = "felles.git"
_LEFT = re.compile(r".*\.lock|\.merge_file_.*|skolemiljo-(arbeid|index)-.*|MERGE_.*|AUTO_MERGE")
_DOCUMENTS = re.compile(r"\?\? (m\.md|cases/[^/]+/dokumenter/)")


@dataclass
class Cuts:
    """What many power cuts left: how many hit, and what was wrong after the next commands."""

    killed: int = 0
    finished: int = 0
    left_something: int = 0
    wrong: list[str] = field(default_factory=list)


COMMITTING = [
    *(one for one in COMMANDS if one.folder == "arkiv" and one.name != "render -o elsewhere"),
    Command("undo", ("undo",)),
    Command("doctor --fix", ("doctor", "--fix", "--ja"), folder="sykt"),
    Command("sync", ("sync",)),
    Command("sync --ferdig", FINISH, folder="stanset"),
    Command("init", ("init", "--no-input", "--skole", "Eksempel skole"), None, folder="tom"),
]


def cut(herd: Herd, command: Command, times: int, dice: random.Random) -> Cuts:
    """Cut the power many times at random moments of the command, and see what the next ones say."""
    cuts, span = Cuts(), _span(herd, command)
    for done in range(0, times, AT_ONCE):
        waits = [dice.uniform(0, span) for _ in range(min(AT_ONCE, times - done))]
        places = [herd.fresh(command.folder, SHARED) for _ in waits]
        orders = [
            {"commands": [command.words], "cwd": str(place / command.folder), "env": command.env,
             "watch": True, "kill_after": wait, "whole_group": True}
            for place, wait in zip(places, waits, strict=True)
        ]  # fmt: skip
        for place, told in zip(places, herd.orders(*orders), strict=True):
            cuts.killed += told["status"] == -9
            cuts.finished += told["status"] == 0
            span *= 1.05 if told["status"] == -9 else 0.9  # the machine's load changes
            cuts.left_something += bool(left_in(place))
        nexts = [
            {"commands": ways_on(command), "cwd": str(place / command.folder)} for place in places
        ]
        answers = herd.orders(*nexts)
        for place, wait, told in zip(places, waits, answers, strict=True):
            wrong = wrong_after(command, place, told)
            cuts.wrong += [f"{command.name} cut after {wait * 1000:.1f} ms: {one}" for one in wrong]
            herd.drop(place)
    return cuts


def ways_on(command: Command) -> list[tuple[str, ...]]:
    """Return what a person does when the power is back."""
    if command.folder == "tom":
        case = ("new-case", "--elev", "E", "--beskrivelse", "B", "--no-input")
        return [command.words, case, ("check",)]
    if command.folder == "stanset":
        return [FINISH, NEXT, ("sync",)]
    if command.folder == "sykt":
        return [("doctor", "--fix", "--ja"), ("doctor", "--fix", "--ja"), NEXT, ("sync",)]
    return [NEXT, ("sync",)]


def wrong_after(command: Command, place: Path, told: dict) -> list[str]:
    """Return what is stuck, lost or left when the next commands have been run."""
    here = place / command.folder
    codes = told["codes"]
    if command.folder == "tom":
        codes = [code for code in codes if not (code == 73 and codes.index(code) == 0)]
    if command.folder == "sykt":
        codes = codes[1:]
    wrong = [f"then {told['codes']} {told['err']}"] if any(codes) or told["status"] else []
    wrong += [f"left {one}" for one in left_in(place)] + problems(here)
    status = git(here, "status", "--porcelain").splitlines()
    wrong += [f"status {one}" for one in status if not _DOCUMENTS.match(one)]
    if command.folder == "tom":
        return wrong
    text = (here / TARGET).read_text("utf-8")
    wanted = ["Det neste.", "Fra den andre.", *([] if command.name == "undo" else [SAID])]
    wrong += [f"{one!r} is lost" for one in wanted if one not in text]
    if not all_sent(here):
        wrong.append("not sent")
    if git(here, "rev-parse", "HEAD") != git(place / SHARED, "rev-parse", "main"):
        wrong.append("not received")
    return wrong


def left_in(place: Path) -> list[str]:
    found = [
        str(one.relative_to(place))
        for one in place.rglob("*")
        if _LEFT.fullmatch(one.name) and one.is_file()
    ]
    return found + left_about(place)


def _span(herd: Herd, command: Command) -> float:
    """Return roughly how long the command takes from its first writing."""
    import time

    place = herd.fresh(command.folder, SHARED)
    begun = time.monotonic()
    told = herd.do(place / command.folder, command.words, env=command.env)
    assert told["status"] == 0, told
    herd.drop(place)
    return time.monotonic() - begun
