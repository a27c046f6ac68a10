"""What git has recorded of one file: the commit, while the file is as it was then."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import LedgerError
from skolemiljo_cli.store import files
from skolemiljo_cli.store.git import runner
from skolemiljo_cli.store.git.repository import maybe_repository

if TYPE_CHECKING:
    from pathlib import Path

_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")


def last_commit(root: Path, file: Path) -> str | None:
    """Return the commit that last recorded the file, while the file is as it was then.

    None when there is no git or no repository, and when the file is not recorded or has changed
    since: whatever git says no to is no reason to stop. The bytes are compared here, since git's
    own comparing runs programs named in the folder.
    """
    name = _name_below(root, file)
    if name is None or not maybe_repository(root) or not _is_as_recorded(root, file, name):
        return None
    commit = runner.run(root, "rev-list", "-1", "HEAD", "--", name).line
    return commit if _COMMIT.fullmatch(commit) else None


def _name_below(root: Path, file: Path) -> str | None:
    try:
        return file.relative_to(root).as_posix()
    except ValueError:
        return None


def _is_as_recorded(root: Path, file: Path, name: str) -> bool:
    try:
        return is_recorded(root, name, files.read_bytes(file))
    except LedgerError:
        return False


def is_recorded(root: Path, name: str, present: bytes) -> bool:
    """Tell whether the last commit has these bytes under the name, from the ledger's folder."""
    recorded = runner.output_or_none(root, "cat-file", "blob", f"HEAD:./{name}")
    if recorded is None:
        return False
    # git may keep line ends as LF and write them as CRLF on Windows
    return recorded in (present, present.replace(b"\r\n", b"\n"))
