"""Whom a recipient finds in the list of parties: by which name, with which class and contact."""

from __future__ import annotations

import pytest
from net_rows import CASTS, part
from sharing_case import CASE, case

from skolemiljo_cli.sharing.name_search.document_reader import markdown_page
from skolemiljo_cli.sharing.name_search.fuzzy_search import find_similar
from skolemiljo_cli.sharing.name_search.search import look_through
from skolemiljo_cli.sharing.recipient import recipient_of
from skolemiljo_cli.sharing.select import select

STAFF = (
    CASE.replace("rolle: assistent, navn", "rolle: ansatt, navn")
    .replace("12-4\n", "12-5-ansatt\n")
    .replace("involverte: [e1, e2, e3]", "involverte: [x1, f3, f9, e3, e2, e1, a3]")
    .replace(
        "  a1: {",
        "  x1: {rolle: annen, navn: Nisse, kontakt: 900 00 005}\n"
        "  f9: {rolle: foresatt, navn: Ukjent Mor}\n  a1: {",
    )
    .replace("navn: Anders Bukkene", "navn: Anders Bukkene, kontakt: 900 00 004, alias: [Bukken]")
)
SCHOOL = {"a1": ("Lise Lærersen",), "a2": ("Anders Bukkene",), "r1": ("Rita Rektorsen",)}
ACCUSED = {"a3": ("den ansatte",)}
PUPIL = {"e1": ("Askeladd Eventyr", "5", "5B")}
FELLOWS = {"e2": ("medelev 1",), "e3": ("medelev 2",)}
FAMILY = {**PUPIL, "f1": ("Morten Eventyr",), "f2": ("Marit Eventyr",)}
SOMEBODY_S = {"f1": ("foresatt til en elev",), "f2": ("foresatt til en elev",)}
READERS = {
    "e1": {**FAMILY, **SCHOOL, **FELLOWS, **ACCUSED},
    "f1": {**FAMILY, "f1": ("Morten Eventyr", "900 00 001"), **SCHOOL, **FELLOWS, **ACCUSED},
    "e2": {"e2": ("Tyrihans Skogen", "5", "5B"), "f3": ("Ragna Skogen",), **SCHOOL},
    "a2": {
        **PUPIL, **SOMEBODY_S, **SCHOOL, "a2": ("Anders Bukkene", "900 00 004"), **FELLOWS,
    },
    "ansatt": {**PUPIL, **SOMEBODY_S, **SCHOOL, **FELLOWS, **ACCUSED},
    "skoleeier": {
        "e1": ("elev", "5"), "e2": ("medelev 1", "5"), "e3": ("medelev 2", "6"),
        "f1": ("foresatt til elev",), "f2": ("foresatt til elev",),
        "f3": ("foresatt til medelev 1",), "x1": ("annen",), "f9": ("foresatt til en elev",),
        "a1": ("kontaktlærer",), "a2": ("avdelingsleder", "900 00 004"), "r1": ("rektor",),
        **ACCUSED,
    },
    "statsforvalter": {
        **FAMILY, "f1": ("Morten Eventyr", "900 00 001"), "f2": ("Marit Eventyr", "900 00 002"),
        "e2": ("Tyrihans Skogen", "5", "5B"), "e3": ("Gullhår Fjellheim", "6", "6A"),
        "f3": ("Ragna Skogen", "900 00 003"), "x1": ("Nisse", "900 00 005"), "f9": ("Ukjent Mor",),
        **SCHOOL, "a2": ("Anders Bukkene", "900 00 004"), **ACCUSED,
    },
}  # fmt: skip


@pytest.mark.parametrize("word", READERS)
def test_a_recipient_finds_each_party_by_name_or_label_and_with_what_is_theirs_to_know(word):
    sak = case(STAFF)
    parties = select(sak, recipient_of(sak, word)).sak.parter
    told = {
        key: tuple(text for text in (one.navn, one.trinn, one.klasse, one.kontakt) if text)
        for key, one in parties.items()
    }
    assert told == READERS[word]
    assert all(one.alias == () for one in parties.values())


@pytest.mark.parametrize(("word", "role"), [("e1", "medelev"), ("skoleeier", "elev")])
def test_to_a_family_every_other_pupil_is_a_fellow_pupil(word, role):
    sak = case(CASE.replace("rolle: medelev, navn: Tyrihans", "rolle: elev, navn: Tyrihans"))
    parties = select(sak, recipient_of(sak, word)).sak.parter
    assert (parties["e2"].rolle, parties["e3"].rolle) == (role, "medelev")


# a first name that somebody has who may be named


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Lise Lærersen underviste.", set()),
        ("Det var Lærersen, Lise.", set()),
        ("Da lo Lise.", {"e2"}),
        ("Da lo Lises mor.", {"e2"}),
        ("Lise så på Lærersen.", {"e2"}),
        ("Familien Eventyr kom.", set()),
        ("Morten Eventyr kom.", {"f9"}),
        ("Askeladd Eventyr kom.", set()),
    ],
)
def test_the_crude_look_takes_a_shared_first_name_for_the_other_s_only_beside_the_other_s_words(
    text, keys
):
    cast = CASTS["delt"]
    found = find_similar(markdown_page(text), cast.hidden, cast.shown)
    assert {hit.part for hit in found} == keys


def test_a_shared_first_name_stands_beside_a_word_of_the_shown_name_before_or_after_it():
    hidden, shown = {"e2": part("medelev", "Tyri Skog")}, {"a1": part("laerer", "Tyri Bukkene")}
    for text, is_asked in (
        ("Tyri Bukkenes time.", False),
        ("Bukkenes Tyri kom.", False),
        ("Bukkene, Tyri", False),
        ("Tyris Bukkene", False),
        ("Tyri og Bukkene kom.", True),
        ("Tyri kom.", True),
        ("Tyri Skog kom.", True),
    ):
        assert bool(find_similar(markdown_page(text), hidden, shown)) == is_asked, text


def test_nothing_is_asked_of_ordinary_words_in_small_letters():
    hidden = {"e2": part("medelev", "Bo Dal"), "e3": part("medelev", "Per Ask")}

    def asked(text):
        return {hit.part for hit in look_through(markdown_page(text), hidden, {})}

    assert asked("Vi bor bo per uke.") == set()
    assert asked("Da lo Bo, og Per.") == {"e2", "e3"}
    assert asked("Vi så dal og ask.") == set()
