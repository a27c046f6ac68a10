"""The report to the owner: no names at all, what is serious, and § 12-5."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pytest
from render_cases import LEADERSHIP, MINIMAL, OLD
from sak_cases_c import SERIOUS, STAFF, made
from sak_forms_c import EVERY_CASE, as_approved, readable_by_everyone, shown_as_written, tidy
from test_forms import in_order, plain

from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.render.redaction import masks_of, without_names

BOTH = pytest.mark.parametrize("fmt", ["md", "html"])
SNAPPED = {
    "alvorlig": SERIOUS,
    "ansatt": STAFF,
    "ledelsen": LEADERSHIP,
    "minste": MINIMAL,
    "gammel": OLD,
}
PARTS = [
    "Melding til skoleeier",
    "elev, 5. trinn",
    "1. Meldt av",
    "rektor (r1)",
    "2. Hjemmel og hva det gjelder",
    "Haster saken",
    "Hva slags hendelse",
    "3. Hvem det gjelder",
    "4. Alvor",
    "5. Kort beskrivelse og hva som er gjort",
    "6. Når en ansatt eller ledelsen kan ha krenket eleven",
    "7. Avvik og ønsket oppfølging fra skoleeier",
    "Nummer i avvikssystemet",
    "Ønsket bistand",
    "Dato og signatur, rektor:",
]


def told(case: dict[str, Any], **how: Any) -> dict[str, Any]:
    """Return the case with another report to the owner."""
    return {**case, "mottak": {**case["mottak"], "skoleeier": how}}


def words_of_names(case: dict[str, Any]) -> set[str]:
    """Return every word of every name in the case."""
    parties = case.get("parter", {}).values()
    names = [name for part in parties for name in (part.get("navn"), *part.get("alias", []))]
    return {word for name in names if name for word in name.split()}


@BOTH
@pytest.mark.parametrize("case", SNAPPED)
def test_the_report_is_as_last_approved(fmt: str, case: str) -> None:
    as_approved(f"skoleeier-{case}", fmt, made("skoleeier", fmt, SNAPPED[case]))


@BOTH
def test_the_report_has_its_parts_in_order(fmt: str) -> None:
    in_order(plain(fmt, made("skoleeier", fmt, SERIOUS)), PARTS)


@BOTH
@pytest.mark.parametrize("case", EVERY_CASE)
def test_the_report_is_tidy_and_readable_in_every_case(fmt: str, case: str) -> None:
    text = made("skoleeier", fmt, EVERY_CASE[case])
    tidy(text)
    if fmt == "html":
        readable_by_everyone(text)


@BOTH
@pytest.mark.parametrize("case", EVERY_CASE)
def test_no_name_of_anyone_is_in_the_report(fmt: str, case: str) -> None:
    set_aside = [{"regel": "L12", "begrunnelse": "Avtalt med Rita.", "av": "r1"}]
    values = {**EVERY_CASE[case], "unntak": set_aside}
    # the owner of the invented school has a name that a pupil has too
    text = made("skoleeier", fmt, values, skoleeier={"navn": "Fjordby kommune"})
    found = [word for word in words_of_names(values) if re.search(rf"\b{word}s?\b", text)]
    assert found == []


@BOTH
def test_not_even_names_written_everywhere(fmt: str) -> None:
    from sak_forms_c import everywhere

    text = "Espen Askeladd, espen askeladd, PERRY, Lises dag, r\u00adita rektorsen og {e1} med {a1}"
    values = everywhere(SERIOUS, text)
    shown = made("skoleeier", fmt, values)
    assert not re.search(r"espen|askeladd|perry|lise|rita", shown, re.IGNORECASE)
    assert "kontaktlærer (a1)s dag" in plain(fmt, shown)


@BOTH
def test_a_telephone_number_is_shown_and_an_address_with_a_name_is_not(fmt: str) -> None:
    def with_contact(contact: str) -> str:
        parties = {**SERIOUS["parter"], "r1": {**SERIOUS["parter"]["r1"], "kontakt": contact}}
        return plain(fmt, made("skoleeier", fmt, {**SERIOUS, "parter": parties}))

    assert "55 50 00 00" in with_contact("55 50 00 00")
    assert "skole.example" not in with_contact("rita.rektorsen@skole.example")


@BOTH
def test_the_provision_and_the_signs_rektor_noted_are_ticked(fmt: str) -> None:
    text = plain(fmt, made("skoleeier", fmt, SERIOUS))
    tick = "☑ " if fmt == "md" else "☑Krysset av: "
    for words in ("§ 12-4: alvorlig tilfelle", "Flere elever mot én", "Har pågått lenge"):
        assert tick + words in text
    assert text.count("☑") == 3 + 2 + 1
    assert "AV-26-118" in text
    assert "Alvorlig tilfelle" in text


@BOTH
def test_what_nobody_has_judged_is_neither_ticked_nor_left_blank(fmt: str) -> None:
    text = plain(fmt, made("skoleeier", fmt, MINIMAL))
    assert "☑" not in text
    assert "Det er ikke ført at skoleeier har fått meldingen." in text
    assert re.search(r"2\. Hjemmel og hva det gjelder – \*?uavklart", text)
    assert re.search(r"4\. Alvor – \*?uavklart", text)


@BOTH
def test_a_case_judged_not_serious_says_so_and_ticks_nothing(fmt: str) -> None:
    case = {**SERIOUS, "mottak": {"alvorlig": {"vurdering": False, "begrunnelse": "Avklart."}}}
    text = plain(fmt, made("skoleeier", fmt, case))
    assert "Rektor har vurdert at tilfellet ikke er alvorlig." in text
    tick = "☑ " if fmt == "md" else "☑Krysset av: "
    assert tick + "§ 12-4" not in text


@BOTH
def test_a_staff_case_has_the_further_points(fmt: str) -> None:
    text = plain(fmt, made("skoleeier", fmt, STAFF))
    in_order(
        text,
        [
            "☑",
            "§ 12-5 første ledd",
            "Den ansatte er informert",
            "20. november 2026",
            "Den ansatte har uttalt seg",
            "23. november 2026",
            "Personalsak",
            "Opprettet, 26/00501",
            "Leder saken",
            "avdelingsleder (a2)",
            "Følger opp eleven",
            "kontaktlærer (a1)",
        ],
    )
    assert "ansatt (a9) dro ham i armen. Ansatt (a9) sier" in text
    other = plain(fmt, made("skoleeier", fmt, SERIOUS))
    assert "Ikke aktuelt: saken gjelder ikke noen som arbeider på skolen." in other


@BOTH
def test_when_the_owner_is_not_told_the_written_reason_stands_there(fmt: str) -> None:
    why = {"av": "r1", "apenbart_grunnlos": "{a9} var ikke på skolen den dagen."}
    text = plain(fmt, made("skoleeier", fmt, told(STAFF, **why)))
    assert "Ikke meldt videre: rektor har skrevet at meldingen er åpenbart grunnløs" in text
    assert "Ansatt (a9) var ikke på skolen den dagen." in text
    for case in (told(SERIOUS, **why), told({**STAFF, "type": "12-5-ledelse"}, **why)):
        text = plain(fmt, made("skoleeier", fmt, case))
        assert "gjelder ikke i denne saken" in text
        assert "rektor har skrevet at meldingen er åpenbart grunnløs" not in text
    old = {**told(STAFF, **why), "melding": OLD["melding"]}
    assert "gjelder ikke i denne saken" in plain(fmt, made("skoleeier", fmt, old))


@BOTH
def test_a_leadership_case_comes_from_the_reporter_and_never_from_rektor(fmt: str) -> None:
    text = plain(fmt, made("skoleeier", fmt, LEADERSHIP))
    assert "Dato og signatur, den som melder:" in text
    assert "Dato og signatur, rektor" not in text
    in_order(text, ["Meldt av", "kontaktlærer (a1)", "Leder saken", "skoleeier (s1)"])


@BOTH
def test_a_private_school_reports_to_its_board(fmt: str) -> None:
    private = {"skoleeier": {"navn": "Styret i Tittutlia", "kalles": "styre"}}
    text = plain(fmt, made("skoleeier", fmt, SERIOUS, **private))
    assert "Melding til styret" in text
    assert "daglig leder (r1)" in text
    assert "skoleeier" not in text.lower().replace("mal skoleeier-2", "")


@BOTH
def test_an_old_case_names_the_old_chapter(fmt: str) -> None:
    text = plain(fmt, made("skoleeier", fmt, OLD))
    assert "§ 9 A-5" in text
    assert "§ 12-" not in text


@BOTH
def test_text_in_a_report_is_shown_as_written(fmt: str) -> None:
    shown_as_written("skoleeier", fmt)


# the filter


def masked(text: str, **parties: Any) -> str:
    """Return a text without the names of the parties."""
    standard = {
        "e1": {"rolle": "elev", "navn": "Espen Dag Askeladd", "alias": ["lillegutt"]},
        "f1": {"rolle": "foresatt", "navn": "Mor Askeladd"},
        "e2": {"rolle": "medelev", "navn": "Åse Bø-Øy"},
    }
    sak = Sak.model_validate({**MINIMAL, "parter": parties or standard})
    return without_names(text, masks_of(sak, {"elev": "elev", "medelev": "medelev"}))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("{e1} og {e2}.", "Elev (e1) og medelev (e2)."),
        ("{e9} og {x}", "{e9} og {x}"),
        ("Espen Dag Askeladd gikk.", "Elev (e1) gikk."),
        ("Han lo. {e2} gråt.", "Han lo. Medelev (e2) gråt."),
        ("kl. 10. {e2}, jf. {e1}", "kl. 10. medelev (e2), jf. elev (e1)"),
        ("{e1}", "elev (e1)"),
        ("espen dag  askeladd", "Elev (e1)"),
        ("Espens lue", "Elev (e1)s lue"),
        ("Lillegutt, LILLEGUTT", "Elev (e1), elev (e1)"),
        ("espen.dag.askeladd@skole.example", "elev (e1)@skole.example"),
        ("Askeladd", "elev (e1)/foresatt (f1)"),
        ("En dag kom mor.", "En dag kom mor."),
        ("Mor kom.", "Foresatt (f1) kom."),
        ("Espenlund skole", "Espenlund skole"),
        ("Bø-Øy", "medelev (e2)-medelev (e2)"),
        ("Es\u200epen og E\u00adspen", "Elev (e1) og elev (e1)"),
        ("_Espen_", "_elev (e1)_"),
        ("", ""),
    ],
)
def test_a_declared_name_becomes_the_role(text: str, left: str) -> None:
    assert masked(text) == left


def test_letters_written_in_two_parts_are_the_same_letters() -> None:
    assert masked(unicodedata.normalize("NFD", "Åse Bø-Øy")) == "Medelev (e2)"


def test_a_name_is_taken_for_what_it_says_and_never_for_a_pattern() -> None:
    odd = {"e1": {"rolle": "elev", "navn": "A.*b (c|d) {e2}"}, "e2": {"rolle": "medelev"}}
    assert masked("A.*b (c|d) {e2} her", **odd).endswith(" her")
    assert "A." not in masked("A.*b (c|d) {e2}", **odd)
    assert masked("Axxb", **odd) == "Axxb"


def test_a_role_is_not_read_for_names_again() -> None:
    parties = {"e1": {"rolle": "elev", "navn": "Elev Elev", "alias": ["elev"]}}
    assert masked("{e1} og elev", **parties) == "Elev (e1) og elev (e1)"


def test_a_case_without_names_keeps_its_words() -> None:
    assert masked("{e1} og Espen", e1={"rolle": "elev"}) == "Elev (e1) og Espen"
