"""The investigation: its start, a delay with its reason, the findings, the conclusion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import UsageFault
from skolemiljo_cli.services.changes.change import Before, Work, once, refuse_strays
from skolemiljo_cli.services.changes.judgement import kept, told
from skolemiljo_cli.services.changes.people import People, kept_from
from skolemiljo_cli.services.changes.plain import plain_values

if TYPE_CHECKING:
    from skolemiljo_cli.store.yaml.values import WriteValue
    from skolemiljo_cli.store.yaml.writer import Change

PLACE = "undersokelse"


@dataclass(frozen=True, slots=True)
class Undersokt:
    """What was said of the investigation; None where nothing was said."""

    startet: date | None = None
    ansvarlig: str | None = None
    sporsmal: str | None = None
    metoder: tuple[str, ...] = ()
    utsatt: str | None = None
    utsatt_til: date | None = None
    utsatt_av: str | None = None
    elevens_opplevelse: str | None = None
    foresattes_syn: str | None = None
    ikke_hort: tuple[tuple[str, str], ...] = ()
    faktorer: str | None = None
    ikke_gjort: str | None = None
    trygt_og_godt: str | None = None
    begrunnelse: str | None = None
    elevens_beste: str | None = None
    tiltak_nodvendig: bool | None = None
    konkludert: date | None = None
    konkludert_av: str | None = None
    ikke_til: tuple[str, ...] = ()


def investigate(said: Undersokt, before: Before) -> Work:
    """Return what is to be written of the investigation.

    Raises:
        UsageFault: it is written already, or a conclusion or a delay has no reason.
    """
    refuse_strays(said, {"utsatt": ("utsatt_av",)})
    refuse_strays(said, {"trygt_og_godt": ("begrunnelse", "konkludert_av")})
    people = People(before.sak, before.oppsett)
    changes = [
        *_begun(said, before, people),
        *_postponed(said, before, people),
        *_found(said, before, people),
        *_concluded(said, before, people),
        *kept_from(before, people, (PLACE,), "--ikke-til", said.ikke_til),
    ]
    notes = _told(said, before, people) if said.trygt_og_godt else ()
    return Work((*people.changes, *changes), notes=tuple(notes))


def _told(said: Undersokt, before: Before, people: People) -> Iterator[str]:
    what = _conclusion(said, before, people)
    return told(before, _CONCLUSION, what, same=_is_same(said, before))


def _begun(said: Undersokt, before: Before, people: People) -> Iterator[Change]:
    there = before.sak.undersokelse
    facts = {
        "startet": said.startet,
        "ansvarlig": people.one("--ansvarlig", said.ansvarlig),
        "sporsmal": said.sporsmal,
        "metoder": said.metoder,
    }
    for key, value in plain_values(facts).items():
        yield once((PLACE, key), getattr(there, key, None) or None, value, _CALLED[key])


_CALLED = {
    "startet": "når undersøkelsen startet",
    "ansvarlig": "hvem som har ansvaret",
    "sporsmal": "hva som skal undersøkes",
    "metoder": "hvilke metoder som brukes",
    "elevens_opplevelse": "hvordan eleven opplever det",
    "foresattes_syn": "hvordan de foresatte ser det",
    "faktorer": "hva som virker inn",
    "ikke_gjort": "hva som ikke er gjort",
}


def _postponed(said: Undersokt, before: Before, people: People) -> Iterator[Change]:
    if not said.utsatt:
        if said.utsatt_til:
            # Udir, in the seed of Nedre Bekkelaget: a delay has to be justified
            raise UsageFault(
                "En utsettelse må begrunnes.", 'Skriv hvorfor: --utsatt "…" --utsatt-til DATO'
            )
        return
    what = {
        "begrunnelse": said.utsatt,
        "til": said.utsatt_til,
        "dato": before.today,
        "av": people.one("--utsatt-av", said.utsatt_av),
    }
    yield from kept(
        before, (PLACE, "utsatt"), (PLACE, "tidligere_utsettelser"), plain_values(what), same=True
    )


def _found(said: Undersokt, before: Before, people: People) -> Iterator[Change]:
    there = before.sak.undersokelse
    for key in ("elevens_opplevelse", "foresattes_syn", "faktorer", "ikke_gjort"):
        if text := getattr(said, key):
            yield once((PLACE, key), getattr(there, key, None), text, _CALLED[key])
    for who, why in said.ikke_hort:
        key = str(people.one("--ikke-hort", who))
        old = there.ikke_hort.get(key) if there else None
        yield once((PLACE, "ikke_hort", key), old, why, "hvorfor eleven ikke er hørt")


def _concluded(said: Undersokt, before: Before, people: People) -> Iterator[Change]:
    if not said.trygt_og_godt:
        if said.konkludert or said.elevens_beste or said.tiltak_nodvendig is not None:
            raise UsageFault(
                "Konklusjonen sier ikke om eleven har det trygt og godt.",
                "Skriv --trygt-og-godt ja, nei eller uavklart.",
            )
        return
    if not said.begrunnelse:
        raise UsageFault("Konklusjonen mangler begrunnelse.", 'Skriv den med --begrunnelse "…".')
    what = _conclusion(said, before, people)
    same = _is_same(said, before)
    yield from kept(before, _CONCLUSION, (PLACE, "tidligere_konklusjoner"), what, same=same)


_CONCLUSION = (PLACE, "konklusjon")


def _conclusion(said: Undersokt, before: Before, people: People) -> dict[str, WriteValue]:
    what = {
        "dato": said.konkludert or before.today,
        "av": people.one("--konkludert-av", said.konkludert_av),
        "trygt_og_godt": said.trygt_og_godt,
        "begrunnelse": said.begrunnelse,
        "elevens_beste": said.elevens_beste,
        "tiltak_nodvendig": said.tiltak_nodvendig,
    }
    return plain_values(what)


def _is_same(said: Undersokt, before: Before) -> bool:
    there = before.sak.undersokelse.konklusjon if before.sak.undersokelse else None
    return there is not None and there.trygt_og_godt == said.trygt_og_godt
