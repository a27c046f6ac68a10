"""The investigation: ten parts in order, each voice for itself, nothing concluded by the form."""

from __future__ import annotations

from typing import Any

import pytest
from render_cases import LEADERSHIP, MINIMAL, OLD
from sak_cases_b import CASES, WHOLE, changed, logged, made, plain, rows, section
from sak_forms_c import as_approved, readable_by_everyone, tidy

BOTH = pytest.mark.parametrize("fmt", ["md", "html"])
EVERY = pytest.mark.parametrize("case", CASES)
PARTS = [
    "Når skolen fikk vite det",
    "1. Bakgrunn og spørsmål",
    "2. Metode og funn",
    "3. Elevens egen opplevelse",
    "4. Andre involverte elevers syn",
    "5. Foresattes syn og ansattes observasjoner",
    "6. Faktorer (elev, gruppe, klasse, skole, voksne)",
    "7. Vurdering",
    "8. Konklusjon",
    "9. Det som ikke er gjort, og hvorfor",
    "10. Utført av",
    "Dato og signatur",
]


def form(fmt: str, values: dict[str, Any], **school: Any) -> str:
    return made("undersokelse", fmt, values, **school)


def part(fmt: str, values: dict[str, Any], number: int) -> str:
    """Return the words of one part; 0 is when the school learned of it."""
    return section(fmt, form(fmt, values), PARTS[number], PARTS[number + 1])


def methods(fmt: str, values: dict[str, Any]) -> list[list[str]]:
    """Return the rows of the table of methods."""
    return [row for row in rows(fmt, form(fmt, values)) if len(row) == 6][1:]


@BOTH
@EVERY
def test_the_form_is_as_last_approved(case: str, fmt: str) -> None:
    as_approved(f"undersokelse-{case}", fmt, form(fmt, CASES[case]))


@BOTH
@EVERY
def test_the_ten_parts_come_in_order(case: str, fmt: str) -> None:
    words = plain(fmt, form(fmt, CASES[case]))
    places = [words.index(one) for one in PARTS]
    assert places == sorted(places)


@EVERY
def test_the_form_can_be_read_by_everyone(case: str) -> None:
    readable_by_everyone(form("html", CASES[case]))


@BOTH
@EVERY
def test_the_form_is_tidy(case: str, fmt: str) -> None:
    tidy(form(fmt, CASES[case]))


@BOTH
def test_the_day_it_was_known_and_the_day_rektor_was_told_stand_first(fmt: str) -> None:
    text = part(fmt, WHOLE, 0)
    assert "14. september 2026 (egen observasjon)" in text
    assert "14. september 2026 kl. 14.10, muntlig" in text
    assert "Per Eventyr var syk og ble hørt da han kom tilbake. Utsatt til 21.09.2026." in text
    assert part(fmt, MINIMAL, 0).count("uavklart") == 3


@BOTH
def test_a_leadership_case_was_told_to_the_owner(fmt: str) -> None:
    text = part(fmt, LEADERSHIP, 0)
    assert "Meldt til skoleeier" in text
    assert "23. november 2026 kl. 09.30" in text
    assert "rektor" not in text


@BOTH
def test_an_investigation_nobody_has_begun_is_uavklart_in_every_part(fmt: str) -> None:
    for number in [1, 2, 3, 5, 6, 7, 8, 9, 10]:
        assert "uavklart" in part(fmt, MINIMAL, number), number
    assert "Ingen andre elever er ført som parter" in part(fmt, MINIMAL, 4)
    assert "☑" not in form(fmt, MINIMAL)


@BOTH
def test_the_methods_are_what_the_log_says_was_done_to_investigate(fmt: str) -> None:
    found = methods(fmt, WHOLE)
    assert [row[1].split(",")[0] for row in found] == [
        "Elevsamtale",
        "Observasjon",
        "Elevsamtale",
        "Sosiogram",
    ]
    assert found[1][1:] == [
        "Observasjon, Ballbanen",
        "om Espen Askeladd, Per Eventyr, medelev",
        "Mikkel Miljø",
        "Espen Askeladd går langs gjerdet i 15 minutter. Ingen voksne ser ballbanen.",
        "–",
    ]
    assert found[3][4:] == ["Espen Askeladd er valgt av tre i klassen, ikke to.", "Vedlegg 2"]


@BOTH
def test_a_corrected_finding_is_not_a_finding(fmt: str) -> None:
    assert "valgt av to" not in form(fmt, WHOLE)


@BOTH
def test_a_talk_after_the_conclusion_counts_only_when_it_says_so(fmt: str) -> None:
    late = {"id": "h-0001", "type": "elevsamtale", "tid": "2026-10-01", "med": ["e1"]}
    assert methods(fmt, logged(late)) == []
    assert methods(fmt, logged({**late, "delplikt": "undersoke"}))
    assert methods(fmt, logged({**late, "tid": "2026-09-23T15:00"}))
    assert methods(fmt, logged({**late, "tid": "2026-09-15", "delplikt": "tiltak"})) == []
    open_case = changed(logged(late), "undersokelse.konklusjon", None)
    assert methods(fmt, open_case)


