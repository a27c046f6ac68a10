"""What lies near a law of merging, and was once not noticed when it broke."""

from __future__ import annotations

import pytest

from skolemiljo_cli.model.validation.validate import Fault, Parsed
from skolemiljo_cli.store.merge import merge_files as files
from skolemiljo_cli.store.merge.merge_files import merge_files
from skolemiljo_cli.store.merge.values import merge
from skolemiljo_cli.store.yaml import reader, writer

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


@pytest.mark.parametrize("wrong", ["Kari Nordmann", "[2026-11-02-k3fq]"])
def test_only_an_id_of_a_case_is_told_of_the_case_that_goes_aside(wrong):
    """What stands where the id should be is shown to people, and may be a name."""
    base = CASE.replace("2026-11-02-k3fq", wrong)
    changed = base.replace("Noe.", "Noe mer.")
    outcome = merge_files(base.encode(), changed.encode(), NEW.encode())
    assert (outcome.data, outcome.aside) == (NEW.encode(), changed.encode())
    assert outcome.other_case is None


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("before", "after"),
    [({"p": ["1"]}, "tekst"), (["1"], "tekst"), (["1"], {"p": ["1"]}), ({"p": ["1"]}, ["1"])],
)
def test_what_one_side_removed_and_the_other_made_into_something_else_stays(before, after, turned):
    sides = ({}, {"x-eget": after}) if turned else ({"x-eget": after}, {})
    merged = merge({"x-eget": before}, *sides)
    assert merged.value == {"x-eget": after}
    assert [(one.place, one.kept) for one in merged.conflicts] == [(("x-eget",), after)]


def test_a_comment_that_ours_changed_stays_above_the_key_that_becomes_the_first():
    first = "- sted: ute\n\n  # om den\n  id: h-1111\n  tekst: Noe.\n  tid: 2026-11-03\n"
    ours = first.replace("# om den", "# om dagen").replace("tekst: Noe.", "tekst: Nytt.")
    theirs = first.replace("sted: ute\n\n  # om den\n  ", "").replace("-03", "-04")
    merged = merge_files(*((HEAD + one).encode() for one in (first, ours, theirs)))
    wanted = "\n  # om dagen\n- id: h-1111\n  tekst: Nytt.\n  tid: 2026-11-04\n"
    assert merged.data.decode() == HEAD + wanted


BROKEN = b"<<<<<<< HEAD\n"
MORE = (CASE + "x-eget: 1\n").encode()


def test_a_side_that_changed_nothing_leaves_the_other_as_it_is_though_it_cannot_be_read():
    base = CASE.encode()
    for versions in ((base, BROKEN, base), (base, base, BROKEN), (base, BROKEN, BROKEN)):
        outcome = merge_files(*versions)
        assert (outcome.data, outcome.conflicts, outcome.aside) == (BROKEN, (), None)


def test_of_two_that_cannot_be_read_ours_stands_and_theirs_goes_aside():
    outcome = merge_files(CASE.encode(), BROKEN, b"id: [\n")
    assert (outcome.data, outcome.aside) == (BROKEN, b"id: [\n")
    assert len(outcome.conflicts) == 1


def with_entry(text, entry_id):
    return f"{text}logg:\n- id: {entry_id}\n  tid: 2026-11-03\n  type: notat\n  tekst: Noe.\n"


def test_a_base_that_cannot_be_read_is_as_if_there_were_none():
    ours, theirs = with_entry(CASE, "h-1111"), with_entry(CASE, "h-2222")
    united = merge_files(BROKEN, ours.encode(), theirs.encode())
    assert (united.conflicts, united.aside) == ((), None)
    assert [one["id"] for one in reader.read(united.data)["logg"]] == ["h-1111", "h-2222"]
    other = theirs.replace("Espen", "Tyri").encode()
    assert merge_files(BROKEN, ours.encode(), other).aside == other


@pytest.mark.parametrize(
    ("old", "new", "is_one"),
    [
        ("navn: Espen}", "navn: Espen}\n  e2: {rolle: medelev, navn: Per}", True),
        ("navn: Espen}", "navn: Espen}\n  e2: {rolle: medelev}", True),
        ("navn: Espen}", "navn: Espen}\n  e2: bare tekst", True),
        ("navn: Espen}", "navn: Espen}\n  e2: {rolle: elev}", False),
        ("melding: {dato: 2026-11-02, beskrivelse: Noe.}", "melding: Noe.", False),
        ("parter:\n  e1: {rolle: elev, navn: Espen}", "parter: Espen", False),
    ],
)
@pytest.mark.parametrize("also_ours", [False, True])
def test_two_files_are_one_case_when_pupils_day_and_report_are_known_and_the_same(
    old, new, is_one, also_ours
):
    theirs = with_entry(CASE.replace(old, new), "h-1111").encode()
    ours = (CASE.replace(old, new) if also_ours else CASE).encode()
    assert merge_files(b"", ours, theirs).aside == (None if is_one else theirs)
    assert merge_files(b"", theirs, ours).aside == (None if is_one else ours)


OTHER_ID = CASE.replace("k3fq", "m4rq")


