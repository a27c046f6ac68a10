"""What a rule is given, and what it yields."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from skolemiljo_cli.checks.file_position import Place, below, numbered
from skolemiljo_cli.checks.leaves import Leaf, leaves
from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.law import Hjemmel
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.validation.validate import Fault

T = TypeVar("T")


@dataclass(frozen=True)  # no slots: the leaves are cached, as several rules read them all
class Subject:
    """One case as the rules see it: the model, the plain values, and what could not be read."""

    sak: Sak
    values: Mapping[str, object]
    today: date
    faults: tuple[Fault, ...] = ()
    oppsett: Oppsett = field(default_factory=Oppsett)
    others: Callable[[str], Sak | None] | None = None
    """Finds another case of the ledger by its id; None where there is no ledger to look in."""

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """Return every single value of the case with its place in the file."""
        return tuple(leaves(self.sak, self.values))

    def is_faulty(self, *place: str | int) -> bool:
        """Tell whether something at the place, or below it, is written but cannot be read.

        Such a value is missing from `sak` and not from the file.
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
    """A place where a rule is broken: what is wrong and what to do, without names.

    `provision` is the basis of this hit, when it differs from that of the rule.
    """

    place: Place
    message: str
    provision: Hjemmel | None = None


def is_blank(text: str | None) -> bool:
    """Tell whether there is no text, or only spaces."""
    return not (text and text.strip())


def sound(subject: Subject, place: Place, parts: tuple[T, ...]) -> Iterator[tuple[Place, T]]:
    """Yield the entries in which everything written could be read."""
    for at, part in entries(subject, place, parts):
        if not subject.is_faulty(*at):
            yield at, part


def entries(subject: Subject, place: Place, parts: tuple[T, ...]) -> Iterator[tuple[Place, T]]:
    """Yield the entries of a list in the case, each with its place in the file."""
    for position, part in numbered(subject.at(*place), parts):
        yield (*place, position), part
