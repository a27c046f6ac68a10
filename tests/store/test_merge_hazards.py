"""What a merge must never do: mix two children, leave half an entry, drop a person."""

from __future__ import annotations

import copy

import pytest

from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.store.merge.merge_files import merge_files
from skolemiljo_cli.store.merge.values import MISSING, merge
from skolemiljo_cli.store.yaml import reader, writer

CASE = {
    "id": "2026-11-22-k3fq",
    "type": "12-4",
    "parter": {
        "e1": {"rolle": "elev", "navn": "Askeladd", "trinn": "5"},
        "e2": {"rolle": "medelev", "navn": "Per"},
        "f1": {"rolle": "foresatt", "navn": "Mor", "til": "e1"},
    },
    "melding": {"dato": "2026-11-20", "beskrivelse": "{e1} ble stengt ute."},
    "logg": [{"id": "h-1111", "tid": "2026-11-20", "type": "notat", "om": ["e1", "e2"]}],
}


def said(change) -> dict:
    value = copy.deepcopy(CASE)
    change(value)
    return value


def both_ways(base, ours, theirs):
    yield merge(base, copy.deepcopy(ours), copy.deepcopy(theirs))
    yield merge(base, copy.deepcopy(theirs), copy.deepcopy(ours))


def test_two_new_entries_that_got_one_id_are_not_woven_together():
    """Each machine draws ids by itself, so equal ids may be two events."""
    mine = {"id": "h-2222", "tid": "2026-11-21", "tekst": "Om den ene."}
    other = {"id": "h-2222", "tid": "2026-11-21", "tekst": "Om den andre.", "om": ["e2"]}
    merged = merge(
        CASE, said(lambda v: v["logg"].append(mine)), said(lambda v: v["logg"].append(other))
    )
    assert merged.value["logg"][1] == mine
    assert [(c.key, c.kept, c.aside) for c in merged.conflicts] == [("logg.h-2222", mine, other)]


def test_two_new_people_who_got_one_key_are_not_woven_together():
    mine, other = (
        {"rolle": "medelev", "navn": "Kari"},
        {"rolle": "medelev", "navn": "Ola", "trinn": "6"},
    )
    merged = merge(
        CASE,
        said(lambda v: v["parter"].update(m1=mine)),
        said(lambda v: v["parter"].update(m1=other)),
    )
    assert merged.value["parter"]["m1"] == mine
    assert [(c.key, c.kept, c.aside) for c in merged.conflicts] == [("parter.m1", mine, other)]


def test_one_new_person_told_more_of_on_each_side_is_one_person():
    mine, other = {"navn": "Kari", "trinn": "6"}, {"navn": "Kari", "klasse": "6A"}
    for merged in both_ways(
        CASE,
        said(lambda v: v["parter"].update(m1=mine)),
        said(lambda v: v["parter"].update(m1=other)),
    ):
        assert merged.value["parter"]["m1"] == {"navn": "Kari", "trinn": "6", "klasse": "6A"}
        assert merged.conflicts == ()


@pytest.mark.parametrize("place", [("melding",), ("parter", "e2"), ("plan",)])
def test_what_one_removed_and_the_other_told_more_of_stays_whole(place):
    """Half a person or half a report would be something that nobody wrote."""
    base = said(lambda v: v.update(plan={"problem": "Noe.", "tiltak": [{"id": "t-1"}]}))

    def holder(value):
        for step in place[:-1]:
            value = value[step]
        return value

    ours, theirs = copy.deepcopy(base), copy.deepcopy(base)
    del holder(ours)[place[-1]]
    holder(theirs)[place[-1]]["sted"] = "ute"
    for merged in both_ways(base, ours, theirs):
        assert holder(merged.value)[place[-1]] == holder(theirs)[place[-1]]
        conflict = (".".join(place), holder(theirs)[place[-1]], MISSING)
        assert [(c.key, c.kept, c.aside) for c in merged.conflicts] == [conflict]


def test_keys_that_hold_only_lists_are_gone_but_for_what_was_added():
    base = said(lambda v: v.update(plan={"tiltak": [{"id": "t-1"}]}))
    theirs = said(lambda v: v.update(plan={"tiltak": [{"id": "t-1"}, {"id": "t-2"}]}))
    for merged in both_ways(base, CASE, theirs):
        assert merged.value["plan"] == {"tiltak": [{"id": "t-2"}]}
        assert merged.conflicts == ()


@pytest.mark.parametrize(
    "told",
    [
        {"av": "e2"},
        {"tekst": "Sett av {e2}."},
        {"synspunkter": {"e2": "Synes det."}},
        {"om": ["e2"]},
    ],
)
def test_who_the_other_side_writes_about_stays_though_the_remover_still_names_them(told):
    """The side that removed the party kept `om: [e1, e2]`; the other side wrote more."""
    ours = said(lambda v: v["parter"].pop("e2"))
    theirs = said(lambda v: v["logg"][0].update(told))
    for merged in both_ways(CASE, ours, theirs):
        assert merged.value["parter"]["e2"] == CASE["parter"]["e2"]


