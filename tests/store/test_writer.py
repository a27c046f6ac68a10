"""The exact writer: nothing else is changed, and the result reads as intended."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from random import Random

import mangled
import pytest
from effort import examples
from hypothesis import example, given, settings
from hypothesis import strategies as st

from skolemiljo_cli.errors import ExitCode, Unreadable, UsageFault
from skolemiljo_cli.store.yaml import events, reader, scalars, writer
from skolemiljo_cli.store.yaml.writer import Append, Put, WriteMismatch, apply, dump, rewrite

seeds = st.integers(0, 2**32)
CASE = (Path(__file__).parent / "case_from_design.yaml").read_bytes()


def zero_indented(data: bytes) -> bytes:
    """Move the lists of the case back to the column of their key."""
    rows, inside = [], False
    for row in data.decode().split("\n"):
        if row and not row.startswith(" "):
            inside = row.startswith(("logg:", "vedlegg:", "avslutninger:"))
        rows.append(row[2:] if inside and row.startswith("  ") else row)
    return "\n".join(rows).encode()


STYLES = {
    "lf": CASE,
    "crlf-bom": b"\xef\xbb\xbf" + CASE.replace(b"\n", b"\r\n"),
    "zero-indented": zero_indented(CASE),
    "no-final-newline": CASE.removesuffix(b"\n"),
}


@pytest.fixture(params=STYLES, name="case")
def case_in_every_style(request: pytest.FixtureRequest) -> bytes:
    return STYLES[request.param]


def region(old: bytes, new: bytes) -> tuple[list[bytes], list[bytes], int]:
    """Return the removed lines, the added lines, and the 0-based line number."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    first = 0
    while first < min(len(before), len(after)) and before[first] == after[first]:
        first += 1
    last = 0
    while last < min(len(before), len(after)) - first and before[-1 - last] == after[-1 - last]:
        last += 1
    return before[first : len(before) - last], after[first : len(after) - last], first


def came(old: bytes, new: bytes) -> str:
    gone, lines, _ = region(old, new)
    assert gone == []
    return b"".join(lines).decode()


ENTRY = {
    "id": "h-1abc",
    "tid": datetime.fromisoformat("2026-11-23T08:30"),
    "type": "telefon",
    "med": ["f1"],
    "tekst": "Ringte.\n\nAvtalt: nytt møte # snart\n",
}


def test_a_log_entry_goes_after_the_last_one_and_touches_nothing_else(case):
    new = rewrite(case, [Append(("logg",), ENTRY)])
    gone, _, _ = region(case, new)
    assert gone == []
    assert reader.read(new)["logg"][-1] == scalars.text_form(ENTRY)
    assert new.count(b"\r") == new.count(b"\n") * (b"\r" in case)
    assert new.startswith(b"\xef\xbb\xbf") == case.startswith(b"\xef\xbb\xbf")
    assert new.endswith(b"\n") == case.endswith(b"\n")


def test_a_log_entry_is_laid_out_like_the_ones_before_it():
    assert came(CASE, rewrite(CASE, [Append(("logg",), ENTRY)])) == (
        "  - id: h-1abc\n"
        "    tid: 2026-11-23T08:30\n"
        "    type: telefon\n"
        "    med: [f1]\n"
        "    tekst: |\n"
        "      Ringte.\n"
        "\n"
        "      Avtalt: nytt møte # snart\n"
    )
    old = zero_indented(CASE)
    assert came(old, rewrite(old, [Append(("logg",), {"id": "h-2", "av": "a1"})])) == (
        "- id: h-2\n  av: a1\n"
    )


def test_a_change_of_every_kind_to_the_case_in_the_design_reads_as_intended(case):
    changes = [
        Put(("melding", "dato"), date(2026, 11, 24)),
        Put(("melding", "beskrivelse"), "Ny tekst\n  med innrykk\nslutt"),
        Put(("melding", "handtering"), "Kort."),
        Put(("mottak", "rektor", "kanal"), "a, b"),
        Put(("mottak", "nytt"), {"dato": date(2026, 1, 1), "av": "r1"}),
        Put(("undersokelse", "utsatt"), None),
        Put(("arkivreferanse",), "26/123"),
        Put(("palegg", "vedtak", "dato"), date(2026, 12, 1)),
        Append(("parter", "e1", "alias"), "no"),
        Append(("aktivitetsplan", "tiltak"), {"id": "t-1abc", "tiltak": "x" * 120}),
        Append(("vedlegg",), {"fil": "vedlegg/b.pdf", "om": ["e1"]}),
        Append(("avslutninger", 0, "om"), "e1"),
        Append(("logg",), ENTRY),
    ]
    for number in range(len(changes)):
        rewrite(case, changes[number : number + 1])
    assert reader.read(rewrite(case, changes)) == apply(reader.read(case), changes)


