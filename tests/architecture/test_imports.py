"""What a command loads and what it never touches: a fresh interpreter tells."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

import skolemiljo_cli
from skolemiljo_cli.cli.command_list import COMMANDS

pytestmark = pytest.mark.slow

HERE = Path(skolemiljo_cli.__file__).resolve().parents[1]
HEAVY = {"pydantic", "rich", "jinja2", "icalendar", "yaml", "ruamel", "dateutil", "holidays"}
TELL = """
import json, sys
from skolemiljo_cli.cli.framework.app import run
try:
    code = run(sys.argv[1:])
finally:
    print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})), file=sys.stderr)
"""
CASE = """\
id: 2026-11-20-aaaa
type: 12-4
parter: {e1: {rolle: elev, navn: Espen Askeladd}}
melding: {dato: 2026-11-20, beskrivelse: Noe har skjedd.}
"""
ENTRIES = """\
id: 2026-11-20-cccc
type: 12-4
parter:
  e1: {rolle: elev}
  # en til
  a1: {rolle: kontaktlaerer}
melding: {dato: 2026-11-20, melder: a1, beskrivelse: e9 og f9 er ikke parter.}
logg:
  - id: h-7k3q
    tid: 2026-11-20
    type: mote
    avtaler: [{id: a-6m2k, hva: Noe.}]
aktivitetsplan: {tiltak: [{id: t-9xk2, tiltak: Noe.}]}
"""
MEASURE = "aktivitetsplan: {tiltak: [{id: t-9xk2, tiltak: Noe.}]}\n"
CLOSING = "avslutninger: [{id: x-4r1t, dato: 2026-11-20, trygt_og_godt: ja}]\n"


REFUSE = """
import socket
def refuse(*_args, **_more):
    raise AssertionError("a socket was opened")
