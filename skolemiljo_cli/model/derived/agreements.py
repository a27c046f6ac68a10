"""What was agreed in meetings, and whether a later entry says it was kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_cli.model.derived.heard import current_log

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.case import Avtale, Logginnforing, Sak


@dataclass(frozen=True, slots=True)
class Avtalerad:
    """An agreement, the entry it was made in, and the entry that says it was kept."""

    avtale: Avtale
    innforing: str
    oppfylt_av: str | None


def agreements(sak: Sak) -> tuple[Avtalerad, ...]:
    """Return the agreements of entries that no later one corrects, in the order of the file.

    An agreement that was kept under the id it had in a corrected entry is kept.
    """
    entries, every = current_log(sak), {entry.id: entry for entry in sak.logg}
    kept = {key: entry.id for entry in entries for key in entry.oppfyller}
    return tuple(
        Avtalerad(avtale, entry.id, next((kept[key] for key in keys if key in kept), None))
        for entry in entries
        for avtale, keys in zip(entry.avtaler, _ids(entry, every), strict=True)
    )


def _ids(entry: Logginnforing, every: dict[str, Logginnforing]) -> list[list[str]]:
    """Return for each agreement of the entry its id, and those it had in what the entry corrects.

    A correction writes it under a new id: it is known again by its words, or else by its place.
    """
    found = [[avtale.id] for avtale in entry.avtaler]
    for old in _corrected(entry, every):
        by_words = {avtale.hva: avtale.id for avtale in old.avtaler}
        same_count = len(old.avtaler) == len(entry.avtaler)
        for number, avtale in enumerate(entry.avtaler):
            place = old.avtaler[number].id if same_count else None
            if key := by_words.get(avtale.hva, place):
                found[number].append(key)
    return found


def _corrected(entry: Logginnforing, every: dict[str, Logginnforing]) -> Iterator[Logginnforing]:
    seen = {entry.id}
    while (older := every.get(entry.retter or "")) and older.id not in seen:
        seen.add(older.id)
        yield older
        entry = older
