"""The edges of a deadline: its first day, its words, whom it falls on, and what nearly ends it."""

from __future__ import annotations

from datetime import date

import pytest
from test_deadlines import CLOSING, DECISION, MEETING, PEOPLE, PLAN, RECEIVED, REQUEST, case, found

from skolemiljo_cli.calendar.deadline import Tilstand, on_day
from skolemiljo_cli.calendar.five_points import lacks_of_plan
from skolemiljo_cli.calendar.responsible import of_parties, of_role, owner_of_case, whoever
from skolemiljo_cli.model.vocab import Rolle

MEASURE = PLAN["tiltak"][0]


@pytest.mark.parametrize(
    ("plan", "lacks"),
    [
        (PLAN, ""),
        ({**PLAN, "problem": "  "}, "a"),
        ({"tiltak": PLAN["tiltak"]}, "a"),
        ({"problem": "Noe."}, "bcde"),
        ({**PLAN, "tiltak": [{**MEASURE, "tiltak": " "}]}, "b"),
        ({**PLAN, "tiltak": [{"id": "t-9xk2"}]}, "bcde"),
        ({}, "abcde"),
    ],
)
def test_a_plan_lacks_each_of_the_five_points_that_it_does_not_say(plan, lacks):
    assert "".join(lacks_of_plan(case(aktivitetsplan=plan).aktivitetsplan)) == lacks
    assert lacks_of_plan(None) == ("a", "b", "c", "d", "e")


def test_what_the_plan_lacks_is_told_in_words():
    unplanned = case(mottak=RECEIVED, aktivitetsplan={"tiltak": [{**MEASURE, "evalueres": None}]})
    assert found(unplanned)["aktivitetsplan"].merknad == (
        "planen mangler problemet (a), evaluering (e)"
    )


NEXT = {**MEETING, "avtaler": [], "neste_mote": "2026-11-19", "av": "a2"}


@pytest.mark.parametrize("who", ["a2", None])
def test_the_next_meeting_falls_on_who_wrote_down_the_last_and_else_on_the_leader(who):
    frist = found(case(logg=[{**NEXT, "av": who}]))["avtale"]
    assert (frist.fra, frist.gjelder, frist.merknad) == (date(2026, 11, 5), "h-7k3q", "neste møte")
    assert (frist.kommando, frist.ansvarlige) == ("log k3fq --type mote", (who or "r1",))


@pytest.mark.parametrize(
    ("day", "kind", "ends"),
    [
        ("2026-11-06", "mote", True),
        ("2026-11-06T08:00", "samtale", True),
        ("2026-11-06", "elevsamtale", True),
        ("2026-11-06", "gjenopprettende_samtale", True),
        ("2026-11-06", "telefon", False),
        ("2026-11-05", "mote", False),
    ],
)
def test_the_next_meeting_is_over_when_one_is_held_on_a_later_day(day, kind, ends):
    held = {"id": "h-8n2w", "tid": day, "type": kind}
    assert ("avtale" not in found(case(logg=[NEXT, held]))) == ends


def test_what_was_agreed_runs_from_the_meeting_and_falls_on_who_agreed():
    frist = found(case(logg=[{**MEETING, "tid": "2026-11-05T09:00"}]))["avtale"]
    assert (frist.fra, frist.gjelder, frist.merknad) == (date(2026, 11, 5), "a-5d6f", None)
    assert (frist.kommando, frist.ansvarlige) == ("log k3fq --oppfyller a-5d6f", ("a1",))
    (agreed,) = MEETING["avtaler"]
    by_nobody = {**MEETING, "avtaler": [{**agreed, "hvem": None}]}
    assert found(case(logg=[by_nobody]))["avtale"].ansvarlige == ("r1",)
    some_day = {**MEETING, "avtaler": [{**agreed, "frist": None}]}
    assert "avtale" not in found(case(logg=[some_day]))


