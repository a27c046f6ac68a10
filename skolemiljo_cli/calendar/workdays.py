"""Counting days as the statutes do: working days and weeks, and limits that end on days off."""

from collections.abc import Collection
from datetime import date, timedelta

from skolemiljo_cli.calendar.holidays import is_public_holiday, weekday_holidays

_DAY = timedelta(days=1)


def is_workday(day: date, closed: Collection[date] = ()) -> bool:
    """Tell whether the day is a virkedag: Monday to Friday, no public holiday.

    Holidays are those of helligdagsfredloven § 2 and lov 26. april 1947 nr. 1 § 1; 24 and 31
    December are in neither and count. `closed` holds the school's own closed days and is given
    for local norms only.
    """
    return day.weekday() < 5 and not is_public_holiday(day) and day not in closed


def add_workdays(start: date, count: int, closed: Collection[date] = ()) -> date:
    """Return the virkedag that is `count` virkedager after `start`; 0 is the start itself.

    The start does not count (domstolloven § 148 first paragraph). Days off on the way are
    skipped, unlike in a limit of § 149, where only the last day is moved.

    Raises:
        ValueError: the count is negative.
    """
    if count < 0:
        raise ValueError("a limit is counted forwards")
    day = start
    for _ in range(count):
        day += _DAY
        while not is_workday(day, closed):
            day += _DAY
    return day


def workdays_left(today: date, due: date, closed: Collection[date] = ()) -> int:
    """Return how many virkedager remain after today up to and including `due`.

    0 today. An overdue day gives the virkedager since then as a negative number, and never 0:
    what fell due on Friday is -1 already on Saturday. `closed` is given for local norms only.
    """
    if due >= today:
        return _workdays_between(today, due, closed)
    return -max(1, _workdays_between(due, today, closed))


def _workdays_between(after: date, until: date, closed: Collection[date]) -> int:
    """Count the virkedager after one day up to and including another, without visiting each."""
    weeks, rest = divmod((until - after).days, 7)
    weekday = after.weekday()
    days = weeks * 5 + sum((weekday + step) % 7 < 5 for step in range(1, rest + 1))
    years = range(after.year, until.year + 1)
    off = sum(after < day <= until for year in years for day in weekday_holidays(year))
    off += sum(after < day <= until and is_workday(day) for day in closed)
    return days - off


def add_weeks(start: date, weeks: int) -> date:
    """Return the same weekday `weeks` later (domstolloven § 148 second paragraph).

    It may be a day off: oppl. § 12-6 second paragraph asks only that a week has passed.
    """
    return start + timedelta(weeks=weeks)


def next_workday_if_off(day: date, closed: Collection[date] = ()) -> date:
    """Move the end of a limit off a Saturday or holiday to the nearest following virkedag.

    Only the last day is moved (domstolloven § 149 first paragraph). A day that is a virkedag
    stays. `closed` is given for local norms only.
    """
    while not is_workday(day, closed):
        day += _DAY
    return day
