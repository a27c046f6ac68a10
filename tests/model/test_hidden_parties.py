"""Who lives, or may live, at a protected address; which cases live apart; when the duty began."""

from __future__ import annotations

from datetime import date

import pytest

from skolemiljo_cli.model.derived.phase import received
from skolemiljo_cli.model.derived.shielding import hidden_parties, lives_apart
from skolemiljo_cli.model.validation.validate import parse_case

PEOPLE = {
    "e1": {"rolle": "elev"},
    "e2": {"rolle": "medelev"},
    "f1": {"rolle": "foresatt", "til": "e1"},
    "f2": {"rolle": "foresatt", "til": "e2"},
    "f3": {"rolle": "foresatt"},
    "a1": {"rolle": "kontaktlaerer"},
}


def case(kind: str = "12-4", mark: str = "fortrolig", hidden: str = "", **more):
    parties = {key: {**one} for key, one in PEOPLE.items()}
    if hidden:
        parties[hidden]["skjerming"] = mark
    parsed = parse_case(
        {"id": "2026-11-02-k3fq", "type": kind, "parter": parties,
         "melding": {"dato": "2026-11-02"}, **more}
    )  # fmt: skip
    assert parsed.faults == ()
    return parsed.value


@pytest.mark.parametrize("mark", ["fortrolig", "strengt_fortrolig"])
@pytest.mark.parametrize(
    ("hidden", "all_of_them"),
    [
        ("", set()),
        ("e1", {"e1", "f1", "f3"}),  # nobody has said whose f3 is
        ("f1", {"f1", "e1", "f3"}),
        ("e2", {"e2", "f2", "f3"}),
        ("a1", {"a1", "f3"}),
    ],
)
def test_who_lives_with_a_hidden_party_is_hidden_and_nobody_else(hidden, all_of_them, mark):
    assert hidden_parties(case(hidden=hidden, mark=mark)) == all_of_them


@pytest.mark.parametrize(
    ("kind", "hidden", "mark", "apart"),
    [
        ("12-4", "", "", False),
        ("12-4", "e1", "fortrolig", False),
        ("12-4", "f2", "strengt_fortrolig", True),
        ("12-5-ansatt", "", "", True),
        ("12-5-ledelse", "", "", True),
    ],
)
def test_a_case_lives_apart_by_its_kind_or_by_one_party_strengt_fortrolig(
    kind, hidden, mark, apart
):
    assert lives_apart(case(kind, mark, hidden)) == apart


TOLD = {"tid": "2026-11-04T09:00", "mottaker": "Oppvekstkontoret"}
RECTOR = {"tid": "2026-11-03T09:00"}


@pytest.mark.parametrize(
    ("kind", "mottak", "day"),
    [
        ("12-5-ledelse", {}, None),
        ("12-5-ledelse", {"rektor": RECTOR}, None),
        ("12-5-ledelse", {"skoleeier": {"apenbart_grunnlos": "Var ikke der."}}, None),
        ("12-5-ledelse", {"skoleeier": TOLD, "rektor": RECTOR}, date(2026, 11, 4)),
        ("12-5-ansatt", {"skoleeier": TOLD}, None),
        ("12-5-ansatt", {"skoleeier": TOLD, "rektor": RECTOR}, date(2026, 11, 3)),
    ],
)
def test_a_case_about_the_leadership_is_received_by_the_owner_and_others_by_rektor(
    kind, mottak, day
):
    assert received(case(kind, mottak=mottak)) == day
