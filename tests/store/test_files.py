"""Writing to disk: files are whole or absent, and nobody's change is overwritten."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from skolemiljo_cli.errors import CannotWrite, ChangedOutside, NoPermission, NotFound, Unreadable
from skolemiljo_cli.store import files
from skolemiljo_cli.store.files import AlreadyThere, sha256, temp_names

ROOT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX modes, links and signals")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob(temp_names.PREFIX + "*")]


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "sak.yaml"
    path.write_bytes(b"gammel: 1\n")
    return path


OLD = sha256(b"gammel: 1\n")


def test_the_bytes_of_a_file_are_read(case):
    assert files.read_bytes(case, max_bytes=10) == b"gammel: 1\n"


def test_a_missing_file_is_not_found_by_the_path_it_was_asked_for(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotFound, match=r"^cases/x/sak\.yaml finnes ikke\.$"):
        files.read_bytes(tmp_path / "cases" / "x" / "sak.yaml")


def test_a_file_over_the_limit_is_unreadable(case):
    with pytest.raises(Unreadable, match="større enn grensen på 9"):
        files.read_bytes(case, max_bytes=9)


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(Unreadable, match="ikke en vanlig fil"):
        files.read_bytes(tmp_path)


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.EACCES, NoPermission), (errno.EIO, Unreadable), (errno.ELOOP, Unreadable)],
)
def test_a_file_that_cannot_be_opened_is_said_so(case, monkeypatch, number, kind):
    monkeypatch.setattr(files.os, "open", failing(number))
    with pytest.raises(kind):
        files.read_bytes(case)


def failing(number: int, times: int = 10**6, winerror: int | None = None, real=None):
    left = [times]

    def fail(*args, **kwargs):
        if left[0]:
            left[0] -= 1
            fault = OSError(number, "engelsk tekst")
            if winerror is not None:
                fault.winerror = winerror
            raise fault
        return real(*args, **kwargs)

    return fail


def test_replacing_gives_the_new_bytes_and_keeps_the_mode(case):
    case.chmod(0o640)
    files.replace(case, b"ny: 2\n", expected=OLD)
    assert case.read_bytes() == b"ny: 2\n"
    assert mode(case) == 0o640
    assert leftovers(case.parent) == []


def test_a_file_changed_outside_is_not_replaced(case):
    case.write_bytes(b"annen: 3\n")
    with pytest.raises(ChangedOutside) as caught:
        files.replace(case, b"ny: 2\n", expected=OLD)
    assert caught.value.exit_code == 75
    assert "Ingenting er skrevet" in caught.value.message
    assert case.read_bytes() == b"annen: 3\n"
    assert leftovers(case.parent) == []


def test_a_file_changed_while_the_new_one_is_written_is_not_replaced(case, monkeypatch):
    real = os.fsync

    def meddle(handle):
        case.write_bytes(b"annen: 3 og lengre\n")
        real(handle)

    monkeypatch.setattr(files.os, "fsync", meddle)
    with pytest.raises(ChangedOutside):
        files.replace(case, b"ny: 2\n", expected=OLD)
    assert case.read_bytes() == b"annen: 3 og lengre\n"
    assert leftovers(case.parent) == []


def test_a_file_that_is_gone_counts_as_changed(tmp_path):
    with pytest.raises(ChangedOutside):
        files.replace(tmp_path / "sak.yaml", b"ny", expected=OLD)
    assert list(tmp_path.iterdir()) == []


FAULTS = [
    (errno.ENOSPC, CannotWrite, "disken er full"),
    (errno.EIO, CannotWrite, "disken melder feil"),
    (errno.EROFS, CannotWrite, "skrivebeskyttet"),
    (errno.EACCES, NoPermission, "ikke tilgang"),
    (errno.EMFILE, CannotWrite, "EMFILE"),
]


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace", "close"])
@pytest.mark.parametrize(("number", "kind", "part"), FAULTS)
def test_a_fault_at_any_step_of_replacing_leaves_the_old_file_and_no_other(
    case, monkeypatch, call, number, kind, part
):
    real = getattr(os, call)
    fail = failing(number)

    def only_new_files(*args, **kwargs):  # reading the old file is another matter
        if call == "open" and not args[1] & os.O_CREAT:
            return real(*args, **kwargs)
        if call == "close":
            real(*args)
        return fail()

    monkeypatch.setattr(files.os, call, only_new_files)
    with pytest.raises(kind, match=part) as caught:
        files.replace(case, b"ny: 2\n", expected=OLD)
    monkeypatch.undo()
    assert "engelsk" not in caught.value.message
    assert temp_names.PREFIX not in caught.value.message + caught.value.hint
    assert case.read_bytes() == b"gammel: 1\n"
    assert names(case.parent) == ["sak.yaml"]


@pytest.mark.parametrize("call", ["open", "write", "fsync", "link", "rename", "mkdir"])
@pytest.mark.parametrize(("number", "kind", "part"), FAULTS)
def test_a_fault_at_any_step_of_creating_leaves_nothing(
    tmp_path, monkeypatch, call, number, kind, part
):
    makes = {
        "rename": lambda: files.create_folder(tmp_path / "ny", {"sak.yaml": b"x"}),
        "mkdir": lambda: files.create_folder(tmp_path / "ny", {"sak.yaml": b"x"}),
        "link": lambda: files.create(tmp_path / "ny", b"x"),
    }
    both = [makes.get(call, makes["rename"]), makes.get(call, makes["link"])]
    for make in both:
        with monkeypatch.context() as patch:
            patch.setattr(files.os, call, failing(number))
            if call == "link":  # then the name is reserved first, and the file moved there
                patch.setattr(files.os, "replace", failing(number))
            with pytest.raises(kind, match=part):
                make()
        assert list(tmp_path.iterdir()) == []


def test_a_write_in_small_pieces_is_carried_through(case, monkeypatch):
    real = os.write
    monkeypatch.setattr(files.os, "write", lambda handle, data: real(handle, data[:3]))
    files.replace(case, b"ny: 2 og mer\n", expected=OLD)
    assert case.read_bytes() == b"ny: 2 og mer\n"


def test_ctrl_c_in_the_middle_leaves_no_half_file(case, monkeypatch):
    def interrupt(handle):
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        files.replace(case, b"ny", expected=OLD)
    assert names(case.parent) == ["sak.yaml"]
    assert case.read_bytes() == b"gammel: 1\n"


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_file_held_for_a_moment_on_windows_is_waited_for(case, monkeypatch, winerror):
    waits: list[float] = []
    monkeypatch.setattr(files.time, "sleep", waits.append)
    monkeypatch.setattr(
        files.os, "replace", failing(errno.EACCES, times=4, winerror=winerror, real=os.replace)
    )
    files.replace(case, b"ny", expected=OLD)
    assert case.read_bytes() == b"ny"
    assert len(waits) == 4


def test_a_file_held_for_long_is_given_up_after_two_and_a_half_seconds(case, monkeypatch):
    waits: list[float] = []
    monkeypatch.setattr(files.time, "sleep", waits.append)
    monkeypatch.setattr(files.os, "replace", failing(errno.EACCES, winerror=32))
    with pytest.raises(NoPermission, match=r"sak\.yaml") as caught:
        files.replace(case, b"ny", expected=OLD)
    assert "lukk den" in caught.value.hint
    assert sum(waits) == pytest.approx(2.5)
    assert names(case.parent) == ["sak.yaml"]


def test_other_faults_are_not_waited_for(case, monkeypatch):
    monkeypatch.setattr(files.time, "sleep", pytest.fail)
    monkeypatch.setattr(files.os, "replace", failing(errno.EACCES))
    with pytest.raises(NoPermission):
        files.replace(case, b"ny", expected=OLD)


def test_a_folder_that_cannot_be_synced_does_not_undo_a_written_file(case, monkeypatch):
    real = os.open

    def no_folders(path, flags, *rest):
        if Path(path).is_dir():
            raise OSError(errno.EINVAL, "")
        return real(path, flags, *rest)

    monkeypatch.setattr(files.os, "open", no_folders)
    files.replace(case, b"ny", expected=OLD)
    assert case.read_bytes() == b"ny"


def test_a_new_file_is_for_its_owner_only(tmp_path):
    files.create(tmp_path / "a.yaml", b"x")
    assert (tmp_path / "a.yaml").read_bytes() == b"x"
    assert mode(tmp_path / "a.yaml") == 0o600
    files.create(tmp_path / "b.md", b"x", mode=0o644)
    assert mode(tmp_path / "b.md") == 0o644
    assert names(tmp_path) == ["a.yaml", "b.md"]


def test_a_taken_name_is_never_written_over(case):
    with pytest.raises(AlreadyThere, match=r"sak\.yaml finnes allerede"):
        files.create(case, b"ny")
    assert case.read_bytes() == b"gammel: 1\n"
    assert names(case.parent) == ["sak.yaml"]


@pytest.mark.parametrize("taken", [False, True])
def test_where_there_are_no_hard_links_a_file_is_made_just_as_safely(tmp_path, monkeypatch, taken):
    monkeypatch.setattr(files.os, "link", failing(errno.EPERM))
    path = tmp_path / "a.yaml"
    if taken:
        path.write_bytes(b"gammel")
        with pytest.raises(AlreadyThere):
            files.create(path, b"ny")
        assert path.read_bytes() == b"gammel"
    else:
        files.create(path, b"ny")
        assert path.read_bytes() == b"ny"
        assert mode(path) == 0o600
    assert names(tmp_path) == ["a.yaml"]


def test_a_file_in_a_missing_folder_is_refused_in_norwegian(tmp_path):
    with pytest.raises(CannotWrite, match="mappen finnes ikke"):
        files.create(tmp_path / "mangler" / "a.yaml", b"x")


def test_a_new_folder_appears_with_all_its_files(tmp_path):
    folder = tmp_path / "2026-11-22-k3fq"
    files.create_folder(folder, {"sak.yaml": b"a", "vedlegg/b/c.txt": b"c", "vedlegg/d.txt": b"d"})
    assert (folder / "sak.yaml").read_bytes() == b"a"
    assert (folder / "vedlegg" / "b" / "c.txt").read_bytes() == b"c"
    assert {mode(path) for path in [folder, *folder.rglob("*")] if path.is_dir()} == {0o700}
    assert {mode(path) for path in folder.rglob("*") if path.is_file()} == {0o600}
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("taken", ["empty", "full", "file"])
@pytest.mark.parametrize("content", [{}, {"sak.yaml": b"x"}])
def test_a_folder_name_that_is_taken_is_refused(tmp_path, taken, content):
    folder = tmp_path / "ny"
    if taken == "file":
        folder.write_bytes(b"gammel")
    else:
        folder.mkdir()
    if taken == "full":
        (folder / "sak.yaml").write_bytes(b"gammel")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(AlreadyThere):
        files.create_folder(folder, content)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_that_another_process_fills_first_is_refused(tmp_path, monkeypatch):
    folder = tmp_path / "ny"
    real = os.rename

    def late(old, new):
        folder.mkdir()
        (folder / "sak.yaml").write_bytes(b"den andre")
        real(old, new)

    monkeypatch.setattr(files.os, "rename", late)
    with pytest.raises(AlreadyThere):
        files.create_folder(folder, {"sak.yaml": b"x"})
    assert (folder / "sak.yaml").read_bytes() == b"den andre"
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("name", ["../a", "/a", "a/../../b", "", "..\\a"])
def test_a_file_of_a_new_folder_stays_inside_it(tmp_path, name):
    with pytest.raises(ValueError, match="inside"):
        files.create_folder(tmp_path / "ny", {name: b"x"})
    assert list(tmp_path.iterdir()) == []


def test_missing_folders_are_made_for_their_owner_only(tmp_path):
    files.make_folders(tmp_path / "a" / "b")
    files.make_folders(tmp_path / "a" / "b")
    assert mode(tmp_path / "a") == mode(tmp_path / "a" / "b") == 0o700
    (tmp_path / "fil").write_bytes(b"")
    with pytest.raises(CannotWrite):
        files.make_folders(tmp_path / "fil" / "b")
    with pytest.raises(CannotWrite):
        files.make_folders(tmp_path / "fil")


def test_what_a_killed_writer_left_is_swept_when_it_is_old(tmp_path):
    for name, age in ((".skriver-1", 700), (".skriver-2", 500), ("sak.yaml", 9000)):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (10_000 - age, 10_000 - age))
    old = tmp_path / ".skriver-3"
    old.mkdir()
    (old / "sak.yaml").write_bytes(b"x")
    os.utime(old, (0, 0))
    assert files.sweep(tmp_path, now=10_000) == 2
    assert names(tmp_path) == [".skriver-2", "sak.yaml"]
    assert files.sweep(tmp_path, now=10_000, older_than_seconds=400) == 1
    assert files.sweep(tmp_path / "mangler", now=10_000) == 0


def start(code: str, *args: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *args],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


CREATE = """
import sys
from pathlib import Path
from skolemiljo_cli.errors import CannotWrite
from skolemiljo_cli.store import files
who, folder = sys.argv[1], Path(sys.argv[2])
print("klar", flush=True)
sys.stdin.readline()
won = []
for n in range(40):
    try:
        files.create(folder / f"f{n}", who.encode() * 1000)
        won.append(f"f{n}")
    except files.AlreadyThere:
        pass
    try:
        files.create_folder(folder / f"m{n}", {"sak.yaml": who.encode() * 1000, "x/y": b"1"})
        won.append(f"m{n}")
    except files.AlreadyThere:
        pass
