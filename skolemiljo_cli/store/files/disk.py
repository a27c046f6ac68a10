"""The steps that writing is made of, each as safe as the system can make it."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOFOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
BINARY: int = getattr(os, "O_BINARY", 0)
# Antivirus, indexers and OneDrive hold files for a moment on Windows: access denied, sharing
# violation, lock violation. 2.5 seconds in all (reference: reliability.md section 1).
_HELD = frozenset({5, 32, 33})
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0)

T = TypeVar("T")


def write(handle: int, data: bytes, *, lasting: bool = True) -> None:
    """Write all the bytes, ask the disk to keep them, and close."""
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        if lasting:
            _sync(handle)
    finally:
        os.close(handle)


def _sync(handle: int) -> None:
    """Ask the disk to keep the bytes; macOS needs more than fsync for that (fcntl(2) there)."""
    try:
        import fcntl

        full = getattr(fcntl, "F_FULLFSYNC", None)
        if full is not None:
            fcntl.fcntl(handle, full)
            return
    except (ImportError, OSError):
        pass
    os.fsync(handle)


def sync_folder(folder: Path) -> None:
    """Ask the disk to keep the new name; some file systems cannot, and the bytes are safe then."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove(entry: Path) -> None:
    """Remove a file, a link, or a folder with all in it; opens nothing, so it works when full."""
    if not stat.S_ISDIR(entry.lstat().st_mode):
        entry.unlink()
        return
    for inner in entry.iterdir():
        remove(inner)
    entry.rmdir()


def retry_while_in_use(operation: Callable[[], T]) -> T:
    """Do it, and on Windows wait for the program that holds the file for a moment."""
    for wait in _WAITS:
        try:
            return operation()
        except OSError as fault:
            if getattr(fault, "winerror", None) not in _HELD:
                raise
            time.sleep(wait)
    return operation()
