"""Everything that `--json` writes is one document of the published schema, whatever happens."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from skolemiljo_cli.cli.command_list import COMMANDS
from skolemiljo_cli.errors import ExitCode
from skolemiljo_cli.store.yaml import writer

PUBLISHED = Path(__file__).resolve().parents[2] / "docs" / "schema" / "utdata-1.schema.json"
SCHEMA = json.loads(PUBLISHED.read_text(encoding="utf-8"))
ENVELOPE = {"schema", "command", "status", "exit_code", "data", "findings", "errors"}
FRIST = {
    "sak", "frist", "dato", "tilstand", "virkedager_igjen", "grunnlag", "hjemmel", "ansvarlig",
    "gjelder", "fra", "merknad",
}  # fmt: skip
CHANGING = {
    "receive": ("receive", "aaaa", "--rektor", "i dag"),
    "party": ("party", "add", "aaaa", "--rolle", "medelev"),
    "log": ("log", "aaaa", "--tekst", "Noe ble sagt."),
    "investigate": ("investigate", "aaaa", "--startet", "i dag"),
    "plan": ("plan", "aaaa", "--problem", "Eleven er alene."),
    "measure": ("measure", "add", "aaaa", "--tiltak", "En voksen er med."),
    "evaluate": ("evaluate", "aaaa", "--elevens-svar", "Bedre."),
    "close": ("close", "aaaa", "--elevens-svar", "Bra.", "--trygt-og-godt", "ja"),
    "reopen": ("reopen", "aaaa", "--begrunnelse", "Det er ikke bra."),
    "statsforvalter": ("statsforvalter", "aaaa", "--meldt", "i dag"),
}
DATA = {
    "demo": {"mappe", "saker", "frister"},
    "init": {"mappe", "filer", "git"},
    "new-case": {"sak", "fil", "type", "commit", "frister"},
    **{name: {"sak", "fil", "id", "endringer", "commit", "frister"} for name in CHANGING},
    "edit": {"sak", "fil", "endret", "commit"},
    "list": {"saker"},
    "show": {
        "id", "type", "fase", "trinn", "fil", "saksansvarlig", "arkivreferanse", "koblet", "parter",
        "frister",
        "delplikter", "plan_versjon", "tiltak", "evalueringer", "avtaler", "logg",
        "uavgjort",
    },
    "deadlines": {"frister"},
    "check": {"saker", "feil", "unntatt", "regler"},
    "history": {
        "saker", "versjoner", "fra", "grunn", "fra_for_historikken", "ikke_versjonert",
        "innforinger", "endringer", "ventende", "anker",
    },
    "render": {"sak", "dokument", "format", "fil", "tekst", "kode", "treff"},
    "package": {"sak", "mappe", "dokumenter", "kode", "treff"},
    "doctor": {"funn", "kan_rettes", "rettet", "rettelser", "sjekker"},
    "undo": {"sak", "angret", "hva", "filer", "commit"},
    "sync": {"lagret", "hentet", "sendt"},
    "merge-driver": {"sak", "nokler", "satt_til_side"},
    "schema": {"skjema"},
}  # fmt: skip
NEW = ("new-case", "--elev", "Pål Askeladd", "--beskrivelse", "Noe har skjedd.")
RUNS = {
    "demo": ("demo", "--dir", "omvisning"),
    "init": ("init", "nytt", "--skole", "Eksempel skole"),
    "new-case": (*NEW, "--trinn", "5", "--melder", "Lise Lærersen", "--videresendt", "i dag"),
    **CHANGING,
    "edit": ("edit", "aaaa"),
    "list": ("list",),
    "show": ("show", "aaaa"),
    "deadlines": ("deadlines", "--all"),
    "check": ("check", "aaaa"),
    "history": ("history", "aaaa"),
    "render": ("render", "aaaa", "varsling"),
    "package": ("package", "aaaa", "--for", "statsforvalter"),
    "doctor": ("doctor", "--explain", "alle"),
    "undo": ("undo",),
    "sync": ("sync",),
    "merge-driver": ("merge-driver", "O", "A", "B", "7", "cases/2026-11-20-aaaa/sak.yaml"),
    "schema": ("schema",),
}

FIRST = {"evaluate": CHANGING["measure"], "reopen": CHANGING["close"]}
"""What has to be done before a command can go well."""


@pytest.fixture(autouse=True)
def an_editor_that_changes_nothing(monkeypatch):
    monkeypatch.setenv("EDITOR", "true")


@pytest.fixture
def prepare(ledger, record, cli):
    """Do what has to be done before a command can go well."""

    def first(name):
        if name == "history":
            record(ledger)
        _prepare(name, cli)

    return first


def _prepare(name, cli):
    if name in ("undo", "sync"):
        in_git()
        assert cli(*CHANGING["log"]).code == 0
    if name == "merge-driver":
        for file in ("O", "A", "B"):
            Path(file).write_text("id: 2026-11-20-aaaa\n", encoding="utf-8")
    if name in FIRST:
        assert cli(*FIRST[name]).code == 0


def in_git() -> None:
    """Make the folder one stands in a repository with a shared place, where changes are commits."""
    home = Path(os.environ["HOME"])
    (home / ".gitconfig").write_text("[user]\n\tname = Rita\n\temail = rita@skole.example\n")
    text = Path("skolemiljo.yaml").read_text(encoding="utf-8")
    Path("skolemiljo.yaml").write_text(
        text.replace("commit: false", "commit: true"), encoding="utf-8"
    )
    for words in (
        ("init", "-q", "-b", "main"),
        ("init", "-q", "--bare", "felles.git"),
        ("remote", "add", "origin", "./felles.git"),
        ("add", "skolemiljo.yaml", "cases"),
        ("commit", "-q", "-m", "start"),
    ):
        subprocess.run(["git", *words], check=True, capture_output=True)


@pytest.fixture
def said(cli):
    """Run with `--json` and return the document, which is valid and alone on stdout."""

    def run(*args: str, stdin: str = "") -> dict:
        answer = cli(*args, "--json", stdin=stdin)
        assert answer.err == ""
        document = json.loads(answer.out)
        assert answer.out.endswith("\n")
        faults = [fault.message for fault in Draft202012Validator(SCHEMA).iter_errors(document)]
        assert not faults, (faults, answer.out)
        assert document["exit_code"] == answer.code
        assert set(document) == ENVELOPE
        return document

    return run


@pytest.mark.slow
def test_the_published_schema_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


def test_every_command_has_its_data_in_the_schema():
    names = {entry.name for entry in COMMANDS}
    listed = set(SCHEMA["properties"]["command"]["enum"]) - {None}
    assert listed == names, f"`command` in {PUBLISHED.name}: {sorted(listed ^ names)}"
    lacking = {f"data-{name}" for name in names} - set(SCHEMA["$defs"])
    assert not lacking, f"$defs in {PUBLISHED.name} lacks {sorted(lacking)}"
    branches = {branch["title"] for branch in SCHEMA["oneOf"]}
    assert names <= branches, f"oneOf in {PUBLISHED.name} lacks {sorted(names - branches)}"
    assert set(DATA) == names, f"DATA here, or CHANGING: {sorted(set(DATA) ^ names)}"
    assert set(RUNS) == names, f"RUNS here, or CHANGING: {sorted(set(RUNS) ^ names)}"


def test_the_schema_names_every_exit_code():
    assert SCHEMA["properties"]["exit_code"]["enum"] == [int(code) for code in ExitCode]


def test_the_schema_names_every_code_of_an_error():
    codes = {code.name.lower() for code in ExitCode} - {"ok", "findings"}
    assert set(SCHEMA["$defs"]["feil"]["properties"]["code"]["enum"]) == codes


@pytest.mark.parametrize("name", sorted(RUNS))
def test_a_command_that_goes_well_says_ok_with_exactly_its_keys(name, whole, said, prepare):
    prepare(name)
    document = said(*RUNS[name])
    assert document["command"] == name
    assert (document["status"], document["exit_code"]) == ("ok", 0), document["errors"]
    assert set(document["data"]) == DATA[name]
    assert document["schema"] == "skolemiljo/1"
    assert document["errors"] == []


@pytest.mark.parametrize(
    "entry",
    [entry for entry in COMMANDS if entry.name in RUNS],  # all: the schema's test above
    ids=lambda entry: entry.alias,
)
def test_an_alias_is_told_by_the_name_of_its_command(entry, whole, said, prepare):
    prepare(entry.name)
    _, *rest = RUNS[entry.name]
    assert said(entry.alias, *rest)["command"] == entry.name


@pytest.mark.parametrize("args", [("list",), ("deadlines",), ("show", "bbbb"), ("check",)], ids=str)
def test_what_could_be_read_is_shown_beside_what_could_not(args, whole, half, hopeless, said):
    document = said(*args)
    assert (document["status"], document["exit_code"]) == ("partial", 65)
    wrong = document["findings"][0]
    assert set(wrong) == {"rule", "severity", "message", "sak", "file", "line", "key", "hjemmel"}
    assert set(document["data"]) == DATA[args[0]]
    assert any(document["data"].values())


def test_a_finding_points_at_file_line_and_key(half, said):
    (wrong, *_) = said("list")["findings"]
    assert wrong["file"] == "cases/2026-11-20-bbbb/sak.yaml"
    assert (wrong["line"], wrong["key"]) == (13, "undersokelse.startet")
    assert wrong["sak"] == "2026-11-20-bbbb"


def test_findings_with_errors_are_still_an_answer(half, said):
    document = said("check")
    assert (document["status"], document["exit_code"]) == ("ok", 1)
    assert document["data"]["feil"] >= 1
    assert document["data"]["saker"] == 1


def test_a_deadline_has_exactly_its_keys(whole, said):
    frister = said("deadlines", "--all")["data"]["frister"]
    assert frister
    assert all(set(one) == FRIST for one in frister)
    assert [one["dato"] for one in frister] == sorted(one["dato"] for one in frister)


def test_a_row_of_the_list_has_exactly_its_keys(whole, hopeless, said):
    first, last = said("list")["data"]["saker"]
    assert set(first) == set(last) == {
        "id", "type", "fase", "trinn", "neste_frist", "neste_frist_type", "neste_frist_tilstand",
        "lesbar", "uavgjort",
    }  # fmt: skip
    assert last["fase"] is None
    assert last["lesbar"] is False


def test_a_party_has_a_name_only_when_it_is_asked_for_on_a_screen(whole, said, on_screen):
    for words in (("show", "aaaa"), ("show", "aaaa", "--names")):
        assert [one["navn"] for one in said(*words)["data"]["parter"]] == [None, None]
    on_screen()
    named = said("show", "aaaa", "--names")["data"]["parter"]
    assert named[0] == {"part": "e1", "rolle": "elev", "navn": "Espen Askeladd"}


def test_an_empty_ledger_gives_empty_lists_not_null(ledger, said):
    assert said("deadlines")["data"] == {"frister": []}
    assert said("list")["data"] == {"saker": []}
    assert said("check")["data"] == {"saker": 0, "feil": 0, "unntatt": 0, "regler": []}


def test_norwegian_letters_are_themselves(cli, whole):
    assert "første" not in cli("show", "aaaa", "--json").out
    assert "æ" in cli("render", "aaaa", "varsling", "--json").out


def explode(*_args, **_more):
    raise RuntimeError("Espen Askeladd")


def interrupt(*_args, **_more):
    raise KeyboardInterrupt


def _break(what: str, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the world as the failure needs it."""
    if what == "no ledger":
        monkeypatch.chdir(ledger.parent)
    elif what == "bad config":
        (ledger / "skolemiljo.yaml").write_text("malform: engelsk\n", encoding="utf-8")
    elif what == "config is no YAML":
        (ledger / "skolemiljo.yaml").write_text("{", encoding="utf-8")
    elif what == "changed meanwhile":
        monkeypatch.setattr(writer, "rewrite", _meanwhile(ledger, writer.rewrite))
    elif what == "full disk":
        monkeypatch.setattr(os, "fsync", _full)
    elif what == "no permission":
        monkeypatch.setattr(os, "open", _denied)
    elif what in ("bug", "interrupted"):
        broken = explode if what == "bug" else interrupt
        monkeypatch.setattr("skolemiljo_cli.services.overview.cases.case_ids", broken)


