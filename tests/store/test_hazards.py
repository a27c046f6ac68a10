"""The hazards of docs/farer.md about YAML, characters, links, permissions and leftovers."""

from __future__ import annotations

import os
import re
import stat
import time
import tracemalloc
from pathlib import Path

import pytest
import yaml
from effort import effort, lines_run
from hypothesis import example, given
from hypothesis import strategies as st

from skolemiljo_cli.errors import CannotWrite, LedgerError, Unreadable, UsageFault
from skolemiljo_cli.store import files
from skolemiljo_cli.store.yaml import events, reader, writer
from skolemiljo_cli.store.yaml.reader import read
from skolemiljo_cli.store.yaml.writer import Append, Put, rewrite

SOURCE = Path(__file__).resolve().parents[2] / "skolemiljo_cli"

LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n"
    for old, new in zip("abcdefg", "bcdefgh", strict=True)
)
BOMBS = {
    "billion laughs": (LAUGHS, 1),
    "alias": ("a: 1\nb: *a\n", 2),
    "merge keys": ("a:\n  b: 1\nc:\n  <<: {b: 1}\n", 4),
    "recursive": ("a: &a [*a]\n", 1),
    "brackets": ("a: " + "[" * 5000, 1),
    "closed brackets": ("a: " + "[" * 5000 + "]" * 5000 + "\n", 1),
    "braces": ("a: " + "{x: " * 5000, 1),
    "dashes": ("a:\n  " + "- " * 5000 + "\n", 2),
    "questions": ("a:\n  " + "? " * 5000 + "\n", 2),
    "indents": ("".join(" " * n + "a:\n" for n in range(1000)), 21),
    "tags": ("a: !!python/object/apply:os.system [x]\n", 1),
    "set": ("a: !!set {x, y}\n", 1),
    "binary": ("a: !!binary aGVp\n", 1),
    "documents": ("a: 1\n" + "---\na: 1\n" * 5000, 2),
}


TAGS = [
    "!x 1", "! 1", "!!str 1", "!!int 1", "!!binary aGVp", "!!set {x}", "!!omap [x: 1]",
    "!!map {x: 1}", "!!timestamp 2026-11-20", "!!python/name:os.system x",
    "!!python/object/apply:os.system [x]",
    "!<tag:yaml.org,2002:python/object/new:x> [x]", "!!seq [1]", "[1, !!float 2]", "{x: !!null ''}",
]  # fmt: skip


@pytest.mark.parametrize("value", TAGS)
@pytest.mark.parametrize("loader", ["c", "pure"])
def test_every_tag_is_refused_by_both_parsers(value, loader):
    error = refused(f"a: 1\nb: {value}\n".encode(), loader)
    assert "Type-merking med «!»" in error.message
    assert error.line == 2
    assert refused(b"a: 1\n!x b: 1\n", loader).line == 2


AT_ONCE = 250_000  # lines of Python: a twentieth of a second, which nobody notices


