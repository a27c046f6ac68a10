"""A form is one template: what the formats share, what a school's own goes before, and blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from render_cases import ABOUT, FILLED, MINIMAL, SCHOOL, load
from sak_cases_b import WHOLE, plain
from sak_cases_c import CLOSED
from sak_cases_d import RICH
from test_all_forms import EXEMPT

from skolemiljo_cli.errors import BadConfig
from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.render.blocks import blocks
from skolemiljo_cli.render.documents import render
from skolemiljo_cli.render.template_context import Dokumentrad, Valgt, picture
from skolemiljo_cli.services.documents.contents import entry_for
from skolemiljo_cli.sharing.documents import Dokument

CASES: dict[str, dict[str, Any]] = {
    "filled": {**FILLED, "unntak": EXEMPT},
    "minimal": MINIMAL,
    "whole": WHOLE,
    "closed": CLOSED,
    "rich": RICH,
}
LIST = (Dokumentrad(1, "Brev", None, None, "", "", None, ("plan",), "finnes ikke"),)

PARTS = ("skjema", "tabell", "detalj", "utfylling", "notat")
NUMBERS = {"slag", "antall", "linjer"}


def macros(fmt: str) -> dict[str, str]:
    """Return the macros forms can call, with what they take, by part and name."""
    return {f"{part}.{name}": given for part in PARTS for name, given in part_of(fmt, part).items()}


def part_of(fmt: str, part: str) -> dict[str, str]:
    """Return the macros of a part, those taken over from before too."""
    source = load(f"nb/{part}.{fmt}.j2") or ""
    simple = dict(re.findall(r"{% macro (\w+)(\(.*?\)) -?%}", load(f"nb/felt.{fmt}.j2") or ""))
    found = dict(re.findall(r"{% macro ([a-z]\w*)(\(.*\)) -?%}", source))
    for names, values in re.findall(r"{% set ([\w, ]+) = ([\w., ]+) %}", source):
        for name, value in zip(names.split(", "), values.split(", "), strict=True):
            found[name] = simple[name] if value.startswith("enkel.") else found[value]
    return found


def test_each_format_has_the_same_macros_with_the_same_arguments():
    text, sheet = macros("md"), macros("html")
    assert sorted(text.keys() - sheet.keys()) == [], "only in Markdown"
    assert sorted(sheet.keys() - text.keys()) == [], "only in HTML"
    assert {name: text[name] for name in text} == {name: sheet[name] for name in text}
    assert len(text) > 40


@pytest.mark.parametrize("document", list(Dokument))
def test_a_form_calls_no_macro_that_is_not_there_and_says_nothing_of_a_format(document):
    source = load(f"nb/{document}.j2") or ""
    shared = load("nb/referat.ord.j2") or "" if "referat.ord" in source else ""
    called = re.findall(rf"\b((?:{'|'.join(PARTS)})\.\w+)\(", source + shared)
    assert set(called) <= macros("md").keys()
    block = source.partition("{% block innhold %}")[2]
    assert not re.search(r"</?\w+>|\||\*\*|^#|^- |^>", re.sub(r"(?s){[{%#].*?[}%#]}", "", block))


def made(document: Dokument, case: str) -> tuple[Any, ...]:
    sak = Sak.model_validate(CASES[case])
    rounds = picture(sak).runder
    chosen = Valgt(entry_for(sak, document, None), rounds[-1] if rounds else None, (), LIST)
    return document, sak, Oppsett.model_validate(SCHOOL), ABOUT, load, chosen


def said(value: Any) -> Iterator[str]:
    """Yield every text of blocks."""
    if isinstance(value, dict):
        value = [part for key, part in value.items() if key not in NUMBERS]
    if isinstance(value, list):
        for part in value:
            yield from said(part)
    elif isinstance(value, str):
        yield value


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("document", list(Dokument))
def test_blocks_say_what_the_markdown_says(document: Dokument, case: str) -> None:
    form, *rest = made(document, case)
    text, _, source = render(form, "md", *rest).rstrip().rpartition("\n")
    assert source.startswith("Sak ")
    shown, told = words(plain("md", text)), words(" ".join(said(blocks(form, *rest))))
    assert sorted(set(shown) - set(told) - {"Ja", "Nei"}) == []
    assert sorted(set(told) - set(shown)) == []


def shown(document: str, fmt: str, **files: str) -> str:
    """Return a document of a ledger with these files in `templates/nb/`."""
    mine = {f"nb/{name.replace('__', '.')}.j2": text for name, text in files.items()}
    sak, oppsett = Sak.model_validate(FILLED), Oppsett.model_validate(SCHOOL)
    return render(document, fmt, sak, oppsett, ABOUT, lambda name: mine.get(name, load(name)))


def test_a_school_s_form_for_the_format_goes_first_then_its_own_form_then_ours():
    both = {"varsling__md": "for tekst", "varsling": "for alt"}
    assert [shown("varsling", fmt, **both) for fmt in ("md", "html")] == [
        "for tekst\n",
        "for alt\n",
    ]
    assert shown("varsling", "md", varsling="for alt") == "for alt\n"
    assert "<h1>Varsling om" in shown("varsling", "html", varsling__md="for tekst")


def test_a_fault_is_laid_to_the_file_that_was_used():
    with pytest.raises(BadConfig) as caught:
        shown("melding", "html", hode__html="{% macro eksemplar() %}\n{{ borte }}{% endmacro %}")
    assert (caught.value.file, caught.value.line) == ("nb/hode.html.j2", 2)


def test_one_form_of_the_school_s_own_gives_both_formats():
    source = (
        '{% extends "nb/grunn.j2" %}{% import "nb/skjema.j2" as skjema %}'
        "{% block tittel %}Vår{% endblock %}{% block klasse %}skjema{% endblock %}"
        '{% block innhold %}{% call skjema.seksjon("Vår del", nr=1) %}\n'
        "{{ skjema.tekst(sak.melding.handtering) }}\n{% endcall %}{% endblock %}"
    )
    assert shown("varsling", "md", varsling=source).startswith("\n## 1. Vår del\n\nJeg gikk")
    page = shown("varsling", "html", varsling=source)
    assert '<h2>1. Vår del</h2>\n<div class="tekst">\n<p>Jeg gikk' in page
    assert "<title>Vår – sak" in page


BEFORE = """{# revisjon: avslutning-1 #}
{% import "nb/ord.j2" as ord with context %}
{% import "nb/felt.FMT.j2" as skjema %}
{% import "nb/hode.FMT.j2" as topp with context %}
{% import "nb/avslutning.ord.j2" as min with context %}
{{ topp.hode(min.tittel, min.dokumenttype, none, min.slutt.dato) }}
{{ skjema.felt("Avsluttet av", min.slutt.av | navn) }}
{{ skjema.valgliste(ord.svar, ["ja"]) }}
{{ skjema.valg(true, "Kryss", "mer") }}{{ skjema.merke(none) }}
{{ topp.eksemplar() }}{{ topp.unntak() }}
{{ topp.underskrift(ord.mottaker) }}
{{ ord.kilde_linje() }}
"""


def test_a_school_s_form_from_when_each_format_had_its_own_works_as_before():
    form = BEFORE.replace("FMT", "md")
    text = shown("avslutning", "md", avslutning__md=form)
    for line in (
        "# Avslutning av sak", "- Elev: Espen Askeladd", "- Avsluttet av: *uavklart*", "- ☑ Ja",
        "- ☑ Kryss (mer) – *uavklart*", "Dato og signatur, rektor: _____",
        "Mal avslutning-1 · Skrevet ut",
    ):  # fmt: skip
        assert f"\n{line}" in text or (line.startswith("Mal") and line in text)
    head, _, body = BEFORE.replace("FMT", "html").partition("{{ topp.hode")
    page = shown(
        "avslutning",
        "html",
        avslutning__html='{% extends "nb/grunn.html.j2" %}\n' + head
        + "{% block tittel %}T{% endblock %}{% block klasse %}skjema{% endblock %}"
        "{% block innhold %}{{ topp.hode" + body + "{{ skjema.tekst(none) }}{{ skjema.mangler() }}"
        "{{ skjema.rute(true) }}{% endblock %}",
    )  # fmt: skip
    for part in ("<h1>Avslutning av sak</h1>", "<dt>Elev</dt>", "<p class=\"signatur\">",
                 '<div class="tekst">', "Krysset av:", '<span class="uavklart">'):  # fmt: skip
        assert part in page


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("avslutning", "slutt"), ("evaluering", "rader"), ("oversikt", "mest"),
        ("saksgang", "plikter"), ("skoleeier", "hjemler"), ("statsforvalter", "tomme"),
        ("undersokelse", "eleven"), ("aktivitetsplan", "punkt"), ("referat", "typer"),
        ("innforing", "kanal"),
    ],
)  # fmt: skip
def test_the_words_of_each_form_are_found_by_the_name_they_had(name, asked):
    form = f'{{% import "nb/{name}.ord.j2" as min with context %}}{{{{ min.{asked} is defined }}}}'
    assert shown("varsling", "md", varsling__md=form) == "ja\n"


@pytest.mark.parametrize("document", ["saksgang", "melding", "varsling"])
def test_a_school_s_own_head_for_a_format_is_used_by_every_form(document):
    mine = load("nb/hode.j2").replace("{# revisjon", "{# Vår #}{# revisjon")
    mine += "{% macro underskrift(hvem) %}\nVår rektor skriver under.{% endmacro %}"
    plain_one, ours = shown(document, "html"), shown(document, "html", hode__html=mine)
    assert ("Vår rektor skriver under." in ours) == (document != "varsling")
    assert shown(document, "md") == shown(document, "md", hode__html=mine)
    assert "Vår rektor" not in plain_one
