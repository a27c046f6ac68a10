"""Locks on a folder, between processes of one machine."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from skolemiljo_cli.store.files import disk
from skolemiljo_cli.store.files.temp_names import PREFIX


@contextlib.contextmanager
def try_lock(folder: Path) -> Iterator[bool]:
    """Lock the folder against other processes of this machine; False when it is locked already.

    The operating system releases the lock when the process ends. False also when the folder
    cannot be locked at all.
    """
    try:
        handle = _open_locked(folder)
    except OSError:
        yield False
        return
    try:
        yield True
    finally:
        _close(handle)


@contextlib.contextmanager
def lock_kept_by_children(folder: Path) -> Iterator[int | None]:
    """Lock the folder and yield the handle; None where that is not possible (Windows).

    A child process that inherits the handle keeps the folder locked even if this one is killed.
    """
    try:
        handle = None if os.name == "nt" else _open_locked(folder)
    except OSError:
        handle = None
    try:
        yield handle
    finally:
        if handle is not None:
            _close(handle)


def _close(handle: int) -> None:
    """Close a folder handle. Errors do not matter: nothing was written through it."""
    with contextlib.suppress(OSError):
        os.close(handle)


def _open_locked(folder: Path) -> int:
    if os.name == "nt":  # Windows cannot lock a folder, so a file in it is locked
        import msvcrt

        handle = os.open(folder / f"{PREFIX}vakt", os.O_RDWR | os.O_CREAT | disk.BINARY, 0o600)
        take = partial(getattr(msvcrt, "locking"), handle, getattr(msvcrt, "LK_NBLCK"), 1)  # noqa: B009
    else:
        import fcntl

        handle = os.open(folder, os.O_RDONLY | disk.NOFOLLOW)
        take = partial(fcntl.flock, handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    try:
        take()
    except OSError:
        os.close(handle)
        raise
    return handle
