"""What was said of an entry of the log, before it is written: people are words, ids are ids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from skolemiljo_cli.model.vocab import Rolle

Moment = date | datetime


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
    uten: tuple[str, ...] = ()


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
