"""The written plan and its measures: made, added to, changed as new versions, never overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import UsageFault
from skolemiljo_cli.model import ids
from skolemiljo_cli.model.derived.measures import in_force, plan_day
from skolemiljo_cli.model.vocab import Planfelt
from skolemiljo_cli.services.changes.change import Before, Work
from skolemiljo_cli.services.changes.entry_ids import known, taken
from skolemiljo_cli.services.changes.people import People, kept_from
from skolemiljo_cli.services.changes.plain import plain, plain_values, said_by_name
from skolemiljo_cli.store.yaml.writer import Append, Put

if TYPE_CHECKING:
    from skolemiljo_cli.store.yaml.values import WriteValue
    from skolemiljo_cli.store.yaml.writer import Change

PLACE = "aktivitetsplan"


@dataclass(frozen=True, slots=True)
class Planlagt:
    """What was said of the plan; None where nothing was said."""

    problem: str | None = None
    mal: str | None = None
    elevens_syn: str | None = None
    foresattes_syn: str | None = None
    kommunikasjon: str | None = None
    vurdering: str | None = None
    elevens_beste: str | None = None
    senskade: str | None = None
    ikke_til: tuple[str, ...] = ()
    av: str | None = None
    dato: date | None = None
    endring: str | None = None


@dataclass(frozen=True, slots=True)
class NyttTiltak:
    """What was said of a measure; for a change, what is not said is as in the old one."""

    tiltak: str | None = None
    rettet_mot: tuple[str, ...] = ()
    fra: date | None = None
    til: date | None = None
    hyppighet: str | None = None
    gjennomfores_av: tuple[str, ...] = ()
    evalueres: date | None = None
    bygger_pa: tuple[str, ...] = ()
    begrunnelse: str | None = None
    felles: Mapping[str, str] | None = None
    vedtak: str | None = None
    vedtak_dato: date | None = None
    vedtak_av: str | None = None
    ikke_til: tuple[str, ...] = ()
    av: str | None = None
    endring: str | None = None


_TEXTS = tuple(field.value for field in Planfelt)


def plan(said: Planlagt, before: Before) -> Work:
    """Return what is to be written of the plan; a text that was there is kept in the revision.

    Raises:
        UsageFault: there is no plan to keep from anybody.
    """
    people = People(before.sak, before.oppsett)
    there = before.sak.aktivitetsplan
    day = said.dato or before.today
    by = people.one("--av", said.av)
    new = {name: text for name in _TEXTS if (text := getattr(said, name))}
    if there is None and said.ikke_til and not new:
        raise UsageFault("Saken har ingen plan ennå.", "Skriv den først, for eksempel --problem.")
    withheld = [*kept_from(before, people, (PLACE,), "--ikke-til", said.ikke_til)]
    if there is None and new:
        made = [*_put_all({"opprettet": day, "av": by, **new}), *withheld]
        return Work((*made, *_revision(before, by, day, said.endring), *people.changes))
    old = {name: text for name in new if (text := getattr(there, name)) is not None}
    changed = {name: text for name, text in old.items() if text.strip() != new[name].strip()}
    writes = {name: text for name, text in new.items() if name not in old or name in changed}
    if not writes:
        return Work((*people.changes, *withheld) if withheld else ())
    other = _another(before, by)
    revision = _revision(before, by, day, said.endring, earlier=changed, other=other)
    if by and not revision and before.at(PLACE, "av") is None:
        writes["av"] = by
    if said.dato and not revision and before.at(PLACE, "opprettet") is None:
        writes["opprettet"] = said.dato
    return Work((*_put_all(writes), *withheld, *revision, *people.changes))


def _another(before: Before, by: str | None) -> bool:
    """Tell whether somebody writes whom the version in force does not name."""
    there = before.sak.aktivitetsplan
    if there is None or by is None:
        return False
    if there.revidert:
        return sorted(there.revidert, key=lambda change: change.dato)[-1].av != by
    return before.at(PLACE, "av") not in (None, by)


def _put_all(values: Mapping[str, object]) -> list[Change]:
    return [Put((PLACE, name), value) for name, value in plain_values(values).items()]


def add_measure(said: NyttTiltak, before: Before, replaces: str | None = None) -> Work:
    """Return a new measure to be written; with `replaces` it is a new edition of that one.

    Raises:
        UsageFault: it does not say what is to be done.
        NotFound: the findings it builds on are not in the log.
    """
    people = People(before.sak, before.oppsett)
    _refuse_two_texts(said)
    if not said.tiltak and not said.felles and not replaces:
        raise UsageFault("Tiltaket sier ikke hva skolen skal gjøre.", 'Skriv det med --tiltak "…".')
    for entry_id in said.bygger_pa:
        known("--bygger-pa", entry_id, [entry.id for entry in before.sak.logg], "noen innføring")
    new = ids.mint_entry_id(ids.MEASURE, taken(before.values))
    values = {"id": new, **_measure(said, before, people, replaces)}
    there = before.sak.aktivitetsplan
    by = people.one("--av", said.av)
    first: list[Change] = []
    if there is None:
        first = _put_all({"opprettet": before.today, "av": by})
    append = Append((PLACE, "tiltak"), plain_values(values))
    revision = _revision(before, by, before.today, said.endring, measures=(new,))
    return Work((*first, append, *revision, *people.changes), new)


def change_measure(tiltak_id: str, said: NyttTiltak, before: Before) -> Work:
    """Return the new edition of a measure in force; the old one stays as it was.

    Raises:
        NotFound: there is no such measure.
        UsageFault: it has ended or been replaced, or nothing new was said.
    """
    there = before.sak.aktivitetsplan
    known(
        "--id", tiltak_id, [tiltak.id for tiltak in (there.tiltak if there else ())], "noe tiltak"
    )
    current = [tiltak.id for tiltak in in_force(before.sak)]
    if tiltak_id not in current:
        raise UsageFault(
            f"Tiltaket {tiltak_id} er ikke lenger i kraft.",
            f"I kraft: {', '.join(current) or 'ingen'}",
        )
    if there and any(tiltak.felles for tiltak in there.tiltak if tiltak.id == tiltak_id):
        raise UsageFault(
            "Tiltaket er felles, og står i en annen sak.",
            "Endre det der, eller legg inn et eget her: skolemiljo measure add SAK",
        )
    quiet = {"av", "endring"}
    if not any(getattr(said, field.name) for field in fields(said) if field.name not in quiet):
        raise UsageFault("Det er ikke sagt hva som skal endres.", "Se valgene med --help.")
    return add_measure(said, before, replaces=tiltak_id)


def _refuse_two_texts(said: NyttTiltak) -> None:
    own = (said.tiltak, said.rettet_mot, said.fra, said.til, said.hyppighet)
    if said.felles and any(own):
        raise UsageFault(
            "Et felles tiltak har teksten, målgruppen og tiden sin i den andre saken.",
            "Her sies bare hvem som gjennomfører det, når det evalueres, og hvorfor.",
        )


def _measure(
    said: NyttTiltak, before: Before, people: People, replaces: str | None
) -> dict[str, object]:
    there = before.sak.aktivitetsplan
    old = next(
        (tiltak for tiltak in (there.tiltak if there else ()) if tiltak.id == replaces), None
    )
    executors = people.several("--gjennomfores-av", said.gjennomfores_av)
    apart = ("vedtak", "vedtak_dato", "vedtak_av", "av", "endring")
    own = {name: value for name, value in said_by_name(said).items() if name not in apart}
    first_day = said.fra
    if old and not first_day:  # it runs from today, or from the day it was to begin
        first_day = max(before.today, old.fra or before.today)
    withheld = people.several("--ikke-til", said.ikke_til)
    values: dict[str, object] = {
        **own, "fra": first_day, "gjennomfores_av": executors, "ikke_til": withheld,
    }  # fmt: skip
    if old is not None:
        values = {name: value or getattr(old, name) for name, value in values.items()}
    values["opprettet"] = before.today
    values["av"] = people.one("--av", said.av)
    values["erstatter"] = replaces
    decision = {
        "referanse": said.vedtak,
        "dato": said.vedtak_dato,
        "av": people.one("--vedtak-av", said.vedtak_av),
    }
    earlier = old.enkeltvedtak if old else None
    another = said.vedtak and earlier and earlier.referanse not in (None, said.vedtak)
    written = plain(earlier) if earlier and not another else {}
    values["enkeltvedtak"] = {**written, **plain_values(decision)}
    return {**values, **(old.model_extra or {})} if old else values


def _revision(
    before: Before,
    by: str | None,
    day: date,
    why: str | None,
    *,
    measures: tuple[str, ...] = (),
    earlier: Mapping[str, str] | None = None,
    other: bool = False,
) -> list[Change]:
    """Return the entry of a new version: when a text was replaced, or the plan is of another day.

    While a plan is being written, on one day and by one hand, it is one version.
    """
    there = before.sak.aktivitetsplan
    same_day = there is None or (plan_day(before.sak) or day) == day
    if same_day and not earlier and not why and not other:
        return []
    values: dict[str, object] = {
        "id": ids.mint_entry_id(ids.REVISION, taken(before.values)),
        "dato": day,
        "av": by,
        "endring": why,
        "tiltak": measures,
        "tidligere": earlier,
    }
    entry: dict[str, WriteValue] = plain_values(values)
    return [Append((PLACE, "revidert"), entry)]