socket.socket = refuse
socket.create_connection = refuse
socket.getaddrinfo = refuse
"""
LENDER = """
import json, os, sys
REFUSE
import skolemiljo_cli.cli.framework.app
def be(order):
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, path in enumerate(order["streams"], 1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), number)
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["env"])
    sys.argv = ["-c", *order["words"]]
    code = 1
    try:
        exec(order["script"], {"__name__": "__main__"})
        code = 0
    except SystemExit as stop:
        code = stop.code or 0
    except BaseException:
        import traceback
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        be(json.loads(line))
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""An interpreter that has done no more than every start does: each command is a child of it."""


@pytest.fixture(scope="module")
def interpreter():
    env = {**os.environ, "PYTHONPATH": str(HERE)}
    with subprocess.Popen(
        [sys.executable, "-c", LENDER.replace("REFUSE", REFUSE)],
        env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as lender:  # fmt: skip
        yield lender
        lender.stdin.close()


@pytest.fixture
def python(interpreter, tmp_path):
    """Run a script where the program has been started, and nothing else has been done."""
    runs = count()

    def run(script: str, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        streams = [tmp_path / f"{name}-{next(runs)}" for name in ("ut", "feil")]
        order = {"script": script, "words": words, "cwd": str(Path.cwd()),
                 "env": {**os.environ, **more}, "streams": list(map(str, streams))}  # fmt: skip
        interpreter.stdin.write(json.dumps(order) + "\n")
        interpreter.stdin.flush()
        code = int(interpreter.stdout.readline())
        said = [one.read_text("utf-8") for one in streams]
        return subprocess.CompletedProcess(words, code, *said)

    return run


@pytest.fixture
def loaded_by(python):
    def run(*words: str, **more: str) -> set[str]:
        return set(json.loads(python(TELL, *words, **more).stderr.splitlines()[-1]))

    return run


def test_the_start_of_the_program_loads_nothing_heavy():
    script = "import skolemiljo_cli.cli.framework.app, sys; print(*sys.modules)"
    env = {**os.environ, "PYTHONPATH": str(HERE)}
    ran = subprocess.run(
        [sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True
    )
    modules = {name.split(".")[0] for name in ran.stdout.split()}
    assert "typer" in modules
    assert modules & HEAVY == set()


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("-h",), ("tull",)], ids=str)
def test_help_loads_nothing_heavy(words, loaded_by):
    assert loaded_by(*words) & HEAVY == set()


@pytest.mark.parametrize("name", [one.name for one in COMMANDS])
def test_the_help_of_a_command_loads_nothing_heavy(name, loaded_by):
    assert loaded_by(name, "--help") & HEAVY == set()


def test_deadlines_for_a_program_load_no_more_than_they_need(ledger, write_case, loaded_by):
    write_case(CASE, "2026-11-20-aaaa")
    modules = loaded_by("deadlines", "--json")
    assert "pydantic" in modules
    assert (
        modules & {"rich", "jinja2", "icalendar", "ruamel", "holidays", "multiprocessing"} == set()
    )


def test_deadlines_in_a_mail_load_no_more_than_they_need(ledger, write_case, loaded_by):
    write_case(CASE, "2026-11-20-aaaa")
    assert loaded_by("deadlines") & {"rich", "jinja2", "icalendar", "ruamel"} == set()


@pytest.fixture
def completion(python):
    def run(line: str, **more: str) -> subprocess.CompletedProcess[str]:
        words = line.split(" ")
        return python(
            TELL,
            _SKOLEMILJO_COMPLETE="complete_bash",
            COMP_WORDS=line,
            COMP_CWORD=str(len(words) - 1),
            **more,
        )

    return run


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("skolemiljo dead", {"deadlines"}),
        ("skolemiljo fri", {"frister"}),
        ("skolemiljo ", {name for one in COMMANDS for name in (one.name, one.alias)}),
        ("skolemiljo show ", {"2026-11-20-aaaa"}),
        ("skolemiljo show 2026-11", {"2026-11-20-aaaa"}),
        ("skolemiljo show aa", {"aaaa"}),
        ("skolemiljo vis 2026", {"2026-11-20-aaaa"}),
        ("skolemiljo check 2026", {"2026-11-20-aaaa"}),
        ("skolemiljo deadlines --case 2026", {"2026-11-20-aaaa"}),
        ("skolemiljo deadlines --kind st", {"statsforvalter", "stille"}),
        ("skolemiljo render aaaa var", {"varsling"}),
        ("skolemiljo show bbbb", set()),
        ("skolemiljo log cccc --av ", {"e1", "a1"}),
        ("skolemiljo log cccc --av a", {"a1"}),
        ("skolemiljo log cccc --corrects ", {"h-7k3q"}),
        ("skolemiljo log cccc --retter h", {"h-7k3q"}),
        ("skolemiljo log cccc --tiltak ", {"t-9xk2"}),
        ("skolemiljo log cccc --oppfyller ", {"a-6m2k"}),
        ("skolemiljo measure change cccc --id ", {"t-9xk2"}),
        ("skolemiljo render cccc referat --id ", {"h-7k3q"}),
        ("skolemiljo log bbbb --av ", set()),
        ("skolemiljo measure ch", {"change"}),
        ("skolemiljo tiltak gj", {"gjort"}),
    ],
)
def test_completion_offers_commands_cases_and_words_and_loads_nothing_heavy(
    line, offered, ledger, write_case, completion
):
    write_case(CASE, "2026-11-20-aaaa")
    if "cccc" in line:
        write_case(ENTRIES, "2026-11-20-cccc")
    said = completion(line)
    assert set(said.stdout.split()) == offered
    modules = set(json.loads(said.stderr.splitlines()[-1]))
    assert modules & HEAVY == set()


def test_completion_looks_in_the_ledger_of_the_environment(
    ledger, write_case, monkeypatch, completion
):
    write_case(CASE, "2026-11-20-aaaa")
    monkeypatch.chdir(ledger.parent)
    assert completion("skolemiljo show ").stdout.split() == []
    monkeypatch.setenv("SKOLEMILJO_LEDGER", str(ledger))
    assert completion("skolemiljo show ").stdout.split() == ["2026-11-20-aaaa"]


def test_completion_without_a_ledger_is_silent(tmp_path, monkeypatch, completion):
    monkeypatch.chdir(tmp_path)
    said = completion("skolemiljo show ")
    assert said.stdout.split() == []
    assert "Feil" not in said.stderr


NO_NETWORK = """
import socket, sys
assert socket.socket.__name__ == "refuse"
from skolemiljo_cli.cli.framework.app import run
raise SystemExit(run(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    "words",
    [
        ("demo", "--dir", "prov"),
        ("init", "nytt"),
        ("new-case", "--elev", "Pål Askeladd", "--beskrivelse", "Noe."),
        ("list",),
        ("receive", "aaaa", "--rektor", "i dag"),
        ("party", "list", "aaaa"),
        ("party", "add", "aaaa", "--rolle", "medelev"),
        ("log", "aaaa", "--tekst", "Noe."),
        ("investigate", "aaaa", "--startet", "i dag"),
        ("plan", "aaaa", "--problem", "Noe."),
        ("measure", "add", "aaaa", "--tiltak", "Noe."),
        ("evaluate", "bbbb", "--elevens-svar", "Noe."),
        ("close", "aaaa", "--elevens-svar", "Noe.", "--trygt-og-godt", "ja"),
        ("reopen", "cccc", "--begrunnelse", "Noe."),
        ("statsforvalter", "aaaa", "--meldt", "i dag"),
        ("edit", "aaaa"),
        ("show", "aaaa"),
        ("deadlines",),
        ("deadlines", "--ics"),
        ("check", "aaaa"),
        ("history", "aaaa"),
        ("render", "aaaa", "melding", "-o", "melding.html"),
        ("package", "aaaa", "--for", "statsforvalter"),
        ("doctor", "--explain", "alle"),
        ("merge-driver", "--", "skolemiljo.yaml", "skolemiljo.yaml", "skolemiljo.yaml"),
        ("schema",),
    ],
    ids=" ".join,
)
def test_no_command_opens_a_connection(words, ledger, write_case, record, python):
    write_case(CASE, "2026-11-20-aaaa")
    write_case(CASE.replace("aaaa", "bbbb") + MEASURE, "2026-11-20-bbbb")
    write_case(CASE.replace("aaaa", "cccc") + CLOSING, "2026-11-20-cccc")
    if words[0] == "history":
        record(ledger)
    ran = python(NO_NETWORK, *words, SKOLEMILJO_DEBUG="1", EDITOR="true")
    assert ran.returncode == 0, ran.stderr
    assert "socket" not in ran.stderr


def test_every_command_is_tried_without_a_network():
    (mark,) = test_no_command_opens_a_connection.pytestmark
    tried = {words[0] for words in mark.args[1]}
    # git itself is what reaches the network for `sync`; `undo` needs a repository
    lacking = {entry.name for entry in COMMANDS} - tried - {"sync", "undo"}
    assert not lacking, f"test_no_command_opens_a_connection has no run of {sorted(lacking)}"


@pytest.mark.parametrize("words", [("sync",), ("undo",)], ids=" ".join)
def test_what_works_by_git_opens_no_connection_itself(words, ledger, python):
    (Path(os.environ["HOME"]) / ".gitconfig").write_text("[user]\n\tname = R\n\temail = r@x.no\n")
    config = ledger / "skolemiljo.yaml"
    config.write_text(config.read_text("utf-8").replace("commit: false", "commit: true"), "utf-8")
    for line in ("init -q", "init -q --bare felles.git", "remote add origin ./felles.git"):
        subprocess.run(["git", *line.split()], check=True, capture_output=True)
    assert python(NO_NETWORK, "new-case", "--elev", "Tyri", "--beskrivelse", "Noe.").returncode == 0
    ran = python(NO_NETWORK, *words, SKOLEMILJO_DEBUG="1")
    assert ran.returncode == 0, ran.stderr
