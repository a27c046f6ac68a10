"""Measures that several pupils' plans share: written in one case, referred to from the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_cli.model.ids import REFERENCE
from skolemiljo_cli.model.vocab import AT_SCHOOL, RettetMot, Sakstype

if TYPE_CHECKING:
    from collections.abc import Callable

    from skolemiljo_cli.model.sak.case import Sak
    from skolemiljo_cli.model.sak.plan import Fellestiltak, Tiltak

    Find = Callable[[str], Sak | None]

_FOR_MANY = frozenset({RettetMot.GRUPPE, RettetMot.KLASSE, RettetMot.SKOLE, RettetMot.ANSATTE})
_FROM_THERE = ("tiltak", "rettet_mot", "fra", "til", "hyppighet")
"""What is the same for all; who carries it out here, why, and when it is evaluated is not."""


def shared_measure(find: Find, felles: Fellestiltak) -> Tiltak | None:
    """Return the measure in the other case; None when it is not there or is not for many.

    A measure that names somebody is one pupil's. The keys of its case mean others here, and its
    names belong to people this case does not know: no search of its documents would find them.
    A case about staff shares nothing: a pupil's own says nothing of it.
    """
    other = find(felles.sak)
    plan = other.aktivitetsplan if other else None
    if other is None or plan is None or other.type is not Sakstype.ELEV:
        return None
    one = next((one for one in plan.tiltak if one.id == felles.tiltak), None)
    if one is None or one.felles or not one.rettet_mot:
        return None
    return one if _FOR_MANY.issuperset(one.rettet_mot) and not _names(other, one) else None


def _names(sak: Sak, one: Tiltak) -> bool:
    """Tell whether the measure names a party of its case, by key or by name."""
    text = f"{one.tiltak}\n{one.hyppighet or ''}"
    if REFERENCE.search(text):
        return True
    from skolemiljo_cli.sharing.name_search import exact_search  # lists of cases do without
    from skolemiljo_cli.sharing.name_search.document_text import Hvor, Side, Stykke

    staff = {key: part for key, part in sak.parter.items() if part.rolle in AT_SCHOOL}
    rest = {key: part for key, part in sak.parter.items() if key not in staff}
    return bool(exact_search.find_names(Side((Stykke(Hvor.TEKST, text),)), rest, staff))


def filled(sak: Sak, find: Find) -> Sak:
    """Return the case with the text of shared measures as it stands where they are written."""
    plan = sak.aktivitetsplan
    if plan is None or not any(one.felles for one in plan.tiltak):
        return sak
    measures = tuple(_filled(one, find) for one in plan.tiltak)
    return sak.model_copy(update={"aktivitetsplan": plan.model_copy(update={"tiltak": measures})})


def _filled(one: Tiltak, find: Find) -> Tiltak:
    there = shared_measure(find, one.felles) if one.felles else None
    if there is None:
        return one
    said = {name: getattr(there, name) for name in _FROM_THERE if getattr(there, name)}
    return one.model_copy(update=said)
