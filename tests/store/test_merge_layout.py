"""The merged text to the letter: each side's order, comments, quotes and line ends stay as written.

In each row theirs has a comment of its own: when the texts cannot be woven together, ours is
patched with the values, and the comment goes to the end of the file, away from what it is about.
"""

from __future__ import annotations

import itertools

import pytest

from skolemiljo_cli.store.merge.merge_files import merge_files
from skolemiljo_cli.store.yaml import reader

# what the row is: base, ours, theirs, the result
ROWS = {
    "keys of theirs stand after the key they follow there": (
        "id: x\na: 1\nb: 1\n",
        "id: x\na: 2\nb: 1\n",
        "ny: 0\nid: x\na: 1\nto: 0  # deres\ntre: 0\nb: 1\nfire: 0\n",
        "ny: 0\nid: x\na: 2\nto: 0  # deres\ntre: 0\nb: 1\nfire: 0\n",
    ),
    "a key of theirs after one that ours removed stands after the one before it": (
        "id: x\na: 1\nk:\n  p: 1\n  q: 1\n  r: 1\n",
        "id: x\na: 2\nk:\n  p: 1\n  r: 1\n",
        "id: x\na: 1\nk:\n  p: 1\n  q: 1\n  n: 1  # deres\n  r: 1\n",
        "id: x\na: 2\nk:\n  p: 1\n  n: 1  # deres\n  r: 1\n",
    ),
    "a comment that both wrote above one key is there in both versions": (
        "# gammel\nid: x\n# om a\na: 1\n# slutt\n",
        "# gammel\n# vår\nid: x\n# om a\n# vår a\na: 2\n# slutt\n# vår slutt\n",
        "# gammel\n# deres\nid: x\n# om a\n# deres a\na: 1\n# slutt\n# deres slutt\n",
        "# gammel\n# vår\n# deres\nid: x\n# om a\n# vår a\n# deres a\na: 2\n"
        "# slutt\n# vår slutt\n# deres slutt\n",
    ),
    "a comment that ours alone removed is gone": (
        "# gammel\nid: x  # denne\n# om a\na: 1  # her\n# slutt\n",
        "id: x\na: 2\n",
        "# gammel\nid: x  # denne\n# om a\na: 1  # her\nb: 1  # deres\n# slutt\n",
        "id: x\na: 2\nb: 1  # deres\n",
    ),
    "a comment that theirs alone removed is gone": (
        "# gammel\nid: x  # denne\n# om a\na: 1  # her\n# slutt\n",
        "# gammel\nid: x  # denne\n# om a\na: 1  # her\nb: 1\n# slutt\n",
        "id: x\na: 2\nc: 1  # deres\n",
        "id: x\na: 2\nc: 1  # deres\nb: 1\n",
    ),
    "of two comments on one line ours stays and theirs goes to the end": (
        "id: x\na: 1\nb: 1\n",
        "id: x\na: 2  # vår\nb: 1\n",
        "id: x\na: 1  # deres\nb: 2  # om b\n",
        "id: x\na: 2  # vår\nb: 2  # om b\n# deres\n",
    ),
    "what both made of a text is made of the parts of both": (
        "id: x\nk: tekst\n",
        "id: x\nk:\n  p: 1\n",
        "id: x\nk:\n  # om q\n  q: 1\n",
        "id: x\nk:\n  # om q\n  q: 1\n  p: 1\n",
    ),
    "what both made of a text below its key is made of the parts of both": (
        "id: x\nk:\n  tekst\n",
        "id: x\nk:\n  p: 1\n",
        "id: x\nk:  # deres\n  # om q\n  q: 1\n",
        "id: x\nk:  # deres\n  # om q\n  q: 1\n  p: 1\n",
    ),
    "what both began is made of the parts of both": (
        "id: x\n",
        "id: x\nk:\n  p: 1\n",
        "id: x\nk:  # deres\n  # om q\n  q: 1\n",
        "id: x\nk:\n  # om q\n  q: 1\n  p: 1\n# deres\n",
    ),
    "a comment on the line of a key that ours wrote stays": (
        "id: x\nk:\n  p: 1\n  q: 1\n",
        "id: x\nk:  # vår\n  p: 2\n  q: 1\n",
        "id: x\nk:\n  p: 1\n  # om q\n  q: 2\n",
        "id: x\nk:  # vår\n  p: 2\n  # om q\n  q: 2\n",
    ),
    "a comment about a list is not put on a mapping": (
        "id: x\nk:\n  p: 1\nb: 1\n",
        "id: x\nk:\n  p: 2\nb: 1\n",
        "id: x\nk:  # en liste\n- p\nb: 2  # om b\n",
        "id: x\nk:\n  p: 2\nb: 2  # om b\n# en liste\n",
    ),
    "a mapping on one line gets the keys and the comment of theirs": (
        "id: x\nk: {a: '1', b: \"1\"}\n",
        "id: x\nk: {a: '1', b: \"1\", c: 1}\n",
        "id: x\nk: {a: '1', b: \"1\", d: 1}  # deres\n# og mer\n",
        "id: x\nk: {a: '1', b: \"1\", c: 1, d: '1'}  # deres\n# og mer\n",
    ),
    "a mapping on one line keeps the comment of ours": (
        "id: x\nk: {a: '1', b: \"1\"}\nz: 1\n",
        "id: x\nk: {a: '2', b: \"1\"}  # vår\nz: 1\n",
        "id: x\nk: {a: '1', b: \"2\"}\nz: 2  # om z\n",
        "id: x\nk: {a: '2', b: '2'}  # vår\nz: 2  # om z\n",
    ),
    "an entry on one line is changed where the values differ": (
        "id: x\nlogg:\n- {id: h-1, a: '1', b: \"1\", c: [p, q]}\n- {id: h-2}\n",
        "id: x\nlogg:\n- {id: h-1, a: '2', b: \"1\", c: [p, q, r]}\n- {id: h-2}\n",
        "id: x\nlogg:\n# om den\n- {id: h-1, a: '1', b: \"2\", c: [p, q, s]}\n- {id: h-2}  # to\n",
        "id: x\nlogg:\n# om den\n- {id: h-1, a: '2', b: '2', c: [p, q, r, s]}\n- {id: h-2}  # to\n",
    ),
    "a key that theirs removed from an entry on one line is gone": (
        "id: x\nlogg:\n- {id: h-1, a: 1, b: 1}\n",
        "id: x\nlogg:\n- {id: h-1, a: 2, b: 1}\n",
        "id: x\nlogg:\n# om den\n- {id: h-1, a: 1}\n",
        "id: x\nlogg:\n# om den\n- {id: h-1, a: '2'}\n",
    ),
    "a text over lines stays ours, and the comment on its first line goes to the end": (
        "id: x\nt: |\n  a\nz: 1\n",
        "id: x\nt: |\n  b\nz: 1\n",
        "id: x\nt: | # ny\n  a\nz: 2  # to\n",
        "id: x\nt: |\n  b\nz: 2  # to\n# ny\n",
    ),
    "a text over lines that ours wrote as one line gets the comment of theirs": (
        "id: x\nt: en\n  to  # k\nz: 1\n",
        "id: x\nt: en og to  # k\nz: 1\n",
        "id: x\nt: en\n  to  # ny\nz: 2  # to\n",
        "id: x\nt: en og to  # k\nz: 2  # to\n# ny\n",
    ),
    "a comment on one line is not put into the text over lines that ours made of it": (
        "id: x\nt: a\nz: 1\n",
        "id: x\nt: |\n  b\n\nz: 1\n",
        "id: x\nt: a  # ny\nz: 2  # to\n",
        "id: x\nt: |\n  b\n\nz: 2  # to\n# ny\n",
    ),
    "a comment on an empty text is not put after the line below it": (
        "id: x\nt: a\nz: 1\n",
        "id: x\nt: |\nz: 1\n",
        "id: x\nt: a  # ny\nz: 2  # to\n",
        "id: x\nt: |\nz: 2  # to\n# ny\n",
    ),
    "a party that theirs removed and ours wrote about stays as it is written": (
        "id: x\nparter:\n  e2: {navn: Per}  # to\n  e1: {navn: Ask}\n",
        "id: x\nparter:\n  e2: {navn: Per}  # to\n  e1: {navn: Ask}\nom: [e2]\n",
        "id: x\nparter:\n  # deres\n  e1: {navn: Ask}\n",
        "id: x\nparter:\n  e2: {navn: Per}  # to\n  # deres\n  e1: {navn: Ask}\nom: [e2]\n",
    ),
    "a party that ours removed and theirs wrote about stays as it is written": (
        "id: x\nparter:\n  e2: {navn: Per}  # to\n  e1: {navn: Ask}\n",
        "id: x\nparter:\n  e1: {navn: Ask}\n",
        "id: x\nparter:\n  e2: {navn: Per}  # to\n  e1: {navn: Ask}\nom: [e2]\n",
        "id: x\nparter:\n  e2: {navn: Per}  # to\n  e1: {navn: Ask}\nom: [e2]\n",
    ),
    "an entry below its dash is woven too when it is not the first": (
        "id: x\nlogg:\n- id: h-1\n-\n  id: h-2\n  a: 1\n  b: 1\n",
        "id: x\nlogg:\n- id: h-1\n-\n  id: h-2\n  a: 2\n  b: 1\n",
        "id: x\nlogg:\n- id: h-1\n# om den\n-\n  id: h-2\n  a: 1\n  b: 2  # deres\n",
        "id: x\nlogg:\n- id: h-1\n# om den\n-\n  id: h-2\n  a: 2\n  b: 2  # deres\n",
    ),
    "what theirs added further out is moved in, but for its blank lines": (
        "id: x\nk:\n   p: 1\n",
        "id: x\nk:\n   p: 2\n",
        "id: x\nk:\n  p: 1\n  # om q\n\n  q: |\n    a\n\n    b\n",
        "id: x\nk:\n   p: 2\n   # om q\n\n   q: |\n     a\n\n     b\n",
    ),
    "what theirs added further in is moved out, but for its blank lines": (
        "id: x\nk:\n  p: 1\n",
        "id: x\nk:\n  p: 2\n",
        "id: x\nk:\n   p: 1\n   # om q\n\n   q: |\n     a\n\n     b\n",
        "id: x\nk:\n  p: 2\n  # om q\n\n  q: |\n    a\n\n    b\n",
    ),
    "a file on one line keeps the comment above it of theirs at the end": (
        "{id: x, a: 1}\n",
        "{id: x, a: 2}\n",
        "# deres\n{id: x, a: 1}\n",
        "{id: x, a: 2}\n# deres\n",
    ),
    "a number sign in a text that was set aside is no comment": (
        "id: x\na: 1\nb: 1\n",
        "id: x\na: 2\nb: 1\n",
        "id: x\na: '3 # nei'\nb: \"2 # ja\"\n",
        'id: x\na: 2\nb: "2 # ja"\n',
    ),
    "a number sign in a text over lines that was set aside is no comment": (
        "id: x\na: 1\nb: 1\n",
        "id: x\na: 2\nb: 1\n",
        "id: x\na: | # en\n  # nei\n  b # nei\nb: 2  # to\n",
        "id: x\na: 2\nb: 2  # to\n# en\n",
    ),
    "a list that theirs alone changed is as theirs wrote it": (
        "id: x\nk:\n- p\n",
        "id: x\nk:\n# om p\n- p\n",
        "id: x\nk: [p, q]  # deres\n",
        "id: x\nk: [p, q]  # deres\n# om p\n",
    ),
    "a list that ours alone changed is as ours wrote it": (
        "id: x\nk:\n- p\n",
        "id: x\nk: [p, q]  # vår\n",
        "id: x\nk:\n# om p\n- p\n",
        "id: x\nk: [p, q]  # vår\n# om p\n",
    ),
    "lists in lists are taken from the side that has them": (
        "id: x\na: 1\nx:\n- - p\n  - q\n- - s\n",
        "id: x\na: 2\nx:\n- - p\n  - q\n- - s\n- - t\n",
        "id: x\na: 1\nx:\n# om r\n- - r  # ny\n  - q\n- - p\n  - q\n- - s\n",
        "id: x\na: 2\nx:\n# om r\n- - r  # ny\n  - q\n- - p\n  - q\n- - s\n- - t\n",
    ),
    "a list that theirs wrote on one line is written there": (
        "id: x\nk:\n- p\n- q\nz: 1\n",
        "id: x\nk:\n- p\n- q\n- r\nz: 1\n",
        "id: x\nk: [p, q, s]\nz: 2  # om z\n",
        "id: x\nk: [p, q, r, s]\nz: 2  # om z\n",
    ),
    "a list that ours wrote on one line stays there": (
        "id: x\nk:\n- p\n- q\nz: 1\n",
        "id: x\nk: [p, q, r]\nz: 1\n",
        "id: x\nk:\n- p\n- q\n- s\nz: 2  # om z\n",
        "id: x\nk: [p, q, r, s]\nz: 2  # om z\n",
    ),
    "a list that both emptied of different things is an empty list": (
        "id: x\nk:\n- p\n- q\nz: 1\n",
        "id: x\nk:\n- p\nz: 1\n",
        "id: x\nk:\n- q\nz: 2  # om z\n",
        "id: x\nk: []\nz: 2  # om z\n",
    ),
}


