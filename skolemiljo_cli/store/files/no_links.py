"""Links are refused and not followed: they could lead out of the ledger."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from skolemiljo_cli.errors import LedgerError
from skolemiljo_cli.store.files import os_errors

_JUNCTION = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT: a link between folders on Windows


def refuse_links(root: Path, path: Path) -> None:
    """Stop before anything is written through a link inside the ledger.

    Links above `root`, and paths outside it, are the user's own choice and are accepted.

    Raises:
        CannotWrite: the file, or a folder between it and `root`, is a link.
        NoPermission: one of them may not be examined.
    """
    here = _absolute(root)
    for part in parts_below(root, path) or ():
        here = here / part
        with os_errors.writing(here):
            if is_link(here):
                raise os_errors.link_refusal(here)


def has_link(root: Path, path: Path) -> bool:
    """Tell whether the path, or a folder above it in the ledger, is a link."""
    try:
        refuse_links(root, path)
    except LedgerError:
        return True
    return False


def entries(folder: Path) -> list[Path]:
    """Return the content of a folder, sorted; empty when it cannot be read or is a link."""
    try:
        return [] if folder.is_symlink() else sorted(folder.iterdir())
    except OSError:
        return []


def files_below(folder: Path) -> Iterator[Path]:
    """Yield what is in a folder and its subfolders, but for hidden files and links.

    What is neither a file nor a folder, such as a pipe, is among them: reading it is refused.
    """
    for entry in entries(folder):
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir():
            yield from files_below(entry)
        else:
            yield entry


def parts_below(root: Path, path: Path) -> tuple[str, ...] | None:
    """Return the parts of the path below `root`; None when it is not below."""
    try:
        return _absolute(path).relative_to(_absolute(root)).parts
    except ValueError:
        return None


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` would follow the links


def is_link(path: Path) -> bool:
    """Tell whether the path itself is a link, or a junction (Windows)."""
    try:
        found = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION
