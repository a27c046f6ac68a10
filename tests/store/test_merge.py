"""The laws of merging: nothing is lost, sides are equal, and the result can always be read."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from skolemiljo_cli.errors import Unreadable
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.store.merge import chunks
from skolemiljo_cli.store.merge.identity import identities
from skolemiljo_cli.store.merge.merge_files import merge_files
from skolemiljo_cli.store.merge.values import merge
from skolemiljo_cli.store.yaml import marks, reader, writer

HERE = Path(__file__).resolve().parent
EXAMPLES = sorted((HERE.parents[1] / "cases").glob("*/sak.yaml"))
TEXTS = [
    (HERE / "case_from_design.yaml").read_bytes(),
    (HERE.parent / "checks" / "healthy.yaml").read_bytes(),
    *(path.read_bytes() for path in EXAMPLES),
]
BASE = TEXTS[0]


def ids_of(value) -> set[str]:
    """Return the ids of all entries."""
    found = set()
    if isinstance(value, dict):
        if isinstance(value.get("id"), str):
            found.add(value["id"])
        for inner in value.values():
            found |= ids_of(inner)
    elif isinstance(value, list):
        for inner in value:
            found |= ids_of(inner)
    return found


def comments(data: bytes) -> set[str]:
    text = data.removeprefix(b"\xef\xbb\xbf").decode().replace("\r\n", "\n")
    text = text if text.endswith("\n") else text + "\n"
    return set(chunks.comments(text, marks.compose(text)))


# --- what people do to a case -------------------------------------------------------------------

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
entry_id = st.text(LETTERS, min_size=4, max_size=4)
words = st.sampled_from(
    ["Noe nytt.", "Så: «ja».", "To\nlinjer.\n", "# ikke en merknad", "12:30", "no"]
)
day = st.sampled_from([f"2026-11-2{a}T0{b}:00" for a in range(1, 6) for b in (1, 5)])


@st.composite
def entry(draw, letter="h"):
    made = {"id": f"{letter}-{draw(entry_id)}", "tid": draw(day), "type": "notat"}
    return {**made, "tekst": draw(words)}


def scalars_in(value, path=()):
    if isinstance(value, dict):
        for key, inner in value.items():
            if (*path, key) not in {("id",), ("type",)} and key not in ("id", "rolle", "type"):
                yield from scalars_in(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            if isinstance(inner, dict):
                yield from scalars_in(inner, (*path, number))
    elif isinstance(value, str) and path:
        yield path


TEXT_KEYS = {
    "beskrivelse", "handtering", "tekst", "problem", "vurdering", "begrunnelse", "elevens_syn",
    "foresattes_syn", "elevens_svar", "tiltak", "navn", "elevens_beste",
}  # fmt: skip


@st.composite
def edited(draw, data: bytes) -> bytes:
    """Return the file after some changes by commands and people."""
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(["log", "log", "text", "comment", "form", "drop", "reorder"]))
        data = EDITS[kind](draw, data)
    return data


def _log(draw, data):
    return writer.rewrite(data, [writer.Append(("logg",), draw(entry()))])


def _text(draw, data):
    value = reader.read(data)
    places = [one for one in scalars_in(value) if one[-1] in TEXT_KEYS]
    if not places:
        return data
    return writer.rewrite(data, [writer.Put(draw(st.sampled_from(places)), draw(words))])


def _comment(draw, data):
    lines = data.decode().splitlines(keepends=True)
    tops = [n for n, line in enumerate(lines) if line[:1].isalpha()]
    where = draw(st.sampled_from(tops))
    lines.insert(where, f"# merknad {draw(entry_id)}\n" + draw(st.sampled_from(["", "\n"])))
    return "".join(lines).encode()


def _form(draw, data):
    how = draw(st.sampled_from(["crlf", "bom", "lf", "cut"]))
    if how == "crlf":
        return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    if how == "lf":
        return data.replace(b"\r\n", b"\n")
    if how == "bom":
        return data if data.startswith(b"\xef\xbb\xbf") else b"\xef\xbb\xbf" + data
    return data


def _drop(draw, data):
    """Remove a log entry, as somebody may do by hand."""
    text = data.decode()
    newline = "\r\n" if "\r\n" in text else "\n"
    page = text.replace("\r\n", "\n")
    bom = page.startswith("\ufeff")
    page = page.removeprefix("\ufeff")
    root = marks.compose(page)
    log = root.child("logg")
    if log is None or log.kind != "list" or log.flow or len(log.items) < 2:
        return data
    block = chunks.cut(page, log, marks.line_start(page, log.start))
    gone = draw(st.sampled_from(list(block.chunks.values())))
    page = page[: gone.start] + page[gone.end :]
    return (("\ufeff" if bom else "") + page).replace("\n", newline).encode()


def _reorder(draw, data):
    """Move a top-level key to the end."""
    if data.startswith(b"\xef\xbb\xbf") or b"\r\n" in data:
        return data
    page = data.decode()
    page = page if page.endswith("\n") else page + "\n"
    root = marks.compose(page)
    block = chunks.cut(page, root, marks.line_start(page, root.start))
    moved = draw(st.sampled_from(list(block.chunks.values())))
    start = moved.start - len(moved.lead)
    if moved.start == marks.line_start(page, root.start):
        return data
    return (page[:start] + page[moved.end :] + page[start : moved.end]).encode()


EDITS = {
    "log": _log, "text": _text, "comment": _comment, "form": _form, "drop": _drop,
    "reorder": _reorder,
}  # fmt: skip


@st.composite
def three(draw):
    base = draw(st.sampled_from(TEXTS))
    return base, draw(edited(base)), draw(edited(base))


def readable(data: bytes) -> dict | None:
    try:
        return reader.read(data)
    except Unreadable:
        return None


@pytest.mark.slow
@given(three())
@settings(max_examples=examples(25))
def test_merging_with_oneself_or_with_the_base_is_byte_for_byte_the_same(versions):
    base, ours, theirs = versions
    assert merge_files(ours, ours, ours).data == ours
    assert merge_files(base, ours, base).data == ours
    assert merge_files(base, base, theirs).data == theirs
    assert merge_files(base, ours, ours).data == ours


@pytest.mark.slow
@given(three())
@settings(max_examples=examples(40))
def test_two_sides_lose_nothing_and_give_the_same_whoever_merges(versions):
    base, ours, theirs = versions
    before, mine, other = reader.read(base), reader.read(ours), reader.read(theirs)
    one, two = merge_files(base, ours, theirs), merge_files(base, theirs, ours)
    value, turned = reader.read(one.data), reader.read(two.data)
    # no marker, no fault that no side had
    assert not [line for line in one.data.splitlines() if line[:7] in (b"<<<<<<<", b">>>>>>>")]
    faults = {fault.message for side in (mine, other) for fault in parse_case(side).faults}
    assert {fault.message for fault in parse_case(value).faults} <= faults
    # an entry is gone only when a side took it away
    removed = {one for side in (mine, other) for one in ids_of(before) - ids_of(side)}
    assert ids_of(mine) | ids_of(other) == ids_of(value) | (
        removed & (ids_of(mine) | ids_of(other))
    )
    # a comment too
    was, a, b = comments(base), comments(ours), comments(theirs)
    assert (a | b) - (was - (a & b)) <= comments(one.data)
    # equal for both orders: what one sets aside the other keeps
    assert {c.place for c in one.conflicts} == {c.place for c in two.conflicts}
    if not one.conflicts:
        assert value == turned
    else:
        assert both_sides(one.conflicts) == both_sides(two.conflicts)


def both_sides(conflicts) -> list:
    """Return each conflict's place and both values, independent of which one was kept."""
    return sorted((c.place, sorted((repr(c.kept), repr(c.aside)))) for c in conflicts)


