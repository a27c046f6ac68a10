"""Labels for those whose names a recipient may not see, numbered anew in each document."""

from collections.abc import Iterator
from typing import Any

from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.sak.people import Part
from skolemiljo_cli.model.vocab import Rolle, label
from skolemiljo_cli.sharing import ownership
from skolemiljo_cli.sharing.access_table import NAMES, Vises
from skolemiljo_cli.sharing.kinds import Hvem
from skolemiljo_cli.sharing.recipient import Mottaker, Mottakertype


def labelled(sak: Sak, mottaker: Mottaker, values: dict[str, Any]) -> dict[str, Any]:
    """Return the chosen values with the parties as the recipient may know them.

    Only parties that the selected content names are kept. A party with a label keeps no name,
    class, other names or contact.
    """
    content = {key: value for key, value in values.items() if key != "parter"}
    used = [key for key in _used(content) if key in sak.parter]
    named = dict.fromkeys((*_shown(sak, mottaker), *used))
    names = _labels(sak, mottaker, list(named))
    return {**content, "parter": {key: _party(sak, mottaker, key, names) for key in named}}


def _shown(sak: Sak, mottaker: Mottaker) -> Iterator[str]:
    """Yield the parties in every document for the recipient: its own, and for the owner all."""
    for key in sak.parter:
        if mottaker.type is Mottakertype.SKOLEEIER:
            yield key
            continue
        who = ownership.identity(sak, mottaker, key)
        if who in (Hvem.EGEN_ELEV, Hvem.EGNE_FORESATTE) or _has_name(mottaker, who):
            yield key


def _has_name(mottaker: Mottaker, who: Hvem) -> bool:
    return NAMES[mottaker.type][who].vises is Vises.VIST


def _used(value: object) -> Iterator[str]:
    """Yield what may be keys of parties: references in running text, and whole values."""
    if isinstance(value, str):
        yield from ownership.referred(value)
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _used(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _used(inner)


def _labels(sak: Sak, mottaker: Mottaker, keys: list[str]) -> dict[str, str]:
    """Return the label of each party without a name here, numbered in order of appearance."""
    found: dict[str, str] = {}
    pupils = 0
    for key in keys:
        who = ownership.identity(sak, mottaker, key)
        if who is Hvem.ANDRE_ELEVER and not _has_name(mottaker, who):
            pupils += 1
            found[key] = f"medelev {pupils}"
    for key in keys:
        who = ownership.identity(sak, mottaker, key)
        if key in found or _has_name(mottaker, who):
            continue
        part = sak.parter[key]
        if part.rolle is Rolle.FORESATT:
            of = [found[pupil] for pupil in part.til if pupil in found]
            found[key] = f"foresatt til {' og '.join(of) or 'en elev'}"
        else:
            found[key] = "den ansatte" if who is Hvem.OMTALT_ANSATT else label(part.rolle)
    return found


def _party(sak: Sak, mottaker: Mottaker, key: str, names: dict[str, str]) -> dict[str, Any]:
    part = sak.parter[key]
    if key in names:
        return {"rolle": _role(sak, mottaker, key), "navn": names[key], **_kept(part, mottaker)}
    values = part.model_dump(exclude_unset=True)
    if key != mottaker.nokkel and mottaker.type is not Mottakertype.STATSFORVALTER:
        values.pop("kontakt", None)
    for name in ("alias", *_PAST):
        values.pop(name, None)
    if mottaker.elev and values.get("til"):  # a guardian of two families is no news to either
        values["til"] = [pupil for pupil in part.til if pupil == mottaker.elev]
    return values


_PAST = ("tidligere_navn", "tidligere_nokler", "fra", "tidligere", "sluttet")
"""What a party was before: no document tells of that but in the words of its own day."""


def _role(sak: Sak, mottaker: Mottaker, key: str) -> Rolle:
    """Return the role of a party with a label; to a family all other pupils are `medelev`."""
    other = ownership.identity(sak, mottaker, key) is Hvem.ANDRE_ELEVER
    return Rolle.MEDELEV if mottaker.elev and other else sak.parter[key].rolle


def _kept(part: Part, mottaker: Mottaker) -> dict[str, str]:
    """Return what is kept with a label: for the owner the year, and contacts of those at work."""
    if mottaker.type is not Mottakertype.SKOLEEIER:
        return {}
    private = part.rolle in (Rolle.ELEV, Rolle.MEDELEV, Rolle.FORESATT, Rolle.ANNEN)
    kept = {"trinn": part.trinn, "kontakt": None if private else part.kontakt}
    return {key: value for key, value in kept.items() if value}
