"""Look over a ledger's health by named checks, and cure what can be cured."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_cli import clock
from skolemiljo_cli.errors import Finding, LedgerError, NotFound, Severity
from skolemiljo_cli.model.validation.messages import closest
from skolemiljo_cli.services.ledger.health import (
    access,
    attachments,
    disk_encryption,
    ids,
    own_templates,
    remotes,
    repository,
    shielding,
    stale_lock,
    stray_files,
    surroundings,
)
from skolemiljo_cli.services.ledger.health.basis import Check, Ground, Seen, Trouble, see
from skolemiljo_cli.store.cases.ledger import CASES, Ledger, case_ids, open_ledger
from skolemiljo_cli.store.files import no_links, os_errors
from skolemiljo_cli.store.git import repository as git_repository

if TYPE_CHECKING:
    from pathlib import Path

CHECKS: tuple[Check, ...] = (
    *surroundings.CHECKS[:1],
    *stale_lock.CHECKS,  # while the lock stands, the other cures have to wait for it
    *ids.CHECKS,
    *stray_files.CHECKS,
    *attachments.CHECKS,
    *surroundings.CHECKS[1:],
    *shielding.CHECKS,
    *access.CHECKS,
    *disk_encryption.CHECKS,
    *own_templates.CHECKS,
    *repository.CHECKS,
    *remotes.CHECKS,
)

Watched = Callable[[Iterator[Seen], int], Iterator[Seen]]


@dataclass(frozen=True, slots=True)
class Ailment:
    """A trouble, and the check that found it."""

    check: Check
    trouble: Trouble

    @property
    def finding(self) -> Finding:
        """Return it as all commands tell what is wrong."""
        one = self.trouble
        return Finding(
            rule=self.check.name,
            severity=one.severity,
            message=f"{one.message} {one.remedy}".strip(),
            sak=one.sak,
            file=one.file,
            line=one.line,
            key=one.key,
        )


def examine(root: Path, watched: Watched = lambda all_, _: all_) -> tuple[Ailment, ...]:
    """Return everything that is wrong with the ledger; one broken thing never hides the others."""
    ground = _ground(root, watched)
    return tuple(one for check in CHECKS for one in _looked(check, ground))


_UNFINISHED = Trouble(
    "Sjekken ble ikke ferdig: noe i mappen kunne ikke leses.",
    "Se om du har tilgang til alt i mappen, og kjør kommandoen igjen.",
    Severity.ERROR,
)


def _looked(check: Check, ground: Ground) -> Iterator[Ailment]:
    try:
        yield from (Ailment(check, one) for one in check.look(ground))
    except (LedgerError, OSError):
        yield Ailment(check, _UNFINISHED)


def _ground(root: Path, watched: Watched) -> Ground:
    ledger, config_fault, cases_fault = None, None, None
    try:
        ledger = open_ledger(root)
    except LedgerError as error:
        config_fault = error
    folders: list[str] = []
    try:
        with os_errors.reading(root / CASES):
            no_links.refuse_links(root, root / CASES)
            folders = case_ids(ledger or Ledger(root, oppsett=None))  # type: ignore[arg-type]
    except LedgerError as error:
        cases_fault = error
    seen = tuple(watched((see(root, one) for one in folders), len(folders)))
    return Ground(
        root,
        tuple(one for one in seen if one.is_named),
        clock.posix_now(),
        tuple(one for one in seen if not one.is_named),
        cases_fault,
        ledger.oppsett if ledger else None,
        config_fault,
        git_repository.find(root),
    )


def named(word: str) -> Check:
    """Return the check with the name.

    Raises:
        NotFound: there is none; the nearest is suggested.
    """
    names = [one.name for one in CHECKS]
    if word in names:
        return CHECKS[names.index(word)]
    meant = closest(word, names)
    raise NotFound(
        "Det finnes ingen sjekk med det navnet." + (f" Mente du «{meant}»?" if meant else ""),
        f"Sjekkene er: {', '.join(names)}",
    )


def worst(ailments: tuple[Ailment, ...]) -> Severity | None:
    """Return how grave the gravest is; None when there is nothing to do."""
    found = {one.trouble.severity for one in ailments}
    for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO):
        if severity in found:
            return severity
    return None