def _meanwhile(ledger, rewrite):
    """Somebody else saves the file each time the command works on it."""

    def rewritten(data, changes):
        (path,) = ledger.glob("cases/*aaaa/sak.yaml")
        path.write_bytes(data + b"# lagret\n")
        return rewrite(data, changes)

    return rewritten


def _full(_handle):
    raise OSError(28, "No space left on device")


def _denied(*_args, **_more):
    raise PermissionError(13, "Permission denied")


FAILURES = {
    # what: (what is broken, the words, the exit code, the command told)
    "an unknown command": ("", ("lst",), 2, None),
    "an unknown command after a ledger with a command's name": (
        "", ("--ledger", "list", "tull"), 2, None,
    ),
    "a ledger with a command's name": ("", ("--ledger", "list", "check"), 66, "check"),
    "an unknown option": ("", ("list", "--alt"), 2, "list"),
    "an unknown option before the command": ("", ("--alt", "list"), 2, "list"),
    "an option without its value": ("", ("deadlines", "--within"), 2, "deadlines"),
    "a word too many": ("", ("list", "alt"), 2, "list"),
    "a missing argument": ("", ("show",), 2, "show"),
    "a value that is no date": ("", ("list", "--today", "i morgen"), 2, "list"),
    "an empty date": ("", ("list", "--today", ""), 2, "list"),
    "an empty folder": ("", ("list", "--ledger", ""), 2, "list"),
    "a value that is no number": ("", ("deadlines", "--within", "-1"), 2, "deadlines"),
    "a word outside the list": ("", ("deadlines", "--fail-on", "alt"), 2, "deadlines"),
    "two options against each other": ("", ("deadlines", "--ics"), 2, "deadlines"),
    "what a case lacks": ("", ("new-case",), 2, "new-case"),
    "a part of an id that fits several": ("", ("show", "2026"), 2, "show"),
    "a file that is no case": ("", ("show", "cccc"), 65, "show"),
    "nothing on stdin": ("", ("new-case", "--from", "-"), 65, "new-case"),
    "no ledger": ("no ledger", ("list",), 66, "list"),
    "no such ledger": ("", ("list", "--ledger", "borte"), 66, "list"),
    "no such case": ("", ("show", "9999"), 66, "show"),
    "no such form": ("", ("render", "aaaa", "vitnemål"), 66, "render"),
    "no such file": ("", ("new-case", "--from", "borte.yaml"), 66, "new-case"),
    "a bug": ("bug", ("list",), 70, "list"),
    "a ledger that is there": ("", ("init",), 73, "init"),
    "a full disk": ("full disk", NEW, 73, "new-case"),
    "a case somebody else saved meanwhile": (
        "changed meanwhile", ("log", "aaaa", "--tekst", "Noe."), 75, "log",
    ),
    "no permission": ("no permission", ("list",), 77, "list"),
    "a bad configuration": ("bad config", ("list",), 78, "list"),
    "a configuration that is no YAML": ("config is no YAML", ("list",), 78, "list"),
    "Ctrl-C": ("interrupted", ("list",), 130, "list"),
}  # fmt: skip


