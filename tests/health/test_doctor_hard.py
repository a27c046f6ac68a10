"""`doctor` in hard cases: links, names, coincidences and broken folders."""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from planted import CASE, ONE, SCHEMA, TWO, git, hook, put, unmerged

from skolemiljo_cli.errors import CannotWrite
from skolemiljo_cli.services.ledger import doctor
from skolemiljo_cli.services.ledger.doctor import examine
from skolemiljo_cli.services.ledger.health import own_templates
from skolemiljo_cli.services.ledger.start import School, start_ledger
from skolemiljo_cli.store import files
from skolemiljo_cli.store.files import process
from skolemiljo_cli.store.git import runner

PUBLISHED = Path(__file__).resolve().parents[2] / "docs" / "schema" / "utdata-1.schema.json"
SHAPE = Draft202012Validator(json.loads(PUBLISHED.read_text("utf-8")))


def told(found: dict[str, list[dict]], name: str) -> str:
    """Return everything that a check reports as one text."""
    return " ".join(one["message"] for one in found.get(name, ()))


# --- folders with other names -------------------------------------------------------------------


def test_a_folder_with_a_persons_name_is_told_by_the_id_in_it_alone(home, cli, found):
    put(home, "cases/Askeladd Eventyr/sak.yaml", CASE.format(id="2026-11-20-cccc", entry="h-3333"))
    put(home, "cases/Askeladd Eventyr/sak (1).yaml")
    (one,) = found()["uleselig"]
    assert "(i filen står det 2026-11-20-cccc)" in one["message"]
    assert (one["sak"], one["file"]) == (None, "cases")
    said = cli("doctor")
    assert said.code == 65
    assert "Askeladd" not in said.out + said.err


def test_a_copied_folder_is_told_as_a_copy_and_as_a_second_case_with_the_id(home, found):
    put(home, f"cases/{ONE} - Kopi/sak.yaml", CASE.format(id=ONE, entry="h-1111"))
    all_of_it = found()
    assert set(all_of_it) == {"kopier", "uleselig", "lik-saks-id"}
    assert [one["sak"] for one in all_of_it["lik-saks-id"]] == [ONE, None]
    assert "navn som ikke er en saks-id" in told(all_of_it, "lik-saks-id")
    assert ONE not in told(all_of_it, "uleselig")  # there is a folder of that name


def test_an_empty_folder_with_another_name_is_told_without_an_id(home, found):
    (home / "cases" / "Ny mappe").mkdir(mode=0o700)
    (one,) = found()["uleselig"]
    assert "i filen" not in one["message"]


