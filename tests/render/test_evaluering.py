"""The evaluation: one round, the measures in it, and the empty form for the next."""

from __future__ import annotations

from typing import Any

import pytest
from render_cases import LEADERSHIP, MINIMAL, OLD
from sak_cases_c import LONG, PLAN, ROUNDS, made
from sak_forms_c import EVERY_CASE, as_approved, readable_by_everyone, shown_as_written, tidy
from test_forms import in_order, plain

BOTH = pytest.mark.parametrize("fmt", ["md", "html"])
SNAPPED: dict[str, tuple[dict[str, Any], int | None]] = {
    "runde1": (LONG, 1),
    "runde2": (LONG, 2),
    "tom": (LONG, None),
    "minste": (MINIMAL, None),
    "ledelsen": (LEADERSHIP, None),
    "gammel": (OLD, None),
}
PARTS = [
    "Evaluering av tiltak",
    "Evaluering, runde 1",
    "1. Om evalueringen",
    "Til stede",
    "2. Tiltakene",
    "Gjennomført",
    "Effekt",
    "Merknad, elevens vurdering",
    "Videre",
    "3. Har eleven det trygt og godt?",
    "Elevens eget svar",
    "De foresattes svar",
    "Skolens vurdering",
    "4. Nye tiltak og ny versjon av planen",
    "5. Neste evaluering",
    "6. Konklusjon",
    "Planen prolongeres",
    "Planen avsluttes",
    "Dato og signatur, for skolen:",
]


def with_rounds(*rounds: dict[str, Any]) -> dict[str, Any]:
    """Return the long case with other rounds."""
    return {**LONG, "aktivitetsplan": {**PLAN, "evalueringer": list(rounds)}}


def many(count: int, **last: Any) -> dict[str, Any]:
    """Return the long case with so many rounds, and more said in the last."""
    letters = "abcdefgh"
    rounds = [{"id": f"v-aaa{letters[nr]}", "dato": f"2026-12-{nr + 4:02d}"} for nr in range(count)]
    return with_rounds(*rounds[:-1], {**rounds[-1], **last})


@BOTH
@pytest.mark.parametrize("case", SNAPPED)
def test_the_evaluation_is_as_last_approved(fmt: str, case: str) -> None:
    values, runde = SNAPPED[case]
    as_approved(f"evaluering-{case}", fmt, made("evaluering", fmt, values, runde=runde))


@BOTH
def test_the_evaluation_has_its_parts_in_order(fmt: str) -> None:
    in_order(plain(fmt, made("evaluering", fmt, LONG, runde=1)), PARTS)


@BOTH
@pytest.mark.parametrize("case", EVERY_CASE)
@pytest.mark.parametrize("runde", [None, 1, 2])
def test_the_evaluation_is_tidy_and_readable_in_every_case(
    fmt: str, case: str, runde: int | None
) -> None:
    text = made("evaluering", fmt, EVERY_CASE[case], runde=runde)
    tidy(text)
    if fmt == "html":
        readable_by_everyone(text)


@BOTH
def test_a_round_shows_its_number_and_what_was_said_of_each_measure(fmt: str) -> None:
    text = plain(fmt, made("evaluering", fmt, LONG, runde=1))
    in_order(text, ["t-9xk2", "ja", "delvis", "fortsetter"])
    assert "Espen Askeladd sier at Per Eventyr er grei nå." in text
    assert "Espen Askeladd, Mor Askeladd, Lise Lærersen" in text
    assert "Litt bedre. Men ikke når det er regn." in text


@BOTH
def test_a_round_lists_the_measures_that_came_of_it_and_no_later_ones(fmt: str) -> None:
    text = plain(fmt, made("evaluering", fmt, LONG, runde=1))
    new = text.partition("4. Nye tiltak")[2]
    assert "t-5hw3" in new
    assert "t-4jm8" in new  # what it replaces
    assert "t-6np4" not in text
    assert "Ny versjon av planen: versjon 2 av 4. desember 2026." in new
    assert "versjon 3" not in new
    later = plain(fmt, made("evaluering", fmt, LONG, runde=2)).partition("4. Nye tiltak")[2]
    assert "t-6np4" in later
    assert "versjon 3 av 18. desember 2026" in later


@BOTH
def test_a_measure_in_force_that_the_round_forgot_is_uavklart(fmt: str) -> None:
    forgot = {**ROUNDS[0], "tiltak": {"t-3fg7": ROUNDS[0]["tiltak"]["t-3fg7"]}}
    text = plain(fmt, made("evaluering", fmt, with_rounds(forgot), runde=1))
    table = text.partition("2. Tiltakene")[2].partition("3. Har eleven")[0]
    in_order(table, ["En fast voksen er på fotballbanen i storefri", "uavklart", "uavklart"])
    assert "t-9xk2" in table


@BOTH
def test_a_measure_that_had_ended_is_not_asked_about_again(fmt: str) -> None:
    text = plain(fmt, made("evaluering", fmt, LONG, runde=2))
    assert "t-3fg7" not in text
    assert "t-4jm8" not in text.partition("2. Tiltakene")[2].partition("3. Har")[0]


@BOTH
def test_what_nobody_has_answered_is_uavklart_and_unticked(fmt: str) -> None:
    text = plain(fmt, made("evaluering", fmt, LONG, runde=2))
    said = text.partition("3. Har eleven det trygt og godt?")[2]
    assert "uavklart" in said[:20]
    assert "☑" not in said.partition("Elevens eget svar")[0]


@BOTH
def test_outside_help_is_asked_about_from_the_fourth_round(fmt: str) -> None:
    third = plain(fmt, made("evaluering", fmt, many(3), runde=3))
    assert "Er hjelp utenfra vurdert?" not in third
    fourth = plain(fmt, made("evaluering", fmt, many(4), runde=4))
    in_order(fourth, ["6. Er hjelp utenfra vurdert?", "uavklart", "7. Konklusjon"])
    early = plain(fmt, made("evaluering", fmt, many(2, ekstern_bistand="PPT er spurt."), runde=2))
    in_order(early, ["6. Er hjelp utenfra vurdert?", "PPT er spurt.", "7. Konklusjon"])
    blank = plain(fmt, made("evaluering", fmt, many(3)))
    assert "6. Er hjelp utenfra vurdert?" in blank


@BOTH
def test_ending_the_plan_before_the_pupil_is_safe_is_said(fmt: str) -> None:
    for answer in ("nei", "uavklart"):
        ended = many(2, utgang="avsluttes", trygt_og_godt=answer)
        text = plain(fmt, made("evaluering", fmt, ended, runde=2))
        assert "det er ikke ført at eleven har det trygt og godt" in text
    ended = many(2, utgang="avsluttes", trygt_og_godt="ja")
    assert "det er ikke ført" not in plain(fmt, made("evaluering", fmt, ended, runde=2))


@BOTH
def test_without_a_round_the_form_is_empty_over_the_measures_in_force(fmt: str) -> None:
    text = plain(fmt, made("evaluering", fmt, LONG))
    assert "Evaluering, runde 3" in text
    assert "Skjemaet er ikke fylt ut." in text
    for measure in ("t-9xk2", "t-5hw3", "t-6np4"):
        assert measure in text
    assert "t-3fg7" not in text
    assert "☑" not in text
    assert text.count("☐") == 3 * 9 + 4
    assert "Det er gøy når leken er der." not in text


@BOTH
def test_text_in_an_evaluation_is_shown_as_written(fmt: str) -> None:
    shown_as_written("evaluering", fmt, runde=2)
