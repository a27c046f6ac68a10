"""What is kept apart is refused wherever it would be written; other cases are found by their id."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from skolemiljo_cli.checks.rules.shielding import REFUSED, WRONG_LEDGER
from skolemiljo_cli.errors import (
    BadConfig,
    Finding,
    LedgerError,
    NoPermission,
    NotFound,
    Severity,
    UsageFault,
)
from skolemiljo_cli.model.derived.shielding import lives_apart
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES, CONFIG, Ledger, load, open_ledger
from skolemiljo_cli.store.git import repository
from skolemiljo_cli.store.yaml import reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from skolemiljo_cli.checks.subject import Hit, Subject
    from skolemiljo_cli.model.sak.case import Sak

_HOW = "Hvordan står i brukerveiledningen under «Saker som skal skjermes»."


def others(ledger: Ledger) -> Callable[[str], Sak | None]:
    """Return what finds another case of the ledger by its whole id; None when it is not there."""

    def find(case_id: str) -> Sak | None:
        return load(ledger, case_id).sak

    return find


def is_misplaced(ledger: Ledger, sak: Sak) -> bool:
    """Tell whether the case should lie in the shielded ledger and does not."""
    return lives_apart(sak) and not ledger.oppsett.skjermet


def belongs_elsewhere(ledger: Ledger, data: bytes) -> bool:
    """Tell whether a file is a case that should lie in the shielded ledger, which this is not."""
    if ledger.oppsett.skjermet:
        return False
    try:
        sak = parse_case(reader.read(data)).value
    except LedgerError:
        return False
    return sak is not None and is_misplaced(ledger, sak)


def misplaced(case_id: str) -> Finding:
    """Return what a list says instead of a case that should not lie there: its id, no more."""
    return Finding(
        rule=WRONG_LEDGER,
        severity=Severity.ERROR,
        message="Saken skal ikke ligge i dette saksarkivet, så innholdet vises ikke her. "
        f"Flytt den nå. {_HOW} Fristene: skolemiljo deadlines --case {case_id}",
        sak=case_id,
        file=f"{CASES}/{case_id}/{CASE_FILE}",
    )


def refuse(before: Subject | None, after: Subject) -> None:
    """Refuse what no command may write; what stood there before stops nobody.

    Raises:
        UsageFault: the case would no longer be one for this ledger, the person it is about would
            have a part in it, or it would say where somebody at a protected address is.
    """
    known = {(hit.place, hit.message) for hit in _refused(before)} if before else set()
    for hit in _refused(after):
        if (hit.place, hit.message) not in known:
            raise UsageFault(
                f"{hit.message} Ingenting er skrevet.", key=reader.dotted(hit.place) or None
            )


def _refused(subject: Subject) -> Iterator[Hit]:
    for check in REFUSED:
        yield from check.hits(subject)


def home(ledger: Ledger, sak: Sak) -> Ledger:
    """Return the ledger that a new case belongs in.

    Raises:
        BadConfig: it belongs in a shielded ledger, and there is none that can be used.
        NoPermission: there is one, which is not for this person.
    """
    if not is_misplaced(ledger, sak):
        return ledger
    named = ledger.oppsett.skjermet_ledger
    if named is None:
        raise _no_place(
            "Saken skal ligge i et skjermet saksarkiv, og det er ikke sagt hvor det er.",
            "Lag det med «skolemiljo init ../skjermet --skjermet», og skriv "
            f"«skjermet_ledger: ../skjermet» i {CONFIG}.",
        )
    if is_itself(ledger.root, named):
        raise _no_place(
            "skjermet_ledger viser til dette saksarkivet selv.",
            "Lag et for seg, med egen tilgang: «skolemiljo init ../skjermet --skjermet», og vis "
            "til det.",
        )
    place = _opened(ledger.root / named, named)
    if not place.oppsett.skjermet:
        raise _no_place(
            "Saksarkivet som skjermet_ledger viser til, er ikke satt opp som skjermet.",
            f"Er det det rette, så skriv «skjermet: true» i {CONFIG} der.",
        )
    if travels_with(ledger.root, place.root):
        raise _no_place(
            "Det skjermede saksarkivet ligger i det samme git-arkivet som det vanlige, og ville "
            "blitt sendt sammen med det.",
            "Flytt det ut, og rett skjermet_ledger.",
        )
    return place


def travels_with(ordinary: Path, shielded: Path) -> bool:
    """Tell whether git would send the shielded ledger along with the ordinary one."""
    ours, theirs = repository.find(ordinary), repository.find(shielded)
    return ours is not None and theirs is not None and ours.git_dir == theirs.git_dir


def is_itself(root: Path, named: str) -> bool:
    """Tell whether a ledger names itself as the shielded one."""
    return os.path.realpath(root / named) == os.path.realpath(root)


def _opened(root: Path, named: str) -> Ledger:
    try:
        return open_ledger(root)
    except NotFound as error:
        raise _no_place(
            "Det skjermede saksarkivet finnes ikke.",
            f"Lag det med «skolemiljo init {named} --skjermet» fra mappen til dette saksarkivet, "
            "eller rett skjermet_ledger.",
        ) from error
    except NoPermission as error:  # as it should be for most people
        raise NoPermission(
            "Saken skal ligge i det skjermede saksarkivet, som du ikke har tilgang til. Ingen sak "
            "er laget.",
            "Gi meldingen til rektor straks, muntlig eller på papir (gjelder den ledelsen: til "
            "skoleeier). Den som har tilgang, registrerer den.",
        ) from error
    except LedgerError as error:
        raise _no_place(
            "Innstillingene i det skjermede saksarkivet kan ikke leses.",
            f"Rett dem der: {error.message}",
        ) from error


def _no_place(what: str, remedy: str) -> BadConfig:
    return BadConfig(f"{what} Ingen sak er laget.", remedy, file=CONFIG, key="skjermet_ledger")
