"""Pairs of histories with people in them, drawn at random, and merged both ways.

`benchmarks/people.py` does the same with git, a thousand times and with commands.
"""

from __future__ import annotations

import pytest
from people_histories import Histories, same_people, wrong

from skolemiljo_cli.services.versioning.merging import conflicts_of, people_of
from skolemiljo_cli.store.merge.merge_files import merge_files

CASE = "2026-11-22-k3fq"


def told_of(outcome) -> str:
    found = (*conflicts_of(CASE, outcome, "attic"), *people_of(CASE, outcome))
    return " ".join(str(finding.key) for finding in found)


@pytest.mark.parametrize("seed", range(150))
def test_no_text_becomes_one_about_another_person_and_none_is_lost(seed):
    base, ours, theirs = Histories(f"people {seed}").pair(CASE)
    here = merge_files(base.text, ours.text, theirs.text)
    there = merge_files(base.text, theirs.text, ours.text)
    assert [*wrong(base, ours, theirs, here.data, told_of(here))] == []
    assert [*wrong(base, theirs, ours, there.data, told_of(there))] == []
    decided = not (here.conflicts or there.conflicts)
    assert same_people(here.data, there.data, decided=decided)
