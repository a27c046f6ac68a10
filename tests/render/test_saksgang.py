"""The course of the case: every duty with what was done for it, and nothing made to look done."""

from __future__ import annotations

from typing import Any

import pytest
from render_cases import LEADERSHIP, MINIMAL, OLD
from sak_cases_b import CASES, WHOLE, changed, logged, made, plain, rows, section
from sak_forms_c import as_approved, readable_by_everyone, tidy

BOTH = pytest.mark.parametrize("fmt", ["md", "html"])
EVERY = pytest.mark.parametrize("case", CASES)
PARTS = [
    "A. Pliktene: hva er gjort",
    "B. Logg",
    "C. Elever som er hørt",
    "D. Elevens beste",
    "E. Kommunikasjon med hjemmet",
    "F. Vedlegg",
    "Dato og signatur",
]
DUTIES = [
    "Følge med",
    "Gripe inn",
    "Melde fra til rektor",
    "Melde fra til skoleeier",
    "Undersøke",
    "Rette opp med egnede tiltak (plan)",
    "Evaluere",
]


SERIOUS = {"vurdering": True, "begrunnelse": "Vold.", "dato": "2026-09-15"}


def course(fmt: str, values: dict[str, Any], **school: Any) -> str:
    return made("saksgang", fmt, values, **school)


def part(fmt: str, values: dict[str, Any], letter: str) -> str:
    """Return the words of one part."""
    number = "ABCDEF".index(letter)
    return section(fmt, course(fmt, values), PARTS[number], PARTS[number + 1])


def done_for(fmt: str, values: dict[str, Any], duty: str) -> list[list[str]]:
    """Return what stands in the row of a duty: day, what, who, where it is written."""
    return [row[1:] for row in rows(fmt, course(fmt, values)) if row[0] == duty]


@BOTH
@EVERY
def test_the_course_is_as_last_approved(case: str, fmt: str) -> None:
    as_approved(f"saksgang-{case}", fmt, course(fmt, CASES[case]))


@BOTH
@EVERY
def test_the_parts_come_in_order(case: str, fmt: str) -> None:
    words = plain(fmt, course(fmt, CASES[case]))
    places = [words.index(one) for one in PARTS]
    assert places == sorted(places)


@EVERY
def test_the_course_can_be_read_by_everyone(case: str) -> None:
    readable_by_everyone(course("html", CASES[case]))


@BOTH
@EVERY
def test_the_course_is_tidy(case: str, fmt: str) -> None:
    tidy(course(fmt, CASES[case]))


@pytest.mark.slow
@BOTH
def test_the_duties_come_in_order_and_each_has_a_row(fmt: str) -> None:
    for values in (WHOLE, MINIMAL):
        named = [row[0] for row in rows(fmt, course(fmt, values)) if row[0] in DUTIES]
        assert list(dict.fromkeys(named)) == DUTIES


@BOTH
def test_what_was_done_has_day_and_person_and_where_it_is_written(fmt: str) -> None:
    intervened = done_for(fmt, WHOLE, "Gripe inn")[0]
    assert intervened[0] == "14.09.2026"
    assert "Jeg gikk imellom" in intervened[1]
    assert intervened[2:] == ["Lise Lærersen", "Melding"]
    looked = [row for row in done_for(fmt, WHOLE, "Undersøke") if "Sosiogram" in row[1]]
    assert looked[0][3] == "Logg h-4x7y, vedlegg 2"


@BOTH
@pytest.mark.parametrize("duty", ["Følge med", "Gripe inn", "Undersøke", DUTIES[5], "Evaluere"])
def test_a_duty_nobody_has_written_of_is_uavklart(duty: str, fmt: str) -> None:
    assert done_for(fmt, MINIMAL, duty) == [["uavklart"] * 4]


@BOTH
def test_that_rektor_knows_is_uavklart_until_it_is_written(fmt: str) -> None:
    report, rektor = done_for(fmt, MINIMAL, "Melde fra til rektor")
    assert report[1] == "Meldt fra"
    assert rektor[:2] == ["uavklart", "Rektor har fått meldingen: uavklart"]
    said = done_for(fmt, WHOLE, "Melde fra til rektor")
    assert ["14.09.2026 kl. 14.10", "Rektor har fått meldingen, muntlig"] in [x[:2] for x in said]
    assert not [row for row in said if "uavklart" in row[1]]


@BOTH
def test_the_owner_is_not_relevant_only_with_a_judgement_and_its_reason(fmt: str) -> None:
    (judged,) = done_for(fmt, WHOLE, "Melde fra til skoleeier")
    assert judged[0] == "15.09.2026"
    assert judged[1].startswith("Ikke aktuelt: vurdert som ikke alvorlig. Begrunnelse: Ikke vold")
    silent = changed(WHOLE, "mottak.alvorlig", {"vurdering": False})
    (judged,) = done_for(fmt, silent, "Melde fra til skoleeier")
    assert judged[1].endswith("Begrunnelse: uavklart")
    (judged,) = done_for(fmt, changed(WHOLE, "mottak.alvorlig", None), "Melde fra til skoleeier")
    assert judged[1] == "Vurdert om tilfellet er alvorlig: uavklart"


