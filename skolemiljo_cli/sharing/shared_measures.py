"""Measures shared by several pupils' plans: written in one case, referred to from the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from skolemiljo_cli.model.ids import REFERENCE
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.sak.plan import Fellestiltak, Tiltak
from skolemiljo_cli.model.vocab import AT_SCHOOL, RettetMot, Sakstype

if TYPE_CHECKING:
    Find = Callable[[str], Sak | None]

_FOR_MANY = frozenset({RettetMot.GRUPPE, RettetMot.KLASSE, RettetMot.SKOLE, RettetMot.ANSATTE})
_SAME_FOR_ALL = ("tiltak", "rettet_mot", "fra", "til", "hyppighet")
"""Who carries it out, why, and when it is evaluated is written in each case."""


def shared_measure(find: Find, felles: Fellestiltak) -> Tiltak | None:
    """Return the measure in the other case; None when it is not there or is not for many.

    A measure that names somebody is not shared: the keys of its case mean others here, and the
    documents of this case are not searched for names of people who are not in it. Nor is anything
    from a case about staff, which a pupil's own case must not reveal.
    """
    other = find(felles.sak)
    plan = other.aktivitetsplan if other else None
    if other is None or plan is None or other.type is not Sakstype.ELEV:
        return None
    measure = next((measure for measure in plan.tiltak if measure.id == felles.tiltak), None)
    if measure is None or measure.felles or not measure.rettet_mot:
        return None
    for_many = _FOR_MANY.issuperset(measure.rettet_mot)
    return measure if for_many and not _names_a_party(other, measure) else None


def _names_a_party(sak: Sak, measure: Tiltak) -> bool:
    """Tell whether the measure names a party of its case, by key or by name."""
    text = f"{measure.tiltak}\n{measure.hyppighet or ''}"
    if REFERENCE.search(text):
        return True
    from skolemiljo_cli.sharing.name_search import exact_search  # not needed for lists of cases
    from skolemiljo_cli.sharing.name_search.document_text import Hvor, Side, Stykke

    staff = {key: part for key, part in sak.parter.items() if part.rolle in AT_SCHOOL}
    rest = {key: part for key, part in sak.parter.items() if key not in staff}
    return bool(exact_search.find_names(Side((Stykke(Hvor.TEKST, text),)), rest, staff))


def filled(sak: Sak, find: Find) -> Sak:
    """Return the case with the text of shared measures from the case they are written in."""
    plan = sak.aktivitetsplan
    if plan is None or not any(measure.felles for measure in plan.tiltak):
        return sak
    measures = tuple(_filled(measure, find) for measure in plan.tiltak)
    return sak.model_copy(update={"aktivitetsplan": plan.model_copy(update={"tiltak": measures})})


def _filled(measure: Tiltak, find: Find) -> Tiltak:
    original = shared_measure(find, measure.felles) if measure.felles else None
    if original is None:
        return measure
    values = {name: value for name in _SAME_FOR_ALL if (value := getattr(original, name))}
    return measure.model_copy(update=values)