@pytest.mark.slow
@given(three())
@settings(max_examples=examples(25))
def test_what_one_side_changed_is_in_the_result(versions):
    base, ours, theirs = versions
    before, mine, other = reader.read(base), reader.read(ours), reader.read(theirs)
    outcome = merge_files(base, ours, theirs)
    value = reader.read(outcome.data)
    for key in {*mine, *other}:
        if mine.get(key) == before.get(key) and key != "parter":
            assert value.get(key) == other.get(key)
        elif other.get(key) == before.get(key) and key != "parter":
            assert value.get(key) == mine.get(key)


# --- cases that people meet ---------------------------------------------------------------------

SMALL = b"""\
# Saken, skrevet for haand
id: 2026-11-22-k3fq
type: 12-4
parter:
  e1: {rolle: elev, navn: Askeladd}
melding:
  dato: 2026-11-20   # fredag
  beskrivelse: Noe.

logg:
- id: h-1111
  tid: 2026-11-20
  tekst: Den foerste.
# slutt
"""


def changed(data: bytes, old: str, new: str) -> bytes:
    assert old.encode() in data
    return data.replace(old.encode(), new.encode())


def test_both_append_and_the_earlier_comes_first():
    ours = changed(SMALL, "# slutt", "- id: h-3333\n  tid: 2026-11-23\n  tekst: Vi.\n# slutt")
    theirs = changed(SMALL, "# slutt", "- id: h-2222\n  tid: 2026-11-22\n  tekst: De.\n# slutt")
    merged = merge_files(SMALL, ours, theirs)
    assert merged.conflicts == ()
    assert merged.data == changed(
        SMALL, "# slutt",
        "- id: h-2222\n  tid: 2026-11-22\n  tekst: De.\n"
        "- id: h-3333\n  tid: 2026-11-23\n  tekst: Vi.\n# slutt",
    )  # fmt: skip


