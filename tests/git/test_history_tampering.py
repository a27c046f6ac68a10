"""Findings for what was changed, removed, recorded late or dated wrongly, and for nothing else."""

from __future__ import annotations

import pytest
from history_ledger import OTHER, SAK, begin, calm, found

CHANGED, REMOVED = "endret-etter-foring", "fjernet-etter-foring"


@pytest.fixture
def archive(ledger):
    return begin(ledger)


def test_a_history_of_additions_is_silent(archive, cli):
    archive.add("h-aaaa")
    archive.commit(days=1)
    archive.add("h-bbbb")
    archive.commit(days=3)
    calm(cli)
    calm(cli, "k3fq")
    calm(cli, "--quiet")


@pytest.mark.parametrize(
    ("old", "new", "rule", "key"),
    [
        ("Vi snakket sammen.", "Vi snakket litt.", CHANGED, "logg[0].tekst"),
        ("tid: 2026-11-02T10:15", "tid: 2026-11-01T10:15", CHANGED, "logg[1].tid"),
        ("type: observasjon", "type: notat", CHANGED, "logg[1].type"),
        ("    av: a1\n    med", "    av: r1\n    med", CHANGED, "logg[0].av"),
        ("med: [e1, f1]", "med: [e1, r1]", CHANGED, "logg[0].med"),
        ("med: [e1, f1]", "med: [e1]", REMOVED, "logg[0].med"),
        ("    tekst: Vi snakket sammen.\n", "", REMOVED, "logg[0].tekst"),
        ("Ringe hjem", "Ringe", CHANGED, "logg[0].avtaler[0].hva"),
        ("hvem: a1", "hvem: r1", CHANGED, "logg[0].avtaler[0].hvem"),
        ("dato: 2026-11-02\n  melder", "dato: 2026-11-01\n  melder", CHANGED, "melding.dato"),
        ("{e1} var alene.", "{e1} lekte.", CHANGED, "melding.beskrivelse"),
        ("{tid: 2026-11-02T08:30", "{tid: 2026-11-02T18:30", CHANGED, "mottak.rektor.tid"),
        ("vurdering: false", "vurdering: true", CHANGED, "mottak.alvorlig.vurdering"),
        ("Alene i storefri.", "Noe annet.", CHANGED, "aktivitetsplan.problem"),
        ("Voksen med.", "Voksen nær.", CHANGED, "aktivitetsplan.tiltak[0].tiltak"),
        ("      rettet_mot: klasse\n", "", REMOVED, "aktivitetsplan.tiltak[0].rettet_mot"),
        ("fra: 2026-11-03", "fra: 2026-11-10", CHANGED, "aktivitetsplan.tiltak[0].fra"),
        ("navn: Mor Askeladd", "navn: Far Askeladd", CHANGED, "parter.f1.navn"),
        ("  f1: {rolle: foresatt, navn: Mor Askeladd, til: e1}\n", "", REMOVED, "parter.f1"),
        ("type: 12-4\n", "type: 12-5-ansatt\n", CHANGED, "type"),
        ("  rektor: {tid: 2026-11-02T08:30, av: r1}\n", "", REMOVED, "mottak.rektor"),
    ],
)
def test_a_value_that_was_changed_or_removed_is_found_and_nothing_else(
    old, new, rule, key, archive, cli
):
    archive.change(old, new)
    archive.commit(days=2)
    archive.add("h-aaaa")
    archive.commit(days=1)
    assert found(cli) == [(rule, key)]


def test_an_entry_that_was_removed_is_one_finding_with_all_that_belongs_to_it(archive, cli):
    head, _, rest = archive.text().partition("  - id: h-7k3q\n")
    archive.write(head + "  - id: h-2b4d" + rest.partition("  - id: h-2b4d")[2])
    commit = archive.commit(days=20)
    assert found(cli) == [(REMOVED, "logg[0]")]
    said = cli("history", "--check").out
    assert f"Innføring h-7k3q ble fjernet 2026-11-22 (versjon {commit[:10]})." in said
    assert f"cases/{SAK}/sak.yaml" in said


