"""What the case still asks of a party: to lead, carry out, follow up, keep an agreement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_cli.model.derived.agreements import agreements
from skolemiljo_cli.model.derived.measures import in_force
from skolemiljo_cli.model.derived.phase import last_closing

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.case import Sak


@dataclass(frozen=True, slots=True)
class Oppgave:
    """Something that is still to be done by a party: where it stands, whose it is, what it is."""

    place: tuple[str | int, ...]
    part: str
    hva: str
    kommando: str


def open_duties(sak: Sak) -> Iterator[Oppgave]:
    """Yield what the case still asks of each party, in the order of the work."""
    closing = last_closing(sak)
    if closing is not None:
        if closing.oppfolging and closing.oppfolging_av:
            what = f"oppfølgingen {closing.oppfolging.isoformat()} etter avslutningen"
            yield Oppgave(("avslutninger",), closing.oppfolging_av, what, "edit SAK")
        return
    if sak.saksansvarlig:
        command = "receive SAK --saksansvarlig HVEM"
        yield Oppgave(("saksansvarlig",), sak.saksansvarlig, "saken", command)
    yield from _of_inquiry(sak)
    for measure in in_force(sak):
        for key in measure.gjennomfores_av:
            command = f"measure change SAK --id {measure.id} --gjennomfores-av HVEM"
            yield Oppgave(("aktivitetsplan", "tiltak"), key, f"tiltaket {measure.id}", command)
    for row in agreements(sak):
        for key in row.avtale.hvem if row.oppfylt_av is None else ():
            command = "log SAK --avtale «HVEM: …»"
            yield Oppgave(("logg",), key, f"avtalen {row.avtale.id}", command)


def _of_inquiry(sak: Sak) -> Iterator[Oppgave]:
    inquiry, staff = sak.undersokelse, sak.mottak.ansattsak
    if inquiry and inquiry.ansvarlig and inquiry.konklusjon is None:
        place = ("undersokelse", "ansvarlig")
        yield Oppgave(place, inquiry.ansvarlig, "undersøkelsen", "edit SAK")
    if staff and staff.folger_opp_eleven:
        of_staff = ("mottak", "ansattsak", "folger_opp_eleven")
        yield Oppgave(of_staff, staff.folger_opp_eleven, "oppfølgingen av eleven", "edit SAK")
