"""Deadlines after the plan: statsforvalteren, the follow-up of a closed case, a silent case."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from skolemiljo_cli.calendar.deadline import Grunnlag
from skolemiljo_cli.calendar.facts import Facts
from skolemiljo_cli.calendar.responsible import of_parties, of_role, owner_of_case
from skolemiljo_cli.calendar.rule import Due, When, deadline
from skolemiljo_cli.calendar.workdays import add_weeks, next_workday_if_off
from skolemiljo_cli.model.dates import day_of
from skolemiljo_cli.model.derived.agreements import agreements
from skolemiljo_cli.model.derived.heard import current_log
from skolemiljo_cli.model.derived.measures import rounds
from skolemiljo_cli.model.derived.phase import last_closing, last_event
from skolemiljo_cli.model.law import Hjemmel
from skolemiljo_cli.model.sak.case import Sak, Vedtak
from skolemiljo_cli.model.vocab import Loggtype, Rolle


@deadline(
    "avtale",
    navn="avtale",
    grunnlag=Grunnlag.PLAN,
    hjemmel=Hjemmel.DOKUMENTERE,
    falls_on=owner_of_case,
    plikt=None,
    kommando="log {sak} --oppfyller {id}",
    when=When.ALWAYS,
)
def avtale(facts: Facts) -> Iterator[Due]:
    """What was agreed in a meeting, until an entry says it was done; and the next meeting."""
    yield from _promises(facts.sak)
    yield from _next_meeting(facts.sak)


def _promises(sak: Sak) -> Iterator[Due]:
    made = {entry.id: day_of(entry.tid) for entry in sak.logg}
    for row in agreements(sak):
        agreed = row.avtale
        if agreed.frist and row.oppfylt_av is None:
            yield Due(
                made[row.innforing],
                agreed.frist,
                gjelder=agreed.id,
                ansvarlig=of_parties(sak, agreed.hvem) if agreed.hvem else None,
            )


def _next_meeting(sak: Sak) -> Iterator[Due]:
    """Yield the next meeting that was set, until one is held or the plan is evaluated."""
    current = current_log(sak)
    held = [day_of(entry.tid) for entry in current if entry.type in _MEETINGS]
    held += [round_.dato for round_ in rounds(sak)]
    for entry in current:
        if entry.neste_mote and not any(day > day_of(entry.tid) for day in held):
            yield Due(
                day_of(entry.tid),
                entry.neste_mote,
                gjelder=entry.id,
                merknad="neste møte",
                kommando="log {sak} --type mote",
                ansvarlig=of_parties(sak, (entry.av,)) if entry.av else None,
            )


_MEETINGS = (Loggtype.MOTE, Loggtype.SAMTALE, Loggtype.ELEVSAMTALE, Loggtype.GJENOPPRETTENDE)


@deadline(
    "oversendelse",
    navn="oversendelse",
    grunnlag=Grunnlag.LOV,
    hjemmel=Hjemmel.OPPLYSNINGER,
    falls_on=owner_of_case,
    plikt=None,
    kommando="statsforvalter {sak}",
    when=When.ALWAYS,
)
def oversendelse(facts: Facts) -> Iterator[Due]:
    """What statsforvalteren has asked for is sent by the date they set (§ 12-6 third paragraph)."""
    for reported in facts.sak.statsforvalter:
        for request in reported.foresporsler:
            if request.frist and not request.sendt:
                yield Due(request.dato, request.frist, gjelder=reported.id)


@deadline(
    "palegg",
    navn="pålegg",
    grunnlag=Grunnlag.LOV,
    hjemmel=Hjemmel.PALEGG,
    falls_on=partial(of_role, rolle=Rolle.SKOLEEIER),
    plikt=None,
    kommando="statsforvalter {sak}",
    when=When.ALWAYS,
)
def palegg(facts: Facts) -> Iterator[Due]:
    """What statsforvalteren has ordered is done by the date of the decision."""
    for reported in facts.sak.statsforvalter:
        vedtak = reported.vedtak
        if vedtak and vedtak.frist and not vedtak.oppfylt:
            yield Due(vedtak.dato, vedtak.frist, gjelder=reported.id)


@deadline(
    "klage",
    navn="klagefrist",
    grunnlag=Grunnlag.LOV,
    hjemmel=Hjemmel.KLAGE,
    falls_on=partial(of_role, rolle=Rolle.FORESATT),
    plikt=None,
    kommando=None,  # an appeal is for others to make
    utgar=True,
    when=When.ALWAYS,
)
def klage(facts: Facts) -> Iterator[Due]:
    """The pupil or guardians may appeal within three weeks; it lapses, and is never overdue."""
    for reported in facts.sak.statsforvalter:
        vedtak = reported.vedtak
        if vedtak and not vedtak.paklaget:
            start = vedtak.mottatt or vedtak.dato
            yield Due(start, appeal_until(vedtak), gjelder=reported.id)


def appeal_until(vedtak: Vedtak) -> date:
    """Return the last day to appeal: three weeks from when it reached the party (fvl. § 29).

    Moved to a virkedag when it ends on another day (domstolloven § 149).
    """
    return next_workday_if_off(add_weeks(vedtak.mottatt or vedtak.dato, 3))


@deadline(
    "oppfolging",
    navn="oppfølging",
    grunnlag=Grunnlag.PLAN,
    hjemmel=Hjemmel.PLIKTENS_VARIGHET,
    falls_on=owner_of_case,
    plikt=None,
    kommando="log {sak} --type oppfolging",
    when=When.WHEN_CLOSED,
)
def oppfolging(facts: Facts) -> Iterator[Due]:
    """The follow-up that the closing set."""
    sak, closing = facts.sak, last_closing(facts.sak)
    if closing and closing.oppfolging and not _followed_up(sak, closing.dato):
        yield Due(closing.dato, closing.oppfolging, gjelder=closing.id)


def _followed_up(sak: Sak, closed: date) -> bool:
    return any(
        entry.type is Loggtype.OPPFOLGING and day_of(entry.tid) >= closed
        for entry in current_log(sak)
    )


@deadline(
    "stille",
    navn="stille sak",
    grunnlag=Grunnlag.LOKAL,
    hjemmel=Hjemmel.PLIKTENS_VARIGHET,
    falls_on=owner_of_case,
    plikt=None,
    kommando="log {sak}",
)
def stille(facts: Facts) -> Iterator[Due]:
    """An open case where nothing has happened for a while (local norm, days)."""
    latest = last_event(facts.sak)
    yield Due(latest, facts.open_day(latest + timedelta(days=facts.normer.stille)))
