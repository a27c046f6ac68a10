"""Make what was not there: a ledger, a case. Whole or not at all, and never over something."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import CannotWrite
from skolemiljo_cli.model.ids import mint_case_id
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import CASE_FILE, CONFIG
from skolemiljo_cli.store.files import no_links
from skolemiljo_cli.store.locking import lock

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date
    from pathlib import Path

    from skolemiljo_cli.store.cases.ledger import Ledger

_TRIES = 50


def refuse_existing(root: Path) -> None:
    """Stop before anything is asked or written where a ledger is there already.

    Raises:
        CannotWrite: the folder has a configuration.
    """
    if (root / CONFIG).exists():
        raise CannotWrite(
            f"Her er det et saksarkiv fra før ({CONFIG} finnes). Ingenting er endret.",
            "Velg en annen mappe: skolemiljo init MAPPE",
        )


def make_ledger(root: Path, contents: Mapping[str, bytes], lines: Collection[str] = ()) -> None:
    """Write a new ledger's files, the configuration last: without it the folder is no ledger.

    A file that is there already stays as it is; those named in `lines` get the lines they lack.

    Raises:
        CannotWrite: a ledger is there already; nothing is touched.
    """
    with lock.acquire(root):
        refuse_existing(root)  # made meanwhile by somebody who had the lock before us
        for name, data in sorted(contents.items(), key=lambda one: one[0] == CONFIG):
            path = root / name
            no_links.refuse_links(root, path)
            files.make_folders(path.parent)
            if name == CONFIG or not path.exists():
                files.create(path, data)
            elif name in lines:
                add_lines(path, data.decode())


def add_lines(path: Path, wanted: str) -> None:
    """Add those of the lines that a file lacks at its end; the rest of it stays as it is."""
    there = files.read_bytes(path)
    whole = with_lines(there, wanted)
    if whole != there:
        files.replace(path, whole, expected=files.sha256(there))


def with_lines(there: bytes, wanted: str) -> bytes:
    """Return the text of a file with the lines that it lacks at its end."""
    known = {line.strip() for line in there.decode("utf-8", "replace").splitlines()}
    missing = [line for line in wanted.splitlines() if line.strip() not in known]
    if not missing:
        return there
    gap = b"" if not there or there.endswith(b"\n") else b"\n"
    return there + gap + "".join(f"{line}\n" for line in missing).encode()


def make_case(ledger: Ledger, opened: date, content: Callable[[str], bytes]) -> str:
    """Make a case folder that nobody else has and return its id.

    `content` gives the bytes of `sak.yaml` for an id. Two processes can never get the same
    folder: it is moved into place whole, and the one who comes second draws a new id.
    """
    no_links.refuse_links(ledger.root, ledger.cases)
    with lock.acquire(ledger.root):
        files.make_folders(ledger.cases)
        for _ in range(_TRIES):
            case_id = mint_case_id(opened)
            with contextlib.suppress(files.AlreadyThere):
                files.create_folder(ledger.cases / case_id, {CASE_FILE: content(case_id)})
                return case_id
    raise CannotWrite(
        "Fant ingen ledig saks-id i dag.", "Se i cases/ om det ligger uvanlig mange saker der."
    )
