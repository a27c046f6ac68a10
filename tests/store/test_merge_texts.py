"""The text of merged cases: difficult texts, changed indents, and little parsing."""

from __future__ import annotations

import copy

import pytest

from skolemiljo_cli.store.merge import chunks, text
from skolemiljo_cli.store.merge.merge_files import merge_files
from skolemiljo_cli.store.yaml import marks, reader, writer
from skolemiljo_cli.store.yaml.writer import WriteMismatch

LOG = "logg:\n- id: h-1\n  tekst: a\n"
HARD = {
    "flow": '{id: x, a: "1", logg: [{id: h-1, tekst: a}]}\n',
    "flow over lines": "{\n  id: x, # en\n  a: 1,\n  logg: [\n   {id: h-1, t: a}, # to\n  ]\n}\n",
    "markers": f"# topp\n---\n# under\nid: x\na: '1'\n{LOG}...\n# etter\n",
    "kept blank lines": "id: x\na: 1\nlogg:\n- id: h-1\n  tekst: |+\n    a\n\n\n\n# slutt\n",
    "folded": "id: x\na: 1\nlogg:\n- id: h-1\n  tekst: >-\n    a\n    b\n\n    c\n# rar\n",
    "indent told": "id: x\na: 1\nlogg:\n- id: h-1\n  tekst: |2\n     a\n    b\n",
    "no last line end": "id: x\na: 1\nlogg:\n- id: h-1\n  tekst: a",
    "over lines": f"id: x\na: en tekst\n  som går over\n  flere # k\n{LOG}",
    "quoted over lines": f'id: x\na: "en\n\n  tekst \\\n  til"  # k\n{LOG}',
    "quoted keys": "'id': x\n\"a\": '1'\n? logg\n: - id: h-1\n    tekst: a\n",
    "lists in lists": f"id: x\na: 1\nx:\n- - - p # 1\n    - q\n  - r\n- - s\n{LOG}",
    "dash alone": "id: x\na: 1\nlogg:\n-\n  id: h-1\n  # inni\n  t: a\n-   # ut\n    id: h-2\n",
    "nothing there": "id: x\na: 1\nb: ~\nc:\nlogg: []\n",
    "comments all over": "id: x\na: 1\nlogg:\n# om\n\n# mer\n- id: h-1\n  t: a\n  # inn\n# ut\n\n",
    "line ends mixed": "id: x\r\na: 1\nlogg:\r\n- id: h-1\n  tekst: |\r\n    en\n    to\r\n",
    "no comments": f'id: x\na: "# ikke"\nb: a#b\nc: |\n  # ikke\n{LOG}',
    "flow inside": f"id: x\na: 1\np: {{r: [a,   # ra\n  b], # rb\n  s: {{t: u}}}}  # rc\n{LOG}",
    "pairs in a list": "id: x\na: 1\nlogg: [id: h-1, {id: h-2, tekst: b}]\n",
    "byte order mark": f"\ufeff# c\nid: x\na: 1\n{LOG}",
    "an id three times": "id: x\na: 1\nlogg:\n- {id: h-1, t: a}\n- {id: h-1}\n- {id: h-1}\n",
}


def with_text(value):
    value["a"] = "Ny"


def with_entry(value):
    value["logg"] = [*value["logg"], {"id": "h-8", "tekst": "Åtte\nlinjer\n"}]


def with_other_entry(value):
    value["logg"] = [*value["logg"], {"id": "h-9", "tid": "2026"}]


def without_first(value):
    value["logg"] = value["logg"][1:]


def without_key(value):
    del value["a"]


def with_key(value):
    value["ny"] = {"k": ["l"]}


CHANGES = [without_first, with_text, with_entry, with_other_entry, without_key, with_key]


def written(base: bytes, change) -> bytes:
    value = copy.deepcopy(reader.read(base))
    change(value)
    try:
        made = writer.rewrite(base, [*text._differences(value, reader.read(base), ())])
    except WriteMismatch:  # a top-level key cannot be removed
        made = writer.dump(value)
    assert reader.read(made) == value
    return made


def comments(data: bytes) -> set[str]:
    page = data.decode().removeprefix("\ufeff").replace("\r\n", "\n")
    page = page if page.endswith("\n") else page + "\n"
    return set(chunks.comments(page, marks.compose(page)))


@pytest.mark.parametrize("base", HARD.values(), ids=HARD)
def test_hard_texts_take_every_pair_of_changes(base):
    data = base.encode()
    made = [(change, written(data, change)) for change in CHANGES]
    for one, ours in made:
        for two, theirs in made:
            merged = merge_files(data, ours, theirs)
            assert merged.aside is None
            value = reader.read(merged.data)
            wanted = copy.deepcopy(reader.read(data))
            clash = {one, two} == {with_text, without_key}
            for change in sorted({one, two}, key=CHANGES.index):
                if not (clash and change is without_key):
                    change(wanted)
            assert bool(merged.conflicts) == clash
            assert value["id"] == wanted["id"]
            assert {k: v for k, v in value.items() if k != "logg"} == {
                k: v for k, v in wanted.items() if k != "logg"
            }
            assert sorted(map(str, value["logg"])) == sorted(map(str, wanted["logg"]))
            assert comments(ours) & comments(theirs) <= comments(merged.data)


