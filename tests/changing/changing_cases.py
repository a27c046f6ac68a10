"""A case as a person wrote it, read as plain values; and the deadlines that are left."""

from __future__ import annotations

import json
from pathlib import Path

from minted import without_ids

from skolemiljo_cli.store.yaml import reader

CASE = """\
# en merknad øverst
id: {id}
type: {type}

parter:   # hvem
    e1: {{rolle: elev, navn: Espen Askeladd, trinn: 5}}
    e2: {{rolle: medelev, navn: Per Eventyr}}
    f1: {{rolle: foresatt, navn: Mor Askeladd, til: e1}}
    a1: {{rolle: kontaktlaerer, navn: Lise Lærersen}}
    r1: {{rolle: rektor}}
melding:
    dato: 2026-11-20
    melder: a1
    beskrivelse: '{{e1}} var alene.'
x-eget: {{ ja :  1 }}
"""
NAMES = ("Askeladd", "Eventyr", "Lærersen")
ID = "2026-11-20-k3fq"


def read(path: Path) -> dict:
    return without_ids(reader.read(path.read_bytes()))


def kinds(cli, today: str = "2026-11-23") -> set[str]:
    """The kinds of the deadlines that are left."""
    frister = json.loads(cli("deadlines", "--all", "--json", "--today", today).out)["data"]
    return {one["frist"] for one in frister["frister"]}
