"""The exact changes of a union come to the same case as the rewritten values, key by key."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from changing_cases import CASE, ID

from skolemiljo_cli.model.derived.party_references import references, rekeyed
from skolemiljo_cli.services.changes.rekey import rewritten_references
from skolemiljo_cli.store.yaml import reader
from skolemiljo_cli.store.yaml.writer import rewrite

HEALTHY = (Path(__file__).parents[1] / "checks" / "healthy.yaml").read_bytes()
SMALL = CASE.format(id=ID, type="12-4").encode()
MIXED = b"""\
id: 2026-11-02-k3fq
type: 12-4
parter: {e1: {rolle: elev}, e2: {rolle: medelev}, f1: {rolle: foresatt, til: [e1, e2]}}
melding: {dato: 2026-11-02, melder: e2, involverte: [e2, e1, e2], beskrivelse: '{e2}s bok, {e1}.'}
undersokelse:
  ikke_hort:   # hvorfor
    e1: syk
    e2: "ville ikke, sa {e2}"
    f1: |
      ikke
      spurt
logg:
  - id: h-7k3q
    med:
      - e2
      # den andre
      - e1
    om: [f1]
    synspunkter: {f1: nei, e2: ja}
  - {id: h-2b4d, om: [e2], ikke_til: [f1], tekst: '{e2} og {f1}'}
utleveringer: [{id: u-4r7e, til: 'foresatte:e2'}, {id: u-5r8e, til: 'f1:e2'}]
x-eget: [e2, {e2: {venn: e1}}]
"""
FILES = {"healthy": HEALTHY, "small": SMALL, "mixed": MIXED}
PAIRS = [
    (name, old, new)
    for name, data in FILES.items()
    for old, new in permutations(reader.read(data)["parter"], 2)
]


@pytest.mark.parametrize(("name", "old", "new"), PAIRS)
def test_the_file_reads_as_the_values_with_the_other_key(name, old, new):
    data = FILES[name]
    values = reader.read(data)
    result = reader.read(rewrite(data, rewritten_references(values, old, new)))
    wanted = rekeyed(values, {old: new})
    assert [
        one for one in references(result) if old in one.keys and one.place != ("parter", old)
    ] == []
    for case in (result, wanted):
        del case["parter"]
    assert result == wanted
