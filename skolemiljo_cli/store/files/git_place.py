"""Where git's own folder for a ledger is, and the marks in it, found without starting git."""

from __future__ import annotations

import os
from pathlib import Path

from skolemiljo_cli.errors import LedgerError
from skolemiljo_cli.store import files

MARK = "skolemiljo-arbeid-"
"""What the files begin with that lie in git's folder while git writes for us."""


def names_of_marks(folder: Path | None) -> list[str]:
    """Return the names of the marks in git's folder; nearly always none."""
    if folder is None:
        return []
    try:
        with os.scandir(folder) as entries:
            return sorted(one.name for one in entries if one.name.startswith(MARK))
    except OSError:
        return []


def git_folder(root: Path) -> Path | None:
    """Return git's own folder for the ledger, found without starting git; None without one."""
    try:
        here = root.resolve()
        for folder in (here, *here.parents):
            place = folder / ".git"
            if place.is_dir():
                return place
            if place.is_file():  # a linked working tree
                named = files.read_bytes(place).decode("utf-8", "surrogateescape")
                return folder / named.removeprefix("gitdir:").strip()
    except (LedgerError, OSError):
        pass
    return None
