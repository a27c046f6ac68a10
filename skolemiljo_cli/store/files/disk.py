"""Low-level steps of writing: flush to disk, remove, and retry while a file is in use."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

NOFOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
BINARY: int = getattr(os, "O_BINARY", 0)
# Antivirus, indexers and OneDrive keep files open for a moment on Windows: access denied, sharing
# violation, lock violation. 2.5 seconds in all (reference: reliability.md section 1).
_IN_USE = frozenset({5, 32, 33})
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0)

T = TypeVar("T")


def write(handle: int, data: bytes, *, lasting: bool = True) -> None:
    """Write all the bytes, flush them to disk when `lasting`, and close the handle."""
    try:
        unwritten = memoryview(data)
        while unwritten:
            unwritten = unwritten[os.write(handle, unwritten) :]
        if lasting:
            _sync(handle)
    finally:
        os.close(handle)


def _sync(handle: int) -> None:
    """Flush the file to disk; macOS needs F_FULLFSYNC for that (fcntl(2) on macOS)."""
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
    """Flush a folder's entries to disk; errors are ignored, since the file itself is safe."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove(entry: Path) -> None:
    """Remove a file, a link, or a folder with its content; needs no free space on the disk."""
    if not stat.S_ISDIR(entry.lstat().st_mode):
        entry.unlink()
        return
    for inner in entry.iterdir():
        remove(inner)
    entry.rmdir()


def retry_while_in_use(operation: Callable[[], T]) -> T:
    """Run the operation; on Windows, retry for 2.5 seconds while another program uses the file."""
    for wait in _WAITS:
        try:
            return operation()
        except OSError as fault:
            if getattr(fault, "winerror", None) not in _IN_USE:
                raise
            time.sleep(wait)
    return operation()