def refused(data: bytes, loader: events.Loader | None = None) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read(data, loader=loader)
    return caught.value


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_yaml_bomb_is_refused_at_once_with_its_line_and_little_memory(name):
    text, line = BOMBS[name]
    data = text.encode()
    assert refused(data, "c").line == line
    assert lines_run(lambda: refused(data, "c")) < AT_ONCE
    assert (
        effort(lambda: refused(data, "c"), tries=3) < 1
    )  # benchmarks/bombs.py measures it in seconds
    tracemalloc.start()
    refused(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


@pytest.mark.parametrize("name", BOMBS)
def test_a_yaml_bomb_is_refused_alike_without_the_c_part(name):
    text, line = BOMBS[name]
    with_c, without = (refused(text.encode(), loader) for loader in ("c", "pure"))
    assert (without.message, without.line, without.key) == (with_c.message, line, with_c.key)
    assert lines_run(lambda: refused(text.encode(), "pure")) < AT_ONCE


MARKS = [*"[]{}:,?-&*!|>'\"#%\n \tb", "[", "{a: ", "- ", ": 1", '"a\n b"', "\nc: 1\n"]
LONG = st.integers(1010, 1030).map(lambda size: "x" * size)


@pytest.mark.slow
@given(st.lists(LONG | st.sampled_from(MARKS)))
@example(["[", "x" * 1024, ": 1"]).via("a key that is just not too long")
@example(["[", "x" * 1025, ": 1"]).via("a key that is too long")
@example(["[", '"a\n b"', ": 1"]).via("a key on two lines")
@example(["c: 1\n", '"a\n b"', ": 1"]).via("a key on two lines where there must be a key")
def test_the_places_where_a_key_may_begin_are_forgotten_as_pyyaml_forgets_them(signs):
    """Each event and each complaint is the same, only found sooner."""

    class Slow(events._PureLoader):
        stale_possible_simple_keys = yaml.SafeLoader.stale_possible_simple_keys
        next_possible_simple_key = yaml.SafeLoader.next_possible_simple_key

    def said_of(event):
        return repr(event), events.span(event)

    def told(kind):
        said = []
        try:
            said += map(said_of, iter(kind("".join(signs)).get_event, None))
        except yaml.YAMLError as fault:
            said.append(str(fault))
        return said

    assert told(events._PureLoader) == told(Slow)


def test_brackets_in_a_file_too_large_to_be_read_twice_are_named_as_what_they_are():
    error = refused(b"a: " + b"[" * 5000 + b"\nb: " + b"x" * reader.MAX_RETRY_LENGTH, "c")
    assert "nivåer inni hverandre" in error.message
    assert error.line == 1


def test_a_text_with_every_character_for_private_use_is_read_alike():
    every = "".join(map(chr, range(0xE000, 0xF900)))
    data = f"a: {{x: {every}, y: Hva? Nå}}\n".encode()
    assert (
        read(data, loader="pure") == read(data, loader="c") == {"a": {"x": every, "y": "Hva? Nå"}}
    )


@pytest.mark.slow
def test_a_fault_late_in_a_large_file_is_found_by_one_reading_of_it():
    whole = b"".join(b"k%d: v\n" % n for n in range(12_000))
    assert len(whole) > reader.MAX_RETRY_LENGTH
    broken = whole + b"uten kolon\nz: 1\n"
    error = refused(broken, "c")
    assert "mangler kolon" in error.message
    assert error.line == 12_001
    once = lines_run(lambda: read(whole, loader="c"))
    assert lines_run(lambda: refused(broken, "c")) < 1.1 * once


def test_no_source_file_loads_yaml_objects():
    for path in SOURCE.rglob("*.py"):
        assert not re.search(
            r"yaml\.(unsafe_|full_|safe_)?load|\.construct", path.read_text("utf-8")
        )


def test_only_the_doorway_writes_files():
    words = re.compile(
        r"\.(write_text|write_bytes|mkdir|unlink|rename|touch)\(|os\.(open|replace|link)\("
    )
    for path in (SOURCE / "store").rglob("*.py"):
        if path.parent.name != "files" and path.name != "runner.py":
            assert not words.search(path.read_text("utf-8")), path.name


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "yes",
        "on",
        "12:30",
        "08:15",
        "0123",
        "010203",
        "1.10",
        "01018012345",
        "2026-02-30",
        "1e3",
        "0x1F",
        "0o17",
        "1_000",
        "~",
        "null",
        "2026-11-20T14:10:00Z",
        "1:2:3",
        ".nan",
        "+4755",
        "",
        "+47 55 55 55 55",
    ],
)
def test_text_that_other_readers_turn_into_something_else_survives(text):
    data = rewrite(b"a: 1\n", [Put(("a",), text), Append(("b",), text), Put((text or "x",), text)])
    assert read(data) == {"a": text, "b": [text], (text or "x"): text}
    assert read(writer.dump({"a": text})) == {"a": text}


def test_a_closed_case_does_not_open_again_by_a_union_merge():
    with pytest.raises(Unreadable) as caught:
        read(b"avslutninger:\n  - {id: x-1}\nlogg: []\navslutninger: []\n")
    assert (caught.value.line, caught.value.key) == (4, "avslutninger")


HIDDEN = [*range(9), 0x0B, 0x0C, 0x0E, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9B, 0x9D, 0x9F, 0x61C]
HIDDEN += [0x200E, 0x200F, 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]
HIDDEN += [0xFFFE, 0xFFFF]


@pytest.mark.parametrize("code", HIDDEN)
def test_hidden_characters_are_refused_raw_escaped_and_on_the_way_in(code):
    raw = f"a: 1\nb: x{chr(code)}y\n".encode()
    escaped = f'a: 1\nb: "x\\u{code:04x}y"\n'.encode()
    for data in (raw, escaped):
        with pytest.raises(Unreadable, match=f"U\\+{code:04X}") as caught:
            read(data)
        assert caught.value.line == 2
        assert chr(code) not in caught.value.message
    with pytest.raises(UsageFault, match=f"U\\+{code:04X}"):
        rewrite(b"a: 1\n", [Put(("a",), f"x{chr(code)}y")])
    with pytest.raises(UsageFault):
        writer.dump({"a": [f"x{chr(code)}y\nto\n"]})


