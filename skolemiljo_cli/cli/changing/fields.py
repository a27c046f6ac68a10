"""Fields of a command: one row each for its option, how it is understood, and how it is asked."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from skolemiljo_cli.cli.changing import parse
from skolemiljo_cli.cli.framework import completion
from skolemiljo_cli.errors import UsageFault

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.case import Sak

Understand = Callable[[str, Any, date], object]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question may build on: the day, the case, and what is said already."""

    today: date
    said: Mapping[str, Any]
    case: Sak | None = None

    @property
    def sak(self) -> Sak:
        """Return the case that is changed; the fields of a new case must not ask for it."""
        if self.case is None:
            raise LookupError("the case is not made yet")
        return self.case


Question = Callable[[Asked], object]


def line(option: str, given: str | None, _today: date) -> str | None:
    """Return a short text."""
    return parse.one_line(option, given)


def text(option: str, given: str | None, _today: date) -> str | None:
    """Return a longer text."""
    return parse.running_text(option, given)


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in the service, what the help says of it, and how it is understood.

    `ask` asks for it on a terminal; a field without it is only an option. The option has the name
    of the field unless another is given.
    """

    name: str
    tip: str
    understand: Understand = text
    metavar: str | None = "TEKST"
    kind: Any = str | None
    ask: Question | None = None
    complete: Callable[..., list[str]] | None = None
    option: str | None = None

    @property
    def options(self) -> list[str]:
        """Return the option and its other names, as Typer takes them."""
        return (self.option or f"--{self.name.replace('_', '-')}").split(",")

    def parameter(self) -> inspect.Parameter:
        """Return the field as a parameter that typer can read."""
        option = typer.Option(
            *self.options, metavar=self.metavar, help=self.tip, autocompletion=self.complete
        )
        annotation = Annotated[self.kind, option]  # type: ignore[name-defined]
        place = inspect.Parameter.POSITIONAL_OR_KEYWORD
        return inspect.Parameter(self.name, place, default=None, annotation=annotation)


MANY = list[str] | None
YES_NO = bool | None


def who(name: str, tip: str, ask: Question | None = None) -> Field:
    """Return a field for one party, by key or role."""
    return Field(name, tip, line, "HVEM", ask=ask, complete=completion.parties)


def whom(name: str, tip: str, ask: Question | None = None) -> Field:
    """Return a field for several parties, by key or role."""
    return Field(name, tip, parts, "HVEM", MANY, ask, completion.parties)


def day(name: str, tip: str, ask: Question | None = None) -> Field:
    """Return a field for a day behind."""
    return Field(name, tip, parse.day, "DATO", ask=ask)


def planned(name: str, tip: str, ask: Question | None = None) -> Field:
    """Return a field for a day ahead."""
    return Field(name, tip, parse.planned_day, "DATO", ask=ask)


def moment(name: str, tip: str, ask: Question | None = None) -> Field:
    """Return a field for a day, or a moment, behind."""
    return Field(name, tip, parse.moment, "TID", ask=ask)


def word(name: str, tip: str, known: type[StrEnum], ask: Question | None = None) -> Field:
    """Return a field for one word of a closed list."""
    return Field(name, tip, one_of(known), "ORD", ask=ask)


def words(
    name: str,
    tip: str,
    known: type[StrEnum],
    ask: Question | None = None,
    option: str | None = None,
) -> Field:
    """Return a field for words of a closed list."""
    return Field(name, tip, some_of(known), "ORD", MANY, ask, option=option)


def yes_no(name: str, option: str, tip: str, ask: Question | None = None) -> Field:
    """Return a field for yes or no, each by an option of its own."""
    return Field(name, tip, flag, None, YES_NO, ask, option=option)


def understood(fields: Iterable[Field], given: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return what the options say, by the names of the fields.

    Raises:
        UsageFault: one of them cannot be understood; it is named.
    """
    return {
        field.name: field.understand(field.options[0].partition("/")[0], given[field.name], today)
        for field in fields
    }


def ask_for_missing(fields: Iterable[Field], asked: Asked) -> dict[str, Any]:
    """Return what was said with what a person at the terminal adds; nothing is asked twice."""
    said = dict(asked.said)
    for field in fields:
        if field.ask is not None and said.get(field.name) in (None, ()):
            answer = field.ask(Asked(asked.today, said, asked.case))
            said[field.name] = answer if answer is not None else said.get(field.name)
    return said


def with_fields(fields: Iterable[Field]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a function that takes `**given` as its last a parameter for each field."""

    def give(work: Callable[..., Any]) -> Callable[..., Any]:
        *own, _given = inspect.signature(work, eval_str=True).parameters.values()
        params = [*own, *(field.parameter() for field in fields)]
        work.__signature__ = inspect.Signature(params)  # type: ignore[attr-defined]
        work.__annotations__ = {param.name: param.annotation for param in params}
        return work

    return give


def flag(_option: str, given: bool | None, _today: date) -> bool | None:  # noqa: FBT001, RUF100
    """Return yes, no, or that nothing was said."""
    return given


def lines(option: str, given: Iterable[str] | None, _today: date) -> tuple[str, ...]:
    """Return short texts, each given by an option of its own."""
    found = (parse.one_line(option, text) for text in given or ())
    return tuple(text for text in found if text)


def one_of(words: type[StrEnum]) -> Understand:
    """Return how a word of a closed list is understood."""
    return lambda option, given, _today: parse.word(option, given, words)


def some_of(words: type[StrEnum]) -> Understand:
    """Return how words of a closed list are understood."""
    return lambda option, given, _today: parse.several(option, given, words)


def parts(option: str, given: Iterable[str] | None, _today: date) -> tuple[str, ...]:
    """Return keys, roles or ids, also several with commas between."""
    pieces = (piece for text in given or () for piece in text.split(","))
    found = (parse.one_line(option, piece) for piece in pieces if piece.strip())
    return tuple(text for text in found if text)


def pairs(option: str, given: Iterable[str] | None, _today: date) -> tuple[tuple[str, str], ...]:
    """Return `e2: a text` as who and what.

    Raises:
        UsageFault: there is no colon, or nothing on one side of it.
    """
    found = []
    for text in given or ():
        who, colon, what = text.partition(":")
        clean = parse.running_text(option, what)
        if not colon or not who.strip() or not clean:
            raise UsageFault(
                f"{option} skal være en nøkkel, kolon og en tekst.",
                f'For eksempel: {option} "e2: var syk hele uken"',
            )
        found.append((who.strip(), clean))
    return tuple(found)


def new_parties(option: str, given: Iterable[str] | None, _today: date) -> tuple[object, ...]:
    """Return `foresatt` or `foresatt=Navn` as role and name.

    Raises:
        UsageFault: the role is not known.
    """
    from skolemiljo_cli.model.vocab import Rolle

    found = []
    for text in given or ():
        role, _, name = text.partition("=")
        found.append((parse.word(option, role, Rolle), parse.one_line(option, name)))
    return tuple(found)
