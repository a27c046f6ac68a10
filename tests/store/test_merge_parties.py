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
