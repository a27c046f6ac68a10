"""What is true of every document: it can be read by everyone, and says what it was made from."""

from __future__ import annotations

import re
from typing import Any

import pytest
from render_cases import ABOUT, FILLED, LEADERSHIP, MINIMAL, OLD, SCHOOL, load
from render_pages import page

from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.render.documents import Opplysninger, render
from skolemiljo_cli.render.template_context import Valgt, picture
from skolemiljo_cli.services.documents.contents import entry_for
from skolemiljo_cli.sharing.documents import Dokument

EXEMPT = [{"regel": "tiltak-generelt", "begrunnelse": "Avtalt med {e1}.", "dato": "2026-11-23"}]
CASES: dict[str, dict[str, Any]] = {
    "utfylt": {**FILLED, "unntak": EXEMPT},
    "minste": MINIMAL,
    "ledelsen": LEADERSHIP,
    "gammel": OLD,
}
EVERY = pytest.mark.parametrize("document", list(Dokument))
BOTH = pytest.mark.parametrize("fmt", ["md", "html"])
OF_CASES = pytest.mark.parametrize("case", CASES)


def made(document: str, fmt: str, case: str, about: Opplysninger = ABOUT) -> str:
    sak = Sak.model_validate(CASES[case])
    chosen = Valgt(
        innforing=entry_for(sak, document, None), runde=next(iter(picture(sak).runder), None)
    )
    return render(document, fmt, sak, Oppsett.model_validate(SCHOOL), about, load, chosen)


def words(fmt: str, text: str) -> str:
    plain = page(text).text if fmt == "html" else re.sub(r"\\(.)", r"\1", text)
    return " ".join(plain.split())


@EVERY
@BOTH
@OF_CASES
def test_the_same_case_gives_the_same_text_ended_by_one_newline(document, fmt, case):
    text = made(document, fmt, case)
    assert text == made(document, fmt, case)
    assert text.endswith(text.strip()[-1] + "\n")


@EVERY
@BOTH
@OF_CASES
def test_it_says_of_which_case_by_which_template_and_when(document, fmt, case):
    text = words(fmt, made(document, fmt, case))
    revision = rf"Mal {document}-[0-9]+ · Skrevet ut 23\.11\.2026 · skolemiljo 0\.1\.0 · SHA-256"
    assert re.search(rf"Sak {CASES[case]['id']} · {revision} {ABOUT.sha256}$", text)


@EVERY
@BOTH
def test_with_git_it_says_the_commit(document, fmt):
    about = Opplysninger(ABOUT.dato, ABOUT.versjon, ABOUT.sha256, "0123456789abcdef" * 2)
    assert words(fmt, made(document, fmt, "utfylt", about)).endswith(f" · git {about.innsjekking}")
    assert "git" not in words(fmt, made(document, fmt, "utfylt"))[-60:]


@EVERY
@OF_CASES
def test_the_page_can_be_read_by_everyone(document, case):
    text = made(document, "html", case)
    shown = page(text)
    assert text.startswith('<!DOCTYPE html>\n<html lang="nb"')
    assert shown.unclosed == []
    assert shown.levels[0] == 1
    assert shown.levels.count(1) == 1
    steps = zip(shown.levels, shown.levels[1:], strict=False)
    assert all(deeper <= level + 1 for level, deeper in steps)
    assert len(re.findall(r"<th[ >]", text)) == len(re.findall(r"<th (?:class=\S+ )?scope=", text))
    assert text.count("Krysset av:") == text.count("☑")


@EVERY
@OF_CASES
def test_the_page_needs_nothing_but_itself_and_its_title_has_no_name(document, case):
    text = made(document, "html", case)
    shown = page(text)
    assert not shown.tags & {"script", "link", "img", "iframe", "object", "form"}
    assert not re.search(r"https?:|//\w|url\(|@import|\bsrc=|\bon\w+=", text)
    assert CASES[case]["id"] in shown.title
    parties = CASES[case].get("parter", {}).values()
    names = " ".join(part.get("navn", "") for part in parties).split()
    assert not [name for name in names if name in shown.title]


NOTES = (Dokument.VARSLING, Dokument.MELDING)


@pytest.mark.parametrize("document", [one for one in Dokument if one not in NOTES])
@BOTH
def test_rules_set_aside_in_the_case_are_shown_with_their_reason(document, fmt):
    text = words(fmt, made(document, fmt, "utfylt"))
    where = f"{{{{ topp.unntak() }}}} in templates/nb/{document}.j2"
    assert "tiltak-generelt" in text, f"no rules set aside in {document}: write {where}"
    assert "Avtalt med" in text


@EVERY
@BOTH
def test_an_old_case_names_the_law_of_its_day(document, fmt):
    text = words(fmt, made(document, fmt, "gammel"))
    assert "kap 12" not in text
    assert "kapittel 12" not in text
    assert not re.search(r"§ 12-\d", text)


@EVERY
@BOTH
def test_a_new_case_never_names_the_old_law(document, fmt):
    text = words(fmt, made(document, fmt, "utfylt"))
    assert not re.search(r"9 ?A|Fylkesmann|ordensreglement", text)


@EVERY
@BOTH
def test_what_nobody_has_written_is_shown_as_unknown_and_nothing_is_ticked_for_it(document, fmt):
    text = words(fmt, made(document, fmt, "minste"))
    blank = Dokument(document) in (Dokument.EVALUERING, Dokument.REFERAT, Dokument.ELEVSAMTALE)
    assert blank or "uavklart" in text
    ticked = text.count("☑")
    assert ticked <= (document in ("melding", "skoleeier", "avslutning", "statsforvalter"))
