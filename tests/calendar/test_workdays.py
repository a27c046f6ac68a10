"""Counting days as the statutes do, against the vectors of the law notes and independent counts."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_cli.calendar.holidays import is_public_holiday, public_holidays
from skolemiljo_cli.calendar.workdays import (
    add_months,
    add_weeks,
    add_workdays,
    calendar_week,
    is_workday,
    next_workday_if_off,
    workdays_left,
)

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 1))


def d(text: str) -> date:
    return date.fromisoformat(text)


def test_the_public_holidays_are_those_of_an_independent_calendar_for_110_years():
    oracle = holidays.Norway(years=range(1990, 2100))
    day = date(1990, 1, 1)
    while day.year < 2100:
        assert is_public_holiday(day) == (day in oracle), day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        (2024, "2024-03-31"),
        (2025, "2025-04-20"),
        (2026, "2026-04-05"),
        (2027, "2027-03-28"),
        (2028, "2028-04-16"),
        (2029, "2029-04-01"),
        (2030, "2030-04-21"),
    ],
)
def test_easter_sunday_is_where_the_law_notes_say(year, sunday):
    assert "1. påskedag" in public_holidays(year)[d(sunday)]


def test_two_holidays_on_one_day_keep_both_names():
    assert public_holidays(2008)[date(2008, 5, 1)] == "1. mai, Kristi himmelfartsdag"


@pytest.mark.parametrize("day", ["2026-12-24", "2026-12-31", "2027-01-04", "2026-04-01"])
def test_days_people_take_for_holidays_but_no_statute_does_are_workdays(day):
    assert is_workday(d(day))


@pytest.mark.parametrize("day", ["2026-04-02", "2026-05-01", "2026-05-17", "2026-05-14", "2026-12-25"])
def test_public_holidays_are_no_workdays(day):
    assert not is_workday(d(day))


@pytest.mark.parametrize(
    ("event", "fifth", "week"),
    [
        ("2026-03-23", "2026-03-30", "2026-03-30"),
        ("2026-04-30", "2026-05-08", "2026-05-07"),
        ("2026-05-13", "2026-05-21", "2026-05-20"),
        ("2026-12-18", "2026-12-28", "2026-12-25"),
        ("2026-12-23", "2026-12-31", "2026-12-30"),
    ],
)
def test_five_virkedager_and_a_calendar_week_are_two_operations(event, fifth, week):
    assert add_workdays(d(event), 5) == d(fifth)
    assert calendar_week(d(event)) == d(week)


@pytest.mark.parametrize(
    ("received", "unmoved", "moved"),
    [
        ("2026-12-03", "2026-12-24", "2026-12-24"),
        ("2026-12-04", "2026-12-25", "2026-12-28"),
        ("2026-04-10", "2026-05-01", "2026-05-04"),
    ],
)
def test_three_weeks_move_off_saturdays_and_holidays_only_at_the_end(received, unmoved, moved):
    end = add_weeks(d(received), 3)
    assert end == d(unmoved)
    assert next_workday_if_off(end) == d(moved)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-11-23", 12, "2027-11-23"),
    ],
)
def test_months_end_on_the_same_date_or_the_last_of_the_month(start, months, end):
    assert add_months(d(start), months) == d(end)


def test_closed_days_are_left_out_when_given():
    closed = {d("2026-11-24"), d("2026-11-25")}
    assert add_workdays(d("2026-11-23"), 1, closed) == d("2026-11-26")
    assert add_workdays(d("2026-11-23"), 1) == d("2026-11-24")


@given(DAYS, st.integers(1, 60))
def test_adding_workdays_lands_on_a_workday_with_that_many_on_the_way(start, count):
    end = add_workdays(start, count)
    assert is_workday(end)
    on_the_way = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    assert sum(map(is_workday, on_the_way)) == count


@given(DAYS, st.integers(-800, 800))
def test_workdays_left_is_what_walking_the_days_gives(today, distance):
    due = today + timedelta(days=distance)
    first, last = min(today, due), max(today, due)
    walked = sum(
        is_workday(first + timedelta(days=n)) for n in range(1, (last - first).days + 1)
    )
    expected = walked if due >= today else -max(1, walked)
    assert workdays_left(today, due) == expected


@given(DAYS, st.integers(1, 30))
def test_workdays_left_undoes_adding_workdays(today, count):
    assert workdays_left(today, add_workdays(today, count)) == count


def test_what_fell_due_on_friday_is_overdue_already_on_saturday():
    assert workdays_left(d("2026-11-21"), d("2026-11-20")) == -1


@given(DAYS)
def test_a_week_and_five_virkedager_differ_only_around_days_off_and_weekends(start):
    week, fifth = calendar_week(start), add_workdays(start, 5)
    off = any(is_public_holiday(start + timedelta(days=n)) for n in range(1, 8))
    if start.weekday() < 5 and not off:
        assert week == fifth
