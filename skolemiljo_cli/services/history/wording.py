"""What records and times are called: words, ids and keys, never what a text says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_cli import clock
from skolemiljo_cli.model.ids import ENTRY_ID
from skolemiljo_cli.model.validation.places import showable
from skolemiljo_cli.services.history.record_rules import ENTRIES, SECTIONS, general
from skolemiljo_cli.services.history.records import day_in, key_of
from skolemiljo_cli.store.yaml.values import dotted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from skolemiljo_cli.services.history.follow import Event
    from skolemiljo_cli.services.history.record_rules import Leaf, Record
    from skolemiljo_cli.store.yaml.values import Path

_SHORT = 10
"""Characters of a commit's name: enough to find it, and what the documents print."""


def short(commit: str) -> str:
    """Return the beginning of a commit's name."""
    return commit[:_SHORT]


def entry_id(record: Record) -> str | None:
    """Return the id of the entry that a record is; None when it is no entry with an id."""
    name = record[-1] if len(record) > 1 else ""
    return name if ENTRY_ID.fullmatch(name) else None


def word(record: Record) -> str | None:
    """Return what a record is called; None for what the model does not know."""
    kind = general(record)
    if kind in SECTIONS:
        return SECTIONS[kind]
    return ENTRIES.get(record[-2]) if len(record) > 1 else None


def called(record: Record, place: Path) -> str:
    """Return a record as people say it: `innføring h-7k3q`, `meldingen`, `vedlegg nr. 2`."""
    name = word(record)
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
    """Return the keys that an event is about, each once, as far as they may be shown."""
    return tuple(dict.fromkeys(key_said(event.place, leaf) for leaf, _, _ in event.values))


def key_said(place: Path, leaf: Leaf) -> str:
    """Return the key of a value in a record, as far as it may be shown."""
    inner = key_of(leaf)
    shown = showable((*place, *inner))[len(place) :]
    return dotted(shown) or "en ukjent nøkkel"


def dates(event: Event) -> tuple[str, str] | None:
    """Return the old and the new day, when one day was changed to another."""
    for _, old, new in event.values:
        if old and new and day_in(old) and day_in(new):
            return old, new
    return None


def where(place: Path, leaf: Leaf = ()) -> str | None:
    """Return the dotted key of a place, cut off before what may be a name."""
    return dotted(showable((*place, *key_of(leaf)))) or None


def quoted(names: Iterable[str]) -> str:
    """Return keys as a person reads them: `«tekst» og «tid»`."""
    *first, last = [f"«{one}»" for one in names]
    return f"{', '.join(first)} og {last}" if first else last


def day_of(seconds: int) -> str:
    """Return the Norwegian day of a number of seconds since 1970, as 2026-12-14."""
    return clock.moment_in_norway(seconds).date().isoformat()


def minute_of(seconds: int) -> str:
    """Return the Norwegian day and time: 2026-12-14T09:05."""
    return clock.moment_in_norway(seconds).isoformat(timespec="minutes")