print(" ".join(won))
"""


@pytest.mark.slow
def test_of_two_processes_that_create_the_same_name_exactly_one_wins(tmp_path):
    both = [start(CREATE, who, str(tmp_path)) for who in "AB"]
    for one in both:
        assert one.stdout.readline() == "klar\n"
    for one in both:
        one.stdin.write("\n")
        one.stdin.flush()
    won = [one.communicate(timeout=60)[0].split() for one in both]
    assert sorted(won[0] + won[1]) == sorted(f"{kind}{n}" for kind in "fm" for n in range(40))
    for who, names in zip("AB", won, strict=True):
        for name in names:
            path = tmp_path / name if name[0] == "f" else tmp_path / name / "sak.yaml"
            assert path.read_text() == who * 1000
    assert leftovers(tmp_path) == []


REWRITE = """
import sys
from pathlib import Path
from skolemiljo_cli.store import files
path = Path(sys.argv[1])
print("klar", flush=True)
n = 0
while True:
    data = files.read_bytes(path)
    n += 1
    files.replace(path, (f"nr: {n}\\n" + "tekst: x\\n" * 5000 + "slutt: ja\\n").encode(),
                  expected=files.sha256(data))
"""


@pytest.mark.slow
@posix
def test_a_killed_writer_leaves_the_old_content_or_the_new(tmp_path):
    path = tmp_path / "sak.yaml"
    path.write_bytes(b"nr: 0\nslutt: ja\n")
    for kill in range(30):
        writer = start(REWRITE, str(path))
        assert writer.stdout.readline() == "klar\n"
        before = path.stat().st_ino
        for _ in range(kill % 7 * 300):  # interrupt a different step each time
            if path.stat().st_ino != before:
                break
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        data = path.read_bytes()
        assert data.startswith(b"nr: ")
        assert data.endswith(b"slutt: ja\n")
        assert data.count(b"tekst") in (0, 5000)
    files.sweep(tmp_path, now=time.time() + 3600)
    assert names(tmp_path) == ["sak.yaml"]
