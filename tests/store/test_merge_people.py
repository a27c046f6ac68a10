"""A party is a person: the merge never lets a text about one person be read as about another."""

from __future__ import annotations

import pytest

from skolemiljo_cli.store.merge.merge_files import merge_files
from skolemiljo_cli.store.yaml import reader

BASE = """\
id: 2026-11-22-k3fq
type: 12-4
parter:
  e1: {rolle: elev, navn: Askeladd Eventyr}
  a1: {rolle: kontaktlaerer, navn: Lise}
melding: {dato: 2026-11-20, melder: a1, beskrivelse: "{e1} ble stengt ute."}
logg:
- {id: h-1111, tid: 2026-11-20, type: notat, av: a1, om: [e1], tekst: "Om {e1}."}
"""


def added(party: str, entry: str, case: str = BASE) -> str:
    """Return the case with one more party and one more entry, as people write them."""
    return case.replace("melding:", f"  {party}\nmelding:", 1) + f"- {{{entry}}}\n"


def merged(base: str, ours: str, theirs: str):
    """Merge both ways, see that both give the same people, and return the first."""
    here, there = (
        merge_files(*(text.encode() for text in (base, *sides)))
        for sides in ((ours, theirs), (theirs, ours))
    )
    assert reader.read(here.data) == reader.read(there.data)
    return here


def test_two_new_people_with_one_key_become_two_parties_and_each_keeps_the_words_about_them():
    kari = added(
        "e2: {rolle: medelev, navn: Kari, id: m-0001}",
        'id: h-2222, tid: 2026-11-21, type: notat, av: a1, om: [e2], tekst: "{e2} slo {e1}."',
    )
    ola = added(
        "e2: {rolle: medelev, navn: Ola, id: m-0002}",
        "id: h-3333, tid: 2026-11-22, type: notat, av: a1, med: [e2], om: [e1, e2], "
        'tekst: "{E2} så på."',
    )
    outcome = merged(BASE, kari, ola)
    value = reader.read(outcome.data)
    assert not outcome.conflicts
    assert {key: party["navn"] for key, party in value["parter"].items()} == {
        "e1": "Askeladd Eventyr", "a1": "Lise", "e2": "Kari", "e3": "Ola",
    }  # fmt: skip
    entries = {entry["id"]: entry for entry in value["logg"]}
    assert entries["h-2222"]["tekst"] == "{e2} slo {e1}."
    assert entries["h-3333"]["tekst"] == "{e3} så på."
    assert entries["h-3333"]["om"] == ["e1", "e3"]
    assert [(new.before, new.key, new.touched) for new in outcome.new_keys] == [
        ("e2", "e3", ("h-3333",))
    ]


def test_a_party_without_a_name_is_not_the_named_one_with_the_same_key():
    """The fault that was seen: both talks became those of the one guardian."""
    nameless = added(
        "f1: {rolle: foresatt, til: e1}",
        'id: h-2222, tid: 2026-11-21, type: notat, av: a1, med: [f1], tekst: "{f1} ringte."',
    )
    named = added(
        "f1: {rolle: foresatt, til: e1, navn: Far Hemmelig}",
        'id: h-3333, tid: 2026-11-22, type: notat, av: a1, med: [f1], tekst: "{f1} kom."',
    )
    outcome = merged(BASE, nameless, named)
    value = reader.read(outcome.data)
    talks = {entry["id"]: entry["med"][0] for entry in value["logg"] if "med" in entry}
    people = {key: value["parter"][key].get("navn") for key in talks.values()}
    assert people == {talks["h-2222"]: None, talks["h-3333"]: "Far Hemmelig"}
    assert talks["h-2222"] != talks["h-3333"]
    assert not outcome.conflicts
    assert outcome.new_keys
    assert outcome.doubles == (("f1", "f2"),)
    minted = [value["parter"][key]["id"] for key in talks.values()]
    assert len(set(minted)) == 2


def test_two_ids_with_one_name_are_two_people_and_the_pair_is_told():
    sides = [
        added(
            f"e2: {{rolle: medelev, navn: Kari Nes, id: m-000{n}}}",
            f'id: h-{n}{n}{n}{n}, tid: 2026-11-21, type: notat, tekst: "Om {{e2}}."',
        )
        for n in (2, 3)
    ]
    outcome = merged(BASE, *sides)
    assert sorted(reader.read(outcome.data)["parter"]) == ["a1", "e1", "e2", "e3"]
    assert outcome.doubles == (("e2", "e3"),)


