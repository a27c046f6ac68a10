"""Every version of every case file in a history, by case, with the versions of its parents."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES
from skolemiljo_cli.store.git import log

if TYPE_CHECKING:
    from skolemiljo_cli.store.git.repository import Repository


@dataclass(frozen=True, slots=True)
class Step:
    """A commit that changed a case: the blob in the commit, and in each of its parents."""

    commit: str
    parents: tuple[str | None, ...]
    blob: str | None


@dataclass(frozen=True, slots=True)
class Move:
    """A case folder that a commit removed, with the folders it added: one may be a new name.

    `blob` is what the removed folder had; `came` has the added folders with their blobs.
    """

    commit: str
    gone: str
    blob: str
    came: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Versions:
    """A ledger's history: its commits, the steps of each case, and the current blobs.

    `steps` and `now` are by folder name, `steps` in the order of the history. `links` are case
    files that were once committed as links, with the commit. `moves` are folders that may have
    been renamed. `first` are the commits that the history begins with.
    """

    commits: Mapping[str, log.Commit]
    steps: Mapping[str, Sequence[Step]]
    now: Mapping[str, str]
    links: tuple[tuple[str, str], ...] = ()
    moves: tuple[Move, ...] = ()
    is_shallow: bool = False
    first: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Progress:
    """What is known part-way through the commits.

    `states` has the case files of each commit that a later one builds on, and `waiting` how many
    children of a commit remain; its state is dropped when none does.
    """

    states: dict[str, dict[str, str]] = field(default_factory=dict)
    waiting: Counter[str] = field(default_factory=Counter)
    steps: defaultdict[str, list[Step]] = field(default_factory=lambda: defaultdict(list))
    moves: list[Move] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)


def versions(repository: Repository) -> Versions:
    """Return every version of the ledger's case files in the history of HEAD.

    Raises `Unreadable` if git cannot read the history.
    """
    known = log.commits(repository.root)
    changed = dict(log.changes(repository.root, known, CASES)) if known else {}
    progress = _Progress()
    for commit in known:
        progress.waiting.update(commit.parents)
    for commit in known:
        _add_commit(progress, commit, changed.get(commit.id, ()), repository.prefix)
    last = progress.states[known[-1].id] if known else {}
    is_shallow = log.is_shallow(repository.root)
    roots = [commit for commit in known if not commit.parents]
    earliest = min((root.recorded for root in roots), default=0)
    # The history begins with the earliest roots. A later root is not among them: a history that was
    # merged in afterwards must not excuse late recording. In a shallow clone every root is a cut.
    first = frozenset(root.id for root in roots if is_shallow or root.recorded == earliest)
    return Versions(
        {commit.id: commit for commit in known},
        dict(progress.steps),
        last,
        tuple(progress.links),
        tuple(progress.moves),
        is_shallow,
        first,
    )


def _add_commit(
    progress: _Progress, commit: log.Commit, changed: Sequence[log.ChangedFile], prefix: str
) -> None:
    """Add what one commit has, and how that differs from what its parents have."""
    before = [progress.states.get(parent, {}) for parent in commit.parents]
    files = [(name, file) for file in changed if (name := _case_of(file.path, prefix))]
    progress.links += [(name, commit.id) for name, file in files if file.is_link]
    first = before[0] if before else {}
    present = dict(first)
    for name, file in files:
        if file.blob is None:
            present.pop(name, None)
        else:
            present[name] = file.blob
    touched = dict.fromkeys(name for name, _ in files)
    for other in before[1:]:
        touched.update(dict.fromkeys(name for name, _ in present.items() ^ other.items()))
    for name in touched:
        blobs_before = tuple(state.get(name) for state in before)
        blob = present.get(name)
        if blobs_before != (blob,):
            progress.steps[name].append(Step(commit.id, blobs_before, blob))
    names = [name for name, _ in files]
    came = tuple((name, present[name]) for name in names if name in present and name not in first)
    gone = (name for name in names if name in first and name not in present)
    progress.moves += [Move(commit.id, name, first[name], came) for name in gone]
    progress.states[commit.id] = present
    for parent in commit.parents:
        progress.waiting[parent] -= 1
        if not progress.waiting[parent]:
            progress.states.pop(parent, None)


def _case_of(path: str, prefix: str) -> str | None:
    """Return the folder name of a case file; None for every other file."""
    if not path.startswith(prefix):
        return None
    steps = path[len(prefix) :].split("/")
    is_case_file = len(steps) == 3 and steps[0] == CASES and steps[2] == CASE_FILE
    return steps[1] if is_case_file else None


def is_recorded_as(blob: str, data: bytes) -> bool:
    """Tell whether a blob has these bytes; git may store LF and check out CRLF on Windows."""
    return blob in (blob_name(data, len(blob)), blob_name(data.replace(b"\r\n", b"\n"), len(blob)))


def blob_name(data: bytes, length: int) -> str:
    """Return the hash by which git names a blob; its length tells SHA-1 (40) from SHA-256."""
    algorithm = "sha1" if length == 40 else "sha256"
    whole = b"blob %d\0%b" % (len(data), data)
    return hashlib.new(algorithm, whole, usedforsecurity=False).hexdigest()
