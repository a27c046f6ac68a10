"""What a person is asked to consider before a draft goes to a family, and what nobody need be."""

from __future__ import annotations

import re

import pytest
from sharing_case import CASE, case

from skolemiljo_cli.sharing.hidden_parties import hidden_from
from skolemiljo_cli.sharing.name_search.document_reader import markdown_page
from skolemiljo_cli.sharing.recipient import recipient_of
from skolemiljo_cli.sharing.review_hints import ReviewHints, review_hints
from skolemiljo_cli.sharing.select import select

RAISED = "  tatt_opp_med_rektor: {tid: 2026-11-03, av: WHO}\n  alvorlig:"
NEW = """logg:
  - {id: h-7aaa, tid: 2026-11-06, type: telefon, med: [f1, a1], om: [e1], tekst: Ringte politiet.}
  - {id: h-8aaa, tid: 2026-11-06, type: telefon, med: [f1, f2], om: [e1], tekst: e2 lo.}
"""
CORRECTED = """logg:
  - {id: h-7aaa, tid: 2026-11-06, type: notat, om: [e1, e2], tekst: Feil.}
  - {id: h-8aaa, tid: 2026-11-06, type: notat, om: [e1], tekst: Rett., retter: h-7aaa}
"""
FOR_ONE = """    - {id: t-5eee, tiltak: Voksen når e2 er ute., rettet_mot: utsatt, fra: 2026-11-06}
  elevens_syn:"""
NAMES = "medelev 1 medelev 2 foresatt til medelev 1 Marit Eventyr"


def hints(word: str, text: str = CASE, shown: str | None = None) -> ReviewHints:
    sak = case(text)
    ids = " ".join(re.findall(r"[htv]-\d[a-z]{3}", text))
    read = shown or f"{ids} {NAMES}"
    return review_hints(select(sak, recipient_of(sak, word)), read, markdown_page(shown or text))


@pytest.mark.parametrize("word", ["e1", "f1", "f2", "foresatte:e1"])
def test_entries_that_mention_others_are_for_a_person_to_look_at(word):
    assert hints(word).felles == ("h-3aaa", "h-4aaa")
    assert hints(word, shown="h-3aaa").felles == ("h-3aaa",)
    assert hints(word, CASE.replace("logg:\n", NEW, 1)).felles == ("h-8aaa", "h-3aaa", "h-4aaa")


def test_an_entry_is_about_whom_the_one_it_corrects_was_about():
    assert "h-8aaa" in hints("e1", CASE.replace("logg:\n", CORRECTED, 1)).felles


def test_a_measure_that_mentions_another_by_key_is_for_a_person_to_look_at():
    text = CASE.replace("  elevens_syn:", FOR_ONE, 1)
    assert hints("e1", text).felles == ("t-5eee", "h-3aaa", "h-4aaa")
    assert hints("e1", text, "h-3aaa").felles == ("h-3aaa",)


@pytest.mark.parametrize(
    ("word", "confided"),
    [("f1", ("h-1aaa",)), ("foresatte:e1", ("h-1aaa",)), ("e1", ()), ("e2", ()), ("f3", ())],
)
def test_what_the_pupil_has_said_of_sharing_is_asked_about_before_guardians_read(word, confided):
    assert hints(word).deles == confided
    assert hints(word, shown="h-3aaa").deles == ()


@pytest.mark.parametrize(
    ("word", "with_one"),
    [("f1", ()), ("f2", ("h-7aaa",)), ("foresatte:e1", ("h-7aaa",)), ("e1", ())],
)
def test_a_talk_with_one_guardian_that_the_other_will_read_is_for_a_person_to_look_at(
    word, with_one
):
    text = CASE.replace("logg:\n", NEW, 1)
    assert hints(word, text).en_av == with_one
    assert hints(word, text).instanser == ("h-7aaa",)
    assert hints(word, text, "h-8aaa") == ReviewHints(felles=("h-8aaa",))


