"""The page on privacy is true: what a session writes, its modes, git and `doctor`."""

from __future__ import annotations

import fnmatch
import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import skolemiljo_cli
from skolemiljo_cli.model.schema import case_schema
from skolemiljo_cli.services.ledger.doctor import CHECKS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "personvern.md").read_text(encoding="utf-8")
SHEET = (ROOT / "docs" / "dpia-grunnlag.md").read_text(encoding="utf-8")
CODE = Path(skolemiljo_cli.__file__).parent
SAID = "Storefri ble vanskelig."
NOT_IN_A_SESSION = {"templates/**", ".skriver-*", "**/.skriver-*", ".skolemiljo/las", ".git/"}


def table(heading: str) -> list[list[str]]:
    """The cells of the first table under a heading."""
    part = re.split(r"^#+ ", PAGE.partition(f"{heading}\n")[2], maxsplit=1, flags=re.M)[0]
    rows = [line for line in part.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[1:]]


PLACES = [
    (place, *row[2:4])
    for row in table("Hvor det ligger")
    for place in re.findall("`([^`]+)`", row[0])
]


def git(*words: str, cwd: Path | None = None) -> str:
    ran = subprocess.run(["git", *words], cwd=cwd, capture_output=True, text=True, check=True)
    return ran.stdout


MADE: list[tuple[Path, Path]] = []
"""The ledger and the home of the day's work, made once: the tests only look at them."""


@pytest.fixture
def session(tmp_path, monkeypatch, cli):
    """A ledger in git after a day's work, with an editor that failed and a merge of two views."""
    if not MADE:
        home = Path(os.environ["HOME"])
        MADE.append((worked(tmp_path, home, monkeypatch, cli), home))
    ((root, home),) = MADE
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(root)
    return root


def worked(tmp_path, home, monkeypatch, cli):
    (home / ".gitconfig").write_text(
        "[user]\n\tname = Rita\n\temail = rita@skole.example\n[init]\n\tdefaultBranch = main\n"
    )
    root = tmp_path / "saker"
    git("init", "-q", str(root))
    root.chmod(0o700)
    monkeypatch.chdir(root)
    assert cli("init", "--no-input", "--skole", "Eksempel skole", "--commit").code == 0
    made = cli("new-case", "--elev", "Espen Askeladd", "--beskrivelse", SAID, "--no-input")
    case = Path(made.out.strip())
    part = case.parent.name[-4:]
    (tmp_path / "Espen.pdf").write_text(SAID)
    assert cli("log", part, "--tekst", SAID, "--vedlegg", "../Espen.pdf").code == 0
    assert cli("package", part, "--for", "statsforvalter").code == 0
    assert cli("package", part, "--for", "statsforvalter", "-o", "oversendelse").code == 0
    for name in ("melding.md", "melding.html"):
        assert cli("render", part, "melding", "-o", name).code == 0
    monkeypatch.setenv("EDITOR", f"{sys.executable} -c \"import sys; open(sys.argv[1], 'a')"
                       f".write('# {SAID}'); sys.exit(3)\"")  # fmt: skip
    assert cli("edit", part).code == 2
    disagree(root, case)
    assert cli("sync").code == 1
    assert cli("sync", "--ferdig", "--velg", "melding.beskrivelse=min").code == 0
    return root


def disagree(root: Path, case: Path) -> None:
    """Let two people say different things of the same."""
    git("init", "-q", "--bare", "../felles.git")
    git("remote", "add", "origin", "../felles.git")
    git("push", "-q", "-u", "origin", "main")
    other = root.parent / "annen"
    git("clone", "-q", "../felles.git", str(other))
    for folder in (other, root):
        path = folder / case
        text = path.read_text("utf-8")
        path.write_text(text.replace(SAID, f"{SAID} {folder.name}", 1), "utf-8")
    git("commit", "-q", "-am", "endret", cwd=other)
    git("push", "-q", cwd=other)


def files_of(root: Path) -> list[Path]:
    return [
        one for one in root.rglob("*")
        if one.is_file() and ".git" not in one.relative_to(root).parts[:1]
    ]  # fmt: skip


def row_of(name: str) -> tuple[str, str, str]:
    found = [row for row in PLACES if fnmatch.fnmatch(name, row[0].replace("**", "*"))]
    assert len(found) == 1, (name, found)
    return found[0]


@pytest.mark.slow
def test_all_that_a_session_writes_stands_on_the_page_and_all_on_the_page_is_written(session):
    seen = {row_of(one.relative_to(session).as_posix())[0] for one in files_of(session)}
    assert {row[0] for row in PLACES} - seen == NOT_IN_A_SESSION


