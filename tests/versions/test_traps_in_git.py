"""Each call of git, in a folder with traps wherever git looks for programs; old and new indexes."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from versions_base import Repository

from skolemiljo_cli.errors import GitFault
from skolemiljo_cli.store.cases.ledger import open_ledger
from skolemiljo_cli.store.git import case_versions as versions
from skolemiljo_cli.store.git import (
    commit,
    log,
    merge_state,
    own_commits,
    remote,
    repository,
    runner,
    setup,
    trust,
    unrecorded,
)
from skolemiljo_cli.store.git.last_commit import last_commit

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the traps are shell programs")

FILTERS = ("x", "to ord", "æ.ø", "clean")
HOOKS = (
    "post-index-change", "reference-transaction", "pre-commit", "pre-merge-commit", "commit-msg",
    "prepare-commit-msg", "post-commit", "post-checkout", "post-merge", "pre-push", "pre-auto-gc",
)  # fmt: skip
PROGRAMS = (
    "core.fsmonitor", "core.pager", "core.editor", "core.askPass", "core.sshCommand",
    "core.gitProxy", "core.alternateRefsCommand", "diff.external", "diff.x.textconv",
    "diff.x.command", "gpg.program", "gpg.ssh.program", "credential.helper", "merge.x.driver",
    "sequence.editor", "alias.update-index", "alias.add", "trailer.x.command", "uploadpack.hook",
    "hook.x.command", "pager.log",
)  # fmt: skip
SETTINGS = (
    ("core.checkStat", "minimal"), ("core.trustctime", "false"), ("log.showSignature", "true"),
    ("commit.gpgSign", "true"), ("merge.verifySignatures", "true"), ("gc.auto", "1"),
    ("diff.x.cachetextconv", "true"), ("core.hooksPath", ".git/hooks"), ("core.splitIndex", "true"),
    ("hook.x.event", "post-index-change"), ("submodule.recurse", "true"),
)  # fmt: skip
ATTRIBUTES = "".join(f'*.yaml filter="{one}" diff=x merge=x\n' for one in reversed(FILTERS))
OLD, NEW = 1_000_000_000, 2_000_000_000
AGES = {"older than the files": OLD, "of the same second": None, "newer": NEW}
PLACES = (".gitattributes", ".git/info/attributes", "cases/.gitattributes", "elsewhere", "index")


class Trapped(Repository):
    """A ledger with a second branch to merge, and with traps; `ran` is what the traps have run."""

    @property
    def log(self) -> Path:
        return self.root.parent / "kjort"

    @property
    def ran(self) -> str:
        return self.log.read_text() if self.log.exists() else ""

    @property
    def case(self) -> str:
        (name,) = (one.name for one in (self.root / "cases").iterdir() if one.is_dir())
        return f"cases/{name}/sak.yaml"

    def change(self, name: str, text: str) -> None:
        path = self.root / name
        path.write_text(path.read_text("utf-8") + text, "utf-8")

    def with_branch(self) -> None:
        """Make a branch that has changed other files than ours has."""
        self.git("switch", "-q", "-c", "annen")
        self.change("skolemiljo.yaml", "# fra den andre\n")
        self.git("commit", "-qam", "annen")
        self.git("switch", "-q", "main")
        self.change(".gitignore", "*.annet\n")
        self.git("commit", "-qam", "vår")

    def set_traps(self, where: str, age: int | None) -> None:
        """Plant the traps; git has seen all files, and takes them for unchanged by their times."""
        for path in self.root.glob("**/*.yaml"):
            os.utime(path, (NEW - OLD, NEW - OLD))
        self.git("update-index", "-q", "--refresh")
        program = self.root.parent / "felle"
        program.write_text(f"#!{sys.executable}\nopen({str(self.log)!r}, 'a').write('x')\n")
        program.chmod(0o755)
        (self.root / ".git" / "hooks").mkdir(exist_ok=True)
        for name in HOOKS:
            (self.root / ".git" / "hooks" / name).write_bytes(program.read_bytes())
            (self.root / ".git" / "hooks" / name).chmod(0o755)
        self.give_attributes(where)
        kinds = ("clean", "smudge", "process")
        pairs = [(f"filter.{one}.{kind}", str(program)) for one in FILTERS for kind in kinds]
        pairs += [(f"filter.{one}.required", "true") for one in FILTERS]
        for key, value in (*pairs, *((key, str(program)) for key in PROGRAMS), *SETTINGS):
            self.git("config", "--file", ".git/config", key, value)
        index = self.root / ".git" / "index"
        at = NEW - OLD if age is None else age
        os.utime(index, (at, at))
        self.log.unlink(missing_ok=True)  # what git itself ran while the traps were set

    def give_attributes(self, where: str) -> None:
        if where == "elsewhere":
            place = self.root.parent / "attributter"
            self.git("config", "core.attributesFile", str(place))
        elif where == "index":
            place = self.root / "cases" / ".gitattributes"
        else:
            place = self.root / where
        place.parent.mkdir(exist_ok=True)
        place.write_text(ATTRIBUTES, "utf-8")
        if where == "index":
            self.git("add", "cases/.gitattributes")
            self.git("update-index", "-q", "--refresh")
            place.unlink()


@pytest.fixture
def trapped(saksarkiv, sak, tmp_path) -> Trapped:
    repo = Trapped(saksarkiv.root)
    repo.with_branch()
    Repository(tmp_path).git("init", "-q", "--bare", "felles.git")
    repo.git("remote", "add", "origin", str(tmp_path / "felles.git"))
    repo.git("push", "-q", "origin", "annen")
    return repo


def _commit(repo: Trapped) -> None:
    repo.change(repo.case, "# mer\n")
    made = commit.commit(repo.root, [repo.case], "x: y\n")
    assert made.commit, made


def _merge(repo: Trapped) -> None:
    with pytest.raises(GitFault):
        merge_state.merge(repo.root, "annen", "sammenslåing")


def _add(repo: Trapped) -> None:
    repo.change(repo.case, "# mer\n")
    assert merge_state.mark_merged(repo.root, repo.case)


def _finish(repo: Trapped) -> None:
    repo.change(repo.case, "# mer\n")
    assert merge_state.finish_merge(repo.root, [repo.case], "ferdig")


def _history(repo: Trapped) -> None:
    here = repository.find(repo.root)
    assert here is not None
    found = versions.versions(here)
    assert log.contents(repo.root, [*found.now.values()], 1 << 20)
    (change, *_) = own_commits.changes(repo.root)
    assert own_commits.files_of(here, change)
    assert own_commits.own_email(repo.root)
    assert log.find_commit(repo.root, change.commit[:12]) == change.commit
    assert repository.branch(repo.root) == "refs/heads/main"


def _asked(repo: Trapped) -> None:
    assert not unrecorded.find_unrecorded(repo.root).gone
    assert last_commit(repo.root, repo.root / repo.case)
    assert merge_state.unmerged(repo.root) == []
    assert trust.untrusted_settings(repo.root)
    assert setup.cases_with_foreign_attributes(repo.root, [repo.case.split("/")[1]]) is not None
    assert setup.keeps_bytes(repo.root, "cases/2026-11-20-aaaa/vedlegg/a") in (True, False)


def _exchange(repo: Trapped) -> None:
    there = remote.Upstream("origin", "main")
    assert remote.upstream(repo.root) == there
    assert remote.fetch(repo.root, there) is None
    assert remote.push(repo.root, there) is None
    assert remote.commit_at(repo.root, there.ref)
    assert remote.has_common_ancestor(repo.root, there.ref)
    assert remote.count_commits(repo.root, "HEAD", there.ref) == 0
    assert remote.unsent_cases(repo.root, there) == {}


def _settings(repo: Trapped) -> None:
    setup.install_driver(repo.root)
    assert setup.has_driver(repo.root)
    assert open_ledger(repo.root)


CALLS: dict[str, Callable[[Trapped], None]] = {
    "commit": _commit, "merge": _merge, "add": _add, "finish": _finish, "history": _history,
    "asked": _asked, "exchange": _exchange, "settings": _settings,
}  # fmt: skip


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("age", AGES)
@pytest.mark.parametrize("call", ["commit", "add", "finish", "merge"])
def test_nothing_is_run_at_any_age_of_the_index_wherever_attributes_are(call, age, where, trapped):
    trapped.set_traps(where, AGES[age])
    CALLS[call](trapped)
    assert trapped.ran == ""


@pytest.mark.parametrize("call", CALLS)
def test_every_way_to_git_is_tried_and_runs_nothing(call, trapped, monkeypatch):
    trapped.set_traps(".gitattributes", OLD)
    CALLS[call](trapped)
    assert trapped.ran == ""


def test_the_calls_tried_are_all_there_are(trapped, monkeypatch):
    verbs: set[str] = set()
    real = runner.subprocess.run

    def watched(words, **more):
        bare = iter(words[1:])
        for word in bare:
            if word == "-c":
                next(bare)
            elif not word.startswith("-"):
                verbs.add(word)
                break
        return real(words, **more)

    monkeypatch.setattr(runner.subprocess, "run", watched)
    assert merge_state.merge(trapped.root, "annen", "sammenslåing")
    trapped.set_traps(".gitattributes", OLD)
    for call in CALLS.values():
        call(trapped)
    assert verbs == set(runner.KNOWN)


@pytest.mark.parametrize("age", AGES)
def test_the_traps_would_run(age, trapped):
    trapped.set_traps(".gitattributes", AGES[age])
    trapped.git("status")
    assert trapped.ran


def test_a_name_that_git_takes_for_something_else_stops_git_and_not_the_work(trapped, cli):
    trapped.set_traps(".gitattributes", OLD)
    (trapped.root / ".gitattributes").write_text("*.yaml filter=a=b\n")
    with (trapped.root / ".git" / "config").open("a") as settings:
        settings.write(f'[filter "a=b"]\n\tclean = {trapped.root.parent / "felle"}\n')
    said = cli("log", trapped.case.split("/")[1], "--tekst", "Noe nytt.", "--no-input")
    assert said.code == 0
    assert "ikke versjonert" in said.err
    assert "Noe nytt." in (trapped.root / trapped.case).read_text("utf-8")
    assert trapped.ran == ""


@pytest.mark.parametrize("age", AGES)
def test_what_git_says_of_the_files_afterwards_is_true(age, trapped):
    """Another file is changed within the second that the index was written, to the same length."""
    for key, value in SETTINGS[:2]:
        trapped.git("config", key, value)
    path = trapped.root / "skolemiljo.yaml"
    os.utime(path, (NEW - OLD, NEW - OLD))
    trapped.git("update-index", "-q", "--refresh")
    trapped.git("config", "filter.x.clean", "cat")
    (trapped.root / ".gitattributes").write_text("*.yaml filter=x\n")
    at = NEW - OLD if AGES[age] is None else AGES[age]
    was = path.read_bytes()
    if age != "newer":  # git itself cannot see such a change when its index is newer
        path.write_bytes(was[:-2] + b"%\n")
        os.utime(path, (NEW - OLD, NEW - OLD))
    os.utime(trapped.root / ".git" / "index", (at, at))
    _commit(trapped)
    (trapped.root / ".gitattributes").write_bytes(
        trapped.git("show", "HEAD:.gitattributes", strip=False).encode()
    )
    time.sleep(0.01)
    changed = [] if age == "newer" else [" M skolemiljo.yaml"]
    assert trapped.status() == changed
    path.write_bytes(was)
    assert trapped.status() == []


def test_a_filter_of_the_persons_own_is_not_started_by_what_others_have_sent(
    trapped, tmp_path, monkeypatch
):
    program = tmp_path / "felle"
    program.write_text(f"#!{sys.executable}\nopen({str(trapped.log)!r}, 'a').write('x')\n")
    program.chmod(0o755)
    for kind in ("clean", "smudge", "process"):
        trapped.git("config", "--global", f"filter.lfs.{kind}", str(program))
    (trapped.root / ".git" / "info" / "attributes").write_text("*.yaml filter=lfs\n")
    assert merge_state.merge(trapped.root, "annen", "sammenslåing")
    assert trapped.ran == ""
    assert trapped.subjects()[0] == "sammenslåing"
    assert "fra den andre" in (trapped.root / "skolemiljo.yaml").read_text("utf-8")
