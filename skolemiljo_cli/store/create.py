"""Making a new ledger or case: whole or not at all, and never over an existing one."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Mapping
from datetime import date
from pathlib import Path

from skolemiljo_cli.errors import CannotWrite
from skolemiljo_cli.model.ids import mint_case_id
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases import own_places
from skolemiljo_cli.store.cases.ledger import CASE_FILE, CONFIG, Ledger
from skolemiljo_cli.store.files import no_links
from skolemiljo_cli.store.locking import lock

_TRIES = 50


def refuse_existing(root: Path) -> None:
    """Stop if there can be no new ledger here; called before anything is asked or written.

    Raises `CannotWrite` if the folder has a configuration, or is one in which git or another ledger
    has its own files.
    """
    own_places.refuse_for_ledger(root)
    if (root / CONFIG).exists():
        message = f"Her er det et saksarkiv fra før ({CONFIG} finnes). Ingenting er endret."
        raise CannotWrite(message, "Velg en annen mappe: skolemiljo init MAPPE")


def make_ledger(root: Path, contents: Mapping[str, bytes], lines: Collection[str] = ()) -> None:
    """Write a new ledger's files, the configuration last: without it the folder is no ledger.

    Existing files are left unchanged, but those named in `lines` get the lines they lack.

    Raises:
        CannotWrite: the folder is a ledger already; nothing is written.
    """
    with lock.acquire(root):
        refuse_existing(root)  # another process may have made it while we waited for the lock
        for name, data in sorted(contents.items(), key=lambda item: item[0] == CONFIG):
            path = root / name
            no_links.refuse_links(root, path)
            files.make_folders(path.parent)
            if name == CONFIG or not path.exists():
                files.create(path, data)
            elif name in lines:
                add_lines(path, data.decode())


def add_lines(path: Path, wanted: str) -> bool:
    """Add the wanted lines that a file lacks at its end; tell whether it lacked any."""
    present = files.read_bytes(path)
    complete = with_lines(present, wanted)
    if complete != present:
        files.replace(path, complete, expected=files.sha256(present))
    return complete != present


def with_lines(present: bytes, wanted: str) -> bytes:
    """Return a file's content with the wanted lines that it lacks added at the end."""
    known = {line.strip() for line in present.decode("utf-8", "replace").splitlines()}
    missing = [line for line in wanted.splitlines() if line.strip() not in known]
    if not missing:
        return present
    gap = b"" if not present or present.endswith(b"\n") else b"\n"
    return present + gap + "".join(f"{line}\n" for line in missing).encode()


def make_case(ledger: Ledger, opened: date, content: Callable[[str], bytes]) -> str:
    """Make a case folder with a new id, and return the id.

    `content` returns the bytes of `sak.yaml` for an id. Two processes never get the same folder:
    it is renamed into place whole, and the second process draws a new id.
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