# old, change, new: what people see
TABLE = [
    ("a: 1   # kommentar\n", Put(("a",), 2), "a: 2   # kommentar\n"),
    ("a: 'x'  # k\n", Put(("a",), "y"), "a: 'y'  # k\n"),
    ('a: "x"\n', Put(("a",), "y"), 'a: "y"\n'),
    ("a: x\n", Put(("a",), "no"), "a: 'no'\n"),
    ("a:    # k\nb: 1\n", Put(("a",), "x"), "a: x    # k\nb: 1\n"),
    ("a: ~\n", Put(("a",), "x"), "a: x\n"),
    ("a: x\n", Put(("a",), None), "a: null\n"),
    ("a: x # k\nb: 1\n", Put(("a",), "en\nto\n"), "a: | # k\n  en\n  to\nb: 1\n"),
    ("a: | # k\n     en\n     to\n\nb: 1\n", Put(("a",), "tre"), "a: tre # k\n\nb: 1\n"),
    ("a: |\n     en\n\nb: 1\n", Put(("a",), "en\nto\n"), "a: |\n     en\n     to\n\nb: 1\n"),
    ("a: |+\n  en\n\nb: 1\n", Put(("c",), 2), "a: |+\n  en\n\nb: 1\nc: 2\n"),
    ("a:\n  b: |+\n    en\n\n", Put(("c",), 2), "a:\n  b: |+\n    en\n\nc: 2\n"),
    ("a: 1\n", Put(("b", "c", "d"), 2), "a: 1\nb:\n  c: {d: 2}\n"),
    ("a:\n  b: 1\n\n# neste\nc: 2\n", Put(("a", "x"), 3), "a:\n  b: 1\n  x: 3\n\n# neste\nc: 2\n"),
    ("a: {b: 1}\n", Put(("a", "c"), "x, y"), "a: {b: 1, c: 'x, y'}\n"),
    ("a: { b: 1, }\n", Put(("a", "c"), 2), "a: { b: 1, c: 2, }\n"),
    ("a: {b:}\n", Put(("a", "c"), 2), "a: {b: , c: 2}\n"),
    ("a:\n  b: 1  # k\nc: 2\n", Put(("a",), {"b": "x\ny\n"}), "a:\n  b: |\n    x\n    y\nc: 2\n"),
    ("a: {b: }\n", Put(("a", "c"), 2), "a: {b: , c: 2}\n"),
    ("a: {b, c: 1}\n", Put(("a", "b"), 2), "a: {b: 2, c: 1}\n"),
    ("a: {}  # k\n", Put(("a", "b"), 1), "a: {b: 1}  # k\n"),
    ("a: {}  # k\n", Put(("a", "b"), "x\ny\n"), "a:  # k\n  b: |\n    x\n    y\n"),
    ("a: {tekst: Hva?}\n", Put(("a", "b"), "Når?"), "a: {tekst: Hva?, b: 'Når?'}\n"),
    (
        "a: {tid: 2026-11-20T14:10}\n",
        Put(("a", "tid"), datetime.fromisoformat("2026-01-02T03:04")),
        "a: {tid: 2026-01-02T03:04}\n",
    ),
    ("a: [x]\n", Append(("a",), "z"), "a: [x, z]\n"),
    ("a: []  # k\n", Append(("a",), "z"), "a: [z]  # k\n"),
    (
        "a: [] # k\nb: 1\n",
        Append(("a",), {"t": "x\ny\n"}),
        "a: # k\n  - t: |\n      x\n      y\nb: 1\n",
    ),
    ("a:\n# k\nb: 1\n", Append(("a",), {"c": 1}), "a:\n  - c: 1\n# k\nb: 1\n"),
    ("a: 1\n", Append(("b",), "x"), "a: 1\nb: [x]\n"),
    ("a:\n- x\n\n# til b\nb: 1\n", Append(("a",), "z"), "a:\n- x\n- z\n\n# til b\nb: 1\n"),
    (
        "a:\n    -   c: 1\n        d: 2\nb: 1\n",
        Append(("a",), {"c": 3, "d": 4}),
        "a:\n    -   c: 1\n        d: 2\n    -   c: 3\n        d: 4\nb: 1\n",
    ),
    ("a:\n  - {c: 1} # k\n", Append(("a",), {"c": 2}), "a:\n  - {c: 1} # k\n  - {c: 2}\n"),
    (
        "a:\n  - b: |\n      x\n\n  # slutt\nc: 1\n",
        Append(("a",), "z"),
        "a:\n  - b: |\n      x\n  - z\n\n  # slutt\nc: 1\n",
    ),
    ("a:\n  - x", Append(("a",), "z"), "a:\n  - x\n  - z"),
    ("a: |\n  x", Put(("b",), 1), "a: |\n  x\nb: 1\n"),
    ("a:\n  b: 1\n  c: 2\nd: 3\n", Put(("a",), "x"), "a: x\nd: 3\n"),
    ("a:\n- 1\n- 2\nd: 3\n", Put(("a",), {"b": "x\ny\n"}), "a:\n  b: |\n    x\n    y\nd: 3\n"),
    ("a:\n-\n- x\n", Put(("a", 0), "z"), "a:\n- z\n- x\n"),
    ("a: 1\n...\n", Put(("b",), 2), "a: 1\nb: 2\n...\n"),
    ("---\na: 1\n", Put(("b",), 2), "---\na: 1\nb: 2\n"),
    ("a: 'x\n  y'  # k\n", Put(("a",), "z"), "a: 'z'  # k\n"),
    ("dato: 2026-02-30\n", Put(("b",), "12:30"), "dato: 2026-02-30\nb: '12:30'\n"),
    ("x-eget: bevart  \na: 1\n", Put(("a",), True), "x-eget: bevart  \na: true\n"),
    ("a: 😀 # k\nb: 1\n", Put(("b",), 2), "a: 😀 # k\nb: 2\n"),
]


