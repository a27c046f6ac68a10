"""Clean up after writers that died: temporary files, and attachments that no case lists."""

from __future__ import annotations

import os
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import LedgerError
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases import attic
from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES, MACHINERY
from skolemiljo_cli.store.files import no_links
from skolemiljo_cli.store.yaml import reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from skolemiljo_cli.store.locking.lock_file import PlannedFile

ATTACHMENTS = "vedlegg"
_MAX_ATTACHMENT = 50 * 1024 * 1024


def quick(root: Path) -> None:
    """Remove what lies where every command writes; costs a look into a few folders."""
    for folder in _common(root):
        _sweep(root, folder)


def case(root: Path, folder: Path) -> None:
    """Remove what lies in the folders of one case, before something is written there."""
    for one in _of_case(root, folder):
        _sweep(root, one)


def everything(root: Path, planned: Iterable[PlannedFile]) -> None:
    """Remove all that a dead writer can have left in the ledger.

    Of the files it noted, those go that nobody lists and that hold exactly what it was to write,
    or nothing yet: never a file that a person has put there.
    """
    for folder in (*_common(root), *_of_cases(root)):
        _sweep(root, folder)
    for one in planned:
        take_back(root, one)


def _common(root: Path) -> tuple[Path, ...]:
    machinery = root / MACHINERY
    aside = machinery / attic.FOLDER
    return (root, root / CASES, machinery, machinery / "utkast", aside, aside / attic.OTHERS)


def _of_cases(root: Path) -> Iterator[Path]:
    try:
        with os.scandir(root / CASES) as entries:
            cases = [one.name for one in entries if one.is_dir(follow_symlinks=False)]
    except OSError:
        return
    for name in cases:
        yield from _of_case(root, root / CASES / name)


def _of_case(root: Path, folder: Path) -> tuple[Path, ...]:
    aside = root / MACHINERY / attic.FOLDER / folder.name
    return (folder, folder / ATTACHMENTS, folder / "dokumenter", aside)


def _sweep(root: Path, folder: Path) -> None:
    if not _through_a_link(root, folder):
        files.sweep(folder)


def _through_a_link(root: Path, path: Path) -> bool:
    try:
        no_links.refuse_links(root, path)
    except LedgerError:
        return True
    return False


def take_back(root: Path, making: Making) -> bool:
    """Remove a file that was noted and came to nothing; False when it lies there still."""
    parts = PurePosixPath(making.fil).parts
    if len(parts) != 4 or (parts[0], parts[2]) != (CASES, ATTACHMENTS) or ".." in parts:
        return True
    path = root.joinpath(*parts)
    if _through_a_link(root, path) or not _is_as_noted(path, making):
        return True
    if _may_be_listed(path.parents[1], "/".join(parts[2:])):
        return True
    files.discard(path)
    return not os.path.lexists(path)


def _is_as_noted(path: Path, making: Making) -> bool:
    try:
        data = files.read_bytes(path, max_bytes=_MAX_ATTACHMENT)
    except LedgerError:  # gone, most often
        return False
    return not data or files.sha256(data) == making.sha256


def _may_be_listed(case: Path, name: str) -> bool:
    """Tell whether the case has the attachment; of a case that cannot be read nobody knows."""
    try:
        rows = reader.read(files.read_bytes(case / CASE_FILE)).get("vedlegg")
    except LedgerError:
        return True
    rows = rows if isinstance(rows, list) else []
    return name in [one.get("fil") for one in rows if isinstance(one, dict)]
