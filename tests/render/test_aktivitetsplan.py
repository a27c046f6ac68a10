"""The plan: the statute's five points, its versions, and what families are told."""

from __future__ import annotations

from typing import Any

import pytest
from render_cases import LEADERSHIP, MINIMAL, OLD
from sak_cases_c import LONG, PLAN, STAFF, made
from sak_forms_c import EVERY_CASE, as_approved, readable_by_everyone, shown_as_written, tidy
from test_forms import in_order, plain

BOTH = pytest.mark.parametrize("fmt", ["md", "html"])
SNAPPED = {"lang": LONG, "minste": MINIMAL, "ledelsen": LEADERSHIP, "gammel": OLD}
PARTS = [
    "Aktivitetsplan iht. opplæringsloven § 12-4",
    "a) Hvilke problemer tiltakene skal løse",
    "Mål",
    "b)–e) Tiltakene",
    "b) Tiltak",
    "Rettet mot",
    "c) Når",
    "d) Gjennomføres av",
    "e) Evalueres",
    "Status",
    "Tiltak som er avsluttet eller erstattet",
    "Elevens syn på planen",
    "Foresattes syn på planen",
    "Oppsummering av kommunikasjonen med elever og foreldre",
    "Skolens vurdering av saken",
    "Elevens beste",
    "Evalueringsdato og neste møte",
    "Oppfølging mot senskade",
    "Versjon og endringslogg",
    "Kopi til og underskrift",
    "Dato og signatur, for skolen:",
    "Til eleven og de foresatte",
    "Planen er ikke et enkeltvedtak",
]


def planned(**changes: Any) -> dict[str, Any]:
    """Return the long case with another plan."""
    return {**LONG, "aktivitetsplan": {**PLAN, **changes}}


def raised(day: str, **more: Any) -> dict[str, Any]:
    """Return the smallest case, taken up with rektor on a day."""
    return {**MINIMAL, "mottak": {"tatt_opp_med_rektor": {"tid": day}}, **more}


@BOTH
@pytest.mark.parametrize("case", SNAPPED)
def test_the_plan_is_as_last_approved(fmt: str, case: str) -> None:
    as_approved(f"aktivitetsplan-{case}", fmt, made("aktivitetsplan", fmt, SNAPPED[case]))


@BOTH
def test_the_plan_has_its_parts_in_order(fmt: str) -> None:
    in_order(plain(fmt, made("aktivitetsplan", fmt, LONG)), PARTS)


@BOTH
def test_a_case_before_the_new_act_has_the_old_paragraph_in_its_title(fmt: str) -> None:
    text = plain(fmt, made("aktivitetsplan", fmt, OLD))
    assert "Aktivitetsplan iht. opplæringsloven § 9 A-4" in text
    assert "§ 12-" not in text
    assert "§ 10-2" not in text


@BOTH
@pytest.mark.parametrize("case", EVERY_CASE)
def test_the_plan_is_tidy_and_readable_in_every_case(fmt: str, case: str) -> None:
    text = made("aktivitetsplan", fmt, EVERY_CASE[case])
    tidy(text)
    if fmt == "html":
        readable_by_everyone(text)


LACKING = {
    "a": {"problem": "  "},
    "b": {"tiltak": ""},
    "c": {"fra": None, "til": None, "hyppighet": None},
    "d": {"gjennomfores_av": []},
    "e": {"evalueres": None},
}


@BOTH
@pytest.mark.parametrize("point", LACKING)
def test_a_plan_that_lacks_one_of_the_five_points_says_which(fmt: str, point: str) -> None:
    if point == "a":
        case = planned(**LACKING["a"])
    else:
        measures = [*PLAN["tiltak"][:-1], {**PLAN["tiltak"][-1], **LACKING[point]}]
        case = planned(tiltak=measures)
    text = plain(fmt, made("aktivitetsplan", fmt, case))
    _, _, said = text.partition("Planen er ikke ferdig.")
    assert f"Den mangler punkt {point} (" in " ".join(said.replace("**", "").split())[:40]
    others = [one for one in LACKING if one != point]
    assert not any(f" {one} (" in said.split(". a)")[0].split("## a)")[0] for one in others)


