"""Running the health checks of a ledger (ADR 14)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from skolemiljo_cli import clock
from skolemiljo_cli.errors import Finding, LedgerError, NotFound, Severity
from skolemiljo_cli.model.messages import closest
from skolemiljo_cli.services.ledger.health import (
    access,
    attachments,
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

CHECKS: tuple[Check, ...] = (
    *surroundings.CHECKS[:1],
    *stale_lock.CHECKS,  # first, since the other fixes need the lock
    *ids.CHECKS,
    *stray_files.CHECKS,
    *attachments.CHECKS,
    *surroundings.CHECKS[1:],
    *shielding.CHECKS,
    *access.CHECKS,
    *own_templates.CHECKS,
    *repository.CHECKS,
    *remotes.CHECKS,
)

Watched = Callable[[Iterator[Seen], int], Iterator[Seen]]


@dataclass(frozen=True, slots=True)
class Ailment:
    """Something wrong, and the check that found it."""

    check: Check
    trouble: Trouble

    @property
    def finding(self) -> Finding:
        """Return it as a finding, as the other commands report."""
        rule, trouble = self.check.name, self.trouble
        text = f"{trouble.message} {trouble.remedy}".strip()
        return Finding(
            rule, trouble.severity, text, trouble.sak, trouble.file, trouble.line, trouble.key
        )


def examine(root: Path, watched: Watched = lambda all_, _: all_) -> tuple[Ailment, ...]:
    """Return everything that is wrong; a check that fails does not stop the others."""
    ground = _ground(root, watched)
    return tuple(ailment for check in CHECKS for ailment in _run(check, ground))


_UNFINISHED = Trouble(
    "Sjekken ble ikke ferdig: noe i mappen kunne ikke leses.",
    "Se om du har tilgang til alt i mappen, og kjør kommandoen igjen.",
    Severity.ERROR,
)


def _run(check: Check, ground: Ground) -> Iterator[Ailment]:
    try:
        yield from (Ailment(check, trouble) for trouble in check.look(ground))
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
    seen = tuple(watched((see(root, folder) for folder in folders), len(folders)))
    return Ground(
        root,
        tuple(case for case in seen if case.is_named),
        clock.posix_now(),
        tuple(case for case in seen if not case.is_named),
        cases_fault,
        ledger.oppsett if ledger else None,
        config_fault,
        git_repository.find(root),
    )


def named(word: str) -> Check:
    """Return the check with the name.

    Raises:
        NotFound: there is none; the nearest name is suggested.
    """
    names = [check.name for check in CHECKS]
    if word.strip().lower() in names:
        return CHECKS[names.index(word.strip().lower())]
    meant = closest(word, names)
    raise NotFound(
        "Det finnes ingen sjekk med det navnet." + (f" Mente du «{meant}»?" if meant else ""),
        f"Sjekkene er: {', '.join(names)}",
    )
