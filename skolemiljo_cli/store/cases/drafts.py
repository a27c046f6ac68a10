"""Drafts of what a person writes in an editor: private files that are kept on failure."""

from __future__ import annotations

import secrets
from pathlib import Path

from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import MACHINERY
from skolemiljo_cli.store.files import no_links

FOLDER = "utkast"


def make(root: Path, about: str, data: bytes, ending: str) -> Path:
    """Make a private file with the data, and return its path.

    It is two folders below the ledger, as a case file is, so that the relative path to the editor
    schema is right. Raises `CannotWrite` or `NoPermission` if the disk refuses, or a folder in the
    path is a link.
    """
    folder = root / MACHINERY / FOLDER
    no_links.refuse_links(root, folder)
    files.make_folders(folder)
    path = folder / f"{about}-{secrets.token_hex(3)}{ending}"
    files.create(path, data)
    return path


def discard(path: Path) -> None:
    """Remove a draft that was saved in the case, or that has nothing new."""
    files.discard(path)
