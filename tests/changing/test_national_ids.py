"""A fødselsnummer stops before it is written, and lies in a private draft alone."""

from __future__ import annotations

import stat
import sys

import pytest

from skolemiljo_cli.services.changes.national_ids import first_new
from skolemiljo_cli.store.yaml import reader

NUMBER = "15811210045"  # synthetic: no month is so large
CASE = """\
id: 2026-11-02-k3fq
type: 12-4
parter:
  e1: {rolle: elev, navn: Askeladd Eventyr, trinn: 5}
  f1: {rolle: foresatt, navn: Marit Eventyr, til: e1, foreldreansvar: true}
  a1: {rolle: kontaktlaerer, navn: Lise Lærersen}
  r1: {rolle: rektor, navn: Rita Rektorsen}
melding: {dato: 2026-11-02, melder: a1, beskrivelse: "{e1} er alene."}
aktivitetsplan:
  opprettet: 2026-11-05
  problem: Alene.
  tiltak:
    - {id: t-9xk2, tiltak: En voksen er med., rettet_mot: utsatt, fra: 2026-11-06,
       gjennomfores_av: a1}
"""
TEXT = f"Eleven ({NUMBER}) er alene."
COMMANDS = {
    "log": ("log", "k3fq", "--tekst", TEXT),
    "log --sted": ("log", "k3fq", "--tekst", "Noe.", "--sted", NUMBER),
    "log --avtale": ("log", "k3fq", "--avtale", f"Ringe {NUMBER} | a1"),
    "log --synspunkt": ("log", "k3fq", "--synspunkt", f"f1: {TEXT}"),
    "log --vedlegg-beskrivelse": (
        "log", "k3fq", "--tekst", "Noe.", "--vedlegg", "fil.txt", "--vedlegg-beskrivelse", NUMBER,
    ),
    "log --part": ("log", "k3fq", "--tekst", "Noe.", "--part", f"foresatt=Far {NUMBER}"),
    "receive": ("receive", "k3fq", "--arkivreferanse", NUMBER),
    "investigate": ("investigate", "k3fq", "--faktorer", TEXT),
    "plan": ("plan", "k3fq", "--vurdering", TEXT),
    "measure": ("measure", "add", "k3fq", "--tiltak", TEXT),
    "measure done": ("measure", "done", "k3fq", "--id", "t-9xk2", "--tekst", TEXT),
    "evaluate": ("evaluate", "k3fq", "--elevens-svar", TEXT),
    "evaluate --tiltak": ("evaluate", "k3fq", "--tiltak", f"t-9xk2=ja,ja,slutter: {NUMBER}"),
    "close": ("close", "k3fq", "--elevens-svar", TEXT, "--trygt-og-godt", "ja"),
    "statsforvalter": ("statsforvalter", "k3fq", "--meldt", "i dag", "--referanse", NUMBER),
}  # fmt: skip


@pytest.fixture
def case(write_case, ledger):
    (ledger / "fil.txt").write_text("Noe.", "utf-8")
    return write_case(CASE)


def everywhere(ledger):
    """Every file of the ledger that has the number."""
    files = [path for path in ledger.rglob("*") if path.is_file()]
    return [path for path in files if NUMBER.encode() in path.read_bytes()]


def kept_in_a_draft_alone(ledger, said):
    (draft,) = everywhere(ledger)
    assert draft.parent == ledger / ".skolemiljo" / "utkast"
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    assert draft.name in said.err
    assert NUMBER not in said.out + said.err
    return draft


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_number_typed_to_a_command_is_not_written(words, case, cli, ledger):
    said = cli(*words, "--no-input")
    assert said.code == 2, said.err
    assert "fødselsnummer" in said.err
    assert "{e1}" in said.err
    assert case.read_text("utf-8") == CASE
    assert not (case.parent / "vedlegg").exists()
    kept_in_a_draft_alone(ledger, said)


@pytest.mark.parametrize(
    "text",
    ["158112 10045", "158112-10045", "15.81.12 10045", "15 81 12 100 45", "158112\u00a010045",
     "158112\u201310045", "55810310021", "Født:15811210045."],
)  # fmt: skip
def test_it_is_known_however_it_is_written_and_a_d_number_too(text, case, cli):
    assert cli("log", "k3fq", "--tekst", text).code == 2
    assert case.read_text("utf-8") == CASE


