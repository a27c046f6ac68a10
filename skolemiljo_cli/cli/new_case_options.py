"""The options of `new-case`: one row for each field of the two forms, and how it is understood."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Any

import typer

from skolemiljo_cli.cli import typed
from skolemiljo_cli.model.vocab import Kilde, Krenkelse, Miljo, Rolle, Sakstype

Understand = Callable[[str, Any, date], object]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name among the answers, its option, and what the help says of it."""

    name: str
    option: str
    tip: str
    understand: Understand
    metavar: str | None = "TEKST"
    kind: Any = str | None

    def parameter(self) -> inspect.Parameter:
        """Return the field as a parameter that typer can read."""
        option = typer.Option(self.option, metavar=self.metavar, help=self.tip)
        annotation = Annotated[self.kind, option]  # type: ignore[name-defined]
        place = inspect.Parameter.POSITIONAL_OR_KEYWORD
        return inspect.Parameter(self.name, place, default=None, annotation=annotation)


def _line(option: str, given: str | None, _today: date) -> str | None:
    return typed.one_line(option, given)


def _text(option: str, given: str | None, _today: date) -> str | None:
    return typed.running_text(option, given)


def _word(words: Any, option: str, given: str | None, _today: date) -> object:  # noqa: ANN401 - an enum
    return typed.word(option, given, words)


def _words(words: Any, option: str, given: list[str] | None, _today: date) -> object:  # noqa: ANN401
    return typed.several(option, given, words)


def _names(option: str, given: Iterable[str] | None, _today: date) -> tuple[str, ...]:
    names = (typed.one_line(option, one) for one in given or ())
    return tuple(one for one in names if one)


def _flag(_option: str, given: bool | None, _today: date) -> bool | None:  # noqa: FBT001, RUF100
    return given


_MANY = list[str] | None
_YES_NO = bool | None

FIELDS: tuple[Field, ...] = (
    Field(
        "type", "--type", f"{', '.join(Sakstype)} (ellers 12-4).", partial(_word, Sakstype), "TYPE"
    ),
    Field("elev", "--elev", "Eleven det gjelder.", _line, "NAVN"),
    Field("trinn", "--trinn", "Elevens trinn: 5, VG1.", _line, "TRINN"),
    Field("klasse", "--klasse", "Elevens klasse: 5B.", _line, "KLASSE"),
    Field("melder", "--melder", "Den som melder.", _line, "NAVN"),
    Field(
        "melder_rolle",
        "--melder-rolle",
        "Melderens rolle: kontaktlaerer (vanlig), foresatt …",
        partial(_word, Rolle),
        "ROLLE",
    ),
    Field("melder_kontakt", "--melder-kontakt", "Melderens telefon eller e-post.", _line),
    Field("dato", "--dato", "Datoen for meldingen (ellers i dag).", typed.day, "DATO"),
    Field("beskrivelse", "--beskrivelse", "Beskrivelse av det som har skjedd.", _text),
    Field("handtering", "--handtering", "Hvordan du har håndtert saken.", _text),
    Field("videresendt", "--videresendt", "Saken er videresendt denne dagen.", typed.day, "DATO"),
    Field(
        "videresendt_til",
        "--videresendt-til",
        "Hvem den er sendt til (ellers rektor).",
        partial(_word, Rolle),
        "ROLLE",
    ),
    Field(
        "gjelder_kapittel_12",
        "--gjelder-kapittel-12/--gjelder-ikke-kapittel-12",
        "Saken gjelder elevens rett til et trygt og godt skolemiljø.",
        _flag,
        None,
        _YES_NO,
    ),
    Field(
        "foresatte_informert",
        "--foresatte-informert",
        "De foresatte ble informert denne dagen.",
        typed.day,
        "DATO",
    ),
    Field("signert", "--signert", "Meldingen er signert denne dagen.", typed.day, "DATO"),
    Field(
        "hendelse_dato",
        "--hendelse-dato",
        "Når det skjedde, gjerne med klokkeslett: i går kl. 10.15.",
        typed.moment,
        "DATO",
    ),
    Field("hendelse_sted", "--hendelse-sted", "Hvor det skjedde.", _line, "STED"),
    Field(
        "kilde",
        "--kilde",
        f"Hvordan det ble kjent: {', '.join(Kilde)}.",
        partial(_word, Kilde),
        "ORD",
    ),
    Field(
        "miljo", "--miljo", f"Hva det gjelder: {', '.join(Miljo)}.", partial(_word, Miljo), "ORD"
    ),
    Field(
        "krenkelser",
        "--krenkelse",
        f"Type (flere ganger går): {', '.join(Krenkelse)}.",
        partial(_words, Krenkelse),
        "ORD",
        _MANY,
    ),
    Field("elevens_ord", "--elevens-ord", "Elevens egne ord.", _text),
    Field(
        "involvert",
        "--involvert",
        "En annen involvert elev (flere ganger går).",
        _names,
        "NAVN",
        _MANY,
    ),
    Field(
        "informert",
        "--informert",
        "Hvem som er informert: rektor … (flere ganger går).",
        partial(_words, Rolle),
        "ROLLE",
        _MANY,
    ),
    Field("haster", "--haster/--haster-ikke", "Saken haster.", _flag, None, _YES_NO),
    Field("strakstiltak", "--strakstiltak", "Det som er satt i verk med en gang.", _text),
    Field("arkivreferanse", "--arkivreferanse", "Saksnummeret i sak-/arkivsystemet.", _line, "NR"),
)


def understood(given: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return what the options say, by the names of the answers.

    Raises:
        UsageFault: one of them cannot be understood; it is named.
    """
    return {
        field.name: field.understand(field.option.partition("/")[0], given[field.name], today)
        for field in FIELDS
    }


def with_fields(work: Callable[..., Any]) -> Callable[..., Any]:
    """Give a function of `(settings, source, utvidet, **given)` a parameter for each field."""
    own = list(inspect.signature(work, eval_str=True).parameters.values())
    params = [*own[:2], *(field.parameter() for field in FIELDS), own[2]]
    work.__signature__ = inspect.Signature(params)  # type: ignore[attr-defined]
    work.__annotations__ = {one.name: one.annotation for one in params}
    return work
