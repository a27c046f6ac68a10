"""`sync`: two people, two clones and a remote; no text is lost, and no git knowledge is needed."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from versions_base import REPORT, Repository

from skolemiljo_cli.store.git import remote, setup
from skolemiljo_cli.store.yaml import reader

LOG = ("--no-input", "--type", "notat", "--av", "a1", "--tekst")


class People:
    """Two clones of one school's ledger, and the remote."""

    def __init__(self, here: Repository, there: Repository, shared: Path, cli, monkeypatch) -> None:
        self.here, self.there, self.shared = here, there, shared
        self._cli, self._patch = cli, monkeypatch

    def at(self, who: Repository, *words: str, code: int = 0):
        self._patch.chdir(who.root)
        said = self._cli(*words)
        assert said.code == code, (words, said)
        return said


@pytest.fixture
def people(saksarkiv, shared, cli, monkeypatch) -> People:
    return People(saksarkiv, *shared, cli, monkeypatch)


def case(who: Repository, sak: str) -> Path:
    return who.root / "cases" / sak / "sak.yaml"


def texts(who: Repository, sak: str) -> list[str]:
    return [one["tekst"] for one in reader.read(case(who, sak).read_bytes()).get("logg", [])]


def by_hand(who: Repository, sak: str, old: str, new: str) -> None:
    text = case(who, sak).read_text()
    assert old in text
    case(who, sak).write_text(text.replace(old, new))


def test_the_first_sync_sends_all_and_the_second_nothing(people):
    log = Repository(people.shared).git("log", "--format=%s", "main").splitlines()
    assert log[-1] == "saksarkiv: start"
    assert people.at(people.here, "sync").err == "Alt er likt her og der.\n"


def test_what_both_wrote_is_with_both_afterwards(people, sak):
    people.at(people.here, "log", sak, *LOG, "Fra den ene.")
    people.at(people.there, "log", sak, *LOG, "Fra den andre.")
    people.at(people.there, "new-case", *REPORT[1:])
    people.at(people.here, "sync")
    said = people.at(people.there, "sync")
    assert said.err == "Hentet én versjon, sendte 3 versjoner.\n"
    people.at(people.here, "sync")
    assert sorted(texts(people.here, sak)) == ["Fra den andre.", "Fra den ene."]
    assert case(people.here, sak).read_bytes() == case(people.there, sak).read_bytes()
    assert people.here.git("rev-parse", "HEAD") == people.there.git("rev-parse", "HEAD")
    assert people.here.status() == people.there.status() == []


def test_a_fresh_clone_gets_the_merge_driver_by_sync(people):
    assert people.there.git("config", "merge.skolemiljo.driver", fine=False) == ""
    people.at(people.there, "sync")
    assert "merge-driver" in people.there.git("config", "merge.skolemiljo.driver")


def test_what_was_written_by_hand_is_recorded_first_and_only_the_ledger_s_own(people, sak):
    by_hand(people.here, sak, "trinn: 5", "trinn: 6")
    (people.here.root / "annet.txt").write_text("x")
    folder = people.here.root / "cases" / sak / "dokumenter"
    folder.mkdir()
    (folder / "utskrift.md").write_text("x")
    said = people.at(people.here, "sync")
    assert f"Lagret det som var skrevet for hånd: {sak}\n" in said.err
    assert people.here.subjects()[0] == f"{sak}: for hånd"
    assert people.here.status() == ["?? annet.txt", f"?? cases/{sak}/dokumenter/utskrift.md"]


OF_THE_LEDGER = [
    "rutiner.yaml", "templates/nb/melding.md.j2", ".pre-commit-config.yaml", "skolemiljo.yaml",
    ".gitignore", ".skolemiljo/attic/2026-11-20-aaaa/1.yaml",
]  # fmt: skip


@pytest.mark.parametrize("name", OF_THE_LEDGER)
def test_what_a_ledger_is_made_of_besides_cases_is_sent_too(people, name):
    path = people.here.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write("# Ført for hånd.\n")
    assert "saksarkiv" in people.at(people.here, "sync").err
    people.at(people.there, "sync")
    assert "Ført for hånd." in (people.there.root / name).read_text("utf-8")


