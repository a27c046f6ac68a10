"""What stops a document for others, and what does not: the form, a decision, the reader's own."""

from __future__ import annotations

import re

import pytest

CASE = """\
id: 2026-11-02-k3fq
type: 12-4
parter:
  e1: {{rolle: elev, navn: Askeladd Eventyr, trinn: 5}}
  e2: {{rolle: medelev, navn: {navn}, trinn: 5}}
  f1: {{rolle: foresatt, navn: Marit Eventyr, til: e1, foreldreansvar: true}}
  a1: {{rolle: kontaktlaerer, navn: Lise Lærersen}}
  r1: {{rolle: rektor, navn: Rita Rektorsen, kontakt: 900 00 009}}
melding: {{dato: 2026-11-02, melder: r1, beskrivelse: Han var lei seg.}}
mottak: {{skoleeier: {{tid: 2026-11-03, av: r1}}}}
logg:
  - {{id: h-2b4c, tid: 2026-11-04, type: mote, av: a1, om: [e1], tekst: "{tekst}"}}
"""


def marks(answer):
    return re.findall(r"Merke: ([0-9a-f]{8})", answer.err)


@pytest.mark.parametrize("letter", "ABCDEF")
@pytest.mark.parametrize("fmt", ["md", "html"])
def test_an_initial_that_a_heading_has_too_stops_the_document(letter, fmt, write_case, cli):
    words = ("render", "k3fq", "saksgang", "--for", "e1", "--format", fmt)
    write_case(CASE.format(navn=f"{letter}ttila Trollfot", tekst="Det var rolig."))
    assert cli(*words).code == 0
    write_case(CASE.format(navn=f"{letter}ttila Trollfot", tekst=f"{letter}. slo henne."))
    assert len(marks(cli(*words))) == 1


def test_a_text_that_says_the_same_as_a_heading_stops_the_document(write_case, cli):
    words = ("render", "k3fq", "saksgang", "--for", "e1")
    write_case(CASE.format(navn="Logg Trollfot", tekst="Det var rolig."))
    assert cli(*words).code == 0
    write_case(CASE.format(navn="Logg Trollfot", tekst="B. Logg"))
    assert marks(cli(*words))


def test_a_decision_on_an_initial_is_none_on_the_next_sentence_with_it(write_case, cli):
    case = write_case(CASE.format(navn="Noach Trollfot", tekst="N. er grader nord."))
    words = ("render", "k3fq", "referat", "--for", "e1")
    (mark,) = marks(cli(*words))
    assert cli(*words, "--avgjor", f"{mark}=Himmelretning.", "--av", "r1").code == 0
    kept = case.read_text("utf-8")
    case.write_text(kept.replace("nord.", "nord. N. slo henne."), "utf-8")
    (other,) = marks(cli(*words))
    assert other != mark


def test_the_telephone_that_the_form_prints_does_not_stop_it_and_one_that_was_typed_does(
    write_case, cli
):
    words = ("render", "k3fq", "skoleeier")
    write_case(CASE.format(navn="Tyrihans Skogen", tekst="Det var rolig."))
    answer = cli(*words)
    assert answer.code == 0
    assert "900 00 009" in answer.out
    words = ("render", "k3fq", "melding", "--for", "skoleeier")
    typed = CASE.format(navn="Tyrihans Skogen, kontakt: 900 00 008", tekst="Det var rolig.")
    write_case(typed)
    assert cli(*words).code == 0
    write_case(typed.replace("Han var lei seg.", "Ring 900 00 008."))
    assert marks(cli(*words))


def test_a_guardian_of_two_pupils_is_not_stopped_by_her_own_name(write_case, cli):
    whole = CASE.format(navn="Tyrihans Eventyr", tekst="Marit Eventyr var med.")
    more = "  f4: {rolle: foresatt, navn: Marit Eventyr, til: e2, kontakt: 900 00 007}\n  a1:"
    write_case(whole.replace("  a1:", more, 1))
    for fmt in ("md", "html"):
        answer = cli("render", "k3fq", "referat", "--for", "f1", "--format", fmt)
        assert (answer.code, marks(answer)) == (0, [])


@pytest.mark.parametrize(
    ("words", "where"),
    [
        (("referat", "--for", "e1"), "h-2b4c"),
        (("melding", "--for", "statsforvalter"), "melding"),
        (("saksgang", "--for", "f1"), "melding, h-2b4c"),
    ],
)
def test_a_draft_points_at_people_who_are_no_party(words, where, write_case, cli):
    text = "Holdt utenfor av Jonas Lie og Sander."
    whole = CASE.format(navn="Tyrihans Skogen", tekst=text)
    whole = whole.replace("Han var lei seg.", "Sagt av gutten Xylan Qorri.")
    write_case(whole)
    answer = cli("render", "k3fq", *words)
    assert answer.code == 0
    assert f"Nevner kanskje noen som ikke er part i saken, ved navn: {where}. " in answer.err
    assert "Jonas" not in answer.err
    assert "Xylan" not in answer.err
    write_case(CASE.format(navn="Tyrihans Skogen", tekst="Mandag i Oslo. Lise Lærersen var der."))
    assert "ikke er part" not in cli("render", "k3fq", *words).err
