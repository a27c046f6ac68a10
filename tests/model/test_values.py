"""What a single value may be, from a file and from a person, and what is said when it may not."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from pydantic import ValidationError

from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.law import Hjemmel, hjemmel
from skolemiljo_cli.model.validation.validate import parse, parse_case

MONDAY = date(2026, 11, 23)
MOMENT = datetime.fromisoformat("2026-11-03T14:10")


def parsed(today=None, **parts):
    values = {"id": "2026-11-02-k3fq", "type": "12-4", "melding": {"dato": "2026-11-02"}, **parts}
    return parse_case(values, today)


def named(name):
    return parsed(parter={"e1": {"rolle": "elev", "navn": name}})


@pytest.mark.parametrize(
    ("name", "is_taken"),
    [
        ("a" * 300, True), ("a" * 301, False),
        (" ".join(["a"] * 16), True), (" ".join(["a"] * 17), False),
        (5, True), (5.5, True), (True, False), (["Kari"], False),
    ],
)  # fmt: skip
def test_a_name_is_a_text_of_limited_length(name, is_taken):
    found = named(name)
    if is_taken:
        assert (found.faults, found.value.parter["e1"].navn) == ((), str(name))
    else:
        assert [fault.place for fault in found.faults] == [("parter", "e1", "navn")]
        assert found.value.parter["e1"].navn is None


@pytest.mark.parametrize(
    ("word", "meant"),
    [("true", True), ("ja", True), ("JA", True), (True, True), ("false", False), ("Nei", False),
     (False, False), ("kanskje", None), (1, None), ("", None)],
)  # fmt: skip
def test_yes_and_no_are_said_in_two_ways(word, meant):
    found = parsed(mottak={"alvorlig": {"vurdering": word}})
    if meant is None:
        (fault,) = found.faults
        assert fault.message == "Skriv true eller false (ja eller nei går også)."
    else:
        assert found.value.mottak.alvorlig.vurdering is meant


def test_a_key_without_a_value_is_absent_but_one_that_nobody_knows_is_kept():
    found = parsed(logg=None, **{"Kari gråt": None, "x-eget": "1"})
    assert found.faults == ()
    assert found.value.logg == ()
    assert found.value.model_extra == {"Kari gråt": None, "x-eget": "1"}


def test_a_case_is_never_changed_in_place():
    sak = parsed().value
    with pytest.raises(ValidationError):
        sak.type = "12-5-ansatt"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("i går", date(2026, 11, 22)), ("fredag", date(2026, 11, 20)),
     (MOMENT, date(2026, 11, 3)), (date(2026, 11, 3), date(2026, 11, 3))],
)  # fmt: skip
def test_a_person_s_day_is_the_last_such_day(typed, meant):
    assert parsed(MONDAY, melding={"dato": typed}).value.melding.dato == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("3.11.2026 kl. 14.10", MOMENT), ("fredag", date(2026, 11, 20)), (MOMENT, MOMENT)],
)  # fmt: skip
def test_a_person_s_moment_is_the_last_such_moment(typed, meant):
    assert parsed(MONDAY, mottak={"rektor": {"tid": typed}}).value.mottak.rektor.tid == meant


def test_a_person_s_planned_day_is_the_next_such_day():
    plan = {"tiltak": [{"id": "t-1aaa", "tiltak": "Noe.", "evalueres": "fredag"}]}
    (measure,) = parsed(MONDAY, aktivitetsplan=plan).value.aktivitetsplan.tiltak
    assert measure.evalueres == date(2026, 11, 27)


@pytest.mark.parametrize("wrong", ["i går", 5, ["2026-11-03"]])
def test_a_file_s_day_is_written_out(wrong):
    found = parsed(mottak={"rektor": {"tid": wrong}}, undersokelse={"startet": wrong})
    places = {fault.place for fault in found.faults}
    assert places == {("mottak", "rektor", "tid"), ("undersokelse", "startet")}


def test_an_entry_without_an_id_is_told_how_one_is_written_and_other_lacks_are_not():
    entry = {"tid": "2026-11-03", "type": "notat"}
    (fault,) = parsed(logg=[entry]).faults
    assert fault.place == ("logg", 0, "id")
    assert "id: t-7k3q" in fault.message
    (other,) = parsed(logg=[{"id": "h-1aaa", "type": "notat"}]).faults
    assert (other.place, other.message) == (("logg", 0, "tid"), "Dette mangler og må fylles ut.")
    (whole,) = parse_case({"type": "12-4", "melding": {"dato": "2026-11-02"}}).faults
    assert (whole.place, whole.message) == (("id",), "Dette mangler og må fylles ut.")


@pytest.mark.parametrize(
    ("word", "start"),
    [("medelv", "Mente du «medelev»? Velg ett av: elev, "),
     ("qqqq", "Dette ordet er ikke kjent her. Velg ett av: elev, ")],
)  # fmt: skip
def test_a_word_that_is_not_in_the_list_is_told_with_the_list(word, start):
    (fault,) = parsed(parter={"e1": {"rolle": word}}).faults
    assert fault.message.startswith(start)


@pytest.mark.parametrize(
    ("mark", "contact", "is_taken"),
    [("fortrolig", "999", False), ("strengt_fortrolig", "999", False), ("fortrolig", None, True),
     (None, "999", True)],
)  # fmt: skip
def test_a_hidden_address_stands_beside_no_contact(mark, contact, is_taken):
    party = {"rolle": "elev", "skjerming": mark, "kontakt": contact}
    assert (parsed(parter={"e1": party}).faults == ()) == is_taken


@pytest.mark.parametrize(
    ("last", "is_taken"), [("2026-01-01", True), ("2027-01-02", True), ("2027-01-03", False)]
)
def test_a_school_is_closed_for_a_year_at_most(last, is_taken):
    found = parse(Oppsett, {"lukkede_dager": [{"fra": "2026-01-01", "til": last}]})
    assert (found.faults == ()) == is_taken


def test_the_act_of_2023_counts_from_august_2024():
    before, after = (hjemmel(Hjemmel.PLAN, date(2024, *day)) for day in ((7, 31), (8, 1)))
    assert (before, after) == (
        "opplæringslova (1998) § 9 A-4 sjette ledd",
        "opplæringslova § 12-4 tredje ledd",
    )
