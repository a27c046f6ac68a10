"""Markup in every text there is, of the case and of the school, is text in every document."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest
from render_cases import ABOUT, load
from render_pages import page

from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.derived import measures
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.render.documents import Format, render
from skolemiljo_cli.render.template_context import Runde, Valgt
from skolemiljo_cli.sharing.documents import Dokument
from skolemiljo_cli.store.yaml import reader

sys.path.insert(0, str(Path(__file__).parents[1] / "fuzz"))
from fuzz_inputs import CASE

HARMLESS, PAYLOADS = (
    "Ord",
    ["<b>&\"'", "</td></p><script>x</script>", "{{7*7}}{% x %}", "[a](b)`c`"],
)
FREE = {
    "navn", "trinn", "klasse", "kontakt", "sted", "beskrivelse", "handtering", "begrunnelse",
    "elevens_opplevelse", "problem", "tiltak", "elevens_svar", "tekst", "hva", "merknad", "f1",
    "mottaker", "elevens_ord", "elevens_syn", "arkivreferanse", "strakstiltak", "hyppighet", "mal",
}  # fmt: skip
MORE = {
    "arkivreferanse": "x",
    "melding.elevens_ord": "x",
    "melding.strakstiltak": "x",
    "mottak.skoleeier": {"tid": "2026-11-20", "mottaker": "x"},
    "aktivitetsplan.elevens_syn": "x",
}


def filled(text: str, values: Any, key: str = "") -> Any:
    """Return the values with the text in every place that a person writes words in."""
    if isinstance(values, dict):
        return {one: filled(text, inner, one) for one, inner in values.items()}
    if isinstance(values, list):
        return [filled(text, one, key) for one in values] if key != "alias" else values
    return text if key in FREE and isinstance(values, str) else values


def whole(text: str) -> Any:
    values: Any = reader.read(CASE.encode())
    for place, value in MORE.items():
        *way, last = place.split(".")
        here = values
        for step in way:
            here = here[step]
        here[last] = value
    parsed = parse_case(filled(text, values))
    assert parsed.faults == ()
    return parsed.value


def school(text: str) -> Oppsett:
    owner = {"navn": text, "avdeling": text}
    return Oppsett.model_validate({"skole": text, "skoleeier": owner, "roller": {"rektor": text}})


def made(dokument: Dokument, fmt: Format, text: str) -> str:
    sak = whole(text)
    chosen = Valgt(innforing=sak.logg[0], runde=Runde(1, measures.rounds(sak)[0]))
    return render(dokument, fmt, sak, school(text), ABOUT, load, chosen)


@pytest.mark.parametrize("text", PAYLOADS)
@pytest.mark.parametrize("dokument", list(Dokument))
def test_markup_in_every_field_makes_no_markup_in_the_page(dokument: Dokument, text: str) -> None:
    harmless, found = (page(made(dokument, Format.HTML, one)) for one in (HARMLESS, text))
    assert found.tags == harmless.tags
    assert found.attributes == harmless.attributes
    assert found.levels == harmless.levels
    assert text in found.text


@pytest.mark.parametrize("text", PAYLOADS)
@pytest.mark.parametrize("dokument", list(Dokument))
def test_nothing_of_the_data_is_a_template(dokument: Dokument, text: str) -> None:
    for fmt in Format:
        assert "49" not in re.sub(r"\d{4,}", "", made(dokument, fmt, "{{7*7}}"))


@pytest.mark.parametrize("text", PAYLOADS)
@pytest.mark.parametrize("dokument", list(Dokument))
def test_markup_in_every_field_makes_no_markup_in_markdown(dokument: Dokument, text: str) -> None:
    from markdown_it import MarkdownIt

    def kinds(one: str) -> list[str]:
        parts = MarkdownIt("commonmark", {"html": True}).enable("table").parse(one)
        found = [part.type for part in parts if not part.type.startswith(("paragraph", "inline"))]
        return found + sorted(
            {inner.type for part in parts for inner in part.children or []}
            & {"link_open", "image", "html_inline", "code_inline"}
        )

    assert kinds(made(dokument, Format.MD, text)) == kinds(made(dokument, Format.MD, HARMLESS))
