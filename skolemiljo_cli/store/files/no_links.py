"""Nothing on the way from the ledger's folder to a file is a link: it could lead elsewhere."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from skolemiljo_cli.store.files import os_errors

_JUNCTION = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT: a link between folders on Windows


def refuse_links(root: Path, path: Path) -> None:
    """Stop before anything is written through a link that lies in the ledger.

    A path outside the ledger is the user's own choice; how one comes to the ledger is too.

    Raises:
        CannotWrite: the file, or a folder between it and `root`, is a link.
        NoPermission: one of them may not be looked at.
    """
    here = _plain(root)
    for part in relative(root, path) or ():
        here = here / part
        with os_errors.writing(here):
            if _is_link(here):
                raise os_errors.is_link(here)


def relative(root: Path, path: Path) -> tuple[str, ...] | None:
    """Return the folders from `root` to the path, and its name; None when it is not below."""
    try:
        return _plain(path).relative_to(_plain(root)).parts
    except ValueError:
        return None


def _plain(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` would follow the links


def _is_link(path: Path) -> bool:
    try:
        found = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION
