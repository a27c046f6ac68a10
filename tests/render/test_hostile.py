"""Text that tries to be more than text comes out as the text it is."""

from __future__ import annotations

import re
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from render_cases import FILLED, MINIMAL, written
from render_pages import page

from skolemiljo_cli.errors import Unreadable
from skolemiljo_cli.render.escape import Html, Markdown, clean, markdown_line

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

PAYLOADS = [
    "<script>alert(1)</script>",
    '<img src="x" onerror="alert(1)">',
    "</p></div></main><h1>Forfalsket</h1>",
    "\"><svg/onload=alert('1')>",
    "[trykk her](javascript:alert(1))",
    "![bilde](http://ond.example/sporing.png)",
    "<http://ond.example>",
    "[ref]: http://ond.example",
    "# Vedtak",
    "Vedtak\n======",
    "Vedtak\n---",
    "| a | b |\n| --- | --- |\n| 1 | 2 |",
    "a\n:-:",
    "- [x] Foresatte informert",
    "1. punkt",
    "1) Melding leveres Kari",
    "+ punkt",
    "> sitat",
    "    kode",
    "\tkode",
    "```\nkode\n```",
    "~~~ kode",
    "`kode` **fet** _kursiv_ ~~strøket~~",
    "&lt;b&gt; &copy; &#35;",
    "\\# \\<b\\> slutt \\",
    "{{ 7*7 }} {% if sak %} {# borte #} {{7*7}}",
    "{{ sak.parter.e1.navn }}",
    "***\n___\n* * *",
    "<!-- borte -->\n<?php ?>\n<![CDATA[x]]>",
    "a  \nb\\\nc",
    "$x$ $$y$$",
    "%(beskrivelse)s {0} {beskrivelse}",
]
FIELDS = ["beskrivelse", "handtering", "elevens_ord", "strakstiltak"]


def words(text: str) -> str:
    return " ".join(clean(text).split())


def read_markdown(text: str) -> tuple[str, set[str]]:
    """Return the words a Markdown reader shows, and the kinds of things it made."""
    shown, kinds = [], set()
    for token in READER.parse(text):
        kinds.add(token.type)
        for part in token.children or []:
            kinds.add(part.type)
            shown.append(part.content or "\n")
        shown.append("\n")
    return words("".join(shown)), kinds


def everywhere(text: str) -> dict[str, Any]:
    """Return a case with the text in every place a person can write."""
    parties = {"e1": {"rolle": "elev", "navn": text, "trinn": text, "klasse": text}}
    parties["a1"] = {"rolle": "laerer", "navn": text, "kontakt": text}
    report = {**FILLED["melding"], **dict.fromkeys(FIELDS, text), "involverte": ["e1", "a1"]}
    report |= {"hendelse": {"sted": text}, "foresatte_informert": {"ikke_aktuelt": text}}
    received = {
        "alvorlig": {"vurdering": True, "begrunnelse": text},
        "skoleeier": {"tid": "2026-11-20", "mottaker": text},
    }
    case = {**FILLED, "parter": parties, "melding": report, "mottak": received}
    return {**case, "arkivreferanse": text}


def structure(text: str) -> list[str]:
    """Return the block structure of a Markdown document, without what the text itself makes."""
    kinds = [token.type + token.tag for token in READER.parse(text)]
    return [kind for kind in kinds if not kind.startswith(("paragraph", "inline"))]


@pytest.mark.parametrize("document", ["varsling", "melding"])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_in_a_page_is_shown_as_written(document: str, payload: str) -> None:
    harmless = page(written(document, "html", everywhere("ord")))
    found = page(written(document, "html", everywhere(payload), skole=payload))
    assert words(found.text).count(words(payload)) >= 5
    assert found.tags <= harmless.tags | {"br"}
    assert found.attributes == harmless.attributes
    assert found.levels == harmless.levels


@pytest.mark.parametrize("document", ["varsling", "melding"])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_in_markdown_is_shown_as_written(document: str, payload: str) -> None:
    text = written(document, "md", everywhere(payload), skole=payload)
    shown, kinds = read_markdown(text)
    assert shown.count(words(payload)) >= 5
    assert structure(text) == structure(written(document, "md", everywhere("ord")))
    assert not kinds & {"link_open", "image", "html_inline", "html_block", "fence", "code_inline"}
    assert not kinds & {"code_block", "s_open"}


