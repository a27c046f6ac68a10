"""Properties of merging under many conflicts: small cases, few words, several machines."""

from __future__ import annotations

import copy
import re

import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.store.merge import chunks
from skolemiljo_cli.store.merge.merge_files import merge_files
from skolemiljo_cli.store.yaml import marks, reader, writer

pytestmark = pytest.mark.slow

CASE = {
    "id": "2026-11-22-k3fq",
    "type": "12-4",
    "parter": {
        "e1": {"rolle": "elev", "navn": "Askeladd", "trinn": "5"},
        "e2": {"rolle": "medelev", "navn": "Per"},
        "a1": {"rolle": "kontaktlaerer", "navn": "Lise", "kontakt": "999"},
    },
    "melding": {"dato": "2026-11-20", "melder": "a1", "beskrivelse": "{e1} ble stengt ute.\n"},
    "aktivitetsplan": {"tiltak": [{"id": "t-1111", "tiltak": "Se", "fra": "2026-11-23"}]},
    "logg": [
        {"id": "h-1111", "tid": "2026-11-20", "type": "notat", "av": "a1", "om": ["e1", "e2"]},
        {"id": "h-2222", "tid": "2026-11-21", "type": "notat", "tekst": "To.\n"},
    ],
}
PEOPLE = ("e1", "e2", "a1", "m1")
TEXT = ("Ny A.", "Ny B.", "Om {e2}.", "Linje\nto.\n", "# ingen merknad")


@st.composite
def told(draw) -> dict:
    """Return the case after one to four changes by people."""
    value = copy.deepcopy(CASE)
    for _ in range(draw(st.integers(1, 4))):
        draw(st.sampled_from([_entry, _log, _log, _party, _plan, _new]))(draw, value)
    return value


def _entry(draw, value):
    log = value["logg"]
    one = draw(st.sampled_from(log)) if log else {}
    what = draw(st.sampled_from(["tekst", "om", "gone", "less", "moved"]))
    if what == "gone" and log:
        log.remove(one)
    elif what == "moved":
        log.reverse()
    elif what == "less":
        one.pop(draw(st.sampled_from(["tekst", "av", "om"])), None)
    else:
        people = st.lists(st.sampled_from(PEOPLE), unique=True)
        one[what] = draw(people if what == "om" else st.sampled_from(TEXT))


def _log(draw, value):
    name = draw(st.sampled_from(["h-7777", "h-8888", "h-9999"]))
    if name not in [one["id"] for one in value["logg"]]:
        day = draw(st.sampled_from(["2026-11-22", "2026-11-24"]))
        key = draw(st.sampled_from(["sted", "formal"]))
        text = draw(st.sampled_from(TEXT))
        value["logg"].append({"id": name, "tid": day, "type": "notat", key: "ute", "tekst": text})


def _party(draw, value):
    parties = value["parter"]
    what = draw(st.sampled_from(["gone", "new", "hidden", "reached"]))
    if what == "gone":
        parties.pop(draw(st.sampled_from(["e2", "a1"])), None)
    elif what == "new":
        name = draw(st.sampled_from(["Kari", "Ola"]))
        parties["m1"] = {
            "rolle": "medelev",
            "navn": name,
            draw(st.sampled_from(["trinn", "x-a"])): "6",
        }
    elif "e2" in parties:
        parties["e2"] |= {"skjerming": "fortrolig"} if what == "hidden" else {"kontakt": "998"}


def _plan(draw, value):
    value["melding"]["dato"] = draw(st.sampled_from(["2026-11-18", "2026-11-19"]))


def _new(draw, value):
    inside = st.sampled_from([["p"], ["q", "p"], {"a": "1"}, {"b": "2"}, "z", [], None])
    value[draw(st.sampled_from(["x-a", "x-b"]))] = draw(inside)


@st.composite
def text_of(draw, value: dict) -> bytes:
    """Return the text of the case in some style: flow or block, any indent, with comments."""
    flow = draw(st.booleans())
    data = writer.dump(value, flow=lambda path: flow and len(path) > 1)
    lines = []
    for line in data.decode().splitlines():
        if re.match(r"(- )?[a-z0-9-]+:", line.lstrip()) and draw(st.integers(0, 9)) == 0:
            blanks = " " * draw(st.sampled_from([0, len(line) - len(line.lstrip())]))
            lines.append(f"{blanks}# {draw(st.integers(0, 99))}")
        lines.append(line)
    made = ("\n".join(lines) + "\n").encode()
    made = made if _says(made, value) else data
    return made.replace(b"\n", b"\r\n") if draw(st.booleans()) else made


