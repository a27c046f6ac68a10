"""Add an entry to the log: what happened, with whom, about whom, what was agreed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from skolemiljo_cli.errors import UsageFault
from skolemiljo_cli.model import ids
from skolemiljo_cli.model.derived.heard import PUPILS, corrections
from skolemiljo_cli.model.vocab import Loggtype, Rolle
from skolemiljo_cli.services.changes.change import Before, Work, refuse_strays
from skolemiljo_cli.services.changes.entry_ids import known, taken
from skolemiljo_cli.services.changes.people import People
from skolemiljo_cli.services.changes.plain import plain_values, said_by_name
from skolemiljo_cli.store import files
from skolemiljo_cli.store.yaml.writer import Append

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.case import Logginnforing, Sak
    from skolemiljo_cli.store.yaml.values import WriteValue
    from skolemiljo_cli.store.yaml.writer import Change

Moment = date | datetime
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class Fil:
    """A file to be laid beside the case: its ending and its bytes; its own name may be a name."""

    endelse: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Enighet:
    """An agreement as it was said: what, who (words), and by when."""

    hva: str
    hvem: str | None = None
    frist: date | None = None


@dataclass(frozen=True, slots=True)
class Innforing:
    """What was said of the entry; people are words (keys or roles), ids are ids."""

    tid: Moment | None = None
    type: str | None = None
    delplikt: str | None = None
    av: str | None = None
    kanal: str | None = None
    sted: str | None = None
    med: tuple[str, ...] = ()
    fravaerende: tuple[str, ...] = ()
    om: tuple[str, ...] = ()
    ikke_til: tuple[str, ...] = ()
    tiltak: tuple[str, ...] = ()
    formal: str | None = None
    tekst: str | None = None
    elevens_ord: str | None = None
    onsker: str | None = None
    kan_deles: str | None = None
    trygg_voksen: bool | None = None
    rammer_forklart: bool | None = None
    lest_for_eleven: bool | None = None
    synspunkter: tuple[tuple[str, str], ...] = ()
    oppsummering: str | None = None
    avtaler: tuple[Enighet, ...] = ()
    oppfyller: tuple[str, ...] = ()
    orienteres: tuple[str, ...] = ()
    neste_mote: date | None = None
    godkjent: date | None = None
    retter: str | None = None
    vedlegg: tuple[Fil, ...] = ()
    vedlegg_beskrivelse: str | None = None
    part: tuple[tuple[Rolle, str | None], ...] = ()


_TEXTS = (
    "sted", "formal", "tekst", "elevens_ord", "onsker", "kan_deles", "oppsummering",
    "vedlegg_beskrivelse",
)  # fmt: skip


def texts_of(said: Innforing) -> list[str]:
    """Return the texts that were said, in order."""
    found: list[str] = []

    def keep(text: str) -> str:
        found.append(text)
        return text

    with_texts(said, keep)
    return found


def with_texts(said: Innforing, new: Callable[[str], str]) -> Innforing:
    """Return what was said with each text as `new` has it."""
    texts: dict[str, Any] = {name: new(text) for name in _TEXTS if (text := getattr(said, name))}
    views = tuple((who, new(text)) for who, text in said.synspunkter)
    agreed = tuple(replace(avtale, hva=new(avtale.hva)) for avtale in said.avtaler)
    return replace(said, **texts, synspunkter=views, avtaler=agreed)


def said_again(sak: Sak, entry_id: str) -> Innforing:
    """Return what an entry of the log says, to be said anew in one that corrects it.

    Raises:
        NotFound: there is no such entry.
        UsageFault: something later points to what was agreed in it.
    """
    known("--corrects", entry_id, [innforing.id for innforing in sak.logg], "noen innføring")
    entry = next(innforing for innforing in sak.logg if innforing.id == entry_id)
    agreed = {avtale.id for avtale in entry.avtaler}
    if any(agreed & {*innforing.oppfyller} for innforing in sak.logg):
        raise UsageFault(
            "En senere innføring viser til en avtale i denne.",
            "Skriv rettelsen selv: skolemiljo log SAK --corrects h-… --tekst …",
        )
    values: dict[str, Any] = {
        **{
            field.name: getattr(entry, field.name, None)
            for field in fields(Innforing)
            if field.name not in _BESIDE
        },
        "type": entry.type.value,
        "delplikt": entry.delplikt and entry.delplikt.value,
        "kanal": entry.kanal and entry.kanal.value,
        "synspunkter": tuple(entry.synspunkter.items()),
        "avtaler": tuple(
            Enighet(avtale.hva, ",".join(avtale.hvem) or None, avtale.frist)
            for avtale in entry.avtaler
        ),
        "retter": entry_id,
    }
    return Innforing(**values)


def attachment(path_ending: str, data: bytes) -> Fil:
    """Return a file to attach; an ending that could hide something is left out."""
    ending = path_ending.lower() if _ENDING.fullmatch(path_ending) else ""
    return Fil(ending, data)


def log(said: Innforing, before: Before) -> Work:
    """Return the entry to be written.

    Raises:
        UsageFault: nothing happened in it, or a person is not known.
        NotFound: an id it points to is not in the case.
    """
    if not (said.tekst or said.elevens_ord or said.synspunkter or said.avtaler or said.tiltak):
        raise UsageFault("Innføringen sier ikke hva som har skjedd.", 'Skriv det med --tekst "…".')
    refuse_strays(said, {"vedlegg": ("vedlegg_beskrivelse",)})
    _refuse_unknown(said, before)
    people = People(before.sak, before.oppsett)
    for rolle, navn in said.part:
        people.add(rolle, navn)
    entry_id = ids.mint_entry_id(ids.LOG, taken(before.values))
    entry = _entry(said, before, people, entry_id)
    files_of = {
        f"vedlegg/{entry_id[2:]}-{number}{file.endelse}": file.data
        for number, file in enumerate(said.vedlegg, 1)
    }
    changes: list[Change] = [Append(("logg",), entry)]
    changes += _attached(said, files_of, entry, before.today)
    return Work((*people.changes, *changes), entry_id, files_of)


def _refuse_unknown(said: Innforing, before: Before) -> None:
    sak = before.sak
    measures = [tiltak.id for tiltak in (sak.aktivitetsplan.tiltak if sak.aktivitetsplan else ())]
    agreements = [avtale.id for entry in sak.logg for avtale in entry.avtaler]
    for tiltak_id in said.tiltak:
        known("--tiltak", tiltak_id, measures, "noe tiltak")
    for avtale_id in said.oppfyller:
        known("--oppfyller", avtale_id, agreements, "noen avtale")
    if said.retter:
        known("--corrects", said.retter, [innforing.id for innforing in sak.logg], "noen innføring")
        newer = corrections(sak).get(said.retter)
        if newer:
            raise UsageFault(
                f"Innføringen {said.retter} er rettet før, av {newer}.",
                f"Rett den siste: --corrects {newer}",
            )


def _entry(said: Innforing, before: Before, people: People, entry_id: str) -> dict[str, WriteValue]:
    old = next((innforing for innforing in before.sak.logg if innforing.id == said.retter), None)
    med = people.several("--med", said.med)
    values = {
        "id": entry_id,
        **said_by_name(said),
        "avtaler": _agreements(said.avtaler, before, people),
        "tid": said.tid or before.today,
        "type": said.type or _kind(said, old),
        "delplikt": said.delplikt or (old.delplikt if old else None),
        "av": people.one("--av", said.av),
        "med": med,
        "fravaerende": people.several("--fravaerende", said.fravaerende),
        "om": people.several("--om", said.om) or _about(said, med, people, before, old),
        "ikke_til": people.several("--ikke-til", said.ikke_til),
        "synspunkter": {
            str(people.one("--synspunkt", who)): text for who, text in said.synspunkter
        },
        "orienteres": people.several("--orienteres", said.orienteres),
    }
    return plain_values({key: value for key, value in values.items() if key not in _BESIDE})


_BESIDE = ("vedlegg", "vedlegg_beskrivelse", "part")
"""What is said together with an entry, and stands elsewhere in the case."""


def _kind(said: Innforing, old: Logginnforing | None) -> str:
    """Return what kind of entry it is when nobody has said it."""
    if said.tiltak:  # only such an entry counts as proof that a measure was carried out
        return Loggtype.GJENNOMFORING.value
    return (old.type if old else Loggtype.NOTAT).value


def _about(
    said: Innforing, med: Iterable[str], people: People, before: Before, old: Logginnforing | None
) -> tuple[str, ...]:
    """Return whom the text is about when nobody has said it: the pupils in it or with it.

    It decides who may see the text. What corrects another entry is about the same as that one; of
    the rest a text without any pupil is about the pupil of the case.
    """
    texts = (said.tekst, said.elevens_ord, said.onsker, *(text for _, text in said.synspunkter))
    mentioned = [key for text in texts if text for key in ids.references(text)]
    pupils = [key for key in (*med, *mentioned) if people.role(key) in PUPILS]
    own = [key for key, part in before.sak.parter.items() if part.rolle is Rolle.ELEV]
    return tuple(dict.fromkeys((*(old.om if old else ()), *pupils) or own))


def _agreements(said: Iterable[Enighet], before: Before, people: People) -> list[WriteValue]:
    used = set(taken(before.values))
    made: list[WriteValue] = []
    for name in said:
        new = ids.mint_entry_id(ids.AGREEMENT, used)
        used.add(new)
        who = people.several("--avtale", [name.hvem]) if name.hvem else ()
        made.append(plain_values({"id": new, "hva": name.hva, "hvem": who, "frist": name.frist}))
    return made


def _attached(
    said: Innforing, files_of: Mapping[str, bytes], entry: Mapping[str, WriteValue], today: date
) -> Iterator[Change]:
    for path, data in files_of.items():
        what = {
            "fil": path,
            "sha256": files.sha256(data),
            "innforing": entry["id"],
            "dato": today,
            "om": entry.get("om"),
            "ikke_til": entry.get("ikke_til"),
            "beskrivelse": said.vedlegg_beskrivelse,
        }
        yield Append(("vedlegg",), plain_values(what))
