"""A word that an option does not know is an error, never an empty answer or another's case."""

from __future__ import annotations

import json
import shutil
import unicodedata
from enum import StrEnum

import pytest
import typer

from skolemiljo_cli.cli.command_list import COMMANDS
from skolemiljo_cli.cli.framework import app
from skolemiljo_cli.cli.framework.shared_options import names_something, what_it_takes
from skolemiljo_cli.model import vocab

SAK = "2026-11-02-k3fq"
CASE = f"""\
id: {SAK}
type: 12-4
saksansvarlig: r1
parter:
  e1: {{rolle: elev, navn: Espen Askeladd}}
  a1: {{rolle: kontaktlaerer, navn: Lise Lærersen}}
  r1: {{rolle: rektor, navn: Rita Rektorsen}}
melding: {{dato: 2026-11-02, melder: a1, beskrivelse: "{{e1}} er alene."}}
aktivitetsplan:
  opprettet: 2026-11-03
  tiltak: [{{id: t-9xk2, tiltak: En voksen ute., fra: 2026-11-04, gjennomfores_av: [a1]}}]
statsforvalter: [{{id: s-3k2m, meldt: 2026-11-20}}]
logg: [{{id: h-7k3q, tid: 2026-11-04, type: mote, av: a1, med: [e1], tekst: Et møte.}}]
"""
CLOSED, CLOSING = "2026-11-03-m7ze", "avslutninger: [{id: x-1a1a, dato: 2026-11-20, av: r1}]\n"
RECEIVED = "mottak: {rektor: {tid: 2026-11-02}}\n"
FREE = {
    "TEKST", "DATO", "TID", "NAVN", "FIL", "FIL|-", "MAPPE", "[MAPPE]", "TRINN", "KLASSE", "STED",
    "NR", "N", "ÅÅÅÅ-MM-DD", "[STI]", "[L]", "FELLES", "VÅR", "DERES", "AVTALE", "GRUNN",
}  # fmt: skip
"""What is free to say, or a place: no word is known beforehand."""
FORMED = {
    "ROLLE[=NAVN]": "rektro=Noen", "HVEM: TEKST": "rektro: noe", "ID=…": "t-0000=ja",
    "MERKE=GRUNN": "00000000=grunn", "NØKKEL=min|deres": "e2=rektro",
}  # fmt: skip
WRONG = {
    "SAK": ("zzzz", "2026-01-01-zzzz"), "HVEM": ("rektro", "a99"), "PART": ("rektro", "a99"),
    "MOTTAKER": ("rektro", "a99", "foresatte:e99"), "ID": ("h-0000", "rektro"),
    "VERDI": ("0" * 40, "rektro"), "KODE": ("00000000",), "add|change|done": ("chagne",),
}  # fmt: skip
"""What is wrong, by what the option takes; else a word that is none of a closed list."""
WITH = {
    "receive": (
        "k3fq", "--rektor", "i dag", "--tatt-opp", "i dag", "--skoleeier", "i dag", "--alvorlig",
        "--foresatte-informert", "i dag", "--begrunnelse", "Noe.", "--mottaker", "Kontoret",
    ),
    "log": ("k3fq", "--tekst", "Noe."),
    "investigate": ("k3fq", "--startet", "i dag", "--utsatt", "syk", "--konkludert", "i dag",
                    "--trygt-og-godt", "nei", "--begrunnelse", "Noe."),
    "plan": ("k3fq", "--problem", "Noe."),
    "measure": ("add", "k3fq", "--tiltak", "Noe.", "--vedtak", "7"),
    "evaluate": ("k3fq", "--elevens-svar", "Bedre."),
    "close": ("k3fq", "--elevens-svar", "Bedre.", "--trygt-og-godt", "ja", "--begrunnelse", "Noe.",
              "--oppfolging", "2026-12-24"),
    "reopen": ("m7ze", "--begrunnelse", "Noe."),
    "statsforvalter": ("k3fq", "--meldt", "i dag", "--vedtak", "i dag"),
    "new-case": ("--elev", "E", "--beskrivelse", "B"),
    "edit": ("k3fq",), "show": ("k3fq",), "history": ("k3fq",), "undo": (), "check": (),
    "render": ("k3fq", "melding"), "package": ("k3fq", "--for", "statsforvalter"),
    "party": ("add", "k3fq", "--rolle", "foresatt"),
    "list": (), "deadlines": (), "doctor": (), "init": ("../ny",), "schema": (),
    "sync": ("--ferdig",),
}  # fmt: skip
INSTEAD = {
    ("log", "--uten"): ("k3fq", "--corrects", "h-7k3q", "--tekst", "Noe."),
    ("party", ""): ("leave", "k3fq", "a1", "--dato", "2026-12-18"),
    ("measure", "--id"): ("change", "k3fq", "--tiltak", "Noe."),
    ("render", "--id"): ("k3fq", "referat"),
    ("render", "--av"): ("k3fq", "melding", "--for", "e1", "--godkjenn", "DEN"),
    ("package", "--av"): ("k3fq", "--for", "statsforvalter", "--godkjenn", "DEN"),
    ("render", "--avgjor"): ("k3fq", "melding", "--for", "e1", "--av", "r1"),
    ("package", "--avgjor"): ("k3fq", "--for", "statsforvalter", "--av", "r1"),
    ("render", "--godkjenn"): ("k3fq", "melding", "--for", "e1", "--av", "r1"),
    ("package", "--godkjenn"): ("k3fq", "--for", "statsforvalter", "--av", "r1"),
    ("history", "--anchor"): (),
    ("package", "--for"): ("k3fq",),
}