@pytest.mark.parametrize(("old", "change", "new"), TABLE, ids=[repr(row[0]) for row in TABLE])
@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_a_change_gives_exactly_these_bytes(old, change, new, eol):
    if eol == "\r\n" and "\n" not in old.removesuffix("\n") and not old.endswith("\n"):
        eol = "\n"
    assert rewrite(old.replace("\n", eol).encode(), [change]).decode() == new.replace("\n", eol)


def test_no_changes_give_the_same_bytes_back():
    assert rewrite(b"a: 1  \r\n", []) == b"a: 1  \r\n"


@pytest.mark.parametrize(
    "change",
    [
        Put((), 1),
        Put(("a", "b"), 1),
        Put(("l", 5), 1),
        Append(("a",), 1),
        Append(("l", "x"), 1),
        Put(("l", 0, "x"), 1),
        Put(("nytt", 0), 1),
    ],
)
def test_a_change_with_no_place_to_go_is_our_fault_and_writes_nothing(change):
    with pytest.raises(WriteMismatch) as caught:
        rewrite(b"a: x\nl: [1]\n", [change])
    assert caught.value.exit_code == ExitCode.BUG
    assert "Ingenting er skrevet" in caught.value.message


@pytest.mark.parametrize("text", ["a\x1bb", "a\rb", "a\u202eb", "a\x00", "\ufeff", "\ud800"])
def test_text_that_could_not_be_read_back_is_refused_before_anything_is_written(text):
    for change in (Put(("a",), text), Put(("a",), f"x\n{text}\n"), Put((text,), 1)):
        with pytest.raises(UsageFault):
            rewrite(b"a: x\n", [change])


def test_a_number_with_a_fraction_is_a_programming_error():
    with pytest.raises(TypeError):
        rewrite(b"a: x\n", [Put(("a",), 1.5)])


def test_a_file_that_cannot_be_read_is_never_rewritten():
    with pytest.raises(Unreadable):
        rewrite(b"a: *x\n", [Put(("a",), 1)])


def test_a_result_that_reads_otherwise_than_intended_is_stopped(monkeypatch):
    monkeypatch.setattr(scalars, "is_plain", lambda text, flow: True)
    with pytest.raises(WriteMismatch):
        rewrite(b"a: x\n", [Put(("a",), "# borte")])


def changes_for(rnd: Random, content):
    """Return a change somewhere in the content, of a random kind."""
    path, here = (), content
    while True:
        steps = list(here) if isinstance(here, dict) else list(range(len(here)))
        if not steps or (path and rnd.random() < 0.3):
            break
        path = (*path, rnd.choice(steps))
        inner = here[path[-1]]
        if not isinstance(inner, (dict, list)):
            here = inner
            break
        here = inner
    new = mangled.value(rnd, depth=2)
    if isinstance(here, dict) and rnd.random() < 0.7:
        missing = (f"ny{rnd.randrange(10**6)}", "under")[: rnd.randint(1, 2)]
        kind = rnd.choice([Put, Append])
        return kind((*path, *missing), new)
    if isinstance(here, list) or (here is None and rnd.random() < 0.5):
        return Append(path, new)
    return Put(path, new) if path else Put(("ny",), new)


