"""Whether the pupil has it safe and good: the latest answer, and whether it still stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from skolemiljo_cli.model.derived.measures import rounds
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.vocab import Svar


@dataclass(frozen=True, slots=True)
class Svart:
    """An answer, the day it was given, and the entry or part of the case it stands in."""

    svar: Svar
    dato: date | None
    kilde: str


def latest_answer(sak: Sak) -> Svart | None:
    """Return the latest answer; of two on one day the one given at the later step.

    A case that was opened again since then is not known to be safe: the answer is unknown.
    """
    given = list(_answers(sak))
    latest = max((one for one in given if one.dato), key=_day, default=given[0] if given else None)
    again = max(sak.gjenapninger, key=lambda one: one.dato, default=None)
    if again and (latest is None or latest.dato is None or latest.dato <= again.dato):
        return Svart(Svar.UAVKLART, again.dato, again.id)
    return latest


def opened_again(sak: Sak) -> date | None:
    """Return the day the case was opened again, while nobody has answered since."""
    latest = latest_answer(sak)
    reopenings = {one.id for one in sak.gjenapninger}
    return latest.dato if latest and latest.kilde in reopenings else None


def _day(one: Svart) -> date:
    return one.dato or date.min


def _answers(sak: Sak) -> Iterator[Svart]:
    """Yield the answers, the later steps first: of equal days the first one wins."""
    for closing in reversed(sak.avslutninger):
        yield Svart(closing.trygt_og_godt, closing.dato, closing.id)
    for held in reversed(rounds(sak)):
        yield Svart(held.trygt_og_godt, held.dato, held.id)
    concluded = sak.undersokelse.konklusjon if sak.undersokelse else None
    if concluded:
        yield Svart(concluded.trygt_og_godt, concluded.dato, "undersokelse")
