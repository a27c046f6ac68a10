"""Undoing one's own last change with a new commit; later changes are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from skolemiljo_cli.errors import ChangedOutside, GitFault, LedgerError, NotFound, UsageFault
from skolemiljo_cli.services.changes.record import Version, remedy
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import (
    CASE_FILE,
    CASES,
    Ledger,
    refuse_linked_case,
    refuse_linked_cases,
    resolve,
)
from skolemiljo_cli.store.files import no_links
from skolemiljo_cli.store.git import log, own_commits, repository
from skolemiljo_cli.store.git.commit import MAX_BYTES, Trouble, commit, why_no_repository
from skolemiljo_cli.store.merge.merge_files import merge_files
from skolemiljo_cli.store.writing import only_writer

_SHALLOW = (
    "Kan ikke angre: klonen er grunn, så git vet ikke hva som sto før den siste endringen din."
)
_INSTEAD = "Rett det heller med en ny innføring: skolemiljo log {} --corrects h-…"


@dataclass(frozen=True, slots=True)
class Undone:
    """The change that was undone, its files, and the version that the undo became."""

    change: own_commits.Change
    names: tuple[str, ...]
    version: Version


def last_change(ledger: Ledger, part: str | None) -> own_commits.Change:
    """Return this person's last change that is not undone, of one case or of any.

    `part` is an id or part of one.

    Raises:
        NotFound: there is none, or no repository.
        UsageFault: git has no identity, or HEAD is detached.
        Unreadable: `cases` is a link.
    """
    refuse_linked_cases(ledger)
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
            change
            for change in own_commits.not_undone([*own_commits.changes(root)])
            if change.email == email and about in (None, change.about)
        ),
        None,
    )
    if found is not None and found.parent is None and log.is_shallow(root):
        raise NotFound(_SHALLOW, "Hent resten av historikken: git fetch --unshallow")
    if found is not None:
        return found
    hint = "Bare det som er lagret som en versjon i git, kan angres (git.commit i skolemiljo.yaml)."
    raise NotFound("Fant ingen endring av deg å angre.", hint)


def undo(ledger: Ledger, change: own_commits.Change, verb: str) -> Undone:
    """Undo a change in the files as they are now: later changes of the same case are kept.

    Raises:
        ChangedOutside: what the change wrote has been changed since.
        CannotWrite, NoPermission: the disk refuses.
        UsageFault: git has an unfinished operation.
        Locked: another command is at work.
        GitFault: git does not answer.
        Unreadable: the case lies elsewhere, behind a link.
    """
    refuse_linked_case(ledger, change.about)
    repo = repository.find(ledger.root)
    if repo is None:  # last_change found one, so git no longer answers
        raise GitFault
    if repo.under_way:
        raise UsageFault(f"Kan ikke angre: {Trouble.UNDER_WAY.value}.", "skolemiljo sync")
    with only_writer(ledger.root):
        steps = [*_steps(repo, change)]
        for step in steps:
            step.apply()
        names = tuple(step.name for step in steps)
        text = f"{change.about}: {verb}\n\n{own_commits.UNDO_TRAILER}: {change.commit}\n"
        made = commit(ledger.root, names, text)
    return Undone(change, names, Version(made.commit, made.trouble))


@dataclass(frozen=True, slots=True)
class _Step:
    """The undo of one file: write `restored` over `present`, or remove the file if None."""

    repo: repository.Repository
    name: str
    present: bytes
    restored: bytes | None

    def apply(self) -> None:
        path = self.repo.root / self.name
        no_links.refuse_links(self.repo.root, path)
        if self.restored is not None:
            files.replace(path, self.restored, expected=files.sha256(self.present))
        else:
            files.remove(path, expected=files.sha256(self.present))


def _steps(repo: repository.Repository, change: own_commits.Change) -> Iterator[_Step]:
    """Yield the steps of an undo, the case file first; nothing is written yet."""
    changed = files_of(repo, change)
    if not changed:
        raise _cannot(change)
    for file in sorted(changed, key=lambda file: not file.name.endswith(f"/{CASE_FILE}")):
        if file.after is None:
            raise _cannot(change)
        try:
            present = files.read_bytes(repo.root / file.name, max_bytes=MAX_BYTES)
        except LedgerError:
            raise _cannot(change) from None
        after = log.read_blob(repo.root, file.after)
        if file.before is None:
            if present != after:
                raise _cannot(change)
            yield _Step(repo, file.name, present, None)
            continue
        outcome = merge_files(after, present, log.read_blob(repo.root, file.before))
        is_case = file.name.endswith(f"/{CASE_FILE}")
        if outcome.conflicts or outcome.new_keys or not is_case:
            raise _cannot(change)
        yield _Step(repo, file.name, present, outcome.data)


def files_of(
    repo: repository.Repository, change: own_commits.Change
) -> list[own_commits.FileChange]:
    """Return what a change did to the files of its case."""
    folder = f"{CASES}/{change.about}/"
    return [file for file in own_commits.files_of(repo, change) if file.name.startswith(folder)]


def _cannot(change: own_commits.Change) -> ChangedOutside:
    return ChangedOutside(
        f"«{change.verb}» i sak {change.about} kan ikke angres: det er skrevet mer i det samme "
        "siden. Ingenting er endret.",
        _INSTEAD.format(change.about[-4:]),
    )
