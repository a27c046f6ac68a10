"""Attempts to hide a change in a valid git history, and innocent histories that look similar."""

from __future__ import annotations

import unicodedata

import pytest
from history_ledger import CASE, ENTRY, OTHER, RITA, SAK, begin, calm, found

LATE, CHANGED, REMOVED = "fort-for-sent", "endret-etter-foring", "fjernet-etter-foring"
HERS = ENTRY.format(id="h-rrrr", tid="2026-11-02", tekst="Fra rektor.")
JUDGED = "{vurdering: false, begrunnelse: Enkelt., dato: 2026-11-02, av: r1}"
NOW = JUDGED.replace("Enkelt", "Verre").replace("false", "true")


@pytest.fixture
def archive(ledger):
    return begin(ledger)


def undone(archive, text: str | None, sak: str = SAK) -> None:
    """Undo the last commit, the way `undo` does it."""
    made = archive.git("rev-parse", "HEAD")
    if text is None:
        archive.git("rm", "-q", "-r", f"cases/{sak}")
    else:
        archive.write(text, sak)
    archive.commit(f"{sak}: undo\n\nAngrer: {made}\n")


def with_old_branch(archive) -> None:
    """Make a branch without commits of its own, and stay on `main`."""
    archive.branch("gammel")
    archive.commit()
    archive.go("main")


def joined(archive, text: str | None, sak: str = SAK) -> None:
    """Merge the old branch with `text` as the case; None removes the case."""
    archive.git("merge", "-q", "--no-commit", "-s", "ours", "gammel")
    if text is None:
        archive.git("rm", "-q", "-r", f"cases/{sak}")
    else:
        archive.write(text, sak)
    archive.commit("Slått sammen")


def test_that_an_entry_was_once_taken_back_does_not_excuse_a_merge_that_drops_it(archive, cli):
    with_old_branch(archive)
    before = archive.text()
    archive.write(before + HERS)
    archive.commit()
    undone(archive, before)
    archive.write(before + HERS)
    archive.commit()
    calm(cli)
    joined(archive, before)
    assert found(cli) == [("fjernet-i-sammenslaing", "logg[2]")]


def test_what_was_taken_back_on_one_side_may_stay_away_in_the_merge(archive, cli):
    before = archive.text()
    archive.write(before + HERS)
    archive.commit()
    with_old_branch(archive)
    archive.git("commit", "-q", "--allow-empty", "-m", "tom")
    undone_at = archive.git("rev-parse", "HEAD~1")
    archive.write(before)
    archive.commit(f"{SAK}: undo\n\nAngrer: {undone_at}\n")
    joined(archive, before)
    calm(cli)


def test_a_case_that_was_taken_back_and_made_again_may_not_go_in_a_merge(archive, cli):
    archive.write(CASE.format(sak=OTHER), OTHER)
    archive.commit()
    undone(archive, None, OTHER)
    with_old_branch(archive)
    archive.write(CASE.format(sak=OTHER), OTHER)
    archive.commit()
    calm(cli)
    joined(archive, None, OTHER)
    assert found(cli) == [("sak-fjernet", None)]


def test_a_merge_may_not_put_back_what_one_side_alone_has_replaced(archive, cli):
    with_old_branch(archive)
    kept = f"  tidligere_vurderinger:\n    - {JUDGED}\n"
    archive.change(f"  alvorlig: {JUDGED}\n", f"  alvorlig: {NOW}\n{kept}")
    archive.commit(by=RITA)
    whole = archive.text()
    joined(archive, whole.replace(NOW, JUDGED))
    assert [rule for rule, _ in found(cli)] == ["endret-i-sammenslaing"]


def test_a_second_beginning_of_the_history_is_no_excuse_for_a_late_record(archive, cli):
    archive.commit(days=60)
    archive.git("checkout", "-q", "--orphan", "ny")
    archive.git("rm", "-rfq", ".")
    archive.write(CASE.format(sak=OTHER), OTHER)
    archive.commit()
    archive.go("main")
    archive.git("merge", "-q", "--allow-unrelated-histories", "-m", "Slått sammen", "ny")
    assert {rule for rule, _ in found(cli)} == {LATE}


def test_the_same_unreadable_bytes_twice_do_not_hide_what_went_the_second_time(archive, cli):
    whole = archive.text()
    for text in ("ikke: [yaml\n", whole, whole + HERS, "ikke: [yaml\n", whole):
        archive.write(text)
        archive.commit()
    answer = cli("history", "--check")
    assert answer.code == 1
    assert answer.out.count("[versjon-uleselig]") == 2
    assert answer.out.count("Innføring h-rrrr ble fjernet") == 1


