"""Every place where a case can refer to a party is found from the model, and gets another key."""

from __future__ import annotations

from typing import Any

import pytest

from skolemiljo_cli.checks.leaves import Use, leaves
from skolemiljo_cli.model.derived.party_references import Form, references, rekeyed
from skolemiljo_cli.model.validation.validate import parse_case

CASE: dict[str, Any] = {
    "id": "2026-11-02-k3fq",
    "type": "12-4",
    "saksansvarlig": "a1",
    "parter": {
        "e1": {"rolle": "elev", "klasse": "e2"},
        "e2": {"rolle": "medelev"},
        "f1": {"rolle": "foresatt", "til": ["e1", "e2"]},
        "f2": {"rolle": "foresatt", "til": "e2"},
        "a1": {"rolle": "rektor"},
    },
    "melding": {
        "dato": "2026-11-02",
        "melder": "e2",
        "involverte": ["e1", "e2"],
        "beskrivelse": "{e2} og {E2} sa til {e1} at {e21} var der. e2 er ikke en henvisning.",
    },
    "undersokelse": {"ikke_hort": {"e1": "var syk", "e2": "ville ikke, sa {e2}"}},
    "aktivitetsplan": {"tiltak": [{"id": "t-9xk2", "gjennomfores_av": "e2"}]},
    "logg": [
        {
            "id": "h-7k3q", "tid": "2026-11-03", "type": "notat", "med": ["e2", "f1"],
            "synspunkter": {"e2": "Jeg var ikke der."},
            "avtaler": [{"id": "a-6m2k", "hva": "Ringe {e2}", "hvem": "e2"}],
        }
    ],
    "utleveringer": [
        {"id": "u-4r7e", "dato": "2026-11-04", "til": "foresatte:e2", "dokument": "referat"}
    ],
    "x-venn": "e2",
}  # fmt: skip


def placed(values: dict[str, Any], key: str) -> set[str]:
    return {
        f"{'.'.join(map(str, ref.place))} {ref.form.name}"
        for ref in references(values)
        if key in ref.keys
    }


def test_every_reference_is_found_with_its_place_and_a_plain_word_is_none():
    assert placed(CASE, "e2") == {
        "parter.e2 KEY",
        "parter.f1.til.1 WORD",
        "parter.f2.til WORD",
        "melding.melder WORD",
        "melding.involverte.1 WORD",
        "melding.beskrivelse TEXT",
        "undersokelse.ikke_hort.e2 KEY",
        "undersokelse.ikke_hort.e2 TEXT",
        "aktivitetsplan.tiltak.0.gjennomfores_av WORD",
        "logg.0.med.0 WORD",
        "logg.0.synspunkter.e2 KEY",
        "logg.0.avtaler.0.hva TEXT",
        "logg.0.avtaler.0.hvem WORD",
        "utleveringer.0.til WORD",
        "x-venn WORD",
    }


def test_after_a_new_key_the_old_one_is_nowhere_and_everything_else_is_as_it_was():
    new = rekeyed(CASE, {"e2": "e9"})
    assert placed(new, "e2") == set()
    assert {place.replace("e9", "e2") for place in placed(new, "e9")} == placed(CASE, "e2")
    assert new["parter"]["e1"]["klasse"] == "e2"
    assert new["melding"]["beskrivelse"] == (
        "{e9} og {e9} sa til {e1} at {e21} var der. e2 er ikke en henvisning."
    )
    assert new["utleveringer"][0]["til"] == "foresatte:e9"
    assert rekeyed(new, {"e9": "e2"})["logg"] == CASE["logg"]


def test_two_keys_that_become_one_stand_once_in_a_list_and_no_words_are_lost():
    new = rekeyed({key: part for key, part in CASE.items() if key != "parter"}, {"e2": "e1"})
    assert new["melding"]["involverte"] == ["e1"]
    assert new["undersokelse"]["ikke_hort"] == {"e1": "var syk\n\nville ikke, sa {e1}\n"}


def test_two_keys_can_change_places():
    new = rekeyed(CASE, {"e1": "e2", "e2": "e1"})
    assert new["melding"]["involverte"] == ["e2", "e1"]
    assert new["undersokelse"]["ikke_hort"] == {"e2": "var syk", "e1": "ville ikke, sa {e1}"}


@pytest.mark.parametrize("wrong", ["e2", {"e2": "x"}, [["e2"]]])
def test_a_value_of_the_wrong_shape_refers_all_the_same(wrong):
    values = {**CASE, "melding": {"dato": "2026-11-02", "involverte": wrong}}
    assert any(place.startswith("melding.involverte") for place in placed(values, "e2"))


def test_what_the_checks_take_for_a_key_of_a_party_is_found_here_too():
    parsed = parse_case({**CASE, "parter": {**CASE["parter"]}})
    assert parsed.value is not None
    known = {leaf.place for leaf in leaves(parsed.value, CASE) if leaf.use is Use.PARTY}
    found = {ref.place for ref in references(CASE) if ref.form is not Form.TEXT}
    assert known <= found
    assert {place[0] for place in found - known} == {"utleveringer", "x-venn"}