def test_a_conflict_stops_names_the_key_and_is_finished_by_a_person(people, sak):
    by_hand(people.here, sak, "trinn: 5", "trinn: 6")
    by_hand(people.there, sak, "trinn: 5", "trinn: 7")
    people.at(people.here, "sync")
    said = people.at(people.there, "sync", code=1)
    assert f"cases/{sak}/sak.yaml parter.e1.trinn: feil: Begge sider har endret" in said.err
    assert "Ikke ferdig: ingenting er sendt ennå." in said.err
    assert "Askeladd" not in said.err
    (aside,) = (people.there.root / ".skolemiljo" / "attic" / sak).iterdir()
    assert aside.name in said.err
    assert reader.read(case(people.there, sak).read_bytes())["parter"]["e1"]["trinn"] == "7"
    # the answer is the same until somebody decides
    again = people.at(people.there, "sync", code=1)
    assert f"{sak}/sak.yaml parter.e1.trinn" in again.err
    by_hand(people.there, sak, "trinn: 7", "trinn: 6")
    ended = people.at(people.there, "sync", "--ferdig")
    assert "for hånd" not in ended.err  # the file set aside is part of the merge
    people.at(people.here, "sync")
    assert case(people.here, sak).read_bytes() == case(people.there, sak).read_bytes()
    assert people.here.status() == people.there.status() == []
    assert (people.here.root / ".skolemiljo" / "attic" / sak / aside.name).exists()


def changes_told(cli, monkeypatch, who: Repository) -> list[str]:
    """Return what `history --check` finds but for how late the day of the report was recorded."""
    monkeypatch.chdir(who.root)
    found = json.loads(cli("history", "--check", "--json").out)["findings"]
    return [one["message"] for one in found if one["rule"] != "fort-for-sent"]


def test_two_people_that_got_one_key_are_told_with_where_the_second_is_meant(
    people, sak, cli, monkeypatch
):
    """Each side's `f1` is another parent; text about one must not be read as about the other."""
    for who, name in ((people.there, "Far"), (people.here, "Mor")):
        one = f"  f1: {{rolle: foresatt, navn: {name} Eventyr, til: e1}}\n"
        by_hand(who, sak, "melding:\n", one + "melding:\n")
        words = ("--type", "notat", "--av", "f1", "--tekst", "{f1} ringte.")
        people.at(who, "log", sak, "--no-input", *words)
    ids = [one["id"] for one in reader.read(case(people.there, sak).read_bytes())["logg"]]
    ids += [one["id"] for one in reader.read(case(people.here, sak).read_bytes())["logg"]]
    people.at(people.there, "sync")
    said = people.at(people.here, "sync")
    assert "f1 var to personer, én på hver side. Den ene har fått nøkkelen f2." in said.err
    value = reader.read(case(people.here, sak).read_bytes())
    by_entry = {one["id"]: value["parter"][one["av"]]["navn"] for one in value["logg"]}
    assert by_entry == {ids[0]: "Far Eventyr", ids[1]: "Mor Eventyr"}
    (moved,) = (one["id"] for one in value["logg"] if one["av"] == "f2")
    assert f"Den er byttet inn i: {moved}." in said.err
    assert "Eventyr" not in said.out + said.err
    assert not changes_told(cli, monkeypatch, people.here)
    people.at(people.there, "sync")
    assert case(people.there, sak).read_bytes() == case(people.here, sak).read_bytes()


def test_a_file_with_a_fault_is_not_taken_as_finished(people, sak):
    by_hand(people.here, sak, "trinn: 5", "trinn: 6")
    by_hand(people.there, sak, "trinn: 5", "trinn: 7")
    people.at(people.here, "sync")
    people.at(people.there, "sync", code=1)
    case(people.there, sak).write_text("id: [\n")
    said = people.at(people.there, "sync", "--ferdig", code=65)
    assert f"cases/{sak}/sak.yaml" in said.err
    assert (people.there.root / ".git" / "MERGE_HEAD").exists()


