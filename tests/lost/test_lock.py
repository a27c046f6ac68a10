"""The lock: its owner, taking it over, and cleaning up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from skolemiljo_cli.errors import CannotWrite, ChangedOutside, Locked
from skolemiljo_cli.store import files
from skolemiljo_cli.store.create import make_ledger
from skolemiljo_cli.store.files import folder_lock, process, temp_names
from skolemiljo_cli.store.files.process import Owner
from skolemiljo_cli.store.locking import cleanup, lock
from skolemiljo_cli.store.locking.lock_file import PlannedFile

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX processes and links")
CASE = """\
id: 2026-11-20-aaaa
type: 12-4
parter: {e1: {rolle: elev, navn: Espen Askeladd}}
melding: {dato: 2026-11-20, beskrivelse: Noe.}
"""
LOG = ("log", "aaaa", "--tekst", "En tekst som ikke skal bli borte.")


@pytest.fixture
def las(ledger, write_case) -> Path:
    write_case(CASE, "2026-11-20-aaaa")
    return ledger / ".skolemiljo" / "las"


@pytest.fixture
def impatient(monkeypatch):
    """Make waiting for the lock short."""
    monkeypatch.setattr(lock, "SECONDS", 0.02)


@pytest.fixture
def dead() -> Owner:
    """A process of this machine that has ended."""
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                           capture_output=True, text=True, check=True)  # fmt: skip
    return Owner(process.current().machine, int(ended.stdout), "0")


@pytest.fixture
def living():
    """A running process of this machine."""
    with subprocess.Popen(["sleep", "60"]) as running:
        yield process.parse_mark(
            f"{process.current().machine}-{running.pid}-{process._start_of(running.pid)}"
        )
        running.kill()


def sheet(by: Owner | None, *planned: tuple[str, bytes], host: str = "SKOLE-PC7") -> bytes:
    document = {
        "host": host,
        "pid": by.pid if by else 1,
        "tid": "2026-11-23T09:15:00Z",
        "merke": by.mark if by else "",
        "lager": [{"fil": name, "sha256": files.sha256(data)} for name, data in planned],
    }
    return json.dumps(document).encode()


FAR = Owner("00000000", 4312, "0")


def test_the_lock_says_who_has_it_and_is_gone_afterwards(ledger, las):
    with lock.acquire(ledger):
        said = json.loads(las.read_bytes())
        assert said["host"] == process.host_name()
        assert said["pid"] == os.getpid()
        assert said["tid"].endswith("Z")
        assert said["lager"] == []
        assert las.stat().st_mode & 0o777 == 0o600
    assert not las.exists()


def test_a_lock_in_a_lock_is_the_same_lock(ledger, las):
    with lock.acquire(ledger) as outer:
        with lock.acquire(ledger / "cases" / "..") as inner:
            assert inner is outer
        assert las.exists()
    assert not las.exists()


def test_a_lock_of_the_process_one_was_forked_from_is_another_s(ledger, las, impatient, living):
    with lock.acquire(ledger), pytest.MonkeyPatch.context() as patch:
        patch.setattr(process, "current", lambda: living)
        with pytest.raises(Locked), lock.acquire(ledger):
            pass
    assert not las.exists()


def test_anyone_may_look_at_the_lock(ledger, las, dead):
    assert lock.read_record(ledger) is None
    las.write_bytes(sheet(dead))
    found = lock.read_record(ledger)
    assert (found.host, found.owner, found.owner.is_gone) == ("SKOLE-PC7", dead, True)
    las.write_bytes(b"hei")
    assert lock.read_record(ledger).owner is None
    las.unlink()
    las.mkdir()
    assert lock.read_record(ledger).owner is None


def test_the_lock_is_let_go_when_the_work_fails(ledger, las):
    with pytest.raises(KeyboardInterrupt), lock.acquire(ledger):
        raise KeyboardInterrupt
    assert not las.exists()
    with lock.acquire(ledger):
        pass


@pytest.mark.parametrize("by", ["far", "living", "nobody", "no JSON", "empty"])
def test_a_lock_that_may_be_alive_is_never_broken(by, las, cli, impatient, request):
    by_whom = {"far": lambda: FAR, "living": lambda: request.getfixturevalue("living")}
    data = {"no JSON": b"hei", "empty": b""}.get(by) or sheet(by_whom.get(by, lambda: None)())
    data = b"" if by == "empty" else data
    las.write_bytes(data)
    os.utime(las, (0, 0))  # however old
    case = las.parents[1] / "cases" / "2026-11-20-aaaa" / "sak.yaml"
    answer = cli(*LOG)
    assert answer.code == 75
    assert las.read_bytes() == data
    assert case.read_text(encoding="utf-8") == CASE
    assert "Saksarkivet er låst av en annen kommando" in answer.err
    assert "skolemiljo doctor" in answer.err


def test_the_owner_is_told_by_machine_process_and_norwegian_time(las, cli, impatient):
    las.write_bytes(sheet(FAR))
    said = cli(*LOG).err
    assert "(maskin SKOLE-PC7, prosess 4312, siden 2026-11-23 kl. 10.15.00)" in said


def test_a_lock_that_is_planted_says_nothing_dangerous(las, cli, impatient):
    las.write_bytes(sheet(FAR, host="\x1b[31m" + "x" * 500).replace(b"2026-11-23T", b"9999-99-99T"))
    said = cli(*LOG).err
    assert "\x1b" not in said
    assert "x" * 90 not in said


def test_a_dead_owner_s_lock_is_taken_over_at_once(las, cli, dead, monkeypatch):
    las.write_bytes(sheet(dead))
    monkeypatch.setattr(files, "pause", pytest.fail)
    assert cli(*LOG).code == 0
    assert not las.exists()


def test_a_number_that_belongs_to_another_process_now_is_no_owner(las, cli, living, monkeypatch):
    if living.began == "0":
        pytest.skip("this system does not tell when a process began")
    las.write_bytes(sheet(Owner(living.machine, living.pid, "0123abcd")))
    monkeypatch.setattr(files, "pause", pytest.fail)
    assert cli(*LOG).code == 0


@posix
def test_a_process_that_ended_and_nobody_asked_about_is_dead():
    running = subprocess.Popen(["true"])
    os.waitid(os.P_PID, running.pid, os.WEXITED | os.WNOWAIT)
    if process._start_of(os.getpid()) != "0":
        assert Owner(process.current().machine, running.pid, "0").is_gone
    running.wait()


def test_a_lock_this_process_could_not_take_away_is_its_own_again(las, cli, monkeypatch):
    monkeypatch.setattr(files, "discard", lambda path: None)
    assert cli(*LOG).code == 0
    assert las.exists()
    monkeypatch.undo()
    monkeypatch.chdir(las.parents[1])
    monkeypatch.setenv("SKOLEMILJO_TODAY", "2026-11-23")
    assert cli(*LOG).code == 0
    assert not las.exists()


def test_a_lock_that_another_has_by_now_is_not_taken_away(ledger, las):
    with lock.acquire(ledger):
        las.write_bytes(sheet(FAR))
    assert las.read_bytes() == sheet(FAR)


def test_a_lock_that_somebody_took_away_is_no_reason_to_make_files(ledger, las):
    with lock.acquire(ledger) as held:
        las.unlink()
        with pytest.raises(ChangedOutside):
            held.note_planned({ledger / "cases" / "a": b"x"})


def test_only_one_takes_over(ledger, las, dead, impatient):
    las.write_bytes(sheet(dead))
    with folder_lock.try_lock(las.parent) as is_locked:
        assert is_locked
        with pytest.raises(Locked), lock.acquire(ledger):
            pass
    assert las.read_bytes() == sheet(dead)
    with lock.acquire(ledger):
        pass


def test_a_lock_that_was_taken_meanwhile_is_not_taken_over(ledger, las, dead, impatient):
    las.write_bytes(sheet(dead))
    real = folder_lock.try_lock

    def late(folder):
        las.write_bytes(
            sheet(FAR)
        )  # another process takes it between the check and the lock on the folder
        return real(folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folder_lock, "try_lock", late)
        with pytest.raises(Locked), lock.acquire(ledger):
            pass
    assert las.read_bytes() == sheet(FAR)


NAME = "cases/2026-11-20-aaaa/vedlegg/7k3q-1.txt"


def attach(root: Path, data: bytes, name: str = NAME) -> Path:
    path = root / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("there", [b"Et referat.", b""])
def test_an_attachment_that_a_dead_command_noted_and_no_case_lists_goes(
    there, las, cli, dead, ledger
):
    path = attach(ledger, there)
    las.write_bytes(sheet(dead, (NAME, b"Et referat.")))
    assert cli(*LOG).code == 0
    assert not path.exists()


@pytest.mark.parametrize(
    ("name", "there"),
    [
        (NAME, b"Brukerens egen fil."),
        ("cases/2026-11-20-aaaa/dokumenter/a.txt", b"Et referat."),
        ("cases/2026-11-20-aaaa/vedlegg/mappe/a.txt", b"Et referat."),
        ("utenfor.txt", b"Et referat."),
        ("cases/../vedlegg/a.txt", b"Et referat."),
        ("../utenfor.txt", b"Et referat."),
    ],
)
def test_a_file_that_could_be_a_person_s_own_stays(name, there, las, cli, dead, ledger):
    path = attach(ledger, there, name)
    (ledger / "sak.yaml").write_text(
        CASE, encoding="utf-8"
    )  # a case file outside cases/ that lists nothing
    las.write_bytes(sheet(dead, (name, b"Et referat.")))
    assert cli(*LOG).code == 0
    assert path.read_bytes() == there


@pytest.mark.parametrize("more", [f"vedlegg: [{{fil: {NAME[22:]}}}]\n", "  - ["])
def test_an_attachment_that_the_case_lists_or_may_list_stays(more, las, cli, dead, ledger):
    path = attach(ledger, b"Et referat.")
    case = ledger / "cases" / "2026-11-20-aaaa" / "sak.yaml"
    case.write_text(CASE + more, encoding="utf-8")
    las.write_bytes(sheet(dead, (NAME, b"Et referat.")))
    assert cli("new-case", "--elev", "E", "--beskrivelse", "B").code == 0
    assert path.exists()
    assert not las.exists()


def test_who_dies_while_cleaning_up_leaves_the_notes_to_the_next(ledger, las, dead, monkeypatch):
    attach(ledger, b"Et referat.")
    las.write_bytes(sheet(dead, (NAME, b"Et referat.")))

    def die(*_args):
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cleanup, "everything", die)
        with pytest.raises(KeyboardInterrupt), lock.acquire(ledger):
            pass
    noted = json.loads(las.read_bytes())
    assert (noted["pid"], noted["lager"][0]["fil"]) == (os.getpid(), NAME)


def test_what_cannot_be_cleaned_up_now_is_left_to_the_next(ledger, las, monkeypatch):
    path = ledger / NAME
    with lock.acquire(ledger) as held:
        held.note_planned({path: b"Et referat."})
        attach(ledger, b"Et referat.")
        real = files.discard
        monkeypatch.setattr(files, "discard", lambda one: None if one == path else real(one))
    assert las.exists()
    monkeypatch.undo()
    with lock.acquire(ledger):
        assert not path.exists()
    assert not las.exists()


def test_a_file_that_lies_there_already_is_never_noted(ledger, las):
    path = attach(ledger, b"Et referat.")
    with lock.acquire(ledger) as held:
        held.note_planned({path: b"Et referat."})
        assert json.loads(las.read_bytes())["lager"] == []
    assert path.exists()


def test_a_note_is_kept_until_the_file_is_listed_or_gone(ledger):
    assert cleanup.remove_unlisted(ledger, PlannedFile(NAME, files.sha256(b"x")))
    path = attach(ledger, b"x")
    assert cleanup.remove_unlisted(ledger, PlannedFile(NAME, files.sha256(b"y")))
    assert path.exists()


@posix
@pytest.mark.parametrize("planted", [".skolemiljo", "cases", "cases/2026-11-20-aaaa/vedlegg",
                                     "cases/2026-11-20-aaaa/dokumenter", ".skolemiljo/utkast",
                                     ".skolemiljo/las"])  # fmt: skip
@pytest.mark.parametrize("words", [
    (*LOG, "--vedlegg", "a.txt"), ("edit", "aaaa"),
    ("new-case", "--elev", "E", "--beskrivelse", "B"),
    ("render", "aaaa", "melding", "-o", "cases/2026-11-20-aaaa/dokumenter/m.md"),
    ("package", "aaaa", "--for", "statsforvalter", "-o", "cases/2026-11-20-aaaa/dokumenter/p"),
], ids=lambda words: words[0])  # fmt: skip
def test_nothing_is_written_through_a_link_in_the_ledger(
    planted, words, las, ledger, cli, tmp_path, monkeypatch
):
    (ledger / "a.txt").write_text("Noe.")
    (ledger / "rett.yaml").write_text(CASE + "x-nytt: 1\n", encoding="utf-8")
    monkeypatch.setenv("EDITOR", "cp rett.yaml")
    elsewhere = tmp_path / "et annet sted"
    for name in ("vedlegg", "dokumenter"):
        (ledger / "cases" / "2026-11-20-aaaa" / name).mkdir()
    place = ledger / planted
    if place.is_dir():
        place.rename(elsewhere)
    elif planted.endswith("las"):
        elsewhere.write_bytes(b"")
    else:
        elsewhere.mkdir()
    place.symlink_to(elsewhere)
    before = {one: one.read_bytes() for one in elsewhere.rglob("*") if one.is_file()}
    answer = cli(*words)
    touched = planted in (".skolemiljo", "cases", ".skolemiljo/las") or (
        ("utkast" in planted and words[0] == "edit")
        or ("vedlegg" in planted and words[0] == "log")
        or ("dokumenter" in planted and words[0] in ("render", "package"))
    )
    refused = 65 if planted == "cases" and words[0] != "new-case" else 73  # not even read
    assert (answer.code, "er en lenke" in answer.err) == (
        (refused, touched) if touched else (0, False)
    )
    if touched:
        assert {one: one.read_bytes() for one in elsewhere.rglob("*") if one.is_file()} == before


@posix
def test_a_ledger_is_not_started_through_a_link(tmp_path, cli):
    (tmp_path / "annet").mkdir()
    (tmp_path / "ny").mkdir()
    (tmp_path / "ny" / "cases").symlink_to(tmp_path / "annet")
    answer = cli("init", str(tmp_path / "ny"), "--no-input")
    assert (answer.code, "er en lenke" in answer.err) == (73, True)
    assert list((tmp_path / "annet").iterdir()) == []


def test_a_folder_on_the_way_to_the_ledger_may_be_a_link(ledger, las, cli, tmp_path):
    (tmp_path / "snarvei").symlink_to(ledger)
    assert cli(*LOG, "--ledger", str(tmp_path / "snarvei")).code == 0


def test_a_ledger_that_cannot_be_written_says_so_as_ever(las, cli, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    answer = cli(*LOG)
    assert answer.code == 73
    assert "disken er full" in answer.err


def test_without_the_folder_for_machinery_it_is_made(las, cli, ledger):
    for one in (ledger / ".skolemiljo").iterdir():
        one.unlink()
    (ledger / ".skolemiljo").rmdir()
    assert cli(*LOG).code == 0
    assert (ledger / ".skolemiljo").stat().st_mode & 0o777 == 0o700


def test_where_there_are_no_hard_links_the_lock_is_made_just_as_well(ledger, las, monkeypatch):
    def no_links(*_args, **_more):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    with lock.acquire(ledger):
        assert json.loads(las.read_bytes())["pid"] == os.getpid()
    assert not las.exists()


def test_reading_needs_no_lock(las, cli, impatient):
    las.write_bytes(sheet(FAR))
    for words in (("list",), ("show", "aaaa"), ("deadlines",), ("render", "aaaa", "melding")):
        assert cli(*words).code == 0


def test_a_document_for_another_place_needs_no_lock(las, cli, impatient, tmp_path):
    las.write_bytes(sheet(FAR))
    assert cli("render", "aaaa", "melding", "-o", str(tmp_path / "m.md")).code == 0
    assert cli("render", "aaaa", "melding", "-o", "m.md").code == 75


def test_making_a_case_and_starting_again_wait_for_the_lock_too(las, cli, impatient):
    las.write_bytes(sheet(FAR))
    answer = cli("new-case", "--elev", "E", "--beskrivelse", "Noe hendte.")
    assert answer.code == 75
    assert list((las.parents[1] / "cases").glob("2*")) == [
        las.parents[1] / "cases" / "2026-11-20-aaaa"
    ]


class TestOwner:
    def test_a_mark_is_read_back(self):
        assert process.parse_mark(process.current().mark) == process.current()

    @pytest.mark.parametrize("mark", ["", "x", "1234abcd-0-0", "1234abcd-12-x", "1-2-3-4", "…-1-0"])
    def test_what_is_no_mark_is_nobody(self, mark):
        assert process.parse_mark(mark) is None

    def test_this_process_is_not_gone_and_another_machine_s_never_is(self):
        assert not process.current().is_gone
        assert not Owner("00000000", 2**31 - 1, "0").is_gone

    def test_a_number_no_process_can_have_is_not_judged(self):
        assert not Owner(process.current().machine, 9999999999, "0").is_gone


class FakeWindows:
    """The Windows functions that are used, with one running process: PID 40, started at 7."""

    def __init__(self, *_name, **_more):
        self.closed = 0

    class _Open:
        restype = None

        def __call__(self, access, inherit, pid):
            return {40: 1, 41: 2}.get(pid)

    OpenProcess = _Open()

    def WaitForSingleObject(self, handle, _milliseconds):
        return 258 if handle.value == 1 else 0  # 258: still running; 0: ended

    def GetProcessTimes(self, handle, began, *_others):
        began._obj[0] = 7
        return 1

    def CloseHandle(self, handle):
        self.closed += 1


@pytest.mark.parametrize(("pid", "began", "gone"), [
    (40, "0", False), (40, "same", False), (40, "0123abcd", True), (41, "0", True), (42, "0", True),
])  # fmt: skip
def test_on_windows_a_process_is_asked_for_and_never_ended(pid, began, gone, monkeypatch):
    import ctypes

    monkeypatch.setattr(ctypes, "WinDLL", FakeWindows, raising=False)
    monkeypatch.setattr(ctypes, "get_last_error", lambda: 87, raising=False)
    monkeypatch.setattr(os, "kill", pytest.fail)
    monkeypatch.setattr(process, "_exists", process._exists_on_windows)
    monkeypatch.setattr(process, "_start_of", process._start_on_windows)
    known = process._digest("7") if began == "same" else began
    assert Owner(process.current().machine, pid, known).is_gone is gone


def test_a_process_that_may_not_be_asked_about_on_windows_is_alive(monkeypatch):
    import ctypes

    monkeypatch.setattr(ctypes, "WinDLL", FakeWindows, raising=False)
    monkeypatch.setattr(ctypes, "get_last_error", lambda: 5, raising=False)
    assert process._exists_on_windows(42)
    assert process._start_on_windows(42) == "0"


class TestSweep:
    def left(self, folder: Path, by: Owner, age: float = 0) -> Path:
        path = folder / f"{temp_names.PREFIX}{by.mark}-0123456789ab"
        path.write_bytes(b"x")
        os.utime(path, (10_000 - age, 10_000 - age))
        return path

    def test_what_a_dead_process_left_goes_at_once(self, tmp_path, dead):
        self.left(tmp_path, dead)
        assert files.sweep(tmp_path, now=10_000) == 1

    def test_what_a_living_one_is_at_work_with_stays_however_old(self, tmp_path, living):
        path = self.left(tmp_path, living, age=9000)
        assert files.sweep(tmp_path, now=10_000) == 0
        assert path.exists()

    def test_of_another_machine_only_the_age_is_known(self, tmp_path):
        self.left(tmp_path, FAR, age=500)
        assert files.sweep(tmp_path, now=10_000) == 0
        assert files.sweep(tmp_path, now=10_200) == 1

    def test_the_next_who_writes_in_the_folder_sweeps_it(self, tmp_path, dead):
        self.left(tmp_path, dead)
        files.create(tmp_path / "a", b"x")
        assert [one.name for one in tmp_path.iterdir()] == ["a"]

    def test_a_dead_command_is_not_cleaned_up_after_through_a_link(
        self, las, ledger, cli, dead, tmp_path
    ):
        elsewhere = tmp_path / "et annet sted"
        elsewhere.mkdir()
        theirs = self.left(elsewhere, dead)
        (ledger / "cases" / "2026-11-20-aaaa" / "dokumenter").symlink_to(elsewhere)
        las.write_bytes(sheet(dead))
        assert cli(*LOG).code == 0
        assert theirs.exists()

    def test_a_link_with_such_a_name_is_removed_and_what_it_leads_to_stays(self, tmp_path, dead):
        (tmp_path / "annet").mkdir()
        (tmp_path / "annet" / "fil").write_bytes(b"x")
        (tmp_path / "mappe").mkdir()
        name = f"{temp_names.PREFIX}{dead.mark}-0123456789ab"
        (tmp_path / "mappe" / name).symlink_to(tmp_path / "annet")
        assert files.sweep(tmp_path / "mappe") == 1
        assert (tmp_path / "annet" / "fil").exists()


def test_a_lock_note_that_cannot_be_written_stops_before_anything_is_made(las, cli, monkeypatch):
    (las.parents[1] / "a.txt").write_text("Noe.")
    real = files.replace

    def no(path, *args, **more):
        if path == las:
            raise CannotWrite("Disken er full.")
        real(path, *args, **more)

    monkeypatch.setattr(files, "replace", no)
    assert cli(*LOG, "--vedlegg", "a.txt").code == 73
    assert not (las.parents[1] / "cases" / "2026-11-20-aaaa" / "vedlegg").exists()


def test_who_comes_second_to_start_a_ledger_touches_nothing(ledger):
    (ledger / ".gitignore").write_text("eget\n")
    with pytest.raises(CannotWrite, match="saksarkiv fra før"):
        make_ledger(ledger, {".gitignore": b"mer\n", "skolemiljo.yaml": b""}, (".gitignore",))
    assert (ledger / ".gitignore").read_text() == "eget\n"


@pytest.mark.parametrize("text", ["[" * 100_000, '{"merke":' * 20_000, '{"pid": ' + "9" * 9000])
def test_a_lock_of_brackets_in_brackets_is_one_that_nobody_understands(text, las, cli, impatient):
    las.write_text(text)
    assert cli(*LOG).code == 75
    assert cli("doctor").code in (0, 1)
    assert las.read_text() == text
