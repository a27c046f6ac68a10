"""Turns plain values into a typed case, and reports what is wrong by its path."""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from skolemiljo_cli.model.base import Del
from skolemiljo_cli.model.messages import explain
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.validation.places import Place

D = TypeVar("D", bound=Del)


@dataclass(frozen=True, slots=True)
class Fault:
    """One value that cannot be used: where it stands and what to do, in Norwegian."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Parsed(Generic[D]):
    """The value without its faulty parts, and the faults.

    `value` is None when too little is left to be what it should be.
    """

    value: D | None
    faults: tuple[Fault, ...] = ()


def parse_case(values: object, today: date | None = None) -> Parsed[Sak]:
    """Return the case that `values` say; with `today` also relative dates are understood."""
    return parse(Sak, values, today)


def parse(model: type[D], values: object, today: date | None = None) -> Parsed[D]:
    """Return the model that `values` say.

    A fault takes away only the smallest part that holds it, so that one wrong date never hides
    the other deadlines of a child; whoever shows the result must show the faults beside it.
    """
    context = {"today": today}
    try:
        return Parsed(model.model_validate(values, context=context))
    except ValidationError as error:
        faults = _faults(error)
    rest = deepcopy(values)
    places = [fault.place for fault in faults]
    while places and _remove(rest, places):
        try:
            return Parsed(model.model_validate(rest, context=context), faults)
        except ValidationError as error:
            places = [place for fault in _faults(error) if (place := fault.place[:-1])]
    return Parsed(None, faults)


def _faults(error: ValidationError) -> tuple[Fault, ...]:
    found = [Fault(_place(row["loc"]), explain(row)) for row in error.errors(include_url=False)]
    return tuple(dict.fromkeys(found))


def _place(location: tuple[str | int, ...]) -> Place:
    # pydantic marks a wrong key with a step of its own
    return tuple(step for step in location if step != "[key]")


def _remove(values: Any, places: Iterable[Place]) -> bool:  # noqa: ANN401 - any plain value
    """Take the places out of `values`; False when the whole would go."""
    ordered = sorted(set(places), key=_last_first, reverse=True)
    if () in ordered:
        return False
    removed = [_remove_one(values, place) for place in ordered]
    return any(removed)


def _last_first(place: Place) -> tuple[tuple[bool, str | int], ...]:
    return tuple((isinstance(step, str), step) for step in place)


def _remove_one(values: Any, place: Place) -> bool:  # noqa: ANN401 - any plain value
    """Take out what stands at `place`; what is missing there takes its parent with it."""
    holder, last = values, place[-1]
    for step in place[:-1]:
        if not _has(holder, step):
            return False
        holder = holder[step]
    if _has(holder, last):
        del holder[last]
        return True
    return len(place) > 1 and _remove_one(values, place[:-1])


def _has(holder: Any, step: str | int) -> bool:  # noqa: ANN401 - any plain value
    if isinstance(holder, dict):
        return step in holder
    return isinstance(holder, list) and isinstance(step, int) and step < len(holder)
