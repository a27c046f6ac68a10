"""Look through the history of a ledger: every version of every case, read once each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import GitFault, LedgerError, NotFound, Unreadable, UsageFault
from skolemiljo_cli.model import ids
from skolemiljo_cli.services.history.follow import CaseHistory, follow
from skolemiljo_cli.services.history.records import records
from skolemiljo_cli.services.history.wording import entry_id
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import CASE_FILE, case_ids, visible_part
from skolemiljo_cli.store.cases.parallel import Watch, unwatched
from skolemiljo_cli.store.git import log, repository
from skolemiljo_cli.store.git.case_versions import is_recorded_as, versions
from skolemiljo_cli.store.yaml import reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from skolemiljo_cli.services.history.differences import Version
    from skolemiljo_cli.store.cases.ledger import Ledger
    from skolemiljo_cli.store.git.case_versions import Versions
    from skolemiljo_cli.store.git.repository import Repository

_AT_A_TIME = 25
"""Cases whose versions are held in memory together."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A ledger with its history in git."""

    ledger: Ledger
    repository: Repository
    versions: Versions

    @property
    def known(self) -> list[str]:
        """Return the ids of the cases that are, or have been, in the history."""
        return sorted(one for one in self.versions.steps if ids.is_case_id(one))


def archive(ledger: Ledger) -> Archive:
    """Return the ledger with its history.

    Raises:
        NotFound: it is not in git, or nothing has been recorded there.
        Unreadable: git cannot read the history.
    """
    found = repository.find(ledger.root)
    if found is None:
        raise NotFound(
            "Saksarkivet ligger ikke i git, så det finnes ingen historikk.",
            "Uten git viser bare saksfilen selv hva som er ført. Med git: kjør «git init» og "
            "«git add .» og «git commit» i mappen; historikken begynner da.",
        )
    if _is_empty(ledger.root):
        raise NotFound(
            "Ingenting er versjonert ennå, så det finnes ingen historikk.",
            "Kjør «git add .» og «git commit» i mappen; historikken begynner da.",
        )
    return Archive(ledger, found, versions(found))


def _is_empty(root: Path) -> bool:
    try:
        return repository.head(root) is None
    except GitFault:  # damaged: what reads the versions tells how
        return False


def chosen(archive: Archive, parts: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the cases that the parts mean, also of those whose folder is gone; or all.

    Raises:
        NotFound: no case has it in its id, or git has never recorded the case.
        UsageFault: several cases have it.
    """
    if not parts:
        return tuple(archive.known)
    return tuple(dict.fromkeys(_meant(archive, part) for part in parts))


def _meant(archive: Archive, part: str) -> str:
    present = case_ids(archive.ledger)
    found = ids.matching(part, {*present, *archive.known})
    if len(found) > 1:
        shown = ", ".join(found[:10]) + (" …" if len(found) > 10 else "")
        raise UsageFault(
            f"«{visible_part(part)}» passer på {len(found)} saker: {shown}",
            "Skriv mer av id-en.",
        )
    if not found:
        raise NotFound(
            f"Fant ingen sak med «{visible_part(part)}» i id-en.",
            "Se alle sakene med: skolemiljo list",
        )
    if found[0] not in archive.versions.steps:
        raise NotFound(
            f"Sak {visible_part(found[0])} er ikke versjonert ennå, så den har ingen historikk.",
            "Kjør «git add» og «git commit» for saken; historikken begynner da.",
        )
    return found[0]


def histories(
    archive: Archive, cases: Sequence[str], watch: Watch = unwatched
) -> tuple[CaseHistory, ...]:
    """Return what happened to each of the cases."""
    return tuple(watch(_each(archive, cases), len(cases)))


def _each(archive: Archive, cases: Sequence[str]) -> Iterator[CaseHistory]:
    known = archive.versions
    came_from = _moved(archive)
    for one, read in readings(archive, cases, came_from):
        yield follow(one, known.steps[one], known.commits, read.version, came_from.get(one, {}))


def readings(
    archive: Archive, cases: Sequence[str], more: Mapping[str, Mapping[str, str]] | None = None
) -> Iterator[tuple[str, Reading]]:
    """Yield each case with what reads its versions, and `more` blobs of it; git is asked rarely."""
    for start in range(0, len(cases), _AT_A_TIME):
        batch = cases[start : start + _AT_A_TIME]
        wanted = {blob for one in batch for blob in blobs(archive, one)}
        wanted |= {blob for one in batch for blob in (more or {}).get(one, {}).values()}
        read = Reading(archive.ledger.root, wanted)
        yield from ((one, read) for one in batch)


def blobs(archive: Archive, case: str) -> list[str]:
    """Return the blobs of every version of a case, the first first."""
    steps = archive.versions.steps[case]
    return list(dict.fromkeys(one for step in steps for one in (*step.parents, step.blob) if one))


class Reading:
    """Versions read from blobs, each once."""

    def __init__(self, root: Path, blobs: Iterable[str]) -> None:
        self._data = log.contents(root, sorted(set(blobs)), reader.MAX_BYTES)
        self._read: dict[str, Version | None] = {}

    def data(self, blob: str) -> bytes | None:
        """Return the bytes of a blob; None when they are missing."""
        return self._data.get(blob)

    def version(self, blob: str) -> Version | None:
        """Return the version in a blob; None when it cannot be read."""
        if blob not in self._read:
            self._read[blob] = read_version(self._data.get(blob))
        return self._read[blob]


def read_version(data: bytes | None) -> Version | None:
    """Return the version that the bytes of a case file are; None when they cannot be read."""
    if data is None:
        return None
    try:
        return records(reader.read(data))
    except Unreadable:
        return None


def _moved(archive: Archive) -> Mapping[str, dict[str, str]]:
    """Return, for each case whose folder got its name in a commit, the blob it had before."""
    came: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for commit, (gone_blob, name) in _moves(archive).items():
        came[name][commit[0]] = gone_blob
    return came


def _moves(archive: Archive) -> dict[tuple[str, str], tuple[str, str]]:
    """Return where folders went: by commit and old name, the blob there and the new name."""
    moves = [one for one in archive.versions.moves if one.came]
    blobs = {blob for one in moves for blob in (one.blob, *(other for _, other in one.came))}
    read = Reading(archive.ledger.root, blobs) if blobs else None
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for one in moves:
        for name, blob in one.came:
            if read and (
                blob == one.blob or _same_case(read.version(one.blob), read.version(blob))
            ):
                found[one.commit, one.gone] = (one.blob, name)
    return found


def went_to(archive: Archive) -> dict[tuple[str, str], str]:
    """Return the new name of each folder that got another, by commit and old name."""
    return {at: name for at, (_, name) in _moves(archive).items()}


def _same_case(one: Version | None, other: Version | None) -> bool:
    """Tell whether two versions have an entry in common: ids are never used again."""
    shared = set(one or ()) & set(other or ())
    return any(entry_id(record) for record in shared)


def unrecorded(archive: Archive, case: str) -> bytes | None:
    """Return the bytes of the case file when they are not what git has; None when they are."""
    try:
        data = files.read_bytes(archive.ledger.cases / case / CASE_FILE)
    except LedgerError:
        return None
    blob = archive.versions.now.get(case)
    return None if blob and is_recorded_as(blob, data) else data
