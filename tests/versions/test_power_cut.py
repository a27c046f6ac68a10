"""What a power cut leaves of git: locks, files of a merge, half a merge, an `init` half done."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from versions_base import REPORT, Repository

from skolemiljo_cli.store.files import git_place, process
from skolemiljo_cli.store.git import at_work, remote
from skolemiljo_cli.store.yaml import reader

posix = pytest.mark.skipif(os.name == "nt", reason="git inherits no handle there")
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only seen in /proc")
LOG = ("--no-input", "--type", "notat", "--av", "a1", "--tekst")
LONG_AGO = 1_000_000_000
LOCKS = ("index.lock", "HEAD.lock", "config.lock", "refs/heads/main.lock", "packed-refs.lock",
         "refs/remotes/origin/main.lock", "shallow.lock")  # fmt: skip


def leave(root: Path, name: str, data: bytes = b"", at: float | None = None) -> Path:
    """Leave a file in the git folder, or in the ledger if the name begins with `/`."""
    path = root / name[1:] if name.startswith("/") else root / ".git" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    if at is not None:
        os.utime(path, (at, at))
    return path


def leave_mark(root: Path, before: str = "", theirs: str = "") -> Path:
    """Leave the mark of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    owner = process.Owner(process.current().machine, ended.pid, "0")
    name = f"{git_place.MARK}{owner.mark}-00000000"
    return leave(root, name, f"{before} {theirs}\n".encode())


def case_of(repo: Repository) -> Path:
    (path,) = repo.root.glob("cases/*/sak.yaml")
    return path


def texts(path: Path) -> set[str]:
    return {one["tekst"] for one in reader.read(path.read_bytes()).get("logg", [])}


@pytest.fixture(autouse=True)
def a_disk_of_this_machine(monkeypatch):
    monkeypatch.setattr(process, "is_shared", lambda _: False)


# --- locks ---------------------------------------------------------------------------------------


@posix
@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_left_while_git_wrote_for_us_stops_nothing(name, shared, saksarkiv, sak, cli):
    mark, lock = leave_mark(saksarkiv.root), leave(saksarkiv.root, name)
    said = cli("log", sak, *LOG, "Etterpå.")
    assert (said.code, "ikke versjonert" in said.err) == (0, False)
    assert not lock.exists()
    assert not mark.exists()
    assert cli("sync").code == 0
    assert saksarkiv.status() == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_from_before_the_machine_was_started_stops_nothing(
    name, shared, saksarkiv, sak, cli
):
    lock = leave(saksarkiv.root, name, at=LONG_AGO)
    (case_of(saksarkiv)).write_text(case_of(saksarkiv).read_text() + "# for hånd\n")
    assert cli("sync").code == 0
    assert not lock.exists()
    assert saksarkiv.subjects()[0] == f"{sak}: for hånd"


def test_where_other_machines_may_work_a_lock_is_told_and_left(
    shared, saksarkiv, sak, cli, monkeypatch
):
    monkeypatch.setattr(process, "is_shared", lambda _: True)
    lock = leave(saksarkiv.root, "index.lock", at=LONG_AGO)
    case_of(saksarkiv).write_text(case_of(saksarkiv).read_text() + "# for hånd\n")
    said = cli("sync")
    assert said.code == 73
    assert "et annet program holder på med git-arkivet" in said.err
    assert lock.exists()
    assert "slett .git/index.lock" in cli("doctor").out


@linux
def test_a_lock_that_no_git_at_work_can_have_made_is_waited_for_a_moment(
    shared, saksarkiv, sak, cli
):
    lock = leave(saksarkiv.root, "index.lock")
    case_of(saksarkiv).write_text(case_of(saksarkiv).read_text() + "# for hånd\n")
    assert cli("sync").code == 0
    assert not lock.exists()


@linux
def test_the_lock_of_a_git_that_is_at_work_is_left_alone(shared, saksarkiv, sak, cli):
    leave_mark(saksarkiv.root)
    lock = leave(saksarkiv.root, "index.lock")
    case_of(saksarkiv).write_text(case_of(saksarkiv).read_text() + "# for hånd\n")
    words = ["git", "cat-file", "--batch"]
    with subprocess.Popen(words, cwd=saksarkiv.root, stdin=subprocess.PIPE) as alive:
        assert cli("log", sak, *LOG, "Etterpå.").code == 0
        assert lock.exists()
        alive.communicate(b"")
    assert "Etterpå." in texts(case_of(saksarkiv))