@pytest.mark.parametrize("text", ["15811210046", "1234.56.78903", "2026-11-20T14:10", "41000000"])
def test_other_numbers_are_written(text, case, cli):
    assert cli("log", "k3fq", "--tekst", text).code == 0


def test_a_report_with_one_becomes_no_case(cli, ledger):
    said = cli("new-case", "--elev", "Askeladd", "--beskrivelse", TEXT, "--no-input")
    assert said.code == 2
    assert list((ledger / "cases").glob("2*")) == []
    draft = kept_in_a_draft_alone(ledger, said)
    draft.write_text(draft.read_text("utf-8").replace(NUMBER, "{e1}"), "utf-8")
    assert cli("new-case", "--from", str(draft), "--no-input").code == 0


def test_a_report_that_another_program_gives_is_kept_too_and_one_in_a_file_is_there(cli, ledger):
    text = f"parter: {{e1: {{rolle: elev}}}}\nmelding: {{beskrivelse: '{TEXT}'}}\n"
    said = cli("new-case", "--from", "-", "--no-input", stdin=text)
    assert said.code == 2
    kept_in_a_draft_alone(ledger, said).unlink()
    (ledger / "melding.yaml").write_text(text, "utf-8")
    said = cli("new-case", "--from", "melding.yaml", "--no-input")
    assert said.code == 2
    assert "melding.yaml" in said.err
    assert everywhere(ledger) == [ledger / "melding.yaml"]
    assert list((ledger / "cases").glob("2*")) == []


def edited(cli, monkeypatch, tmp_path, text):
    script = tmp_path / "ed.py"
    script.write_text(
        f"import sys, pathlib; pathlib.Path(sys.argv[1]).write_text({text!r}, 'utf-8')"
    )
    monkeypatch.setenv("EDITOR", f'"{sys.executable}" "{script}"')
    return cli("edit", "k3fq", "--no-input")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{e1} er alene.", TEXT),
        ("id: 2026", f"# {NUMBER}\nid: 2026"),
        ("problem: Alene.", f"problem: Alene.\n  x-nr: {NUMBER}"),
    ],
    ids=["text", "comment", "unknown key"],
)
def test_what_is_typed_in_the_editor_is_not_taken_in(
    old, new, case, cli, monkeypatch, tmp_path, ledger
):
    said = edited(cli, monkeypatch, tmp_path, CASE.replace(old, new))
    assert said.code == 65
    assert "fødselsnummer" in said.err
    assert case.read_text("utf-8") == CASE
    kept_in_a_draft_alone(ledger, said)


@pytest.mark.slow
def test_one_that_was_there_before_stops_nobody_from_working_on(
    write_case, cli, monkeypatch, tmp_path
):
    old = CASE.replace("problem: Alene.", f"problem: {NUMBER} er alene.")
    case = write_case(old)
    assert cli("log", "k3fq", "--tekst", "Noe.").code == 0
    assert cli("plan", "k3fq", "--problem", "Er alene.").code == 0  # what was there is kept
    assert NUMBER in repr(reader.read(case.read_bytes())["aktivitetsplan"]["revidert"])
    now = case.read_text("utf-8")
    assert edited(cli, monkeypatch, tmp_path, now.replace("Noe.", "Noe annet.")).code == 0
    assert edited(cli, monkeypatch, tmp_path, now.replace("Noe.", NUMBER)).code == 65


def test_a_school_is_not_called_by_one(cli, tmp_path):
    said = cli("init", str(tmp_path / "ny"), "--no-input", "--skole", f"Skole {NUMBER}")
    assert said.code == 2
    assert not (tmp_path / "ny" / "skolemiljo.yaml").exists()
    assert NUMBER not in said.err


@pytest.mark.parametrize("before", ["a: x", f"a: {NUMBER}", f"# {NUMBER}\na: {NUMBER}"])
def test_the_place_that_is_told_is_that_of_the_new_number(before):
    after = f"{before}\nlogg: [{{tekst: {NUMBER} {NUMBER}}}]\n"
    assert first_new(before.encode(), after.encode()) == ("logg", 0, "tekst")
