"""Deadlines after the plan: statsforvalteren, the follow-up of a closed case, a silent case."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from skolemiljo_cli.calendar.frist import Frist, Fristtype, Grunnlag
from skolemiljo_cli.calendar.responsible import of_role, owner_of_case
from skolemiljo_cli.calendar.workdays import add_weeks, next_workday_if_off
from skolemiljo_cli.model.dates import day_of
from skolemiljo_cli.model.law import Hjemmel
from skolemiljo_cli.model.phase import last_closing, last_event
from skolemiljo_cli.model.vocab import Loggtype, Rolle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from skolemiljo_cli.calendar.facts import Facts
    from skolemiljo_cli.model.case import Sak


def palegg(facts: Facts) -> Iterator[Frist]:
    """What statsforvalteren has ordered is done by the date of the decision (law)."""
    for one in facts.sak.statsforvalter:
        vedtak = one.vedtak
        if vedtak and vedtak.frist and not vedtak.oppfylt:
            yield facts.frist(
                Fristtype.PALEGG,
                vedtak.dato,
                vedtak.frist,
                Grunnlag.LOV,
                Hjemmel.PALEGG,
                of_role(facts.sak, Rolle.SKOLEEIER),
                gjelder=one.id,
            )


def klage(facts: Facts) -> Iterator[Frist]:
    """The pupil or guardians may appeal within three weeks (law); it lapses, never overdue."""
    for one in facts.sak.statsforvalter:
        vedtak = one.vedtak
        if vedtak and not vedtak.paklaget:
            start = vedtak.mottatt or vedtak.dato
            # fvl. § 29: three weeks from when it reached the party; domstolloven § 149
            yield facts.frist(
                Fristtype.KLAGE,
                start,
                next_workday_if_off(add_weeks(start, 3)),
                Grunnlag.LOV,
                Hjemmel.KLAGE,
                of_role(facts.sak, Rolle.FORESATT),
                gjelder=one.id,
                utgar=True,
            )


def oppfolging(facts: Facts) -> Iterator[Frist]:
    """The follow-up that the closing set."""
    sak, closing = facts.sak, last_closing(facts.sak)
    if closing is None or closing.oppfolging is None or _followed_up(sak, closing.dato):
        return
    yield facts.frist(
        Fristtype.OPPFOLGING,
        closing.dato,
        closing.oppfolging,
        Grunnlag.PLAN,
        Hjemmel.PLIKTENS_VARIGHET,
        owner_of_case(sak),
        gjelder=closing.id,
    )


def _followed_up(sak: Sak, closed: date) -> bool:
    return any(
        entry.type is Loggtype.OPPFOLGING and day_of(entry.tid) >= closed for entry in sak.logg
    )


def stille(facts: Facts) -> Iterator[Frist]:
    """An open case where nothing has happened for a while (local norm, days)."""
    sak = facts.sak
    latest = last_event(sak)
    yield facts.frist(
        Fristtype.STILLE,
        latest,
        latest + timedelta(days=facts.normer.stille),
        Grunnlag.LOKAL,
        Hjemmel.PLIKTENS_VARIGHET,
        owner_of_case(sak),
    )