@pytest.mark.parametrize(
    ("before", "after"),
    list(itertools.permutations(["e", "[e]", "[p, q]", "{e: '1'}", "{e: '1', f: '1'}", "ef"], 2)),
)
def test_a_value_inside_a_line_may_become_a_value_of_any_other_kind(before, after):
    base = f"id: x\nlogg:\n- {{id: h-1, om: {before}, a: 1}}\n"
    ours = base.replace("a: 1", "a: '2'")
    theirs = base.replace(f"om: {before}", f"om: {after}").replace("- {", "# deres\n- {")
    merged = merge_files(base.encode(), ours.encode(), theirs.encode()).data.decode()
    told = reader.read(merged.encode())["logg"]
    assert told == [{**reader.read(theirs.encode())["logg"][0], "a": "2"}]
    start = "id: x\nlogg:\n# deres\n- {id: h-1, om: "
    assert (merged[: len(start)], merged[-len(", a: '2'}\n") :]) == (start, ", a: '2'}\n")


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_the_text_of_both_sides_is_woven_to_the_letter(row):
    base, ours, theirs, wanted = (text.encode() for text in row)
    assert merge_files(base, ours, theirs).data.decode() == wanted.decode()


BOM = b"\xef\xbb\xbf"


def in_form(text: str, *, bom: bool, crlf: bool) -> bytes:
    data = text.encode().replace(b"\n", b"\r\n") if crlf else text.encode()
    return BOM + data if bom else data


