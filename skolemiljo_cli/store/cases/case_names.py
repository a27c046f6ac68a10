"""The names of the cases, from folder names alone: quick enough for completion."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def case_names(cwd: Path, named: str | None) -> list[str]:
    """Return the ids of the cases in the ledger named, or in the nearest one above `cwd`."""
    folders = [cwd / named] if named else [cwd, *cwd.parents]
    for folder in folders:
        if (folder / "skolemiljo.yaml").is_file():
            return _folder_names(folder / "cases")
    return []


def _folder_names(cases: Path) -> list[str]:
    try:
        with os.scandir(cases) as entries:
            return sorted(one.name for one in entries if one.is_dir() and one.name[0] != ".")
    except FileNotFoundError:
        return []


def case_text(cwd: Path, named: str | None, part: str) -> str:
    """Return the text of the one case that `part` means; nothing when it is not clear."""
    from skolemiljo_cli.model.ids import matching
    from skolemiljo_cli.store import files

    found = matching(part, case_names(cwd, named))
    if len(found) != 1:
        return ""
    folders = [cwd / named] if named else [cwd, *cwd.parents]
    root = next(folder for folder in folders if (folder / "skolemiljo.yaml").is_file())
    path = root / "cases" / found[0] / "sak.yaml"
    return files.read_bytes(path).decode("utf-8", errors="replace")
