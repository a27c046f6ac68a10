"""Every version of every case file that a history holds, case by case, with its parents'."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES
from skolemiljo_cli.store.git import log

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from skolemiljo_cli.store.git.log import Commit, Recorded
    from skolemiljo_cli.store.git.repository import Repository


@dataclass(frozen=True, slots=True)
class Step:
    """One commit that made a difference to a case: its blob there, and that of each parent."""

    commit: str
    parents: tuple[str | None, ...]
    blob: str | None


@dataclass(frozen=True, slots=True)
class Move:
    """That a case folder went away in a commit in which others came: where it may have gone."""

    commit: str
    gone: str
    blob: str
    came: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Versions:
    """A ledger's history: its commits, the steps of each case by folder name, what stands now.

    `steps` are in the order of the history. `links` are the case files that were once recorded
    as links, with the commit. `moves` are the folders that went away while others came. `first`
    are the commits that nothing known comes before.
    """

    commits: Mapping[str, Commit]
    steps: Mapping[str, Sequence[Step]]
    now: Mapping[str, str]
    links: tuple[tuple[str, str], ...] = ()
    moves: tuple[Move, ...] = ()
    is_shallow: bool = False
    first: frozenset[str] = frozenset()

    def is_first(self, commit: str) -> bool:
        """Tell whether the history begins with the commit."""
        return commit in self.first


@dataclass(slots=True)
class _Walk:
    """What has been seen on the way: the files each commit has that others still build on."""

    states: dict[str, dict[str, str]] = field(default_factory=dict)
    waiting: Counter[str] = field(default_factory=Counter)
    steps: defaultdict[str, list[Step]] = field(default_factory=lambda: defaultdict(list))
    moves: list[Move] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)


def versions(repository: Repository) -> Versions:
    """Return every version of the ledger's case files in the history we stand on.

    Raises:
        Unreadable: git cannot read the history.
    """
    known = log.commits(repository.root)
    changed = dict(log.changes(repository.root, known, CASES)) if known else {}
    walk = _Walk()
    for one in known:
        walk.waiting.update(one.parents)
    for one in known:
        _take(walk, one, changed.get(one.id, ()), repository.prefix)
    last = walk.states[known[-1].id] if known else {}
    is_shallow = log.is_shallow(repository.root)
    return Versions(
        {one.id: one for one in known},
        dict(walk.steps),
        last,
        tuple(walk.links),
        tuple(walk.moves),
        is_shallow,
        frozenset(_first(known, is_shallow=is_shallow)),
    )


def _first(known: Sequence[Commit], *, is_shallow: bool) -> Iterator[str]:
    """Yield the commits that the history begins with.

    A second beginning that was brought in later is no excuse for what it says of long ago; in a
    shallow clone the history is cut off on every branch there was.
    """
    roots = [one for one in known if not one.parents]
    earliest = min((one.recorded for one in roots), default=0)
    yield from (one.id for one in roots if is_shallow or one.recorded == earliest)


def _take(walk: _Walk, commit: Commit, found: Sequence[Recorded], prefix: str) -> None:
    """Note what one commit has, and how that differs from what its parents have."""
    before = [walk.states.get(one, {}) for one in commit.parents]
    files = [(name, one) for one in found if (name := _case_of(one.path, prefix))]
    walk.links += [(name, commit.id) for name, one in files if one.is_link]
    first = before[0] if before else {}
    present = dict(first)
    for name, one in files:
        if one.blob is None:
            present.pop(name, None)
        else:
            present[name] = one.blob
    touched = dict.fromkeys(name for name, _ in files)
    for other in before[1:]:
        touched.update(dict.fromkeys(_differing(present, other)))
    for name in touched:
        had = tuple(one.get(name) for one in before)
        blob = present.get(name)
        if had != (blob,):
            walk.steps[name].append(Step(commit.id, had, blob))
    _note_moves(walk, commit.id, [name for name, _ in files], first, present)
    walk.states[commit.id] = present
    for parent in commit.parents:
        walk.waiting[parent] -= 1
        if not walk.waiting[parent]:
            walk.states.pop(parent, None)


def _differing(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    return [name for name, _ in one.items() ^ other.items()]


def _note_moves(
    walk: _Walk,
    commit: str,
    names: Sequence[str],
    before: Mapping[str, str],
    now: Mapping[str, str],
) -> None:
    gone = [name for name in names if name in before and name not in now]
    if gone:
        came = tuple((name, now[name]) for name in names if name in now and name not in before)
        walk.moves += [Move(commit, name, before[name], came) for name in gone]


def _case_of(path: str, prefix: str) -> str | None:
    """Return the name of the folder whose case file this is; None for every other file."""
    if not path.startswith(prefix):
        return None
    steps = path[len(prefix) :].split("/")
    is_case_file = len(steps) == 3 and steps[0] == CASES and steps[2] == CASE_FILE
    return steps[1] if is_case_file else None


def is_recorded_as(blob: str, data: bytes) -> bool:
    """Tell whether git has recorded these bytes under that name.

    Git may keep line ends as LF and write them as CRLF on Windows.
    """
    return any(_name(one, len(blob)) == blob for one in (data, data.replace(b"\r\n", b"\n")))


def _name(data: bytes, length: int) -> str:
    algorithm = "sha1" if length == 40 else "sha256"
    whole = b"blob %d\0%b" % (len(data), data)
    return hashlib.new(algorithm, whole, usedforsecurity=False).hexdigest()
