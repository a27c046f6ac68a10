"""The two school plans the project was made from: what they say too narrowly, in a case.

Source: law.md section 7.
"""

from __future__ import annotations

from datetime import date

import pytest
from checks_base import HEALTHY, SIDE, STAFF, YOUNG, findings_in

KEY = "  kommunikasjon: >-\n    {}\n  elevens_syn:"


def rules(text, today=date(2027, 1, 25)):
    return [one.rule for one in findings_in(text, today)]


def changed(*edits):
    text = HEALTHY
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize(
    "words",
    [
        "Foresatte kan melde saken til Fylkesmannen.",
        "Tiltakene må være i samsvar med ordensreglement for kommunale grunnskoler.",
        "Se intranettet: psykososialt-skolemiljo-og-kap-9-a/rundskriv-opplaringsloven-kap-9-a",
    ],
)
def test_an_outdated_wording_of_the_seed_plans_is_told_in_a_case_of_today(words):
    text = changed(("  elevens_syn:", KEY.format(words)))
    assert rules(text) == ["foreldet-ord"]


def test_a_report_that_stops_at_the_department_head_is_an_error_once_there_are_measures():
    text = changed(
        ("til: r1}\n  foresatte", "til: a2}\n  foresatte"),
        ("  rektor: {tid: 2026-11-20T14:10, av: r1, kanal: muntlig}\n", ""),
        ("  tatt_opp_med_rektor: {tid: 2026-11-21T08:30, av: f1}\n", ""),
        (HEALTHY[HEALTHY.index("statsforvalter:") : HEALTHY.index("avslutninger:")], ""),
    )
    assert rules(text) == ["rektor-ikke-meldt"]


def test_rektor_does_not_merely_consider_whether_to_tell_the_owner_of_a_serious_case():
    owner = HEALTHY[HEALTHY.index("  skoleeier: {") : HEALTHY.index("undersokelse:")]
    text = changed(
        (owner, ""),
        ("false, begrunnelse: Ikke vold", "true, begrunnelse: Meldt til politiet; vold"),
    )
    assert rules(text) == ["skoleeier-ikke-varslet"]


def test_a_meeting_after_a_while_is_no_date_to_evaluate_on():
    text = changed(("evalueres: 2026-12-18", "hyppighet: evalueres etter en periode"))
    text = text.replace("      hyppighet: hver fredag\n", "", 1)
    assert rules(text) == ["plan-e-evaluering"]


def test_a_case_about_staff_needs_no_judgement_of_gravity_before_the_owner_is_told():
    owner = HEALTHY[HEALTHY.index("  skoleeier: {") : HEALTHY.index("undersokelse:")]
    judged = HEALTHY[HEALTHY.index("  alvorlig: {") : HEALTHY.index("  skoleeier: {")]
    text = changed(SIDE, STAFF, YOUNG, (owner, ""), (judged, ""))
    assert rules(text, date(2026, 11, 23)) == []
    (told,) = findings_in(text, date(2026, 11, 24))
    assert (told.rule, told.hjemmel) == (
        "skoleeier-ikke-varslet",
        "opplæringslova § 12-5 første ledd",
    )
