"""Options, questions and files: every field of both forms lands where it belongs, each way."""

from __future__ import annotations

import json
import os

import pytest
from new_case_ways import (
    AS_FILE,
    ELSEWHERE,
    FIELDS,
    NAMES,
    OF_THE_NOTE,
    QUESTIONS,
    Field,
    words,
)

from skolemiljo_cli.model.sak.report import Melding
from skolemiljo_cli.store.yaml import reader

NEEDED = tuple(one for one in FIELDS if one.option in ("--elev", "--beskrivelse"))


def at(values: object, place: tuple) -> object:
    for step in place:
        values = values[step]
    return values


def no_name(text: str) -> None:
    assert not [name for name in NAMES if name in text], text


@pytest.mark.parametrize("one", [*FIELDS, *ELSEWHERE], ids=lambda one: one.option)
def test_an_option_lands_in_its_key(one: Field, cli, made):
    needed = [field for field in NEEDED if field.option != one.option]
    answer = cli("new-case", *words([*needed, one, *_beside(one)]))
    assert answer.code == 0, answer.err
    assert at(made(), one.place) == one.stored
    no_name(answer.out + answer.err)


def _beside(one: Field) -> list[Field]:
    """What an option needs beside it to be where the table says."""
    melder = next(field for field in FIELDS if field.option == "--melder")
    role = next(field for field in FIELDS if field.option == "--melder-rolle")
    if one.option in ("--melder-rolle", "--melder-kontakt"):
        return [melder]
    return [role] if one.option == "--melder" else []


def test_every_field_of_the_report_has_an_option_a_question_and_a_key():
    in_options = {one.place[1] for one in FIELDS if one.place[0] == "melding"}
    assert in_options | {"melder"} == set(Melding.model_fields)
    assert set(reader.read(AS_FILE.encode())["melding"]) == set(Melding.model_fields)
    # the role of the reporter is asked for with the reporter
    assert len(QUESTIONS) == len(FIELDS)


def test_every_option_of_the_command_is_in_the_tables(cli):
    page = cli("new-case", "--help").out.split("Felles valg")[0]
    named = {word.strip(",.") for word in page.split() if word.startswith("--")}
    others = {"--from", "--linked", "--utvidet", "--likevel", "--no-input"}
    assert named - others == {one.option for one in (*FIELDS, *ELSEWHERE)}


def full() -> dict:
    """The full report as plain values, with every word in its stored form."""
    values = reader.read(AS_FILE.encode())
    report = values["melding"]
    report["dato"] = "2026-11-22"
    report["hendelse"]["dato"] = "2026-11-20T10:15"
    report["videresendt"]["dato"] = report["signert"]["dato"] = "2026-11-23"
    report["gjelder_kapittel_12"] = report["haster"] = "true"
    return values


def test_all_options_together_make_the_full_report(cli, made):
    answer = cli("new-case", *words(FIELDS))
    assert answer.code == 0, answer.err
    assert made() == full()
    no_name(answer.out + answer.err)


def test_a_file_makes_the_full_report(cli, made, ledger):
    (ledger / "melding.yaml").write_text(AS_FILE, encoding="utf-8")
    answer = cli("new-case", "--from", "melding.yaml")
    assert answer.code == 0, answer.err
    assert made() == full()
    no_name(answer.out + answer.err)


def test_json_on_stdin_makes_the_full_report(cli, made):
    answer = cli("new-case", "--from", "-", "--json", stdin=json.dumps(full(), ensure_ascii=False))
    assert answer.code == 0, answer.out
    assert made() == full()
    no_name(answer.out + answer.err)


def test_the_new_file_reads_in_the_order_of_the_form(cli, ledger):
    cli("new-case", *words(FIELDS))
    (path,) = (ledger / "cases").glob("*/sak.yaml")
    text = path.read_text(encoding="utf-8")
    assert text.startswith(
        "# yaml-language-server: $schema=../../.skolemiljo/sak.schema.json\nid: "
    )
    keys = [line.split(":")[0] for line in text.splitlines() if line[:1].isalpha()]
    assert keys == ["id", "type", "parter", "melding"]


