"""§ 12-5 and hidden addresses live apart, and the ordinary ledger knows nothing of them."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
from apart_cases import PUPILS, SECRET, STAFF, STRICT

from skolemiljo_cli.checks.rules import shielding
from skolemiljo_cli.sharing.kinds import KINDS

APART = [STAFF, STRICT]
NEW = ("new-case", "--elev", "Kari Eventyr", "--beskrivelse", SECRET)


def cases(root):
    return sorted(one.name for one in (root / "cases").iterdir() if one.is_dir())


# making one


@pytest.mark.parametrize("kind", ["12-5-ansatt", "12-5-ledelse"])
def test_a_case_about_staff_is_not_made_in_an_ordinary_ledger_and_no_file_there_has_it(
    kind, cli, ledger
):
    answer = cli(*NEW, "--type", kind)
    assert answer.code == 78
    assert cases(ledger) == []
    assert "skolemiljo init ../skjermet --skjermet" in answer.err
    for one in ledger.rglob("*"):
        assert one.is_dir() or SECRET not in one.read_text(encoding="utf-8", errors="replace")
    assert SECRET not in answer.err
    assert "Kari" not in answer.err


def test_whoever_may_not_open_the_shielded_ledger_is_told_whom_to_go_to(cli, shielded, monkeypatch):
    from skolemiljo_cli.errors import NoPermission
    from skolemiljo_cli.services import shielding as place

    def closed(_root):
        raise NoPermission("Du har ikke tilgang til å lese ../skjermet/skolemiljo.yaml.", "")

    monkeypatch.setattr(place, "open_ledger", closed)
    answer = cli(*NEW, "--type", "12-5-ansatt")
    assert answer.code == 77
    assert "Ingen sak er laget" in answer.err
    assert "Gi meldingen til rektor straks" in answer.err


@pytest.mark.slow
@pytest.mark.parametrize("named", [".", "../lenke"])
def test_a_ledger_that_names_itself_is_not_told_to_call_itself_shielded(named, cli, ledger):
    (ledger.parent / "lenke").symlink_to(ledger, target_is_directory=True)
    (ledger / "skolemiljo.yaml").write_text(f"skjermet_ledger: {named}\n", encoding="utf-8")
    for said in (cli(*NEW, "--type", "12-5-ansatt").err, cli("doctor").out):
        assert "viser til dette saksarkivet selv" in said
        assert "skjermet: true" not in said


def test_a_fault_in_the_settings_of_the_shielded_ledger_is_said_to_be_there(cli, shielded):
    (shielded / "skolemiljo.yaml").write_text("skjermet: kanskje\n", encoding="utf-8")
    answer = cli(*NEW, "--type", "12-5-ansatt")
    assert answer.code == 78
    assert "Innstillingene i det skjermede saksarkivet" in answer.err


@pytest.mark.slow
def test_a_draft_of_such_a_case_that_an_editor_left_is_told_of(cli, ledger):
    folder = ledger / ".skolemiljo" / "utkast"
    folder.mkdir(parents=True)
    (folder / "2026-11-20-k3fq-1.yaml").write_text(STAFF, encoding="utf-8")
    said = cli("doctor")
    assert "Ett utkast har tekst" in said.out
    assert SECRET not in said.out + said.err
    (folder / "2026-11-20-k3fq-1.yaml").unlink()
    assert "utkast" not in cli("doctor").out


@pytest.mark.parametrize("text", APART)
def test_a_file_with_such_a_case_is_not_copied_into_the_ordinary_ledger(text, cli, ledger):
    (ledger / "inn.yaml").write_text(text, encoding="utf-8")
    assert cli("new-case", "--from", "inn.yaml").code == 78
    assert cases(ledger) == []
    assert not (ledger / ".skolemiljo" / "utkast").exists()


def test_a_ledger_that_does_not_say_that_it_is_shielded_takes_no_such_case(cli, ledger):
    assert cli("init", "../annet", "--no-input").code == 0
    (ledger / "skolemiljo.yaml").write_text("skjermet_ledger: ../annet\n", encoding="utf-8")
    answer = cli(*NEW, "--type", "12-5-ansatt")
    assert answer.code == 78
    assert "skjermet: true" in answer.err
    assert cases(ledger.parent / "annet") == []


@pytest.mark.slow
def test_a_shielded_ledger_in_the_git_of_the_ordinary_one_takes_no_case(cli, ledger):
    subprocess.run(["git", "init", "-q", str(ledger)], check=True)
    assert cli("init", "skjermet", "--skjermet", "--ikke-commit", "--no-input").code == 0
    (ledger / "skolemiljo.yaml").write_text("skjermet_ledger: skjermet\n", encoding="utf-8")
    answer = cli(*NEW, "--type", "12-5-ansatt")
    assert answer.code == 78
    assert "git" in answer.err
    assert cases(ledger / "skjermet") == []
    assert "[skjermet]" in cli("doctor").out


def test_the_shielded_ledger_says_so_itself_and_takes_any_case(cli, shielded):
    assert "skjermet: true" in (shielded / "skolemiljo.yaml").read_text(encoding="utf-8")
    assert cli("--ledger", str(shielded), *NEW, "--type", "12-5-ansatt").code == 0
    assert cli("--ledger", str(shielded), *NEW).code == 0
    assert len(cases(shielded)) == 2


@pytest.mark.slow
def test_git_has_nothing_of_a_shielded_case_in_the_ordinary_ledger(cli, ledger, shielded):
    for one in (ledger, shielded):
        subprocess.run(["git", "init", "-q", str(one)], check=True)
        with (one / "skolemiljo.yaml").open("a", encoding="utf-8") as config:
            config.write("git: {commit: true}\n" if one == ledger else "")
    before = subprocess.run(
        ["git", "status", "--porcelain", "-uall"], cwd=ledger, capture_output=True, check=True
    ).stdout
    assert cli(*NEW, "--type", "12-5-ansatt").code == 0
    after = subprocess.run(
        ["git", "status", "--porcelain", "-uall"], cwd=ledger, capture_output=True, check=True
    ).stdout
    assert before == after
    (made,) = cases(shielded)
    assert "ansatt" not in made


# other ways in


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new"),
    [("12-4", "12-5-ansatt"),
     ("rolle: elev", "rolle: elev, skjerming: strengt_fortrolig")],
)  # fmt: skip
def test_edit_does_not_make_a_case_one_that_belongs_elsewhere(
    old, new, cli, ledger, put, monkeypatch
):
    path = put(PUPILS)
    before = path.read_bytes()
    changed = before.replace(old.encode(), new.encode())
    (ledger / "ny.yaml").write_bytes(changed)
    monkeypatch.setenv("EDITOR", f"cp {ledger / 'ny.yaml'}")
    answer = cli("edit", "k3fq")
    assert answer.code != 0
    assert "feil-saksarkiv" in answer.err + answer.out
    assert path.read_bytes() == before


# one that lies there all the same


@pytest.mark.slow
@pytest.mark.parametrize("text", APART)
def test_check_and_doctor_tell_of_a_case_that_lies_wrong_and_not_why(text, cli, put):
    put(text)
    for words in (("check",), ("doctor",)):
        answer = cli(*words)
        assert answer.code == 1, answer
        said = answer.out + answer.err
        assert "skal ikke ligge i dette saksarkivet" in said
        for word in ("fortrolig", SECRET, "Kari", "Nordvind"):
            assert word not in said
    assert "feil-saksarkiv" in cli("check").out


@pytest.mark.parametrize(
    ("text", "why"),
    [(f"{STAFF}saksansvarlig: a9\n", "omtalt-ansatt"),
     (STRICT.replace(SECRET, "Bor i Trollgata 5."), "adresse-i-tekst")],
)  # fmt: skip
def test_a_check_of_all_cases_finds_nothing_in_it_that_tells_why(text, why, cli, put):
    put(text)
    rows = json.loads(cli("check", "--json").out)["findings"]
    assert [one["rule"] for one in rows] == ["feil-saksarkiv"]
    assert why in cli("check", "k3fq").out


def test_a_value_in_it_that_cannot_be_read_is_not_told_in_lists(cli, put):
    put(STAFF + "mottak: {ansattsak: {informert: nylig}}\n")
    for words in (("list",), ("deadlines", "--all")):
        answer = cli(*words)
        assert answer.code == 65
        assert "ansattsak" not in answer.out + answer.err
    assert "ansattsak" in cli("check", "k3fq").out


@pytest.mark.parametrize("text", APART)
def test_lists_and_calendars_show_the_id_of_it_and_no_more(text, cli, put):
    put(text)
    put(PUPILS, "2026-11-20-a7qm")
    table = cli("list")
    assert table.code == 65
    assert "2026-11-20-k3fq" in table.out
    assert "12-5" not in table.out
    (row,) = (
        one
        for one in json.loads(cli("list", "--json").out)["data"]["saker"]
        if one["id"] == "2026-11-20-k3fq"
    )
    assert (row["type"], row["fase"], row["trinn"], row["neste_frist"]) == (None,) * 4
    due = cli("deadlines", "--all")
    assert "a7qm" in due.out
    assert "k3fq" not in due.out
    assert "deadlines --case 2026-11-20-k3fq" in due.err
    assert "k3fq" not in cli("deadlines", "--all", "--ics").out


def test_its_deadlines_are_not_lost_they_are_shown_to_whoever_names_it(cli, put):
    put(STAFF)
    assert "melding til skoleeier" in cli("deadlines", "--case", "k3fq").out


def test_work_on_a_case_that_lies_wrong_goes_on(cli, put):
    put(STAFF)
    assert cli("log", "k3fq", "--tekst", "Snakket med eleven.", "--part", "rektor").code == 0


def test_the_ordinary_ledger_does_not_look_into_the_shielded_one(cli, ledger, shielded):
    assert cli(*NEW, "--type", "12-5-ansatt").code == 0
    for words in (("list",), ("deadlines", "--all"), ("deadlines", "--all", "--ics"), ("check",)):
        answer = cli(*words)
        assert answer.code == 0, answer
        assert cases(shielded)[0] not in answer.out + answer.err


def test_the_shielded_ledger_is_an_ordinary_one_to_those_who_may_see_it(cli, shielded):
    assert cli(*NEW, "--type", "12-5-ansatt").code == 0
    answer = cli("--ledger", str(shielded), "list")
    assert (answer.code, "§ 12-5" in answer.out) == (0, True)


# hidden addresses


@pytest.mark.parametrize("kind", ["fortrolig", "strengt_fortrolig"])
def test_nobody_at_a_protected_address_is_in_a_calendar(kind, cli, shielded, put):
    put(STRICT.replace("strengt_fortrolig", kind), root=shielded)
    put(PUPILS, "2026-11-20-a7qm", root=shielded)
    answer = cli("--ledger", str(shielded), "deadlines", "--all", "--ics")
    assert answer.code == 0
    assert "a7qm" in answer.out
    assert "k3fq" not in answer.out + answer.err
    assert "1 sak er ikke med i kalenderen" in answer.err
    assert "k3fq" in cli("--ledger", str(shielded), "deadlines", "--all").out


def test_no_contact_is_stored_for_the_guardian_of_a_pupil_at_a_protected_address(cli, ledger):
    text = PUPILS.replace("Espen Askeladd}", "Espen Askeladd, skjerming: fortrolig}, f1: {rolle: "
                          "foresatt, til: e1, kontakt: 41 00 00 00}")  # fmt: skip
    (ledger / "inn.yaml").write_text(text, encoding="utf-8")
    answer = cli("new-case", "--from", "inn.yaml")
    assert answer.code == 2
    assert "41 00" not in answer.err
    assert cases(ledger) == []


def test_no_contact_is_stored_for_a_guardian_of_whom_nobody_has_said_whose_it_is(cli, put):
    text = "f1: {rolle: foresatt, kontakt: 41 00 00 00}"
    put(STRICT.replace("strengt_fortrolig}", f"fortrolig}}, {text}"))
    assert "kontakt-med-adressesperre" in cli("check").out


def test_a_pupil_at_a_confidential_address_stays_in_the_ordinary_ledger(cli, ledger):
    text = STRICT.replace("strengt_fortrolig", "fortrolig")
    (ledger / "inn.yaml").write_text(text, encoding="utf-8")
    answer = cli("new-case", "--from", "inn.yaml")
    assert answer.code == 0
    assert "fortrolig" not in answer.err + answer.out


def test_each_text_that_looks_like_an_address_is_told_when_it_is_written(cli, put):
    put(STRICT.replace("strengt_fortrolig", "fortrolig"))
    for text in ("Bor i Trollgata 5.", "Ring 41 23 45 67.", "Skriv til mor@eventyr.no."):
        assert "adresse-i-tekst" in cli("log", "k3fq", "--tekst", text, "--part", "rektor").err
    assert "adresse-i-tekst" not in cli("log", "k3fq", "--tekst", "Noe.", "--part", "rektor").err


# whom the case is about


@pytest.mark.parametrize(
    "words",
    [
        ("receive", "k3fq", "--saksansvarlig", "a9"),
        ("receive", "k3fq", "--rektor", "i dag", "--rektor-av", "a9"),
        ("receive", "k3fq", "--folger-opp", "a9"),
        ("investigate", "k3fq", "--startet", "i dag", "--ansvarlig", "a9"),
        ("plan", "k3fq", "--av", "a9", "--problem", "Noe."),
        ("measure", "add", "k3fq", "--tiltak", "Noe.", "--gjennomfores-av", "a9"),
        ("close", "k3fq", "--av", "a9", "--elevens-svar", "Bra.", "--trygt-og-godt", "ja",
         "--begrunnelse", "Noe."),
        ("log", "k3fq", "--tekst", "Noe.", "--avtale", "Noe | a9 | 2026-12-01"),
        ("log", "k3fq", "--tekst", "Noe.", "--orienteres", "a9"),
    ],
)  # fmt: skip
def test_the_person_the_case_is_about_gets_no_part_in_it(words, cli, shielded, put):
    path = put(STAFF, root=shielded)
    before = path.read_bytes()
    answer = cli("--ledger", str(shielded), *words)
    assert answer.code == 2, answer
    assert "a9" in answer.err
    assert "Nordvind" not in answer.err
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["Nils Nordvind", "nils  nordvind"])
def test_the_person_is_the_same_under_another_key(name, cli, shielded, put):
    path = put(
        STAFF.replace("a9: {", f"a1: {{rolle: laerer, navn: {name}}}, a9: {{"), root=shielded
    )
    before = path.read_bytes()
    there = ("--ledger", str(shielded))
    for words in (("receive", "k3fq", "--saksansvarlig", "a1"),
                  ("render", "k3fq", "aktivitetsplan", "--for", "a1")):  # fmt: skip
        assert cli(*there, *words).code == 2
    assert path.read_bytes() == before


LEADER = STAFF.replace("12-5-ansatt", "12-5-ledelse").replace(
    "a9: {", "r1: {rolle: rektor}, s1: {rolle: skoleeier}, a9: {"
)
"""About a department head: it goes past rektor all the same (oppl. § 12-5 second paragraph)."""


@pytest.mark.parametrize(
    "words",
    [
        ("receive", "k3fq", "--folger-opp", "r1"),
        ("investigate", "k3fq", "--startet", "i dag", "--ansvarlig", "r1"),
        ("investigate", "k3fq", "--konkludert", "i dag", "--trygt-og-godt", "nei",
         "--begrunnelse", "Noe.", "--konkludert-av", "r1"),
        ("plan", "k3fq", "--av", "r1", "--problem", "Noe."),
        ("measure", "add", "k3fq", "--tiltak", "Noe.", "--gjennomfores-av", "r1"),
        ("render", "k3fq", "aktivitetsplan", "--for", "r1"),
    ],
)  # fmt: skip
def test_rektor_has_no_part_in_a_case_about_another_of_the_leadership(words, cli, shielded, put):
    path = put(LEADER, root=shielded)
    before = path.read_bytes()
    answer = cli("--ledger", str(shielded), *words)
    assert answer.code == 2, answer
    assert path.read_bytes() == before


def test_rektor_does_not_approve_what_leaves_a_case_about_the_leadership(cli, shielded, put):
    path = put(LEADER, root=shielded)
    before = path.read_bytes()
    words = ("--ledger", str(shielded), "render", "k3fq", "aktivitetsplan", "--for", "e1")
    code = re.search("--godkjenn ([0-9a-f]+)", cli(*words).err)[1]
    assert cli(*words, "--godkjenn", code, "--av", "r1").code == 2
    assert path.read_bytes() == before
    assert cli(*words, "--godkjenn", code, "--av", "s1").code == 0


def test_that_guardians_took_it_up_with_rektor_is_written_all_the_same(cli, shielded, put):
    put(LEADER, root=shielded)
    words = ("--tatt-opp", "i dag", "--tatt-opp-av", "e1", "--tatt-opp-mottatt-av", "r1")
    assert cli("--ledger", str(shielded), "receive", "k3fq", *words).code == 0


def test_a_document_that_by_the_file_went_to_the_person_is_told(cli, shielded, put):
    given = "{id: u-4q9r, dato: 2026-11-22, til: a9, dokument: aktivitetsplan}"
    put(f"{STAFF}utleveringer: [{given}]\n", root=shielded)
    answer = cli("--ledger", str(shielded), "check", "k3fq")
    assert "utleveringer[0].til" in answer.out
    assert "omtalt-ansatt" in answer.out


def test_a_part_that_the_person_has_already_opens_for_no_other(cli, shielded, put):
    path = put(STAFF + "saksansvarlig: a9\n", root=shielded)
    there = ("--ledger", str(shielded))
    before = path.read_bytes()
    assert cli(*there, "receive", "k3fq", "--folger-opp", "a9").code == 2
    assert path.read_bytes() == before
    assert cli(*there, "receive", "k3fq", "--ansatt-informert", "i dag").code == 0


@pytest.mark.slow
def test_a_part_that_the_person_has_already_opens_for_no_other_in_the_editor(
    cli, shielded, put, monkeypatch
):
    path = put(STAFF + "saksansvarlig: a9\n", root=shielded)
    before = path.read_bytes()
    new = shielded / "ny.yaml"
    new.write_bytes(before + b"undersokelse: {ansvarlig: a9}\n")
    monkeypatch.setenv("EDITOR", f"cp {new}")
    answer = cli("--ledger", str(shielded), "edit", "k3fq")
    assert answer.code != 0
    assert "omtalt-ansatt" in answer.err + answer.out
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("kind", "falls_on"), [("12-5-ansatt", "rektor"), ("12-5-ledelse", "skoleeier")]
)
def test_no_deadline_falls_on_the_person_the_case_is_about(kind, falls_on, cli, shielded, put):
    person = "r1: {rolle: rektor}" if kind == "12-5-ledelse" else "a9: {rolle: ansatt}"
    key = person[:2]
    text = (
        f"type: {kind}\nsaksansvarlig: {key}\nparter: {{e1: {{rolle: elev}}, {person}}}\n"
        f"melding: {{dato: 2026-11-20, melder: {key}, beskrivelse: Noe.}}\n"
        f"mottak: {{rektor: {{tid: 2026-11-20}}, skoleeier: {{tid: 2026-11-20}}}}\n"
        f"undersokelse: {{ansvarlig: {key}}}\n"
        f"aktivitetsplan:\n  tiltak:\n    - {{id: t-9xk2, tiltak: Noe, fra: 2026-11-24, "
        f"evalueres: 2026-12-01, gjennomfores_av: {key}}}\n"
    )
    put(text, root=shielded)
    answer = cli("--ledger", str(shielded), "deadlines", "--all", "--json")
    rows = json.loads(answer.out)["data"]["frister"]
    assert len(rows) >= 3
    assert {who for row in rows for who in row["ansvarlig"].split(", ")} == {falls_on}


WRITES_DOWN = {
    # who told of it, was there or wrote it down decides nothing by that; what stood before is past
    ("melding", "foresatte_informert", "av"), ("melding", "signert", "av"),
    ("mottak", "tatt_opp_med_rektor", "av"), ("logg", "*", "av"), ("statsforvalter", "*", "av"),
    ("mottak", "tidligere_vurderinger", "*", "av"),
    ("undersokelse", "tidligere_utsettelser", "*", "av"),
    ("undersokelse", "tidligere_konklusjoner", "*", "av"),
}  # fmt: skip


def test_every_place_that_says_by_whom_is_a_decision_or_is_known_not_to_be():
    by_whom = {place for place in KINDS if place[-1] == "av" or place[-1].endswith("_av")}
    assert by_whom - shielding._RESPONSIBLE == WRITES_DOWN
