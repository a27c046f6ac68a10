"""Files that git left unmerged: merging cases again, and checking that no entry is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import Finding, LedgerError, Severity, Unreadable
from skolemiljo_cli.services.versioning.merging import (
    RULE,
    conflicts_of,
    home_of,
    people_of,
    put_aside,
)
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases import attic, drafts
from skolemiljo_cli.store.git import log, merge_state
from skolemiljo_cli.store.merge.merge_files import Outcome, merge_files
from skolemiljo_cli.store.yaml import reader
from skolemiljo_cli.store.yaml.entries import entries

if TYPE_CHECKING:
    from skolemiljo_cli.store.git.repository import Repository

_MARKERS = (b"<<<<<<< ", b">>>>>>> ")
_MISSING = (
    "Innføringer fra en av sidene er ikke med i saken slik den er nå: {}. Ta dem med (skolemiljo "
    "edit {}), og kjør «skolemiljo sync --ferdig» igjen."
)


@dataclass(frozen=True)
class UnmergedCase:
    """A case file that both sides have and git could not merge, as the base, ours and theirs."""

    id: str
    name: str
    versions: tuple[bytes, bytes, bytes]

    @cached_property
    def outcome(self) -> Outcome:
        """Return the result of our own merge."""
        return merge_files(*self.versions)

    @property
    def aside(self) -> str:
        """Return the path, in the ledger, of what is not in the merged file."""
        home = self.outcome.other_case or self.id
        return attic.path_of(home, attic.name_of(*self.versions), self.outcome)

    def findings(self) -> tuple[Finding, ...]:
        """Return a finding for each conflict, and what to know of people; nothing is written."""
        conflicts = conflicts_of(self.id, self.outcome, self.aside)
        return (*conflicts, *people_of(self.id, self.outcome))


def case_of(repo: Repository, file: merge_state.Unmerged) -> UnmergedCase | None:
    """Return an unmerged case file; None for other files, and when a side removed it."""
    name = file.name.removeprefix(repo.prefix)
    case_id = id_in(name)
    if case_id is None or not (file.ours and file.theirs):
        return None
    base, ours, theirs = (
        log.read_blob(repo.root, blob) for blob in (file.base, file.ours, file.theirs)
    )
    return UnmergedCase(case_id, name, (base, ours, theirs))


def unmerged_cases(repo: Repository) -> list[UnmergedCase]:
    """Return the unmerged case files that both sides have."""
    cases = (case_of(repo, file) for file in merge_state.unmerged(repo.root))
    return [case for case in cases if case is not None]


def people_told(repo: Repository, ours: str, theirs: str) -> Iterator[Finding]:
    """Yield what to know of people in the cases that a merge of two commits made of both."""
    for file in merge_state.changed_on_both(repo.root, ours, theirs):
        case = case_of(repo, file)
        if case is not None:
            yield from people_of(case.id, case.outcome)


def id_in(name: str) -> str | None:
    """Return the case id of a case file's path in the ledger; None for other files."""
    home = home_of(name)
    return home[1] if home and home[0] == "." else None


def merge_again(repo: Repository) -> bool:
    """Merge the cases for which git could not run our merge driver; True on new conflicts.

    Git then leaves our version in place, or conflict markers, and theirs would be lost. A file with
    markers is kept as a draft. Raises `CannotWrite`, `NoPermission` or `Unreadable` if the disk
    refuses, or a folder is a link.
    """
    has_new_conflicts = [_merge_case(repo, case) for case in unmerged_cases(repo)]
    return any(has_new_conflicts)


def _merge_case(repo: Repository, case: UnmergedCase) -> bool:
    path, outcome = repo.root / case.name, case.outcome
    present = files.read_bytes(path) if path.exists() else b""
    is_put_aside = bool(outcome.conflicts) and (repo.root / case.aside).exists()
    if not _has_markers(present) and (present != case.versions[1] or is_put_aside):
        return False  # already merged by us, and perhaps edited by a person since
    if _has_markers(present):
        drafts.make(repo.root, case.id, present, ".yaml")
    put_aside(repo.root, case.id, case.versions, outcome)
    if present != outcome.data:
        files.replace(path, outcome.data, expected=files.sha256(present))
    if not outcome.conflicts:
        merge_state.mark_merged(repo.root, case.name)
    return bool(outcome.conflicts)


def missing_entries(repo: Repository) -> Iterator[Finding]:
    """Yield a finding for each case that lacks an entry which our merge would keep."""
    for file in merge_state.unmerged(repo.root):
        case = case_of(repo, file)
        if case is None:
            continue
        path = repo.root / case.name
        present = _ids(files.read_bytes(path)) if path.exists() else set()
        missing = sorted(_ids(case.outcome.data) - present)
        if missing:
            text = _MISSING.format(", ".join(missing), case.id[-4:])
            yield Finding(RULE, Severity.ERROR, text, sak=case.id, file=case.name)


def _has_markers(data: bytes) -> bool:
    """Tell whether git has written conflict markers that keep the file from being read."""
    lines = data.splitlines()
    if not all(any(line.startswith(marker) for line in lines) for marker in _MARKERS):
        return False
    try:
        reader.read(data)
    except Unreadable:
        return True
    return False


def _ids(data: bytes) -> set[str]:
    try:
        return {entry_id for entry_id, _, _ in entries(reader.read(data))}
    except LedgerError:
        return set()