@pytest.mark.parametrize(
    ("reporter", "raised", "told"),
    [
        ("a1", "", ()),
        ("f2", "", ()),
        ("f3", "", ("foresatt til medelev 1",)),
        ("f3", "f3", ("foresatt til medelev 1",)),
        ("f3", "e3", ("foresatt til medelev 1", "medelev 2")),
        ("a1", "e2", ("medelev 1",)),
        ("a1", "f2", ()),
    ],
)
def test_who_of_another_family_reported_it_is_told_when_the_draft_calls_them(
    reporter, raised, told
):
    text = CASE.replace("melder: a1", f"melder: {reporter}")
    if raised:
        text = text.replace("  alvorlig:", RAISED.replace("WHO", raised))
    assert hints("f1", text).meldt_av == told
    assert hints("f1", text, "h-1aaa").meldt_av == ()


def test_who_reported_it_is_not_told_to_a_family_that_does_not_see_the_report():
    assert hints("e2", CASE.replace("melder: a1", "melder: f1")).meldt_av == ()


def test_a_report_from_nobody_that_is_named_is_from_nobody():
    assert hints("f1", CASE.replace("  melder: a1\n", "")).meldt_av == ()


@pytest.mark.parametrize("word", ["a3", "rektor", "statsforvalter"])
def test_a_draft_for_work_is_not_asked_about(word):
    assert hints(word, CASE.replace("logg:\n", NEW, 1)) == ReviewHints()


# names under keys that the program does not know


@pytest.mark.parametrize(
    ("extra", "names"),
    [
        ("kallenavn: Trollet", ("Trollet",)),
        ("kallenavn: trollet", ("trollet",)),
        ("x-navn: [Trollet, Den Store]", ("Trollet", "Den Store")),
        ("x-navn: {gammelt: Trollet Fem 5}", ("Trollet Fem 5",)),
        ("x-navn: En To Tre Fire Fem", ("En To Tre Fire Fem",)),
        ("x-navn: En To Tre Fire Fem Seks", ()),
        ("x-merknad: går hjem alene", ()),
        ("x-merknad: Går hjem", ()),
        ("x-nummer: '12'", ()),
    ],
)
def test_what_may_be_a_name_under_a_key_of_the_school_s_own_is_hidden_too(extra, names):
    sak = case(CASE.replace("alias: [Tyri]}", f"alias: [Tyri], {extra}}}"))
    hidden, shown = hidden_from(sak, recipient_of(sak, "e1"))
    assert hidden["e2"].alias == ("Tyri", *names)
    assert set(shown) == {"e1", "f1", "f2", "a1", "a2", "a3", "r1"}


# what a version of the plan says, when the measures it is about are left out

REVISED = """  revidert:
    - {id: p-1aaa, dato: 2026-11-09, endring: REVISJON-EN, tiltak: [t-1aaa, t-3ccc]}
    - {id: p-2aaa, dato: 2026-11-10, endring: REVISJON-TO, tiltak: [t-3ccc]}
    - {id: p-3aaa, dato: 2026-11-11, endring: REVISJON-TRE}
    - {id: p-4aaa, dato: 2026-11-12, endring: "REVISJON-FIRE om {e2}."}
    - {id: p-5aaa, dato: 2026-11-13, endring: "REVISJON-FEM om {e1} og {e2}."}
  elevens_syn:"""


@pytest.mark.parametrize(
    ("word", "told"),
    [("e1", {"EN", "TRE", "FEM"}), ("rektor", {"EN", "TO", "TRE", "FIRE", "FEM"})],
)
def test_a_version_of_the_plan_is_told_unless_it_is_only_about_others(word, told):
    sak = case(CASE.replace("  elevens_syn:", REVISED, 1))
    chosen = select(sak, recipient_of(sak, word)).sak
    assert {*re.findall(r"REVISJON-(\w+)", repr(chosen))} == told
    measures = [version.tiltak for version in chosen.aktivitetsplan.revidert]
    if word == "e1":
        assert measures[:2] == [("t-1aaa",), ()]
