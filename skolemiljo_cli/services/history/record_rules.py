"""Tables: which parts of a case are records, when they happened, and what may be changed.

`*` in a path matches the id of an entry or the key of a party.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from skolemiljo_cli.model.vocab import Planfelt

Record: TypeAlias = tuple[str, ...]
"""The path of a record: keys, and ids of entries instead of list positions."""

Leaf: TypeAlias = tuple[str, ...]
"""The path of a value inside a record; that of an item in a list of words ends in `[]` and the
word."""

SECTIONS: dict[Record, str] = {
    (): "saken",
    ("parter", "*"): "part",
    ("melding",): "meldingen",
    ("melding", "videresendt"): "meldingen er gitt videre",
    ("melding", "foresatte_informert"): "foresatte informert",
    ("melding", "signert"): "meldingen er signert",
    ("mottak", "rektor"): "rektor har fått meldingen",
    ("mottak", "tatt_opp_med_rektor"): "tatt opp med rektor",
    ("mottak", "alvorlig"): "alvor vurdert",
    ("mottak", "skoleeier"): "skoleeier har fått melding",
    ("mottak", "ansattsak"): "den ansattes side",
    ("undersokelse",): "undersøkelsen",
    ("undersokelse", "utsatt"): "undersøkelsen utsatt",
    ("undersokelse", "konklusjon"): "undersøkelsen konkludert",
    ("aktivitetsplan",): "aktivitetsplanen",
    ("statsforvalter", "*", "vedtak"): "vedtak fra statsforvalteren",
}
"""The parts of a case that occur once: each is a record, with its Norwegian title."""

ENTRIES: dict[str, str] = {
    "logg": "innføring",
    "avtaler": "avtale",
    "tiltak": "tiltak",
    "evalueringer": "tiltakene evaluert",
    "revidert": "planen endret",
    "statsforvalter": "meldt til statsforvalteren",
    "foresporsler": "bedt om av statsforvalteren",
    "avslutninger": "saken avsluttet",
    "gjenapninger": "saken åpnet igjen",
    "vedlegg": "vedlegg",
    "utleveringer": "dokument gitt ut",
    "navnefunn": "ord som ligner et navn",
    "foresatte_likevel": "dokument de foresatte likevel får",
    "unntak": "regel satt ut av bruk",
    "tidligere_vurderinger": "tidligere vurdering av alvor",
    "tidligere_utsettelser": "tidligere utsettelse",
    "tidligere_konklusjoner": "tidligere konklusjon",
    "tidligere": "det som gjaldt før",
}
"""The Norwegian title of an entry, by the name of its list."""

KNOWN_BY: dict[str, tuple[str, ...]] = {
    "vedlegg": ("fil",),
    "unntak": ("regel",),
    "foresporsler": ("dato", "hva"),
}
"""The keys that identify entries without an id; in other lists their whole content does."""

HAPPENED: dict[Record, tuple[str, ...]] = {
    ("melding",): ("dato",),
    ("melding", "videresendt"): ("dato",),
    ("melding", "foresatte_informert"): ("dato",),
    ("melding", "signert"): ("dato",),
    ("mottak", "rektor"): ("tid",),
    ("mottak", "tatt_opp_med_rektor"): ("tid",),
    ("mottak", "alvorlig"): ("dato",),
    ("mottak", "skoleeier"): ("tid",),
    ("mottak", "ansattsak"): ("informert", "uttalt"),
    ("undersokelse",): ("startet",),
    ("undersokelse", "utsatt"): ("dato",),
    ("undersokelse", "konklusjon"): ("dato",),
    ("aktivitetsplan",): ("opprettet",),
    ("aktivitetsplan", "tiltak", "*"): ("opprettet",),
    ("aktivitetsplan", "evalueringer", "*"): ("dato",),
    ("aktivitetsplan", "revidert", "*"): ("dato",),
    ("logg", "*"): ("tid", "godkjent"),
    ("statsforvalter", "*"): ("meldt",),
    ("statsforvalter", "*", "foresporsler", "*"): ("dato", "sendt"),
    ("statsforvalter", "*", "vedtak"): ("mottatt", "oppfylt"),
    ("avslutninger", "*"): ("dato", "arkivert_dato"),
    ("gjenapninger", "*"): ("dato",),
    ("utleveringer", "*"): ("dato",),
    ("navnefunn", "*"): ("dato",),
    ("foresatte_likevel", "*"): ("dato",),
    ("unntak", "*"): ("dato",),
}
"""The keys that say when something happened; the first is the record's own time.

Left out: planned days; the day of the event itself (`melding.hendelse`, since it is reported when
it becomes known); the day of the governor's decision (its day of receipt counts); a decision that a
new edition of a measure copies from the old one; and earlier values kept beside new ones.
"""

WRITTEN_ONCE: frozenset[Record] = frozenset({("logg", "*")})
"""Entries about one event that are written in one go: what is added later is recorded late."""

OUT_OF_USE: frozenset[Leaf] = frozenset({("retter",), ("erstatter",)})
"""Keys that make another entry invalid: they are written in a new entry, never added to one."""

PARTY: Record = ("parter", "*")
WHO: frozenset[Leaf] = frozenset({("navn",), ("rolle",)})
"""The keys that say who a party is."""
FORMER_NAMES, FORMER_KEYS, FORMER_ROLES = "tidligere_navn", "tidligere_nokler", "tidligere"
"""Where `party` keeps what a party was called, keyed and was before."""

KEPT: dict[Record, Record] = {
    ("mottak", "alvorlig"): ("mottak", "tidligere_vurderinger"),
    ("undersokelse", "utsatt"): ("undersokelse", "tidligere_utsettelser"),
    ("undersokelse", "konklusjon"): ("undersokelse", "tidligere_konklusjoner"),
}
"""Records that a command replaces, and the list in which it keeps the old content."""

PLAN: Record = ("aktivitetsplan",)
PLAN_TEXTS = frozenset(field.value for field in Planfelt)
REVISIONS: Record = ("aktivitetsplan", "revidert")
EARLIER = "tidligere"
"""The key of a revision that has the plan's old texts, by their keys."""

FULFILLED: dict[Record, tuple[str, str]] = {
    ("melding", "foresatte_informert"): ("dato", "ikke_aktuelt"),
    ("mottak", "skoleeier"): ("tid", "apenbart_grunnlos"),
}
"""Records that may first have a reason why something was not done (the second key), and later the
time when it was (the first). The reason must be kept; the person who did it may change."""

MAY_CHANGE: dict[Record, frozenset[str]] = {
    (): frozenset({"saksansvarlig", "arkivreferanse"}),
    ("parter", "*"): frozenset(
        {"trinn", "klasse", "kontakt", "alias", "skjerming", "fra", "sluttet"}
    ),
}
"""Facts that may change at any time; a new value is not a change of what was recorded."""

ONE_OR_MANY = frozenset({"rettet_mot", "gjennomfores_av", "hvem", "til"})
"""Lists that may be written as a single word when they have one item; `til` is one in a party."""

BY_WHOM = ("av", "melder", "ansvarlig")
"""The keys that say who did it; the first one present counts."""


@lru_cache(maxsize=4096)
def general(record: Record) -> Record:
    """Return the record's path as in the tables: with `*` for ids and for keys of parties."""
    if record in SECTIONS:
        return record
    steps = list(record)
    for number in range(1, len(steps)):
        above = steps[number - 1]
        if above in ENTRIES or above == "parter":
            steps[number] = "*"
    return tuple(steps)
