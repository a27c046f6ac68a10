"""The closing: the pupil's own answer, what is not said, and the duty that lasts."""

from __future__ import annotations

from typing import Any

import pytest
from render_cases import LEADERSHIP, MINIMAL, OLD
from sak_cases_c import CLOSED, CLOSING, LONG, made
from sak_forms_c import EVERY_CASE, as_approved, readable_by_everyone, shown_as_written, tidy
from test_forms import in_order, plain

BOTH = pytest.mark.parametrize("fmt", ["md", "html"])


def closed(**changes: Any) -> dict[str, Any]:
    """Return the closed case, closed otherwise."""
    return {**CLOSED, "avslutninger": [{**CLOSING, **changes}]}


UNANSWERED = closed(
    elevens_svar=None,
    uten_elevens_svar="{e1} har flyttet utenlands og svarer ikke.",
    trygt_og_godt="uavklart",
    grunnlag="flyttet",
)
SNAPPED = {
    "avsluttet": CLOSED,
    "uten-svar": UNANSWERED,
    "tom": LONG,
    "minste": MINIMAL,
    "ledelsen": LEADERSHIP,
    "gammel": OLD,
}
PARTS = [
    "Avslutning av sak",
    "1. Dato, plan og siste evaluering",
    "2. Elevens bekreftelse og de foresattes syn",
    "Elevens egne ord",
    "De foresattes syn",
    "3. Skolens vurdering: har eleven det trygt og godt?",
    "4. Grunnlaget for å avslutte",
    "5. Tiltak som fortsetter i det vanlige arbeidet",
    "6. Oppfølging",
    "7. Arkivering",
    "8. Saken åpnes igjen hvis",
    "Plikten varer til eleven har det trygt og godt",
    "Dato og signatur, rektor:",
]


@BOTH
@pytest.mark.parametrize("case", SNAPPED)
def test_the_closing_is_as_last_approved(fmt: str, case: str) -> None:
    as_approved(f"avslutning-{case}", fmt, made("avslutning", fmt, SNAPPED[case]))


@BOTH
@pytest.mark.parametrize("case", [CLOSED, LONG])
def test_the_closing_has_its_parts_in_order(fmt: str, case: dict[str, Any]) -> None:
    in_order(plain(fmt, made("avslutning", fmt, case)), PARTS)


@BOTH
@pytest.mark.parametrize("case", EVERY_CASE)
def test_the_closing_is_tidy_and_readable_in_every_case(fmt: str, case: str) -> None:
    text = made("avslutning", fmt, EVERY_CASE[case])
    tidy(text)
    if fmt == "html":
        readable_by_everyone(text)


@BOTH
def test_the_pupil_is_quoted_and_the_plan_and_last_round_are_named(fmt: str) -> None:
    text = plain(fmt, made("avslutning", fmt, CLOSED))
    assert "Nå har jeg det bra. Jeg er med på fotballen." in text
    assert "versjon 3 av 18. desember 2026" in text
    assert "runde 2, 18. desember 2026. Trygt og godt: " in text
    assert "Bk360, sak 26/00417" in text
    assert "12. mars 2027" in text
    assert "t-6np4, planlagt" in text


@BOTH
def test_a_closing_without_the_answer_is_shown_as_what_it_is(fmt: str) -> None:
    text = plain(fmt, made("avslutning", fmt, UNANSWERED))
    assert "Elevens svar mangler." in text
    assert "Espen Askeladd har flyttet utenlands og svarer ikke." in text
    assert "Avslutningen sier ikke at eleven har det trygt og godt." in text
    assert text.count("☑") == 1
    assert ("☑ " if fmt == "md" else "Krysset av: ") + "Eleven går ikke lenger på skolen" in text


@BOTH
def test_neither_answer_nor_reason_is_uavklart(fmt: str) -> None:
    text = plain(fmt, made("avslutning", fmt, closed(elevens_svar=" ")))
    answer = text.partition("Elevens egne ord")[2].partition("De foresattes")[0]
    assert "uavklart" in answer
    assert "Elevens svar mangler" not in answer


@BOTH
@pytest.mark.parametrize("answer", ["nei", "uavklart"])
def test_only_a_yes_closes_without_a_mark(fmt: str, answer: str) -> None:
    mark = "Avslutningen sier ikke at eleven har det trygt og godt."
    assert mark in plain(fmt, made("avslutning", fmt, closed(trygt_og_godt=answer)))
    assert mark not in plain(fmt, made("avslutning", fmt, CLOSED))
    assert mark not in plain(fmt, made("avslutning", fmt, LONG))


@BOTH
def test_the_duty_and_the_reopening_are_always_said(fmt: str) -> None:
    for case, law in ((CLOSED, "opplæringslova § 12-4"), (OLD, "§ 9 A-4")):
        text = plain(fmt, made("avslutning", fmt, case))
        assert f"{law}). Har eleven det ikke trygt og godt, åpnes saken igjen." in text


@BOTH
def test_a_case_that_was_opened_again_says_so(fmt: str) -> None:
    again = [{"id": "g-7k3q", "dato": "2027-03-01", "begrunnelse": "{e1} er alene igjen."}]
    text = plain(fmt, made("avslutning", fmt, {**CLOSED, "gjenapninger": again}))
    assert "Saken ble åpnet igjen 1. mars 2027." in text
    assert "Espen Askeladd er alene igjen." in text
    assert "Nå har jeg det bra." in text


@BOTH
def test_of_two_closings_the_latest_is_shown(fmt: str) -> None:
    later = {**CLOSING, "id": "x-5s2v", "dato": "2027-05-03", "elevens_svar": "Helt greit."}
    again = [{"id": "g-7k3q", "dato": "2027-03-01"}]
    case = {**CLOSED, "avslutninger": [later, CLOSING], "gjenapninger": again}
    text = plain(fmt, made("avslutning", fmt, case))
    assert "Helt greit." in text
    assert "Nå har jeg det bra." not in text
    assert "åpnet igjen" not in text.partition("8. Saken")[0]


@BOTH
def test_an_open_case_gives_a_form_to_fill_in(fmt: str) -> None:
    text = plain(fmt, made("avslutning", fmt, LONG))
    assert "Saken er ikke avsluttet." in text
    assert "Hvis eleven ikke har svart: hvorfor" in text
    assert "☑" not in text


@BOTH
def test_a_leadership_case_is_closed_by_the_owner(fmt: str) -> None:
    text = plain(fmt, made("avslutning", fmt, LEADERSHIP))
    assert "Dato og signatur, skoleeier:" in text
    assert "Dato og signatur, rektor:" not in text
    assert "Den skjermede saken, ikke til elevmappen" in text


@BOTH
def test_text_in_a_closing_is_shown_as_written(fmt: str) -> None:
    shown_as_written("avslutning", fmt)
