"""JSON is YAML: a file that another program wrote as JSON is read as it means, sign for sign."""

from __future__ import annotations

import json

import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from skolemiljo_cli.errors import Unreadable
from skolemiljo_cli.store.yaml import cross_check
from skolemiljo_cli.store.yaml.reader import line_of, positions, read
from skolemiljo_cli.store.yaml.writer import Append, Put, dump, rewrite

SMILE = "\U0001f600"
signs = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters=(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"
))  # fmt: skip
texts = st.text(
    signs | st.sampled_from(f"{SMILE}\U00010000\U0010fffd\\\"'/u{{}}[]:, \n\t"), max_size=30
)
keys = st.text(signs, min_size=1, max_size=10)
values = st.recursive(
    texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize("loader", ["c", "pure"])
@pytest.mark.parametrize(("written", "value"), [
    (r"\ud83d\ude00", SMILE),
    (r"\uD83D\uDE00", SMILE),
    (r"a \ud83d\ude00\ud83d\ude00 b", f"a {SMILE}{SMILE} b"),
    (r"\ud800\udc00", "\U00010000"),
    (r"\udbff\udffd", "\U0010fffd"),
    (r"\\ud83d\\ude00", r"\ud83d\ude00"),
    (r"\U0001F600", SMILE),
    (f"{SMILE}\\ud83d\\ude00", SMILE * 2),
    (r"\/\"\u00e6", '/"æ'),
])  # fmt: skip
def test_the_two_halves_of_a_sign_are_read_as_the_sign(written, value, loader):
    assert read(f'{{"a": "{written}", "b": "x"}}'.encode(), loader=loader) == {"a": value, "b": "x"}
    assert read(f'a:\n  - "{written}"\n'.encode(), loader=loader) == {"a": [value]}
    assert read(f'{{"{written}": "x"}}'.encode(), loader=loader) == {value: "x"}


@pytest.mark.parametrize("written", ["'\\ud83d\\ude00'", "\\ud83d\\ude00", "|-\n  \\ud83d\\ude00"])
def test_outside_double_quotes_a_code_is_only_letters(written):
    assert read(f"a: {written}\n".encode()) == {"a": r"\ud83d\ude00"}


@pytest.mark.parametrize("loader", ["c", "pure"])
@pytest.mark.parametrize(("written", "half"), [
    (r"\ud83d", "U+D83D"), (r"\ude00", "U+DE00"), (r"\ude00\ud83d", "U+DE00"),
    (r"\ud83d x \ude00", "U+D83D"), (r"\ud83d\ud83d\ude00", "U+D83D"),
    (r"\ud83d\ude00\ude00", "U+DE00"), (r"\ud83d\\ude00", "U+D83D"),
])  # fmt: skip
def test_a_lone_half_is_refused_with_its_place_and_what_to_write(written, half, loader):
    with pytest.raises(Unreadable) as refused:
        read(f'id: x\nlogg:\n  - tekst: "{written}"\n'.encode(), loader=loader)
    fault = refused.value
    assert (fault.line, fault.key) == (3, "logg[0].tekst")
    assert half in fault.message
    assert "halvdelen av et tegn" in fault.message
    assert "Skriv tegnet selv" in fault.hint


def test_a_key_that_stands_twice_is_found_behind_its_code():
    with pytest.raises(Unreadable, match="to ganger"):
        read(f'"{SMILE}": 1\n"\\ud83d\\ude00": 2\n'.encode())


def test_a_sign_written_as_halves_does_not_move_the_lines():
    data = b'a: "\\ud83d\\ude00"\nb:\n  - c: 1\n'
    assert positions(data)["b", 0, "c"] == 3
    assert line_of(data, ("b", 0)) == 3


def test_a_change_beside_it_leaves_the_code_as_it_was_written():
    before = b'{"a": "\\ud83d\\ude00", "b": "x"}\n'
    after = rewrite(before, [Put(("b",), "y")])
    assert after.startswith(before.partition(b'"x"')[0])
    assert read(after) == {"a": SMILE, "b": "y"}
    lines = b'a: "\\ud83d\\ude00 x"\nlogg:\n  - id: 1\n'
    added = rewrite(lines, [Append(("logg",), {"id": "2", "tekst": SMILE})])
    assert added.startswith(lines)
    assert read(added)["logg"] == [{"id": "1"}, {"id": "2", "tekst": SMILE}]
    over = rewrite(lines, [Put(("a",), f"ny {SMILE}")])
    assert read(over)["a"] == f"ny {SMILE}"
    assert b"\\u" not in over


def test_a_long_file_with_such_a_sign_is_read_too():
    data = json.dumps({"a": SMILE, "b": ["ord " * 50] * 1000}).encode()
    assert len(data) > 200_000
    assert read(data)["a"] == SMILE


@settings(max_examples=examples(150))
@given(st.dictionaries(keys, values, min_size=1, max_size=4), st.booleans(), st.booleans())
def test_whatever_a_json_writer_makes_is_read_as_it_means(content, ascii_, compact):
    separators = (",", ":") if compact else None
    data = json.dumps(content, ensure_ascii=ascii_, separators=separators).encode()
    try:
        found = read(data)
    except Unreadable as fault:  # the same key in two Unicode forms
        assert "to ganger" in fault.message
        return
    assert found == content
    assert read(data, loader="pure") == content


@settings(max_examples=examples(60))
@given(st.dictionaries(keys, texts, min_size=1, max_size=4))
def test_what_was_read_from_json_is_written_so_that_both_parsers_read_it_the_same(content):
    try:
        found = read(json.dumps(content).encode())
    except Unreadable:
        return
    written = dump(found)
    assert read(written) == found
    assert cross_check.agrees(written, found)


def test_a_case_from_a_json_file_has_the_sign(ledger, cli, tmp_path):
    said = f"Jeg er lei meg {SMILE}"
    case = {
        "parter": {"e1": {"rolle": "elev", "navn": "Espen Askeladd"}},
        "melding": {"dato": "2026-11-20", "beskrivelse": said},
    }
    (tmp_path / "sak.json").write_text(json.dumps(case), encoding="ascii")
    made = cli("new-case", "--from", "../sak.json", "--no-input")
    assert made.code == 0, made.err
    file = ledger / made.out.strip()
    assert read(file.read_bytes())["melding"]["beskrivelse"] == said
    assert "\\u" not in file.read_text(encoding="utf-8")
    (tmp_path / "halv.json").write_text(json.dumps(case).replace("\\ude00", ""), encoding="ascii")
    refused = cli("new-case", "--from", "../halv.json", "--no-input")
    assert (refused.code, "melding.beskrivelse" in refused.err) == (65, True)
    assert "halvdelen av et tegn" in refused.err
