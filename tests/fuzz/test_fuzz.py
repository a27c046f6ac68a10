"""Some hundred inputs nobody would write, the same each time; `benchmarks/fuzz.py` goes on."""

from __future__ import annotations

import random

import fuzz_inputs
import fuzz_targets
import pytest
from effort import examples

NUMBERS = {
    "leser": 300, "kommandoer": 15, "ny sak": 60, "oppsett": 15, "fletting": 100, "skjemaer": 8,
}  # fmt: skip
FOUND = {
    "ny sak": [35, 1793],  # a list where a role, and where the key of the reporter should be
    "kommandoer": [153],  # text where the list of measures should be
}
"""What the long runs have found, and has been mended."""


@pytest.fixture
def place(tmp_path, monkeypatch):
    made = fuzz_targets.new_place(tmp_path / "arkiv")
    monkeypatch.chdir(made.root)
    return made


def test_every_kind_is_run_here():
    assert set(NUMBERS) == set(fuzz_targets.TARGETS)


@pytest.mark.parametrize("kind", NUMBERS)
def test_any_input_gets_a_clean_answer(kind, place):
    for number in range(examples(NUMBERS[kind])):
        try:
            fuzz_targets.one(kind, number, place)
        except fuzz_targets.Broken as fault:
            pytest.fail(f"{kind} {number}: {fault}")


@pytest.mark.parametrize(
    ("kind", "number"), [(kind, number) for kind, rows in FOUND.items() for number in rows]
)
def test_what_was_found_stays_mended(kind, number, place):
    fuzz_targets.one(kind, number, place)


def test_a_number_is_always_the_same_input():
    for kind, (_, make) in fuzz_targets.TARGETS.items():
        first, second = (make(random.Random(f"{kind} 7")) for _ in range(2))
        assert first == second


def test_the_inputs_are_of_all_kinds():
    """Some are cases, some are cases with faults, some cannot be read at all."""
    read = [fuzz_targets._read(fuzz_targets.case_bytes(random.Random(n)), "c") for n in range(300)]
    parsed = [fuzz_targets.parse_case(one) for one in read if one is not None]
    assert 30 < sum(one is None for one in read) < 200
    assert sum(one.value is not None and not one.faults for one in parsed) > 30
    assert sum(one.value is not None and bool(one.faults) for one in parsed) > 30


def test_the_seed_of_them_all_is_a_whole_case():
    parsed = fuzz_targets.parse_case(fuzz_targets.SEED)
    assert parsed.value is not None
    assert parsed.faults == ()
    assert fuzz_inputs.crooked(fuzz_targets.SEED, random.Random(1)) != fuzz_targets.SEED


def test_a_broken_program_would_be_seen(place, monkeypatch):
    monkeypatch.setattr("skolemiljo_cli.services.casework.new_case.lacking", lambda *_: 1 / 0)
    with pytest.raises(fuzz_targets.Broken, match="ended with 70"):
        fuzz_targets.imports(fuzz_inputs.CASE.encode(), random.Random(1), place)
