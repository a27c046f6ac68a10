"""One case as lines a person reads: who, what was reported, the plan, what has happened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skolemiljo_cli.model.dates import day_of, echo
from skolemiljo_cli.model.phase import phase
from skolemiljo_cli.model.vocab import label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skolemiljo_cli.model.case import Sak
    from skolemiljo_cli.model.people import Part

UNKNOWN = "uavklart"


def case_lines(sak: Sak, *, names: bool) -> Iterator[str]:
    """Yield the case as lines; names only when asked for."""
    yield f"Sak {sak.id}  {label(sak.type.value)}  fase: {label(phase(sak).value)}"
    yield f"Saksansvarlig: {sak.saksansvarlig or UNKNOWN}"
    yield f"Arkivreferanse: {sak.arkivreferanse or UNKNOWN}"
    yield ""
    yield "Parter"
    yield from (_party(key, part, names=names) for key, part in sak.parter.items())
    yield ""
    yield from _report(sak)
    yield ""
    yield from _received(sak)
    yield ""
    yield from _plan(sak)
    yield ""
    yield from _log(sak)


def _party(key: str, part: Part, *, names: bool) -> str:
    extra = [f"trinn {part.trinn}" if part.trinn else "", f"til {part.til}" if part.til else ""]
    name = [part.navn or UNKNOWN] if names else []
    return "  " + ", ".join([f"{key} {label(part.rolle.value)}", *filter(None, extra), *name])


def _report(sak: Sak) -> Iterator[str]:
    report = sak.melding
    yield f"Melding {echo(report.dato)} fra {report.melder or UNKNOWN}"
    yield from _indented(report.beskrivelse)
    if report.handtering:
        yield "  Håndtering:"
        yield from _indented(report.handtering)


def _received(sak: Sak) -> Iterator[str]:
    mottak, investigation = sak.mottak, sak.undersokelse
    yield "Mottak og undersøkelse"
    yield f"  rektor har fått saken: {echo(mottak.rektor.tid) if mottak.rektor else UNKNOWN}"
    raised = mottak.tatt_opp_med_rektor
    yield f"  tatt opp med rektor:   {echo(raised.tid) if raised else UNKNOWN}"
    grave = mottak.alvorlig
    yield f"  alvorlig tilfelle:     {_yes_no(grave.vurdering) if grave else UNKNOWN}"
    started = investigation.startet if investigation else None
    yield f"  undersøkelse startet:  {echo(started) if started else UNKNOWN}"
    concluded = investigation.konklusjon if investigation else None
    yield f"  trygt og godt?         {concluded.trygt_og_godt.value if concluded else UNKNOWN}"


def _yes_no(value: bool) -> str:  # noqa: FBT001, RUF100 - a value of the case
    return "ja" if value else "nei"


def _plan(sak: Sak) -> Iterator[str]:
    plan = sak.aktivitetsplan
    yield "Aktivitetsplan"
    if plan is None:
        yield f"  {UNKNOWN}"
        return
    yield from _indented(plan.problem)
    for one in plan.tiltak:
        who = ", ".join(one.gjennomfores_av) or UNKNOWN
        period = f"{one.fra or UNKNOWN} til {one.til or UNKNOWN}"
        yield f"  {one.id}  {_first_line(one.tiltak)}"
        yield f"          {period}, av {who}, evalueres {one.evalueres or UNKNOWN}"
    for one_round in plan.evalueringer:
        answer = one_round.trygt_og_godt
        yield f"  {one_round.id}  evaluert {one_round.dato}: trygt og godt? {answer}"


def _log(sak: Sak) -> Iterator[str]:
    yield "Logg"
    if not sak.logg:
        yield "  ingen innføringer"
    for entry in sorted(sak.logg, key=lambda one: day_of(one.tid)):
        what = f"{label(entry.type.value)}: {_first_line(entry.tekst)}"
        yield f"  {echo(entry.tid)}  {entry.id}  {what}"


def _indented(text: str | None) -> Iterator[str]:
    yield from (f"  {line}" for line in (text or UNKNOWN).strip().splitlines())


def _first_line(text: str | None) -> str:
    whole = re.sub(r"\s+", " ", text or UNKNOWN).strip()
    return whole if len(whole) <= 70 else whole[:69].rstrip() + "…"
