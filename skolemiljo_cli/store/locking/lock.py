"""The ledger's lock: one writer at a time, and who comes after a dead one cleans up (ADR 12)."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from skolemiljo_cli import clock
from skolemiljo_cli.errors import LedgerError, Locked, NotFound
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import MACHINERY
from skolemiljo_cli.store.files import folder_lock, no_links, process
from skolemiljo_cli.store.locking import cleanup, lock_file
from skolemiljo_cli.store.locking.lock_file import LockRecord, PlannedFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

NAME = "las"
SECONDS = 5.0
"""How long one waits for the lock, more or less: the pauses alone are counted."""
MAX_BYTES = 256 * 1024

_acquired: dict[Path, HeldLock] = {}  # this process's own, so that work in work finds it


class HeldLock:
    """The lock while it is ours, with the note in it of what is about to be made."""

    def __init__(self, root: Path, path: Path, sheet: LockRecord, data: bytes) -> None:
        """Say where the lock lies and what stands in it."""
        self._root, self._path, self._sheet, self._data = root, path, sheet, data

    @property
    def is_ours(self) -> bool:
        """Tell whether this very process took it, and not the one it was forked from."""
        return self._sheet.owner == process.current()

    def note_planned(self, new: Mapping[Path, bytes]) -> None:
        """Note files before they are made, so that they do not lie about if we die on the way.

        One that lies there already is somebody's own, and is never noted.

        Raises:
            CannotWrite, NoPermission: the note cannot be written; then nothing is to be made.
            ChangedOutside: the lock is no longer ours.
        """
        made = tuple(
            PlannedFile("/".join(parts), files.sha256(data))
            for path, data in new.items()
            if (parts := no_links.parts_below(self._root, path)) and not os.path.lexists(path)
        )
        if made:
            self._write(self._sheet.with_planned(made))

    def _write(self, sheet: LockRecord) -> None:
        data = sheet.text()
        files.replace(self._path, data, expected=files.sha256(self._data))
        self._sheet, self._data = sheet, data

    def tidy(self) -> None:
        """Clean up after the dead owner whose notes this lock has taken over."""
        cleanup.everything(self._root, self._sheet.planned)

    def let_go(self) -> None:
        """Take the lock away, unless it is another's by now.

        What was noted and came to nothing goes first; if it cannot, the lock stays for the next
        one to find, who does not have to wait for it.
        """
        with contextlib.suppress(LedgerError):
            still_there = [
                one for one in self._sheet.planned if not cleanup.take_back(self._root, one)
            ]
            if still_there:
                return
            if files.read_bytes(self._path, max_bytes=MAX_BYTES) == self._data:
                files.discard(self._path)


@contextlib.contextmanager
def acquire(root: Path) -> Iterator[HeldLock]:
    """Keep other commands from writing in the ledger; a lock in a lock is the same lock.

    For one reading, deciding and writing, never while a person thinks. Waits about five seconds.
    What killed commands left is removed first.

    Raises:
        Locked: another command holds it still, or died on another machine.
        CannotWrite, NoPermission: the lock cannot be made, so nothing else could be either.
    """
    key = root.resolve()
    ours = _acquired.get(key)
    if ours is not None and ours.is_ours:
        yield ours
        return
    hold = _acquired[key] = _taken(root)
    try:
        yield hold
    finally:
        del _acquired[key]
        hold.let_go()


@contextlib.contextmanager
def acquire_if_inside(root: Path, target: Path) -> Iterator[None]:
    """Hold the lock while something is written to `target`, when that lies in the ledger.

    Raises:
        CannotWrite: a folder on the way there, or the target itself, is a link.
    """
    if not no_links.parts_below(root, target):
        yield
        return
    no_links.refuse_links(root, target)
    with acquire(root):
        yield


def look(root: Path) -> LockRecord | None:
    """Return what stands in the lock, to tell people; None when nobody has it.

    One that cannot be read or understood has no owner.
    """
    return _look(root / MACHINERY / NAME)


def _look(path: Path) -> LockRecord | None:
    try:
        return lock_file.read(files.read_bytes(path, max_bytes=MAX_BYTES))
    except NotFound:
        return None
    except LedgerError:
        return lock_file.UNKNOWN


def _taken(root: Path) -> HeldLock:
    path = root / MACHINERY / NAME
    no_links.refuse_links(root, path)
    files.make_folders(path.parent)
    cleanup.quick(root)
    for pause in _pauses():
        hold = _new(root, path) or _inherited(root, path)
        if hold is not None:
            return hold
        files.pause(pause)
    raise _locked(path)


def _pauses() -> Iterator[float]:
    """Yield short pauses of uneven length, so that those who wait do not march in step."""
    left = SECONDS
    while left > 0:
        pause = 0.002 + os.urandom(1)[0] / 255 * 0.028
        yield min(pause, left)
        left -= pause


def _new(root: Path, path: Path) -> HeldLock | None:
    """Take the lock when nobody has it: the name appears with all that stands in it, or not."""
    if os.path.lexists(path):
        return None
    sheet = lock_file.of_this_process(clock.moment())
    data = sheet.text()
    try:
        files.create(path, data, lasting=False)
    except files.AlreadyThere:
        return None
    return HeldLock(root, path, sheet, data)


def _inherited(root: Path, path: Path) -> HeldLock | None:
    """Take the lock over from a process of this machine that has ended, and clean up after it.

    Only one at a time does so: else the second would take it from the first. The notes go with it:
    should we die too, the next one knows.
    """
    if (dead := _left_by_the_dead(path)) is None:
        return None
    with folder_lock.try_lock(path.parent) as is_locked:
        if not is_locked or _left_by_the_dead(path) != dead:
            return None
        sheet = lock_file.of_this_process(clock.moment()).with_planned(lock_file.read(dead).planned)
        data = sheet.text()
        files.replace(path, data, expected=files.sha256(dead))
    hold = HeldLock(root, path, sheet, data)
    hold.tidy()
    return hold


def _left_by_the_dead(path: Path) -> bytes | None:
    """Return what stands in a lock whose owner has certainly ended, or has forgotten it."""
    with contextlib.suppress(LedgerError):
        data = files.read_bytes(path, max_bytes=MAX_BYTES)
        by = lock_file.read(data).owner
        if by is not None and (by.is_gone or by == process.current()):
            return data
    return None


def _locked(path: Path) -> Locked:
    sheet = _look(path) or lock_file.UNKNOWN
    return Locked(
        f"Saksarkivet er låst av en annen kommando ({sheet.who}). Ingenting er skrevet.",
        "Vent litt, og kjør kommandoen en gang til. Er den andre stoppet midt i noe (strømbrudd, "
        "en annen maskin), så se hva «skolemiljo doctor» sier.",
        file=f"{MACHINERY}/{NAME}",
    )
