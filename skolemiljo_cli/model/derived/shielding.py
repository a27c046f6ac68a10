"""Who and what is shielded: cases that belong in a ledger of their own, hidden addresses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from skolemiljo_cli.model.vocab import AT_SCHOOL, HIDDEN, Rolle, Sakstype, Skjerming

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.case import Sak


def lives_apart(sak: Sak) -> bool:
    """Tell whether the case belongs in the shielded ledger: § 12-5, or strengt fortrolig."""
    return sak.type is not Sakstype.ELEV or any(
        part.skjerming is Skjerming.STRENGT_FORTROLIG for part in sak.parter.values()
    )


def hidden_parties(sak: Sak) -> frozenset[str]:
    """Return the parties whose address is protected, and those who live, or may live, with them.

    The address of a guardian may reveal where the child lives, and the other way round; so may
    that of a brother or sister with the same guardian. A guardian of whom the case does not say
    whose it is, may be that of a hidden party.
    """
    hidden = {key for key, part in sak.parter.items() if part.skjerming in HIDDEN}
    if not hidden:
        return frozenset()
    guardians = {key for key, part in sak.parter.items() if hidden & {key, *part.til}}
    children = {pupil for key in guardians for pupil in sak.parter[key].til}
    return frozenset(
        key
        for key, part in sak.parter.items()
        if key in hidden | guardians | children or (part.rolle is Rolle.FORESATT and not part.til)
    )


def has_hidden(sak: Sak) -> bool:
    """Tell whether somebody in the case has a protected address."""
    return any(part.skjerming in HIDDEN for part in sak.parter.values())


def about(sak: Sak) -> frozenset[str]:
    """Return the employees whom a case of § 12-5 is about: the parties with the role `ansatt`.

    In a case about the leadership where nobody has that role, it is rektor. A party at the school
    with the same name is the same person, taken over as a teacher from the pupil's own case.
    """
    if sak.type is Sakstype.ELEV:
        return frozenset()
    employees = _with_role(sak, Rolle.ANSATT)
    if sak.type is Sakstype.LEDELSE and not employees:
        return _with_role(sak, Rolle.REKTOR)
    same = same_people(sak, employees)
    return employees | {key for key in same if sak.parter[key].rolle in AT_SCHOOL}


def same_people(sak: Sak, keys: Iterable[str]) -> frozenset[str]:
    """Return the keys with all other keys of the same people, recognised by a name they have had.

    A guardian of two of the pupils, for example, is a party twice.
    """
    known = {key for key in keys if key in sak.parter}
    names = {_plain(name) for key in known for name in sak.parter[key].fulle_navn} - {""}
    return frozenset(
        key
        for key, part in sak.parter.items()
        if key in known or names & {_plain(name) for name in part.fulle_navn}
    )


def _plain(name: str | None) -> str:
    return " ".join((name or "").casefold().split())


def disqualified(sak: Sak) -> frozenset[str]:
    """Return who may not handle the case: whom it is about, and rektor if that is the leadership.

    Such a case goes past rektor to the owner, whoever of the leadership it is about (oppl. § 12-5
    second paragraph).
    """
    if sak.type is not Sakstype.LEDELSE:
        return about(sak)
    return about(sak) | _with_role(sak, Rolle.REKTOR)


def _with_role(sak: Sak, rolle: Rolle) -> frozenset[str]:
    return frozenset(key for key, part in sak.parter.items() if part.rolle is rolle)
