"""Drafts that a person writes in an editor: private files that outlive a failure."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import MACHINERY
from skolemiljo_cli.store.files import no_links

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "utkast"


def make(root: Path, about: str, data: bytes, ending: str) -> Path:
    """Return a new private file with the data.

    It lies two folders below the ledger, as a case does, so that the editor finds the schema.

    Raises:
        CannotWrite, NoPermission: the disk says no, or a folder on the way is a link.
    """
    folder = root / MACHINERY / FOLDER
    no_links.refuse_links(root, folder)
    files.make_folders(folder)
    path = folder / f"{about}-{secrets.token_hex(3)}{ending}"
    files.create(path, data)
    return path


def discard(path: Path) -> None:
    """Remove a draft that is taken in, or that says nothing new."""
    files.discard(path)
