"""The ledger's lock: one writer at a time; taking over a dead process's lock cleans up (ADR 12)."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from skolemiljo_cli import clock
from skolemiljo_cli.errors import LedgerError, Locked, NotFound
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import MACHINERY
from skolemiljo_cli.store.files import folder_lock, no_links, process
from skolemiljo_cli.store.locking import cleanup, lock_file
from skolemiljo_cli.store.locking.lock_file import LockRecord, PlannedFile

NAME = "las"
SECONDS = 5.0
"""How long to wait for the lock; only the pauses count, so the real time is a little longer."""
MAX_BYTES = 256 * 1024

_acquired: dict[Path, HeldLock] = {}  # locks of this process, so that a nested `acquire` finds them


class HeldLock:
    """A lock that this process holds, with the list of files it is about to make."""

    def __init__(self, root: Path, path: Path, record: LockRecord, data: bytes) -> None:
        """Remember where the lock file is and what it contains: `data` is `record` as bytes."""
        self._root, self._path, self._record, self._data = root, path, record, data

    @property
    def is_ours(self) -> bool:
        """Tell whether this process took the lock, not a process that it was forked from."""
        return self._record.owner == process.current()

    def note_planned(self, new: Mapping[Path, bytes]) -> None:
        """List files in the lock before they are made, so that they are removed if we are killed.

        A file that exists already is a person's own, and is never listed.

        Raises:
            CannotWrite, NoPermission: the lock cannot be written; the files must not be made then.
            ChangedOutside: the lock is no longer ours.
        """
        planned = tuple(
            PlannedFile("/".join(parts), files.sha256(data))
            for path, data in new.items()
            if (parts := no_links.parts_below(self._root, path)) and not os.path.lexists(path)
        )
        if planned:
            record = self._record.with_planned(planned)
            data = record.encode()
            files.replace(self._path, data, expected=files.sha256(self._data))
            self._record, self._data = record, data

    def clean_up(self) -> None:
        """Clean up after the dead owner whose list of files this lock has taken over."""
        cleanup.everything(self._root, self._record.planned)

    def release(self) -> None:
        """Remove the lock file, unless it belongs to another process by now.

        Planned files that no case lists are removed first. If one cannot be, the lock file stays:
        the next command takes it over at once, since its owner has ended, and tries again.
        """
        with contextlib.suppress(LedgerError):
            left = [
                planned
                for planned in self._record.planned
                if not cleanup.remove_unlisted(self._root, planned)
            ]
            if not left and files.read_bytes(self._path, max_bytes=MAX_BYTES) == self._data:
                files.discard(self._path)


@contextlib.contextmanager
def acquire(root: Path) -> Iterator[HeldLock]:
    """Keep other commands from writing in the ledger; the lock is reentrant within the process.

    Hold it while a case is read, decided on and written, never while waiting for a person. Waits
    about five seconds. Files left by killed commands are removed first.

    Raises:
        Locked: another command still holds it, or was killed on another machine.
        CannotWrite, NoPermission: the lock file cannot be made.
    """
    key = root.resolve()
    ours = _acquired.get(key)
    if ours is not None and ours.is_ours:
        yield ours
        return
    taken = _acquired[key] = _wait_for(root)
    try:
        yield taken
    finally:
        del _acquired[key]
        taken.release()


def read_record(root: Path) -> LockRecord | None:
    """Return the content of the lock file; None when there is none.

    A lock file that cannot be read or understood gives a record without an owner.
    """
    try:
        return lock_file.read(files.read_bytes(root / MACHINERY / NAME, max_bytes=MAX_BYTES))
    except NotFound:
        return None
    except LedgerError:
        return lock_file.UNKNOWN


def _wait_for(root: Path) -> HeldLock:
    path = root / MACHINERY / NAME
    no_links.refuse_links(root, path)
    files.make_folders(path.parent)
    cleanup.common_folders(root)
    for pause in _pauses():
        taken = _make(root, path) or _take_over(root, path)
        if taken is not None:
            return taken
        files.pause(pause)
    raise _locked(root)


def _pauses() -> Iterator[float]:
    """Yield short pauses of random length, so that waiting processes do not all retry at once."""
    left = SECONDS
    while left > 0:
        pause = 0.002 + os.urandom(1)[0] / 255 * 0.028
        yield min(pause, left)
        left -= pause


def _make(root: Path, path: Path) -> HeldLock | None:
    """Make the lock file with its whole content in one step; None when there is one already."""
    if os.path.lexists(path):
        return None
    record = lock_file.of_this_process(clock.utc_now())
    data = record.encode()
    try:
        files.create(path, data, lasting=False)
    except files.AlreadyThere:
        return None
    return HeldLock(root, path, record, data)


def _take_over(root: Path, path: Path) -> HeldLock | None:
    """Take the lock over from a process of this machine that has ended, and clean up after it.

    The lock on the folder lets one process at a time do this; otherwise a second could take the
    lock from the first. The list of planned files is kept, for the next to find if we are killed.
    """
    if (dead := _read_dead(path)) is None:
        return None
    with folder_lock.try_lock(path.parent) as is_locked:
        if not is_locked or _read_dead(path) != dead:
            return None
        planned = lock_file.read(dead).planned
        record = lock_file.of_this_process(clock.utc_now()).with_planned(planned)
        data = record.encode()
        files.replace(path, data, expected=files.sha256(dead))
    taken = HeldLock(root, path, record, data)
    taken.clean_up()
    return taken


def _read_dead(path: Path) -> bytes | None:
    """Return a lock file whose owner has certainly ended, or is this process after `release`."""
    with contextlib.suppress(LedgerError):
        data = files.read_bytes(path, max_bytes=MAX_BYTES)
        owner = lock_file.read(data).owner
        if owner is not None and (owner.is_gone or owner == process.current()):
            return data
    return None


def _locked(root: Path) -> Locked:
    record = read_record(root) or lock_file.UNKNOWN
    return Locked(
        f"Saksarkivet er låst av en annen kommando ({record.who}). Ingenting er skrevet.",
        "Vent litt, og kjør kommandoen en gang til. Er den andre stoppet midt i noe (strømbrudd, "
        "en annen maskin), så se hva «skolemiljo doctor» sier.",
        file=f"{MACHINERY}/{NAME}",
    )