FORMS = list(itertools.product((False, True), repeat=2))


@pytest.mark.parametrize("base", [None, *FORMS])
@pytest.mark.parametrize("ours", FORMS)
@pytest.mark.parametrize("theirs", FORMS)
def test_byte_order_mark_and_line_ends_are_each_those_of_the_side_that_changed_them(
    base, ours, theirs
):
    """A file that both made had neither; where both changed it, ours stays."""
    case = (
        "id: 2026-11-02-k3fq\ntype: 12-4\nparter:\n  e1: {rolle: elev, navn: Espen}\n"
        "melding: {dato: 2026-11-02, beskrivelse: Noe.}\na: 1\n"
    )
    texts = [case, case.replace("a: 1", "a: 1\nb: 1"), case.replace("a: 1", "c: 1\na: 1")]
    versions = [
        b"" if form is None else in_form(text, bom=form[0], crlf=form[1])
        for text, form in zip(texts, (base, ours, theirs), strict=True)
    ]
    merged = merge_files(*versions).data
    before = base or (False, False)
    bom, crlf = (
        new if own == old else own for old, own, new in zip(before, ours, theirs, strict=True)
    )
    assert merged == in_form(case.replace("a: 1", "c: 1\na: 1\nb: 1"), bom=bom, crlf=crlf)
    assert reader.read(merged)["c"] == "1"
