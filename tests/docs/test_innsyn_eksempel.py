"""docs/innsyn-eksempel.md: one case for every recipient, and which sentence stands where."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest

from skolemiljo_cli.sharing.documents import Dokument

pytestmark = pytest.mark.slow  # one case is rendered for every recipient in every form

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "sharing"))
try:
    from sharing_case import CASE
finally:
    sys.path.pop(0)

PAGE = ROOT / "docs" / "innsyn-eksempel.md"
MARK = "<!-- Resten av siden skrives av tests/docs/test_innsyn_eksempel.py. -->\n"
UPDATE = bool(os.environ.get("SKOLEMILJO_UPDATE_SNAPSHOTS"))
HOW = "run this test with SKOLEMILJO_UPDATE_SNAPSHOTS=1 to write it"
TODAY = "2026-11-23"
STAFF = CASE.replace("type: 12-4", "type: 12-5-ansatt").replace(
    "melding:\n", "  b1: {rolle: ansatt, navn: Kjerringa Motstrøms}\nmelding:\n", 1
).replace(
    "undersokelse:\n", "  ansattsak: {informert: 2026-11-03, uttalt: 2026-11-04,"
    " personalsak: PERSONALSAK er opprettet.}\nundersokelse:\n", 1
).replace("HANDTERT med alle tre.", "HANDTERT av {b1} med alle tre.")  # fmt: skip
RECIPIENTS = (
    "e1", "f1", "foresatte:e1", "e2", "f3", "e3", "a3", "ansatt", "skoleeier", "statsforvalter",
    "rektor", "arkiv",
)  # fmt: skip
SHORT = {
    "varsling": "va", "melding": "me", "saksgang": "sg", "undersokelse": "un",
    "aktivitetsplan": "pl", "evaluering": "ev", "referat": "re", "elevsamtale": "el",
    "skoleeier": "eier", "avslutning": "av", "statsforvalter": "sf", "oversikt": "ov",
}  # fmt: skip
SENTENCE = re.compile(r"\b((?:[A-Z]{4,}|ORD|SYN)(?:-[A-Z0-9]+)*)\b(?![-\w])")
NAMES = {
    "e1": "Askeladd", "e2": "Tyrihans", "e3": "Gullhår", "f1": "Morten", "f2": "Marit",
    "f3": "Ragna", "a1": "Lærersen", "a2": "Bukkene", "a3": "Assistentsen", "r1": "Rektorsen",
    "b1": "Motstrøms",
}  # fmt: skip
ENTRIES = {"referat": ("h-4aaa", "h-6aaa"), "elevsamtale": ("h-1aaa", "h-2aaa")}


MADE: dict[tuple[str, str], str] = {}
"""The documents, made once: the tests only read them."""


def sentences() -> list[str]:
    return list(dict.fromkeys(SENTENCE.findall(STAFF)))


@pytest.fixture
def documents(write_case, cli) -> dict[tuple[str, str], str]:
    """Every document for every recipient that gets it, in both formats, by recipient and form."""
    if MADE:
        return MADE
    write_case(STAFF, "2026-11-02-drea")
    made: dict[tuple[str, str], str] = {}
    for who in RECIPIENTS:
        for form in SHORT:
            for entry in ENTRIES.get(form, ("",)):
                for fmt in ("md", "html"):
                    words = ["render", "drea", form, "--for", who, "--format", fmt, "--json"]
                    words += ["--id", entry] if entry else []
                    said = cli(*words, "--today", TODAY)
                    assert said.code in (0, 2, 66), (words, said.err)
                    if said.code == 0:
                        key = (who, form)
                        made[key] = made.get(key, "") + json.loads(said.out)["data"]["tekst"]
    MADE.update(made)
    return MADE


def where(documents, who: str, wanted: re.Pattern[str]) -> str:
    found = [SHORT[form] for form in SHORT if wanted.search(documents.get((who, form), ""))]
    return " ".join(found) or "–"


def rows(documents, wanted: dict[str, re.Pattern[str]], first: str) -> list[str]:
    table = [f"| {first} | {' | '.join(RECIPIENTS)} |", "| --- |" + " --- |" * len(RECIPIENTS)]
    for name, pattern in wanted.items():
        cells = " | ".join(where(documents, who, pattern) for who in RECIPIENTS)
        table.append(f"| {name} | {cells} |")
    return table


def marks() -> dict[str, re.Pattern[str]]:
    return {one: re.compile(rf"\b{one}(?![-\w])") for one in sentences()}


def names() -> dict[str, re.Pattern[str]]:
    return {f"{key} {name}": re.compile(name) for key, name in NAMES.items()}


@pytest.mark.slow
def test_the_page_shows_which_sentence_each_recipient_meets_and_where(documents):
    head, mark, rest = PAGE.read_text(encoding="utf-8").partition(MARK)
    assert mark
    now = "\n".join(
        [
            "", "## Saken", "", "```text", STAFF.rstrip(), "```", "",
            "## Hvilken setning som står hvor", "",
            ", ".join(f"{short} = {form}" for form, short in SHORT.items()) + ".", "",
            *rows(documents, marks(), "setning"), "",
            "## Hvilket navn som står hvor", "", *rows(documents, names(), "part"), "",
        ]
    )  # fmt: skip
    if UPDATE:
        PAGE.write_text(head + mark + now, encoding="utf-8", newline="\n")
    else:
        assert rest == now, f"docs/{PAGE.name}: {HOW}"


def test_every_document_has_an_abbreviation():
    assert list(SHORT) == list(Dokument), "SHORT in tests/docs/test_innsyn_eksempel.py"


FAMILY_OF_E1 = ("e1", "f1", "foresatte:e1")
FAMILY_OF_E2 = ("e2", "f3")


def seen_by(documents, who: str) -> str:
    return "\n".join(text for (reader, _), text in documents.items() if reader == who)


@pytest.mark.parametrize(
    ("readers", "never"),
    [
        (FAMILY_OF_E1, ("e2", "e3", "f3", "b1")),
        (FAMILY_OF_E2, ("e1", "e3", "f1", "f2", "b1")),
        (("e3",), ("e1", "e2", "f1", "f2", "f3", "b1")),
        (("a3", "ansatt"), ("e2", "e3", "f1", "f2", "f3", "b1")),
        (("skoleeier",), tuple(NAMES)),
        (("statsforvalter",), ("b1",)),
    ],
)
def test_no_document_has_a_name_its_reader_may_not_see(readers, never, documents):
    for who in readers:
        text = seen_by(documents, who)
        assert text
        assert [key for key in never if NAMES[key] in text] == []


@pytest.mark.slow
def test_no_sentence_about_one_pupil_alone_is_read_by_the_family_of_another(documents):
    of = {
        "e2": {"TILTAK-E2", "LOGG-E2", "ORD-E2", "LOGG-F3", "VEDLEGG-E2", "MERKNAD-E2"},
        "e1": {"TILTAK-E1", "LOGG-E1", "ORD-E1", "VEDLEGG-E1", "MERKNAD-E1", "PERSONALSAK"},
    }
    for who in FAMILY_OF_E1:
        assert {m for m, p in marks().items() if p.search(seen_by(documents, who))} & of[
            "e2"
        ] == set()
    for who in FAMILY_OF_E2:
        there = {m for m, p in marks().items() if p.search(seen_by(documents, who))}
        assert there & of["e1"] == set()
        assert there <= of["e2"]


def test_what_is_about_both_families_is_told_with_labels(documents):
    text = documents["f1", "saksgang"]
    assert "LOGG-BEGGE der medelev 1 gikk mot Askeladd Eventyr." in text
    assert "LOGG-BEGGE" not in seen_by(documents, "f3")


def test_the_whole_case_is_somewhere_in_the_documents_of_the_archive(documents):
    text = seen_by(documents, "arkiv")
    assert [one for one, pattern in marks().items() if not pattern.search(text)] == []
