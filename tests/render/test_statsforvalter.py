"""The letter to statsforvalteren: nothing blank, nothing hidden, every act with its document."""

from __future__ import annotations

import copy
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from render_cases import ABOUT, LEADERSHIP, OLD, SCHOOL, load
from render_pages import page
from sak_cases_d import BARE, RICH

from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.render.documents import render
from skolemiljo_cli.render.template_context import Valgt
from skolemiljo_cli.services.documents.contents import unmade

SNAPSHOTS = Path(__file__).parent / "snapshots"
UPDATE = os.environ.get("SKOLEMILJO_UPDATE_SNAPSHOTS") == "1"
CASES = {"rik": RICH, "minste": BARE, "ledelsen": LEADERSHIP, "gammel": OLD}
BOTH = pytest.mark.parametrize("fmt", ["md", "html"])
EVERY = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def letter(fmt: str, values: dict[str, Any], **row: Any) -> str:
    """Return the letter with the list as it is before anything is made, each row changed so."""
    sak = Sak.model_validate(values)
    rows = tuple(replace(one, **row) for one in unmade(sak, ABOUT.dato))
    school = Oppsett.model_validate(SCHOOL)
    return render("statsforvalter", fmt, sak, school, ABOUT, load, Valgt(dokumenter=rows))


def plain(fmt: str, text: str) -> str:
    words = page(text).text if fmt == "html" else re.sub(r"\\(.)", r"\1", text)
    return " ".join(words.replace("\\\n", "\n").split())


def between(text: str, first: str, last: str) -> str:
    return text[text.index(first) + len(first) : text.index(last)]


def changed(**parts: Any) -> dict[str, Any]:
    """Return the rich case with parts of it in another way; None takes a part away."""
    case = copy.deepcopy({**RICH, **parts})
    return {key: value for key, value in case.items() if value is not None}


@BOTH
@pytest.mark.parametrize("name", CASES)
def test_the_letter_is_as_last_approved(name: str, fmt: str) -> None:
    text = letter(fmt, CASES[name])
    file = SNAPSHOTS / f"statsforvalter-{name}.{fmt}"
    if UPDATE:
        file.write_text(text, encoding="utf-8", newline="\n")
    assert file.is_file(), "no snapshot: run with SKOLEMILJO_UPDATE_SNAPSHOTS=1, then look at it"
    assert text == file.read_bytes().decode("utf-8")


HEADINGS = [
    "1. Til statsforvalteren",
    "2. Kort redegjørelse",
    "3. Tidslinje for pliktene",
    "4. Hvordan eleven og andre er hørt",
    "5. Elevens beste",
    "6. Planen som gjelder, og siste evaluering",
    "7. Skolens egen vurdering",
    "8. Dokumentliste",
]


@BOTH
@EVERY
def test_the_parts_come_in_order(case: dict[str, Any], fmt: str) -> None:
    text = plain(fmt, letter(fmt, case))
    places = [text.index(one) for one in HEADINGS]
    assert places == sorted(places)


@BOTH
def test_how_the_pupil_was_heard_and_elevens_beste_are_never_blank(fmt: str) -> None:
    text = plain(fmt, letter(fmt, BARE))
    heard = between(text, HEADINGS[3], HEADINGS[4])
    assert heard.count("uavklart") == 3
    assert "uavklart" in between(text, HEADINGS[4], HEADINGS[5])


@BOTH
def test_the_cover_says_whose_letter_it_answers_and_by_when(fmt: str) -> None:
    text = between(plain(fmt, letter(fmt, RICH)), HEADINGS[0], HEADINGS[1])
    for word in (
        "2026/11873",
        "26/00417",
        "25. november 2026",
        "Tittutlia skole",
        "anders@skole.example",
        "Dokumentasjon på hva skolen har gjort",
    ):
        assert word in text


