"""An unfinished merge is not the truth: it is marked, and a person decides, value by value."""

from __future__ import annotations

import json

import pytest
from test_sync import People, by_hand, case, people  # noqa: F401 - a fixture

from skolemiljo_cli.cli.framework.settings import Settings
from skolemiljo_cli.cli.output import terminal
from skolemiljo_cli.sharing.documents import Dokument
from skolemiljo_cli.store.git import runner
from skolemiljo_cli.store.yaml import reader

OLD, MINE, THEIRS = "{e1} ble stengt ute.", "{e1} ble slått.", "{e1} ble ertet."
TEXT = "melding.beskrivelse"


@pytest.fixture
def stopped(people: People, sak: str) -> People:  # noqa: F811
    """Two have changed the text and the year: the merge waits for the second one, here."""
    for who, text, year in ((people.there, THEIRS, "6"), (people.here, MINE, "4")):
        by_hand(who, sak, OLD, text)
        by_hand(who, sak, "trinn: 5", f"trinn: {year}")
        people.at(who, "sync", code=1 if who is people.here else 0)
    return people


def test_check_is_red_and_list_and_show_say_so(stopped, sak):
    said = stopped.at(stopped.here, "check", sak, code=1)
    assert "feil: Saken er ikke ferdig slått sammen" in said.out
    assert "(ikke ferdig slått sammen)" in stopped.at(stopped.here, "list").out
    assert stopped.at(stopped.here, "show", sak).out.startswith("IKKE FERDIG SLÅTT SAMMEN")
    listed = json.loads(stopped.at(stopped.here, "list", "--json").out)
    assert [row["uavgjort"] for row in listed["data"]["saker"]] == [True]
    shown = json.loads(stopped.at(stopped.here, "show", sak, "--json").out)
    assert shown["data"]["uavgjort"] is True


@pytest.mark.parametrize(
    "words",
    [
        ("render", "varsling", "--for", "e1"),
        ("render", "melding", "--for", "rektor"),
        ("render", "saksgang", "--for", "arkiv"),
        ("render", "skoleeier"),
        ("render", "varsling", "--for", "e1", "--godkjenn", "00000000", "--av", "a1"),
        ("package", "--for", "statsforvalter"),
    ],
    ids=" ".join,
)
def test_no_document_is_made_for_anybody(stopped, sak, words):
    command, *rest = words
    said = stopped.at(stopped.here, command, sak, *rest, code=65)
    assert "Saken er ikke ferdig slått sammen" in said.err
    assert "skolemiljo sync" in said.err
    assert said.out == ""
    assert not (case(stopped.here, sak).parent / "dokumenter").exists()


def test_the_school_s_own_documents_say_it_on_the_page(stopped, sak):
    for word in (word.value for word in Dokument if not word.always_for):
        for fmt in ("md", "html"):
            text = stopped.at(stopped.here, "render", sak, word, "--format", fmt).out
            assert "Saken er ikke ferdig slått sammen." in text, (word, fmt)


def test_finishing_alone_chooses_nothing(stopped, sak):
    before = case(stopped.here, sak).read_bytes()
    said = stopped.at(stopped.here, "sync", "--ferdig", code=1)
    for name in (f"{sak[-4:]}:{TEXT}", f"{sak[-4:]}:parter.e1.trinn"):
        assert f"--velg {name}=min" in said.err
    assert case(stopped.here, sak).read_bytes() == before
    assert (stopped.here.root / ".git" / "MERGE_HEAD").exists()


def test_every_value_is_chosen_by_itself_and_half_a_choice_writes_nothing(stopped, sak):
    before = case(stopped.here, sak).read_bytes()
    said = stopped.at(stopped.here, "sync", "--ferdig", "--velg", f"{TEXT}=deres", code=1)
    assert "parter.e1.trinn" in said.err
    assert f"{TEXT}=min" not in said.err
    assert case(stopped.here, sak).read_bytes() == before
    both = ("--velg", f"{TEXT}=deres", "--velg", f"{sak[-4:]}:parter.e1.trinn=min")
    stopped.at(stopped.here, "sync", "--ferdig", *both)
    value = reader.read(case(stopped.here, sak).read_bytes())
    assert value["melding"]["beskrivelse"] == THEIRS
    assert value["parter"]["e1"]["trinn"] == "4"
    assert stopped.at(stopped.here, "list").out.count("ikke ferdig") == 0


def test_what_was_written_by_hand_is_chosen(stopped, sak):
    by_hand(stopped.here, sak, MINE, "{e1} ble slått og ertet.")
    by_hand(stopped.here, sak, "trinn: 4", "trinn: 6")
    stopped.at(stopped.here, "sync", "--ferdig")
    assert "{e1} ble slått og ertet." in case(stopped.here, sak).read_text()


