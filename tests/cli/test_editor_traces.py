"""The text editor leaves nothing of a case outside the ledger, and starts nothing but itself."""

from __future__ import annotations

import json
import os
import shutil
import stat
import sys
from pathlib import Path

import pytest

from skolemiljo_cli.cli.asking.editor import _editor

pytestmark = pytest.mark.slow

CASE = """\
id: 2026-11-20-k3fq
type: 12-4
parter:
  e1: {rolle: elev, navn: Espen Askeladd}
melding: {dato: 2026-11-20, beskrivelse: Noe har skjedd.}
"""
FAKE = """\
import json, os, pathlib, stat, sys
path = pathlib.Path(sys.argv[-1])
seen = {"words": sys.argv[1:], "umask": os.umask(0o077), "absolute": path.is_absolute(),
        "file": stat.S_IMODE(path.stat().st_mode),
        "folder": stat.S_IMODE(path.parent.stat().st_mode),
        "above": stat.S_IMODE(path.parent.parent.stat().st_mode),
        "beside": sorted(one.name for one in path.parent.iterdir())}
pathlib.Path(os.environ["SEEN"]).write_text(json.dumps(seen))
path.write_text(path.read_text() + "x-ny: 1\\n")
"""
posix = pytest.mark.skipif(os.name == "nt", reason="the fake editor is a program with a name")


@pytest.fixture
def path(write_case) -> Path:
    return write_case(CASE, "2026-11-20-k3fq")


@pytest.fixture
def seen(tmp_path, monkeypatch):
    """Make a fake editor with a name, and answer what it saw."""
    folder = tmp_path / "programmer"
    folder.mkdir()
    monkeypatch.setenv("SEEN", str(folder / "sett"))
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)

    def make(name: str) -> Path:
        program = folder / name
        program.write_text(f"#!{sys.executable}\n{FAKE}", encoding="utf-8")
        program.chmod(0o755)
        return folder / "sett"

    return make


FLAGS = {
    "vim": ["-n", "-i", "NONE", "noundofile", "nobackup"],
    "nvim": ["-n", "-i", "NONE", "noundofile", "nobackup"],
    "vim.basic": ["-n", "-i", "NONE", "noundofile", "nobackup"],
    "nano": ["--ignorercfiles"],
    "emacs": ["make-backup-files nil", "auto-save-default nil", "create-lockfiles nil"],
    "micro": ["-backup", "-saveundo", "-savehistory"],
}


@posix
@pytest.mark.parametrize("umask", [0o022, 0o000])
@pytest.mark.parametrize("name", FLAGS)
def test_a_known_editor_is_told_to_keep_no_copies(name, umask, seen, path, cli, monkeypatch):
    noted = seen(name)
    monkeypatch.setenv("EDITOR", f"{name} --mine")
    os.umask(umask)
    assert cli("edit", "k3fq", "--no-input").code == 0
    saw = json.loads(noted.read_text())
    assert all(flag in " ".join(saw["words"]) for flag in FLAGS[name])
    assert saw["words"][-2] == "--mine"
    assert (saw["file"], saw["folder"], saw["above"]) == (0o600, 0o700, 0o700)
    assert saw["umask"] == 0o077
    assert saw["absolute"]  # never taken for a flag
    assert len(saw["beside"]) == 1
    assert "Askeladd" not in saw["beside"][0]
    assert path.read_text("utf-8").endswith("x-ny: 1\n")
    assert stat.S_IMODE(path.stat().st_mode) in {0o600, 0o644}  # as it was before


@posix
def test_vi_that_is_vim_is_told_too_and_an_unknown_editor_is_left_alone(seen, monkeypatch):
    noted = seen("vim.basic")
    (noted.parent / "vi").symlink_to(noted.parent / "vim.basic")
    seen("annen")
    assert _editor({"EDITOR": "vi"})[:2] == ["vi", "-n"]
    assert _editor({"EDITOR": "annen -x"}) == ["annen", "-x"]


def test_what_stands_in_editor_is_never_given_to_a_shell(path, cli, monkeypatch, tmp_path):
    for words in (
        f"vim; touch {tmp_path}/pwn",
        f"$(touch {tmp_path}/pwn)",
        f"true && touch {tmp_path}/pwn",
    ):
        monkeypatch.setenv("EDITOR", words)
        cli("edit", "k3fq", "--no-input")
    assert not (tmp_path / "pwn").exists()
    assert path.read_text("utf-8") == CASE


VIMRC = """\
set undofile undodir=~/angre backup backupdir=~/kopier directory=~/bytte swapfile
set viminfo='20,<50,:20 history=50
"""


@posix
@pytest.mark.skipif(shutil.which("vim") is None, reason="vim is not here")
def test_vim_itself_leaves_nothing_though_the_user_s_settings_ask_for_it(
    path, cli, monkeypatch, tmp_path, ledger
):
    home = tmp_path / "hjemme"
    for name in ("angre", "kopier", "bytte"):
        (home / name).mkdir(parents=True)
    (home / ".vimrc").write_text(VIMRC)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("TERM", "dumb")
    during = tmp_path / "under"
    looks = f'call system("find {home} {ledger}/.skolemiljo -type f > {during}")'
    monkeypatch.setenv("EDITOR", f"vim -es -c 'normal Gox-ny: Askeladd' -c '{looks}' -c wq")
    assert cli("edit", "k3fq", "--no-input").code == 0
    assert "x-ny: Askeladd" in path.read_text("utf-8")
    assert [one.name for one in home.rglob("*") if one.is_file()] == [".vimrc"]
    drafts = [one for one in during.read_text().split() if "utkast" in one]
    assert len(drafts) == 1
    assert not [one for one in during.read_text().split() if one.endswith((".swp", "~"))]
    assert list((ledger / ".skolemiljo" / "utkast").iterdir()) == []
