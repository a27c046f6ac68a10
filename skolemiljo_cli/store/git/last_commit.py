"""The commit that last changed a file, if the file is unchanged since."""

from __future__ import annotations

import re
from pathlib import Path

from skolemiljo_cli.errors import LedgerError
from skolemiljo_cli.store import files
from skolemiljo_cli.store.git import runner
from skolemiljo_cli.store.git.repository import maybe_repository

_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")


def last_commit(root: Path, file: Path) -> str | None:
    """Return the commit that last changed the file, if the file is unchanged since.

    None when there is no git or no repository, when the file is not committed or has changed, and
    on any error: a missing commit must not stop a document. The bytes are compared here, because
    git's own comparison runs programs that the folder names.
    """
    if not file.is_relative_to(root) or not maybe_repository(root):
        return None
    name = file.relative_to(root).as_posix()
    try:
        if not is_recorded(root, name, files.read_bytes(file)):
            return None
    except LedgerError:
        return None
    commit = runner.run(root, "rev-list", "-1", "HEAD", "--", name).line
    return commit if _COMMIT.fullmatch(commit) else None


def is_recorded(root: Path, name: str, present: bytes) -> bool:
    """Tell whether the last commit has these bytes in the file, named from the ledger's folder."""
    ran = runner.run(root, "cat-file", "blob", f"HEAD:./{name}")
    # git may store LF and check out CRLF on Windows
    return ran.ok and ran.out in (present, present.replace(b"\r\n", b"\n"))
