"""Writing single values as YAML that every YAML reader reads as the same value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import UsageFault
from skolemiljo_cli.store.yaml import refusals

if TYPE_CHECKING:
    from skolemiljo_cli.store.yaml.values import Value, WriteValue

# What YAML 1.1 or 1.2 reads as another type than text (yaml.org/type, YAML 1.2.2 section 10).
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_TYPED = re.compile(
    r"[-+]?0[xX][0-9a-fA-F_]+|[-+]?0[bB][01_]+|[-+]?0[oO][0-7_]+"  # other bases
    r"|[-+]?[0-9][0-9_,]*(?::[0-9]+)*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?"  # numbers, clock times
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?"  # dates and times
)
_FIRST = "(«§–…/"
_PLAIN_FLOW = re.compile(r"[^,\[\]{}:?#&*!|>'\"%@`\\]*")


def text_form(value: WriteValue) -> Value:
    """Return a value as the reader will read it: every scalar but None is text."""
    if isinstance(value, Mapping):
        return {str(key): text_form(item) for key, item in value.items()}
    if value is None or isinstance(value, str):
        return None if value is None else str(value)
    if isinstance(value, Sequence):
        return [text_form(item) for item in value]
    return _typed(value)


def _typed(value: object) -> str:
    """Return a boolean, number, date or time as plain text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(timespec="auto" if value.second or value.microsecond else "minutes")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"cannot be written as YAML: {type(value).__name__}")


def scalar(value: WriteValue, *, flow: bool = False, quote: str = "") -> str:
    """Return a single value on one line; `quote` is the quote character the old text had."""
    if value is None:
        return "null"
    if not isinstance(value, str):
        return _typed(value)
    text = checked(str(value))
    if "\n" in text or "\t" in text or quote == '"':
        return _double(text)
    if quote != "'" and is_plain(text, flow=flow):
        return text
    if quote != "'" and "'" in text and '"' not in text and "\\" not in text:
        return _double(text)
    return "'" + text.replace("'", "''") + "'"


def key(name: str) -> str:
    """Return a mapping key; raises `UsageFault` for one that the reader would refuse."""
    checked(name)
    if not name or "\n" in name:
        raise UsageFault(
            "En nøkkel kan ikke være tom eller gå over flere linjer.", "Velg et navn på én linje."
        )
    return scalar(name, flow=True)


def checked(text: str) -> str:
    """Return the text; raises `UsageFault` for characters that the reader would refuse."""
    if hidden := refusals.hidden_in(text):
        message = f"Teksten har et usynlig styretegn (U+{ord(hidden):04X}), og det kan ikke lagres."
        raise UsageFault(message, "Slett tegnet, eller skriv teksten på nytt.")
    return text


def is_plain(text: str, *, flow: bool) -> bool:
    """Tell whether every YAML reader reads the text as text without quotes."""
    if not text or text != text.strip() or not text.isprintable():
        return False
    if not (text[0].isalnum() or text[0] in _FIRST):
        return False
    if text.lower() in _WORDS or _TYPED.fullmatch(text):
        return False
    if flow:
        return _PLAIN_FLOW.fullmatch(text) is not None
    return ": " not in text and " #" not in text and not text.endswith(":")


def is_literal(text: str) -> bool:
    """Tell whether a literal block (`|` or `|-`) reads as exactly this text."""
    if "\n" not in text or text.endswith("\n\n") or text[0] in " \t\n":
        return False
    lines = text.removesuffix("\n").split("\n")
    return bool(lines[-1].strip(" \t"))


def _double(text: str) -> str:
    for raw, code in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(raw, code)
    return f'"{text}"'


def flow_text(value: WriteValue) -> str:
    """Return any value in flow style on one line: `{dato: 2026-11-20, til: r1}`."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key(k)}: {flow_text(v)}" for k, v in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(flow_text(item) for item in value) + "]"
    return scalar(value, flow=True)
