"""The latest answer to whether the pupil is safe and well, and whether it still applies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from skolemiljo_cli.model.derived.measures import rounds
from skolemiljo_cli.model.vocab import Svar

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.case import Sak


@dataclass(frozen=True, slots=True)
class Svart:
    """An answer, the day it was given, and the entry or part of the case that records it."""

    svar: Svar
    dato: date | None
    kilde: str


def latest_answer(sak: Sak) -> Svart | None:
    """Return the latest answer; of two on the same day, the answer from the later step.

    After a later reopening the answer is unknown.
    """
    given = list(_answers(sak))
    dated = (answer for answer in given if answer.dato)
    latest = max(dated, key=_day, default=given[0] if given else None)
    again = max(sak.gjenapninger, key=lambda reopening: reopening.dato, default=None)
    if again and (latest is None or latest.dato is None or latest.dato <= again.dato):
        return Svart(Svar.UAVKLART, again.dato, again.id)
    return latest


def reopened_on(sak: Sak) -> date | None:
    """Return the day the case was reopened, unless somebody has answered since then."""
    latest = latest_answer(sak)
    reopenings = {reopening.id for reopening in sak.gjenapninger}
    return latest.dato if latest and latest.kilde in reopenings else None


def _day(answer: Svart) -> date:
    return answer.dato or date.min


def _answers(sak: Sak) -> Iterator[Svart]:
    """Yield the answers, later steps first, since `max` takes the first of equal days."""
    for closing in reversed(sak.avslutninger):
        yield Svart(closing.trygt_og_godt, closing.dato, closing.id)
    for held in reversed(rounds(sak)):
        yield Svart(held.trygt_og_godt, held.dato, held.id)
    concluded = sak.undersokelse.konklusjon if sak.undersokelse else None
    if concluded:
        yield Svart(concluded.trygt_og_godt, concluded.dato, "undersokelse")
