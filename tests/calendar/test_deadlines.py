"""Each row of the deadline table: what starts it, its date and basis, and what fulfils it."""

from __future__ import annotations

from datetime import date

import pytest

from skolemiljo_cli.calendar.deadline import Fristtype, Tilstand, on_day, sort_key
from skolemiljo_cli.calendar.registry import deadlines
from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.derived.phase import phase
from skolemiljo_cli.model.validation.validate import parse, parse_case

PEOPLE = {
    "e1": {"rolle": "elev", "trinn": "5"},
    "f1": {"rolle": "foresatt", "til": "e1"},
    "a1": {"rolle": "kontaktlaerer"},
    "a2": {"rolle": "avdelingsleder"},
    "r1": {"rolle": "rektor"},
}
PLAN = {
    "problem": "Eleven er alene i friminuttene.",
    "tiltak": [
        {
            "id": "t-9xk2",
            "tiltak": "Voksen med i leken",
            "fra": "2026-11-30",
            "gjennomfores_av": "a1",
            "evalueres": "2026-12-14",
        }
    ],
}


def case(**parts):
    """A case reported on Monday 2 November 2026, with parts laid over it."""
    values = {
        "id": "2026-11-02-k3fq",
        "type": "12-4",
        "parter": PEOPLE,
        "melding": {"dato": "2026-11-02", "melder": "a1"},
        **parts,
    }
    parsed = parse_case(values)
    assert parsed.faults == (), parsed.faults
    return parsed.value


def config(**parts):
    parsed = parse(Oppsett, parts)
    assert parsed.faults == ()
    return parsed.value


def found(sak, oppsett=None):
    return {frist.frist.value: frist for frist in deadlines(sak, oppsett or config())}


ENDED = {
    **PLAN,
    "evalueringer": [
        {"id": "v-2m8d", "dato": "2026-12-14", "tiltak": {"t-9xk2": {"videre": "slutter"}}}
    ],
}
AGAIN = {"id": "g-6t5y", "dato": "2027-01-11"}
MEETING = {
    "id": "h-7k3q",
    "tid": "2026-11-05",
    "type": "mote",
    "avtaler": [{"id": "a-5d6f", "hva": "Ny samtale", "hvem": "a1", "frist": "2026-11-13"}],
}
REQUEST = {"dato": "2026-11-16", "hva": "Redegjørelse", "frist": "2026-11-27"}
RECEIVED = {"rektor": {"tid": "2026-11-02T14:10", "av": "r1"}}
ROUND = {"id": "v-2m8d", "dato": "2026-12-14", "tiltak": {"t-9xk2": {"gjennomfort": "ja"}}}
CLOSING = {"id": "x-4r1t", "dato": "2026-12-15", "oppfolging": "2027-01-15"}
DECISION = {"dato": "2026-12-01", "mottatt": "2026-12-04", "frist": "2026-12-18"}