def test_removed_by_one_and_written_in_by_the_other_the_case_stays(people, sak):
    people.here.git("rm", "-q", "-r", f"cases/{sak}")
    people.here.git("commit", "-qm", "borte")
    people.at(people.here, "sync")
    people.at(people.there, "log", sak, *LOG, "Ført imens.")
    said = people.at(people.there, "sync", code=1)
    assert "Den ene siden har fjernet filen" in said.err
    people.at(people.there, "sync", "--ferdig")
    people.at(people.here, "sync")
    assert texts(people.here, sak) == ["Ført imens."]


def test_removed_by_one_and_let_go_by_the_other_it_is_gone(people, sak):
    people.here.git("rm", "-q", "-r", f"cases/{sak}")
    people.here.git("commit", "-qm", "borte")
    people.at(people.here, "sync")
    people.at(people.there, "log", sak, *LOG, "Ført imens.")
    people.at(people.there, "sync", code=1)
    case(people.there, sak).unlink()
    people.at(people.there, "sync", "--ferdig")
    people.at(people.here, "sync")
    assert not case(people.here, sak).exists()
    assert people.there.status() == []


def test_a_broken_case_is_not_sent_and_hides_nothing_else(people, sak, cli):
    people.at(people.here, "new-case", *REPORT[1:])
    other = next(
        one.name
        for one in (people.here.root / "cases").iterdir()
        if one.name not in (sak, ".gitkeep")
    )
    case(people.here, sak).write_text("id: [\n")
    by_hand(people.here, other, "trinn: 5", "trinn: 6")
    said = people.at(people.here, "sync", code=65)
    assert f"cases/{sak}/sak.yaml:" in said.err
    assert "Den er ikke sendt." in said.err
    people.at(people.there, "sync")
    assert "trinn: 6" in case(people.there, other).read_text()
    assert "Askeladd" in case(people.there, sak).read_text()


def test_a_folder_that_is_gone_is_told_and_not_removed_for_the_others(people, sak):
    case(people.here, sak).unlink()
    said = people.at(people.here, "sync")
    assert f"git restore cases/{sak}" in said.err
    people.at(people.there, "sync")
    assert case(people.there, sak).exists()


def test_when_the_shared_place_is_away_all_is_kept_and_it_can_be_tried_again(people, sak):
    people.at(people.here, "log", sak, *LOG, "Viktig.")
    people.shared.rename(people.shared.with_name("borte.git"))
    said = people.at(people.here, "sync", code=75)
    assert "Det du har, er lagret på maskinen." in said.err
    assert texts(people.here, sak) == ["Viktig."]
    people.shared.with_name("borte.git").rename(people.shared)
    people.at(people.here, "sync")


def test_without_a_shared_place_it_says_how_to_name_one(saksarkiv, cli):
    said = cli("sync")
    assert said.code == 66
    assert "git remote add origin" in said.err


def test_without_git_it_says_so(ledger, cli):
    said = cli("sync")
    assert said.code == 66
    assert "mappen ligger ikke i et git-arkiv" in said.err


def test_something_else_under_way_must_be_finished_with_git(people, sak):
    head = people.here.git("rev-parse", "HEAD")
    (people.here.root / ".git" / "CHERRY_PICK_HEAD").write_text(head + "\n")
    said = people.at(people.here, "sync", code=2)
    assert "cherry-pick" in said.err


def test_a_rebase_that_stopped_is_told_as_one_though_it_stands_on_no_branch(people, sak):
    by_hand(people.here, sak, "trinn: 5", "trinn: 6")
    people.here.git("commit", "-qam", "vår")
    by_hand(people.there, sak, "trinn: 5", "trinn: 7")
    people.at(people.there, "sync")
    people.here.git("fetch", "-q")
    people.here.git("rebase", "-q", "origin/main", fine=False)
    assert people.here.git("symbolic-ref", "-q", "HEAD", fine=False) == ""
    assert "rebase" in people.at(people.here, "sync", code=2).err


