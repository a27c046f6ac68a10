"""Rules on time: nothing happens before what it follows from, and no fact is in the future."""

from __future__ import annotations

from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from skolemiljo_cli.checks.rule import Kind, rule
from skolemiljo_cli.checks.subject import Hit, entries
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.model.dates import day_of
from skolemiljo_cli.model.vocab import Grad

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skolemiljo_cli.checks.file_position import Place
    from skolemiljo_cli.checks.subject import Subject
    from skolemiljo_cli.model.sak.case import Vedtak
    from skolemiljo_cli.model.sak.plan import Aktivitetsplan, Evaluering, Tiltak
    from skolemiljo_cli.model.sak.report import Mottak

Moment: TypeAlias = date | datetime | None

_REMEDY = "Rett den datoen som er feil."

_PLANNED = frozenset({"fra", "til", "evalueres", "neste", "oppfolging", "frist", "neste_mote"})


def _before(one: Moment, other: Moment) -> bool:
    """Tell whether one surely is before the other: clock times count only when both have one."""
    if one is None or other is None:
        return False
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one < other
    return day_of(one) < day_of(other)


@rule(
    "umulig-rekkefolge",
    Severity.ERROR,
    Kind.FIL,
    about="Datoer som ikke kan stemme, gjør dokumentasjonen mindre verdt.",
    remedy="Rett den datoen som er feil.",
    lints=("L31",),
)
def impossible_orders(subject: Subject) -> Iterator[Hit]:
    """What the case says happened before something it can only come after."""
    rules = (_report, _receipt, _investigation, _plan, _closings, _reopenings, _decisions)
    yield from chain.from_iterable(rule(subject) for rule in rules)


def _hit(place: Place, what: str) -> Hit:
    return Hit(place, f"{what}. {_REMEDY}")


def _report(subject: Subject) -> Iterator[Hit]:
    melding = subject.sak.melding
    if melding.hendelse and _before(melding.dato, melding.hendelse.dato):
        yield _hit(("melding", "hendelse", "dato"), "Hendelsen er datert etter meldingen")


def _receipt(subject: Subject) -> Iterator[Hit]:
    """Nobody is told of an event before it happens; told before the report is written is fine."""
    hendelse = subject.sak.melding.hendelse
    for place, moment, what in _told(subject.sak.mottak):
        if hendelse and _before(moment, hendelse.dato):
            yield _hit(("mottak", *place), f"{what} før hendelsen, etter datoene å dømme")


def _told(mottak: Mottak) -> Iterator[tuple[Place, Moment, str]]:
    if mottak.rektor:
        yield ("rektor", "tid"), mottak.rektor.tid, "Rektor fikk meldingen"
    # a family may well have gone to rektor before the event that was written down
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
    starts = {one.id: one.fra for one in plan.tiltak}
    for key, judged in round_.tiltak.items():
        # a measure found not to have been carried out may well begin later
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
    first = min((one.dato for one in sak.avslutninger), default=None)
    for place, reopening in entries(subject, ("gjenapninger",), sak.gjenapninger):
        if first is None:
            remedy = "Før avslutningen under «avslutninger», eller ta bort gjenåpningen."
            yield Hit(place, f"Saken er gjenåpnet uten å ha vært avsluttet. {remedy}")
        elif _before(reopening.dato, first):
            yield _hit((*place, "dato"), "Saken er gjenåpnet før den ble avsluttet")


def _decisions(subject: Subject) -> Iterator[Hit]:
    reported = subject.sak.statsforvalter
    for place, one in entries(subject, ("statsforvalter",), reported):
        if one.vedtak:
            yield from _decision((*place, "vedtak"), one.vedtak)


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
    """Dates of what has happened that have not come yet; planned dates are not among them."""
    for leaf in subject.leaves:
        if not isinstance(leaf.value, date) or leaf.place[-1] in _PLANNED:
            continue
        if _before(subject.today, leaf.value):
            yield Hit(leaf.place, "Datoen er ikke kommet ennå. Rett den hvis den er skrevet feil.")
