"""What is kept from somebody by `ikke_til` is not in what is chosen for them."""

from __future__ import annotations

import pytest
from sharing_case import CASE, case

from skolemiljo_cli.sharing.recipient import recipient_of
from skolemiljo_cli.sharing.select import select

KEPT = CASE.replace("id: h-1aaa,", "id: h-1aaa, ikke_til: [f1],", 1)
WORDS = ("LOGG-E1", "ORD-E1 i samtalen")


def there(word: str, text: str = KEPT) -> set[str]:
    sak = case(text)
    told = repr(select(sak, recipient_of(sak, word)).sak)
    return {one for one in WORDS if one in told}


@pytest.mark.parametrize("word", ["f1", "foresatte:e1"])
def test_an_entry_kept_from_a_guardian_is_not_for_that_guardian_nor_for_a_letter_to_both(word):
    assert there(word, CASE) == {*WORDS}
    assert there(word) == set()
    sak = case(KEPT)
    chosen = select(sak, recipient_of(sak, word))
    assert chosen.utelatt["unntatte_innforinger"] == 1
    assert "h-1aaa" not in repr(chosen.sak)  # nor as what a measure builds upon
    assert "ikke_til" not in chosen.sak.model_dump_json(exclude_unset=True)


@pytest.mark.parametrize("word", ["e1", "f2", "rektor", "statsforvalter", "arkiv", "skoleeier"])
def test_everybody_else_has_it_still(word):
    assert there(word) == {*WORDS}


def test_staff_can_be_kept_from_an_entry_of_their_own():
    text = CASE.replace("id: h-3aaa,", "id: h-3aaa, ikke_til: [a3],", 1)
    sak, whole = case(text), case()
    assert "LOGG-BEGGE" in repr(select(whole, recipient_of(whole, "a3")).sak)
    assert "LOGG-BEGGE" not in repr(select(sak, recipient_of(sak, "a3")).sak)


@pytest.mark.parametrize(
    ("older", "newer"),
    [("", ", ikke_til: [f1]"), (", ikke_til: [f1]", "")],
    ids=["the correction says it", "the corrected one says it"],
)
def test_a_correction_and_what_it_corrects_are_kept_back_together(older, newer):
    text = CASE.replace("id: h-1aaa,", f"id: h-1aaa{older},", 1).replace(
        "logg:\n",
        "logg:\n  - {id: h-8aaa, tid: 2026-11-03, type: notat, om: [e1], tekst: RETTET to ganger,\n"
        "     retter: h-9aaa}\n"
        f"  - {{id: h-9aaa, tid: 2026-11-03, type: notat, om: [e1], tekst: RETTET, retter: h-1aaa"
        f"{newer}}}\n",
        1,
    )
    sak = case(text)
    told = repr(select(sak, recipient_of(sak, "f1")).sak)
    assert "RETTET" not in told
    assert "LOGG-E1" not in told
    assert "RETTET to ganger" in repr(select(sak, recipient_of(sak, "f2")).sak)


def test_an_attachment_is_kept_back_with_its_entry_or_by_itself():
    by_entry = KEPT.replace("fil: vedlegg/e1.pdf,", "fil: vedlegg/e1.pdf, innforing: h-1aaa,")
    by_itself = CASE.replace("fil: vedlegg/e1.pdf,", "fil: vedlegg/e1.pdf, ikke_til: [f1],")
    for text in (by_entry, by_itself):
        sak = case(text)
        assert "VEDLEGG-E1" not in repr(select(sak, recipient_of(sak, "f1")).sak)
        assert "VEDLEGG-E1" in repr(select(sak, recipient_of(sak, "e1")).sak)


def test_a_guardian_of_two_pupils_is_kept_from_an_entry_under_both_keys():
    text = (
        CASE.replace("rolle: medelev, navn: Tyrihans", "rolle: elev, navn: Tyrihans")
        .replace("  a1:", "  f4: {rolle: foresatt, navn: MORTEN  Eventyr, til: e2}\n  a1:", 1)
        .replace("id: h-3aaa,", "id: h-3aaa, ikke_til: [f1],", 1)
    )
    sak = case(text)
    words = ("e1", "e2", "f1", "f2", "f3", "f4", "foresatte:e1", "foresatte:e2")
    seen_by = {w for w in words if "LOGG-BEGGE" in repr(select(sak, recipient_of(sak, w)).sak)}
    assert seen_by == {"e1", "e2", "f2", "f3"}


def test_entries_that_correct_each_other_are_whose_they_say():
    text = CASE.replace(
        "logg:\n",
        "logg:\n  - {id: h-8aaa, tid: 2026-11-03, type: notat, om: [e1], tekst: RUNDT en, "
        "retter: h-9aaa}\n"
        "  - {id: h-9aaa, tid: 2026-11-03, type: notat, om: [e1], tekst: RUNDT to, "
        "retter: h-8aaa}\n",
        1,
    )
    sak = case(text)
    words = ("e1", "f1", "e2", "f3")
    seen_by = {w for w in words if "RUNDT" in repr(select(sak, recipient_of(sak, w)).sak)}
    assert seen_by == {"e1", "f1"}