def test_what_is_unmerged_outside_the_ledger_is_nothing_for_sync_to_finish(
    person, tmp_path, cli, monkeypatch
):
    top = Repository(tmp_path / "alt")
    (top.root / "saksarkiv").mkdir(parents=True)
    top.git("init", "-q")
    monkeypatch.chdir(top.root / "saksarkiv")
    assert cli("init", "--no-input", "--skole", "Eksempel skole").code == 0
    for branch, text in (("andre", "deres"), ("main", "vår")):
        top.git("checkout", "-q", *(["-b", branch] if branch == "andre" else [branch]))
        (top.root / "notat.txt").write_text(text)
        top.git("add", "notat.txt")
        top.git("commit", "-qm", text)
    top.git("merge", "-q", "andre", fine=False)
    said = cli("sync", "--ferdig")
    assert said.code == 2
    assert "utenfor saksarkivet" in said.err
    assert "<<<<<<<" in (top.root / "notat.txt").read_text()
    assert top.status() == ["AA notat.txt"]


def test_something_unrecorded_in_the_way_stops_before_anything_is_touched(people, sak):
    (people.there.root / "annet.txt").write_text("derfra")
    people.there.git("add", "annet.txt")
    people.there.git("commit", "-qm", "annet")
    people.at(people.there, "sync")
    (people.here.root / "annet.txt").write_text("herfra")
    people.at(people.here, "log", sak, *LOG, "Mitt.")
    said = people.at(people.here, "sync", code=2)
    assert "står i veien" in said.err
    assert (people.here.root / "annet.txt").read_text() == "herfra"
    assert texts(people.here, sak) == ["Mitt."]


@pytest.fixture
def both(people, both_wrote):
    """Both have written; the other one has sent it."""
    return people


def set_global(text: str) -> None:
    (Path(os.environ["HOME"]) / ".gitconfig").write_text(text)


ME = "[user]\n\tname = Rita Rektorsen\n\temail = rita@skole.example\n"


def test_a_person_who_wants_no_merge_commits_elsewhere_can_sync_all_the_same(both, sak):
    set_global(f"{ME}[merge]\n\tff = only\n[pull]\n\tff = only\n")
    both.at(both.here, "sync")
    assert sorted(texts(both.here, sak)) == ["Fra den andre.", "Fra den ene."]


def test_a_person_who_always_wants_merge_commits_makes_none_where_nothing_is_merged(people, sak):
    set_global(f"{ME}[merge]\n\tff = no\n")
    people.at(people.there, "log", sak, *LOG, "Derfra.")
    people.at(people.there, "sync")
    people.at(people.here, "sync")
    assert people.here.git("rev-parse", "HEAD") == people.there.git("rev-parse", "HEAD")


def test_without_an_identity_the_merge_is_not_begun_and_says_how_to_get_one(both, sak):
    set_global("[user]\n\tuseConfigOnly = true\n")
    said = both.at(both.here, "sync", code=2)
    assert "git vet ikke hvem du er" in said.err
    assert 'git config --global user.name "Navnet ditt"' in said.err
    assert both.here.status() == []


def test_ledgers_that_were_begun_apart_are_told_so(saksarkiv, sak, people, tmp_path):
    alone = Repository(tmp_path / "alene")
    alone.root.mkdir()
    alone.git("init", "-q")
    people.at(alone, "init", "--no-input", "--skole", "En annen skole")
    alone.git("remote", "add", "origin", str(people.shared))
    said = people.at(alone, "sync", code=2)
    assert "er begynt hver for seg" in said.err
    assert "git clone ADRESSEN" in said.err


def test_a_server_that_says_no_is_not_said_to_be_busy(people, sak):
    hook = people.shared / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho nei >&2\nexit 1\n")
    hook.chmod(0o755)
    people.at(people.here, "log", sak, *LOG, "Viktig.")
    said = people.at(people.here, "sync", code=73)
    assert "sa nei til det som ble sendt" in said.err
    assert "skolemiljo check" in said.err
    assert "Andre sender" not in said.err