PAGE = """\
id: 2026-11-22-k3fq
melding:
  dato: 2026-11-20
  beskrivelse: Noe.  # kort
plan:
  tiltak:
  - id: t-1111
    tiltak: Se
"""
WIDE = """\
id: 2026-11-22-k3fq
melding:
      dato: 2026-11-20
      beskrivelse: Noe.  # kort
plan:
      # om tiltakene
      tiltak:
      -   id: t-1111
          tiltak: Se nøye
"""


def test_a_side_that_moved_every_column_is_woven_into_ours_where_both_changed():
    ours = PAGE.replace("tiltak: Se\n", "tiltak: Se\n    fra: 2026-11-23  # mandag\n")
    merged = merge_files(PAGE.encode(), ours.encode(), WIDE.encode())
    assert merged.data.decode() == (
        WIDE[: WIDE.index("plan:")] + "plan:\n  # om tiltakene\n  tiltak:\n  - id: t-1111\n"
        "    tiltak: Se nøye\n    fra: 2026-11-23  # mandag\n"
    )


def test_a_side_that_stands_further_left_is_woven_too_and_its_comment_stays_in_place():
    ours = WIDE.replace("Se nøye\n", "Se nøye\n          fra: 2026-11-23\n")
    theirs = PAGE.replace("plan:\n", "plan:\n# helt ytterst\n").replace(
        "dato: 2026-11-20", "dato: 2026-11-19"
    )
    merged = merge_files(WIDE.encode(), ours.encode(), theirs.encode())
    value = reader.read(merged.data)
    assert value["plan"]["tiltak"] == [{"id": "t-1111", "tiltak": "Se", "fra": "2026-11-23"}]
    assert value["melding"]["dato"] == "2026-11-19"
    lines = merged.data.decode().splitlines()
    assert lines.index("      tiltak:") == lines.index("    # helt ytterst") + 1


def test_a_heading_that_the_other_side_commented_is_taken_into_our_column():
    base = "id: x\np:\n  q:\n    a: 1\n    b: 1\n"
    ours = base.replace("a: 1", "a: 2")
    theirs = "id: x\np:\n     q:  # ny\n        a: 1\n        b: 2\n"
    merged = merge_files(base.encode(), ours.encode(), theirs.encode())
    assert merged.data.decode() == "id: x\np:\n  q:  # ny\n    a: 2\n    b: 2\n"


def flow_log(count: int, ours: str = "1", theirs: str = "1") -> bytes:
    row = "  - {{id: h-{:04d}, sted: s{}, tekst: Noe som ble sagt den dagen {}}}\n"
    return f"id: x\nlogg:\n{''.join(row.format(n, ours, theirs) for n in range(count))}".encode()


def test_many_changes_in_flow_style_read_the_whole_page_only_a_few_times(monkeypatch):
    """Earlier, each change parsed the whole text: a hundred changes in a long case took seconds."""
    composed = []
    compose = marks.compose
    monkeypatch.setattr(marks, "compose", lambda page: composed.append(len(page)) or compose(page))
    merged = merge_files(flow_log(40), flow_log(40, ours="2"), flow_log(40, theirs="2"))
    assert merged.data == flow_log(40, "2", "2")
    assert merged.conflicts == ()
    assert sum(composed) < 20 * len(merged.data)


def test_a_comment_of_an_entry_that_is_gone_is_kept_at_the_end():
    base = f"id: x\n{LOG}- id: h-2\n  tekst: b\n"
    ours = base.replace("- id: h-2\n  tekst: b\n", "")
    theirs = base.replace("tekst: b", "tekst: b  # merk dette")
    for one, two in ((ours, theirs), (theirs, ours)):
        merged = merge_files(base.encode(), one.encode(), two.encode())
        assert merged.data.decode() == f"id: x\n{LOG}# merk dette\n"
        assert merged.conflicts == ()


def test_a_comment_too_far_to_the_left_to_be_moved_goes_to_the_margin():
    base = "id: x\np:\n  q:\n    a: 1\n    b: 1\n"
    ours = base.replace("a: 1", "a: 2")
    theirs = "id: x\np:\n     q:\n        a: 1\n# ytterst\n        b: 2\n"
    merged = merge_files(base.encode(), ours.encode(), theirs.encode())
    assert merged.data.decode() == "id: x\np:\n  q:\n    a: 2\n# ytterst\n    b: 2\n"


def test_a_text_without_a_last_line_end_gets_what_the_other_side_added():
    base = "id: x\nlogg:\n- id: h-1\n  tekst: |\n    a"
    ours = base.replace("id: x", "id: x  # ny")
    theirs = f"{base}\n- id: h-2\n"
    for one, two in ((ours, theirs), (theirs, ours)):
        merged = merge_files(base.encode(), one.encode(), two.encode())
        assert merged.conflicts == ()
        assert merged.data.decode() == f"{ours}\n- id: h-2\n"
