"""What in a case is a record, when it says it happened, and what may be changed without a trace.

`*` stands for one step of any name: the id of an entry, the key of a party.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from skolemiljo_cli.model.vocab import Planfelt

Record: TypeAlias = tuple[str, ...]
"""The way to a record: keys, and the ids of entries where a list has a position."""

Leaf: TypeAlias = tuple[str, ...]
"""The way to a value inside a record; an item of a list of words ends in `[]` and the word."""

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
"""The parts of a case that there is one of: each is a record, and what it is called."""

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
    "unntak": "regel satt ut av bruk",
    "tidligere_vurderinger": "tidligere vurdering av alvor",
    "tidligere_utsettelser": "tidligere utsettelse",
    "tidligere_konklusjoner": "tidligere konklusjon",
}
"""What an entry in a list of this name is called."""

KNOWN_BY: dict[str, tuple[str, ...]] = {
    "vedlegg": ("fil",),
    "unntak": ("regel",),
    "foresporsler": ("dato", "hva"),
}
"""What tells the entries of a list apart where they have no id; elsewhere all they say does."""

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
    ("unntak", "*"): ("dato",),
}
"""The keys that tell when something happened, the first being the record's own time.

Not here: what is planned; when the event itself was (`melding.hendelse`: it is reported when it is
known); the day of the governor's decision (it counts from when it is received); a decision that a
new edition of a measure takes over from the old one; and earlier values kept beside the new ones.
"""

TOLD_ONCE: frozenset[Record] = frozenset({("logg", "*")})
"""Entries that tell of one event and are written whole: what comes to them later is told late."""

OUT_OF_USE: frozenset[Leaf] = frozenset({("retter",), ("erstatter",)})
"""Keys that put another entry in the shade: they are written with a new entry, never into one."""

PARTY: Record = ("parter", "*")
WHO: frozenset[Leaf] = frozenset({("navn",), ("rolle",)})
"""What says who a party is."""

KEPT: dict[Record, Record] = {
    ("mottak", "alvorlig"): ("mottak", "tidligere_vurderinger"),
    ("undersokelse", "utsatt"): ("undersokelse", "tidligere_utsettelser"),
    ("undersokelse", "konklusjon"): ("undersokelse", "tidligere_konklusjoner"),
}
"""Records that a command replaces, and the list in which it keeps what stood there."""

PLAN: Record = ("aktivitetsplan",)
PLAN_TEXTS = frozenset(one.value for one in Planfelt)
REVISIONS: Record = ("aktivitetsplan", "revidert")
EARLIER = "tidligere"
"""A text of the plan is replaced when a new revision keeps the old one here, by its key."""

FULFILLED: dict[Record, tuple[str, str]] = {
    ("melding", "foresatte_informert"): ("dato", "ikke_aktuelt"),
    ("mottak", "skoleeier"): ("tid", "apenbart_grunnlos"),
}
"""Records that first gave a reason why something was not done (the second key) and then say when
it was (the first): the reason stays, and who did it may be another."""

MAY_CHANGE: dict[Record, frozenset[str]] = {
    (): frozenset({"saksansvarlig", "arkivreferanse"}),
    ("parter", "*"): frozenset({"trinn", "klasse", "kontakt", "alias", "skjerming"}),
}
"""Facts that hold until they no longer do: a new one is no change of what was recorded."""

ONE_OR_MANY = frozenset({"rettet_mot", "gjennomfores_av", "hvem"})
"""Lists that may be written as their only word."""

BY_WHOM = ("av", "melder", "ansvarlig")
"""The keys that say who did it, the first that is there."""


@lru_cache(maxsize=4096)
def general(record: Record) -> Record:
    """Return the record as the tables have it: `*` for ids and for keys of parties."""
    if record in SECTIONS:
        return record
    steps = list(record)
    for number in range(1, len(steps)):
        above = steps[number - 1]
        if above in ENTRIES or above == "parter":
            steps[number] = "*"
    return tuple(steps)