def test_for_programs_it_counts(people, sak):
    people.at(people.here, "log", sak, *LOG, "Noe.")
    data = json.loads(people.at(people.here, "sync", "--json").out)["data"]
    assert data == {"lagret": [], "hentet": 0, "sendt": 1}


def test_what_another_sends_while_we_send_is_fetched_and_ours_is_sent_after_it(
    people, sak, monkeypatch
):
    people.at(people.there, "log", sak, *LOG, "Derfra.")
    people.at(people.here, "log", sak, *LOG, "Herfra.")
    send, calls = remote.push, []

    def just_after_the_other(*words):
        calls.append(words)
        if len(calls) == 1:
            people.there.git("push", "-q", "origin", "main")
        return send(*words)

    monkeypatch.setattr(remote, "push", just_after_the_other)
    said = people.at(people.here, "sync")
    assert len(calls) == 2
    assert said.err.startswith("Hentet én versjon, sendte 2 versjoner.")
    assert set(texts(people.here, sak)) == {"Herfra.", "Derfra."}
    assert people.here.git("rev-parse", "HEAD") == Repository(people.shared).git(
        "rev-parse", "main"
    )


def test_a_place_that_will_not_take_what_is_sent_is_not_asked_again(people, sak, monkeypatch):
    calls = []

    def refuse(*words):
        calls.append(words)
        return remote.Fault.ACCESS

    monkeypatch.setattr(remote, "push", refuse)
    people.at(people.here, "log", sak, *LOG, "Noe.")
    said = people.at(people.here, "sync", code=75)
    assert "slipper deg ikke inn" in said.err
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("! [rejected] main -> main (fetch first)", remote.Fault.BEHIND),
        ("To /sak-403\n ! [rejected] main -> main (fetch first)", remote.Fault.BEHIND),
        ("git@x: Permission denied (publickey).\nfatal: does not exist", remote.Fault.ACCESS),
        ("fatal: '/x' does not appear to be a git repository", remote.Fault.NO_REPOSITORY),
        ("fatal: unable to access: Could not resolve host: x", remote.Fault.NETWORK),
        ("fatal: unable to access: The requested URL returned error: 403", remote.Fault.ACCESS),
        ("fatal: something else", remote.Fault.OTHER),
    ],
)
def test_what_git_says_of_the_other_place_is_told_apart(people, monkeypatch, said, fault):
    there = remote.upstream(people.here.root)
    monkeypatch.setattr(
        remote.runner, "run", lambda *_, **__: remote.runner.GitResult(128, b"", said.encode())
    )
    assert remote.push(people.here.root, there) == fault


def test_with_two_shared_places_and_none_chosen_none_is_guessed(people):
    people.here.git("remote", "add", "annet", str(people.shared))
    people.here.git("config", "--unset", "branch.main.remote")
    assert "Det er ikke sagt hvor" in people.at(people.here, "sync", code=66).err


def test_a_branch_that_is_called_otherwise_there_is_sent_there(people, sak):
    people.here.git("push", "-q", "origin", "main:refs/heads/felles")
    people.here.git("config", "branch.main.merge", "refs/heads/felles")
    before = Repository(people.shared).git("rev-parse", "main")
    people.at(people.here, "log", sak, *LOG, "Noe.")
    people.at(people.here, "sync")
    shared = Repository(people.shared)
    assert shared.git("rev-parse", "felles") == people.here.git("rev-parse", "HEAD")
    assert shared.git("rev-parse", "main") == before


def test_what_git_will_not_record_stops_before_anything_is_sent(people, sak):
    by_hand(people.here, sak, "trinn: 5", "trinn: 6")
    (Path(os.environ["HOME"]) / ".gitconfig").write_text("")
    said = people.at(people.here, "sync", code=73)
    assert "Kan ikke synkronisere: git vet ikke hvem du er." in said.err
    assert "trinn: 6" in case(people.here, sak).read_text()


