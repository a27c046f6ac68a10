"""What `new-case` says back: what was understood, by key and role, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from skolemiljo_cli.cli.changing import change_confirmation
from skolemiljo_cli.model.dates import echo
from skolemiljo_cli.model.vocab import Rolle, Sakstype, label

if TYPE_CHECKING:
    from skolemiljo_cli.calendar.deadline import FristPaDag
    from skolemiljo_cli.services.casework.new_case import Created


def understood(made: Created) -> Iterator[str]:
    """Yield what was understood; dates with their weekday, people by key and role."""
    sak, report = made.sak, made.sak.melding
    yield f"Opprettet sak {sak.id} ({label(sak.type.value)})"
    yield f"  melding:     {echo(report.dato)}" + (f" fra {report.melder}" if report.melder else "")
    if report.hendelse and report.hendelse.dato:
        yield f"  hendelse:    {echo(report.hendelse.dato)}"
    if report.videresendt and report.videresendt.dato:
        yield f"  videresendt: {echo(report.videresendt.dato)} til {report.videresendt.til}"
    told = report.foresatte_informert
    if told and told.dato:
        yield f"  foresatte informert: {echo(told.dato)}"
    people = (
        f"{key} {label(part.rolle.value)}"
        + (f" ({part.trinn_med_ord})" if part.trinn_i_lister else "")
        for key, part in sak.parter.items()
    )
    yield f"  parter:      {', '.join(people)}"


def next_steps(made: Created, frister: Sequence[FristPaDag]) -> Iterator[str]:
    """Yield the nearest deadlines and the commands to try."""
    sak = made.sak
    yield from change_confirmation.next_steps(frister)
    if sak.type is not Sakstype.ELEV and not sak.koblet:
        yield "Elevens plan og tiltak (§ 12-4) føres i elevens egen sak, i det vanlige saksarkivet."
    if not any(part.rolle is Rolle.ELEV for part in sak.parter.values()):
        yield "Merk: saken har ingen elev ennå. Legg eleven til under «parter»."
    where = "--ledger MAPPE " if made.shielded else ""
    if made.shielded:
        yield "Saken ligger i det skjermede saksarkivet. Kommandoene trenger --ledger MAPPE."
    yield f"Skriv ut notatet: skolemiljo {where}render {sak.id[-4:]} varsling -o notat.html"