NO_ROLE = {("package", "--for"), ("new-case", "--ikke-til")}
"""What takes one office only, or guardians only: rektor is not among what can be meant."""


def of_the_program():
    """Every option and argument of every command: the command, how it is given, what it takes."""
    root = typer.main.get_command(app.app)
    for entry in COMMANDS:
        for param in root.get_command(None, entry.name).params:
            if param.metavar is not None:
                is_option = param.opts[0].startswith("-")
                yield entry.name, param.opts[0] if is_option else "", param.metavar


PARAMS = [*of_the_program()]
KNOWN = [row for row in PARAMS if names_something(row[2]) or row[2] in FORMED]


def line(cli, name, option, metavar, value):
    """The words of a command with a value for one of its options or arguments."""
    words = [*INSTEAD.get((name, option), WITH[name])]
    if "DEN" in words:
        words[-1] = json.loads(cli(name, *words[:-2], "--json").out)["data"]["kode"]
        shutil.rmtree(f"cases/{SAK}/dokumenter", ignore_errors=True)
    if option:
        return [name, *words, option, value]
    after_act = name in ("measure", "party")
    place = {"DOKUMENT": 1, "SAK": int(after_act), "[HVEM]...": 2}.get(metavar, 0)
    return [name, *words[:place], value, *words[place + 1 :]]


def wrong_values():
    for name, option, metavar in KNOWN:
        for value in WRONG.get(what_it_takes(metavar), (FORMED.get(metavar, "rektro"),)):
            yield name, option, metavar, value


@pytest.fixture
def case(write_case, record, ledger):
    path = write_case(CASE)
    write_case(CASE.replace(SAK, CLOSED) + CLOSING, CLOSED)
    record(ledger)
    return path


def test_what_an_option_takes_is_said_to_be_free_or_known():
    undecided = {metavar for *_, metavar in PARAMS} - FREE - {metavar for *_, metavar in KNOWN}
    assert undecided == set()
    assert len(KNOWN) > 80


@pytest.mark.parametrize("given", [*wrong_values()], ids=" ".join)
def test_a_word_that_is_not_known_is_refused_with_what_to_write(given, case, cli):
    name, option, metavar, value = given
    before = case.read_bytes()
    said = cli(*line(cli, name, option, metavar, value))
    assert said.code in ((1,) if option == "--anchor" and value[0] == "0" else (2, 66)), said
    assert said.out == "" or said.code == 1
    assert "hører sammen" not in said.err, said.err
    assert len(said.err.splitlines()) > 1 or said.code == 1, said.err
    roles = metavar in ("HVEM", "MOTTAKER", "ROLLE", "PART")
    if value == "rektro" and roles and (name, option) not in NO_ROLE:
        assert "Mente du «rektor»?" in said.err, said.err
    assert case.read_bytes() == before


