"""A mark in the git folder while git writes for us: what was under way if all of it is killed."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from skolemiljo_cli import clock
from skolemiljo_cli.errors import LedgerError
from skolemiljo_cli.store import files
from skolemiljo_cli.store.files import folder_lock, git_place, process
from skolemiljo_cli.store.git import runner

LONGEST = 600.0
"""Seconds after which nothing that a mark stands for is still at work."""
_FORGOTTEN = 24 * 3600.0  # a mark of another machine, or of this one under another name
_MERGE = re.compile(rb"([0-9a-f]{40,64}) ([0-9a-f]{40,64})\n")
_MAX_BYTES = 1000

_active: set[Path] = set()


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: since when, and for a merge the commit before it and the one merged in."""

    path: Path
    since: float
    before: str | None = None
    theirs: str | None = None

    @property
    def is_dead(self) -> bool:
        """Tell whether our process has certainly ended, and every git that it started."""
        if self.path in _active:
            return False
        age = clock.posix_now() - self.since
        owner = process.parse_mark(self.path.name.removeprefix(git_place.MARK).rpartition("-")[0])
        if owner is None or not (owner.is_gone or owner == process.current()):
            return age > _FORGOTTEN
        if os.name == "nt":  # git does not inherit the handle there
            return age > LONGEST
        with folder_lock.try_lock(self.path) as is_free:
            return is_free


@contextlib.contextmanager
def mark(root: Path, before: str = "", theirs: str = "") -> Iterator[None]:
    """Keep a mark while git writes; with two commits it says that `theirs` is merged in `before`.

    The mark of a merge stays when the merge ends with an error. Every git started meanwhile keeps
    it locked. Where it cannot be made, git works without, but no merge does.

    Raises `CannotWrite` or `NoPermission` for a merge that cannot be marked.
    """
    folder = git_place.git_folder(root)
    if folder is None:
        yield
        return
    path = folder / f"{git_place.MARK}{process.current().mark}-{os.urandom(4).hex()}"
    try:
        files.create(path, f"{before} {theirs}\n".encode(), lasting=bool(theirs))
    except LedgerError:
        if theirs:
            raise
        yield
        return
    _active.add(path)
    try:
        with folder_lock.lock_kept_by_children(path) as handle, runner.kept_open(handle):
            yield
    except BaseException:
        if not theirs:
            files.discard(path)
        raise
    else:
        files.discard(path)
    finally:
        _active.discard(path)


def marks(root: Path) -> list[Mark]:
    """Return the marks in the git folder; without starting git, since there are seldom any."""
    folder = git_place.git_folder(root)
    return [] if folder is None else list(_marks_in(folder))


def _marks_in(folder: Path) -> Iterator[Mark]:
    for name in git_place.names_of_marks(folder):
        path = folder / name
        with contextlib.suppress(LedgerError, OSError):  # it ended meanwhile
            found = _MERGE.fullmatch(files.read_bytes(path, max_bytes=_MAX_BYTES))
            since = path.lstat().st_mtime
            if found is None:
                yield Mark(path, since)
            else:
                yield Mark(path, since, found[1].decode(), found[2].decode())
