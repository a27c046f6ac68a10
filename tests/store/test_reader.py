"""The strict reader: what is refused, with line and message, and that both parsers agree."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import mangled
import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from skolemiljo_cli.errors import ExitCode, Unreadable
from skolemiljo_cli.store.yaml import events, reader
from skolemiljo_cli.store.yaml.cross_check import agrees
from skolemiljo_cli.store.yaml.reader import dotted, line_of, positions, read

CASE = (Path(__file__).parent / "case_from_design.yaml").read_bytes()
# Terms of the two parsers, which no message may have.
ENGLISH = re.compile(
    r"\b(found|expected|while|could|not|mapping|scanning|parsing|allowed|token|unknown|line|block"
    r"|character|context|the|error)\b",
    re.IGNORECASE,
)

# file, line, key, a part of the message
REFUSED = [
    ("", 1, None, "Filen er tom"),
    ("# bare en kommentar\n", 1, None, "Filen er tom"),
    ("- a\n", 1, None, "nøkkel: verdi"),
    ("bare tekst\n", 1, None, "nøkkel: verdi"),
    ("null\n", 1, None, "nøkkel: verdi"),
    ("a:b\n", 1, None, "nøkkel: verdi"),
    ("a: &x 1\n", 1, "a", "Ankre"),
    ("a: &x {b: 1}\n", 1, "a", "Ankre"),
    ("a: &x [1]\n", 1, "a", "Ankre"),
    ("a:\n  b: *x\n", 2, "a.b", "Henvisninger"),
    ("a: * viktig\n", 1, None, "«*»"),
    ("a: &\n", 1, None, "«&»"),
    ("a: !!str 1\n", 1, "a", "«!»"),
    ("a: !viktig nå\n", 1, "a", "«!»"),
    ("a: !e!x 1\n", 1, None, "«!»"),
    ("a: !!binary aGVp\n", 1, "a", "«!»"),
    ("a: !!set {b}\n", 1, "a", "«!»"),
    ("a: !!python/object:os.system x\n", 1, "a", "«!»"),
    ("a:\n  <<: {b: 1}\n", 2, "a", "<<"),
    ("a: 1\nb: 2\na: 3\n", 3, "a", "to ganger"),
    ("a:\n  - b: 1\n    'b': 2\n", 3, "a[0].b", "to ganger"),
    ("a:\n  \u00e5: 1\n  a\u030a: 2\n", 3, "a.a\u030a", "to ganger"),
    ('"\\u00e5": 1\na\u030a: 2\n', 2, "a\u030a", "to ganger"),
    ("a: 1\n---\nb: 2\n", 2, None, "ett dokument"),
    ("a: 1\n...\n%YAML 1.1\n---\nb: 1\n", 3, None, "ett dokument"),
    ("%YAML 1.1\n---\na: 1\n", 1, None, "direktiv"),
    ("# k\n\n%TAG ! tag:x,2026:\n---\na: 1\n", 3, None, "direktiv"),
    ("? [a]\n: b\n", 1, None, "En nøkkel må være tekst"),
    ("{a: 1}: b\n", 1, None, "En nøkkel må være tekst"),
    ("a:\n  ~: 1\n", 2, "a", "En nøkkel må være tekst"),
    ("null: 1\n", 1, None, "En nøkkel må være tekst"),
    ("'': 1\n", 1, None, "En nøkkel må være tekst"),
    ("? |\n  a\n: b\n", 1, None, "En nøkkel må være tekst"),
    ("a: 1\nb: x\x1b[2J\n", 2, None, "U+001B"),
    ("a: 1\n\x00", 2, None, "U+0000"),
    ("a: \x7f\n", 1, None, "U+007F"),
    ("a: \u0085\n", 1, None, "U+0085"),
    ("a: \u009b\n", 1, None, "U+009B"),
    ("a: x\u202ey\n", 1, None, "U+202E"),
    ("a: x\u2066y\n", 1, None, "U+2066"),
    ("a: x\u200fy\n", 1, None, "U+200F"),
    ("a: x\u2028y\n", 1, None, "U+2028"),
    ("a: x\ufeffy\n", 1, None, "U+FEFF"),
    ("a: x\ufffey\n", 1, None, "U+FFFE"),
    ('a:\n  b: "\\e"\n', 2, "a.b", "U+001B"),
    ('a: [1, "\\u202e"]\n', 1, "a[1]", "U+202E"),
    ('a: "\\x9b"\n', 1, "a", "U+009B"),
    ('a: "\\0"\n', 1, "a", "U+0000"),
    ('a: "\\N"\n', 1, "a", "U+0085"),
    ('a: "\\L"\n', 1, "a", "U+2028"),
    ('a: "\\ud800"\n', 1, "a", "U+D800"),
    ('"\\u202e": 1\n', 1, None, "U+202E"),
    ('a: "\\r"\n', 1, "a", "vognretur"),
    ("a: 1\rb: 2\r", 1, None, "vognretur"),
    ('a: 1\nb: "\\UFFFFFFFF"\n', 2, None, "skråstrek"),
    ('a: "C:\\mappe"\n', 1, None, "skråstrek"),
    ('a: "\\x1"\n', 1, None, "skråstrek"),
    ("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> annen\n", 1, None, "konflikt: linje 1"),
    ("a: 1\n||||||| felles\nb: 1\n", 2, None, "konflikt: linje 2"),
    ("a: 1\r\n=======\r\nb: 2\r\n", 2, None, "konflikt: linje 2"),
    ("a: 1\n>>>>>>>", 2, None, "konflikt: linje 2"),
    ("a:\n\tb: 1\n", 2, None, "tabulatortegn i innrykket"),
    ("a:\tb\n", 1, None, "tabulatortegn mellom"),
    ("a: b\t# k\n", 1, None, "tabulatortegn mellom"),
    ("a: 1\nb\nc: 2\n", 2, None, "mangler kolon"),
    ("a: 1\nb:c\nd: 2\n", 2, None, "mangler kolon"),
    ("a: 1\nb\n", 2, None, "mangler kolon"),
    ("a: b: c\n", 1, None, "kolon på et sted"),
    ("a: 1\n  b: 2\n", 2, None, "kolon på et sted"),
    ("a: 1\nb: 'x\nc: 2\n", 3, None, "slutter midt"),
    ("a: 'x\n---\nb: 1\n", 1, None, "anførselstegn blir åpnet"),
    ("a: [x\n", 1, None, "slutter midt"),
    ("a: {e1} sa nei\nb: 1\n", 1, None, "begynner med {e1}"),
    ('a: "x" y\n', 1, None, "etter verdien"),
    ("a: {b: 1\nc: 2\n", 1, None, "krøllparentesen"),
    ("a: 1\nb: [x, y\nc: 2\n", 2, None, "hakeparentesen"),
    ("a: {b: 1}}\n", 1, None, "Innrykket"),
    ("  a: 1\nb: 2\n", 2, None, "Innrykket"),
    ("a:\n    b: 1\n  c: 2\n", 3, None, "Innrykket"),
    ("a:\n  - b\n  c: 1\n", 3, None, "Innrykket i listen"),
    ("a: x\n- b\n", 2, None, "Innrykket"),
    ("a: - b\n", 1, None, "listepunkt"),
    ("a: |x\n  y\n", 1, None, "neste linje"),
    ("a: | x\n  y\n", 1, None, "neste linje"),
    ("a: |#x\n  y\n", 1, None, "neste linje"),
    ("a: @x\n", 1, None, "egen betydning"),
    ("a: `x`\n", 1, None, "egen betydning"),
    ("a: %x\n", 1, None, "egen betydning"),
    ("a: ,x\n", 1, None, "egen betydning"),
    ("a: ]\n", 1, None, "egen betydning"),
    ("a: ? x\n", 1, None, "spørsmålstegn"),
    ("a: 1\n... b\n", 2, None, "verken er nøkkel"),
    ("a: " + "[" * 30 + "]" * 30 + "\n", 1, "a" + "[0]" * 19, "nivåer"),
    (
        "".join(" " * n + f"a{n}:\n" for n in range(25)),
        21,
        ".".join(f"a{n}" for n in range(20)),
        "nivåer",
    ),
]


@pytest.mark.parametrize("loader", ["c", "pure"])
@pytest.mark.parametrize(
    ("text", "line", "key", "part"), REFUSED, ids=[repr(r[0][:40]) for r in REFUSED]
)
def test_what_is_outside_the_subset_is_refused_with_line_and_key(
    text, line, key, part, loader, monkeypatch
):
    monkeypatch.setattr(reader, "showable", lambda path: path)  # `a` and `b` are no keys of a case
    monkeypatch.setattr(reader, "may_be_repeated", lambda _key: True)
    with pytest.raises(Unreadable) as caught:
        read(text.encode(), loader=loader)
    fault = caught.value
    assert part in fault.message
    assert (fault.line, fault.key) == (line, key)
    assert fault.hint
    assert fault.exit_code == ExitCode.DATA
    assert not ENGLISH.search(fault.message + fault.hint)


@pytest.mark.parametrize("loader", ["c", "pure"])
@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Kari: 1\nKari: 2\n", None),
        ("logg:\n  - tekst:\n      Kari: *x\n", "logg[0].tekst"),
        ('logg:\n  Kari:\n    Ola: "\\u202e"\n', "logg"),
        ("parter:\n  kari: &x 1\n", "parter"),
    ],
)
def test_a_refusal_never_repeats_a_key_that_may_be_a_name(text, key, loader):
    with pytest.raises(Unreadable) as caught:
        read(text.encode(), loader=loader)
    assert caught.value.key == key
    assert "kari" not in f"{caught.value.message} {caught.value.hint}".lower()


@pytest.mark.parametrize("name", ["Null", "NULL", "~", "Ja", "No", "On"])
@pytest.mark.parametrize("form", ["{{navn: {}}}", "{{alias: [{}]}}", "{{alias: {}}}"])
def test_a_name_that_yaml_has_another_meaning_for_is_the_name(name, form):
    written = form.format(name)
    (value,) = read(f"e1: {written}\n".encode())["e1"].values()
    assert value in (name, [name])
    assert agrees(f"e1: {written}\n".encode(), {"e1": read(f"e1: {written}\n".encode())["e1"]})


def test_a_name_that_is_not_given_is_none():
    for written in ("navn:", "navn: null", "alias: [null]"):
        (value,) = read(f"e1:\n  {written}\n".encode())["e1"].values()
        assert value in (None, [None])


@pytest.mark.parametrize(
    ("data", "line", "part"),
    [
        ("a: 1\n".encode("utf-16"), 1, "UTF-16"),
        ("a: 1\n".encode("utf-16-be"), 1, "UTF-16"),
        ("a: 1\n".encode("utf-16-le"), 1, "UTF-16"),
        ("a: 1\nb: skolegården\n".encode("latin-1"), 2, "Linje 2 har tegn som ikke er UTF-8"),
        (b"a: \xed\xa0\x80\n", 1, "UTF-8"),
        (b"\xef\xbb\xbf\xef\xbb\xbfa: 1\n", 1, "U+FEFF"),
    ],
)
def test_other_encodings_than_utf_8_are_refused_by_name(data, line, part):
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert part in caught.value.message
    assert caught.value.line == line
    assert caught.value.hint


def test_a_file_over_the_limit_is_refused_and_one_at_the_limit_is_read():
    with pytest.raises(Unreadable, match="for stor"):
        read(b"a: 1234\n", max_bytes=7)
    assert read(b"a: 1234\n", max_bytes=8) == {"a": "1234"}


def test_a_file_with_too_many_nodes_is_refused():
    with pytest.raises(Unreadable, match="for mange ledd"):
        read(b"a: [" + b"1," * 200_001 + b"]\n")


def test_twenty_levels_are_read():
    assert read(b"a: " + b"[" * 19 + b"]" * 19 + b"\n")


def test_what_a_person_typed_in_a_refused_file_is_not_repeated():
    with pytest.raises(Unreadable) as caught:
        read(b"navn: 'Kari Eksempel\nb: 1\n")
    assert "Eksempel" not in caught.value.message + caught.value.hint


AS_WRITTEN = [
    ("no", "no"), ("yes", "yes"), ("true", "true"), ("12:30", "12:30"), ("010203", "010203"),
    ("2026-02-30", "2026-02-30"), ("2026-11-20T14:10", "2026-11-20T14:10"), ("1.10", "1.10"),
    ("01018012345", "01018012345"), ("0x1F", "0x1F"), ("1_000", "1_000"), (".inf", ".inf"),
    ("=", "="), ("nuLL", "nuLL"), ("None", "None"), ("'~'", "~"), ("'null'", "null"), ("''", ""),
    ('""', ""), ("~", None), ("null", None), ("Null", None), ("NULL", None), ("", None),
    ("# k", None), ("x # k", "x"), ("x#k", "x#k"), ("x:y", "x:y"), ("'it''s'", "it's"),
    ('"\\u00e6\\t"', "æ\t"), ("x\n  y", "x y"), ("|\n  x\n  y", "x\ny\n"), ("|-\n  x", "x"),
    (">\n  x\n  y", "x y\n"), ("|\n  =======\n  <<<<<<< x", "=======\n<<<<<<< x\n"),
    ("|\n  \tx", "\tx\n"), ("'x\ty'", "x\ty"),
    ("{tid: 2026-11-20T14:10}", {"tid": "2026-11-20T14:10"}),
    ("{tekst: Hva skjedde?, b: x?y}", {"tekst": "Hva skjedde?", "b": "x?y"}),
    ("{u: http://x?y=1#z}", {"u": "http://x?y=1#z"}), ("{a, b: }", {"a": None, "b": None}),
    ("{a: {}, b:[]}", {"a": {}, "b": []}), ("[a,]", ["a"]), ("[x: 1]", [{"x": "1"}]),
    ("\n- a\n- b", ["a", "b"]), ("\n-   b: 1\n    c: 2", [{"b": "1", "c": "2"}]),
    ("😀 «é»", "😀 «é»"), ("a\u030a", "a\u030a"), ("---", "---"),
]  # fmt: skip


@pytest.mark.parametrize("loader", ["c", "pure"])
@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize(("written", "value"), AS_WRITTEN)
def test_scalars_stay_text_exactly_as_written(written, value, eol, loader):
    data = f"a: {written}\nz: slutt\n".replace("\n", eol).encode()
    assert read(data, loader=loader) == {"a": value, "z": "slutt"}
    assert read(b"\xef\xbb\xbf" + data, loader=loader) == {"a": value, "z": "slutt"}


def test_keys_are_text_as_written_too():
    assert read(b"no: 1\n5: 2\n'<<': 3\n2026-01-01: 4\n") == dict(
        zip(("no", "5", "<<", "2026-01-01"), "1234", strict=True)
    )


def test_the_case_in_the_design_is_read():
    case = read(CASE)
    assert case["mottak"]["rektor"]["tid"] == "2026-11-20T14:10"
    assert case["arkivreferanse"] is None
    assert case["logg"][0]["om"] == ["e1", "e2"]
    assert case == read(CASE, loader="pure")
    assert case == read(b"\xef\xbb\xbf" + CASE.replace(b"\n", b"\r\n"))


def answer(data: bytes, loader):
    try:
        return read(data, loader=loader)
    except Unreadable as fault:
        assert not ENGLISH.search(fault.message + fault.hint), fault.message
        assert fault.hint
        assert fault.line is not None
        assert 1 <= fault.line <= data.count(b"\n") + data.count(b"\r") + 1
        return "refused"


@pytest.mark.slow
@settings(max_examples=examples(150))
@given(st.integers(0, 2**32))
def test_a_mangled_file_reads_as_it_was_meant_by_both_parsers(seed):
    content, data = mangled.document(Random(seed))
    assert answer(data, "c") == content
    assert answer(data, "pure") == content


PIECES = list("abå:?-,[]{}'\"|>#&*!%@`\\ \n\t=.~1")
PIECES += [": ", "- ", "\n  ", "---\n", "...\n", "\\u00e5"]
PIECES += [
    "\r\n",
    "\r",
    "<<",
    "<<<<<<< x\n",
    "\x1b",
    "\u202e",
    "? ",
    "\n- ",
    " #",
    "\x85",
    "\ufeff",
]


@pytest.mark.slow
@settings(max_examples=examples(150))
@given(
    st.integers(0, 2**32),
    st.lists(st.tuples(st.floats(0, 1), st.sampled_from([*PIECES, ""]), st.booleans()), max_size=4),
)
def test_a_damaged_file_gets_the_same_answer_from_both_parsers(seed, damages):
    text = mangled.document(Random(seed))[1].decode()
    for where, piece, cut in damages:
        place = int(where * len(text))
        text = text[:place] + piece + text[place + cut :]
    assert answer(text.encode(), "c") == answer(text.encode(), "pure")


@pytest.mark.slow
@settings(max_examples=examples(150))
@given(st.lists(st.sampled_from([*PIECES, "a: ", "b", "Hva?", "{x: 1}", "[y]"]), max_size=14))
def test_any_pieces_of_yaml_get_the_same_answer_from_both_parsers(pieces):
    data = ("a: " + "".join(pieces)).encode()
    assert answer(data, "c") == answer(data, "pure")


@settings(max_examples=examples(150))
@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_in_norwegian(data):
    assert answer(data, None) is not None
    assert answer(b"a: 1\n" + data, None) is not None


def test_without_the_c_part_the_reader_uses_the_other_parser(monkeypatch):
    monkeypatch.setattr(events, "FASTEST", "pure")
    monkeypatch.delattr(events.yaml, "CSafeLoader")
    assert read(b"a: {tid: 2026-11-20T14:10}\n") == {"a": {"tid": "2026-11-20T14:10"}}
    assert positions(b"a: 1\nb:\n- x\n") == {("a",): 1, ("b",): 2, ("b", 0): 3}


LINES = (
    b"a: 1\n\nb:  # k\n  - c: |\n      x\n      y\n    d: {e: [1,\n      2]}\n  - z\n  -\n  - - q\n"
)


def test_positions_are_the_lines_of_keys_and_items():
    assert positions(LINES) == {
        ("a",): 1,
        ("b",): 3,
        ("b", 0): 4,
        ("b", 0, "c"): 4,
        ("b", 0, "d"): 7,
        ("b", 0, "d", "e"): 7,
        ("b", 0, "d", "e", 0): 7,
        ("b", 0, "d", "e", 1): 8,
        ("b", 1): 9,
        ("b", 2): 10,
        ("b", 3): 11,
        ("b", 3, 0): 11,
    }
    assert positions(LINES.replace(b"\n", b"\r\n")) == positions(LINES)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("b", 0, "d", "e", 1), 8),
        (("b", 0, "d", "mangler"), 7),
        (("b", 7, "x"), 3),
        (("mangler",), 1),
        ((), 1),
    ],
)
def test_the_line_of_something_missing_is_that_of_the_nearest_thing_above(path, line):
    assert line_of(LINES, path) == line


def test_every_value_of_the_case_has_a_line_that_holds_its_key():
    rows = CASE.decode().split("\n")
    for path, line in positions(CASE).items():
        if isinstance(path[-1], str):
            assert path[-1] in rows[line - 1]


def test_positions_of_an_unreadable_file_are_refused_as_it_is_read():
    with pytest.raises(Unreadable):
        positions(b"a: *x\n")
    with pytest.raises(Unreadable):
        positions(b"")


def test_lines_are_found_in_one_reading_and_only_when_asked(monkeypatch):
    find = reader.line_finder(b"a: *x\n")  # parsing would refuse the alias
    with pytest.raises(Unreadable):
        find(("a",))
    find = reader.line_finder(LINES)
    assert find(("b", 1)) == 9
    monkeypatch.setattr(reader, "positions", pytest.fail)
    assert find(("b", 2)) == 10


def test_a_path_is_written_with_dots_and_brackets():
    assert dotted(("aktivitetsplan", "tiltak", 2, "fra")) == "aktivitetsplan.tiltak[2].fra"
    assert dotted(()) == ""
    assert reader.dotted is dotted