def test_on_no_branch_nothing_is_synced(people):
    people.here.git("checkout", "-q", "--detach")
    assert "git står ikke på noen gren" in people.at(people.here, "sync", code=2).err


def test_links_and_hidden_files_in_a_ledger_are_not_recorded(people, sak):
    root = people.here.root
    (root / "cases" / "2026-01-01-aaaa").symlink_to(root / "cases" / sak)
    attached = root / "cases" / sak / "vedlegg"
    attached.mkdir()
    (attached / ".skjult").write_text("x")
    (attached / "kart.txt").write_text("x")
    (root / "templates").mkdir()
    (root / "templates" / "egen.md").write_text("x")
    people.at(people.here, "sync")
    recorded = people.here.git("ls-tree", "-r", "--name-only", "HEAD").splitlines()
    assert f"cases/{sak}/vedlegg/kart.txt" in recorded
    assert "templates/egen.md" in recorded
    assert not [one for one in recorded if "2026-01-01-aaaa" in one or ".skjult" in one]


# --- a hostile repository -----------------------------------------------------------------------


@pytest.fixture
def trap(tmp_path) -> tuple[Path, Path]:
    """Return a program that makes a file when it is run, and the file."""
    mark, program = tmp_path / "kjort", tmp_path / "plantet"
    program.write_text(f"#!{sys.executable}\nopen({str(mark)!r}, 'a').write('x')\n")
    program.chmod(0o755)
    return program, mark


SETTINGS = [
    "core.fsmonitor", "core.sshCommand", "core.gitProxy", "core.pager", "core.editor",
    "core.askPass",
    "core.hooksPath", "core.attributesFile", "core.worktree", "core.alternateRefsCommand",
    "credential.helper", "credential.https://x.helper", "diff.external", "diff.x.textconv",
    "diff.x.command", "filter.x.clean", "filter.x.smudge", "filter.x.process", "merge.x.driver",
    "merge.tool", "mergetool.x.cmd", "gpg.program", "gpg.ssh.program", "sequence.editor",
    "remote.origin.uploadpack", "remote.origin.receivepack", "remote.origin.vcs", "http.proxy",
    "url.ext::x.insteadOf", "protocol.ext.allow", "include.path", "includeIf.gitdir:/.path",
    "alias.fetch", "trailer.x.command", "uploadpack.packObjectsHook", "submodule.x.update",
    "interactive.diffFilter", "ssh.variant", "init.templateDir", "extensions.worktreeConfig",
    "remote.x.url.vcs",  # only the beginning of the name is like an allowed one
]  # fmt: skip


@pytest.mark.parametrize("setting", SETTINGS)
def test_settings_of_the_folder_that_might_run_a_program_stop_sync(
    people, sak, both_wrote, trap, setting
):
    program, mark = trap
    people.here.git("config", "--local", setting, str(program))
    (people.here.root / ".git" / "info").mkdir(exist_ok=True)
    (people.here.root / ".git" / "info" / "attributes").write_text("* filter=x diff=x\n")
    head = (people.here.root / ".git" / "refs" / "heads" / "main").read_text()
    stopped_by_git = setting.startswith(("include", "core.worktree", "extensions"))
    said = people.at(people.here, "sync", code=66 if stopped_by_git else 78)
    assert stopped_by_git or setting.split(".")[0].lower() in said.err.lower()
    assert not mark.exists()
    assert (people.here.root / ".git" / "refs" / "heads" / "main").read_text() == head


@pytest.mark.parametrize(
    "address",
    ["ext::sh -c 'touch kjort'", "--upload-pack=touch", "foo::bar", "fd::17", "-x", "",
     "foo://bar", "-oProxyCommand=touch:x", "http://example.invalid/x.git"],
)  # fmt: skip
def test_an_address_that_is_a_program_is_refused(people, address, tmp_path):
    people.here.git("config", "--local", "remote.origin.url", address)
    people.at(people.here, "sync", code=78)
    assert not (people.here.root / "kjort").exists()