def test_an_agreement_alone_is_found_by_its_own_id(archive, cli):
    archive.change("    avtaler:\n      - {id: a-6m2k, hva: Ringe hjem, hvem: a1}\n", "")
    archive.commit()
    assert found(cli) == [(REMOVED, "logg[0].avtaler[0]")]
    assert "Avtale a-6m2k ble fjernet" in cli("history", "--check").out


def test_an_entry_hidden_under_another_key_is_removed(archive, cli):
    archive.write(archive.text().replace("logg:\n", "x-logg:\n"))
    archive.commit()
    assert sorted(found(cli)) == [(REMOVED, "logg[0]"), (REMOVED, "logg[1]")]


def test_a_changed_day_is_shown_and_a_changed_text_never(archive, cli):
    archive.change("tid: 2026-11-02T10:15", "tid: 2026-11-01T10:15")
    archive.change("Det var rolig.", "Espen Askeladd slo.")
    archive.commit()
    said = cli("history", "--check")
    assert "fra 2026-11-02T10:15 til 2026-11-01T10:15" in said.out
    for one in (said.out, said.err, cli("history", "--check", "--json").out):
        assert "slo" not in one
        assert "rolig" not in one


def test_changes_of_a_record_in_one_commit_are_one_finding_that_names_the_keys(archive, cli):
    archive.change("type: observasjon", "type: notat")
    archive.change("Det var rolig.", "Det var bråk.")
    archive.commit()
    assert found(cli) == [(CHANGED, "logg[1].tekst")]
    assert "«tekst» og «type» ble endret" in cli("history", "--check").out


def test_what_is_changed_back_is_two_changes(archive, cli):
    archive.change("Det var rolig.", "Det var bråk.")
    archive.commit()
    archive.change("Det var bråk.", "Det var rolig.")
    archive.commit()
    assert found(cli) == [(CHANGED, "logg[1].tekst")] * 2


@pytest.mark.parametrize(("tid", "late"), [("2026-11-08", False), ("2026-11-07", True)])
def test_an_entry_is_late_after_seven_days_and_not_before(tid, late, archive, cli):
    archive.add("h-aaaa", tid)
    archive.commit(days=13)  # 15 November
    assert found(cli) == ([("fort-for-sent", "logg[2].tid")] if late else [])


def test_the_number_of_days_is_the_school_s_own(archive, cli):
    config = archive.root / "skolemiljo.yaml"
    text = config.read_text(encoding="utf-8")
    assert "sent_etter_dager: 7\n" in text  # what a new ledger proposes
    config.write_text(text.replace("sent_etter_dager: 7", "sent_etter_dager: 2"), encoding="utf-8")
    archive.add("h-aaaa", "2026-11-02")
    archive.commit(days=3)
    assert found(cli) == [("fort-for-sent", "logg[2].tid")]
    assert "skjedde 2026-11-02, men ble ført 2026-11-05, 3 dager etter" in (
        cli("history", "--check").out
    )


@pytest.mark.parametrize(
    ("added", "key"),
    [
        ("avslutninger: [{id: x-4r1t, dato: 2026-02-01}]\n", "avslutninger[0].dato"),
        ("gjenapninger: [{id: g-4r1t, dato: 2026-02-01}]\n", "gjenapninger[0].dato"),
        ("statsforvalter: [{id: s-4r1t, meldt: 2026-02-01}]\n", "statsforvalter[0].meldt"),
        (
            "statsforvalter: [{id: s-4r1t, foresporsler: [{dato: 2026-02-01, hva: Alt}]}]\n",
            "statsforvalter[0].foresporsler[0].dato",
        ),
        (
            "statsforvalter: [{id: s-4r1t, vedtak: {dato: 2025-01-01, mottatt: 2026-02-01}}]\n",
            "statsforvalter[0].vedtak.mottatt",
        ),
        ("undersokelse: {startet: 2026-02-01}\n", "undersokelse.startet"),
        (
            "undersokelse: {konklusjon: {dato: 2026-02-01, trygt_og_godt: nei}}\n",
            "undersokelse.konklusjon.dato",
        ),
    ],
)
def test_everything_that_says_when_it_happened_can_be_late(added, key, archive, cli):
    archive.write(archive.text() + added)
    archive.commit()
    assert found(cli) == [("fort-for-sent", key)]