def test_a_person_at_the_screen_is_asked_about_each_value(stopped, sak, monkeypatch):
    answers = iter(["hva", "deres", "min"])
    monkeypatch.setattr(Settings, "asks", property(lambda _settings: True))
    monkeypatch.setattr(terminal, "ask", lambda question: next(answers))
    answer = stopped.at(stopped.here, "sync", "--ferdig")
    shown = answer.out + answer.err
    assert MINE not in shown
    assert "(3 ord)" in shown
    assert "Svar min eller deres." in shown
    assert list(answers) == []


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("melding.dato=min", "er ikke blant dem"),
        (f"{TEXT}=begge", "NØKKEL=min eller"),
        ("min", "NØKKEL=min eller"),
    ],
)
def test_a_choice_that_is_none_is_refused(stopped, sak, word, wanted):
    said = stopped.at(stopped.here, "sync", "--ferdig", "--velg", word, code=2)
    assert wanted in said.err


def test_a_choice_without_finishing_is_refused(people):  # noqa: F811
    assert "--ferdig" in people.at(people.here, "sync", "--velg", f"{TEXT}=min", code=2).err


def changed_person(people: People, sak: str, new: str) -> None:  # noqa: F811
    """One makes another person of `e2` by hand, the other writes about `e2`; it is sent."""
    party = "  e2: {rolle: medelev, navn: Kari Kvernmo, id: m-4x2k}\n"
    by_hand(people.here, sak, "melding:\n", f"{party}melding:\n")
    people.at(people.here, "sync")
    people.at(people.there, "sync")
    people.at(
        people.there,
        "log",
        sak,
        "--no-input",
        "--type",
        "notat",
        "--av",
        "a1",
        "--tekst",
        "{e2} lo.",
    )
    people.at(people.there, "sync")
    by_hand(people.here, sak, "navn: Kari Kvernmo", new)


def test_a_slip_in_a_name_is_mended_while_the_other_writes(people, sak):  # noqa: F811
    changed_person(people, sak, "navn: Kari Kvernmoe")
    people.at(people.here, "sync")
    assert "Kari Kvernmoe" in case(people.here, sak).read_text()


@pytest.mark.parametrize("key", ["navn", "rolle"])
def test_another_person_under_a_key_meets_what_the_other_wrote(people, sak, key):  # noqa: F811
    changed_person(people, sak, "navn: Ola Nes" if key == "navn" else "navn: Kari Kvernmo, til: e1")
    if key == "rolle":
        by_hand(people.here, sak, "rolle: medelev", "rolle: foresatt")
    said = people.at(people.here, "sync", code=1)
    entry = reader.read(case(people.here, sak).read_bytes())["logg"][0]["id"]
    assert "e2 er endret til en som ikke ligner" in said.err
    assert entry in said.err
    finish = ("sync", "--ferdig", "--velg", "parter.e2=min")
    refused = people.at(people.here, *finish, code=1)
    assert f"er skrevet om den andre: {entry}." in refused.err
    # two people: the other gets a key of its own, in the party and in the entry
    other = "  e3: {rolle: medelev, navn: Kari Kvernmo, id: m-4x2m}\n"
    by_hand(people.here, sak, "melding:\n", f"{other}melding:\n")
    head, log = case(people.here, sak).read_text().split("\nlogg:")
    case(people.here, sak).write_text(f"{head}\nlogg:{log.replace('e2', 'e3')}")
    people.at(people.here, *finish)


@pytest.mark.parametrize("word", ["rettet: 2026-12-01", "tidligere_navn: [Kari Kvernmo]"])
def test_it_can_be_said_that_it_is_the_same_person(people, sak, word):  # noqa: F811
    changed_person(people, sak, f"navn: Kari Nes, {word}")
    people.at(people.here, "sync")
    text = case(people.here, sak).read_text()
    assert "Kari Nes" in text
    assert "{e2} lo." in text


def test_it_can_be_said_when_the_merge_has_stopped(people, sak):  # noqa: F811
    changed_person(people, sak, "navn: Kari Nes")
    people.at(people.here, "sync", code=1)
    by_hand(people.here, sak, "navn: Kari Nes", "navn: Kari Nes, rettet: 2026-12-01")
    people.at(people.here, "sync", "--ferdig")
    assert "rettet: 2026-12-01" in case(people.here, sak).read_text()


def test_a_ledger_where_nothing_waits_starts_no_git_to_list(people, monkeypatch):  # noqa: F811
    def started(*_words: object, **_more: object) -> None:
        raise AssertionError("git was started")

    monkeypatch.setattr(runner, "run", started)
    assert people.at(people.here, "list").out
