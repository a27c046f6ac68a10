"""The two forms as people get them: snapshots, the seed's wording, and what is not known."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from render_cases import ABOUT, FILLED, LEADERSHIP, MINIMAL, OLD, written
from render_pages import page

SNAPSHOTS = Path(__file__).parent / "snapshots"
# read when the file is: the tests themselves run without the machine's settings
UPDATE = os.environ.get("SKOLEMILJO_UPDATE_SNAPSHOTS") == "1"
CASES = {"utfylt": FILLED, "minste": MINIMAL, "ledelsen": LEADERSHIP, "gammel": OLD}
BOTH = pytest.mark.parametrize("fmt", ["md", "html"])
EVERY = pytest.mark.parametrize("document", ["varsling", "melding"])


@EVERY
@BOTH
@pytest.mark.parametrize("case", CASES)
def test_the_document_is_as_last_approved(document: str, fmt: str, case: str) -> None:
    text = written(document, fmt, CASES[case])
    file = SNAPSHOTS / f"{document}-{case}.{fmt}"
    if UPDATE:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    assert file.is_file(), "no snapshot: run with SKOLEMILJO_UPDATE_SNAPSHOTS=1, then look at it"
    assert text == file.read_bytes().decode("utf-8")


def plain(fmt: str, text: str) -> str:
    """Return the words of a document as people see them, in one line."""
    words = page(text).text if fmt == "html" else re.sub(r"\\(.)", r"\1", text)
    return " ".join(words.replace("\\\n", "\n").split())


def in_order(text: str, words: list[str]) -> None:
    position = 0
    for word in words:
        found = text.find(word, position)
        assert found >= 0, f"«{word}» is not there after «{text[max(0, position - 40) : position]}»"
        position = found + len(word)


SEED = [
    "Varsling om hendelser etter kap 12 i opplæringsloven (internt notat)",
    "Elev:",
    "Trinn:",
    "Melder:",
    "Dato:",
    "Beskrivelse av det som har skjedd og hvordan du har håndtert saken:",
    "Saken er videresendt",
    "Saken gjelder elevens rett til et trygt og godt skolemiljø iht. Opplæringsloven kap 12",
    "Foresatte informert",
    "Dato og signatur:",
    "1) Melding leveres rektor",
    "2) Kopi til elevmappen",
]


@BOTH
@pytest.mark.parametrize("case", [FILLED, MINIMAL])
def test_the_note_has_the_wording_and_order_of_the_school_plan(fmt: str, case: Any) -> None:
    in_order(plain(fmt, written("varsling", fmt, case)), SEED)


@BOTH
def test_the_wider_form_has_its_ten_parts_in_order(fmt: str) -> None:
    parts = [
        "Unntatt offentlighet",
        "Melding om elevens skolemiljø",
        "1. Melder og hendelse",
        "2. Hvordan ble dette kjent?",
        "3. Hva saken gjelder",
        "4. Hva slags hendelse",
        "5. Beskrivelse av det som har skjedd og hvordan du har håndtert saken",
        "6. Involverte og informerte",
        "7. Videre i saken",
        *SEED[6:9],
        "8. Strakstiltak",
        "9. Dato og signatur",
        "Nedenfor fylles ut av rektor",
        "10. Fordeling",
        *SEED[10:12],
    ]
    text = plain(fmt, written("melding", fmt, FILLED))
    in_order(text, parts)
    assert "jf. offentleglova § 13, jf. forvaltningsloven § 13" in text


def test_the_empty_note_has_six_lines_to_write_on() -> None:
    assert written("varsling", "md", MINIMAL).count("_" * 64 + "\n") == 6
    assert written("varsling", "html", MINIMAL).count('<div class="blank"></div>') == 6
    assert '<div class="blank">' not in written("varsling", "html", FILLED)


def test_the_note_is_headed_by_the_school_only_when_its_name_is_known() -> None:
    assert written("varsling", "md", MINIMAL).startswith("**Tittutlia skole**\n")
    assert written("varsling", "md", MINIMAL, skole=None).startswith("# Varsling")


@BOTH
def test_ticks_say_to_whom_and_when(fmt: str) -> None:
    text = plain(fmt, written("varsling", fmt, FILLED))
    assert text.count("☑") == 3
    assert "til Rita Rektorsen, 20. november 2026" in text
    assert "20. november 2026 kl. 15.05, av Lise Lærersen, på telefon" in text


@BOTH
@EVERY
def test_what_is_not_recorded_is_never_ticked(document: str, fmt: str) -> None:
    text = plain(fmt, written(document, fmt, MINIMAL))
    ticked = ["☑ Elevens skolemiljø" if fmt == "md" else "☑Krysset av: Elevens skolemiljø"]
    assert text.count("☑") == (document == "melding")
    assert all((one in text) == (document == "melding") for one in ticked)
    assert "uavklart" in text


@BOTH
@pytest.mark.parametrize("key", ["videresendt", "foresatte_informert"])
def test_a_tick_needs_a_date(fmt: str, key: str) -> None:
    part = {"til": "r1"} if key == "videresendt" else {"av": "a1"}
    case = {**FILLED, "melding": {**FILLED["melding"], key: part}}
    text = plain(fmt, written("varsling", fmt, case))
    assert text.count("☑") == 2
    assert "uavklart" in text


@BOTH
def test_not_relevant_is_shown_with_its_reason_and_without_a_tick(fmt: str) -> None:
    text = plain(fmt, written("melding", fmt, LEADERSHIP))
    assert "ikke aktuelt: Avtales med skoleeier først." in text
    assert text.count("☑") == 4  # source, kind of case, forwarded, chapter 12


@EVERY
@BOTH
def test_a_report_about_the_leadership_goes_past_rektor(document: str, fmt: str) -> None:
    text = plain(fmt, written(document, fmt, LEADERSHIP))
    assert "1) Melding leveres skoleeier, ikke rektor (opplæringslova § 12-5 andre ledd)" in text
    assert "2) Kopi til den skjermede saken, ikke til elevmappen" in text
    assert "Melding leveres rektor" not in text
    assert "fylles ut av rektor" not in text


@EVERY
@BOTH
def test_a_report_about_staff_goes_to_rektor_but_not_to_the_file_of_the_pupil(
    document: str, fmt: str
) -> None:
    text = plain(fmt, written(document, fmt, {**FILLED, "type": "12-5-ansatt"}))
    assert "1) Melding leveres rektor 2) Kopi til den skjermede saken, ikke" in text


@EVERY
@BOTH
def test_an_old_case_names_the_old_chapter(document: str, fmt: str) -> None:
    text = plain(fmt, written(document, fmt, OLD))
    assert re.search(r"kap(ittel)? 9 A", text)
    assert "kap 12" not in text
    assert "§ 12-" not in text


@EVERY
@BOTH
def test_the_chapter_changes_with_the_act(document: str, fmt: str) -> None:
    def on(day: str) -> str:
        return plain(fmt, written(document, fmt, {**MINIMAL, "melding": {"dato": day}}))

    assert "kap 9 A" in on("2024-07-31")
    assert "kap 12" in on("2024-08-01")


@EVERY
@BOTH
def test_a_private_school_has_a_daglig_leder_and_a_board(document: str, fmt: str) -> None:
    private = {"skoleeier": {"navn": "Styret i Tittutlia", "kalles": "styre"}}
    text = plain(fmt, written(document, fmt, FILLED, **private))
    assert "Melding leveres daglig leder" in text
    assert "Melding leveres rektor" not in text
    text = plain(fmt, written(document, fmt, LEADERSHIP, **private))
    assert "Melding leveres styret, ikke daglig leder" in text


def test_keys_in_running_text_become_names_and_unknown_keys_stay() -> None:
    case = {**MINIMAL, "parter": FILLED["parter"]}
    case["melding"] = {"dato": "2026-11-23", "beskrivelse": "{e1}, {e3} og {e9} og {x}."}
    text = written("varsling", "md", case)
    assert "Espen Askeladd, medelev og {e9} og {x}." in text


def test_nameless_parties_of_one_role_are_told_apart() -> None:
    parties = {"e2": {"rolle": "medelev"}, "e3": {"rolle": "medelev"}, "e4": {"rolle": "elev"}}
    case = {**MINIMAL, "parter": parties}
    case["melding"] = {"dato": "2026-11-23", "beskrivelse": "{e2} mot {e3} og {e4}"}
    assert "Medelev e2 mot medelev e3 og elev\n" in written("varsling", "md", case)


def test_a_name_is_not_read_for_keys_again() -> None:
    parties = {"e1": {"rolle": "elev", "navn": "Ola {e2}"}, "e2": {"rolle": "medelev", "navn": "P"}}
    case = {**MINIMAL, "parter": parties, "melding": {"dato": "2026-11-23", "beskrivelse": "{e1}."}}
    assert "Elev: Ola {e2}" in (text := written("varsling", "md", case))
    assert "\nOla {e2}.\n" in text


@EVERY
def test_the_title_holds_the_case_and_no_names(document: str) -> None:
    title = page(written(document, "html", FILLED)).title
    assert "2026-11-22-k3fq" in title
    names = " ".join(part.get("navn", "") for part in FILLED["parter"].values()).split()
    assert not [name for name in names if name in title]


@EVERY
@BOTH
def test_the_last_line_tells_what_the_document_was_made_from(document: str, fmt: str) -> None:
    line = (
        f"Sak 2026-11-22-k3fq · Mal {document}-2 · Skrevet ut 23.11.2026 · skolemiljo 0.1.0 · "
        f"SHA-256 {ABOUT.sha256}"
    )
    assert plain(fmt, written(document, fmt, FILLED)).endswith(line)


@EVERY
def test_the_page_needs_nothing_but_itself(document: str) -> None:
    text = written(document, "html", FILLED)
    tags = page(text).tags
    assert not tags & {"script", "link", "img", "iframe", "object", "form"}
    assert not re.search(r"https?:|//\w|url\(|@import|\bsrc=|\bon\w+=", text)


@EVERY
@pytest.mark.parametrize("case", CASES)
def test_the_page_can_be_read_by_everyone(document: str, case: str) -> None:
    text = written(document, "html", CASES[case])
    shown = page(text)
    assert text.startswith('<!DOCTYPE html>\n<html lang="nb"')
    assert shown.unclosed == []
    assert shown.levels[0] == 1
    assert shown.levels.count(1) == 1
    steps = zip(shown.levels, shown.levels[1:], strict=False)
    assert all(deeper <= level + 1 for level, deeper in steps)
    assert text.count("Krysset av:") == text.count("☑")
    assert text.count("Ikke krysset av:") == text.count("☐")
    assert text.count("<th ") == text.count("<th scope=")


@EVERY
@BOTH
def test_the_same_case_gives_the_same_text_ended_by_one_newline(document: str, fmt: str) -> None:
    text = written(document, fmt, FILLED)
    assert text == written(document, fmt, FILLED)
    assert text.endswith(text.strip()[-1] + "\n")
    assert not re.search(r"[ \t]\n|\n\n\n\n", text)