@posix
def test_a_mark_whose_git_runs_on_is_not_dead(saksarkiv):
    mark = leave_mark(saksarkiv.root)
    with mark.open("rb") as handle:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
        words = [sys.executable, "-c", "input()"]
        with subprocess.Popen(words, stdin=subprocess.PIPE, pass_fds=(handle.fileno(),)) as git:
            handle.close()
            assert not at_work.marks(saksarkiv.root)[0].is_dead
            git.communicate(b"\n")
    assert at_work.marks(saksarkiv.root)[0].is_dead


def test_a_mark_is_there_while_git_works_and_gone_after(saksarkiv):
    with at_work.mark(saksarkiv.root):
        (mark,) = at_work.marks(saksarkiv.root)
        assert not mark.is_dead
    assert at_work.marks(saksarkiv.root) == []


@pytest.mark.parametrize("ours", [True, False])
def test_a_lock_left_in_a_folder_that_all_share_is_told_or_removed(
    ours, shared, saksarkiv, sak, cli
):
    place = shared[1]
    lock = place / "refs" / "heads" / "main.lock"
    lock.write_bytes(b"")
    assert cli("log", sak, *LOG, "Noe.").code == 0
    if ours:
        leave_mark(saksarkiv.root)
    said = cli("sync")
    assert said.code == (0 if ours else 75)
    assert lock.exists() == (not ours)
    if not ours:
        assert "er låst" in said.err
        os.utime(lock, (LONG_AGO, LONG_AGO))
        assert cli("sync").code == 0
    assert Repository(place).git("rev-parse", "main") == saksarkiv.git("rev-parse", "HEAD")


# --- half a merge --------------------------------------------------------------------------------


class Half:
    """Two people have written, and git was stopped while it merged the other's work into ours."""

    def __init__(self, here: Repository, there: Repository, sak: str, cli, monkeypatch) -> None:
        self.here, self.cli = here, cli
        monkeypatch.chdir(there.root)
        assert cli("log", sak, *LOG, "Fra den andre.").code == 0
        assert cli(*REPORT).code == 0
        assert cli("sync").code == 0
        monkeypatch.chdir(here.root)
        self.case = case_of(here)
        assert cli("log", sak, *LOG, "Fra oss.").code == 0
        here.git("fetch", "-q")
        self.before, self.theirs = here.git("rev-parse", "HEAD"), here.git("rev-parse", "@{u}")
        names = here.git("ls-tree", "-r", "--name-only", self.theirs, "cases").splitlines()
        self.new = next(
            here.root / one
            for one in names
            if one.endswith("sak.yaml") and not (here.root / one).exists()
        )
        self.ours = self.case.read_bytes()
        self.merged = self._in_a_copy()

    def _in_a_copy(self) -> bytes:
        copy = self.here.root.parent / "kopi"
        shutil.copytree(self.here.root, copy, symlinks=True)
        Repository(copy).git("merge", "-q", self.theirs)
        self.index = (copy / ".git" / "index").read_bytes()
        return (copy / self.case.relative_to(self.here.root)).read_bytes()

    def their_case(self) -> bytes:
        name = self.new.relative_to(self.here.root).as_posix()
        return self.here.git("show", f"{self.theirs}:{name}", strip=False).encode()

    def goes_on(self) -> None:
        """Write in the case, and synchronise: both sides are whole, and nobody's work is ours."""
        leave_mark(self.here.root, self.before, self.theirs)
        said = self.cli("log", self.case.parent.name, *LOG, "Etterpå.")
        assert (said.code, "ikke versjonert" in said.err) == (0, False), said
        assert not self.new.exists()
        assert texts(self.case) == {"Fra oss.", "Etterpå."}
        assert self.cli("sync").code == 0
        assert texts(self.case) == {"Fra oss.", "Etterpå.", "Fra den andre."}
        assert self.new.read_bytes() == self.their_case()
        assert self.here.status() == []
        assert not [one for one in self.here.subjects() if "for hånd" in one]


@pytest.fixture
def half(saksarkiv, shared, sak, cli, monkeypatch) -> Half:
    return Half(saksarkiv, shared[0], sak, cli, monkeypatch)


def _written(half: Half) -> None:
    half.case.write_bytes(half.merged)


def _cut(half: Half) -> None:
    half.case.write_bytes(half.merged[: half.merged.rindex(b"  - ")])  # it can be read as a case


def _emptied(half: Half) -> None:
    half.case.write_bytes(b"")


def _gone(half: Half) -> None:
    half.case.unlink()


def _untouched(half: Half) -> None:
    pass