def test_what_is_planned_or_when_the_event_was_is_never_late(archive, cli):
    archive.change("  melder: a1\n", "  melder: a1\n  hendelse: {dato: 2025-05-01}\n")
    archive.change(
        "fra: 2026-11-03", "fra: 2026-11-03\n      til: 2025-05-01\n      evalueres: 2025-06-01"
    )
    archive.change("av: a1\n    tekst: Det", "av: a1\n    neste_mote: 2027-05-01\n    tekst: Det")
    archive.commit()
    calm(cli)


@pytest.mark.parametrize(("tid", "ahead"), [("2026-11-03", False), ("2026-11-05", True)])
def test_an_entry_dated_ahead_of_its_recording_is_found(tid, ahead, archive, cli):
    archive.add("h-aaaa", tid)
    archive.commit()  # 2 November
    assert found(cli) == ([("fort-forut", "logg[2].tid")] if ahead else [])


def test_clocks_of_two_machines_may_differ_by_hours(archive, cli):
    archive.add("h-aaaa")
    archive.commit(days=0.5)
    archive.add("h-bbbb")
    archive.commit(days=-0.9)
    calm(cli)


def test_forged_times_that_go_backwards_are_found(archive, cli):
    archive.add("h-aaaa", "2026-11-22")
    archive.commit(days=20)
    archive.add("h-bbbb", "2026-11-03")
    stamp = "2026-11-03T12:00:00+0100"
    archive.commit(GIT_COMMITTER_DATE=stamp, GIT_AUTHOR_DATE=stamp)
    assert found(cli) == [("tid-tilbake", None)]


def test_a_forged_author_time_does_not_make_a_late_entry_timely(archive, cli):
    archive.add("h-aaaa", "2026-11-03")
    archive.commit(days=30, GIT_AUTHOR_DATE="2026-11-03T12:00:00+0100")
    assert found(cli) == [("fort-for-sent", "logg[2].tid")]
    assert "har skrevet 2026-11-03; versjonen er flyttet" in cli("history", "--check").out


def test_the_day_is_the_norwegian_one(archive, cli):
    archive.add("h-aaaa", "2026-11-02")
    # 23.30 in London is the next day in Oslo
    stamp = "2026-11-09T23:30:00+0000"
    archive.commit(GIT_COMMITTER_DATE=stamp, GIT_AUTHOR_DATE=stamp)
    assert found(cli) == [("fort-for-sent", "logg[2].tid")]


def test_what_was_there_when_the_history_began_is_no_finding_but_counted(ledger, cli, record):
    path = ledger / "cases" / SAK / "sak.yaml"
    path.parent.mkdir()
    old = f"id: {SAK}\ntype: 12-4\nmelding: {{dato: 2025-01-01}}\n"
    path.write_text(old, encoding="utf-8")
    record(ledger)
    answer = cli("history", "--check")
    assert (answer.code, answer.out) == (0, "")
    assert "Historikken begynner 2026-11-23. 1 dato i sakene lå lenger tilbake da" in answer.err


def test_a_case_folder_that_was_removed_is_found(archive, cli):
    archive.git("rm", "-q", "-r", f"cases/{SAK}")
    archive.commit()
    assert found(cli) == [("sak-fjernet", None)]
    assert found(cli, "k3fq") == [("sak-fjernet", None)]


def test_a_case_folder_with_another_name_is_told_with_where_it_went(archive, cli):
    archive.git("mv", f"cases/{SAK}", f"cases/{OTHER}")
    archive.commit(days=30)
    assert found(cli) == [("sak-fjernet", None)]
    assert f"fikk et annet navn, {OTHER}," in cli("history", "--check").out
    archive.change("Det var rolig.", "Det var bråk.", OTHER)
    archive.commit()
    assert found(cli) == [("sak-fjernet", None), (CHANGED, "logg[1].tekst")]


