"""Reading the history of a ledger: every version of every case, each read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import GitFault, LedgerError, NotFound, Unreadable
from skolemiljo_cli.model import ids
from skolemiljo_cli.services.history.follow import CaseHistory, follow
from skolemiljo_cli.services.history.lineage import Lineage
from skolemiljo_cli.services.history.merged_people import MergedPeople
from skolemiljo_cli.services.history.records import records
from skolemiljo_cli.services.history.wording import entry_id
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import (
    CASE_FILE,
    Ledger,
    case_ids,
    only_match,
    refuse_linked_cases,
    visible_part,
)
from skolemiljo_cli.store.cases.parallel import Watch, unwatched
from skolemiljo_cli.store.git import log, repository
from skolemiljo_cli.store.git.case_versions import Versions, is_recorded_as, versions
from skolemiljo_cli.store.yaml import reader

if TYPE_CHECKING:
    from skolemiljo_cli.services.history.differences import Version

_BATCH = 25
"""The number of cases whose versions are in memory at the same time."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A ledger with its history in git."""

    ledger: Ledger
    repository: repository.Repository
    versions: Versions

    @property
    def known(self) -> list[str]:
        """Return the ids of all cases in the history, removed ones too."""
        return sorted(name for name in self.versions.steps if ids.is_case_id(name))


def archive(ledger: Ledger) -> Archive:
    """Return the ledger with its history.

    Raises:
        NotFound: it is not in git, or nothing has been committed.
        Unreadable: git cannot read the history, or `cases` is a link.
    """
    refuse_linked_cases(ledger)
    found = repository.find(ledger.root)
    if found is None:
        raise NotFound(
            "Saksarkivet ligger ikke i git, så det finnes ingen historikk.",
            "Uten git viser bare saksfilen selv hva som er ført. Med git: kjør «git init» og "
            "«git add .» og «git commit» i mappen; historikken begynner da.",
        )
    if _is_empty(ledger.root):
        hint = "Kjør «git add .» og «git commit» i mappen; historikken begynner da."
        raise NotFound("Ingenting er versjonert ennå, så det finnes ingen historikk.", hint)
    return Archive(ledger, found, versions(found))


def _is_empty(root: Path) -> bool:
    try:
        return repository.head(root) is None
    except GitFault:  # damaged: reading the versions reports it
        return False


def resolve_cases(archive: Archive, parts: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the cases with these parts in their ids, removed ones too; or of all cases.

    Raises:
        NotFound: no case has the part in its id, or the case has never been committed.
        UsageFault: several cases have it.
    """
    if not parts:
        return tuple(archive.known)
    return tuple(dict.fromkeys(_resolve(archive, part) for part in parts))


def _resolve(archive: Archive, part: str) -> str:
    present = case_ids(archive.ledger)
    case = only_match(part, {*present, *archive.known}, part)
    if case not in archive.versions.steps:
        raise NotFound(
            f"Sak {visible_part(case)} er ikke versjonert ennå, så den har ingen historikk.",
            "Kjør «git add» og «git commit» for saken; historikken begynner da.",
        )
    return case


def histories(
    archive: Archive, cases: Sequence[str], watch: Watch = unwatched
) -> tuple[CaseHistory, ...]:
    """Return what happened to each of the cases."""
    known, came_from = archive.versions, _blobs_before_rename(archive)
    lineage = Lineage(known.commits)
    found = (
        follow(
            case,
            known.steps[case],
            known.commits,
            read.version,
            came_from.get(case, {}),
            MergedPeople(known.steps[case], known.commits, lineage, read.data).sides,
        )
        for case, read in readings(archive, cases, came_from)
    )
    return tuple(watch(found, len(cases)))


def readings(
    archive: Archive, cases: Sequence[str], more: Mapping[str, Mapping[str, str]] | None = None
) -> Iterator[tuple[str, Reading]]:
    """Yield each case with a reading of its versions, and of `more` blobs by case and commit.

    Git is started once for each batch of cases.
    """
    for start in range(0, len(cases), _BATCH):
        batch = cases[start : start + _BATCH]
        wanted = {blob for case in batch for blob in blobs(archive, case)}
        wanted |= {blob for case in batch for blob in (more or {}).get(case, {}).values()}
        read = Reading(archive.ledger.root, wanted)
        yield from ((case, read) for case in batch)


def blobs(archive: Archive, case: str) -> list[str]:
    """Return the blobs of every version of a case, oldest first."""
    steps = archive.versions.steps[case]
    return list(
        dict.fromkeys(blob for step in steps for blob in (*step.parents, step.blob) if blob)
    )


class Reading:
    """Versions in a set of blobs; each is parsed once, when it is first asked for."""

    def __init__(self, root: Path, blobs: Iterable[str]) -> None:
        self._data = log.contents(root, sorted(set(blobs)), reader.MAX_BYTES)
        self._read: dict[str, Version | None] = {}

    def data(self, blob: str) -> bytes | None:
        """Return the content of a blob; None when it is missing."""
        return self._data.get(blob)

    def version(self, blob: str) -> Version | None:
        """Return the version in a blob; None when it cannot be read."""
        if blob not in self._read:
            self._read[blob] = read_version(self._data.get(blob))
        return self._read[blob]


def read_version(data: bytes | None) -> Version | None:
    """Parse the bytes of a case file; None when they cannot be read."""
    if data is None:
        return None
    try:
        return records(reader.read(data))
    except Unreadable:
        return None


def _blobs_before_rename(archive: Archive) -> Mapping[str, dict[str, str]]:
    """Return, by new name and commit, the blob that a renamed folder had before."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for (commit, _), (blob, name) in _renames(archive).items():
        found[name][commit] = blob
    return found


def _renames(archive: Archive) -> dict[tuple[str, str], tuple[str, str]]:
    """Return, by commit and old name, the blob and the new name of each renamed folder."""
    moves = [move for move in archive.versions.moves if move.came]
    if not moves:
        return {}
    blobs = {blob for move in moves for blob in (move.blob, *(other for _, other in move.came))}
    read = Reading(archive.ledger.root, blobs)
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for move in moves:
        for name, blob in move.came:
            if blob == move.blob or _same_case(read.version(move.blob), read.version(blob)):
                found[move.commit, move.gone] = (move.blob, name)
    return found


def new_folder_names(archive: Archive) -> dict[tuple[str, str], str]:
    """Return the new name of each renamed folder, by commit and old name."""
    return {key: name for key, (_, name) in _renames(archive).items()}


def _same_case(version: Version | None, other: Version | None) -> bool:
    """Tell whether two versions have an entry in common: an id is never used for two entries."""
    shared = set(version or ()) & set(other or ())
    return any(entry_id(record) for record in shared)


def unrecorded(archive: Archive, case: str) -> bytes | None:
    """Return the bytes of the case file if they differ from the last commit, else None."""
    try:
        data = files.read_bytes(archive.ledger.cases / case / CASE_FILE)
    except LedgerError:
        return None
    blob = archive.versions.now.get(case)
    return None if blob and is_recorded_as(blob, data) else data