@BOTH
def test_only_the_methods_recorded_are_ticked(fmt: str) -> None:
    text = form(fmt, WHOLE)
    assert text.count("☑") == 4  # three methods and the answer
    assert text.count("☐") == 4
    assert part(fmt, MINIMAL, 2).startswith(" – uavklart")


def test_the_pupil_is_quoted() -> None:
    text = form("html", WHOLE)
    for said in ("Jeg vil ikke gå ut mer.", "De flytter seg", "Jeg vil være med på laget."):
        before = text[: text.index(said)]
        assert before.rindex("<blockquote>") > max(before.rfind("</blockquote>"), 0)
    assert "> «De flytter seg når jeg kommer.»" in form("md", WHOLE)


@BOTH
def test_each_of_the_others_is_heard_for_himself(fmt: str) -> None:
    text = part(fmt, WHOLE, 4)
    assert "Per Eventyr Elevsamtale 17.09.2026, ved Anders Avdeling (h-2b4c): Mener det" in text
    assert "medelev Ikke hørt: Foresatte har bedt om å få være med" in text
    assert "Jeg vil være med på laget" not in text
    assert "Mener det var lek" not in part(fmt, WHOLE, 3)
    assert "taushetsplikt" in text
    without = changed(WHOLE, "undersokelse.ikke_hort", None)
    assert "medelev Ikke hørt: uavklart" in part(fmt, without, 4)


@BOTH
def test_the_words_of_another_pupil_are_not_the_words_of_the_pupil(fmt: str) -> None:
    talk = {"id": "h-0001", "type": "elevsamtale", "med": ["e2"], "elevens_ord": "«Det var lek.»"}
    values = logged(talk)
    assert "Det var lek" in part(fmt, values, 4)
    assert "Det var lek" not in part(fmt, values, 3)


@BOTH
def test_the_pupil_who_was_not_heard_is_named_with_the_reason(fmt: str) -> None:
    values = changed(WHOLE, "undersokelse.ikke_hort", {"e1": "Vil ikke snakke om det ennå."})
    assert "Espen Askeladd er ikke hørt: Vil ikke snakke om det ennå." in part(fmt, values, 3)


@BOTH
def test_guardians_and_staff_have_their_part(fmt: str) -> None:
    text = part(fmt, WHOLE, 5)
    assert "Vi ser at Espen Askeladd gruer seg" in text
    assert "16.09.2026, Mikkel Miljø, Ballbanen (h-9d6e)" in text
    views = {"f1": "Ser det samme hjemme.", "a2": "Har ikke sett noe."}
    meeting = {"id": "h-0001", "type": "mote", "delplikt": "undersoke", "synspunkter": views}
    text = part(fmt, logged(meeting), 5)
    assert "Mor Askeladd, møte 15.09.2026" in text
    assert "Anders Avdeling: Har ikke sett noe." in text


@BOTH
@pytest.mark.parametrize("answer", ["ja", "nei", "uavklart"])
def test_the_conclusion_is_the_answer_that_was_given(answer: str, fmt: str) -> None:
    values = changed(WHOLE, "undersokelse.konklusjon.trygt_og_godt", answer)
    text = part(fmt, values, 8)
    assert text.count("☑") == (answer != "uavklart")
    assert ("uavklart" in text) == (answer == "uavklart")
    assert "Espen Askeladd blir holdt utenfor i storefri." in text


@BOTH
def test_an_earlier_conclusion_is_kept(fmt: str) -> None:
    before = [{"dato": "2026-09-18", "trygt_og_godt": "ja", "begrunnelse": "Så bra ut."}]
    values = changed(WHOLE, "undersokelse.tidligere_konklusjoner", before)
    assert "18.09.2026: Ja. Så bra ut." in part(fmt, values, 8)


@BOTH
def test_elevens_beste_and_what_was_not_done_have_their_place(fmt: str) -> None:
    assert "Det veier tyngst." in part(fmt, WHOLE, 7)
    assert "Trivselsundersøkelsen er ikke tatt" in part(fmt, WHOLE, 9)
    done_by = part(fmt, WHOLE, 10)
    assert "Lise Lærersen" in done_by
    assert "23. september 2026" in done_by


@BOTH
def test_the_title_follows_the_act_and_the_kind_of_case(fmt: str) -> None:
    assert "Undersøkelse iht. opplæringsloven § 12-4 " in plain(fmt, form(fmt, WHOLE))
    assert "§ 12-4 og § 12-5 andre ledd" in plain(fmt, form(fmt, LEADERSHIP))
    old = plain(fmt, form(fmt, OLD))
    assert "§ 9 A-4 " in old
    assert "§ 12-" not in old


@BOTH
def test_text_from_the_case_is_never_markup(fmt: str) -> None:
    entry = {"id": "h-0001", "type": "observasjon", "tekst": "a | b <b>c</b>\n\n# d | e"}
    values = changed(logged(entry), "undersokelse.faktorer", "<script>x</script>")
    (row,) = methods(fmt, values)
    assert row[4] == "a | b <b>c</b> # d | e"
    assert "<script>x</script>" in part(fmt, values, 6)