@pytest.mark.parametrize("address", [r"\\server\deling\arkiv.git", "//server/deling/arkiv.git"])
def test_a_shared_folder_of_windows_is_an_address(people, sak, address):
    people.here.git("remote", "set-url", "origin", address)
    said = people.at(people.here, "sync", code=75)
    assert "innstillinger" not in said.err


def test_a_name_from_the_person_s_own_settings_of_ssh_is_an_address(people):
    people.here.git("remote", "set-url", "origin", "skole.invalid:arkiv.git")
    said = people.at(people.here, "sync", code=75)
    assert "innstillinger" not in said.err


def test_an_address_to_send_to_that_is_a_program_is_refused(people):
    people.here.git("config", "--local", "remote.origin.pushurl", "ext::sh -c 'touch kjort'")
    said = people.at(people.here, "sync", code=78)
    assert "remote.origin.pushurl" in said.err
    assert not (people.here.root / "kjort").exists()


def test_hooks_of_the_folder_are_not_run(people, sak, both_wrote, trap):
    program, mark = trap
    hooks = people.here.root / ".git" / "hooks"
    for name in (
        "pre-commit", "post-commit", "pre-merge-commit", "prepare-commit-msg", "commit-msg",
        "post-merge", "pre-push", "post-checkout", "reference-transaction", "post-index-change",
        "pre-auto-gc", "update", "post-rewrite",
    ):  # fmt: skip
        (hooks / name).write_bytes(program.read_bytes())
        (hooks / name).chmod(0o755)
    people.at(people.here, "sync")
    assert len(texts(people.here, sak)) == 2
    assert not mark.exists()


def test_a_planted_driver_of_our_own_name_is_not_run(people, sak, both_wrote, trap):
    program, mark = trap
    people.here.git("config", "--local", "merge.skolemiljo.driver", f"{program} %O %A %B")
    people.at(people.here, "sync")
    assert sorted(texts(people.here, sak)) == ["Fra den andre.", "Fra den ene."]
    assert not mark.exists()


@pytest.mark.parametrize("line", ["cases/*/sak.yaml merge=union", "* merge=binary", "* -merge"])
def test_attributes_that_take_the_cases_from_our_driver_are_overruled_or_refused(people, sak, line):
    path = people.here.root / "cases" / ".gitattributes"
    path.write_text(line.replace("cases/", "") + "\n")
    said = people.at(people.here, "sync", code=78)
    assert ".gitattributes" in said.err


def test_a_branch_that_looks_like_an_option_is_no_branch_of_ours(people, sak):
    config = people.here.root / ".git" / "config"
    config.write_text(config.read_text().replace('[remote "origin"]', '[remote "--upload-pack=x"]'))
    assert people.at(people.here, "sync", code=66)


@pytest.mark.parametrize("name", ["-u", "--all", "..", "a..b"])
def test_a_shared_place_with_a_name_that_is_none_is_none_of_ours(people, name):
    config = people.here.root / ".git" / "config"
    config.write_text(config.read_text().replace('[remote "origin"]', f'[remote "{name}"]'))
    assert people.at(people.here, "sync", code=66)


@pytest.mark.parametrize("named", ["ext::sh -c 'touch kjort'", "--upload-pack=touch", "."])
def test_a_branch_that_is_said_to_be_shared_at_no_named_place_is_shared_at_the_only_one(
    people, named
):
    people.here.git("config", "--local", "branch.main.remote", named)
    assert remote.upstream(people.here.root) == remote.Upstream("origin", "main")


def test_the_person_s_own_settings_are_trusted(people, sak, monkeypatch):
    home = Path(os.environ["HOME"])
    with (home / ".gitconfig").open("a") as file:
        file.write("[credential]\n\thelper = store\n[alias]\n\tst = status\n")
    people.at(people.here, "log", sak, *LOG, "Noe.")
    people.at(people.here, "sync")


# --- when the driver could not do its work ------------------------------------------------------


