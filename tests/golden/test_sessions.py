"""Whole sessions at the command line, word for word.

A session is a text: `# a remark`, `+ FILE` with its lines after `| `, and `$ a command` with what
it says: stdout after `1> `, stderr after `2> `, and `[N]` when the exit code N is not 0. An id is
written `<sak-1>` and its last four characters `<s-1>`, that of an entry `<h1>`, `<t1>` …, numbered
as they turn up; the code of a draft `<kode-1>`. All commands of a session run one after the other,
in one folder until `cd`.
`@ bruker=rita tid=2026-12-07T13:00:00+0100` says who sits there and when; `git` and `sed` are real.
SKOLEMILJO_UPDATE_SNAPSHOTS=1 writes them anew.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path
from random import Random

import pytest

from skolemiljo_cli.model import ids

SESSIONS = sorted(Path(__file__).parent.glob("*.session"))
CASE_ID = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-hjkmnp-tv-z]{4}")
ENTRY_ID = re.compile("(?<![\\w<-])[abhpstvxgunm]-[0-9a-hjkmnp-tv-z]{4}(?![\\w-])")
COMMIT = re.compile(r"(?<![\w-])[0-9a-f]{10,40}(?![\w-])")
DRAFT = re.compile(r"(?:--godkjenn |Kode:\** |Merke: )([0-9a-f]{8})\b")
CHECKSUM = re.compile("SHA-256 [0-9a-f]+")  # of a file that has a random id in it
REDIRECTED = re.compile(" < ([^ ]+)$")


class Names:
    """The ids met so far, and the marks that stand for them."""

    def __init__(self) -> None:
        self.marks: dict[str, str] = {}

    def hide(self, text: str) -> str:
        for found in CASE_ID.findall(text):
            if found not in self.marks:
                number = 1 + sum(one.startswith("<sak-") for one in self.marks.values())
                self.marks[found] = f"<sak-{number}>"
                self.marks[found[-4:]] = f"<s-{number}>"
        for found in ENTRY_ID.findall(text):
            if found not in self.marks:
                number = 1 + sum(one[:2] == found[:2] for one in self.marks)
                self.marks[found] = f"<{found[0]}{number}>"
        for found in DRAFT.findall(text):
            if found not in self.marks:
                number = 1 + sum(one.startswith("<kode-") for one in self.marks.values())
                self.marks[found] = f"<kode-{number}>"
        for real, mark in self.marks.items():
            text = re.sub(rf"(?<![\w-]){real}(?!\w)", mark, text)
        text = CHECKSUM.sub("SHA-256 <sum>", text)
        return COMMIT.sub("<sum>", text)

    def show(self, text: str) -> str:
        for real, mark in self.marks.items():
            text = text.replace(mark, real)
        return text


def play(script: str, cli, folder: Path) -> str:
    """Return the session with what the program really says."""
    names, played, world = Names(), [], World(folder)
    lines = [line for line in script.splitlines() if line[:1] in ("", *"#+|$@")]
    for number, line in enumerate(lines):
        if line.startswith("+ "):
            body = []
            for inner in lines[number + 1 :]:
                if not inner.startswith("|"):
                    break
                body.append(inner[2:])
            text = names.show("\n".join(body) + "\n")
            (world.folder / names.show(line[2:])).write_text(text, encoding="utf-8")
        played.append(line)
        if line.startswith("@ "):
            world.turn(dict(word.split("=") for word in line[2:].split()))
        if line.startswith("$ "):
            played += [names.hide(one) for one in answer(names.show(line[2:]), cli, world)]
    while played and not played[-1]:
        played.pop()
    return "\n".join(played) + "\n"


class World:
    """Where one stands, who one is, and what time it is; the clock of git follows the session's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def turn(self, said: dict[str, str]) -> None:
        if user := said.get("bruker"):
            name, email = PEOPLE[user]
            config = f"[user]\n\tname = {name}\n\temail = {email}\n[init]\n\tdefaultBranch = main\n"
            (Path(os.environ["HOME"]) / ".gitconfig").write_text(config, encoding="utf-8")
        if time := said.get("tid"):
            os.environ["GIT_AUTHOR_DATE"] = os.environ["GIT_COMMITTER_DATE"] = time
            os.environ["SKOLEMILJO_TODAY"] = time[:10]

    def go(self, place: str) -> None:
        self.folder = (self.folder / place).resolve()
        os.chdir(self.folder)


PEOPLE = {
    "lise": ("Lise Lærersen", "lise@skole.example"),
    "rita": ("Rita Rektorsen", "rita@skole.example"),
}


def answer(command: str, cli, world: World) -> list[str]:
    redirected = REDIRECTED.search(command)
    given = (world.folder / redirected[1]).read_bytes() if redirected else b""
    program, *words = shlex.split(REDIRECTED.sub("", command))
    if program == "cd":
        world.go(words[0])
        return []
    if program == "cat":
        (file,) = world.folder.glob(words[0])
        return marked("1>", file.read_text(encoding="utf-8"))
    if program in ("git", "sed"):
        ran = subprocess.run([program, *words], capture_output=True, text=True, check=False)
        code = [f"[{ran.returncode}]"] if ran.returncode else []
        return [*marked("1>", ran.stdout), *marked("2>", ran.stderr), *code]
    assert program == "skolemiljo", program
    said = cli(*words, stdin=given)
    code = [f"[{said.code}]"] if said.code else []
    return [*marked("1>", said.out), *marked("2>", said.err), *code]


def marked(mark: str, text: str) -> list[str]:
    return [f"{mark} {line}".rstrip() for line in text.splitlines()]


@pytest.mark.parametrize("path", SESSIONS, ids=lambda path: path.stem)
def test_a_session_goes_as_written(path, cli, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE", "SKOLEMILJO_TODAY"):
        monkeypatch.setenv(name, os.environ.get(name, ""))  # put back afterwards
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    # who keeps a key that two people got, follows from their ids: the same each time here
    monkeypatch.setattr(ids.mint_entry_id, "__defaults__", ((), Random(path.stem).choice))
    script = path.read_text(encoding="utf-8")
    played = play(script, cli, tmp_path)
    if os.environ.get("SKOLEMILJO_UPDATE_SNAPSHOTS"):
        path.write_text(played, encoding="utf-8")
        script = played
    assert played.splitlines() == script.splitlines()


@pytest.mark.parametrize("path", SESSIONS, ids=lambda path: path.stem)
def test_no_name_is_said_in_a_session(path):
    """Names stand in what is typed and in the files, never in what the program says by itself."""
    command, said = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("$"):
            command = line
        elif line[:2] not in ("1>", "2>"):
            continue
        elif not re.match(r"\$ (cat|skolemiljo (render|show .*--names))", command):
            said.append(line)
    assert said
    for name in ("Askeladd", "Lærersen", "Rektorsen", "Eventyr"):
        assert not [line for line in said if name in line]


def test_the_sessions_are_three_days_a_week_the_people_two_clones_and_whole_cases():
    days, cases = ["dag", "feil", "frister"], ["ansatt", "hjellestad", "nedre-bekkelaget"]
    assert [path.stem for path in SESSIONS] == sorted(
        [*days, *cases, "hjemme", "parter", "uke", "to-barn"]
    )
