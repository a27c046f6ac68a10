"""Nothing that is stored, named or typed is obeyed by the terminal it is shown on."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from skolemiljo_cli.cli.command_list import COMMANDS

sys.path.insert(0, str(Path(__file__).parents[1] / "fuzz"))
from fuzz_inputs import CASE

SIGN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
OWN = re.compile("\x1b\\[[0-9;]*m")
"""The codes for colour that the program itself writes on a screen."""
# a clipboard, a cleared screen, a colour by a C1 sign, text that runs the other way, a new line
BAD = "\x1b]52;c;aGVp\x07\x1b[2J\x9b31m\u202e\u2028X"
ODD = (
    "a\u200bb\u2060c\U000e0041d\ufff9e [/] [link=http://x.invalid]f[/link] [red]g[/red] :smile: \\["
)
"""What a file may hold, and no screen should get: signs of no width, and the markup of rich."""
K = "2026-11-20-k3fq"
posix = pytest.mark.skipif(os.name == "nt", reason="such names cannot be made there")

COMMANDS_WITH = {
    "demo": [("demo", "--dir", f"d{BAD}")],
    "init": [("init", f"ny{BAD}", "--skole", "S"), ("init", "ny", "--skole", BAD)],
    "new-case": [
        ("new-case", "--from", BAD), ("new-case", "--elev", BAD, "--beskrivelse", "x"),
        ("new-case", "--elev", "x", "--beskrivelse", BAD),
    ],
    "receive": [("receive", K, "--rektor", BAD), ("receive", K, "--part", f"{BAD}={BAD}")],
    "party": [
        ("party", "list", K), ("party", "list", K, "--names"), ("party", BAD, K),
        ("party", "add", K, "--rolle", BAD), ("party", "add", K, "--rolle", "annen", "--navn", BAD),
        ("party", "change", K, BAD, "--navn", "x"), ("party", "change", K, "e1", "--klasse", BAD),
        ("party", "unite", K, "e1", BAD), ("party", "leave", K, "e1", "--dato", BAD),
    ],
    "log": [
        ("log", K, "--tekst", BAD), ("log", K, "--tekst", "x", "--av", BAD),
        ("log", K, "--tekst", "x", "--type", BAD), ("log", K, "--tekst", "x", "--dato", BAD),
        ("log", K, "--tekst", "x", "--vedlegg", f"cases/{K}/annet{BAD}"), ("log", K, "--from", BAD),
    ],
    "investigate": [("investigate", K, "--trygt-og-godt", BAD)],
    "plan": [("plan", K, "--problem", BAD)],
    "measure": [("measure", "done", K, "--id", BAD), ("measure", BAD, K)],
    "evaluate": [("evaluate", K, "--elevens-svar", BAD)],
    "close": [("close", K, "--trygt-og-godt", BAD)],
    "reopen": [("reopen", K, "--begrunnelse", BAD)],
    "statsforvalter": [("statsforvalter", K, "--vedtak", BAD)],
    "edit": [("edit", K), ("edit", BAD)],
    "list": [("list",), ("list", f"--{BAD}"), (BAD,), ("--today", BAD, "list"),
             ("--ledger", BAD, "list")],
    "show": [("show", K), ("show", K, "--all"), ("show", K, "--names"), ("show", BAD)],
    "deadlines": [("deadlines", "--all"), ("deadlines",)],
    "check": [("check",), ("check", K), ("check", BAD), ("check", "--explain", BAD)],
    "history": [("history", K), ("history", K, "--names"), ("history", "--check"),
                ("history", "--anchor", BAD), ("history", BAD)],
    "render": [
        ("render", K, BAD), ("render", K, "varsling", "--for", BAD), ("render", K, "varsling"),
        ("render", K, "referat", "--id", BAD), ("render", K, "varsling", "-o", f"u{BAD}.md"),
    ],
    "package": [("package", K, "--for", "statsforvalter"), ("package", K, "--for", BAD)],
    "doctor": [("doctor",), ("doctor", "--explain", BAD)],
    "undo": [("undo", BAD), ("undo",)],
    "sync": [("sync",)],
    "merge-driver": [("merge-driver", "--", BAD, BAD, BAD, "7", BAD)],
    "schema": [("schema", BAD)],
}  # fmt: skip


def test_every_command_is_tried():
    assert set(COMMANDS_WITH) == {one.name for one in COMMANDS}


@pytest.fixture
def planted(ledger, tmp_path, monkeypatch):
    """A ledger in which files, folders, people of git and the folder itself have such names."""
    root = tmp_path / f"arkiv{BAD}"
    shutil.copytree(ledger, root)
    monkeypatch.chdir(root)
    monkeypatch.setenv("EDITOR", f"vim{BAD}")
    case = root / "cases" / K
    strange = root / "cases" / f"2026-11-20{BAD}"
    for folder in (case / "vedlegg", case / "dokumenter", strange, root / "templates",
                   root / ".skolemiljo" / "utkast", root / ".skolemiljo" / "attic"):  # fmt: skip
        folder.mkdir(parents=True, exist_ok=True)
    (case / "sak.yaml").write_text(CASE, encoding="utf-8")
    (strange / "sak.yaml").write_text(CASE, encoding="utf-8")
    for place in (case / "vedlegg", case / "dokumenter", case, root / "cases", root,
                  root / "templates", root / ".skolemiljo" / "utkast",
                  root / ".skolemiljo" / "attic"):  # fmt: skip
        (place / f"annet{BAD}").write_text("x")
    person = {f"GIT_{who}_{what}": f"N{BAD}" for who in ("AUTHOR", "COMMITTER")
              for what in ("NAME", "EMAIL")}  # fmt: skip
    for words in (("init", "-q", "-b", "hoved"), ("add", "-A"), ("commit", "-qm", f"m{BAD}")):
        subprocess.run(["git", *words], cwd=root, env={**os.environ, **person}, check=True)
    return root


@pytest.mark.slow
@posix
@pytest.mark.parametrize("way", ["pipe", "json", "screen"])
@pytest.mark.parametrize("name", COMMANDS_WITH)
def test_no_command_says_a_sign_that_a_terminal_obeys(name, way, planted, cli, monkeypatch):
    if way == "screen":
        monkeypatch.setenv("TERM", "xterm-256color")
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    for words in COMMANDS_WITH[name]:
        said = cli(*(("--json",) if way == "json" else ()), *words, "--no-input")
        assert said.code not in (70, 130), said
        assert "Traceback" not in said.err
        assert not SIGN.search(said.out + said.err), (words, said)
        if way == "json":
            assert json.loads(said.out)["exit_code"] == said.code
    text = (planted / "cases" / K / "sak.yaml").read_text("utf-8")
    assert not SIGN.search(text)


@pytest.mark.slow
@posix
def test_what_is_escaped_in_json_is_still_the_same_text(planted, cli):
    rows = json.loads(cli("--json", "list").out)["data"]["saker"]
    assert f"2026-11-20{BAD}" in [one["id"] for one in rows]


def test_own_codes_are_written_only_on_a_screen_with_colours(write_case, cli, monkeypatch):
    write_case(CASE, K)
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    coloured = cli("deadlines", "--all").out
    assert OWN.search(coloured)
    assert not SIGN.search(OWN.sub("", coloured))
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in cli("deadlines", "--all").out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False)
    assert not SIGN.search(cli("deadlines", "--all").out)


sys.path.insert(0, str(Path(__file__).parents[1] / "quiet"))
from quiet_case import case  # noqa: E402


@pytest.mark.slow
@pytest.mark.parametrize("screen", [False, True])
def test_markup_of_the_screen_in_every_text_is_shown_as_it_is(screen, write_case, cli, monkeypatch):
    text = ODD.replace("\\", "\\\\")
    whole = case("2026-11-20-aaaa", text, file="a").replace("Qvistopheria Zyxwander", f'"{text}"')
    write_case(whole.replace(f'# skrevet om "{text}"\n', ""), "2026-11-20-aaaa")
    if screen:
        monkeypatch.setenv("TERM", "xterm-256color")
        monkeypatch.setenv("COLUMNS", "400")
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    shown = ""
    for words in (("list",), ("show", "aaaa", "--all", "--names"), ("deadlines", "--all"),
                  ("check",), ("doctor",)):  # fmt: skip
        said = cli(*words)
        assert said.code in (0, 1), said
        assert not re.search("[\u200b\u2060\ufff9\U000e0041]", said.out + said.err), words
        shown += said.out
    text = "a�b�c�d�e [/] [link=http://x.invalid]f[/link] [red]g[/red] :smile: \\["
    assert (text in shown) == screen  # what is written to a pipe has no running text


ANY = ["", "[", "]", "[/]", "[/x", "[link=a]b", "[@click=f()]", "\\[x]", "[[", ":warning:", "[bold",
       "[on red]", "[not a tag", "{e1}", "100 %", "[#ff0000]x[/]", "x[1]", "[/]" * 50]  # fmt: skip


@pytest.mark.parametrize("text", ANY)
def test_any_text_in_a_table_of_the_screen_is_itself(text, monkeypatch, capsys):
    from skolemiljo_cli.cli.output import terminal
    from skolemiljo_cli.cli.output.reply import Reply, Table
    from skolemiljo_cli.cli.output.shared import Shared

    monkeypatch.setenv("COLUMNS", "400")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    table = Table(headings=("A", "B"), rows=((f"<{text}>", "slutt"),))
    terminal.send(Reply(body=(table,)), Shared(None, False, None, False, False), "list")
    assert f"<{text}>" in capsys.readouterr().out
