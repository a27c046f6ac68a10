"""Cleaning up after killed writers: temporary files, and attachments that no case lists."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import LedgerError
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases import attic
from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES, MACHINERY, MAX_ATTACHMENT
from skolemiljo_cli.store.files import no_links
from skolemiljo_cli.store.yaml import reader

if TYPE_CHECKING:
    from skolemiljo_cli.store.locking.lock_file import PlannedFile

ATTACHMENTS = "vedlegg"


def common_folders(root: Path) -> None:
    """Remove abandoned files from the few folders that every command writes in."""
    _sweep(root, _common(root))


def case(root: Path, folder: Path) -> None:
    """Remove abandoned files from the folders of one case, before something is written there."""
    _sweep(root, _folders_of(root, folder))


def everything(root: Path, planned: Iterable[PlannedFile]) -> None:
    """Remove everything that a killed writer may have left in the ledger.

    A planned file is removed only when no case lists it and it has exactly the planned content,
    or is empty, so that a file that a person put there is never removed.
    """
    _sweep(root, (*_common(root), *_case_folders(root)))
    for file in planned:
        remove_unlisted(root, file)


def _common(root: Path) -> tuple[Path, ...]:
    machinery = root / MACHINERY
    aside = machinery / attic.FOLDER
    return (root, root / CASES, machinery, machinery / "utkast", aside, aside / attic.OTHERS)


def _case_folders(root: Path) -> Iterator[Path]:
    try:
        with os.scandir(root / CASES) as entries:
            names = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return
    for name in names:
        yield from _folders_of(root, root / CASES / name)


def _folders_of(root: Path, case_folder: Path) -> tuple[Path, ...]:
    aside = root / MACHINERY / attic.FOLDER / case_folder.name
    return (case_folder, case_folder / ATTACHMENTS, case_folder / "dokumenter", aside)


def _sweep(root: Path, folders: Iterable[Path]) -> None:
    for folder in folders:
        if not no_links.has_link(root, folder):
            files.sweep(folder)


def remove_unlisted(root: Path, planned: PlannedFile) -> bool:
    """Remove a planned attachment that no case lists; False when it could not be removed."""
    parts = PurePosixPath(planned.fil).parts
    if len(parts) != 4 or (parts[0], parts[2]) != (CASES, ATTACHMENTS) or ".." in parts:
        return True
    path = root.joinpath(*parts)
    if no_links.has_link(root, path) or not _is_as_planned(path, planned):
        return True
    if _may_be_listed(path.parents[1], "/".join(parts[2:])):
        return True
    files.discard(path)
    return not os.path.lexists(path)


def _is_as_planned(path: Path, planned: PlannedFile) -> bool:
    try:
        data = files.read_bytes(path, max_bytes=MAX_ATTACHMENT)
    except LedgerError:  # usually because it was never made
        return False
    return not data or files.sha256(data) == planned.sha256


def _may_be_listed(case: Path, name: str) -> bool:
    """Tell whether the case lists the attachment; True when the case cannot be read."""
    try:
        rows = reader.read(files.read_bytes(case / CASE_FILE)).get("vedlegg")
    except LedgerError:
        return True
    rows = rows if isinstance(rows, list) else []
    return name in [row.get("fil") for row in rows if isinstance(row, dict)]
