"""The parties of a case: a new one, what is new about one, two that are one, one who has left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from skolemiljo_cli.checks.file_position import below
from skolemiljo_cli.errors import UsageFault
from skolemiljo_cli.model.derived.likeness import unlike
from skolemiljo_cli.model.derived.open_duties import open_duties
from skolemiljo_cli.model.sak.people import FIXED
from skolemiljo_cli.model.vocab import HIDDEN, PUPILS, Rolle, Skjerming, label
from skolemiljo_cli.services.changes.change import Before, Work
from skolemiljo_cli.services.changes.people import People, party_key
from skolemiljo_cli.services.changes.plain import plain, plain_values
from skolemiljo_cli.services.changes.rekey import rewritten_references
from skolemiljo_cli.store.yaml.writer import Append, Put, Remove, apply

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.people import Part
    from skolemiljo_cli.store.yaml.values import Value
    from skolemiljo_cli.store.yaml.writer import Change

_UNKNOWN = "en nøkkel programmet ikke kjenner"


@dataclass(frozen=True, slots=True)
class Partsendring:
    """What was said of a party; None where nothing was said. `til` are words for pupils."""

    nokkel: str | None = None
    rolle: Rolle | None = None
    navn: str | None = None
    trinn: str | None = None
    klasse: str | None = None
    til: tuple[str, ...] = ()
    alias: tuple[str, ...] = ()
    kontakt: str | None = None
    skjerming: Skjerming | None = None
    foreldreansvar: bool | None = None
    fra: date | None = None
    rettelse: bool | None = None
    dato: date | None = None


def add(said: Partsendring, before: Before) -> Work:
    """Return a new party to be written.

    Raises:
        UsageFault: it has no role.
    """
    if said.rolle is None:
        roles = ", ".join(rolle.value for rolle in Rolle)
        raise UsageFault("Parten har ingen rolle.", f"Skriv den med --rolle: {roles}")
    people = People(before.sak, before.oppsett)
    til = people.several("--til", said.til)
    key = people.add(said.rolle, said.navn, til=til[0] if len(til) == 1 else None, is_set=bool(til))
    more = {
        "trinn": said.trinn,
        "klasse": said.klasse,
        "alias": said.alias,
        "til": til if len(til) > 1 else None,
        "foreldreansvar": said.foreldreansvar,
        "kontakt": said.kontakt,
        "skjerming": said.skjerming,
        "fra": said.fra,
    }
    people.describe(key, plain_values(more))
    return Work(people.changes, key)


def change(said: Partsendring, before: Before) -> Work:
    """Return what is new about a party; a former name, role, year and class are kept.

    Raises:
        UsageFault: there is no such party, or the day does not fit what is written.
    """
    key = party_key(before.sak, said.nokkel)
    part, place = before.sak.parter[key], ("parter", key)
    people = People(before.sak, before.oppsett)
    changes = [
        *_name(part, place, said),
        *_state(part, place, said, before.today),
        *(Append((*place, "alias"), name) for name in said.alias if name not in part.alias),
    ]
    til = people.several("--til", said.til)
    if til and til != part.til:
        changes.append(Put((*place, "til"), til[0] if len(til) == 1 else til))
    hides = said.skjerming in HIDDEN
    if hides and part.kontakt:
        changes.append(Remove((*place, "kontakt")))
    facts = {
        "kontakt": said.kontakt,
        "skjerming": said.skjerming,
        "foreldreansvar": said.foreldreansvar,
    }
    changes += [
        Put((*place, name), value)
        for name, value in plain_values(facts).items()
        if getattr(part, name) != getattr(said, name)
    ]
    there, now = (_plain(values, key) for values in (before.values, apply(before.values, changes)))
    if unlike(there, now):  # a merge must know that it is said of the same person
        changes.append(Put((*place, "rettet"), before.today))
    note = "Kontaktopplysningene er tatt bort: de kan røpe hvor parten bor."
    return Work((*changes, *people.changes), notes=(note,) if hides and part.kontakt else ())


def _plain(values: Mapping[str, Value], key: str) -> Mapping[str, Value]:
    """Return a party as the file has it."""
    party = below(below(values, "parter"), key)
    return party if isinstance(party, dict) else {}


def _name(part: Part, place: tuple[str, ...], said: Partsendring) -> Iterator[Change]:
    if not said.navn or said.navn == part.navn:
        return
    if part.navn and part.navn not in part.tidligere_navn:
        yield Append((*place, "tidligere_navn"), part.navn)
    yield Put((*place, "navn"), said.navn)


def _state(part: Part, place: tuple[str, ...], said: Partsendring, today: date) -> Iterator[Change]:
    """Yield the new role, year and class; what they were stays, with its last day."""
    new = {
        name: value
        for name in ("rolle", "trinn", "klasse")
        if (value := getattr(said, name)) is not None and value != getattr(part, name)
    }
    was = {name: getattr(part, name) for name in new if getattr(part, name) is not None}
    since = said.fra or (today if was and not said.rettelse else None)
    if since and since > today:
        raise UsageFault("--fra er en dag som ikke er kommet.", "Skriv det når dagen er kommet.")
    if was and not said.rettelse and since:
        if part.fra and since <= part.fra:
            raise UsageFault(
                f"Det som står om {place[-1]} nå, gjelder fra {part.fra.isoformat()}.",
                "Skriv en senere dag med --fra. Er det som står feil, så bruk --rettelse.",
            )
        row = {
            "til": since - timedelta(days=1),
            "rolle": part.rolle if "rolle" in new else None,
            "trinn": part.trinn,
            "klasse": part.klasse,
        }
        yield Append((*place, "tidligere"), plain_values(row))
    for name, value in plain_values(new).items():
        yield Put((*place, name), value)
    if since and since != part.fra:
        yield Put((*place, "fra"), since)


def leave(said: Partsendring, before: Before) -> Work:
    """Return that a party is no longer at the school from a day, and what is still on it.

    Raises:
        UsageFault: there is no such party.
    """
    key = party_key(before.sak, said.nokkel)
    since = said.dato or before.today
    notes = tuple(
        f"{key} har ennå {duty.hva}. Skriv hvem som overtar: skolemiljo "
        + duty.kommando.replace("SAK", before.sak.id[-4:])
        for duty in open_duties(before.sak)
        if duty.part == key and since > before.today  # later `check` says so by itself
    )
    return Work((Put(("parter", key, "sluttet"), since),), notes=notes)


def unite(kept: str | None, other: str | None, before: Before) -> Work:
    """Return what makes two parties one: `kept` stays, and all that was about `other` is about it.

    Names and former keys are kept; of facts that differ, those of `kept` stand.

    Raises:
        UsageFault: there are no two such parties, or they cannot be the same person.
    """
    keep, gone = party_key(before.sak, kept), party_key(before.sak, other)
    if keep == gone:
        raise UsageFault("Det er den samme nøkkelen to ganger.", "Skriv: party unite SAK e1 e3")
    one, two = before.sak.parter[keep], before.sak.parter[gone]
    _refuse_unlike(keep, one, gone, two)
    place = ("parter", keep)
    references = rewritten_references(before.values, gone, keep)
    facts, left = _facts_of_both(place, one, two, keep, gone)
    told = [f"{gone} er nå {keep}. Alt som var om {gone}, er om {keep}."]
    if left:
        told.append(f"{gone} hadde annet under {', '.join(left)}. Det som står på {keep}, gjelder.")
    return Work((*references, *facts, Remove(("parter", gone))), notes=tuple(told))


def _refuse_unlike(keep: str, one: Part, gone: str, two: Part) -> None:
    """Refuse to unite those whose roles give them different rights in the case."""
    if one.rolle is two.rolle or not {one.rolle, two.rolle} & FIXED:
        return
    if one.rolle is Rolle.ELEV and two.rolle is Rolle.MEDELEV:
        return
    swapped = {one.rolle, two.rolle} == PUPILS
    raise UsageFault(
        f"{keep} er {label(one.rolle.value)} og {gone} er {label(two.rolle.value)}.",
        f"Behold eleven saken gjelder: skolemiljo party unite SAK {gone} {keep}"
        if swapped
        else "Er rollen feil, så rett den først: skolemiljo party change SAK NØKKEL --rolle … "
        "--rettelse",
    )


def _facts_of_both(
    place: tuple[str, ...], one: Part, two: Part, keep: str, gone: str
) -> tuple[list[Change], list[str]]:
    """Return what the party that stays gets from the other, and which facts differ."""
    changes: list[Change] = []
    called = {*one.alle_navn}
    if one.navn is None and two.navn:
        changes.append(Put((*place, "navn"), two.navn))
        called.add(two.navn)
    for name in dict.fromkeys(two.alle_navn):
        if name not in called:
            kind = "alias" if name == two.navn or name in two.alias else "tidligere_navn"
            changes.append(Append((*place, kind), name))
            called.add(name)
    former = (gone, *two.tidligere_nokler)
    changes += [Append((*place, "tidligere_nokler"), key) for key in former]
    til = tuple(dict.fromkeys(keep if k == gone else k for k in (*one.til, *two.til)))
    if til and til != one.til:
        changes.append(Put((*place, "til"), til[0] if len(til) == 1 else til))
    differ: list[str] = []
    hidden = two.skjerming in HIDDEN
    stricter = hidden and one.skjerming is not Skjerming.STRENGT_FORTROLIG
    for name in ("trinn", "klasse", "foreldreansvar", "kontakt", "skjerming", "fra", "sluttet"):
        mine, other = getattr(one, name), getattr(two, name)
        if other is None or other == mine or (name == "kontakt" and one.skjerming in HIDDEN):
            continue
        if mine is None or (name == "skjerming" and stricter):
            changes.append(Put((*place, name), plain_values({name: other})[name]))
        else:
            differ.append(name)
    if hidden and one.kontakt:
        changes.append(Remove((*place, "kontakt")))
    for name, value in (two.model_extra or {}).items():  # keys of the school's own
        if name not in (one.model_extra or {}):
            changes.append(Put((*place, name), plain(value)))
        elif (one.model_extra or {})[name] != value and _UNKNOWN not in differ:
            differ.append(_UNKNOWN)
    rows = (plain_values(row.model_dump(exclude_unset=True)) for row in two.tidligere)
    return [*changes, *(Append((*place, "tidligere"), row) for row in rows)], differ