@pytest.mark.parametrize("row", KNOWN, ids=lambda row: " ".join(row[:2]))
@pytest.mark.parametrize("empty", ["", " "])
def test_an_empty_word_is_not_taken_for_nothing_asked(row, empty, case, cli):
    name, option, metavar = row
    if metavar in FORMED:
        return
    before = case.read_bytes()
    said = cli(*line(cli, name, option, metavar, empty))
    assert (said.code, said.out) == (2, ""), said
    assert f"{option or metavar} er tom." in said.err
    assert case.read_bytes() == before


WORDS = [
    known for known in vars(vocab).values()
    if isinstance(known, type) and issubclass(known, StrEnum) and known is not StrEnum
]  # fmt: skip


@pytest.mark.parametrize("known", WORDS, ids=lambda known: known.__name__)
def test_a_known_word_is_found_as_the_program_and_as_people_write_it(known):
    for word in known:
        shown = vocab.label(word.value)
        for text in (
            word.value, shown, shown.upper(), f" {shown} ", unicodedata.normalize("NFD", shown),
            shown.replace(" ", "_"), word.value.replace("_", "-"), shown.replace("é", "e"),
        ):  # fmt: skip
            assert vocab.word_of(text, known) is word, text


# --- whom a deadline falls on -------------------------------------------------------------------


@pytest.fixture
def received(write_case):
    return write_case(CASE + RECEIVED)


def due(cli, *words):
    said = cli("deadlines", "--all", *words)
    return said.code, {" ".join(row.split()) for row in said.out.splitlines()}, said.err


@pytest.mark.parametrize("spelled", [
    "kontaktlærer", "Kontaktlærer", "KONTAKTLAERER", "kontaktlaerer", "a1 kontaktlærer",
    "a1", "A1", unicodedata.normalize("NFD", "kontaktlærer"),
])  # fmt: skip
def test_whom_a_deadline_falls_on_is_asked_for_as_it_is_shown(spelled, received, cli):
    shown = cli("deadlines", "--all").out
    assert "a1 kontaktlærer" in shown
    code, rows, _ = due(cli, "--responsible", spelled)
    assert code == 0
    assert rows == due(cli, "--responsible", "kontaktlaerer")[1] != set()


def test_several_may_be_asked_for_with_commas_as_a_program_is_told(received, cli):
    one, other = (due(cli, "--responsible", who)[1] for who in ("a1", "r1"))
    both = due(cli, "--responsible", "a1, r1")[1]
    assert one | other == both
    assert one != both


def test_a_key_that_no_case_has_is_not_found(received, cli, write_case):
    said = cli("deadlines", "--responsible", "a99", "--quiet", "--fail-on", "overdue")
    assert (said.code, said.out) == (66, "")
    assert "Ingen sak her har en part «a99»." in said.err
    write_case(
        (CASE + RECEIVED).replace(SAK, "2026-11-03-m7ze").replace("a1", "a99"), "2026-11-03-m7ze"
    )
    assert cli("deadlines", "--responsible", "a99").code == 0
    assert cli("deadlines", "--responsible", "a99", "--case", "k3fq").code == 66


def test_a_case_that_cannot_be_read_may_have_the_party(received, cli, write_case):
    write_case("parter: [", "2026-11-03-m7ze")
    assert cli("deadlines", "--responsible", "a99", "--quiet").code == 65


def test_a_role_without_deadlines_is_a_calm_answer(received, cli):
    said = cli("deadlines", "--responsible", "politi")
    assert (said.code, said.err) == (0, "Ingen frister passer med det du spurte om.\n")


def test_what_falls_on_nobody_yet_can_be_asked_for(received, cli):
    assert cli("deadlines", "--responsible", "uavklart").code == 0


def test_a_kind_of_deadline_is_found_as_each_of_its_names_is_shown():
    from skolemiljo_cli.calendar.registry import RULES
    from skolemiljo_cli.cli.commands.deadlines import _kinds

    for row in (rule.rad for rule in RULES):
        for name in (row.ord, row.navn, row.navn_i_kalender, row.navn.upper()):
            assert _kinds([name]) == (row.ord,), name
    assert _kinds(["melding til rektor, Pålegg"]) == ("melding-rektor", "palegg")


def test_a_word_that_is_shown_with_a_comma_is_one_word(case, cli):
    shown = vocab.label("digital_pa_tvers")
    assert "," in shown
    words = ("receive", "k3fq", "--alvorlig", "--begrunnelse", "Noe.", "--tegn")
    assert cli(*words, shown).code == 0
    assert "digital_pa_tvers" in case.read_text(encoding="utf-8")