def test_a_side_s_own_order_is_kept():
    late = "- id: h-3333\n  tid: 2026-11-23\n- id: h-4444\n  tid: 2026-11-21\n# slutt"
    ours = changed(SMALL, "# slutt", late)
    theirs = changed(SMALL, "# slutt", "- id: h-2222\n  tid: 2026-11-22\n# slutt")
    merged = reader.read(merge_files(SMALL, ours, theirs).data)
    assert [one["id"] for one in merged["logg"]] == ["h-1111", "h-2222", "h-3333", "h-4444"]


def test_two_keys_of_one_entry_changed_on_two_sides_are_both_taken():
    ours = changed(SMALL, "dato: 2026-11-20   # fredag", "dato: 2026-11-19   # torsdag")
    theirs = changed(SMALL, "beskrivelse: Noe.", "beskrivelse: Noe annet.  # rettet")
    assert merge_files(SMALL, ours, theirs).data == changed(
        ours, "beskrivelse: Noe.", "beskrivelse: Noe annet.  # rettet"
    )


def test_a_comment_and_a_value_of_one_line_are_both_taken():
    ours = changed(SMALL, "dato: 2026-11-20", "dato: 2026-11-19")
    theirs = changed(SMALL, "# fredag", "# en fredag")
    assert b"dato: 2026-11-19   # en fredag\n" in merge_files(SMALL, ours, theirs).data
    assert b"dato: 2026-11-19   # en fredag\n" in merge_files(SMALL, theirs, ours).data


def test_the_same_value_changed_on_both_sides_is_a_conflict_that_names_the_key():
    ours = changed(SMALL, "tekst: Den foerste.", "tekst: Vi.")
    theirs = changed(SMALL, "tekst: Den foerste.", "tekst: De.")
    merged = merge_files(SMALL, ours, theirs)
    assert [(c.key, c.kept, c.aside) for c in merged.conflicts] == [
        ("logg.h-1111.tekst", "Vi.", "De.")
    ]
    assert merged.data == ours


