"""Merges: what the sides have is no finding, and what neither side has is one."""

from __future__ import annotations

import pytest
from history_ledger import ENTRY, OTHER, RITA, SAK, begin, calm, found

IN_MERGE = ("endret-i-sammenslaing", "fjernet-i-sammenslaing", "tilfoyd-i-sammenslaing")
CHANGED, REMOVED, ADDED = IN_MERGE
HERS = ENTRY.format(id="h-rrrr", tid="2026-11-02", tekst="Fra rektor.")
MINE = ENTRY.format(id="h-cccc", tid="2026-11-02", tekst="Fra lærer.")


@pytest.fixture
def archive(ledger):
    """Two branches with an entry of their own each; the first is checked out."""
    archive = begin(ledger)
    archive.branch("hennes")
    archive.write(archive.text() + HERS)
    archive.commit(by=RITA)
    archive.go("main")
    archive.write(archive.text() + MINE)
    archive.commit()
    return archive


def joined(archive, text: str | None, sak: str = SAK) -> str:
    """Merge the other branch with `text` as the case; None removes the case."""
    archive.git("merge", "-q", "--no-commit", "-s", "ours", "hennes")
    if text is None:
        archive.git("rm", "-q", "-r", f"cases/{sak}")
    else:
        archive.write(text, sak)
    return archive.commit("Slått sammen")


def test_a_merge_with_the_entries_of_both_is_silent(archive, cli):
    joined(archive, archive.text() + HERS)
    calm(cli)
    assert "2026-11-02 12:00  notat h-rrrr" in cli("history", "k3fq").out


def test_the_order_of_the_entries_in_a_merge_is_no_matter(archive, cli):
    joined(archive, archive.text().replace(MINE, HERS + MINE))
    calm(cli)


def test_an_entry_dropped_with_merge_ours_is_found(archive, cli):
    archive.git("merge", "-q", "-s", "ours", "hennes")
    assert found(cli) == [(REMOVED, "logg[2]")]
    assert "Innføring h-rrrr ble fjernet i en sammenslåing" in cli("history", "--check").out


def test_an_entry_of_one_s_own_dropped_in_a_merge_is_found(archive, cli):
    joined(archive, archive.text().replace(MINE, HERS))
    assert found(cli) == [(REMOVED, "logg[2]")]


def test_an_entry_that_both_had_and_the_merge_lacks_is_found(archive, cli):
    whole = archive.text() + HERS
    head, _, rest = whole.partition("  - id: h-2b4d\n")
    joined(archive, head + "  - id: h-rrrr" + rest.partition("  - id: h-rrrr")[2])
    assert (REMOVED, "logg[1]") in found(cli)


def test_a_text_changed_in_a_merge_is_found(archive, cli):
    joined(archive, (archive.text() + HERS).replace("Det var rolig.", "Det var bråk."))
    assert found(cli) == [(CHANGED, "logg[1].tekst")]


def test_an_entry_that_came_in_a_merge_is_found(archive, cli):
    new = ENTRY.format(id="h-nnnn", tid="2026-11-02", tekst="Fra ingen.")
    joined(archive, archive.text() + HERS + new)
    assert [rule for rule, _ in found(cli)] == [ADDED]


def test_a_case_that_came_in_a_merge_is_found(archive, cli):
    archive.git("merge", "-q", "--no-commit", "-s", "ours", "hennes")
    archive.write(archive.text().replace(SAK, OTHER), OTHER)
    archive.write(archive.text() + HERS)
    archive.commit()
    assert found(cli) == [(ADDED, None)]


def test_a_case_taken_away_in_a_merge_is_found(archive, cli):
    joined(archive, None)
    assert found(cli) == [("sak-fjernet", None)]


def test_a_case_that_one_side_took_away_is_told_once_and_not_again_at_the_merge(archive, cli):
    archive.go("hennes")
    archive.git("rm", "-q", "-r", f"cases/{SAK}")
    archive.commit()
    archive.go("main")
    joined(archive, None)
    assert found(cli) == [("sak-fjernet", None)]


def test_a_case_of_the_other_side_dropped_in_a_merge_is_found(archive, cli):
    archive.go("hennes")
    archive.write(archive.text().replace(SAK, OTHER), OTHER)
    archive.commit()
    archive.go("main")
    joined(archive, archive.text() + HERS)
    assert found(cli) == [("sak-fjernet", None)]


def test_what_one_side_removed_is_told_once_and_not_again_at_the_merge(archive, cli):
    archive.go("hennes")
    archive.change("    tekst: Det var rolig.\n", "")
    archive.commit()
    without = archive.text()
    archive.go("main")
    joined(archive, without + MINE)
    assert found(cli) == [("fjernet-etter-foring", "logg[1].tekst")]