@pytest.mark.parametrize(
    "code", [0x20, 0x7E, 0xA0, 0xAD, 0xE5, 0x200B, 0x2013, 0xE000, 0xFFFD, 0x1F600]
)
def test_other_characters_are_kept_as_typed(code):
    text = f"x{chr(code)}y"
    assert read(f"a: {text}\n".encode()) == {"a": text}
    assert read(rewrite(b"a: 1\n", [Put(("a",), text)])) == {"a": text}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    secret = tmp_path / "utenfor.yaml"
    secret.write_bytes(b"hemmelig: 1\n")
    link = tmp_path / "sak.yaml"
    link.symlink_to(secret)
    return link


def test_a_planted_link_is_never_read_or_written_through(linked):
    target = linked.parent / "utenfor.yaml"
    with pytest.raises(Unreadable, match="symlink"):
        files.read_bytes(linked)
    attempts = [
        lambda: files.replace(linked, b"ny", expected=files.sha256(b"hemmelig: 1\n")),
        lambda: files.create(linked, b"ny"),
        lambda: files.create_folder(linked, {"sak.yaml": b"ny"}),
    ]
    for attempt in attempts:
        with pytest.raises(CannotWrite):
            attempt()
    assert target.read_bytes() == b"hemmelig: 1\n"
    assert linked.is_symlink()
    assert names(linked.parent) == ["sak.yaml", "utenfor.yaml"]


def test_a_link_planted_after_the_look_is_not_followed(linked, monkeypatch):
    monkeypatch.setattr(files, "_require_regular_file", lambda path: None)
    with pytest.raises(Unreadable, match="symlink"):
        files.read_bytes(linked)


def test_a_dangling_link_is_a_taken_name(tmp_path):
    link = tmp_path / "ny"
    link.symlink_to(tmp_path / "mangler")
    with pytest.raises(LedgerError):
        files.create(link, b"x")
    with pytest.raises(LedgerError):
        files.create_folder(link, {"a": b"x"})
    assert not (tmp_path / "mangler").exists()


def test_sweeping_removes_a_link_and_not_what_it_leads_to(tmp_path):
    (tmp_path / "mappe").mkdir()
    (tmp_path / "mappe" / "sak.yaml").write_bytes(b"x")
    (tmp_path / ".skriver-1").symlink_to(tmp_path / "mappe")
    assert files.sweep(tmp_path, now=time.time() + 3600) == 1
    assert (tmp_path / "mappe" / "sak.yaml").read_bytes() == b"x"


def test_with_an_open_umask_new_files_and_folders_are_still_for_their_owner_only(tmp_path):
    before = os.umask(0)
    try:
        files.create(tmp_path / "a.yaml", b"x")
        files.create_folder(tmp_path / "b", {"sak.yaml": b"x", "vedlegg/c": b"x"})
        files.make_folders(tmp_path / "e" / "f")
    finally:
        os.umask(before)
    for path in tmp_path.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def test_a_strict_umask_does_not_change_the_mode_of_a_replaced_file(tmp_path):
    path = tmp_path / "sak.yaml"
    path.write_bytes(b"x")
    path.chmod(0o664)
    before = os.umask(0o077)
    try:
        files.replace(path, b"ny", expected=files.sha256(b"x"))
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o664


def test_half_written_files_are_never_readable_by_others(tmp_path, monkeypatch):
    seen = []
    real = os.fsync

    def look(handle):
        seen.append(stat.S_IMODE(os.fstat(handle).st_mode))
        real(handle)

    path = tmp_path / "sak.yaml"
    path.write_bytes(b"x")
    path.chmod(0o644)
    monkeypatch.setattr(files.os, "fsync", look)
    files.replace(path, b"ny", expected=files.sha256(b"x"))
    assert seen[0] == 0o600


def test_limits_hold_at_their_edges():
    # as docs/farer.md has them
    assert (reader.MAX_BYTES, reader.MAX_DEPTH, reader.MAX_NODES) == (2_097_152, 20, 200_000)
    assert read(b"a: " + b"[" * 19 + b"]" * 19 + b"\n")
    with pytest.raises(Unreadable):
        read(b"a: " + b"[" * 20 + b"]" * 20 + b"\n")
    whole = b"a: " + b"x" * (reader.MAX_BYTES - 4) + b"\n"
    assert read(whole)
    with pytest.raises(Unreadable):
        read(whole + b"\n")