def merge_without_us(who: Repository, driver: str | None) -> None:
    """Merge with git alone: our driver fails, or is not set up."""
    if driver is None:
        who.git("config", "--remove-section", "merge.skolemiljo")
        (who.root / ".git" / "info" / "attributes").write_text("cases/** !merge\n")
    else:
        who.git("config", "merge.skolemiljo.driver", driver)
    who.git("fetch", "-q")
    who.git("merge", "-q", "origin/main", fine=False)
    assert who.git("diff", "--name-only", "--diff-filter=U") != ""
    (who.root / ".git" / "info" / "attributes").unlink(missing_ok=True)


@pytest.mark.parametrize("driver", ["exit 1", "exit 73", "exit 130", None])
@pytest.mark.parametrize("words", [("sync",), ("sync", "--ferdig")], ids=" ".join)
def test_a_merge_that_we_were_not_let_do_is_done_again_and_loses_nothing(
    people, sak, both_wrote, driver, words
):
    merge_without_us(people.here, driver)
    people.at(people.here, *words)
    assert set(texts(people.here, sak)) == {"Fra den ene.", "Fra den andre."}
    assert people.here.git("status", "--porcelain", "--", "cases") == ""
    assert people.here.git("rev-parse", "HEAD") == people.here.git("rev-parse", "origin/main")


def test_a_driver_that_falls_over_in_the_middle_of_sync_is_done_without(
    people, sak, both_wrote, monkeypatch
):
    monkeypatch.setattr(setup, "driver_command", lambda: "exit 1")
    people.at(people.here, "sync")
    assert set(texts(people.here, sak)) == {"Fra den ene.", "Fra den andre."}
    assert people.here.git("rev-parse", "HEAD") == people.here.git("rev-parse", "origin/main")


@pytest.mark.parametrize("driver", ["exit 1", None])
def test_a_conflict_that_nobody_has_seen_is_shown_before_it_is_finished(people, sak, driver):
    by_hand(people.there, sak, "{e1} ble stengt ute.", "Deres ord.")
    people.at(people.there, "sync")
    by_hand(people.here, sak, "{e1} ble stengt ute.", "Våre ord.")
    people.here.git("commit", "-qam", "for hånd")
    merge_without_us(people.here, driver)
    said = people.at(people.here, "sync", "--ferdig", code=1)
    assert "melding.beskrivelse" in said.err
    (aside,) = people.here.root.glob(".skolemiljo/attic/*/*.yaml")
    assert aside.name in said.err
    kept = reader.read(case(people.here, sak).read_bytes())["melding"]["beskrivelse"]
    other = {"Deres ord.", "Våre ord."} - {kept}
    assert other.pop() in aside.read_text()
    people.at(people.here, "sync", "--ferdig", "--velg", "melding.beskrivelse=min")
    assert "Våre ord." in case(people.here, sak).read_text()


def test_what_stood_between_the_marks_of_git_is_kept_in_a_draft(people, sak, both_wrote):
    merge_without_us(people.here, None)
    by_hand(people.here, sak, "Fra den ene.", "Rettet for hånd.")
    people.at(people.here, "sync")
    (draft,) = people.here.root.glob(".skolemiljo/utkast/*")
    assert "Rettet for hånd." in draft.read_text()


def test_an_entry_that_is_not_in_the_file_stops_the_finishing(people, sak):
    by_hand(people.there, sak, "{e1} ble stengt ute.", "Deres ord.")
    people.at(people.there, "log", sak, *LOG, "Fra den andre.")
    people.at(people.there, "sync")
    by_hand(people.here, sak, "{e1} ble stengt ute.", "Våre ord.")
    people.at(people.here, "sync", code=1)
    whole = case(people.here, sak).read_text()
    case(people.here, sak).write_text(people.here.git("show", ":2:cases/" + sak + "/sak.yaml"))
    said = people.at(people.here, "sync", "--ferdig", code=1)
    assert "ikke med i saken" in said.err
    assert "h-" in said.err
    case(people.here, sak).write_text(whole)
    people.at(people.here, "sync", "--ferdig", "--velg", "melding.beskrivelse=deres")
    assert "Deres ord." in case(people.here, sak).read_text()
    assert texts(people.here, sak) == ["Fra den andre."]
