"""Whom a deadline falls on: party keys and roles, never names, never whom the case is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_cli.model.derived.shielding import disqualified
from skolemiljo_cli.model.vocab import Rolle, Sakstype

if TYPE_CHECKING:
    from collections.abc import Iterable

    from skolemiljo_cli.model.sak.case import Sak


@dataclass(frozen=True, slots=True)
class Responsible:
    """The keys shown (or a role when nobody is named), and the roles one can search by."""

    keys: tuple[str, ...]
    roles: tuple[str, ...]


def of_parties(sak: Sak, keys: Iterable[str]) -> Responsible:
    """Return the parties with these keys; a key that is no party's is left out.

    What falls on somebody who can have no part in the case falls on who leads it.
    """
    there = tuple(key for key in keys if key in sak.parter)
    known = tuple(key for key in there if key not in disqualified(sak))
    if there and not known:
        return owner_of_case(sak)
    if not known:
        return Responsible(("uavklart",), ())
    return Responsible(known, tuple(sak.parter[key].rolle.value for key in known))


def of_role(sak: Sak, rolle: Rolle, otherwise: Responsible | None = None) -> Responsible:
    """Return the parties with the role; without any, `otherwise`, else the role itself."""
    others = {key: part for key, part in sak.parter.items() if key not in disqualified(sak)}
    keys = tuple(key for key, part in others.items() if part.rolle is rolle)
    if keys:
        return Responsible(keys, (rolle.value,))
    return otherwise or Responsible((rolle.value,), (rolle.value,))


def owner_of_case(sak: Sak) -> Responsible:
    """Return who leads the case: the one named, else rektor.

    In a case about the leadership it is never rektor but the owner (oppl. § 12-5).
    """
    named = sak.saksansvarlig
    if named in sak.parter and named not in disqualified(sak):
        return of_parties(sak, (named,))
    about_leadership = sak.type is Sakstype.LEDELSE
    return of_role(sak, Rolle.SKOLEEIER if about_leadership else Rolle.REKTOR)


def whoever(sak: Sak, key: str | None) -> Responsible:
    """Return the party with the key, else who leads the case."""
    return of_parties(sak, (key,)) if key in sak.parter and key else owner_of_case(sak)
