"""Ids, names, links and options that try to lead the program elsewhere, or to tell too much."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest
import typer

from skolemiljo_cli.cli.command_list import COMMANDS
from skolemiljo_cli.cli.framework import lazy_group as pages
from skolemiljo_cli.cli.framework.app import app

sys.path.insert(0, str(Path(__file__).parents[1] / "quiet"))
from quiet_case import case, hits, keyed

K = "2026-11-20-kkkk"
links = pytest.mark.skipif(os.name == "nt", reason="links need rights there")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def kept(write_case) -> Path:
    return write_case(keyed(), K)


IDS = [
    "٢٠٢٦-١١-٢٠-kkkk", "2026-11-20-kkkk.", "2026-11-20-kkkk/", "2026-11-20-kkkk:x", "..", ".",
    "../ute/2026-11-20-kkkk", "./2026-11-20-kkkk", "/etc", "CON", "nul", "2026-11-20-kkkk\\..",
    "2026-11-20-kkkk\nlogg", "kkkk*", "%2e%2e", "~", "--output=pwn", "-c", "2026-11-20-kkkk\x0b.",
]  # fmt: skip


@pytest.mark.parametrize("id_", IDS)
def test_what_is_no_id_finds_no_case_and_makes_no_file(id_, kept, cli, ledger):
    outside = ledger.parent / "ute" / K
    outside.mkdir(parents=True)
    shutil.copy(kept, outside / "sak.yaml")
    before = everything(ledger.parent)
    for words in (("show",), ("history",), ("edit",), ("check",), ("undo",)):
        said = cli(*words, "--no-input", "--", id_)
        assert said.code in (2, 66), said
        assert re.sub(r"«[^»]*»", "", said.err).count("\n") <= 4
    said = cli("render", "--no-input", "--", id_, "varsling")
    assert said.code in (2, 66)
    assert everything(ledger.parent) == before


def everything(place: Path) -> set[str]:
    return {one.relative_to(place).as_posix() for one in place.rglob("*")}


@pytest.mark.parametrize(
    "wrong",
    ['"2026-11-20-kkkk\\n"', "٢٠٢٦-11-20-kkkk", "2026-11-20-KKKK", "../2026-11-20-kkkk", "CON"],
)
def test_an_id_in_a_file_is_the_whole_of_its_pattern_and_its_folder(wrong, kept, cli):
    kept.write_text(keyed().replace(f"id: {K}", f"id: {wrong}"), encoding="utf-8")
    assert cli("check").code in (1, 65)
    assert cli("log", "kkkk", "--tekst", "Noe.", "--no-input").code != 0


@pytest.mark.parametrize("name", ["CON", "aux.txt", "2026-11-20-kkkk ", "kkkk", "2026-02-30-kkkk"])
def test_a_folder_with_such_a_name_is_told_and_is_no_case(name, kept, cli, ledger):
    folder = ledger / "cases" / name
    folder.mkdir()
    (folder / "sak.yaml").write_text(keyed(), encoding="utf-8")
    said = cli("--json", "list")
    assert said.code == 65
    rows = {one["id"]: one["fase"] for one in json.loads(said.out)["data"]["saker"]}
    assert rows[K] is not None
    assert rows.get(name) is None


@pytest.mark.slow
@links
@pytest.mark.parametrize("what", ["templates", "templates/nb", "templates/nb/varsling.md.j2"])
def test_a_link_among_the_school_s_own_forms_is_not_followed_but_told(
    what, kept, cli, ledger, tmp_path
):
    outside = tmp_path / "ute" / "templates" / "nb"
    outside.mkdir(parents=True)
    (outside / "varsling.md.j2").write_text("STJÅLET\n", encoding="utf-8")
    link = ledger / what
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(tmp_path / "ute" / what)
    said = cli("render", "kkkk", "varsling")
    assert said.code == 0
    assert "STJÅLET" not in said.out
    told = json.loads(cli("--json", "doctor").out)["findings"]
    assert [one["file"] for one in told if one["rule"] == "lenker"] == ["templates"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "fil",
    ["../../../ute.txt", "/etc/hostname", "vedlegg/../../../ute.txt", "vedlegg\\..\\..\\ute.txt",
     "file:///etc/hostname", "vedlegg/CON", "C:\\ute.txt", "\\\\tjener\\del\\ute.txt"],
)  # fmt: skip
def test_an_attachment_never_leads_out_of_the_case(fil, kept, cli, ledger):
    (ledger.parent / "ute.txt").write_text("UTENFOR")
    kept.write_text(keyed().replace('"vedlegg/referat.pdf"', f"'{fil}'"), encoding="utf-8")
    assert "vedlegg[0].fil" in cli("doctor").out
    assert cli("package", "kkkk", "--for", "statsforvalter").code == 65
    made = [one for one in (kept.parent / "dokumenter").rglob("*") if one.is_file()]
    assert made
    assert not [one for one in made if "UTENFOR" in one.read_text("utf-8", "replace")]
    said = cli("log", "kkkk", "--tekst", "x", "--vedlegg", "../ute.txt", "--no-input")
    assert said.code == 0  # what a person asks for by name is taken in, as a copy
    assert [one.read_text() for one in (kept.parent / "vedlegg").iterdir()] == ["UTENFOR"]


def test_a_calendar_holds_nothing_but_kind_id_and_day(kept, cli):
    from icalendar import Calendar

    said = cli("deadlines", "--all", "--ics")
    rows = json.loads(cli("--json", "deadlines", "--all").out)["data"]["frister"]
    book = Calendar.from_ical(said.out)
    events = book.walk("VEVENT")
    assert len(events) == len(rows) >= 3
    for event in events:
        assert set(event) == {
            "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CLASS", "TRANSP",
        }  # fmt: skip
        assert event["CLASS"] == "PRIVATE"
        assert re.fullmatch(rf"[a-zæøå ]+, sak {K}", event["SUMMARY"].lower())
        assert not event.subcomponents
    assert {one.name for one in book.walk()} == {"VCALENDAR", "VEVENT"}
    assert hits(said.out) == []
    assert not re.search("[^\r]\n|\x0b|\u2028|[^\x20-\x7eæøåÆØÅ§«»–\r\n]", said.out)


@pytest.mark.parametrize("sign", ["\\r\\nATTENDEE:x", "\\u2028BEGIN:VEVENT", "\\x0bX"])
def test_no_text_of_a_case_begins_a_line_of_the_calendar(sign, write_case, cli):
    for place in ("hvem: a1", "av: a1", "id: a-1a1a", "gjennomfores_av: a1", "id: t-1a1a"):
        key, _, value = place.partition(": ")
        text = keyed().replace(place, f'{key}: "{value}{sign}"')
        write_case(text, K)
        said = cli("deadlines", "--all", "--ics")
        assert "ATTENDEE" not in said.out
        assert said.out.count("BEGIN:VEVENT") == said.out.count("END:VEVENT")
        assert "\u2028" not in said.out


TELLING = {"TEKST", "NAVN", "HVEM: TEKST", "ROLLE[=NAVN]", "KLASSE", "TRINN", "STED", "AVTALE",
           "GRUNN", "MERKE=GRUNN", "NR"}  # fmt: skip
"""Options for words about people: seen in the list of processes and in the shell's history."""
HARMLESS = {"DATO", "TID", "HVEM", "ORD", "ID", "ROLLE", "SVAR", "SAK", "FIL", "FIL|-", "MAPPE",
            "KODE", "VERDI", "NØKKEL=min|deres", "REGEL", "FRIST", "FASE", "PART", "ID=…",
            "SJEKK", "TYPE", "N", "md|html", "nb|nn", "MOTTAKER",
            "overdue|soon", "ÅÅÅÅ-MM-DD"}  # fmt: skip
