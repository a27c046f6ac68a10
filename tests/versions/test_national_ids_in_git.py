"""A fødselsnummer written by hand is not recorded in git, which keeps whatever it has got."""

from __future__ import annotations

from pathlib import Path

NUMBER = "15811210045"  # synthetic: no month is so large


def case_of(root: Path) -> Path:
    (case,) = (root / "cases").glob("*/sak.yaml")
    return case


def by_hand(case: Path, text: str) -> None:
    case.write_text(f"{case.read_text('utf-8')}# {text}\n", "utf-8")


def recorded(saksarkiv) -> str:
    return saksarkiv.git("log", "-p", "--all")


def test_sync_records_and_sends_the_rest_and_says_how_to_go_on(saksarkiv, shared, cli):
    case = case_of(saksarkiv.root)
    by_hand(case, NUMBER)
    said = cli("sync")
    assert said.code == 65
    assert "fødselsnummer" in said.err
    assert "skolemiljo edit SAK" in said.err
    assert NUMBER not in said.out + said.err
    assert NUMBER not in recorded(saksarkiv)
    assert NUMBER in case.read_text("utf-8")
    case.write_text(case.read_text("utf-8").replace(NUMBER, "{e1}"), "utf-8")
    assert cli("sync").code == 0
    assert "{e1}" in recorded(saksarkiv)


def test_a_command_in_such_a_case_is_saved_and_not_recorded(saksarkiv, shared, cli):
    case = case_of(saksarkiv.root)
    by_hand(case, NUMBER)
    said = cli("log", case.parent.name, "--tekst", "Noe nytt.")
    assert said.code == 0
    assert "Lagret, men ikke versjonert" in said.err
    assert "fødselsnummer" in said.err
    assert "Noe nytt." in case.read_text("utf-8")
    assert NUMBER not in recorded(saksarkiv)


def test_an_attachment_named_by_one_is_not_recorded(saksarkiv, shared, cli):
    case = case_of(saksarkiv.root)
    folder = case.parent / "vedlegg"
    folder.mkdir()
    (folder / f"{NUMBER}.txt").write_text("Noe.", "utf-8")
    said = cli("sync")
    assert said.code == 65
    assert "i navnet sitt" in said.err
    assert NUMBER not in said.out + said.err
    assert NUMBER not in saksarkiv.git("log", "--all", "--name-only")


def test_one_that_git_has_already_stops_no_more(saksarkiv, shared, cli):
    case = case_of(saksarkiv.root)
    by_hand(case, NUMBER)
    saksarkiv.git("commit", "-qam", "for hånd")
    by_hand(case, "Noe annet.")
    assert cli("sync").code == 0


def test_undo_says_that_git_keeps_it_and_what_to_do(saksarkiv, shared, cli):
    case = case_of(saksarkiv.root)
    cli("log", case.parent.name, "--tekst", "Noe nytt.")
    said = cli("undo", "--no-input")
    assert said.code == 0
    assert "git har det som ble lagret, fortsatt" in said.err
    assert "docs/personvern.md" in said.err
    assert "Noe nytt." in recorded(saksarkiv)


def test_a_merge_is_not_finished_with_one_that_neither_side_had(saksarkiv, shared, cli):
    other, _ = shared
    case = case_of(saksarkiv.root)
    for root, text in ((other.root, "Den andre."), (saksarkiv.root, "Den ene.")):
        file = case_of(root)
        file.write_text(file.read_text("utf-8").replace("{e1} ble stengt ute.", text), "utf-8")
    assert other.git("commit", "-qam", "for hånd") == ""
    other.git("push", "-q")
    assert cli("sync").code == 1
    by_hand(case, NUMBER)
    chosen = ("--velg", "melding.beskrivelse=min")
    said = cli("sync", "--ferdig", *chosen)
    assert said.code == 1, said.err
    assert "fødselsnummer" in said.err
    assert NUMBER not in recorded(saksarkiv)
    case.write_text(case.read_text("utf-8").replace(f"# {NUMBER}\n", ""), "utf-8")
    assert cli("sync", "--ferdig", *chosen).code == 0
