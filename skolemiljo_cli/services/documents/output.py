"""The place a document is written to: judged first, and written whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from skolemiljo_cli.errors import CannotWrite, UsageFault
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases import own_places
from skolemiljo_cli.store.cases.ledger import MAX_ATTACHMENT, Ledger, resolve
from skolemiljo_cli.store.cases.own_places import Where
from skolemiljo_cli.store.create import add_lines
from skolemiljo_cli.store.files import no_links, os_errors
from skolemiljo_cli.store.files.os_errors import AlreadyThere
from skolemiljo_cli.store.git import repository
from skolemiljo_cli.store.locking import lock

REPLACE = "--erstatt"
_FOOT = 1500
"""Bytes at the end of a document, where its last line says what it is made of."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a document of the ledger may be written to.

    `replaced` is the SHA-256 of the file that it will take the place of; None when it is new.
    """

    ledger: Ledger
    path: Path
    where: Where
    replaced: str | None = None


def for_file(ledger: Ledger, part: str, path: Path, *, over: bool) -> Place:
    """Return the place of a document of the case that `part` means.

    A file that is there is replaced when it is a document of the same case, else only when told to
    write `over` it.

    Raises:
        NotFound, UsageFault: there is no such case, or there are several.
        CannotWrite: the place belongs to a ledger or to git, or has a file that is not replaced.
    """
    case_id = resolve(ledger, part)
    place = _judged(ledger, case_id, path)
    if place.where is Where.TOP and path.suffix not in own_places.ENDINGS:
        raise CannotWrite(
            "Øverst i saksarkivet må navnet på et dokument ende på .md eller .html, så git kan la "
            "det være. Ingenting er skrevet.",
            "Velg et slikt navn, eller et sted utenfor saksarkivet.",
        )
    present = _present(place.path)
    if present is None:
        return place
    if not over and not _is_document_of(present, case_id):
        raise AlreadyThere(
            "Det ligger en annen fil der, og den er ikke et dokument fra denne saken. Ingenting er "
            "skrevet.",
            f"Velg et annet navn, eller skriv over filen med {REPLACE}.",
        )
    return replace(place, replaced=files.sha256(present))


def for_folder(ledger: Ledger, part: str, path: Path) -> Place:
    """Return the place of a new folder with documents of the case; raises as `for_file` does."""
    return _judged(ledger, resolve(ledger, part), path)


def _judged(ledger: Ledger, case_id: str, path: Path) -> Place:
    no_links.refuse_links(ledger.root, path)
    return Place(ledger, own_places.real(path), own_places.where(ledger.root, case_id, path))


def _present(path: Path) -> bytes | None:
    if not os.path.lexists(path):
        return None
    with os_errors.writing(path):
        return files.read_bytes(path, max_bytes=MAX_ATTACHMENT)


def _is_document_of(data: bytes, case_id: str) -> bool:
    from skolemiljo_cli.services.history.anchor import claim_of_document

    try:
        return claim_of_document(data[-_FOOT:]).sak == case_id
    except UsageFault:
        return False


_SEEN_BY_GIT = "Stedet ligger i et git-arkiv utenfor saksarkivet. Legg ikke dokumentet inn der."


def save(text: str, place: Place) -> tuple[str, ...]:
    """Write the document, and return what is to be told about it."""
    with prepared(place) as notes:
        if place.replaced is None:
            files.create(place.path, text.encode())
        else:
            files.replace(place.path, text.encode(), expected=place.replaced)
    return notes


@contextmanager
def prepared(place: Place) -> Iterator[tuple[str, ...]]:
    """Hold the lock and have git ignore the place while a document is written to it.

    Yields what is to be told about it.
    """
    inside = place.where is not Where.ELSEWHERE
    with lock.acquire(place.ledger.root) if inside else nullcontext():
        if place.where is Where.CASE:
            files.make_folders(place.path.parent)
        yield _ignored_by_git(place)


def _ignored_by_git(place: Place) -> tuple[str, ...]:
    """Have git leave the place alone, where that is for the ledger to say; else tell of it."""
    root = place.ledger.root
    if place.where is Where.CASE or not repository.maybe_repository(place.path.parent):
        return ()
    if place.where is Where.ELSEWHERE:
        return (_SEEN_BY_GIT,)
    path = root / own_places.IGNORE_FILE
    no_links.refuse_links(root, path)
    if not path.exists():
        files.create(path, own_places.IGNORED.encode())
    elif not add_lines(path, own_places.IGNORED):
        return ()
    return (
        f"Git lar dokumenter øverst i saksarkivet være (nye linjer i {own_places.IGNORE_FILE}).",
    )