def test_what_one_side_changed_stays_though_the_other_removed_it():
    ours = SMALL[: SMALL.index(b"logg:")] + b"# slutt\n"
    theirs = changed(SMALL, "tekst: Den foerste.", "tekst: De.")
    for merged in (merge_files(SMALL, ours, theirs), merge_files(SMALL, theirs, ours)):
        assert reader.read(merged.data)["logg"][0]["tekst"] == "De."
        assert [c.key for c in merged.conflicts] == ["logg"]


def test_what_one_side_added_to_what_the_other_removed_stays_alone():
    ours = SMALL[: SMALL.index(b"logg:")] + b"# slutt\n"
    theirs = changed(SMALL, "# slutt", "- id: h-2222\n  tid: 2026-11-22\n# slutt")
    for merged in (merge_files(SMALL, ours, theirs), merge_files(SMALL, theirs, ours)):
        assert reader.read(merged.data)["logg"] == [{"id": "h-2222", "tid": "2026-11-22"}]
        assert merged.conflicts == ()


def test_an_entry_removed_by_one_and_added_to_by_the_other_stays_whole():
    base = changed(SMALL, "# slutt", "- id: h-2222\n  tid: 2026-11-22\n# slutt")
    theirs = changed(base, "  tekst: Den foerste.", "  tekst: Den foerste.\n  av: a1")
    ours = changed(base, "- id: h-1111\n  tid: 2026-11-20\n  tekst: Den foerste.\n", "")
    for merged in (merge_files(base, ours, theirs), merge_files(base, theirs, ours)):
        log = reader.read(merged.data)["logg"]
        assert {one["id"]: one.get("tekst") for one in log}["h-1111"] == "Den foerste."
        assert [c.key for c in merged.conflicts] == ["logg.h-1111"]


def test_what_one_side_removed_and_the_other_left_is_removed():
    ours = SMALL[: SMALL.index(b"logg:")] + b"# slutt\n"
    theirs = changed(SMALL, "beskrivelse: Noe.", "beskrivelse: Annet.")
    merged = merge_files(SMALL, ours, theirs)
    assert "logg" not in reader.read(merged.data)
    assert merged.conflicts == ()


def test_a_party_removed_by_one_and_written_about_by_the_other_stays():
    base = changed(SMALL, "  e1: {", "  e2: {rolle: medelev, navn: Per}\n  e1: {")
    theirs = changed(base, "# slutt", "- id: h-2222\n  om: [e2]\n# slutt")
    assert "e2" in reader.read(merge_files(base, SMALL, theirs).data)["parter"]
    assert "e2" not in reader.read(merge_files(base, SMALL, base + b"# x\n").data)["parter"]


def test_lists_of_words_are_united():
    base = changed(SMALL, "  tekst: Den", "  om: [e1, f1]\n  tekst: Den")
    ours, theirs = changed(base, "[e1, f1]", "[e1, f1, a1]"), changed(base, "[e1, f1]", "[e1, r1]")
    merged = merge_files(base, ours, theirs)
    assert sorted(reader.read(merged.data)["logg"][0]["om"]) == ["a1", "e1", "r1"]
    assert merged.conflicts == ()


def test_a_flow_mapping_changed_on_both_sides_gets_both():
    ours = changed(SMALL, "navn: Askeladd}", "navn: Askeladd, trinn: 5}")
    theirs = changed(SMALL, "navn: Askeladd}", "navn: Askeladd, klasse: 5B}")
    merged = merge_files(SMALL, ours, theirs)
    assert b"  e1: {rolle: elev, navn: Askeladd, trinn: 5, klasse: 5B}\n" in merged.data