@posix
@pytest.mark.parametrize(
    ("stage", "new"),
    [(_written, 10_000), (_written, 40), (_cut, None), (_emptied, 0), (_gone, 10_000),
     (_untouched, None)],
)  # fmt: skip
def test_a_merge_that_was_cut_off_is_taken_back_and_done_again(stage, new, half):
    stage(half)
    if new is not None:
        half.new.parent.mkdir()
        half.new.write_bytes(half.their_case()[:new])
    leave(half.here.root, "index.lock")
    leave(half.here.root, "/.merge_file_aB3xYz", half.merged)
    half.goes_on()
    assert not list(half.here.root.glob(".merge_file_*"))


@posix
@pytest.mark.parametrize(
    "words", [("show", "SAK"), ("list",), ("check",), ("render", "SAK", "saksgang")]
)
def test_nobody_is_shown_half_a_merge(words, half, monkeypatch):
    half.case.write_bytes(half.merged[: half.merged.rindex(b"  - ")])
    leave_mark(half.here.root, half.before, half.theirs)
    monkeypatch.chdir(half.case.parent)
    assert half.cli(*(one.replace("SAK", half.case.parent.name) for one in words)).code in (0, 1)
    assert half.case.read_bytes() == half.ours
    assert at_work.marks(half.here.root) == []


@posix
def test_a_ledger_whose_settings_git_had_taken_away_is_found_again(half):
    (half.here.root / "skolemiljo.yaml").unlink()
    settings = half.here.git("show", "HEAD:skolemiljo.yaml", strip=False)
    mine = half.here.git("rev-parse", "HEAD~1^{tree}")
    half.here.git("read-tree", mine)
    half.here.git("rm", "-q", "--cached", "skolemiljo.yaml")
    other = half.here.git("commit-tree", half.here.git("write-tree"), "-p", "HEAD~1", "-m", "x")
    half.here.git("read-tree", "HEAD")
    leave_mark(half.here.root, half.before, other)
    assert half.cli("list").code == 0
    assert (half.here.root / "skolemiljo.yaml").read_text("utf-8") == settings


@posix
def test_a_merge_cut_off_after_the_index_was_written_is_taken_back_too(half):
    half.case.write_bytes(half.merged)
    half.new.parent.mkdir()
    half.new.write_bytes(half.their_case())
    leave(half.here.root, "index", half.index)
    leave(half.here.root, "MERGE_HEAD", f"{half.theirs}\n".encode())
    leave(half.here.root, "MERGE_MSG", b"saksarkiv: sammenslaing\n")
    half.goes_on()
    assert not (half.here.root / ".git" / "MERGE_MSG").exists()


@posix
def test_what_a_person_has_written_since_the_power_cut_is_kept(half, sak):
    half.case.write_bytes(half.ours + b"# skrevet for h\xc3\xa5nd etterp\xc3\xa5\n")
    leave_mark(half.here.root, half.before, half.theirs)
    assert half.cli("sync").code == 0
    assert "skrevet for hånd etterpå" in half.case.read_text("utf-8")
    assert texts(half.case) == {"Fra oss.", "Fra den andre."}


@posix
def test_a_merge_that_was_done_when_the_power_went_is_not_done_twice(half):
    half.here.git("config", "user.name", "Rita")
    assert half.cli("sync").code == 0
    count = len(half.here.subjects())
    leave_mark(half.here.root, half.before, half.theirs)
    leave(half.here.root, "MERGE_HEAD", f"{half.theirs}\n".encode())
    leave(half.here.root, "MERGE_MODE")
    assert half.cli("sync").code == 0
    assert len(half.here.subjects()) == count
    assert not (half.here.root / ".git" / "MERGE_HEAD").exists()


@posix
@pytest.mark.parametrize("data", [b"", b"\0" * 700, None])
def test_a_merged_file_that_the_disk_had_not_got_is_written_again(data, half):
    assert half.cli("sync").code == 0
    merged = half.case.read_bytes()
    half.case.unlink() if data is None else half.case.write_bytes(data)
    leave_mark(half.here.root, half.before, half.theirs)
    assert half.cli("log", half.case.parent.name, *LOG, "Etterpå.").code == 0
    assert texts(half.case) == {"Fra oss.", "Fra den andre.", "Etterpå."}
    assert half.case.read_bytes().startswith(merged[:100])
    assert not [one for one in half.here.subjects() if "for hånd" in one]


@posix
def test_doctor_sees_half_a_merge_and_cures_it(half):
    half.case.write_bytes(b"")
    leave_mark(half.here.root, half.before, half.theirs)
    leave(half.here.root, "/.merge_file_aB3xYz", half.merged)
    said = half.cli("doctor")
    assert said.out.count("[git-avbrutt]") == 2
    assert "avbrutt midt i" in said.out
    half.cli("doctor", "--fix", "--ja")
    assert half.case.read_bytes() == half.ours
    assert "[git-avbrutt]" not in half.cli("doctor").out