def test_what_is_changed_while_a_folder_gets_another_name_is_found(archive, cli):
    archive.git("mv", f"cases/{SAK}", f"cases/{OTHER}")
    archive.change("Det var rolig.", "Det var bråk.", OTHER)
    archive.commit()
    assert found(cli) == [("sak-fjernet", None), (CHANGED, "logg[1].tekst")]


def test_a_case_that_went_when_another_came_did_not_become_it(archive, cli):
    other = f"id: {OTHER}\ntype: 12-4\nmelding: {{dato: 2026-11-02, melder: a1}}\n"
    archive.git("rm", "-q", "-r", f"cases/{SAK}")
    archive.write(other, OTHER)
    archive.commit()
    assert found(cli) == [("sak-fjernet", None)]
    assert "Saken ble tatt ut av cases/" in cli("history", "--check").out


def test_one_of_two_entries_that_say_the_same_is_missed(archive, cli):
    rule = "  - {regel: tiltak-generelt, begrunnelse: Noe}\n"
    archive.write(archive.text() + "unntak:\n" + rule + rule)
    archive.commit()
    archive.write(archive.text().removesuffix(rule))
    archive.commit()
    assert found(cli) == [(REMOVED, "unntak[1]")]


def test_the_new_name_of_a_folder_is_not_said_when_it_may_be_a_person_s(archive, cli):
    archive.git("mv", f"cases/{SAK}", "cases/per-hansen")
    archive.commit()
    said = cli("history", "--check")
    assert "per" not in said.out
    assert "som ikke er en saks-id" in said.out


def test_a_case_taken_away_and_put_back_changed_is_held_against_what_it_was(archive, cli):
    before = archive.text()
    archive.git("rm", "-q", "-r", f"cases/{SAK}")
    archive.commit()
    archive.write(before.replace("Det var rolig.", "Det var bråk."))
    archive.commit()
    assert found(cli) == [("sak-fjernet", None), (CHANGED, "logg[1].tekst")]


def test_each_case_is_looked_at_for_itself(archive, cli):
    archive.write(archive.text().replace(SAK, OTHER), OTHER)
    archive.commit()
    archive.change("Det var rolig.", "Det var bråk.", OTHER)
    archive.commit()
    calm(cli, "k3fq")
    assert found(cli, "m7ze") == found(cli) == [(CHANGED, "logg[1].tekst")]


def test_an_attachment_whose_checksum_was_changed_is_found_without_its_name(archive, cli):
    one = "vedlegg: [{fil: vedlegg/brev-fra-espen.pdf, sha256: aa}]\n"
    archive.write(archive.text() + one)
    archive.commit()
    archive.change("sha256: aa", "sha256: bb")
    archive.commit()
    assert found(cli) == [(CHANGED, "vedlegg[0].sha256")]
    said = cli("history", "--check").out + cli("history", "k3fq").out
    assert "vedlegg nr. 1" in said
    assert "espen" not in said


def test_a_key_that_may_be_a_name_is_not_said(archive, cli):
    archive.change("type: observasjon", "type: observasjon\n    Espen Askeladd: kom")
    archive.change("a1: {rolle", "Mor Askeladd: {rolle: foresatt}\n  a1: {rolle")
    archive.commit()
    archive.change("Espen Askeladd: kom", "Espen Askeladd: gikk")
    archive.change("Mor Askeladd: {rolle: foresatt}", "Mor Askeladd: {rolle: rektor}")
    archive.commit()
    for words in (("--check",), ("k3fq",), ("k3fq", "--json"), ("--check", "--json")):
        said = cli("history", *words)
        assert "Askeladd" not in said.out + said.err
        assert "Innføring h-2b4d: «en ukjent nøkkel»" in cli("history", "--check").out