@pytest.mark.slow
@settings(max_examples=examples(100))
@given(seeds)
@example(1)
def test_any_change_to_any_mangled_file_reads_as_intended_and_stays_in_its_place(seed):
    rnd = Random(seed)
    content, data = mangled.document(rnd)
    change = changes_for(rnd, content)
    new = rewrite(data, [change])
    assert reader.read(new) == apply(content, [change])
    assert_only_its_place_changed(data, new, change)


def assert_only_its_place_changed(data: bytes, new: bytes, change) -> None:
    lines = reader.positions(data)
    gone, lines_in, first = region(data, new)
    gone = [] if gone == [line.removesuffix(b"\n") for line in lines_in[:1]] else gone
    if not gone:
        return
    path = change.path
    while path and path not in lines:
        path = path[:-1]
    inside = [line for p, line in lines.items() if p[: len(path)] == path]
    outside = [line for p, line in lines.items() if p[: len(path)] != path and line > max(inside)]
    before = [line for line in lines.values() if line < min(inside)]
    above = max(before, default=0) - isinstance(
        path[-1], int
    )  # the item's dash is on the line above it
    own = range(above, (min(outside) if outside else 10**6))
    assert first in own
    assert first + len(gone) - 1 in own
    if (
        isinstance(change, Append) or path != change.path
    ):  # added lines: at most one line is altered
        assert len(gone) <= 1 or b"{" in gone[0] + lines_in[0] or b"[" in gone[0] + lines_in[0]


@pytest.mark.slow
@settings(max_examples=examples(40))
@given(seeds)
def test_an_item_added_to_a_block_list_leaves_every_old_line_in_order(seed):
    rnd = Random(seed)
    _, data = mangled.document(rnd)
    eol = b"\r\n" if b"\r\n" in data else b"\n"
    data = (
        data
        + (b"" if data.endswith(eol) else eol)
        + eol.join([b"liste:", b"-   {a: 1}", b"", b"# neste", b"etter: 1", b""])
    )
    new = rewrite(data, [Append(("liste",), mangled.value(rnd))])
    gone, _, _ = region(data, new)
    assert gone == []


@pytest.mark.slow
@settings(max_examples=examples(40))
@given(seeds)
def test_several_changes_in_a_row_read_as_intended(seed):
    rnd = Random(seed)
    content, data = mangled.document(rnd)
    changes = []
    for _ in range(4):
        changes.append(changes_for(rnd, content))
        content = apply(content, changes[-1:])
    assert reader.read(rewrite(data, changes)) == content


keys = st.text(
    st.characters(exclude_categories=("C", "Zl", "Zp"), exclude_characters="\ufeff\u061c"),
    min_size=1,
    max_size=20,
)
texts = st.one_of(
    st.sampled_from(mangled.NASTY + mangled.LONG + mangled.WORDS),
    st.text(st.characters(exclude_categories=("C", "Zl", "Zp"), include_characters="\n\t")),
    st.text(" \n\t:#-ab'\"|>{}[]\\?,~0", max_size=30),
    st.from_regex(r"[-+0-9.:eEx_TZ ]{1,20}", fullmatch=True),
)
typed = st.one_of(st.none(), texts, st.booleans(), st.integers(), st.dates(), st.datetimes())
values = st.recursive(
    typed,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=15,
)


def unique_in_nfc(value) -> bool:
    from unicodedata import normalize

    if isinstance(value, dict):
        return len({normalize("NFC", k) for k in value}) == len(value) and all(
            unique_in_nfc(v) for v in value.values()
        )
    return all(map(unique_in_nfc, value)) if isinstance(value, list) else True


@pytest.mark.slow
@settings(max_examples=examples(100))
@given(st.dictionaries(keys, values, max_size=5).filter(unique_in_nfc))
def test_whatever_is_dumped_reads_back_as_the_same_text(value):
    data = dump(value, header="# topp")
    assert reader.read(data) == scalars.text_form(value)
    assert reader.read(data, loader="pure") == scalars.text_form(value)


