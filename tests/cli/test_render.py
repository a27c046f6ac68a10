"""`render`: which entry or round a document is made of, and what it says of itself."""

from __future__ import annotations

import json
import os
import subprocess

import pytest

from skolemiljo_cli.sharing.documents import Dokument

CASE = """\
id: 2026-11-02-k3fq
type: 12-4
parter:
  e1: {rolle: elev, navn: Espen Askeladd}
  a1: {rolle: kontaktlaerer, navn: Lise Lærersen}
melding: {dato: 2026-11-02, melder: a1, beskrivelse: Noe har skjedd.}
aktivitetsplan:
  problem: Alene i storefri.
  evalueringer:
    - {id: v-2m8d, dato: 2026-11-10, elevens_svar: Ikke bedre ennå.}
    - {id: v-5c1p, dato: 2026-11-20, elevens_svar: Mye bedre nå.}
logg:
  - {id: h-7k3q, tid: 2026-11-03T10:15, type: mote, av: a1, tekst: Det første møtet.}
  - {id: h-2b4c, tid: 2026-11-12T10:15, type: mote, av: a1, tekst: Det andre møtet.}
  - {id: h-9d6e, tid: 2026-11-04, type: elevsamtale, med: [e1], elevens_ord: Jeg er alene.}
"""


@pytest.fixture
def case(write_case):
    return write_case(CASE)


@pytest.mark.parametrize(
    ("words", "there", "not_there"),
    [
        (("referat",), "Det andre møtet.", "Det første møtet."),
        (("referat", "--id", "h-7k3q"), "Det første møtet.", "Det andre møtet."),
        (("referat", "--id", " H-7K3Q "), "Det første møtet.", "Det andre møtet."),
        (("elevsamtale",), "Jeg er alene.", "møtet."),
        (("evaluering",), "Mye bedre nå.", "Ikke bedre ennå."),
        (("evaluering", "--id", "v-2m8d"), "Ikke bedre ennå.", "Mye bedre nå."),
    ],
)
def test_a_document_is_made_of_the_entry_named_else_of_the_latest(
    words, there, not_there, case, cli
):
    said = cli("render", "k3fq", *words)
    assert (said.code, said.err) == (0, "")
    assert there in said.out
    assert not_there not in said.out


@pytest.mark.parametrize(
    ("document", "known"),
    [
        ("referat", "De som finnes: h-7k3q, h-2b4c"),
        ("elevsamtale", "De som finnes: h-9d6e"),
        ("evaluering", "De som finnes: v-2m8d, v-5c1p"),
    ],
)
def test_an_id_the_case_does_not_have_is_answered_with_the_ones_it_has(document, known, case, cli):
    said = cli("render", "k3fq", document, "--id", "h-0000")
    assert (said.code, said.out) == (66, "")
    assert said.err == (
        f"Feil: Saken har ingen innføring «h-0000» å lage {document} av.\n{known}\n"
    )


def test_what_was_typed_for_an_id_is_not_repeated_when_it_may_be_a_name(case, cli):
    said = cli("render", "k3fq", "referat", "--id", "Espen Askeladd")
    assert said.code == 66
    assert "espen" not in said.err.lower()


def test_a_case_without_rounds_says_so(write_case, cli):
    write_case(CASE.partition("aktivitetsplan:")[0])
    said = cli("render", "k3fq", "evaluering", "--id", "v-2m8d")
    assert said.code == 66
    assert "Saken har ingen ennå." in said.err


@pytest.mark.parametrize("document", ["varsling", "saksgang", "statsforvalter", "oversikt"])
def test_an_id_for_a_document_of_the_whole_case_is_refused(document, case, cli):
    said = cli("render", "k3fq", document, "--id", "h-7k3q")
    assert (said.code, said.out) == (2, "")
    assert f"--id kan ikke brukes med {document}." in said.err


def test_the_overview_has_the_deadlines_of_the_case(case, cli):
    said = cli("render", "k3fq", "oversikt")
    assert said.code == 0
    assert "Melding til rektor" in said.out
    assert "Noe nytt i saken" not in said.out  # a silence that lies ahead
    assert "Noe nytt i saken" in cli("render", "k3fq", "oversikt", "--today", "2026-12-30").out


def test_the_letter_lists_the_documents_of_the_case(case, cli):
    said = cli("render", "k3fq", "statsforvalter")
    assert said.code == 0
    for title in ("Melding om elevens skolemiljø", "Saksgang", "Referat: møte 12.11.2026"):
        assert title in said.out


def test_the_help_names_every_document(cli):
    page = cli("render", "--help").out
    assert all(one in page for one in Dokument)


def git(folder, *words):
    who = {
        f"GIT_{one}_{what}": "x" for one in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    ran = subprocess.run(
        ["git", *words], cwd=folder, env={**os.environ, **who}, check=True, capture_output=True
    )
    return ran.stdout.decode().strip()


@pytest.mark.slow
def test_a_document_names_the_commit_while_the_case_is_as_recorded(case, ledger, cli):
    assert "· git " not in cli("render", "k3fq", "varsling").out
    git(ledger, "init", "-q")
    git(ledger, "add", ".")
    git(ledger, "commit", "-q", "-m", "Sak")
    commit = git(ledger, "rev-parse", "HEAD")
    assert cli("render", "k3fq", "varsling").out.rstrip().endswith(f"· git {commit}")
    case.write_text(CASE + "# en merknad\n", encoding="utf-8")
    assert "· git " not in cli("render", "k3fq", "varsling").out


@pytest.mark.slow
def test_every_document_of_an_empty_case_can_be_made(write_case, cli):
    write_case("id: 2026-11-02-k3fq\ntype: 12-4\nmelding: {dato: 2026-11-02}\n")
    for document in Dokument:
        for fmt in ("md", "html"):
            said = cli("render", "k3fq", document, "--format", fmt, "--json")
            assert said.code == 0, (document, said.out)
            assert json.loads(said.out)["data"]["dokument"] == document
