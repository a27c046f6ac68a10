"""Rules on keys and ids: what is pointed to is there, and is one thing only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from skolemiljo_cli.checks.leaves import Use
from skolemiljo_cli.checks.subject import Hit
from skolemiljo_cli.model.ids import references
from skolemiljo_cli.model.vocab import Rolle

if TYPE_CHECKING:
    from skolemiljo_cli.checks.leaves import Leaf
    from skolemiljo_cli.checks.subject import Subject
    from skolemiljo_cli.model.sak.people import Part

_PUPILS = (Rolle.ELEV, Rolle.MEDELEV)


def parties_not_there(subject: Subject) -> Iterator[Hit]:
    """Party keys, alone or as `{e9}` in running text, that `parter` does not have."""
    known = _party_keys(subject)
    for leaf in subject.leaves:
        for key in _parties_in(leaf):
            if key not in known:
                shown = key if leaf.use is Use.PARTY else f"{{{key}}}"
                remedy = f"Legg {key} til under «parter», eller rett nøkkelen."
                yield Hit(leaf.place, f"{shown} er ikke en part i saken. {remedy}")


def _parties_in(leaf: Leaf) -> Iterable[str]:
    if not isinstance(leaf.value, str):
        return ()
    if leaf.use is Use.PARTY:
        return (leaf.value,)
    return dict.fromkeys(references(leaf.value))


def _party_keys(subject: Subject) -> set[str]:
    """Return the parties, with those that the gate left out for another fault."""
    written = subject.at("parter")
    return {*subject.sak.parter, *(written if isinstance(written, Mapping) else ())}


def guardians_of_nobody(subject: Subject) -> Iterator[Hit]:
    """Guardians who do not say which pupil they are the guardian of."""
    for key, part in subject.sak.parter.items():
        if part.rolle is Rolle.FORESATT and not subject.is_faulty("parter", key, "til"):
            yield from _of_nobody(subject, key, part)


def _of_nobody(subject: Subject, key: str, part: Part) -> Iterator[Hit]:
    place = ("parter", key, "til")
    if part.til is None:
        yield Hit(place, f"{key} er foresatt, men det står ikke til hvem. Skriv til: e1.")
        return
    pupil = subject.sak.parter.get(part.til)
    if pupil and pupil.rolle not in _PUPILS:
        remedy = f"Skriv nøkkelen til eleven {key} er foresatt til."
        yield Hit(place, f"{part.til} er ikke elev eller medelev. {remedy}")


def no_pupil(subject: Subject) -> Iterator[Hit]:
    """A case without the pupil it is about."""
    roles = [part.rolle for part in subject.sak.parter.values()]
    if Rolle.ELEV not in roles and not subject.is_faulty("parter"):
        remedy = "Legg til eleven saken gjelder, for eksempel e1: {rolle: elev}."
        yield Hit(("parter",), f"Ingen av partene har rollen elev. {remedy}")


def entries_not_there(subject: Subject) -> Iterator[Hit]:
    """Ids pointed to (`bygger_pa`, `retter`, `tiltak`) that no entry has."""
    found = subject.leaves
    known = {leaf.value for leaf in found if leaf.use is Use.ID} | set(_ids(subject.values))
    for leaf in found:
        if leaf.use is Use.ENTRY and leaf.value not in known:
            remedy = "Rett id-en, eller ta den bort."
            yield Hit(leaf.place, f"Ingen innføring i saken har id-en {leaf.value}. {remedy}")


def _ids(written: object) -> Iterator[str]:
    """Yield every `id` in the file, also of entries that the gate left out."""
    if isinstance(written, Mapping):
        own = written.get("id")
        if isinstance(own, str):
            yield own
        for value in written.values():
            yield from _ids(value)
    elif isinstance(written, list):
        for value in written:
            yield from _ids(value)


def ids_used_twice(subject: Subject) -> Iterator[Hit]:
    """Entries with an id that an entry before them has."""
    seen: set[object] = set()
    for leaf in subject.leaves:
        if leaf.use is Use.ID and leaf.value in seen:
            remedy = "Gi denne innføringen en ny id, og se etter om noe viser til den."
            yield Hit(leaf.place, f"Id-en {leaf.value} er brukt før i saken. {remedy}")
        elif leaf.use is Use.ID:
            seen.add(leaf.value)