def test_what_one_side_changed_is_told_once_and_not_again_at_the_merge(archive, cli):
    archive.go("hennes")
    archive.change("Det var rolig.", "Det var bråk.")
    archive.commit()
    hers = archive.text()
    archive.go("main")
    joined(archive, hers + MINE)
    assert found(cli) == [("endret-etter-foring", "logg[1].tekst")]


def test_a_new_judgement_on_one_side_is_taken_whole(archive, cli):
    judged = "alvorlig: {vurdering: true, begrunnelse: Flere., dato: 2026-11-02, av: r1}"
    first = "{vurdering: false, begrunnelse: Enkelt., dato: 2026-11-02, av: r1}"
    kept, old = f"tidligere_vurderinger:\n    - {first}", f"alvorlig: {first}"
    archive.go("hennes")
    archive.change(old, f"{judged}\n  {kept}")
    archive.commit(by=RITA)
    hers = archive.text()
    archive.go("main")
    joined(archive, hers + MINE)
    calm(cli)


def test_a_judgement_that_a_merge_lays_among_the_earlier_ones_is_no_finding(archive, cli):
    first = "{vurdering: false, begrunnelse: Enkelt., dato: 2026-11-02, av: r1}"
    hers = "{vurdering: true, begrunnelse: Hers., dato: 2026-11-02, av: r1}"
    mine = "{vurdering: true, begrunnelse: Min., dato: 2026-11-02, av: r1}"
    for branch, one in (("hennes", hers), ("main", mine)):
        archive.go(branch)
        kept = f"tidligere_vurderinger:\n    - {first}"
        archive.change(f"alvorlig: {first}", f"alvorlig: {one}\n  {kept}")
        archive.commit()
    joined(archive, (archive.text() + HERS).replace(f"- {first}", f"- {first}\n    - {hers}"))
    calm(cli)


def test_a_judgement_that_is_lost_in_a_merge_is_found(archive, cli):
    archive.go("hennes")
    archive.change("mottak:\n", "mottak:\n  skoleeier: {tid: 2026-11-02, mottaker: Kontoret}\n")
    archive.commit(by=RITA)
    archive.go("main")
    joined(archive, archive.text() + HERS)
    assert found(cli) == [(REMOVED, "mottak.skoleeier")]


def test_a_choice_between_the_two_sides_is_shown_and_no_finding(archive, cli):
    for branch, place in (("hennes", "Gangen"), ("main", "Gymsalen")):
        archive.go(branch)
        archive.change("tekst: Det var rolig.", f"tekst: Det var rolig.\n    sted: {place}")
        archive.commit()
    joined(archive, archive.text() + HERS)
    calm(cli)
    said = cli("history", "k3fq").out
    assert "«sted» valgt i en sammenslåing, der sidene sa hver sitt" in said
    assert "Gangen" not in said


def test_a_list_with_what_both_sides_added_is_silent(archive, cli):
    for branch, who in (("hennes", "r1"), ("main", "a1")):
        archive.go(branch)
        archive.change("med: [e1, f1]", f"med: [e1, f1, {who}]")
        archive.commit()
    joined(archive, (archive.text() + HERS).replace("[e1, f1, a1]", "[e1, f1, a1, r1]"))
    calm(cli)


def test_a_real_merge_of_different_cases_is_silent(ledger, cli):
    archive = begin(ledger)
    archive.branch("hennes")
    archive.write(archive.text().replace(SAK, OTHER), OTHER)
    archive.commit(by=RITA)
    archive.go("main")
    archive.add("h-aaaa")
    archive.commit()
    archive.git("merge", "-q", "--no-edit", "hennes")
    assert found(cli) == []
    archive.go("hennes")
    archive.git("merge", "-q", "--ff-only", "main")
    calm(cli)


def test_three_branches_at_once_are_held_against_each(ledger, cli):
    archive = begin(ledger)
    for number, name in enumerate(("en", "to")):
        archive.go("main")
        archive.branch(name)
        archive.write(
            archive.text().replace(SAK, f"2026-11-02-aaa{number}"), f"2026-11-02-aaa{number}"
        )
        archive.commit()
    archive.go("main")
    archive.add("h-aaaa")
    archive.commit()
    archive.git("merge", "-q", "--no-edit", "en", "to")
    calm(cli)
    archive.path("2026-11-02-aaa1").unlink()
    archive.git("commit", "-q", "-a", "--amend", "--no-edit")
    assert found(cli) == [("sak-fjernet", None)]
