"""What was agreed in meetings, and whether a later entry says it was kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_cli.model.derived.heard import current_log

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.case import Avtale, Sak


@dataclass(frozen=True, slots=True)
class Avtalerad:
    """An agreement, the entry it was made in, and the entry that says it was kept."""

    avtale: Avtale
    innforing: str
    oppfylt_av: str | None


def agreements(sak: Sak) -> tuple[Avtalerad, ...]:
    """Return the agreements of entries that no later one corrects, in the order of the file."""
    entries = current_log(sak)
    kept = {key: entry.id for entry in entries for key in entry.oppfyller}
    return tuple(
        Avtalerad(avtale, entry.id, kept.get(avtale.id))
        for entry in entries
        for avtale in entry.avtaler
    )
