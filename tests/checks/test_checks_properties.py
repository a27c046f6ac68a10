"""Whatever is cut out of a case or put into it: the checks answer, in place, and name nobody."""

from __future__ import annotations

from copy import deepcopy

import pytest
from checks_base import FILE, HEALTHY, TODAY
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from skolemiljo_cli.checks.registry import CHECKS, Subject, run_checks
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.store.yaml import reader

VALUES = reader.read(HEALTHY.encode())
NAME = "Brumm"  # in every free text and as a wrong word: it must never come out
WORDS = st.sampled_from(
    [
        *("2026-11-18", "2026-11-20T08:00", "2027-12-01", "2026-02-30", "ja", "nei", "uavklart"),
        *(
            "e1",
            "e9",
            "f1",
            "r1",
            "h-7k3q",
            "h-0000",
            "t-9xk2",
            "v-2m8d",
            "x-4r1t",
            " ",
            "{e9} {e1}",
        ),
        *("12-4", "12-5-ansatt", "12-5-ledelse", "elev", "foresatt", "rektor", "slutter", NAME),
    ]
)
THINGS = st.recursive(
    st.none() | WORDS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "til", "dato", "e9", "a1", NAME]), inner, max_size=3
        )
    ),
    max_leaves=5,
)


def places(value, place=()):
    """Every place in the values that holds something."""
    steps = value.items() if isinstance(value, dict) else ()
    steps = enumerate(value) if isinstance(value, list) else steps
    for step, inner in steps:
        yield (*place, step)
        yield from places(inner, (*place, step))


def holder_of(values, place):
    for step in place[:-1]:
        values = values[step]
    return values


def _delete(holder, step, thing):
    del holder[step]


def _replace(holder, step, thing):
    holder[step] = thing


def _repeat(holder, step, thing):
    if isinstance(holder, list):
        holder.insert(step, deepcopy(holder[step]))
    else:
        holder[f"{step}x"] = deepcopy(holder[step])


def _insert(holder, step, thing):
    if isinstance(holder, list):
        holder.insert(step, thing)
    else:
        holder[NAME] = thing


@st.composite
def mangled(draw):
    """The values of the healthy case after some cuts and insertions."""
    values = deepcopy(VALUES)
    for _ in range(draw(st.integers(1, 4))):
        known = list(places(values))
        if known:
            place = draw(st.sampled_from(known))
            act = draw(st.sampled_from([_delete, _replace, _repeat, _insert]))
            act(holder_of(values, place), place[-1], draw(THINGS))
    return values


def list_positions_exist(values, place):
    """Tell whether each list position on the way is one that the file has."""
    for step in place:
        if isinstance(step, int) and not (isinstance(values, list) and step < len(values)):
            return False
        try:
            values = values[step]
        except (KeyError, TypeError):
            values = None
    return True


def subject_of(values):
    parsed = parse_case(values)
    return parsed.value and Subject(parsed.value, values, TODAY, parsed.faults)


@pytest.mark.slow
@settings(max_examples=examples(250))
@given(mangled())
def test_the_checks_answer_whatever_the_gate_lets_through_and_never_with_a_name(values):
    subject = subject_of(values)
    if subject is None:
        return
    found = run_checks(subject, file=FILE, line_of=lambda place: 1, dotted=reader.dotted)
    for one in found:
        assert NAME not in f"{one.message} {one.key} {one.hjemmel}"


@pytest.mark.slow
@settings(max_examples=examples(250))
@given(mangled())
def test_a_hit_in_a_list_stands_at_a_position_the_file_has(values):
    subject = subject_of(values)
    if subject is None:
        return
    for check in CHECKS:
        # the gate's own places are as the gate says them
        for hit in check.hits(subject) if check.rule != "ugyldig-verdi" else ():
            assert list_positions_exist(values, hit.place), (check.rule, hit)


TEXTS = [
    place
    for place in places(VALUES)
    if isinstance(holder_of(VALUES, place)[place[-1]], str)
    and place[-1] != "id"  # without its id an entry is another, and what points to it dangles
    and place[0] not in ("type", "x-kommune")
    and place != ("melding", "dato")  # no case is left without it
]


@pytest.mark.parametrize("place", TEXTS, ids=reader.dotted)
def test_a_value_that_cannot_be_used_is_told_at_its_own_place_and_moves_no_other(place):
    values = deepcopy(VALUES)
    holder_of(values, place)[place[-1]] = [{"dato": [NAME]}]
    subject = subject_of(values)
    assert subject is not None
    hits = [hit for check in CHECKS for hit in check.hits(subject)]
    assert hits
    assert {hit.place[: len(place)] for hit in hits} == {place}
