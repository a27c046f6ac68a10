"""A slip in a party is the same person; a wholly other name, role or pupil may be somebody else."""

from __future__ import annotations

import pytest

from skolemiljo_cli.model.derived.likeness import unlike

KARI = {"rolle": "medelev", "navn": "Kari Kvernmo"}
MOTHER = {"rolle": "foresatt", "navn": "Mor Eventyr", "til": "e1"}


@pytest.mark.parametrize(
    "after",
    [
        {"navn": "Kari Kvernmoe"}, {"navn": "kari kvernmo"}, {"navn": "Kari"}, {"navn": "Kvernmo"},
        {"navn": "Kari Anne Kvernmo"}, {"navn": "Kari-Anne Kvernmo"}, {"navn": "Kari Kvenrmo"},
        {"navn": "Kári Kvernmo"}, {"rolle": "elev"}, {"navn": None}, {"trinn": "7"},
        {"navn": "Kari Nes", "tidligere_navn": ["Kari Kvernmo"]},
        {"navn": "Ola Nes", "alias": ["Kari Kvernmo"]}, {"navn": "Ola Nes", "rettet": "2026-12-01"},
        {"rolle": "foresatt", "rettet": "2026-12-01"},
    ],
    ids=str,
)  # fmt: skip
def test_the_same_person(after):
    assert unlike(KARI, {**KARI, **after}) == ()
    assert unlike({**KARI, **after}, KARI) == ()


@pytest.mark.parametrize(
    ("before", "after", "keys"),
    [
        (KARI, {"navn": "Kari Nes"}, ("navn",)),
        (KARI, {"navn": "Ola Kvernmo"}, ("navn",)),
        (KARI, {"navn": "Mari Kvernmo"}, ("navn",)),
        ({**KARI, "navn": "Emil"}, {"navn": "Emilie"}, ("navn",)),
        ({**KARI, "navn": "Ola"}, {"navn": "Ole"}, ("navn",)),
        (KARI, {"rolle": "foresatt"}, ("rolle",)),
        (KARI, {"rolle": "rektor", "navn": "Rita"}, ("navn", "rolle")),
        (MOTHER, {"til": "e2"}, ("til",)),
        (MOTHER, {"til": ["e2", "e3"]}, ("til",)),
    ],
    ids=str,
)
def test_perhaps_another(before, after, keys):
    assert unlike(before, {**before, **after}) == keys


@pytest.mark.parametrize("after", [{"til": ["e1", "e2"]}, {"til": ["e1"]}, {"til": None}], ids=str)
def test_a_guardian_of_one_pupil_more_or_not_said_whose_is_the_same(after):
    assert unlike(MOTHER, {**MOTHER, **after}) == ()


def test_a_teacher_who_leads_the_school_next_year_is_the_same():
    assert unlike({"rolle": "kontaktlaerer"}, {"rolle": "rektor"}) == ()


@pytest.mark.parametrize(
    "odd", [{"alias": "Kari"}, {"navn": ["Kari"]}, {"til": {"e1": "x"}}, {}], ids=str
)
def test_what_cannot_be_used_is_no_sign_of_anything(odd):
    assert unlike(odd, odd) == ()
    assert unlike(KARI, {**KARI, **odd}) == ()


@pytest.mark.parametrize(
    ("name", "other"),
    [("Pål Ås", "Paal Aas"), ("Bjørn", "Bjoern"), ("Ødegård", "Odegard"), ("Ærlend", "Aerlend")],
)
def test_the_other_way_to_write_the_last_letters_is_the_same_name(name, other):
    assert unlike({**KARI, "navn": name}, {**KARI, "navn": other}) == ()