def test_one_id_is_one_person_whatever_the_keys_are():
    """One side was merged before, and the person got another key there."""
    party = "{rolle: medelev, navn: Kari, id: m-0001}"
    base = added(f"e2: {party}", 'id: h-2222, tid: 2026-11-21, type: notat, tekst: "Om {e2}."')
    moved = base.replace("e2", "e5")
    goes_on = (
        base + '- {id: h-3333, tid: 2026-11-22, type: notat, om: [e2], tekst: "Mer om {e2}."}\n'
    )
    outcome = merged(base, moved, goes_on)
    value = reader.read(outcome.data)
    assert "e2" not in value["parter"]
    assert value["parter"]["e5"]["navn"] == "Kari"
    assert [entry["tekst"] for entry in value["logg"]][1:] == ["Om {e5}.", "Mer om {e5}."]
    assert [(new.before, new.key, new.touched) for new in outcome.new_keys] == [
        ("e2", "e5", ("h-3333",))
    ]


def test_a_person_who_took_over_the_key_of_one_who_was_removed_does_not_get_the_words_about_them():
    base = added(
        "e2: {rolle: medelev, navn: Kari, id: m-0001}",
        'id: h-2222, tid: 2026-11-21, type: notat, tekst: "Om {e2}."',
    )
    replaced = base.replace("navn: Kari, id: m-0001", "navn: Ola, id: m-0002") + (
        '- {id: h-3333, tid: 2026-11-22, type: notat, tekst: "Nytt om {e2}."}\n'
    )
    goes_on = base + '- {id: h-4444, tid: 2026-11-23, type: notat, tekst: "Mer om {e2}."}\n'
    value = reader.read(merged(base, replaced, goes_on).data)
    people = {party["navn"]: key for key, party in value["parter"].items()}
    texts = {entry["id"]: entry["tekst"] for entry in value["logg"]}
    assert texts["h-4444"] == f"Mer om {{{people['Kari']}}}."
    assert texts["h-3333"] == f"Nytt om {{{people['Ola']}}}."
    assert texts["h-2222"] == f"Om {{{people['Kari']}}}."


@pytest.mark.parametrize(
    ("place", "before", "after"),
    [
        ("saksansvarlig", "saksansvarlig: a2", "saksansvarlig: a3"),
        (
            "plan",
            "aktivitetsplan: {av: a2, problem: Se {a2}.}",
            "aktivitetsplan: {av: a3, problem: Se {a3}.}",
        ),
    ],
)
def test_new_references_outside_the_log_are_exchanged(place, before, after):
    first = added(
        "a2: {rolle: laerer, navn: Per, id: m-0001}",
        "id: h-2222, tid: 2026-11-21, type: notat, av: a2",
    )
    second = BASE.replace("melding:", "  a2: {rolle: laerer, navn: Pål, id: m-0002}\nmelding:", 1)
    second += before.replace("Se {a2}.", '"Se {a2}."') + "\n"
    outcome = merged(BASE, first, second)
    assert after.replace("Se {a3}.", '"Se {a3}."') in outcome.data.decode()
    assert outcome.new_keys[0].touched == (before.split(":")[0],)


def test_what_one_side_writes_about_a_key_that_the_other_united_is_about_the_one_who_stays():
    base = added(
        "e2: {rolle: medelev, navn: Kari, id: m-0001}",
        'id: h-2222, tid: 2026-11-21, type: notat, om: [e2], tekst: "Om {e2}."',
    )
    base = base.replace("melding:", "  e3: {rolle: medelev, id: m-0002}\nmelding:", 1)
    united = base.replace("  e3: {rolle: medelev, id: m-0002}\n", "").replace(
        "id: m-0001", "id: m-0001, tidligere_nokler: [e3]"
    )
    goes_on = base + '- {id: h-3333, tid: 2026-11-22, type: notat, om: [e3], tekst: "{e3} lo."}\n'
    outcome = merged(base, united, goes_on)
    value = reader.read(outcome.data)
    assert "e3" not in value["parter"]
    assert value["logg"][-1]["tekst"] == "{e2} lo."
    assert value["logg"][-1]["om"] == ["e2"]
    assert not outcome.conflicts


def test_a_key_that_was_united_is_given_to_nobody_by_a_merge():
    base = BASE.replace("navn: Lise", "navn: Lise, tidligere_nokler: [a3]")
    sides = [
        base.replace("melding:", f"  a2: {{rolle: laerer, id: m-000{n}}}\nmelding:", 1)
        for n in (1, 2)
    ]
    assert sorted(reader.read(merged(base, *sides).data)["parter"]) == ["a1", "a2", "a4", "e1"]