@given(st.text())
def test_any_text_is_one_paragraph_of_itself_in_markdown(text: str) -> None:
    line = markdown_line("x" if not words(text) else text)
    shown, kinds = read_markdown(line)
    assert (
        kinds == {"paragraph_open", "inline", "text", "paragraph_close"} or "text_special" in kinds
    )
    assert kinds <= {"paragraph_open", "inline", "text", "text_special", "paragraph_close"}
    assert shown == (words(text) or "x")


@given(st.text(alphabet="\\`*_[]()<>#+-=:|~$&;!.1 \n\tax"))
def test_any_running_text_is_only_paragraphs_and_line_breaks(text: str) -> None:
    shown, kinds = read_markdown(Markdown().avsnitt(text))
    allowed = {"paragraph_open", "inline", "text", "text_special", "hardbreak", "paragraph_close"}
    assert kinds <= allowed
    assert shown == words(text)


@given(st.text(alphabet="\\`*_[]<>#-|&; \n1.ax"))
def test_any_quotation_stays_inside_the_quotation(text: str) -> None:
    tokens = READER.parse(f"{Markdown().sitat(text + 'slutt')}\n\n# neste")
    kinds = [token.type for token in tokens if token.level == 0]
    assert kinds == ["blockquote_open", "blockquote_close", "heading_open", "heading_close"]


@given(st.text(alphabet="\\`*_|<>&-: \nax"))
def test_any_text_stays_in_its_cell_of_a_table(text: str) -> None:
    table = f"| a | b |\n| --- | --- |\n| {markdown_line(text)} | slutt |"
    cells = [t.content for t in READER.parse(table) if t.type == "inline"]
    assert len(cells) == 4
    assert cells[3] == "slutt"


@given(st.text())
def test_any_text_is_itself_in_html(text: str) -> None:
    found = page(f"<div>{Html().avsnitt(text)}\n{Html().linje(text)}</div>")
    assert found.tags <= {"div", "p", "br"}
    assert words(found.text) == words(f"{text} {text}")


@pytest.mark.parametrize("fmt", ["md", "html"])
def test_a_long_name_named_many_times_does_not_fill_the_memory(fmt: str) -> None:
    parties = {"e1": {"rolle": "elev", "navn": "A" * 200}}
    case = {**MINIMAL, "parter": parties}
    case |= {"melding": {"dato": "2026-11-23", "beskrivelse": "{e1}" * 100_000}}
    tracemalloc.start()
    with pytest.raises(Unreadable, match="Navnet til e1 er så langt"):
        written("varsling", fmt, case)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000_000


CONTROLS = [*range(9), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F]
CONTROLS += [*range(0x2028, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xFFF9, 0xFFFE, 0xD800]


@pytest.mark.parametrize("fmt", ["md", "html"])
def test_no_control_or_direction_character_reaches_the_document(fmt: str) -> None:
    text = written("melding", fmt, everywhere("".join(f"a{chr(code)}b" for code in CONTROLS)))
    assert not [code for code in CONTROLS if chr(code) in text.replace("\u202f", "")]
    text.encode("utf-8")


def test_a_lost_character_leaves_a_mark() -> None:
    assert clean("rød\x1b[31m\u202e") == "rød\ufffd[31m"


def test_line_ends_of_every_kind_are_line_ends() -> None:
    assert clean("a\r\nb\rc\u2028d\x85e") == "a\nb\nc\nd\ne"


def test_ordinary_text_is_not_cluttered_with_backslashes() -> None:
    text = "Kl. 11.40 (i storefri) sa hun: «Slutt!» – 2 & 3. Se post@skole.example, 5B/6A; 100 %."
    assert markdown_line(text) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [("$x$", r"\$x\$"), ("http://a.no", r"http\://a.no"), ("www.a.no", r"www\.a.no")],
)
def test_what_only_some_readers_take_for_markup_is_escaped_too(text: str, line: str) -> None:
    assert markdown_line(text) == line


def test_a_template_cannot_make_data_into_a_template() -> None:
    case = {**MINIMAL, "melding": {"dato": "2026-11-23", "beskrivelse": "{{7*7}}{% raise %}"}}
    assert "{{7*7}}{% raise %}" in written("varsling", "html", case)
    assert re.search(r"\{\{7\\\*7\}\}", written("varsling", "md", case))
