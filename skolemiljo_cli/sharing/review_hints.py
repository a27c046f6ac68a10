"""What a person should consider in a draft, where the structure does not settle who may see it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from skolemiljo_cli.model.base import Del
from skolemiljo_cli.model.derived.shielding import same_people
from skolemiljo_cli.model.ids import REFERENCE
from skolemiljo_cli.model.sak.case import Logginnforing
from skolemiljo_cli.model.vocab import Rolle
from skolemiljo_cli.sharing import ownership
from skolemiljo_cli.sharing.home_words import Grunn, reasons, sentences
from skolemiljo_cli.sharing.kinds import Hvem
from skolemiljo_cli.sharing.name_search.document_text import Side
from skolemiljo_cli.sharing.name_search.names_to_keys import named_in, sure, with_keys
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

    In `taushet` a pupil asks for silence, `hjemme` tells of violence or fear at home, and
    `instanser` name barnevernet, the police or the like: the guardians may be the reason. These
    three also have parts of the case by their keys, such as `melding`.
    """

    felles: tuple[str, ...] = ()
    deles: tuple[str, ...] = ()
    en_av: tuple[str, ...] = ()
    meldt_av: tuple[str, ...] = ()
    instanser: tuple[str, ...] = ()
    taushet: tuple[str, ...] = ()
    hjemme: tuple[str, ...] = ()


def review_hints(utvalg: Utvalg, text: str, page: Side) -> ReviewHints:
    """Return which of the entries and measures in the text a person should look at.

    `page` is the same document as a person reads it.
    """
    mottaker = utvalg.mottaker
    if mottaker.elev is None:
        return ReviewHints()
    shown = [entry for entry in utvalg.sak.logg if entry.id in text]
    guardians = mottaker.type is Mottakertype.FORESATT
    at_home = _sensitive(utvalg, page)
    confided = {entry.id for entry in utvalg.hel.logg if guardians and entry.kan_deles}
    return ReviewHints(
        felles=tuple(_about_others(utvalg, shown, text)),
        deles=tuple(entry.id for entry in shown if entry.id in confided),
        en_av=tuple(entry.id for entry in shown if guardians and _with_one_guardian(utvalg, entry)),
        meldt_av=tuple(name for name in _reporters(utvalg) if name in text),
        instanser=at_home[Grunn.INSTANS],
        taushet=at_home[Grunn.TAUSHET],
        hjemme=at_home[Grunn.HJEMME],
    )


def _reporters(utvalg: Utvalg) -> Iterator[str]:
    raised = utvalg.sak.mottak.tatt_opp_med_rektor
    for key in dict.fromkeys((utvalg.sak.melding.melder, raised.av if raised else None)):
        if key in utvalg.sak.parter and _has_others(utvalg, [key]):
            yield str(utvalg.sak.parter[key].navn)


_KEY = re.compile(r"\b[a-z]+[0-9]+\b", re.IGNORECASE)
_OTHERS = frozenset({Hvem.ANDRE_ELEVER, Hvem.ANDRE_FORESATTE, Hvem.OMTALT_ANSATT, Hvem.ANDRE})


def _sensitive(utvalg: Utvalg, page: Side) -> dict[Grunn, tuple[str, ...]]:
    """Return for each reason the parts and entries that the document shows such a sentence of."""
    read = " ".join(" ".join(piece.tekst for piece in page.stykker).split())
    roles = {key: _role_for(utvalg, key) for key in utvalg.hel.parter}
    guardians = {
        key: part for key, part in utvalg.hel.parter.items() if _is_own_guardian(utvalg, key)
    }
    rows = list(_texts(utvalg.sak.model_dump(exclude={"parter"}, exclude_unset=True)))
    called = named_in([text for _, text in rows], guardians)
    found: dict[Grunn, dict[str, None]] = {grunn: {} for grunn in Grunn}
    for (place, text), names in zip(rows, called, strict=True):
        shown = [_is_shown(sentence, read) for sentence in sentences(text)]
        keyed = with_keys(text, names, sure)
        for number, sentence in enumerate(sentences(keyed)):
            if number >= len(shown) or shown[number]:
                found.update(
                    {grunn: {**found[grunn], place: None} for grunn in reasons(sentence, roles)}
                )
    return {grunn: tuple(places) for grunn, places in found.items()}


def _texts(values: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text with the id of its entry, else the part of the case it stands in."""
    if isinstance(values, dict):
        inside = str(values["id"]) if place and "id" in values else place
        for key, inner in values.items():
            yield from _texts(inner, inside or str(key))
    elif isinstance(values, list | tuple):
        for inner in values:
            yield from _texts(inner, place)
    elif type(values) is str:  # free text, not a word from a closed list
        yield place, values


def _is_shown(sentence: str, read: str) -> bool:
    """Tell whether the document has the words of the sentence; its keys are written as names."""
    pieces = (" ".join(piece.split()).strip(" .!?") for piece in REFERENCE.split(sentence)[::2])
    return all(piece in read for piece in pieces)


def _role_for(utvalg: Utvalg, key: str) -> Rolle:
    """Return what a party is to the pupil whose home reads it."""
    who = ownership.identity(utvalg.hel, utvalg.mottaker, key)
    return _ROLES.get(who, utvalg.hel.parter[key].rolle)


_ROLES = {
    Hvem.EGEN_ELEV: Rolle.ELEV, Hvem.EGNE_FORESATTE: Rolle.FORESATT,
    Hvem.ANDRE_ELEVER: Rolle.MEDELEV, Hvem.ANDRE_FORESATTE: Rolle.ANNEN,
}  # fmt: skip


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
