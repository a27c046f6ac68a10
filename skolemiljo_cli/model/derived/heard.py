"""Who was heard, when, by whom and how; and which entries of the log have been corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from skolemiljo_cli.model.dates import day_of
from skolemiljo_cli.model.derived.replaced import out_of_use
from skolemiljo_cli.model.vocab import Loggtype, Rolle

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.case import Logginnforing, Sak

PUPILS = frozenset({Rolle.ELEV, Rolle.MEDELEV})
HEARING = frozenset({Loggtype.ELEVSAMTALE, Loggtype.GJENOPPRETTENDE})
"""Entries in which a pupil who took part was heard."""


@dataclass(frozen=True, slots=True)
class Hort:
    """That one party was heard.

    `kilde` is the id of the entry, or the part of the case it stands in (`melding`,
    `undersokelse`). `syn` is what was said, as written down.
    """

    part: str
    tid: date | datetime
    av: str | None
    kilde: str
    type: str
    syn: str | None


def corrections(sak: Sak) -> dict[str, str]:
    """Return the id of each corrected entry with the id of the latest entry that corrects it.

    An entry cannot correct itself, nor two each other.
    """
    return out_of_use({entry.retter: entry.id for entry in sak.logg if entry.retter})


def current_log(sak: Sak) -> tuple[Logginnforing, ...]:
    """Return the entries that no later one has corrected."""
    corrected = corrections(sak)
    return tuple(entry for entry in sak.logg if entry.id not in corrected)


def heard(sak: Sak) -> tuple[Hort, ...]:
    """Return every time a pupil was heard, oldest first; corrected entries are left out."""
    return tuple(sorted(_heard(sak), key=lambda hort: day_of(hort.tid)))


def _heard(sak: Sak) -> Iterator[Hort]:
    victims = [key for key, part in sak.parter.items() if part.rolle is Rolle.ELEV]
    pupils = {key for key, part in sak.parter.items() if part.rolle in PUPILS}
    yield from _in_log(sak, pupils)
    plan = sak.aktivitetsplan
    for evaluation in plan.evalueringer if plan else ():
        if _says(evaluation.elevens_svar):
            answer = evaluation.elevens_svar
            yield from (
                Hort(key, evaluation.dato, evaluation.av, evaluation.id, "evaluering", answer)
                for key in victims
            )
    for closing in sak.avslutninger:
        if _says(closing.elevens_svar):
            answer = closing.elevens_svar
            yield from (
                Hort(key, closing.dato, closing.av, closing.id, "avslutning", answer)
                for key in victims
            )


def _in_log(sak: Sak, pupils: set[str]) -> Iterator[Hort]:
    for entry in current_log(sak):
        for key in _speakers(entry, pupils):
            said = entry.synspunkter.get(key) or entry.elevens_ord or entry.tekst
            yield Hort(key, entry.tid, entry.av, entry.id, entry.type.value, said)


def _speakers(entry: Logginnforing, pupils: set[str]) -> tuple[str, ...]:
    """Return the pupils who spoke: in a talk those present, elsewhere those who are quoted."""
    present = [key for key in entry.med if key in pupils]
    quoted = [key for key in entry.synspunkter if key in pupils]
    if entry.type in HEARING:
        return tuple(dict.fromkeys([*present, *quoted]))
    if _says(entry.elevens_ord):
        present = present or [key for key in entry.om if key in pupils][:1]
        return tuple(dict.fromkeys([*present, *quoted]))
    return tuple(quoted)


def pupil_heard(sak: Sak) -> bool:
    """Tell whether the pupil's own experience is written down anywhere in the case."""
    victims = {key for key, part in sak.parter.items() if part.rolle is Rolle.ELEV}
    told = sak.undersokelse.elevens_opplevelse if sak.undersokelse else None
    return (
        _says(sak.melding.elevens_ord)
        or _says(told)
        or any(hort.part in victims for hort in heard(sak))
    )


def others_not_heard(sak: Sak) -> tuple[str, ...]:
    """Return the other pupils of the case who neither were heard nor have a reason for it."""
    spoken = {hort.part for hort in heard(sak)}
    excused = sak.undersokelse.ikke_hort if sak.undersokelse else {}
    return tuple(
        key
        for key, part in sak.parter.items()
        if part.rolle is Rolle.MEDELEV and key not in spoken and not _says(excused.get(key))
    )


def _says(text: str | None) -> bool:
    return bool(text and text.strip())