@pytest.mark.slow
def test_words_of_a_case_lie_where_the_page_says(session):
    for one in files_of(session):
        place, has_words, _git = row_of(one.relative_to(session).as_posix())
        if SAID.encode() in one.read_bytes():
            assert has_words == "ja", place
    texts = {row_of(one.relative_to(session).as_posix())[0] for one in files_of(session)
             if SAID.encode() in one.read_bytes()}  # fmt: skip
    assert texts == {place for place, has, _ in PLACES if has == "ja"} - NOT_IN_A_SESSION


@pytest.mark.slow
def test_git_has_what_the_page_says(session):
    tracked = set(git("ls-files", "-z").split("\0"))
    for one in files_of(session):
        name = one.relative_to(session).as_posix()
        place, _, in_git = row_of(name)
        assert (name in tracked) == (in_git == "ja"), (name, place)
    ignored = [".skriver-x", "cases/.skriver-x", ".skolemiljo/las", ".skolemiljo/utkast/x"]
    assert git("check-ignore", *ignored).splitlines() == ignored
    assert all(row_of(one)[2] == "nei" for one in ignored)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the page says it of Mac and Linux")
def test_files_and_folders_are_for_the_owner_alone(session):
    assert "rettighet 600 og mappene med 700" in PAGE
    for one in session.rglob("*"):
        if ".git" not in one.relative_to(session).parts[:1]:
            wanted = 0o700 if one.is_dir() else 0o600
            assert stat.S_IMODE(one.stat().st_mode) == wanted, one


@pytest.mark.slow
def test_nothing_is_written_in_the_home(session):
    home = Path(os.environ["HOME"])
    assert [one.name for one in home.iterdir()] == [".gitconfig"]


@pytest.mark.slow
def test_messages_in_git_are_an_id_and_a_word(session):
    said = git("log", "--author=rita", "--format=%s").splitlines()
    fixed = re.compile(r"(saksarkiv|[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-z]{4}): [a-zåøæ -]+")
    ours = [one for one in said if one != "endret"]  # what the other one wrote by hand
    assert ours
    assert [one for one in ours if not fixed.fullmatch(one)] == []


def test_only_sync_reaches_the_network():
    users = [
        path.relative_to(CODE).as_posix()
        for path in CODE.rglob("*.py")
        if "online=True" in path.read_text(encoding="utf-8")
    ]
    assert users == ["store/git/remote.py"]
    callers = [
        path.relative_to(CODE).as_posix()
        for path in CODE.rglob("*.py")
        if re.search(r"remote\.(fetch|push)\(", path.read_text(encoding="utf-8"))
    ]
    assert callers == ["services/versioning/sync.py"]


@pytest.mark.parametrize("name", [row[0].strip("`") for row in table("Det `doctor` ser etter")])
def test_a_check_on_the_page_is_one_that_there_is(name):
    assert name in {one.name for one in CHECKS}


def test_the_checks_of_who_can_read_are_all_on_the_page():
    on_page = {row[0].strip("`") for row in table("Det `doctor` ser etter")}
    about_readers = {
        one.name
        for one in CHECKS
        if one.name in ("tilgang", "skymappe", "delt-mappe") or one.name.startswith("git-")
    }
    assert about_readers <= on_page


def test_there_is_no_field_for_a_national_number():
    assert "fodselsnummer" not in json.dumps(case_schema())
    assert "**ikke felt**" in SHEET


@pytest.mark.parametrize("word", ["fortrolig", "strengt_fortrolig"])
def test_a_hidden_address_has_no_contact_and_its_mark_is_not_shown(word, write_case, cli):
    text = (
        "id: 2026-11-02-k3fq\ntype: 12-4\n"
        f"parter: {{e1: {{rolle: elev, navn: Espen, skjerming: {word}KONTAKT}}}}\n"
        "melding: {dato: 2026-11-02, beskrivelse: Noe.}\n"
    )
    write_case(text.replace("KONTAKT", ", kontakt: 900 00 000"))
    assert "adressesperre" in cli("check").out
    write_case(text.replace("KONTAKT", ""))
    for words in (("list",), ("deadlines", "--all"), ("deadlines", "--all", "--ics"),
                  ("list", "--json"), ("deadlines", "--all", "--json")):  # fmt: skip
        said = cli(*words)
        # with strengt fortrolig it lies wrong here: told by its id, and not why
        assert said.code == (65 if word == "strengt_fortrolig" else 0)
        assert "fortrolig" not in said.out + said.err


def test_the_sheet_says_that_it_is_no_assessment():
    assert "**Dette er et grunnlag, ikke en vurdering (DPIA).**" in SHEET
