"""Ids: how they look, that minting never takes one twice, and what a part of one may mean."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_cli.model import ids

DAY = date(2026, 11, 22)
TAIL = st.text(alphabet=ids.ALPHABET, min_size=4, max_size=4)


def test_the_alphabet_is_crockford_s_so_that_an_id_can_be_read_aloud():
    assert len(ids.ALPHABET) == len(set(ids.ALPHABET)) == 32
    assert not set("ilou") & set(ids.ALPHABET)
    assert ids.ALPHABET.lower() == ids.ALPHABET


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_a_minted_case_id_is_a_case_id_of_its_day(day):
    minted = ids.mint_case_id(day)
    assert ids.is_case_id(minted)
    assert minted.startswith(f"{day.isoformat()}-")


def test_minting_uses_the_whole_alphabet_and_draws_four_times():
    drawn = []

    def choose(alphabet: str) -> str:
        drawn.append(alphabet)
        return alphabet[len(drawn)]

    assert ids.mint_case_id(DAY, choose) == "2026-11-22-1234"
    assert drawn == [ids.ALPHABET] * 4


def test_two_minted_ids_are_hardly_ever_the_same():
    assert len({ids.mint_case_id(DAY) for _ in range(200)}) > 190


@pytest.mark.parametrize("letter", ["h", "t", "v", "x", "g", "s"])
def test_an_entry_id_has_the_letter_of_its_kind(letter):
    minted = ids.mint_entry_id(letter)
    assert ids.entry_pattern(letter).fullmatch(minted)
    assert not ids.entry_pattern("q").fullmatch(minted)


def test_a_taken_entry_id_is_never_minted_again():
    letters = iter("aaaabbbbcccc")
    taken = ["h-aaaa", "h-bbbb"]
    assert ids.mint_entry_id("h", taken, lambda _: next(letters)) == "h-cccc"


def test_the_kinds_have_different_letters():
    kinds = [ids.LOG, ids.MEASURE, ids.EVALUATION, ids.CLOSING, ids.REOPENING, ids.GOVERNOR]
    assert len(set(kinds)) == len(kinds)


@pytest.mark.parametrize(
    "wrong",
    [
        "2026-11-22-k3fq\n",
        "\n2026-11-22-k3fq",
        "2026-11-22-k3fq ",
        "2026-11-22-K3FQ",
        "2026-11-22-k3f",
        "2026-11-22-k3fqq",
        "2026-11-22-k3fl",
        "2026-11-22-k3fi",
        "2026-11-22-k3fo",
        "2026-11-22-k3fu",
        "2026-11-22-kæfq",
        "2026-11-22k3fq",
        "26-11-22-k3fq",
        "2026-02-30-k3fq",
        "2026-13-01-k3fq",
        "0000-01-01-k3fq",
        "٢٠٢٦-11-22-k3fq",
        "2026-11-22-k٣fq",
        "2026\u201011-22-k3fq",
        "../2026-11-22-k3fq",
        "2026-11-22-k3fq/..",
        "",
    ],
)
def test_what_only_looks_like_a_case_id_is_refused(wrong):
    assert not ids.is_case_id(wrong)


def test_a_case_id_is_taken():
    assert ids.is_case_id("2026-11-22-k3fq")
    assert ids.is_case_id("2028-02-29-0000")


@pytest.mark.parametrize("key", ["e1", "f12", "a1", "r1", "xyz999"])
def test_a_party_key_is_letters_and_a_number(key):
    assert ids.PARTY_KEY.fullmatch(key)


@pytest.mark.parametrize(
    "key", ["e", "1", "E1", "e1\n", " e1", "espen", "espen1", "e1234", "e١", "å1", "e-1", "e1a", ""]
)
def test_a_name_or_a_near_miss_is_no_party_key(key):
    assert not ids.PARTY_KEY.fullmatch(key)


KNOWN = ["2026-11-03-aaaa", "2026-11-02-k3fq", "2026-11-02-k3xx"]


@pytest.mark.parametrize(
    ("part", "meant"),
    [
        ("k3fq", ["2026-11-02-k3fq"]),
        ("K3FQ", ["2026-11-02-k3fq"]),
        (" k3fq\n", ["2026-11-02-k3fq"]),
        ("2026-11-02-k3fq", ["2026-11-02-k3fq"]),
        ("k3", ["2026-11-02-k3fq", "2026-11-02-k3xx"]),
        ("2026", ["2026-11-02-k3fq", "2026-11-02-k3xx", "2026-11-03-aaaa"]),
        ("zzzz", []),
        ("", []),
        ("  ", []),
    ],
)
def test_a_part_of_an_id_means_every_id_that_contains_it(part, meant):
    assert ids.matching(part, KNOWN) == meant


def test_a_whole_id_means_itself_though_another_contains_it():
    assert ids.matching("aaaa", ["aaaa", "2026-11-03-aaaa"]) == ["aaaa"]


@given(tails=st.lists(TAIL, min_size=1, max_size=8, unique=True), data=st.data())
def test_every_id_can_be_reached_by_the_whole_of_it(tails, data):
    known = [f"2026-11-22-{tail}" for tail in tails]
    wanted = data.draw(st.sampled_from(known))
    assert ids.matching(wanted, known) == [wanted]
    assert wanted in ids.matching(wanted[-4:], known)


@pytest.mark.slow
@given(part=st.text(max_size=6), tails=st.lists(TAIL, max_size=5))
def test_what_is_found_contains_what_was_asked_for(part, tails):
    known = [f"2026-11-22-{tail}" for tail in tails]
    assert all(part.strip().lower() in one for one in ids.matching(part, known))