@BOTH
def test_a_plan_with_all_five_points_is_not_marked(fmt: str) -> None:
    assert "Planen er ikke ferdig" not in made("aktivitetsplan", fmt, LONG)


@BOTH
def test_a_case_without_a_plan_lacks_all_five_and_shows_nothing_as_done(fmt: str) -> None:
    text = plain(fmt, made("aktivitetsplan", fmt, MINIMAL))
    for point in "abcde":
        assert f" {point} (" in text
    assert "Planen har ingen tiltak ennå." in text
    assert text.count("uavklart") >= 12
    assert "☑" not in text


@BOTH
def test_the_marked_points_are_those_the_check_marks(fmt: str) -> None:
    from skolemiljo_cli.calendar.five_points import lacks_of_plan
    from skolemiljo_cli.model.sak.case import Sak

    one = {"id": "t-9xk2", "tiltak": "Tilsyn", "hyppighet": "daglig"}
    for measures in ([], [one], [one, PLAN["tiltak"][0]]):
        for problem in (None, "\n", "Utestenging"):
            case = planned(tiltak=measures, problem=problem, evalueringer=[], revidert=[])
            lacks = lacks_of_plan(Sak.model_validate(case).aktivitetsplan)
            text = plain(fmt, made("aktivitetsplan", fmt, case))
            said = text.partition("mangler punkt ")[2].split("a) Hvilke")[0]
            assert [point for point in "abcde" if f"{point} (" in said] == list(lacks)


@BOTH
def test_ended_and_replaced_measures_are_listed_apart(fmt: str) -> None:
    text = plain(fmt, made("aktivitetsplan", fmt, LONG))
    now, before = text.split("Tiltak som er avsluttet eller erstattet")
    assert "t-3fg7" not in now
    assert "Samtale med Per Eventyr om regler i leken" in before
    assert "erstattet av t-5hw3" in before
    assert "gjennomført ja, effekt ja, slutter" in before
    assert "t-9xk2" in now


@BOTH
def test_a_measure_shows_what_it_builds_on_why_and_its_proof(fmt: str) -> None:
    text = plain(fmt, made("aktivitetsplan", fmt, LONG))
    assert "h-7k3q (elevsamtale 23.11.2026), h-2m8d (observasjon 24.11.2026)" in text
    assert "Observasjonene viser at Espen Askeladd blir stående alene" in text
    assert "26.11.2026 (h-4r1t), 07.12.2026 (h-5s2v)" in text


@BOTH
def test_a_finding_that_was_corrected_leads_to_the_correction(fmt: str) -> None:
    entry = {"id": "h-8v4x", "tid": "2026-11-25", "type": "observasjon", "retter": "h-2m8d"}
    text = plain(fmt, made("aktivitetsplan", fmt, {**LONG, "logg": [*LONG["logg"], entry]}))
    assert "h-2m8d (observasjon 24.11.2026, rettet i h-8v4x)" in text


@BOTH
def test_the_plan_says_which_version_it_is_and_keeps_what_stood_before(fmt: str) -> None:
    text = plain(fmt, made("aktivitetsplan", fmt, LONG))
    assert "Dette er versjon 3 av 18. desember 2026. Den erstatter versjon 2." in text
    assert "Aktivitetsplan, versjon 3" in text
    in_order(text, ["25.11.2026", "Planen ble laget", "04.12.2026", "t-5hw3", "t-6np4"])
    in_order(text, ["Slik sto det før", "Espen Askeladd har det ikke trygt og godt."])


