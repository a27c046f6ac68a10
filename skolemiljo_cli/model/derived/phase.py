"""What follows from the facts of a case: where it stands and when something last happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from skolemiljo_cli.model.dates import day_of
from skolemiljo_cli.model.vocab import Fase, Sakstype

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.case import Avslutning, Sak
    from skolemiljo_cli.model.sak.plan import Evaluering


def last_closing(sak: Sak) -> Avslutning | None:
    """Return the closing in force; None while the case is open.

    A reopening on the same day as a closing comes after it.
    """
    if not sak.avslutninger:
        return None
    closing = max(sak.avslutninger, key=lambda event: event.dato)
    reopened = any(reopening.dato >= closing.dato for reopening in sak.gjenapninger)
    return None if reopened else closing


def last_evaluation(sak: Sak) -> Evaluering | None:
    """Return the latest evaluation of the measures; of two on one day the later in the file."""
    plan = sak.aktivitetsplan
    if plan is None or not plan.evalueringer:
        return None
    ordered = sorted(plan.evalueringer, key=lambda event: event.dato)
    return ordered[-1]


def received(sak: Sak) -> date | None:
    """Return the day the duty to investigate began to run: when rektor, or the owner, had it.

    In a case about the leadership the report goes past rektor (§ 12-5 second paragraph).
    """
    mottak = sak.mottak
    if sak.type is Sakstype.LEDELSE:
        owner = mottak.skoleeier
        return day_of(owner.tid) if owner and owner.tid else None
    days = [day_of(step.tid) for step in (mottak.rektor, mottak.tatt_opp_med_rektor) if step]
    return min(days, default=None)


def phase(sak: Sak) -> Fase:
    """Return where the case stands, by the furthest step it has reached."""
    plan = sak.aktivitetsplan
    if last_closing(sak):
        return Fase.AVSLUTTET
    if plan and plan.evalueringer:
        return Fase.EVALUERING
    if plan and plan.tiltak:
        return Fase.TILTAK
    if sak.undersokelse and (sak.undersokelse.startet or sak.undersokelse.konklusjon):
        return Fase.UNDERSOKELSE
    return Fase.MOTTATT if received(sak) else Fase.MELDT


def last_event(sak: Sak) -> date:
    """Return the latest day on which something in the case happened."""
    return max(_event_days(sak))


def _event_days(sak: Sak) -> Iterator[date]:
    yield sak.melding.dato
    mottak, undersokelse, plan = sak.mottak, sak.undersokelse, sak.aktivitetsplan
    for part in (mottak.rektor, mottak.tatt_opp_med_rektor, mottak.skoleeier):
        if part and part.tid:
            yield day_of(part.tid)
    if undersokelse and undersokelse.startet:
        yield undersokelse.startet
    if undersokelse and undersokelse.konklusjon and undersokelse.konklusjon.dato:
        yield undersokelse.konklusjon.dato
    yield from (day_of(entry.tid) for entry in sak.logg)
    yield from (evaluation.dato for evaluation in (plan.evalueringer if plan else ()))
    yield from _governor_days(sak)
    yield from (closing.dato for closing in sak.avslutninger)
    yield from (reopening.dato for reopening in sak.gjenapninger)


def _governor_days(sak: Sak) -> Iterator[date]:
    for report in sak.statsforvalter:
        vedtak = report.vedtak
        days = (report.meldt, vedtak and vedtak.dato, vedtak and vedtak.mottatt)
        yield from (day for day in days if day)
