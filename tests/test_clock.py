"""Today: given, or the day it is in Norway."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from skolemiljo_cli import clock
from skolemiljo_cli.errors import UsageFault


def at(utc: datetime):
    return lambda: utc.astimezone(ZoneInfo("Europe/Oslo"))


def test_half_past_eleven_at_night_utc_on_new_years_eve_is_already_next_year_in_norway():
    now = at(datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    assert clock.today(None, {}, now) == date(2027, 1, 1)


def test_the_machine_s_own_zone_does_not_matter(monkeypatch):
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    now = at(datetime(2026, 6, 30, 12, 0, tzinfo=UTC))
    assert clock.today(None, {}, now) == date(2026, 6, 30)


def test_the_option_goes_before_the_environment():
    environ = {"SKOLEMILJO_TODAY": "2026-01-02"}
    assert clock.today("2026-01-03", environ) == date(2026, 1, 3)
    assert clock.today(None, environ) == date(2026, 1, 2)


@pytest.mark.parametrize("text", ["2026-02-30", "03.02.2026", "i dag", "2026-1-2", "2026-01-02\n"])
@pytest.mark.parametrize("name", ["--today", "SKOLEMILJO_TODAY"])
def test_a_day_that_is_none_is_refused_by_the_name_it_was_given_under(name, text):
    environ = {"SKOLEMILJO_TODAY": text} if name == "SKOLEMILJO_TODAY" else {}
    with pytest.raises(UsageFault) as refused:
        clock.today(text if name == "--today" else None, environ)
    assert name in refused.value.message
