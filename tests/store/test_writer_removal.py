"""The exact writer takes away and renames keys and items, and leaves every other byte."""

from __future__ import annotations

from random import Random

import mangled
import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from skolemiljo_cli.store.yaml import reader
from skolemiljo_cli.store.yaml.writer import (
    NoPlace,
    Remove,
    Rename,
    WriteMismatch,
    apply,
    rewrite,
)

seeds = st.integers(0, 2**32)
CASE = b"""\
# the case
parter:
  e1: {rolle: elev, trinn: 5}  # the pupil
  # about the other
  e2:
    rolle: medelev

  f1: {rolle: foresatt, til: [e1, e2]}
logg:
  - id: h-1a1a
    med: [e1, e2]   # both
    synspunkter:
      e2: |
        Jeg var der.
      e1: nei
  - med:
      - e2  # first
      - e1
    id: h-2b2b
"""


@pytest.mark.parametrize(
    ("change", "gone", "came"),
    [
        (Remove(("parter", "e2")), b"  e2:\n    rolle: medelev\n", b""),
        (Remove(("parter", "f1", "til", 1)), b", e2]}", b"]}"),
        (Remove(("parter", "f1", "til", 0)), b"[e1, e2]}", b"[e2]}"),
        (Remove(("parter", "e1", "trinn")), b", trinn: 5", b""),
        (Remove(("parter", "e1", "rolle")), b"rolle: elev, ", b""),
        (Remove(("logg", 0)), CASE[CASE.index(b"  - id: h-1a1a") : CASE.index(b"  - med")], b""),
        (Remove(("logg", 0, "id")), b"id: h-1a1a\n    med", b"med"),
        (Remove(("logg", 1, "med", 0)), b"      - e2  # first\n", b""),
        (Remove(("logg", 0, "synspunkter", "e2")), b"      e2: |\n        Jeg var der.\n", b""),
        (Rename(("logg", 0, "synspunkter", "e2"), "e3"), b"      e2: |", b"      e3: |"),
        (Rename(("parter", "e2"), "e7"), b"  e2:\n", b"  e7:\n"),
    ],
)
@pytest.mark.parametrize("crlf", [False, True])
def test_only_what_is_taken_away_is_gone(change, gone, came, crlf):
    ends = (lambda data: data.replace(b"\n", b"\r\n")) if crlf else bytes
    assert CASE.count(gone) == 1
    assert rewrite(ends(CASE), [change]) == ends(CASE.replace(gone, came))


def test_the_last_of_a_mapping_or_list_leaves_an_empty_one():
    only = b"til: [e2]  # one\nsyn:\n  e2: nei\nlogg:\n  - e2\nmer: 1\n"
    changes = [Remove(("til", 0)), Remove(("syn", "e2")), Remove(("logg", 0))]
    result = rewrite(only, changes)
    assert reader.read(result) == {"til": [], "syn": {}, "logg": [], "mer": "1"}
    assert b"# one" in result


@pytest.mark.parametrize(
    "change",
    [
        Remove(("parter", "e9")),
        Remove(("logg", 7)),
        Rename(("parter", "e9"), "e1"),
        Rename(("parter", "e2"), "e1"),
    ],
)
def test_what_is_not_there_and_a_name_that_is_taken_are_refused(change):
    with pytest.raises(NoPlace):
        rewrite(CASE, [change])


def _places(value, place=()):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*place, key)
            yield from _places(inner, (*place, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield (*place, number)
            yield from _places(inner, (*place, number))


@pytest.mark.slow
@settings(max_examples=examples(150))
@given(seeds)
def test_in_any_file_the_result_reads_as_intended(seed):
    rng = Random(seed)
    _, data = mangled.document(rng)
    values = reader.read(data)
    place = rng.choice(list(_places(values)) or [("x",)])
    change = Rename(place, "x-nytt") if isinstance(place[-1], str) and rng.random() < 0.3 else (
        Remove(place)
    )  # fmt: skip
    if isinstance(change, Remove) and apply(values, [change]) == {}:
        with pytest.raises(WriteMismatch):  # a file without anything is no case
            rewrite(data, [change])
        return
    assert reader.read(rewrite(data, [change])) == apply(values, [change])
