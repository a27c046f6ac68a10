"""What a rule looks at, what it answers, and where in the file a part of the case stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from skolemiljo_cli.model.base import Del

if TYPE_CHECKING:
    from skolemiljo_cli.model.case import Sak
    from skolemiljo_cli.model.gate import Fault

Place: TypeAlias = tuple[str | int, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Subject:
    """One case as the rules see it: typed, as the file has it, and with what the gate refused."""

    sak: Sak
    values: Mapping[str, object]
    today: date
    faults: tuple[Fault, ...] = ()

    def is_faulty(self, *place: str | int) -> bool:
        """Tell whether something at the place, or below it, is written but cannot be used.

        Such a value is missing from `sak` without being missing from the file.
        """
        return any(fault.place[: len(place)] == place for fault in self.faults)

    def at(self, *place: str | int) -> object:
        """Return the plain value at the place in the file; None when nothing is there."""
        value: object = self.values
        for step in place:
            value = below(value, step)
        return value


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule is broken: what is wrong and what to do, without names."""

    place: Place
    message: str


Rule = Callable[[Subject], Iterator[Hit]]


def below(value: object, step: str | int) -> object:
    """Return the plain value one step down; None when nothing is there."""
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def is_blank(text: str | None) -> bool:
    """Tell whether nothing is said: no text, or only spaces."""
    return not (text and text.strip())


def numbered(written: object, parts: tuple[T, ...]) -> Iterable[tuple[int, T]]:
    """Pair each part with its position in the list as written.

    The gate leaves faulty items out, so a part's own position may be another than the file's.
    """
    if not isinstance(written, list) or len(written) == len(parts):
        return enumerate(parts)
    return _aligned(written, parts)


def _aligned(written: list[object], parts: tuple[T, ...]) -> Iterator[tuple[int, T]]:
    position, left_out = 0, len(written) - len(parts)
    for part in parts:
        while left_out > 0 and not _became(written[position], part):
            position, left_out = position + 1, left_out - 1
        yield position, part
        position += 1


def _became(written: object, part: object) -> bool:
    """Tell whether the part can have been made of the plain value: the same texts in both."""
    if isinstance(part, str):
        return str(written) == part
    if isinstance(part, Del):
        texts = ((name, value) for name, value in part if isinstance(value, str))
        said = [(name, value) for name, value in texts if name in part.model_fields_set]
        return all(str(below(written, name)) == value for name, value in said)
    return True


def entries(subject: Subject, place: Place, parts: tuple[T, ...]) -> Iterator[tuple[Place, T]]:
    """Yield the entries of a list in the case, each with its place in the file."""
    for position, part in numbered(subject.at(*place), parts):
        yield (*place, position), part