# --- links --------------------------------------------------------------------------------------


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the ledger with the content of a case folder."""
    folder = tmp_path / "utenfor"
    (folder / "vedlegg").mkdir(parents=True)
    (folder / "sak.yaml").write_text(CASE.format(id="2026-11-20-dddd", entry="h-4444"))
    for name in (".skriver-gammel", "vedlegg/.skriver-gammel"):
        (folder / name).write_text("noe")
        os.utime(folder / name, (1, 1))
    return folder


def everything(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(one.relative_to(folder)): (one.stat().st_mode, one.read_bytes())
        for one in sorted(folder.rglob("*"))
        if one.is_file()
    }


@pytest.mark.parametrize(
    "name", [f"cases/{ONE}", f"cases/{ONE}/vedlegg", "cases", ".skolemiljo/utkast"]
)
def test_nothing_outside_is_changed_through_a_link(name, home, outside, cli):
    (outside / ONE).mkdir()
    (outside / ONE / "sak.yaml").write_text(CASE.format(id=TWO, entry="h-1111"))
    before = everything(outside)
    path = home / name
    if path.exists():
        path.rename(home / "unna")
    path.symlink_to(outside)
    said = cli("doctor", "--fix", "--ja")
    assert everything(outside) == before
    assert "tilgang" not in said.out + said.err


def test_the_schema_is_not_made_where_a_link_leads(home, tmp_path, cli):
    (home / ".skolemiljo").rename(home / "unna")
    (tmp_path / "utenfor").mkdir()
    (home / ".skolemiljo").symlink_to(tmp_path / "utenfor")
    said = cli("doctor", "--fix", "--ja")
    assert said.code == 1
    assert "Fikk ikke rettet skjema" in said.err
    assert list((tmp_path / "utenfor").iterdir()) == []


def test_a_lock_that_a_link_leads_to_is_let_be(home, tmp_path, cli):
    lock = tmp_path / "las"
    lock.write_text("{}")
    os.utime(lock, (1, 1))
    (home / ".skolemiljo" / "las").symlink_to(lock)
    cli("doctor", "--fix", "--ja")
    assert lock.exists()


@pytest.mark.parametrize("name", [".skolemiljo", ".skolemiljo/utkast", ".skolemiljo/attic"])
def test_a_folder_to_write_in_that_is_a_link_is_told(name, home, tmp_path, found):
    folder = home / name
    (tmp_path / "utenfor").mkdir()
    if folder.exists():
        folder.rename(tmp_path / "utenfor" / "x")
    folder.symlink_to(tmp_path / "utenfor")
    (one,) = found()["lenker"]
    assert (one["severity"], one["file"]) == ("error", name)


def test_a_lock_in_a_folder_that_is_a_link_is_let_be(home, tmp_path, cli):
    folder = tmp_path / "utenfor"
    (home / ".skolemiljo").rename(folder)
    (home / ".skolemiljo").symlink_to(folder)
    (folder / "las").write_text("{}")
    os.utime(folder / "las", (1, 1))
    cli("doctor", "--fix", "--ja")
    assert (folder / "las").exists()


def test_a_linked_case_folder_is_told_and_its_file_not_read(home, outside, found):
    (outside / "sak.yaml").write_text("hemmelig: [\n")
    (home / "cases" / "2026-11-20-eeee").symlink_to(outside)
    (one,) = found()["uleselig"]
    assert "lenke" in one["message"]
    assert one["line"] is None
    assert set(found()) == {"uleselig"}  # the mode of a link itself has no meaning


def test_a_cases_folder_that_is_a_link_or_a_file_is_told_and_the_rest_is_looked_at(
    home, tmp_path, found
):
    (home / "cases").rename(tmp_path / "saker")
    put(home, SCHEMA, "{}")
    (home / "cases").symlink_to(tmp_path / "saker")
    assert [len(one) for one in found().values()] == [1, 1]
    assert set(found()) == {"uleselig", "skjema"}
    (home / "cases").unlink()
    (home / "cases").write_text("x")
    assert set(found()) == {"uleselig", "skjema"}


# --- broken folders -----------------------------------------------------------------------------


def test_a_check_that_may_not_look_hides_no_other(home, found, monkeypatch):
    def denied(_ground):
        raise PermissionError(13, "Permission denied", "/hemmelig/Askeladd")
        yield

    put(home, SCHEMA, "{}")
    (first, *others) = [one for one in doctor.CHECKS if one.name == "vedlegg"]
    look = first.look
    object.__setattr__(first, "look", denied)
    try:
        seen = found()
    finally:
        object.__setattr__(first, "look", look)
    assert others == []
    assert set(seen) == {"vedlegg", "skjema"}
    assert "ble ikke ferdig" in told(seen, "vedlegg")
    assert "Askeladd" not in told(seen, "vedlegg")


def test_a_broken_configuration_is_an_answer_in_part(home, cli):
    put(home, "skolemiljo.yaml", "malform: engelsk\n")
    put(home, f"cases/{ONE}/.skriver-gammel", age=700)
    answer = cli("doctor", "--json")
    document = json.loads(answer.out)
    assert (answer.code, document["status"], document["exit_code"]) == (78, "partial", 78)
    assert [one["rule"] for one in document["findings"]] == ["oppsett", "rester"]
    assert document["findings"][0]["line"] == 1
    assert not list(SHAPE.iter_errors(document))


SCALARS = st.none() | st.sampled_from(["x", "h-1111", ONE, "vedlegg/a", "..", "/", "12-4", ""])
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "fil", "sha256", "logg", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)
TOPS = st.dictionaries(
    st.sampled_from(["id", "type", "logg", "vedlegg", "parter"]), VALUES, min_size=1
)


@given(values=TOPS)
def test_no_case_is_so_odd_that_the_look_falls_over(values, tmp_path_factory):
    root = tmp_path_factory.mktemp("rart") / "arkiv"
    start_ledger(root, School("Eksempel skole"))
    for folder in (ONE, TWO):
        put(root, f"cases/{folder}/sak.yaml", json.dumps(values))
    for one in examine(root):
        assert one.finding.message
        assert one.trouble is not doctor._UNFINISHED


# --- entries ------------------------------------------------------------------------------------


def logg(*entries: tuple[str, str]) -> str:
    rows = "".join(f"  - {{id: {one}, tid: 2026-11-20, tekst: {text}}}\n" for one, text in entries)
    return "type: 12-4\nmelding: {dato: 2026-11-20}\nlogg:\n" + rows


def test_two_entries_that_got_the_same_id_by_chance_are_no_trouble(home, found):
    put(home, f"cases/{ONE}/sak.yaml", f"id: {ONE}\n" + logg(("h-1111", "Noe"), ("h-2222", "To")))
    put(
        home,
        f"cases/{TWO}/sak.yaml",
        f"id: {TWO}\n" + logg(("h-1111", "Annet"), ("h-2222", "Fire")),
    )
    assert found() == {}


def test_three_ids_shared_by_two_cases_are_a_copy_though_the_words_were_changed(home, found):
    ids = ("h-1111", "h-2222", "h-3333")
    put(home, f"cases/{ONE}/sak.yaml", f"id: {ONE}\n" + logg(*((one, "Noe") for one in ids)))
    put(home, f"cases/{TWO}/sak.yaml", f"id: {TWO}\n" + logg(*((one, "Annet") for one in ids)))
    first, second = found()["lik-innforing"]
    assert (first["sak"], second["sak"]) == (ONE, TWO)
    assert f"h-1111, h-2222, h-3333 står også i {TWO}" in first["message"]


@pytest.mark.parametrize("letter", "ahpstvxg")
def test_an_id_of_any_kind_of_entry_is_looked_at(letter, home, found):
    rows = f"avslutninger:\n  - {{id: {letter}-1111, dato: 2026-11-20}}\n" * 1
    again = f"gjenapninger:\n  - {{id: {letter}-1111, dato: 2026-11-21}}\n"
    put(home, f"cases/{ONE}/sak.yaml", f"id: {ONE}\ntype: 12-4\n{rows}{again}")
    (one,) = found()["lik-innforing"]
    assert one["key"] == "gjenapninger[0].id"


def test_an_id_twice_in_one_case_is_an_error_with_its_line(home, found):
    put(home, f"cases/{ONE}/sak.yaml", f"id: {ONE}\n" + logg(("h-1111", "Noe"), ("h-1111", "To")))
    (one,) = found()["lik-innforing"]
    assert (one["severity"], one["line"], one["key"]) == ("error", 6, "logg[1].id")


# --- attachments --------------------------------------------------------------------------------


def listed(home: Path, *names: str) -> None:
    digest = hashlib.sha256(b"x").hexdigest()
    rows = "".join(f"  - {{fil: {name}, sha256: {digest}}}\n" for name in names)
    put(home, f"cases/{ONE}/sak.yaml", CASE.format(id=ONE, entry="h-1111") + f"vedlegg:\n{rows}")


def test_an_attachment_in_a_folder_of_its_own_is_listed(home, found):
    listed(home, "vedlegg/bilder/a.png", "./vedlegg/b.pdf")
    put(home, f"cases/{ONE}/vedlegg/bilder/a.png")
    put(home, f"cases/{ONE}/vedlegg/b.pdf")
    assert found() == {}
    put(home, f"cases/{ONE}/vedlegg/bilder/c.png")
    assert "Én fil" in told(found(), "vedlegg")


def test_a_name_that_a_mac_wrote_is_the_name_that_the_case_has(home, found):
    name = "vedlegg/møte på rådhuset.pdf"
    listed(home, name)
    put(home, f"cases/{ONE}/" + unicodedata.normalize("NFD", name))
    assert "står ikke i saken" not in told(found(), "vedlegg")


def test_what_systems_lay_beside_the_attachments_is_no_attachment(home, found):
    for name in (".DS_Store", "._a.pdf"):
        put(home, f"cases/{ONE}/vedlegg/{name}")
    assert found() == {}


def test_an_attachment_that_is_gone_is_told_with_its_line(home, found):
    listed(home, "vedlegg/a.pdf")
    (one,) = found()["vedlegg"]
    assert "mangler" in one["message"]
    assert (one["severity"], one["line"], one["key"]) == ("error", 9, "vedlegg[0].fil")


# --- own forms ----------------------------------------------------------------------------------


OWN = pytest.mark.parametrize("name", ["saksgang.j2", "saksgang.md.j2", "saksgang.html.j2"])


@OWN
def test_a_form_made_from_an_older_one_is_told_with_both_numbers(name, home, found):
    put(home, f"templates/nb/{name}", "{# revisjon: saksgang-0 #}\nVår egen\n")
    (one,) = found()["maler"]
    assert "(saksgang-0) enn den som følger med nå (saksgang-3)" in one["message"]
    assert one["severity"] == "warning"


@pytest.mark.parametrize("mark", ["saksgang-3", "saksgang-4", "vår-egen-0", "annet-0"])
def test_a_form_that_is_not_behind_is_let_be(mark, home, found):
    put(home, "templates/nb/saksgang.md.j2", f"{{# revisjon: {mark} #}}\nVår egen\n")
    assert found() == {}


@OWN
def test_a_form_that_is_only_a_copy_is_told(name, home, found):
    put(home, f"templates/nb/{name}", own_templates.packaged_text("nb/saksgang.j2"))
    (one,) = found()["maler"]
    assert (one["severity"], "helt lik" in one["message"]) == ("info", True)


def test_a_form_that_lies_where_nobody_looks_is_told(home, found):
    put(home, "templates/melding.md.j2", "x")
    assert "ingen dokumenter bruker" in told(found(), "maler")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
def test_a_pipe_among_the_forms_is_told_and_not_read(home, found):
    (home / "templates").mkdir(exist_ok=True)
    os.mkfifo(home / "templates" / "melding.md.j2")
    assert "ingen dokumenter bruker" in told(found(), "maler")


def test_a_part_that_another_form_takes_in_is_let_be(home, found):
    put(home, "templates/nb/melding.md.j2", "{% include 'nb/vår-topp.md.j2' %}")
    put(home, "templates/nb/vår-topp.md.j2", "Topp")
    assert found() == {}
    put(home, "templates/nb/melding.md.j2", "{% include 'nb/vår-topp.j2' %}")
    assert found() == {}


@pytest.mark.parametrize(
    "text", ["klasse 9A", "§ 9", "varsling", "rom 9 A", "kapittel 9", "loven av 2023", "juli 1998"]
)
def test_words_that_only_look_like_the_old_act_are_let_be(text, home, found):
    put(home, "templates/nb/melding.md.j2", f"Etter {text} skal\n")
    assert found() == {}


@pytest.mark.parametrize(
    "text", ["kap. 9A", "opplæringslova (1998)", "lov 17. juli 1998 nr. 61", "varslingsplikten"]
)
def test_other_words_of_the_old_act_are_told(text, home, found):
    put(home, "templates/nb/melding.md.j2", f"Etter {text} skal\n")
    assert "gamle loven" in told(found(), "maler")


def test_the_forms_of_skolemiljo_itself_are_nobodys_own():
    repository = Path(__file__).resolve().parents[2]
    told = {one.check.name for one in examine(repository)}
    assert not told & {"maler", "skjema", "uleselig", "id-og-mappe", "vedlegg"}


# --- who may read -------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="Windows inherits from the folder")
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (".skolemiljo/utkast/x.yaml", ".skolemiljo/utkast/…: 644 → 600"),
        (f".skolemiljo/attic/{ONE}/x.yaml", f".skolemiljo/attic/{ONE}/…: 644 → 600"),
        (f"cases/{ONE}/vedlegg/bilder/Askeladd.png", f"cases/{ONE}/vedlegg/…: 644 → 600"),
    ],
)
def test_all_that_has_words_of_a_case_is_for_its_owner_alone(name, shown, home, cli):
    path = put(home, name)
    path.chmod(0o644)
    said = cli("doctor", "--fix", "--ja")
    assert shown in said.err
    assert "Askeladd" not in said.out + said.err
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name == "nt", reason="Windows inherits from the folder")
def test_a_folder_with_another_name_is_for_its_owner_alone_too(home, cli):
    path = put(home, "cases/Askeladd/sak.yaml", "id: [")
    path.chmod(0o644)
    said = cli("doctor", "--fix", "--ja")
    assert "cases/…/sak.yaml: 644 → 600" in said.err
    assert path.stat().st_mode & 0o777 == 0o600


def test_an_old_draft_is_told_and_kept(home, cli, found):
    path = put(home, ".skolemiljo/utkast/a.yaml", age=31 * 86400)
    (one,) = found()["satt-til-side"]
    assert "1 utkast er eldre enn 30 dager" in one["message"]
    assert cli("doctor", "--fix", "--ja").code == 0
    assert path.exists()


# --- the lock -----------------------------------------------------------------------------------


def test_an_old_lock_of_a_living_process_is_not_said_to_be_dead(home, found):
    sheet = {
        "host": "x",
        "pid": os.getpid(),
        "tid": "2026-11-20T10:00:00Z",
        "merke": process.current().mark,
    }
    put(home, ".skolemiljo/las", json.dumps(sheet), age=3700)
    (one,) = found()["las"]
    assert "har holdt på lenge" in one["message"]
    assert "Se om noe holder på der" in one["message"]


def test_an_old_lock_does_not_stand_in_the_way_of_the_other_cures(home, cli, found):
    put(home, ".skolemiljo/las", "{}", age=3700)
    put(home, f"cases/{TWO}/sak.yaml", CASE.format(id="2026-11-20-cccc", entry="h-2222"))
    said = cli("doctor", "--fix", "--ja")
    assert "Rettet 2: las, id-og-mappe." in said.err
    assert found() == {}


# --- the schemas for editors --------------------------------------------------------------------


@pytest.mark.parametrize("name", ["sak", "oppsett"])
@pytest.mark.parametrize("there", [True, False])
def test_each_schema_is_looked_after(name, there, home, cli, found):
    path = home / ".skolemiljo" / f"{name}.schema.json"
    fine = path.read_bytes()
    path.write_text("{}") if there else path.unlink()
    (one,) = found()["skjema"]
    assert one["file"] == f".skolemiljo/{name}.schema.json"
    assert ("annen utgave" if there else "mangler") in one["message"]
    assert cli("doctor", "--fix", "--ja").code == 0
    assert path.read_bytes() == fine


# --- answers ------------------------------------------------------------------------------------


def test_what_was_cured_and_what_can_be_is_told_to_programs_and_nothing_is_said(
    home, cli, monkeypatch
):
    put(home, f"cases/{TWO}/sak.yaml", CASE.format(id="2026-11-20-cccc", entry="h-2222"))
    put(home, SCHEMA, "{}")
    offered = json.loads(cli("doctor", "--json").out)["data"]["rettelser"]
    assert [(one["sjekk"], one["utfort"]) for one in offered] == [
        ("id-og-mappe", False),
        ("skjema", False),
    ]
    assert "-id: 2026-11-20-cccc\n+id: 2026-11-20-bbbb" in offered[0]["endring"]

    def full(*_args, **_more):
        raise CannotWrite("Disken er full.", "Frigjør plass.")

    monkeypatch.setattr(doctor.ids.files, "replace", full)
    answer = cli("doctor", "--fix", "--ja", "--json")
    monkeypatch.undo()
    assert answer.err == ""
    document = json.loads(answer.out)
    assert not list(SHAPE.iter_errors(document))
    tried = document["data"]["rettelser"]
    assert [one["sjekk"] for one in tried] == ["id-og-mappe", "skjema"]
    for one in tried:
        assert (one["utfort"], one["feil"]) == (False, "Disken er full. Frigjør plass.")


def test_a_cure_that_went_well_is_told_to_programs(home, cli):
    put(home, f"cases/{TWO}/sak.yaml", CASE.format(id="2026-11-20-cccc", entry="h-2222"))
    answer = cli("doctor", "--fix", "--ja", "--json")
    document = json.loads(answer.out)
    assert not list(SHAPE.iter_errors(document))
    assert answer.err == ""
    (one,) = document["data"]["rettelser"]
    assert (one["sjekk"], one["sak"], one["utfort"], one["feil"]) == (
        "id-og-mappe",
        TWO,
        True,
        None,
    )
    assert "+id: 2026-11-20-bbbb" in one["endring"]
    assert (document["data"]["funn"], document["data"]["rettet"]) == (0, ["id-og-mappe"])


def test_a_cure_that_fails_is_told_and_the_next_is_given(home, cli, monkeypatch):
    put(home, f"cases/{TWO}/sak.yaml", CASE.format(id="2026-11-20-cccc", entry="h-2222"))
    put(home, f"cases/{ONE}/.skriver-gammel", age=700)
    real = files.replace

    def full(path, *args, **more):
        if path.name == "sak.yaml":
            raise CannotWrite("Disken er full.")
        real(path, *args, **more)

    monkeypatch.setattr(doctor.ids.files, "replace", full)
    said = cli("doctor", "--fix", "--ja")
    assert "Fikk ikke rettet id-og-mappe: Disken er full." in said.err
    assert "Rettet 1: rester." in said.err
    assert said.code == 1
    assert "[id-og-mappe]" in said.out


def test_quiet_leaves_out_what_is_only_worth_knowing(home, cli):
    put(home, f"cases/{ONE}/notat.docx")
    assert "[ukjente-filer]" in cli("doctor").out
    quiet = cli("doctor", "--quiet")
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
    put(home, SCHEMA, "{}")
    assert "[skjema]" in cli("doctor", "--quiet").out


# --- git ----------------------------------------------------------------------------------------


def test_a_repository_of_another_user_is_explained(repo, found, monkeypatch):
    monkeypatch.setitem(runner._ENVIRONMENT, "GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    seen = told(found(), "git")
    assert "eid av en annen bruker" in seen
    assert "safe.directory" in seen
    assert "safe.directory=*" not in seen


def test_files_that_are_not_merged_are_told_though_nothing_is_under_way(repo, found):
    unmerged(repo)
    assert "Én fil er ikke slått sammen." in told(found(), "git")


def test_lines_that_something_else_goes_before_are_told_as_such(repo, found):
    put(repo, ".git/info/attributes", "cases/** merge=union\n")
    assert "noe annet går foran dem" in told(found(), "sammenslaing")


def test_a_file_of_the_ledgers_own_is_shown_by_its_name(repo, cli):
    path = repo / ".gitignore"
    path.write_text(path.read_text() + "*.tmp\n")
    assert "ny versjon: .gitignore\n" in cli("doctor", "--fix", "--ja").err


def test_hooks_that_come_with_git_as_examples_are_none(repo, found):
    hook(repo, "pre-commit.sample")
    (repo / ".git" / "hooks" / "post-commit").write_text("#!/bin/sh\n")  # not to be run
    assert found() == {}


def test_the_hook_of_pre_commit_is_only_worth_knowing(repo, found):
    hook(
        repo,
        "pre-commit",
        "#!/usr/bin/env bash\n# File generated by pre-commit: https://pre-commit.com\n",
    )
    (one,) = found()["git-innstillinger"]
    assert one["severity"] == "info"
    assert "pre-commit." in one["message"]


def test_what_is_recorded_by_hand_is_shown_without_the_names_of_files(repo, cli):
    put(repo, f"cases/{ONE}/vedlegg/Askeladd Eventyr.pdf")
    said = cli("doctor", "--fix", "--ja")
    assert f"ny versjon: cases/{ONE}/vedlegg/…" in said.err
    assert "Askeladd" not in said.out + said.err
    assert git(repo, "status", "--porcelain") == ""