@BOTH
def test_a_serious_case_nobody_told_the_owner_of_says_so(fmt: str) -> None:
    serious = changed(WHOLE, "mottak.alvorlig", SERIOUS)
    judged, told = done_for(fmt, serious, "Melde fra til skoleeier")
    assert judged[1] == "Vurdert om tilfellet er alvorlig: ja. Begrunnelse: Vold."
    assert told[1] == "Meldt til skoleeier: uavklart"
    told_of = changed(serious, "mottak.skoleeier", {"tid": "2026-09-16", "mottaker": "Kontoret"})
    assert done_for(fmt, told_of, "Melde fra til skoleeier")[1][:2] == [
        "16.09.2026",
        "Meldt til skoleeier: Kontoret",
    ]


@BOTH
def test_a_leadership_case_cannot_be_groundless(fmt: str) -> None:
    groundless = changed(LEADERSHIP, "mottak.skoleeier", {"apenbart_grunnlos": "Misforståelse."})
    assert "Meldt til skoleeier: uavklart" in part(fmt, groundless, "A")
    staff = {**groundless, "type": "12-5-ansatt"}
    assert "Ikke meldt til skoleeier: åpenbart grunnløs: Misforst" in part(fmt, staff, "A")
    assert "Meldt til skoleeier: uavklart" not in part(fmt, staff, "A")


@BOTH
def test_an_investigation_without_a_conclusion_is_not_finished(fmt: str) -> None:
    open_case = changed(WHOLE, "undersokelse.konklusjon", None)
    assert done_for(fmt, open_case, "Undersøke")[-1][1] == "Undersøkelsen konkludert: uavklart"
    assert "uavklart" not in done_for(fmt, WHOLE, "Undersøke")[-1][1]


@BOTH
def test_no_measures_is_not_relevant_only_when_the_pupil_is_safe_and_the_reason_is_given(
    fmt: str,
) -> None:
    end = {"tiltak_nodvendig": False, "trygt_og_godt": "ja", "begrunnelse": "Ble løst samme dag."}
    safe = changed(logged(), "undersokelse.konklusjon", end)
    del safe["aktivitetsplan"]
    (row,) = done_for(fmt, safe, DUTIES[5])
    assert row[1].startswith("Ikke aktuelt: undersøkelsen viste at tiltak ikke er nødvendig")
    assert "Ble løst samme dag." in row[1]
    for key, value in {"trygt_og_godt": "nei", "begrunnelse": None}.items():
        other = changed(safe, f"undersokelse.konklusjon.{key}", value)
        assert done_for(fmt, other, DUTIES[5]) == [["uavklart"] * 4]


@BOTH
def test_a_corrected_entry_stays_with_the_id_of_the_one_that_corrects_it(fmt: str) -> None:
    text = part(fmt, WHOLE, "B")
    assert "Rettet: se h-4x7y. Espen Askeladd er valgt av to i klassen." in text
    assert "Retter h-3t6v. Espen Askeladd er valgt av tre i klassen, ikke to." in text
    assert "er valgt av to" not in part(fmt, WHOLE, "A")


@BOTH
def test_every_entry_stands_in_the_log_with_its_id_and_all_it_says(fmt: str) -> None:
    log = [row for row in rows(fmt, course(fmt, WHOLE)) if len(row) == 5 and "h-" in row[0]]
    assert [row[0].strip(")")[-6:] for row in log] == [
        *("h-7k3q", "h-9d6e", "h-2b4c", "h-3t6v", "h-8m1h", "h-4x7y", "h-5f0g", "h-6z8a")
    ]
    talk = log[0]
    for word in (
        "Å høre hvordan Espen",
        "Hulda Helse skulle bli",
        "Men de sier at det er fullt",
        "At en voksen setter opp lagene",
        "Ingenting skal sies til Per",
        "Ny samtale (a-6n3j)",
        "22.09.2026",
    ):
        assert word in talk[3]
    assert talk[4] == "Lise Lærersen"


@BOTH
def test_agreements_are_kept_only_when_an_entry_says_so(fmt: str) -> None:
    stood = {row[0].split("(")[0].split(" a-")[0].strip(): row for row in _agreements(fmt, WHOLE)}
    assert stood["Ringe hjem"][3:] == ["h-8m1h", "Gjennomført (h-6z8a)"]
    assert stood["Ny samtale"][4] == "Åpen, fristen er passert"
    assert stood["Spørre Mikkel Miljø om å være ute"][2:] == ["uavklart", "h-7k3q", "Åpen"]


def _agreements(fmt: str, values: dict[str, Any]) -> list[list[str]]:
    found = rows(fmt, course(fmt, values))
    start = found.index(["Hva", "Hvem", "Frist", "Avtalt i", "Status"])
    return found[start + 1 : start + 5]


