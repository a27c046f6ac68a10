"""Names of temporary files: they identify the process that made them, so leftovers can be found."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from skolemiljo_cli import clock
from skolemiljo_cli.store.files import process

PREFIX = ".skriver-"
STALE_AFTER_SECONDS = 600.0
"""Age at which a file is abandoned when its writer is on another machine or unknown."""


def new_name() -> str:
    """Return a unique name for a file that this process is writing."""
    return f"{PREFIX}{process.current().mark}-{os.urandom(6).hex()}"


def abandoned(folder: Path, now: float | None, older_than: float) -> Iterator[Path]:
    """Yield the temporary files in the folder whose writers will not finish them.

    A file made on this machine is abandoned as soon as its process has ended, and never before.
    For other files only the age is known: `older_than` seconds, at the POSIX time `now`.
    """
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.name.startswith(PREFIX)]
    except OSError:
        return
    moment = clock.posix_now() if names and now is None else now
    for name in names:
        made_by = process.parse_mark(name.removeprefix(PREFIX).rpartition("-")[0])
        path = folder / name
        if made_by is not None and made_by.is_here:
            if made_by.is_gone:
                yield path
            continue
        with contextlib.suppress(OSError):
            if path.lstat().st_mtime < (moment or 0.0) - older_than:
                yield path
