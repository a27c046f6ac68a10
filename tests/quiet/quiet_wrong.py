"""What can go wrong in a run: names in wrong places, broken files, failing disks, our own bugs."""

from __future__ import annotations

import copy
import errno
import json
import os
import sys
from collections.abc import Callable, Iterator

from quiet_case import PUPIL, TOLD, A, K, case, keyed, leaves

from skolemiljo_cli.cli.command_list import COMMANDS
from skolemiljo_cli.cli.framework import lazy_group as pages
from skolemiljo_cli.store.locking import lock
from skolemiljo_cli.store.yaml import reader

PLACES = {"--ledger", "--from", "--output", "--dir", "--anchor", "init"}
"""Where a person says a place on the disk: that is told back as it was typed, so that one sees
which it was. It is never taken from a case."""


def lines_with_a_name() -> Iterator[tuple[str, ...]]:
    """Every option and every argument of every command, with a name in it; and too many words."""
    for entry in COMMANDS:
        start = (entry.name, "add") if entry.name == "measure" else (entry.name,)
        params = pages.load(entry).params
        needed = [one for one in params if one.param_type_name == "argument" and one.required]
        known = ("kkkk",) if any(one.name == "sak" for one in needed) else ()
        known += ("varsling",) if entry.name == "render" else ()
        for param in params:
            place = {*param.opts, entry.name} & PLACES
            if param.param_type_name == "argument":
                if not place:
                    yield (*start, PUPIL)
            elif not param.is_flag and not place:
                yield (*start, *known, param.opts[0], PUPIL)
        yield (*start, *known, *(PUPIL for _ in range(8)))
        yield (*start, *known, f"--{PUPIL}")
        yield (*start, *known, f"--{PUPIL.lower().split()[0]}=1")
        yield (*start, *known, f"-{PUPIL}")
    yield from ((PUPIL,), (f"--{PUPIL}",), ("--today", PUPIL, "list"), ("--json", PUPIL))


VALUES: tuple[object, ...] = (PUPIL, "Qvizzle", {"zyxwander": PUPIL}, [PUPIL, {"Qvizzle": PUPIL}])
KEYS = (PUPIL, "zyxwander", "qvizzle1", f"x-{PUPIL}")
RAW: tuple[Callable[[str], str], ...] = (
    lambda one: f"{one}: [x",
    lambda one: f"\t{one}",
    lambda one: f"{one}\n{one}",
    lambda one: one.replace("navn: ", "navn: &Zyxwander "),
    lambda one: one.replace("navn: ", "navn: *"),
    lambda one: one.replace("navn: ", "navn: !"),
    lambda one: one.replace('"', "", 1),
    lambda one: one.replace("}", "", 1),
    lambda one: f"{one} \x1b[Zyxwander\u202e",
    lambda one: f"{one}\n---\n{PUPIL}: 1",
    lambda one: f"{one}\n  zyxwander: {{tekst: Han falt, qvizzle}}",
    lambda one: f"{one}\nzyxwander: |Zyx9",
    lambda _: "<<: *Zyxwander",
    lambda _: "? Zyxwander",
    lambda _: "@Zyxwander",
    lambda _: "%Zyxwander x",
)


def wrong_cases() -> Iterator[str]:
    """Cases with a name in place of a value or of a key, and with lines that are no YAML."""
    values = reader.read(keyed().encode())
    for number, way in enumerate(leaves(values)):
        value = VALUES[number % len(VALUES)]
        yield _text(_with(values, way, lambda at, last, new=value: at.__setitem__(last, new)))
        key = KEYS[number % len(KEYS)]
        if isinstance(way[-1], str):
            yield _text(_with(values, way, lambda at, last, new=key: _renamed(at, last, new)))
    lines = case().splitlines()
    for number, line in enumerate(lines):
        for bend in RAW[number % 3 :: 3]:
            if (bent := bend(line)) != line:
                yield "\n".join([*lines[:number], bent, *lines[number + 1 :], ""])


def _with(values, way, change):
    whole = copy.deepcopy(values)
    at = whole
    for step in way[:-1]:
        at = at[step]
    change(at, way[-1])
    return whole


def _renamed(at: dict, last: str, new: str) -> None:
    rows = [(new if key == last else key, value) for key, value in at.items()]
    at.clear()
    at.update(rows)


def _text(values) -> str:
    return json.dumps(values, ensure_ascii=False, indent=1)


def as_case(text: str, id_: str) -> str:
    """Return the text with an id of its own, and entries too, so that it is no copy of another."""
    for old in (A, K):
        text = text.replace(old, id_)
    return text.replace("1a1a", id_[-4:])


BUGS: tuple[BaseException, ...] = (
    RuntimeError(TOLD),
    KeyError(PUPIL),
    UnicodeDecodeError("utf-8", TOLD.encode(), 0, 9, TOLD),
    OSError(errno.EIO, TOLD, f"/tmp/{PUPIL}"),
    KeyboardInterrupt(TOLD),
)


def with_a_bug(at: int, error: BaseException) -> Callable[[], None]:
    """Raise the error inside the command, at one of its calls of our functions."""
    seen = {"calls": 0, "in": False}

    def watch(frame, event, _arg):
        module = frame.f_globals.get("__name__", "")
        if module == "skolemiljo_cli.cli.framework.app" and frame.f_code.co_name == "_run":
            seen["in"] = event == "call"
        elif event == "call" and seen["in"] and module.startswith("skolemiljo_cli."):
            seen["calls"] += 1
            if seen["calls"] == at:
                raise error

    return lambda: sys.setprofile(watch)


def with_a_failing_disk(number: int) -> Callable[[], None]:
    """Let every file that is to be made or changed meet the error."""

    def look(event, args):
        writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT
        opens = event == "open" and isinstance(args[2], int) and args[2] & writes
        if (opens and isinstance(args[0], str)) or event in ("os.mkdir", "os.link", "os.rename"):
            raise OSError(number, TOLD)

    return lambda: sys.addaudithook(look)


def with_a_lock() -> None:
    """Have no patience with the lock that somebody else holds."""
    lock.SECONDS = 0.01
