"""Which measure of another case may be shown in this one: for many, of nobody, and not of staff."""

from __future__ import annotations

import pytest

from skolemiljo_cli.model.sak.plan import Fellestiltak
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.sharing.shared_measures import filled, shared_measure

OTHER, HERE = "2026-11-20-k3fq", "2026-11-20-a7qm"
MEASURE = {"id": "t-9xk2", "tiltak": "Voksne ute.", "rettet_mot": ["klasse"], "fra": "2026-11-23",
           "gjennomfores_av": ["a1"], "begrunnelse": "Uro."}  # fmt: skip
PEOPLE = {
    "e1": {"rolle": "elev", "navn": "Espen Ask"},
    "a1": {"rolle": "laerer", "navn": "Lise Berg"},
}


def case(case_id=OTHER, kind="12-4", **parts):
    values = {"id": case_id, "type": kind, "parter": PEOPLE, "melding": {"dato": "2026-11-20"}}
    parsed = parse_case({**values, **parts})
    assert parsed.faults == ()
    return parsed.value


def found(kind="12-4", **told):
    other = case(kind=kind, aktivitetsplan={"tiltak": [{**MEASURE, **told}]})
    cases = {OTHER: other}
    return shared_measure(cases.get, Fellestiltak(sak=OTHER, tiltak="t-9xk2"))


@pytest.mark.parametrize(
    ("told", "is_shared"),
    [
        ({}, True),
        ({"rettet_mot": ["gruppe", "skole", "ansatte"]}, True),
        ({"rettet_mot": ["klasse", "utsatt"]}, False),
        ({"rettet_mot": []}, False),
        ({"id": "t-4mm7"}, False),
        ({"felles": {"sak": HERE, "tiltak": "t-1aaa"}}, False),
        ({"kind": "12-5-ansatt"}, False),
        ({"tiltak": "Voksne ser på {e1}."}, False),
        ({"tiltak": "Voksne ser på Espen."}, False),
        ({"tiltak": "Voksne ser på Lise."}, True),
        ({"hyppighet": "Når Espen er ute."}, False),
        ({"hyppighet": "Når {a1} er ute."}, False),
        ({"begrunnelse": "Espen er redd."}, True),  # it stays in its own case
    ],
)
def test_a_measure_is_shared_when_it_is_for_many_and_names_no_pupil_or_family(told, is_shared):
    assert (found(**told) is not None) == is_shared


@pytest.mark.parametrize("other", [None, case(), case(aktivitetsplan={"problem": "Noe."})])
def test_what_is_not_there_is_not_shared(other):
    assert shared_measure(lambda _: other, Fellestiltak(sak=OTHER, tiltak="t-9xk2")) is None


OWN = {"id": "t-1aaa", "tiltak": "Samtale.", "fra": "2026-11-25"}
POINTER = {"id": "t-2bbb", "felles": {"sak": OTHER, "tiltak": "t-9xk2"}, "begrunnelse": "Her.",
           "gjennomfores_av": ["a1"]}  # fmt: skip


def test_a_pointer_is_filled_with_the_text_and_days_of_the_measure_and_with_nothing_else():
    cases = {OTHER: case(aktivitetsplan={"tiltak": [MEASURE]})}
    here = case(HERE, aktivitetsplan={"tiltak": [OWN, POINTER]})
    own, pointer = filled(here, cases.get).aktivitetsplan.tiltak
    assert own == here.aktivitetsplan.tiltak[0]
    assert (pointer.tiltak, pointer.rettet_mot, pointer.fra.isoformat()) == (
        "Voksne ute.", ("klasse",), "2026-11-23",
    )  # fmt: skip
    assert (pointer.id, pointer.begrunnelse, pointer.til) == ("t-2bbb", "Her.", None)
    assert filled(here, lambda _: None) == here


@pytest.mark.parametrize("plan", [None, {"tiltak": [OWN]}, {"problem": "Noe."}])
def test_a_case_without_pointers_is_as_it_is_and_no_other_is_looked_for(plan):
    here = case(HERE, aktivitetsplan=plan)
    looked = []
    assert filled(here, looked.append) is here
    assert looked == []