if os.name == "posix":

    def converse(conversation, questions) -> None:
        for asked, lines in questions:
            conversation.hear(asked)
            conversation.answer(*lines)

    def test_all_questions_answered_make_the_full_report(talk, made):
        conversation = talk("new-case", "--utvidet")
        converse(conversation, QUESTIONS)
        code, out, said = conversation.end()
        assert code == 0, said
        assert made() == full()
        assert out.startswith("cases/2026-11-23-")
        assert len(out.splitlines()) == 1
        no_name(out + said)

    def test_a_slip_is_explained_and_asked_again(talk):
        conversation = talk("new-case", "--utvidet")
        converse(conversation, QUESTIONS)
        _, _, said = conversation.end()
        for told in (
            "Dette må fylles ut.",
            "Mente du «miljoarbeider»?",
            "31. november 2026 finnes ikke",
            "Svar ja eller nei.",
            "Året må ha fire sifre",
            "Skriv dagen også",
            "Mente du «mobbing»?",
        ):
            assert told in said
        assert "Feil:" not in said

    def test_the_note_alone_is_asked_for_without_the_wider_form(talk, made):
        conversation = talk("new-case")
        converse(conversation, (*QUESTIONS[:OF_THE_NOTE], QUESTIONS[-1]))
        code, _, said = conversation.end()
        assert code == 0, said
        assert "Strakstiltak" not in said
        report = full()["melding"]
        noted = made()["melding"]
        assert noted == {key: report[key] for key in noted}
        assert {"beskrivelse", "handtering", "videresendt", "signert"} <= set(noted)

    def test_what_the_options_say_is_not_asked(talk, made):
        given = [one for one in FIELDS if one.option not in ("--handtering", "--strakstiltak")]
        conversation = talk("new-case", "--utvidet", *words(given))
        conversation.hear("Hvordan du har håndtert saken")
        conversation.answer("Jeg snakket med dem.", ".")
        conversation.hear("Strakstiltak")
        conversation.answer("En voksen er med.", ".")
        code, _, said = conversation.end()
        assert code == 0, said
        asked = [line for line in said.split("Opprettet")[0].splitlines() if ":" in line]
        assert len(asked) == 2, asked
        assert made() == full()

    def test_the_questions_can_be_left_with_nothing_but_what_a_case_needs(talk, made):
        conversation = talk("new-case")
        conversation.hear("Elev:")
        conversation.answer("Espen Askeladd", "", "", "")
        conversation.hear("Beskrivelse")
        conversation.answer("Noe har skjedd.", ".", ".", "", "", "", "")
        code, _, said = conversation.end()
        assert code == 0, said
        assert made() == {
            "type": "12-4",
            "parter": {"e1": {"rolle": "elev", "navn": "Espen Askeladd"}},
            "melding": {"dato": "2026-11-23", "beskrivelse": "Noe har skjedd."},
        }

    def test_a_hidden_sign_in_a_long_text_costs_only_its_line(talk, made):
        conversation = talk("new-case", "--elev", "Espen Askeladd", "--trinn", "5", "--melder", "a",
                            "--melder-rolle", "sfo", "--dato", "i dag")  # fmt: skip
        conversation.hear("Beskrivelse")
        conversation.answer("Første linje.", "Pil \x1b[D til venstre.", "Siste linje.", ".")
        conversation.hear("håndtert")
        conversation.answer(".", "", "", "", "")
        code, _, said = conversation.end()
        assert code == 0, said
        assert "Linjen har usynlige tegn" in said
        assert made()["melding"]["beskrivelse"] == "Første linje.\nSiste linje."

    def test_after_a_file_only_what_a_case_cannot_do_without_is_asked(talk, made, ledger):
        (ledger / "melding.yaml").write_text("melding: {dato: i går}\n", encoding="utf-8")
        conversation = talk("new-case", "--from", "melding.yaml")
        conversation.hear("Elev:")
        conversation.answer("Espen Askeladd")
        conversation.hear("Beskrivelse")
        conversation.answer("Noe.", ".")
        code, _, said = conversation.end()
        assert code == 0, said
        assert "Trinn" not in said
        assert made()["melding"] == {"dato": "2026-11-22", "beskrivelse": "Noe."}

    @pytest.mark.parametrize("flag", ["--no-input", "--json"])
    def test_nothing_is_asked_when_told_so_or_when_a_program_listens(flag, talk, ledger):
        code, out, said = talk("new-case", flag).end()
        assert code == 2
        assert "Elev:" not in out + said
        assert "--elev og --beskrivelse" in out + said
        assert [one.name for one in (ledger / "cases").iterdir()] == [".gitkeep"]

    def test_the_end_of_the_input_is_told_calmly_and_makes_nothing(talk, ledger):
        conversation = talk("new-case")
        conversation.hear("Elev:")
        conversation.answer("Espen Askeladd")
        conversation.hear("Trinn")
        os.write(conversation.ours, b"\x04")
        code, out, said = conversation.end()
        assert (code, out) == (2, "")
        assert "Det kom ikke flere svar." in said
        assert [one.name for one in (ledger / "cases").iterdir()] == [".gitkeep"]

    def test_init_asks_for_the_school(talk, tmp_path):
        conversation = talk("init", "ny", cwd=tmp_path)
        conversation.hear("Skolens navn")
        conversation.answer("Eksempel: skole")
        conversation.hear("Skoleeierens navn")
        conversation.answer("")
        conversation.hear("Hva kalles skoleeieren?")
        conversation.answer("kommunen", "styre")
        code, out, said = conversation.end()
        assert (code, out) == (0, "ny\n"), said
        config = reader.read((tmp_path / "ny" / "skolemiljo.yaml").read_bytes())
        assert config["skole"] == "Eksempel: skole"
        assert config["skoleeier"] == {"navn": None, "kalles": "styre"}

    def test_init_asks_for_nothing_that_was_given_and_nothing_where_a_ledger_is(talk, tmp_path):
        given = (
            "--skole",
            "Eksempel skole",
            "--skoleeier",
            "Eksempel kommune",
            "--kalles",
            "styre",
        )
        code, out, said = talk("init", "ny", *given, cwd=tmp_path).end()
        assert (code, out) == (0, "ny\n")
        assert "?" not in said
        code, _, said = talk("init", "ny", cwd=tmp_path).end()
        assert code == 73
        assert "Skolens navn" not in said
