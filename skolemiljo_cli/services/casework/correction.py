"""What a correction keeps of the entry it corrects: all that it does not itself say anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from skolemiljo_cli.errors import UsageFault
from skolemiljo_cli.services.casework.entry_said import Enighet
from skolemiljo_cli.services.changes.entry_ids import known
from skolemiljo_cli.services.changes.plain import plain

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.case import Logginnforing, Sak
    from skolemiljo_cli.services.casework.entry_said import Innforing

BESIDE = ("vedlegg", "vedlegg_beskrivelse", "part", "uten")
"""What is said together with an entry, and stands elsewhere in the case or nowhere."""
_ALWAYS = frozenset({"tid", "type", "ikke_til", "retter", *BESIDE})
"""What a correction always has; from whom an entry is kept, its correction is kept too."""
_OF_OLD_TEXT = ("godkjent", "lest_for_eleven")
"""What was done with the old text, and may not be true of a new one."""


def corrected(sak: Sak, entry_id: str | None) -> Logginnforing | None:
    """Return the entry of the log that is corrected, if any is."""
    return next((entry for entry in sak.logg if entry.id == entry_id), None)


def said_again(sak: Sak, given: Innforing, *, anew: bool = False) -> Innforing:
    """Return all that a correction says: what was given, and the rest of the entry it corrects.

    With `anew` it may say nothing new: its texts are worked on afterwards.

    Raises:
        NotFound: there is no such entry.
        UsageFault: see `carried_over`.
    """
    known("--corrects", str(given.retter), [entry.id for entry in sak.logg], "noen innføring")
    old = corrected(sak, given.retter)
    assert old is not None  # noqa: S101 - it is known
    return carried_over(given, old, anew=anew)


def carried_over(given: Innforing, old: Logginnforing, *, anew: bool = False) -> Innforing:
    """Return what was given with what the old entry says for all that was not.

    Raises:
        UsageFault: nothing was given, or what shall be left out is no field of an entry.
    """
    said = {name: value for name, value in _values(given).items() if name != "retter"}
    new = {name: value for name, value in said.items() if value not in (None, ())}
    if not new and not anew:
        raise UsageFault(
            "Rettelsen sier ikke hva som er nytt.", 'Skriv for eksempel --tekst "…" eller --med e1.'
        )
    left_out = {_left_out(name, said) for name in given.uten}
    kept = {name: _as_said(old, name) for name in said if name not in {*BESIDE, *new, *left_out}}
    if "synspunkter" in new and "synspunkter" not in left_out:
        views = {**old.synspunkter, **dict(new["synspunkter"])}
        kept["synspunkter"] = tuple(views.items())  # one view given anew leaves the others
    return replace(given, **kept)


def told(old: Logginnforing, entry: Mapping[str, object]) -> Iterator[str]:
    """Yield what a correction changes, what it leaves out, and what is as before; no texts."""
    before = {name: plain(getattr(old, name)) for name in old.model_fields_set}
    names = [name for name in type(old).model_fields if name not in ("id", "retter")]
    now = {name: _bare(entry.get(name)) for name in names}
    then = {name: _bare(before.get(name)) for name in names}
    new = [name for name in names if now[name] and now[name] != then[name]]
    gone = [name for name in names if then[name] and not now[name]]
    same = [name for name in names if now[name] and now[name] == then[name]]
    yield f"Rettelsen av {old.id} endrer: {', '.join(new) or 'ingenting'}."
    if gone:
        yield f"Ikke med lenger: {', '.join(gone)}."
    if same:
        yield f"Som før: {', '.join(same)}."
    stale = [name for name in _OF_OLD_TEXT if name in same]
    if stale and {"tekst", "elevens_ord", "oppsummering"} & {*new}:
        yield (
            f"Merk: {' og '.join(stale)} gjaldt den gamle teksten. Gjelder det ikke den nye, rett "
            f"én gang til med --uten {','.join(stale)}"
        )


def _values(said: Innforing) -> dict[str, Any]:
    return {field.name: getattr(said, field.name) for field in fields(said)}


def _as_said(old: Logginnforing, name: str) -> Any:  # noqa: ANN401 - what any field holds
    """Return what the entry says of a field, as a command would have it said."""
    value = getattr(old, name)
    if name == "synspunkter":
        return tuple(value.items())
    if name == "avtaler":
        return tuple(Enighet(one.hva, ",".join(one.hvem) or None, one.frist) for one in value)
    return getattr(value, "value", value)


def _left_out(typed: str, said: Mapping[str, object]) -> str:
    name = typed.strip().lower().replace("-", "_")
    if name not in said or name in _ALWAYS:
        fit = ", ".join(name for name in said if name not in _ALWAYS)
        raise UsageFault("--uten: det er ikke noe en rettelse kan være uten.", f"Velg blant: {fit}")
    return name


def _bare(value: object) -> object:
    """Return a value as two entries can be compared by it: agreements without their ids."""
    if isinstance(value, list):
        return [_bare(part) for part in value]
    if isinstance(value, Mapping):
        return {str(key): _bare(part) for key, part in value.items() if key != "id"}
    return "" if value is None else str(value)
