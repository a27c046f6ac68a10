"""The texts of a case file with keys for names, where the file may be changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from skolemiljo_cli.checks.registry import Subject
from skolemiljo_cli.checks.rules.wording import is_path, texts
from skolemiljo_cli.errors import Unreadable, UsageFault
from skolemiljo_cli.model.validation.places import ADDED_TO
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.services.changes.change import Work
from skolemiljo_cli.sharing.name_search.names_to_keys import (
    named_in,
    sure,
    with_keys,
    with_strangers,
)
from skolemiljo_cli.store.yaml import reader, writer
from skolemiljo_cli.store.yaml.writer import Put

if TYPE_CHECKING:
    from skolemiljo_cli.model.validation.places import Place
    from skolemiljo_cli.services.changes.change import Before
    from skolemiljo_cli.sharing.name_search.names_to_keys import Nevnt

Rows: TypeAlias = "list[tuple[Place, str, list[Nevnt]]]"


def in_case(before: Before) -> Work:
    """Return the work that writes keys for names in all texts that may be changed.

    Raises:
        UsageFault: there is none that can be exchanged without doubt.
    """
    subject = Subject(before.sak, before.values, before.today, (), before.oppsett)
    rows = _named(subject, [row for row in texts(subject) if not _is_added_to(row[0])])
    changes = tuple(
        Put(place, new)
        for place, text, called in rows
        if (new := with_keys(text, called, sure)) != text
    )
    if not changes:
        raise UsageFault(
            "Ingen tekst som kan endres, nevner noen ved navn slik at det er sikkert hvem det er.",
            "Innføringer i loggen rettes slik: skolemiljo log SAK --corrects h-… --bytt-navn",
        )
    return Work(changes)


def typed(before: bytes, now: bytes, today: date) -> Rows:
    """Return the texts that are in the file now and were not before, in which names stand."""
    new, old = _subject(now, today), _subject(before, today)
    if new is None:
        return []
    known = {text for _, text in texts(old)} if old else set()
    rows = [row for row in texts(new) if row[1] not in known and not is_path(row[0])]
    said = [text for _, text in rows]
    found = with_strangers(said, named_in(said, new.sak.parter), new.sak.parter)
    return [
        (place, text, called) for (place, text), called in zip(rows, found, strict=True) if called
    ]


def exchanged(data: bytes, rows: Rows, choose: Callable[[Nevnt], str | None]) -> bytes:
    """Return the file with the chosen keys for the names, and every other byte as it was."""
    new = [(place, text, with_keys(text, called, choose)) for place, text, called in rows]
    return writer.rewrite(data, [Put(place, now) for place, text, now in new if now != text])


def _named(subject: Subject, every: Sequence[tuple[Place, str]]) -> Rows:
    rows = [row for row in every if not is_path(row[0])]
    found = named_in([text for _, text in rows], subject.sak.parter)
    return [
        (place, text, called) for (place, text), called in zip(rows, found, strict=True) if called
    ]


def _subject(data: bytes, today: date) -> Subject | None:
    try:
        values = reader.read(data)
    except Unreadable:
        return None
    parsed = parse_case(values)
    return None if parsed.value is None else Subject(parsed.value, values, today, parsed.faults)


def _is_added_to(place: Place) -> bool:
    return any(place[: len(start)] == start for start in ADDED_TO)
