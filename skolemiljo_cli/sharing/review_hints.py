"""What in a finished draft a person should weigh: the structure does not tell whether it may go."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_cli.model.derived.shielding import same_people
from skolemiljo_cli.sharing import ownership
from skolemiljo_cli.sharing.kinds import Hvem
from skolemiljo_cli.sharing.recipient import Mottakertype
from skolemiljo_cli.sharing.withheld import readers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from skolemiljo_cli.model.base import Del
    from skolemiljo_cli.model.sak.case import Logginnforing
    from skolemiljo_cli.sharing.select import Utvalg


@dataclass(frozen=True, slots=True)
class ReviewHints:
    """The entries and measures in a draft for a family that a person should look at.

    `felles` name others who have something to be kept: other pupils, their guardians, or the
    employee whom the case is about. Of `deles` the pupil has said what may be told, and to whom.
    In `en_av` one of the guardians took part, and another is to read it. `meldt_av` is what the
    draft calls the other pupil or guardian who reported it, or took it up with rektor. `instanser`
    mention barnevernet, the police or the like, of which the guardians may be the reason.
    """

    felles: tuple[str, ...] = ()
    deles: tuple[str, ...] = ()
    en_av: tuple[str, ...] = ()
    meldt_av: tuple[str, ...] = ()
    instanser: tuple[str, ...] = ()


def review_hints(utvalg: Utvalg, text: str) -> ReviewHints:
    """Return which of the entries and measures in the text a person should look at."""
    mottaker = utvalg.mottaker
    if mottaker.elev is None:
        return ReviewHints()
    there = [one for one in utvalg.sak.logg if one.id in text]
    guardians = mottaker.type is Mottakertype.FORESATT
    confided = {one.id for one in utvalg.hel.logg if guardians and one.kan_deles}
    return ReviewHints(
        felles=tuple(_of_several(utvalg, there, text)),
        deles=tuple(one.id for one in there if one.id in confided),
        en_av=tuple(one.id for one in there if guardians and _is_of_one_guardian(utvalg, one)),
        meldt_av=tuple(one for one in _reporters(utvalg) if one in text),
        instanser=tuple(one.id for one in there if _AGENCIES.search(str(one.model_dump()))),
    )


def _reporters(utvalg: Utvalg) -> Iterator[str]:
    raised = utvalg.sak.mottak.tatt_opp_med_rektor
    for key in dict.fromkeys((utvalg.sak.melding.melder, raised.av if raised else None)):
        if key in utvalg.sak.parter and _has_others(utvalg, [key]):
            yield str(utvalg.sak.parter[key].navn)


_AGENCIES = re.compile(r"barnevern|bekymringsmelding|barnehus|politi|krisesent", re.IGNORECASE)
_KEY = re.compile(r"\b[a-z]+[0-9]+\b", re.IGNORECASE)
_KEPT = frozenset({Hvem.ANDRE_ELEVER, Hvem.ANDRE_FORESATTE, Hvem.OMTALT_ANSATT, Hvem.ANDRE})


def _of_several(utvalg: Utvalg, there: Sequence[Logginnforing], text: str) -> Iterator[str]:
    """Yield the measures and entries that others are in, by the structure or by their text."""
    whole = {one.id: one for one in utvalg.hel.logg}
    plan = utvalg.sak.aktivitetsplan
    for measure in plan.tiltak if plan else ():
        if measure.id in text and _has_others(utvalg, _named(measure)):
            yield measure.id
    for one in there:
        entry = whole[one.id]
        older = whole.get(entry.retter or "")
        keys = {*entry.om, *entry.med, *entry.synspunkter, *_named(one)}
        if _has_others(utvalg, keys | {*(older.om if older else ())}):
            yield one.id


def _named(one: Del) -> frozenset[str]:
    """Return the keys in its texts, also those that stand there without braces."""
    said = one.model_dump(exclude_unset=True)
    return frozenset((*ownership.referred(said), *_KEY.findall(str(said))))


def _has_others(utvalg: Utvalg, keys: Iterable[str]) -> bool:
    sak, mottaker = utvalg.hel, utvalg.mottaker
    return any(ownership.identity(sak, mottaker, key) in _KEPT for key in keys if key in sak.parter)


def _is_of_one_guardian(utvalg: Utvalg, one: Logginnforing) -> bool:
    sak, mottaker = utvalg.hel, utvalg.mottaker
    own = {key for key in one.med if key in sak.parter and _is_own_guardian(utvalg, key)}
    return bool(own) and not readers(sak, mottaker) <= same_people(sak, own)


def _is_own_guardian(utvalg: Utvalg, key: str) -> bool:
    return ownership.identity(utvalg.hel, utvalg.mottaker, key) is Hvem.EGNE_FORESATTE