def test_a_version_nobody_can_read_is_told_and_the_ones_round_it_compared(archive, cli):
    whole = archive.text()
    archive.write("<<<<<<< HEAD\n")
    archive.commit()
    archive.write(whole.replace("Det var rolig.", "Det var bråk."))
    archive.commit()
    answer = cli("history", "--check")
    assert answer.code == 1
    assert "[versjon-uleselig]" in answer.out
    assert "logg[1].tekst" in answer.out
    assert answer.out.count("\n") == 2


def test_a_case_file_that_was_a_link_is_told_and_not_followed(archive, cli):
    archive.path().unlink()
    archive.path().symlink_to("/etc/passwd")
    archive.commit()
    answer = cli("history", "--check")
    assert answer.code == 65
    assert "var en lenke" in answer.out
    assert "root" not in answer.out


def test_a_commit_that_only_says_it_takes_back_is_no_undo(archive, cli):
    first = archive.git("rev-parse", "HEAD")
    archive.change("Det var rolig.", "Det var bråk.")
    archive.commit(f"Angret\n\nAngrer: {first}")
    assert found(cli) == [(CHANGED, "logg[1].tekst")]


@pytest.mark.parametrize(("days", "rules"), [(0.5, []), (1.5, [REMOVED])])
def test_what_is_taken_back_within_a_day_is_no_finding_but_shown(days, rules, archive, cli):
    before = archive.text()
    archive.add("h-aaaa")
    slip = archive.commit()
    archive.write(before)
    archive.commit(f"Angret\n\nAngrer: {slip}", days=days)
    assert [rule for rule, _ in found(cli)] == rules
    assert "innføring h-aaaa" in cli("history", "k3fq").out.partition("\nEndret")[2]


def test_a_change_that_hides_in_an_undo_is_found(archive, cli):
    before = archive.text()
    archive.add("h-aaaa")
    slip = archive.commit()
    archive.write(before.replace("Det var rolig.", "Det var bråk."))
    archive.commit(f"Angret\n\nAngrer: {slip}")
    assert found(cli) == [(CHANGED, "logg[1].tekst")]


def test_a_removal_that_hides_in_an_undo_is_found(archive, cli):
    before = archive.text()
    archive.add("h-aaaa")
    slip = archive.commit()
    archive.write(before.replace("    tekst: Det var rolig.\n", ""))
    archive.commit(f"Angret\n\nAngrer: {slip}")
    assert found(cli) == [(REMOVED, "logg[1].tekst")]


def test_a_judgement_that_is_taken_back_whole_is_no_finding(archive, cli):
    before = archive.text()
    cli("receive", "k3fq", "--alvorlig", "--begrunnelse", "Ja", "--today", "2026-11-02")
    assert archive.text() != before
    slip = archive.commit()
    archive.write(before)
    undo = archive.commit(f"Angret\n\nAngrer: {slip}")
    calm(cli)
    archive.git("revert", "--no-edit", "HEAD")
    archive.commit(f"Angret\n\nAngrer: {undo}")
    calm(cli)


def test_an_undo_of_a_commit_that_came_later_than_it_says_is_no_undo(archive, cli):
    before = archive.text()
    archive.add("h-aaaa")
    slip = archive.commit(GIT_COMMITTER_DATE="2026-11-04T12:00:00+0100")
    archive.write(before)
    archive.commit(f"Angret\n\nAngrer: {slip}")
    assert (REMOVED, "logg[2]") in found(cli)


def test_a_case_removed_in_the_name_of_another_change_is_found(archive, cli):
    archive.add("h-aaaa")
    slip = archive.commit()
    archive.git("rm", "-q", "-r", f"cases/{SAK}")
    archive.commit(f"Angret\n\nAngrer: {slip}")
    assert found(cli) == [("sak-fjernet", None)]


def test_a_new_case_that_is_taken_back_within_a_day_is_no_finding(archive, cli):
    archive.write(archive.text().replace(SAK, OTHER), OTHER)
    slip = archive.commit()
    archive.git("rm", "-q", "-r", f"cases/{OTHER}")
    archive.commit(f"Angret\n\nAngrer: {slip}")
    calm(cli)
