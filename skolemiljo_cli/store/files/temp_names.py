"""The names of temporary files, which say who made them, and which of them nobody will finish."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from skolemiljo_cli import clock
from skolemiljo_cli.store.files import process

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = ".skriver-"
STALE_AFTER_SECONDS = 600.0
"""Seconds: so long may a writer on another machine, or one that cannot be known, be at work."""


def new_name() -> str:
    """Return a name that nobody has, for a file that is being written by this process."""
    return f"{PREFIX}{process.current().mark}-{os.urandom(6).hex()}"


def abandoned(folder: Path, now: float | None, older_than: float) -> Iterator[Path]:
    """Yield what writers left in the folder that will not come back for it.

    A process of this machine that runs keeps its own, however old; what one left that has ended is
    nobody's at once. Of others only the age is known.
    """
    try:
        with os.scandir(folder) as entries:
            left = [one.name for one in entries if one.name.startswith(PREFIX)]
    except OSError:
        return
    moment = clock.seconds() if left and now is None else now
    for name in left:
        made_by = process.parse_mark(name.removeprefix(PREFIX).rpartition("-")[0])
        path = folder / name
        if made_by is not None and made_by.is_here:
            if made_by.is_gone:
                yield path
            continue
        with contextlib.suppress(OSError):
            if path.lstat().st_mtime < (moment or 0.0) - older_than:
                yield path