# --- files of a merge ----------------------------------------------------------------------------


def test_git_passes_over_the_files_of_a_merge_also_in_an_old_ledger(shared, saksarkiv, sak, cli):
    ignored = saksarkiv.root / ".gitignore"
    ignored.write_text(ignored.read_text().replace(".merge_file_*\n", ""))
    assert cli("sync").code == 0
    leave(saksarkiv.root, "/.merge_file_aB3xYz")
    assert saksarkiv.status() == []
    (saksarkiv.root / ".git" / "info" / "exclude").unlink()
    assert "gitignore" in cli("doctor").out
    cli("doctor", "--fix", "--ja")
    assert saksarkiv.git("check-ignore", ".merge_file_aB3xYz") == ".merge_file_aB3xYz"


def test_lines_that_a_person_has_in_exclude_stay(shared, saksarkiv, cli):
    exclude = leave(saksarkiv.root, "info/exclude", b"*.tmp")
    assert cli("sync").code == 0
    assert exclude.read_text() == "*.tmp\n.merge_file_*\n.skriver-*\n"
    assert cli("sync").code == 0
    assert exclude.read_text() == "*.tmp\n.merge_file_*\n.skriver-*\n"


# --- init ----------------------------------------------------------------------------------------

MADE = {
    ".gitattributes", ".gitignore", ".pre-commit-config.yaml", "skolemiljo.yaml", "cases/.gitkeep",
    ".skolemiljo/oppsett.schema.json", ".skolemiljo/sak.schema.json",
}  # fmt: skip


@pytest.fixture
def nobody(person, tmp_path, monkeypatch) -> Repository:
    """An empty repository, while git does not know who the person is."""
    repo = Repository(tmp_path / "nytt")
    repo.root.mkdir()
    repo.git("init", "-q")
    monkeypatch.chdir(repo.root)
    settings = Path(os.environ["HOME"]) / ".gitconfig"
    settings.rename(settings.with_name("kjent"))
    return repo


def known() -> None:
    settings = Path(os.environ["HOME"]) / ".gitconfig"
    settings.with_name("kjent").rename(settings)


def test_sync_brings_the_files_of_init_when_git_knows_who_it_is(nobody, cli, tmp_path):
    said = cli("init", "--no-input", "--skole", "Eksempel skole")
    assert said.code == 0
    assert "git vet ikke hvem du er" in said.err
    known()
    Repository(tmp_path).git("init", "-q", "--bare", "felles.git")
    nobody.git("remote", "add", "origin", str(tmp_path / "felles.git"))
    assert cli("sync").code == 0
    assert set(nobody.git("ls-tree", "-r", "--name-only", "HEAD").splitlines()) == MADE
    assert nobody.status() == []


def test_init_again_does_what_was_left_and_keeps_the_settings(nobody, cli):
    assert cli("init", "--no-input", "--skole", "Eksempel skole").code == 0
    config = (nobody.root / "skolemiljo.yaml").read_bytes()
    nobody.git("config", "--remove-section", "merge.skolemiljo")
    leave(nobody.root, "config.lock", at=LONG_AGO)
    known()
    said = cli("init", "--no-input", "--skole", "En annen skole")
    assert said.code == 0
    assert "Gjorde ferdig saksarkivet som var begynt her" in said.err
    assert (nobody.root / "skolemiljo.yaml").read_bytes() == config
    assert set(nobody.git("ls-tree", "-r", "--name-only", "HEAD").splitlines()) == MADE
    assert "merge-driver" in nobody.git("config", "merge.skolemiljo.driver")
    assert nobody.subjects() == ["saksarkiv: start"]
    assert cli("init", "--no-input").code == 73


def test_a_ledger_with_a_case_is_no_begun_one(nobody, cli):
    assert cli("init", "--no-input", "--skole", "Eksempel skole").code == 0
    assert cli(*REPORT).code == 0
    assert cli("init", "--no-input").code == 73


def test_a_push_that_is_stopped_by_a_lock_is_told_apart(saksarkiv, shared, monkeypatch):
    said = b"error: cannot lock ref: Unable to create 'x/main.lock': File exists.\n"
    there = remote.upstream(saksarkiv.root)
    real = remote.runner.run

    def run(root, *words, **more):
        return (
            remote.runner.GitResult(1, b"", said) if "push" in words else real(root, *words, **more)
        )

    monkeypatch.setattr(remote.runner, "run", run)
    assert remote.push(saksarkiv.root, there) is remote.Fault.LOCKED
