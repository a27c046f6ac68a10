"""What lies near a law of merging, and was once not noticed when it broke."""

from __future__ import annotations

import pytest

from skolemiljo_cli.store.merge.merge_files import merge_files
from skolemiljo_cli.store.merge.values import merge
from skolemiljo_cli.store.yaml import reader

CASE = """\
id: 2026-11-02-k3fq
type: 12-4
parter:
  e1: {rolle: elev, navn: Espen}
melding: {dato: 2026-11-02, beskrivelse: Noe.}
"""


def test_of_one_part_that_both_began_only_the_key_they_disagree_on_is_a_conflict():
    """A part of the case is no event and no person: what one side alone says of it stays."""
    ours = {"mottak": {"rektor": {"tid": "2026-11-02", "av": "a1"}}}
    theirs = {"mottak": {"rektor": {"tid": "2026-11-03"}, "skoleeier": {"tid": "2026-11-04"}}}
    merged = merge({}, ours, theirs)
    assert merged.value["mottak"] == {
        "rektor": {"tid": "2026-11-02", "av": "a1"},
        "skoleeier": {"tid": "2026-11-04"},
    }
    assert [one.place for one in merged.conflicts] == [("mottak", "rektor", "tid")]


def test_an_event_that_both_began_is_never_made_of_two():
    ours = {"logg": [{"id": "h-1111", "tid": "2026-11-02", "tekst": "Om Per."}]}
    theirs = {"logg": [{"id": "h-1111", "tid": "2026-11-03", "med": ["e1"]}]}
    merged = merge({}, ours, theirs)
    assert merged.value == ours
    assert [one.place for one in merged.conflicts] == [("logg", "h-1111")]


@pytest.mark.parametrize("turned", [False, True])
def test_an_entry_one_side_removed_and_the_other_changed_stands_where_it_stood(turned):
    first, second = ({"id": f"h-{n}", "tid": f"2026-11-{n[:2]}"} for n in ("2011", "1022"))
    new = {"id": "h-1533", "tid": "2026-11-15"}
    changed = {"logg": [first, {**second, "tekst": "Rettet."}]}
    removed = {"logg": [first, new]}
    sides = (removed, changed) if turned else (changed, removed)
    merged = merge({"logg": [first, second]}, *sides).value
    assert [one["id"] for one in merged["logg"]] == ["h-2011", "h-1533", "h-1022"]


def test_a_value_at_fault_that_stands_alone_where_a_list_may_stand_stops_no_merge():
    base = CASE + "aktivitetsplan:\n  tiltak:\n  - id: t-9xk2\n    gjennomfores_av: Per Hansen\n"
    ours, theirs = base.replace("Noe.", "Annet."), base + "# slutt\n"
    merged = merge_files(base.encode(), ours.encode(), (theirs + "x-eget: 1\n").encode())
    value = reader.read(merged.data)
    assert (merged.conflicts, merged.aside) == ((), None)
    assert value["melding"]["beskrivelse"] == "Annet."
    assert value["aktivitetsplan"]["tiltak"][0]["gjennomfores_av"] == "Per Hansen"
    assert value["x-eget"] == "1"


HEAD = CASE + "logg:\n"
DASHED = "- id: h-1111\n  # om været\n  sted: ute\n  tekst: Noe.\n"
BELOW = "-\n  id: h-1111\n  # om været\n  sted: ute\n  tekst: Noe.\n"


@pytest.mark.parametrize("turned", [False, True])
def test_an_entry_below_its_dash_on_one_side_alone_keeps_the_layout_of_ours(turned):
    mine, other = (BELOW, DASHED) if turned else (DASHED, BELOW)
    ours, theirs = mine.replace("ute", "inne"), other.replace("tekst: Noe.", "tekst: Nytt.")
    merged = merge_files(*((HEAD + one).encode() for one in (DASHED, ours, theirs)))
    assert merged.data.decode() == HEAD + ours.replace("tekst: Noe.", "tekst: Nytt.")


def test_a_key_with_a_comment_above_it_can_become_the_first_of_its_entry():
    first = "- sted: ute\n\n  # om den\n  id: h-1111\n  tekst: Noe.\n  tid: 2026-11-03\n"
    ours = first.replace("tekst: Noe.", "tekst: Nytt.")
    theirs = first.replace("sted: ute\n\n  # om den\n  ", "").replace("-03", "-04")
    merged = merge_files(*((HEAD + one).encode() for one in (first, ours, theirs)))
    wanted = "- id: h-1111\n  tekst: Nytt.\n  tid: 2026-11-04\n"
    assert merged.data.decode() == HEAD + wanted


NEW = """\
id: 2026-11-03-m4rq
type: 12-4
parter:
  e1: {rolle: elev, navn: Tyri}
melding: {dato: 2026-11-03, beskrivelse: Noe annet.}
"""


@pytest.mark.parametrize("turned", [False, True])
def test_a_new_case_that_git_takes_for_the_old_one_keeps_its_file_and_the_old_goes_aside(turned):
    base, changed = CASE, CASE.replace("Noe.", "Noe mer.")
    sides = (NEW, changed) if turned else (changed, NEW)
    outcome = merge_files(base.encode(), *(side.encode() for side in sides))
    assert outcome.data == NEW.encode()
    assert (outcome.aside, outcome.other_case) == (changed.encode(), "2026-11-02-k3fq")
    assert len(outcome.conflicts) == 1
