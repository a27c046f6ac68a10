"""Measures that several pupils' plans share: written in one case, referred to from the others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skolemiljo_cli.model.ids import PARTY_KEY
from skolemiljo_cli.model.vocab import RettetMot

if TYPE_CHECKING:
    from collections.abc import Callable

    from skolemiljo_cli.model.case import Sak
    from skolemiljo_cli.model.plan import Fellestiltak, Tiltak

    Find = Callable[[str], Sak | None]

_REFERENCE = re.compile(rf"\{{{PARTY_KEY.pattern}\}}")
_FOR_MANY = frozenset({RettetMot.GRUPPE, RettetMot.KLASSE, RettetMot.SKOLE, RettetMot.ANSATTE})
_FROM_THERE = ("tiltak", "rettet_mot", "fra", "til", "hyppighet")
"""What is the same for all; who carries it out here, why, and when it is evaluated is not."""


def shared_measure(find: Find, felles: Fellestiltak) -> Tiltak | None:
    """Return the measure in the other case; None when it is not there or is not for many.

    A measure that names somebody is one pupil's, and the keys of its case mean others here.
    """
    other = find(felles.sak)
    plan = other.aktivitetsplan if other else None
    for one in plan.tiltak if plan else ():
        if one.id == felles.tiltak:
            for_many = bool(one.rettet_mot) and _FOR_MANY.issuperset(one.rettet_mot)
            return one if for_many and not one.felles and not _names(one) else None
    return None


def _names(one: Tiltak) -> bool:
    return _REFERENCE.search(f"{one.tiltak} {one.hyppighet}") is not None


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