# (what the row is, the case's parts, kind, date, basis)
ROWS = [
    ("reported, rektor does not have it", {}, "melding-rektor", "2026-11-02", "lokal"),
    ("§ 12-5: straks", {"type": "12-5-ansatt"}, "melding-rektor", "2026-11-02", "lov"),
    ("rektor has it", {"mottak": RECEIVED}, "alvorlighet", "2026-11-02", "lokal"),
    (
        "serious",
        {"mottak": {**RECEIVED, "alvorlig": {"vurdering": "ja", "dato": "2026-11-03"}}},
        "skoleeier",
        "2026-11-03",
        "lov",
    ),
    ("staff case", {"type": "12-5-ansatt"}, "skoleeier", "2026-11-02", "lov"),
    ("leadership case", {"type": "12-5-ledelse"}, "skoleeier", "2026-11-02", "lov"),
    ("guardians not told", {}, "foresatte-informert", "2026-11-03", "lokal"),
    ("not investigated", {"mottak": RECEIVED}, "undersokelse-start", "2026-11-03", "lokal"),
    (
        "postponed to a day",
        {
            "mottak": RECEIVED,
            "undersokelse": {"utsatt": {"begrunnelse": "syk", "til": "2026-11-09"}},
        },
        "undersokelse-start",
        "2026-11-09",
        "plan",
    ),
    ("no plan", {"mottak": RECEIVED}, "aktivitetsplan", "2026-11-09", "praksis"),
    (
        "taken up on a plain Monday: week and five virkedager agree",
        {"mottak": {"tatt_opp_med_rektor": {"tid": "2026-11-02", "av": "f1"}}},
        "statsforvalter",
        "2026-11-09",
        "lov",
    ),
    (
        "taken up before Christmas: the calendar week comes first",
        {"mottak": {"tatt_opp_med_rektor": {"tid": "2026-12-18", "av": "f1"}}},
        "statsforvalter",
        "2026-12-25",
        "lov",
    ),
    (
        "taken up on a Saturday: the five virkedager come first",
        {"mottak": {"tatt_opp_med_rektor": {"tid": "2026-11-07", "av": "f1"}}},
        "statsforvalter",
        "2026-11-13",
        "praksis",
    ),
    ("measure to begin", {"aktivitetsplan": PLAN}, "tiltak-start", "2026-11-30", "plan"),
    ("measure to evaluate", {"aktivitetsplan": PLAN}, "tiltak-evaluering", "2026-12-14", "plan"),
    (
        "the round named the next",
        {"aktivitetsplan": {**PLAN, "evalueringer": [{**ROUND, "neste": "2026-12-28"}]}},
        "neste-evaluering",
        "2026-12-28",
        "plan",
    ),
    (
        "opened again with every measure ended",
        {
            "mottak": RECEIVED,
            "aktivitetsplan": ENDED,
            "avslutninger": [CLOSING],
            "gjenapninger": [AGAIN],
        },
        "aktivitetsplan",
        "2027-01-18",
        "praksis",
    ),
    (
        "agreed in a meeting",
        {"logg": [MEETING]},
        "avtale",
        "2026-11-13",
        "plan",
    ),
    (
        "a next meeting was set",
        {"logg": [{**MEETING, "avtaler": [], "neste_mote": "2026-11-19"}]},
        "avtale",
        "2026-11-19",
        "plan",
    ),
    (
        "asked for by statsforvalteren",
        {"statsforvalter": [{"id": "s-1a2b", "foresporsler": [REQUEST]}]},
        "oversendelse",
        "2026-11-27",
        "lov",
    ),
    (
        "ordered by statsforvalteren",
        {"statsforvalter": [{"id": "s-1a2b", "vedtak": DECISION}]},
        "palegg",
        "2026-12-18",
        "lov",
    ),
    (
        "three weeks from receipt end on Christmas Day and move to a virkedag",
        {"statsforvalter": [{"id": "s-1a2b", "vedtak": DECISION}]},
        "klage",
        "2026-12-28",
        "lov",
    ),
    ("closed, to be followed up", {"avslutninger": [CLOSING]}, "oppfolging", "2027-01-15", "plan"),
    ("nothing for 14 days", {}, "stille", "2026-11-16", "lokal"),
]


