"""What `skolemiljo.yaml` may say, and what is said when it cannot."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_cli.model.config import LokaleFrister, Oppsett
from skolemiljo_cli.model.validation.validate import parse
from skolemiljo_cli.services.ledger.start import School, config_text
from skolemiljo_cli.store.yaml import reader


def config(text: str) -> Oppsett:
    parsed = parse(Oppsett, reader.read(text.encode()))
    assert parsed.faults == ()
    return parsed.value


def fault(text: str):
    (one,) = parse(Oppsett, reader.read(text.encode())).faults
    return one


def test_an_almost_empty_configuration_has_the_usual_norms():
    oppsett = config("skole: Eksempel skole\n")
    norms = oppsett.lokale_frister
    assert (norms.melding_rektor, norms.alvorlighet, norms.stille) == (0, 0, 14)
    assert (norms.foresatte_informert, norms.undersokelse_start) == (1, 1)
    assert oppsett.skoleeier.kalles == "kommune"
    assert oppsett.malform == "nb"
    assert oppsett.closed_days() == frozenset()


def test_the_configuration_of_a_new_ledger_is_whole():
    school = School("Skole: «nord» # to", "no")
    oppsett = config(config_text(school))
    assert oppsett.skole == "Skole: «nord» # to"
    assert oppsett.skoleeier.navn == "no"
    assert oppsett.lokale_frister == LokaleFrister()


@pytest.mark.parametrize("name", LokaleFrister.model_fields)
@pytest.mark.parametrize("days", ["0", "1", "365"])
def test_a_norm_is_a_number_of_days(name, days):
    norms = config(f"lokale_frister: {{{name}: {days}}}\n").lokale_frister
    assert getattr(norms, name) == int(days)


@pytest.mark.parametrize(
    "wrong", ["366", "-1", "1.5", "to", "٣", "³", "1 dag", "0x1", "[1]", "true", "9" * 5000]
)
def test_what_is_no_number_of_days_is_refused_in_norwegian(wrong):
    one = fault(f"lokale_frister: {{stille: {wrong}}}\n")
    assert one.place == ("lokale_frister", "stille")
    assert one.message == "Dette skal være et antall dager fra 0 til 365."


@given(st.integers(0, 365))
def test_a_number_from_a_program_is_a_number_of_days_too(days):
    assert parse(LokaleFrister, {"stille": days}).value.stille == days


@pytest.mark.parametrize("wrong", [True, False, 366, -1, 1.0, None])
def test_what_a_program_gives_that_is_no_number_of_days_is_refused(wrong):
    parsed = parse(LokaleFrister, {"stille": wrong})
    assert bool(parsed.faults) == (wrong is not None)


def test_closed_days_are_all_days_of_all_periods():
    oppsett = config(
        "lukkede_dager:\n"
        "  - {fra: 2026-12-21, til: 2026-12-23, navn: juleferie}\n"
        "  - 2027-02-22\n"
        "  - {fra: 2026-12-23, til: 2026-12-24}\n"
    )
    assert oppsett.closed_days() == {
        date(2026, 12, 21),
        date(2026, 12, 22),
        date(2026, 12, 23),
        date(2026, 12, 24),
        date(2027, 2, 22),
    }


@pytest.mark.parametrize(
    ("period", "place", "told"),
    [
        ("{fra: 2026-12-24, til: 2026-12-21}", (), "«til» er før «fra»"),
        ("{fra: 2026-01-01, til: 2027-06-01}", (), "lengre enn et år"),
        ("{fra: 2026-11-31, til: 2026-12-01}", ("fra",), "31. november 2026 finnes ikke"),
        ("{fra: 2026-12-01}", ("til",), "Dette mangler"),
        ("2026-02-30", ("fra",), "30. februar 2026 finnes ikke"),
    ],
)
def test_a_wrong_period_is_told_by_its_place(period, place, told):
    parsed = parse(Oppsett, reader.read(f"lukkede_dager: [{period}]\n".encode()))
    assert parsed.faults[0].place == ("lukkede_dager", 0, *place)
    assert told in parsed.faults[0].message


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("malform: no\n", ("malform",)),
        ("skoleeier: {kalles: stat}\n", ("skoleeier", "kalles")),
        ("skoleeier: Eksempel kommune\n", ("skoleeier",)),
        ("roller: [rektor]\n", ("roller",)),
        ("roller: {rektor: [a]}\n", ("roller", "rektor")),
    ],
)
def test_a_wrong_value_is_told_by_its_place(text, place):
    assert fault(text).place == place


def test_the_user_s_own_keys_are_kept():
    assert config("x-kommunenr: '4601'\n").model_extra == {"x-kommunenr": "4601"}
