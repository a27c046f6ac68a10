"""Every single value of a case, with its place in the file and what it is used for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import get_args

from pydantic.fields import FieldInfo

from skolemiljo_cli.checks.file_position import Place, below, numbered
from skolemiljo_cli.model.base import Del, EntryId, PartNokkel
from skolemiljo_cli.model.derived.party_references import marks_of
from skolemiljo_cli.model.sak.case import Sak

_PARTY_MARK = get_args(PartNokkel)[1]


class Use(Enum):
    """What a value is to the rest of the case."""

    PLAIN = auto()
    PARTY = auto()  # the key of a party
    ENTRY = auto()  # the id of another entry
    ID = auto()  # the entry's own id


@dataclass(frozen=True, slots=True)
class Leaf:
    """A single value: its place in the file, the value, and what it is used for."""

    place: Place
    value: object
    use: Use


def leaves(sak: Sak, written: Mapping[str, object]) -> Iterator[Leaf]:
    """Yield every value that the model knows, and the keys that are themselves references."""
    yield from _of_part(sak, written, ())


def _of_part(part: Del, written: object, place: Place) -> Iterator[Leaf]:
    for name, use in _uses(type(part)):
        value = getattr(part, name)
        if value is not None:
            yield from _of_value(value, below(written, name), (*place, name), use)


def _of_value(value: object, written: object, place: Place, use: Use) -> Iterator[Leaf]:
    if isinstance(value, Del):
        yield from _of_part(value, written, place)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield Leaf((*place, key), key, use)
            yield from _of_value(inner, below(written, key), (*place, key), Use.PLAIN)
    elif isinstance(value, tuple):
        yield from _of_list(value, written, place, use)
    else:
        yield Leaf(place, value, use)


def _of_list(parts: tuple[object, ...], written: object, place: Place, use: Use) -> Iterator[Leaf]:
    alone = isinstance(written, str)  # a list of one may be written as a single word
    for position, part in numbered(written, parts):
        at = place if alone else (*place, position)
        yield from _of_value(part, below(written, position), at, use)


@lru_cache(maxsize=128)
def _uses(part: type[Del]) -> tuple[tuple[str, Use], ...]:
    """Return the fields of a part of the case with what each is used for."""
    return tuple((name, _use(name, field)) for name, field in part.model_fields.items())


def _use(name: str, field: FieldInfo) -> Use:
    marks = list(marks_of(field))
    if any(isinstance(mark, EntryId) for mark in marks):
        return Use.ID if name == "id" else Use.ENTRY
    points = any(mark is _PARTY_MARK for mark in marks)
    return Use.PARTY if points else Use.PLAIN