@BOTH
def test_who_was_heard_and_who_was_not(fmt: str) -> None:
    text = part(fmt, WHOLE, "C")
    assert "Elevsamtale (h-7k3q), sammen med Hulda Helse" in text
    assert "Mener det var lek" in text
    assert "medelev: Foresatte har bedt om å få være med; samtalen er avtalt." in text
    without = changed(WHOLE, "undersokelse.ikke_hort", None)
    assert "medelev: uavklart" in part(fmt, without, "C")
    assert "Espen Askeladd: uavklart" in part(fmt, LEADERSHIP, "C")
    assert "Alle elevene" not in part(fmt, LEADERSHIP, "C")


@BOTH
def test_all_are_heard_only_when_all_are(fmt: str) -> None:
    talks = [
        {"id": f"h-000{n}", "type": "elevsamtale", "med": [key], "tekst": "Snakket."}
        for n, key in enumerate(("e1", "e2", "e3"))
    ]
    assert "Alle elevene i saken er hørt." in part(fmt, logged(*talks), "C")
    fewer = changed(logged(*talks[:2]), "undersokelse.ikke_hort", None)
    assert "Alle elevene" not in part(fmt, fewer, "C")


@BOTH
def test_what_the_guardians_were_told_is_in_one_place(fmt: str) -> None:
    text = part(fmt, WHOLE, "E")
    for word in ("14.09.2026 kl. 15.05", "Tatt opp med rektor", "Møte (h-8m1h)", "Ringte Mor"):
        assert word in text
    assert "h-9d6e" not in text
    assert "møte 18." in text
    assert part(fmt, MINIMAL, "E").count("uavklart") == 5
    untold = part(fmt, LEADERSHIP, "E")
    assert "– Foresatte informert – Ikke aktuelt: Avtales med skoleeier først. –" in untold
    assert untold.count("uavklart") == 1  # the summary in the plan


@BOTH
def test_attachments_are_numbered_with_the_start_of_their_sum(fmt: str) -> None:
    text = part(fmt, WHOLE, "F")
    assert "1 vedlegg/8m1h-1.pdf" in text
    assert "ab12ab12ab12" in text
    assert "ab12" * 4 not in text
    assert text.count("uavklart") == 3


@BOTH
def test_exceptions_from_the_rules_are_shown(fmt: str) -> None:
    assert "Tiltakene for klassen står i klassens egen plan." in course(fmt, WHOLE)
    assert "Regler som ikke er brukt" not in course(fmt, MINIMAL)


@BOTH
def test_the_title_follows_the_act_and_the_kind_of_case(fmt: str) -> None:
    assert "Saksgang iht. opplæringsloven § 12-4 " in plain(fmt, course(fmt, WHOLE))
    assert "§ 12-4 og § 12-5 andre ledd" in plain(fmt, course(fmt, LEADERSHIP))
    staff = {**WHOLE, "type": "12-5-ansatt"}
    assert "§ 12-4 og § 12-5 første ledd" in plain(fmt, course(fmt, staff))
    old = plain(fmt, course(fmt, OLD))
    assert "Saksgang iht. opplæringsloven § 9 A-4 " in old
    assert "§ 12-" not in old


@BOTH
def test_a_leadership_case_goes_past_rektor(fmt: str) -> None:
    text = part(fmt, LEADERSHIP, "A")
    assert "Melde fra, til skoleeier og ikke til rektor" in text
    assert "Rektor har fått meldingen" not in text


@BOTH
def test_a_private_school_has_a_daglig_leder_and_a_board(fmt: str) -> None:
    board = {"skoleeier": {"navn": "Styret i Tittutlia", "kalles": "styre"}}
    text = plain(fmt, course(fmt, MINIMAL, **board))
    assert "Daglig leder har fått meldingen: uavklart" in text
    assert "Melde fra til styret" in text
    assert "ektor" not in text


@BOTH
def test_text_from_the_case_is_never_markup(fmt: str) -> None:
    agreed = [row for row in _agreements(fmt, WHOLE) if "torsdag" in row[0]]
    assert agreed[0][0].startswith("Samtale | torsdag <b>kl. 10</b>")
    wide = {len(row) for row in rows(fmt, course(fmt, WHOLE))}
    assert wide == {4, 5}  # the exceptions have four columns, the other tables five


@BOTH
def test_the_status_says_when_a_case_was_closed_and_reopened(fmt: str) -> None:
    closed = {**WHOLE, "avslutninger": [{"id": "x-4r1t", "dato": "2026-10-30"}]}
    assert "Avsluttet 30.10.2026" in plain(fmt, course(fmt, closed))
    again = {**closed, "gjenapninger": [{"id": "g-4r1t", "dato": "2026-11-02"}]}
    assert "åpnet igjen 02.11.2026" in plain(fmt, course(fmt, again))
