"""Norwegian names of records and times, made of titles, ids and keys, never of the case's text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from skolemiljo_cli import clock
from skolemiljo_cli.model.ids import ENTRY_ID
from skolemiljo_cli.model.validation.places import showable
from skolemiljo_cli.services.history.record_rules import ENTRIES, SECTIONS, Leaf, Record, general
from skolemiljo_cli.services.history.records import day_in, key_of
from skolemiljo_cli.store.yaml.values import Path, dotted

if TYPE_CHECKING:
    from skolemiljo_cli.services.history.follow import Event

_SHORT = 10
"""Digits of a commit's hash: enough to find it, and as many as documents print."""


def short(commit: str) -> str:
    """Return the first digits of a commit's hash."""
    return commit[:_SHORT]


def entry_id(record: Record) -> str | None:
    """Return the id of an entry; None when the record is not an entry with an id."""
    name = record[-1] if len(record) > 1 else ""
    return name if ENTRY_ID.fullmatch(name) else None


def title(record: Record) -> str | None:
    """Return the Norwegian title of a record; None when the model does not know it."""
    kind = general(record)
    if kind in SECTIONS:
        return SECTIONS[kind]
    return ENTRIES.get(record[-2]) if len(record) > 1 else None


def describe(record: Record, place: Path) -> str:
    """Return the title of a record with its id: `innføring h-7k3q`, `vedlegg nr. 2`."""
    name = title(record)
    if name is None:
        return dotted(showable(place)) or "saken"
    if found := entry_id(record):
        return f"{name} {found}"
    last = place[-1] if place else ""
    if record[:1] == ("parter",):
        shown = showable(place)[-1:]
        return f"{name} {shown[0]}" if len(shown) and shown[0] != "parter" else name
    return f"{name} nr. {last + 1}" if isinstance(last, int) else name


def keys(event: Event) -> tuple[str, ...]:
    """Return the keys that an event changed, each once, as far as they may be shown."""
    return tuple(dict.fromkeys(shown_key(event.place, leaf) for leaf, _, _ in event.values))


def shown_key(place: Path, leaf: Leaf) -> str:
    """Return the key of a value in a record, as far as it may be shown."""
    inner = key_of(leaf)
    shown = showable((*place, *inner))[len(place) :]
    return dotted(shown) or "en ukjent nøkkel"


def dates(event: Event) -> tuple[str, str] | None:
    """Return the old and the new day if an event changed one day to another."""
    for _, old, new in event.values:
        if old and new and day_in(old) and day_in(new):
            return old, new
    return None


def dotted_key(place: Path, leaf: Leaf = ()) -> str | None:
    """Return the dotted key of a value, cut off before any part that may be a name."""
    return dotted(showable((*place, *key_of(leaf)))) or None


def quoted(names: Iterable[str]) -> str:
    """Return keys in quotation marks, joined as in Norwegian text: `«tekst» og «tid»`."""
    *first, last = [f"«{name}»" for name in names]
    return f"{', '.join(first)} og {last}" if first else last


def day_of(seconds: int) -> str:
    """Return the Norwegian day of a number of seconds since 1970, as 2026-12-14."""
    return clock.moment_in_norway(seconds).date().isoformat()


def minute_of(seconds: int) -> str:
    """Return the Norwegian day and time: 2026-12-14T09:05."""
    return clock.moment_in_norway(seconds).isoformat(timespec="minutes")