def test_a_newest_version_that_cannot_be_read_ends_with_65_until_it_is_mended(archive, cli):
    whole = archive.text()
    archive.write("ikke: [yaml\n")
    archive.commit()
    assert cli("history", "--check").code == 65
    assert cli("history", "k3fq").code == 65
    archive.write(whole)
    mended = archive.commit()
    answer = cli("history", "--check")
    assert answer.code == 1
    assert mended[:10] not in answer.out
    assert archive.git("rev-parse", "HEAD~1")[:10] in answer.out
    assert cli("history", "k3fq").code == 0


def test_an_undo_that_was_rebased_with_what_it_takes_back_is_no_finding(archive, cli):
    before = archive.text()
    archive.branch("min")
    archive.write(before + HERS)
    archive.commit(f"{SAK}: log\n")
    undone(archive, before)
    archive.go("main")
    archive.write(CASE.format(sak=OTHER), OTHER)
    archive.commit()
    archive.go("min")
    archive.git("rebase", "-q", "main")
    calm(cli)


def test_an_undo_that_names_no_known_commit_excuses_nothing_older_than_a_day(archive, cli):
    before = archive.text()
    archive.write(before + HERS)
    archive.commit()
    archive.write(before)
    archive.commit(f"{SAK}: undo\n\nAngrer: {'a' * 40}\n", days=2)
    assert found(cli) == [(REMOVED, "logg[2]")]


@pytest.mark.parametrize(
    ("entry", "key", "other"),
    [
        ("    tekst: Det var rolig.\n", "retter", "h-7k3q"),
        ("      opprettet: 2026-11-02\n", "erstatter", "t-9xk2"),
    ],
)
def test_an_entry_that_was_there_may_not_come_to_put_another_aside(entry, key, other, archive, cli):
    blank = entry[: len(entry) - len(entry.lstrip())]
    archive.change(entry, f"{entry}{blank}{key}: {other}\n")
    archive.commit()
    assert [rule for rule, where in found(cli) if where.endswith(key)] == [CHANGED]
    assert f"«{key}» ble endret" in cli("history", "--check").out


def test_what_comes_to_an_entry_long_after_what_it_tells_of_is_late(archive, cli):
    archive.change("med: [e1, f1]", "med: [e1, f1, r1]")
    archive.commit()
    calm(cli)
    archive.change("med: [e1, f1, r1]", "med: [e1, f1, r1, a1]")
    archive.change("tekst: Det var rolig.", "tekst: Det var rolig.\n    elevens_ord: Bra.")
    agreed = "- {id: a-6m2k, hva: Ringe hjem, hvem: a1}"
    archive.change(agreed, f"{agreed}\n      - {{id: a-nnnn, hva: Mer}}")
    archive.commit(days=60)
    assert sorted(found(cli)) == [
        (LATE, "logg[0].avtaler[1]"),
        (LATE, "logg[0].med"),
        (LATE, "logg[1].elevens_ord"),
    ]
    said = cli("history", "--check").out
    assert "Innføring h-7k3q: «med» skjedde 2026-11-02, men ble ført 2027-01-01, 60 dager" in said
    assert "Bra" not in said


def test_a_record_of_approval_has_its_own_day(archive, cli):
    archive.change("tekst: Det var rolig.", "tekst: Det var rolig.\n    godkjent: 2026-12-31")
    archive.commit(days=60)
    calm(cli)


def test_only_a_reason_that_was_given_may_be_followed_by_that_it_was_done(archive, cli):
    told = "  foresatte_informert: {av: a1, hvordan: telefon}\n"
    archive.change("  melder: a1\n", f"  melder: a1\n{told}")
    archive.commit()
    archive.change("{av: a1, hvordan: telefon}", "{av: r1, hvordan: brev, dato: 2026-11-02}")
    archive.commit()
    assert [rule for rule, _ in found(cli)] == [CHANGED]


def test_letters_that_another_machine_writes_in_two_parts_are_the_same(archive, cli):
    archive.write(archive.text() + HERS.replace("Fra rektor.", "Så på øya, naïv."))
    archive.commit()
    text = unicodedata.normalize("NFD", archive.text())
    assert text != archive.text()
    archive.write(text)
    archive.commit()
    calm(cli)