def test_a_closed_case_keeps_what_was_promised_and_what_statsforvalteren_set():
    later = [{"id": "s-1a2b", "vedtak": DECISION, "foresporsler": [REQUEST]}]
    kinds = found(case(logg=[MEETING], statsforvalter=later, avslutninger=[CLOSING]))
    assert set(kinds) == {"avtale", "oversendelse", "palegg", "klage", "oppfolging"}
    assert (kinds["oversendelse"].fra, kinds["oversendelse"].gjelder) == (
        date(2026, 11, 16),
        "s-1a2b",
    )
    assert (kinds["klage"].fra, kinds["klage"].gjelder) == (date(2026, 12, 4), "s-1a2b")
    assert (kinds["oppfolging"].fra, kinds["oppfolging"].gjelder) == (date(2026, 12, 15), "x-4r1t")


CALL = {"id": "h-7k3q", "tid": "2026-11-02", "type": "telefon", "med": ["f1"]}


@pytest.mark.parametrize(
    ("parts", "known"),
    [
        ({"melding": {"dato": "2026-11-02", "foresatte_informert": {"ikke_aktuelt": "Voksen."}}},
         True),
        ({"melding": {"dato": "2026-11-02", "foresatte_informert": {"av": "a1"}}}, False),
        ({"logg": [CALL]}, True),
        ({"logg": [{**CALL, "med": ["e1", "a1"]}]}, False),
        ({"logg": [CALL, {**CALL, "id": "h-8n2w", "med": [], "retter": "h-7k3q"}]}, False),
        ({"mottak": {"tatt_opp_med_rektor": {"tid": "2026-11-02"}}}, False),
    ],
)  # fmt: skip
def test_the_guardians_know_when_somebody_spoke_with_them_or_they_spoke_up(parts, known):
    assert ("foresatte-informert" not in found(case(**parts))) == known


SERIOUS = {"vurdering": "ja"}


@pytest.mark.parametrize(
    ("parts", "start"),
    [
        ({"mottak": {**RECEIVED, "alvorlig": {**SERIOUS, "dato": "2026-11-04"}}}, "2026-11-04"),
        ({"mottak": {"rektor": {"tid": "2026-11-03"}, "alvorlig": SERIOUS}}, "2026-11-03"),
        ({"mottak": {"alvorlig": SERIOUS}}, "2026-11-02"),
        ({"type": "12-5-ansatt", "mottak": {"rektor": {"tid": "2026-11-03"}}}, "2026-11-03"),
        ({"type": "12-5-ansatt"}, "2026-11-02"),
        ({"type": "12-5-ledelse", "mottak": {"rektor": {"tid": "2026-11-03"}}}, "2026-11-02"),
        ({"mottak": RECEIVED}, None),
    ],
)
def test_the_owner_is_told_from_the_day_that_it_is_known_to_be_a_case_for_the_owner(parts, start):
    frist = found(case(**parts)).get("skoleeier")
    assert (frist and frist.fra.isoformat()) == start
    assert (frist and frist.dato.isoformat()) == start


@pytest.mark.parametrize(
    ("kind", "by"), [("12-4", "r1"), ("12-5-ansatt", "r1"), ("12-5-ledelse", "a1")]
)
def test_who_reports_the_leadership_tells_the_owner_and_of_others_rektor_does(kind, by):
    sak = case(type=kind, mottak={"alvorlig": SERIOUS})
    assert found(sak)["skoleeier"].ansvarlige == (by,)


def test_gravity_is_judged_of_a_pupil_s_case_that_rektor_has():
    assert "alvorlighet" not in found(case())
    assert "alvorlighet" not in found(case(type="12-5-ansatt", mottak=RECEIVED))
    assert found(case(mottak=RECEIVED))["alvorlighet"].fra == date(2026, 11, 2)


@pytest.mark.parametrize(
    ("inquiry", "due", "by"),
    [
        (None, "2026-11-03", "r1"),
        ({"ansvarlig": "a1"}, "2026-11-03", "a1"),
        ({"utsatt": {"begrunnelse": "Syk."}}, "2026-11-03", "r1"),
        ({"utsatt": {"begrunnelse": "Syk.", "til": "2026-11-09"}}, "2026-11-09", "r1"),
    ],
)
def test_an_investigation_begins_by_the_norm_unless_it_is_postponed_to_a_day(inquiry, due, by):
    frist = found(case(mottak=RECEIVED, undersokelse=inquiry))["undersokelse-start"]
    assert (frist.fra, frist.dato.isoformat(), frist.ansvarlige) == (date(2026, 11, 2), due, (by,))


