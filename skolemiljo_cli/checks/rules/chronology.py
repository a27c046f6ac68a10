"""Rules on time: effects come after their causes, and no fact is dated in the future."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain
from typing import TypeAlias

from skolemiljo_cli.checks.file_position import Place
from skolemiljo_cli.checks.rule import Kind, rule
from skolemiljo_cli.checks.subject import Hit, Subject, entries
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.model.dates import day_of
from skolemiljo_cli.model.sak.case import Vedtak
from skolemiljo_cli.model.sak.people import Part
from skolemiljo_cli.model.sak.plan import Aktivitetsplan, Evaluering, Tiltak
from skolemiljo_cli.model.sak.report import Mottak
from skolemiljo_cli.model.vocab import Grad

Moment: TypeAlias = date | datetime | None

_REMEDY = "Rett den datoen som er feil."

_PLANNED = frozenset(
    {"fra", "til", "evalueres", "neste", "oppfolging", "frist", "neste_mote", "sluttet"}
)


def _before(first: Moment, second: Moment) -> bool:
    """Tell whether the first is surely before the second; times count when both have one."""
    if first is None or second is None:
        return False
    if isinstance(first, datetime) and isinstance(second, datetime):
        return first < second
    return day_of(first) < day_of(second)


@rule(
    "umulig-rekkefolge",
    Severity.ERROR,
    Kind.FIL,
    about="Datoer som ikke kan stemme, gjør dokumentasjonen mindre verdt.",
    remedy="Rett den datoen som er feil.",
    lints=("L31",),
)
def impossible_orders(subject: Subject) -> Iterator[Hit]:
    """Dates in an impossible order."""
    parts = (_report, _receipt, _investigation, _plan, _closings, _reopenings, _decisions)
    yield from chain.from_iterable(part(subject) for part in parts)


def _hit(place: Place, what: str) -> Hit:
    return Hit(place, f"{what}. {_REMEDY}")


def _report(subject: Subject) -> Iterator[Hit]:
    melding = subject.sak.melding
    if melding.hendelse and _before(melding.dato, melding.hendelse.dato):
        yield _hit(("melding", "hendelse", "dato"), "Hendelsen er datert etter meldingen")


def _receipt(subject: Subject) -> Iterator[Hit]:
    """Nobody can know of an event before it happens, but they may before the report is written."""
    hendelse = subject.sak.melding.hendelse
    for place, moment, what in _times_of_receipt(subject.sak.mottak):
        if hendelse and _before(moment, hendelse.dato):
            yield _hit(("mottak", *place), f"{what} før hendelsen, etter datoene å dømme")


def _times_of_receipt(mottak: Mottak) -> Iterator[tuple[Place, Moment, str]]:
    if mottak.rektor:
        yield ("rektor", "tid"), mottak.rektor.tid, "Rektor fikk meldingen"
    # not tatt_opp_med_rektor: a family may well go to rektor before the event that is reported
    if mottak.alvorlig:
        yield ("alvorlig", "dato"), mottak.alvorlig.dato, "Alvoret ble vurdert"
    if mottak.skoleeier:
        yield ("skoleeier", "tid"), mottak.skoleeier.tid, "Skoleeier fikk vite om saken"


def _investigation(subject: Subject) -> Iterator[Hit]:
    undersokelse = subject.sak.undersokelse
    if undersokelse is None or undersokelse.konklusjon is None:
        return
    if _before(undersokelse.konklusjon.dato, undersokelse.startet):
        place = ("undersokelse", "konklusjon", "dato")
        yield _hit(place, "Undersøkelsen er konkludert før den startet")


def _plan(subject: Subject) -> Iterator[Hit]:
    plan = subject.sak.aktivitetsplan
    if plan is None:
        return
    for place, tiltak in entries(subject, ("aktivitetsplan", "tiltak"), plan.tiltak):
        yield from _measure(place, tiltak)
    for place, round_ in entries(subject, ("aktivitetsplan", "evalueringer"), plan.evalueringer):
        if _before(round_.dato, subject.sak.melding.dato):
            yield _hit((*place, "dato"), f"Evalueringen {round_.id} er datert før meldingen")
        yield from _evaluation(place, round_, plan)


def _measure(place: Place, tiltak: Tiltak) -> Iterator[Hit]:
    if _before(tiltak.til, tiltak.fra):
        yield _hit((*place, "til"), f"Tiltaket {tiltak.id} slutter før det begynner")
    if _before(tiltak.evalueres, tiltak.fra):
        yield _hit((*place, "evalueres"), f"Tiltaket {tiltak.id} evalueres før det begynner")


def _evaluation(place: Place, round_: Evaluering, plan: Aktivitetsplan) -> Iterator[Hit]:
    if round_.neste and round_.neste <= round_.dato:
        what = f"Neste evaluering er ikke etter evalueringen {round_.id}"
        yield _hit((*place, "neste"), what)
    starts = {measure.id: measure.fra for measure in plan.tiltak}
    for key, judged in round_.tiltak.items():
        # a measure that was not carried out may begin later
        if judged.gjennomfort is not Grad.NEI and _before(round_.dato, starts.get(key)):
            what = f"Tiltaket {key} er evaluert før det begynte"
            yield _hit((*place, "tiltak", key), what)


def _closings(subject: Subject) -> Iterator[Hit]:
    sak = subject.sak
    for place, closing in entries(subject, ("avslutninger",), sak.avslutninger):
        if _before(closing.dato, sak.melding.dato):
            yield _hit((*place, "dato"), "Saken er avsluttet før den ble meldt")
        if _before(closing.oppfolging, closing.dato):
            yield _hit((*place, "oppfolging"), "Oppfølgingen er satt til før avslutningen")


def _reopenings(subject: Subject) -> Iterator[Hit]:
    sak = subject.sak
    if subject.is_faulty("avslutninger"):
        return
    first = min((closing.dato for closing in sak.avslutninger), default=None)
    for place, reopening in entries(subject, ("gjenapninger",), sak.gjenapninger):
        if first is None:
            remedy = "Før avslutningen under «avslutninger», eller ta bort gjenåpningen."
            yield Hit(place, f"Saken er gjenåpnet uten å ha vært avsluttet. {remedy}")
        elif _before(reopening.dato, first):
            yield _hit((*place, "dato"), "Saken er gjenåpnet før den ble avsluttet")


def _decisions(subject: Subject) -> Iterator[Hit]:
    reported = subject.sak.statsforvalter
    for place, case in entries(subject, ("statsforvalter",), reported):
        if case.vedtak:
            yield from _decision((*place, "vedtak"), case.vedtak)


def _decision(place: Place, vedtak: Vedtak) -> Iterator[Hit]:
    if _before(vedtak.mottatt, vedtak.dato):
        yield _hit((*place, "mottatt"), "Vedtaket er mottatt før det ble fattet")
    if _before(vedtak.frist, vedtak.dato):
        yield _hit((*place, "frist"), "Fristen for pålegget er før vedtaket")


@rule(
    "fremtidig-dato",
    Severity.WARNING,
    Kind.FIL,
    about="Noe som har skjedd, kan ikke ha en dato som ikke er kommet.",
    remedy="Rett datoen hvis den er skrevet feil.",
    lints=("L31",),
)
def facts_in_the_future(subject: Subject) -> Iterator[Hit]:
    """A date of something that has happened, which has not come yet; planned dates are fine."""
    for leaf in subject.leaves:
        if not isinstance(leaf.value, date) or leaf.place[-1] in _PLANNED:
            continue
        if _before(subject.today, leaf.value):
            yield Hit(leaf.place, "Datoen er ikke kommet ennå. Rett den hvis den er skrevet feil.")


@rule(
    "part-tidligere",
    Severity.WARNING,
    Kind.FIL,
    about="Et dokument om noe som skjedde før, viser klassen og rollen parten hadde da.",
    remedy="Rett dagene under «fra» og «tidligere», eller bruk «skolemiljo party change».",
)
def past_out_of_order(subject: Subject) -> Iterator[Hit]:
    """A row of what a party was before that does not end before the present begins."""
    for key, part in subject.sak.parter.items():
        if part.fra and part.fra > subject.today:
            what = f"{key}: det som står nå, gjelder ikke før {part.fra.isoformat()}."
            yield Hit(("parter", key, "fra"), f"{what} Skriv det når dagen er kommet.")
        if part.tidligere and not subject.is_faulty("parter", key):
            yield from _past_hits(key, part)


def _past_hits(key: str, part: Part) -> Iterator[Hit]:
    place = ("parter", key, "tidligere")
    days = [row.til for row in part.tidligere]
    if part.fra is None:
        yield Hit(place, f"{key} har noe som gjaldt før, men ikke fra hvilken dag det gjelder nå. "
                  "Skriv dagen under «fra».")  # fmt: skip
    elif max(days) >= part.fra:
        yield Hit(place, f"{key}: det som gjaldt før, slutter ikke før dagen under «fra». "
                  "Da er det ikke klart hva som gjaldt.")  # fmt: skip
    if len({*days}) < len(days):
        yield Hit(place, f"{key} har to rader under «tidligere» som slutter samme dag. "
                  "Ta bort den ene.")  # fmt: skip