@pytest.mark.parametrize("what", FAILURES)
def test_a_failure_speaks_json_too(what, ledger, whole, half, hopeless, said, monkeypatch):
    broken, args, code, command = FAILURES[what]
    _break(broken, ledger, monkeypatch)
    document = said(*args)
    assert (document["status"], document["exit_code"]) == ("error", code)
    assert document["command"] == command
    assert (document["data"], document["findings"]) == ({}, [])
    (told,) = document["errors"]
    assert set(told) == {"code", "message", "hint", "file", "line", "key", "draft"}
    assert told["code"] == ExitCode(code).name.lower()
    assert "Askeladd" not in str(document)


@pytest.mark.parametrize("what", FAILURES)
def test_a_failure_has_the_same_code_in_words_and_nothing_on_stdout(
    what, ledger, whole, half, hopeless, cli, monkeypatch
):
    broken, args, code, _ = FAILURES[what]
    args = (*args, "--json") if what == "two options against each other" else args
    _break(broken, ledger, monkeypatch)
    answer = cli(*args)
    assert answer.code == code
    if "--json" not in args:
        assert answer.out == ""
        assert answer.err.startswith("Avbrutt." if code == 130 else "Feil: ")
        assert answer.err.endswith("\n")
    assert "Askeladd" not in answer.out + answer.err
    assert "Traceback" not in answer.err


