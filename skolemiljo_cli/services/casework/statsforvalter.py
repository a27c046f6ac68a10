"""What happens at statsforvalteren: the report, what is asked for and sent, the decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import UsageFault
from skolemiljo_cli.model import ids
from skolemiljo_cli.model.sak.case import Foresporsel
from skolemiljo_cli.model.validation.validate import parse
from skolemiljo_cli.services.changes.change import Before, Work, once, refuse_strays
from skolemiljo_cli.services.changes.entry_ids import known, taken
from skolemiljo_cli.services.changes.people import People
from skolemiljo_cli.services.changes.plain import plain_values
from skolemiljo_cli.store.yaml.writer import Append

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.case import Statsforvaltersak
    from skolemiljo_cli.store.yaml.values import WriteValue
    from skolemiljo_cli.store.yaml.writer import Change

PLACE = "statsforvalter"


@dataclass(frozen=True, slots=True)
class HosStatsforvalteren:
    """What was said; `id` is needed only when the case has been reported there more than once."""

    id: str | None = None
    meldt: date | None = None
    av: str | None = None
    referanse: str | None = None
    bedt_om: str | None = None
    bedt_dato: date | None = None
    svarfrist: date | None = None
    sendt: date | None = None
    sendt_hva: str | None = None
    vedtak: date | None = None
    mottatt: date | None = None
    utfall: str | None = None
    palegg: str | None = None
    palegg_frist: date | None = None
    oppfylt: date | None = None
    paklaget: bool | None = None


_FAMILIES = {
    "vedtak": ("mottatt", "utfall", "palegg", "palegg_frist", "oppfylt", "paklaget"),
    "bedt_om": ("sendt",),
}
"""What a new report can only say together."""


def statsforvalter(said: HosStatsforvalteren, before: Before) -> Work:
    """Return what is to be written.

    Raises:
        UsageFault: it is written already, or it is not clear which report it is about.
        NotFound: the case has no such report.
    """
    refuse_strays(said, {"bedt_om": ("svarfrist", "bedt_dato"), "sendt": ("sendt_hva",)})
    people = People(before.sak, before.oppsett)
    if said.meldt and not said.id:
        refuse_strays(said, _FAMILIES)
        return _reported(said, before, people)
    number, there = _which(said, before)
    changes = [
        *_asked(said, number, before),
        *_decided(said, number, there),
        *_more(said, number, there, people),
    ]
    return Work((*people.changes, *changes), there.id)


def _reported(said: HosStatsforvalteren, before: Before, people: People) -> Work:
    new = ids.mint_entry_id(ids.GOVERNOR, taken(before.values))
    values = {
        "id": new,
        "meldt": said.meldt,
        "av": people.one("--av", said.av),
        "referanse": said.referanse,
        "foresporsler": [_request(said, before.today)] if said.bedt_om else None,
        "vedtak": _decision(said) if said.vedtak else None,
    }
    return Work((Append((PLACE,), plain_values(values)), *people.changes), new)


def _which(said: HosStatsforvalteren, before: Before) -> tuple[int, Statsforvaltersak]:
    reports = before.sak.statsforvalter
    if not reports:
        raise UsageFault(
            "Det er ikke skrevet at saken er meldt til statsforvalteren.",
            "Skriv først når skolen fikk vite det: --meldt DATO",
        )
    wanted = [report.id for report in reports]
    if said.id:
        known("--id", said.id, wanted, "noen melding til statsforvalteren")
    elif len(reports) > 1:
        raise UsageFault(
            "Saken er meldt til statsforvalteren flere ganger.",
            f"Si hvilken med --id: {', '.join(wanted)}",
        )
    there = next(report for report in reports if report.id in (said.id or wanted[0],))
    written = before.at(PLACE)
    rows = written if isinstance(written, list) else []
    number = next(
        n for n, row in enumerate(rows) if isinstance(row, dict) and row.get("id") == there.id
    )
    return number, there


def _asked(said: HosStatsforvalteren, number: int, before: Before) -> Iterator[Change]:
    if said.bedt_om:
        yield Append((PLACE, number, "foresporsler"), _request(said, before.today))
    elif said.sendt:
        open_one = next((pair for pair in _requests(number, before) if not pair[1].sendt), None)
        if open_one is None:
            raise UsageFault(
                "Det er ikke skrevet hva statsforvalteren har bedt om.",
                "Skriv det i samme kommando: --bedt-om TEKST --sendt DATO",
            )
        position, _ = open_one
        place = (PLACE, number, "foresporsler", position)
        # what stands there and cannot be read is not written over either
        for key in ("sendt", "sendt_hva"):
            if value := getattr(said, key):
                yield once((*place, key), before.at(*place, key), value, _OF_SENDING[key])


_OF_SENDING = {"sendt": "når dette ble sendt", "sendt_hva": "hva som er sendt"}


def _requests(number: int, before: Before) -> Iterator[tuple[int, Foresporsel]]:
    """Yield the requests that can be read, with their positions in the file."""
    written = before.at(PLACE, number, "foresporsler")
    for position, row in enumerate(written if isinstance(written, list) else []):
        request = parse(Foresporsel, row).value
        if request:
            yield position, request


def _request(said: HosStatsforvalteren, today: date) -> dict[str, WriteValue]:
    return plain_values(
        {
            "dato": said.bedt_dato or today,
            "hva": said.bedt_om,
            "frist": said.svarfrist,
            "sendt": said.sendt,
            "sendt_hva": said.sendt_hva,
        }
    )


def _decision(said: HosStatsforvalteren) -> dict[str, WriteValue]:
    return plain_values(
        {
            "dato": said.vedtak,
            "mottatt": said.mottatt,
            "utfall": said.utfall,
            "palegg": said.palegg,
            "frist": said.palegg_frist,
            "oppfylt": said.oppfylt,
            "paklaget": said.paklaget,
        }
    )


def _decided(said: HosStatsforvalteren, number: int, there: Statsforvaltersak) -> Iterator[Change]:
    place = (PLACE, number, "vedtak")
    if said.vedtak:
        yield once(place, there.vedtak, _decision(said), "hva statsforvalteren har vedtatt")
        return
    for key, value in _decision(said).items():
        if there.vedtak is None:
            raise UsageFault("Det er ikke skrevet noe vedtak.", "Skriv datoen: --vedtak DATO")
        yield once((*place, key), getattr(there.vedtak, key), value, "dette om vedtaket")


def _more(
    said: HosStatsforvalteren, number: int, there: Statsforvaltersak, people: People
) -> Iterator[Change]:
    facts = {"meldt": said.meldt, "referanse": said.referanse, "av": people.one("--av", said.av)}
    for key, value in plain_values(facts).items():
        yield once((PLACE, number, key), getattr(there, key), value, "dette")