@pytest.mark.parametrize(
    ("raised", "note"),
    [
        ("2026-11-02", None),
        ("2026-12-18", "én uke: 2026-12-25, fem virkedager: 2026-12-28"),
        ("2026-11-07", "én uke: 2026-11-14, fem virkedager: 2026-11-13"),
    ],
)
def test_a_week_and_five_workdays_are_both_told_where_they_differ(raised, note):
    mottak = {"tatt_opp_med_rektor": {"tid": raised, "av": "f1"}}
    frist = found(case(mottak=mottak))["statsforvalter"]
    assert (frist.fra.isoformat(), frist.merknad) == (raised, note)
    reported = [{"id": "s-1a2b", "meldt": "2026-11-20"}]
    assert "statsforvalter" not in found(case(mottak=mottak, statsforvalter=reported))


def test_what_the_plan_sets_runs_from_its_own_days():
    undated = {**MEASURE, "fra": None, "til": "2026-12-18"}
    frister = found(case(aktivitetsplan={**PLAN, "tiltak": [undated]}))
    assert "tiltak-start" not in frister
    evaluation = frister["tiltak-evaluering"]
    assert (evaluation.fra, evaluation.gjelder) == (date(2026, 12, 14), "t-9xk2")
    rounds = [{"id": "v-2m8d", "dato": "2026-12-15", "neste": "2026-12-28"}]
    frist = found(case(aktivitetsplan={**PLAN, "evalueringer": rounds}))["neste-evaluering"]
    assert (frist.fra, frist.gjelder) == (date(2026, 12, 15), "v-2m8d")


@pytest.mark.parametrize(
    ("within", "state"),
    [(0, Tilstand.SENERE), (1, Tilstand.SENERE), (2, Tilstand.SNART), (3, Tilstand.SNART)],
)
def test_a_deadline_is_soon_within_as_many_workdays_as_are_asked_for(within, state):
    frist = found(case(aktivitetsplan=PLAN))["tiltak-start"]
    assert on_day(frist, date(2026, 11, 26), within).tilstand is state


STAFF = {**PEOPLE, "a9": {"rolle": "ansatt", "navn": "Al Tid"}}


def test_nothing_falls_on_whom_the_case_is_about():
    sak = case(type="12-5-ansatt", parter=STAFF, saksansvarlig="a9")
    assert owner_of_case(sak).keys == ("r1",)
    assert of_parties(sak, ["a9"]).keys == ("r1",)
    assert of_parties(sak, ["a9", "a1", "x1"]).keys == ("a1",)
    assert of_parties(sak, ["x1"]) == of_parties(sak, [])
    assert (of_parties(sak, []).keys, of_parties(sak, []).roles) == (("uavklart",), ())
    assert of_role(sak, Rolle.ANSATT).keys == ("ansatt",)
    assert whoever(sak, "a9").keys == ("r1",)
    assert whoever(sak, "a2").keys == ("a2",)
    assert whoever(sak, None).keys == whoever(sak, "x1").keys == ("r1",)


def test_a_role_nobody_has_is_told_as_the_role_or_falls_on_somebody_else():
    sak = case(type="12-5-ledelse", parter=PEOPLE)
    assert (owner_of_case(sak).keys, owner_of_case(sak).roles) == (("skoleeier",), ("skoleeier",))
    leader = of_parties(sak, ["a2"])
    assert of_role(sak, Rolle.SKOLEEIER, leader) == leader
    assert of_role(sak, Rolle.KONTAKTLAERER, leader).keys == ("a1",)
    assert owner_of_case(case(parter={"e1": {"rolle": "elev"}})).keys == ("rektor",)
