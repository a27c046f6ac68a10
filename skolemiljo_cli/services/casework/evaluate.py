"""A round of evaluation: what came of each measure, how the pupil has it now, and what next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import UsageFault
from skolemiljo_cli.model import ids
from skolemiljo_cli.model.derived.measures import in_force, rounds
from skolemiljo_cli.services.changes.change import Before, Work
from skolemiljo_cli.services.changes.entry_ids import known, taken
from skolemiljo_cli.services.changes.people import People
from skolemiljo_cli.services.changes.plain import plain_values, said_by_name
from skolemiljo_cli.store.yaml.writer import Append

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.case import Sak

OUTSIDE_HELP_FROM = 4
"""The round from which outside help is asked about (advice: forms.md 2.5)."""
INTERVALS = (14, 14, 28)
"""Days to the next round after the first, the second and the later ones (design.md 10)."""


@dataclass(frozen=True, slots=True)
class Dom:
    """What the round says of one measure."""

    gjennomfort: str | None = None
    effekt: str | None = None
    videre: str | None = None
    merknad: str | None = None


@dataclass(frozen=True, slots=True)
class Evaluert:
    """What was said in the round; None where nothing was said."""

    dato: date | None = None
    av: str | None = None
    til_stede: tuple[str, ...] = ()
    tiltak: tuple[tuple[str, Dom], ...] = ()
    elevens_svar: str | None = None
    foresattes_svar: str | None = None
    vurdering: str | None = None
    trygt_og_godt: str | None = None
    utgang: str | None = None
    ekstern_bistand: str | None = None
    neste: date | None = None
    ikke_til: tuple[str, ...] = ()


def number_of_next(sak: Sak) -> int:
    """Return which round the next one is, from 1."""
    return len(rounds(sak)) + 1


def proposed_next(sak: Sak, day: date) -> date:
    """Return the day proposed for the round after one held on `day`; the plan's own date rules."""
    number = min(number_of_next(sak), len(INTERVALS))
    return day + timedelta(days=INTERVALS[number - 1])


def evaluate(said: Evaluert, before: Before) -> Work:
    """Return the round to be written.

    Raises:
        UsageFault: there are no measures to evaluate, or nothing was said.
        NotFound: a measure that was judged is not in force.
    """
    current = [tiltak.id for tiltak in in_force(before.sak)]
    if not current:
        raise UsageFault(
            "Saken har ingen tiltak i kraft å evaluere.",
            "Legg til tiltak med: skolemiljo measure add SAK",
        )
    if not (said.tiltak or said.elevens_svar or said.vurdering or said.trygt_og_godt):
        raise UsageFault(
            "Evalueringen sier ikke hva som ble vurdert.",
            "Si hva som kom ut av tiltakene (--tiltak), og hva eleven svarte (--elevens-svar).",
        )
    for tiltak_id, _ in said.tiltak:
        known("--tiltak", tiltak_id, current, "noe tiltak i kraft")
    people = People(before.sak, before.oppsett)
    new = ids.mint_entry_id(ids.EVALUATION, taken(before.values))
    values = {
        "id": new,
        **said_by_name(said),
        "dato": said.dato or before.today,
        "av": people.one("--av", said.av),
        "til_stede": people.several("--til-stede", said.til_stede),
        "tiltak": {key: plain_values(said_by_name(dom)) for key, dom in said.tiltak},
        "trygt_og_godt": said.trygt_og_godt or "uavklart",
        "ikke_til": people.several("--ikke-til", said.ikke_til),
    }
    entry = Append(("aktivitetsplan", "evalueringer"), plain_values(values))
    return Work((*people.changes, entry), new)