@BOTH
def test_a_request_that_is_answered_has_no_deadline_left(fmt: str) -> None:
    answered = copy.deepcopy(RICH["statsforvalter"])
    answered[0]["foresporsler"][0]["sendt"] = "2026-11-20"
    text = between(
        plain(fmt, letter(fmt, changed(statsforvalter=answered))), HEADINGS[0], HEADINGS[1]
    )
    assert "25. november 2026" not in text
    assert "Dette er skolen bedt om" not in text


@BOTH
def test_the_account_says_when_and_how_rektor_learned_and_where_it_stands(fmt: str) -> None:
    text = between(plain(fmt, letter(fmt, RICH)), HEADINGS[1], HEADINGS[2])
    assert "5. oktober 2026 kl. 14.10, muntlig, mottatt av Rita Rektorsen" in text
    assert "6. oktober 2026 kl. 08.30, på telefon, av Mor Askeladd" in text
    assert "Nei (evalueringen 13. november 2026)" in text
    assert "Ja. Tiltakene evalueres" in text


@BOTH
def test_a_closed_case_is_not_under_work(fmt: str) -> None:
    closing = [{"id": "x-4r1t", "dato": "2026-11-20", "trygt_og_godt": "ja"}]
    text = plain(fmt, letter(fmt, changed(avslutninger=closing)))
    assert "Nei, saken ble avsluttet 20. november 2026" in text
    assert "Ja (avslutningen 20. november 2026)" in text


@BOTH
def test_each_act_of_the_timeline_has_the_number_of_its_document(fmt: str) -> None:
    sak = Sak.model_validate(RICH)
    numbers = {one.tittel: one.nr for one in unmade(sak, ABOUT.dato)}
    text = letter(fmt, RICH)
    lines = [one for one in text.splitlines() if one.startswith(("<tr", "|"))]
    rows = [" ".join(re.sub("<[^>]+>", " ", one).split()) for one in lines]

    def number(*words: str) -> str:
        (row,) = [one for one in rows if all(word in one for word in words)]
        return row.strip(" |").split()[-1]

    assert number("Rektor har fått meldingen") == str(numbers["Melding om elevens skolemiljø"])
    assert number("Undersøkelsen konkludert") == str(numbers["Undersøkelse"])
    assert number("Aktivitetsplanen endret") == str(numbers["Aktivitetsplan, versjon 2"])
    assert number("Meldt til statsforvalteren") == "1"  # nowhere but here
    assert number("Observasjon") == str(numbers["Saksgang"])
    meeting = numbers["Referat: møte 13.11.2026"]
    (row,) = [one for one in rows if "Gikk gjennom planen" in one]
    assert f"{meeting}, {max(numbers.values())}" in row  # the minutes, and what is attached to them


@BOTH
def test_a_duty_nobody_has_recorded_is_unknown_and_told_as_not_done(fmt: str) -> None:
    text = plain(fmt, letter(fmt, BARE))
    for duty in ("Følge med", "Gripe inn", "Undersøke", "Evaluere"):
        assert f"{duty}: ingenting er skrevet ned" in text
    assert "Melde fra til rektor: ingenting" not in text


@BOTH
def test_the_owner_need_not_be_told_when_it_is_judged_not_serious(fmt: str) -> None:
    judged = {**RICH["mottak"], "skoleeier": None, "alvorlig": {"vurdering": False}}
    text = plain(fmt, letter(fmt, changed(mottak=judged)))
    assert "Melde fra til skoleeier: ingenting er skrevet ned" not in text


@BOTH
def test_what_was_not_done_stands_beside_what_is_planned(fmt: str) -> None:
    text = plain(fmt, letter(fmt, RICH))
    left = between(text, "Det som ikke er gjort", "Planlagte tiltak")
    assert "Sosiogrammet er ikke tatt" in left
    assert "«Leksehjelp sammen med en fadder» (t-3h5n): ingenting sier" in left
    assert "Voksen på fotballbanen" not in left  # the log says it was carried out
    assert "Faste lag" not in left  # an evaluation says so
    assert "Samtalegruppe" not in left
    assert "Samtalegruppe med helsesykepleier" in between(text, "Planlagte tiltak", HEADINGS[7])


