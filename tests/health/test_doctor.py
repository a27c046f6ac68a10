"""`doctor`: each check finds what was planted and nothing else, and its fix works."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from planted import CASE, ONE, SCHEMA, TWO, git, hook, put, unmerged

from skolemiljo_cli.errors import ChangedOutside
from skolemiljo_cli.services.ledger.doctor import CHECKS, examine
from skolemiljo_cli.store.files import process, temp_names


def test_a_healthy_ledger_is_in_order(home, cli):
    said = cli("doctor")
    assert (said.code, said.out, said.err) == (0, "", "Alt er i orden.\n")
    quiet = cli("doctor", "--quiet")
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")


def test_a_healthy_ledger_in_git_is_in_order(repo, found):
    assert found() == {}


# --- each check: planted, and a near miss -------------------------------------------------------


def attachment(home: Path, data: bytes = b"x", name: str = "vedlegg/a.pdf") -> None:
    digest = hashlib.sha256(b"x").hexdigest()
    text = (
        CASE.format(id=ONE, entry="h-1111") + f"vedlegg:\n  - {{fil: {name}, sha256: {digest}}}\n"
    )
    put(home, f"cases/{ONE}/sak.yaml", text)
    put(home, f"cases/{ONE}/vedlegg/a.pdf", data)


def lock(pid: int, age: float):
    def plant(home: Path) -> None:
        me = process.current()
        mark = process.Owner(me.machine, pid, me.began).mark
        sheet = {"host": "x", "pid": pid, "tid": "2026-11-20T10:00:00Z", "merke": mark, "lager": []}
        put(home, ".skolemiljo/las", json.dumps(sheet), age)

    return plant


def dead_pid() -> int:
    ran = subprocess.Popen([sys.executable, "-c", ""])
    ran.wait()
    return ran.pid


def linked(home: Path) -> None:
    (home.parent / "ute").mkdir()
    (home / ".skolemiljo" / "utkast").symlink_to(home.parent / "ute")


PLANTED = {
    "lenker": linked,
    "oppsett": lambda h: put(h, "skolemiljo.yaml", "skole: [\n"),
    "uleselig": lambda h: put(h, f"cases/{ONE}/sak.yaml", "id: [\n"),
    "lik-saks-id": lambda h: put(h, f"cases/{TWO}/sak.yaml", CASE.format(id=ONE, entry="h-2222")),
    "id-og-mappe": lambda h: put(
        h, f"cases/{TWO}/sak.yaml", CASE.format(id="2026-11-20-cccc", entry="h-2222")
    ),
    "lik-innforing": lambda h: put(h, f"cases/{TWO}/sak.yaml", CASE.format(id=TWO, entry="h-1111")),
    "samme-elev": lambda h: put(
        h,
        f"cases/{TWO}/sak.yaml",
        CASE.format(id=TWO, entry="h-2222").replace(f"d {TWO}", f"d {ONE}"),
    ),
    "kopier": lambda h: put(h, f"cases/{ONE}/sak-KONTORPC.yaml"),
    "rester": lambda h: put(h, f"cases/{ONE}/.skriver-gammel", age=700),
    "las": lock(dead_pid(), 0),
    "ukjente-filer": lambda h: put(h, f"cases/{ONE}/Askeladd Eventyr.docx"),
    "satt-til-side": lambda h: put(h, f".skolemiljo/attic/{ONE}/abc.yaml"),
    "vedlegg": lambda h: attachment(h, b"en annen"),
    "skjema": lambda h: put(h, SCHEMA, "{}"),
    "tilgang": lambda h: put(h, f"cases/{ONE}/sak.yaml", CASE.format(id=ONE, entry="h-1111")).chmod(
        0o644
    ),
    "maler": lambda h: put(h, "templates/nb/melding.md.j2", "Etter § 9 A-4 skal\n"),
    "skjermet": lambda h: put(
        h,
        f"cases/{TWO}/sak.yaml",
        CASE.format(id=TWO, entry="h-2222").replace("12-4", "12-5-ansatt"),
    ),
}
HEALTHY = {
    "lenker": lambda h: put(h, ".skolemiljo/utkast/a.yaml"),
    "oppsett": lambda h: put(h, "skolemiljo.yaml", "skole: Eksempel\n"),
    "uleselig": lambda h: put(h, "cases/.gjemt/sak.yaml", "id: [\n"),
    "lik-saks-id": lambda h: put(
        h, "cases/2026-11-20-cccc/sak.yaml", CASE.format(id="2026-11-20-cccc", entry="h-3333")
    ),
    "id-og-mappe": lambda h: put(
        h, "cases/2026-11-20-cccc/sak.yaml", CASE.format(id="2026-11-20-cccc", entry="h-3333")
    ),
    "lik-innforing": lambda h: put(
        h, f"cases/{TWO}/sak.yaml", CASE.format(id=TWO, entry="h-2222") + "    # h-1111\n"
    ),
    "samme-elev": lambda h: put(
        h,
        f"cases/{TWO}/sak.yaml",
        CASE.format(id=TWO, entry="h-2222").replace(f"d {TWO}", f"d {ONE}")
        + "avslutninger: [{id: x-4r1t, dato: 2026-11-20, trygt_og_godt: ja}]\n",
    ),
    "kopier": lambda h: put(h, f"cases/{ONE}/dokumenter/sak 2.md"),
    "rester": lambda h: put(h, f"cases/{ONE}/.skriver-ny"),
    "las": lock(os.getpid(), 60),
    "ukjente-filer": lambda h: put(h, f"cases/{ONE}/.DS_Store"),
    "satt-til-side": lambda h: put(h, ".skolemiljo/utkast/a.yaml", age=29 * 86400),
    "vedlegg": attachment,
    "skjema": lambda h: put(h, SCHEMA, (h / SCHEMA).read_bytes().replace(b"\n", b"\r\n")),
    "tilgang": lambda h: put(h, "skolemiljo.yaml", "skole: Eksempel\n").chmod(0o644),
    "maler": lambda h: put(h, "templates/nb/melding.md.j2", "Etter § 12-4 i opplæringslova\n"),
    "skjermet": lambda h: put(h, f"cases/{TWO}/sak.yaml", CASE.format(id=TWO, entry="h-2222")),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_check_finds_what_was_planted(name, home, found, cli):
    PLANTED[name](home)
    told = found()
    assert name in told
    others = {"lik-saks-id": {"id-og-mappe"}}.get(name, set())
    assert set(told) <= {name} | others
    assert cli("doctor").code == {
        "oppsett": 78, "uleselig": 65, "ukjente-filer": 0, "satt-til-side": 0,
        "samme-elev": 0,
    }.get(name, 1)  # fmt: skip


@pytest.mark.parametrize("name", HEALTHY)
def test_a_check_leaves_alone_what_is_as_it_should_be(name, home, found):
    HEALTHY[name](home)
    assert name not in found()


@pytest.mark.parametrize(
    "name",
    [
        "sak (conflicted copy 2026-11-20).yaml", "sak (1).yaml", "sak 2.yaml", "sak-KONTOR.yaml",
        "~$referat.docx", "sak.yaml.orig", "sak.yaml.rej", "sak.yaml.bak", ".sak.yaml.swp",
        "sak.yaml~",
        "sak (Rita Rektorsens konfliktkopi 2026-11-20).yaml", "Kopi av sak.yaml", "#sak.yaml#",
        ".#sak.yaml", "sak.yaml.save", ".~lock.sak.yaml#", ".sak.yaml.kate-swp",
        "sak (SFConflict rita 2026-11-20).yaml",
        "sak - Kopi.yaml", "sak.sync-conflict-20261120-1.yaml", "sak.yaml.LOCAL.123.yaml",
    ],
)  # fmt: skip
def test_copies_are_known_by_the_names_that_programs_give_them(name, home, found):
    put(home, f"cases/{ONE}/{name}")
    assert [one["sak"] for one in found()["kopier"]] == [ONE]


@pytest.mark.parametrize(
    "folder",
    [
        "OneDrive - Eksempel kommune",
        "Dropbox",
        "Google Drive",
        "iCloud Drive",
        "Nextcloud",
        "Jottacloud",
        "Proton Drive",
    ],
)
def test_a_ledger_in_a_cloud_folder_is_told(folder, tmp_path, cli, monkeypatch, found):
    root = tmp_path / folder / "saker"
    assert cli("init", str(root), "--no-input").code == 0
    monkeypatch.chdir(root)
    assert set(found()) == {"skymappe"}


@pytest.mark.parametrize("mark", [".dropbox", ".nextcloudsync.log", ".sync/ID", ".dropbox.cache/x"])
def test_a_folder_that_a_sync_program_marks_is_told(mark, home, found):
    path = home.parent / mark
    path.parent.mkdir(exist_ok=True)
    path.write_text("")
    assert set(found()) == {"skymappe"}


def test_a_home_where_dropbox_keeps_its_settings_is_not_a_synced_folder(home, found):
    (home.parent / ".dropbox").mkdir()
    (home.parent / ".sync").mkdir()
    assert found() == {}


def test_an_attachment_that_leads_out_of_the_folder_is_not_read(home, found, tmp_path):
    (tmp_path / "hemmelig.txt").write_text("x")
    attachment(home, name="../../../hemmelig.txt")
    (one, _unlisted) = found()["vedlegg"]
    assert "peker ut av mappen" in one["message"]


def test_a_file_that_no_case_lists_is_told_without_its_name(home, found):
    put(home, f"cases/{ONE}/vedlegg/Askeladd.pdf")
    (one,) = found()["vedlegg"]
    assert "Askeladd" not in json.dumps(one)


def test_no_name_that_a_person_chose_is_repeated(home, cli):
    for plant in PLANTED.values():
        plant(home)
    put(home, f"cases/{ONE}/sak (Askeladds PC).yaml")
    said = cli("doctor")
    assert "Askeladd" not in said.out + said.err


@pytest.mark.parametrize(
    "text", ["§ 9 A-4", "kapittel 9A", "opplæringsloven § 9a", "Fylkesmannen", "ordensreglementet"]
)
def test_words_of_the_old_act_in_own_forms_are_told_with_the_line(text, home, found):
    put(home, "templates/nb/melding.md.j2", f"Første linje\nEtter {text} skal\n")
    (one,) = found()["maler"]
    assert (one["file"], one["line"]) == ("templates/nb/melding.md.j2", 2)
    assert text in one["message"]


def test_a_form_with_a_name_that_no_document_has_is_told(home, found):
    put(home, "templates/nb/meldinng.md.j2", "x")
    assert found()["maler"][0]["severity"] == "info"


def case(home: Path, folder: str, entry: str) -> Path:
    return put(home, f"cases/{folder}/sak.yaml", CASE.format(id=folder, entry=entry))


# --- git ---------------------------------------------------------------------------------------


def broken(setting: str, value: str):
    return lambda h: git(h, "config", "--local", setting, value)


def git_for_all(home: Path) -> None:
    for one in (home, home / ".git"):
        one.chmod(0o755)


IN_GIT = {
    "driver": ("sammenslaing", lambda h: git(h, "config", "--remove-section", "merge.skolemiljo")),
    "another driver": ("sammenslaing", broken("merge.skolemiljo.driver", "annet %O")),
    "attributes": ("sammenslaing", lambda h: (h / ".gitattributes").write_text("")),
    "line ends": (
        "sammenslaing",
        lambda h: (h / ".gitattributes").write_text("cases/*/sak.yaml merge=skolemiljo\n"),
    ),
    "overruled": (
        "sammenslaing",
        lambda h: put(h, ".git/info/attributes", "cases/** merge=union\n"),
    ),
    "ignored": ("gitignore", lambda h: (h / ".gitignore").write_text("*.tmp\n")),
    "under way": ("git", lambda h: put(h, ".git/MERGE_HEAD", git(h, "rev-parse", "HEAD"))),
    "no branch": ("git", lambda h: git(h, "checkout", "-q", "--detach")),
    "unmerged": ("git", unmerged),
    "hook": ("git-innstillinger", lambda h: hook(h, "post-merge")),
    "index lock": ("git", lambda h: put(h, ".git/index.lock", age=700)),
    "shallow": ("git", lambda h: put(h, ".git/shallow", git(h, "rev-parse", "HEAD") + "\n")),
    "no identity": ("git", lambda h: (Path(os.environ["HOME"]) / ".gitconfig").write_text("")),
    "unrecorded": ("ikke-versjonert", lambda h: case(h, ONE, "h-9999")),
    "gone": ("ikke-versjonert", lambda h: (h / "cases" / ONE / "sak.yaml").unlink()),
    "settings": ("git-innstillinger", broken("core.fsmonitor", "true")),
    "open": ("git-kryptering", broken("remote.origin.url", "http://skole.example/saker.git")),
    "no check of who answers": ("git-kryptering", broken("http.sslVerify", "false")),
    "a service": ("git-tjeneste", broken("remote.origin.url", "git@github.com:eksempel/saker.git")),
    "a share": ("delt-mappe", broken("remote.origin.url", "//filtjener/felles/saker.git")),
    "a cloud folder": ("delt-mappe", broken("remote.origin.url", "../OneDrive/saker.git")),
    "git for all": ("tilgang", git_for_all),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_GIT)
def test_a_check_of_git_finds_what_was_planted(name, repo, found):
    rule, plant = IN_GIT[name]
    plant(repo)
    assert rule in found()


def test_a_young_lock_of_git_is_somebody_at_work(repo, found):
    put(repo, ".git/index.lock")
    assert found() == {}


def test_commits_asked_for_where_there_is_no_repository_are_told(home, found):
    config = home / "skolemiljo.yaml"
    config.write_text(config.read_text("utf-8").replace("commit: false", "commit: true"), "utf-8")
    (one,) = found()["git"]
    assert "mappen ligger ikke i et git-arkiv" in one["message"]


def test_plain_text_that_git_keeps_of_files_is_told(repo, found):
    git(repo, "update-ref", "refs/notes/textconv/age", "HEAD")
    assert "git-innstillinger" in found()


STEERING = {
    "the ledger itself": ".", "the settings": "skolemiljo.yaml", "its own folder": ".skolemiljo",
    "the folder of forms": "templates", "a form": "templates/nb/varsling.md.j2",
}  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="rights are inherited there")
@pytest.mark.parametrize("more", [0o020, 0o002], ids=["group", "all"])
@pytest.mark.parametrize("name", STEERING)
def test_what_steers_the_ledger_and_others_may_change_is_told_and_cured(
    name, more, home, found, cli
):
    put(home, "templates/nb/varsling.md.j2", "Vår egen\n")
    path = home / STEERING[name]
    path.chmod(path.stat().st_mode | 0o055)
    assert "tilgang" not in found()  # files that are not cases may be readable by others
    path.chmod(path.stat().st_mode | more)
    (one,) = found()["tilgang"]
    assert "kan endres av andre" in one["message"]
    assert cli("doctor", "--fix", "--ja").code in (0, 1)
    assert path.stat().st_mode & 0o022 == 0
    assert "tilgang" not in found()


# --- cures -------------------------------------------------------------------------------------

CURED = ["id-og-mappe", "rester", "las", "skjema", "tilgang"]


@pytest.mark.parametrize("name", CURED)
def test_a_cure_makes_it_well(name, home, cli, found):
    PLANTED[name](home)
    said = cli("doctor", "--fix", "--ja")
    assert said.code == 0, said
    assert f"Rettet 1: {name}." in said.err
    assert found() == {}


@pytest.mark.parametrize(
    "name", ["driver", "another driver", "attributes", "line ends", "ignored", "unrecorded"]
)
def test_a_cure_in_git_makes_it_well(name, repo, cli, found):
    IN_GIT[name][1](repo)
    assert cli("doctor", "--fix", "--ja").code == 0
    assert found() == {}
    assert git(repo, "status", "--porcelain") == ""


def test_a_cure_of_an_id_changes_that_line_alone_and_shows_it(home, cli):
    PLANTED["id-og-mappe"](home)
    path = home / "cases" / TWO / "sak.yaml"
    before = path.read_text()
    said = cli("doctor", "--fix", "--ja")
    assert "-id: 2026-11-20-cccc\n+id: 2026-11-20-bbbb\n" in said.err
    assert path.read_text() == before.replace("id: 2026-11-20-cccc", f"id: {TWO}")


def test_without_a_person_nothing_is_cured_unless_yes_is_said(home, cli):
    PLANTED["skjema"](home)
    said = cli("doctor", "--fix")
    assert said.code == 2
    assert "--fix --ja" in said.err
    assert (home / SCHEMA).read_text() == "{}"
    assert cli("doctor", "--ja").code == 2


def test_a_file_that_changed_meanwhile_is_not_cured(home, monkeypatch):
    PLANTED["id-og-mappe"](home)
    (one,) = [one for one in examine(home) if one.trouble.fix]
    put(home, f"cases/{TWO}/sak.yaml", "id: en annen\n")
    with pytest.raises(ChangedOutside):
        one.trouble.fix.work()


def test_a_living_writer_s_file_is_neither_told_nor_removed(home, cli, found):
    path = put(home, f"cases/{ONE}/{temp_names.new_name()}", age=7000)
    assert found() == {}
    cli("doctor", "--fix", "--ja")
    assert path.exists()


# --- words -------------------------------------------------------------------------------------


def test_every_check_is_explained(cli):
    said = cli("doctor", "--explain", "alle")
    assert said.code == 0
    for one in CHECKS:
        assert f"{one.name}\n  Ser etter: {one.line}" in said.out
        assert f"{one.name}\n" in cli("doctor", "--explain", one.name).out


def test_an_unknown_check_is_told_with_the_nearest(cli):
    said = cli("doctor", "--explain", "vedleg")
    assert said.code == 66
    assert "Mente du «vedlegg»?" in said.err


ELSEWHERE = {"skymappe"}  # not about what lies in the folder


@pytest.mark.parametrize("check", [one for one in CHECKS if one.name not in ELSEWHERE])
def test_what_is_said_to_be_curable_is(check, repo):
    plants = [PLANTED[check.name]] if check.name in PLANTED else []
    plants += [plant for rule, plant in IN_GIT.values() if rule == check.name][:1]
    assert plants
    plants[0](repo)
    troubles = [one.trouble for one in examine(repo) if one.check is check]
    assert troubles
    assert all(one.fix is not None for one in troubles) == check.cures


def test_one_broken_thing_hides_no_other(home, found):
    PLANTED["oppsett"](home)
    PLANTED["uleselig"](home)
    PLANTED["rester"](home)
    assert set(found()) == {"oppsett", "uleselig", "rester"}


@pytest.mark.parametrize("name", ["post-index-change", "pre-commit", "reference-transaction"])
def test_nothing_of_a_hostile_folder_is_run(name, repo, cli, tmp_path):
    mark, program = tmp_path / "kjort", tmp_path / "plantet"
    program.write_text(f"#!{sys.executable}\nopen({str(mark)!r}, 'w')\n")
    program.chmod(0o755)
    for setting in (
        "core.fsmonitor",
        "core.pager",
        "diff.external",
        "filter.x.clean",
        "gpg.program",
    ):
        git(repo, "config", setting, str(program))
    (repo / ".git" / "hooks" / name).write_bytes(program.read_bytes())
    (repo / ".git" / "hooks" / name).chmod(0o755)
    IN_GIT["unrecorded"][1](repo)
    cli("doctor", "--fix", "--ja")
    assert not mark.exists()