@pytest.mark.parametrize(
    ("base", "now", "is_other"),
    [
        # the same case, though its id was changed by hand
        (CASE, OTHER_ID, False),
        (with_entry(CASE, "h-1111"), with_entry(OTHER_ID, "h-1111").replace("Espen", "Ask"), False),
        # the same id is the same case, whoever is in it
        (CASE, CASE.replace("Espen", "Tyri"), False),
        # one that nothing ties to it is another
        (CASE, OTHER_ID.replace("Espen", "Tyri"), True),
        (CASE, OTHER_ID.replace("{dato: 2026-11-02", "{dato: 2026-11-03"), True),
        (CASE, OTHER_ID.replace("Noe.", "Noe annet."), True),
        (with_entry(CASE, "h-1111"), with_entry(OTHER_ID, "h-2222").replace("Espen", "Ask"), True),
        # and when the pupil is unknown, so is whether it is the same
        (CASE.replace(", navn: Espen", ""), OTHER_ID.replace(", navn: Espen", ""), True),
    ],
)
def test_a_side_is_another_case_than_the_base_when_neither_id_nor_entry_nor_report_ties_them(
    base, now, is_other
):
    changed = base + "x-eget: 1\n"
    for sides in ((now, changed), (changed, now)):
        outcome = merge_files(base.encode(), *(side.encode() for side in sides))
        wanted = (changed.encode(), "2026-11-02-k3fq") if is_other else (None, None)
        assert (outcome.aside, outcome.other_case) == wanted


@pytest.mark.parametrize("turned", [False, True])
def test_a_key_without_a_value_stays_and_is_no_change(turned):
    empty = {"id": "x", "logg": None}
    sides = ({"id": "x"}, empty) if turned else (empty, {"id": "x"})
    assert merge({"id": "x"}, *sides).value == empty
    for base in ({"id": "x"}, empty):
        filled = {"id": "x", "logg": [{"id": "h-1111"}]}
        for side in ({"id": "x"}, empty):
            sides = (side, filled) if turned else (filled, side)
            merged = merge(base, *sides)
            assert (merged.value, merged.conflicts) == (filled, ())


def test_an_item_without_an_id_is_the_same_whatever_the_order_of_its_keys():
    item, turned = {"tekst": "a", "sted": "b"}, {"sted": "b", "tekst": "a"}
    ours = {"x-a": [item, {"tekst": "c"}]}
    theirs = {"x-a": [turned, {"tekst": "d"}]}
    assert merge({"x-a": [item]}, ours, theirs).value["x-a"] == [
        item,
        {"tekst": "c"},
        {"tekst": "d"},
    ]


def in_order(items, *ids):
    return {"logg": [next(one for one in items if one["id"] == entry_id) for entry_id in ids]}


@pytest.mark.parametrize("turned", [False, True])
def test_entries_that_one_side_moved_stay_where_it_put_them(turned):
    items = [{"id": entry_id, "tekst": "a"} for entry_id in ("h-1", "h-2", "h-3", "h-4", "h-5")]
    base = in_order(items, "h-1", "h-2", "h-3")
    moved = in_order(items, "h-3", "h-4", "h-1", "h-2")
    added = in_order(items, "h-1", "h-2", "h-5", "h-3")
    sides = (added, moved) if turned else (moved, added)
    merged = merge(base, *sides).value
    assert [one["id"] for one in merged["logg"]] == ["h-3", "h-4", "h-1", "h-2", "h-5"]


@pytest.mark.parametrize("turned", [False, True])
def test_new_entries_of_both_are_woven_by_the_first_time_that_each_tells(turned):
    mine = [{"id": "h-1", "dato": "2026-11-05"}, {"id": "h-4", "fra": "2026-11-01"}]
    other = [{"id": "h-2", "tid": "2026-11-06"}, {"id": "h-3"}]
    sides = (other, mine) if turned else (mine, other)
    merged = merge({}, *({"logg": side} for side in sides)).value
    assert [one["id"] for one in merged["logg"]] == ["h-1", "h-4", "h-2", "h-3"]


def refused(value):
    """Say of each entry with both a place and a reason that it cannot have both."""
    places = [
        ("logg", number, *inside)
        for number, entry in enumerate(value.get("logg", ()))
        if isinstance(entry, dict)
        for inside, part in (((), entry), (("x-del",), entry.get("x-del", {})))
        if {"sted", "grunn"} <= set(part)
    ]
    return Parsed(None, tuple(Fault(place, "ikke begge") for place in places))


@pytest.mark.parametrize("inside", [False, True])
def test_an_entry_that_both_sides_together_made_impossible_is_as_ours_has_it(monkeypatch, inside):
    """The smallest part that neither side wrote so goes back: the entry, or a part inside it."""
    monkeypatch.setattr(files, "parse_case", refused)

    def told(**more):
        entry = (
            {"id": "h-2222", "x-del": {"a": "1", **more}} if inside else {"id": "h-2222", **more}
        )
        first, last = {"id": "h-1111", "sted": "ute"}, {"id": "h-3333", "sted": "ute"}
        return {"id": "x", "logg": ["bare tekst", first, entry, last]}

    base, ours, theirs = told(), told(sted="inne"), told(grunn="regn")
    outcome = merge_files(*(writer.dump(one) for one in (base, ours, theirs)))
    assert reader.read(outcome.data) == ours
    place = ("logg", "h-2222", "x-del") if inside else ("logg", "h-2222")
    assert [one.place for one in outcome.conflicts] == [place]
    entry = theirs["logg"][2]
    assert outcome.conflicts[0].aside == (entry["x-del"] if inside else entry)


def test_a_fault_that_no_part_of_either_side_mends_puts_the_whole_of_theirs_aside(monkeypatch):
    whole = Parsed(None, (Fault((), "går ikke"),))
    monkeypatch.setattr(
        files, "parse_case", lambda value: whole if {"a", "b"} <= set(value) else Parsed(None)
    )
    base, ours, theirs = b"id: x\n", b"id: x\na: 1\n", b"id: x\nb: 1\n"
    outcome = merge_files(base, ours, theirs)
    assert (outcome.data, outcome.aside) == (ours, theirs)
    assert [one.key for one in outcome.conflicts] == [""]
