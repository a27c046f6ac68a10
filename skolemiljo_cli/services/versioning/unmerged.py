"""What git left unmerged: cases are merged again when we were not asked, and keep every entry."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import Finding, LedgerError, Severity, Unreadable
from skolemiljo_cli.services.versioning.merging import RULE, conflicts_of, home_of, put_aside
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases import attic, drafts
from skolemiljo_cli.store.git import log, merge_state
from skolemiljo_cli.store.merge.merge_files import merge_files
from skolemiljo_cli.store.yaml import reader
from skolemiljo_cli.store.yaml.entries import entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skolemiljo_cli.store.git.merge_state import Unmerged
    from skolemiljo_cli.store.git.repository import Repository
    from skolemiljo_cli.store.merge.merge_files import Outcome

_MARKERS = (b"<<<<<<< ", b">>>>>>> ")
_LEFT_OUT = (
    "Innføringer fra en av sidene er ikke med i saken slik den er nå: {}. Ta dem med (skolemiljo "
    "edit {}), og kjør «skolemiljo sync --ferdig» igjen."
)


@dataclass(frozen=True)
class UnmergedCase:
    """A case that both sides have and git could not merge, with the bytes of the versions."""

    id: str
    name: str
    base: bytes
    ours: bytes
    theirs: bytes

    @cached_property
    def outcome(self) -> Outcome:
        """Return what our own merge makes of it."""
        return merge_files(*self.versions)

    @property
    def versions(self) -> tuple[bytes, bytes, bytes]:
        """Return the bytes of what both came from, ours and theirs."""
        return self.base, self.ours, self.theirs

    @property
    def aside(self) -> str:
        """Return where what is not in the merged file is kept, from the ledger's folder."""
        home = self.outcome.other_case or self.id
        return attic.place_of(home, attic.name_of(*self.versions), self.outcome)

    def findings(self) -> tuple[Finding, ...]:
        """Return what a person must decide; nothing is written."""
        return conflicts_of(self.id, self.outcome, self.aside)


def case_of(repo: Repository, one: Unmerged) -> UnmergedCase | None:
    """Return the case that an unmerged file is; None for other files and for a removed side."""
    name = one.name.removeprefix(repo.prefix)
    case_id = id_in(name)
    if case_id is None or not (one.ours and one.theirs):
        return None
    versions = (log.read_blob(repo.root, each) for each in (one.base, one.ours, one.theirs))
    return UnmergedCase(case_id, name, *versions)


def id_in(name: str) -> str | None:
    """Return the id of the case whose file this is, named from the ledger; None for other files."""
    home = home_of(name)
    return home[1] if home and home[0] == "." else None


def merge_again(repo: Repository) -> bool:
    """Merge the cases that git could not have us merge, as when we could not be started.

    git leaves our version in place, or its own markers; without this theirs would be let go of.
    What stands between markers is kept in a draft. Returns whether a person has new conflicts to
    look at.

    Raises:
        CannotWrite, NoPermission, Unreadable: the disk says no, or a folder is a link.
    """
    cases = [case_of(repo, one) for one in merge_state.unmerged(repo.root)]
    unseen = [_merge_case(repo, one) for one in cases if one is not None]
    return any(unseen)


def _merge_case(repo: Repository, case: UnmergedCase) -> bool:
    path, outcome = repo.root / case.name, case.outcome
    there = files.read_bytes(path) if path.exists() else b""
    seen = bool(outcome.conflicts) and (repo.root / case.aside).exists()
    if not _is_marked(there) and (there != case.ours or seen):
        return False  # merged by us, and perhaps by a person since
    if _is_marked(there):
        drafts.make(repo.root, case.id, there, ".yaml")
    put_aside(repo.root, case.id, case.versions, outcome)
    if there != outcome.data:
        files.replace(path, outcome.data, expected=files.sha256(there))
    if not outcome.conflicts:
        merge_state.mark_merged(repo.root, case.name)
    return bool(outcome.conflicts)


def left_out(repo: Repository) -> Iterator[Finding]:
    """Yield the cases where an entry that the merge would keep is not in the file any more."""
    for one in merge_state.unmerged(repo.root):
        case = case_of(repo, one)
        if case is None:
            continue
        path = repo.root / case.name
        there = _ids(files.read_bytes(path)) if path.exists() else set()
        lacking = sorted(_ids(case.outcome.data) - there)
        if lacking:
            yield Finding(
                rule=RULE,
                severity=Severity.ERROR,
                message=_LEFT_OUT.format(", ".join(lacking), case.id[-4:]),
                sak=case.id,
                file=case.name,
            )


def _is_marked(data: bytes) -> bool:
    """Tell whether git has written its own markers, and the file is no case for them."""
    if not all(any(line.startswith(one) for line in data.splitlines()) for one in _MARKERS):
        return False
    try:
        reader.read(data)
    except Unreadable:
        return True
    return False


def _ids(data: bytes) -> set[str]:
    try:
        return {one for one, _, _ in entries(reader.read(data))}
    except LedgerError:
        return set()
