"""Deadlines after the plan: statsforvalteren, the follow-up of a closed case, a silent case."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from skolemiljo_cli.calendar.deadline import Frist, Fristtype, Grunnlag
from skolemiljo_cli.calendar.responsible import of_parties, of_role, owner_of_case
from skolemiljo_cli.calendar.workdays import add_weeks, next_workday_if_off
from skolemiljo_cli.model.dates import day_of
from skolemiljo_cli.model.derived.agreements import agreements
from skolemiljo_cli.model.derived.heard import current_log
from skolemiljo_cli.model.derived.measures import rounds
from skolemiljo_cli.model.derived.phase import last_closing, last_event
from skolemiljo_cli.model.law import Hjemmel
from skolemiljo_cli.model.vocab import Loggtype, Rolle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from skolemiljo_cli.calendar.facts import Facts
    from skolemiljo_cli.model.sak.case import Sak, Vedtak


def avtale(facts: Facts) -> Iterator[Frist]:
    """What was agreed in a meeting is done by its date, until an entry says it was."""
    sak = facts.sak
    made = {entry.id: day_of(entry.tid) for entry in sak.logg}
    for row in agreements(sak):
        one = row.avtale
        if one.frist and row.oppfylt_av is None:
            yield facts.frist(
                Fristtype.AVTALE,
                made[row.innforing],
                one.frist,
                Grunnlag.PLAN,
                Hjemmel.DOKUMENTERE,
                of_parties(sak, one.hvem) if one.hvem else owner_of_case(sak),
                gjelder=one.id,
            )


def neste_mote(facts: Facts) -> Iterator[Frist]:
    """The next meeting that was agreed on, until one has been held or the plan evaluated."""
    sak = facts.sak
    standing = current_log(sak)
    held = [day_of(one.tid) for one in standing if one.type in _MEETINGS]
    held += [one.dato for one in rounds(sak)]
    for entry in standing:
        if entry.neste_mote and not any(day > day_of(entry.tid) for day in held):
            yield facts.frist(
                Fristtype.AVTALE,
                day_of(entry.tid),
                entry.neste_mote,
                Grunnlag.PLAN,
                Hjemmel.DOKUMENTERE,
                of_parties(sak, (entry.av,)) if entry.av else owner_of_case(sak),
                gjelder=entry.id,
                merknad="neste møte",
            )


_MEETINGS = (Loggtype.MOTE, Loggtype.SAMTALE, Loggtype.ELEVSAMTALE, Loggtype.GJENOPPRETTENDE)


def oversendelse(facts: Facts) -> Iterator[Frist]:
    """What statsforvalteren has asked for is sent by the date they set (§ 12-6 third paragraph)."""
    for reported in facts.sak.statsforvalter:
        for asked in reported.foresporsler:
            if asked.frist and not asked.sendt:
                yield facts.frist(
                    Fristtype.OVERSENDELSE,
                    asked.dato,
                    asked.frist,
                    Grunnlag.LOV,
                    Hjemmel.OPPLYSNINGER,
                    owner_of_case(facts.sak),
                    gjelder=reported.id,
                )


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
            yield facts.frist(
                Fristtype.KLAGE,
                vedtak.mottatt or vedtak.dato,
                appeal_until(vedtak),
                Grunnlag.LOV,
                Hjemmel.KLAGE,
                of_role(facts.sak, Rolle.FORESATT),
                gjelder=one.id,
                utgar=True,
            )


def appeal_until(vedtak: Vedtak) -> date:
    """Return the last day to appeal: three weeks from when it reached the party (fvl. § 29).

    Moved to a virkedag when it ends on another day (domstolloven § 149).
    """
    return next_workday_if_off(add_weeks(vedtak.mottatt or vedtak.dato, 3))


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
        entry.type is Loggtype.OPPFOLGING and day_of(entry.tid) >= closed
        for entry in current_log(sak)
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
