"""Places in a case, and how much of the path to one may be shown."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import takewhile
from typing import TypeAlias

from skolemiljo_cli.model import ids

Place: TypeAlias = tuple[str | int, ...]
"""The keys and list indexes that lead to a value; `()` is the whole case."""

ADDED_TO: tuple[tuple[str, ...], ...] = (
    ("logg",),
    ("aktivitetsplan", "tiltak"),
    ("aktivitetsplan", "evalueringer"),
    ("aktivitetsplan", "revidert"),
    ("avslutninger",),
    ("gjenapninger",),
    ("utleveringer",),
    ("foresatte_likevel",),
)
"""Lists that are only added to: a correction is a new entry (arkivforskrifta § 11)."""
_MEASURE_ID = ids.entry_pattern(ids.MEASURE)


def texts(value: object, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Yield each text of plain values with its place, in order; keys are not among them."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from texts(inner, (*place, key))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from texts(inner, (*place, number))


def showable(place: Place) -> Place:
    """Cut the place off before a key that may be a name, as an unknown or a wrong party key."""
    above: tuple[str | int | None, ...] = (None, *place)
    steps = takewhile(lambda pair: _is_safe(*pair), zip(above, place, strict=False))
    return tuple(step for _, step in steps)


def _is_safe(above: str | int | None, step: str | int) -> bool:
    if isinstance(step, int):
        return True
    if above == "parter":
        return bool(ids.PARTY_KEY.fullmatch(step))
    if above == "tiltak":  # what an evaluation says, by the id of the measure
        return bool(_MEASURE_ID.fullmatch(step))
    return bool(ids.PARTY_KEY.fullmatch(step)) or may_be_repeated(step)


def may_be_repeated(key: str) -> bool:
    """Tell whether it is a key of the model or an entry's id, and so no name.

    `{tekst: Han falt, kari gråt}` makes a key of what comes after the comma, and `Kari: Vi får ikke
    være med.` one of the speaker. A misspelled key may be a name as well, and is not repeated.
    """
    return key in _keys() or bool(ids.ENTRY_ID.fullmatch(key))


@lru_cache(maxsize=1)
def _keys() -> frozenset[str]:
    """Return every key that a case or the configuration may have."""
    from skolemiljo_cli.model import base, config
    from skolemiljo_cli.model.sak import case  # the messages of errors must load quickly

    waiting: list[type[base.Del]] = [case.Sak, config.Oppsett, *base.Del.__subclasses__()]
    found: set[str] = set()
    while waiting:
        part = waiting.pop()
        found.update(part.model_fields)
        waiting += part.__subclasses__()
    return frozenset(found)
