"""A party with a role has the same kind of key, whichever command writes it down."""

from __future__ import annotations

import pytest
from changing_cases import read

from skolemiljo_cli.model.vocab import Rolle

ROLES = sorted(set(Rolle) - {Rolle.ELEV})


def key_of(values: dict, role: str) -> str:
    (key,) = [key for key, part in values["parter"].items() if part["rolle"] == role]
    return key


@pytest.fixture
def bare(ledger, do):
    """Make a case with its pupil alone, and return the path of its file."""

    def make(*words: str):
        made = do(
            "new-case", "--likevel", "--elev", "Espen Askeladd", "--beskrivelse", "Noe.", *words
        )
        return ledger / made["fil"]

    return make


@pytest.mark.parametrize("role", ROLES)
def test_a_new_case_and_a_later_change_give_a_role_the_same_key(role, bare, do):
    at_once, later = bare("--informert", role), bare()
    do("log", later.parent.name, "--tekst", "Noe.", "--part", role)
    assert key_of(read(at_once), role) == key_of(read(later), role)


def test_the_owner_of_the_school_has_a_letter_of_its_own(bare, do):
    assert key_of(read(bare("--informert", "skoleeier")), "skoleeier") == "s1"


def test_a_key_that_is_taken_is_not_given_again(bare, do):
    path = bare("--informert", "kontaktlaerer")
    do("log", path.parent.name, "--tekst", "Noe.", "--part", "laerer")
    assert key_of(read(path), "laerer") == "a2"