def test_every_failing_exit_code_is_met_by_a_test():
    assert {one[2] for one in FAILURES.values()} == set(ExitCode) - {
        ExitCode.OK,
        ExitCode.FINDINGS,
    }


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("check", "aaaa"), 0),
        (("check", "bbbb"), 1),
        (("check",), 65),
        (("deadlines", "--case", "aaaa"), 0),
        (("deadlines", "--case", "aaaa", "--fail-on", "overdue"), 1),
        (("deadlines", "--case", "aaaa", "--fail-on", "soon"), 1),
        (("deadlines", "--case", "aaaa", "--fail-on", "overdue", "--today", "2026-11-20"), 0),
        (("deadlines", "--case", "aaaa", "--fail-on", "soon", "--today", "2026-11-20"), 1),
        (("deadlines", "--case", "aaaa", "--fail-on", "soon", "--today", "2026-10-01"), 0),
        (("deadlines", "--fail-on", "overdue"), 65),
        (("list",), 65),
        (("show", "aaaa"), 0),
        (("show", "bbbb"), 65),
        (("render", "aaaa", "melding"), 0),
        (("schema",), 0),
        (("--version",), 0),
        ((), 0),
        (("--help",), 0),
        (("check", "--help"), 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_the_exit_code_is_pinned_and_the_same_with_and_without_json(
    args, code, whole, half, hopeless, cli
):
    assert cli(*args).code == code
    assert cli(*args, "--json").code == code
