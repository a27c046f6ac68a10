"""Rules on what is written: values that cannot be used, keys that nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_cli.checks.file_position import below
from skolemiljo_cli.checks.subject import Hit
from skolemiljo_cli.model.validation.places import may_be_repeated
from skolemiljo_cli.model.validation.unknown_keys import unknown_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skolemiljo_cli.checks.subject import Subject
    from skolemiljo_cli.model.validation.places import Place
    from skolemiljo_cli.model.validation.unknown_keys import UnknownKey


def unusable_values(subject: Subject) -> Iterator[Hit]:
    """What the gate could not take in, as it says it."""
    yield from (Hit(fault.place, fault.message) for fault in subject.faults)


def keys_nobody_reads(subject: Subject) -> Iterator[Hit]:
    """Keys outside the model; `x-` keys are the user's own."""
    for unknown in unknown_keys(dict(subject.values), subject.sak):
        text = _not_known(unknown)
        if _without_value(subject.values, unknown.place):
            text += " Er den en del av en tekst med komma? Sett hele teksten i anførselstegn."
        yield Hit(unknown.place, text)


def _without_value(values: object, place: Place) -> bool:
    """Tell whether nothing stands there: in `{tekst: Én, to}` YAML takes `to` for a key."""
    for step in place:
        values = below(values, step)
    return values is None


def _not_known(unknown: UnknownKey) -> str:
    key = str(unknown.place[-1])
    said = f"«{key}»" if may_be_repeated(key) else "Nøkkelen på denne linjen"
    meant = f"; mente du «{unknown.meant}»?" if unknown.meant else "."
    return f"{said} er ikke en kjent nøkkel{meant} Nøkkelen er beholdt."