@BOTH
def test_the_next_evaluation_is_the_one_the_last_round_set(fmt: str) -> None:
    text = plain(fmt, made("aktivitetsplan", fmt, LONG))
    assert text.partition("Neste evaluering")[2].lstrip(": ").startswith("15. januar 2027")
    overdue = made("aktivitetsplan", fmt, planned(evalueringer=[]))
    assert "4. desember 2026 (datoen er passert, og ingen evaluering er ført)" in plain(
        fmt, overdue
    )


VECTORS = [
    ("2026-03-23", "30. mars 2026"),
    ("2026-04-30", "8. mai 2026"),
    ("2026-05-13", "21. mai 2026"),
    ("2026-12-18", "28. desember 2026"),
    ("2026-12-23", "31. desember 2026"),
]
"""law.md 5.4: the later of one week and five virkedager."""


@BOTH
@pytest.mark.parametrize(("day", "open_from"), VECTORS)
def test_families_are_told_the_later_date(fmt: str, day: str, open_from: str) -> None:
    text = plain(fmt, made("aktivitetsplan", fmt, raised(day)))
    assert f"Saken kan meldes fra og med {open_from}." in text


@BOTH
def test_before_it_is_taken_up_with_rektor_the_plan_says_what_comes_first(fmt: str) -> None:
    text = plain(fmt, made("aktivitetsplan", fmt, MINIMAL))
    assert "Det er ikke ført at eleven eller de foresatte har tatt saken opp med rektor." in text
    assert "Det må skje først" in text
    assert "kan meldes fra og med" not in text


@BOTH
def test_special_reasons_are_named_and_party_access_is_not(fmt: str) -> None:
    text = plain(fmt, made("aktivitetsplan", fmt, LONG))
    assert "særlige grunner" in text.lower()
    assert "kan være en slik grunn" not in text
    leaders = plain(fmt, made("aktivitetsplan", fmt, LEADERSHIP))
    assert "At saken gjelder ledelsen ved skolen, kan være en slik grunn" in leaders
    for words in ("§ 18", "§ 19", "partsinnsyn"):
        assert words not in text
    assert "fem virkedager" not in text.split("Til eleven og de foresatte")[0]
    assert "Fylkesmannen" not in text


@BOTH
def test_the_plan_of_a_staff_case_is_not_for_the_pupil_file(fmt: str) -> None:
    text = plain(fmt, made("aktivitetsplan", fmt, STAFF))
    assert "den skjermede saken, ikke til elevmappen" in text.lower()
    leaders = plain(fmt, made("aktivitetsplan", fmt, LEADERSHIP))
    assert "Dato og signatur, for skoleeier:" in leaders


@BOTH
def test_a_private_school_has_a_daglig_leder_in_the_box(fmt: str) -> None:
    private = {"skoleeier": {"navn": "Styret i Tittutlia", "kalles": "styre"}}
    text = plain(fmt, made("aktivitetsplan", fmt, LONG, **private))
    assert "Saken ble tatt opp med daglig leder 23. november 2026" in text
    assert "rektor" not in text.partition("Til eleven og de foresatte")[2]


@BOTH
def test_a_measure_that_needs_a_decision_of_its_own_shows_it(fmt: str) -> None:
    decided = {**PLAN["tiltak"][0], "enkeltvedtak": {"referanse": "26/00999"}}
    text = plain(fmt, made("aktivitetsplan", fmt, planned(tiltak=[decided, *PLAN["tiltak"][1:]])))
    assert "26/00999, " in text.replace("*", "")


@BOTH
def test_rules_that_were_set_aside_are_shown(fmt: str) -> None:
    case = {**LONG, "unntak": [{"regel": "L12", "begrunnelse": "Se loggen.", "av": "r1"}]}
    in_order(plain(fmt, made("aktivitetsplan", fmt, case)), ["Regler som ikke", "L12", "Se loggen"])


@pytest.mark.slow
@BOTH
def test_text_in_a_plan_is_shown_as_written(fmt: str) -> None:
    shown_as_written("aktivitetsplan", fmt)
