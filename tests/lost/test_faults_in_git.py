"""Each call to the disk and to git fails in turn, in a ledger in git: nothing is lost."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from lost_accidents import AT_ONCE
from lost_commands import SAID, problems
from lost_git import FINISH, NEXT, OUR_WORDS, TARGET, THEIR_WORDS, all_sent, git, left_about

ALL = bool(os.environ.get("SKOLEMILJO_ALL_FAULTS"))
CALM = {0, 65, 66, 73, 75, 77, 78}
MANY = 20
DISK = ("ENOSPC", "EIO", "EACCES", "EROFS", "dies", "ENOSPC on")
GIT = ("ENOMEM", "no", "late", "done", "dies")
READING = ("EIO", "EACCES", "dies")


@dataclass(frozen=True)
class Task:
    """A command, its folder, and the commands to run after the accident."""

    name: str
    words: tuple[str, ...]
    folder: str = "arkiv"
    heals: tuple[tuple[str, ...], ...] = (NEXT, ("sync",))
    codes: frozenset[int] = frozenset({0})


DRIVER = ("merge-driver", "--", "../flett/felles", "../flett/var", "../flett/deres", "7", TARGET)
MENDING = ("doctor", "--fix", "--ja")
TASKS = [
    Task("log", ("log", "aaaa", "--tekst", "Nytt.", "--no-input")),
    Task("undo", ("undo",)),
    Task("sync", ("sync",)),
    Task("sync --ferdig", FINISH, "stanset", (FINISH, NEXT, ("sync",))),
    # What it mends after a fault can itself be new to git: that is left for the next time.
    Task("doctor --fix", MENDING, "sykt", (MENDING, MENDING, NEXT, ("sync",)), frozenset({0, 1})),
    Task("merge-driver", DRIVER, heals=(NEXT, ("sync",)), codes=frozenset({1})),
]


@dataclass(frozen=True)
class Fault:
    """What fails, and at which call."""

    at: int
    step: str
    kind: str

    @property
    def order(self) -> dict:
        name, _, on = self.kind.partition(" ")
        number = getattr(errno, name, 0)
        kind = "error" if number else name
        return {"at": self.at, "kind": kind, "errno": number, "on": bool(on)}


def faults_of(steps: list[str]) -> list[Fault]:
    """Return two of the faults that each call can have, or all when asked for.

    Where there are many calls, one each.
    """
    chosen, turn, few = [], count(), 1 if len(steps) > MANY else 2
    for at, step in enumerate(steps):
        kinds = {"git": GIT, "read": READING}.get(step, DISK)
        kinds = (*kinds, "short") if step == "write" else kinds
        picked = kinds if ALL else {kinds[next(turn) % len(kinds)] for _ in range(few)}
        chosen += [Fault(at, step, kind) for kind in sorted(picked)]
    return chosen


def said_wrong(task: Task, fault: Fault, told: dict) -> list[str]:
    if fault.kind == "dies":
        return [] if told["status"] == -9 else ["it lives"]
    (code,) = told["codes"] or (None,)
    no = {2} if fault.kind in ("no", "done") else set()  # git itself refused
    wrong = [] if code in CALM | task.codes | no else [f"ended with {code}"]
    said = told["out"] + told["err"]
    doctors = task.name == "doctor --fix"  # reports faults as findings, and shows what it fixes
    if code not in task.codes and "Feil: " not in said and not doctors:
        wrong.append("no calm sentence")
    words = ("Traceback", "engelsk", "skolemiljo selv", "Askeladd", SAID)
    words += () if doctors else (".skriver-",)
    return wrong + [f"said {word}" for word in words if word in said]


def lost(task: Task, here: Path) -> list[str]:
    """Return what is lost or duplicated right after the accident."""
    text = (here / TARGET).read_text("utf-8")
    wanted = [] if task.name == "undo" else [SAID]
    wrong = [f"{one!r} {text.count(one)} times" for one in wanted if text.count(one) != 1]
    if task.name == "merge-driver":
        wrong += half_merged(here)
    return wrong


def half_merged(here: Path) -> list[str]:
    """Return what a half-finished merge has lost of our text, and of theirs if it was merged."""
    ours = (here / "../flett/var").read_text("utf-8")
    aside = list(here.glob(".skolemiljo/attic/*/*.yaml"))
    if "Fra den andre." not in ours:
        return [] if OUR_WORDS in ours else ["ours is gone"]
    told = ours + "".join(one.read_text("utf-8") for one in aside)
    return [one for one in (OUR_WORDS, THEIR_WORDS, "Fra oss.") if one not in told]


def after(task: Task, here: Path, told: dict) -> list[str]:
    """Return what is wrong when the following commands have been run."""
    healed = told["codes"][1:] if task.folder == "sykt" else told["codes"]
    wrong = [] if not any(healed) else [f"then {told['codes']} {told['err']}"]
    text = (here / TARGET).read_text("utf-8")
    wanted = ["Det neste.", "Fra den andre."] + ([] if task.name == "undo" else [SAID])
    wrong += [f"{one!r} {text.count(one)} times" for one in wanted if text.count(one) != 1]
    if task.folder == "stanset":
        aside = "".join(one.read_text("utf-8") for one in here.glob(".skolemiljo/attic/*/*.yaml"))
        wrong += [one for one in (OUR_WORDS, THEIR_WORDS) if one not in text + aside]
    wrong += left_about(here) + problems(here)
    wrong += git(here, "status", "--porcelain").splitlines()
    if not all_sent(here):
        wrong.append("not sent")
    return wrong


@pytest.mark.parametrize("task", TASKS, ids=[one.name for one in TASKS])
def test_a_fault_at_any_call_to_disk_or_git_loses_nothing_and_can_be_gone_on_from(task, in_git):
    needed = (task.folder, "felles.git", "flett")
    place = in_git.fresh(*needed)
    told = in_git.do(place / task.folder, task.words, watch=True)
    assert set(told["codes"]) <= task.codes, told
    then = in_git.do(place / task.folder, *task.heals)
    assert after(task, place / task.folder, then) == []
    assert len({*told["steps"]}) > 3
    wrong = []
    faults = faults_of(told["steps"])
    for done in range(0, len(faults), AT_ONCE):
        batch = faults[done : done + AT_ONCE]
        homes = [in_git.fresh(*needed) / task.folder for _ in batch]
        orders = [
            {"commands": [task.words], "cwd": str(home), "watch": True, "fault": fault.order}
            for home, fault in zip(homes, batch, strict=True)
        ]
        for home, fault, answer in zip(homes, batch, in_git.orders(*orders), strict=True):
            found = said_wrong(task, fault, answer) + lost(task, home)
            wrong += [f"{fault}: {what}: {answer['err']}" for what in found]
        nexts = [{"commands": task.heals, "cwd": str(home)} for home in homes]
        for home, fault, answer in zip(homes, batch, in_git.orders(*nexts), strict=True):
            wrong += [f"{fault}: {what}" for what in after(task, home, answer)]
            in_git.drop(home.parent)
    assert wrong == []
