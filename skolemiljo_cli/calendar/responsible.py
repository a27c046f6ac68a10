"""Whom a deadline falls on: keys and roles, never names, and never the one the case is about."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from skolemiljo_cli.calendar.deadline import Frist
from skolemiljo_cli.model.derived.shielding import disqualified
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.vocab import Rolle, Sakstype


@dataclass(frozen=True, slots=True)
class Responsible:
    """The keys shown (or a role when nobody is named), and the roles one can search by."""

    keys: tuple[str, ...]
    roles: tuple[str, ...]


def of_parties(sak: Sak, keys: Iterable[str]) -> Responsible:
    """Return the parties with these keys; keys that are not parties of the case are left out.

    When all of them are disqualified from the case, it falls on whoever leads it.
    """
    parties = tuple(key for key in keys if key in sak.parter)
    qualified = tuple(key for key in parties if key not in disqualified(sak))
    if parties and not qualified:
        return owner_of_case(sak)
    if not qualified:
        return Responsible(("uavklart",), ())
    return Responsible(qualified, tuple(sak.parter[key].rolle.value for key in qualified))


def of_role(sak: Sak, rolle: Rolle, otherwise: Responsible | None = None) -> Responsible:
    """Return the parties with the role; without any, `otherwise`, else the role itself."""
    others = {key: part for key, part in sak.parter.items() if key not in disqualified(sak)}
    keys = tuple(key for key, part in others.items() if part.rolle is rolle)
    if keys:
        return Responsible(keys, (rolle.value,))
    return otherwise or Responsible((rolle.value,), (rolle.value,))


def owner_of_case(sak: Sak) -> Responsible:
    """Return who leads the case: whoever is named, else rektor.

    In a case about the leadership it is never rektor but the owner (oppl. § 12-5).
    """
    named = sak.saksansvarlig
    if named in sak.parter and named not in disqualified(sak):
        return of_parties(sak, (named,))
    about_leadership = sak.type is Sakstype.LEDELSE
    return of_role(sak, Rolle.SKOLEEIER if about_leadership else Rolle.REKTOR)


def whoever(sak: Sak, key: str | None) -> Responsible:
    """Return the party with the key, else whoever leads the case."""
    return of_parties(sak, (key,)) if key in sak.parter and key else owner_of_case(sak)


def on_those_still_here(frist: Frist, sak: Sak, today: date) -> Frist:
    """Return the deadline without those who have left the school before it can be kept.

    It falls on the others it was for, else on whoever leads the case, else on the role, and says
    who has left, so that somebody can take over.
    """
    day = max(frist.dato, today)
    gone = [
        key for key in frist.ansvarlige if key in sak.parter and sak.parter[key].har_sluttet(day)
    ]
    if not gone:
        return frist
    here = sak.model_copy(
        update={"parter": {k: part for k, part in sak.parter.items() if not part.har_sluttet(day)}}
    )
    if left := tuple(key for key in frist.ansvarlige if key not in gone):
        falls_on = of_parties(here, left)
        return replace(frist, ansvarlige=falls_on.keys, roller=falls_on.roles)
    falls_on, said = owner_of_case(here), f"{' og '.join(gone)} har sluttet"
    note = f"{frist.merknad}; {said}" if frist.merknad else said
    return replace(frist, ansvarlige=falls_on.keys, roller=falls_on.roles, merknad=note)
