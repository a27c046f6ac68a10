"""Case ids for shell completion: from folder names alone, with few imports, to be quick."""

from __future__ import annotations

import os
from pathlib import Path


def case_names(cwd: Path, named: str | None) -> list[str]:
    """Return the ids of the cases in the ledger `named`, or in the nearest one above `cwd`."""
    root = _find_root(cwd, named)
    if root is None or (root / "cases").is_symlink():
        return []
    try:
        with os.scandir(root / "cases") as entries:
            return sorted(
                entry.name
                for entry in entries
                if entry.is_dir(follow_symlinks=False) and entry.name[0] != "."
            )
    except FileNotFoundError:
        return []


def _find_root(cwd: Path, named: str | None) -> Path | None:
    folders = [cwd / named] if named else [cwd, *cwd.parents]
    return next((folder for folder in folders if (folder / "skolemiljo.yaml").is_file()), None)


def case_text(cwd: Path, named: str | None, part: str) -> str:
    """Return the text of the case with `part` in its id; empty unless exactly one has it."""
    from skolemiljo_cli.model.ids import matching
    from skolemiljo_cli.store import files

    root = _find_root(cwd, named)
    found = matching(part, case_names(cwd, named))
    if root is None or len(found) != 1:
        return ""
    path = root / "cases" / found[0] / "sak.yaml"
    return files.read_bytes(path).decode("utf-8", errors="replace")