INSTEAD = {
    "new-case": "answers to questions, and --from FILE or -",
    "log": "answers to questions, --from FILE or -, and --editor",
    "receive": "answers to questions", "party": "answers to questions",
    "investigate": "answers to questions",
    "plan": "answers to questions", "measure": "answers to questions",
    "evaluate": "answers to questions", "close": "answers to questions",
    "reopen": "answers to questions", "statsforvalter": "answers to questions",
    "init": "a school is no person", "render": "the mark, or --for, says whom",
    "package": "reasons name no party: the mark says whom",
}  # fmt: skip


def options_of(name: str) -> dict[str, str]:
    """The options of a command that take a value, and what it is called in the help."""
    group = pages.norwegian_root(typer.main.get_command(app))
    command = group.get_command(group.make_context("skolemiljo", ["list"]), name)
    found = {}
    for part in [command, *getattr(command, "commands", {}).values()]:
        found |= {
            one.opts[-1]: one.metavar or ""
            for one in part.params
            if one.param_type_name == "option" and not getattr(one, "is_flag", False)
        }
    return found


@pytest.mark.parametrize("name", [one.name for one in COMMANDS])
def test_every_option_is_looked_over_and_words_about_people_can_come_another_way(name):
    options = options_of(name)
    assert set(options.values()) <= TELLING | HARMLESS, options
    tells = {one for one, kind in options.items() if kind in TELLING}
    assert not tells or name in INSTEAD, f"INSTEAD says no other way for {name} {sorted(tells)}"


def test_the_page_on_privacy_says_what_to_do_instead_of_words_on_the_line():
    page = (ROOT / "docs" / "personvern.md").read_text(encoding="utf-8")
    row = next(line for line in page.splitlines() if "skallets historikk" in line)
    assert "--from" in row
    assert "spørsmålene" in row
    assert "prosesser" in row


@pytest.mark.parametrize("option", ["--av", "--med", "--om"])
def test_a_name_where_a_key_should_be_is_refused_and_not_repeated(option, kept, cli):
    said = cli("log", "kkkk", "--tekst", "x", option, "Qvistopheria Zyxwander", "--no-input")
    assert said.code == 2
    assert hits(said.out + said.err) == []


def test_the_quiet_case_has_something_to_leak():
    assert hits(case()) != []