def test_a_side_that_moved_its_columns_still_merges():
    first = "- id: h-1111\n  tid: 2026-11-20\n  tekst: Den foerste.\n"
    theirs = changed(
        SMALL,
        first,
        "    -   id: h-1111\n        tid: 2026-11-20\n        tekst: Den foerste.\n"
        "    -   id: h-2222\n        tekst: |\n          To\n\n          linjer.\n",
    )
    ours = changed(SMALL, "# slutt", "- id: h-3333\n  tid: 2026-11-23\n# slutt")
    merged = merge_files(SMALL, ours, theirs)
    log = reader.read(merged.data)["logg"]
    assert [one["id"] for one in log] == ["h-1111", "h-2222", "h-3333"]
    assert log[1]["tekst"] == "To\n\nlinjer.\n"


def test_line_ends_and_byte_order_mark_follow_the_side_that_changed_them():
    ours = changed(SMALL, "beskrivelse: Noe.", "beskrivelse: Annet.")
    theirs = b"\xef\xbb\xbf" + changed(SMALL, "Den foerste.", "Den.").replace(b"\n", b"\r\n")
    merged = merge_files(SMALL, ours, theirs).data
    assert merged.startswith(b"\xef\xbb\xbf")
    assert merged.count(b"\r\n") == merged.count(b"\n")


def test_two_cases_with_one_id_are_never_mixed():
    theirs = changed(changed(SMALL, "navn: Askeladd", "navn: Per"), "Noe.", "Noe om Per.")
    merged = merge_files(b"", SMALL, theirs)
    assert (merged.data, merged.aside) == (SMALL, theirs)
    assert [c.key for c in merged.conflicts] == [""]


def test_one_case_added_on_both_sides_is_united():
    ours = changed(SMALL, "# slutt", "- id: h-3333\n  tid: 2026-11-23\n# slutt")
    theirs = changed(SMALL, "# slutt", "- id: h-2222\n  tid: 2026-11-22\n# slutt")
    merged = merge_files(b"", ours, theirs)
    assert ids_of(reader.read(merged.data)) >= {"h-1111", "h-2222", "h-3333"}
    assert merged.conflicts == ()


@pytest.mark.parametrize("broken", [b"<<<<<<< HEAD\n", b"id: [\n", b"\xff\xfe", b""])
def test_the_side_that_can_be_read_stands_and_the_other_is_put_aside(broken):
    ours = changed(SMALL, "Noe.", "Annet.")
    for merged in (merge_files(SMALL, ours, broken), merge_files(SMALL, broken, ours)):
        assert (merged.data, merged.aside) == (ours, broken)
        assert [c.key for c in merged.conflicts] == [""]


def test_two_that_together_cannot_be_are_a_conflict():
    base = changed(SMALL, "rolle: elev", "rolle: foresatt, til: e1")
    ours = changed(base, "rolle: foresatt", "rolle: rektor")
    theirs = changed(base, "til: e1", "til: e1, foreldreansvar: true")
    merged = merge_files(base, ours, theirs)
    value = reader.read(merged.data)
    known = {f.message for s in (ours, theirs) for f in parse_case(reader.read(s)).faults}
    assert {f.message for f in parse_case(value).faults} <= known


def test_entries_without_ids_are_all_kept():
    base = {"logg": [{"tekst": "a"}, {"tekst": "a"}]}
    ours = {"logg": [{"tekst": "a"}, {"tekst": "b"}]}
    theirs = {"logg": [{"tekst": "a"}, {"tekst": "a"}, {"tekst": "c"}]}
    merged = merge(base, copy.deepcopy(ours), copy.deepcopy(theirs)).value
    assert sorted(one["tekst"] for one in merged["logg"]) == ["a", "b", "c"]


def test_the_same_id_twice_in_a_broken_file_is_not_united():
    two = [{"id": "h-1", "tekst": "a"}, {"id": "h-1", "tekst": "b"}]
    assert len(set(identities(two))) == 2
    merged = merge({"logg": []}, {"logg": two}, {"logg": [{"id": "h-2"}]}).value
    assert len(merged["logg"]) == 3
