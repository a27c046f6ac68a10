"""Take back one's own last change by a new commit; what came after it stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import ChangedOutside, GitFault, LedgerError, NotFound, UsageFault
from skolemiljo_cli.services.changes.record import Version, remedy
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES, resolve
from skolemiljo_cli.store.files import no_links
from skolemiljo_cli.store.git import log, own_commits, repository
from skolemiljo_cli.store.git.commit import MAX_BYTES, Trouble, commit, why_no_repository
from skolemiljo_cli.store.locking import lock
from skolemiljo_cli.store.merge.merge_files import merge_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skolemiljo_cli.store.cases.ledger import Ledger
    from skolemiljo_cli.store.git.own_commits import Change, FileChange
    from skolemiljo_cli.store.git.repository import Repository

_SHALLOW = (
    "Kan ikke angre: klonen er grunn, så git vet ikke hva som sto før den siste endringen din."
)
_INSTEAD = "Rett det heller med en ny innføring: skolemiljo log {} --corrects h-…"


@dataclass(frozen=True, slots=True)
class Undone:
    """The change that was taken back, the files it was about, and what git recorded of it."""

    change: Change
    names: tuple[str, ...]
    version: Version


def last_change(ledger: Ledger, part: str | None) -> Change:
    """Return the last change that this person made, of the case that `part` means or of any.

    Raises:
        NotFound: there is none, or no repository.
        UsageFault: git does not know who is asking, or stands on no branch.
    """
    root = ledger.root
    if repository.find(root) is None:
        trouble = why_no_repository(root)
        raise NotFound(f"Kan ikke angre: {trouble.value}.", remedy(trouble))
    if repository.branch(root) is None:
        raise UsageFault(f"Kan ikke angre: {Trouble.NO_BRANCH.value}.", remedy(Trouble.NO_BRANCH))
    email = own_commits.own_email(root)
    if email is None:
        raise UsageFault("Kan ikke angre: git vet ikke hvem du er.", remedy(Trouble.NO_IDENTITY))
    about = resolve(ledger, part) if part else None
    found = next(
        (
            one
            for one in own_commits.not_undone([*own_commits.changes(root)])
            if one.email == email and about in (None, one.about)
        ),
        None,
    )
    if found is not None and found.parent is None and log.is_shallow(root):
        raise NotFound(_SHALLOW, "Hent resten av historikken: git fetch --unshallow")
    if found is not None:
        return found
    raise NotFound(
        "Fant ingen endring av deg å angre.",
        "Bare det som er lagret som en versjon i git, kan angres (git.commit i skolemiljo.yaml).",
    )


def undo(ledger: Ledger, change: Change, verb: str) -> Undone:
    """Take a change back, as it can be done today: later changes of the same case stay.

    Raises:
        ChangedOutside: what the change wrote has been changed since.
        CannotWrite, NoPermission: the disk says no.
        UsageFault: git is in the middle of something.
        Locked: another command is at work.
        GitFault: git does not answer.
    """
    repo = repository.find(ledger.root)
    if repo is None:  # last_change has found one: git does not answer any more
        raise GitFault
    if repo.under_way:
        raise UsageFault(f"Kan ikke angre: {Trouble.UNDER_WAY.value}.", "skolemiljo sync")
    with lock.acquire(ledger.root):
        steps = [*_steps(repo, change)]
        for step in steps:
            step.take()
        names = tuple(step.name for step in steps)
        text = f"{change.about}: {verb}\n\n{own_commits.UNDO_TRAILER}: {change.commit}\n"
        made = commit(ledger.root, names, text)
    return Undone(change, names, Version(made.commit, made.trouble))


@dataclass(frozen=True, slots=True)
class _Step:
    """What to do with one file: put these bytes for those, or take it away when there are none."""

    repo: Repository
    name: str
    there: bytes
    back: bytes | None

    def take(self) -> None:
        path = self.repo.root / self.name
        no_links.refuse_links(self.repo.root, path)
        if self.back is not None:
            files.replace(path, self.back, expected=files.sha256(self.there))
        else:
            files.remove(path, expected=files.sha256(self.there))


def _steps(repo: Repository, change: Change) -> Iterator[_Step]:
    """Yield what to do, worked out before anything is done; the case first, then its files."""
    told = files_of(repo, change)
    if not told:
        raise _cannot(change)
    for one in sorted(told, key=lambda one: not one.name.endswith(f"/{CASE_FILE}")):
        if one.after is None:
            raise _cannot(change)
        there = _present(repo, one, change)
        after = log.read_blob(repo.root, one.after)
        if one.before is None:
            if there != after:
                raise _cannot(change)
            yield _Step(repo, one.name, there, None)
            continue
        outcome = merge_files(after, there, log.read_blob(repo.root, one.before))
        if outcome.conflicts or not one.name.endswith(f"/{CASE_FILE}"):
            raise _cannot(change)
        yield _Step(repo, one.name, there, outcome.data)


def files_of(repo: Repository, change: Change) -> list[FileChange]:
    """Return what a change did to the case that it is about."""
    own = f"{CASES}/{change.about}/"
    return [one for one in own_commits.files_of(repo, change) if one.name.startswith(own)]


def _present(repo: Repository, one: FileChange, change: Change) -> bytes:
    try:
        return files.read_bytes(repo.root / one.name, max_bytes=MAX_BYTES)
    except LedgerError:
        raise _cannot(change) from None


def _cannot(change: Change) -> ChangedOutside:
    return ChangedOutside(
        f"«{change.verb}» i sak {change.about} kan ikke angres: det er skrevet mer i det samme "
        "siden. Ingenting er endret.",
        _INSTEAD.format(change.about[-4:]),
    )