def test_who_is_removed_is_gone_when_the_other_wrote_of_something_else():
    ours = said(lambda v: v["parter"].pop("e2"))
    theirs = said(lambda v: v["logg"][0].update(sted="ute"))
    for merged in both_ways(CASE, ours, theirs):
        assert "e2" not in merged.value["parter"]


def test_who_is_written_about_is_kept_though_all_parties_were_removed():
    ours = said(lambda v: v.pop("parter"))
    theirs = said(lambda v: v["logg"][0].update(av="f1"))
    for merged in both_ways(CASE, ours, theirs):
        assert merged.value["parter"] == {"f1": CASE["parter"]["f1"]}


def test_merging_changes_none_of_the_versions_it_was_given():
    versions = (
        CASE,
        said(lambda v: v["parter"].pop("e2")),
        said(lambda v: v["logg"][0].update(av="e2")),
    )
    before = copy.deepcopy(versions)
    merge(*versions)
    assert versions == before


def hidden(party: dict) -> dict:
    return {**party, "skjerming": "fortrolig", "kontakt": "999"}


def test_a_new_fault_is_seen_also_when_a_side_has_the_same_fault_elsewhere():
    """A hidden address must not be joined to a telephone number because another one already is."""
    base = said(lambda v: v["parter"].update(e2=hidden(v["parter"]["e2"])))
    ours, theirs = copy.deepcopy(base), copy.deepcopy(base)
    ours["parter"]["f1"]["kontakt"] = "998"
    theirs["parter"]["f1"]["skjerming"] = "fortrolig"
    merged = merge_files(*(writer.dump(one) for one in (base, ours, theirs)))
    value = reader.read(merged.data)
    assert value["parter"]["f1"] == ours["parter"]["f1"]
    assert [c.key for c in merged.conflicts] == ["parter.f1"]
    assert merged.conflicts[0].aside == theirs["parter"]["f1"]
    assert {fault.place for fault in parse_case(value).faults} == {("parter", "e2")}


def test_a_fault_that_a_side_brought_is_no_conflict():
    theirs = said(lambda v: v["parter"].update(e2=hidden(v["parter"]["e2"])))
    ours = said(lambda v: v["melding"].update(dato="2026-11-19"))
    merged = merge_files(*(writer.dump(one) for one in (CASE, ours, theirs)))
    assert merged.conflicts == ()
    assert reader.read(merged.data)["parter"]["e2"]["kontakt"] == "999"


@pytest.mark.parametrize(
    "change",
    [
        lambda v: v["parter"]["e1"].update(navn="Tyri"),
        lambda v: v["parter"].update(e3={"rolle": "elev", "navn": "Tyri"}),
        lambda v: v["melding"].update(dato="2026-11-19"),
        lambda v: v["melding"].update(beskrivelse="Noe annet."),
        lambda v: v.update(id="2026-11-22-0000"),
    ],
)
def test_two_cases_without_a_common_version_are_one_only_when_all_says_so(change):
    ours, theirs = writer.dump(CASE), writer.dump(said(change))
    assert merge_files(b"", ours, theirs).aside == theirs
    assert merge_files(b"", theirs, ours).aside == ours


@pytest.mark.parametrize(
    "unknown",
    [
        lambda v: v["parter"]["e1"].pop("navn"),
        lambda v: v.pop("parter"),
        lambda v: v["melding"].pop("dato"),
        lambda v: v["melding"].pop("beskrivelse"),
    ],
)
def test_what_neither_version_tells_is_not_the_same(unknown):
    ours, theirs = said(unknown), said(unknown)
    theirs["logg"][0]["tekst"] = "Om en annen?"
    merged = merge_files(b"", writer.dump(ours), writer.dump(theirs))
    assert merged.aside == writer.dump(theirs)


def test_a_new_entry_that_both_made_stands_in_one_place_whoever_merges():
    mine = {"id": "h-2222", "tekst": "Likt."}
    other = {**mine, "tid": "2026-11-25"}
    late = {"id": "h-3333", "tid": "2026-11-23"}
    one, two = both_ways(
        CASE,
        said(lambda v: v["logg"].extend([mine])),
        said(lambda v: v["logg"].extend([late, other])),
    )
    assert one.value == two.value


def test_a_list_that_one_removed_and_the_other_only_shortened_is_gone():
    base = said(lambda v: v["logg"].append({"id": "h-2222"}))
    ours = said(lambda v: v.pop("logg"))
    for merged in both_ways(base, ours, CASE):
        assert "logg" not in merged.value
        assert merged.conflicts == ()
