"""Public holidays, against an independent calendar and the Easter Sundays of the law notes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from skolemiljo_cli.calendar.holidays import is_public_holiday, public_holidays, weekday_holidays


def test_the_public_holidays_are_those_of_an_independent_calendar_for_110_years():
    from holidays import Norway

    oracle = Norway(years=range(1990, 2100))
    first, last = date(1990, 1, 1), date(2099, 12, 31)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert [day for day in days if is_public_holiday(day)] == sorted(oracle)


@pytest.mark.parametrize(
    "sunday",
    [
        "2024-03-31",
        "2025-04-20",
        "2026-04-05",
        "2027-03-28",
        "2028-04-16",
        "2029-04-01",
        "2030-04-21",
    ],
)
def test_easter_sunday_is_where_the_law_notes_say(sunday):
    day = date.fromisoformat(sunday)
    assert public_holidays(day.year)[day] == "1. påskedag"


def test_the_twelve_days_of_2026_have_their_norwegian_names_in_order():
    named = [(day.isoformat()[5:], name) for day, name in public_holidays(2026).items()]
    assert named == [
        ("01-01", "1. nyttårsdag"),
        ("04-02", "skjærtorsdag"),
        ("04-03", "langfredag"),
        ("04-05", "1. påskedag"),
        ("04-06", "2. påskedag"),
        ("05-01", "1. mai"),
        ("05-14", "Kristi himmelfartsdag"),
        ("05-17", "17. mai"),
        ("05-24", "1. pinsedag"),
        ("05-25", "2. pinsedag"),
        ("12-25", "1. juledag"),
        ("12-26", "2. juledag"),
    ]


def test_two_holidays_on_one_day_keep_both_names():
    assert public_holidays(2008)[date(2008, 5, 1)] == "1. mai, Kristi himmelfartsdag"


def test_the_table_of_a_year_cannot_be_changed():
    with pytest.raises(TypeError):
        public_holidays(2026)[date(2026, 12, 24)] = "julaften"


def test_weekday_holidays_leave_out_those_on_a_weekend():
    days = [day.isoformat()[5:] for day in weekday_holidays(2026)]
    assert days == [
        *("01-01", "04-02", "04-03", "04-06", "05-01", "05-14", "05-25", "12-25"),
    ]