@BOTH
def test_a_measure_that_should_have_begun_is_not_called_planned(fmt: str) -> None:
    case = copy.deepcopy(RICH)
    case["aktivitetsplan"]["tiltak"][2]["fra"] = "2026-11-23"
    text = plain(fmt, letter(fmt, case))
    assert "«Samtalegruppe med helsesykepleier» (t-7f0d)" in between(
        text, "Det som ikke er gjort", "Planlagte tiltak"
    )


@BOTH
def test_pupils_who_were_not_heard_are_named_with_the_reason_or_as_unknown(fmt: str) -> None:
    text = plain(fmt, letter(fmt, RICH))
    assert "medelev: Er bortreist; samtale er avtalt 26. november." in text
    without = {**RICH["undersokelse"], "ikke_hort": None}
    text = plain(fmt, letter(fmt, changed(undersokelse=without)))
    assert re.search(r"medelev: \*?uavklart", text)


@BOTH
def test_other_pupils_in_the_documents_are_marked(fmt: str) -> None:
    assert "opplysninger om andre elever: Per Eventyr" in plain(fmt, letter(fmt, RICH))
    assert "opplysninger om andre elever" not in plain(fmt, letter(fmt, BARE))


@BOTH
def test_the_law_says_what_statsforvalteren_tests(fmt: str) -> None:
    new, old = plain(fmt, letter(fmt, RICH)), plain(fmt, letter(fmt, OLD))
    assert "egnede tiltak og plikten til å lage en skriftlig plan (opplæringslova § 12-6" in new
    assert "har oppfylt aktivitetsplikten (opplæringslova (1998) § 9 A-6" in old
    assert "§ 12-" not in old


@BOTH
def test_a_letter_about_the_leadership_is_signed_by_the_owner(fmt: str) -> None:
    text = plain(fmt, letter(fmt, LEADERSHIP))
    assert "Dato og signatur, skoleeier:" in text
    assert "Skoleeier fikk vite det" in text


@BOTH
def test_what_is_not_made_has_unknown_size_and_sum(fmt: str) -> None:
    text = between(plain(fmt, letter(fmt, BARE)) + " SLUTT", HEADINGS[7], "SLUTT")
    assert text.count("uavklart") == 4
    made = plain(fmt, letter(fmt, BARE, omfang="12 kB", sha256="ab" * 32))
    assert made.count("ab" * 32) == 2
    assert "uavklart" not in between(made, HEADINGS[7], "Dato og signatur")


@BOTH
def test_what_is_wrong_with_a_document_stands_beside_it(fmt: str) -> None:
    text = plain(fmt, letter(fmt, BARE, merknad="Vedlegget finnes ikke."))
    assert "Vedlegget finnes ikke." in text[text.index(HEADINGS[7]) :]


def test_every_table_of_the_markdown_is_read_as_one() -> None:
    for case in CASES.values():
        tokens = MarkdownIt("commonmark").enable("table").parse(letter("md", case))
        text = [one.content for one in tokens if one.type == "inline"]
        assert not [one for one in text if one.startswith("|")]


@EVERY
def test_the_page_can_be_read_by_everyone(case: dict[str, Any]) -> None:
    text = letter("html", case)
    shown = page(text)
    assert shown.unclosed == []
    assert shown.levels.count(1) == 1
    steps = zip(shown.levels, shown.levels[1:], strict=False)
    assert all(deeper <= level + 1 for level, deeper in steps)
    assert text.count("<th ") == text.count("<th scope=")
    assert not shown.tags & {"script", "link", "img", "iframe", "object", "form"}
    assert "<h3></h3>" not in text


@BOTH
@EVERY
def test_the_text_is_tidy_and_ended_by_its_source(case: dict[str, Any], fmt: str) -> None:
    text = letter(fmt, case)
    assert not re.search(r"[ \t]\n|\n\n\n\n", text)
    assert "SHA-256 c0ffee00c0de" in text.splitlines()[-1 if fmt == "md" else -4]