@pytest.mark.parametrize(
    ("parts", "kind", "due", "basis"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_the_facts_give_the_deadline_of_the_row(parts, kind, due, basis):
    frist = found(case(**parts))[kind]
    assert (frist.dato.isoformat(), frist.grunnlag.value) == (due, basis)
    assert frist.hjemmel


def test_every_kind_of_deadline_has_a_row():
    without = {kind.value for kind in Fristtype} - {row[2] for row in ROWS}
    assert without == set(), f"ROWS in test_deadlines.py says of no case that it gives {without}"


INFORMED = {"dato": "2026-11-02", "melder": "a1", "foresatte_informert": {"dato": "2026-11-02"}}
OWNER_TOLD = {"tid": "2026-11-03T09:00", "mottaker": "oppvekstkontoret"}

# (what fulfils it, the case's parts, the kind that must be gone)
FULFILLED = [
    ("rektor has it", {"mottak": RECEIVED}, "melding-rektor"),
    (
        "a guardian took it up",
        {"mottak": {"tatt_opp_med_rektor": {"tid": "2026-11-02"}}},
        "melding-rektor",
    ),
    ("the leadership case goes past rektor", {"type": "12-5-ledelse"}, "melding-rektor"),
    (
        "gravity judged no",
        {"mottak": {**RECEIVED, "alvorlig": {"vurdering": "nei"}}},
        "alvorlighet",
    ),
    ("judged not serious", {"mottak": {"alvorlig": {"vurdering": "false"}}}, "skoleeier"),
    ("owner told", {"type": "12-5-ansatt", "mottak": {"skoleeier": OWNER_TOLD}}, "skoleeier"),
    (
        "obviously groundless, with rektor's reason",
        {"type": "12-5-ansatt", "mottak": {"skoleeier": {"apenbart_grunnlos": "Var ikke der."}}},
        "skoleeier",
    ),
    ("guardians told in the note", {"melding": INFORMED}, "foresatte-informert"),
    (
        "guardians spoken with in the log",
        {"logg": [{"id": "h-7k3q", "tid": "2026-11-02", "type": "telefon", "med": ["f1"]}]},
        "foresatte-informert",
    ),
    (
        "investigation begun",
        {"mottak": RECEIVED, "undersokelse": {"startet": "2026-11-02"}},
        "undersokelse-start",
    ),
    ("plan with the five points", {"mottak": RECEIVED, "aktivitetsplan": PLAN}, "aktivitetsplan"),
    (
        "found safe and good",
        {"mottak": RECEIVED, "undersokelse": {"konklusjon": {"trygt_og_godt": "ja"}}},
        "aktivitetsplan",
    ),
    (
        "plan in place before the week is out",
        {"mottak": {"tatt_opp_med_rektor": {"tid": "2026-11-02"}}, "aktivitetsplan": PLAN},
        "statsforvalter",
    ),
    (
        "the log says the measure was carried out",
        {
            "aktivitetsplan": PLAN,
            "logg": [
                {"id": "h-7k3q", "tid": "2026-11-30", "type": "gjennomforing", "tiltak": ["t-9xk2"]}
            ],
        },
        "tiltak-start",
    ),
    (
        "evaluated",
        {"aktivitetsplan": {**PLAN, "evalueringer": [ROUND]}},
        "tiltak-evaluering",
    ),
    (
        "the measure was ended",
        {
            "aktivitetsplan": {
                **PLAN,
                "evalueringer": [{**ROUND, "tiltak": {"t-9xk2": {"videre": "slutter"}}}],
            }
        },
        "tiltak-start",
    ),
    (
        "a later round came",
        {
            "aktivitetsplan": {
                **PLAN,
                "evalueringer": [
                    {**ROUND, "neste": "2026-12-28"},
                    {"id": "v-3n9e", "dato": "2026-12-28"},
                ],
            }
        },
        "neste-evaluering",
    ),
    (
        "opened again with a measure in force",
        {
            "mottak": RECEIVED,
            "aktivitetsplan": PLAN,
            "avslutninger": [CLOSING],
            "gjenapninger": [AGAIN],
        },
        "aktivitetsplan",
    ),
    (
        "ended measures in a case that was never closed",
        {"mottak": RECEIVED, "aktivitetsplan": ENDED},
        "aktivitetsplan",
    ),
    (
        "a later entry says the agreement was kept",
        {
            "logg": [
                MEETING,
                {"id": "h-8n2w", "tid": "2026-11-12", "type": "notat", "oppfyller": ["a-5d6f"]},
            ]
        },
        "avtale",
    ),
    (
        "the entry with the agreement was corrected",
        {
            "logg": [
                MEETING,
                {"id": "h-8n2w", "tid": "2026-11-12", "type": "mote", "retter": "h-7k3q"},
            ]
        },
        "avtale",
    ),
    (
        "the next meeting was held",
        {
            "logg": [
                {**MEETING, "avtaler": [], "neste_mote": "2026-11-19"},
                {"id": "h-8n2w", "tid": "2026-11-18", "type": "mote"},
            ]
        },
        "avtale",
    ),
    (
        "the plan was evaluated at the next meeting",
        {
            "logg": [{**MEETING, "avtaler": [], "neste_mote": "2026-11-19"}],
            "aktivitetsplan": {"evalueringer": [{"id": "v-2m8d", "dato": "2026-11-19"}]},
        },
        "avtale",
    ),
    (
        "what was asked for was sent",
        {
            "statsforvalter": [
                {"id": "s-1a2b", "foresporsler": [{**REQUEST, "sendt": "2026-11-26"}]}
            ]
        },
        "oversendelse",
    ),
    (
        "order carried out",
        {"statsforvalter": [{"id": "s-1a2b", "vedtak": {**DECISION, "oppfylt": "2026-12-10"}}]},
        "palegg",
    ),
    (
        "appealed",
        {"statsforvalter": [{"id": "s-1a2b", "vedtak": {**DECISION, "paklaget": "ja"}}]},
        "klage",
    ),
    (
        "followed up",
        {
            "avslutninger": [CLOSING],
            "logg": [{"id": "h-7k3q", "tid": "2027-01-14", "type": "oppfolging"}],
        },
        "oppfolging",
    ),
    ("closed", {"avslutninger": [CLOSING]}, "stille"),
]


@pytest.mark.parametrize(
    ("parts", "kind"), [row[1:] for row in FULFILLED], ids=[row[0] for row in FULFILLED]
)
def test_a_fulfilled_deadline_disappears(parts, kind):
    assert kind not in found(case(**parts))


def test_every_kind_of_deadline_can_be_fulfilled():
    without = {kind.value for kind in Fristtype} - {row[2] for row in FULFILLED}
    assert without == set(), f"FULFILLED in test_deadlines.py does not say what ends {without}"


@pytest.mark.parametrize("lacking", ["fra", "gjennomfores_av", "evalueres", "tiltak"])
def test_a_plan_without_one_of_the_five_points_does_not_fulfil_the_deadline(lacking):
    measure = {key: value for key, value in PLAN["tiltak"][0].items() if key != lacking}
    sak = case(mottak=RECEIVED, aktivitetsplan={**PLAN, "tiltak": [measure]})
    frist = found(sak)["aktivitetsplan"]
    assert frist.merknad is not None
    assert "mangler" in frist.merknad


def test_a_leadership_case_never_falls_on_rektor():
    sak = case(type="12-5-ledelse", saksansvarlig="r1", mottak={"skoleeier": OWNER_TOLD})
    for frist in deadlines(sak, config()):
        assert "rektor" not in frist.roller, frist.frist
        assert "r1" not in frist.ansvarlige, frist.frist


def test_closed_days_move_local_norms_and_never_the_law():
    closed = config(lukkede_dager=[{"fra": "2026-11-03", "til": "2026-11-06"}])
    sak = case(mottak={**RECEIVED, "tatt_opp_med_rektor": {"tid": "2026-11-02"}})
    with_closed, without = found(sak, closed), found(sak)
    assert with_closed["undersokelse-start"].dato == date(2026, 11, 9)
    assert with_closed["statsforvalter"].dato == without["statsforvalter"].dato
    assert with_closed["statsforvalter"].merknad == "dager skolen er stengt, er talt med"


def test_local_norms_are_settings():
    oppsett = config(lokale_frister={"foresatte_informert": 3, "stille": 7})
    assert found(case(), oppsett)["foresatte-informert"].dato == date(2026, 11, 5)
    assert found(case(), oppsett)["stille"].dato == date(2026, 11, 9)


def test_a_case_from_before_august_2024_names_the_old_act():
    old = case(id="2023-11-02-k3fq", melding={"dato": "2023-11-02"})
    assert all("12-" not in frist.hjemmel for frist in deadlines(old, config()))
    assert any("9 A-" in frist.hjemmel for frist in deadlines(old, config()))


def test_who_carries_out_a_measure_is_a_key_and_free_text_is_never_shown():
    plan = {**PLAN, "tiltak": [{**PLAN["tiltak"][0], "gjennomfores_av": ["a1", "a2"]}]}
    assert found(case(aktivitetsplan=plan))["tiltak-start"].ansvarlig == "a1, a2"
    unknown = {**PLAN, "tiltak": [{**PLAN["tiltak"][0], "gjennomfores_av": "a9"}]}
    assert found(case(aktivitetsplan=unknown))["tiltak-start"].ansvarlig == "uavklart"


def test_a_reopened_case_is_open_again():
    again = {"id": "g-1a2b", "dato": "2026-12-20"}
    kinds = found(case(avslutninger=[CLOSING], gjenapninger=[again]))
    assert "oppfolging" not in kinds
    assert kinds["stille"].dato == date(2027, 1, 4)


@pytest.mark.parametrize(
    ("today", "state", "left"),
    [
        ("2026-11-13", Tilstand.SENERE, 11),
        ("2026-11-16", Tilstand.SNART, 10),
        ("2026-11-27", Tilstand.SNART, 1),
        ("2026-11-30", Tilstand.I_DAG, 0),
        ("2026-12-01", Tilstand.FORFALT, -1),
        ("2026-12-05", Tilstand.FORFALT, -4),
    ],
)
def test_how_near_a_deadline_is(today, state, left):
    frist = found(case(aktivitetsplan=PLAN))["tiltak-start"]
    seen = on_day(frist, date.fromisoformat(today))
    assert (seen.tilstand, seen.virkedager_igjen) == (state, left)


def test_an_appeal_limit_lapses_and_is_never_overdue():
    frist = found(case(statsforvalter=[{"id": "s-1a2b", "vedtak": DECISION}]))["klage"]
    assert on_day(frist, date(2026, 12, 28)) is not None
    assert on_day(frist, date(2026, 12, 29)) is None


def test_the_order_is_by_date_and_then_by_the_order_of_the_work():
    today = date(2026, 11, 2)
    seen = [on_day(frist, today) for frist in deadlines(case(mottak=RECEIVED), config())]
    ordered = [(one.frist.dato, one.frist.frist.value) for one in sorted(seen, key=sort_key)]
    assert ordered == [
        (date(2026, 11, 2), "alvorlighet"),
        (date(2026, 11, 3), "foresatte-informert"),
        (date(2026, 11, 3), "undersokelse-start"),
        (date(2026, 11, 9), "aktivitetsplan"),
        (date(2026, 11, 16), "stille"),
    ], "a new kind of deadline that this case gives has a row here too"


TWO = {
    **PLAN,
    "tiltak": [PLAN["tiltak"][0], {**PLAN["tiltak"][0], "id": "t-8xk2"}],
}


@pytest.mark.parametrize("lacking", ["fra", "gjennomfores_av", "evalueres", "tiltak"])
def test_one_measure_that_lacks_a_point_is_enough_for_the_plan_to_lack_it(lacking):
    second = {key: value for key, value in TWO["tiltak"][1].items() if key != lacking}
    sak = case(mottak=RECEIVED, aktivitetsplan={**TWO, "tiltak": [TWO["tiltak"][0], second]})
    assert "aktivitetsplan" in found(sak)


@pytest.mark.parametrize("when", ["til", "hyppighet"])
def test_an_end_or_how_often_is_also_a_time_of_carrying_out(when):
    value = {"til": "2026-12-18", "hyppighet": "hvert storefri"}[when]
    measure = {**PLAN["tiltak"][0], when: value}
    del measure["fra"]
    sak = case(mottak=RECEIVED, aktivitetsplan={**PLAN, "tiltak": [measure]})
    assert "aktivitetsplan" not in found(sak)


def test_a_case_without_a_plan_says_nothing_of_what_the_plan_lacks():
    assert found(case(mottak=RECEIVED))["aktivitetsplan"].merknad is None


def test_what_rektor_is_to_do_falls_on_the_rektor_of_the_case():
    serious = {**RECEIVED, "alvorlig": {"vurdering": "ja", "dato": "2026-11-03"}}
    assert found(case(mottak=RECEIVED))["alvorlighet"].ansvarlige == ("r1",)
    assert found(case(mottak=serious))["skoleeier"].ansvarlige == ("r1",)
    assert found(case(mottak=RECEIVED))["aktivitetsplan"].ansvarlige == ("r1",)


def test_who_leads_the_case_has_its_deadlines():
    sak = case(mottak=RECEIVED, saksansvarlig="a2")
    assert found(sak)["aktivitetsplan"].ansvarlige == ("a2",)
    assert found(sak)["aktivitetsplan"].roller == ("avdelingsleder",)
    assert found(case(mottak=RECEIVED, saksansvarlig="a9"))["aktivitetsplan"].ansvarlige == ("r1",)


def test_an_unknown_reporter_leaves_the_report_to_rektor():
    sak = case(melding={"dato": "2026-11-02", "melder": "a9"})
    assert found(sak)["melding-rektor"].ansvarlige == ("r1",)
    assert found(case(melding={"dato": "2026-11-02"}))["melding-rektor"].ansvarlige == ("r1",)


@pytest.mark.parametrize("case_type", ["12-4", "12-5-ledelse"])
def test_only_a_staff_case_can_be_obviously_groundless(case_type):
    groundless = {"apenbart_grunnlos": "Det var en misforståelse."}
    serious = {"vurdering": "ja", "dato": "2026-11-03"}
    sak = case(type=case_type, mottak={"skoleeier": groundless, "alvorlig": serious})
    assert "skoleeier" in found(sak)


def test_an_owner_without_a_time_has_not_been_told():
    sak = case(type="12-5-ansatt", mottak={"skoleeier": {"mottaker": "oppvekstkontoret"}})
    assert "skoleeier" in found(sak)


def test_a_guardian_who_reported_or_raised_it_knows():
    by_guardian = case(melding={"dato": "2026-11-02", "melder": "f1"})
    raised = case(mottak={"tatt_opp_med_rektor": {"tid": "2026-11-02", "av": "f1"}})
    by_pupil = case(mottak={"tatt_opp_med_rektor": {"tid": "2026-11-02", "av": "e1"}})
    assert "foresatte-informert" not in found(by_guardian)
    assert "foresatte-informert" not in found(raised)
    assert "foresatte-informert" in found(by_pupil)


def test_an_evaluation_that_says_not_carried_out_leaves_the_measure_to_begin():
    plan = {**PLAN, "evalueringer": [{**ROUND, "tiltak": {"t-9xk2": {"gjennomfort": "nei"}}}]}
    assert "tiltak-start" in found(case(aktivitetsplan=plan))
    done = {**PLAN, "evalueringer": [{**ROUND, "tiltak": {"t-9xk2": {"gjennomfort": "delvis"}}}]}
    assert "tiltak-start" not in found(case(aktivitetsplan=done))


def test_the_evaluation_of_a_measure_counts_from_its_start():
    assert found(case(aktivitetsplan=PLAN))["tiltak-evaluering"].fra == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("tid", "kind", "followed_up"),
    [
        ("2026-12-15", "oppfolging", True),
        ("2026-12-14", "oppfolging", False),
        ("2027-01-15", "telefon", False),
    ],
)
def test_only_a_follow_up_after_the_closing_counts_as_one(tid, kind, followed_up):
    logg = [{"id": "h-7k3q", "tid": tid, "type": kind}]
    kinds = found(case(avslutninger=[CLOSING], logg=logg))
    assert ("oppfolging" not in kinds) == followed_up


@pytest.mark.parametrize(
    ("closed", "counted"),
    [("2026-11-02", False), ("2026-11-03", True), ("2026-11-09", True), ("2026-11-10", False)],
)
def test_a_closed_day_is_mentioned_when_it_lies_inside_the_time_the_law_counts(closed, counted):
    oppsett = config(lukkede_dager=[closed, "2027-07-01"])
    sak = case(mottak={"tatt_opp_med_rektor": {"tid": "2026-11-02"}})
    assert (found(sak, oppsett)["statsforvalter"].merknad is not None) == counted
    assert found(sak, oppsett)["stille"].merknad is None


def test_the_latest_closing_is_the_one_in_force():
    later = {"id": "x-5r2t", "dato": "2027-02-01", "oppfolging": "2027-03-01"}
    again = {"id": "g-1a2b", "dato": "2027-01-10"}
    kinds = found(case(avslutninger=[CLOSING, later], gjenapninger=[again]))
    assert kinds["oppfolging"].dato == date(2027, 3, 1)


def test_a_reopening_on_the_day_of_the_closing_comes_after_it():
    again = {"id": "g-1a2b", "dato": "2026-12-15"}
    assert "stille" in found(case(avslutninger=[CLOSING], gjenapninger=[again]))


def test_the_duty_runs_from_the_first_of_the_two_clocks():
    mottak = {
        "rektor": {"tid": "2026-11-05"},
        "tatt_opp_med_rektor": {"tid": "2026-11-03", "av": "f1"},
    }
    assert found(case(mottak=mottak))["aktivitetsplan"].fra == date(2026, 11, 3)


PHASES = [
    ({}, "meldt"),
    ({"mottak": RECEIVED}, "mottatt"),
    ({"undersokelse": {"ansvarlig": "a1"}}, "meldt"),
    ({"undersokelse": {"startet": "2026-11-03"}}, "undersokelse"),
    ({"undersokelse": {"konklusjon": {"trygt_og_godt": "nei"}}}, "undersokelse"),
    ({"aktivitetsplan": {"problem": "p"}}, "meldt"),
    ({"aktivitetsplan": PLAN}, "tiltak"),
    ({"aktivitetsplan": {**PLAN, "evalueringer": [ROUND]}}, "evaluering"),
    ({"aktivitetsplan": PLAN, "avslutninger": [CLOSING]}, "avsluttet"),
]


@pytest.mark.parametrize(("parts", "expected"), PHASES, ids=[row[1] for row in PHASES])
def test_the_phase_is_the_furthest_step_the_facts_show(parts, expected):
    assert phase(case(**parts)).value == expected


def test_deadlines_of_two_measures_on_one_day_come_in_the_order_of_the_plan():
    seen = [on_day(one, date(2026, 11, 2)) for one in deadlines(case(aktivitetsplan=TWO), config())]
    starts = [one for one in sorted(seen, key=sort_key) if one.frist.frist == "tiltak-start"]
    assert [one.frist.gjelder for one in starts] == ["t-9xk2", "t-8xk2"]


def test_a_closing_without_a_follow_up_date_gives_no_deadline():
    closing = {"id": "x-4r1t", "dato": "2026-12-15"}
    assert found(case(avslutninger=[closing])) == {}


def test_what_statsforvalteren_does_breaks_the_silence():
    sak = case(statsforvalter=[{"id": "s-1a2b", "meldt": "2026-11-25", "vedtak": DECISION}])
    assert found(sak)["stille"].dato == date(2026, 12, 18)
    told = case(statsforvalter=[{"id": "s-1a2b", "meldt": "2026-11-25"}])
    assert found(told)["stille"].dato == date(2026, 12, 9)