@pytest.mark.slow
@settings(max_examples=examples(50))
@given(texts)
def test_text_put_in_any_kind_of_place_reads_back_the_same(text):
    data = b"a: x\nb: 'y'\nc: {d: 1}\ne: [1]\nf:\n- 1\ng: |\n  z\nh:\n"
    paths = [("a",), ("b",), ("c", "d"), ("e", 0), ("f", 0), ("g",), ("h",), ("c", "ny")]
    new = reader.read(rewrite(data, [Put(path, text) for path in paths]))
    found = [new["a"], new["b"], new["c"]["d"], new["e"][0], new["f"][0], new["g"], new["h"]]
    assert found == [text] * 7


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "NO",
        "y",
        "on",
        "null",
        "~",
        "1",
        "-1",
        "1.10",
        "010203",
        "0x1F",
        "0o17",
        "12:30",
        "2026-11-20",
        "2026-11-20T14:10",
        "1_000",
        "1e3",
        ".5",
        ".inf",
        "x:",
        "*x",
        "&x",
        "!x",
        "%x",
        "@x",
        "`x",
        "|",
        ">",
        "?",
        "=",
        "<<",
        "---",
        "#x",
        "{x",
        "",
        "- x",
        "a: b",
        "a #b",
        " x",
        "x ",
    ],
)
def test_text_that_yaml_could_take_for_something_else_is_quoted(text):
    assert dump({"a": text}) == f"a: '{text}'\n".encode()


@pytest.mark.parametrize(
    "text", ["elev", "5B", "2026-11-22-k3fq", "12-4", "t-9xk2", "Hva skjedde?", "17. mai", "nei"]
)
def test_ordinary_text_is_not_quoted(text):
    assert dump({"a": text}) == f"a: {text}\n".encode()


def test_typed_values_are_written_plain():
    value = {
        "a": True,
        "b": 3,
        "c": date(2026, 1, 2),
        "d": datetime.fromisoformat("2026-01-02T03:04"),
        "e": None,
    }
    assert dump(value) == b"a: true\nb: 3\nc: 2026-01-02\nd: 2026-01-02T03:04\ne:\n"


def test_a_new_file_is_laid_out_as_in_the_design():
    value = {
        "id": "2026-11-22-k3fq",
        "parter": {"e1": {"rolle": "elev", "navn": "Kari Eksempel", "alias": []}},
        "melding": {"dato": date(2026, 11, 20), "beskrivelse": "En\n\nto\n"},
        "logg": [{"id": "h-1", "med": ["e1"], "tekst": "Samtale.\n"}],
    }
    assert dump(value, header="# topp", flow=lambda path: path[0] == "parter").decode() == (
        "# topp\n"
        "id: 2026-11-22-k3fq\n"
        "parter:\n"
        "  e1: {rolle: elev, navn: Kari Eksempel, alias: []}\n"
        "melding:\n"
        "  dato: 2026-11-20\n"
        "  beskrivelse: |\n"
        "    En\n"
        "\n"
        "    to\n"
        "logg:\n"
        "  - id: h-1\n"
        "    med:\n"
        "      - e1\n"
        "    tekst: |\n"
        "      Samtale.\n"
    )


def test_a_mapping_too_wide_for_a_line_is_written_in_block_style():
    data = dump({"a": {"b": {"c": "x" * 60, "d": "y" * 60}}})
    assert data.decode() == f"a:\n  b:\n    c: {'x' * 60}\n    d: {'y' * 60}\n"


def test_long_lines_are_never_wrapped():
    assert dump({"a": "ord " * 100 + "slutt"}).count(b"\n") == 1


def test_the_values_given_are_not_touched_by_apply():
    content = {"a": {"b": ["x"]}}
    apply(content, [Append(("a", "b"), "y"), Put(("a", "c"), 1)])
    assert content == {"a": {"b": ["x"]}}


def test_the_writer_needs_no_other_yaml_library(monkeypatch):
    monkeypatch.setitem(sys.modules, "ruamel", None)
    assert writer.rewrite(b"a: 1\n", [Put(("a",), 2)]) == b"a: 2\n"


@pytest.mark.slow
@settings(max_examples=examples(40))
@given(seeds)
def test_without_the_c_part_the_same_bytes_are_written(seed):
    rnd = Random(seed)
    content, data = mangled.document(rnd)
    change = changes_for(rnd, content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(events, "FASTEST", "pure")
        slow = rewrite(data, [change])
    assert slow == rewrite(data, [change])


def test_a_comment_far_to_the_right_below_new_text_does_not_become_part_of_it():
    old = b"a:\n  - t: x\n             # en kommentar\nb: 1\n"
    new = rewrite(old, [Append(("a",), {"t": "x\ny\n"})])
    assert came(old, new) == '  - t: "x\\ny\\n"\n'
    assert rewrite(old, [Append(("a",), {"t": "z"})]).endswith(b"  # en kommentar\nb: 1\n")


def test_text_whose_last_line_is_blanks_is_quoted_so_that_no_editor_trims_it():
    assert dump({"a": "x\n   "}) == b'a: "x\\n   "\n'