def _says(data: bytes, value: dict) -> bool:
    return reader.read(data) == reader.read(writer.dump(value))


def comments(data: bytes) -> set[str]:
    page = data.decode().replace("\r\n", "\n")
    return set(chunks.comments(page, marks.compose(page)))


def leaves(value, place=()):
    """Return each text by the keys and ids that lead to it; a list of words is one text."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*place, key))
    elif isinstance(value, list) and all(isinstance(one, dict) for one in value):
        for one in value:
            yield from leaves(one, (*place, one["id"]))
    elif value is not None:
        yield place, str(sorted(value)) if isinstance(value, list) else value


def told_of(conflicts) -> list:
    return sorted((c.place, *sorted((repr(c.kept), repr(c.aside)))) for c in conflicts)


def about(place, conflicts) -> bool:
    """Tell whether a conflict is at a place, around it, or inside it."""
    return any(place[: len(c)] == c or c[: len(place)] == place for c in conflicts)


@given(st.data())
@settings(max_examples=examples(40))
def test_where_two_collide_nothing_is_silently_chosen_mixed_or_lost(data):
    mine, other = data.draw(told()), data.draw(told())
    base, ours, theirs = (data.draw(text_of(one)) for one in (CASE, mine, other))
    merged, turned = merge_files(base, ours, theirs), merge_files(base, theirs, ours)
    value = reader.read(merged.data)
    assert merged.aside is None
    # equal whichever side is ours
    assert {c.place for c in merged.conflicts} == {c.place for c in turned.conflicts}
    if not merged.conflicts:
        assert value == reader.read(turned.data)
    assert told_of(merged.conflicts) == told_of(turned.conflicts)
    # every place has the value of the side that changed it, or there is a conflict
    places = [c.place for c in merged.conflicts]
    was, left, right, now = (dict(leaves(one)) for one in (CASE, mine, other, value))
    for place in {*was, *left, *right}:
        if about(place, places) or place[-1] in ("om", "x-a", "x-b"):
            continue
        old, one, two = (side.get(place) for side in (was, left, right))
        if place[0] == "parter" and None in (one, two) and now.get(place) is not None:
            continue  # a party that is mentioned is kept
        assert one == two or old in (one, two), "both changed it, and nobody was told"
        assert now.get(place) == (two if one == old else one)
    # no fault that no side had, and no two people or events in one
    faults = {(f.place[:2], f.message) for s in (mine, other) for f in parse_case(s).faults}
    assert not [f for f in parse_case(value).faults if f.place[0] == "parter" and
                (f.place[:2], f.message) not in faults]  # fmt: skip
    parties = [side["parter"].get("m1") for side in (mine, other)]
    if all(parties) and parties[0]["navn"] != parties[1]["navn"]:
        assert value["parter"]["m1"] == parties[0]
    # comments
    assert comments(ours) & comments(theirs) <= comments(merged.data)
    assert (comments(ours) | comments(theirs)) - comments(base) <= comments(merged.data)


@given(st.data())
@settings(max_examples=examples(10))
def test_three_machines_that_bring_in_and_send_out_end_with_the_same_and_with_everything(data):
    """Each machine merges with the server's version, as `sync` does, in any order."""
    server = data.draw(text_of(CASE))
    known, here = [server] * 3, [server] * 3
    said = set()
    for number in range(data.draw(st.integers(2, 8))):
        machine = data.draw(st.integers(0, 2))
        entry = {
            "id": f"h-00{number}0",
            "tid": f"2026-11-2{number}",
            "type": "notat",
            "tekst": "Ny.",
        }
        here[machine] = writer.rewrite(here[machine], [writer.Append(("logg",), entry)])
        said.add(entry["id"])
        if data.draw(st.booleans()):
            merged = merge_files(known[machine], here[machine], server)
            assert merged.conflicts == ()
            server = known[machine] = here[machine] = merged.data
    for machine in (0, 1, 2, 0, 1):
        merged = merge_files(known[machine], here[machine], server)
        assert merged.conflicts == ()
        server = known[machine] = here[machine] = merged.data
    assert here == [server] * 3
    ids = [one["id"] for one in reader.read(server)["logg"]]
    assert sorted(ids) == sorted(said | {"h-1111", "h-2222"})
