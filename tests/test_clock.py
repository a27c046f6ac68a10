"""Today: given, or the day it is in Norway."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from skolemiljo_cli import clock
from skolemiljo_cli.errors import UsageFault


def at(utc: datetime):
    return lambda: utc


def test_half_past_eleven_at_night_utc_on_new_years_eve_is_already_next_year_in_norway():
    now = at(datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    assert clock.today(None, {}, now) == date(2027, 1, 1)


def test_a_summer_night_is_two_hours_ahead_of_utc():
    assert clock.today(None, {}, at(datetime(2026, 6, 30, 21, 59, tzinfo=UTC))).day == 30
    assert clock.today(None, {}, at(datetime(2026, 6, 30, 22, 0, tzinfo=UTC))).day == 1


def test_without_anything_given_it_is_the_day_in_norway_by_the_machine_s_clock():
    before = datetime.now(ZoneInfo("Europe/Oslo")).date()
    found = clock.today(None, {})
    assert before <= found <= datetime.now(ZoneInfo("Europe/Oslo")).date()


def test_the_option_goes_before_the_environment():
    environ = {"SKOLEMILJO_TODAY": "2026-01-02"}
    assert clock.today("2026-01-03", environ) == date(2026, 1, 3)
    assert clock.today(None, environ) == date(2026, 1, 2)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "03.02.2026",
        "i dag",
        "2026-1-2",
        "2026-01-02\n",
        "٢٠٢٦-٠١-٠٢",
        "20260102",
        "2026-W01-5",
    ],
)
@pytest.mark.parametrize("name", ["--today", "SKOLEMILJO_TODAY"])
def test_a_day_that_is_none_is_refused_by_the_name_it_was_given_under(name, text):
    environ = {"SKOLEMILJO_TODAY": text} if name == "SKOLEMILJO_TODAY" else {}
    with pytest.raises(UsageFault) as refused:
        clock.today(text if name == "--today" else None, environ)
    assert name in refused.value.message
    assert f"{name} 2026-02-03" in refused.value.hint


@pytest.mark.parametrize("text", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
def test_a_year_outside_1900_to_2200_is_refused(text):
    with pytest.raises(UsageFault, match="mellom 1900 og 2200"):
        clock.today(text, {})


def test_an_empty_variable_is_not_set_but_an_empty_option_is_a_slip():
    now = at(datetime(2026, 6, 30, 12, 0, tzinfo=UTC))
    assert clock.today(None, {"SKOLEMILJO_TODAY": ""}, now) == date(2026, 6, 30)
    with pytest.raises(UsageFault, match="--today"):
        clock.today("", {"SKOLEMILJO_TODAY": "2026-01-02"}, now)
