"""A party that one side took away stays exactly when what is merged still speaks of it."""

from __future__ import annotations

import pytest

from skolemiljo_cli.store.merge.values import merge

PARTIES = {"e1": {"rolle": "elev"}, "e2": {"rolle": "medelev", "navn": "Per"}}
ENTRY = {"id": "h-1111", "tekst": "{e2} lo.", "sted": "ute"}
BASE = {"parter": PARTIES, "logg": [ENTRY]}
WITHOUT = {"e1": PARTIES["e1"]}


@pytest.mark.parametrize("turned", [False, True])
def test_a_party_stays_when_the_entry_about_it_stays_though_nobody_wrote_its_key_anew(turned):
    """One side moved the entry, the other removed it and the party: the entry is kept."""
    moved = {"parter": PARTIES, "logg": [{**ENTRY, "sted": "inne"}]}
    removed = {"parter": WITHOUT}
    sides = (removed, moved) if turned else (moved, removed)
    merged = merge(BASE, *sides).value
    assert merged["logg"] == [{**ENTRY, "sted": "inne"}]
    assert merged["parter"] == PARTIES


@pytest.mark.parametrize("turned", [False, True])
def test_a_party_goes_when_who_removed_it_let_the_words_about_it_stand(turned):
    """It was taken away with open eyes; the words about it were there, and nobody added any."""
    other = {**BASE, "melding": {"beskrivelse": "Noe annet."}}
    removed = {"parter": WITHOUT, "logg": [ENTRY]}
    sides = (removed, other) if turned else (other, removed)
    merged = merge(BASE, *sides).value
    assert merged["logg"] == [ENTRY]
    assert merged["parter"] == WITHOUT


MINE, OTHER = {"rolle": "medelev", "navn": "Kari"}, {"rolle": "medelev", "navn": "Ola"}
AGREED = {"id": "a-3333", "hva": "{m1} ringer"}
SPOKEN = {
    "melding": {"beskrivelse": "Det gjaldt {m1}."},
    "logg": [
        {"id": "h-2222", "om": ["e1", "m1"]},
        {"id": "h-1111", "tekst": "Om noe annet.", "avtaler": [AGREED]},
        {"id": "h-4444", "tekst": "{m12} og m1 uten klammer."},
    ],
    "vedlegg": [{"fil": "tegning.png", "tekst": "Av {m1}."}],
}


def people(**more):
    return {"parter": {"e1": PARTIES["e1"], **more}}


@pytest.mark.parametrize("before", [people(), {}, {"parter": "m1"}])
def test_two_people_under_one_new_key_are_never_made_one(before):
    """Who has which key is decided before values are merged (test_merge_people)."""
    own_words = {**OTHER, "x-om": "{m1} er ny"}
    ours = {**people(m1=MINE), "logg": [{"id": "h-5555", "tekst": "{m1} lo."}]}
    merged = merge(before, ours, {**people(m1=own_words), **SPOKEN})
    (conflict,) = merged.conflicts
    assert (conflict.key, conflict.kept, conflict.aside) == ("parter.m1", MINE, own_words)


def test_a_party_of_the_base_that_one_removed_and_the_other_changed_is_one_person():
    told = {**BASE, "parter": {**PARTIES, "e2": {**PARTIES["e2"], "trinn": "6"}}}
    removed = {**BASE, "parter": WITHOUT}
    for sides in ((told, removed), (removed, told)):
        (conflict,) = merge(BASE, *sides).conflicts
        assert (conflict.key, conflict.meant) == ("parter.e2", None)


def test_what_both_changed_of_one_person_or_entry_means_nobody_else():
    sides = [
        {
            "parter": {**PARTIES, "e2": {**PARTIES["e2"], "navn": name}},
            "logg": [ENTRY, {"id": "h-2222", "tekst": f"{{e2}} og {name}"}],
        }
        for name in ("Pål", "Espen")
    ]
    conflicts = merge(BASE, *sides).conflicts
    assert [(one.key, one.meant) for one in conflicts] == [
        ("parter.e2.navn", None),
        ("logg.h-2222", None),
    ]
