"""What lies beside a deadline and gives none, or another: each of these was once not noticed."""

from __future__ import annotations

from datetime import date

import pytest
from test_deadlines import AGAIN, CLOSING, DECISION, PLAN, RECEIVED, REQUEST, case, found

SHARED = {**PLAN["tiltak"][0], "felles": {"sak": "2026-10-01-aaaa", "tiltak": "t-1a1a"}}


def test_a_shared_measure_begins_in_the_case_it_is_written_in():
    kinds = found(case(aktivitetsplan={**PLAN, "tiltak": [SHARED]}))
    assert "tiltak-start" not in kinds
    assert kinds["tiltak-evaluering"].dato == date(2026, 12, 14)


def test_an_appeal_runs_from_the_decision_while_nobody_has_said_when_it_came():
    decision = {key: value for key, value in DECISION.items() if key != "mottatt"}
    frist = found(case(statsforvalter=[{"id": "s-1a2b", "vedtak": decision}]))["klage"]
    assert (frist.fra, frist.dato) == (date(2026, 12, 1), date(2026, 12, 22))


def test_an_investigation_that_is_concluded_is_not_to_begin():
    concluded = {"konklusjon": {"trygt_og_godt": "nei"}}
    assert "undersokelse-start" not in found(case(mottak=RECEIVED, undersokelse=concluded))


@pytest.mark.parametrize(("kind", "given"), [("12-4", True), ("12-5-ansatt", False)])
def test_the_plan_of_two_linked_cases_stands_in_the_pupil_s_own(kind, given):
    linked = case(type=kind, koblet=["2026-10-01-aaaa"], mottak=RECEIVED)
    assert ("aktivitetsplan" in found(linked)) == given


def test_a_staff_case_without_a_pupil_s_case_beside_it_has_a_plan_of_its_own():
    assert "aktivitetsplan" in found(case(type="12-5-ansatt", mottak=RECEIVED))


def test_what_is_asked_for_without_a_date_gives_none():
    asked = {key: value for key, value in REQUEST.items() if key != "frist"}
    assert "oversendelse" not in found(
        case(statsforvalter=[{"id": "s-1a2b", "foresporsler": [asked]}])
    )


def test_a_case_opened_again_that_never_had_a_plan_is_still_late_with_the_first():
    again = case(mottak=RECEIVED, avslutninger=[CLOSING], gjenapninger=[AGAIN])
    assert found(again)["aktivitetsplan"].dato == date(2026, 11, 9)
