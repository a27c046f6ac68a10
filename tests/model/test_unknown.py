"""Keys that nobody knows are found wherever they stand; the user's own `x-` keys never."""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_gate import VALUES

from skolemiljo_cli.model.validation.unknown_keys import UnknownKey, unknown_keys
from skolemiljo_cli.model.validation.validate import parse_case

NAMED_BY_USERS = {
    ("parter",),
    ("aktivitetsplan", "evalueringer", 0, "tiltak"),
    ("aktivitetsplan", "revidert", 0, "tidligere"),
    ("undersokelse", "ikke_hort"),
    ("logg", 0, "synspunkter"),
}
"""Mappings whose keys are party keys and ids: a wrong one is a fault, not an unknown key."""


def mappings(value: object, place: tuple = ()):
    if isinstance(value, dict):
        if place not in NAMED_BY_USERS:
            yield place
        for key, part in value.items():
            yield from mappings(part, (*place, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from mappings(part, (*place, index))


PLACES = tuple(mappings(VALUES))


def found(place: tuple, key: str, value: object = "noe") -> list[UnknownKey]:
    values = deepcopy(VALUES)
    holder = values
    for step in place:
        holder = holder[step]
    holder[key] = value
    return list(unknown_keys(values, parse_case(values).value))


def test_a_case_with_known_keys_has_no_unknown_ones():
    assert list(unknown_keys(VALUES, parse_case(VALUES).value)) == []


@pytest.mark.parametrize("place", PLACES, ids=lambda place: ".".join(map(str, place)) or "top")
def test_an_unknown_key_is_found_in_every_part(place):
    assert [one.place for one in found(place, "tullenøkkel")] == [(*place, "tullenøkkel")]


@pytest.mark.slow
@given(place=st.sampled_from(PLACES), rest=st.text(max_size=5), value=st.sampled_from(["", {}, []]))
def test_a_key_of_the_user_s_own_is_never_told(place, rest, value):
    assert found(place, f"x-{rest}", value) == []


@pytest.mark.slow
@given(
    place=st.sampled_from(PLACES),
    key=st.text(min_size=1, max_size=6).filter(lambda key: not key.startswith("x-")),
)
def test_any_key_that_is_not_known_is_told_once(place, key):
    holder = VALUES
    for step in place:
        holder = holder[step]
    there = type_of(place).model_fields
    told = [one.place for one in found(place, key)] if key not in there else []
    assert told == ([] if key in there else [(*place, key)])


def type_of(place: tuple) -> type:
    part = parse_case(VALUES).value
    for step in place:
        part = part[step] if isinstance(part, dict | tuple) else getattr(part, step)
    return type(part)


@pytest.mark.parametrize(
    ("place", "key", "meant"),
    [
        (("melding",), "beskrivlse", "beskrivelse"),
        (("melding",), "Dato", "dato"),
        ((), "aktivitetplan", "aktivitetsplan"),
        (("logg", 0), "teks", "tekst"),
        (("parter", "e1"), "nvn", "navn"),
        ((), "qqqq", None),
    ],
)
def test_the_key_most_like_it_is_suggested(place, key, meant):
    assert found(place, key) == [UnknownKey((*place, key), meant)]


def test_the_value_of_an_unknown_key_is_kept_in_the_case():
    values = {**deepcopy(VALUES), "tullenøkkel": {"a": ["b"]}}
    assert parse_case(values).value.model_extra == {"tullenøkkel": {"a": ["b"]}}
