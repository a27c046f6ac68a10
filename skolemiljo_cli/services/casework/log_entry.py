"""Add an entry to the log: what happened, with whom, about whom, what was agreed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import UsageFault
from skolemiljo_cli.model import ids
from skolemiljo_cli.model.derived.heard import PUPILS, corrections
from skolemiljo_cli.model.vocab import Loggtype, Rolle
from skolemiljo_cli.services.casework import correction
from skolemiljo_cli.services.casework.entry_said import Enighet, Fil, Innforing
from skolemiljo_cli.services.changes.change import Before, Work, refuse_strays
from skolemiljo_cli.services.changes.entry_ids import known, taken
from skolemiljo_cli.services.changes.people import People
from skolemiljo_cli.services.changes.plain import plain_values, said_by_name
from skolemiljo_cli.store import files
from skolemiljo_cli.store.yaml.writer import Append

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.case import Logginnforing
    from skolemiljo_cli.store.yaml.values import WriteValue
    from skolemiljo_cli.store.yaml.writer import Change

_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}")


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
    refuse_strays(said, {"vedlegg": ("vedlegg_beskrivelse",), "retter": ("uten",)})
    _refuse_unknown(said, before)
    given, old = said, correction.corrected(before.sak, said.retter)
    if old:
        said = correction.carried_over(given, old)
    if not (said.tekst or said.elevens_ord or said.synspunkter or said.avtaler or said.tiltak):
        raise UsageFault("Innføringen sier ikke hva som har skjedd.", 'Skriv det med --tekst "…".')
    people = People(before.sak, before.oppsett)
    for rolle, navn in said.part:
        people.add(rolle, navn)
    entry_id = ids.mint_entry_id(ids.LOG, taken(before.values))
    entry = _entry(said, given, before, people, entry_id)
    files_of = {
        f"vedlegg/{entry_id[2:]}-{number}{file.endelse}": file.data
        for number, file in enumerate(said.vedlegg, 1)
    }
    changes: list[Change] = [Append(("logg",), entry)]
    changes += _attached(said, files_of, entry, before.today)
    notes = tuple(correction.told(old, entry)) if old else ()
    return Work((*people.changes, *changes), entry_id, files_of, notes)


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


def _entry(
    said: Innforing, given: Innforing, before: Before, people: People, entry_id: str
) -> dict[str, WriteValue]:
    old = correction.corrected(before.sak, said.retter)
    med = people.several("--med", said.med)
    values = {
        "id": entry_id,
        **said_by_name(said),
        "avtaler": _agreements(said.avtaler, before, people),
        "tid": said.tid or before.today,
        "type": given.type or _kind(given, old),
        "av": people.one("--av", said.av),
        "med": med,
        "fravaerende": people.several("--fravaerende", said.fravaerende),
        "om": people.several("--om", given.om) or _about(given, people, before, old),
        "ikke_til": people.several("--ikke-til", said.ikke_til),
        "synspunkter": {
            str(people.one("--synspunkt", who)): text for who, text in said.synspunkter
        },
        "orienteres": people.several("--orienteres", said.orienteres),
    }
    unknown = old.model_extra or {} if old else {}
    written = {key: value for key, value in values.items() if key not in correction.BESIDE}
    return plain_values({**written, **unknown})


def _kind(said: Innforing, old: Logginnforing | None) -> str:
    """Return what kind of entry it is when nobody has said it."""
    if said.tiltak:  # only such an entry counts as proof that a measure was carried out
        return Loggtype.GJENNOMFORING.value
    return (old.type if old else Loggtype.NOTAT).value


def _about(
    said: Innforing, people: People, before: Before, old: Logginnforing | None
) -> tuple[str, ...]:
    """Return whom the text is about when nobody has said it: the pupils in it or with it.

    It decides who may see the text. What corrects another entry is about the same as that one, and
    about the pupils that it brings in; of the rest a text without any pupil is about the pupil of
    the case.
    """
    med = people.several("--med", said.med)
    texts = (said.tekst, said.elevens_ord, said.onsker, *(text for _, text in said.synspunkter))
    mentioned = [key for text in texts if text for key in ids.references(text)]
    pupils = [key for key in (*med, *mentioned) if people.role(key) in PUPILS]
    own = [key for key, part in before.sak.parter.items() if part.rolle is Rolle.ELEV]
    return tuple(dict.fromkeys((*old.om, *pupils) if old else pupils or own))


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
