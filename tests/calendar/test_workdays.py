"""Counting days as the statutes do, against the vectors of the law notes and independent counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_cli.calendar.holidays import is_public_holiday
from skolemiljo_cli.calendar.workdays import (
    add_weeks,
    add_workdays,
    is_workday,
    next_workday_if_off,
    workdays_left,
)

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 1))


def d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize("day", ["2026-12-24", "2026-12-31", "2027-01-04", "2026-04-01"])
def test_days_people_take_for_holidays_but_no_statute_does_are_workdays(day):
    assert is_workday(d(day))


@pytest.mark.parametrize(
    "day", ["2026-04-02", "2026-05-01", "2026-05-17", "2026-05-14", "2026-12-25"]
)
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
    assert add_weeks(d(event), 1) == d(week)


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


def test_no_workdays_after_a_day_is_that_day_itself_even_a_sunday():
    assert add_workdays(d("2026-11-22"), 0) == d("2026-11-22")


def test_a_negative_count_is_refused_rather_than_taken_for_zero():
    with pytest.raises(ValueError, match="forwards"):
        add_workdays(d("2026-11-23"), -1)


def test_a_closed_day_is_no_workday_only_where_it_is_given():
    day = d("2026-12-24")
    assert not is_workday(day, {day})
    assert is_workday(day)


def test_closed_days_are_left_out_when_given():
    closed = {d("2026-11-24"), d("2026-11-25")}
    assert add_workdays(d("2026-11-23"), 1, closed) == d("2026-11-26")
    assert add_workdays(d("2026-11-23"), 1) == d("2026-11-24")


@pytest.mark.slow
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
    walked = sum(is_workday(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
    expected = walked if due >= today else -max(1, walked)
    assert workdays_left(today, due) == expected


@given(DAYS, st.integers(1, 30))
def test_workdays_left_undoes_adding_workdays(today, count):
    assert workdays_left(today, add_workdays(today, count)) == count


@pytest.mark.parametrize(
    ("today", "due", "left"),
    [
        ("2026-11-20", "2026-11-20", 0),
        ("2026-11-22", "2026-11-22", 0),
        ("2026-11-20", "2026-11-23", 1),
        ("2026-11-20", "2026-11-22", 0),
        ("2026-11-23", "2026-11-20", -1),
        ("2026-11-24", "2026-11-20", -2),
        ("2026-04-06", "2026-04-01", -1),
        ("2026-12-23", "2027-01-04", 6),
    ],
)
def test_workdays_left_counts_after_today_up_to_and_including_the_day(today, due, left):
    assert workdays_left(d(today), d(due)) == left


def test_workdays_left_reaches_over_many_years():
    assert workdays_left(d("2026-11-23"), d("1996-11-22")) == -workdays_left(
        d("1996-11-22"), d("2026-11-23")
    )


def test_what_fell_due_on_friday_is_overdue_already_on_saturday():
    assert workdays_left(d("2026-11-21"), d("2026-11-20")) == -1


@given(DAYS)
def test_five_virkedager_equal_a_week_exactly_when_no_holiday_is_among_the_weekdays(start):
    after = [start + timedelta(days=n) for n in range(1, 8)]
    holiday = any(day.weekday() < 5 and is_public_holiday(day) for day in after)
    week, fifth = add_weeks(start, 1), add_workdays(start, 5)
    if start.weekday() < 5:
        assert (fifth == week) is not holiday
        assert fifth >= week
    else:  # five weekdays after a weekend end on the Friday before the week is out
        assert (fifth < week) is not holiday


@given(DAYS)
def test_a_moved_limit_ends_on_the_first_virkedag_not_before_it(day):
    moved = next_workday_if_off(day)
    assert is_workday(moved)
    assert moved >= day
    assert not any(is_workday(day + timedelta(days=n)) for n in range((moved - day).days))
