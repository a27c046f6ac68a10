"""The overview: where a case stands, on one page, for people who are to meet about it."""

from __future__ import annotations

import copy
import os
import re
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from render_cases import ABOUT, LEADERSHIP, OLD, SCHOOL, TEMPLATES, load
from render_pages import page
from sak_cases_d import BARE, RICH

from skolemiljo_cli.calendar.deadline import Fristtype, Grunnlag, on_day, sort_key
from skolemiljo_cli.calendar.registry import deadlines
from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.render.documents import render
from skolemiljo_cli.render.template_context import Valgt

SNAPSHOTS = Path(__file__).parent / "snapshots"
UPDATE = os.environ.get("SKOLEMILJO_UPDATE_SNAPSHOTS") == "1"
CASES = {"rik": RICH, "minste": BARE, "ledelsen": LEADERSHIP, "gammel": OLD}
BOTH = pytest.mark.parametrize("fmt", ["md", "html"])


def overview(fmt: str, values: dict[str, Any]) -> str:
    sak, school = Sak.model_validate(values), Oppsett.model_validate(SCHOOL)
    seen = (on_day(one, ABOUT.dato) for one in deadlines(sak, school))
    frister = tuple(sorted((one for one in seen if one), key=sort_key))
    return render("oversikt", fmt, sak, school, ABOUT, load, Valgt(frister=frister))


def plain(fmt: str, text: str) -> str:
    words = page(text).text if fmt == "html" else re.sub(r"\\(.)", r"\1", text)
    return " ".join(re.sub(r"[|\s]+", " ", words.replace("\\\n", "\n")).split())


def between(text: str, first: str, last: str) -> str:
    return text[text.index(first) + len(first) : text.index(last)]


@BOTH
@pytest.mark.parametrize("name", CASES)
def test_the_overview_is_as_last_approved(name: str, fmt: str) -> None:
    text = overview(fmt, CASES[name])
    file = SNAPSHOTS / f"oversikt-{name}.{fmt}"
    if UPDATE:
        file.write_text(text, encoding="utf-8", newline="\n")
    assert file.is_file(), "no snapshot: run with SKOLEMILJO_UPDATE_SNAPSHOTS=1, then look at it"
    assert text == file.read_bytes().decode("utf-8")


@BOTH
def test_each_duty_says_what_was_done_last_and_what_is_due(fmt: str) -> None:
    text = plain(fmt, overview(fmt, RICH))
    assert "Følge med Observasjon, 07.10.2026 –" in text
    assert "Undersøke Undersøkelsen konkludert, 09.10.2026 –" in text
    assert "Evaluere Tiltakene evaluert, 13.11.2026 Evaluere tiltak, 27.11.2026" in text
    assert "Aktivitetsplanen endret, 13.11.2026 Tiltak starter, 19.10.2026 (forfalt)" in text


@BOTH
def test_a_duty_without_anything_recorded_is_unknown(fmt: str) -> None:
    text = plain(fmt, overview(fmt, BARE)).replace("*", "")
    assert "Følge med uavklart –" in text
    assert "Har eleven det trygt og godt? uavklart" in text


@BOTH
def test_people_are_told_by_role_and_name(fmt: str) -> None:
    text = between(plain(fmt, overview(fmt, RICH)), "Hvem ", "Problemet")
    assert "Espen Askeladd" in text
    assert re.search(r"Avdelingsleder:? Anders Avdeling \(?saksansvarlig", text)
    assert re.search(r"Medelev:? \*?uavklart", text)


@BOTH
def test_the_latest_the_pupil_said_is_shown(fmt: str) -> None:
    case = copy.deepcopy(RICH)  # another pupil has spoken since
    later = {"id": "h-0z0z", "tid": "2026-11-20", "type": "elevsamtale", "med": ["e2"]}
    case["logg"].append({**later, "elevens_ord": "Jeg er lei av dette."})
    text = between(plain(fmt, overview(fmt, case)), "Eleven sier", "Tiltak som gjelder")
    assert "Jeg er med på laget nå" in text
    assert "Evaluering, 13.11.2026" in text
    assert "Jeg er lei av dette." not in text


@BOTH
def test_only_measures_in_force_and_agreements_still_open_are_shown(fmt: str) -> None:
    text = plain(fmt, overview(fmt, RICH))
    assert "Voksen på fotballbanen i storefri" in text
    assert "Faste lag" not in text
    assert "Ringe hjem hver fredag Lise Lærersen 27.11.2026" in text
    assert "Be helsesykepleier om samtale" not in text


@BOTH
def test_a_deadline_says_what_it_rests_on_and_the_rest_are_counted(fmt: str) -> None:
    text = between(plain(fmt, overview(fmt, RICH)), "Neste frister", "Avtaler som ikke")
    assert "25.11.2026 Svar til statsforvalteren s-2t9v Anders Avdeling lov" in text
    assert "19.10.2026 (forfalt) Tiltak starter t-3h5n Lise Lærersen plan" in text
    assert re.search(r"… og \d til", text)


@BOTH
def test_the_last_entries_are_shown_the_newest_first_and_corrected_ones_left_out(fmt: str) -> None:
    case = copy.deepcopy(RICH)
    entry = {"id": "h-0z0z", "tid": "2026-11-17", "type": "notat", "retter": "h-3w8r"}
    case["logg"].append({**entry, "tekst": "Samtalen ble flyttet."})
    text = plain(fmt, overview(fmt, case))
    last = text[text.index("Siste innføringer") :]
    assert last.index("Samtalen ble flyttet.") < last.index("Gikk gjennom planen.")
    assert "Samtale med Hulda Helse er avtalt" not in last


@BOTH
def test_long_text_is_cut_between_words_and_says_so(fmt: str) -> None:
    case = copy.deepcopy(RICH)
    case["aktivitetsplan"]["problem"] = "{e1} er alene. " * 40
    text = between(plain(fmt, overview(fmt, case)), "(aktivitetsplanen)", "Eleven sier")
    assert text.count("Espen Askeladd er alene.") == 20
    assert text.rstrip(" #").endswith("…")
    assert "{e" not in text


def test_every_kind_of_deadline_and_basis_has_its_words() -> None:
    path = TEMPLATES / "nb" / "oversikt.j2"
    words = path.read_text(encoding="utf-8")
    lacks = [word.value for word in (*Fristtype, *Grunnlag) if f'"{word.value}": ' not in words]
    assert lacks == [], f"{path.name} has no word for {lacks}"


def test_every_table_of_the_markdown_is_read_as_one() -> None:
    for case in CASES.values():
        tokens = MarkdownIt("commonmark").enable("table").parse(overview("md", case))
        text = [one.content for one in tokens if one.type == "inline"]
        assert not [one for one in text if one.startswith("|")]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_page_can_be_read_by_everyone(case: dict[str, Any]) -> None:
    text = overview("html", case)
    shown = page(text)
    assert shown.unclosed == []
    assert shown.levels.count(1) == 1
    assert text.count("<th ") == text.count("<th scope=")
    assert not shown.tags & {"script", "link", "img", "iframe", "object", "form"}
    assert not re.search(r"[ \t]\n|\n\n\n\n", text)
    assert not re.search(r"[ \t]\n|\n\n\n\n", overview("md", case))
    assert overview("md", case).splitlines()[-1].startswith(f"Sak {case['id']} · Mal oversikt-1")
