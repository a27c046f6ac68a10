"""A pupil with an open case: it is told of before anything is written, and never by name."""

from __future__ import annotations

import json

import pytest

from skolemiljo_cli.model.derived.likeness import plain_name
from skolemiljo_cli.services.overview import open_cases

ID = "2026-11-02-k3fq"
CASE = """\
id: {id}
type: {type}
parter:
  e1: {{rolle: elev, navn: Åse-Lill Bjørnstad, alias: [Lillemor],
       tidligere_navn: [Åse-Lill Kvernmoen]}}
  e2: {{rolle: medelev, navn: Per Eventyr}}
melding: {{dato: 2026-11-02, beskrivelse: Noe.}}
"""
CLOSED = "avslutninger: [{id: x-4r1t, dato: 2026-11-20, trygt_og_godt: ja}]\n"
AGAIN = "gjenapninger: [{id: g-6t5y, dato: 2026-11-21}]\n"
NAMES = ("Bjørnstad", "Lillemor", "Kvernmoen", "Eventyr")


def case(kind: str = "12-4", case_id: str = ID) -> str:
    return CASE.format(id=case_id, type=kind)


def new(cli, name: str, *words: str):
    return cli("new-case", "--elev", name, "--beskrivelse", "Noe.", "--no-input", *words)


def files_of(ledger) -> list[str]:
    return sorted(
        path.relative_to(ledger).as_posix()
        for path in ledger.rglob("*")
        if path.is_file() and path.name not in ("sak.schema.json", "skolemiljo.schema.json")
    )


@pytest.mark.parametrize(
    "name",
    [
        "Åse-Lill Bjørnstad",
        "ÅSE LILL BJØRNSTAD",
        "Aase-Lill Bjornstad",
        "A\u030ase-Lill  Bjørnstad",
        "Lillemor",
        "Åse-Lill Kvernmoen",
    ],
)
def test_the_same_pupil_is_known_by_any_name_however_it_is_written(name, write_case, ledger, cli):
    write_case(case(), ID)
    before = files_of(ledger)
    answer = new(cli, name)
    assert (answer.code, answer.out) == (2, "")
    assert ID in answer.err
    assert "skolemiljo log k3fq" in answer.err
    assert "--likevel" in answer.err
    assert not [one for one in NAMES if one.casefold() in answer.err.casefold()]
    assert files_of(ledger) == before
    made = new(cli, name, "--likevel")
    assert made.code == 0, made.err
    assert len(files_of(ledger)) == len(before) + 1


@pytest.mark.parametrize(
    ("name", "more", "kind"),
    [
        ("Per Eventyr", "", "12-4"),  # a fellow pupil has no case of its own yet
        ("Åse Bjørnstad", "", "12-4"),
        ("Åse-Lill Bjørnstad", CLOSED, "12-4"),
    ],
)
def test_another_pupil_and_a_closed_case_are_no_reason(name, more, kind, write_case, cli):
    write_case(case(kind) + more, ID)
    assert new(cli, name).code == 0


def test_a_case_that_was_opened_again_is_open(write_case, cli):
    write_case(case() + CLOSED + AGAIN, ID)
    assert new(cli, "Åse-Lill Bjørnstad").code == 2


def test_a_file_is_looked_up_by_all_the_names_it_gives(write_case, ledger, cli):
    write_case(case(), ID)
    told = {
        "parter": {"e1": {"rolle": "elev", "navn": "Åse Ny", "tidligere_navn": ["Lillemor"]}},
        "melding": {"beskrivelse": "Noe."},
    }
    answer = cli("new-case", "--from", "-", stdin=json.dumps(told))
    assert (answer.code, ID in answer.err) == (2, True)
    (ledger / "m.json").write_text(json.dumps(told), encoding="utf-8")
    assert cli("new-case", "--from", "m.json", "--likevel").code == 0


@pytest.mark.parametrize("kind", ["12-5-ansatt", "12-5-ledelse"])
def test_a_case_that_belongs_in_the_shielded_ledger_is_never_named_here(kind, write_case, cli):
    write_case(case(kind), ID)
    assert new(cli, "Åse-Lill Bjørnstad").code == 0
    hidden = case().replace("alias: [Lillemor]", "skjerming: strengt_fortrolig")
    write_case(hidden, ID)
    assert ID not in new(cli, "Åse-Lill Kvernmoen").err


def test_doctor_names_the_pair_by_id_and_nobody_by_name(write_case, cli):
    other = "2026-11-05-m7ze"
    write_case(case(), ID)
    write_case(case(case_id=other), other)
    answer = cli("doctor", "--json")
    found = [one for one in json.loads(answer.out)["findings"] if one["rule"] == "samme-elev"]
    assert [(one["sak"], other in one["message"]) for one in found] == [(ID, True)]
    assert not [name for name in NAMES if name in answer.out]
    write_case(case(case_id=other) + CLOSED, other)
    found = json.loads(cli("doctor", "--json").out)["findings"]
    assert "samme-elev" not in {one["rule"] for one in found}


def test_no_other_case_than_the_one_with_the_name_is_parsed(write_case, cli, monkeypatch):
    write_case(case(), ID)
    for number in range(30):
        case_id = f"2026-10-02-00{number:02}"
        other = case(case_id=case_id)
        for name in ("Åse-Lill", "Lillemor"):
            other = other.replace(name, f"Elev{number}")
        write_case(other, case_id)
    parsed = []
    read = open_cases.reader.read
    monkeypatch.setattr(
        open_cases.reader, "read", lambda data: (parsed.append(data[:19]), read(data))[1]
    )
    assert new(cli, "Åse-Lill Bjørnstad").code == 2
    assert [data for data in parsed if data.startswith(b"id: ")] == [f"id: {ID}".encode()]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Åse-Lill", "aase lill", True),
        ("Øyvind", "oyvind", True),
        ("Æsa", "aesa", True),
        ("José", "jose", True),
        ("Per", "Pér", True),
        ("Per", "Pål", False),
        ("", " ", True),
    ],
)
def test_names_are_alike_when_only_the_writing_differs(one, other, same):
    assert (plain_name(one) == plain_name(other)) is same


@pytest.mark.skipif("sys.platform == 'win32'", reason="needs a POSIX terminal")
@pytest.mark.parametrize(("answer", "cases"), [("j", 1), ("n", 2)])
def test_on_a_terminal_the_open_case_is_offered_before_the_rest_is_asked(
    answer, cases, talk, write_case, ledger
):
    write_case(case(), ID)
    conversation = talk("new-case", "--beskrivelse", "Noe.", "--handtering", "Noe.")
    conversation.hear("Elev")
    conversation.answer("Åse-Lill Bjørnstad")
    asked = conversation.hear("i stedet for i en ny sak?")
    assert ID in asked
    assert "Trinn" not in asked
    conversation.answer(answer)
    if answer == "n":
        for _ in range(30):
            conversation.answer("")
    code, out, said = conversation.end()
    assert code == 0, said
    assert len(list((ledger / "cases").glob("*/sak.yaml"))) == cases
    assert ("skolemiljo log k3fq" in said) is (answer == "j")
    assert bool(out.strip()) is (answer == "n")
