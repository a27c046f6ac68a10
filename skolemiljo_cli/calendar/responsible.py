"""Whom a deadline falls on: party keys and roles, never names, never whom the case is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_cli.model.apart import about
from skolemiljo_cli.model.vocab import Rolle, Sakstype

if TYPE_CHECKING:
    from collections.abc import Iterable

    from skolemiljo_cli.model.case import Sak
    from skolemiljo_cli.model.people import Part


@dataclass(frozen=True, slots=True)
class Responsible:
    """The keys shown (or a role when nobody is named), and the roles one can search by."""

    keys: tuple[str, ...]
    roles: tuple[str, ...]


def of_parties(sak: Sak, keys: Iterable[str]) -> Responsible:
    """Return the parties with these keys; a key that is no party's is left out.

    What falls on the person the case is about falls on who leads the case.
    """
    there = tuple(key for key in keys if key in sak.parter)
    known = tuple(key for key in there if key not in about(sak))
    if there and not known:
        return owner_of_case(sak)
    if not known:
        return Responsible(("uavklart",), ())
    return Responsible(known, tuple(sak.parter[key].rolle.value for key in known))


def of_role(sak: Sak, rolle: Rolle, otherwise: Responsible | None = None) -> Responsible:
    """Return the parties with the role; without any, `otherwise`, else the role itself."""
    others = {key: part for key, part in sak.parter.items() if key not in about(sak)}
    keys = tuple(key for key, part in others.items() if part.rolle is rolle)
    if keys:
        return Responsible(keys, (rolle.value,))
    return otherwise or Responsible((rolle.value,), (rolle.value,))


def owner_of_case(sak: Sak) -> Responsible:
    """Return who leads the case: the one named, else rektor.

    In a case about the leadership it is never rektor but the owner (oppl. § 12-5).
    """
    about_leadership = sak.type is Sakstype.LEDELSE
    named = sak.parter.get(sak.saksansvarlig or "")
    itself = sak.saksansvarlig in about(sak) or (about_leadership and _is_rektor(named))
    if named and not itself:
        return of_parties(sak, (sak.saksansvarlig or "",))
    return of_role(sak, Rolle.SKOLEEIER if about_leadership else Rolle.REKTOR)


def _is_rektor(part: Part | None) -> bool:
    return part is not None and part.rolle is Rolle.REKTOR


def whoever(sak: Sak, key: str | None) -> Responsible:
    """Return the party with the key, else who leads the case."""
    return of_parties(sak, (key,)) if key in sak.parter and key else owner_of_case(sak)
