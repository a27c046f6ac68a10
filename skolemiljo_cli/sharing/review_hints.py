"""What a person should consider in a draft, where the structure does not settle who may see it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from skolemiljo_cli.model.base import Del
from skolemiljo_cli.model.derived.shielding import same_people
from skolemiljo_cli.model.sak.case import Logginnforing
from skolemiljo_cli.sharing import ownership
from skolemiljo_cli.sharing.kinds import Hvem
from skolemiljo_cli.sharing.name_search.strangers import strangers_in
from skolemiljo_cli.sharing.recipient import Mottakertype
from skolemiljo_cli.sharing.select import Utvalg
from skolemiljo_cli.sharing.withheld import readers


@dataclass(frozen=True, slots=True)
class ReviewHints:
    """The entries and measures in a draft for a family that a person should look at.

    `felles` mention others with a right to confidentiality: other pupils, their guardians, or the
    employee whom the case is about. For `deles` the pupil has said what may be shared, and with
    whom. In `en_av` one of the guardians took part, and another will read it. `meldt_av` is what
    the draft calls the other pupil or guardian who reported it, or raised it with rektor.
    `instanser` mention barnevernet, the police or the like: the guardians may be the reason.
    `ukjente`, in a draft for anybody outside, may name somebody who is no party of the case.
    """

    felles: tuple[str, ...] = ()
    deles: tuple[str, ...] = ()
    en_av: tuple[str, ...] = ()
    meldt_av: tuple[str, ...] = ()
    instanser: tuple[str, ...] = ()
    ukjente: tuple[str, ...] = ()


def review_hints(utvalg: Utvalg, text: str) -> ReviewHints:
    """Return which of the entries and measures in the text a person should look at."""
    mottaker = utvalg.mottaker
    strangers = tuple(dict.fromkeys(_with_strangers(utvalg, text)))
    if mottaker.elev is None:
        return ReviewHints(ukjente=strangers)
    shown = [entry for entry in utvalg.sak.logg if entry.id in text]
    guardians = mottaker.type is Mottakertype.FORESATT
    confided = {entry.id for entry in utvalg.hel.logg if guardians and entry.kan_deles}
    return ReviewHints(
        felles=tuple(_about_others(utvalg, shown, text)),
        deles=tuple(entry.id for entry in shown if entry.id in confided),
        en_av=tuple(entry.id for entry in shown if guardians and _with_one_guardian(utvalg, entry)),
        meldt_av=tuple(name for name in _reporters(utvalg) if name in text),
        instanser=tuple(entry.id for entry in shown if _AGENCIES.search(str(entry.model_dump()))),
        ukjente=strangers,
    )


def _with_strangers(utvalg: Utvalg, text: str) -> Iterator[str]:
    """Yield where the draft may name somebody who is no party: the ids, else the part of a case."""
    values = utvalg.sak.model_dump(exclude_unset=True, exclude={"parter"})
    for place, said in _texts(values, ""):
        found = strangers_in(said, utvalg.hel.parter)
        if any(said[start:end] in text for start, end in found):
            yield place


def _texts(value: object, place: str) -> Iterator[tuple[str, str]]:
    if type(value) is str:
        yield place, value
    elif isinstance(value, dict):
        inside = value.get("id") if place else ""  # that of the whole case is nobody's
        for key, inner in value.items():
            yield from _texts(inner, str(inside or place or key))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner, place)


def _reporters(utvalg: Utvalg) -> Iterator[str]:
    raised = utvalg.sak.mottak.tatt_opp_med_rektor
    for key in dict.fromkeys((utvalg.sak.melding.melder, raised.av if raised else None)):
        if key in utvalg.sak.parter and _has_others(utvalg, [key]):
            yield str(utvalg.sak.parter[key].navn)


_AGENCIES = re.compile(r"barnevern|bekymringsmelding|barnehus|politi|krisesent", re.IGNORECASE)
_KEY = re.compile(r"\b[a-z]+[0-9]+\b", re.IGNORECASE)
_OTHERS = frozenset({Hvem.ANDRE_ELEVER, Hvem.ANDRE_FORESATTE, Hvem.OMTALT_ANSATT, Hvem.ANDRE})


def _about_others(utvalg: Utvalg, shown: Sequence[Logginnforing], text: str) -> Iterator[str]:
    """Yield the measures and entries that mention others, by key or in running text."""
    whole = {entry.id: entry for entry in utvalg.hel.logg}
    plan = utvalg.sak.aktivitetsplan
    for measure in plan.tiltak if plan else ():
        if measure.id in text and _has_others(utvalg, _named(measure)):
            yield measure.id
    for selected in shown:
        entry = whole[selected.id]
        corrected = whole.get(entry.retter or "")
        keys = {*entry.om, *entry.med, *entry.synspunkter, *_named(selected)}
        if _has_others(utvalg, keys | {*(corrected.om if corrected else ())}):
            yield entry.id


def _named(part: Del) -> frozenset[str]:
    """Return the keys in its texts, also those written without braces."""
    values = part.model_dump(exclude_unset=True)
    return frozenset((*ownership.referred(values), *_KEY.findall(str(values))))


def _has_others(utvalg: Utvalg, keys: Iterable[str]) -> bool:
    sak, mottaker = utvalg.hel, utvalg.mottaker
    return any(
        ownership.identity(sak, mottaker, key) in _OTHERS for key in keys if key in sak.parter
    )


def _with_one_guardian(utvalg: Utvalg, entry: Logginnforing) -> bool:
    sak, mottaker = utvalg.hel, utvalg.mottaker
    own = {key for key in entry.med if key in sak.parter and _is_own_guardian(utvalg, key)}
    return bool(own) and not readers(sak, mottaker) <= same_people(sak, own)


def _is_own_guardian(utvalg: Utvalg, key: str) -> bool:
    return ownership.identity(utvalg.hel, utvalg.mottaker, key) is Hvem.EGNE_FORESATTE
