"""What every part of a case shares: frozen, unknown keys kept, values typed from plain text."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import core_schema

from skolemiljo_cli.model import dates, ids
from skolemiljo_cli.model.messages import Unusable


class Del(BaseModel):
    """A part of a case: never changed in place; keys nobody knows are kept as they are."""

    model_config = ConfigDict(frozen=True, extra="allow", allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, value: object) -> object:
        """Take a known key without a value as not there: `logg:` alone means no entries yet.

        An unknown one stays: in `{begrunnelse: Én gang, stoppet}` it is half a sentence.
        """
        if isinstance(value, dict) and None in value.values():
            known = cls.model_fields
            return {
                key: part for key, part in value.items() if part is not None or key not in known
            }
        return value


def _today(info: ValidationInfo) -> date | None:
    """Return the day that relative words count from; None when the text is a file's own."""
    context = info.context
    return context.get("today") if isinstance(context, dict) else None


def _to_date(value: object, info: ValidationInfo, prefer: dates.Side = "past") -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise Unusable("dette skal være en dato, for eksempel 2026-02-03")
    today = _today(info)
    if today is None:
        return dates.parse_iso_date(value)
    return dates.parse_date(value, today, prefer)


def _to_planned_date(value: object, info: ValidationInfo) -> date:
    return _to_date(value, info, "future")


def _to_moment(value: object, info: ValidationInfo) -> date | datetime:
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise Unusable("dette skal være en dato eller et tidspunkt, for eksempel 2026-11-20T14:10")
    today = _today(info)
    if today is None:
        return dates.parse_iso_moment(value)
    return dates.parse_moment(value, today, prefer="past")


_YES_NO = {"true": True, "ja": True, "false": False, "nei": False}


def _to_yes_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in _YES_NO:
        return _YES_NO[value.lower()]
    raise Unusable("skriv true eller false (ja eller nei går også)")


def _to_text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise Unusable("dette skal være tekst")


def _to_name(value: object) -> str:
    name = _to_text(value)
    if len(name) > LONGEST_NAME or len(name.split()) > _MOST_WORDS:
        raise Unusable(
            f"et navn er ikke lengre enn {LONGEST_NAME} tegn og {_MOST_WORDS} ord; "
            "skriv bare navnet her"
        )
    return name


def matching(pattern: re.Pattern[str], remedy: str) -> Callable[[object], str]:
    """Return a validator that takes text of the whole pattern and else says the remedy."""

    def check(value: object) -> str:
        if isinstance(value, str) and pattern.fullmatch(value):
            return value
        raise Unusable(remedy)

    return check


def _one_or_many(value: object) -> object:
    return (value,) if isinstance(value, str) else value


class EnEllerFlere:
    """Mark a list that may be written as its only word: `rettet_mot: klasse`."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Read a single word as a list of one."""
        return core_schema.no_info_before_validator_function(_one_or_many, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        """Show both ways of writing it to editors."""
        many = handler(schema)
        return {"anyOf": [many["items"], many]}


DATE_SCHEMA = {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_MOMENT_SCHEMA = {
    "type": "string",
    "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?$",
}

Dato = Annotated[date, BeforeValidator(_to_date), WithJsonSchema(DATE_SCHEMA)]
"""A day; in a file as `2026-02-03`."""

PlanlagtDato = Annotated[date, BeforeValidator(_to_planned_date), WithJsonSchema(DATE_SCHEMA)]
"""A day ahead: where a person may write a weekday, it is the next one."""

Tid = Annotated[date | datetime, BeforeValidator(_to_moment), WithJsonSchema(_MOMENT_SCHEMA)]
"""A day, or a moment in Norwegian wall time: `2026-11-20T14:10`."""

JaNei = Annotated[bool, BeforeValidator(_to_yes_no), WithJsonSchema({"type": "boolean"})]

Tekst = Annotated[str, BeforeValidator(_to_text), WithJsonSchema({"type": ["string", "number"]})]

LONGEST_NAME, _MOST_WORDS = 300, 16
"""Every document is searched for every form of a name, which takes time."""

Navn = Annotated[str, BeforeValidator(_to_name), WithJsonSchema({"type": ["string", "number"]})]

PartNokkel = Annotated[
    str,
    BeforeValidator(
        matching(
            ids.PARTY_KEY,
            "en part har en kort nøkkel uten navn: små bokstaver og et tall, som e1, f2 eller a1",
        )
    ),
    WithJsonSchema({"type": "string", "pattern": f"^{ids.PARTY_KEY.pattern}$"}),
]

GammelNokkel = Annotated[
    str,
    BeforeValidator(matching(ids.PARTY_KEY, "en nøkkel er små bokstaver og et tall, som e2")),
    WithJsonSchema({"type": "string", "pattern": f"^{ids.PARTY_KEY.pattern}$"}),
]
"""A key that a party had, and that is nobody's now: it leads nowhere in the case."""


class NevnerPart:
    """Mark a text that may have the key of a party in it."""


MottakerOrd = Annotated[
    str, NevnerPart(), BeforeValidator(_to_text), WithJsonSchema({"type": ["string", "number"]})
]
"""Whom a document is for, in a word that may have the key of a party in it: `foresatte:e1`."""

SakId = Annotated[
    str,
    BeforeValidator(
        matching(
            ids.CASE_ID,
            "en saks-id er datoen saken ble åpnet og fire tegn, for eksempel 2026-11-22-k3fq",
        )
    ),
    WithJsonSchema({"type": "string", "pattern": f"^{ids.CASE_ID.pattern}$"}),
]

Parter = tuple[PartNokkel, ...]
ParterEllerEn = Annotated[tuple[PartNokkel, ...], EnEllerFlere()]


class EntryId:
    """Mark a text as an entry's id with its letter: `Annotated[str, EntryId("h")]`."""

    def __init__(self, letter: str) -> None:
        self._pattern = ids.entry_pattern(letter)
        self._remedy = f"en id her er «{letter}-» og fire tegn, for eksempel {letter}-7k3q"

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Check the text against the pattern before it is taken as text."""
        check = matching(self._pattern, self._remedy)
        return core_schema.no_info_before_validator_function(check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        """Show the pattern to editors."""
        return {**handler(schema), "pattern": f"^{self._pattern.pattern}$"}
